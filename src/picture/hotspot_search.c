/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "picture/hotspot_search.h"

#include <string.h>

/* A week that is not looked at in full bears a fingerprint of its own: whoever opens it has it
 * searched anew. */
static const char *const looks[] = {[HOTSPOT_LOOK_FULL] = "",
				    [HOTSPOT_LOOK_BRIEF] = "brief ",
				    [HOTSPOT_LOOK_OUTLINE] = "outline "};

gboolean hotspot_search_outline(const struct hotspot_week *found)
{
	return g_str_has_prefix(found->fingerprint, looks[HOTSPOT_LOOK_OUTLINE]);
}

static gboolean report_progress(double done, gpointer data)
{
	const struct hotspot_search *search = data;

	return search->progress((search->done + done) / search->runs, search->data);
}

static struct hotspot_week *week_new(int week, const char *fingerprint, enum hotspot_look look)
{
	struct hotspot_week *found = hotspot_week_new(week);

	found->fingerprint = g_strconcat(looks[look], fingerprint, NULL);
	return found;
}

struct hotspot_week *hotspot_search_full(struct hotspot_search *search, struct scan_data *scan,
					 const char *fingerprint, GError **error)
{
	struct hotspot_week *found = week_new(scan->week, fingerprint, HOTSPOT_LOOK_FULL);

	if (!hotspots_look(scan, HOTSPOT_LOOK_FULL, found, report_progress, search, error))
		g_clear_pointer(&found, hotspot_week_free);
	search->done++;
	return found;
}

/* several at once */

/* One of the weeks that are looked at side by side. */
struct searched_week {
	struct hotspot_search *search; /* its progress is told; NULL = another's is */
	enum hotspot_look look;
	int threads; /* of its scan, 0 = all there are */
	char *fingerprint;
	struct scan_data scan;
	gboolean open, scanned;
	struct hotspots found;
	GError *error;
};

static gboolean side_open(struct searched_week *side, struct hotspot_search *search, int week,
			  GError **error)
{
	side->fingerprint = scan_data_fingerprint(search->session, search->facts, week, error);
	side->open = side->fingerprint &&
		     scan_data_open(&side->scan, search->facts, search->session, week, error);
	return side->open;
}

static gpointer side_scan(gpointer data)
{
	struct searched_week *side = data;

	side->scanned =
		hotspots_scan(&side->scan, side->look, 1, side->search ? report_progress : NULL,
			      side->search, &side->found, &side->error);
	return NULL;
}

static gboolean side_take(struct searched_week *side, GPtrArray *weeks, GError **error)
{
	struct hotspot_week *found = NULL;

	if (side->error)
		g_propagate_error(error, g_steal_pointer(&side->error));
	if (!side->scanned)
		return FALSE;
	found = week_new(side->scan.week, side->fingerprint, side->look);
	if (hotspots_describe(&side->scan, side->look, &side->found, found, error)) {
		g_ptr_array_add(weeks, found);
		return TRUE;
	}
	hotspot_week_free(found);
	return FALSE;
}

static void side_clear(struct searched_week *side)
{
	if (side->scanned)
		hotspots_clear(&side->found);
	if (side->open)
		scan_data_clear(&side->scan);
	g_clear_error(&side->error);
	g_free(side->fingerprint);
}

/* The last of them here, the others each on a thread as soon as it is read. */
static gboolean sides_scan(struct hotspot_search *search, struct searched_week *sides, int week,
			   int count, GError **error)
{
	GThread *threads[HOTSPOT_SEARCH_MOST] = {NULL};
	gboolean fine = TRUE;

	for (int i = 0; i < count && fine; i++) {
		fine = side_open(&sides[i], search, week - i, error);
		if (fine && i + 1 < count)
			threads[i] = g_thread_new("week", side_scan, &sides[i]);
	}
	if (fine) {
		sides[count - 1].search = search;
		side_scan(&sides[count - 1]);
	}
	for (int i = 0; i < count; i++)
		if (threads[i])
			g_thread_join(threads[i]);
	return fine;
}

gboolean hotspot_search_back(struct hotspot_search *search, int week, int count,
			     enum hotspot_look look, GPtrArray *weeks, GError **error)
{
	struct searched_week sides[HOTSPOT_SEARCH_MOST];
	gboolean fine;

	g_assert(count > 0 && count <= HOTSPOT_SEARCH_MOST);
	memset(sides, 0, sizeof sides);
	for (int i = 0; i < count; i++) {
		sides[i].look = look;
		sides[i].threads = count > 1;
	}
	fine = sides_scan(search, sides, week, count, error);
	for (int i = 0; i < count; i++) {
		fine = fine && side_take(&sides[i], weeks, error);
		side_clear(&sides[i]);
	}
	search->done += count;
	return fine;
}
