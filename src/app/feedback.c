/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of an organisation's reports of a week. */
#include "config.h"

#include "osg/feedback.h"
#include "osg/hotspot.h"

#include <string.h>

/* reports */

/* Rows of the weeks about, in which the same event may stand under another date. */
static GArray *rows_about(struct session *session, int week, GError **error)
{
	const struct row_query query = {.week_from = week - 1,
					.week_to = week + 1,
					.entered_before = session_known_at(session)};

	return session_rows(session, &query, NULL, error);
}

/* The organisations, other than ours, that told of each report group: group -> GPtrArray. */
static GHashTable *others_by_group(const struct feedback *f, const struct registry *registry,
				   const GArray *rows)
{
	GHashTable *others = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL,
						   (GDestroyNotify)g_ptr_array_unref);

	for (guint i = 0; i < rows->len; i++) {
		const struct observation_row *row = &g_array_index(rows, struct observation_row, i);
		const struct organisation *o = registry_organisation(registry, row->organisation);
		GPtrArray *list = g_hash_table_lookup(others, &row->report_group);

		if (!row->report_group || !o || o == f->organisation)
			continue;
		if (!list) {
			list = g_ptr_array_new();
			g_hash_table_insert(others, (gpointer)&row->report_group, list);
		}
		g_ptr_array_add(list, (gpointer)o);
	}
	return others;
}

static void add_seen_by(struct feedback *f, const GPtrArray *others)
{
	f->also_seen++;
	for (guint i = 0; i < others->len; i++)
		if (!g_ptr_array_find(f->seen_by, others->pdata[i], NULL))
			g_ptr_array_add(f->seen_by, others->pdata[i]);
}

static int by_position(gconstpointer a, gconstpointer b)
{
	return (*(const struct organisation *const *)a)->position -
	       (*(const struct organisation *const *)b)->position;
}

static gboolean take_reports(struct feedback *f, struct session *session, GError **error)
{
	g_autoptr(GArray) rows = rows_about(session, f->week, error);
	g_autoptr(GHashTable) others = NULL;

	if (!rows)
		return FALSE;
	others = others_by_group(f, session_registry(session), rows);
	for (guint i = 0; i < rows->len; i++) {
		const struct observation_row *row = &g_array_index(rows, struct observation_row, i);
		const GPtrArray *also = g_hash_table_lookup(others, &row->report_group);

		if (row->week != f->week || row->organisation != f->organisation->record.key)
			continue;
		f->reports++;
		if (also)
			add_seen_by(f, also);
	}
	g_ptr_array_sort(f->seen_by, by_position);
	return TRUE;
}

/* signals */

static int ours_in_signal(struct session *session, const struct feedback *f,
			  const struct picture_signal *signal, GError **error)
{
	gboolean english = session_english(session);
	g_autofree char *area =
		signal->area ? filter_for("area", signal->area, english) : g_strdup("");
	g_autofree char *who = filter_for("who", f->organisation->code, english);
	g_autofree char *text = g_strdup_printf(
		"%s %s %s", who, area, strcmp(signal->category, "*") == 0 ? "" : signal->category);
	struct listing *listing = app_list(session, text, f->week, f->week, 1, error);
	int ours = listing ? (int)listing->total : -1;

	if (listing)
		listing_free(listing);
	return ours;
}

static gboolean take_signals(struct feedback *f, struct session *session, GError **error)
{
	for (guint i = 0; i < f->picture->signals->len; i++) {
		const struct picture_signal *signal = f->picture->signals->pdata[i];
		struct feedback_signal told = {.signal = signal};

		if (signal->direction < 0 || (signal->flag != SIGNAL_FLAG && !signal->highlighted))
			continue;
		told.ours = ours_in_signal(session, f, signal, error);
		if (told.ours < 0)
			return FALSE;
		if (told.ours > 0)
			g_ptr_array_add(f->signals, g_memdup2(&told, sizeof told));
	}
	return TRUE;
}

