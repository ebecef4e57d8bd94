/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a series and the detectors to run on it, runs them, writes their rows. The detectors'
 * parameters are rows of one table. Refuses a count that is no count and a parameter it does not
 * know: half-understood input gives numbers without meaning. */
#include "config.h"
#include "analyst/series_file.h"

#include <math.h>
#include <string.h>

#include "analyst/sheet.h"
#include "osg/error.h"
#include "osg/text.h"

#define COUNT_MAX 1e9
#define WEEKS_MAX                                                                                  \
	5200 /* a hundred years: more is no weekly series, and the charts grow with the cube */

const char series_file_header[] =
	"detector,t,observed,expected,upperbound,alarm,phi,trend_used,trend_coef,score,p_value,"
	"statistic,degenerate";

void series_table_free(struct series_table *table)
{
	if (!table)
		return;
	g_free(table->counts);
	g_free(table->mu0);
	g_free(table);
}

void series_detector_free(struct series_detector *detector)
{
	if (!detector)
		return;
	g_free(detector->name);
	g_free(detector);
}

static gboolean parse_real(const char *text, double *value)
{
	char *end;
	if (!*text)
		return FALSE;
	*value = g_ascii_strtod(text, &end);
	return !*end && isfinite(*value);
}

static gboolean parse_whole(const char *text, double low, double high, int *value)
{
	double real;
	if (!parse_real(text, &real) || real != floor(real) || real < low || real > high)
		return FALSE;
	*value = (int)real;
	return TRUE;
}

/* "0.01", "2/3", "log(1.5)" */
static gboolean parse_expression(const char *text, double *value)
{
	if (g_str_has_prefix(text, "log(") && g_str_has_suffix(text, ")")) {
		g_autofree char *inner = g_strndup(text + 4, strlen(text) - 5);
		if (!parse_real(inner, value) || *value <= 0)
			return FALSE;
		*value = log(*value);
		return TRUE;
	}
	const char *slash = strchr(text, '/');
	if (!slash)
		return parse_real(text, value);
	g_autofree char *numerator = g_strndup(text, slash - text);
	double divisor;
	if (!parse_real(numerator, value) || !parse_real(slash + 1, &divisor) || divisor == 0)
		return FALSE;
	*value /= divisor;
	return TRUE;
}

/* input.csv */

struct columns {
	int week, count, mu0;
};

static gboolean read_week(const struct sheet *sheet, int column, int expected, GError **error)
{
	double week;
	if (!plain_sheet_number(sheet, column, &week, error))
		return FALSE;
	if (week == expected)
		return TRUE;
	plain_sheet_complain(
		sheet, column, error,
		_("%g where week %d was expected; weeks are numbered 1, 2, 3 without gaps."), week,
		expected);
	return FALSE;
}

static gboolean read_count(const struct sheet *sheet, int column, int *count, GError **error)
{
	double value;
	if (!plain_sheet_number(sheet, column, &value, error))
		return FALSE;
	*count = value >= 0 && value <= COUNT_MAX ? (int)value : 0;
	if (*count == value)
		return TRUE;
	plain_sheet_complain(
		sheet, column, error,
		_("%g is no number of events; a whole number from 0 was expected, as in 14."),
		value);
	return FALSE;
}

static gboolean read_mean(const struct sheet *sheet, int column, double *mean, GError **error)
{
	if (!plain_sheet_number(sheet, column, mean, error))
		return FALSE;
	if (*mean > 0)
		return TRUE;
	plain_sheet_complain(sheet, column, error,
			     _("%g is no usual count; a number above 0 was expected, as in 3.5."),
			     *mean);
	return FALSE;
}

