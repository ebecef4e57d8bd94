/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiling the situation picture of a week (of longer periods: period_picture.c): who reported,
 * what is unusual, where it keeps happening, when, what changed. One computation for screen, paper,
 * JSON and CSV. What is usual comes from analysis. */
#include "config.h"

#include "picture/compile.h"
#include "picture/hotspot_find.h"

#include <math.h>
#include <string.h>

#include "osg/analysis.h"

#define ROW(rows, i) (&g_array_index((rows), struct observation_row, (i)))

/* what the parts share */

gint64 report_deadline(int week)
{
	return week_start(week) + DAY_SECONDS + 8 * 3600 + 1800;
}

void recent_weeks(const struct compile *c, const int *series, int n, int *out)
{
	int last = c->picture->week - c->cube->first;

	for (int i = 0; i < n; i++) {
		int at = last - n + 1 + i;

		out[i] = at >= 0 && at < c->cube->weeks ? series[at] : 0;
	}
}

double compile_mean(const int *counts, int n, int most)
{
	int used = MIN(n - 1, most);
	double sum = 0;

	for (int i = 0; i < used; i++)
		sum += counts[n - 2 - i];
	return used > 0 ? sum / used : 0;
}

char *highlight_code(const struct registry *v, const char *category, gint64 area_key)
{
	const struct area *area = registry_area(v, area_key);
	char id[ID_TEXT_SIZE] = "";

	if (area)
		id_format(&area->record.id, id);
	return g_strdup_printf("%s/%s", category, id);
}

void compile_highlight(const struct compile *c, struct picture_signal *signal)
{
	g_autofree char *line =
		highlight_code(session_registry(c->session), signal->category, signal->area_key);

	signal->highlighted = c->draft && codes_contain(c->draft->highlights, line);
}

/* rows: hours, unplaced, not counted */

void picture_add_hours(struct picture *p, const struct observation_row *row)
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

gboolean compile_row(struct picture *p, const struct observation_row *row)
{
	if (!row->counted && !row->report_group) {
		p->not_counted++;
		return FALSE;
	}
	p->reports++;
	if (!row->counted)
		return FALSE;
	p->unplaced += row->area == 0;
	picture_add_hours(p, row);
	return TRUE;
}

/* roll call */

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

const struct nil_report *nil_report_of(const GPtrArray *nils, gint64 organisation, int week)
{
	for (guint i = 0; i < nils->len; i++) {
		const struct nil_report *nil = nils->pdata[i];

		if (nil->organisation == organisation && nil->week == week &&
		    !nil->record.withdrawn)
			return nil;
	}
	return NULL;
}

static int silence(const struct compile *c, const struct organisation *o)
{
	int week = c->picture->week, silent = 0;

	while (silent < MIN(LAST_WEEKS, c->history) && organisation_is_asked(o, week - silent) &&
	       !nil_report_of(c->nils, o->record.key, week - silent) &&
	       !reports_of(c->rows[silent], o->record.key, NULL))
		silent++;
	return silent;
}

static struct picture_organisation *roll_of(const struct compile *c, const struct organisation *o)
{
	struct picture_organisation *r = g_new0(struct picture_organisation, 1);
	const struct nil_report *nil = nil_report_of(c->nils, o->record.key, c->picture->week);

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
		r->roll =
			organisation_is_asked(o, c->picture->week) ? ROLL_SILENT : ROLL_NOT_MEMBER;
	r->weeks_asked = r->roll != ROLL_NOT_MEMBER;
	r->weeks_answered = r->roll == ROLL_REPORTED || r->roll == ROLL_NIL;
	if (r->roll == ROLL_SILENT)
		r->silent_weeks = silence(c, o);
	return r;
}

/* Everybody who is asked, and whoever else sent something. */
static void compile_roll_call(struct compile *c)
{
	const GPtrArray *all = registry_organisations(session_registry(c->session));

	for (guint i = 0; i < all->len; i++) {
		const struct organisation *o = all->pdata[i];

		if (organisation_is_asked(o, c->picture->week) ||
		    reports_of(c->rows[0], o->record.key, NULL))
			g_ptr_array_add(c->picture->organisations, roll_of(c, o));
	}
}

/* places */

struct place_week_count {
	gint64 place;
	int weeks[LAST_WEEKS], shared[LAST_WEEKS]; /* all, and what may be told at a place */
	int hidden[LAST_WEEKS];                    /* what may not be told even by district */
	GHashTable *categories;                    /* category -> count, this week */
};

