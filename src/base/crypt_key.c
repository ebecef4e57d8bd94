/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key pairs as key files, and what is signed with them. */
#include "config.h"

#include "osg/crypt.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "osg/file.h"
#include "osg/key_file.h"

#define KEY_LARGEST (1 << 20) /* bytes */

G_STATIC_ASSERT(CRYPT_PUBLIC == crypto_box_PUBLICKEYBYTES &&
		CRYPT_PUBLIC == crypto_sign_PUBLICKEYBYTES);
G_STATIC_ASSERT(CRYPT_SECRET == crypto_sign_SECRETKEYBYTES &&
		CRYPT_SECRET >= crypto_box_SECRETKEYBYTES);
G_STATIC_ASSERT(CRYPT_SIGNATURE == crypto_sign_BYTES);

static const struct {
	const char *group;
	gsize secret;
} uses[] = {[CRYPT_SEAL] = {"osg seal key", crypto_box_SECRETKEYBYTES},
	    [CRYPT_SIGN] = {"osg sign key", crypto_sign_SECRETKEYBYTES}};

static gboolean write_key(const char *file, int mode, enum crypt_use use, const char *public,
			  const char *secret, GError **error)
{
	g_autofree char *text =
		g_strdup_printf("[%s]\npublic=%s\n%s%s%s", uses[use].group, public,
				secret ? "secret=" : "", secret ? secret : "", secret ? "\n" : "");
	int fd = g_open(file, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode);
	gsize length = strlen(text);
	gboolean written = fd >= 0 && write(fd, text, length) == (gssize)length && fsync(fd) == 0;

	if (!written)
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("“%s” cannot be made: %s."), file,
			    file_why(errno));
	if (fd >= 0)
		g_close(fd, NULL);
	if (fd >= 0 && !written)
		g_unlink(file);
	sodium_memzero(text, length);
	return written;
}

/* Whoever has a key has started the library. */
static void crypt_start(void)
{
	if (sodium_init() < 0)
		g_error("libsodium cannot be used on this machine");
}

gboolean crypt_key_make(const char *file, enum crypt_use use, GError **error)
{
	struct crypt_key key = {.use = use};
	g_autofree char *public_file = g_strconcat(file, ".pub", NULL);
	g_autofree char *public = NULL, *secret = NULL;
	gboolean made, done;

	crypt_start();
	if (use == CRYPT_SEAL)
		crypto_box_keypair(key.public, key.secret);
	else
		crypto_sign_keypair(key.public, key.secret);
	public = g_base64_encode(key.public, sizeof key.public);
	secret = g_base64_encode(key.secret, uses[use].secret);
	made = write_key(file, 0600, use, public, secret, error);
	done = made && write_key(public_file, 0644, use, public, NULL, error);
	if (made && !done)
		g_unlink(file);
	sodium_memzero(secret, strlen(secret));
	crypt_key_clear(&key);
	return done;
}

static gboolean decode(const char *text, guint8 *bytes, gsize length)
{
	gsize found;
	g_autofree guchar *decoded = text ? g_base64_decode(text, &found) : NULL;

	if (!decoded || found != length)
		return FALSE;
	memcpy(bytes, decoded, length);
	sodium_memzero(decoded, length);
	return TRUE;
}

gboolean crypt_key_read(const char *file, enum crypt_use use, struct crypt_key *key, GError **error)
{
	g_autofree char *text = NULL;
	gsize length;

	crypt_start();
	text = file_load(file, KEY_LARGEST, &length, NULL, error);
	if (!text)
		return FALSE;
	g_autoptr(key_file_auto) keys = key_file_parse(text, length);
	const char *secret = key_file_get(keys, uses[use].group, "secret");

	*key = (struct crypt_key){.use = use, .has_secret = secret != NULL};
	if (decode(key_file_get(keys, uses[use].group, "public"), key->public,
		   sizeof key->public) &&
	    (!secret || decode(secret, key->secret, uses[use].secret)))
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
		    use == CRYPT_SEAL
			    ? _("%s is no key for sealing; “osg backup --new-key FILE” makes one.")
			    : _("%s is no key for signing; “osg bundle key FILE” makes one."),
		    file);
	return FALSE;
}

char *crypt_key_text(const struct crypt_key *key)
{
	return g_base64_encode(key->public, sizeof key->public);
}

gboolean crypt_key_parse(const char *text, enum crypt_use use, struct crypt_key *key,
			 GError **error)
{
	crypt_start();
	*key = (struct crypt_key){.use = use};
	if (decode(text, key->public, sizeof key->public))
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
		    _("“%s” is no key: expected the 44 signs after “public=” in its file."), text);
	return FALSE;
}

void crypt_key_clear(struct crypt_key *key)
{
	sodium_memzero(key, sizeof *key);
}

void sign_bytes(gconstpointer bytes, gsize length, const struct crypt_key *key,
		guint8 signature[CRYPT_SIGNATURE])
{
	g_return_if_fail(key->use == CRYPT_SIGN && key->has_secret);
	crypto_sign_detached(signature, NULL, bytes, length, key->secret);
}

gboolean sign_is_valid(gconstpointer bytes, gsize length, const struct crypt_key *key,
		       const guint8 signature[CRYPT_SIGNATURE])
{
	g_return_val_if_fail(key->use == CRYPT_SIGN, FALSE);
	return crypto_sign_verify_detached(signature, bytes, length, key->public) == 0;
}
