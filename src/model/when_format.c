/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times written for people and for editing, and the strict formats of files. */
#include "config.h"

#include <string.h>

#include "model/when_private.h"
#include "osg/error.h"
#include "osg/text.h"
#include "osg/week.h"

#define HOUR 3600
#define DAY ((gint64)24 * HOUR)
#define HALF_YEAR 183 /* days */

struct local {
	int day, seconds;
};

static struct local local_of(gint64 time)
{
	struct local local;

	time_to_local(time, &local.day, &local.seconds);
	return local;
}

/* for people */

int when_years_off(gint64 time, gint64 now)
{
	int then, today, seconds;

	time_to_local(time, &then, &seconds);
	time_to_local(now, &today, &seconds);
	return ABS(day_year(then) - day_year(today));
}

/* A year later the same words mean another time. */
static gboolean leaves_year_open(const char *text, const struct when *when, gint64 now)
{
	struct when later;

	return !when_parse(text, now + 366 * DAY, &later, NULL) || later.from != when->from;
}

/* An hour on, the same words mean what has not been yet: another day, where "just now" means only
 * an hour more. */
static gboolean is_soon(const char *text, const struct when *when, gint64 now)
{
	gint64 midnight = time_from_local(local_of(now).day + 1, 0, FALSE, NULL);
	struct when later;

	return (when->to - when->from <= HOUR || when->to > now - 60) &&
	       when->precision != TIME_DATE && when->precision != TIME_WEEK &&
	       when_parse(text, MIN(now + HOUR, midnight - 1), &later, NULL) && later.from >= now &&
	       later.from - when->from > HOUR;
}

gboolean when_is_of_twelve_hours(const char *text, const struct when *when, gint64 now)
{
	static const char *const spoken[] = {"halv ",     "kvart ",    "fem i ",   "fem över ",
					     "tio i ",    "tio över ", "tjugo i ", "tjugo över ",
					     "half past", "quarter",   NULL};
	static const char *const parts[] = {"natt", "mor", "night", "fm", "f.m",
					    "am",   "a.m", "förm",  NULL};
	g_autofree char *clean = text_lower(text);
	gboolean said = FALSE;

	for (gsize i = 0; spoken[i]; i++)
		said |= strstr(clean, spoken[i]) != NULL;
	for (gsize i = 0; parts[i]; i++)
		said &= !strstr(clean, parts[i]);
	return said && when->precision == TIME_EXACT && local_of(when->from).seconds < 12 * HOUR &&
	       when->from + 12 * HOUR <= now;
}

gboolean when_is_doubtful(const char *text, const struct when *when, gint64 now)
{
	int years = when_years_off(when->from, now);

	return years > WHEN_FAR ||
	       (years > 0 && now - when->from > HALF_YEAR * DAY &&
		leaves_year_open(text, when, now)) ||
	       is_soon(text, when, now) || when_is_of_twelve_hours(text, when, now);
}

/* "18", or "18:30" when minutes matter. */
static char *format_clock(int seconds, gboolean minutes)
{
	return minutes ? g_strdup_printf("%02d:%02d", seconds / HOUR, seconds / 60 % 60)
		       : g_strdup_printf("%02d", seconds / HOUR);
}

static gboolean is_month(struct local from, struct local to)
{
	int year, month, mday, next_year, next_month, next_mday;

	day_to_civil(from.day, &year, &month, &mday);
	day_to_civil(to.day, &next_year, &next_month, &next_mday);
	return mday == 1 && next_mday == 1 && !from.seconds && !to.seconds &&
	       (next_year * 12 + next_month) == year * 12 + month + 1;
}

/* "fr 4–sö 6 okt", "må 30 sep–ti 1 okt" */
static char *format_days(int first, int last, int this_year)
{
	int year, month, mday, last_year, last_month, last_mday;
	g_autofree char *end = day_name_in(last, this_year);

	day_to_civil(first, &year, &month, &mday);
	day_to_civil(last, &last_year, &last_month, &last_mday);
	if (year == last_year && month == last_month)
		return g_strdup_printf("%s %d–%s", weekday_abbreviation(day_weekday(first)), mday,
				       end);
	g_autofree char *begin = day_name_in(first, last_year); /* the last day tells it for both */
	return g_strdup_printf("%s–%s", begin, end);
}

