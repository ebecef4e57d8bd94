/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One latch for the process: set by the door, never unset. */
#include "config.h"

#include "osg/outside.h"

#include "osg/error.h"

static gint shut;

void outside_shut(void)
{
	g_atomic_int_set(&shut, 1);
}

gboolean outside_is_shut(void)
{
	return g_atomic_int_get(&shut) != 0;
}

gboolean outside_file(const char *name, GError **error)
{
	if (!outside_is_shut() || g_str_equal(name, "-"))
		return TRUE;
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_DENIED,
			    _("Through ssh no file of the server can be named: send files as "
			      "standard input and take them from standard output, as in "
			      "ssh HOST import - < file.csv"));
	return FALSE;
}

gboolean outside_program(const char *program, GError **error)
{
	g_autofree char *name = g_path_get_basename(program);

	if (!outside_is_shut() || g_str_equal(name, "osg-pdf"))
		return TRUE;
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_DENIED,
			    _("Through ssh no printer or program of the server can be used: print "
			      "to your own computer, as in "
			      "ssh HOST print summary --format pdf > summary.pdf"));
	return FALSE;
}
