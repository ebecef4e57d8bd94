/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What osg prints: each kind of report is a row of the table and a file of its own. */
#ifndef OSG_REPORT_H
#define OSG_REPORT_H

#include "osg/document.h"
#include "osg/picture.h"

/* The situation summary of a week. Everything comes from the picture: a fixed version gives the
 * same bytes for ever. */
struct document *report_summary(const struct picture *picture);

/* Bytes to a file ("-" = standard output), written whole or not at all. */
gboolean report_write(GBytes *bytes, const char *file, GError **error);
/* Bytes to a print queue through lp; printer NULL = the standard one. *receipt (owned) is lp's
 * request id. OSG_ERROR_STORE says what lp said. */
gboolean report_send(GBytes *bytes, const char *printer, const char *title, char **receipt,
		     GError **error);

#endif
