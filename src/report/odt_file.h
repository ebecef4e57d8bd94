/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zip that an OpenDocument file is. */
#ifndef OSG_REPORT_ODT_FILE_H
#define OSG_REPORT_ODT_FILE_H

#include <glib.h>

#include "osg/error.h"

struct odt_member {
	const char *name; /* "content.xml" */
	GBytes *bytes;
	gboolean stored; /* not compressed: the first, which says what the file is */
};

/* The members in their order, all dated created (seconds UTC). OSG_ERROR_FORMAT: osg was built
 * without libzip, or it is not installed. */
GBytes *odt_file_write(const struct odt_member *members, guint count, gint64 created,
		       GError **error);

#endif
