/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of one observation: what follows from what, what is missing, how it is said, and how
 * likely two are the same event. The figures of likeness are in tables; what is done about a likely
 * pair is decided above. */
#include "config.h"

#include "osg/observation.h"

#include <math.h>
#include <string.h>

#include "model/when_private.h"
#include "osg/error.h"
#include "osg/registry.h"
#include "osg/week.h"

#define HOUR 3600
#define CLOCK_SLACK 300 /* seconds that two clocks may differ before a time lies ahead */

static gboolean has_point(const struct observation *o)
{
	return isfinite(o->lat) && isfinite(o->lon);
}

/* what follows */

static void settle_area(struct observation *o, const struct registry *v)
{
	const struct place *place = registry_place(v, o->place);
	const struct area *area = NULL;

	if (place && place->area)
		o->area = place->area;
	else if (has_point(o) && (area = registry_area_at(v, o->lat, o->lon)))
		o->area = area->record.key;
}

/* The one area that the words name. */
static const struct area *area_told(const struct registry *v, const char *words)
{
	g_autoptr(GPtrArray) places = g_ptr_array_new();
	g_autoptr(GPtrArray) areas = g_ptr_array_new();
	const struct area *only = NULL;

	registry_find_in_text(v, words, places, areas);
	for (guint i = 0; i < areas->len; i++) {
		const struct area *area = areas->pdata[i];

		if (area->level != AREA_AREA)
			continue;
		if (only && only != area)
			return NULL;
		only = area;
	}
	return only;
}

void observation_settle(struct observation *o, const struct registry *v)
{
	const struct area *area;

	if (o->time_from != TIME_NONE) {
		o->week = week_of_time(o->time_from);
		if (o->time_precision == TIME_EXACT)
			o->time_to = o->time_from;
	}
	settle_area(o, v);
	if (o->place)
		field_set_text(&o->place_words, NULL);
	if (o->place_words && !o->area && (area = area_told(v, o->place_words)))
		o->area = area->record.key;
	o->place_precision = has_point(o)     ? PLACE_POINT
			     : o->place       ? PLACE_PLACE
			     : o->place_words ? PLACE_WORDS
			     : o->area        ? PLACE_AREA
					      : PLACE_NONE;
}

/* what is missing */

static const char *check_time(const struct observation *o, const struct registry *v UNUSED,
			      gint64 now)
{
	if (o->time_from == TIME_NONE || o->time_to == TIME_NONE)
		return _("The time is missing; write for example “yesterday 22”.");
	if (o->time_to < o->time_from)
		return _("The time ends before it begins.");
	if (o->time_from < 0)
		return _("The year cannot be right; expected one from 1970 on.");
	if (o->time_from > now + CLOCK_SLACK)
		return _("The time lies ahead; an observation is about what has happened.");
	return NULL;
}

/* What was taken back is named by what names it already, and by nothing new. */
static gboolean is_gone(const struct observation *o, gconstpointer named)
{
	return !o->record.key && named && ((const struct record *)named)->withdrawn;
}

static const char *check_category(const struct observation *o, const struct registry *v,
				  gint64 now UNUSED)
{
	const struct category *category = registry_category(v, o->category);

	if (!o->category)
		return _("What happened is missing; choose a category, for example SKA.");
	if (!category || category->parent)
		return _("The category is not one of the upper level.");
	if (is_gone(o, category))
		return _("The category is not used any more; choose another.");
	return NULL;
}

static const char *check_sub_category(const struct observation *o, const struct registry *v,
				      gint64 now UNUSED)
{
	const struct category *sub = registry_category(v, o->sub_category);

	if (o->sub_category && (!sub || sub->parent != o->category))
		return _("The sub-category belongs to another category.");
	return NULL;
}

static const char *check_place(const struct observation *o, const struct registry *v,
			       gint64 now UNUSED)
{
	const struct place *place = registry_place(v, o->place);

	if (o->place && !place)
		return _("The place is not known here.");
	return is_gone(o, place) ? _("The place is not there any more; choose another.") : NULL;
}

static const char *check_area(const struct observation *o, const struct registry *v,
			      gint64 now UNUSED)
{
	const struct area *area = registry_area(v, o->area);

	if (o->area && !area)
		return _("The area is not known here.");
	return !o->place && is_gone(o, area) ? _("The place is not there any more; choose another.")
					     : NULL;
}

static const char *check_point(const struct observation *o, const struct registry *v,
			       gint64 now UNUSED)
{
	if (isnan(o->lat) && isnan(o->lon))
		return NULL;
	if (!has_point(o) || fabs(o->lat) > 90 || fabs(o->lon) > 180)
		return _(
			"The point needs a latitude and a longitude, for example 59.2363 17.9822.");
	if (!registry_holds(v, o->lat, o->lon) && registry_holds(v, o->lon, o->lat))
		return _("Latitude and longitude have changed places.");
	return NULL;
}

