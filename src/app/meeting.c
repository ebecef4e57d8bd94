/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leading a meeting: opened from the agenda, turned page by page, noted. What is decided in it is
 * meeting_decide.c, what asks for a decision meeting_matters.c, how it ends meeting_end.c. */
#include "config.h"

#include <string.h>

#include "app/app_private.h"
#include "osg/csv.h"
#include "osg/meeting.h"
#include "osg/resource.h"
#include "osg/text.h"
#include "osg/words.h"

/* opening */

struct opening {
	struct meeting *meeting;
	GPtrArray *left; /* struct agenda_item of the meeting before: own ones not reached */
};

static gboolean item_put(struct session *session, const struct meeting *meeting, int position,
			 int kind, int minutes, const struct agenda_item *from, GError **error)
{
	struct agenda_item *item = record_new(&agenda_item_kind);
	gboolean ok;

	item->meeting = meeting->record.key;
	item->position = position;
	item->kind = kind;
	item->minutes = minutes;
	if (from) {
		item->carried_from = from->record.key;
		item->about = from->about;
		field_set_text(&item->title, from->title);
		field_set_text(&item->note, from->note);
	}
	ok = session_put(session, item, error);
	record_free(item);
	return ok;
}

/* The agenda of share/meeting; what was not reached the week before stands before the read-back. */
static gboolean agenda_put(struct session *session, const struct opening *opening, GError **error)
{
	const struct field *kinds = fields_find(agenda_item_kind.fields, "kind");
	gsize size;
	const char *data = resource_data("meeting/agenda.csv", &size);
	g_autoptr(csv_table_auto) table =
		csv_table_read(data, size, ',', "meeting/agenda.csv", error);
	int position = 1;

	for (int row = 0; table && row < csv_table_rows(table); row++) {
		int kind = field_word_index(kinds, csv_table_cell(table, row, 0));
		int minutes = (int)g_ascii_strtoll(csv_table_cell(table, row, 1), NULL, 10);

		for (guint i = 0; kind == AGENDA_READ_BACK && i < opening->left->len; i++) {
			const struct agenda_item *from = opening->left->pdata[i];

			if (!item_put(session, opening->meeting, position++, AGENDA_OWN,
				      from->minutes, from, error))
				return FALSE;
		}
		if (!item_put(session, opening->meeting, position++, MAX(kind, 0), minutes, NULL,
			      error))
			return FALSE;
	}
	return table != NULL;
}

static gboolean attendance_put(struct session *session, const struct meeting *meeting,
			       GError **error)
{
	const GPtrArray *organisations = registry_organisations(session_registry(session));

	for (guint i = 0; i < organisations->len; i++) {
		const struct organisation *o = organisations->pdata[i];
		struct attendance *a;
		gboolean ok;

		if (!organisation_is_asked(o, meeting->week))
			continue;
		a = record_new(&attendance_kind);
		a->meeting = meeting->record.key;
		a->organisation = o->record.key;
		ok = session_put(session, a, error);
		record_free(a);
		if (!ok)
			return FALSE;
	}
	return TRUE;
}

static gboolean open_put(struct session *session, gpointer data, GError **error)
{
	const struct opening *opening = data;

	return session_put(session, opening->meeting, error) &&
	       agenda_put(session, opening, error) &&
	       attendance_put(session, opening->meeting, error);
}

/* Own points of the meeting before that were not reached. */
static GPtrArray *items_left(struct session *session, int week, GError **error)
{
	gint64 before = app_meeting_of_week(session, week - 1, error);
	GPtrArray *items =
		session_where(session, &agenda_item_kind, "meeting", before ? before : -1, error);

	for (guint i = items ? items->len : 0; i-- > 0;) {
		const struct agenda_item *item = items->pdata[i];

		if (item->done || item->kind != AGENDA_OWN)
			g_ptr_array_remove_index(items, i);
	}
	return items;
}

