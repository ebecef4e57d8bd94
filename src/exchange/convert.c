/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows become observations: whose they are, which they are, and what was seen of the file as a
 * whole. An unknown category, organisation or place is a fault unless the mapping says what such
 * words become. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "exchange/convert_private.h"
#include "exchange/formats.h"
#include "exchange/row_guard.h"
#include "exchange/row_text.h"
#include "osg/number.h"
#include "osg/observation.h"
#include "exchange/headings.h"
#include "osg/position.h"
#include "osg/text.h"
#include "osg/week.h"

static const char *bare_cell(const struct converter *c, const char *cell)
{
	gsize length = strlen(cell);
	gboolean framed = length > 1 && cell[length - 1] == '\'';
	char *bare = g_strndup(cell + 1, length - 1 - framed);

	g_ptr_array_add(c->bare, bare);
	return bare;
}

const char *converter_cell(const struct converter *c, enum column column)
{
	int at = c->binding.at[column][0];
	const char *cell = at >= 0 && at < c->row->count ? c->row->cells[at] : "";

	return *cell == '\'' && column != COLUMN_SEARCH ? bare_cell(c, cell) : cell;
}

static void fault_at(struct converter *c, const char *field, const char *value, char *take_reason)
{
	if (c->incoming.reason) {
		g_free(take_reason);
		return;
	}
	c->reason = take_reason;
	c->incoming.field = field;
	c->incoming.value = value;
	c->incoming.reason = c->reason;
}

void converter_say(struct converter *c, int at, char *take_reason)
{
	g_clear_pointer(&c->reason, g_free);
	c->incoming.reason = NULL;
	fault_at(c, at < c->count ? c->header[at] : NULL, c->row->cells[at], take_reason);
}

void converter_fault(struct converter *c, enum column column, char *take_reason)
{
	int at = c->binding.at[column][0];

	fault_at(c, at >= 0 ? c->header[at] : NULL, converter_cell(c, column), take_reason);
}

/* ASCII and the letters of Latin-1 need no cleaning; the rest goes the long way. */
static gboolean plainly_clean(const char *text)
{
	const guchar *p = (const guchar *)text;

	if (*p == ' ')
		return FALSE;
	for (; *p; p++) {
		if (*p == 0xC3 && p[1] >= 0x80)
			p++;
		else if (*p < 0x20 || *p > 0x7E)
			return FALSE;
	}
	return p == (const guchar *)text || p[-1] != ' ';
}

char *converter_clean(const char *text, gboolean keep_lines)
{
	return plainly_clean(text) ? g_strdup(text) : text_clean(text, -1, keep_lines);
}

char *converter_clean_stored(struct converter *c, const char *text, gboolean keep_lines)
{
	if (plainly_clean(text))
		return g_strdup(text);
	c->harmful += !text_is_harmless(text);
	return text_clean(text, -1, keep_lines);
}

/* identity */

static char *nameless_id(guint64 digest, int times)
{
	return times > 1 ? g_strdup_printf("=%016" G_GINT64_MODIFIER "x#%d", digest, times)
			 : g_strdup_printf("=%016" G_GINT64_MODIFIER "x", digest);
}

/* "#REF!", "#NAMN?", "#####": what a spreadsheet shows in the place of a value. */
static gboolean is_sheet_fault(const char *id)
{
	return *id == '#' && id[1] && strchr("!?#", id[strlen(id) - 1]);
}

/* "NULL" is no id; 17.0 is what a program that counts in fractions makes of 17. */
static char *bare_id(char *take_id)
{
	g_autofree char *id = take_id;
	gsize digits = strspn(id, "0123456789");
	const char *rest = id + digits;

	if (!digits && (number_is_unsaid(id) || is_sheet_fault(id)))
		*id = '\0';
	if (digits && (*rest == '.' || *rest == ',') && rest[1] && !rest[1 + strspn(rest + 1, "0")])
		id[digits] = '\0';
	return source_id_plain(id);
}

/* The source's id where it has one, else what the row says; a row without an id that stands twice
 * is two events, since nothing says that it is one. */
