/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of changes: lines that are only ever added, each holding the SHA-256 of the line
 * before and itself. */
#include "config.h"

#include <string.h>

#include "store/store_private.h"

/* Every part with its length, so that no two lines give the same bytes. */
static void hash_part(GChecksum *sum, const void *bytes, gsize length)
{
	char size[24];

	g_snprintf(size, sizeof size, "%" G_GSIZE_FORMAT ":", length);
	g_checksum_update(sum, (const guchar *)size, (gssize)strlen(size));
	g_checksum_update(sum, bytes, (gssize)length);
}

static void hash_text(GChecksum *sum, const char *text)
{
	if (text)
		hash_part(sum, text, strlen(text));
	else
		g_checksum_update(sum, (const guchar *)"-", 1);
}

static void hash_line(guint8 hash[STORE_HASH_SIZE], const struct log_line *line)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree char *numbers = g_strdup_printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d",
						   line->at, line->who, (int)line->door);
	gsize size = STORE_HASH_SIZE;

	g_checksum_update(sum, hash, STORE_HASH_SIZE);
	hash_text(sum, numbers);
	hash_text(sum, line->what);
	hash_text(sum, line->kind);
	hash_part(sum, line->id.bytes, sizeof line->id.bytes);
	hash_text(sum, line->before);
	hash_text(sum, line->after);
	g_checksum_get_digest(sum, hash, &size);
}

/* The last line's hash; zeros before the first. Read once a change: nobody else writes during it.
 */
static gboolean read_head(struct store *store, GError **error)
{
	sqlite3_stmt *statement = store_query(store, QUERY_LOG_HEAD, error);

	if (!statement)
		return FALSE;
	int code = store_step(store, statement, error);
	memset(store->head, 0, STORE_HASH_SIZE);
	if (code == SQLITE_ROW && sqlite3_column_bytes(statement, 0) == STORE_HASH_SIZE)
		memcpy(store->head, sqlite3_column_blob(statement, 0), STORE_HASH_SIZE);
	sqlite3_reset(statement);
	store->head_known = code == SQLITE_ROW || code == SQLITE_DONE;
	return store->head_known;
}

gboolean log_write(struct store *store, const struct change *change, const char *kind,
		   const struct id *id, const char *before, const char *after, GError **error)
{
	struct log_line line = {.at = change->at,
				.who = change->who,
				.door = change->door,
				.what = (char *)change->what,
				.kind = (char *)kind,
				.before = (char *)before,
				.after = (char *)after};
	sqlite3_stmt *statement = store_query(store, QUERY_LOG_ADD, error);

	if (!statement || (!store->head_known && !read_head(store, error)))
		return FALSE;
	if (id)
		line.id = *id;
	hash_line(store->head, &line);
	sqlite3_bind_int64(statement, 1, line.at);
	sqlite3_bind_int64(statement, 2, line.who);
	sqlite3_bind_int(statement, 3, (int)line.door);
	store_bind_text(statement, 4, line.what);
	store_bind_text(statement, 5, kind);
	if (id)
		store_bind_id(statement, 6, id);
	else
		sqlite3_bind_null(statement, 6);
	store_bind_text(statement, 7, before);
	store_bind_text(statement, 8, after);
	sqlite3_bind_blob(statement, 9, store->head, STORE_HASH_SIZE, SQLITE_STATIC);
	return store_execute(store, statement, error);
}

gboolean store_note(struct store *store, const struct change *change, const char *detail,
		    GError **error)
{
	if (store->changing)
		return log_write(store, change, NULL, NULL, NULL, detail, error);
	if (!store_begin(store, change, error))
		return FALSE;
	if (log_write(store, change, NULL, NULL, NULL, detail, error))
		return store_commit(store, error);
	store_rollback(store);
	return FALSE;
}

/* reading */

static struct log_line *read_line(sqlite3_stmt *statement)
{
	struct log_line *line = g_new0(struct log_line, 1);

