/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the analyst's parameter files. Lists have a bound; what is not understood is
 * an error with its line. */
#include "config.h"

#include "analyst/parameters.h"

#include <math.h>
#include <string.h>

#include "analyst/sheet.h"
#include "osg/text.h"
#include "osg/week.h"

#define MOST_BYTES (1024 * 1024)
#define LARGEST 1e9
#define NAMES_TOLD 12

struct parameters {
	char *path, *name;
	struct key_file *file;
	const char *const *known; /* NULL = any name */
};

/* The first line that is no parameter, or says again what another said. */
static gboolean parameters_check(const struct parameters *p, GError **error)
{
	const GPtrArray *lines = key_file_lines(p->file);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < lines->len; i++) {
		const struct key_line *line = lines->pdata[i];
		const struct key_line *first =
			line->name ? g_hash_table_lookup(seen, line->name) : NULL;
		g_autofree char *shown = analyst_quote(line->name ? line->name : line->text);

		if (line->kind == KEY_LINE_BAD || line->kind == KEY_LINE_GROUP) {
			g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
				    _("%s, line %d: “%s” is no parameter; expected for example "
				      "aggregate_days=7."),
				    p->name, line->number, shown);
			return FALSE;
		}
		if (first) {
			g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
				    _("%s, line %d, %s: it stands on line %d already."), p->name,
				    line->number, shown, first->number);
			return FALSE;
		}
		if (line->name)
			g_hash_table_insert(seen, line->name, (gpointer)line);
	}
	return TRUE;
}

struct parameters *parameters_open(const char *path, GError **error)
{
	gsize length = 0;
	g_autofree char *name = NULL,
			*bytes = analyst_file_load(path, MOST_BYTES, &length, &name, error);
	g_autoptr(parameters_auto) p = NULL;

	if (!bytes)
		return NULL;
	p = g_new0(struct parameters, 1);
	p->path = g_strdup(path);
	p->name = g_steal_pointer(&name);
	p->file = key_file_parse(bytes, length);
	return parameters_check(p, error) ? g_steal_pointer(&p) : NULL;
}

static gboolean is_known(const struct parameters *p, const char *name)
{
	return !p->known || g_strv_contains(p->known, name);
}

/* The names that the file does not say. Owned array of borrowed names, NULL at its end. */
static GPtrArray *names_unsaid(const struct parameters *p)
{
	GPtrArray *unsaid = g_ptr_array_new();

	for (const char *const *name = p->known; *name; name++)
		if (!key_file_find(p->file, "", *name))
			g_ptr_array_add(unsaid, (gpointer)*name);
	g_ptr_array_add(unsaid, NULL);
	return unsaid;
}

gboolean parameters_know(struct parameters *parameters, const char *const *names, GError **error)
{
	const GPtrArray *lines = key_file_lines(parameters->file);
	g_autoptr(GPtrArray) unsaid = NULL;

	parameters->known = names;
	unsaid = names_unsaid(parameters);
	for (guint i = 0; i < lines->len; i++) {
		const struct key_line *line = lines->pdata[i];
		const char *meant =
			line->name && !is_known(parameters, line->name)
				? text_nearest(line->name, (const char *const *)unsaid->pdata)
				: NULL;

		if (meant) {
			parameters_complain(parameters, line->name, error,
					    _("there is no such parameter; is “%s” meant?"), meant);
			return FALSE;
		}
	}
	return TRUE;
}

void parameters_tell(const struct parameters *parameters, GPtrArray *notes)
{
	const GPtrArray *lines = key_file_lines(parameters->file);
	g_autoptr(GString) names = g_string_new(NULL);
	int count = 0;

	for (guint i = 0; i < lines->len; i++) {
		const struct key_line *line = lines->pdata[i];
		g_autofree char *shown = line->name && !is_known(parameters, line->name)
						 ? analyst_quote(line->name)
						 : NULL;

		if (shown && count++ < NAMES_TOLD)
			g_string_append_printf(names, "%s%s (%d)", count > 1 ? ", " : "", shown,
					       line->number);
	}
	if (count)
		text_add_line(notes, _("%s: parameters that are not used here (line): %s%s."),
			      parameters->name, names->str, count > NAMES_TOLD ? " …" : "");
}

void parameters_free(struct parameters *parameters)
{
	if (!parameters)
		return;
	key_file_free(parameters->file);
	g_free(parameters->path);
	g_free(parameters->name);
	g_free(parameters);
}

const char *parameters_name(const struct parameters *parameters)
{
	return parameters->name;
}

const GPtrArray *parameters_lines(const struct parameters *parameters)
{
	return key_file_lines(parameters->file);
}

const char *parameters_text(const struct parameters *parameters, const char *name)
{
	g_assert(is_known(parameters, name));
	return key_file_get(parameters->file, "", name);
}

void parameters_complain(const struct parameters *parameters, const char *name, GError **error,
			 const char *format, ...)
{
	const struct key_line *line = key_file_find(parameters->file, "", name);
	va_list arguments;
	g_autofree char *text = NULL;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	if (line)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT, _("%s, line %d, %s: %s"),
			    parameters->name, line->number, name, text);
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT, _("%s, %s: %s"), parameters->name,
			    name, text);
}

