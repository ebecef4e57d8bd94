/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recording, changing, withdrawing and linking observations. */
#include "config.h"

#include "osg/app.h"

#include "osg/observation.h"
#include "osg/week.h"

struct observation *app_observation_new(struct session *session)
{
	struct observation *o = record_new(&observation_kind);

	if (session_participant(session)) {
		o->organisation = session_participant(session)->organisation;
		o->entered_by = session_participant(session)->record.key;
	}
	o->known = KNOWN_SEEN;
	o->police_report = ANSWER_UNKNOWN;
	o->visibility = VISIBLE_OSG;
	o->cost = -1;
	field_set_text(&o->source, "typed");
	return o;
}

struct observation *app_observation(struct session *session, gint64 key, GError **error)
{
	g_autoptr(GError) local = NULL;
	struct observation *o = session_get(session, &observation_kind, key, &local);

	if (!o && local)
		g_propagate_error(error, g_steal_pointer(&local));
	else if (!o)
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("There is no such observation."));
	return o;
}

static gboolean observation_may_change(const struct session *session, const struct observation *o,
				       GError **error)
{
	gboolean own = session_participant(session) &&
		       o->organisation == session_participant(session)->organisation;

	return session_may(session, own ? RIGHT_EDIT_OWN : RIGHT_EDIT_ALL, error);
}

/* "Brand · container, Visättraskolan": what undo and the log's reader see. */
static char *observation_title(const struct session *session, const struct observation *o)
{
	g_autofree char *what = observation_what(o, session_registry(session));
	g_autofree char *where = observation_where(o, session_registry(session));

	return g_strdup_printf("%s, %s", what, where);
}

static int compare_entered(gconstpointer a, gconstpointer b)
{
	const struct observation *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;

	if (x->entered_at != y->entered_at)
		return x->entered_at < y->entered_at ? -1 : 1;
	return x->record.key < y->record.key ? -1 : x->record.key > y->record.key;
}

/* One counts in each report group: the first entered that is active. Call after members changed,
 * inside an open change. */
static gboolean observations_recount(struct session *session, gint64 report_group, GError **error)
{
	g_autoptr(GPtrArray) members =
		session_where(session, &observation_kind, "report_group", report_group, error);
	gboolean first = TRUE;

	if (!members)
		return FALSE;
	g_ptr_array_sort(members, compare_entered);
	for (guint i = 0; i < members->len; i++) {
		struct observation *o = members->pdata[i];
		const struct category *category =
			registry_category(session_registry(session), o->category);
		gboolean active = !o->record.withdrawn;
		int counted = active && first && (!category || category->counts);

		if (active)
			first = FALSE;
		if (o->counted == counted)
			continue;
		o->counted = counted;
		if (!session_put(session, o, error))
			return FALSE;
	}
	return TRUE;
}

/* A new observation counts when its category does; a changed one only asks again when the category
 * changed. */
static gboolean observation_judge_counted(struct session *session, struct observation *o,
					  GError **error)
{
	const struct category *category = registry_category(session_registry(session), o->category);
	g_autoptr(GError) local = NULL;
	struct observation *stored;

	if (o->record.key == 0) {
		o->counted = category ? category->counts : 1;
		return TRUE;
	}
	stored = session_get(session, &observation_kind, o->record.key, &local);
	if (local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	if (stored && stored->category != o->category && o->report_group == 0)
		o->counted = category ? category->counts : 1;
	record_free(stored);
	return TRUE;
}

gboolean app_observation_save(struct session *session, struct observation *o, GError **error)
{
	gboolean new = o->record.key == 0;
	const char *field;

	if (!session_may(session, RIGHT_ADD, error) ||
	    (!new && !observation_may_change(session, o, error)))
		return FALSE;
	if (new && o->entered_at == TIME_NONE)
		o->entered_at = session_now(session);
	observation_settle(o, session_registry(session));
	if (!observation_check(o, session_registry(session), session_now(session), &field, error) ||
	    !observation_judge_counted(session, o, error))
		return FALSE;
	if (!session_begin(session, new ? "observation.add" : "observation.change", error))
		return FALSE;
	if (!session_put(session, o, error) ||
	    (o->report_group && !observations_recount(session, o->report_group, error))) {
		session_rollback(session);
		return FALSE;
	}
	return session_commit(session, observation_title(session, o), error);
}

static void observation_free(gpointer o)
{
	record_free(o);
}

/* The records of some keys. NULL with an error when one is not there. */
static GPtrArray *observations_get(struct session *session, const gint64 *keys, gsize count,
				   GError **error)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(observation_free);

	for (gsize i = 0; i < count; i++) {
		struct observation *o = app_observation(session, keys[i], error);

		if (!o)
			return NULL;
		g_ptr_array_add(all, o);
	}
	return g_steal_pointer(&all);
}

