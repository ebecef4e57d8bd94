/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings in cells. Computes no figure: only where a shape lies among the cells. */
#include "config.h"

#include "ui/drawing_cells.h"

#include <math.h>

#include "osg/compare.h"

enum { AXIS = 4, STEPS = 8 }; /* columns of the upward axis at least; parts of a cell */

static const enum style styles[INKS] = {
	[INK_QUIET] = STYLE_RULE,  [INK_USUAL] = STYLE_RULE,   [INK_DATA] = STYLE_CHART,
	[INK_FLAG] = STYLE_FLAG,   [INK_OTHER] = STYLE_NOTICE, [INK_GROUND] = STYLE_GROUND,
	[INK_MARK] = STYLE_STRONG,
};

const char *sign_glyph(enum sign sign, gboolean ascii)
{
	static const char *const glyphs[SIGNS][2] = {
		[SIGN_DISC] = {"●", "o"}, [SIGN_SQUARE] = {"■", "#"},  [SIGN_UP] = {"▲", "^"},
		[SIGN_DOWN] = {"▼", "v"}, [SIGN_DIAMOND] = {"◆", "*"}, [SIGN_CIRCLE] = {"○", "."},
		[SIGN_BOX] = {"□", "+"},
	};

	return glyphs[sign][ascii ? 1 : 0];
}

const char *tone_glyph(guint tone, gboolean ascii)
{
	static const char *const glyphs[TONES + 1][2] = {
		{" ", " "}, {"░", "."}, {"▒", ":"}, {"▓", "%"}, {"█", "#"}};

	return glyphs[MIN(tone, TONES)][ascii ? 1 : 0];
}

/* Where the plane lies: the cells inside the axes, and the dots of a braille cell. */
struct canvas {
	struct surface *s;
	const struct drawing *drawing;
	struct rectangle r;
	guint8 *dots; /* [r.height * r.width], eight bits a cell */
	guint8 *inks;
};

static double across(const struct canvas *c, double x)
{
	const struct drawing *d = c->drawing;

	return (x - d->left) / (d->right - d->left) * c->r.width;
}

/* Rows from the bottom. */
static double up(const struct canvas *c, double y)
{
	const struct drawing *d = c->drawing;

	return (y - d->bottom) / (d->top - d->bottom) * c->r.height;
}

