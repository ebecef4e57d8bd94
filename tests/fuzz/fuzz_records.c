/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a file of records: warnings, calendars, answers, osg's own. The first byte chooses
 * the format. */
#include "config.h"

#include "fuzz.h"

#include "../exchange/fixture.h"
#include "osg/text.h"

const char *const fuzz_name = "records";

static const char *const formats_tried[] = {"cap", "krisinformation", "smhi",     "answer",
					    "ics", "osg-csv",         "osg-json", "osg-geojson"};

const struct fuzz_seed fuzz_seeds[] = {
	FUZZ_SEED("0<?xml version='1.0'?><alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'>"
		  "<identifier>a</identifier><sender>b</sender><sent>2024-11-20T10:00:00+01:00"
		  "</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>"
		  "<info><language>sv</language><category>Met</category><event>Vind</event>"
		  "<urgency>Future</urgency><severity>Minor</severity><certainty>Likely</certainty>"
		  "<onset>2024-11-21T10:00:00+01:00</onset><expires>2024-11-22T10:00:00+01:00"
		  "</expires><area><areaDesc>Norrby</areaDesc><circle>59.27,18.05 2</circle>"
		  "</area></info></alert>"),
	FUZZ_SEED("1[{\"Identifier\":\"1\",\"PushMessage\":\"Rök\",\"Updated\":\"2024-11-20T10:00:"
		  "00+01:00\",\"Published\":\"2024-11-20T10:00:00+01:00\",\"Headline\":\"Rök\","
		  "\"Preamble\":\"Stäng\",\"BodyText\":\"<p>Stäng</p>\",\"Area\":[{\"Type\":"
		  "\"County\",\"Description\":\"Provköping\",\"GeometryInformation\":null}]}]"),
	FUZZ_SEED("2[{\"id\":1,\"event\":{\"sv\":\"Vind\"},\"warningAreas\":[{\"id\":7,"
		  "\"warningLevel\":{\"code\":\"YELLOW\"},\"approximateStart\":\"2024-11-20T10:00:"
		  "00Z\",\"approximateEnd\":\"2024-11-21T10:00:00Z\",\"affectedAreas\":[{\"sv\":"
		  "\"Provköping\"}]}]}]"),
	FUZZ_SEED("3Vecka: 2024-W46\nOrganisation: KOM\n\nInget att rapportera: ja\n"),
	FUZZ_SEED("4BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART"
		  ";TZID=Europe/Stockholm:20241120T100000\r\nDTEND:20241120T110000Z\r\nRRULE:FREQ="
		  "WEEKLY;BYDAY=MO,TU;COUNT=9\r\nEXDATE:20241127T100000\r\nSUMMARY:Torg\r\nEND:"
		  "VEVENT\r\nEND:VCALENDAR\r\n"),
	FUZZ_SEED("5kind,id,name\nplace,01a22004-7220-7042-99cf-ce4dcef88d14,Torget\n"),
	FUZZ_SEED("6{\"records\":[{\"kind\":\"place\",\"name\":\"Torget\",\"lat\":59.2}]}"),
	FUZZ_SEED("7{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
		  "\"geometry\":{\"type\":\"Point\",\"coordinates\":[18.05,59.27]},\"properties\":{"
		  "\"kind\":\"place\",\"name\":\"Torget\"}}]}"),
	{NULL, 0},
};

const char *const fuzz_tokens[] = {"\"",
				   "[",
				   "]",
				   "{",
				   "}",
				   "null",
				   "\\u0000",
				   "\\ud800",
				   "\x1b[2J",
				   "1e999",
				   "\xff",
				   "<info>",
				   "</info>",
				   "<![CDATA[",
				   "&#0;",
				   "&x;",
				   "<polygon>59,18 59,18.1 59.1,18 59,18</polygon>",
				   "FREQ=SECONDLY;COUNT=999999999",
				   "UNTIL=",
				   "BYSETPOS=-1",
				   "INTERVAL=0",
				   "DURATION:-P99999W",
				   "VALUE=DATE",
				   "\r\n ",
				   "\xe2\x80\xae",
				   "9999-12-31",
				   NULL};

static gboolean take(gpointer record, gpointer data UNUSED, GError **error UNUSED)
{
	g_assert_nonnull(((struct record *)record)->kind);
	return TRUE;
}

static gboolean take_aside(int line UNUSED, const char *field UNUSED, const char *value UNUSED,
			   const char *reason, const char *row, gpointer data UNUSED,
			   GError **error UNUSED)
{
	g_assert_true(row && reason && *reason);
	return TRUE;
}

static gboolean take_whole(const char *source UNUSED, GHashTable *stands UNUSED,
			   gpointer data UNUSED, GError **error UNUSED)
{
	return TRUE;
}

static gboolean take_call_off(const struct record_kind *kind, const struct id *id,
			      gboolean entry UNUSED, gpointer data UNUSED, GError **error UNUSED)
{
	g_assert_true(kind && id);
	return TRUE;
}

static void take_note(const char *sentence, gpointer data UNUSED)
{
	g_assert_true(text_is_clean(sentence));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct registry *registry;
	static struct field_form form;
	g_autoptr(GError) error = NULL;

	if (size < 2)
		return 0;
	if (!registry)
		registry = fixture_registry();
	const struct record_reader reader = {.file = "prov",
					     .form = &form,
					     .registry = registry,
					     .organisation = 1,
					     .now = G_GINT64_CONSTANT(1732000000),
					     .record = take,
					     .aside = take_aside,
					     .call_off = take_call_off,
					     .whole = take_whole,
					     .note = take_note};
	const struct format *format =
		format_find(formats_tried[(guint8)(data[0] - '0') % G_N_ELEMENTS(formats_tried)]);
	gboolean fine = format->read_records((const char *)data + 1, size - 1, &reader, &error);

	g_assert_true(fine == (error == NULL));
	g_assert_true(!error || *error->message);
	return 0;
}
