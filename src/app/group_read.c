/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A focus group with all that belongs to it, whether its steps are taken, who ought to be in it,
 * and what happened in it. */
#include "config.h"

#include "app/app_private.h"

#include <string.h>

#include "osg/text.h"
#include "osg/week.h"

enum { PROPOSAL_WEEKS = 52, MEMBERS_LEAST = 2, HISTORY_LINES = 100 };

void dossier_free(gpointer data)
{
	struct dossier *d = data;

	if (!d)
		return;
	record_free(d->group);
	record_free(d->yardstick);
	GPtrArray *const all[] = {d->members,  d->steps, d->causes,   d->goals,        d->visits,
				  d->findings, d->notes, d->meetings, d->coordinators, d->measures};
	for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
		if (all[i])
			g_ptr_array_unref(all[i]);
	g_free(d);
}

static int compare_steps(gconstpointer a, gconstpointer b)
{
	return (*(const struct group_step *const *)a)->position -
	       (*(const struct group_step *const *)b)->position;
}

static int compare_visits(gconstpointer a, gconstpointer b)
{
	gint64 one = (*(const struct site_visit *const *)a)->at,
	       other = (*(const struct site_visit *const *)b)->at;

	return (one > other) - (one < other);
}

static int compare_lines(gconstpointer a, gconstpointer b)
{
	const struct status_line *one = *(const struct status_line *const *)a,
				 *other = *(const struct status_line *const *)b;

	return one->week != other->week ? other->week - one->week
					: (one->entered_at < other->entered_at) -
						  (one->entered_at > other->entered_at);
}

/* The findings of its visits. */
static GPtrArray *findings_of(struct session *session, const GPtrArray *visits, GError **error)
{
	GPtrArray *out = g_ptr_array_new_with_free_func(record_free);

	for (guint i = 0; i < visits->len; i++) {
		const struct record *visit = visits->pdata[i];
		g_autoptr(GPtrArray) of =
			session_where(session, &site_finding_kind, "site_visit", visit->key, error);

		if (!of) {
			g_ptr_array_unref(out);
			return NULL;
		}
		for (guint j = 0; j < of->len; j++)
			g_ptr_array_add(out, record_copy(of->pdata[j]));
	}
	return out;
}

/* Of the group itself, not of a measure in it. */
static struct yardstick *group_yardstick(struct session *session, gint64 key, GError **error)
{
	g_autoptr(GPtrArray) all =
		session_where(session, &yardstick_kind, "focus_group", key, error);
	const struct yardstick *last = NULL;

	for (guint i = 0; all && i < all->len; i++)
		if (!((struct yardstick *)all->pdata[i])->measure)
			last = all->pdata[i];
	return last ? record_copy(last) : NULL;
}

static gboolean dossier_fill(struct session *session, struct dossier *d, gint64 key, GError **error)
{
	const struct {
		GPtrArray **list;
		const struct record_kind *kind;
		const char *field;
		GCompareFunc order;
	} parts[] = {
		{&d->members, &group_member_kind, "focus_group", NULL},
		{&d->steps, &group_step_kind, "focus_group", compare_steps},
		{&d->causes, &cause_kind, "focus_group", NULL},
		{&d->goals, &goal_kind, "focus_group", NULL},
		{&d->visits, &site_visit_kind, "focus_group", compare_visits},
		{&d->notes, &status_line_kind, "focus_group", compare_lines},
		{&d->meetings, &meeting_kind, "focus_group", NULL},
		{&d->coordinators, &focus_group_kind, "parent", NULL},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		*parts[i].list = session_where(session, parts[i].kind, parts[i].field, key, error);
		if (!*parts[i].list)
			return FALSE;
		if (parts[i].order)
			g_ptr_array_sort(*parts[i].list, parts[i].order);
	}
	d->yardstick = group_yardstick(session, key, error);
	d->findings = findings_of(session, d->visits, error);
	d->measures = app_measures(
		session, &(struct measures_query){.which = MEASURES_ALL, .focus_group = key},
		error);
	return d->findings && d->measures;
}

struct dossier *app_dossier(struct session *session, gint64 key, GError **error)
{
	g_autoptr(GError) local = NULL;
	struct dossier *d = g_new0(struct dossier, 1);

	d->group = session_get(session, &focus_group_kind, key, &local);
	if (d->group && dossier_fill(session, d, key, &local)) {
		session_shown(session, d->group);
		return d;
	}
	if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	else
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("There is no such focus group."));
	dossier_free(d);
	return NULL;
}

