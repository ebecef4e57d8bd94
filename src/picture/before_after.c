/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting before and after. One read of the weeks between the windows; each counted event goes to
 * the treated place, its ring, the comparison, or nowhere. Refuses to judge: that is
 * evaluation_judge's. */
#include "config.h"

#include "osg/before_after.h"

#include <math.h>
#include <string.h>
#include <glib/gi18n.h>

#include "osg/week.h"

enum { RING_METRES = 300, NEAR_METRES = 300, CONTROL_LEAST = 5, CANDIDATE_LEAST = 5 };
enum { CHOSEN_MOST = 4, TRIGGER_WEEKS = 4, BEFORE_MOST = 52, AFTER_WEEKS = 8 };
#define CHOSEN_WEIGHT 0.1
#define MOVED (-0.5) /* half of what was won */
#define EVEN_CHANCE 1.959963984540054
#define LIKELY_CHANCE 2.801585218
#define CONTROL_CATEGORY "OLY" /* accidents: no measure against crime touches them */

/* what is counted */

/* The rows of the weeks that a yardstick looks at, and where each belongs. */
struct span_count {
	struct session *session;
	const struct registry *v;
	const struct yardstick *y;
	GHashTable *treated, *ring, *comparison; /* sets of place keys */
	GArray *rows;
};

static gboolean has_category(const struct yardstick *y, gint64 category)
{
	return y->categories->len == 0 || refs_contain(y->categories, category);
}

static gboolean has_hour(const struct yardstick *y, const struct observation_row *row)
{
	int day, seconds, hour;

	if (y->hour_from == 0 && y->hour_to == 24)
		return TRUE;
	if (row->time_precision == TIME_DATE || row->time_precision == TIME_WEEK)
		return FALSE;
	time_to_local(row->time_from, &day, &seconds);
	hour = seconds / 3600;
	return y->hour_from < y->hour_to ? hour >= y->hour_from && hour < y->hour_to
					 : hour >= y->hour_from || hour < y->hour_to;
}

static gint64 place_of(const struct span_count *c, const struct observation_row *row)
{
	const struct place *near;

	if (row->place || isnan(row->lat) || isnan(row->lon))
		return row->place;
	near = registry_place_near(c->v, row->lat, row->lon, NEAR_METRES);
	return near ? near->record.key : 0;
}

static gboolean holds(GHashTable *set, gint64 key)
{
	return key && g_hash_table_contains(set, GSIZE_TO_POINTER((gsize)key));
}

static void set_add(GHashTable *set, gint64 key)
{
	g_hash_table_add(set, GSIZE_TO_POINTER((gsize)key));
}

/* -1 = none of them. */
static int area_of(const struct span_count *c, const struct observation_row *row)
{
	gint64 place = place_of(c, row);

	if (holds(c->treated, place) || (c->y->places->len == 0 && row->area == c->y->area))
		return EVALUATION_TREATED;
	if (holds(c->comparison, place) || refs_contain(c->y->comparison_areas, row->area))
		return EVALUATION_COMPARISON;
	return holds(c->ring, place) ? EVALUATION_BUFFER : -1;
}

static gboolean is_known(const struct place *p)
{
	return p && p->exact && !isnan(p->lat) && !isnan(p->lon);
}

/* Places within the ring of a treated one that are neither treated nor compared with. */
static void ring_find(struct span_count *c)
{
	const GPtrArray *all = registry_places(c->v);

	for (guint i = 0; i < all->len; i++) {
		const struct place *place = all->pdata[i];

		for (guint j = 0; j < c->y->places->len && is_known(place); j++) {
			const struct place *from = registry_place(c->v, refs_at(c->y->places, j));

			if (is_known(from) && !holds(c->treated, place->record.key) &&
			    !holds(c->comparison, place->record.key) &&
			    distance_metres(from->lat, from->lon, place->lat, place->lon) <=
				    RING_METRES)
				set_add(c->ring, place->record.key);
		}
	}
}

static void count_clear(struct span_count *c)
{
	g_clear_pointer(&c->treated, g_hash_table_unref);
	g_clear_pointer(&c->ring, g_hash_table_unref);
	g_clear_pointer(&c->comparison, g_hash_table_unref);
	if (c->rows)
		g_array_unref(c->rows);
}

