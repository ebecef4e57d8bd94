/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a row, each read by its own function, all of them even after a fault, so that the
 * person who takes a rejected row in finds everything else filled in. Words repeat: what a cell
 * means is kept by its text. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "exchange/convert_private.h"
#include "exchange/headings.h"
#include "exchange/municipality.h"
#include "osg/number.h"
#include "exchange/time_read.h"
#include "osg/text.h"
#include "osg/week.h"

#define YEAR_SECONDS (366 * (gint64)DAY_SECONDS)

/* category */

/* Owned. */
static char *meant_word(const struct converter *c, const struct mapped_category *m)
{
	const struct registry *v = c->options->registry;
	g_autofree char *word = converter_clean(converter_cell(c, COLUMN_CATEGORY), FALSE);
	const struct category *k = registry_category(v, m->sub ? m->sub : m->category);

	return g_strdup_printf("%s = %s", word, registry_label(v, k));
}

static void read_category(struct converter *c)
{
	struct observation *o = &c->incoming.observation;
	const struct mapped_category *m = category_map_find(
		c->categories, converter_cell(c, COLUMN_CATEGORY), converter_cell(c, COLUMN_SUB));

	if (!m->known) {
		converter_fault(
			c, COLUMN_CATEGORY,
			g_strdup(_("no category has that name; expected one of the list, like "
				   "Skadegörelse or SKA, or a "
				   "word that "
				   "the mapping translates")));
		return;
	}
	o->category = m->category;
	o->sub_category = m->sub;
	c->incoming.not_counted = !m->counts;
	c->unknown_subs += !m->sub_known && !number_is_unsaid(converter_cell(c, COLUMN_SUB));
	if (m->meant) {
		c->meant++;
		g_hash_table_add(c->meant_words, meant_word(c, m));
	}
	if (m->other) {
		c->others++;
		g_hash_table_add(c->other_words,
				 converter_clean(converter_cell(c, COLUMN_CATEGORY), FALSE));
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

	converter_fault(c, end ? to_columns[kind] : from_columns[kind], take_reason);
}

/* A cell with a time of day, with the zone that its heading says. */
static const char *clock_cell(const struct converter *c, enum column column)
{
	const char *cell = converter_cell(c, column);
	int at = c->binding.at[column][0], date = c->binding.at[COLUMN_DATE][0];

	if (!*cell || (!c->is_utc[at] && (column != COLUMN_TIME || date < 0 || !c->is_utc[date])) ||
	    !strpbrk(cell, ":.") || !g_ascii_isdigit(cell[strlen(cell) - 1]) || strchr(cell, '+'))
		return cell;
	g_ptr_array_add(c->bare, g_strconcat(cell, "Z", NULL));
	return c->bare->pdata[c->bare->len - 1];
}

/* "15:30" below a heading like "Slut" or "Till". */
static gboolean is_clock_alone(const char *cell)
{
	return strpbrk(cell, ":.") && clock_read(cell) >= 0;
}

/* An end that is only a time of day lies on the first one's day, or after its midnight; one that
 * carries a day of its own, which is none of a spreadsheet's first, lies there. */
static gboolean read_end(struct converter *c, const struct when *from, struct when *to)
{
	struct time_cells cells = {clock_cell(c, COLUMN_TO), converter_cell(c, COLUMN_TO_DATE),
				   clock_cell(c, COLUMN_TO_TIME),
				   c->binding.at[COLUMN_TO_TIME][0] >= 0, c->today};
	char *reason = NULL;
	enum time_cell kind;
	int seconds, day, at;

	if (is_clock_alone(cells.when) && !*cells.date && !*cells.time) {
		cells.time = cells.when;
		cells.when = "";
	}
	kind = time_read(&cells, c->mapping->formats, to, &reason);
	if (kind == TIME_CELL_FINE)
		return TRUE;
	if (kind != TIME_CELL_EMPTY) {
		time_fault(c, kind, TRUE, reason);
		return FALSE;
	}
	time_to_local(from->from, &day, &at);
	seconds = *cells.time ? clock_of_cell(cells.time, day) : -1;
	if (seconds == -2 && time_is_whole(cells.time, c->today, to))
		return TRUE;
	if (seconds == -2)
		time_fault(c, TIME_CELL_TIME, TRUE,
			   g_strdup(_("expected a time of day like 22:15, or an empty cell")));
	if (seconds < 0)
		return FALSE;
	if (seconds < at)
		day++;
	if (time_at_clock(day, seconds, to, &reason))
		return TRUE;
	time_fault(c, TIME_CELL_TIME, TRUE, reason);
	return FALSE;
}

static enum time_cell end_cell(const struct converter *c)
{
	return *converter_cell(c, COLUMN_TO)        ? TIME_CELL_WHEN
	       : *converter_cell(c, COLUMN_TO_DATE) ? TIME_CELL_DATE
						    : TIME_CELL_TIME;
}

/* From the first to the other, which a time like "22:30-23:00" says already. */
static void join_end(struct converter *c, const struct when *from, const struct when *to,
		     struct when *when)
{
	gboolean span = time_is_span(from);

	if (span && !time_span_agrees(from, to))
		time_fault(c, end_cell(c), TRUE,
			   g_strdup(_("the time that it began says another end; expected the same "
				      "end in both, or in one of them")));
	else if (!span && !time_span_join(from, to, when))
		time_fault(
			c, end_cell(c), TRUE,
			g_strdup(_(
				"it ends before it begins; expected an end after the beginning")));
}

static void time_check(struct converter *c, const struct when *when)
{
	if (when->from > c->options->now)
		c->future++;
	c->twice += time_came_twice(when);
	if (when->from > c->options->now + 5 * YEAR_SECONDS || when->from < 0)
		time_fault(
			c,
			c->binding.at[COLUMN_WHEN][0] >= 0 && *converter_cell(c, COLUMN_WHEN)
				? TIME_CELL_WHEN
				: TIME_CELL_DATE,
			FALSE,
			g_strdup(_("the year cannot be right; expected one between 1970 and now")));
	if (when->to > c->options->now + 5 * YEAR_SECONDS)
		time_fault(
			c, end_cell(c), TRUE,
			g_strdup(_("the year cannot be right; expected one between 1970 and now")));
}

static void read_time(struct converter *c)
{
	struct observation *o = &c->incoming.observation;
	const struct time_cells cells = {clock_cell(c, COLUMN_WHEN), converter_cell(c, COLUMN_DATE),
					 clock_cell(c, COLUMN_TIME),
					 c->binding.at[COLUMN_TIME][0] >= 0, c->today};
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
	if (read_end(c, &from, &to))
		join_end(c, &from, &to, &when);
	time_check(c, &when);
	o->time_from = when.from;
	o->time_to = when.to;
	o->time_precision = (int)when.precision;
}

/* place */

/* The cells of the row that may hold a point, the surest first. */
/* "59.22, 17.94" where the place's name was asked for. */
static gboolean point_among_names(const struct converter *c, enum column *first,
				  const char *cells[2])
{
	static const enum column names[] = {COLUMN_PLACE, COLUMN_ADDRESS, COLUMN_AREA};

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		*first = names[i];
		cells[0] = converter_cell(c, names[i]);
		cells[1] = NULL;
		if (place_find_is_point(cells[0]))
			return TRUE;
	}
	return FALSE;
}

