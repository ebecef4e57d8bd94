/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of the program test_screens with their tests. */
#ifndef OSG_TESTS_SCREENS_TEST_SCREENS_H
#define OSG_TESTS_SCREENS_TEST_SCREENS_H

void add_frame_tests(void);
void add_meeting_tests(void);

#endif
