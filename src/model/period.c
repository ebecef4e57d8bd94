/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Periods in whole days: their kinds, their weeks, the year before, and how people write them. */
#include "config.h"

#include "osg/period.h"

#include <string.h>
#include <glib/gi18n.h>

#include "osg/error.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/when.h"

/* months of the calendar */

/* months: of the stretch, 1, 3 or 12. Month 0 and below are the year before's. */
static struct period of_months(int year, int month, int months)
{
	int from = year * 12 + month - 1, to = from + months;

	return (struct period){day_from_civil(from / 12, from % 12 + 1, 1),
			       day_from_civil(to / 12, to % 12 + 1, 1) - 1};
}

static gboolean same(struct period a, struct period b)
{
	return a.first == b.first && a.last == b.last;
}

enum period_kind period_kind(struct period p)
{
	static const enum period_kind of_length[] = {
		[1] = PERIOD_MONTH, [3] = PERIOD_QUARTER, [12] = PERIOD_YEAR};
	int year, month, mday;

	if (period_week(p) != WEEK_NONE)
		return PERIOD_WEEK;
	day_to_civil(p.first, &year, &month, &mday);
	for (int months = 1; months < (int)G_N_ELEMENTS(of_length); months++)
		if (of_length[months] && (month - 1) % months == 0 &&
		    same(p, of_months(year, month, months)))
			return of_length[months];
	return PERIOD_DAYS;
}

/* weeks and days */

struct period period_of_week(int week)
{
	return (struct period){week_monday(week), week_monday(week) + 6};
}

int period_week(struct period p)
{
	return day_weekday(p.first) == 0 && p.last == p.first + 6 ? week_of_day(p.first)
								  : WEEK_NONE;
}

int period_days(struct period p)
{
	return p.last - p.first + 1;
}

gint64 period_start(struct period p)
{
	return time_from_local(p.first, 0, FALSE, NULL);
}

gint64 period_end(struct period p)
{
	return time_from_local(p.last + 1, 0, FALSE, NULL);
}

void period_weeks(struct period p, int *first, int *last)
{
	/* three days on, a week's Monday has become its Thursday */
	*first = week_of_day(p.first + 3);
	*last = week_of_day(p.last - 3);
}

/* The same date in another year. */
static int day_in_year_before(int day)
{
	int year, month, mday, before;

	day_to_civil(day, &year, &month, &mday);
	before = day_from_civil(year - 1, month, mday);
	return before == DAY_NONE ? day_from_civil(year - 1, month, mday - 1) : before;
}

struct period period_year_before(struct period p)
{
	enum period_kind kind = period_kind(p);
	struct period before = {day_in_year_before(p.first), day_in_year_before(p.last)};

	if (kind == PERIOD_WEEK)
		return (struct period){p.first - 52 * 7, p.last - 52 * 7};
	if (kind != PERIOD_DAYS) /* February ends with the year before's February */
		before.last = day_in_year_before(p.last + 1) - 1;
	return before;
}

/* as people write them */

/* A number at p that fills all of it. */
struct period period_step(struct period p, int steps)
{
	static const int months[] = {[PERIOD_MONTH] = 1, [PERIOD_QUARTER] = 3, [PERIOD_YEAR] = 12};
	enum period_kind kind = period_kind(p);
	int year, month, mday, days = period_days(p) * steps;

	if (kind == PERIOD_DAYS || kind == PERIOD_WEEK)
		return (struct period){p.first + days, p.last + days};
	day_to_civil(p.first, &year, &month, &mday);
	return of_months(year, month + months[kind] * steps, months[kind]);
}

static gboolean read_number(const char *p, int digits, int least, int most, int *out)
{
	if (strlen(p) != (gsize)digits || strspn(p, "0123456789") != (gsize)digits)
		return FALSE;
	*out = (int)g_ascii_strtoll(p, NULL, 10);
	return *out >= least && *out <= most;
}

static gboolean read_year(const char *p, int *year)
{
	return read_number(p, 4, 1900, 9998, year);
}

/* "2024-Q3", "2024 k3", "q3 2024", "kvartal 3", "kv 3 2024". Without a year the latest that has
 * begun. */
static gboolean read_quarter(const char *word, int today, struct period *out)
{
	static const char *const marks[] = {"kvartal", "quarter", "kv.", "kv", "q", "k"};
	int year = 0, quarter = 0;
	g_autofree char *head = g_strndup(word, 4);

	if (strlen(word) > 4 && read_year(head, &year))
		word += 4 + strspn(word + 4, " -");
	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (!g_str_has_prefix(word, marks[i]))
			continue;
		word += strlen(marks[i]);
		word += strspn(word, " ");
		quarter = *word >= '1' && *word <= '4' ? *word - '0' : 0;
		break;
	}
	if (!quarter)
		return FALSE;
	word++;
	word += strspn(word, " -");
	if (*word ? year || !read_year(word, &year) : FALSE)
		return FALSE;
	*out = of_months(year ? year : day_year(today), quarter * 3 - 2, 3);
	if (!year && out->first > today)
		*out = period_year_before(*out);
	return TRUE;
}

