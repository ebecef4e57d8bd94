/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding words in texts. The index holds folded words and the observations they stand in, neither
 * texts nor positions: a phrase is looked for by its words, and what they find is looked at again.
 * Kept in step by hand: a trigger would flush the index at every row. */
#include "config.h"

#include <string.h>

#include "osg/text.h"

#include "store/store_private.h"

static void fold(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);

	(void)count;
	if (text)
		sqlite3_result_text(context, text_fold(text), -1, g_free);
}

/* osg_holds(text, folded): does the folded needle stand in the text where a word begins. */
static void holds(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);
	const char *needle = (const char *)sqlite3_value_text(values[1]);

	(void)count;
	if (!text || !needle) {
		sqlite3_result_int(context, 0);
		return;
	}
	g_autofree char *folded = text_fold(text);
	const char *at = folded;
	while ((at = strstr(at, needle)) && at != folded && at[-1] != ' ')
		at++;
	sqlite3_result_int(context, at != NULL);
}

void search_functions(sqlite3 *db)
{
	int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;

	sqlite3_create_function(db, "osg_fold", 1, flags, NULL, fold, NULL, NULL);
	sqlite3_create_function(db, "osg_holds", 2, flags, NULL, holds, NULL, NULL);
}

static gboolean index_text(struct store *store, enum store_query query, gint64 key,
			   const char *text, GError **error)
{
	sqlite3_stmt *statement = store_query(store, query, error);

	if (!statement)
		return FALSE;
	sqlite3_bind_int64(statement, 1, key);
	sqlite3_bind_text(statement, 2, text_fold(text), -1, g_free);
	return store_execute(store, statement, error);
}

gboolean search_move(struct store *store, gint64 key, const char *before, const char *after,
		     GError **error)
{
	if (g_strcmp0(before, after) == 0 || (store->unsearched && key >= store->unsearched))
		return TRUE;
	return (!before || index_text(store, QUERY_SEARCH_DROP, key, before, error)) &&
	       (!after || index_text(store, QUERY_SEARCH_ADD, key, after, error));
}

/* One statement for all of them: each of its own would cost as much again. */
gboolean search_catch_up(struct store *store, GError **error)
{
	sqlite3_stmt *statement = store_query(store, QUERY_SEARCH_FROM, error);

	if (!statement)
		return FALSE;
	sqlite3_bind_int64(statement, 1, store->unsearched);
	store->unsearched = 0;
	return store_execute(store, statement, error);
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