static const char *bar_sign(const struct surface *s, enum ink ink, int fill)
{
	static const char *const steps[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

	if (ink == INK_USUAL)
		return "·";
	if (!s->ascii)
		return steps[fill];
	if (fill < STEPS / 2)
		return fill > 0 ? "_" : " ";
	return ink == INK_FLAG ? "#" : "=";
}

static void draw_bar(struct canvas *c, const struct drawn *d)
{
	int first = (int)lround(across(c, MIN(d->points[0], d->points[2])));
	int width = MAX((int)lround(fabs(across(c, d->points[2]) - across(c, d->points[0]))), 1);
	int high = (int)lround(up(c, MAX(d->points[1], d->points[3])) * STEPS),
	    low = (int)lround(up(c, MIN(d->points[1], d->points[3])) * STEPS);

	for (int row = MAX(low / STEPS, 0); row < c->r.height && row * STEPS < high; row++)
		for (int x = MAX(first, 0); x < MIN(first + width, c->r.width); x++)
			surface_text(c->s, c->r.x + x, c->r.y + c->r.height - 1 - row, 1,
				     styles[d->ink],
				     bar_sign(c->s, d->ink, MIN(high - row * STEPS, STEPS)));
}

/* x and y in dots from the lower left corner. */
static void set_dot(struct canvas *c, enum ink ink, int x, int y)
{
	static const guint8 bits[4][2] = {{0x40, 0x80}, {0x04, 0x20}, {0x02, 0x10}, {0x01, 0x08}};
	int column = x / 2, row = y / 4;

	if (x < 0 || y < 0 || column >= c->r.width || row >= c->r.height)
		return;
	c->dots[row * c->r.width + column] |= bits[y % 4][x % 2];
	c->inks[row * c->r.width + column] = ink;
}

static void dot_of(const struct canvas *c, const double *point, double *x, double *y)
{
	*x = across(c, point[0]) * 2;
	*y = up(c, point[1]) * 4;
}

/* Nothing of it can be seen: both ends lie on the same side of the canvas. */
static gboolean is_beside(const struct canvas *c, double x0, double y0, double x1, double y1)
{
	double right = c->r.width * 2, top = c->r.height * 4;

	return (x0 < 0 && x1 < 0) || (x0 > right && x1 > right) || (y0 < 0 && y1 < 0) ||
	       (y0 > top && y1 > top);
}

static void draw_line(struct canvas *c, const struct drawn *d)
{
	int gap = d->detail ? 3 : 1; /* a dotted line: every third dot */

	for (guint i = 1; i < d->count; i++) {
		double x0, y0, x1, y1;

		dot_of(c, d->points + 2 * i - 2, &x0, &y0);
		dot_of(c, d->points + 2 * i, &x1, &y1);
		if (is_beside(c, x0, y0, x1, y1))
			continue;
		int steps = CLAMP((int)ceil(MAX(fabs(x1 - x0), fabs(y1 - y0))), 1, 10000);
		for (int k = 0; k <= steps; k += gap)
			set_dot(c, d->ink, (int)floor(x0 + (x1 - x0) * k / steps),
				(int)floor(y0 + (y1 - y0) * k / steps));
	}
}

/* Where the polygon's edge crosses a row of dots, from left to right; pairs enclose its inside. */
static void find_crossings(const struct canvas *c, const struct drawn *d, double y, GArray *found)
{
	g_array_set_size(found, 0);
	for (guint i = 0, j = d->count - 1; i < d->count; j = i++) {
		double xi, yi, xj, yj, x;

		dot_of(c, d->points + 2 * i, &xi, &yi);
		dot_of(c, d->points + 2 * j, &xj, &yj);
		if ((yi > y) == (yj > y))
			continue;
		x = (xj - xi) * (y - yi) / (yj - yi) + xi;
		g_array_append_val(found, x);
	}
	g_array_sort(found, compare_doubles);
}

/* The columns of width dots whose middle lies between two crossings. */
static void columns_between(const double *pair, int width, int columns, int *first, int *last)
{
	*first = (int)CLAMP(ceil(pair[0] / width - .5), 0, columns);
	*last = (int)CLAMP(ceil(pair[1] / width - .5), 0, columns) - 1;
}

static void draw_area(struct canvas *c, const struct drawn *d)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(double));

	for (int y = 0; y < c->r.height * 4; y++) {
		find_crossings(c, d, y + 0.5, found);
		for (guint i = 0; i + 1 < found->len; i += 2) {
			int first, last;

			columns_between(&g_array_index(found, double, i), 1, c->r.width * 2, &first,
					&last);
			for (int x = first; x <= last; x++)
				set_dot(c, d->ink, x, y);
		}
	}
}

static void draw_tone(struct canvas *c, const struct drawn *d)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(double));
	const char *glyph = tone_glyph(d->detail, c->s->ascii);

	for (int row = 0; row < c->r.height; row++) {
		find_crossings(c, d, row * 4 + 2, found);
		for (guint i = 0; i + 1 < found->len; i += 2) {
			int first, last;

			columns_between(&g_array_index(found, double, i), 2, c->r.width, &first,
					&last);
			for (int x = first; x <= last; x++)
				surface_text(c->s, c->r.x + x, c->r.y + c->r.height - 1 - row, 1,
					     STYLE_CHART, glyph);
		}
	}
}

static void draw_words(struct canvas *c, const struct drawn *d)
{
	int width = text_width(d->text), x = (int)floor(across(c, d->points[0])),
	    y = c->r.height - 1 - (int)floor(up(c, d->points[1]));

	x -= d->align == TEXT_RIGHT ? width : d->align == TEXT_CENTRE ? width / 2 : 0;
	if (y >= 0 && y < c->r.height)
		surface_text(c->s, c->r.x + MAX(x, 0), c->r.y + y, c->r.width - MAX(x, 0),
			     styles[d->ink], d->text);
}

static void draw_sign(struct canvas *c, const struct drawn *d)
{
	int x = (int)floor(across(c, d->points[0])),
	    y = c->r.height - 1 - (int)floor(up(c, d->points[1]));

	if (x >= 0 && x < c->r.width && y >= 0 && y < c->r.height)
		surface_text(c->s, c->r.x + x, c->r.y + y, 1, styles[d->ink],
			     sign_glyph(d->detail, c->s->ascii));
}

/* Where there is no braille: what is compared with is told from the rest. */
static const char *const ascii_lines[INKS] = {
	[INK_QUIET] = ":", [INK_USUAL] = "|",  [INK_DATA] = "*", [INK_FLAG] = "*",
	[INK_OTHER] = "-", [INK_GROUND] = "*", [INK_MARK] = "*"};

