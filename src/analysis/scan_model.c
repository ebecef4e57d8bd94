/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From places and events to what the scan counts with: sites, events in order of stratum and
 * interval, and what would be expected at each site in each window. Refuses options and arrays
 * without meaning; says when there is too little to judge. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "scan_internal.h"

static gboolean refuse(GError **error, const char *sentence)
{
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT, sentence);
	return FALSE;
}

static gboolean options_check(const struct scan_options *o, GError **error)
{
	if (o->last_day < o->first_day)
		return refuse(error, _("The history ends before it starts."));
	if (o->interval_days < 1 || o->interval_days > 366)
		return refuse(error, _("An interval has 1 to 366 days."));
	if (o->shortest < 1 || o->longest < o->shortest || o->longest > 366)
		return refuse(
			error,
			_("Windows have at least one interval, at most 366, and the longest is not "
			  "shorter than the shortest."));
	if (!(o->share > 0 && o->share <= 1))
		return refuse(error, _("The largest share of events in a zone is more than 0 and "
				       "at most 1, for example 0.5."));
	if (!(o->radius >= 0))
		return refuse(error, _("The largest radius is a positive number, or 0 for none."));
	if (o->least < 1 || o->replications < 0 || o->replications > 9999999 || o->stop_after < 0 ||
	    o->clusters < 0)
		return refuse(error, _("Fewest events, replications and clusters are positive "
				       "whole numbers, for "
				       "example 2, 999 and 5."));
	return TRUE;
}

static gboolean input_check(const struct scan_input *input, GError **error)
{
	int strata = MAX(input->strata, 1);
	for (int i = 0; i < input->places; i++) {
		if (!isfinite(input->x[i]) || !isfinite(input->y[i]))
			return refuse(error, _("A place has no coordinates."));
		if (input->sphere && (fabs(input->y[i]) > 90 || fabs(input->x[i]) > 360))
			return refuse(error, _("A latitude lies within -90 and 90, a longitude "
					       "within -180 and 180."));
	}
	for (int i = 0; i < input->events; i++) {
		if (input->place[i] < 0 || input->place[i] >= input->places)
			return refuse(
				error,
				_("An event happened at a place that is not among the places."));
		if (input->stratum && (input->stratum[i] < 0 || input->stratum[i] >= strata))
			return refuse(error, _("An event belongs to an unknown stratum."));
	}
	return TRUE;
}

/* sites */

struct order {
	double x, y;
	int place;
};

static int compare_order(gconstpointer a, gconstpointer b)
{
	const struct order *p = a, *q = b;
	if (p->x != q->x)
		return p->x < q->x ? -1 : 1;
	if (p->y != q->y)
		return p->y < q->y ? -1 : 1;
	return p->place - q->place;
}

static void site_place(struct scan_model *m, int site, const struct scan_input *input, int place)
{
	double x = input->x[place], y = input->y[place];
	m->place_of_site[site] = place;
	if (!input->sphere) {
		m->x[site] = x;
		m->y[site] = y;
		return;
	}
	double lat = y * G_PI / 180, lon = x * G_PI / 180;
	m->x[site] = SCAN_EARTH_KM * cos(lat) * cos(lon);
	m->y[site] = SCAN_EARTH_KM * cos(lat) * sin(lon);
	m->z[site] = SCAN_EARTH_KM * sin(lat);
}

static void list_places(struct scan_model *m, int places)
{
	m->site_begin = g_new0(int, m->sites + 1);
	m->site_place = g_new(int, places);
	for (int i = 0; i < places; i++)
		m->site_begin[m->site_of_place[i] + 1]++;
	for (int s = 0; s < m->sites; s++)
		m->site_begin[s + 1] += m->site_begin[s];
	g_autofree int *next = g_memdup2(m->site_begin, sizeof *next * (gsize)(m->sites + 1));
	for (int i = 0; i < places; i++)
		m->site_place[next[m->site_of_place[i]]++] = i;
}

