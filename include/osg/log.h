/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of changes: who did what, when, through which door, and what stood there before and
 * after. */
#ifndef OSG_LOG_H
#define OSG_LOG_H

#include <glib.h>

#include "osg/id.h"

/* Ends the verb of a line that tells why a text was let through: "observation.reason". */
#define LOG_REASON ".reason"

/* The verbs of lines that tell of texts that were taken out, and why. */
#define LOG_REDACT "redact"
#define LOG_RETAIN "retain"

enum door { DOOR_SCREEN, DOOR_COMMAND, DOOR_SSH, DOOR_FILE };

/* What all lines of one change have in common. */
struct change {
	gint64 at;  /* seconds UTC */
	gint64 who; /* participant key, 0 = the system */
	enum door door;
	const char *what; /* stable verb: "observation.add" */
};

struct log_line {
	gint64 key, at, who;
	enum door door;
	char *what, *kind;
	struct id id;
	char *before, *after; /* JSON objects of the fields that differ; before NULL = new */
};
void log_line_free(struct log_line *line);

/* Observations entered, changed and withdrawn in a stretch of time, each counted once; imports
 * count by what they entered. */
struct activity {
	int added, changed, withdrawn;
};

#endif
