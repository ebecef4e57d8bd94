/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is decided about a hotspot itself: that it is let go, with the reason. */
#include "config.h"

#include "app/app_private.h"

#include <string.h>

#include "osg/text.h"
#include "osg/week.h"

#include "picture/hotspot_find.h"

static gboolean refuse_taken(const struct focus_group *group, int number, GError **error)
{
	g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
		    _("A focus group works on hotspot %d already: %s."), number, group->title);
	return FALSE;
}

gboolean app_hotspot_is_free(struct session *session, const struct picture_hotspot *h,
			     GError **error)
{
	struct focus_group *group =
		h->answering ? session_get(session, &focus_group_kind, h->answering, error) : NULL;
	gboolean taken = group && !group->record.withdrawn && group->state == GROUP_ACTIVE;

	if (taken)
		refuse_taken(group, h->number, error);
	record_free(group);
	return !taken;
}

/* FALSE with OSG_ERROR_RULE when a focus group works on it already. */
static gboolean hotspot_is_free(struct session *session, const struct hotspot_record *record,
				GError **error)
{
	g_autoptr(GPtrArray) groups = app_focus_groups(session, error);

	for (guint i = 0; groups && i < groups->len; i++) {
		const struct focus_group *group = groups->pdata[i];

		if (group->hotspot == record->record.key && group->state == GROUP_ACTIVE)
			return refuse_taken(group, record->number, error);
	}
	return groups != NULL;
}

struct hotspot_record *hotspot_undecided(struct session *session, enum action action, int number,
					 GError **error)
{
	g_autoptr(GError) local = NULL;
	struct hotspot_record *record;

	if (!session_may(session, action, NULL, error))
		return NULL;
	record = hotspot_find_number(session, number, &local);
	if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	else if (!record)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("There is no hotspot %d. “osg hotspots” lists those of the week."),
			    number);
	else if (!hotspot_is_free(session, record, error))
		g_clear_pointer(&record, record_free);
	return record;
}

void hotspot_decide(const struct session *session, struct hotspot_record *record,
		    enum decision decision, const char *reason)
{
	record->decision = (int)decision;
	record->decided_at = session_now(session);
	record->decided_by = session_participant(session)->record.key;
	field_set_text(&record->reason, reason);
}

/* "Visättraskolan", the first of its places or what it is near. */
static char *first_place(struct session *session, const struct hotspot_record *record)
{
	const struct place *place = record->places->len ? registry_place(session_registry(session),
									 refs_at(record->places, 0))
							: NULL;

	return g_strdup(place && place->name ? place->name : record->near ? record->near : "?");
}

/* Whether a text holds a word: three letters in a row; "x" and "-" tell a later reader nothing. */
static gboolean holds_word(const char *text)
{
	g_autofree char *clean = text_clean(text, -1, FALSE); /* as it would be stored */
	int letters = 0;

	for (const char *p = clean; *p && letters < 3; p = g_utf8_next_char(p))
		letters = g_unichar_isalpha(g_utf8_get_char(p)) ? letters + 1 : 0;
	return letters >= 3;
}

gboolean app_hotspot_dismiss(struct session *session, int number, const char *reason,
			     GError **error)
{
	g_autofree char *place = NULL;
	struct hotspot_record *record;
	gboolean ok;

	if (!holds_word(reason ? reason : "")) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
				    _("A hotspot is dismissed with a reason, such as “roadworks, "
				      "over in week 42”."));
		return FALSE;
	}
	record = hotspot_undecided(session, ACTION_HOTSPOT_DISMISS, number, error);
	if (!record)
		return FALSE;
	place = first_place(session, record);
	hotspot_decide(session, record, DECISION_DISMISSED, reason);
	ok = session_save(session, ACTION_HOTSPOT_DISMISS,
			  g_strdup_printf(_("hotspot %d dismissed, %s"), number, place), record,
			  error);
	record_free(record);
	return ok;
}

char *app_hotspot_filter(struct session *session, const struct picture_hotspot *h)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_autofree char *first = week_format(h->first_week), *last = week_format(h->last_week);

	for (char **id = h->evidence; h->points->len && id && *id; id++)
		g_string_append_printf(out, "%sid:%s", out->len ? "|" : "", *id);
	if (out->len) /* points have no word in the filter */
		return g_strdup(out->str);
	for (char **p = h->places; p && *p; p++)
		g_string_append_printf(out, strchr(*p, ' ') ? "%s%s\"%s\"" : "%s%s%s",
				       p == h->places ? "" : "|",
				       session_english(session) ? "place:" : "plats:", *p);
	if (!h->places && h->area)
		g_string_append_printf(out, "%s\"%s\"",
				       session_english(session) ? "area:" : "område:", h->area);
	for (guint i = 0; h->group && i < h->categories->len; i++)
		g_string_append_printf(out, "%s%s", i ? "|" : " ",
				       ((struct picture_share *)h->categories->pdata[i])->code);
	g_string_append_printf(out, strcmp(first, last) == 0 ? " %s" : " %s-%s", first, last);
	return g_strdup(out->str);
}