static gboolean point_cells(const struct converter *c, enum column *first, const char *cells[2])
{
	static const enum column ways[][2] = {
		{COLUMN_LAT, COLUMN_LON}, {COLUMN_X, COLUMN_Y}, {COLUMN_POSITION, COLUMN_POSITION}};

	for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
		*first = ways[i][0];
		cells[0] = converter_cell(c, ways[i][0]);
		cells[1] = *first == COLUMN_POSITION ? NULL : converter_cell(c, ways[i][1]);
		if (*cells[0] || (cells[1] && *cells[1]))
			return TRUE;
	}
	return point_among_names(c, first, cells);
}

/* A point that cannot be used is set aside, but dropped and told where the place is known without
 * it. */
static void read_point(struct converter *c, gboolean placed)
{
	struct observation *o = &c->incoming.observation;
	const char *cells[2];
	enum column first;
	struct location at;

	if (!point_cells(c, &first, cells))
		return;
	if (place_find_no_point(cells[0], cells[1], placed)) {
		c->points_dropped += placed;
		return;
	}
	if (!place_find_point(c->places, cells[0], cells[1],
			      first == COLUMN_X ? c->order : POINT_LAT_FIRST, &at)) {
		if (placed)
			c->points_dropped++;
		else
			converter_fault(c, first, g_strdup(at.reason));
		return;
	}
	o->lat = at.lat;
	o->lon = at.lon;
	if (!o->place)
		o->place = at.place;
}

