/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PROJ by name, so that only who needs it waits for it. */
#include "config.h"

#include "exchange/projection.h"

#include <math.h>

#include "osg/library.h"

#ifdef PROJ_LIBRARY
#include <proj.h>

struct projection {
	PJ_CONTEXT *context;
	PJ *between;
};

/* clang-format off */
#define FUNCTIONS(of) \
	of(proj_context_create) of(proj_context_destroy) of(proj_log_level) \
	of(proj_create_crs_to_crs) of(proj_normalize_for_visualization) of(proj_trans) \
	of(proj_destroy)
/* clang-format on */

LIBRARY(PROJ_LIBRARY);

gboolean projection_loads(void)
{
	return library_loads(&library);
}

struct projection *projection_new(const char *system)
{
	struct projection *p = projection_loads() ? g_new0(struct projection, 1) : NULL;
	PJ *raw;

	if (!p)
		return NULL;
	p->context = lib.proj_context_create();
	lib.proj_log_level(p->context, PJ_LOG_NONE);
	raw = lib.proj_create_crs_to_crs(p->context, system, "EPSG:4326", NULL);
	p->between = raw ? lib.proj_normalize_for_visualization(p->context, raw) : NULL;
	lib.proj_destroy(raw);
	if (!p->between)
		g_clear_pointer(&p, projection_free);
	return p;
}

void projection_free(struct projection *projection)
{
	if (!projection)
		return;
	lib.proj_destroy(projection->between);
	lib.proj_context_destroy(projection->context);
	g_free(projection);
}

gboolean projection_point(struct projection *projection, double east, double north, double *lat,
			  double *lon)
{
	PJ_COORD out =
		lib.proj_trans(projection->between, PJ_FWD, (PJ_COORD){.v = {east, north, 0, 0}});

	*lon = out.lp.lam;
	*lat = out.lp.phi;
	return isfinite(*lon) && isfinite(*lat);
}

#else /* built without it */

gboolean projection_loads(void)
{
	return FALSE;
}

struct projection *projection_new(const char *system UNUSED)
{
	return NULL;
}

void projection_free(struct projection *projection UNUSED)
{
}

gboolean projection_point(struct projection *projection UNUSED, double east UNUSED,
			  double north UNUSED, double *lat UNUSED, double *lon UNUSED)
{
	return FALSE;
}
#endif

/* metres of Sweden */

void sweref_clear(struct sweref *sweref)
{
	for (int i = 0; i < SWEREF_GRIDS; i++)
		g_clear_pointer(&sweref->made[i], projection_free);
}

gboolean sweref_is(double a, double b)
{
	double north = MAX(a, b), east = MIN(a, b);

	return north > 6000000 && north < 7800000 && east > -200000 && east < 1100000;
}

int sweref_grid(double a, double b)
{
	return MIN(a, b) < 250000 ? SWEREF_1800 : SWEREF_TM;
}

gboolean sweref_read(struct sweref *sweref, int grid, double a, double b, double *lat, double *lon)
{
	static const char *const codes[] = {"EPSG:3006", "EPSG:3011"};

	if (!sweref_is(a, b))
		return FALSE;
	if (!sweref->made[grid])
		sweref->made[grid] = projection_new(codes[grid]);
	return sweref->made[grid] &&
	       projection_point(sweref->made[grid], MIN(a, b), MAX(a, b), lat, lon);
}
