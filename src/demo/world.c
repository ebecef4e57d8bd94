/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo municipality's tables read into arrays, and the shares that follow from them: how often
 * each organisation reports from each place. Nothing here is drawn. The tests check what the
 * tables say. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "osg/csv.h"
#include "osg/week.h"

#include "demo/demo_private.h"

/* How busy a kind of place is; the weight is this to the power of 1.5. */
static const struct {
	const char *kind;
	double busy;
} kinds[] = {
	{"station", 6},       {"centrum", 5}, {"torg", 5},      {"handelsområde", 5},
	{"bostadsområde", 4}, {"skola", 2},   {"gymnasium", 2}, {"gata", 2},
	{"idrott", 1.5},      {"park", 1.5},  {"campus", 1.5},  {"tunnel", 1.5},
};
#define BUSY_OTHER 0.7
#define POINTS_WITHIN 150.0 /* metres from the place */

gboolean demo_word_in(const char *words, const char *word, char separator)
{
	gsize length = strlen(word);
	for (const char *at = words; length && (at = strstr(at, word)); at++)
		if ((at == words || at[-1] == separator) &&
		    (at[length] == separator || !at[length]))
			return TRUE;
	return FALSE;
}

#define FINDER(what, plural, field)                                                                \
	int demo_find_##what(const struct demo_world *world, const char *text)                     \
	{                                                                                          \
		for (int i = 0; i < world->what##_count; i++)                                      \
			if (!strcmp(world->plural[i].field, text))                                 \
				return i;                                                          \
		return -1;                                                                         \
	}
FINDER(organisation, organisations, code)
FINDER(category, categories, code)
FINDER(place, places, name)
FINDER(area, areas, name)

guint32 demo_category_set(const struct demo_world *world, const char *codes)
{
	guint32 set = 0;
	for (int i = 0; i < world->category_count; i++)
		if (!*codes || demo_word_in(codes, world->categories[i].code, ' '))
			set |= 1u << i;
	return set;
}

int demo_slot_area(const struct demo_world *world, int slot)
{
	return slot < DEMO_PLACES ? world->places[slot].area : slot - DEMO_PLACES;
}

const struct demo_table *demo_world_table(const struct demo_world *world, const char *name)
{
	for (guint i = 0; i < world->tables->len; i++) {
		const struct demo_table *table = g_ptr_array_index(world->tables, i);
		if (!strcmp(table->name, name))
			return table;
	}
	struct demo_table *table = demo_table_new(name);
	g_ptr_array_add(world->tables, table);
	return table;
}

static void read_row(const struct demo_table *table, guint row, const char *const *columns,
		     double *to, double sum_to)
{
	double sum = 0;
	for (int i = 0; columns[i]; i++)
		sum += to[i] = demo_cell_real(table, row, columns[i]);
	for (int i = 0; sum_to > 0 && columns[i]; i++)
		to[i] = to[i] * sum_to / sum;
}

static int find_family(const struct demo_world *world, const char *name)
{
	for (int i = 0; i < world->family_count; i++)
		if (!strcmp(world->families[i].name, name))
			return i;
	g_error("demo: no family %s", name);
}

static void read_families(struct demo_world *world)
{
	static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul",
					     "aug", "sep", "oct", "nov", "dec", NULL};
	static const char *const weekdays[] = {"mon", "tue", "wed", "thu",
					       "fri", "sat", "sun", NULL};
	static const char *const hours[] = {"00", "01", "02", "03", "04", "05", "06", "07", "08",
					    "09", "10", "11", "12", "13", "14", "15", "16", "17",
					    "18", "19", "20", "21", "22", "23", NULL};
	const struct demo_table *season = demo_world_table(world, "season"),
				*days = demo_world_table(world, "weekdays"),
				*clock = demo_world_table(world, "hours");
	for (guint i = 0; i < demo_table_rows(season); i++) {
		struct demo_family *family = &world->families[world->family_count++];
		family->name = demo_cell(season, i, "family");
		g_assert(!strcmp(family->name, demo_cell(days, i, "family")) &&
			 !strcmp(family->name, demo_cell(clock, i, "family")));
		read_row(season, i, months, family->season, 0);
		read_row(days, i, weekdays, family->weekday, 1);
		read_row(clock, i, hours, family->hour, 1);
	}
}