static struct meeting *meeting_make(const struct session *session, int week)
{
	struct meeting *meeting = record_new(&meeting_kind);

	meeting->week = week;
	meeting->planned_at = meeting->started_at = session_now(session);
	meeting->position_since = session_now(session);
	meeting->chair = session_participant(session)->record.key;
	meeting->state = MEETING_OPEN;
	return meeting;
}

/* A meeting that is only planned begins now; an open one goes on where it was. */
static gboolean resume(struct session *session, gint64 key, GError **error)
{
	struct meeting *meeting = session_get(session, &meeting_kind, key, error);
	gboolean ok = meeting != NULL;

	if (meeting && meeting->state == MEETING_PLANNED) {
		meeting->state = MEETING_OPEN;
		meeting->started_at = meeting->position_since = session_now(session);
		meeting->chair = session_participant(session)->record.key;
		ok = session_save(session, ACTION_MEETING_LEAD, NULL, meeting, error);
	}
	record_free(meeting);
	return ok;
}

gint64 app_meeting_open(struct session *session, int week, GError **error)
{
	g_autoptr(GError) local = NULL;
	struct opening opening;
	gint64 key;

	if (!session_may(session, ACTION_MEETING_LEAD, NULL, error))
		return 0;
	key = app_meeting_of_week(session, week, &local);
	if (local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return 0;
	}
	if (key)
		return resume(session, key, error) ? key : 0;
	opening.left = items_left(session, week, error);
	if (!opening.left)
		return 0;
	opening.meeting = meeting_make(session, week);
	if (session_change(session, ACTION_MEETING_LEAD, NULL, open_put, &opening, error))
		key = opening.meeting->record.key;
	g_ptr_array_unref(opening.left);
	record_free(opening.meeting);
	return key;
}

/* changing what there is */

/* The meeting, open and led by this seat; NULL with an error. */
struct meeting *meeting_led(struct session *session, enum action action, gint64 key, GError **error)
{
	struct meeting *meeting = session_may(session, action, NULL, error)
					  ? session_get(session, &meeting_kind, key, error)
					  : NULL;

	if (meeting && !meeting_leads(session, meeting, error)) {
		g_clear_pointer(&meeting, record_free);
	} else if (meeting && meeting->state != MEETING_OPEN) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
				    meeting->state == MEETING_CLOSED
					    ? _("The meeting is closed. It can be reopened with a "
						"reason.")
					    : _("The meeting has not begun."));
		g_clear_pointer(&meeting, record_free);
	}
	return meeting;
}

gboolean meeting_may_change(struct session *session, enum action action, gint64 key, GError **error)
{
	struct meeting *meeting = meeting_led(session, action, key, error);

	record_free(meeting);
	return meeting != NULL;
}

struct turn {
	struct meeting *meeting;
	struct meeting_whole *whole;
	int position;
};

static gboolean turn_put(struct session *session, gpointer data, GError **error)
{
	struct turn *turn = data;
	struct agenda_item *item = meeting_item(turn->whole);
	gint64 now = session_now(session);

	if (item) {
		item->seconds = meeting_item_seconds(turn->whole, item, now);
		item->done = item->done || turn->position > item->position;
		if (!session_put(session, item, error))
			return FALSE;
	}
	turn->meeting->position = turn->position;
	turn->meeting->position_since = now;
	return session_put(session, turn->meeting, error);
}

gboolean app_meeting_turn(struct session *session, gint64 key, int position, GError **error)
{
	struct turn turn = {.position = position};
	gboolean ok;

	turn.meeting = meeting_led(session, ACTION_MEETING_LEAD, key, error);
	turn.whole = turn.meeting ? app_meeting_read(session, key, error) : NULL;
	ok = turn.whole &&
	     (position < 1 || position > (int)turn.whole->items->len ||
	      session_change(session, ACTION_MEETING_LEAD, NULL, turn_put, &turn, error));
	meeting_whole_free(turn.whole);
	record_free(turn.meeting);
	return ok;
}

