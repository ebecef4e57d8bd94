/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures that the tests of report/ render. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "osg/record.h"
#include "osg/signals.h"
#include "osg/week.h"
#include "sample.h"

static const struct picture_organisation organisations[] = {
	{"KSF", "Kommunstyrelsens förvaltning", ROLL_REPORTED, 2, 2, 1, 1.8, 0, NULL},
	{"BUF", "Barn- och utbildningsförvaltningen", ROLL_REPORTED, 11, 9, 8, 8.5, 0, NULL},
	{"GAF", "Gymnasie- och arbetsmarknadsförvaltningen", ROLL_REPORTED, 3, 3, 2, 2.3, 0, NULL},
	{"SOC", "Socialförvaltningen", ROLL_REPORTED, 4, 4, 3, 3, 0, NULL},
	{"KUF", "Kultur- och fritidsförvaltningen", ROLL_REPORTED, 5, 5, 4, 4.3, 0, NULL},
	{"MBF", "Miljö- och bygglovsförvaltningen", ROLL_REPORTED, 22, 21, 20, 19.8, 0, NULL},
	{"HSAB", "Huddinge Samhällsfastigheter AB", ROLL_REPORTED, 6, 5, 5, 5.3, 0, NULL},
	{"HUGE", "Huge Bostäder AB", ROLL_REPORTED, 16, 14, 13, 13.5, 0, NULL},
	{"BEV", "Bevakning och ordningsvakter", ROLL_REPORTED, 27, 26, 23, 22, 0, NULL},
	{"POL", "Lokalpolisområde Huddinge", ROLL_REPORTED, 33, 33, 30, 29.3, 0, NULL},
	{"SBFF", "Södertörns brandförsvarsförbund", ROLL_REPORTED, 19, 18, 15, 14.8, 0, NULL},
	{"BALD", "Balder", ROLL_REPORTED, 2, 2, 2, 1.5, 0, NULL},
	{"BOJ", "Brottsofferjouren", ROLL_NIL, 0, 0, 1, 0.5, 0, "lugn vecka"},
	{"HEBA", "Heba", ROLL_SILENT, 0, 0, 0, 0.3, 3, NULL},
	{"HEMB", "Hembla", ROLL_NOT_MEMBER, 0, 0, 0, 0, 0, NULL},
};

/* A line: counts, usual, flag; once in so many years by chance; fields that the picture gains later
 * are 0. */
#define LINE(code, name, where, n, before, four, year, low, high, distance, kind, way, chosen,     \
	     years, ...)                                                                           \
	{                                                                                          \
		.category = code, .label = {.sv = name}, .area = where, .now = n, .last = before,  \
		.mean4 = four, .mean52 = year, .weeks = 39, .expected = year, .lower = low,        \
		.upper = high, .z = distance, .p_value = 1, .by_chance = 1 / 52.18 / (years),      \
		.flag = kind, .direction = way, .highlighted = chosen,                             \
		.method = SIGNALS_REGRESSION, .drift_since = WEEK_NONE, .history = {               \
			__VA_ARGS__                                                                \
		}                                                                                  \
	}

static const struct picture_signal signals[] = {
	LINE("BRA", "Brand", "Flemingsberg", 4, 2, 1.5, 0.4, -0.5, 1.7, 4.2, SIGNAL_FLAG, 1, TRUE,
	     6, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 1, 1, 2, 4),
	LINE("UNG", "Samling av personer/ungdomar", "Flemingsberg", 9, 6, 4.8, 2.7, 0.5, 5.9, 3.3,
	     SIGNAL_FLAG, 1, TRUE, 1.2, 2, 1, 2, 1, 2, 2, 1, 2, 3, 2, 4, 5, 6, 9),
	LINE("SKA", "Skadegörelse", "Flemingsberg", 8, 5, 4, 2.4, 0.3, 6.5, 2.5, SIGNAL_NOTICE, 1,
	     FALSE, 0.3, 2, 3, 2, 1, 2, 2, 3, 2, 3, 2, 4, 4, 5, 8),
	LINE("NAR", "Narkotika", "Flemingsberg", 6, 5, 4.3, 1.6, -0.2, 5.1, 2.4, SIGNAL_NOTICE, 1,
	     FALSE, 0.3, 1, 2, 1, 1, 2, 1, 2, 1, 2, 1, 3, 4, 5, 6),
	LINE("BUS", "Buskörning/trafik", "Skogås", 0, 1, 0.8, 3.1, 0.6, 7.6, -3.5, SIGNAL_FLAG, -1,
	     FALSE, 0.6, 2, 2, 3, 5, 7, 7, 6, 2, 1, 1, 2, 1, 1, 0),
	LINE("STO", "Stöld/snatteri", NULL, 11, 10, 9.8, 7.1, 3.5, 11.9, 1.3, SIGNAL_NONE, 0, TRUE,
	     0.1, 6, 6, 7, 7, 8, 7, 8, 9, 8, 9, 10, 9, 10, 11),
	LINE("KLO", "Klotter", "Skogås", 2, 3, 2, 1.4, 0.1, 4.5, 0.4, SIGNAL_NONE, 0, FALSE, 0.1,
	     0),
	LINE("NED", "Nedskräpning/dumpning", "Vårby", 3, 1, 2, 1.8, 0.2, 4.9, 0.8, SIGNAL_NONE, 0,
	     FALSE, 0.1, 0),
};

