/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of figures that are no plain counts of weeks: how often in the cells of a grid, and
 * readings of different times with their margins. Judges nothing: a break is drawn where one is
 * told. */
#include "config.h"

#include "osg/chart.h"

#include <math.h>

/* how often, in rows and columns */

static guint tone_of(double value, double most)
{
	return value < 0.05 || most <= 0 ? 0 : (guint)CLAMP(ceil(value / most * TONES), 1, TONES);
}

static void draw_cell(struct drawing *drawing, double x, double y, guint tone)
{
	if (tone)
		drawing_tone(drawing, tone,
			     (const double[]){x, y, x + 1, y, x + 1, y + 1, x, y + 1}, 4);
}

static void tell_cell(struct drawing *drawing, const struct chart_grid *grid, int row, int column)
{
	g_autofree char *words = grid->tell(row, column, grid->data);

	drawing_tell(drawing, column + .5, grid->rows - row - .5, words);
}

struct drawing *chart_grid(const struct chart_grid *grid)
{
	struct drawing *drawing = drawing_new(0, grid->columns, 0, grid->rows);
	double most = 0;

	drawing->even_across = drawing->even_up = TRUE;
	for (int i = 0; i < grid->rows * grid->columns; i++)
		most = MAX(most, grid->values[i]);
	for (int row = 0; row < grid->rows; row++) {
		for (int column = 0; column < grid->columns; column++) {
			draw_cell(drawing, column, grid->rows - 1 - row,
				  tone_of(grid->values[row * grid->columns + column], most));
			tell_cell(drawing, grid, row, column);
		}
		drawing_tick_up(drawing, grid->rows - row - .5, grid->row_labels[row]);
	}
	for (int column = 0; column < grid->columns; column += grid->label_every)
		drawing_tick_across(drawing, column, grid->column_labels[column]);
	return drawing;
}

/* readings */

/* A round number: 1, 2 or 5 times a power of ten, so that at most so many steps make it up. */
static double round_step(double range, int most)
{
	double step = pow(10, floor(log10(range / most)));

	for (int i = 0; step * most < range && i < 3; i++)
		step *= i == 1 ? 2.5 : 2;
	return step;
}

static void find_range(const struct chart_reading *readings, int count, double *least, double *most)
{
	*least = *most = 0;
	for (int i = 0; i < count; i++) {
		const double values[] = {readings[i].value, readings[i].low, readings[i].high};

		for (gsize k = 0; k < G_N_ELEMENTS(values); k++)
			if (isfinite(values[k])) {
				*least = MIN(*least, values[k]);
				*most = MAX(*most, values[k]);
			}
	}
}

static void label_values(struct drawing *drawing, double step, int decimals)
{
	for (double at = drawing->bottom; at < drawing->top + step / 2; at += step) {
		g_autofree char *label =
			decimals ? text_decimal(at, decimals) : text_number((gint64)lround(at));

		drawing_tick_up(drawing, at, label);
	}
}

static void draw_margin(struct drawing *drawing, const struct chart_reading *r)
{
	if (isfinite(r->low) && isfinite(r->high) && r->low < r->high)
		drawing_line(drawing, INK_USUAL, (const double[]){r->at, r->low, r->at, r->high},
			     2);
}

/* From the reading before; where both cannot be compared a border stands between them instead. */
static void draw_step(struct drawing *drawing, const struct chart_reading *from,
		      const struct chart_reading *to)
{
	double between = (from->at + to->at) / 2;

	if (to->broken)
		drawing_dotted(drawing, INK_QUIET,
			       (const double[]){between, drawing->bottom, between, drawing->top},
			       2);
	else if (isfinite(from->value) && isfinite(to->value))
		drawing_line(drawing, INK_DATA,
			     (const double[]){from->at, from->value, to->at, to->value}, 2);
}

static void draw_reading(struct drawing *drawing, const struct chart_reading *r, gboolean last)
{
	double y = isfinite(r->value) ? MIN(r->value, drawing->top * .999) : NAN;

	if (isfinite(y))
		drawing_sign(drawing, last ? INK_FLAG : INK_MARK, r->at, y,
			     last ? SIGN_SQUARE : SIGN_DISC);
	drawing_tick_across(drawing, r->at, r->label);
	drawing_tell(drawing, r->at, NAN, r->words);
}

struct drawing *chart_readings(const struct chart_reading *readings, int count, int rows)
{
	double least, most, step, first = readings[0].at, last = readings[count - 1].at;
	struct drawing *drawing;

	find_range(readings, count, &least, &most);
	if (most - least <= 0)
		most = least + 1;
	step = round_step(most - least, CLAMP(rows / 2, 3, 6));
	drawing = drawing_new(first - .5, last + .5, floor(least / step) * step,
			      ceil(most / step) * step);
	for (int i = 0; i < count; i++)
		draw_margin(drawing, &readings[i]);
	for (int i = 1; i < count; i++)
		draw_step(drawing, &readings[i - 1], &readings[i]);
	for (int i = 0; i < count; i++)
		draw_reading(drawing, &readings[i], i == count - 1);
	label_values(drawing, step, step < 1 ? (int)ceil(-log10(step) - 1e-9) : 0);
	return drawing;
}
