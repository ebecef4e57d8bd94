/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder into which organisations that do not log in put files. */
#ifndef OSG_INBOX_H
#define OSG_INBOX_H

#include <glib.h>

#include "osg/session.h"

enum inbox_state {
	INBOX_DONE,  /* read in, and moved to done/ */
	INBOX_ASIDE, /* nothing of it could be read in: moved to aside/ */
	INBOX_LEFT   /* somebody is still writing it, or it cannot be taken yet */
};

struct inbox_file {
	char *name; /* "HUGE/vecka 43.csv" */
	enum inbox_state state;
	char *words; /* what became of it, sentences */
	char *path;  /* where it lies now */
};

/* One pass over folder: files in it, and in its subfolders, each named as an organisation's code,
 * whose files those are. Files and bundles are recognised as osg import does; each is moved into
 * done/ or aside/ with a report beside it (.txt), and is not read twice. GPtrArray of struct
 * inbox_file; NULL when the pass broke off: what was not reached lies there still. */
GPtrArray *app_inbox(struct session *session, const char *folder, GError **error);

#endif
