/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warnings and messages to the public: each trap by hand, and the published files of every format
 * where they are, with how much of each is read. */
#include "config.h"

#include <string.h>

#include "fixture.h"
#include "osg/week.h"

struct taken {
	GPtrArray *events; /* struct planned_event */
	GPtrArray *asides; /* "field: reason" */
	GPtrArray *notes;
	int over, called_off;
	GString *whole; /* NULL = it is not said to be that */
	GError *error;
	gboolean ok;
};

static gboolean take(gpointer record, gpointer data, GError **error UNUSED)
{
	g_ptr_array_add(((struct taken *)data)->events, record_copy(record));
	return TRUE;
}

static gboolean take_aside(int line UNUSED, const char *field, const char *value UNUSED,
			   const char *reason, const char *row, gpointer data,
			   GError **error UNUSED)
{
	g_assert_nonnull(row);
	g_ptr_array_add(((struct taken *)data)->asides,
			g_strdup_printf("%s: %s", field ? field : "-", reason));
	return TRUE;
}

static gboolean take_call_off(const struct record_kind *kind, const struct id *id UNUSED,
			      gboolean entry, gpointer data, GError **error UNUSED)
{
	struct taken *t = data;

	g_assert_true(kind == &planned_event_kind);
	t->over += entry;
	t->called_off += !entry;
	return TRUE;
}

/* The whole of a source: its ids in order. */
static gboolean take_whole(const char *source, GHashTable *stands, gpointer data,
			   GError **error UNUSED)
{
	struct taken *t = data;
	g_autoptr(GList) ids = g_list_sort(g_hash_table_get_keys(stands), (GCompareFunc)strcmp);

	t->whole = g_string_new(source);
	for (GList *l = ids; l; l = l->next)
		g_string_append_printf(t->whole, " %s", (const char *)l->data);
	return TRUE;
}

static void check_whole(const struct taken *t, const char *expected)
{
	g_assert_cmpstr(t->whole ? t->whole->str : NULL, ==, expected);
}

static void take_note(const char *sentence, gpointer data)
{
	g_ptr_array_add(((struct taken *)data)->notes, g_strdup(sentence));
}

static void free_event(gpointer event)
{
	record_free(event);
}

static struct taken *read_bytes(const char *format, const char *bytes, gsize length)
{
	struct taken *t = g_new0(struct taken, 1);
	struct registry *registry = fixture_registry();
	const struct record_reader reader = {.file = "prov",
					     .registry = registry,
					     .organisation = 1,
					     .now = G_GINT64_CONSTANT(1732000000),
					     .record = take,
					     .aside = take_aside,
					     .call_off = take_call_off,
					     .whole = take_whole,
					     .note = take_note,
					     .data = t};

	t->events = g_ptr_array_new_with_free_func(free_event);
	t->asides = g_ptr_array_new_with_free_func(g_free);
	t->notes = g_ptr_array_new_with_free_func(g_free);
	t->ok = format_find(format)->read_records(bytes, length, &reader, &t->error);
	g_assert_true(t->ok || t->error);
	registry_unref(registry);
	return t;
}

static struct taken *read_text(const char *format, const char *text)
{
	return read_bytes(format, text, strlen(text));
}

static void taken_free(struct taken *t)
{
	g_ptr_array_unref(t->events);
	g_ptr_array_unref(t->asides);
	g_ptr_array_unref(t->notes);
	g_clear_error(&t->error);
	if (t->whole)
		g_string_free(t->whole, TRUE);
	g_free(t);
}

static const struct planned_event *only_event(const struct taken *t)
{
	g_assert_no_error(t->error);
	if (t->asides->len)
		g_test_message("%s", (char *)t->asides->pdata[0]);
	g_assert_cmpuint(t->asides->len, ==, 0);
	g_assert_cmpuint(t->events->len, ==, 1);
	return t->events->pdata[0];
}

#define HEAD(more)                                                                                 \
	"<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>a1</identifier>"        \
	"<sender>smhi</sender><sent>2024-11-18T08:00:00+01:00</sent>" more
#define OPEN "<status>Actual</status><msgType>Alert</msgType><scope>Public</scope>"
#define INFO(language, headline, more)                                                             \
	"<info><language>" language "</language><event>wind</event><severity>Severe</severity>"    \
	"<onset>2024-11-20T06:00:00+01:00</onset>" more "<headline>" headline "</headline>"        \
	"<area><areaDesc>Norrby</areaDesc></area><area><areaDesc>002</areaDesc></area></info>"
