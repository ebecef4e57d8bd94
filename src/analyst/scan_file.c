/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads events, places and parameters of a scan from plain files, runs it and writes the clusters
 * as CSV, JSON or text.
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "analyst/scan_file.h"
#include "analyst/sheet.h"
#include "osg/week.h"

/* parameters */

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
		if (day == DAY_NONE) {
			parameters_complain(p, "ends", error,
					    _("“%s” is no date; expected for example 2026-11-17."),
					    parts[i]);
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
	    !parameters_double(p, "max_radius_km", 1e-6, 20000, &radius, error))
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

static gboolean read_point(struct scan_file *file, const struct sheet *sheet, int x, int y,
			   GError **error)
{
	double px, py;
	if (!plain_sheet_number(sheet, x, &px, error) || !plain_sheet_number(sheet, y, &py, error))
		return FALSE;
	if (file->input.sphere && (fabs(py) > 90 || fabs(px) > 180)) {
		plain_sheet_complain(
			sheet, fabs(py) > 90 ? y : x, error,
			_("a latitude lies within -90 and 90, a longitude within -180 and 180."));
		return FALSE;
	}
	g_array_append_val(file->x, px);
	g_array_append_val(file->y, py);
	return TRUE;
}

static gboolean point_columns(const struct scan_file *file, const struct sheet *sheet, int *x,
			      int *y, GError **error)
{
	*x = plain_sheet_need(sheet, file->input.sphere ? "lon" : "x", error);
	*y = *x < 0 ? -1 : plain_sheet_need(sheet, file->input.sphere ? "lat" : "y", error);
	return *y >= 0;
}

static void place_add(struct scan_file *file, GHashTable *index, const char *name)
{
	char *own = g_strdup(name);
	g_hash_table_insert(index, own, GINT_TO_POINTER(file->places->len + 1));
	g_ptr_array_add(file->places, own);
}

static gboolean read_places(struct scan_file *file, const char *path, GHashTable *index,
			    GError **error)
{
	g_autoptr(sheet_auto) sheet = plain_sheet_open(path, error);
	g_autoptr(GError) problem = NULL;
	int name, x, y;
	if (!sheet || (name = plain_sheet_need(sheet, "place", error)) < 0 ||
	    !point_columns(file, sheet, &x, &y, error))
		return FALSE;
	while (plain_sheet_next(sheet, &problem)) {
		const char *place = plain_sheet_cell(sheet, name);
		if (g_hash_table_contains(index, place) || *place == '\0') {
			plain_sheet_complain(sheet, name, error,
					     *place ? _("the place stands there twice.")
						    : _("the place has no name."));
			return FALSE;
		}
		if (!read_point(file, sheet, x, y, error))
			return FALSE;
		place_add(file, index, place);
	}
	if (problem)
		g_propagate_error(error, g_steal_pointer(&problem));
	return problem == NULL && (error == NULL || *error == NULL);
}

struct event_columns {
	int date, place, x, y, stratum;
	gboolean own_points; /* no file of places: the events carry the coordinates */
};

