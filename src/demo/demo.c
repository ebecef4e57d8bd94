/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo municipality as a database: organisations, areas, places and a year of reports as its
 * members and its coordinator would have entered them, one change a week, so that the record of
 * changes reads like a year. What nobody had sent by the last meeting is not there. The last week's
 * double reports are left for the user to link. Refuses to write into a file that exists. */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "osg/exchange.h"
#include "osg/week.h"

#include "demo/demo_private.h"
#include "demo/meetings.h"
#include "demo/records.h"

#define NAME_SPACE "osg-demo"
#define LINKED_SHARE 85.0                /* per cent of double reports that the coordinator finds */
#define UNLINKED_WEEKS 1                 /* the last ones, left to the user */
#define RECORDING_CHANGE_WEEK "2024-W14" /* signal 4 */
#define RECORDING_CHANGE_CATEGORY "SKA"
#define RECORD_NAME(text, ...)                                                                     \
	g_strdup_printf("%" G_GUINT64_FORMAT "/" text, fill->year->seed, __VA_ARGS__)

struct demo_fill {
	struct session *session;
	const struct demo_options *options;
	struct demo_year *year;
	struct demo_writer *writer;
	struct demo_records *records;
	GHashTable *categories; /* code, or parent's code and label "SKA/glaskross" -> key */
	gint64 organisations[DEMO_ORGANISATIONS], reporters[DEMO_ORGANISATIONS], areas[DEMO_AREAS],
		places[DEMO_PLACES];
	gint64 imports[DEMO_ORGANISATIONS]; /* of this week, 0 = none yet */
	gint64 coordinator, chair;
	gint64 *keys; /* of each report of the year, 0 = not entered */
	guint next;   /* report to enter */
};

static gint64 week_time(const struct demo_fill *fill, int week)
{
	return demo_meeting(fill->year, week) - 60;
}

/* Stores a record under the id that its name gives, takes it, returns its key; 0 = error. */
static gint64 put(struct demo_fill *fill, gpointer take_record, char *take_name, GError **error)
{
	struct record *record = take_record;
	record->id = id_from_name(NAME_SPACE, take_name);
	gint64 key = session_put(fill->session, record, error) ? record->key : 0;
	record_free(record);
	g_free(take_name);
	return key;
}

/* the municipality */

static int organisation_word(const char *word)
{
	return MAX(field_word_index(fields_find(organisation_kind.fields, "kind"), word), 0);
}

static gint64 put_participant(struct demo_fill *fill, gint64 organisation, const char *handle,
			      const char *title, int role, GError **error)
{
	struct participant *p = record_new(&participant_kind);
	field_set_text(&p->handle, handle);
	field_set_text(&p->title, title);
	p->organisation = organisation;
	p->role = role;
	p->active = 1;
	return put(fill, p, RECORD_NAME("participant/%s", handle), error);
}

static gboolean put_organisations(struct demo_fill *fill, GError **error)
{
	const struct demo_world *world = fill->year->world;
	for (int i = 0; i < world->organisation_count; i++) {
		const struct demo_organisation *from = &world->organisations[i];
		struct organisation *o = record_new(&organisation_kind);
		field_set_text(&o->code, from->code);
		field_set_text(&o->name, from->name);
		o->kind = organisation_word(from->kind);
		o->outside = organisation_is_outside((enum organisation_kind)o->kind);
		o->position = i + 1;
		o->expected = 1;
		o->first_week = from->first_week;
		fill->organisations[i] =
			put(fill, o, RECORD_NAME("organisation/%s", from->code), error);
		if (!fill->organisations[i])
			return FALSE;
	}
	fill->coordinator = put_participant(fill, fill->organisations[0], "samordnare",
					    "Samordnare", ROLE_COORDINATOR, error);
	if (fill->coordinator)
		fill->chair = put_participant(fill, fill->organisations[0], "ordforande",
					      "Ordförande", ROLE_CHAIR, error);
	if (!fill->chair)
		return FALSE;
	for (int i = 0; i < world->organisation_count; i++) {
		const struct demo_organisation *from = &world->organisations[i];
		fill->reporters[i] = put_participant(fill, fill->organisations[i], from->handle,
						     from->title, ROLE_REPORTER, error);
		if (!fill->reporters[i])
			return FALSE;
	}
	return TRUE;
}

