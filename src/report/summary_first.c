/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page of a week's summary, for whoever reads it on the way to the meeting: the whole,
 * the level of each district, what stands out and why, what was decided, what comes, and how far to
 * trust it. One function a section. */
#include "config.h"

#include "report/summary.h"

#include "osg/hotspot.h"
#include "osg/record.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/words.h"

#define MOST_SIGNALS 20
#define MOST_HOTSPOTS 6
#define MAP_WIDTH 190 /* points */
#define MOST_DISTRICTS 8

void summary_heading(struct document *d, const struct picture *p)
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

static void situation_part(struct document *d, const struct picture *p)
{
	g_autofree char *whole = words_whole(p);

	document_heading(d, 2, _("The situation in general"));
	gboolean missing = p->week != WEEK_NONE && !p->number && !p->situation;
	document_paragraph(d, whole,
			   missing ? _("The situation in general is not written yet.") : "");
	if (p->situation)
		document_paragraph(d, NULL, p->situation);
}

void summary_trust(struct document *d, const struct picture *p)
{
	g_autofree char *basis = words_basis(p);

	document_heading(d, 2, _("How far to trust it"));
	document_paragraph(d, NULL, basis);
}

/* districts */

static gboolean any_level(const struct picture *p)
{
	for (guint i = 0; i < p->districts->len; i++)
		if (((const struct picture_district *)p->districts->pdata[i])->level >= 0)
			return TRUE;
	return FALSE;
}

/* As the map calls it: "C Fullersta". Owned. */
static char *district_name(const struct picture *p, const struct picture_district *district)
{
	g_autofree char *letter = summary_map_letter(p, district);

	return g_strconcat(letter, *letter ? "\u00a0" : "", district->name, NULL);
}

/* "C Fullersta ▲, D Glömsta": those of a level; NULL where there are none. Owned. */
static char *districts_at(const struct picture *p, int level)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < p->districts->len; i++) {
		const struct picture_district *district = p->districts->pdata[i];
		g_autofree char *name = district_name(p, district);
		const char *change = words_level_change(district);

		if (district->level == level)
			g_string_append_printf(out, "%s%s%s%s", out->len ? ", " : "", name,
					       *change ? "\u00a0" : "", change);
	}
	return g_string_free(out, out->len == 0);
}

static void levels_table(struct document *d, const struct picture *p)
{
	const struct document_column columns[] = {{_("Level"), 2, TEXT_LEFT},
						  {_("Districts"), 5, TEXT_LEFT}};
	g_autofree char *before = week_name(p->week - 1);
	g_autofree char *note = g_strdup_printf(
		p->outline->len ? _("0 calm … 4 acute. ▲ ▼ higher or lower than %s. The letters "
				    "stand on the map.")
				: _("0 calm … 4 acute. ▲ ▼ higher or lower than %s."),
		before);

	document_table(d, columns, G_N_ELEMENTS(columns));
	for (int level = LEVELS - 1; level >= -1; level--) {
		g_autofree char *names = districts_at(p, level);
		g_autofree char *name =
			level < 0 ? g_strdup(_("not agreed"))
				  : g_strdup_printf("%d\u00a0%s", level, words_level_name(level));
		const char *cells[] = {name, names};

		if (names)
			document_row(d, cells, level >= 3);
	}
	document_note(d, note);
}

static int by_now(gconstpointer a, gconstpointer b)
{
	const struct picture_district *x = *(gconstpointer const *)a,
				      *y = *(gconstpointer const *)b;

	return y->now - x->now;
}

/* Before the meeting there are only counts. */
static void counts_table(struct document *d, const struct picture *p)
{
	g_autofree char *now = week_name(p->week), *last = week_name(p->week - 1);
	const struct document_column columns[] = {
		{_("District"), 1, TEXT_LEFT}, {now, 0, TEXT_RIGHT}, {last, 0, TEXT_RIGHT}};
	g_autoptr(GPtrArray) sorted = g_ptr_array_new();

	for (guint i = 0; i < p->districts->len; i++)
		g_ptr_array_add(sorted, p->districts->pdata[i]);
	g_ptr_array_sort(sorted, by_now);
	document_table(d, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < MIN(sorted->len, MOST_DISTRICTS); i++) {
		const struct picture_district *district = sorted->pdata[i];
		g_autofree char *name = district_name(p, district),
				*count = g_strdup_printf("%d", district->now),
				*before = g_strdup_printf("%d", district->last);
		const char *cells[] = {name, count, before};

		document_row(d, cells, FALSE);
	}
	document_note(d, _("The levels are agreed at the meeting."));
}

