/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days, weeks and Swedish clock time in integer arithmetic. Uses neither struct tm nor zone files,
 * and knows no present: both were measured to go wrong at year ends and in the hour that summer
 * time takes away or gives. */
#include "config.h"

#include "osg/week.h"

#include <stdlib.h>
#include <string.h>
#include <glib/gi18n.h>

#define FIRST_YEAR 1
#define LAST_YEAR 9999
#define FIRST_DAY (-719162) /* 0001-01-01 */
#define LAST_DAY 2932896    /* 9999-12-31 */
#define STANDARD_OFFSET 3600
#define SUMMER_OFFSET 7200

static int floor_div(int a, int b)
{
	return a / b - (a % b < 0);
}

/* days */

static gboolean is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month)
{
	static const guint8 days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return days[month - 1] + (month == 2 && is_leap(year));
}

/* The two conversions follow H. Hinnant, "chrono-compatible low-level date algorithms": years begin
 * in March. */
int day_from_civil(int year, int month, int mday)
{
	if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || mday < 1 ||
	    mday > month_days(year, month))
		return DAY_NONE;

	int y = year - (month <= 2) + 400; /* 400 years more: never negative */
	int era = y / 400, year_of_era = y % 400;
	int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + mday - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return (era - 1) * 146097 + day_of_era - 719468;
}

void day_to_civil(int day, int *year, int *month, int *mday)
{
	int z = CLAMP(day, FIRST_DAY, LAST_DAY) + 719468 + 146097;
	int era = z / 146097, day_of_era = z % 146097;
	int year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int m = (5 * day_of_year + 2) / 153;

	*mday = day_of_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = year_of_era + (era - 1) * 400 + (*month <= 2);
}

int day_year(int day)
{
	int year, month, mday;

	day_to_civil(day, &year, &month, &mday);
	return year;
}

int day_weekday(int day)
{
	int r = (day + 3) % 7; /* 1970-01-01 was a Thursday */

	return r < 0 ? r + 7 : r;
}

