/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evaluation: every line of the reference and the published worked examples. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "evaluation_fixture.h"
#include "osg/csv.h"
#include "osg/evaluation.h"

/* the reference */

/* The text after "name=" in "a=1 b=2"; NULL: not there. Owned. */
static char *word_of(const char *text, const char *name)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);

	for (char **word = words; *word; word++)
		if (g_str_has_prefix(*word, name) && (*word)[strlen(name)] == '=')
			return g_strdup(*word + strlen(name) + 1);
	return NULL;
}

static double number_of(const char *text, const char *name, double otherwise)
{
	g_autofree char *word = word_of(text, name);

	return word ? g_ascii_strtod(word, NULL) : otherwise;
}

/* Half a unit of the last digit that is written, and a little for how it was rounded. */
static void agrees(const char *expected, const char *name, double got)
{
	g_autofree char *word = word_of(expected, name);
	const char *point = word ? strchr(word, '.') : NULL;
	double digits = point ? pow(10, -(double)strlen(point + 1)) : 1;

	if (word)
		near(got, g_ascii_strtod(word, NULL), point ? 0.51 * digits : 0.005);
}

static void pair_of(const char *text, const char *name, double *before, double *after)
{
	g_autofree char *word = word_of(text, name);
	const char *colon = word ? strchr(word, ':') : NULL;

	*before = word ? g_ascii_strtod(word, NULL) : 0;
	*after = colon ? g_ascii_strtod(colon + 1, NULL) : 0;
}

static const char *const area_names[] = {"T", "C", "D", "E"};

static struct evaluation_counts counts_of(const char *text)
{
	struct evaluation_counts counts = {.harm = number_of(text, "w", 1)};

	for (int a = 0; a < EVALUATION_AREAS; a++)
		pair_of(text, area_names[a], &counts.before[a], &counts.after[a]);
	return counts;
}

static void line_wdd(const char *input, const char *expected)
{
	g_auto(GStrv) parts = g_strsplit(input, ";", -1);
	struct evaluation_counts counts[8];
	struct evaluation_weights weights = evaluation_equal;
	struct evaluation_estimate wdd;
	int categories = 0;
	double level = number_of(input, "level", 0.95);
	g_autofree char *time = word_of(input, "time");

	for (char **part = parts; *part; part++)
		counts[categories++] = counts_of(*part);
	for (int a = 0; a < EVALUATION_AREAS; a++) {
		g_autofree char *name = g_strconcat("area_", area_names[a], NULL);

		weights.area[a] = number_of(input, name, 1);
	}
	if (time)
		pair_of(input, "time", &weights.before, &weights.after);
	evaluation_wdd(counts, categories, &weights, 1, level, &wdd);
	agrees(expected, "est", wdd.estimate);
	agrees(expected, "se", wdd.error);
	agrees(expected, "z", wdd.z);
	agrees(expected, level == 0.90 ? "lo90" : "lo95", wdd.low);
	agrees(expected, level == 0.90 ? "hi90" : "hi95", wdd.high);
}

static void line_wdq(const char *input, const char *expected)
{
	struct evaluation_counts counts = counts_of(input);
	struct evaluation_wdq wdq;

	evaluation_wdq(&counts, &wdq);
	agrees(expected, "GE", wdq.gross);
	agrees(expected, "NE", wdq.net);
	agrees(expected, "TNE", wdq.total);
	if (strstr(expected, "WDQ=refused"))
		g_assert_cmpint(wdq.refusal, ==, EVALUATION_WDQ_NO_SUCCESS);
	else
		agrees(expected, "WDQ", wdq.wdq);
}

static void line_res(const char *input, const char *expected)
{
	struct evaluation_counts counts = {
		.before = {number_of(input, "a", 0), number_of(input, "c", 0)},
		.after = {number_of(input, "b", 0), number_of(input, "d", 0)},
		.harm = 1,
	};
	struct evaluation_ratio ratio;

	evaluation_ratio(&counts, number_of(input, "phi", 2), 0.95, &ratio);
	agrees(expected, "RES", 1 / ratio.ratio);
	agrees(expected, "ln", -ratio.log);
	agrees(expected, "var", ratio.error * ratio.error);
	agrees(expected, "lo95", 1 / ratio.high);
	agrees(expected, "hi95", 1 / ratio.low);
}

