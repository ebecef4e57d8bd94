/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The summary of a period: what the meeting has on paper of a week, and the year's follow-up of a
 * quarter. Page one (summary_first.c) alone must do for whoever reads it on the way there; places,
 * hours, organisations and how to read it follow. One function a section, one table of sections.
 * Nothing is computed: everything stands in the picture. */
#include "config.h"

#include "report/summary.h"

#include "osg/chart.h"
#include "osg/hotspot.h"
#include "osg/record.h"
#include "osg/report.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/words.h"

#include "report/week_marks.h"

#define MOST_PLACES 6
#define REPEAT_WEEKS 3  /* of the last eight: the place keeps coming back */
#define CHART_NUMBERS 6 /* last weeks that are read out */

/* the year of the first hotspot */

static char *hotspot_week_label(int index, gconstpointer data)
{
	return week_name(((const struct picture *)data)->week - PICTURE_HOTSPOT_WEEKS + 1 + index);
}

/* The year at the places of the hotspot that stands first. */
static void hotspot_section(struct document *d, const struct picture *p)
{
	const struct picture_hotspot *h = p->hotspots->len ? p->hotspots->pdata[0] : NULL;
	g_autoptr(GArray) marks = week_marks_of_picture(p, p->week - PICTURE_HOTSPOT_WEEKS + 1);
	g_autoptr(GString) sentence = g_string_new(NULL);

	if (!h || !hotspot_is_open(h))
		return;
	const struct chart chart = {
		.values = h->history,
		.count = PICTURE_HOTSPOT_WEEKS,
		.lower = h->lower,
		.upper = h->upper,
		.window = h->last_week - h->first_week + 1,
		.label = hotspot_week_label,
		.data = p,
		.label_every = 10,
		.marks = marks,
	};
	g_autofree char *range = words_range(h->lower, h->upper);
	g_autofree char *numbers = chart_words(&chart, CHART_NUMBERS);

	g_string_append_printf(sentence,
			       _("Hotspot %d, events a week over a year, usual %s: … %s."),
			       h->number, range, numbers);
	week_marks_explain(sentence, marks);
	document_chart(d, &chart, sentence->str);
}

/* places and hours */

/* Beside a week there is always the week before. */
static gboolean is_compared(const struct picture *p)
{
	return p->week != WEEK_NONE || p->compared;
}

static void place_row(struct document *d, const struct picture *p,
		      const struct picture_place *place)
{
	g_autofree char *name = words_place(place), *now = g_strdup_printf("%d", place->now),
			*last = g_strdup_printf("%d", place->last);
	g_autofree char *repeats =
		place->busy_weeks >= REPEAT_WEEKS
			? g_strdup_printf(_("%d of %d weeks"), place->busy_weeks, p->place_weeks)
			: NULL;
	const char *cells[] = {
		name,   place->area, words_label(&place->label), now, is_compared(p) ? last : "–",
		repeats};
	document_row(d, cells, FALSE);
}

static void places_section(struct document *d, const struct picture *p)
{
	g_autofree char *now = words_period_column(p->period),
			*last = words_period_column(p->before);
	const struct document_column columns[] = {
		{_("Place"), 4, TEXT_LEFT},      {_("Area"), 3, TEXT_LEFT},
		{_("Most often"), 3, TEXT_LEFT}, {now, 0, TEXT_RIGHT},
		{last, 0, TEXT_RIGHT},           {_("Comes back"), 0, TEXT_LEFT},
	};
	document_heading(d, 2, _("Places with most events"));
	if (!p->places->len) {
		document_paragraph(d, NULL, _("No event is placed at a named place."));
		return;
	}
	document_table(d, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < MIN(p->places->len, MOST_PLACES); i++)
		place_row(d, p, p->places->pdata[i]);
	document_note(d,
		      p->week == WEEK_NONE
			      ? _("Comes back: in so many weeks of the period something happened "
				  "there; from three on it is said.")
			      : _("Comes back: in so many of the last eight weeks something "
				  "happened there; from three on it is said."));
}

static void hours_section(struct document *d, const struct picture *p)
{
	char hours[24][3];
	const char *rows[7], *columns[24];
	g_autofree char *busiest = words_busiest(p);
	for (int day = 0; day < 7; day++)
		rows[day] = weekday_abbreviation(day);
	for (int hour = 0; hour < 24; hour++) {
		g_snprintf(hours[hour], sizeof hours[hour], "%02d", hour);
		columns[hour] = hours[hour];
	}
	document_heading(d, 2, _("When in the week"));
	if (words_any_hours(p))
		document_grid(d, rows, 7, columns, 24, &p->grid[0][0], busiest);
	else
		document_paragraph(d, NULL, busiest);
}

/* organisations, how to read */

static void organisation_row(struct document *d, const struct picture *p,
			     const struct picture_organisation *o)
{
	g_autofree char *roll = p->week == WEEK_NONE ? words_roll_weeks(o) : words_roll(o);
	/* the sentences above name it by its code */
	g_autofree char *name = g_strdup_printf("%s · %s", o->code, o->name);
	g_autofree char *count = g_strdup_printf("%d", o->reports),
			*counted = g_strdup_printf("%d", o->counted);
	g_autofree char *last = g_strdup_printf("%d", o->last_week), *mean = words_real(o->mean4);
	gboolean silent = o->roll == ROLL_SILENT;
	const char *cells[] = {
		name,
		roll,
		silent ? "–" : count,
		silent ? "–" : counted,
		is_compared(p) ? last : "–",
		mean,
	};
	document_row(d, cells, silent);
}

