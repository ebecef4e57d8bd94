/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small municipality to look for hotspots in. */
#ifndef OSG_TESTS_PICTURE_HOTSPOT_TOWN_H
#define OSG_TESTS_PICTURE_HOTSPOT_TOWN_H

#include "../app/fixture.h"
#include "osg/hotspot.h"
#include "osg/random.h"
#include "osg/week.h"

enum { TOWN_PLACES = 12 };

/* Twelve places a kilometre apart, a year of about 24 events a week by two reporters, everything by
 * chance. */
struct hotspot_town {
	struct fixture f;
	struct store *store;
	struct random random;
	gint64 places[TOWN_PLACES];
	gint64 organisations[2], categories[4];
	int week; /* W46: the one talked about */
};

/* So many weeks of history, W46 the last. */
void town_open(struct hotspot_town *t, int weeks);
void town_close(struct hotspot_town *t);
/* count more events at the school in a week, by one reporter (0, 1) or both (-1). */
void town_plant(struct hotspot_town *t, int week, int count, int organisation);
/* Inside town_begin_change and store_commit: any record; an event at some time of the week. */
void town_begin_change(struct hotspot_town *t);
void town_put(struct hotspot_town *t, gpointer record);
void town_observe(struct hotspot_town *t, int week, int place, int category, gint64 organisation);
/* At a point, with where it was as somebody wrote it (NULL = nothing). */
void town_observe_at(struct hotspot_town *t, int week, double lat, double lon, const char *words,
		     gint64 organisation);
/* The week's hotspots as a session sees them, or the test fails. Owned. */
struct hotspot_week *town_look(struct session *session, int week);
/* The hotspot that has the school among its places; NULL: there is none. */
const struct picture_hotspot *at_school(const struct hotspot_week *found);
/* Fails the test unless the text has these words. */
void check_says(char *take_text, const char *part);

#endif
