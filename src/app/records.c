/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg's own records as JSON, as tables and as files. A reference is written as the code or name
 * that people know where that is read back as the same record, else as its id. */
#include "config.h"

#include "app/records.h"

#include <string.h>

#include "osg/registry.h"

static gint64 registry_key(const struct registry *v, const char *refers, const char *name)
{
	gconstpointer found = NULL;

	if (g_str_equal(refers, "organisation"))
		found = registry_find_organisation(v, name);
	else if (g_str_equal(refers, "category"))
		found = registry_find_category(v, name);
	else if (g_str_equal(refers, "place"))
		found = registry_find_place(v, name);
	else if (g_str_equal(refers, "area"))
		found = registry_find_area(v, name);
	return found ? ((const struct record *)found)->key : 0;
}

static char *reference_name(gpointer session, const char *refers, gint64 key)
{
	const struct registry *v = session_registry(session);
	const struct record_kind *kind = record_kind_named(refers);
	const struct field *field = kind ? fields_find(kind->fields, "code") : NULL;
	struct record *record = kind ? session_get(session, kind, key, NULL) : NULL;
	const char *name;
	char id[ID_TEXT_SIZE];

	if (!record)
		return NULL;
	if (!field || g_str_equal(refers, "area"))
		field = fields_find(kind->fields, "name");
	name = field ? FIELD_AT(char *, record, field) : NULL;
	id_format(&record->id, id);
	if (name && registry_key(v, refers, name) == key) {
		char *copy = g_strdup(name);

		record_free(record);
		return copy;
	}
	record_free(record);
	return g_strdup(id);
}

static const char *const naming[] = {"code", "name", "title"};

gint64 records_reference_key(gpointer session, const char *refers, const char *name)
{
	const struct record_kind *kind = record_kind_named(refers);
	gint64 key = registry_key(session_registry(session), refers, name);
	g_autoptr(GPtrArray) all = NULL;
	struct record *found;
	struct id id;

	if (key || !kind)
		return key;
	if (id_parse(name, &id)) {
		found = session_find(session, kind, &id, NULL);
		key = found ? found->key : 0;
		record_free(found);
		return key;
	}
	all = session_all(session, kind, NULL);
	for (guint i = all ? all->len : 0; !key && i-- > 0;) {
		for (gsize n = 0; n < G_N_ELEMENTS(naming); n++) {
			const struct field *f = fields_find(kind->fields, naming[n]);

			if (f && g_strcmp0(FIELD_AT(char *, all->pdata[i], f), name) == 0)
				key = ((struct record *)all->pdata[i])->key;
		}
	}
	return key;
}

char *records_own_name(struct session *session, gconstpointer record)
{
	const struct record *r = record;

	for (gsize n = 0; n < G_N_ELEMENTS(naming); n++) {
		const struct field *f = fields_find(r->kind->fields, naming[n]);
		const char *name = f ? FIELD_AT(char *, record, f) : NULL;

		if (name && records_reference_key(session, r->kind->name, name) == r->key)
			return g_strdup(name);
	}
	return NULL;
}

struct field_form app_record_form(struct session *session)
{
	return (struct field_form){
		.name = reference_name, .key = records_reference_key, .data = session};
}

json_t *app_record_json(struct session *session, gconstpointer record)
{
	const struct record *r = record;
	const struct field_form form = app_record_form(session);
	json_t *object = json_object();
	char id[ID_TEXT_SIZE];

	id_format(&r->id, id);
	json_object_set_new(object, "id", json_string(id));
	json_object_update_new(object, fields_to_json(r->kind->fields, record, &form));
	return object;
}

gpointer app_record_find(struct session *session, const struct id *id, GError **error)
{
	g_autoptr(GError) local = NULL;

	for (gsize k = 0; record_kinds[k] && !local; k++) {
		gpointer record = session_find(session, record_kinds[k], id, &local);

		if (record) {
			session_tell(session, record);
			session_shown(session, record);
			return record;
		}
	}
	if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	return NULL;
}

/* Each reference is asked for once: the same few organisations and places stand in a million
 * records. */
