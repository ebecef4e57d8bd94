/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of the filter language: filter.c reads the line, filter_words.c looks a word
 * up. Nobody else includes it. */
#ifndef OSG_MODEL_FILTER_PRIVATE_H
#define OSG_MODEL_FILTER_PRIVATE_H

#include "osg/filter.h"

/* Where a word is looked up: bits, so that a prefix names some of them. */
enum filter_scope {
	SCOPE_WEEK = 1,
	SCOPE_CATEGORY = 2,
	SCOPE_ORGANISATION = 4,
	SCOPE_AREA = 8,
	SCOPE_PLACE = 16,
	SCOPE_STATE = 32,
	SCOPE_TEXT = 64,
	SCOPE_ID = 128,
	SCOPE_IMPORT = 256,
	SCOPE_DURING = 512,
	SCOPE_PERIOD = 1024,
	SCOPE_PLAIN = 127,
	SCOPE_NAME = SCOPE_CATEGORY | SCOPE_ORGANISATION | SCOPE_AREA | SCOPE_PLACE
};

struct lookup {
	const struct registry *v;
	int today, near;       /* a day, a week */
	struct filter *filter; /* says_week and says_state are set here */
	gboolean quoted;
	GArray *tests; /* of struct test: what the word means is added */
};

/* The scopes that a prefix names ("område"), folded; 0 when there is no such prefix. */
int filter_scope(const char *prefix);
/* Adds the tests of one word to lookup->tests; quoted: no beginnings of names. FALSE when it looks
 * like a week or a period and is none. */
gboolean filter_look_up(struct lookup *lookup, const char *word, int scope, gboolean quoted);
/* "31/9", "2024-02-30": meant as a day, whether there is one or not. */
gboolean filter_says_day(const char *word);
/* Words of state and prefixes that begin so, folded; appended as owned strings. */
void filter_words_beginning(GPtrArray *out, const char *folded);

#endif
