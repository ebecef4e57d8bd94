/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reporters, nights, hours and burglaries that gather: what was planted is found and named, nothing
 * is said of what is none, and no input is too bad. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "osg/burst.h"
#include "osg/near.h"
#include "osg/random.h"
#include "osg/reporter.h"
#include "osg/slots.h"

#define WEEKS 60
#define LINES_MOST 4

/* reporters */

/* By hand: 12 of 400 in the last four weeks, 9.25 of 5200 in the 52 before: q = 400 / 5600, T
 * = 21.25. */
static void test_reporter_score(void)
{
	int counts[WEEKS] = {0}, totals[WEEKS];
	struct reporter_change change;

	for (int t = 0; t < WEEKS; t++)
		totals[t] = 100;
	for (int t = WEEKS - 4; t < WEEKS; t++)
		counts[t] = 3;
	for (int t = WEEKS - 56; t < WEEKS - 4; t += 6)
		counts[t] = 1;
	reporter_judge(counts, totals, WEEKS, &change);
	g_assert_cmpint(change.weeks, ==, 4);
	g_assert_cmpint(change.now, ==, 12);
	g_assert_cmpint(change.before, ==, 9);
	double q = 400 / 5600.0, all = 21.25;
	g_assert_cmpfloat_with_epsilon(
		change.score, 12 * log(12 / (all * q)) + 9.25 * log(9.25 / (all * (1 - q))), 1e-9);
	g_assert_cmpfloat_with_epsilon(change.times, 12 / 400.0 / (9.25 / 5200), 1e-9);
	g_assert_cmpfloat(change.score, >, REPORTER_LIMIT);
}

/* Everybody reports three times as much: nobody's share has changed. */
static void test_campaign_is_no_reporter(void)
{
	int counts[WEEKS], totals[WEEKS];
	struct reporter_change change;

	for (int t = 0; t < WEEKS; t++) {
		counts[t] = t < WEEKS - 4 ? 4 : 12;
		totals[t] = t < WEEKS - 4 ? 100 : 300;
	}
	reporter_judge(counts, totals, WEEKS, &change);
	g_assert_cmpfloat(change.score, <, 1);
	for (int weeks = 0; weeks < 9; weeks++) { /* too few weeks: nothing is said */
		reporter_judge(counts, totals, weeks, &change);
		g_assert_cmpfloat(change.score, ==, 0);
	}
	memset(totals, 0, sizeof totals);
	memset(counts, 0, sizeof counts);
	reporter_judge(counts, totals, WEEKS, &change);
	g_assert_cmpfloat(change.score, ==, 0);
}

/* Two reports prove nothing, however few there were before; what is older than a year does not
 * count; a change of a week and one of twelve are told as that. */
static void test_reporter_limits(void)
{
	enum { LONG = 90 };
	int counts[LONG] = {0}, totals[LONG];
	struct reporter_change change;

	for (int t = 0; t < LONG; t++)
		totals[t] = 100;
	counts[LONG - 1] = 2;
	reporter_judge(counts, totals, LONG, &change);
	g_assert_cmpfloat(change.score, ==, 0);
	counts[LONG - 1] = 9;
	reporter_judge(counts, totals, LONG, &change);
	g_assert_cmpint(change.weeks, ==, 1);
	g_assert_cmpint(change.before, ==, 0);
	double alone = change.score;
	for (int t = 0; t < LONG - 1 - 52; t++)
		counts[t] = 9;
	reporter_judge(counts, totals, LONG, &change);
	g_assert_cmpint(change.weeks, ==, 1);
	g_assert_cmpfloat_with_epsilon(change.score, alone, 1e-9);
	memset(counts, 0, sizeof counts);
	for (int t = LONG - 12; t < LONG; t++)
		counts[t] = 2;
	reporter_judge(counts, totals, LONG, &change);
	g_assert_cmpint(change.weeks, ==, 12);
	g_assert_cmpint(change.now, ==, 24);
	for (int t = 0; t < LONG; t++) /* fewer than before is no news of a reporter */
		counts[t] = t < LONG - 12 ? 9 : 1;
	reporter_judge(counts, totals, LONG, &change);
	g_assert_cmpfloat(change.score, ==, 0);
}

