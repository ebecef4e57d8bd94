/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a week's scan found, in facts that can be stored: which places, what, when, who reported it,
 * whether it would stand out without any of them, what else it could be. The words
 * are made in hotspot_words.c. */
#include "config.h"

#include "picture/hotspot_find.h"

#include <math.h>
#include <string.h>

#include "osg/analysis.h"
#include "osg/calendar.h"
#include "osg/emerging.h"

#include "picture/hotspot_where.h"
#include "picture/scan_sites.h"

enum {
	YEAR_DAYS = 364,
	CHANGE_WEEKS = 26, /* a recording change older than that has become usual */
	EMERGING_INTERVALS = 13,
	EMERGING_DAYS = 28,
	NEW_DAYS = 56,
	NIGHT_LEAST = 3,
	OBJECT_LEAST = 4,
};
#define EMERGING_BAND 1000.0
#define STANDS_LLR 4.5     /* three standard deviations */
#define UNEVEN_SHARE 0.2   /* so much of what is unusual is the reporters' */
#define STANDS_SHARE 0.667 /* or so much of what is unusual is left */
#define GLANCE_YEARS 0.1   /* worth a glance */

#define SEEN(scan, i) (&g_array_index((scan)->events, struct scan_event, (i)))

/* Events of a year that a second look counts. */
struct split {
	int observed;             /* in the hotspot's places and days */
	double zone, window, all; /* in its places, in its days, all */
};

/* One hotspot being described. */
struct description {
	const struct scan_data *scan;
	const struct hotspot *found;
	guint8 *member;    /* [places] */
	GPtrArray *behind; /* const struct scan_event: its events, oldest first */
	struct picture_hotspot *h;
};

static gboolean in_group(const struct hotspot *found, const struct scan_event *event)
{
	return found->group < 0 || event->groups >> found->group & 1;
}

/* counting again */

static gboolean is_counted(const struct description *look, const struct scan_event *s)
{
	const struct hotspot *f = look->found;

	return s->day <= f->last_day && s->day > f->last_day - YEAR_DAYS && in_group(f, s);
}

/* A drift is compared with the share before it, as it was found. */
static void split_add(struct split *to, const struct description *look, const struct scan_event *s)
{
	const struct hotspot *f = look->found;
	gboolean slow = f->found == HOTSPOT_DRIFT;
	gboolean inside = s->day >= f->first_day, here = look->member[s->place];

	to->observed += inside && here;
	to->window += inside;
	to->zone += here && !(slow && inside);
	to->all += !(slow && inside);
}

/* Whether it still stands out of what is left. */
static gboolean split_stands(const struct split *split, double *expected)
{
	*expected = split->all > 0 ? split->zone * split->window / split->all : 0;
	return scan_llr(split->observed, *expected, MAX(split->all, split->observed)) >= STANDS_LLR;
}

/* What is left without a reporter, -1 = with all; a drift is compared with the share before it. */
static struct split split_without(const struct hotspot *found, int strata, int without)
{
	gboolean slow = found->found == HOTSPOT_DRIFT;
	struct split left = {0};

	for (int s = 0; s < strata; s++) {
		const struct hotspot_stratum *c = &found->by_stratum[s];

		if (s == without)
			continue;
		left.observed += c->observed;
		left.window += c->window;
		left.zone += c->zone - (slow ? c->observed : 0);
		left.all += c->all - (slow ? c->window : 0);
	}
	return left;
}

/* Observed and expected without a category. */
static void count_without(const struct description *look, gint64 category, int *observed,
			  double *expected)
{
	const GPtrArray *events = scan_data_events_of(look->scan, category);
	struct split left = split_without(look->found, look->scan->strata, -1), out = {0};

	for (guint i = 0; i < events->len; i++)
		if (is_counted(look, events->pdata[i]))
			split_add(&out, look, events->pdata[i]);
	left = (struct split){left.observed - out.observed, left.zone - out.zone,
			      left.window - out.window, left.all - out.all};
	*observed = left.observed;
	split_stands(&left, expected);
}

/* The reporter without whom it stands out least; -1 = nobody reported any. *stands tells whether it
 * still does; if not, what is left goes to the hotspot. */
static int weakest_without(const struct description *look, gboolean *stands)
{
	const struct hotspot_stratum *by_stratum = look->found->by_stratum;
	double least = G_MAXDOUBLE;
	int weakest = -1;

	*stands = TRUE;
	for (int s = 0; s < look->scan->strata; s++) {
		struct split left = split_without(look->found, look->scan->strata, s);
		double expected, ratio;
		gboolean still;

		if (!by_stratum[s].observed)
			continue;
		still = split_stands(&left, &expected) ||
			left.observed - expected >=
				STANDS_SHARE * (look->h->observed - look->h->expected);
		ratio = expected > 0 ? left.observed / expected : 0;
		if (ratio < least) {
			least = ratio;
			weakest = s;
			*stands = still;
			look->h->without = still ? 0 : left.observed;
			look->h->expected_without = still ? 0 : expected;
		}
	}
	return weakest;
}

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

