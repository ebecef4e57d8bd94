/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of weeks, compiled beside the screens by a session of their own, and those of the weeks
 * before and after as well, so that a step to the next week never waits. */
#ifndef OSG_UI_PICTURES_H
#define OSG_UI_PICTURES_H

#include "osg/app.h"

struct pictures;

/* arrived: called from the thread of the screens when another picture is there; NULL = there is no
 * worker, pictures_get waits. */
struct pictures *pictures_new(struct session *session, void (*arrived)(gpointer data),
			      gpointer data);
void pictures_free(struct pictures *pictures);
/* The draft of a week, borrowed until another is asked for or pictures_drop. NULL: it is being
 * compiled, or with error, it cannot be. */
const struct picture *pictures_get(struct pictures *pictures, int week, GError **error);
/* The data changed: what was compiled is forgotten. */
void pictures_drop(struct pictures *pictures);

#endif
