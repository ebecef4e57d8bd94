/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiling the situation picture of a week: who reported, what is unusual, where it keeps happening, when, what
 * changed. One computation for screen, paper, JSON and CSV. Refuses to judge by itself: what is usual comes from
 * analysis. */
#include "config.h"

#include "app/app_private.h"

#include <math.h>
#include <string.h>

#include "osg/analysis.h"
#include "osg/text.h"

enum { HISTORY_WEEKS = 53, LAST_WEEKS = 8, MOST_PLACES = 20 };

/* What one compilation works on. */
struct compile {
	struct app *app;
	struct picture *picture;
	const struct cube *cube;
	const GArray *rows[LAST_WEEKS]; /* [0] this week, [1] the week before … */
	int weeks;                      /* of history that exist, this week included: at most HISTORY_WEEKS */
	struct picture_record *draft;
};

#define ROW(rows, i) (&g_array_index((rows), struct observation_row, (i)))

/* ---- signals
 * ----------------------------------------------------------------------------------------------------------- */

/* The last n weeks of a series, oldest first; weeks outside the cube are zero. */
static void series_tail(const struct compile *c, const int *series, int n, int *out)
{
	int last = c->picture->week - c->cube->first;

	for (int i = 0; i < n; i++) {
		int at = last - n + 1 + i;

		out[i] = at >= 0 && at < c->cube->weeks ? series[at] : 0;
	}
}

static double mean_before(const int *counts, int n, int most)
{
	int used = MIN(n - 1, most);
	double sum = 0;

	for (int i = 0; i < used; i++)
		sum += counts[n - 2 - i];
	return used > 0 ? sum / used : 0;
}

/* "0–1", "4": the usual range as people say it. */
static char *range_text(double lower, double upper)
{
	if (lower >= upper)
		return g_strdup_printf("%.0f", upper);
	return g_strdup_printf("%.0f–%.0f", lower, upper);
}

static const char *verdict(const struct picture_signal *s)
{
	static const char *const verdicts[2][3] = {
		{"", N_("More than chance usually gives."), N_("Clearly more than chance explains.")},
		{"", N_("Fewer than chance usually gives."), N_("Clearly fewer than chance explains.")},
	};
	const char *text = verdicts[s->direction < 0][s->flag];

	return *text ? _(text) : "";
}

static char *signal_sentence(const struct picture_signal *s, gboolean too_few)
{
	const char *where = s->area ? s->area : _("the whole municipality");
	g_autofree char *range = range_text(s->lower, s->upper);
	g_autofree char *mean = text_decimal(s->mean52, 1);
	const char *tail = verdict(s);

	if (too_few)
		return g_strdup_printf(ngettext("%s in %s: %d this week. Too few to judge: %d week of history.",
						"%s in %s: %d this week. Too few to judge: %d weeks of history.",
						s->weeks),
				       s->category_label, where, s->now, s->weeks);
	/* TRANSLATORS: category, area, count this week, usual range, number of weeks, mean a week, verdict or nothing
	 */
	return g_strdup_printf(_("%s in %s: %d this week, %s is usual (mean of %d weeks %s). %s"), s->category_label,
			       where, s->now, range, s->weeks, mean, tail);
}

static void signal_highlight(const struct compile *c, struct picture_signal *s)
{
	g_autofree char *line = g_strdup_printf("%s/%s", s->category, s->area ? s->area : "");
	g_auto(GStrv) lines = c->draft && c->draft->highlights ? g_strsplit(c->draft->highlights, "\n", -1) : NULL;

	s->highlighted = lines && g_strv_contains((const char *const *)lines, line);
}

/* One line from its weekly counts; nothing when the year holds nothing. */
static void signal_add(struct compile *c, const struct category *category, const struct area *area, const int *series)
{
	int counts[HISTORY_WEEKS], n = c->weeks, sum = 0;
	struct picture_signal *s;
	struct usual usual;

	series_tail(c, series, HISTORY_WEEKS, counts);
	for (int i = 0; i < HISTORY_WEEKS; i++)
		sum += counts[i];
	if (sum == 0)
		return;
	s = g_new0(struct picture_signal, 1);
	s->category = g_strdup(category->code);
	s->category_label = g_strdup(vocabulary_label(c->app->vocabulary, category));
	s->area = area ? g_strdup(area->name) : NULL;
	usual_poisson(counts + HISTORY_WEEKS - n, n, &usual);
	s->now = counts[HISTORY_WEEKS - 1];
	s->last = counts[HISTORY_WEEKS - 2];
	s->mean4 = mean_before(counts + HISTORY_WEEKS - n, n, 4);
	s->mean52 = mean_before(counts + HISTORY_WEEKS - n, n, 52);
	s->weeks = n - 1;
	s->expected = usual.expected;
	s->lower = usual.lower;
	s->upper = usual.upper;
	s->z = usual.z;
	s->flag = usual.flag;
	s->direction = usual.flag ? (usual.z > 0 ? 1 : -1) : 0;
	s->method = g_strdup(usual.method);
	memcpy(s->history, counts + HISTORY_WEEKS - G_N_ELEMENTS(s->history), sizeof s->history);
	s->sentence = g_strchomp(signal_sentence(s, strcmp(usual.method, "too-few") == 0));
	signal_highlight(c, s);
	g_ptr_array_add(c->picture->signals, s);
}