static const char *stratum_code(const struct scan_data *scan, int stratum)
{
	const GPtrArray *all = registry_organisations(session_registry(scan->session));

	return stratum >= 0 && stratum < (int)all->len
		       ? ((struct organisation *)all->pdata[stratum])->code
		       : "?";
}

static const char *category_code(const struct scan_data *scan, gint32 key)
{
	const struct category *k = registry_category(session_registry(scan->session), key);

	return k ? k->code : "?";
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
		const char *code = category_code(look->scan, s->row->category);

		share_add(categories, s->row->category, code);
		if (is_shared(look, s))
			share_add(shared, s->row->category, code);
		share_add(reporters, s->stratum, stratum_code(look->scan, s->stratum));
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

			if (back < PICTURE_HOTSPOT_WEEKS && in_group(f, s))
				look->h->history[PICTURE_HOTSPOT_WEEKS - 1 - back]++;
		}
	before = MIN(PICTURE_HOTSPOT_WEEKS, (f->last_day - first) / 7 + 1) - weeks;
	for (int i = 0; i < before; i++)
		sum += look->h->history[PICTURE_HOTSPOT_WEEKS - weeks - 1 - i];
	root = sqrt(before > 0 ? sum / before : 0);
	look->h->lower = root > 1 ? (root - 1) * (root - 1) : 0;
	look->h->upper = (root + 1) * (root + 1);
}

/* what else it could be */

static int compare_numbers(gconstpointer a, gconstpointer b)
{
	return *(const gint64 *)a < *(const gint64 *)b ? -1
						       : *(const gint64 *)a > *(const gint64 *)b;
}

/* Takes the numbers. */
static int most_alike(GArray *numbers)
{
	int most = 0, same = 0;

	g_array_sort(numbers, compare_numbers);
	for (guint i = 0; i < numbers->len; i++) {
		same = i && g_array_index(numbers, gint64, i) ==
					       g_array_index(numbers, gint64, i - 1)
			       ? same + 1
			       : 1;
		most = MAX(most, same);
	}
	g_array_unref(numbers);
	return most;
}

static int most_in_a_night(const struct description *look)
{
	GArray *nights = g_array_new(FALSE, FALSE, sizeof(gint64));

	for (guint i = 0; i < look->behind->len; i++) {
		const struct observation_row *row =
			((const struct scan_event *)look->behind->pdata[i])->row;
		gint64 night = (row->time_from - DAY_SECONDS / 2) / DAY_SECONDS;

		if (row->time_precision != TIME_WEEK)
			g_array_append_val(nights, night);
	}
	return most_alike(nights);
}

static int most_of_one_kind(const struct description *look)
{
	GArray *kinds = g_array_new(FALSE, FALSE, sizeof(gint64));

	for (guint i = 0; i < look->behind->len; i++) {
		const struct scan_event *s = look->behind->pdata[i];
		gint64 kind = (gint64)s->place << 32 | s->row->sub_category;

		if (s->row->sub_category)
			g_array_append_val(kinds, kind);
	}
	return most_alike(kinds);
}

static gboolean has_category(const struct description *look, gint64 category)
{
	for (guint i = 0; i < look->behind->len; i++)
		if (((struct scan_event *)look->behind->pdata[i])->row->category == category)
			return TRUE;
	return FALSE;
}

static void describe_recording(struct description *look, const GPtrArray *changes)
{
	const struct place *centre = look->scan->places->pdata[look->found->centre];

	for (guint i = 0; i < changes->len; i++) {
		const struct recording_change *c = changes->pdata[i];
		int back = look->scan->week - c->week;

		if (c->record.withdrawn || back < 0 || back >= CHANGE_WEEKS ||
		    (c->area && c->area != centre->area) || !has_category(look, c->category))
			continue;
		look->h->reasons |= HOTSPOT_RECORDING_CHANGE;
		g_free(look->h->changed);
		look->h->changed = g_strdup(category_code(look->scan, (gint32)c->category));
		count_without(look, c->category, &look->h->unchanged, &look->h->expected_unchanged);
	}
}

static gboolean is_new(const struct scan_data *scan, int stratum)
{
	return scan->begun[stratum] > scan->last_day - NEW_DAYS;
}

static void describe_reporters(struct description *look)
{
	const struct picture_hotspot *h = look->h;
	gboolean stands;
	int weakest = weakest_without(look, &stands);

	look->h->stands_without_any = stands && weakest >= 0;
	if (h->sudden && h->within && !h->alike)
		look->h->reasons |= HOTSPOT_HIDDEN;
	if (h->sudden && h->alike && !h->within && stands &&
	    h->expected_within - h->expected >= UNEVEN_SHARE * (h->observed - h->expected))
		look->h->reasons |= HOTSPOT_UNEVEN;
	if (weakest < 0 || stands)
		return;
	look->h->reasons |=
		is_new(look->scan, weakest) ? HOTSPOT_NEW_REPORTER : HOTSPOT_ONE_REPORTER;
	look->h->reporter = g_strdup(stratum_code(look->scan, weakest));
}

