/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is true in the demo's year, for whoever judges osg by it: every report with where and when
 * it really was, which reports are one event and which only look so, what was planted, the final
 * counts, and the weekly meetings. Nothing here is for the program itself. */
#include "config.h"

#include <string.h>

#include "osg/week.h"

#include "demo/files.h"

static const char *const corrections[] = {"", "text", "category", "place", "withdrawn"};
static const char *const time_words[] = {"exact", "interval", "date", "week"};
static const char *const place_words[] = {"point", "place", "area", "none"};

static void append_values(GString *out, const char *const *values)
{
	for (int i = 0; values[i]; i++) {
		if (i)
			g_string_append_c(out, ',');
		csv_append_plain(out, values[i], ',');
	}
	g_string_append_c(out, '\n');
}

static char *real(double x)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];
	return g_strdup(x == x ? g_ascii_formatd(text, sizeof text, "%.5f", x) : "");
}

static const char *other_name(const struct demo_world *world, const struct demo_report *report)
{
	if (report->other < 0)
		return "";
	return report->correction == DEMO_NEW_PLACE ? world->places[report->other].name
						    : world->categories[report->other].code;
}

static void append_report(GString *out, const struct demo_year *year,
			  const struct demo_report *report)
{
	const struct demo_world *world = year->world;
	g_autofree char *id = demo_source_id(year, report),
			*week = week_format(year->first_week + report->week);
	g_autofree char *event = g_strdup_printf("%d", report->event),
			*signal = g_strdup_printf("%d", report->signal);
	g_autofree char *lat = real(report->lat), *lon = real(report->lon),
			*from = time_format_rfc3339(report->from);
	g_autofree char *to = time_format_rfc3339(report->to),
			*entered = time_format_rfc3339(report->entered);
	g_autofree char *corrected =
		report->correction ? time_format_rfc3339(report->corrected) : g_strdup("");
	const char *const values[] = {id,
				      world->organisations[report->organisation].code,
				      week,
				      event,
				      signal,
				      world->categories[report->category].code,
				      world->areas[report->area].name,
				      report->place >= 0 ? world->places[report->place].name : "",
				      lat,
				      lon,
				      from,
				      to,
				      time_words[report->time_precision],
				      place_words[report->precision],
				      entered,
				      report->entered < demo_meeting(year, report->week) ? "1"
											 : "0",
				      corrections[report->correction],
				      corrected,
				      other_name(world, report),
				      NULL};
	append_values(out, values);
}

static gboolean save_reports(const struct files *files, GError **error)
{
	g_autoptr(GString) out = g_string_new(
		"report,organisation,week,event,signal,category,area,place,lat,lon,time_from,time_"
		"to,"
		"time_precision,place_precision,entered,known_at_meeting,correction,corrected,"
		"corrected_to\n");
	for (guint i = 0; i < files->year->reports->len; i++)
		append_report(out, files->year, DEMO_REPORT(files->year, i));
	return demo_save(files, "truth_reports.csv", out->str, (gssize)out->len, error);
}

static gboolean save_pairs(const struct files *files, const char *name, const GArray *pairs,
			   GError **error)
{
	g_autoptr(GString) out = g_string_new("report_a,report_b,kind\n");
	for (guint i = 0; i < pairs->len; i++) {
		const struct demo_pair *pair = &g_array_index(pairs, struct demo_pair, i);
		g_autofree char *a = demo_source_id(files->year, DEMO_REPORT(files->year, pair->a));
		g_autofree char *b = demo_source_id(files->year, DEMO_REPORT(files->year, pair->b));
		append_values(out, (const char *const[]){a, b, pair->kind, NULL});
	}
	return demo_save(files, name, out->str, (gssize)out->len, error);
}

static gboolean save_signals(const struct files *files, GError **error)
{
	const struct demo_table *table = demo_world_table(files->year->world, "signals");
	g_autoptr(GString) out = g_string_new(NULL);
	int columns = csv_table_columns(table->csv);
	int rows = files->year->quiet ? 0 : csv_table_rows(table->csv);

	for (int row = -1; row < rows; row++)
		for (int i = 0; i < columns; i++) {
			csv_append_plain(out,
					 row < 0 ? csv_table_name(table->csv, i)
						 : csv_table_cell(table->csv, row, i),
					 ',');
			g_string_append_c(out, i + 1 < columns ? ',' : '\n');
		}
	return demo_save(files, "truth_signals.csv", out->str, (gssize)out->len, error);
}

