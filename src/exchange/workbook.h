/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets of a workbook (Office Open XML, ECMA-376) as rows of cells: those that are shown and hold
 * anything, or the one that is named. Values as they would stand in a text table: dates as
 * 2024-10-04 18:30, numbers without their look, the value that a formula had when it was saved. A
 * merged cell's value stands in each of its cells. Nothing outside the file is read. */
#ifndef OSG_EXCHANGE_WORKBOOK_H
#define OSG_EXCHANGE_WORKBOOK_H

#include "exchange/table.h"

/* As table_read, of the whole file; row->line is the sheet's row. OSG_ERROR_FORMAT: it is no
 * workbook, is larger than osg reads, or asks for a password; OSG_ERROR_INPUT: it has no sheet of
 * the name. */
gboolean workbook_read(const GByteArray *bytes, const struct table_options *options,
		       struct table_facts *facts, GError **error);

#endif