static void read_identity(struct converter *c)
{
	struct observation *o = &c->incoming.observation;
	const char *text = converter_cell(c, COLUMN_ID);
	g_autofree char *id = *text ? converter_clean_stored(c, text, FALSE) : NULL, *plain = NULL;
	guint64 digest = ROW_DIGEST_START;

	if (id && strcmp(id, plain = bare_id(g_strdup(id))) != 0) {
		c->incoming.other_id = c->other_id = g_steal_pointer(&id);
		id = g_steal_pointer(&plain);
	}
	for (int i = 0; i < COLUMNS; i++)
		for (const int *at = c->binding.at[i]; *at >= 0; at++)
			digest = row_digest(digest, i == COLUMN_ID && id  ? id
						    : *at < c->row->count ? c->row->cells[*at]
									  : "");
	c->incoming.digest = digest;
	o->source = g_strdup(c->mapping->source);
	if (id && number_is_shortened(id))
		converter_fault(c, COLUMN_ID,
				g_strdup(_("a spreadsheet has shortened the id; expected it whole, "
					   "like 202410040815")));
	if (id && *id) {
		o->source_id = g_steal_pointer(&id);
	} else {
		gpointer key = GSIZE_TO_POINTER((gsize)digest);
		int times = GPOINTER_TO_INT(g_hash_table_lookup(c->nameless, key)) + 1;

		g_hash_table_insert(c->nameless, key, GINT_TO_POINTER(times));
		o->source_id = nameless_id(digest, times);
		c->incoming.repeated =
			times <= GPOINTER_TO_INT(g_hash_table_lookup(c->nameless_before, key));
	}
}

/* The id stands for another event here, or for this one: a person has to say. */
static gboolean is_asked_about(struct converter *c)
{
	int year, month, mday, day = row_ids_asked(c->ids, c->incoming.digest);

	if (day == DAY_NONE)
		return FALSE;
	day_to_civil(day, &year, &month, &mday);
	converter_fault(c, COLUMN_ID,
			g_strdup_printf(_("the id stands for an event of %04d-%02d-%02d here, and "
					  "the row may be another one; expected an id of its own"),
					year, month, mday));
	return TRUE;
}

/* An id that was met in this file: the same row again, a source that counts from 1 again, or a
 * question. Rows that are set aside for another reason leave the id to the next. */
static void check_identity(struct converter *c)
{
	struct observation *o = &c->incoming.observation;
	g_autofree char *place = NULL;
	int here = row_ids_line(c->sheet, c->row->line), line = 0;
	enum identity met;

	if (c->incoming.reason || *o->source_id == '=' || is_asked_about(c))
		return;
	met = row_ids_meet(c->ids, o->source_id, c->incoming.digest, o, here, &line);
	if (met == IDENTITY_RESTART) {
		g_autofree char *id = g_steal_pointer(&o->source_id);

		o->source_id = source_id_of_day(id, o->time_from);
		c->restarted++;
		met = row_ids_meet(c->ids, o->source_id, c->incoming.digest, o, here, &line);
	}
	c->incoming.repeated |= met == IDENTITY_SAME;
	if (met != IDENTITY_RESTART && met != IDENTITY_CLASH)
		return;
	place = row_ids_place(c->ids, line);
	converter_fault(c, COLUMN_ID,
			g_strdup_printf(_("%s has the same id and says something else; expected an "
					  "id of its own"),
					place));
}

/* a row */

static void row_shape(struct converter *c)
{
	const struct table_row *row = c->row;

	if (row->fault) {
		fault_at(c, row->fault_cell < c->count ? c->header[row->fault_cell] : NULL,
			 row->fault_cell < row->count ? row->cells[row->fault_cell] : NULL,
			 g_strdup(row->fault));
		return;
	}
	for (int i = c->count; i < row->count; i++)
		if (*row->cells[i]) {
			fault_at(c, NULL, row->cells[i],
				 g_strdup_printf(_("the row has %d cells and the header %d; is a "
						   "delimiter inside a "
						   "text without quotes?"),
						 row->count, c->count));
			return;
		}
}

static void row_raw(struct converter *c)
{
	g_string_truncate(c->raw, 0);
	for (int i = 0; i < MAX(c->row->count, c->count); i++)
		row_text_append(c->raw, i < c->count ? c->header[i] : "+",
				i < c->row->count ? c->row->cells[i] : "");
	c->incoming.raw = c->raw->str;
}

