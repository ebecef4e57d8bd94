/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg's own records out and in. A reference is written as the code or name that people know where
 * that is read back as the same record, else as its id. Fixed pictures and drafts do not come in by
 * file: the first stand under a checksum, the second are somebody's typing; nor do participants
 * and keys, which are rights. */
#include "config.h"

#include "app/records.h"

#include <string.h>

#include "osg/app_programme.h"
#include "osg/observation.h"
#include "osg/registry.h"
#include "osg/text.h"

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

/* Also what this file brought, which the registry does not know yet. Of several that are called so
 * it is the newest: 1.2 is the programme's that is in force, not the one's before. */
static gint64 reference_key(gpointer session, const char *refers, const char *name)
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
		static const char *const naming[] = {"code", "name", "title"};

		for (gsize n = 0; n < G_N_ELEMENTS(naming); n++) {
			const struct field *f = fields_find(kind->fields, naming[n]);

			if (f && g_strcmp0(FIELD_AT(char *, all->pdata[i], f), name) == 0)
				key = ((struct record *)all->pdata[i])->key;
		}
	}
	return key;
}

struct field_form app_record_form(struct session *session)
{
	return (struct field_form){.name = reference_name, .key = reference_key, .data = session};
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

/* in */

#define MOST_SAMPLES 200
#define MOST_ASIDES 1000

struct records_reading {
	struct session *session;
	const struct import_source *source;
	gboolean dry_run;
	struct import_result *result;
	gint64 organisation;  /* whose they are */
	GHashTable *rejected; /* text of the rows that were set aside before */
	guint left_out;       /* references to what is not here */
	GHashTable *names;    /* "organisation:POL" and the key of the record that is called so */
	GHashTable *taken; /* keys as text of the records that a row of this file was taken for */
};

static gboolean records_allowed(const struct record_kind *kind, GError **error)
{
	if (kind != &participant_kind && kind != &public_key_kind && kind != &key_code_kind &&
	    kind != &picture_kind && kind != &draft_kind)
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_DENIED,
		    _("Records of the kind “%s” cannot be imported."), _(kind->title));
	return FALSE;
}

static gint64 reading_key(gpointer reading, const char *refers, const char *name)
{
	return reference_key(((struct records_reading *)reading)->session, refers, name);
}

/* Who entered a record and by which file: seats do not come by file, so that of another
 * installation is nobody's here. And one of a list, since a record that was taken back is not
 * written. The record is worth having all the same. */
static gboolean leave_out(gpointer reading, const struct field *field, const char *name)
{
	gboolean origin =
		g_str_equal(field->refers, "participant") || g_str_equal(field->refers, "import");
	struct id id;

	if ((!origin && field->kind != FIELD_REFS) || !id_parse(name, &id))
		return FALSE;
	((struct records_reading *)reading)->left_out++;
	return TRUE;
}

static void note_left_out(struct records_reading *r)
{
	if (r->left_out)
		g_ptr_array_add(r->result->notes,
				g_strdup_printf(ngettext("%u reference to something that is not "
							 "here was left out.",
							 "%u references to things that are not "
							 "here were left out.",
							 r->left_out),
						r->left_out));
}

/* What the preview shows of it: an observation's when, where and what. */
static void sample(struct import_result *result, const struct record *record)
{
	const struct planned_event *e = (const struct planned_event *)record;
	struct observation *o;

	if (record->kind != &planned_event_kind || result->samples->len == MOST_SAMPLES)
		return;
	o = record_new(&observation_kind);
	o->time_from = e->time_from;
	o->time_to = e->time_to;
	o->time_precision = e->time_to > e->time_from ? TIME_INTERVAL : TIME_EXACT;
	o->place = e->place;
	o->area = e->area;
	o->category = e->category;
	o->organisation = e->organisation;
	o->text = g_strdup(e->title);
	g_ptr_array_add(result->samples, o);
}

/* What osg wrote is whole; a row that people added may lack what follows from the rest, and what
 * nothing follows from. */
static gboolean observation_complete(struct observation *o, const struct registry *v,
				     GError **error)
{
	if (o->week == WEEK_NONE)
		observation_settle(o, v);
	if (o->week != WEEK_NONE && o->category)
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT, _("%s is missing; expected for example %s."),
		    o->category ? "time_from" : "category",
		    o->category ? "2024-10-04T22:15:00+02:00" : "SKA");
	return FALSE;
}

/* What no two records of its kind may share beside the id, NULL where there is no such thing.
 * Owned. */
static char *only_name(const struct record *record)
{
	const struct record_kind *kind = record->kind;
	const struct planned_event *e = (const struct planned_event *)record;
	const struct field *code = fields_find(kind->fields, "code");

	if (kind == &planned_event_kind)
		return e->source && e->source_id
			       ? g_strdup_printf("%s:%s:%s", kind->name, e->source, e->source_id)
			       : NULL;
	if (kind != &organisation_kind && kind != &category_kind)
		return NULL;
	return g_strdup_printf("%s:%s", kind->name, FIELD_AT(char *, record, code));
}

