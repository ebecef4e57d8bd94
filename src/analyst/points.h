/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of a plain file, as arrays for the analysis. */
#ifndef OSG_ANALYST_POINTS_H
#define OSG_ANALYST_POINTS_H

#include "analyst/parameters.h"

#define POINTS_MOST 1000000

typedef struct points {
	GArray *x, *y, *time; /* double */
} Points;

/* file, else the one of that name beside the parameters. Columns x and y; timed: and the time, as
 * "t" (a number) or "date". notes: gets what was passed over; NULL: told to nobody. */
gboolean points_read(struct points *points, const struct parameters *parameters, const char *file,
		     const char *name, gboolean timed, GPtrArray *notes, GError **error);
void points_clear(struct points *points);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Points, points_clear)
double *points_numbers(const GArray *array);

#endif
