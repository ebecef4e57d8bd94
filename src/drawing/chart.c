/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of counts. Computes nothing but the scale. */
#include "config.h"

#include "osg/chart.h"

#include <math.h>

#define COLUMN 0.7 /* of a unit; the rest is the gap to the next */

struct titled_chart *titled_chart_new(char *take_title, struct drawing *take_drawing)
{
	struct titled_chart *chart = g_new(struct titled_chart, 1);

	*chart = (struct titled_chart){take_title, take_drawing};
	return chart;
}

void titled_chart_free(gpointer data)
{
	struct titled_chart *chart = data;

	g_free(chart->title);
	drawing_free(chart->drawing);
	g_free(chart);
}

static int largest(const struct chart *chart, int first)
{
	int most = (int)ceil(chart->upper);

	for (int i = first; i < chart->count; i++)
		most = MAX(most, MAX(chart->values[i], chart->before ? chart->before[i] : 0));
	return MAX(most, 1);
}

/* Signs stand in a strip of their own above the highest. */
static double strip(const struct chart *chart, int top)
{
	return chart->marks && chart->marks->len ? MAX(top / 6.0, 1) : 0;
}

/* How many other signs stand above the same column already; -1: the same one does. */
static int beside(const GArray *marks, guint at)
{
	const struct chart_mark *mark = &g_array_index(marks, struct chart_mark, at);
	guint signs = 0;
	int count = 0;

	for (guint i = 0; i < at; i++) {
		const struct chart_mark *other = &g_array_index(marks, struct chart_mark, i);

		if (other->index != mark->index || signs & 1u << other->sign)
			continue;
		signs |= 1u << other->sign;
		count++;
	}
	return signs & 1u << mark->sign ? -1 : count;
}

static void draw_marks(struct drawing *drawing, const struct chart *chart, int first, int top)
{
	for (guint i = 0; chart->marks && i < chart->marks->len; i++) {
		const struct chart_mark *mark = &g_array_index(chart->marks, struct chart_mark, i);
		int others = beside(chart->marks, i);

		if (mark->index >= first && mark->index < chart->count && others >= 0)
			drawing_sign(drawing, INK_MARK,
				     mark->index - first + COLUMN / 2 + others * COLUMN / 3,
				     top + strip(chart, top) / 2, mark->sign);
	}
}

/* Appends what the mark says, and how often where more of its column say the same: once, at the
 * first of them. */
static void append_mark(GString *out, const GArray *marks, guint at)
{
	const struct chart_mark *mark = &g_array_index(marks, struct chart_mark, at);
	int times = 0;

	for (guint i = 0; i < marks->len; i++) {
		const struct chart_mark *other = &g_array_index(marks, struct chart_mark, i);

		if (other->index != mark->index || g_strcmp0(other->text, mark->text) != 0)
			continue;
		if (i < at)
			return;
		times++;
	}
	g_string_append_printf(out, " · %s", mark->text);
	if (times > 1)
		g_string_append_printf(out, " (%d)", times);
}

/* "w.40: 12", and what happened then. */
static char *told(const struct chart *chart, int index)
{
	g_autofree char *label = chart->label ? chart->label(index, chart->data) : NULL;
	GString *out = g_string_new(chart->tell ? NULL : label);

	if (chart->tell) {
		g_autofree char *words = chart->tell(chart, index);

		g_string_append(out, words);
	} else {
		g_string_append_printf(out, "%s%d", label ? ": " : "", chart->values[index]);
	}
	for (guint i = 0; chart->marks && i < chart->marks->len; i++)
		if (g_array_index(chart->marks, struct chart_mark, i).index == index)
			append_mark(out, chart->marks, i);
	return g_string_free(out, FALSE);
}

static void label_up(struct drawing *drawing, int most, int rows)
{
	const int parts[] = {0, rows >= 4 ? most - most / 2 : 0, most};

	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *label = g_strdup_printf("%d", parts[i]);

		if (i == 0 || parts[i] > parts[i - 1])
			drawing_tick_up(drawing, parts[i], label);
	}
}

struct drawing *chart_columns(const struct chart *chart, int most, int rows)
{
	int first = most > 0 ? MAX(chart->count - most, 0) : 0, top = largest(chart, first);
	struct drawing *drawing =
		drawing_new(0, MAX(chart->count - first, 1), 0, top + strip(chart, top));