/* What the file calls a place that nobody here knows; the coordinator places it. */
static void keep_words(struct converter *c)
{
	const char *words =
		converter_cell(c, *converter_cell(c, COLUMN_PLACE) ? COLUMN_PLACE : COLUMN_ADDRESS);

	if (number_is_unsaid(words) || place_find_is_point(words))
		return;
	c->incoming.observation.place_words = converter_clean(words, FALSE);
	c->words_kept += !c->incoming.reason && isnan(c->incoming.observation.lat);
}

static void read_place(struct converter *c)
{
	struct observation *o = &c->incoming.observation;
	enum column first;
	const char *cells[2];
	gboolean pointed =
		point_cells(c, &first, cells) && !place_find_no_point(cells[0], cells[1], TRUE);
	struct location at;
	const char *search = converter_cell(c, COLUMN_SEARCH);
	gboolean known = place_find_names(c->places, converter_cell(c, COLUMN_PLACE),
					  converter_cell(c, COLUMN_ADDRESS),
					  converter_cell(c, COLUMN_AREA), &at);

	if (!known && !pointed)
		converter_fault(c,
				*converter_cell(c, COLUMN_PLACE)     ? COLUMN_PLACE
				: *converter_cell(c, COLUMN_ADDRESS) ? COLUMN_ADDRESS
								     : COLUMN_AREA,
				g_strdup(at.reason));
	o->place = at.place;
	o->area = at.area;
	c->other_areas += at.other_area;
	read_point(c, at.place || at.area);
	if ((at.words || !known) && !o->place)
		keep_words(c);
	if (*search && !o->place && !o->area && isnan(o->lat)) {
		g_autofree char *text = text_clean(search, -1, FALSE);

		c->texts_found += place_find_text(c->options->registry, text, &o->place, &o->area);
	}
}

/* the rest */

struct cell_word {
	const char *text;
	int value;
};

