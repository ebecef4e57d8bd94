/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of a damaged database when all that can be read of it was put into a new file. */
#ifndef OSG_REPAIR_H
#define OSG_REPAIR_H

#include <glib.h>

/* Of one kind of record, or of the record of changes ("log"). */
struct repaired {
	char *name;
	gint64 saved;     /* read from the file */
	gint64 rewritten; /* could not be read, and were written anew from the record of changes */
	gint64 lost;      /* neither; their ids were still known, or their number */
};

struct repair {
	GPtrArray *tables;       /* struct repaired */
	gint64 without_numbers;  /* observations of which the texts are left, and week and owner */
	gint64 without_texts;    /* and of which all but the texts */
	gint64 loose_references; /* to records that are lost: now to none */
	GPtrArray *faults;       /* what the check says of the new file; empty = sound */
	/* while it is made */
	struct engine *from;
	struct store *to;
	struct redactions *redactions; /* on the record of changes */
};

#endif
