/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading what the scan of a week looks at. An event that is at no place and near none
 * (scan_events.c) goes to a site of its own (scan_sites.c). One whose area alone is known, or may
 * be told, is left out and counted. */
#include "config.h"

#include "picture/scan_data.h"

#include <math.h>
#include <string.h>

#include "osg/digest.h"

#include "picture/scan_sites.h"

#define METRES_A_DEGREE 111195.0
/* Moves when the same data would give another result. */
#define SCAN_DATA_FORM "hotspots 15"

/* places */

static void scan_data_places(struct scan_data *scan)
{
	const GPtrArray *all = registry_places(session_registry(scan->session));

	scan->places = g_ptr_array_new();
	for (guint i = 0; i < all->len; i++)
		if (scan_is_place(all->pdata[i]))
			g_ptr_array_add(scan->places, all->pdata[i]);
}

/* The middle is that of the named places, where there are any: a new point moves none of them. */
static void scan_data_metres(struct scan_data *scan)
{
	int n = (int)scan->places->len, over = scan->named ? scan->named : n;
	double middle = 0;

	for (int i = 0; i < over; i++)
		middle += ((const struct place *)scan->places->pdata[i])->lat;
	middle = over ? middle / over * G_PI / 180 : 0;
	scan->metres_east = METRES_A_DEGREE * cos(middle);
	scan->x = g_new(double, MAX(n, 1));
	scan->y = g_new(double, MAX(n, 1));
	for (int i = 0; i < n; i++) {
		const struct place *place = scan->places->pdata[i];

		scan->x[i] = place->lon * scan->metres_east;
		scan->y[i] = place->lat * METRES_A_DEGREE;
	}
}

void scan_data_point(const struct scan_data *scan, const struct scan_event *event, double *x,
		     double *y)
{
	gboolean own = !isnan(event->row->lat) && !isnan(event->row->lon);

	*x = own ? event->row->lon * scan->metres_east : scan->x[event->place];
	*y = own ? event->row->lat * METRES_A_DEGREE : scan->y[event->place];
}

/* events */

/* known: newest first, of this week's stretch and perhaps others. */
static void scan_data_events(struct scan_data *scan, const GArray *known)
{
	guint count = 0;

	g_array_set_size(scan->events, known->len);
	for (guint i = known->len; i-- > 0;) {
		struct scan_event seen = g_array_index(known, struct scan_event, i);
		const struct observation_row *row = seen.row;

		if (row->week > scan->week || row->week <= scan->week - SCAN_WEEKS ||
		    (scan->without && row->organisation == scan->without))
			continue;
		if (seen.place < 0 && seen.point < 0) {
			scan->skipped += seen.day > scan->last_day - HOTSPOT_YEAR_DAYS;
			g_array_append_val(scan->elsewhere, seen);
			continue;
		}
		g_array_index(scan->events, struct scan_event, count++) = seen;
	}
	g_array_set_size(scan->events, count);
}

static void scan_data_index(struct scan_data *scan)
{
	int places = (int)scan->places->len;
	g_autofree int *next = NULL;

	scan->begin = g_new0(int, places + 1);
	scan->by_place = g_new(int, scan->events->len + 1);
	scan->begun = g_new(int, scan->strata);
	for (int s = 0; s < scan->strata; s++)
		scan->begun[s] = G_MAXINT;
	for (guint i = 0; i < scan->events->len; i++) {
		scan->begin[scan->place[i] + 1]++;
		scan->begun[scan->stratum[i]] = MIN(scan->begun[scan->stratum[i]], scan->day[i]);
	}
	for (int p = 0; p < places; p++)
		scan->begin[p + 1] += scan->begin[p];
	next = g_memdup2(scan->begin, sizeof *next * (gsize)(places + 1));
	for (guint i = 0; i < scan->events->len; i++)
		scan->by_place[next[scan->place[i]]++] = (int)i;
}

static void scan_data_arm(struct scan_data *scan)
{
	guint n = scan->events->len;

	scan->place = g_new(gint32, n + 1);
	scan->day = g_new(gint32, n + 1);
	scan->stratum = g_new(gint32, n + 1);
	scan->groups_of = g_new(guint64, n + 1);
	for (guint i = 0; i < n; i++) {
		const struct scan_event *event = &g_array_index(scan->events, struct scan_event, i);

		scan->place[i] = event->place;
		scan->day[i] = event->day;
		scan->stratum[i] = event->stratum;
		scan->groups_of[i] = event->groups;
	}
	scan->input = (struct hotspot_input){
		.places = (int)scan->places->len,
		.x = scan->x,
		.y = scan->y,
		.events = (int)n,
		.place = scan->place,
		.day = scan->day,
		.stratum = scan->stratum,
		.groups_of = scan->groups_of,
		.strata = scan->strata,
		.groups = (int)scan->groups->len,
	};
}