static gboolean read_row(struct series_table *table, const struct sheet *sheet,
			 const struct columns *columns, GError **error)
{
	int row = table->n;
	if (row >= WEEKS_MAX) {
		plain_sheet_complain(sheet, columns->count, error,
				     _("more than %d weeks, which no weekly series has."),
				     WEEKS_MAX);
		return FALSE;
	}
	if (columns->week >= 0 && !read_week(sheet, columns->week, row + 1, error))
		return FALSE;
	if (!read_count(sheet, columns->count, &table->counts[row], error))
		return FALSE;
	if (columns->mu0 >= 0 && !read_mean(sheet, columns->mu0, &table->mu0[row], error))
		return FALSE;
	table->n++;
	return TRUE;
}

struct series_table *series_table_read(const char *path, GError **error)
{
	g_autoptr(GError) problem = NULL;
	g_autoptr(sheet_auto) sheet = plain_sheet_open(path, error);
	struct columns columns = {-1, sheet ? plain_sheet_need(sheet, "count", error) : -1, -1};
	if (columns.count < 0)
		return NULL;
	columns.week = plain_sheet_column(sheet, "t");
	columns.mu0 = plain_sheet_column(sheet, "mu0");
	g_autoptr(SeriesTable) table = g_new0(struct series_table, 1);
	table->counts = g_new(int, WEEKS_MAX);
	table->mu0 = columns.mu0 >= 0 ? g_new(double, WEEKS_MAX) : NULL;
	while (plain_sheet_next(sheet, &problem) && read_row(table, sheet, &columns, &problem))
		;
	if (!problem && table->n == 0)
		g_set_error(&problem, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s: no weeks, so there is nothing to judge."), path);
	if (problem) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return NULL;
	}
	return g_steal_pointer(&table);
}

/* parameters.txt */

enum type { WHOLE, REAL, YES, METHOD, THRESHOLD, LIMIT, WINDOW, MEAN_COLUMN, THETA };

struct field {
	int kind;
	const char *key;
	int type;
	gsize offset;
	double low, high;
	const char *example;
};

#define IN(member) G_STRUCT_OFFSET(struct series_detector, member)
#define TINY 1e-12
static const struct field fields[] = {
	{SERIES_EARS, "method", METHOD, IN(ears.method), 1, 3, "C1"},
	{SERIES_EARS, "baseline", WHOLE, IN(ears.baseline), 3, 520, "7"},
	{SERIES_EARS, "alpha", REAL, IN(ears.alpha), TINY, 0.5, "0.001"},
	{SERIES_EARS, "min_sigma", REAL, IN(ears.min_sigma), 0, 1e9, "0.5"},
	{SERIES_FARRINGTON, "b", WHOLE, IN(farrington.years), 1, 100, "5"},
	{SERIES_FARRINGTON, "w", WHOLE, IN(farrington.half_window), 0, 25, "3"},
	{SERIES_FARRINGTON, "reweight", YES, IN(farrington.reweight), 0, 1, "1"},
	{SERIES_FARRINGTON, "weights_threshold", REAL, IN(farrington.weights_threshold), TINY, 1e9,
	 "2.58"},
	{SERIES_FARRINGTON, "alpha", REAL, IN(farrington.alpha), TINY, 0.4999, "0.005"},
	{SERIES_FARRINGTON, "trend", YES, IN(farrington.trend), 0, 1, "1"},
	{SERIES_FARRINGTON, "p_threshold_trend", REAL, IN(farrington.trend_p), 0, 1, "0.05"},
	{SERIES_FARRINGTON, "limit54", LIMIT, IN(farrington.limit_cases), 0, 1e6, "5,4"},
	{SERIES_FARRINGTON, "powertrans", REAL, IN(farrington.power), 0.5, 1, "2/3"},
	{SERIES_FARRINGTON, "no_periods", WHOLE, IN(farrington.periods), 1, 50, "10"},
	{SERIES_FARRINGTON, "past_weeks_not_included", WHOLE, IN(farrington.past_weeks), 0, 365,
	 "26"},
	{SERIES_FARRINGTON, "threshold", THRESHOLD, IN(farrington.threshold), 0, 0, "nbPlugin"},
	{SERIES_FARRINGTON, "first_t", WHOLE, IN(first), 1, WEEKS_MAX, "105"},
	{SERIES_CUSUM, "k", REAL, IN(cusum.k), 0, 1e6, "1.04"},
	{SERIES_CUSUM, "h", REAL, IN(cusum.h), 0, 1e6, "2.26"},
	{SERIES_CUSUM, "m", REAL, IN(cusum.mean), TINY, 1e9, "3.5"},
	{SERIES_CUSUM, "alpha", REAL, IN(cusum.alpha), 0, 1e6, "0.2"},
	{SERIES_CUSUM, "first_t", WHOLE, IN(first), 1, WEEKS_MAX, "105"},
	{SERIES_RATIO, "theta", THETA, IN(ratio.kappa), TINY, 100, "log(1.5)"},
	{SERIES_RATIO, "c_arl", REAL, IN(ratio.limit), TINY, 1e6, "5"},
	{SERIES_RATIO, "alpha", REAL, IN(ratio.alpha), 0, 1e6, "0.2"},
	{SERIES_RATIO, "m_tilde", WHOLE, IN(ratio.least), 1, WEEKS_MAX, "1"},
	{SERIES_RATIO, "window", WINDOW, IN(ratio.window), 1, WEEKS_MAX, "all"},
	{SERIES_RATIO, "mu0", MEAN_COLUMN, 0, 0, 0, "column"},
	{SERIES_RATIO, "first_t", WHOLE, IN(first), 1, WEEKS_MAX, "105"},
};

