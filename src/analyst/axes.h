/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What two coordinates are, where the ranges of Sweden tell it: degrees are 55 to 70 north and 10
 * to 25 east, metres of a map 6,1 to 7,7 million north and 50 thousand to 2 million east. */
#ifndef OSG_ANALYST_AXES_H
#define OSG_ANALYST_AXES_H

#include "analyst/sheet.h"

/* What was seen of a file's points in metres. All zero at first. */
struct axes {
	GError *degrees;  /* what will be said if all points are degrees; owned */
	int rows, turned; /* turned: 1 the first known one has north and east, -1 north as x */
};

/* FALSE with an error: a point (longitude, latitude) that is none, or with the latitude where the
 * longitude is expected. x, y: their columns. */
gboolean axes_check_degrees(const struct plain_sheet *sheet, int x, int y, const double point[2],
			    GError **error);
/* A point in metres: FALSE with an error where north and east have changed places among the rows.
 */
gboolean axes_take(struct axes *axes, const struct plain_sheet *sheet, int column, double x,
		   double y, GError **error);
/* After the last row. FALSE with an error: all were degrees. Frees what is in axes. */
gboolean axes_end(struct axes *axes, GError **error);

#endif
