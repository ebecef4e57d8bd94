/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Did it help: the counts that a yardstick names, before and after, beside a comparison and in the
 * ring around, and what osg/evaluation.h says of them. Facts; words.h has the sentences. */
#ifndef OSG_BEFORE_AFTER_H
#define OSG_BEFORE_AFTER_H

#include "osg/evaluation.h"
#include "osg/measure.h"
#include "osg/session.h"

struct before_after {
	struct yardstick *yardstick;      /* as it was */
	int before, after;                /* weeks of the windows */
	double *counts[EVALUATION_AREAS]; /* [before + after] a week each, oldest first; NULL = none
					   */
	double size;                      /* of the comparison: so many times the treated before */
	struct evaluation result;
	int trigger_from, trigger_to; /* the weeks that made it conspicuous, WEEK_NONE = unknown */
	gboolean unfinished;          /* the after window is not over: no verdict yet */
	gint64 reporter; /* organisation (key) without which it points the other way, 0 = none */
	int on_target;   /* weeks after at or under the target, */
	int lived;       /* of those that are over */
	int ring;        /* metres of the ring around, 0 = none */
};
/* Free with before_after_free. OSG_ERROR_RULE: the yardstick does not say what is counted where and
 * when. Some 10 ms: for a worker. */
struct before_after *before_after(struct session *session, const struct yardstick *yardstick,
				  GError **error);
void before_after_free(struct before_after *b);
/* The week of a count. */
int before_after_week(const struct before_after *b, int index);
/* The word of the verdict as it is stored with a group. */
enum verdict before_after_verdict(const struct before_after *b);

/* What could be shown at all, worked out from the weeks before. */
struct outlook {
	double rate;         /* a week before */
	double dispersion;   /* of its weeks */
	double comparison;   /* how many times as many the comparison has; 0 = none */
	int before, after;   /* weeks */
	double even, likely; /* share that must go to show every second time, four times of five;
				NAN = not even if all goes */
};
/* Without a comparison: as if there were one like it. FALSE with OSG_ERROR_RULE as above. */
gboolean outlook_of(struct session *session, const struct yardstick *yardstick,
		    struct outlook *outlook, GError **error);

/* The weeks that made the place conspicuous: from the group's hotspot, else the weeks of its
 * evidence, else the four before it was started or the measure decided. Both WEEK_NONE where
 * nothing is known. */
gboolean trigger_weeks(struct session *session, const struct yardstick *yardstick, int *from,
		       int *to, GError **error);
/* Fills in windows that are not said: before ends where the trigger begins, at most 52 weeks that
 * no change of recording interrupts; after begins at begins and is eight weeks long. */
gboolean windows_propose(struct session *session, struct yardstick *yardstick, int begins,
			 GError **error);

/* Places alike in level and trend before, for a yardstick that names its own places or area and its
 * weeks before. refusal says why there are none. */
struct comparison {
	GArray *places;     /* REFS, best first; empty when refused */
	double fit, chance; /* root mean square of a week's difference; what chance alone leaves */
	enum evaluation_choice_refusal refusal;
};
/* FALSE with an error: the yardstick is not complete, or what it counts cannot be read. TRUE, and
 * to be cleared, also where it is refused. */
gboolean comparison_propose(struct session *session, const struct yardstick *yardstick,
			    struct comparison *comparison, GError **error);
void comparison_clear(struct comparison *comparison);

#endif
