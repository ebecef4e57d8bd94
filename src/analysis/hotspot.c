/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the scan and the drift over all events and over each group, keeps what passes the budget,
 * and makes one hotspot of what is one problem. The words that follow from the
 * facts are made by picture/words. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "hotspot_year.h"
#include "scan_internal.h"

#define WEEKS_A_YEAR 52.1775
#define MOST_PER_RUN 5
#define STOP_AFTER 20 /* replications as good as the best: its chance is known well enough */

void hotspot_options_init(struct hotspot_options *options, int last_day)
{
	*options = (struct hotspot_options){
		.last_day = last_day,
		.recurrence_years = 5,
		.radius = 1500,
		.longest = 4,
		.replications = 999,
		.seed = 1,
	};
	drift_options_init(&options->drift);
}

/* A group's events by place and week, for the drift. */
struct run_weeks {
	int *counts; /* [places][most], the last week last */
	int *totals; /* [most] */
	int *recent; /* [places] in the drift's window */
};

/* One group's events of the year, which the scan is of, in arrays of its own. */
struct run {
	const struct hotspot_input *input;
	const struct hotspot_options *options;
	const struct scan_near *near; /* which places are, shared by all */
	struct scan_zones *zones;     /* shared by its two scans */
	int group;
	double share; /* of the budget */
	struct run_weeks weeks;
	int events, put;               /* where the next goes */
	gint32 *place, *day, *stratum; /* [events] */
	struct hotspot_year year;      /* once something is to be judged */
	struct scan_result plain, stratified;
	GError *error[2]; /* of each scan */
	struct hotspots *out;
};

struct runs {
	const struct hotspot_input *input;
	const struct hotspot_options *options;
	struct scan_near *near;
	int count;
	struct run *list; /* [count] of all events, then of each group's */
};

double hotspot_recurrence(const struct hotspot *hotspot)
{
	double years = 0;
	if (hotspot->found & HOTSPOT_SCAN)
		years = MAX(hotspot->plain.shown ? hotspot->plain.recurrence_years : 0,
			    hotspot->stratified.shown ? hotspot->stratified.recurrence_years : 0);
	return hotspot->found & HOTSPOT_DRIFT ? MAX(years, hotspot->drift.recurrence_years) : years;
}

static void hotspot_clear(struct hotspot *hotspot)
{
	g_free(hotspot->members);
	g_free(hotspot->by_stratum);
}

void hotspots_clear(struct hotspots *hotspots)
{
	for (int i = 0; i < hotspots->count; i++)
		hotspot_clear(&hotspots->list[i]);
	g_free(hotspots->list);
	memset(hotspots, 0, sizeof *hotspots);
}

int hotspot_shared(const struct hotspot *a, const struct hotspot *b)
{
	int same = 0;
	for (int i = 0; i < a->count; i++)
		for (int j = 0; j < b->count; j++)
			same += a->members[i] == b->members[j];
	return same;
}

static gboolean is_same_problem(const struct hotspot *a, const struct hotspot *b)
{
	int smaller = MIN(a->count, b->count);
	return a->first_day <= b->last_day && b->first_day <= a->last_day &&
	       2 * hotspot_shared(a, b) >= smaller;
}

/* adding */

static guint64 group_bits(const struct hotspot *hotspot)
{
	return hotspot->also | (hotspot->group >= 0 ? G_GUINT64_CONSTANT(1) << hotspot->group : 0);
}

/* The rarer stays; what found the other is kept with it. A group's finding takes nothing from that
 * of all events but its bit. */
static void hotspot_join(struct hotspot *old, struct hotspot *take)
{
	if (old->group != take->group) {
		if (hotspot_recurrence(take) > hotspot_recurrence(old)) {
			struct hotspot swap = *old;
			*old = *take;
			*take = swap;
		}
		old->also |= group_bits(take);
	} else if (take->found & HOTSPOT_DRIFT && !(old->found & HOTSPOT_DRIFT)) {
		old->drift = take->drift;
	}
	old->found |= old->group == take->group ? take->found : 0;
	hotspot_clear(take);
}

