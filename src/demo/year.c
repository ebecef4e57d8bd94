/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year of the demo municipality: how many reports each organisation makes in each week, where and
 * when, when they arrive.
 *
 * The same seed gives the same year everywhere. Every organisation draws from streams of its own,
 * named after it, so that a further one leaves the others as they were; signals and second reports
 * have theirs. Only the arithmetic of numbers.c decides anything. Everything is in memory;
 * refuses to know a database, a file or the clock. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "osg/week.h"

#include "demo/demo_private.h"

#define FIRST_YEAR 2024
#define FACTOR_SHAPE                                                                               \
	60.0 /* the factor all organisations share in a week: standard deviation 13 % */
#define EVENING_SHARE 0.6 /* gatherings outside schools, Thursday to Saturday 18 to 01 */
#define DATE_ONLY 3.0     /* per cent whose hour nobody noted */
#define POINT_SD 15.0     /* metres around a place's own points */
#define DELAY_SIGMA 1.16
#define METRES_LAT 111195.0
#define METRES_LON 56900.0 /* at 59.2 degrees north */

gint64 demo_meeting(const struct demo_year *year, int week)
{
	return time_from_local(week_monday(year->first_week + week + 1) + 1, 8 * 3600 + 30 * 60,
			       FALSE, NULL);
}

void demo_move(struct demo_report *report, double east, double north)
{
	report->lat += north / METRES_LAT;
	report->lon += east / METRES_LON;
}

/* how many */

static gboolean in_break(const struct demo_world *world, int day)
{
	for (int i = 0; i < world->day_count; i++)
		if (world->days[i].is_break && day >= world->days[i].from &&
		    day <= world->days[i].to)
			return TRUE;
	return FALSE;
}

static gboolean is_marked(const struct demo_day *m, const struct demo_organisation *o, int category,
			  int day)
{
	return !m->is_break && day >= m->from && day <= m->to && (m->categories >> category & 1) &&
	       !(m->outside && o->school);
}

/* Multiplies the hours of a day by what the calendar says of it. */
static void mark(const struct demo_world *world, const struct demo_organisation *o, int category,
		 int day, double hours[24])
{
	for (int i = 0; i < world->day_count; i++) {
		const struct demo_day *m = &world->days[i];
		for (int h = m->hour_from; is_marked(m, o, category, day) && h < m->hour_to; h++)
			hours[h] *= m->factor;
	}
}

/* Thursday, Friday and Saturday from 18 to 01. */
static gboolean is_evening(int weekday, int hour)
{
	return (weekday >= 3 && weekday <= 5 && hour >= 18) || (weekday >= 4 && hour == 0);
}

/* The weight of each hour of a week for an organisation's reports of a category; the sum is 1 in a
 * week without season or marked days. */
static double weigh_cells(const struct demo_year *year, const struct demo_organisation *o,
			  int category, int week, double cells[DEMO_CELLS])
{
	const struct demo_world *world = year->world;
	const struct demo_family *season = &world->families[world->categories[category].family],
				 *rhythm = season;
	gboolean evening = !strcmp(season->name, "evening") && !o->school;
	double sum = 0;
	if (o->school)
		for (int i = 0; i < world->family_count; i++)
			if (!strcmp(world->families[i].name, "school"))
				rhythm = &world->families[i];
	for (int d = 0; d < 7; d++) {
		int day = week_monday(year->first_week + week) + d, y, month, mday;
		day_to_civil(day, &y, &month, &mday);
		for (int h = 0; h < 24; h++) {
			double weight = rhythm->weekday[d] * rhythm->hour[h];
			if (evening)
				weight = weight * (1 - EVENING_SHARE) +
					 (is_evening(d, h) ? EVENING_SHARE / 21 : 0);
			cells[d * 24 + h] = weight * season->season[month - 1];
		}
		mark(world, o, category, day, &cells[d * 24]);
		for (int h = 0; h < 24; h++)
			sum += cells[d * 24 + h];
	}
	return sum;
}

double demo_mean(const struct demo_year *year, int organisation, int category, int week)
{
	const struct demo_organisation *o = &year->world->organisations[organisation];
	double cells[DEMO_CELLS];
	if (o->rate[category] <= 0)
		return 0;
	double mean = o->rate[category] * year->scale * year->factor[week];
	if (in_break(year->world, week_monday(year->first_week + week)))
		mean *= o->break_factor;
	return mean * weigh_cells(year, o, category, week, cells);
}