gint64 app_focus_group_named(struct session *session, const char *name, GError **error)
{
	g_autoptr(GPtrArray) groups = app_focus_groups(session, error);
	g_autofree char *asked = text_fold(name);
	gint64 begins = 0;

	for (guint i = 0; groups && i < groups->len; i++) {
		const struct focus_group *group = groups->pdata[i];
		g_autofree char *title = text_fold(group->title ? group->title : "");

		if (g_str_equal(title, asked))
			return group->record.key;
		if (!begins && g_str_has_prefix(title, asked))
			begins = group->record.key;
	}
	if (groups && !begins)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("No focus group is called “%s”; “osg list focus-groups” has them."),
			    name);
	return begins;
}

/* steps */

static gboolean says(const char *text)
{
	return text && *text;
}

static gboolean has_mandate(const struct dossier *d)
{
	return says(d->group->mandate) && d->group->started_week != WEEK_NONE;
}

static gboolean has_leader(const struct dossier *d)
{
	return d->group->leader != 0;
}

static gboolean has_members(const struct dossier *d)
{
	return d->members->len >= MEMBERS_LEAST;
}

static gboolean has_delimitation(const struct dossier *d)
{
	return d->group->places->len || d->group->areas->len;
}

static gboolean has_visit(const struct dossier *d)
{
	return d->visits->len > 0;
}

/* Every direct cause is shown by something. */
static gboolean has_causes(const struct dossier *d)
{
	for (guint i = 0; i < d->causes->len; i++) {
		const struct cause *cause = d->causes->pdata[i];

		if (!cause->parent && cause->evidence->len == 0)
			return FALSE;
	}
	return d->causes->len > 0;
}

static gboolean has_goals(const struct dossier *d)
{
	return d->goals->len > 0;
}

/* One that was decided: a draft is none. */
static gboolean has_measures(const struct dossier *d)
{
	for (guint i = 0; i < d->measures->len; i++)
		if (((struct measure_item *)d->measures->pdata[i])->measure->state != MEASURE_DRAFT)
			return TRUE;
	return FALSE;
}

static gboolean has_yardstick(const struct dossier *d)
{
	return yardstick_counts(d->yardstick);
}

static const struct {
	const char *code;
	gboolean (*is_met)(const struct dossier *d);
} facts[] = {
	{"mandate", has_mandate},      {"leader", has_leader},
	{"members", has_members},      {"delimitation", has_delimitation},
	{"visit", has_visit},          {"causes", has_causes},
	{"goals", has_goals},          {"measures", has_measures},
	{"evaluation", has_yardstick},
};

gboolean dossier_step_is_met(const struct dossier *d, const struct group_step *step)
{
	gboolean nobody = g_strcmp0(step->code, "members") == 0 && d->members->len == 0;

	if (step->state != STEP_OPEN && !nobody) /* members may have been taken back since */
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(facts); i++)
		if (g_strcmp0(step->code, facts[i].code) == 0)
			return facts[i].is_met(d);
	return g_strcmp0(step->code, "exit") == 0 && d->group->state == GROUP_CLOSED;
}

/* The exit is what closing is. */
GPtrArray *dossier_open_steps(const struct dossier *d)
{
	GPtrArray *open = g_ptr_array_new();

	for (guint i = 0; i < d->steps->len; i++) {
		struct group_step *step = d->steps->pdata[i];

		if (step->required && g_strcmp0(step->code, "exit") != 0 &&
		    !dossier_step_is_met(d, step))
			g_ptr_array_add(open, step);
	}
	return open;
}

/* who ought to be in it */

static gboolean lies_in(const struct focus_group *group, const struct observation_row *row)
{
	return refs_contain(group->places, row->place) ||
	       (group->places->len == 0 && refs_contain(group->areas, row->area));
}

static struct member_proposal *proposal_of(GArray *out, gint64 organisation)
{
	struct member_proposal fresh = {.organisation = organisation};

	for (guint i = 0; i < out->len; i++)
		if (g_array_index(out, struct member_proposal, i).organisation == organisation)
			return &g_array_index(out, struct member_proposal, i);
	g_array_append_val(out, fresh);
	return &g_array_index(out, struct member_proposal, out->len - 1);
}

static int compare_proposals(gconstpointer a, gconstpointer b)
{
	return ((const struct member_proposal *)b)->reports -
	       ((const struct member_proposal *)a)->reports;
}

static gboolean is_member(const struct dossier *d, gint64 organisation)
{
	for (guint i = 0; i < d->members->len; i++)
		if (((struct group_member *)d->members->pdata[i])->organisation == organisation)
			return TRUE;
	return FALSE;
}

static gboolean may_join(const struct session *session, const struct dossier *d,
			 gint64 organisation)
{
	return !is_member(d, organisation) && app_takes_part(session, organisation);
}

