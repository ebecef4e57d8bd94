/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A focus group on paper: from what made it start to whether it helped. One function a section, one
 * table of sections. */
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "osg/report.h"
#include "osg/week.h"
#include "osg/words.h"

enum { FISHBONE_HEIGHT = 190, STORY_MOST = 60 };

struct telling {
	struct document *document;
	struct session *session;
	const struct registry *v;
	const struct dossier *d;
};

static const char *code_of(const struct telling *t, gint64 key)
{
	return registry_organisation_code(t->v, key);
}

static char *day_of(int day)
{
	int year, month, mday;

	if (day == DAY_NONE)
		return g_strdup("–");
	day_to_civil(day, &year, &month, &mday);
	return g_strdup_printf("%d %s", mday, month_abbreviation(month));
}

static void head_section(const struct telling *t)
{
	const struct focus_group *g = t->d->group;
	g_autofree char *week = week_name_beside(g->started_week, WEEK_NONE),
			*state = words_group_state(g), *end = day_of(g->planned_end);
	g_autofree char *line =
		g->planned_end == DAY_NONE
			? g_strdup_printf(_("Led by %s since %s; %s."), code_of(t, g->leader), week,
					  state)
			: g_strdup_printf(_("Led by %s since %s, until %s at the latest; %s."),
					  code_of(t, g->leader), week, end, state);

	document_heading(t->document, 1, g->title ? g->title : "?");
	document_paragraph(t->document, NULL, line);
	document_said(t->document, _("Mandate"), g->mandate);
	document_said(t->document, _("What made it start"), app_focus_group_trigger(t->session, g));
	document_said(t->document, _("Delimitation"), g->delimitation);
	if (g->reason) {
		g_autofree char *exit = g_strdup_printf(_("Ended: %s"), words_exit(g->exit));

		document_said(t->document, exit, g->reason);
	}
}

static void members_section(const struct telling *t)
{
	const struct document_column columns[] = {{_("Organisation"), 2, TEXT_LEFT},
						  {_("Function"), 4, TEXT_LEFT}};

	document_heading(t->document, 2, _("Members"));
	if (!t->d->members->len)
		document_paragraph(t->document, NULL, _("No members yet."));
	else
		document_table(t->document, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < t->d->members->len; i++) {
		const struct group_member *m = t->d->members->pdata[i];
		const struct organisation *o = registry_organisation(t->v, m->organisation);
		const char *cells[] = {o ? o->name : "?", m->function};

		document_row(t->document, cells, FALSE);
	}
}

static void cause_row(const struct telling *t, const struct cause_node *node)
{
	g_autofree char *branch = words_cause_branch(node);
	g_autofree char *text = g_strdup_printf("%s%s", branch, node->cause->text);
	g_autofree char *evidence = g_strdup_printf("%u", node->cause->evidence->len);
	g_autofree char *influence = node->cause->influence < 0
					     ? g_strdup("–")
					     : g_strdup_printf("%d", node->cause->influence);
	const char *cells[] = {node->depth ? "" : words_aspect(node->cause->aspect), text, evidence,
			       influence, code_of(t, node->cause->owner)};

	document_row(t->document, cells, node->depth == 0);
}

static void causes_section(const struct telling *t)
{
	const struct document_column columns[] = {{_("Under"), 0, TEXT_LEFT},
						  {_("Cause"), 5, TEXT_LEFT},
						  {_("Events"), 0, TEXT_RIGHT},
						  {_("Influence"), 0, TEXT_RIGHT},
						  {_("Who"), 0, TEXT_LEFT}};
	g_autoptr(GArray) tree = cause_tree(t->d->causes);

	document_heading(t->document, 2, _("Causes"));
	if (!tree->len) {
		document_paragraph(t->document, NULL, _("No cause is written down yet."));
		return;
	}
	document_drawing(t->document, report_fishbone(t->d), FISHBONE_HEIGHT);
	document_table(t->document, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < tree->len; i++)
		cause_row(t, &g_array_index(tree, struct cause_node, i));
	document_note(t->document,
		      _("Events: observations that show the cause. Influence: 0 not at "
			"all, 3 much, and by whom."));
}

