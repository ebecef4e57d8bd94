/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points smoothed by a normal kernel (Silverman 1986, section 4.2): counted in squares that are
 * small beside the kernel, then smoothed along rows and columns, which for a normal kernel is the
 * same as smoothing round. */
#include "config.h"

#include "osg/map.h"

#include <math.h>

enum { SQUARES = 4, REACH = 3 * SQUARES }; /* squares to a bandwidth; the kernel ends at three */
#define MOST_SQUARES 4000000
#define SQUARE_KILOMETRE 1e6

static struct map_box box_of(const double *xy, guint count)
{
	struct map_box box = map_box_empty();

	for (guint i = 0; i < count; i++)
		map_box_hold(&box, xy[2 * i], xy[2 * i + 1]);
	return box;
}

/* Weights of the kernel from its middle outwards, summing to 1 both sides together. */
static void fill_kernel(double *kernel)
{
	double sum = 0;

	for (int i = 0; i <= REACH; i++) {
		kernel[i] = exp(-.5 * i * i / (SQUARES * SQUARES));
		sum += i ? 2 * kernel[i] : kernel[i];
	}
	for (int i = 0; i <= REACH; i++)
		kernel[i] /= sum;
}

/* Smooths one line of so many values, stride apart. */
static void smooth(const double *kernel, const double *from, double *to, int count, int stride)
{
	for (int i = 0; i < count; i++) {
		double value = from[i * stride];

		if (value == 0)
			continue;
		for (int k = -REACH; k <= REACH; k++)
			if (i + k >= 0 && i + k < count)
				to[(i + k) * stride] += value * kernel[k < 0 ? -k : k];
	}
}

static void fill(struct map_density *d, const double *xy, guint count)
{
	int n = d->columns * d->rows;
	double kernel[REACH + 1], square = d->step * d->step / SQUARE_KILOMETRE;
	g_autofree double *counts = g_new0(double, n), *along = g_new0(double, n);

	fill_kernel(kernel);
	for (guint i = 0; i < count; i++) {
		int column = (int)((xy[2 * i] - d->left) / d->step),
		    row = (int)((xy[2 * i + 1] - d->bottom) / d->step);

		counts[CLAMP(row, 0, d->rows - 1) * d->columns +
		       CLAMP(column, 0, d->columns - 1)]++;
	}
	for (int row = 0; row < d->rows; row++)
		smooth(kernel, counts + row * d->columns, along + row * d->columns, d->columns, 1);
	for (int column = 0; column < d->columns; column++)
		smooth(kernel, along + column, d->values + column, d->rows, d->columns);
	for (int i = 0; i < n; i++) {
		d->values[i] /= square;
		d->most = MAX(d->most, d->values[i]);
	}
}

struct map_density *map_density_new(const double *xy, guint count, double bandwidth)
{
	struct map_density *d = g_new0(struct map_density, 1);
	struct map_box box = box_of(xy, count);
	double margin = 3 * bandwidth, width, height;

	g_assert(bandwidth > 0);
	d->bandwidth = bandwidth;
	d->step = bandwidth / SQUARES;
	if (!count)
		return d;
	width = box.right - box.left + 2 * margin;
	height = box.top - box.bottom + 2 * margin;
	while (width / d->step * (height / d->step) > MOST_SQUARES) { /* a point far away */
		d->step *= 2;
		d->bandwidth *= 2;
		margin *= 2;
		width = box.right - box.left + 2 * margin;
		height = box.top - box.bottom + 2 * margin;
	}
	d->left = box.left - margin;
	d->bottom = box.bottom - margin;
	d->columns = (int)ceil(width / d->step) + 1;
	d->rows = (int)ceil(height / d->step) + 1;
	d->values = g_new0(double, (gsize)d->columns * d->rows);
	fill(d, xy, count);
	return d;
}

void map_density_free(struct map_density *density)
{
	if (!density)
		return;
	g_free(density->values);
	g_free(density);
}

static double value(const struct map_density *d, int column, int row)
{
	return column < 0 || row < 0 || column >= d->columns || row >= d->rows
		       ? 0
		       : d->values[row * d->columns + column];
}

double map_density_at(const struct map_density *d, double x, double y)
{
	double across = (x - d->left) / d->step - .5, up = (y - d->bottom) / d->step - .5;

	if (!(across > -1 && up > -1 && across < d->columns && up < d->rows))
		return 0;
	int column = (int)floor(across), row = (int)floor(up);
	double right = across - column, top = up - row;
	return (value(d, column, row) * (1 - right) + value(d, column + 1, row) * right) *
		       (1 - top) +
	       (value(d, column, row + 1) * (1 - right) + value(d, column + 1, row + 1) * right) *
		       top;
}

double map_density_limit(double most, guint tone)
{
	static const double parts[TONES + 1] = {0, .08, .25, .5, .75};

	return most * parts[MIN(tone, TONES)];
}
