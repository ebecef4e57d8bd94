/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The minutes of a week's meeting: who was there, the levels, what was decided, what is open, when
 * the group meets next. Nobody is quoted and no person is named. */
#include "config.h"

#include <glib/gi18n.h>

#include "osg/app_measure.h"
#include "osg/meeting.h"
#include "osg/report.h"
#include "osg/week.h"
#include "osg/words.h"

struct minutes {
	struct session *session;
	struct document *document;
	struct meeting_whole *whole;
};

static const char *code_of(const struct minutes *m, gint64 organisation)
{
	return registry_organisation_code(session_registry(m->session), organisation);
}

/* present */

static char *codes_of_presence(const struct minutes *m, guint presences)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < m->whole->attendance->len; i++) {
		const struct attendance *a = m->whole->attendance->pdata[i];

		if (presences & 1u << a->presence)
			g_string_append_printf(out, "%s%s", out->len ? ", " : "",
					       code_of(m, a->organisation));
	}
	return g_string_free(out, FALSE);
}

/* Nobody was called: that is not the same as that nobody came. */
static gboolean was_called(const struct minutes *m)
{
	for (guint i = 0; i < m->whole->attendance->len; i++)
		if (((const struct attendance *)m->whole->attendance->pdata[i])->presence !=
		    PRESENCE_UNKNOWN)
			return TRUE;
	return FALSE;
}

static void present_section(struct minutes *m)
{
	const struct {
		const char *lead;
		guint presences;
	} lines[] = {
		{_("Present:"), 1u << PRESENCE_PRESENT | 1u << PRESENCE_REMOTE},
		{_("Excused:"), 1u << PRESENCE_EXCUSED},
		{_("Not there:"), 1u << PRESENCE_ABSENT | 1u << PRESENCE_UNKNOWN},
	};

	if (!was_called(m))
		document_paragraph(m->document, _("Present:"), _("there was no roll call."));
	for (gsize i = 0; was_called(m) && i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *codes = codes_of_presence(m, lines[i].presences);

		if (*codes)
			document_paragraph(m->document, lines[i].lead, codes);
	}
	for (guint i = 0; i < m->whole->attendance->len; i++) {
		const struct attendance *a = m->whole->attendance->pdata[i];
		g_autofree char *lead = NULL;

		if (!a->note)
			continue;
		lead = g_strdup_printf(_("Why %s is silent:"), code_of(m, a->organisation));
		document_paragraph(m->document, lead, a->note);
	}
}

/* levels */

/* "Fullersta (was 1), Glömsta": the districts of a level; "" when there are none. Owned. */
static char *districts_at(const struct minutes *m, const GPtrArray *districts, int level)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < districts->len; i++) {
		const struct area *area = districts->pdata[i];
		int before = meeting_level(m->whole->levels_before, area->record.key);

		if (meeting_level(m->whole->levels, area->record.key) != level)
			continue;
		g_string_append_printf(out, "%s%s", out->len ? ", " : "", area->name);
		if (before >= 0 && before != level)
			/* TRANSLATORS: after a district's name, its level the week before */
			g_string_append_printf(out, _(" (was %d)"), before);
	}
	return g_string_free(out, FALSE);
}

/* The highest first: a page of its own for a list of calm districts helps nobody. */
static void levels_section(struct minutes *m)
{
	const struct document_column columns[] = {{_("Level"), 0, TEXT_LEFT},
						  {_("Districts"), 3, TEXT_LEFT}};
	g_autoptr(GPtrArray) districts = meeting_districts(m->session);
	gboolean any = FALSE;

	for (int level = LEVELS - 1; level >= 0; level--) {
		g_autofree char *names = districts_at(m, districts, level);
		g_autofree char *name = g_strdup_printf("%d %s", level, words_level_name(level));
		const char *cells[] = {name, names};

		if (!*names)
			continue;
		if (!any) {
			document_heading(m->document, 2, _("Level per district"));
			document_table(m->document, columns, G_N_ELEMENTS(columns));
		}
		any = TRUE;
		document_row(m->document, cells, level >= 3);
	}
	if (any)
		document_note(m->document, _("0 calm … 4 acute."));
}

