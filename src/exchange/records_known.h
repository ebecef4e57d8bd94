/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OSG_EXCHANGE_RECORDS_KNOWN_H
#define OSG_EXCHANGE_RECORDS_KNOWN_H

#include "osg/exchange.h"

struct csv_table;

/* The kind that has all of these names (the id beside them), NULL at the end; NULL: none, or
 * several. */
const struct record_kind *records_kind_of(const char *const *names);
const struct record_kind *records_kind_of_table(const struct csv_table *table);
/* What parts the cells of records in UTF-8: a comma, or what a spreadsheet wrote in its place (; or
 * a tab); 0: they are none. *header: where their header begins, below titles and a "sep=" line. */
char records_delimiter(const char *head, gsize length, gsize *header);
/* As format's sniff. */
int records_sniff_csv(const char *head, gsize length, const char *name);
int records_sniff_json(const char *head, gsize length, const char *name);
int records_sniff_geojson(const char *head, gsize length, const char *name);

#endif
