/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small municipality, and a reader that keeps what a format gives. */
#ifndef OSG_TESTS_EXCHANGE_FIXTURE_H
#define OSG_TESTS_EXCHANGE_FIXTURE_H

#include "osg/exchange.h"

/* Categories of the taxonomy; organisations KOM, POL, HUGE; areas Norrby and Söderby in the
 * municipality Provköping (59.2..59.3 N, 18.0..18.1 E, divided at 59.25); places Norrby skola
 * (59.27, 18.05), Norrby centrum, Söderby torg (59.22, 18.05). */
struct registry *fixture_registry(void);

struct kept {
	int line;
	struct observation *observation;
	guint64 digest;
	char *sheet, *field, *value, *reason, *raw;
	gboolean not_counted, elsewhere, repeated;
};

struct reading {
	GPtrArray *rows;  /* struct kept */
	GPtrArray *notes; /* owned sentences */
	GError *error;
	gboolean ok;
	struct registry *registry;
};

/* Reads bytes by a format ("csv", "polisen"). mapping and municipality may be NULL. */
struct reading *fixture_read(const char *format, const char *bytes, gssize length,
			     const char *mapping, const char *municipality);
/* A second time where ids stand there with several contents, as an import does. */
struct reading *fixture_read_anew(const char *format, const char *bytes, gssize length);
/* As a table, of which no mapping is known; the test fails where it cannot be read. */
struct reading *fixture_read_csv(const char *bytes, gssize length);
void reading_free(struct reading *r);
/* Whether one of its notes has these words. */
gboolean reading_noted(const struct reading *r, const char *words);
/* How many rows came, and which of them were set aside: "..x". Frees it. */
void reading_check_rows(struct reading *take_r, guint rows, const char *aside);
const struct kept *reading_row(const struct reading *r, guint i);
/* "2024-10-04T22:15:00+02:00/2024-10-04T23:00:00+02:00" with the precision's letter before: "E",
 * "I", "D". */
char *kept_when(const struct kept *k);
const char *kept_code(const struct reading *r, const struct kept *k);  /* "SKA.glaskross" */
const char *kept_place(const struct reading *r, const struct kept *k); /* name or "-" */
const char *kept_area(const struct reading *r, const struct kept *k);

/* A file with this mapping; its path, owned. Remove it afterwards. */
char *fixture_mapping(const char *text);

#endif
