/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A measure in sentences. */
#ifndef OSG_MEASURE_LINES_H
#define OSG_MEASURE_LINES_H

#include "osg/app.h"

/* What is known at once: what, who, when, against what, how it will be known. Owned lines. */
GPtrArray *measure_lines(struct session *session, const struct measure_item *item);
/* What has to be counted: what could be shown, or whether it helped, and what was tried there
 * before. Some 20 ms: for a worker. Owned lines. */
GPtrArray *measure_story(struct session *session, gint64 key, GError **error);

#endif
