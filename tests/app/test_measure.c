/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures: what makes a draft, what is late, what may still change, and whether it helped, with
 * the numbers worked by hand. */
#include "config.h"

#include "fixture.h"

#include <math.h>
#include <string.h>

#include "osg/week.h"
#include "osg/words.h"

static gint64 category(struct fixture *f, const char *code)
{
	return registry_find_category(session_registry(f->session), code)->record.key;
}

static int day(const char *iso)
{
	return day_parse_iso(iso);
}

/* Lacks nothing but what the tests take away. */
static struct measure *lamps(struct fixture *f)
{
	struct measure *m = record_new(&measure_kind);

	field_set_text(&m->title, "Lamps on the path are replaced");
	field_set_text(&m->cause_text, "dark path");
	m->owner = fixture_organisation(f, "HUGE");
	m->place = fixture_place(f, "Visättraskolan");
	m->due = day("2026-11-27");
	return m;
}

static struct yardstick *in_words(void)
{
	struct yardstick *y = record_new(&yardstick_kind);

	field_set_text(&y->text, "half as many broken windows by new year");
	return y;
}

static gint64 save(struct fixture *f, struct measure *take_measure,
		   struct yardstick *take_yardstick)
{
	g_autoptr(GError) error = NULL;
	gint64 key;

	app_measure_save(f->session, take_measure, take_yardstick, NULL, &error);
	g_assert_no_error(error);
	key = take_measure->record.key;
	record_free(take_measure);
	record_free(take_yardstick);
	return key;
}

static int state_of(struct fixture *f, gint64 key)
{
	struct measure_item *item = app_measure(f->session, key, NULL);
	int state = item->measure->state;

	measure_item_free(item);
	return state;
}

static guint count(struct fixture *f, enum measures_which which, const char *text)
{
	g_autoptr(GPtrArray) items = app_measures(
		f->session, &(struct measures_query){.which = which, .text = text}, NULL);

	return items->len;
}

static void test_draft_says_what_it_lacks(struct fixture *f)
{
	struct measure *m = lamps(f);
	struct measure_item *item;
	g_autofree char *words = NULL;
	gint64 key;

	m->owner = 0;
	field_set_text(&m->cause_text, NULL);
	m->state = MEASURE_DECIDED; /* whoever says otherwise */
	key = save(f, m, NULL);
	item = app_measure(f->session, key, NULL);
	g_assert_cmpint(item->measure->state, ==, MEASURE_DRAFT);
	words = words_measure_state(item->measure, item->lacks, item->days_late);
	g_assert_cmpstr(words, ==, "draft: owner, cause, yardstick?");
	measure_item_free(item);
	g_assert_false(app_measure_begin(f->session, key, NULL));
	g_assert_false(app_measure_done(f->session, key, NULL));
	g_assert_cmpint(state_of(f, key), ==, MEASURE_DRAFT);
}

static void test_whole_measure_is_decided(struct fixture *f)
{
	gint64 key = save(f, lamps(f), in_words());
	struct measure_item *item = app_measure(f->session, key, NULL);

	g_assert_cmpint(item->measure->state, ==, MEASURE_DECIDED);
	g_assert_cmpint(item->measure->decided, ==, day("2026-11-17"));
	g_assert_cmpuint(item->lacks, ==, 0);
	item->measure->due = DAY_NONE;
	g_assert_true(app_measure_save(f->session, item->measure, NULL, NULL, NULL));
	measure_item_free(item);
	g_assert_cmpint(state_of(f, key), ==, MEASURE_DRAFT);
}

