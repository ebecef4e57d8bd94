/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendars in: each trap of the programs that write them by a hand-made event, then every
 * published file with the times counted by hand. */
#include "config.h"

#include <string.h>

#include "calendar_fixture.h"
#include "osg/meeting.h"
#include "osg/week.h"

/* That an area is warned from now until to. */
static char *warning(int id, const char *what, const char *to)
{
	return g_strdup_printf("{\"warningAreas\":[{\"id\":%d,\"eventDescription\":{\"sv\":\"%s\"},"
			       "\"approximateStart\":\"2026-11-16T06:00:00Z\","
			       "\"approximateEnd\":\"%s\"}]}",
			       id, what, to);
}

static struct import_result *read_warnings(struct fixture *f, const char *first, const char *second)
{
	g_autofree char *list = g_strdup_printf("[%s,%s]", first, second);

	return calendar_read(f, list);
}

/* A warning that its source no longer lists holds no longer; one whose time is past stays as it
 * was, and what comes from elsewhere is not touched. It may come again. */
static void test_gone_from_its_source(void)
{
	g_autofree char *snow = warning(7, "Snö", "2026-11-19T06:00:00Z"),
			*wind = warning(8, "Blåst", "2026-11-20T06:00:00Z"),
			*past = warning(9, "Dis", "2026-11-16T18:00:00Z"),
			*both = g_strconcat(snow, ",", past, NULL),
			*only = g_strdup_printf("[%s]", wind);
	struct fixture f;

	fixture_open(&f);
	calendar_check_counts(
		calendar_read_events(&f, "BEGIN:VEVENT\nUID:1@x\nDTSTART:20261120T180000Z\n"
					 "SUMMARY:Derby\nEND:VEVENT\n"),
		1, 0, 0, 0);
	calendar_check_counts(read_warnings(&f, both, wind), 3, 0, 0, 0);
	struct import_result *again = calendar_read(&f, only);
	g_assert_cmpuint(again->notes->len, ==, 1);
	g_assert_nonnull(strstr(again->notes->pdata[0], "withdrawn: Snö"));
	calendar_check_counts(again, 0, 1, 1, 0);
	calendar_check_events(&f,
			      "2026-11-16T07:00 Dis|2026-11-16T07:00 Blåst|2026-11-20T19:00 Derby");
	calendar_check_counts(read_warnings(&f, wind, snow), 0, 1, 1, 0);
	/* which one that is is not said */
	calendar_check_counts(read_warnings(&f, wind, "{\"id\":1}"), 0, 0, 1, 1);
	calendar_check_counts(read_warnings(&f, wind, snow), 0, 0, 2, 0);
	fixture_close(&f);
}

/* Tasks and notes lie beside events in a calendar: no events, and told. */
static void test_tasks_are_told(void)
{
	struct fixture f;
	struct import_result *result;

	fixture_open(&f);
	result = calendar_read_events(
		&f, "BEGIN:VEVENT\nUID:1@x\nDTSTART:20261120T180000Z\nSUMMARY:Derby\n"
		    "END:VEVENT\nBEGIN:VTODO\nUID:2@x\nSUMMARY:Ring\nEND:VTODO\n"
		    "BEGIN:VJOURNAL\nUID:3@x\nEND:VJOURNAL\n");
	g_assert_cmpuint(result->notes->len, ==, 1);
	g_assert_nonnull(strstr(result->notes->pdata[0], "2 tasks or notes"));
	calendar_check_counts(result, 1, 0, 0, 0);
	fixture_close(&f);
}

