/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of changes: lines that are only ever added, each holding the SHA-256 of the line
 * before and itself. */
#include "config.h"

#include <string.h>

#include "osg/json.h"

#include "store/store_private.h"

/* Every part with its length, so that no two lines give the same bytes. */
static void hash_part(struct digest *sum, const void *bytes, gsize length)
{
	char size[24];

	g_snprintf(size, sizeof size, "%" G_GSIZE_FORMAT ":", length);
	digest_add(sum, size, strlen(size));
	digest_add(sum, bytes, length);
}

static void hash_text(struct digest *sum, const char *text)
{
	if (text)
		hash_part(sum, text, strlen(text));
	else
		digest_add(sum, "-", 1);
}

void log_sum(guint8 hash[STORE_HASH_SIZE], const struct log_line *line)
{
	g_autoptr(Digest) sum = digest_new();
	g_autofree char *numbers = g_strdup_printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d",
						   line->at, line->who, (int)line->door);

	digest_add(sum, hash, STORE_HASH_SIZE);
	hash_text(sum, numbers);
	hash_text(sum, line->what);
	hash_text(sum, line->kind);
	hash_part(sum, line->id.bytes, sizeof line->id.bytes);
	hash_text(sum, line->before);
	hash_text(sum, line->after);
	digest_end(sum, hash);
}

char *log_sum_text(const guint8 hash[STORE_HASH_SIZE])
{
	GString *text = g_string_sized_new(2 * STORE_HASH_SIZE);

	for (gsize i = 0; i < STORE_HASH_SIZE; i++)
		g_string_append_printf(text, "%02x", hash[i]);
	return g_string_free(text, FALSE);
}

/* Number and hash of a line; zeros: none. */
struct log_end {
	gint64 line;
	guint8 hash[STORE_HASH_SIZE];
};

static gboolean read_end(struct store *store, enum store_query query, struct log_end *end,
			 GError **error)
{
	struct statement *statement = store_query(store, query, error);
	enum engine_step step = ENGINE_FAILED;

	*end = (struct log_end){0};
	if (statement && (step = statement_step(statement, error)) == ENGINE_ROW) {
		end->line = column_int(statement, 0);
		column_bytes(statement, 1, end->hash, sizeof end->hash);
	}
	if (statement)
		statement_reset(statement);
	return step != ENGINE_FAILED;
}

static gboolean write_line(struct store *store, const struct change *change, const char *kind,
			   const struct id *id, const char *before, const char *after,
			   GError **error);

/* The next line would be kept as the last, and what was done to the one before would never show. */
static gboolean tell_end(struct store *store, const struct log_end *kept,
			 const struct log_end *last, GError **error)
{
	struct change about = store->change->about;
	g_autofree char *kept_sum = log_sum_text(kept->hash), *sum = log_sum_text(last->hash);
	json_t *after = json_pack("{s:I, s:s, s:I, s:s}", "line", (json_int_t)kept->line, "sha256",
				  kept_sum, "found", (json_int_t)last->line, "found_sha256", sum);
	g_autofree char *text = json_print(after, JSON_COMPACT);

	json_decref(after);
	about.what = LOG_END_MOVED;
	return write_line(store, &about, NULL, NULL, NULL, text, error);
}

/* The last line's hash; zeros before the first. Read once a change: nobody else writes during it.
 */
static gboolean read_head(struct store *store, GError **error)
{
	struct log_end last, kept;

	if (!read_end(store, QUERY_LOG_END, &last, error) ||
	    !read_end(store, QUERY_LOG_KEPT_END, &kept, error))
		return FALSE;
	memcpy(store->change->head, last.hash, STORE_HASH_SIZE);
	store->change->head_known = TRUE;
	return (last.line == kept.line && memcmp(last.hash, kept.hash, sizeof last.hash) == 0) ||
	       tell_end(store, &kept, &last, error);
}

gboolean log_keep_end(struct store *store, GError **error)
{
	struct statement *statement;

	if (!store->change->head_moved)
		return TRUE;
	statement = store_query(store, QUERY_LOG_KEEP_END, error);
	if (!statement)
		return FALSE;
	store->change->head_moved = FALSE;
	statement_bind_bytes(statement, 1, store->change->head, STORE_HASH_SIZE);
	return statement_execute(statement, error);
}

static gboolean write_line(struct store *store, const struct change *change, const char *kind,
			   const struct id *id, const char *before, const char *after,
			   GError **error)
{
	struct log_line line = {.at = change->at,
				.who = change->who,
				.door = change->door,
				.what = (char *)change->what,
				.kind = (char *)kind,
				.before = (char *)before,
				.after = (char *)after};
	struct statement *statement = store_query(store, QUERY_LOG_ADD, error);

	if (!statement)
		return FALSE;
	if (id)
		line.id = *id;
	store->change->head_moved = TRUE;
	log_sum(store->change->head, &line);
	statement_bind_int(statement, 1, line.at);
	statement_bind_int(statement, 2, line.who);
	statement_bind_int(statement, 3, (int)line.door);
	statement_bind_text(statement, 4, line.what);
	statement_bind_text(statement, 5, kind);
	if (id)
		statement_bind_bytes(statement, 6, id->bytes, sizeof id->bytes);
	else
		statement_bind_text(statement, 6, NULL);
	statement_bind_text(statement, 7, before);
	statement_bind_text(statement, 8, after);
	statement_bind_bytes(statement, 9, store->change->head, STORE_HASH_SIZE);
	return statement_execute(statement, error);
}

