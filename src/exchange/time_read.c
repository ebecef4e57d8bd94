/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates and clock times of files. ISO 8601 is read by hand because a million rows have it; other
 * forms go through the formats of the mapping. Refuses what does not exist (31 February) and what
 * two readers would read differently. */
#include "config.h"

#include "exchange/time_read.h"

#include <math.h>
#include <string.h>

#include "osg/number.h"
#include "osg/date_text.h"
#include "osg/error.h"
#include "osg/text.h"
#include "osg/week.h"

enum { HALF_AN_HOUR = 1800 };

static const char *skip_blanks(const char *p)
{
	while (*p == ' ' || *p == '\t' || (p[0] == '\xC2' && p[1] == '\xA0'))
		p += *p == '\xC2' ? 2 : 1;
	return p;
}

static int two_digits(const char *p)
{
	return g_ascii_isdigit(p[0]) && g_ascii_isdigit(p[1]) ? (p[0] - '0') * 10 + p[1] - '0' : -1;
}

/* "0,604166666667": Excel's part of a day, to the second, or to the minute where the digits say no
 * more. -1: it is none; -2: it may be that or a time ("0.25"). */
static int clock_from_fraction(const char *text)
{
	gsize digits = text[0] == '0' && (text[1] == ',' || text[1] == '.')
			       ? strspn(text + 2, "0123456789")
			       : 0;
	double part;

	if (!digits || text[2 + digits] || !number_read(text, NUMBER_DECIMAL, NULL, &part))
		return -1;
	if (text[1] == '.' && digits == 2)
		return -2;
	return digits < 6 ? (int)lround(part * 1440) * 60 : (int)lround(part * DAY_SECONDS);
}

static int clock_digits(const char *text)
{
	static const char *const unknown[] = {"", "?", "-", "unknown"};
	int parts[3] = {0}, n = 0, digits = 0;
	const char *p = skip_blanks(text);
	const char *start = p;

	for (; *p && n < 3; p++) {
		if (g_ascii_isdigit(*p) && digits < (n ? 4 : 6)) {
			parts[n] = parts[n] * 10 + *p - '0';
			digits++;
		} else if ((*p == ':' || *p == '.') && digits && digits <= 2) {
			n++;
			digits = 0;
		} else {
			break;
		}
	}
	p = skip_blanks(p);
	if (*p || !digits || n > 2) {
		g_autofree char *folded = text_fold(start);

		for (gsize i = 0; i < G_N_ELEMENTS(unknown); i++)
			if (g_str_equal(folded, unknown[i]))
				return -1;
		return *start && !number_is_unsaid(start) ? -2 : -1;
	}
	if (n == 0 && digits == 6) {
		parts[2] = parts[0] % 100;
		parts[1] = parts[0] / 100 % 100;
		parts[0] /= 10000;
	} else if (n == 0 && digits == 5) {
		return -2;
	} else if (n == 0 && digits > 2) {
		parts[1] = parts[0] % 100;
		parts[0] /= 100;
	} else if (n && digits != 2) {
		return -2;
	}
	if (parts[0] == 24 && !parts[1] && !parts[2])
		return DAY_SECONDS;
	return parts[0] < 24 && parts[1] < 60 && parts[2] < 60
		       ? parts[0] * 3600 + parts[1] * 60 + parts[2]
		       : -2;
}

/* "kl. 14:30", "at 2 pm": what stands before a time. */
static const char *skip_at(const char *p)
{
	static const char *const words[] = {"klockan", "kl", "at", "@"};

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		gsize length = strlen(words[i]);

		if (g_ascii_strncasecmp(p, words[i], length) == 0 && !g_ascii_isalpha(p[length]))
			return p + length + strspn(p + length, ".: ");
	}
	return p;
}

/* Takes "PM", "p.m.", "h" or parts of a second off the end. Hours to add, -1 = not said. */
static int take_half(char *text)
{
	static const struct {
		const char *word;
		int half;
	} ends[] = {{"a.m.", 0}, {"p.m.", 12}, {"am", 0}, {"pm", 12}, {"h", -1}, {"tim", -1}};
	char *colon = strchr(text, ':'), *second = colon ? strchr(colon + 1, ':') : NULL;
	char *part = second ? strpbrk(second, ".,") : NULL;
	gsize length = strlen(text);

	if (part && part[1] && !part[1 + strspn(part + 1, "0123456789")])
		*part = '\0';
	for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
		gsize size = strlen(ends[i].word);

		if (length <= size || g_ascii_strcasecmp(text + length - size, ends[i].word) != 0)
			continue;
		text[length - size] = '\0';
		g_strchomp(text);
		return g_ascii_isdigit(*text) ? ends[i].half : -1;
	}
	return -1;
}

