/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The week's signals: what was planted is found, told once, and given its reasons. */
#include "config.h"
#include "osg/signals.h"

#include <math.h>
#include <string.h>

#include "test_signals.h"

/* small worlds */

#define WEEKS 60
#define ORGANISATIONS 3

/* A group, its two categories, each in the municipality and in two areas: 0 group all, 1-2 group in
 * area; 3 + 3c category all, +1, +2 in area. Counts of the category-area series are given, the rest
 * are sums. */
enum { GROUP, GROUP_A, GROUP_B, FIRST, FIRST_A, FIRST_B, SECOND, SECOND_A, SECOND_B, TREE };
struct tree {
	int counts[TREE][WEEKS];
	struct signals_series series[TREE];
	struct signals_result results[TREE];
	struct signals_input input;
	int by_organisation[ORGANISATIONS * WEEKS];
	guint8 reported[ORGANISATIONS * WEEKS], marked[WEEKS];
	double complete[WEEKS];
};

static const int leaves[] = {FIRST_A, FIRST_B, SECOND_A, SECOND_B};
static const int parents[TREE][2] = {
	[GROUP] = {-1, -1},     [GROUP_A] = {-1, GROUP},        [GROUP_B] = {-1, GROUP},
	[FIRST] = {GROUP, -1},  [FIRST_A] = {GROUP_A, FIRST},   [FIRST_B] = {GROUP_B, FIRST},
	[SECOND] = {GROUP, -1}, [SECOND_A] = {GROUP_A, SECOND}, [SECOND_B] = {GROUP_B, SECOND}};

/* Five a week, give or take two, in every leaf. */
static void tree_init(struct tree *tree)
{
	static const int pattern[] = {5, 6, 4, 5, 7, 3, 5, 4, 6, 5, 3, 7};
	memset(tree, 0, sizeof(*tree));
	for (gsize i = 0; i < G_N_ELEMENTS(leaves); i++)
		for (int t = 0; t < WEEKS; t++)
			tree->counts[leaves[i]][t] =
				pattern[(t * (i + 1) + 5 * i) % G_N_ELEMENTS(pattern)];
	for (int s = 0; s < TREE; s++)
		tree->series[s] = (struct signals_series){.counts = tree->counts[s],
							  .parent = {parents[s][0], parents[s][1]}};
	tree->input = (struct signals_input){.weeks = WEEKS,
					     .count = TREE,
					     .series = tree->series,
					     .budget = signals_budget("one-a-month"),
					     .glances = 3};
}

static void tree_judge(struct tree *tree)
{
	for (int t = 0; t < WEEKS; t++) {
		tree->counts[FIRST][t] = tree->counts[FIRST_A][t] + tree->counts[FIRST_B][t];
		tree->counts[SECOND][t] = tree->counts[SECOND_A][t] + tree->counts[SECOND_B][t];
		tree->counts[GROUP_A][t] = tree->counts[FIRST_A][t] + tree->counts[SECOND_A][t];
		tree->counts[GROUP_B][t] = tree->counts[FIRST_B][t] + tree->counts[SECOND_B][t];
		tree->counts[GROUP][t] = tree->counts[FIRST][t] + tree->counts[SECOND][t];
	}
	signals_judge(&tree->input, tree->results);
}

static int signals_told(const struct tree *tree)
{
	int n = 0;
	for (int s = 0; s < TREE; s++)
		n += tree->results[s].flag == 2;
	return n;
}

static void test_one_place_is_told_there(void)
{
	struct tree tree;
	tree_init(&tree);
	tree.counts[FIRST_A][WEEKS - 1] = 30;
	tree_judge(&tree);
	g_assert_cmpint(signals_told(&tree), ==, 1);
	g_assert_cmpint(tree.results[FIRST_A].flag, ==, 2);
	g_assert_cmpint(tree.results[FIRST_A].direction, ==, 1);
	g_assert_cmpstr(signals_method_words[tree.results[FIRST_A].method], ==, "regression");
	g_assert_cmpint(tree.results[FIRST_A].weeks, ==, 26);
	NEAR(tree.results[FIRST_A].expected, 5, 0.3);
	g_assert_cmpint(tree.results[GROUP].told_by, ==, FIRST_A);
	g_assert_cmpint(tree.results[FIRST].told_by, ==, FIRST_A);
	g_assert_cmpint(tree.results[GROUP_A].told_by, ==, FIRST_A);
	g_assert_cmpint(tree.results[SECOND_B].told_by, ==, -1);
}

