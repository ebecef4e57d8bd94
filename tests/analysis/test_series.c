/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The detectors against numbers of the R package surveillance 1.20.3: a small case that is always
 * there, and every case of the reference folder where that is at hand. */
#include "config.h"
#include "osg/series.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "analysis/distribution.h"
#include "analyst/series_file.h"

#define SERIES_HEADER                                                                              \
	"detector,t,observed,expected,upperbound,alarm,phi,trend_used,trend_coef,score,p_value,"   \
	"statistic,degenerate"
#include "osg/error.h"

#define TOLERANCE 1e-6
#define NEAR(a, b, tolerance) g_assert_cmpfloat_with_epsilon(a, b, tolerance)

/* distributions: published tables */

static void test_normal(void)
{
	NEAR(normal_quantile(0.975), 1.959963984540054, 1e-14);
	NEAR(normal_quantile(0.999), 3.090232306167813, 1e-13);
	NEAR(normal_quantile(0.5), 0, 1e-15);
	NEAR(normal_quantile(1e-10), -6.361340902404056, 1e-12);
	NEAR(normal_cdf(1.644853626951472), 0.95, 1e-15);
	g_assert_true(isnan(normal_quantile(0)) && isnan(normal_quantile(1)));
}

static void test_student(void)
{
	NEAR(student_two_sided(12.7062047361747, 1), 0.05, 1e-9);
	NEAR(student_two_sided(2.228138851964939, 10), 0.05, 1e-9);
	NEAR(student_two_sided(2.749995653567231, 30), 0.01, 1e-9);
	NEAR(student_two_sided(0, 5), 1, 1e-15);
}

static void test_counts(void)
{
	NEAR(count_cdf(2, 2, 1), 5 * exp(-2), 1e-14);
	NEAR(count_upper(3, 2, 1), 1 - 5 * exp(-2), 1e-14);
	/* negative binomial with size 3 and probability 1/2: P(X <= 1) = 1/8 + 3/16 */
	NEAR(count_cdf(1, 3, 2), 5.0 / 16, 1e-14);
	NEAR(count_upper(2, 3, 2), 11.0 / 16, 1e-14);
	double tail = 0; /* the far tail, by its terms */
	for (int k = 200; k < 260; k++)
		tail += exp(-20 + k * log(20) - lgamma(k + 1.0));
	NEAR(count_upper(200, 20, 1) / tail, 1, 1e-10);
	NEAR(count_upper(0, 3, 2), 1, 1e-300);
	NEAR(count_cdf(5, 0, 1), 1, 1e-300);
}

/* Upper limits of reference/evaluation: smallest k with P(X >= k) <= alpha, which is one more than
 * the quantile. */
static void test_upper_limits(void)
{
	static const struct {
		double alpha, mu;
		int limit;
	} cases[] = {{0.05, 0.5, 3}, {0.05, 1, 4},  {0.05, 2, 6},   {0.05, 3, 7},
		     {0.05, 5, 10},  {0.05, 8, 14}, {0.01, 0.5, 4}, {0.01, 1, 5},
		     {0.01, 2, 7},   {0.01, 3, 9},  {0.01, 5, 12},  {0.01, 8, 16}};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpfloat(count_quantile(1 - cases[i].alpha, cases[i].mu, 1) + 1, ==,
				  cases[i].limit);
}

static void test_quantile_is_the_inverse(void)
{
	for (double mu = 0.01; mu < 20000; mu *= 3.7)
		for (double phi = 1; phi < 20; phi *= 1.9)
			for (double p = 0.0001; p < 1; p += 0.0713) {
				double k = count_quantile(p, mu, phi);
				g_assert_true(count_cdf(k, mu, phi) >= p * (1 - 1e-13));
				g_assert_true(k == 0 || count_cdf(k - 1, mu, phi) < p);
			}
}

