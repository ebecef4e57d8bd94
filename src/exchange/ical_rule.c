/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recurrence rules, read into sets of months, days of the month and weekdays; a day is in the rule
 * when it is in all of them and in a period that the interval meets. */
#include "config.h"

#include "exchange/ical_rule.h"

#include <stdlib.h>
#include <string.h>

#include "osg/error.h"
#include "osg/week.h"

enum frequency { DAILY, WEEKLY, MONTHLY, YEARLY };

struct weekday {
	int day, nth; /* 0 Monday .. 6; the nth of the period, -1 the last, 0 each */
};

struct ical_rule {
	enum frequency frequency;
	int interval, count; /* count 0 = without one */
	char *until;
	int week_begins;     /* weekday */
	guint months;        /* bit 1..12, 0 = all */
	guint32 mdays, last; /* bit 1..31: of the month, from its end */
	struct weekday days[64];
	guint day_count;
	int positions[16];
	guint position_count;
};

static const char *const weekdays[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU", NULL};

/* reading */

static gboolean read_number(const char *text, int from, int to, int *number)
{
	char *end;
	long value = strtol(text, &end, 10);

	*number = (int)CLAMP(value, G_MININT, G_MAXINT);
	return end != text && !*end && value >= from && value <= to;
}

static int weekday_number(const char *text)
{
	for (int i = 0; weekdays[i]; i++)
		if (g_ascii_strcasecmp(weekdays[i], text) == 0)
			return i;
	return -1;
}

static gboolean read_frequency(struct ical_rule *rule, const char *text)
{
	static const char *const words[] = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_ascii_strcasecmp(words[i], text) == 0) {
			rule->frequency = (enum frequency)i;
			return TRUE;
		}
	return FALSE;
}

static gboolean read_interval(struct ical_rule *rule, const char *text)
{
	return read_number(text, 1, 1000, &rule->interval);
}

static gboolean read_count(struct ical_rule *rule, const char *text)
{
	return read_number(text, 1, G_MAXINT, &rule->count);
}

static gboolean read_until(struct ical_rule *rule, const char *text)
{
	g_free(rule->until);
	rule->until = g_strdup(text);
	return TRUE;
}

static gboolean read_week_begins(struct ical_rule *rule, const char *text)
{
	rule->week_begins = weekday_number(text);
	return rule->week_begins >= 0;
}

static gboolean read_month(struct ical_rule *rule, const char *text)
{
	int month;

	if (!read_number(text, 1, 12, &month))
		return FALSE;
	rule->months |= 1u << month;
	return TRUE;
}

static gboolean read_month_day(struct ical_rule *rule, const char *text)
{
	int day;

	if (!read_number(text, -31, 31, &day) || !day)
		return FALSE;
	*(day > 0 ? &rule->mdays : &rule->last) |= 1u << abs(day);
	return TRUE;
}

static gboolean read_weekday(struct ical_rule *rule, const char *text)
{
	gsize length = strlen(text);
	g_autofree char *nth = g_strndup(text, length > 2 ? length - 2 : 0);
	struct weekday day = {length >= 2 ? weekday_number(text + length - 2) : -1, 0};

	if (day.day < 0 || (*nth && !read_number(nth, -53, 53, &day.nth)) ||
	    rule->day_count == G_N_ELEMENTS(rule->days))
		return FALSE;
	rule->days[rule->day_count++] = day;
	return TRUE;
}

static gboolean read_position(struct ical_rule *rule, const char *text)
{
	return rule->position_count < G_N_ELEMENTS(rule->positions) &&
	       read_number(text, -366, 366, &rule->positions[rule->position_count]) &&
	       rule->positions[rule->position_count++] != 0;
}

static const struct rule_part {
	const char *name;
	gboolean (*read)(struct ical_rule *rule, const char *text); /* one of a list */
} parts[] = {
	{"FREQ", read_frequency}, {"INTERVAL", read_interval},    {"COUNT", read_count},
	{"UNTIL", read_until},    {"WKST", read_week_begins},     {"BYMONTH", read_month},
	{"BYDAY", read_weekday},  {"BYMONTHDAY", read_month_day}, {"BYSETPOS", read_position},
};

static gboolean read_part(struct ical_rule *rule, char *text)
{
	char *value = strchr(text, '=');
	g_auto(GStrv) list = value ? g_strsplit(value + 1, ",", -1) : NULL;

	if (!list || !*list)
		return FALSE;
	*value = '\0';
	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		char **item = list;

		if (g_ascii_strcasecmp(parts[i].name, g_strstrip(text)) != 0)
			continue;
		while (*item && parts[i].read(rule, g_strstrip(*item)))
			item++;
		return !*item;
	}
	return FALSE;
}

struct ical_rule *ical_rule_parse(const char *text, char **reason)
{
	g_auto(GStrv) all = g_strsplit(text, ";", -1);
	struct ical_rule *rule = g_new0(struct ical_rule, 1);
	gboolean said = FALSE;

