/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the map says in words: what is under the cursor, what its signs mean, what it leaves out;
 * and the list that stands in its place where there is nothing to draw one of. */
#include "config.h"

#include <math.h>

#include "screens/map_screen.h"
#include "osg/when.h"
#include "osg/words.h"
#include "ui/drawing_cells.h"

enum { LATEST = 6, PLACES = 8 };

/* Where the next line goes. */
struct map_writer {
	struct surface *s;
	struct rectangle left;
};

static void say(struct map_writer *w, enum style style, const char *text)
{
	int rows = w->left.height > 0 ? surface_wrapped(w->s, w->left, style, text, 0) : 0;

	w->left.y += rows;
	w->left.height -= rows;
}

static void say_printf(struct map_writer *w, enum style style, const char *format, ...)
	G_GNUC_PRINTF(3, 4);
static void say_printf(struct map_writer *w, enum style style, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	say(w, style, text);
}

static void skip(struct map_writer *w)
{
	w->left.y++;
	w->left.height--;
}

char *map_span_words(const struct map_screen *self, int last)
{
	int weeks = map_span_weeks(self->span);
	g_autofree char *from = week_name(last - weeks + 1),
			*to = week_name_beside(last, session_week(self->session));

	return self->span == SPAN_WEEK   ? g_strdup(to)
	       : self->span == SPAN_YEAR ? g_strdup_printf(_("52 weeks to %s"), to)
					 : g_strdup_printf("%s–%s", from, to);
}

const char *map_layer_words(enum map_layer layer)
{
	static const char *const words[LAYERS] = {
		[LAYER_DOTS] = N_("Dots"),
		[LAYER_DENSITY] = N_("Density"),
		[LAYER_COUNTS] = N_("Events per area"),
		[LAYER_BEFORE] = N_("Change from before"),
		[LAYER_YEAR] = N_("Change from a year before"),
		[LAYER_OTHER] = N_("Difference"),
	};

	return _(words[layer]);
}

const char *map_marks_words(enum map_marks marks)
{
	static const char *const words[MARKS] = {
		[MARKS_HOTSPOTS] = N_("hotspots"), [MARKS_GROUPS] = N_("focus groups"),
		[MARKS_MEASURES] = N_("measures"), [MARKS_PRESENCE] = N_("who goes where"),
		[MARKS_ASSETS] = N_("assets"),     [MARKS_NONE] = N_("no marks"),
	};

	return _(words[marks]);
}

/* under the cursor */

static const struct map_event *event_at(const struct map_screen *self, guint i)
{
	return &g_array_index(self->layers->facts->events, struct map_event, i);
}

static void gather_events(const struct map_screen *self, GArray *found)
{
	struct map_view view = map_camera_view(&self->camera);
	double column = floor((self->camera.cursor_x - view.box.left) / view.letter),
	       row = floor((self->camera.cursor_y - view.box.bottom) / view.line);
	double left = view.box.left + column * view.letter, low = view.box.bottom + row * view.line;
	guint count = self->layers ? self->layers->facts->events->len : 0;
	const double *xy = self->layers ? self->layers->xy : NULL;

	for (guint i = 0; i < count; i++) {
		double x = xy[2 * i], y = xy[2 * i + 1];

		if (x >= left && x < left + view.letter && y >= low && y < low + view.line)
			g_array_append_val(found, i);
	}
}

/* The place of the cell with most events, else the one nearest to the cursor in its cell. */
static const struct place *place_under(const struct map_screen *self, const GArray *events,
				       double lon, double lat)
{
	const struct registry *v = session_registry(self->session);
	g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
	gint64 best = 0;
	int most = 0;

	for (guint i = 0; i < events->len; i++) {
		gint32 place = event_at(self, g_array_index(events, guint, i))->place;
		gpointer key = GINT_TO_POINTER(place);
		int here = place ? GPOINTER_TO_INT(g_hash_table_lookup(counts, key)) + 1 : 0;

		g_hash_table_insert(counts, key, GINT_TO_POINTER(here));
		if (here <= most)
			continue;
		most = here;
		best = place;
	}
	return best ? registry_place(v, best)
		    : registry_place_near(v, lat, lon, 1.5 * self->camera.scale);
}