/* Exactly count digits; -1 if there are fewer. */
static int read_digits(const char *text, int count)
{
	int value = 0;

	for (int i = 0; i < count; i++) {
		if (!g_ascii_isdigit(text[i]))
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

static int read_iso_day(const char *text)
{
	int year = read_digits(text, 4);
	if (year < 0 || text[4] != '-')
		return DAY_NONE;
	int month = read_digits(text + 5, 2);
	if (month < 0 || text[7] != '-')
		return DAY_NONE;
	int mday = read_digits(text + 8, 2);

	return mday < 0 ? DAY_NONE : day_from_civil(year, month, mday);
}

int day_parse_iso(const char *text)
{
	int day = read_iso_day(text);

	return day == DAY_NONE || text[10] ? DAY_NONE : day;
}

char *day_format_iso(int day)
{
	int year, month, mday;

	day_to_civil(day, &year, &month, &mday);
	return g_strdup_printf("%04d-%02d-%02d", year, month, mday);
}

/* weeks */

int week_of_day(int day)
{
	return day == DAY_NONE ? WEEK_NONE : floor_div(day + 3, 7);
}

int week_of_time(gint64 time)
{
	int day = time_day(time);

	return week_of_day(day);
}

int week_monday(int week)
{
	return week == WEEK_NONE ? DAY_NONE : week * 7 - 3;
}

gint64 week_start(int week)
{
	return week == WEEK_NONE ? TIME_NONE : time_from_local(week_monday(week), 0, FALSE, NULL);
}

gint64 week_end(int week)
{
	return week == WEEK_NONE ? TIME_NONE : week_start(week + 1);
}

int week_from_iso(int year, int number)
{
	int fourth = day_from_civil(year, 1, 4); /* always in week 1 */
	if (fourth == DAY_NONE || number < 1 || number > 53)
		return WEEK_NONE;

	int week = week_of_day(fourth) + number - 1, iso_year, iso_number;
	week_to_iso(week, &iso_year, &iso_number);
	return iso_year == year ? week : WEEK_NONE;
}

void week_to_iso(int week, int *year, int *number)
{
	int thursday = week_monday(week) + 3, month, mday;

	day_to_civil(thursday, year, &month, &mday);
	*number = (thursday - day_from_civil(*year, 1, 1)) / 7 + 1;
}

char *week_format(int week)
{
	int year, number;

	week_to_iso(week, &year, &number);
	return g_strdup_printf("%04d-W%02d", year, number);
}

/* In January "v50" is last year's. */
static int week_nearest(int number, int near)
{
	int nearest = WEEK_NONE, year, near_number;

	week_to_iso(near, &year, &near_number);
	for (int y = year - 7; y <= year + 7; y++) { /* 53 weeks come at least every seventh year */
		int week = week_from_iso(y, number);
		if (week != WEEK_NONE &&
		    (nearest == WEEK_NONE || abs(week - near) < abs(nearest - near)))
			nearest = week;
	}
	return nearest;
}

/* Skips blanks and one of the marks for "week", longest first. */
static const char *skip_week_mark(const char *p)
{
	static const char *const marks[] = {"veckan", "vecka", "week", "v.", "w.", "v", "w"};

	p += strspn(p, " -");
	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
		if (g_str_has_prefix(p, marks[i])) {
			p += strlen(marks[i]);
			break;
		}
	return p + strspn(p, " ");
}

/* Reads one to most digits and moves past them; -1 when there are none or more. */
static int take_number(const char **p, int most)
{
	int digits = (int)strspn(*p, "0123456789");
	if (digits < 1 || digits > most)
		return -1;

	int value = read_digits(*p, digits);
	*p += digits;
	return value;
}

static int parse_week_number(const char *p, int near)
{
	int year = 0;
	if (strspn(p, "0123456789") == 4) {
		year = take_number(&p, 4);
		if (!*p)
			return WEEK_NONE;
	}
	p = skip_week_mark(p);
	int number = take_number(&p, 2);
	if (number < 0)
		return WEEK_NONE;
	if (!year && *p == ' ') {
		p += strspn(p, " ");
		year = strlen(p) == 4 ? take_number(&p, 4) : -1;
	}
	if (*p || year < 0)
		return WEEK_NONE;
	return year ? week_from_iso(year, number) : week_nearest(number, near);
}

int week_parse(const char *text, int today, int near)
{
	static const struct {
		const char *word;
		int step;
	} words[] = {
		{"nu", 0},        {"now", 0},           {"denna", 0},      {"this", 0},
		{"idag", 0},      {"i dag", 0},         {"today", 0},      {"nästa", 1},
		{"next", 1},      {"förra", -1},        {"last", -1},      {"forra", -1},
		{"nasta", 1},     {"denna vecka", 0},   {"this week", 0},  {"nästa vecka", 1},
		{"next week", 1}, {"förra veckan", -1}, {"last week", -1},
	};
	g_autofree char *lower =
		g_utf8_validate(text, -1, NULL) ? g_utf8_strdown(text, -1) : g_strdup("");
	const char *p = g_strstrip(lower);

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (strcmp(p, words[i].word) == 0)
			return week_of_day(today) + words[i].step;
	if (*p == '+' || *p == '-') {
		int sign = *p++ == '-' ? -1 : 1;
		int step = take_number(&p, 4);
		return step < 0 || *p ? WEEK_NONE : near + sign * step;
	}
	return parse_week_number(p, near);
}

gboolean weeks_parse(const char *text, int today, int near, int *from, int *to)
{
	static const char *const apart[][2] = {
		{"–", "-"}, {"—", "-"}, {" - ", " "}, {" -", " "}, {"- ", " "},
	};
	g_autoptr(GString) plain = g_string_new(text);
	g_auto(GStrv) ends = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(apart); i++)
		g_string_replace(plain, apart[i][0], apart[i][1], 0);
	/* a blank stands between them, or else a dash alone */
	g_strstrip(plain->str);
	ends = g_strsplit(plain->str, strchr(plain->str, ' ') ? " " : "-", 2);
	*from = *to = WEEK_NONE;
	if (!ends[0] || !ends[1])
		return FALSE;
	*from = week_parse(ends[0], today, near);
	*to = week_parse(ends[1], today, near);
	return *from != WEEK_NONE && *to != WEEK_NONE;
}

/* local time */

int time_offset(gint64 time)
{
	int year, month, mday, second = (int)(time % DAY_SECONDS);
	int day = (int)CLAMP(time / DAY_SECONDS, FIRST_DAY, LAST_DAY);

	if (second < 0) {
		second += DAY_SECONDS;
		day--;
	}
	day_to_civil(day, &year, &month, &mday);
	if (month < 3 || month > 10)
		return STANDARD_OFFSET;
	if (month > 3 && month < 10)
		return SUMMER_OFFSET;

	/* March and October both have 31 days; the change is on the last Sunday at 01:00 UTC */
	int last_sunday = 31 - (day_weekday(day + 31 - mday) + 1) % 7;
	gboolean changed = mday > last_sunday || (mday == last_sunday && second >= 3600);
	return changed == (month == 3) ? SUMMER_OFFSET : STANDARD_OFFSET;
}

void time_to_local(gint64 time, int *day, int *seconds)
{
	*day = DAY_NONE;
	*seconds = 0;
	if (time < (gint64)FIRST_DAY * DAY_SECONDS || time > (gint64)LAST_DAY * DAY_SECONDS)
		return;

	gint64 local = time + time_offset(time);
	*day = (int)(local / DAY_SECONDS);
	*seconds = (int)(local % DAY_SECONDS);
	if (*seconds < 0) {
		*seconds += DAY_SECONDS;
		(*day)--;
	}
}

int time_day(gint64 time)
{
	int day, seconds;

	time_to_local(time, &day, &seconds);
	return day;
}

gint64 time_from_local(int day, int seconds, gboolean second, int *odd)
{
	if (odd)
		*odd = 0;
	if (day == DAY_NONE)
		return TIME_NONE;

	gint64 wall = (gint64)day * DAY_SECONDS + seconds;
	gint64 summer = wall - SUMMER_OFFSET, standard = wall - STANDARD_OFFSET;
	gboolean is_summer = time_offset(summer) == SUMMER_OFFSET;
	gboolean is_standard = time_offset(standard) == STANDARD_OFFSET;

	if (odd && is_summer == is_standard)
		*odd = is_summer ? 1 : -1;
	if (is_summer && is_standard)
		return second ? standard : summer;
	return is_summer ? summer : standard; /* a skipped time taken as standard reads an hour
						 later in summer time */
}

char *time_format_rfc3339(gint64 time)
{
	int day, seconds, year, month, mday;

	time_to_local(time, &day, &seconds);
	day_to_civil(day, &year, &month, &mday);
	return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02d+%02d:00", year, month, mday,
			       seconds / 3600, seconds / 60 % 60, seconds % 60,
			       time_offset(time) / 3600);
}

