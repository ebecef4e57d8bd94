/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mapping's key file: every line is one that means something, or the whole is refused with the
 * line and what was expected there. Knows no database; mapping_check does, when it is used. */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "exchange/decode.h"
#include "exchange/formats.h"
#include "exchange/mapping.h"
#include "osg/number.h"
#include "exchange/table.h"
#include "osg/csv.h"
#include "osg/registry.h"
#include "osg/resource.h"
#include "osg/text.h"

#define MOST_SKIPPED 1000

struct mapping_reading {
	const char *id;
	const struct key_file *file;
	GError **error;
};

static gboolean refuse(const struct mapping_reading *r, const struct key_line *line,
		       const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Always FALSE. line NULL: it is not there at all. */
static gboolean refuse(const struct mapping_reading *r, const struct key_line *line,
		       const char *format, ...)
{
	va_list arguments;
	g_autofree char *sentence = NULL, *id = text_clean(r->id, -1, FALSE);

	va_start(arguments, format);
	sentence = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	if (line)
		g_set_error(r->error, OSG_ERROR, OSG_ERROR_FORMAT, _("Mapping %s, line %d: %s"), id,
			    line->number, sentence);
	else
		g_set_error(r->error, OSG_ERROR, OSG_ERROR_FORMAT, _("Mapping %s: %s"), id,
			    sentence);
	return FALSE;
}

/* The first so many letters, for messages. */
static char *quote(const char *text)
{
	g_autofree char *clean = text_clean(text, -1, FALSE);

	return text_fit(clean, MIN(40, text_width(clean)), TEXT_LEFT);
}

/* lists of types */

struct types {
	GHashTable *words, *not_counted;
};

static gboolean types_row(const struct table_row *row, gpointer data)
{
	struct types *types = data;
	char *word;

	if (row->line == 1 || row->count < 3)
		return TRUE;
	word = text_fold(row->cells[0]);
	if (g_strcmp0(row->cells[2], "0") == 0)
		g_hash_table_add(types->not_counted, g_strdup(word));
	g_hash_table_replace(types->words, word, g_strdup(row->cells[1]));
	return TRUE;
}

gboolean mapping_read_types(const char *name, GHashTable *words, GHashTable *not_counted)
{
	g_autofree char *path = g_strconcat("mappings/", name, NULL);
	struct types types = {words, not_counted};
	const struct table_options options = {
		.file = path, .delimiter = ',', .row = types_row, .data = &types};
	g_autoptr(GInputStream) stream = NULL;
	gsize size;
	const char *bytes = strchr(name, '/') ? NULL : resource_data(path, &size);

	if (!bytes)
		return FALSE;
	stream = g_memory_input_stream_new_from_data(bytes, (gssize)size, NULL);
	table_read(stream, &options, NULL, NULL);
	return TRUE;
}

/* each line for itself */

static const char *const groups[] = {"mapping",     "columns", "time", "values",
				     "coordinates", "words",   NULL};
static const char *const loose_words[] = {"true", "false", NULL};
static const char *const midnight_words[] = {"unknown", "known", NULL};
static const char *const report_words[] = {"yes", "no", "unknown", NULL};
static const char *const outside_words[] = {"keep", "refuse", NULL};

/* What a mapping may say beside [columns] and [words]; anything else is a slip of the pen that
 * would silently do nothing. */
static const struct {
	const char *group, *key;
	const char *const *words; /* what may stand there; NULL = any text */
} mapping_keys[] = {
	{"mapping", "title", NULL},
	{"mapping", "title_sv", NULL},
	{"mapping", "organisation", NULL},
	{"mapping", "source", NULL},
	{"mapping", "other", NULL},
	{"mapping", "types", NULL},
	{"mapping", "delimiter", NULL},
	{"mapping", "skip", NULL},
	{"mapping", "sheet", NULL},
	{"mapping", "loose", loose_words},
	{"time", "formats", NULL},
	{"time", "midnight", midnight_words},
	{"values", "police_report", report_words},
	{"coordinates", "system", coordinate_systems},
	{"coordinates", "outside", outside_words},
	{"coordinates", "near", NULL},
};

/* Whether the key is one of its group and the value one of its words. */
static gboolean check_key(const struct mapping_reading *r, const struct key_line *line)
{
	g_autofree char *expected = NULL, *name = quote(line->name), *value = quote(line->value);

	if (g_str_equal(line->group, "columns") || g_str_equal(line->group, "words"))
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(mapping_keys); i++) {
		const char *const *words = mapping_keys[i].words;

		if (!g_str_equal(mapping_keys[i].group, line->group) ||
		    !g_str_equal(mapping_keys[i].key, line->name))
			continue;
		if (!words || g_strv_contains(words, line->value))
			return TRUE;
		expected = g_strjoinv("|", (char **)words);
		return refuse(r, line, _("%s is “%s”; expected one of %s."), name, value, expected);
	}
	return refuse(r, line, _("[%s] has no “%s”; see osg-mapping(5)."), line->group, name);
}