static void read_categories(struct demo_world *world)
{
	const struct demo_table *table = demo_world_table(world, "categories");
	for (guint i = 0; i < demo_table_rows(table); i++)
		world->categories[world->category_count++] = (struct demo_category){
			.code = demo_cell(table, i, "code"),
			.style = demo_cell(table, i, "style"),
			.family = find_family(world, demo_cell(table, i, "family")),
			.low = demo_cell_int(table, i, "hours_low"),
			.high = demo_cell_int(table, i, "hours_high"),
			.interval = demo_cell_real(table, i, "interval"),
			.minutes = demo_cell_real(table, i, "minutes"),
			.police = demo_cell_real(table, i, "police"),
			.area_only = demo_cell_int(table, i, "area_only"),
		};
}

static void read_areas(struct demo_world *world)
{
	const struct demo_table *table = demo_world_table(world, "areas");
	for (guint i = 0; i < demo_table_rows(table); i++)
		world->areas[world->area_count++] = (struct demo_area){
			.code = demo_cell(table, i, "code"),
			.name = demo_cell(table, i, "name"),
			.boundary = demo_cell(table, i, "outline"),
			.whole = !strcmp(demo_cell(table, i, "level"), "municipality"),
			.weight = demo_cell_real(table, i, "weight"),
			.population = demo_cell_int(table, i, "population"),
		};
}

static double busy(const char *kind)
{
	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (!strcmp(kinds[i].kind, kind))
			return kinds[i].busy;
	return BUSY_OTHER;
}

/* A place's own points are the same whatever the seed: they come from its name. */
static void scatter(struct demo_place *place)
{
	struct random r;
	number_stream(&r, 0, place->name);
	for (int i = 0; i < DEMO_POINTS; i++) {
		do {
			place->east[i] = number_between(&r, -POINTS_WITHIN, POINTS_WITHIN);
			place->north[i] = number_between(&r, -POINTS_WITHIN, POINTS_WITHIN);
		} while (place->east[i] * place->east[i] + place->north[i] * place->north[i] >
			 POINTS_WITHIN * POINTS_WITHIN);
	}
}

static void read_places(struct demo_world *world)
{
	const struct demo_table *table = demo_world_table(world, "places");
	for (guint i = 0; i < demo_table_rows(table); i++) {
		struct demo_place *place = &world->places[world->place_count++];
		place->name = demo_cell(table, i, "name");
		place->kind = demo_cell(table, i, "kind");
		place->owner = demo_cell(table, i, "owner");
		place->aliases = csv_cell_list(demo_cell(table, i, "aliases"), '|');
		place->area = demo_find_area(world, demo_cell(table, i, "area"));
		place->lat = demo_cell_real(table, i, "latitude");
		place->lon = demo_cell_real(table, i, "longitude");
		place->weight = busy(place->kind) * sqrt(busy(place->kind));
		g_assert(place->area >= 0);
		scatter(place);
	}
	for (int i = 0; i < DEMO_POINTS; i++)
		world->zipf_sum += world->zipf[i] = 1.0 / (i + 1);
}

static gboolean reports_from(const struct demo_place *place, const struct demo_area *area,
			     const char *kinds_only, const char *owners, const char *areas)
{
	return (!*kinds_only || demo_word_in(kinds_only, place->kind, ' ')) &&
	       (!*owners || demo_word_in(owners, place->owner, ' ')) &&
	       (!*areas || demo_word_in(areas, area->name, ' '));
}

/* An area's weight is divided among those of its places that the organisation reports from; a
 * landlord has only its own part of it. */
