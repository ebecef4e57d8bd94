/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of the program test_signals with their tests. */
#ifndef OSG_TESTS_ANALYSIS_TEST_SIGNALS_H
#define OSG_TESTS_ANALYSIS_TEST_SIGNALS_H

#define NEAR(a, b, tolerance) g_assert_cmpfloat_with_epsilon(a, b, tolerance)

void add_quiet_tests(void);

#endif
