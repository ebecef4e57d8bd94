/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads events, places and parameters of a scan from plain files, runs it and writes the clusters
 * as CSV, JSON or text.
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "analyst/parameters.h"
#include "analyst/scan_file.h"
#include "analyst/sheet.h"
#include "osg/text.h"
#include "osg/week.h"

/* parameters */

static const char *const known_names[] = {"input",
					  "places_file",
					  "analysis",
					  "model",
					  "scan_for",
					  "early_termination",
					  "aggregate_days",
					  "max_spatial_fraction",
					  "min_observed",
					  "replications",
					  "clusters",
					  "seed",
					  "min_window_days",
					  "max_window_days",
					  "ends",
					  "history_days",
					  "start",
					  "end",
					  "coordinates",
					  "xy_unit",
					  "max_radius_km",
					  "strata",
					  "category",
					  NULL};

static gboolean read_windows(struct scan_file *file, const struct parameters *p, GError **error)
{
	struct scan_options *o = &file->options;
	int shortest = o->interval_days, longest = 4 * o->interval_days;
	if (!parameters_int(p, "min_window_days", 1, 36600, &shortest, error) ||
	    !parameters_int(p, "max_window_days", 1, 36600, &longest, error))
		return FALSE;
	if (shortest % o->interval_days || longest % o->interval_days || longest < shortest) {
		parameters_complain(p,
				    longest < shortest || longest % o->interval_days
					    ? "max_window_days"
					    : "min_window_days",
				    error,
				    _("windows are multiples of aggregate_days (%d), the longest "
				      "not shorter than the shortest."),
				    o->interval_days);
		return FALSE;
	}
	o->shortest = shortest / o->interval_days;
	o->longest = longest / o->interval_days;
	return TRUE;
}

static gboolean read_ends(struct scan_file *file, const struct parameters *p, GError **error)
{
	const char *text = parameters_text(p, "ends");
	g_auto(GStrv) parts = text ? g_strsplit(text, ",", -1) : NULL;
	file->history_days = 364;
	if (!parameters_int(p, "history_days", 2, 36600, &file->history_days, error))
		return FALSE;
	for (int i = 0; parts && parts[i]; i++) {
		gint32 day = day_parse_iso(g_strstrip(parts[i]));
		if (!analyst_is_day(day)) {
			g_autofree char *shown = analyst_quote(parts[i]);

			parameters_complain(p, "ends", error,
					    _("“%s” is no date; expected for example 2026-11-17."),
					    shown);
			return FALSE;
		}
		g_array_append_val(file->ends, day);
	}
	return TRUE;
}

static gboolean read_days(struct scan_file *file, const struct parameters *p, GError **error)
{
	struct scan_options *o = &file->options;
	if (!read_ends(file, p, error))
		return FALSE;
	if (file->ends->len > 0)
		return TRUE;
	o->first_day = o->last_day = DAY_NONE;
	if (!parameters_day(p, "start", &o->first_day, error) ||
	    !parameters_day(p, "end", &o->last_day, error))
		return FALSE;
	if (o->last_day == DAY_NONE) {
		parameters_complain(p, "end", error,
				    _("is missing; expected for example 2026-11-15."));
		return FALSE;
	}
	if (o->first_day == DAY_NONE)
		o->first_day = o->last_day - file->history_days + 1;
	if (o->first_day >= o->last_day) {
		parameters_complain(p, "end", error, _("the history must end after it starts."));
		return FALSE;
	}
	return TRUE;
}

static gboolean read_unit(struct scan_file *file, const struct parameters *p, GError **error)
{
	static const char *const systems[] = {"xy", "latlon", NULL}, *const units[] = {"m", "km",
										       NULL};
	int system = parameters_word(p, "coordinates", systems, error),
	    unit = parameters_word(p, "xy_unit", units, error);
	double radius = 0;
	if (system < 0 || unit < 0 ||
	    !parameters_limit(p, "max_radius_km", 1e-6, 20000, &radius, error))
		return FALSE;
	file->input.sphere = system == 1;
	file->to_km = file->input.sphere || unit == 1 ? 1 : 0.001;
	file->options.radius = radius / file->to_km;
	return TRUE;
}

