/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of a municipality, written and read; the files of test_geography.c with their tests.
 */
#ifndef OSG_TESTS_EXCHANGE_GEOGRAPHY_TOWN_H
#define OSG_TESTS_EXCHANGE_GEOGRAPHY_TOWN_H

#include "osg/exchange.h"

#define SQUARE(w, s, e, n)                                                                         \
	"[[[" w "," s "],[" e "," s "],[" e "," n "],[" w "," n "],[" w "," s "]]]"
#define FEATURE(properties, rings)                                                                 \
	"{\"type\":\"Feature\",\"properties\":{" properties                                        \
	"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":" rings "}}"
#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define HERE COLLECTION(FEATURE("\"name\":\"Provby\"", SQUARE("17", "59", "18", "60")))

struct geography_town {
	GPtrArray *areas, *places, *organisations;
	const char *name; /* --municipality */
	char *municipality, *folder;
	GPtrArray *notes;
	GError *error;
	gboolean ok;
};

/* Writes a file of the folder. */
void town_write(const char *folder, const char *name, const char *text);
/* Reads the folder into t, of which name is given; frees what was read. */
void town_read(struct geography_town *t, const char *folder);
void town_clear(struct geography_town *t);
/* A folder with the given municipality.geojson and regso.geojson (NULL = none), read. Owned. */
struct geography_town *town_of(const char *name, const char *municipality, const char *areas);
/* Frees what town_of made, and removes its folder. */
void town_end(struct geography_town *t);
/* Ends it too; fails the test unless it was refused in these words. */
void check_refused(struct geography_town *take_t, const char *says);

void add_outline_tests(void);

#endif
