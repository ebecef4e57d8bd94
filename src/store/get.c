/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading whole records of any kind. */
#include "config.h"

#include <stdarg.h>

#include "store/store_private.h"

static gpointer read_one(struct store *store, const struct record_kind *kind,
			 struct statement *statement, GError **error)
{
	gpointer record = NULL;

	if (statement_step(statement, error) == ENGINE_ROW)
		record = kind_read(statement, kind);
	statement_reset(statement);
	if (record && !lists_read(store, record, error))
		g_clear_pointer(&record, record_free);
	return record;
}

gpointer store_get(struct store *store, const struct record_kind *kind, gint64 key, GError **error)
{
	struct statement *statement = kind_statement(store, kind, KIND_GET, error);

	if (!statement)
		return NULL;
	statement_bind_int(statement, 1, key);
	return read_one(store, kind, statement, error);
}

gpointer store_find(struct store *store, const struct record_kind *kind, const struct id *id,
		    GError **error)
{
	struct statement *statement = kind_statement(store, kind, KIND_FIND, error);

	if (!statement)
		return NULL;
	statement_bind_bytes(statement, 1, id->bytes, sizeof id->bytes);
	return read_one(store, kind, statement, error);
}

/* Without their lists. */
static GPtrArray *read_many(const struct record_kind *kind, struct statement *statement,
			    GError **error)
{
	GPtrArray *records = g_ptr_array_new_with_free_func(record_free);
	enum engine_step step;

	while ((step = statement_step(statement, error)) == ENGINE_ROW)
		g_ptr_array_add(records, kind_read(statement, kind));
	statement_reset(statement);
	if (step != ENGINE_DONE)
		g_clear_pointer(&records, g_ptr_array_unref);
	return records;
}

void store_all_ahead(struct store *store, const struct record_kind *kind)
{
	struct statement *statement = kind_statement(store, kind, KIND_ALL, NULL);

	if (statement)
		statement_send_ahead(statement);
	lists_ahead(store, kind);
}

GPtrArray *store_all_bare(struct store *store, const struct record_kind *kind, GError **error)
{
	struct statement *statement = kind_statement(store, kind, KIND_ALL, error);

	if (statement && kind == &observation_kind)
		statement_set_many(statement);
	return statement ? read_many(kind, statement, error) : NULL;
}

GPtrArray *store_all(struct store *store, const struct record_kind *kind, GError **error)
{
	GPtrArray *records = store_all_bare(store, kind, error);

	if (records && !lists_read_all(store, kind, records, error))
		g_clear_pointer(&records, g_ptr_array_unref);
	return records;
}

static GPtrArray *read_page(struct store *store, const struct record_kind *kind,
			    enum kind_query query, gint64 after, GError **error)
{
	struct statement *statement = kind_statement(store, kind, query, error);
	GPtrArray *records;

	if (!statement)
		return NULL;
	statement_bind_int(statement, 1, after);
	records = read_many(kind, statement, error);
	if (records && records->len && !lists_read_all(store, kind, records, error))
		g_clear_pointer(&records, g_ptr_array_unref);
	return records;
}

GPtrArray *store_page(struct store *store, const struct record_kind *kind, gint64 after,
		      GError **error)
{
	return read_page(store, kind, KIND_PAGE, after, error);
}

gboolean store_each_ever(struct store *store, const struct record_kind *kind,
			 gboolean (*each)(struct record *record, gpointer data, GError **error),
			 gpointer data, GError **error)
{
	guint read = STORE_PAGE;
	gint64 last = 0;

	while (read == STORE_PAGE) {
		g_autoptr(GPtrArray) page = read_page(store, kind, KIND_PAGE_EVER, last, error);

		if (!page)
			return FALSE;
		read = page->len;
		for (guint i = 0; i < read; i++) {
			struct record *record = page->pdata[i];

			last = record->key;
			if (!each(record, data, error))
				return FALSE;
		}
	}
	return TRUE;
}

char *where_sql(const struct record_kind *kind, const struct field *field)
{
	g_autofree char *get = kind_sql(NULL, kind, KIND_GET);
	GString *sql = g_string_new(get);

	g_string_truncate(sql, strstr(get, " WHERE ") - get);
	/* An import's observations are found in the narrow table, not by reading every text. */
	g_string_append_printf(sql,
			       kind == &observation_kind
				       ? " WHERE o.\"key\" IN (SELECT i.\"key\" FROM "
					 "observation_row AS i WHERE i.\"%s\" = $1)"
				       : " WHERE o.\"%s\" = $1",
			       field->name);
	g_string_append_printf(sql, " AND %s ORDER BY o.\"key\"", kind_seen(kind));
	return g_string_free(sql, FALSE);
}

GPtrArray *store_where(struct store *store, const struct record_kind *kind, const char *field,
		       gint64 value, GError **error)
{
	const struct field *f = fields_find(kind->fields, field);
	g_assert(f && !field_is_text(f) && f->kind != FIELD_REAL);
	g_autofree char *sql = where_sql(kind, f);

	struct statement *statement = store_statement(store, sql, error);
	if (!statement)
		return NULL;
	statement_bind_int(statement, 1, value);
	GPtrArray *records = read_many(kind, statement, error);
	for (guint i = 0; records && i < records->len; i++)
		if (!lists_read(store, records->pdata[i], error))
			g_clear_pointer(&records, g_ptr_array_unref);
	return records;
}

gint64 store_count(struct store *store, const struct record_kind *kind, GError **error)
{
	g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM \"%s\"", kind->name);
	struct statement *statement = engine_prepare(store->engine, sql, error);
	gint64 count = -1;

	if (statement && !statement_number(statement, &count, error))
		count = -1;
	statement_free(statement);
	return count;
}
