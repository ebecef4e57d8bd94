/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The county's table, made of what municipalities tell and of nothing else: counts of a week beside
 * what is usual, or of a year beside the year before, and their sums. */
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "osg/county.h"
#include "osg/text.h"
#include "osg/week.h"

enum { USUAL_LEAST = 4 }; /* told weeks: fewer say nothing of what is usual */

/* agreeing */

gboolean app_county_agrees(const struct session *session)
{
	g_autofree char *value = session_value(session, COUNTY_AGREES);

	return g_strcmp0(value, "yes") == 0;
}

gboolean app_county_agree(struct session *session, gboolean agrees, GError **error)
{
	const char *detail = agrees ? "{\"agrees\":true}" : "{\"agrees\":false}";

	if (!session_may(session, ACTION_SETUP, NULL, error))
		return FALSE;
	if (!agrees == !app_county_agrees(session))
		return TRUE;
	if (!session_begin(session, ACTION_SETUP, error))
		return FALSE;
	if (session_set_value(session, COUNTY_AGREES, agrees ? "yes" : "no", error) &&
	    session_note(session, "county.agree", detail, error))
		return session_commit(session, NULL, error);
	session_rollback(session);
	return FALSE;
}

/* One category of one municipality, week by week. */
struct county_series {
	const struct county_cell *first;
	GPtrArray *cells; /* struct county_cell, borrowed, by week */
	int order;        /* of the category among all */
};

static void series_free(gpointer data)
{
	g_ptr_array_unref(((struct county_series *)data)->cells);
	g_free(data);
}

static char *series_key(const struct county_cell *cell)
{
	return g_strdup_printf("%s\t%s", cell->municipality, cell->category ? cell->category : "");
}

/* The same category stands at another place in another municipality's list: the first place holds.
 */
static void set_order(GPtrArray *all)
{
	g_autoptr(GHashTable) places = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < all->len; i++) {
		struct county_series *s = all->pdata[i];
		const char *code = s->first->category;

		if (code && !g_hash_table_contains(places, code))
			g_hash_table_insert(places, (gpointer)code,
					    GINT_TO_POINTER(s->first->position));
		s->order = code ? GPOINTER_TO_INT(g_hash_table_lookup(places, code)) : G_MAXINT;
	}
}

static int by_category(gconstpointer a, gconstpointer b)
{
	const struct county_series *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;
	int codes = g_strcmp0(x->first->category, y->first->category);

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return codes ? codes : text_collate(x->first->municipality, y->first->municipality);
}

static GPtrArray *all_series(const GPtrArray *cells)
{
	g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GPtrArray *all = g_ptr_array_new_with_free_func(series_free);

	for (guint i = 0; i < cells->len; i++) {
		const struct county_cell *cell = cells->pdata[i];
		char *key = series_key(cell);
		struct county_series *s = g_hash_table_lookup(known, key);

		if (!s) {
			s = g_new0(struct county_series, 1);
			s->first = cell;
			s->cells = g_ptr_array_new();
			g_ptr_array_add(all, s);
		}
		g_ptr_array_add(s->cells, (gpointer)cell);
		g_hash_table_replace(known, key, s);
	}
	set_order(all);
	g_ptr_array_sort(all, by_category);
	return all;
}

/* counting */

/* The weeks from .. to of a series: how many, how many of them told, what those sum to. */
static int sum_of(const struct county_series *s, int from, int to, int *weeks, int *told)
{
	int sum = 0;

	*weeks = *told = 0;
	for (guint i = 0; i < s->cells->len; i++) {
		const struct county_cell *cell = s->cells->pdata[i];

		if (cell->week < from || cell->week > to)
			continue;
		++*weeks;
		if (cell->events == COUNTY_HIDDEN)
			continue;
		++*told;
		sum += cell->events;
	}
	return sum;
}

