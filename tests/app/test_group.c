/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Focus groups: from what made one start to its verdict, with the numbers worked by hand; what it
 * refuses; the chain from problem to result and where it is broken. */
#include "config.h"

#include "group_fixture.h"

#include <math.h>
#include <string.h>

#include "osg/before_after.h"
#include "osg/week.h"
#include "osg/words.h"

/* As the screens do it: the verdict is counted first. */
static gboolean close_group(struct fixture *f, gint64 group, enum group_exit exit,
			    const char *reason, GError **error)
{
	enum verdict verdict = app_group_verdict(f->session, group, NULL);

	return app_group_close(f->session, group, exit, reason, verdict, error);
}

/* The group as Flemingsberg had it. Triggered in weeks 26-29, started in week 30; before are the
 * four weeks that follow, after the seven from week 36 on. Treated 14 and 5 a week, comparison 10
 * and 10. Per seven weeks: 56 x 7/4 = 98 before and 35 after, 70 and 70. The comparison has 40/56
 * of the treated, so its difference is divided by 5/7: (35 - 98) - (70 - 70) x 7/5 = -63. Variance:
 * 35 + 56 x 49/16 + (70 + 40 x 49/16) x 49/25 = 35 + 171.5 + 377.3 = 583.8, its root 24.16, 1.96
 * times that 47.36. */
static void test_from_trigger_to_verdict(struct fixture *f)
{
	gint64 group, cause;
	struct yardstick *y = record_new(&yardstick_kind);
	struct goal *goal = record_new(&goal_kind);
	struct focus_group *written;
	struct before_after *b;
	struct dossier *d;
	g_autoptr(GError) error = NULL;

	observe_weeks(f, "Visättraskolan", week_of_2026(26), week_of_2026(29), 20);
	observe_weeks(f, "Visättraskolan", week_of_2026(30), week_of_2026(33), 14);
	observe_weeks(f, "Visättraskolan", week_of_2026(36), week_of_2026(42), 5);
	observe_weeks(f, "Skogås centrum", week_of_2026(26), week_of_2026(42), 10);
	group = start_group(f);
	add_member(f, group, "HUGE");
	add_member(f, group, "BEV");
	cause = save_part(f, new_cause(group, 0, "dark path"));
	g_assert_cmpint(app_cause_evidence(f->session, cause, "visättraskolan v26-v26", &error), ==,
			20);
	g_assert_no_error(error);
	goal->focus_group = group;
	field_set_text(&goal->text, "under 6 a week");
	save_part(f, goal);
	add_measure(f, group, cause);

	d = dossier(f, group);
	written = record_copy(d->group);
	dossier_free(d);
	field_set_text(&written->mandate, "The OSG asked for it");
	refs_add(y->places, fixture_place(f, "Visättraskolan"));
	refs_add(y->comparison_places, fixture_place(f, "Skogås centrum"));
	y->before_from = week_of_2026(30);
	y->before_to = week_of_2026(33);
	y->after_from = week_of_2026(36);
	y->after_to = week_of_2026(42);
	y->target = 6;
	g_assert_true(app_group_save(f->session, written, y, NULL, &error));
	g_assert_no_error(error);
	record_free(written);

	b = before_after(f->session, y, &error);
	g_assert_no_error(error);
	g_assert_cmpint(b->trigger_from, ==, week_of_2026(26));
	g_assert_cmpint(b->trigger_to, ==, week_of_2026(29));
	g_assert_cmpfloat_with_epsilon(b->result.wdd.estimate, -63, 1e-9);
	g_assert_cmpfloat_with_epsilon(b->result.poisson.error, sqrt(583.8), 1e-6);
	g_assert_cmpfloat_with_epsilon(b->result.dispersion, 1, 1e-9);
	g_assert_cmpfloat_with_epsilon(b->result.wdd.low, -63 - 47.357, .01);
	g_assert_cmpint(b->result.verdict, ==, EVALUATION_HELPED);
	g_assert_cmpint(b->on_target, ==, 7);
	before_after_free(b);
	y->after_to = week_of_2026(48); /* three weeks are over, w.47 is not yet */
	y->after_from = week_of_2026(44);
	b = before_after(f->session, y, &error);
	g_assert_true(b->unfinished);
	g_assert_cmpint(b->on_target, ==, 3);
	g_assert_cmpint(b->lived, ==, 3);
	before_after_free(b);
	record_free(y);

	g_assert_true(close_group(f, group, EXIT_GOAL_MET, "goal met in 7 of 7 weeks", &error));
	g_assert_no_error(error);
	d = dossier(f, group);
	g_assert_cmpint(d->group->state, ==, GROUP_CLOSED);
	g_assert_cmpint(d->group->verdict, ==, VERDICT_HELPED);
	dossier_free(d);
}