static void share_slots(const struct demo_world *world, struct demo_organisation *o,
			const struct demo_table *table, guint row)
{
	const char *only = demo_cell(table, row, "kinds"),
		   *owners = demo_cell(table, row, "owners"),
		   *areas = demo_cell(table, row, "areas");
	double sums[DEMO_AREAS] = {0}, total = 0;
	gboolean empty[DEMO_AREAS];
	for (int a = 0; a < world->area_count; a++)
		empty[a] = TRUE;
	for (int p = 0; p < world->place_count; p++) {
		const struct demo_place *place = &world->places[p];
		empty[place->area] = FALSE;
		o->slot[p] = reports_from(place, &world->areas[place->area], only, owners, areas)
				     ? place->weight
				     : 0;
		sums[place->area] += *owners ? place->weight : o->slot[p];
	}
	for (int p = 0; p < world->place_count; p++)
		if (o->slot[p] > 0)
			total += o->slot[p] = world->areas[world->places[p].area].weight *
					      o->slot[p] / sums[world->places[p].area];
	for (int a = 0; a < world->area_count && !*only && !*owners && !*areas; a++)
		if (empty[a] && !world->areas[a].whole)
			total += o->slot[DEMO_PLACES + a] = world->areas[a].weight;
	g_assert(total > 0);
	for (int s = 0; s < DEMO_SLOTS; s++)
		o->slot[s] /= total;
}

static void read_rates(const struct demo_world *world, struct demo_organisation *o,
		       const struct demo_table *table)
{
	for (guint i = 0; i < demo_table_rows(table); i++) {
		if (strcmp(demo_cell(table, i, "organisation"), o->code))
			continue;
		o->break_factor = demo_cell_real(table, i, "break_factor");
		g_auto(GStrv) words = csv_cell_list(demo_cell(table, i, "rates"), ' ');
		for (guint w = 0; w + 1 < codes_count(words); w += 2) {
			int category = demo_find_category(world, words[w]);
			g_assert(category >= 0);
			o->rate[category] = g_ascii_strtod(words[w + 1], NULL);
		}
	}
}

static void read_organisations(struct demo_world *world)
{
	const struct demo_table *table = demo_world_table(world, "organisations"),
				*rates = demo_world_table(world, "rates");
	for (guint i = 0; i < demo_table_rows(table); i++) {
		struct demo_organisation *o = &world->organisations[world->organisation_count++];
		const char *from = demo_cell(table, i, "first_week");
		o->code = demo_cell(table, i, "code");
		o->name = demo_cell(table, i, "name");
		o->kind = demo_cell(table, i, "kind");
		o->handle = demo_cell(table, i, "handle");
		o->title = demo_cell(table, i, "title");
		o->delivery = demo_cell(table, i, "delivery");
		o->first_week = *from ? week_parse(from, 0, 0) : WEEK_NONE;
		o->school = !strcmp(demo_cell(table, i, "hours"), "school");
		o->place_share = demo_cell_real(table, i, "place");
		o->point_share = demo_cell_real(table, i, "point");
		o->area_share = demo_cell_real(table, i, "area");
		o->silent = demo_cell_real(table, i, "silent");
		o->nil = demo_cell_real(table, i, "nil");
		read_rates(world, o, rates);
		share_slots(world, o, table, i);
	}
}

static void read_days(struct demo_world *world)
{
	const struct demo_table *table = demo_world_table(world, "calendar");
	for (guint i = 0; i < demo_table_rows(table); i++)
		world->days[world->day_count++] = (struct demo_day){
			.from = day_parse_iso(demo_cell(table, i, "from")),
			.to = day_parse_iso(demo_cell(table, i, "to")),
			.hour_from = demo_cell_int(table, i, "hour_from"),
			.hour_to = demo_cell_int(table, i, "hour_to"),
			.categories = demo_category_set(world, demo_cell(table, i, "categories")),
			.factor = demo_cell_real(table, i, "factor"),
			.is_break = !strcmp(demo_cell(table, i, "what"), "break"),
			.outside = !strcmp(demo_cell(table, i, "who"), "outside"),
		};
}

struct demo_world *demo_world_new(void)
{
	struct demo_world *world = g_new0(struct demo_world, 1);
	world->tables = g_ptr_array_new_with_free_func((GDestroyNotify)demo_table_free);
	read_families(world);
	read_categories(world);
	read_areas(world);
	read_places(world);
	read_organisations(world);
	read_days(world);
	return world;
}

void demo_world_free(struct demo_world *world)
{
	if (!world)
		return;
	for (int i = 0; i < world->place_count; i++)
		g_strfreev(world->places[i].aliases);
	g_ptr_array_unref(world->tables);
	g_free(world);
}
