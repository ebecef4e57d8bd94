/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendars (iCalendar, RFC 5545) as planned events: what, when and where. Descriptions, organisers
 * and guests are left, for they are about persons. A series becomes an event for each time, from
 * SERIES_BACK days ago to SERIES_AHEAD days on; what a calendar cancels is withdrawn. An event
 * keeps its identity through UID and RECURRENCE-ID, so the same file again changes nothing.
 *
 * This is our own reader and not libical's: that one keeps no line numbers to say where a fault is,
 * and loads 40 megabytes of ICU into a program that starts in milliseconds. */
#include "config.h"

#include <string.h>

#include "exchange/formats.h"
#include "exchange/html_text.h"
#include "exchange/ical_event.h"
#include "exchange/ical_rule.h"
#include "exchange/ical_text.h"
#include "exchange/ical_zone.h"
#include "exchange/place_find.h"
#include "exchange/row_text.h"
#include "osg/week.h"

#define SERIES_BACK 371
#define SERIES_AHEAD 371
#define MOST_EVENTS 20000 /* of a file */

struct ical_reading {
	const struct record_reader *reader;
	struct ical_zones *zones;
	GHashTable *moved; /* source ids of single times of a series that say when they are */
	GHashTable *seen;  /* source id -> line on which its event begins */
	gboolean closed;   /* the file's end is there */
	gint64 category;
	int first, last; /* days of series that are kept */
	int events, past, series, cancelled, ours, tasks;
	int skipped, twice; /* times that were not there, or came twice, as the clocks were moved */
};

/* records */

static void event_place(struct ical_reading *r, const struct ical_event *e,
			struct planned_event *out)
{
	const struct registry *v = r->reader->registry;
	g_autofree char *location = ical_text(ical_find(e->lines, "LOCATION"));
	gboolean found = (location && place_find_text(v, location, &out->place, &out->area)) ||
			 (out->title && place_find_text(v, out->title, &out->place, &out->area));

	if (found && out->place)
		out->area = 0;
	if (location && !found)
		out->note = g_strdelimit(g_steal_pointer(&location), "\n", ' ');
}

/* What the guard does not let through is set aside as any fault. */
static gboolean put_refused(struct ical_event *e, GError *take_why, GError **error)
{
	if (!g_error_matches(take_why, OSG_ERROR, OSG_ERROR_RULE) &&
	    !g_error_matches(take_why, OSG_ERROR, OSG_ERROR_REASON)) {
		g_propagate_error(error, take_why);
		return FALSE;
	}
	if (!e->reason)
		ical_fault(e, ical_find(e->lines, "SUMMARY"), g_strdup(take_why->message));
	g_error_free(take_why);
	return TRUE;
}

static void count_odd(struct ical_reading *r, const char *zone, int day, int seconds)
{
	int odd = ical_zone_odd(r->zones, zone, day, seconds);

	r->skipped += odd < 0;
	r->twice += odd > 0;
}

/* Times that the clocks passed over, or showed twice: RFC 5545 says which is meant, and a series
 * goes on over such nights. */
static void count_odd_times(struct ical_reading *r, const struct ical_event *e, int begins)
{
	const struct ical_line *end = ical_find(e->lines, "DTEND");
	g_autofree char *zone = end ? ical_parameter(end, "TZID") : NULL;
	gboolean date, utc;
	int day, seconds;

	if (e->whole_days)
		return;
	if (!e->utc)
		count_odd(r, e->zone, begins, e->seconds);
	if (end && ical_wall(end->value, &day, &seconds, &date, &utc) && !utc)
		count_odd(r, zone, day + begins - e->day, seconds);
}

