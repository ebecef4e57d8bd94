/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sees which observations, and where they were: every read gives one answer, and what is common
 * is the same for everybody. */
#include "config.h"

#include "scope.h"

#include <string.h>

#include "osg/observation.h"
#include "osg/picture.h"
#include "osg/week.h"

#define VISIBILITIES (VISIBLE_AUTHORITIES + 1)

/* In the rows of a filter. */
static gboolean lists(struct session *session, const char *filter, gint64 key)
{
	g_autoptr(GError) error = NULL;
	struct listing *listing = app_list(session, filter, week_from_iso(2026, 46),
					   week_from_iso(2026, 46), 0, &error);
	gboolean found = FALSE;

	g_assert_no_error(error);
	for (guint i = 0; i < listing->rows->len; i++)
		found |= g_array_index(listing->rows, struct observation_row, i).key == key;
	g_assert_cmpint(listing->total, ==, listing->rows->len);
	listing_free(listing);
	return found;
}

static void assert_sees(struct session *session, const struct observation *o, gboolean sees)
{
	gint64 key = o->record.key;
	gpointer got = session_get(session, &observation_kind, key, NULL);
	gpointer found = session_find(session, &observation_kind, &o->record.id, NULL);
	g_autoptr(GPtrArray)
		all = session_all(session, &observation_kind, NULL),
		where = session_where(session, &observation_kind, "week", o->week, NULL),
		history = session_history(session, &o->record.id, FALSE, 0, NULL),
		newest = session_history(session, NULL, FALSE, 2, NULL);

	g_assert_true((got != NULL) == sees);
	g_assert_true((found != NULL) == sees);
	g_assert_true(lists(session, "", key) == sees);
	g_assert_true(lists(session, "skylten", key) == sees);
	g_assert_true(holds(all, key) == sees);
	g_assert_true(holds(where, key) == sees);
	g_assert_true((history->len > 0) == sees);
	g_assert_cmpint(newest->len, ==, 2);
	record_free(got);
	record_free(found);
}

/* The first is bound by the secrecy law and withheld, or neither. */
static gboolean should_see(enum role role, guint who, guint theirs, enum visibility visibility,
			   gboolean bound)
{
	gboolean outside = !bound || who != 0;

	if (who == theirs || role == ROLE_DPO)
		return TRUE;
	if (visibility == VISIBLE_AUTHORITIES)
		return !outside && role != ROLE_STEERING;
	if (bound && theirs == 0 && outside && visibility != VISIBLE_PUBLIC)
		return FALSE;
	return visibility >= (role == ROLE_STEERING ? VISIBLE_STEERING : VISIBLE_OSG);
}

static void check_one_rule(struct fixture *f, gboolean bound)
{
	struct observation *all[G_N_ELEMENTS(organisations)][VISIBILITIES];
	struct store *store;

	for (guint i = 0; i < G_N_ELEMENTS(organisations); i++)
		for (int v = 0; v < VISIBILITIES; v++)
			all[i][v] = GSIZE_TO_POINTER(observe(f, organisations[i], v));
	for (guint i = 0; i < G_N_ELEMENTS(organisations); i++)
		bind_by_law(f, i, bound && i == 0);
	store = store_open(f->file, STORE_READ, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(organisations); i++)
		for (int v = 0; v < VISIBILITIES; v++)
			all[i][v] = store_get(store, &observation_kind,
					      (gint64)GPOINTER_TO_SIZE(all[i][v]), NULL);
	store_close(store);
	for (int role = ROLE_REPORTER; role <= ROLE_ADMINISTRATOR; role++)
		for (guint who = 0; who < G_N_ELEMENTS(organisations); who++) {
			struct session *session = work_as(f, role, organisations[who]);
			for (guint i = 0; i < G_N_ELEMENTS(organisations); i++)
				for (int v = 0; v < VISIBILITIES; v++)
					assert_sees(session, all[i][v],
						    should_see(role, who, i, v, bound));
			session_close(session);
		}
	for (guint i = 0; i < G_N_ELEMENTS(organisations); i++)
		for (int v = 0; v < VISIBILITIES; v++)
			record_free(all[i][v]);
}

static void test_one_rule(struct fixture *f)
{
	check_one_rule(f, FALSE);
}

static void test_the_law(struct fixture *f)
{
	check_one_rule(f, TRUE);
}

