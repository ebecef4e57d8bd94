/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns of a stranger's table seem to be: headings that people use (share/mappings) and
 * what the cells look like, weighed against each other. A proposal for somebody to look at, so it
 * rather leaves a column alone than makes something of it. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "exchange/headings.h"
#include "exchange/mapping_draft_private.h"
#include "exchange/time_read.h"
#include "osg/number.h"
#include "osg/text.h"
#include "osg/week.h"

enum {
	HEADING_WHOLE = 100, /* the heading is one that people use */
	HEADING_PART = 45,   /* it begins or ends with one */
	CELLS_SAY = 60,      /* all cells look like it */
	ENOUGH = 55          /* below that a column is left alone */
};

/* how dates are written */

/* Day before month, as in Sweden, where both would do. */
static const char *const date_formats[] = {
	"%d/%m/%Y %H:%M",
	"%d/%m/%Y",
	"%d/%m %Y %H:%M",
	"%d/%m %Y",
	"%d.%m.%Y %H:%M",
	"%d.%m.%Y",
	"%d-%m-%Y %H:%M",
	"%d-%m-%Y",
	"%Y/%m/%d %H:%M",
	"%Y/%m/%d",
	"%Y%m%d %H:%M",
	"%Y%m%d",
	"%Y.%m.%d %H:%M",
	"%Y.%m.%d",
	"%d %B %Y %H:%M",
	"%d %B %Y",
	"%d/%m/%Y %H:%M:%S",
	"%d.%m.%Y %H:%M:%S",
	"%m/%d/%Y %H:%M:%S",
	"%m/%d/%Y %I:%M:%S %p",
	"%m/%d/%Y %H:%M",
	"%m/%d/%Y",
	"%Y-%m",
};

static gboolean reads_as(const char *cell, const char *format, struct when *when)
{
	const char *one[] = {format, NULL};
	const struct time_cells cells = {cell, "", "", .strict = TRUE};
	g_autofree char *reason = NULL;

	return time_read(&cells, (char *const *)one, when, &reason) == TIME_CELL_FINE;
}

static gboolean is_date(const char *cell, struct when *when)
{
	gboolean found = reads_as(cell, NULL, when);

	for (gsize i = 0; !found && i < G_N_ELEMENTS(date_formats); i++)
		found = reads_as(cell, date_formats[i], when);
	return found;
}

gboolean mapping_draft_has_no_header(const struct mapping_draft *draft)
{
	struct when when;

	for (guint c = 0; c < draft->columns->len; c++)
		if (is_date(((struct draft_column *)draft->columns->pdata[c])->name, &when))
			return TRUE;
	return FALSE;
}

/* Cells of a column that ISO 8601 and the formats so far do not read, and format does. */
static int gained(const struct draft_table *t, guint column, const GPtrArray *known,
		  const char *format)
{
	struct when when;
	int count = 0;

	for (guint row = 0; row < t->rows->len; row++) {
		const char *cell = draft_cell(t, row, column);
		gboolean read = !*cell || reads_as(cell, NULL, &when);

		for (guint i = 0; !read && i < known->len; i++)
			read = reads_as(cell, known->pdata[i], &when);
		count += !read && reads_as(cell, format, &when);
	}
	return count;
}

/* The format that reads most of what is left, again and again. */
static void add_formats(const struct draft_table *t, guint column, GPtrArray *known)
{
	const char *best;

	do {
		int most = 0;

		best = NULL;
		for (gsize i = 0; i < G_N_ELEMENTS(date_formats); i++) {
			int more = gained(t, column, known, date_formats[i]);

			if (more > most) {
				most = more;
				best = date_formats[i];
			}
		}
		if (best)
			g_ptr_array_add(known, (gpointer)best);
	} while (best);
}

