/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter language: what it means, what it refuses with an example, and what completes a word.
 */
#include "config.h"

#include <string.h>

#include "model_fixture.h"
#include "test_model.h"
#include "osg/error.h"
#include "osg/filter.h"
#include "osg/observation.h"
#include "osg/week.h"

static void test_filter(void)
{
	/* one observation: fire in a container, Visättraskolan, 2024-W40, police, "Trasig ruta vid
	 * entrén" */
	static const struct {
		const char *filter;
		gboolean matches, says_week;
	} cases[] = {
		{"", TRUE, FALSE},
		{"flemingsberg", TRUE, FALSE},
		{"flem", TRUE, FALSE},
		{"skogås", FALSE, FALSE},
		{"brand", TRUE, FALSE},
		{"fire", TRUE, FALSE},
		{"BRA", TRUE, FALSE},
		{"bra.container", TRUE, FALSE},
		{"skadegörelse", FALSE, FALSE},
		{"brand|skadegörelse", TRUE, FALSE},
		{"klotter | brand", TRUE, FALSE},
		{"-klotter", TRUE, FALSE},
		{"-brand", FALSE, FALSE},
		{"polisen", TRUE, FALSE},
		{"pol", TRUE, FALSE},
		{"huge", FALSE, FALSE},
		{"v40", TRUE, TRUE},
		{"v39", FALSE, TRUE},
		{"v38-v40", TRUE, TRUE},
		{"v38-40", TRUE, TRUE},
		{"2024-W38-2024-W39", FALSE, TRUE},
		{"2024", TRUE, TRUE},
		{"2023", FALSE, TRUE},
		{"2024-10", TRUE, TRUE},
		{"2024-09", FALSE, TRUE},
		{"2024-10-06", TRUE, TRUE},
		{"6/10", TRUE, TRUE},
		{"idag", FALSE, TRUE},
		{"alla", TRUE, TRUE},
		{"när:\"2024-10-06 18-24\"", TRUE, TRUE},
		{"when:\"2024-10-06 00-06\"", FALSE, TRUE},
		{"när:\"sön 21-22\"", TRUE, TRUE},
		{"visättra", TRUE, FALSE},
		{"\"visättra skola\"", TRUE, FALSE},
		{"\"trasig ruta\"", TRUE, FALSE},
		{"\"ruta trasig\"", FALSE, FALSE},
		{"rut", TRUE, FALSE},
		{"uta", FALSE, FALSE},
		{"text:brand", FALSE, FALSE},
		{"text:trasig", TRUE, FALSE},
		{"plats:flem", FALSE, FALSE},
		{"område:flem", TRUE, FALSE},
		{"area:nowhere", FALSE, FALSE},
		{"-area:nowhere", TRUE, FALSE},
		{"vad:brand|klotter", TRUE, FALSE},
		{"vem:sbff", FALSE, FALSE},
		{"huddinge", TRUE, FALSE},
		{"withdrawn", FALSE, FALSE},
		{"linked", FALSE, FALSE},
		{"unplaced", FALSE, FALSE},
		{"rykte", TRUE, FALSE},
		{"seen", FALSE, FALSE},
		{"flemingsberg brand v40 -klotter polisen \"trasig ruta\"", TRUE, TRUE},
		{"id:0192", TRUE, TRUE},
		{"id:ff", FALSE, TRUE},
		{"vecka 40", TRUE, TRUE},
		{"v 40", TRUE, TRUE},
		{"vecka40", TRUE, TRUE},
		{"veckor 38-40 brand", TRUE, TRUE},
		{"vecka:38-40", TRUE, TRUE},
		{"v40-v42", TRUE, TRUE}, /* the later one lies ahead */
		{"plats:\"visätt\"", TRUE, FALSE},
		{"”trasig ruta”", TRUE, FALSE},
		{"v", TRUE, FALSE},
		{"grantorp", TRUE, FALSE},
		{"S:t", FALSE, FALSE},
	};
	struct model_fixture f;
	fixture_set_up(&f);
	struct observation *o = fixture_observation(1, "2024-10-06T21:40:00+02:00", 3, 1, 2);
	int today = day_parse_iso("2024-10-08");

	o->sub_category = 4;
	o->known = KNOWN_RUMOUR;
	field_set_text(&o->text, "Trasig ruta vid entrén");
	g_assert_true(id_parse("01920000-0000-7000-8000-000000000000", &o->record.id));
	observation_settle(o, f.v);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		struct filter *filter =
			filter_parse(cases[i].filter, f.v, today, week_of_day(today), &error);
		g_test_message("%s", cases[i].filter);
		g_assert_no_error(error);
		g_assert_cmpint(filter_matches(filter, o, NULL), ==, cases[i].matches);
		g_assert_cmpint(filter->says_week, ==, cases[i].says_week);
		filter_free(filter);
	}
	o->record.withdrawn = TRUE;
	struct filter *all = filter_parse("brand", f.v, today, week_of_day(today), NULL),
		      *asked =
			      filter_parse("withdrawn brand", f.v, today, week_of_day(today), NULL);
	g_assert_false(filter_matches(all, o, NULL));
	g_assert_true(asked->says_state && filter_matches(asked, o, NULL));
	filter_free(all);
	filter_free(asked);
	record_free(o);
	fixture_tear_down(&f);
}