static gboolean count_open(struct span_count *c, struct session *session, const struct yardstick *y,
			   int from, int to, GError **error)
{
	const struct row_query query = {
		.week_from = from, .week_to = to, .entered_before = TIME_NONE};

	*c = (struct span_count){.session = session,
				 .v = session_registry(session),
				 .y = y,
				 .treated = g_hash_table_new(NULL, NULL),
				 .ring = g_hash_table_new(NULL, NULL),
				 .comparison = g_hash_table_new(NULL, NULL)};
	for (guint i = 0; i < y->places->len; i++)
		set_add(c->treated, refs_at(y->places, i));
	for (guint i = 0; i < y->comparison_places->len; i++)
		set_add(c->comparison, refs_at(y->comparison_places, i));
	ring_find(c);
	c->rows = session_common_rows(session, &query, NULL, error);
	if (!c->rows)
		count_clear(c);
	return c->rows != NULL;
}

/* Index into the windows laid end to end, -1 = between them. */
static int slot_of(const struct yardstick *y, int week)
{
	if (week >= y->before_from && week <= y->before_to)
		return week - y->before_from;
	if (week >= y->after_from && week <= y->after_to)
		return y->before_to - y->before_from + 1 + week - y->after_from;
	return -1;
}

/* Counts rows that match into series [EVALUATION_AREAS], each of length slots. category 0: as the
 * yardstick says; without: leaves out an organisation, 0 = nobody. */
static void count_series(const struct span_count *c, gint64 category, gint64 without,
			 double *const series[EVALUATION_AREAS])
{
	for (guint i = 0; i < c->rows->len; i++) {
		const struct observation_row *row =
			&g_array_index(c->rows, struct observation_row, i);
		int slot = slot_of(c->y, row->week), area;
		gboolean asked = category
					 ? row->category == category
					 : has_category(c->y, row->category) && has_hour(c->y, row);

		if (slot < 0 || !row->counted || !asked || row->organisation == without)
			continue;
		area = area_of(c, row);
		if (area >= 0 && series[area])
			series[area][slot] += 1;
	}
}

static double sum_of(const double *counts, int from, int until)
{
	double sum = 0;

	for (int t = from; t < until && counts; t++)
		sum += counts[t];
	return sum;
}

static gboolean is_complete(const struct yardstick *y, GError **error)
{
	if (yardstick_counts(y))
		return yardstick_check(y, error);
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("The yardstick does not say yet what is counted where, before and "
			      "after which weeks."));
	return FALSE;
}

/* the trigger */

/* Weeks of observations, widened; keys that are not to be seen are passed over. */
static gboolean evidence_weeks(struct session *session, const GArray *evidence, int *from, int *to,
			       GError **error)
{
	for (guint i = 0; i < evidence->len; i++) {
		g_autoptr(GError) local = NULL;
		struct observation *o =
			session_get(session, &observation_kind, refs_at(evidence, i), &local);

		if (local) {
			g_propagate_error(error, g_steal_pointer(&local));
			return FALSE;
		}
		if (o) {
			*from = *from == WEEK_NONE ? o->week : MIN(*from, o->week);
			*to = *to == WEEK_NONE ? o->week : MAX(*to, o->week);
		}
		record_free(o);
	}
	return TRUE;
}

static gboolean group_trigger(struct session *session, const struct focus_group *group, int *from,
			      int *to, GError **error)
{
	g_autoptr(GError) local = NULL;
	struct hotspot_record *hotspot =
		group->hotspot ? session_get(session, &hotspot_kind, group->hotspot, &local) : NULL;
	gboolean ok = !local;

	*to = group->started_week - 1;
	if (hotspot) /* a hotspot is found when its last weeks are over: it began before */
		*from = MIN(hotspot->first_week, group->started_week) - (TRIGGER_WEEKS - 1);
	else if (ok && group->evidence->len)
		ok = evidence_weeks(session, group->evidence, from, to, error);
	if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	if (*from == WEEK_NONE)
		*from = group->started_week - TRIGGER_WEEKS;
	record_free(hotspot);
	return ok;
}