static void draw_braille(const struct canvas *c)
{
	for (int i = 0; i < c->r.width * c->r.height; i++) {
		char sign[7];

		g_strlcpy(sign, ascii_lines[c->inks[i]], sizeof sign);

		if (!c->dots[i])
			continue;
		if (!c->s->ascii)
			sign[g_unichar_to_utf8(0x2800 + c->dots[i], sign)] = '\0';
		surface_text(c->s, c->r.x + i % c->r.width,
			     c->r.y + c->r.height - 1 - i / c->r.width, 1, styles[c->inks[i]],
			     sign);
	}
}

static int side_of(const struct drawing *drawing)
{
	int side = AXIS;

	if (!drawing->up->len)
		return 0;
	for (guint i = 0; i < drawing->up->len; i++)
		side = MAX(side, text_width(g_array_index(drawing->up, struct tick, i).label) + 1);
	return side;
}

static void draw_side(const struct canvas *c, int side)
{
	for (int y = 0; side && y < c->r.height; y++)
		surface_text(c->s, c->r.x - 1, c->r.y + y, 1, STYLE_RULE, "│");
	for (guint i = 0; side && i < c->drawing->up->len; i++) {
		const struct tick *t = &g_array_index(c->drawing->up, struct tick, i);
		int y = c->r.height - (int)lround(up(c, t->at));

		surface_fitted(c->s, c->r.x - side, c->r.y + y, side - 1, STYLE_RULE, TEXT_RIGHT,
			       t->label);
		surface_text(c->s, c->r.x - 1, c->r.y + y, 1, STYLE_RULE,
			     y < c->r.height ? "┤" : "└");
	}
}

/* Whether nothing stands there yet, with a cell to spare on both sides; then it is taken. */
static gboolean take_cells(gboolean *taken, int count, int x, int width)
{
	for (int i = MAX(x - 1, 0); i < MIN(x + width + 1, count); i++)
		if (taken[i])
			return FALSE;
	for (int i = x; i < x + width; i++)
		taken[i] = TRUE;
	return TRUE;
}

/* From the first tick on; one that would lie over a label before it is left out. */
static void draw_foot(const struct canvas *c)
{
	const GArray *ticks = c->drawing->across;
	g_autofree gboolean *taken = g_new0(gboolean, c->r.width + 1);
	int y = c->r.y + c->r.height;

	surface_rule(c->s, c->r.x, y, c->r.width);
	for (guint i = 0; i < ticks->len; i++) {
		const struct tick *t = &g_array_index(ticks, struct tick, i);
		int width = text_width(t->label),
		    x = MIN((int)lround(across(c, t->at)), c->r.width - width);

		if (x >= 0 && take_cells(taken, c->r.width, x, width))
			surface_text(c->s, c->r.x + x, y, width, STYLE_RULE, t->label);
	}
}

static gboolean is_rule(const struct cell *cell)
{
	return cell && (cell->characters[0] == 0x2500 || cell->characters[0] == '-');
}

/* The columns that a chart is about stand on a heavier line: without colour too one sees which. */
static void draw_window(const struct canvas *c)
{
	int y = c->r.y + c->r.height;

	for (guint i = 0; c->drawing->even_across && i < c->drawing->shapes->len; i++) {
		const struct drawn *d = c->drawing->shapes->pdata[i];

		if (d->kind != SHAPE_BAR || d->ink != INK_FLAG)
			continue;
		for (int x = (int)lround(across(c, floor(d->points[0])));
		     x < (int)lround(across(c, floor(d->points[0]) + 1)); x++)
			if (is_rule(surface_cell(c->s, c->r.x + x, y)))
				surface_text(c->s, c->r.x + x, y, 1, STYLE_FLAG, "━");
	}
}

/* What fills cells lies behind, then what is made of dots, then signs and texts. */
static void draw_shapes(struct canvas *c)
{
	static void (*const draw[][SHAPE_KINDS])(struct canvas *, const struct drawn *) = {
		{[SHAPE_BAR] = draw_bar, [SHAPE_TONE] = draw_tone},
		{[SHAPE_LINE] = draw_line, [SHAPE_AREA] = draw_area},
		{[SHAPE_TEXT] = draw_words, [SHAPE_SIGN] = draw_sign},
	};
	const GPtrArray *shapes = c->drawing->shapes;

	for (gsize layer = 0; layer < G_N_ELEMENTS(draw); layer++) {
		for (guint i = 0; i < shapes->len; i++) {
			const struct drawn *d = shapes->pdata[i];

			if (draw[layer][d->kind])
				draw[layer][d->kind](c, d);
		}
		if (layer == 1)
			draw_braille(c);
	}
}

