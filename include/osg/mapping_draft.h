/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mapping in the making: what the columns of a partner's table seem to be, put right by whoever
 * knows the file, tried on its first rows, and kept where mappings are looked for. Decides nothing
 * about the database; touches no file but the mapping's. */
#ifndef OSG_MAPPING_DRAFT_H
#define OSG_MAPPING_DRAFT_H

#include "osg/exchange.h"

enum {
	DRAFT_SAMPLES = 3,   /* different cells of a column that are shown */
	DRAFT_UNUSED = -1,   /* the field of a column that is left alone */
	DRAFT_ROWS = 200,    /* of the file that the draft is tried on */
	DRAFT_LOOKED = 20000 /* rows in which words of categories are looked for */
};

struct draft_column {
	char *name;                   /* as in the file */
	char *samples[DRAFT_SAMPLES]; /* clean; NULL = there are fewer */
	int field;                    /* of the fields below, or DRAFT_UNUSED */
	char *read; /* what the first row that could be read made of it, NULL = as it stands */
};

/* A word of the category's column. */
struct draft_word {
	char *word;
	int rows;       /* how many rows have it */
	char *code;     /* the category that was said or is proposed, NULL = none */
	gboolean known; /* a category has that name: nothing needs to be said */
};

struct mapping_draft {
	char *file;         /* its name, for messages */
	char *id, *title;   /* title NULL = not said */
	char *organisation; /* code, NULL = whoever reads it in */
	char *other;    /* code of words that nothing is said of, NULL = such rows are set aside */
	int rows;       /* of the file, as far as it was looked through */
	char delimiter; /* 0 = a workbook */
	GPtrArray *columns; /* struct draft_column, in the file's order */
	GPtrArray *words;   /* struct draft_word, most frequent first */
	/* what the rows looked at became */
	int readable, unreadable;
	GPtrArray *observations;   /* the readable ones */
	GPtrArray *faults;         /* owned sentences: "line 3, Datum: …", the first few */
	struct draft_table *table; /* what was kept of the file */
};

/* The fields that a column can be, 0 up to draft_fields() - 1: name as in [columns] of a mapping
 * ("category") and title in the reader's language. */
int draft_fields(void);
const char *draft_field_name(int field);
const char *draft_field_title(int field);

/* Looks the file through and proposes. OSG_ERROR_FORMAT: it is no table (CSV or a workbook), or has
 * no row below a header; OSG_ERROR_STORE: it cannot be read. */
struct mapping_draft *mapping_draft_read(const char *path, const struct reader_options *options,
					 GError **error);
void mapping_draft_free(struct mapping_draft *draft);
/* column: its heading or its number from 1; field: a name or title of the fields, "-" for none.
 * What only one column can be is taken from the one that was it. OSG_ERROR_INPUT lists what there
 * is. */
gboolean mapping_draft_set(struct mapping_draft *draft, const char *column, const char *field,
			   GError **error);
/* The same by numbers from 0. OSG_ERROR_INPUT: a mapping cannot name that column. */
gboolean mapping_draft_set_field(struct mapping_draft *draft, guint column, int field,
				 GError **error);
/* A word of the category's column stands for the category of that code or name; category "" = for
 * none. OSG_ERROR_INPUT. */
gboolean mapping_draft_set_word(struct mapping_draft *draft, const char *word, const char *category,
				const struct registry *registry, GError **error);
/* Tries the draft as it is on the rows that were kept: readable, unreadable, observations, faults,
 * words and what each column reads as. options as for reading; its callbacks are not used. */
void mapping_draft_try(struct mapping_draft *draft, const struct reader_options *options);
/* FALSE with what is missing: a mapping needs a time and a category. */
gboolean mapping_draft_is_whole(const struct mapping_draft *draft, GError **error);
/* As a key file, as osg-mapping(5) describes it. Owned. */
char *mapping_draft_text(const struct mapping_draft *draft);

/* kept mappings; the folder is $XDG_CONFIG_HOME/osg/mappings */

/* A name that is free and fits the file ("vaktlogg_2024-w40.csv" is "vaktlogg"). Owned. */
char *mapping_name_for(const char *file);
/* Letters, digits, - and _. OSG_ERROR_INPUT. */
gboolean mapping_name_check(const char *id, GError **error);
gboolean mapping_is_own(const char *id);
/* Path of the file, owned; NULL with an error. An own one of that name is replaced only when
 * replace (OSG_ERROR_RULE), and stays beside it for mapping_take_back. */
char *mapping_keep(const char *id, const char *text, gboolean replace, GError **error);
/* Only own ones (OSG_ERROR_RULE); mapping_take_back brings it back. */
gboolean mapping_remove(const char *id, GError **error);
/* What the last mapping_keep or mapping_remove of that name did; again: does it again.
 * OSG_ERROR_INPUT: there is nothing of it. */
gboolean mapping_take_back(const char *id, GError **error);
/* The key file as it stands, and its title, in English where it has one; owned. *title is NULL when
 * it has none. */
char *mapping_show(const char *id, gboolean english, char **title, GError **error);

/* What a mapping says, for people. */
struct mapping_told {
	char *id, *title;   /* title NULL = it has none */
	char *organisation; /* code, NULL = whoever reads in */
	gboolean own;       /* not one that comes with osg */
	GPtrArray *columns; /* "Category: Händelse or Typ", a line each that it knows; NULL = it
			       cannot be read */
	guint words;        /* how many stand for a category */
	char *fault;        /* why it cannot be read */
};
/* All there are, by name. GPtrArray of struct mapping_told. */
GPtrArray *mapping_told_all(gboolean english);

#endif
