/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What else a hotspot could be: a reporter more, a recording that changed, one night, one object.
 * Its events are counted again without each of them. */
#include "config.h"

#include "picture/hotspot_alternatives.h"

#include "osg/calendar.h"
#include "osg/compare.h"

enum {
	CHANGE_WEEKS = 26, /* a recording change older than that has become usual */
	NEW_DAYS = 56,
	NIGHT_LEAST = 3,
	OBJECT_LEAST = 4,
};
#define STANDS_LLR 4.5     /* three standard deviations */
#define UNEVEN_SHARE 0.2   /* so much of what is unusual is the reporters' */
#define STANDS_SHARE 0.667 /* or so much of what is unusual is left */

/* Events of a year that a second look counts. */
struct split {
	int observed;             /* in the hotspot's places and days */
	double zone, window, all; /* in its places, in its days, all */
};

/* counting again */

static gboolean is_counted(const struct description *look, const struct scan_event *s)
{
	const struct hotspot *f = look->found;

	return s->day <= f->last_day && s->day > f->last_day - HOTSPOT_YEAR_DAYS &&
	       hotspot_counts(f, s);
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

/* together */

/* Takes the numbers. */
static int most_alike(GArray *numbers)
{
	int most = 0, same = 0;

	g_array_sort(numbers, compare_int64s);
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
		look->h->changed = g_strdup(scan_category_code(look->scan, c->category));
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
	look->h->reporter = g_strdup(scan_stratum_code(look->scan, weakest));
}

void hotspot_alternatives(struct description *look, const GPtrArray *changes)
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
