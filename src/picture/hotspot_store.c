/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was found, kept with the week and the data it was computed from, and what was decided about
 * it. A finding is stored as the picture's own JSON, without words: those are made anew in each
 * reader's language. */
#include "config.h"

#include "picture/hotspot_find.h"
#include "picture/hotspot_where.h"

#include <string.h>

/* reading */

static int compare_found(gconstpointer a, gconstpointer b)
{
	const struct picture_hotspot *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;
	gboolean x_gone = x->state == HOTSPOT_GONE, y_gone = y->state == HOTSPOT_GONE;

	if (x_gone != y_gone)
		return x_gone - y_gone;
	if (x->recurrence_years != y->recurrence_years)
		return x->recurrence_years < y->recurrence_years ? 1 : -1;
	return x->number - y->number;
}

static const struct hotspot_finding *marker_of(const GPtrArray *findings)
{
	for (guint i = 0; i < findings->len; i++)
		if (((struct hotspot_finding *)findings->pdata[i])->hotspot == 0)
			return findings->pdata[i];
	return NULL;
}

static gboolean read_marker(const struct hotspot_finding *marker, struct hotspot_week *out)
{
	out->fingerprint = g_strdup(marker->fingerprint);
	return out->fingerprint && hotspot_basis_from_json(marker->content, &out->basis, NULL);
}

struct hotspot_week *hotspots_stored(struct session *session, int week)
{
	g_autoptr(GPtrArray) findings =
		session_where(session, &hotspot_finding_kind, "week", week, NULL);
	const struct hotspot_finding *marker = findings ? marker_of(findings) : NULL;
	struct hotspot_week *out;
	gboolean ok;

	if (!marker)
		return NULL;
	out = hotspot_week_new(week);
	ok = read_marker(marker, out);
	for (guint i = 0; ok && i < findings->len; i++) {
		const struct hotspot_finding *f = findings->pdata[i];
		struct picture_hotspot *h;

		if (!f->hotspot || g_strcmp0(f->fingerprint, marker->fingerprint) != 0)
			continue;
		h = picture_hotspot_from_json(f->content, NULL);
		ok = h != NULL;
		if (h)
			g_ptr_array_add(out->list, h);
	}
	if (!ok)
		g_clear_pointer(&out, hotspot_week_free); /* found anew, then */
	else
		g_ptr_array_sort(out->list, compare_found);
	return out;
}

struct hotspot_record *hotspot_find_number(struct session *session, int number, GError **error)
{
	g_autoptr(GPtrArray) all = session_where(session, &hotspot_kind, "number", number, error);

	return all && all->len ? record_copy(all->pdata[0]) : NULL;
}

GHashTable *hotspot_numbers(struct session *session)
{
	g_autoptr(GPtrArray) all = session_all(session, &hotspot_kind, NULL);
	GHashTable *numbers = g_hash_table_new(NULL, NULL);

	for (guint i = 0; all && i < all->len; i++)
		g_hash_table_add(numbers,
				 GINT_TO_POINTER(((struct hotspot_record *)all->pdata[i])->number));
	return numbers;
}

/* writing */

static gint64 keep_hotspot(struct session *session, const struct picture_hotspot *h, int week,
			   GError **error)
{
	struct hotspot_record *record = hotspot_find_number(session, h->number, NULL);
	gint64 key;

	if (!record) {
		record = record_new(&hotspot_kind);
		record->number = h->number;
		record->first_week = h->since;
		record->last_week = h->last_week;
	}
	record->first_week = MIN(record->first_week, h->since);
	if (week >= record->last_week && h->state != HOTSPOT_GONE) {
		record->last_week = h->last_week;
		g_array_set_size(record->places, 0);
		g_array_append_vals(record->places, h->place_keys->data, h->place_keys->len);
		record->lat = h->lat;
		record->lon = h->lon;
		record->radius = h->radius;
		field_set_text(&record->near, h->near);
	}
	key = session_put(session, record, error) ? record->record.key : 0;
	record_free(record);
	return key;
}

static gboolean keep_finding(struct session *session, const GPtrArray *before,
			     const struct hotspot_week *found, gint64 hotspot, int state,
			     char *take_content, GError **error)
{
	struct hotspot_finding *finding = NULL;
	gboolean ok;

	for (guint i = 0; i < before->len && !finding; i++)
		if (((struct hotspot_finding *)before->pdata[i])->hotspot == hotspot)
			finding = record_copy(before->pdata[i]);
	if (!finding)
		finding = record_new(&hotspot_finding_kind);
	finding->hotspot = hotspot;
	finding->week = found->week;
	finding->hotspot_state = state;
	field_set_text(&finding->content, take_content);
	field_set_text(&finding->fingerprint, found->fingerprint);
	ok = session_put(session, finding, error);
	record_free(finding);
	g_free(take_content);
	return ok;
}

