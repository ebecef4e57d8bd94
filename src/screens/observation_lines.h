/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An observation in sentences. */
#ifndef OSG_UI_OBSERVATION_LINES_H
#define OSG_UI_OBSERVATION_LINES_H

#include "osg/app.h"

/* Owned strings, the most important first. */
GPtrArray *observation_lines(struct session *session, const struct observation *o);
void observation_add_history(struct session *session, GPtrArray *lines,
			     const struct observation *o);

#endif