static void place_tally_free(gpointer data)
{
	struct place_week_count *t = data;

	g_hash_table_unref(t->categories);
	g_free(t);
}

static void place_count(GHashTable *places, const struct observation_row *row, int back,
			enum sharing finest)
{
	struct place_week_count *t = g_hash_table_lookup(places, GINT_TO_POINTER(row->place));
	gpointer category = GINT_TO_POINTER(row->category);

	if (!t) {
		t = g_new0(struct place_week_count, 1);
		t->place = row->place;
		t->categories = g_hash_table_new(NULL, NULL);
		g_hash_table_insert(places, GINT_TO_POINTER(row->place), t);
	}
	t->weeks[back]++;
	t->shared[back] += finest == SHARE_PLACE;
	t->hidden[back] += finest > SHARE_AREA;
	if (back == 0)
		g_hash_table_insert(
			t->categories, category,
			GINT_TO_POINTER(
				GPOINTER_TO_INT(g_hash_table_lookup(t->categories, category)) + 1));
}

static int compare_places(gconstpointer a, gconstpointer b)
{
	const struct place_week_count *x = *(gconstpointer const *)a,
				      *y = *(gconstpointer const *)b;

	for (int i = 0; i < LAST_WEEKS; i++)
		if (x->weeks[i] != y->weeks[i])
			return y->weeks[i] - x->weeks[i];
	return x->place < y->place ? -1 : x->place > y->place;
}

/* Of all, or of those that may be told at a place. */
static const struct category *most_frequent(const struct registry *v, GHashTable *categories,
					    gboolean shared)
{
	const struct category *best = NULL;
	gpointer key, value;
	int most = 0;
	GHashTableIter iter;

	g_hash_table_iter_init(&iter, categories);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		const struct category *category = registry_category(v, GPOINTER_TO_INT(key));
		int count = GPOINTER_TO_INT(value);

		if (category && (!shared || category->finest == SHARE_PLACE) &&
		    (count > most ||
		     (count == most && best && category->position < best->position))) {
			most = count;
			best = category;
		}
	}
	return best;
}

struct picture_label category_label(const struct category *category)
{
	return category ? (struct picture_label){g_strdup(category->label_sv),
						 g_strdup(category->label_en)}
			: (struct picture_label){0};
}

struct picture_place *compile_place(const struct registry *v, gint64 key, GHashTable *categories)
{
	const struct place *place = registry_place(v, key);
	const struct area *area = place ? registry_area(v, place->area) : NULL;
	const struct category *most = most_frequent(v, categories, FALSE),
			      *shared = most_frequent(v, categories, TRUE);
	struct picture_place *line = g_new0(struct picture_place, 1);

	line->key = key;
	line->area_key = area ? area->record.key : 0;
	line->name = g_strdup(place ? place->name : "?");
	line->area = g_strdup(area ? area->name : NULL);
	line->category = most ? g_strdup(most->code) : NULL;
	line->label = category_label(most);
	line->shared_category = shared ? g_strdup(shared->code) : NULL;
	return line;
}

static struct picture_place *place_line(const struct compile *c, const struct place_week_count *t)
{
	struct picture_place *line =
		compile_place(session_registry(c->session), t->place, t->categories);

	line->now = t->weeks[0];
	line->last = t->weeks[1];
	line->shared_now = t->shared[0];
	line->shared_last = t->shared[1];
	line->hidden_now = t->hidden[0];
	line->hidden_last = t->hidden[1];
	for (int i = 0; i < LAST_WEEKS; i++) {
		line->busy_weeks += t->weeks[i] > 0;
		line->shared_weeks += t->shared[i] > 0;
	}
	return line;
}

static void compile_places(struct compile *c)
{
	const struct registry *v = session_registry(c->session);
	g_autoptr(GHashTable) places = g_hash_table_new_full(NULL, NULL, NULL, place_tally_free);
	g_autoptr(GPtrArray) all = g_ptr_array_new();
	GHashTableIter iter;
	gpointer week_count;

	for (int back = 0; back < LAST_WEEKS; back++)
		for (guint i = 0; i < c->rows[back]->len; i++) {
			const struct observation_row *row = ROW(c->rows[back], i);

			if (row->place && row->counted)
				place_count(places, row, back,
					    registry_finest(v, row->category, row->sub_category));
		}
	g_hash_table_iter_init(&iter, places);
	while (g_hash_table_iter_next(&iter, NULL, &week_count))
		g_ptr_array_add(all, week_count);
	g_ptr_array_sort(all, compare_places);
	c->picture->place_weeks = LAST_WEEKS;
	for (guint i = 0; i < all->len && i < MOST_PLACES; i++) {
		const struct place_week_count *t = all->pdata[i];

		if (t->weeks[0] > 0)
			g_ptr_array_add(c->picture->places, place_line(c, t));
	}
}