double demo_slots_share(const struct demo_year *year, int organisation,
			const struct demo_limits *limits)
{
	const struct demo_organisation *o = &year->world->organisations[organisation];
	double share = 0;
	for (int s = 0; s < DEMO_SLOTS; s++)
		if (!limits->some_places || limits->slots[s])
			share += o->slot[s];
	return share;
}

/* one report */

static void draw_place(const struct demo_year *year, struct random *r, struct demo_report *report,
		       const struct demo_limits *limits)
{
	const struct demo_world *world = year->world;
	const struct demo_organisation *o = &world->organisations[report->organisation];
	double weights[DEMO_SLOTS], sum = 0;
	for (int s = 0; s < DEMO_SLOTS; s++)
		sum += weights[s] = !limits->some_places || limits->slots[s] ? o->slot[s] : 0;
	int slot = number_pick(r, weights, DEMO_SLOTS, sum);
	int point = number_pick(r, world->zipf, DEMO_POINTS, world->zipf_sum);
	double east = number_normal(r) * POINT_SD, north = number_normal(r) * POINT_SD;
	report->area = demo_slot_area(world, slot);
	report->place = slot < DEMO_PLACES ? slot : -1;
	report->lat = report->lon = NAN;
	if (report->place < 0)
		return;
	const struct demo_place *place = &world->places[report->place];
	report->lat = place->lat;
	report->lon = place->lon;
	demo_move(report, place->east[point] + east, place->north[point] + north);
}

static gint64 moment(const struct demo_year *year, int week, int weekday, int seconds)
{
	return time_from_local(week_monday(year->first_week + week) + weekday, seconds, FALSE,
			       NULL);
}

/* From the drawn hour on, until somebody saw it: a weekend, a working day, or so many hours; never
 * beyond the next Monday morning. */
static void make_interval(const struct demo_year *year, struct random *r,
			  struct demo_report *report, int weekday, int hour)
{
	const struct demo_category *category = &year->world->categories[report->category];
	int length =
		category->low + (int)random_below(r, (guint32)(category->high - category->low + 1));
	int start = 16 + (int)random_below(r, 4);
	gboolean special = number_chance(r, 50);
	report->time_precision = TIME_INTERVAL;
	if (special && !strcmp(category->style, "weekend")) {
		report->from = moment(year, report->week, 4, start * 3600);
		report->to = moment(year, report->week + 1, 0, 7 * 3600);
	} else if (special && !strcmp(category->style, "home")) {
		report->from = moment(year, report->week, weekday, 7 * 3600);
		report->to = moment(year, report->week, weekday, 17 * 3600);
	} else {
		report->from = moment(year, report->week, weekday, hour * 3600);
		report->to = MIN(report->from + length * 3600,
				 moment(year, report->week + 1, 0, 8 * 3600));
	}
}

static void draw_time(const struct demo_year *year, struct random *r, struct demo_report *report,
		      const struct demo_limits *limits)
{
	const struct demo_world *world = year->world;
	const struct demo_category *category = &world->categories[report->category];
	double cells[DEMO_CELLS], sum = 0;
	weigh_cells(year, &world->organisations[report->organisation], report->category,
		    report->week, cells);
	for (int c = 0; c < DEMO_CELLS; c++) {
		if (limits->hour_to && (c % 24 < limits->hour_from || c % 24 >= limits->hour_to))
			cells[c] = 0;
		if (limits->weekdays && !(limits->weekdays >> (c / 24) & 1))
			cells[c] = 0;
		sum += cells[c];
	}
	if (sum <= 0) { /* a school in the evening: any of the hours asked for */
		sum = 0;
		for (int c = 0; c < DEMO_CELLS; c++)
			sum += cells[c] = c % 24 >= limits->hour_from && c % 24 < limits->hour_to &&
					  c < 5 * 24;
	}
	int cell = number_pick(r, cells, DEMO_CELLS, sum), minute = (int)random_below(r, 12) * 5;
	gboolean date_only = number_chance(r, DATE_ONLY),
		 interval = number_chance(r, category->interval);
	if (date_only) {
		report->time_precision = TIME_DATE;
		report->from = moment(year, report->week, cell / 24, 0);
		report->to = moment(year, report->week, cell / 24 + 1, 0);
	} else if (interval) {
		make_interval(year, r, report, cell / 24, cell % 24);
	} else {
		report->time_precision = TIME_EXACT;
		report->from = report->to =
			moment(year, report->week, cell / 24, cell % 24 * 3600 + minute * 60);
	}
}

