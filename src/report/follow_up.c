/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The programme's follow-up of a year, and the steering group's of a tertial: what is to be
 * reached, how it stands, what was done, the values with their sources, the documents, and what is
 * missing. Who made a paragraph stands behind it: [skriven] by people, everything else is made from
 * the records. An edition that was fixed is printed from itself. */
#include "config.h"

#include <math.h>
#include <string.h>
#include <glib/gi18n.h>

#include "osg/week.h"
#include "report/follow_up.h"
#include "report/programme_sheet.h"

static void texts_of(struct programme_sheet *f, const char *lead, gint64 objective)
{
	for (guint i = 0; i < f->p->notes->len; i++) {
		const struct note_record *n = f->p->notes->pdata[i];

		if (n->objective != objective || !n->text || n->since == DAY_NONE ||
		    !programme_covers(f->p, n->since, n->until))
			continue;
		sheet_note(f, lead, n);
		lead = NULL;
	}
}

/* an area */

static gboolean is_evident(const struct objective_sum *sum)
{
	return sum->done || sum->read;
}

static void rating_paragraph(struct programme_sheet *f, const struct objective *o,
			     const struct objective_sum *sum)
{
	g_autofree char *said = NULL;

	if (!sum->rating) {
		sheet_gap(f, g_strdup_printf(_("%s %s is not assessed."), o->code, o->text));
		said = g_strdup(_("not assessed"));
	} else if (sum->rating == RATING_MET && !is_evident(sum)) {
		said = g_strdup_printf(_("%s, without evidence"),
				       sheet_word(&note_kind, "rating", sum->rating));
	} else {
		said = g_strdup(sheet_word(&note_kind, "rating", sum->rating));
	}
	document_paragraph(f->document, _("Assessment:"), said);
}

static void activities_table(struct programme_sheet *f, const struct objective *area)
{
	const struct document_column columns[] = {{_("Activity"), 4, TEXT_LEFT},
						  {_("Who"), 0, TEXT_LEFT},
						  {_("When"), 2, TEXT_LEFT},
						  {_("State"), 0, TEXT_LEFT}};
	gboolean any = FALSE;

	for (guint i = 0; i < f->p->activities->len; i++) {
		const struct activity_record *a = f->p->activities->pdata[i];
		int late = activity_days_late(f->p, a);
		g_autofree char *when = sheet_when(a);
		const char *cells[] = {a->title, sheet_code(f, a->owner), when,
				       late ? _("late")
					    : sheet_word(&activity_kind, "state", a->state)};

		if (!programme_covers(f->p, a->since, a->until) ||
		    !programme_is_under(f->p, a->objective, area->record.key))
			continue;
		if (!any)
			document_table(f->document, columns, G_N_ELEMENTS(columns));
		any = TRUE;
		document_row(f->document, cells, late > 0);
		if (a->state == ACTIVITY_DROPPED)
			document_row_note(f->document, a->reason);
	}
}

static char *change_words(const struct programme_sheet *f, const struct indicator *indicator,
			  const struct reading_record *r)
{
	g_autofree char *change = programme_change_words(f->p, indicator);

	return r->rank_of ? g_strdup_printf(_("rank %d of %d; %s"), r->rank, r->rank_of, change)
			  : g_steal_pointer(&change);
}

static void indicators_table(struct programme_sheet *f, const struct objective *area)
{
	const struct document_column columns[] = {{_("Indicator"), 4, TEXT_LEFT},
						  {_("Value"), 0, TEXT_RIGHT},
						  {_("Year before"), 0, TEXT_RIGHT},
						  {_("Unit"), 1, TEXT_LEFT},
						  {_("Compared"), 3, TEXT_LEFT}};
	gboolean any = FALSE;

	for (guint i = 0; i < f->p->indicators->len; i++) {
		const struct indicator *indicator = f->p->indicators->pdata[i];
		const struct reading_record *r = programme_reading(f->p, indicator, f->p->period),
					    *last = programme_reading(
						    f->p, indicator,
						    period_year_before(f->p->period));
		g_autofree char *value = r ? reading_words(r) : NULL,
				*before = last ? reading_words(last) : g_strdup("–"),
				*change = r ? change_words(f, indicator, r) : NULL;
		const char *cells[] = {indicator->title, value, before, indicator->unit, change};

		if (!programme_is_under(f->p, indicator->objective, area->record.key))
			continue;
		if (!r) {
			sheet_gap(f, g_strdup_printf(_("%s has no value for the period."),
						     indicator->title));
			continue;
		}
		if (!any)
			document_table(f->document, columns, G_N_ELEMENTS(columns));
		any = TRUE;
		document_row(f->document, cells, FALSE);
		sheet_reading(f, indicator, r);
		if (last)
			sheet_reading(f, indicator, last);
	}
}

/* What is counted in the same unit by several indicators, summed by year: the diagram of call-outs.
 */

enum { FEWEST_PARTS = 3, MOST_YEARS = 12 };

struct year_sums {
	int first, count;
	int values[MOST_YEARS];
};

