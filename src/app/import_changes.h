/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a source says anew of observations that are there: kept until the whole file was read. */
#ifndef OSG_APP_IMPORT_CHANGES_H
#define OSG_APP_IMPORT_CHANGES_H

#include "osg/observation.h"
#include "osg/session.h"

struct source_change {
	gint64 key;
	char *seen, *version; /* what it said last, what it says now */
	struct observation *row;
};

void source_change_free(gpointer change);
/* TRUE: the stored observation is another one now. */
gboolean source_change_apply(const struct source_change *change, const struct registry *registry,
			     struct observation *stored);
/* Reads, changes and puts the observation, and what its source said. */
gboolean source_change_make(const struct source_change *change, struct session *session,
			    GError **error);

#endif