static char *observations_title(const struct session *session, const GPtrArray *all)
{
	if (all->len == 1)
		return observation_title(session, all->pdata[0]);
	return g_strdup_printf(ngettext("%u observation", "%u observations", all->len), all->len);
}

static gboolean withdraw_one(struct session *session, struct observation *o, const char *reason,
			     GError **error)
{
	if (!observation_may_change(session, o, error))
		return FALSE;
	if (o->record.withdrawn)
		return TRUE;
	o->record.withdrawn = TRUE;
	o->counted = 0;
	field_set_text(&o->reason, reason);
	return session_put(session, o, error) &&
	       (!o->report_group || observations_recount(session, o->report_group, error));
}

gboolean app_observations_withdraw(struct session *session, const gint64 *keys, gsize count,
				   const char *reason, GError **error)
{
	g_autoptr(GPtrArray) all = observations_get(session, keys, count, error);

	if (!all)
		return FALSE;
	if (!reason || !*reason) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
				    _("Say why it is withdrawn, for example “entered twice”: the "
				      "record keeps the reason."));
		return FALSE;
	}
	if (!session_begin(session, "observation.withdraw", error))
		return FALSE;
	for (guint i = 0; i < all->len; i++) {
		/* an earlier one of the same group may have changed this one */
		g_autoptr(GPtrArray) fresh = observations_get(
			session, &((struct observation *)all->pdata[i])->record.key, 1, error);

		if (!fresh || !withdraw_one(session, fresh->pdata[0], reason, error)) {
			session_rollback(session);
			return FALSE;
		}
	}
	return session_commit(session, observations_title(session, all), error);
}

/* Everything in the groups of some observations, and themselves. */
static GPtrArray *observations_closure(struct session *session, const GPtrArray *all,
				       GError **error)
{
	g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func(observation_free);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);

	for (guint i = 0; i < all->len; i++) {
		const struct observation *o = all->pdata[i];
		g_autoptr(GPtrArray) group = NULL;

		if (o->report_group) {
			group = session_where(session, &observation_kind, "report_group",
					      o->report_group, error);
			if (!group)
				return NULL;
		} else {
			group = g_ptr_array_new_with_free_func(observation_free);
			g_ptr_array_add(group, record_copy(o));
		}
		while (group->len) {
			struct observation *member = g_ptr_array_steal_index(group, 0);

			if (g_hash_table_add(seen, &member->record.key))
				g_ptr_array_add(members, member);
			else
				observation_free(member);
		}
	}
	return g_steal_pointer(&members);
}

static gboolean link_members(struct session *session, GPtrArray *members, GError **error)
{
	struct report_group *group = record_new(&report_group_kind);
	gboolean ok = session_put(session, group, error);

	for (guint i = 0; ok && i < members->len; i++) {
		struct observation *o = members->pdata[i];

		o->report_group = group->record.key;
		ok = session_put(session, o, error);
	}
	ok = ok && observations_recount(session, group->record.key, error);
	record_free(group);
	return ok;
}

gboolean app_observations_link(struct session *session, const gint64 *keys, gsize count,
			       GError **error)
{
	g_autoptr(GPtrArray) all = NULL;
	g_autoptr(GPtrArray) members = NULL;

	if (!session_may(session, RIGHT_LINK, error))
		return FALSE;
	all = observations_get(session, keys, count, error);
	members = all ? observations_closure(session, all, error) : NULL;
	if (!members)
		return FALSE;
	if (members->len < 2) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
				    _("Mark at least two observations that are the same event, "
				      "then link them."));
		return FALSE;
	}
	if (!session_begin(session, "observation.link", error))
		return FALSE;
	if (!link_members(session, members, error)) {
		session_rollback(session);
		return FALSE;
	}
	return session_commit(
		session,
		g_strdup_printf(ngettext("%u linked report", "%u linked reports", members->len),
				members->len),
		error);
}

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
	return left->len == 0 || observations_recount(session, group, error);
}

