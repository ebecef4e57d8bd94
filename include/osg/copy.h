/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a copy of a database is, and how it differs from another. */
#ifndef OSG_COPY_H
#define OSG_COPY_H

#include <glib.h>

/* Whatever its schema. */
struct copy_facts {
	gint64 schema;       /* number of its last migration */
	gint64 observations; /* that are not withdrawn */
	gint64 log_lines;    /* of its record of changes */
	gint64 last_change;  /* time of the last of them, TIME_NONE = none */
	char *fault;         /* what is wrong with the file, NULL = it is whole; owned */
};

/* What went from one database to another. */
struct move_facts {
	int tables;
	gint64 rows, log_lines;
};

/* The records of one kind, compared by id and version. */
struct copy_difference {
	gint64 gone;  /* in the first and not in the second */
	gint64 new;   /* in the second and not in the first */
	gint64 other; /* in both, but changed in one of them since */
};

#endif