static const struct observation *observation_blank(void)
{
	static gsize once;
	static struct observation blank;

	if (g_once_init_enter(&once)) {
		struct observation *o = record_new(&observation_kind);

		blank = *o;
		g_free(o);
		g_once_init_leave(&once, 1);
	}
	return &blank;
}

/* "Antal 7": as many events in one row, which would be counted as one. */
static void check_count(struct converter *c)
{
	static const char *const pieces[] = {"st", "styck", "stycken", NULL};
	int at = c->counted_in;
	double number;

	if (at < 0 || at >= c->row->count ||
	    !number_read(c->row->cells[at], NUMBER_WHOLE, pieces, &number) || number == 1 ||
	    number < 0)
		return;
	fault_at(c, c->header[at], c->row->cells[at],
		 g_strdup_printf(_("the row tells of %d events; expected one row an event (a "
				   "mapping with unused=%s takes it for one)"),
				 (int)MIN(number, G_MAXINT), c->header[at]));
}

/* The column whose own cell says it; several may be one field. -1: none alone. */
static int guarded_column(const struct converter *c, const struct field *field)
{
	static const enum column of_text[] = {COLUMN_TEXT, COLUMN_SUB, COLUMN_SEARCH, COLUMNS},
				 of_place[] = {COLUMN_PLACE, COLUMN_ADDRESS, COLUMN_AREA, COLUMNS};
	const enum column *columns = g_str_equal(field->name, "place_words") ? of_place : of_text;
	int first = -1;

	for (; *columns != COLUMNS; columns++)
		for (const int *at = c->binding.at[*columns]; *at >= 0; at++) {
			if (*at < c->row->count && row_guard_text(c->options, c->row->cells[*at]))
				return *at;
			first = first < 0 ? *at : first;
		}
	return first;
}

/* The value is not repeated: it stands in the row. */
static void guard(struct converter *c)
{
	const struct field *field;
	char *reason = row_guard(c->options, &c->incoming.observation, &field);
	int at = reason ? guarded_column(c, field) : -1;

	if (reason)
		fault_at(c, at >= 0 ? c->header[at] : NULL, NULL, reason);
}

static void row_read(struct converter *c)
{
	struct observation *o = &c->incoming.observation;

	*o = *observation_blank();
	o->cost = -1;
	o->known = KNOWN_SEEN;
	o->visibility = VISIBLE_OSG;
	o->police_report = c->mapping->police_report;
	row_shape(c);
	converter_fields(c);
	check_count(c);
	read_identity(c);
	o->counted = !c->incoming.not_counted && !c->incoming.elsewhere;
	if (o->time_from != TIME_NONE)
		observation_settle(o, c->options->registry);
	if (!c->incoming.reason)
		guard(c);
	check_identity(c);
}

/* A value below no heading, as in a table whose headings were merged over several columns. */
static gboolean row_has_headless(const struct converter *c, const struct table_row *row)
{
	for (int i = 0; i < c->count && i < row->count; i++)
		if (!*c->header[i] && *row->cells[i])
			return TRUE;
	return FALSE;
}

/* A point of the municipality in a column that nothing is known of. */
static gboolean row_has_unread_point(const struct converter *c, const struct table_row *row)
{
	for (guint l = 0; isnan(c->incoming.observation.lat) && l < c->binding.left->len; l++)
		for (int i = 0; i < MIN(c->count, row->count); i++) {
			struct position p;

			if (c->header[i] == c->binding.left->pdata[l] &&
			    strpbrk(row->cells[i], ".,") && position_read(row->cells[i], &p) &&
			    fabs(p.first) <= 90 &&
			    registry_holds(c->options->registry, p.first, p.second))
				return TRUE;
		}
	return FALSE;
}

static void converter_row_end(struct converter *c)
{
	record_clear(&c->incoming.observation);
	g_clear_pointer(&c->reason, g_free);
	g_clear_pointer(&c->other_id, g_free);
	if (c->bare->len)
		g_ptr_array_set_size(c->bare, 0);
}

/* A row without an id that was taken: on a sheet behind, the same words are no second event. */
static void take_nameless(struct converter *c)
{
	gpointer key = GSIZE_TO_POINTER((gsize)c->incoming.digest);
	int times = GPOINTER_TO_INT(g_hash_table_lookup(c->taken, key)) + 1;

	g_hash_table_insert(c->taken, key, GINT_TO_POINTER(times));
	c->copies += c->incoming.repeated;
}

