/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change too long for one transaction: it is committed piece by piece, so that others may write
 * between, and its import hides its rows until all are there. The counts are those of what is
 * seen: they leave with the import when it is hidden, and come when it is whole. */
#include "config.h"

#include "osg/json.h"

#include "store/store_private.h"

#define PIECE (400 * G_TIME_SPAN_MILLISECOND)
#define LOOK_AT_CLOCK 64                   /* times asked */
#define GAP (15 * G_TIME_SPAN_MILLISECOND) /* longer than a waiting writer sleeps */

/* pieces */

static gboolean hide(struct store *store, struct import_record *import, enum import_state state,
		     GError **error)
{
	import->state = (int)state;
	import->record.withdrawn = TRUE;
	if (!week_count_hide(store, import->record.key, error) ||
	    !store_put(store, import, NULL, error))
		return FALSE;
	store->change->hidden = import->record.key;
	return TRUE;
}

/* Its texts are put into the search when the whole import is there. */
static gboolean leave_texts(struct open_change *change, gint64 highest)
{
	struct key_stretch stretch = {change->unsearched, highest};

	if (!change->unsearched)
		return FALSE;
	if (!change->left_texts)
		change->left_texts = g_array_new(FALSE, FALSE, sizeof stretch);
	if (stretch.to >= stretch.from)
		g_array_append_val(change->left_texts, stretch);
	return TRUE;
}

static gboolean next_piece(struct store *store, GError **error)
{
	struct open_change *change = store->change;
	gboolean texts;
	gint64 highest;

	if (!imported_lay(store, error) ||
	    !store_query_number(store, QUERY_MANY, &highest, error) ||
	    !week_count_flush(store, error) || !engine_commit(store->engine, error))
		return FALSE;
	texts = leave_texts(change, highest);
	change->head_known = FALSE; /* others write to the record of changes too */
	g_usleep(GAP);
	if (!engine_begin(store->engine, error) || !schema_unmoved(store, error) ||
	    !store_query_number(store, QUERY_MANY, &highest, error))
		return FALSE;
	change->unsearched = texts ? highest + 1 : 0;
	change->began = g_get_monotonic_time();
	change->written = 0;
	return TRUE;
}

static gboolean piece_is_full(struct store *store)
{
	struct open_change *change = store->change;

	return change->written >= store->piece || (change->asked++ % LOOK_AT_CLOCK == 0 &&
						   g_get_monotonic_time() - change->began >= PIECE);
}

gboolean store_pause(struct store *store, struct import_record *import, enum import_state state,
		     GError **error)
{
	struct open_change *change = store->change;

	g_assert(change);
	if (!piece_is_full(store))
		return TRUE;
	return (change->hidden || hide(store, import, state, error)) && next_piece(store, error);
}

/* all rows of an import */

struct import_row {
	gint64 key, week;
	int version;
};

static GArray *rows_of(struct store *store, gint64 import, GError **error)
{
	struct statement *statement = store_query(store, QUERY_IMPORT_ROWS, error);
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct import_row));
	enum engine_step step = ENGINE_FAILED;

	if (statement) {
		statement_bind_int(statement, 1, import);
		while ((step = statement_step(statement, error)) == ENGINE_ROW) {
			struct import_row row = {column_int(statement, 0), column_int(statement, 1),
						 column_small(statement, 2)};
			g_array_append_val(rows, row);
		}
		statement_reset(statement);
	}
	if (step != ENGINE_DONE)
		g_clear_pointer(&rows, g_array_unref);
	return rows;
}

static gboolean move_row(struct store *store, gint64 key, gboolean withdrawn, const char *reason,
			 GError **error)
{
	struct observation *o = store_get(store, &observation_kind, key, error);
	gboolean done = o != NULL;
	gboolean moves =
		o && (withdrawn ? !o->record.withdrawn
				: o->record.withdrawn && g_strcmp0(o->reason, reason) == 0);

	if (moves) {
		o->record.withdrawn = withdrawn;
		field_set_text(&o->reason, withdrawn ? reason : NULL);
		done = store_put(store, o, NULL, error);
	}
	record_free(o);
	return done;
}