static int place_of_event(struct scan_file *file, const struct sheet *sheet,
			  const struct event_columns *c, GHashTable *index, GError **error)
{
	const char *name = plain_sheet_cell(sheet, c->place);
	int place = GPOINTER_TO_INT(g_hash_table_lookup(index, name));
	if (place > 0)
		return place - 1;
	if (!c->own_points || *name == '\0') {
		plain_sheet_complain(sheet, c->place, error, _("“%s” is not among the places."),
				     name);
		return -1;
	}
	if (!read_point(file, sheet, c->x, c->y, error))
		return -1;
	place_add(file, index, name);
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

static gboolean event_columns(const struct scan_file *file, const struct sheet *sheet,
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

static void event_count(struct scan_file *file, int day, int line)
{
	if (file->ends->len > 0)
		return;
	file->before += day < file->options.first_day;
	if (day > file->options.last_day && file->after++ == 0)
		file->after_line = line;
}

static gboolean read_events(struct scan_file *file, const char *path, const struct parameters *p,
			    gboolean own_points, GHashTable *index, GError **error)
{
	g_autoptr(sheet_auto) sheet = plain_sheet_open(path, error);
	g_autoptr(GHashTable) strata = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const char *only = parameters_text(p, "category");
	g_autoptr(GError) problem = NULL;
	struct event_columns c;
	if (!sheet || !event_columns(file, sheet, p, own_points, &c, error))
		return FALSE;
	int category =
		only && strcmp(only, "all") != 0 ? plain_sheet_need(sheet, "category", error) : -1;
	if (only && strcmp(only, "all") != 0 && category < 0)
		return FALSE;
	while (plain_sheet_next(sheet, &problem)) {
		if (category >= 0 && strcmp(plain_sheet_cell(sheet, category), only) != 0)
			continue;
		int day;
		gint32 place = place_of_event(file, sheet, &c, index, error);
		if (place < 0 || !plain_sheet_day(sheet, c.date, &day, error))
			return FALSE;
		event_count(file, day, plain_sheet_line(sheet));
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
	if (problem)
		g_propagate_error(error, g_steal_pointer(&problem));
	return problem == NULL && (error == NULL || *error == NULL);
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
			  const struct parameters *p, GError **error)
{
	g_autoptr(GHashTable) index = g_hash_table_new(g_str_hash, g_str_equal);
	g_autofree char *input_named = parameters_file(p, "input"),
			*places_named = parameters_file(p, "places_file");
	input = input ? input : input_named;
	places = places ? places : places_named;
	if (!input) {
		parameters_complain(p, "input", error,
				    _("no file of events is named; give --input or input=."));
		return FALSE;
	}
	if (!read_parameters(file, p, error) ||
	    (places && !read_places(file, places, index, error)) ||
	    !read_events(file, input, p, places == NULL, index, error))
		return FALSE;
	file->name = g_path_get_basename(input);
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
	file->x = g_array_new(FALSE, FALSE, sizeof(double));
	file->y = g_array_new(FALSE, FALSE, sizeof(double));
	file->place = g_array_new(FALSE, FALSE, sizeof(gint32));
	file->day = g_array_new(FALSE, FALSE, sizeof(gint32));
	file->stratum = g_array_new(FALSE, FALSE, sizeof(gint32));
	file->ends = g_array_new(FALSE, FALSE, sizeof(gint32));
	if (file_read(file, input, places, p, error))
		return file;
	scan_file_free(file);
	return NULL;
}

void scan_file_free(struct scan_file *file)
{
	if (!file)
		return;
	g_ptr_array_unref(file->places);
	g_array_unref(file->x);
	g_array_unref(file->y);
	g_array_unref(file->place);
	g_array_unref(file->day);
	g_array_unref(file->stratum);
	g_array_unref(file->ends);
	g_free(file->name);
	g_free(file);
}

char *scan_file_note(const struct scan_file *file)
{
	g_autofree char *end = day_format_iso(file->options.last_day),
			*start = day_format_iso(file->options.first_day);
	if (file->after)
		return g_strdup_printf(_("%s, line %d, date: %d events lie after the day of "
					 "analysis, %s, and are not counted."),
				       file->name, file->after_line, file->after, end);
	if (file->before)
		return g_strdup_printf(_("%s, date: %d events lie before the history, which starts "
					 "%s, and are not counted."),
				       file->name, file->before, start);
	return NULL;
}

/* writing */

static const struct rows_column COLUMNS[] = {
	{"analysis_end", TRUE},
	{"rank"},
	{"centre", TRUE},
	{"n_places"},
	{"radius_km"},
	{"start", TRUE},
	{"end", TRUE},
	{"observed"},
	{"expected"},
	{"observed_over_expected"},
	{"llr"},
	{"llr_tool"},
	{"p_value"},
	{"recurrence_days"},
	{"gumbel_p"},
	{"p_ref"},
	{"p_ref_replications"},
	{"tie"},
	{"members", TRUE},
};

static char *member_names(const struct scan_file *file, const struct scan_cluster *cluster)
{
	GString *names = g_string_new(NULL);
	for (int i = 0; i < cluster->count; i++)
		g_string_append_printf(names, "%s%s", i ? " " : "",
				       (const char *)file->places->pdata[cluster->members[i]]);
	return g_string_free(names, FALSE);
}

static void cluster_cells(const struct scan_file *file, const struct scan_cluster *c, int rank,
			  char **cells)
{
	int i = 0;
	cells[i++] = day_format_iso(file->options.last_day);
	cells[i++] = g_strdup_printf("%d", rank);
	cells[i++] = g_strdup(file->places->pdata[c->centre]);
	cells[i++] = g_strdup_printf("%d", c->count);
	cells[i++] = rows_real(c->radius * file->to_km);
	cells[i++] = day_format_iso(c->first_day);
	cells[i++] = day_format_iso(c->last_day);
	cells[i++] = g_strdup_printf("%d", c->observed);
	cells[i++] = rows_real(c->expected);
	cells[i++] = rows_real(c->observed / c->expected);
	cells[i++] = rows_real(c->llr);
	cells[i++] = g_strdup("");
	cells[i++] = rows_real(c->p);
	cells[i++] = rows_real(round(c->recurrence_days));
	cells[i++] = rows_real(c->gumbel);
	cells[i++] = g_strdup("");
	cells[i++] = g_strdup("");
	cells[i++] = g_strdup(c->tie ? "1" : "0");
	cells[i++] = member_names(file, c);
	g_assert(i == G_N_ELEMENTS(COLUMNS));
}

static void write_text(GString *out, const struct scan_file *file, const struct scan_cluster *c,
		       int rank, char **cells)
{
	g_string_append_printf(out, _("%d. %s: %d places, radius %.2f km, %s to %s\n"), rank,
			       cells[2], c->count, c->radius * file->to_km, cells[5], cells[6]);
	g_string_append_printf(out, _("   %d observed, %.2f expected, LLR %.3f"), c->observed,
			       c->expected, c->llr);
	if (isfinite(c->p))
		g_string_append_printf(out, _(", p %.4f"), c->p);
	if (isfinite(c->recurrence_days))
		g_string_append_printf(out, _(", by chance once in %.0f days"), c->recurrence_days);
	g_string_append(out, c->tie ? _(", another is as good\n") : "\n");
	g_string_append_printf(out, "   %s\n", cells[18]);
}

static void write_result(const struct scan_file *file, const struct scan_result *result,
			 struct rows *rows)
{
	gboolean rolling = file->ends->len > 0;
	if (rows->format == ROWS_TEXT && rolling) {
		g_autofree char *end = day_format_iso(file->options.last_day);
		g_string_append_printf(rows->out, "%s\n", end);
	}
	for (int i = 0; i < result->count; i++) {
		char *cells[G_N_ELEMENTS(COLUMNS)];
		cluster_cells(file, &result->clusters[i], i + 1, cells);
		if (rows->format == ROWS_TEXT)
			write_text(rows->out, file, &result->clusters[i], i + 1, cells);
		else
			rows_add(rows, cells + !rolling);
		for (gsize j = 0; j < G_N_ELEMENTS(cells); j++)
			g_free(cells[j]);
	}
}

static gboolean judged(const struct scan_file *file, const struct scan_result *result,
		       GError **error)
{
	static const char *const SENTENCES[] = {
		[SCAN_TOO_FEW_EVENTS] =
			N_("Too few to judge: %d events at %d places in %d intervals until %s."),
		[SCAN_ONE_PLACE] = N_("Too few to judge: all %d events at the same point (%d place "
				      "with events, %d "
				      "intervals, until %s)."),
		[SCAN_ONE_INTERVAL] = N_("Too few to judge: all %d events (%d places) in one of "
					 "the %d intervals until "
					 "%s; nothing to compare with."),
	};
	g_autofree char *end = day_format_iso(file->options.last_day);
	if (result->verdict == SCAN_JUDGED)
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_RULE, _(SENTENCES[result->verdict]), result->events,
		    result->places_used, result->intervals, end);
	return FALSE;
}

static gboolean run_one(struct scan_file *file, struct rows *rows, GError **error)
{
	struct scan_result result;
	if (!scan_run(&file->input, &file->options, &result, error))
		return FALSE;
	gboolean fine = judged(file, &result, error);
	if (fine)
		write_result(file, &result, rows);
	scan_result_clear(&result);
	return fine;
}

gboolean scan_file_run(struct scan_file *file, enum rows_format format, GString *out,
		       GError **error)
{
	gboolean fine = TRUE, single = file->ends->len == 0;
	struct rows rows = {COLUMNS + single, (int)G_N_ELEMENTS(COLUMNS) - single, format, out,
			    FALSE};
	if (format != ROWS_TEXT)
		rows_begin(&rows);
	for (guint i = 0; i < MAX(file->ends->len, 1) && fine; i++) {
		if (!single) {
			file->options.last_day = g_array_index(file->ends, gint32, i);
			file->options.first_day = file->options.last_day - file->history_days + 1;
		}
		fine = run_one(file, &rows, error);
	}
	rows_end(&rows);
	return fine;
}
