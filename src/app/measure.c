/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures: listed, written, begun, moved, done and dropped. What lacks owner, date, cause or
 * yardstick is a draft, whoever says otherwise. */
#include "config.h"

#include "app/app_private.h"

#include <string.h>

#include "osg/catalogue.h"
#include "osg/text.h"
#include "osg/week.h"

int app_today(const struct session *session)
{
	return time_day(session_now(session));
}

static gboolean says(const char *text)
{
	return text && *text;
}

/* with its yardstick */

void measure_item_free(gpointer data)
{
	struct measure_item *item = data;

	if (!item)
		return;
	record_free(item->measure);
	record_free(item->yardstick);
	g_free(item);
}

static struct measure_item *measure_item_new(const struct session *session,
					     struct measure *take_measure,
					     struct yardstick *take_yardstick)
{
	struct measure_item *item = g_new0(struct measure_item, 1);

	item->measure = take_measure;
	item->yardstick = take_yardstick;
	item->lacks = measure_lacks(take_measure, take_yardstick);
	item->days_late = measure_days_late(take_measure, app_today(session));
	return item;
}

/* The newest of a measure's; NULL without an error: there is none. */
static struct yardstick *yardstick_of(struct session *session, gint64 measure, GError **error)
{
	g_autoptr(GPtrArray) all =
		session_where(session, &yardstick_kind, "measure", measure, error);

	return all && all->len ? record_copy(all->pdata[all->len - 1]) : NULL;
}

struct measure_item *app_measure(struct session *session, gint64 key, GError **error)
{
	g_autoptr(GError) local = NULL;
	struct measure *m = session_get(session, &measure_kind, key, &local);
	struct yardstick *y = m ? yardstick_of(session, key, &local) : NULL;

	if (m && !local)
		return measure_item_new(session, m, y);
	if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	else
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("There is no such measure."));
	record_free(m);
	return NULL;
}

/* listing */

/* Everything that a word may be looked for in, folded. */
static char *words_of(struct session *session, const struct measure *m, GHashTable *groups)
{
	const struct registry *v = session_registry(session);
	const struct place *place = registry_place(v, m->place);
	const struct area *area = registry_area(v, m->area ? m->area : place ? place->area : 0);
	const struct organisation *owner = registry_organisation(v, m->owner);
	const struct focus_group *group = g_hash_table_lookup(groups, &m->focus_group);
	g_autofree char *all = g_strjoin(
		" ", says(m->title) ? m->title : "", place ? place->name : "",
		area ? area->name : "", owner ? owner->code : "", owner ? owner->name : "",
		group && group->title ? group->title : "", says(m->cause_text) ? m->cause_text : "",
		catalogue_label(catalogue_find(&measure_catalogue, m->kind),
				session_english(session)),
		NULL);

	return text_fold(all);
}

static gboolean has_words(const char *folded, char *const *words)
{
	for (; *words; words++)
		if (!strstr(folded, *words))
			return FALSE;
	return TRUE;
}

static gboolean is_of(const struct measure *m, gint64 organisation)
{
	return m->owner == organisation || refs_contain(m->contributors, organisation);
}

static gboolean lies_in(const struct session *session, const struct measure *m, gint64 area)
{
	const struct place *place = registry_place(session_registry(session), m->place);

	return m->area == area || (place && place->area == area);
}

static gboolean is_asked(const struct session *session, const struct measures_query *q,
			 const struct measure *m)
{
	const struct participant *who = session_participant(session);
	gboolean over = m->state == MEASURE_DONE || m->state == MEASURE_DROPPED;

	if ((q->which != MEASURES_ALL && over) ||
	    (q->which == MEASURES_LATE && !measure_days_late(m, app_today(session))) ||
	    (q->which == MEASURES_MINE && !(who && is_of(m, who->organisation))))
		return FALSE;
	return (!q->organisation || is_of(m, q->organisation)) &&
	       (!q->place || m->place == q->place) && (!q->area || lies_in(session, m, q->area)) &&
	       (!q->focus_group || m->focus_group == q->focus_group) &&
	       (!q->meeting || m->meeting == q->meeting);
}