static void goals_section(const struct telling *t)
{
	static const char *const met[] = {N_("not known yet"), N_("met"), N_("not met")};

	if (!t->d->goals->len)
		return;
	document_heading(t->document, 2, _("Goals"));
	for (guint i = 0; i < t->d->goals->len; i++) {
		const struct goal *goal = t->d->goals->pdata[i];

		document_paragraph(t->document, _(met[CLAMP(goal->met, 0, 2)]), goal->text);
	}
}

static void visits_section(const struct telling *t)
{
	const struct document_column columns[] = {{_("About"), 0, TEXT_LEFT},
						  {_("Finding"), 5, TEXT_LEFT},
						  {_("Can mend it"), 0, TEXT_LEFT}};

	if (!t->d->visits->len)
		return;
	document_heading(t->document, 2, _("Site visits and safety walks"));
	for (guint i = 0; i < t->d->visits->len; i++) {
		const struct site_visit *visit = t->d->visits->pdata[i];
		const struct place *place = registry_place(t->v, visit->place);
		int day = time_day(visit->at);

		g_autofree char *when = day_of(day);
		g_autofree char *lead = g_strdup_printf(
			"%s %s%s%s",
			visit->form == VISIT_SAFETY_WALK ? _("Safety walk") : _("Site visit"), when,
			place ? ", " : "", place ? place->name : "");

		document_paragraph(t->document, lead, visit->note ? visit->note : "");
	}
	if (t->d->findings->len)
		document_table(t->document, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < t->d->findings->len; i++) {
		const struct site_finding *f = t->d->findings->pdata[i];
		const char *cells[] = {words_site_aspect(f->aspect), f->text, code_of(t, f->owner)};

		document_row(t->document, cells, FALSE);
	}
}

static void measures_section(const struct telling *t)
{
	const struct document_column columns[] = {{_("Done by"), 0, TEXT_LEFT},
						  {_("Measure"), 5, TEXT_LEFT},
						  {_("Who"), 0, TEXT_LEFT},
						  {_("State"), 2, TEXT_LEFT}};

	document_heading(t->document, 2, _("Measures"));
	if (!t->d->measures->len) {
		document_paragraph(t->document, NULL, _("No measure is written down yet."));
		return;
	}
	document_table(t->document, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < t->d->measures->len; i++) {
		const struct measure_item *item = t->d->measures->pdata[i];
		g_autofree char *due = day_of(item->measure->due),
				*state = words_measure_state(item->measure, item->lacks,
							     item->days_late);
		const char *cells[] = {due, item->measure->title, code_of(t, item->measure->owner),
				       state};

		document_row(t->document, cells, item->days_late > 0);
		if (item->measure->state == MEASURE_DROPPED && item->measure->reason)
			document_row_note(t->document, item->measure->reason);
	}
}

static void count_row(const struct telling *t, const struct before_after *b,
		      enum evaluation_area area)
{
	double before = b->result.counts.before[area], after = b->result.counts.after[area];
	g_autofree char *where = words_before_after_area(t->v, b, area),
			*first = g_strdup_printf("%.0f", before),
			*last = g_strdup_printf("%.0f", after),
			*change = words_difference(after - before);
	const char *cells[] = {where, first, last, change};

	if (b->counts[area])
		document_row(t->document, cells, area == EVALUATION_TREATED);
}

static char *result_week(int index, gconstpointer data)
{
	const struct before_after *b = data;

	return week_name(before_after_week(b, index));
}

struct chart report_before_after_chart(const struct before_after *b, int *values)
{
	for (int i = 0; i < b->before + b->after; i++)
		values[i] = (int)b->counts[EVALUATION_TREATED][i];
	return (struct chart){.values = values,
			      .count = b->before + b->after,
			      .window = b->after,
			      .label = result_week,
			      .data = b,
			      .label_every = 4};
}

static void result_chart(struct document *d, const struct before_after *b)
{
	g_autofree int *values = g_new(int, b->before + b->after);
	const struct chart chart = report_before_after_chart(b, values);
	g_autofree char *sentence = words_before_after_weeks(b);

	document_chart(d, &chart, sentence);
}

