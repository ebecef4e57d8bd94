/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The summary of a period: what the meeting has on paper of a week, and the year's follow-up of a
 * quarter. Page one alone must do for whoever reads it
 * on the way there: the whole, how far to trust it, and what stands out; places, hours,
 * organisations and how to read it follow. One function a section, one table of sections. Nothing
 * is computed: everything stands in the picture. */
#include "config.h"

#include <math.h>

#include "osg/chart.h"
#include "osg/hotspot.h"
#include "osg/record.h"
#include "osg/report.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/words.h"

#define MOST_SIGNALS 20
#define MOST_PLACES 8
#define MOST_HOTSPOTS 6
#define REPEAT_WEEKS 3  /* of the last eight: the place keeps coming back */
#define CHART_NUMBERS 6 /* last weeks that are read out */

static void heading_section(struct document *d, const struct picture *p)
{
	g_autofree char *title = words_title(p), *dates = words_period_dates(p->period),
			*version = words_version(p);
	g_autofree char *line = g_strdup_printf("%s. %s", dates, version);
	document_heading(d, 1, title);
	document_paragraph(d, NULL, line);
	if (p->number > 1 && p->reason) {
		g_autofree char *lead = g_strdup_printf(_("Replaces version %d:"), p->number - 1);
		document_paragraph(d, lead, p->reason);
	}
}

static void situation_section(struct document *d, const struct picture *p)
{
	g_autofree char *whole = words_whole(p), *basis = words_basis(p);
	document_heading(d, 2, _("The situation in general"));
	gboolean missing = p->week != WEEK_NONE && !p->number && !p->situation;
	document_paragraph(d, whole,
			   missing ? _("The situation in general is not written yet.") : "");
	if (p->situation)
		document_paragraph(d, NULL, p->situation);
	document_paragraph(d, _("How much we know"), basis);
}

/* signals */

static gboolean stands_out(const struct picture_signal *s)
{
	return s->highlighted || s->flag != SIGNAL_NONE;
}

/* The coordinator's first, then as the picture has them. Borrowed. */
static GPtrArray *standing_out(const struct picture *p)
{
	GPtrArray *out = g_ptr_array_new();
	for (int highlighted = TRUE; highlighted >= FALSE; highlighted--)
		for (guint i = 0; i < p->signals->len; i++) {
			struct picture_signal *s = p->signals->pdata[i];
			if (stands_out(s) && !s->highlighted == !highlighted)
				g_ptr_array_add(out, s);
		}
	return out;
}

static void signal_row(struct document *d, const struct picture *p, const struct picture_signal *s,
		       guint told)
{
	g_autofree char *now = g_strdup_printf("%d", s->now),
			*last = g_strdup_printf("%d", s->last);
	g_autofree char *usual = words_usual(s->lower, s->upper, s->weeks);
	g_autofree char *what = words_signal_what(s), *note = words_signal_note(p, s, told);
	const char *cells[] = {
		words_signal_mark(s),
		s->area ? s->area : _("whole municipality"),
		what,
		now,
		usual,
		last,
		NULL,
	};
	document_row(d, cells, s->highlighted || s->flag == SIGNAL_FLAG);
	document_row_bars(d, G_N_ELEMENTS(cells) - 1, s->history, G_N_ELEMENTS(s->history));
	if (*note)
		document_row_note(d, note);
}

static void signals_table(struct document *d, const struct picture *p, const GPtrArray *signals)
{
	guint told;
	g_autofree char *last = week_name(p->week - 1),
			*together = words_signals_together(p, signals, &told);
	const struct document_column columns[] = {
		{"", 0, TEXT_LEFT},
		{_("Area"), 3, TEXT_LEFT},
		{_("What"), 4, TEXT_LEFT},
		{_("Now"), 0, TEXT_RIGHT},
		{_("Usual"), 0, TEXT_RIGHT},
		{last, 0, TEXT_RIGHT},
		{_("14 weeks"), 0, TEXT_LEFT},
	};
	document_table(d, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < MIN(signals->len, MOST_SIGNALS); i++)
		signal_row(d, p, signals->pdata[i], told);
	if (*together)
		document_note(d, together);
}