/* Final counts: all reports that were ever made, and events, each counted with its first report. */
static gboolean save_weekly(const struct files *files, GError **error)
{
	const struct demo_year *year = files->year;
	const struct demo_world *world = year->world;
	g_autofree int *counts = g_new0(int, DEMO_WEEKS *DEMO_AREAS *DEMO_CATEGORIES * 2);
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	g_autoptr(GString) out = g_string_new("week,area,category,reports,events\n");
	for (guint i = 0; i < year->reports->len; i++) {
		const struct demo_report *report = DEMO_REPORT(year, i);
		int at = ((report->week * DEMO_AREAS + report->area) * DEMO_CATEGORIES +
			  report->category) *
			 2;
		if (report->correction == DEMO_WITHDRAWN)
			continue;
		counts[at]++;
		counts[at + 1] += g_hash_table_add(seen, GINT_TO_POINTER(report->event));
	}
	for (int at = 0; at < DEMO_WEEKS * DEMO_AREAS * DEMO_CATEGORIES; at++) {
		int week = at / (DEMO_AREAS * DEMO_CATEGORIES),
		    area = at / DEMO_CATEGORIES % DEMO_AREAS;
		if (!counts[at * 2])
			continue;
		g_autofree char *name = week_format(year->first_week + week);
		g_string_append_printf(out, "%s,%s,%s,%d,%d\n", name, world->areas[area].name,
				       world->categories[at % DEMO_CATEGORIES].code, counts[at * 2],
				       counts[at * 2 + 1]);
	}
	return demo_save(files, "truth_weekly.csv", out->str, (gssize)out->len, error);
}

/* Texts with something that must be caught, and texts that must not be. */
static gboolean save_texts(const struct files *files, GError **error)
{
	const struct demo_year *year = files->year;
	g_autoptr(GString) out = g_string_new("report,kind,text\n");
	for (guint i = 0; i < year->reports->len; i++) {
		const struct demo_report *report = DEMO_REPORT(year, i);
		struct demo_words words = demo_write(files->writer, report, FALSE);
		const char *kind = NULL,
			   *personal = words.text ? demo_personal(year, report, &kind) : NULL;
		const char *harmless = demo_harmless(files->writer, report);
		g_autofree char *id = demo_source_id(year, report);
		if (personal)
			append_values(out, (const char *const[]){id, kind, personal, NULL});
		if (words.text && harmless)
			append_values(out, (const char *const[]){id, "harmless", harmless, NULL});
		g_free(words.text);
	}
	return demo_save(files, "truth_texts.csv", out->str, (gssize)out->len, error);
}

static gboolean save_meetings(const struct files *files, GError **error)
{
	int day = week_monday(files->year->first_week + 1) + 1, y, m, d;
	day_to_civil(day, &y, &m, &d);
	g_autofree char *out = g_strdup_printf(
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//osg//demo//"
		"SV\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/"
		"Stockholm\r\n"
		"BEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-"
		"1SU\r\nTZOFFSETFROM:+"
		"0200\r\n"
		"TZOFFSETTO:+0100\r\nTZNAME:CET\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:"
		"19700329T020000\r\n"
		"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+"
		"0200\r\nTZNAME:"
		"CEST\r\nEND:DAYLIGHT\r\n"
		"END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:osg-demo-meeting@example.org\r\nDTSTAMP:%04d%"
		"02d%02dT080000Z\r\n"
		"DTSTART;TZID=Europe/Stockholm:%04d%02d%02dT090000\r\nDTEND;TZID=Europe/"
		"Stockholm:%04d%02d%02dT100000\r\n"
		"RRULE:FREQ=WEEKLY;COUNT=%d;BYDAY=TU\r\nSUMMARY:Operativ "
		"samverkansgrupp\r\nLOCATION:Kommunalhuset\r\n"
		"END:VEVENT\r\nEND:VCALENDAR\r\n",
		y, m, d, y, m, d, y, m, d, DEMO_WEEKS);
	return demo_save(files, "meetings.ics", out, -1, error);
}

gboolean demo_save_truth(const struct files *files, GError **error)
{
	return save_reports(files, error) &&
	       save_pairs(files, "truth_duplicates.csv", files->year->pairs, error) &&
	       save_pairs(files, "truth_not_duplicates.csv", files->year->alike, error) &&
	       save_signals(files, error) && save_weekly(files, error) &&
	       save_texts(files, error) && save_meetings(files, error);
}
