/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings on paper. Every ink differs in grey as well: most printers know no colour. */
#include "config.h"

#include "report/drawing_cairo.h"

#include "report/drawing_shapes.h"

#define FOOT 12.0 /* points beneath the axis, for its labels */
#define GAP 4.0

static const struct drawing_look look = {
	.inks = {[INK_QUIET] = {.45, .45, .45},
		 [INK_USUAL] = {.88, .9, .93},
		 [INK_DATA] = {.36, .46, .6},
		 [INK_FLAG] = {.63, .07, .07},
		 [INK_OTHER] = {.77, .54, .16},
		 [INK_GROUND] = {.4, .47, .53},
		 [INK_MARK] = {.13, .13, .13}},
	.tones = {{1, 1, 1}, {.92, .92, .92}, {.82, .82, .82}, {.68, .68, .68}, {.52, .52, .52}},
	.size = 1,
};

static void put_label(struct pages *p, const char *text, double x, double y, enum text_align align)
{
	PangoLayout *layout = pages_text(p, STYLE_CELL_TITLE, text, -1, TEXT_LEFT);
	double width = text_natural_width(p, STYLE_CELL_TITLE, text);

	x -= align == TEXT_RIGHT ? width : align == TEXT_CENTRE ? width / 2 : 0;
	pages_show(p, layout, STYLE_CELL_TITLE, x, y);
}

static void write_text(const struct cairo_drawing *to, const struct drawn *text, double x, double y)
{
	put_label(to->data, text->text, x, y - 5, text->align);
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

void drawing_cairo(struct pages *pages, const struct drawing *drawing, double left, double width,
		   double height)
{
	double side = side_of(pages, drawing), foot = drawing->across->len ? FOOT : 0;
	struct cairo_drawing to = {
		.plane = {drawing, left + side, pages->y + GAP, width - side, height - foot - GAP},
		.cr = pages->cr,
		.look = &look,
		.write = write_text,
		.data = pages};
	const struct drawing_plane *p = &to.plane;

	plane_keep_shape(&to.plane);
	cairo_drawing_shapes(&to);
	for (guint i = 0; i < drawing->up->len; i++) {
		const struct tick *t = &g_array_index(drawing->up, struct tick, i);
		put_label(pages, t->label, p->x - GAP, plane_up(p, t->at) - 5, TEXT_RIGHT);
	}
	for (guint i = 0; i < drawing->across->len; i++) {
		const struct tick *t = &g_array_index(drawing->across, struct tick, i);
		double at = plane_across(p, t->at);
		gboolean last = at > left + width - 30;

		put_label(pages, t->label, last ? left + width : at, p->y + p->height + 1,
			  last ? TEXT_RIGHT : TEXT_LEFT);
	}
}