static void districts_part(struct document *d, const struct picture *p)
{
	gboolean levels = any_level(p);

	document_heading(d, 2, levels ? _("Level per district") : _("District by district"));
	(levels ? levels_table : counts_table)(d, p);
}

/* The whole and its districts, the map beside them. Pictures that were fixed before they kept the
 * districts say nothing about them. */
void summary_situation(struct document *d, const struct picture *p)
{
	int height;
	struct drawing *map =
		p->districts->len
			? summary_map(p, any_level(p) ? SUMMARY_MAP_LEVELS : SUMMARY_MAP_EVENTS,
				      MAP_WIDTH, &height)
			: NULL;

	if (map)
		document_beside(d, map, MAP_WIDTH, height);
	situation_part(d, p);
	if (p->districts->len)
		districts_part(d, p);
	if (map)
		document_beside_end(d);
}

/* what was decided, what comes */

static void decision_row(struct document *d, const struct picture_decision *decision)
{
	g_autofree char *number = g_strdup_printf("%d", decision->position),
			*what = words_decision(decision), *about = words_decision_about(decision),
			*when = words_decision_when(decision);
	g_autofree char *title = words_capital(what);
	const char *cells[] = {number, title, about, decision->owner, when};

	document_row(d, cells, FALSE);
	if (decision->yardstick) {
		g_autofree char *known = g_strdup_printf(_("How we know: %s"), decision->yardstick);
		document_row_note(d, known);
	}
}

void summary_decisions(struct document *d, const struct picture *p)
{
	const struct document_column columns[] = {
		{_("No."), 0, TEXT_RIGHT}, {_("What"), 5, TEXT_LEFT}, {_("About"), 2, TEXT_LEFT},
		{_("Who"), 0, TEXT_LEFT},  {_("When"), 0, TEXT_LEFT},
	};

	if (p->priorities) {
		document_heading(d, 2, _("Priorities"));
		document_paragraph(d, NULL, p->priorities);
	}
	if (!p->decisions->len)
		return;
	document_heading(d, 2, _("Decisions"));
	document_table(d, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < p->decisions->len; i++)
		decision_row(d, p->decisions->pdata[i]);
}

/* "sa 12 Oct Derby, Huddingehallen · …": the events, or what is due; NULL where there is none. */
static char *coming_words(const struct picture *p, gboolean due)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < p->coming->len; i++) {
		const struct picture_coming *coming = p->coming->pdata[i];
		g_autofree char *words = words_coming(coming);

		if ((coming->due != DAY_NONE) == due)
			g_string_append_printf(out, "%s%s", out->len ? " · " : "", words);
	}
	return g_string_free(out, out->len == 0);
}

void summary_coming(struct document *d, const struct picture *p)
{
	int year, number;
	g_autofree char *events = coming_words(p, FALSE), *due = coming_words(p, TRUE),
			*more = words_week_after(p);
	week_to_iso(p->week + 1, &year, &number);
	/* TRANSLATORS: a heading: what the week after this one brings */
	g_autofree char *title = g_strdup_printf(_("Towards week %d"), number);

	if (!events && !due && !*more)
		return;
	document_heading(d, 2, title);
	if (events)
		document_paragraph(d, _("Happens:"), events);
	if (due)
		document_paragraph(d, _("To be done:"), due);
	if (*more)
		document_paragraph(d, _("Good to know:"), more);
}

