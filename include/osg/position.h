/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions as people and programs write them: "59.22, 17.94", "59,22 17,94", "N 59° 13.3' E 17°
 * 56.4'", "POINT(17.94 59.22)", metres of SWEREF likewise. */
#ifndef OSG_POSITION_H
#define OSG_POSITION_H

#include <glib.h>

enum axis { AXIS_UNSAID, AXIS_NORTH, AXIS_EAST };

/* One coordinate: degrees, with minutes and seconds or not, or metres; axis is what its letters
 * say ("17.94 E"), south and west are below zero. FALSE: it is none. */
gboolean coordinate_read(const char *text, double *number, enum axis *axis);

struct position {
	double first, second; /* as they stand, or north and east where that is said */
	gboolean said;        /* letters or the form say which is which */
};

/* Both coordinates in one text. FALSE: there are not exactly two, or two readers would read them
 * differently. */
gboolean position_read(const char *text, struct position *position);

#endif