static void hotspot_add(struct hotspots *out, struct hotspot *take)
{
	for (int i = 0; i < out->count; i++)
		if (is_same_problem(&out->list[i], take)) {
			hotspot_join(&out->list[i], take);
			return;
		}
	out->list = g_renew(struct hotspot, out->list, out->count + 1);
	out->list[out->count++] = *take;
}

static const struct hotspot_year *year_of(struct run *run)
{
	if (!run->year.since)
		hotspot_year_fill(&run->year, run->input, run->options->last_day, run->events,
				  run->place, run->day, run->stratum);
	return &run->year;
}

/* the scan */

static gboolean has_strata(const struct run *run)
{
	return run->input->stratum && run->input->strata > 1;
}

/* The chance by the mean and deviation that the maxima of 999 replications had in 3,406 scans of
 * five years of demo municipalities of 7,500 to 57,000 events, by least squares: the mean within
 * 0.14, the deviation within 0.05 (standard deviations), so that once in five years is told within
 * a factor of 1.6, as by some 400 replications. At a quarter of the smallest it is within 0.4, on
 * the side of listing less. */
static void usual_maxima(const struct scan_result *result, gboolean stratified, double *mean,
			 double *deviation)
{
	double cylinders = log((double)MAX(result->cylinders, 1)), events = log(result->events);
	*mean = -0.632 + 0.3215 * cylinders + 0.219 * events - 0.158 * stratified;
	*deviation = 0.384 + 0.0416 * cylinders + 0.0467 * events - 0.041 * stratified;
}

static double chance_usual(const struct scan_result *result, gboolean stratified, double llr)
{
	double mean, deviation;
	usual_maxima(result, stratified, &mean, &deviation);
	return scan_gumbel(llr, mean, deviation);
}

static double chance_replicated(const struct run *run, const struct scan_result *result, double llr)
{
	int above = 0, n = result->replications;
	for (int i = 0; i < n; i++)
		above += result->maxima[i] >= llr * (1 - 1e-9);
	if (above < 10 && n >= 100 && result->deviation > 0)
		return scan_gumbel(llr, result->mean, result->deviation);
	return n < run->options->replications ? (double)above / n : (above + 1.0) / (n + 1);
}

static double chance_years(const struct run *run, double p)
{
	return run->share / MAX(p, 1e-12) / WEEKS_A_YEAR;
}

static void chance_judge(const struct run *run, const struct scan_result *result,
			 struct hotspot_chance *chance)
{
	const struct hotspot_options *o = run->options;
	double usual = chance_usual(result, result == &run->stratified, chance->llr);
	chance->p = o->replications ? chance_replicated(run, result, chance->llr) : usual;
	chance->recurrence_years = chance_years(run, chance->p);
	chance->shown = (o->usual_limit ? chance_years(run, usual) : chance->recurrence_years) >=
			o->recurrence_years;
}

/* Expected in a cylinder of all events alike, or within reporters: the scan of the other kind did
 * not stop there. */
static double cylinder_expected(const struct run *run, const struct hotspot *hotspot,
				gboolean stratified)
{
	double expected = 0, zone = 0, window = 0, all = 0;
	for (int s = 0; s < MAX(run->input->strata, 1); s++) {
		const struct hotspot_stratum *c = &hotspot->by_stratum[s];
		expected += c->all ? (double)c->zone * c->window / c->all : 0;
		zone += c->zone;
		window += c->window;
		all += c->all;
	}
	if (stratified)
		return expected;
	return all > 0 ? zone * window / all : 0;
}

static void hotspot_judge(struct run *run, const struct scan_result *plain,
			  const struct scan_result *stratified, struct hotspot *hotspot)
{
	hotspot->by_stratum = hotspot_year_strata(year_of(run), hotspot);
	hotspot->plain.expected = cylinder_expected(run, hotspot, FALSE);
	hotspot->plain.llr = scan_llr(hotspot->observed, hotspot->plain.expected, plain->events);
	hotspot->stratified.expected = cylinder_expected(run, hotspot, TRUE);
	hotspot->stratified.llr =
		scan_llr(hotspot->observed, hotspot->stratified.expected, stratified->events);
	chance_judge(run, plain, &hotspot->plain);
	chance_judge(run, stratified, &hotspot->stratified);
	hotspot->differs = hotspot->plain.shown != hotspot->stratified.shown;
}