static void describe_alternatives(struct description *look, const GPtrArray *changes)
{
	struct picture_hotspot *h = look->h;

	describe_recording(look, changes);
	describe_reporters(look);
	h->most_in_a_night = most_in_a_night(look);
	if (h->most_in_a_night >= NIGHT_LEAST && 2 * h->most_in_a_night >= h->observed)
		h->reasons |= HOTSPOT_ONE_NIGHT;
	if (most_of_one_kind(look) >= MAX(OBJECT_LEAST, (7 * h->observed + 9) / 10))
		h->reasons |= HOTSPOT_ONE_OBJECT;
	for (int week = h->first_week; week <= h->last_week; week++)
		if (calendar_mark(week))
			h->reasons |= HOTSPOT_MARKED_WEEK;
}

/* evidence */

static void take_ids(GPtrArray *ids, char ***to)
{
	if (ids->len) {
		g_ptr_array_add(ids, NULL);
		*to = (char **)g_ptr_array_steal(ids, NULL);
	}
}

static gboolean describe_evidence(struct description *look, GError **error)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) shared = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < look->behind->len; i++) {
		const struct scan_event *s = look->behind->pdata[i];
		const struct evidence *e =
			week_facts_evidence(look->scan->facts, s->row->key, error);
		char id[ID_TEXT_SIZE];

		if (!e)
			return FALSE;
		if (!e->common)
			continue;
		id_format(&e->id, id);
		g_ptr_array_add(ids, g_strdup(id));
		if (is_shared(look, s))
			g_ptr_array_add(shared, g_strdup(id));
		if (scan_is_site(look->scan, s->place))
			g_ptr_array_add(words, g_strdup(e->place_words));
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

			if (s->day >= f->first_day && s->day <= f->last_day && in_group(f, s))
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
	describe_shares(&look);
	describe_hours(&look);
	describe_history(&look);
	describe_alternatives(&look, changes);
	ok = describe_evidence(&look, error);
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
	g_autofree int *counts = g_new0(int, MAX(cells, 1));
	g_autofree double *z = g_new0(double, MAX(cells, 1));

	if (list->len == 0)
		return;
	for (guint i = 0; i < scan->events->len; i++) {
		const struct scan_event *s = SEEN(scan, i);
		int back = (scan->last_day - s->day) / EMERGING_DAYS;

		if (back < EMERGING_INTERVALS)
			counts[s->place * EMERGING_INTERVALS + EMERGING_INTERVALS - 1 - back]++;
	}
	emerging_gi_star(counts, (int)scan->places->len, EMERGING_INTERVALS, scan->x, scan->y,
			 EMERGING_BAND, 1, z, NULL);
	for (guint i = 0; i < list->len; i++) {
		struct emerging class;

		emerging_classify(z + found->list[i].centre * EMERGING_INTERVALS,
				  EMERGING_INTERVALS, 1.96, 0.05, &class);
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

gboolean hotspots_look(struct scan_data *scan, gboolean brief, struct hotspot_week *out,
		       gboolean (*progress)(double done, gpointer data), gpointer data,
		       GError **error)
{
	g_autoptr(GPtrArray) changes = session_all(scan->session, &recording_change_kind, error);
	g_autofree double *shares = budget_shares(scan);
	struct hotspot_options options;
	struct hotspots found;
	gboolean ok = TRUE;

	if (!changes)
		return FALSE;
	hotspot_options_init(&options, scan->last_day);
	options.recurrence_years = GLANCE_YEARS;
	options.usual_limit = TRUE; /* who opens a week finds what was followed */
	options.replications = brief ? 0 : options.replications;
	options.share = shares;
	options.progress = progress;
	options.data = data;
	if (!hotspots_find(&scan->input, &options, &found, error))
		return FALSE;
	out->basis.verdict = found.verdict;
	out->basis.skipped = scan->skipped;
	for (guint i = 0; i < scan->events->len; i++)
		out->basis.events += SEEN(scan, i)->day > scan->last_day - YEAR_DAYS;
	for (int i = 0; i < found.count && ok; i++) {
		struct picture_hotspot *h = describe(scan, &found.list[i], changes, error);

		ok = h != NULL;
		if (h)
			g_ptr_array_add(out->list, h);
	}
	if (ok) {
		describe_emerging(scan, &found, out->list);
		if (!brief)
			gathering_look(scan, &out->basis);
	}
	hotspots_clear(&found);
	return ok;
}
