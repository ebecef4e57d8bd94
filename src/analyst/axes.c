/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells exchanged coordinates and degrees among metres. */
#include "config.h"

#include "analyst/axes.h"

#include <math.h>

#define LIES(value, from, to) ((value) >= (from) && (value) <= (to))

static gboolean is_degrees(double lon, double lat)
{
	return LIES(lat, 55, 70) && LIES(lon, 10, 25);
}

static gboolean is_metres(double east, double north)
{
	return LIES(north, 6.1e6, 7.7e6) && LIES(east, 5e4, 2e6);
}

gboolean axes_check_degrees(const struct plain_sheet *sheet, int x, int y, const double point[2],
			    GError **error)
{
	double lon = point[0], lat = point[1];

	if (fabs(lat) > 90 || fabs(lon) > 180)
		plain_sheet_complain(sheet, fabs(lat) > 90 ? y : x, error,
				     _("a latitude lies within -90 and 90, a longitude within -180 "
				       "and 180."));
	else if (is_degrees(lat, lon))
		plain_sheet_complain(sheet, y, error,
				     _("latitude and longitude seem to have changed places; in "
				       "Sweden they are about 59 and 18."));
	else
		return TRUE;
	return FALSE;
}

gboolean axes_take(struct axes *axes, const struct plain_sheet *sheet, int column, double x,
		   double y, GError **error)
{
	int turned = is_metres(x, y) ? 1 : is_metres(y, x) ? -1 : 0;

	if (!is_degrees(x, y) && !is_degrees(y, x))
		g_clear_error(&axes->degrees);
	else if (axes->rows == 0)
		plain_sheet_complain(sheet, column, &axes->degrees,
				     _("degrees, and so are those of all rows; expected metres, "
				       "like 674000 and 6571000 of SWEREF 99 TM."));
	axes->rows++;
	if (turned && axes->turned && turned != axes->turned) {
		plain_sheet_complain(sheet, column, error,
				     _("north and east have changed places in this row; expected "
				       "them as in the rows above."));
		return FALSE;
	}
	axes->turned = turned ? turned : axes->turned;
	return TRUE;
}

gboolean axes_end(struct axes *axes, GError **error)
{
	if (!axes->degrees)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&axes->degrees));
	return FALSE;
}
