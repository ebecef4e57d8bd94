/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Observations that are the same event: linked to one report group, they count once. */
#include "config.h"

#include "app/app_private.h"

static int compare_entered(gconstpointer a, gconstpointer b)
{
	const struct observation *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;

	if (x->entered_at != y->entered_at)
		return x->entered_at < y->entered_at ? -1 : 1;
	return x->record.key < y->record.key ? -1 : x->record.key > y->record.key;
}

/* What some member may not know is in no common number: another of the group counts. */
static const struct observation *first_that_counts(const GPtrArray *members)
{
	const struct observation *hidden = NULL;

	for (guint i = 0; i < members->len; i++) {
		const struct observation *o = members->pdata[i];

		if (o->record.withdrawn)
			continue;
		if (IS_COMMON(o->visibility))
			return o;
		if (!hidden)
			hidden = o;
	}
	return hidden;
}

gboolean report_group_recount(struct session *session, gint64 report_group, GError **error)
{
	g_autoptr(GPtrArray) members =
		session_where(session, &observation_kind, "report_group", report_group, error);
	const struct observation *first;
	gboolean ok = members != NULL;

	if (!members)
		return FALSE;
	g_ptr_array_sort(members, compare_entered);
	first = first_that_counts(members);
	for (guint i = 0; ok && i < members->len; i++) {
		struct observation *o = members->pdata[i];
		const struct category *category =
			registry_category(session_registry(session), o->category);
		int counted = o == first && (!category || category->counts);

		if (o->counted != counted) {
			o->counted = counted;
			ok = session_put(session, o, error);
		}
	}
	return ok;
}

GPtrArray *app_linked(struct session *session, const struct observation *o, GError **error)
{
	GPtrArray *members;

	if (o->report_group == 0)
		return g_ptr_array_new_with_free_func(record_free);
	members = session_where(session, &observation_kind, "report_group", o->report_group, error);
	if (members)
		g_ptr_array_sort(members, compare_entered);
	return members;
}

/* linking */

/* Adds an observation, everything in its group and what it was proposed to be the same as; keys of
 * those that are there stand in seen. */
static gboolean add_with_group(struct session *session, gint64 key, GPtrArray *members,
			       GHashTable *seen, GError **error)
{
	struct observation *o = observation_get(session, key, error);
	gint64 same = o ? o->same_as : 0;
	g_autoptr(GPtrArray) group = o ? app_linked(session, o, error) : NULL;

	if (!group) {
		record_free(o);
		return FALSE;
	}
	if (o->report_group == 0)
		g_ptr_array_add(group, record_copy(o));
	record_free(o);
	while (group->len) {
		struct observation *member = g_ptr_array_steal_index(group, 0);

		if (g_hash_table_add(seen, &member->record.key))
			g_ptr_array_add(members, member);
		else
			record_free(member);
	}
	return !same || g_hash_table_contains(seen, &same) ||
	       add_with_group(session, same, members, seen, error);
}

static GPtrArray *members_of(struct session *session, const gint64 *keys, gsize count,
			     GError **error)
{
	g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func(record_free);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);

	for (gsize i = 0; i < count; i++)
		if (!add_with_group(session, keys[i], members, seen, error))
			return NULL;
	return g_steal_pointer(&members);
}

static gboolean link_members(struct session *session, gpointer data, GError **error)
{
	GPtrArray *members = data;
	struct report_group *group = record_new(&report_group_kind);
	gboolean ok = session_put(session, group, error);

	for (guint i = 0; ok && i < members->len; i++) {
		struct observation *o = members->pdata[i];

		o->report_group = group->record.key;
		o->same_as = 0;
		ok = session_put(session, o, error);
	}
	ok = ok && report_group_recount(session, group->record.key, error);
	record_free(group);
	return ok;
}

gboolean report_group_link(struct session *session, const gint64 *keys, gsize count, GError **error)
{
	g_autoptr(GPtrArray) members = members_of(session, keys, count, error);

	return members && link_members(session, members, error);
}

gboolean app_observations_link(struct session *session, const gint64 *keys, gsize count,
			       GError **error)
{
	g_autoptr(GPtrArray) members = NULL;
	char *title;

	if (!session_may(session, ACTION_OBSERVATION_LINK, NULL, error))
		return FALSE;
	members = members_of(session, keys, count, error);
	if (!members)
		return FALSE;
	if (members->len < 2) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
				    _("Mark at least two observations that are the same event, "
				      "then link them."));
		return FALSE;
	}
	title = g_strdup_printf(ngettext("%u linked report", "%u linked reports", members->len),
				members->len);
	return session_change(session, ACTION_OBSERVATION_LINK, title, link_members, members,
			      error);
}

/* taking apart */

/* Takes an observation out of its group; a group of one is no group. */
static gboolean unlink_one(struct session *session, struct observation *o, GError **error)
{
	const struct category *category = registry_category(session_registry(session), o->category);
	gint64 group = o->report_group;
	g_autoptr(GPtrArray) left = NULL;

	o->report_group = 0;
	o->counted = !o->record.withdrawn && (!category || category->counts);
	if (!session_put(session, o, error))
		return FALSE;
	left = session_where(session, &observation_kind, "report_group", group, error);
	if (!left)
		return FALSE;
	if (left->len == 1)
		return unlink_one(session, left->pdata[0], error);
	return left->len == 0 || report_group_recount(session, group, error);
}

/* Keys of observations. Each is read when its turn comes: taking the one before out of a pair took
 * this one out too. */
static gboolean unlink_all(struct session *session, gpointer data, GError **error)
{
	const GArray *keys = data;
	gboolean ok = TRUE;

	for (guint i = 0; ok && i < keys->len; i++) {
		struct observation *o =
			observation_get(session, g_array_index(keys, gint64, i), error);

		if (o && o->same_as) {
			o->same_as = 0;
			ok = session_put(session, o, error);
		}
		ok = o && ok && (!o->report_group || unlink_one(session, o, error));
		record_free(o);
	}
	return ok;
}

gboolean app_observations_unlink(struct session *session, const gint64 *keys, gsize count,
				 GError **error)
{
	g_autoptr(GArray) linked = g_array_new(FALSE, FALSE, sizeof(gint64));
	char *title;

	for (gsize i = 0; i < count; i++) {
		struct observation *o = observation_get(session, keys[i], error);

		if (!o)
			return FALSE;
		if (o->report_group || o->same_as)
			g_array_append_val(linked, keys[i]);
		record_free(o);
	}
	if (linked->len == 0) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
				    _("It is not linked to anything."));
		return FALSE;
	}
	title = g_strdup_printf(ngettext("%u link", "%u links", linked->len), linked->len);
	return session_change(session, ACTION_OBSERVATION_UNLINK, title, unlink_all, linked, error);
}