gboolean trigger_weeks(struct session *session, const struct yardstick *y, int *from, int *to,
		       GError **error)
{
	g_autoptr(GError) local = NULL;
	struct measure *m =
		y->measure ? session_get(session, &measure_kind, y->measure, &local) : NULL;
	gint64 key = m && m->focus_group ? m->focus_group : y->focus_group;
	struct focus_group *group =
		key && !local ? session_get(session, &focus_group_kind, key, &local) : NULL;
	gboolean ok = !local;

	*from = *to = WEEK_NONE;
	if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	else if (group)
		ok = group_trigger(session, group, from, to, error);
	else if (m && m->decided != DAY_NONE) {
		*to = week_of_day(m->decided) - 1;
		*from = *to - (TRIGGER_WEEKS - 1);
	}
	record_free(m);
	record_free(group);
	return ok;
}

/* what speaks against it */

static gboolean concerns(const struct span_count *c, const struct recording_change *change)
{
	const struct place *place =
		c->y->places->len ? registry_place(c->v, refs_at(c->y->places, 0)) : NULL;
	gint64 area = c->y->area ? c->y->area : place ? place->area : 0;

	return (!change->category || has_category(c->y, change->category)) &&
	       (!change->area || change->area == area);
}

/* The latest change of recording from (exclusive) to (inclusive), WEEK_NONE = none. */
static gboolean recording_changed(const struct span_count *c, int from, int to, int *week,
				  GError **error)
{
	g_autoptr(GPtrArray) all = session_all(c->session, &recording_change_kind, error);

	*week = WEEK_NONE;
	for (guint i = 0; all && i < all->len; i++) {
		const struct recording_change *change = all->pdata[i];

		if (change->week > from && change->week <= to && concerns(c, change))
			*week = MAX(*week, change->week);
	}
	return all != NULL;
}

/* Organisations that reported, a week. */
static double reporters_a_week(struct session *session, int from, int to, GError **error)
{
	g_autoptr(GArray) reporting = session_reporting(session, from, to, error);
	int reported = 0;

	for (guint i = 0; reporting && i < reporting->len; i++)
		reported += g_array_index(reporting, struct reporting, i).reports > 0;
	return reporting ? (double)reported / (to - from + 1) : 0;
}

/* Organisations with an event in the treated place. GArray of gint64. */
static GArray *reporters_of(const struct span_count *c)
{
	GArray *keys = g_array_new(FALSE, FALSE, sizeof(gint64));

	for (guint i = 0; i < c->rows->len; i++) {
		const struct observation_row *row =
			&g_array_index(c->rows, struct observation_row, i);

		if (row->counted && slot_of(c->y, row->week) >= 0 &&
		    has_category(c->y, row->category) && area_of(c, row) == EVALUATION_TREATED)
			refs_add(keys, row->organisation);
	}
	return keys;
}

/* the whole */

void before_after_free(struct before_after *b)
{
	if (!b)
		return;
	record_free(b->yardstick);
	for (int a = 0; a < EVALUATION_AREAS; a++)
		g_free(b->counts[a]);
	g_free(b);
}

int before_after_week(const struct before_after *b, int index)
{
	return index < b->before ? b->yardstick->before_from + index
				 : b->yardstick->after_from + index - b->before;
}

enum verdict before_after_verdict(const struct before_after *b)
{
	static const enum verdict verdicts[] = {
		[EVALUATION_HELPED] = VERDICT_HELPED,
		[EVALUATION_NO_DIFFERENCE] = VERDICT_NO_DIFFERENCE,
		[EVALUATION_WORSE] = VERDICT_WORSE,
		[EVALUATION_CANNOT_TELL] = VERDICT_UNKNOWN,
	};

	return verdicts[b->result.verdict];
}

static gint64 control_category(const struct span_count *c)
{
	const struct category *control = registry_find_category(c->v, CONTROL_CATEGORY);

	return control && c->y->categories->len && !has_category(c->y, control->record.key)
		       ? control->record.key
		       : 0;
}