static int sum_of_year(const struct programme_sheet *f, const char *unit, int year, guint *parts)
{
	const struct period period = {day_from_civil(year, 1, 1), day_from_civil(year, 12, 31)};
	double sum = 0;

	*parts = 0;
	for (guint i = 0; i < f->p->indicators->len; i++) {
		const struct indicator *indicator = f->p->indicators->pdata[i];
		const struct reading_record *r =
			g_strcmp0(indicator->unit, unit) == 0
				? programme_reading(f->p, indicator, period)
				: NULL;

		if (!r || isnan(r->value))
			continue;
		sum += r->value;
		(*parts)++;
	}
	return (int)sum;
}

static char *year_label(int index, gconstpointer data)
{
	return g_strdup_printf("%d", ((const struct year_sums *)data)->first + index);
}

static void sums_chart(struct programme_sheet *f, const char *unit)
{
	struct year_sums sums = {0};
	int last = day_year(f->p->period.last);
	g_autoptr(GString) said = g_string_new(NULL);

	for (int year = last; year > last - MOST_YEARS; year--) {
		guint parts;
		int sum = sum_of_year(f, unit, year, &parts);

		if (parts < FEWEST_PARTS)
			break;
		memmove(sums.values + 1, sums.values, sizeof(int) * (MOST_YEARS - 1));
		sums.values[0] = sum;
		sums.first = year;
		sums.count++;
	}
	if (sums.count < 2)
		return;
	const struct chart chart = {.values = sums.values,
				    .count = sums.count,
				    .window = 1,
				    .label = year_label,
				    .data = &sums,
				    .label_every = 1};
	g_string_append_printf(said, _("Sum of %s a year:"), unit);
	for (int i = 0; i < sums.count; i++)
		g_string_append_printf(said, "%s %d: %d", i ? "," : "", sums.first + i,
				       sums.values[i]);
	document_chart(f->document, &chart, said->str);
	for (int i = 0; i < sums.count; i++) {
		g_autofree char *shown = g_strdup_printf("%d", sums.values[i]),
				*source = g_strdup_printf("sum:%s@%d", unit, sums.first + i);

		document_figure(f->document, shown, source, shown);
	}
}

static void area_chart(struct programme_sheet *f, const struct objective *area)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < f->p->indicators->len; i++) {
		const struct indicator *indicator = f->p->indicators->pdata[i];

		if (indicator->unit && g_hash_table_add(seen, indicator->unit) &&
		    programme_is_under(f->p, indicator->objective, area->record.key))
			sums_chart(f, indicator->unit);
	}
}

static void area_chapter(struct programme_sheet *f, const struct objective *area)
{
	const struct objective_sum sum = programme_sum(f->p, area);
	g_autoptr(GPtrArray) goals = programme_objectives(f->p, 0, area->record.key);
	g_autofree char *title = g_strdup_printf("%s %s", area->code, area->text);

	document_heading(f->document, 2, title);
	rating_paragraph(f, area, &sum);
	texts_of(f, NULL, area->record.key);
	for (guint i = 0; i < goals->len; i++) {
		const struct objective *goal = goals->pdata[i];
		g_autofree char *lead = g_strdup_printf("%s %s.", goal->code, goal->text);

		texts_of(f, lead, goal->record.key);
	}
	indicators_table(f, area);
	area_chart(f, area);
	activities_table(f, area);
}

/* the other chapters */

static void summary_table(struct programme_sheet *f, const GPtrArray *objectives)
{
	const struct document_column columns[] = {{_("Objective"), 4, TEXT_LEFT},
						  {_("Activities"), 2, TEXT_LEFT},
						  {_("Values"), 0, TEXT_LEFT},
						  {_("Assessment"), 1, TEXT_LEFT}};

	document_table(f->document, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < objectives->len; i++) {
		const struct objective *o = objectives->pdata[i];
		const struct objective_sum sum = programme_sum(f->p, o);
		g_autofree char *name = programme_name(f->session, o),
				*values = g_strdup_printf(_("%d of %d"), sum.read, sum.indicators);
		g_autofree char *activities =
			sum.late ? g_strdup_printf(ngettext("%d of %d done, %d late",
							    "%d of %d done, %d late",
							    (gulong)sum.late),
						   sum.done, sum.activities, sum.late)
				 : g_strdup_printf(_("%d of %d done"), sum.done, sum.activities);
		const char *cells[] = {name, activities, values,
				       sum.rating ? sheet_word(&note_kind, "rating", sum.rating)
						  : _("not assessed")};

		document_row(f->document, cells, sum.late > 0);
		sheet_count(f, "done", o->code, sum.done);
		sheet_count(f, "activities", o->code, sum.activities);
		if (sum.late)
			sheet_count(f, "late", o->code, sum.late);
		sheet_count(f, "values", o->code, sum.read);
	}
}