#define EXPIRES "<expires>2024-11-20T18:00:00+01:00</expires>"

static void test_alert(void)
{
	struct taken *t = read_text("cap", HEAD(OPEN) INFO("en-GB", "Wind", EXPIRES)
						   INFO("sv-SE", "Hård vind", EXPIRES) "</alert>");
	const struct planned_event *e = only_event(t);
	g_autofree char *from = time_format_rfc3339(e->time_from),
			*to = time_format_rfc3339(e->time_to);

	g_assert_cmpstr(e->title, ==, "Hård vind");
	g_assert_cmpstr(e->note, ==, "Norrby · severe");
	g_assert_cmpstr(e->source, ==, "cap");
	g_assert_cmpstr(e->source_id, ==, "smhi,a1");
	g_assert_cmpstr(from, ==, "2024-11-20T06:00:00+01:00");
	g_assert_cmpstr(to, ==, "2024-11-20T18:00:00+01:00");
	g_assert_cmpint(e->area, ==, 2);
	taken_free(t);
}

static void test_language(void)
{
	static const char *const cases[][2] = {
		{INFO("is-IS", "Vindur", "") INFO("en-US", "Gales", ""), "Gales"},
		{INFO("fr-FR", "Orages", ""), "Orages"},
		{"<info><event>Storm</event></info>", "Storm"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *xml = g_strconcat(HEAD(OPEN), cases[i][0], "</alert>", NULL);
		struct taken *t = read_text("cap", xml);

		g_assert_cmpstr(only_event(t)->title, ==, cases[i][1]);
		taken_free(t);
	}
}

/* The same alert again is the same record, whoever's file it stands in. */
static void test_identity(void)
{
	struct taken *a = read_text("cap", HEAD(OPEN) INFO("sv", "Vind", "") "</alert>");
	struct taken *b =
		read_text("cap", "<alerts>" HEAD(OPEN) INFO("sv", "Vind", "") "</alert></alerts>");

	g_assert_true(record_equal(only_event(a), only_event(b)));
	taken_free(a);
	taken_free(b);
}

static void test_aside(void)
{
	static const struct {
		const char *alert, *says;
	} cases[] = {
		{HEAD("<status>Exercise</status>") INFO("sv", "Vind", ""), "status: "},
		{HEAD("<status>Actual</status><scope>Restricted</scope>") INFO("sv", "Vind", ""),
		 "scope: "},
		{HEAD(OPEN), "info: "},
		{HEAD(OPEN) INFO("sv", "Vind", "<expires>2024-11-19T06:00:00+01:00</expires>"),
		 "expires: it ends"},
		{HEAD(OPEN) INFO("sv", "Vind", "<expires>snart</expires>"), "expires: expected"},
		{HEAD(OPEN) "<info><language>sv</language></info>", "headline: "},
		{HEAD("<status>Exercise</status>" OPEN) INFO("sv", "Vind", ""),
		 "status: it stands twice"},
		{HEAD(OPEN) INFO("sv", "Vind",
				 "<expires>2024-11-20T06:00:00+01:00</expires>"
				 "<expires>2024-11-21T06:00:00+01:00</expires>"),
		 "expires: it stands twice"},
		{"<alert>" OPEN "<sent>2024-11-18T08:00:00Z</sent>" INFO("sv", "Vind", ""),
		 "identifier: "},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *xml =
			g_strconcat("<alerts>", cases[i].alert, "</alert>", HEAD(OPEN),
				    INFO("sv", "Regn", ""), "</alert></alerts>", NULL);
		struct taken *t = read_text("cap", xml);

		g_assert_no_error(t->error);
		g_assert_cmpuint(t->asides->len, ==, 1);
		g_test_message("%s", (char *)t->asides->pdata[0]);
		g_assert_true(g_str_has_prefix(t->asides->pdata[0], cases[i].says));
		g_assert_cmpuint(t->events->len, ==, 1);
		taken_free(t);
	}
}

/* An all clear is sent as another alert: in words, as a response, or as what it takes back. */
static void test_over(void)
{
	static const struct {
		const char *alert;
		int called_off;
	} cases[] = {
		{HEAD(OPEN) INFO("sv", "Viktigt meddelande",
				 "<description>Faran är över.</description>"),
		 0},
		{HEAD(OPEN) INFO("sv", "Vind", "<responseType>AllClear</responseType>"), 0},
		{HEAD("<status>Actual</status><msgType>Cancel</msgType><scope>Public</scope>"
		      "<references>smhi,a0,2024-11-17T08:00:00+01:00 "
		      "smhi,b,2024-11-17T08:00:00+01:00</references>"),
		 2},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *xml = g_strconcat(cases[i].alert, "</alert>", NULL);
		struct taken *t = read_text("cap", xml);

		g_assert_no_error(t->error);
		g_assert_cmpint(t->over, ==, 1);
		g_assert_cmpint(t->called_off, ==, cases[i].called_off);
		g_assert_cmpuint(t->events->len, ==, 0);
		g_assert_cmpuint(t->asides->len, ==, 0);
		taken_free(t);
	}
}

static void test_refused(void)
{
	static const char *const cases[] = {
		"<alert><info>", "<alert>\x01</alert>",
		"<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><alert>&e;</alert>"};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct taken *t = read_text("cap", cases[i]);

		g_assert_error(t->error, OSG_ERROR, OSG_ERROR_FORMAT);
		g_assert_cmpuint(t->events->len, ==, 0);
		taken_free(t);
	}
}