static void test_everywhere_is_told_above(void)
{
	struct tree tree;
	tree_init(&tree);
	for (gsize i = 0; i < G_N_ELEMENTS(leaves); i++)
		tree.counts[leaves[i]][WEEKS - 1] = 14;
	tree_judge(&tree);
	g_assert_cmpint(signals_told(&tree), ==, 1);
	g_assert_cmpint(tree.results[GROUP].flag, ==, 2);
	g_assert_cmpint(tree.results[FIRST_A].told_by, ==, GROUP);
}

static void test_two_things_are_told_twice(void)
{
	struct tree tree;
	tree_init(&tree);
	tree.counts[FIRST_A][WEEKS - 1] = 30;
	tree.counts[SECOND_B][WEEKS - 1] = 28;
	tree_judge(&tree);
	g_assert_cmpint(tree.results[FIRST_A].flag, ==, 2);
	g_assert_cmpint(tree.results[SECOND_B].flag, ==, 2);
	g_assert_cmpint(signals_told(&tree), ==, 2); /* and not a third time as the group */
	g_assert_cmpint(tree.results[GROUP].told_by, >=, 0);
}

static void test_fewer_is_a_signal_too(void)
{
	struct tree tree;
	tree_init(&tree);
	for (gsize i = 0; i < G_N_ELEMENTS(leaves); i++)
		tree.counts[leaves[i]][WEEKS - 1] = 0;
	tree_judge(&tree);
	g_assert_cmpint(tree.results[GROUP].flag, ==, 2);
	g_assert_cmpint(tree.results[GROUP].direction, ==, -1);
	g_assert_cmpfloat(tree.results[GROUP].lower, >, 0);
	g_assert_cmpint(signals_told(&tree), ==, 1);
}

static void test_limits_are_the_flags(void)
{
	for (int now = 0; now < 30; now++) {
		struct tree tree;
		tree_init(&tree);
		tree.counts[FIRST_A][WEEKS - 1] = now;
		tree_judge(&tree);
		const struct signals_result *r = &tree.results[FIRST_A];
		gboolean outside = r->seen < r->lower || r->seen > r->upper;
		g_assert_cmpint(outside, ==, r->flag == 2 || r->told_by >= 0);
		g_assert_cmpint(outside, ==, !isnan(r->by_chance));
		if (outside) /* more often than this series alone, and within the budget */
			g_assert_true(r->by_chance >= r->p_value &&
				      r->by_chance <= tree.input.budget);
		g_assert_true(r->lower <= r->expected && r->expected <= r->upper);
	}
}

static void test_quiet_week_has_glances_at_most(void)
{
	struct tree tree;
	tree_init(&tree);
	tree.counts[FIRST_A][WEEKS - 1] = 11;
	tree.input.budget = signals_budget("one-a-year");
	tree_judge(&tree);
	g_assert_cmpint(signals_told(&tree), ==, 0);
	g_assert_cmpint(tree.results[FIRST_A].flag, ==, 1);
	tree.input.glances = 0;
	tree_judge(&tree);
	g_assert_cmpint(tree.results[FIRST_A].flag, ==, 0);
	/* Trial S6: "5, usual 0–5", and worth a glance. */
	tree_init(&tree);
	tree.counts[FIRST_A][WEEKS - 1] = 10;
	tree_judge(&tree);
	g_assert_cmpfloat(tree.results[FIRST_A].usual_upper, >=, 10);
	g_assert_cmpint(tree.results[FIRST_A].flag, ==, 0);
}

/* who reported */

