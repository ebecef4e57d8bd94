/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of measures, causes, members, goals, visits and groups in forms. One row a field; how
 * a value is written and read follows from its type. */
#include "config.h"

#include "screens/record_values.h"
#include "screens/setup_forms.h"

#include <string.h>
#include <glib/gi18n.h>

/* the forms */

#define NAMES(id, field, other)                                                                    \
	{                                                                                          \
		id, field, other, FALSE, value_names_show, value_names_set                         \
	}
#define TEXT(id, field)                                                                            \
	{                                                                                          \
		id, field, NULL, FALSE, value_text_show, value_text_set                            \
	}
#define DAY(id, field)                                                                             \
	{                                                                                          \
		id, field, NULL, FALSE, value_day_show, value_day_set                              \
	}
#define CHOICE(id, field)                                                                          \
	{                                                                                          \
		id, field, NULL, FALSE, NULL, NULL                                                 \
	}
#define LINE(id, label, required, meaning, complete)                                               \
	{                                                                                          \
		id, label, FORM_LINE, required, 1, NULL, meaning, complete                         \
	}
#define LINES(id, label, rows)                                                                     \
	{                                                                                          \
		id, label, FORM_LINES, FALSE, rows, NULL, NULL, NULL                               \
	}
#define CHOOSE(id, label, choices)                                                                 \
	{                                                                                          \
		id, label, FORM_CHOICE, FALSE, 1, choices, NULL, NULL                              \
	}

/* The yardstick's fields, of a measure or of a group. */
#define YARDSTICK_FIELDS                                                                           \
	LINE("what", N_("Count"), FALSE, value_categories_meaning, value_categories_complete),     \
		LINE("counted", N_("Counted at"), FALSE, value_places_meaning,                     \
		     value_places_complete),                                                       \
		LINE("hours", N_("Hours"), FALSE, value_hours_meaning, NULL),                      \
		LINE("before", N_("Weeks before"), FALSE, value_weeks_meaning, NULL),              \
		LINE("after", N_("Weeks after"), FALSE, value_weeks_meaning, NULL),                \
		LINE("comparison", N_("Compare with"), FALSE, value_places_meaning,                \
		     value_places_complete),                                                       \
		LINE("why", N_("Why alike"), FALSE, NULL, NULL),                                   \
		LINE("target", N_("At most a week"), FALSE, value_real_meaning, NULL)
#define YARDSTICK_VALUES                                                                           \
	{"what", "categories", NULL, TRUE, value_names_show, value_names_set},                     \
		{"counted", "places", "area", TRUE, value_names_show, value_names_set},            \
		{"hours", "hour_from", "hour_to", TRUE, value_hours_show, value_hours_set},        \
		{"before", "before_from", "before_to", TRUE, value_weeks_show, value_weeks_set},   \
		{"after", "after_from", "after_to", TRUE, value_weeks_show, value_weeks_set},      \
		{"comparison", "comparison_places", "comparison_areas",                            \
		 TRUE,         value_names_show,    value_names_set},                              \
		{"why", "comparison_reason", NULL, TRUE, value_text_show, value_text_set},         \
	{                                                                                          \
		"target", "target", NULL, TRUE, value_real_show, value_real_set                    \
	}

