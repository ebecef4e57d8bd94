/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of share/ that are compiled into the program: the taxonomy, migrations, themes, mappings,
 * the demo municipality. */
#ifndef OSG_RESOURCE_H
#define OSG_RESOURCE_H

#include <glib.h>

/* The bytes of "taxonomy.csv", "migrations/001.sql" …; NUL-terminated, borrowed for ever; NULL when
 * there is no such file. */
const char *resource_data(const char *path, gsize *size);
/* Names in a folder ("mappings/"), sorted; owned strings. */
GPtrArray *resource_list(const char *folder);

#endif
