/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 of bytes that come piece by piece. From Nettle, which uses the processor's own
 * instructions for it: GLib's is some ten times slower, and an import sums every byte twice. */
#ifndef OSG_DIGEST_H
#define OSG_DIGEST_H

#include <glib.h>

#define DIGEST_SIZE 32

struct digest;

/* A sum of nothing yet. Free with digest_free. */
struct digest *digest_new(void);
/* Another that goes on from what was added to this one. Owned. */
struct digest *digest_copy(const struct digest *digest);
void digest_free(struct digest *digest);
/* Adds bytes; their order counts, how they are cut does not. */
void digest_add(struct digest *digest, gconstpointer bytes, gsize length);
/* What was added since digest_new, which begins anew. */
void digest_end(struct digest *digest, guint8 bytes[DIGEST_SIZE]);
/* The same as 64 hexadecimal digits. Owned. */
char *digest_end_text(struct digest *digest);
/* Of bytes that are all at hand. */
void digest_of_bytes(gconstpointer bytes, gsize length, guint8 sum[DIGEST_SIZE]);
/* Of one text, as hexadecimal digits. Owned. */
char *digest_of_text(const char *text);
/* A sum that takes some hundredths of a second (PBKDF2), so that a short secret cannot be found by
 * trying all there are. As hexadecimal digits. Owned. */
char *digest_slow(const char *secret, const guint8 *salt, gsize salt_length);

typedef struct digest Digest; /* for g_autoptr */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Digest, digest_free)

#endif
