/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mapping laid over the header of a file: which column is what, and which of all mappings fits it
 * best. */
#include "config.h"

#include "exchange/mapping.h"

#include <string.h>

#include "exchange/header_names.h"
#include "exchange/headings.h"
#include "osg/exchange.h"
#include "osg/text.h"

static gboolean is_of_time(int column)
{
	return column >= COLUMN_WHEN && column <= COLUMN_TO_TIME;
}

static int header_find(const struct header_names *header, int column, const char *name)
{
	g_autofree char *wanted = text_fold(name);

	return header_names_find(header, wanted, is_of_time(column));
}

/* All of the names that are there. FALSE: none. */
static gboolean binding_join(char *const *names, const struct header_names *header, int column,
			     int *at)
{
	int n = 0;

	for (; *names; names++) {
		int found = header_find(header, column, *names);

		if (found >= 0)
			at[n++] = found;
	}
	at[n] = -1;
	return n > 0;
}

static void binding_column(const GPtrArray *alternatives, const struct header_names *header,
			   int column, int *at)
{
	*at = -1;
	for (guint i = 0; alternatives && i < alternatives->len; i++)
		if (binding_join(alternatives->pdata[i], header, column, at))
			return;
}

/* Columns of the file that have a meaning. */
static gboolean *columns_bound(const struct binding *b, int count)
{
	gboolean *known = g_new0(gboolean, (gsize)count + 1);

	for (int c = 0; c < COLUMNS; c++)
		for (const int *at = b->at[c]; *at >= 0; at++)
			known[*at] = TRUE;
	return known;
}

/* Those, and the ones that the mapping says are for nothing. */
static gboolean *columns_known(const struct binding *b, const struct mapping *m,
			       const struct header_names *header)
{
	gboolean *known = columns_bound(b, header->count);

	for (char **name = m->unused; name && *name; name++) {
		int found = header_find(header, COLUMNS, *name);

		if (found >= 0)
			known[found] = TRUE;
	}
	return known;
}

static void binding_count(struct binding *b, const struct mapping *m,
			  const struct header_names *header)
{
	g_autofree gboolean *known = columns_known(b, m, header);

	for (int i = 0; i < header->count; i++)
		b->bound += known[i];
}

static void binding_left(struct binding *b, const struct mapping *m,
			 const struct header_names *names, const char *const *header)
{
	g_autofree gboolean *known = columns_known(b, m, names);

	for (int i = 0; i < names->count; i++)
		if (!known[i] && *header[i])
			g_ptr_array_add(b->left, (gpointer)header[i]);
}

/* Whether the column may still be found by what people call it. */
static gboolean column_is_open(const struct binding *b, int column)
{
	gboolean when = b->at[COLUMN_WHEN][0] >= 0, date = b->at[COLUMN_DATE][0] >= 0;

	if (b->at[column][0] >= 0)
		return FALSE;
	if (column == COLUMN_DATE || column == COLUMN_WHEN)
		return !when && !date;
	if (column == COLUMN_TO)
		return b->at[COLUMN_TO_TIME][0] < 0;
	return (column != COLUMN_TIME && column != COLUMN_TO_TIME) || date;
}

static void bind_by_heading(struct binding *b, int column, const struct header_names *header)
{
	g_autofree gboolean *known = columns_bound(b, header->count);
	const struct heading *headings;
	guint all;

	headings = headings_known(&all);
	for (guint i = 0; column_is_open(b, column) && i < all; i++) {
		int at = (int)headings[i].column == column && !headings[i].only
				 ? header_names_find(header, headings[i].folded, is_of_time(column))
				 : -1;

		if (at >= 0 && !known[at]) {
			b->at[column][0] = at;
			b->at[column][1] = -1;
		}
	}
}

/* Beside no day a column called "Tid" can only hold both. */
static void bind_time_alone(struct binding *b)
{
	if (b->at[COLUMN_DATE][0] >= 0 || b->at[COLUMN_WHEN][0] >= 0)
		return;
	memcpy(b->at[COLUMN_WHEN], b->at[COLUMN_TIME], sizeof b->at[COLUMN_WHEN]);
	b->at[COLUMN_TIME][0] = -1;
}

/* What tells of the event is surer than a plain "Datum", and than the day of a report. */
static void bind_event(const struct mapping *m, const struct header_names *header,
		       struct binding *b)
{
	g_autofree gboolean *known = columns_bound(b, header->count);
	gboolean day = FALSE;
	int at = m->own ? -1 : header_names_event(header, &day);

