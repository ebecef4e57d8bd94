/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys, sealed files and signatures, by libsodium. A sealed file can be read by the holder of the
 * secret key only, not by whoever sealed it; a signature says who made something, and that nobody
 * has changed it since. */
#ifndef OSG_CRYPT_H
#define OSG_CRYPT_H

#include <glib.h>

#include "osg/error.h"

enum crypt_use { CRYPT_SEAL, CRYPT_SIGN };

#define CRYPT_PUBLIC 32
#define CRYPT_SECRET 64 /* of CRYPT_SEAL the first 32 */
#define CRYPT_SIGNATURE 64

/* A key pair, or its public half. */
struct crypt_key {
	enum crypt_use use;
	guint8 public[CRYPT_PUBLIC];
	guint8 secret[CRYPT_SECRET];
	gboolean has_secret;
};

/* Makes a pair: file (mode 0600) holds both halves, file.pub the public one. Neither may exist. */
gboolean crypt_key_make(const char *file, enum crypt_use use, GError **error);
/* Either half; OSG_ERROR_FORMAT when it is no key for that use. */
gboolean crypt_key_read(const char *file, enum crypt_use use, struct crypt_key *key,
			GError **error);
/* The public half as one word, and back. Owned. */
char *crypt_key_text(const struct crypt_key *key);
gboolean crypt_key_parse(const char *text, enum crypt_use use, struct crypt_key *key,
			 GError **error);
/* Forgets the secret half. */
void crypt_key_clear(struct crypt_key *key);

/* Seals a file into another, which must not exist, and reads that again before it is done. */
gboolean seal_file(const char *from, const char *to, const struct crypt_key *key, GError **error);
/* Back; a file that was changed or cut off gives nothing. OSG_ERROR_FORMAT. */
gboolean seal_open(const char *from, const char *to, const struct crypt_key *key, GError **error);
gboolean seal_is_sealed(const char *file);

/* The signature of these bytes by a secret key; whether it is theirs by the public one. */
void sign_bytes(gconstpointer bytes, gsize length, const struct crypt_key *key,
		guint8 signature[CRYPT_SIGNATURE]);
gboolean sign_is_valid(gconstpointer bytes, gsize length, const struct crypt_key *key,
		       const guint8 signature[CRYPT_SIGNATURE]);

#endif
