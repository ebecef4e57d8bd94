/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One function a part of the group's screen. */
#include "config.h"

#include "screens/group_sections.h"

#include <math.h>
#include <string.h>
#include <glib/gi18n.h>

#include "screens/measure_lines.h"
#include "osg/week.h"
#include "osg/words.h"

static const struct {
	const char *title;
	const char *headings[SECTION_CELLS];
} sections[] = {
	[SECTION_CAUSES] = {N_("Causes"),
			    {N_("Cause"), N_("Events"), N_("Influence"), N_("Who"),
			     N_("Measures")}},
	[SECTION_MEASURES] = {N_("Measures"),
			      {N_("Measure"), N_("Done by"), N_("Who"), N_("State")}},
	[SECTION_STEPS] = {N_("Steps and members"), {N_("What"), N_("State")}},
	[SECTION_VISITS] = {N_("Visits"), {N_("Visit"), N_("About"), N_("Who")}},
	[SECTION_STORY] = {N_("Story"), {N_("What happened"), N_("When")}},
	[SECTION_RESULT] = {N_("Result"),
			    {N_("Where"), N_("Count before"), N_("Count after"), N_("Difference")}},
};

const char *section_title(enum section section)
{
	return _(sections[section].title);
}

const char *const *section_headings(enum section section)
{
	return sections[section].headings;
}

static void row_free(gpointer data)
{
	struct section_row *row = data;

	for (int i = 0; i < SECTION_CELLS; i++)
		g_free(row->cells[i]);
	g_free(row->sentence);
	g_free(row);
}

gint64 section_row_of(const struct record *record)
{
	return record->key * 16 + (gint64)(strlen(record->kind->name) % 16);
}

static struct section_row *row_add(GPtrArray *rows, const struct record *record, char *take_first)
{
	struct section_row *row = g_new0(struct section_row, 1);

	row->record = record;
	/* headings have no record: they are told apart by where they stand */
	row->identity = record ? section_row_of(record) : -(gint64)rows->len - 1;
	row->cells[0] = take_first;
	row->style = record ? STYLE_TEXT : STYLE_HEADING;
	g_ptr_array_add(rows, row);
	return row;
}

static const char *code_of(const struct section_source *from, gint64 key)
{
	return registry_organisation_code(session_registry(from->session), key);
}

/* causes */

static int measures_against(const struct dossier *d, gint64 cause)
{
	int count = 0;

	for (guint i = 0; i < d->measures->len; i++) {
		const struct measure *m = ((struct measure_item *)d->measures->pdata[i])->measure;

		count += m->cause == cause && m->state != MEASURE_DROPPED;
	}
	return count;
}

static char *cause_sentence(const struct section_source *from, const struct cause *cause,
			    int measures)
{
	GString *out = g_string_new(cause->text);

	g_string_append_printf(out, ": %s", words_influence(cause->influence));
	if (cause->owner)
		g_string_append_printf(out, _(" (by %s)"), code_of(from, cause->owner));
	g_string_append_c(out, '.');
	if (cause->evidence->len == 0)
		g_string_append(out,
				_(" Nothing shows it yet; {group.evidence} adds observations."));
	if (measures == 0)
		g_string_append(out, _(" No measure yet; {group.measure} writes one against it."));
	return g_string_free(out, FALSE);
}

static void cause_row(GPtrArray *rows, const struct section_source *from,
		      const struct cause_node *node)
{
	const struct cause *cause = node->cause;
	int measures = measures_against(from->dossier, cause->record.key);
	g_autofree char *branch = words_cause_branch(node);
	struct section_row *row =
		row_add(rows, &cause->record, g_strdup_printf("%s%s", branch, cause->text));

	row->cells[1] = g_strdup_printf("%u", cause->evidence->len);
	row->cells[2] =
		cause->influence < 0 ? g_strdup("–") : g_strdup_printf("%d", cause->influence);
	row->cells[3] = g_strdup(code_of(from, cause->owner));
	row->cells[4] = measures ? g_strdup_printf("%d", measures) : g_strdup("!");
	row->style = cause->evidence->len && measures ? STYLE_TEXT : STYLE_NOTICE;
	row->sentence = cause_sentence(from, cause, measures);
}

static void causes_rows(GPtrArray *rows, const struct section_source *from)
{
	g_autoptr(GArray) tree = cause_tree(from->dossier->causes);
	int aspect = -1;

	for (guint i = 0; i < tree->len; i++) {
		const struct cause_node *node = &g_array_index(tree, struct cause_node, i);

		if (node->depth == 0 && node->cause->aspect != aspect) {
			aspect = node->cause->aspect;
			row_add(rows, NULL, g_utf8_strup(words_aspect(aspect), -1));
		}
		cause_row(rows, from, node);
	}
}

/* measures */

static int today(const struct section_source *from)
{
	return time_day(session_now(from->session));
}

