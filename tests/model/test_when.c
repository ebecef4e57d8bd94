/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as people say them, read on Tuesday 17 November 2026 at 14:02 in Stockholm: what is stored
 * and what is echoed.
 */
#include "config.h"

#include "osg/when.h"

#include <string.h>

#include "osg/error.h"
#include "osg/week.h"

static gint64 now_at(const char *text)
{
	gint64 now = 0;

	g_assert_true(time_parse_rfc3339(text, &now));
	return now;
}

static void test_phrases(void)
{
	static const struct {
		const char *said, *stored, *echo;
		enum time_precision precision;
	} cases[] = {
		{"igår 22", "2026-11-16 22:00", "Mo 16 Nov 22:00", TIME_EXACT},
		{"fre kväll", "2026-11-13 18:00 - 2026-11-14 00:00", "Fr 13 Nov 18–24",
		 TIME_INTERVAL},
		{"14/11 20-23", "2026-11-14 20:00 - 2026-11-14 23:00", "Sa 14 Nov 20–23",
		 TIME_INTERVAL},
		{"i natt", "2026-11-16 22:00 - 2026-11-17 06:00", "Mo 16 Nov 22–06", TIME_INTERVAL},
		{"nyss", "2026-11-17 14:02", "Tu 17 Nov 14:02", TIME_EXACT},
		{"förra tis em", "2026-11-10 12:00 - 2026-11-10 18:00", "Tu 10 Nov 12–18",
		 TIME_INTERVAL},
		{"2026-11-14 20:15", "2026-11-14 20:15", "Sa 14 Nov 20:15", TIME_EXACT},
		{"14 nov kl 9", "2026-11-14 09:00", "Sa 14 Nov 09:00", TIME_EXACT},
		{"0015 nov 14", "2026-11-14 00:15", "Sa 14 Nov 00:15", TIME_EXACT},
		{"kl 10 14/11-26", "2026-11-14 10:00", "Sa 14 Nov 10:00", TIME_EXACT},
		{"10:15 14 nov -25", "2025-11-14 10:15", "Fr 14 Nov 2025 10:15", TIME_EXACT},
		{"10 oktober kl 18 2026", "2026-10-10 18:00", "Sa 10 Oct 18:00", TIME_EXACT},
		{"14 nov 20-23", "2026-11-14 20:00 - 2026-11-14 23:00", "Sa 14 Nov 20–23",
		 TIME_INTERVAL},
		{"v46", "2026-W46", "w.46", TIME_WEEK},
		{"lör-sön", "2026-11-14 00:00 - 2026-11-16 00:00", "Sa 14–Su 15 Nov",
		 TIME_INTERVAL},
		{"0930", "2026-11-17 09:30", "Tu 17 Nov 09:30", TIME_EXACT},
		{"-2d", "2026-11-15", "Su 15 Nov, hour unknown", TIME_DATE},
		{"idag", "2026-11-17", "Tu 17 Nov, hour unknown", TIME_DATE},
		{"i dag", "2026-11-17", "Tu 17 Nov, hour unknown", TIME_DATE},
		{"igår", "2026-11-16", "Mo 16 Nov, hour unknown", TIME_DATE},
		{"yesterday 22", "2026-11-16 22:00", "Mo 16 Nov 22:00", TIME_EXACT},
		{"last night", "2026-11-16 18:00 - 2026-11-17 06:00", "Mo 16 Nov 18–06",
		 TIME_INTERVAL},
		{"i morse", "2026-11-17 06:00 - 2026-11-17 09:00", "Tu 17 Nov 06–09",
		 TIME_INTERVAL},
		{"i går kväll", "2026-11-16 18:00 - 2026-11-17 00:00", "Mo 16 Nov 18–24",
		 TIME_INTERVAL},
		{"igar kvall", "2026-11-16 18:00 - 2026-11-17 00:00", "Mo 16 Nov 18–24",
		 TIME_INTERVAL},
		{"tis", "2026-11-17", "Tu 17 Nov, hour unknown", TIME_DATE},
		{"tis 13", "2026-11-17 13:00", "Tu 17 Nov 13:00", TIME_EXACT},
		{"tis 15", "2026-11-10 15:00", "Tu 10 Nov 15:00", TIME_EXACT},
		{"to 22", "2026-11-12 22:00", "Th 12 Nov 22:00", TIME_EXACT},
		{"v46 to", "2026-11-12", "Th 12 Nov, hour unknown", TIME_DATE},
		{"fri 20 to 23", "2026-11-13 20:00 - 2026-11-13 23:00", "Fr 13 Nov 20–23",
		 TIME_INTERVAL},
		{"fre 17 - mån 8", "2026-11-13 17:00 - 2026-11-16 08:00",
		 "Fr 13 Nov 17–Mo 16 Nov 08", TIME_INTERVAL},
		{"fre kväll - lör morgon", "2026-11-13 18:00 - 2026-11-14 09:00", "Fr 13 Nov 18–09",
		 TIME_INTERVAL},
		{"mellan 20 och 23", "2026-11-16 20:00 - 2026-11-16 23:00", "Mo 16 Nov 20–23",
		 TIME_INTERVAL},
		{"between 8 and 9", "2026-11-17 08:00 - 2026-11-17 09:00", "Tu 17 Nov 08–09",
		 TIME_INTERVAL},
		{"för en timme sedan", "2026-11-17 13:02", "Tu 17 Nov 13:02", TIME_EXACT},
		{"2 hours ago", "2026-11-17 12:02", "Tu 17 Nov 12:02", TIME_EXACT},
		{"-3h", "2026-11-17 11:02", "Tu 17 Nov 11:02", TIME_EXACT},
		{"-2v", "2026-W45", "w.45", TIME_WEEK},
		{"2 dagar sedan kl 22", "2026-11-15 22:00", "Su 15 Nov 22:00", TIME_EXACT},
		{"3 days ago", "2026-11-14", "Sa 14 Nov, hour unknown", TIME_DATE},
		{"2 veckor sedan", "2026-W45", "w.45", TIME_WEEK},
		{"14-15 nov", "2026-11-14 00:00 - 2026-11-16 00:00", "Sa 14–Su 15 Nov",
		 TIME_INTERVAL},
		{"14-15/11", "2026-11-14 00:00 - 2026-11-16 00:00", "Sa 14–Su 15 Nov",
		 TIME_INTERVAL},
		{"30 dec - 2 jan", "2025-12-30 00:00 - 2026-01-03 00:00", "Tu 30 Dec 2025–Fr 2 Jan",
		 TIME_INTERVAL},
		{"29 feb", "2024-02-29", "Th 29 Feb 2024, hour unknown", TIME_DATE},
		{"14.11.2026", "2026-11-14", "Sa 14 Nov, hour unknown", TIME_DATE},
		{"9pm", "2026-11-16 21:00", "Mo 16 Nov 21:00", TIME_EXACT},
		{"9:30 pm", "2026-11-16 21:30", "Mo 16 Nov 21:30", TIME_EXACT},
		{"12 am", "2026-11-17 00:00", "Tu 17 Nov 00:00", TIME_EXACT},
		{"12 pm", "2026-11-17 12:00", "Tu 17 Nov 12:00", TIME_EXACT},
		{"halv tio igår", "2026-11-16 09:30", "Mo 16 Nov 09:30", TIME_EXACT},
		{"fre midnatt", "2026-11-14 00:00", "Sa 14 Nov 00:00", TIME_EXACT},
		{"fre natt", "2026-11-13 22:00 - 2026-11-14 06:00", "Fr 13 Nov 22–06",
		 TIME_INTERVAL},
		{"fre natt 02", "2026-11-14 02:00", "Sa 14 Nov 02:00", TIME_EXACT},
		{"natten till lördag", "2026-11-13 22:00 - 2026-11-14 06:00", "Fr 13 Nov 22–06",
		 TIME_INTERVAL},
		{"i helgen", "2026-11-14 00:00 - 2026-11-16 00:00", "Sa 14–Su 15 Nov",
		 TIME_INTERVAL},
		{"förra helgen", "2026-11-07 00:00 - 2026-11-09 00:00", "Sa 7–Su 8 Nov",
		 TIME_INTERVAL},
		{"förra veckan", "2026-W46", "w.46", TIME_WEEK},
		{"förra veckan fre", "2026-11-13", "Fr 13 Nov, hour unknown", TIME_DATE},
		{"november", "2026-11-01 00:00 - 2026-12-01 00:00", "November 2026", TIME_INTERVAL},
		{"okt 2025", "2025-10-01 00:00 - 2025-11-01 00:00", "October 2025", TIME_INTERVAL},
		{"oktober-november", "2026-10-01 00:00 - 2026-12-01 00:00", "Th 1 Oct–Mo 30 Nov",
		 TIME_INTERVAL},
		{"den 14", "2026-11-14", "Sa 14 Nov, hour unknown", TIME_DATE},
		{"den 14:e kl 20", "2026-11-14 20:00", "Sa 14 Nov 20:00", TIME_EXACT},
		{"nov 14", "2026-11-14", "Sa 14 Nov, hour unknown", TIME_DATE},
		{"nov 14-16", "2026-11-14 00:00 - 2026-11-17 00:00", "Sa 14–Mo 16 Nov",
		 TIME_INTERVAL},
		{"nov 14 2025", "2025-11-14", "Fr 14 Nov 2025, hour unknown", TIME_DATE},
		{"nov 14 20:15", "2026-11-14 20:15", "Sa 14 Nov 20:15", TIME_EXACT},
		{"14th november 8:15", "2026-11-14 08:15", "Sa 14 Nov 08:15", TIME_EXACT},
		{"22-tiden igår", "2026-11-16 21:30 - 2026-11-16 22:30", "Mo 16 Nov 21:30–22:30",
		 TIME_INTERVAL},
		{"ca 22 igår", "2026-11-16 21:30 - 2026-11-16 22:30", "Mo 16 Nov 21:30–22:30",
		 TIME_INTERVAL},
		{"2026-W46", "2026-W46", "w.46", TIME_WEEK},
		{"2026-W46-6 20:15", "2026-11-14 20:15", "Sa 14 Nov 20:15", TIME_EXACT},
		{"2026-10-25 02:30", "2026-10-25 02:30", "Su 25 Oct 02:30 (summer time)",
		 TIME_EXACT},
		{"2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+01:00",
		 "Su 25 Oct 02:30 (winter time)", TIME_EXACT},
		{"2024-10-04 18:00 - 2024-10-05 00:00", "2024-10-04 18:00 - 2024-10-05 00:00",
		 "Fr 4 Oct 2024 18–24", TIME_INTERVAL},
		{"20261114", "2026-11-14", "Sa 14 Nov, hour unknown", TIME_DATE},
		{"to 22.15", "2026-11-12 22:15", "Th 12 Nov 22:15", TIME_EXACT},
		{"kl 9", "2026-11-17 09:00", "Tu 17 Nov 09:00", TIME_EXACT},
		{"23", "2026-11-16 23:00", "Mo 16 Nov 23:00", TIME_EXACT},
		{"23:30", "2026-11-16 23:30", "Mo 16 Nov 23:30", TIME_EXACT},
		{"22-02", "2026-11-16 22:00 - 2026-11-17 02:00", "Mo 16 Nov 22–02", TIME_INTERVAL},
		{"fr 13 nov", "2026-11-13", "Fr 13 Nov, hour unknown", TIME_DATE},
		{"fre-mån", "2026-11-13 00:00 - 2026-11-17 00:00", "Fr 13–Mo 16 Nov",
		 TIME_INTERVAL},
		{"v44-v45", "2026-10-26 00:00 - 2026-11-09 00:00", "Mo 26 Oct–Su 8 Nov",
		 TIME_INTERVAL},
		{"fre v46 kväll", "2026-11-13 18:00 - 2026-11-14 00:00", "Fr 13 Nov 18–24",
		 TIME_INTERVAL},
		{"kvällen kl 9", "2026-11-16 21:00", "Mo 16 Nov 21:00", TIME_EXACT},
		{"lör 22 - sön 04", "2026-11-14 22:00 - 2026-11-15 04:00", "Sa 14 Nov 22–04",
		 TIME_INTERVAL},
		{"yesterday evening", "2026-11-16 18:00 - 2026-11-17 00:00", "Mo 16 Nov 18–24",
		 TIME_INTERVAL},
		{"on friday at 9", "2026-11-13 09:00", "Fr 13 Nov 09:00", TIME_EXACT},
		{"den 31", "2026-10-31", "Sa 31 Oct, hour unknown", TIME_DATE},
		{"förrgår förmiddag", "2026-11-15 09:00 - 2026-11-15 12:00", "Su 15 Nov 09–12",
		 TIME_INTERVAL},
		{"14/11 2025", "2025-11-14", "Fr 14 Nov 2025, hour unknown", TIME_DATE},
		{"IGÅR 22", "2026-11-16 22:00", "Mo 16 Nov 22:00", TIME_EXACT},
		{" igår   22 ", "2026-11-16 22:00", "Mo 16 Nov 22:00", TIME_EXACT},
		/* over two dates, in every way that people write them (were taken for days 18–20)
		 */
		{"15/11 18 - 16/11 07", "2026-11-15 18:00 - 2026-11-16 07:00", "Su 15 Nov 18–07",
		 TIME_INTERVAL},
		{"15/11 18-16/11 07", "2026-11-15 18:00 - 2026-11-16 07:00", "Su 15 Nov 18–07",
		 TIME_INTERVAL},
		{"15/11 kl 18 till 16/11 kl 07", "2026-11-15 18:00 - 2026-11-16 07:00",
		 "Su 15 Nov 18–07", TIME_INTERVAL},
		{"14/11 18-16/11 20", "2026-11-14 18:00 - 2026-11-16 20:00",
		 "Sa 14 Nov 18–Mo 16 Nov 20", TIME_INTERVAL},
		{"14 nov 18 - 16 nov 20", "2026-11-14 18:00 - 2026-11-16 20:00",
		 "Sa 14 Nov 18–Mo 16 Nov 20", TIME_INTERVAL},
		{"från 14/11 18.00 till 16/11 20.30", "2026-11-14 18:00 - 2026-11-16 20:30",
		 "Sa 14 Nov 18:00–Mo 16 Nov 20:30", TIME_INTERVAL},
		{"lör 18 - 16/11 07", "2026-11-14 18:00 - 2026-11-16 07:00",
		 "Sa 14 Nov 18–Mo 16 Nov 07", TIME_INTERVAL},
		{"2026-11-14 18-2026-11-16 20", "2026-11-14 18:00 - 2026-11-16 20:00",
		 "Sa 14 Nov 18–Mo 16 Nov 20", TIME_INTERVAL},
		/* another year is told */
		{"18 okt 2024", "2024-10-18", "Fr 18 Oct 2024, hour unknown", TIME_DATE},
		{"31/12 2025 18 - 1/1 2026 02", "2025-12-31 18:00 - 2026-01-01 02:00",
		 "We 31 Dec 2025 18–02", TIME_INTERVAL},
		{"v46 2024", "2024-W46", "w.46 2024", TIME_WEEK},
		{"13/11-14/11", "2026-11-13 00:00 - 2026-11-15 00:00", "Fr 13–Sa 14 Nov",
		 TIME_INTERVAL},
	};
	gint64 now = now_at("2026-11-17T14:02:00+01:00");

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		struct when when, again;
		g_test_message("%s", cases[i].said);
		g_assert_true(when_parse(cases[i].said, now, &when, &error));
		g_autofree char *stored = when_edit(&when),
				*echo = when_format(&when, week_of_time(now));
		g_assert_cmpstr(stored, ==, cases[i].stored);
		g_assert_cmpstr(echo, ==, cases[i].echo);
		g_assert_cmpint(when.precision, ==, cases[i].precision);
		g_assert_true(when_parse(stored, now, &again, NULL));
		g_assert_true(again.from == when.from && again.to == when.to &&
			      again.precision == when.precision);
	}
}