gboolean converter_row(struct converter *c, const struct table_row *row)
{
	gboolean more;

	if (row_is_blank(row) && !row->fault)
		return TRUE;
	c->row = row;
	memset(&c->incoming, 0, sizeof c->incoming);
	c->incoming.line = row->line;
	c->incoming.sheet = row->sheet;
	if (row->sheet && c->sheet < 0)
		c->sheet = row_ids_sheet(c->ids, row->sheet);
	c->incoming.mapping = c->mapping->id;
	row_read(c);
	if (c->incoming.reason && converter_passes_over(c)) {
		converter_row_end(c);
		return TRUE;
	}
	c->begun = TRUE;
	converter_look_at_repeated(c);
	c->headless += row_has_headless(c, row);
	if (!c->incoming.reason && *c->incoming.observation.source_id == '=')
		take_nameless(c);
	c->unread_points += row_has_unread_point(c, row);
	if (c->incoming.reason)
		row_raw(c);
	else if (c->options->column)
		converter_take_samples(c);
	more = c->options->row(&c->incoming, c->options->data);
	converter_row_end(c);
	return more;
}

/* the file */

gint64 organisation_by_code(const struct registry *v, const char *code)
{
	const struct organisation *found = registry_find_organisation(v, code);
	const GPtrArray *all = registry_organisations(v);

	if (found)
		return found->record.key;
	for (guint i = 0; g_str_equal(code, "POL") && i < all->len; i++) {
		const struct organisation *o = all->pdata[i];

		if (o->kind == ORGANISATION_POLICE)
			return o->record.key;
	}
	return 0;
}

static enum point_order point_order(const char *heading)
{
	g_autofree char *folded = text_fold(heading);

	return heading_says_north(folded) ? POINT_NORTH_FIRST : POINT_EITHER;
}

/* "Tid (UTC)", "Time GMT" */
static gboolean heading_says_utc(const char *heading)
{
	g_autofree char *folded = text_fold(heading);
	g_auto(GStrv) words = g_strsplit_set(folded, " ()[]_,.:/", -1);

	return g_strv_contains((const char *const *)words, "utc") ||
	       g_strv_contains((const char *const *)words, "gmt");
}

static gboolean converter_whose(struct converter *c, GError **error)
{
	const char *code = c->mapping->organisation;

	c->organisation = c->options->organisation;
	if (!c->organisation && code)
		c->organisation = organisation_by_code(c->options->registry, code);
	else if (!c->organisation)
		c->organisation = c->options->own_organisation;
	if (c->organisation || c->binding.at[COLUMN_ORGANISATION][0] >= 0)
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
		    _("%s: mapping %s is for the organisation %s, which this database does not "
		      "have; say whose file it "
		      "is with --org."),
		    c->options->file, c->mapping->id, code ? code : "?");
	return FALSE;
}

struct converter *converter_new(const struct reader_options *options, const struct mapping *mapping,
				const char *const *header, int count, int line, GError **error)
{
	struct converter *c = g_new0(struct converter, 1);
	const char *missing = NULL;

	c->options = options;
	c->mapping = mapping;
	c->count = count;
	c->header = g_new0(char *, (gsize)count + 1);
	c->is_utc = g_new(gboolean, (gsize)count);
	for (int i = 0; i < count; i++) {
		c->header[i] = text_clean(header[i], -1, FALSE);
		c->is_utc[i] = heading_says_utc(c->header[i]);
	}
	time_to_local(options->now, &c->today, &(int){0});
	c->places = place_finder_new(options->registry, mapping, options->municipality);
	c->categories = category_map_new(options->registry, mapping);
	c->own_ids = options->ids ? NULL : row_ids_new();
	c->ids = options->ids ? options->ids : c->own_ids;
	c->bare = g_ptr_array_new_with_free_func(g_free);
	c->repeated = g_array_new(FALSE, FALSE, sizeof(struct repeated_heading));
	c->nameless = g_hash_table_new(NULL, NULL);
	c->nameless_before = g_hash_table_new(NULL, NULL);
	c->taken = g_hash_table_new(NULL, NULL);
	c->sheet = -1;
	c->other_words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	c->meant_words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	c->raw = g_string_new(NULL);
	c->text = g_string_new(NULL);
	if (!mapping_bind(mapping, (const char *const *)c->header, count, &c->binding, &missing)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d: mapping %s needs the column “%s”, which is not there."),
			    options->file, line, mapping->id, missing ? missing : "?");
		g_clear_pointer(&c, converter_free);
	} else if (!mapping_check(mapping, options->registry, !options->organisation, error) ||
		   !converter_whose(c, error)) {
		g_clear_pointer(&c, converter_free);
	} else {
		int x = c->binding.at[COLUMN_X][0];

		c->order = x >= 0 ? point_order(c->header[x]) : c->order;
		converter_find_money(c);
		converter_find_repeated(c);
		c->counted_in =
			mapping_count_column((const char *const *)c->header, c->binding.left);
	}
	return c;
}

