/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Observations and counts as lists, pictures and analysis read them: without texts, in plain
 * arrays, by the thousand. */
#ifndef OSG_ROWS_H
#define OSG_ROWS_H

#include <glib.h>

#include "osg/filter.h"

/* An observation without its texts. */
struct observation_row {
	gint64 key;
	gint64 time_from, time_to;
	gint64 entered_at;
	gint64 report_group;
	gint32 week;
	gint32 category, sub_category, place, area, organisation; /* keys */
	float lat, lon;                                           /* NAN = none */
	guint8 time_precision, place_precision, known, police_report;
	guint8 counted, withdrawn, visibility;
	guint8 imported : 1, proposed : 1; /* proposed: somebody thinks it is the same as another */
};

/* Bits of enum visibility: of the group's numbers, and all there are. */
#define VISIBLE_GROUP 0xeu
#define VISIBLE_ALL 0x1fu
/* Whether it is in the common numbers: what some member may not know is in none. */
#define IS_COMMON(visibility) (VISIBLE_GROUP >> (visibility)&1)

/* How finely somebody is told where others' observations were. */
enum where {
	WHERE_AS_WRITTEN,
	WHERE_AS_SHARED, /* as finely as their category may be shared */
	WHERE_DISTRICT   /* the same, and no finer than the district */
};

/* Whose observations a read sees. The zero scope sees none: who forgets it shows nothing. */
struct scope {
	guint visible;    /* bits (1 << enum visibility): of every organisation's */
	gint64 own;       /* organisation (key) whose observations are all seen, 0 = none */
	gboolean outside; /* of the secrecy law: sees none of an organisation that is withheld */
	enum where where; /* of others' */
};

struct row_query {
	struct scope scope;          /* filled in by the session */
	const struct filter *filter; /* NULL = all active */
	int week_from,
		week_to;       /* inclusive; WEEK_NONE = open; ignored when the filter says weeks */
	gint64 entered_before; /* known at that time; TIME_NONE = no limit */
	guint limit;           /* newest first; 0 = all */
};

/* Counted events and all reports of a week, area and category. Withdrawn ones are in neither. */
struct week_count {
	gint32 week;
	gint32 area, category; /* keys; area 0 = not placed */
	gint32 counted, reports;
};

/* How much an organisation reported in a week. */
struct reporting {
	gint32 week;
	gint32 organisation; /* key */
	gint32 reports;
};

/* An observation that a source's id, or one made of it, stands for, and the digest of the row as
 * the source had it (owned). */
struct source_kin {
	gint64 key;
	char *version;
};

#endif