static void test_uppers_are_upper(void)
{
	double uppers[12];

	for (double mu = 0.01; mu < 2000; mu *= 3.7)
		for (double phi = 1; phi < 20; phi *= 1.9) {
			double k = count_quantile(0.975, mu, phi) + 1;
			count_uppers(k, mu, phi, uppers, 12);
			for (int i = 0; i < 12; i++)
				NEAR(uppers[i] / count_upper(k + i, mu, phi), 1, 1e-9);
		}
}

/* always there: a synthetic seasonal series, numbers of surveillance 1.20.3 */

static const int counts[] = {
	27, 25, 21, 18, 10, 4,  16, 5,  11, 3,  13, 12, 9,  8,  5,  14, 7,  6,  9,  11, 12, 7,
	14, 3,  7,  4,  5,  8,  12, 3,  6,  9,  20, 5,  6,  7,  5,  5,  17, 9,  3,  4,  7,  4,
	24, 14, 21, 14, 13, 9,  19, 18, 14, 20, 12, 15, 14, 13, 17, 23, 20, 10, 14, 14, 9,  4,
	12, 9,  3,  6,  10, 9,  11, 7,  5,  10, 3,  5,  5,  0,  2,  5,  8,  3,  16, 4,  12, 2,
	12, 7,  14, 4,  13, 6,  11, 20, 13, 7,  20, 24, 19, 28, 16, 16, 13, 14, 14, 14, 9,  13,
	12, 12, 19, 7,  14, 23, 5,  13, 3,  8,  10, 7,  9,  10, 14, 4,  4,  2,  7,  6,  6,  10,
	6,  8,  3,  1,  10, 6,  5,  9,  7,  5,  13, 10, 10, 20, 26, 9,  22, 15, 24, 26, 26, 17,
	13, 9,  8,  5,  6,  18, 13, 20, 29, 8,  17, 24, 9,  11, 19, 10, 7,  11};
#define WEEKS ((int)G_N_ELEMENTS(counts))

/* what is usual in weeks 105.. */
static const double usual[] = {16.933747, 16.839401, 16.621861, 16.288999, 15.852547, 15.327296,
			       14.730155, 14.079136, 13.392384, 12.687314, 11.979919, 11.284278};

static struct series_point points[WEEKS];

static void near_or_none(double actual, double expected)
{
	if (isnan(expected))
		g_assert_true(isnan(actual));
	else
		NEAR(actual, expected, TOLERANCE * fmax(fabs(expected), 1e-3));
}

static void test_ears(void)
{
	static const struct {
		struct series_ears ears;
		int t;
		double upper;
	} cases[] = {{{1, 7, 0.001, 0}, 8, 42.499326366251793},
		     {{1, 7, 0.001, 0}, 9, 38.956516347912029},
		     {{1, 7, 0.001, 0}, 40, 29.049860722086315},
		     {{1, 7, 0.001, 0}, 41, 21.150494213134117},
		     {{1, 7, 0.001, 0}, 172, 33.108452769851013},
		     {{2, 7, 0.001, 0}, 10, 42.499326366251793},
		     {{2, 7, 0.001, 0}, 11, 38.956516347912029},
		     {{2, 7, 0.001, 0}, 40, 24.803700764600386},
		     {{2, 7, 0.001, 0}, 41, 24.920340071821538},
		     {{2, 7, 0.001, 0}, 172, 41.223697577735003},
		     {{3, 7, 0.025, 0}, 12, 24.673182868842233},
		     {{3, 7, 0.025, 0}, 13, 20.587412658302327},
		     {{3, 7, 0.025, 0}, 40, 16.227478320414846},
		     {{3, 7, 0.025, 0}, 41, 10.341021515861993},
		     {{3, 7, 0.025, 0}, 172, 26.544968719258051},
		     {{2, 28, 0.01, 0.5}, 31, 25.192666729995718},
		     {{2, 28, 0.01, 0.5}, 32, 22.619119907659979},
		     {{2, 28, 0.01, 0.5}, 40, 17.634364697609033},
		     {{2, 28, 0.01, 0.5}, 41, 17.52315976408277},
		     {{2, 28, 0.01, 0.5}, 172, 32.256935605255627}};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		series_ears(counts, WEEKS, &cases[i].ears, points);
		const struct series_point *p = &points[cases[i].t - 1];
		near_or_none(p->upper, cases[i].upper);
		g_assert_cmpint(p->alarm, ==, counts[cases[i].t - 1] > cases[i].upper);
	}
	series_ears(counts, WEEKS, &cases[0].ears, points);
	g_assert_false(points[6].judged);
	g_assert_true(points[7].judged);
}

