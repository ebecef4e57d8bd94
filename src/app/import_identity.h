/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which observation of the store a row of a source tells of. */
#ifndef OSG_APP_IMPORT_IDENTITY_H
#define OSG_APP_IMPORT_IDENTITY_H

#include "osg/exchange.h"
#include "osg/session.h"

/* A row whose observation is looked for. */
struct wanted_row {
	struct session *session;
	const struct observation *row;
	const char *other_id; /* as an osg that kept ids as they stand has stored it; NULL = none */
	const char *version;  /* import_version_make's */
	gint64 import;        /* the import that is going on, whose rows are others'; 0 = none */
	gboolean ids_repeat;  /* its source may count from 1 again */
	gboolean numbered;    /* its id has its day, since the id alone is another event's */
};

/* Whether the stored observation, as its source had it (seen), is what the row tells of. */
enum sameness identity_sameness(const struct wanted_row *w, const struct observation *stored,
				const char *seen);
/* Its key, 0 = there is none. *seen (owned) is the version that was stored with it; *several TRUE:
 * it may be another one as well. */
gint64 identity_find(const struct wanted_row *w, char **seen, gboolean *several, GError **error);

#endif
