/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between records and rows: the SQL, the parameters, the columns and the differences of any kind,
 * all made from its table of fields. */
#include "config.h"

#include "osg/json.h"
#include "osg/week.h"

#include "store/store_private.h"

/* Lists of codes and keys have a table of their own. */
static gboolean kind_has_column(const struct field *field)
{
	return field->kind != FIELD_CODES && field->kind != FIELD_REFS;
}

static void append_columns(GString *sql, const struct record_kind *kind)
{
	for (const struct field *f = kind->fields; f->name; f++)
		if (kind_has_column(f))
			g_string_append_printf(sql, ", \"%s\"", f->name);
}

static int field_count(const struct record_kind *kind)
{
	int n = 0;

	for (const struct field *f = kind->fields; f->name; f++)
		n += kind_has_column(f);
	return n;
}

static void sql_select(GString *sql, const struct record_kind *kind, const char *where)
{
	g_string_append(sql, "SELECT \"key\", \"id\", \"version\", \"withdrawn\"");
	append_columns(sql, kind);
	g_string_append_printf(sql, " FROM \"%s\"%s", kind->name, where);
}

static void sql_insert(GString *sql, const struct record_kind *kind)
{
	g_string_append_printf(sql, "INSERT INTO \"%s\" (\"id\", \"version\", \"withdrawn\"",
			       kind->name);
	append_columns(sql, kind);
	g_string_append(sql, ") VALUES ($1, $2, $3");
	for (int i = 0; i < field_count(kind); i++)
		g_string_append_printf(sql, ", $%d", i + 4);
	g_string_append_c(sql, ')');
}

/* The new version, then the fields, then the key and the version that must be there. */
static void sql_update(GString *sql, const struct record_kind *kind)
{
	int parameter = 3;

	g_string_append_printf(sql, "UPDATE \"%s\" SET \"version\" = $1, \"withdrawn\" = $2",
			       kind->name);
	for (const struct field *f = kind->fields; f->name; f++)
		if (kind_has_column(f))
			g_string_append_printf(sql, ", \"%s\" = $%d", f->name, parameter++);
	g_string_append_printf(sql, " WHERE \"key\" = $%d AND \"version\" = $%d", parameter,
			       parameter + 1);
}

char *kind_sql(const struct record_kind *kind, enum kind_query query)
{
	static const char *const wheres[] = {[KIND_GET] = " WHERE \"key\" = $1",
					     [KIND_FIND] = " WHERE \"id\" = $1",
					     [KIND_ALL] = " ORDER BY \"key\""};
	GString *sql = g_string_new(NULL);

	if (query == KIND_HAS)
		g_string_append_printf(sql, "SELECT 1 FROM \"%s\" WHERE \"key\" = $1", kind->name);
	else if (query == KIND_INSERT)
		sql_insert(sql, kind);
	else if (query == KIND_UPDATE)
		sql_update(sql, kind);
	else
		sql_select(sql, kind, wheres[query]);
	return g_string_free(sql, FALSE);
}

static void free_statements(gpointer data)
{
	struct statement **prepared = data;

	for (int i = 0; i < KIND_QUERIES; i++)
		statement_free(prepared[i]);
	g_free(prepared);
}

GHashTable *kind_statements_new(void)
{
	return g_hash_table_new_full(NULL, NULL, NULL, free_statements);
}

struct statement *kind_statement(struct store *store, const struct record_kind *kind,
				 enum kind_query query, GError **error)
{
	struct statement **prepared = g_hash_table_lookup(store->kinds, kind);

	if (!prepared) {
		prepared = g_new0(struct statement *, KIND_QUERIES);
		g_hash_table_insert(store->kinds, (gpointer)kind, prepared);
	}
	if (!prepared[query]) {
		g_autofree char *sql = kind_sql(kind, query);
		prepared[query] = engine_prepare(store->engine, sql, error);
	}
	return prepared[query];
}

/* values */