/* What must be done is named; a visit nobody made is no hindrance, and stays as it was. */
static void test_closing_waits_for_the_steps(struct fixture *f)
{
	gint64 group = start_group(f);
	struct dossier *d = dossier(f, group);
	g_autoptr(GPtrArray) open = dossier_open_steps(d);
	g_autoptr(GError) error = NULL;

	add_member(f, group, "HUGE"); /* one is too few, but somebody */
	g_assert_cmpuint(d->steps->len, ==, 10);
	g_assert_cmpuint(open->len, ==, 6);
	g_assert_cmpstr(((struct group_step *)open->pdata[0])->code, ==, "mandate");
	g_assert_false(close_group(f, group, EXIT_GOAL_MET, "goal met", &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_assert_nonnull(strstr(error->message, "Mandate and date"));
	g_clear_error(&error);
	for (guint i = 0; i < open->len; i++)
		g_assert_true(app_group_step(f->session, ((struct record *)open->pdata[i])->key,
					     STEP_DONE, "in the minutes", NULL));
	dossier_free(d);
	g_assert_false(close_group(f, group, EXIT_GOAL_MET, NULL, NULL));
	g_assert_true(close_group(f, group, EXIT_HANDED_OVER, "handed to HUGE", NULL));
	d = dossier(f, group);
	g_assert_cmpint(d->group->verdict, ==, VERDICT_UNKNOWN); /* it had no yardstick */
	g_assert_cmpint(((struct group_step *)d->steps->pdata[4])->state, ==, STEP_OPEN);
	dossier_free(d);
}

/* "Visättra" is the group of that name, however many newer ones begin with it. */
static void test_the_whole_name_comes_first(struct fixture *f)
{
	gint64 group = start_group(f);
	struct focus_group *newer = record_new(&focus_group_kind);

	field_set_text(&newer->title, "Visättra and two places");
	newer->leader = fixture_organisation(f, "HUGE");
	g_assert_cmpint(app_group_start(f->session, newer, NULL), !=, 0);
	g_assert_cmpint(app_focus_group_named(f->session, "visättra", NULL), ==, group);
	g_assert_cmpint(app_focus_group_named(f->session, "visättra and", NULL), ==,
			newer->record.key);
	g_assert_cmpint(app_focus_group_named(f->session, "skogås", NULL), ==, 0);
	record_free(newer);
}

/* A loop that came in by file is shown whole and once, and the program goes on. */
static void test_tree_shows_a_loop_once(struct fixture *f UNUSED)
{
	g_autoptr(GPtrArray) causes = g_ptr_array_new_with_free_func(record_free);
	g_autoptr(GArray) tree = NULL;

	for (int i = 0; i < 3; i++) {
		struct cause *cause = new_cause(1, 0, "x");

		cause->record.key = i + 1;
		cause->parent = i == 2 ? 0 : 2 - i; /* 1 and 2 stand under each other */
		g_ptr_array_add(causes, cause);
	}
	tree = cause_tree(causes);
	g_assert_cmpuint(tree->len, ==, 3);
}

static void test_proposes_who_reports_there(struct fixture *f)
{
	struct session *guard = fixture_session(f, "bev");
	struct dossier *d;
	g_autoptr(GArray) proposals = NULL;
	gint64 group;

	fixture_observe(guard, "SKA", "Visättraskolan", "2026-07-01 21:00");
	fixture_observe(guard, "SKA", "Visättraskolan", "2026-07-02 21:00");
	fixture_observe(f->session, "SKA", "Skogås centrum", "2026-07-02 21:00");
	session_close(guard);
	group = start_group(f);
	d = dossier(f, group);
	proposals = app_group_proposals(f->session, d, NULL);
	g_assert_cmpuint(proposals->len, ==, 1);
	g_assert_cmpint(g_array_index(proposals, struct member_proposal, 0).organisation, ==,
			fixture_organisation(f, "BEV"));
	g_assert_cmpint(g_array_index(proposals, struct member_proposal, 0).reports, ==, 2);
	fixture_leave(f->session, "BEV");
	g_array_unref(proposals);
	proposals = app_group_proposals(f->session, d, NULL);
	g_assert_cmpuint(proposals->len, ==, 0);
	dossier_free(d);
}

/* One cause with a measure, one without, a measure that attacks none. */
static void test_trace_tells_what_is_missing(struct fixture *f)
{
	gint64 group = start_group(f), dark = save_part(f, new_cause(group, 0, "dark path"));
	g_autoptr(GPtrArray) rows = NULL, none = NULL;
	struct trace_row *first, *second;

	none = app_trace(f->session, group, NULL);
	g_assert_cmpuint(((struct trace_row *)none->pdata[0])->gaps, ==,
			 TRACE_NO_MEASURE | TRACE_NO_EVIDENCE);
	add_measure(f, group, dark);
	save_part(f, new_cause(group, 0, "nobody there"));
	rows = app_trace(f->session, group, NULL);
	g_assert_cmpuint(rows->len, ==, 2);
	first = rows->pdata[0];
	second = rows->pdata[1];
	g_assert_cmpstr(first->measure, ==, "Lamps on the path are replaced");
	g_assert_cmpuint(first->gaps & TRACE_NO_MEASURE, ==, 0);
	g_assert_null(second->measure);
	g_assert_true(second->gaps & TRACE_NO_MEASURE);
}

/* The story writes itself from the record of changes; words moved about are no news. */
static void test_timeline_from_the_log(struct fixture *f)
{
	gint64 group = start_group(f), measure;
	struct dossier *d;
	g_autoptr(GArray) moments = NULL;
	g_autofree char *last = NULL;

	measure = add_measure(f, group, save_part(f, new_cause(group, 0, "dark path")));
	fixture_set_now("2026-11-20T10:00:00+01:00");
	g_assert_true(app_measure_done(f->session, measure, NULL));
	g_assert_true(app_group_status(f->session, group, "lamps in place", NULL));
	g_assert_true(app_group_status(f->session, group, "lamps in place, path lit", NULL));
	d = dossier(f, group);
	g_assert_cmpuint(d->notes->len, ==, 1); /* one line a week */
	moments = app_group_timeline(f->session, d, NULL);
	g_assert_cmpuint(moments->len, ==, 5);
	g_assert_true(g_array_index(moments, struct group_moment, 0).kind == &focus_group_kind);
	last = words_moment(&g_array_index(moments, struct group_moment, 3));
	g_assert_cmpstr(last, ==, "measure done: Lamps on the path are replaced");
	dossier_free(d);
}

/* It may be written, for it is a thought; the group is not done with its causes until something
 * shows it. */
static void test_cause_without_evidence_keeps_the_step_open(struct fixture *f)
{
	gint64 group = start_group(f), cause;

	fixture_observe(f->session, "SKA", "Visättraskolan", "2026-11-09 21:00");
	cause = save_part(f, new_cause(group, 0, "dark path"));
	g_assert_true(step_is_open(f, group, "causes"));
	g_assert_cmpint(app_cause_evidence(f->session, cause, "brand skogås v30-v31", NULL), ==,
			-1); /* nothing is found */
	g_assert_true(step_is_open(f, group, "causes"));
	g_assert_cmpint(app_cause_evidence(f->session, cause, "visättraskolan v46-v46", NULL), ==,
			1);
	g_assert_false(step_is_open(f, group, "causes"));
}

/* The count of a cause's evidence is everybody's: no member may learn from it what it may not see.
 */
static void test_hidden_is_no_evidence(struct fixture *f)
{
	gint64 group = start_group(f), cause = save_part(f, new_cause(group, 0, "dark path")),
	       key = fixture_observe(f->session, "SKA", "Visättraskolan", "2026-11-14 21:00");
	struct observation *o = session_get(f->session, &observation_kind, key, NULL);
	g_autoptr(GError) error = NULL;

	o->visibility = VISIBLE_OWN;
	g_assert_true(session_save(f->session, ACTION_OBSERVATION_CHANGE, NULL, o, NULL));
	record_free(o);
	g_assert_cmpint(app_cause_evidence(f->session, cause, "visättraskolan v46-v46", &error), ==,
			-1);
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	fixture_observe(f->session, "SKA", "Visättraskolan", "2026-11-14 22:00");
	g_assert_cmpint(app_cause_evidence(f->session, cause, "visättraskolan v46-v46", NULL), ==,
			1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	fixture_add("/group/from-trigger-to-verdict", test_from_trigger_to_verdict);
	fixture_add("/group/closing-waits-for-the-steps", test_closing_waits_for_the_steps);
	fixture_add("/group/tree-shows-a-loop-once", test_tree_shows_a_loop_once);
	fixture_add("/group/proposes-who-reports-there", test_proposes_who_reports_there);
	fixture_add("/group/trace-tells-what-is-missing", test_trace_tells_what_is_missing);
	fixture_add("/group/timeline-from-the-log", test_timeline_from_the_log);
	fixture_add("/group/cause-without-evidence",
		    test_cause_without_evidence_keeps_the_step_open);
	fixture_add("/group/the-whole-name-comes-first", test_the_whole_name_comes_first);
	fixture_add("/group/hidden-is-no-evidence", test_hidden_is_no_evidence);
	add_refusal_tests();
	return g_test_run();
}
