/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of reports. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <glib/gi18n.h>

#include "osg/programme.h"
#include "osg/report.h"
#include "osg/text.h"
#include "osg/week.h"
#include "report/follow_up.h"

/* Paper carries what was fixed, once something is. */
static struct document *build_summary(struct session *session, const struct report_options *options,
				      GError **error)
{
	struct period period = options->period ? *options->period : period_of_week(options->week);
	int week = period_week(period), number = options->number;
	if (number == REPORT_NEWEST)
		number = week == WEEK_NONE ? 0 : app_picture_versions(session, week);
	struct picture *picture = app_picture_printed(session, period, number, error);
	struct document *document = picture ? report_summary(picture) : NULL;

	picture_free(picture);
	return document;
}

const struct report reports[] = {
	{"summary", N_("Situation summary"), N_("situation"),
	 REPORT_WEEK | REPORT_VERSION | REPORT_PERIOD, build_summary},
	{"feedback", N_("Feedback to an organisation"), N_("feedback"),
	 REPORT_WEEK | REPORT_ORGANISATION, report_feedback},
	{"minutes", N_("Minutes"), N_("minutes"), REPORT_WEEK, report_minutes},
	{"handover", N_("Handover"), N_("handover"), REPORT_WEEK, report_handover},
	{"dossier", N_("Focus group"), N_("focus-group"), REPORT_GROUP, report_dossier},
	{"public", N_("The week for the public"), N_("public"),
	 REPORT_WEEK | REPORT_VERSION | REPORT_TEXT, report_public},
	{"theme", N_("Thematic study"), N_("theme"), REPORT_PERIOD | REPORT_CATEGORY, report_theme},
	{"poster", N_("Poster, A3"), N_("poster"), REPORT_WEEK | REPORT_VERSION | REPORT_TEXT,
	 report_poster},
	{"follow-up", N_("Follow-up of the programme"), N_("follow-up"),
	 REPORT_PERIOD | REPORT_YEAR | REPORT_VERSION, report_follow_up},
	{"guideline", N_("Follow-up of a guideline"), N_("guideline"),
	 REPORT_PERIOD | REPORT_YEAR | REPORT_VERSION, report_guideline, report_guidelines},
	{"incident", N_("An activation"), N_("activation"),
	 REPORT_PERIOD | REPORT_YEAR | REPORT_VERSION, report_incident, report_incidents},
	{"steering", N_("To the steering group"), N_("steering"),
	 REPORT_PERIOD | REPORT_YEAR | REPORT_VERSION, report_steering},
	{"law", N_("The law's checklist"), N_("law"), REPORT_PERIOD | REPORT_YEAR | REPORT_VERSION,
	 report_law},
	{NULL},
};

const struct report *report_find(const char *id)
{
	for (const struct report *r = reports; r->id; r++)
		if (strcmp(r->id, id) == 0)
			return r;
	return NULL;
}

static gboolean is_called(const struct record *record, const char *folded)
{
	static const char *const names[] = {"dnr", "title"};

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		const struct field *f = fields_find(record->kind->fields, names[i]);
		const char *own = f ? FIELD_AT(char *const, record, f) : NULL;
		g_autofree char *said = text_fold(own ? own : "");

		if (strstr(said, folded))
			return TRUE;
	}
	return FALSE;
}

gint64 report_subject(struct session *session, const struct report *report, const char *name,
		      GError **error)
{
	g_autoptr(GPtrArray) all = report->subjects ? report->subjects(session, error) : NULL;
	g_autofree char *folded = text_fold(name);

	for (guint i = all ? all->len : 0; i-- > 0;)
		if (is_called(all->pdata[i], folded))
			return ((const struct record *)all->pdata[i])->key;
	if (all || !report->subjects)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    report->subjects
				    ? _("“%s” is found in no title or register number of those "
					"that “%s” is printed of.")
				    : _("“%s”: “%s” is printed of everything; leave it out."),
			    name, report->id);
	return 0;
}

/* "2019-2024" and "2024" as a period is written; NULL: it is no years. Owned. */
static char *years_as_period(const char *text)
{
	int first, last;
	char rest;

	if (sscanf(text, "%4d-%4d%c", &first, &last, &rest) != 2 || first < 1970 || last < first)
		return NULL;
	return g_strdup_printf("%d..%d", first, last);
}

gboolean report_period_parse(struct session *session, const struct report *report, const char *text,
			     struct period *period, GError **error)
{
	g_autofree char *years = years_as_period(text);
	int today, first, last, week = session_week(session);

	if (report->parameters & REPORT_YEAR)
		return programme_period_parse(years ? years : text, period, error);
	today = time_day(session_now(session));
	if (session_weeks(session, &first, &last))
		week = MIN(week, last);
	return period_parse(years ? years : text, today, week, period, error);
}
