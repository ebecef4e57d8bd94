/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture of a period longer than a week: its events by category and area, place, hour and
 * organisation, beside the same period a year before. An event belongs to the day it begins on, a
 * week to the month its Thursday lies in. Signals and hotspots are judged week by week and are not
 * part of it. */
#include "config.h"

#include "picture/compile.h"

#include <math.h>

#include "osg/analysis.h"
#include "osg/week.h"

/* Were nothing to change, one picture in twenty would have a line outside; its total alike. */
#define LEVEL 0.05

#define ROW(rows, i) (&g_array_index((rows), struct observation_row, (i)))

/* One of the two stretches: the period as far as it has gone, and a year before. */
struct day_stretch {
	struct period period;
	GArray *rows;          /* struct observation_row that begin in it */
	int first_week, weeks; /* those that lie in it and are over */
	GHashTable *reporters; /* keys of organisations that reported in it */
};

/* Categories by areas, 0 = all of them; an event is counted in its cell and in those above. */
struct period_grid {
	const struct registry *registry;
	const struct category **categories; /* upper ones, from 1 */
	const struct area **areas;
	GHashTable *category_at, *area_at; /* key -> index */
	int category_count, area_count;
	int *now, *comparable, *before; /* [category][area] */
	int *weekly[2];                 /* [category][area][week]: now, before */
};

struct period_compile {
	struct session *session;
	struct picture *picture;
	struct day_stretch now, before;
	struct period_grid grid;
};

/* the two stretches */

static gboolean stretch_read(struct session *session, struct day_stretch *s, GError **error)
{
	gint64 from = period_start(s->period), to = period_end(s->period);
	const struct row_query query = {.week_from = week_of_day(s->period.first),
					.week_to = week_of_day(s->period.last),
					.entered_before = session_known_at(session)};
	g_autoptr(GArray) rows = session_common_rows(session, &query, error);
	int last;

	if (!rows)
		return FALSE;
	s->rows = g_array_new(FALSE, FALSE, sizeof(struct observation_row));
	s->reporters = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	for (guint i = 0; i < rows->len; i++) {
		gint64 organisation = ROW(rows, i)->organisation;

		if (ROW(rows, i)->time_from < from || ROW(rows, i)->time_from >= to)
			continue;
		g_array_append_val(s->rows, *ROW(rows, i));
		g_hash_table_add(s->reporters, g_memdup2(&organisation, sizeof organisation));
	}
	period_weeks(s->period, &s->first_week, &last);
	s->weeks = MAX(last - s->first_week + 1, 0);
	return TRUE;
}

static void stretch_clear(struct day_stretch *s)
{
	g_clear_pointer(&s->rows, g_array_unref);
	g_clear_pointer(&s->reporters, g_hash_table_unref);
}

static gboolean reported_in(const struct day_stretch *s, gint64 organisation)
{
	return g_hash_table_contains(s->reporters, &organisation);
}

static gboolean is_comparable(const struct period_compile *c, const struct observation_row *row)
{
	return reported_in(&c->now, row->organisation) &&
	       reported_in(&c->before, row->organisation);
}

/* Up to yesterday of a period that runs; the year before as long. */
static gboolean stretches_read(struct period_compile *c, GError **error)
{
	struct picture *p = c->picture;
	int today = time_day(p->compiled_at), first, last;

	if (p->period.first >= today) {
		g_autofree char *name = period_format(p->period);

		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("%s lies ahead: nothing can be compiled of it yet. Name one that has "
			      "begun."),
			    name);
		return FALSE;
	}
	c->now.period = p->period;
	c->before.period = period_year_before(p->period);
	if (p->period.last >= today) {
		c->now.period.last = today - 1;
		c->before.period.last = period_year_before(c->now.period).last;
	}
	p->before = c->before.period;
	p->compared = session_weeks(c->session, &first, &last) &&
		      week_monday(first) <= p->before.first + 3;
	return stretch_read(c->session, &c->now, error) &&
	       stretch_read(c->session, &c->before, error);
}

/* categories by areas */

static GHashTable *index_new(void)
{
	return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
}

static void index_add(GHashTable *index, gint64 key, int at)
{
	g_hash_table_insert(index, g_memdup2(&key, sizeof key), GINT_TO_POINTER(at));
}

static int index_of(GHashTable *index, gint64 key)
{
	return GPOINTER_TO_INT(g_hash_table_lookup(index, &key));
}

