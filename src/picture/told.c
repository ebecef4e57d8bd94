/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture and its hotspots as finely as who reads them may know where it was: the words follow
 * the rows (session/where.c) and the map. What is stored is as it was compiled, for everybody. */
#include "config.h"

#include <math.h>

#include "osg/field.h"
#include "osg/hotspot.h"
#include "osg/picture.h"
#include "osg/session.h"

static void tell_hotspot(const struct session *session, struct picture_hotspot *h)
{
	enum sharing told = session_told(session, (enum sharing)h->finest);

	if (told == SHARE_PLACE)
		return;
	g_clear_pointer(&h->places, g_strfreev);
	g_array_set_size(h->place_keys, 0);
	g_ptr_array_set_size(h->points, 0);
	field_set_text(&h->near, NULL);
	h->near_metres = h->near_octant = 0;
	h->lat = h->lon = NAN;
	h->radius = 0;
	h->finest = (int)told;
	if (told > SHARE_AREA)
		field_set_text(&h->area, NULL);
}

void hotspots_tell(const struct session *session, GPtrArray *hotspots)
{
	for (guint i = 0; i < hotspots->len; i++)
		tell_hotspot(session, hotspots->pdata[i]);
}

/* How finely a line may be told; what happens most often there says it. */
static enum sharing told_of(const struct session *session, const struct picture_place *line)
{
	const struct category *category =
		line->category ? registry_find_category(session_registry(session), line->category)
			       : NULL;

	return session_told(session, category ? (enum sharing)category->finest : SHARE_AREA);
}

/* The line of a district that is there already; NULL = none. */
static struct picture_place *line_of(const GPtrArray *lines, gint64 area)
{
	for (guint i = 0; i < lines->len; i++) {
		struct picture_place *line = lines->pdata[i];

		if (!line->key && line->area_key == area)
			return line;
	}
	return NULL;
}

/* In how many weeks at one of its places at least. */
static void join(struct picture_place *district, const struct picture_place *line)
{
	district->now += line->now;
	district->last += line->last;
	district->busy_weeks = MAX(district->busy_weeks, line->busy_weeks);
}

static int compare_lines(gconstpointer a, gconstpointer b)
{
	const struct picture_place *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;

	return x->now != y->now ? y->now - x->now : y->last - x->last;
}

/* Places that may not be told are a line for their district; those of no district are none. */
static void tell_places(const struct session *session, GPtrArray *lines)
{
	gboolean moved = FALSE;

	for (guint i = 0; i < lines->len;) {
		struct picture_place *line = lines->pdata[i], *district;
		enum sharing told = told_of(session, line);

		if (told == SHARE_PLACE) {
			i++;
			continue;
		}
		moved = TRUE;
		district = told == SHARE_AREA ? line_of(lines, line->area_key) : NULL;
		if (told == SHARE_AREA && line->area_key && !district) {
			line->key = 0;
			field_set_text(&line->name, line->area);
			i++;
			continue;
		}
		if (district && line->area_key)
			join(district, line);
		g_ptr_array_remove_index(lines, i);
	}
	if (moved)
		g_ptr_array_sort(lines, compare_lines);
}

void picture_tell(const struct session *session, struct picture *picture)
{
	tell_places(session, picture->places);
	hotspots_tell(session, picture->hotspots);
}