static int week_reports(struct session *session)
{
	int week = week_from_iso(2026, 46), reports = 0;
	g_autoptr(GArray) counts = session_week_counts(session, week, week, NULL);

	for (guint i = 0; i < counts->len; i++)
		reports += g_array_index(counts, struct week_count, i).reports;
	return reports;
}

static int reported(struct session *session)
{
	int week = week_from_iso(2026, 46), reports = 0;
	g_autoptr(GArray) all = session_reporting(session, week, week, NULL);

	for (guint i = 0; i < all->len; i++)
		reports += g_array_index(all, struct reporting, i).reports;
	return reports;
}

static int picture_counted(struct session *session)
{
	struct picture *p = app_picture(session, period_of_week(week_from_iso(2026, 46)), 0, NULL);
	int counted = p->counted;

	picture_free(p);
	return counted;
}

static void assert_common(struct session *session, int number)
{
	struct activity activity;
	int week = week_from_iso(2026, 46);
	const struct row_query query = {
		.week_from = week, .week_to = week, .entered_before = TIME_NONE};
	g_autoptr(GArray) rows = session_common_rows(session, &query, NULL);

	g_assert_true(session_activity(session, 0, fixture_now() + 1, &activity, NULL));
	g_assert_cmpint(activity.added, ==, number);
	g_assert_cmpint(week_reports(session), ==, number);
	g_assert_cmpint(reported(session), ==, number);
	g_assert_cmpint(picture_counted(session), ==, number);
	g_assert_cmpint(rows->len, ==, number);
}

static void test_common_numbers_hide_own(struct fixture *f)
{
	struct session *guard = fixture_session(f, "bev"), *steering;
	g_autoptr(GPtrArray) faults = NULL;

	for (int v = 0; v < VISIBILITIES; v++) {
		observe(f, "BEV", v);
		observe(f, "HUGE", v);
	}
	steering = fixture_session(f, "styrgrupp");
	assert_common(f->session, 6);
	assert_common(guard, 6);
	assert_common(steering, 6);
	faults = session_check(guard, NULL);
	g_assert_cmpint(faults->len, ==, 0);
	session_close(guard);
	session_close(steering);
}

/* A section without a reason to hide, and hiding without a section, are said beside the field. */
static void test_secrecy_has_its_section(struct fixture *f)
{
	const struct registry *v = session_registry(f->session);
	gint64 key = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	struct observation *o = session_get(f->session, &observation_kind, key, NULL);
	const char *field;

	o->visibility = VISIBLE_AUTHORITIES;
	g_assert_false(observation_check(o, v, fixture_now(), &field, NULL));
	g_assert_cmpstr(field, ==, "secrecy");
	field_set_text(&o->secrecy, "OSL 18:1");
	g_assert_true(observation_check(o, v, fixture_now(), &field, NULL));
	o->visibility = VISIBLE_PUBLIC;
	g_assert_false(observation_check(o, v, fixture_now(), &field, NULL));
	record_free(o);
}

/* How finely where an observation was is told to others: as its category may be shared to those
 * outside, and no finer than the district to the steering group. */
static const struct {
	const char *category;
	enum sharing finest;
} shared[] = {{"BRA", SHARE_PLACE}, {"VAL", SHARE_AREA}, {"SEX", SHARE_MUNICIPALITY}};

static enum sharing should_tell(enum role role, gboolean own, gboolean outside, guint category)
{
	enum sharing finest = shared[category].finest;

	if (own || role == ROLE_DPO)
		return SHARE_PLACE;
	if (role == ROLE_STEERING)
		return MAX(finest, SHARE_AREA);
	return outside ? finest : SHARE_PLACE;
}

static const struct observation_row *row_of(const struct listing *listing, gint64 key)
{
	for (guint i = 0; i < listing->rows->len; i++)
		if (g_array_index(listing->rows, struct observation_row, i).key == key)
			return &g_array_index(listing->rows, struct observation_row, i);
	return NULL;
}

static void assert_history_tells(struct session *session, const struct id *id, enum sharing told)
{
	g_autoptr(GPtrArray) history = session_history(session, id, FALSE, 0, NULL);

	g_assert_cmpint(history->len, >, 0);
	for (guint i = 0; i < history->len; i++) {
		const struct log_line *line = history->pdata[i];

		if (told > SHARE_PLACE)
			g_assert_null(strstr(line->after, "\"place"));
		if (told > SHARE_AREA)
			g_assert_null(strstr(line->after, "\"area"));
	}
	if (told == SHARE_PLACE)
		g_assert_nonnull(strstr(
			((struct log_line *)history->pdata[history->len - 1])->after, "\"place\""));
}