static gboolean gather_names(struct records_reading *r, const struct record_kind *kind,
			     GError **error)
{
	g_autoptr(GPtrArray) all = NULL;

	if (!g_hash_table_add(r->taken, g_strdup(kind->name)))
		return TRUE;
	all = session_all_ever(r->session, kind, error);
	for (guint i = 0; all && i < all->len; i++) {
		struct record *record = all->pdata[i];
		char *name = only_name(record);

		if (name)
			g_hash_table_insert(r->names, name,
					    g_memdup2(&record->key, sizeof(gint64)));
	}
	return all != NULL;
}

/* The key of the record that stands where this one would: of an organisation the one with its code,
 * of an observation the one of the same source and its id. Installations that were set up apart
 * give such records ids of their own. 0 = none; FALSE where that could not be looked up. */
static gboolean namesake(struct records_reading *r, const struct record *record, gint64 *key,
			 GError **error)
{
	const struct observation *o = (const struct observation *)record;
	g_autofree char *name = only_name(record);
	g_autoptr(GError) local = NULL;
	const gint64 *found;

	*key = 0;
	if (record->kind == &observation_kind && o->source && o->source_id)
		*key = session_source_key(r->session, o->organisation, o->source, o->source_id,
					  NULL, &local);
	if (local || (name && !gather_names(r, record->kind, &local))) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	found = name ? g_hash_table_lookup(r->names, name) : NULL;
	if (found)
		*key = *found;
	return TRUE;
}

/* The record that the row is about: with its id, else its namesake, whose id it then has; NULL for
 * a new one or with an error. Two rows of a file cannot be one record. */
static struct record *find_stored(struct records_reading *r, struct record *record, GError **error)
{
	struct record *stored = session_find(r->session, record->kind, &record->id, error);
	g_autofree char *mark = NULL;
	gint64 key = 0;

	if (stored || (error && *error) || !namesake(r, record, &key, error) || !key)
		return stored;
	stored = session_get(r->session, record->kind, key, error);
	if (!stored)
		return NULL;
	mark = g_strdup_printf("%s:%" G_GINT64_FORMAT, record->kind->name, key);
	if (!g_hash_table_add(r->taken, g_steal_pointer(&mark))) {
		record_free(stored);
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("another row of the file has the same %s under another id; leave one "
			      "of the two out."),
			    record->kind == &observation_kind || record->kind == &planned_event_kind
				    ? "source_id"
				    : "code");
		return NULL;
	}
	record->id = stored->id;
	return stored;
}

/* What this file brought is found by the rows that follow. */
static void note_taken(struct records_reading *r, const struct record *record)
{
	char *name = only_name(record);

	if (name)
		g_hash_table_insert(r->names, name, g_memdup2(&record->key, sizeof(gint64)));
	g_hash_table_add(r->taken,
			 g_strdup_printf("%s:%" G_GINT64_FORMAT, record->kind->name, record->key));
}

/* What a note's figures were when it was written is remembered here, whatever the file has. */
static void keep_cited(const struct record *stored, struct record *record)
{
	struct note_record *note = (struct note_record *)record;

	if (stored && record->kind == &note_kind && !note->cited)
		note->cited = g_strdupv(((const struct note_record *)stored)->cited);
}

