/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one way to look at a chart on the screen: as large as there is room for, a cursor that steps
 * through what can be read off, the sentence that says what it shows. What is drawn is made by
 * others. */
#include "config.h"

#include "ui/chart_viewer.h"

#include <math.h>

#include "ui/ui_private.h"

enum { LEAP = 10, LEAST_ROWS = 7, MOST_TOLD = 3 };

struct chart_viewer {
	struct overlay overlay;
	GPtrArray *charts; /* struct titled_chart */
	guint shown;       /* which of them */
	int at;            /* what is told, -1 = nothing can be */
};

static const struct titled_chart *chart_at(const struct chart_viewer *v)
{
	return v->charts->pdata[v->shown];
}

static const struct told_point *told_at(const struct chart_viewer *v)
{
	return v->at < 0 ? NULL
			 : &g_array_index(chart_at(v)->drawing->told, struct told_point, v->at);
}

/* The newest of a series is what one looks at first; of cells and bars the first. */
static void show(struct chart_viewer *v, guint which)
{
	const GArray *told;

	v->shown = which;
	told = chart_at(v)->drawing->told;
	v->at = told->len && isnan(g_array_index(told, struct told_point, 0).y) ? (int)told->len - 1
		: told->len                                                     ? 0
										: -1;
}

/* moving */

/* How far b is from a in a direction, sideways steps counting more; INFINITY: not there. */
static double way(const struct drawing *d, const struct told_point *a, const struct told_point *b,
		  int right, int up)
{
	double across = (b->x - a->x) / (d->right - d->left) * right,
	       along = isnan(a->y) || isnan(b->y) ? 0 : (b->y - a->y) / (d->top - d->bottom) * up;
	double ahead = right ? across : along,
	       beside = fabs(right ? (isnan(a->y) ? 0 : (b->y - a->y) / (d->top - d->bottom))
				   : (b->x - a->x) / (d->right - d->left));

	return ahead > 1e-9 ? ahead + 8 * beside : INFINITY;
}

static void step(struct chart_viewer *v, int right, int up)
{
	const struct drawing *d = chart_at(v)->drawing;
	const struct told_point *here = told_at(v);
	double nearest = INFINITY;
	int found = v->at;

	for (guint i = 0; here && i < d->told->len; i++) {
		double far = way(d, here, &g_array_index(d->told, struct told_point, i), right, up);

		if (far < nearest) {
			nearest = far;
			found = (int)i;
		}
	}
	v->at = found;
}

static void go_to(struct chart_viewer *v, int at)
{
	int count = (int)chart_at(v)->drawing->told->len;

	v->at = count ? CLAMP(at, 0, count - 1) : -1;
}

/* As lines the keys up and down go through all that is told. */
static gboolean move(struct ui *ui, struct chart_viewer *v, guint32 key)
{
	static const struct {
		guint32 key, twin;
		int right, up;
	} steps[] = {{UI_KEY_LEFT, 'h', -1, 0},
		     {UI_KEY_RIGHT, 'l', 1, 0},
		     {UI_KEY_UP, 'k', 0, 1},
		     {UI_KEY_DOWN, 'j', 0, -1}};

	for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
		if (key != steps[i].key && key != steps[i].twin)
			continue;
		if (ui_plain(ui))
			go_to(v, v->at + steps[i].right - steps[i].up);
		else
			step(v, steps[i].right, steps[i].up);
		return TRUE;
	}
	if (key == UI_KEY_HOME || key == UI_KEY_END)
		go_to(v, key == UI_KEY_HOME ? 0 : G_MAXINT);
	else if (key == UI_KEY_PAGE_UP || key == UI_KEY_PAGE_DOWN)
		go_to(v, v->at + (key == UI_KEY_PAGE_UP ? -LEAP : LEAP));
	else
		return FALSE;
	return TRUE;
}

