/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A week's reports as its members and the coordinator would have entered them: typed and sent in
 * files, corrected later, linked where two tell of one event; and who had nothing to report. */
#include "config.h"

#include <string.h>

#include "demo/fill.h"

#define LINKED_SHARE 85.0 /* per cent of double reports that the coordinator finds */
#define UNLINKED_WEEKS 1  /* the last ones, left to the user */

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
	import->at = demo_week_time(fill, week);
	import->by = fill->coordinator;
	import->created = import->read;
	fill->imports[organisation] =
		demo_put(fill, import, RECORD_NAME("import/%s/%d", o->code, week), error);
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
	o->record.id = id_from_name(DEMO_NAME_SPACE, name);
	o->week = fill->year->first_week + report->week;
	o->time_from = report->from;
	o->time_to = report->to;
	o->time_precision = (int)report->time_precision;
	o->category = demo_category_key(fill, report->category, NULL);
	o->sub_category = *words.sub ? demo_category_key(fill, report->category, words.sub) : 0;
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
		o->category = demo_category_key(fill, report->other, NULL);
		o->sub_category =
			*words.sub ? demo_category_key(fill, report->other, words.sub) : 0;
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
		first->report_group = demo_put(fill, record_new(&report_group_kind),
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

/* Whether the coordinator sees that a second report is one; what else is planted changes nothing.
 */
static gboolean is_seen(const struct demo_year *year, const struct demo_report *second)
{
	g_autofree char *name = g_strdup_printf(
		"link/%s/%c/%d", year->world->organisations[second->organisation].code,
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
		if (!demo_put(fill, nil, RECORD_NAME("nil/%d/%d", from->organisation, week), error))
			return FALSE;
	}
	return TRUE;
}

gboolean demo_put_reports(struct demo_fill *fill, int week, GError **error)
{
	guint from = fill->next;

	return enter_reports(fill, week, error) && correct_reports(fill, week, error) &&
	       link_reports(fill, week, from, error) && put_nils(fill, week, error);
}