	if (at < 0 || known[at])
		return;
	b->at[COLUMN_WHEN][0] = day ? -1 : at;
	b->at[COLUMN_DATE][0] = day ? at : -1;
	b->at[day ? COLUMN_DATE : COLUMN_WHEN][1] = -1;
}

/* "Tid (till)" ends what "Tid (från)" begins. */
static void bind_ends(struct binding *b, const struct header_names *header)
{
	static const enum column pairs[][2] = {{COLUMN_WHEN, COLUMN_TO},
					       {COLUMN_DATE, COLUMN_TO_DATE},
					       {COLUMN_TIME, COLUMN_TO_TIME}};
	g_autofree gboolean *known = columns_bound(b, header->count);

	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
		int begin = b->at[pairs[i][0]][0],
		    end = begin >= 0 ? header_names_end(header, begin) : -1;

		if (end < 0 || known[end] || b->at[pairs[i][1]][0] >= 0)
			continue;
		b->at[pairs[i][1]][0] = end;
		b->at[pairs[i][1]][1] = -1;
	}
}

/* A mapping for any file knows what police, rescue services, housing companies and systems for
 * fault reports call their columns; the day first, since a time of day is read beside it. */
static void binding_headings(const struct mapping *m, const struct header_names *header,
			     struct binding *b)
{
	static const int order[] = {
		COLUMN_DATE,        COLUMN_WHEN,    COLUMN_TIME,     COLUMN_ID,
		COLUMN_TO_DATE,     COLUMN_TO_TIME, COLUMN_TO,       COLUMN_CATEGORY,
		COLUMN_SUB,         COLUMN_PLACE,   COLUMN_AREA,     COLUMN_ADDRESS,
		COLUMN_TEXT,        COLUMN_COST,    COLUMN_POSITION, COLUMN_POLICE_REPORT,
		COLUMN_MUNICIPALITY};
	gboolean timed = b->at[COLUMN_DATE][0] >= 0 || b->at[COLUMN_WHEN][0] >= 0;

	if (!m->loose)
		return;
	b->by_heading = !timed || b->at[COLUMN_CATEGORY][0] < 0;
	bind_event(m, header, b);
	for (gsize i = 0; i < G_N_ELEMENTS(order); i++) {
		bind_by_heading(b, order[i], header);
		if (order[i] == COLUMN_WHEN)
			bind_time_alone(b);
	}
	bind_ends(b, header);
}

/* A mapping for any file knows coordinates by what their headings are made of. */
static void binding_coordinates(const struct mapping *m, const struct header_names *header,
				struct binding *b)
{
	for (int i = 0; m->system == SYSTEM_ANY && i < header->count; i++) {
		enum column column = heading_coordinate(header_names_whole(header, i));

		if (column < COLUMNS && b->at[column][0] < 0) {
			b->at[column][0] = i;
			b->at[column][1] = -1;
		}
	}
}

/* Half a coordinate is none: "N" alone may be how many there were. */
static void binding_halves(struct binding *b)
{
	static const enum column pairs[][2] = {{COLUMN_LAT, COLUMN_LON}, {COLUMN_X, COLUMN_Y}};

	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++)
		for (int half = 0; half < 2; half++)
			if (b->at[pairs[i][!half]][0] < 0)
				b->at[pairs[i][half]][0] = -1;
}

static const char *mapping_first_name(const struct mapping *m, enum column column)
{
	return ((char **)m->columns[column]->pdata[0])[0];
}

gboolean mapping_bind(const struct mapping *mapping, const char *const *header, int count,
		      struct binding *binding, const char **missing)
{
	struct header_names names;
	const char *lacks = NULL;

	header_names_init(&names, header, count);
	binding->bound = 0;
	binding->by_heading = FALSE;
	binding->left = g_ptr_array_new();
	for (int c = 0; c < COLUMNS; c++)
		binding_column(mapping->columns[c], &names, c, binding->at[c]);
	binding_coordinates(mapping, &names, binding);
	binding_halves(binding);
	binding_count(binding, mapping, &names);
	binding_headings(mapping, &names, binding);
	binding_left(binding, mapping, &names, header);
	if (binding->at[COLUMN_CATEGORY][0] < 0)
		lacks = mapping_first_name(mapping, COLUMN_CATEGORY);
	else if (binding->at[COLUMN_WHEN][0] < 0 && binding->at[COLUMN_DATE][0] < 0)
		lacks = mapping_first_name(mapping, mapping->columns[COLUMN_DATE] ? COLUMN_DATE
										  : COLUMN_WHEN);
	if (missing)
		*missing = lacks;
	header_names_clear(&names);
	return !lacks;
}