static int compare_signals(gconstpointer a, gconstpointer b)
{
	const struct picture_signal *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;

	if (x->flag != y->flag)
		return y->flag - x->flag;
	if (x->flag && fabs(x->z) != fabs(y->z))
		return fabs(x->z) < fabs(y->z) ? 1 : -1;
	return 0; /* the sort is stable: category and area order stay */
}

static void compile_signals(struct compile *c)
{
	const struct vocabulary *v = c->app->vocabulary;
	const struct cube *cube = c->cube;
	g_autofree int *whole = g_new(int, MAX(cube->weeks, 1));

	for (int k = 1; k < cube->categories; k++) {
		const struct category *category = vocabulary_category(v, cube->category_keys[k]);

		memset(whole, 0, sizeof *whole * cube->weeks);
		for (int a = 0; a < cube->areas; a++) {
			const int *series = cube_series(cube, a, k);

			for (int w = 0; w < cube->weeks; w++)
				whole[w] += series[w];
		}
		signal_add(c, category, NULL, whole);
		for (int a = 1; a < cube->areas; a++)
			signal_add(c, category, vocabulary_area(v, cube->area_keys[a]), cube_series(cube, a, k));
	}
	g_ptr_array_sort(c->picture->signals, compare_signals);
}

static void compile_totals(struct compile *c)
{
	struct picture *p = c->picture;
	int counts[HISTORY_WEEKS], n = c->weeks;
	struct usual usual;

	series_tail(c, c->cube->totals, HISTORY_WEEKS, counts);
	usual_poisson(counts + HISTORY_WEEKS - n, n, &usual);
	p->counted = counts[HISTORY_WEEKS - 1];
	p->last_counted = counts[HISTORY_WEEKS - 2];
	p->mean4 = mean_before(counts + HISTORY_WEEKS - n, n, 4);
	p->mean52 = mean_before(counts + HISTORY_WEEKS - n, n, 52);
	p->lower = usual.lower;
	p->upper = usual.upper;
	p->weeks = n - 1;
}

/* ---- this week's rows: hours, unplaced, not counted
 * -------------------------------------------------------------------- */

static void grid_add(struct picture *p, const struct observation_row *row)
{
	int day, seconds;
	double from;

	if (row->time_precision == TIME_DATE || row->time_precision == TIME_WEEK) {
		p->grid_unknown++;
		return;
	}
	time_to_local(row->time_from, &day, &seconds);
	from = (double)day_weekday(day) * DAY_SECONDS + seconds;
	aoristic_add(p->grid, from, from + (double)(row->time_to - row->time_from), 1);
}

static void compile_rows(struct compile *c)
{
	struct picture *p = c->picture;
	const GArray *rows = c->rows[0];

	for (guint i = 0; i < rows->len; i++) {
		const struct observation_row *row = ROW(rows, i);

		if (!row->counted && !row->report_group) {
			p->not_counted++;
			continue;
		}
		p->reports++;
		if (!row->counted)
			continue;
		p->unplaced += row->area == 0;
		grid_add(p, row);
	}
}

/* ---- roll call
 * --------------------------------------------------------------------------------------------------------- */

static int reports_of(const GArray *rows, gint64 organisation, int *counted)
{
	int reports = 0;

	for (guint i = 0; i < rows->len; i++) {
		const struct observation_row *row = ROW(rows, i);

		if (row->organisation != organisation)
			continue;
		reports++;
		if (counted)
			*counted += row->counted;
	}
	return reports;
}

static const struct nil_report *nil_of(const GPtrArray *nils, gint64 organisation, int week)
{
	for (guint i = 0; i < nils->len; i++) {
		const struct nil_report *nil = nils->pdata[i];

		if (nil->organisation == organisation && nil->week == week && nil->state == STATE_ACTIVE)
			return nil;
	}
	return NULL;
}

static gboolean was_member(const struct organisation *o, int week)
{
	return o->expected && (o->first_week == WEEK_NONE || o->first_week <= week) &&
	       (o->last_week == WEEK_NONE || week <= o->last_week);
}

