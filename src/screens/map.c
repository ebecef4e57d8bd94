/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map: where it happened, in which area how much, and what is done there. One moves over it
 * with a cursor; what lies under it is told beside, opened, or made a focus group or a measure of.
 */
#include "config.h"

#include <math.h>

#include "screens/map_screen.h"
#include "screens/screens.h"
#include "ui/graphics.h"

enum { BESIDE = 70, BESIDE_TWO = 110, LEAST_BESIDE = 30, MOST_BESIDE = 64, BELOW = 5 };

gboolean map_has_ground(const struct map_screen *self)
{
	struct map_box extent = map_extent(self->map);

	return extent.left < extent.right && extent.bottom < extent.top;
}

/* reading */

static gpointer map_open(struct ui *ui, const char *argument UNUSED)
{
	struct map_screen *self = g_new0(struct map_screen, 1);

	self->ui = ui;
	self->session = ui_session(ui);
	self->map = map_new();
	self->other_map = map_new();
	self->hotspot = -1;
	self->at_rest = TRUE;
	return self;
}

static void map_close(gpointer data)
{
	struct map_screen *self = data;

	map_free(self->map);
	map_free(self->other_map);
	g_free(self);
}

/* What the worker is asked for. */
struct wish {
	enum map_span span;
	int last;
};

static gpointer work_out(struct task *task UNUSED, struct session *session, gpointer data,
			 GError **error)
{
	const struct wish *wish = data;

	return map_layers_new(session, wish->span, wish->last, error);
}

static const struct map_layers *want_layers(struct map_screen *self, int last,
					    enum priority priority, GError **error)
{
	const struct wish wish = {self->span, last};
	g_autofree char *key = g_strdup_printf("map %d %d", wish.last, map_span_weeks(wish.span));
	const struct request request = {.key = key,
					.priority = priority,
					.work = work_out,
					.free_result = (GDestroyNotify)map_layers_free,
					.data = g_memdup2(&wish, sizeof wish),
					.free_data = g_free};

	return ui_want(self->ui, &request, error);
}

void map_relay(struct map_screen *self)
{
	const struct registry *v = session_registry(self->session);

	map_lay(self->map, self->layers, self->other, self->layer, self->marks, v,
		self->hotspots ? self->hotspots->list : NULL);
	map_lay(self->other_map, self->other, self->layers, self->layer, MARKS_NONE, v, NULL);
}

/* What is shown, what it is set beside, and while weeks pass by the ones that come next. */
static void want(struct map_screen *self, GError **error)
{
	int last = map_last_week(self), other = map_other_week(self);

	self->layers = want_layers(self, last, PRIORITY_SHOWN, error);
	self->other = other != WEEK_NONE && !*error
			      ? want_layers(self, other, PRIORITY_SHOWN, error)
			      : NULL;
	if (self->playing && self->back && !*error)
		want_layers(self, last + map_span_weeks(self->span), PRIORITY_AHEAD, NULL);
}

/* The cursor begins where most happened. */
static void rest_at_most(struct map_screen *self)
{
	const struct map_layers *layers = self->layers;
	g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
	int most = 0;

	for (guint i = 0; i < layers->facts->events->len; i++) {
		gpointer place = GINT_TO_POINTER(
			g_array_index(layers->facts->events, struct map_event, i).place);
		int count = place ? GPOINTER_TO_INT(g_hash_table_lookup(counts, place)) + 1 : 0;

		g_hash_table_insert(counts, place, GINT_TO_POINTER(count));
		if (count <= most)
			continue;
		most = count;
		self->camera.cursor_x = layers->xy[2 * i];
		self->camera.cursor_y = layers->xy[2 * i + 1];
	}
}

