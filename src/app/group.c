/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing focus groups: a group is started with its steps, its members, causes, goals and visits
 * are checked by one rule a kind, and it is closed when nothing that must be done is open. */
#include "config.h"

#include "app/app_private.h"

#include <string.h>

#include "osg/before_after.h"
#include "osg/catalogue.h"
#include "osg/week.h"

enum { REASON_LEAST = 3 };

static gboolean says(const char *text)
{
	return text && *text;
}

gboolean app_group_may(struct session *session, const struct focus_group *group, GError **error)
{
	if (!group)
		return session_may(session, ACTION_FOCUS_GROUP_START, NULL, error);
	return session_may_for(session, ACTION_FOCUS_GROUP_CHANGE, group->leader, error);
}

/* starting */

gboolean group_put_new(struct session *session, struct focus_group *group, GError **error)
{
	const GPtrArray *types = catalogue_entries(&step_catalogue);
	gboolean ok = session_put(session, group, error);

	for (guint i = 0; ok && i < types->len; i++) {
		const struct catalogue_entry *type = types->pdata[i];
		struct group_step *step = record_new(&group_step_kind);

		step->focus_group = group->record.key;
		step->position = (int)i + 1;
		step->required = type->value;
		field_set_text(&step->code, type->code);
		ok = session_put(session, step, error);
		record_free(step);
	}
	return ok;
}

gboolean group_leader_stands(const struct session *session, gint64 leader, const char **field,
			     GError **error)
{
	return registry_organisation(session_registry(session), leader)
		       ? app_member_stands(session, leader, field, "leader", error)
		       : app_refuse_field(field, "leader", error,
					  _("A focus group needs an organisation that leads it, "
					    "such as HUGE."));
}

static gboolean group_check(struct session *session, const struct focus_group *group,
			    const char **field, GError **error)
{
	if (!says(group->title))
		return app_refuse_field(field, "title", error,
					_("A focus group has a name, such as Visättra."));
	if (group->state == GROUP_ACTIVE &&
	    !group_leader_stands(session, group->leader, field, error))
		return FALSE;
	if (!app_places_stand(session, group->places, group->areas, field, "places", error))
		return FALSE;
	if (group->planned_end != DAY_NONE && group->started_week != WEEK_NONE &&
	    group->planned_end < week_monday(group->started_week))
		return app_refuse_field(field, "planned_end", error,
					_("It would end before it began; give a later day."));
	return TRUE;
}

static gboolean put_new(struct session *session, gpointer group, GError **error)
{
	return group_put_new(session, group, error);
}

gint64 app_group_start(struct session *session, struct focus_group *group, GError **error)
{
	if (group->started_week == WEEK_NONE)
		group->started_week = week_of_time(session_now(session));
	if (group->evidence->len == 0)
		group_take_evidence(session, group, session_week(session));
	if (!group_check(session, group, NULL, error) ||
	    !session_change(session, ACTION_FOCUS_GROUP_START,
			    g_strdup_printf(_("focus group, %s"), group->title), put_new, group,
			    error))
		return 0;
	return group->record.key;
}

/* changing */

struct group_writing {
	struct focus_group *group;
	struct yardstick *yardstick; /* NULL = it stays */
};

static gboolean write_group(struct session *session, gpointer data, GError **error)
{
	struct group_writing *w = data;

	if (!session_put(session, w->group, error))
		return FALSE;
	if (!w->yardstick)
		return TRUE;
	w->yardstick->focus_group = w->group->record.key;
	return session_put(session, w->yardstick, error);
}

gboolean app_group_save(struct session *session, struct focus_group *group,
			struct yardstick *yardstick, const char **field, GError **error)
{
	struct group_writing w = {group, yardstick};

	if (!app_group_may(session, group, error) || !group_check(session, group, field, error))
		return FALSE;
	if (yardstick && !app_yardstick_stands(session, yardstick, field, error))
		return FALSE;
	return session_change(session, ACTION_FOCUS_GROUP_CHANGE,
			      g_strdup_printf(_("focus group, %s"), group->title), write_group, &w,
			      error);
}

/* the parts */

