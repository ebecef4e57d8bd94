/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers kept between two pictures. */
#ifndef OSG_PICTURE_CACHE_H
#define OSG_PICTURE_CACHE_H

#include "osg/session.h"

/* Counted events by week, area and category, for as long as nobody changes the database. */
struct cube {
	int first, weeks;      /* first week; how many */
	int areas, categories; /* the first area is "not placed" */
	gint64 *area_keys, *category_keys;
	int *counted; /* [area][category][week] */
};

struct picture_cache;

/* Before a picture is compiled: the session's own, emptied when the database moved on or another
 * time is looked back to. What is lent after it lasts until the next. */
void picture_cache_begin(struct session *session);
/* Borrowed until the next begin; NULL with an error. */
const struct cube *picture_cache_cube(struct session *session, int week,
				      GError **error); /* with the year before week */
const GArray *picture_cache_rows(struct session *session, int week,
				 GError **error); /* struct observation_row */
/* The week series of a cell. */
const int *cube_series(const struct cube *cube, int area, int category);

/* Weeks whose rows are held before a picture is begun: a walk through a year must not hold a year.
 */
enum { PICTURE_CACHE_WEEKS = 12 };
guint picture_cache_weeks(struct session *session);

#endif
