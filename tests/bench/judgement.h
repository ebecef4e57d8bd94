/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the table that `make judgement` prints: goal beside result. */
#ifndef OSG_TESTS_BENCH_JUDGEMENT_H
#define OSG_TESTS_BENCH_JUDGEMENT_H

#include <glib.h>

/* Begins a part of the table. */
void judgement_head(const char *title, const char *columns);
/* One row: what was looked at, figures, what was asked for, whether it is so. */
void judgement_row(gboolean reached, const char *what, const char *goal, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

/* False signals of quiet simulated years in many worlds, how often a signal told as rarer than N
 * years comes, and what is found beside Farrington's flexible method; runs half-years a world. */
void judgement_signals(guint64 first, int runs);
/* Demo years walked week by week, each with signals and once more without: seeds from first on. */
void judgement_demo(guint64 first, int seeds);

#endif
