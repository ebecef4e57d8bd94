/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is compiled: a stretch of whole days, both ends in it. Weeks, months, quarters and years are
 * known by their days; any other stretch is from one day to another. */
#ifndef OSG_PERIOD_H
#define OSG_PERIOD_H

#include <glib.h>

struct period {
	int first, last; /* days */
};

/* No days at all: last before first. */
#define PERIOD_NONE ((struct period){0, -1})

enum period_kind { PERIOD_DAYS, PERIOD_WEEK, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_YEAR };

/* What its days make it: never asked for, always known. */
enum period_kind period_kind(struct period period);
struct period period_of_week(int week);
int period_week(struct period period); /* WEEK_NONE of any other period */
int period_days(struct period period);
gint64 period_start(struct period period); /* seconds UTC */
gint64 period_end(struct period period);   /* exclusive */
/* The weeks whose Thursday lies in it: every week is in exactly one month, quarter and year. Empty
 * (first > last) when there is none. */
void period_weeks(struct period period, int *first, int *last);
/* The same a year earlier: the month, quarter, year or dates; of a week the one 52 weeks before,
 * which has the same weekdays. 29 February becomes the 28th. */
struct period period_year_before(struct period period);

/* So many periods of its kind later or earlier; other stretches by their own length. */
struct period period_step(struct period period, int steps);

/* "2024-W40", "v40", "2024-09", "september 2024", "2024-Q3", "kvartal 3 2024", "K3", "2024",
 * "2024-09-01..2024-09-30", "v36..v40", "förra månaden", "last quarter". Relative to the day today
 * and the week near. OSG_ERROR_INPUT with examples. */
gboolean period_parse(const char *text, int today, int near, struct period *period, GError **error);
/* Stable: "2024-W40", "2024-09", "2024-Q3", "2024", "2024-09-01..2024-09-29". Owned. */
char *period_format(struct period period);

#endif
