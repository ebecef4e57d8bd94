/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed files: a stream of pieces (crypto_secretstream), under a key made for this one file, which
 * stands at its beginning sealed to the public key (crypto_box_seal). The last piece is marked as
 * the last, so that a file that was cut off is found out. */
#include "config.h"

#include "osg/crypt.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "osg/digest.h"
#include "osg/file.h"

#define MAGIC "osg sealed 1\n"
#define MAGIC_SIZE (sizeof MAGIC - 1)
#define STREAM_KEY crypto_secretstream_xchacha20poly1305_KEYBYTES
#define STREAM_HEAD crypto_secretstream_xchacha20poly1305_HEADERBYTES
#define STREAM_MORE crypto_secretstream_xchacha20poly1305_ABYTES
#define TAG_LAST crypto_secretstream_xchacha20poly1305_TAG_FINAL
#define SEALED_KEY (STREAM_KEY + crypto_box_SEALBYTES)
#define PIECE 65536

typedef crypto_secretstream_xchacha20poly1305_state stream_state;

/* errno tells why; always FALSE. */
static gboolean refuse_file(const char *form, const char *file, GError **error)
{
	int why = errno;

	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, "%s: %s: %s.", file, form, file_why(why));
	return FALSE;
}

static FILE *open_reading(const char *file, GError **error)
{
	FILE *stream = g_fopen(file, "rbe");

	if (!stream)
		refuse_file(_("cannot be read"), file, error);
	return stream;
}

static FILE *open_new(const char *file, GError **error)
{
	int fd = g_open(file, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
	FILE *stream = fd < 0 ? NULL : fdopen(fd, "wb");

	if (!stream)
		refuse_file(_("cannot be made"), file, error);
	return stream;
}

/* Closed when it lies on the disk. NULL is a fault that was told already. */
static gboolean finish(FILE *stream, gboolean good, const char *file, GError **error)
{
	gboolean out = stream && good && fflush(stream) == 0 && fsync(fileno(stream)) == 0;

	if (stream && good && !out)
		refuse_file(_("cannot be written"), file, error);
	if (stream)
		fclose(stream);
	if (stream && !out)
		g_unlink(file);
	return out;
}

/* sealing */

static gboolean seal_pieces(FILE *in, FILE *out, stream_state *state, struct digest *sum)
{
	guint8 piece[PIECE], sealed[PIECE + STREAM_MORE];
	gboolean last = FALSE;

	while (!last) {
		gsize length = fread(piece, 1, sizeof piece, in);

		last = length < sizeof piece;
		digest_add(sum, piece, length);
		crypto_secretstream_xchacha20poly1305_push(state, sealed, NULL, piece, length, NULL,
							   0, last ? TAG_LAST : 0);
		if (ferror(in) ||
		    fwrite(sealed, 1, length + STREAM_MORE, out) != length + STREAM_MORE)
			return FALSE;
	}
	return TRUE;
}

static gboolean write_sealed(FILE *in, FILE *out, const struct crypt_key *key,
			     const guint8 stream_key[STREAM_KEY], struct digest *sum)
{
	guint8 sealed_key[SEALED_KEY], head[STREAM_HEAD];
	stream_state state;

	crypto_box_seal(sealed_key, stream_key, STREAM_KEY, key->public);
	crypto_secretstream_xchacha20poly1305_init_push(&state, head, stream_key);
	return fwrite(MAGIC, 1, MAGIC_SIZE, out) == MAGIC_SIZE &&
	       fwrite(sealed_key, 1, sizeof sealed_key, out) == sizeof sealed_key &&
	       fwrite(head, 1, sizeof head, out) == sizeof head &&
	       seal_pieces(in, out, &state, sum);
}

/* opening */

/* What opens adds to sum and goes to out (may be NULL). FALSE: it was changed, cut off, or out
 * cannot be written. */
static gboolean open_pieces(FILE *in, FILE *out, const guint8 stream_key[STREAM_KEY],
			    struct digest *sum)
{
	guint8 head[STREAM_HEAD], sealed[PIECE + STREAM_MORE], piece[PIECE], tag = 0;
	stream_state state;

	if (fread(head, 1, sizeof head, in) != sizeof head ||
	    crypto_secretstream_xchacha20poly1305_init_pull(&state, head, stream_key) != 0)
		return FALSE;
	while (tag != TAG_LAST) {
		gsize length = fread(sealed, 1, sizeof sealed, in);
		unsigned long long open;

		if (length < STREAM_MORE ||
		    crypto_secretstream_xchacha20poly1305_pull(&state, piece, &open, &tag, sealed,
							       length, NULL, 0) != 0)
			return FALSE;
		digest_add(sum, piece, open);
		if (out && fwrite(piece, 1, open, out) != open)
			return FALSE;
	}
	return fgetc(in) == EOF;
}

static gboolean read_sealed_key(FILE *in, guint8 sealed_key[SEALED_KEY])
{
	char magic[MAGIC_SIZE];

	return fread(magic, 1, sizeof magic, in) == sizeof magic &&
	       memcmp(magic, MAGIC, sizeof magic) == 0 &&
	       fread(sealed_key, 1, SEALED_KEY, in) == SEALED_KEY;
}

/* Whether the sealed file holds what was sealed, read again from the medium. */
static gboolean holds(const char *file, const guint8 stream_key[STREAM_KEY], struct digest *sum,
		      GError **error)
{
	g_autoptr(Digest) again = digest_new();
	g_autofree char *wanted = digest_end_text(sum), *found = NULL;
	guint8 sealed_key[SEALED_KEY];
	FILE *in = open_reading(file, error);
	gboolean same =
		in && read_sealed_key(in, sealed_key) && open_pieces(in, NULL, stream_key, again);

	found = digest_end_text(again);
	same = same && strcmp(wanted, found) == 0;
	if (in && !same)
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("“%s” does not hold what was written to it: the medium is failing."),
			    file);
	if (in)
		fclose(in);
	return same;
}

