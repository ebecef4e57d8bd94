/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the list of observations. */
#ifndef OSG_OBSERVATION_ROWS_H
#define OSG_OBSERVATION_ROWS_H

#include "osg/observation.h"
#include "ui/screen.h"

/* Rows that are listed: what nobody scrolls to need not be read. */
#define OBSERVATION_ROWS_MOST 1000

struct observation_rows {
	struct session *session;
	struct list *list;
	struct listing *listing;
	GHashTable *texts; /* key -> text of visible rows */
};

void observation_rows_init(struct observation_rows *rows, struct session *session);
void observation_rows_clear(struct observation_rows *rows);
/* Takes the listing in place of the one before. */
void observation_rows_show(struct observation_rows *rows, struct listing *take_listing);
guint observation_rows_count(const struct observation_rows *rows);
/* Borrowed until the next listing. */
const struct observation_row *observation_rows_at(const struct observation_rows *rows, int row);
/* Whether the texts are searched while words are typed: so few rows that they can be read. */
gboolean observation_rows_search_texts(const struct observation_rows *rows);

#endif