gboolean parameters_double(const struct parameters *parameters, const char *name, double least,
			   double most, double *value, GError **error)
{
	const char *text = parameters_text(parameters, name);
	double number = 0;

	if (!text)
		return TRUE;
	if (!analyst_number(text, &number) || number < least || number > most) {
		g_autofree char *shown = analyst_quote(text);

		parameters_complain(parameters, name, error,
				    _("“%s” is not a number from %.10g to %.10g."), shown, least,
				    most);
		return FALSE;
	}
	*value = number;
	return TRUE;
}

gboolean parameters_limit(const struct parameters *parameters, const char *name, double least,
			  double most, double *value, GError **error)
{
	if (g_strcmp0(parameters_text(parameters, name), "none") != 0)
		return parameters_double(parameters, name, least, most, value, error);
	*value = 0;
	return TRUE;
}

gboolean parameters_int(const struct parameters *parameters, const char *name, int least, int most,
			int *value, GError **error)
{
	double number = *value;

	if (!parameters_double(parameters, name, least, most, &number, error))
		return FALSE;
	if (number != floor(number)) {
		parameters_complain(parameters, name, error,
				    _("a whole number from %d to %d was expected."), least, most);
		return FALSE;
	}
	*value = (int)number;
	return TRUE;
}

gboolean parameters_day(const struct parameters *parameters, const char *name, int *day,
			GError **error)
{
	const char *text = parameters_text(parameters, name);
	g_autofree char *shown = NULL;

	if (!text)
		return TRUE;
	*day = day_parse_iso(text);
	if (analyst_is_day(*day))
		return TRUE;
	shown = analyst_quote(text);
	parameters_complain(parameters, name, error,
			    _("“%s” is no date; expected for example 2026-11-17."), shown);
	return FALSE;
}

/* lists of numbers */

static gboolean number_read(const char *text, double *number)
{
	return analyst_number(text, number) && fabs(*number) <= LARGEST;
}

/* From and each step after it until the last; counted beforehand, so that a step too small to
 * change the number ends as well. */
static gboolean numbers_series(GArray *numbers, double from, double step, double last)
{
	double count = floor((last - from) / step + 1e-9) + 1;

	if (!(step > 0) || !(count >= 1) || numbers->len + count > PARAMETERS_MOST_NUMBERS)
		return FALSE;
	for (int i = 0; i < (int)count; i++) {
		double number = from + i * step;

		g_array_append_val(numbers, number);
	}
	return TRUE;
}

/* "7", "1..20", or ".." between two numbers and a last one: on by the step of the two. */
static gboolean numbers_add(GArray *numbers, char *const *part)
{
	const char *dots = strstr(*part, "..");
	g_autofree char *first = dots ? g_strndup(*part, (gsize)(dots - *part)) : NULL;
	double from, last, step;

	if (!dots)
		return number_read(*part, &from) && numbers->len < PARAMETERS_MOST_NUMBERS &&
		       g_array_append_val(numbers, from);
	if (strcmp(*part, "..") != 0)
		return number_read(first, &from) && number_read(dots + 2, &last) &&
		       numbers_series(numbers, from, 1, last);
	if (numbers->len < 2 || !part[1] || !number_read(part[1], &last))
		return FALSE;
	from = g_array_index(numbers, double, numbers->len - 1);
	step = from - g_array_index(numbers, double, numbers->len - 2);
	/* the last one is a part of its own */
	return numbers_series(numbers, from + step, step, last - step);
}

GArray *parameters_numbers(const struct parameters *parameters, const char *name, GError **error)
{
	const char *text = parameters_text(parameters, name);
	g_auto(GStrv) parts = g_strsplit(text ? text : "", ",", PARAMETERS_MOST_NUMBERS + 1);
	GArray *numbers = g_array_new(FALSE, FALSE, sizeof(double));
	g_autofree char *shown = NULL;
	gboolean fine = *parts != NULL;

	for (char **part = parts; *part; part++)
		g_strstrip(*part);
	for (char **part = parts; *part && fine; part++)
		fine = numbers_add(numbers, part);
	if (fine)
		return numbers;
	g_array_unref(numbers);
	shown = analyst_quote(text ? text : "");
	if (!text)
		parameters_complain(parameters, name, error,
				    _("is missing; expected for example 1,3,7."));
	else
		parameters_complain(parameters, name, error,
				    _("“%s” is no list of at most %d numbers from -1e9 to 1e9; "
				      "expected for example 1,3,7."),
				    shown, PARAMETERS_MOST_NUMBERS);
	return NULL;
}

int parameters_word(const struct parameters *parameters, const char *name, const char *const *words,
		    GError **error)
{
	const char *text = parameters_text(parameters, name);
	g_autofree char *shown = NULL, *known = NULL;

	if (!text)
		return 0;
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], text) == 0)
			return i;
	shown = analyst_quote(text);
	known = g_strjoinv(", ", (char **)words);
	parameters_complain(parameters, name, error, _("“%s” is none of: %s."), shown, known);
	return -1;
}

char *parameters_beside(const struct parameters *parameters, const char *file)
{
	g_autofree char *folder = g_path_get_dirname(parameters->path);

	return g_path_is_absolute(file) ? g_strdup(file) : g_build_filename(folder, file, NULL);
}

char *parameters_file(const struct parameters *parameters, const char *name)
{
	const char *text = parameters_text(parameters, name);

	return text && *text ? parameters_beside(parameters, text) : NULL;
}
