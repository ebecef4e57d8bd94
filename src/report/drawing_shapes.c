/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shapes as paths. Knows no page, no font and no colour of its own. */
#include "config.h"

#include "report/drawing_shapes.h"

#include <math.h>

#define SIGN_SIZE 2.6 /* points from the middle */

double plane_across(const struct drawing_plane *p, double x)
{
	const struct drawing *d = p->drawing;

	return p->x + (x - d->left) / (d->right - d->left) * p->width;
}

double plane_up(const struct drawing_plane *p, double y)
{
	const struct drawing *d = p->drawing;

	return p->y + p->height - (y - d->bottom) / (d->top - d->bottom) * p->height;
}

static void follow(const struct drawing_plane *p, const struct drawn *d)
{
	for (guint i = 0; i < d->count; i++)
		cairo_line_to(p->cr, plane_across(p, d->points[2 * i]),
			      plane_up(p, d->points[2 * i + 1]));
}

static void fill_polygon(const struct drawing_plane *p, const struct drawn *d)
{
	follow(p, d);
	cairo_close_path(p->cr);
	cairo_fill(p->cr);
}

static void draw_tone(const struct drawing_plane *p, const struct drawn *d)
{
	const double *tone = p->look->tones[d->detail];

	cairo_set_source_rgb(p->cr, tone[0], tone[1], tone[2]);
	fill_polygon(p, d);
}

static void draw_bar(const struct drawing_plane *p, const struct drawn *d)
{
	const double *at = d->points;

	cairo_rectangle(p->cr, plane_across(p, at[0]), plane_up(p, at[1]),
			plane_across(p, at[2]) - plane_across(p, at[0]),
			plane_up(p, at[3]) - plane_up(p, at[1]));
	cairo_fill(p->cr);
}

static void draw_line(const struct drawing_plane *p, const struct drawn *d)
{
	double size = p->look->size;

	follow(p, d);
	cairo_set_line_width(p->cr, d->detail ? .7 * size : size);
	if (d->detail)
		cairo_set_dash(p->cr, (const double[]){size, 2 * size}, 2, 0);
	cairo_stroke(p->cr);
	cairo_set_dash(p->cr, NULL, 0, 0);
}

static void draw_dot(const struct drawing_plane *p, const struct drawn *d)
{
	cairo_arc(p->cr, plane_across(p, d->points[0]), plane_up(p, d->points[1]),
		  2 * p->look->size, 0, 2 * G_PI);
	cairo_fill(p->cr);
}

/* The outline of a sign around a point. */
static void trace_sign(cairo_t *cr, enum sign sign, double x, double y, double size)
{
	static const double corners[SIGNS][8] = {
		[SIGN_SQUARE] = {-1, -1, 1, -1, 1, 1, -1, 1},
		[SIGN_UP] = {-1, 1, 1, 1, 0, -1, -1, 1},
		[SIGN_DOWN] = {-1, -1, 1, -1, 0, 1, -1, -1},
		[SIGN_DIAMOND] = {-1, 0, 0, -1, 1, 0, 0, 1},
		[SIGN_BOX] = {-1, -1, 1, -1, 1, 1, -1, 1},
	};

	if (sign == SIGN_DISC || sign == SIGN_CIRCLE) {
		cairo_arc(cr, x, y, size, 0, 2 * G_PI);
		return;
	}
	for (int i = 0; i < 4; i++)
		cairo_line_to(cr, x + size * corners[sign][2 * i],
			      y + size * corners[sign][2 * i + 1]);
	cairo_close_path(cr);
}

static void draw_sign(const struct drawing_plane *p, const struct drawn *d)
{
	trace_sign(p->cr, d->detail, plane_across(p, d->points[0]), plane_up(p, d->points[1]),
		   SIGN_SIZE * p->look->size);
	if (d->detail == SIGN_CIRCLE || d->detail == SIGN_BOX) {
		cairo_set_line_width(p->cr, .8 * p->look->size);
		cairo_stroke(p->cr);
	} else {
		cairo_fill(p->cr);
	}
}

static void write_text(const struct drawing_plane *p, const struct drawn *d)
{
	p->write(p, d, plane_across(p, d->points[0]), plane_up(p, d->points[1]));
}

void plane_draw(const struct drawing_plane *plane)
{
	static void (*const draw[SHAPE_KINDS])(const struct drawing_plane *,
					       const struct drawn *) = {
		[SHAPE_BAR] = draw_bar,   [SHAPE_LINE] = draw_line,  [SHAPE_AREA] = fill_polygon,
		[SHAPE_DOT] = draw_dot,   [SHAPE_TEXT] = write_text, [SHAPE_TONE] = draw_tone,
		[SHAPE_SIGN] = draw_sign,
	};

	for (guint i = 0; i < plane->drawing->shapes->len; i++) {
		const struct drawn *d = plane->drawing->shapes->pdata[i];
		const double *ink = plane->look->inks[d->ink];

		cairo_new_path(plane->cr); /* a text leaves a point that a line would begin at */
		cairo_set_source_rgb(plane->cr, ink[0], ink[1], ink[2]);
		draw[d->kind](plane, d);
	}
}
