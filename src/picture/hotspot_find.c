/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a week's scan found, in facts that can be stored: which places, what, when, who reported it.
 * What else it could be is hotspot_alternatives.c; the words are made in hotspot_words.c. */
#include "config.h"

#include "picture/hotspot_find.h"

#include <math.h>
#include <string.h>

#include "osg/analysis.h"
#include "osg/emerging.h"

#include "picture/hotspot_alternatives.h"
#include "picture/hotspot_where.h"
#include "picture/scan_sites.h"

enum {
	EMERGING_INTERVALS = 13,
	EMERGING_DAYS = 28,
};
#define EMERGING_BAND 1000.0
#define GLANCE_YEARS 0.1 /* worth a glance */

#define SEEN(scan, i) (&g_array_index((scan)->events, struct scan_event, (i)))

/* what, who */

struct code_share {
	gint64 key; /* whose code it is */
	const char *code;
	int count;
};

static int compare_shares(gconstpointer a, gconstpointer b)
{
	const struct code_share *x = a, *y = b;

	return x->count != y->count ? y->count - x->count : strcmp(x->code, y->code);
}

static void share_add(GArray *shares, gint64 key, const char *code)
{
	struct code_share share = {key, code, 1};

	for (guint i = 0; i < shares->len; i++)
		if (g_array_index(shares, struct code_share, i).key == key) {
			g_array_index(shares, struct code_share, i).count++;
			return;
		}
	g_array_append_val(shares, share);
}

/* Most first. */
static void shares_copy(GArray *shares, GPtrArray *to)
{
	g_array_sort(shares, compare_shares);
	for (guint i = 0; i < shares->len; i++) {
		const struct code_share *s = &g_array_index(shares, struct code_share, i);
		struct picture_share *share = g_new(struct picture_share, 1);

		*share = (struct picture_share){g_strdup(s->code), s->count};
		g_ptr_array_add(to, share);
	}
}

static gboolean is_shared(const struct description *look, const struct scan_event *s)
{
	return registry_finest(session_registry(look->scan->session), s->row->category,
			       s->row->sub_category) == SHARE_PLACE;
}

static void describe_shares(struct description *look)
{
	g_autoptr(GArray) categories = g_array_new(FALSE, FALSE, sizeof(struct code_share));
	g_autoptr(GArray) shared = g_array_new(FALSE, FALSE, sizeof(struct code_share));
	g_autoptr(GArray) reporters = g_array_new(FALSE, FALSE, sizeof(struct code_share));

	for (guint i = 0; i < look->behind->len; i++) {
		const struct scan_event *s = look->behind->pdata[i];
		const char *code = scan_category_code(look->scan, s->row->category);

		share_add(categories, s->row->category, code);
		if (is_shared(look, s))
			share_add(shared, s->row->category, code);
		share_add(reporters, s->stratum, scan_stratum_code(look->scan, s->stratum));
	}
	shares_copy(categories, look->h->categories);
	shares_copy(shared, look->h->shared_categories);
	shares_copy(reporters, look->h->reporters);
}

/* when */

static void describe_hours(struct description *look)
{
	double grid[7][24] = {{0}};

	for (guint i = 0; i < look->behind->len; i++) {
		const struct scan_event *s = look->behind->pdata[i];
		int day, seconds;
		double from;

		look->h->weekdays[day_weekday(s->day)]++;
		if (s->row->time_precision == TIME_DATE || s->row->time_precision == TIME_WEEK) {
			look->h->hours_unknown++;
			continue;
		}
		time_to_local(s->row->time_from, &day, &seconds);
		from = (double)day_weekday(day) * DAY_SECONDS + seconds;
		aoristic_add(grid, from, from + (double)(s->row->time_to - s->row->time_from), 1);
	}
	for (int day = 0; day < 7; day++)
		for (int hour = 0; hour < 24; hour++)
			look->h->hours[hour] += grid[day][hour];
}

/* A year of weeks at its places, and what was usual before it began. */
static void describe_history(struct description *look)
{
	const struct scan_data *scan = look->scan;
	const struct hotspot *f = look->found;
	int weeks = (f->last_day - f->first_day + 1) / 7, before;
	int first = scan->events->len ? SEEN(scan, 0)->day : G_MAXINT;
	double sum = 0, root;

	for (int m = 0; m < f->count; m++)
		for (int i = scan->begin[f->members[m]]; i < scan->begin[f->members[m] + 1]; i++) {
			const struct scan_event *s = SEEN(scan, scan->by_place[i]);
			int back = (f->last_day - s->day) / 7;

			if (back < PICTURE_HOTSPOT_WEEKS && hotspot_counts(f, s))
				look->h->history[PICTURE_HOTSPOT_WEEKS - 1 - back]++;
		}
	before = MIN(PICTURE_HOTSPOT_WEEKS, (f->last_day - first) / 7 + 1) - weeks;
	for (int i = 0; i < before; i++)
		sum += look->h->history[PICTURE_HOTSPOT_WEEKS - weeks - 1 - i];
	root = sqrt(before > 0 ? sum / before : 0);
	look->h->lower = root > 1 ? (root - 1) * (root - 1) : 0;
	look->h->upper = (root + 1) * (root + 1);
}

