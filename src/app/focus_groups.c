/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is decided about a hotspot: a focus group that takes it on, or that it is let go, with the
 * reason. Each is one change that can be undone. */
#include "config.h"

#include "picture/hotspot_find.h"

#include <string.h>

#include "osg/text.h"

static struct hotspot_record *hotspot_open(struct session *session, int number, GError **error)
{
	g_autoptr(GError) local = NULL;
	struct hotspot_record *record;

	if (!session_may(session, RIGHT_COMPILE, error))
		return NULL;
	record = hotspot_find_number(session, number, &local);
	if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	else if (!record)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("There is no hotspot %d. “osg hotspots” lists those of the week."),
			    number);
	return record;
}

/* FALSE with OSG_ERROR_RULE when a focus group works on it already. */
static gboolean hotspot_is_free(struct session *session, const struct hotspot_record *record,
				GError **error)
{
	g_autoptr(GPtrArray) groups = app_focus_groups(session, error);

	for (guint i = 0; groups && i < groups->len; i++) {
		const struct focus_group *group = groups->pdata[i];

		if (group->hotspot != record->record.key || group->state != GROUP_ACTIVE)
			continue;
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("A focus group works on hotspot %d already: %s."), record->number,
			    group->title);
		return FALSE;
	}
	return groups != NULL;
}

static void hotspot_decide(const struct session *session, struct hotspot_record *record,
			   enum decision decision, const char *reason)
{
	record->decision = (int)decision;
	record->decided_at = session_now(session);
	record->decided_by = session_participant(session)->record.key;
	field_set_text(&record->reason, reason);
}

/* "Visättraskolan", the first of its places. */
static char *first_place(const struct hotspot_record *record)
{
	const char *places = record->places ? record->places : "?", *end = strchr(places, '|');

	return end ? g_strndup(places, (gsize)(end - places)) : g_strdup(places);
}

static gboolean decision_close(struct session *session, struct hotspot_record *record,
			       char *take_title, GError **error)
{
	gboolean ok = session_put(session, record, error);

	if (ok)
		return session_commit(session, take_title, error);
	session_rollback(session);
	g_free(take_title);
	return FALSE;
}

gboolean app_hotspot_dismiss(struct session *session, int number, const char *reason,
			     GError **error)
{
	g_autofree char *clean = text_clean(reason ? reason : "", -1, FALSE);
	struct hotspot_record *record;
	gboolean ok;

	if (!*clean) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
				    _("A hotspot is dismissed with a reason, such as “roadworks, "
				      "over in week 42”."));
		return FALSE;
	}
	record = hotspot_open(session, number, error);
	if (!record)
		return FALSE;
	ok = hotspot_is_free(session, record, error) &&
	     session_begin(session, "hotspot.dismiss", error);
	if (ok) {
		g_autofree char *place = first_place(record);

		hotspot_decide(session, record, DECISION_DISMISSED, clean);
		ok = decision_close(session, record,
				    g_strdup_printf(_("hotspot %d dismissed, %s"), number, place),
				    error);
	}
	record_free(record);
	return ok;
}

static const struct picture_hotspot *hotspot_of(const struct hotspot_week *found, int number)
{
	for (guint i = 0; i < found->list->len; i++)
		if (((struct picture_hotspot *)found->list->pdata[i])->number == number)
			return found->list->pdata[i];
	return NULL;
}

/* "Visättraskolan, Mangårdsvägen; SKA, KLO": where and what it is about. */
static char *delimitation_of(const struct picture_hotspot *h)
{
	g_auto(GStrv) places = g_strsplit(h->places, "|", -1);
	g_autofree char *where = g_strjoinv(", ", places);

	return g_strdup_printf("%s; %s", where, h->what ? h->what : "");
}

static struct focus_group *group_make(const struct picture_hotspot *h, gint64 hotspot,
				      const char *title, gint64 leader, int week)
{
	struct focus_group *group = record_new(&focus_group_kind);
	g_autofree char *clean = text_clean(title ? title : "", -1, FALSE);
	g_autofree char *limits = delimitation_of(h);

	field_set_text(&group->title, *clean ? clean : h->title);
	group->hotspot = hotspot;
	group->leader = leader;
	group->started_week = week;
	field_set_text(&group->trigger, h->sentence);
	field_set_text(&group->evidence, h->evidence);
	field_set_text(&group->delimitation, limits);
	return group;
}

static gint64 group_put(struct session *session, struct hotspot_record *record,
			struct focus_group *group, GError **error)
{
	if (!hotspot_is_free(session, record, error) ||
	    !session_begin(session, "focus_group.start", error))
		return 0;
	if (!session_put(session, group, error)) {
		session_rollback(session);
		return 0;
	}
	hotspot_decide(session, record, DECISION_GROUP, NULL);
	return decision_close(session, record, g_strdup_printf(_("focus group, %s"), group->title),
			      error)
		       ? group->record.key
		       : 0;
}

gint64 app_focus_group_start(struct session *session, int week, int number, const char *title,
			     gint64 leader, GError **error)
{
	struct hotspot_record *record;
	struct hotspot_week *found;
	const struct picture_hotspot *h;
	gint64 key = 0;

	if (!registry_organisation(session_registry(session), leader)) {
		g_set_error_literal(
			error, OSG_ERROR, OSG_ERROR_RULE,
			_("A focus group needs an organisation that leads it, such as HUGE."));
		return 0;
	}
	found = session_may(session, RIGHT_COMPILE, error)
			? app_hotspots(session, week, NULL, NULL, error)
			: NULL;
	if (!found)
		return 0;
	record = hotspot_open(session, number, error);
	h = record ? hotspot_of(found, number) : NULL;
	if (h) {
		struct focus_group *group = group_make(h, record->record.key, title, leader,
						       week_of_time(session_now(session)));

		key = group_put(session, record, group, error);
		record_free(group);
	} else if (record) {
		g_autofree char *name = week_format(week);

		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("Hotspot %d is not among those of %s."), number, name);
	}
	record_free(record);
	hotspot_week_free(found);
	return key;
}

GPtrArray *app_focus_groups(struct session *session, GError **error)
{
	GPtrArray *all = session_all(session, &focus_group_kind, error);

	for (guint i = 0; all && i < all->len / 2; i++) {
		gpointer swap = all->pdata[i];

		all->pdata[i] = all->pdata[all->len - 1 - i];
		all->pdata[all->len - 1 - i] = swap;
	}
	return all;
}

char *app_hotspot_filter(struct session *session, const struct picture_hotspot *h)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_auto(GStrv) places = g_strsplit(h->places, "|", -1);
	g_auto(GStrv) categories = g_strsplit(h->categories, "|", -1);
	g_autofree char *first = week_format(h->first_week), *last = week_format(h->last_week);

	for (char **p = places; *p; p++)
		g_string_append_printf(out, strchr(*p, ' ') ? "%s%s\"%s\"" : "%s%s%s",
				       p == places ? "" : "|",
				       session_english(session) ? "place:" : "plats:", *p);
	for (char **c = categories; h->group && *c; c++)
		g_string_append_printf(out, "%s%.*s", c == categories ? " " : "|",
				       (int)strcspn(*c, " "), *c);
	g_string_append_printf(out, " %s-%s", first, last);
	return g_strdup(out->str);
}