/* Each was taken for another time, without a word. */
static void test_other_time(void)
{
	static const struct {
		const char *said, *stored;
	} cases[] = {
		{"natten mellan fredag och lördag", "2026-11-13 22:00 - 2026-11-14 06:00"},
		{"natten mellan 13 och 14 november", "2026-11-13 22:00 - 2026-11-14 06:00"},
		{"natten mellan 13/11 och 14/11 kl 02", "2026-11-14 02:00"},
		{"natten fre-lör", "2026-11-13 22:00 - 2026-11-14 06:00"},
		{"natten mellan 01 och 03", "2026-11-17 01:00 - 2026-11-17 03:00"},
		{"i natt mellan 01 och 03", "2026-11-17 01:00 - 2026-11-17 03:00"},
		{"mellan 22 och 02 i fredags", "2026-11-13 22:00 - 2026-11-14 02:00"},
		{"mellan kl 22 och kl 02 natten mot lördag", "2026-11-13 22:00 - 2026-11-14 02:00"},
		{"22-02 igår", "2026-11-16 22:00 - 2026-11-17 02:00"},
		{"kl 22 - midnatt igår", "2026-11-16 22:00 - 2026-11-17 00:00"},
		{"between 10pm and 2am on friday", "2026-11-13 22:00 - 2026-11-14 02:00"},
		{"10-11 pm friday", "2026-11-13 22:00 - 2026-11-13 23:00"},
		{"8 to 4 pm yesterday", "2026-11-16 08:00 - 2026-11-16 16:00"},
		{"mellan 9 och 11 på kvällen", "2026-11-16 21:00 - 2026-11-16 23:00"},
		{"fre kväll 20-02", "2026-11-13 20:00 - 2026-11-14 02:00"},
		{"fre kväll 12", "2026-11-14 00:00"},
		{"natten kl 12", "2026-11-17 00:00"},
		{"igår 0:00-24:00", "2026-11-16 00:00 - 2026-11-17 00:00"},
		{"v 40-42", "2026-09-28 00:00 - 2026-10-19 00:00"},
		{"helgen v45", "2026-11-07 00:00 - 2026-11-09 00:00"},
		{"förra helgen sön", "2026-11-08"},
		{"den 13-15", "2026-11-13 00:00 - 2026-11-16 00:00"},
		{"6/10-24", "2024-10-06"},
		{"6.10.24", "2024-10-06"},
		{"2024/10/06", "2024-10-06"},
		{"för en vecka sedan", "2026-W46"},
		{"för en kvart sedan", "2026-11-17 13:47"},
		{"kvart över nio igår kväll", "2026-11-16 21:15"},
		{"fem i halv tre", "2026-11-17 02:25"},
		{"half past nine", "2026-11-17 09:30"},
		{"igår e.m.", "2026-11-16 12:00 - 2026-11-16 18:00"},
		{"under natten", "2026-11-16 22:00 - 2026-11-17 06:00"},
		{"2024-10-05 23:30–00:15", "2024-10-05 23:30 - 2024-10-06 00:15"},
		/* what holds the present ends now; hours that have not passed are yesterday's */
		{"ca 14", "2026-11-17 13:30 - 2026-11-17 14:02"},
		{"ca 14:20", "2026-11-17 13:50 - 2026-11-17 14:02"},
		{"ca 14:32", "2026-11-16 14:02 - 2026-11-16 15:02"},
		{"eftermiddag", "2026-11-17 12:00 - 2026-11-17 14:02"},
		{"13-15", "2026-11-16 13:00 - 2026-11-16 15:00"},
		{"22-02", "2026-11-16 22:00 - 2026-11-17 02:00"},
		{"2015-22", "2026-11-16 20:15 - 2026-11-16 22:00"},
		{"2026-2030", "2026-11-16 20:26 - 2026-11-16 20:30"},
		{"oktober-november", "2026-10-01 00:00 - 2026-12-01 00:00"},
		/* as it is written at two o'clock in the night */
		{"fredagskvällen", "2026-11-13 18:00 - 2026-11-14 00:00"},
		{"lördagnatt", "2026-11-14 22:00 - 2026-11-15 06:00"},
		{"söndagsmorgon kl 7", "2026-11-15 07:00"},
		{"vid tvåtiden", "2026-11-17 01:30 - 2026-11-17 02:30"},
		{"kring 13", "2026-11-17 12:30 - 2026-11-17 13:30"},
		{"sent igår kväll", "2026-11-16 18:00 - 2026-11-17 00:00"},
		{"någon gång i natt", "2026-11-16 22:00 - 2026-11-17 06:00"},
		{"nån gång mellan fredag och söndag", "2026-11-13 00:00 - 2026-11-16 00:00"},
		{"över helgen", "2026-11-14 00:00 - 2026-11-16 00:00"},
		/* beside a time */
		{"strax före 14", "2026-11-17 13:30 - 2026-11-17 14:00"},
		{"strax efter 13", "2026-11-17 13:00 - 2026-11-17 13:30"},
		{"lite innan kl 13", "2026-11-17 12:30 - 2026-11-17 13:00"},
		{"strax efter 14", "2026-11-17 14:00 - 2026-11-17 14:02"},
		{"strax före midnatt i lördags", "2026-11-14 23:30 - 2026-11-15 00:00"},
		{"strax efter midnatt", "2026-11-17 00:00 - 2026-11-17 00:30"},
		{"efter midnatt", "2026-11-17 00:00 - 2026-11-17 06:00"},
		{"efter 13", "2026-11-17 13:00 - 2026-11-17 14:02"},
		{"efter 22", "2026-11-16 22:00 - 2026-11-17 14:02"},
		{"från 13", "2026-11-17 13:00 - 2026-11-17 14:02"},
		{"sedan i fredags", "2026-11-13 00:00 - 2026-11-17 14:02"},
		{"fr.o.m. fre 22", "2026-11-13 22:00 - 2026-11-17 14:02"},
		{"2 dagar sedan kl 22", "2026-11-15 22:00"},
		{"igår efter ca 22", "2026-11-16 21:30 - 2026-11-17 00:00"},
		{"igår kväll efter kvart över tio", "2026-11-16 22:15 - 2026-11-17 00:00"},
		{"natten mot lördag efter 02", "2026-11-14 02:00 - 2026-11-14 06:00"},
		{"igår före 14", "2026-11-16 00:00 - 2026-11-16 14:00"},
		{"i morse före 7", "2026-11-17 00:00 - 2026-11-17 07:00"},
		{"efter 12 och före 13", "2026-11-17 12:00 - 2026-11-17 13:00"},
		{"från 12 till strax före 13", "2026-11-17 12:00 - 2026-11-17 13:00"},
		{"igår efter lunch", "2026-11-16 12:00 - 2026-11-16 18:00"},
		{"vid 13-tiden", "2026-11-17 12:30 - 2026-11-17 13:30"},
		{"ungefär kl. 13", "2026-11-17 12:30 - 2026-11-17 13:30"},
		{"c:a 13.00", "2026-11-17 12:30 - 2026-11-17 13:30"},
		{"ung. 13", "2026-11-17 12:30 - 2026-11-17 13:30"},
		{"vid tjugotvåsnåret igår", "2026-11-16 21:30 - 2026-11-16 22:30"},
		{"vid ettiden", "2026-11-17 00:30 - 2026-11-17 01:30"},
		{"halvtimme sedan", "2026-11-17 13:32"},
		{"en och en halv timme sen", "2026-11-17 12:32"},
		{"2 h sedan", "2026-11-17 12:02"},
		{"tidigt i morse", "2026-11-17 04:00 - 2026-11-17 09:00"}, /* was not before 6 */
		{"lördag dagtid", "2026-11-14 06:00 - 2026-11-14 18:00"},
		{"fre/lör natt", "2026-11-13 22:00 - 2026-11-14 06:00"},
		{"natten fre/lör kl 02", "2026-11-14 02:00"},
		{"lör/sön", "2026-11-14 00:00 - 2026-11-16 00:00"},
		{"261114 2015", "2026-11-14 20:15"},
		{"20261114 2015", "2026-11-14 20:15"},
		{"i tisdags", "2026-11-10"}, /* was today */
		{"v44-v46 2025", "2025-10-27 00:00 - 2025-11-17 00:00"},
		/* two digits behind a month: nothing but an hour, nothing but a year */
		{"14 nov at 09", "2026-11-14 09:00"},
		{"5 nov 9", "2026-11-05 09:00"},
		{"12 okt 18 på kvällen", "2026-10-12 18:00"},
		{"12 okt kväll 22", "2026-10-12 22:00"},
		{"12 okt 08 pm", "2026-10-12 20:00"},
		{"12 okt ca 18", "2026-10-12 17:30 - 2026-10-12 18:30"},
		{"12 okt 22 - 13 okt 02", "2026-10-12 22:00 - 2026-10-13 02:00"},
		{"12 okt 22 till 23", "2026-10-12 22:00 - 2026-10-12 23:00"},
		{"12 okt 18 - 13 okt 18", "2026-10-12 18:00 - 2026-10-13 18:00"},
		{"12 okt 25", "2025-10-12"},
		{"6/10 25", "2025-10-06"},
		{"6/10 23", "2026-10-06 23:00"},
		{"6/10 20-24", "2026-10-06 20:00 - 2026-10-07 00:00"},
		{"6/10 22 - 7/10 24", "2026-10-06 22:00 - 2026-10-08 00:00"},
		{"12 okt 25 kl 20", "2025-10-12 20:00"},
		{"12-14 okt 25", "2025-10-12 00:00 - 2025-10-15 00:00"},
		{"12 okt 25 - 3 nov 25", "2025-10-12 00:00 - 2025-11-04 00:00"},
		{"okt 24 kl 18", "2026-10-24 18:00"},
		{"lör okt 24", "2026-10-24"},
		{"okt 24 2025", "2025-10-24"},
	};
	gint64 now = now_at("2026-11-17T14:02:00+01:00");

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		struct when when;
		g_test_message("%s", cases[i].said);
		g_assert_true(when_parse(cases[i].said, now, &when, &error));
		g_autofree char *stored = when_edit(&when);
		g_assert_cmpstr(stored, ==, cases[i].stored);
	}
}

