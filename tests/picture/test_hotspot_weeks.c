/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hotspot from week to week: its number, its state, what was decided about it, and when it is
 * gone. */
#include "config.h"

#include <string.h>

#include "hotspot_town.h"
#include "osg/words.h"
#include "test_hotspots.h"

static void test_followed(void)
{
	struct hotspot_town t;
	struct hotspot_week *before, *now;
	int number;

	town_open(&t, 52);
	town_plant(&t, t.week - 1, 10, -1);
	before = town_look(t.f.session, t.week - 1);
	g_assert_nonnull(at_school(before));
	number = at_school(before)->number;
	town_plant(&t, t.week, 26, -1);
	now = town_look(t.f.session, t.week);
	g_assert_nonnull(at_school(now));
	g_assert_cmpint(at_school(now)->number, ==, number);
	g_assert_cmpint(at_school(now)->state, ==, HOTSPOT_GROWING);
	g_assert_cmpint(at_school(now)->since, ==, t.week - 1);
	hotspot_week_free(before);
	hotspot_week_free(now);
	town_close(&t);
}

/* Everything that is known of some weeks in a row. */
enum { ORDER_WEEKS = 26 };

struct known_weeks {
	int numbers[ORDER_WEEKS][4], since[ORDER_WEEKS][4], states[ORDER_WEEKS][4];
};

static void know(struct hotspot_town *t, int i, struct known_weeks *known)
{
	struct hotspot_week *found = town_look(t->f.session, t->week - ORDER_WEEKS + 1 + i);

	g_assert_cmpuint(found->list->len, <=, 4);
	for (guint h = 0; h < found->list->len; h++) {
		const struct picture_hotspot *hotspot = found->list->pdata[h];

		known->numbers[i][h] = hotspot->number;
		known->since[i][h] = hotspot->since;
		known->states[i][h] = (int)hotspot->state;
	}
	hotspot_week_free(found);
}

/* Trial S7: a week looked at first gave a hotspot another number and beginning than an earlier one
 * first. Three stretches, of which the later ones know nothing of the earlier: whichever week is
 * looked at first, forwards, backwards or crosswise, each week is the same. */
static void test_the_order_of_looking_changes_nothing(void)
{
	static const int steps[] = {1, ORDER_WEEKS - 1, 7,
				    11}; /* share no divisor with the weeks */
	struct known_weeks first = {0};

	for (gsize way = 0; way < G_N_ELEMENTS(steps); way++) {
		struct known_weeks known = {0};
		struct hotspot_town t;

		town_open(&t, 52);
		for (int i = 3; i < ORDER_WEEKS; i += 11)
			town_plant(&t, t.week - ORDER_WEEKS + 1 + i, 12, -1);
		for (int i = 0; i < ORDER_WEEKS; i++)
			know(&t, (i + 1) * steps[way] % ORDER_WEEKS, &known);
		if (way == 0)
			first = known;
		g_assert_cmpmem(&first, sizeof first, &known, sizeof known);
		town_close(&t);
	}
	g_assert_cmpint(first.numbers[3][0], ==, 26241);
	g_assert_cmpint(first.since[3][0], ==, week_from_iso(2026, 24));
	g_assert_cmpint(first.numbers[14][0], ==, 26351);
	g_assert_cmpint(first.numbers[ORDER_WEEKS - 1][0], ==, 26461);
}

/* The number stays when a late report lets it have begun earlier, and another takes none of it. */
static void test_numbers_stay(void)
{
	struct hotspot_town t;
	struct hotspot_week *found;
	int number;

	town_open(&t, 52);
	town_plant(&t, t.week, 14, -1);
	found = town_look(t.f.session, t.week);
	number = at_school(found)->number;
	g_assert_cmpint(number, ==, 26461);
	hotspot_week_free(found);
	town_plant(&t, t.week - 1, 14, -1);
	found = town_look(t.f.session, t.week - 1);
	g_assert_cmpint(at_school(found)->number, ==, number);
	hotspot_week_free(found);
	found = town_look(t.f.session, t.week);
	g_assert_cmpint(at_school(found)->number, ==, number);
	g_assert_cmpint(at_school(found)->since, ==, t.week - 1);
	hotspot_week_free(found);
	town_close(&t);
}

