/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between records and rows: the SQL, the parameters, the columns and the differences of any kind,
 * all made from its table of fields. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "osg/week.h"

#include "store/store_private.h"

#define AT(type, record, field) G_STRUCT_MEMBER(type, record, (field)->offset)

guint kind_index(const struct record_kind *kind)
{
	guint i = 0;

	while (record_kinds[i] != kind)
		g_assert(record_kinds[++i]);
	g_assert(i < KIND_COUNT);
	return i;
}

static void append_columns(GString *sql, const struct record_kind *kind)
{
	for (const struct field *f = kind->fields; f->name; f++)
		g_string_append_printf(sql, ", \"%s\"", f->name);
}

static int field_count(const struct record_kind *kind)
{
	int n = 0;

	while (kind->fields[n].name)
		n++;
	return n;
}

static void sql_select(GString *sql, const struct record_kind *kind, const char *where)
{
	g_string_append(sql, "SELECT \"key\", \"id\", \"version\"");
	append_columns(sql, kind);
	g_string_append_printf(sql, " FROM \"%s\"%s", kind->name, where);
}

static void sql_insert(GString *sql, const struct record_kind *kind)
{
	g_string_append_printf(sql, "INSERT INTO \"%s\" (\"id\", \"version\"", kind->name);
	append_columns(sql, kind);
	g_string_append(sql, ") VALUES ($1, $2");
	for (int i = 0; i < field_count(kind); i++)
		g_string_append_printf(sql, ", $%d", i + 3);
	g_string_append_c(sql, ')');
}

/* The new version, then the fields, then the key and the version that must be there. */
static void sql_update(GString *sql, const struct record_kind *kind)
{
	int n = field_count(kind);

	g_string_append_printf(sql, "UPDATE \"%s\" SET \"version\" = $1", kind->name);
	for (int i = 0; i < n; i++)
		g_string_append_printf(sql, ", \"%s\" = $%d", kind->fields[i].name, i + 2);
	g_string_append_printf(sql, " WHERE \"key\" = $%d AND \"version\" = $%d", n + 2, n + 3);
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

struct statement *kind_statement(struct store *store, const struct record_kind *kind,
				 enum kind_query query, GError **error)
{
	struct statement **slot = &store->kinds[kind_index(kind)][query];

	if (!*slot) {
		g_autofree char *sql = kind_sql(kind, query);
		*slot = engine_prepare(store->engine, sql, error);
	}
	return *slot;
}

/* values */

static void bind_field(struct statement *statement, int index, const struct field *f,
		       gconstpointer record)
{
	gint64 whole;

	switch (f->kind) {
	case FIELD_INT:
		statement_bind_int(statement, index, AT(gint64, record, f));
		return;
	case FIELD_TIME:
	case FIELD_REF:
		whole = AT(gint64, record, f);
		if (whole == (f->kind == FIELD_TIME ? TIME_NONE : 0))
			statement_bind_text(statement, index, NULL);
		else
			statement_bind_int(statement, index, whole);
		return;
	case FIELD_REAL:
		statement_bind_real(statement, index, AT(double, record, f));
		return;
	case FIELD_TEXT:
		statement_bind_text(statement, index, AT(char *, record, f));
		return;
	case FIELD_WORD:
	case FIELD_SMALL:
		statement_bind_int(statement, index, AT(int, record, f));
		return;
	}
}

int kind_bind(struct statement *statement, int index, const struct record_kind *kind,
	      gconstpointer record)
{
	for (const struct field *f = kind->fields; f->name; f++)
		bind_field(statement, index++, f, record);
	return index;
}

/* NULL leaves the field as record_new made it. */
static void read_field(struct statement *statement, int column, const struct field *f,
		       gpointer record)
{
	if (column_is_null(statement, column))
		return;
	switch (f->kind) {
	case FIELD_INT:
	case FIELD_TIME:
	case FIELD_REF:
		AT(gint64, record, f) = column_int(statement, column);
		return;
	case FIELD_REAL:
		AT(double, record, f) = column_real(statement, column);
		return;
	case FIELD_TEXT:
		AT(char *, record, f) = g_strdup(column_text(statement, column));
		return;
	case FIELD_WORD:
	case FIELD_SMALL:
		AT(int, record, f) = column_small(statement, column);
		return;
	}
}

gpointer kind_read(struct statement *statement, const struct record_kind *kind)
{
	struct record *record = record_new(kind);
	int column = 3;

	record->key = column_int(statement, 0);
	column_bytes(statement, 1, record->id.bytes, sizeof record->id.bytes);
	record->version = column_small(statement, 2);
	for (const struct field *f = kind->fields; f->name; f++)
		read_field(statement, column++, f, record);
	return record;
}

/* differences */

static gboolean field_equal(const struct field *f, gconstpointer a, gconstpointer b)
{
	switch (f->kind) {
	case FIELD_INT:
	case FIELD_TIME:
	case FIELD_REF:
		return AT(gint64, a, f) == AT(gint64, b, f);
	case FIELD_REAL:
		return AT(double, a, f) == AT(double, b, f) ||
		       (isnan(AT(double, a, f)) && isnan(AT(double, b, f)));
	case FIELD_TEXT:
		return g_strcmp0(AT(char *, a, f), AT(char *, b, f)) == 0;
	case FIELD_WORD:
	case FIELD_SMALL:
		return AT(int, a, f) == AT(int, b, f);
	}
	g_assert_not_reached();
}

static void json_text(GString *json, const char *text)
{
	g_string_append_c(json, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			g_string_append_c(json, '\\');
		if ((guchar)*text < 0x20)
			g_string_append_printf(json, "\\u%04x", *text);
		else
			g_string_append_c(json, *text);
	}
	g_string_append_c(json, '"');
}

static void json_real(GString *json, double value)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];

	g_string_append(json, isfinite(value) ? g_ascii_dtostr(text, sizeof text, value) : "null");
}