static guint dots(struct session *session)
{
	int week = week_from_iso(2026, 46);
	struct map_facts *facts = app_map(session, week, week, NULL);
	guint count = facts->events->len;

	g_assert_cmpint(facts->counted, ==, 3); /* the same for everybody */
	map_facts_free(facts);
	return count;
}

static void assert_told(struct session *session, gint64 key, enum sharing told)
{
	struct listing *listing =
		app_list(session, "", week_from_iso(2026, 46), week_from_iso(2026, 46), 0, NULL);
	const struct observation_row *row = row_of(listing, key);
	struct observation *o = session_get(session, &observation_kind, key, NULL);

	g_assert_true((row->place != 0) == (told == SHARE_PLACE));
	g_assert_true((o->place != 0) == (told == SHARE_PLACE));
	g_assert_true((row->area != 0) == (told <= SHARE_AREA));
	g_assert_true((o->area != 0) == (told <= SHARE_AREA));
	g_assert_cmpint(row->place_precision, ==, o->place_precision);
	/* nor does a filter find, or miss, what is not told */
	g_assert_true(lists(session, "visättraskolan", key) == (told == SHARE_PLACE));
	g_assert_true(lists(session, "-visättraskolan", key) == (told != SHARE_PLACE));
	g_assert_true(lists(session, "flemingsberg", key) == (told <= SHARE_AREA));
	g_assert_true(lists(session, "unplaced", key) == (told > SHARE_AREA));
	assert_history_tells(session, &o->record.id, told);
	listing_free(listing);
	record_free(o);
}

static void test_where_follows_one_rule(struct fixture *f)
{
	gint64 keys[G_N_ELEMENTS(shared)];

	for (guint i = 0; i < G_N_ELEMENTS(shared); i++)
		keys[i] = fixture_observe(f->session, shared[i].category, "Visättraskolan",
					  "2026-11-14 21:00");
	for (guint i = 0; i < G_N_ELEMENTS(shared); i++) {
		struct observation *o = session_get(f->session, &observation_kind, keys[i], NULL);

		o->organisation = fixture_organisation(f, "HUGE");
		o->visibility = VISIBLE_PUBLIC;
		g_assert_true(session_save(f->session, ACTION_OBSERVATION_CHANGE, NULL, o, NULL));
		record_free(o);
	}
	bind_by_law(f, 1, FALSE);
	for (int role = ROLE_REPORTER; role <= ROLE_ADMINISTRATOR; role++)
		for (guint who = 0; who < G_N_ELEMENTS(organisations); who++) {
			struct session *session = work_as(f, role, organisations[who]);

			for (guint i = 0; i < G_N_ELEMENTS(shared); i++)
				assert_told(session, keys[i],
					    should_tell(role, who == 0, who == 1, i));
			/* a point on the map only where both rules allow one */
			g_assert_cmpuint(dots(session), ==, role != ROLE_STEERING || who == 0);
			session_close(session);
		}
}

/* Linking, or correcting, a report stores nothing that was not known: where it was stays. */
static void test_what_is_not_told_is_kept(struct fixture *f)
{
	gint64 key = fixture_observe(f->session, "VAL", "Visättraskolan", "2026-11-14 21:00"),
	       place;
	struct observation *o = session_get(f->session, &observation_kind, key, NULL);
	struct session *guard;
	struct store *store;

	o->organisation = fixture_organisation(f, "HUGE");
	place = o->place;
	g_assert_true(session_save(f->session, ACTION_OBSERVATION_CHANGE, NULL, o, NULL));
	record_free(o);
	bind_by_law(f, 1, FALSE);
	guard = work_as(f, ROLE_COORDINATOR, "BEV");
	o = session_get(guard, &observation_kind, key, NULL);
	g_assert_cmpint(o->place, ==, 0);
	field_set_text(&o->text, "Rättad");
	g_assert_true(session_save(guard, ACTION_OBSERVATION_CHANGE, NULL, o, NULL));
	record_free(o);
	session_close(guard);
	store = store_open(f->file, STORE_READ, NULL);
	o = store_get(store, &observation_kind, key, NULL);
	g_assert_cmpstr(o->text, ==, "Rättad");
	g_assert_cmpint(o->place, ==, place);
	g_assert_cmpint(o->place_precision, ==, PLACE_PLACE);
	record_free(o);
	store_close(store);
}

