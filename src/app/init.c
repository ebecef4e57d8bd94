/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new database: the taxonomy, and from a folder the municipality's areas, places, organisations
 * and seats. One transaction; a fault leaves no file. Ids of what has a name of its own follow from
 * the name, so that they are the same everywhere. */
#include "config.h"

#include "osg/app.h"

#include <glib/gstdio.h>
#include <math.h>

#include "osg/exchange.h"

struct setup {
	GPtrArray *categories, *areas, *places, *organisations, *participants;
	char *municipality;
};

static void setup_clear(struct setup *s)
{
	g_clear_pointer(&s->categories, g_ptr_array_unref);
	g_clear_pointer(&s->areas, g_ptr_array_unref);
	g_clear_pointer(&s->places, g_ptr_array_unref);
	g_clear_pointer(&s->organisations, g_ptr_array_unref);
	g_clear_pointer(&s->participants, g_ptr_array_unref);
	g_clear_pointer(&s->municipality, g_free);
}

static struct organisation *setup_organisation(struct setup *s, const char *code, const char *name,
					       enum organisation_kind kind)
{
	struct organisation *o = record_new(&organisation_kind);

	o->code = g_strdup(code);
	o->name = g_strdup(name);
	o->kind = (int)kind;
	o->outside = organisation_is_outside(kind);
	o->expected = 1;
	o->position = (int)s->organisations->len + 1;
	g_ptr_array_add(s->organisations, o);
	return o;
}

/* Nobody named organisations or seats: the municipality and the police, and one who coordinates. */
static void setup_defaults(struct setup *s)
{
	if (s->organisations->len == 0) {
		g_autofree char *name =
			s->municipality ? g_strdup_printf(_("Municipality of %s"), s->municipality)
					: g_strdup(_("The municipality"));

		setup_organisation(s, "KOM", name, ORGANISATION_MUNICIPAL);
		setup_organisation(s, "POL", _("Police"), ORGANISATION_POLICE);
	}
	if (s->participants->len == 0) {
		struct participant *p = record_new(&participant_kind);

		p->handle = g_strdup("samordnare");
		p->title = g_strdup(_("Coordinator"));
		p->organisation = 1;
		p->role = ROLE_COORDINATOR;
		p->active = 1;
		g_ptr_array_add(s->participants, p);
	}
}

static gboolean setup_read(struct setup *s, const char *directory, const char *municipality,
			   GPtrArray *notes, GError **error)
{
	s->categories = taxonomy_read(error);
	s->areas = g_ptr_array_new_with_free_func(record_free);
	s->places = g_ptr_array_new_with_free_func(record_free);
	s->organisations = g_ptr_array_new_with_free_func(record_free);
	s->participants = g_ptr_array_new_with_free_func(record_free);
	if (!s->categories)
		return FALSE;
	if (directory &&
	    (!geography_read(directory, municipality, s->areas, s->places, s->organisations,
			     &s->municipality, notes, error) ||
	     !participants_read(directory, s->organisations, s->participants, notes, error)))
		return FALSE;
	if (municipality && *municipality) {
		g_free(s->municipality);
		s->municipality = g_strdup(municipality);
	}
	setup_defaults(s);
	return TRUE;
}

/* storing: references are positions + 1 until the record they mean has its key */

static void setup_point_to(gint64 *reference, const GPtrArray *records)
{
	if (*reference)
		*reference = ((const struct record *)records->pdata[*reference - 1])->key;
}

static gboolean setup_put_categories(struct session *session, struct setup *s, GError **error)
{
	for (guint i = 0; i < s->categories->len; i++) {
		struct category *k = s->categories->pdata[i];

		setup_point_to(&k->parent, s->categories);
		if (!session_put(session, k, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean setup_put_areas(struct session *session, struct setup *s, GError **error)
{
	for (guint i = 0; i < s->areas->len; i++) {
		struct area *a = s->areas->pdata[i];
		g_autofree char *name =
			g_strdup_printf("%s/%d/%s", s->municipality ? s->municipality : "",
					a->level, a->code ? a->code : a->name);

		if (a->level == AREA_SUBAREA &&
		    !a->code) { /* two areas may both have a "Centrum" */
			const struct area *upper = s->areas->pdata[a->parent - 1];
			char *longer = g_strdup_printf("%s/%s", name, upper->name);

			g_free(name);
			name = longer;
		}
		a->record.id = id_from_name("area", name);
		setup_point_to(&a->parent, s->areas);
		if (!session_put(session, a, error))
			return FALSE;
	}
	return TRUE;
}

/* A place whose area nobody said lies in the one that holds its point. */
static void setup_place_area(struct place *p, const struct registry *v)
{
	const struct area *area =
		p->area || isnan(p->lat) ? NULL : registry_area_at(v, p->lat, p->lon);

	if (area)
		p->area = area->record.key;
}

static gboolean setup_put_places(struct session *session, struct setup *s, GError **error)
{
	GPtrArray *areas = session_all(session, &area_kind, error);
	struct registry *v;
	gboolean ok = TRUE;

	if (!areas)
		return FALSE;
	v = registry_new(NULL, areas, NULL, NULL, FALSE);
	for (guint i = 0; ok && i < s->places->len; i++) {
		struct place *p = s->places->pdata[i];
		g_autofree char *name =
			g_strdup_printf("%s/%s/%" G_GINT64_FORMAT,
					s->municipality ? s->municipality : "", p->name, p->area);

		p->record.id = id_from_name("place", name);
		setup_point_to(&p->area, s->areas);
		setup_place_area(p, v);
		ok = session_put(session, p, error);
	}
	registry_unref(v);
	return ok;
}

static gboolean setup_put_people(struct session *session, struct setup *s, GError **error)
{
	for (guint i = 0; i < s->organisations->len; i++) {
		struct organisation *o = s->organisations->pdata[i];

		if (!session_put(session, o, error))
			return FALSE;
	}
	for (guint i = 0; i < s->participants->len; i++) {
		struct participant *p = s->participants->pdata[i];

		setup_point_to(&p->organisation, s->organisations);
		if (!session_put(session, p, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean setup_put(struct session *session, struct setup *s, gint64 now, GError **error)
{
	const struct change change = {.at = now, .door = DOOR_COMMAND, .what = "init"};

	if (!session_begin_at(session, &change, error))
		return FALSE;
	if (setup_put_categories(session, s, error) && setup_put_areas(session, s, error) &&
	    setup_put_places(session, s, error) && setup_put_people(session, s, error) &&
	    (!s->municipality ||
	     session_set_value(session, "municipality", s->municipality, error)) &&
	    session_commit(session, NULL, error))
		return TRUE;
	session_rollback(session);
	return FALSE;
}

void app_database_remove(const char *file)
{
	static const char *const endings[] = {"", "-wal", "-shm", "-journal", "-import"};

	for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
		g_autofree char *name = g_strconcat(file, endings[i], NULL);

		g_unlink(name);
	}
}

gboolean app_init(const char *file, const char *directory, const char *municipality, gint64 now,
		  GPtrArray *notes, GError **error)
{
	struct setup setup = {0};
	struct session *session = NULL;
	gboolean ok = setup_read(&setup, directory, municipality, notes, error);

	if (ok)
		session = session_create(file, error);
	if (session) {
		ok = setup_put(session, &setup, now, error);
		session_close(session);
		if (!ok)
			app_database_remove(file);
	}
	setup_clear(&setup);
	return ok && session;
}
