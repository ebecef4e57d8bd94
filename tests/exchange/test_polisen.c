/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The police's events: each trap of the feed by a hand-made event, and the published files where
 * they are. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "fixture.h"
#include "osg/text.h"

static struct reading *read_event(const char *datetime, const char *name, const char *type,
				  const char *summary, const char *location)
{
	g_autofree char *json =
		g_strdup_printf("[{\"id\":7,\"datetime\":\"%s\",\"name\":\"%s\",\"summary\":\"%s\","
				"\"url\":\"/a/\",\"type\":\"%s\","
				"\"location\":{\"name\":\"%s\",\"gps\":\"59.27,18.05\"}}]",
				datetime, name, summary, type, location);

	return fixture_read("polisen", json, -1, NULL, "Provköping");
}

/* Traps 2, 4: the time stands in the name, without a year, in two spellings. */
static void test_time(void)
{
	static const struct {
		const char *datetime, *name, *when;
	} cases[] = {
		{"2023-11-18 10:20:00 +01:00", "18 november 10:07, Brand, Provköping",
		 "E 2023-11-18T10:07:00+01:00/2023-11-18T10:07:00+01:00"},
		{"2024-05-29 9:05:00 +02:00", "29 maj 08.55, Brand, Provköping",
		 "E 2024-05-29T08:55:00+02:00/2024-05-29T08:55:00+02:00"},
		{"2026-08-09 8:05:00 +02:00", "9 augusti 07.15, Brand, Provköping",
		 "E 2026-08-09T07:15:00+02:00/2026-08-09T07:15:00+02:00"},
		{"2024-01-02 9:05:00 +01:00", "30 december 23.10, Brand, Provköping",
		 "E 2023-12-30T23:10:00+01:00/2023-12-30T23:10:00+01:00"},
		{"2023-12-31 23:58:00 +01:00", "01 januari 00.10, Brand, Provköping",
		 "E 2024-01-01T00:10:00+01:00/2024-01-01T00:10:00+01:00"},
		{"2024-03-02 9:05:00 +01:00", "29 februari 23.10, Brand, Provköping",
		 "E 2024-02-29T23:10:00+01:00/2024-02-29T23:10:00+01:00"},
		{"2024-03-31 8:05:00 +02:00", "31 mars 02.30, Brand, Provköping",
		 "D 2024-03-31T00:00:00+01:00/2024-04-01T00:00:00+02:00"},
		{"2024-05-29 9:05:00 +02:00", "29 maj 4294967304.00, Brand, Provköping",
		 "D 2024-05-29T00:00:00+02:00/2024-05-30T00:00:00+02:00"},
		{"2024-05-29 9:05:00 +02:00", "29 maj 08.1686110206, Brand, Provköping",
		 "D 2024-05-29T00:00:00+02:00/2024-05-30T00:00:00+02:00"},
		{"2024-05-29 9:05:00 +02:00", "4294967325 maj 08.55, Brand, Provköping",
		 "D 2024-05-29T00:00:00+02:00/2024-05-30T00:00:00+02:00"},
		{"2024-05-29 9:05:00 +02:00", "Brand, Provköping",
		 "D 2024-05-29T00:00:00+02:00/2024-05-30T00:00:00+02:00"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct reading *r =
			read_event(cases[i].datetime, cases[i].name, "Brand", "x", "Provköping");
		g_autofree char *when = kept_when(reading_row(r, 0));

		g_assert_cmpstr(reading_row(r, 0)->reason, ==, NULL);
		g_assert_cmpstr(when, ==, cases[i].when);
		reading_free(r);
	}
}

/* Traps 1, 3: the municipality is the last part of the name in both eras; the centroid is never a
 * point. */
static void test_where(void)
{
	struct reading *r = read_event("2026-01-29 9:05:00 +01:00",
				       "29 januari 08.55, Trafikolycka, personskada, Provköping",
				       "Trafikolycka, personskada",
				       "Krock vid Norrby skola i Norrby.", "Stockholms län");
	const struct kept *k = reading_row(r, 0);

	g_assert_false(k->elsewhere);
	g_assert_cmpstr(kept_code(r, k), ==, "OLY.trafik");
	g_assert_cmpstr(kept_place(r, k), ==, "Norrby skola");
	g_assert_cmpint(k->observation->place_precision, ==, PLACE_PLACE);
	g_assert_cmpint(k->observation->organisation, ==, 2);
	reading_free(r);
	r = read_event("2024-01-29 9:05:00 +01:00", "29 januari 08.55, Brand, Annanstad", "Brand",
		       "Rök vid Norrby skola.", "Provköping");
	k = reading_row(r, 0);
	g_assert_true(k->elsewhere);
	g_assert_cmpint(k->observation->place_precision, ==, PLACE_NONE);
	g_assert_cmpint(k->observation->counted, ==, 0);
	reading_free(r);
	r = read_event("2024-01-29 9:05:00 +01:00", "29 januari 08.55, Brand, Provköping", "Brand",
		       "Mellan Norrby och Söderby.", "Provköping");
	k = reading_row(r, 0);
	g_assert_cmpint(k->observation->place_precision, ==, PLACE_NONE);
	g_assert_cmpint(k->observation->counted, ==, 1);
	reading_free(r);
}

/* Traps 5, 6, 7, 11: blanks, unknown types, summaries of shifts, relative addresses. */
static void test_words(void)
{
	struct reading *r = read_event(
		"2024-01-29 9:05:00 +01:00", "29 januari 08.55, Sammanfattning natt, Provköping",
		"Sammanfattning natt", " Natten\u00a0var lugn. ", "Provköping");
	const struct kept *k = reading_row(r, 0);

	g_assert_true(k->not_counted);
	g_assert_cmpint(k->observation->counted, ==, 0);
	g_assert_cmpstr(k->observation->text, ==, "Natten var lugn.");
	g_assert_cmpstr(k->observation->source_link, ==, "/a/");
	g_assert_cmpstr(k->observation->source_id, ==, "7");
	g_assert_cmpint(k->observation->visibility, ==, VISIBLE_PUBLIC);
	reading_free(r);
	r = read_event("2024-01-29 9:05:00 +01:00", "29 januari 08.55, Rymdbrott, Provköping",
		       "Rymdbrott", "x", "Provköping");
	g_assert_cmpstr(kept_code(r, reading_row(r, 0)), ==, "OVR");
	g_assert_cmpuint(r->notes->len, ==, 1);
	g_assert_nonnull(strstr(r->notes->pdata[0], "Rymdbrott"));
	reading_free(r);
	r = read_event("2024-01-29 9:05:00 +01:00",
		       "29 januari 08.55, Lagen om hundar och katter, Provköping",
		       "Lagen om hundar och katter ", "x", "Provköping");
	g_assert_cmpstr(kept_code(r, reading_row(r, 0)), ==, "DJU.hund");
	g_assert_cmpuint(r->notes->len, ==, 0);
	reading_free(r);
}

static void test_bad(void)
{
	static const struct {
		const char *json, *says;
	} cases[] = {
		{"[{\"id\":1,\"datetime\":\"2024", "ends in the middle"},
		{"[{\"id\":1,\"datetime\":\"2024-01-29 9:05:00 +01:00\"},\n", "line 2"},
		{"[{\"id\":1 x}]", "line 1, column 10"},
		{"{\"error\":\"slow down\"}", "JSON that osg does not know"},
		{"[{\"id\":1,\"body\":\"x\"}]", "articles"},
	};
	struct reading *r;

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		r = fixture_read("polisen", cases[i].json, -1, NULL, NULL);
		g_assert_error(r->error, OSG_ERROR, OSG_ERROR_FORMAT);
		g_test_message("%s", r->error->message);
		g_assert_nonnull(strstr(r->error->message, cases[i].says));
		g_assert_cmpuint(r->rows->len, ==, 0);
		reading_free(r);
	}
	r = fixture_read("polisen", "[]", -1, NULL, NULL);
	g_assert_true(r->ok);
	g_assert_cmpuint(r->notes->len, ==, 1);
	reading_free(r);
	r = fixture_read("polisen",
			 "[{\"id\":1,\"datetime\":\"nyss\",\"name\":\"Brand, "
			 "A\",\"type\":\"Brand\"},{\"datetime\":\"2024-01-29 9:05:00 +01:00\"},3]",
			 -1, NULL, NULL);
	g_assert_cmpuint(r->rows->len, ==, 3);
	g_assert_cmpstr(reading_row(r, 0)->field, ==, "datetime");
	g_assert_cmpstr(reading_row(r, 0)->value, ==, "nyss");
	g_assert_nonnull(strstr(reading_row(r, 0)->raw, "name,\"Brand, A\""));
	g_assert_nonnull(reading_row(r, 1)->reason);
	g_assert_nonnull(reading_row(r, 2)->reason);
	reading_free(r);
}

