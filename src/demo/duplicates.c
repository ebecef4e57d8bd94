/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Second reports: the same event told by another organisation in its own way, a little wrong in
 * time, place or category, by the rules of seconds.csv. Reports that were planted one by
 * one get none. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "osg/week.h"

#include "demo/demo_private.h"

#define DWELLING_KINDS "bostadsområde gata"

struct rule {
	const struct demo_table *table;
	guint row;
	const char *kind, *when, *condition;
	int first, second;
	guint32 categories;
	double share, low, high, metres_low, metres_high, changed;
};

static void read_rule(const struct demo_world *world, const struct demo_table *table, guint row,
		      struct rule *rule)
{
	*rule = (struct rule){
		.table = table,
		.row = row,
		.kind = demo_cell(table, row, "kind"),
		.when = demo_cell(table, row, "when"),
		.condition = demo_cell(table, row, "condition"),
		.first = demo_find_organisation(world, demo_cell(table, row, "first")),
		.second = demo_find_organisation(world, demo_cell(table, row, "second")),
		.categories = demo_category_set(world, demo_cell(table, row, "categories")),
		.share = demo_cell_real(table, row, "share"),
		.low = demo_cell_real(table, row, "low"),
		.high = demo_cell_real(table, row, "high"),
		.metres_low = demo_cell_real(table, row, "metres_low"),
		.metres_high = demo_cell_real(table, row, "metres_high"),
		.changed = demo_cell_real(table, row, "changed"),
	};
	g_assert(rule->first >= 0 && rule->second >= 0);
}

/* Whether the rule's condition holds: an empty one always; dwellings; places of the second
 * organisation; events that an earlier rule has already given a second report. */
static gboolean condition_holds(const struct demo_year *year, const struct rule *rule,
				const struct demo_report *report, GHashTable *kinds)
{
	const struct demo_place *place =
		report->place >= 0 ? &year->world->places[report->place] : NULL;
	const char *before = g_hash_table_lookup(kinds, GINT_TO_POINTER(report->event));
	if (!strcmp(rule->condition, "dwelling"))
		return place && demo_word_in(DWELLING_KINDS, place->kind, ' ');
	if (!strcmp(rule->condition, "owner"))
		return place && !g_ascii_strcasecmp(place->owner,
						    year->world->organisations[rule->second].code);
	if (!strcmp(rule->condition, "school"))
		return place != NULL;
	if (*rule->condition)
		return before && !strcmp(before, rule->condition);
	return !before;
}

static gint64 start_of_day(gint64 time)
{
	int day = time_day(time);

	return time_from_local(day, 0, FALSE, NULL);
}

static void set_exact(struct demo_report *report, gint64 time)
{
	report->from = report->to = time / 300 * 300;
	report->time_precision = TIME_EXACT;
}

static void set_span(struct demo_report *report, gint64 from, gint64 to,
		     enum time_precision precision)
{
	report->from = from;
	report->to = to;
	report->time_precision = precision;
}

/* The day noted is the day of the event, or the next working day when it was discovered. */
static void set_date(struct demo_report *report, gboolean discovered)
{
	gint64 day =
		start_of_day(report->time_precision == TIME_INTERVAL && discovered ? report->to - 1
										   : report->from);
	set_span(report, day, start_of_day(day + 30 * 3600), TIME_DATE);
}

static void tell_time(const struct rule *rule, struct random *r, struct demo_report *report)
{
	double normal = number_normal(r), u = random_unit(r),
	       between = rule->low + (rule->high - rule->low) * u;
	gboolean exact = report->time_precision == TIME_EXACT;
	if (!strcmp(rule->when, "normal") && exact)
		set_exact(report, report->from + (gint64)(normal * rule->high * 60));
	else if (!strcmp(rule->when, "later") && exact)
		set_exact(report, report->from + (gint64)(between * 60));
	else if (!strcmp(rule->when, "hour") && exact)
		set_span(report, report->from / 3600 * 3600, report->from / 3600 * 3600 + 3600,
			 TIME_INTERVAL);
	else if (!strcmp(rule->when, "date") || !strcmp(rule->when, "discovery"))
		set_date(report, !strcmp(rule->when, "discovery"));
	else if (!strcmp(rule->when, "days") && report->time_precision != TIME_DATE)
		set_exact(report, report->to + (gint64)(between * DAY_SECONDS));
}

static void tell_place(const struct demo_year *year, const struct rule *rule, struct random *r,
		       struct demo_report *report)
{
	double east, north, metres = number_between(r, rule->metres_low, rule->metres_high);
	number_direction(r, &east, &north);
	if (report->place >= 0)
		demo_move(report, east * metres, north * metres);
	demo_record_place(year, r, report);
}

static void tell_category(const struct demo_year *year, const struct rule *rule, struct random *r,
			  struct demo_report *report)
{
	const struct demo_table *swaps = demo_world_table(year->world, "swaps");
	gboolean other = number_chance(r, rule->changed);
	for (guint i = 0; other && i < demo_table_rows(swaps); i++)
		if (!strcmp(demo_cell(swaps, i, "category"),
			    year->world->categories[report->category].code)) {
			report->category =
				demo_find_category(year->world, demo_cell(swaps, i, "other"));
			return;
		}
}

static void tell_again(struct demo_year *year, const struct rule *rule, struct random *r,
		       struct demo_report report)
{
	report.organisation = rule->second;
	report.planted = report.other = -1;
	report.correction = DEMO_AS_IS;
	report.known = KNOWN_SEEN;
	report.kind = rule->kind;
	tell_time(rule, r, &report);
	tell_place(year, rule, r, &report);
	tell_category(year, rule, r, &report);
	report.week = week_of_time(report.from) - year->first_week;
	demo_send(year, r, &report, FALSE);
	if (report.week >= 0 && report.week < DEMO_WEEKS)
		demo_add(year, &report, 'D');
}

static void apply(struct demo_year *year, const struct rule *rule, char origin, GHashTable *kinds)
{
	g_autofree char *name = g_strdup_printf("second/%s/%c", rule->kind, origin);
	guint count = year->reports->len;
	struct random r;
	number_stream(&r, year->seed, name);
	for (guint i = 0; i < count; i++) {
		const struct demo_report report = *DEMO_REPORT(year, i);
		if (report.origin != origin || report.organisation != rule->first ||
		    !(rule->categories >> report.category & 1) ||
		    !condition_holds(year, rule, &report, kinds) || !number_chance(&r, rule->share))
			continue;
		tell_again(year, rule, &r, report);
		g_hash_table_insert(kinds, GINT_TO_POINTER(report.event), (gpointer)rule->kind);
	}
}

void demo_add_seconds(struct demo_year *year)
{
	g_autoptr(GHashTable) kinds =
		g_hash_table_new(NULL, NULL); /* event -> kind of the rule that told it again */
	const struct demo_table *table = demo_world_table(year->world, "seconds");
	for (guint row = 0; row < demo_table_rows(table); row++) {
		struct rule rule;
		read_rule(year->world, table, row, &rule);
		apply(year, &rule, 'F', kinds);
		apply(year, &rule, 'S', kinds);
	}
}
