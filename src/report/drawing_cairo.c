/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings through cairo. Every ink differs in grey as well: most printers know no colour. */
#include "config.h"

#include "report/drawing_cairo.h"

#include <math.h>

#define FOOT 12.0 /* points beneath the axis, for its labels */
#define GAP 4.0

static const double colours[INKS][3] = {
	[INK_QUIET] = {.45, .45, .45}, [INK_USUAL] = {.88, .9, .93},  [INK_DATA] = {.36, .46, .6},
	[INK_FLAG] = {.63, .07, .07},  [INK_OTHER] = {.77, .54, .16}, [INK_GROUND] = {.4, .47, .53},
	[INK_MARK] = {.13, .13, .13},
};

/* Grey of the tones, light to dark. */
static const double tones[TONES + 1] = {1, .92, .82, .68, .52};
#define SIGN_SIZE 2.6 /* points from the middle */

/* Where the part inside the axes lies, in points. */
struct frame {
	const struct drawing *drawing;
	double x, y, width, height;
};

static double across(const struct frame *f, double x)
{
	const struct drawing *d = f->drawing;

	return f->x + (x - d->left) / (d->right - d->left) * f->width;
}

static double up(const struct frame *f, double y)
{
	const struct drawing *d = f->drawing;

	return f->y + f->height - (y - d->bottom) / (d->top - d->bottom) * f->height;
}

static void put_label(struct pages *p, const char *text, double x, double y, enum text_align align)
{
	g_autoptr(PangoLayout) layout = pages_text(p, STYLE_CELL_TITLE, text, -1, TEXT_LEFT);
	double width = text_natural_width(p, STYLE_CELL_TITLE, text);

	x -= align == TEXT_RIGHT ? width : align == TEXT_CENTRE ? width / 2 : 0;
	pages_show(p, layout, STYLE_CELL_TITLE, x, y);
}

static void follow(struct pages *p, const struct frame *f, const struct drawn *d)
{
	for (guint i = 0; i < d->count; i++)
		cairo_line_to(p->cr, across(f, d->points[2 * i]), up(f, d->points[2 * i + 1]));
}

/* The outline of a sign around a point. */
static void trace_sign(cairo_t *cr, enum sign sign, double x, double y)
{
	static const double corners[SIGNS][8] = {
		[SIGN_SQUARE] = {-1, -1, 1, -1, 1, 1, -1, 1},
		[SIGN_UP] = {-1, 1, 1, 1, 0, -1, -1, 1},
		[SIGN_DOWN] = {-1, -1, 1, -1, 0, 1, -1, -1},
		[SIGN_DIAMOND] = {-1, 0, 0, -1, 1, 0, 0, 1},
		[SIGN_BOX] = {-1, -1, 1, -1, 1, 1, -1, 1},
	};

	if (sign == SIGN_DISC || sign == SIGN_CIRCLE) {
		cairo_arc(cr, x, y, SIGN_SIZE, 0, 2 * G_PI);
		return;
	}
	for (int i = 0; i < 4; i++)
		cairo_line_to(cr, x + SIGN_SIZE * corners[sign][2 * i],
			      y + SIGN_SIZE * corners[sign][2 * i + 1]);
	cairo_close_path(cr);
}

static void draw_sign(cairo_t *cr, enum sign sign, double x, double y)
{
	trace_sign(cr, sign, x, y);
	if (sign == SIGN_CIRCLE || sign == SIGN_BOX) {
		cairo_set_line_width(cr, .8);
		cairo_stroke(cr);
	} else {
		cairo_fill(cr);
	}
}

static void draw(struct pages *p, const struct frame *f, const struct drawn *d)
{
	const double *c = colours[d->ink], *at = d->points;

	cairo_new_path(p->cr); /* a text leaves a point that a line would begin at */
	cairo_set_source_rgb(p->cr, c[0], c[1], c[2]);
	switch (d->kind) {
	case SHAPE_BAR:
		cairo_rectangle(p->cr, across(f, at[0]), up(f, at[1]),
				across(f, at[2]) - across(f, at[0]), up(f, at[3]) - up(f, at[1]));
		cairo_fill(p->cr);
		break;
	case SHAPE_LINE:
		follow(p, f, d);
		cairo_set_line_width(p->cr, d->detail ? .7 : 1);
		if (d->detail)
			cairo_set_dash(p->cr, (const double[]){1, 2}, 2, 0);
		cairo_stroke(p->cr);
		cairo_set_dash(p->cr, NULL, 0, 0);
		break;
	case SHAPE_TONE:
		cairo_set_source_rgb(p->cr, tones[d->detail], tones[d->detail], tones[d->detail]);
		follow(p, f, d);
		cairo_close_path(p->cr);
		cairo_fill(p->cr);
		break;
	case SHAPE_SIGN:
		draw_sign(p->cr, d->detail, across(f, at[0]), up(f, at[1]));
		break;
	case SHAPE_AREA:
		follow(p, f, d);
		cairo_close_path(p->cr);
		cairo_fill(p->cr);
		break;
	case SHAPE_DOT:
		cairo_arc(p->cr, across(f, at[0]), up(f, at[1]), 2, 0, 2 * G_PI);
		cairo_fill(p->cr);
		break;
	default:
		put_label(p, d->text, across(f, at[0]), up(f, at[1]) - 5, d->align);
	}
}

static double side_of(struct pages *p, const struct drawing *drawing)
{
	double side = 0;

	for (guint i = 0; i < drawing->up->len; i++)
		side = MAX(side,
			   text_natural_width(p, STYLE_CELL_TITLE,
					      g_array_index(drawing->up, struct tick, i).label));
	return side > 0 ? side + GAP : 0;
}

/* One unit as long both ways, in the middle of the room there is. */
static void keep_shape(struct frame *f)
{
	const struct drawing *d = f->drawing;
	double unit = MIN(f->width / (d->right - d->left), f->height / (d->top - d->bottom));
	double width = unit * (d->right - d->left), height = unit * (d->top - d->bottom);

	f->x += (f->width - width) / 2;
	f->y += (f->height - height) / 2;
	f->width = width;
	f->height = height;
}

void drawing_cairo(struct pages *pages, const struct drawing *drawing, double left, double width,
		   double height)
{
	double side = side_of(pages, drawing), foot = drawing->across->len ? FOOT : 0;
	struct frame f = {drawing, left + side, pages->y + GAP, width - side, height - foot - GAP};

	if (drawing->equal)
		keep_shape(&f);
	for (guint i = 0; i < drawing->shapes->len; i++)
		draw(pages, &f, drawing->shapes->pdata[i]);
	for (guint i = 0; i < drawing->up->len; i++) {
		const struct tick *t = &g_array_index(drawing->up, struct tick, i);
		put_label(pages, t->label, f.x - GAP, up(&f, t->at) - 5, TEXT_RIGHT);
	}
	for (guint i = 0; i < drawing->across->len; i++) {
		const struct tick *t = &g_array_index(drawing->across, struct tick, i);
		gboolean last = across(&f, t->at) > left + width - 30;
		put_label(pages, t->label, last ? left + width : across(&f, t->at),
			  f.y + f.height + 1, last ? TEXT_RIGHT : TEXT_LEFT);
	}
}
