/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Their parameters are rows of one table. An unknown parameter is an error: half-understood input
 * gives numbers without meaning. */
#include "config.h"

#include "analyst/series_detectors.h"

#include <math.h>
#include <string.h>

#include "analyst/file.h"
#include "analyst/parameters.h"
#include "osg/error.h"
#include "osg/text.h"

#define DETECTORS_MAX 200

void series_detector_free(struct series_detector *detector)
{
	if (!detector)
		return;
	g_free(detector->name);
	g_free(detector);
}

static gboolean parse_whole(const char *text, double low, double high, int *value)
{
	double real;
	if (!analyst_number(text, &real) || real != floor(real) || real < low || real > high)
		return FALSE;
	*value = (int)real;
	return TRUE;
}

/* "0.01", "2/3", "log(1.5)" */
static gboolean parse_expression(const char *text, double *value)
{
	if (g_str_has_prefix(text, "log(") && g_str_has_suffix(text, ")")) {
		g_autofree char *inner = g_strndup(text + 4, strlen(text) - 5);
		if (!analyst_number(inner, value) || *value <= 0)
			return FALSE;
		*value = log(*value);
		return TRUE;
	}
	const char *slash = strchr(text, '/');
	if (!slash)
		return analyst_number(text, value);
	g_autofree char *numerator = g_strndup(text, slash - text);
	double divisor;
	if (!analyst_number(numerator, value) || !analyst_number(slash + 1, &divisor) ||
	    divisor == 0)
		return FALSE;
	*value /= divisor;
	return TRUE;
}

enum detector_value { WHOLE, REAL, YES, METHOD, THRESHOLD, LIMIT, WINDOW, MEAN_COLUMN, THETA };

struct detector_field {
	int kind;
	const char *key;
	enum detector_value type;
	gsize offset;
	double low, high;
	const char *example;
};

#define IN(member) G_STRUCT_OFFSET(struct series_detector, member)
#define TINY 1e-12
static const struct detector_field fields[] = {
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

static const struct detector_start {
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

static gboolean in_range(const struct detector_field *field, double value)
{
	return value >= field->low && value <= field->high;
}

static gboolean read_real(const struct detector_field *field, const char *text, double *target)
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

static gboolean read_limit(const struct detector_field *field, const char *text, int *target)
{
	g_auto(GStrv) parts = g_strsplit(text, ",", -1);
	return g_strv_length(parts) == 2 &&
	       parse_whole(parts[0], field->low, field->high, &target[0]) &&
	       parse_whole(parts[1], 1, 520, &target[1]);
}

static gboolean read_value(const struct detector_field *field, const char *text,
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

static const struct detector_field *field_of(int kind, const char *key)
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

/* The name among those of the detector that is nearly this one; NULL: there is none. */
static const char *name_meant(int kind, const char *key)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
		if (fields[i].kind == kind)
			g_ptr_array_add(names, (gpointer)fields[i].key);
	g_ptr_array_add(names, NULL);
	return text_nearest(key, (const char *const *)names->pdata);
}

/* "alpha:0.01" */
static gboolean read_word(const char *word, struct series_detector *detector,
			  const struct parameters *p, GError **error)
{
	const char *colon = strchr(word, ':');
	g_autofree char *key = g_strndup(word, colon ? (gsize)(colon - word) : strlen(word));
	const struct detector_field *field = field_of(detector->kind, key);
	g_autofree char *shown = analyst_quote(word);
	const char *meant = field ? NULL : name_meant(detector->kind, key);

	if (field && colon && read_value(field, colon + 1, detector))
		return TRUE;
	if (field && colon)
		parameters_complain(p, detector->name, error,
				    _("“%s” cannot be used; a value as in %s:%s is expected."),
				    shown, key, field->example);
	else if (meant)
		parameters_complain(p, detector->name, error,
				    _("“%s” is no parameter of it; is “%s” meant?"), shown, meant);
	else
		parameters_complain(p, detector->name, error,
				    _("“%s” is no parameter of it. Parameters are written "
				      "name:value, as in alpha:0.01."),
				    shown);
	return FALSE;
}

static gboolean read_detector(GPtrArray *detectors, const struct key_line *line, int frequency,
			      const struct parameters *p, GError **error)
{
	struct series_detector *detector = detector_new(line->name, frequency);
	g_auto(GStrv) words = g_strsplit(line->value, " ", -1);
	const char *fault;

	if (!detector || detectors->len >= DETECTORS_MAX) {
		series_detector_free(detector);
		parameters_complain(p, line->name, error,
				    detector ? _("there are too many detectors.")
					     : _("that is no detector. Known are ears, farrington, "
						 "cusum_rossi, cusum_pearson_nb, cusum_anscombe, "
						 "cusum_standard, lr_cusum and glr, followed by "
						 "any ending, as in ears_c1."));
		return FALSE;
	}
	g_ptr_array_add(detectors, detector);
	for (char **word = words; *word; word++)
		if (**word && !read_word(*word, detector, p, error))
			return FALSE;
	fault = detector->kind == SERIES_FARRINGTON ? series_farrington_fault(&detector->farrington)
						    : NULL;
	if (fault)
		parameters_complain(p, line->name, error,
				    _("%s does not fit its other parameters."), fault);
	return !fault;
}

GPtrArray *series_detectors_read(const char *path, GError **error)
{
	g_autoptr(parameters_auto) p = parameters_open(path, error);
	g_autoptr(GPtrArray) detectors =
		g_ptr_array_new_with_free_func((GDestroyNotify)series_detector_free);
	const GPtrArray *lines = p ? parameters_lines(p) : NULL;
	int frequency = 52;

	if (!p || !parameters_int(p, "freq", 4, 366, &frequency, error))
		return NULL;
	for (guint i = 0; i < lines->len; i++) {
		const struct key_line *line = lines->pdata[i];

		if (line->kind == KEY_LINE_VALUE && !g_strv_contains(general, line->name) &&
		    !read_detector(detectors, line, frequency, p, error))
			return NULL;
	}
	if (detectors->len)
		return g_steal_pointer(&detectors);
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
		    _("%s: no detector. At least one line as in ears_c1=method:C1 baseline:7 is "
		      "expected."),
		    parameters_name(p));
	return NULL;
}
