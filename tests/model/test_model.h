/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of the program test_model with their tests. */
#ifndef OSG_TESTS_MODEL_TEST_MODEL_H
#define OSG_TESTS_MODEL_TEST_MODEL_H

void add_filter_tests(void);

#endif