static void grid_init(struct period_grid *g, const struct registry *v, int weeks_now,
		      int weeks_before)
{
	const GPtrArray *categories = registry_categories(v), *areas = registry_areas(v);
	gsize cells;

	g->registry = v;
	g->categories = g_new0(const struct category *, categories->len + 1);
	g->areas = g_new0(const struct area *, areas->len + 1);
	g->category_at = index_new();
	g->area_at = index_new();
	g->category_count = g->area_count = 1;
	for (guint i = 0; i < categories->len; i++) {
		const struct category *category = categories->pdata[i];

		if (category->parent)
			continue;
		index_add(g->category_at, category->record.key, g->category_count);
		g->categories[g->category_count++] = category;
	}
	for (guint i = 0; i < areas->len; i++) {
		const struct area *area = areas->pdata[i];

		if (area->level != AREA_AREA)
			continue;
		index_add(g->area_at, area->record.key, g->area_count);
		g->areas[g->area_count++] = area;
	}
	cells = (gsize)g->category_count * g->area_count;
	g->now = g_new0(int, cells);
	g->comparable = g_new0(int, cells);
	g->before = g_new0(int, cells);
	g->weekly[0] = g_new0(int, cells *weeks_now + 1);
	g->weekly[1] = g_new0(int, cells *weeks_before + 1);
}

static void grid_clear(struct period_grid *g)
{
	g_free(g->categories);
	g_free(g->areas);
	g_clear_pointer(&g->category_at, g_hash_table_unref);
	g_clear_pointer(&g->area_at, g_hash_table_unref);
	g_free(g->now);
	g_free(g->comparable);
	g_free(g->before);
	g_free(g->weekly[0]);
	g_free(g->weekly[1]);
}

static gsize cell_of(const struct period_grid *g, int category, int area)
{
	return (gsize)category * g->area_count + area;
}

/* The cell of a row and those above it; one that has no area or no category is in fewer. */
static int cells_of(const struct period_grid *g, const struct observation_row *row, gsize cells[4])
{
	int category = index_of(g->category_at, row->category),
	    area = index_of(g->area_at, row->area), count = 0;

	cells[count++] = cell_of(g, 0, 0);
	if (category)
		cells[count++] = cell_of(g, category, 0);
	if (area)
		cells[count++] = cell_of(g, 0, area);
	if (category && area)
		cells[count++] = cell_of(g, category, area);
	return count;
}

/* total: NULL = only those that are compared. */
static void grid_fill(struct period_compile *c, const struct day_stretch *s, int *total,
		      int *compared, int *weekly)
{
	for (guint i = 0; i < s->rows->len; i++) {
		const struct observation_row *row = ROW(s->rows, i);
		gboolean comparable = is_comparable(c, row);
		int week = row->week - s->first_week, count;
		gsize cells[4];

		if (!row->counted)
			continue;
		count = cells_of(&c->grid, row, cells);
		for (int k = 0; k < count; k++) {
			if (total)
				total[cells[k]]++;
			if (comparable)
				compared[cells[k]]++;
			if (comparable && week >= 0 && week < s->weeks)
				weekly[cells[k] * s->weeks + week]++;
		}
	}
}

/* lines */

static void compare_cell(const struct period_compile *c, gsize cell, double level,
			 struct count_comparison *out)
{
	const struct period_grid *g = &c->grid;
	double ratio = (double)period_days(c->now.period) / period_days(c->before.period);
	double phi = count_dispersion(g->weekly[0] + cell * c->now.weeks, c->now.weeks,
				      g->weekly[1] + cell * c->before.weeks, c->before.weeks);

	count_compare(g->comparable[cell], g->before[cell], ratio, phi, level, out);
}

static struct picture_line *line_new(const struct period_compile *c, int category, int area,
				     double level)
{
	const struct period_grid *g = &c->grid;
	gsize cell = cell_of(g, category, area);
	struct count_comparison comparison = {NAN, NAN, 1, 0};
	struct picture_line *line = g_new0(struct picture_line, 1);

	if (c->picture->compared)
		compare_cell(c, cell, level, &comparison);
	line->category = g_strdup(category ? g->categories[category]->code : "*");
	line->label = category_label(g->categories[category]);
	line->area_key = area ? g->areas[area]->record.key : 0;
	line->area = area ? g_strdup(g->areas[area]->name) : NULL;
	line->now = g->now[cell];
	line->comparable = g->comparable[cell];
	line->before = g->before[cell];
	line->lower = comparison.lower;
	line->upper = comparison.upper;
	line->p_value = comparison.p_value;
	line->direction = comparison.direction;
	return line;
}

static int compare_lines(gconstpointer a, gconstpointer b)
{
	const struct picture_line *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;

	if (!x->direction != !y->direction)
		return !x->direction - !y->direction;
	if (x->direction && x->p_value != y->p_value)
		return x->p_value > y->p_value ? 1 : -1;
	return y->now - x->now; /* the sort is stable: category and area order stay */
}