/* The series of a category that the measure cannot touch; FALSE where there are too few. */
static gboolean control_count(const struct span_count *c, int before, double *treated,
			      double *comparison)
{
	double *series[EVALUATION_AREAS] = {treated, comparison};
	gint64 category = control_category(c);

	if (category)
		count_series(c, category, -1, series);
	return sum_of(treated, 0, before) >= CONTROL_LEAST &&
	       sum_of(comparison, 0, before) >= CONTROL_LEAST;
}

static void judge(const struct span_count *c, struct before_after *b, struct evaluation_case *e)
{
	g_autoptr(GArray) reporters = reporters_of(c);
	g_autofree double *space = g_new0(double, (reporters->len + 2) * (b->before + b->after));
	g_autofree const double **without = g_new(const double *, reporters->len + 1);
	double *next = space, *control[2];

	for (int i = 0; i < 2; i++, next += b->before + b->after)
		control[i] = next;
	if (control_count(c, b->before, control[0], control[1])) {
		e->control = control[0];
		e->control_comparison = control[1];
	}
	for (guint i = 0; i < reporters->len; i++, next += b->before + b->after) {
		double *series[EVALUATION_AREAS] = {next};

		count_series(c, 0, refs_at(reporters, i), series);
		without[i] = next;
	}
	e->without = without;
	e->reporters = (int)reporters->len;
	evaluation_judge(e, &b->result);
	b->reporter =
		b->result.one_reporter >= 0 ? refs_at(reporters, (guint)b->result.one_reporter) : 0;
}

/* What moved is told beside the verdict, which is of the treated place: a ring has no comparison of
 * its own. */
static void ring_judge(struct before_after *b)
{
	const double *ring = b->counts[EVALUATION_BUFFER];

	b->result.counts.before[EVALUATION_BUFFER] = sum_of(ring, 0, b->before);
	b->result.counts.after[EVALUATION_BUFFER] = sum_of(ring, b->before, b->before + b->after);
	evaluation_wdq(&b->result.counts, &b->result.wdq);
	if (ring && b->result.verdict == EVALUATION_HELPED && b->result.wdq.wdq <= MOVED)
		b->result.reasons |= EVALUATION_MOVED;
}

/* What the yardstick names is counted; a comparison or a ring that is not named or empty is not. */
static void count_all(const struct span_count *c, struct before_after *b)
{
	const gboolean there[EVALUATION_AREAS] = {
		TRUE, c->y->comparison_places->len || c->y->comparison_areas->len,
		g_hash_table_size(c->ring) > 0};

	for (int a = 0; a < EVALUATION_AREAS; a++)
		b->counts[a] = there[a] ? g_new0(double, b->before + b->after) : NULL;
	b->ring = there[EVALUATION_BUFFER] ? RING_METRES : 0;
	count_series(c, 0, -1, b->counts);
}

static double size_of(const struct before_after *b)
{
	double here = sum_of(b->counts[EVALUATION_TREATED], 0, b->before),
	       there = sum_of(b->counts[EVALUATION_COMPARISON], 0, b->before);

	return here > 0 && there > 0 ? there / here : 1;
}

static void target_count(struct before_after *b)
{
	const double *treated = b->counts[EVALUATION_TREATED];

	for (int t = b->before; t < b->before + b->after; t++)
		b->on_target += !isnan(b->yardstick->target) && treated[t] <= b->yardstick->target;
}

static gboolean judge_all(const struct span_count *c, struct before_after *b, GError **error)
{
	const struct yardstick *y = b->yardstick;
	struct evaluation_case e = {.before = b->before, .after = b->after, .level = 0.95};
	int changed;

	if (!recording_changed(c, y->before_from, y->after_to, &changed, error) ||
	    !trigger_weeks(c->session, y, &b->trigger_from, &b->trigger_to, error))
		return FALSE;
	e.treated = b->counts[EVALUATION_TREATED];
	e.comparison = b->counts[EVALUATION_COMPARISON];
	e.size[EVALUATION_COMPARISON] = b->size;
	e.reporting_before = reporters_a_week(c->session, y->before_from, y->before_to, NULL);
	e.reporting_after = reporters_a_week(c->session, y->after_from, y->after_to, NULL);
	e.recording_changed = changed != WEEK_NONE;
	e.trigger_inside = b->trigger_from != WEEK_NONE && y->before_to >= b->trigger_from &&
			   y->before_from <= b->trigger_to;
	judge(c, b, &e);
	b->unfinished = week_end(y->after_to) > session_now(c->session);
	if (b->unfinished)
		b->result.verdict = EVALUATION_CANNOT_TELL;
	ring_judge(b);
	return TRUE;
}