/* A line that has always had more than the product of shares says nothing new (measured: told
 * from week 25 of every year); and what ended is told no more. */
static void test_usual_and_ended_hours(void)
{
	static int counts[LINES_MOST * WEEKS];
	int kind[4] = {0, 1, 0, 1}, area[4] = {0, 0, 1, 1};
	struct slots_input input = {4, WEEKS, counts, kind, area, 2, 2, NULL};
	struct slots_finding found;

	for (int t = 0; t < WEEKS; t++) {
		counts[0 * WEEKS + t] = 3; /* all of its kind, in a quiet area */
		counts[2 * WEEKS + t] = 0;
		counts[1 * WEEKS + t] = 1;
		counts[3 * WEEKS + t] = 20;
	}
	slots_find(&input, NULL, &found);
	g_assert_cmpfloat(found.score, <, 4);
	for (int t = WEEKS - 12; t < WEEKS; t++)
		counts[0 * WEEKS + t] = 9;
	slots_find(&input, NULL, &found);
	g_assert_cmpint(found.line, ==, 0);
	g_assert_cmpfloat(found.score, >=, SLOTS_LIMIT);
	counts[0 * WEEKS + WEEKS - 1] = counts[0 * WEEKS + WEEKS - 2] = 0;
	counts[0 * WEEKS + WEEKS - 3] = 0;
	slots_find(&input, NULL, &found);
	g_assert_cmpfloat(found.score, <, SLOTS_LIMIT);
}

/* A category that has risen everywhere has a season, and no area of it stands out. */
static void test_season_is_no_area(void)
{
	enum { ALL = 6 };
	static int counts[ALL * WEEKS];
	int kind[ALL], area[ALL];
	struct slots_input input = {ALL, WEEKS, counts, kind, area, 2, 3, NULL};
	struct slots_finding found;

	for (int i = 0; i < ALL; i++) {
		kind[i] = i % 2;
		area[i] = i / 2;
		for (int t = 0; t < WEEKS; t++)
			counts[i * WEEKS + t] = kind[i] ? 20 : t < WEEKS - 6 ? 3 : 9;
	}
	slots_find(&input, NULL, &found);
	g_assert_cmpfloat(found.score, <, SLOTS_LIMIT / 2);
}

/* nights */

#define HOUR 3600

/* Measured: three fires in 85 minutes were judged as three a week. */
static void test_three_fires_in_a_night(void)
{
	const struct burst_event events[] = {
		{0, 0, 1 * HOUR, 1 * HOUR, 1},
		{300, 0, 2 * HOUR, 2 * HOUR, 1},
		{0, 200, 2 * HOUR + 1500, 2 * HOUR + 1500, 1},
		{100, 0, 2 * HOUR, 2 * HOUR, 2}, /* another kind */
		{900, 0, 2 * HOUR, 2 * HOUR, 1}, /* elsewhere */
		{0, 0, 9 * HOUR, 9 * HOUR, 1},   /* another night */
		{0, 0, 2 * HOUR, 12 * HOUR, 1},  /* nobody knows when */
	};
	const double rates[] = {0, 0.1, 0.1};
	guint8 in[G_N_ELEMENTS(events)];
	struct burst burst;

	g_assert_true(burst_find(events, G_N_ELEMENTS(events), rates, 3, &burst, in));
	g_assert_cmpint(burst.count, ==, 3);
	g_assert_true(in[0] && in[1] && in[2] && !in[3] && !in[4] && !in[5] && !in[6]);
	g_assert_cmpint(burst.to - burst.from, ==, HOUR + 1500);
	g_assert_cmpfloat(burst.by_chance, <, 1 / 52.0 / 4);
	const double busy[] = {0, 8, 8}; /* where eight a week are usual it is nothing */
	g_assert_true(burst_find(events, G_N_ELEMENTS(events), busy, 3, &burst, NULL));
	g_assert_cmpfloat(burst.by_chance, >, 1);
	g_assert_false(burst_find(events, 2, rates, 3, &burst, NULL));
	g_assert_false(burst_find(NULL, 0, NULL, 0, &burst, NULL));
	g_assert_false(burst_find(NULL, 10 * 1000 * 1000, NULL, 0, &burst, NULL));
	const double flood[] = {0, 0.1, 1e6}; /* a line of a million a week takes no time */
	g_assert_true(burst_find(events, G_N_ELEMENTS(events), flood, 3, &burst, NULL));
	g_assert_cmpint(burst.count, ==, 3);
}

