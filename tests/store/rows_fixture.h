/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Observations put in as imports put them; the files of test_rows.c with their tests. */
#ifndef OSG_TESTS_STORE_ROWS_FIXTURE_H
#define OSG_TESTS_STORE_ROWS_FIXTURE_H

#include "fixture.h"

/* More than the batch from which an import drops the indexes. */
#define PLENTY fixture_plenty(12000)

/* All rows, as the whole group sees them. */
struct row_query everything(void);
/* The made observations of these numbers, in one import. */
void import_some(struct store *store, guint from, guint to);
/* Takes over the content of another made observation, so that everything may change at once. */
void change_into(struct store *store, gint64 key, guint number);
/* How many rows a word is found in. */
gint64 found(struct store *store, const char *word);

void add_bulk_tests(void);

#endif