gboolean log_write(struct store *store, const struct change *change, const char *kind,
		   const struct id *id, const char *before, const char *after, GError **error)
{
	return (store->change->head_known || read_head(store, error)) &&
	       write_line(store, change, kind, id, before, after, error);
}

gboolean log_tell(struct store *store, const char *what, json_t *take_after, GError **error)
{
	struct change about = store->change->about;
	char *text = json_print(take_after, JSON_COMPACT);
	gboolean done;

	about.what = what;
	done = log_write(store, &about, NULL, NULL, NULL, text, error);
	g_free(text);
	json_decref(take_after);
	return done;
}

gboolean store_note(struct store *store, const struct change *change, const struct id *id,
		    const char *detail, GError **error)
{
	if (store->change)
		return log_write(store, change, NULL, id, NULL, detail, error);
	if (!store_begin(store, change, error))
		return FALSE;
	if (log_write(store, change, NULL, id, NULL, detail, error))
		return store_commit(store, error);
	store_rollback(store);
	return FALSE;
}

/* reading */

struct log_line *log_read(struct statement *statement)
{
	struct log_line *line = g_new0(struct log_line, 1);

	line->key = column_int(statement, 0);
	line->at = column_int(statement, 1);
	line->who = column_int(statement, 2);
	line->door = (enum door)column_small(statement, 3);
	line->what = g_strdup(column_text(statement, 4));
	line->kind = g_strdup(column_text(statement, 5));
	column_bytes(statement, 6, line->id.bytes, sizeof line->id.bytes);
	line->before = g_strdup(column_text(statement, 7));
	line->after = g_strdup(column_text(statement, 8));
	return line;
}

GPtrArray *store_log(struct store *store, const struct id *id, guint limit, GError **error)
{
	struct statement *statement = store_query(store, id ? QUERY_LOG_ID : QUERY_LOG_ALL, error);
	GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)log_line_free);
	enum engine_step step = ENGINE_FAILED;

	if (statement) {
		if (id)
			statement_bind_bytes(statement, 1, id->bytes, sizeof id->bytes);
		statement_bind_int(statement, id ? 2 : 1, limit ? (gint64)limit : G_MAXINT64);
		while ((step = statement_step(statement, error)) == ENGINE_ROW)
			g_ptr_array_add(lines, log_read(statement));
		statement_reset(statement);
	}
	if (step != ENGINE_DONE)
		g_clear_pointer(&lines, g_ptr_array_unref);
	return lines;
}

gboolean log_each(struct store *store, void (*function)(const struct log_line *line, gpointer data),
		  gpointer data, GError **error)
{
	struct statement *statement = store_query(store, QUERY_LOG_CHAIN, error);
	enum engine_step step = ENGINE_FAILED;

	if (!statement)
		return FALSE;
	statement_set_many(statement);
	while ((step = statement_step(statement, error)) == ENGINE_ROW) {
		struct log_line *line = log_read(statement);
		function(line, data);
		log_line_free(line);
	}
	statement_reset(statement);
	return step == ENGINE_DONE;
}

gboolean store_activity(struct store *store, gint64 from, gint64 to, struct activity *activity,
			GError **error)
{
	struct statement *entered = store_query(store, QUERY_ENTERED, error);
	struct statement *imports =
		entered ? store_query(store, QUERY_WITHDRAWN_IMPORTS, error) : NULL;
	struct statement *changed = imports ? store_query(store, QUERY_CHANGED, error) : NULL;
	gint64 added, withdrawn;
	enum engine_step step;

	memset(activity, 0, sizeof *activity);
	if (!changed)
		return FALSE;
	statement_bind_int(entered, 1, from);
	statement_bind_int(entered, 2, to);
	statement_bind_int(imports, 1, from);
	statement_bind_int(imports, 2, to);
	if (!statement_number(entered, &added, error) ||
	    !statement_number(imports, &withdrawn, error))
		return FALSE;
	activity->withdrawn = (int)withdrawn;
	statement_bind_int(changed, 1, from);
	statement_bind_int(changed, 2, to);
	while ((step = statement_step(changed, error)) == ENGINE_ROW) {
		gboolean new = column_small(changed, 0), gone = column_small(changed, 1);
		activity->withdrawn += gone;
		activity->changed += !gone && !new;
		added -= gone && new;
	}
	statement_reset(changed);
	activity->added = (int)added;
	return step == ENGINE_DONE;
}
