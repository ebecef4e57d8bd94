/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a row happened: from names of places, areas and addresses, from words in a running text,
 * from coordinates. */
#ifndef OSG_EXCHANGE_LOCATE_H
#define OSG_EXCHANGE_LOCATE_H

#include "exchange/mapping.h"
#include "osg/registry.h"

struct locator;

/* municipality: name for sentences, may be NULL. */
struct locator *locator_new(const struct registry *v, const struct mapping *mapping,
			    const char *municipality);
void locator_free(struct locator *l);

struct location {
	gint64 place, area; /* keys, 0 = none */
	double lat, lon;    /* NAN = none */
	const char *reason; /* why it could not be used, NULL = it could; borrowed until the locator
			       is freed */
};

/* Any may be "". FALSE: words stand there that nothing is known by (location->reason says what was
 * expected). */
gboolean locate_names(struct locator *l, const char *place, const char *address, const char *area,
		      struct location *location);
/* Two cells with coordinates in the mapping's system: lat and lon, or X and Y of SWEREF in either
 * order. FALSE: see location->reason. */
gboolean locate_point(struct locator *l, const char *first, const char *second,
		      struct location *location);
/* The place or area that a running text names, when it names exactly one. FALSE: none, or several.
 */
gboolean locate_text(const struct registry *v, const char *text, gint64 *place, gint64 *area);
/* How many points got the name of a place nearby. */
int locator_near(const struct locator *l);

#endif
