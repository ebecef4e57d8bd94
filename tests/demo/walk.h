/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo's year week by week, as the coordinator would see it each Tuesday: what was planted and
 * when it is found, what is told that is not so. The truth comes from the generator and is never
 * shown to the program. */
#ifndef OSG_TESTS_DEMO_WALK_H
#define OSG_TESTS_DEMO_WALK_H

#include "year.h"

/* Numbers of share/demo/signals.csv. */
enum {
	AUTUMN = 1,
	SERIES = 2,
	MOPEDS = 3,
	RECORDING = 4,
	EAGER = 5,
	ONE_NIGHT = 6,
	SLOW = 7,
	NEW_LANDLORD = 8,
	RUMOUR = 10
};
enum { PLANTED = 12, NOTHING = -1, CALENDAR = 0 };

/* What an alarm is about: number of a planted signal, CALENDAR, or NOTHING. */
struct found {
	int first[PLANTED]; /* week of the first alarm, -1 none */
	char *how[PLANTED];
	int alarms[PLANTED]; /* weeks x lines */
};

struct walk {
	struct year year;
	gboolean quiet; /* nothing is planted */
	gboolean loud;  /* tells each alarm as a message of the test */
	struct found signals, drifts, hotspots;
	int false_signals, false_few, false_drifts, false_hotspots;
	int calendar_signals, weeks;
	int skogas;                     /* alarms there in the autumn */
	gboolean one_night;             /* the fires of signal 6 were said to be of one night */
	gboolean other_landlord;        /* signal 8 was told without naming who is new */
	gboolean percentages;           /* were told of areas with too few for shares */
	struct found other;             /* by other detectors, of every kind */
	int false_other[FINDING_KINDS]; /* by enum finding_kind, told anew */
	GHashTable *telling;            /* other findings of last week */
	GHashTable *drifting;           /* lines that drifted last week */
	GHashTable *reports;            /* id as text -> index of the report + 1 */
	GHashTable *told;               /* numbers of hotspots told before */
	int glances, false_glances;     /* hotspots worth a glance */
};

/* The demo's year of a seed, without signals if quiet. */
void walk_open(struct walk *walk, guint64 seed, gboolean quiet);
/* The meeting after a week of the year, from 0. */
void walk_week(struct walk *walk, int week);
/* The week that a planted signal is first found in, by anything; -1 never. */
int walk_first(const struct walk *walk, int signal);
void walk_close(struct walk *walk);
/* "W07"; "-" where there is none. Valid until the next. */
const char *walk_week_label(int week);

#endif