int clock_read(const char *text)
{
	g_autofree char *clean = text_clean(text, -1, FALSE);
	char *clock = (char *)skip_at(clean);
	int half = take_half(clock);
	int fraction = half < 0 ? clock_from_fraction(clock) : -1, seconds;

	if (fraction != -1)
		return fraction;
	seconds = clock_digits(clock);
	if (half < 0 || seconds < 0)
		return seconds;
	return seconds < 3600 || seconds >= 13 * 3600 ? -2 : seconds % (12 * 3600) + half * 3600;
}

/* FALSE: not of the form dddd-dd-dd. *day is DAY_NONE for a date that does not exist. */
static gboolean day_read(const char *text, int *day, const char **rest)
{
	int century = two_digits(text), year, month, mday;

	if (century < 0 || (year = two_digits(text + 2)) < 0 || text[4] != '-' ||
	    (month = two_digits(text + 5)) < 0 || text[7] != '-' ||
	    (mday = two_digits(text + 8)) < 0)
		return FALSE;
	*day = day_from_civil(century * 100 + year, month, mday);
	*rest = text + 10;
	return TRUE;
}

static void when_set_day(int day, struct when *when)
{
	when->from = time_from_local(day, 0, FALSE, NULL);
	when->to = time_from_local(day + 1, 0, FALSE, NULL);
	when->precision = TIME_DATE;
}

/* FALSE: the clocks were put forward over that hour. */
static gboolean when_set_clock(int day, int seconds, struct when *when)
{
	int odd = 0;

	when->from = seconds >= DAY_SECONDS ? time_from_local(day + 1, 0, FALSE, NULL)
					    : time_from_local(day, seconds, FALSE, &odd);
	when->to = when->from;
	when->precision = TIME_EXACT;
	return odd >= 0;
}

static gboolean came_twice(gint64 time)
{
	int day, seconds, odd = 0;

	time_to_local(time, &day, &seconds);
	return time_from_local(day, seconds, FALSE, &odd) == time && odd > 0;
}

int time_came_twice(const struct when *when)
{
	if (when->precision == TIME_INTERVAL)
		return came_twice(when->from) || came_twice(when->to);
	return when->precision == TIME_EXACT && came_twice(when->from);
}

/* Days since 1899-12-30, as spreadsheets count; the fraction is the time of day. Four years around
 * now have five digits, and no date that people write is one such number. */
static gboolean when_from_serial(const char *text, struct when *when)
{
	enum { FIRST = 30000, LAST = 60000 }; /* 1982 to 2064 */
	gsize digits = strspn(text, "0123456789");
	double serial;
	int day, seconds;

	if (digits != 5 || (text[5] && text[5] != ',' && text[5] != '.') ||
	    !number_read(text, NUMBER_DECIMAL, NULL, &serial) || serial < FIRST || serial > LAST)
		return FALSE;
	day = day_from_civil(1899, 12, 30) + (int)serial;
	seconds = (int)lround((serial - floor(serial)) * DAY_SECONDS);
	if (!text[5])
		when_set_day(day, when);
	/* midnight in a cell of a date says no time: a blink before it stays on its day */
	return !text[5] || when_set_clock(day, MIN(seconds, DAY_SECONDS - 1), when);
}

/* A quarter past ten in the evening of 4 October, as a format writes it. Owned. */
static char *written_as(const char *format)
{
	g_autoptr(GDateTime) time = g_date_time_new_utc(2024, 10, 4, 22, 15, 0);
	g_auto(GStrv) parts = g_strsplit(format, "%B", -1);
	g_autofree char *named = g_strjoinv(month_name(10), parts);

	return g_date_time_format(time, named);
}