gboolean hotspots_put(struct session *session, const struct hotspot_week *found, GError **error)
{
	g_autoptr(GPtrArray) before =
		session_where(session, &hotspot_finding_kind, "week", found->week, error);

	for (guint i = 0; before && i < found->list->len; i++) {
		struct picture_hotspot *h = found->list->pdata[i];
		gint64 key = keep_hotspot(session, h, found->week, error);

		if (!key || !keep_finding(session, before, found, key, h->state,
					  picture_hotspot_to_json(h), error))
			return FALSE;
	}
	return before && keep_finding(session, before, found, 0, 0,
				      hotspot_basis_to_json(&found->basis), error);
}

/* decisions */

/* The newest group that began with it, NULL = none. */
static const struct focus_group *group_of(const GPtrArray *groups, gint64 hotspot)
{
	for (guint i = groups->len; i-- > 0;) {
		const struct focus_group *g = groups->pdata[i];

		if (g->hotspot == hotspot)
			return g;
	}
	return NULL;
}

static char *reason_of(const struct hotspot_record *record, const struct focus_group *group)
{
	if (record->decision != DECISION_GROUP)
		return g_strdup(record->reason);
	return g_strdup(group ? group->title : NULL);
}

/* Whether at least half of the places of the smaller are the other's too. */
static gboolean share_places(const GArray *one, const GArray *other)
{
	guint same = 0, smaller = MIN(one->len, other->len);

	for (guint i = 0; i < one->len; i++)
		same += refs_contain(other, refs_at(one, i));
	return smaller > 0 && 2 * same >= smaller;
}

/* Adds what was decided about another hotspot at the same places, before. */
static void add_earlier(const struct session *session, const GPtrArray *groups,
			const struct hotspot_record *record, struct picture_hotspot *h)
{
	struct picture_earlier *earlier;

	if (record->number == h->number || record->decision == DECISION_NONE ||
	    record->decided_at == TIME_NONE || record->first_week > h->last_week ||
	    (session_known_at(session) != TIME_NONE &&
	     record->decided_at >= session_known_at(session)) ||
	    !(share_places(record->places, h->place_keys) || hotspot_same_points(record, h)))
		return;
	earlier = g_new0(struct picture_earlier, 1);
	earlier->week = week_of_time(record->decided_at);
	earlier->decision = record->decision;
	earlier->text = reason_of(record, group_of(groups, record->record.key));
	g_ptr_array_add(h->earlier, earlier);
}

static void decide(const struct session *session, const GPtrArray *groups,
		   const struct hotspot_record *record, struct picture_hotspot *h)
{
	const struct focus_group *group = group_of(groups, record->record.key);

	if (record->number != h->number || record->decision == DECISION_NONE ||
	    (session_known_at(session) != TIME_NONE &&
	     record->decided_at >= session_known_at(session)))
		return;
	h->decision = record->decision;
	h->decided_week =
		record->decided_at == TIME_NONE ? WEEK_NONE : week_of_time(record->decided_at);
	h->reason = reason_of(record, group);
	h->answering = record->decision == DECISION_GROUP && group ? group->record.key : 0;
}

/* Whether a group began with a hotspot at the same points. */
static gboolean began_at(const GPtrArray *records, const struct focus_group *g,
			 const struct picture_hotspot *h)
{
	for (guint r = 0; g->hotspot && h->points->len && r < records->len; r++) {
		const struct hotspot_record *record = records->pdata[r];

		if (record->record.key == g->hotspot)
			return hotspot_same_points(record, h);
	}
	return FALSE;
}

/* A group that works at its places answers for it too, though it began with something else. A group
 * that the meeting about a week starts begins the week after. */
static void decide_by_places(const struct session *session, const GPtrArray *groups,
			     const GPtrArray *records, int week, struct picture_hotspot *h)
{
	gint64 known = session_known_at(session);
	int last = known == TIME_NONE ? week + 1 : MIN(week + 1, week_of_time(known));

	for (guint i = groups->len; i-- > 0 && h->decision == DECISION_NONE;) {
		const struct focus_group *g = groups->pdata[i];

		if (g->started_week > last ||
		    (g->ended_week != WEEK_NONE && g->ended_week < week) ||
		    !(share_places(g->places, h->place_keys) || began_at(records, g, h)))
			continue;
		h->decision = DECISION_GROUP;
		h->decided_week = g->started_week;
		h->reason = g_strdup(g->title);
		h->answering = g->record.key;
	}
}

gboolean hotspots_decisions(struct session *session, struct hotspot_week *found, GError **error)
{
	g_autoptr(GPtrArray) records = session_all(session, &hotspot_kind, error);
	g_autoptr(GPtrArray) groups =
		records ? session_all_common(session, &focus_group_kind, error) : NULL;

	if (!groups)
		return FALSE;
	for (guint i = 0; i < found->list->len; i++) {
		struct picture_hotspot *h = found->list->pdata[i];

		h->decision = DECISION_NONE;
		h->decided_week = WEEK_NONE;
		h->answering = 0;
		g_clear_pointer(&h->reason, g_free);
		g_ptr_array_set_size(h->earlier, 0);
		for (guint r = 0; r < records->len; r++) {
			decide(session, groups, records->pdata[r], h);
			add_earlier(session, groups, records->pdata[r], h);
		}
		decide_by_places(session, groups, records, found->week, h);
	}
	return TRUE;
}
