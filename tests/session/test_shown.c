/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody was shown is on the record of changes, whoever asks and through whichever door,
 * without a word of the screen, the verb or the print. */
#include "config.h"

#include "fixture.h"

#include "osg/report.h"
#include "osg/week.h"

static int week(void)
{
	return week_from_iso(2026, 46);
}

/* How many lines of the record say what, of the record with id if it is not NULL. */
static int lines(const struct fixture *f, const char *what, const struct id *id, const char *detail)
{
	g_autoptr(GError) error = NULL;
	struct store *store = store_open(f->file, STORE_READ, &error);
	g_autoptr(GPtrArray) all = store ? store_log(store, id, 0, &error) : NULL;
	int count = 0;

	g_assert_no_error(error);
	for (guint i = 0; i < all->len; i++) {
		const struct log_line *line = all->pdata[i];

		if (!g_str_equal(line->what, what))
			continue;
		g_assert_cmpstr(line->after, ==, detail);
		g_assert_null(line->before);
		count++;
	}
	store_close(store);
	return count;
}

static struct observation *seen(struct session *session, gint64 key)
{
	g_autoptr(GError) error = NULL;
	struct observation *o = app_observation(session, key, &error);

	g_assert_no_error(error);
	return o;
}

static void test_record(struct fixture *f)
{
	gint64 key = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	struct session *bev = fixture_session(f, "bev");
	struct observation *o = seen(bev, key), *again = seen(bev, key);

	g_assert_cmpint(lines(f, "observation.show", &o->record.id, NULL), ==, 0);
	session_close(bev);
	g_assert_cmpint(lines(f, "observation.show", &o->record.id, "{\"kind\":\"observation\"}"),
			==, 1);
	record_free(o);
	record_free(again);
}