static gboolean put_areas(struct demo_fill *fill, GError **error)
{
	const struct demo_world *world = fill->year->world;
	for (int i = 0; i < world->area_count; i++) {
		const struct demo_area *from = &world->areas[i];
		struct area *a = record_new(&area_kind);
		field_set_text(&a->code, from->code);
		field_set_text(&a->name, from->name);
		if (!field_from_text(fields_find(area_kind.fields, "boundary"), from->boundary, a,
				     NULL, error))
			return FALSE;
		a->level = from->whole ? AREA_MUNICIPALITY : AREA_AREA;
		a->parent = i ? fill->areas[0] : 0;
		a->population = from->population;
		fill->areas[i] = put(fill, a, RECORD_NAME("area/%s", from->name), error);
		if (!fill->areas[i])
			return FALSE;
	}
	return TRUE;
}

static gboolean put_places(struct demo_fill *fill, GError **error)
{
	const struct demo_world *world = fill->year->world;
	for (int i = 0; i < world->place_count; i++) {
		const struct demo_place *from = &world->places[i];
		struct place *p = record_new(&place_kind);
		field_set_text(&p->name, from->name);
		field_set_text(&p->kind, from->kind);
		field_set_text(&p->owner, from->owner);
		p->aliases = g_strdupv(from->aliases);
		p->area = fill->areas[from->area];
		p->lat = from->lat;
		p->lon = from->lon;
		p->exact = 1;
		fill->places[i] = put(fill, p, RECORD_NAME("place/%s", from->name), error);
		if (!fill->places[i])
			return FALSE;
	}
	return TRUE;
}

static gboolean put_categories(struct demo_fill *fill, GError **error)
{
	g_autoptr(GPtrArray) taxonomy = taxonomy_read(error);
	if (!taxonomy)
		return FALSE;
	for (guint i = 0; i < taxonomy->len; i++) {
		struct category *c = g_ptr_array_index(taxonomy, i);
		struct category *parent =
			c->parent ? g_ptr_array_index(taxonomy, c->parent - 1) : NULL;
		c->parent = parent ? parent->record.key : 0;
		if (!session_put(fill->session, c, error))
			return FALSE;
		g_hash_table_insert(fill->categories,
				    parent ? g_strconcat(parent->code, "/", c->label_sv, NULL)
					   : g_strdup(c->code),
				    GSIZE_TO_POINTER((gsize)c->record.key));
	}
	return TRUE;
}

static gint64 category_key(const struct demo_fill *fill, int category, const char *sub)
{
	const char *code = fill->year->world->categories[category].code;
	g_autofree char *name = sub ? g_strconcat(code, "/", sub, NULL) : g_strdup(code);
	return (gint64)GPOINTER_TO_SIZE(g_hash_table_lookup(fill->categories, name));
}

static gboolean put_municipality(struct demo_fill *fill, GError **error)
{
	g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, fill->year->seed);
	g_autofree char *last = week_format(fill->year->first_week + DEMO_WEEKS - 1);
	g_autofree char *made = NULL;
	int today, seconds;

	time_to_local(fill->options->now, &today, &seconds);
	made = day_format_iso(today);

	return put_organisations(fill, error) && put_areas(fill, error) &&
	       put_places(fill, error) && put_categories(fill, error) &&
	       session_set_value(fill->session, "municipality", fill->year->world->areas[0].name,
				 error) &&
	       session_set_value(fill->session, "demo", last, error) &&
	       session_set_value(fill->session, "demo_made", made, error) &&
	       session_set_value(fill->session, "seed", seed, error);
}

/* reports */

