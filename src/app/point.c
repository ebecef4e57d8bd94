/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A position that somebody typed, in degrees or in the country's metres. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "exchange/projection.h"
#include "osg/app.h"
#include "osg/position.h"

/* North of a SWEREF pair is millions of metres and east is not; in the country's system the easting
 * is some 500 km, in the local one 150. */
static gboolean from_metres(double a, double b, double *lat, double *lon)
{
	double north = MAX(a, b), east = MIN(a, b);
	struct projection *projection = projection_new(east < 250000 ? "EPSG:3011" : "EPSG:3006");
	gboolean ok = projection && projection_point(projection, east, north, lat, lon);

	projection_free(projection);
	return ok;
}

static gboolean are_metres(const struct position *p)
{
	double north = MAX(p->first, p->second), east = MIN(p->first, p->second);

	return north > 6000000 && north < 7800000 && east > 0 && east < 1100000;
}

enum point_read app_point(const struct session *session, const char *text, double *lat, double *lon)
{
	const struct registry *v = session_registry(session);
	struct position p;

	*lat = *lon = NAN;
	if (!position_read(text, &p))
		return POINT_NONE;
	if (are_metres(&p)) {
		if (!from_metres(p.first, p.second, lat, lon))
			return POINT_UNREADABLE;
	} else if (!strpbrk(text, ".,'") || fabs(p.first) > 180 || fabs(p.second) > 180) {
		return POINT_NONE;
	} else {
		*lat = p.first;
		*lon = p.second;
	}
	if (registry_holds(v, *lat, *lon))
		return POINT_HERE;
	return registry_holds(v, *lon, *lat) ? POINT_SWAPPED : POINT_OUTSIDE;
}
