/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of the record of changes. */
#include "config.h"

#include "osg/log.h"

void log_line_free(struct log_line *line)
{
	if (!line)
		return;
	g_free(line->what);
	g_free(line->kind);
	g_free(line->before);
	g_free(line->after);
	g_free(line);
}
