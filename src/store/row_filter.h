/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQL over the rows of observations while it is put together, and what a filter adds to it. */
#ifndef OSG_STORE_ROW_FILTER_H
#define OSG_STORE_ROW_FILTER_H

#include "store/store_private.h"

struct sql {
	const struct dialect *dialect;
	const struct scope *scope; /* of who asks */
	GString *text;
	GArray *values;
	guint parameters;
	gboolean by_hits;
	gboolean searched; /* the search index holds all */
	gboolean narrow;   /* few weeks: their texts are read sooner than the hits of a common word
			      are listed */
};

void sql_init(struct sql *sql, const struct dialect *dialect);
void sql_clear(struct sql *sql);
/* Adds SQL whose parameters are written as ?: they get their numbers here, the values follow. */
void sql_add(struct sql *sql, const char *piece);
void sql_add_number(struct sql *sql, gint64 number);
/* " AND (...)": what the scope sees, as access_sees says it. */
void sql_add_scope(struct sql *sql, const struct scope *scope);
/* The column report_group as far as sql's scope is told of it. */
void sql_add_report_group(struct sql *sql);
/* " AND (...)" for each term; NULL adds nothing. */
void sql_add_filter(struct sql *sql, const struct filter *filter);
/* Binds the values, which must live as long as they are bound, to a statement of its text. */
void sql_bind(const struct sql *sql, struct statement *statement);
/* With the values bound, which must live as long. Owned; NULL with error. */
struct statement *sql_prepare(struct store *store, const struct sql *sql, GError **error);

#endif