static void signals_section(struct document *d, const struct picture *p)
{
	g_autoptr(GPtrArray) signals = standing_out(p);
	g_autofree char *rest =
		words_signals_left(signals->len > MOST_SIGNALS ? signals->len - MOST_SIGNALS : 0,
				   p->signals->len - signals->len);
	g_autofree char *unknown = words_not_judged(p);
	document_heading(d, 2, _("What stands out"));
	if (signals->len)
		signals_table(d, p, signals);
	else
		document_paragraph(
			d, NULL, unknown ? unknown : _("Nothing is outside the usual this week."));
	if (*rest && !unknown)
		document_note(d, rest);
}

/* a period longer than a week */

enum { LINE_COLUMNS = 6 };

/* A row of all columns; those that a table has not are left out. */
static void line_row(struct document *d, const struct picture_line *line, const gboolean *shown)
{
	g_autofree char *what = words_line_what(line), *now = words_line_now(line),
			*before = text_number(line->before),
			*range = words_range(line->lower, line->upper);
	const char *all[LINE_COLUMNS] = {
		words_line_mark(line),
		line->area ? line->area : _("whole municipality"),
		what,
		now,
		before,
		range,
	};
	const char *cells[LINE_COLUMNS];
	int count = 0;

	for (int i = 0; i < LINE_COLUMNS; i++)
		if (shown[i])
			cells[count++] = all[i];
	document_row(d, cells, line->direction != 0);
}

static gboolean is_outside(const struct picture_line *line)
{
	return line->direction != 0;
}

static gboolean is_of_category(const struct picture_line *line)
{
	return !line->area;
}

static gboolean is_of_area(const struct picture_line *line)
{
	return line->area && !line->label.sv && !line->label.en;
}

/* FALSE: there is none. */
static gboolean lines_table(struct document *d, const struct picture *p,
			    gboolean (*wanted)(const struct picture_line *))
{
	g_autofree char *before = words_period_column(p->before);
	const struct document_column all[LINE_COLUMNS] = {
		{"", 0, TEXT_LEFT},        {_("Area"), 3, TEXT_LEFT},
		{_("What"), 4, TEXT_LEFT}, {_("Now"), 0, TEXT_RIGHT},
		{before, 0, TEXT_RIGHT},   {_("No change"), 0, TEXT_RIGHT},
	};
	const gboolean shown[LINE_COLUMNS] = {p->compared,          wanted != is_of_category,
					      wanted != is_of_area, TRUE,
					      p->compared,          p->compared};
	struct document_column columns[LINE_COLUMNS];
	gboolean any = FALSE;
	int count = 0;

	for (int i = 0; i < LINE_COLUMNS; i++)
		if (shown[i])
			columns[count++] = all[i];
	for (guint i = 0; i < p->breakdown->len; i++) {
		if (!wanted(p->breakdown->pdata[i]))
			continue;
		if (!any)
			document_table(d, columns, count);
		any = TRUE;
		line_row(d, p->breakdown->pdata[i], shown);
	}
	return any;
}

static void lines_section(struct document *d, const struct picture *p)
{
	if (p->compared) {
		document_heading(d, 2, _("What has changed"));
		if (!lines_table(d, p, is_outside))
			document_paragraph(
				d, NULL,
				_("No line differs from the year before by more than chance."));
	}
	document_heading(d, 2, _("Category by category"));
	if (!lines_table(d, p, is_of_category))
		document_paragraph(d, NULL, _("There are no events."));
	document_heading(d, 2, _("Area by area"));
	if (!lines_table(d, p, is_of_area))
		document_paragraph(d, NULL, _("No event is placed in an area."));
}

static char *week_label(int index, gconstpointer weekly)
{
	return week_name(
		((const struct picture_week *)((const GPtrArray *)weekly)->pdata[index])->week);
}

struct chart report_weeks_chart(const struct picture *picture, int *values)
{
	const GPtrArray *weekly = picture->weekly;

