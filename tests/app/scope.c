/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "scope.h"

#include <jansson.h>

#include "osg/json.h"

struct session *work_as(const struct fixture *f, enum role role, const char *code)
{
	struct participant *p = record_new(&participant_kind);
	g_autoptr(GError) error = NULL;

	p->handle = g_strdup_printf("%s%d", code, role);
	p->title = g_strdup(p->handle);
	p->organisation = fixture_organisation(f, code);
	p->role = role;
	p->active = 1;
	session_save(f->session, ACTION_SETUP, NULL, p, &error);
	g_assert_no_error(error);
	struct session *session = fixture_session(f, p->handle);
	record_free(p);
	return session;
}

gint64 observe(struct fixture *f, const char *code, enum visibility visibility)
{
	gint64 key = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	struct observation *o = session_get(f->session, &observation_kind, key, NULL);
	g_autoptr(GError) error = NULL;

	o->organisation = fixture_organisation(f, code);
	o->visibility = visibility;
	field_set_text(&o->secrecy, visibility == VISIBLE_AUTHORITIES ? "OSL 18:1" : NULL);
	field_set_text(&o->text, "Skylten");
	session_save(f->session, ACTION_OBSERVATION_CHANGE, NULL, o, &error);
	g_assert_no_error(error);
	record_free(o);
	return key;
}

gboolean holds(const GPtrArray *records, gint64 key)
{
	for (guint i = 0; i < records->len; i++)
		if (((struct record *)records->pdata[i])->key == key)
			return TRUE;
	return FALSE;
}

void bind_by_law(struct fixture *f, guint which, gboolean bound)
{
	struct organisation *o = record_copy(
		registry_find_organisation(session_registry(f->session), organisations[which]));
	g_autoptr(GError) error = NULL;

	o->outside = !bound;
	o->withheld = bound;
	session_save(f->session, ACTION_SETUP, NULL, o, &error);
	g_assert_no_error(error);
	record_free(o);
}

gint64 saved(struct fixture *f, gpointer record)
{
	g_autoptr(GError) error = NULL;
	gint64 key;

	session_save(f->session, ACTION_SETUP, NULL, record, &error);
	g_assert_no_error(error);
	key = ((struct record *)record)->key;
	record_free(record);
	return key;
}

char *written(struct session *session, const struct record_kind *kind)
{
	g_autoptr(GPtrArray) all = session_list(session, kind, NULL);
	g_autofree char *export = app_export(session, kind, "json", NULL);
	GString *out = g_string_new(export);

	for (guint i = 0; i < all->len; i++) {
		const struct record *record = all->pdata[i];
		g_autoptr(GPtrArray) lines = session_history(session, &record->id, FALSE, 0, NULL);
		gpointer found = app_record_find(session, &record->id, NULL);
		json_t *listed = app_record_json(session, record),
		       *shown = app_record_json(session, found);

		for (guint k = 0; k < lines->len; k++)
			g_string_append(out, ((struct log_line *)lines->pdata[k])->after);
		g_autofree char *one = json_print(listed, 0), *other = json_print(shown, 0);
		g_string_append_printf(out, "%s%s", one, other);
		json_decref(listed);
		json_decref(shown);
		record_free(found);
	}
	return g_string_free(out, FALSE);
}
