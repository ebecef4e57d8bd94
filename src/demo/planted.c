/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was planted in the year on purpose: the signals of effects.csv, drawn on top of the first
 * reports or taken away from them, and the single reports of planted.csv. Every signal has a stream
 * of its own, so that the year without them is the same year. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "osg/csv.h"
#include "osg/week.h"

#include "demo/demo_private.h"

#define OFFSPRING 30.0         /* per cent of burglaries in a series that have another near by */
#define OFFSPRING_METRES 120.0 /* mean */
#define OFFSPRING_DAYS 5.0     /* mean */

struct planted_effect {
	const struct demo_table *table;
	guint row;
	int signal, organisation; /* -1 = all */
	int from, to;             /* weeks of the year */
	guint32 categories;
	struct demo_limits limits;
};

static void limit_slots(const struct demo_world *world, struct demo_limits *limits,
			const char *areas, const char *places)
{
	limits->some_places = *areas || *places;
	for (int s = 0; s < DEMO_SLOTS; s++) {
		gboolean exists = s < world->place_count ||
				  (s >= DEMO_PLACES && s - DEMO_PLACES < world->area_count);
		if (!exists)
			continue;
		const char *area = world->areas[demo_slot_area(world, s)].name;
		limits->slots[s] =
			*places ? s < DEMO_PLACES &&
					  demo_word_in(places, world->places[s].name, '|')
				: demo_word_in(areas, area, '|');
	}
}

static guint8 read_weekdays(const char *words)
{
	static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
	guint8 days = 0;
	for (int d = 0; d < 7; d++)
		if (demo_word_in(words, names[d], ' '))
			days |= (guint8)(1u << d);
	return days;
}

static void read_effect(const struct demo_year *year, const struct demo_table *table, guint row,
			struct planted_effect *e)
{
	const struct demo_world *world = year->world;
	const char *code = demo_cell(table, row, "organisation");
	*e = (struct planted_effect){
		.table = table,
		.row = row,
		.signal = demo_cell_int(table, row, "signal"),
		.organisation = *code ? demo_find_organisation(world, code) : -1,
		.from = week_parse(demo_cell(table, row, "from"), 0, 0) - year->first_week,
		.to = week_parse(demo_cell(table, row, "to"), 0, 0) - year->first_week,
		.categories = demo_category_set(world, demo_cell(table, row, "categories")),
	};
	limit_slots(world, &e->limits, demo_cell(table, row, "area"),
		    demo_cell(table, row, "places"));
	e->limits.weekdays = read_weekdays(demo_cell(table, row, "weekdays"));
	e->limits.hour_from = demo_cell_int(table, row, "hour_from");
	e->limits.hour_to = demo_cell_int(table, row, "hour_to");
}

/* By how much the usual number is multiplied in a week. */
static double effect_factor(const struct planted_effect *e, int week)
{
	const char *how = demo_cell(e->table, e->row, "how"),
		   *text = demo_cell(e->table, e->row, "factor");
	double factor = g_ascii_strtod(text, NULL);
	if (!strcmp(how, "times"))
		return factor;
	g_auto(GStrv) weeks = csv_cell_list(text, ' ');
	g_assert(week - e->from < (int)codes_count(weeks));
	return g_ascii_strtod(weeks[week - e->from], NULL);
}

static void add_more(struct demo_year *year, struct random *r, const struct planted_effect *e,
		     int organisation, int week, int category, double mean)
{
	for (int n = number_poisson(r, mean); n > 0; n--) {
		struct demo_report *report =
			demo_draw(year, r, organisation, category, week, 'S', &e->limits);
		report->signal = e->signal;
		if (year->silent[organisation][week])
			g_array_set_size(year->reports, year->reports->len - 1);
	}
}

/* Fewer than usual: some of the first reports were never made. */
static void take_away(struct demo_year *year, struct random *r, const struct planted_effect *e,
		      int week, double share)
{
	for (guint i = 0; i < year->reports->len;) {
		const struct demo_report *report = DEMO_REPORT(year, i);
		gboolean concerned =
			report->origin == 'F' && report->week == week && report->place >= 0 &&
			(e->categories >> report->category & 1) && e->limits.slots[report->place];
		if (concerned && number_chance(r, share * 100))
			g_array_remove_index(year->reports, i);
		else
			i++;
	}
}