/* Sites are numbered by their first place, so that "in order of input" holds for them too. */
gboolean scan_model_sites(struct scan_model *m, const struct scan_input *input, GError **error)
{
	int places = input->places;
	if (input->near) {
		scan_near_sites(input->near, m);
		return TRUE;
	}
	g_autofree struct order *order = g_new(struct order, places);
	g_autofree int *first = g_new(int, places);
	for (int i = 0; i < places; i++)
		order[i] = (struct order){input->x[i] + 0.0, input->y[i] + 0.0, i};
	if (places > 1)
		qsort(order, (size_t)places, sizeof *order, compare_order);
	for (int i = 0; i < places; i++) {
		gboolean same =
			i > 0 && order[i].x == order[i - 1].x && order[i].y == order[i - 1].y;
		first[order[i].place] = same ? first[order[i - 1].place] : order[i].place;
	}
	m->site_of_place = g_new(int, places);
	for (int i = 0; i < places; i++)
		m->site_of_place[i] = first[i] == i ? m->sites++ : m->site_of_place[first[i]];
	if (m->sites > SCAN_MOST_SITES)
		return refuse(error, _("There are more than 65,000 places; scan them in parts."));
	m->place_of_site = g_new(int, m->sites);
	m->x = g_new0(double, m->sites);
	m->y = g_new0(double, m->sites);
	m->z = g_new0(double, m->sites);
	for (int i = 0; i < places; i++)
		if (first[i] == i)
			site_place(m, m->site_of_place[i], input, i);
	list_places(m, places);
	return TRUE;
}

/* events */

/* Which interval each day of the history lies in, the latest 0. Owned. */
static int *intervals_of_days(const struct scan_options *o)
{
	int days = o->last_day - o->first_day + 1;
	int *interval = g_new(int, days);
	for (int back = 0, in = 0, i = 0; back < days; back++) {
		interval[days - 1 - back] = i;
		if (++in == o->interval_days) {
			in = 0;
			i++;
		}
	}
	return interval;
}

/* Where an event belongs: stratum and interval as one number, or -1 outside of the history. */
static inline int event_cell(const struct scan_model *m, const struct scan_input *input,
			     const int *interval, int i)
{
	const struct scan_options *o = m->options;
	int day = input->day[i];
	if (day < o->first_day || day > o->last_day)
		return -1;
	return (input->stratum ? input->stratum[i] : 0) * (m->intervals + 1) +
	       interval[day - o->first_day];
}

static void events_sort(struct scan_model *m, const struct scan_input *input)
{
	int cells = m->strata * (m->intervals + 1);
	g_autofree int *next = g_new0(int, cells + 1), *cell = g_new(int, input->events + 1),
		       *interval = intervals_of_days(m->options);
	for (int i = 0; i < input->events; i++) {
		cell[i] = event_cell(m, input, interval, i);
		if (cell[i] >= 0)
			next[cell[i] + 1]++;
	}
	for (int c = 0; c < cells; c++)
		next[c + 1] += next[c];
	m->events = next[cells];
	m->first = g_memdup2(next, sizeof *next * (size_t)cells);
	m->event_site = g_new(guint16, m->events);
	m->site_events = g_new0(int, m->sites);
	for (int i = 0; i < input->events; i++) {
		if (cell[i] < 0)
			continue;
		int site = m->site_of_place[input->place[i]];
		m->event_site[next[cell[i]]++] = (guint16)site;
		m->site_events[site]++;
	}
}

/* Events of a stratum in the window of an end, the window-th shortest. */
static int window_events(const struct scan_model *m, int stratum, int end, int window)
{
	const int *first = m->first + (gsize)stratum * (gsize)(m->intervals + 1);
	int until = MIN(end + m->options->shortest + window, m->intervals);
	return first[until] - first[end];
}

static void count_windows(struct scan_model *m)
{
	for (int end = 0; end < m->ends; end++) {
		int sum = 0;
		for (int s = 0; s < m->strata; s++)
			sum += window_events(m, s, end, m->windows - 1);
		m->most_in_window = MAX(m->most_in_window, sum);
	}
}

/* Adds one stratum's share to the expected counts of a site: parts an event, [ends * windows]. */
static void expect_add(struct scan_model *m, const double *parts, int site, int count)
{
	for (int end = 0; end < m->ends; end++) {
		gint64 *expected = m->expected +
				   ((gsize)end * (gsize)m->sites + (gsize)site) * (gsize)m->windows;
		for (int w = 0; w < m->windows; w++)
			expected[w] += (gint64)llrint(count * *parts++);
	}
}