static gboolean check_group(const struct mapping_reading *r, const struct key_line *line)
{
	g_autofree char *known = NULL, *name = quote(line->group);

	if (g_strv_contains(groups, line->group))
		return TRUE;
	known = g_strjoinv("], [", (char **)groups);
	if (!*line->group)
		return refuse(r, line,
			      _("a value before any group; expected one of [%s] above it."), known);
	return refuse(r, line, _("there is no group [%s]; expected one of [%s]."), name, known);
}

/* The same said twice is a slip: which of them is meant nobody can tell. Words are compared as
 * they are looked up, folded. */
static gboolean check_once(const struct mapping_reading *r, const struct key_line *line,
			   GHashTable *seen)
{
	g_autofree char *folded = g_str_equal(line->group, "words") ? text_fold(line->name) : NULL;
	g_autofree char *name = quote(line->name);
	char *key = g_strdup_printf("%s\n%s", line->group, folded ? folded : line->name);
	const struct key_line *first = g_hash_table_lookup(seen, key);

	if (!first) {
		g_hash_table_insert(seen, key, (gpointer)line);
		return TRUE;
	}
	g_free(key);
	if (g_str_equal(line->group, "columns"))
		return refuse(r, line,
			      _("“%s” stands on line %d already; several columns are joined on one "
				"line, like %s=Title + Text."),
			      name, first->number, name);
	return refuse(r, line, _("“%s” stands on line %d already; expected it once."), name,
		      first->number);
}

static gboolean check_lines(const struct mapping_reading *r)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const GPtrArray *lines = key_file_lines(r->file);

	for (guint i = 0; i < lines->len; i++) {
		const struct key_line *line = lines->pdata[i];
		g_autofree char *text = quote(line->text);

		if (line->kind == KEY_LINE_BAD)
			return refuse(r, line,
				      _("“%s” cannot be read; expected a group like [columns], a "
					"value like date=Datum, or a comment after #."),
				      text);
		if (line->kind == KEY_LINE_EMPTY)
			continue;
		if (!check_group(r, line) || (line->kind == KEY_LINE_VALUE &&
					      (!check_key(r, line) || !check_once(r, line, seen))))
			return FALSE;
	}
	return TRUE;
}

/* columns */

static void free_names(gpointer names)
{
	g_strfreev(names);
}

/* "Datum;Händelse + Plats": alternatives, each one column or several that are joined. NULL where
 * nothing is said or too many are joined. */
static GPtrArray *alternatives_of(const char *text)
{
	g_auto(GStrv) all = csv_cell_list(text, ';');
	g_autoptr(GPtrArray) alternatives = g_ptr_array_new_with_free_func(free_names);

	for (char **one = all; one && *one; one++) {
		char **names = g_strsplit(*one, " + ", -1);

		g_ptr_array_add(alternatives, names);
		if (g_strv_length(names) > MAPPING_MOST_JOINED)
			return NULL;
	}
	return all ? g_steal_pointer(&alternatives) : NULL;
}

