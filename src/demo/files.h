/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the writers of the demo's files share. */
#ifndef OSG_DEMO_FILES_H
#define OSG_DEMO_FILES_H

#include "demo/demo_private.h"

struct files {
	const char *directory;
	const struct demo_year *year;
	const struct demo_writer *writer;
	GHashTable *labels; /* category code -> Swedish label */
	GPtrArray *made;    /* paths that nothing had before */
};

gboolean demo_save(const struct files *files, const char *name, const char *data, gssize length,
		   GError **error);
/* The phrase that a file's text has at its end, NULL = none; *kind: "identity", "phone", "plate",
 * "name". */
const char *demo_personal(const struct demo_year *year, const struct demo_report *report,
			  const char **kind);

gboolean demo_save_truth(const struct files *files, GError **error);

/* One row of a file. */
struct row {
	const struct files *files;
	const struct demo_report *report;
	struct demo_words words;
	gboolean corrected;
};

struct file_column {
	const char *title;
	char *(*value)(const struct row *row);
	gboolean number; /* in JSON */
};

/* How an organisation's files look. */
struct layout {
	const char *delivery, *delimiter, *encoding;
	gboolean mark, crlf;
	const struct file_column *columns;
};
/* Of a way to deliver; there is one for each. */
const struct layout *demo_layout(const char *delivery);

#endif