static gboolean map_load(struct ui *ui, gpointer data, GError **error)
{
	struct map_screen *self = data;
	const struct registry *v = session_registry(self->session);
	GError *local = NULL;

	map_free(self->map);
	map_free(self->other_map);
	self->plane = map_plane_of(v);
	self->map = map_ground(v, &self->plane);
	self->other_map = map_ground(v, &self->plane);
	want(self, &local);
	/* they are those of the week that every screen shows */
	gboolean marked = self->marks == MARKS_HOTSPOTS && !self->playing;
	g_autoptr(GError) none = NULL;
	self->hotspots = marked ? ui_hotspots(ui, &none) : NULL;
	self->stands = local || (self->layers && (!marked || self->hotspots || none));
	map_relay(self);
	if (self->layers)
		app_map_look(self->session, self->layers->facts);
	if (self->other)
		app_map_look(self->session, self->other->facts);
	if (!local)
		return TRUE;
	g_propagate_error(error, local);
	return FALSE;
}

void map_show(struct ui *ui)
{
	GError *error = NULL;

	if (!map_load(ui, ui_self(ui), &error))
		ui_fail(ui, error);
}

/* drawing */

/* "├────┤ 2 km": as long as so much is on the map. */
static char *scale_bar(const struct map_screen *self)
{
	static const int lengths[] = {10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000};
	GString *out = g_string_new("├");
	int length = lengths[0];

	for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++)
		if (lengths[i] / self->camera.scale <= MAX(self->drawn.width / 4.0, 3))
			length = lengths[i];
	for (int i = 2; i < (int)lround(length / self->camera.scale); i++)
		g_string_append(out, "─");
	g_string_append_printf(out, length >= 1000 ? "┤ %d km" : "┤ %d m",
			       length >= 1000 ? length / 1000 : length);
	return g_string_free(out, FALSE);
}

static void draw_cursor(const struct map_screen *self, struct surface *s, struct rectangle r)
{
	int column, row;

	if (!map_camera_cell(&self->camera, self->camera.cursor_x, self->camera.cursor_y, &column,
			     &row))
		return;
	surface_restyle(s, (struct rectangle){r.x + column, r.y + row, 1, 1}, STYLE_SELECTED);
	surface_cursor(s, r.x + column, r.y + row);
}

static void draw_pane(const struct map_screen *self, struct surface *s, struct rectangle r,
		      struct map *map)
{
	struct map_view view = map_camera_view(&self->camera);
	guint names = map->names->len;

	if (view.letter > MAP_NEAR && map->areas->len)
		map->names->len = 0; /* from far away they would be a heap of words */
	struct drawing *drawing = map_drawing(map, &view);
	map->names->len = names;
	drawing->equal = FALSE; /* the view has the shape of the cells already */
	if (self->stands)
		graphics_drawing(self->ui, s, r, drawing);
	else
		drawing_cells(s, r, drawing); /* a picture of half of it would be sent twice */
	drawing_free(drawing);
}

/* Two stretches of time stand side by side, unless their difference is what is shown. */
static gboolean has_two_panes(const struct map_screen *self)
{
	return self->compare != COMPARE_NOTHING && self->layer != LAYER_OTHER;
}

static void draw_heading(struct surface *s, struct rectangle r, char *take_words)
{
	surface_text(s, r.x + 1, r.y, r.width - 1, STYLE_HEADING, take_words);
	g_free(take_words);
}

static void draw_ground(struct map_screen *self, struct surface *s, struct rectangle r)
{
	struct map_box extent = map_extent(self->map);
	gboolean first = self->camera.columns == 0, two = has_two_panes(self);
	struct rectangle before = r;

	if (two) {
		before.width = (r.width - 1) / 2;
		r.x += before.width + 1;
		r.width = before.width;
		draw_heading(s, before, map_span_words(self, map_other_week(self)));
		draw_heading(s, r, map_span_words(self, map_last_week(self)));
		before.y++;
		before.height--;
		r.y++;
		r.height--;
		for (int y = 0; y < r.height; y++)
			surface_text(s, r.x - 1, r.y + y, 1, STYLE_RULE, s->ascii ? "|" : "│");
	}
	map_camera_resize(&self->camera, &extent, r.width, r.height);
	if (self->layers && self->at_rest)
		rest_at_most(self);
	else if (first)
		map_camera_whole(&self->camera);
	draw_pane(self, s, r, self->map);
	if (two)
		draw_pane(self, s, before, self->other_map);
	draw_cursor(self, s, r);
	self->drawn = r;
}