static gboolean member_check(struct session *session, gconstpointer record, const char **field,
			     GError **error)
{
	const struct group_member *m = record;

	if (!registry_organisation(session_registry(session), m->organisation))
		return app_refuse_field(
			field, "organisation", error,
			_("A member is an organisation of this group, such as HUGE."));
	if (m->until == DAY_NONE &&
	    !app_member_stands(session, m->organisation, field, "organisation", error))
		return FALSE;
	if (m->since != DAY_NONE && m->until != DAY_NONE && m->until < m->since)
		return app_refuse_field(field, "until", error,
					_("Until is before since; give a later day."));
	return TRUE;
}

static gboolean cause_may_stand(struct session *session, gconstpointer record, const char **field,
				GError **error)
{
	const struct cause *cause = record;
	g_autoptr(GPtrArray) all =
		session_where(session, &cause_kind, "focus_group", cause->focus_group, error);

	if (!all)
		return FALSE;
	return app_owner_stands(session, cause->owner, field, "owner", error) &&
	       cause_check(cause, all, field, error);
}

static gboolean goal_check(struct session *session UNUSED, gconstpointer record, const char **field,
			   GError **error)
{
	if (says(((const struct goal *)record)->text))
		return TRUE;
	return app_refuse_field(
		field, "text", error,
		_("A goal can be counted, such as “under 5 a week until week 50”."));
}

static gboolean visit_check(struct session *session, gconstpointer record, const char **field,
			    GError **error)
{
	const struct site_visit *visit = record;

	if (visit->at == TIME_NONE)
		return app_refuse_field(field, "at", error,
					_("Say when the visit was, for example: 14/10 17-18."));
	return app_place_stands(session, visit->place, visit->area, field, "place", error);
}

static gboolean finding_check(struct session *session, gconstpointer record, const char **field,
			      GError **error)
{
	const struct site_finding *finding = record;

	if (!says(finding->text))
		return app_refuse_field(
			field, "text", error,
			_("Say what was seen, such as “four lamps out along the path”."));
	return app_place_stands(session, finding->place, 0, field, "place", error) &&
	       app_owner_stands(session, finding->owner, field, "owner", error);
}

static gboolean step_check(struct session *session UNUSED, gconstpointer record, const char **field,
			   GError **error)
{
	const struct group_step *step = record;

	if (says(step->title) || says(step->code))
		return TRUE;
	return app_refuse_field(field, "title", error, _("Say what is to be done."));
}

/* clang-format off: one line a kind */
static const struct part {
	const struct record_kind *kind;
	gboolean (*check)(struct session *, gconstpointer record, const char **field, GError **);
	const char *title; /* msgid of what undo calls it */
} parts[] = {
	{&group_member_kind, member_check, N_("member of the group")},
	{&cause_kind, cause_may_stand, N_("cause")},
	{&goal_kind, goal_check, N_("goal")},
	{&site_visit_kind, visit_check, N_("site visit")},
	{&site_finding_kind, finding_check, N_("finding of a visit")},
	{&group_step_kind, step_check, N_("step of a focus group")},
};
/* clang-format on */

static const struct part *part_of(const struct record *record)
{
	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
		if (parts[i].kind == record->kind)
			return &parts[i];
	return NULL;
}

/* The group that a part belongs to; a finding's is its visit's. 0 = of no group. */
static gint64 group_of(struct session *session, gconstpointer record)
{
	const struct record *r = record;
	const struct field *field = fields_find(r->kind->fields, "focus_group");
	struct site_visit *visit;
	gint64 key;

	if (field)
		return FIELD_AT(gint64, (gpointer)record, field);
	visit = session_get(session, &site_visit_kind,
			    ((const struct site_finding *)record)->site_visit, NULL);
	key = visit ? visit->focus_group : 0;
	record_free(visit);
	return key;
}

gboolean app_group_may_write(struct session *session, gint64 key, GError **error)
{
	struct focus_group *group =
		key ? session_get(session, &focus_group_kind, key, error) : NULL;
	gboolean ok = (group || !key) && session_may_within(session, ACTION_FOCUS_GROUP_CHANGE,
							    &focus_group_kind, key, error);

	if (group && ok && group->state == GROUP_CLOSED)
		ok = app_refuse(error, _("The group is closed; nothing more is written in it."));
	record_free(group);
	return ok;
}