void summary_groups(struct document *d, const struct picture *p)
{
	for (guint i = 0; i < p->focus_groups->len; i++) {
		const struct picture_group *g = p->focus_groups->pdata[i];
		g_autofree char *words = words_focus_group(p, g);
		g_autofree char *lead = g_strdup_printf("%s, %s:", g->title ? g->title : "–",
							g->leader ? g->leader : "–");

		if (i == 0)
			document_heading(d, 2, _("Focus groups"));
		document_paragraph(d, lead, words);
	}
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

enum { BARS = 6 }; /* the column of them; the one after may be missing */

static gboolean is_full(const struct picture_signal *s)
{
	return s->highlighted || s->flag == SIGNAL_FLAG;
}

static gboolean any_doubt(const GPtrArray *signals, guint told)
{
	for (guint i = 0; i < MIN(signals->len, MOST_SIGNALS); i++) {
		g_autofree char *doubt = words_signal_doubt(signals->pdata[i], told);

		if (doubt && !is_full(signals->pdata[i]))
			return TRUE;
	}
	return FALSE;
}

static void signal_row(struct document *d, const struct picture *p, const struct picture_signal *s,
		       guint told)
{
	g_autofree char *now = g_strdup_printf("%d", s->now),
			*last = g_strdup_printf("%d", s->last);
	g_autofree char *usual = words_usual(s->lower, s->upper, s->weeks);
	/* what is only worth a glance takes a line */
	gboolean full = is_full(s);
	g_autofree char *what = words_signal_row(s), *note = words_signal_note(p, s, told),
			*doubt = full ? NULL : words_signal_doubt(s, told);
	const char *cells[] = {
		words_signal_mark(s),
		s->area ? s->area : _("whole municipality"),
		what,
		now,
		usual,
		last,
		NULL,
		doubt,
	};
	document_row(d, cells, full);
	document_row_bars(d, BARS, s->history, G_N_ELEMENTS(s->history));
	if (full)
		document_row_note(d, note);
}

/* left: what is said of the lines that are not in it. */
static void signals_table(struct document *d, const struct picture *p, const GPtrArray *signals,
			  const char *left)
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
		{_("Caution"), 2, TEXT_LEFT},
	};
	document_table(d, columns, G_N_ELEMENTS(columns) - !any_doubt(signals, told));
	for (guint i = 0; i < MIN(signals->len, MOST_SIGNALS); i++)
		signal_row(d, p, signals->pdata[i], told);
	g_autofree char *both = g_strjoin(*together && *left ? " " : "", together, left, NULL);
	if (*both)
		document_note(d, both);
}

void summary_signals(struct document *d, const struct picture *p)
{
	g_autoptr(GPtrArray) signals = standing_out(p);
	g_autofree char *rest =
		words_signals_left(signals->len > MOST_SIGNALS ? signals->len - MOST_SIGNALS : 0,
				   p->signals->len - signals->len);
	g_autofree char *unknown = words_not_judged(p);
	document_heading(d, 2, _("What stands out"));
	if (signals->len)
		signals_table(d, p, signals, rest);
	else
		document_paragraph(
			d, NULL, unknown ? unknown : _("Nothing is outside the usual this week."));
	if (*rest && !unknown && !signals->len)
		document_note(d, rest);
}

/* what other detectors see */

void summary_findings(struct document *d, const struct picture *p)
{
	if (!p->findings->len)
		return;
	document_heading(d, 2, _("Also seen"));
	for (guint i = 0; i < p->findings->len; i++) {
		g_autofree char *sentence = words_finding_sentence(p, p->findings->pdata[i]);

		document_paragraph(d, NULL, sentence);
	}
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
	/* what is only worth a glance takes a line, unless it was acted on */
	if ((h->flag != SIGNAL_NOTICE || h->decision == DECISION_GROUP) && h->state != HOTSPOT_GONE)
		document_row_note(d, why);
}

/* Pictures that were fixed before there were hotspots say nothing about them. */
void summary_hotspots(struct document *d, const struct picture *p)
{
	const struct document_column columns[] = {
		{"", 0, TEXT_LEFT},
		{_("No."), 0, TEXT_RIGHT},
		{_("Where"), 5, TEXT_LEFT},
		{_("State"), 0, TEXT_LEFT},
		{_("How many"), 0, TEXT_LEFT},
		{_("Decided"), 2, TEXT_LEFT},
	};
	g_autofree char *unknown = words_hotspots_not_judged(p);
	gboolean sought = p->hotspot_basis.events || p->hotspot_basis.verdict != SCAN_JUDGED;

	if (!p->hotspots->len && !sought)
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
}
