/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drawing as pixels: drawn by cairo, then brought down to the few colours that a terminal has
 * and that go over a slow line. */
#include "config.h"

#include "report/drawing_image.h"

#include <pango/pangocairo.h>
#include <string.h>

#include "report/drawing_shapes.h"

#define FAMILIES "DejaVu Sans Condensed, DejaVu Sans, Sans"
#define LETTER .64  /* height of the letters, of a cell */
#define POINTS 14.0 /* that a cell is high */
#define AROUND 2.4  /* points of paper around a letter, so that it reads on lines and tones */

static const struct drawing_look looks[] = {
	[IMAGE_DARK] = {.inks = {[INK_QUIET] = {.76, .78, .8},
				 [INK_USUAL] = {.2, .24, .29},
				 [INK_DATA] = {.42, .6, .82},
				 [INK_FLAG] = {1, .42, .38},
				 [INK_OTHER] = {.95, .73, .3},
				 [INK_GROUND] = {.46, .54, .6},
				 [INK_MARK] = {1, 1, 1}},
			.tones = {{.06, .07, .09},
				  {.1, .17, .24},
				  {.12, .26, .38},
				  {.14, .36, .53},
				  {.17, .47, .7}}},
	[IMAGE_LIGHT] = {.inks = {[INK_QUIET] = {.32, .32, .32},
				  [INK_USUAL] = {.86, .88, .92},
				  [INK_DATA] = {.3, .42, .58},
				  [INK_FLAG] = {.7, .05, .05},
				  [INK_OTHER] = {.77, .5, .1},
				  [INK_GROUND] = {.4, .47, .53},
				  [INK_MARK] = {.05, .05, .05}},
			 .tones = {{1, 1, 1},
				   {.9, .92, .94},
				   {.8, .84, .88},
				   {.67, .73, .8},
				   {.52, .61, .72}}},
};

static void make_grey(double colour[3])
{
	colour[0] = colour[1] = colour[2] = .3 * colour[0] + .59 * colour[1] + .11 * colour[2];
}

static struct drawing_look look_of(const struct image_wish *wish)
{
	struct drawing_look look = looks[wish->ground == IMAGE_LIGHT ? IMAGE_LIGHT : IMAGE_DARK];

	look.size = wish->cell_height / POINTS;
	for (int i = 0; i < INKS && wish->ground == IMAGE_GREY; i++)
		make_grey(look.inks[i]);
	for (int i = 0; i <= TONES && wish->ground == IMAGE_GREY; i++)
		make_grey(look.tones[i]);
	return look;
}

/* letters */

struct letters_of {
	const struct image_wish *wish;
	PangoContext *context;
	PangoFontDescription *font;
};

/* On the cells that the same text takes where there is no picture. */
static void write_text(const struct cairo_drawing *p, const struct drawn *d, double x, double y)
{
	const struct letters_of *letters = p->data;
	const double *paper = p->look->tones[0], *ink = p->look->inks[d->ink];
	g_autoptr(PangoLayout) layout = pango_layout_new(letters->context);
	int width, height;

	pango_layout_set_font_description(layout, letters->font);
	pango_layout_set_text(layout, d->text, -1);
	pango_layout_get_pixel_size(layout, &width, &height);
	x -= d->align == TEXT_RIGHT    ? width
	     : d->align == TEXT_CENTRE ? width / 2.
				       : letters->wish->cell_width / 2.;
	cairo_move_to(p->cr,
		      CLAMP(x, p->plane.x, MAX(p->plane.x + p->plane.width - width, p->plane.x)),
		      y - height / 2.);
	pango_cairo_layout_path(p->cr, layout);
	cairo_set_source_rgb(p->cr, paper[0], paper[1], paper[2]);
	cairo_set_line_join(p->cr, CAIRO_LINE_JOIN_ROUND);
	cairo_set_line_width(p->cr, AROUND * p->look->size);
	cairo_stroke_preserve(p->cr);
	cairo_set_source_rgb(p->cr, ink[0], ink[1], ink[2]);
	cairo_fill(p->cr);
	cairo_set_line_join(p->cr, CAIRO_LINE_JOIN_MITER);
}

static void draw_all(cairo_t *cr, const struct image_wish *wish, const struct drawing *drawing,
		     const struct drawing_look *look)
{
	struct letters_of letters = {wish, pango_cairo_create_context(cr),
				     pango_font_description_from_string(FAMILIES)};
	const struct cairo_drawing to = {.plane = {.drawing = drawing,
						   .width = wish->columns * wish->cell_width,
						   .height = wish->rows * wish->cell_height},
					 .cr = cr,
					 .look = look,
					 .write = write_text,
					 .data = &letters};

	pango_font_description_set_absolute_size(letters.font,
						 LETTER * wish->cell_height * PANGO_SCALE);
	cairo_set_source_rgb(cr, look->tones[0][0], look->tones[0][1], look->tones[0][2]);
	cairo_paint(cr);
	cairo_drawing_shapes(&to);
	pango_font_description_free(letters.font);
	g_object_unref(letters.context);
}