static char *time_expected(const char *text, char *const *formats, const struct time_cells *cells)
{
	int day;
	const char *rest;
	enum date_text found =
		cells->strict ? DATE_TEXT_NONE
			      : date_text_read(skip_blanks(text), cells->today, &day, &rest);

	if (found == DATE_TEXT_AMBIGUOUS)
		return g_strdup(_("expected a date that can only be one day, like 2024-10-04; a "
				  "mapping can say how they are written (formats=%d/%m/%Y)"));
	if (found == DATE_TEXT_NO_DAY)
		return g_strdup(
			_("there is no such day; expected a date that exists, like 2024-10-04"));
	if (found == DATE_TEXT_DAY && *rest)
		return g_strdup(_("expected a time of day like 22:15 after the date, or nothing"));

	if (day_read(skip_blanks(text), &day, &rest) && day == DAY_NONE)
		return g_strdup(
			_("there is no such day; expected a date that exists, like 2024-10-04"));
	for (gsize i = 0; formats && formats[i]; i++)
		if (strchr(formats[i], '/')) {
			g_autofree char *written = written_as(formats[i]);

			return g_strdup_printf(
				_("expected a date that exists, written as %s or 2024-10-04"),
				written);
		}
	return g_strdup(_("expected a date that exists, like 2024-10-04 or 2024-10-04 22:15"));
}

/* Where the zone begins in "14:30Z", "14:30 UTC", "143000+0100"; NULL: none is said. */
static const char *zone_in(const char *clock)
{
	gsize length = strlen(clock);
	const char *last = length > 3 ? clock + length - 3 : "";

	return g_ascii_strcasecmp(last, "utc") == 0 || g_ascii_strcasecmp(last, "gmt") == 0
		       ? last
		       : strpbrk(clock, "Zz+");
}

/* "14:30Z", "143000+0100" behind a day. */
static gboolean when_from_zoned(int day, const char *clock, struct when *when)
{
	const char *zone = zone_in(clock);
	g_autofree char *plain = zone ? g_strndup(clock, (gsize)(zone - clock)) : NULL;
	int seconds = plain ? clock_read(plain) : -1, offset = 0;
	gsize digits = zone && *zone == '+' ? strspn(zone + 1, "0123456789:") : 0;

	if (seconds < 0 || seconds >= DAY_SECONDS ||
	    (!g_ascii_isalpha(zone[1]) && zone[1 + digits]) ||
	    (*zone == '+' && (offset = clock_digits(zone + 1)) < 0))
		return FALSE;
	when->from = (gint64)(day - day_from_civil(1970, 1, 1)) * DAY_SECONDS + seconds - offset;
	when->to = when->from;
	when->precision = TIME_EXACT;
	return TRUE;
}

/* Clean, with digits and hyphens of ASCII ("2024–10–04"). Owned. */
static char *cell_plain_text(const char *text)
{
	g_autofree char *clean = text_clean(text, -1, FALSE);

	return number_narrow(clean);
}

/* "22:30", "kl 22.30", or the hour alone: what "2215" and "9 pm" are beside another nobody knows.
 * Seconds since midnight, negative = it is none. */
static int clock_of_span(const char *text)
{
	const char *hour = skip_at(text);
	gsize digits = strspn(hour, "0123456789");

	return strpbrk(text, ":.") || (digits && digits <= 2 && !hour[digits]) ? clock_read(text)
									       : -1;
}

/* "22:30-02:00", "14.30 – 16.00", "kl 22-23": from one time of day to another, which lies after
 * midnight where it is the earlier one. */
static gboolean when_set_span(int day, const char *text, struct when *when)
{
	g_autofree char *plain = cell_plain_text(text);
	char *dash = strchr(plain, '-'), *last = dash ? dash + 1 : NULL;
	struct when to;
	int from, until;

	if (!dash || strchr(last, '-'))
		return FALSE;
	*dash = '\0';
	from = clock_of_span(g_strstrip(plain));
	until = clock_of_span(last + strspn(last, " "));
	if (from < 0 || until < 0)
		return FALSE;
	if (!when_set_clock(day, from, when) || !when_set_clock(day + (until < from), until, &to))
		return FALSE;
	when->to = to.from;
	when->precision = when->to == when->from ? TIME_EXACT : TIME_INTERVAL;
	return TRUE;
}

/* "ca 22", "omkring 22.15": half an hour before and after, as when.h has it. */
static gboolean when_set_about(int day, const char *text, struct when *when)
{
	static const char *const words[] = {"ca.",     "ca",   "c:a",   "cirka", "circa",
					    "omkring", "runt", "kring", "about", "around"};
	const char *p = skip_blanks(text);
	gsize length = 0;
	int seconds;

	for (gsize i = 0; !length && i < G_N_ELEMENTS(words); i++)
		if (g_ascii_strncasecmp(p, words[i], strlen(words[i])) == 0 &&
		    p[strlen(words[i])] == ' ')
			length = strlen(words[i]);
	seconds = length ? clock_read(p + length) : -1;
	if (seconds < 0 || !when_set_clock(day, seconds, when))
		return FALSE;
	when->from -= HALF_AN_HOUR;
	when->to += HALF_AN_HOUR;
	when->precision = TIME_INTERVAL;
	return TRUE;
}

