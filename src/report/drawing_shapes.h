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

/* Where the part inside the axes lies. */
struct drawing_plane {
	cairo_t *cr;
	const struct drawing *drawing;
	const struct drawing_look *look;
	double x, y, width, height;
	/* Writes a text that stands at that place. */
	void (*write)(const struct drawing_plane *plane, const struct drawn *text, double x,
		      double y);
	gpointer data;
};

double plane_across(const struct drawing_plane *plane, double x);
double plane_up(const struct drawing_plane *plane, double y);
/* Back to front. */
void plane_draw(const struct drawing_plane *plane);

#endif