struct before_after *before_after(struct session *session, const struct yardstick *y,
				  GError **error)
{
	struct before_after *b;
	struct span_count c;
	gboolean ok;

	if (!is_complete(y, error) ||
	    !count_open(&c, session, y, y->before_from, y->after_to, error))
		return NULL;
	b = g_new0(struct before_after, 1);
	b->yardstick = record_copy(y);
	b->before = y->before_to - y->before_from + 1;
	b->after = y->after_to - y->after_from + 1;
	count_all(&c, b);
	b->size = size_of(b);
	target_count(b);
	ok = judge_all(&c, b, error);
	count_clear(&c);
	if (ok)
		return b;
	before_after_free(b);
	return NULL;
}

/* what could be shown */

static double dispersion_of(const double *counts, int length)
{
	double mean = length ? sum_of(counts, 0, length) / length : 0, squares = 0;

	for (int t = 0; t < length; t++)
		squares += (counts[t] - mean) * (counts[t] - mean);
	return mean > 0 && length > 8 ? fmax(squares / mean / (length - 1), 1) : 1;
}

gboolean outlook_of(struct session *session, const struct yardstick *y, struct outlook *o,
		    GError **error)
{
	struct before_after b = {.yardstick = (struct yardstick *)y};
	struct evaluation_plan plan;
	struct span_count c;
	double here, there;

	if (!is_complete(y, error) ||
	    !count_open(&c, session, y, y->before_from, y->before_to, error))
		return FALSE;
	b.before = y->before_to - y->before_from + 1;
	b.after = y->after_to - y->after_from + 1;
	count_all(&c, &b);
	here = sum_of(b.counts[EVALUATION_TREATED], 0, b.before);
	there = sum_of(b.counts[EVALUATION_COMPARISON], 0, b.before);
	*o = (struct outlook){.rate = here / b.before,
			      .dispersion = dispersion_of(b.counts[EVALUATION_TREATED], b.before),
			      .comparison = here > 0 ? there / here : 0,
			      .before = b.before,
			      .after = b.after};
	plan = (struct evaluation_plan){.rate = o->rate,
					.comparison = o->comparison > 0 ? o->comparison : 1,
					.dispersion = o->dispersion,
					.z = EVEN_CHANCE,
					.before = o->before,
					.after = o->after};
	o->even = evaluation_detectable(&plan);
	plan.z = LIKELY_CHANCE;
	o->likely = evaluation_detectable(&plan);
	for (int a = 0; a < EVALUATION_AREAS; a++)
		g_free(b.counts[a]);
	count_clear(&c);
	return TRUE;
}

/* proposals */

gboolean windows_propose(struct session *session, struct yardstick *y, int begins, GError **error)
{
	const struct span_count c = {.session = session, .v = session_registry(session), .y = y};
	int from, to, changed, first, last;

	if (!trigger_weeks(session, y, &from, &to, error))
		return FALSE;
	if (y->before_to == WEEK_NONE)
		y->before_to = (from == WEEK_NONE ? begins : from) - 1;
	if (y->before_from == WEEK_NONE) {
		y->before_from = y->before_to - (BEFORE_MOST - 1);
		if (session_weeks(session, &first, &last))
			y->before_from = MIN(MAX(y->before_from, first), y->before_to);
		if (!recording_changed(&c, y->before_from, y->before_to, &changed, error))
			return FALSE;
		if (changed != WEEK_NONE)
			y->before_from = changed;
	}
	if (y->after_from == WEEK_NONE)
		y->after_from = MAX(begins, y->before_to + 1);
	if (y->after_to == WEEK_NONE)
		y->after_to = y->after_from + AFTER_WEEKS - 1;
	return TRUE;
}