gboolean app_observations_unlink(struct session *session, const gint64 *keys, gsize count,
				 GError **error)
{
	guint done = 0;

	if (!session_may(session, RIGHT_LINK, error) ||
	    !session_begin(session, "observation.unlink", error))
		return FALSE;
	for (gsize i = 0; i < count; i++) {
		g_autoptr(GPtrArray) one = observations_get(session, &keys[i], 1, error);

		if (!one)
			goto fail;
		if (((struct observation *)one->pdata[0])->report_group == 0)
			continue;
		if (!unlink_one(session, one->pdata[0], error))
			goto fail;
		done++;
	}
	if (done == 0) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
				    _("It is not linked to anything."));
		goto fail;
	}
	return session_commit(session, g_strdup_printf(ngettext("%u link", "%u links", done), done),
			      error);
fail:
	session_rollback(session);
	return FALSE;
}

GPtrArray *app_linked(struct session *session, const struct observation *o, GError **error)
{
	GPtrArray *members;

	if (o->report_group == 0)
		return g_ptr_array_new_with_free_func(observation_free);
	members = session_where(session, &observation_kind, "report_group", o->report_group, error);
	if (members)
		g_ptr_array_sort(members, compare_entered);
	return members;
}

/* nil reports and drafts */

/* Who has reported has something to report; a nil report beside it would be counted as calm. */
static gboolean has_not_reported(struct session *session, const struct organisation *o, int week,
				 GError **error)
{
	g_autoptr(GArray) reporting = session_reporting(session, week, week, error);

	for (guint i = 0; reporting && i < reporting->len; i++) {
		const struct reporting *r = &g_array_index(reporting, struct reporting, i);

		if (r->organisation != o->record.key || !r->reports)
			continue;
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    ngettext("%s has reported %d observation this week: that is no nil "
				     "report.",
				     "%s has reported %d observations this week: that is no nil "
				     "report.",
				     r->reports),
			    o->code, r->reports);
		return FALSE;
	}
	return reporting != NULL;
}

gboolean app_nil_report(struct session *session, gint64 organisation, int week, const char *note,
			GError **error)
{
	const struct organisation *o =
		registry_organisation(session_registry(session), organisation);
	g_autofree char *name = week_format(week);
	struct nil_report *nil;
	gboolean ok;

	if (!o) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("Say which organisation has nothing to report."));
		return FALSE;
	}
	if (!session_may(session,
			 session_participant(session) &&
					 session_participant(session)->organisation == organisation
				 ? RIGHT_ADD
				 : RIGHT_EDIT_ALL,
			 error) ||
	    !has_not_reported(session, o, week, error) ||
	    !session_begin(session, "nil_report.add", error))
		return FALSE;
	nil = record_new(&nil_report_kind);
	nil->organisation = organisation;
	nil->week = week;
	nil->entered_by = session_participant(session)->record.key;
	nil->entered_at = session_now(session);
	field_set_text(&nil->note, note);
	ok = session_put(session, nil, error);
	record_free(nil);
	if (!ok) {
		session_rollback(session);
		return FALSE;
	}
	return session_commit(
		session, g_strdup_printf(_("nothing to report from %s, %s"), o->code, name), error);
}

/* The participant's draft of a form, or NULL. */
static struct draft *draft_find(struct session *session, const char *form)
{
	g_autoptr(GPtrArray) all =
		session_participant(session)
			? session_where_ever(session, &draft_kind, "participant",
					     session_participant(session)->record.key, NULL)
			: NULL;

	for (guint i = 0; all && i < all->len; i++)
		if (g_strcmp0(((struct draft *)all->pdata[i])->form, form) == 0)
			return record_copy(all->pdata[i]);
	return NULL;
}

char *app_draft(struct session *session, const char *form)
{
	struct draft *draft = draft_find(session, form);
	char *content = draft && !draft->record.withdrawn ? g_strdup(draft->content) : NULL;

	record_free(draft);
	return content;
}

/* A draft is no change of the municipality's data: it is saved at every pause and cannot be undone.
 */
gboolean app_draft_save(struct session *session, const char *form, const char *content,
			GError **error)
{
	struct draft *draft;
	gboolean ok;

	if (!session_participant(session))
		return TRUE;
	draft = draft_find(session, form);
	if (!draft && !content)
		return TRUE;
	if (!draft) {
		draft = record_new(&draft_kind);
		draft->participant = session_participant(session)->record.key;
		field_set_text(&draft->form, form);
	}
	field_set_text(&draft->content, content);
	draft->saved_at = session_now(session);
	draft->record.withdrawn = !content;
	ok = session_begin(session, "draft.save", error);
	if (ok && !session_put(session, draft, error)) {
		session_rollback(session);
		ok = FALSE;
	} else if (ok) {
		ok = session_commit(session, NULL, error);
	}
	record_free(draft);
	return ok;
}