static gboolean put_event(struct ical_reading *r, struct ical_event *e, const char *source_id,
			  int day, gboolean cancelled, GError **error)
{
	struct planned_event *out = record_new(&planned_event_kind);
	GError *why = NULL;
	gboolean ok;

	out->record.id = id_from_name("ics", source_id);
	out->record.withdrawn = cancelled;
	out->title = ical_text(ical_find(e->lines, "SUMMARY"));
	html_settle(&out->title);
	if (out->title)
		g_strdelimit(out->title, "\n", ' ');
	out->time_from = ical_begins(r->zones, e, day);
	out->time_to = ical_ends(r->zones, e, day);
	out->category = r->category;
	out->organisation = r->reader->organisation;
	out->source = g_strdup("ics");
	out->source_id = g_strdup(source_id);
	event_place(r, e, out);
	r->events++;
	count_odd_times(r, e, day);
	ok = r->reader->record(out, r->reader->data, &why) || put_refused(e, why, error);
	record_free(out);
	return ok;
}

static gboolean too_many(const struct ical_reading *r, GError **error)
{
	if (r->events < MOST_EVENTS)
		return FALSE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
		    _("%s holds more than %d events from a year back to a year ahead. Send a "
		      "calendar of fewer."),
		    r->reader->file, MOST_EVENTS);
	return TRUE;
}

/* One time of a series, by when it begins by the rule. */
static char *source_id_at(const struct ical_event *e, gint64 time)
{
	return g_strdup_printf("%s/%" G_GINT64_FORMAT, e->uid, time);
}

struct series {
	struct ical_reading *reading;
	struct ical_event *event;
	GHashTable *excluded, *done; /* gint64 times; done owns its keys */
	gint64 until;
	GError **error;
	gboolean ok;
};

/* An excluded time is withdrawn, in case an earlier file had it; one that says itself when it is
 * comes by itself. */
static gboolean series_day(int day, gpointer data)
{
	struct series *s = data;
	struct ical_reading *r = s->reading;
	gint64 time = ical_begins(r->zones, s->event, day);
	g_autofree char *id = source_id_at(s->event, time);

	if (time > s->until)
		return FALSE;
	if (!g_hash_table_add(s->done, g_memdup2(&time, sizeof time)) ||
	    g_hash_table_contains(r->moved, id))
		return TRUE;
	s->ok = !too_many(r, s->error) &&
		put_event(r, s->event, id, day,
			  s->event->cancelled || g_hash_table_contains(s->excluded, &time),
			  s->error);
	return s->ok;
}

/* All values of lines of a name, as times; a whole day stands for the series' time on it. */
static gboolean read_dates(struct ical_reading *r, struct ical_event *e, const char *name,
			   GHashTable *times)
{
	for (guint i = 0; i < e->lines->len; i++) {
		const struct ical_line *line = e->lines->pdata[i];
		g_auto(GStrv) values = NULL;

		if (strcmp(line->name, name) != 0)
			continue;
		values = g_strsplit(line->value, ",", -1);
		for (char **value = values; *value; value++) {
			gboolean date;
			gint64 time;

			(*value)[strcspn(*value, "/")] = '\0'; /* a period: its beginning */
			if (!ical_time(r->zones, e, line, g_strstrip(*value), &time, &date))
				return FALSE;
			if (date && !e->whole_days) {
				int day = time_day(time);

				time = ical_begins(r->zones, e, day);
			}
			g_hash_table_add(times, g_memdup2(&time, sizeof time));
		}
	}
	return TRUE;
}

static GHashTable *times_new(void)
{
	return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
}

/* A date as UNTIL holds its whole day. */
static gboolean read_until(struct ical_reading *r, struct ical_event *e,
			   const struct ical_line *line, const struct ical_rule *rule,
			   gint64 *until)
{
	const char *text = ical_rule_until(rule);
	gboolean date = FALSE;

	*until = G_MAXINT64;
	if (!text)
		return TRUE;
	if (!ical_time(r->zones, e, line, text, until, &date))
		return FALSE;
	*until += date ? DAY_SECONDS - 1 : 0;
	return TRUE;
}