static const struct form_field measure_fields[] = {
	LINE("title", N_("What"), TRUE, NULL, NULL),
	LINE("kind", N_("Kind"), FALSE, value_type_meaning, value_types_complete),
	LINE("owner", N_("Who"), FALSE, value_organisations_meaning, value_organisations_complete),
	LINE("with", N_("With"), FALSE, value_organisations_meaning, value_organisations_complete),
	LINE("due", N_("Done by"), FALSE, value_day_meaning, NULL),
	LINE("where", N_("Where"), FALSE, value_places_meaning, value_places_complete),
	LINE("cause", N_("Against"), FALSE, value_cause_meaning, value_causes_complete),
	LINE("focus", N_("Focus area"), FALSE, value_focus_meaning, value_focus_complete),
	LINE("cost", N_("Cost"), FALSE, value_whole_meaning, NULL),
	LINE("yardstick", N_("Yardstick"), FALSE, NULL, NULL),
	YARDSTICK_FIELDS,
	{NULL},
};
static const struct record_value measure_values[] = {
	TEXT("title", "title"),
	{"kind", "kind", NULL, FALSE, value_type_show, value_type_set},
	NAMES("owner", "owner", NULL),
	NAMES("with", "contributors", NULL),
	DAY("due", "due"),
	NAMES("where", "place", "area"),
	{"cause", "cause", "cause_text", FALSE, value_cause_show, value_cause_set},
	TEXT("focus", "focus_area"),
	{"cost", "cost", NULL, FALSE, value_whole_show, value_whole_set},
	{"yardstick", "text", NULL, TRUE, value_text_show, value_text_set},
	YARDSTICK_VALUES,
	{NULL},
};

static const struct form_field group_fields[] = {
	LINE("title", N_("Name"), TRUE, NULL, NULL),
	LINE("leader", N_("Leads"), TRUE, value_organisations_meaning,
	     value_organisations_complete),
	LINE("end", N_("Until"), FALSE, value_day_meaning, NULL),
	LINES("mandate", N_("Mandate"), 2),
	LINE("limits", N_("Delimitation"), FALSE, NULL, NULL),
	LINE("places", N_("Places"), FALSE, value_places_meaning, value_places_complete),
	LINE("group-what", N_("Categories"), FALSE, value_categories_meaning,
	     value_categories_complete),
	YARDSTICK_FIELDS,
	{NULL},
};
static const struct record_value group_values[] = {
	TEXT("title", "title"),
	NAMES("leader", "leader", NULL),
	DAY("end", "planned_end"),
	TEXT("mandate", "mandate"),
	TEXT("limits", "delimitation"),
	NAMES("places", "places", "areas"),
	NAMES("group-what", "categories", NULL),
	YARDSTICK_VALUES,
	{NULL},
};

static const struct form_field member_fields[] = {
	LINE("organisation", N_("Organisation"), TRUE, value_organisations_meaning,
	     value_organisations_complete),
	LINE("function", N_("Function"), FALSE, NULL, NULL),
	LINE("since", N_("Since"), FALSE, value_begin_meaning, NULL),
	LINE("until", N_("Until"), FALSE, value_day_meaning, NULL),
	{NULL},
};
static const struct record_value member_values[] = {
	NAMES("organisation", "organisation", NULL),
	TEXT("function", "function"),
	{"since", "since", NULL, FALSE, value_day_show, value_begin_set},
	DAY("until", "until"),
	{NULL},
};

static const char *const aspects[] = {N_("Place"), N_("Target"), N_("Actor"), N_("Guardian"), NULL};
/* From -1 on, as struct cause has it. */
static const char *const influences[] = {N_("not judged"), N_("not at all"), N_("a little"),
					 N_("partly"),     N_("much"),       NULL};

static const struct form_field cause_fields[] = {
	LINES("text", N_("Cause"), 2),
	CHOOSE("aspect", N_("Under"), aspects),
	LINE("parent", N_("Cause above"), FALSE, value_parent_meaning, value_causes_complete),
	LINE("evidence", N_("Evidence"), FALSE, value_evidence_meaning, NULL),
	CHOOSE("influence", N_("Influence"), influences),
	LINE("owner", N_("By whom"), FALSE, value_organisations_meaning,
	     value_organisations_complete),
	{NULL},
};
static const struct record_value cause_values[] = {
	TEXT("text", "text"),
	CHOICE("aspect", "aspect"),
	{"parent", "parent", NULL, FALSE, value_cause_show, value_cause_set},
	{"evidence", "evidence", NULL, FALSE, NULL, value_evidence_set},
	CHOICE("influence", "influence"),
	NAMES("owner", "owner", NULL),
	{NULL},
};

