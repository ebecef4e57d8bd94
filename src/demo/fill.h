/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A database that is being filled with the demo's year: what is entered so far, under which keys.
 */
#ifndef OSG_DEMO_FILL_H
#define OSG_DEMO_FILL_H

#include "demo/demo_private.h"

#define RECORD_NAME(text, ...)                                                                     \
	g_strdup_printf("%" G_GUINT64_FORMAT "/" text, fill->year->seed, __VA_ARGS__)

struct demo_records;

struct demo_fill {
	struct session *session;
	const struct demo_options *options;
	struct demo_year *year;
	struct demo_writer *writer;
	struct demo_records *records;
	GHashTable *categories; /* code, or parent's code and label "SKA/glaskross" -> key */
	gint64 organisations[DEMO_ORGANISATIONS], reporters[DEMO_ORGANISATIONS], areas[DEMO_AREAS],
		places[DEMO_PLACES];
	gint64 imports[DEMO_ORGANISATIONS]; /* of this week, 0 = none yet */
	gint64 coordinator, chair;
	gint64 *keys; /* of each report of the year, 0 = not entered */
	guint next;   /* report to enter */
};

/* Stores a record under the id that its name gives, takes both, returns its key; 0 = error. */
gint64 demo_put(struct demo_fill *fill, gpointer take_record, char *take_name, GError **error);
/* When the week's change is entered: just before its meeting. */
gint64 demo_week_time(const struct demo_fill *fill, int week);
/* Of a category, or of the sub-category of that label. */
gint64 demo_category_key(const struct demo_fill *fill, int category, const char *sub);

/* Organisations, seats, areas, places and categories, and what names the demo. */
gboolean demo_put_municipality(struct demo_fill *fill, GError **error);
/* What the week brought: reports, corrections, links and nil reports. */
gboolean demo_put_reports(struct demo_fill *fill, int week, GError **error);

#endif