static int silence(const struct compile *c, const GPtrArray *nils, const struct organisation *o)
{
	int week = c->picture->week, silent = 0;

	while (silent < MIN(LAST_WEEKS, c->weeks) && was_member(o, week - silent) &&
	       !nil_of(nils, o->record.key, week - silent) && !reports_of(c->rows[silent], o->record.key, NULL))
		silent++;
	return silent;
}

static struct picture_organisation *roll_of(const struct compile *c, const GPtrArray *nils,
					    const struct organisation *o)
{
	struct picture_organisation *r = g_new0(struct picture_organisation, 1);
	const struct nil_report *nil = nil_of(nils, o->record.key, c->picture->week);

	r->code = g_strdup(o->code);
	r->name = g_strdup(o->name);
	r->reports = reports_of(c->rows[0], o->record.key, &r->counted);
	r->last_week = reports_of(c->rows[1], o->record.key, NULL);
	for (int i = 1; i <= 4; i++)
		r->mean4 += reports_of(c->rows[i], o->record.key, NULL) / 4.0;
	r->note = nil ? g_strdup(nil->note) : NULL;
	if (r->reports)
		r->roll = ROLL_REPORTED;
	else if (nil)
		r->roll = ROLL_NIL;
	else
		r->roll = was_member(o, c->picture->week) ? ROLL_SILENT : ROLL_NOT_MEMBER;
	if (r->roll == ROLL_SILENT)
		r->silent_weeks = silence(c, nils, o);
	return r;
}

static void picture_organisation_free_one(struct picture_organisation *r)
{
	g_free(r->code);
	g_free(r->name);
	g_free(r->note);
	g_free(r);
}

/* Everybody who is asked, and whoever else sent something. */
static gboolean compile_roll_call(struct compile *c, GError **error)
{
	const GPtrArray *all = vocabulary_organisations(c->app->vocabulary);
	g_autoptr(GPtrArray) nils = g_ptr_array_new_with_free_func(NULL);
	g_autoptr(GPtrArray) stored = store_all(c->app->store, &nil_report_kind, error);

	if (!stored)
		return FALSE;
	for (guint i = 0; i < stored->len; i++)
		g_ptr_array_add(nils, stored->pdata[i]);
	for (guint i = 0; i < all->len; i++) {
		const struct organisation *o = all->pdata[i];
		struct picture_organisation *r = roll_of(c, nils, o);

		if (r->roll == ROLL_NOT_MEMBER && !was_member(o, c->picture->week))
			picture_organisation_free_one(r);
		else
			g_ptr_array_add(c->picture->organisations, r);
	}
	return TRUE;
}

/* ---- places
 * ------------------------------------------------------------------------------------------------------------ */

struct place_tally {
	gint64 place;
	int weeks[LAST_WEEKS];
	GHashTable *categories; /* category -> count, this week */
};

static void place_tally_free(gpointer data)
{
	struct place_tally *t = data;

	g_hash_table_unref(t->categories);
	g_free(t);
}

static void place_count(GHashTable *places, const struct observation_row *row, int back)
{
	struct place_tally *t = g_hash_table_lookup(places, GINT_TO_POINTER(row->place));
	gpointer category = GINT_TO_POINTER(row->category);

	if (!t) {
		t = g_new0(struct place_tally, 1);
		t->place = row->place;
		t->categories = g_hash_table_new(NULL, NULL);
		g_hash_table_insert(places, GINT_TO_POINTER(row->place), t);
	}
	t->weeks[back]++;
	if (back == 0)
		g_hash_table_insert(t->categories, category,
				    GINT_TO_POINTER(GPOINTER_TO_INT(g_hash_table_lookup(t->categories, category)) + 1));
}

static int compare_places(gconstpointer a, gconstpointer b)
{
	const struct place_tally *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;

	for (int i = 0; i < LAST_WEEKS; i++)
		if (x->weeks[i] != y->weeks[i])
			return y->weeks[i] - x->weeks[i];
	return x->place < y->place ? -1 : x->place > y->place;
}

static const struct category *most_frequent(const struct vocabulary *v, GHashTable *categories)
{
	const struct category *best = NULL;
	gpointer key, value;
	int most = 0;
	GHashTableIter iter;

	g_hash_table_iter_init(&iter, categories);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		const struct category *category = vocabulary_category(v, GPOINTER_TO_INT(key));
		int count = GPOINTER_TO_INT(value);

		if (category && (count > most || (count == most && best && category->position < best->position))) {
			most = count;
			best = category;
		}
	}
	return best;
}

static struct picture_place *place_line(const struct compile *c, const struct place_tally *t)
{
	const struct vocabulary *v = c->app->vocabulary;
	const struct place *place = vocabulary_place(v, t->place);
	const struct area *area = place ? vocabulary_area(v, place->area) : NULL;
	struct picture_place *line = g_new0(struct picture_place, 1);