/* 0 late, 1 open, 2 draft, 3 done or dropped. */
static int rank_of(const struct measure_item *item)
{
	if (item->days_late)
		return 0;
	return measure_is_open(item->measure) ? 1 : item->measure->state == MEASURE_DRAFT ? 2 : 3;
}

static int by_number(gint64 a, gint64 b)
{
	return (a > b) - (a < b);
}

static int compare_items(gconstpointer a, gconstpointer b)
{
	const struct measure_item *one = *(struct measure_item *const *)a,
				  *other = *(struct measure_item *const *)b;
	int rank = rank_of(one), order = rank - rank_of(other);
	/* not subtracted: either may be DAY_NONE */
	int day = rank == 3 ? by_number(other->measure->finished, one->measure->finished)
			    : by_number(one->measure->due, other->measure->due);

	return order ? order
	       : day ? day
		     : by_number(one->measure->record.key, other->measure->record.key);
}

/* key -> record of it, of an array that keeps them. */
static GHashTable *by_key(const GPtrArray *records)
{
	GHashTable *table = g_hash_table_new(g_int64_hash, g_int64_equal);

	for (guint i = 0; i < records->len; i++)
		g_hash_table_insert(table, &((struct record *)records->pdata[i])->key,
				    records->pdata[i]);
	return table;
}

static GHashTable *yardsticks_by_measure(const GPtrArray *yardsticks)
{
	GHashTable *table = g_hash_table_new(g_int64_hash, g_int64_equal);

	for (guint i = 0; i < yardsticks->len; i++)
		g_hash_table_insert(table, &((struct yardstick *)yardsticks->pdata[i])->measure,
				    yardsticks->pdata[i]);
	return table;
}

GPtrArray *app_measures(struct session *session, const struct measures_query *query, GError **error)
{
	g_autoptr(GPtrArray) measures = session_all(session, &measure_kind, error);
	g_autoptr(GPtrArray) yardsticks =
		measures ? session_all(session, &yardstick_kind, error) : NULL;
	g_autoptr(GPtrArray) groups =
		yardsticks ? session_all(session, &focus_group_kind, error) : NULL;
	g_autoptr(GHashTable) yardstick = groups ? yardsticks_by_measure(yardsticks) : NULL,
			      group = groups ? by_key(groups) : NULL;
	g_autofree char *folded = text_fold(query->text ? query->text : "");
	g_auto(GStrv) words = g_strsplit_set(g_strstrip(folded), " ", -1);
	GPtrArray *items;

	if (!groups)
		return NULL;
	session_shown_list(session, &measure_kind, "list");
	items = g_ptr_array_new_with_free_func(measure_item_free);
	for (guint i = 0; i < measures->len; i++) {
		struct measure *m = measures->pdata[i];
		const struct yardstick *y = g_hash_table_lookup(yardstick, &m->record.key);
		g_autofree char *text =
			is_asked(session, query, m) ? words_of(session, m, group) : NULL;

		if (text && has_words(text, words))
			g_ptr_array_add(items, measure_item_new(session, record_copy(m),
								y ? record_copy(y) : NULL));
	}
	g_ptr_array_sort(items, compare_items);
	return items;
}

/* writing */

gboolean app_measure_may(struct session *session, const struct measure *measure, GError **error)
{
	return session_may(session, ACTION_MEASURE_CHANGE, measure, error);
}

/* In a group of one's own only the owner can be at fault. */
static gboolean owner_may_be_named(struct session *session, const struct measure *m,
				   const char **field, GError **error)
{
	const struct organisation *o = registry_organisation(session_registry(session), m->owner);
	g_autofree char *why = NULL;

	if (!o || !m->focus_group || session_may(session, ACTION_MEASURE_CHANGE, m, NULL) ||
	    !session_may_within(session, ACTION_FOCUS_GROUP_CHANGE, &focus_group_kind,
				m->focus_group, NULL))
		return TRUE;
	why = g_strdup_printf(_("%s is not in the focus group: write it as a member first."),
			      o->code);
	return app_refuse_field(field, "owner", error, why);
}