const GPtrArray *scan_data_events_of(const struct scan_data *scan, gint64 category)
{
	GPtrArray *events = g_hash_table_lookup(scan->of_category, GINT_TO_POINTER((int)category));

	if (events)
		return events;
	events = g_ptr_array_new();
	for (guint i = 0; i < scan->events->len; i++) {
		struct scan_event *event = &g_array_index(scan->events, struct scan_event, i);

		if (event->row->category == category)
			g_ptr_array_add(events, event);
	}
	g_hash_table_insert(scan->of_category, GINT_TO_POINTER((int)category), events);
	return events;
}

static void scan_data_fill(struct scan_data *scan, const struct scan_events *known)
{
	scan->last_day = week_monday(scan->week) + 6;
	scan->groups = registry_groups(session_registry(scan->session));
	scan->strata = scan_strata(session_registry(scan->session));
	scan->events = g_array_new(FALSE, FALSE, sizeof(struct scan_event));
	scan->elsewhere = g_array_new(FALSE, FALSE, sizeof(struct scan_event));
	scan->of_category =
		g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
	scan_data_places(scan);
	scan->points = known->points;
	scan_data_events(scan, known->list);
	scan_sites_add(scan);
	scan_data_metres(scan);
	scan_data_arm(scan);
	scan_data_index(scan);
}

static gboolean scan_data_read(struct scan_data *scan, GError **error)
{
	int first = scan->week - SCAN_WEEKS + 1;
	GArray *rows = week_facts_rows(scan->facts, first, scan->week, error);

	if (!rows)
		return FALSE;
	scan->rows = g_array_ref(rows);
	scan_data_fill(scan, week_facts_events(scan->facts));
	return TRUE;
}

gboolean scan_data_open(struct scan_data *scan, struct week_facts *facts, struct session *session,
			int week, GError **error)
{
	*scan = (struct scan_data){.session = session, .facts = facts, .week = week};
	return scan_data_read(scan, error);
}

gboolean scan_data_open_without(struct scan_data *scan, struct week_facts *facts,
				struct session *session, int week, gint64 organisation,
				GError **error)
{
	*scan = (struct scan_data){
		.session = session, .facts = facts, .week = week, .without = organisation};
	return scan_data_read(scan, error);
}

const char *scan_stratum_code(const struct scan_data *scan, int stratum)
{
	const GPtrArray *all = registry_organisations(session_registry(scan->session));

	return stratum >= 0 && stratum < (int)all->len
		       ? ((struct organisation *)all->pdata[stratum])->code
		       : "?";
}

const char *scan_category_code(const struct scan_data *scan, gint64 category)
{
	const struct category *k = registry_category(session_registry(scan->session), category);

	return k ? k->code : "?";
}

void scan_data_clear(struct scan_data *scan)
{
	g_clear_pointer(&scan->rows, g_array_unref);
	g_clear_pointer(&scan->events, g_array_unref);
	g_clear_pointer(&scan->elsewhere, g_array_unref);
	g_clear_pointer(&scan->places, g_ptr_array_unref);
	g_clear_pointer(&scan->own, g_ptr_array_unref);
	g_clear_pointer(&scan->of_category, g_hash_table_unref);
	g_clear_pointer(&scan->sites, g_hash_table_unref);
	g_free(scan->x);
	g_free(scan->y);
	g_free(scan->place);
	g_free(scan->day);
	g_free(scan->stratum);
	g_free(scan->groups_of);
	g_free(scan->begun);
	g_free(scan->begin);
	g_free(scan->by_place);
}

char *scan_data_fingerprint(struct session *session, struct week_facts *facts, int week,
			    GError **error)
{
	const GPtrArray *places = registry_places(session_registry(session)),
			*categories = registry_categories(session_registry(session));
	g_autoptr(Digest) sum = digest_new();

	if (!week_facts_need(facts, week - SCAN_WEEKS + 1, week, error))
		return NULL;
	digest_add(sum, SCAN_DATA_FORM, strlen(SCAN_DATA_FORM));
	for (guint i = 0; i < places->len; i++) {
		const struct place *place = places->pdata[i];
		const double where[] = {(double)place->record.key, place->lat, place->lon};

		if (scan_is_place(place))
			digest_add(sum, where, sizeof where);
	}
	for (guint i = 0; i < categories->len; i++) {
		const struct category *category = categories->pdata[i];
		const gint64 told[] = {category->record.key, category->finest};

		digest_add(sum, told, sizeof told);
	}
	for (int back = week - SCAN_WEEKS + 1; back <= week; back++)
		week_facts_digest(facts, back, sum);
	return digest_end_text(sum);
}
