/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates of files in the ways that can only be read as one day: "5 januari 2024", "Jan 5, 2024",
 * "20240105", "2024.01.05", "240105", "2024-W01-5", "den 5 jan -24", "25/6/2024", "05.06.2024". */
#ifndef OSG_DATE_TEXT_H
#define OSG_DATE_TEXT_H

#include <glib.h>

enum date_text {
	DATE_TEXT_NONE,      /* no date begins here */
	DATE_TEXT_AMBIGUOUS, /* "05/06/2024": two readers would read two days */
	DATE_TEXT_NO_DAY,    /* there is no such day, or it is another weekday than is said */
	DATE_TEXT_DAY,
	DATE_TEXT_WEEK /* the Monday */
};

/* The date at the front of text. *rest is what follows it: a time of day, or "". today: what years
 * of two digits are near to; DAY_NONE: those are none. */
enum date_text date_text_read(const char *text, int today, int *day, const char **rest);

#endif
