/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of an organisation's reports of a week: who else saw the same, which signals and
 * hotspots they are part of, what was decided there, and what would not have been seen without
 * them. Facts; report/feedback.c makes the sheet. */
#ifndef OSG_FEEDBACK_H
#define OSG_FEEDBACK_H

#include "osg/app.h"

/* What a hotspot owes to an organisation. */
enum feedback_worth {
	WORTH_SEEN_ANYWAY, /* found in the same week without its reports */
	WORTH_LATER,       /* found later without them */
	WORTH_NOT_SEEN     /* not found without them up to the week of the sheet */
};

struct feedback_hotspot {
	const struct picture_hotspot *hotspot; /* of the feedback's picture */
	int ours;                              /* of its events, over its weeks */
	enum feedback_worth worth;
	int weeks_later; /* of WORTH_LATER */
};

struct feedback_signal {
	const struct picture_signal *signal; /* of the feedback's picture */
	int ours;                            /* of its reports this week */
};

struct feedback {
	int week;
	const struct organisation *organisation; /* of the registry */
	struct picture *picture;                 /* the newest fixed one, else the draft */
	int reports;                             /* of the organisation this week */
	int also_seen;                           /* of them, told by others too */
	GPtrArray *seen_by;  /* const struct organisation *: those others, in order */
	GPtrArray *signals;  /* struct feedback_signal: those that stand out and hold its reports */
	GPtrArray *hotspots; /* struct feedback_hotspot: those that hold its reports */
};

/* organisation: key. OSG_ERROR_INPUT when there is no such organisation. What this participant may
 * not see is left out. Runs the search anew for each week since a hotspot began: some tenths of a
 * second. Free with feedback_free. */
struct feedback *app_feedback(struct session *session, gint64 organisation, int week,
			      GError **error);
void feedback_free(struct feedback *feedback);

/* The first week from the hotspot's own on in which the search finds one at its places with the
 * reports of an organisation left out; WEEK_NONE = in none up to week, with error set when the
 * search failed. */
int app_hotspot_seen_without(struct session *session, const struct picture_hotspot *hotspot,
			     gint64 organisation, int week, GError **error);

#endif