/* evidence */

static void take_ids(GPtrArray *ids, char ***to)
{
	if (ids->len) {
		g_ptr_array_add(ids, NULL);
		*to = (char **)g_ptr_array_steal(ids, NULL);
	}
}

/* Whose ids are not wanted is read where it may say what the place is called. */
static gboolean describe_evidence(struct description *look, gboolean wanted, GError **error)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) shared = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < look->behind->len; i++) {
		const struct scan_event *s = look->behind->pdata[i];
		gboolean site = scan_is_site(look->scan, s->place);
		const struct evidence *e;
		char id[ID_TEXT_SIZE];

		if (!wanted && !site)
			continue;
		e = week_facts_evidence(look->scan->facts, s->row->key, error);
		if (!e)
			return FALSE;
		if (!e->common)
			continue;
		if (site)
			g_ptr_array_add(words, g_strdup(e->place_words));
		if (!wanted)
			continue;
		id_format(&e->id, id);
		g_ptr_array_add(ids, g_strdup(id));
		if (is_shared(look, s))
			g_ptr_array_add(shared, g_strdup(id));
	}
	take_ids(ids, &look->h->evidence);
	take_ids(shared, &look->h->shared_evidence);
	hotspot_where_called(words, look->h);
	return TRUE;
}

static int compare_events(gconstpointer a, gconstpointer b)
{
	const struct scan_event *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;

	return x < y ? -1 : x > y; /* of one array */
}

static void describe_events(struct description *look)
{
	const struct hotspot *f = look->found;

	for (int m = 0; m < f->count; m++) {
		look->member[f->members[m]] = 1;
		for (int i = look->scan->begin[f->members[m]];
		     i < look->scan->begin[f->members[m] + 1]; i++) {
			struct scan_event *s = SEEN(look->scan, look->scan->by_place[i]);

			if (s->day >= f->first_day && s->day <= f->last_day && hotspot_counts(f, s))
				g_ptr_array_add(look->behind, s);
		}
	}
	g_ptr_array_sort(look->behind, compare_events);
}

/* What a chance of one scan must reach to stand out among all scans as the hotspot does. */
static double limit_of(const struct description *look)
{
	return look->h->flag == SIGNAL_FLAG ? HOTSPOT_FLAG_YEARS : GLANCE_YEARS;
}

static void describe_figures(struct description *look)
{
	const struct hotspot *f = look->found;
	struct picture_hotspot *h = look->h;

	h->first_week = week_of_day(f->first_day);
	h->last_week = look->scan->week;
	h->since = look->scan->week;
	h->decided_week = WEEK_NONE;
	if (f->group >= 0)
		h->group = g_strdup(
			((struct category_group *)look->scan->groups->pdata[f->group])->id);
	h->observed = f->observed;
	h->expected = f->plain.expected;
	h->expected_within = f->stratified.expected;
	h->recurrence_years = hotspot_recurrence(f);
	h->sudden = (f->found & HOTSPOT_SCAN) != 0;
	h->slow = (f->found & HOTSPOT_DRIFT) != 0;
	h->flag = h->recurrence_years >= HOTSPOT_FLAG_YEARS ? SIGNAL_FLAG : SIGNAL_NOTICE;
	h->alike = f->plain.recurrence_years >= limit_of(look);
	h->within = f->stratified.recurrence_years >= limit_of(look);
	h->tie = f->tie;
}

/* changes: what was recorded otherwise; NULL: an outline is enough. */
static struct picture_hotspot *describe(const struct scan_data *scan, const struct hotspot *found,
					const GPtrArray *changes, GError **error)
{
	struct description look = {.scan = scan, .found = found, .h = picture_hotspot_new()};
	gboolean ok;

	look.member = g_new0(guint8, scan->places->len);
	look.behind = g_ptr_array_new();
	describe_events(&look);
	describe_figures(&look);
	hotspot_where(scan, found, look.behind, look.h);
	if (changes) {
		describe_shares(&look);
		describe_hours(&look);
		describe_history(&look);
		hotspot_alternatives(&look, changes);
	}
	ok = describe_evidence(&look, changes != NULL, error);
	g_free(look.member);
	g_ptr_array_unref(look.behind);
	if (!ok)
		g_clear_pointer(&look.h, picture_hotspot_free);
	return look.h;
}

