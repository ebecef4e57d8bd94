/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding words in texts. The index holds folded words and the observations they stand in, neither
 * texts nor positions: a phrase is looked for by its words, and what they find is looked at again.
 * Kept in step by hand: a trigger would flush the index at every row. */
#include "config.h"

#include <string.h>

#include "osg/text.h"

#include "store/store_private.h"

#define SEARCH_PIECE 2000 /* observations in one transaction: a writer waits some 20 ms for it */

static gboolean index_text(struct store *store, enum store_query query, gint64 key,
			   const char *text, GError **error)
{
	struct statement *statement = store_query(store, query, error);
	g_autofree char *folded = text_fold(text);

	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, key);
	statement_bind_text(statement, 2, folded);
	return statement_execute(statement, error);
}

/* Left by a large import, and put into the index with all the others of it. */
static gboolean is_left(struct store *store, gint64 key, gint64 *left, GError **error)
{
	const GArray *earlier = store->change->left_texts;
	struct statement *statement;

	*left = FALSE;
	if (!engine_dialect(store->engine)->searches_later)
		return TRUE;
	statement = store_query(store, QUERY_UNSEARCHED_HAS, error);
	*left = store->change->unsearched && key >= store->change->unsearched;
	for (guint i = 0; earlier && i < earlier->len; i++) {
		const struct key_stretch *s = &g_array_index(earlier, struct key_stretch, i);
		*left |= key >= s->from && key <= s->to;
	}
	if (*left)
		return TRUE;
	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, key);
	return statement_number(statement, left, error);
}

gboolean search_move(struct store *store, gint64 key, const char *before, const char *after,
		     GError **error)
{
	gint64 left;

	if (g_strcmp0(before, after) == 0)
		return TRUE;
	if (!is_left(store, key, &left, error))
		return FALSE;
	return left || ((!before || index_text(store, QUERY_SEARCH_DROP, key, before, error)) &&
			(!after || index_text(store, QUERY_SEARCH_ADD, key, after, error)));
}

static gboolean run_stretch(struct store *store, enum store_query query, gint64 from, gint64 until,
			    GError **error)
{
	struct statement *statement = store_query(store, query, error);

	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, from);
	statement_bind_int(statement, 2, until);
	return statement_execute(statement, error);
}

/* One statement for all of them: each of its own would cost as much again. */
gboolean search_add_stretch(struct store *store, gint64 from, gint64 until, GError **error)
{
	return run_stretch(store, QUERY_SEARCH_FROM, from, until, error);
}

gboolean search_leave_stretch(struct store *store, gint64 from, gint64 until, GError **error)
{
	return run_stretch(store, QUERY_UNSEARCHED_ADD, from, until, error);
}

gboolean store_search_is_whole(struct store *store)
{
	gint64 any;

	return store_query_number(store, QUERY_UNSEARCHED_ANY, &any, NULL) && !any;
}

/* The next piece of the first stretch; *from 0 = there is none. */
static gboolean next_piece(struct store *store, gint64 *from, gint64 *until, GError **error)
{
	struct statement *statement = store_query(store, QUERY_UNSEARCHED_FIRST, error);

	*from = *until = 0;
	if (!statement)
		return FALSE;
	enum engine_step step = statement_step(statement, error);
	if (step == ENGINE_ROW) {
		*from = column_int(statement, 0);
		*until = column_int(statement, 1);
	}
	statement_reset(statement);
	return step != ENGINE_FAILED;
}

static gboolean fill_piece(struct store *store, gint64 from, gint64 until, GError **error)
{
	gint64 end = MIN(until, from + SEARCH_PIECE - 1);

	return search_add_stretch(store, from, end, error) &&
	       run_stretch(store, QUERY_UNSEARCHED_DROP, from, end, error) &&
	       (end == until || search_leave_stretch(store, end + 1, until, error));
}

gboolean store_fill_search(struct store *store, gboolean *more, GError **error)
{
	gint64 from, until;

	*more = FALSE;
	if (store->read_only || store->change || store_search_is_whole(store))
		return TRUE;
	if (!engine_begin(store->engine, error))
		return FALSE;
	if (next_piece(store, &from, &until, error) &&
	    (!from || fill_piece(store, from, until, error)) &&
	    engine_commit(store->engine, error)) {
		*more = from != 0;
		return TRUE;
	}
	engine_rollback(store->engine);
	return FALSE;
}

char *search_expression(const struct dialect *dialect, const char *folded, gboolean *exact)
{
	g_auto(GStrv) words = g_strsplit(folded, " ", -1);
	g_autoptr(GString) expression = g_string_new(NULL);
	const char *const *piece = dialect->pieces;
	guint count = g_strv_length(words);

	for (guint i = 0; i < count; i++) {
		if (!*words[i])
			continue;
		g_string_append_printf(expression, "%s%s%s%s%s",
				       expression->len ? piece[PIECE_AND] : "", piece[PIECE_WORD],
				       words[i], piece[PIECE_WORD],
				       i + 1 == count ? piece[PIECE_PREFIX] : "");
	}
	*exact = count == 1;
	return expression->len ? g_string_free(g_steal_pointer(&expression), FALSE) : NULL;
}
