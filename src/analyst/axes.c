/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells exchanged coordinates and degrees among metres. */
#include "config.h"

#include "analyst/axes.h"

#define LIES(value, from, to) ((value) >= (from) && (value) <= (to))

static gboolean is_degrees(double lon, double lat)
{
	return LIES(lat, 55, 70) && LIES(lon, 10, 25);
}

static gboolean is_metres(double east, double north)
{
	return LIES(north, 6.1e6, 7.7e6) && LIES(east, 5e4, 2e6);
}

gboolean axes_check_degrees(const struct plain_sheet *sheet, int column, double lon, double lat,
			    GError **error)
{
	if (!is_degrees(lat, lon))
		return TRUE;
	plain_sheet_complain(sheet, column, error,
			     _("latitude and longitude seem to have changed places; in Sweden they "
			       "are about 59 and 18."));
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
