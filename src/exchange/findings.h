/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be said of the files that set a municipality up. */
#ifndef OSG_EXCHANGE_FINDINGS_H
#define OSG_EXCHANGE_FINDINGS_H

#include <glib.h>

/* Sentences about files: what was wrong (the reading goes on, so that all is told in one run) and
 * what was passed over. */
struct findings {
	GPtrArray *faults, *notes; /* owned sentences; notes may be NULL */
};

/* The error as a fault, and cleared. */
void findings_fault(struct findings *findings, GError **error);
/* All faults in one OSG_ERROR_FORMAT, a line each. */
void findings_refuse(const struct findings *findings, GError **error);

#endif
