/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving what can be read of a damaged file into a new one. Each table is read from both ends; what
 * lies between the places where that fails is halved and read again, until only the rows on the
 * damaged pages are left. Which those were, the index of ids still tells, and what they held, the
 * record of changes (repair_records.c). The damaged file is only read. */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "osg/database.h"
#include "osg/file.h"
#include "store/redact.h"
#include "store/repair.h"

#define BEYOND 100000 /* keys that are looked for after the last one that could be read */
#define PROBES 400000 /* attempts in one table */

/* reading one table */

struct salvage {
	struct repair *repair;
	struct statement *up, *down, *put;
	GArray *failed; /* keys that could not be read; some of them never were any record's */
	guint probes;
};

static struct statement *salvage_query(struct salvage *s, const char *table, const char *key,
				       const char *order)
{
	g_autofree char *sql =
		g_strdup_printf("SELECT * FROM \"%s\" WHERE \"%s\" >= $1 AND \"%s\" <= $2 "
				"ORDER BY \"%s\" %s",
				table, key, key, key, order);

	return engine_prepare(s->repair->from, sql, NULL);
}

static int count_columns(struct store *to, const char *table)
{
	g_autofree char *sql =
		g_strdup_printf("SELECT count(*) FROM pragma_table_info('%s')", table);
	struct statement *statement = engine_prepare(to->engine, sql, NULL);
	gint64 count = 0;

	if (statement)
		statement_number(statement, &count, NULL);
	statement_free(statement);
	return (int)count;
}

static struct statement *salvage_put(struct salvage *s, const char *table)
{
	g_autoptr(GString) sql = g_string_new("INSERT OR IGNORE INTO \"");
	int columns = count_columns(s->repair->to, table);

	g_string_append_printf(sql, "%s\" VALUES ($1", table);
	for (int i = 2; i <= columns; i++)
		g_string_append_printf(sql, ", $%d", i);
	g_string_append_c(sql, ')');
	return engine_prepare(s->repair->to->engine, sql->str, NULL);
}

/* A row that the new file does not take (a damaged page may hold anything) counts as unread. */
static void take_row(struct salvage *s, struct statement *row)
{
	statement_bind_row(s->put, row);
	statement_execute(s->put, NULL);
}

/* Until the end or until it fails; *reached is the key of the last row. TRUE: to the end. */
static gboolean read_rows(struct salvage *s, struct statement *rows, gint64 low, gint64 high,
			  gint64 *reached)
{
	enum engine_step step;

	s->probes++;
	statement_bind_int(rows, 1, low);
	statement_bind_int(rows, 2, high);
	while ((step = statement_step(rows, NULL)) == ENGINE_ROW) {
		*reached = column_int(rows, 0);
		take_row(s, rows);
	}
	statement_reset(rows);
	return step == ENGINE_DONE;
}

/* The rows of a key may be several, so that the key where reading failed is read again. */
static void salvage_between(struct salvage *s, gint64 low, gint64 high)
{
	gint64 bottom = low, top = high, middle;

	if (low > high || s->probes > PROBES || read_rows(s, s->up, low, high, &bottom))
		return;
	if (low == high) {
		g_array_append_val(s->failed, low);
		return;
	}
	if (read_rows(s, s->down, bottom, high, &top))
		return;
	if (top == G_MAXINT64)
		top = bottom + BEYOND;
	middle = bottom + (top - bottom) / 2;
	salvage_between(s, bottom, middle);
	salvage_between(s, middle + 1, top);
}

/* Keys that could not be read; key is the column that leads the table's order, and its first. */
static GArray *salvage_table(struct repair *repair, const char *table, const char *key)
{
	struct salvage s = {.repair = repair, .failed = g_array_new(FALSE, FALSE, sizeof(gint64))};

	s.up = salvage_query(&s, table, key, "");
	s.down = salvage_query(&s, table, key, "DESC");
	s.put = salvage_put(&s, table);
	if (s.up && s.down && s.put)
		salvage_between(&s, 0, G_MAXINT64);
	statement_free(s.up);
	statement_free(s.down);
	statement_free(s.put);
	return s.failed;
}

/* A table whose order is no number's: from both ends, as far as that goes. */
static void salvage_ends(struct repair *repair, const char *table, const char *key)
{
	struct salvage s = {.repair = repair};
	static const char *const orders[] = {"", "DESC"};

	s.put = salvage_put(&s, table);
	for (gsize i = 0; s.put && i < G_N_ELEMENTS(orders); i++) {
		g_autofree char *sql = g_strdup_printf("SELECT * FROM \"%s\" ORDER BY \"%s\" %s",
						       table, key, orders[i]);
		struct statement *rows = engine_prepare(repair->from, sql, NULL);

		while (rows && statement_step(rows, NULL) == ENGINE_ROW)
			take_row(&s, rows);
		statement_free(rows);
	}
	statement_free(s.put);
}

/* all of them */

static struct repaired *repaired_new(struct repair *repair, const char *name)
{
	struct repaired *r = g_new0(struct repaired, 1);

	r->name = g_strdup(name);
	g_ptr_array_add(repair->tables, r);
	return r;
}

static void repaired_free(gpointer data)
{
	struct repaired *r = data;

	g_free(r->name);
	g_free(r);
}

static gint64 count_rows(struct repair *repair, const char *table)
{
	g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM \"%s\"", table);
	struct statement *statement = engine_prepare(repair->to->engine, sql, NULL);
	gint64 count = 0;

	if (statement)
		statement_number(statement, &count, NULL);
	statement_free(statement);
	return count;
}