static const struct series_farrington original = {.years = 3,
						  .half_window = 3,
						  .frequency = 52,
						  .reweight = TRUE,
						  .weights_threshold = 1,
						  .alpha = 0.01,
						  .trend = TRUE,
						  .trend_p = 0.05,
						  .limit_cases = 5,
						  .limit_weeks = 4,
						  .power = 2.0 / 3,
						  .periods = 1,
						  .past_weeks = 3,
						  .threshold = SERIES_DELTA};

struct farrington_case {
	int t;
	double expected, upper, phi, trend, score, p_value;
};
/* What R's surveillance 1.20.3 says of these counts; the first case is the first week it judges,
 * whose oldest window is cut short. */
static const struct farrington_case original_cases[] = {
	{159, 12.317493014283649, 23.138564740511711, 1.3710195858691252, -0.0016484272574032719,
	 -0.58381398572299814, 0.95506787929870418},
	{160, 11.691084896085805, 21.671023793565123, 1.2365009909692386, -0.0019364214547580591,
	 0.63215969243135028, 0.063800608636477629},
	{161, 13.535314473124352, 25.680163290900076, 1.5904708098793903, NAN,
	 -0.044077491713263854, 0.54615212341742736},
	{165, 18.482020907217187, 34.244122017276759, 1.9159004933117185, 0.0039577086732786541,
	 -0.094024324350472713, 0.59790821093820989},
	{170, 9.4200570991714709, 20.338459629487708, 1.751770527520178, NAN, 0.05311609452190913,
	 0.4439419539782255}};

static const struct farrington_case improved_cases[] = {
	{159, 15.225507701583066, 34, 2.2673724478180648, 1.6562668328634285e-05,
	 0.10477427257825839, 0.97486451632583249},
	{160, 14.990491626367662, 32, 2.1094637381334889, -6.0967210845095804e-06,
	 0.5220633300267512, 0.30040405841655921},
	{161, 15.081210170013705, 32, 1.9540934750779972, 0.00049115077675830675,
	 0.35123803430010764, 0.65769046944259635},
	{165, 14.121961209583072, 31, 2.0131231653742314, 0.0007304264370267394, 0.5062123578748996,
	 0.30071659189521521},
	{170, 8.6008493911875128, 22, 1.8987642453880158, -0.00082897111895037089,
	 0.39540931375389266, 0.36977894661999106}};

static void check_farrington(const struct series_farrington *f, const struct farrington_case *cases,
			     int n)
{
	for (int i = 0; i < n; i++) {
		struct series_point p;
		series_farrington_week(counts, cases[i].t - 1, f, &p);
		near_or_none(p.expected, cases[i].expected);
		near_or_none(p.upper, cases[i].upper);
		near_or_none(p.phi, cases[i].phi);
		near_or_none(p.trend, cases[i].trend);
		near_or_none(p.score, cases[i].score);
		near_or_none(p.p_value, cases[i].p_value);
	}
}

static void test_farrington(void)
{
	struct series_farrington improved = series_farrington_improved;
	improved.years = 3;
	check_farrington(&original, original_cases, G_N_ELEMENTS(original_cases));
	check_farrington(&improved, improved_cases, G_N_ELEMENTS(improved_cases));
	struct series_point p;
	series_farrington_week(counts, series_farrington_first(&improved) - 1, &improved, &p);
	g_assert_false(p.judged);
	series_farrington_week(counts, series_farrington_first(&improved), &improved, &p);
	g_assert_true(p.judged);
}

