/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the analyst's tables and parameter files. Refuses to guess: a cell that is no number or no
 * date is an error with its line. */
#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "osg/week.h"
#include "analyst/sheet.h"

struct sheet {
	char *path;
	GMappedFile *file;
	const char *next, *end;
	int line;
	char *row; /* the row's text, cut into cells */
	gsize room;
	GPtrArray *header; /* owned names */
	GPtrArray *cells;  /* into row */
};

static GMappedFile *file_map(const char *path, GError **error)
{
	g_autoptr(GError) problem = NULL;
	GMappedFile *file = g_mapped_file_new(path, FALSE, &problem);
	if (!file)
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("%s could not be read: %s"), path,
			    problem->message);
	return file;
}

/* Cuts a cell out of the row in place; quotes go, doubled ones become one. */
static char *cell_cut(char **next)
{
	char *in = *next, *out = in, *start = in;
	if (*in == '"') {
		for (in++; *in && !(*in == '"' && in[1] != '"'); in++) {
			if (*in == '"')
				in++;
			*out++ = *in;
		}
		in += *in == '"';
		while (*in && *in != ',')
			in++;
	} else {
		while (*in && *in != ',')
			in++;
		out = in;
	}
	*next = *in ? in + 1 : NULL;
	*out = '\0';
	return start;
}

static gboolean row_read(struct sheet *sheet)
{
	if (sheet->next >= sheet->end)
		return FALSE;
	const char *stop = memchr(sheet->next, '\n', (gsize)(sheet->end - sheet->next));
	gsize length = (gsize)((stop ? stop : sheet->end) - sheet->next);
	if (length + 1 > sheet->room) {
		sheet->room = 2 * length + 256;
		sheet->row = g_realloc(sheet->row, sheet->room);
	}
	memcpy(sheet->row, sheet->next, length);
	sheet->next += length + 1;
	sheet->line++;
	while (length > 0 && (sheet->row[length - 1] == '\r' || sheet->row[length - 1] == ' '))
		length--;
	sheet->row[length] = '\0';
	g_ptr_array_set_size(sheet->cells, 0);
	for (char *next = sheet->row; next;)
		g_ptr_array_add(sheet->cells, cell_cut(&next));
	return TRUE;
}

struct sheet *plain_sheet_open(const char *path, GError **error)
{
	GMappedFile *file = file_map(path, error);
	if (!file)
		return NULL;
	struct sheet *sheet = g_new0(struct sheet, 1);
	sheet->path = g_path_get_basename(path);
	sheet->file = file;
	sheet->next = g_mapped_file_get_contents(file);
	sheet->end = sheet->next ? sheet->next + g_mapped_file_get_length(file) : NULL;
	sheet->header = g_ptr_array_new_with_free_func(g_free);
	sheet->cells = g_ptr_array_new();
	if (sheet->end - sheet->next >= 3 && memcmp(sheet->next, "\xef\xbb\xbf", 3) == 0)
		sheet->next += 3;
	if (!row_read(sheet)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s is empty; a header line such as id,date,place,x,y was expected."),
			    path);
		plain_sheet_free(sheet);
		return NULL;
	}
	for (guint i = 0; i < sheet->cells->len; i++)
		g_ptr_array_add(sheet->header, g_utf8_make_valid(sheet->cells->pdata[i], -1));
	return sheet;
}

void plain_sheet_free(struct sheet *sheet)
{
	if (!sheet)
		return;
	g_mapped_file_unref(sheet->file);
	g_ptr_array_unref(sheet->header);
	g_ptr_array_unref(sheet->cells);
	g_free(sheet->row);
	g_free(sheet->path);
	g_free(sheet);
}

int plain_sheet_column(const struct sheet *sheet, const char *name)
{
	for (guint i = 0; i < sheet->header->len; i++)
		if (strcmp(sheet->header->pdata[i], name) == 0)
			return (int)i;
	return -1;
}

int plain_sheet_need(const struct sheet *sheet, const char *name, GError **error)
{
	int column = plain_sheet_column(sheet, name);
	if (column < 0)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line 1: the column “%s” is missing."), sheet->path, name);
	return column;
}

gboolean plain_sheet_next(struct sheet *sheet, GError **error)
{
	do {
		if (!row_read(sheet))
			return FALSE;
	} while (sheet->cells->len == 1 && *(const char *)sheet->cells->pdata[0] == '\0');
	if (sheet->cells->len == sheet->header->len)
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
		    _("%s, line %d: %u cells where the header has %u."), sheet->path, sheet->line,
		    sheet->cells->len, sheet->header->len);
	return FALSE;
}