static const char *const met_choices[] = {N_("not known yet"), N_("yes"), N_("no"), NULL};
static const struct form_field goal_fields[] = {
	LINES("text", N_("Goal"), 2),
	LINE("due", N_("Until"), FALSE, value_day_meaning, NULL),
	CHOOSE("met", N_("Met"), met_choices),
	{NULL},
};
static const struct record_value goal_values[] = {
	TEXT("text", "text"), DAY("due", "due"), CHOICE("met", "met"), {NULL}};

static const char *const visit_choices[] = {N_("Site visit"), N_("Safety walk"), NULL};
static const struct form_field visit_fields[] = {
	CHOOSE("form", N_("Kind"), visit_choices),
	LINE("at", N_("When"), TRUE, value_time_meaning, NULL),
	LINE("where", N_("Where"), FALSE, value_places_meaning, value_places_complete),
	LINE("who", N_("Who came"), FALSE, value_organisations_meaning,
	     value_organisations_complete),
	LINES("note", N_("Note"), 2),
	{NULL},
};
static const struct record_value visit_values[] = {
	CHOICE("form", "form"),
	{"at", "at", NULL, FALSE, value_time_show, value_time_set},
	NAMES("where", "place", "area"),
	NAMES("who", "organisations", NULL),
	TEXT("note", "note"),
	{NULL},
};

static const char *const site_aspects[] = {N_("lighting"), N_("sight lines"), N_("maintenance"),
					   N_("access"),   N_("ownership"),   N_("staffing"),
					   N_("flow"),     N_("other"),       NULL};
static const struct form_field finding_fields[] = {
	CHOOSE("aspect", N_("About"), site_aspects),
	LINES("text", N_("Finding"), 2),
	LINE("owner", N_("Can mend it"), FALSE, value_organisations_meaning,
	     value_organisations_complete),
	{NULL},
};
static const struct record_value finding_values[] = {
	CHOICE("aspect", "aspect"), TEXT("text", "text"), NAMES("owner", "owner", NULL), {NULL}};

/* who may write, and storing */

static gboolean may_measure(const struct edited *e, GError **error)
{
	return app_measure_may(e->session, e->record->key ? (struct measure *)e->record : NULL,
			       error);
}

static gboolean may_group(const struct edited *e, GError **error)
{
	return session_may(e->session,
			   e->record->key ? ACTION_FOCUS_GROUP_CHANGE : ACTION_FOCUS_GROUP_START,
			   NULL, error);
}

static gboolean may_part(const struct edited *e, GError **error)
{
	if (e->group && !app_group_may_write(e->session, e->group, error))
		return FALSE;
	return session_may(e->session, ACTION_FOCUS_GROUP_CHANGE, NULL, error);
}

/* An empty yardstick is none. */
static struct yardstick *yardstick_said(const struct edited *e)
{
	struct yardstick *empty;
	gboolean says;

	if (!e->yardstick || e->yardstick->record.key)
		return e->yardstick;
	empty = record_new(&yardstick_kind);
	empty->measure = e->yardstick->measure;
	empty->focus_group = e->yardstick->focus_group;
	says = !record_equal(empty, e->yardstick);
	record_free(empty);
	return says ? e->yardstick : NULL;
}

static gboolean save_measure(struct edited *e, const char **field, GError **error)
{
	return app_measure_save(e->session, (struct measure *)e->record, yardstick_said(e), field,
				error);
}

static gboolean save_group(struct edited *e, const char **field, GError **error)
{
	struct focus_group *group = (struct focus_group *)e->record;

	return (group->record.key || app_group_start(e->session, group, error)) &&
	       app_group_save(e->session, group, yardstick_said(e), field, error);
}

static gboolean save_part(struct edited *e, const char **field, GError **error)
{
	return app_group_part_save(e->session, e->record, field, error);
}