static const struct picture_hotspot *hotspot_under(const struct map_screen *self)
{
	const struct picture_hotspot *best = NULL;
	double nearest = INFINITY;

	for (guint i = 0;
	     self->hotspots && self->marks == MARKS_HOTSPOTS && i < self->hotspots->list->len;
	     i++) {
		const struct picture_hotspot *h = self->hotspots->list->pdata[i];
		struct map_circle circle;
		double x, y, away;

		if (h->state == HOTSPOT_GONE ||
		    !app_map_circle(session_registry(self->session), h, &circle))
			continue;
		map_project(&self->plane, circle.lon, circle.lat, &x, &y);
		away = hypot(x - self->camera.cursor_x, y - self->camera.cursor_y);
		if (away >= nearest || away > MAX(circle.radius, 2 * self->camera.scale))
			continue;
		nearest = away;
		best = h;
	}
	return best;
}

/* The place that was gone to by its name, as long as the cursor stands there: others may lie at the
 * same point. */
static const struct place *named_under(const struct map_screen *self)
{
	const struct place *place = registry_place(session_registry(self->session), self->named);
	double x, y;

	if (!place || !isfinite(place->lat) || !isfinite(place->lon))
		return NULL;
	map_project(&self->plane, place->lon, place->lat, &x, &y);
	return hypot(x - self->camera.cursor_x, y - self->camera.cursor_y) <= self->camera.scale / 2
		       ? place
		       : NULL;
}

struct map_under map_under(const struct map_screen *self)
{
	struct map_under under = {.events = g_array_new(FALSE, FALSE, sizeof(guint))};
	double lon, lat;

	map_unproject(&self->plane, self->camera.cursor_x, self->camera.cursor_y, &lon, &lat);
	gather_events(self, under.events);
	under.area = registry_area_at(session_registry(self->session), lat, lon);
	under.place = named_under(self);
	if (!under.place)
		under.place = place_under(self, under.events, lon, lat);
	under.hotspot = hotspot_under(self);
	if (!under.area && under.place)
		under.area = registry_area(session_registry(self->session), under.place->area);
	return under;
}

void map_under_clear(struct map_under *under)
{
	g_clear_pointer(&under->events, g_array_unref);
}

/* "12 events, 8 w.39, 10 a year before" */
static void say_area(const struct map_screen *self, struct map_writer *w, const struct area *area)
{
	struct map_count count = map_facts_count(self->layers->facts, area->record.key);
	int before = self->layers->facts->first_week - 1;
	g_autofree char *week = self->span == SPAN_WEEK ? week_name(before) : g_strdup(_("before"));

	say(w, STYLE_STRONG, area->name);
	say_printf(w, STYLE_TEXT, ngettext("%d event, %s %d", "%d events, %s %d", count.now),
		   count.now, week, count.before);
	if (self->other && !self->other->facts->counted) {
		g_autofree char *other = map_span_words(self, map_other_week(self));

		say_printf(w, STYLE_TEXT, _("%s: nothing is on record from then"), other);
	} else if (self->other && self->compare != COMPARE_BEFORE) {
		g_autofree char *other = map_span_words(self, map_other_week(self));

		say_printf(w, STYLE_TEXT, "%s: %d", other,
			   map_facts_count(self->other->facts, area->record.key).now);
	}
	if (self->layers->facts->year_known && self->span != SPAN_YEAR &&
	    self->compare != COMPARE_YEAR)
		say_printf(w, STYLE_TEXT, _("a year before %d"), count.year_before);
}

static int compare_times(gconstpointer a, gconstpointer b, gpointer self)
{
	gint64 x = event_at(self, *(const guint *)a)->time_from,
	       y = event_at(self, *(const guint *)b)->time_from;

	return (x < y) - (x > y);
}