/* What the program tells otherwise (of two counts), or of nothing of its own; the entry guard's and
 * test_aoristic's. */
static gboolean computed_elsewhere(const char *statistic)
{
	static const char *const names[] = {
		"e_test",       "poisson_z",    "upper_limit", "series_scan",
		"repeat_share", "personnummer", "aoristic",    NULL};

	return g_strv_contains(names, statistic);
}

static void test_reference(void)
{
	const char *root = g_getenv("OSG_REFERENCE");
	g_autofree char *path =
		g_build_filename(root ? root : "", "reference", "evaluation", "cases.csv", NULL);
	g_autofree char *bytes = NULL;
	g_autoptr(GError) error = NULL;
	gsize length;

	if (!root || !g_file_get_contents(path, &bytes, &length, NULL)) {
		g_test_skip("no reference data: OSG_REFERENCE is not set");
		return;
	}
	g_autoptr(csv_table_auto) table = csv_table_read(bytes, length, ',', "cases.csv", &error);
	g_assert_no_error(error);
	for (int row = 0; row < csv_table_rows(table); row++) {
		const char *statistic = csv_table_cell(table, row, 0),
			   *input = csv_table_cell(table, row, 1),
			   *expected = csv_table_cell(table, row, 2);

		g_test_message("%s %s", statistic, input);
		if (g_str_has_prefix(statistic, "wdd"))
			line_wdd(input, expected);
		else if (strcmp(statistic, "wdq") == 0)
			line_wdq(input, expected);
		else if (strcmp(statistic, "res") == 0)
			line_res(input, expected);
		else
			g_assert_true(computed_elsewhere(statistic));
	}
	g_assert_cmpint(csv_table_rows(table), ==, 43);
}

/* before the measure */

/* Equal comparison: at an even chance, and at four of five; 0 = not even if all went. */
static void what_could_be_found(void)
{
	static const struct {
		double rate, dispersion, even, most;
	} lines[] = {
		{5, 1, .52, .72}, {5, 1.3, .58, .81}, {2, 1, .79, 0},
		{1, 1, 0, 0},     {20, 1, .27, .38},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++)
		for (int most = 0; most < 2; most++) {
			const struct evaluation_plan plan = {
				lines[i].rate, 1, lines[i].dispersion, most ? 2.80 : 1.96, 10, 10};
			double want = most ? lines[i].most : lines[i].even;

			if (want > 0)
				near(evaluation_detectable(&plan), want, 0.0051);
			else
				g_assert_true(isnan(evaluation_detectable(&plan)));
		}
}

/* Wheeler 2021-03-18 */
static void ratio_beside_difference(void)
{
	const struct evaluation_counts counts = {.before = {50, 60}, .after = {30, 55}, .harm = 1};
	struct evaluation_ratio ratio;
	struct evaluation_estimate wdd;

	evaluation_ratio(&counts, 1, 0.95, &ratio);
	near(ratio.ratio, 0.6545, 0.00006);
	near(ratio.log, -0.4238, 0.00006);
	near(ratio.error, 0.29695, 0.000006);
	near(ratio.low, 0.3657, 0.00006);
	near(ratio.high, 1.1714, 0.00006);
	evaluation_wdd(&counts, 1, &evaluation_equal, 1, 0.95, &wdd);
	near(wdd.estimate, -15, 0);
	near(wdd.error, 13.964, 0.0006);
	near(wdd.z, -1.074, 0.0006);
}

static void empty_cell_is_said(void)
{
	const struct evaluation_counts counts = {.before = {9, 60}, .after = {0, 55}, .harm = 1};
	struct evaluation_ratio ratio;
	struct evaluation_wdq wdq;
	struct evaluation_counts empty = counts;

	evaluation_ratio(&counts, 1, 0.95, &ratio);
	g_assert_true(ratio.halved);
	near(ratio.ratio, (0.5 / 9.5) / (55.5 / 60.5), 1e-12);
	empty.after[EVALUATION_COMPARISON] = 0;
	evaluation_wdq(&empty, &wdq);
	g_assert_cmpint(wdq.refusal, ==, EVALUATION_WDQ_NO_COMPARISON);
	g_assert_true(isnan(wdq.wdq));
}

