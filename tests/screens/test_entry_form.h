/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of the program test_entry_form with their tests. */
#ifndef OSG_TESTS_SCREENS_TEST_ENTRY_FORM_H
#define OSG_TESTS_SCREENS_TEST_ENTRY_FORM_H

void add_change_tests(void);

#endif
