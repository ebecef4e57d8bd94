/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signed files that take records from one installation to another. A record is known by its id:
 * what was taken before is not taken twice. */
#ifndef OSG_BUNDLE_H
#define OSG_BUNDLE_H

#include "osg/crypt.h"
#include "osg/record.h"
#include "osg/session.h"

/* Kinds that travel: observations, measures, yardsticks and fixed pictures. References go by name,
 * and to seats, imports and what does not travel not at all. NULL-terminated. */
extern const struct record_kind *const bundle_kinds[];

/* The signed file. kinds NULL = all; since WEEK_NONE = from the beginning. Owned. */
GBytes *bundle_make(struct session *session, const struct record_kind *const *kinds, int since,
		    const struct crypt_key *key, GError **error);
/* By its first bytes; FALSE also where it cannot be read. */
gboolean bundle_is_bundle(const char *file);

struct bundle_result {
	char *from; /* whose key it is signed with, as trusted here */
	int read, created, changed, unchanged, set_aside;
	gboolean replayed; /* it was taken before: nothing was done */
	GPtrArray *notes;  /* why rows were left, sentences */
};
void bundle_result_clear(struct bundle_result *result);
/* Takes all that can be taken, or nothing: OSG_ERROR_DENIED of a stranger, OSG_ERROR_FORMAT when it
 * was changed after it was signed. What was changed here since stays as it is here. */
gboolean bundle_take(struct session *session, const char *file, struct bundle_result *result,
		     GError **error);

/* Keys that are trusted: public key -> name, as a JSON object. New. */
json_t *bundle_trusted(struct session *session);
/* name NULL: no longer. */
gboolean bundle_trust(struct session *session, const char *name, const char *key, GError **error);

#endif