static void test_yardstick_is_fixed_beforehand(struct fixture *f)
{
	gint64 key = save(f, lamps(f), in_words());
	struct measure_item *item = app_measure(f->session, key, NULL);
	g_autoptr(GError) error = NULL;

	field_set_text(&item->yardstick->text, "a third fewer");
	g_assert_true(app_measure_save(f->session, item->measure, item->yardstick, NULL, NULL));
	measure_item_free(item);
	g_assert_true(app_measure_begin(f->session, key, NULL));
	item = app_measure(f->session, key, NULL);
	g_assert_cmpstr(item->yardstick->text, ==, "a third fewer");
	field_set_text(&item->yardstick->text, "one fewer");
	g_assert_false(app_measure_save(f->session, item->measure, item->yardstick, NULL, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	measure_item_free(item);
}

static void test_late_moved_done_dropped(struct fixture *f)
{
	gint64 key = save(f, lamps(f), in_words()), other = save(f, lamps(f), in_words());
	g_autoptr(GPtrArray) notes = NULL;
	struct measure_item *item;
	g_autofree char *words = NULL;

	g_assert_cmpuint(count(f, MEASURES_LATE, NULL), ==, 0);
	fixture_set_now("2026-12-02T10:00:00+01:00");
	g_assert_cmpuint(count(f, MEASURES_LATE, NULL), ==, 2);
	item = app_measure(f->session, key, NULL);
	g_assert_cmpint(item->days_late, ==, 5);
	words = words_measure_state(item->measure, item->lacks, item->days_late);
	g_assert_cmpstr(words, ==, "5 days late");
	measure_item_free(item);

	g_assert_false(app_measure_move(f->session, key, day("2026-12-10"), "", NULL));
	g_assert_false(app_measure_move(f->session, key, day("2026-12-01"), "lamps late", NULL));
	g_assert_true(app_measure_move(f->session, key, day("2026-12-10"), "lamps late", NULL));
	g_assert_cmpuint(count(f, MEASURES_LATE, NULL), ==, 1);
	g_assert_true(app_measure_done(f->session, key, NULL));
	g_assert_false(app_measure_drop(f->session, other, NULL, NULL));
	g_assert_true(app_measure_drop(f->session, other, "the path is closed", NULL));
	g_assert_cmpuint(count(f, MEASURES_OPEN, NULL), ==, 0);
	g_assert_cmpuint(count(f, MEASURES_ALL, NULL), ==, 2);
	g_assert_true(session_undo(f->session, NULL, NULL));
	g_assert_cmpuint(count(f, MEASURES_OPEN, NULL), ==, 1);

	g_assert_true(app_measure_note(f->session, other, "ordered, come in week 50", NULL));
	notes = app_measure_notes(f->session, other, NULL);
	g_assert_cmpuint(notes->len, ==, 1);
}

static void test_what_was_tried_here(struct fixture *f)
{
	struct measure *far = lamps(f);

	far->place = fixture_place(f, "Skogås centrum");
	save(f, far, in_words());
	app_measure_done(f->session, save(f, lamps(f), in_words()), NULL);
	g_assert_cmpuint(count(f, MEASURES_ALL, "visättra"), ==, 1);
	g_assert_cmpuint(count(f, MEASURES_ALL, "flemingsberg lamps"), ==, 1);
	g_assert_cmpuint(count(f, MEASURES_ALL, "lamps huge"), ==, 2);
	g_assert_cmpuint(count(f, MEASURES_ALL, "camera"), ==, 0);
}

static void test_rights(struct fixture *f)
{
	gint64 key = save(f, lamps(f), in_words());
	struct session *guard = fixture_session(f, "bev"),
		       *steering = fixture_session(f, "styrgrupp");
	g_autoptr(GError) error = NULL;

	g_assert_false(app_measure_done(guard, key, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_DENIED);
	g_assert_false(app_measure_may(steering, NULL, NULL));
	g_assert_true(app_measure_may(guard, NULL, NULL));
	session_close(guard);
	session_close(steering);
}

/* did it help */

/* So many a week at a place, from the Monday of a week on, a day apart. */
static void observe_weeks(struct fixture *f, const char *where, int from, int to, int each)
{
	for (int week = from; week <= to; week++)
		for (int i = 0; i < each; i++) {
			g_autofree char *date = day_format_iso(week_monday(week) + i),
					*when = g_strconcat(date, " 21:00", NULL);

			fixture_observe(f->session, "SKA", where, when);
		}
}

static int week(int number)
{
	return week_from_iso(2026, number);
}

/* Weeks 20-29 before, 36-45 after; decided in week 36, so that weeks 32-35 made it start. */
static struct yardstick *counted(struct fixture *f, gint64 *measure)
{
	struct measure *m = lamps(f);
	struct yardstick *y = record_new(&yardstick_kind);

	refs_add(y->categories, category(f, "SKA"));
	refs_add(y->places, fixture_place(f, "Visättraskolan"));
	refs_add(y->comparison_places, fixture_place(f, "Skogås centrum"));
	y->before_from = week(20);
	y->before_to = week(29);
	y->after_from = week(36);
	y->after_to = week(45);
	y->target = 2;
	m->decided = week_monday(week(36));
	g_assert_true(app_measure_save(f->session, m, y, NULL, NULL));
	*measure = m->record.key;
	record_free(m);
	return y;
}

static struct before_after *judged(struct fixture *f, const struct yardstick *y)
{
	g_autoptr(GError) error = NULL;
	struct before_after *b = before_after(f->session, y, &error);

	g_assert_no_error(error);
	return b;
}

/* 50 and 10 where the comparison has 50 and 50: (10-50)-(50-50) = -40, variance 50+10+50+50 = 160,
 * 1.96 times its root 24.79. */
static void test_helped_by_hand(struct fixture *f)
{
	gint64 measure;
	struct yardstick *y = counted(f, &measure);
	struct before_after *b;
	g_autofree char *sentence = NULL, *weeks = NULL;

	observe_weeks(f, "Visättraskolan", week(20), week(29), 5);
	observe_weeks(f, "Visättraskolan", week(30), week(35), 7); /* in neither window */
	observe_weeks(f, "Visättraskolan", week(36), week(45), 1);
	observe_weeks(f, "Skogås centrum", week(20), week(45), 5);
	b = judged(f, y);
	g_assert_cmpfloat(b->result.counts.before[EVALUATION_TREATED], ==, 50);
	g_assert_cmpfloat(b->result.counts.after[EVALUATION_TREATED], ==, 10);
	g_assert_cmpfloat_with_epsilon(b->result.wdd.estimate, -40, 1e-9);
	g_assert_cmpfloat_with_epsilon(b->result.wdd.error, sqrt(160), 1e-9);
	g_assert_cmpfloat_with_epsilon(b->result.wdd.low, -64.79, .01);
	g_assert_cmpint(b->result.verdict, ==, EVALUATION_HELPED);
	g_assert_cmpint(b->on_target, ==, 10);
	g_assert_cmpint(b->trigger_from, ==, week(32));
	g_assert_cmpint(b->trigger_to, ==, week(35));
	sentence = words_before_after(b);
	g_assert_cmpstr(
		sentence, ==,
		"It helped: 10 events where 50 were to be expected, 40 fewer (95 %: from 65 "
		"fewer to 15 fewer).");
	weeks = words_before_after_weeks(b);
	g_assert_cmpstr(weeks, ==,
			"Events a week w.20–w.29: 5 5 5 5 5 5 5 5 5 5; after, w.36–w.45: 1 1 1 1 1 "
			"1 1 1 1 1.");
	before_after_free(b);
	record_free(y);
}

/* As many as before: 50 - 50 = 0, and the sentence does not say "no effect". */
static void test_no_difference(struct fixture *f)
{
	gint64 measure;
	struct yardstick *y = counted(f, &measure);
	struct before_after *b;
	g_autofree char *sentence = NULL;
	g_autoptr(GPtrArray) remarks = NULL;

	observe_weeks(f, "Visättraskolan", week(20), week(45), 5);
	observe_weeks(f, "Skogås centrum", week(20), week(45), 5);
	b = judged(f, y);
	g_assert_cmpint(b->result.verdict, ==, EVALUATION_NO_DIFFERENCE);
	sentence = words_before_after(b);
	g_assert_true(g_str_has_prefix(sentence,
				       "It made no difference that shows: 50 events where "
				       "50 were to be expected, as many"));
	remarks = words_before_after_remarks(session_registry(f->session), b);
	g_assert_true(g_ptr_array_find_with_equal_func(
		remarks,
		"That is not “no effect”: a halving is the least that could have been seen here.",
		g_str_equal, NULL));
	before_after_free(b);
	record_free(y);
}

/* Regression to the mean: the weeks that made it start are no "before". */
static void test_trigger_weeks_prove_nothing(struct fixture *f)
{
	gint64 measure;
	struct yardstick *y = counted(f, &measure);
	struct before_after *b;
	g_autofree char *sentence = NULL;

	y->before_from = week(26);
	y->before_to = week(35);
	observe_weeks(f, "Visättraskolan", week(26), week(35), 6);
	observe_weeks(f, "Visättraskolan", week(36), week(45), 1);
	observe_weeks(f, "Skogås centrum", week(26), week(45), 5);
	b = judged(f, y);
	g_assert_cmpint(b->result.verdict, ==, EVALUATION_CANNOT_TELL);
	g_assert_true(b->result.reasons & EVALUATION_CHOSEN_BAD);
	sentence = words_before_after(b);
	g_assert_nonnull(strstr(sentence, "would have become better by themselves"));
	before_after_free(b);
	record_free(y);
}

static void test_no_verdict_before_the_weeks_are_over(struct fixture *f)
{
	gint64 measure;
	struct yardstick *y = counted(f, &measure);
	struct before_after *b;

	y->after_to = week(48);
	observe_weeks(f, "Visättraskolan", week(20), week(29), 5);
	observe_weeks(f, "Skogås centrum", week(20), week(45), 5);
	b = judged(f, y);
	g_assert_true(b->unfinished);
	g_assert_cmpint(before_after_verdict(b), ==, VERDICT_UNKNOWN);
	before_after_free(b);
	record_free(y);
}

/* 5 a week, ten weeks and ten, a comparison as large: .52 has an even chance, .72 four of five
 * (judgement of the reference: equal comparison, no overdispersion). */
static void test_what_could_be_shown(struct fixture *f)
{
	gint64 measure;
	struct yardstick *y = counted(f, &measure);
	g_autofree char *sentence = NULL;
	struct outlook outlook;

	observe_weeks(f, "Visättraskolan", week(20), week(29), 5);
	observe_weeks(f, "Skogås centrum", week(20), week(29), 5);
	g_assert_true(outlook_of(f->session, y, &outlook, NULL));
	g_assert_cmpfloat_with_epsilon(outlook.rate, 5, 1e-9);
	g_assert_cmpfloat_with_epsilon(outlook.even, .52, .005);
	g_assert_cmpfloat_with_epsilon(outlook.likely, .72, .005);
	sentence = words_outlook(&outlook);
	g_assert_cmpstr(
		sentence, ==,
		"Can it be shown? With 5.0 a week before: a halving shows every second time "
		"in 10 weeks; less than that not.");
	record_free(y);
}

static void test_windows_leave_the_trigger_out(struct fixture *f)
{
	gint64 measure;
	struct yardstick *y = counted(f, &measure);

	observe_weeks(f, "Visättraskolan", week(10), week(11), 1);
	y->before_from = y->before_to = y->after_from = y->after_to = WEEK_NONE;
	g_assert_true(windows_propose(f->session, y, week(38), NULL));
	g_assert_cmpint(y->before_from, ==, week(10)); /* where the data begin */
	g_assert_cmpint(y->before_to, ==, week(31));
	g_assert_cmpint(y->after_from, ==, week(38));
	g_assert_cmpint(y->after_to, ==, week(45));
	y->after_to = week(20);
	g_assert_false(yardstick_check(y, NULL));
	record_free(y);
}

static void test_comparison_needs_weeks(struct fixture *f)
{
	gint64 measure;
	struct yardstick *y = counted(f, &measure);
	struct comparison comparison;

	observe_weeks(f, "Visättraskolan", week(10), week(29), 3);
	observe_weeks(f, "Skogås centrum", week(4), week(29), 3);
	g_assert_true(comparison_propose(f->session, y, &comparison, NULL));
	g_assert_cmpint(comparison.refusal, ==, EVALUATION_CHOICE_SHORT);
	comparison_clear(&comparison);
	y->before_from = week(4); /* 26 weeks */
	observe_weeks(f, "Visättraskolan", week(4), week(9), 3);
	g_assert_true(comparison_propose(f->session, y, &comparison, NULL));
	g_assert_cmpint(comparison.refusal, ==, EVALUATION_CHOICE_FINE);
	g_assert_cmpuint(comparison.places->len, ==, 1);
	g_assert_cmpint(refs_at(comparison.places, 0), ==, fixture_place(f, "Skogås centrum"));
	comparison_clear(&comparison);
	record_free(y);
}

/* Refused, and told beside that field; takes the measure. */
static void check_refused(struct fixture *f, struct measure *take_measure, struct yardstick *y,
			  const char *expected)
{
	const char *field = NULL;
	g_autoptr(GError) error = NULL;

	g_assert_false(app_measure_save(f->session, take_measure, y, &field, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_assert_cmpstr(field, ==, expected);
	record_free(take_measure);
}

static void test_owner_who_left_is_refused(struct fixture *f)
{
	gint64 decided = save(f, lamps(f), in_words()), done = save(f, lamps(f), in_words());
	struct measure_item *item;
	struct measure *m = lamps(f);

	g_assert_true(app_measure_done(f->session, done, NULL));
	m->owner = 4711;
	check_refused(f, m, NULL, "owner");
	m = lamps(f);
	refs_add(m->contributors, fixture_organisation(f, "BEV"));
	fixture_leave(f->session, "BEV");
	check_refused(f, m, NULL, "contributors");
	fixture_leave(f->session, "HUGE");
	check_refused(f, lamps(f), NULL, "owner");
	item = app_measure(f->session, decided, NULL); /* goes on with another owner only */
	check_refused(f, record_copy(item->measure), NULL, "owner");
	measure_item_free(item);
	item = app_measure(f->session, done, NULL); /* what was done stays theirs */
	field_set_text(&item->measure->text, "eight lamps");
	g_assert_true(app_measure_save(f->session, item->measure, NULL, NULL, NULL));
	measure_item_free(item);
}

static void test_day_that_has_been_is_refused(struct fixture *f)
{
	gint64 key = save(f, lamps(f), in_words());
	struct measure_item *item;
	struct measure *m = lamps(f);

	m->due = day("2026-11-16");
	check_refused(f, m, NULL, "due");
	m = lamps(f);
	m->due = day("2026-11-17"); /* today */
	save(f, m, NULL);
	fixture_set_now("2026-12-02T10:00:00+01:00");
	item = app_measure(f->session, key, NULL); /* time went by: the day is as it was given */
	field_set_text(&item->measure->text, "the lamps have come");
	g_assert_true(app_measure_save(f->session, item->measure, NULL, NULL, NULL));
	item->measure->due = day("2026-12-01");
	check_refused(f, record_copy(item->measure), NULL, "due");
	measure_item_free(item);
}

static void test_place_taken_back_is_refused(struct fixture *f)
{
	gint64 key = save(f, lamps(f), in_words()), gone;
	struct measure_item *item;
	struct yardstick *y = in_words();
	struct measure *m = lamps(f);

	gone = fixture_withdraw_place(f->session, "Visättraskolan");
	m->place = gone;
	check_refused(f, m, NULL, "place");
	item = app_measure(f->session, key, NULL);
	item->measure->place = fixture_place(f, "Skogås centrum");
	refs_add(y->places, gone);
	check_refused(f, record_copy(item->measure), y, "counted");
	g_array_set_size(y->places, 0);
	refs_add(y->comparison_places, gone);
	check_refused(f, record_copy(item->measure), y, "comparison");
	measure_item_free(item);
	record_free(y);
}

/* A measure under way keeps the yardstick it began with, though a place of it is gone: it can still
 * be written in. */
static void test_place_gone_later_lets_the_rest_be_written(struct fixture *f)
{
	struct yardstick *y = in_words();
	struct measure *m = lamps(f);
	struct measure_item *item;
	gint64 key;

	m->place = fixture_place(f, "Skogås centrum");
	refs_add(y->places, fixture_place(f, "Visättraskolan"));
	key = save(f, m, y);
	g_assert_true(app_measure_begin(f->session, key, NULL));
	fixture_withdraw_place(f->session, "Visättraskolan");
	item = app_measure(f->session, key, NULL);
	field_set_text(&item->measure->text, "half are in place");
	g_assert_true(app_measure_save(f->session, item->measure, item->yardstick, NULL, NULL));
	field_set_text(&item->yardstick->text, "one fewer");
	check_refused(f, record_copy(item->measure), item->yardstick, "yardstick");
	measure_item_free(item);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	fixture_add("/measure/draft-says-what-it-lacks", test_draft_says_what_it_lacks);
	fixture_add("/measure/whole-is-decided", test_whole_measure_is_decided);
	fixture_add("/measure/yardstick-is-fixed-beforehand", test_yardstick_is_fixed_beforehand);
	fixture_add("/measure/late-moved-done-dropped", test_late_moved_done_dropped);
	fixture_add("/measure/what-was-tried-here", test_what_was_tried_here);
	fixture_add("/measure/rights", test_rights);
	fixture_add("/measure/helped-by-hand", test_helped_by_hand);
	fixture_add("/measure/no-difference", test_no_difference);
	fixture_add("/measure/trigger-weeks-prove-nothing", test_trigger_weeks_prove_nothing);
	fixture_add("/measure/no-verdict-before-over", test_no_verdict_before_the_weeks_are_over);
	fixture_add("/measure/what-could-be-shown", test_what_could_be_shown);
	fixture_add("/measure/windows-leave-the-trigger-out", test_windows_leave_the_trigger_out);
	fixture_add("/measure/comparison-needs-weeks", test_comparison_needs_weeks);
	fixture_add("/measure/owner-who-left-is-refused", test_owner_who_left_is_refused);
	fixture_add("/measure/day-that-has-been-is-refused", test_day_that_has_been_is_refused);
	fixture_add("/measure/place-taken-back-is-refused", test_place_taken_back_is_refused);
	fixture_add("/measure/place-gone-later", test_place_gone_later_lets_the_rest_be_written);
	return g_test_run();
}