static void test_refused(void)
{
	static const struct {
		const char *said, *why;
	} cases[] = {
		{"31 februari", "does not exist"},
		/* the clocks were put forward over it; it became half past three */
		{"2026-03-29 02:30", "02:30 does not exist on 2026-03-29"},
		{"29/3 kl 2", "02:00 does not exist on 2026-03-29"},
		{"28/3 22 - 29/3 02:15", "02:15 does not exist on 2026-03-29"},
		/* a part that is 0 was taken as not said: today */
		{"0/11 12:00", "“0/11”"},
		{"17/0 12:00", "“17/0”"},
		{"0/92 12:00", "“0/92”"},
		{"0/0", "“0/0”"},
		{"1.-3.10", ""}, /* was one o'clock to ten past three */
		{"0/15", "“0/15”"},
		{"00/00/0000", "“00/00/0000”"},
		{"17/11/0000", "“17/11/0000”"},
		{"2026-00-14", "“2026-00-14”"},
		{"2026-11-00", "“2026-11-00”"},
		{"20261100", "“20261100”"},
		{"0000-11-14", "“0000-11-14”"},
		{"den 0", "“0”"},
		{"0 nov", "“0”"},
		{"1026-11-14", "1026"},
		{"fre 9999-W53 2-5", "is not understood as a time"}, /* its Friday is no day */
		{"31/2", "does not exist"},
		{"29/2 2025", "29 February 2025"},
		{"11/14", "no month 14"},
		{"ikväll", "lies ahead"},
		{"idag 13-15", "lies ahead"},
		{"17/11 13:00 - 17/11 14:10", "lies ahead"},
		{"13/11-18/11", "lies ahead"},
		{"november-december", "lies ahead"},
		{"imorgon", "lies ahead"},
		{"+3d", "lies ahead"},
		{"2027-01-01", "lies ahead"},
		{"idag 22", "lies ahead"},
		{"bananer", "“bananer”"},
		{"2026", "a year and a time"}, /* was 20:26 */
		{"2025", "a year and a time"},
		{"2026-10", "a year and a time"}, /* was 20:26–10:00 */
		{"2026-13", "a year and a time"},
		{"2026-00", "a year and a time"},
		{"10-2026", "a year and a time"},
		{"2025-2026", "a year and a time"},
		{"igår bananer", "“bananer”"},
		{"v60", "“v60”"},
		{"99", "“99”"},
		{"25:00", "not understood"},
		{"10:75", "not understood"},
		{"", "not understood"},
		{"-", "not understood"},
		{"fre -", "not understood"},
		{"fr 14 nov", "Saturday"},
		{"14/11 - 13/11 2026", "ends before"},
		{"20/10 07 - 19/10 18", "ends before"}, /* was a year long */
		{"20-18 Oct", "ends before"},
		{"21 Oct 22 - 20 Oct 04", "ends before"},
		{"personnummer", "not understood"},
		/* said twice, or for a day that is not said: was read as one of the two, or today
		 */
		{"fre kväll kl 02", "02:00 is not at that part"},
		{"igår morgon 22", "22:00 is not at"},
		{"igår eftermiddag 10", "10:00 is not at"},
		{"natten kl 9", "09:00 is not at"},
		{"igår lördag 22", "Monday"},
		{"idag fredag", "Tuesday"},
		{"fredag lördag", "two different"},
		{"kl 10 14/11-24", "two different"},
		{"10 oktober 14, 2026", "two different"},
		{"10-12 oktober 14", "“at 14” or “2014”"},
		/* was the 12th at six in the evening */
		{"12 Oct 18", "“at 18” or “2018”"},
		{"12 okt 24", "“at 24” or “2024”"},
		{"6/10 24", "“at 24” or “2024”"}, /* was the 7th */
		{"fre 6/10 24", "“at 24” or “2024”"},
		{"3 maj. 22", "“at 22” or “2022”"},
		{"5 november, 09", "“at 09” or “2009”"},
		{"Oct 12, 18", "“at 18” or “2018”"},
		{"mån 12 okt 20", "“at 20” or “2020”"},
		{"10 okt - 12 okt 18", "“at 18” or “2018”"},
		{"10 okt 24 - 12 nov", "“at 24” or “2024”"},
		{"12 okt 24 - 14 okt 24", "“at 24” or “2024”"},
		{"12 okt 22 - 3 nov 25", "two different"},
		{"12 okt 99", "“99”"},
		{"okt 24", "“24 October” or “October 2024”"},
		{"okt 24-25", "“24 October” or “October 2024”"},
		{"sep 23 - okt 25", "“23 September” or “September 2023”"},
		{"9-11 natten mot lördag", "not at that part"},
		{"3-9 på kvällen i fredags", "not at that part"},
		{"den 14 - 10 fm", "does not say when it began"},
		{"den 14 - 10-tiden", "does not say when it began"},
		{"on to fri", "two different"},
		{"14/11 oktober", "two different"},
		{"14/11 15 nov", "two different"},
		{"igår 14/11", "two different"},
		{"igår v45", "two different"},
		{"v46 20/10", "two different"},
		{"nu 22", "two different"},
		{"2 timmar sedan kl 22", "two different"},
		{"i helgen må", "two different"},
		{"i helgen 10", "which day"},
		{"v46 kl 10", "which day"},
		{"förra veckan 10", "which day"},
		{"oktober kl 10", "which day"},
		{"okt 2025 kväll", "which day"},
		{"igår - 14", "when it began"},
		{"ti to 3", "when it began"},
		{"22 - lö 02", "when it began"},
		{"v46-2026", "when it began"},
		{"igår 22-21", "ends before"},
		{"igår 22:00-22:00", "ends before"},
		{"1-3/10 kl 22-23", "more than one interval"},
		{"6-10-2024", "“-”"},
		{"förra oktober", "not understood"},
		{"jul", "“jul”"},
		{"jul 2025", "“jul”"},
		{"natten mellan lördag och måndag", "two different"},
		/* what is not clear */
		{"före 14", "when it began"},
		{"tills 14", "when it began"},
		{"igår före 0", "when it began"},
		{"lördag efter midnatt", "one night or the next"},
		{"igår efter 24", "one night or the next"},
		{"fre-lör natt", "one night or the next"}, /* was both days and nights */
		{"efter fredag", "not understood"},
		{"före 20/10", "not understood"},
		{"efter skolan", "“skolan”"},
		{"före 12 till 13", "not understood"},
		{"strax", "“strax”"},
		{"22h", "“22h”"}, /* was 22 hours ago */
		{"261314", "“261314”"},
		{"201114", "“201114”"},
		{"v47-v48", "lies ahead"}, /* was said to end before it begins */
		{"2026-W47 - 2026-W48", "lies ahead"},
	};
	gint64 now = now_at("2026-11-17T14:02:00+01:00");

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		struct when when;
		g_test_message("%s", cases[i].said);
		g_assert_false(when_parse(cases[i].said, now, &when, &error));
		g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
		g_test_message("%s", error->message);
		g_assert_nonnull(strstr(error->message, cases[i].why));
	}
}