static gboolean read_parameters(struct scan_file *file, const struct parameters *p, GError **error)
{
	static const char *const models[] = {"space-time-permutation", NULL};
	static const char *const analyses[] = {"prospective", "retrospective", NULL};
	static const char *const directions[] = {"high", NULL}, *const early[] = {"no", "yes",
										  NULL};
	struct scan_options *o = &file->options;
	scan_options_init(o, 0);
	int analysis = parameters_word(p, "analysis", analyses, error), stop = -1, seed = 1;
	if (analysis < 0 || parameters_word(p, "model", models, error) < 0 ||
	    parameters_word(p, "scan_for", directions, error) < 0 ||
	    (stop = parameters_word(p, "early_termination", early, error)) < 0)
		return FALSE;
	o->retrospective = analysis == 1;
	o->stop_after = stop ? 10 : 0;
	if (!parameters_int(p, "aggregate_days", 1, 366, &o->interval_days, error) ||
	    !parameters_double(p, "max_spatial_fraction", 0.001, 1, &o->share, error) ||
	    !parameters_int(p, "min_observed", 1, 1000000, &o->least, error) ||
	    !parameters_int(p, "replications", 0, 9999999, &o->replications, error) ||
	    !parameters_int(p, "clusters", 1, 1000, &o->clusters, error) ||
	    !parameters_int(p, "seed", 0, G_MAXINT32, &seed, error))
		return FALSE;
	o->seed = (guint64)seed;
	return read_windows(file, p, error) && read_days(file, p, error) &&
	       read_unit(file, p, error);
}

/* places and events */

static gboolean read_point(const struct scan_file *file, const struct plain_sheet *sheet, int x,
			   int y, double point[2], GError **error)
{
	if (!plain_sheet_number(sheet, x, &point[0], error) ||
	    !plain_sheet_number(sheet, y, &point[1], error))
		return FALSE;
	if (file->input.sphere && point[0] == 0 && point[1] == 0) {
		plain_sheet_complain(sheet, y, error,
				     _("0, 0 lies in the Atlantic; expected the place's point."));
		return FALSE;
	}
	return !file->input.sphere || axes_check_degrees(sheet, x, y, point, error);
}

static const char *point_name(const struct scan_file *file, int axis)
{
	static const char *const names[2][2] = {{"x", "y"}, {"lon", "lat"}};

	return names[file->input.sphere ? 1 : 0][axis];
}

static gboolean point_columns(const struct scan_file *file, const struct plain_sheet *sheet, int *x,
			      int *y, GError **error)
{
	*x = plain_sheet_need(sheet, point_name(file, 0), error);
	*y = *x < 0 ? -1 : plain_sheet_need(sheet, point_name(file, 1), error);
	return *y >= 0;
}

static gboolean place_add(struct scan_file *file, GHashTable *index,
			  const struct plain_sheet *sheet, const char *name, int x,
			  const double point[2], GError **error)
{
	int line = plain_sheet_line(sheet);
	char *own;

	if (!file->input.sphere && !axes_take(&file->axes, sheet, x, point[0], point[1], error))
		return FALSE;
	own = g_strdup(name);
	g_hash_table_insert(index, own, GINT_TO_POINTER(file->places->len + 1));
	g_ptr_array_add(file->places, own);
	g_array_append_val(file->lines, line);
	g_array_append_val(file->x, point[0]);
	g_array_append_val(file->y, point[1]);
	return TRUE;
}

static gboolean read_places(struct scan_file *file, const char *path, GHashTable *index,
			    GError **error)
{
	const char *needed[] = {"place", point_name(file, 0), point_name(file, 1), NULL};
	g_autoptr(sheet_auto) sheet = plain_sheet_open(path, needed, file->notes, error);
	int name, x, y;
	double point[2];

	if (!sheet || (name = plain_sheet_need(sheet, "place", error)) < 0 ||
	    !point_columns(file, sheet, &x, &y, error))
		return FALSE;
	while (plain_sheet_next(sheet)) {
		const char *place = plain_sheet_cell(sheet, name);

		if (g_hash_table_contains(index, place) || *place == '\0') {
			plain_sheet_complain(sheet, name, error,
					     *place ? _("the place stands there twice.")
						    : _("the place has no name."));
			return FALSE;
		}
		if (!read_point(file, sheet, x, y, point, error) ||
		    !place_add(file, index, sheet, place, x, point, error))
			return FALSE;
	}
	return TRUE;
}

struct event_columns {
	int date, place, x, y, stratum;
	gboolean own_points; /* no file of places: the events carry the coordinates */
};