static gboolean move_rejected(struct store *store, gint64 import, gboolean withdrawn,
			      GError **error)
{
	g_autoptr(GPtrArray) all = store_where(store, &rejected_row_kind, "import", import, error);

	for (guint i = 0; all && i < all->len; i++) {
		struct rejected_row *rejected = all->pdata[i];

		if (rejected->state != (withdrawn ? REJECTED_OPEN : REJECTED_DISMISSED))
			continue;
		rejected->state = withdrawn ? REJECTED_DISMISSED : REJECTED_OPEN;
		if (!store_put(store, rejected, NULL, error))
			return FALSE;
	}
	return all != NULL;
}

/* what an import changed */

/* One observation that was there before: fields as they were and as the import left them. */
struct earlier {
	struct id id;
	char *before, *after;
};

static void earlier_clear(gpointer data)
{
	struct earlier *earlier = data;

	g_free(earlier->before);
	g_free(earlier->after);
}

static GArray *changes_of(struct store *store, const struct import_record *import, GError **error)
{
	struct statement *statement = store_query(store, QUERY_IMPORT_CHANGES, error);
	GArray *changes = g_array_new(FALSE, FALSE, sizeof(struct earlier));
	enum engine_step step = ENGINE_FAILED;

	g_array_set_clear_func(changes, earlier_clear);
	if (statement) {
		statement_bind_bytes(statement, 1, import->record.id.bytes,
				     sizeof import->record.id.bytes);
		while ((step = statement_step(statement, error)) == ENGINE_ROW) {
			struct earlier earlier = {.before = g_strdup(column_text(statement, 1)),
						  .after = g_strdup(column_text(statement, 2))};
			column_bytes(statement, 0, earlier.id.bytes, sizeof earlier.id.bytes);
			g_array_append_val(changes, earlier);
		}
		statement_reset(statement);
	}
	if (step != ENGINE_DONE)
		g_clear_pointer(&changes, g_array_unref);
	return changes;
}

/* The fields that still hold what they were given, with what they had before. Owned. */
static json_t *untouched(const struct observation *o, const char *given, const char *before)
{
	json_t *now = json_loads(given, 0, NULL), *then = json_loads(before, 0, NULL);
	json_t *fields = json_object();

	for (const struct field *f = observation_kind.fields; f->name; f++) {
		json_t *value = json_object_get(now, f->name),
		       *old = json_object_get(then, f->name);
		json_t *is = value && old ? field_to_json(f, o, NULL) : NULL;

		if (is && json_equal(is, value))
			json_object_set(fields, f->name, old);
		json_decref(is);
	}
	json_decref(now);
	json_decref(then);
	return fields;
}

static gboolean put_earlier_back(struct store *store, const struct earlier *earlier, gint64 import,
				 gboolean back, GError **error)
{
	struct observation *o = store_find(store, &observation_kind, &earlier->id, error);
	json_t *fields = o ? untouched(o, back ? earlier->after : earlier->before,
				       back ? earlier->before : earlier->after)
			   : NULL;
	gboolean done =
		o && (o->import == import ||
		      (fields_from_json(observation_kind.fields, fields, o, NULL, "", error) &&
		       store_put(store, o, NULL, error) &&
		       store_source_seen(store, o->record.key, "", error)));

	json_decref(fields);
	record_free(o);
	return done;
}

static gboolean move_changes(struct store *store, const struct import_record *import, gboolean back,
			     GError **error)
{
	g_autoptr(GArray) changes = changes_of(store, import, error);

	for (guint i = 0; changes && i < changes->len; i++)
		if (!put_earlier_back(store,
				      &g_array_index(changes, struct earlier,
						     back ? changes->len - 1 - i : i),
				      import->record.key, back, error))
			return FALSE;
	return changes != NULL;
}

/* taking back, and taking that back */

static gboolean finish(struct store *store, struct import_record *import, gboolean withdrawn,
		       GError **error)
{
	import->state = IMPORT_WHOLE;
	import->record.withdrawn = withdrawn;
	return store_put(store, import, NULL, error);
}

