/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of records that come in by a file of osg's own. */
#ifndef OSG_APP_RECORDS_RULES_H
#define OSG_APP_RECORDS_RULES_H

#include "osg/record.h"

struct registry;

/* OSG_ERROR_INPUT that names the field: a form would not take it. What was withdrawn passes. */
gboolean records_fit(const struct record *record, GError **error);
/* FALSE, with the code that was expected: the record that is here is another organisation's. */
gboolean records_stay_whose(const struct registry *registry, const struct record *stored,
			    const struct record *record, GError **error);

#endif