/* Times beside the rule, on the day that they begin here. */
static void put_added(struct series *s, GHashTable *added)
{
	GHashTableIter iter;
	gpointer key;

	s->until = G_MAXINT64;
	g_hash_table_iter_init(&iter, added);
	while (s->ok && g_hash_table_iter_next(&iter, &key, NULL)) {
		struct ical_event once = *s->event;
		struct ical_event *event = s->event;

		once.zone = NULL;
		once.utc = FALSE;
		time_to_local(*(gint64 *)key, &once.day, &once.seconds);
		if (once.day < s->reading->first || once.day > s->reading->last)
			continue;
		s->event = &once;
		series_day(once.day, s);
		s->event = event;
		event->at = once.at;
		event->reason = once.reason;
	}
}

/* FALSE: the file's reading ends; a fault of the series is the event's. */
static gboolean put_series(struct ical_reading *r, struct ical_event *e,
			   const struct ical_line *line, GError **error)
{
	g_autofree char *reason = NULL;
	struct ical_rule *rule = line ? ical_rule_parse(line->value, &reason) : NULL;
	g_autoptr(GHashTable) excluded = times_new(), added = times_new(), done = times_new();
	struct series s = {r, e, excluded, done, G_MAXINT64, error, TRUE};

	if (line && !rule)
		ical_fault(e, line, g_steal_pointer(&reason));
	else if (read_dates(r, e, "EXDATE", excluded) && read_dates(r, e, "RDATE", added) &&
		 (!rule || read_until(r, e, line, rule, &s.until))) {
		r->series++;
		if (rule)
			ical_rule_days(rule, e->day, r->first, r->last, series_day, &s);
		else if (e->day >= r->first)
			series_day(e->day, &s);
		if (s.ok)
			put_added(&s, added);
	}
	ical_rule_free(rule);
	return s.ok;
}

/* One time of a series that is moved, or changed, or called off. */
static gboolean put_moved(struct ical_reading *r, struct ical_event *e,
			  const struct ical_line *line, GError **error)
{
	g_autofree char *id = NULL;
	gboolean date;
	gint64 time;

	if (!ical_time(r->zones, e, line, line->value, &time, &date))
		return TRUE;
	id = source_id_at(e, time);
	return !too_many(r, error) && put_event(r, e, id, e->day, e->cancelled, error);
}

/* An id twice in a file: the second would replace the first, and the first again the second. */
static gboolean check_new(struct ical_reading *r, struct ical_event *e)
{
	const struct ical_line *moved = ical_find(e->lines, "RECURRENCE-ID");
	char *id = g_strdup_printf("%s\n%s", e->uid, moved ? moved->value : "");
	int first = GPOINTER_TO_INT(g_hash_table_lookup(r->seen, id));

	if (!first) {
		g_hash_table_insert(r->seen, id, GINT_TO_POINTER(e->number));
		return TRUE;
	}
	g_free(id);
	return ical_fault(e, ical_find(e->lines, "UID"),
			  g_strdup_printf(_("the event on line %d has the same identity; expected "
					    "another UID"),
					  first));
}

/* "ID@osg" is what osg's own calendar calls a meeting or a measure. Another installation's are
 * events as any. */
static gboolean is_ours(const struct ical_reading *r, const struct ical_event *e)
{
	gsize length = strlen(e->uid);
	g_autofree char *text = NULL;
	struct id id;

	if (!r->reader->ours || !g_str_has_suffix(e->uid, "@osg"))
		return FALSE;
	text = g_strndup(e->uid, length - strlen("@osg"));
	return id_parse(text, &id) && r->reader->ours(&id, r->reader->data);
}

static gboolean put_one(struct ical_reading *r, struct ical_event *e, GError **error)
{
	const struct ical_line *rule = ical_find(e->lines, "RRULE"),
			       *moved = ical_find(e->lines, "RECURRENCE-ID");

	if (!check_new(r, e))
		return TRUE;
	if (is_ours(r, e)) {
		r->ours++;
		return TRUE;
	}
	r->cancelled += e->cancelled;
	if (moved)
		return put_moved(r, e, moved, error);
	if (rule || ical_find(e->lines, "RDATE"))
		return put_series(r, e, rule, error);
	if (e->day + e->days < r->first) {
		r->past++;
		return TRUE;
	}
	return !too_many(r, error) && put_event(r, e, e->uid, e->day, e->cancelled, error);
}