static gboolean read_column(struct mapping *m, const struct mapping_reading *r,
			    const struct key_line *line)
{
	g_autofree char *name = quote(line->name);
	int c = 0;

	if (g_str_equal(line->name, "unused")) {
		m->unused = csv_cell_list(line->value, ';');
		return TRUE;
	}
	while (c < COLUMNS && !g_str_equal(column_name((enum column)c), line->name))
		c++;
	if (c == COLUMNS)
		return refuse(r, line,
			      _("[columns] has no “%s”; expected date, category, place, text or "
				"another of osg-mapping(5)."),
			      name);
	m->columns[c] = alternatives_of(line->value);
	return m->columns[c] ||
	       refuse(r, line,
		      _("expected the heading of the column behind %s=, or up to %d that are "
			"joined by +."),
		      name, MAPPING_MOST_JOINED);
}

/* The line that opens a group. */
static const struct key_line *group_line(const struct mapping_reading *r, const char *group)
{
	const GPtrArray *lines = key_file_lines(r->file);

	for (guint i = 0; i < lines->len; i++) {
		const struct key_line *line = lines->pdata[i];

		if (line->kind == KEY_LINE_GROUP && g_str_equal(line->group, group))
			return line;
	}
	return NULL;
}

/* One coordinate is no point. */
static gboolean check_pairs(const struct mapping *m, const struct mapping_reading *r)
{
	static const enum column pairs[][2] = {{COLUMN_LAT, COLUMN_LON},
					       {COLUMN_LON, COLUMN_LAT},
					       {COLUMN_X, COLUMN_Y},
					       {COLUMN_Y, COLUMN_X}};

	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++)
		if (m->columns[pairs[i][0]] && !m->columns[pairs[i][1]])
			return refuse(r,
				      key_file_find(r->file, "columns", column_name(pairs[i][0])),
				      _("%s is half a point; expected %s= as well."),
				      column_name(pairs[i][0]), column_name(pairs[i][1]));
	return TRUE;
}

static gboolean read_columns(struct mapping *m, const struct mapping_reading *r)
{
	const GPtrArray *lines = key_file_lines(r->file);

	for (guint i = 0; i < lines->len; i++) {
		const struct key_line *line = lines->pdata[i];

		if (line->kind == KEY_LINE_VALUE && g_str_equal(line->group, "columns") &&
		    !read_column(m, r, line))
			return FALSE;
	}
	if (m->columns[COLUMN_CATEGORY] && (m->columns[COLUMN_WHEN] || m->columns[COLUMN_DATE]))
		return check_pairs(m, r);
	return refuse(r, group_line(r, "columns"),
		      _("[columns] must say which column is the time (when or date) and which the "
			"category, for example “date=Datum”."));
}

/* values */

/* A format that lacks the year or month, or has a part twice, would fit no cell. */
static gboolean check_parts(const struct mapping_reading *r, const struct key_line *line,
			    const char *format)
{
	static const struct {
		const char *letters, *why;
		int least;
	} parts[] = {
		{"Y", N_("“%s” has no year; expected a format like %s."), 1},
		{"mB", N_("“%s” has no month (%%m); expected a format like %s."), 1},
		{"d", NULL, 0}, /* statistics by the month have none */
		{"HI", NULL, 0},
		{"M", NULL, 0},
		{"S", NULL, 0},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		int count = 0;

		for (const char *p = format; (p = strchr(p, '%')); p += 2)
			count += strchr(parts[i].letters, p[1]) != NULL;
		if (count < parts[i].least)
			return refuse(r, line, _(parts[i].why), format, "%Y-%m-%d %H:%M");
		if (count > 1)
			return refuse(r, line, _("“%s” has %%%c twice; expected a format like %s."),
				      format, *parts[i].letters, "%Y-%m-%d %H:%M");
	}
	return TRUE;
}