/* Three organisations share the first category in area A: 3, 1 and 1 of five. */
static void tree_with_organisations(struct tree *tree)
{
	tree_init(tree);
	memset(tree->reported, 1, sizeof(tree->reported));
	for (int t = 0; t < WEEKS; t++) {
		tree->by_organisation[t] = MAX(0, tree->counts[FIRST_A][t] - 2);
		tree->by_organisation[WEEKS + t] = tree->by_organisation[2 * WEEKS + t] = 1;
	}
	tree->series[FIRST_A].by_organisation = tree->by_organisation;
	tree->input.reported = tree->reported;
	tree->input.organisations = ORGANISATIONS;
}

static void test_silence_is_not_calm(void)
{
	struct tree tree;
	tree_with_organisations(&tree);
	tree.reported[WEEKS - 1] = 0;
	tree.by_organisation[WEEKS - 1] = 0;
	tree.counts[FIRST_A][WEEKS - 1] = 2;
	tree_judge(&tree);
	NEAR(tree.results[FIRST_A].coverage, 0.4, 0.05);
	NEAR(tree.results[FIRST_A].expected, 2, 0.3);
	g_assert_cmpint(tree.results[FIRST_A].flag, ==, 0);
	memset(tree.reported, 0, sizeof(tree.reported)); /* nobody ever: nothing can be said */
	tree_judge(&tree);
	g_assert_cmpstr(signals_method_words[tree.results[FIRST_A].method], ==, "too-few");
}

static void test_new_reporter(void)
{
	struct tree tree;
	tree_with_organisations(&tree);
	memset(tree.reported + 2 * WEEKS, 0, WEEKS - 1);
	for (int t = 0; t < WEEKS; t++)
		tree.by_organisation[2 * WEEKS + t] = 0;
	tree.by_organisation[2 * WEEKS + WEEKS - 1] = 12;
	tree.counts[FIRST_A][WEEKS - 1] = 17;
	tree_judge(&tree);
	g_assert_cmpint(tree.results[FIRST_A].flag, ==, 2);
	g_assert_true(tree.results[FIRST_A].reasons & SIGNALS_NEW_REPORTER);
	g_assert_cmpint(tree.results[FIRST_A].organisation, ==, 2);
	/* once it has a past of its own, it is expected */
	struct tree later;
	tree_with_organisations(&later);
	for (int t = 0; t < WEEKS; t++) {
		later.reported[2 * WEEKS + t] = t >= WEEKS - 12;
		later.by_organisation[2 * WEEKS + t] = t >= WEEKS - 12 ? 12 : 0;
		later.counts[FIRST_A][t] = 5 + later.by_organisation[2 * WEEKS + t];
		later.by_organisation[t] = 4;
	}
	tree_judge(&later);
	g_assert_cmpint(later.results[FIRST_A].flag, !=, 2);
}

static void test_one_eager_reporter(void)
{
	struct tree tree;
	tree_with_organisations(&tree);
	tree.by_organisation[WEEKS + WEEKS - 1] = 16;
	tree.counts[FIRST_A][WEEKS - 1] = 20;
	tree_judge(&tree);
	g_assert_cmpint(tree.results[FIRST_A].flag, ==, 2);
	g_assert_true(tree.results[FIRST_A].reasons & SIGNALS_ONE_REPORTER);
	g_assert_false(tree.results[FIRST_A].reasons & SIGNALS_NEW_REPORTER);
	g_assert_cmpint(tree.results[FIRST_A].organisation, ==, 1);
	for (int o = 0; o < ORGANISATIONS; o++) /* all three more than usual: nobody's zeal */
		tree.by_organisation[o * WEEKS + WEEKS - 1] = 10;
	tree.counts[FIRST_A][WEEKS - 1] = 30;
	tree_judge(&tree);
	g_assert_false(tree.results[FIRST_A].reasons & SIGNALS_ONE_REPORTER);
}