static int compare_ints(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* The median of the told weeks before, where most of at least USUAL_LEAST are told. */
static double usual_of(const struct county_series *s, int week)
{
	int told[COUNTY_WEEKS], n = 0, weeks = 0;

	for (guint i = 0; i < s->cells->len; i++) {
		const struct county_cell *cell = s->cells->pdata[i];

		if (cell->week < week - COUNTY_WEEKS || cell->week >= week)
			continue;
		weeks++;
		if (cell->events != COUNTY_HIDDEN)
			told[n++] = cell->events;
	}
	if (n < USUAL_LEAST || 2 * n <= weeks)
		return NAN;
	qsort(told, (size_t)n, sizeof *told, compare_ints);
	return (told[(n - 1) / 2] + told[n / 2]) / 2.0;
}

struct county_span {
	int from, to;               /* weeks */
	int before_from, before_to; /* of the year before; WEEK_NONE: a week's usual is asked for */
};

static double before_of(const struct county_series *s, const struct county_span *span)
{
	int weeks, told;

	if (span->before_from == WEEK_NONE)
		return usual_of(s, span->from);
	int sum = sum_of(s, span->before_from, span->before_to, &weeks, &told);
	return told ? sum : NAN;
}

static struct county_line *line_of(const struct county_series *s, const struct county_span *span)
{
	struct county_line *line = g_new0(struct county_line, 1);
	int sum = sum_of(s, span->from, span->to, &line->weeks, &line->told);

	line->category = s->first->category;
	line->sv = s->first->label_sv;
	line->en = s->first->label_en;
	line->municipality = s->first->municipality;
	line->events = line->told ? sum : COUNTY_HIDDEN;
	line->at_least = line->told && line->told < line->weeks;
	/* which ones stand together is another matter each week */
	line->usual = line->category ? before_of(s, span) : NAN;
	return line;
}

/* Of a category's lines; their usual numbers are medians, which have no sum. */
static struct county_line *together(const GPtrArray *lines, guint from)
{
	struct county_line *all = g_new0(struct county_line, 1);
	gboolean any = FALSE;

	*all = *(const struct county_line *)lines->pdata[from];
	all->municipality = NULL;
	all->events = all->weeks = all->told = 0;
	all->at_least = FALSE;
	all->usual = NAN;
	for (guint i = from; i < lines->len; i++) {
		const struct county_line *line = lines->pdata[i];

		any |= line->told > 0;
		all->at_least |= line->told < line->weeks;
		all->weeks += line->weeks;
		all->told += line->told;
		all->events += line->told ? line->events : 0;
	}
	if (!any)
		all->events = COUNTY_HIDDEN;
	all->at_least &= any;
	return all;
}

static gboolean says_something(const struct county_line *line)
{
	return line->told || !isnan(line->usual);
}

/* The lines of one category, from the one at begin on; FALSE: none of them says anything. */
static void add_category(struct county *c, const GPtrArray *all, guint begin, guint end,
			 const struct county_span *span)
{
	guint from = c->lines->len;
	gboolean any = FALSE;

	for (guint i = begin; i < end; i++) {
		struct county_line *line = line_of(all->pdata[i], span);

		any |= says_something(line);
		g_ptr_array_add(c->lines, line);
	}
	if (!any)
		g_ptr_array_set_size(c->lines, (int)from);
	else if (c->lines->len - from > 1)
		g_ptr_array_add(c->lines, together(c->lines, from));
}

static void add_lines(struct county *c, const struct county_span *span)
{
	g_autoptr(GPtrArray) all = all_series(c->cells);
	guint begin = 0;

	for (guint i = 1; i <= all->len; i++) {
		const struct county_series *first = all->pdata[begin],
					   *next = i < all->len ? all->pdata[i] : NULL;

		if (next && g_strcmp0(next->first->category, first->first->category) == 0)
			continue;
		add_category(c, all, begin, i, span);
		begin = i;
	}
}

/* reading */

static int newest_week(const GPtrArray *cells)
{
	int newest = WEEK_NONE;

	for (guint i = 0; i < cells->len; i++)
		newest = MAX(newest, ((const struct county_cell *)cells->pdata[i])->week);
	return newest;
}

static struct county_span span_of(int week, int year)
{
	if (!year)
		return (struct county_span){week, week, WEEK_NONE, WEEK_NONE};
	return (struct county_span){week_from_iso(year, 1), week_from_iso(year + 1, 1) - 1,
				    week_from_iso(year - 1, 1), week_from_iso(year, 1) - 1};
}

static gboolean read_all(struct county *c, const char *const *databases,
			 const struct county_span *span, GError **error)
{
	int from = c->year                ? span->before_from
		   : c->week == WEEK_NONE ? G_MININT32 + 1
					  : c->week - COUNTY_WEEKS,
	    to = c->year                ? span->to
		 : c->week == WEEK_NONE ? G_MAXINT32
					: c->week;

	for (gsize i = 0; databases[i]; i++)
		if (!session_county(databases[i], from, to, c->cells, c->silent, error))
			return FALSE;
	return TRUE;
}

struct county *app_county(const char *const *databases, int week, int year, GError **error)
{
	struct county *c = g_new0(struct county, 1);
	struct county_span span = span_of(week, year);

	c->week = year ? WEEK_NONE : week;
	c->year = year;
	c->cells = g_ptr_array_new_with_free_func(county_cell_free);
	c->lines = g_ptr_array_new_with_free_func(g_free);
	c->silent = g_ptr_array_new_with_free_func(g_free);
	if (!read_all(c, databases, &span, error)) {
		county_free(c);
		return NULL;
	}
	if (!year && week == WEEK_NONE) {
		c->week = newest_week(c->cells);
		span = span_of(c->week, 0);
	}
	add_lines(c, &span);
	return c;
}

void county_free(struct county *county)
{
	if (!county)
		return;
	g_ptr_array_unref(county->cells);
	g_ptr_array_unref(county->lines);
	g_ptr_array_unref(county->silent);
	g_free(county);
}