	rule->interval = 1;
	for (char **part = all; *part; part++) {
		g_autofree char *copy = g_strdup(*part);

		if (!*g_strstrip(copy))
			continue;
		said |= g_ascii_strncasecmp(copy, "FREQ=", 5) == 0;
		if (read_part(rule, copy))
			continue;
		*reason = g_strdup_printf(_("“%s” is not understood; expected a day, week, month "
					    "or year, like FREQ=WEEKLY;BYDAY=FR"),
					  *part);
		ical_rule_free(rule);
		return NULL;
	}
	if (said)
		return rule;
	*reason = g_strdup(_("does not say how often; expected something like FREQ=WEEKLY"));
	ical_rule_free(rule);
	return NULL;
}

void ical_rule_free(struct ical_rule *rule)
{
	if (rule)
		g_free(rule->until);
	g_free(rule);
}

const char *ical_rule_until(const struct ical_rule *rule)
{
	return rule->until;
}

/* one day */

struct date {
	int day, year, month, mday, weekday, month_days;
};

static struct date date_of(int day)
{
	struct date d = {.day = day, .weekday = day_weekday(day)};

	day_to_civil(day, &d.year, &d.month, &d.mday);
	d.month_days = day_from_civil(d.year + d.month / 12, d.month % 12 + 1, 1) -
		       day_from_civil(d.year, d.month, 1);
	return d;
}

static gboolean in_month_days(const struct ical_rule *rule, const struct date *d)
{
	return (rule->mdays >> d->mday & 1) || (rule->last >> (d->month_days - d->mday + 1) & 1);
}

/* The nth Friday counts in the month, in a year without months in the year. */
static gboolean in_weekdays(const struct ical_rule *rule, const struct date *d)
{
	gboolean of_year = rule->frequency == YEARLY && !rule->months;
	int first = of_year ? day_from_civil(d->year, 1, 1) : d->day - d->mday + 1,
	    end = of_year ? day_from_civil(d->year + 1, 1, 1) : first + d->month_days;
	int nth = (d->day - first) / 7 + 1, from_end = -((end - 1 - d->day) / 7 + 1);

	for (guint i = 0; i < rule->day_count; i++) {
		const struct weekday *w = &rule->days[i];

		if (w->day == d->weekday &&
		    (!w->nth || rule->frequency <= WEEKLY || w->nth == nth || w->nth == from_end))
			return TRUE;
	}
	return FALSE;
}

static int week_number(const struct ical_rule *rule, int day)
{
	return (day - (day_weekday(day) - rule->week_begins + 7) % 7 + 7 * 1000000) / 7;
}

static int period_of(const struct ical_rule *rule, const struct date *d)
{
	switch (rule->frequency) {
	case DAILY:
		return d->day;
	case WEEKLY:
		return week_number(rule, d->day);
	case MONTHLY:
		return d->year * 12 + d->month;
	case YEARLY:
		break;
	}
	return d->year;
}

/* In all sets; what the rule does not say, its first day does. */
static gboolean in_sets(const struct ical_rule *rule, const struct date *first,
			const struct date *d)
{
	gboolean mdays = rule->mdays || rule->last, days = rule->day_count != 0;

	if (rule->months && !(rule->months >> d->month & 1))
		return FALSE;
	if ((mdays && !in_month_days(rule, d)) || (days && !in_weekdays(rule, d)))
		return FALSE;
	if (mdays || days || rule->frequency == DAILY)
		return TRUE;
	if (rule->frequency == WEEKLY)
		return d->weekday == first->weekday;
	return d->mday == first->mday &&
	       (rule->frequency == MONTHLY || rule->months || d->month == first->month);
}

/* Which one of its period's it is, from the beginning and from the end. */
static gboolean in_positions(const struct ical_rule *rule, const struct date *first,
			     const struct date *d)
{
	int period = period_of(rule, d), nth = 1, from_end = -1;

	for (int day = d->day - 1; day > d->day - 366; day--) {
		struct date other = date_of(day);

		if (period_of(rule, &other) != period)
			break;
		nth += in_sets(rule, first, &other);
	}
	for (int day = d->day + 1; day < d->day + 366; day++) {
		struct date other = date_of(day);

		if (period_of(rule, &other) != period)
			break;
		from_end -= in_sets(rule, first, &other);
	}
	for (guint i = 0; i < rule->position_count; i++)
		if (rule->positions[i] == nth || rule->positions[i] == from_end)
			return TRUE;
	return FALSE;
}

gboolean ical_rule_matches(const struct ical_rule *rule, int start, int day)
{
	struct date first = date_of(start), d = date_of(day);

	if (day <= start)
		return day == start;
	return (period_of(rule, &d) - period_of(rule, &first)) % rule->interval == 0 &&
	       in_sets(rule, &first, &d) &&
	       (!rule->position_count || in_positions(rule, &first, &d));
}

void ical_rule_days(const struct ical_rule *rule, int start, int from, int to,
		    gboolean (*each)(int day, gpointer data), gpointer data)
{
	int left = rule->count;

	for (int day = rule->count ? start : MAX(start, from); day <= to; day++) {
		if (!ical_rule_matches(rule, start, day))
			continue;
		if (day >= from && !each(day, data))
			return;
		if (rule->count && --left == 0)
			return;
	}
}
