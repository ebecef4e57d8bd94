/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done on the map: its commands. */
#include "config.h"

#include "screens/map_screen.h"
#include "osg/when.h"
#include "osg/words.h"

/* moving */

char *map_refuses(struct ui *ui)
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
	zoom(ui, 1 / MAP_ZOOM);
}

static void run_farther(struct ui *ui, const char *argument UNUSED)
{
	zoom(ui, MAP_ZOOM);
}

static void run_whole(struct ui *ui, const char *argument UNUSED)
{
	struct map_screen *self = ui_self(ui);

	map_camera_whole(&self->camera);
}

/* what is shown */

/* Whether the layer says anything of what is shown. */
static gboolean layer_fits(const struct map_screen *self, enum map_layer layer)
{
	gboolean compares = self->compare != COMPARE_NOTHING;

	if (layer == LAYER_OTHER)
		return compares;
	if (layer == LAYER_YEAR && self->span == SPAN_YEAR) /* the same as from before */
		return FALSE;
	return !compares || (layer != LAYER_BEFORE && layer != LAYER_YEAR);
}

static void run_layer(struct ui *ui, const char *argument UNUSED)
{
	struct map_screen *self = ui_self(ui);

	do
		self->layer = (self->layer + 1) % LAYERS;
	while (!layer_fits(self, self->layer));
	map_relay(self);
}

static void run_marks(struct ui *ui, const char *argument UNUSED)
{
	struct map_screen *self = ui_self(ui);

	self->marks = (self->marks + 1) % MARKS;
	map_show(ui);
}

/* what can be done there */

static char *no_place(struct ui *ui)
{
	char *refused = map_refuses(ui);
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
	int last = map_last_week(self), first = last - map_span_weeks(self->span) + 1;
	g_autofree char *from = day_format_iso(week_monday(first)),
			*to = day_format_iso(week_monday(last) + 6);

	return self->span == SPAN_WEEK && !self->back ? g_strdup("")
						      : g_strdup_printf("%s..%s ", from, to);
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
		if (under.hotspot->points->len && under.area)
			g_string_append_printf(form, "\nareas=[%" G_GINT64_FORMAT "]",
					       under.area->record.key);
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

const struct command map_commands[] = {
	{"map.observations", N_("Its observations"),
	 N_("Shows the observations of the place, the hotspot or the area under the cursor."), NULL,
	 0, run_observations, no_place},
	{"map.group", N_("Focus group"),
	 N_("Starts a focus group about the hotspot, the place or the area under the cursor."),
	 NULL, 0, run_group, no_place, NEEDS(ACTION_FOCUS_GROUP_START)},
	{"map.measure", N_("Measure"),
	 N_("Writes a measure for the place or the area under the cursor."), NULL, COMMAND_WRITES,
	 run_measure, no_place, NEEDS(ACTION_MEASURE_CHANGE)},
	{"map.layer", N_("Layer"),
	 N_("Shows dots, density, events per area, or their change from before and from a year "
	    "before."),
	 NULL, 0, run_layer, map_refuses},
	{"map.marks", N_("Marks"),
	 N_("Shows hotspots, focus groups, measures, who goes where, or assets upon the map, or "
	    "none of them."),
	 NULL, 0, run_marks, map_refuses},
	{"map.span", N_("Span of time"), N_("Shows a week, four weeks or a year up to the week."),
	 NULL, 0, map_run_span, NULL},
	{"map.play", N_("Play"), N_("Lets the weeks before pass by up to this one, or stops them."),
	 NULL, 0, map_run_play, map_refuses},
	{"map.compare", N_("Side by side"),
	 N_("Sets the weeks beside those right before, beside the same a year before, or alone."),
	 NULL, 0, map_run_compare, map_refuses},
	{"map.choose", N_("Beside another week"),
	 N_("Sets the weeks beside as many that end with a week of your choice."), N_("Week"), 0,
	 map_run_choose, map_refuses},
	{"map.nearer", N_("Nearer"), N_("Shows less of the map, larger: down to a block."), NULL,
	 COMMAND_MOVE, run_nearer, map_refuses},
	{"map.farther", N_("Farther"), N_("Shows more of the map."), NULL, COMMAND_MOVE,
	 run_farther, map_refuses},
	{"map.whole", N_("Whole municipality"), N_("Shows all of the map."), NULL, 0, run_whole,
	 map_refuses},
	{"map.go", N_("Go to a place"),
	 N_("Goes to a place or an area by its name, and nearer to it."), N_("Place or area"), 0,
	 map_run_jump, map_refuses},
	{"map.next-hotspot", N_("Next hotspot"), N_("Goes to the next hotspot of the week."), NULL,
	 0, map_run_next, map_no_hotspot},
	{"map.previous-hotspot", N_("Hotspot before"),
	 N_("Goes to the hotspot before in the list."), NULL, 0, map_run_previous, map_no_hotspot},
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