void mapping_draft_find_formats(struct mapping_draft *draft)
{
	static const int dated[] = {COLUMN_WHEN, COLUMN_TO, COLUMN_DATE, COLUMN_TO_DATE};
	g_autoptr(GPtrArray) known = g_ptr_array_new();

	for (guint c = 0; c < draft->columns->len; c++)
		for (gsize i = 0; i < G_N_ELEMENTS(dated); i++)
			if (((struct draft_column *)draft->columns->pdata[c])->field == dated[i])
				add_formats(draft->table, c, known);
	g_clear_pointer(&draft->table->formats, g_strfreev);
	g_ptr_array_add(known, NULL);
	if (known->len > 1)
		draft->table->formats = g_strdupv((char **)known->pdata);
}

/* what the cells look like: shares of those that are not empty */

struct column_look {
	double date, clocked; /* reads as a date; and says a time of day */
	double clock;         /* a time of day with hours and minutes */
	double category, place, area;
	double lat, lon, north, east; /* numbers where such coordinates lie in Sweden */
	double different;             /* cells that no other row has */
	double letters;               /* cells with a letter */
	double length;                /* mean number of characters */
	int words;                    /* how many different ones */
};

static gboolean is_clock(const char *cell)
{
	return clock_read(cell) >= 0 && strpbrk(cell, ":.,") &&
	       strspn(cell, "0123456789:., ") == strlen(cell);
}

static void look_at_number(const char *cell, struct column_look *l)
{
	double number;

	if (!number_read(cell, NUMBER_DECIMAL, NULL, &number))
		return;
	l->lat += number > 55 && number < 70 && number != floor(number);
	l->lon += number > 10 && number < 25 && number != floor(number);
	l->north += number > 6.1e6 && number < 7.7e6;
	l->east += number > 8e4 && number < 1e6;
}

static void look_at_cell(const char *cell, const struct registry *v, struct column_look *l)
{
	struct when when = {.precision = TIME_WEEK};
	gboolean date = is_date(cell, &when);
	const char *p = cell;

	l->date += date;
	l->clocked += date && when.precision == TIME_EXACT;
	l->clock += is_clock(cell);
	l->category += registry_category_meant(v, cell) != NULL;
	l->place += registry_find_place(v, cell) != NULL;
	l->area += registry_find_area(v, cell) != NULL;
	look_at_number(cell, l);
	while (*p && !g_unichar_isalpha(g_utf8_get_char(p)))
		p = g_utf8_next_char(p);
	l->letters += *p != '\0';
	l->length += (double)g_utf8_strlen(cell, -1);
}

static struct column_look look_at(const struct draft_table *t, guint column,
				  const struct registry *v)
{
	struct column_look l = {.words = (int)g_hash_table_size(t->words->pdata[column])};
	double *const shares[] = {&l.date,  &l.clocked, &l.clock,   &l.category,
				  &l.place, &l.area,    &l.lat,     &l.lon,
				  &l.north, &l.east,    &l.letters, &l.length};
	int filled = 0;

	for (guint row = 0; row < t->rows->len; row++)
		if (*draft_cell(t, row, column)) {
			look_at_cell(draft_cell(t, row, column), v, &l);
			filled++;
		}
	for (gsize i = 0; i < G_N_ELEMENTS(shares); i++)
		*shares[i] /= MAX(filled, 1);
	l.different = filled ? MIN(1.0, (double)l.words / filled) : 0;
	return l;
}

/* what speaks for a field, by its heading */

/* The last part of a Swedish compound is what it is: "larmtyp" is a "typ". */
static int heading_score(const char *folded, const char *heading)
{
	gsize length = strlen(heading);

	if (g_str_equal(folded, heading))
		return HEADING_WHOLE;
	if (length < 2)
		return 0;
	return g_str_has_suffix(folded, heading) ||
			       (g_str_has_prefix(folded, heading) && folded[length] == ' ')
		       ? HEADING_PART
		       : 0;
}

static void score_headings(const struct mapping_draft *draft, int (*scores)[COLUMNS])
{
	guint all;
	const struct heading *headings = headings_known(&all);

	for (guint c = 0; c < draft->columns->len; c++) {
		const struct draft_column *column = draft->columns->pdata[c];
		g_autofree char *folded = text_fold(column->name);

		for (guint i = 0; i < all; i++) {
			int *score = &scores[c][headings[i].column];

			*score = MAX(*score, heading_score(folded, headings[i].folded));
		}
	}
}