/* What one event of a stratum lets expect where it happened, in parts of the unit. */
static void parts_fill(const struct scan_model *m, int stratum, int size, double *parts)
{
	for (int end = 0; end < m->ends; end++)
		for (int w = 0; w < m->windows; w++)
			*parts++ = (double)window_events(m, stratum, end, w) / size * m->unit;
}

static void expect_make(struct scan_model *m)
{
	g_autofree int *count = g_new0(int, m->sites);
	g_autofree double *parts = g_new(double, (gsize)m->ends *(gsize)m->windows);
	m->unit = ldexp(1, 61 - (int)g_bit_storage((gulong)m->events));
	m->expected = g_new0(gint64, (gsize)m->ends * (gsize)m->sites * (gsize)m->windows);
	for (int s = 0; s < m->strata; s++) {
		const int *first = m->first + (gsize)s * (gsize)(m->intervals + 1);
		int size = first[m->intervals] - first[0];
		if (size == 0)
			continue;
		parts_fill(m, s, size, parts);
		for (int i = first[0]; i < first[m->intervals]; i++)
			count[m->event_site[i]]++;
		for (int i = first[0]; i < first[m->intervals]; i++) {
			int site = m->event_site[i];
			if (count[site] > 0)
				expect_add(m, parts, site, count[site]);
			count[site] = 0;
		}
	}
}

static enum scan_verdict verdict(const struct scan_model *m, const struct scan_result *result)
{
	int busy = 0;
	if (m->events < MAX(m->options->least, 2) || m->most_in_window < m->options->least)
		return SCAN_TOO_FEW_EVENTS;
	if (result->places_used < 2)
		return SCAN_ONE_PLACE;
	for (int t = 0; t < m->intervals; t++) {
		int sum = 0;
		for (int s = 0; s < m->strata; s++) {
			const int *first = m->first + (gsize)s * (gsize)(m->intervals + 1);
			sum += first[t + 1] - first[t];
		}
		busy += sum > 0;
	}
	return busy < 2 || m->intervals < 2 ? SCAN_ONE_INTERVAL : SCAN_JUDGED;
}

gboolean scan_model_init(struct scan_model *m, const struct scan_input *input,
			 const struct scan_options *options, struct scan_result *result,
			 GError **error)
{
	m->options = options;
	m->near = input->near;
	if (!options_check(options, error) || !input_check(input, error))
		return FALSE;
	m->strata = MAX(input->strata, 1);
	m->intervals =
		(int)(((gint64)options->last_day - options->first_day) / options->interval_days) +
		1;
	if (m->intervals > 100000 || (gint64)m->strata * m->intervals > 50000000)
		return refuse(error, _("The history has too many intervals; choose longer ones."));
	int longest = MIN(options->longest, m->intervals);
	m->windows = longest - options->shortest + 1;
	if (m->windows < 1)
		return refuse(error, _("The history is shorter than the shortest window."));
	m->ends = options->retrospective ? m->intervals - options->shortest + 1 : 1;
	if (!scan_model_sites(m, input, error))
		return FALSE;
	if ((gint64)m->ends * m->sites * m->windows > 4000000)
		return refuse(error, _("There are too many places and windows; choose longer "
				       "intervals or shorter windows."));
	events_sort(m, input);
	count_windows(m);
	for (int s = 0; s < m->sites; s++)
		result->places_used += m->site_events[s] > 0;
	result->events = m->events;
	result->intervals = m->intervals;
	result->verdict = verdict(m, result);
	if (result->verdict == SCAN_JUDGED)
		expect_make(m);
	m->tile = g_new0(struct scan_tile, 1);
	return TRUE;
}

static void sites_clear(struct scan_model *m)
{
	g_free(m->site_of_place);
	g_free(m->place_of_site);
	g_free(m->site_begin);
	g_free(m->site_place);
	g_free(m->x);
	g_free(m->y);
	g_free(m->z);
}

void scan_model_clear(struct scan_model *m)
{
	if (!m->near)
		sites_clear(m);
	g_free(m->site_events);
	g_free(m->event_site);
	g_free(m->first);
	g_free(m->expected);
	if (!m->shared) {
		g_free(m->zone_start);
		g_free(m->zone_site);
	}
	if (m->tile) {
		g_free(m->tile->mu);
		g_free(m->tile->limit);
		g_free(m->tile);
	}
	memset(m, 0, sizeof *m);
}