/* Each category, each area; a category in an area when it is outside. The level is shared by all
 * that are looked at. */
static void compile_lines(struct period_compile *c)
{
	const struct period_grid *g = &c->grid;
	int looked_at = 0;

	for (gsize cell = 1; cell < (gsize)g->category_count * g->area_count; cell++)
		looked_at += g->now[cell] || g->before[cell];
	c->picture->series = looked_at;
	for (int k = 0; k < g->category_count; k++)
		for (int a = 0; a < g->area_count; a++) {
			gsize cell = cell_of(g, k, a);
			struct picture_line *line;

			if (cell == 0 || !(g->now[cell] || g->before[cell]))
				continue;
			line = line_new(c, k, a, LEVEL / looked_at);
			if (k == 0 || a == 0 || line->direction)
				g_ptr_array_add(c->picture->breakdown, line);
			else
				picture_line_free(line);
		}
	g_ptr_array_sort(c->picture->breakdown, compare_lines);
}

/* the whole */

static void compile_totals(struct period_compile *c)
{
	struct picture *p = c->picture;
	struct count_comparison total = {NAN, NAN, 1, 0};

	for (guint i = 0; i < c->now.rows->len; i++)
		p->counted += compile_row(p, ROW(c->now.rows, i));
	p->comparable = c->grid.comparable[0];
	p->last_counted = c->grid.before[0];
	if (p->compared)
		compare_cell(c, 0, LEVEL, &total);
	p->lower = total.lower;
	p->upper = total.upper;
	p->usual_week = WEEK_NONE;
}

static void compile_weekly(struct period_compile *c)
{
	GPtrArray *weekly = c->picture->weekly;

	for (int i = 0; i < c->now.weeks; i++) {
		struct picture_week *week = g_new0(struct picture_week, 1);

		week->week = c->now.first_week + i;
		g_ptr_array_add(weekly, week);
	}
	for (guint i = 0; i < c->now.rows->len; i++) {
		const struct observation_row *row = ROW(c->now.rows, i);
		int at = row->week - c->now.first_week;

		if (row->counted && at >= 0 && at < c->now.weeks)
			((struct picture_week *)weekly->pdata[at])->counted++;
	}
}

/* places */

struct place_count {
	gint64 place;
	int now, before, shared_now, shared_before; /* shared: may be told at a place */
	int hidden_now, hidden_before;              /* may not be told even by district */
	GHashTable *categories, *weeks, *shared;    /* of now */
};

static void place_count_free(gpointer data)
{
	struct place_count *t = data;

	g_hash_table_unref(t->categories);
	g_hash_table_unref(t->weeks);
	g_hash_table_unref(t->shared);
	g_free(t);
}

static struct place_count *place_count_of(GHashTable *places, gint64 place)
{
	struct place_count *t = g_hash_table_lookup(places, &place);

	if (t)
		return t;
	t = g_new0(struct place_count, 1);
	t->place = place;
	t->categories = g_hash_table_new(NULL, NULL);
	t->weeks = g_hash_table_new(NULL, NULL);
	t->shared = g_hash_table_new(NULL, NULL);
	g_hash_table_insert(places, &t->place, t);
	return t;
}

static void count_places(struct period_compile *c, GHashTable *places)
{
	for (guint i = 0; i < c->now.rows->len; i++) {
		const struct observation_row *row = ROW(c->now.rows, i);
		gpointer category = GINT_TO_POINTER(row->category);
		struct place_count *t;
		enum sharing finest;
		gboolean shared;

		if (!row->place || !row->counted)
			continue;
		t = place_count_of(places, row->place);
		finest = registry_finest(c->grid.registry, row->category, row->sub_category);
		shared = finest == SHARE_PLACE;
		t->now++;
		t->shared_now += shared;
		t->hidden_now += finest > SHARE_AREA;
		if (row->week >= c->now.first_week &&
		    row->week < c->now.first_week + c->now.weeks) {
			g_hash_table_add(t->weeks, GINT_TO_POINTER(row->week));
			if (shared)
				g_hash_table_add(t->shared, GINT_TO_POINTER(row->week));
		}
		g_hash_table_insert(
			t->categories, category,
			GINT_TO_POINTER(
				GPOINTER_TO_INT(g_hash_table_lookup(t->categories, category)) + 1));
	}
	for (guint i = 0; i < c->before.rows->len; i++) {
		const struct observation_row *row = ROW(c->before.rows, i);

		struct place_count *t;
		enum sharing finest;

		if (!row->place || !row->counted || !is_comparable(c, row))
			continue;
		t = place_count_of(places, row->place);
		finest = registry_finest(c->grid.registry, row->category, row->sub_category);
		t->before++;
		t->shared_before += finest == SHARE_PLACE;
		t->hidden_before += finest > SHARE_AREA;
	}
}

