/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of any kind as CSV, JSON and GeoJSON by their tables of fields, and back. */
#ifndef OSG_EXCHANGE_RECORDS_H
#define OSG_EXCHANGE_RECORDS_H

#include "osg/exchange.h"

struct csv_table;

extern const struct format format_records_csv, format_records_json, format_records_geojson,
	format_records_xlsx;

/* The records of a table whose header is that of an export. */
gboolean records_read_table(const struct csv_table *table, const struct record_reader *reader,
			    GError **error);

/* Whether a table's header is that of an export: the id and every field of a kind. */
gboolean records_are_headed(const char *const *names, int count);

#endif