static const struct start {
	const char *prefix;
	struct series_detector detector;
} starts[] = {
	{"ears", {.kind = SERIES_EARS, .ears = {1, 7, 0.001, 0}}},
	{"farrington", {.kind = SERIES_FARRINGTON}}, /* the rest from series_farrington_improved */
	{"cusum_rossi", {.kind = SERIES_CUSUM, .cusum = {SERIES_ROSSI, 1.04, 2.26, 1, 0}}},
	{"cusum_pearson_nb",
	 {.kind = SERIES_CUSUM, .cusum = {SERIES_PEARSON_NB, 1.04, 2.26, 1, 0.1}}},
	{"cusum_anscombe", {.kind = SERIES_CUSUM, .cusum = {SERIES_ANSCOMBE, 1.04, 2.26, 1, 0}}},
	{"cusum_standard", {.kind = SERIES_CUSUM, .cusum = {SERIES_STANDARD, 1.04, 2.26, 1, 0}}},
	{"lr_cusum", {.kind = SERIES_RATIO, .ratio = {NAN, 0, 5, 1, 0}}},
	{"glr", {.kind = SERIES_RATIO, .ratio = {NAN, 0, 5, 1, 0}}},
};

static const char *const general[] = {"series", "source", "unit", "freq", NULL};
static const char *const thresholds[] = {"delta", "nbPlugin", "muan",
					 NULL}; /* in the order of enum series_threshold */

static gboolean in_range(const struct field *field, double value)
{
	return value >= field->low && value <= field->high;
}

static gboolean read_real(const struct field *field, const char *text, double *target)
{
	return parse_expression(text, target) && in_range(field, *target);
}

static gboolean read_threshold(const char *text, int *target)
{
	for (int i = 0; thresholds[i]; i++)
		if (strcmp(text, thresholds[i]) == 0) {
			*target = i;
			return TRUE;
		}
	return FALSE;
}

static gboolean read_limit(const struct field *field, const char *text, int *target)
{
	g_auto(GStrv) parts = g_strsplit(text, ",", -1);
	return g_strv_length(parts) == 2 &&
	       parse_whole(parts[0], field->low, field->high, &target[0]) &&
	       parse_whole(parts[1], 1, 520, &target[1]);
}