static const char *check_cost(const struct observation *o, const struct registry *v UNUSED,
			      gint64 now UNUSED)
{
	return o->cost < -1 ? _("The cost is a number of kronor, or left out.") : NULL;
}

static const char *check_organisation(const struct observation *o, const struct registry *v,
				      gint64 now UNUSED)
{
	return registry_organisation(v, o->organisation)
		       ? NULL
		       : _("The organisation is missing or not known here.");
}

static const char *check_secrecy(const struct observation *o, const struct registry *v UNUSED,
				 gint64 now UNUSED)
{
	if (o->visibility == VISIBLE_AUTHORITIES && !o->secrecy)
		return _("What only authorities may see needs its legal basis, for example OSL "
			 "18:1.");
	if (o->secrecy && o->visibility != VISIBLE_AUTHORITIES && o->visibility != VISIBLE_OWN)
		return _("What is under secrecy may be seen by the authorities or by yourselves "
			 "only.");
	return NULL;
}

gboolean observation_check(const struct observation *o, const struct registry *v, gint64 now,
			   const char **field, GError **error)
{
	static const struct {
		const char *field;
		const char *(*check)(const struct observation *, const struct registry *, gint64);
	} checks[] = {
		{"category", check_category}, {"sub_category", check_sub_category},
		{"place", check_place},       {"area", check_area},
		{"lat", check_point},         {"time_from", check_time},
		{"cost", check_cost},         {"organisation", check_organisation},
		{"secrecy", check_secrecy},
	};

	*field = NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(checks); i++) {
		const char *sentence = checks[i].check(o, v, now);
		if (sentence) {
			*field = checks[i].field;
			g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE, sentence);
			return FALSE;
		}
	}
	return TRUE;
}

/* how it is said */

struct observation observation_of_row(const struct observation_row *row)
{
	return (struct observation){
		.record.key = row->key,
		.week = row->week,
		.time_from = row->time_from,
		.time_to = row->time_to,
		.time_precision = row->time_precision,
		.category = row->category,
		.sub_category = row->sub_category,
		.place = row->place,
		.area = row->area,
		.place_precision = row->place_precision,
		.lat = row->lat,
		.lon = row->lon,
		.organisation = row->organisation,
		.known = row->known,
		.police_report = row->police_report,
		.report_group = row->report_group,
		.counted = row->counted,
		.record.withdrawn = row->withdrawn,
	};
}

char *observation_when(const struct observation *o, int week)
{
	struct when when = {o->time_from, o->time_to, (enum time_precision)o->time_precision};

	if (when.precision == TIME_EXACT)
		when.to = when.from;
	return when_describe(&when, week, " ?");
}

char *observation_where(const struct observation *o, const struct registry *v)
{
	const struct place *place = registry_place(v, o->place);
	const struct area *area = registry_area(v, o->area);

	if (place && place->name)
		return g_strdup(place->name);
	if (o->place_words)
		return area && area->name && strstr(o->place_words, area->name)
			       ? g_strdup(o->place_words)
			       : g_strdup_printf("%s (%s)", o->place_words,
						 area && area->name ? area->name : _("not placed"));
	if (area && area->name)
		return g_strdup_printf(_("%s (area)"), area->name);
	return g_strdup(_("no place given"));
}

char *observation_what(const struct observation *o, const struct registry *v)
{
	const char *upper = registry_label(v, registry_category(v, o->category));
	const char *sub = registry_label(v, registry_category(v, o->sub_category));

	return *sub ? g_strdup_printf("%s · %s", upper, sub) : g_strdup(upper);
}

/* likeness */

/* Likeness is the share, in per cent, of pairs like this one that are one event told twice:
 * second x agreement / (second x agreement + chance).
 * chance: how many unrelated reports of the kind fall by themselves into the hours and the part of
 * the municipality that the two leave open. agreement: how well the two say the same, 1 = as well
 * as two reporters do. */
#define KIND_AN_HOUR (10.0 / 168) /* reports of one kind in a municipality of 115,000 */
#define SECOND 0.06               /* of the reports of a kind are second ones */
#define PLACE_SHARE (1.0 / 40)    /* of what happens in the municipality: at a place, in an area */
#define AREA_SHARE (1.0 / 12)
#define SAME_REPORTER 0.03 /* tells the same event again */
#define RELATED_KIND 0.15
#define OTHER_SUB_CATEGORY 0.9
#define ONE_PLACE 150 /* metres that two points of one event may be apart */
#define APART 0.1     /* two points farther apart at one place */

/* Each table ends with what holds beyond its last row: nothing. */
struct agreement_step {
	double most; /* up to and including */
	double agreement;
};

static double look_up(const struct agreement_step *steps, double value)
{
	for (; steps->most > 0; steps++)
		if (value <= steps->most)
			return steps->agreement;
	return 0;
}