/* Whether the best of a scan is shown: if not, no other cylinder is. */
static gboolean best_shown(const struct run *run, const struct scan_result *result)
{
	struct hotspot_chance best = {.llr = result->count ? result->clusters[0].llr : 0};
	chance_judge(run, result, &best);
	return best.shown;
}

static void clusters_take(struct run *run, const struct scan_result *from,
			  const struct scan_result *plain, const struct scan_result *stratified)
{
	for (int i = 0; i < from->count; i++) {
		struct scan_cluster *cluster = &from->clusters[i];
		struct hotspot hotspot = {
			.centre = cluster->centre,
			.members = g_memdup2(cluster->members,
					     sizeof *cluster->members * (gsize)cluster->count),
			.count = cluster->count,
			.radius = cluster->radius,
			.first_day = cluster->first_day,
			.last_day = cluster->last_day,
			.observed = cluster->observed,
			.tie = cluster->tie,
			.found = HOTSPOT_SCAN,
			.group = run->group,
		};
		hotspot_judge(run, plain, stratified, &hotspot);
		if (hotspot.plain.shown || hotspot.stratified.shown)
			hotspot_add(run->out, &hotspot);
		else
			hotspot_clear(&hotspot);
	}
}

/* The chance that a scan's best must have to be shown. */
static double chance_wanted(const struct run *run)
{
	return run->share / run->options->recurrence_years / WEEKS_A_YEAR;
}

/* Where nothing is replicated, what is not shown need not be found. */
static double run_floor(const struct scan_result *result, gpointer data)
{
	const struct run *run = data;
	double mean, deviation;
	usual_maxima(result, result == &run->stratified, &mean, &deviation);
	return MAX(scan_gumbel_llr(MIN(chance_wanted(run), 0.999), mean, deviation) * (1 - 1e-9),
		   0);
}

/* One scan of a group: of all events alike, or within reporters. */
static void run_scan(gpointer shared, int unit, int worker UNUSED)
{
	struct runs *runs = shared;
	struct run *run = &runs->list[unit % runs->count];
	const struct hotspot_options *o = run->options;
	gboolean stratified = unit >= runs->count;
	struct scan_input input = {
		.places = run->input->places,
		.x = run->input->x,
		.y = run->input->y,
		.events = run->events,
		.place = run->place,
		.day = run->day,
		.stratum = stratified ? run->stratum : NULL,
		.strata = stratified ? run->input->strata : 0,
		.near = run->near,
		.zones = run->zones,
	};
	struct scan_options scan;
	if (stratified && !has_strata(run))
		return;
	scan_options_init(&scan, o->last_day);
	scan.longest = o->longest;
	scan.radius = o->radius;
	scan.replications = o->replications;
	scan.stop_after = STOP_AFTER;
	scan.hopeless = chance_wanted(run);
	scan.floor = o->replications == 0 ? run_floor : NULL;
	scan.floor_data = run;
	scan.seed = o->seed;
	scan.threads = 1;
	scan.clusters = MOST_PER_RUN;
	scan_run(&input, &scan, stratified ? &run->stratified : &run->plain,
		 &run->error[stratified]);
}

static void run_take(struct run *run)
{
	gboolean strata = has_strata(run);
	if (run->group < 0)
		run->out->verdict = run->plain.verdict;
	if (run->plain.verdict == SCAN_JUDGED &&
	    (best_shown(run, &run->plain) || (strata && best_shown(run, &run->stratified)))) {
		clusters_take(run, &run->plain, &run->plain,
			      strata ? &run->stratified : &run->plain);
		clusters_take(run, &run->stratified, &run->plain, &run->stratified);
	}
}

/* drift */