int plain_sheet_line(const struct sheet *sheet)
{
	return sheet->line;
}

const char *plain_sheet_cell(const struct sheet *sheet, int column)
{
	return column < 0 ? "" : sheet->cells->pdata[column];
}

void plain_sheet_complain(const struct sheet *sheet, int column, GError **error, const char *format,
			  ...)
{
	va_list arguments;
	va_start(arguments, format);
	g_autofree char *text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT, _("%s, line %d, %s: %s"), sheet->path,
		    sheet->line, column < 0 ? "?" : (const char *)sheet->header->pdata[column],
		    text);
}

/* What stood there, harmless and not too long. */
static char *quoted(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	for (char *p = valid; *p; p++)
		if (g_ascii_iscntrl(*p))
			*p = '?';
	return g_utf8_strlen(valid, -1) > 40 ? g_utf8_substring(valid, 0, 40)
					     : g_steal_pointer(&valid);
}

static gboolean number_parse(const char *text, double *number)
{
	char *end = NULL;
	errno = 0;
	*number = g_ascii_strtod(text, &end);
	return *text && end && *end == '\0' && isfinite(*number);
}

gboolean plain_sheet_number(const struct sheet *sheet, int column, double *number, GError **error)
{
	const char *text = plain_sheet_cell(sheet, column);
	if (number_parse(text, number))
		return TRUE;
	g_autofree char *shown = quoted(text);
	plain_sheet_complain(sheet, column, error,
			     _("“%s” is no number; expected for example 57.841175."), shown);
	return FALSE;
}

gboolean plain_sheet_day(const struct sheet *sheet, int column, int *day, GError **error)
{
	const char *text = plain_sheet_cell(sheet, column);
	*day = day_parse_iso(text);
	if (*day != DAY_NONE)
		return TRUE;
	g_autofree char *shown = quoted(text);
	plain_sheet_complain(sheet, column, error,
			     _("“%s” is no date; expected for example 2026-11-17."), shown);
	return FALSE;
}

/* parameters */

struct parameters {
	char *path, *name;
	GHashTable *values; /* key -> value, owned */
	GHashTable *lines;  /* key -> line number */
};

struct parameters *parameters_open(const char *path, GError **error)
{
	g_autofree char *text = NULL;
	g_autoptr(GError) problem = NULL;
	if (!g_file_get_contents(path, &text, NULL, &problem)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("%s could not be read: %s"), path,
			    problem->message);
		return NULL;
	}
	struct parameters *parameters = g_new0(struct parameters, 1);
	parameters->path = g_strdup(path);
	parameters->name = g_path_get_basename(path);
	parameters->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	parameters->lines = g_hash_table_new(g_str_hash, g_str_equal);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (int i = 0; lines[i]; i++) {
		char *line = g_strstrip(lines[i]), *equals = strchr(line, '=');
		if (*line == '\0' || *line == '#')
			continue;
		if (!equals) {
			g_autofree char *shown = quoted(line);
			g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
				    _("%s, line %d: “%s” is no parameter; expected for example "
				      "aggregate_days=7."),
				    parameters->name, i + 1, shown);
			parameters_free(parameters);
			return NULL;
		}
		char *key = g_strndup(line, (gsize)(equals - line));
		g_strchomp(key);
		g_hash_table_replace(parameters->values, key, g_strdup(g_strchug(equals + 1)));
		g_hash_table_replace(parameters->lines, key, GINT_TO_POINTER(i + 1));
	}
	return parameters;
}

void parameters_free(struct parameters *parameters)
{
	if (!parameters)
		return;
	g_hash_table_unref(parameters->lines);
	g_hash_table_unref(parameters->values);
	g_free(parameters->path);
	g_free(parameters->name);
	g_free(parameters);
}

const char *parameters_text(const struct parameters *parameters, const char *key)
{
	return g_hash_table_lookup(parameters->values, key);
}

void parameters_complain(const struct parameters *parameters, const char *key, GError **error,
			 const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	g_autofree char *text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	int line = GPOINTER_TO_INT(g_hash_table_lookup(parameters->lines, key));
	if (line)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT, _("%s, line %d, %s: %s"),
			    parameters->name, line, key, text);
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT, _("%s, %s: %s"), parameters->name,
			    key, text);
}

