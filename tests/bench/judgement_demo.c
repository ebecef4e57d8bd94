/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo years as the coordinator sees them, Tuesday by Tuesday: in which of them each planted signal
 * is found and when, and what years without any signal tell all the same. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "../demo/walk.h"
#include "judgement.h"
#include "osg/calendar.h"

enum { FIRST_WEEK = 4, LAST_WEEK = 51, NEVER = 99 };
#define HALF_YEARS ((LAST_WEEK - FIRST_WEEK + 1) / 26.0)

/* What years without signals told. */
struct quiet {
	int weeks; /* that no mark is set upon: elsewhere nobody knows what is false */
	int signals, few, drifts, hotspots, other[FINDING_KINDS]; /* other: by enum finding_kind */
};

static void walk_year(struct walk *walk, guint64 seed, gboolean quiet)
{
	walk_open(walk, seed, quiet);
	walk->loud = g_getenv("JUDGEMENT_LOUD") != NULL;
	for (int week = FIRST_WEEK; week <= LAST_WEEK; week++)
		walk_week(walk, week);
}

static int compare_int(gconstpointer a, gconstpointer b)
{
	return *(const int *)a - *(const int *)b;
}

/* What is asked of a planted signal: found in so many of fifty years, by which week (0 = no matter)
 * at the latest, as a median or each time. */
static const struct asked {
	int signal, of_fifty, week;
	gboolean median;
	const char *what;
} asked[] = {
	{AUTUMN, 46, 40, TRUE, "1 Flemingsberg's autumn"},
	{SERIES, 27, 52, FALSE, "2 burglary series"},
	{MOPEDS, 45, 24, FALSE, "3 mopeds at night"},
	{ONE_NIGHT, 45, 31, FALSE, "6 one night"},
	{SLOW, 40, 52, FALSE, "7 slow drift"},
	{NEW_LANDLORD, 38, 32, FALSE, "8 a new reporter"},
};

static void planted_row(const struct asked *a, const int *first, int seeds)
{
	g_autofree int *weeks = g_memdup2(first, sizeof(int) * (gsize)seeds);
	int found = 0;

	for (int i = 0; i < seeds; i++)
		if (weeks[i] < 0)
			weeks[i] = NEVER;
	qsort(weeks, (gsize)seeds, sizeof(int), compare_int);
	for (int i = 0; i < seeds; i++)
		found += weeks[i] < (a->median ? NEVER : a->week);
	int median = found ? weeks[(seeds - 1) / 2] : NEVER;
	g_autofree char *goal =
		g_strdup_printf(a->median ? "%d of %d, median W%d" : "%d of %d by W%d",
				a->of_fifty * seeds / 50, seeds, a->week);
	judgement_row(found >= a->of_fifty * seeds / 50 && (!a->median || median < a->week),
		      a->what, goal, "%d of %d, median %s", found, seeds,
		      median == NEVER ? "never" : walk_week_label(median));
}

static void quiet_rows(const struct quiet *q, int seeds)
{
	double halves = seeds * HALF_YEARS, ordinary = q->weeks / 26.0;
	int signals = q->signals + q->few;

	judgement_row(signals >= 4 * ordinary && signals <= 7 * ordinary,
		      "false signals in 26 ordinary weeks", "4-7", "%.2f + %.2f",
		      q->signals / ordinary, q->few / ordinary);
	judgement_row(q->hotspots * 28 / halves <= 5, "false hotspots in 28 half-years",
		      "at most 5", "%.1f", q->hotspots * 28 / halves);
	judgement_row(q->drifts <= halves, "false drifts in a half-year", "at most 1", "%.2f",
		      q->drifts / halves);
	static const struct {
		enum finding_kind kind;
		const char *what, *goal;
		double most;
	} others[] = {{FINDING_REPORTER, "reporters told falsely a year", "at most 1", 1},
		      {FINDING_NIGHT, "nights told falsely a year", "at most 1", 1},
		      {FINDING_HOURS, "hours told falsely a year", "at most 1", 1},
		      {FINDING_GATHERING, "burglaries told falsely a year", "at most 0.5", 0.5}};
	for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
		judgement_row(q->other[others[i].kind] <= others[i].most * seeds, others[i].what,
			      others[i].goal, "%.2f", (double)q->other[others[i].kind] / seeds);
}

void judgement_demo(guint64 first, int seeds)
{
	g_autofree int *found = g_new(int, seeds *G_N_ELEMENTS(asked));
	struct quiet quiet = {0};

	for (int i = 0; i < seeds; i++) {
		struct walk walk;

		walk_year(&walk, first + (guint64)i, FALSE);
		for (gsize a = 0; a < G_N_ELEMENTS(asked); a++)
			found[a * (gsize)seeds + (gsize)i] = walk_first(&walk, asked[a].signal);
		walk_close(&walk);
		walk_year(&walk, first + (guint64)i, TRUE);
		for (int week = FIRST_WEEK; week <= LAST_WEEK; week++)
			quiet.weeks += calendar_mark(walk.year.truth->first_week + week) ==
				       CALENDAR_ORDINARY;
		quiet.signals += walk.false_signals;
		quiet.few += walk.false_few;
		quiet.drifts += walk.false_drifts;
		quiet.hotspots += walk.false_hotspots;
		for (gsize k = 0; k < G_N_ELEMENTS(quiet.other); k++)
			quiet.other[k] += walk.false_other[k];
		walk_close(&walk);
	}
	judgement_head("Demo years with signals: found", "");
	for (gsize a = 0; a < G_N_ELEMENTS(asked); a++)
		planted_row(&asked[a], found + a * (gsize)seeds, seeds);
	judgement_head("The same years without", "");
	quiet_rows(&quiet, seeds);
}