static void test_farrington_refuses_nonsense(void)
{
	struct series_farrington f = series_farrington_improved;
	g_assert_null(series_farrington_fault(&f));
	f.half_window = 26;
	g_assert_cmpstr(series_farrington_fault(&f), ==, "w");
	f = series_farrington_improved;
	f.alpha = 0;
	g_assert_cmpstr(series_farrington_fault(&f), ==, "alpha");
	f = series_farrington_improved;
	f.periods = 60;
	g_assert_cmpstr(series_farrington_fault(&f), ==, "no_periods");
}

/* Years without one event, and a level that has none: no number without meaning, no crash. */
static void test_farrington_on_zeros(void)
{
	int zeros[300] = {0};
	struct series_farrington f = series_farrington_improved;
	struct series_point p;
	f.years = 3;
	series_farrington_week(zeros, 200, &f, &p);
	g_assert_cmpint(p.alarm, ==, 0);
	g_assert_true(isnan(p.expected) && isnan(p.upper));
	zeros[200] = 9;
	series_farrington_week(zeros, 200, &f, &p);
	g_assert_true(p.alarm == 1 && isfinite(p.upper) && isfinite(p.expected));
}

static void test_charts(void)
{
	double mu[WEEKS] = {0};
	memcpy(mu + 104, usual, sizeof(usual));
	const struct series_cusum rossi = {SERIES_ROSSI, 1.04, 2.26, 10.807692, 0},
				  pearson = {SERIES_PEARSON_NB, 1, 3, 10.807692, 0.2};
	const struct series_ratio poisson = {log(1.5), 0, 5, 1, 0}, nb = {log(1.5), 0.2, 5, 1, 0},
				  glr = {NAN, 0.2, 5, 1, 0};
	static const struct {
		int t;
		double rossi_upper, rossi, pearson_upper, pearson, poisson, nb, glr;
	} cases[] = {
		{105, 22.755806740100205, 0, 34.18937141731228, 0, 0, 0, 0},
		{106, 22.755806740100205, 0, 34.18937141731228, 0, 0, 0, 0},
		{107, 22.755806740100205, 0, 34.18937141731228, 0, 0, 0, 0},
		{108, 22.755806740100205, 0, 34.18937141731228, 0, 0, 0, 0},
		{109, 22.755806740100205, 0, 34.18937141731228, 0, 0, 0, 0},
		{110, 22.755806740100205, 0, 34.18937141731228, 0, 0, 0, 0},
		{111, 22.755806740100205, 0, 34.18937141731228, 0, 0, 0, 0},
		{112, 22.755806740100205, 0, 34.18937141731228, 0, 0, 0, 0},
		{113, 22.755806740100205, 1.2773698485810154, 34.18937141731228,
		 0.40149180112943395, 1.0076450540551232, 0.25241456119992378, 0.25849110081917015},
		{114, 17.902294728766847, 0, 31.842483271640351, 0, 0, 0, 0},
		{115, 22.755806740100205, 0, 34.18937141731228, 0, 0, 0, 0.045813171434187172},
		{116, 22.755806740100205, 2.3226664411798255, 34.18937141731228, 1.0857882417073195,
		 3.6835584864877813, 0.99591971910449217, 1.2018036722859762}};
	static struct series_point r[WEEKS], p[WEEKS], a[WEEKS], b[WEEKS], c[WEEKS];
	series_cusum(counts, WEEKS, 104, &rossi, r);
	series_cusum(counts, WEEKS, 104, &pearson, p);
	series_ratio(counts, mu, 116, 104, &poisson, a);
	series_ratio(counts, mu, 116, 104, &nb, b);
	series_ratio(counts, mu, 116, 104, &glr, c);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		int t = cases[i].t - 1;
		near_or_none(r[t].upper, cases[i].rossi_upper);
		near_or_none(r[t].statistic, cases[i].rossi);
		near_or_none(p[t].upper, cases[i].pearson_upper);
		near_or_none(p[t].statistic, cases[i].pearson);
		near_or_none(a[t].statistic, cases[i].poisson);
		near_or_none(b[t].statistic, cases[i].nb);
		near_or_none(c[t].statistic, cases[i].glr);
	}
}

