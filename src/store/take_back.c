/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking an import back as one act, and bringing it back: its rows are withdrawn a stretch at a
 * time, and one line of the record of changes stands for them all. What it changed of observations
 * that were there before is put back one by one. */
#include "config.h"

#include "osg/json.h"

#include "store/store_private.h"

#define STRETCH 2000 /* rows that one statement moves */

/* all rows of an import */

/* Rows of one week, by the keys of the first and the last; others' may lie between. */
struct taken_stretch {
	gint64 week, from, to;
	guint rows;
};

struct import_rows {
	GArray *weeks; /* struct taken_stretch, in the order of observation_row */
	gint64 first, last, count;
};

static void add_row(struct import_rows *rows, gint64 week, gint64 key)
{
	struct taken_stretch *last =
		rows->weeks->len
			? &g_array_index(rows->weeks, struct taken_stretch, rows->weeks->len - 1)
			: NULL;

	if (!last || last->week != week || last->rows == STRETCH) {
		g_array_set_size(rows->weeks, rows->weeks->len + 1);
		last = &g_array_index(rows->weeks, struct taken_stretch, rows->weeks->len - 1);
		*last = (struct taken_stretch){week, key, key, 0};
	}
	last->to = key;
	last->rows++;
	rows->first = rows->count++ ? MIN(rows->first, key) : key;
	rows->last = MAX(rows->last, key);
}

static gboolean read_rows(struct store *store, gint64 import, struct import_rows *rows,
			  GError **error)
{
	struct statement *statement = store_query(store, QUERY_IMPORT_ROWS, error);
	enum engine_step step;

	*rows = (struct import_rows){
		.weeks = g_array_new(FALSE, FALSE, sizeof(struct taken_stretch))};
	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, import);
	while ((step = statement_step(statement, error)) == ENGINE_ROW)
		add_row(rows, column_int(statement, 0), column_int(statement, 1));
	statement_reset(statement);
	return step == ENGINE_DONE;
}

/* passes over them */

struct mover {
	struct store *store;
	gint64 import;
	struct import_rows rows;
	const char *reason;
	const struct import_move *move; /* who is told; NULL = nobody */
	gint64 done;                    /* rows, of both passes */
	gboolean stopped;
};

static gboolean run(struct mover *m, enum store_query query, gboolean reason,
		    const struct taken_stretch *stretch, GError **error)
{
	struct statement *statement = store_query(m->store, query, error);
	int parameter = 1;

	if (!statement)
		return FALSE;
	if (reason)
		statement_bind_text(statement, parameter++, m->reason);
	statement_bind_int(statement, parameter++, stretch->from);
	statement_bind_int(statement, parameter++, stretch->to);
	statement_bind_int(statement, parameter++, m->import);
	if (stretch->week != WEEK_NONE)
		statement_bind_int(statement, parameter, stretch->week);
	m->store->change->written += stretch->rows;
	m->done += stretch->rows;
	return statement_execute(statement, error) && pieces_pause(m->store, error);
}

/* What is removed goes out of the sum of sources, too. */
static gboolean remove_keys(struct mover *m, const struct taken_stretch *keys, GError **error)
{
	struct statement *statement = store_query(m->store, QUERY_KEYS_REMOVE, error);
	enum engine_step step = ENGINE_FAILED;

	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, keys->from);
	statement_bind_int(statement, 2, keys->to);
	statement_bind_int(statement, 3, m->import);
	while ((step = statement_step(statement, error)) == ENGINE_ROW)
		sources_turn(m->store->change->sources, column_int(statement, 0),
			     column_text(statement, 1));
	statement_reset(statement);
	m->store->change->written += keys->rows;
	return step == ENGINE_DONE && pieces_pause(m->store, error);
}

static gboolean goes_on(struct mover *m)
{
	const struct import_move *move = m->move;

	if (move && move->progress)
		m->stopped |=
			!move->progress(MIN(m->done / 2, m->rows.count), m->rows.count, move->data);
	return !m->stopped;
}

