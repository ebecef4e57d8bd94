/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The detectors' common ground: a text as characters and as words, and the lists of words that
 * share/personal/words.csv holds. */
#ifndef OSG_PERSONAL_PRIVATE_H
#define OSG_PERSONAL_PRIVATE_H

#include "osg/personal.h"

/* Lists, as bits: a word may be in several. */
enum personal_list {
	LIST_TITLE = 1 << 0,      /* stands before a name: "fru" */
	LIST_PERSON = 1 << 1,     /* "mannen" */
	LIST_CALLED = 1 << 2,     /* "heter" */
	LIST_FIRST = 1 << 3,      /* first names */
	LIST_SURNAME = 1 << 4,    /* surnames that do not look like one */
	LIST_NOT_NAME = 1 << 5,   /* begins sentences, or names of places and firms */
	LIST_PLACE_NOUN = 1 << 6, /* after a name: "väg" */
	LIST_THING = 1 << 7,      /* has numbers that look like plates: "kamerapunkt" */
	LIST_VEHICLE = 1 << 8,    /* "skylt" */
	LIST_PLATE_STOP = 1 << 9, /* three letters before three digits, and no plate */
	LIST_FLAT = 1 << 10,      /* "lgh" */
	LIST_PHONE = 1 << 11,     /* "tel" */
	LIST_PLATFORM = 1 << 12,  /* "insta" */
	LIST_SENSITIVE = 1 << 13, /* health, origin, belief, orientation, politics */
	LIST_SUSPICION = 1 << 14, /* of a crime: beside a name only */
	LIST_HOST = 1 << 15,      /* "instagram.com" */
	LIST_ENDING = 1 << 16,    /* of surnames */
	LIST_SAINT = 1 << 18,     /* before names that streets and churches have */
	LIST_PLACE_END = 1 << 17  /* of names of places */
};

/* The lists that a word is in, lower case; stems ("schizofren*") count for the words that begin
 * with them. */
guint personal_lists(const char *lower);
/* Whether a word of lower case ends as those of a list do and is longer than that by least
 * bytes. */
gboolean personal_ends(enum personal_list list, const char *lower, gsize least);

/* What a character is, as bits. */
enum personal_kind {
	KIND_LETTER = 1 << 0,
	KIND_UPPER = 1 << 1,
	KIND_LOWER = 1 << 2,
	KIND_DIGIT = 1 << 3,
	KIND_WORDLY = 1 << 4, /* a letter, or a digit or number of any kind */
	KIND_BLANK = 1 << 5,  /* of any kind, or what cannot be seen */
	KIND_DASH = 1 << 6,
	KIND_BETWEEN = 1 << 7, /* may stand between the digits of a number */
	KIND_AT = 1 << 8,      /* "@", or the bracket of "(at)" */
	KIND_SLASH = 1 << 9
};

struct personal_word {
	guint from, to; /* characters */
	guint lists;
	enum { WORD_LOWER, WORD_TITLE, WORD_CAPITALS } shape;
	const char *lower; /* owned by the text */
	guint length;      /* of lower, bytes */
};

struct personal_digit {
	int value;
	guint at;     /* character */
	guint gap;    /* characters since the digit before that may stand in a number, 0 = none */
	gboolean far; /* something else stands before it: a number begins here */
};

struct personal_text {
	const char *bytes;
	gunichar *c;    /* 0 ends */
	guint16 *kinds; /* of each, enum personal_kind; nothing at the end */
	guint *at;      /* byte of each character, and of the end */
	guint length;
	guint has;                   /* the kinds that occur */
	guint lists;                 /* the lists that any word is in */
	struct personal_word *words; /* letters, with hyphens inside */
	guint word_count;
	GArray *digits; /* struct personal_digit */
	GHashTable *known;
};

/* Whether the character at a place is of one of the kinds. */
static inline gboolean personal_is(const struct personal_text *text, guint at, guint kinds)
{
	return (text->kinds[at] & kinds) != 0;
}

/* Adds a match of characters [from, to), unless something before it is over it. */
void personal_add(const struct personal_text *text, GArray *matches, const char *id, guint from,
		  guint to);
/* The word that ends at or before a character with only blanks and . : between, NULL = none. */
const struct personal_word *personal_word_before(const struct personal_text *text, guint at);

/* personal_numbers.c: fills the digits of a text. */
void personal_read_digits(struct personal_text *text);

void personal_find_identity(const struct personal_text *text, GArray *matches);
void personal_find_phone(const struct personal_text *text, GArray *matches);
void personal_find_mail(const struct personal_text *text, GArray *matches);
void personal_find_plate(const struct personal_text *text, GArray *matches);
void personal_find_flat(const struct personal_text *text, GArray *matches);
void personal_find_profile(const struct personal_text *text, GArray *matches);
void personal_find_name(const struct personal_text *text, GArray *matches);
void personal_find_sensitive(const struct personal_text *text, GArray *matches);

#endif