/* What was read of the event, in the form of a row that was set aside. */
static char *event_row(const GPtrArray *lines)
{
	static const char *const names[] = {"SUMMARY",  "LOCATION",     "DTSTART", "DTEND",
					    "DURATION", "RRULE",        "RDATE",   "EXDATE",
					    "UID",      "RECURRENCE-ID"};
	GString *out = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		const struct ical_line *line = ical_find(lines, names[i]);

		if (line)
			row_text_append(out, line->name, line->value);
	}
	return g_string_free(out, FALSE);
}

static gboolean take_event(struct ical_reading *r, const GPtrArray *lines, int number,
			   gboolean whole, GError **error)
{
	struct ical_event e = {.lines = lines, .number = number};
	gboolean ok = TRUE;

	if (!whole)
		ical_fault(
			&e, NULL,
			g_strdup(_("it ends in the middle: expected END:VEVENT behind its lines")));
	else if (ical_event_read(r->zones, &e))
		ok = put_one(r, &e, error);
	if (ok && e.reason) {
		g_autofree char *row = event_row(lines);

		ok = r->reader->aside(e.at ? e.at->number : number, e.at ? e.at->name : NULL,
				      e.at ? e.at->value : NULL, e.reason, row, r->reader->data,
				      error);
	}
	ical_event_clear(&e);
	return ok;
}

/* the file */

/* Its own lines, from the one after BEGIN:VEVENT, without an alarm's. Where it ends. */
static guint event_lines(const GPtrArray *all, guint i, GPtrArray *lines)
{
	int depth = 0;

	g_ptr_array_set_size(lines, 0);
	for (; i < all->len; i++) {
		struct ical_line *line = all->pdata[i];

		if (ical_is(line, "END", "VEVENT") || ical_is(line, "BEGIN", "VEVENT") ||
		    ical_is(line, "END", "VCALENDAR"))
			break;
		if (strcmp(line->name, "BEGIN") == 0)
			depth++;
		else if (strcmp(line->name, "END") == 0)
			depth = MAX(depth - 1, 0);
		else if (!depth)
			g_ptr_array_add(lines, line);
	}
	return i;
}

/* Which single times of series say themselves when they are. */
static void note_moved(struct ical_reading *r, const GPtrArray *lines)
{
	const struct ical_line *moved = ical_find(lines, "RECURRENCE-ID");
	struct ical_event e = {.lines = lines};
	gboolean date;
	gint64 time;

	if (moved && (e.uid = ical_text(ical_find(lines, "UID"))) &&
	    ical_time(r->zones, &e, moved, moved->value, &time, &date))
		g_hash_table_add(r->moved, source_id_at(&e, time));
	ical_event_clear(&e);
}

static void tell_series(const struct ical_reading *r)
{
	g_autofree char *last = day_format_iso(r->last);
	g_autofree char *sentence =
		g_strdup_printf(ngettext("%d series: its times until %s.",
					 "%d series: their times until %s.", (gulong)r->series),
				r->series, last);

	r->reader->note(sentence, r->reader->data);
}

