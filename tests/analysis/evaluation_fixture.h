/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weeks made up by chance; the files of test_evaluation.c with their tests. */
#ifndef OSG_TESTS_ANALYSIS_EVALUATION_FIXTURE_H
#define OSG_TESTS_ANALYSIS_EVALUATION_FIXTURE_H

#include "osg/random.h"

/* Fails the test unless got is want, give or take so much. */
void near(double got, double want, double digits);
double poisson_draw(struct random *random, double mean);
/* So many weeks' counts of that mean. */
void draw_weeks(struct random *random, double *weeks, int count, double mean);

void add_judge_tests(void);

#endif
