/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a municipality's words mean: its organisations, areas, places and categories held in memory,
 * found by key, code or name, and completed while typing. Built from arrays of records; knows no
 * database. */
#ifndef OSG_REGISTRY_H
#define OSG_REGISTRY_H

#include "osg/record.h"

struct registry;

/* Takes over the arrays (GPtrArray of records, each array frees its own). Any may be NULL. english
 * chooses the labels. */
struct registry *registry_new(GPtrArray *take_organisations, GPtrArray *take_areas,
			      GPtrArray *take_places, GPtrArray *take_categories, gboolean english);
/* It changes never, so that threads may share it; the last who gives it back frees it. */
struct registry *registry_ref(struct registry *v);
void registry_unref(struct registry *v);

/* All of a kind in order (borrowed arrays): organisations by position, areas and places by Swedish
 * name, categories by position. */
const GPtrArray *registry_organisations(const struct registry *v);
const GPtrArray *registry_areas(const struct registry *v);
const GPtrArray *registry_places(const struct registry *v);
const GPtrArray *registry_categories(const struct registry *v);

/* The organisations that are members in that week, in the same order; the array is owned, what is
 * in it borrowed. */
GPtrArray *registry_members(const struct registry *v, int week);

/* By key, NULL when unknown. Borrowed. */
const struct organisation *registry_organisation(const struct registry *v, gint64 key);
const struct area *registry_area(const struct registry *v, gint64 key);
const struct place *registry_place(const struct registry *v, gint64 key);
const struct category *registry_category(const struct registry *v, gint64 key);

/* The code of an organisation by its key, "–" when unknown. Borrowed. */
const char *registry_organisation_code(const struct registry *v, gint64 key);

/* By code or by name or alias, folded; the whole name, no guessing. NULL when unknown. */
const struct organisation *registry_find_organisation(const struct registry *v, const char *text);
const struct area *registry_find_area(const struct registry *v, const char *text);
const struct place *registry_find_place(const struct registry *v, const char *text);
/* Code ("SKA", "SKA.glaskross") or label in either language. */
const struct category *registry_find_category(const struct registry *v, const char *text);

/* The same, or a word that people use for it ("knark", "shots fired"): for what is typed as what
 * happened. */
const struct category *registry_category_meant(const struct registry *v, const char *text);

/* The label in the registry's language; "" for NULL. Borrowed. */
const char *registry_label(const struct registry *v, const struct category *c);

/* Categories that are judged together: "order in public places". */
struct category_group {
	char *id, *label_sv, *label_en;
	GArray *categories; /* gint64, keys of upper categories */
	double weight;      /* of the budget of false hotspots */
};
/* Borrowed struct category_group; that of an id, NULL = none; whether it holds an upper category.
 */
const GPtrArray *registry_groups(const struct registry *v);
const struct category_group *registry_group(const struct registry *v, const char *id);
gboolean category_group_holds(const struct category_group *group, gint64 category);

/* A completion: one of the four, best first. score is text_match's, raised by use (how often this
 * organisation used it). */
struct match {
	gconstpointer record;
	const char *name; /* what matched: name or alias, borrowed */
	int score;
};
/* use: gint64 * -> GINT_TO_POINTER(count), hashed by g_int64_hash; or NULL. At most most matches
 * into out; how many. */
int registry_complete_places(const struct registry *v, const char *typed, GHashTable *use,
			     struct match *out, int most);
/* Upper and sub-categories, by the beginnings of their words and of the words people use for them:
 * "skag" finds Skadegörelse · glaskross, "skott" Våld · skjutning; scattered letters find nothing.
 * Where nothing begins so, what the words of a sentence name: "hittade sprutorna".
 */
int registry_complete_categories(const struct registry *v, const char *typed, GHashTable *use,
				 struct match *out, int most);
/* Where the two above find nothing: names that begin nearly so, one letter wrong in four, at most
 * two: "skogos centrum". For people to choose from, never to be taken for what was meant. */
int registry_nearly_places(const struct registry *v, const char *typed, GHashTable *use,
			   struct match *out, int most);
int registry_nearly_categories(const struct registry *v, const char *typed, GHashTable *use,
			       struct match *out, int most);
/* The area, else place or category, whose name begins nearly so; NULL = none. Borrowed. */
const char *registry_nearest_name(const struct registry *v, const char *typed);
/* Members in that week; WEEK_NONE = all that ever were, for a search. */
int registry_complete_organisations(const struct registry *v, const char *typed, int week,
				    struct match *out, int most);

/* Places and areas named in a running text (police summaries), longest name first, whole words,
 * Swedish genitive -s allowed; an occurrence is used once, so "Skogås centrum" is not also
 * "Skogås". Array of const struct place * and of const struct area * (borrowed elements); either
 * argument may be NULL. Area comes from places too. */
void registry_find_in_text(const struct registry *v, const char *text, GPtrArray *places,
			   GPtrArray *areas);

/* Area of level AREA_AREA that holds a point; when none does, the nearest within 500 m; NULL
 * beyond. */
const struct area *registry_area_at(const struct registry *v, double lat, double lon);
/* Metres between two points on the sphere. */
double distance_metres(double lat1, double lon1, double lat2, double lon2);
/* Nearest exact place within metres of a point, or NULL. */
const struct place *registry_place_near(const struct registry *v, double lat, double lon,
					double metres);
/* Copies of all rings of more, at the end of rings, without the points that lie within so many
 * metres of the line between those that stay. */
void rings_append_thinned(GPtrArray *rings, const GPtrArray *more, double metres);
/* The finest precision that an event of these categories (keys, sub_category 0 = none) may be told
 * with: enum sharing. A category that nobody knows any more is not told finely. */
enum sharing registry_finest(const struct registry *v, gint64 category, gint64 sub_category);
/* Inside the municipality's boundary or within 2 km of it; TRUE when there is no boundary to judge
 * by. */
gboolean registry_holds(const struct registry *v, double lat, double lon);

#endif
