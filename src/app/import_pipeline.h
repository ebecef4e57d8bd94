/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading beside writing: a thread reads and understands the file, the caller's thread takes the
 * rows in batches. */
#ifndef OSG_APP_IMPORT_PIPELINE_H
#define OSG_APP_IMPORT_PIPELINE_H

#include "osg/exchange.h"

#define PIPELINE_BATCH 512

/* A row on its way: owns all it points to. */
struct pending {
	struct observation observation;
	char *version; /* what the source said, and of each part of it: see import_version.h */
	char *mapping;
	char *other_id; /* of the source, as it stands in the file; NULL = as in observation */
	guint64 digest;
	int line;
	gboolean not_counted, elsewhere, repeated;
	char *sheet; /* where it stands, of a row with a fault; may be NULL */
	char *field, *value, *reason, *raw; /* reason NULL: no fault */
};

struct batch {
	guint count;
	gboolean last; /* nothing comes after it */
	struct pending rows[PIPELINE_BATCH];
};

struct pipeline;

/* The registry of options belongs to the pipeline's thread until pipeline_finish, and so do
 * columns: of struct import_column, filled where it is not NULL. */
struct pipeline *pipeline_start(const struct format *format, GInputStream *stream,
				const struct reader_options *options, GPtrArray *columns);
/* The next rows, the pipeline's own until the next call; NULL at the end or after a fault. */
struct batch *pipeline_next(struct pipeline *p);
gint64 pipeline_bytes(struct pipeline *p);
/* Stops the thread where it still runs, hands over its notes (owned sentences) and frees. FALSE:
 * the file could not be read. */
gboolean pipeline_finish(struct pipeline *p, GPtrArray *notes, GError **error);

#endif
