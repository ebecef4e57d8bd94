/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of counts. Computes nothing but the scale. */
#include "config.h"

#include "osg/chart.h"

#include <math.h>

#define COLUMN 0.7 /* of a unit; the rest is the gap to the next */

static int largest(const struct chart *chart, int first)
{
	int most = (int)ceil(chart->upper);

	for (int i = first; i < chart->count; i++)
		most = MAX(most, chart->values[i]);
	return MAX(most, 1);
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
	struct drawing *drawing = drawing_new(0, MAX(chart->count - first, 1), 0, top);

	if (chart->upper > 0)
		drawing_bar(drawing, INK_USUAL, 0, chart->count - first, 0, chart->upper);
	for (int i = first; i < chart->count; i++)
		drawing_bar(drawing, i >= chart->count - chart->window ? INK_FLAG : INK_DATA,
			    i - first, i - first + COLUMN, 0, chart->values[i]);
	label_up(drawing, top, rows);
	for (int i = chart->count - 1; chart->label && i >= first; i -= chart->label_every) {
		g_autofree char *label = chart->label(i, chart->data);

		drawing_tick_across(drawing, i - first, label);
	}
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
