/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding words in texts. The index holds folded words and the observations they stand in, neither
 * texts nor positions: a phrase is looked for by its words, and what they find is looked at again.
 * Kept in step by hand: a trigger would flush the index at every row. */
#include "config.h"

#include <string.h>

#include "osg/text.h"

#include "store/store_private.h"

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

gboolean search_move(struct store *store, gint64 key, const char *before, const char *after,
		     GError **error)
{
	if (g_strcmp0(before, after) == 0 ||
	    (store->change->unsearched && key >= store->change->unsearched))
		return TRUE;
	return (!before || index_text(store, QUERY_SEARCH_DROP, key, before, error)) &&
	       (!after || index_text(store, QUERY_SEARCH_ADD, key, after, error));
}

/* One statement for all of them: each of its own would cost as much again. */
gboolean search_catch_up(struct store *store, GError **error)
{
	struct statement *statement = store_query(store, QUERY_SEARCH_FROM, error);

	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, store->change->unsearched);
	store->change->unsearched = 0;
	return statement_execute(statement, error);
}

char *search_expression(const char *folded, gboolean *exact)
{
	g_auto(GStrv) words = g_strsplit(folded, " ", -1);
	g_autoptr(GString) expression = g_string_new(NULL);
	guint count = g_strv_length(words);

	for (guint i = 0; i < count; i++) {
		if (!*words[i])
			continue;
		g_string_append_printf(expression, "%s\"%s\"%s", expression->len ? " AND " : "",
				       words[i], i + 1 == count ? " *" : "");
	}
	*exact = count == 1;
	return expression->len ? g_string_free(g_steal_pointer(&expression), FALSE) : NULL;
}