static void test_news(void)
{
	struct taken *t = read_text(
		"krisinformation",
		"[{\"Identifier\":\"18478\",\"PushMessage\":\"\xF0\x9F\x94\xB6 Snö&nbsp;\","
		"\"Published\":\"2023-03-06T12:04:12+01:00\",\"Headline\":\"Varning för snö\","
		"\"Area\":[{\"Description\":\"Sverige\",\"GeometryInformation\":null},"
		"{\"Description\":\"Skåne län\"},7]},3,"
		"{\"Identifier\":2,\"Headline\":\"VMA\",\"Published\":\"2023-03-06T12:04:12Z\","
		"\"PushMessage\":\"Faran är över\"},{\"Identifier\":[],\"Headline\":{}}]");
	const struct planned_event *e;

	g_assert_no_error(t->error);
	g_assert_cmpuint(t->events->len, ==, 1);
	e = t->events->pdata[0];
	g_assert_cmpstr(e->title, ==, "Varning för snö");
	g_assert_cmpstr(e->note, ==, "Sverige, Skåne län");
	g_assert_cmpint(e->time_to, ==, e->time_from);
	g_assert_cmpuint(t->asides->len, ==, 2);
	g_assert_cmpint(t->over, ==, 1);
	taken_free(t);
}
/* SMHI's warnings, after the schema that it publishes; written for this test. */
#define SMHI_AREA(id, level, what, place, more)                                                    \
	"{\"id\":" id ",\"approximateStart\":\"2024-11-20T05:00:00.000Z\"," more                   \
	"\"published\":\"2024-11-18T09:00:00.000Z\",\"normalProbability\":true,"                   \
	"\"areaName\":{\"sv\":\"" place "\",\"en\":\"-\"},\"warningLevel\":" level                 \
	",\"eventDescription\":{\"sv\":\"" what "\",\"en\":\"-\",\"code\":\"X\"},"                 \
	"\"affectedAreas\":[{\"id\":1,\"sv\":\"" place "\",\"en\":\"-\"}],\"descriptions\":[]"
#define SMHI_ORANGE "{\"sv\":\"Orange\",\"en\":\"Orange\",\"code\":\"ORANGE\"}"
#define SMHI_MESSAGE "{\"sv\":\"Meddelande\",\"en\":\"Message\",\"code\":\"MESSAGE\"}"
#define SMHI_END "\"approximateEnd\":\"2024-11-20T17:00:00.000Z\","
#define SMHI_POLYGON(west, east)                                                                   \
	",\"area\":{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[["    \
	"[" west ",58],[" east ",58],[" east ",61],[" west ",61],[" west ",58]]]},"                \
	"\"properties\":{}}"
#define SMHI_EVENT                                                                                 \
	"\"event\":{\"sv\":\"Vind\",\"en\":\"Wind\",\"code\":\"WIND\",\"mhoClassification\":{"     \
	"\"sv\":\"Meteorologi\",\"en\":\"Meteorology\",\"code\":\"MET\"}}"
#define SMHI_WARNING(areas)                                                                        \
	"{\"id\":7,\"normalProbability\":true," SMHI_EVENT ",\"warningAreas\":[" areas "]}"

