/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How osg's own records are known: by the names of their fields, which nobody else has so. */
#include "config.h"

#include "exchange/records_known.h"

#include <string.h>

#include "exchange/records.h"
#include "exchange/table.h"
#include "osg/csv.h"
#include "osg/id.h"

static int count_fields(const struct record_kind *kind)
{
	int count = 0;

	while (kind->fields[count].name)
		count++;
	return count;
}

#define TELLING 3 /* names that are not anybody's */

/* The kind that has all of the names (those that are empty aside): the one that has no others, else
 * the only one that has them. Fewer names than tell must be all that it has. NULL = none. */
static const struct record_kind *kind_of_names(const char *const *names, int telling)
{
	const struct record_kind *part = NULL;
	int fitting = 0;

	for (gsize k = 0; record_kinds[k]; k++) {
		int found = 0, fields = count_fields(record_kinds[k]);
		gsize i = 0;

		for (; names[i]; i++)
			if (fields_find(record_kinds[k]->fields, names[i]))
				found++;
			else if (*names[i] && !g_str_equal(names[i], "id"))
				break;
		if (!names[i] && found == fields)
			return record_kinds[k];
		if (!names[i] && found >= telling) {
			part = record_kinds[k];
			fitting++;
		}
	}
	return fitting == 1 ? part : NULL;
}

const struct record_kind *records_kind_of(const char *const *names)
{
	return kind_of_names(names, TELLING);
}

/* Where an id of osg stands below them no other name needs to tell. */
static const struct record_kind *kind_of_header(const struct csv_table *table, const char *id)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (int c = 0; c < csv_table_columns(table); c++)
		g_ptr_array_add(names, (gpointer)csv_table_name(table, c));
	g_ptr_array_add(names, NULL);
	return kind_of_names((const char *const *)names->pdata,
			     id && id_parse(id, &(struct id){0}) ? 1 : TELLING);
}

const struct record_kind *records_kind_of_table(const struct csv_table *table)
{
	return kind_of_header(table,
			      csv_table_rows(table)
				      ? csv_table_cell(table, 0, csv_table_column(table, "id"))
				      : NULL);
}

gboolean records_are_headed(const char *const *names, int count)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new();
	const struct record_kind *kind;

	for (int i = 0; i < count; i++)
		g_ptr_array_add(all, (gpointer)names[i]);
	g_ptr_array_add(all, NULL);
	kind = count && g_str_equal(names[0], "id")
		       ? kind_of_names((const char *const *)all->pdata, TELLING)
		       : NULL;
	return kind && count == count_fields(kind) + 1;
}

/* Without the blanks between its words. Owned. */
static char *squeezed(const char *head, gsize length)
{
	GString *out = g_string_new(NULL);
	gboolean text = FALSE;

	for (gsize i = 0; i < length; i++) {
		if (text && head[i] == '\\' && i + 1 < length)
			g_string_append_c(out, head[i++]);
		else if (head[i] == '"')
			text = !text;
		if (text || !g_ascii_isspace(head[i]))
			g_string_append_c(out, head[i]);
	}
	return g_string_free(out, FALSE);
}

/* The quotation mark that ends the text which one begins; NULL: the head does not go so far. */
static const char *text_end(const char *text)
{
	for (text++; *text && *text != '"'; text++)
		if (*text == '\\' && text[1])
			text++;
	return *text ? text : NULL;
}

/* The names of an object's members, p behind its brace, with NULL at the end. *whole: the head goes
 * to its end. Owned. */
static GPtrArray *member_names(const char *p, gboolean *whole)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	int depth = 0;

	for (; p && *p && depth >= 0; p++) {
		const char *end = *p == '"' ? text_end(p) : NULL;

		if (*p != '"')
			depth += strchr("{[", *p) ? 1 : strchr("}]", *p) ? -1 : 0;
		else if (!end)
			break;
		else if (!depth && end[1] == ':')
			g_ptr_array_add(names, g_strndup(p + 1, (gsize)(end - p - 1)));
		p = end ? end : p;
	}
	*whole = depth < 0;
	g_ptr_array_add(names, NULL);
	return names;
}

static gboolean says_own_id(const char *text)
{
	const char *at = strstr(text, "\"id\":\"");
	g_autofree char *said = at ? g_strndup(at + strlen("\"id\":\""), ID_TEXT_SIZE - 1) : NULL;
	struct id id;

	return said && id_parse(said, &id);
}