static void test_one_night(void)
{
	static const int burst[7] = {0, 1, 0, 0, 0, 14, 1}, spread[7] = {3, 2, 2, 2, 3, 2, 2};
	struct tree tree;
	tree_init(&tree);
	tree.counts[FIRST_A][WEEKS - 1] = 16;
	tree.series[FIRST_A].days = burst;
	tree_judge(&tree);
	g_assert_cmpint(tree.results[FIRST_A].flag, ==, 2);
	g_assert_true(tree.results[FIRST_A].reasons & SIGNALS_ONE_NIGHT);
	tree.series[FIRST_A].days = spread;
	tree_judge(&tree);
	g_assert_false(tree.results[FIRST_A].reasons & SIGNALS_ONE_NIGHT);
}

/* Twice as many since ten weeks, because they are recorded differently: no alarm, and nothing from
 * before the change is used. */
static void test_recording_change(void)
{
	struct tree tree;
	tree_init(&tree);
	for (int t = WEEKS - 10; t < WEEKS; t++)
		tree.counts[FIRST_A][t] *= 2;
	for (int s = 0; s < TREE; s++)
		tree.series[s].changed = WEEKS - 10;
	tree_judge(&tree);
	g_assert_cmpint(signals_told(&tree), ==, 0);
	g_assert_cmpint(tree.results[FIRST_A].weeks, <=, 9);
	g_assert_cmpstr(signals_method_words[tree.results[FIRST_A].method], ==, "ears");
	tree.counts[FIRST_A][WEEKS - 1] = 40;
	tree_judge(&tree);
	g_assert_true(tree.results[FIRST_A].reasons & SIGNALS_RECORDING_CHANGE);
	tree.series[FIRST_A].changed = WEEKS - 1;
	tree_judge(&tree);
	g_assert_cmpint(tree.results[FIRST_A].method, ==, SIGNALS_TOO_FEW);
}

static void test_marked_weeks(void)
{
	struct tree tree;
	tree_init(&tree);
	tree.input.marked = tree.marked;
	tree.marked[WEEKS - 1] = 2;
	tree.counts[FIRST_A][WEEKS - 1] = 25;
	tree_judge(&tree);
	g_assert_true(tree.results[FIRST_A].reasons & SIGNALS_MARKED_WEEK);
	tree.marked[WEEKS - 53] = 2; /* last year's was like this one */
	tree.counts[FIRST_A][WEEKS - 53] = 25;
	double alone = tree.results[FIRST_A].expected;
	tree_judge(&tree);
	g_assert_false(tree.results[FIRST_A].reasons & SIGNALS_MARKED_WEEK);
	g_assert_cmpfloat(tree.results[FIRST_A].expected, >, 2 * alone);
	g_assert_cmpint(tree.results[FIRST_A].flag, !=, 2);
}

/* Trial: "more reports are still to come" stood as another explanation beside every rise. */
static void test_incomplete_weeks(void)
{
	struct tree tree;
	tree_init(&tree);
	for (int t = 0; t < WEEKS; t++)
		tree.complete[t] = t == WEEKS - 1 ? 0.6 : 1;
	tree.input.complete = tree.complete;
	tree.counts[FIRST_A][WEEKS - 1] = 30;
	tree_judge(&tree);
	NEAR(tree.results[FIRST_A].expected, 3, 0.3);
	g_assert_cmpint(tree.results[FIRST_A].flag, ==, 2);
	g_assert_false(tree.results[FIRST_A].reasons & SIGNALS_INCOMPLETE);
	for (gsize i = 0; i < G_N_ELEMENTS(leaves); i++)
		tree.counts[leaves[i]][WEEKS - 1] = 0;
	tree_judge(&tree);
	g_assert_cmpint(tree.results[GROUP].flag, ==, 2);
	g_assert_true(tree.results[GROUP].reasons & SIGNALS_INCOMPLETE);
}

/* Trial: the police feed, heard in 5 weeks of 18 with an event each, was expected to say as much
 * every week; its empty weeks are weeks without events. */