static void agreement_chapter(struct programme_sheet *f)
{
	for (guint i = 0; i < f->p->mandates->len; i++) {
		const struct mandate *m = f->p->mandates->pdata[i];
		g_autoptr(GPtrArray) focus = NULL;
		g_autofree char *parties = NULL;

		if (m->form != MANDATE_AGREEMENT || !programme_covers(f->p, m->since, m->until))
			continue;
		document_heading(f->document, 2, m->title);
		parties = codes_count(m->parties) ? g_strjoinv(", ", m->parties) : g_strdup("–");
		document_paragraph(f->document, _("Parties:"), parties);
		focus = programme_objectives(f->p, m->record.key, 0);
		summary_table(f, focus);
	}
}

static void documents_chapter(struct programme_sheet *f)
{
	const struct document_column columns[] = {{_("Document"), 4, TEXT_LEFT},
						  {_("Register number"), 0, TEXT_LEFT},
						  {_("Decision"), 0, TEXT_LEFT},
						  {_("Valid to"), 0, TEXT_LEFT}};

	document_heading(f->document, 2, _("Documents"));
	document_table(f->document, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < f->p->mandates->len; i++) {
		const struct mandate *m = f->p->mandates->pdata[i];
		g_autofree char *decision = sheet_decision(m),
				*until = m->until != DAY_NONE ? day_format_iso(m->until) : NULL;
		const char *cells[] = {m->title, m->dnr, decision, until};
		int decided = m->decided != DAY_NONE ? day_year(m->decided) : 0;

		/* what was decided in the year counts, though it begins after */
		if (!programme_covers(f->p, m->since, m->until) &&
		    decided != day_year(f->p->period.last) && !(m->since == f->p->period.last + 1))
			continue;
		document_row(f->document, cells, FALSE);
	}
}

static void sources_chapter(struct programme_sheet *f)
{
	const struct document_column columns[] = {{_("Code"), 0, TEXT_LEFT},
						  {_("Value"), 0, TEXT_RIGHT},
						  {_("How exact"), 0, TEXT_LEFT},
						  {_("Source"), 3, TEXT_LEFT}};

	document_heading(f->document, 2, _("Sources and uncertainty"));
	document_table(f->document, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < f->p->indicators->len; i++) {
		const struct indicator *indicator = f->p->indicators->pdata[i];
		const struct reading_record *r = programme_reading(f->p, indicator, f->p->period);
		g_autofree char *value = r ? reading_words(r) : NULL;
		g_autofree char *exact =
			!r ? NULL
			: !isnan(r->low)
				? g_strdup_printf("%g–%g", r->low, r->high)
				: g_strdup(sheet_word(&reading_kind, "precision", r->precision));
		const char *cells[] = {indicator->code, value, exact, r ? r->source : NULL};

		if (!r)
			continue;
		document_row(f->document, cells, FALSE);
		sheet_reading(f, indicator, r);
	}
}

/* the whole */

static void build(struct programme_sheet *f, gboolean steering)
{
	const struct mandate *m = programme_of(f->p);
	g_autofree char *title =
		/* TRANSLATORS: the programme's title, and the year */
		g_strdup_printf(_("Follow-up of %s, %s"), m ? m->title : "", f->period);
	g_autoptr(GPtrArray) areas = programme_objectives(f->p, m ? m->record.key : 0, 0);

	sheet_begin(f, title);
	document_heading(f->document, 2, _("Summary"));
	summary_table(f, areas);
	document_note(f->document,
		      _("Paragraphs marked [written] were written by people; all the rest is made "
			"from the records."));
	agreement_chapter(f);
	for (guint i = 0; !steering && i < areas->len; i++)
		area_chapter(f, areas->pdata[i]);
	for (guint i = 0; steering && i < areas->len; i++) {
		const struct objective *area = areas->pdata[i];

		document_heading(f->document, 2, area->text);
		activities_table(f, area);
	}
	if (!steering) {
		documents_chapter(f);
		sources_chapter(f);
	}
	sheet_end(f, steering ? "steering" : "follow-up");
}

static void build_follow_up(struct programme_sheet *f)
{
	build(f, FALSE);
}

static void build_steering(struct programme_sheet *f)
{
	build(f, TRUE);
}

struct document *report_follow_up(struct session *session, const struct report_options *options,
				  GError **error)
{
	return programme_sheet_print(session, options, "follow-up", build_follow_up, error);
}

struct document *report_steering(struct session *session, const struct report_options *options,
				 GError **error)
{
	return programme_sheet_print(session, options, "steering", build_steering, error);
}

/* the law */

static void build_law(struct programme_sheet *f)
{
	const struct document_column columns[] = {{_("Duty"), 4, TEXT_LEFT},
						  {_("Shown by"), 3, TEXT_LEFT},
						  {_("State"), 0, TEXT_LEFT}};
	g_autoptr(GPtrArray) rows = programme_rows(f->p, TAB_LAW, 0);

	sheet_begin(f, _("The law 2023:196 on municipal crime prevention"));
	document_table(f->document, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < rows->len; i++) {
		const struct programme_row *row = rows->pdata[i];
		const char *cells[] = {row->title, row->how, row->state};

		document_row(f->document, cells, row->mark == 'R');
	}
}

struct document *report_law(struct session *session, const struct report_options *options,
			    GError **error)
{
	return programme_sheet_print(session, options, "law", build_law, error);
}