/* What "osg --json list" writes, with the names in the order of the alphabet: an outline may stand
 * before all others. */
static gboolean is_sorted_list(const char *text)
{
	gboolean whole;
	const char *first = *text == '[' ? text + 1 : text; /* or one on each line */
	g_autoptr(GPtrArray) names = *first == '{' ? member_names(first + 1, &whole) : NULL;

	return names && (!whole || says_own_id(text)) &&
	       kind_of_names((const char *const *)names->pdata, whole ? TELLING : 1);
}

/* The names of the first object's members, as far as the head goes. */
int records_sniff_json(const char *head, gsize length, const char *name UNUSED)
{
	g_autofree char *text = squeezed(head, length);

	if (is_sorted_list(text))
		return 97;
	for (gsize k = 0; record_kinds[k]; k++) {
		const struct field *f = record_kinds[k]->fields;
		int found = 0;

		for (; f->name && found < 4; f++) {
			g_autofree char *key = g_strdup_printf("\"%s\":", f->name);

			if (!strstr(text, key))
				break;
			found++;
		}
		if ((found == 4 || !f->name) && strstr(text, "{\"id\":\""))
			return 97;
	}
	return 0;
}

/* What is written of a kind that has no records. */
static gboolean is_empty_collection(const char *head, gsize length)
{
	g_autofree char *text = g_strndup(head, length);
	const char *features = strstr(text, "\"features\":[");

	return features &&
	       g_str_has_prefix(g_strchug((char *)features + strlen("\"features\":[")), "]}");
}

int records_sniff_geojson(const char *head, gsize length, const char *name)
{
	g_autofree char *text = NULL;

	if (length < 200 && is_empty_collection(head, length))
		return 97;
	text = squeezed(head, length);
	return g_str_has_prefix(text, "{\"type\":\"Feature")
		       ? records_sniff_json(head, length, name) + 1
		       : 0;
}

/* Whether a line is the header of records, parted by this; of what a spreadsheet may have made only
 * with all fields, or above an id of osg. */
static gboolean is_header(const char *line, gsize length, char delimiter, const char *id)
{
	g_autoptr(csv_table_auto) header = csv_table_read(line, length, delimiter, "", NULL);
	const struct record_kind *kind = header && g_strcmp0(csv_table_name(header, 0), "id") == 0
						 ? kind_of_header(header, id)
						 : NULL;

	return kind && (delimiter == ',' || id_parse(id, &(struct id){0}) ||
			csv_table_columns(header) == count_fields(kind) + 1);
}

/* The beginning of a line as long as an id, without its frame. Owned. */
static char *first_cell(const char *line, const char *end)
{
	line += line < end && *line == '"';
	return g_strndup(line, (gsize)MIN(end - line, ID_TEXT_SIZE - 1));
}

/* Whether a line's first cell is "id", framed or not: what only looks so costs nothing. */
static gboolean begins_with_id(const char *line, gsize length)
{
	gsize mark = length && *line == '"';

	return length > 2 * mark + 2 && strncmp(line + mark, "id", 2) == 0 &&
	       (!mark || line[3] == '"') && strchr(",;\t", line[2 * mark + 2]);
}

char records_delimiter(const char *head, gsize length, gsize *header)
{
	const char *end = head + length, *next;
	int passed = 0;

	for (const char *line = head; line < end && passed < TABLE_TITLE_LINES; line = next) {
		const char *stop = memchr(line, '\n', (gsize)(end - line));
		gsize bytes = (gsize)((stop ? stop : end) - line);

		next = stop ? stop + 1 : end;
		passed++;
		if (!begins_with_id(line, bytes))
			continue;
		*header = (gsize)(line - head);
		bytes -= line[bytes - 1] == '\r';
		g_autofree char *id = first_cell(next, end);

		for (const char *delimiter = ",;\t"; *delimiter; delimiter++)
			if (is_header(line, bytes, *delimiter, id))
				return *delimiter;
	}
	*header = 0;
	return 0;
}

int records_sniff_csv(const char *head, gsize length, const char *name UNUSED)
{
	gsize header;

	return records_delimiter(head, length, &header) ? 97 : 0;
}