static void drift_take(struct run *run, int place, const struct drift *drift)
{
	struct hotspot hotspot = {
		.centre = place,
		.members = g_memdup2(&place, sizeof place),
		.count = 1,
		.first_day = run->options->last_day - 7 * drift->weeks + 1,
		.last_day = run->options->last_day,
		.observed = drift->observed,
		.plain = {.expected = drift->expected, .p = NAN},
		.stratified = {.expected = drift->expected, .p = NAN},
		.found = HOTSPOT_DRIFT,
		.drift = *drift,
		.group = run->group,
	};
	hotspot.by_stratum = hotspot_year_strata(year_of(run), &hotspot);
	hotspot_add(run->out, &hotspot);
}

static int compare_int(gconstpointer a, gconstpointer b)
{
	return *(const int *)a < *(const int *)b ? -1 : *(const int *)a > *(const int *)b;
}

static int drift_weeks(const struct hotspot_options *o)
{
	return o->drift.window + o->drift.baseline;
}

/* Weeks from the first event on, so that a history that begins late is no drift. */
static void run_drift(struct run *run)
{
	const struct hotspot_options *o = run->options;
	const struct run_weeks *weeks = &run->weeks;
	int most = drift_weeks(o), skip = 0;
	struct drift_options options = o->drift;
	options.limit -= log(run->share) / 1.2; /* the budget is for all groups together; see
						   drift.h for how the chance falls */
	int few = (int)ceil(options.limit / log(o->drift.ratio) - 1e-9); /* events that reach it */
	while (skip < most - 1 && !weeks->totals[skip])
		skip++;
	for (int p = 0; p < run->input->places; p++) {
		struct drift drift;
		if (weeks->recent[p] < few)
			continue;
		drift_judge(weeks->counts + (gsize)p * (gsize)most + skip, weeks->totals + skip,
			    most - skip, &options, &drift);
		drift.recurrence_years *= run->share;
		if (drift.score >= options.limit)
			drift_take(run, p, &drift);
	}
}

/* all together */

/* An event as the runs count it. */
struct run_event {
	int event, place, back; /* days before the last one */
	int week;               /* of the drift's, the first 0; less: before them */
	gboolean recent;        /* in the drift's window */
};

static inline void run_count(struct run *run, const struct run_event *e)
{
	int most = drift_weeks(run->options);
	run->events += e->back < HOTSPOT_YEAR_DAYS;
	if (e->week < 0)
		return;
	run->weeks.counts[(gsize)e->place * (gsize)most + (gsize)e->week]++;
	run->weeks.totals[e->week]++;
	run->weeks.recent[e->place] += e->recent;
}

static inline void run_put(struct run *run, const struct run_event *e)
{
	const struct hotspot_input *input = run->input;
	int at = run->put;
	if (e->back >= HOTSPOT_YEAR_DAYS)
		return;
	run->place[at] = e->place;
	run->day[at] = input->day[e->event];
	run->stratum[at] = input->stratum ? input->stratum[e->event] : 0;
	run->put++;
}

/* Each event with the runs it is in: that of all, and its groups'. */
static G_ALWAYS_INLINE inline void runs_visit(struct runs *runs,
					      void (*visit)(struct run *, const struct run_event *))
{
	const struct hotspot_input *input = runs->input;
	const struct hotspot_options *o = runs->options;
	int most = drift_weeks(o), window = o->drift.window;
	guint64 known =
		input->groups < 64 ? (G_GUINT64_CONSTANT(1) << input->groups) - 1 : G_MAXUINT64;
	for (int i = 0; i < input->events; i++) {
		int back = o->last_day - input->day[i], week = most - 1 - back / 7;
		struct run_event e = {i, input->place[i], back, week, week >= most - window};
		if (back < 0)
			continue;
		visit(&runs->list[0], &e);
		for (guint64 left = input->groups_of ? input->groups_of[i] & known : 0; left;
		     left &= left - 1)
			visit(&runs->list[1 + __builtin_ctzll(left)], &e);
	}
}

static void runs_fill(struct runs *runs)
{
	gsize most = (gsize)drift_weeks(runs->options), places = (gsize)runs->input->places;
	for (int i = 0; i < runs->count; i++)
		runs->list[i].weeks = (struct run_weeks){g_new0(int, places *most),
							 g_new0(int, most), g_new0(int, places)};
	runs_visit(runs, run_count);
	for (int i = 0; i < runs->count; i++) {
		struct run *run = &runs->list[i];
		run->place = g_new(gint32, run->events + 1);
		run->day = g_new(gint32, run->events + 1);
		run->stratum = g_new(gint32, run->events + 1);
	}
	runs_visit(runs, run_put);
}