static void test_smhi(void)
{
	static const char text[] = "[" SMHI_WARNING(
		SMHI_AREA("91", SMHI_ORANGE, "Kraftiga vindbyar", "Norrby", SMHI_END)
			SMHI_POLYGON("17", "19") "}," SMHI_AREA("92", SMHI_ORANGE, "Snöfall",
								"Lapplands län", SMHI_END)
				SMHI_POLYGON("20", "21") "}," SMHI_AREA(
					"93", SMHI_MESSAGE, "Risk för vattenbrist", "Norrby",
					"") "},3") ",{\"id\":8}]";
	const struct format *format = format_guess(text, strlen(text), "warning.json", NULL);
	struct taken *t = read_text("smhi", text);
	const struct planned_event *e;
	g_autofree char *from = NULL, *to = NULL;

	g_assert_cmpstr(format->id, ==, "smhi");
	g_assert_no_error(t->error);
	g_assert_cmpuint(t->events->len, ==, 2);
	e = t->events->pdata[0];
	from = time_format_rfc3339(e->time_from);
	to = time_format_rfc3339(e->time_to);
	g_assert_cmpstr(e->title, ==, "Orange varning: Kraftiga vindbyar");
	g_assert_cmpstr(e->note, ==, "Norrby");
	g_assert_cmpstr(e->source_id, ==, "91");
	g_assert_cmpstr(from, ==, "2024-11-20T06:00:00+01:00");
	g_assert_cmpstr(to, ==, "2024-11-20T18:00:00+01:00");
	g_assert_cmpint(e->area, ==, 2);
	e = t->events->pdata[1];
	g_assert_cmpstr(e->title, ==, "Meddelande: Risk för vattenbrist");
	g_assert_cmpint(e->time_to, ==, e->time_from);
	g_assert_cmpuint(t->asides->len, ==, 2);
	g_assert_cmpuint(t->notes->len, ==, 2);
	g_assert_cmpstr(t->notes->pdata[1], ==,
			"1 warning holds none of the places here and was read past.");
	check_whole(t, NULL); /* one of them does not say which it is */
	taken_free(t);
}

/* While nothing is warned of, the service answers with an empty list. */
static void test_smhi_silent(void)
{
	struct taken *t = read_text("smhi", "[]");

	g_assert_cmpstr(format_guess("[]\n", 3, "smhi_warning.json", NULL)->id, ==, "smhi");
	g_assert_no_error(t->error);
	g_assert_cmpuint(t->events->len + t->asides->len + t->notes->len, ==, 0);
	check_whole(t, "smhi");
	taken_free(t);
}

/* the published files */

/* Each file of the reference data: by which format it is read, how many entries, how many of them
 * are put aside, how many say that it is over; -1 = the file is refused, as a list of something
 * else. */
static const struct published {
	const char *file, *format;
	int read, aside, over;
} published[] = {
	{"cap/canada_2012_two_languages.cap", "cap", 1, 0, 1},
	{"cap/france_2022_multi_area.xml", "cap", 1, 0, 0},
	{"cap/iceland_2021_two_languages.cap", "cap", 1, 0, 0},
	{"cap/invalid_missing_elements.cap", "cap", 1, 0, 0},
	{"cap/krisinformation_2018_feed.atom", "cap", 4, 0, 2},
	{"cap/krisinformation_2018_vma_gavle.cap", "cap", 1, 0, 1},
	{"cap/no_info_block.cap", "cap", 1, 0, 1},
	{"cap/nws_2010_cap11.cap", "cap", 1, 0, 0},
	{"cap/smhi_2019_17_alerts.xml", "cap", 17, 0, 0},
	{"cap/taiwan_2014_utf8_bom.cap", "cap", 1, 0, 0},
	{"cap/taiwan_2014_wrong_namespace.cap", "cap", 1, 0, 0},
	{"krisinformation/news_2023-03.json", "krisinformation", 3, 0, 1},
	{"open311/chicago_2014_requests.json", "open311", 50, 50, 0},
	{"open311/chicago_2014_two_requests.json", "open311", 2, 2, 0},
	{"open311/toronto_2018_requests.xml", "open311", 2, 2, 0},
	{"open311/helsinki_2016_request_swapped_coords.json", "open311", 1, 1, 0},
	{"open311/helsinki_2014_issue_app.json", "open311", 1, 1, 0},
	{"open311/service_list_example.json", "open311", -1, 0, 0},
	{"open311/giessen_services.xml", "open311", -1, 0, 0},
	{"fixmystreet/counts_lad_shef_a_2019-10.csv", "csv", -1, 0, 0},
	{"uk_police/2018-10-city-of-london-street.csv", "csv", 782, -1, 0},
	{"uk_police/2018-11-city-of-london-street.csv", "csv", 799, -1, 0},
	{"uk_police/2018-12-city-of-london-street.csv", "csv", 760, -1, 0},
	{"uk_police/2019-01-city-of-london-street.csv", "csv", 617, -1, 0},
	{"chicago_crime/chicago_crime_part1.csv", "csv", 6000, -1, 0},
	{"excel_sv/handelser_2024-04_05_cp1252.csv", "csv", 85, -1, 0},
	{"excel_sv/handelser_2024-04_05_utf8bom.csv", "csv", 85, -1, 0},
};