/* "Z", "+01:00", "+0100", "+01" and then the end of the text. */
static gboolean parse_offset(const char *p, int *offset)
{
	if ((*p == 'Z' || *p == 'z') && !p[1]) {
		*offset = 0;
		return TRUE;
	}
	if (*p != '+' && *p != '-')
		return FALSE;
	int sign = *p++ == '-' ? -1 : 1;
	int hours = read_digits(p, 2), minutes = 0;
	if (hours < 0)
		return FALSE;
	p += 2;
	p += *p == ':' && p[1];
	if (*p) {
		minutes = read_digits(p, 2);
		if (minutes < 0 || p[2])
			return FALSE;
	}
	*offset = sign * (hours * 3600 + minutes * 60);
	return minutes < 60 && *offset >= -12 * 3600 && *offset <= 14 * 3600; /* zones there are */
}

/* ":MM" or ":SS"; -1 when it is none. */
static int take_sixtieth(const char **p)
{
	int value = **p == ':' ? read_digits(*p + 1, 2) : -1;

	if (value >= 0)
		*p += 3;
	return value < 60 ? value : -1;
}

/* "9:05", "09:05:00", "09:05:00.123": seconds since midnight, -1 when it is none. */
static int take_clock(const char **p)
{
	int hour = take_number(p, 2), second = 0;
	if (hour < 0 || hour > 23)
		return -1;
	int minute = take_sixtieth(p);
	if (minute < 0)
		return -1;
	if (**p == ':' && (second = take_sixtieth(p)) < 0)
		return -1;
	if (**p == '.' && g_ascii_isdigit((*p)[1])) {
		(*p)++;
		*p += strspn(*p, "0123456789");
	}
	return hour * 3600 + minute * 60 + second;
}

gboolean time_parse_rfc3339(const char *text, gint64 *time)
{
	const char *p = text + strspn(text, " ");
	int day = read_iso_day(p), offset;
	if (day == DAY_NONE)
		return FALSE;
	p += 10;
	if (*p != 'T' && *p != 't' && *p != ' ')
		return FALSE;
	gboolean spoken = *p == ' ';
	p++;
	p += strspn(p, " ");

	const char *clock = p;
	int seconds = take_clock(&p);
	if (seconds < 0)
		return FALSE;
	spoken &= p - clock <= 5; /* "22:30", without seconds */
	p += strspn(p, " ");
	if (*p == '-' && spoken)
		return FALSE; /* "2024-10-04 22:30-02:00" is from one to the other, and no zone */
	if (!*p)
		*time = time_from_local(day, seconds, FALSE, NULL);
	else if (parse_offset(p, &offset))
		*time = (gint64)day * DAY_SECONDS + seconds - offset;
	else
		return FALSE;
	return TRUE;
}
