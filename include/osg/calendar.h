/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weeks that are unlike others in a Swedish municipality: breaks and feasts, worked out from the
 * year. */
#ifndef OSG_CALENDAR_H
#define OSG_CALENDAR_H

#include <glib.h>

enum calendar_mark {
	CALENDAR_ORDINARY,
	CALENDAR_NEW_YEAR,
	CALENDAR_WINTER_BREAK,
	CALENDAR_EASTER,
	CALENDAR_VALBORG,
	CALENDAR_SCHOOL_END,
	CALENDAR_SUMMER_BREAK,
	CALENDAR_AUTUMN_BREAK,
	CALENDAR_LUCIA,
	CALENDAR_CHRISTMAS
};

/* What is unlike other weeks about a week; 0 = nothing. */
enum calendar_mark calendar_mark(int week);
/* "Halloween and autumn break", in the current language; "" for an ordinary week. */
const char *calendar_name(enum calendar_mark mark);
/* Monday to Friday and no public holiday, nor an eve on which Swedish offices are closed
 * (Midsummer, Christmas, New Year). The law 1989:253 names the holidays. */
gboolean calendar_is_working_day(int day);

#endif