	line->name = g_strdup(place ? place->name : "?");
	line->area = g_strdup(area ? area->name : NULL);
	line->now = t->weeks[0];
	line->last = t->weeks[1];
	for (int i = 0; i < LAST_WEEKS; i++)
		line->weeks_of_8 += t->weeks[i] > 0;
	line->top_category = g_strdup(vocabulary_label(v, most_frequent(v, t->categories)));
	return line;
}

static void compile_places(struct compile *c)
{
	g_autoptr(GHashTable) places = g_hash_table_new_full(NULL, NULL, NULL, place_tally_free);
	g_autoptr(GPtrArray) all = g_ptr_array_new();
	GHashTableIter iter;
	gpointer tally;

	for (int back = 0; back < LAST_WEEKS; back++)
		for (guint i = 0; i < c->rows[back]->len; i++) {
			const struct observation_row *row = ROW(c->rows[back], i);

			if (row->place && row->counted)
				place_count(places, row, back);
		}
	g_hash_table_iter_init(&iter, places);
	while (g_hash_table_iter_next(&iter, NULL, &tally))
		g_ptr_array_add(all, tally);
	g_ptr_array_sort(all, compare_places);
	for (guint i = 0; i < all->len && i < MOST_PLACES; i++) {
		const struct place_tally *t = all->pdata[i];

		if (t->weeks[0] > 0)
			g_ptr_array_add(c->picture->places, place_line(c, t));
	}
}

/* ---- what changed, and what is still to come
 * --------------------------------------------------------------------------- */

/* Tuesday 08:30 in a week: when the week before it is compiled. */
static gint64 compiled_in(int week)
{
	return week_start(week) + DAY_SECONDS + 8 * 3600 + 1800;
}

static gboolean compile_change(struct compile *c, GError **error)
{
	struct picture *p = c->picture;
	gint64 since = compiled_in(p->week), until = compiled_in(p->week + 1);
	struct activity activity;

	if (!store_activity(c->app->store, since, until, &activity, error))
		return FALSE;
	p->change = (struct picture_change){activity.added, activity.changed, activity.withdrawn, 0};
	for (int back = 1; back < LAST_WEEKS; back++)
		for (guint i = 0; i < c->rows[back]->len; i++) {
			gint64 entered = ROW(c->rows[back], i)->entered_at;

			p->change.late += entered >= since && entered < until;
		}
	return TRUE;
}

/* Of the weeks before, the share that was not yet entered this long after the week's end tells what is still to come.
 */
static void compile_late(struct compile *c)
{
	gint64 lag = c->picture->compiled_at - week_end(c->picture->week);
	int all = 0, later = 0;

	if (lag < 0 || lag > 28 * DAY_SECONDS)
		return;
	for (int back = 2; back < MIN(LAST_WEEKS, c->weeks); back++)
		for (guint i = 0; i < c->rows[back]->len; i++) {
			gint64 entered = ROW(c->rows[back], i)->entered_at;

			all++;
			later += entered != TIME_NONE && entered > week_end(c->picture->week - back) + lag;
		}
	if (all >= 30 && later < all)
		c->picture->expected_late = (int)lround((double)c->picture->reports * later / (all - later));
}

/* ---- all of it
 * --------------------------------------------------------------------------------------------------------- */

static gboolean compile_open(struct compile *c, GError **error)
{
	int first, last, week = c->picture->week;

	c->cube = picture_cache_cube(c->app, week, error);
	if (!c->cube)
		return FALSE;
	for (int back = 0; back < LAST_WEEKS; back++) {
		c->rows[back] = picture_cache_rows(c->app, week - back, error);
		if (!c->rows[back])
			return FALSE;
	}
	c->weeks = store_weeks(c->app->store, &first, &last) ? CLAMP(week - first + 1, 1, HISTORY_WEEKS) : 1;
	c->draft = picture_find(c->app, week, 0, NULL);
	return TRUE;
}

static gboolean compile_all(struct compile *c, GError **error)
{
	if (!compile_open(c, error))
		return FALSE;
	c->picture->situation = c->draft ? g_strdup(c->draft->situation) : NULL;
	compile_totals(c);
	compile_signals(c);
	compile_rows(c);
	compile_places(c);
	compile_late(c);
	return compile_roll_call(c, error) && compile_change(c, error);
}

struct picture *picture_compile(struct app *app, int week, GError **error)
{
	struct compile c = {.app = app, .picture = picture_new()};
	gboolean ok;

	c.picture->week = week;
	c.picture->municipality = g_strdup(app->municipality);
	c.picture->language = g_strdup(app->english ? "en" : "sv");
	c.picture->compiled_at = app->now();
	c.picture->fixed_at = TIME_NONE;
	ok = compile_all(&c, error);
	record_free(&picture_kind, c.draft);
	if (!ok)
		g_clear_pointer(&c.picture, picture_free);
	return c.picture;
}
