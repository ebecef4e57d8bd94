/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg's own records, written and read back. */
#ifndef OSG_APP_RECORDS_H
#define OSG_APP_RECORDS_H

#include "app/import_source.h"
#include "osg/app.h"
#include "osg/exchange.h"

/* One transaction: new ones are stored, changed ones changed, equal ones left. */
gboolean records_import(struct session *session, const struct import_source *source,
			gint64 organisation, gboolean dry_run, struct import_result *result,
			GError **error);

#endif
