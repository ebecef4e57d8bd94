/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of the program test_hotspots with their tests. */
#ifndef OSG_TESTS_PICTURE_TEST_HOTSPOTS_H
#define OSG_TESTS_PICTURE_TEST_HOTSPOTS_H

void add_week_tests(void);

#endif
