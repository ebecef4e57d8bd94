/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of the program test_scan with their tests. */
#ifndef OSG_TESTS_ANALYSIS_TEST_SCAN_H
#define OSG_TESTS_ANALYSIS_TEST_SCAN_H

void add_file_tests(void);

#endif