static void measures_rows(GPtrArray *rows, const struct section_source *from)
{
	const GPtrArray *items = from->dossier->measures;

	for (guint i = 0; i < items->len; i++) {
		const struct measure_item *item = items->pdata[i];
		const struct measure *m = item->measure;
		struct section_row *row = row_add(rows, &m->record, g_strdup(m->title));
		g_autoptr(GPtrArray) lines = measure_lines(from->session, item);

		row->cells[1] = day_name_near(m->due, today(from));
		row->cells[2] = g_strdup(code_of(from, m->owner));
		row->cells[3] = words_measure_state(m, item->lacks, item->days_late);
		row->style = item->days_late             ? STYLE_FLAG
			     : m->state == MEASURE_DRAFT ? STYLE_NOTICE
							 : STYLE_TEXT;
		g_ptr_array_add(lines, NULL);
		row->sentence = g_strjoinv("\n", (char **)lines->pdata);
	}
}

/* steps, goals, members, coordinators */

/* clang-format off: one line a step */
static const struct step_way ways[] = {
	{"mandate", "group.change", SECTION_STEPS,
	 N_("Who gave it, and until when: {group.change} writes it in the group's form.")},
	{"leader", "group.change", SECTION_STEPS, N_("{group.change} says who leads it.")},
	{"members", "group.new", SECTION_STEPS,
	 N_("Two organisations at least; {group.new} writes one that takes part.")},
	{"delimitation", "group.change", SECTION_STEPS,
	 N_("{group.change} names its places or areas, and what it is about.")},
	{"visit", NULL, SECTION_VISITS, N_("In the part Visits {group.new} writes one.")},
	{"causes", NULL, SECTION_CAUSES,
	 N_("In the part Causes {group.new} writes one, {group.evidence} what shows it.")},
	{"goals", "group.goal", SECTION_STEPS,
	 N_("{group.goal} writes a goal that can be counted.")},
	{"measures", NULL, SECTION_MEASURES,
	 N_("One that is decided: with owner, day, cause and yardstick. {group.measure} on a cause "
	    "writes one.")},
	{"evaluation", "group.change", SECTION_STEPS,
	 N_("{group.change} says what is counted where, before and after which weeks, and what it "
	    "is compared with.")},
	{"exit", "group.close", SECTION_STEPS,
	 N_("{group.close} ends the group with its verdict, when nothing is left that must be "
	    "done.")},
};
/* clang-format on */

const struct step_way *step_way_find(const char *code)
{
	for (gsize i = 0; i < G_N_ELEMENTS(ways); i++)
		if (g_strcmp0(ways[i].code, code) == 0)
			return &ways[i];
	return NULL;
}

static void steps_part(GPtrArray *rows, const struct section_source *from)
{
	for (guint i = 0; i < from->dossier->steps->len; i++) {
		const struct group_step *step = from->dossier->steps->pdata[i];
		gboolean met = dossier_step_is_met(from->dossier, step);
		const struct step_way *way = step_way_find(step->code);
		struct section_row *row = row_add(
			rows, &step->record,
			g_strdup_printf("%s %s",
					met              ? "✓"
					: step->required ? "!"
							 : " ",
					group_step_label(step, session_english(from->session))));

		row->cells[1] = g_strdup(step->state == STEP_SKIPPED ? _("skipped")
					 : met                       ? _("done")
					 : step->required            ? _("must be done")
								     : _("may be done"));
		row->style = !met && step->required ? STYLE_NOTICE : STYLE_TEXT;
		row->sentence =
			g_strdup(step->reason || met || !way ? step->reason : _(way->sentence));
	}
}

static void goals_part(GPtrArray *rows, const struct section_source *from)
{
	static const char *const met[] = {N_("not known yet"), N_("met"), N_("not met")};

	for (guint i = 0; i < from->dossier->goals->len; i++) {
		const struct goal *goal = from->dossier->goals->pdata[i];
		struct section_row *row = row_add(rows, &goal->record, g_strdup(goal->text));

		row->cells[1] = g_strdup(_(met[CLAMP(goal->met, 0, 2)]));
	}
}

static void members_part(GPtrArray *rows, const struct section_source *from)
{
	for (guint i = 0; i < from->dossier->members->len; i++) {
		const struct group_member *m = from->dossier->members->pdata[i];
		struct section_row *row =
			row_add(rows, &m->record,
				g_strdup_printf("%s  %s", code_of(from, m->organisation),
						m->function ? m->function : ""));

		row->cells[1] =
			day_name_near(m->until != DAY_NONE ? m->until : m->since, today(from));
	}
}

static void proposals_part(GPtrArray *rows, const struct section_source *from)
{
	g_autoptr(GArray) proposals =
		from->dossier->group->state == GROUP_ACTIVE
			? app_group_proposals(from->session, from->dossier, NULL)
			: NULL;

	if (proposals && proposals->len)
		row_add(rows, NULL, g_strdup(_("Ought to be asked")));
	for (guint i = 0; proposals && i < proposals->len; i++)
		row_add(rows, NULL,
			words_proposal(session_registry(from->session),
				       &g_array_index(proposals, struct member_proposal, i)))
			->style = STYLE_TEXT;
}