static void runs_open(struct runs *runs, struct hotspots *out)
{
	const struct hotspot_input *input = runs->input;
	const struct hotspot_options *o = runs->options;
	runs->count = (input->groups_of ? input->groups : 0) + 1;
	runs->list = g_new0(struct run, runs->count);
	runs->near =
		o->radius > 0 ? scan_near_new(input->places, input->x, input->y, o->radius) : NULL;
	for (int i = 0; i < runs->count; i++)
		runs->list[i] = (struct run){.input = input,
					     .options = o,
					     .near = runs->near,
					     .zones = scan_zones_new(),
					     .group = i - 1,
					     .share = o->share ? o->share[i] : 1.0 / runs->count,
					     .out = out};
	runs_fill(runs);
}

static void run_clear(struct run *run)
{
	g_free(run->weeks.counts);
	g_free(run->weeks.totals);
	g_free(run->weeks.recent);
	g_free(run->place);
	g_free(run->day);
	g_free(run->stratum);
	hotspot_year_clear(&run->year);
	scan_zones_free(run->zones);
	scan_result_clear(&run->plain);
	scan_result_clear(&run->stratified);
	g_clear_error(&run->error[0]);
	g_clear_error(&run->error[1]);
}

static void runs_close(struct runs *runs)
{
	for (int i = 0; i < runs->count; i++)
		run_clear(&runs->list[i]);
	g_free(runs->list);
	scan_near_free(runs->near);
}

static int compare_hotspot(gconstpointer a, gconstpointer b)
{
	double x = hotspot_recurrence(a), y = hotspot_recurrence(b);
	int first = *(const int *)&((const struct hotspot *)a)->centre;
	return x != y ? (x > y ? -1 : 1)
		      : compare_int(&first, &((const struct hotspot *)b)->centre);
}

static gboolean input_check(const struct hotspot_input *input, GError **error)
{
	gboolean fine = input->groups >= 0 && input->groups <= 64;
	for (int i = 0; i < input->events && fine; i++)
		fine = input->place[i] >= 0 && input->place[i] < input->places &&
		       (!input->stratum ||
			(input->stratum[i] >= 0 && input->stratum[i] < MAX(input->strata, 1)));
	if (!fine)
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("An event names a place or a reporter that is not known, or "
				      "there are more than 64 groups."));
	return fine;
}

/* All scans; the largest, of all events, come first. FALSE: cancelled, or what one of them says. */
static gboolean runs_scan(struct runs *runs, GError **error)
{
	const struct hotspot_options *o = runs->options;
	const struct scan_units units = {scan_thread_count(o->threads, 2 * runs->count),
					 run_scan,
					 runs,
					 o->progress,
					 o->data,
					 0,
					 1};
	if (!scan_units_run(&units, 2 * runs->count)) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_CANCELLED,
				    _("The scan was cancelled."));
		return FALSE;
	}
	for (int unit = 0; unit < 2 * runs->count; unit++) {
		GError **told = &runs->list[unit / 2].error[unit % 2];
		if (*told) {
			g_propagate_error(error, g_steal_pointer(told));
			return FALSE;
		}
	}
	return TRUE;
}

gboolean hotspots_find(const struct hotspot_input *input, const struct hotspot_options *options,
		       struct hotspots *hotspots, GError **error)
{
	struct runs runs = {.input = input, .options = options};
	gboolean fine;
	memset(hotspots, 0, sizeof *hotspots);
	if (!input_check(input, error))
		return FALSE;
	runs_open(&runs, hotspots);
	fine = runs_scan(&runs, error);
	for (int i = 0; i < runs.count && fine; i++) {
		run_take(&runs.list[i]);
		run_drift(&runs.list[i]);
	}
	runs_close(&runs);
	if (hotspots->count > 1)
		qsort(hotspots->list, (gsize)hotspots->count, sizeof *hotspots->list,
		      compare_hotspot);
	return fine;
}