static void json_whole(GString *json, gint64 value, gint64 none)
{
	if (value == none)
		g_string_append(json, "null");
	else
		g_string_append_printf(json, "%" G_GINT64_FORMAT, value);
}

static void json_word(GString *json, const struct field *f, int value)
{
	const char *word = record_word(f, value);

	if (word)
		json_text(json, word);
	else
		g_string_append_printf(json, "%d", value);
}

static void json_field(GString *json, const struct field *f, gconstpointer record)
{
	if (json->len > 1)
		g_string_append_c(json, ',');
	g_string_append_printf(json, "\"%s\":", f->name);
	switch (f->kind) {
	case FIELD_INT:
		g_string_append_printf(json, "%" G_GINT64_FORMAT, AT(gint64, record, f));
		return;
	case FIELD_TIME:
		json_whole(json, AT(gint64, record, f), TIME_NONE);
		return;
	case FIELD_REF:
		json_whole(json, AT(gint64, record, f), 0);
		return;
	case FIELD_REAL:
		json_real(json, AT(double, record, f));
		return;
	case FIELD_TEXT:
		if (AT(char *, record, f))
			json_text(json, AT(char *, record, f));
		else
			g_string_append(json, "null");
		return;
	case FIELD_WORD:
		json_word(json, f, AT(int, record, f));
		return;
	case FIELD_SMALL:
		g_string_append_printf(json, "%d", AT(int, record, f));
		return;
	}
}

void kind_difference(const struct record_kind *kind, gconstpointer a, gconstpointer b,
		     char **before, char **after)
{
	gpointer fresh = a ? NULL : record_new(kind);
	GString *old = g_string_new("{"), *new = g_string_new("{");

	for (const struct field *f = kind->fields; f->name; f++) {
		if (field_equal(f, a ? a : fresh, b))
			continue;
		json_field(old, f, a ? a : fresh);
		json_field(new, f, b);
	}
	g_string_append_c(old, '}');
	g_string_append_c(new, '}');
	*before = g_string_free(old, a == NULL);
	*after = g_string_free(new, FALSE);
	if (fresh)
		record_free(fresh);
}
