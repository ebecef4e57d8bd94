/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open311: each trap by a hand-made request, hostile XML, and the published files where they are.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "fixture.h"

#define REQUEST(id, rest)                                                                          \
	"{\"service_request_id\":\"" id "\",\"service_name\":\"Klotter\","                         \
	"\"requested_datetime\":\"2024-05-29T09:05:00+02:00\"" rest "}"

static struct reading *read_requests(const char *bytes)
{
	return fixture_read("open311", bytes, -1, NULL, "Provköping");
}

static void check_whole(const struct reading *r, guint i)
{
	const struct kept *k = reading_row(r, i);
	g_autofree char *when = kept_when(k);

	g_assert_cmpstr(k->reason, ==, NULL);
	g_assert_cmpstr(when, ==, "E 2024-05-29T09:05:00+02:00/2024-05-29T09:05:00+02:00");
	g_assert_cmpstr(kept_code(r, k), ==, "KLO");
	g_assert_cmpstr(kept_place(r, k), ==, "Norrby skola");
	g_assert_cmpstr(k->observation->text, ==, "Tag på väggen.");
	g_assert_cmpstr(k->observation->source, ==, "open311");
	g_assert_cmpstr(k->observation->source_id, ==, "24-1");
}

/* The same request in JSON, alone and in a list, and in XML. */
static void test_same_in_all_forms(void)
{
	static const char object[] = REQUEST(
		"24-1", ",\"description\":\"Tag på väggen.\",\"lat\":59.27,\"long\":\"18.05\","
			"\"attributes\":{\"A\":[1]},\"updated_datetime\":null");
	g_autofree char *list = g_strdup_printf("[%s]", object);
	g_autofree char *wrapped = g_strdup_printf("{\"data\":%s,\"extraData\":{}}", object);
	const char *const files[] = {
		object, list, wrapped,
		"\xEF\xBB\xBF<?xml version=\"1.0\" "
		"encoding=\"UTF-8\"?>\n<service_requests><request>"
		"<service_request_id>24-1</service_request_id><status>open</status>"
		"<service_name>Klotter</service_name><description>Tag på väggen.</description>"
		"<requested_datetime>2024-05-29T07:05:00Z</requested_datetime><updated_datetime/>"
		"<long>18.05</long><lat>59.27</lat><media_url/></request></service_requests>"};

	for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
		struct reading *r = read_requests(files[i]);

		check_whole(r, 0);
		g_assert_cmpuint(r->rows->len, ==, 1);
		reading_free(r);
	}
}