static void bind_field(struct statement *statement, int index, const struct field *f,
		       gconstpointer record)
{
	const GArray *reals;
	gint64 whole;

	switch (f->kind) {
	case FIELD_INT:
		statement_bind_int(statement, index, FIELD_AT(const gint64, record, f));
		return;
	case FIELD_TIME:
	case FIELD_REF:
		whole = FIELD_AT(const gint64, record, f);
		if (whole == (f->kind == FIELD_TIME ? TIME_NONE : 0))
			statement_bind_text(statement, index, NULL);
		else
			statement_bind_int(statement, index, whole);
		return;
	case FIELD_REAL:
		statement_bind_real(statement, index, FIELD_AT(const double, record, f));
		return;
	case FIELD_CODE:
	case FIELD_PROSE:
		statement_bind_text(statement, index, FIELD_AT(char *const, record, f));
		return;
	case FIELD_WORD:
	case FIELD_SMALL:
	case FIELD_FLAG:
	case FIELD_WEEK:
		statement_bind_int(statement, index, FIELD_AT(const int, record, f));
		return;
	case FIELD_REALS:
		reals = FIELD_AT(GArray *const, record, f);
		statement_bind_bytes(statement, index, reals->data, reals->len * sizeof(double));
		return;
	default:
		g_assert_not_reached();
	}
}

int kind_bind(struct statement *statement, int index, const struct record_kind *kind,
	      gconstpointer record)
{
	for (const struct field *f = kind->fields; f->name; f++)
		if (kind_has_column(f))
			bind_field(statement, index++, f, record);
	return index;
}

/* NULL leaves the field as record_new made it. */
static void read_field(struct statement *statement, int column, const struct field *f,
		       gpointer record)
{
	const void *bytes;
	gsize length;

	if (column_is_null(statement, column))
		return;
	switch (f->kind) {
	case FIELD_INT:
	case FIELD_TIME:
	case FIELD_REF:
		FIELD_AT(gint64, record, f) = column_int(statement, column);
		return;
	case FIELD_REAL:
		FIELD_AT(double, record, f) = column_real(statement, column);
		return;
	case FIELD_CODE:
	case FIELD_PROSE:
		FIELD_AT(char *, record, f) = g_strdup(column_text(statement, column));
		return;
	case FIELD_WORD:
	case FIELD_SMALL:
	case FIELD_FLAG:
	case FIELD_WEEK:
		FIELD_AT(int, record, f) = column_small(statement, column);
		return;
	case FIELD_REALS:
		bytes = column_blob(statement, column, &length);
		g_array_append_vals(FIELD_AT(GArray *, record, f), bytes,
				    (guint)(length / sizeof(double)));
		return;
	default:
		g_assert_not_reached();
	}
}

gpointer kind_read(struct statement *statement, const struct record_kind *kind)
{
	struct record *record = record_new(kind);
	int column = 4;

	record->key = column_int(statement, 0);
	column_bytes(statement, 1, record->id.bytes, sizeof record->id.bytes);
	record->version = column_small(statement, 2);
	record->withdrawn = column_small(statement, 3);
	for (const struct field *f = kind->fields; f->name; f++)
		if (kind_has_column(f))
			read_field(statement, column++, f, record);
	return record;
}

/* differences */

/* A JSON object's text. Owned. */
static char *written(json_t *take_object)
{
	char *text = json_print(take_object, JSON_COMPACT);

	json_decref(take_object);
	return text;
}

void kind_difference(const struct record_kind *kind, gconstpointer a, gconstpointer b,
		     char **before, char **after)
{
	gpointer fresh = a ? NULL : record_new(kind);
	json_t *old = json_object(), *new = json_object();
	const struct record *was = a ? a : fresh, *is = b;

	if (was->withdrawn != is->withdrawn) {
		json_object_set_new(old, "withdrawn", json_boolean(was->withdrawn));
		json_object_set_new(new, "withdrawn", json_boolean(is->withdrawn));
	}
	for (const struct field *f = kind->fields; f->name; f++) {
		if (field_equal(f, a ? a : fresh, b))
			continue;
		json_object_set_new(old, f->name, field_to_json(f, a ? a : fresh, NULL));
		json_object_set_new(new, f->name, field_to_json(f, b, NULL));
	}
	*before = written(old);
	*after = written(new);
	if (!a)
		g_clear_pointer(before, g_free);
	record_free(fresh);
}