/* Places that may be compared with: exact, neither treated nor around it, with enough events. */
static GArray *candidates_find(const struct span_count *c, int weeks, GArray *series)
{
	const GPtrArray *all = registry_places(c->v);
	GArray *keys = g_array_new(FALSE, FALSE, sizeof(gint64));
	g_autoptr(GHashTable) row_of = g_hash_table_new(NULL, NULL);
	g_autofree double *counts = g_new0(double, (all->len + 1) * (gsize)weeks);

	for (guint i = 0; i < all->len; i++)
		g_hash_table_insert(row_of,
				    GSIZE_TO_POINTER(((struct place *)all->pdata[i])->record.key),
				    GUINT_TO_POINTER(i + 1));
	for (guint i = 0; i < c->rows->len; i++) {
		const struct observation_row *row =
			&g_array_index(c->rows, struct observation_row, i);
		int slot = slot_of(c->y, row->week);
		guint at = GPOINTER_TO_UINT(
			g_hash_table_lookup(row_of, GSIZE_TO_POINTER((gsize)place_of(c, row))));

		if (at && slot >= 0 && slot < weeks && row->counted &&
		    has_category(c->y, row->category) && has_hour(c->y, row) && area_of(c, row) < 0)
			counts[(gsize)(at - 1) * weeks + slot] += 1;
	}
	for (guint i = 0; i < all->len; i++) {
		const struct place *place = all->pdata[i];

		if (is_known(place) &&
		    sum_of(counts + (gsize)i * weeks, 0, weeks) >= CANDIDATE_LEAST) {
			refs_add(keys, place->record.key);
			g_array_append_vals(series, counts + (gsize)i * weeks, (guint)weeks);
		}
	}
	return keys;
}

/* Those that carry weight, the heaviest first. */
static void heaviest_take(const struct evaluation_choice *choice, const GArray *keys, GArray *out)
{
	for (int n = 0; n < CHOSEN_MOST; n++) {
		int best = -1;

		for (guint j = 0; j < keys->len; j++)
			if (choice->weights[j] >= CHOSEN_WEIGHT &&
			    !refs_contain(out, refs_at(keys, j)) &&
			    (best < 0 || choice->weights[j] > choice->weights[best]))
				best = (int)j;
		if (best < 0)
			return;
		refs_add(out, refs_at(keys, (guint)best));
	}
}

gboolean comparison_propose(struct session *session, const struct yardstick *y,
			    struct comparison *comparison, GError **error)
{
	g_autoptr(GArray) series = g_array_new(FALSE, FALSE, sizeof(double)), keys = NULL;
	struct yardstick *bare = record_copy(y);
	int weeks = y->before_to - y->before_from + 1;
	g_autofree double *treated = NULL;
	struct evaluation_choice choice;
	struct span_count c;
	gboolean ok;

	g_array_set_size(bare->comparison_places, 0);
	g_array_set_size(bare->comparison_areas, 0);
	ok = is_complete(y, error) &&
	     count_open(&c, session, bare, y->before_from, y->before_to, error);
	if (ok) {
		double *own[EVALUATION_AREAS] = {
			treated = g_new0(double, weeks + y->after_to - y->after_from + 1)};

		count_series(&c, 0, -1, own);
		keys = candidates_find(&c, weeks, series);
		evaluation_choose(treated, (const double *)(void *)series->data, (int)keys->len,
				  weeks, weeks, &choice);
		*comparison =
			(struct comparison){.places = g_array_new(FALSE, FALSE, sizeof(gint64)),
					    .fit = choice.fit,
					    .chance = choice.chance,
					    .refusal = choice.refusal};
		if (choice.refusal == EVALUATION_CHOICE_FINE)
			heaviest_take(&choice, keys, comparison->places);
		evaluation_choice_clear(&choice);
		count_clear(&c);
	}
	record_free(bare);
	return ok;
}

void comparison_clear(struct comparison *comparison)
{
	if (comparison->places)
		g_array_unref(comparison->places);
	comparison->places = NULL;
}
