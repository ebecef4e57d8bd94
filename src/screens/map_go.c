/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going somewhere on the map: to a place or an area by its name, from hotspot to hotspot. */
#include "config.h"

#include <math.h>

#include "screens/map_screen.h"

/* places and areas */

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
	if (self->camera.scale > MAP_NEAR)
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
	self->named = area || !place ? 0 : place->record.key;
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

void map_run_jump(struct ui *ui, const char *argument)
{
	const struct prompt prompt = {.title = _("Place or area"),
				      .initial = argument,
				      .hint = _("a place or an area of the register"),
				      .complete = complete_place,
				      .done = jump};

	prompt_open(ui, &prompt);
}

/* hotspots */

char *map_no_hotspot(struct ui *ui)
{
	const struct map_screen *self = ui_self(ui);

	if (self->marks != MARKS_HOTSPOTS)
		return g_strdup(_("The hotspots are not shown; {map.marks} shows them."));
	if (!self->hotspots)
		return g_strdup(_("The hotspots are being looked for."));
	return self->hotspots->list->len ? map_refuses(ui)
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
		struct map_circle circle;
		double x, y;

		if (h->state == HOTSPOT_GONE ||
		    !app_map_circle(session_registry(ui_session(ui)), h, &circle))
			continue;
		map_project(&self->plane, circle.lon, circle.lat, &x, &y);
		self->hotspot = at;
		self->at_rest = FALSE;
		map_camera_go(&self->camera, x, y);
		return;
	}
}

void map_run_next(struct ui *ui, const char *argument UNUSED)
{
	go_to_hotspot(ui, 1);
}

void map_run_previous(struct ui *ui, const char *argument UNUSED)
{
	go_to_hotspot(ui, -1);
}