/* Names of services change, their codes do not. */
static void test_service_by_code_or_name(void)
{
	static const char *const cases[][2] = {
		{"\"service_code\":\"Graffiti\",\"service_name\":\"Annat\"", "KLO"},
		{"\"service_code\":\"584\",\"service_name\":\"Skadegörelse\"", "SKA"},
		{"\"service_code\":\"SKA\",\"service_name\":\"\"", "SKA"},
		{"\"service_code\":\"584\",\"service_name\":\"Pothole\"", "OVR"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *json =
			g_strdup_printf("[{\"service_request_id\":1,%s,"
					"\"requested_datetime\":\"2024-05-29T09:05:00+02:00\"}]",
					cases[i][0]);
		struct reading *r = read_requests(json);

		g_assert_cmpstr(reading_row(r, 0)->reason, ==, NULL);
		g_assert_cmpstr(kept_code(r, reading_row(r, 0)), ==, cases[i][1]);
		reading_free(r);
	}
}

/* What is wrong is put aside with the number of the entry and the field; the rest is read. */
static void test_aside(void)
{
	static const struct {
		const char *request, *field, *says;
	} cases[] = {
		{"7", "service_request_id", "expected a request"},
		{"{\"service_name\":\"Klotter\",\"requested_datetime\":\"2024-05-29T09:05:00Z\"}",
		 "service_request_id", "14-00684314"},
		{REQUEST("2", ",\"description\":[1]"), "description", "not a list"},
		{REQUEST("2", ",\"lat\":18.05,\"long\":59.27"), "lat", "changed places"},
		{REQUEST("2", ",\"lat\":0,\"long\":0"), "lat", "Atlantic"},
		{REQUEST("2", ",\"lat\":1e300,\"long\":-1e300"), "lat", "number"},
		{"{\"service_request_id\":\"2\",\"service_name\":\"Klotter\"}",
		 "requested_datetime", "2024-10-04"},
		{"{\"service_request_id\":\"2\",\"service_name\":\"Klotter\","
		 "\"requested_datetime\":\"igår\"}",
		 "requested_datetime", "expected"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *json =
			g_strdup_printf("[%s,%s]", REQUEST("1", ""), cases[i].request);
		struct reading *r = read_requests(json);
		const struct kept *k = reading_row(r, 1);

		g_assert_cmpstr(reading_row(r, 0)->reason, ==, NULL);
		g_assert_cmpint(k->line, ==, -2); /* the second record */
		g_assert_cmpstr(k->field, ==, cases[i].field);
		g_test_message("%s", k->reason);
		g_assert_nonnull(strstr(k->reason, cases[i].says));
		reading_free(r);
	}
}

static void test_refused(void)
{
	static const struct {
		const char *bytes, *says;
	} cases[] = {
		{"[{\"service_code\":\"1\",\"service_name\":\"Klotter\"}]", "list of services (1)"},
		{"<services><service/><service/></services>", "list of services (2)"},
		{"{\"a\":1}", "holds no requests"},
		{"[{\"service_request_id\":", "ends in the middle"},
		{"<service_requests><request>", "ends in the middle"},
		{"<service_requests></request>", "ends under another name"},
		/* said in our words: the libraries' are English */
		{"<service_requests>&nbsp;</service_requests>", "an entity that XML does not have"},
		{"[{\"service_request_id\":\"1\",\"service_request_id\":\"2\"}]",
		 "a name stands twice in one object"},
		{"[{\"service_request_id\":1e999}]", "a number is too large"},
		{"[{\"service_request_id\":NaN}]", "a sign that JSON does not have here: 'NaN'"},
		{"[{\"service_request_id\":\"1\"}] hej", "something stands behind its end"},
		{"[{\"service_request_id\":\"\\ud800\"}]", "a sign that JSON does not have here"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct reading *r = read_requests(cases[i].bytes);

		g_assert_error(r->error, OSG_ERROR, OSG_ERROR_FORMAT);
		g_test_message("%s", r->error->message);
		g_assert_nonnull(strstr(r->error->message, cases[i].says));
		g_assert_cmpuint(r->rows->len, ==, 0);
		reading_free(r);
	}
}

/* Ten entities that each stand for ten of the one before: a gigabyte, if they were expanded. */
static void test_xml_bomb(void)
{
	g_autoptr(GString) bomb = g_string_new("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a0 "
					       "\"aaaaaaaaaa\">");
	struct reading *r;

	for (int i = 1; i < 9; i++)
		g_string_append_printf(bomb,
				       "<!ENTITY a%d \"&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;"
				       "&a%d;&a%d;\">",
				       i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1,
				       i - 1, i - 1);
	g_string_append(bomb, "]><service_requests>&a8;</service_requests>");
	r = read_requests(bomb->str);
	g_assert_error(r->error, OSG_ERROR, OSG_ERROR_FORMAT);
	g_assert_nonnull(strstr(r->error->message, "entities"));
	reading_free(r);
}

static void test_external_entity_is_not_fetched(void)
{
	g_autofree char *path = g_build_filename(g_get_tmp_dir(), "osg-XXXXXX", NULL), *xml = NULL;
	int file = g_mkstemp(path);
	struct reading *r;

	g_assert_cmpint(file, >=, 0);
	g_assert_true(g_file_set_contents(path, "hemligt", -1, NULL));
	xml = g_strdup_printf(
		"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file://%s\">]>"
		"<service_requests><request><service_request_id>&e;</service_request_id>"
		"</request></service_requests>",
		path);
	r = read_requests(xml);
	g_assert_error(r->error, OSG_ERROR, OSG_ERROR_FORMAT);
	g_assert_nonnull(strstr(r->error->message, "entities"));
	g_assert_cmpuint(r->rows->len, ==, 0);
	reading_free(r);
	g_assert_true(g_close(file, NULL));
	g_remove(path);
}

static void test_deep_xml(void)
{
	g_autoptr(GString) deep = g_string_new(NULL);
	struct reading *r;

	for (int i = 0; i < 100000; i++)
		g_string_append(deep, "<service_requests>");
	r = read_requests(deep->str);
	g_assert_error(r->error, OSG_ERROR, OSG_ERROR_FORMAT);
	g_assert_nonnull(strstr(r->error->message, "deeper"));
	reading_free(r);
}

#define REST_OF_XML(letters)                                                                       \
	"<service_requests><request><service_request_id>1</service_request_id>"                    \
	"<service_name>Klotter</service_name>"                                                     \
	"<requested_datetime>2024-05-29T09:05:00+02:00</requested_datetime>"                       \
	"<description>" letters "</description></request></service_requests>"

/* As Sweden's older systems write it, and with a declaration that is a template's word. */
static void test_encodings_of_xml(void)
{
	static const char *const files[] = {
		"<?xml version=\"1.0\" encoding=\"windows-1252\"?>" REST_OF_XML(
			"V\xE4gg p\xE5 \x96"),
		"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" REST_OF_XML("Vägg på –"),
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>" REST_OF_XML("V\xE4gg p\xE5 \x96"),
		"<?xml version=\"1.0\" encoding=\"no-such\"?>" REST_OF_XML("Vägg på –"),
	};

	for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
		struct reading *r = read_requests(files[i]);

		g_assert_no_error(r->error);
		g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "Vägg på –");
		reading_free(r);
	}
}

/* Of two values nobody can tell which is meant. */
/* Tags within a text, and UTF-16 that declares UTF-8. */
static void test_markup_in_xml(void)
{
	static const char *const texts[] = {"<b>Vägg</b> på –", "Vägg <i>på</i> –",
					    "V&amp;auml;gg p&amp;#229; &#x2013;",
					    "<![CDATA[<p>V&auml;gg p&aring; &ndash;</p>]]>"};

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *text = g_strconcat(
			"<?xml version=\"1.0\" encoding=\"utf-8\"?>"
			"<service_requests><request><service_request_id>1</service_request_id>"
			"<service_name>KLO</service_name>"
			"<requested_datetime>2024-10-04</requested_datetime><description>",
			texts[i], "</description></request></service_requests>", NULL);
		gsize size;
		g_autofree char *wide = g_convert(text, -1, "UTF-16", "UTF-8", NULL, &size, NULL);
		struct reading *r = read_requests(text);

		g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "Vägg på –");
		reading_free(r);
		r = fixture_read("open311", wide, (gssize)size, NULL, NULL);
		g_assert_no_error(r->error);
		g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "Vägg på –");
		reading_free(r);
	}
}