static void coordinators_part(GPtrArray *rows, const struct section_source *from)
{
	for (guint i = 0; i < from->dossier->coordinators->len; i++) {
		const struct focus_group *c = from->dossier->coordinators->pdata[i];
		g_autofree char *until = day_name_near(c->planned_end, today(from));
		struct section_row *row =
			row_add(rows, &c->record,
				g_strdup_printf("%s (%s)", c->title, code_of(from, c->leader)));

		row->cells[1] = g_strdup_printf(_("until %s"), until);
		row->sentence = g_strdup(c->mandate);
	}
}

static void steps_rows(GPtrArray *rows, const struct section_source *from)
{
	static const struct {
		const char *title;
		void (*add)(GPtrArray *, const struct section_source *);
	} parts[] = {{N_("Steps"), steps_part},
		     {N_("Goals"), goals_part},
		     {N_("Members"), members_part},
		     {N_("Coordinator for an area"), coordinators_part}};

	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		row_add(rows, NULL, g_strdup(_(parts[i].title)));
		parts[i].add(rows, from);
	}
	proposals_part(rows, from);
}

/* visits */

static char *moment_words(const struct section_source *from, gint64 at)
{
	int day, seconds;
	g_autofree char *said = NULL;

	if (at == TIME_NONE)
		return g_strdup("–");
	time_to_local(at, &day, &seconds);
	said = day_name_near(day, today(from));
	return g_strdup_printf("%s %02d:%02d", said, seconds / 3600, seconds / 60 % 60);
}

static char *visit_title(const struct section_source *from, const struct site_visit *visit)
{
	const struct place *place = registry_place(session_registry(from->session), visit->place);
	g_autofree char *when = moment_words(from, visit->at);

	return g_strdup_printf(
		"%s %s%s%s", visit->form == VISIT_SAFETY_WALK ? _("Safety walk") : _("Site visit"),
		when, place ? ", " : "", place ? place->name : "");
}

static void finding_rows(GPtrArray *rows, const struct section_source *from, gint64 visit)
{
	for (guint i = 0; i < from->dossier->findings->len; i++) {
		const struct site_finding *f = from->dossier->findings->pdata[i];
		struct section_row *row;

		if (f->site_visit != visit)
			continue;
		row = row_add(rows, &f->record, g_strdup_printf("   %s", f->text));
		row->cells[1] = g_strdup(words_site_aspect(f->aspect));
		row->cells[2] = g_strdup(code_of(from, f->owner));
	}
}

static void visits_rows(GPtrArray *rows, const struct section_source *from)
{
	for (guint i = 0; i < from->dossier->visits->len; i++) {
		const struct site_visit *visit = from->dossier->visits->pdata[i];
		struct section_row *row = row_add(rows, &visit->record, visit_title(from, visit));

		row->style = STYLE_STRONG;
		row->sentence = g_strdup(visit->note);
		finding_rows(rows, from, visit->record.key);
	}
}

/* the story, newest first */

static void story_rows(GPtrArray *rows, const struct section_source *from)
{
	g_autoptr(GArray) moments = app_group_timeline(from->session, from->dossier, NULL);

	for (guint i = moments ? moments->len : 0; i-- > 0;) {
		const struct group_moment *moment = &g_array_index(moments, struct group_moment, i);
		struct section_row *row = row_add(rows, NULL, words_moment(moment));

		row->cells[1] = moment_words(from, moment->at);
		row->style = STYLE_TEXT;
		row->sentence = g_strdup(row->cells[0]);
	}
}

/* the result */

static void result_row(GPtrArray *rows, const struct section_source *from,
		       enum evaluation_area area)
{
	const struct before_after *b = from->result;
	double before = b->result.counts.before[area], after = b->result.counts.after[area];
	struct section_row *row;

	if (!b->counts[area])
		return;
	row = row_add(rows, NULL,
		      words_before_after_area(session_registry(from->session), b, area));
	row->style = STYLE_TEXT;
	row->cells[1] = g_strdup_printf("%.0f", before);
	row->cells[2] = g_strdup_printf("%.0f", after);
	row->cells[3] = words_difference(after - before);
}

static void result_rows(GPtrArray *rows, const struct section_source *from)
{
	static const enum evaluation_area areas[] = {EVALUATION_TREATED, EVALUATION_BUFFER,
						     EVALUATION_COMPARISON};

	for (gsize i = 0; from->result && i < G_N_ELEMENTS(areas); i++)
		result_row(rows, from, areas[i]);
}

GPtrArray *section_rows(enum section section, const struct section_source *from)
{
	static void (*const makers[])(GPtrArray *, const struct section_source *) = {
		[SECTION_CAUSES] = causes_rows, [SECTION_MEASURES] = measures_rows,
		[SECTION_STEPS] = steps_rows,   [SECTION_VISITS] = visits_rows,
		[SECTION_STORY] = story_rows,   [SECTION_RESULT] = result_rows,
	};
	GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);

	makers[section](rows, from);
	return rows;
}
