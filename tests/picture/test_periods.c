/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture of a month, a quarter and a stretch of days: what belongs to it, and what it is
 * compared with. Numbers worked by hand. */
#include "config.h"

#include "../app/fixture.h"

#include <math.h>
#include <string.h>

#include "osg/week.h"
#include "osg/words.h"

static struct picture *picture(struct session *session, const char *text)
{
	g_autoptr(GError) error = NULL;
	struct period period = {0, 0};
	struct picture *p;

	g_assert_true(
		period_parse(text, week_monday(week_of_time(fixture_now())), 0, &period, NULL));
	p = app_picture(session, period, 0, &error);
	g_assert_no_error(error);
	return p;
}

static const struct picture_line *line_of(const struct picture *p, const char *category,
					  const char *area)
{
	for (guint i = 0; i < p->breakdown->len; i++) {
		const struct picture_line *line = p->breakdown->pdata[i];

		if (strcmp(line->category, category) == 0 && g_strcmp0(line->area, area) == 0)
			return line;
	}
	return NULL;
}

static void check_says(char *take_text, const char *part)
{
	if (!strstr(take_text, part))
		g_error("“%s” is not in: %s", part, take_text);
	g_free(take_text);
}

/* times fires at the school, as many in each week of the month as its days allow. */
static void observe(struct session *session, const char *month, int times)
{
	for (int i = 0; i < times; i++) {
		g_autofree char *when =
			g_strdup_printf("%s-%02d 20:00", month, 3 + i % 4 * 7 + i / 4 % 4);

		fixture_observe(session, "BRA", "Visättraskolan", when);
	}
}

/* Ten in September 2025 and twelve in 2026: beside 10 chance explains 3 to 21, which are the 2.5
 * and 97.5 % quantiles of the negative binomial of size 10.5 and probability one half. */
static void test_month(struct fixture *f)
{
	const struct picture_line *line;
	struct picture *p;

	observe(f->session, "2025-08", 1);
	observe(f->session, "2025-09", 10);
	observe(f->session, "2026-09", 11);
	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-08-31 23:50");
	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-09-30 23:30");
	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-10-01 00:10");
	p = picture(f->session, "2026-09");
	g_assert_cmpint(p->week, ==, WEEK_NONE);
	g_assert_cmpint(p->counted, ==, 12);
	g_assert_true(p->compared);
	g_assert_cmpint(p->comparable, ==, 12);
	g_assert_cmpint(p->last_counted, ==, 10);
	g_assert_cmpfloat(p->lower, ==, 3);
	g_assert_cmpfloat(p->upper, ==, 21);
	g_assert_cmpint(p->signals->len, ==, 0);
	g_assert_cmpint(p->hotspots->len, ==, 0);
	line = line_of(p, "BRA", NULL);
	g_assert_cmpint(line->now, ==, 12);
	g_assert_cmpint(line->before, ==, 10);
	g_assert_cmpint(line->direction, ==, 0);
	g_assert_cmpint(line_of(p, "*", "Flemingsberg")->now, ==, 12);
	/* Its Thursdays are the 3rd, 10th, 17th and 24th; the 30th is in a week of October. */
	static const int weekly[] = {3, 3, 3, 2};
	g_assert_cmpint(p->weekly->len, ==, G_N_ELEMENTS(weekly));
	for (guint i = 0; i < p->weekly->len; i++) {
		const struct picture_week *week = p->weekly->pdata[i];

		g_assert_cmpint(week->week, ==, week_from_iso(2026, 36) + (int)i);
		g_assert_cmpint(week->counted, ==, weekly[i]);
	}
	check_says(words_whole_period(p), "In September 2025: 10, and 3–21 would be no change.");
	check_says(words_period_basis(p), "judged week by week");
	picture_free(p);
}

/* What was recorded otherwise, and a feast, stand in the picture, so that its chart is marked the
 * same for ever; what is about other weeks does not. */
static void test_marks(struct fixture *f)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *json = NULL;
	const struct picture_mark *form = NULL;
	struct picture *p;

	observe(f->session, "2026-04", 10);
	for (int week = 10; week <= 16; week += 6) {
		struct recording_change *change = record_new(&recording_change_kind);

		change->week = week_from_iso(2026, week);
		change->category =
			registry_find_category(session_registry(f->session), "BRA")->record.key;
		field_set_text(&change->note, "New form");
		session_save(f->session, ACTION_SETUP, NULL, change, &error);
		g_assert_no_error(error);
		record_free(change);
	}
	p = picture(f->session, "2026-04");
	json = picture_to_json(p, TRUE);
	g_assert_nonnull(strstr(json, "{\"kind\":\"recording\",\"week\":\"2026-W16\"}"));
	const struct picture_mark *easter = p->marks->pdata[0];

	for (guint i = 0; i < p->marks->len; i++) {
		const struct picture_mark *mark = p->marks->pdata[i];

		g_assert_cmpint(mark->week, >=, week_from_iso(2026, 14));
		if (mark->kind == WEEK_RECORDING)
			form = mark;
	}
	g_assert_cmpint(easter->kind, ==, WEEK_CALENDAR);
	g_assert_nonnull(form);
	g_assert_cmpint(form->week, ==, week_from_iso(2026, 16));
	picture_free(p);
}

