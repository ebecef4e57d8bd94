/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formats, one file each, and what they share. */
#ifndef OSG_EXCHANGE_FORMATS_H
#define OSG_EXCHANGE_FORMATS_H

#include "osg/exchange.h"

extern const struct format format_polisen, format_csv, format_ical, format_open311, format_cap,
	format_krisinformation, format_smhi, format_answer, format_xlsx;

/* An organisation's key by its code; "POL" is any of the police where the database has another code
 * for it. 0 = none.
 */
gint64 organisation_by_code(const struct registry *v, const char *code);
/* Tells a sentence about the file, format with count in it; nothing where count is 0. */
void record_reader_tell(const struct record_reader *reader, int count, const char *format);

#endif
