/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding observations: lists by filter and week, and those that are likely the same event as a
 * draft. */
#include "config.h"

#include "osg/app.h"

#include <math.h>

#include "app/app_private.h"
#include "osg/observation.h"
#include "osg/text.h"
#include "osg/week.h"

enum { LISTING_LIMIT = 5000, LIKELY_DAYS = 3, LIKELY_LEAST = 30, HALF_A_YEAR = 25 /* weeks */ };

/* Nobody asks for what has not happened yet: of the weeks near one, those that hold observations
 * come first. */
static int near_the_data(struct session *session, int near)
{
	int first, last, newest = week_of_day(app_today(session));

	if (session_weeks(session, &first, &last))
		newest = MIN(newest, last);
	return near == WEEK_NONE ? newest - HALF_A_YEAR
				 : MIN(near, MAX(near, newest) - HALF_A_YEAR);
}

struct listing *app_list(struct session *session, const char *filter, int week, int near,
			 guint limit, GError **error)
{
	struct listing *listing = g_new0(struct listing, 1);
	struct row_query query = {
		.week_from = week,
		.week_to = week,
		.entered_before = TIME_NONE,
		.limit = limit ? limit : LISTING_LIMIT,
	};

	listing->filter = filter_parse(filter ? filter : "", session_registry(session),
				       app_today(session), near_the_data(session, near), error);
	if (listing->filter) {
		query.filter = listing->filter;
		listing->rows = session_rows(session, &query, &listing->total, error);
	}
	if (listing->rows)
		session_shown_list(session, &observation_kind, "list");
	else
		g_clear_pointer(&listing, listing_free);
	return listing;
}

GArray *app_period_rows(struct session *session, struct period period, const char *what,
			GError **error)
{
	const struct row_query query = {.week_from = week_of_day(period.first),
					.week_to = week_of_day(period.last),
					.entered_before = session_known_at(session)};
	GArray *rows = session_common_rows(session, &query, error);

	if (rows)
		session_shown_period(session, what, period, 0);
	return rows;
}

void listing_free(struct listing *listing)
{
	if (!listing)
		return;
	g_clear_pointer(&listing->rows, g_array_unref);
	filter_free(listing->filter);
	g_free(listing);
}

static void likely_point(const struct session *session, const struct observation *o, double *lat,
			 double *lon)
{
	const struct place *place = registry_place(session_registry(session), o->place);

	*lat = isnan(o->lat) && place ? place->lat : o->lat;
	*lon = isnan(o->lon) && place ? place->lon : o->lon;
}

static double likely_metres(const struct session *session, const struct observation *a,
			    const struct observation *b)
{
	double lat1, lon1, lat2, lon2;

	likely_point(session, a, &lat1, &lon1);
	likely_point(session, b, &lat2, &lon2);
	if (isnan(lat1) || isnan(lat2))
		return NAN;
	return distance_metres(lat1, lon1, lat2, lon2);
}

static int compare_likely(gconstpointer a, gconstpointer b)
{
	const struct likely *x = a, *y = b;

	if (x->likeness != y->likeness)
		return y->likeness - x->likeness;
	return x->key < y->key ? 1 : x->key > y->key ? -1 : 0;
}

/* Of a draft's kind, and of the one that is told for the other; NULL: it has none. */
static struct filter *of_its_kind(const struct session *session, const struct observation *draft)
{
	const struct category *category =
		registry_category(session_registry(session), draft->category);
	const char *code = category ? category->code : NULL,
		   *related = observation_related_kind(code);
	g_autofree char *line = g_strdup_printf("what:%s|what:%s", code, related ? related : code);

	if (!code)
		return NULL;
	return filter_parse(line, session_registry(session), 0, WEEK_NONE, NULL);
}

GArray *app_likely(struct session *session, const struct observation *draft, guint most,
		   GError **error)
{
	struct row_query query = {.entered_before = TIME_NONE};
	GArray *out = g_array_new(FALSE, FALSE, sizeof(struct likely));
	g_autoptr(Filter) filter = of_its_kind(session, draft);
	g_autoptr(GArray) rows = NULL;

	if (draft->time_from == TIME_NONE || !filter)
		return out;
	query.filter = filter;
	query.week_from = week_of_time(draft->time_from - LIKELY_DAYS * DAY_SECONDS);
	query.week_to = week_of_time(draft->time_to + LIKELY_DAYS * DAY_SECONDS);
	rows = session_rows(session, &query, NULL, error);
	if (!rows) {
		g_array_unref(out);
		return NULL;
	}
	for (guint i = 0; i < rows->len; i++) {
		struct observation o =
			observation_of_row(&g_array_index(rows, struct observation_row, i));
		struct likely likely = {.key = o.record.key};

		if (o.record.key == draft->record.key || o.record.withdrawn)
			continue;
		likely.likeness = observation_likeness(draft, &o, session_registry(session));
		if (likely.likeness < LIKELY_LEAST)
			continue;
		likely.metres = likely_metres(session, draft, &o);
		g_array_append_val(out, likely);
	}
	g_array_sort(out, compare_likely);
	if (out->len > most)
		g_array_set_size(out, most);
	return out;
}

/* records of a kind by their words */

/* Whether the texts of its fields, as CSV has them, hold all of the folded words. */
static gboolean record_holds(gconstpointer record, char *const *words,
			     const struct field_form *form)
{
	const struct field *fields = ((const struct record *)record)->kind->fields;
	g_autoptr(GString) all = g_string_new(NULL);
	g_autofree char *folded = NULL;

	for (const struct field *f = fields; f->name; f++) {
		g_autofree char *text = f->exact ? NULL : field_to_text(f, record, form);

		g_string_append_printf(all, " %s", text ? text : "");
	}
	folded = text_fold(all->str);
	for (; *words; words++)
		if (!strstr(folded, *words))
			return FALSE;
	return TRUE;
}

GPtrArray *app_search(struct session *session, const struct record_kind *kind, const char *words,
		      GError **error)
{
	const struct field_form form = app_record_form(session);
	g_autofree char *folded = text_fold(words);
	g_auto(GStrv) each = g_strsplit(folded, " ", -1);
	g_autoptr(GPtrArray) all = session_list(session, kind, error);
	GPtrArray *found = all ? g_ptr_array_new_with_free_func(record_free) : NULL;

	for (guint i = 0; all && i < all->len; i++)
		if (record_holds(all->pdata[i], each, &form))
			g_ptr_array_add(found, g_steal_pointer(&all->pdata[i]));
	return found;
}