/* files */

/* A file with this text, in a folder of its own; remove with both names. */
static char *write_file(const char *folder, const char *name, const char *text)
{
	char *path = g_build_filename(folder, name, NULL);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

/* The rows without their header. */
static GString *run_files(const char *input, const char *parameters, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);

	if (!series_file_run(input, parameters, ROWS_CSV, out, NULL, error))
		return NULL;
	g_assert_true(g_str_has_prefix(out->str, SERIES_HEADER));
	g_string_erase(out, 0, sizeof SERIES_HEADER);
	return g_steal_pointer(&out);
}

static GString *run_texts(const char *input, const char *parameters, GError **error)
{
	g_autofree char *folder = g_dir_make_tmp("osg-series-XXXXXX", NULL);
	g_autofree char *a = write_file(folder, "input.csv", input),
			*b = write_file(folder, "parameters.txt", parameters);
	GString *out = run_files(a, b, error);
	g_remove(a);
	g_remove(b);
	g_rmdir(folder);
	return out;
}

static void expect_refusal(const char *input, const char *parameters, const char *words)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) out = run_texts(input, parameters, &error);
	if (out)
		g_error("no complaint of \"%s\" with \"%s\"", input, parameters);
	g_assert_nonnull(error);
	g_assert_true(error->domain == OSG_ERROR);
	if (!strstr(error->message, words))
		g_error("\"%s\" does not say \"%s\"", error->message, words);
}

static void test_bad_files_get_a_sentence(void)
{
	const char *good = "t,date,count\n1,,3\n2,,4\n", *c1 = "ears_c1=method:C1 baseline:7\n";
	expect_refusal("", c1, "is empty");
	expect_refusal("t,date,n\n1,,3\n", c1, "input.csv, line 1: the column “count”");
	expect_refusal("t,date,count\n", c1, "no weeks");
	expect_refusal(good, "a\x1b[2Jb=1\n", "parameters.txt, line 1, a[2Jb: that is no detector");
	expect_refusal("count\n3\n-1\n", c1, "input.csv, line 3, count: -1 is no number of events");
	expect_refusal("count\n3\n2.5\n", c1, "count: 2.5 is no number of events");
	expect_refusal("count\n3\nnan\n", c1, "count: “nan” is no number");
	expect_refusal("t,count\n1,3\n3,4\n", c1, "line 3, t: 3 where week 2");
	expect_refusal("t,count\n1,3\n2\n", c1, "line 3, count: “” is no number");
	expect_refusal("count,mu0\n3,0\n", c1, "line 2, mu0: 0 is no usual count");
	expect_refusal(good, "", "no detector");
	expect_refusal(good, "series=x\nears_c1\n",
		       "parameters.txt, line 2: “ears_c1” is no parameter");
	expect_refusal(good, "magic=k:1\n", "line 1, magic: that is no detector");
	expect_refusal(good, "ears_c1=colour:7\n",
		       "line 1, ears_c1: “colour:7” is no parameter of it");
	expect_refusal(good, "ears_c1=method:C4\n", "“method:C4” cannot be used");
	expect_refusal(good, "ears_c1=alpha:1.5\n", "“alpha:1.5” cannot be used");
	expect_refusal(good, "ears_c1=baseline:2\n", "“baseline:2”");
	expect_refusal(good, "farrington_x=limit54:5\n", "“limit54:5”");
	expect_refusal(good, "farrington_x=powertrans:3/5\n", "powertrans");
	expect_refusal(good, "farrington_x=w:25 no_periods:10\n", "no_periods");
	expect_refusal(good, "freq=0\n", "freq: “0”");
	expect_refusal(good, "lr_cusum_nb=theta:log(-1)\n", "theta");
	expect_refusal(good, "lr_cusum_nb=theta:log(1.5) mu0:column\n", "needs the column mu0");
}