/* hours */

static void test_slots_of_the_week(void)
{
	g_assert_cmpint(slot_of(4, 18), ==, SLOT_WEEKEND_NIGHT);
	g_assert_cmpint(slot_of(6, 2), ==, SLOT_WEEKEND_NIGHT); /* Saturday's night */
	g_assert_cmpint(slot_of(6, 3), ==, SLOT_DAY);
	g_assert_cmpint(slot_of(4, 1), ==, SLOT_NIGHT); /* Thursday's */
	g_assert_cmpint(slot_of(0, 2), ==, SLOT_NIGHT);
	g_assert_cmpint(slot_of(6, 18), ==, SLOT_NIGHT);
	g_assert_cmpint(slot_of(5, 17), ==, SLOT_DAY);
}

enum { KINDS = 6 * SLOTS, AREAS = 5, LINES = KINDS * AREAS };

static void slots_world(int *counts, int *kind, int *area, int planted, int extra)
{
	struct random r;

	random_seed(&r, 5);
	for (int i = 0; i < LINES; i++) {
		kind[i] = i % KINDS;
		area[i] = i / KINDS;
		for (int t = 0; t < WEEKS; t++)
			counts[i * WEEKS + t] = random_unit(&r) < 0.2;
	}
	for (int t = WEEKS - 7; t < WEEKS && extra; t++)
		counts[planted * WEEKS + t] += extra;
}

/* Measured: two a week more on weekend nights, of nearly nothing, were found in 9 years of 50. */
static void test_two_a_week_at_night(void)
{
	static int counts[LINES * WEEKS];
	int kind[LINES], area[LINES], planted = 2 * KINDS + 4;
	struct slots_input input = {LINES, WEEKS, counts, kind, area, KINDS, AREAS};
	struct slots_finding found;
	guint8 skip[LINES] = {0};

	slots_world(counts, kind, area, planted, 0);
	slots_find(&input, NULL, &found);
	g_assert_cmpfloat(found.score, <, SLOTS_LIMIT);
	slots_world(counts, kind, area, planted, 2);
	slots_find(&input, NULL, &found);
	g_assert_cmpint(found.line, ==, planted);
	g_assert_cmpint(found.weeks, >=, 6);
	g_assert_cmpfloat(found.score, >=, SLOTS_LIMIT);
	skip[planted] = 1;
	slots_find(&input, skip, &found);
	g_assert_cmpint(found.line, !=, planted);
	input.weeks = 12; /* no past to speak of */
	slots_find(&input, NULL, &found);
	g_assert_cmpint(found.line, ==, -1);
	memset(counts, 0, sizeof counts);
	input.weeks = WEEKS;
	slots_find(&input, NULL, &found);
	g_assert_cmpint(found.line, ==, -1);
}

/* where burglaries gather */

enum { EVENTS = 200, PARTS = 9 };

struct homes {
	double x[EVENTS], y[EVENTS], share[PARTS];
	int area[EVENTS], reporter[EVENTS];
	gint32 day[EVENTS];
	struct near_input input;
};

