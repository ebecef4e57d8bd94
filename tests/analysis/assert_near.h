/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as somebody else's program wrote them. */
#ifndef OSG_TESTS_ANALYSIS_ASSERT_NEAR_H
#define OSG_TESTS_ANALYSIS_ASSERT_NEAR_H

#include <glib.h>
#include <math.h>

/* Fails the test unless got is expected to so large a share of it: 1e-6. */
static inline void assert_near(double got, double expected, double relative)
{
	if (fabs(got - expected) > relative * MAX(fabs(expected), 1e-12))
		g_error("%.17g where %.17g was expected", got, expected);
}

#endif
