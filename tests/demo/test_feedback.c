/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of an organisation's reports, over the demo's year: the counts are those of the
 * picture and the hotspot, and what a reporter was worth agrees with the search. */
#include "config.h"

#include "year.h"

#include <string.h>

#include "osg/feedback.h"
#include "osg/hotspot.h"

enum { MEETING_WEEK = 41 }; /* of the year from 0: the planted hotspot is open */

static struct year year;

static struct feedback *feedback_of(const char *code)
{
	const struct organisation *o =
		registry_find_organisation(session_registry(year.session), code);
	g_autoptr(GError) error = NULL;
	struct feedback *f =
		app_feedback(year.session, o->record.key, session_week(year.session), &error);

	g_assert_no_error(error);
	return f;
}

static const struct picture_hotspot *open_hotspot(const struct picture *picture)
{
	for (guint i = 0; i < picture->hotspots->len; i++) {
		const struct picture_hotspot *h = picture->hotspots->pdata[i];

		if (h->flag == SIGNAL_FLAG && h->state != HOTSPOT_GONE)
			return h;
	}
	return NULL;
}

static int share_of(const struct picture_hotspot *h, const char *code)
{
	for (guint i = 0; i < h->reporters->len; i++) {
		const struct picture_share *share = h->reporters->pdata[i];

		if (strcmp(share->code, code) == 0)
			return share->count;
	}
	return 0;
}

/* Each organisation's sheet says what the roll call and the hotspot say of it. */
static void test_counts(void)
{
	g_autoptr(GError) error = NULL;
	struct picture *picture =
		app_picture(year.session, period_of_week(session_week(year.session)), 0, &error);

	g_assert_no_error(error);
	for (guint i = 0; i < picture->organisations->len; i++) {
		const struct picture_organisation *o = picture->organisations->pdata[i];
		struct feedback *f = feedback_of(o->code);

		g_assert_cmpint(f->reports, ==, o->reports);
		g_assert_cmpint(f->also_seen, <=, f->reports);
		g_assert_cmpint(f->also_seen > 0, ==, f->seen_by->len > 0);
		for (guint h = 0; h < f->hotspots->len; h++) {
			const struct feedback_hotspot *told = f->hotspots->pdata[h];

			g_assert_cmpint(told->ours, ==, share_of(told->hotspot, o->code));
			g_assert_cmpint(told->ours, >, 0);
		}
		feedback_free(f);
	}
	picture_free(picture);
}

/* Found without a reporter exactly where the week's own robustness check says so. */
static void test_worth(void)
{
	g_autoptr(GError) error = NULL;
	int week = session_week(year.session);
	struct picture *picture = app_picture(year.session, period_of_week(week), 0, &error);
	const struct picture_hotspot *h = open_hotspot(picture);
	const struct organisation *nobody;

	g_assert_nonnull(h);
	g_assert_true(h->stands_without_any);
	for (guint i = 0; i < h->reporters->len; i++) {
		const struct picture_share *share = h->reporters->pdata[i];
		const struct organisation *o =
			registry_find_organisation(session_registry(year.session), share->code);
		int first = app_hotspot_seen_without(year.session, h, o->record.key, week, &error);

		g_assert_no_error(error);
		g_assert_cmpint(first, !=, WEEK_NONE);
		g_assert_cmpint(first, >=, h->since);
	}
	/* who reported nothing there was worth nothing there */
	nobody = registry_find_organisation(session_registry(year.session), "GRAN");
	g_assert_cmpint(share_of(h, "GRAN"), ==, 0);
	g_assert_cmpint(app_hotspot_seen_without(year.session, h, nobody->record.key, week, &error),
			==, h->since);
	picture_free(picture);
}

/* Each reporter's sheet says how much later the search finds the hotspot without its reports. */
static void test_weeks_later(void)
{
	g_autoptr(GError) error = NULL;
	struct picture *picture =
		app_picture(year.session, period_of_week(session_week(year.session)), 0, &error);
	const struct picture_hotspot *h = open_hotspot(picture);

	for (guint i = 0; i < h->reporters->len; i++) {
		const struct picture_share *share = h->reporters->pdata[i];
		struct feedback *f = feedback_of(share->code);
		const struct feedback_hotspot *told = f->hotspots->pdata[0];
		int first = app_hotspot_seen_without(year.session, h, f->organisation->record.key,
						     f->week, &error);

		g_assert_no_error(error);
		g_assert_cmpint(told->hotspot->number, ==, h->number);
		/* most of it may be told at its places, and to a company no more than that most */
		g_assert_nonnull(told->hotspot->places);
		g_assert_true((told->hotspot->categories->len < h->categories->len) ==
			      f->organisation->outside);
		g_assert_cmpint(told->weeks_later, ==, first - h->since);
		g_assert_cmpint(told->worth, ==,
				told->weeks_later ? WORTH_LATER : WORTH_SEEN_ANYWAY);
		feedback_free(f);
	}
	picture_free(picture);
}

static void test_nobody(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(app_feedback(year.session, 0, session_week(year.session), &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
}

int main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	year_open(&year, YEAR_SEED, 1, FALSE);
	year_meeting(&year, MEETING_WEEK);
	g_test_add_func("/feedback/counts-are-those-of-the-picture", test_counts);
	g_test_add_func("/feedback/worth-agrees-with-the-search", test_worth);
	g_test_add_func("/feedback/weeks-later-are-those-of-the-search", test_weeks_later);
	g_test_add_func("/feedback/is-for-an-organisation", test_nobody);
	status = g_test_run();
	year_close(&year);
	return status;
}
