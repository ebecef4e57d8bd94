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

enum { EVENTS = 200, CENTRES = 9 };

struct homes {
	double x[EVENTS], y[EVENTS], centre_x[CENTRES], centre_y[CENTRES];
	int area[EVENTS], centre_area[CENTRES];
	gint32 day[EVENTS];
	struct near_input input;
};

/* A part of the town round each centre. */
static int part_of(double x, double y)
{
	return (int)(x / 3000) + 3 * (int)(y / 3000);
}

static void homes_init(struct homes *h)
{
	struct random r;

	random_seed(&r, 11);
	for (int i = 0; i < EVENTS; i++) {
		h->x[i] = 9000 * random_unit(&r);
		h->y[i] = 9000 * random_unit(&r);
		h->area[i] = part_of(h->x[i], h->y[i]);
		h->day[i] = 1000 - (gint32)random_below(&r, 364);
	}
	for (int i = 0; i < CENTRES; i++) {
		h->centre_x[i] = 1500 + 3000 * (i % 3);
		h->centre_y[i] = 1500 + 3000 * (i / 3);
		h->centre_area[i] = i;
	}
	h->input = (struct near_input){.events = EVENTS,
				       .x = h->x,
				       .y = h->y,
				       .area = h->area,
				       .day = h->day,
				       .last_day = 1000,
				       .centres = CENTRES,
				       .areas = CENTRES,
				       .centre_x = h->centre_x,
				       .centre_y = h->centre_y,
				       .centre_area = h->centre_area,
				       .replications = 199,
				       .seed = 1};
}

/* Measured: a series of burglaries in one part of the municipality drowned in a year's pairs. */
static void test_burglaries_round_one_place(void)
{
	struct homes h;
	struct near_gathering found;

	homes_init(&h);
	near_find(&h.input, &found);
	g_assert_cmpfloat(found.p, >, 0.01);
	for (int i = 0; i < 10; i++) { /* ten in two streets at the sixth place, in four weeks */
		h.x[i] = h.centre_x[5] + 60 * (i % 2);
		h.y[i] = h.centre_y[5] + 40 * (i / 2);
		h.day[i] = 1000 - 3 * i;
	}
	near_find(&h.input, &found);
	g_assert_cmpint(found.centre, ==, 5);
	g_assert_cmpint(found.weeks, ==, 4);
	g_assert_cmpfloat(found.p, <=, 0.001);
	g_assert_cmpint(found.pairs, >=, 10);
}

/* Measured: four in ten of the police's burglaries are of an area only; of fifty series seven were
 * found without them, fourteen with them. */
static void test_burglaries_of_an_area(void)
{
	struct homes h;
	struct near_gathering found;
	double without;

	homes_init(&h);
	for (int i = 0; i < 12; i++) {
		gboolean point = i % 3 == 0;

		h.x[i] = point ? h.centre_x[5] + 50 * i : NAN;
		h.y[i] = point ? h.centre_y[5] : NAN;
		h.area[i] = point ? 5 : -1;
		h.day[i] = 1000 - 3 * i;
	}
	near_find(&h.input, &found);
	without = found.centre < 0 ? 1 : found.p;
	g_assert_cmpfloat(without, >, 0.01);
	for (int i = 0; i < 12; i++)
		h.area[i] = 5;
	near_find(&h.input, &found);
	g_assert_cmpfloat(found.p, <=, 0.01);
	g_assert_cmpint(h.centre_area[found.centre], ==, 5);
	g_assert_cmpint(found.pairs, <=, 6); /* nobody knows how near the others were */
}

/* By hand: five of the last ten days at the first place, one of a quarter ago there, 14 of other
 * days far off; two of the area alone, whose six points all lie round that place and one beside it:
 * with its place's half, each counts 6.5 of 7.5. */