static void organisations_section(struct document *d, const struct picture *p)
{
	g_autofree char *last = words_period_column(p->before);
	gboolean week = p->week != WEEK_NONE;
	const struct document_column columns[] = {
		{_("Organisation"), 4, TEXT_LEFT},
		{_("Roll call"), 5, TEXT_LEFT},
		{_("Reports"), 0, TEXT_RIGHT},
		{_("Events"), 0, TEXT_RIGHT},
		{last, 0, TEXT_RIGHT},
		{week ? _("4 weeks") : _("A week"), 0, TEXT_RIGHT},
	};
	document_heading(d, 2, _("Organisation by organisation"));
	if (!roll_count(p).members) {
		document_paragraph(d, NULL,
				   week ? _("No organisation is registered as a member this week.")
					: _("No organisation is registered as a member."));
		return;
	}
	document_table(d, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < p->organisations->len; i++) {
		const struct picture_organisation *o = p->organisations->pdata[i];
		if (o->roll != ROLL_NOT_MEMBER)
			organisation_row(d, p, o);
	}
	document_note(d,
		      week ? _("Reports: all that came in for the week. Events: those of them "
			       "that count; what several report "
			       "counts once. 4 weeks: mean number of reports over four weeks.")
			   : _("Roll call: in how many of the weeks that are over they reported, "
			       "or said that there was nothing. Reports: all of the period. "
			       "Events: those of them that count; what several report counts "
			       "once. A week: mean number of reports."));
}

void summary_how_to_read(struct document *d, const char *lead, const char *text)
{
	g_autofree char *note = g_strdup_printf("%s: %s", lead, text);

	document_note(d, note);
}

void summary_numbers_to_read(struct document *d)
{
	summary_how_to_read(
		d, _("Numbers"),
		_("Events reported by several count once. Events without a place are in "
		  "every total. Small "
		  "numbers are given as they are, without percentages. The last weeks "
		  "can still grow: some "
		  "reports come late."));
}

static void reading_section(struct document *d, const struct picture *p)
{
	g_autofree char *changes = words_changes(p),
			*remark = words_hotspot_remark(&p->hotspot_basis);

	document_heading(d, 2, _("How to read this"));
	summary_how_to_read(d, _("Changed since last week's picture"), changes);
	if (remark)
		summary_how_to_read(d, _("Hotspots"), remark);
	summary_how_to_read(
		d, _("Marks"),
		_("R▲ more than chance explains. U▲ many, worth a glance. G▼ fewer than chance "
		  "explains. U▼ few, "
		  "worth a glance. U► within the usual, highlighted by the coordinator."));
	summary_how_to_read(d, _("Usual"),
			    _("The range in which the same category in the same area has mostly "
			      "been before, at most a year "
			      "back. A flag says that chance hardly explains the week; not why."));
	summary_numbers_to_read(d);
	if (p->checksum) {
		g_autofree char *sum = g_strdup_printf(_("Checksum (SHA-256) of version %d: %s"),
						       p->number, p->checksum);
		document_note(d, sum);
	}
	if (p->log_lines) {
		g_autofree char *end = g_strdup_printf(
			_("The record of changes had %d lines then; the last one’s checksum: %s"),
			(int)p->log_lines, p->log_sum);
		document_note(d, end);
	}
}

struct document *report_summary(const struct picture *picture)
{
	enum { WEEK = 1, LONGER = 2, BOTH = WEEK | LONGER };
	static const struct {
		int of;
		void (*add)(struct document *, const struct picture *);
	} sections[] = {
		{BOTH, summary_heading},
		{BOTH, summary_situation},
		{WEEK, summary_hotspots},
		{WEEK, summary_signals},
		{WEEK, summary_findings},
		{WEEK, summary_decisions},
		{WEEK, summary_coming},
		{BOTH, summary_trust},
		{WEEK, hotspot_section},
		{LONGER, summary_weeks},
		{LONGER, summary_lines},
		{BOTH, places_section},
		{BOTH, hours_section},
		{BOTH, organisations_section},
		{WEEK, summary_groups},
		{WEEK, reading_section},
		{LONGER, summary_reading_period},
	};
	int length = picture->week == WEEK_NONE ? LONGER : WEEK;
	g_autofree char *title = words_title(picture), *left = words_group(picture),
			*right = words_head(picture);
	g_autofree char *foot = words_version(picture);
	struct document *document = document_new(&(struct document_setup){
		.title = title,
		.author = left,
		.language = words_language(),
		.left = left,
		.right = right,
		.mark = picture->number || length == LONGER ? NULL : _("DRAFT"),
		.foot = foot,
		.created = picture->number && picture->fixed_at != TIME_NONE ? picture->fixed_at
									     : picture->compiled_at,
	});
	for (gsize i = 0; i < G_N_ELEMENTS(sections); i++)
		if (sections[i].of & length)
			sections[i].add(document, picture);
	return document;
}