static void say_events(const struct map_screen *self, struct map_writer *w, GArray *events,
		       int most)
{
	const struct registry *v = session_registry(self->session);

	g_array_sort_with_data(events, compare_times, (gpointer)self);
	for (guint i = 0; i < events->len && (int)i < most && w->left.height > 0; i++) {
		const struct map_event *event = event_at(self, g_array_index(events, guint, i));
		const struct when when = {event->time_from, event->time_to, event->time_precision};
		g_autofree char *time = when_format(&when, session_week(self->session));
		enum sign sign = self->layers->signs[g_array_index(events, guint, i)];

		/* where it is narrow a label that is cut says more than a time that is */
		surface_printf(w->s, w->left.x + 1, w->left.y, w->left.width - 1, STYLE_TEXT,
			       "%s %s  %s", sign_glyph(sign, w->s->ascii), time,
			       registry_label(v, registry_category(v, event->category)));
		skip(w);
	}
	if ((int)events->len > most && w->left.height > 0) {
		g_autofree char *more = g_strdup_printf(
			_("and %d more; {map.observations} shows all"), (int)events->len - most);
		g_autofree char *keyed = command_sentence(more);
		say(w, STYLE_TEXT, keyed);
	}
}

static void say_under(const struct map_screen *self, struct map_writer *w, int most)
{
	struct map_under under = map_under(self);

	if (under.area)
		say_area(self, w, under.area);
	else
		say(w, STYLE_TEXT, _("Outside the areas."));
	if (under.place && under.events->len)
		say_printf(w, STYLE_STRONG, "%s  %u", under.place->name, under.events->len);
	else if (under.place)
		say(w, STYLE_STRONG, under.place->name);
	say_events(self, w, under.events, most);
	if (under.hotspot) {
		g_autofree char *figures = words_hotspot_figures(under.hotspot),
				*title = words_hotspot_title(under.hotspot);

		say_printf(w, STYLE_STRONG, _("Hotspot %d, %s"), under.hotspot->number,
			   words_hotspot_state(under.hotspot));
		say_printf(w, STYLE_TEXT, "%s: %s", title, figures);
	}
	map_under_clear(&under);
}

/* the legend */

static void say_signs(const struct map_screen *self, struct map_writer *w)
{
	const struct registry *v = session_registry(self->session);
	int column = w->left.width >= 44 ? w->left.width / 2 : 0, x = 0;

	for (enum sign sign = 0; sign < SIGNS && w->left.height > 0; sign++) {
		const char *label = map_sign_label(v, sign, session_english(self->session));

		if (!self->layers->all[sign])
			continue;
		surface_text(w->s, w->left.x + x, w->left.y, 1, STYLE_STRONG,
			     sign_glyph(sign, w->s->ascii));
		surface_printf(w->s, w->left.x + x + 2, w->left.y,
			       (column ? column : w->left.width) - 3, STYLE_TEXT, "%s %d",
			       label ? label : _("other"), self->layers->all[sign]);
		x = column && !x ? column : 0;
		if (!x)
			skip(w);
	}
	if (x)
		skip(w);
}

static void say_density(const struct map_screen *self, struct map_writer *w)
{
	const struct map_density *density = self->layers->density;
	g_autoptr(GString) scale = g_string_new(NULL);

	for (guint tone = 1; tone <= TONES && density->most > 0; tone++) {
		g_autofree char *limit = text_decimal(
			map_density_limit(
				MAX(density->most, self->other ? self->other->density->most : 0),
				tone),
			1);

		g_string_append_printf(scale, "%s%s %s", tone > 1 ? "  " : "",
				       tone_glyph(tone, w->s->ascii), limit);
	}
	say_printf(w, STYLE_TEXT, _("At least so many per km², smoothed over %.0f m:"),
		   density->bandwidth);
	say(w, STYLE_TEXT, scale->str);
}

/* What the rings are, where there are any. */
static void say_rings(const struct map_screen *self, struct map_writer *w)
{
	if (self->map->rings->len)
		say_printf(w, STYLE_TEXT,
			   self->marks == MARKS_HOTSPOTS ? _("Rings with a number: %s")
							 : _("Rings: %s"),
			   map_marks_words(self->marks));
}