/* over the year */

/* What kind of hot spot the centre of each has been over thirteen months of four weeks. */
static void describe_emerging(const struct scan_data *scan, const struct hotspots *found,
			      GPtrArray *list)
{
	gsize cells = (gsize)scan->places->len * EMERGING_INTERVALS;
	g_autofree int *counts = list->len ? g_new0(int, MAX(cells, 1)) : NULL;
	struct emerging_field field = {.counts = counts,
				       .places = (int)scan->places->len,
				       .intervals = EMERGING_INTERVALS,
				       .x = scan->x,
				       .y = scan->y,
				       .band = EMERGING_BAND,
				       .lags = 1};

	if (list->len == 0)
		return;
	for (guint i = 0; i < scan->events->len; i++) {
		const struct scan_event *s = SEEN(scan, i);
		int back = (scan->last_day - s->day) / EMERGING_DAYS;

		if (back < EMERGING_INTERVALS)
			counts[s->place * EMERGING_INTERVALS + EMERGING_INTERVALS - 1 - back]++;
	}
	emerging_field_init(&field);
	for (guint i = 0; i < list->len; i++) {
		double z[EMERGING_INTERVALS];
		struct emerging class;

		emerging_gi_star(&field, found->list[i].centre, z, NULL);
		emerging_classify(z, EMERGING_INTERVALS, 1.96, 0.05, &class);
		((struct picture_hotspot *)list->pdata[i])->emerging =
			g_strdup(emerging_word(&class));
	}
}

/* What each scan may spend of the budget of false hotspots: all events as the table's weight 2,
 * then the groups. */
static double *budget_shares(const struct scan_data *scan)
{
	double *shares = g_new(double, scan->groups->len + 1), sum = shares[0] = 2;

	for (guint g = 0; g < scan->groups->len; g++)
		sum += shares[g + 1] = ((struct category_group *)scan->groups->pdata[g])->weight;
	for (guint g = 0; g <= scan->groups->len; g++)
		shares[g] /= sum;
	return shares;
}

gboolean hotspots_scan(const struct scan_data *scan, enum hotspot_look look, int threads,
		       gboolean (*progress)(double done, gpointer data), gpointer data,
		       struct hotspots *found, GError **error)
{
	g_autofree double *shares = budget_shares(scan);
	struct hotspot_options options;

	hotspot_options_init(&options, scan->last_day);
	options.recurrence_years = GLANCE_YEARS;
	options.usual_limit = TRUE; /* who opens a week finds what was followed */
	options.replications = look == HOTSPOT_LOOK_FULL ? options.replications : 0;
	options.share = shares;
	options.threads = threads;
	options.progress = progress;
	options.data = data;
	return hotspots_find(&scan->input, &options, found, error);
}

static gboolean describe_all(struct scan_data *scan, const struct hotspots *found,
			     const GPtrArray *changes, GPtrArray *list, GError **error)
{
	for (int i = 0; i < found->count; i++) {
		struct picture_hotspot *h = describe(scan, &found->list[i], changes, error);

		if (!h)
			return FALSE;
		g_ptr_array_add(list, h);
	}
	return TRUE;
}

gboolean hotspots_describe(struct scan_data *scan, enum hotspot_look look,
			   const struct hotspots *found, struct hotspot_week *out, GError **error)
{
	gboolean outline = look == HOTSPOT_LOOK_OUTLINE;
	g_autoptr(GPtrArray) changes =
		outline ? NULL : session_all(scan->session, &recording_change_kind, error);

	out->basis.verdict = found->verdict;
	out->basis.skipped = scan->skipped;
	for (guint i = 0; i < scan->events->len; i++)
		out->basis.events += SEEN(scan, i)->day > scan->last_day - HOTSPOT_YEAR_DAYS;
	if ((!outline && !changes) || !describe_all(scan, found, changes, out->list, error))
		return FALSE;
	if (!outline)
		describe_emerging(scan, found, out->list);
	if (look == HOTSPOT_LOOK_FULL)
		gathering_look(scan, &out->basis);
	return TRUE;
}

gboolean hotspots_look(struct scan_data *scan, enum hotspot_look look, struct hotspot_week *out,
		       gboolean (*progress)(double done, gpointer data), gpointer data,
		       GError **error)
{
	struct hotspots found;
	gboolean ok;

	if (!hotspots_scan(scan, look, 0, progress, data, &found, error))
		return FALSE;
	ok = hotspots_describe(scan, look, &found, out, error);
	hotspots_clear(&found);
	return ok;
}
