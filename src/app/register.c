/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry of this processing in the register that the law asks for (GDPR article 30): made of the
 * tables of fields and of what is set, so that it says what the program does. */
#include "config.h"

#include "osg/app.h"

#include "osg/json.h"

/* What is kept of people who have a seat. */
static const char *const seat_fields[] = {"handle", "title", "organisation", "role"};

static json_t *texts_of(const struct record_kind *kind)
{
	json_t *names = json_array();

	for (const struct field *f = kind->fields; f->name; f++)
		if (f->kind == FIELD_PROSE)
			json_array_append_new(names, json_string(f->name));
	return names;
}

static json_t *categories(void)
{
	json_t *list = json_array(), *seat = json_array();

	for (gsize i = 0; i < G_N_ELEMENTS(seat_fields); i++)
		json_array_append_new(seat, json_string(seat_fields[i]));
	json_array_append_new(
		list, json_pack("{s:s, s:o}", "kind", _(participant_kind.title), "fields", seat));
	for (gsize i = 0; record_kinds[i]; i++) {
		json_t *texts = texts_of(record_kinds[i]);

		if (json_array_size(texts))
			json_array_append_new(list, json_pack("{s:s, s:O}", "kind",
							      _(record_kinds[i]->title), "fields",
							      texts));
		json_decref(texts);
	}
	return list;
}

static json_t *recipients(const struct session *session)
{
	const GPtrArray *all = registry_organisations(session_registry(session));
	json_t *list = json_array();

	for (guint i = 0; i < all->len; i++)
		json_array_append_new(
			list, json_string(((const struct organisation *)all->pdata[i])->name));
	return list;
}

json_t *app_register(struct session *session)
{
	g_autofree char *basis = session_value(session, "legal_basis");

	return json_pack(
		"{s:s, s:s, s:s, s:o, s:s, s:i, s:s, s:o, s:s}", "controller",
		session_municipality(session), "purpose",
		_("a common picture of disorder and crime in the municipality, week by week, to "
		  "prevent it; no police report and no file on anybody"),
		"legal_basis",
		basis ? basis
		      : _("a task of public interest (GDPR article 6.1 e; the act on the "
			  "municipalities' responsibility for crime prevention, 2023:196)"),
		"data", categories(), "data_subjects",
		_("those who have a seat; others only as far as a free text tells of them in spite "
		  "of the guard"),
		"retention_months", session_retain_months(session), "retention",
		_("free texts of observations and nil reports go after so many months (osg "
		  "retain); rows and counts stay"),
		"recipients", recipients(session), "security",
		_("roles and visibility, a guard on every free text, a record of every change and "
		  "reading whose lines are chained"));
}
