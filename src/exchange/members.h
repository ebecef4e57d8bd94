/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The organisations of a folder that sets a municipality up. */
#ifndef OSG_EXCHANGE_MEMBERS_H
#define OSG_EXCHANGE_MEMBERS_H

#include "exchange/findings.h"

/* Those of organisations.csv, if it is there. organisations: struct organisation, owned. */
void organisations_read(const char *directory, GPtrArray *organisations, struct findings *findings);

#endif