void binding_clear(struct binding *binding)
{
	g_clear_pointer(&binding->left, g_ptr_array_unref);
}

/* How well it fits: columns with a meaning, then whether the file or the organisation says so. -1:
 * not at all. */
static int mapping_score(const struct mapping *m, const char *const *header, int count,
			 const char *file, const char *organisation)
{
	struct binding binding;
	g_autofree char *name = g_ascii_strdown(file ? file : "", -1);
	gboolean fits = mapping_bind(m, header, count, &binding, NULL);
	int score = -1, missing = 0;

	for (int c = 0; c < COLUMNS; c++)
		missing += m->columns[c] && binding.at[c][0] < 0;
	fits = fits && (m->loose || missing * 2 <= binding.bound);
	if (fits)
		score = binding.by_heading ? 0 : binding.bound * 8;
	if (fits && organisation && g_strcmp0(m->organisation, organisation) == 0)
		score += 4;
	if (fits && strstr(name, m->id))
		score += 2;
	if (fits && !m->loose)
		score += 1;
	binding_clear(&binding);
	return score;
}

static gboolean heading_counts(const char *heading)
{
	static const char *const words[] = {"reports",
					    "count",
					    "counts",
					    "antal",
					    "antal anmalningar",
					    "antal handelser",
					    "antal arenden",
					    "antal rapporter",
					    "number of reports",
					    NULL};
	g_autofree char *folded = text_fold(heading);

	return g_strv_contains(words, folded);
}

static gboolean mapping_counts_only(const char *const *header, int count)
{
	for (int i = 0; i < count; i++) {
		g_autofree char *folded = text_fold(header[i]);

		if (heading_counts(header[i]) || g_str_equal(folded, "population"))
			return TRUE;
	}
	return FALSE;
}

int mapping_count_column(const char *const *header, const GPtrArray *left)
{
	for (int i = 0; header[i]; i++)
		for (guint l = 0; l < left->len; l++)
			if (left->pdata[l] == header[i] && heading_counts(header[i]))
				return i;
	return -1;
}

static char *mapping_shown(const char *column)
{
	g_autofree char *clean = text_clean(column, -1, FALSE);

	return text_fit(clean, MIN(40, text_width(clean)), TEXT_LEFT);
}

static void mapping_none_fits(const char *const *header, int count, const char *file, int line,
			      GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *seen = NULL;

	for (int i = 0; i < count && i < 12; i++)
		g_ptr_array_add(names, mapping_shown(header[i]));
	g_ptr_array_add(names, NULL);
	seen = g_strjoinv(", ", (char **)names->pdata);
	if (mapping_counts_only(header, count))
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d: each row seems to be a count, not an event (columns "
			      "%s); expected one row "
			      "an event with time and category."),
			    file, line, seen);
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d: no mapping knows the columns %s; expected at least one "
			      "for the time and one for the category, as "
			      "“Datum;Kategori;Plats;Beskrivning”. “osg mapping new” with the file "
			      "makes a mapping by asking."),
			    file, line, seen);
}

struct mapping *mapping_guess(const char *const *header, int count, const char *file, int line,
			      const char *organisation, char **broken, GError **error)
{
	g_autoptr(GPtrArray) ids = mapping_list();
	struct mapping *best = NULL;
	int best_score = -1, ties = 0;
	g_autoptr(GString) tied = g_string_new(NULL);

	for (guint i = 0; i < ids->len; i++) {
		g_autoptr(GError) local = NULL;
		struct mapping *m = mapping_load(ids->pdata[i], &local);
		int score = m ? mapping_score(m, header, count, file, organisation) : -1;

		if (local && broken && !*broken)
			*broken = g_strdup(local->message);
		if (score > best_score) {
			mapping_free(best);
			best = g_steal_pointer(&m);
			best_score = score;
			ties = 0;
			g_string_assign(tied, best->id);
		} else if (score >= 0 && score == best_score) {
			ties++;
			g_string_append_printf(tied, ", %s", m->id);
		}
		mapping_free(m);
	}
	if (!best && broken && *broken) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_FORMAT, *broken);
		g_clear_pointer(broken, g_free);
	} else if (!best) {
		mapping_none_fits(header, count, file, line, error);
	} else if (ties) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d: the columns fit several mappings (%s); say which with "
			      "--mapping, or whose "
			      "file it is with --org."),
			    file, line, tied->str);
		g_clear_pointer(&best, mapping_free);
	}
	return best;
}