static void test_versions(void)
{
	struct reading *r = fixture_read(
		"polisen",
		"[{\"id\":1,\"versions\":[{\"event\":{\"id\":1,\"datetime\":\"2024-01-29 9:05:00 "
		"+01:00\",\"name\":\"29 januari 08.55, "
		"Brand, "
		"A\",\"summary\":\"först\",\"type\":\"Brand\"}},{\"event\":{\"id\":1,\"datetime\":"
		"\"2024-01-29 "
		"9:05:00 "
		"+01:00\",\"name\":\"29 januari 08.55, Brand, "
		"A\",\"summary\":\"sedan\",\"type\":\"Brand\"}}]}]",
		-1, NULL, NULL);

	g_assert_cmpuint(r->rows->len, ==, 2);
	g_assert_cmpstr(reading_row(r, 0)->observation->source_id, ==,
			reading_row(r, 1)->observation->source_id);
	g_assert_cmpuint(reading_row(r, 0)->digest, !=, reading_row(r, 1)->digest);
	reading_free(r);
}

#define EVENT(summary)                                                                             \
	"{\"id\":1,\"datetime\":\"2024-01-29 9:05:00 +01:00\",\"name\":\"29 januari 08.55, "       \
	"Brand, A\",\"summary\":\"" summary "\",\"type\":\"Brand\"}"