/* The first count rows; *moved tells how many were, fewer where it was stopped. */
static gboolean move_rows(struct store *store, struct import_record *import,
			  const struct import_move *move, const GArray *rows, guint count,
			  guint *moved, GError **error)
{
	enum import_state state = move->withdrawn ? IMPORT_LEAVING : IMPORT_UNDER_WAY;

	for (*moved = 0; *moved < count; (*moved)++) {
		if (move->progress && *moved % 500 == 0 &&
		    !move->progress(*moved, count, move->data))
			return TRUE;
		if (!move_row(store, g_array_index(rows, struct import_row, *moved).key,
			      move->withdrawn, move->reason, error) ||
		    !store_pause(store, import, state, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean stop(struct store *store, struct import_record *import,
		     const struct import_move *move, const GArray *rows, guint moved,
		     GError **error)
{
	const struct import_move other = {.withdrawn = !move->withdrawn, .reason = move->reason};

	if (move_rows(store, import, &other, rows, moved, &moved, error) &&
	    finish(store, import, other.withdrawn, error))
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_CANCELLED,
				    _("Stopped; nothing was changed."));
	return FALSE;
}

gboolean store_move_import(struct store *store, struct import_record *import,
			   const struct import_move *move, GError **error)
{
	g_autoptr(GArray) rows = rows_of(store, import->record.key, error);
	guint moved;

	if (!rows || !move_rows(store, import, move, rows, rows->len, &moved, error))
		return FALSE;
	if (moved < rows->len)
		return stop(store, import, move, rows, moved, error);
	return finish(store, import, move->withdrawn, error) &&
	       move_rejected(store, import->record.key, move->withdrawn, error) &&
	       move_changes(store, import, move->withdrawn, error);
}

/* what was broken off */

/* A row of an import that nobody has seen: it was never there. */
static gboolean remove_row(struct store *store, const struct import_row *row, GError **error)
{
	struct statement *numbers = store_query(store, QUERY_ROW_REMOVE, error);
	struct statement *texts = numbers ? store_query(store, QUERY_TEXT_REMOVE, error) : NULL;

	if (!texts)
		return FALSE;
	statement_bind_int(numbers, 1, row->week);
	statement_bind_int(numbers, 2, row->key);
	statement_bind_int(texts, 1, row->key);
	store->change->written++;
	return statement_execute(numbers, error) && statement_execute(texts, error);
}

static gboolean take_out(struct store *store, struct import_record *import, GError **error)
{
	g_autoptr(GArray) rows = rows_of(store, import->record.key, error);
	gboolean under_way = import->state == IMPORT_UNDER_WAY, done = rows != NULL;
	const char *reason = _("The import was broken off.");

	for (guint i = 0; done && i < rows->len; i++) {
		const struct import_row *row = &g_array_index(rows, struct import_row, i);

		done = (under_way && row->version == 1
				? remove_row(store, row, error)
				: move_row(store, row->key, TRUE, reason, error)) &&
		       store_pause(store, import, (enum import_state)import->state, error);
	}
	return done && week_count_hidden(store, import->record.key, error) &&
	       finish(store, import, TRUE, error) &&
	       move_rejected(store, import->record.key, TRUE, error) &&
	       (under_way || move_changes(store, import, TRUE, error));
}

gboolean pieces_clean(struct store *store, GError **error)
{
	struct change change = {.what = "import.broken-off"};
	struct import_record *import;
	gboolean done = FALSE;
	gint64 hidden;

	if (!store_query_number(store, QUERY_IMPORT_HIDDEN, &hidden, error))
		return FALSE;
	if (!hidden)
		return TRUE;
	import = store_get(store, &import_kind, hidden, error);
	if (!import)
		return FALSE;
	change.at = import->at;
	change.who = import->by;
	if (store_begin(store, &change, error)) {
		store->change->hidden = hidden;
		store->change->cleans = TRUE;
		/* nothing refers to what nobody has seen: without asking that of each row */
		done = engine_set_bulk(store->engine, TRUE, error) &&
		       take_out(store, import, error) && store_commit(store, error);
		store_rollback(store);
		engine_set_bulk(store->engine, FALSE, NULL);
	}
	record_free(import);
	return done;
}
