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

#endif
