/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Content lines: bytes are unfolded before they are characters, for programs fold in the middle of
 * one. */
#include "config.h"

#include "exchange/ical_text.h"

#include <string.h>

#include "exchange/decode.h"
#include "osg/week.h"

static void line_free(gpointer data)
{
	struct ical_line *line = data;

	g_free(line->name);
	g_free(line->parameters);
	g_free(line->value);
	g_free(line);
}

/* A line break each, one logical line between two; numbers: where each began in the file. */
static GString *unfold(const char *bytes, gsize length, GArray *numbers)
{
	GString *out = g_string_sized_new(length);
	int number = 1;

	g_array_append_val(numbers, number);
	for (gsize i = 0; i < length; i++) {
		gsize end = i + (bytes[i] == '\r' && i + 1 < length && bytes[i + 1] == '\n');

		if (bytes[i] != '\n' && bytes[i] != '\r') {
			g_string_append_c(out, bytes[i]);
			continue;
		}
		number++;
		i = end;
		if (i + 1 < length && (bytes[i + 1] == ' ' || bytes[i + 1] == '\t')) {
			i++;
			continue;
		}
		g_string_append_c(out, '\n');
		g_array_append_val(numbers, number);
	}
	return out;
}

/* Where its value begins; NULL: it is no content line. */
static const char *find_value(const char *text)
{
	const char *at = text;
	gboolean quoted = FALSE;

	while (g_ascii_isalnum(*at) || *at == '-')
		at++;
	if (at == text || (*at != ':' && *at != ';'))
		return NULL;
	for (; *at && (quoted || *at != ':'); at++)
		quoted ^= *at == '"';
	return *at ? at + 1 : NULL;
}

static struct ical_line *line_new(const char *text, const char *value, int number)
{
	struct ical_line *line = g_new0(struct ical_line, 1);
	gsize name = strcspn(text, ":;"), before = (gsize)(value - 1 - text);

	line->number = number;
	line->name = g_ascii_strup(text, (gssize)name);
	line->parameters =
		name < before ? g_strndup(text + name + 1, before - name - 1) : g_strdup("");
	line->value = g_strdup(value);
	return line;
}

static void line_lengthen(struct ical_line *line, const char *text)
{
	char *longer = g_strconcat(line->value, "\\n", text, NULL);

	g_free(line->value);
	line->value = longer;
}

GPtrArray *ical_lines(const char *bytes, gsize length)
{
	gboolean wide = decode_is_utf16(bytes, length) != NULL;
	gsize size = length;
	g_autofree char *narrow = wide ? decode_text(bytes, length, &size) : NULL;
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(int));
	g_autoptr(GString) unfolded = unfold(wide ? narrow : bytes, size, numbers);
	g_autofree char *text = decode_text(unfolded->str, unfolded->len, &size);
	GPtrArray *out = g_ptr_array_new_with_free_func(line_free);
	char *at = text;

	for (guint i = 0; at && i < numbers->len; i++) {
		char *end = strchr(at, '\n');
		const char *value;

		if (end)
			*end = '\0';
		value = find_value(at);
		if (value)
			g_ptr_array_add(out, line_new(at, value, g_array_index(numbers, int, i)));
		else if (*at && out->len)
			line_lengthen(out->pdata[out->len - 1], at);
		at = end ? end + 1 : NULL;
	}
	return out;
}

const struct ical_line *ical_find(const GPtrArray *lines, const char *name)
{
	for (guint i = 0; i < lines->len; i++) {
		const struct ical_line *line = lines->pdata[i];

		if (strcmp(line->name, name) == 0)
			return line;
	}
	return NULL;
}

/* The end of one of the parameters: the next ';' that is not quoted. */
static const char *parameter_end(const char *at)
{
	gboolean quoted = FALSE;

	for (; *at && (quoted || *at != ';'); at++)
		quoted ^= *at == '"';
	return at;
}

gboolean ical_is(const struct ical_line *line, const char *name, const char *value)
{
	return strcmp(line->name, name) == 0 && g_ascii_strcasecmp(line->value, value) == 0;
}

char *ical_parameter(const struct ical_line *line, const char *name)
{
	gsize length = strlen(name);

	for (const char *at = line->parameters; *at;) {
		const char *end = parameter_end(at), *value = at + length + 1;

		if (g_ascii_strncasecmp(at, name, length) == 0 && at[length] == '=') {
			gboolean quoted = *value == '"' && end > value + 1 && end[-1] == '"';

			return g_strndup(value + quoted, (gsize)(end - value) - 2 * (gsize)quoted);
		}
		at = *end ? end + 1 : end;
	}
	return NULL;
}

char *ical_text(const struct ical_line *line)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (const char *at = line ? line->value : ""; *at; at++)
		if (*at != '\\' || !at[1])
			g_string_append_c(out, *at);
		else if (*++at == 'n' || *at == 'N')
			g_string_append_c(out, '\n');
		else
			g_string_append_c(out, *at);
	g_strstrip(out->str);
	return *out->str ? g_strdup(out->str) : NULL;
}

/* values */

static gboolean digits(const char *text, int count)
{
	for (int i = 0; i < count; i++)
		if (!g_ascii_isdigit(text[i]))
			return FALSE;
	return TRUE;
}

static int pair(const char *text)
{
	return (text[0] - '0') * 10 + text[1] - '0';
}

gboolean ical_wall(const char *text, int *day, int *seconds, gboolean *date, gboolean *utc)
{
	int hour, minute;

	if (!digits(text, 8))
		return FALSE;
	*day = day_from_civil(pair(text) * 100 + pair(text + 2), pair(text + 4), pair(text + 6));
	*date = text[8] == '\0';
	*utc = FALSE;
	*seconds = 0;
	if (*day == DAY_NONE || *date)
		return *day != DAY_NONE;
	if ((text[8] != 'T' && text[8] != 't') || !digits(text + 9, 6))
		return FALSE;
	hour = pair(text + 9);
	minute = pair(text + 11);
	*seconds = hour * 3600 + minute * 60 + MIN(pair(text + 13), 59);
	*utc = g_ascii_toupper(text[15]) == 'Z';
	return hour < 24 && minute < 60 && pair(text + 13) <= 60 && !text[15 + *utc];
}

gboolean ical_duration(const char *text, gint64 *seconds)
{
	static const struct {
		char letter;
		int seconds;
	} units[] = {{'W', 7 * DAY_SECONDS}, {'D', DAY_SECONDS}, {'H', 3600}, {'M', 60}, {'S', 1}};

	*seconds = 0;
	text += *text == '+';
	if (g_ascii_toupper(*text++) != 'P' || !*text)
		return FALSE;
	while (*text) {
		char *end;
		guint64 number;
		gsize u = 0;

		if (g_ascii_toupper(*text) == 'T') {
			text++;
			continue;
		}
		number = g_ascii_strtoull(text, &end, 10);
		while (u < G_N_ELEMENTS(units) && units[u].letter != g_ascii_toupper(*end))
			u++;
		if (end == text || u == G_N_ELEMENTS(units) || number > 1000000)
			return FALSE;
		*seconds += (gint64)number * units[u].seconds;
		text = end + 1;
	}
	return TRUE;
}