static void say_legend(const struct map_screen *self, struct map_writer *w)
{
	say(w, STYLE_HEADING, map_layer_words(self->layer));
	if (self->layer == LAYER_DOTS)
		say_signs(self, w);
	else if (self->layer == LAYER_DENSITY)
		say_density(self, w);
	else if (self->layer == LAYER_COUNTS)
		say(w, STYLE_TEXT, _("The darker, the more events."));
	else if (self->layer == LAYER_OTHER)
		say(w, STYLE_TEXT, _("Shaded: more than in what it is set beside."));
	else
		say(w, STYLE_TEXT,
		    self->layer == LAYER_BEFORE
			    ? _("Shaded: more than in as many weeks right before.")
			    : _("Shaded: more than in the same weeks a year before."));
	say_rings(self, w);
}

/* "148 events: 120 on the map, 20 by area only, 8 not on the map" */
static char *shown_words(const struct map_facts *facts)
{
	GString *out = g_string_new(NULL);

	g_string_append_printf(out, ngettext("%d event", "%d events", facts->counted),
			       facts->counted);
	if (facts->in_area)
		g_string_append_printf(out, _(", by area only: %d"), facts->in_area);
	if (facts->whole + facts->unplaced)
		g_string_append_printf(out, _(", not on the map: %d"),
				       facts->whole + facts->unplaced);
	return g_string_free(out, FALSE);
}

void map_draw_beside(const struct map_screen *self, struct surface *s, struct rectangle r)
{
	struct map_writer w = {s, r};

	if (!self->layers) {
		say(&w, STYLE_TEXT, _("The map is being worked out …"));
		return;
	}
	g_autofree char *shown = shown_words(self->layers->facts);
	g_autoptr(GPtrArray) lines = text_wrap(shown, MAX(r.width, 1));
	int foot = MIN((int)lines->len, r.height);
	w.left.height -= foot + 1;
	say_under(self, &w, r.height >= 12 ? LATEST : 1);
	if (r.height >= 12) {
		skip(&w);
		say_legend(self, &w);
	}
	surface_wrapped(s, (struct rectangle){r.x, r.y + r.height - foot, r.width, foot},
			STYLE_TEXT, shown, 0);
}

/* in place of the map */

static GPtrArray *list_lines(const struct map_screen *self)
{
	const struct registry *v = session_registry(self->session);
	const GPtrArray *areas = registry_areas(v), *places = registry_places(v);
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < areas->len; i++) {
		const struct area *area = areas->pdata[i];

		if (area->level != AREA_AREA || area->record.withdrawn)
			continue;
		text_add_line(lines, "%s  %d", area->name,
			      map_facts_count(self->layers->facts, area->record.key).now);
		for (guint k = 0; k < places->len; k++) {
			const struct place *place = places->pdata[k];

			if (place->area == area->record.key && !place->record.withdrawn)
				text_add_line(lines, "  %s  %d", place->name,
					      map_facts_at(self->layers->facts, place->record.key));
		}
	}
	return lines;
}

int map_draw_list(const struct map_screen *self, struct surface *s, struct rectangle r)
{
	struct map_writer w = {s, r};

	say(&w, STYLE_TEXT,
	    ui_plain(self->ui)
		    ? _("The map in words: events per area and place.")
		    : _("There is no map: no area has an outline and no place a point. osg init "
			"reads both from a folder of GeoJSON files."));
	skip(&w);
	if (!self->layers)
		return 0;
	g_autofree char *shown = shown_words(self->layers->facts);
	say(&w, STYLE_TEXT, shown);
	g_autoptr(GPtrArray) lines = list_lines(self);
	for (guint i = (guint)self->scroll; i < lines->len && w.left.height > 0; i++)
		say(&w, *(char *)lines->pdata[i] == ' ' ? STYLE_TEXT : STYLE_STRONG,
		    lines->pdata[i]);
	return (int)lines->len;
}