	drawing->even_across = TRUE;
	if (chart->upper > 0)
		drawing_bar(drawing, INK_USUAL, 0, chart->count - first, 0, chart->upper);
	for (int i = first; i < chart->count; i++)
		drawing_bar(drawing, i >= chart->count - chart->window ? INK_FLAG : INK_DATA,
			    i - first, i - first + COLUMN, 0, chart->values[i]);
	for (int i = first; chart->before && i < chart->count; i++)
		drawing_line(drawing, INK_OTHER,
			     (const double[]){i - first, chart->before[i], i - first + COLUMN,
					      chart->before[i]},
			     2);
	draw_marks(drawing, chart, first, top);
	label_up(drawing, top, rows);
	for (int i = first; i < chart->count; i++) {
		g_autofree char *words = told(chart, i);

		drawing_tell(drawing, i - first + COLUMN / 2, NAN, words);
	}
	for (int i = chart->count - 1; chart->label && i >= first; i -= chart->label_every) {
		g_autofree char *label = chart->label(i, chart->data);

		if (label)
			drawing_tick_across(drawing, i - first, label);
	}
	return drawing;
}

static void tell_bar(struct drawing *drawing, const struct chart_bar *bar, double y)
{
	g_autofree char *words = bar->words ? g_strdup(bar->words)
					    : g_strdup_printf("%s: %d", bar->label, bar->value);

	drawing_tell(drawing, MAX(bar->value - drawing->right / 100, 0), y, words);
}

struct drawing *chart_bars_across(const struct chart_bar *bars, int count)
{
	double most = 1;

	for (int i = 0; i < count; i++)
		most = MAX(most, MAX(bars[i].value, bars[i].upper));
	/* room for the number beside the longest */
	struct drawing *drawing = drawing_new(0, most * 1.08, 0, MAX(count, 1));
	drawing->even_up = TRUE;
	for (int i = 0; i < count; i++) {
		double bottom = count - 1 - i + (1 - COLUMN) / 2, top = bottom + COLUMN;
		g_autofree char *number = text_number(bars[i].value);

		if (bars[i].upper > 0)
			drawing_bar(drawing, INK_USUAL, bars[i].lower, bars[i].upper, bottom - .1,
				    top + .1);
		drawing_bar(drawing,
			    bars[i].upper > 0 && bars[i].value > bars[i].upper ? INK_FLAG
									       : INK_DATA,
			    0, bars[i].value, bottom + .1, top - .1);
		drawing_text(drawing, INK_MARK, bars[i].value + most * .01, (bottom + top) / 2,
			     TEXT_LEFT, number);
		drawing_tick_up(drawing, (bottom + top) / 2, bars[i].label);
		tell_bar(drawing, &bars[i], (bottom + top) / 2);
	}
	return drawing;
}

int chart_half(const int *values, int count, int total)
{
	int sum = 0;

	for (int i = 0; i < count; i++)
		if (2 * (sum += values[i]) >= total)
			return i + 1;
	return 0;
}

struct drawing *chart_cumulative(const int *values, int count, int total)
{
	struct drawing *drawing = drawing_new(0, MAX(count, 1), 0, MAX(total, 1));
	g_autofree double *points = g_new0(double, 2 * (gsize)count + 2);
	int half = chart_half(values, count, total), sum = 0;
	g_autofree char *all = text_number(total), *some = text_number(total / 2),
			*last = text_number(count);

	for (int i = 0; i < count; i++) {
		points[2 * i + 2] = i + 1;
		points[2 * i + 3] = sum += values[i];
	}
	drawing_line(drawing, INK_DATA, points, (guint)count + 1);
	drawing_tick_up(drawing, 0, "0");
	drawing_tick_up(drawing, total / 2.0, some);
	drawing_tick_up(drawing, total, all);
	drawing_tick_across(drawing, 0, "0");
	if (half) {
		g_autofree char *number = g_strdup_printf("%d", half);

		drawing_dotted(drawing, INK_QUIET,
			       (const double[]){0, total / 2.0, half, total / 2.0, half, 0}, 3);
		drawing_tick_across(drawing, half, number);
	}
	drawing_tick_across(drawing, count, last);
	return drawing;
}

int chart_level(int value, int largest)
{
	int full = MAX(largest, 4);

	return value <= 0 ? 0 : CLAMP((value * 7 + full / 2) / full, 1, 7);
}

char *chart_bars(const int *values, int count)
{
	GString *out = g_string_new(NULL);
	int most = 0;

	for (int i = 0; i < count; i++)
		most = MAX(most, values[i]);
	for (int i = 0; i < count; i++)
		g_string_append_unichar(out, 0x2581 + (gunichar)chart_level(values[i], most));
	return g_string_free(out, FALSE);
}

char *chart_words(const struct chart *chart, int n)
{
	GString *out = g_string_new(NULL);

	for (int i = MAX(chart->count - n, 0); i < chart->count; i++)
		g_string_append_printf(out, "%s%d", out->len ? " " : "", chart->values[i]);
	return g_string_free(out, FALSE);
}