static void test_sparse_reporter_is_not_silent(void)
{
	static const guint8 none[WEEKS] = {0};
	guint8 heard[WEEKS];
	int reports[WEEKS] = {0};
	for (int t = 10; t < WEEKS; t += 4)
		reports[t] = 1;
	signals_heard(reports, none, WEEKS, heard);
	for (int t = 0; t < WEEKS; t++)
		g_assert_cmpint(heard[t], ==, t >= 10); /* before its first word it was not there */
	for (int t = 0; t < WEEKS; t++)
		reports[t] = t == 30 ? 0 : 5;
	signals_heard(reports, none, WEEKS, heard);
	for (int t = 0; t < WEEKS; t++)
		g_assert_cmpint(heard[t], ==, t != 30);
	for (int t = 0; t < WEEKS; t++) /* a long holiday of one who says two a week */
		reports[t] = t >= 20 && t < 26 ? 0 : 2;
	signals_heard(reports, none, WEEKS, heard);
	g_assert_cmpint(heard[20], ==, 0);
	g_assert_cmpint(heard[25], ==, 0);
	g_assert_cmpint(heard[26], ==, 1);
	guint8 nil[WEEKS] = {0};
	memset(nil + 20, 1, 6);
	signals_heard(reports, nil, WEEKS, heard);
	g_assert_cmpint(heard[23], ==, 1);
	memset(reports, 0, sizeof reports);
	signals_heard(reports, none, WEEKS, heard);
	g_assert_null(memchr(heard, 1, WEEKS));
	signals_heard(reports, none, 0, heard);
}

/* Trial: "POL reported unusually much" stood beside every signal of a file with one reporter, and
 * those who never said a word were "silent". */
static void test_sole_reporter_is_no_reason(void)
{
	struct tree tree;
	tree_init(&tree);
	memset(tree.reported, 1, WEEKS); /* the two others never */
	for (int t = 0; t < WEEKS; t++)
		tree.by_organisation[t] = tree.counts[FIRST_A][t];
	tree.by_organisation[WEEKS - 1] = 20;
	tree.counts[FIRST_A][WEEKS - 1] = 20;
	tree.series[FIRST_A].by_organisation = tree.by_organisation;
	tree.input.reported = tree.reported;
	tree.input.organisations = ORGANISATIONS;
	tree_judge(&tree);
	g_assert_cmpint(tree.results[FIRST_A].flag, ==, 2);
	g_assert_cmpfloat(tree.results[FIRST_A].coverage, ==, 1);
	g_assert_cmpint(tree.results[FIRST_A].reasons, ==, 0);
}

/* By hand: of the weeks that can know, 60 of 80 with delay 0 or 1 came at once; of those that know
 * two weeks, 5 of 45 came in the second. */
static void test_completeness(void)
{
	static const int triangle[4 * 3] = {15, 5, 3, 15, 5, 2, 30, 10, 0, 21, 0, 0};
	double complete[3];
	g_assert_true(signals_completeness(triangle, 4, 3, complete));
	NEAR(complete[2], 1, 1e-12);
	NEAR(complete[1], 1 - 5.0 / 45, 1e-12);
	NEAR(complete[0], (1 - 5.0 / 45) * (60.0 / 80), 1e-12);
	g_assert_false(signals_completeness(triangle, 1, 3, complete));
	NEAR(complete[0], 1, 1e-12);
}

/* fits that were made before */

static void same_results(const struct signals_result *a, const struct signals_result *b)
{
	for (int s = 0; s < TREE; s++) {
		g_assert_cmpint(a[s].method, ==, b[s].method);
		g_assert_cmpint(a[s].flag, ==, b[s].flag);
		g_assert_cmpint(a[s].weeks, ==, b[s].weeks);
		g_assert_true(a[s].expected == b[s].expected && a[s].phi == b[s].phi);
	}
}

static void test_known_fits(void)
{
	struct tree tree, plain;
	tree_init(&plain);
	tree_judge(&plain);
	tree_init(&tree);
	tree.input.memory = signals_memory_new(NULL);
	tree_judge(&tree);
	same_results(tree.results, plain.results);
	g_autoptr(GBytes) kept = signals_memory_keep(tree.input.memory);
	g_assert_nonnull(kept);
	signals_memory_free(tree.input.memory);

	tree.input.memory = signals_memory_new(kept);
	tree.counts[FIRST_A][WEEKS - 1] = 30; /* this week is no part of its own past */
	plain.counts[FIRST_A][WEEKS - 1] = 30;
	tree_judge(&tree);
	tree_judge(&plain);
	same_results(tree.results, plain.results);
	g_assert_cmpint(tree.results[FIRST_A].flag, ==, 2);
	g_assert_null(signals_memory_keep(tree.input.memory));

	tree.counts[FIRST_A][WEEKS - 3]++;
	plain.counts[FIRST_A][WEEKS - 3]++;
	tree_judge(&tree);
	tree_judge(&plain);
	same_results(tree.results, plain.results);
	g_autoptr(GBytes) more = signals_memory_keep(tree.input.memory);
	g_assert_nonnull(more);
	signals_memory_free(tree.input.memory);
}