static int compare_places(gconstpointer a, gconstpointer b)
{
	const struct place_count *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;

	if (x->now != y->now)
		return y->now - x->now;
	return x->place < y->place ? -1 : x->place > y->place;
}

static void compile_places(struct period_compile *c)
{
	g_autoptr(GHashTable) places =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, place_count_free);
	g_autoptr(GPtrArray) all = g_ptr_array_new();
	GHashTableIter iter;
	gpointer count;

	count_places(c, places);
	g_hash_table_iter_init(&iter, places);
	while (g_hash_table_iter_next(&iter, NULL, &count))
		g_ptr_array_add(all, count);
	g_ptr_array_sort(all, compare_places);
	c->picture->place_weeks = c->now.weeks;
	for (guint i = 0; i < all->len && i < MOST_PLACES; i++) {
		const struct place_count *t = all->pdata[i];
		struct picture_place *line;

		if (!t->now)
			break;
		line = compile_place(c->grid.registry, t->place, t->categories);
		line->now = t->now;
		line->last = t->before;
		line->busy_weeks = (int)g_hash_table_size(t->weeks);
		line->shared_now = t->shared_now;
		line->shared_last = t->shared_before;
		line->hidden_now = t->hidden_now;
		line->hidden_last = t->hidden_before;
		line->shared_weeks = (int)g_hash_table_size(t->shared);
		g_ptr_array_add(c->picture->places, line);
	}
}

/* organisations */

static int reports_of(const struct day_stretch *s, gint64 organisation, int *counted,
		      GHashTable *weeks)
{
	int reports = 0;

	for (guint i = 0; i < s->rows->len; i++) {
		const struct observation_row *row = ROW(s->rows, i);

		if (row->organisation != organisation)
			continue;
		reports++;
		*counted += row->counted;
		g_hash_table_add(weeks, GINT_TO_POINTER(row->week));
	}
	return reports;
}

static struct picture_organisation *roll_of(const struct period_compile *c,
					    const struct organisation *o, const GPtrArray *nils)
{
	struct picture_organisation *r = g_new0(struct picture_organisation, 1);
	g_autoptr(GHashTable) weeks = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) unused = g_hash_table_new(NULL, NULL);
	int ignored = 0;

	r->code = g_strdup(o->code);
	r->name = g_strdup(o->name);
	r->reports = reports_of(&c->now, o->record.key, &r->counted, weeks);
	r->last_week = reports_of(&c->before, o->record.key, &ignored, unused);
	r->mean4 = c->now.weeks ? (double)r->reports / c->now.weeks : 0;
	for (int week = c->now.first_week; week < c->now.first_week + c->now.weeks; week++) {
		if (!organisation_is_asked(o, week))
			continue;
		r->weeks_asked++;
		r->weeks_answered += g_hash_table_contains(weeks, GINT_TO_POINTER(week)) ||
				     nil_report_of(nils, o->record.key, week);
	}
	r->roll = r->reports          ? ROLL_REPORTED
		  : r->weeks_answered ? ROLL_NIL
		  : r->weeks_asked    ? ROLL_SILENT
				      : ROLL_NOT_MEMBER;
	return r;
}

static gboolean compile_organisations(struct period_compile *c, GError **error)
{
	g_autoptr(GPtrArray) nils = session_all(c->session, &nil_report_kind, error);
	const GPtrArray *all = registry_organisations(c->grid.registry);

	for (guint i = 0; nils && i < all->len; i++) {
		struct picture_organisation *r = roll_of(c, all->pdata[i], nils);

		if (r->weeks_asked || r->reports)
			g_ptr_array_add(c->picture->organisations, r);
		else
			picture_organisation_free(r);
	}
	return nils != NULL;
}

/* all of it */

gboolean compile_period(struct session *session, struct picture *picture, GError **error)
{
	struct period_compile c = {.session = session, .picture = picture};
	struct period_grid *g = &c.grid;
	gboolean ok = stretches_read(&c, error);

	if (ok) {
		grid_init(g, session_registry(session), c.now.weeks, c.before.weeks);
		grid_fill(&c, &c.now, g->now, g->comparable, g->weekly[0]);
		grid_fill(&c, &c.before, NULL, g->before, g->weekly[1]);
		compile_totals(&c);
		compile_lines(&c);
		compile_weekly(&c);
		compile_places(&c);
		ok = compile_organisations(&c, error);
	}
	grid_clear(g);
	stretch_clear(&c.now);
	stretch_clear(&c.before);
	return ok;
}
