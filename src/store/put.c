/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes: begin, put, commit. One transaction holds the record, its log line and all that follows
 * from it. Once a statement of a change has failed nothing of the change can be kept. */
#include "config.h"

#include "store/store_private.h"

static const struct record_kind *const words[] = {&organisation_kind, &area_kind, &place_kind,
						  &category_kind};

gboolean kind_is_words(const struct record_kind *kind)
{
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (words[i] == kind)
			return TRUE;
	return FALSE;
}

void change_open(struct store *store, const struct change *change)
{
	sources_forget(store);
	store->change = g_new0(struct open_change, 1);
	store->change->about = *change;
	store->change->about.what = g_strdup(change->what);
	store->change->began = g_get_monotonic_time();
}

void change_end(struct store *store)
{
	struct open_change *change = store->change;

	if (change->bulk)
		engine_set_bulk(store->engine, FALSE, NULL);
	store->change = NULL;
	g_free((char *)change->about.what);
	g_clear_pointer(&change->week_counts, g_hash_table_unref);
	g_clear_pointer(&change->import_counts, g_hash_table_unref);
	g_clear_pointer(&change->known, g_hash_table_unref);
	g_clear_pointer(&change->imported_sum, digest_free);
	g_clear_pointer(&change->left_texts, g_array_unref);
	g_clear_pointer(&change->unlaid, g_array_unref);
	sources_forget(store);
	g_free(change);
}

gboolean change_bulk(struct store *store, GError **error)
{
	store->change->bulk = TRUE;
	return engine_set_bulk(store->engine, TRUE, error);
}

/* Another osg may have upgraded the file under us: then this one must not write what it no longer
 * understands. */
gboolean schema_unmoved(struct store *store, GError **error)
{
	gint64 schema;

	if (!store_query_number(store, QUERY_SCHEMA, &schema, error))
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
	g_assert(!store->change && change->what);
	if (store->read_only) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("“%s” was opened for reading only."), store->file);
		return FALSE;
	}
	if (!engine_begin(store->engine, error))
		return FALSE;
	change_open(store, change);
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

	store->change->words_moved += kind_is_words(kind);
	if (kind == &import_kind && !before)
		store->change->importing = ((const struct record *)after)->key;
	if (kind != &observation_kind)
		return TRUE;
	week_count_move(store, old, new);
	return search_move(store, new->record.key, old ? old->text : NULL, new->text, error);
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
	return log_write(store, &store->change->about, kind->name,
			 &((const struct record *)after)->id, old, new, error);
}

/* "observation.source_id" must be unique, says the engine: said as people know it. */
static void explain_source(const struct record_kind *kind, gconstpointer record, GError **error)
{
	const struct observation *o = record;

	if (kind != &observation_kind || !error || !o->source_id ||
	    !g_error_matches(*error, OSG_ERROR, OSG_ERROR_RULE))
		return;
	g_clear_error(error);
	g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
		    _("“%s” of the source “%s” is already there."), o->source_id, o->source);
}

gboolean store_insert_row(struct store *store, const struct observation *observation,
			  GError **error)
{
	struct statement *statement =
		kind_statement(store, &observation_kind, KIND_ROW_INSERT, error);

	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, observation->record.key);
	statement_bind_int(statement, 2, observation->record.withdrawn);
	kind_bind(statement, 3, &observation_kind, PART_ROW, observation);
	return statement_execute(statement, error);
}

gboolean store_insert(struct store *store, const struct record_kind *kind, struct record *record,
		      const char *source_version, GError **error)
{
	const struct observation *o = kind == &observation_kind ? (gpointer)record : NULL;
	gint64 key = o ? store->change->next_key : 0;
	struct statement *statement =
		kind_statement(store, kind, key ? KIND_INSERT_AT : KIND_INSERT, error);
	int next = 3;

	if (!statement || (store->change->known && !references_known(store, kind, record, error)))
		return FALSE;
	if (id_is_null(&record->id))
		record->id = id_new(store->change->about.at * 1000);
	record->version = 1;
	store->change->written++;
	statement_bind_bytes(statement, 1, record->id.bytes, sizeof record->id.bytes);
	statement_bind_int(statement, 2, record->version);
	statement_bind_int(statement, next++, o ? o->organisation : record->withdrawn);
	if (o)
		statement_bind_text(statement, next++, source_version);
	next = kind_bind(statement, next, kind, PART_MAIN, record);
	if (key)
		statement_bind_int(statement, next, key);
	if (!statement_execute(statement, error)) {
		explain_source(kind, record, error);
		return FALSE;
	}
	record->key = key ? store->change->next_key++ : engine_last_key(store->engine);
	sources_turn(store->change->sources, record->key, o ? source_version : NULL);
	return lists_write(store, NULL, record, error);
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
	if (store_insert(store, kind, record, NULL, error) &&
	    (kind != &observation_kind || store_insert_row(store, (gpointer)record, error)) &&
	    follow(store, kind, NULL, record, error) &&
	    put_on_record(store, kind, NULL, record, error))
		return TRUE;
	record->key = 0;
	record->version = 0;
	return FALSE;
}

