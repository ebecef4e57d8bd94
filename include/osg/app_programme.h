/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The programme's year as screens, prints and the meeting read it. */
#ifndef OSG_APP_PROGRAMME_H
#define OSG_APP_PROGRAMME_H

#include "osg/programme.h"
#include "osg/session.h"

/* All that is told of a period, read once. The arrays hold records of the kind they are called by.
 */
struct programme {
	struct session *session;
	struct period period;
	int today; /* day: the session's, or the period's last where that is over */
	gint64 now;
	GPtrArray *mandates, *objectives, *activities, *indicators, *readings, *assets,
		*inspections, *defects, *notes, *editions;
	GPtrArray *counted; /* readings that were counted of observations, as they were asked for */
};
/* NULL with an error. That it was read is on the record of changes. */
struct programme *app_programme(struct session *session, struct period period, GError **error);
void programme_free(struct programme *programme);

/* Before it is stored: fills in what follows from the others (what the figures of a text are as it
 * is written) and asks the rules among them. TRUE for all kinds that have none. */
gboolean programme_fits(struct session *session, gpointer record, const char **field,
			GError **error);
/* Inside a change: the mandate that record (of any kind) replaces ends the day before it begins. */
gboolean programme_end_replaced(struct session *session, gpointer record, GError **error);

/* mandates and objectives; borrowed */

/* The programme that is in force in the period, else the one whose time it is; NULL = none. */
const struct mandate *programme_of(const struct programme *programme);
/* What stands right under an objective (key), or with 0 at the top of a mandate; in order of their
 * codes. GPtrArray of borrowed struct objective. */
GPtrArray *programme_objectives(const struct programme *programme, gint64 mandate, gint64 parent);
/* Whether it stands under the objective, or is it. */
gboolean programme_is_under(const struct programme *programme, gint64 objective, gint64 above);
/* The newest assessment of an objective for the period; NULL = none. */
const struct note_record *programme_assessment(const struct programme *programme, gint64 objective);
/* Whether the day, or one of the days, lies in the period; DAY_NONE is open. */
gboolean programme_covers(const struct programme *programme, int since, int until);

struct objective_sum {
	int goals;                  /* below it */
	int activities, done, late; /* of the period, it and all below */
	int indicators, read;       /* with a reading of the period */
	int rating, rated;          /* enum rating; goals below it that are assessed */
};
/* Of an objective and all below it. */
struct objective_sum programme_sum(const struct programme *programme,
				   const struct objective *objective);
/* The day of the newest note about a mandate; DAY_NONE = it was never followed up. */
int programme_last_review(const struct programme *programme, const struct mandate *mandate);
/* Days past its end while it is open; 0 = not late. */
int activity_days_late(const struct programme *programme, const struct activity_record *activity);

/* The reading in force of an indicator for a period: the newest stored outcome; of what is computed
 * else what its filter counts now, which has no key. NULL = none. */
const struct reading_record *programme_reading(const struct programme *programme,
					       const struct indicator *indicator,
					       struct period period);
/* The same by its code, for a text: period NULL = the programme's; "2018". */
const struct reading_record *programme_cited(const struct programme *programme, const char *code,
					     const char *period);
/* The outcomes of an indicator until the period's end, one a period, in order of time. Borrowed. */
GPtrArray *programme_series(const struct programme *programme, const struct indicator *indicator);

/* The filter of the observations behind an indicator's figure of a period: "klotter 2024". NULL =
 * it is not counted of observations. Owned. */
char *programme_filter(const struct indicator *indicator, struct period period);

/* where figures come from: "oj.plats@2019" a reading, "sum:utryckningar@2019" a sum of all with
 * that unit, "activities:1.4", "done:1.4", "late:1.4" and "values:1.4" counts under an objective,
 * "in-time:graffiti" and "due:graffiti" of a clock: put right in time, and all that ought to be */