static void result_section(const struct telling *t)
{
	const struct document_column columns[] = {{_("Where"), 5, TEXT_LEFT},
						  {_("Count before"), 0, TEXT_RIGHT},
						  {_("Count after"), 0, TEXT_RIGHT},
						  {_("Difference"), 0, TEXT_RIGHT}};
	static const enum evaluation_area areas[] = {EVALUATION_TREATED, EVALUATION_BUFFER,
						     EVALUATION_COMPARISON};
	struct before_after *b = yardstick_counts(t->d->yardstick)
					 ? before_after(t->session, t->d->yardstick, NULL)
					 : NULL;

	document_heading(t->document, 2, _("Did it help"));
	if (!b) {
		document_paragraph(t->document, NULL,
				   _("The yardstick does not say yet what is counted where, before "
				     "and after which weeks."));
		return;
	}
	g_autofree char *sentence = words_before_after(b);
	g_autoptr(GPtrArray) remarks = words_before_after_remarks(t->v, b);

	document_paragraph(t->document, sentence, "");
	document_table(t->document, columns, G_N_ELEMENTS(columns));
	for (gsize i = 0; i < G_N_ELEMENTS(areas); i++)
		count_row(t, b, areas[i]);
	result_chart(t->document, b);
	for (guint i = 0; i < remarks->len; i++)
		document_note(t->document, remarks->pdata[i]);
	before_after_free(b);
}

static void story_section(const struct telling *t)
{
	const struct document_column columns[] = {{_("When"), 0, TEXT_LEFT},
						  {_("What happened"), 6, TEXT_LEFT}};
	g_autoptr(GArray) moments = app_group_timeline(t->session, t->d, NULL);

	if (!moments || !moments->len)
		return;
	document_heading(t->document, 2, _("Story"));
	document_table(t->document, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < MIN(moments->len, STORY_MOST); i++) {
		const struct group_moment *moment = &g_array_index(moments, struct group_moment, i);
		int day = time_day(moment->at);

		g_autofree char *when = day_of(day), *what = words_moment(moment);
		const char *cells[] = {when, what};

		document_row(t->document, cells, FALSE);
	}
}

static struct document *dossier_document(struct session *session, const struct dossier *d)
{
	static void (*const sections[])(const struct telling *) = {
		head_section,   causes_section, goals_section,   measures_section,
		result_section, visits_section, members_section, story_section,
	};
	g_autofree char *group = g_strdup_printf(_("Focus group %s"), d->group->title);
	g_autofree char *left = g_strdup_printf("%s · %s", session_municipality(session),
						_("Operational collaboration group"));
	struct telling t = {.session = session, .v = session_registry(session), .d = d};

	t.document = document_new(&(struct document_setup){.title = group,
							   .author = left,
							   .language = words_language(),
							   .left = left,
							   .right = group,
							   .foot = group,
							   .created = session_now(session)});
	for (gsize i = 0; i < G_N_ELEMENTS(sections); i++)
		sections[i](&t);
	return t.document;
}

/* group 0: the newest that is active, else the newest. */
static gint64 group_asked(struct session *session, gint64 group, GError **error)
{
	g_autoptr(GPtrArray) all = group ? NULL : app_focus_groups(session, error);

	for (guint i = 0; all && i < all->len; i++) {
		const struct focus_group *g = all->pdata[i];

		if (g->form == GROUP_LOCAL && (!group || g->state == GROUP_ACTIVE))
			group = g->record.key;
		if (g->form == GROUP_LOCAL && g->state == GROUP_ACTIVE)
			break;
	}
	if (all && !group)
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("There is no focus group yet."));
	return group;
}

struct document *report_dossier(struct session *session, const struct report_options *options,
				GError **error)
{
	gint64 key = group_asked(session, options->group, error);
	struct dossier *d = key ? app_dossier(session, key, error) : NULL;
	struct document *document = d ? dossier_document(session, d) : NULL;

	dossier_free(d);
	return document;
}
