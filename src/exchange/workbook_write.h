/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records as an Excel workbook. */
#ifndef OSG_EXCHANGE_WORKBOOK_WRITE_H
#define OSG_EXCHANGE_WORKBOOK_WRITE_H

#include "osg/exchange.h"

/* One sheet: the names of the fields, bold and always in view, then a row a record (struct record
 * of that kind). Numbers and days are cells of their kind, all else is text, never a formula. NULL
 * with OSG_ERROR_FORMAT: there is no libxlsxwriter; OSG_ERROR_STORE: no room. */
GBytes *workbook_write(const struct record_kind *kind, const GPtrArray *records,
		       const struct field_form *form, GError **error);

#endif
