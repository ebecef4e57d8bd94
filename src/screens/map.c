/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map: where it happened, in which area how much, and what is done there. One moves over it
 * with a cursor; what lies under it is told beside, opened, or made a focus group or a measure of.
 */
#include "config.h"

#include <math.h>

#include "screens/map_screen.h"
#include "screens/screens.h"
#include "osg/words.h"
#include "ui/drawing_cells.h"

enum { BESIDE = 70, LEAST_BESIDE = 30, MOST_BESIDE = 64, BELOW = 5 };
#define NEAR_SCALE 25.0 /* metres a column: nearer, places have their names */
#define ZOOM 1.5

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
	self->hotspot = -1;
	self->at_rest = TRUE;
	return self;
}

static void map_close(gpointer data)
{
	struct map_screen *self = data;

	map_free(self->map);
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

static const struct map_layers *want_layers(struct map_screen *self, GError **error)
{
	const struct wish wish = {self->span, session_week(self->session)};
	g_autofree char *key = g_strdup_printf("map %d %d", wish.last, map_span_weeks(wish.span));
	const struct request request = {.key = key,
					.priority = PRIORITY_SHOWN,
					.work = work_out,
					.free_result = (GDestroyNotify)map_layers_free,
					.data = g_memdup2(&wish, sizeof wish),
					.free_data = g_free};

	return ui_want(self->ui, &request, error);
}

/* Lays out what is to be shown; cheap. */
static void lay(struct map_screen *self)
{
	map_lay(self->map, self->layers, self->layer, self->marks,
		self->hotspots ? self->hotspots->list : NULL);
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
	self->plane = map_plane_of(v);
	self->map = map_ground(v, &self->plane);
	self->layers = want_layers(self, &local);
	self->hotspots = self->marks == MARKS_HOTSPOTS ? ui_hotspots(ui, NULL) : NULL;
	lay(self);
	if (self->layers)
		app_map_look(self->session, self->layers->facts);
	if (!local)
		return TRUE;
	g_propagate_error(error, local);
	return FALSE;
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

static void draw_ground(struct map_screen *self, struct surface *s, struct rectangle r)
{
	struct map_box extent = map_extent(self->map);
	gboolean first = self->camera.columns == 0;
	struct map_view view;
	guint names = self->map->names->len;

	map_camera_resize(&self->camera, &extent, r.width, r.height);
	if (self->layers && self->at_rest)
		rest_at_most(self);
	else if (first)
		map_camera_whole(&self->camera);
	view = map_camera_view(&self->camera);
	if (view.letter > NEAR_SCALE && self->map->areas->len)
		self->map->names->len = 0; /* from far away they would be a heap of words */
	struct drawing *drawing = map_drawing(self->map, &view);
	self->map->names->len = names;
	drawing->equal = FALSE; /* the view has the shape of the cells already */
	drawing_cells(s, r, drawing);
	drawing_free(drawing);
	draw_cursor(self, s, r);
	self->drawn = r;
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
	if (body.width >= BESIDE) {
		/* As wide as the municipality is at this height; the rest is for the words. */
		struct map_box extent = map_extent(self->map);
		int wide = (int)ceil(2 * body.height * (extent.right - extent.left) /
				     (extent.top - extent.bottom));

		told.width = CLAMP(body.width - wide - 4, LEAST_BESIDE, MOST_BESIDE);
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
	g_autofree char *span = map_span_words(self);

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
		map_camera_zoom(&self->camera, what == MOUSE_WHEEL_UP ? 1 / ZOOM : ZOOM);
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

/* moving */

static char *no_map(struct ui *ui)
{
	const struct map_screen *self = ui_self(ui);

	return map_has_ground(self) && !ui_plain(ui) ? NULL : g_strdup(_("There is no map here."));
}

static void step(struct ui *ui, int columns, int rows)
{
	struct map_screen *self = ui_self(ui);

	self->at_rest = FALSE;
	if (map_has_ground(self) && !ui_plain(ui))
		map_camera_step(&self->camera, columns, rows);
	else
		self->scroll = MAX(self->scroll - rows, 0);
}

static void run_left(struct ui *ui, const char *argument UNUSED)
{
	step(ui, -1, 0);
}

static void run_right(struct ui *ui, const char *argument UNUSED)
{
	step(ui, 1, 0);
}

static void run_up(struct ui *ui, const char *argument UNUSED)
{
	step(ui, 0, 1);
}

static void run_down(struct ui *ui, const char *argument UNUSED)
{
	step(ui, 0, -1);
}

static void zoom(struct ui *ui, double factor)
{
	struct map_screen *self = ui_self(ui);

	self->at_rest = FALSE;
	map_camera_zoom(&self->camera, factor);
}

static void run_nearer(struct ui *ui, const char *argument UNUSED)
{
	zoom(ui, 1 / ZOOM);
}

static void run_farther(struct ui *ui, const char *argument UNUSED)
{
	zoom(ui, ZOOM);
}

static void run_whole(struct ui *ui, const char *argument UNUSED)
{
	struct map_screen *self = ui_self(ui);

	map_camera_whole(&self->camera);
}

static GPtrArray *complete_place(struct ui *ui, const char *text)
{
	enum { OFFERED = 8 };
	const struct registry *v = session_registry(ui_session(ui));
	const GPtrArray *areas = registry_areas(v);
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *typed = text_fold(text);
	struct match found[OFFERED];
	int n = registry_complete_places(v, text, session_use_of_places(ui_session(ui)), found,
					 OFFERED);

	for (guint i = 0; *typed && i < areas->len; i++) {
		const struct area *area = areas->pdata[i];
		g_autofree char *name = text_fold(area->name);

		if (g_str_has_prefix(name, typed))
			g_ptr_array_add(lines, g_strdup(area->name));
	}
	for (int i = 0; i < n; i++)
		g_ptr_array_add(lines, g_strdup(((const struct place *)found[i].record)->name));
	return lines;
}

static gboolean go_to_area(struct map_screen *self, gint64 key)
{
	for (guint i = 0; i < self->map->areas->len; i++) {
		const struct map_area *area = &g_array_index(self->map->areas, struct map_area, i);
		struct map *alone = area->key == key ? map_new() : NULL;
		struct map_box box;

		if (!alone)
			continue;
		g_array_append_val(alone->areas, *area);
		box = map_extent(alone);
		g_array_set_clear_func(alone->areas, NULL); /* only borrowed */
		map_free(alone);
		map_camera_show(&self->camera, &box);
		map_area_middle(area, &box, &self->camera.cursor_x, &self->camera.cursor_y);
		return TRUE;
	}
	return FALSE;
}

static gboolean go_to_place(struct map_screen *self, const struct place *place)
{
	const double near = 20 * self->camera.columns / 2.0;
	double x, y;

	if (!isfinite(place->lat) || !isfinite(place->lon))
		return place->area && go_to_area(self, place->area);
	map_project(&self->plane, place->lon, place->lat, &x, &y);
	if (self->camera.scale > NEAR_SCALE)
		map_camera_show(&self->camera,
				&(struct map_box){x - near, x + near, y - near / 2, y + near / 2});
	map_camera_go(&self->camera, x, y);
	return TRUE;
}

/* What is typed by its name, else the first of what is offered for it. */
static gboolean jump(struct ui *ui, const char *text, gpointer data UNUSED, GError **error)
{
	struct map_screen *self = ui_self(ui);
	const struct registry *v = session_registry(self->session);
	const struct area *area = registry_find_area(v, text);
	const struct place *place = registry_find_place(v, text);
	g_autoptr(GPtrArray) offered = complete_place(ui, text);

	if (!area && !place && offered->len) {
		area = registry_find_area(v, offered->pdata[0]);
		place = registry_find_place(v, offered->pdata[0]);
	}
	self->at_rest = FALSE;
	if ((area && go_to_area(self, area->record.key)) || (place && go_to_place(self, place)))
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
		    area || place
			    ? _("%s has no outline and no point: it cannot be shown on the map.")
			    : _("“%s” is no place and no area in the register; choose one "
				"that is."),
		    text);
	return FALSE;
}

static void run_jump(struct ui *ui, const char *argument)
{
	const struct prompt prompt = {.title = _("Place or area"),
				      .initial = argument,
				      .hint = _("a place or an area of the register"),
				      .complete = complete_place,
				      .done = jump};

	prompt_open(ui, &prompt);
}

/* hotspots */

static char *no_hotspot(struct ui *ui)
{
	const struct map_screen *self = ui_self(ui);

	if (self->marks != MARKS_HOTSPOTS)
		return g_strdup(_("The hotspots are not shown; {map.marks} shows them."));
	if (!self->hotspots)
		return g_strdup(_("The hotspots are being looked for."));
	return self->hotspots->list->len ? no_map(ui)
					 : g_strdup(_("There is no hotspot this week."));
}

/* The next one that is not gone, in the order of the list. */
static void go_to_hotspot(struct ui *ui, int direction)
{
	struct map_screen *self = ui_self(ui);
	const GPtrArray *list = self->hotspots->list;
	int count = (int)list->len, at = self->hotspot;

	at = at < 0 ? (direction > 0 ? -1 : count) : at;
	for (int i = 0; i < count; i++) {
		at = (at + direction + count) % count;
		const struct picture_hotspot *h = list->pdata[at];
		double x, y;

		if (h->state == HOTSPOT_GONE)
			continue;
		map_project(&self->plane, h->lon, h->lat, &x, &y);
		self->hotspot = at;
		self->at_rest = FALSE;
		map_camera_go(&self->camera, x, y);
		return;
	}
}

static void run_next(struct ui *ui, const char *argument UNUSED)
{
	go_to_hotspot(ui, 1);
}

static void run_previous(struct ui *ui, const char *argument UNUSED)
{
	go_to_hotspot(ui, -1);
}

/* what is shown */

static void run_layer(struct ui *ui, const char *argument UNUSED)
{
	struct map_screen *self = ui_self(ui);

	self->layer = (self->layer + 1) % LAYERS;
	if (self->span == SPAN_YEAR && self->layer == LAYER_YEAR) /* the same as from before */
		self->layer = (self->layer + 1) % LAYERS;
	lay(self);
}

static void show_anew(struct ui *ui)
{
	GError *error = NULL;

	if (!map_load(ui, ui_self(ui), &error))
		ui_fail(ui, error);
}

static void run_marks(struct ui *ui, const char *argument UNUSED)
{
	struct map_screen *self = ui_self(ui);

	self->marks = (self->marks + 1) % MARKS;
	show_anew(ui);
}

static void run_span(struct ui *ui, const char *argument UNUSED)
{
	struct map_screen *self = ui_self(ui);

	self->span = (self->span + 1) % SPANS;
	show_anew(ui);
}

/* what can be done there */

static char *no_place(struct ui *ui)
{
	char *refused = no_map(ui);
	struct map_under under;

	if (refused)
		return refused;
	under = map_under(ui_self(ui));
	refused = under.place || under.area || under.hotspot
			  ? NULL
			  : g_strdup(_("There is no place and no area under the cursor."));
	map_under_clear(&under);
	return refused;
}

/* "2024-09-09..2024-10-06"; "" for the week that every screen shows. */
static char *span_filter(const struct map_screen *self)
{
	int last = session_week(self->session), first = last - map_span_weeks(self->span) + 1;
	g_autofree char *from = day_format_iso(week_monday(first)),
			*to = day_format_iso(week_monday(last) + 6);

	return self->span == SPAN_WEEK ? g_strdup("") : g_strdup_printf("%s..%s ", from, to);
}

static void run_observations(struct ui *ui, const char *argument UNUSED)
{
	struct map_screen *self = ui_self(ui);
	struct map_under under = map_under(self);
	gboolean english = session_english(self->session);
	g_autofree char *weeks = span_filter(self);
	g_autofree char *where = under.place     ? filter_for("place", under.place->name, english)
				 : under.hotspot ? app_hotspot_filter(self->session, under.hotspot)
						 : filter_for("area", under.area->name, english);
	g_autofree char *filter =
		under.place || !under.hotspot ? g_strconcat(weeks, where, NULL) : g_strdup(where);

	map_under_clear(&under);
	ui_open(ui, "observations", filter);
}

static void append_places(GString *form, const GArray *keys)
{
	for (guint i = 0; i < keys->len; i++)
		g_string_append_printf(form, "%s%" G_GINT64_FORMAT, i ? "," : "\nplaces=[",
				       g_array_index(keys, gint64, i));
	if (keys->len)
		g_string_append_c(form, ']');
}

/* A focus group about the hotspot, with what was found as its trigger, else the place or area. */
static void run_group(struct ui *ui, const char *argument UNUSED)
{
	struct map_under under = map_under(ui_self(ui));
	g_autoptr(GString) form = g_string_new("group:new");

	if (under.hotspot) {
		g_autofree char *title = words_hotspot_title(under.hotspot),
				*trigger = words_hotspot_sentence(under.hotspot);

		g_string_append_printf(form, "\ntitle=%s", title);
		append_places(form, under.hotspot->place_keys);
		g_string_append_printf(form, "\ntrigger=%s", trigger);
	} else if (under.place) {
		g_string_append_printf(form, "\ntitle=%s\nplaces=[%" G_GINT64_FORMAT "]",
				       under.place->name, under.place->record.key);
	} else {
		g_string_append_printf(form, "\ntitle=%s\nareas=[%" G_GINT64_FORMAT "]",
				       under.area->name, under.area->record.key);
	}
	map_under_clear(&under);
	ui_open(ui, "record", form->str);
}

static void run_measure(struct ui *ui, const char *argument UNUSED)
{
	struct map_under under = map_under(ui_self(ui));
	g_autofree char *form =
		g_strdup_printf("measure:new\n%s=%" G_GINT64_FORMAT, under.place ? "place" : "area",
				under.place  ? under.place->record.key
				: under.area ? under.area->record.key
					     : 0);

	map_under_clear(&under);
	ui_open(ui, "record", form);
}

static char *no_group(struct ui *ui)
{
	char *refused = no_place(ui);

	return refused ? refused : ui_may_not(ui, ACTION_FOCUS_GROUP_START);
}

static char *no_measure(struct ui *ui)
{
	char *refused = no_place(ui);

	return refused ? refused : ui_may_not(ui, ACTION_MEASURE_CHANGE);
}

static const struct command commands[] = {
	{"map.observations", N_("Its observations"),
	 N_("Shows the observations of the place, the hotspot or the area under the cursor."), NULL,
	 0, run_observations, no_place},
	{"map.group", N_("Focus group"),
	 N_("Starts a focus group about the hotspot, the place or the area under the cursor."),
	 NULL, 0, run_group, no_group},
	{"map.measure", N_("Measure"),
	 N_("Writes a measure for the place or the area under the cursor."), NULL, COMMAND_WRITES,
	 run_measure, no_measure},
	{"map.layer", N_("Layer"),
	 N_("Shows dots, density, events per area, or their change from before and from a year "
	    "before."),
	 NULL, 0, run_layer, no_map},
	{"map.marks", N_("Marks"),
	 N_("Shows hotspots, focus groups or measures upon the map, or none of them."), NULL, 0,
	 run_marks, no_map},
	{"map.span", N_("Span of time"), N_("Shows a week, four weeks or a year up to the week."),
	 NULL, 0, run_span, NULL},
	{"map.nearer", N_("Nearer"), N_("Shows less of the map, larger: down to a block."), NULL,
	 COMMAND_MOVE, run_nearer, no_map},
	{"map.farther", N_("Farther"), N_("Shows more of the map."), NULL, COMMAND_MOVE,
	 run_farther, no_map},
	{"map.whole", N_("Whole municipality"), N_("Shows all of the map."), NULL, 0, run_whole,
	 no_map},
	{"map.go", N_("Go to a place"),
	 N_("Goes to a place or an area by its name, and nearer to it."), N_("Place or area"), 0,
	 run_jump, no_map},
	{"map.next-hotspot", N_("Next hotspot"), N_("Goes to the next hotspot of the week."), NULL,
	 0, run_next, no_hotspot},
	{"map.previous-hotspot", N_("Hotspot before"),
	 N_("Goes to the hotspot before in the list."), NULL, 0, run_previous, no_hotspot},
	{"map.left", N_("Left"), N_("Moves the cursor, at the edge the map."), NULL, COMMAND_MOVE,
	 run_left, NULL},
	{"map.right", N_("Right"), N_("Moves the cursor, at the edge the map."), NULL, COMMAND_MOVE,
	 run_right, NULL},
	{"map.up", N_("Up"), N_("Moves the cursor, at the edge the map."), NULL, COMMAND_MOVE,
	 run_up, NULL},
	{"map.down", N_("Down"), N_("Moves the cursor, at the edge the map."), NULL, COMMAND_MOVE,
	 run_down, NULL},
	{NULL},
};

const struct screen_ops screen_map = {
	.id = "map",
	.title = N_("Map"),
	.digit = '4',
	.commands = commands,
	.open = map_open,
	.load = map_load,
	.draw = map_draw,
	.mouse = map_mouse,
	.sentence = sentence,
	.status = map_status,
	.close = map_close,
};