static gboolean records_take(gpointer data, gpointer reading, GError **error)
{
	struct records_reading *r = reading;
	struct record *record = data, *stored;
	g_autoptr(GError) local = NULL;
	const char *field;
	gboolean same, known;

	if (!records_allowed(record->kind, error) ||
	    (record->kind == &observation_kind &&
	     !observation_complete(data, session_registry(r->session), error)))
		return FALSE;
	stored = find_stored(r, record, &local);
	if (local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	if (!stored && record->withdrawn && r->source->format->foreign)
		return TRUE; /* called off before anybody here knew of it */
	keep_cited(stored, record);
	same = stored && record_equal(stored, record);
	if (stored) {
		record->key = stored->key;
		record->version = stored->version;
	}
	record_free(stored);
	known = record->key != 0;
	if (!same && !(programme_fits(r->session, record, &field, error) &&
		       session_put(r->session, record, error)))
		return FALSE;
	note_taken(r, record);
	r->result->read++;
	if (same)
		r->result->unchanged++;
	else if (known)
		r->result->changed++;
	else
		r->result->created++;
	if (!same && !record->withdrawn)
		sample(r->result, record);
	return TRUE;
}

static gboolean records_call_off(const struct record_kind *kind, const struct id *id,
				 gboolean entry, gpointer reading, GError **error)
{
	struct records_reading *r = reading;
	g_autoptr(GError) local = NULL;
	struct record *stored = session_find(r->session, kind, id, &local);
	gboolean known = stored && !stored->withdrawn, ok = !local;

	if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	if (known) {
		stored->withdrawn = TRUE;
		ok = session_put(r->session, stored, error);
	}
	record_free(stored);
	r->result->read += entry;
	if (known)
		r->result->changed++;
	else
		r->result->unchanged += entry;
	return ok;
}

static gboolean holds_still(const struct records_reading *r, const struct planned_event *e,
			    const char *source, GHashTable *stands)
{
	return g_strcmp0(e->source, source) != 0 || e->organisation != r->organisation ||
	       e->time_to < session_now(r->session) ||
	       (e->source_id && g_hash_table_contains(stands, e->source_id));
}

/* A source takes a warning out of its list without a word. */
static gboolean records_whole(const char *source, GHashTable *stands, gpointer reading,
			      GError **error)
{
	struct records_reading *r = reading;
	g_autoptr(GPtrArray) all = session_all(r->session, &planned_event_kind, error);

	for (guint i = 0; all && i < all->len; i++) {
		struct planned_event *e = all->pdata[i];

		if (holds_still(r, e, source, stands))
			continue;
		e->record.withdrawn = TRUE;
		if (!session_put(r->session, e, error))
			return FALSE;
		r->result->changed++;
		g_ptr_array_add(r->result->notes,
				g_strdup_printf(_("It holds no longer, for it is gone from its "
						  "source, and was withdrawn: %s."),
						e->title));
	}
	return all != NULL;
}

static gboolean records_aside(int line, const char *field, const char *value, const char *reason,
			      const char *row, gpointer reading, GError **error)
{
	struct records_reading *r = reading;
	struct rejected_row *rejected = record_new(&rejected_row_kind);
	gboolean ok;

	rejected->file = g_strdup(r->source->name);
	rejected->line = line;
	rejected->field = g_strdup(field);
	rejected->value = g_strdup(value);
	rejected->reason = g_strdup(reason);
	rejected->row = g_strdup(row);
	r->result->read++;
	r->result->set_aside++;
	ok = !g_hash_table_add(r->rejected, g_strdup(row)) ||
	     session_put(r->session, rejected, error);
	if (r->result->rejected->len < MOST_ASIDES)
		g_ptr_array_add(r->result->rejected, rejected);
	else
		record_free(rejected);
	return ok;
}

static void records_note(const char *sentence, gpointer reading)
{
	struct records_reading *r = reading;

	g_ptr_array_add(r->result->notes, g_strdup(sentence));
}

/* FALSE: they could not be read. */
static gboolean find_rejected(struct records_reading *r, GError **error)
{
	g_autoptr(GPtrArray) all = session_all_ever(r->session, &rejected_row_kind, error);

	for (guint i = 0; all && i < all->len; i++) {
		const struct rejected_row *row = all->pdata[i];

		if (row->row)
			g_hash_table_add(r->rejected, g_strdup(row->row));
	}
	return all != NULL;
}

static gboolean read_records(struct records_reading *r, GBytes *bytes, gint64 organisation,
			     GError **error)
{
	const struct field_form form = {.key = reading_key, .leave_out = leave_out, .data = r};
	const struct participant *me = session_participant(r->session);
	const struct format *format = r->source->format;

	r->organisation = organisation ? organisation : me ? me->organisation : 0;
	const struct record_reader reader = {
		.file = r->source->name,
		.form = &form,
		.registry = session_registry(r->session),
		.organisation = r->organisation,
		.now = session_now(r->session),
		.record = records_take,
		.aside = records_aside,
		.call_off = records_call_off,
		.whole = records_whole,
		.note = records_note,
		.data = r,
	};
	gsize length;
	const char *data = g_bytes_get_data(bytes, &length);

	if (!session_begin(r->session, format->foreign ? ACTION_IMPORT : ACTION_IMPORT_RECORDS,
			   error))
		return FALSE;
	if (!format->read_records(data, length, &reader, error)) {
		session_rollback(r->session);
		return FALSE;
	}
	note_left_out(r);
	if (!r->dry_run)
		return session_commit(r->session,
				      g_strdup_printf(_("Import of %s"), r->source->name), error);
	session_rollback(r->session);
	return TRUE;
}

gboolean records_import(struct session *session, const struct import_source *source,
			gint64 organisation, gboolean dry_run, struct import_result *result,
			GError **error)
{
	g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable();
	struct records_reading reading = {
		.session = session, .source = source, .dry_run = dry_run, .result = result};
	g_autoptr(GBytes) bytes = NULL;
	gboolean ok;

	if (g_output_stream_splice(memory, source->stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
				   NULL, error) < 0)
		return FALSE;
	bytes = g_memory_output_stream_steal_as_bytes(G_MEMORY_OUTPUT_STREAM(memory));
	reading.rejected = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	reading.taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	reading.names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	ok = find_rejected(&reading, error) && read_records(&reading, bytes, organisation, error);
	g_hash_table_unref(reading.rejected);
	g_hash_table_unref(reading.taken);
	g_hash_table_unref(reading.names);
	return ok;
}
