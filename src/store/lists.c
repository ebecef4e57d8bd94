/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of records: each list field has a table of its own, named after kind and field, with one
 * row an entry. References in it are checked by the engine like those of a column. */
#include "config.h"

#include "store/store_private.h"

enum list_query { LIST_READ, LIST_ADD, LIST_DROP };

static char *list_sql(const struct record_kind *kind, const struct field *field,
		      enum list_query query)
{
	static const char *const forms[] = {
		[LIST_READ] = "SELECT \"value\" FROM \"%s_%s\" WHERE \"record\" = $1 "
			      "ORDER BY \"position\"",
		[LIST_ADD] = "INSERT INTO \"%s_%s\" (\"record\", \"position\", \"value\") "
			     "VALUES ($1, $2, $3)",
		[LIST_DROP] = "DELETE FROM \"%s_%s\" WHERE \"record\" = $1",
	};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	return g_strdup_printf(forms[query], kind->name, field->name);
#pragma GCC diagnostic pop
}

static struct statement *list_statement(struct store *store, const struct record_kind *kind,
					const struct field *field, enum list_query query,
					GError **error)
{
	struct statement **slot = kind_statement_slot(store, field, (int)query);

	if (!*slot) {
		g_autofree char *sql = list_sql(kind, field, query);

		*slot = engine_prepare(store->engine, sql, error);
	}
	return *slot;
}

static gboolean list_read(struct store *store, struct record *record, const struct field *field,
			  GError **error)
{
	struct statement *statement = list_statement(store, record->kind, field, LIST_READ, error);
	enum engine_step step;

	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, record->key);
	while ((step = statement_step(statement, error)) == ENGINE_ROW)
		if (field->kind == FIELD_REFS)
			refs_add(FIELD_AT(GArray *, record, field), column_int(statement, 0));
		else
			codes_add(&FIELD_AT(char **, record, field), column_text(statement, 0));
	statement_reset(statement);
	return step == ENGINE_DONE;
}

gboolean lists_read(struct store *store, gpointer record, GError **error)
{
	const struct record_kind *kind = ((struct record *)record)->kind;

	for (const struct field *f = kind->fields; f->name; f++)
		if (kind_has_table(f) && !list_read(store, record, f, error))
			return FALSE;
	return TRUE;
}

static gboolean list_add(struct store *store, const struct record *record,
			 const struct field *field, guint position, GError **error)
{
	struct statement *statement = list_statement(store, record->kind, field, LIST_ADD, error);

	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, record->key);
	statement_bind_int(statement, 2, position);
	if (field->kind == FIELD_REFS)
		statement_bind_int(statement, 3,
				   refs_at(FIELD_AT(GArray *const, record, field), position));
	else
		statement_bind_text(statement, 3, FIELD_AT(char **const, record, field)[position]);
	return statement_execute(statement, error);
}

static guint list_length(const struct record *record, const struct field *field)
{
	return field->kind == FIELD_REFS ? FIELD_AT(GArray *const, record, field)->len
					 : codes_count(FIELD_AT(char **const, record, field));
}

static gboolean list_drop(struct store *store, const struct record *record,
			  const struct field *field, GError **error)
{
	struct statement *statement = list_statement(store, record->kind, field, LIST_DROP, error);

	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, record->key);
	return statement_execute(statement, error);
}

gboolean lists_write(struct store *store, const struct record *before, const struct record *record,
		     GError **error)
{
	for (const struct field *f = record->kind->fields; f->name; f++) {
		if (!kind_has_table(f) || (before && field_equal(f, before, record)))
			continue;
		if (before && !list_drop(store, record, f, error))
			return FALSE;
		for (guint i = 0; i < list_length(record, f); i++)
			if (!list_add(store, record, f, i, error))
				return FALSE;
	}
	return TRUE;
}