/* The answer as programs keep it. */
static void test_answers_kept(void)
{
	static const struct {
		const char *text, *aside;
	} cases[] = {
		{EVENT("a"), "."},
		{"{\"events\":[" EVENT("a") "]}", "."},
		{"{\"data\":[" EVENT("a") "]}", "."},
		{"[null," EVENT("a") "]", "x."},
		{"[{\"id\":7.0,\"datetime\":\"2024-01-29 9:05:00 +01:00\",\"name\":\"29 januari "
		 "08.55, Brand, A\",\"type\":\"Brand\"}]",
		 "."},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		reading_check_rows(fixture_read("polisen", cases[i].text, -1, NULL, NULL),
				   (guint)strlen(cases[i].aside), cases[i].aside);
}

/* An id twice in one answer is one event, or two of which the second is looked at; however often
 * the answer is read. */
static void test_id_twice(void)
{
	struct reading *r = fixture_read(
		"polisen", "[" EVENT("a") "," EVENT("a") "," EVENT("b") "]", -1, NULL, NULL);

	g_assert_cmpuint(r->rows->len, ==, 3);
	g_assert_cmpstr(reading_row(r, 0)->reason, ==, NULL);
	g_assert_cmpstr(reading_row(r, 1)->reason, ==, NULL);
	g_assert_true(reading_row(r, 1)->repeated);
	g_assert_cmpstr(reading_row(r, 2)->field, ==, "id");
	g_assert_nonnull(strstr(reading_row(r, 2)->reason, "record 1 has the same id"));
	reading_free(r);
}

/* the published files */

static char *reference(const char *name)
{
	const char *folder = g_getenv("OSG_REFERENCE");
	char *bytes = NULL;
	g_autofree char *path =
		folder && *folder ? g_build_filename(folder, "data", name, NULL) : NULL;

	if (!path || !g_file_get_contents(path, &bytes, NULL, NULL))
		g_test_skip("OSG_REFERENCE is not set");
	return bytes;
}

/* Every event of every file is understood; each has its time from its name; no type is new to the
 * table before 2025. */
static void test_published(void)
{
	static const struct {
		const char *file;
		guint rows;
	} cases[] = {
		{"polisen/huddinge.json", 202},
		{"polisen/sodertorn.json", 1183},
		{"polisen/sodertorn_county_regime.json", 79},
		{"polisen/snapshot_a_2024-05-29.json", 500},
		{"polisen/snapshot_b_2024-06-01.json", 500},
		{"polisen/snapshot_c_2024-12-02.json", 500},
		{"polisen/snapshot_d_2024-12-05.json", 500},
		{"polisen/duplicates.json", 230},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *bytes = reference(cases[i].file);
		struct reading *r;

		if (!bytes)
			return;
		r = fixture_read("polisen", bytes, -1, NULL, NULL);
		g_assert_no_error(r->error);
		g_assert_cmpuint(r->rows->len, ==, cases[i].rows);
		for (guint n = 0; n < r->rows->len; n++) {
			const struct kept *k = reading_row(r, n);

			g_assert_cmpstr(k->reason, ==, NULL);
			g_assert_cmpint(k->observation->time_precision, ==, TIME_EXACT);
			g_assert_true(isnan(k->observation->lat));
			g_assert_true(text_is_clean(k->observation->text));
		}
		for (guint n = 0; n < r->notes->len; n++)
			g_assert_null(strstr(r->notes->pdata[n], "Types that are new"));
		reading_free(r);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/polisen/time", test_time);
	g_test_add_func("/polisen/where", test_where);
	g_test_add_func("/polisen/words", test_words);
	g_test_add_func("/polisen/bad", test_bad);
	g_test_add_func("/polisen/versions", test_versions);
	g_test_add_func("/polisen/answers-kept", test_answers_kept);
	g_test_add_func("/polisen/id-twice", test_id_twice);
	g_test_add_func("/polisen/published", test_published);
	return g_test_run();
}
