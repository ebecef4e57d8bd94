/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the name of a database says, without opening it. */
#include "config.h"

#include "osg/database.h"

gboolean database_on_server(const char *name)
{
	return g_str_has_prefix(name, "postgresql://") || g_str_has_prefix(name, "postgres://");
}