	for (guint i = 0; i < weekly->len; i++)
		values[i] = ((const struct picture_week *)weekly->pdata[i])->counted;
	return (struct chart){.values = values,
			      .count = (int)weekly->len,
			      .label = week_label,
			      .data = weekly,
			      .label_every = 4};
}

static void weeks_section(struct document *d, const struct picture *p)
{
	g_autofree int *values = g_new(int, p->weekly->len + 1);
	const struct chart chart = report_weeks_chart(p, values);

	if (p->weekly->len < 2)
		return;
	g_autofree char *numbers = chart_words(&chart, chart.count);
	g_autofree char *sentence = g_strdup_printf(_("Events a week: %s."), numbers);

	document_heading(d, 2, _("Week by week"));
	document_chart(d, &chart, sentence);
}

/* hotspots */

/* Why, how sure, what else, what before: those that there are. */
static char *hotspot_why(const struct picture *p, const struct picture_hotspot *h)
{
	g_autofree char *sentence = words_hotspot_sentence(h), *answer = words_hotspot_holds(h),
			*otherwise = words_hotspot_otherwise(h, p->week),
			*earlier = words_hotspot_earlier(h);
	g_autofree char *holds = g_strdup_printf(_("Does it hold? %s"), answer);
	const char *parts[] = {sentence, holds, otherwise, earlier};
	GString *out = g_string_new(NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
		if (parts[i])
			g_string_append_printf(out, "%s%s", out->len ? " " : "", parts[i]);
	return g_string_free(out, FALSE);
}

static void hotspot_row(struct document *d, const struct picture *p,
			const struct picture_hotspot *h)
{
	g_autofree char *number = g_strdup_printf("%d", h->number),
			*decision = words_hotspot_decision(h);
	g_autofree char *title = words_hotspot_title(h), *why = hotspot_why(p, h);
	g_autofree char *figures = words_hotspot_figures(h); /* how rare stands beneath */
	const char *cells[] = {
		words_hotspot_mark(h), number, title, words_hotspot_state(h), figures, decision,
	};
	document_row(d, cells, hotspot_is_open(h));
	document_row_note(d, why);
}

static char *hotspot_week_label(int index, gconstpointer data)
{
	return week_name(((const struct picture *)data)->week - PICTURE_HOTSPOT_WEEKS + 1 + index);
}

/* The year at the places of the hotspot that stands first. */
static void hotspot_chart(struct document *d, const struct picture *p,
			  const struct picture_hotspot *h)
{
	const struct chart chart = {
		.values = h->history,
		.count = PICTURE_HOTSPOT_WEEKS,
		.lower = h->lower,
		.upper = h->upper,
		.window = h->last_week - h->first_week + 1,
		.label = hotspot_week_label,
		.data = p,
		.label_every = 10,
	};
	g_autofree char *range = words_range(h->lower, h->upper);
	g_autofree char *numbers = chart_words(&chart, CHART_NUMBERS);
	g_autofree char *sentence =
		g_strdup_printf(_("Hotspot %d, events a week over a year, usual %s: … %s."),
				h->number, range, numbers);

	document_chart(d, &chart, sentence);
}

/* Pictures that were fixed before there were hotspots say nothing about them. */
static void hotspots_section(struct document *d, const struct picture *p)
{
	const struct document_column columns[] = {
		{"", 0, TEXT_LEFT},
		{_("No."), 0, TEXT_RIGHT},
		{_("Where"), 5, TEXT_LEFT},
		{_("State"), 0, TEXT_LEFT},
		{_("How many"), 0, TEXT_LEFT},
		{_("Decided"), 2, TEXT_LEFT},
	};
	g_autofree char *unknown = words_hotspots_not_judged(p),
			*remark = words_hotspot_remark(&p->hotspot_basis);
	if (!p->hotspots->len && !remark)
		return;
	document_heading(d, 2, _("Hotspots"));
	if (p->hotspots->len)
		document_table(d, columns, G_N_ELEMENTS(columns));
	else
		document_paragraph(d, NULL,
				   unknown ? unknown
					   : _("No place stands out more than chance explains."));
	for (guint i = 0; i < MIN(p->hotspots->len, MOST_HOTSPOTS); i++)
		hotspot_row(d, p, p->hotspots->pdata[i]);
	if (p->hotspots->len && hotspot_is_open(p->hotspots->pdata[0]))
		hotspot_chart(d, p, p->hotspots->pdata[0]);
	if (remark)
		document_note(d, remark);
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
	g_autofree char *now = g_strdup_printf("%d", place->now),
			*last = g_strdup_printf("%d", place->last);
	g_autofree char *repeats =
		place->busy_weeks >= REPEAT_WEEKS
			? g_strdup_printf(_("%d of %d weeks"), place->busy_weeks, p->place_weeks)
			: NULL;
	const char *cells[] = {place->name,
			       place->area,
			       words_label(&place->label),
			       now,
			       is_compared(p) ? last : "–",
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
	document_paragraph(d, NULL, busiest);
	if (words_any_hours(p))
		document_grid(d, rows, 7, columns, 24, &p->grid[0][0]);
}

/* organisations, changes, how to read */

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

static void changes_section(struct document *d, const struct picture *p)
{
	g_autofree char *changes = words_changes(p);
	document_heading(d, 2, _("Changed since last week's picture"));
	document_paragraph(d, NULL, changes);
}

/* In small print: it stands on every summary, and shall not cost a page. */
static void how_to_read(struct document *d, const char *lead, const char *text)
{
	g_autofree char *note = g_strdup_printf("%s: %s", lead, text);

	document_note(d, note);
}

static void numbers_to_read(struct document *d)
{
	how_to_read(d, _("Numbers"),
		    _("Events reported by several count once. Events without a place are in "
		      "every total. Small "
		      "numbers are given as they are, without percentages. The last weeks "
		      "can still grow: some "
		      "reports come late."));
}

static void reading_section(struct document *d, const struct picture *p)
{
	document_heading(d, 2, _("How to read this"));
	how_to_read(d, _("Marks"),
		    _("R▲ more than chance explains. U▲ many, worth a glance. G▼ fewer than chance "
		      "explains. U▼ few, "
		      "worth a glance. U► within the usual, highlighted by the coordinator."));
	how_to_read(d, _("Usual"),
		    _("The range in which the same category in the same area has mostly "
		      "been before, at most a year "
		      "back. A flag says that chance hardly explains the week; not why."));
	numbers_to_read(d);
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

static void reading_period_section(struct document *d, const struct picture *p)
{
	document_heading(d, 2, _("How to read this"));
	if (p->compared)
		how_to_read(d, _("Marks"),
			    _("R▲ more than chance explains. G▼ fewer than chance explains."));
	if (p->compared)
		how_to_read(
			d, _("No change"),
			_("As many as if nothing had changed since the year before, given how few "
			  "they were, how long both periods are and how unevenly the weeks fell. "
			  "By chance one such summary in twenty has a line outside. A mark does "
			  "not say why: who reports, and how, changes too. In brackets: those of "
			  "the organisations that reported in both periods; they are compared."));
	numbers_to_read(d);
	how_to_read(d, _("Days"),
		    _("An event belongs to the day it begins on, a week to the month that its "
		      "Thursday lies in."));
}

struct document *report_summary(const struct picture *picture)
{
	enum { WEEK = 1, LONGER = 2, BOTH = WEEK | LONGER };
	static const struct {
		int of;
		void (*add)(struct document *, const struct picture *);
	} sections[] = {
		{BOTH, heading_section},       {BOTH, situation_section},
		{WEEK, hotspots_section},      {WEEK, signals_section},
		{LONGER, weeks_section},       {LONGER, lines_section},
		{BOTH, places_section},        {BOTH, hours_section},
		{BOTH, organisations_section}, {WEEK, changes_section},
		{WEEK, reading_section},       {LONGER, reading_period_section},
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