static void test_gathering_counted(void)
{
	enum { N = 23 };
	double x[N], y[N], centre_x[] = {100, 90000}, centre_y[] = {0, 0};
	int area[N], centre_area[] = {0, 1};
	gint32 day[N];
	struct near_input input = {.events = N,
				   .x = x,
				   .y = y,
				   .area = area,
				   .day = day,
				   .last_day = 1000,
				   .centres = 2,
				   .areas = 2,
				   .centre_x = centre_x,
				   .centre_y = centre_y,
				   .centre_area = centre_area,
				   .replications = 99,
				   .seed = 1};
	struct near_gathering found;
	const double share = 6.5 / 7.5;

	for (int i = 0; i < N; i++) {
		x[i] = i < 6 ? 0 : 200000 + 1000 * i;
		y[i] = 0;
		area[i] = i < 6 ? 0 : 1;
		day[i] = i < 5 ? 1000 - 2 * i : i == 5 ? 905 : 1000 - 13 * i;
	}
	x[20] = 5000; /* of the area, but in no zone */
	area[20] = 0;
	for (int i = 21; i < 23; i++) { /* of the area alone, one now and one long ago */
		x[i] = y[i] = NAN;
		area[i] = 0;
		day[i] = i == 21 ? 1000 : 700;
	}
	near_find(&input, &found);
	g_assert_cmpint(found.centre, ==, 0);
	g_assert_cmpint(found.weeks, ==, 2);
	g_assert_cmpfloat(found.radius, ==, 700);
	g_assert_cmpint(found.pairs, ==, 9); /* of ten, two are eight days apart */
	double c = 5 + share, e = (6 + 2 * share) * 6 / N;
	g_assert_cmpfloat_with_epsilon(found.count, c, 1e-6);
	g_assert_cmpfloat_with_epsilon(found.expected, e, 1e-6);
	g_assert_cmpfloat_with_epsilon(found.score,
				       c * log(c / e) + (N - c) * log((N - c) / (N - e)), 1e-6);
	for (int i = 0; i < N; i++) /* a quarter later it is over */
		day[i] -= 7 * 13;
	near_find(&input, &found);
	g_assert_cmpint(found.centre, ==, -1);
}

static void test_gathering_without_anything(void)
{
	struct homes h;
	struct near_gathering found;

	homes_init(&h);
	h.input.events = 9;
	near_find(&h.input, &found);
	g_assert_cmpint(found.centre, ==, -1);
	homes_init(&h);
	h.input.centres = 0;
	near_find(&h.input, &found);
	g_assert_cmpint(found.centre, ==, -1);
	homes_init(&h);
	for (int i = 0; i < EVENTS; i++) /* all at one point and one day */
		h.x[i] = h.y[i] = h.day[i] = 1000;
	near_find(&h.input, &found);
	g_assert_cmpfloat(found.p, >, 0.01);
	homes_init(&h);
	for (int i = 0; i < EVENTS; i++) { /* nobody knows where */
		h.x[i] = h.y[i] = NAN;
		h.area[i] = -1;
	}
	near_find(&h.input, &found);
	g_assert_cmpint(found.centre, ==, -1);
	h.input.events = 10 * 1000 * 1000; /* refused before anything is read */
	near_find(&h.input, &found);
	g_assert_cmpint(found.centre, ==, -1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/patterns/reporter-score", test_reporter_score);
	g_test_add_func("/patterns/campaign-is-no-reporter", test_campaign_is_no_reporter);
	g_test_add_func("/patterns/three-fires-in-a-night", test_three_fires_in_a_night);
	g_test_add_func("/patterns/slots-of-the-week", test_slots_of_the_week);
	g_test_add_func("/patterns/two-a-week-at-night", test_two_a_week_at_night);
	g_test_add_func("/patterns/burglaries-round-one-place", test_burglaries_round_one_place);
	g_test_add_func("/patterns/reporter-limits", test_reporter_limits);
	g_test_add_func("/patterns/usual-and-ended-hours", test_usual_and_ended_hours);
	g_test_add_func("/patterns/season-is-no-area", test_season_is_no_area);
	g_test_add_func("/patterns/burglaries-of-an-area", test_burglaries_of_an_area);
	g_test_add_func("/patterns/gathering-counted", test_gathering_counted);
	g_test_add_func("/patterns/gathering-without-anything", test_gathering_without_anything);
	return g_test_run();
}
