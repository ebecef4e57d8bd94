/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small municipality in a temporary database, for the tests of use cases: two areas, three
 * places, three organisations, the taxonomy. */
#ifndef TEST_FIXTURE_H
#define TEST_FIXTURE_H

#include "osg/app.h"
#include "osg/store.h" /* what stands in the database, read past the session */

#define FIXTURE_NOW "2026-11-17T09:30:00+01:00" /* a Tuesday: the group talks about 2026-W46 */

struct fixture {
	char *folder, *file;
	struct session *session; /* the coordinator's session */
};

void fixture_open(struct fixture *f);
void fixture_close(struct fixture *f);
/* A test with a municipality of its own, that is opened before it and closed after it. */
void fixture_add(const char *path, void (*test)(struct fixture *f));
/* Another session on the same database. */
struct session *fixture_session(const struct fixture *f, const char *handle);
gint64 fixture_now(void);
void fixture_set_now(const char *rfc3339);
/* Stores an observation through the session; all texts as registry knows them. Returns its key. */
gint64 fixture_observe(struct session *session, const char *what, const char *where,
		       const char *when);

/* The keys of what the municipality has by its code or name. */
gint64 fixture_organisation(const struct fixture *f, const char *code);
gint64 fixture_place(const struct fixture *f, const char *name);
/* An organisation leaves the group: it took part last week for the last time. */
void fixture_leave(struct session *session, const char *code);
/* A place is taken back. Its key. */
gint64 fixture_withdraw_place(struct session *session, const char *name);

#endif