static gboolean read_value(const struct field *field, const char *text,
			   struct series_detector *detector)
{
	gpointer target = G_STRUCT_MEMBER_P(detector, field->offset);
	switch (field->type) {
	case METHOD:
		return text[0] == 'C' && parse_whole(text + 1, field->low, field->high, target);
	case THRESHOLD:
		return read_threshold(text, target);
	case LIMIT: /* limit_cases and limit_weeks follow each other */
		return read_limit(field, text, target);
	case MEAN_COLUMN:
		return strcmp(text, "column") == 0;
	case WINDOW:
		return strcmp(text, "all") == 0 ||
		       parse_whole(text, field->low, field->high, target);
	case THETA:
		return strcmp(text, "estimated") == 0 || read_real(field, text, target);
	case REAL:
		return read_real(field, text, target);
	default:
		return parse_whole(text, field->low, field->high, target);
	}
}

static const struct field *field_of(int kind, const char *key)
{
	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
		if (fields[i].kind == kind && strcmp(fields[i].key, key) == 0)
			return &fields[i];
	return NULL;
}

static struct series_detector *detector_new(const char *key, int frequency)
{
	for (gsize i = 0; i < G_N_ELEMENTS(starts); i++) {
		if (!g_str_has_prefix(key, starts[i].prefix))
			continue;
		struct series_detector *detector =
			g_memdup2(&starts[i].detector, sizeof(starts[i].detector));
		detector->name = g_strdup(key);
		detector->farrington = series_farrington_improved;
		detector->farrington.frequency = frequency;
		return detector;
	}
	return NULL;
}

static gboolean read_word(const char *word, struct series_detector *detector, const char *name,
			  int line, GError **error)
{
	const char *colon = strchr(word, ':');
	g_autofree char *key = g_strndup(word, colon ? (gsize)(colon - word) : strlen(word));
	const struct field *field = field_of(detector->kind, key);
	if (!field || !colon) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d: \"%s\" is no parameter of %s. Parameters are written "
			      "name:value, as in "
			      "alpha:0.01."),
			    name, line, word, detector->name);
		return FALSE;
	}
	if (!read_value(field, colon + 1, detector)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d, %s: \"%s\" cannot be used. A value as in %s:%s is "
			      "expected."),
			    name, line, key, colon + 1, key, field->example);
		return FALSE;
	}
	return TRUE;
}

static gboolean read_detector(GPtrArray *detectors, const char *key, const char *value,
			      int frequency, const char *name, int line, GError **error)
{
	struct series_detector *detector = detector_new(key, frequency);
	if (!detector) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d: \"%s\" is no detector. Known are ears, farrington, "
			      "cusum_rossi, "
			      "cusum_pearson_nb, "
			      "cusum_anscombe, cusum_standard, lr_cusum and glr, followed by any "
			      "ending, as in ears_c1."),
			    name, line, key);
		return FALSE;
	}
	g_ptr_array_add(detectors, detector);
	g_auto(GStrv) words = g_strsplit(value, " ", -1);
	for (char **word = words; *word; word++)
		if (**word && !read_word(*word, detector, name, line, error))
			return FALSE;
	const char *fault = detector->kind == SERIES_FARRINGTON
				    ? series_farrington_fault(&detector->farrington)
				    : NULL;
	if (fault)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d, %s: does not fit the other parameters of %s."), name,
			    line, fault, key);
	return !fault;
}

static gboolean read_frequency(const char *value, int *frequency, const char *name, int line,
			       GError **error)
{
	if (parse_whole(value, 4, 366, frequency))
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
		    _("%s, line %d, freq: \"%s\" is no number of weeks in a year. 52 is usual."),
		    name, line, value);
	return FALSE;
}