/* What the program itself reads to do its work is shown to nobody. */
static void test_work(struct fixture *f)
{
	gint64 keys[] = {fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00"),
			 fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:10")};
	struct session *other = fixture_session(f, "kansli");
	g_autoptr(GError) error = NULL;

	app_observations_link(other, keys, G_N_ELEMENTS(keys), &error);
	g_assert_no_error(error);
	app_observations_withdraw(other, keys, 1, "entered twice", &error);
	g_assert_no_error(error);
	g_assert_cmpint(app_picture_fix(other, week(), NULL, &error), ==, 1);
	session_close(other);
	g_assert_cmpint(lines(f, "observation.show", NULL, NULL), ==, 0);
	g_assert_cmpint(lines(f, "picture.show", NULL, NULL), ==, 0);
}

static void test_id_list_and_file(struct fixture *f)
{
	gint64 key = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	struct session *bev = fixture_session(f, "bev");
	struct observation *o = session_get(bev, &observation_kind, key, NULL);
	g_autofree char *file = NULL;
	g_autoptr(GError) error = NULL;

	record_free(app_record_find(bev, &o->record.id, &error));
	listing_free(app_list(bev, "", week(), week(), 0, &error));
	listing_free(app_list(bev, "BRA", week(), week(), 0, &error)); /* a list is one line */
	g_ptr_array_unref(session_list(bev, &nil_report_kind, &error));
	file = app_export(bev, &observation_kind, "csv", &error);
	g_assert_no_error(error);
	session_close(bev);
	const char *kind = "{\"kind\":\"observation\"}";
	g_assert_cmpint(lines(f, "observation.show", &o->record.id, kind), ==, 1);
	g_assert_cmpint(lines(f, "observation.list", NULL, kind), ==, 1);
	g_assert_cmpint(lines(f, "observation.export", NULL, kind), ==, 1);
	g_assert_cmpint(lines(f, "nil_report.list", NULL, "{\"kind\":\"nil_report\"}"), ==, 1);
	record_free(o);
}

static void test_picture(struct fixture *f)
{
	const struct report_options options = {.week = week(), .number = 1};
	const char *draft = "{\"period\":\"2026-W46\",\"version\":0}",
		   *fixed = "{\"period\":\"2026-W46\",\"version\":1}";
	struct session *bev;
	struct picture *ahead;
	g_autoptr(GError) error = NULL;

	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	bev = fixture_session(f, "bev");
	picture_free(app_picture(bev, period_of_week(week()), 0, &error));
	ahead = app_picture_ahead(bev, week() - 1, TRUE, &error); /* nobody looked at it */
	g_assert_no_error(error);
	session_close(bev);
	g_assert_cmpint(lines(f, "picture.show", NULL, draft), ==, 1);
	app_picture_fix(f->session, week(), NULL, &error);
	bev = fixture_session(f, "bev");
	document_free(report_find("summary")->build(bev, &options, &error));
	hotspot_week_free(app_hotspots(bev, week(), &error));
	app_picture_look(bev, ahead, TRUE);
	g_assert_no_error(error);
	session_close(bev);
	g_assert_cmpint(lines(f, "picture.print", NULL, fixed), ==, 1);
	g_assert_cmpint(lines(f, "hotspots.show", NULL, draft), ==, 1);
	g_assert_cmpint(lines(f, "roll_call.show", NULL, "{\"period\":\"2026-W45\",\"version\":0}"),
			==, 1);
	picture_free(ahead);
}

/* The lines go with the next change; a change that is taken back takes none of them along. */
static void test_with_change(struct fixture *f)
{
	gint64 key = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	struct observation *o = seen(f->session, key);
	const char *detail = "{\"kind\":\"observation\"}";

	g_assert_true(session_begin(f->session, ACTION_SETUP, NULL));
	session_rollback(f->session);
	g_assert_cmpint(lines(f, "observation.show", &o->record.id, detail), ==, 0);
	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 22:00");
	g_assert_cmpint(lines(f, "observation.show", &o->record.id, detail), ==, 1);
	session_flush_shown(f->session);
	g_assert_cmpint(lines(f, "observation.show", &o->record.id, detail), ==, 1);
	record_free(o);
}

/* A line on who looked is no change: nobody's screens read anew, and no history tells of it. */
static void test_is_no_change(struct fixture *f)
{
	gint64 key = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	guint64 version = session_version(f->session);
	struct session *bev = fixture_session(f, "bev");
	struct observation *o = seen(bev, key);
	g_autoptr(GPtrArray) changes = NULL, all = NULL, faults = NULL;

	session_close(bev);
	g_assert_cmpuint(session_version(f->session), ==, version);
	changes = session_history(f->session, &o->record.id, FALSE, 0, NULL);
	all = session_history(f->session, &o->record.id, TRUE, 0, NULL);
	g_assert_cmpint(changes->len, ==, 1);
	g_assert_cmpint(all->len, ==, 2);
	faults = session_check(f->session, NULL);
	g_assert_cmpint(faults->len, ==, 0);
	record_free(o);
}

/* Who looked at an observation that one may not see is not told either. */
static void test_hidden(struct fixture *f)
{
	gint64 key = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	struct observation *o = seen(f->session, key);
	struct session *bev = fixture_session(f, "bev");
	g_autoptr(GError) error = NULL;

	o->visibility = VISIBLE_OWN;
	session_save(f->session, ACTION_OBSERVATION_CHANGE, NULL, o, &error);
	g_assert_no_error(error);
	g_autoptr(GPtrArray) ours = session_history(f->session, &o->record.id, TRUE, 0, NULL),
			     theirs = session_history(bev, &o->record.id, TRUE, 0, NULL);
	g_assert_cmpint(ours->len, ==, 3);
	g_assert_cmpint(theirs->len, ==, 0);
	session_close(bev);
	record_free(o);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	fixture_add("/shown/a-record-once-a-session", test_record);
	fixture_add("/shown/what-is-read-to-work-is-shown-to-nobody", test_work);
	fixture_add("/shown/by-id-in-a-list-and-in-a-file", test_id_list_and_file);
	fixture_add("/shown/picture-print-roll-call-and-hotspots", test_picture);
	fixture_add("/shown/with-the-next-change", test_with_change);
	fixture_add("/shown/is-no-change", test_is_no_change);
	fixture_add("/shown/not-to-those-who-may-not-see-it", test_hidden);
	return g_test_run();
}