static void tell(const struct ical_reading *r)
{
	if (r->series)
		tell_series(r);
	record_reader_tell(r->reader, r->cancelled,
			   ngettext("%d event is called off or private in the calendar: it is not "
				    "taken, or withdrawn if it was here.",
				    "%d events are called off or private in the calendar: they "
				    "are not taken, or withdrawn if they were here.",
				    (gulong)r->cancelled));
	record_reader_tell(r->reader, r->ours,
			   ngettext("%d event is a meeting or a measure of this database, as osg "
				    "wrote it; it was left out.",
				    "%d events are meetings or measures of this database, as osg "
				    "wrote them; they were left out.",
				    (gulong)r->ours));
	record_reader_tell(r->reader, r->skipped,
			   ngettext("%d time was not there that night (the clocks were put "
				    "forward from 02:00 to 03:00); an hour later is meant.",
				    "%d times were not there that night (the clocks were put "
				    "forward from 02:00 to 03:00); an hour later is meant.",
				    (gulong)r->skipped));
	record_reader_tell(r->reader, r->twice,
			   ngettext("%d time came twice that night (the clocks were put "
				    "back); the first is meant.",
				    "%d times came twice that night (the clocks were put "
				    "back); the first is meant.",
				    (gulong)r->twice));
	record_reader_tell(
		r->reader, r->tasks,
		ngettext("%d task or note of the calendar is no event and was read past.",
			 "%d tasks or notes of the calendar are no events and were read past.",
			 (gulong)r->tasks));
	if (!r->closed)
		r->reader->note(_("The file does not end with END:VCALENDAR; it may have been cut "
				  "off on its way."),
				r->reader->data);
	record_reader_tell(r->reader, r->past,
			   ngettext("%d event was read past: it was over more than a year ago.",
				    "%d events were read past: they were over more than a year "
				    "ago.",
				    (gulong)r->past));
}

static gboolean each_event(struct ical_reading *r, const GPtrArray *all,
			   gboolean (*each)(struct ical_reading *r, const GPtrArray *lines,
					    int number, gboolean whole, GError **error),
			   GError **error)
{
	g_autoptr(GPtrArray) lines = g_ptr_array_new();

	for (guint i = 0; i < all->len; i++) {
		const struct ical_line *begin = all->pdata[i];
		gboolean whole;

		r->closed = ical_is(begin, "END", "VCALENDAR");
		if (!ical_is(begin, "BEGIN", "VEVENT"))
			continue;
		i = event_lines(all, i + 1, lines);
		whole = i < all->len && ical_is(all->pdata[i], "END", "VEVENT");
		if (!each(r, lines, begin->number, whole, error))
			return FALSE;
		i -= !whole && i < all->len;
	}
	return TRUE;
}

static int tasks_in(const GPtrArray *all)
{
	int tasks = 0;

	for (guint i = 0; i < all->len; i++)
		tasks += ical_is(all->pdata[i], "BEGIN", "VTODO") ||
			 ical_is(all->pdata[i], "BEGIN", "VJOURNAL");
	return tasks;
}

static gboolean look_for_moved(struct ical_reading *r, const GPtrArray *lines, int number UNUSED,
			       gboolean whole, GError **error UNUSED)
{
	if (whole)
		note_moved(r, lines);
	return TRUE;
}

static gboolean ical_read(const char *bytes, gsize length, const struct record_reader *reader,
			  GError **error)
{
	g_autoptr(GPtrArray) lines = ical_lines(bytes, length);
	const struct category *planned = registry_find_category(reader->registry, "EVE");
	struct ical_reading r = {.reader = reader, .category = planned ? planned->record.key : 0};
	gboolean ok;
	int today = time_day(reader->now);

	r.first = today - SERIES_BACK;
	r.last = today + SERIES_AHEAD;
	r.tasks = tasks_in(lines);
	r.zones = ical_zones_new(lines);
	r.moved = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	r.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	ok = each_event(&r, lines, look_for_moved, error) &&
	     each_event(&r, lines, take_event, error);
	if (ok)
		tell(&r);
	g_hash_table_unref(r.moved);
	g_hash_table_unref(r.seen);
	ical_zones_free(r.zones);
	return ok;
}

static int ical_sniff(const char *head, gsize length, const char *name UNUSED)
{
	static const char begin[] = "BEGIN:VCALENDAR";
	gsize blank = strspn(head, " \t\r\n");

	return length - blank >= strlen(begin) &&
			       g_ascii_strncasecmp(head + blank, begin, strlen(begin)) == 0
		       ? 99
		       : 0;
}

const struct format format_ical = {
	.id = "ics",
	.title = N_("a calendar's events (iCalendar)"),
	.sniff = ical_sniff,
	.foreign = TRUE,
	.read_records = ical_read,
};
