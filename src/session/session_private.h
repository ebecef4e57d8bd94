/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a session, for the files of this room only. */
#ifndef OSG_SESSION_PRIVATE_H
#define OSG_SESSION_PRIVATE_H

#include "osg/app.h"
#include "osg/session.h"
#include "osg/week.h"

struct session {
	struct store *store;
	struct registry *registry;
	struct participant *participant;
	char *file, *municipality;
	enum door door;
	gint64 (*now)(void);
	gboolean english, demo;
	int week;
	gint64 known_at;           /* looked back to; TIME_NONE = now */
	guint64 reference_version; /* store_version when the registry was read */
	GPtrArray *undo, *redo;    /* struct undo_entry, newest last */
	GHashTable *use_places, *use_categories;
	GHashTable *versions;    /* struct id -> version this session wrote last */
	struct undo_entry *open; /* of the change that is being made */
	struct picture_cache *picture_cache;
	GHashTable *hotspots; /* week -> struct hotspot_week found last; NULL = none yet */
};

GPtrArray *undo_list_new(void);
GHashTable *undo_versions_new(void);

/* An import is undone as a whole: every observation of the import record (key) is withdrawn, redo
 * brings them back. Remembers it in the open change instead of the single observations put by
 * store_put_imported. */
void session_remember_import(struct session *session, gint64 import_key);
/* Withdraws (TRUE) or reactivates all observations of an import inside an open store change. In
 * import.c. */
gboolean import_set_withdrawn(struct session *session, gint64 import_key, gboolean withdrawn,
			      GError **error);

/* observations */

/* One counts in each report group: the first entered that is active. Call after members changed,
 * inside an open change.
 */
gboolean observations_recount(struct session *session, gint64 report_group, GError **error);

/* numbers held between two pictures (picture_cache.c) */

/* Counted events by week, area and category, and the rows of the weeks looked at, for as long as
 * nobody changes the database. */
struct cube {
	int first, weeks;      /* first week; how many */
	int areas, categories; /* the first area is "not placed" */
	gint64 *area_keys, *category_keys;
	int *counted; /* [area][category][week] */
};

void picture_cache_free(struct picture_cache *cache);
/* Before a picture is compiled: emptied when the database moved on. What is lent after it lasts
 * until the next. */
void picture_cache_begin(struct session *session);
/* Borrowed until the next begin; NULL with an error. */
const struct cube *picture_cache_cube(struct session *session, int week,
				      GError **error); /* with the year before week */
const GArray *picture_cache_rows(struct session *session, int week,
				 GError **error); /* struct observation_row */
/* The week series of a cell, and where week stands in it; -1 when outside. */
const int *cube_series(const struct cube *cube, int area, int category);
int cube_index(const struct cube *cube, int week);

/* The stored draft or fixed version (number), NULL = none or error. */
/* The draft as it is now, from the observations; quick: without hotspots that would have to be
 * looked for. */
struct picture *picture_compile(struct session *session, int week, gboolean quick, GError **error);
struct picture_record *picture_find(struct session *session, int week, int number, GError **error);

/* Found or at hand, never stored: for the picture. */
struct hotspot_week *hotspots_unstored(struct session *session, int week, GError **error);

#endif
