/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of the record of changes in words. */
#ifndef OSG_UI_LOG_LINES_H
#define OSG_UI_LOG_LINES_H

#include "osg/app.h"

const char *log_door(enum door door);
char *log_moment(gint64 at); /* "2024-10-22 13:44", local; owned */
/* "taken back", "undone: new"; what has no words is called as the record of changes does. Owned. */
char *log_what(const struct log_line *line);
/* "measure Lamps on the path": the kind, and the name where the line tells it; what was shown to
 * whom by its values. Owned. */
char *log_about(const struct log_line *line);
/* What was done to which record, as it is called now, then a line each field: "Owner: BUF → HUGE".
 */
void log_add_changes(struct session *session, const struct log_line *line, GPtrArray *lines);

#endif