/* "2024" meant the ISO year to the filter and the calendar's to --period: what happened on 31
 * December was in the one and not in the other. */
static void test_filter_year_is_calendars(void)
{
	static const struct {
		const char *filter;
		gboolean matches;
	} cases[] = {{"2024", TRUE},         {"2025", FALSE},     {"period:2024", TRUE},
		     {"period:2025", FALSE}, {"week:2024", TRUE}, {"2024-Q4", TRUE},
		     {"2025-W01", TRUE},     {"2024-W52", FALSE}};
	struct model_fixture f;
	fixture_set_up(&f);
	struct observation *o = fixture_observation(1, "2024-12-31T22:00:00+01:00", 3, 1, 2);
	int today = day_parse_iso("2025-01-07");

	observation_settle(o, f.v);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct filter *filter =
			filter_parse(cases[i].filter, f.v, today, week_of_day(today), NULL);

		g_test_message("%s", cases[i].filter);
		g_assert_cmpint(filter_matches(filter, o, NULL), ==, cases[i].matches);
		filter_free(filter);
	}
	record_free(o);
	fixture_tear_down(&f);
}

static void test_filter_refused(void)
{
	static const struct {
		const char *filter, *why;
	} cases[] = {
		{"brand \"trasig", "position 7"},
		{"brand v99", "position 7"},
		{"färg:röd", "färg:"},
		{"v40-v99", "v40-v99"},
		{"week:99", "99"},
		{"v42-v41", "v42-v41"}, /* was a year long */
		{"brand 31/9", "no day"},
		{"2024-02-30", "no day"},
		{"2024-13", "no day"}, /* was 20:24–13:00 */
		{"2024-1-5", "no day"},
		{"19/10-32/10", "no day"},
		{"-", "after “-” at position 1"},
		{"brand -", "position 7"},
		{"- brand", "after “-”"},
		{"||", "beside the “|”"},
		{"brand|", "beside the “|”"},
		{"|brand", "beside the “|”"},
		{"vad:", "“vad:” at position 1 says nothing"},
		{"område:\"\"", "says nothing"},
		{"-område:", "says nothing"},
		{"brand !!!", "“!!!” at position 7 has no letter"},
		{"🙂", "no letter"},
		{"\" \"", "no letter"},
		{"id:xyz", "beginning of an id"},
		{"import:abc", "number of an import"},
		{"status:xyz", "no state"},
		{"vecka:", "says nothing"},
		{"vecka 99", "v99"},
		{"”trasig", "not closed"},
	};
	static const char *const numbers[] = {"3", "30", "3000", "2024-", "19"};
	struct model_fixture f;
	fixture_set_up(&f);

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_test_message("%s", cases[i].filter);
		g_assert_null(filter_parse(cases[i].filter, f.v, day_parse_iso("2024-10-08"),
					   week_from_iso(2024, 41), &error));
		g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
		g_assert_nonnull(strstr(error->message, cases[i].why));
	}
	/* numbers alone are words */
	for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
		filter_free(filter_parse(numbers[i], f.v, day_parse_iso("2024-10-08"),
					 week_from_iso(2024, 41), NULL));
	fixture_tear_down(&f);
}

static void test_filter_complete(void)
{
	static const struct {
		const char *text, *has;
	} cases[] = {
		{"v40 flem", "Flemingsberg"},
		{"-skad", "-Skadegörelse"},
		{"plats:skog", "plats:\"Skogås centrum\""},
		{"brand|klo", "brand|Klotter"},
		{"ryk", "rykte"},
		{"områ", "område:"},
		{"vem:pol", "vem:POL"},
	};
	struct model_fixture f;
	fixture_set_up(&f);

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) out = filter_complete(cases[i].text, f.v);
		g_test_message("%s", cases[i].text);
		g_assert_true(
			g_ptr_array_find_with_equal_func(out, cases[i].has, g_str_equal, NULL));
	}
	fixture_tear_down(&f);
}

void add_filter_tests(void)
{
	g_test_add_func("/filter/matches", test_filter);
	g_test_add_func("/filter/year-is-calendars", test_filter_year_is_calendars);
	g_test_add_func("/filter/refused", test_filter_refused);
	g_test_add_func("/filter/complete", test_filter_complete);
}