/* Two of three of the first organisation. */
static void homes_init(struct homes *h)
{
	struct random r;

	random_seed(&r, 11);
	for (int i = 0; i < EVENTS; i++) {
		h->x[i] = 9000 * random_unit(&r);
		h->y[i] = 9000 * random_unit(&r);
		h->area[i] = (int)(h->x[i] / 3000) + 3 * (int)(h->y[i] / 3000);
		h->reporter[i] = i % 3 == 2;
		h->day[i] = 1000 - (gint32)random_below(&r, 364);
	}
	for (int i = 0; i < PARTS; i++)
		h->share[i] = 1.0 / PARTS;
	h->input = (struct near_input){.events = EVENTS,
				       .x = h->x,
				       .y = h->y,
				       .area = h->area,
				       .reporter = h->reporter,
				       .day = h->day,
				       .last_day = 1000,
				       .areas = PARTS,
				       .reporters = 2,
				       .share = h->share};
}

/* Measured: a series of burglaries in one part of the municipality drowned in a year's pairs. */
static void test_burglaries_in_one_area(void)
{
	struct homes h;
	struct near_gathering found;

	homes_init(&h);
	near_find(&h.input, &found);
	g_assert_cmpfloat(found.p, >, 0.05);
	for (int i = 0; i < 10; i++) { /* ten in two streets, in four weeks */
		h.x[i] = 7500 + 60 * (i % 2);
		h.y[i] = 4500 + 40 * (i / 2);
		h.area[i] = 5;
		h.reporter[i] = i % 2;
		h.day[i] = 1000 - 3 * i;
	}
	near_find(&h.input, &found);
	g_assert_cmpint(found.area, ==, 5);
	g_assert_cmpint(found.weeks, ==, 4);
	g_assert_cmpint(found.reporter, ==, -1); /* both tell of them */
	g_assert_cmpfloat(found.p, <=, 0.001);
	g_assert_cmpint(found.pairs, >=, 10);
	g_assert_true(near_holds(&h.input, &found, 0));
	g_assert_false(near_holds(&h.input, &found, EVENTS - 1));
}

/* Measured: four in ten of the police's burglaries are of an area only; half of all are
 * landlords'. */
static void test_burglaries_of_an_area(void)
{
	struct homes h;
	struct near_gathering found;

	homes_init(&h);
	for (int i = 0; i < EVENTS; i++) /* the landlord has most of its own there */
		if (h.reporter[i] == 1 && i % 2)
			h.area[i] = 5;
	for (int i = 0; i < 9; i++) {
		h.x[i] = h.y[i] = NAN;
		h.area[i] = 5;
		h.reporter[i] = 0;
		h.day[i] = 1000 - 4 * i;
	}
	near_find(&h.input, &found);
	g_assert_cmpfloat(found.p, <=, 0.015);
	g_assert_cmpint(found.area, ==, 5);
	g_assert_cmpint(found.reporter, ==, 0);
	g_assert_cmpint(found.pairs, <=, 3); /* nobody knows how near they were */
}

/* By hand: 4 in the last two weeks, all of the first of two areas that has a quarter of all
 * events; before that 36 there and 120 elsewhere, its share. So nothing lies beyond chance, and the
 * shares weigh 32 events. */