/* season and trend */

/* Acute coronary events in Sicily, monthly from 2002, smoking banned in January 2005; the
 * population of the European standard. Bernal, Cummins and Gasparrini 2017, IJE 46:348-355. */
static const double sicily[] = {728,  659, 791, 734, 757, 726, 760, 740, 720, 814, 795, 858,
				887,  766, 851, 769, 781, 756, 766, 752, 765, 831, 879, 928,
				914,  808, 937, 840, 916, 828, 845, 818, 860, 839, 887, 886,
				831,  796, 833, 820, 877, 758, 767, 738, 781, 843, 850, 908,
				1021, 859, 976, 888, 962, 838, 810, 876, 843, 936, 912};
static const double population[] = {
	379875.3, 376495.5, 377040.8, 377116.4, 377383.4, 374113.1, 379513.3, 376295.5, 374653.2,
	378485.6, 375955.5, 378349.7, 376762.4, 379032.3, 379360.4, 376162,   377972.4, 381830.7,
	379888.6, 380872.2, 380966.9, 381240.4, 382104.9, 381802.7, 381656.3, 383680,   383504.2,
	386462.9, 383783.1, 380836.8, 383483,   380906.2, 382926.8, 384052.4, 384449.6, 383428.4,
	388153.2, 388373.2, 386470.1, 386033.2, 383686.4, 385509.3, 385901.9, 386516.6, 388436.5,
	383255.2, 390148.7, 385874.9, 391613.6, 391750.4, 394005.6, 391364.9, 391664.6, 389022.3,
	391878.5, 388575.3, 392989,   390018.8, 390712.3};

static void season_and_trend_as_published(void)
{
	struct evaluation_series series = {sicily, population, G_N_ELEMENTS(sicily), 36, 12, 0};
	struct evaluation_season season;

	evaluation_season(&series, 0.95, &season);
	g_assert_cmpint(season.refusal, ==, EVALUATION_SEASON_FINE);
	near(season.ratio, 0.89438, 0.00001);
	near(season.dispersion, 3.559, 0.001);
	near(season.low, 0.83919, 0.0001);
	near(season.high, 0.95319, 0.0001);
	series.harmonics = 2;
	evaluation_season(&series, 0.95, &season);
	near(season.ratio, 0.88507, 0.00001);
	near(season.dispersion, 2.262, 0.001);
	near(season.low, 0.83940, 0.0001);
	near(season.high, 0.93323, 0.0001);
}

static void season_refuses_what_it_cannot_know(void)
{
	double none[80] = {0};
	struct evaluation_series series = {sicily, NULL, 30, 8, 12, 2};
	struct evaluation_season season;

	evaluation_season(&series, 0.95, &season);
	g_assert_cmpint(season.refusal, ==, EVALUATION_SEASON_SHORT);
	series = (struct evaluation_series){none, NULL, 80, 60, 52.1775, 2};
	none[3] = 1;
	evaluation_season(&series, 0.95, &season);
	g_assert_cmpint(season.refusal, ==, EVALUATION_SEASON_NO_MODEL);
	g_assert_true(isnan(season.ratio));
}

/* worlds */

/* A fall by what is said to be detectable is found as often as said, with long windows before and
 * large comparisons as well. */
