/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recording, changing and withdrawing observations. */
#include "config.h"

#include "app/app_private.h"

#include "osg/observation.h"
#include "osg/week.h"

struct observation *app_observation_new(struct session *session)
{
	struct observation *o = record_new(&observation_kind);

	if (session_participant(session)) {
		o->organisation = session_participant(session)->organisation;
		o->entered_by = session_participant(session)->record.key;
	}
	o->known = KNOWN_SEEN;
	o->police_report = ANSWER_UNKNOWN;
	o->visibility = VISIBLE_OSG;
	o->cost = -1;
	field_set_text(&o->source, "typed");
	return o;
}

struct observation *observation_get(struct session *session, gint64 key, GError **error)
{
	g_autoptr(GError) local = NULL;
	struct observation *o = session_get(session, &observation_kind, key, &local);

	if (!o && local)
		g_propagate_error(error, g_steal_pointer(&local));
	else if (!o)
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("There is no such observation."));
	return o;
}

struct observation *app_observation(struct session *session, gint64 key, GError **error)
{
	struct observation *o = observation_get(session, key, error);

	if (o)
		session_shown(session, o);
	return o;
}

/* "Brand · container, Visättraskolan": what undo and the log's reader see. */
static char *observation_title(const struct session *session, const struct observation *o)
{
	g_autofree char *what = observation_what(o, session_registry(session));
	g_autofree char *where = observation_where(o, session_registry(session));

	return g_strdup_printf("%s, %s", what, where);
}

/* A new observation counts when its category does; a changed one only asks again when the category
 * changed. stored NULL: it is new. */
static void observation_judge_counted(struct session *session, struct observation *o,
				      const struct observation *stored)
{
	const struct category *category = registry_category(session_registry(session), o->category);

	if (!stored || (stored->category != o->category && o->report_group == 0))
		o->counted = category ? category->counts : 1;
}

static gboolean observation_put(struct session *session, gpointer data, GError **error)
{
	struct observation *o = data;

	return session_put(session, o, error) &&
	       (!o->report_group || report_group_recount(session, o->report_group, error));
}

static gboolean observation_make_ready(struct session *session, struct observation *o,
				       GError **error)
{
	const char *field;

	if (!session_may(session, ACTION_OBSERVATION_ADD, o, error))
		return FALSE;
	if (o->entered_at == TIME_NONE)
		o->entered_at = session_now(session);
	observation_settle(o, session_registry(session));
	observation_judge_counted(session, o, NULL);
	return observation_check(o, session_registry(session), session_now(session), &field, error);
}

static gboolean observation_add(struct session *session, struct observation *o, GError **error)
{
	return observation_make_ready(session, o, error) &&
	       session_save(session, ACTION_OBSERVATION_ADD, observation_title(session, o), o,
			    error);
}

/* Whose it is now decides who may change it, not whose it becomes. */
static gboolean observation_change(struct session *session, struct observation *o, GError **error)
{
	struct observation *stored = observation_get(session, o->record.key, error);
	const char *field;
	gboolean ok;

	ok = stored && session_may(session, ACTION_OBSERVATION_CHANGE, stored, error) &&
	     session_may(session, ACTION_OBSERVATION_CHANGE, o, error);
	if (ok) {
		observation_settle(o, session_registry(session));
		observation_judge_counted(session, o, stored);
	}
	record_free(stored);
	return ok &&
	       observation_check(o, session_registry(session), session_now(session), &field,
				 error) &&
	       session_change(session, ACTION_OBSERVATION_CHANGE, observation_title(session, o),
			      observation_put, o, error);
}

gboolean app_observation_save(struct session *session, struct observation *o, GError **error)
{
	return o->record.key == 0 ? observation_add(session, o, error)
				  : observation_change(session, o, error);
}

struct addition {
	struct observation *o;
	gint64 same;
};