static void test_one_event(void)
{
	struct fixture f;
	const struct planned_event *e;
	g_autoptr(GPtrArray) all = NULL;

	fixture_open(&f);
	calendar_check_counts(
		calendar_read_events(
			&f, "BEGIN:VEVENT\nUID:1@x\nDTSTART;TZID=Europe/Stockholm:"
			    "20261120T190000\nDTEND:20261120T200000Z\nSUMMARY:Derby\\, "
			    "hemma\nLOCATION:Visättraskolan\nDESCRIPTION:ring Anna 070-174 06 05\n"
			    "ORGANIZER;CN=Anna Ek:mailto:a@x.se\nEND:VEVENT\n"),
		1, 0, 0, 0);
	calendar_check_events(&f, "2026-11-20T19:00 Derby, hemma");
	all = calendar_events(&f);
	e = all->pdata[0];
	g_assert_cmpint(e->time_to - e->time_from, ==, 2 * 3600);
	g_assert_cmpint(
		e->place, ==,
		registry_find_place(session_registry(f.session), "Visättraskolan")->record.key);
	g_assert_null(e->note); /* neither the description nor who calls to it */
	fixture_close(&f);
}

static void test_the_same_file_again_changes_nothing(void)
{
	static const char once[] = "BEGIN:VEVENT\nUID:1@x\nDTSTART:20261120T180000Z\n"
				   "SUMMARY:Derby\nEND:VEVENT\n",
			  later[] = "BEGIN:VEVENT\nUID:1@x\nDTSTART:20261120T190000Z\n"
				    "SUMMARY:Derby\nEND:VEVENT\n",
			  cancelled[] = "BEGIN:VEVENT\nUID:1@x\nSTATUS:CANCELLED\n"
					"DTSTART:20261120T190000Z\nSUMMARY:Derby\nEND:VEVENT\n";
	struct fixture f;

	fixture_open(&f);
	calendar_check_counts(calendar_read_events(&f, once), 1, 0, 0, 0);
	calendar_check_counts(calendar_read_events(&f, once), 0, 0, 1, 0);
	calendar_check_counts(calendar_read_events(&f, later), 0, 1, 0, 0);
	calendar_check_events(&f, "2026-11-20T20:00 Derby");
	calendar_check_counts(calendar_read_events(&f, cancelled), 0, 1, 0, 0);
	calendar_check_events(&f, "");
	calendar_check_counts(calendar_read_events(&f, "BEGIN:VEVENT\nUID:2@x\nSTATUS:CANCELLED\n"
						       "DTSTART:20261120T190000Z\nEND:VEVENT\n"),
			      0, 0, 0, 0); /* nobody here knew of it */
	fixture_close(&f);
}

static void test_whole_days(void)
{
	struct fixture f;
	const struct planned_event *e;
	g_autoptr(GPtrArray) all = NULL;

	fixture_open(&f);
	calendar_check_counts(
		calendar_read_events(&f, "BEGIN:VEVENT\nUID:1@x\nDTSTART;VALUE=DATE:20270326\n"
					 "DTEND;VALUE=DATE:20270329\nSUMMARY:Marknad\nEND:VEVENT\n"
					 "BEGIN:VEVENT\nUID:2@x\nDTSTART;VALUE=DATE:20261213\n"
					 "SUMMARY:Lucia\nEND:VEVENT\n"),
		2, 0, 0, 0);
	calendar_check_events(&f, "2026-12-13T00:00 Lucia|2027-03-26T00:00 Marknad");
	all = calendar_events(&f);
	e = all->pdata[1];
	g_assert_cmpint(e->time_to - e->time_from, ==, 3 * DAY_SECONDS - 3600); /* summer time */
	fixture_close(&f);
}