static const struct cell_word known_words[] = {
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

static const struct cell_word answer_words[] = {
	{"ja", ANSWER_YES},
	{"j", ANSWER_YES},
	{"yes", ANSWER_YES},
	{"y", ANSWER_YES},
	{"x", ANSWER_YES},
	{"1", ANSWER_YES},
	{"true", ANSWER_YES},
	{"sant", ANSWER_YES},
	{"nej", ANSWER_NO},
	{"n", ANSWER_NO},
	{"no", ANSWER_NO},
	{"0", ANSWER_NO},
	{"false", ANSWER_NO},
	{"falskt", ANSWER_NO},
	{"okant", ANSWER_UNKNOWN},
	{"vet ej", ANSWER_UNKNOWN},
	{"unknown", ANSWER_UNKNOWN},
	{"", ANSWER_UNKNOWN},
	{NULL, 0},
};

/* "5000-K123456-24", by which the police know a report. */
static gboolean is_report_number(const char *folded)
{
	gsize digits = strspn(folded, "0123456789");
	const char *p = folded + digits + strspn(folded + digits, " -");

	return digits == 4 && *p == 'k' && g_ascii_isdigit(p[1 + strspn(p + 1, " -")]);
}

/* "Ja, 5000-K123-24" and "Nej (ska göras)" are what they begin with. In place. */
static void take_answer(char *folded, const char *cell)
{
	gsize length = strspn(folded, "abcdefghijklmnopqrstuvwxyz");

	if (is_report_number(folded))
		strcpy(folded, "ja");
	else if (strpbrk(cell, ",;:(") && length && length <= strlen(cell) &&
		 strchr(",;:( ", cell[length]))
		folded[length] = '\0';
}

static void read_word(struct converter *c, enum column column, const struct cell_word *words,
		      int *value, const char *expected)
{
	g_autofree char *folded =
		*converter_cell(c, column) ? text_fold(converter_cell(c, column)) : NULL;

	if (!folded)
		return;
	if (column == COLUMN_POLICE_REPORT)
		take_answer(folded, converter_cell(c, column));
	for (; words->text; words++) {
		if (g_str_equal(words->text, folded)) {
			*value = words->value;
			return;
		}
	}
	if (!number_is_unsaid(converter_cell(c, column)))
		converter_fault(c, column, g_strdup_printf(_("expected one of %s"), _(expected)));
}

void converter_find_money(struct converter *c)
{
	int *at = c->binding.at[COLUMN_COST];

	c->kronor = *at >= 0 ? heading_kronor(c->header[*at]) : 1;
	if (c->kronor > 0)
		return;
	g_ptr_array_add(c->binding.left, c->header[*at]);
	*at = -1;
}

/* "12,5" of thousands; "1.200" may be twelve hundred of them or one and a bit. */
static gboolean read_kronor(const char *text, double kronor, gint64 *cost)
{
	double part, whole;

	if (kronor <= 1)
		return number_read_kronor(text, cost);
	if (!number_read(text, NUMBER_DECIMAL, NULL, &part) || part < 0 || part * kronor > 1e12 ||
	    (number_read(text, NUMBER_WHOLE, NULL, &whole) && fabs(whole - part) >= 1))
		return FALSE;
	*cost = llround(part * kronor);
	return TRUE;
}

static void read_cost(struct converter *c)
{
	const char *text = converter_cell(c, COLUMN_COST);

	if (number_is_unsaid(text) || g_str_equal(text, "-1")) /* -1 is osg's own "not said" */
		return;
	if (!read_kronor(text, c->kronor, &c->incoming.observation.cost))
		converter_fault(c, COLUMN_COST,
				g_strdup(number_is_shortened(text)
						 ? _("a spreadsheet has shortened the number; "
						     "expected it written out, like 1 200")
						 : _("expected whole kronor, like 1 200")));
}

/* What a database writes where it has none; what a person may have written stays. */
static gboolean is_no_text(const char *cell)
{
	static const char *const words[] = {"", "NULL", "(null)", "<Null>", "#N/A", NULL};

	return g_strv_contains(words, cell);
}

static void read_text(struct converter *c)
{
	const int *at = c->binding.at[COLUMN_TEXT];

	g_string_truncate(c->text, 0);
	for (; *at >= 0; at++) {
		if (*at >= c->row->count || is_no_text(c->row->cells[*at]))
			continue;
		if (c->text->len)
			g_string_append(c->text, " · ");
		g_string_append(c->text, c->row->cells[*at]);
	}
	if (c->text->len)
		c->incoming.observation.text = converter_clean_stored(c, c->text->str, TRUE);
}

static void read_organisation(struct converter *c)
{
	const char *text = converter_cell(c, COLUMN_ORGANISATION);
	const struct organisation *organisation;

	c->incoming.observation.organisation = c->organisation;
	if (!*text)
		return;
	organisation = registry_find_organisation(c->options->registry, text);
	if (c->options->organisation) {
		c->of_others += organisation && organisation->record.key != c->organisation;
		return;
	}
	if (organisation)
		c->incoming.observation.organisation = organisation->record.key;
	else if (!number_is_unsaid(text))
		converter_fault(
			c, COLUMN_ORGANISATION,
			g_strdup(_("no organisation has that code or name; expected one of the "
				   "municipality's own")));
}

static gboolean read_elsewhere(const struct converter *c)
{
	const char *text = converter_cell(c, COLUMN_MUNICIPALITY);

	return *text && !number_is_unsaid(text) && c->options->municipality &&
	       *c->options->municipality &&
	       !municipality_is(c->options->registry, c->options->municipality, text);
}

void converter_fields(struct converter *c)
{
	struct observation *o = &c->incoming.observation;

	read_category(c);
	read_time(c);
	c->incoming.elsewhere = read_elsewhere(c);
	if (!c->incoming.elsewhere)
		read_place(c);
	read_text(c);
	read_organisation(c);
	read_word(c, COLUMN_KNOWN, known_words, &o->known, N_("sett, hört, rykte"));
	read_word(c, COLUMN_POLICE_REPORT, answer_words, &o->police_report, N_("ja, nej, okänt"));
	read_cost(c);
}
