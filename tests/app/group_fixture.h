/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A focus group of the small municipality; the files of test_group.c with their tests. */
#ifndef OSG_TESTS_APP_GROUP_FIXTURE_H
#define OSG_TESTS_APP_GROUP_FIXTURE_H

#include "fixture.h"

int week_of_2026(int number);
/* So many in the first days of each week, at 21. */
void observe_weeks(struct fixture *f, const char *where, int from, int to, int each);
/* A group at Visättraskolan, begun in week 30. Its key. */
gint64 start_group(struct fixture *f);
/* Saves a part of a group; frees it. Its key. */
gint64 save_part(struct fixture *f, gpointer take_record);
/* Owned, not saved. */
struct cause *new_cause(gint64 group, gint64 parent, const char *text);
void add_member(struct fixture *f, gint64 group, const char *code);
/* A measure of the group against a cause. Its key. */
gint64 add_measure(struct fixture *f, gint64 group, gint64 cause);
/* Owned. */
struct dossier *dossier(struct fixture *f, gint64 group);
/* Whether a step of the work is still to do; its key. */
gboolean step_is_open(struct fixture *f, gint64 group, const char *code);
gint64 step_of(struct fixture *f, gint64 group, const char *code);

void add_refusal_tests(void);

#endif
