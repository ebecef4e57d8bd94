/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain and what it means for the exit status. */
#include "config.h"

#include "osg/error.h"

G_DEFINE_QUARK(osg - error - quark, osg_error)

int osg_error_exit_status(const GError *error)
{
	if (!error)
		return 0;
	return error->domain == OSG_ERROR && error->code != OSG_ERROR_STORE ? 1 : 3;
}
