/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture of week 46; the files of test_picture.c with their tests. */
#ifndef OSG_TESTS_PICTURE_PICTURE_FIXTURE_H
#define OSG_TESTS_PICTURE_PICTURE_FIXTURE_H

#include "../app/fixture.h"

int week_46(void);
/* Its picture of a number, 0 = compiled now. Owned. */
struct picture *picture(struct session *session, int number);
/* The line of a category in an area, NULL = the municipality; or NULL. Borrowed. */
const struct picture_signal *signal_of(const struct picture *p, const char *category,
				       const char *area);

void add_fix_tests(void);

#endif
