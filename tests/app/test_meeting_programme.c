/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a meeting reads of the programme: what is due before the next one. */
#include "config.h"

#include "meeting_fixture.h"

#include <string.h>

#include "osg/app_programme.h"
#include "osg/week.h"

static void add_activity(struct fixture *f, gint64 objective, const char *title, int due)
{
	struct activity_record *a = record_new(&activity_kind);
	g_autoptr(GError) error = NULL;

	a->title = g_strdup(title);
	a->objective = objective;
	a->owner = fixture_organisation(f, "HUGE");
	a->until = due;
	session_save(f->session, ACTION_PROGRAMME_STEER, NULL, a, &error);
	g_assert_no_error(error);
	record_free(a);
}

static gint64 add_goal(struct fixture *f)
{
	struct mandate *m = record_new(&mandate_kind);
	struct objective *o = record_new(&objective_kind);
	g_autoptr(GError) error = NULL;
	gint64 key;

	m->title = g_strdup("Programme");
	m->since = day_from_civil(2026, 1, 1);
	m->until = day_from_civil(2027, 12, 31);
	session_save(f->session, ACTION_PROGRAMME_STEER, NULL, m, &error);
	g_assert_no_error(error);
	o->code = g_strdup("1");
	o->text = g_strdup("Fewer fires");
	o->mandate = m->record.key;
	o->owner = fixture_organisation(f, "HUGE");
	session_save(f->session, ACTION_PROGRAMME_STEER, NULL, o, &error);
	g_assert_no_error(error);
	key = o->record.key;
	record_free(o);
	record_free(m);
	return key;
}

/* Late now, late before the next meeting, and what has time. */
static void test_the_programme_says_what_is_due_before_the_next(void)
{
	struct fixture f;
	struct programme *p;
	g_autoptr(GPtrArray) due = NULL;
	gboolean told = FALSE;
	int today = day_from_civil(2026, 11, 17);
	gint64 goal;

	fixture_open(&f);
	goal = add_goal(&f);
	add_activity(&f, goal, "Checked stairs", today - 3);
	add_activity(&f, goal, "Walk at night", today + 5);
	add_activity(&f, goal, "Course in spring", today + 30);
	p = app_programme(f.session,
			  (struct period){day_from_civil(2026, 1, 1), day_from_civil(2026, 12, 31)},
			  NULL);
	due = programme_due(p, today + 7);
	for (guint i = 0; i < due->len; i++) {
		const struct programme_due *sort = due->pdata[i];

		if (strcmp(sort->title, "Activities") != 0)
			continue;
		told = TRUE;
		g_assert_cmpint(sort->late, ==, 1);
		g_assert_cmpint(sort->soon, ==, 1);
		g_assert_nonnull(strstr(sort->names, "Walk at night (HUGE)"));
		g_assert_null(strstr(sort->names, "Course in spring"));
	}
	g_assert_true(told);
	programme_free(p);
	fixture_close(&f);
}

/* Years of rounds are read without their answers, but not the one that is begun. */
static void test_a_round_that_is_begun_has_its_answers(void)
{
	struct fixture f;
	struct asset *a = record_new(&asset_kind);
	struct check_state state;
	struct programme *p;
	g_autoptr(GError) error = NULL;
	gint64 round = 0;

	fixture_open(&f);
	a->form = g_strdup("premises");
	a->title = g_strdup("School");
	a->owner = fixture_organisation(&f, "HUGE");
	session_save(f.session, ACTION_PROGRAMME_WORK, NULL, a, &error);
	g_assert_no_error(error);
	g_assert_true(app_round_answer(f.session, a->record.key, &round, "1", "ok", &error));
	g_assert_true(app_round_answer(f.session, a->record.key, &round, "2", "ok", &error));
	p = app_programme(f.session,
			  (struct period){day_from_civil(2026, 1, 1), day_from_civil(2026, 12, 31)},
			  NULL);
	g_assert_true(programme_check_state(p, a, &state));
	g_assert_nonnull(state.open);
	g_assert_cmpuint(inspection_open_points(state.open), ==, 7);
	programme_free(p);
	record_free(a);
	fixture_close(&f);
}

void add_programme_tests(void)
{
	g_test_add_func("/meeting/a-round-that-is-begun-has-its-answers",
			test_a_round_that_is_begun_has_its_answers);
	g_test_add_func("/meeting/the-programme-says-what-is-due-before-the-next",
			test_the_programme_says_what_is_due_before_the_next);
}