static gboolean update_row(struct store *store, const struct record_kind *kind,
			   const struct record *record, const struct record *before, GError **error)
{
	if (kind != &observation_kind)
		return TRUE;
	struct statement *statement = kind_statement(store, kind, KIND_ROW_UPDATE, error);
	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, record->withdrawn);
	int next = kind_bind(statement, 2, kind, PART_ROW, record);
	statement_bind_int(statement, next, record->key);
	statement_bind_int(statement, next + 1, ((const struct observation *)before)->week);
	return statement_execute(statement, error);
}

static gboolean update(struct store *store, const struct record_kind *kind, struct record *record,
		       const struct record *before, GError **error)
{
	struct statement *statement = kind_statement(store, kind, KIND_UPDATE, error);

	if (!statement || (store->change->known && !references_known(store, kind, record, error)))
		return FALSE;
	statement_bind_int(statement, 1, record->version + 1);
	statement_bind_int(statement, 2,
			   kind == &observation_kind ? ((struct observation *)record)->organisation
						     : record->withdrawn);
	int next = kind_bind(statement, 3, kind, PART_MAIN, record);
	statement_bind_int(statement, next, record->key);
	statement_bind_int(statement, next + 1, record->version);
	store->change->written++;
	/* not executed: what is against it must be heard here */
	gboolean done = statement_step(statement, error) == ENGINE_DONE;
	statement_reset(statement);
	if (done)
		return update_row(store, kind, record, before, error) &&
		       lists_write(store, before, record, error);
	explain_source(kind, record, error);
	return FALSE;
}

gboolean store_put_unlogged(struct store *store, struct record *record, const struct record *before,
			    GError **error)
{
	if (!update(store, record->kind, record, before, error) ||
	    !follow(store, record->kind, before, record, error))
		return FALSE;
	record->version++;
	return TRUE;
}

static gboolean put_changed(struct store *store, const struct record_kind *kind,
			    struct record *record, const struct record *before, GError **error)
{
	if (before->version != record->version)
		return conflict(kind, error);
	if (record_equal(before, record))
		return TRUE;
	if (!update(store, kind, record, before, error) ||
	    !follow(store, kind, before, record, error) ||
	    !put_on_record(store, kind, before, record, error))
		return FALSE;
	record->version++;
	return TRUE;
}

gboolean store_put(struct store *store, gpointer record, gpointer *before, GError **error)
{
	const struct record_kind *kind = ((const struct record *)record)->kind;
	struct record *new = record;
	g_autoptr(GError) local = NULL;

	g_assert(store->change);
	if (before)
		*before = NULL;
	if (new->key == 0)
		return put_new(store, kind, new, error);
	struct record *old = store_get(store, kind, new->key, &local);
	if (!old && local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	if (!old)
		return conflict(kind, error);
	gboolean done = put_changed(store, kind, new, old, error);
	if (done && before)
		*before = g_steal_pointer(&old);
	record_free(old);
	return done;
}

static gboolean flush(struct store *store, GError **error)
{
	if (!imported_settle(store, error) || !imported_log(store, error) ||
	    !sources_log(store, error) || !log_keep_end(store, error))
		return FALSE;
	week_count_show(store);
	if (!week_count_flush(store, error))
		return FALSE;
	return words_settle(store, error);
}

static gboolean still_sound(struct store *store, GError **error)
{
	if (!store->change->failed)
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
		    _("“%s”: the change failed halfway and was taken back as a whole."),
		    store->file);
	return FALSE;
}

gboolean store_commit(struct store *store, GError **error)
{
	g_assert(store->change);
	if (!still_sound(store, error) || !flush(store, error) ||
	    !engine_commit(store->engine, error)) {
		store_rollback(store);
		return FALSE;
	}
	change_end(store);
	store->commits++;
	return TRUE;
}

void store_rollback(struct store *store)
{
	store_break_off(store, NULL);
}

void store_break_off(struct store *store, const char *reason)
{
	gboolean in_pieces;

	if (!store->change)
		return;
	in_pieces = store->change->hidden && !store->change->cleans;
	engine_rollback(store->engine);
	change_end(store);
	if (in_pieces)
		pieces_clean(store, reason, NULL);
}