static void check_observations(const struct published *p, const char *bytes, gsize length)
{
	struct reading *r = fixture_read(p->format, bytes, (gssize)length, NULL, "Provköping");
	int aside = 0;

	for (guint i = 0; i < r->rows->len; i++)
		aside += ((const struct kept *)r->rows->pdata[i])->reason != NULL;
	g_test_message("%s: %u read, %d aside", p->file, r->rows->len, aside);
	if (p->read < 0) {
		g_assert_error(r->error, OSG_ERROR, OSG_ERROR_FORMAT);
		g_assert_cmpuint(r->rows->len, ==, 0);
	} else {
		g_assert_no_error(r->error);
		g_assert_cmpint((int)r->rows->len, ==, p->read);
		if (p->aside >= 0)
			g_assert_cmpint(aside, ==, p->aside);
	}
	reading_free(r);
}

static void check_events(const struct published *p, const char *bytes, gsize length)
{
	struct taken *t = read_bytes(p->format, bytes, length);

	g_assert_no_error(t->error);
	g_test_message("%s: %u events, %u aside, %d over", p->file, t->events->len, t->asides->len,
		       t->over);
	g_assert_cmpint((int)(t->events->len + t->asides->len) + t->over, ==, p->read);
	g_assert_cmpint((int)t->asides->len, ==, p->aside);
	g_assert_cmpint(t->over, ==, p->over);
	taken_free(t);
}

static void test_published(void)
{
	const char *folder = g_getenv("OSG_REFERENCE");

	if (!folder || !*folder) {
		g_test_skip("OSG_REFERENCE is not set");
		return;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(published); i++) {
		const struct published *p = &published[i];
		g_autofree char *path = g_build_filename(folder, "data/formats", p->file, NULL),
				*bytes = NULL;
		g_autoptr(GError) error = NULL;
		const struct format *format;
		gsize length;

		g_assert_true(g_file_get_contents(path, &bytes, &length, &error));
		format = format_guess(bytes, MIN(length, 4096), p->file, &error);
		g_assert_no_error(error);
		g_assert_cmpstr(format->id, ==, p->format);
		if (format->read_records)
			check_events(p, bytes, length);
		else
			check_observations(p, bytes, length);
	}
}

/* A file that was cut off anywhere, or has a byte changed, is read or refused, and no more. */
static void test_hostile(void)
{
	static const char whole[] =
		"<alerts>" HEAD(OPEN) INFO("sv-SE", "Hård vind", EXPIRES) "</alert></alerts>";
	gsize length = strlen(whole);
	g_autoptr(GRand) random = g_rand_new_with_seed(7);

	for (gsize cut = 0; cut < length; cut += 3) {
		struct taken *t = read_bytes("cap", whole, cut);

		g_assert_cmpuint(t->events->len, <=, 1);
		taken_free(t);
	}
	for (int i = 0; i < 300; i++) {
		g_autofree char *bytes = g_strdup(whole);

		for (int n = 0; n < 3; n++)
			bytes[g_rand_int_range(random, 0, (gint32)length)] =
				(char)g_rand_int_range(random, 1, 256);
		taken_free(read_bytes("cap", bytes, length));
	}
}

int main(int argc, char **argv)
{
	g_setenv("TZ", "Europe/Stockholm", TRUE);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/alerts/alert", test_alert);
	g_test_add_func("/alerts/language", test_language);
	g_test_add_func("/alerts/identity", test_identity);
	g_test_add_func("/alerts/aside", test_aside);
	g_test_add_func("/alerts/over", test_over);
	g_test_add_func("/alerts/refused", test_refused);
	g_test_add_func("/alerts/news", test_news);
	g_test_add_func("/alerts/smhi", test_smhi);
	g_test_add_func("/alerts/smhi-silent", test_smhi_silent);
	g_test_add_func("/alerts/published", test_published);
	g_test_add_func("/alerts/hostile", test_hostile);
	return g_test_run();
}
