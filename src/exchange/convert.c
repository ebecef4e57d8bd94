/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows become observations. Each field is read by its own function, all of them even after a fault,
 * so that the person who takes a rejected row in finds everything else filled in. Words repeat:
 * what a cell means is kept by its text. An unknown category, organisation or place is a
 * fault unless the mapping says what such words become. */
#include "config.h"

#include "exchange/convert.h"

#include <math.h>
#include <string.h>

#include "exchange/formats.h"
#include "exchange/number.h"
#include "exchange/place_find.h"
#include "exchange/row_identity.h"
#include "exchange/category_map.h"
#include "exchange/time_read.h"
#include "exchange/row_text.h"
#include "osg/observation.h"
#include "osg/text.h"
#include "osg/week.h"

#define YEAR_SECONDS (366 * (gint64)DAY_SECONDS)

/* What is said of a column: a cell of it and what its row became. */
struct told_column {
	char *sample, *read;
};

struct converter {
	const struct reader_options *options;
	const struct mapping *mapping;
	char **header;
	int count;
	struct binding binding;
	struct place_finder *places;
	struct category_map *categories;
	GHashTable *organisations; /* cell -> key */
	struct row_ids *ids;       /* of the source */
	GHashTable *nameless;      /* hash of a row without an id -> how often in this file */
	gint64 organisation;
	GString *scratch, *raw, *text;
	/* of the row at hand */
	const struct table_row *row;
	struct incoming incoming;
	char *reason;
	/* of the file */
	struct told_column *told; /* of each column, where that is asked for */
	int unknown_subs, texts_found, words_kept, future, twice, points_dropped, restarted, others,
		harmful;
	GHashTable *other_words; /* that became the mapping's "other" */
};