#define PLACE(where, part, n, before, weeks, most)                                                 \
	{                                                                                          \
		.name = where, .area = part, .now = n, .last = before, .busy_weeks = weeks,        \
		.label = {                                                                         \
			.sv = most                                                                 \
		}                                                                                  \
	}

static const struct picture_place places[] = {
	PLACE("Visättraskolan", "Flemingsberg", 7, 4, 5, "Skadegörelse"),
	PLACE("Flemingsbergs station", "Flemingsberg", 6, 5, 8, "Narkotika"),
	PLACE("Skogås centrum", "Skogås", 5, 6, 8, "Samling av personer/ungdomar"),
	PLACE("Kungens kurva", "Kungens kurva", 5, 4, 7, "Stöld/snatteri"),
	PLACE("Huddinge station", "Huddinge centrum", 4, 4, 8, "Ordningsstörning"),
	PLACE("Visättra Mangårdsvägen", "Flemingsberg", 4, 2, 4, "Brand"),
	PLACE("Vårby gårds centrum", "Vårby", 3, 5, 6, "Nedskräpning/dumpning"),
	PLACE("Trångsunds station", "Trångsund", 3, 2, 2, "Klotter"),
	PLACE("Forelltorget", "Huddinge centrum", 2, 3, 3, "Ordningsstörning"),
	PLACE("Östra gymnasiet", "Trångsund", 2, 0, 1, "Hot/trakasserier"),
	PLACE("Källbrinks idrottsplats", "Fullersta", 2, 1, 1, "Skadegörelse"),
};

/* Districts in a row, each a square of 0.05 degrees. */
static const struct {
	const char *name;
	int level, before, now, last;
} districts[] = {
	{"Flemingsberg", 3, 2, 41, 30},     {"Fullersta", 1, 1, 12, 14},
	{"Huddinge centrum", 1, 2, 22, 25}, {"Skogås", 2, 2, 30, 28},
	{"Trångsund", 0, 0, 9, 9},          {"Vårby", 2, 1, 27, 24},
};

static const struct {
	int outcome;
	const char *text, *owner, *about, *yardstick;
	int month, day;
} decisions[] = {
	{OUTCOME_GROUP, "Visättra", "HUGE", "Visättra", NULL, 12, 31},
	{OUTCOME_MEASURE, "Lampor på gångvägen byts", "MBF", "Visättra",
	 "högst 2 samlingar i veckan på åtta veckor", 10, 18},
	{OUTCOME_WATCH, NULL, NULL, "Skogås centrum", NULL, 0, 0},
};

static void add_square(GPtrArray *rings, double left, double right)
{
	const double points[] = {left, 59.2, right, 59.2, right, 59.25, left, 59.25, left, 59.2};

	g_array_append_vals(rings_add(rings), points, G_N_ELEMENTS(points));
}

static void add_agreed(struct picture *p)
{
	for (gsize i = 0; i < G_N_ELEMENTS(districts); i++) {
		struct picture_district *d = g_new0(struct picture_district, 1);
		d->name = g_strdup(districts[i].name);
		d->level = districts[i].level;
		d->before = districts[i].before;
		d->now = districts[i].now;
		d->last = districts[i].last;
		d->outline = rings_new();
		add_square(d->outline, 17.8 + 0.05 * i, 17.85 + 0.05 * i);
		g_ptr_array_add(p->districts, d);
	}
	add_square(p->outline, 17.8, 17.8 + 0.05 * G_N_ELEMENTS(districts));
	for (gsize i = 0; i < G_N_ELEMENTS(decisions); i++) {
		struct picture_decision *d = g_new0(struct picture_decision, 1);
		d->position = (int)i + 1;
		d->outcome = decisions[i].outcome;
		d->text = g_strdup(decisions[i].text);
		d->owner = g_strdup(decisions[i].owner);
		d->place = g_strdup(decisions[i].about);
		d->yardstick = g_strdup(decisions[i].yardstick);
		d->due = decisions[i].month
				 ? day_from_civil(2024, decisions[i].month, decisions[i].day)
				 : DAY_NONE;
		d->until_week = decisions[i].month ? WEEK_NONE : p->week + 4;
		g_ptr_array_add(p->decisions, d);
	}
	p->priorities = g_strdup("Visättra kvällstid, torsdag till lördag.");
	p->coming_year_ago = 131;
	struct picture_coming *derby = g_new0(struct picture_coming, 1);
	derby->title = g_strdup("Derby");
	derby->place = g_strdup("Huddingehallen");
	derby->owner = g_strdup("KUF");
	derby->time_from = time_from_local(day_from_civil(2024, 10, 12), 13 * 3600, FALSE, NULL);
	derby->time_to = derby->time_from + 7200;
	derby->due = DAY_NONE;
	g_ptr_array_add(p->coming, derby);
	struct picture_group *group = g_new0(struct picture_group, 1);
	group->title = g_strdup("Visättra");
	group->leader = g_strdup("HUGE");
	group->started_week = p->week + 1;
	group->planned_end = day_from_civil(2024, 12, 31);
	g_ptr_array_add(p->focus_groups, group);
}