GArray *app_group_proposals(struct session *session, const struct dossier *d, GError **error)
{
	const struct registry *v = session_registry(session);
	const struct row_query query = {.week_from = d->group->started_week - PROPOSAL_WEEKS,
					.week_to = d->group->started_week,
					.entered_before = TIME_NONE};
	g_autoptr(GArray) rows = session_common_rows(session, &query, error);
	GArray *out;

	if (!rows)
		return NULL;
	out = g_array_new(FALSE, FALSE, sizeof(struct member_proposal));
	for (guint i = 0; i < rows->len; i++) {
		const struct observation_row *row = &g_array_index(rows, struct observation_row, i);

		if (lies_in(d->group, row) && may_join(session, d, row->organisation))
			proposal_of(out, row->organisation)->reports++;
	}
	for (guint i = 0; i < d->group->places->len; i++) {
		const struct place *place = registry_place(v, refs_at(d->group->places, i));
		const struct organisation *owner =
			place && place->owner ? registry_find_organisation(v, place->owner) : NULL;

		if (owner && may_join(session, d, owner->record.key))
			proposal_of(out, owner->record.key)->owns = place->record.key;
	}
	g_array_sort(out, compare_proposals);
	return out;
}

/* what happened */

static void moment_clear(gpointer data)
{
	struct group_moment *moment = data;

	g_free(moment->title);
	g_free(moment->change);
}

/* What a record of a group is called, borrowed. */
static const char *title_of(const struct session *session, gconstpointer record)
{
	static const char *const naming[] = {"title", "text", "note", "function"};
	const struct record *r = record;

	if (r->kind == &group_member_kind) {
		const struct organisation *o =
			registry_organisation(session_registry(session),
					      ((const struct group_member *)record)->organisation);

		return o ? o->name : "?";
	}
	if (r->kind == &group_step_kind)
		return group_step_label(record, session_english(session));
	for (gsize i = 0; i < G_N_ELEMENTS(naming); i++) {
		const struct field *field = fields_find(r->kind->fields, naming[i]);

		if (field && FIELD_AT(char *, (gpointer)record, field))
			return FIELD_AT(char *, (gpointer)record, field);
	}
	return "";
}

/* The word that its state became, NULL = that is not what changed. */
static char *new_state(const struct log_line *line)
{
	json_auto_t *after = line->after ? json_loads(line->after, 0, NULL) : NULL;
	const char *state = json_string_value(json_object_get(after, "state"));

	return g_strdup(state);
}

/* A change that only moves words about is none worth a line in the story. */
static gboolean append_moments(struct session *session, gconstpointer record, GArray *out,
			       GError **error)
{
	const struct record *r = record;
	g_autoptr(GPtrArray) lines = session_history(session, &r->id, FALSE, HISTORY_LINES, error);

	for (guint i = 0; lines && i < lines->len; i++) {
		const struct log_line *line = lines->pdata[i];
		struct group_moment moment = {line->at, r->kind, line->before == NULL, NULL,
					      new_state(line)};

		if (!moment.begun && !moment.change)
			continue;
		moment.title = g_strdup(title_of(session, record));
		g_array_append_val(out, moment);
	}
	return lines != NULL;
}

static int compare_moments(gconstpointer a, gconstpointer b)
{
	const struct group_moment *one = a, *other = b;

	return (one->at > other->at) - (one->at < other->at);
}

static gboolean append_all(struct session *session, const GPtrArray *records, GArray *out,
			   GError **error)
{
	for (guint i = 0; i < records->len; i++)
		if (!append_moments(session, records->pdata[i], out, error))
			return FALSE;
	return TRUE;
}

/* Steps that come with the group are no news of their own. */
static gboolean append_measures(struct session *session, const GPtrArray *items, GArray *out,
				GError **error)
{
	for (guint i = 0; i < items->len; i++)
		if (!append_moments(session, ((struct measure_item *)items->pdata[i])->measure, out,
				    error))
			return FALSE;
	return TRUE;
}

GArray *app_group_timeline(struct session *session, const struct dossier *d, GError **error)
{
	GArray *out = g_array_new(FALSE, FALSE, sizeof(struct group_moment));
	const GPtrArray *const parts[] = {d->members, d->causes,   d->goals,       d->visits,
					  d->notes,   d->meetings, d->coordinators};
	gboolean ok = append_moments(session, d->group, out, error) &&
		      append_measures(session, d->measures, out, error);

	g_array_set_clear_func(out, moment_clear);
	for (gsize i = 0; ok && i < G_N_ELEMENTS(parts); i++)
		ok = append_all(session, parts[i], out, error);
	if (!ok) {
		g_array_unref(out);
		return NULL;
	}
	g_array_sort(out, compare_moments);
	return out;
}
