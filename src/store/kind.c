/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between records and rows: the SQL, the parameters, the columns and the differences of any kind,
 * all made from its table of fields. */
#include "config.h"

#include <string.h>

#include "osg/digest.h"
#include "osg/json.h"
#include "osg/week.h"

#include "store/store_private.h"

/* where a kind lies */

/* Every kind lies in a table of its name; of observations that table holds the texts, and the
 * numbers lie week by week in a narrow one, observation_row. */
static gboolean in_part(const struct record_kind *kind, const struct field *f, enum kind_part part)
{
	if (field_is_list(f))
		return FALSE;
	if (kind != &observation_kind)
		return part == PART_MAIN;
	if (part == PART_MAIN)
		return field_is_text(f) || f->kind == FIELD_WEEK;
	return !field_is_text(f);
}

static gboolean has_column(const struct record_kind *kind, const struct field *f)
{
	return in_part(kind, f, PART_MAIN) || in_part(kind, f, PART_ROW);
}

static void sql_select(GString *sql, const struct record_kind *kind, const char *where)
{
	gboolean two = kind == &observation_kind;

	g_string_append_printf(sql, "SELECT o.\"key\", o.\"id\", o.\"version\", %c.\"withdrawn\"",
			       two ? 'r' : 'o');
	for (const struct field *f = kind->fields; f->name; f++)
		if (has_column(kind, f))
			g_string_append_printf(sql, ", %c.\"%s\"",
					       in_part(kind, f, PART_ROW) ? 'r' : 'o', f->name);
	g_string_append_printf(
		sql, " FROM \"%s\" AS o%s%s", kind->name,
		two ? " JOIN observation_row AS r ON r.week = o.week AND r.key = o.key" : "",
		where);
}

/* Appends the columns of a part, with set as "name = $n"; the parameter after the last. */
static int append_names(GString *sql, const struct record_kind *kind, enum kind_part part,
			gboolean set, int parameter)
{
	for (const struct field *f = kind->fields; f->name; f++)
		if (in_part(kind, f, part)) {
			g_string_append_printf(sql, ", \"%s\"", f->name);
			if (set)
				g_string_append_printf(sql, " = $%d", parameter);
			parameter++;
		}
	return parameter;
}

static void append_values(GString *sql, int count)
{
	for (int i = 1; i <= count; i++)
		g_string_append_printf(sql, i > 1 ? ", $%d" : "$%d", i);
	g_string_append_c(sql, ')');
}

/* id, version and withdrawn (of observations owner and source_version), then the fields. */
static void sql_insert(GString *sql, const struct dialect *dialect, const struct record_kind *kind)
{
	gboolean two = kind == &observation_kind, says_key = !dialect->gives_keys;
	int count;

	g_string_append_printf(sql, "INSERT INTO \"%s\" (%s\"id\", \"version\", %s", kind->name,
			       says_key ? "\"key\", " : "",
			       two ? "owner, source_version" : "\"withdrawn\"");
	count = append_names(sql, kind, PART_MAIN, FALSE, two ? 5 : 4) - 1;
	g_string_append(sql, ") VALUES (");
	if (says_key)
		g_string_append_printf(sql, "(SELECT coalesce(max(\"key\"), 0) + 1 FROM \"%s\"), ",
				       kind->name);
	append_values(sql, count);
	g_string_append(sql, says_key ? " RETURNING \"key\"" : "");
}

/* As sql_insert, and the key that it gets at the end. */
static void sql_insert_at(GString *sql, const struct record_kind *kind)
{
	gboolean two = kind == &observation_kind;
	int count;

	g_string_append_printf(sql, "INSERT INTO \"%s\" (\"id\", \"version\", %s", kind->name,
			       two ? "owner, source_version" : "\"withdrawn\"");
	count = append_names(sql, kind, PART_MAIN, FALSE, two ? 5 : 4);
	g_string_append(sql, ", \"key\") VALUES (");
	append_values(sql, count);
}

/* The new version and withdrawn (of observations the owner), then the fields, then the key and the
 * version that must be there. */
static void sql_update(GString *sql, const struct record_kind *kind)
{
	g_string_append_printf(sql, "UPDATE \"%s\" SET \"version\" = $1, \"%s\" = $2", kind->name,
			       kind == &observation_kind ? "owner" : "withdrawn");
	int next = append_names(sql, kind, PART_MAIN, TRUE, 3);
	g_string_append_printf(sql, " WHERE \"key\" = $%d AND \"version\" = $%d", next, next + 1);
}

/* The key, withdrawn, then the fields. */
static void sql_row_insert(GString *sql, const struct record_kind *kind)
{
	g_string_append(sql, "INSERT INTO observation_row (\"key\", \"withdrawn\"");
	int count = append_names(sql, kind, PART_ROW, FALSE, 3) - 1;
	g_string_append(sql, ") VALUES (");
	append_values(sql, count);
}

/* Withdrawn, the fields, then the key and the week that it lay in. */
static void sql_row_update(GString *sql, const struct record_kind *kind)
{
	g_string_append(sql, "UPDATE observation_row SET \"withdrawn\" = $1");
	int next = append_names(sql, kind, PART_ROW, TRUE, 2);
	g_string_append_printf(sql, " WHERE \"key\" = $%d AND \"week\" = $%d", next, next + 1);
}

