/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid that points are laid into. It hangs on the globe, not on the data, so that a cell is the
 * same one next week. */
#ifndef OSG_PICTURE_SCAN_CELL_H
#define OSG_PICTURE_SCAN_CELL_H

#include <glib.h>

#define SCAN_POINT_METRES 1.0 /* points closer than that are one */

struct scan_cell {
	gint64 key;
	double lat, lon; /* its middle */
};

/* The cell of a width, metres, in which a point lies. */
struct scan_cell scan_cell_of(double lat, double lon, double metres);

#endif