gboolean seal_file(const char *from, const char *to, const struct crypt_key *key, GError **error)
{
	g_autoptr(Digest) sum = digest_new();
	guint8 stream_key[STREAM_KEY];
	FILE *in, *out;
	gboolean done;

	g_return_val_if_fail(key->use == CRYPT_SEAL, FALSE);
	crypto_secretstream_xchacha20poly1305_keygen(stream_key);
	in = open_reading(from, error);
	out = in ? open_new(to, error) : NULL;
	done = out && write_sealed(in, out, key, stream_key, sum);
	if (out && !done)
		refuse_file(_("cannot be written"), to, error);
	done = finish(out, done, to, error) && holds(to, stream_key, sum, error);
	if (in)
		fclose(in);
	sodium_memzero(stream_key, sizeof stream_key);
	return done;
}

static gboolean open_into(FILE *in, FILE *out, const struct crypt_key *key, const char *name,
			  GError **error)
{
	guint8 sealed_key[SEALED_KEY], stream_key[STREAM_KEY];
	g_autoptr(Digest) sum = digest_new();
	gboolean done;

	if (!read_sealed_key(in, sealed_key) ||
	    crypto_box_seal_open(stream_key, sealed_key, sizeof sealed_key, key->public,
				 key->secret) != 0) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("“%s” was not sealed to this key."), name);
		return FALSE;
	}
	done = open_pieces(in, out, stream_key, sum);
	sodium_memzero(stream_key, sizeof stream_key);
	if (done)
		return TRUE;
	if (ferror(out))
		return refuse_file(_("cannot be written"), name, error);
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
		    _("“%s” was cut off or changed after it was sealed."), name);
	return FALSE;
}

gboolean seal_open(const char *from, const char *to, const struct crypt_key *key, GError **error)
{
	FILE *in, *out;
	gboolean done;

	if (!key->has_secret) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s” is sealed: name the file with the secret key, --key FILE."),
			    from);
		return FALSE;
	}
	in = open_reading(from, error);
	out = in ? open_new(to, error) : NULL;
	done = out && open_into(in, out, key, from, error);
	done = finish(out, done, to, error);
	if (in)
		fclose(in);
	return done;
}

gboolean seal_is_sealed(const char *file)
{
	FILE *in = g_fopen(file, "rbe");
	char magic[MAGIC_SIZE];
	gboolean sealed = in && fread(magic, 1, sizeof magic, in) == sizeof magic &&
			  memcmp(magic, MAGIC, sizeof magic) == 0;

	if (in)
		fclose(in);
	return sealed;
}