static char *format_interval(struct local from, struct local to, int this_year)
{
	if (is_month(from, to)) {
		int year, month, mday;
		day_to_civil(from.day, &year, &month, &mday);
		return g_strdup_printf("%s %d", month_name(month), year);
	}
	if (!to.seconds) { /* midnight belongs to the day that ends */
		to.day--;
		to.seconds = DAY_SECONDS;
	}
	if (!from.seconds && to.seconds == DAY_SECONDS && from.day < to.day)
		return format_days(from.day, to.day, this_year);

	gboolean minutes = from.seconds % HOUR || to.seconds % HOUR;
	gboolean one_night =
		from.day == to.day || (to.day == from.day + 1 && to.seconds <= from.seconds);
	g_autofree char *day = day_name_in(from.day, one_night ? this_year : day_year(to.day)),
			*last = day_name_in(to.day, this_year);
	g_autofree char *begin = format_clock(from.seconds, minutes),
			*end = format_clock(to.seconds, minutes);
	return one_night ? g_strdup_printf("%s %s–%s", day, begin, end)
			 : g_strdup_printf("%s %s–%s %s", day, begin, last, end);
}

/* By the clock they are one time: by the time of the year they are told apart. */
static const char *const twice_words[] = {"", N_(" (summer time)"), N_(" (winter time)")};

/* 1: the clocks were put back and showed that time twice, and it is the first; 2: the second; 0: it
 * was only once. */
static int which_of_two(gint64 time)
{
	struct local at = local_of(time);
	int odd = 0;
	gint64 first =
		at.day == DAY_NONE ? TIME_NONE : time_from_local(at.day, at.seconds, FALSE, &odd);

	return odd <= 0 ? 0 : first == time ? 1 : 2;
}

char *when_describe(const struct when *when, int week, const char *unknown_hour)
{
	struct local from = local_of(when->from), to = local_of(when->to);
	int number, this_year = 0;

	if (from.day == DAY_NONE || to.day == DAY_NONE)
		return g_strdup("?");
	if (week != WEEK_NONE)
		week_to_iso(week, &this_year, &number);
	switch (when->precision) {
	case TIME_WEEK:
		return week_name_beside(week_of_day(from.day), week);
	case TIME_INTERVAL:
		return format_interval(from, to, this_year);
	case TIME_DATE: {
		g_autofree char *day = day_name_in(from.day, this_year);
		return g_strconcat(day, unknown_hour, NULL);
	}
	default: {
		g_autofree char *day = day_name_in(from.day, this_year),
				*clock = format_clock(from.seconds, TRUE);
		int which = which_of_two(when->from);
		return g_strdup_printf("%s %s%s", day, clock, which ? _(twice_words[which]) : "");
	}
	}
}

char *when_format(const struct when *when, int week)
{
	return when_describe(when, week, _(", hour unknown"));
}

/* for editing */

/* "2024-10-04 18:00"; with its offset where the clock shows that time twice. */
static char *edit_time(gint64 time)
{
	struct local at = local_of(time);
	g_autofree char *date = day_format_iso(at.day);

	if (time_from_local(at.day, at.seconds, FALSE, NULL) != time)
		return time_format_rfc3339(time);
	if (at.seconds % 60)
		return g_strdup_printf("%s %02d:%02d:%02d", date, at.seconds / HOUR,
				       at.seconds / 60 % 60, at.seconds % 60);
	return g_strdup_printf("%s %02d:%02d", date, at.seconds / HOUR, at.seconds / 60 % 60);
}

char *when_edit(const struct when *when)
{
	if (local_of(when->from).day == DAY_NONE || local_of(when->to).day == DAY_NONE)
		return g_strdup("");
	switch (when->precision) {
	case TIME_DATE:
		return day_format_iso(local_of(when->from).day);
	case TIME_WEEK:
		return week_format(week_of_time(when->from));
	case TIME_INTERVAL: {
		g_autofree char *from = edit_time(when->from), *to = edit_time(when->to);
		return g_strdup_printf("%s - %s", from, to);
	}
	default:
		return edit_time(when->from);
	}
}

