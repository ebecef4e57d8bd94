/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reporter was worth: the search of a hotspot's weeks run again without its reports. */
#include "config.h"

#include "osg/feedback.h"
#include "picture/hotspot_find.h"

#define SAME_METRES 250.0 /* without a reporter the sites may be laid out otherwise */

static gboolean is_near(const struct picture_point *a, const struct picture_point *b)
{
	return distance_metres(a->lat, a->lon, b->lat, b->lon) <= SAME_METRES;
}

static gboolean shares_place(const struct picture_hotspot *a, const struct picture_hotspot *b)
{
	for (guint i = 0; i < a->place_keys->len; i++)
		for (guint j = 0; j < b->place_keys->len; j++)
			if (refs_at(a->place_keys, i) == refs_at(b->place_keys, j))
				return TRUE;
	for (guint i = 0; i < a->points->len; i++)
		for (guint j = 0; j < b->points->len; j++)
			if (is_near(a->points->pdata[i], b->points->pdata[j]))
				return TRUE;
	return FALSE;
}

/* Whether the search of a week finds a hotspot at its places: 1, 0; -1 with an error. */
static int found_without(struct session *session, struct week_facts *facts,
			 const struct picture_hotspot *hotspot, gint64 organisation, int week,
			 GError **error)
{
	struct hotspot_week *found = hotspot_week_new(week);
	struct scan_data scan;
	int result = -1;

	if (scan_data_open_without(&scan, facts, session, week, organisation, error)) {
		if (hotspots_look(&scan, HOTSPOT_LOOK_FULL, found, NULL, NULL, error))
			result = 0;
		scan_data_clear(&scan);
	}
	for (guint i = 0; result == 0 && i < found->list->len; i++)
		result = shares_place(hotspot, found->list->pdata[i]);
	hotspot_week_free(found);
	return result;
}

int app_hotspot_seen_without(struct session *session, const struct picture_hotspot *hotspot,
			     gint64 organisation, int week, GError **error)
{
	g_autoptr(WeekFacts) facts = week_facts_open(session);

	for (int w = hotspot->since; w <= week; w++) {
		int found = found_without(session, facts, hotspot, organisation, w, error);

		if (found)
			return found > 0 ? w : WEEK_NONE;
	}
	return WEEK_NONE;
}