void demo_record_place(const struct demo_year *year, struct random *r, struct demo_report *report)
{
	const struct demo_organisation *o = &year->world->organisations[report->organisation];
	double u = random_unit(r) * 100;
	if (u < o->point_share)
		report->precision = PLACE_POINT;
	else if (u < o->point_share + o->place_share)
		report->precision = PLACE_PLACE;
	else
		report->precision = u < o->point_share + o->place_share + o->area_share
					    ? PLACE_AREA
					    : PLACE_NONE;
	if (report->precision < PLACE_AREA &&
	    (report->place < 0 || year->world->categories[report->category].area_only))
		report->precision = PLACE_AREA;
}

static void draw_knowledge(const struct demo_year *year, struct random *r,
			   struct demo_report *report)
{
	double police = year->world->categories[report->category].police, u = random_unit(r) * 100,
	       v = random_unit(r) * 100;
	report->known = u < 72 ? KNOWN_SEEN : u < 97 ? KNOWN_TOLD : KNOWN_RUMOUR;
	report->police_report = v < police            ? ANSWER_YES
				: v < 50 + police / 2 ? ANSWER_NO
						      : ANSWER_UNKNOWN;
	if (!strcmp(year->world->organisations[report->organisation].kind, "police"))
		report->police_report = ANSWER_YES;
}

/* when it arrives */

static gint64 at_once(const struct demo_year *year, struct random *r,
		      const struct demo_report *report)
{
	double minutes =
		number_lognormal(r, year->world->categories[report->category].minutes, DELAY_SIGMA);
	return report->to + 60 * (gint64)(CLAMP(minutes, 2, 900));
}

/* An organisation sends what it has once a week; what happens after that comes in one by one until
 * Monday morning. */
static gint64 in_batch(const struct demo_year *year, struct random *r,
		       const struct demo_report *report, int late)
{
	int week = MIN(report->week + late, DEMO_WEEKS + 15);
	gint64 batch = year->batch[report->organisation][week],
	       monday = moment(year, week + 1, 0, 9 * 3600 + 1800);
	double u = random_unit(r);
	if (report->to <= batch)
		return batch + (gint64)(u * 600);
	return report->to + 600 + (gint64)(u * (double)MAX(monday - report->to - 600, 1800));
}

static gint64 draw_entry(const struct demo_year *year, struct random *r,
			 const struct demo_report *report)
{
	const struct demo_table *table = demo_world_table(year->world, "delays");
	double u = random_unit(r) * 100;
	guint row = 0;
	for (; row + 1 < demo_table_rows(table); row++) {
		u -= demo_cell_real(table, row, "share");
		if (u < 0)
			break;
	}
	int low = demo_cell_int(table, row, "weeks_low"),
	    high = demo_cell_int(table, row, "weeks_high");
	if (!strcmp(demo_cell(table, row, "how"), "at once"))
		return at_once(year, r, report);
	return in_batch(year, r, report, low + (int)random_below(r, (guint32)(high - low + 1)));
}

/* What a correction puts right: a category that is easily mixed up, or a neighbouring place. */
static int draw_other(const struct demo_year *year, struct random *r,
		      const struct demo_report *report)
{
	const struct demo_world *world = year->world;
	guint32 pick = random_below(r, DEMO_PLACES);
	if (report->correction == DEMO_NEW_CATEGORY) {
		const struct demo_table *swaps = demo_world_table(world, "swaps");
		for (guint i = 0; i < demo_table_rows(swaps); i++)
			if (!strcmp(demo_cell(swaps, i, "category"),
				    world->categories[report->category].code))
				return demo_find_category(world, demo_cell(swaps, i, "other"));
	}
	if (report->correction == DEMO_NEW_PLACE && report->precision == PLACE_PLACE)
		for (int i = 0; i < world->place_count; i++) {
			int place = ((int)pick + i) % world->place_count;
			if (place != report->place && world->places[place].area == report->area)
				return place;
		}
	return -1;
}

static void draw_correction(const struct demo_year *year, struct random *r,
			    struct demo_report *report)
{
	static const enum demo_correction what[] = {DEMO_NEW_TEXT, DEMO_NEW_CATEGORY,
						    DEMO_NEW_PLACE, DEMO_WITHDRAWN};
	const struct demo_table *table = demo_world_table(year->world, "corrections");
	double u = random_unit(r) * 100, after = number_between(r, 1, 10);
	for (guint i = 0; i < demo_table_rows(table); i++) {
		u -= demo_cell_real(table, i, "share");
		if (u >= 0)
			continue;
		report->correction = what[i];
		report->corrected = report->entered + (gint64)(after * DAY_SECONDS);
		report->other = draw_other(year, r, report);
		break;
	}
	if (report->correction == DEMO_NEW_CATEGORY || report->correction == DEMO_NEW_PLACE)
		if (report->other < 0)
			report->correction = DEMO_NEW_TEXT;
}