/* What an organisation withholds from companies has no point and no hour on their map; it is
 * counted in its area on everybody's. */
static void test_no_dot_of_what_is_withheld(struct fixture *f)
{
	struct session *guard, *ours;

	for (guint i = 0; i < 2; i++)
		observe(f, "HUGE", VISIBLE_OSG);
	observe(f, "BEV", VISIBLE_OSG);
	bind_by_law(f, 1, FALSE);
	guard = work_as(f, ROLE_PARTICIPANT, "BEV");
	ours = work_as(f, ROLE_PARTICIPANT, "HUGE");
	g_assert_cmpuint(dots(guard), ==, 3);
	bind_by_law(f, 0, TRUE);
	g_assert_true(session_refresh(guard, NULL) && session_refresh(ours, NULL));
	g_assert_cmpuint(dots(guard), ==, 1);
	g_assert_cmpuint(dots(ours), ==, 3);
	session_close(guard);
	session_close(ours);
}

/* Of two reports of one event the link is told where both are seen: the mark of one alone would
 * tell that another has reported the same. */
static void assert_link(struct session *session, const struct observation *o, gboolean told)
{
	int week = week_from_iso(2026, 46);
	struct listing *listing = app_list(session, "", week, week, 0, NULL);
	g_autofree char *all = written(session, &observation_kind);

	g_assert_true((row_of(listing, o->record.key)->report_group != 0) == told);
	g_assert_true(lists(session, "linked", o->record.key) == told);
	g_assert_true(lists(session, "-linked", o->record.key) != told);
	g_assert_true((strstr(all, "\"report_group\":\"") != NULL) == told);
	listing_free(listing);
}

static void test_no_link_tells_of_what_is_hidden(struct fixture *f)
{
	gint64 keys[] = {observe(f, "HUGE", VISIBLE_OSG), observe(f, "HUGE", VISIBLE_OSG)};
	struct session *ours = work_as(f, ROLE_PARTICIPANT, "HUGE"),
		       *theirs = work_as(f, ROLE_PARTICIPANT, "BEV");
	struct observation *o = session_get(ours, &observation_kind, keys[1], NULL);
	struct import_result *r;
	g_autofree char *file = g_build_filename(f->folder, "osg.json", NULL), *export = NULL;

	g_assert_true(app_observations_link(ours, keys, G_N_ELEMENTS(keys), NULL));
	record_free(o);
	o = session_get(ours, &observation_kind, keys[0], NULL);
	assert_link(ours, o, TRUE);
	assert_link(theirs, o, TRUE);
	record_free(o);
	o = session_get(ours, &observation_kind, keys[1], NULL);
	o->visibility = VISIBLE_OWN;
	g_assert_true(session_save(ours, ACTION_OBSERVATION_CHANGE, NULL, o, NULL));
	record_free(o);
	o = session_get(ours, &observation_kind, keys[0], NULL);
	assert_link(ours, o, TRUE);
	assert_link(theirs, o, FALSE);
	/* what is written out without it, and read back, leaves it as it is */
	export = app_export(theirs, &observation_kind, "json", NULL);
	g_assert_true(g_file_set_contents(file, export, -1, NULL));
	r = app_import(f->session, &(struct import_options){.file = file}, NULL);
	import_result_free(r);
	assert_link(ours, o, TRUE);
	record_free(o);
	session_close(ours);
	session_close(theirs);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	fixture_add("/scope/every-read-follows-one-rule", test_one_rule);
	fixture_add("/scope/every-read-follows-the-law", test_the_law);
	fixture_add("/scope/secrecy-has-its-section", test_secrecy_has_its_section);
	fixture_add("/scope/where-follows-one-rule", test_where_follows_one_rule);
	fixture_add("/scope/no-link-tells-of-what-is-hidden", test_no_link_tells_of_what_is_hidden);
	fixture_add("/scope/what-is-not-told-is-kept", test_what_is_not_told_is_kept);
	fixture_add("/scope/no-dot-of-what-is-withheld", test_no_dot_of_what_is_withheld);
	fixture_add("/scope/common-numbers-hide-what-is-own", test_common_numbers_hide_own);
	add_found_tests();
	return g_test_run();
}
