/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the name of a database says, without opening it. */
#ifndef OSG_DATABASE_H
#define OSG_DATABASE_H

#include <glib.h>

/* It is the address of one on a PostgreSQL server, "postgresql://…" or "postgres://…" as libpq
 * reads it; all else is the name of a file. */
gboolean database_on_server(const char *name);

#endif
