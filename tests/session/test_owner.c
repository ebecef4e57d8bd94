/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose a record is: nobody takes or changes another's by writing their own name into it, whatever
 * the kind, the action and the door. */
#include "config.h"

#include "fixture.h"

#include <glib/gstdio.h>

static gint64 organisation(struct session *session, const char *code)
{
	return registry_find_organisation(session_registry(session), code)->record.key;
}

static gint64 *owner_slot(struct record *record)
{
	return &FIELD_AT(gint64, record, fields_find(record->kind->fields, record->kind->owner));
}

static gint64 store_for(struct session *session, const struct record_kind *kind, const char *code);

/* What the kind calls an owner: an organisation, a participant, or a record of the same one that it
 * is part of. */
static gint64 as_owner(struct session *session, const struct record_kind *kind, const char *code)
{
	const struct record_kind *of =
		record_kind_named(fields_find(kind->fields, kind->owner)->refers);

	if (of == &organisation_kind)
		return organisation(session, code);
	return of == &participant_kind ? session_participant(session)->record.key
				       : store_for(session, of, code);
}

/* What a kind's own rules ask for. */
static const struct {
	const char *kind, *field, *text; /* NULL = a record of that field's kind */
} least[] = {
	{"indicator", "code", "a.b"},
	{"indicator", "title", "Antal"},
	{"objective", "code", "1"},
	{"objective", "text", "Minska"},
	{"activity", "title", "Utbildning"},
	{"reading", "indicator", NULL},
	{"reading", "since", "2019-01-01"},
	{"reading", "until", "2019-12-31"},
	{"reading", "said", "16"},
	{"asset", "title", "Hus B"},
	{"asset", "form", "premises"},
	{"inspection", "list", "sba"},
	{"inspection", "asset", NULL},
	{"defect", "text", "Dörr"},
	{"defect", "started", "2019-01-01T08:00:00+01:00"},
	{"mandate", "title", "Program"},
	{"note", "text", "Beställt"},
};

static void fill(struct session *session, gpointer record)
{
	const struct record_kind *kind = ((struct record *)record)->kind;

	for (gsize i = 0; i < G_N_ELEMENTS(least); i++) {
		const struct field *field = fields_find(kind->fields, least[i].field);
		struct record *other;

		if (!g_str_equal(least[i].kind, kind->name))
			continue;
		if (least[i].text) {
			g_assert_true(field_from_text(field, least[i].text, record, NULL, NULL));
			continue;
		}
		other = record_new(record_kind_named(field->refers));
		fill(session, other);
		g_assert_true(session_save(session, ACTION_SETUP, NULL, other, NULL));
		FIELD_AT(gint64, record, field) = other->key;
		record_free(other);
	}
}

static gint64 store_for(struct session *session, const struct record_kind *kind, const char *code)
{
	struct record *record = record_new(kind);
	g_autoptr(GError) error = NULL;
	gint64 key;

	fill(session, record);
	*owner_slot(record) = as_owner(session, kind, code);
	session_save(session, ACTION_SETUP, NULL, record, &error);
	g_assert_no_error(error);
	key = record->key;
	record_free(record);
	return key;
}

/* Writes the record, as who read it has it, with that owner, withdrawn or not; whether it was
 * refused. */
static gboolean refused_as(struct session *session, struct session *reader, enum action action,
			   const struct record_kind *kind, gint64 key, gint64 owner,
			   gboolean withdrawn)
{
	struct record *record = session_get(reader, kind, key, NULL);
	g_autoptr(GError) error = NULL;
	gboolean done;

	g_assert_nonnull(record);
	*owner_slot(record) = owner;
	record->withdrawn = withdrawn;
	done = session_save(session, action, NULL, record, &error);
	record_free(record);
	/* a note is never changed, whoever asks */
	if (!done && !(kind == &note_kind && g_error_matches(error, OSG_ERROR, OSG_ERROR_RULE)))
		g_assert_error(error, OSG_ERROR, OSG_ERROR_DENIED);
	return !done;
}

static gboolean refused(struct session *session, enum action action, const struct record_kind *kind,
			gint64 key, gint64 owner, gboolean withdrawn)
{
	return refused_as(session, session, action, kind, key, owner, withdrawn);
}

static void assert_as_it_was(struct session *session, const struct record_kind *kind, gint64 key,
			     gint64 owner)
{
	struct record *record = session_get(session, kind, key, NULL);

	g_assert_cmpint(*owner_slot(record), ==, owner);
	g_assert_false(record->withdrawn);
	g_assert_cmpint(record->version, ==, 1);
	record_free(record);
}

/* A file of the owner's source may change what came from it; it never moves it. */
static void try_all(struct fixture *f, struct session *thief, const struct record_kind *kind)
{
	gint64 key = store_for(f->session, kind, "HUGE");
	struct record *stored = session_get(f->session, kind, key, NULL);
	gint64 theirs = *owner_slot(stored);
	gint64 own = kind == &draft_kind ? as_owner(thief, kind, "BEV")
					 : as_owner(f->session, kind, "BEV");

	record_free(stored);
	for (int action = 0; action <= ACTION_SETUP; action++) {
		g_test_message("%s, action %d", kind->name, action);
		g_assert_true(refused_as(thief, f->session, action, kind, key, own, FALSE));
		g_assert_true(refused_as(thief, f->session, action, kind, key, own, TRUE));
		if (action != ACTION_IMPORT)
			g_assert_true(
				refused_as(thief, f->session, action, kind, key, theirs, TRUE));
	}
	assert_as_it_was(f->session, kind, key, theirs);
}

