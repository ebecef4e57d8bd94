/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg's own records, and other people's calendars, in. Fixed pictures and drafts do not come in by
 * file: the first stand under a checksum, the second are somebody's typing; nor do participants
 * and keys, which are rights. */
#include "config.h"

#include "app/import_result.h"
#include "app/import_twins.h"
#include "app/records.h"
#include "app/records_keep.h"
#include "app/records_rules.h"

#include <string.h>

#include "osg/app_programme.h"
#include "osg/observation.h"
#include "osg/registry.h"
#include "osg/week.h"

struct records_reading {
	struct session *session;
	const struct import_source *source;
	gboolean dry_run;
	struct import_result *result;
	gint64 organisation;  /* whose they are */
	GHashTable *rejected; /* text of the rows that were set aside before */
	guint left_out;       /* references to what is not here */
	int withdrawn;        /* rows that are records which were withdrawn here */
	int told;             /* rows without an id that say what a record here says */
	struct import_twins *twins;
	GHashTable *names; /* "organisation:POL" and the key of the record that is called so */
	const char *const *says; /* the fields that the file says; NULL = all */
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
	return records_reference_key(((struct records_reading *)reading)->session, refers, name);
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

	if (record->kind != &planned_event_kind)
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
	import_result_sample(result, o);
	record_free(o);
}

/* What osg wrote is whole; in a row that people added or changed what follows from the rest is
 * worked out, and the rest is what the form would take: but for a year that others have seen ahead,
 * and for names that were taken back since. */
static gboolean observation_complete(const struct session *session, struct observation *o,
				     GError **error)
{
	const struct registry *v = session_registry(session);
	struct observation probe;
	const char *field;

	if (o->time_from == TIME_NONE || !o->category) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("%s is missing; expected for example %s."),
			    o->category ? "time_from" : "category",
			    o->category ? "2024-10-04T22:15:00+02:00" : "SKA");
		return FALSE;
	}
	observation_settle(o, v);
	probe = *o;
	probe.record.key = MAX(o->record.key, 1);
	if (observation_check(&probe, v, session_now(session) + 366 * DAY_SECONDS, &field, error))
		return TRUE;
	g_prefix_error(error, "%s: ", field);
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

/* An answer that is read again says when it was read, and nothing of what was made of it here
 * since: where it was placed, what it was linked with. What else it says is in its text. */
static gboolean is_answered(const struct records_reading *r, const struct record *stored,
			    struct record *record)
{
	struct observation *o = (struct observation *)record;
	const struct observation *was = (const struct observation *)stored;

	if (!stored || !r->source->format->foreign)
		return FALSE;
	if (record->kind == &nil_report_kind)
		return !stored->withdrawn;
	if (record->kind != &observation_kind)
		return FALSE;
	o->entered_at = was->entered_at;
	o->entered_by = was->entered_by;
	o->report_group = was->report_group;
	o->counted = was->counted;
	return g_strcmp0(o->text, was->text) == 0 && !stored->withdrawn;
}

static void records_say(const char *const *names, gpointer reading)
{
	struct records_reading *r = reading;

	r->says = names;
}

/* A row whose cell of the id was emptied says what a record here says: that would be there twice.
 * It is counted then. */
static gboolean is_known_otherwise(struct records_reading *r, const struct record *stored,
				   const struct record *record)
{
	enum twin_found found = TWIN_NONE;

	if (!stored && record->kind == &observation_kind && r->says &&
	    !g_strv_contains(r->says, "id"))
		found = import_twins_take(r->twins, (const struct observation *)record, 0);
	r->told += found == TWIN_HERE;
	r->withdrawn += found == TWIN_WITHDRAWN;
	return found != TWIN_NONE;
}

static gboolean records_take(gpointer data, gpointer reading, GError **error)
{
	struct records_reading *r = reading;
	struct record *record = data, *stored;
	g_autoptr(GError) local = NULL;
	const char *field;
	gboolean same, known, fits, twin;

	if (!records_allowed(record->kind, error))
		return FALSE;
	stored = find_stored(r, record, &local);
	if (local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	records_keep_unsaid(r->says, stored, record);
	if (!stored && record->withdrawn && r->source->format->foreign)
		return TRUE; /* called off before anybody here knew of it */
	records_keep(r->source->format->foreign, stored, record);
	same = stored && (is_answered(r, stored, record) || record_equal(stored, record));
	if (stored) {
		record->key = stored->key;
		record->version = stored->version;
	}
	fits = same || r->source->format->foreign ||
	       records_stay_whose(session_registry(r->session), stored, record, error);
	fits = fits && (same || record->kind != &observation_kind ||
			observation_complete(r->session, data, error));
	same = same || (stored && fits && record_equal(stored, record));
	r->withdrawn += fits && stored && stored->withdrawn && !r->source->format->foreign;
	twin = fits && is_known_otherwise(r, stored, record);
	record_free(stored);
	if (!fits)
		return FALSE;
	if (twin) {
		r->result->read++;
		r->result->unchanged++;
		return TRUE;
	}
	known = record->key != 0;
	if (!same &&
	    !(records_fit(record, error) && programme_fits(r->session, record, &field, error) &&
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
	import_result_reject(r->result, rejected);
	return ok;
}

static gboolean records_ours(const struct id *id, gpointer reading)
{
	static const struct record_kind *const kinds[] = {&meeting_kind, &measure_kind};
	struct records_reading *r = reading;
	gboolean here = FALSE;

	for (gsize i = 0; !here && i < G_N_ELEMENTS(kinds); i++) {
		gpointer found = session_find(r->session, kinds[i], id, NULL);

		here = found != NULL;
		record_free(found);
	}
	r->result->read += here;
	r->result->unchanged += here;
	return here;
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
		.sender = organisation,
		.now = session_now(r->session),
		.record = records_take,
		.aside = records_aside,
		.call_off = records_call_off,
		.whole = records_whole,
		.ours = records_ours,
		.note = records_note,
		.says = records_say,
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
	import_result_tell_withdrawn(r->result, r->withdrawn);
	import_result_tell(r->result, 0, 0, r->told, session_municipality(r->session));
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
	reading.twins = import_twins_new(session, NULL);
	reading.names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	ok = find_rejected(&reading, error) && read_records(&reading, bytes, organisation, error);
	g_hash_table_unref(reading.rejected);
	g_hash_table_unref(reading.taken);
	g_hash_table_unref(reading.names);
	import_twins_free(reading.twins);
	return ok;
}
