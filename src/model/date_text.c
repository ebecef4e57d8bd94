/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms of dates are rows of a table. What could be two days is told, never chosen. */
#include "config.h"

#include "osg/date_text.h"

#include <string.h>

#include "model/when_private.h"
#include "osg/week.h"

/* Y a year of four digits, y of two, z of two that are no hour; m and d one digit or two, M and D
 * two; B the name of a month; v a word for week, w its number, i the number of a weekday; o what
 * makes a number the fifth; a blank is one blank or several, with a comma or not, an underline none
 * or some. */
static const struct date_form {
	const char *form;
	gboolean either; /* day and month may have changed places, as Americans write them */
} forms[] = {
	{"Y-m-d", FALSE},  {"Y/m/d", FALSE},   {"Y.m.d", FALSE},    {"YMD", FALSE},
	{"yMD", FALSE},    {"Y-Www-i", FALSE}, {"YWwwi", FALSE},    {"Y-Www", FALSE},
	{"YWww", FALSE},   {"do_B_Y", FALSE},  {"do_B -_y", FALSE}, {"do_B '_y", FALSE},
	{"do_B z", FALSE}, {"d-B-Y", FALSE},   {"d-B-y", FALSE},    {"d/B/Y", FALSE},
	{"d.B.Y", FALSE},  {"do_B-Y", FALSE},  {"do_B-y", FALSE},   {"B_do Y", FALSE},
	{"Y B_do", FALSE}, {"Y-B-d", FALSE},   {"d/m Y", FALSE},    {"d/m-Y", FALSE},
	{"d/m/Y", TRUE},   {"d-m-Y", FALSE},   {"d.m.Y", FALSE},    {"v_w Y", FALSE},
	{"v_w-Y", FALSE},  {"Y_v_w", FALSE},   {"Y-v_w", FALSE},
};

struct scan {
	const char *p;
	int year, month, mday, week, weekday;
	int today;
};

static gboolean take_number(struct scan *s, int least, int most, int *value)
{
	int count = 0;

	*value = 0;
	for (; count < most && g_ascii_isdigit(*s->p); count++)
		*value = *value * 10 + (*s->p++ - '0');
	return count >= least;
}

/* The century in which it lies nearest. */
static gboolean take_short_year(struct scan *s)
{
	int year, month, mday;

	if (s->today == DAY_NONE || !take_number(s, 2, 2, &s->year))
		return FALSE;
	day_to_civil(s->today, &year, &month, &mday);
	s->year += year / 100 * 100;
	return s->year <= year + 1;
}

static gboolean take_blanks(struct scan *s, gboolean needed)
{
	const char *start = s->p;

	s->p += strspn(s->p, " ");
	if (*s->p == ',')
		s->p++;
	s->p += strspn(s->p, " ");
	return s->p > start || !needed;
}

static gboolean take_word(struct scan *s, const char *const *words)
{
	for (; *words; words++) {
		gsize length = strlen(*words);

		if (g_ascii_strncasecmp(s->p, *words, length) == 0 &&
		    !g_ascii_isalpha(s->p[length])) {
			s->p += length;
			return TRUE;
		}
	}
	return FALSE;
}

static gboolean take_month(struct scan *s)
{
	s->month = when_take_month(&s->p);
	if (s->month && *s->p == '.')
		s->p++;
	return s->month > 0;
}

static gboolean take_sign(struct scan *s, char sign)
{
	static const char *const ordinals[] = {":e", ":a", "e", "a", "st", "nd", "rd", "th", NULL};
	static const char *const weeks[] = {"vecka", "v.", "v", "week", "wk", "w.", "w", NULL};

	switch (sign) {
	case 'Y':
		return take_number(s, 4, 4, &s->year) && s->year >= 1900 && s->year <= 2100;
	case 'y':
		return take_short_year(s);
	case 'z':
		return take_short_year(s) && s->year % 100 >= 24;
	case 'm':
	case 'M':
		return take_number(s, sign == 'M' ? 2 : 1, 2, &s->month);
	case 'd':
	case 'D':
		return take_number(s, sign == 'D' ? 2 : 1, 2, &s->mday);
	case 'B':
		return take_month(s);
	case 'o':
		if (*s->p == '.')
			s->p++;
		else
			take_word(s, ordinals);
		return TRUE;
	case 'v':
		return take_word(s, weeks);
	case 'w':
		return take_number(s, 1, 2, &s->week);
	case 'i':
		return take_number(s, 1, 1, &s->weekday);
	case ' ':
	case '_':
		return take_blanks(s, sign == ' ');
	default:
		return g_ascii_tolower(*s->p++) == g_ascii_tolower(sign);
	}
}

