/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of a mapping in the making share: the rows that were kept of the file. */
#ifndef OSG_EXCHANGE_MAPPING_DRAFT_PRIVATE_H
#define OSG_EXCHANGE_MAPPING_DRAFT_PRIVATE_H

#include "exchange/mapping.h"
#include "osg/mapping_draft.h"

struct draft_row {
	int line, count;
	char **cells;
};

struct draft_table {
	GPtrArray *rows;  /* struct draft_row, the first DRAFT_ROWS below the header */
	GPtrArray *words; /* a GHashTable a column: cell -> GINT_TO_POINTER(rows), the most
			     different ones that a list of categories can have */
	GHashTable *said; /* word -> code that somebody said, "" = none */
	char **header;
	int count, header_line;
	char **formats; /* of dates, NULL = as ISO 8601 has them */
	enum coordinate_system system;
};

/* "" past the row's end. */
const char *draft_cell(const struct draft_table *table, guint row, guint column);
/* Whether a mapping can name it: the heading is there and is not that of a column before it. */

gboolean draft_can_name(const struct mapping_draft *draft, guint column);
/* Whether a heading is a date, as in a table that begins with its first row. */
gboolean mapping_draft_has_no_header(const struct mapping_draft *draft);
/* What each column is, from its heading and its cells; what nothing speaks for is left alone. */
void mapping_draft_propose(struct mapping_draft *draft, const struct registry *registry);
/* How the dates of the columns that are times are written, after the cells. */
void mapping_draft_find_formats(struct mapping_draft *draft);

#endif