/* Title, what is told, and the sentence. */
static void copy(struct ui *ui, const struct chart_viewer *v)
{
	const struct told_point *told = told_at(v);
	const char *sentence = chart_at(v)->drawing->sentence;

	g_free(ui->copied);
	ui->copied = g_strdup_printf("%s\n%s%s%s", chart_at(v)->title, told ? told->words : "",
				     told ? "\n" : "", sentence);
	ui_message(ui, MESSAGE_DONE, _("Copied: %s"), chart_at(v)->title);
}

static gboolean viewer_key(struct ui *ui, struct overlay *overlay, guint32 key)
{
	struct chart_viewer *v = (struct chart_viewer *)overlay;
	guint count = v->charts->len;

	if (move(ui, v, key))
		return TRUE;
	if (key == UI_KEY_TAB || key == ' ')
		show(v, (v->shown + 1) % count);
	else if (key == UI_KEY_BACKTAB)
		show(v, (v->shown + count - 1) % count);
	else if (key == 'y')
		copy(ui, v);
	else if (key == UI_KEY_ENTER)
		overlay_close(ui, overlay);
	else
		return FALSE;
	return TRUE;
}

static void viewer_mouse(struct ui *ui UNUSED, struct overlay *overlay, int what, int x UNUSED,
			 int y UNUSED)
{
	struct chart_viewer *v = (struct chart_viewer *)overlay;

	if (what == MOUSE_WHEEL_DOWN || what == MOUSE_WHEEL_UP)
		go_to(v, v->at + (what == MOUSE_WHEEL_DOWN ? 1 : -1));
}

/* drawing */

/* "Events a week · 2 of 5" */
static char *title_of(const struct chart_viewer *v)
{
	return v->charts->len < 2 ? g_strdup(chart_at(v)->title)
				  : g_strdup_printf(_("%s · %u of %u"), chart_at(v)->title,
						    v->shown + 1, v->charts->len);
}

/* The keys that do something to this chart. */
static void draw_keys(const struct chart_viewer *v, struct surface *s, struct rectangle r)
{
	const struct {
		guint32 a, b;
		const char *what;
		gboolean there;
	} keys[] = {{UI_KEY_LEFT, UI_KEY_RIGHT, _("steps"), v->at >= 0},
		    {UI_KEY_TAB, 0, _("next chart"), v->charts->len > 1},
		    {'y', 0, _("copies"), TRUE},
		    {UI_KEY_ESCAPE, 0, _("closes"), TRUE}};
	int x = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(keys) && x < r.width; i++) {
		g_autofree char *a = key_name(keys[i].a),
				*b = keys[i].b ? key_name(keys[i].b) : NULL,
				*name = b ? g_strdup_printf("%s %s", a, b) : g_strdup(a);

		if (!keys[i].there)
			continue;
		x += surface_text(s, r.x + x, r.y, r.width - x, STYLE_KEY, name) + 1;
		x += surface_text(s, r.x + x, r.y, r.width - x, STYLE_TEXT, keys[i].what) + 2;
	}
}

/* A line of what is told; several for one that is longer than the room. */
struct told_line {
	char *text;
	int told;
};

static void told_line_clear(gpointer data)
{
	g_free(((struct told_line *)data)->text);
}

/* *here: the first line of what the cursor tells. */
static GArray *told_lines(const struct chart_viewer *v, int width, int *here)
{
	const GArray *told = chart_at(v)->drawing->told;
	GArray *out = g_array_new(FALSE, FALSE, sizeof(struct told_line));

	*here = 0;
	g_array_set_clear_func(out, told_line_clear);
	for (int i = 0; i < (int)told->len; i++) {
		g_autoptr(GPtrArray) wrapped = text_wrap(
			g_array_index(told, struct told_point, i).words, MAX(width - 2, 1));

		if (i == v->at)
			*here = (int)out->len;
		for (guint k = 0; k < wrapped->len; k++) {
			struct told_line line = {g_strconcat(i == v->at && k == 0 ? "> " : "  ",
							     wrapped->pdata[k], NULL),
						 i};

			g_array_append_val(out, line);
		}
	}
	return out;
}

