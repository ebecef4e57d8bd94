/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a map may show of a stretch of weeks: which events stand at a point, and how many an area
 * has. Included by osg/app.h. */
#ifndef OSG_APP_MAP_H
#define OSG_APP_MAP_H

#include "osg/session.h"

/* A counted event that may be shown where it was. */
struct map_event {
	gint64 time_from, time_to;
	float lon, lat;
	gint32 place, area, category; /* keys, 0 = none; category: upper level */
	guint8 time_precision;
};

/* Counted events of an area: in the stretch, in as many weeks right before it, and in the same
 * weeks a year (52 weeks) before. */
struct map_count {
	gint64 area;
	int now, before, year_before;
};

/* Where something that people do about it is. */
struct map_place {
	gint64 key;
	char *title;
	gint64 area;     /* 0 = none */
	double lon, lat; /* NAN = in the area as a whole */
};

struct map_facts {
	int first_week, last_week;
	gboolean year_known; /* there is anything as early as a year before */
	GArray *events;      /* struct map_event: those of the stretch */
	GArray *areas;       /* struct map_count: every area that has a count */
	GHashTable *places;  /* place -> events of the stretch that may be told to be there, also
				where nobody knows its point */
	int counted;         /* events of the stretch; of them … */
	int in_area;         /* … shown in their area's count only */
	int whole;           /* … told of the whole municipality at most */
	int unplaced;        /* … with no area and no point */
	/* struct map_place: active ones, open ones, who goes where and when (decided and not
	 * closed), what is looked after */
	GArray *focus_groups, *measures, *presence, *assets;
};

/* Compiles them. An event stands at its own point, else at its place's, if its category may be
 * shown so finely (struct category.finest, of the sub-category too), who asks may be told so
 * (session_finest) and the point is exact. Free
 * with map_facts_free. */
struct map_facts *app_map(struct session *session, int first_week, int last_week, GError **error);
void map_facts_free(struct map_facts *facts);
/* picture_hotspot_circle upon the area's boundary as it is now; circle->area is its key where the
 * circle is the area's. */
gboolean app_map_circle(const struct registry *v, const struct picture_hotspot *hotspot,
			struct map_circle *circle);
/* Somebody is shown it: that is on the record of changes. */
void app_map_look(struct session *session, const struct map_facts *facts);
/* A layer of the map as a GeoJSON FeatureCollection: dots, areas, hotspots, focus-groups, measures,
 * presence or assets of the weeks; that is on the record of changes. Owned. OSG_ERROR_INPUT: there
 * is no such layer (density is report_map_layer's). */
char *app_export_map(struct session *session, const char *layer, int first_week, int last_week,
		     GError **error);
/* Events of the stretch that may be told to be at a place. */
int map_facts_at(const struct map_facts *facts, gint64 place);
/* Of an area; all zero when it has none. */
struct map_count map_facts_count(const struct map_facts *facts, gint64 area);

#endif