void converter_free(struct converter *c)
{
	if (!c)
		return;
	converter_told_free(c);
	g_strfreev(c->header);
	g_free(c->is_utc);
	binding_clear(&c->binding);
	place_finder_free(c->places);
	category_map_free(c->categories);
	row_ids_free(c->own_ids);
	g_ptr_array_unref(c->bare);
	g_array_unref(c->repeated);
	g_hash_table_unref(c->nameless);
	g_hash_table_unref(c->taken);
	g_hash_table_unref(c->nameless_before);
	g_hash_table_unref(c->other_words);
	g_hash_table_unref(c->meant_words);
	g_string_free(c->raw, TRUE);
	g_string_free(c->text, TRUE);
	g_free(c);
}

static gboolean stands_among(const char *heading, const char *const *cells, int count)
{
	g_autofree char *wanted = text_fold(heading);

	for (int i = 0; i < count; i++) {
		g_autofree char *cell = text_fold(cells[i]);

		if (g_str_equal(cell, wanted))
			return TRUE;
	}
	return FALSE;
}

gboolean converter_fits(const struct converter *c, const char *const *cells, int count)
{
	const char *const *header = (const char *const *)c->header;
	int here = 0, both = 0;
	gboolean used = TRUE, others = FALSE;

	for (int i = 0; i < c->count; i++) {
		here += *header[i] != '\0';
		both += *header[i] && stands_among(header[i], cells, count);
	}
	for (int i = 0; i < count; i++)
		others |= *cells[i] && !stands_among(cells[i], header, c->count);
	for (int k = 0; k < COLUMNS; k++)
		for (const int *at = c->binding.at[k]; *at >= 0; at++)
			used &= stands_among(header[*at], cells, count);
	return used || (!others && both * 2 >= here);
}

void converter_follow(struct converter *c, struct converter *before)
{
	g_hash_table_unref(c->nameless_before);
	c->nameless_before = g_hash_table_ref(before->nameless_before);
	if (c->own_ids) /* the caller has none */
		c->ids = before->ids;
}

void converter_next_sheet(struct converter *c)
{
	GHashTableIter iter;
	gpointer key, times;

	c->sheet = -1;
	g_hash_table_iter_init(&iter, c->taken);
	while (g_hash_table_iter_next(&iter, &key, &times)) {
		int before = GPOINTER_TO_INT(g_hash_table_lookup(c->nameless_before, key));

		if (GPOINTER_TO_INT(times) > before)
			g_hash_table_insert(c->nameless_before, key, times);
	}
	g_hash_table_remove_all(c->nameless);
	g_hash_table_remove_all(c->taken);
}

gboolean converter_again(const char *raw, int line, const struct reader_options *options,
			 const char *named, GError **error)
{
	g_autoptr(GPtrArray) fields = rejected_row_fields(raw);
	g_autoptr(GPtrArray) header = g_ptr_array_new(), cells = g_ptr_array_new();
	struct mapping *mapping = NULL;
	struct converter *converter = NULL;
	struct table_row row = {.line = line};

	for (guint i = 0; i + 1 < fields->len; i += 2) {
		g_ptr_array_add(header, fields->pdata[i]);
		g_ptr_array_add(cells, fields->pdata[i + 1]);
	}
	row.count = (int)cells->len;
	row.cells = (const char **)cells->pdata;
	mapping = mapping_load(options->mapping ? options->mapping : named, error);
	if (mapping)
		converter = converter_new(options, mapping, (const char *const *)header->pdata,
					  (int)header->len, 1, error);
	if (converter)
		converter_row(converter, &row);
	converter_free(converter);
	mapping_free(mapping);
	return converter != NULL;
}
