/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as people say them, at other presents: near midnight and new year, when the clocks change,
 * and where the time that is found is hardly meant. */
#include "config.h"

#include "osg/when.h"
#include "osg/week.h"

static gint64 now_at(const char *text)
{
	gint64 now = 0;

	g_assert_true(time_parse_rfc3339(text, &now));
	return now;
}

static void test_other_presents(void)
{
	static const struct {
		const char *now, *said, *stored;
	} cases[] = {
		{"2026-11-17T03:00:00+01:00", "i natt", "2026-11-16 22:00 - 2026-11-17 03:00"},
		{"2026-11-17T23:00:00+01:00", "i natt", "2026-11-17 22:00 - 2026-11-17 23:00"},
		{"2026-11-17T19:00:00+01:00", "ikväll", "2026-11-17 18:00 - 2026-11-17 19:00"},
		{"2027-01-04T09:00:00+01:00", "31/12", "2026-12-31"},
		{"2027-01-04T09:00:00+01:00", "v53", "2026-W53"},
		{"2027-01-04T09:00:00+01:00", "sön 22", "2027-01-03 22:00"},
		{"2027-01-04T09:00:00+01:00", "dec", "2026-12-01 00:00 - 2027-01-01 00:00"},
		{"2026-11-14T12:00:00+01:00", "lör-sön", "2026-11-07 00:00 - 2026-11-09 00:00"},
		{"2026-03-29T12:00:00+02:00", "idag", "2026-03-29"},
		{"2026-10-26T12:00:00+01:00", "igår", "2026-10-25"},
		{"2026-11-17T02:00:00+01:00", "efter 22", "2026-11-16 22:00 - 2026-11-17 02:00"},
		{"2026-11-17T02:00:00+01:00", "i natt 01:30", "2026-11-17 01:30"},
		{"2026-11-17T02:00:00+01:00", "i natt 02:10", NULL}, /* was the night before */
		{"2026-11-17T13:50:00+01:00", "strax före 14",
		 "2026-11-17 13:30 - 2026-11-17 13:50"},
		{"2027-01-15T09:00:00+01:00", "v52-v1", "2026-12-21 00:00 - 2027-01-11 00:00"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct when when;
		g_test_message("%s at %s", cases[i].said, cases[i].now);
		gboolean read = when_parse(cases[i].said, now_at(cases[i].now), &when, NULL);
		g_autofree char *stored = read ? when_edit(&when) : NULL;
		g_assert_cmpstr(stored, ==, cases[i].stored);
	}
}

/* "13/10" on 8 October is the slip of a hand, not what happened 360 days ago. */
static void test_doubtful(void)
{
	static const struct {
		const char *now, *said;
		gboolean doubtful;
	} cases[] = {
		{"2024-10-08T02:00:00+02:00", "13/10", TRUE},
		{"2024-10-08T02:00:00+02:00", "13/10 22", TRUE},
		{"2024-10-08T02:00:00+02:00", "v46", TRUE},
		{"2024-10-08T02:00:00+02:00", "13 okt 2023", FALSE},
		{"2024-10-08T02:00:00+02:00", "2023-10-13", FALSE},
		{"2024-10-08T02:00:00+02:00", "2014-10-08", TRUE},
		{"2024-10-08T02:00:00+02:00", "1/2", FALSE},
		{"2024-10-08T02:00:00+02:00", "8/10 01:30", FALSE},
		{"2025-01-04T09:00:00+01:00", "30/12", FALSE},
		{"2025-01-04T09:00:00+01:00", "dec", FALSE},
		/* a slip at two in the night, or the night before */
		{"2024-10-08T02:00:00+02:00", "02:15", TRUE},
		{"2024-10-08T02:00:00+02:00", "tis 02:15", TRUE},
		{"2024-10-08T02:00:00+02:00", "strax efter 02.30", TRUE},
		{"2024-10-08T02:00:00+02:00", "igår 02:15", FALSE},
		{"2024-10-08T02:00:00+02:00", "nyss", FALSE},
		{"2024-10-08T02:00:30+02:00", "nu", FALSE},
		{"2024-10-08T02:00:00+02:00", "för 20 min sedan", FALSE},
		{"2024-10-08T02:00:00+02:00", "för en timme sedan", FALSE},
		{"2024-10-08T02:00:00+02:00", "03:15", FALSE},
		{"2024-10-08T02:00:00+02:00", "22", FALSE},
		{"2024-10-07T23:30:00+02:00", "tis", FALSE},
		/* goes on with the clock */
		{"2024-10-08T13:44:00+02:00", "nyss", FALSE},
		{"2024-10-08T13:44:00+02:00", "för 30 min sedan", FALSE},
		{"2024-10-07T23:30:00+02:00", "igår 23:45", FALSE},
		/* on a clock of twelve hours */
		{"2024-10-08T16:00:00+02:00", "halv tre", TRUE},
		{"2024-10-08T13:00:00+02:00", "halv tre", FALSE},
		{"2024-10-08T16:00:00+02:00", "igår kvart över två", TRUE},
		{"2024-10-08T16:00:00+02:00", "halv tre i natt", FALSE},
		{"2024-10-08T16:00:00+02:00", "02:30", FALSE},
		{"2024-10-11T23:00:00+02:00", "8 i tisdags", FALSE},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		gint64 now = now_at(cases[i].now);
		struct when when;

		g_test_message("%s at %s", cases[i].said, cases[i].now);
		g_assert_true(when_parse(cases[i].said, now, &when, NULL));
		g_assert_cmpint(when_is_doubtful(cases[i].said, &when, now), ==, cases[i].doubtful);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/when/other-presents", test_other_presents);
	g_test_add_func("/when/doubtful", test_doubtful);
	return g_test_run();
}