gboolean app_meeting_note(struct session *session, gint64 key, const char *text, gboolean final,
			  GError **error)
{
	struct agenda_item *item = session_get(session, &agenda_item_kind, key, error);
	gboolean ok =
		item && meeting_may_change(session, ACTION_MEETING_LEAD, item->meeting, error);

	if (ok && g_strcmp0(item->note ? item->note : "", text) != 0) {
		field_set_text(&item->note, text);
		session_typing(session, TRUE);
		ok = session_save(session, ACTION_MEETING_LEAD,
				  g_strdup_printf(_("note, %s"), meeting_item_title(item)), item,
				  error);
	}
	if (final || !ok)
		session_typing(session, FALSE);
	record_free(item);
	return ok;
}

static gboolean add_put(struct session *session, gpointer data, GError **error)
{
	GPtrArray *items = data;

	for (guint i = items->len; i-- > 0;)
		if (!session_put(session, items->pdata[i], error))
			return FALSE;
	return TRUE;
}

gboolean app_meeting_add_item(struct session *session, gint64 key, const char *title,
			      const struct subject *about, GError **error)
{
	g_autofree char *clean = text_clean(title ? title : "", -1, FALSE);
	g_autoptr(GPtrArray) moved = g_ptr_array_new_with_free_func(record_free);
	struct meeting_whole *whole;
	struct agenda_item *item;
	gboolean ok;

	if (!*clean) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
				    _("A point needs a title, such as “school start”."));
		return FALSE;
	}
	whole = meeting_may_change(session, ACTION_MEETING_LEAD, key, error)
			? app_meeting_read(session, key, error)
			: NULL;
	if (!whole)
		return FALSE;
	item = record_new(&agenda_item_kind);
	item->meeting = key;
	item->kind = AGENDA_OWN;
	item->minutes = 5;
	item->about = about ? *about : (struct subject){0};
	item->position = (int)whole->items->len + 1;
	field_set_text(&item->title, clean);
	if (whole->items->len) { /* it takes the read-back's place, which moves down */
		struct agenda_item *last = record_copy(whole->items->pdata[whole->items->len - 1]);

		if (last->kind == AGENDA_READ_BACK) {
			item->position = last->position++;
			g_ptr_array_add(moved, last);
		} else {
			record_free(last);
		}
	}
	g_ptr_array_add(moved, item);
	ok = session_change(session, ACTION_MEETING_LEAD,
			    g_strdup_printf(_("point of the agenda, %s"), clean), add_put, moved,
			    error);
	meeting_whole_free(whole);
	return ok;
}

/* the organisations */

static char *attendance_code(struct session *session, const struct attendance *a)
{
	const struct organisation *o =
		registry_organisation(session_registry(session), a->organisation);

	return g_strdup(o ? o->code : "?");
}

gboolean app_meeting_presence(struct session *session, gint64 key, enum presence presence,
			      GError **error)
{
	struct attendance *a = session_get(session, &attendance_kind, key, error);
	g_autofree char *code = a ? attendance_code(session, a) : NULL;
	gboolean ok = a && meeting_may_change(session, ACTION_MEETING_LEAD, a->meeting, error);

	if (ok) {
		a->presence = (int)presence;
		ok = session_save(session, ACTION_MEETING_LEAD,
				  g_strdup_printf("%s %s", code, meeting_presence_word(presence)),
				  a, error);
	}
	record_free(a);
	return ok;
}

gboolean app_meeting_excuse(struct session *session, gint64 key, const char *text, GError **error)
{
	struct attendance *a = session_get(session, &attendance_kind, key, error);
	g_autofree char *code = a ? attendance_code(session, a) : NULL;
	gboolean ok = a && meeting_may_change(session, ACTION_MEETING_LEAD, a->meeting, error);

	if (ok) {
		field_set_text(&a->note, text);
		ok = session_save(session, ACTION_MEETING_LEAD,
				  g_strdup_printf(_("why %s is silent"), code), a, error);
	}
	record_free(a);
	return ok;
}

