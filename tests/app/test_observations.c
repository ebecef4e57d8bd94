/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Use cases of one observation and several: saving, undoing, withdrawing, linking, finding, drafts,
 * rights. */
#include "config.h"

#include "fixture.h"

#include <string.h>

#include "osg/field.h"
#include "osg/week.h"

static int week_46(void)
{
	return week_from_iso(2026, 46);
}

static gint64 count_in_week(struct session *session, const char *filter)
{
	g_autoptr(GError) error = NULL;
	struct listing *listing = app_list(session, filter, week_46(), week_46(), 0, &error);
	gint64 total;

	g_assert_no_error(error);
	total = listing->total;
	listing_free(listing);
	return total;
}

static int counted_in_week(struct session *session)
{
	g_autoptr(GError) error = NULL;
	struct picture *p = app_picture(session, period_of_week(week_46()), 0, &error);
	int counted;

	g_assert_no_error(error);
	counted = p->counted;
	picture_free(p);
	return counted;
}

static struct observation *get(struct session *session, gint64 key)
{
	struct observation *o = app_observation(session, key, NULL);

	g_assert_nonnull(o);
	return o;
}

static void test_week(struct fixture *f)
{
	g_assert_cmpint(session_week(f->session), ==, week_46());
	fixture_set_now("2026-11-18T00:10:00+01:00");
	struct session *wednesday = fixture_session(f, "bev");

	g_assert_cmpint(session_week(wednesday), ==, week_46() + 1);
	session_close(wednesday);
}

static void test_add_undo_redo(struct fixture *f)
{
	g_autofree char *what = NULL;

	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	g_assert_cmpint(count_in_week(f->session, ""), ==, 1);
	g_assert_cmpint(counted_in_week(f->session), ==, 1);
	g_assert_true(session_undo(f->session, &what, NULL));
	g_assert_nonnull(g_strstr_len(what, -1, "Visättraskolan"));
	g_assert_cmpint(count_in_week(f->session, ""), ==, 0);
	g_assert_cmpint(counted_in_week(f->session), ==, 0);
	g_assert_true(session_redo(f->session, NULL, NULL));
	g_assert_cmpint(count_in_week(f->session, ""), ==, 1);
	g_assert_cmpint(counted_in_week(f->session), ==, 1);
}

/* Whose it is decides who may change it: a participant who writes the own organisation into
 * another's report does not get it. */
