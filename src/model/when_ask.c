/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digits that are a year to one reader and a time of day or a day to another: refused, with both
 * ways of writing it. */
#include "config.h"

#include <string.h>

#include "model/when_private.h"
#include "osg/error.h"
#include "osg/week.h"

/* Of all that stands there; G_MAXINT: it is none of up to four digits. */
static int number_in(const char *text)
{
	gsize digits = strspn(text, "0123456789");

	return digits && digits <= 4 && (!text[digits] || strchr("-/.", text[digits]))
		       ? (int)g_ascii_strtoll(text, NULL, 10)
		       : G_MAXINT;
}

/* "2026" in that year or the next, alone or beside a month ("2026-10", "10-2026"), is the year to
 * one reader and 20:26 to another. */
gboolean when_ask_year(struct when_reading *r)
{
	const char *rest = r->typed + strspn(r->typed, "0123456789");
	int first = number_in(r->typed), second = *rest ? number_in(rest + 1) : 0;
	gboolean years[2], both;

	years[0] = first == r->year || first == r->year - 1;
	years[1] = second == r->year || second == r->year - 1;
	both = *rest && strchr("-/.", *rest) && !rest[1 + strspn(rest + 1, "0123456789")];
	if (*rest ? !both ||
			    !((years[0] && (second < 100 || years[1])) || (years[1] && first < 100))
		  : !years[0])
		return TRUE;
	r->asked = TRUE;
	return when_refuse(r, _("“%s” can be a year and a time of day; write for example “%s”."),
			   r->typed, _("yesterday 22"));
}

gboolean when_is_near_year(const struct when_reading *r, int digits)
{
	return ABS(2000 + digits - r->year) <= WHEN_FAR;
}

static gboolean says_hour(const struct side *side)
{
	return side->clock >= 0 || side->part || side->instant != TIME_NONE;
}

/* Whether the two digits behind the day may be its year: nothing beside them says that they are an
 * hour. */
static gboolean may_be_year(const struct side *side)
{
	return side->maybe_year >= 0 && side->clock >= 0 && !side->part && !side->meridiem &&
	       !side->about && !side->bound;
}

static gboolean may_be_month(const struct side *side)
{
	return side->maybe_year > 0 && side->mday == side->maybe_year && !side->year &&
	       side->weekday < 0 && !says_hour(side);
}

/* "12 okt 18", "12-14 okt 24", "okt 24" are asked about; the ends of "12 okt 22 - 13 okt 02" are
 * hours. */
gboolean when_ask_years(struct when_reading *r)
{
	for (int i = 0; i < r->count; i++) {
		const struct side *side = &r->sides[i], *other = &r->sides[!i];
		gboolean hours =
			r->count == 2 && says_hour(other) &&
			(other->clock != side->clock || !when_is_near_year(r, side->maybe_year));

		r->asked = (may_be_year(side) && !hours) || may_be_month(side);
		if (may_be_year(side) && !hours)
			return when_refuse(
				r,
				_("“%s” can be a time of day and a year; write “at %02d” "
				  "or “%d”."),
				r->typed, side->maybe_year, 2000 + side->maybe_year);
		if (may_be_month(side))
			return when_refuse(
				r, _("“%s” can be a day and a year; write “%d %s” or “%s %d”."),
				r->typed, side->mday, month_name(side->month),
				month_name(side->month), 2000 + side->mday);
	}
	return TRUE;
}
