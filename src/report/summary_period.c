/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the summary of a period longer than a week has of its own: week by week, and line by line
 * beside the year before. */
#include "config.h"

#include "report/summary.h"

#include "osg/chart.h"
#include "osg/report.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/words.h"

#include "report/week_marks.h"

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

void summary_lines(struct document *d, const struct picture *p)
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

GArray *report_weeks_marks(const struct picture *p)
{
	return week_marks_of_picture(p, ((const struct picture_week *)p->weekly->pdata[0])->week);
}

void summary_weeks(struct document *d, const struct picture *p)
{
	g_autofree int *values = g_new(int, p->weekly->len + 1);
	struct chart chart = report_weeks_chart(p, values);
	g_autoptr(GArray) marks = NULL;

	if (p->weekly->len < 2)
		return;
	chart.marks = marks = report_weeks_marks(p);
	g_autofree char *numbers = chart_words(&chart, chart.count);
	g_autoptr(GString) sentence = g_string_new(NULL);

	g_string_append_printf(sentence, _("Events a week: %s."), numbers);
	week_marks_explain(sentence, marks);
	document_heading(d, 2, _("Week by week"));
	document_chart(d, &chart, sentence->str);
}

void summary_reading_period(struct document *d, const struct picture *p)
{
	document_heading(d, 2, _("How to read this"));
	if (p->compared)
		summary_how_to_read(
			d, _("Marks"),
			_("R▲ more than chance explains. G▼ fewer than chance explains."));
	if (p->compared)
		summary_how_to_read(
			d, _("No change"),
			_("As many as if nothing had changed since the year before, given how few "
			  "they were, how long both periods are and how unevenly the weeks fell. "
			  "By chance one such summary in twenty has a line outside. A mark does "
			  "not say why: who reports, and how, changes too. In brackets: those of "
			  "the organisations that reported in both periods; they are compared."));
	summary_numbers_to_read(d);
	summary_how_to_read(
		d, _("Days"),
		_("An event belongs to the day it begins on, a week to the month that its "
		  "Thursday lies in."));
}
