/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A municipality that files are read into, and the files of test_import.c with their tests. */
#ifndef OSG_TESTS_APP_IMPORT_TOWN_H
#define OSG_TESTS_APP_IMPORT_TOWN_H

#include "osg/app.h"

#define HEAD "Ärendenr;Datum;Klockslag;Kategori;Plats;Beskrivning\n"

struct import_town {
	char *folder, *database;
	struct session *session;
};

/* A file of the town's folder, with this text; its path, owned. */
char *town_write(const struct import_town *t, const char *name, const char *text);

/* from: NULL = no municipality at all; "" = a small one made here; else a folder. */
void town_init(struct import_town *t, const char *from);
/* Closes the session and removes the folder. */
void town_clear(struct import_town *t);

/* read, new, changed, unchanged, set aside, skipped, not counted. */
struct import_figures {
	int read, created, changed, unchanged, set_aside, skipped, not_counted;
};

/* Reads the file in, or the test fails; not_counted below 0: whichever. Owned. */
struct import_result *town_import(struct import_town *t, const char *file,
				  const struct import_figures *f);
/* The same, where the figures say all. */
void town_takes(struct import_town *t, const char *file, const struct import_figures *figures);
/* Whether one of the sentences has these words. */
gboolean says(const GPtrArray *notes, const char *words);
/* How many observations a filter finds. */
int town_count(struct import_town *t, const char *filter);

void add_identity_tests(void);
void add_record_tests(void);
void add_own_tests(void);
void add_published_tests(void);

#endif