/* A letter that no reader knows would set every row aside. */
static gboolean check_format(const struct mapping_reading *r, const struct key_line *line,
			     const char *format)
{
	static const char letters[] = "YmdHMSIpB";

	for (const char *p = format; (p = strchr(p, '%')); p += 2)
		if (!p[1] || !strchr(letters, p[1])) {
			g_autofree char *letter = g_utf8_substring(p, 0, p[1] ? 2 : 1);

			return refuse(r, line,
				      _("“%s” in “%s” is not known; expected %%Y %%m %%d %%H %%M "
					"%%S %%I %%p %%B, or iso."),
				      letter, format);
		}
	return g_str_equal(format, "iso") || check_parts(r, line, format);
}

static gboolean read_formats(struct mapping *m, const struct mapping_reading *r)
{
	static const char *const standard[] = {"iso", "%Y-%m-%d %H:%M", "%Y-%m-%d", NULL};
	const struct key_line *line = key_file_find(r->file, "time", "formats");

	m->formats =
		line ? key_file_list(r->file, "time", "formats") : g_strdupv((char **)standard);
	if (!*m->formats)
		return refuse(r, line, _("“%s” has no year; expected a format like %s."), "",
			      "%Y-%m-%d %H:%M");
	for (gsize i = 0; m->formats[i]; i++)
		if (!check_format(r, line, g_strstrip(m->formats[i])))
			return FALSE;
	return TRUE;
}

static gboolean read_numbers(struct mapping *m, const struct mapping_reading *r)
{
	static const char *const metres[] = {"m", NULL};
	const struct key_line *near = key_file_find(r->file, "coordinates", "near");
	const struct key_line *skip = key_file_find(r->file, "mapping", "skip");
	g_autofree char *shown = quote(skip ? skip->value : near ? near->value : "");

	m->near = 50;
	if (skip && (!number_read_count(skip->value, &m->skip) || m->skip > MOST_SKIPPED))
		return refuse(r, skip, _("skip is “%s”; expected a number of lines like 2."),
			      shown);
	if (near && (!number_read(near->value, NUMBER_DECIMAL, metres, &m->near) || m->near < 0))
		return refuse(r, near, _("near is “%s”; expected metres like 50."), near->value);
	return TRUE;
}

/* "tab" is said as a word. */
static gboolean read_delimiter(struct mapping *m, const struct mapping_reading *r)
{
	const struct key_line *line = key_file_find(r->file, "mapping", "delimiter");
	const char *text = line ? line->value : "";
	g_autofree char *shown = quote(text);

	if (!*text)
		return TRUE;
	m->delimiter = g_ascii_strcasecmp(text, "tab") == 0 ? '\t' : text[0];
	return m->delimiter == '\t' || (!text[1] && g_ascii_ispunct(*text) && *text != '"') ||
	       refuse(r, line,
		      _("the delimiter is “%s”; expected one sign like , or the word tab."), shown);
}

static gboolean read_words(struct mapping *m, const struct mapping_reading *r)
{
	const GPtrArray *lines = key_file_lines(r->file);
	const struct key_line *types = key_file_find(r->file, "mapping", "types");

	m->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	m->not_counted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	if (types && *types->value && !mapping_read_types(types->value, m->words, m->not_counted)) {
		g_autofree char *name = quote(types->value);

		return refuse(r, types, _("there is no list of types “%s”; expected %s."), name,
			      "polisen_types.csv");
	}
	for (guint i = 0; i < lines->len; i++) {
		const struct key_line *line = lines->pdata[i];

		if (line->kind == KEY_LINE_VALUE && g_str_equal(line->group, "words"))
			g_hash_table_replace(m->words, text_fold(line->name),
					     g_strdup(line->value));
	}
	return TRUE;
}

