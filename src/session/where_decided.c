/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was decided and is done at a place, as finely as who reads it is told where events were: the
 * steering group by district; others what made a focus group start as its evidence may be told. Who
 * owns it, or takes part in the group, is told all. Names and texts that somebody wrote stay. */
#include "config.h"

#include "session/session_private.h"

#include <math.h>
#include <string.h>

static const struct record_kind *const decided[] = {
	&measure_kind,    &decision_kind,     &asset_kind,    &focus_group_kind,
	&site_visit_kind, &site_finding_kind, &activity_kind, &defect_kind};

gboolean where_is_decided(const struct record_kind *kind)
{
	for (gsize i = 0; i < G_N_ELEMENTS(decided); i++)
		if (decided[i] == kind)
			return TRUE;
	return FALSE;
}

static gint64 key_in(const struct record *record, const char *name)
{
	const struct field *f = fields_find(record->kind->fields, name);

	return f && f->kind == FIELD_REF ? FIELD_AT(const gint64, record, f) : 0;
}

static gboolean is_own(const struct session *session, const struct scope *scope,
		       const struct record *record)
{
	gint64 group =
		record->kind == &focus_group_kind ? record->key : key_in(record, "focus_group");

	return (scope->own && (key_in(record, "owner") == scope->own ||
			       key_in(record, "leader") == scope->own)) ||
	       (group && access_takes_part(session, group));
}

/* As the event of it that may be told least finely. */
static enum sharing evidence_told(const struct session *session, const struct scope *scope,
				  const struct focus_group *group)
{
	enum sharing told = scope->where == WHERE_DISTRICT ? SHARE_AREA : SHARE_PLACE;

	for (guint i = 0; i < group->evidence->len && told < SHARE_NOTHING; i++) {
		struct observation *o = store_get(session->store, &observation_kind,
						  refs_at(group->evidence, i), NULL);

		if (o)
			told = MAX(told, where_finest(session, scope, o->organisation, o->category,
						      o->sub_category));
		record_free(o);
	}
	return told;
}

enum sharing where_decided_told(const struct session *session, const struct scope *scope,
				const struct record *record)
{
	gboolean group = record->kind == &focus_group_kind;

	if (scope->where == WHERE_AS_WRITTEN || !where_is_decided(record->kind) ||
	    (!group && scope->where != WHERE_DISTRICT) || is_own(session, scope, record))
		return SHARE_PLACE;
	return group ? evidence_told(session, scope, (const struct focus_group *)record)
		     : SHARE_AREA;
}

gboolean session_tells_whole(const struct session *session, gconstpointer record)
{
	const struct scope scope = access_scope(session);

	return where_decided_told(session, &scope, record) == SHARE_PLACE;
}

/* The field of the areas beside one of places: "about_place" and "about_area". NULL = there is
 * none. */
static const struct field *area_beside(const struct record_kind *kind, const struct field *place)
{
	gsize stem = strlen(place->name) - strlen(strstr(place->name, "place"));
	g_autofree char *name = g_strdup_printf("%.*sarea%s", (int)stem, place->name,
						place->kind == FIELD_REFS ? "s" : "");

	return fields_find(kind->fields, name);
}

static gint64 area_of(const struct session *session, gint64 place)
{
	const struct place *p = registry_place(session_registry(session), place);

	return p ? p->area : 0;
}

static void tell_place(const struct session *session, struct record *record, const struct field *f)
{
	const struct field *area = area_beside(record->kind, f);
	gint64 place = FIELD_AT(gint64, record, f);

	FIELD_AT(gint64, record, f) = 0;
	if (place && area && !FIELD_AT(gint64, record, area))
		FIELD_AT(gint64, record, area) = area_of(session, place);
}

static void tell_places(const struct session *session, struct record *record, const struct field *f)
{
	const struct field *areas = area_beside(record->kind, f);
	GArray *places = FIELD_AT(GArray *, record, f);

	for (guint i = 0; areas && i < places->len; i++)
		refs_add(FIELD_AT(GArray *, record, areas), area_of(session, refs_at(places, i)));
	g_array_set_size(places, 0);
}

/* "Flemingsberg, Skogås" */
static char *area_names(const struct session *session, const GArray *areas)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < areas->len; i++) {
		const struct area *area =
			registry_area(session_registry(session), refs_at(areas, i));

		if (area)
			g_string_append_printf(out, "%s%s", out->len ? ", " : "", area->name);
	}
	return g_string_free(out, FALSE);
}

static void tell_group(const struct session *session, struct focus_group *group, enum sharing told)
{
	g_autofree char *where = NULL;

	if (told > SHARE_AREA)
		g_array_set_size(group->areas, 0);
	where = area_names(session, group->areas);
	field_set_text(&group->trigger, NULL);
	field_set_text(&group->delimitation, *where ? where : NULL);
	group->radius = NAN;
}

void where_decided(const struct session *session, const struct scope *scope, struct record *record)
{
	enum sharing told = where_decided_told(session, scope, record);

	if (told == SHARE_PLACE)
		return;
	for (const struct field *f = record->kind->fields; f->name; f++) {
		if (g_strcmp0(f->refers, "place") != 0)
			continue;
		if (f->kind == FIELD_REF)
			tell_place(session, record, f);
		else
			tell_places(session, record, f);
	}
	if (record->kind == &focus_group_kind)
		tell_group(session, (struct focus_group *)record, told);
}

gboolean where_decided_keep(struct session *session, struct record *record, GError **error)
{
	const struct scope scope = access_scope(session);
	GError *local = NULL;
	struct record *stored, *told;

	if (scope.where == WHERE_AS_WRITTEN || !record->key || !where_is_decided(record->kind))
		return TRUE;
	stored = store_get(session->store, record->kind, record->key, &local);
	told = stored ? record_copy(stored) : NULL;
	if (told)
		where_decided(session, &scope, told);
	for (const struct field *f = record->kind->fields; told && f->name; f++)
		if (!field_equal(f, told, stored) && field_equal(f, record, told))
			field_copy(f, record, stored);
	record_free(told);
	record_free(stored);
	if (local)
		g_propagate_error(error, local);
	return !local;
}
