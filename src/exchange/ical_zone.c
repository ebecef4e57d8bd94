/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A zone that a file describes is a list of observances, each with the wall clock's time of its
 * first onset, the offsets before and after, and a rule for the years that follow. The one whose
 * onset is the latest before a time is in force. */
#include "config.h"

#include "exchange/ical_zone.h"

#include <string.h>

#include "exchange/ical_rule.h"
#include "exchange/ical_text.h"
#include "osg/week.h"

#define ONSET_DAYS 800 /* how far back the latest onset of a rule may lie */

struct observance {
	int day, seconds;       /* of the first onset, wall clock before it */
	int before, after;      /* seconds ahead of UTC */
	struct ical_rule *rule; /* NULL = once */
};

struct ical_zones {
	GHashTable *described; /* name -> GPtrArray of struct observance */
	GHashTable *named;     /* name -> GTimeZone */
};

static void observance_free(gpointer data)
{
	struct observance *o = data;

	ical_rule_free(o->rule);
	g_free(o);
}

/* reading */

/* "+0100", "-043000". FALSE: it is none that a zone has. */
static gboolean offset_of(const struct ical_line *line, int *offset)
{
	const char *text = line ? line->value : "";
	gsize length = strlen(text);
	int number, all;

	if ((*text != '+' && *text != '-') || (length != 5 && length != 7) ||
	    strspn(text + 1, "0123456789") != length - 1)
		return FALSE;
	number = (int)g_ascii_strtoll(text + 1, NULL, 10) * (length == 5 ? 100 : 1);
	all = number / 10000 * 3600 + number / 100 % 100 * 60 + number % 100;
	*offset = *text == '-' ? -all : all;
	return all <= 18 * 3600 && number / 100 % 100 < 60 && number % 100 < 60;
}

/* NULL: it is not understood, and a zone without it would be another. */
static struct observance *observance_new(const GPtrArray *lines)
{
	const struct ical_line *start = ical_find(lines, "DTSTART"),
			       *rule = ical_find(lines, "RRULE");
	struct observance *o = g_new0(struct observance, 1);
	gboolean date, utc, known = TRUE;
	g_autofree char *reason = NULL;

	o->rule = rule ? ical_rule_parse(rule->value, &reason) : NULL;
	/* "from the beginning of time" is written in many ways */
	if (start && strncmp(start->value, "1601", 4) < 0)
		o->day = day_from_civil(1601, 1, 1);
	else if (!start || !ical_wall(start->value, &o->day, &o->seconds, &date, &utc))
		known = FALSE;
	if (known && offset_of(ical_find(lines, "TZOFFSETFROM"), &o->before) &&
	    offset_of(ical_find(lines, "TZOFFSETTO"), &o->after) && (!rule || o->rule))
		return o;
	observance_free(o);
	return NULL;
}

static gboolean is_observance(const struct ical_line *line, const char *name)
{
	return ical_is(line, name, "STANDARD") || ical_is(line, name, "DAYLIGHT");
}

/* From the line after BEGIN:VTIMEZONE; where it ends. */
static guint read_zone(struct ical_zones *zones, const GPtrArray *lines, guint i)
{
	GPtrArray *observances = g_ptr_array_new_with_free_func(observance_free);
	g_autoptr(GPtrArray) inner = g_ptr_array_new();
	gboolean known = TRUE;
	char *name = NULL;

	for (; i < lines->len && !ical_is(lines->pdata[i], "END", "VTIMEZONE"); i++) {
		const struct ical_line *line = lines->pdata[i];

		if (is_observance(line, "BEGIN"))
			g_ptr_array_set_size(inner, 0);
		else if (is_observance(line, "END")) {
			struct observance *o = observance_new(inner);

			known = known && o;
			if (o)
				g_ptr_array_add(observances, o);
		} else if (strcmp(line->name, "TZID") == 0 && !name)
			name = ical_text(line);
		else
			g_ptr_array_add(inner, (gpointer)line);
	}
	if (name && known && observances->len)
		g_hash_table_insert(zones->described, name, observances);
	else {
		g_ptr_array_unref(observances);
		g_free(name);
	}
	return i;
}

struct ical_zones *ical_zones_new(const GPtrArray *lines)
{
	struct ical_zones *zones = g_new0(struct ical_zones, 1);