static void what_is_detectable_is_found(void)
{
	static const struct evaluation_plan plans[] = {
		{5, 5, 1, 1.96, 10, 10},
		{5, 5, 1, 1.96, 52, 10},
		{5, 1, 1, 2.80, 26, 26},
	};
	enum { STORIES = 4000 };
	struct random random;

	random_seed(&random, 41);
	for (gsize i = 0; i < G_N_ELEMENTS(plans); i++) {
		const struct evaluation_plan *p = &plans[i];
		double share = evaluation_detectable(p);
		struct evaluation_weights weights = evaluation_equal;
		int found = 0;

		weights.area[EVALUATION_COMPARISON] = p->comparison;
		weights.before = (double)p->before / p->after;
		for (int story = 0; story < STORIES; story++) {
			struct evaluation_counts counts = {.harm = 1};
			struct evaluation_estimate wdd;

			for (int t = 0; t < p->before + p->after; t++) {
				gboolean after = t >= p->before;
				double *to = after ? counts.after : counts.before;

				to[EVALUATION_TREATED] +=
					poisson_draw(&random, p->rate * (after ? 1 - share : 1));
				to[EVALUATION_COMPARISON] +=
					poisson_draw(&random, p->rate * p->comparison);
			}
			evaluation_wdd(&counts, 1, &weights, 1, 0.95, &wdd);
			found += wdd.high < 0;
		}
		g_test_message("%.0f %% of the events gone: found in %.1f %%", 100 * share,
			       100.0 * found / STORIES);
		near(100.0 * found / STORIES, p->z > 2 ? 80 : 50, 3);
	}
}

/* comparison */

static void mixture_is_found(void)
{
	enum { WEEKS = 60, BEFORE = 40, DONORS = 6 };
	static double counts[DONORS][WEEKS], treated[WEEKS];
	struct evaluation_choice choice;
	struct random random;
	double sum = 0;

	random_seed(&random, 11);
	for (int j = 0; j < DONORS; j++)
		draw_weeks(&random, counts[j], WEEKS, 4 + 3 * j);
	for (int t = 0; t < WEEKS; t++)
		treated[t] = 0.25 * counts[1][t] + 0.75 * counts[4][t] - (t >= BEFORE ? 5 : 0);
	evaluation_choose(treated, counts[0], DONORS, WEEKS, BEFORE, &choice);
	g_assert_cmpint(choice.refusal, ==, EVALUATION_CHOICE_FINE);
	for (int j = 0; j < DONORS; j++)
		sum += choice.weights[j];
	near(sum, 1, 1e-9);
	near(choice.weights[1], 0.25, 1e-4);
	near(choice.weights[4], 0.75, 1e-4);
	near(choice.fit, 0, 1e-3);
	near(choice.placebo, 1.0 / (DONORS + 1), 1e-9);
	evaluation_choice_clear(&choice);
}

static void nothing_alike_is_refused(void)
{
	enum { WEEKS = 40, DONORS = 3 };
	static double counts[DONORS][WEEKS], treated[WEEKS];
	struct evaluation_choice choice;
	struct random random;

	random_seed(&random, 12);
	for (int j = 0; j < DONORS; j++)
		draw_weeks(&random, counts[j], WEEKS, 3);
	draw_weeks(&random, treated, WEEKS, 30);
	evaluation_choose(treated, counts[0], DONORS, WEEKS, 30, &choice);
	g_assert_cmpint(choice.refusal, ==, EVALUATION_CHOICE_UNLIKE);
	evaluation_choice_clear(&choice);
	evaluation_choose(treated, counts[0], DONORS, WEEKS, 20, &choice);
	g_assert_cmpint(choice.refusal, ==, EVALUATION_CHOICE_SHORT);
	evaluation_choice_clear(&choice);
	evaluation_choose(treated, counts[0], 0, WEEKS, 30, &choice);
	g_assert_cmpint(choice.refusal, ==, EVALUATION_CHOICE_NONE);
	evaluation_choice_clear(&choice);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/evaluation/reference", test_reference);
	g_test_add_func("/evaluation/what-could-be-found", what_could_be_found);
	g_test_add_func("/evaluation/what-is-detectable-is-found", what_is_detectable_is_found);
	g_test_add_func("/evaluation/ratio-beside-difference", ratio_beside_difference);
	g_test_add_func("/evaluation/empty-cell-is-said", empty_cell_is_said);
	g_test_add_func("/evaluation/season/published", season_and_trend_as_published);
	g_test_add_func("/evaluation/season/refusals", season_refuses_what_it_cannot_know);
	g_test_add_func("/evaluation/choice/mixture-is-found", mixture_is_found);
	g_test_add_func("/evaluation/choice/nothing-alike-is-refused", nothing_alike_is_refused);
	add_judge_tests();
	return g_test_run();
}