static void test_too_few_weeks_are_refused(void)
{
	expect_refusal("\xef\xbb\xbf\"count\"\r\n3\r\n",
		       "ears_a=method:C3\nfarrington_a=b:2\ncusum_rossi=first_t:5\n", "weeks 1");
}

/* every case of the reference folder */

static gboolean cells_agree(const char *actual, const char *expected)
{
	if (!*actual || !*expected)
		return !*actual && !*expected;
	double a = g_ascii_strtod(actual, NULL), e = g_ascii_strtod(expected, NULL);
	return fabs(a - e) <= TOLERANCE * fmax(fabs(e), 1e-9);
}

/* Numbers that agree on a row; a row that does not is shown and counted. */
static int compare_rows(const char *actual, const char *expected, int *wrong)
{
	g_auto(GStrv) a = g_strsplit(actual, ",", -1);
	g_auto(GStrv) e = g_strsplit(expected, ",", -1);
	int agree = 0;
	gboolean good = g_strv_length(a) == g_strv_length(e) && strcmp(a[0], e[0]) == 0;
	for (int i = 1; good && e[i]; i++) {
		good = cells_agree(a[i], e[i]);
		agree += good && *e[i];
	}
	if (!good && ++*wrong <= 5)
		g_test_message("expected %s", expected), g_test_message("got      %s", actual);
	return agree;
}

static void run_case(const char *folder, const char *name)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *input = g_build_filename(folder, "input.csv", NULL), *expected = NULL,
			*parameters = g_build_filename(folder, "parameters.txt", NULL),
			*file = g_build_filename(folder, "expected.csv", NULL);
	g_assert_true(g_file_get_contents(file, &expected, NULL, NULL));
	g_autoptr(GString) out = run_files(input, parameters, &error);
	g_assert_no_error(error);
	g_auto(GStrv) actual = g_strsplit(g_strchomp(out->str), "\n", -1);
	g_auto(GStrv) lines = g_strsplit(g_strchomp(expected), "\n", -1);
	int agree = 0, wrong = 0;
	g_assert_cmpstr(lines[0], ==, SERIES_HEADER);
	for (int i = 0; actual[i] && lines[i + 1]; i++)
		agree += compare_rows(actual[i], lines[i + 1], &wrong);
	g_test_message("%s: %u rows, %d numbers agree, %d rows differ", name, g_strv_length(actual),
		       agree, wrong);
	g_assert_cmpint(wrong, ==, 0);
	g_assert_cmpuint(g_strv_length(actual), ==, g_strv_length(lines) - 1);
}

static void test_reference(void)
{
	const char *reference = g_getenv("OSG_REFERENCE");
	if (!reference || !*reference) {
		g_test_skip("OSG_REFERENCE is not set: the cases of reference/hotspots/series are "
			    "not compared");
		return;
	}
	g_autofree char *folder =
		g_build_filename(reference, "reference", "hotspots", "series", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	g_assert_nonnull(dir);
	int cases = 0;
	for (const char *name; (name = g_dir_read_name(dir)); cases++) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		run_case(path, name);
	}
	g_assert_cmpint(cases, >=, 10);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/distribution/normal", test_normal);
	g_test_add_func("/distribution/student", test_student);
	g_test_add_func("/distribution/counts", test_counts);
	g_test_add_func("/distribution/upper-limits", test_upper_limits);
	g_test_add_func("/distribution/quantile", test_quantile_is_the_inverse);
	g_test_add_func("/distribution/uppers", test_uppers_are_upper);
	g_test_add_func("/series/ears", test_ears);
	g_test_add_func("/series/farrington", test_farrington);
	g_test_add_func("/series/farrington-nonsense", test_farrington_refuses_nonsense);
	g_test_add_func("/series/farrington-zeros", test_farrington_on_zeros);
	g_test_add_func("/series/charts", test_charts);
	g_test_add_func("/series/bad-files", test_bad_files_get_a_sentence);
	g_test_add_func("/series/too-few", test_too_few_weeks_are_refused);
	g_test_add_func("/series/reference", test_reference);
	return g_test_run();
}
