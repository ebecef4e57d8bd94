/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How finely a participant is told where something was. The rule stands in access.c; here what is
 * finer is taken out of rows, records and lines of the history, and put back when a record is
 * stored by somebody who was not told. The store's filters follow the same rule (rows.c). */
#include "config.h"

#include "session/session_private.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "osg/json.h"

enum sharing where_finest(const struct session *session, const struct scope *scope,
			  gint64 organisation, gint64 category, gint64 sub_category)
{
	enum sharing finest;

	if (scope->where == WHERE_AS_WRITTEN || (scope->own && organisation == scope->own))
		return SHARE_PLACE;
	finest = registry_finest(session_registry(session), category, sub_category);
	return scope->where == WHERE_DISTRICT ? MAX(finest, SHARE_AREA) : finest;
}

static enum sharing finest_of(const struct session *session, const struct scope *scope,
			      const struct observation *o)
{
	return where_finest(session, scope, o->organisation, o->category, o->sub_category);
}

enum sharing session_finest(struct session *session, const struct observation_row *row)
{
	const struct scope scope = access_scope(session);
	const struct observation o = {.organisation = row->organisation,
				      .visibility = row->visibility};

	if (!access_sees(session, &scope, &o))
		return SHARE_AREA;
	return where_finest(session, &scope, row->organisation, row->category, row->sub_category);
}

enum sharing session_told(const struct session *session, enum sharing finest)
{
	const struct scope scope = access_scope(session);

	return scope.where == WHERE_AS_WRITTEN ? SHARE_PLACE
	       : scope.where == WHERE_DISTRICT ? MAX(finest, SHARE_AREA)
					       : finest;
}

void where_row(const struct session *session, const struct scope *scope,
	       struct observation_row *row)
{
	enum sharing finest =
		where_finest(session, scope, row->organisation, row->category, row->sub_category);

	if (finest == SHARE_PLACE)
		return;
	if (finest > SHARE_AREA)
		row->area = 0;
	row->place = 0;
	row->lat = row->lon = NAN;
	row->place_precision = row->area ? PLACE_AREA : PLACE_NONE;
}

void where_record(const struct session *session, const struct scope *scope, struct observation *o)
{
	enum sharing finest = finest_of(session, scope, o);

	if (finest == SHARE_PLACE)
		return;
	if (finest > SHARE_AREA)
		o->area = 0;
	o->place = 0;
	o->lat = o->lon = NAN;
	o->place_precision = o->area ? PLACE_AREA : PLACE_NONE;
	field_set_text(&o->place_words, NULL);
}

static gboolean says_nothing_finer(const struct observation *told, const struct observation *o)
{
	return !o->place && isnan(o->lat) && isnan(o->lon) && !o->place_words &&
	       o->area == told->area;
}

gboolean where_keep(struct session *session, struct observation *o, GError **error)
{
	const struct scope scope = access_scope(session);
	GError *local = NULL;
	struct observation *stored, *told;

	if (scope.where == WHERE_AS_WRITTEN || !o->record.key)
		return TRUE;
	stored = store_get(session->store, &observation_kind, o->record.key, &local);
	if (stored && finest_of(session, &scope, stored) != SHARE_PLACE) {
		told = record_copy(stored);
		where_record(session, &scope, told);
		if (says_nothing_finer(told, o)) {
			o->place = stored->place;
			o->area = stored->area;
			o->lat = stored->lat;
			o->lon = stored->lon;
			o->place_precision = stored->place_precision;
			field_set_text(&o->place_words, stored->place_words);
		}
		record_free(told);
	}
	record_free(stored);
	if (local)
		g_propagate_error(error, local);
	return !local;
}

static void take_out(char **json, const char *const *fields)
{
	json_t *whole = *json ? json_loads(*json, 0, NULL) : NULL;

	for (; whole && *fields; fields++)
		json_object_del(whole, *fields);
	if (whole) {
		g_free(*json);
		*json = json_print(whole, JSON_COMPACT);
	}
	json_decref(whole);
}

static void observation_line(const struct session *session, const struct scope *scope,
			     const struct observation *o, struct log_line *line)
{
	static const char *const finer[] = {"area",        "place",           "lat", "lon",
					    "place_words", "place_precision", NULL};
	enum sharing finest = finest_of(session, scope, o);

	if (finest == SHARE_PLACE)
		return;
	take_out(&line->before, finer + (finest <= SHARE_AREA));
	take_out(&line->after, finer + (finest <= SHARE_AREA));
}

/* Who sees none of the other reports of an event is told of no link: it would tell of one that is
 * hidden. In the rows and filters the store says the same (row_filter.c). */
static gboolean link_is_hidden(const struct session *session, const struct scope *scope,
			       const struct observation *o)
{
	return o->report_group && scope->visible != VISIBLE_ALL &&
	       !store_link_told(session->store, scope, o->report_group, o->record.key);
}

static void link_line(struct log_line *line)
{
	static const char *const links[] = {"report_group", "counted", NULL};

	take_out(&line->before, links);
	take_out(&line->after, links);
}

/* What was found for everybody says where it was as those are told who are told all. */
static const struct finer {
	const struct record_kind *kind;
	const char *fields[6];
} found_finer[] = {
	{&hotspot_kind, {"places", "lat", "lon", "radius", "near"}},
	{&hotspot_finding_kind, {"content"}},
	{&picture_kind, {"content"}},
	{&focus_group_kind, {"evidence"}},
	{&cause_kind, {"evidence"}},
};

static const struct finer *finer_of(const struct session *session, const struct record_kind *kind)
{
	if (access_scope(session).where != WHERE_AS_WRITTEN)
		for (gsize i = 0; i < G_N_ELEMENTS(found_finer); i++)
			if (found_finer[i].kind == kind)
				return &found_finer[i];
	return NULL;
}

static void decided_line(struct log_line *line)
{
	static const char *const finer[] = {"place",   "places",       "about_place",
					    "trigger", "delimitation", NULL};

	take_out(&line->before, finer);
	take_out(&line->after, finer);
}

void where_line(const struct session *session, const struct scope *scope,
		const struct record *record, struct log_line *line)
{
	const struct finer *finer = finer_of(session, record->kind);

	if (record->kind == &observation_kind) {
		observation_line(session, scope, (const struct observation *)record, line);
		if (link_is_hidden(session, scope, (const struct observation *)record))
			link_line(line);
	}
	if (where_decided_told(session, scope, record) > SHARE_PLACE)
		decided_line(line);
	if (!finer)
		return;
	take_out(&line->before, finer->fields);
	take_out(&line->after, finer->fields);
}

void session_tell(const struct session *session, gpointer record)
{
	const struct record_kind *kind = ((struct record *)record)->kind;
	const struct finer *finer = finer_of(session, kind);
	const struct scope scope = access_scope(session);

	if (kind == &observation_kind && link_is_hidden(session, &scope, record))
		((struct observation *)record)->report_group = 0;
	for (gsize i = 0; finer && finer->fields[i]; i++)
		field_reset(fields_find(kind->fields, finer->fields[i]), record);
}
