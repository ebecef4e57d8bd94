/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a registry, shared by registry.c (records and names), completion.c, gazetteer.c
 * (names in a text) and boundary.c (points on the map). Nobody else includes it. */
#ifndef OSG_MODEL_REGISTRY_PRIVATE_H
#define OSG_MODEL_REGISTRY_PRIVATE_H

#include "osg/registry.h"

/* WORD_SYNONYM: what people say instead of a category's name (share/synonyms.csv). */
enum word_kind {
	WORD_ORGANISATION,
	WORD_AREA,
	WORD_PLACE,
	WORD_CATEGORY,
	WORD_SYNONYM,
	WORD_KINDS
};

/* One way to say a record. */
struct name {
	gconstpointer record;
	const char *shown; /* borrowed from the record or the registry's strings */
	const char *folded;
	guint32 letters; /* which letters stand in it: most candidates are refused by a glance at
			    this */
};

/* An area that has a boundary, and the box that its rings fill. */
struct boundary {
	const struct area *area;
	double west, east, south, north;
};

struct gazetteer;

struct registry {
	gint refs;
	GPtrArray *records[WORD_KINDS];
	GHashTable *by_key[WORD_KINDS];  /* &record->key -> record */
	GHashTable *by_name[WORD_KINDS]; /* folded -> record; NULL record = said of several */
	GArray *names[WORD_KINDS];       /* struct name, best known first */
	GStringChunk *strings;
	GPtrArray *groups; /* struct category_group */
	struct gazetteer *gazetteer;
	GPtrArray *boundaries;   /* struct boundary of areas and sub-areas */
	GPtrArray *municipality; /* struct boundary of the whole */
	GArray *points;          /* struct place_point of exact places, by latitude */
	gboolean english;
};

/* Which letters stand in a folded name, a bit each: struct name's letters. */
guint32 name_letters(const char *folded);
/* The area itself, or the one above it, of level AREA_AREA; NULL when there is none. */
const struct area *registry_counting_area(const struct registry *v, const struct area *area);

/* What finds the registry's names in a text; its records are borrowed. */
struct gazetteer *gazetteer_new(const struct registry *v);
void gazetteer_free(struct gazetteer *gazetteer);

/* Fill in groups; boundaries, municipality and points, and empty these again. */
void groups_build(struct registry *v);
void boundaries_build(struct registry *v);
void boundaries_clear(struct registry *v);

#endif
