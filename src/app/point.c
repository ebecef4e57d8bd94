/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A position that somebody typed, in degrees or in the country's metres. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "exchange/projection.h"
#include "osg/app.h"
#include "osg/position.h"

static gboolean from_metres(const struct position *p, double *lat, double *lon)
{
	struct sweref sweref = {{NULL}};
	gboolean ok = sweref_read(&sweref, sweref_grid(p->first, p->second), p->first, p->second,
				  lat, lon);

	sweref_clear(&sweref);
	return ok;
}

enum point_read app_point(const struct session *session, const char *text, double *lat, double *lon)
{
	const struct registry *v = session_registry(session);
	struct position p;

	*lat = *lon = NAN;
	if (!position_read(text, &p))
		return POINT_NONE;
	if (sweref_is(p.first, p.second)) {
		if (!from_metres(&p, lat, lon))
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