/* Of its lines none ever goes: a number that is not there, up to the last that was written, was
 * lost. */
static void salvage_log(struct repair *repair)
{
	struct repaired *r = repaired_new(repair, "log");
	struct statement *last =
		engine_prepare(repair->to->engine,
			       "SELECT max(key) FROM (SELECT coalesce(max(key), 0) AS key FROM log "
			       "UNION ALL SELECT line FROM log_end)",
			       NULL);
	gint64 most = 0;

	g_array_unref(salvage_table(repair, "log", "key"));
	g_array_unref(salvage_table(repair, "log_end", "one"));
	/* what is kept of its end is lost itself */
	engine_run(repair->to->engine,
		   "INSERT OR IGNORE INTO log_end (one, line, hash) SELECT 1, key, hash FROM log "
		   "ORDER BY key DESC LIMIT 1",
		   NULL);
	r->saved = count_rows(repair, "log");
	if (last)
		statement_number(last, &most, NULL);
	statement_free(last);
	r->lost = MAX(most - r->saved, 0);
}

static void salvage_kind(struct repair *repair, const struct record_kind *kind)
{
	struct repaired *r = repaired_new(repair, kind->name);

	g_array_unref(salvage_table(repair, kind->name, "key"));
	r->saved = count_rows(repair, kind->name);
	repair_lost_records(repair, kind, r);
	for (const struct field *f = kind->fields; f->name; f++) {
		if (!field_is_list(f))
			continue;
		g_autofree char *table = g_strconcat(kind->name, "_", f->name, NULL);
		g_autoptr(GArray) unread = salvage_table(repair, table, "record");

		repair_lost_lists(repair, kind, unread, r);
	}
}

static gboolean salvage_all(struct repair *repair, GError **error)
{
	/* the log first: what is lost of the others is written anew from it */
	salvage_log(repair);
	repair->redactions = redactions_read(repair->to, NULL);
	salvage_ends(repair, "value", "name");
	g_array_unref(salvage_table(repair, "observation_row", "week"));
	for (gsize k = 0; record_kinds[k]; k++)
		salvage_kind(repair, record_kinds[k]);
	return repair_references(repair, error) && repair_derived(repair, error);
}

/* the new file */

static gboolean same_schema(struct repair *repair, GError **error)
{
	struct statement *statement = engine_prepare(
		repair->from, query_sql(engine_dialect(repair->from), QUERY_SCHEMA), error);
	gint64 schema;
	gboolean read = statement && statement_number(statement, &schema, error);

	statement_free(statement);
	if (read && schema != store_schema_newest())
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("“%s” has schema %d and this osg %d: repair it with the osg that "
			      "wrote it."),
			    engine_file(repair->from), (int)schema, store_schema_newest());
	return read && schema == store_schema_newest();
}

/* What sources said of rows that are lost is not in the sum any more; of others it must be. */
static gboolean sum_anew(struct repair *repair, GError **error)
{
	for (guint i = 0; i < repair->tables->len; i++) {
		const struct repaired *r = repair->tables->pdata[i];

		if ((r->lost || r->rewritten) &&
		    (g_str_equal(r->name, observation_kind.name) || g_str_equal(r->name, "log")))
			return sources_begin(repair->to, error);
	}
	return TRUE;
}

static gboolean fill(struct repair *repair, const struct change *change, GError **error)
{
	if (!store_begin(repair->to, change, error))
		return FALSE;
	if (change_bulk(repair->to, error) && salvage_all(repair, error) &&
	    sum_anew(repair, error)) {
		engine_forgive(repair->to->engine);
		if (store_commit(repair->to, error))
			return TRUE;
	}
	store_rollback(repair->to);
	return FALSE;
}

/* What is wrong with the new file still, such as lines that are missing from its record. */
static gboolean look_again(struct repair *repair, const struct change *change, GError **error)
{
	g_autofree char *detail = repair_detail(repair);

	if (!store_note(repair->to, change, NULL, detail, error))
		return FALSE;
	repair->faults = store_check(repair->to, error);
	return repair->faults != NULL;
}

struct repair *store_repair(const char *file, const char *copy, const struct change *change,
			    GError **error)
{
	struct repair *repair = g_new0(struct repair, 1);
	g_autofree char *part = g_strconcat(copy, ".part", NULL);
	gboolean done;

	repair->tables = g_ptr_array_new_with_free_func(repaired_free);
	if (database_on_server(file))
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("“%s” lies on a server: only files are repaired. Move its last "
			      "backup into a new database there (osg move)."),
			    file);
	else
		repair->from = engine_open(file, ENGINE_READ, error);
	store_drop_file(part);
	if (repair->from && same_schema(repair, error) && engine_run(repair->from, "BEGIN", error))
		repair->to = store_open(part, STORE_CREATE, error);
	done = repair->to && fill(repair, change, error) && look_again(repair, change, error);
	g_clear_pointer(&repair->redactions, redactions_free);
	g_clear_pointer(&repair->to, store_close);
	g_clear_pointer(&repair->from, engine_close);
	if (done && link(part, copy) != 0) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("“%s” cannot be made: %s."), copy,
			    file_why(errno));
		done = FALSE;
	}
	store_drop_file(part);
	if (!done)
		g_clear_pointer(&repair, store_repair_free);
	return repair;
}

void store_repair_free(struct repair *repair)
{
	if (!repair)
		return;
	g_ptr_array_unref(repair->tables);
	if (repair->faults)
		g_ptr_array_unref(repair->faults);
	g_free(repair);
}
