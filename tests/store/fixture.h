/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A database in a folder of its own with a small municipality, and observations made from a number.
 */
#ifndef OSG_TEST_STORE_FIXTURE_H
#define OSG_TEST_STORE_FIXTURE_H

#include "osg/record.h"
#include "osg/store.h"

#define FIXTURE_NOW G_GINT64_CONSTANT(1795000000) /* 2026-11-18 */
#define FIXTURE_WEEKS 8

struct store_fixture {
	char *folder, *file;
	struct store *store;
};

extern const struct change fixture_change;

/* A database in a file, or on the server that OSG_TEST_POSTGRES names. */
void fixture_init(struct store_fixture *f);
gboolean fixture_on_server(void);
/* So many that SQLite puts them in more than one piece; a server has no pieces, and takes fewer. */
guint fixture_plenty(guint many);
/* Four organisations, areas, places (one an area) and six categories, keys from 1. */
void fixture_fill(struct store_fixture *f);
void fixture_clear(struct store_fixture *f);
char *fixture_path(struct store_fixture *f, const char *name);

/* The same for the same number; weeks of the last FIXTURE_WEEKS. */
struct observation *fixture_observation(guint number);
/* One change that puts one record. */
void fixture_put(struct store *store, gpointer record);
gint64 fixture_number(struct store *store, const char *sql);
char *fixture_text(struct store *store, const char *sql);
/* Fails the test unless store_check finds nothing. */
void fixture_assert_sound(struct store *store);

#endif
