/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days to come, and moments that may have been or be still to come. */
#include "config.h"

#include <string.h>

#include "osg/week.h"
#include "osg/when.h"

/* from a Tuesday */
#define NOW "2026-11-17T09:30:00+01:00"

static void test_days_to_come(void)
{
	static const struct {
		const char *text, *day;
	} cases[] = {{"18/12", "2026-12-18"},
		     {"18.12", "2026-12-18"}, /* was no day */
		     {"2.3", "2027-03-02"},
		     {" senast 18.12", "2026-12-18"},
		     {"18.12 2027", "2027-12-18"},
		     {"18.13", NULL},
		     {"18.12 27", "2027-12-18"},
		     {"18/12 27", "2027-12-18"},
		     {"6/10 24", NULL},
		     {"6.10 24", NULL},
		     {"2/3", "2027-03-02"},
		     {"fre", "2026-11-20"},
		     {"tis", "2026-11-17"},
		     {"+14", "2026-12-01"},
		     {"v.50", "2026-12-11"},
		     {"imorgon", "2026-11-18"},
		     {"16/11", "2026-11-16"},
		     {"18 dec", "2026-12-18"},
		     {"6 april 2019", "2019-04-06"},
		     {"nästa fre", "2026-11-27"},
		     {"Nästa fredag", "2026-11-27"},
		     {"next mon", "2026-11-23"},
		     {"nästa vecka", "2026-11-27"},
		     {"om två veckor", "2026-12-01"},
		     {"om 10 dagar", "2026-11-27"},
		     {"in a week", "2026-11-24"},
		     {"på fredag", "2026-11-20"},
		     {"senast 18/12", "2026-12-18"},
		     {"i övermorgon", "2026-11-19"},
		     {"förra fredagen", "2026-11-13"},
		     {"i fredags", "2026-11-13"},
		     {"igår", "2026-11-16"},
		     {"fre 14", "2026-11-20"}, /* was in May */
		     {"tis 08", "2026-11-17"},
		     {"den 31", "2026-12-31"},
		     {"den 1", "2026-12-01"},   /* was in May */
		     {"januari", "2027-01-31"}, /* was last January */
		     {"november", "2026-11-30"},
		     {"2027-12-31", "2027-12-31"}, /* was refused: more than half a year ahead */
		     {"31/12 2027", "2027-12-31"},
		     {"2026", NULL},
		     {"29/2", "2024-02-29"},
		     {"14-16/12", "2026-12-16"},
		     {"denna vecka", "2026-11-20"},    /* was a Monday */
		     {"mån-fre", "2026-11-20"},        /* was in December */
		     {"en vecka sedan", "2026-11-13"}, /* was in December */
		     {"21:40 igår", "2026-11-16"},
		     {"måndagen förra veckan", "2026-11-09"},
		     {"ikväll", "2026-11-17"},
		     {"14", NULL}, /* was a day in May */
		     {"12 okt 27", "2027-10-12"},
		     {"12 okt -27", "2027-10-12"},
		     {"12 okt 24", NULL}, /* was the day after */
		     {"jan 27", NULL},    /* or January 2027 */
		     {"i natt", NULL},
		     {"efter 13", NULL},
		     {"om 0 dagar", NULL},
		     {"om 99999999999 veckor", NULL},
		     {"om veckor", NULL},
		     {"nästa", NULL},
		     {"nästa 18/12", NULL},
		     {"snart", NULL},
		     {"+", NULL},
		     {"", NULL}};
	gint64 now;

	g_assert_true(time_parse_rfc3339(NOW, &now));
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		int day = due_parse(cases[i].text, now);
		g_autofree char *iso = day != DAY_NONE ? day_format_iso(day) : NULL;

		g_assert_cmpstr(iso, ==, cases[i].day);
	}
}

/* Asked about is what can say two things; the rest is no day. */
static void test_questions(void)
{
	static const struct {
		const char *text, *says; /* NULL: nothing to ask */
	} cases[] = {{"12 okt 24", "“at 24” or “2024”"},
		     {"6/10 24", "“at 24” or “2024”"},
		     {"6.10 24", "“at 24” or “2024”"},
		     {"jan 27", "“27 January” or “January 2027”"},
		     {"2026", "can be a year and a time of day"},
		     {"18/12", NULL},
		     {"31/2", NULL},
		     {"snart", NULL},
		     {"", NULL}};
	gint64 now;

	g_assert_true(time_parse_rfc3339(NOW, &now));
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *question = day_question(cases[i].text, now);

		g_test_message("%s", cases[i].text);
		g_assert_true(cases[i].says ? question && strstr(question, cases[i].says)
					    : !question);
	}
}

/* A day, then why: as many words as it takes. */
static void test_day_and_why(void)
{
	static const struct {
		const char *text, *day, *why;
	} cases[] = {{"18/12 lamporna kommer", "2026-12-18", "lamporna kommer"},
		     {"18/12 2027 lamporna kommer", "2027-12-18", "lamporna kommer"},
		     {"18.12 lamporna", "2026-12-18", "lamporna"},
		     {"18/12 2 lampor", "2026-12-18", "2 lampor"},
		     {"nästa fredag lamporna", "2026-11-27", "lamporna"},
		     {"om två veckor  lamporna", "2026-12-01", "lamporna"},
		     {"14 dec 2 lampor", "2026-12-14", "2 lampor"},
		     {"fre 14 lampor", "2026-11-20", "14 lampor"},
		     {"18 dec 14 lampor", "2026-12-18", "14 lampor"},
		     {"jan 27 lampor", NULL, "jan 27 lampor"},
		     {"jan 14 lampor", "2027-01-14", "lampor"},
		     {"v50", "2026-12-11", ""},
		     {"lamporna kommer", NULL, "lamporna kommer"},
		     {"", NULL, ""}};
	gint64 now;

	g_assert_true(time_parse_rfc3339(NOW, &now));
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		const char *why;
		int day = due_begins(cases[i].text, now, &why);
		g_autofree char *iso = day != DAY_NONE ? day_format_iso(day) : NULL;

		g_assert_cmpstr(iso, ==, cases[i].day);
		g_assert_cmpstr(why, ==, cases[i].why);
	}
}

