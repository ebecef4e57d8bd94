/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a county sees of the municipalities that agree: counts by category of the weeks whose
 * picture is fixed, of what each municipality's public page may tell and no more. Everything else
 * here is worked out of those counts alone, so that no sum of it tells a hidden one. */
#ifndef OSG_COUNTY_H
#define OSG_COUNTY_H

#include "osg/session.h"

/* The value of a municipality's database that says that it agrees: "yes". */
#define COUNTY_AGREES "county"

enum { COUNTY_HIDDEN = -1 };

/* One count of one municipality. */
struct county_cell {
	char *municipality;
	int week;
	int position;   /* of the category in its municipality's list */
	char *category; /* code; NULL = the hidden ones of this week together */
	char *label_sv, *label_en;
	int events; /* COUNTY_HIDDEN = not told */
};

void county_cell_free(gpointer cell);

/* Appends the cells of the weeks from .. to that a database tells: of a file its own, of a server
 * those of every schema whose view county_counts the address's role may read. Names (owned) of
 * those that tell nothing, because they do not agree or have fixed no week, go into silent. Nothing
 * but the view is read of a server, and nothing is written. */
gboolean session_county(const char *database, int from, int to, GPtrArray *cells, GPtrArray *silent,
			GError **error);
/* SQL that makes the view of a municipality's schema and lets a role (made unless it is there) read
 * it and nothing else; for its owner to run. Owned. OSG_ERROR_INPUT: the database is a file. */
char *session_county_roles(struct session *session, const char *role, GError **error);

/* Whether this municipality agrees; off until somebody who may set up says so. It is on the record
 * of changes. */
gboolean app_county_agrees(const struct session *session);
gboolean app_county_agree(struct session *session, gboolean agrees, GError **error);

enum { COUNTY_WEEKS = 12 }; /* before a week, for what is usual */

/* A row: one category of one municipality, or of all together. */
struct county_line {
	const char *category;     /* NULL = the hidden ones together */
	const char *sv, *en;      /* NULL as that */
	const char *municipality; /* NULL = all of them */
	int events;               /* COUNTY_HIDDEN = not told */
	gboolean at_least;        /* some of what is summed is not told */
	int weeks, told;          /* with a fixed picture; of them told. A week: 0 or 1 */
	double usual; /* median of the told of COUNTY_WEEKS before, where most are; of a year that
			 of the year before, at least; NAN = not to be said */
};

struct county {
	int week, year;   /* either; the other WEEK_NONE, 0 */
	GPtrArray *cells; /* struct county_cell: what the lines' texts belong to */
	GPtrArray *lines; /* struct county_line, by category in the order of the first, then name */
	GPtrArray *silent; /* names of those that tell nothing */
};

/* Of a week (WEEK_NONE = the newest that anybody tells) or of an ISO year (0 = of a week): the sum
 * of its told weeks. Free with county_free. */
struct county *app_county(const char *const *databases, int week, int year, GError **error);
void county_free(struct county *county);

#endif