/* What stands behind a day and is no time of day alone. */
static gboolean when_set_other(int day, const char *text, struct when *when)
{
	return when_from_zoned(day, text, when) || when_set_span(day, text, when) ||
	       when_set_about(day, text, when);
}

/* In every way that is one day alone. */
static gboolean when_from_text(const char *text, int today, struct when *when)
{
	const char *rest;
	int day, seconds;

	switch (date_text_read(text, today, &day, &rest)) {
	case DATE_TEXT_WEEK:
		when->from = time_from_local(day, 0, FALSE, NULL);
		when->to = time_from_local(day + 7, 0, FALSE, NULL);
		return !*rest;
	case DATE_TEXT_DAY:
		if (!*rest) {
			when_set_day(day, when);
			return TRUE;
		}
		seconds = clock_read(rest);
		if (seconds >= 0)
			return when_set_clock(day, seconds, when);
		/* "T14:30-15:15" has a zone, if not one of this world */
		return (g_ascii_isalpha(rest[-1]) ? when_from_zoned : when_set_other)(day, rest,
										      when);
	default:
		return FALSE;
	}
}

/* One time of a cell: a day, with a time of day or not. */
static gboolean when_from_one(const char *text, char *const *formats,
			      const struct time_cells *cells, struct when *when)
{
	const char *p = skip_blanks(text), *rest;
	g_autofree char *clean = NULL;
	int day;

	if (day_read(p, &day, &rest) && day != DAY_NONE) {
		gboolean stamp = *rest == 'T' || *rest == ' ';
		int seconds = stamp ? clock_read(rest + 1) : -2;

		if (!*skip_blanks(rest)) {
			when_set_day(day, when);
			return TRUE;
		}
		if (seconds >= 0)
			return when_set_clock(day, seconds, when);
		if (time_parse_rfc3339(p, &when->from)) {
			when->to = when->from;
			when->precision = TIME_EXACT;
			return TRUE;
		}
		if (*rest == ' ' && when_set_other(day, rest + 1, when))
			return TRUE;
	}
	clean = cell_plain_text(text);
	if (!g_str_equal(clean, text) && day_read(clean, &day, &rest) && !*rest &&
	    day != DAY_NONE) {
		when_set_day(day, when);
		return TRUE;
	}
	for (gsize i = 0; formats && formats[i]; i++)
		if (when_parse_format(clean, formats[i], when))
			return TRUE;
	if (!cells->strict && when_from_text(clean, cells->today, when))
		return TRUE;
	return when->precision != TIME_EXACT && when_from_serial(clean, when);
}

/* "2024-10-18 22:15 - 2024-10-19 06:00", or with a slash as ISO 8601 has it: a day on both sides.
 */
static gboolean when_from_two(const char *text, char *const *formats,
			      const struct time_cells *cells, struct when *when)
{
	static const char *const between[] = {" - ", " till ", " to ", "/"};
	g_autofree char *plain = cell_plain_text(text);

	for (gsize i = 0; i < G_N_ELEMENTS(between); i++) {
		char *at = strstr(plain, between[i]);
		struct when from = {.precision = TIME_WEEK}, to = from, both;

		if (!at || at - plain < 8 || strlen(at) < 8 + strlen(between[i]) ||
		    strstr(at + 1, between[i]))
			continue;
		*at = '\0';
		if (!when_from_one(plain, formats, cells, &from) ||
		    !when_from_one(at + strlen(between[i]), formats, cells, &to) ||
		    from.precision != to.precision || from.precision == TIME_WEEK ||
		    !time_span_join(&from, &to, &both))
			return FALSE;
		*when = both;
		return TRUE;
	}
	return FALSE;
}

static gboolean when_from_cell(const char *text, char *const *formats,
			       const struct time_cells *cells, struct when *when)
{
	return when_from_one(text, formats, cells, when) ||
	       (when->precision != TIME_EXACT && when_from_two(text, formats, cells, when));
}

/* "the hour" told apart from "the date" in a fault. */
static char *hour_skipped(void)
{
	return g_strdup(_("that hour was not there: the clocks were put forward from 02:00 to "
			  "03:00; expected another time"));
}

/* The time of day in its own cell, which may carry a date of its own: Excel's 1899-12-30,
 * 1900-01-00 and the like, or the same day. */
