/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a row happened: from names of places, areas and addresses, from words in a running text,
 * from coordinates. */
#ifndef OSG_EXCHANGE_PLACE_FIND_H
#define OSG_EXCHANGE_PLACE_FIND_H

#include "exchange/mapping.h"
#include "osg/registry.h"

struct place_finder;

/* municipality: name for sentences, may be NULL. */
struct place_finder *place_finder_new(const struct registry *v, const struct mapping *mapping,
				      const char *municipality);
void place_finder_free(struct place_finder *l);

struct location {
	gint64 place, area;  /* keys, 0 = none */
	double lat, lon;     /* NAN = none */
	gboolean words;      /* only the area is known: the name of the place is not */
	gboolean other_area; /* the place lies in another area than the one that is named */
	const char *reason;  /* why it could not be used, NULL = it could; borrowed until the finder
				is freed */
};

/* Any may be "". FALSE: words stand there that nothing is known by (location->reason says what was
 * expected). */
gboolean place_find_names(struct place_finder *l, const char *place, const char *address,
			  const char *area, struct location *location);
/* What stands first. Metres of SWEREF tell it themselves: they are refused only where the file says
 * otherwise. */
enum point_order { POINT_LAT_FIRST, POINT_NORTH_FIRST, POINT_EITHER };

/* Two cells with coordinates in the mapping's system, or one with both (second NULL or "").
 * FALSE: see location->reason. */
gboolean place_find_point(struct place_finder *l, const char *first, const char *second,
			  enum point_order order, struct location *location);
/* Whether a cell for names holds a position ("59.22, 17.94", "6571234 674123") and no name. */
gboolean place_find_is_point(const char *cell);
/* Both cells (second may be NULL) hold what programs write where there is no coordinate: "", NULL,
 * -, and where zeros are none either, 0. */
gboolean place_find_no_point(const char *first, const char *second, gboolean zeros);
/* The place or area that a running text names, when it names exactly one. FALSE: none, or several.
 */
gboolean place_find_text(const struct registry *v, const char *text, gint64 *place, gint64 *area);
/* How many points got the name of a place nearby. */
int place_finder_near(const struct place_finder *l);

#endif