gboolean parameters_double(const struct parameters *parameters, const char *key, double least,
			   double most, double *value, GError **error)
{
	const char *text = parameters_text(parameters, key);
	double number = 0;
	if (!text)
		return TRUE;
	if (strcmp(text, "none") != 0 &&
	    (!number_parse(text, &number) || number < least || number > most)) {
		g_autofree char *shown = quoted(text);
		parameters_complain(parameters, key, error,
				    _("“%s” is not a number from %g to %g."), shown, least, most);
		return FALSE;
	}
	*value = number;
	return TRUE;
}

gboolean parameters_int(const struct parameters *parameters, const char *key, int least, int most,
			int *value, GError **error)
{
	double number = *value;
	if (!parameters_double(parameters, key, least, most, &number, error))
		return FALSE;
	if (number != floor(number)) {
		parameters_complain(parameters, key, error,
				    _("a whole number from %d to %d was expected."), least, most);
		return FALSE;
	}
	*value = (int)number;
	return TRUE;
}

gboolean parameters_day(const struct parameters *parameters, const char *key, int *day,
			GError **error)
{
	const char *text = parameters_text(parameters, key);
	if (!text)
		return TRUE;
	*day = day_parse_iso(text);
	if (*day != DAY_NONE)
		return TRUE;
	g_autofree char *shown = quoted(text);
	parameters_complain(parameters, key, error,
			    _("“%s” is no date; expected for example 2026-11-17."), shown);
	return FALSE;
}

/* "a..b" by ones, or "a,b,..,z" by the step from a to b. */
static gboolean numbers_add(GArray *numbers, const char *text, double *until)
{
	const char *dots = strstr(text, "..");
	double number;
	if (!dots)
		return number_parse(text, &number) && g_array_append_val(numbers, number);
	g_autofree char *from = g_strndup(text, (gsize)(dots - text));
	if (*from == '\0')
		return dots[2] == '\0';
	if (!number_parse(from, &number) || !number_parse(dots + 2, until) ||
	    *until - number > 100000)
		return FALSE;
	for (; number <= *until; number++)
		g_array_append_val(numbers, number);
	return TRUE;
}

GArray *parameters_numbers(const struct parameters *parameters, const char *key, GError **error)
{
	const char *text = parameters_text(parameters, key);
	if (!text) {
		parameters_complain(parameters, key, error,
				    _("is missing; expected for example 1,3,7."));
		return NULL;
	}
	GArray *numbers = g_array_new(FALSE, FALSE, sizeof(double));
	g_auto(GStrv) parts = g_strsplit(text, ",", -1);
	gboolean fine = *parts != NULL;
	for (int i = 0; parts[i] && fine; i++) {
		double until;
		fine = numbers_add(numbers, g_strstrip(parts[i]), &until);
		if (fine && strcmp(parts[i], "..") == 0) {
			fine = numbers->len >= 2 && parts[i + 1] &&
			       number_parse(g_strstrip(parts[i + 1]), &until);
			double last = fine ? g_array_index(numbers, double, numbers->len - 1) : 0;
			double step =
				fine ? last - g_array_index(numbers, double, numbers->len - 2) : 0;
			fine = fine && step > 0 && (until - last) / step < 100000;
			for (double n = last + step; fine && n < until - step / 2; n += step)
				g_array_append_val(numbers, n);
		}
	}
	if (fine)
		return numbers;
	g_array_unref(numbers);
	g_autofree char *shown = quoted(text);
	parameters_complain(parameters, key, error,
			    _("“%s” is no list of numbers; expected for example 1,3,7."), shown);
	return NULL;
}

int parameters_word(const struct parameters *parameters, const char *key, const char *const *words,
		    GError **error)
{
	const char *text = parameters_text(parameters, key);
	if (!text)
		return 0;
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], text) == 0)
			return i;
	g_autofree char *shown = quoted(text), *known = g_strjoinv(", ", (char **)words);
	parameters_complain(parameters, key, error, _("“%s” is none of: %s."), shown, known);
	return -1;
}

char *parameters_file(const struct parameters *parameters, const char *key)
{
	const char *text = parameters_text(parameters, key);
	if (!text || !*text)
		return NULL;
	g_autofree char *folder = g_path_get_dirname(parameters->path);
	return g_path_is_absolute(text) ? g_strdup(text) : g_build_filename(folder, text, NULL);
}