gboolean app_group_part_save(struct session *session, gpointer record, const char **field,
			     GError **error)
{
	const struct part *part = part_of(record);

	g_return_val_if_fail(part, FALSE);
	return app_group_may_write(session, group_of(session, record), error) &&
	       part->check(session, record, field, error) &&
	       session_change(session, ACTION_FOCUS_GROUP_CHANGE, g_strdup(_(part->title)),
			      session_put, record, error);
}

/* What stood under a cause that is taken back goes up. */
static gboolean withdraw(struct session *session, gpointer data, GError **error)
{
	struct record *record = data;
	g_autoptr(GPtrArray) below = NULL;

	record->withdrawn = TRUE;
	if (record->kind == &cause_kind) {
		below = session_where(session, &cause_kind, "parent", record->key, error);
		if (!below)
			return FALSE;
		for (guint i = 0; i < below->len; i++) {
			struct cause *child = below->pdata[i];

			child->parent = ((struct cause *)data)->parent;
			if (!session_put(session, child, error))
				return FALSE;
		}
	}
	return session_put(session, record, error);
}

gboolean app_group_part_withdraw(struct session *session, gpointer record, GError **error)
{
	const struct part *part = part_of(record);

	g_return_val_if_fail(part, FALSE);
	return app_group_may_write(session, group_of(session, record), error) &&
	       session_change(session, ACTION_FOCUS_GROUP_CHANGE,
			      g_strdup_printf(_("taken back: %s"), _(part->title)), withdraw,
			      record, error);
}

/* The line of the week, if it was written already. */
static struct status_line *line_of_week(struct session *session, gint64 group, int week,
					GError **error)
{
	g_autoptr(GPtrArray) all =
		session_where(session, &status_line_kind, "focus_group", group, error);

	for (guint i = 0; all && i < all->len; i++)
		if (((struct status_line *)all->pdata[i])->week == week)
			return record_copy(all->pdata[i]);
	return all ? record_new(&status_line_kind) : NULL;
}

gboolean app_group_status(struct session *session, gint64 group, const char *text, GError **error)
{
	int week = week_of_time(session_now(session));
	struct status_line *line;
	gboolean ok;

	if (!says(text))
		return app_refuse(error, _("Write a line about how it goes."));
	line = app_group_may_write(session, group, error)
		       ? line_of_week(session, group, week, error)
		       : NULL;
	if (!line)
		return FALSE;
	line->focus_group = group;
	line->week = week;
	line->entered_by = session_participant(session)->record.key;
	line->entered_at = session_now(session);
	field_set_text(&line->text, text);
	ok = session_change(session, ACTION_FOCUS_GROUP_CHANGE, g_strdup(_("line of the week")),
			    session_put, line, error);
	record_free(line);
	return ok;
}

guint app_evidence_add(GArray *evidence, const struct listing *found, guint *hidden)
{
	guint before = evidence->len, left_out = 0;

	for (guint i = 0; i < found->rows->len; i++) {
		const struct observation_row *row =
			&g_array_index(found->rows, struct observation_row, i);

		if (IS_COMMON(row->visibility))
			refs_add(evidence, row->key);
		else
			left_out++;
	}
	if (hidden)
		*hidden = left_out;
	return evidence->len - before;
}

int app_cause_evidence(struct session *session, gint64 key, const char *filter, GError **error)
{
	g_autoptr(GError) local = NULL;
	struct cause *cause = session_get(session, &cause_kind, key, &local);
	struct listing *found =
		cause ? app_list(session, filter, WEEK_NONE, session_week(session), 0, &local)
		      : NULL;
	guint hidden = 0, added = found ? app_evidence_add(cause->evidence, found, &hidden) : 0;
	gboolean ok = FALSE;

	if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	else if (!cause)
		app_refuse(error, _("There is no such cause."));
	else if (!found->rows->len)
		app_refuse(error,
			   _("No observation is found by that; try “visättra ska v37-v40”."));
	else if (hidden == found->rows->len)
		app_refuse(error, _("Evidence is counted for everybody: what the whole group may "
				    "not see is none."));
	else
		ok = app_group_part_save(session, cause, NULL, error);
	listing_free(found);
	record_free(cause);
	return ok ? (int)added : -1;
}