/* Trial S18: a hotspot that went left no trace, and the chair asked where it was. */
static void test_gone_is_told_for_a_week(void)
{
	struct hotspot_town t;
	struct hotspot_week *found;
	g_autofree char *sentence = NULL;

	town_open(&t, 52);
	town_plant(&t, t.week - 6, 14, -1);
	found = town_look(t.f.session, t.week - 6);
	g_assert_nonnull(at_school(found));
	hotspot_week_free(found);
	for (int week = t.week - 5; week <= t.week; week++) {
		const struct picture_hotspot *h;

		found = town_look(t.f.session, week);
		h = at_school(found);
		if (h && h->state == HOTSPOT_GONE) {
			g_autofree char *gone = week_name(week), *said = NULL;

			sentence = words_hotspot_sentence(h);
			said = g_strdup_printf("Gone since %s; it was followed since", gone);
			g_assert_nonnull(strstr(sentence, said));
			hotspot_week_free(found);
			found = town_look(t.f.session, week + 1);
			g_assert_null(at_school(found)); /* for a week */
			week = t.week;
		}
		hotspot_week_free(found);
	}
	g_assert_nonnull(sentence);
	town_close(&t);
}

static gboolean is_outline(struct session *session, int week)
{
	g_autoptr(GPtrArray) findings =
		session_where(session, &hotspot_finding_kind, "week", week, NULL);

	g_assert_cmpuint(findings->len, >, 0);
	return g_str_has_prefix(((struct hotspot_finding *)findings->pdata[0])->fingerprint,
				"outline ");
}

/* A hotspot that lasts until a week before W46; the first week in which it is gone. */
static int open_gone(struct hotspot_town *t)
{
	int gone = WEEK_NONE;

	town_open(t, 52);
	town_plant(t, t->week - 6, 14, -1);
	for (int week = t->week - 5; gone == WEEK_NONE; week++) {
		struct hotspot_week *found = town_look(t->f.session, week);

		g_assert_cmpint(week, <, t->week);
		if (at_school(found) && at_school(found)->state == HOTSPOT_GONE)
			gone = week;
		hotspot_week_free(found);
	}
	return gone;
}

/* What is gone is told with all that lay behind it, also where the weeks before were looked at from
 * a later one, of which an outline was kept. */
static void test_gone_is_told_whole(void)
{
	struct hotspot_town t;
	struct hotspot_week *found;
	const struct picture_hotspot *h;
	int gone = open_gone(&t);

	town_close(&t);
	town_open(&t, 52);
	town_plant(&t, t.week - 6, 14, -1);
	hotspot_week_free(town_look(t.f.session, t.week));
	g_assert_true(is_outline(t.f.session, gone - 1));
	g_assert_false(is_outline(t.f.session, t.week - 1));
	found = town_look(t.f.session, gone);
	h = at_school(found);
	g_assert_nonnull(h);
	g_assert_cmpint(h->state, ==, HOTSPOT_GONE);
	g_assert_nonnull(h->evidence);
	g_assert_cmpuint(g_strv_length(h->evidence), ==, (guint)h->observed);
	g_assert_cmpuint(h->categories->len, >, 0);
	hotspot_week_free(found);
	town_close(&t);
}