/* Whose word it is: the organisation's own seat's, or the leading one's. */
static gboolean may_say(struct session *session, const struct attendance *a, GError **error)
{
	const struct participant *me = session_participant(session);
	struct meeting *meeting;
	gboolean ok;

	if (!session_may(session, ACTION_MEETING_TELL, a, error))
		return FALSE;
	if (!me || me->organisation != a->organisation)
		return meeting_may_change(session, ACTION_MEETING_LEAD, a->meeting, error);
	meeting = session_get(session, &meeting_kind, a->meeting, error);
	ok = meeting && meeting->state == MEETING_OPEN;
	if (meeting && !ok)
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
				    _("The meeting is not open now."));
	record_free(meeting);
	return ok;
}

gboolean app_meeting_say(struct session *session, gint64 key, const char *text, gboolean final,
			 GError **error)
{
	struct attendance *a = session_get(session, &attendance_kind, key, error);
	g_autofree char *code = a ? attendance_code(session, a) : NULL;
	gboolean ok = a && may_say(session, a, error);

	if (ok && g_strcmp0(a->said ? a->said : "", text) != 0) {
		field_set_text(&a->said, text);
		session_typing(session, TRUE);
		ok = session_save(session, ACTION_MEETING_TELL,
				  g_strdup_printf(_("the round, %s"), code), a, error);
	}
	if (final || !ok)
		session_typing(session, FALSE);
	record_free(a);
	return ok;
}

/* levels */

static struct district_level *level_find(struct session *session, const struct meeting *meeting,
					 gint64 area, GError **error)
{
	g_autoptr(GPtrArray) all =
		session_where(session, &district_level_kind, "week", meeting->week, error);
	struct district_level *made;

	if (!all)
		return NULL;
	for (guint i = 0; i < all->len; i++)
		if (((const struct district_level *)all->pdata[i])->area == area)
			return record_copy(all->pdata[i]);
	made = record_new(&district_level_kind);
	made->week = meeting->week;
	made->area = area;
	return made;
}

gboolean app_meeting_level(struct session *session, gint64 key, gint64 area, int level,
			   GError **error)
{
	const struct area *where = registry_area(session_registry(session), area);
	struct meeting *meeting = meeting_led(session, ACTION_MEETING_LEAD, key, error);
	struct district_level *record;
	gboolean ok = FALSE;

	g_return_val_if_fail(level >= 0 && level < LEVELS && where, FALSE);
	record = meeting ? level_find(session, meeting, area, error) : NULL;
	if (record) {
		record->meeting = key;
		record->level = level;
		ok = session_save(session, ACTION_MEETING_LEAD,
				  g_strdup_printf(_("level %d, %s"), level, where->name), record,
				  error);
	}
	record_free(record);
	record_free(meeting);
	return ok;
}

int app_meeting_keep_levels(struct session *session, gint64 key, GError **error)
{
	struct meeting_whole *w = meeting_may_change(session, ACTION_MEETING_LEAD, key, error)
					  ? app_meeting_read(session, key, error)
					  : NULL;
	g_autoptr(GPtrArray) levels = g_ptr_array_new_with_free_func(record_free);
	int kept = -1;

	for (guint i = 0; w && i < w->levels_before->len; i++) {
		const struct district_level *before = w->levels_before->pdata[i];
		struct district_level *now;

		if (meeting_level(w->levels, before->area) >= 0)
			continue;
		now = record_new(&district_level_kind);
		now->meeting = key;
		now->week = w->meeting->week;
		now->area = before->area;
		now->level = before->level;
		g_ptr_array_add(levels, now);
	}
	if (w && session_change(session, ACTION_MEETING_LEAD, g_strdup(_("levels as before")),
				add_put, levels, error))
		kept = (int)levels->len;
	meeting_whole_free(w);
	return kept;
}