static void test_series(void)
{
	static const struct {
		const char *rule, *times;
	} cases[] = {
		{"RRULE:FREQ=WEEKLY;COUNT=3", "2026-11-19|2026-11-26|2026-12-03"},
		{"RRULE:FREQ=DAILY;BYDAY=MO, TU, WE, TH, FR;UNTIL=20261123T170000Z",
		 "2026-11-19|2026-11-20|2026-11-23"},
		{"RRULE:FREQ=WEEKLY;UNTIL=20261203\nEXDATE:20261126T170000Z",
		 "2026-11-19|2026-12-03"},
		{"RRULE:FREQ=MONTHLY;BYDAY=3TH;COUNT=3", "2026-11-19|2026-12-17|2027-01-21"},
		{"RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3",
		 "2026-11-19|2026-11-30|2026-12-31"},
		{"RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2", "2026-11-19|2026-11-30"},
		{"RRULE:FREQ=MONTHLY;INTERVAL=2;COUNT=2", "2026-11-19|2027-01-19"},
		{"RRULE:FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=30", "2026-11-19|2027-04-30"},
		{"RDATE;TZID=Europe/Stockholm:20261201T180000", "2026-11-19|2026-12-01"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text =
			g_strdup_printf("BEGIN:VEVENT\nUID:1@x\nDTSTART;TZID=Europe/Stockholm:"
					"20261119T180000\n%s\nSUMMARY:x\nEND:VEVENT\n",
					cases[i].rule);
		g_autoptr(GString) got = g_string_new(NULL);
		g_autoptr(GPtrArray) all = NULL;
		struct fixture f;

		fixture_open(&f);
		import_result_free(calendar_read_events(&f, text));
		all = calendar_events(&f);
		for (guint e = 0; e < all->len; e++) {
			g_autofree char *when = time_format_rfc3339(
				((const struct planned_event *)all->pdata[e])->time_from);

			g_assert_cmpint(strncmp(when + 10, "T18:00:00", 9), ==, 0);
			g_string_append_printf(got, "%s%.10s", e ? "|" : "", when);
		}
		g_assert_cmpstr(got->str, ==, cases[i].times);
		fixture_close(&f);
	}
}

/* Without an end, by the second, or a million times: a year, or set aside. */
static void test_a_million_repetitions(void)
{
	static const char head[] = "BEGIN:VEVENT\nUID:1@x\nDTSTART:19700101T180000Z\nSUMMARY:x\n";
	struct fixture f;
	g_autofree char *million = g_strconcat(head, "RRULE:FREQ=DAILY;COUNT=1000000\nEND:VEVENT\n",
					       NULL),
			*second = g_strconcat(head, "RRULE:FREQ=SECONDLY\nEND:VEVENT\n", NULL);

	fixture_open(&f);
	calendar_check_counts(calendar_read_events(&f, million), 2 * 371 + 1, 0, 0, 0);
	calendar_check_counts(calendar_read_events(&f, second), 0, 0, 0, 1);
	fixture_close(&f);
}

static void test_a_million_series_are_too_many(void)
{
	g_autoptr(GString) all = g_string_new("BEGIN:VCALENDAR\n");
	struct fixture f;
	g_autofree char *path = NULL;
	const char *file;
	g_autoptr(GError) error = NULL;

	for (int i = 0; i < 30; i++)
		g_string_append_printf(all,
				       "BEGIN:VEVENT\nUID:%d\nDTSTART:20260101T180000Z\n"
				       "SUMMARY:Rond\nRRULE:FREQ=DAILY\nEND:VEVENT\n",
				       i);
	fixture_open(&f);
	path = g_build_filename(f.folder, "stor.ics", NULL);
	file = path;
	g_assert_true(g_file_set_contents(path, all->str, -1, NULL));
	{
		const struct import_options options = {.file = file};

		g_assert_null(app_import(f.session, &options, &error));
	}
	g_assert_error(error, OSG_ERROR, OSG_ERROR_FORMAT);
	calendar_check_events(&f, ""); /* nothing of it */
	fixture_close(&f);
}

/* One time of a series is moved, another called off; both keep who they are. */
static void test_moved_and_called_off(void)
{
	static const char series[] = "BEGIN:VEVENT\nUID:1@x\nDTSTART:20261119T170000Z\n"
				     "RRULE:FREQ=WEEKLY;COUNT=3\nSUMMARY:Rond\nEND:VEVENT\n";
	g_autofree char *changed = g_strconcat(
		series,
		"BEGIN:VEVENT\nUID:1@x\nRECURRENCE-ID:20261126T170000Z\nDTSTART:20261127T170000Z\n"
		"SUMMARY:Rond fredag\nEND:VEVENT\nBEGIN:VEVENT\nUID:1@x\nRECURRENCE-ID:"
		"20261203T170000Z\nDTSTART:20261203T170000Z\nSTATUS:CANCELLED\nEND:VEVENT\n",
		NULL);
	struct fixture f;

	fixture_open(&f);
	calendar_check_counts(calendar_read_events(&f, series), 3, 0, 0, 0);
	calendar_check_counts(calendar_read_events(&f, changed), 0, 2, 1, 0);
	calendar_check_events(&f, "2026-11-19T18:00 Rond|2026-11-27T18:00 Rond fredag");
	fixture_close(&f);
}

static void test_time_zones(void)
{
	static const char described[] =
		"BEGIN:VTIMEZONE\nTZID:GMT +0100 (Standard) / GMT +0200 (Daylight)\n"
		"BEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"
		"RRULE:FREQ=YEARLY;INTERVAL=1;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\n"
		"BEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"
		"RRULE:FREQ=YEARLY;INTERVAL=1;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
	static const struct {
		const char *start, *here, *told;
	} cases[] = {
		{";TZID=\"GMT +0100 (Standard) / GMT +0200 (Daylight)\":20261201T100000",
		 "2026-12-01T10:00"},
		{";TZID=\"GMT +0100 (Standard) / GMT +0200 (Daylight)\":20270601T100000",
		 "2027-06-01T10:00"},
		{";TZID=W. Europe Standard Time:20261201T100000", "2026-12-01T10:00"},
		{";TZID=America/Chicago:20261201T100000", "2026-12-01T17:00"},
		{";TZID=Europe/Helsinki:20270601T100000", "2027-06-01T09:00"},
		{":20261201T100000", "2026-12-01T10:00"},
		{":20261201T100000Z", "2026-12-01T11:00"},
		{";TZID=Europe/Stockholm:20270328T023000", "2027-03-28T03:30",
		 "1 time was not there"},
		{";TZID=\"GMT +0100 (Standard) / GMT +0200 (Daylight)\":20270328T023000",
		 "2027-03-28T03:30", "1 time was not there"},
		{":20270328T010000\nDTEND:20270328T020000", "2027-03-28T01:00",
		 "1 time was not there"},
		{":20270327T021500\nRRULE:FREQ=DAILY;UNTIL=20270328T120000Z\nEXDATE:"
		 "20270327T021500",
		 "2027-03-28T03:15", "1 time was not there"},
		{":20261025T023000", "2026-10-25T02:30", "1 time came twice"},
		{":20261025T003000Z", "2026-10-25T02:30"},
		{";TZID=America/Chicago:20270328T023000", "2027-03-28T09:30"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strdup_printf(
					"%sBEGIN:VEVENT\nUID:1@x\nDTSTART%s\nSUMMARY:x\nEND:"
					"VEVENT\n",
					described, cases[i].start),
				*expected = g_strdup_printf("%s x", cases[i].here);
		struct fixture f;

		fixture_open(&f);
		struct import_result *result = calendar_read_events(&f, text);
		g_assert_cmpuint(result->notes->len, ==,
				 (cases[i].told ? 1 : 0) +
					 (strstr(cases[i].start, "RRULE") ? 1 : 0));
		if (cases[i].told)
			g_assert_nonnull(
				strstr(g_ptr_array_index(result->notes, result->notes->len - 1),
				       cases[i].told));
		import_result_free(result);
		calendar_check_events(&f, expected);
		fixture_close(&f);
	}
}

/* Folded inside a character, with a tab, and not folded where it should be. */
static void test_folding(void)
{
	struct fixture f;

	fixture_open(&f);
	calendar_check_counts(
		calendar_read(&f, "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1@x\nDTSTART:2026\n\t1120"
				  "T180000Z\nSUMMARY:Sk\xc3\n \xa5rmarknad\nDESCRIPTION:en rad\n"
				  "och en till utan fals\nBEGIN:VALARM\nTRIGGER:-PT5M\nSUMMARY:"
				  "ring\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n"),
		1, 0, 0, 0);
	calendar_check_events(&f, "2026-11-20T19:00 Skårmarknad");
	fixture_close(&f);
}

/* The good ones in, each bad one aside with its line and what was expected; once, however often the
 * file comes. */
static void test_broken_dates(void)
{
	static const char events[] =
		"BEGIN:VEVENT\nUID:1@x\nDTSTART:20261131T180000Z\nSUMMARY:Fel dag\nEND:VEVENT\n"
		"BEGIN:VEVENT\nUID:2@x\nDTSTART:i morgon\nSUMMARY:Ord\nEND:VEVENT\n"
		"BEGIN:VEVENT\nUID:3@x\nSUMMARY:Ingen dag\nEND:VEVENT\n"
		"BEGIN:VEVENT\nUID:4@x\nDTSTART:20261120T180000Z\nDTEND:20261119T180000Z\n"
		"SUMMARY:Bakvänd\nEND:VEVENT\n"
		"BEGIN:VEVENT\nUID:5@x\nDTSTART;TZID=Månen:20261120T180000\nEND:VEVENT\n"
		"BEGIN:VEVENT\nUID:6@x\nDTSTART:00010101T000000Z\nEND:VEVENT\n"
		"BEGIN:VEVENT\nUID:7@x\nDTSTART:20261120T180000Z\nRRULE:FREQ=HOURLY\nEND:VEVENT\n"
		"BEGIN:VEVENT\nUID:8@x\nDTSTART:20261120T180000Z\nDURATION:PT1X\nEND:VEVENT\n"
		"BEGIN:VEVENT\nUID:9@x\nDTSTART:20261120T180000Z\nSUMMARY:Bra\nEND:VEVENT\n";
	struct fixture f;
	struct import_result *result;
	const struct rejected_row *first;
	g_autoptr(GPtrArray) kept = NULL;

	fixture_open(&f);
	result = calendar_read_events(&f, events);
	g_assert_cmpint(result->created, ==, 1);
	g_assert_cmpint(result->set_aside, ==, 8);
	first = result->rejected->pdata[0];
	g_assert_cmpint(first->line, ==, 5);
	g_assert_cmpstr(first->field, ==, "DTSTART");
	g_assert_nonnull(strstr(first->reason, "20261131T180000Z"));
	import_result_free(result);
	calendar_check_counts(calendar_read_events(&f, events), 0, 0, 1, 8);
	kept = app_rejected_rows(f.session, NULL);
	g_assert_cmpuint(kept->len, ==, 8);
	record_free(app_rejected_row_observation(f.session, kept->pdata[0], NULL));
	fixture_close(&f);
}

static void test_a_participant_reads_a_calendar_in(void)
{
	struct fixture f;
	struct session *own;

	fixture_open(&f);
	own = f.session;
	f.session = fixture_session(&f, "huge");
	calendar_check_counts(
		calendar_read_events(
			&f,
			"BEGIN:VEVENT\nUID:1@x\nDTSTART:20261120T180000Z\nSUMMARY:A\nEND:VEVENT\n"
			"BEGIN:VEVENT\nUID:2@x\nDTSTART:x\nEND:VEVENT\n"),
		1, 0, 0, 1);
	session_close(f.session);
	f.session = own;
	fixture_close(&f);
}

/* What a meeting's item shows of it: the weekend and the week to come, and no more. */
static void test_the_meeting_shows_what_comes(void)
{
	g_autoptr(GError) error = NULL;
	struct fixture f;
	struct meeting_whole *w;

	fixture_open(&f);
	calendar_check_counts(
		calendar_read_events(&f, "BEGIN:VEVENT\nUID:1@x\nDTSTART:20261118T180000Z\n"
					 "RRULE:FREQ=WEEKLY\nSUMMARY:Rond\nEND:VEVENT\n"),
		53, 0, 0, 0);
	w = app_meeting_read(f.session,
			     app_meeting_open(f.session, session_week(f.session), &error), &error);
	g_assert_no_error(error);
	g_assert_cmpuint(w->events->len, ==, 1);
	meeting_whole_free(w);
	fixture_close(&f);
}

/* At a moment where their times fall: counted on paper from rule, end and exceptions. */
static void test_published_files(void)
{
	static const struct {
		const char *file, *now, *first;
		int created;
	} cases[] = {
		/* Fridays 31 Oct 2008 .. 7 Jan 2010: 62 */
		{"outlook12_weekly.ics", "2009-01-01T08:00:00+01:00", "2008-10-31T02:30:00+01:00",
		 62},
		/* weekdays 10 Mar 2009 (23:30 here on the 9th) .. 7 Jan 2010 */
		{"outlook11_standup.ics", "2009-01-01T08:00:00+01:00", "2009-03-09T23:30:00+01:00",
		 218},
		/* 35 Tuesdays 8 May .. 31 Dec 2007, 53 in 2008 .. 30 Dec, of them two excluded;
		   371 days on from 1 Jun 2007 end on 6 Jun 2008: 57 - 2 */
		{"weekly_exdate_utc.ics", "2007-06-01T08:00:00+02:00", "2007-05-08T12:15:00+02:00",
		 55},
		/* weekdays 28 Oct 2016 .. 7 Nov 2017 */
		{"google_weekday_zurich.ics", "2016-11-01T08:00:00+01:00",
		 "2016-10-28T14:00:00+02:00", 268},
		/* weekdays 3 .. 22 Jul 2015 */
		{"exchange_byday_spaces.ics", "2015-07-01T08:00:00+02:00",
		 "2015-07-03T10:00:00+02:00", 14},
		/* 17:00 in New York: 22:00 here, for Europe has left summer time */
		{"exchange2010_windows_tzid.ics", "2024-10-01T08:00:00+02:00",
		 "2024-10-28T22:00:00+01:00", 1},
	};
	const char *reference = g_getenv("OSG_REFERENCE");

	if (!reference || !*reference) {
		g_test_skip("no reference data");
		return;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path =
			g_build_filename(reference, "data", "formats", "ical", cases[i].file, NULL);
		const struct import_options options = {.file = path};
		struct fixture f;
		struct import_result *result;
		g_autoptr(GPtrArray) all = NULL;
		g_autofree char *first = NULL;

		fixture_open(&f);
		fixture_set_now(cases[i].now);
		result = app_import(f.session, &options, NULL);
		g_assert_nonnull(result);
		all = calendar_events(&f);
		first = time_format_rfc3339(
			((const struct planned_event *)all->pdata[0])->time_from);
		g_assert_cmpstr(first, ==, cases[i].first);
		calendar_check_counts(result, cases[i].created, 0, 0, 0);
		fixture_set_now(FIXTURE_NOW);
		fixture_close(&f);
	}
}

#define BEGINS "BEGIN:VEVENT\nUID:1@x\nDTSTART:20261120T190000\n"
#define ENDS "END:VEVENT\n"

/* What says a thing twice, or half, is set aside with its line; never taken as one of the two. */
static void test_faults_are_set_aside(void)
{
	static const struct {
		const char *events;
		int created;
		const char *says;
	} cases[] = {
		{BEGINS "SUMMARY:A\nDTSTART:20261121T190000\n" ENDS, 0, "DTSTART stands on line 5"},
		{BEGINS "SUMMARY:A\nRRULE:FREQ=DAILY;COUNT=2\nRRULE:FREQ=WEEKLY;COUNT=2\n" ENDS, 0,
		 "RRULE stands on line 7"},
		{BEGINS "SUMMARY:A\nDTEND:20261120T200000\nDURATION:PT2H\n" ENDS, 0,
		 "one of the two"},
		{BEGINS "SUMMARY:A\n" ENDS BEGINS "SUMMARY:B\n" ENDS, 1, "the event on line 3"},
		{BEGINS ENDS, 0, "SUMMARY is missing"},
		{BEGINS "SUMMARY:A\n" BEGINS "SUMMARY:B\n" ENDS, 1, "ends in the middle"},
		{BEGINS "SUMMARY:A\n", 0, "ends in the middle"},
		{"BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\nDTSTART:16010101T030000\n"
		 "TZOFFSETFROM:+0200\nTZOFFSETTO:+9999\nEND:STANDARD\nEND:VTIMEZONE\n"
		 "BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Own:20261120T190000\nSUMMARY:A\n" ENDS,
		 0, "time zone “Own”"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fixture f;
		struct import_result *result;
		const struct rejected_row *row;

		fixture_open(&f);
		result = calendar_read_events(&f, cases[i].events);
		g_assert_cmpint(result->set_aside, ==, 1);
		row = result->rejected->pdata[0];
		g_test_message("line %d: %s", row->line, row->reason);
		g_assert_nonnull(strstr(row->reason, cases[i].says));
		calendar_check_counts(result, cases[i].created, 0, 0, 1);
		fixture_close(&f);
	}
}

/* A title is one line, whatever the calendar made of it. */
static void test_title_is_one_line(void)
{
	struct fixture f;

	fixture_open(&f);
	calendar_check_counts(calendar_read_events(&f, BEGINS "SUMMARY:Fest\\nDel 2\n" ENDS), 1, 0,
			      0, 0);
	calendar_check_events(&f, "2026-11-20T19:00 Fest Del 2");
	fixture_close(&f);
}

/* What osg wrote of its own meetings comes back from somebody's calendar: it is no event beside
 * them. Another installation's meeting is one. */
static void test_own_meetings_come_back(void)
{
	struct fixture f;
	g_autofree char *calendar = NULL;
	g_autoptr(GError) error = NULL;
	struct import_result *result;

	fixture_open(&f);
	g_assert_cmpint(app_meeting_open(f.session, session_week(f.session), &error), >, 0);
	g_assert_no_error(error);
	calendar = app_export_calendar(f.session, &meeting_kind, &error);
	g_assert_no_error(error);
	result = calendar_read(&f, calendar);
	g_assert_cmpint(result->read, ==, 1);
	g_assert_cmpuint(result->notes->len, ==, 1);
	g_assert_nonnull(strstr(result->notes->pdata[0], "meeting or a measure of this database"));
	calendar_check_counts(result, 0, 0, 1, 0);
	calendar_check_events(&f, "");
	calendar_check_counts(
		calendar_read_events(&f, "BEGIN:VEVENT\nDTSTART:20261120T190000\nSUMMARY:Grannens\n"
					 "UID:0190d1f0-0000-7000-8000-0123456789ab@osg\n" ENDS),
		1, 0, 0, 0);
	fixture_close(&f);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *path;
		void (*test)(void);
	} tests[] = {
		{"one-event", test_one_event},
		{"gone-from-its-source", test_gone_from_its_source},
		{"the-same-file-again-changes-nothing", test_the_same_file_again_changes_nothing},
		{"whole-days", test_whole_days},
		{"series", test_series},
		{"a-million-repetitions", test_a_million_repetitions},
		{"a-million-series-are-too-many", test_a_million_series_are_too_many},
		{"moved-and-called-off", test_moved_and_called_off},
		{"time-zones", test_time_zones},
		{"folding", test_folding},
		{"tasks-are-told", test_tasks_are_told},
		{"broken-dates", test_broken_dates},
		{"a-participant-reads-a-calendar-in", test_a_participant_reads_a_calendar_in},
		{"the-meeting-shows-what-comes", test_the_meeting_shows_what_comes},
		{"faults-are-set-aside", test_faults_are_set_aside},
		{"title-is-one-line", test_title_is_one_line},
		{"own-meetings-come-back", test_own_meetings_come_back},
		{"published-files", test_published_files},
	};

	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(tests); i++) {
		g_autofree char *path = g_strconcat("/calendar/", tests[i].path, NULL);

		g_test_add_func(path, tests[i].test);
	}
	return g_test_run();
}
