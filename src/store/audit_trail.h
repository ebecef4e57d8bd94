/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the record of changes says there should be, record by record: read whole, for audit.c to
 * compare with what is there. */
#ifndef OSG_STORE_AUDIT_TRAIL_H
#define OSG_STORE_AUDIT_TRAIL_H

#include "osg/json.h"

#include "store/redact.h"

/* What the record of changes says of one record. */
struct trail {
	const struct record_kind *kind;
	json_t *first, *last; /* the earliest before and the latest after of each field */
	gint64 line;          /* the first of them */
	int lines;            /* each made one version of it */
	gboolean created;     /* it was made on the record: an imported row was not */
	GPtrArray *steps;     /* struct step, of an observation; NULL = none */
	gboolean seen;        /* the record is there */
};

/* A line that says of one observation whether it is withdrawn, why, or which import it came with.
 */
struct step {
	gint64 line;
	json_t *after;
};

/* A line that says it of all that are of an import. */
struct move {
	gint64 line, import;
	gboolean withdrawn;
	gboolean reverses; /* the one before, that had not come to its end */
	char *reason;
};

/* The rows of one import, as store_put_imported left them. */
struct imported_stretch {
	gint64 from, to; /* keys */
	char *digest;
	struct digest *sum; /* of what is there now */
};

struct audit {
	GHashTable *trails;   /* struct id -> struct trail */
	GPtrArray *stretches; /* in the order of their keys */
	GPtrArray *moves;     /* struct move, in the order of their lines */
	gboolean moving;      /* the last of them has not come to its end */
	struct redactions *redactions;
	gint64 words;                    /* how often the words of people were put */
	gint64 began;                    /* the time of the first line; 0 = none yet */
	gboolean values_from_start;      /* they are on the record since then */
	guint8 sources[STORE_HASH_SIZE]; /* the sum of what they last said (source_sum.c) */
	json_t *values;                  /* of the database as a whole: their last word */
	guint current;                   /* stretch of the last observation */
	const struct trail *last; /* of the record of the kind before that was made on the record */
	gint64 hidden;            /* import whose rows are not on the record yet, 0 = none */
	GPtrArray *faults;
	guint faults_before;
};

/* Faults (sentences) will be added to it. */
void audit_init(struct audit *audit, GPtrArray *faults);
void audit_clear(struct audit *audit);
/* Reads the whole record of changes, once. */
gboolean audit_read(struct audit *audit, struct store *store, GError **error);

#endif