/* 40 beside 10 is more than chance explains, and says so on its line. */
static void test_more(struct fixture *f)
{
	const struct picture_line *line;
	struct picture *p;

	observe(f->session, "2025-08", 1);
	observe(f->session, "2025-09", 10);
	observe(f->session, "2026-09", 40);
	p = picture(f->session, "2026-09");
	line = line_of(p, "BRA", "Flemingsberg");
	g_assert_cmpint(line->direction, ==, 1);
	g_assert_cmpstr(words_line_mark(line), ==, "R▲");
	check_says(words_line_sentence(p, line), "40; September 2025: 10");
	check_says(words_whole_period(p), "would be no change: more.");
	picture_free(p);
}

/* Who began to report in between makes no increase. */
static void test_new_reporter(struct fixture *f)
{
	struct session *guards = fixture_session(f, "bev");
	const struct picture_line *line;
	struct picture *p;

	observe(f->session, "2025-08", 1);
	observe(f->session, "2025-09", 10);
	observe(f->session, "2026-09", 12);
	observe(guards, "2026-09", 40);
	p = picture(f->session, "2026-09");
	g_assert_cmpint(p->counted, ==, 52);
	g_assert_cmpint(p->comparable, ==, 12);
	line = line_of(p, "BRA", NULL);
	g_assert_cmpint(line->now, ==, 52);
	g_assert_cmpint(line->comparable, ==, 12);
	g_assert_cmpint(line->direction, ==, 0);
	check_says(words_line_now(line), "52 (12)");
	check_says(words_period_basis(p), "Only now: BEV.");
	picture_free(p);
	session_close(guards);
}

/* Nothing is compared with a year that nobody wrote down. */
static void test_no_year_before(struct fixture *f)
{
	struct picture *p;

	observe(f->session, "2026-09", 5);
	p = picture(f->session, "2026-Q3");
	g_assert_cmpint(p->counted, ==, 5);
	g_assert_false(p->compared);
	g_assert_true(isnan(line_of(p, "BRA", NULL)->lower));
	g_assert_cmpint(line_of(p, "BRA", NULL)->direction, ==, 0);
	check_says(words_period_basis(p), "There are no counts of quarter 3, 2025");
	picture_free(p);
}

/* On Tuesday 17 November a quarter has gone to Monday, and is compared with as much of 2025. */
static void test_running(struct fixture *f)
{
	struct picture *p;

	observe(f->session, "2025-08", 1);
	fixture_observe(f->session, "BRA", "Visättraskolan", "2025-11-16 12:00");
	fixture_observe(f->session, "BRA", "Visättraskolan", "2025-11-17 12:00");
	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-16 12:00");
	p = picture(f->session, "2026-Q4");
	g_assert_cmpint(p->before.last, ==, day_from_civil(2025, 11, 16));
	g_assert_cmpint(p->last_counted, ==, 1);
	g_assert_cmpint(p->counted, ==, 1);
	g_assert_cmpint(p->place_weeks, ==, 7); /* weeks 40 to 46 */
	check_says(words_period_basis(p), "not over: counted is up to 16 November 2026.");
	picture_free(p);
}

static void test_ahead(struct fixture *f)
{
	g_autoptr(GError) error = NULL;
	const struct period next_year = {day_from_civil(2027, 1, 1), day_from_civil(2027, 12, 31)};

	g_assert_null(app_picture(f->session, next_year, 0, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
	g_clear_error(&error);
	g_assert_null(app_picture(f->session, next_year, 1, &error)); /* and no month is fixed */
	g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
}

/* Who was asked in how many weeks, and answered in how many: a nil report is an answer. */
static void test_roll(struct fixture *f)
{
	const struct organisation *bev =
		registry_find_organisation(session_registry(f->session), "BEV");
	struct picture *p;

	observe(f->session, "2026-09", 2);
	g_assert_true(app_nil_report(f->session, bev->record.key, week_from_iso(2026, 38), "lugnt",
				     NULL));
	p = picture(f->session, "2026-09");
	for (guint i = 0; i < p->organisations->len; i++) {
		const struct picture_organisation *o = p->organisations->pdata[i];

		g_assert_cmpint(o->weeks_asked, ==, 4); /* weeks 36 to 39 */
		g_assert_cmpint(o->weeks_answered, ==,
				strcmp(o->code, "HUGE") == 0  ? 2
				: strcmp(o->code, "BEV") == 0 ? 1
							      : 0);
	}
	picture_free(p);
}

/* A week is the same picture, asked for in any of its forms. */
static void test_week_is_a_period(struct fixture *f)
{
	struct picture *a = picture(f->session, "2026-W46"),
		       *b = picture(f->session, "2026-11-09..2026-11-15");
	g_autofree char *one = picture_to_json(a, TRUE), *other = picture_to_json(b, TRUE);

	g_assert_cmpint(a->week, ==, week_from_iso(2026, 46));
	g_assert_cmpstr(one, ==, other);
	picture_free(a);
	picture_free(b);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	fixture_add("/periods/month", test_month);
	fixture_add("/periods/marks", test_marks);
	fixture_add("/periods/more", test_more);
	fixture_add("/periods/new-reporter", test_new_reporter);
	fixture_add("/periods/no-year-before", test_no_year_before);
	fixture_add("/periods/running", test_running);
	fixture_add("/periods/ahead", test_ahead);
	fixture_add("/periods/roll", test_roll);
	fixture_add("/periods/week-is-a-period", test_week_is_a_period);
	return g_test_run();
}