/* decided */

static void decisions_section(struct minutes *m)
{
	const struct document_column columns[] = {{_("No."), 0, TEXT_RIGHT},
						  {_("What"), 4, TEXT_LEFT},
						  {_("Who"), 0, TEXT_LEFT},
						  {_("When"), 0, TEXT_LEFT}};
	const GPtrArray *decisions = m->whole->decisions;

	document_heading(m->document, 2, _("Decisions"));
	if (decisions->len)
		document_table(m->document, columns, G_N_ELEMENTS(columns));
	else
		document_note(m->document, _("Nothing was decided."));
	for (guint i = 0; i < decisions->len; i++) {
		const struct meeting_decision *d = decisions->pdata[i];
		g_autofree char *number = g_strdup_printf("%d", d->position),
				*what = meeting_decision_what(m->session, d),
				*more = meeting_decision_more(m->session, d),
				*day = d->due != DAY_NONE           ? day_name(d->due)
				       : d->until_week != WEEK_NONE ? week_name(d->until_week)
								    : NULL;
		const char *cells[] = {number, what, d->owner ? code_of(m, d->owner) : NULL, day};

		document_row(m->document, cells, FALSE);
		if (more && *more)
			document_row_note(m->document, more);
	}
}

/* open, late first */

static int meeting_day(const struct minutes *m)
{
	const struct meeting *meeting = m->whole->meeting;
	int day, seconds;

	time_to_local(meeting->started_at != TIME_NONE ? meeting->started_at
						       : session_now(m->session),
		      &day, &seconds);
	return day;
}

/* Minutes tell of that day, whenever they are printed. */
static gboolean was_open(const struct measure *measure, int day)
{
	if (measure->decided == DAY_NONE)
		return measure->state == MEASURE_DRAFT;
	return measure->decided <= day &&
	       (measure->finished == DAY_NONE || measure->finished > day);
}

static int by_due(gconstpointer a, gconstpointer b)
{
	const struct measure *x = (*(struct measure_item *const *)a)->measure,
			     *y = (*(struct measure_item *const *)b)->measure;
	int first = x->due == DAY_NONE ? G_MAXINT : x->due,
	    second = y->due == DAY_NONE ? G_MAXINT : y->due;

	return (first > second) - (first < second);
}

static gboolean measures_section(struct minutes *m, GError **error)
{
	const struct measures_query query = {.which = MEASURES_ALL};
	int today = meeting_day(m), rows = 0;
	const struct document_column columns[] = {{_("Who"), 0, TEXT_LEFT},
						  {_("Measure"), 3, TEXT_LEFT},
						  {_("Done by"), 0, TEXT_LEFT},
						  {_("State"), 2, TEXT_LEFT}};
	g_autoptr(GPtrArray) items = app_measures(m->session, &query, error);

	if (!items)
		return FALSE;
	document_heading(m->document, 2, _("Open measures, late ones first"));
	g_ptr_array_sort(items, by_due);
	for (guint i = 0; i < items->len; i++) {
		const struct measure_item *item = items->pdata[i];
		struct measure *measure = item->measure;
		int late = measure->due != DAY_NONE ? MAX(today - measure->due, 0) : 0;

		/* what was decided there stands above */
		if (!was_open(measure, today) || measure->meeting == m->whole->meeting->record.key)
			continue;
		if (measure->state == MEASURE_DONE || measure->state == MEASURE_DROPPED)
			measure->state = MEASURE_UNDER_WAY; /* as it was then */
		g_autofree char *state = words_measure_state(measure, item->lacks, late),
				*day = measure->due != DAY_NONE ? day_name(measure->due) : NULL;
		const char *cells[] = {code_of(m, measure->owner), measure->title, day, state};

		if (!rows++)
			document_table(m->document, columns, G_N_ELEMENTS(columns));
		document_row(m->document, cells, late > 0);
	}
	if (!rows)
		document_note(m->document, _("No measure is open."));
	return TRUE;
}