/* A file is in no order: week by week each text would be looked for by itself. */
static gboolean pass_keys(struct mover *m, enum store_query query, gboolean reason, GError **error)
{
	for (gint64 from = m->rows.first; m->rows.count && from <= m->rows.last && goes_on(m);
	     from += STRETCH) {
		const struct taken_stretch keys = {WEEK_NONE, from,
						   MIN(from + STRETCH - 1, m->rows.last), STRETCH};

		if (query == QUERY_KEYS_REMOVE ? !remove_keys(m, &keys, error)
					       : !run(m, query, reason, &keys, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean pass_weeks(struct mover *m, enum store_query query, gboolean reason, GError **error)
{
	for (guint i = 0; i < m->rows.weeks->len && goes_on(m); i++)
		if (!run(m, query, reason, &g_array_index(m->rows.weeks, struct taken_stretch, i),
			 error))
			return FALSE;
	return TRUE;
}

/* What is withdrawn already stays as it is; only what was withdrawn for that reason comes back. */
static gboolean move_rows(struct mover *m, gboolean withdrawn, GError **error)
{
	if (withdrawn)
		return pass_keys(m, QUERY_KEYS_REASON, TRUE, error) &&
		       pass_weeks(m, QUERY_WEEK_WITHDRAW, FALSE, error);
	return pass_weeks(m, QUERY_WEEK_BRING, TRUE, error) &&
	       pass_keys(m, QUERY_KEYS_UNREASON, TRUE, error);
}

/* Of an import that nobody has seen: they were never there. */
static gboolean remove_rows(struct mover *m, GError **error)
{
	return pass_keys(m, QUERY_KEYS_REMOVE, FALSE, error) &&
	       pass_weeks(m, QUERY_WEEK_REMOVE, FALSE, error);
}

/* on the record of changes */

/* Before the first row is moved: broken off there, the next one goes on from it. */
static gboolean put_move_on_record(struct store *store, gint64 import, gboolean withdrawn,
				   const char *reason, GError **error)
{
	return log_tell(store, IMPORT_MOVED,
			json_pack("{s:I, s:b, s:s}", "import", (json_int_t)import, "withdrawn",
				  withdrawn, "reason", reason),
			error);
}

/* The reason that the last move of an import gave; NULL: it was never moved. Owned. */
static char *last_reason(struct store *store, gint64 import, gboolean *withdrawn)
{
	struct statement *statement = store_query(store, QUERY_IMPORT_MOVED, NULL);
	char *reason = NULL;

	if (statement && statement_step(statement, NULL) == ENGINE_ROW) {
		json_t *move = json_loads(column_text(statement, 0), 0, NULL);

		if (json_integer_value(json_object_get(move, "import")) == import)
			reason = g_strdup(json_string_value(json_object_get(move, "reason")));
		*withdrawn = json_is_true(json_object_get(move, "withdrawn"));
		json_decref(move);
	}
	if (statement)
		statement_reset(statement);
	return reason;
}

/* what was set aside */

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
	return week_count_import(store, import->record.key, error) &&
	       store_put(store, import, NULL, error);
}

static gboolean move_all(struct mover *m, struct import_record *import, gboolean withdrawn,
			 GError **error)
{
	return put_move_on_record(m->store, m->import, withdrawn, m->reason, error) &&
	       import_hide(m->store, import, withdrawn ? IMPORT_LEAVING : IMPORT_UNDER_WAY,
			   error) &&
	       move_rows(m, withdrawn, error);
}

/* All of them go the other way, those too that were not moved yet. */
static gboolean move_back(struct mover *m, struct import_record *import, gboolean withdrawn,
			  GError **error)
{
	m->move = NULL;
	m->stopped = FALSE;
	if (move_all(m, import, withdrawn, error) && finish(m->store, import, withdrawn, error))
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_CANCELLED,
				    _("Stopped; nothing was changed."));
	return FALSE;
}

static gboolean move_import(struct mover *m, struct import_record *import, gboolean withdrawn,
			    GError **error)
{
	if (!move_all(m, import, withdrawn, error))
		return FALSE;
	if (m->stopped)
		return move_back(m, import, !withdrawn, error);
	return finish(m->store, import, withdrawn, error) &&
	       move_rejected(m->store, m->import, withdrawn, error) &&
	       move_changes(m->store, import, withdrawn, error);
}

gboolean store_move_import(struct store *store, struct import_record *import,
			   const struct import_move *move, GError **error)
{
	struct mover m = {
		.store = store, .import = import->record.key, .reason = move->reason, .move = move};
	gboolean done = change_bulk(store, error) && read_rows(store, m.import, &m.rows, error) &&
			move_import(&m, import, move->withdrawn, error);

	g_clear_pointer(&m.rows.weeks, g_array_unref);
	return done;
}

/* what was broken off */

/* Rows that were there before, or were just about to leave or to come back, leave. */
static gboolean withdraw_rows(struct mover *m, GError **error)
{
	gboolean leaves = FALSE;
	g_autofree char *given = last_reason(m->store, m->import, &leaves);

	m->reason = given ? given : m->reason ? m->reason : _("The import was broken off.");
	return ((given && leaves) ||
		put_move_on_record(m->store, m->import, TRUE, m->reason, error)) &&
	       move_rows(m, TRUE, error);
}

gboolean import_take_out(struct store *store, struct import_record *import, const char *reason,
			 GError **error)
{
	struct mover m = {.store = store, .import = import->record.key, .reason = reason};
	gboolean under_way = import->state == IMPORT_UNDER_WAY;
	gboolean done = read_rows(store, m.import, &m.rows, error) &&
			(!under_way || remove_rows(&m, error)) && withdraw_rows(&m, error) &&
			finish(store, import, TRUE, error) &&
			move_rejected(store, m.import, TRUE, error) &&
			(under_way || move_changes(store, import, TRUE, error));

	g_clear_pointer(&m.rows.weeks, g_array_unref);
	return done;
}
