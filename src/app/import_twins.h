/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows without an id that say what a record here says, to the letter: a list of osg's own whose
 * column of ids was taken out. */
#ifndef OSG_APP_IMPORT_TWINS_H
#define OSG_APP_IMPORT_TWINS_H

#include "osg/observation.h"
#include "osg/session.h"

struct import_twins;

enum twin_found {
	TWIN_NONE,
	TWIN_HERE,
	TWIN_WITHDRAWN /* all that are the same were withdrawn, or are other rows' */
};

/* The session is borrowed, as are the keys of imports that were undone (NULL = none): what those
 * brought may come again. */
struct import_twins *import_twins_new(struct session *session, GHashTable *undone);
void import_twins_free(struct import_twins *twins);
/* Whether a record that an earlier import (not the one with the key own, 0 = none yet) or a person
 * brought is the same as o; each record is one row's. Reads a week's rows at its first row. */
enum twin_found import_twins_take(struct import_twins *twins, const struct observation *o,
				  gint64 own);

#endif