	line->key = sqlite3_column_int64(statement, 0);
	line->at = sqlite3_column_int64(statement, 1);
	line->who = sqlite3_column_int64(statement, 2);
	line->door = (enum door)sqlite3_column_int(statement, 3);
	line->what = store_column_text(statement, 4);
	line->kind = store_column_text(statement, 5);
	if (sqlite3_column_bytes(statement, 6) == sizeof line->id.bytes)
		memcpy(line->id.bytes, sqlite3_column_blob(statement, 6), sizeof line->id.bytes);
	line->before = store_column_text(statement, 7);
	line->after = store_column_text(statement, 8);
	return line;
}

void log_line_free(struct log_line *line)
{
	if (!line)
		return;
	g_free(line->what);
	g_free(line->kind);
	g_free(line->before);
	g_free(line->after);
	g_free(line);
}

GPtrArray *store_log(struct store *store, const struct id *id, guint limit, GError **error)
{
	sqlite3_stmt *statement = store_query(store, id ? QUERY_LOG_ID : QUERY_LOG_ALL, error);
	GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)log_line_free);
	int code = SQLITE_ERROR;

	if (statement) {
		if (id)
			store_bind_id(statement, 1, id);
		sqlite3_bind_int64(statement, id ? 2 : 1, limit ? (gint64)limit : -1);
		while ((code = store_step(store, statement, error)) == SQLITE_ROW)
			g_ptr_array_add(lines, read_line(statement));
		sqlite3_reset(statement);
	}
	if (code != SQLITE_DONE)
		g_clear_pointer(&lines, g_ptr_array_unref);
	return lines;
}

/* checking */

static gboolean line_sound(sqlite3_stmt *statement, guint8 hash[STORE_HASH_SIZE])
{
	struct log_line *line = read_line(statement);
	const void *stored = sqlite3_column_blob(statement, 9);
	gboolean sound;

	hash_line(hash, line);
	sound = stored && sqlite3_column_bytes(statement, 9) == STORE_HASH_SIZE &&
		memcmp(hash, stored, STORE_HASH_SIZE) == 0;
	log_line_free(line);
	return sound;
}

/* Names the first line that does not follow from the one before; after it every line would be
 * wrong. */
gboolean log_check(struct store *store, GPtrArray *faults, GError **error)
{
	sqlite3_stmt *statement = store_query(store, QUERY_LOG_CHAIN, error);
	guint8 hash[STORE_HASH_SIZE] = {0};
	int code = SQLITE_ERROR;

	if (!statement)
		return FALSE;
	while ((code = store_step(store, statement, error)) == SQLITE_ROW) {
		if (line_sound(statement, hash))
			continue;
		g_ptr_array_add(
			faults,
			g_strdup_printf(
				_("The record of changes was altered or is damaged at line %d."),
				sqlite3_column_int(statement, 0)));
		break;
	}
	sqlite3_reset(statement);
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

gboolean store_activity(struct store *store, gint64 from, gint64 to, struct activity *activity,
			GError **error)
{
	sqlite3_stmt *entered = store_query(store, QUERY_ENTERED, error);
	sqlite3_stmt *changed = entered ? store_query(store, QUERY_CHANGED, error) : NULL;
	gint64 added;
	int code;

	memset(activity, 0, sizeof *activity);
	if (!changed)
		return FALSE;
	sqlite3_bind_int64(entered, 1, from);
	sqlite3_bind_int64(entered, 2, to);
	if (!store_number(store, entered, &added, error))
		return FALSE;
	sqlite3_bind_int64(changed, 1, from);
	sqlite3_bind_int64(changed, 2, to);
	while ((code = store_step(store, changed, error)) == SQLITE_ROW) {
		gboolean new = sqlite3_column_int(changed, 0),
			 withdrawn = sqlite3_column_int(changed, 1);
		activity->withdrawn += withdrawn;
		activity->changed += !withdrawn && !new;
		added -= withdrawn && new;
	}
	sqlite3_reset(changed);
	activity->added = (int)added;
	return code == SQLITE_DONE;
}
