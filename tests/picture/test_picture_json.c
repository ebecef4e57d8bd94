/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The written form of a picture: the same for the same facts, read back whole, refused in words;
 * and the marks that are made from it. */
#include "config.h"

#include <string.h>

#include "osg/picture.h"
#include "osg/words.h"
#include "sample.h"

static void assert_holds(const char *text, const char *part)
{
	if (!strstr(text, part))
		g_error("\"%s\" is missing in:\n%s", part, text);
}

static void test_json_round_trip(void)
{
	struct picture *picture = sample_picture(TRUE);
	g_autoptr(GError) error = NULL;
	g_autofree char *json = picture_to_json(picture, FALSE);
	struct picture *again = picture_from_json(json, &error);
	g_assert_no_error(error);
	g_autofree char *json_again = picture_to_json(again, FALSE);
	g_assert_cmpstr(json, ==, json_again);
	g_assert_cmpint(again->fixed_at, ==, picture->fixed_at);
	g_assert_cmpuint(again->signals->len, ==, picture->signals->len);
	assert_holds(json, "\"week\":\"2024-W40\"");
	assert_holds(json, "\"roll\":\"silent\"");
	g_assert_null(strstr(json, "\": "));
	picture_free(picture);
	picture_free(again);
}

/* What is stored and summed does not know which version it became. */
static void test_json_content_only(void)
{
	struct picture *draft = sample_picture(FALSE), *fixed = sample_picture(TRUE);
	g_autofree char *a = picture_to_json(draft, TRUE), *b = picture_to_json(fixed, TRUE);
	g_assert_cmpstr(a, ==, b);
	g_assert_null(strstr(a, "checksum"));
	picture_free(draft);
	picture_free(fixed);
}

static void test_json_reals_are_canonical(void)
{
	struct picture *a = sample_empty(), *b = sample_empty();
	a->mean4 = 0.1 + 0.2;
	b->mean4 = 0.3;
	a->mean52 = -0.0;
	g_autofree char *x = picture_to_json(a, TRUE), *y = picture_to_json(b, TRUE);
	g_assert_cmpstr(x, ==, y);
	picture_free(a);
	picture_free(b);
}

static void test_json_refuses(void)
{
	static const struct {
		const char *json, *says;
	} cases[] = {
		{"", "line 1"},
		{"{\"week\":\"2024-W40\"", "line 1"},
		{"[]", "2024-W40"},
		{"null", "line 1"},
		{"{}", "week"},
		{"{\"week\":40}", "week"},
		{"{\"week\":\"2024-W54\"}", "week"},
		{"{\"week\":\"2024-W40\",\"counted\":\"many\"}", "counted"},
		{"{\"week\":\"2024-W40\",\"counted\":99999999999}", "counted"},
		{"{\"week\":\"2024-W40\",\"hours_of_week\":[1,2]}", "hours_of_week"},
		{"{\"week\":\"2024-W40\",\"signals\":{}}", "signals"},
		{"{\"week\":\"2024-W40\",\"signals\":[{\"flag\":\"red\"}]}", "signals[0].flag"},
		{"{\"week\":\"2024-W40\",\"fixed_at\":\"yesterday\"}", "fixed_at"},
		{"\xff\xfe", "line 1"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_null(picture_from_json(cases[i].json, &error));
		g_assert_error(error, OSG_ERROR, OSG_ERROR_FORMAT);
		assert_holds(error->message, cases[i].says);
	}
}

static void test_marks(void)
{
	static const struct {
		struct picture_signal signal;
		const char *mark;
	} cases[] = {
		{{.flag = SIGNAL_FLAG, .direction = 1}, "R▲"},
		{{.flag = SIGNAL_FLAG, .direction = -1}, "G▼"},
		{{.flag = SIGNAL_NOTICE, .direction = 1}, "U▲"},
		{{.flag = SIGNAL_NOTICE, .direction = -1}, "U▼"},
		{{.flag = SIGNAL_NONE, .highlighted = TRUE}, "U►"},
		{{.flag = SIGNAL_NONE}, "  "},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpstr(words_signal_mark(&cases[i].signal), ==, cases[i].mark);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/picture/json/round-trip", test_json_round_trip);
	g_test_add_func("/picture/json/content-only", test_json_content_only);
	g_test_add_func("/picture/json/reals", test_json_reals_are_canonical);
	g_test_add_func("/picture/json/refuses", test_json_refuses);
	g_test_add_func("/picture/marks", test_marks);
	return g_test_run();
}
