/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts drawn in cells. Refuses to compute anything: what is usual comes with the values. */
#include "config.h"

#include "ui/chart.h"

#include <math.h>

enum { AXIS = 4, STEPS = 8 };

static const char *const steps[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

static int largest(const struct chart *chart)
{
	int most = (int)ceil(chart->upper);

	for (int i = 0; i < chart->count; i++)
		most = MAX(most, chart->values[i]);
	return MAX(most, 1);
}

/* A column's part in a row, in eighths; row 0 is the lowest. */
static int fill_of(double value, int most, int rows, int row)
{
	return CLAMP((int)lround(value / most * rows * STEPS) - row * STEPS, 0, STEPS);
}

static const char *sign_of(const struct surface *s, int fill)
{
	if (!s->ascii)
		return steps[fill];
	return fill >= STEPS / 2 ? "#" : fill > 0 ? "." : " ";
}

static void draw_axis(struct surface *s, struct rectangle r, int rows, int most)
{
	for (int row = 0; row < rows; row++) {
		gboolean told = row == 0 || (rows >= 4 && row == rows / 2);

		if (told)
			surface_printf(s, r.x, r.y + row, AXIS - 1, STYLE_RULE, "%*d", AXIS - 1,
				       (int)lround((double)most * (rows - row) / rows));
		surface_text(s, r.x + AXIS - 1, r.y + row, 1, STYLE_RULE, told ? "┤" : "│");
	}
	surface_printf(s, r.x, r.y + rows, AXIS, STYLE_RULE, "%*d", AXIS - 1, 0);
	surface_text(s, r.x + AXIS - 1, r.y + rows, 1, STYLE_RULE, "└");
	surface_rule(s, r.x + AXIS, r.y + rows, r.width - AXIS);
}

static void draw_column(struct surface *s, const struct chart *chart, int x, int y, int rows,
			int most, int index)
{
	gboolean window = index >= chart->count - chart->window;

	for (int row = 0; row < rows; row++) {
		int fill = fill_of(chart->values[index], most, rows, row);
		int band = fill_of(chart->upper, most, rows, row);

		if (fill > 0)
			surface_text(s, x, y + rows - 1 - row, 1, window ? STYLE_FLAG : STYLE_CHART,
				     sign_of(s, fill));
		else if (band > 0)
			surface_text(s, x, y + rows - 1 - row, 1, STYLE_RULE, "·");
	}
}

static void draw_labels(struct surface *s, const struct chart *chart, struct rectangle r, int first,
			int step)
{
	int end = r.x + r.width;

	for (int i = chart->count - 1; chart->label && i >= first; i -= chart->label_every) {
		g_autofree char *label = chart->label(i, chart->data);
		int width = text_width(label),
		    x = MIN(r.x + AXIS + (i - first) * step, r.x + r.width - width);

		if (x + width <= end && x >= r.x + AXIS)
			surface_text(s, x, r.y + r.height - 1, width, STYLE_RULE, label);
		else if (i == chart->count - 1)
			surface_text(s, r.x + r.width - width, r.y + r.height - 1, width,
				     STYLE_RULE, label);
		end = MIN(x, end) - 1;
	}
}

void chart_columns(struct surface *s, struct rectangle r, const struct chart *chart)
{
	int rows = r.height - 1, room = r.width - AXIS, most = largest(chart);
	int step = CLAMP(room / MAX(chart->count, 1), 1, 3),
	    first = MAX(chart->count - room / step, 0);

	if (rows < 2 || room < 4)
		return;
	r.width = AXIS + (chart->count - first) * step;
	draw_axis(s, r, rows, most);
	for (int i = first; i < chart->count; i++)
		draw_column(s, chart, r.x + AXIS + (i - first) * step, r.y, rows, most, i);
	draw_labels(s, chart, r, first, step);
}

void chart_bar(struct surface *s, struct rectangle r, const char *label, int label_width, int value,
	       int most)
{
	int room = r.width - label_width - 6;
	int length = most > 0 && room > 0 ? (int)lround((double)value / most * room) : 0;

	surface_fitted(s, r.x, r.y, label_width, STYLE_TEXT, TEXT_LEFT, label);
	for (int i = 0; i < length; i++)
		surface_text(s, r.x + label_width + 1 + i, r.y, 1, STYLE_CHART,
			     s->ascii ? "#" : "█");
	surface_printf(s, r.x + label_width + 2 + length, r.y, 5, STYLE_TEXT, "%d", value);
}

char *chart_words(const struct chart *chart, int n)
{
	GString *out = g_string_new(NULL);

	for (int i = MAX(chart->count - n, 0); i < chart->count; i++)
		g_string_append_printf(out, "%s%d", out->len ? " " : "", chart->values[i]);
	return g_string_free(out, FALSE);
}