static const char *cell(const struct converter *c, enum column column)
{
	int at = c->binding.at[column][0];

	return at >= 0 && at < c->row->count ? c->row->cells[at] : "";
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

static void fault(struct converter *c, enum column column, char *take_reason)
{
	int at = c->binding.at[column][0];

	fault_at(c, at >= 0 ? c->header[at] : NULL, cell(c, column), take_reason);
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

static char *clean(const char *text, gboolean keep_lines)
{
	return plainly_clean(text) ? g_strdup(text) : text_clean(text, -1, keep_lines);
}

/* A text that is stored. It is cleaned here and not by the session alone, because what the file
 * said is compared with what is stored; what was taken out is told. */
static char *clean_stored(struct converter *c, const char *text, gboolean keep_lines)
{
	c->harmful += !plainly_clean(text) && !text_is_harmless(text);
	return clean(text, keep_lines);
}

/* category */

static void read_category(struct converter *c)
{
	struct observation *o = &c->incoming.observation;
	const struct mapped_category *m =
		category_map_find(c->categories, cell(c, COLUMN_CATEGORY), cell(c, COLUMN_SUB));

	if (!m->known) {
		fault(c, COLUMN_CATEGORY,
		      g_strdup(_("no category has that name; expected one of the list, like "
				 "Skadegörelse or SKA, or a "
				 "word that "
				 "the mapping translates")));
		return;
	}
	o->category = m->category;
	o->sub_category = m->sub;
	c->incoming.not_counted = !m->counts;
	c->unknown_subs += !m->sub_known;
	if (m->other) {
		c->others++;
		g_hash_table_add(c->other_words, clean(cell(c, COLUMN_CATEGORY), FALSE));
	}
}

/* time */

static void time_fault(struct converter *c, enum time_cell kind, gboolean end, char *take_reason)
{
	static const enum column from_columns[] = {[TIME_CELL_WHEN] = COLUMN_WHEN,
						   [TIME_CELL_DATE] = COLUMN_DATE,
						   [TIME_CELL_TIME] = COLUMN_TIME};
	static const enum column to_columns[] = {[TIME_CELL_WHEN] = COLUMN_TO,
						 [TIME_CELL_DATE] = COLUMN_TO_DATE,
						 [TIME_CELL_TIME] = COLUMN_TO_TIME};

	fault(c, end ? to_columns[kind] : from_columns[kind], take_reason);
}

/* An end that is only a time of day lies on the first one's day, or after its midnight. */
static gboolean read_end(struct converter *c, const struct when *from, struct when *to)
{
	const struct time_cells cells = {cell(c, COLUMN_TO), cell(c, COLUMN_TO_DATE),
					 cell(c, COLUMN_TO_TIME),
					 c->binding.at[COLUMN_TO_TIME][0] >= 0};
	char *reason = NULL;
	enum time_cell kind = time_read(&cells, c->mapping->formats, to, &reason);
	int seconds, day, at;

	if (kind == TIME_CELL_FINE)
		return TRUE;
	if (kind != TIME_CELL_EMPTY) {
		time_fault(c, kind, TRUE, reason);
		return FALSE;
	}
	seconds = *cells.time ? clock_read(cells.time) : -1;
	if (seconds == -2)
		time_fault(c, TIME_CELL_TIME, TRUE,
			   g_strdup(_("expected a time of day like 22:15, or an empty cell")));
	if (seconds < 0)
		return FALSE;
	time_to_local(from->from, &day, &at);
	if (seconds < at)
		day++;
	to->from = to->to = seconds == DAY_SECONDS
				    ? week_start(week_of_day(day)) +
					      (gint64)(day_weekday(day) + 1) * DAY_SECONDS
				    : time_from_local(day, seconds, FALSE, NULL);
	to->precision = TIME_EXACT;
	return TRUE;
}

static void time_check(struct converter *c, const struct when *when)
{
	if (when->from > c->options->now)
		c->future++;
	c->twice += time_came_twice(when);
	if (when->from > c->options->now + 5 * YEAR_SECONDS || when->from < 0)
		time_fault(
			c,
			c->binding.at[COLUMN_WHEN][0] >= 0 && *cell(c, COLUMN_WHEN)
				? TIME_CELL_WHEN
				: TIME_CELL_DATE,
			FALSE,
			g_strdup(_("the year cannot be right; expected one between 1970 and now")));
}

static void read_time(struct converter *c)
{
	struct observation *o = &c->incoming.observation;
	const struct time_cells cells = {cell(c, COLUMN_WHEN), cell(c, COLUMN_DATE),
					 cell(c, COLUMN_TIME), c->binding.at[COLUMN_TIME][0] >= 0};
	struct when from, to, when;
	char *reason = NULL;
	enum time_cell kind = time_read(&cells, c->mapping->formats, &from, &reason);
	int day, seconds;

	if (kind == TIME_CELL_EMPTY) {
		time_fault(c, c->binding.at[COLUMN_WHEN][0] >= 0 ? TIME_CELL_WHEN : TIME_CELL_DATE,
			   FALSE, g_strdup(_("there is no date; expected one like 2024-10-04")));
		return;
	}
	if (kind != TIME_CELL_FINE) {
		time_fault(c, kind, FALSE, reason);
		return;
	}
	if (c->mapping->midnight_unknown && from.precision == TIME_EXACT) {
		time_to_local(from.from, &day, &seconds);
		if (seconds == 0) {
			from.to = time_from_local(day + 1, 0, FALSE, NULL);
			from.precision = TIME_DATE;
		}
	}
	when = from;
	if (read_end(c, &from, &to) && !time_span_join(&from, &to, &when))
		time_fault(
			c,
			*cell(c, COLUMN_TO)        ? TIME_CELL_WHEN
			: *cell(c, COLUMN_TO_DATE) ? TIME_CELL_DATE
						   : TIME_CELL_TIME,
			TRUE,
			g_strdup(_(
				"it ends before it begins; expected an end after the beginning")));
	time_check(c, &when);
	o->time_from = when.from;
	o->time_to = when.to;
	o->time_precision = (int)when.precision;
}

/* place */

/* A point that cannot be used is set aside, but dropped and told where the place is known without
 * it. */
static void read_point(struct converter *c, gboolean placed)
{
	struct observation *o = &c->incoming.observation;
	gboolean degrees = c->binding.at[COLUMN_LAT][0] >= 0;
	enum column first = degrees ? COLUMN_LAT : COLUMN_X,
		    second = degrees ? COLUMN_LON : COLUMN_Y;
	struct location at;

	if (!*cell(c, first) && !*cell(c, second))
		return;
	if (placed && place_find_no_point(cell(c, first), cell(c, second))) {
		c->points_dropped++;
		return;
	}
	if (!place_find_point(c->places, cell(c, first), cell(c, second), &at)) {
		if (placed)
			c->points_dropped++;
		else
			fault(c, first, g_strdup(at.reason));
		return;
	}
	o->lat = at.lat;
	o->lon = at.lon;
	if (!o->place)
		o->place = at.place;
}

static void read_place(struct converter *c)
{
	struct observation *o = &c->incoming.observation;
	gboolean pointed = *cell(c, COLUMN_LAT) || *cell(c, COLUMN_X);
	struct location at;
	const char *search = cell(c, COLUMN_SEARCH);

	if (!place_find_names(c->places, cell(c, COLUMN_PLACE), cell(c, COLUMN_ADDRESS),
			      cell(c, COLUMN_AREA), &at) &&
	    !pointed)
		fault(c,
		      *cell(c, COLUMN_PLACE)     ? COLUMN_PLACE
		      : *cell(c, COLUMN_ADDRESS) ? COLUMN_ADDRESS
						 : COLUMN_AREA,
		      g_strdup(at.reason));
	o->place = at.place;
	o->area = at.area;
	read_point(c, at.place || at.area);
	if (at.words && !o->place && isnan(o->lat)) {
		const char *words =
			*cell(c, COLUMN_PLACE) ? cell(c, COLUMN_PLACE) : cell(c, COLUMN_ADDRESS);

		o->place_words = clean(words, FALSE);
		c->words_kept++;
	}
	if (*search && !o->place && !o->area && isnan(o->lat)) {
		g_autofree char *text = text_clean(search, -1, FALSE);

		c->texts_found += place_find_text(c->options->registry, text, &o->place, &o->area);
	}
}

/* the rest */

struct word {
	const char *text;
	int value;
};

static const struct word known_words[] = {
	{"sett", KNOWN_SEEN},
	{"seen", KNOWN_SEEN},
	{"egen iakttagelse", KNOWN_SEEN},
	{"iakttagelse", KNOWN_SEEN},
	{"hort", KNOWN_TOLD},
	{"told", KNOWN_TOLD},
	{"berattat", KNOWN_TOLD},
	{"andrahandsuppgift", KNOWN_TOLD},
	{"uppgift", KNOWN_TOLD},
	{"rykte", KNOWN_RUMOUR},
	{"rumour", KNOWN_RUMOUR},
	{NULL, 0},
};

static const struct word answer_words[] = {
	{"ja", ANSWER_YES},
	{"j", ANSWER_YES},
	{"yes", ANSWER_YES},
	{"y", ANSWER_YES},
	{"x", ANSWER_YES},
	{"1", ANSWER_YES},
	{"true", ANSWER_YES},
	{"nej", ANSWER_NO},
	{"n", ANSWER_NO},
	{"no", ANSWER_NO},
	{"0", ANSWER_NO},
	{"false", ANSWER_NO},
	{"okant", ANSWER_UNKNOWN},
	{"vet ej", ANSWER_UNKNOWN},
	{"unknown", ANSWER_UNKNOWN},
	{"", ANSWER_UNKNOWN},
	{NULL, 0},
};

static void read_word(struct converter *c, enum column column, const struct word *words, int *value,
		      const char *expected)
{
	g_autofree char *folded = *cell(c, column) ? text_fold(cell(c, column)) : NULL;

	if (!folded)
		return;
	for (; words->text; words++) {
		if (g_str_equal(words->text, folded)) {
			*value = words->value;
			return;
		}
	}
	fault(c, column, g_strdup_printf(_("expected one of %s"), expected));
}

static void read_cost(struct converter *c)
{
	const char *text = cell(c, COLUMN_COST);
	double kronor;

	if (!*text || g_str_equal(text, "-1")) /* -1 is osg's own "not said" */
		return;
	if (number_read(text, NUMBER_WHOLE, "kr|sek|kronor|:-|,-|kr.", &kronor) && kronor >= 0 &&
	    kronor < 1e12)
		c->incoming.observation.cost = (gint64)kronor;
	else
		fault(c, COLUMN_COST, g_strdup(_("expected whole kronor, like 1 200")));
}

static void read_text(struct converter *c)
{
	const int *at = c->binding.at[COLUMN_TEXT];

	g_string_truncate(c->text, 0);
	for (; *at >= 0; at++) {
		if (*at >= c->row->count || !*c->row->cells[*at])
			continue;
		if (c->text->len)
			g_string_append(c->text, " · ");
		g_string_append(c->text, c->row->cells[*at]);
	}
	if (c->text->len)
		c->incoming.observation.text = clean_stored(c, c->text->str, TRUE);
}

static void read_organisation(struct converter *c)
{
	const char *text = cell(c, COLUMN_ORGANISATION);
	const struct organisation *organisation;

	c->incoming.observation.organisation = c->organisation;
	if (c->options->organisation || !*text)
		return;
	organisation = registry_find_organisation(c->options->registry, text);
	if (organisation)
		c->incoming.observation.organisation = organisation->record.key;
	else
		fault(c, COLUMN_ORGANISATION,
		      g_strdup(_("no organisation has that code or name; expected one of the "
				 "municipality's own")));
}

static gboolean read_elsewhere(const struct converter *c)
{
	const char *text = cell(c, COLUMN_MUNICIPALITY);
	g_autofree char *here = NULL, *said = NULL;

	if (!*text || !c->options->municipality || !*c->options->municipality)
		return FALSE;
	here = text_fold(c->options->municipality);
	said = text_fold(text);
	return !g_str_equal(here, said);
}

/* identity */

/* The source's id where it has one, else what the row says; a row without an id that stands twice
 * is two events, since nothing says that it is one. */
static void read_identity(struct converter *c)
{
	struct observation *o = &c->incoming.observation;
	const char *text = cell(c, COLUMN_ID);
	g_autofree char *id = *text ? clean_stored(c, text, FALSE) : NULL;
	guint64 digest = ROW_DIGEST_START;

	for (int i = 0; i < COLUMNS; i++)
		for (const int *at = c->binding.at[i]; *at >= 0; at++)
			digest = row_digest(digest, *at < c->row->count ? c->row->cells[*at] : "");
	g_string_printf(c->scratch, "%016" G_GINT64_MODIFIER "x", digest);
	c->incoming.version = c->scratch->str;
	o->source = g_strdup(c->mapping->source);
	if (id && *id) {
		o->source_id = g_steal_pointer(&id);
	} else {
		gpointer key = GSIZE_TO_POINTER((gsize)digest);
		int times = GPOINTER_TO_INT(g_hash_table_lookup(c->nameless, key)) + 1;

		g_hash_table_insert(c->nameless, key, GINT_TO_POINTER(times));
		o->source_id = times > 1 ? g_strdup_printf("=%s#%d", c->scratch->str, times)
					 : g_strdup_printf("=%s", c->scratch->str);
	}
}

/* An id that was met in this file: the same row again, a source that counts from 1 again, or a
 * question. Rows that are set aside for another reason leave the id to the next. */
static void check_identity(struct converter *c)
{
	struct observation *o = &c->incoming.observation;
	guint64 digest = g_ascii_strtoull(c->scratch->str, NULL, 16);
	int line = 0;
	enum identity met;

	if (c->incoming.reason || *o->source_id == '=')
		return;
	met = row_ids_meet(c->ids, o->source_id, digest, o, c->row->line, &line);
	if (met == IDENTITY_RESTART) {
		g_autofree char *id = g_steal_pointer(&o->source_id);

		o->source_id = source_id_of_day(id, o->time_from);
		c->restarted++;
		met = row_ids_meet(c->ids, o->source_id, digest, o, c->row->line, &line);
	}
	c->incoming.repeated = met == IDENTITY_SAME;
	if (met == IDENTITY_RESTART || met == IDENTITY_CLASH)
		fault(c, COLUMN_ID,
		      g_strdup_printf(_("line %d has the same id and says something else; expected "
					"an id of its own"),
				      line));
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

static gboolean row_is_empty(const struct table_row *row)
{
	for (int i = 0; i < row->count; i++)
		if (*row->cells[i])
			return FALSE;
	return TRUE;
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
	read_category(c);
	read_time(c);
	c->incoming.elsewhere = read_elsewhere(c);
	if (!c->incoming.elsewhere)
		read_place(c);
	read_text(c);
	read_organisation(c);
	read_word(c, COLUMN_KNOWN, known_words, &o->known, _("sett, hört, rykte"));
	read_word(c, COLUMN_POLICE_REPORT, answer_words, &o->police_report, _("ja, nej, okänt"));
	read_cost(c);
	read_identity(c);
	o->counted = !c->incoming.not_counted && !c->incoming.elsewhere;
	if (o->time_from != TIME_NONE)
		observation_settle(o, c->options->registry);
	check_identity(c);
}

/* how the columns are understood */

static char *become_time(const struct converter *c, const struct observation *o)
{
	(void)c;
	return observation_when(o, WEEK_NONE);
}

static char *become_category(const struct converter *c, const struct observation *o)
{
	return observation_what(o, c->options->registry);
}

static char *become_place(const struct converter *c, const struct observation *o)
{
	return observation_where(o, c->options->registry);
}

static char *become_organisation(const struct converter *c, const struct observation *o)
{
	const struct organisation *who =
		registry_organisation(c->options->registry, o->organisation);

	return g_strdup(who ? who->code : NULL);
}

static const struct {
	const char *title;
	char *(*become)(const struct converter *c, const struct observation *o); /* NULL: the cell
										    itself */
} meanings[COLUMNS] = {
	[COLUMN_ID] = {N_("the source's own number"), NULL},
	[COLUMN_WHEN] = {N_("when"), become_time},
	[COLUMN_TO] = {N_("when it ended"), become_time},
	[COLUMN_DATE] = {N_("date"), become_time},
	[COLUMN_TIME] = {N_("time of day"), become_time},
	[COLUMN_TO_DATE] = {N_("date of the end"), become_time},
	[COLUMN_TO_TIME] = {N_("time of day of the end"), become_time},
	[COLUMN_CATEGORY] = {N_("category"), become_category},
	[COLUMN_SUB] = {N_("sub-category"), become_category},
	[COLUMN_PLACE] = {N_("place"), become_place},
	[COLUMN_AREA] = {N_("area"), become_place},
	[COLUMN_ADDRESS] = {N_("address"), become_place},
	[COLUMN_LAT] = {N_("latitude"), become_place},
	[COLUMN_LON] = {N_("longitude"), become_place},
	[COLUMN_X] = {N_("coordinate"), become_place},
	[COLUMN_Y] = {N_("coordinate"), become_place},
	[COLUMN_ORGANISATION] = {N_("organisation"), become_organisation},
	[COLUMN_MUNICIPALITY] = {N_("municipality"), NULL},
	[COLUMN_TEXT] = {N_("text"), NULL},
	[COLUMN_SEARCH] = {N_("text in which places are looked for"), become_place},
	[COLUMN_KNOWN] = {N_("how it is known"), NULL},
	[COLUMN_POLICE_REPORT] = {N_("police report"), NULL},
	[COLUMN_COST] = {N_("cost"), NULL},
};

/* COLUMNS: it has no meaning. */
static int meaning_of(const struct converter *c, int column)
{
	for (int m = 0; m < COLUMNS; m++)
		for (const int *at = c->binding.at[m]; *at >= 0; at++)
			if (*at == column)
				return m;
	return COLUMNS;
}

/* A cell of each column, from the first row that could be read and has one. */
static void take_samples(struct converter *c)
{
	const struct observation *o = &c->incoming.observation;

	if (!c->told)
		c->told = g_new0(struct told_column, c->count);
	for (int i = 0; i < MIN(c->count, c->row->count); i++) {
		int m = meaning_of(c, i);

		if (c->told[i].sample || !*c->row->cells[i])
			continue;
		c->told[i].sample = clean(c->row->cells[i], FALSE);
		if (m < COLUMNS && meanings[m].become)
			c->told[i].read = meanings[m].become(c, o);
	}
}

static void tell_columns(const struct converter *c)
{
	static const struct told_column none;

	for (int i = 0; c->options->column && i < c->count; i++) {
		const struct told_column *told = c->told ? &c->told[i] : &none;
		int m = meaning_of(c, i);

		c->options->column(c->header[i], m < COLUMNS ? _(meanings[m].title) : NULL,
				   told->sample, told->read, c->options->data);
	}
}

static void told_free(struct converter *c)
{
	for (int i = 0; c->told && i < c->count; i++) {
		g_free(c->told[i].sample);
		g_free(c->told[i].read);
	}
	g_free(c->told);
}

gboolean converter_row(struct converter *c, const struct table_row *row)
{
	gboolean more;

	if (row_is_empty(row))
		return TRUE;
	c->row = row;
	memset(&c->incoming, 0, sizeof c->incoming);
	c->incoming.line = row->line;
	c->incoming.mapping = c->mapping->id;
	row_read(c);
	if (c->incoming.reason)
		row_raw(c);
	else if (c->options->column)
		take_samples(c);
	more = c->options->row(&c->incoming, c->options->data);
	record_clear(&c->incoming.observation);
	g_clear_pointer(&c->reason, g_free);
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
	for (int i = 0; i < count; i++)
		c->header[i] = text_clean(header[i], -1, FALSE);
	c->places = place_finder_new(options->registry, mapping, options->municipality);
	c->categories = category_map_new(options->registry, mapping);
	c->ids = row_ids_new();
	c->nameless = g_hash_table_new(NULL, NULL);
	c->other_words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	c->scratch = g_string_new(NULL);
	c->raw = g_string_new(NULL);
	c->text = g_string_new(NULL);
	if (!mapping_bind(mapping, (const char *const *)c->header, count, &c->binding, &missing)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d: mapping %s needs the column “%s”, which is not there."),
			    options->file, line, mapping->id, missing ? missing : "?");
		g_clear_pointer(&c, converter_free);
	} else if (!converter_whose(c, error)) {
		g_clear_pointer(&c, converter_free);
	}
	return c;
}

void converter_free(struct converter *c)
{
	if (!c)
		return;
	told_free(c);
	g_strfreev(c->header);
	binding_clear(&c->binding);
	place_finder_free(c->places);
	category_map_free(c->categories);
	row_ids_free(c->ids);
	g_hash_table_unref(c->nameless);
	g_hash_table_unref(c->other_words);
	g_string_free(c->scratch, TRUE);
	g_string_free(c->raw, TRUE);
	g_string_free(c->text, TRUE);
	g_free(c);
}

static void tell_number(const struct converter *c, int number, const char *format)
{
	g_autofree char *sentence = NULL;

	if (!number || !c->options->note)
		return;
	sentence = g_strdup_printf(format, number);
	c->options->note(sentence, c->options->data);
}

static void tell_others(const struct converter *c)
{
	enum { NAMED = 8 };
	const struct category *other =
		c->mapping->other ? registry_find_category(c->options->registry, c->mapping->other)
				  : NULL;
	g_autoptr(GString) words = g_string_new(NULL);
	g_autofree char *sentence = NULL;
	g_autoptr(GList) all = g_list_sort(g_hash_table_get_keys(c->other_words),
					   (GCompareFunc)(void (*)(void))strcmp);
	int n = 0;

	if (!c->others || !other || !c->options->note)
		return;
	for (GList *l = all; l && n < NAMED; l = l->next, n++)
		g_string_append_printf(words, "%s%s", n ? ", " : "", (const char *)l->data);
	if (g_list_length(all) > NAMED)
		g_string_append(words, " …");
	sentence =
		g_strdup_printf(ngettext("%d row has a word that the mapping does not know and "
					 "became %s: %s.",
					 "%d rows have words that the mapping does not know and "
					 "became %s: %s.",
					 (gulong)c->others),
				c->others, registry_label(c->options->registry, other), words->str);
	c->options->note(sentence, c->options->data);
}

static void tell_left(const struct converter *c)
{
	g_autoptr(GString) left = g_string_new(NULL);
	g_autofree char *sentence = NULL;

	for (guint i = 0; i < c->binding.left->len; i++)
		g_string_append_printf(left, "%s%s", i ? ", " : "",
				       (const char *)c->binding.left->pdata[i]);
	if (!left->len || !c->options->note)
		return;
	sentence = g_strdup_printf(_("Columns not used: %s."), left->str);
	c->options->note(sentence, c->options->data);
}

void converter_tell(struct converter *c)
{
	tell_number(c, place_finder_near(c->places),
		    ngettext("%d point got the name of the place nearest to it.",
			     "%d points got the name of the place nearest to them.",
			     (gulong)place_finder_near(c->places)));
	tell_number(c, c->texts_found,
		    ngettext("%d place was found in the text.",
			     "%d places were found in the texts.", (gulong)c->texts_found));
	tell_number(c, c->words_kept,
		    ngettext("%d place is not in the register: its name was kept as words; the "
			     "filter “unplaced” shows it.",
			     "%d places are not in the register: their names were kept as words; "
			     "the filter “unplaced” shows them.",
			     (gulong)c->words_kept));
	tell_number(c, c->unknown_subs,
		    ngettext("%d sub-category is not in the list and was left out.",
			     "%d sub-categories are not in the list and were left out.",
			     (gulong)c->unknown_subs));
	tell_number(
		c, c->points_dropped,
		ngettext(
			"%d coordinate could not be used and was left out; the place is known.",
			"%d coordinates could not be used and were left out; the places are known.",
			(gulong)c->points_dropped));
	tell_number(
		c, c->restarted,
		ngettext("%d id was used before for another event; the row is a new observation.",
			 "%d ids were used before for other events; the rows are new observations.",
			 (gulong)c->restarted));
	tell_number(c, c->twice,
		    ngettext("%d time came twice that night (the clocks were put back); the first "
			     "is meant.",
			     "%d times came twice that night (the clocks were put back); the first "
			     "is meant.",
			     (gulong)c->twice));
	tell_number(c, c->future,
		    ngettext("%d row lies in the future.", "%d rows lie in the future.",
			     (gulong)c->future));
	tell_number(c, c->harmful,
		    ngettext("Control characters were taken out of %d text.",
			     "Control characters were taken out of %d texts.", (gulong)c->harmful));
	tell_others(c);
	tell_left(c);
	tell_columns(c);
}