static gboolean put_and_link(struct session *session, gpointer data, GError **error)
{
	const struct addition *addition = data;
	gint64 keys[2] = {addition->same};

	if (!session_put(session, addition->o, error))
		return FALSE;
	keys[1] = addition->o->record.key;
	return report_group_link(session, keys, G_N_ELEMENTS(keys), error);
}

gboolean app_observation_add_same(struct session *session, struct observation *o, gint64 same,
				  GError **error)
{
	struct addition addition = {o, same};

	if (!session_may(session, ACTION_OBSERVATION_LINK, NULL, NULL)) {
		o->same_as = same;
		return observation_add(session, o, error);
	}
	return observation_make_ready(session, o, error) &&
	       session_change(session, ACTION_OBSERVATION_ADD, observation_title(session, o),
			      put_and_link, &addition, error);
}

/* placing */

struct placing {
	const gint64 *keys;
	gsize count;
	gint64 place, area;
};

static gboolean place_one(struct session *session, struct observation *o,
			  const struct placing *placing, GError **error)
{
	const char *field;

	if (!session_may(session, ACTION_OBSERVATION_CHANGE, o, error))
		return FALSE;
	o->place = placing->place;
	o->area = placing->area;
	field_set_text(&o->place_words, NULL);
	observation_settle(o, session_registry(session));
	return observation_check(o, session_registry(session), session_now(session), &field,
				 error) &&
	       session_put(session, o, error);
}

static gboolean place_all(struct session *session, gpointer data, GError **error)
{
	const struct placing *placing = data;
	gboolean ok = TRUE;

	for (gsize i = 0; ok && i < placing->count; i++) {
		struct observation *o = observation_get(session, placing->keys[i], error);

		ok = o && place_one(session, o, placing, error);
		record_free(o);
	}
	return ok;
}

/* withdrawing */

struct withdrawal {
	const gint64 *keys;
	gsize count;
	const char *reason;
};

static gboolean withdraw_one(struct session *session, struct observation *o, const char *reason,
			     GError **error)
{
	if (!session_may(session, ACTION_OBSERVATION_WITHDRAW, o, error))
		return FALSE;
	if (o->record.withdrawn)
		return TRUE;
	o->record.withdrawn = TRUE;
	o->counted = 0;
	field_set_text(&o->reason, reason);
	return observation_put(session, o, error);
}

/* Each is read when its turn comes: an earlier one of the same group may have changed it. */
static gboolean withdraw_all(struct session *session, gpointer data, GError **error)
{
	const struct withdrawal *withdrawal = data;
	gboolean ok = TRUE;

	for (gsize i = 0; ok && i < withdrawal->count; i++) {
		struct observation *o = observation_get(session, withdrawal->keys[i], error);

		ok = o && withdraw_one(session, o, withdrawal->reason, error);
		record_free(o);
	}
	return ok;
}

/* One is said by what it is, several by their number. */
static char *observations_title(struct session *session, const gint64 *keys, gsize count)
{
	struct observation *o = count == 1 ? observation_get(session, *keys, NULL) : NULL;
	char *title = o ? observation_title(session, o)
			: g_strdup_printf(ngettext("%u observation", "%u observations", count),
					  (guint)count);

	record_free(o);
	return title;
}

gboolean app_observations_withdraw(struct session *session, const gint64 *keys, gsize count,
				   const char *reason, GError **error)
{
	struct withdrawal withdrawal = {keys, count, reason};

	if (!reason || !*reason) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
				    _("Say why it is withdrawn, for example “entered twice”: the "
				      "record keeps the reason."));
		return FALSE;
	}
	return session_change(session, ACTION_OBSERVATION_WITHDRAW,
			      observations_title(session, keys, count), withdraw_all, &withdrawal,
			      error);
}

gboolean app_observations_place(struct session *session, const gint64 *keys, gsize count,
				gint64 place, gint64 area, GError **error)
{
	struct placing placing = {keys, count, place, area};

	return session_change(session, ACTION_OBSERVATION_CHANGE,
			      observations_title(session, keys, count), place_all, &placing, error);
}