void demo_send(struct demo_year *year, struct random *r, struct demo_report *report,
	       gboolean may_change)
{
	report->entered = draw_entry(year, r, report);
	if (may_change)
		draw_correction(year, r, report);
}

struct demo_report *demo_add(struct demo_year *year, const struct demo_report *report, char origin)
{
	g_array_append_vals(year->reports, report, 1);
	struct demo_report *added = DEMO_REPORT(year, year->reports->len - 1);
	added->origin = origin;
	added->serial = ++year->serials[report->organisation][(guint8)origin];
	return added;
}

struct demo_report *demo_draw(struct demo_year *year, struct random *r, int organisation,
			      int category, int week, char origin, const struct demo_limits *limits)
{
	struct demo_report report = {.organisation = organisation,
				     .category = category,
				     .week = week,
				     .event = year->events++,
				     .planted = -1,
				     .other = -1};
	draw_place(year, r, &report, limits);
	draw_time(year, r, &report, limits);
	demo_record_place(year, r, &report);
	draw_knowledge(year, r, &report);
	demo_send(year, r, &report, TRUE);
	return demo_add(year, &report, origin);
}

/* the year */

static void draw_factors(struct demo_year *year)
{
	struct random r;
	number_stream(&r, year->seed, "week");
	for (int w = 0; w < DEMO_WEEKS; w++)
		year->factor[w] = number_gamma(&r, FACTOR_SHAPE) / FACTOR_SHAPE;
}

static gboolean told_silent(const struct demo_year *year, const char *code, int week)
{
	const struct demo_table *table = demo_world_table(year->world, "silence");
	for (guint i = 0; i < demo_table_rows(table); i++)
		if (!strcmp(demo_cell(table, i, "organisation"), code) &&
		    year->first_week + week >= week_parse(demo_cell(table, i, "from"), 0, 0) &&
		    year->first_week + week <= week_parse(demo_cell(table, i, "to"), 0, 0))
			return TRUE;
	return FALSE;
}

/* When each organisation sends, Friday 14:00 to Monday 09:30, and the weeks it forgets to. */
static void draw_habits(struct demo_year *year, int organisation)
{
	const struct demo_organisation *o = &year->world->organisations[organisation];
	g_autofree char *name = g_strdup_printf("habits/%s", o->code);
	struct random r;
	number_stream(&r, year->seed, name);
	for (int w = 0; w < DEMO_WEEKS + 16; w++) {
		gint64 from = moment(year, w, 4, 14 * 3600),
		       to = moment(year, w + 1, 0, 9 * 3600 + 1200);
		year->batch[organisation][w] =
			from + (gint64)(random_unit(&r) * (double)(to - from)) / 60 * 60;
		gboolean forgets = number_chance(&r, o->silent);
		if (w < DEMO_WEEKS)
			year->silent[organisation][w] = forgets || told_silent(year, o->code, w);
	}
}

static void draw_first_reports(struct demo_year *year, int organisation)
{
	static const struct demo_limits none;
	g_autofree char *name =
		g_strdup_printf("reports/%s", year->world->organisations[organisation].code);
	struct random r;
	number_stream(&r, year->seed, name);
	for (int w = 0; w < DEMO_WEEKS; w++)
		for (int c = 0; c < year->world->category_count; c++) {
			double mean = demo_mean(year, organisation, c, w);
			for (int n = mean > 0 ? number_poisson(&r, mean) : 0; n > 0; n--) {
				struct demo_report *report =
					demo_draw(year, &r, organisation, c, w, 'F', &none);
				if (year->silent[organisation][w])
					g_array_set_size(year->reports, year->reports->len - 1);
				else if (!strcmp(year->world->categories[c].code, "EVE"))
					report->entered =
						report->from -
						(gint64)number_between(&r, 3, 9) * DAY_SECONDS;
			}
		}
}