static gboolean sends_files(const struct demo_organisation *o)
{
	return g_str_has_prefix(o->delivery, "csv") || !strcmp(o->delivery, "open311");
}

/* The record of the file that an organisation sent for this week. */
static gboolean put_import(struct demo_fill *fill, int organisation, int week, GError **error)
{
	const struct demo_organisation *o = &fill->year->world->organisations[organisation];
	struct import_record *import = record_new(&import_kind);
	g_autofree char *name = demo_file_name(fill->year, organisation, week),
			*mapping = g_ascii_strdown(o->code, -1);
	gboolean csv = g_str_has_prefix(o->delivery, "csv");
	for (guint i = fill->next; i < fill->year->reports->len; i++) {
		const struct demo_report *report = DEMO_REPORT(fill->year, i);
		if (report->entered > demo_meeting(fill->year, week))
			break;
		import->read += report->organisation == organisation;
	}
	field_set_text(&import->file, name);
	field_set_text(&import->format, csv ? "csv" : o->delivery);
	field_set_text(&import->mapping, csv ? mapping : NULL);
	import->organisation = fill->organisations[organisation];
	import->at = week_time(fill, week);
	import->by = fill->coordinator;
	import->created = import->read;
	fill->imports[organisation] =
		put(fill, import, RECORD_NAME("import/%s/%d", o->code, week), error);
	return fill->imports[organisation] != 0;
}

static void set_where(const struct demo_fill *fill, const struct demo_report *report,
		      struct observation *o)
{
	o->place_precision = (int)report->precision;
	if (report->precision <= PLACE_PLACE)
		o->place = fill->places[report->place];
	if (report->precision <= PLACE_AREA)
		o->area = fill->areas[report->area];
	if (report->precision == PLACE_POINT)
		demo_recorded_point(fill->year, report, &o->lat, &o->lon);
}

static void set_source(const struct demo_fill *fill, const struct demo_report *report,
		       struct observation *o)
{
	const struct demo_organisation *from =
		&fill->year->world->organisations[report->organisation];
	if (!sends_files(from)) {
		o->source = g_strdup("typed");
		o->entered_by = fill->reporters[report->organisation];
		return;
	}
	o->import = fill->imports[report->organisation];
	o->source = strcmp(from->delivery, "open311") ? g_ascii_strdown(from->code, -1)
						      : g_strdup(from->delivery);
	o->source_id = demo_source_id(fill->year, report);
}

static struct observation *make_observation(const struct demo_fill *fill,
					    const struct demo_report *report)
{
	struct observation *o = record_new(&observation_kind);
	const struct demo_organisation *from =
		&fill->year->world->organisations[report->organisation];
	struct demo_words words = demo_write(fill->writer, report, FALSE);
	g_autofree char *name = RECORD_NAME("%s/%c/%d", from->code, report->origin, report->serial);
	o->record.id = id_from_name(NAME_SPACE, name);
	o->week = fill->year->first_week + report->week;
	o->time_from = report->from;
	o->time_to = report->to;
	o->time_precision = (int)report->time_precision;
	o->category = category_key(fill, report->category, NULL);
	o->sub_category = *words.sub ? category_key(fill, report->category, words.sub) : 0;
	o->organisation = fill->organisations[report->organisation];
	o->entered_at = report->entered;
	o->known = (int)report->known;
	o->police_report = (int)report->police_report;
	o->text = words.text;
	o->counted = strcmp(fill->year->world->categories[report->category].code, "EVE") != 0;
	set_where(fill, report, o);
	set_source(fill, report, o);
	return o;
}

static gboolean enter_report(struct demo_fill *fill, guint index, int week, GError **error)
{
	const struct demo_report *report = DEMO_REPORT(fill->year, index);
	gboolean files = sends_files(&fill->year->world->organisations[report->organisation]);
	if (files && !fill->imports[report->organisation] &&
	    !put_import(fill, report->organisation, week, error))
		return FALSE;
	struct observation *o = make_observation(fill, report);
	gboolean ok = files ? session_put_imported(fill->session, o, "demo", error)
			    : session_put(fill->session, o, error);
	fill->keys[index] = o->record.key;
	record_free(o);
	return ok;
}