static void test_every_owned_kind(struct fixture *f)
{
	struct session *thief = fixture_session(f, "bev");
	int kinds = 0;

	for (const struct record_kind *const *kind = record_kinds; *kind; kind++)
		if ((*kind)->owner) {
			try_all(f, thief, *kind);
			kinds++;
		}
	g_assert_cmpint(kinds, >=, 17);
	session_close(thief);
}

/* Every field that names an organisation, but for what only speaks of one, makes its kind owned. */
static void test_no_owner_is_forgotten(void)
{
	for (const struct record_kind *const *kind = record_kinds; *kind; kind++)
		for (const struct field *f = (*kind)->fields; f->name; f++)
			if (f->kind == FIELD_REF && g_str_equal(f->refers, "organisation") &&
			    *kind != &participant_kind)
				g_assert_nonnull((*kind)->owner);
}

static void test_own_and_coordinator(struct fixture *f)
{
	struct session *bev = fixture_session(f, "bev");
	gint64 own = organisation(bev, "BEV"), huge = organisation(bev, "HUGE");
	gint64 key = store_for(f->session, &observation_kind, "BEV");

	g_assert_false(refused(bev, ACTION_OBSERVATION_CHANGE, &observation_kind, key, own, TRUE));
	/* nor is it given away */
	g_assert_true(refused(bev, ACTION_OBSERVATION_CHANGE, &observation_kind, key, huge, TRUE));
	g_assert_false(
		refused(f->session, ACTION_OBSERVATION_CHANGE, &observation_kind, key, huge, TRUE));
	session_close(bev);
}

static void test_roles_are_set_up_only(struct fixture *f)
{
	struct session *bev = fixture_session(f, "bev");
	struct participant *self = record_copy(session_participant(bev));

	self->role = ROLE_COORDINATOR;
	for (int action = 0; action <= ACTION_SETUP; action++) {
		g_autoptr(GError) error = NULL;

		g_assert_false(session_save(bev, action, NULL, self, &error));
		g_assert_error(error, OSG_ERROR, OSG_ERROR_DENIED);
	}
	record_free(self);
	session_close(bev);
}

/* aside: the rows that are set aside. */
static GError *import_text(struct fixture *f, const char *handle, const char *text, int *aside)
{
	struct session *session = fixture_session(f, handle);
	g_autofree char *file = g_build_filename(f->folder, "back.json", NULL);
	const struct import_options options = {.file = file};
	GError *error = NULL;
	struct import_result *result;

	g_assert_true(g_file_set_contents(file, text, -1, NULL));
	result = app_import(session, &options, &error);
	*aside = result ? result->set_aside : 0;
	import_result_free(result);
	g_unlink(file);
	session_close(session);
	return error;
}

/* osg's own file with another's observation, made one's own, and a place under another name. */
static void test_by_file(struct fixture *f)
{
	gint64 key = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	g_autofree char *all = app_export(f->session, &observation_kind, "json", NULL),
			*places = app_export(f->session, &place_kind, "json", NULL);
	g_autoptr(GString) taken = g_string_new(all), renamed = g_string_new(places);
	g_autoptr(GError) error = NULL, words = NULL, none = NULL;
	int aside;

	g_assert_cmpint(g_string_replace(taken, "\"HUGE\"", "\"BEV\"", 0), >, 0);
	g_assert_cmpint(g_string_replace(renamed, "Skogås centrum", "Skogås", 0), >, 0);
	error = import_text(f, "bev", taken->str, &aside);
	g_assert_no_error(error);
	g_assert_cmpint(aside, ==, 1); /* with the organisation that it is of */
	words = import_text(f, "bev", renamed->str, &aside);
	g_assert_error(words, OSG_ERROR, OSG_ERROR_DENIED);
	struct observation *o = session_get(f->session, &observation_kind, key, NULL);
	g_assert_cmpint(o->organisation, ==, organisation(f->session, "HUGE"));
	record_free(o);
	none = import_text(f, "kansli", renamed->str, &aside);
	g_assert_no_error(none);
}

/* Withdrawing one's own report lets another's of the same event count. */
static void test_links_move_others(struct fixture *f)
{
	gint64 keys[] = {fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00"),
			 fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:10")};
	struct session *bev = fixture_session(f, "bev");
	g_autoptr(GError) error = NULL;

	g_assert_false(refused(f->session, ACTION_OBSERVATION_CHANGE, &observation_kind, keys[0],
			       organisation(bev, "BEV"), FALSE));
	app_observations_link(bev, keys, G_N_ELEMENTS(keys), &error);
	g_assert_no_error(error);
	app_observations_withdraw(bev, keys, 1, "entered twice", &error);
	g_assert_no_error(error);
	struct observation *o = session_get(bev, &observation_kind, keys[1], NULL);
	g_assert_cmpint(o->counted, ==, 1);
	record_free(o);
	session_close(bev);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/owner/no-kind-with-an-organisation-is-forgotten",
			test_no_owner_is_forgotten);
	fixture_add("/owner/nobody-takes-or-changes-anothers-record-of-any-kind",
		    test_every_owned_kind);
	fixture_add("/owner/one-changes-ones-own-and-the-coordinator-all",
		    test_own_and_coordinator);
	fixture_add("/owner/nobody-makes-themselves-coordinator", test_roles_are_set_up_only);
	fixture_add("/owner/nor-by-a-file-of-osgs-own", test_by_file);
	fixture_add("/owner/links-count-anothers-report-anew", test_links_move_others);
	return g_test_run();
}