static void draw_lines(const struct chart_viewer *v, struct surface *s, struct rectangle r)
{
	int here, first;
	g_autoptr(GArray) lines = told_lines(v, r.width, &here);

	first = CLAMP(here - r.height / 2, 0, MAX((int)lines->len - r.height, 0));
	for (int y = 0; y < r.height && first + y < (int)lines->len; y++) {
		const struct told_line *line = &g_array_index(lines, struct told_line, first + y);

		surface_text(s, r.x, r.y + y, r.width,
			     line->told == v->at ? STYLE_SELECTED : STYLE_TEXT, line->text);
	}
	if (lines->len)
		surface_cursor(s, r.x, r.y + here - first);
}

/* Rows for the longest that is told, so that the chart keeps its size under the cursor. */
static int told_rows(const struct chart_viewer *v, int width)
{
	const GArray *told = chart_at(v)->drawing->told;
	int rows = 0;

	for (guint i = 0; i < told->len; i++) {
		g_autoptr(GPtrArray) wrapped = text_wrap(
			g_array_index(told, struct told_point, i).words, MAX(width - 2, 1));

		rows = MAX(rows, (int)wrapped->len);
	}
	return MIN(rows, MOST_TOLD);
}

/* The chart, beneath it what the cursor tells. */
static void draw_chart(struct ui *ui, const struct chart_viewer *v, struct surface *s,
		       struct rectangle r)
{
	const struct drawing *drawing = chart_at(v)->drawing;
	const struct told_point *told = told_at(v);
	int rows = told_rows(v, r.width), y = r.y + r.height - rows;
	struct rectangle plane = graphics_drawing(
		ui, s, (struct rectangle){r.x, r.y, r.width, r.height - rows}, drawing);

	if (!told)
		return;
	if (plane.width)
		drawing_cursor(s, plane, drawing, told);
	surface_text(s, r.x, y, 2, STYLE_STRONG, "> ");
	surface_wrapped(s, (struct rectangle){r.x + 2, y, r.width - 2, rows}, STYLE_STRONG,
			told->words, 0);
}

/* The sentence keeps to a third of the room; where there is little, the chart goes first. */
static void viewer_draw(struct ui *ui, struct overlay *overlay, struct surface *s,
			struct rectangle body)
{
	const struct chart_viewer *v = (const struct chart_viewer *)overlay;
	const char *sentence = chart_at(v)->drawing->sentence;
	g_autofree char *title = title_of(v);
	struct rectangle r = overlay_box(s, body, body.width, body.height, title);
	g_autoptr(GPtrArray) wrapped = text_wrap(sentence, r.width);
	int below = MIN((int)wrapped->len, MAX(r.height / 3, 1)), rows = r.height - below - 1;

	surface_cursor(s, r.x, r.y);
	if (rows >= LEAST_ROWS && !ui_plain(ui))
		draw_chart(ui, v, s, (struct rectangle){r.x, r.y, r.width, rows});
	else
		draw_lines(v, s, (struct rectangle){r.x, r.y, r.width, MAX(rows, 0)});
	surface_wrapped(s, (struct rectangle){r.x, r.y + MAX(rows, 0), r.width, below}, STYLE_TEXT,
			sentence, 0);
	draw_keys(v, s, (struct rectangle){r.x, r.y + r.height - 1, r.width, 1});
}

static void viewer_closed(struct ui *ui UNUSED, struct overlay *overlay)
{
	g_ptr_array_unref(((struct chart_viewer *)overlay)->charts);
}

static const struct overlay_ops viewer_ops = {
	.key = viewer_key, .mouse = viewer_mouse, .draw = viewer_draw, .closed = viewer_closed};

void chart_viewer_open(struct ui *ui, GPtrArray *take_charts)
{
	struct chart_viewer *v = g_new0(struct chart_viewer, 1);

	g_assert(take_charts->len);
	v->overlay.ops = &viewer_ops;
	v->charts = take_charts;
	show(v, 0);
	overlay_open(ui, &v->overlay);
}
