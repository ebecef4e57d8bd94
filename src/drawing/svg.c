/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drawing as SVG, for the HTML form of a report. */
#include "config.h"

#include "osg/drawing.h"

#include <math.h>

#define LETTER 6.2 /* a letter's width at the font's size, nearly */
#define FOOT 16.0  /* beneath the axis, for its labels */

static const char *const colours[INKS] = {
	[INK_QUIET] = "#777", [INK_USUAL] = "#e4e8ee", [INK_DATA] = "#5b7699",
	[INK_FLAG] = "#a11",  [INK_OTHER] = "#c48a2a", [INK_GROUND] = "#678",
	[INK_MARK] = "#222",
};

/* Tones from light to dark; they differ in grey as well. */
static const char *const tones[TONES + 1] = {"none", "#e3e9f0", "#c3d0de", "#97abc3", "#6482a5"};

#define SIGN_SIZE 3.2 /* pixels from the middle */

/* A number as SVG wants it, whatever the locale. */
static void put_number(GString *out, const char *before, double value)
{
	char number[G_ASCII_DTOSTR_BUF_SIZE];

	g_string_append(out, before);
	g_string_append(out, g_ascii_formatd(number, sizeof number, "%.1f", value));
}

static void put_points(GString *out, const struct drawing_plane *p, const struct drawn *d)
{
	g_string_append(out, " points=\"");
	for (guint i = 0; i < d->count; i++) {
		put_number(out, i ? " " : "", plane_across(p, d->points[2 * i]));
		put_number(out, ",", plane_up(p, d->points[2 * i + 1]));
	}
	g_string_append_c(out, '"');
}

static void put_text(GString *out, double x, double y, const char *anchor, const char *colour,
		     const char *text)
{
	g_autofree char *escaped = g_markup_escape_text(text, -1);

	put_number(out, "<text x=\"", x);
	put_number(out, "\" y=\"", y);
	g_string_append_printf(out, "\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n", anchor, colour,
			       escaped);
}

static void put_sign(GString *out, const struct drawing_plane *p, const struct drawn *d)
{
	double x = plane_across(p, d->points[0]), y = plane_up(p, d->points[1]);
	const char *colour = colours[d->ink];
	const struct sign_shape *sign = &sign_shapes[d->detail];

	if (sign->count) {
		g_string_append(out, "<polygon points=\"");
		for (int i = 0; i < sign->count; i++) {
			put_number(out, i ? " " : "", x + SIGN_SIZE * sign->corners[2 * i]);
			put_number(out, ",", y + SIGN_SIZE * sign->corners[2 * i + 1]);
		}
		g_string_append_c(out, '"');
	} else {
		put_number(out, "<circle r=\"3\" cx=\"", x);
		put_number(out, "\" cy=\"", y);
		g_string_append_c(out, '"');
	}
	g_string_append_printf(out, " fill=\"%s\" stroke=\"%s\"/>\n", sign->open ? "#fff" : colour,
			       colour);
}

static void put_shape(GString *out, const struct drawing_plane *p, const struct drawn *d)
{
	static const char *const anchors[] = {
		[TEXT_LEFT] = "start", [TEXT_RIGHT] = "end", [TEXT_CENTRE] = "middle"};
	const double *at = d->points;
	const char *colour = colours[d->ink];

	switch (d->kind) {
	case SHAPE_BAR:
		put_number(out, "<rect x=\"", plane_across(p, MIN(at[0], at[2])));
		put_number(out, "\" y=\"", plane_up(p, MAX(at[1], at[3])));
		put_number(out, "\" width=\"",
			   fabs(plane_across(p, at[2]) - plane_across(p, at[0])));
		put_number(out, "\" height=\"", fabs(plane_up(p, at[3]) - plane_up(p, at[1])));
		g_string_append_printf(out, "\" fill=\"%s\"/>\n", colour);
		break;
	case SHAPE_LINE:
		g_string_append(out, "<polyline fill=\"none\"");
		put_points(out, p, d);
		g_string_append_printf(out, " stroke=\"%s\"%s/>\n", colour,
				       d->detail ? " stroke-dasharray=\"1 3\"" : "");
		break;
	case SHAPE_TONE:
		g_string_append(out, "<polygon");
		put_points(out, p, d);
		g_string_append_printf(out, " fill=\"%s\"/>\n", tones[d->detail]);
		break;
	case SHAPE_SIGN:
		put_sign(out, p, d);
		break;
	case SHAPE_AREA:
		g_string_append(out, "<polygon");
		put_points(out, p, d);
		g_string_append_printf(out, " fill=\"%s\"/>\n", colour);
		break;
	default:
		put_text(out, plane_across(p, at[0]), plane_up(p, at[1]), anchors[d->align], colour,
			 d->text);
	}
}

static double room_for_labels(const GArray *ticks)
{
	int most = 0;

	for (guint i = 0; i < ticks->len; i++)
		most = MAX(most, text_width(g_array_index(ticks, struct tick, i).label));
	return most ? most * LETTER + 6 : 0;
}

char *drawing_svg(const struct drawing *drawing, int width, int height)
{
	GString *out = g_string_new(NULL);
	double side = room_for_labels(drawing->up), foot = drawing->across->len ? FOOT : 0;
	struct drawing_plane p = {drawing, side, 6, width - side - 2, height - foot - 8};
	g_autofree char *title = g_markup_escape_text(drawing->sentence, -1);

	plane_keep_shape(&p);
	g_string_append_printf(out,
			       "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" "
			       "font-size=\"11\">\n<title>%s</title>\n",
			       width, height, width, title);
	for (guint i = 0; i < drawing->shapes->len; i++)
		put_shape(out, &p, drawing->shapes->pdata[i]);
	for (guint i = 0; i < drawing->up->len; i++) {
		const struct tick *t = &g_array_index(drawing->up, struct tick, i);
		put_text(out, side - 4, plane_up(&p, t->at) + 4, "end", colours[INK_QUIET],
			 t->label);
	}
	for (guint i = 0; i < drawing->across->len; i++) {
		const struct tick *t = &g_array_index(drawing->across, struct tick, i);
		gboolean last = plane_across(&p, t->at) > width - 40;
		put_text(out, last ? width - 2 : plane_across(&p, t->at), height - 3,
			 last ? "end" : "start", colours[INK_QUIET], t->label);
	}
	g_string_append(out, "</svg>\n");
	return g_string_free(out, FALSE);
}
