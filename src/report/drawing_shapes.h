/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shapes of a drawing through cairo, on paper and on a screen. */
#ifndef OSG_DRAWING_SHAPES_H
#define OSG_DRAWING_SHAPES_H

#include <cairo.h>

#include "osg/drawing.h"

/* What inks and tones are there, and how large. */
struct drawing_look {
	double inks[INKS][3];
	double tones[TONES + 1][3]; /* light to dark; [0] is the paper */
	double size;                /* of a point; lines, dots and signs are measured in points */
};

struct cairo_drawing {
	struct drawing_plane plane;
	cairo_t *cr;
	const struct drawing_look *look;
	/* Writes a text that stands at that place. */
	void (*write)(const struct cairo_drawing *to, const struct drawn *text, double x, double y);
	gpointer data;
};

/* Back to front. */
void cairo_drawing_shapes(const struct cairo_drawing *to);

#endif