/* A file that somebody else wrote into brings no wrong figure and no crash. */
static void test_spoilt_fits(void)
{
	struct tree tree, plain;
	GRand *random = g_rand_new_with_seed(7);
	tree_init(&plain);
	tree_judge(&plain);
	tree_init(&tree);
	tree.input.memory = signals_memory_new(NULL);
	tree_judge(&tree);
	g_autoptr(GBytes) kept = signals_memory_keep(tree.input.memory);
	signals_memory_free(tree.input.memory);
	gsize size;
	const guint8 *bytes = g_bytes_get_data(kept, &size);
	g_autofree guint8 *spoilt = g_memdup2(bytes, size);
	for (gsize i = 16; i < size; i += size / TREE) /* the figures after each name */
		memset(spoilt + i, 0xff, 24);
	for (gsize cut = size; cut > 5; cut -= (gsize)g_rand_int_range(random, 1, 5)) {
		g_autoptr(GBytes) given = g_bytes_new(spoilt, cut);
		tree.input.memory = signals_memory_new(given);
		tree_judge(&tree);
		same_results(tree.results, plain.results);
		signals_memory_free(tree.input.memory);
	}
	g_rand_free(random);
}

/* what is no history */

static void test_too_few(void)
{
	struct tree tree;
	tree_init(&tree);
	for (int weeks = 0; weeks <= 12; weeks++) {
		memset(tree.results, 0, sizeof(tree.results));
		tree.input.weeks = weeks;
		tree.counts[FIRST_A][MAX(weeks, 1) - 1] = 40;
		signals_judge(&tree.input, tree.results);
		for (int s = 0; s < TREE && weeks > 0; s++) {
			const struct signals_result *r = &tree.results[s];
			gboolean few = weeks < 5;
			g_assert_cmpint(r->method == SIGNALS_TOO_FEW, ==, few);
			g_assert_cmpint(isnan(r->expected) && isnan(r->upper) && isnan(r->p_value),
					==, few);
			g_assert_cmpint(r->seen, ==, tree.counts[s][weeks - 1]);
			if (few)
				g_assert_cmpint(r->flag, ==, 0);
		}
		tree_init(&tree);
	}
	tree.input.count = 0;
	signals_judge(&tree.input, tree.results);
}

/* Half a year of one or two a week, then five, four, five, five: no week of them is much by itself.
 */
#define RISE_WEEKS 40
static struct signals_result judge_rise(int usual, const int last[4], const guint8 *marked,
					int changed)
{
	int counts[RISE_WEEKS];
	struct signals_series series = {.counts = counts, .parent = {-1, -1}, .changed = changed};
	struct signals_input input = {.weeks = RISE_WEEKS,
				      .count = 1,
				      .series = &series,
				      .marked = marked,
				      .budget = 0.02,
				      .glances = 3};
	struct signals_result r;

	for (int t = 0; t < RISE_WEEKS; t++)
		counts[t] = usual - 1 + (t % 3);
	memcpy(counts + RISE_WEEKS - 4, last, 4 * sizeof *last);
	signals_judge(&input, &r);
	return r;
}