/* A place whose coordinates stand at each of its events has the same ones everywhere. */
static gboolean same_point(const struct scan_file *file, const struct plain_sheet *sheet,
			   const struct event_columns *c, int place, GError **error)
{
	double point[2];
	g_autofree char *shown = NULL, *first = NULL;

	if (!read_point(file, sheet, c->x, c->y, point, error))
		return FALSE;
	if (point[0] == g_array_index(file->x, double, place) &&
	    point[1] == g_array_index(file->y, double, place))
		return TRUE;
	shown = analyst_quote(plain_sheet_cell(sheet, c->place));
	first = plain_sheet_place(sheet, g_array_index(file->lines, int, place));
	plain_sheet_complain(sheet, c->place, error,
			     _("“%s” stands on %s with another point; a place has one."), shown,
			     first);
	return FALSE;
}

/* -1 with an error. */
static int place_of_event(struct scan_file *file, const struct plain_sheet *sheet,
			  const struct event_columns *c, GHashTable *index, GError **error)
{
	const char *name = plain_sheet_cell(sheet, c->place);
	int place = GPOINTER_TO_INT(g_hash_table_lookup(index, name)) - 1;
	double point[2];

	if (place >= 0)
		return !c->own_points || same_point(file, sheet, c, place, error) ? place : -1;
	if (*name == '\0') {
		plain_sheet_complain(sheet, c->place, error, _("the place has no name."));
		return -1;
	}
	if (!c->own_points) {
		g_autofree char *shown = analyst_quote(name);

		plain_sheet_complain(sheet, c->place, error, _("“%s” is not among the places."),
				     shown);
		return -1;
	}
	if (!read_point(file, sheet, c->x, c->y, point, error) ||
	    !place_add(file, index, sheet, name, c->x, point, error))
		return -1;
	return (int)file->places->len - 1;
}

static int number_of(GHashTable *numbers, const char *text)
{
	int number = GPOINTER_TO_INT(g_hash_table_lookup(numbers, text));
	if (number == 0) {
		number = (int)g_hash_table_size(numbers) + 1;
		g_hash_table_insert(numbers, g_strdup(text), GINT_TO_POINTER(number));
	}
	return number - 1;
}

static gboolean event_columns(const struct scan_file *file, const struct plain_sheet *sheet,
			      const struct parameters *p, gboolean own_points,
			      struct event_columns *c, GError **error)
{
	const char *strata = parameters_text(p, "strata");
	*c = (struct event_columns){.x = -1, .y = -1, .stratum = -1, .own_points = own_points};
	if ((c->date = plain_sheet_need(sheet, "date", error)) < 0 ||
	    (c->place = plain_sheet_need(sheet, "place", error)) < 0)
		return FALSE;
	if (own_points && !point_columns(file, sheet, &c->x, &c->y, error))
		return FALSE;
	return !strata || strcmp(strata, "none") == 0 ||
	       (c->stratum = plain_sheet_need(sheet, strata, error)) >= 0;
}

/* The days of all analyses together. */
static struct period_misses misses_begin(const struct scan_file *file)
{
	struct period_misses misses = {.first = file->options.first_day,
				       .last = file->options.last_day};

	for (guint i = 0; i < file->ends->len; i++) {
		int end = g_array_index(file->ends, gint32, i);

		misses.last = i ? MAX(misses.last, end) : end;
		misses.first = i ? MIN(misses.first, end - file->history_days + 1)
				 : end - file->history_days + 1;
	}
	return misses;
}

/* A category that no event has is a slip of the pen. */
static gboolean events_found(const struct scan_file *file, const struct parameters *p,
			     const char *category, GError **error)
{
	g_autofree char *shown = category && !file->day->len ? analyst_quote(category) : NULL;

	if (shown)
		parameters_complain(p, "category", error, _("no event has the category “%s”."),
				    shown);
	return !shown;
}

static gboolean read_events(struct scan_file *file, const char *path, const struct parameters *p,
			    gboolean own_points, GHashTable *index, GError **error)
{
	const char *needed[] = {"date", "place", own_points ? point_name(file, 0) : NULL,
				point_name(file, 1), NULL};
	g_autoptr(sheet_auto) sheet = plain_sheet_open(path, needed, file->notes, error);
	g_autoptr(GHashTable) strata = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const char *only = parameters_text(p, "category");
	struct period_misses misses = misses_begin(file);
	struct event_columns c;
	if (!sheet || !event_columns(file, sheet, p, own_points, &c, error))
		return FALSE;
	only = g_strcmp0(only, "all") == 0 ? NULL : only;
	int category = only ? plain_sheet_need(sheet, "category", error) : -1;
	if (only && category < 0)
		return FALSE;
	while (plain_sheet_next(sheet)) {
		if (category >= 0 && strcmp(plain_sheet_cell(sheet, category), only) != 0)
			continue;
		int day;
		gint32 place = place_of_event(file, sheet, &c, index, error);
		if (place < 0 || !plain_sheet_day(sheet, c.date, &day, error))
			return FALSE;
		period_holds(&misses, day, plain_sheet_line(sheet));
		gint32 when = day,
		       stratum = c.stratum < 0
					 ? 0
					 : number_of(strata, plain_sheet_cell(sheet, c.stratum));
		g_array_append_val(file->place, place);
		g_array_append_val(file->day, when);
		if (c.stratum >= 0)
			g_array_append_val(file->stratum, stratum);
	}
	file->input.strata = (int)g_hash_table_size(strata);
	period_tell(&misses, sheet, c.date, file->notes);
	return events_found(file, p, only, error);
}