#define EXPORT_PIECE (1 << 16) /* bytes that are handed on at once */

struct export_names {
	struct session *session;
	GHashTable *names; /* "place 12" -> what it is called */
};

static char *export_name(gpointer data, const char *refers, gint64 key)
{
	struct export_names *known = data;
	char of[64];
	char *name;

	g_snprintf(of, sizeof of, "%s %" G_GINT64_FORMAT, refers, key);
	if (g_hash_table_lookup_extended(known->names, of, NULL, (gpointer *)&name))
		return g_strdup(name);
	name = reference_name(known->session, refers, key);
	g_hash_table_insert(known->names, g_strdup(of), name);
	return g_strdup(name);
}

struct exporting {
	const struct format *format;
	struct field_form form;
	GString *out; /* what is not handed on yet */
	gboolean first;
	void (*write)(const char *bytes, gsize length, gpointer data);
	gpointer data;
};

static void export_flush(struct exporting *e)
{
	e->write(e->out->str, e->out->len, e->data);
	g_string_truncate(e->out, 0);
}

static void export_one(gconstpointer record, gpointer data)
{
	struct exporting *e = data;

	e->format->write_record(e->out, record, &e->form, e->first);
	e->first = FALSE;
	if (e->out->len >= EXPORT_PIECE)
		export_flush(e);
}

gboolean app_export_to(struct session *session, const struct record_kind *kind, const char *ending,
		       void (*write)(const char *bytes, gsize length, gpointer data), gpointer data,
		       GError **error)
{
	g_autoptr(GHashTable) names =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	struct export_names known = {session, names};
	g_autoptr(GString) out = g_string_new(NULL);
	struct exporting e = {.format = format_writing(ending),
			      .form = {.name = export_name, .data = &known},
			      .out = out,
			      .first = TRUE,
			      .write = write,
			      .data = data};

	if (!e.format) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("There is no format “%s”. There are: csv, json, geojson, xlsx."),
			    ending);
		return FALSE;
	}
	e.format->write_head(out, kind);
	if (!session_each(session, kind, export_one, &e, error))
		return FALSE;
	session_shown_list(session, kind, "export");
	if (e.format->write_tail)
		e.format->write_tail(out);
	export_flush(&e);
	return TRUE;
}

static void export_append(const char *bytes, gsize length, gpointer data)
{
	g_string_append_len(data, bytes, (gssize)length);
}

char *app_export(struct session *session, const struct record_kind *kind, const char *ending,
		 GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);

	return app_export_to(session, kind, ending, export_append, out, error)
		       ? g_string_free(g_steal_pointer(&out), FALSE)
		       : NULL;
}

void app_table_head(struct table_out *table, const struct record_kind *kind)
{
	table_out_head(table, "id");
	for (const struct field *f = kind->fields; f->name; f++)
		table_out_head(table, f->name);
	table_out_end_row(table);
}

void app_table_record(struct session *session, struct table_out *table, gconstpointer record)
{
	const struct field_form form = app_record_form(session);
	const struct record *r = record;
	char id[ID_TEXT_SIZE];

	id_format(&r->id, id);
	table_out_text(table, id);
	for (const struct field *f = r->kind->fields; f->name; f++)
		table_out_field(table, f, record, &form);
	table_out_end_row(table);
}

struct tabling {
	struct session *session;
	struct table_out *table;
};

static void table_one(gconstpointer record, gpointer data)
{
	struct tabling *t = data;

	app_table_record(t->session, t->table, record);
}

GBytes *app_export_workbook(struct session *session, const struct record_kind *kind, char **remark,
			    GError **error)
{
	struct tabling t = {session, table_out_new(TABLE_XLSX, kind->plural, NULL, error)};
	GBytes *book = NULL;

	if (!t.table)
		return NULL;
	app_table_head(t.table, kind);
	if (session_each(session, kind, table_one, &t, error))
		book = table_out_end(t.table, remark, error);
	table_out_free(t.table);
	if (book)
		session_shown_list(session, kind, "export");
	return book;
}