static void test_four_weeks_together(void)
{
	static const int rise[] = {6, 6, 6, 6}, over[] = {8, 8, 7, 1}, climb[] = {4, 6, 6, 5},
			 one[] = {2, 1, 2, 14}, fall[] = {0, 0, 0, 0};
	guint8 marked[RISE_WEEKS] = {0};
	struct signals_result r = judge_rise(2, rise, NULL, 0);

	g_assert_cmpint(r.flag, ==, 2);
	g_assert_cmpint(r.span, ==, 4);
	g_assert_cmpint(r.direction, ==, 1);
	g_assert_cmpint(r.seen_four, ==, 24);
	g_assert_cmpfloat(r.expected_four, >, 4 * 1.9);
	NEAR(r.expected_four, 4 * r.expected, 1e-9);
	g_assert_cmpint(r.seen, <=, r.upper); /* no signal by itself */
	g_assert_false(isnan(r.by_chance));
	/* and is no trend of which as much is to be expected */
	r = judge_rise(1, climb, NULL, 0);
	g_assert_cmpint(r.flag, ==, 2);
	g_assert_cmpfloat(r.expected, <, 2.5);
	/* what does not rise any more was told when it did */
	r = judge_rise(2, over, NULL, 0);
	g_assert_cmpint(r.flag, ==, 0);
	g_assert_cmpint(r.span, ==, 1);
	/* a week that is a signal is told by itself; a fall by its week alone */
	r = judge_rise(2, one, NULL, 0);
	g_assert_cmpint(r.flag, ==, 2);
	g_assert_cmpint(r.span, ==, 1);
	r = judge_rise(2, fall, NULL, 0);
	g_assert_cmpint(r.span, ==, 1);
	/* weeks that cannot be compared do not make four */
	marked[RISE_WEEKS - 2] = 1;
	r = judge_rise(2, rise, marked, 0);
	g_assert_true(isnan(r.expected_four));
	g_assert_cmpint(r.span, ==, 1);
	r = judge_rise(2, rise, NULL, RISE_WEEKS - 2);
	g_assert_true(isnan(r.expected_four));
}

/* Series that name each other as parents, or themselves, end nowhere but end. */
static void test_parents_in_a_circle(void)
{
	struct tree tree;
	tree_init(&tree);
	for (int s = 0; s < TREE; s++) {
		tree.series[s].parent[0] = (s + 1) % TREE;
		tree.series[s].parent[1] = s == 3 ? 3 : (s + 2) % TREE;
	}
	tree.counts[FIRST_A][WEEKS - 1] = 30;
	tree_judge(&tree);
	g_assert_cmpint(signals_told(&tree), >=, 1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/signals/one-place-is-told-there", test_one_place_is_told_there);
	g_test_add_func("/signals/everywhere-is-told-above", test_everywhere_is_told_above);
	g_test_add_func("/signals/two-things-are-told-twice", test_two_things_are_told_twice);
	g_test_add_func("/signals/fewer", test_fewer_is_a_signal_too);
	g_test_add_func("/signals/limits-are-the-flags", test_limits_are_the_flags);
	g_test_add_func("/signals/glances", test_quiet_week_has_glances_at_most);
	g_test_add_func("/signals/silence-is-not-calm", test_silence_is_not_calm);
	g_test_add_func("/signals/new-reporter", test_new_reporter);
	g_test_add_func("/signals/one-eager-reporter", test_one_eager_reporter);
	g_test_add_func("/signals/one-night", test_one_night);
	g_test_add_func("/signals/recording-change", test_recording_change);
	g_test_add_func("/signals/marked-weeks", test_marked_weeks);
	g_test_add_func("/signals/incomplete-weeks", test_incomplete_weeks);
	g_test_add_func("/signals/sparse-reporter-is-not-silent",
			test_sparse_reporter_is_not_silent);
	g_test_add_func("/signals/sole-reporter-is-no-reason", test_sole_reporter_is_no_reason);
	g_test_add_func("/signals/completeness", test_completeness);
	g_test_add_func("/signals/known-fits", test_known_fits);
	g_test_add_func("/signals/spoilt-fits", test_spoilt_fits);
	g_test_add_func("/signals/too-few", test_too_few);
	g_test_add_func("/signals/four-weeks-together", test_four_weeks_together);
	g_test_add_func("/signals/parents-in-a-circle", test_parents_in_a_circle);
	add_quiet_tests();
	return g_test_run();
}