/* Of a deadline the nearest is meant, be it behind or ahead; what is said of the past is past. */
static void test_moments_behind_and_ahead(void)
{
	static const struct {
		const char *text, *means;
	} cases[] = {{"18/12 14", "2026-12-18T14:00:00+01:00"},
		     {"10/11 14", "2026-11-10T14:00:00+01:00"},
		     {"igår 22", "2026-11-16T22:00:00+01:00"},
		     {"fre 22", "2026-11-13T22:00:00+01:00"},
		     {"2031-05-01 08:00", "2031-05-01T08:00:00+02:00"},
		     {"2026", NULL}, /* was a quarter past eight ten years on */
		     {"2026-11", NULL},
		     {"igår 21:40", "2026-11-16T21:40:00+01:00"},
		     {"imorgon", "2026-11-18T00:00:00+01:00"},
		     {"nästa fredag", "2026-11-27T00:00:00+01:00"},
		     {"31/2", NULL},
		     {"snart", NULL}};
	struct when when;
	gint64 now;

	g_assert_true(time_parse_rfc3339(NOW, &now));
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		gboolean read = moment_parse(cases[i].text, now, &when, &error);
		g_autofree char *iso = read ? time_format_rfc3339(when.from) : NULL;

		g_assert_cmpstr(iso, ==, cases[i].means);
		g_assert_true(read == !error);
	}
}

/* What has been, what may be either, and what is to come with its time of day. */
static void test_directions(void)
{
	static const struct {
		const char *text, *been, *begin, *deadline; /* NULL: not understood */
	} cases[] = {
		{"fre 14", "2026-11-13", "2026-11-20", "2026-11-20T14:00:00+01:00"},
		{"10.11", "2026-11-10", "2026-11-10", "2026-11-17T10:11:00+01:00"},
		{"18.12", "2025-12-18", "2026-12-18", "2026-11-17T18:12:00+01:00"},
		{"fre", "2026-11-13", "2026-11-20", "2026-11-20T00:00:00+01:00"},
		{"tis 14", "2026-11-10", "2026-11-17", "2026-11-17T14:00:00+01:00"},
		{"tis 08", "2026-11-17", "2026-11-17", "2026-11-24T08:00:00+01:00"},
		{"i fredags 14", "2026-11-13", "2026-11-13", "2026-11-13T14:00:00+01:00"},
		{"1/1", "2026-01-01", "2027-01-01", "2027-01-01T00:00:00+01:00"},
		{"10/11 14", "2026-11-10", "2026-11-10", "2026-11-10T14:00:00+01:00"},
		{"14", "2026-11-16", "2026-11-16", "2026-11-17T14:00:00+01:00"},
		{"08", "2026-11-17", "2026-11-17", "2026-11-18T08:00:00+01:00"},
		{"imorgon 14", NULL, NULL, "2026-11-18T14:00:00+01:00"},
		{"i övermorgon", NULL, "2026-11-19", "2026-11-19T00:00:00+01:00"},
		{"idag 14", NULL, NULL, "2026-11-17T14:00:00+01:00"},
		{"2026-12-01 14:00", NULL, "2026-12-01", "2026-12-01T14:00:00+01:00"},
		{"2026-11-01 14:00", "2026-11-01", "2026-11-01", "2026-11-01T14:00:00+01:00"},
		{"snart", NULL, NULL, NULL},
		{"21:40 igår", "2026-11-16", "2026-11-16", "2026-11-16T21:40:00+01:00"},
		{"sent igår", "2026-11-16", "2026-11-16", "2026-11-16T00:00:00+01:00"},
		{"i morse", "2026-11-17", "2026-11-17", "2026-11-17T06:00:00+01:00"},
		{"en vecka sedan", "2026-11-09", "2026-11-09", "2026-11-09T00:00:00+01:00"},
		{"november", "2026-11-01", "2026-11-01", "2026-11-01T00:00:00+01:00"},
		{"nästa fredag", NULL, "2026-11-27", "2026-11-27T00:00:00+01:00"},
		{"2026", NULL, NULL, NULL},
		{"2026-11", NULL, NULL, NULL},
	};
	gint64 now;

	g_assert_true(time_parse_rfc3339(NOW, &now));
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		int been = been_parse(cases[i].text, now), begin = begin_parse(cases[i].text, now);
		g_autofree char *day = been != DAY_NONE ? day_format_iso(been) : NULL,
				*either = begin != DAY_NONE ? day_format_iso(begin) : NULL,
				*iso = NULL;
		struct when when;

		if (deadline_parse(cases[i].text, now, &when, NULL))
			iso = time_format_rfc3339(when.from);
		g_test_message("%s", cases[i].text);
		g_assert_cmpstr(day, ==, cases[i].been);
		g_assert_cmpstr(either, ==, cases[i].begin);
		g_assert_cmpstr(iso, ==, cases[i].deadline);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/due/days-to-come", test_days_to_come);
	g_test_add_func("/due/questions", test_questions);
	g_test_add_func("/due/day-and-why", test_day_and_why);
	g_test_add_func("/due/directions", test_directions);
	g_test_add_func("/due/moments-behind-and-ahead", test_moments_behind_and_ahead);
	return g_test_run();
}