/* Of the mapping itself, owned; NULL where nothing is said. */
static char *value_of(const struct mapping_reading *r, const char *name)
{
	const char *value = key_file_get(r->file, "mapping", name);

	return value && *value ? text_clean(value, -1, FALSE) : NULL;
}

static gboolean is_said(const struct mapping_reading *r, const char *group, const char *name,
			const char *value)
{
	return g_strcmp0(key_file_get(r->file, group, name), value) == 0;
}

static gboolean read_all(struct mapping *m, const struct mapping_reading *r)
{
	const char *system = key_file_get(r->file, "coordinates", "system");

	m->id = text_clean(r->id, -1, FALSE);
	if (!check_lines(r) || !read_columns(m, r) || !read_formats(m, r) || !read_numbers(m, r) ||
	    !read_delimiter(m, r) || !read_words(m, r))
		return FALSE;
	m->title = value_of(r, "title");
	m->title_sv = value_of(r, "title_sv");
	m->organisation = value_of(r, "organisation");
	m->source = value_of(r, "source");
	m->sheet = value_of(r, "sheet");
	m->other = value_of(r, "other");
	m->loose = is_said(r, "mapping", "loose", "true");
	m->midnight_unknown = is_said(r, "time", "midnight", "unknown");
	m->police_report = is_said(r, "values", "police_report", "yes")  ? ANSWER_YES
			   : is_said(r, "values", "police_report", "no") ? ANSWER_NO
									 : ANSWER_UNKNOWN;
	m->outside_keep = is_said(r, "coordinates", "outside", "keep");
	for (int i = 0; system && coordinate_systems[i]; i++)
		if (g_str_equal(system, coordinate_systems[i]))
			m->system = (enum coordinate_system)i;
	if (!m->source)
		m->source = g_strdup(m->id);
	return TRUE;
}

struct mapping *mapping_parse(const char *id, const char *bytes, gsize size, GError **error)
{
	g_autofree char *text = decode_text(bytes, size, &size);
	struct mapping *m = g_new0(struct mapping, 1);
	struct mapping_reading r = {id, NULL, error};

	r.file = m->file = key_file_parse(text, size);
	if (read_all(m, &r))
		return m;
	mapping_free(m);
	return NULL;
}

/* against a database */

static gboolean check_category(const struct mapping_reading *r, const struct registry *registry,
			       const struct key_line *line)
{
	g_autofree char *name = quote(line->name), *value = quote(line->value);

	return registry_find_category(registry, line->value) ||
	       refuse(r, line,
		      _("%s is “%s”, which is no category here; expected a code or name of the "
			"list "
			"(“osg list categories”), like SKA."),
		      name, value);
}

gboolean mapping_check(const struct mapping *m, const struct registry *registry, gboolean whose,
		       GError **error)
{
	const struct mapping_reading r = {m->id, m->file, error};
	const GPtrArray *lines = key_file_lines(m->file);
	const struct key_line *other = key_file_find(m->file, "mapping", "other");
	const struct key_line *organisation = key_file_find(m->file, "mapping", "organisation");

	if (!m->own)
		return TRUE;
	if (m->other && !check_category(&r, registry, other))
		return FALSE;
	if (m->organisation && whose && !organisation_by_code(registry, m->organisation)) {
		g_autofree char *value = quote(m->organisation);

		return refuse(
			&r, organisation,
			_("there is no organisation “%s” here; expected a code like %s, or say "
			  "whose file it is with --org."),
			value, "BEV");
	}
	for (guint i = 0; i < lines->len; i++) {
		const struct key_line *line = lines->pdata[i];

		if (line->kind == KEY_LINE_VALUE && g_str_equal(line->group, "words") &&
		    !check_category(&r, registry, line))
			return FALSE;
	}
	return TRUE;
}