static void input_point(struct scan_file *file)
{
	struct scan_input *input = &file->input;
	input->places = (int)file->places->len;
	input->x = (const double *)(gpointer)file->x->data;
	input->y = (const double *)(gpointer)file->y->data;
	input->events = (int)file->day->len;
	input->place = (const gint32 *)(gpointer)file->place->data;
	input->day = (const gint32 *)(gpointer)file->day->data;
	input->stratum = file->stratum->len ? (const gint32 *)(gpointer)file->stratum->data : NULL;
}

static gboolean file_read(struct scan_file *file, const char *input, const char *places,
			  struct parameters *p, GError **error)
{
	if (!parameters_know(p, known_names, error))
		return FALSE;
	g_autoptr(GHashTable) index = g_hash_table_new(g_str_hash, g_str_equal);
	g_autofree char *input_named = parameters_file(p, "input"),
			*places_named = parameters_file(p, "places_file");
	parameters_tell(p, file->notes);
	input = input ? input : input_named;
	places = places ? places : places_named;
	if (!input) {
		parameters_complain(p, "input", error,
				    _("no file of events is named; give --input or input=."));
		return FALSE;
	}
	if (!read_parameters(file, p, error) ||
	    (places && !read_places(file, places, index, error)) ||
	    !read_events(file, input, p, places == NULL, index, error) ||
	    !axes_end(&file->axes, error))
		return FALSE;
	input_point(file);
	return TRUE;
}

struct scan_file *scan_file_read(const char *input, const char *places, const char *parameters,
				 GError **error)
{
	g_autoptr(parameters_auto) p = parameters_open(parameters, error);
	if (!p)
		return NULL;
	struct scan_file *file = g_new0(struct scan_file, 1);
	file->places = g_ptr_array_new_with_free_func(g_free);
	file->lines = g_array_new(FALSE, FALSE, sizeof(int));
	file->x = g_array_new(FALSE, FALSE, sizeof(double));
	file->y = g_array_new(FALSE, FALSE, sizeof(double));
	file->place = g_array_new(FALSE, FALSE, sizeof(gint32));
	file->day = g_array_new(FALSE, FALSE, sizeof(gint32));
	file->stratum = g_array_new(FALSE, FALSE, sizeof(gint32));
	file->ends = g_array_new(FALSE, FALSE, sizeof(gint32));
	file->notes = g_ptr_array_new_with_free_func(g_free);
	if (file_read(file, input, places, p, error))
		return file;
	scan_file_free(file);
	return NULL;
}

void scan_file_free(struct scan_file *file)
{
	if (!file)
		return;
	axes_end(&file->axes, NULL);
	g_ptr_array_unref(file->places);
	g_array_unref(file->lines);
	g_array_unref(file->x);
	g_array_unref(file->y);
	g_array_unref(file->place);
	g_array_unref(file->day);
	g_array_unref(file->stratum);
	g_array_unref(file->ends);
	g_ptr_array_unref(file->notes);
	g_free(file);
}

/* writing */

static const char *const scan_columns[] = {
	"analysis_end",
	"rank",
	"centre",
	"n_places",
	"radius_km",
	"start",
	"end",
	"observed",
	"expected",
	"observed_over_expected",
	"llr",
	"llr_tool",
	"p_value",
	"recurrence_days",
	"gumbel_p",
	"p_ref",
	"p_ref_replications",
	"tie",
	"members",
};

static char *member_names(const struct scan_file *file, const struct scan_cluster *cluster)
{
	GString *names = g_string_new(NULL);

	for (int i = 0; i < cluster->count; i++)
		g_string_append_printf(names, "%s%s", i ? " " : "",
				       (const char *)file->places->pdata[cluster->members[i]]);
	return g_string_free(names, FALSE);
}

/* The columns llr_tool, p_ref and p_ref_replications are those of the files that the scan is
 * checked against. */