static void groups_section(struct minutes *m)
{
	for (guint i = 0; i < m->whole->groups->len; i++) {
		const struct focus_group *g = m->whole->groups->pdata[i];
		g_autofree char *words = meeting_group_words(m->session, g, m->whole->meeting);
		g_autofree char *lead = g_strdup_printf("%s, %s:", g->title ? g->title : "–",
							code_of(m, g->leader));

		if (i == 0)
			document_heading(m->document, 2, _("Focus groups"));
		document_paragraph(m->document, lead, words);
	}
}

static void notes_section(struct minutes *m)
{
	gboolean headed = FALSE;

	for (guint i = 0; i < m->whole->items->len; i++) {
		const struct agenda_item *item = m->whole->items->pdata[i];
		g_autofree char *lead = g_strdup_printf("%s:", meeting_item_title(item));

		if (!item->note)
			continue;
		if (!headed)
			document_heading(m->document, 2, _("Notes"));
		headed = TRUE;
		document_paragraph(m->document, lead, item->note);
	}
}

/* the whole */

static struct document *sheet_new(struct minutes *m)
{
	const struct meeting *meeting = m->whole->meeting;
	g_autofree char *left = g_strdup_printf(_("%s · Operative collaboration group"),
						session_municipality(m->session));
	g_autofree char *when = meeting_when_words(meeting), *title = NULL;
	int year, week;

	week_to_iso(meeting->week, &year, &week);
	/* TRANSLATORS: "Minutes of week 40, 2024" */
	title = g_strdup_printf(_("Minutes of week %d, %d"), week, year);
	return document_new(&(struct document_setup){
		.title = title,
		.author = left,
		.language = session_english(m->session) ? "en" : "sv",
		.left = left,
		.right = title,
		.mark = meeting->state == MEETING_CLOSED ? NULL : _("DRAFT"),
		.foot = when,
		.created = meeting->ended_at != TIME_NONE ? meeting->ended_at
							  : session_now(m->session),
	});
}

static void head_section(struct minutes *m)
{
	const struct meeting *meeting = m->whole->meeting;
	g_autofree char *when = meeting_when_words(meeting), *week = week_name(meeting->week),
			*dates = week_dates(meeting->week);
	g_autofree char *title = g_strdup_printf(_("Minutes, %s"), week);
	g_autofree char *held = g_strdup_printf(_("%s, about %s (%s)"), when, week, dates);

	document_heading(m->document, 1, title);
	document_paragraph(m->document, NULL, held);
	if (meeting->reason)
		document_paragraph(m->document, _("Remark:"), meeting->reason);
}

struct document *report_minutes(struct session *session, const struct report_options *options,
				GError **error)
{
	g_autoptr(GError) local = NULL;
	gint64 key = app_meeting_of_week(session, options->week, &local);
	struct minutes m = {.session = session};
	g_autofree char *week = week_name(options->week), *next = NULL;

	m.whole = key ? app_meeting_read(session, key, &local) : NULL;
	if (!m.whole) {
		if (local)
			g_propagate_error(error, g_steal_pointer(&local));
		else
			g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("There was no meeting about %s."), week);
		return NULL;
	}
	m.document = sheet_new(&m);
	head_section(&m);
	present_section(&m);
	levels_section(&m);
	decisions_section(&m);
	if (!measures_section(&m, error))
		g_clear_pointer(&m.document, document_free);
	if (m.document) {
		groups_section(&m);
		notes_section(&m);
		next = meeting_next_words(m.whole);
		document_heading(m.document, 2, _("Next meeting"));
		document_paragraph(m.document, NULL, next);
	}
	meeting_whole_free(m.whole);
	return m.document;
}