static GPtrArray *parse_parameters(const char *name, const char *text, GError **error)
{
	g_autoptr(GPtrArray) detectors =
		g_ptr_array_new_with_free_func((GDestroyNotify)series_detector_free);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	int frequency = 52;
	for (int i = 0; lines[i]; i++) {
		char *line = g_strstrip(lines[i]), *equals = strchr(line, '=');
		if (!*line || *line == '#')
			continue;
		if (!equals) {
			g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
				    _("%s, line %d: \"%s\" holds no =. A line is name=parameters, "
				      "as in "
				      "ears_c1=method:C1 baseline:7."),
				    name, i + 1, line);
			return NULL;
		}
		*equals = 0;
		gboolean good = TRUE;
		if (strcmp(line, "freq") == 0)
			good = read_frequency(equals + 1, &frequency, name, i + 1, error);
		else if (!g_strv_contains(general, line))
			good = read_detector(detectors, line, equals + 1, frequency, name, i + 1,
					     error);
		if (!good)
			return NULL;
	}
	if (detectors->len == 0) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s: no detector. At least one line as in ears_c1=method:C1 "
			      "baseline:7 is expected."),
			    name);
		return NULL;
	}
	return g_steal_pointer(&detectors);
}

GPtrArray *series_parameters_read(const char *path, GError **error)
{
	g_autoptr(GError) problem = NULL;
	g_autofree char *raw = NULL, *name = g_path_get_basename(path);
	gsize length;
	if (!g_file_get_contents(path, &raw, &length, &problem)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("%s could not be read: %s"), path,
			    problem->message);
		return NULL;
	}
	g_autofree char *text = text_clean(raw, (gssize)length, TRUE);
	return parse_parameters(name, text, error);
}

/* run and write */

static void run_farrington(const struct series_detector *detector, const struct series_table *table,
			   struct series_point *points)
{
	for (int t = 0; t < table->n; t++)
		series_farrington_week(table->counts, t, &detector->farrington, &points[t]);
}

gboolean series_detector_run(const struct series_detector *detector,
			     const struct series_table *table, struct series_point *points,
			     GError **error)
{
	int first = MAX(0, detector->first - 1);
	if (detector->kind == SERIES_RATIO && !table->mu0) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("%s needs the column mu0, what is usual in each week, and the series "
			      "has none."),
			    detector->name);
		return FALSE;
	}
	if (detector->kind == SERIES_EARS)
		series_ears(table->counts, table->n, &detector->ears, points);
	else if (detector->kind == SERIES_FARRINGTON)
		run_farrington(detector, table, points);
	else if (detector->kind == SERIES_CUSUM)
		series_cusum(table->counts, table->n, first, &detector->cusum, points);
	else
		series_ratio(table->counts, table->mu0, table->n, first, &detector->ratio, points);
	for (int t = 0; t < MIN(first, table->n); t++)
		points[t].judged = FALSE;
	return TRUE;
}

gboolean series_point_degenerate(const struct series_detector *detector,
				 const struct series_point *point)
{
	return detector->kind == SERIES_FARRINGTON && isnan(point->phi);
}

static void append_real(GString *out, double value)
{
	g_string_append_c(out, ',');
	if (isfinite(value))
		g_string_append_printf(out, "%.17g", value);
}

static void append_whole(GString *out, int value)
{
	g_string_append_c(out, ',');
	if (value >= 0)
		g_string_append_printf(out, "%d", value);
}

void series_file_rows(GString *out, const struct series_detector *detector,
		      const struct series_table *table, const struct series_point *points)
{
	for (int t = 0; t < table->n; t++) {
		const struct series_point *p = &points[t];
		if (!p->judged)
			continue;
		g_string_append(out, detector->name);
		append_whole(out, t + 1);
		append_whole(out, table->counts[t]);
		append_real(out, p->expected);
		append_real(out, p->upper);
		append_whole(out, p->alarm);
		append_real(out, p->phi);
		append_whole(out, p->trend_used);
		append_real(out, p->trend);
		append_real(out, p->score);
		append_real(out, p->p_value);
		append_real(out, p->statistic);
		append_whole(out, series_point_degenerate(detector, p));
		g_string_append_c(out, '\n');
	}
}