/* Of names of places. With fewer nearly every row would be set aside for a name nobody knows. */
#define SOME_KNOWN 0.2

/* and by its cells; below nothing: it cannot be that */
static int cells_score(int field, const struct column_look *l)
{
	enum { NEVER = -1000 };
	double share = 0;

	switch (field) {
	case COLUMN_WHEN:
	case COLUMN_TO:
		return l->date < 0.5 || l->clocked < 0.3 ? NEVER : CELLS_SAY;
	case COLUMN_DATE:
		return l->date < 0.5 || l->clocked >= 0.3 ? NEVER : CELLS_SAY;
	case COLUMN_TO_DATE:
		return l->date < 0.5 ? NEVER : 0;
	case COLUMN_TIME:
	case COLUMN_TO_TIME:
		return l->clock < 0.7 || l->date > 0.5 ? NEVER
		       : field == COLUMN_TIME          ? CELLS_SAY
						       : 0;
	case COLUMN_CATEGORY:
		return l->date > 0.5 || l->letters < 0.5 || l->words > 100
			       ? NEVER
			       : (int)(2 * CELLS_SAY * l->category);
	case COLUMN_PLACE:
		share = MAX(l->place, l->area);
		return share < SOME_KNOWN ? -CELLS_SAY : (int)(CELLS_SAY * share);
	case COLUMN_AREA:
		return l->area < SOME_KNOWN ? -CELLS_SAY : (int)(CELLS_SAY * l->area);
	case COLUMN_LAT:
		return l->lat < 0.7 ? NEVER : CELLS_SAY;
	case COLUMN_LON:
		return l->lon < 0.7 ? NEVER : CELLS_SAY;
	case COLUMN_X:
		return l->north < 0.7 && l->east < 0.7 ? NEVER : l->north >= 0.7 ? CELLS_SAY : 0;
	case COLUMN_Y:
		return l->north < 0.7 && l->east < 0.7 ? NEVER : 0;
	case COLUMN_ID:
		return l->different < 0.9 || l->date > 0.5 ? NEVER
		       : l->letters < 0.5                  ? CELLS_SAY / 3
							   : 0;
	case COLUMN_TEXT:
		return l->letters < 0.3 ? NEVER : l->length > 25 ? CELLS_SAY : 0;
	default:
		break;
	}
	return (int)(CELLS_SAY * share);
}

/* A heading that people use for a time is believed where some cells are one: what the others say
 * is for whoever sent them to mend. */
static gboolean is_named_time(int field, int heard, const struct column_look *l)
{
	return heard == HEADING_WHOLE &&
	       ((field == COLUMN_DATE && l->date > 0) || (field == COLUMN_TIME && l->clock > 0));
}

/* Fields that say the same once more: when one is taken the others are not proposed. */
static const int rivals[][2] = {{COLUMN_WHEN, COLUMN_DATE},  {COLUMN_WHEN, COLUMN_TIME},
				{COLUMN_TO, COLUMN_TO_DATE}, {COLUMN_TO, COLUMN_TO_TIME},
				{COLUMN_LAT, COLUMN_X},      {COLUMN_LON, COLUMN_Y}};

static void take_out(int (*scores)[COLUMNS], guint columns, int field)
{
	for (guint c = 0; c < columns; c++) {
		scores[c][field] = 0;
		for (gsize i = 0; i < G_N_ELEMENTS(rivals); i++) {
			if (rivals[i][0] == field)
				scores[c][rivals[i][1]] = 0;
			if (rivals[i][1] == field)
				scores[c][rivals[i][0]] = 0;
		}
	}
}

/* The surest pair of column and field first. */
static void match(struct mapping_draft *draft, int (*scores)[COLUMNS])
{
	guint columns = draft->columns->len;

	for (;;) {
		int best = ENOUGH - 1, field = 0;
		guint column = 0;

		for (guint c = 0; c < columns; c++)
			for (int f = 0; f < COLUMNS; f++)
				if (scores[c][f] > best) {
					best = scores[c][f];
					column = c;
					field = f;
				}
		if (best < ENOUGH)
			return;
		((struct draft_column *)draft->columns->pdata[column])->field = field;
		memset(scores[column], 0, sizeof scores[column]);
		take_out(scores, columns, field);
	}
}