/* As wide as the municipality is at this height; the rest is for the words. */
static int width_beside(const struct map_screen *self, struct rectangle body)
{
	struct map_box extent = map_extent(self->map);
	int wide = (int)ceil(2 * body.height * (extent.right - extent.left) /
			     (extent.top - extent.bottom)),
	    panes = has_two_panes(self) ? 2 : 1;

	return CLAMP(body.width - panes * wide - 4, LEAST_BESIDE, MOST_BESIDE);
}

static void map_draw(struct ui *ui, gpointer data, struct surface *s, struct rectangle body)
{
	struct map_screen *self = data;
	struct rectangle map = body, told;

	if (ui_plain(ui) || !map_has_ground(self)) {
		map_draw_list(self, s,
			      (struct rectangle){body.x + 1, body.y, body.width - 2, body.height});
		return;
	}
	if (body.width >= (has_two_panes(self) ? BESIDE_TWO : BESIDE)) {
		told.width = width_beside(self, body);
		map.width = body.width - told.width - 2;
		told = (struct rectangle){body.x + map.width + 1, body.y, told.width, body.height};
	} else {
		map.height = body.height >= 2 * BELOW ? body.height - BELOW : body.height;
		told = (struct rectangle){body.x + 1, body.y + map.height, body.width - 2,
					  body.height - map.height};
	}
	draw_ground(self, s, map);
	if (told.height > 0)
		map_draw_beside(self, s, told);
}

static char *map_status(struct ui *ui, gpointer data)
{
	const struct map_screen *self = data;
	g_autofree char *now = map_span_words(self, map_last_week(self));
	g_autofree char *other = self->compare != COMPARE_NOTHING
					 ? map_span_words(self, map_other_week(self))
					 : NULL;
	/* TRANSLATORS: two stretches of weeks, set side by side: "w.41 beside w.42" */
	g_autofree char *span =
		other ? g_strdup_printf(_("%s beside %s"), other, now) : g_strdup(now);

	if (ui_plain(ui) || !self->drawn.width)
		return g_strdup(span);
	g_autofree char *scale = scale_bar(self);
	return g_strdup_printf("%s · %s · %s · %s", map_layer_words(self->layer), span,
			       map_marks_words(self->marks), scale);
}

static gboolean map_mouse(struct ui *ui, gpointer data, enum mouse what, int x, int y)
{
	struct map_screen *self = data;
	const struct rectangle *r = &self->drawn;
	struct map_view view = map_camera_view(&self->camera);

	if (x < r->x || y < r->y || x >= r->x + r->width || y >= r->y + r->height)
		return FALSE;
	self->at_rest = FALSE;
	if (what == MOUSE_WHEEL_UP || what == MOUSE_WHEEL_DOWN) {
		map_camera_zoom(&self->camera, what == MOUSE_WHEEL_UP ? 1 / MAP_ZOOM : MAP_ZOOM);
		return TRUE;
	}
	map_camera_go(&self->camera, view.box.left + (x - r->x + .5) * view.letter,
		      view.box.top - (y - r->y + .5) * view.line);
	if (what == MOUSE_DOUBLE_CLICK)
		ui_run(ui, "map.observations", NULL);
	return TRUE;
}

static char *sentence(struct ui *ui UNUSED, gpointer data)
{
	struct map_screen *self = data;
	struct surface *s = surface_new(100, 20);

	map_draw_beside(self, s, surface_area(s));
	char *text = g_strchomp(surface_dump(s));
	surface_free(s);
	return text;
}

const struct screen_ops screen_map = {
	.id = "map",
	.title = N_("Map"),
	.digit = '4',
	.commands = map_commands,
	.open = map_open,
	.load = map_load,
	.draw = map_draw,
	.mouse = map_mouse,
	.tick = map_time_tick,
	.sentence = sentence,
	.status = map_status,
	.close = map_close,
};
