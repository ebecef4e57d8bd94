/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shapes as paths. Knows no page, no font and no colour of its own. */
#include "config.h"

#include "report/drawing_shapes.h"

#include <math.h>

#define SIGN_SIZE 2.6 /* points from the middle */

static void follow(const struct cairo_drawing *p, const struct drawn *d)
{
	for (guint i = 0; i < d->count; i++)
		cairo_line_to(p->cr, plane_across(&p->plane, d->points[2 * i]),
			      plane_up(&p->plane, d->points[2 * i + 1]));
}

static void fill_polygon(const struct cairo_drawing *p, const struct drawn *d)
{
	follow(p, d);
	cairo_close_path(p->cr);
	cairo_fill(p->cr);
}

static void draw_tone(const struct cairo_drawing *p, const struct drawn *d)
{
	const double *tone = p->look->tones[d->detail];

	cairo_set_source_rgb(p->cr, tone[0], tone[1], tone[2]);
	fill_polygon(p, d);
}

static void draw_bar(const struct cairo_drawing *p, const struct drawn *d)
{
	const double *at = d->points;

	cairo_rectangle(p->cr, plane_across(&p->plane, at[0]), plane_up(&p->plane, at[1]),
			plane_across(&p->plane, at[2]) - plane_across(&p->plane, at[0]),
			plane_up(&p->plane, at[3]) - plane_up(&p->plane, at[1]));
	cairo_fill(p->cr);
}

static void draw_line(const struct cairo_drawing *p, const struct drawn *d)
{
	double size = p->look->size;

	follow(p, d);
	cairo_set_line_width(p->cr, d->detail ? .7 * size : size);
	if (d->detail)
		cairo_set_dash(p->cr, (const double[]){size, 2 * size}, 2, 0);
	cairo_stroke(p->cr);
	cairo_set_dash(p->cr, NULL, 0, 0);
}

/* The outline of a sign around a point. */
static void trace_sign(cairo_t *cr, const struct sign_shape *sign, double x, double y, double size)
{
	if (!sign->count)
		cairo_arc(cr, x, y, size, 0, 2 * G_PI);
	for (int i = 0; i < sign->count; i++)
		cairo_line_to(cr, x + size * sign->corners[2 * i],
			      y + size * sign->corners[2 * i + 1]);
	if (sign->count)
		cairo_close_path(cr);
}

static void draw_sign(const struct cairo_drawing *p, const struct drawn *d)
{
	const struct sign_shape *sign = &sign_shapes[d->detail];

	trace_sign(p->cr, sign, plane_across(&p->plane, d->points[0]),
		   plane_up(&p->plane, d->points[1]), SIGN_SIZE * p->look->size);
	if (sign->open) {
		cairo_set_line_width(p->cr, .8 * p->look->size);
		cairo_stroke(p->cr);
	} else {
		cairo_fill(p->cr);
	}
}

static void write_text(const struct cairo_drawing *p, const struct drawn *d)
{
	p->write(p, d, plane_across(&p->plane, d->points[0]), plane_up(&p->plane, d->points[1]));
}

void cairo_drawing_shapes(const struct cairo_drawing *to)
{
	static void (*const draw[SHAPE_KINDS])(const struct cairo_drawing *,
					       const struct drawn *) = {
		[SHAPE_BAR] = draw_bar,    [SHAPE_LINE] = draw_line, [SHAPE_AREA] = fill_polygon,
		[SHAPE_TEXT] = write_text, [SHAPE_TONE] = draw_tone, [SHAPE_SIGN] = draw_sign,
	};

	for (guint i = 0; i < to->plane.drawing->shapes->len; i++) {
		const struct drawn *d = to->plane.drawing->shapes->pdata[i];
		const double *ink = to->look->inks[d->ink];

		cairo_new_path(to->cr); /* a text leaves a point that a line would begin at */
		cairo_set_source_rgb(to->cr, ink[0], ink[1], ink[2]);
		draw[d->kind](to, d);
	}
}
