/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Local focus groups: started from a hotspot with its evidence, listed. */
#include "config.h"

#include "app/app_private.h"

#include <math.h>

#include "osg/text.h"
#include "osg/week.h"
#include "osg/words.h"

#define EVIDENCE_WEEKS 4

static const struct picture_hotspot *hotspot_of(const struct hotspot_week *found, int number)
{
	for (guint i = 0; i < found->list->len; i++)
		if (((struct picture_hotspot *)found->list->pdata[i])->number == number)
			return found->list->pdata[i];
	return NULL;
}

/* "Visättraskolan, Mangårdsvägen; SKA, KLO": where and what it is about. */
static char *delimitation_of(const struct picture_hotspot *h)
{
	g_autofree char *where = h->places ? g_strjoinv(", ", h->places) : words_hotspot_where(h);

	g_autofree char *what = words_hotspot_what(h);

	return g_strdup_printf("%s; %s", where, what);
}

/* The observations that a hotspot names by their ids. */
static void evidence_add(struct session *session, GArray *evidence, const struct picture_hotspot *h)
{
	for (char **text = h->evidence; text && *text; text++) {
		struct id id;
		struct record *record =
			id_parse(*text, &id) ? session_find(session, &observation_kind, &id, NULL)
					     : NULL;

		if (record)
			refs_add(evidence, record->key);
		record_free(record);
	}
}

void group_take_area(struct session *session, struct focus_group *group, double lat, double lon)
{
	const struct area *area = isfinite(lat) && isfinite(lon)
					  ? registry_area_at(session_registry(session), lat, lon)
					  : NULL;

	if (area)
		refs_add(group->areas, area->record.key);
}

static struct focus_group *group_make(struct session *session, const struct picture_hotspot *h,
				      gint64 hotspot, const char *title, gint64 leader, int week)
{
	struct focus_group *group = record_new(&focus_group_kind);
	/* a title of blanks is none; what is stored is cleaned by the session */
	g_autofree char *clean = text_clean(title ? title : "", -1, FALSE);
	g_autofree char *own = words_hotspot_title(h), *trigger = words_hotspot_sentence(h);
	g_autofree char *limits = delimitation_of(h);

	field_set_text(&group->title, *clean ? title : own);
	group->hotspot = hotspot;
	group->leader = leader;
	group->started_week = week;
	field_set_text(&group->trigger, trigger);
	evidence_add(session, group->evidence, h);
	for (guint i = 0; h->place_keys && i < h->place_keys->len; i++)
		refs_add(group->places, refs_at(h->place_keys, i));
	if (h->points->len)
		group_take_area(session, group, h->lat, h->lon);
	field_set_text(&group->delimitation, limits);
	return group;
}

/* evidence of what was not a hotspot */

/* The area itself or one above it. */
static gboolean area_is_in(const struct registry *v, gint64 area, const GArray *areas)
{
	for (const struct area *a = registry_area(v, area); a; a = registry_area(v, a->parent))
		if (refs_contain(areas, a->record.key))
			return TRUE;
	return FALSE;
}

static gboolean category_is_in(const struct registry *v, gint64 category, const GArray *categories)
{
	const struct category *c = registry_category(v, category);

	return refs_contain(categories, category) || (c && refs_contain(categories, c->parent));
}

static gboolean is_evidence(const struct registry *v, const struct focus_group *g,
			    const struct observation_row *row)
{
	gboolean there = g->places->len ? refs_contain(g->places, row->place)
					: !g->areas->len || area_is_in(v, row->area, g->areas);

	return there && (!g->categories->len || category_is_in(v, row->category, g->categories));
}

void group_take_evidence(struct session *session, struct focus_group *g, int week)
{
	const struct registry *v = session_registry(session);
	const struct row_query query = {.week_from = week - EVIDENCE_WEEKS + 1,
					.week_to = week,
					.entered_before = TIME_NONE};
	g_autoptr(GArray) rows = NULL;

	if (!g->places->len && !g->areas->len && !g->categories->len)
		return;
	rows = session_common_rows(session, &query, NULL);
	for (guint i = 0; rows && i < rows->len; i++) {
		const struct observation_row *row = &g_array_index(rows, struct observation_row, i);

		if (is_evidence(v, g, row))
			refs_add(g->evidence, row->key);
	}
}

/* A group that takes on a hotspot. */
struct start {
	struct hotspot_record *hotspot;
	struct focus_group *group;
};

static gboolean start_put(struct session *session, gpointer data, GError **error)
{
	struct start *start = data;

	hotspot_decide(session, start->hotspot, DECISION_GROUP, NULL);
	return group_put_new(session, start->group, error) &&
	       session_put(session, start->hotspot, error);
}

gint64 app_focus_group_start(struct session *session, int week, int number, const char *title,
			     gint64 leader, GError **error)
{
	struct hotspot_record *record;
	struct hotspot_week *found;
	const struct picture_hotspot *h;
	gint64 key = 0;

	if (!group_leader_stands(session, leader, NULL, error))
		return 0;
	found = session_may(session, ACTION_FOCUS_GROUP_START, NULL, error)
			? app_hotspots_ahead(session, week, NULL, NULL, error)
			: NULL;
	if (!found)
		return 0;
	record = hotspot_undecided(session, ACTION_FOCUS_GROUP_START, number, error);
	h = record ? hotspot_of(found, number) : NULL;
	if (h && !app_hotspot_is_free(session, h, error)) {
		key = 0;
	} else if (h) {
		struct focus_group *group = group_make(session, h, record->record.key, title,
						       leader, week_of_time(session_now(session)));
		struct start start = {record, group};

		if (session_change(session, ACTION_FOCUS_GROUP_START,
				   g_strdup_printf(_("focus group, %s"), group->title), start_put,
				   &start, error))
			key = group->record.key;
		record_free(group);
	} else if (record) {
		g_autofree char *name = week_name_beside(week, WEEK_NONE);

		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("Hotspot %d is not among those of %s."), number, name);
	}
	record_free(record);
	hotspot_week_free(found);
	return key;
}

const char *app_focus_group_trigger(const struct session *session, const struct focus_group *group)
{
	if (group->trigger)
		return group->trigger;
	return session_tells_whole(session, group)
		       ? NULL
		       : _("told to those who take part in the group, to others by area only.");
}

GPtrArray *app_focus_groups(struct session *session, GError **error)
{
	GPtrArray *all = session_all(session, &focus_group_kind, error);

	for (guint i = 0; all && i < all->len / 2; i++) {
		gpointer swap = all->pdata[i];

		all->pdata[i] = all->pdata[all->len - 1 - i];
		all->pdata[all->len - 1 - i] = swap;
	}
	return all;
}
