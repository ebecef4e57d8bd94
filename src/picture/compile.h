/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One compilation of a picture, as its parts share it. */
#ifndef OSG_PICTURE_COMPILE_H
#define OSG_PICTURE_COMPILE_H

#include "osg/app.h"
#include "osg/signals.h"

#include "picture/picture_cache.h"
#include "picture/week_facts.h"

enum { LAST_WEEKS = 8 };

struct compile {
	struct session *session;
	struct picture *picture;
	gboolean quick;
	const struct cube *cube;
	const GArray *
		rows[LAST_WEEKS]; /* struct observation_row: [0] this week, [1] the week before … */
	struct week_facts *facts;     /* of the weeks that a scan looks at, this one the last */
	GPtrArray *nils;              /* struct nil_report, all */
	int history;                  /* weeks that exist, this one included */
	struct picture_record *draft; /* NULL = none yet */
};

/* The draft as it is now, from the observations; quick: without hotspots that would have to be
 * looked for. OSG_ERROR_INPUT: the period lies ahead. */
struct picture *picture_compile(struct session *session, struct period period, gboolean quick,
				GError **error);
/* Fills in a picture of a period longer than a week: period_picture.c */
gboolean compile_period(struct session *session, struct picture *picture, GError **error);
/* picture_kept.c: the draft as it was compiled before from the same data; NULL = it was not, or not
 * of this. */
struct picture *picture_kept(struct session *session, int week);
/* Keeps it; version: picture_version when its compiling began. */
void picture_keep(struct session *session, const struct picture *picture, guint64 version);
guint64 picture_version(struct session *session, int week);
/* The stored draft (number 0) or fixed version, NULL = none or error. */
struct picture_record *picture_find(struct session *session, int week, int number, GError **error);

/* Tuesday 08:30 in a week: when the week before it is compiled. */
gint64 report_deadline(int week);
/* Whole weeks between a week's compiling and a report's coming in; 0 = it was there. */
int report_delay(gint64 entered, int week);
/* The last n weeks of a series of the cube, oldest first; weeks outside it are zero. */
void recent_weeks(const struct compile *c, const int *series, int n, int *out);
/* Mean of the up to most weeks before the last of n. */
double compile_mean(const int *counts, int n, int most);
/* A line in the draft's highlights: "BRA/" and the area's id; 0 = the whole municipality. */
char *highlight_code(const struct registry *registry, const char *category, gint64 area);
/* Whether the coordinator lifted the line out. */
void compile_highlight(const struct compile *c, struct picture_signal *signal);
/* agreed.c: what the meeting agreed about the week, and what the week after brings */
gboolean compile_agreed(struct compile *c, GError **error);
/* signals.c */
gboolean compile_signals(struct compile *c, GError **error);

/* findings.c; after signals and hotspots, whose telling it takes over or leaves. */
void compile_findings(struct compile *c);

/* Counts a row among the reports, and if it is an event (TRUE) among the hours; or as kept only. */
gboolean compile_row(struct picture *picture, const struct observation_row *row);
/* What an organisation said of a week in which it had nothing; NULL = no such word. */
const struct nil_report *nil_report_of(const GPtrArray *nils, gint64 organisation, int week);
/* A line for a place, without its counts; categories: key -> count, of its events. */
struct picture_place *compile_place(const struct registry *v, gint64 place, GHashTable *categories);
enum { MOST_PLACES = 20 };

/* What a category is called, in both languages; empty for NULL. */
struct picture_label category_label(const struct category *category);

#endif
