/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An observation in sentences. */
#ifndef OSG_UI_OBSERVATION_LINES_H
#define OSG_UI_OBSERVATION_LINES_H

#include "osg/app.h"

struct ui;

/* Owned strings, the most important first. */
GPtrArray *observation_lines(struct ui *ui, const struct observation *o);
/* All of it with its history, over what is shown. */
void observation_view(struct ui *ui, gint64 key);

#endif
