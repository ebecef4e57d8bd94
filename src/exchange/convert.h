/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns the rows of a table into observations by a mapping. */
#ifndef OSG_EXCHANGE_CONVERT_H
#define OSG_EXCHANGE_CONVERT_H

#include "exchange/mapping.h"
#include "exchange/table.h"
#include "osg/exchange.h"

struct converter;

/* header: copied; line: where it stands. OSG_ERROR_FORMAT when a needed column is not there,
 * OSG_ERROR_INPUT when nobody knows whose rows they are. */
struct converter *converter_new(const struct reader_options *options, const struct mapping *mapping,
				const char *const *header, int count, int line, GError **error);
void converter_free(struct converter *c);
/* Gives the row to options->row, with its fault where there is one. FALSE stops. */
gboolean converter_row(struct converter *c, const struct table_row *row);
/* Whether another header is of the same table: it has all columns that are used here, or no others
 * and half of them. */
gboolean converter_fits(const struct converter *c, const char *const *cells, int count);
/* A new one, for a further sheet of the workbook that another was begun for. */
void converter_follow(struct converter *c, struct converter *before);
/* The rows to come are of another sheet of the same workbook: what stood on a sheet before, and has
 * no id of its own, is no second event. */
void converter_next_sheet(struct converter *c);
/* Sentences about the file as a whole, to options->note. */
void converter_tell(struct converter *c);
/* One row from what struct rejected_row keeps of it, by options->mapping or else the one named. */
gboolean converter_again(const char *raw, int line, const struct reader_options *options,
			 const char *mapping, GError **error);

#endif
