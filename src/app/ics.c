/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meetings and due days as an iCalendar file (RFC 5545), for the calendars that people have. */
#include "config.h"

#include <string.h>

#include "app/app_private.h"
#include "osg/meeting.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/words.h"

#define LINE_OCTETS 73 /* 75 with room for the fold's blank */

/* One content line, folded between characters. */
static void add_line(GString *out, const char *line)
{
	gsize used = 0;

	for (const char *at = line; *at;) {
		const char *next = g_utf8_next_char(at);

		if (used + (gsize)(next - at) > LINE_OCTETS) {
			g_string_append(out, "\r\n ");
			used = 1;
		}
		g_string_append_len(out, at, next - at);
		used += (gsize)(next - at);
		at = next;
	}
	g_string_append(out, "\r\n");
}

static void add_text(GString *out, const char *name, const char *text)
{
	g_autoptr(GString) line = g_string_new(name);

	if (!text || !*text)
		return;
	g_string_append_c(line, ':');
	for (; *text; text++) {
		if (strchr("\\;,", *text))
			g_string_append_c(line, '\\');
		if (*text == '\n')
			g_string_append(line, "\\n");
		else
			g_string_append_c(line, *text);
	}
	add_line(out, line->str);
}

static void add_time(GString *out, const char *name, gint64 at)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(at);
	g_autofree char *text = g_date_time_format(time, "%Y%m%dT%H%M%SZ");
	g_autofree char *line = g_strdup_printf("%s:%s", name, text);

	add_line(out, line);
}

static void add_day(GString *out, const char *name, int day)
{
	int year, month, mday;
	g_autofree char *line = NULL;

	day_to_civil(day, &year, &month, &mday);
	line = g_strdup_printf("%s;VALUE=DATE:%04d%02d%02d", name, year, month, mday);
	add_line(out, line);
}

static void begin_event(GString *out, struct session *session, const struct record *record)
{
	char id[ID_TEXT_SIZE];
	g_autofree char *uid = NULL;

	id_format(&record->id, id);
	uid = g_strdup_printf("%s@osg", id);
	add_line(out, "BEGIN:VEVENT");
	add_text(out, "UID", uid);
	add_time(out, "DTSTAMP", session_now(session));
}

static void add_meeting(GString *out, struct session *session, const struct meeting *m)
{
	g_autofree char *week = week_name(m->week);
	g_autofree char *title = g_strdup_printf(_("OSG, meeting about %s"), week);
	gint64 from = m->planned_at != TIME_NONE ? m->planned_at : m->started_at;

	if (from == TIME_NONE || m->focus_group)
		return;
	begin_event(out, session, &m->record);
	add_time(out, "DTSTART", from);
	add_time(out, "DTEND",
		 m->ended_at != TIME_NONE && m->ended_at > from ? m->ended_at
								: from + 60 * (gint64)m->minutes);
	add_text(out, "SUMMARY", title);
	add_text(out, "LOCATION", m->location);
	add_line(out, "END:VEVENT");
}

static void add_measure(GString *out, struct session *session, const struct measure *m)
{
	const struct registry *v = session_registry(session);
	const struct place *place = registry_place(v, m->place);
	g_autofree char *title = g_strdup_printf("%s: %s", registry_organisation_code(v, m->owner),
						 m->title ? m->title : "–");

	if (m->due == DAY_NONE || !measure_is_open(m))
		return;
	begin_event(out, session, &m->record);
	add_day(out, "DTSTART", m->due);
	add_day(out, "DTEND", m->due + 1);
	add_text(out, "SUMMARY", title);
	add_text(out, "LOCATION", place ? place->name : NULL);
	add_line(out, "TRANSP:TRANSPARENT");
	add_line(out, "END:VEVENT");
}

char *app_export_calendar(struct session *session, const struct record_kind *kind, GError **error)
{
	g_autoptr(GPtrArray) all = NULL;
	GString *out;

	if (kind != &meeting_kind && kind != &measure_kind) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("Only meetings and measures have days for a calendar."));
		return NULL;
	}
	all = session_all(session, kind, error);
	if (!all)
		return NULL;
	out = g_string_new(NULL);
	add_line(out, "BEGIN:VCALENDAR");
	add_line(out, "VERSION:2.0");
	add_line(out, "PRODID:-//osg//osg " VERSION "//EN");
	for (guint i = 0; i < all->len; i++)
		if (kind == &meeting_kind)
			add_meeting(out, session, all->pdata[i]);
		else
			add_measure(out, session, all->pdata[i]);
	add_line(out, "END:VCALENDAR");
	return g_string_free(out, FALSE);
}