	zones->described = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
						 (GDestroyNotify)g_ptr_array_unref);
	zones->named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					     (GDestroyNotify)g_time_zone_unref);
	for (guint i = 0; i < lines->len; i++)
		if (ical_is(lines->pdata[i], "BEGIN", "VTIMEZONE"))
			i = read_zone(zones, lines, i + 1);
	return zones;
}

void ical_zones_free(struct ical_zones *zones)
{
	g_hash_table_unref(zones->described);
	g_hash_table_unref(zones->named);
	g_free(zones);
}

/* asking */

/* The last onset that is not after a time, on the wall clock; G_MININT64 = none. */
static gint64 onset(const struct observance *o, int day, int seconds)
{
	gint64 at = (gint64)day * DAY_SECONDS + seconds;

	for (int d = day; o->rule && d >= MAX(o->day, day - ONSET_DAYS); d--) {
		gint64 begins = (gint64)d * DAY_SECONDS + o->seconds;

		if (begins <= at && ical_rule_matches(o->rule, o->day, d))
			return begins;
	}
	return (gint64)o->day * DAY_SECONDS + o->seconds <= at
		       ? (gint64)o->day * DAY_SECONDS + o->seconds
		       : G_MININT64;
}

/* In the hour that the onset passes over the offset before it holds. */
static int described_offset(const GPtrArray *observances, int day, int seconds)
{
	const struct observance *first = observances->pdata[0];
	int offset = first->before;
	gint64 latest = G_MININT64, wall = (gint64)day * DAY_SECONDS + seconds;

	for (guint i = 0; i < observances->len; i++) {
		const struct observance *o = observances->pdata[i];
		gint64 at = onset(o, day, seconds);

		if (at > latest) {
			latest = at;
			offset = wall - at < o->after - o->before ? o->before : o->after;
		}
	}
	return offset;
}

/* Where a calendar of this country writes no other name. */
static const char *iana_name(const char *name)
{
	static const struct {
		const char *windows, *iana;
	} names[] = {
		{"W. Europe Standard Time", "Europe/Stockholm"},
		{"Romance Standard Time", "Europe/Stockholm"},
		{"Central Europe Standard Time", "Europe/Stockholm"},
		{"Central European Standard Time", "Europe/Stockholm"},
		{"FLE Standard Time", "Europe/Helsinki"},
		{"GMT Standard Time", "Europe/London"},
		{"Greenwich Standard Time", "UTC"},
		{"Z", "UTC"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (g_ascii_strcasecmp(names[i].windows, name) == 0)
			return names[i].iana;
	return name;
}

static GTimeZone *named_zone(struct ical_zones *zones, const char *name)
{
	GTimeZone *zone = g_hash_table_lookup(zones->named, name);

	if (!zone && (zone = g_time_zone_new_identifier(name)))
		g_hash_table_insert(zones->named, g_strdup(name), zone);
	return zone;
}

gboolean ical_zone_time(struct ical_zones *zones, const char *name, int day, int seconds,
			gint64 *time)
{
	gint64 wall = (gint64)day * DAY_SECONDS + seconds;
	const GPtrArray *observances = name ? g_hash_table_lookup(zones->described, name) : NULL;
	GTimeZone *zone;
	int interval;

	if (name)
		name = iana_name(name);
	if (observances) {
		*time = wall - described_offset(observances, day, seconds);
		return TRUE;
	}
	if (!name || strcmp(name, "Europe/Stockholm") == 0) {
		*time = time_from_local(day, seconds, FALSE, NULL);
		return TRUE;
	}
	zone = named_zone(zones, name);
	if (!zone)
		return FALSE;
	interval = g_time_zone_adjust_time(zone, G_TIME_TYPE_DAYLIGHT, &wall);
	*time = wall - g_time_zone_get_offset(zone, interval);
	return TRUE;
}

int ical_zone_odd(struct ical_zones *zones, const char *name, int day, int seconds)
{
	gint64 here, there = 0;
	int odd = 0;

	here = time_from_local(day, seconds, FALSE, &odd);
	if (!odd || !ical_zone_time(zones, name, day, seconds, &there))
		return 0;
	return ABS(here - there) <= 3600 ? odd : 0;
}