const char *kind_seen(const struct record_kind *kind)
{
	return kind == &observation_kind    ? SEEN("r.\"import\"")
	       : kind == &rejected_row_kind ? SEEN("o.\"import\"")
					    : "1 = 1";
}

#define PAGE G_STRINGIFY(STORE_PAGE)

char *kind_sql(const struct dialect *dialect, const struct record_kind *kind, enum kind_query query)
{
	static const char *const wheres[] = {
		[KIND_GET] = " WHERE o.\"key\" = $1",
		[KIND_FIND] = " WHERE o.\"id\" = $1",
		[KIND_ALL] = " WHERE %s ORDER BY o.\"key\"",
		[KIND_PAGE] = " WHERE o.\"key\" > $1 AND %s ORDER BY o.\"key\" LIMIT " PAGE,
		[KIND_PAGE_EVER] = " WHERE o.\"key\" > $1 ORDER BY o.\"key\" LIMIT " PAGE};
	static void (*const writes[KIND_QUERIES])(GString *, const struct record_kind *) = {
		[KIND_INSERT_AT] = sql_insert_at,
		[KIND_UPDATE] = sql_update,
		[KIND_ROW_INSERT] = sql_row_insert,
		[KIND_ROW_UPDATE] = sql_row_update};
	GString *sql = g_string_new(NULL);

	if (query == KIND_HAS)
		g_string_append_printf(sql, "SELECT 1 FROM \"%s\" WHERE \"key\" = $1", kind->name);
	else if (query == KIND_INSERT)
		sql_insert(sql, dialect, kind);
	else if (writes[query])
		writes[query](sql, kind);
	else
		sql_select(sql, kind, wheres[query]);
	if (query == KIND_ALL || query == KIND_PAGE)
		g_string_replace(sql, "%s", kind_seen(kind), 1);
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

struct statement **kind_statement_slot(struct store *store, gconstpointer of, int query)
{
	struct statement **prepared = g_hash_table_lookup(store->kinds, of);

	if (!prepared) {
		prepared = g_new0(struct statement *, KIND_QUERIES);
		g_hash_table_insert(store->kinds, (gpointer)of, prepared);
	}
	return &prepared[query];
}

static gboolean reads_numbers(const struct record_kind *kind, enum kind_query query)
{
	return kind == &observation_kind && query != KIND_HAS && query != KIND_INSERT &&
	       query != KIND_INSERT_AT && query != KIND_ROW_INSERT;
}

struct statement *kind_statement(struct store *store, const struct record_kind *kind,
				 enum kind_query query, GError **error)
{
	struct statement **slot = kind_statement_slot(store, kind, (int)query);

	if (reads_numbers(kind, query) && !imported_lay(store, error))
		return NULL;
	if (!*slot) {
		g_autofree char *sql = kind_sql(engine_dialect(store->engine), kind, query);
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
	case FIELD_DAY:
		statement_bind_int(statement, index, FIELD_AT(const int, record, f));
		return;
	default:
		g_assert_not_reached();
	}
}

int kind_bind(struct statement *statement, int index, const struct record_kind *kind,
	      enum kind_part part, gconstpointer record)
{
	for (const struct field *f = kind->fields; f->name; f++)
		if (in_part(kind, f, part))
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
	case FIELD_DAY:
		FIELD_AT(int, record, f) = column_small(statement, column);
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
		if (has_column(kind, f))
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

/* What was found by reckoning is long, changes with each observation and can be found again: the
 * record of changes holds its digest. */
static gboolean is_reckoned(const struct record_kind *kind, const struct field *f)
{
	return kind == &hotspot_finding_kind && strcmp(f->name, "content") == 0;
}

static char *reckoned_digest(const char *text)
{
	g_autofree char *sum = text ? digest_of_text(text) : NULL;

	return sum ? g_strconcat("sha256:", sum, NULL) : NULL;
}

static json_t *value_told(const struct record_kind *kind, const struct field *f,
			  gconstpointer record)
{
	g_autofree char *digest = NULL;

	if (!is_reckoned(kind, f))
		return field_to_json(f, record, NULL);
	digest = reckoned_digest(FIELD_AT(char *const, record, f));
	return digest ? json_string(digest) : json_null();
}

gboolean kind_is_told(const struct record_kind *kind, const struct field *f, gconstpointer told,
		      gconstpointer is)
{
	g_autofree char *digest = NULL;

	if (field_equal(f, told, is))
		return TRUE;
	if (!is_reckoned(kind, f))
		return FALSE;
	digest = reckoned_digest(FIELD_AT(char *const, is, f));
	return g_strcmp0(digest, FIELD_AT(char *const, told, f)) == 0;
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
		json_object_set_new(old, f->name, value_told(kind, f, a ? a : fresh));
		json_object_set_new(new, f->name, value_told(kind, f, b));
	}
	*before = written(old);
	*after = written(new);
	if (!a)
		g_clear_pointer(before, g_free);
	record_free(fresh);
}
