/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seats of all roles in two organisations, and what each of them reads; the files of test_scope.c
 * with their tests. */
#ifndef OSG_TESTS_APP_SCOPE_H
#define OSG_TESTS_APP_SCOPE_H

#include "fixture.h"

static const char *const organisations[] = {"HUGE", "BEV"};

/* The session of a seat made for it. Owned. */
struct session *work_as(const struct fixture *f, enum role role, const char *organisation);
/* An organisation's report of a fire at the school in week 46. Its key. */
gint64 observe(struct fixture *f, const char *organisation, enum visibility visibility);
/* organisations[which] is a public body that withholds what it may, or neither. */
void bind_by_law(struct fixture *f, guint which, gboolean bound);
gboolean holds(const GPtrArray *records, gint64 key);
/* Stores a record, or the test fails. Its key. */
gint64 saved(struct fixture *f, gpointer take_record);
/* Everything that is written of records of a kind: exported, listed, and on the record. Owned. */
char *written(struct session *session, const struct record_kind *kind);

void add_found_tests(void);

#endif
