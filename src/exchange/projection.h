/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a grid's metres to WGS 84. PROJ does it, and is loaded when the first such point is read: it
 * brings forty libraries along, which would cost every start of the program more than all the rest
 * of it. */
#ifndef OSG_EXCHANGE_PROJECTION_H
#define OSG_EXCHANGE_PROJECTION_H

#include <glib.h>

struct projection;

/* Whether PROJ is there: built with, and found. */
gboolean projection_loads(void);

/* From a system like "EPSG:3006"; NULL when PROJ cannot be loaded or does not know it. */
struct projection *projection_new(const char *system);
void projection_free(struct projection *projection);
/* FALSE: such a point is nowhere. */
gboolean projection_point(struct projection *projection, double east, double north, double *lat,
			  double *lon);

/* The grids of SWEREF 99 that files come in: the country's, and the local one of Stockholm. */
enum { SWEREF_TM, SWEREF_1800, SWEREF_GRIDS };

/* All zero at first; a grid is made when the first point needs it. */
struct sweref {
	struct projection *made[SWEREF_GRIDS];
};

void sweref_clear(struct sweref *sweref);
/* Whether two numbers are metres of SWEREF, in either order: north is millions and east is not. */
gboolean sweref_is(double a, double b);
/* Which grid they are of: the country's easting is some 500 km, the local one's 150. */
int sweref_grid(double a, double b);
/* FALSE: they are no such point, or PROJ is missing. */
gboolean sweref_read(struct sweref *sweref, int grid, double a, double b, double *lat, double *lon);

#endif