/* The same words at other times of day and year. */
static void test_formats(void)
{
	static const struct {
		const char *text, *format, *stored;
	} cases[] = {
		{"2018-10", "%Y-%m", "2018-10-01 00:00 - 2018-11-01 00:00"},
		{"2024-04-05", "%Y-%m-%d", "2024-04-05"},
		{"01/05/2018 11:50:00 PM", "%m/%d/%Y %I:%M:%S %p", "2018-01-05 23:50"},
		{"01/05/2018 12:05:00 AM", "%m/%d/%Y %I:%M:%S %p", "2018-01-05 00:05"},
		{"31/12/2018", "%d/%m/%Y", "2018-12-31"},
		{"18 november 10:07", "%d %B %H:%M", NULL},
		{"18 november 2023", "%d %B %Y", "2023-11-18"},
		{"20240405", "%Y%m%d", "2024-04-05"},
		{"2024-02-31", "%Y-%m-%d", NULL},
		{"2024-02-00", "%Y-%m-%d", NULL},
		{" 2024-04-05", "%Y-%m-%d", NULL},
		{"2024-04-05x", "%Y-%m-%d", NULL},
		{"2024-04-05 23:60", "%Y-%m-%d %H:%M", NULL},
		{"2024-04-05 24:00", "%Y-%m-%d %H:%M", NULL},
		{"13:00 PM", "%I:%M %p", NULL},
		{"24-04-05", "%Y-%m-%d", NULL},
		{"2024-04-05T10:00:00+02:00", "iso", "2024-04-05 10:00"},
		{"2024-04-05", "iso", "2024-04-05"},
		{"", "%Y", NULL},
		{"2024-04-05", "%Y-%m-%d%", NULL},
		{"2018-12", "%Y-%m", "2018-12-01 00:00 - 2019-01-01 00:00"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct when when;
		gboolean read = when_parse_format(cases[i].text, cases[i].format, &when);
		g_test_message("%s", cases[i].text);
		g_autofree char *stored = read ? when_edit(&when) : NULL;
		g_assert_cmpstr(stored, ==, cases[i].stored);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/when/phrases", test_phrases);
	g_test_add_func("/when/other-time", test_other_time);
	g_test_add_func("/when/refused", test_refused);
	g_test_add_func("/when/formats", test_formats);
	return g_test_run();
}
