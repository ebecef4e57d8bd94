/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists of share/measures that people choose from: a code, something about it, and its label in
 * both languages. They are data: a row more is a kind more. */
#ifndef OSG_CATALOGUE_H
#define OSG_CATALOGUE_H

#include <glib.h>

struct catalogue_entry {
	char *code;
	int value; /* what the second column says, as the catalogue reads it */
	char *label_sv, *label_en;
};

struct catalogue {
	const char *file; /* of share, with the columns code, value, label_sv, label_en */
	int (*value)(const char *cell);
	GPtrArray *entries; /* read when it is first asked for */
};

/* Kinds of measures; value: enum aspect, what it usually works on. */
extern struct catalogue measure_catalogue;
/* Steps that every focus group begins with, in order; value: whether it must be done. */
extern struct catalogue step_catalogue;

/* GPtrArray of struct catalogue_entry, in the order of the file. Borrowed for ever, as all below.
 */
const GPtrArray *catalogue_entries(struct catalogue *catalogue);
/* NULL for an unknown code, and for NULL. */
const struct catalogue_entry *catalogue_find(struct catalogue *catalogue, const char *code);
/* "" for NULL. */
const char *catalogue_label(const struct catalogue_entry *entry, gboolean english);

#endif
