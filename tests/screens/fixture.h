/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small municipality in a database in memory: the ground of the tests of the screens. */
#ifndef OSG_TEST_SCREENS_FIXTURE_H
#define OSG_TEST_SCREENS_FIXTURE_H

#include "osg/app.h"

/* Tuesday 8 October 2024 08:31 in Stockholm: the week discussed is 2024-W40. */
#define FIXTURE_NOW G_GINT64_CONSTANT(1728369060)

/* Begins anew: a municipality with organisations, areas, places, categories, a coordinator and a
 * reporter; then observations spread over the weeks before, always the same ones. */
void fixture_begin(guint observations);
/* Gives the areas outlines, three boxes one above the other, and the municipality one around them.
 */
void fixture_draw_areas(void);
/* How finely a category's events may be shown: enum sharing. */
void fixture_share(const char *category, int finest);
/* An organisation leaves the group: it was a member last week for the last time. */
void fixture_leave(struct session *session, const char *code);
/* What store_open and session_open call the database. */
const char *fixture_file(void);
/* Somebody reports so many more things of a category in each of the last three weeks, all over. */
void fixture_report_more(const char *organisation, const char *category, int count);
/* A session of handle ("samordnare", "huge"). */
struct session *fixture_session(const char *handle, gboolean english);
/* Every change by anybody fails, as if a newer osg had upgraded the file. */
void fixture_refuse_changes(gboolean refuse);

#endif