static gboolean has_field(const struct mapping_draft *draft, int field)
{
	for (guint c = 0; c < draft->columns->len; c++)
		if (((struct draft_column *)draft->columns->pdata[c])->field == field)
			return TRUE;
	return FALSE;
}

/* Half a coordinate is none. */
static void drop_halves(struct mapping_draft *draft)
{
	static const int pairs[][2] = {{COLUMN_LAT, COLUMN_LON}, {COLUMN_X, COLUMN_Y}};

	for (guint c = 0; c < draft->columns->len; c++) {
		struct draft_column *column = draft->columns->pdata[c];

		for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++)
			for (int half = 0; half < 2; half++)
				if (column->field == pairs[i][half] &&
				    !has_field(draft, pairs[i][!half]))
					column->field = DRAFT_UNUSED;
	}
}

/* Where no heading and no cell tells enough: few words that come again and again, first of all
 * below a heading that sounds like it. Initials of people are no words. */
static void guess_category(struct mapping_draft *draft, const struct column_look *looks,
			   int (*heard)[COLUMNS])
{
	struct draft_column *best = NULL;
	int most = -1000;

	for (guint c = 0; c < draft->columns->len; c++) {
		struct draft_column *column = draft->columns->pdata[c];
		const struct column_look *l = &looks[c];
		int score = heard[c][COLUMN_CATEGORY] + (int)(CELLS_SAY * l->category) - l->words;

		if (column->field != DRAFT_UNUSED || !*column->name || l->words < 2 ||
		    l->words > 40 || l->different > 0.7 || l->letters < 0.9 || l->length < 3 ||
		    score <= most)
			continue;
		best = column;
		most = score;
	}
	if (best)
		best->field = COLUMN_CATEGORY;
}

/* SWEREF 99 18 00 has its easting around 150 km, the country's system around 500. */
static enum coordinate_system system_of(const struct mapping_draft *draft)
{
	const struct draft_table *t = draft->table;

	for (guint c = 0; c < draft->columns->len; c++) {
		int field = ((struct draft_column *)draft->columns->pdata[c])->field;

		for (guint row = 0; row < t->rows->len && (field == COLUMN_X || field == COLUMN_Y);
		     row++) {
			double number;

			if (number_read(draft_cell(t, row, c), NUMBER_DECIMAL, NULL, &number) &&
			    number > 8e4 && number < 1e6)
				return number < 2.5e5 ? SYSTEM_SWEREF991800 : SYSTEM_SWEREF99TM;
		}
	}
	return SYSTEM_WGS84;
}

void mapping_draft_propose(struct mapping_draft *draft, const struct registry *registry)
{
	guint columns = draft->columns->len;
	g_autofree int(*scores)[COLUMNS] = g_malloc0_n(columns + 1, sizeof *scores);
	g_autofree int(*heard)[COLUMNS] = g_malloc0_n(columns + 1, sizeof *heard);
	g_autofree struct column_look *looks = g_new0(struct column_look, columns + 1);

	score_headings(draft, heard);
	for (guint c = 0; c < columns; c++) {
		const struct draft_column *column = draft->columns->pdata[c];

		looks[c] = look_at(draft->table, c, registry);
		for (int f = 0; f < COLUMNS; f++)
			scores[c][f] = !draft_can_name(draft, c) || !column->samples[0] ? 0
				       : is_named_time(f, heard[c][f], &looks[c])
					       ? heard[c][f]
					       : heard[c][f] + cells_score(f, &looks[c]);
	}
	match(draft, scores);
	drop_halves(draft);
	if (!has_field(draft, COLUMN_CATEGORY))
		guess_category(draft, looks, heard);
	draft->table->system = system_of(draft);
	mapping_draft_find_formats(draft);
}