static void multiply(struct demo_year *year, struct random *r, const struct planted_effect *e,
		     int week)
{
	const struct demo_world *world = year->world;
	double factor = effect_factor(e, week);
	if (factor < 1)
		take_away(year, r, e, week, 1 - factor);
	for (int o = 0; o < world->organisation_count; o++) {
		double share = demo_slots_share(year, o, &e->limits);
		if (share <= 0 || (e->organisation >= 0 && e->organisation != o))
			continue;
		for (int c = 0; c < world->category_count; c++) {
			double mean = e->categories >> c & 1 ? demo_mean(year, o, c, week) : 0;
			if (mean > 0 && factor > 1)
				add_more(year, r, e, o, week, c, mean * share * (factor - 1));
		}
	}
}

/* How many an organisation usually reports a week of what an effect concerns, season apart. */
static double usual_rate(const struct demo_year *year, const struct planted_effect *e,
			 int organisation, int category)
{
	if (!(e->categories >> category & 1) ||
	    (e->organisation >= 0 && e->organisation != organisation))
		return 0;
	return year->world->organisations[organisation].rate[category] *
	       demo_slots_share(year, organisation, &e->limits);
}

/* So many more a week, spread over who usually reports them, each by its own mix. */
static void add_rate(struct demo_year *year, struct random *r, const struct planted_effect *e,
		     int week)
{
	const struct demo_world *world = year->world;
	double sum = 0, rate = demo_cell_real(e->table, e->row, "factor") * year->scale;
	for (int o = 0; o < world->organisation_count; o++)
		for (int c = 0; c < world->category_count; c++)
			sum += usual_rate(year, e, o, c);
	for (int o = 0; o < world->organisation_count; o++)
		for (int c = 0; c < world->category_count; c++) {
			double usual = usual_rate(year, e, o, c);
			if (usual > 0)
				add_more(year, r, e, o, week, c, rate * usual / sum);
		}
}

static void add_offspring(struct demo_year *year, struct random *r, struct demo_report parent,
			  const struct planted_effect *e)
{
	while (number_chance(r, OFFSPRING)) {
		struct demo_report child = parent;
		double east, north, metres = number_exponential(r, OFFSPRING_METRES);
		gint64 after =
			(gint64)(number_exponential(r, OFFSPRING_DAYS) * DAY_SECONDS) / 3600 * 3600;
		number_direction(r, &east, &north);
		demo_move(&child, east * metres, north * metres);
		child.from += after;
		child.to += after;
		child.week = week_of_time(child.from) - year->first_week;
		child.event = year->events++;
		child.signal = e->signal;
		child.organisation = e->organisation;
		child.correction = DEMO_AS_IS;
		if (child.week > e->to)
			return;
		demo_record_place(year, r, &child);
		demo_send(year, r, &child, FALSE);
		demo_add(year, &child, 'S');
		parent = child;
	}
}

/* Burglaries of a series: some to begin with, and each has others near by soon after. */
static void add_series(struct demo_year *year, struct random *r, const struct planted_effect *e)
{
	for (int w = e->from; w <= e->to; w++)
		add_rate(year, r, e, w);
	guint count = year->reports->len;
	for (guint i = 0; i < count; i++) {
		struct demo_report report = *DEMO_REPORT(year, i);
		if (report.place >= 0 && e->limits.slots[report.place] &&
		    (e->categories >> report.category & 1) && report.week >= e->from &&
		    report.week <= e->to && report.time_precision != TIME_DATE)
			add_offspring(year, r, report, e);
	}
}