/* "2024-09", "2024-9"; week 47 of a year may be written so too, a week up to 12 may not. */
static gboolean read_month(const char *word, struct period *out)
{
	g_autofree char *head = g_strndup(word, 4);
	int year, month;

	if (strlen(word) < 6 || word[4] != '-' || !read_year(head, &year) ||
	    (!read_number(word + 5, 2, 1, 12, &month) && !read_number(word + 5, 1, 1, 9, &month)))
		return FALSE;
	*out = of_months(year, month, 1);
	return TRUE;
}

/* "förra månaden", "this year" */
static gboolean read_relative(const char *word, int today, struct period *out)
{
	static const struct {
		const char *word;
		int months, step;
	} words[] = {
		{"denna månad", 1, 0},    {"den här månaden", 1, 0},  {"this month", 1, 0},
		{"förra månaden", 1, -1}, {"last month", 1, -1},      {"detta kvartal", 3, 0},
		{"this quarter", 3, 0},   {"förra kvartalet", 3, -1}, {"last quarter", 3, -1},
		{"i år", 12, 0},          {"this year", 12, 0},       {"förra året", 12, -1},
		{"i fjol", 12, -1},       {"last year", 12, -1},
	};
	int year, month, mday;

	day_to_civil(today, &year, &month, &mday);
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		int months = words[i].months;

		if (strcmp(word, words[i].word) != 0)
			continue;
		*out = of_months(year, (month - 1) / months * months + 1 + words[i].step * months,
				 months);
		return TRUE;
	}
	return FALSE;
}

/* "4/10", "2024-10-04", "september", "sep 2024": days and months, by the words of dates. */
static gboolean read_days(const char *word, int today, struct period *out)
{
	struct when when;
	int seconds;

	/* a period may end in days to come */
	out->first = out->last = day_parse_iso(word);
	if (out->first != DAY_NONE)
		return TRUE;
	if (!when_parse(word, time_from_local(today + 1, 0, FALSE, NULL) - 1, &when, NULL) ||
	    (when.precision != TIME_DATE && when.precision != TIME_INTERVAL))
		return FALSE;
	time_to_local(when.from, &out->first, &seconds);
	if (seconds)
		return FALSE;
	time_to_local(when.to, &out->last, &seconds);
	out->last -= seconds == 0;
	return seconds == 0 && out->last >= out->first;
}

static gboolean read_one(const char *word, int today, int near, struct period *out)
{
	int year, week;

	if (strstr(word, "..")) /* it lacks an end */
		return FALSE;
	if (read_year(word, &year)) {
		*out = of_months(year, 1, 12);
		return TRUE;
	}
	if (read_month(word, out) || read_quarter(word, today, out) ||
	    read_relative(word, today, out))
		return TRUE;
	week = week_parse(word, today, near);
	if (week == WEEK_NONE)
		return read_days(word, today, out);
	*out = period_of_week(week);
	return TRUE;
}

/* "a..b", "a–b", "a till b": two periods, from the first day of one to the last of the other. */
static gboolean read_span(const char *text, int today, int near, struct period *out)
{
	static const char *const between[] = {"..", "–", " - ", " till ", " to "};

	for (gsize i = 0; i < G_N_ELEMENTS(between); i++) {
		const char *at = strstr(text, between[i]);
		struct period from, to;

		if (!at)
			continue;
		g_autofree char *left = g_strstrip(g_strndup(text, (gsize)(at - text)));
		g_autofree char *right = g_strstrip(g_strdup(at + strlen(between[i])));

		if (!read_one(left, today, near, &from) || !read_one(right, today, near, &to))
			continue;
		*out = (struct period){from.first, to.last};
		return TRUE;
	}
	return FALSE;
}

gboolean period_parse(const char *text, int today, int near, struct period *period, GError **error)
{
	g_autofree char *lower = text_lower(text);
	const char *word = g_strstrip(lower);

	if (!read_one(word, today, near, period) && !read_span(word, today, near, period)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s” is no period. Write a week, a month, a quarter, a year or two "
			      "days: v40, 2024-09, 2024-Q3, 2024, 2024-09-01..2024-09-30."),
			    text);
		return FALSE;
	}
	if (period->last < period->first) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s” ends before it begins. Write the earlier day first: "
			      "2024-09-01..2024-09-30."),
			    text);
		return FALSE;
	}
	return TRUE;
}

char *period_format(struct period p)
{
	int year, month, mday;
	g_autofree char *first = NULL, *last = NULL;

	day_to_civil(p.first, &year, &month, &mday);
	switch (period_kind(p)) {
	case PERIOD_WEEK:
		return week_format(period_week(p));
	case PERIOD_MONTH:
		return g_strdup_printf("%04d-%02d", year, month);
	case PERIOD_QUARTER:
		return g_strdup_printf("%04d-Q%d", year, (month + 2) / 3);
	case PERIOD_YEAR:
		return g_strdup_printf("%04d", year);
	case PERIOD_DAYS:
		break;
	}
	first = day_format_iso(p.first);
	last = day_format_iso(p.last);
	return g_strdup_printf("%s..%s", first, last);
}