/* A cause that was taken back is attacked no more. */
static gboolean cause_stands(struct session *session, gint64 key, const char **field,
			     GError **error)
{
	g_autoptr(GError) local = NULL;
	struct cause *cause = key ? session_get(session, &cause_kind, key, &local) : NULL;
	gboolean ok = !key || (cause && !cause->record.withdrawn);

	record_free(cause);
	if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	else if (!ok)
		app_refuse_field(field, "cause", error,
				 _("The cause is not there any more; choose another."));
	return ok;
}

/* What is over is history: who owned it may have left since. stored NULL = it is new. A day that
 * has been is refused when it is given, not because time went by. */
static gboolean measure_check(struct session *session, const struct measure *m,
			      const struct measure *stored, const char **field, GError **error)
{
	if (!says(m->title))
		return app_refuse_field(field, "title", error,
					_("A measure says what is done, such as “Lamps on the path "
					  "are replaced”."));
	if (m->state == MEASURE_DONE || m->state == MEASURE_DROPPED)
		return TRUE;
	for (guint i = 0; i < m->contributors->len; i++)
		if (!app_member_stands(session, refs_at(m->contributors, i), field, "contributors",
				       error))
			return FALSE;
	return app_owner_stands(session, m->owner, field, "owner", error) &&
	       ((stored && stored->due == m->due) ||
		app_due_stands(session, m->due, field, "due", error)) &&
	       app_place_stands(session, m->place, m->area, field, "place", error) &&
	       cause_stands(session, m->cause, field, error);
}

/* What is lacking makes a draft of it; what lacks nothing any more is decided today. */
static void measure_settle(const struct session *session, struct measure *m, guint lacks)
{
	if (m->state == MEASURE_DONE || m->state == MEASURE_DROPPED)
		return;
	if (lacks) {
		m->state = MEASURE_DRAFT;
		m->decided = DAY_NONE;
		return;
	}
	if (m->state == MEASURE_DRAFT)
		m->state = MEASURE_DECIDED;
	if (m->decided == DAY_NONE)
		m->decided = app_today(session);
}

struct measure_writing {
	struct measure *measure;
	struct yardstick *yardstick; /* NULL = it stays */
};

static gboolean write_both(struct session *session, gpointer data, GError **error)
{
	struct measure_writing *w = data;

	if (!session_put(session, w->measure, error))
		return FALSE;
	if (!w->yardstick)
		return TRUE;
	w->yardstick->measure = w->measure->record.key;
	return session_put(session, w->yardstick, error);
}

/* A yardstick that is changed when the answer begins to show proves nothing. */
static gboolean yardstick_may_change(const struct measure *m, const struct yardstick *from,
				     const struct yardstick *to, const char **field, GError **error)
{
	if (!from || !to || record_equal(from, to) || m->state < MEASURE_UNDER_WAY)
		return TRUE;
	return app_refuse_field(
		field, "yardstick", error,
		_("The yardstick was fixed before the measure began and stays. Write "
		  "a note instead."));
}

gboolean app_measure_save(struct session *session, struct measure *m, struct yardstick *y,
			  const char **field, GError **error)
{
	g_autoptr(GError) local = NULL;
	struct yardstick *before =
		m->record.key ? yardstick_of(session, m->record.key, &local) : NULL;
	struct measure *stored =
		m->record.key ? session_get(session, &measure_kind, m->record.key, &local) : NULL;
	struct measure_writing w = {m, y};
	gboolean ok = FALSE;

	if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	else if (owner_may_be_named(session, m, field, error) &&
		 app_measure_may(session, m, error) &&
		 (!stored || app_measure_may(session, stored, error)) &&
		 measure_check(session, m, stored, field, error) &&
		 yardstick_may_change(m, before, y, field, error) &&
		 (!y || (before && record_equal(before, y)) ||
		  app_yardstick_stands(session, y, field, error))) {
		measure_settle(session, m, measure_lacks(m, y ? y : before));
		ok = session_change(session, ACTION_MEASURE_CHANGE,
				    g_strdup_printf(_("measure, %s"), m->title), write_both, &w,
				    error);
	}
	record_free(before);
	record_free(stored);
	return ok;
}

/* steps */