static void fill_grid(struct picture *p)
{
	static const double evening[7] = {0.5, 0.55, 0.7, 0.9, 1.6, 1.4, 0.6};
	for (int day = 0; day < 7; day++)
		for (int hour = 0; hour < 24; hour++) {
			double shape = exp(-pow((hour - 20) / 3.5, 2)) * 2 * evening[day] +
				       exp(-pow((hour - 14) / 3.0, 2)) * 0.9;
			p->grid[day][hour] = hour < 5 && day >= 4 ? 0.8 : shape > 0.12 ? shape : 0;
		}
	p->grid_unknown = 9;
}

static void add_organisation(struct picture *p, const struct picture_organisation *from)
{
	struct picture_organisation *o = g_memdup2(from, sizeof *o);
	o->code = g_strdup(from->code);
	o->name = g_strdup(from->name);
	o->note = g_strdup(from->note);
	g_ptr_array_add(p->organisations, o);
}

static void add_signal(struct picture *p, const struct picture_signal *from)
{
	struct picture_signal *s = g_memdup2(from, sizeof *s);
	s->category = g_strdup(from->category);
	s->label.sv = g_strdup(from->label.sv);
	s->area = g_strdup(from->area);
	g_ptr_array_add(p->signals, s);
}

static void add_place(struct picture *p, const struct picture_place *from)
{
	struct picture_place *place = g_memdup2(from, sizeof *place);

	place->key = p->places->len + 1;
	place->name = g_strdup(from->name);
	place->area = g_strdup(from->area);
	place->label.sv = g_strdup(from->label.sv);
	g_ptr_array_add(p->places, place);
}

struct picture *sample_empty(void)
{
	struct picture *p = picture_new();
	p->week = week_from_iso(2024, 40);
	p->period = period_of_week(p->week);
	p->before = period_of_week(p->week - 1);
	p->place_weeks = 8;
	p->municipality = g_strdup("Huddinge kommun");
	p->compiled_at = time_from_local(day_from_civil(2024, 10, 8), 8 * 3600 + 1800, FALSE, NULL);
	return p;
}

static void set_totals(struct picture *p)
{
	p->counted = 148;
	p->reports = 156;
	p->last_counted = 141;
	p->mean4 = 139.5;
	p->mean52 = 136.8;
	p->lower = 117.2;
	p->upper = 157.6;
	p->weeks = 39;
	p->series = 72;
	p->unplaced = 7;
	p->not_counted = 3;
	p->expected_late = 22;
	p->change = (struct picture_change){.added = 23, .changed = 5, .withdrawn = 1, .late = 12};
	p->situation = g_strdup("Ett område sticker ut: Visättra i Flemingsberg, där bränder, "
				"skadegörelse och samlingar "
				"kvällstid ökar "
				"för fjärde veckan. Tiderna är torsdag till lördag kväll och "
				"platserna ligger inom några "
				"hundra meter från "
				"varandra. I övrigt är läget som det brukar i början av "
				"oktober.\nInför vecka 41: Södertörns "
				"brandförsvarsförbund visar film för årskurs 7–9 i Visättraskolan; "
				"derby i Huddingehallen "
				"lördag 13.00.");
}

struct picture *sample_picture(gboolean fixed)
{
	struct picture *p = sample_empty();
	set_totals(p);
	fill_grid(p);
	add_agreed(p);
	for (gsize i = 0; i < G_N_ELEMENTS(organisations); i++)
		add_organisation(p, &organisations[i]);
	for (gsize i = 0; i < G_N_ELEMENTS(signals); i++)
		add_signal(p, &signals[i]);
	for (gsize i = 0; i < G_N_ELEMENTS(places); i++)
		add_place(p, &places[i]);
	if (fixed) {
		p->number = 1;
		p->fixed_at = p->compiled_at + 3 * 3600 + 1800;
		p->checksum = g_strdup(
			"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	}
	return p;
}

struct picture *sample_large(int signal_count, int organisation_count, int place_count,
			     int name_length)
{
	struct picture *p = sample_empty();
	set_totals(p);
	fill_grid(p);
	g_autofree char *name = g_strnfill(name_length, 'x');
	for (int i = 0; i < organisation_count; i++) {
		struct picture_organisation o = organisations[i % 12];
		o.name = name_length ? name : o.name;
		o.roll = i % 4;
		add_organisation(p, &o);
	}
	for (int i = 0; i < signal_count; i++) {
		struct picture_signal s = signals[i % 5];
		s.area = name_length ? name : s.area;
		s.label.sv = name_length ? name : s.label.sv;
		add_signal(p, &s);
	}
	for (int i = 0; i < place_count; i++) {
		struct picture_place place = places[i % G_N_ELEMENTS(places)];
		place.name = place.area = place.label.sv = name_length ? name : place.name;
		add_place(p, &place);
	}
	return p;
}