/* clang-format off: one line a form */
#define PART FALSE, may_part, save_part
static const struct record_form forms[] = {
	{"measure", N_("Measure"), &measure_kind, measure_fields, measure_values, TRUE, may_measure,
	 save_measure},
	{"group", N_("Focus group"), &focus_group_kind, group_fields, group_values, TRUE, may_group,
	 save_group},
	{"member", N_("Member"), &group_member_kind, member_fields, member_values, PART},
	{"cause", N_("Cause"), &cause_kind, cause_fields, cause_values, PART},
	{"goal", N_("Goal"), &goal_kind, goal_fields, goal_values, PART},
	{"visit", N_("Visit"), &site_visit_kind, visit_fields, visit_values, PART},
	{"finding", N_("Finding"), &site_finding_kind, finding_fields, finding_values, PART},
};
/* clang-format on */

const struct record_form *record_form_find(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(forms); i++)
		if (strcmp(forms[i].name, name) == 0)
			return &forms[i];
	return setup_form_find(name);
}

/* the form and its records */

static gpointer record_of(const struct record_value *value, const struct edited *e)
{
	return value->of_yardstick ? (gpointer)e->yardstick : (gpointer)e->record;
}

static const struct field *field_of(gpointer record, const char *name)
{
	return name ? fields_find(((struct record *)record)->kind->fields, name) : NULL;
}

/* Choices are counted from the least value that the field has. */
static int choice_offset(const struct field *f)
{
	return f->initial < 0 ? -f->initial : 0;
}

void record_form_show(const struct record_form *kind, struct form *form, const struct edited *e)
{
	for (const struct record_value *v = kind->values; v->id; v++) {
		gpointer record = record_of(v, e);
		const struct field *f = field_of(record, v->field);
		g_autofree char *text =
			v->show ? v->show(e, f, field_of(record, v->other), record) : NULL;

		if (v->show)
			form_set(form, v->id, text ? text : "", 0);
		else if (!v->read && !v->parse)
			form_choose(form, v->id, FIELD_AT(int, record, f) + choice_offset(f));
	}
}

static gboolean is_wrong(const struct form_field *field, const struct form *form, struct edited *e,
			 char **complaint)
{
	const char *text = form_text(form, field->id);
	gboolean wrong = FALSE;
	g_autofree char *meaning = NULL;

	if (field->required && !*text) {
		*complaint = g_strdup(_("This must be said."));
		return TRUE;
	}
	if (!field->meaning || !*text)
		return FALSE;
	meaning = field->meaning(e, text, 0, &wrong);
	if (wrong)
		*complaint = g_steal_pointer(&meaning);
	return wrong;
}

gboolean record_form_read(const struct record_form *kind, const struct form *form, struct edited *e,
			  const char **field, char **complaint)
{
	g_autoptr(GError) error = NULL;

	for (const struct form_field *f = kind->fields; f->id; f++) {
		*field = f->id;
		if (f->kind != FORM_CHOICE && is_wrong(f, form, e, complaint))
			return FALSE;
	}
	for (const struct record_value *v = kind->values; v->id; v++) {
		gpointer record = record_of(v, e);
		const struct field *f = field_of(record, v->field);

		*field = v->id;
		if (v->parse && !v->parse(e, f, record, form_text(form, v->id), &error)) {
			*complaint = g_strdup(error->message);
			return FALSE;
		}
		if (v->parse)
			continue;
		if (v->read)
			v->read(e, f, field_of(record, v->other), record, form_text(form, v->id));
		else
			FIELD_AT(int, record, f) = form_choice(form, v->id) - choice_offset(f);
	}
	return TRUE;
}

const char *record_form_field(const struct record_form *kind, const char *record_field)
{
	for (const struct record_value *v = kind->values; v->id; v++)
		if (g_strcmp0(v->field, record_field) == 0 ||
		    g_strcmp0(v->other, record_field) == 0 || g_strcmp0(v->id, record_field) == 0)
			return v->id;
	return kind->fields->id;
}