void demo_add_signals(struct demo_year *year)
{
	const struct demo_table *table = demo_world_table(year->world, "effects");
	for (guint row = 0; row < demo_table_rows(table); row++) {
		struct planted_effect e;
		read_effect(year, table, row, &e);
		if (year->quiet && e.signal > 0)
			continue;
		g_autofree char *name = g_strdup_printf("effect/%u", row);
		const char *how = demo_cell(table, row, "how");
		struct random r;
		number_stream(&r, year->seed, name);
		if (!strcmp(how, "series")) {
			add_series(year, &r, &e);
			continue;
		}
		for (int w = e.from; w <= e.to; w++)
			if (!strcmp(how, "rate"))
				add_rate(year, &r, &e, w);
			else
				multiply(year, &r, &e, w);
	}
}

/* single reports */

static enum known read_known(const char *word)
{
	return !strcmp(word, "rumour") ? KNOWN_RUMOUR
	       : !strcmp(word, "told") ? KNOWN_TOLD
				       : KNOWN_SEEN;
}

static gint64 read_time(const char *day, const char *clock)
{
	int hour = (int)g_ascii_strtoll(clock, NULL, 10),
	    minute = (int)g_ascii_strtoll(clock + 3, NULL, 10);
	return time_from_local(day_parse_iso(day), hour * 3600 + minute * 60, FALSE, NULL);
}

static void place_planted(const struct demo_year *year, struct demo_report *report,
			  const struct demo_table *table, guint row)
{
	const struct demo_place *place = &year->world->places[report->place];
	report->area = place->area;
	report->lat = place->lat;
	report->lon = place->lon;
	demo_move(report, demo_cell_real(table, row, "east"), demo_cell_real(table, row, "north"));
	report->precision = year->world->organisations[report->organisation].point_share > 0
				    ? PLACE_POINT
				    : PLACE_PLACE;
	if (year->world->categories[report->category].area_only)
		report->precision = PLACE_AREA;
}

static void plant(struct demo_year *year, struct random *r, const struct demo_table *table,
		  guint row, GHashTable *events)
{
	const char *event = demo_cell(table, row, "event"), *kind = demo_cell(table, row, "kind");
	gpointer same = NULL;
	struct demo_report report = {
		.organisation =
			demo_find_organisation(year->world, demo_cell(table, row, "organisation")),
		.category = demo_find_category(year->world, demo_cell(table, row, "category")),
		.place = demo_find_place(year->world, demo_cell(table, row, "place")),
		.from = read_time(demo_cell(table, row, "date"), demo_cell(table, row, "time")),
		.known = read_known(demo_cell(table, row, "known")),
		.signal = demo_cell_int(table, row, "signal"),
		.planted = (int)row,
		.other = -1,
	};
	g_assert(report.organisation >= 0 && report.category >= 0 && report.place >= 0);
	report.to = report.from + demo_cell_int(table, row, "hours") * 3600;
	report.time_precision = report.to > report.from ? TIME_INTERVAL : TIME_EXACT;
	report.week = week_of_time(report.from) - year->first_week;
	place_planted(year, &report, table, row);
	report.event = year->events++;
	if (!strcmp(kind, "same") && g_hash_table_lookup_extended(events, event, NULL, &same))
		report.event = GPOINTER_TO_INT(same);
	else if (!strcmp(kind, "same"))
		g_hash_table_insert(events, (gpointer)event, GINT_TO_POINTER(report.event));
	demo_send(year, r, &report, FALSE);
	/* a story is told in its week: by the Monday morning before the meeting */
	report.entered = MIN(report.entered, demo_meeting(year, report.week) - DAY_SECONDS);
	if (!strcmp(kind, "event"))
		report.entered = report.from - 6 * DAY_SECONDS;
	demo_add(year, &report, 'P');
}

void demo_add_planted(struct demo_year *year)
{
	const struct demo_table *table = demo_world_table(year->world, "planted");
	g_autoptr(GHashTable) events = g_hash_table_new(g_str_hash, g_str_equal);
	struct random r;
	number_stream(&r, year->seed, "planted");
	for (guint row = 0; row < demo_table_rows(table); row++)
		if (!year->quiet || !demo_cell_int(table, row, "signal"))
			plant(year, &r, table, row, events);
}
