/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pictures of many weeks need of one, kept as long as its observations stay: who reported
 * what where, and a digest of what a scan sees of it. */
#ifndef OSG_PICTURE_WEEK_FACTS_H
#define OSG_PICTURE_WEEK_FACTS_H

#include "osg/digest.h"
#include "osg/session.h"
#include "osg/slots.h"

#include "picture/scan_events.h"

/* Reports of a week by category, area and organisation (keys; 0 = none). */
struct week_report {
	gint32 category, area, organisation;
	gint32 counted, reports;
	gint32 slots[SLOTS]; /* counted, by hours; of those whose hour is known */
};

/* What of an observation tells of the finding behind which it stands. */
struct evidence {
	struct id id;
	char *place_words;
	gboolean common; /* else it was made less visible since the rows were read */
};

struct week_facts;

/* Looks up what is kept; nothing is read of the observations yet. */
struct week_facts *week_facts_open(struct session *session);
/* Keeps what was found out anew, and frees. NULL is fine. */
void week_facts_close(struct week_facts *facts);
/* Makes these weeks known: reads the rows of those that moved. */
gboolean week_facts_need(struct week_facts *facts, int from, int to, GError **error);
/* Of a week that is known: its reports, how many. Borrowed. */
const struct week_report *week_facts_reports(const struct week_facts *facts, int week,
					     guint *count);
/* Adds to a digest what a scan sees of a week that is known. */
void week_facts_digest(const struct week_facts *facts, int week, struct digest *digest);
/* The rows of these weeks and perhaps of others, newest first. Borrowed until the next call; NULL =
 * error. */
GArray *week_facts_rows(struct week_facts *facts, int from, int to, GError **error);
/* What scans see of the rows at hand, newest first. Borrowed until the next call. */
const struct scan_events *week_facts_events(struct week_facts *facts);
/* Of the observation of a row, read once for all weeks. Borrowed until the next call; NULL = error.
 */
const struct evidence *week_facts_evidence(struct week_facts *facts, gint64 key, GError **error);

typedef struct week_facts WeekFacts; /* for g_autoptr */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WeekFacts, week_facts_close)

#endif
