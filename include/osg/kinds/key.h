/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may come in through ssh: the public keys of the seats, and the codes by which somebody
 * registers a key without having sent it. A key is called by the seat it opens and where it is
 * kept, never by a person. Included by record.h. */
#ifndef OSG_KINDS_KEY_H
#define OSG_KINDS_KEY_H

struct public_key {
	struct record record;
	gint64 participant; /* REF: the seat it opens */
	char *type;         /* "ssh-ed25519": the first word of a .pub file */
	char *body;         /* its second: base64 */
	char *fingerprint;  /* "SHA256:…", as ssh-keygen -l says it */
	char *label;        /* "datorn i växeln"; NULL = not said */
	gint64 added;       /* TIME */
	gint64 revoked;     /* TIME; TIME_NONE = it opens the door */
};

/* Told over the phone. What is kept is a slow sum of it: who reads the database cannot use it. */
struct key_code {
	struct record record;
	gint64 participant; /* REF */
	char *sum;          /* key_code_sum of its letters, in hex */
	gint64 until;       /* TIME */
	int tries;          /* wrong ones so far */
	gint64 used;        /* TIME; TIME_NONE = not yet */
};

extern const struct record_kind public_key_kind, key_code_kind;

/* The key in the line of a .pub file; its comment, which names people, is left. OSG_ERROR_INPUT: a
 * private key, a line of options, no key at all. OSG_ERROR_RULE: of a type or a length that is too
 * weak. Free with record_free. */
struct public_key *public_key_parse(const char *line, GError **error);
/* The same from its two words. */
struct public_key *public_key_of(const char *type, const char *body, GError **error);

#define KEY_CODE_MINUTES 15
#define KEY_CODE_TRIES 5
/* Whether it can still be used at now. */
gboolean key_code_stands(const struct key_code *code, gint64 now);
/* Eight letters and figures that are not mistaken for each other, from the system's own random
 * numbers. Owned. */
char *key_code_secret(void);
/* "7-KRAL-7TMP": what is told, of the record's key and its secret. Owned. */
char *key_code_words(gint64 key, const char *secret);
/* What somebody typed, however it was spaced: the record's key and (owned) the secret. FALSE: it
 * can be no code. */
gboolean key_code_read(const char *typed, gint64 *key, char **secret);
/* Takes some hundredths of a second. Owned. */
char *key_code_sum(const struct key_code *code, const char *secret);

#endif
