/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a focus group refuses: who may not write in it, and what cannot be of it. */
#include "config.h"

#include <string.h>

#include "group_fixture.h"

static void test_others_do_not_write_in_it(struct fixture *f)
{
	gint64 group = start_group(f);
	struct session *guard = fixture_session(f, "bev");
	g_autoptr(GError) error = NULL;

	g_assert_false(app_group_status(guard, group, "all is well", &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_DENIED);
	session_close(guard);
}

/* The group decides who does what: for any in it, for nobody else. */
static void check_measures_of_members(struct fixture *f, struct session *guard, gint64 group)
{
	struct measure *m = record_new(&measure_kind);
	g_autoptr(GError) error = NULL;
	const char *field = NULL;

	field_set_text(&m->title, "Lamps on the path are replaced");
	m->focus_group = group;
	m->owner = fixture_organisation(f, "HUGE"); /* which leads it */
	g_assert_true(app_measure_save(guard, m, NULL, NULL, NULL));
	m->owner = fixture_organisation(f, "POL");
	g_assert_false(app_measure_save(guard, m, NULL, &field, &error));
	g_assert_nonnull(strstr(error->message, "POL is not in the focus group"));
	g_assert_cmpstr(field, ==, "owner");
	m->focus_group = 0;
	m->owner = fixture_organisation(f, "HUGE");
	g_assert_false(app_measure_save(guard, m, NULL, NULL, NULL));
	record_free(m);
}

/* The group itself stays with who leads it; what a membership has ended for is others' again. */
static void test_members_write_in_it(struct fixture *f)
{
	gint64 group = start_group(f);
	struct session *guard;
	struct focus_group *whole;
	struct cause *cause;
	g_autoptr(GPtrArray) members = NULL;
	struct group_member *member;

	add_member(f, group, "BEV");
	guard = fixture_session(f, "bev");
	g_assert_true(app_group_status(guard, group, "all is well", NULL));
	cause = new_cause(group, 0, "dark path");
	g_assert_true(app_group_part_save(guard, cause, NULL, NULL));
	check_measures_of_members(f, guard, group);
	whole = session_get(guard, &focus_group_kind, group, NULL);
	g_assert_false(app_group_may(guard, whole, NULL));
	field_set_text(&whole->title, "Ours");
	g_assert_false(app_group_save(guard, whole, NULL, NULL, NULL));
	members = session_where(f->session, &group_member_kind, "focus_group", group, NULL);
	member = members->pdata[0];
	member->until = day_parse_iso("2026-11-16");
	g_assert_true(app_group_part_save(f->session, member, NULL, NULL));
	field_set_text(&cause->text, "dark path, again");
	g_assert_false(app_group_part_save(guard, cause, NULL, NULL));
	record_free(cause);
	record_free(whole);
	session_close(guard);
}

static void check_group_refused(struct fixture *f, const struct focus_group *group,
				struct yardstick *y, const char *expected)
{
	struct focus_group *written = record_copy(group);
	const char *field = NULL;
	g_autoptr(GError) error = NULL;

	g_assert_false(app_group_save(f->session, written, y, &field, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_assert_cmpstr(field, ==, expected);
	record_free(written);
}

static void check_part_refused(struct fixture *f, gpointer take_record, const char *expected)
{
	const char *field = NULL;
	g_autoptr(GError) error = NULL;

	g_assert_false(app_group_part_save(f->session, take_record, &field, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_assert_cmpstr(field, ==, expected);
	record_free(take_record);
}

/* Who left can neither lead, nor join, nor be asked to mend anything; that it was a member until
 * then may be written. */
static void test_organisation_that_left_is_refused(struct fixture *f)
{
	gint64 group = start_group(f), guard = fixture_organisation(f, "BEV");
	struct group_member *member = record_new(&group_member_kind);
	struct site_visit *visit = record_new(&site_visit_kind);
	struct site_finding *finding = record_new(&site_finding_kind);
	struct cause *cause = new_cause(group, 0, "dark path");
	struct dossier *d = dossier(f, group);

	fixture_leave(f->session, "BEV");
	d->group->leader = guard;
	check_group_refused(f, d->group, NULL, "leader");
	dossier_free(d);
	cause->owner = guard;
	check_part_refused(f, cause, "owner");
	visit->focus_group = group;
	visit->at = fixture_now();
	finding->site_visit = save_part(f, visit);
	finding->owner = guard;
	field_set_text(&finding->text, "four lamps out");
	check_part_refused(f, finding, "owner");
	member->focus_group = group;
	member->organisation = guard;
	check_part_refused(f, record_copy(member), "organisation");
	member->until = day_parse_iso("2026-11-01");
	save_part(f, member);
}

static void test_place_taken_back_is_refused(struct fixture *f)
{
	gint64 group = start_group(f), gone = fixture_withdraw_place(f->session, "Visättraskolan");
	struct yardstick *y = record_new(&yardstick_kind);
	struct site_visit *visit = record_new(&site_visit_kind);
	struct dossier *d = dossier(f, group);

	check_group_refused(f, d->group, NULL, "places");
	g_array_set_size(d->group->places, 0);
	refs_add(d->group->places, fixture_place(f, "Skogås centrum"));
	refs_add(y->places, gone);
	check_group_refused(f, d->group, y, "counted");
	g_array_set_size(y->places, 0);
	refs_add(y->comparison_places, gone);
	check_group_refused(f, d->group, y, "comparison");
	visit->focus_group = group;
	visit->at = fixture_now();
	visit->place = gone;
	check_part_refused(f, visit, "place");
	dossier_free(d);
	record_free(y);
}

static void test_measure_against_no_cause_is_refused(struct fixture *f)
{
	gint64 group = start_group(f), key = save_part(f, new_cause(group, 0, "dark path"));
	struct cause *cause = session_get(f->session, &cause_kind, key, NULL);
	struct measure *m = record_new(&measure_kind);
	const char *field = NULL;
	g_autoptr(GError) error = NULL;

	g_assert_true(app_group_part_withdraw(f->session, cause, NULL));
	field_set_text(&m->title, "Lamps on the path are replaced");
	m->focus_group = group;
	m->cause = key;
	g_assert_false(app_measure_save(f->session, m, NULL, &field, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_assert_cmpstr(field, ==, "cause");
	record_free(cause);
	record_free(m);
}

/* Nor after the last one was taken back. */
static void test_nobody_is_no_membership(struct fixture *f)
{
	gint64 group = start_group(f), step = step_of(f, group, "members");
	struct group_member *member = record_new(&group_member_kind);
	g_autoptr(GError) error = NULL;

	g_assert_false(app_group_step(f->session, step, STEP_DONE, "by mail", &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	member->focus_group = group;
	member->organisation = fixture_organisation(f, "HUGE");
	g_assert_true(app_group_part_save(f->session, member, NULL, NULL));
	g_assert_true(app_group_step(f->session, step, STEP_DONE, "BEV joins later", NULL));
	g_assert_false(step_is_open(f, group, "members"));
	g_assert_true(app_group_part_withdraw(f->session, member, NULL));
	g_assert_true(step_is_open(f, group, "members"));
	record_free(member);
}

static void test_members_are_of_this_group(struct fixture *f)
{
	gint64 group = start_group(f);
	struct group_member *member = record_new(&group_member_kind);
	struct focus_group *nobody = record_new(&focus_group_kind);
	const char *field = NULL;
	g_autoptr(GError) error = NULL;

	member->focus_group = group;
	g_assert_false(app_group_part_save(f->session, member, &field, NULL));
	g_assert_cmpstr(field, ==, "organisation");
	record_free(member);
	field_set_text(&nobody->title, "Nobody's");
	g_assert_cmpint(app_group_start(f->session, nobody, &error), ==, 0);
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	record_free(nobody);
}

static void test_causes_make_no_loop(struct fixture *f)
{
	gint64 group = start_group(f),
	       upper = save_part(f, new_cause(group, 0, "nothing to do after 20")),
	       lower = save_part(f, new_cause(group, upper, "the club closes at 20"));
	struct cause *turned = session_get(f->session, &cause_kind, upper, NULL),
		     *other = new_cause(group, upper, "too dark");
	g_autoptr(GError) error = NULL;
	const char *field = NULL;
	struct dossier *d;

	turned->parent = lower;
	g_assert_false(app_group_part_save(f->session, turned, &field, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_assert_cmpstr(field, ==, "parent");
	other->aspect = ASPECT_ACTOR;
	g_assert_false(app_group_part_save(f->session, other, &field, NULL));
	g_assert_cmpstr(field, ==, "aspect");
	other->aspect = ASPECT_PLACE;
	field_set_text(&other->text, NULL);
	g_assert_false(app_group_part_save(f->session, other, &field, NULL));
	g_assert_cmpstr(field, ==, "text");
	record_free(turned);
	record_free(other);

	turned = session_get(f->session, &cause_kind, upper, NULL);
	g_assert_true(app_group_part_withdraw(f->session, turned, NULL));
	record_free(turned);
	d = dossier(f, group); /* what stood under it went up */
	g_assert_cmpuint(d->causes->len, ==, 1);
	g_assert_cmpint(((struct cause *)d->causes->pdata[0])->parent, ==, 0);
	dossier_free(d);
}

void add_refusal_tests(void)
{
	fixture_add("/group/others-do-not-write-in-it", test_others_do_not_write_in_it);
	fixture_add("/group/members-write-in-it", test_members_write_in_it);
	fixture_add("/group/organisation-that-left-is-refused",
		    test_organisation_that_left_is_refused);
	fixture_add("/group/place-taken-back-is-refused", test_place_taken_back_is_refused);
	fixture_add("/group/measure-against-no-cause", test_measure_against_no_cause_is_refused);
	fixture_add("/group/nobody-is-no-membership", test_nobody_is_no_membership);
	fixture_add("/group/members-are-of-this-group", test_members_are_of_this_group);
	fixture_add("/group/causes-make-no-loop", test_causes_make_no_loop);
}
