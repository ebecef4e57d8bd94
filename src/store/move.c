/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole database from one engine to another, row by row, and the proof that nothing was lost on
 * the way: every table's rows give the same sum on both sides. A copy of a server's database is a
 * file that was filled so. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "osg/text.h"

#include "store/store_private.h"

/* Everything but what follows from it in the engine's own way, the search. */
struct moved_table {
	char *name, *order; /* the columns that tell its rows apart */
};

static void table_free(gpointer data)
{
	struct moved_table *table = data;

	g_free(table->name);
	g_free(table->order);
	g_free(table);
}

static void add_table(GPtrArray *tables, char *take_name, const char *order)
{
	struct moved_table *table = g_new(struct moved_table, 1);

	*table = (struct moved_table){take_name, g_strdup(order)};
	g_ptr_array_add(tables, table);
}

static GPtrArray *tables_new(void)
{
	static const char *const others[][2] = {
		{"observation_row", "week, key"},
		{"log", "key"},
		{"log_end", "one"},
		{"value", "name"},
		{"week_count", "week, area, category"},
		{"week_total", "week"},
		{"week_moved", "week"},
		{"computed", "name"},
	};
	GPtrArray *tables = g_ptr_array_new_with_free_func(table_free);

	for (int i = 0; record_kinds[i]; i++) {
		add_table(tables, g_strdup(record_kinds[i]->name), "key");
		for (const struct field *f = record_kinds[i]->fields; f->name; f++)
			if (field_is_list(f))
				add_table(tables,
					  g_strdup_printf("%s_%s", record_kinds[i]->name, f->name),
					  "record, position");
	}
	for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
		add_table(tables, g_strdup(others[i][0]), others[i][1]);
	return tables;
}

static struct statement *read_table(struct engine *engine, const struct moved_table *table,
				    GError **error)
{
	g_autofree char *sql =
		g_strdup_printf("SELECT * FROM \"%s\" ORDER BY %s", table->name, table->order);

	struct statement *read = engine_prepare(engine, sql, error);

	if (read)
		statement_set_many(read);
	return read;
}

/* rows */

static struct statement *prepare_insert(struct engine *to, const struct moved_table *table,
					int columns, GError **error)
{
	g_autoptr(GString) sql = g_string_new(NULL);

	g_string_append_printf(sql, "INSERT INTO \"%s\" VALUES (", table->name);
	for (int i = 1; i <= columns; i++)
		g_string_append_printf(sql, i > 1 ? ", $%d" : "$%d", i);
	g_string_append_c(sql, ')');
	return engine_prepare(to, sql->str, error);
}

static gboolean copy_table(struct engine *from, struct engine *to, const struct moved_table *table,
			   gint64 *rows, GError **error)
{
	struct statement *read = read_table(from, table, error), *insert = NULL;
	enum engine_step step = ENGINE_FAILED;

	while (read && (step = statement_step(read, error)) == ENGINE_ROW) {
		if (!insert)
			insert = prepare_insert(to, table, statement_columns(read), error);
		if (!insert || (statement_bind_row(insert, read), FALSE) ||
		    !statement_execute(insert, error)) {
			step = ENGINE_FAILED;
			break;
		}
		++*rows;
	}
	statement_free(insert);
	statement_free(read);
	return step == ENGINE_DONE;
}

/* Where the words go in with each text, each is put there. */
static gboolean fill_search_singly(struct store *to, GError **error)
{
	struct statement *read = engine_prepare(to->engine,
						"SELECT key, text FROM observation WHERE text IS "
						"NOT NULL ORDER BY key",
						error);
	struct statement *add = read ? store_query(to, QUERY_SEARCH_ADD, error) : NULL;
	enum engine_step step = ENGINE_FAILED;

	if (add)
		statement_set_many(read);
	while (add && (step = statement_step(read, error)) == ENGINE_ROW) {
		g_autofree char *folded = text_fold(column_text(read, 1));

		statement_bind_int(add, 1, column_int(read, 0));
		statement_bind_text(add, 2, folded);
		if (!statement_execute(add, error)) {
			step = ENGINE_FAILED;
			break;
		}
	}
	statement_free(read);
	return step == ENGINE_DONE;
}

static gboolean fill_search(struct store *to, GError **error)
{
	gint64 highest;

	if (!engine_dialect(to->engine)->searches_later)
		return fill_search_singly(to, error);
	return store_query_number(to, QUERY_MANY, &highest, error) &&
	       search_add_stretch(to, 1, highest, error);
}

/* the proof */

