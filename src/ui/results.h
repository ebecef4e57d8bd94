/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was found for a key, kept with the version of the data that it was found in: of the keys
 * that were looked at last. For one thread. */
#ifndef OSG_UI_RESULTS_H
#define OSG_UI_RESULTS_H

#include <glib.h>

struct results;

/* One attempt at a key. */
struct found_result {
	gpointer result; /* NULL = there is an error */
	GDestroyNotify free_result;
	GError *error;
	guint64 version;  /* of the data */
	gboolean lasting; /* it never grows old */
	guint looked;     /* when it was last looked at; for the results */
};

struct results *results_new(void);
void results_free(struct results *results);

/* Keeps what was found, takes result and error. With an error the result that was kept stays. TRUE:
 * a result went that somebody may still look at. */
gboolean results_keep(struct results *results, const char *key, struct found_result take_found);
/* The result of a key, borrowed until another is kept or it is forgotten; NULL = there is none, or
 * the newest attempt at this version failed (error). */
gpointer results_look(struct results *results, const char *key, guint64 version, GError **error);
/* Whether the newest attempt at the key was at this version, or lasts. */
gboolean results_fresh(const struct results *results, const char *key, guint64 version);
void results_forget(struct results *results, const char *key);

#endif