static void draw_nils(struct demo_year *year, int organisation)
{
	const struct demo_organisation *o = &year->world->organisations[organisation];
	g_autofree char *name = g_strdup_printf("nil/%s", o->code);
	gboolean reported[DEMO_WEEKS] = {FALSE};
	struct random r;
	number_stream(&r, year->seed, name);
	for (guint i = 0; i < year->reports->len; i++)
		if (DEMO_REPORT(year, i)->organisation == organisation)
			reported[DEMO_REPORT(year, i)->week] = TRUE;
	for (int w = 0; w < DEMO_WEEKS; w++) {
		struct demo_nil nil = {.organisation = organisation,
				       .week = w,
				       .entered = year->batch[organisation][w]};
		if (number_chance(&r, o->nil) && !reported[w] && !year->silent[organisation][w])
			g_array_append_val(year->nils, nil);
	}
}

/* By entry; what stands equal keeps an order of its own that does not hang on the sorting. */
static int compare_entries(gconstpointer a, gconstpointer b)
{
	const struct demo_report *x = a, *y = b;
	if (x->entered != y->entered)
		return x->entered < y->entered ? -1 : 1;
	if (x->organisation != y->organisation)
		return x->organisation - y->organisation;
	return x->origin != y->origin ? x->origin - y->origin : x->serial - y->serial;
}

static void number_reports(struct demo_year *year)
{
	int numbers[DEMO_ORGANISATIONS] = {0};
	g_array_sort(year->reports, compare_entries);
	for (guint i = 0; i < year->reports->len; i++) {
		struct demo_report *report = DEMO_REPORT(year, i);
		report->number = ++numbers[report->organisation];
	}
}

/* All pairs of reports with one event, and the planted look-alikes, once the order is settled. */
static void gather_pairs(struct demo_year *year)
{
	g_autoptr(GHashTable) first = g_hash_table_new(NULL, NULL),
			      alike = g_hash_table_new(g_str_hash, g_str_equal);
	const struct demo_table *planted = demo_world_table(year->world, "planted");
	for (guint i = 0; i < year->reports->len; i++) {
		struct demo_report *report = DEMO_REPORT(year, i);
		gpointer before;
		if (g_hash_table_lookup_extended(first, GINT_TO_POINTER(report->event), NULL,
						 &before)) {
			const char *kind =
				report->kind ? report->kind
					     : DEMO_REPORT(year, GPOINTER_TO_INT(before))->kind;
			struct demo_pair pair = {GPOINTER_TO_INT(before), (int)i,
						 kind ? kind : "same"};
			g_array_append_val(year->pairs, pair);
		} else {
			g_hash_table_insert(first, GINT_TO_POINTER(report->event),
					    GINT_TO_POINTER((int)i));
		}
		if (report->planted < 0 ||
		    strcmp(demo_cell(planted, (guint)report->planted, "kind"), "alike"))
			continue;
		const char *group = demo_cell(planted, (guint)report->planted, "event");
		if (g_hash_table_lookup_extended(alike, group, NULL, &before)) {
			struct demo_pair pair = {GPOINTER_TO_INT(before), (int)i, group};
			g_array_append_val(year->alike, pair);
		} else {
			g_hash_table_insert(alike, (gpointer)group, GINT_TO_POINTER((int)i));
		}
	}
}

struct demo_year *demo_year_new(const struct demo_world *world, guint64 seed, double scale,
				gboolean quiet)
{
	struct demo_year *year = g_new0(struct demo_year, 1);
	year->world = world;
	year->seed = seed;
	year->scale = scale;
	year->quiet = quiet;
	year->first_week = week_from_iso(FIRST_YEAR, 1);
	year->reports = g_array_new(FALSE, FALSE, sizeof(struct demo_report));
	year->pairs = g_array_new(FALSE, FALSE, sizeof(struct demo_pair));
	year->alike = g_array_new(FALSE, FALSE, sizeof(struct demo_pair));
	year->nils = g_array_new(FALSE, FALSE, sizeof(struct demo_nil));
	draw_factors(year);
	for (int o = 0; o < world->organisation_count; o++)
		draw_habits(year, o);
	for (int o = 0; o < world->organisation_count; o++)
		draw_first_reports(year, o);
	demo_add_signals(year);
	demo_add_planted(year);
	demo_add_seconds(year);
	for (int o = 0; o < world->organisation_count; o++)
		draw_nils(year, o);
	number_reports(year);
	gather_pairs(year);
	return year;
}

void demo_year_free(struct demo_year *year)
{
	if (!year)
		return;
	g_array_unref(year->reports);
	g_array_unref(year->pairs);
	g_array_unref(year->alike);
	g_array_unref(year->nils);
	g_free(year);
}
