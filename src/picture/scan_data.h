/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the scan of a week looks at: the municipality's exact places in metres and the counted
 * events of the weeks before, in the arrays of the engine. */
#ifndef OSG_APP_HOTSPOT_SCENE_H
#define OSG_APP_HOTSPOT_SCENE_H

#include "osg/app.h"
#include "osg/hotspot.h"

struct hotspot_group {
	char *id, *label;
	GHashTable *categories; /* keys of upper categories */
	double weight;          /* of the budget of false hotspots */
};

/* One counted event of the scene. */
struct seen {
	const struct observation_row *row;
	gint32 place, day, stratum;
	guint64 groups;
};

struct scene {
	struct session *session;
	int week, last_day;
	GArray *rows;       /* struct observation_row, newest first */
	GArray *seen;       /* struct seen, oldest first */
	int skipped;        /* counted events of the year without an exact place */
	GPtrArray *places;  /* const struct place *, borrowed */
	double *x, *y;      /* metres */
	double metres_east; /* a degree of longitude */
	GPtrArray *groups;  /* struct hotspot_group */
	gint32 *place, *day, *stratum;
	guint64 *groups_of;
	int strata;
	struct hotspot_input input;
};

gboolean scene_open(struct scene *scene, struct session *session, int week, GError **error);
/* Where an event of the scene was: its own point, else its place; metres. */
void scene_point(const struct scene *scene, const struct seen *seen, double *x, double *y);
void scene_clear(struct scene *scene);
/* Tells this data from any other: SHA-256 in hex, owned. */
char *scene_fingerprint(const struct scene *scene);
const struct hotspot_group *scene_group(const struct scene *scene,
					const char *id); /* NULL = none */
GPtrArray *hotspot_groups_read(const struct registry *v, gboolean english);

#endif
