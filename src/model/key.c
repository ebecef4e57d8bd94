/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Public keys as ssh writes them, and codes told over the phone. */
#include "config.h"

#include "osg/record.h"

#include <string.h>
#include <unistd.h>

#include "osg/digest.h"
#include "osg/error.h"
#include "osg/week.h"

#include "model/kind_rows.h"

#define RECORD struct public_key
static const struct field public_key_fields[] = {
	REF(participant, "participant"),
	CODE(type),
	CODE(body),
	CODE(fingerprint),
	CODE(label),
	TIME(added),
	TIME(revoked),
	{NULL},
};
#undef RECORD

#define RECORD struct key_code
static const struct field key_code_fields[] = {
	REF(participant, "participant"),
	CODE(sum),
	TIME(until),
	SMALL(tries, 0),
	TIME(used),
	{NULL},
};
#undef RECORD

const struct record_kind public_key_kind =
	OWNED_KIND(public_key, "public_key", "keys", N_("key"), public_key_fields, "participant");
const struct record_kind key_code_kind = OWNED_KIND(
	key_code, "key_code", "key-codes", N_("code for a key"), key_code_fields, "participant");

/* keys */

/* What an ssh server of today takes; DSA and certificates are not among them. */
static const char *const key_types[] = {"ssh-ed25519",
					"sk-ssh-ed25519@openssh.com",
					"ecdsa-sha2-nistp256",
					"ecdsa-sha2-nistp384",
					"ecdsa-sha2-nistp521",
					"sk-ecdsa-sha2-nistp256@openssh.com",
					"ssh-rsa",
					NULL};
enum { RSA_LEAST = 2048, BODY_MOST = 4096 };

/* A length of four bytes and as many bytes, from *at on. NULL: there are not so many. */
static const guchar *take_string(const guchar **at, const guchar *end, gsize *length)
{
	const guchar *p = *at;

	if (end - p < 4)
		return NULL;
	*length = (gsize)p[0] << 24 | (gsize)p[1] << 16 | (gsize)p[2] << 8 | p[3];
	p += 4;
	if ((gsize)(end - p) < *length)
		return NULL;
	*at = p + *length;
	return p;
}

/* Of an RSA key, whose parts are its name, the exponent and the modulus. */
static int rsa_bits(const guchar *at, const guchar *end)
{
	gsize length = 0;
	const guchar *part = take_string(&at, end, &length);

	if (part)
		part = take_string(&at, end, &length);
	while (part && length > 0 && *part == 0) {
		part++;
		length--;
	}
	return part ? (int)MIN(length, BODY_MOST) * 8 : 0;
}

/* The bytes name the type once more: a body that was cut or mixed up shows there. */
static gboolean body_fits(const char *type, const guchar *bytes, gsize size)
{
	const guchar *at = bytes, *end = bytes + size, *name;
	gsize length;

	name = take_string(&at, end, &length);
	return name && length == strlen(type) && memcmp(name, type, length) == 0 && at < end;
}

static char *fingerprint_of(const guchar *bytes, gsize size)
{
	g_autoptr(Digest) digest = digest_new();
	guint8 sum[DIGEST_SIZE];
	g_autofree char *base64 = NULL;

	digest_add(digest, bytes, size);
	digest_end(digest, sum);
	base64 = g_base64_encode(sum, sizeof sum);
	base64[strcspn(base64, "=")] = '\0';
	return g_strconcat("SHA256:", base64, NULL);
}

static gboolean is_base64(const char *text)
{
	gsize length = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789+/");

	return length > 0 && strspn(text + length, "=") == strlen(text + length) &&
	       strlen(text) % 4 == 0 && strlen(text) <= BODY_MOST;
}

struct public_key *public_key_of(const char *type, const char *body, GError **error)
{
	g_autofree guchar *bytes = NULL;
	struct public_key *key;
	gsize size = 0;

	if (!g_strv_contains(key_types, type)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("Keys of the type “%.40s” are not taken. Make one with: ssh-keygen "
			      "-t ed25519"),
			    type);
		return NULL;
	}
	if (is_base64(body))
		bytes = g_base64_decode(body, &size);
	if (!bytes || !body_fits(type, bytes, size)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("The key is not whole; expected is the line of a .pub file, such as "
			      "“%s AAAA… a word”."),
			    type);
		return NULL;
	}
	if (g_str_equal(type, "ssh-rsa") && rsa_bits(bytes + 11, bytes + size) < RSA_LEAST) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("RSA keys of fewer than %d bits are not taken. Make one with: "
			      "ssh-keygen -t ed25519"),
			    RSA_LEAST);
		return NULL;
	}
	key = record_new(&public_key_kind);
	key->type = g_strdup(type);
	key->body = g_strdup(body);
	key->fingerprint = fingerprint_of(bytes, size);
	return key;
}

struct public_key *public_key_parse(const char *line, GError **error)
{
	g_autofree char *text = g_strstrip(g_strdup(line));
	g_auto(GStrv) words = NULL;

	if (strstr(text, "PRIVATE KEY")) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("That is a private key: it must never leave the computer it "
				      "was made on. Make a new pair there, and send the file that "
				      "ends with .pub."));
		return NULL;
	}
	words = g_strsplit_set(text, " \t", 3);
	if (strchr(text, '\n') || !words[0] || !words[1]) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("Expected is one key: the single line of a .pub file, such "
				      "as “ssh-ed25519 AAAA… a word”."));
		return NULL;
	}
	return public_key_of(words[0], words[1], error);
}

/* codes */

static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"; /* no I, O, 0, 1 */
enum { SECRET_LENGTH = 8 };
G_STATIC_ASSERT(sizeof letters - 1 == 32);

gboolean key_code_stands(const struct key_code *code, gint64 now)
{
	return !code->record.withdrawn && code->used == TIME_NONE && now < code->until &&
	       code->tries < KEY_CODE_TRIES;
}

char *key_code_secret(void)
{
	guint8 random[SECRET_LENGTH];
	char *secret = g_new0(char, SECRET_LENGTH + 1);

	if (getentropy(random, sizeof random) != 0)
		g_error("the system gives no random numbers");
	for (int i = 0; i < SECRET_LENGTH; i++)
		secret[i] = letters[random[i] % 32];
	return secret;
}

char *key_code_words(gint64 key, const char *secret)
{
	return g_strdup_printf("%" G_GINT64_FORMAT "-%.4s-%s", key, secret, secret + 4);
}

gboolean key_code_read(const char *typed, gint64 *key, char **secret)
{
	g_autoptr(GString) told = g_string_new(NULL);

	for (; *typed && told->len < 32; typed++)
		if (g_ascii_isalnum(*typed))
			g_string_append_c(told, g_ascii_toupper(*typed));
	if (told->len <= SECRET_LENGTH)
		return FALSE;
	*secret = g_strdup(told->str + told->len - SECRET_LENGTH);
	g_string_truncate(told, told->len - SECRET_LENGTH);
	if (strspn(*secret, letters) == SECRET_LENGTH &&
	    g_ascii_string_to_signed(told->str, 10, 1, G_MAXINT64, key, NULL))
		return TRUE;
	g_clear_pointer(secret, g_free);
	return FALSE;
}

char *key_code_sum(const struct key_code *code, const char *secret)
{
	return digest_slow(secret, code->record.id.bytes, sizeof code->record.id.bytes);
}
