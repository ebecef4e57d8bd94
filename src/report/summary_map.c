/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small map of the summary: districts with a letter each, the darker the higher their level,
 * and a ring around each hotspot. Drawn from the picture alone, so that a fixed one is drawn the
 * same for ever. */
#include "config.h"

#include "report/summary.h"

#include <math.h>

#include <glib/gi18n.h>

#include "osg/hotspot.h"
#include "osg/map.h"
#include "osg/record.h"

#define LETTER 5.0 /* points that a letter is wide, a line high */
#define LINE 9.0
#define WIDE 300 /* points from which there is room for names */
#define SUBSCRIPT_ZERO 0x2080
#define MARGIN 300.0 /* metres around the municipality */
#define TALLEST 1.1  /* of the width: a long municipality is drawn smaller */

char *summary_map_letter(const struct picture *p, const struct picture_district *district)
{
	guint i;

	if (!p->outline->len || !g_ptr_array_find(p->districts, district, &i))
		return g_strdup("");
	return i < 26 ? g_strdup_printf("%c", 'A' + (int)i) : g_strdup_printf("%u", i + 1);
}

static struct map_plane plane_of(const GPtrArray *rings)
{
	double lon = 0, lat = 0;
	guint points = 0;

	for (guint r = 0; r < rings->len; r++) {
		const GArray *ring = rings->pdata[r];

		for (guint i = 0; i + 1 < ring->len; i += 2, points++) {
			lon += g_array_index(ring, double, i);
			lat += g_array_index(ring, double, i + 1);
		}
	}
	return map_plane_at(lon / MAX(points, 1), lat / MAX(points, 1));
}

static void add_area(struct map *map, const struct map_plane *plane, const GPtrArray *rings,
		     const struct map_area *area)
{
	g_array_append_val(map->areas, *area);
	for (guint i = 0; i < rings->len; i++)
		map_area_add_ring(&g_array_index(map->areas, struct map_area, map->areas->len - 1),
				  plane, rings->pdata[i]);
}

static int most_events(const struct picture *p)
{
	int most = 1;

	for (guint i = 0; i < p->districts->len; i++)
		most = MAX(most, ((const struct picture_district *)p->districts->pdata[i])->now);
	return most;
}

static void add_districts(struct map *map, const struct map_plane *plane, const struct picture *p,
			  gboolean levels, gboolean named)
{
	const struct map_area whole = {.whole = TRUE};
	int most = most_events(p);

	for (guint i = 0; i < p->districts->len; i++) {
		const struct picture_district *d = p->districts->pdata[i];
		int tone = levels ? d->level : (d->now * TONES + most - 1) / most;

		g_autofree char *letter =
			named ? g_strconcat(d->name, " ", NULL) : summary_map_letter(p, d);
		char level[8] = "";

		if (levels && d->level >= 0)
			g_unichar_to_utf8(SUBSCRIPT_ZERO + (gunichar)d->level, level);
		add_area(map, plane, d->outline,
			 &(struct map_area){.name = g_strconcat(letter, level, NULL),
					    .key = d->key,
					    .tone = (guint)CLAMP(tone, 0, TONES)});
	}
	if (p->outline->len)
		add_area(map, plane, p->outline, &whole);
}

/* Of its area, as far as the picture knows it. */
static const GPtrArray *outline_of(const struct picture *p, const struct picture_hotspot *h)
{
	for (guint i = 0; i < p->districts->len; i++) {
		const struct picture_district *d = p->districts->pdata[i];

		if (g_strcmp0(d->name, h->area) == 0)
			return d->outline;
	}
	return NULL;
}

/* Those that are there, and asked for attention; *whole: of them are told per district only. */
static int add_hotspots(struct map *map, const struct map_plane *plane, const struct picture *p,
			int *whole)
{
	for (guint i = 0; i < p->hotspots->len; i++) {
		const struct picture_hotspot *h = p->hotspots->pdata[i];
		struct map_ring ring = {.flagged = TRUE};
		struct map_circle circle;

		if (h->state == HOTSPOT_GONE ||
		    (h->flag != SIGNAL_FLAG && h->decision != DECISION_GROUP) ||
		    !picture_hotspot_circle(h, outline_of(p, h), &circle))
			continue;
		ring.radius = MAX(circle.radius, 250);
		map_project(plane, circle.lon, circle.lat, &ring.x, &ring.y);
		g_array_append_val(map->rings, ring);
		*whole += circle.whole_area;
	}
	return (int)map->rings->len;
}

static void say(struct drawing *drawing, gboolean levels, int rings, int whole)
{
	g_autoptr(GString) words =
		g_string_new(levels ? _("Level per district: the darker, the higher.")
				    : _("Events per district: the darker, the more."));

	if (rings)
		g_string_append_printf(
			words, " %s",
			ngettext("Ring: hotspot.", "Rings: hotspots.", (gulong)rings));
	if (whole)
		g_string_append_printf(words, " %s",
				       _("Around a whole district: told per district only."));
	drawing_say(drawing, words->str);
}

struct drawing *summary_map(const struct picture *p, enum summary_map kind, int width, int *height)
{
	struct map *map = map_new();
	const struct map_plane plane = plane_of(p->outline);
	struct map_view view;
	struct drawing *drawing = NULL;
	gboolean levels = kind != SUMMARY_MAP_EVENTS;
	int rings = 0, whole = 0;

	add_districts(map, &plane, p, levels, width >= WIDE);
	if (kind != SUMMARY_MAP_PUBLIC)
		rings = add_hotspots(map, &plane, p, &whole);
	view.box = map_extent(map);
	if (p->outline->len && view.box.left < view.box.right && view.box.bottom < view.box.top) {
		view.box.left -= MARGIN;
		view.box.right += MARGIN;
		view.box.bottom -= MARGIN;
		view.box.top += MARGIN;
		double wide = view.box.right - view.box.left, high = view.box.top - view.box.bottom;
		double unit = MAX(wide / width, high / (width * TALLEST)); /* metres a point */

		*height = (int)ceil(high / unit);
		view.letter = LETTER * unit;
		view.line = LINE * unit;
		drawing = map_drawing(map, &view);
		say(drawing, levels, rings, whole);
	}
	map_free(map);
	return drawing;
}