/* A measure that something is done to. Free with record_free; NULL with an error. */
static struct measure *measure_for(struct session *session, gint64 key, GError **error)
{
	struct measure_item *item = app_measure(session, key, error);
	struct measure *m = item ? g_steal_pointer(&item->measure) : NULL;

	measure_item_free(item);
	if (m && !app_measure_may(session, m, error)) {
		record_free(m);
		return NULL;
	}
	return m;
}

/* Takes m. */
static gboolean store_step(struct session *session, struct measure *m, const char *what,
			   GError **error)
{
	gboolean ok = session_change(session, ACTION_MEASURE_CHANGE,
				     g_strdup_printf(what, m->title), session_put, m, error);

	record_free(m);
	return ok;
}

/* Only what was decided goes on; the sentence says what a draft waits for. Takes m when it says no.
 */
static gboolean is_decided(struct measure *m, GError **error)
{
	if (measure_is_open(m))
		return TRUE;
	app_refuse(error,
		   m->state == MEASURE_DRAFT
			   ? _("It is a draft: give it owner, date, cause and yardstick first.")
			   : _("It is over: done or dropped."));
	record_free(m);
	return FALSE;
}

gboolean app_measure_begin(struct session *session, gint64 key, GError **error)
{
	struct measure *m = measure_for(session, key, error);

	if (!m || !is_decided(m, error))
		return FALSE;
	m->state = MEASURE_UNDER_WAY;
	return store_step(session, m, _("under way: %s"), error);
}

gboolean app_measure_done(struct session *session, gint64 key, GError **error)
{
	struct measure *m = measure_for(session, key, error);

	if (!m || !is_decided(m, error))
		return FALSE;
	m->state = MEASURE_DONE;
	m->finished = app_today(session);
	return store_step(session, m, _("done: %s"), error);
}

gboolean app_measure_move(struct session *session, gint64 key, int due, const char *reason,
			  GError **error)
{
	struct measure *m;

	if (!says(reason))
		return app_refuse(error,
				  _("Say why it is moved, such as “the lamps come in week 44”."));
	if (due == DAY_NONE || due < app_today(session))
		return app_refuse(error, _("Give a day to come, such as 18/10 or +14."));
	m = measure_for(session, key, error);
	if (!m || !is_decided(m, error))
		return FALSE;
	m->due = due;
	field_set_text(&m->reason, reason);
	return store_step(session, m, _("moved: %s"), error);
}

gboolean app_measure_drop(struct session *session, gint64 key, const char *reason, GError **error)
{
	struct measure *m;

	if (!says(reason))
		return app_refuse(
			error, _("Say why it is dropped, such as “the problem ended by itself”."));
	m = measure_for(session, key, error);
	if (!m || (m->state != MEASURE_DRAFT && !is_decided(m, error)))
		return FALSE;
	m->state = MEASURE_DROPPED;
	m->finished = app_today(session);
	field_set_text(&m->reason, reason);
	return store_step(session, m, _("dropped: %s"), error);
}

gboolean app_measure_note(struct session *session, gint64 key, const char *text, GError **error)
{
	struct measure *m = measure_for(session, key, error);
	struct status_line *line;
	gboolean ok;

	if (!m)
		return FALSE;
	if (!says(text)) {
		record_free(m);
		return app_refuse(error, _("Write a line about how it goes."));
	}
	line = record_new(&status_line_kind);
	line->measure = key;
	line->week = week_of_time(session_now(session));
	line->entered_by = session_participant(session)->record.key;
	line->entered_at = session_now(session);
	field_set_text(&line->text, text);
	ok = session_change(session, ACTION_MEASURE_CHANGE,
			    g_strdup_printf(_("note: %s"), m->title), session_put, line, error);
	record_free(line);
	record_free(m);
	return ok;
}

GPtrArray *app_measure_notes(struct session *session, gint64 key, GError **error)
{
	GPtrArray *all = session_where(session, &status_line_kind, "measure", key, error);

	for (guint i = 0; all && i < all->len / 2; i++) {
		gpointer swap = all->pdata[i];

		all->pdata[i] = all->pdata[all->len - 1 - i];
		all->pdata[all->len - 1 - i] = swap;
	}
	return all;
}