static gboolean tell_progress(const struct demo_fill *fill, GError **error)
{
	const struct demo_options *options = fill->options;
	guint all = fill->year->reports->len;
	if (!options->progress ||
	    options->progress(fill->next, all, (int)fill->next, options->data))
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_CANCELLED,
		    _("The demo municipality was not finished: it was stopped."));
	return FALSE;
}

static gboolean enter_reports(struct demo_fill *fill, int week, GError **error)
{
	memset(fill->imports, 0, sizeof fill->imports);
	for (; fill->next < fill->year->reports->len; fill->next++) {
		if (DEMO_REPORT(fill->year, fill->next)->entered > demo_meeting(fill->year, week))
			break;
		if (!enter_report(fill, fill->next, week, error))
			return FALSE;
	}
	return tell_progress(fill, error);
}

/* what happens to them */

static void correct(const struct demo_fill *fill, const struct demo_report *report,
		    struct observation *o)
{
	struct demo_words words = demo_write(fill->writer, report, TRUE);
	switch (report->correction) {
	case DEMO_NEW_TEXT:
		field_set_text(&o->text, words.text);
		break;
	case DEMO_NEW_CATEGORY:
		o->category = category_key(fill, report->other, NULL);
		o->sub_category = *words.sub ? category_key(fill, report->other, words.sub) : 0;
		break;
	case DEMO_NEW_PLACE:
		o->place = fill->places[report->other];
		break;
	case DEMO_WITHDRAWN:
		o->record.withdrawn = TRUE;
		field_set_text(&o->reason, "Skickad av misstag");
		break;
	case DEMO_AS_IS:
		break;
	}
	g_free(words.text);
}

static gboolean correct_reports(struct demo_fill *fill, int week, GError **error)
{
	gint64 to = demo_meeting(fill->year, week), from = demo_meeting(fill->year, week - 1);
	for (guint i = 0; i < fill->next; i++) {
		const struct demo_report *report = DEMO_REPORT(fill->year, i);
		if (report->correction == DEMO_AS_IS || report->corrected <= from ||
		    report->corrected > to)
			continue;
		struct observation *o =
			session_get(fill->session, &observation_kind, fill->keys[i], error);
		if (!o)
			return FALSE;
		correct(fill, report, o);
		gboolean ok = session_put(fill->session, o, error);
		record_free(o);
		if (!ok)
			return FALSE;
	}
	return TRUE;
}

/* The second report joins the first one's group, which is made when there is none yet. The first
 * that is active counts.
 */
static gboolean link_two(struct demo_fill *fill, struct observation *first,
			 struct observation *second, GError **error)
{
	if (!first->report_group) {
		g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, first->record.key);
		first->report_group = put(fill, record_new(&report_group_kind),
					  RECORD_NAME("group/%s", id), error);
		if (!first->report_group || !session_put(fill->session, first, error))
			return FALSE;
	}
	second->report_group = first->report_group;
	second->counted = 0;
	return session_put(fill->session, second, error);
}

static gboolean link_pair(struct demo_fill *fill, const struct demo_pair *pair, GError **error)
{
	struct observation *first =
		session_get(fill->session, &observation_kind, fill->keys[pair->a], error);
	struct observation *second =
		first ? session_get(fill->session, &observation_kind, fill->keys[pair->b], error)
		      : NULL;
	gboolean both = second && !first->record.withdrawn && !second->record.withdrawn &&
			!second->report_group;
	gboolean ok = second && (!both || link_two(fill, first, second, error));
	if (first)
		record_free(first);
	if (second)
		record_free(second);
	return ok;
}