/* Members are written down, not said to be there. */
static gboolean lacks_members(struct session *session, const struct group_step *step)
{
	g_autoptr(GPtrArray) members =
		g_strcmp0(step->code, "members") == 0
			? session_where(session, &group_member_kind, "focus_group",
					step->focus_group, NULL)
			: NULL;

	return members && members->len == 0;
}

gboolean app_group_step(struct session *session, gint64 key, enum step_state state,
			const char *reason, GError **error)
{
	g_autoptr(GError) local = NULL;
	struct group_step *step = session_get(session, &group_step_kind, key, &local);
	gboolean ok = FALSE;

	if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	else if (!step)
		app_refuse(error, _("There is no such step."));
	else if (state == STEP_SKIPPED && step->required)
		app_refuse(error, _("This step must be done; it cannot be skipped."));
	else if (state == STEP_DONE && lacks_members(session, step))
		app_refuse(error,
			   _("Nobody is a member yet; write an organisation that takes part."));
	else if (state == STEP_SKIPPED && !says(reason))
		app_refuse(error, _("Say why it is skipped."));
	else {
		step->state = state;
		field_set_text(&step->reason, reason);
		ok = app_group_part_save(session, step, NULL, error);
	}
	record_free(step);
	return ok;
}

/* closing */

enum verdict app_group_verdict(struct session *session, gint64 key, GError **error)
{
	struct dossier *d = app_dossier(session, key, error);
	enum verdict verdict = d ? VERDICT_UNKNOWN : VERDICT_NONE;
	struct before_after *b;

	if (d && yardstick_counts(d->yardstick)) {
		b = before_after(session, d->yardstick, error);
		verdict = b ? before_after_verdict(b) : VERDICT_NONE;
		before_after_free(b);
	}
	dossier_free(d);
	return verdict;
}

static gboolean may_close(struct session *session, const struct dossier *d, enum group_exit exit,
			  const char *reason, GError **error)
{
	g_autoptr(GPtrArray) open = dossier_open_steps(d);

	if (!app_group_may(session, d->group, error))
		return FALSE;
	if (d->group->state == GROUP_CLOSED)
		return app_refuse(error, _("The group is closed already."));
	if (open->len) {
		g_autofree char *why =
			g_strdup_printf(_("It cannot be closed yet, this must be done first: %s."),
					group_step_label(open->pdata[0], session_english(session)));

		return app_refuse(error, why);
	}
	if (exit == EXIT_NONE || !says(reason) || g_utf8_strlen(reason, -1) < REASON_LEAST)
		return app_refuse(error, _("Say how it ends and why, such as “goal met in 7 of 7 "
					   "weeks”."));
	return TRUE;
}

gboolean app_group_may_close(struct session *session, gint64 key, enum group_exit exit,
			     const char *reason, GError **error)
{
	struct dossier *d = app_dossier(session, key, error);
	gboolean may = d && may_close(session, d, exit, reason, error);

	dossier_free(d);
	return may;
}

gboolean app_group_close(struct session *session, gint64 key, enum group_exit exit,
			 const char *reason, enum verdict verdict, GError **error)
{
	struct dossier *d = app_dossier(session, key, error);
	gboolean ok = d && may_close(session, d, exit, reason, error);

	if (ok) {
		d->group->state = GROUP_CLOSED;
		d->group->exit = (int)exit;
		d->group->ended_week = week_of_time(session_now(session));
		d->group->verdict = (int)verdict;
		field_set_text(&d->group->reason, reason);
		ok = session_change(session, ACTION_FOCUS_GROUP_CHANGE,
				    g_strdup_printf(_("focus group closed, %s"), d->group->title),
				    session_put, d->group, error);
	}
	dossier_free(d);
	return ok;
}
