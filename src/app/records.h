/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg's own records, written and read back. */
#ifndef OSG_APP_RECORDS_H
#define OSG_APP_RECORDS_H

#include "app/import_source.h"
#include "osg/app.h"
#include "osg/exchange.h"

/* The record of the kind refers that is called name, 0 = none: a field_form's key, of a session.
 * Also what the open change brought, which the registry does not know yet. Of several that are
 * called so it is the newest: 1.2 is the programme's that is in force, not the one's before. */
gint64 records_reference_key(gpointer session, const char *refers, const char *name);

/* The code, name or title that this finds the record by, NULL = none does. Owned. */
char *records_own_name(struct session *session, gconstpointer record);

/* One transaction: new ones are stored, changed ones changed, equal ones left. */
gboolean records_import(struct session *session, const struct import_source *source,
			gint64 organisation, gboolean dry_run, struct import_result *result,
			GError **error);

#endif