/* Whether the coordinator sees that a second report is one; what else is planted changes nothing. */
static gboolean is_seen(const struct demo_year *year, const struct demo_report *second)
{
	g_autofree char *name =
		g_strdup_printf("link/%s/%c/%d", year->world->organisations[second->organisation].code,
				second->origin, second->serial);
	struct random r;

	number_stream(&r, year->seed, name);
	return number_chance(&r, LINKED_SHARE) || second->planted >= 0;
}

/* The coordinator links what came in this week with what it is the same as. */
static gboolean link_reports(struct demo_fill *fill, int week, guint from, GError **error)
{
	for (guint i = 0; i < fill->year->pairs->len; i++) {
		const struct demo_pair *pair =
			&g_array_index(fill->year->pairs, struct demo_pair, i);
		const struct demo_report *second = DEMO_REPORT(fill->year, (guint)pair->b);
		if ((guint)pair->b < from || (guint)pair->b >= fill->next)
			continue;
		if (is_seen(fill->year, second) && week < DEMO_WEEKS - UNLINKED_WEEKS &&
		    !link_pair(fill, pair, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean put_nils(struct demo_fill *fill, int week, GError **error)
{
	for (guint i = 0; i < fill->year->nils->len; i++) {
		const struct demo_nil *from = &g_array_index(fill->year->nils, struct demo_nil, i);
		if (from->week != week)
			continue;
		struct nil_report *nil = record_new(&nil_report_kind);
		nil->organisation = fill->organisations[from->organisation];
		nil->week = fill->year->first_week + week;
		nil->entered_by = fill->reporters[from->organisation];
		nil->entered_at = from->entered;
		if (!put(fill, nil, RECORD_NAME("nil/%d/%d", from->organisation, week), error))
			return FALSE;
	}
	return TRUE;
}

/* What the coordinator wrote about the week. */
static gboolean put_situation(struct demo_fill *fill, int week, GError **error)
{
	const struct demo_table *table = demo_world_table(fill->year->world, "situations");
	for (guint i = 0; i < demo_table_rows(table); i++) {
		if (week_parse(demo_cell(table, i, "week"), 0, 0) != fill->year->first_week + week)
			continue;
		struct picture_record *picture = record_new(&picture_kind);
		picture->week = fill->year->first_week + week;
		picture->state = PICTURE_DRAFT;
		field_set_text(&picture->situation, demo_cell(table, i, "text"));
		if (!put(fill, picture, RECORD_NAME("picture/%d", week), error))
			return FALSE;
	}
	return TRUE;
}

/* From this week on the municipality takes all graffiti and damage to the police; the coordinator
 * knows, and notes it.
 */
static gboolean put_recording_change(struct demo_fill *fill, int week, GError **error)
{
	struct recording_change *change;

	if (fill->year->first_week + week != week_parse(RECORDING_CHANGE_WEEK, 0, 0))
		return TRUE;
	change = record_new(&recording_change_kind);
	change->week = fill->year->first_week + week;
	change->category = category_key(
		fill, demo_find_category(fill->year->world, RECORDING_CHANGE_CATEGORY), NULL);
	field_set_text(&change->note,
		       "Kommunen polisanmäler från och med nu allt klotter och all skadegörelse.");
	return put(fill, change, RECORD_NAME("recording/%d", week), error) != 0;
}

/* A name of the municipality, for the records that refer to it. */
static gint64 key_named(gpointer data, const char *refers, const char *name)
{
	const struct demo_fill *fill = data;
	const struct demo_world *world = fill->year->world;
	int i = -1;

	if (strcmp(refers, "organisation") == 0)
		return (i = demo_find_organisation(world, name)) < 0 ? 0 : fill->organisations[i];
	if (strcmp(refers, "place") == 0)
		return (i = demo_find_place(world, name)) < 0 ? 0 : fill->places[i];
	if (strcmp(refers, "area") == 0)
		return (i = demo_find_area(world, name)) < 0 ? 0 : fill->areas[i];
	if (strcmp(refers, "category") == 0)
		return (gint64)GPOINTER_TO_SIZE(g_hash_table_lookup(fill->categories, name));
	return strcmp(refers, "participant") == 0 ? fill->coordinator : 0;
}

/* What the group wrote, but nothing that lies after now. */
static gboolean put_records(struct demo_fill *fill, int week, GError **error)
{
	const struct demo_seats seats = {fill->organisations, fill->areas, fill->chair};

	return demo_meeting(fill->year, week) > fill->options->now ||
	       (demo_records_put(fill->records, fill->session, week, error) &&
		demo_meeting_put(fill->session, fill->year, &seats, week, error));
}

static gboolean fill_week(struct demo_fill *fill, int week, GError **error)
{
	const struct change change = {.at = week_time(fill, week),
				      .who = fill->coordinator,
				      .door = DOOR_FILE,
				      .what = "demo.week"};
	guint from = fill->next;
	if (!session_begin_at(fill->session, &change, error))
		return FALSE;
	if (enter_reports(fill, week, error) && correct_reports(fill, week, error) &&
	    link_reports(fill, week, from, error) && put_nils(fill, week, error) &&
	    (fill->year->quiet ||
	     (put_situation(fill, week, error) && put_recording_change(fill, week, error) &&
	      put_records(fill, week, error))))
		return session_commit(fill->session, NULL, error);
	session_rollback(fill->session);
	return FALSE;
}

static gboolean fill_municipality(struct demo_fill *fill, GError **error)
{
	const struct change change = {
		.at = week_start(fill->year->first_week), .door = DOOR_FILE, .what = "demo.init"};
	if (!session_begin_at(fill->session, &change, error))
		return FALSE;
	if (put_municipality(fill, error))
		return session_commit(fill->session, NULL, error);
	session_rollback(fill->session);
	return FALSE;
}

static gboolean fill_database(struct demo_fill *fill, GError **error)
{
	gboolean ok = fill_municipality(fill, error);
	for (int week = 0; ok && week < DEMO_WEEKS; week++)
		ok = fill_week(fill, week, error);
	return ok;
}

/* The programme stands above the weeks: it is entered in one change, in the last of them. */
static gboolean fill_programme(struct demo_fill *fill, const struct field_form *form,
			       GError **error)
{
	const struct change change = {.at = week_time(fill, DEMO_WEEKS - 1),
				      .who = fill->coordinator,
				      .door = DOOR_FILE,
				      .what = "demo.programme"};
	struct demo_records *records;
	gboolean ok;

	if (fill->year->quiet)
		return TRUE;
	if (!session_begin_at(fill->session, &change, error))
		return FALSE;
	records = demo_records_new("demo/programme.ini", fill->year, form, fill->keys);
	ok = demo_records_put(records, fill->session, 0, error);
	demo_records_free(records);
	if (ok)
		return session_commit(fill->session, NULL, error);
	session_rollback(fill->session);
	return FALSE;
}

gboolean app_init_demo(const char *file, const struct demo_options *options, GError **error)
{
	struct session *session = session_create(file, error);
	if (!session)
		return FALSE;
	struct demo_world *world = demo_world_new();
	struct demo_year *year =
		demo_year_new(world, options->seed, options->scale, options->quiet);
	g_autofree gint64 *keys = g_new0(gint64, year->reports->len + 1);
	g_autoptr(GHashTable) categories =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct demo_fill fill = {.session = session,
				 .options = options,
				 .year = year,
				 .writer = demo_writer_new(year),
				 .categories = categories,
				 .keys = keys};
	const struct field_form form = {.key = key_named, .data = &fill};
	gboolean ok;

	fill.records = demo_records_new("demo/records.ini", year, &form, keys);
	ok = fill_database(&fill, error) && fill_programme(&fill, &form, error);
	demo_records_free(fill.records);
	demo_writer_free(fill.writer);
	demo_year_free(year);
	demo_world_free(world);
	session_close(session);
	if (!ok)
		g_unlink(file);
	return ok;
}
