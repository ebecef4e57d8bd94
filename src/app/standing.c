/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be named in something new: organisations that take part now, places that are there. Each
 * refusal says which field it is about, so that a form can tell it there. */
#include "config.h"

#include "app/app_private.h"

#include "osg/week.h"

gboolean app_refuse(GError **error, const char *why)
{
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE, why);
	return FALSE;
}

gboolean app_refuse_field(const char **field, const char *name, GError **error, const char *why)
{
	if (field)
		*field = name;
	return app_refuse(error, why);
}

gboolean app_takes_part(const struct session *session, gint64 organisation)
{
	const struct organisation *o =
		registry_organisation(session_registry(session), organisation);

	return o && organisation_is_member(o, week_of_time(session_now(session)));
}

gboolean app_owner_stands(const struct session *session, gint64 owner, const char **field,
			  const char *name, GError **error)
{
	return !owner || app_takes_part(session, owner) ||
	       app_refuse_field(field, name, error,
				_("The owner is no member of the group now; choose another, such "
				  "as HUGE."));
}

gboolean app_member_stands(const struct session *session, gint64 organisation, const char **field,
			   const char *name, GError **error)
{
	return app_takes_part(session, organisation) ||
	       app_refuse_field(
		       field, name, error,
		       _("It is no member of the group now; choose another organisation."));
}

GPtrArray *app_members(const struct session *session)
{
	return registry_members(session_registry(session), week_of_time(session_now(session)));
}

int app_complete_members(const struct session *session, const char *typed, struct match *out,
			 int most)
{
	return registry_complete_organisations(session_registry(session), typed,
					       week_of_time(session_now(session)), out, most);
}

char *app_member_name(const struct session *session, const struct organisation *o)
{
	return app_takes_part(session, o->record.key)
		       ? g_strdup(o->name)
		       /* TRANSLATORS: an organisation that has left the group, or joins later */
		       : g_strdup_printf(_("no member now: %s"), o->name);
}

/* The registry knows what was taken back too: what names it already is still told. */

static gboolean place_is_there(const struct session *session, gint64 key)
{
	const struct place *place = registry_place(session_registry(session), key);

	return place && !place->record.withdrawn;
}

static gboolean area_is_there(const struct session *session, gint64 key)
{
	const struct area *area = registry_area(session_registry(session), key);

	return area && !area->record.withdrawn;
}

gboolean app_place_stands(const struct session *session, gint64 place, gint64 area,
			  const char **field, const char *name, GError **error)
{
	return ((!place || place_is_there(session, place)) &&
		(!area || area_is_there(session, area))) ||
	       app_refuse_field(field, name, error,
				_("The place is not there any more; choose another."));
}

gboolean app_places_stand(const struct session *session, const GArray *places, const GArray *areas,
			  const char **field, const char *name, GError **error)
{
	gboolean there = TRUE;

	for (guint i = 0; there && places && i < places->len; i++)
		there = place_is_there(session, refs_at(places, i));
	for (guint i = 0; there && areas && i < areas->len; i++)
		there = area_is_there(session, refs_at(areas, i));
	return there ||
	       app_refuse_field(field, name, error,
				_("One of its places is not there any more; choose others."));
}

gboolean app_due_stands(const struct session *session, int due, const char **field,
			const char *name, GError **error)
{
	return due == DAY_NONE || due >= app_today(session) ||
	       app_refuse_field(field, name, error, _("Give a day to come, such as 18/10 or +14."));
}

gboolean app_yardstick_stands(const struct session *session, const struct yardstick *y,
			      const char **field, GError **error)
{
	if (!yardstick_check(y, error)) {
		if (field)
			*field = "before";
		return FALSE;
	}
	return app_places_stand(session, y->places, NULL, field, "counted", error) &&
	       app_place_stands(session, 0, y->area, field, "counted", error) &&
	       app_places_stand(session, y->comparison_places, y->comparison_areas, field,
				"comparison", error);
}
