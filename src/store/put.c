/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes: begin, put, commit. One transaction holds the record, its log line and all that follows
 * from it. Once a statement of a change has failed nothing of the change can be kept. */
#include "config.h"

#include "store/store_private.h"

static const struct record_kind *const words[] = {&organisation_kind, &area_kind, &place_kind,
						  &category_kind};

static gboolean kind_is_words(const struct record_kind *kind)
{
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (words[i] == kind)
			return TRUE;
	return FALSE;
}

static void change_end(struct store *store)
{
	store->changing = store->failed = store->words_moved = store->head_known = FALSE;
	store->imported = store->free_slot = 0;
	g_clear_pointer((char **)&store->change.what, g_free);
	if (store->week_count)
		g_hash_table_remove_all(store->week_count);
}

/* Another osg may have upgraded the file under us: then this one must not write what it no longer
 * understands. */
static gboolean schema_unmoved(struct store *store, GError **error)
{
	sqlite3_stmt *statement = store_query(store, QUERY_SCHEMA, error);
	gint64 schema;

	if (!statement || !store_number(store, statement, &schema, error))
		return FALSE;
	if (schema == store_schema_newest())
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
		    _("“%s” has been upgraded by a newer osg in the meantime. Start osg again; "
		      "nothing was changed."),
		    store->file);
	return FALSE;
}

gboolean store_begin(struct store *store, const struct change *change, GError **error)
{
	g_assert(!store->changing && change->what);
	if (store->read_only) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("“%s” was opened for reading only."), store->file);
		return FALSE;
	}
	sqlite3_stmt *statement = store_query(store, QUERY_BEGIN, error);
	if (!statement || !store_execute(store, statement, error))
		return FALSE;
	store->changing = TRUE;
	store->free_slot = 0;
	store->change = *change;
	store->change.what = g_strdup(change->what);
	if (schema_unmoved(store, error))
		return TRUE;
	store_rollback(store);
	return FALSE;
}

static gboolean conflict(const struct record_kind *kind, GError **error)
{
	g_set_error(error, OSG_ERROR, OSG_ERROR_CONFLICT,
		    _("Somebody else changed this in the meantime: %s."), _(kind->title));
	return FALSE;
}

/* What else must move with an observation. */
static gboolean follow(struct store *store, const struct record_kind *kind, gconstpointer before,
		       gconstpointer after, GError **error)
{
	const struct observation *old = before, *new = after;

	store->words_moved |= kind_is_words(kind);
	if (kind != &observation_kind)
		return TRUE;
	week_count_move(store, old, new);
	return source_move(store, old, new, NULL, error) &&
	       search_move(store, new->record.key, old ? old->text : NULL, new->text, error);
}

static gboolean put_on_record(struct store *store, const struct record_kind *kind,
			      gconstpointer before, gconstpointer after, GError **error)
{
	g_autofree char *old = NULL, *new = NULL;

	/* What somebody has begun to write is nobody else's before it is saved; the record of
	 * changes never forgets. */
	if (kind == &draft_kind)
		return TRUE;
	kind_difference(kind, before, after, &old, &new);
	return log_write(store, &store->change, kind->name, &((const struct record *)after)->id,
			 old, new, error);
}

gboolean store_insert(struct store *store, const struct record_kind *kind, struct record *record,
		      GError **error)
{
	sqlite3_stmt *statement = kind_statement(store, kind, KIND_INSERT, error);

	if (!statement || (store->known && !references_known(store, kind, record, error)))
		return FALSE;
	if (id_is_null(&record->id))
		record->id = id_new(store->change.at * 1000);
	record->version = 1;
	store_bind_id(statement, 1, &record->id);
	sqlite3_bind_int(statement, 2, record->version);
	kind_bind(statement, 3, kind, record);
	if (!store_execute(store, statement, error))
		return FALSE;
	record->key = sqlite3_last_insert_rowid(store->db);
	return TRUE;
}

/* A record with an id may have been stored before by a save whose answer was lost: the same content
 * again is no fault.
 */
static gboolean put_new(struct store *store, const struct record_kind *kind, struct record *record,
			GError **error)
{
	g_autoptr(GError) local = NULL;
	struct record *stored =
		id_is_null(&record->id) ? NULL : store_find(store, kind, &record->id, &local);

	if (local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	if (stored) {
		gboolean same = record_equal(stored, record);
		if (same) {
			record->key = stored->key;
			record->version = stored->version;
		}
		record_free(stored);
		return same || conflict(kind, error);
	}
	if (store_insert(store, kind, record, error) && follow(store, kind, NULL, record, error) &&
	    put_on_record(store, kind, NULL, record, error))
		return TRUE;
	record->key = 0;
	record->version = 0;
	return FALSE;
}

static gboolean update(struct store *store, const struct record_kind *kind, struct record *record,
		       GError **error)
{
	sqlite3_stmt *statement = kind_statement(store, kind, KIND_UPDATE, error);

	if (!statement || (store->known && !references_known(store, kind, record, error)))
		return FALSE;
	sqlite3_bind_int(statement, 1, record->version + 1);
	int next = kind_bind(statement, 2, kind, record);
	sqlite3_bind_int64(statement, next, record->key);
	sqlite3_bind_int(statement, next + 1, record->version);
	return store_execute(store, statement, error);
}

static gboolean put_changed(struct store *store, const struct record_kind *kind,
			    struct record *record, const struct record *before, GError **error)
{
	if (before->version != record->version)
		return conflict(kind, error);
	if (record_equal(before, record))
		return TRUE;
	if (!update(store, kind, record, error) || !follow(store, kind, before, record, error) ||
	    !put_on_record(store, kind, before, record, error))
		return FALSE;
	record->version++;
	return TRUE;
}

gboolean store_put(struct store *store, gpointer record, GError **error)
{
	const struct record_kind *kind = ((const struct record *)record)->kind;
	struct record *new = record;
	g_autoptr(GError) local = NULL;

	g_assert(store->changing);
	if (new->key == 0)
		return put_new(store, kind, new, error);
	struct record *before = store_get(store, kind, new->key, &local);
	if (!before && local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	if (!before)
		return conflict(kind, error);
	gboolean done = put_changed(store, kind, new, before, error);
	record_free(before);
	return done;
}

static gboolean flush(struct store *store, GError **error)
{
	if (!imported_settle(store, error) || !week_count_flush(store, error))
		return FALSE;
	if (!store->words_moved)
		return TRUE;
	sqlite3_stmt *statement = store_query(store, QUERY_WORDS_MOVED, error);
	return statement && store_execute(store, statement, error);
}

static gboolean still_sound(struct store *store, GError **error)
{
	if (!store->failed && !sqlite3_get_autocommit(store->db))
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
		    _("“%s”: the change failed halfway and was taken back as a whole."),
		    store->file);
	return FALSE;
}

gboolean store_commit(struct store *store, GError **error)
{
	g_assert(store->changing);
	sqlite3_stmt *statement = store_query(store, QUERY_COMMIT, error);
	gint64 imported = store->imported;

	if (!statement || !still_sound(store, error) || !flush(store, error) ||
	    !store_execute(store, statement, error)) {
		store_rollback(store);
		return FALSE;
	}
	change_end(store);
	store->commits++;
	if (imported)
		imported_end(store);
	return TRUE;
}

void store_rollback(struct store *store)
{
	if (!store->changing)
		return;
	if (!sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	if (store->imported)
		imported_end(store);
	change_end(store);
}
