/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256, from Nettle. The only file that knows Nettle. */
#include "config.h"

#include "osg/digest.h"

#include <nettle/pbkdf2.h>
#include <nettle/sha2.h>
#include <nettle/version.h>
#include <string.h>

struct digest {
	struct sha256_ctx state;
};

struct digest *digest_new(void)
{
	struct digest *digest = g_new(struct digest, 1);

	sha256_init(&digest->state);
	return digest;
}

struct digest *digest_copy(const struct digest *digest)
{
	return g_memdup2(digest, sizeof *digest);
}

void digest_free(struct digest *digest)
{
	g_free(digest);
}

void digest_add(struct digest *digest, gconstpointer bytes, gsize length)
{
	sha256_update(&digest->state, length, bytes);
}

void digest_end(struct digest *digest, guint8 bytes[DIGEST_SIZE])
{
#if NETTLE_VERSION_MAJOR >= 4
	sha256_digest(&digest->state, bytes);
#else
	sha256_digest(&digest->state, DIGEST_SIZE, bytes);
#endif
}

static char *text_of(const guint8 bytes[DIGEST_SIZE])
{
	static const char digits[] = "0123456789abcdef";
	char *text = g_malloc(2 * DIGEST_SIZE + 1);

	for (int i = 0; i < DIGEST_SIZE; i++) {
		text[2 * i] = digits[bytes[i] >> 4];
		text[2 * i + 1] = digits[bytes[i] & 15];
	}
	text[2 * DIGEST_SIZE] = '\0';
	return text;
}

char *digest_end_text(struct digest *digest)
{
	guint8 bytes[DIGEST_SIZE];

	digest_end(digest, bytes);
	return text_of(bytes);
}

void digest_of_bytes(gconstpointer bytes, gsize length, guint8 sum[DIGEST_SIZE])
{
	struct digest digest;

	sha256_init(&digest.state);
	digest_add(&digest, bytes, length);
	digest_end(&digest, sum);
}

char *digest_of_text(const char *text)
{
	g_autoptr(Digest) digest = digest_new();

	digest_add(digest, text, strlen(text));
	return digest_end_text(digest);
}

char *digest_slow(const char *secret, const guint8 *salt, gsize salt_length)
{
	enum { ROUNDS = 100000 };
	guint8 bytes[DIGEST_SIZE];

	pbkdf2_hmac_sha256(strlen(secret), (const guint8 *)secret, ROUNDS, salt_length, salt,
			   sizeof bytes, bytes);
	return text_of(bytes);
}