int clock_of_cell(const char *text, int day)
{
	const char *p = skip_blanks(text), *rest;
	int own, year, month, mday;

	if (!day_read(p, &own, &rest) || (*rest != ' ' && *rest != 'T'))
		return clock_read(text);
	year = (int)g_ascii_strtoll(p, NULL, 10);
	if (own != DAY_NONE)
		day_to_civil(own, &year, &month, &mday);
	return own == day || year <= 1900 ? clock_read(rest + 1) : -2;
}

gboolean time_is_whole(const char *text, int today, struct when *when)
{
	const struct time_cells cells = {.today = today};

	*when = (struct when){.precision = TIME_WEEK};
	return when_from_cell(text, NULL, &cells, when) && when->precision == TIME_EXACT;
}

gboolean time_at_clock(int day, int seconds, struct when *when, char **reason)
{
	if (when_set_clock(day, seconds, when))
		return TRUE;
	*reason = hour_skipped();
	return FALSE;
}

/* "2024-10-04T24:00" is the midnight after that day, and no empty time of the next. */
static gboolean is_end_of_day(const char *text, int day)
{
	const char *rest;
	int said;

	return day_read(text, &said, &rest) && said != day;
}

enum time_cell time_read(const struct time_cells *cells, char *const *formats, struct when *when,
			 char **reason)
{
	const char *whole = skip_blanks(cells->when), *date = skip_blanks(cells->date);
	enum time_cell at = *whole ? TIME_CELL_WHEN : TIME_CELL_DATE;
	int seconds, day, own;

	if (!*whole && !*date)
		return TIME_CELL_EMPTY;
	*when = (struct when){.precision = TIME_WEEK};
	if (!when_from_cell(*whole ? whole : date, formats, cells, when)) {
		if (number_is_unsaid(*whole ? whole : date))
			return TIME_CELL_EMPTY;
		*reason = when->precision == TIME_EXACT
				  ? hour_skipped()
				  : time_expected(*whole ? whole : date, formats, cells);
		return at;
	}
	if (*whole)
		return TIME_CELL_FINE;
	time_to_local(when->from, &day, &own);
	seconds = clock_of_cell(cells->time, day);
	if (seconds != -1 && when->precision != TIME_EXACT && when->precision != TIME_DATE) {
		*reason = g_strdup(_("expected the day of that time of day, like 2024-10-04"));
		return TIME_CELL_DATE;
	}
	if (seconds == -2 && when->precision == TIME_DATE &&
	    when_set_other(day, skip_blanks(cells->time), when))
		return TIME_CELL_FINE;
	if (seconds == -2) {
		*reason = g_strdup(_("expected a time of day like 22:15, or an empty cell when it "
				     "is not known"));
		return TIME_CELL_TIME;
	}
	if (seconds >= 0 && when->precision == TIME_EXACT && own != 0 && own != seconds) {
		*reason = g_strdup(_("the date's own cell says another time of day; expected the "
				     "same, or a date alone"));
		return TIME_CELL_TIME;
	}
	if (seconds >= 0 && !time_at_clock(day, seconds, when, reason))
		return TIME_CELL_TIME;
	if (seconds < 0 && cells->timed && when->precision == TIME_EXACT && own == 0 &&
	    !is_end_of_day(date, day))
		when_set_day(day, when);
	return TIME_CELL_FINE;
}

/* As formats=%Y-%m has it. */
static gboolean is_months(const struct when *when)
{
	int day, seconds, year, month, mday;

	time_to_local(when->from, &day, &seconds);
	day_to_civil(day, &year, &month, &mday);
	if (seconds || mday != 1)
		return FALSE;
	time_to_local(when->to, &day, &seconds);
	day_to_civil(day, &year, &month, &mday);
	return !seconds && mday == 1;
}

gboolean time_is_span(const struct when *when)
{
	return when->precision == TIME_INTERVAL && !is_months(when);
}

gboolean time_span_agrees(const struct when *span, const struct when *end)
{
	return end->precision == TIME_DATE ? span->to >= end->from && span->to <= end->to
					   : span->to == end->to;
}

gboolean time_span_join(const struct when *from, const struct when *to, struct when *when)
{
	gint64 end = to->precision == TIME_EXACT ? to->from : to->to;

	*when = *from;
	if (end < from->from)
		return FALSE;
	if (to->from == from->from && to->precision == from->precision)
		return TRUE;
	when->to = MAX(end, from->from);
	when->precision = when->to == when->from ? TIME_EXACT : TIME_INTERVAL;
	return TRUE;
}