static void test_gathering_counted(void)
{
	enum { N = 160 };
	int area[N], reporter[N];
	double x[N], y[N];
	const double share[] = {0.25, 0.75};
	gint32 day[N];
	struct near_gathering found;
	struct near_input input = {.events = N,
				   .x = x,
				   .y = y,
				   .area = area,
				   .reporter = reporter,
				   .day = day,
				   .last_day = 1000,
				   .areas = 2,
				   .share = share};

	for (int i = 0; i < N; i++) {
		x[i] = i < 2 ? 150.0 * i : NAN; /* near enough, and the others are not known */
		y[i] = 0;
		area[i] = i < 40 ? 0 : 1;
		reporter[i] = -1;
		day[i] = i < 4 ? 1000 - i : 1000 - 60 - i;
	}
	near_find(&input, &found);
	g_assert_cmpint(found.area, ==, 0);
	g_assert_cmpint(found.weeks, ==, 2);
	g_assert_cmpint(found.count, ==, 4);
	g_assert_cmpint(found.pairs, ==, 1);
	/* (36 + 32) 4 / (156 + 32 / 0.25) */
	g_assert_cmpfloat_with_epsilon(found.expected, 68 * 4 / 284.0, 1e-12);
	/* gamma of shape 68: q = 284 / 288; P(at least 4) = 1 - sum of C(67 + k, k) q^68 (1-q)^k */
	double q = 284.0 / 288, term = pow(q, 68), below = 0;
	for (int k = 0; k < 4; k++) {
		below += term;
		term *= (68 + k) / (k + 1.0) * (1 - q);
	}
	g_assert_cmpfloat_with_epsilon(found.p, 1 - below * below, 1e-9); /* in either area */
	for (int i = 0; i < N; i++) /* a quarter later it is over */
		day[i] -= 7 * 13;
	near_find(&input, &found);
	g_assert_cmpint(found.area, ==, -1);
}

/* Villas have more burglaries than their share of all: that is no news, when it always was so. */
static void test_gathering_where_shares_tell_nothing(void)
{
	struct homes h;
	struct near_gathering found;

	homes_init(&h);
	for (int i = 0; i < EVENTS; i++)
		if (i % 2)
			h.area[i] = 4;
	near_find(&h.input, &found);
	g_assert_cmpfloat(found.p, >, 0.05);
}

static void test_gathering_without_anything(void)
{
	struct homes h;
	struct near_gathering found;

	homes_init(&h);
	h.input.events = 9;
	near_find(&h.input, &found);
	g_assert_cmpint(found.area, ==, -1);
	homes_init(&h);
	h.input.areas = 0;
	near_find(&h.input, &found);
	g_assert_cmpint(found.area, ==, -1);
	homes_init(&h);
	for (int i = 0; i < EVENTS; i++) /* all on one day */
		h.day[i] = 1000;
	near_find(&h.input, &found);
	g_assert_cmpint(found.area, ==, -1);
	homes_init(&h);
	for (int i = 0; i < EVENTS; i++) /* all in one area */
		h.area[i] = 4;
	near_find(&h.input, &found);
	g_assert_cmpfloat(found.p, >, 0.05);
	for (int i = 0; i < EVENTS; i++) /* nobody knows where, nor who told */
		h.area[i] = h.reporter[i] = -1;
	near_find(&h.input, &found);
	g_assert_cmpint(found.area, ==, -1);
	h.input.events = 10 * 1000 * 1000; /* refused before anything is read */
	near_find(&h.input, &found);
	g_assert_cmpint(found.area, ==, -1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/patterns/reporter-score", test_reporter_score);
	g_test_add_func("/patterns/campaign-is-no-reporter", test_campaign_is_no_reporter);
	g_test_add_func("/patterns/three-fires-in-a-night", test_three_fires_in_a_night);
	g_test_add_func("/patterns/slots-of-the-week", test_slots_of_the_week);
	g_test_add_func("/patterns/two-a-week-at-night", test_two_a_week_at_night);
	g_test_add_func("/patterns/burglaries-in-one-area", test_burglaries_in_one_area);
	g_test_add_func("/patterns/reporter-limits", test_reporter_limits);
	g_test_add_func("/patterns/usual-and-ended-hours", test_usual_and_ended_hours);
	g_test_add_func("/patterns/season-is-no-area", test_season_is_no_area);
	g_test_add_func("/patterns/burglaries-of-an-area", test_burglaries_of_an_area);
	g_test_add_func("/patterns/gathering-counted", test_gathering_counted);
	g_test_add_func("/patterns/gathering-where-shares-tell-nothing",
			test_gathering_where_shares_tell_nothing);
	g_test_add_func("/patterns/gathering-without-anything", test_gathering_without_anything);
	return g_test_run();
}