/* colours */

static void put_colour(guint8 to[3], const double *colour, const double *paper)
{
	for (int i = 0; i < 3; i++)
		to[i] = (guint8)(255 * (paper ? (colour[i] + paper[i]) / 2 : colour[i]) + .5);
}

/* The paper, the tones, the inks, and those of lines and letters half as strong: their edges. */
static void choose_colours(const struct drawing_look *look, guint8 colours[IMAGE_COLOURS][3])
{
	static const enum ink edged[] = {INK_MARK, INK_QUIET, INK_DATA, INK_GROUND};
	int n = 0;

	G_STATIC_ASSERT(TONES + 1 + INKS + G_N_ELEMENTS(edged) == IMAGE_COLOURS);
	for (int i = 0; i <= TONES; i++)
		put_colour(colours[n++], look->tones[i], NULL);
	for (int i = 0; i < INKS; i++)
		put_colour(colours[n++], look->inks[i], NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(edged); i++)
		put_colour(colours[n++], look->inks[edged[i]], look->tones[0]);
}

static guint8 nearest(const guint8 colours[IMAGE_COLOURS][3], guint32 pixel)
{
	int least = G_MAXINT;
	guint8 found = 0;

	for (guint8 i = 0; i < IMAGE_COLOURS; i++) {
		int red = colours[i][0] - (int)(pixel >> 16 & 255),
		    green = colours[i][1] - (int)(pixel >> 8 & 255),
		    blue = colours[i][2] - (int)(pixel & 255);
		int far = red * red + green * green + blue * blue;

		if (far < least) {
			least = far;
			found = i;
		}
	}
	return found;
}

/* Each pixel becomes the nearest of the colours, in the surface and as its index. */
static guint8 *reduce(cairo_surface_t *surface, const guint8 colours[IMAGE_COLOURS][3])
{
	int width = cairo_image_surface_get_width(surface),
	    height = cairo_image_surface_get_height(surface),
	    stride = cairo_image_surface_get_stride(surface);
	guint8 *indices = g_malloc((gsize)width * height), *data;
	guint32 before = 0;
	guint8 found = nearest(colours, 0);

	cairo_surface_flush(surface);
	data = cairo_image_surface_get_data(surface);
	for (int y = 0; y < height; y++) {
		guint32 *row = (guint32 *)(void *)(data + (gsize)y * stride);

		for (int x = 0; x < width; x++) {
			guint32 pixel = row[x] & 0xffffff;

			if (pixel != before) {
				before = pixel;
				found = nearest(colours, pixel);
			}
			row[x] = (guint32)colours[found][0] << 16 |
				 (guint32)colours[found][1] << 8 | colours[found][2];
			indices[(gsize)y * width + x] = found;
		}
	}
	cairo_surface_mark_dirty(surface);
	return indices;
}

static cairo_status_t append(void *data, const unsigned char *bytes, unsigned int length)
{
	g_byte_array_append(data, bytes, length);
	return CAIRO_STATUS_SUCCESS;
}

static GBytes *answer(cairo_surface_t *surface, const struct image_wish *wish,
		      const struct drawing_look *look)
{
	g_autoptr(GByteArray) png = g_byte_array_new();
	guint8 colours[IMAGE_COLOURS][3];
	g_autofree guint8 *indices = NULL;

	choose_colours(look, colours);
	indices = reduce(surface, (const guint8(*)[3])colours);
	if (!wish->png)
		return image_pack((const guint8(*)[3])colours, indices,
				  (gsize)wish->columns * wish->cell_width * wish->rows *
					  wish->cell_height);
	if (cairo_surface_write_to_png_stream(surface, append, png) != CAIRO_STATUS_SUCCESS)
		return NULL;
	return image_pack((const guint8(*)[3])colours, png->data, png->len);
}

GBytes *drawing_image(const struct image_wish *wish, const struct drawing *drawing)
{
	const struct drawing_look look = look_of(wish);
	cairo_surface_t *surface =
		cairo_image_surface_create(CAIRO_FORMAT_RGB24, wish->columns * wish->cell_width,
					   wish->rows * wish->cell_height);
	cairo_t *cr = cairo_create(surface);
	GBytes *made = NULL;

	draw_all(cr, wish, drawing, &look);
	if (cairo_status(cr) == CAIRO_STATUS_SUCCESS)
		made = answer(surface, wish, &look);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	return made;
}