/* what changed, and what is still to come */

static gboolean compile_change(struct compile *c, GError **error)
{
	struct picture *p = c->picture;
	gint64 since = report_deadline(p->week), until = report_deadline(p->week + 1);
	struct activity activity;

	if (!session_activity(c->session, since, until, &activity, error))
		return FALSE;
	p->change =
		(struct picture_change){activity.added, activity.changed, activity.withdrawn, 0};
	for (int back = 1; back < LAST_WEEKS; back++)
		for (guint i = 0; i < c->rows[back]->len; i++) {
			gint64 entered = ROW(c->rows[back], i)->entered_at;

			p->change.late += entered >= since && entered < until;
		}
	return TRUE;
}

/* hotspots */

static gboolean compile_hotspots(struct compile *c, GError **error)
{
	struct picture *p = c->picture;
	g_autoptr(GError) local = NULL;
	struct hotspot_week *found =
		c->quick ? hotspots_ready_by(c->session, c->facts, p->week, &local)
			 : hotspots_by(c->session, c->facts, p->week, NULL, NULL, &local);

	if (local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	if (!found) {
		p->hotspots_judged = HOTSPOTS_NOT_SOUGHT;
		return TRUE;
	}
	if (found->basis.verdict != SCAN_JUDGED)
		p->hotspots_judged = HOTSPOTS_TOO_FEW;
	for (guint i = 0; i < found->list->len; i++)
		g_ptr_array_add(p->hotspots, picture_hotspot_copy(found->list->pdata[i]));
	p->hotspot_basis = found->basis;
	hotspot_week_free(found);
	return TRUE;
}

/* whether it can be judged */

#define FEW_WEEKS 5 /* of history: fewer cannot say what is usual */
#define MONTH_SECONDS (28 * 24 * 3600 - 3600)

/* The cube ends with the last week that somebody reported for, which may be long ago. */
static int last_week_with_reports(const struct compile *c)
{
	const struct cube *cube = c->cube;
	int cells = cube->areas * cube->categories;
	int newest = MIN(c->picture->week, cube->first + cube->weeks) - 1;

	for (int week = newest; week >= cube->first; week--)
		for (int cell = 0; cell < cells; cell++)
			if (cube->counted[(gsize)cell * cube->weeks + week - cube->first])
				return week;
	return WEEK_NONE;
}

/* Most of the week's events last four weeks or longer, as in files that only tell the month. */
static gboolean is_dated_by_month(const GArray *rows)
{
	int counted = 0, months = 0;

	for (guint i = 0; i < rows->len; i++) {
		const struct observation_row *row = ROW(rows, i);

		counted += row->counted;
		months += row->counted && row->time_to - row->time_from >= MONTH_SECONDS;
	}
	return months * 2 > counted;
}

/* Nothing that is judged week by week is said of it. */
static void leave_unjudged(struct picture *p)
{
	g_ptr_array_set_size(p->signals, 0);
	g_ptr_array_set_size(p->hotspots, 0);
	g_ptr_array_set_size(p->findings, 0);
}

/* When nobody reported there is no usual of this week: the last that is known stands. */
static gboolean judge(struct compile *c, GError **error)
{
	struct picture *p = c->picture;
	gboolean answered = p->reports > 0;

	for (guint i = 0; i < p->organisations->len; i++)
		answered |= ((struct picture_organisation *)p->organisations->pdata[i])->roll ==
			    ROLL_NIL;
	p->usual_week = p->week;
	p->judged = !answered                       ? PICTURE_SILENT
		    : is_dated_by_month(c->rows[0]) ? PICTURE_BY_MONTH
		    : p->weeks < FEW_WEEKS          ? PICTURE_TOO_SHORT
						    : PICTURE_JUDGED;
	if (p->judged == PICTURE_BY_MONTH)
		leave_unjudged(p);
	int last = answered ? WEEK_NONE : last_week_with_reports(c);
	if (last == WEEK_NONE)
		return TRUE;
	struct picture *before = picture_compile(c->session, period_of_week(last), TRUE, error);
	if (!before)
		return FALSE;
	p->lower = before->lower;
	p->upper = before->upper;
	p->weeks = before->weeks;
	p->usual_week = last;
	picture_free(before);
	return TRUE;
}

/* all of it */

static gboolean compile_open(struct compile *c, GError **error)
{
	int first, last, week = c->picture->week;

	picture_cache_begin(c->session);
	c->cube = picture_cache_cube(c->session, week, error);
	c->nils = c->cube ? session_all(c->session, &nil_report_kind, error) : NULL;
	if (!c->nils)
		return FALSE;
	for (int back = 0; back < LAST_WEEKS; back++) {
		c->rows[back] = picture_cache_rows(c->session, week - back, error);
		if (!c->rows[back])
			return FALSE;
	}
	c->facts = week_facts_open(c->session);
	if (!week_facts_need(c->facts, week - SCAN_WEEKS + 1, week, error))
		return FALSE;
	c->history = session_weeks(c->session, &first, &last) ? MAX(week - first + 1, 1) : 1;
	c->draft = picture_find(c->session, week, 0, NULL);
	return TRUE;
}

static gboolean compile_all(struct compile *c, GError **error)
{
	if (!compile_open(c, error))
		return FALSE;
	c->picture->situation = c->draft ? g_strdup(c->draft->situation) : NULL;
	c->picture->public_text = c->draft ? g_strdup(c->draft->public_text) : NULL;
	for (guint i = 0; i < c->rows[0]->len; i++)
		compile_row(c->picture, ROW(c->rows[0], i));
	compile_places(c);
	compile_roll_call(c);
	if (!compile_signals(c, error) || !compile_hotspots(c, error))
		return FALSE;
	compile_findings(c);
	return compile_change(c, error) && compile_agreed(c, error) && judge(c, error);
}

static gboolean compile_week(struct session *session, struct picture *picture, gboolean quick,
			     GError **error)
{
	struct compile c = {.session = session, .picture = picture, .quick = quick};
	gboolean ok;

	picture->before = period_of_week(picture->week - 1);
	ok = compile_all(&c, error);
	week_facts_close(c.facts);
	record_free(c.draft);
	g_clear_pointer(&c.nils, g_ptr_array_unref);
	return ok;
}

/* What makes weeks of the printed chart unlike others: as D tells on the screen. */
static gboolean compile_marks(struct session *session, struct picture *p, GError **error)
{
	const struct picture_hotspot *h = p->hotspots->len ? p->hotspots->pdata[0] : NULL;
	const struct area *area =
		h && h->area ? registry_find_area(session_registry(session), h->area) : NULL;
	g_autoptr(GArray) marks = NULL;
	int last = p->week, first = last - PICTURE_HOTSPOT_WEEKS + 1;

	if (p->week == WEEK_NONE ? p->weekly->len < 2 : !h)
		return TRUE;
	if (p->week == WEEK_NONE) {
		first = ((const struct picture_week *)p->weekly->pdata[0])->week;
		last = first + (int)p->weekly->len - 1;
	}
	marks = app_week_marks(session, first, last, area ? area->record.key : 0, NULL, error);
	for (guint i = 0; marks && i < marks->len; i++) {
		const struct week_mark *mark = &g_array_index(marks, struct week_mark, i);
		const struct picture_mark kept = {mark->week, (int)mark->kind};

		g_ptr_array_add(p->marks, g_memdup2(&kept, sizeof kept));
	}
	return marks != NULL;
}

struct picture *picture_compile(struct session *session, struct period period, gboolean quick,
				GError **error)
{
	struct picture *picture = picture_new();
	gboolean ok;

	picture->period = period;
	picture->week = period_week(period);
	picture->municipality = g_strdup(session_municipality(session));
	picture->compiled_at = session_known_at(session) == TIME_NONE ? session_now(session)
								      : session_known_at(session);
	picture->fixed_at = TIME_NONE;
	ok = picture->week == WEEK_NONE ? compile_period(session, picture, error)
					: compile_week(session, picture, quick, error);
	ok = ok && compile_marks(session, picture, error);
	if (!ok)
		g_clear_pointer(&picture, picture_free);
	return picture;
}
