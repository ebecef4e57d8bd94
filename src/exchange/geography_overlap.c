/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Areas of a file that overlap in part: what happens there would be in both. Boxes are compared
 * first, along the longitude; of two whose boxes overlap, lines from west to east through what the
 * boxes share are cut with both outlines. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "exchange/geography_private.h"
#include "exchange/geojson.h"
#include "osg/text.h"

#define LINES 64
#define SLIVER 0.01 /* of the smaller one: borders that were drawn twice */
#define OVERLAPS_TOLD 20
#define PAIRS_MOST 200000

struct crossing {
	double lon;
	int which, turn; /* outline 0 or 1; +1: its inside begins, for a ring counter-clockwise */
};

static double box_size(const struct feature *a, const struct feature *b)
{
	double wide = MIN(a->east, b->east) - MAX(a->west, b->west),
	       high = MIN(a->north, b->north) - MAX(a->south, b->south);

	return wide > 0 && high > 0 ? wide * high : 0;
}

/* In square degrees; holes count against it. */
static double outline_size(const struct feature *f)
{
	double twice = 0;

	for (guint r = 0; r < f->boundary->len; r++) {
		const GArray *ring = f->boundary->pdata[r];
		const double *at = (const double *)(gconstpointer)ring->data;

		for (guint i = 0; i + 3 < ring->len; i += 2)
			twice += (at[i] - f->west) * (at[i + 3] - f->south) -
				 (at[i + 2] - f->west) * (at[i + 1] - f->south);
	}
	return fabs(twice) / 2;
}

/* One side of an outline, put on all lines that it crosses; line 0 lies half a step north of south.
 */
static void add_side(GArray *const *lines, const double *from, int which, double south, double step)
{
	gboolean up = from[3] > from[1];
	const double *low = up ? from : from + 2, *high = up ? from + 2 : from;
	double first = ceil((low[1] - south) / step - 0.5),
	       end = ceil((high[1] - south) / step - 0.5);

	for (int k = (int)CLAMP(first, 0, LINES); k < (int)CLAMP(end, 0, LINES); k++) {
		double lat = south + (k + 0.5) * step;
		const struct crossing crossing = {low[0] + (high[0] - low[0]) * (lat - low[1]) /
								   (high[1] - low[1]),
						  which, up ? -1 : 1};

		g_array_append_val(lines[k], crossing);
	}
}

static void add_outline(GArray *const *lines, const struct feature *f, int which, double south,
			double step)
{
	for (guint r = 0; r < f->boundary->len; r++) {
		const GArray *ring = f->boundary->pdata[r];

		for (guint i = 0; i + 3 < ring->len; i += 2)
			add_side(lines, &g_array_index(ring, double, i), which, south, step);
	}
}

static int compare_crossings(gconstpointer a, gconstpointer b)
{
	const struct crossing *one = a, *other = b;

	return one->lon < other->lon ? -1 : one->lon > other->lon;
}

/* How much of a line is inside both. */
static double length_in_both(GArray *line)
{
	int inside[2] = {0, 0};
	double length = 0;

	g_array_sort(line, compare_crossings);
	for (guint i = 0; i + 1 < line->len; i++) {
		const struct crossing *c = &g_array_index(line, struct crossing, i);

		inside[c->which] += c->turn;
		if (inside[0] > 0 && inside[1] > 0)
			length += c[1].lon - c->lon;
	}
	return length;
}

/* In square degrees. */
static double size_of_both(const struct feature *a, const struct feature *b)
{
	double south = MAX(a->south, b->south), step = (MIN(a->north, b->north) - south) / LINES,
	       length = 0;
	GArray *lines[LINES];

	for (int k = 0; k < LINES; k++)
		lines[k] = g_array_new(FALSE, FALSE, sizeof(struct crossing));
	add_outline(lines, a, 0, south, step);
	add_outline(lines, b, 1, south, step);
	for (int k = 0; k < LINES; k++) {
		length += length_in_both(lines[k]);
		g_array_unref(lines[k]);
	}
	return length * step;
}

static void tell(struct geography *g, const char *file, const struct feature *a,
		 const struct feature *b, double share)
{
	text_add_line(
		g->findings.notes,
		_("%s, features %d (%s) and %d (%s) overlap: about %d %% of the smaller one is "
		  "in both, and what happens there is counted in one of them."),
		file, a->number, a->name, b->number, b->name, (int)lround(share * 100));
}

static int compare_west(gconstpointer a, gconstpointer b)
{
	const struct feature *one = *(const struct feature *const *)a,
			     *other = *(const struct feature *const *)b;

	return one->west < other->west ? -1 : one->west > other->west;
}

/* TRUE: it was told. */
static gboolean compare_pair(struct geography *g, const char *file, const struct feature *a,
			     const struct feature *b)
{
	double smaller = MIN(outline_size(a), outline_size(b)),
	       least = MAX(smaller * SLIVER, DBL_MIN),
	       both = box_size(a, b) >= least ? size_of_both(a, b) : 0;

	if (both < least)
		return FALSE;
	if (a->number < b->number)
		tell(g, file, a, b, MIN(both / smaller, 1));
	else
		tell(g, file, b, a, MIN(both / smaller, 1));
	return TRUE;
}

void geography_overlaps(struct geography *g, const char *file, GPtrArray *features)
{
	int told = 0, pairs = 0;

	if (!g->findings.notes)
		return;
	g_ptr_array_sort(features, compare_west);
	for (guint i = 0; i < features->len; i++) {
		const struct feature *a = features->pdata[i], *b;

		for (guint n = i + 1; n < features->len; n++) {
			b = features->pdata[n];
			if (b->west >= a->east || told == OVERLAPS_TOLD || pairs == PAIRS_MOST)
				break;
			pairs += box_size(a, b) > 0;
			told += box_size(a, b) > 0 && compare_pair(g, file, a, b);
		}
	}
}