static void sum_row(struct digest *sum, struct statement *row)
{
	for (int i = 0; i < statement_columns(row); i++) {
		gsize length = 0;
		gconstpointer bytes = NULL;
		char number[G_ASCII_DTOSTR_BUF_SIZE];

		switch (statement_column_type(row, i)) {
		case COLUMN_NULL:
			digest_add(sum, "-", 1);
			continue;
		case COLUMN_INT:
			g_snprintf(number, sizeof number, "i%" G_GINT64_FORMAT, column_int(row, i));
			break;
		case COLUMN_REAL:
			g_ascii_dtostr(number, sizeof number, column_real(row, i));
			break;
		case COLUMN_TEXT:
		case COLUMN_BYTES:
			bytes = column_blob(row, i, &length);
			g_snprintf(number, sizeof number, "%" G_GSIZE_FORMAT ":", length);
			break;
		}
		digest_add(sum, number, strlen(number) + 1);
		digest_add(sum, bytes, length);
	}
}

/* Owned; NULL = error. */
static char *table_sum(struct engine *engine, const struct moved_table *table, GError **error)
{
	struct statement *read = read_table(engine, table, error);
	g_autoptr(Digest) sum = digest_new();
	enum engine_step step = ENGINE_FAILED;

	while (read && (step = statement_step(read, error)) == ENGINE_ROW)
		sum_row(sum, read);
	statement_free(read);
	return step == ENGINE_DONE ? digest_end_text(sum) : NULL;
}

static gboolean same_table(struct engine *from, struct engine *to, const struct moved_table *table,
			   GError **error)
{
	g_autofree char *was = table_sum(from, table, error),
			*is = was ? table_sum(to, table, error) : NULL;

	if (is && g_str_equal(was, is))
		return TRUE;
	if (is)
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("What came of “%s” is not what it was in the table %s: nothing was "
			      "kept."),
			    engine_file(from), table->name);
	return FALSE;
}

/* all of it */

/* As it is at one moment, whoever writes there meanwhile. */
static gboolean read_still(struct engine *engine, GError **error)
{
	return engine_run(engine, engine_dialect(engine)->pieces[PIECE_STILL], error);
}

static gboolean copy_tables(struct engine *from, struct store *to, const GPtrArray *tables,
			    struct move_facts *facts, GError **error)
{
	for (guint i = 0; i < tables->len; i++)
		if (!copy_table(from, to->engine, tables->pdata[i], &facts->rows, error))
			return FALSE;
	if (!fill_search(to, error))
		return FALSE;
	for (guint i = 0; i < tables->len; i++)
		if (!same_table(from, to->engine, tables->pdata[i], error))
			return FALSE;
	facts->tables = (int)tables->len;
	return store_query_number(to, QUERY_LOG_LAST, &facts->log_lines, error);
}

static gboolean fill(struct engine *from, struct store *to, struct move_facts *facts,
		     GError **error)
{
	g_autoptr(GPtrArray) tables = tables_new();
	gboolean done;

	*facts = (struct move_facts){0};
	if (!read_still(from, error) || !engine_begin(to->engine, error))
		return FALSE;
	done = engine_set_bulk(to->engine, TRUE, error) &&
	       copy_tables(from, to, tables, facts, error) && engine_commit(to->engine, error);
	if (!done)
		engine_rollback(to->engine);
	engine_set_bulk(to->engine, FALSE, NULL);
	engine_rollback(from);
	/* a server would find out within a minute, and answer slowly until then */
	if (done)
		engine_run(to->engine, engine_dialect(to->engine)->pieces[PIECE_LEARN], NULL);
	return done;
}

/* Of a server's: the tables that this has just made. */
static void take_out(struct store *store)
{
	g_autoptr(GPtrArray) tables = tables_new();

	for (guint i = 0; i < tables->len; i++) {
		g_autofree char *sql =
			g_strdup_printf("DROP TABLE IF EXISTS \"%s\" CASCADE",
					((struct moved_table *)tables->pdata[i])->name);
		engine_run(store->engine, sql, NULL);
	}
	engine_run(store->engine, "DROP TABLE IF EXISTS search, unsearched, osg_database", NULL);
}

gboolean store_copy_into(struct store *from, const char *file, struct move_facts *facts,
			 GError **error)
{
	struct store *to = store_open(file, STORE_CREATE, error);
	gboolean done = to && fill(from->engine, to, facts, error);

	if (to && !done && engine_is_server(to->engine))
		take_out(to);
	store_close(to);
	if (to && !done)
		store_drop_file(file);
	return done;
}

static gboolean note(const char *file, const struct change *change, const struct move_facts *facts,
		     GError **error)
{
	struct store *store = store_open(file, STORE_WRITE, error);
	g_autofree char *detail = g_strdup_printf("{\"rows\":%" G_GINT64_FORMAT "}", facts->rows);
	gboolean done = store && store_note(store, change, NULL, detail, error);

	store_close(store);
	return done;
}

gboolean store_move(const char *from, const char *to, const struct change *change,
		    struct move_facts *facts, GError **error)
{
	struct store *store = store_open(from, STORE_READ, error);
	gboolean done = store && store_copy_into(store, to, facts, error);

	store_close(store);
	return done && note(to, change, facts, error);
}