static void test_dismissed(void)
{
	struct hotspot_town t;
	struct hotspot_week *found;
	g_autoptr(GError) error = NULL;
	int number;

	town_open(&t, 52);
	town_plant(&t, t.week, 14, -1);
	found = town_look(t.f.session, t.week);
	number = at_school(found)->number;
	hotspot_week_free(found);
	g_assert_false(app_hotspot_dismiss(t.f.session, number, "  ", &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_clear_error(&error);
	for (const char *const *none = (const char *const[]){"x", "- 42 -", "åä 1", NULL}; *none;
	     none++) {
		g_assert_false(app_hotspot_dismiss(t.f.session, number, *none, &error));
		g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
		g_clear_error(&error);
	}
	g_assert_true(app_hotspot_dismiss(t.f.session, number, "Roadworks", &error));

	/* a late report changes the data; who it is and what was decided stay */
	town_plant(&t, t.week, 1, 0);
	found = town_look(t.f.session, t.week);
	g_assert_cmpint(at_school(found)->number, ==, number);
	g_assert_cmpint(at_school(found)->decision, ==, DECISION_DISMISSED);
	g_assert_cmpstr(at_school(found)->reason, ==, "Roadworks");
	g_assert_cmpint(at_school(found)->decided_week, ==, week_of_time(fixture_now()));
	hotspot_week_free(found);

	g_assert_true(session_undo(t.f.session, NULL, &error));
	found = town_look(t.f.session, t.week);
	g_assert_cmpint(at_school(found)->decision, ==, DECISION_NONE);
	hotspot_week_free(found);
	struct session *reporter = fixture_session(&t.f, "bev");
	g_assert_false(app_hotspot_dismiss(reporter, number, "Roadworks", &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_DENIED);
	session_close(reporter);
	town_close(&t);
}

/* A group that was started for the place answers for what is found there. */
static void test_group_at_the_place(void)
{
	struct hotspot_town t;
	struct session *steering;
	struct hotspot_week *found;
	g_autoptr(GError) error = NULL;
	struct focus_group *g = record_new(&focus_group_kind);

	town_open(&t, 52);
	town_plant(&t, t.week, 14, -1);
	found = town_look(t.f.session, t.week);
	g_assert_cmpint(at_school(found)->decision, ==, DECISION_NONE);
	field_set_text(&g->title, "Skolan");
	g->leader = t.organisations[1];
	g->started_week = t.week + 1; /* at the meeting about the week */
	g->ended_week = WEEK_NONE;
	g_array_append_vals(g->places, at_school(found)->place_keys->data,
			    at_school(found)->place_keys->len);
	hotspot_week_free(found);
	session_save(t.f.session, ACTION_FOCUS_GROUP_START, NULL, g, &error);
	g_assert_no_error(error);
	found = town_look(t.f.session, t.week);
	g_assert_cmpint(at_school(found)->decision, ==, DECISION_GROUP);
	g_assert_cmpstr(at_school(found)->reason, ==, "Skolan");
	/* nor is a second one started for the same places */
	g_assert_cmpint(app_focus_group_start(t.f.session, t.week, at_school(found)->number, NULL,
					      t.organisations[0], &error),
			==, 0);
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_clear_error(&error);
	/* whatever it is called meanwhile */
	g_assert_cmpint(at_school(found)->answering, ==, g->record.key);
	field_set_text(&g->title, "Norra skolan");
	session_save(t.f.session, ACTION_FOCUS_GROUP_START, NULL, g, &error);
	g_assert_false(app_hotspot_is_free(t.f.session, at_school(found), &error));
	g_assert_nonnull(strstr(error->message, "Norra skolan"));
	g_clear_error(&error);
	hotspot_week_free(found);
	steering = fixture_session(&t.f, "styrgrupp"); /* who is told no places is told that too */
	found = app_hotspots_ahead(steering, t.week, NULL, NULL, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(found->list->len, >, 0);
	g_assert_cmpint(((struct picture_hotspot *)found->list->pdata[0])->decision, ==,
			DECISION_GROUP);
	hotspot_week_free(found);
	session_close(steering);

	/* it ended before */
	g->ended_week = t.week - 1;
	g->started_week = t.week - 9;
	session_save(t.f.session, ACTION_FOCUS_GROUP_START, NULL, g, &error);
	g_assert_no_error(error);
	found = town_look(t.f.session, t.week);
	g_assert_cmpint(at_school(found)->decision, ==, DECISION_NONE);
	hotspot_week_free(found);
	record_free(g);
	town_close(&t);
}

static void test_group(void)
{
	struct hotspot_town t;
	struct hotspot_week *found;
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) groups = NULL;
	const struct focus_group *g;
	int number;

	town_open(&t, 52);
	town_plant(&t, t.week, 14, -1);
	found = town_look(t.f.session, t.week);
	number = at_school(found)->number;
	g_assert_cmpint(app_focus_group_start(t.f.session, t.week, number, NULL, 0, &error), ==, 0);
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_clear_error(&error);
	g_assert_cmpint(app_focus_group_start(t.f.session, t.week, number, NULL, t.organisations[0],
					      &error),
			>, 0);
	g_assert_no_error(error);
	groups = app_focus_groups(t.f.session, &error);
	g_assert_cmpuint(groups->len, ==, 1);
	g = groups->pdata[0];
	g_assert_cmpuint(g->evidence->len, ==, (guint)at_school(found)->observed);
	g_autofree char *sentence = words_hotspot_sentence(at_school(found));
	g_assert_cmpstr(g->trigger, ==, sentence);
	g_assert_cmpint(g->leader, ==, t.organisations[0]);
	g_assert_cmpuint(g->places->len, ==, at_school(found)->place_keys->len);
	g_assert_cmpint(g->started_week, ==, week_of_time(fixture_now()));
	hotspot_week_free(found);
	found = town_look(t.f.session, t.week);
	g_assert_cmpint(at_school(found)->decision, ==, DECISION_GROUP);
	g_assert_cmpstr(at_school(found)->reason, ==, g->title);
	hotspot_week_free(found);

	/* it is taken */
	g_assert_cmpint(app_focus_group_start(t.f.session, t.week, number, NULL, t.organisations[0],
					      &error),
			==, 0);
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_clear_error(&error);
	g_assert_false(app_hotspot_dismiss(t.f.session, number, "Roadworks", &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_clear_error(&error);

	/* one change */
	g_assert_true(session_undo(t.f.session, NULL, &error));
	g_autoptr(GPtrArray) none = app_focus_groups(t.f.session, &error);
	g_assert_cmpuint(none->len, ==, 0);
	found = town_look(t.f.session, t.week);
	g_assert_cmpint(at_school(found)->decision, ==, DECISION_NONE);
	hotspot_week_free(found);
	town_close(&t);
}

/* What was decided about an older hotspot at the same place is told with the new one. */
static void test_earlier(void)
{
	struct hotspot_town t;
	struct hotspot_week *found;
	g_autoptr(GError) error = NULL;
	int number;

	town_open(&t, 52);
	town_plant(&t, t.week - 12, 16, -1);
	found = town_look(t.f.session, t.week - 12);
	number = at_school(found)->number;
	g_assert_cmpint(at_school(found)->earlier->len, ==, 0);
	hotspot_week_free(found);
	g_assert_true(app_hotspot_dismiss(t.f.session, number, "Roadworks", &error));
	town_plant(&t, t.week, 30, -1);
	found = town_look(t.f.session, t.week);
	g_assert_cmpint(at_school(found)->number, !=, number);
	g_assert_cmpint(at_school(found)->decision, ==, DECISION_NONE);
	check_says(words_hotspot_earlier(at_school(found)), "dismissed (Roadworks)");
	hotspot_week_free(found);
	town_close(&t);
}

void add_week_tests(void)
{
	g_test_add_func("/hotspots/followed", test_followed);
	g_test_add_func("/hotspots/order-of-looking", test_the_order_of_looking_changes_nothing);
	g_test_add_func("/hotspots/numbers-stay", test_numbers_stay);
	g_test_add_func("/hotspots/gone-is-told", test_gone_is_told_for_a_week);
	g_test_add_func("/hotspots/gone-is-told-whole", test_gone_is_told_whole);
	g_test_add_func("/hotspots/dismissed", test_dismissed);
	g_test_add_func("/hotspots/group-at-the-place-answers", test_group_at_the_place);
	g_test_add_func("/hotspots/group", test_group);
	g_test_add_func("/hotspots/earlier", test_earlier);
}