/* Whether a date may end here: nothing that belongs to it follows, or a time of day does. */
static gboolean date_ends(const struct scan *s, const char *form)
{
	gsize digits = strspn(s->p, "0123456789");

	if (digits)
		return g_str_equal(form, "YMD") && (digits == 4 || digits == 6) && !s->p[digits];
	return !*s->p || strchr(" ,;", *s->p) || (strchr("Tt", *s->p) && g_ascii_isdigit(s->p[1]));
}

static gboolean take_form(struct scan *s, const char *form)
{
	const char *sign = form;

	s->week = s->month = s->mday = s->weekday = 0;
	for (; *sign; sign++) {
		int two = sign[0] == 'w' && sign[1] == 'w';

		if (two ? !take_number(s, 2, 2, &s->week) : !take_sign(s, *sign))
			return FALSE;
		sign += two;
	}
	return date_ends(s, form);
}

static gboolean is_near(int day, int today)
{
	enum { BACK = 5 * 366, AHEAD = 31 };

	return day != DAY_NONE && day > today - BACK && day < today + AHEAD;
}

/* "150124" is 24 January 2015 to one and 15 January 2024 to another. */
static gboolean has_two_days(const struct scan *s)
{
	int year = s->year / 100 * 100 + s->mday;
	int first = day_from_civil(s->year, s->month, s->mday),
	    other = day_from_civil(year, s->month, s->year % 100);

	return other != first && other != DAY_NONE &&
	       (is_near(other, s->today) || !is_near(first, s->today));
}

static enum date_text day_of(const struct scan *s, const char *form, gboolean either, int *day)
{
	int week;

	if (g_str_equal(form, "yMD") && has_two_days(s))
		return DATE_TEXT_AMBIGUOUS;
	if (either && s->month <= 12 && s->mday <= 12 && s->month != s->mday)
		return DATE_TEXT_AMBIGUOUS;
	if (!s->week) {
		*day = either && s->month > 12 ? day_from_civil(s->year, s->mday, s->month)
					       : day_from_civil(s->year, s->month, s->mday);
		return *day == DAY_NONE ? DATE_TEXT_NO_DAY : DATE_TEXT_DAY;
	}
	week = week_from_iso(s->year, s->week);
	if (week == WEEK_NONE || s->weekday > 7)
		return DATE_TEXT_NO_DAY;
	*day = week_monday(week) + MAX(s->weekday - 1, 0);
	return s->weekday ? DATE_TEXT_DAY : DATE_TEXT_WEEK;
}

/* "fredag den": the weekday, -1 = none is said. */
static int take_weekday(struct scan *s)
{
	static const char *const fillers[] = {"den", "the", "d.", "of", NULL};
	int weekday = when_take_weekday(&s->p);

	if (weekday >= 0 && *s->p == '.')
		s->p++;
	take_blanks(s, FALSE);
	if (take_word(s, fillers))
		take_blanks(s, FALSE);
	return weekday;
}

enum date_text date_text_read(const char *text, int today, int *day, const char **rest)
{
	struct scan start = {.p = text, .today = today};
	int weekday = (take_blanks(&start, FALSE), take_weekday(&start));

	for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
		struct scan s = start;
		enum date_text found;

		if (!take_form(&s, forms[i].form))
			continue;
		found = day_of(&s, forms[i].form, forms[i].either, day);
		if (found == DATE_TEXT_DAY && weekday >= 0 && day_weekday(*day) != weekday)
			found = DATE_TEXT_NO_DAY;
		*rest = s.p + strspn(s.p, " ,;");
		*rest += (**rest == 'T' || **rest == 't') && g_ascii_isdigit((*rest)[1]);
		return found;
	}
	return DATE_TEXT_NONE;
}