struct figure_part {
	char *title, *value, *state; /* owned, never NULL */
	struct record *record;       /* owned; NULL = none */
	char *source;                /* owned: it is a figure itself; NULL = no */
	char *filter;                /* owned: of observations; NULL = none */
};
struct traced_figure {
	char *title, *fact; /* owned; as it is now (reading_fact), NULL = there is none */
	char *formula;      /* owned sentence: how it was come to */
	GPtrArray *parts;   /* of struct figure_part */
};
/* OSG_ERROR_INPUT: there is no such source. */
struct traced_figure *programme_figure(const struct programme *programme, const char *source,
				       GError **error);
void figure_free(struct traced_figure *figure);
/* The period that a source says behind "@"; FALSE = none. */
gboolean figure_period(const char *source, struct period *period);

/* checks */

struct check_state {
	const struct check_point *list;
	const struct inspection *last; /* that was done; NULL = never */
	const struct inspection *open; /* begun and not whole; NULL = none */
	int due;                       /* DAY of the next round */
	int days_late;                 /* a due day that passed without a round is missed */
	int open_defects;
};
/* FALSE: such things are not checked, or it has ended. */
gboolean programme_check_state(const struct programme *programme, const struct asset *asset,
			       struct check_state *state);
/* One answer of a round, stored: begins a round where none is open (*key 0 = of this asset, then
 * the round's). A fault opens a defect with words that say what; ok and na close none. */
gboolean app_round_answer(struct session *session, gint64 asset, gint64 *key, const char *point,
			  const char *answer, GError **error);
/* Ends a round: what is not answered stays unanswered. */
gboolean app_round_end(struct session *session, gint64 key, GError **error);
/* An assessment of an objective for a period, stored. */
gboolean app_assess(struct session *session, gint64 objective, struct period period, int rating,
		    const char *text, GError **error);

/* lines for screens and for the meeting */

enum programme_tab {
	TAB_OVERVIEW,
	TAB_AGREEMENT,
	TAB_INDICATORS,
	TAB_CHECKS,
	TAB_DEFECTS,
	TAB_REGISTER,
	TAB_LAW,
	PROGRAMME_TABS
};

/* One line. Owned texts, never NULL but for record. */
struct programme_row {
	struct record *record; /* owned copy that it is about; NULL = none */
	char mark;             /* 'R' must be decided, 'U' should be watched, ' ' */
	int late;              /* of checks and defects: days past the time, 0 = not */
	char *title, *how, *who, *state;
	GPtrArray *more; /* lines about it, owned texts */
};
void programme_row_free(gpointer row);
/* The lines of a tab. above: in the overview only what stands under that objective, 0 = all.
 * GPtrArray of struct programme_row. */
GPtrArray *programme_rows(const struct programme *programme, enum programme_tab tab, gint64 above);
/* What has to be decided or is late: missed rounds, defects past their time, late activities,
 * follow-ups that are due, mandates that end. The first lines of the overview. */
GPtrArray *programme_matters(const struct programme *programme);
/* Of a programme or an agreement that has ended nothing is waited for any more: whether the mandate
 * of an objective, or with objective 0 a mandate, is of the period. TRUE where there is none. */
gboolean programme_asks(const struct programme *programme, gint64 objective, gint64 mandate);

/* One sort of things that are late or will be before the next meeting. */
struct programme_due {
	const char *title; /* in the current language, borrowed */
	int late, soon;    /* now; until the next meeting besides */
	char *names;       /* the first of them, and how many more; owned */
};
/* next: the day of the next meeting. GPtrArray of struct programme_due, only sorts of which there
 * is something; nothing at all before there is a mandate. */
GPtrArray *programme_due(const struct programme *programme, int next);
/* Whether a defect has that clock and began in the period, or was still open then. */
gboolean defect_of_clock(const struct programme *programme, const struct defect *defect,
			 const char *clock);
/* How the last reading compares with those before, a sentence. Owned. */
char *programme_change_words(const struct programme *programme, const struct indicator *indicator);
/* "287 of 341 in time, 6 open past their time (2 wait)"; owned. */
char *in_time_words(const struct in_time *sum);
/* What it is called, owned: an objective by code and text, the rest by their title. */
char *programme_name(struct session *session, gconstpointer record);

#endif