static void test_element_twice(void)
{
	struct reading *r = read_requests(REST_OF_XML("A</description><description>B"));

	g_assert_cmpstr(reading_row(r, 0)->field, ==, "description");
	g_assert_nonnull(strstr(reading_row(r, 0)->reason, "stands twice"));
	reading_free(r);
}

/* One object on each line; a fault is told by its line. */
static void test_lines_of_json(void)
{
	struct reading *r = read_requests(REQUEST("1", "") "\r\n\r\n" REQUEST("2", "") "\n");

	g_assert_no_error(r->error);
	g_assert_cmpint(r->rows->len, ==, 2);
	reading_free(r);
	r = read_requests(REQUEST("1", "") "\n" REQUEST("2", "") "\n{\"service_request_id\" 3}\n");
	g_assert_error(r->error, OSG_ERROR, OSG_ERROR_FORMAT);
	g_assert_nonnull(strstr(r->error->message, "line 3"));
	reading_free(r);
}

static void test_guessed(void)
{
	static const char *const files[] = {"[" REQUEST("1", "") "]",
					    REQUEST("1", "") "\n" REQUEST("2", "") "\n",
					    "<?xml version='1.0'?><!-- x --><service_requests/>",
					    "<services is_array='true'/>"};

	for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autoptr(GError) error = NULL;
		const struct format *format =
			format_guess(files[i], strlen(files[i]), "export.dat", &error);

		g_assert_no_error(error);
		g_assert_cmpstr(format->id, ==, "open311");
	}
}

int main(int argc, char **argv)
{
	g_setenv("TZ", "Europe/Stockholm", TRUE);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/open311/same in all forms", test_same_in_all_forms);
	g_test_add_func("/open311/lines of json", test_lines_of_json);
	g_test_add_func("/open311/service by code or name", test_service_by_code_or_name);
	g_test_add_func("/open311/aside", test_aside);
	g_test_add_func("/open311/refused", test_refused);
	g_test_add_func("/open311/xml bomb", test_xml_bomb);
	g_test_add_func("/open311/external entity is not fetched",
			test_external_entity_is_not_fetched);
	g_test_add_func("/open311/deep xml", test_deep_xml);
	g_test_add_func("/open311/encodings of xml", test_encodings_of_xml);
	g_test_add_func("/open311/markup in xml", test_markup_in_xml);
	g_test_add_func("/open311/element twice", test_element_twice);
	g_test_add_func("/open311/guessed", test_guessed);
	return g_test_run();
}