static void write_row(const struct scan_file *file, const struct scan_cluster *c, int rank,
		      gboolean rolling, struct rows *rows)
{
	g_autofree char *end = day_format_iso(file->options.last_day),
			*first = day_format_iso(c->first_day), *last = day_format_iso(c->last_day),
			*members = member_names(file, c);
	const struct rows_cell cells[G_N_ELEMENTS(scan_columns)] = {
		rows_text(end),
		rows_whole(rank),
		rows_text(file->places->pdata[c->centre]),
		rows_whole(c->count),
		rows_real(c->radius * file->to_km),
		rows_text(first),
		rows_text(last),
		rows_whole(c->observed),
		rows_real(c->expected),
		rows_real(c->observed / c->expected),
		rows_real(c->llr),
		rows_text(NULL),
		rows_real(c->p),
		rows_real(round(c->recurrence_days)),
		rows_real(c->gumbel),
		rows_text(NULL),
		rows_text(NULL),
		rows_whole(c->tie),
		rows_text(members),
	};

	rows_add(rows, cells + !rolling);
}

static void write_sentences(GString *out, const struct scan_file *file,
			    const struct scan_cluster *c, int rank)
{
	g_autofree char *first = day_format_iso(c->first_day), *last = day_format_iso(c->last_day),
			*members = member_names(file, c), *shown = text_clean(members, -1, FALSE),
			*centre = text_clean(file->places->pdata[c->centre], -1, FALSE);

	g_string_append_printf(out, _("%d. %s: %d places, radius %.2f km, %s to %s\n"), rank,
			       centre, c->count, c->radius * file->to_km, first, last);
	g_string_append_printf(out, _("   %d observed, %.2f expected, LLR %.3f"), c->observed,
			       c->expected, c->llr);
	if (isfinite(c->p))
		g_string_append_printf(out, _(", p %.4f"), c->p);
	if (isfinite(c->recurrence_days))
		g_string_append_printf(out, _(", by chance once in %.0f days"), c->recurrence_days);
	g_string_append(out, c->tie ? _(", another is as good\n") : "\n");
	g_string_append_printf(out, "   %s\n", shown);
}

static gboolean scan_judged(const struct scan_file *file, const struct scan_result *result,
			    GError **error)
{
	static const char *const sentences[] = {
		[SCAN_TOO_FEW_EVENTS] =
			N_("Too few to judge: events %d, places %d, intervals %d until %s."),
		[SCAN_ONE_PLACE] = N_("Too few to judge: all at the same point (events %d, places "
				      "%d, intervals %d until %s)."),
		[SCAN_ONE_INTERVAL] = N_("Too few to judge: all in one interval (events %d, places "
					 "%d, intervals %d until %s); nothing to compare with."),
	};
	g_autofree char *end = day_format_iso(file->options.last_day);

	if (result->verdict == SCAN_JUDGED)
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_RULE, _(sentences[result->verdict]), result->events,
		    result->places_used, result->intervals, end);
	return FALSE;
}

/* One day of analysis: as rows, or as sentences where rows is NULL. */
static gboolean run_day(struct scan_file *file, gboolean rolling, struct rows *rows, GString *out,
			GError **error)
{
	g_autofree char *end = day_format_iso(file->options.last_day);
	struct scan_result result;
	gboolean fine;

	if (!scan_run(&file->input, &file->options, &result, error))
		return FALSE;
	fine = scan_judged(file, &result, error);
	if (fine && !rows && rolling)
		g_string_append_printf(out, "%s\n", end);
	for (int i = 0; i < result.count && fine; i++)
		if (rows)
			write_row(file, &result.clusters[i], i + 1, rolling, rows);
		else
			write_sentences(out, file, &result.clusters[i], i + 1);
	scan_result_clear(&result);
	return fine;
}

gboolean scan_file_run(struct scan_file *file, enum rows_format format, GString *out,
		       GError **error)
{
	gboolean rolling = file->ends->len > 0;
	g_autoptr(rows_auto) rows =
		format == ROWS_TEXT ? NULL
				    : rows_new(scan_columns + !rolling,
					       (int)G_N_ELEMENTS(scan_columns) - !rolling, format);

	for (guint i = 0; i < MAX(file->ends->len, 1); i++) {
		if (rolling) {
			file->options.last_day = g_array_index(file->ends, gint32, i);
			file->options.first_day = file->options.last_day - file->history_days + 1;
		}
		if (!run_day(file, rolling, rows, out, error))
			return FALSE;
	}
	return !rows || rows_write(rows, out, error);
}
