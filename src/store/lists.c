/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of records: each list field has a table of its own, named after kind and field, with one
 * row an entry. References in it are checked by the engine like those of a column. */
#include "config.h"

#include "store/store_private.h"

/* by kind of list */

static guint refs_length(gconstpointer at)
{
	return (*(GArray *const *)at)->len;
}

static void refs_bind(struct statement *statement, int index, gconstpointer at, guint i)
{
	statement_bind_int(statement, index, refs_at(*(GArray *const *)at, i));
}

static void refs_take(struct statement *statement, int column, gpointer at)
{
	refs_add(*(GArray **)at, column_int(statement, column));
}

static guint codes_length(gconstpointer at)
{
	return codes_count(*(char **const *)at);
}

static void codes_bind(struct statement *statement, int index, gconstpointer at, guint i)
{
	statement_bind_text(statement, index, (*(char **const *)at)[i]);
}

static void codes_take(struct statement *statement, int column, gpointer at)
{
	codes_add(at, column_text(statement, column));
}

static guint rings_length(gconstpointer at)
{
	return (*(GPtrArray *const *)at)->len;
}

static void rings_bind(struct statement *statement, int index, gconstpointer at, guint i)
{
	const GArray *ring = (*(GPtrArray *const *)at)->pdata[i];

	statement_bind_bytes(statement, index, ring->data ? ring->data : "",
			     ring->len * sizeof(double));
}

static void rings_take(struct statement *statement, int column, gpointer at)
{
	gsize length;
	const void *bytes = column_blob(statement, column, &length);

	g_array_append_vals(rings_add(*(GPtrArray **)at), bytes, (guint)(length / sizeof(double)));
}

static const struct list_type {
	guint (*length)(gconstpointer at);
	void (*bind)(struct statement *statement, int index, gconstpointer at, guint i);
	void (*take)(struct statement *statement, int column, gpointer at);
} types[] = {
	[FIELD_REFS] = {refs_length, refs_bind, refs_take},
	[FIELD_CODES] = {codes_length, codes_bind, codes_take},
	[FIELD_RINGS] = {rings_length, rings_bind, rings_take},
};

/* statements */

enum list_query { LIST_READ, LIST_READ_ALL, LIST_ADD, LIST_DROP };

static char *list_sql(const struct record_kind *kind, const struct field *field,
		      enum list_query query)
{
	static const char *const forms[] = {
		[LIST_READ] = "SELECT \"value\" FROM \"%s_%s\" WHERE \"record\" = $1 "
			      "ORDER BY \"position\"",
		[LIST_READ_ALL] = "SELECT \"value\", \"record\" FROM \"%s_%s\" "
				  "ORDER BY \"record\", \"position\"",
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

/* reading */

static gboolean list_read(struct store *store, struct record *record, const struct field *field,
			  GError **error)
{
	struct statement *statement = list_statement(store, record->kind, field, LIST_READ, error);
	enum engine_step step;

	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, record->key);
	while ((step = statement_step(statement, error)) == ENGINE_ROW)
		types[field->kind].take(statement, 0, (char *)record + field->offset);
	statement_reset(statement);
	return step == ENGINE_DONE;
}

gboolean lists_read(struct store *store, gpointer record, GError **error)
{
	const struct record_kind *kind = ((struct record *)record)->kind;

	for (const struct field *f = kind->fields; f->name; f++)
		if (field_is_list(f) && !list_read(store, record, f, error))
			return FALSE;
	return TRUE;
}

void lists_ahead(struct store *store, const struct record_kind *kind)
{
	for (const struct field *f = kind->fields; f->name; f++) {
		struct statement *statement =
			field_is_list(f) ? list_statement(store, kind, f, LIST_READ_ALL, NULL)
					 : NULL;
		if (statement)
			statement_send_ahead(statement);
	}
}

/* Both come in the order of the keys, so one walk gives each entry its record. */
static gboolean list_read_all(struct store *store, const struct record_kind *kind,
			      const GPtrArray *records, const struct field *field, GError **error)
{
	struct statement *statement = list_statement(store, kind, field, LIST_READ_ALL, error);
	enum engine_step step;
	guint at = 0;

	if (!statement)
		return FALSE;
	while ((step = statement_step(statement, error)) == ENGINE_ROW) {
		gint64 key = column_int(statement, 1);

		while (at < records->len && ((struct record *)records->pdata[at])->key < key)
			at++;
		if (at < records->len && ((struct record *)records->pdata[at])->key == key)
			types[field->kind].take(statement, 0,
						(char *)records->pdata[at] + field->offset);
	}
	statement_reset(statement);
	return step == ENGINE_DONE;
}

gboolean lists_read_all(struct store *store, const struct record_kind *kind,
			const GPtrArray *records, GError **error)
{
	for (const struct field *f = kind->fields; f->name; f++)
		if (field_is_list(f) && !list_read_all(store, kind, records, f, error))
			return FALSE;
	return TRUE;
}

/* writing */

static gboolean list_add(struct store *store, const struct record *record,
			 const struct field *field, guint position, GError **error)
{
	struct statement *statement = list_statement(store, record->kind, field, LIST_ADD, error);

	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, record->key);
	statement_bind_int(statement, 2, position);
	types[field->kind].bind(statement, 3, (const char *)record + field->offset, position);
	return statement_execute(statement, error);
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

static gboolean list_write(struct store *store, const struct record *record,
			   const struct field *field, GError **error)
{
	guint length = types[field->kind].length((const char *)record + field->offset);

	for (guint i = 0; i < length; i++)
		if (!list_add(store, record, field, i, error))
			return FALSE;
	return TRUE;
}

gboolean lists_write(struct store *store, const struct record *before, const struct record *record,
		     GError **error)
{
	for (const struct field *f = record->kind->fields; f->name; f++) {
		if (!field_is_list(f) || (before && field_equal(f, before, record)))
			continue;
		if ((before && !list_drop(store, record, f, error)) ||
		    !list_write(store, record, f, error))
			return FALSE;
	}
	return TRUE;
}