/* hotspots */

static int ours_in_hotspot(const struct feedback *f, const struct picture_hotspot *hotspot)
{
	for (guint i = 0; i < hotspot->reporters->len; i++) {
		const struct picture_share *share = hotspot->reporters->pdata[i];

		if (g_strcmp0(share->code, f->organisation->code) == 0)
			return share->count;
	}
	return 0;
}

static gboolean judge_worth(const struct feedback *f, struct session *session,
			    struct feedback_hotspot *told, GError **error)
{
	g_autoptr(GError) local = NULL;
	int first = app_hotspot_seen_without(session, told->hotspot, f->organisation->record.key,
					     f->week, &local);

	if (local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	told->weeks_later = first == WEEK_NONE ? 0 : first - told->hotspot->since;
	told->worth = first == WEEK_NONE  ? WORTH_NOT_SEEN
		      : told->weeks_later ? WORTH_LATER
					  : WORTH_SEEN_ANYWAY;
	return TRUE;
}

static gboolean take_hotspots(struct feedback *f, struct session *session, GError **error)
{
	for (guint i = 0; i < f->picture->hotspots->len; i++) {
		const struct picture_hotspot *hotspot = f->picture->hotspots->pdata[i];
		struct feedback_hotspot *told;

		if (hotspot->state == HOTSPOT_GONE || hotspot->flag != SIGNAL_FLAG ||
		    !ours_in_hotspot(f, hotspot))
			continue;
		told = g_new0(struct feedback_hotspot, 1);
		told->hotspot = hotspot;
		told->ours = ours_in_hotspot(f, hotspot);
		g_ptr_array_add(f->hotspots, told);
		if (!judge_worth(f, session, told, error))
			return FALSE;
	}
	return TRUE;
}

void feedback_free(struct feedback *feedback)
{
	if (!feedback)
		return;
	picture_free(feedback->picture);
	g_ptr_array_unref(feedback->seen_by);
	g_ptr_array_unref(feedback->signals);
	g_ptr_array_unref(feedback->hotspots);
	g_free(feedback);
}

/* What became of reports is counted of what its reader sees: another's sheet would be wrong, and
 * tells what is theirs. */
static gboolean may_tell(struct session *session, gint64 organisation, GError **error)
{
	const struct participant *who = session_participant(session);

	if (!who || who->organisation == organisation || who->role == ROLE_COORDINATOR ||
	    who->role == ROLE_CHAIR || who->role == ROLE_ADMINISTRATOR)
		return TRUE;
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_DENIED,
			    _("Another organisation's feedback is for the coordinator and the "
			      "chair."));
	return FALSE;
}

struct feedback *app_feedback(struct session *session, gint64 organisation, int week,
			      GError **error)
{
	const struct organisation *o =
		registry_organisation(session_registry(session), organisation);
	struct feedback *f;

	if (!o) {
		g_set_error_literal(
			error, OSG_ERROR, OSG_ERROR_INPUT,
			_("A feedback sheet is for an organisation: --org says which."));
		return NULL;
	}
	if (!may_tell(session, organisation, error))
		return NULL;
	f = g_new0(struct feedback, 1);
	f->week = week;
	f->organisation = o;
	f->seen_by = g_ptr_array_new();
	f->signals = g_ptr_array_new_with_free_func(g_free);
	f->hotspots = g_ptr_array_new_with_free_func(g_free);
	f->picture = picture_whole(session, period_of_week(week),
				   app_picture_versions(session, week), "picture.show", error);
	if (!f->picture || !take_reports(f, session, error) || !take_hotspots(f, session, error))
		g_clear_pointer(&f, feedback_free);
	if (f)
		picture_tell_to(session, o, f->picture);
	if (f && !take_signals(f, session, error))
		g_clear_pointer(&f, feedback_free);
	return f;
}
