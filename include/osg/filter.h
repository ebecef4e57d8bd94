/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter language: a line of words anyone can type, the same on the screen, the command line
 * and in saved views.
 *
 *   flemingsberg brand|skadegörelse v40 -klotter polisen "trasig ruta"
 *
 * Blanks mean and, "|" or, "-" before a word not, quotes keep blanks. A word is looked up as week
 * (v40, v38-v40, 2024, 2024-10, 2024-Q3, 2024-09-01..2024-09-20, idag, alla), category,
 * organisation, area, place, a word of state (withdrawn, linked, proposed, unplaced, rumour, new
 * …); with a prefix it is only that ("område:skogås", "area:", "plats:", "vad:", "vem:", "när:",
 * "text:", "id:", and "period:" for every way to write one, osg/period.h); else it is looked for in
 * the text. Folded, prefixes of at least three letters suffice. Months, quarters and years are
 * those of the calendar: what happened on 31 December 2024 is in 2024 though its week is 2025's. */
#ifndef OSG_FILTER_H
#define OSG_FILTER_H

#include <glib.h>

#include "osg/record.h"
#include "osg/registry.h"

enum test_kind {
	TEST_WEEKS,    /* from..to inclusive */
	TEST_TIME,     /* from..to, seconds, exclusive end */
	TEST_DURING,   /* may have happened in from..to; where not even the hour is known, not */
	TEST_CATEGORY, /* key, upper level: matches its sub-categories too */
	TEST_SUB_CATEGORY,  /* key */
	TEST_ORGANISATION,  /* key */
	TEST_AREA,          /* key */
	TEST_PLACE,         /* key */
	TEST_WITHDRAWN,     /* withdrawn */
	TEST_LINKED,        /* in a report group */
	TEST_UNPLACED,      /* at no place and no point, or only in words */
	TEST_PROPOSED,      /* somebody thinks it is the same event as another */
	TEST_KNOWN,         /* from = enum known */
	TEST_POLICE_REPORT, /* from = enum answer */
	TEST_NOT_COUNTED,
	TEST_IMPORT,  /* key */
	TEST_ENTERED, /* entered_at in from..to */
	TEST_TEXT,    /* text, folded: stands in the folded text where a word begins ("rut" finds
			 "trasig ruta", "uta" does not) */
	TEST_ID       /* text, uuid prefix */
};

struct test {
	enum test_kind kind;
	gint64 from, to; /* keys stand in from */
	char *text;      /* owned, TEST_TEXT and TEST_ID */
};

/* One word of the line: any of its tests; negated: none of them. */
struct filter_term {
	gboolean negated;
	char *typed;   /* owned, without "-" */
	GArray *tests; /* of struct test; empty: it names nothing that is known here */
};

struct filter {
	char *source;        /* as typed */
	GPtrArray *terms;    /* of struct filter_term, all must hold */
	gboolean says_week;  /* a week or date stands in it: the global week does not apply */
	gboolean says_state; /* withdrawn observations are left out unless it asks for them */
};

typedef struct filter Filter; /* for g_autoptr */

/* Never refuses a plain word; OSG_ERROR_INPUT with position for an unclosed quote, an unknown
 * prefix or one with nothing behind it, a word without letters, "v99". today (a day) for "idag";
 * weeks and dates without a year are those nearest to the week near. */
struct filter *filter_parse(const char *text, const struct registry *v, int today, int near,
			    GError **error);
void filter_free(struct filter *filter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Filter, filter_free)
/* The same judgement that the store makes in SQL. folded_text is text_fold of o->text, or NULL to
 * have it made. */
gboolean filter_matches(const struct filter *filter, const struct observation *o,
			const char *folded_text);
/* "område:\"Skogås\"": finds only that. word: "area", "place", "what" or "who"; owned. */
char *filter_for(const char *word, const char *value, gboolean english);
/* Completions of the last word of the line: texts that could stand there. Owned strings. */
GPtrArray *filter_complete(const char *text, const struct registry *v);

#endif
