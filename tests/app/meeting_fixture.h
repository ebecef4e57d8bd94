/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A meeting of the small municipality; the files of test_meeting.c with their tests. */
#ifndef OSG_TESTS_APP_MEETING_FIXTURE_H
#define OSG_TESTS_APP_MEETING_FIXTURE_H

#include "fixture.h"
#include "osg/meeting.h"

#define WEEK(f) session_week((f)->session)

/* A decision that says nothing yet. */
static const struct resolution nothing = {.due = DAY_NONE, .until_week = WEEK_NONE};

/* Opens the meeting of the week. Its key. */
gint64 opened(struct fixture *f);
/* Closes it. */
void close_meeting(struct fixture *f, gint64 key);
/* Opens the meeting of the week after, at a time (RFC 3339). Its key. */
gint64 week_later(struct fixture *f, const char *now);
/* The whole of a meeting, owned; its item of a kind, and a decision, borrowed from that. */
struct meeting_whole *read_meeting(struct session *session, gint64 key);
struct agenda_item *item_of(const struct meeting_whole *w, int kind);
const struct meeting_decision *decision_at(const struct meeting_whole *w, guint i);
/* Fails the test unless a rule refused, in these words. Frees the error. */
void check_rule(GError *take_error, const char *part);

void add_decision_tests(void);
void add_programme_tests(void);

#endif
