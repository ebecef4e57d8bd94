/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the converter share: the row at hand, and what was wrong with it. */
#ifndef OSG_EXCHANGE_CONVERT_PRIVATE_H
#define OSG_EXCHANGE_CONVERT_PRIVATE_H

#include "exchange/category_map.h"
#include "exchange/convert.h"
#include "exchange/place_find.h"
#include "exchange/row_identity.h"
#include "osg/exchange.h"

/* What is said of a column: a cell of it and what its row became. */
struct told_column {
	char *sample, *read;
};

/* A heading that stands again, and in how many rows its column says something else. */
struct repeated_heading {
	int first, again, differ;
};

/* Lines that were passed over. */
struct told_lines {
	int count, first;
};

struct converter {
	const struct reader_options *options;
	const struct mapping *mapping;
	char **header;
	int count;
	gboolean *is_utc; /* of each column: its times of day are not those here */
	struct binding binding;
	struct place_finder *places;
	enum point_order order; /* of X and Y */
	double kronor;          /* what a number of the costs is */
	int today;
	struct category_map *categories;
	struct row_ids *ids, *own_ids; /* of the source; own_ids NULL: the caller's */
	char *other_id;                /* of the row, as it stands */
	GHashTable *nameless;          /* hash of a row without an id -> how often on this sheet */
	GHashTable *taken;             /* … that were taken */
	GHashTable *nameless_before;   /* … at most on one of the sheets before */
	gint64 organisation;
	GString *raw, *text;
	/* of the row at hand */
	const struct table_row *row;
	struct incoming incoming;
	char *reason;
	/* of the file */
	struct told_column *told; /* of each column, where that is asked for */
	int unknown_subs, texts_found, words_kept, future, twice, points_dropped, restarted, others,
		of_others, other_areas, harmful, headless, unread_points, copies;
	struct told_lines headings, notes, units;
	int counted_in;   /* the column that says how many events a row is; -1 = none */
	gboolean begun;   /* a row was given on */
	int sheet;        /* the one at hand, as row_ids_sheet; -1 = none, or not known yet */
	GArray *repeated; /* struct repeated_heading */
	GPtrArray *bare;  /* cells of the row at hand without their apostrophes */
	GHashTable *other_words; /* that became the mapping's "other" */
	GHashTable *meant_words; /* "Containerbrand = Brand": by what people call it */
	int meant;               /* rows with such a word */
};

/* convert.c */
/* The first column that means this, "" where there is none. Without the apostrophe by which a
 * spreadsheet says that a cell is text, or the two around it, where it is no prose. */
const char *converter_cell(const struct converter *c, enum column column);
/* What is wrong with the row (taken); the first fault stays. */
void converter_fault(struct converter *c, enum column column, char *take_reason);
/* As converter_fault, of the column at, in the place of what was said before. */
void converter_say(struct converter *c, int at, char *take_reason);
/* Clean text. Owned. */
char *converter_clean(const char *text, gboolean keep_lines);
/* Of a text that is stored. It is cleaned here and not by the session alone, because what the file
 * said is compared with what is stored; what was taken out is told. */
char *converter_clean_stored(struct converter *c, const char *text, gboolean keep_lines);

/* convert_fields.c */
/* In what money the costs are; a column of other money is left unread. */
void converter_find_money(struct converter *c);
/* Everything but the row's identity. */
void converter_fields(struct converter *c);

/* convert_odd.c */
void converter_find_repeated(struct converter *c);
/* Whether the row says two things below one heading. */
void converter_look_at_repeated(struct converter *c);
gboolean row_is_blank(const struct table_row *row);
/* Of a row with a fault: whether it is no row of the table at all. Else the fault may get a better
 * reason. */
gboolean converter_passes_over(struct converter *c);
/* "Bilbrand, Rök …": some of a set of words. Owned. */
char *converter_words_shown(GHashTable *set);
void converter_tell_odd(const struct converter *c);

/* convert_explain.c */
/* A cell of each column, from the first row that could be read and has one. */
void converter_take_samples(struct converter *c);
void converter_tell_columns(const struct converter *c);
void converter_told_free(struct converter *c);

#endif