/* Damage is often found, and reported, days after another saw it. */
static gboolean is_found_late(const struct category *category)
{
	static const char *const codes[] = {"SKA", "KLO", "NED", "OTR", NULL};

	return category && category->code && g_strv_contains(codes, category->code);
}

static double time_agreement(const struct observation *a, const struct observation *b,
			     gboolean late, double *hours)
{
	static const struct agreement_step gaps[] = {
		{HOUR / 2, 1},     {3 * HOUR / 4, 0.4}, {HOUR, 0.25}, {2 * HOUR, 0.1},
		{24 * HOUR, 0.03}, {72 * HOUR, 0.01},   {0}};
	static const struct agreement_step late_gaps[] = {
		{HOUR / 2, 1},    {3 * HOUR / 4, 0.4}, {HOUR, 0.25}, {2 * HOUR, 0.2},
		{24 * HOUR, 0.2}, {72 * HOUR, 0.15},   {0}};
	gboolean exact = a->time_precision == TIME_EXACT && b->time_precision == TIME_EXACT;
	gint64 length = MAX(a->time_to - a->time_from, b->time_to - b->time_from);
	gint64 gap = MAX(a->time_from, b->time_from) - MIN(a->time_to, b->time_to);

	*hours = 0;
	if (a->time_from == TIME_NONE || b->time_from == TIME_NONE)
		return 0;
	gap = exact ? ABS(a->time_from - b->time_from) : MAX(gap, 0);
	*hours = fmax(1, (double)(exact ? 2 * gap : gap + length) / HOUR);
	return look_up(late ? late_gaps : gaps, (double)gap);
}

/* The point of an observation: its own, else its place's where that stands for a point. */
static gboolean point_of(const struct observation *o, const struct registry *v, double *lat,
			 double *lon)
{
	const struct place *place = registry_place(v, o->place);

	if (!has_point(o) && (!place || !place->exact))
		return FALSE;
	*lat = has_point(o) ? o->lat : place->lat;
	*lon = has_point(o) ? o->lon : place->lon;
	return isfinite(*lat) && isfinite(*lon);
}

static double where_agreement(const struct observation *a, const struct observation *b,
			      const struct registry *v, double *share)
{
	static const struct agreement_step points[] = {{120, 1}, {200, 0.3}, {300, 0.1}, {0}};
	static const struct agreement_step places[] = {
		{120, 0.15}, {250, 0.05}, {0}}; /* two names for one place */
	double lat_a, lon_a, lat_b, lon_b, metres;
	gboolean own = has_point(a) && has_point(b);

	*share = PLACE_SHARE;
	if (point_of(a, v, &lat_a, &lon_a) && point_of(b, v, &lat_b, &lon_b)) {
		metres = fmax(1, distance_metres(lat_a, lon_a, lat_b, lon_b));
		if (a->place && a->place == b->place)
			return own && metres > ONE_PLACE ? APART : 1;
		return look_up(own ? points : places, metres);
	}
	if (a->place && a->place == b->place)
		return 1;
	*share = a->area && b->area ? AREA_SHARE : 1;
	return a->area && b->area && a->area != b->area ? 0 : 1;
}

const char *observation_related_kind(const char *code)
{
	static const char *const pairs[][2] = {{"SKA", "KLO"}, {"ORD", "UNG"}, {"HOT", "VAL"}};

	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++)
		for (int side = 0; side < 2; side++)
			if (g_strcmp0(code, pairs[i][side]) == 0)
				return pairs[i][1 - side];
	return NULL;
}

static double what_agreement(const struct observation *a, const struct observation *b,
			     const struct registry *v)
{
	const struct category *x = registry_category(v, a->category),
			      *y = registry_category(v, b->category);

	if (!x || !y || !x->code || !y->code)
		return 0;
	if (x != y)
		return g_strcmp0(observation_related_kind(x->code), y->code) == 0 ? RELATED_KIND
										  : 0;
	return a->sub_category && b->sub_category && a->sub_category != b->sub_category
		       ? OTHER_SUB_CATEGORY
		       : 1;
}

int observation_likeness(const struct observation *a, const struct observation *b,
			 const struct registry *v)
{
	gboolean same = a->record.key && a->record.key == b->record.key;
	gboolean late = is_found_late(registry_category(v, a->category));
	double share, hours, agreement = same ? 0 : what_agreement(a, b, v);

	if (agreement <= 0)
		return 0;
	agreement *= a->organisation && a->organisation == b->organisation ? SAME_REPORTER : 1;
	agreement *= where_agreement(a, b, v, &share) * time_agreement(a, b, late, &hours);
	double second = SECOND * agreement, chance = KIND_AN_HOUR * share * hours;
	return (int)lround(100 * second / (second + chance));
}
