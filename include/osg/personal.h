/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What in a text could tell who somebody is: identity numbers, telephone numbers, addresses of
 * mail, number plates, flats, profiles, names, and words on what the law calls sensitive. Looks at
 * the text alone and decides nothing: what is done about it is the guard's (session/guard.c). */
#ifndef OSG_PERSONAL_H
#define OSG_PERSONAL_H

#include <glib.h>

#include "osg/registry.h"

struct personal_text;

/* One kind of thing that is looked for. */
struct personal_detector {
	const char *id;     /* "identity", stable */
	const char *title;  /* msgid: "personal identity number" */
	const char *advice; /* msgid: what to write instead */
	gboolean hard;      /* no reason makes it right */
	void (*find)(const struct personal_text *text, GArray *matches);
};
extern const struct personal_detector personal_detectors[]; /* id NULL ends */

struct personal_match {
	gsize offset, length; /* bytes */
	const struct personal_detector *detector;
};

/* Words that are no names here: of places, areas and organisations. Free with
 * g_hash_table_unref. */
GHashTable *personal_known(const struct registry *registry);

/* All that is found, in the order of the text, none over another: GArray of struct personal_match,
 * NULL = nothing. text is valid UTF-8; known may be NULL. */
GArray *personal_scan(const char *text, GHashTable *known);
/* Whether one of them may not be saved whatever the reason; matches may be NULL. */
gboolean personal_is_hard(const GArray *matches);
/* What was found and what to write instead, a sentence for each kind, the matches themselves cut
 * short so that nobody copies them. Owned. */
char *personal_explain(const char *text, const GArray *matches);
/* The ids of what was found, each once: "phone name". Owned. */
char *personal_ids(const GArray *matches);

#endif