static void test_report_of_others_is_not_taken(struct fixture *f)
{
	gint64 key = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	struct session *guard = fixture_session(f, "bev");
	struct observation *o = get(guard, key), *after;
	gint64 owner = o->organisation;
	g_autoptr(GError) error = NULL;

	o->organisation = session_organisation(guard)->record.key;
	g_assert_cmpint(o->organisation, !=, owner);
	g_assert_false(app_observation_save(guard, o, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_DENIED);
	after = get(f->session, key);
	g_assert_cmpint(after->organisation, ==, owner);
	record_free(after);
	record_free(o);
	session_close(guard);
}

/* Undoing twice must not take the first undo for somebody else's change. */
static void test_undo_twice(struct fixture *f)
{
	g_autoptr(GError) error = NULL;
	gint64 key = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	struct observation *o = get(f->session, key);

	field_set_text(&o->text, "Andra");
	g_assert_true(app_observation_save(f->session, o, &error));
	record_free(o);
	g_assert_true(session_undo(f->session, NULL, &error));
	g_assert_true(session_undo(f->session, NULL, &error));
	g_assert_no_error(error);
	g_assert_cmpint(count_in_week(f->session, ""), ==, 0);
	g_assert_true(session_redo(f->session, NULL, &error));
	g_assert_true(session_redo(f->session, NULL, &error));
	o = get(f->session, key);
	g_assert_cmpstr(o->text, ==, "Andra");
	record_free(o);
	g_assert_false(session_redo(f->session, NULL, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
}

static void test_undo_conflict(struct fixture *f)
{
	g_autoptr(GError) error = NULL;
	gint64 key = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	struct session *other = fixture_session(f, "kansli");
	struct observation *o = get(other, key);

	field_set_text(&o->text, "Någon annans ord");
	g_assert_true(app_observation_save(other, o, &error));
	record_free(o);
	g_assert_false(session_undo(f->session, NULL, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_CONFLICT);
	o = get(f->session, key);
	g_assert_cmpstr(o->text, ==, "Någon annans ord");
	record_free(o);
	session_close(other);
}

static void test_withdraw(struct fixture *f)
{
	g_autoptr(GError) error = NULL;
	gint64 key = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");

	g_assert_false(app_observations_withdraw(f->session, &key, 1, "", &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_clear_error(&error);
	g_assert_true(app_observations_withdraw(f->session, &key, 1, "dubbelt", &error));
	g_assert_cmpint(count_in_week(f->session, ""), ==, 0);
	struct observation *o = get(f->session, key); /* withdrawn, not deleted */
	g_assert_true(o->record.withdrawn);
	g_assert_cmpstr(o->reason, ==, "dubbelt");
	record_free(o);
	g_assert_true(session_undo(f->session, NULL, &error));
	g_assert_cmpint(count_in_week(f->session, ""), ==, 1);
}

/* Linked reports count once, whichever of them is withdrawn. */
static void test_link(struct fixture *f)
{
	g_autoptr(GError) error = NULL;
	gint64 keys[3];

	keys[0] = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	fixture_set_now("2026-11-17T09:31:00+01:00");
	keys[1] = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:10");
	keys[2] = fixture_observe(f->session, "BRA", "Flemingsbergs station", "2026-11-14 21:20");
	g_assert_false(app_observations_link(f->session, keys, 1, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_clear_error(&error);
	g_assert_true(app_observations_link(f->session, keys, 2, &error));
	g_assert_cmpint(counted_in_week(f->session), ==, 2);
	g_assert_true(app_observations_link(f->session, keys + 1, 2,
					    &error)); /* brings the first with it */
	g_assert_cmpint(counted_in_week(f->session), ==, 1);
	g_assert_cmpint(count_in_week(f->session, ""), ==, 3);
	g_assert_true(app_observations_withdraw(f->session, keys, 1, "fel", &error));
	g_assert_cmpint(counted_in_week(f->session), ==, 1);
	g_assert_true(app_observations_unlink(f->session, keys + 1, 1, &error));
	g_assert_no_error(error);
	g_assert_cmpint(counted_in_week(f->session), ==, 2);
	for (int i = 0; i < 4; i++)
		g_assert_true(session_undo(f->session, NULL, &error));
	g_assert_no_error(error);
	g_assert_cmpint(counted_in_week(f->session), ==, 3);
}

static void test_linked(struct fixture *f)
{
	gint64 keys[2];

	keys[0] = fixture_observe(f->session, "SKA", "Skogås centrum", "2026-11-12");
	keys[1] =
		fixture_observe(f->session, "SKA.glaskross", "Skogås centrum", "2026-11-12 10:00");
	g_assert_true(app_observations_link(f->session, keys, 2, NULL));
	struct observation *o = get(f->session, keys[1]);
	g_autoptr(GPtrArray) members = app_linked(f->session, o, NULL);

	g_assert_cmpint(members->len, ==, 2);
	record_free(o);
}

/* A reporter's "the same" is a proposal: the coordinator's link confirms it, unlink drops it. */
static void test_proposal_is_confirmed_or_dropped(struct fixture *f)
{
	struct session *reporter = fixture_session(f, "huge");
	g_autoptr(GError) error = NULL;
	gint64 key = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	int before = counted_in_week(f->session);

	for (int confirm = 0; confirm < 2; confirm++) {
		struct observation *o = get(f->session, key), *same = record_copy(o);

		same->record = (struct record){.kind = &observation_kind};
		same->organisation = session_participant(reporter)->organisation;
		same->source_id = NULL;
		g_assert_true(app_observation_add_same(reporter, same, key, &error));
		g_assert_no_error(error);
		g_assert_cmpint(same->same_as, ==, key);
		g_assert_cmpint(counted_in_week(f->session), ==, before + 1);
		g_assert_cmpint(count_in_week(f->session, "föreslagna"), ==, 1);
		g_assert_true(
			confirm ? app_observations_link(f->session, &same->record.key, 1, &error)
				: app_observations_unlink(f->session, &same->record.key, 1,
							  &error));
		g_assert_no_error(error);
		g_assert_cmpint(count_in_week(f->session, "föreslagna"), ==, 0);
		g_assert_cmpint(counted_in_week(f->session), ==, confirm ? before : ++before);
		record_free(o);
		record_free(same);
	}
	session_close(reporter);
}

/* An unknown place is words until the coordinator places it; undo gives the words back. */
static void test_words_are_placed(struct fixture *f)
{
	struct observation *o = app_observation_new(f->session);
	g_autoptr(GError) error = NULL;

	o->category = registry_find_category(session_registry(f->session), "BRA")->record.key;
	o->time_from = o->time_to = session_now(f->session) - 3 * 86400;
	o->place_words = g_strdup("bakom kiosken vid Skogås");
	g_assert_true(app_observation_save(f->session, o, &error));
	g_assert_no_error(error);
	g_assert_cmpint(o->place_precision, ==, PLACE_WORDS);
	g_assert_cmpint(o->area, ==,
			registry_find_area(session_registry(f->session), "Skogås")->record.key);
	g_assert_cmpint(count_in_week(f->session, "oplacerade"), ==, 1);
	gint64 place = fixture_place(f, "Skogås centrum");
	g_assert_true(app_observations_place(f->session, &o->record.key, 1, place, 0, &error));
	struct observation *placed = get(f->session, o->record.key);
	g_assert_cmpint(placed->place, ==, place);
	g_assert_null(placed->place_words);
	g_assert_cmpint(count_in_week(f->session, "oplacerade"), ==, 0);
	record_free(placed);
	g_assert_true(session_undo(f->session, NULL, &error));
	placed = get(f->session, o->record.key);
	g_assert_cmpstr(placed->place_words, ==, "bakom kiosken vid Skogås");
	record_free(placed);
	record_free(o);
}

static void test_rights(struct fixture *f)
{
	g_autoptr(GError) error = NULL;
	struct session *reporter = fixture_session(f, "bev"),
		       *steering = fixture_session(f, "styrgrupp");
	gint64 key = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");

	g_assert_false(app_observations_withdraw(reporter, &key, 1, "nej", &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_DENIED);
	g_clear_error(&error);
	struct observation *o = app_observation_new(steering);
	g_assert_false(app_observation_save(steering, o, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_DENIED);
	g_clear_error(&error);
	g_assert_cmpint(app_picture_fix(reporter, week_46(), NULL, &error), ==, 0);
	g_assert_error(error, OSG_ERROR, OSG_ERROR_DENIED);
	record_free(o);
	session_close(reporter);
	session_close(steering);
}

static void test_unknown_participant(struct fixture *f)
{
	const struct session_options options = {.file = f->file, .as = "ingen", .now = fixture_now};
	g_autoptr(GError) error = NULL;

	g_assert_null(session_open(&options, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_DENIED);
	g_assert_nonnull(strstr(error->message, "samordnare"));
}

static void test_incomplete(struct fixture *f)
{
	g_autoptr(GError) error = NULL;
	struct observation *o = app_observation_new(f->session);

	g_assert_false(app_observation_save(f->session, o, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	record_free(o);
}

static void test_likely(struct fixture *f)
{
	g_autoptr(GError) error = NULL;
	struct session *other = fixture_session(f, "bev");
	gint64 near = fixture_observe(other, "SKA", "Visättraskolan", "2026-11-14 21:00");
	gint64 far = fixture_observe(other, "SKA", "Skogås centrum", "2026-11-14 21:00");
	gint64 draft_key = fixture_observe(f->session, "SKA", "Visättraskolan", "2026-11-14 21:20");
	struct observation *draft = get(f->session, draft_key);
	g_autoptr(GArray) likely = app_likely(f->session, draft, 5, &error);

	g_assert_no_error(error);
	g_assert_cmpint(likely->len, ==, 1);
	g_assert_cmpint(g_array_index(likely, struct likely, 0).key, ==, near);
	g_assert_cmpint(g_array_index(likely, struct likely, 0).key, !=, far);
	g_assert_cmpfloat(g_array_index(likely, struct likely, 0).metres, <, 1);
	record_free(draft);
	session_close(other);
}

static void test_draft(struct fixture *f)
{
	g_autoptr(GError) error = NULL;

	struct session *typing = fixture_session(f, "kansli");
	g_assert_null(app_draft(typing, "observation"));
	g_assert_true(app_draft_save(typing, "observation", "what=ska", &error));
	g_assert_true(app_draft_save(typing, "observation", "what=skad", &error));
	g_assert_null(session_undo_title(typing)); /* typing is no change to undo */
	session_close(typing);
	struct session *later = fixture_session(f, "kansli"); /* after a crash */
	g_autofree char *content = app_draft(later, "observation");

	g_assert_cmpstr(content, ==, "what=skad");
	g_assert_true(app_draft_take(later, "observation", &error));
	g_assert_true(app_draft_save(later, "observation", NULL, &error));
	g_assert_null(app_draft(later, "observation"));
	session_close(later);
}

static void test_sees_others(struct fixture *f)
{
	struct session *other = fixture_session(f, "bev");
	guint64 before = session_version(f->session);

	fixture_observe(other, "SKA", "Visättraskolan", "2026-11-14 21:00");
	g_assert_cmpuint(session_version(f->session), !=, before);
	g_assert_cmpint(count_in_week(f->session, ""), ==, 1);
	session_close(other);
}

static gboolean file_holds(const char *file, const char *text)
{
	g_autofree char *bytes = NULL;
	gsize length;

	g_assert_true(g_file_get_contents(file, &bytes, &length, NULL));
	return memmem(bytes, length, text, strlen(text)) != NULL;
}

/* A text that is taken out is nowhere: not in the record, what was written of it before, a draft, a
 * fixed picture, the search, or the bytes of the file. */
static void test_redacted_everywhere(struct fixture *f)
{
	gint64 key = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	struct observation *o = get(f->session, key);
	struct redact_report report = {0};
	struct picture *fixed;
	g_autoptr(GError) error = NULL;

	field_set_text(&o->text, "Zyxvaktaren qvarn");
	g_assert_true(session_save(f->session, ACTION_OBSERVATION_CHANGE, NULL, o, NULL));
	field_set_text(&o->text, "Zyxvaktaren qvarn igen");
	g_assert_true(session_save(f->session, ACTION_OBSERVATION_CHANGE, NULL, o, NULL));
	g_assert_true(
		app_draft_save(f->session, "observation:new", "text=Zyxvaktaren qvarn", NULL));
	g_assert_true(app_picture_situation(f->session, week_46(), "Se: Zyxvaktaren qvarn", NULL));
	g_assert_cmpint(app_picture_fix(f->session, week_46(), NULL, &error), ==, 1);
	g_assert_no_error(error);
	g_assert_cmpint(count_in_week(f->session, "zyxvaktaren"), ==, 1);
	g_assert_true(session_redact(f->session, o, NULL, "begärt", &report, &error));
	g_assert_no_error(error);
	g_assert_cmpint(report.drafts, ==, 1);
	g_assert_cmpint(report.pictures, ==, 1);
	g_assert_cmpint(report.log_lines, >, 3);
	g_assert_cmpint(count_in_week(f->session, "zyxvaktaren"), ==, 0);
	fixed = app_picture(f->session, period_of_week(week_46()), 1, &error);
	g_assert_no_error(error);
	g_assert_null(strstr(fixed->situation, "qvarn"));
	picture_free(fixed);
	g_autoptr(GPtrArray) faults = session_verify_log(f->session, NULL);
	g_assert_cmpuint(faults->len, ==, 0);
	redact_report_clear(&report);
	record_free(o);
	g_clear_pointer(&f->session, session_close);
	g_assert_false(file_holds(f->file, "Zyxvaktaren"));
	g_assert_false(file_holds(f->file, "yxvaktaren")); /* as the search folds it */
	f->session = fixture_session(f, "kansli");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	fixture_add("/observations/proposal", test_proposal_is_confirmed_or_dropped);
	fixture_add("/observations/words-are-placed", test_words_are_placed);
	fixture_add("/app/week", test_week);
	fixture_add("/app/add-undo-redo", test_add_undo_redo);
	fixture_add("/app/undo-twice", test_undo_twice);
	fixture_add("/app/undo-conflict", test_undo_conflict);
	fixture_add("/app/withdraw", test_withdraw);
	fixture_add("/app/link", test_link);
	fixture_add("/app/linked", test_linked);
	fixture_add("/app/rights", test_rights);
	fixture_add("/app/report-of-others-is-not-taken", test_report_of_others_is_not_taken);
	fixture_add("/app/unknown-participant", test_unknown_participant);
	fixture_add("/app/incomplete", test_incomplete);
	fixture_add("/app/likely", test_likely);
	fixture_add("/app/draft", test_draft);
	fixture_add("/app/sees-others", test_sees_others);
	fixture_add("/app/redacted-everywhere", test_redacted_everywhere);
	return g_test_run();
}