/* formats of files */

struct fields {
	int year, month, mday, hour, minute, second;
	int half; /* hours that "PM" adds, -1 = not said */
};

/* One or two digits; exactly two where another number follows at once, four for the year. */
static gboolean take_digits(const char **text, int least, int most, int *value)
{
	int count = 0;

	*value = 0;
	for (; count < most && g_ascii_isdigit(**text); count++)
		*value = *value * 10 + (*(*text)++ - '0');
	return count >= least;
}

static gboolean take_half(const char **text, int *half)
{
	if (g_ascii_strncasecmp(*text, "AM", 2) != 0 && g_ascii_strncasecmp(*text, "PM", 2) != 0)
		return FALSE;
	*half = g_ascii_toupper(**text) == 'P' ? 12 : 0;
	*text += 2;
	return TRUE;
}

static gboolean take_letter(const char **text, char letter, int least, struct fields *fields)
{
	switch (letter) {
	case 'Y':
		return take_digits(text, 4, 4, &fields->year);
	case 'm':
		return take_digits(text, least, 2, &fields->month);
	case 'd':
		return take_digits(text, least, 2, &fields->mday);
	case 'H':
	case 'I':
		return take_digits(text, least, 2, &fields->hour) &&
		       fields->hour < (letter == 'H' ? 24 : 13) && fields->hour >= (letter == 'I');
	case 'M':
		return take_digits(text, 2, 2, &fields->minute) && fields->minute < 60;
	case 'S':
		return take_digits(text, 2, 2, &fields->second) && fields->second < 60;
	case 'p':
		return take_half(text, &fields->half);
	case 'B':
		fields->month = when_take_month(text);
		return fields->month > 0;
	default:
		return FALSE;
	}
}

static gboolean take_format(const char *text, const char *format, struct fields *fields)
{
	for (; *format; format++) {
		if (*format != '%') {
			if (*text++ != *format)
				return FALSE;
			continue;
		}
		format++;
		if (!*format || !take_letter(&text, *format, format[1] == '%' ? 2 : 1, fields))
			return FALSE;
	}
	return !*text;
}

static gboolean span_of_fields(const struct fields *fields, struct when *when)
{
	int first = day_from_civil(fields->year, fields->month,
				   fields->mday < 0 ? 1 : fields->mday),
	    next = first + 1;
	if (first == DAY_NONE)
		return FALSE;

	if (fields->hour >= 0) {
		int hour = fields->half < 0 ? fields->hour : fields->hour % 12 + fields->half;
		int seconds = hour * HOUR + fields->minute * 60 + fields->second;
		int odd;

		when->from = when->to = time_from_local(first, seconds, FALSE, &odd);
		when->precision = TIME_EXACT;
		return fields->mday >= 0 && odd >= 0; /* an hour that the clocks skip is none */
	}
	if (fields->mday < 0)
		next = fields->month == 12 ? day_from_civil(fields->year + 1, 1, 1)
					   : day_from_civil(fields->year, fields->month + 1, 1);
	if (next == DAY_NONE)
		return FALSE;
	when->from = time_from_local(first, 0, FALSE, NULL);
	when->to = time_from_local(next, 0, FALSE, NULL);
	when->precision = fields->mday < 0 ? TIME_INTERVAL : TIME_DATE;
	return TRUE;
}

gboolean when_parse_format(const char *text, const char *format, struct when *when)
{
	struct fields fields = {.mday = -1, .hour = -1, .half = -1};

	if (strcmp(format, "iso") == 0) {
		gint64 time;
		if (!time_parse_rfc3339(text, &time))
			return take_format(text, "%Y-%m-%d", &fields) &&
			       span_of_fields(&fields, when);
		when->from = when->to = time;
		when->precision = TIME_EXACT;
		return TRUE;
	}
	return take_format(text, format, &fields) && span_of_fields(&fields, when);
}