/* As many cells as there is room for, each unit of it with the same number of them. */
static int even(int cells, double units)
{
	int whole = (int)units;

	return whole > 0 && whole <= cells ? cells - cells % whole : cells;
}

struct rectangle drawing_cells(struct surface *s, struct rectangle r, const struct drawing *drawing)
{
	int side = side_of(drawing), foot = drawing->across->len || side ? 1 : 0;
	struct canvas c = {
		s, drawing, {r.x + side, r.y, r.width - side, r.height - foot}, NULL, NULL};

	if (c.r.width < 4 || c.r.height < 2)
		return (struct rectangle){r.x, r.y, 0, 0};
	if (drawing->even_across)
		c.r.width = even(c.r.width, drawing->right - drawing->left);
	if (drawing->even_up)
		c.r.height = even(c.r.height, drawing->top - drawing->bottom);
	if (drawing->equal) { /* a cell is about twice as high as wide */
		double unit = MIN(c.r.width / (drawing->right - drawing->left),
				  2.0 * c.r.height / (drawing->top - drawing->bottom));

		c.r.width = MAX((int)(unit * (drawing->right - drawing->left)), 4);
		c.r.height = MAX((int)(unit * (drawing->top - drawing->bottom) / 2), 2);
	}
	c.dots = g_malloc0(c.r.width * c.r.height);
	c.inks = g_malloc0(c.r.width * c.r.height);
	draw_shapes(&c);
	if (foot) {
		draw_foot(&c);
		draw_window(&c);
	}
	draw_side(&c, side);
	g_free(c.dots);
	g_free(c.inks);
	return c.r;
}

/* On the axis; a label there is not hidden. */
static void point_at(struct surface *s, int x, int y)
{
	const struct cell *cell = surface_cell(s, x, y);

	if (is_rule(cell) ||
	    (cell && (cell->characters[0] == 0x2501 || cell->characters[0] == '=')))
		surface_text(s, x, y, 1, STYLE_STRONG, "▲");
	else
		surface_restyle(s, (struct rectangle){x, y, 1, 1}, STYLE_SELECTED);
}

void drawing_cursor(struct surface *s, struct rectangle plane, const struct drawing *drawing,
		    const struct told_point *told)
{
	const struct canvas c = {s, drawing, plane, NULL, NULL};
	int x = plane.x + CLAMP((int)floor(across(&c, told->x)), 0, plane.width - 1);
	struct rectangle here = {x, plane.y, 1, plane.height};

	if (isfinite(told->y)) {
		here.y +=
			CLAMP(plane.height - 1 - (int)floor(up(&c, told->y)), 0, plane.height - 1);
		here.height = 1;
	}
	surface_restyle(s, here, STYLE_SELECTED);
	if (here.height > 1)
		point_at(s, x, plane.y + plane.height);
	surface_cursor(s, x, here.height > 1 ? plane.y + plane.height : here.y);
}

void drawing_columns(struct surface *s, struct rectangle r, const struct chart *chart)
{
	int room = r.width - AXIS, step = CLAMP(room / MAX(chart->count, 1), 1, 3);
	int most = room / step, count = MIN(chart->count, most);

	if (count < 1)
		return;
	struct drawing *drawing = chart_columns(chart, most, r.height - 1);

	r.width = AXIS + count * step;
	drawing_cells(s, r, drawing);
	drawing_free(drawing);
}

void drawing_row(struct surface *s, struct rectangle r, const char *label, int label_width,
		 int value, int most)
{
	int room = r.width - label_width - 6;
	int length = most > 0 && room > 0 ? (int)lround((double)value / most * room) : 0;

	surface_fitted(s, r.x, r.y, label_width, STYLE_TEXT, TEXT_LEFT, label);
	for (int i = 0; i < length; i++)
		surface_text(s, r.x + label_width + 1 + i, r.y, 1, STYLE_CHART,
			     s->ascii ? "#" : "█");
	surface_printf(s, r.x + label_width + 2 + length, r.y, 5, STYLE_TEXT, "%d", value);
}
