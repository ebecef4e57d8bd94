/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads events from a plain file, lays them out by week for the detectors of analysis/, and writes
 * what they say. What cannot be judged is refused with a sentence: a number without meaning would
 * be taken for one. */
#include "config.h"

#include "analyst/patterns_file.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analyst/axes.h"
#include "analyst/sheet.h"
#include "osg/burst.h"
#include "osg/drift.h"
#include "osg/reporter.h"
#include "osg/slots.h"
#include "osg/text.h"
#include "osg/week.h"

#define MOST_EVENTS 1000000
#define MOST_COUNTS 20000000 /* lines x weeks */
#define LEAST_WEEKS 9        /* what every detector needs before a window of one week */
#define NIGHT_CHANCE (1 / 26.0)

/* What an event is told apart by. */
enum { FIRST, SECOND, NAMES };

struct file_event {
	gint64 time; /* TIME_NONE = its hour is not known */
	int week, weekday, hour;
	double x, y;
	int name[NAMES]; /* index in names */
};

struct names {
	GPtrArray *list; /* owned texts */
	GHashTable *index;
};

struct events {
	GArray *list; /* struct file_event */
	struct names names[NAMES];
	int first, weeks; /* from the first week with an event to the last */
	int hourless;
	struct axes axes;
};

/* Which columns a pattern reads. */
static const struct pattern_columns {
	const char *time, *name[NAMES];
	gboolean needs[NAMES], points;
} columns_of[] = {
	[PATTERN_REPORTER] = {"date", {"reporter", NULL}, {TRUE, FALSE}, FALSE},
	[PATTERN_NIGHTS] = {"time", {"category", NULL}, {FALSE, FALSE}, TRUE},
	[PATTERN_HOURS] = {"time", {"category", "area"}, {TRUE, TRUE}, FALSE},
	[PATTERN_DRIFT] = {"date", {"place", NULL}, {TRUE, FALSE}, FALSE},
};

/* reading */

static void events_init(struct events *e)
{
	e->list = g_array_new(FALSE, TRUE, sizeof(struct file_event));
	for (int n = 0; n < NAMES; n++) {
		e->names[n].list = g_ptr_array_new_with_free_func(g_free);
		e->names[n].index = g_hash_table_new(g_str_hash, g_str_equal);
	}
}

static void events_clear(struct events *e)
{
	axes_end(&e->axes, NULL);
	g_array_unref(e->list);
	for (int n = 0; n < NAMES; n++) {
		g_hash_table_unref(e->names[n].index);
		g_ptr_array_unref(e->names[n].list);
	}
}

static int name_index(struct names *names, const char *text)
{
	gpointer at = g_hash_table_lookup(names->index, text);
	char *name;

	if (at)
		return GPOINTER_TO_INT(at) - 1;
	name = g_strdup(text);
	g_ptr_array_add(names->list, name);
	g_hash_table_insert(names->index, name, GUINT_TO_POINTER(names->list->len));
	return (int)names->list->len - 1;
}

/* "2024-10-21", "2024-10-21 22:40", "2024-10-21T22:40:00+02:00", or its time of day beside it. */
static gboolean read_time(struct file_event *event, const struct plain_sheet *sheet, int column,
			  int date, char **reason)
{
	struct when when;
	int day, seconds;

	if (!plain_sheet_when(sheet, column, date, &when, reason) ||
	    (when.precision != TIME_EXACT && when.precision != TIME_DATE))
		return FALSE;
	time_to_local(when.from, &day, &seconds);
	event->time = when.precision == TIME_EXACT ? when.from : TIME_NONE;
	event->week = week_of_day(day);
	event->weekday = day_weekday(day);
	event->hour = seconds / 3600;
	return TRUE;
}

struct found_columns {
	int time, date, x, y, name[NAMES];
};

static gboolean columns_find(const struct plain_sheet *sheet, const struct pattern_columns *c,
			     struct found_columns *found, GError **error)
{
	found->date = plain_sheet_column(sheet, "date");
	found->time = plain_sheet_column(sheet, "time");
	if (found->time < 0 || g_str_equal(c->time, "date"))
		found->time = found->date;
	if (found->time < 0 && plain_sheet_need(sheet, c->time, error) < 0)
		return FALSE;
	for (int n = 0; n < NAMES; n++) {
		found->name[n] = !c->name[n]   ? -1
				 : c->needs[n] ? plain_sheet_need(sheet, c->name[n], error)
					       : plain_sheet_column(sheet, c->name[n]);
		if (found->name[n] < 0 && c->needs[n])
			return FALSE;
	}
	found->x = c->points ? plain_sheet_need(sheet, "x", error) : -1;
	found->y = found->x >= 0 ? plain_sheet_need(sheet, "y", error) : -1;
	return !c->points || found->y >= 0;
}

static gboolean read_event(struct events *e, const struct plain_sheet *sheet,
			   const struct pattern_columns *c, const struct found_columns *at,
			   GError **error)
{
	struct file_event event = {0};
	g_autofree char *reason = NULL;

	if (!read_time(&event, sheet, at->time, at->date, &reason)) {
		g_autofree char *shown = analyst_quote(plain_sheet_cell(sheet, at->time));

		if (reason)
			plain_sheet_complain(sheet, at->time, error, _("“%s”: %s."), shown, reason);
		else
			plain_sheet_complain(
				sheet, at->time, error,
				_("“%s” is no time; expected for example 2024-10-21 22:40."),
				shown);
		return FALSE;
	}
	if (c->points && (!plain_sheet_number(sheet, at->x, &event.x, error) ||
			  !plain_sheet_number(sheet, at->y, &event.y, error) ||
			  !axes_take(&e->axes, sheet, at->x, event.x, event.y, error)))
		return FALSE;
	for (int n = 0; n < NAMES; n++) {
		const char *name = plain_sheet_cell(sheet, at->name[n]);

		if (c->needs[n] && !*name) {
			plain_sheet_complain(sheet, at->name[n], error,
					     _("it is empty; a name was expected."));
			return FALSE;
		}
		event.name[n] = name_index(&e->names[n], name);
	}
	e->hourless += event.time == TIME_NONE;
	g_array_append_val(e->list, event);
	return TRUE;
}

#define EVENT(e, i) (&g_array_index((e)->list, struct file_event, (i)))

static void weeks_find(struct events *e)
{
	int last = EVENT(e, 0)->week;

	e->first = last;
	for (guint i = 0; i < e->list->len; i++) {
		e->first = MIN(e->first, EVENT(e, i)->week);
		last = MAX(last, EVENT(e, i)->week);
	}
	e->weeks = last - e->first + 1;
}

static gboolean refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static gboolean refuse(GError **error, const char *format, ...)
{
	va_list arguments;
	g_autofree char *text = NULL;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE, text);
	return FALSE;
}

/* The names of the columns that are needed, into needed; a time may stand under two. */
static void needed_names(const struct pattern_columns *c, const char *needed[NAMES + 4])
{
	int count = 0;

	if (g_str_equal(c->time, "date"))
		needed[count++] = c->time;
	for (int n = 0; n < NAMES; n++)
		if (c->name[n] && c->needs[n])
			needed[count++] = c->name[n];
	if (c->points) {
		needed[count++] = "x";
		needed[count++] = "y";
	}
	needed[count] = NULL;
}

static gboolean events_read(struct events *e, const char *path, const struct pattern_columns *c,
			    GPtrArray *notes, GError **error)
{
	const char *needed[NAMES + 4];
	needed_names(c, needed);
	g_autoptr(sheet_auto) sheet = plain_sheet_open(path, needed, notes, error);
	struct found_columns at;

	if (!sheet || !columns_find(sheet, c, &at, error))
		return FALSE;
	while (plain_sheet_next(sheet)) {
		if (e->list->len >= MOST_EVENTS)
			return refuse(error, _("More than %d events; give fewer."), MOST_EVENTS);
		if (!read_event(e, sheet, c, &at, error))
			return FALSE;
	}
	if (!axes_end(&e->axes, error))
		return FALSE;
	if (!e->list->len)
		return refuse(error, _("There are no events, so there is nothing to judge."));
	weeks_find(e);
	return TRUE;
}

/* counting */

/* Events by line and week; NULL with an error where they are too many or too few weeks. */
static int *counts_new(const struct events *e, int lines, int least, GError **error)
{
	if (e->weeks < least) {
		refuse(error, _("Too few weeks to judge: %d of the %d that are needed."), e->weeks,
		       least);
		return NULL;
	}
	if ((gint64)lines * e->weeks > MOST_COUNTS) {
		refuse(error, _("%d names in %d weeks are too many; give fewer."), lines, e->weeks);
		return NULL;
	}
	return g_new0(int, (gsize)lines *(gsize)e->weeks);
}

/* Events of each of the first names, and of all, a week. */
static int *counts_by_name(const struct events *e, int least, int **totals, GError **error)
{
	int *counts = counts_new(e, (int)e->names[FIRST].list->len, least, error);

	*totals = counts ? g_new0(int, (gsize)e->weeks) : NULL;
	for (guint i = 0; counts && i < e->list->len; i++) {
		const struct file_event *event = EVENT(e, i);
		int t = event->week - e->first;

		counts[(gsize)event->name[FIRST] * (gsize)e->weeks + (gsize)t]++;
		(*totals)[t]++;
	}
	return counts;
}

/* reporters and drift */

static gboolean reporter_run(const struct events *e, enum rows_format format, GString *out,
			     GError **error)
{
	static const char *const columns[] = {"reporter", "changed", "since", "weeks",
					      "now",      "before",  "times", "score"};
	g_autofree int *totals = NULL;
	g_autofree int *counts = NULL;

	if (e->names[FIRST].list->len < 2)
		return refuse(error, _("There is one reporter only, whose share cannot change."));
	counts = counts_by_name(e, LEAST_WEEKS, &totals, error);
	if (!counts)
		return FALSE;
	g_autoptr(rows_auto) rows = rows_new(columns, G_N_ELEMENTS(columns), format);

	for (guint i = 0; i < e->names[FIRST].list->len; i++) {
		struct reporter_change change;

		reporter_judge(counts + (gsize)i * (gsize)e->weeks, totals, e->weeks, &change);
		g_autofree char *since =
			change.weeks ? week_format(e->first + e->weeks - change.weeks) : NULL;
		const struct rows_cell cells[G_N_ELEMENTS(columns)] = {
			rows_text(e->names[FIRST].list->pdata[i]),
			rows_whole(change.score >= REPORTER_LIMIT),
			rows_text(since),
			rows_whole(change.weeks),
			rows_whole(change.now),
			rows_whole(change.before),
			rows_real(change.before ? change.times : NAN),
			rows_real(change.score),
		};

		if (change.score > 0)
			rows_add(rows, cells);
	}
	return rows_write(rows, out, error);
}

static gboolean drift_run(const struct events *e, enum rows_format format, GString *out,
			  GError **error)
{
	static const char *const columns[] = {"place",    "drift",    "since", "weeks",
					      "observed", "expected", "score", "recurrence_years"};
	struct drift_options options;
	g_autofree int *totals = NULL;
	g_autofree int *counts = NULL;

	drift_options_init(&options);
	if (e->names[FIRST].list->len < 2)
		return refuse(error, _("There is one place only, whose share cannot change."));
	counts = counts_by_name(e, options.least + 1, &totals, error);
	if (!counts)
		return FALSE;
	g_autoptr(rows_auto) rows = rows_new(columns, G_N_ELEMENTS(columns), format);

	for (guint i = 0; i < e->names[FIRST].list->len; i++) {
		struct drift drift;

		drift_judge(counts + (gsize)i * (gsize)e->weeks, totals, e->weeks, &options,
			    &drift);
		g_autofree char *since =
			drift.weeks ? week_format(e->first + e->weeks - drift.weeks) : NULL;
		const struct rows_cell cells[G_N_ELEMENTS(columns)] = {
			rows_text(e->names[FIRST].list->pdata[i]),
			rows_whole(drift.score >= options.limit),
			rows_text(since),
			rows_whole(drift.weeks),
			rows_whole(drift.observed),
			rows_real(drift.expected),
			rows_real(drift.score),
			rows_real(drift.recurrence_years),
		};

		if (drift.score > 0)
			rows_add(rows, cells);
	}
	return rows_write(rows, out, error);
}

/* hours */

static gboolean hours_can(const struct events *e, GError **error)
{
	gboolean several = FALSE;
	int slot = -1;

	if (e->hourless == (int)e->list->len)
		return refuse(error, _("No event has an hour, so nights and days cannot be told "
				       "apart."));
	for (guint i = 0; i < e->list->len; i++) {
		const struct file_event *event = EVENT(e, i);
		int own = slot_of(event->weekday, event->hour);

		if (event->time == TIME_NONE)
			continue;
		several |= slot >= 0 && own != slot;
		slot = own;
	}
	if (!several)
		return refuse(error, _("All events are of the same hours: there is nothing to "
				       "compare them with."));
	if (e->names[FIRST].list->len * e->names[SECOND].list->len < 2)
		return refuse(error,
			      _("There is one category in one area only: there is nothing to "
				"compare it with."));
	return TRUE;
}

static gboolean hours_write(const struct events *e, const struct slots_finding *found, int kind,
			    int area, enum rows_format format, GString *out, GError **error)
{
	static const char *const columns[] = {"category", "area",     "hours",    "told", "since",
					      "weeks",    "observed", "expected", "score"};
	static const char *const words[SLOT_KINDS] = {"weekend-night", "night", "day", "any"};
	g_autoptr(rows_auto) rows = rows_new(columns, G_N_ELEMENTS(columns), format);
	g_autofree char *since = week_format(e->first + e->weeks - found->weeks);
	const struct rows_cell cells[G_N_ELEMENTS(columns)] = {
		rows_text(e->names[FIRST].list->pdata[kind / SLOT_KINDS]),
		rows_text(e->names[SECOND].list->pdata[area]),
		rows_text(words[kind % SLOT_KINDS]),
		rows_whole(found->score >= SLOTS_LIMIT),
		rows_text(since),
		rows_whole(found->weeks),
		rows_whole(found->observed),
		rows_real(found->expected),
		rows_real(found->score),
	};

	rows_add(rows, cells);
	return rows_write(rows, out, error);
}

static gboolean hours_run(const struct events *e, enum rows_format format, GString *out,
			  GError **error)
{
	int areas = (int)e->names[SECOND].list->len,
	    kinds = (int)e->names[FIRST].list->len * SLOT_KINDS;
	struct slots_input input = {.weeks = e->weeks, .kinds = kinds, .areas = areas};
	struct slots_finding found;
	g_autofree int *counts = NULL;

	if (!hours_can(e, error))
		return FALSE;
	if ((gint64)kinds * areas > MOST_COUNTS)
		return refuse(error, _("%d categories in %d areas are too many; give fewer."),
			      kinds / SLOT_KINDS, areas);
	input.lines = kinds * areas;
	counts = counts_new(e, input.lines, SLOTS_LONGEST + 1, error);
	if (!counts)
		return FALSE;
	g_autofree int *kind = g_new(int, input.lines), *area = g_new(int, input.lines);
	g_autofree guint8 *slow = g_new(guint8, input.lines);

	for (int i = 0; i < input.lines; i++) {
		kind[i] = i % kinds;
		area[i] = i / kinds;
		slow[i] = i % SLOT_KINDS == SLOT_ANY;
	}
	for (guint i = 0; i < e->list->len; i++) {
		const struct file_event *event = EVENT(e, i);
		int line = event->name[SECOND] * kinds + event->name[FIRST] * SLOT_KINDS,
		    t = event->week - e->first;

		counts[(gsize)(line + SLOT_ANY) * (gsize)e->weeks + (gsize)t]++;
		if (event->time != TIME_NONE)
			counts[(gsize)(line + slot_of(event->weekday, event->hour)) *
				       (gsize)e->weeks +
			       (gsize)t]++;
	}
	input.counts = counts;
	input.kind = kind;
	input.area = area;
	input.slow = slow;
	slots_find(&input, NULL, &found);
	if (found.line < 0)
		return refuse(error, _("No category in an area has had more than usual, at any "
				       "hours."));
	return hours_write(e, &found, kind[found.line], area[found.line], format, out, error);
}

/* nights */

static void night_write(const struct events *e, const struct burst *burst,
			const struct burst_event *first, struct rows *rows)
{
	g_autofree char *from = time_format_rfc3339(burst->from),
			*to = time_format_rfc3339(burst->to);
	const struct rows_cell cells[] = {
		rows_text(e->names[FIRST].list->pdata[first->line]),
		rows_text(from),
		rows_text(to),
		rows_whole(burst->count),
		rows_real(first->x),
		rows_real(first->y),
		rows_real(1 / burst->by_chance),
	};

	rows_add(rows, cells);
}

static int compare_weeks(gconstpointer a, gconstpointer b)
{
	const struct file_event *x = a, *y = b;

	return x->week != y->week ? x->week - y->week : (x->time > y->time) - (x->time < y->time);
}

/* The week that begins at an event of the sorted list; where the next begins. */
static guint night_week(const struct events *e, const int *sums, guint from, struct rows *rows)
{
	int lines = (int)e->names[FIRST].list->len, count = 0, week = EVENT(e, from)->week;
	g_autoptr(GArray) events = g_array_new(FALSE, FALSE, sizeof(struct burst_event));
	g_autofree double *rates = g_new(double, lines);
	g_autofree int *own = g_new0(int, lines);
	struct burst burst;
	guint i = from;

	for (; i < e->list->len && EVENT(e, i)->week == week; i++) {
		const struct file_event *event = EVENT(e, i);
		const struct burst_event one = {event->x, event->y, event->time, event->time,
						event->name[FIRST]};

		own[event->name[FIRST]]++;
		if (event->time != TIME_NONE)
			g_array_append_val(events, one);
	}
	for (int line = 0; line < lines; line++)
		rates[line] = (sums[line] - own[line]) / (double)(e->weeks - 1);
	count = (int)events->len;
	if (burst_find((struct burst_event *)events->data, count, rates, lines, &burst, NULL) &&
	    burst.by_chance <= NIGHT_CHANCE)
		night_write(e, &burst, &g_array_index(events, struct burst_event, burst.first),
			    rows);
	return i;
}

static gboolean nights_run(const struct events *e, enum rows_format format, GString *out,
			   GError **error)
{
	static const char *const columns[] = {"category", "from", "to",           "events",
					      "x",        "y",    "once_in_weeks"};
	g_autofree int *sums = g_new0(int, e->names[FIRST].list->len);

	if (e->hourless == (int)e->list->len)
		return refuse(error, _("No event has an hour, so nights and days cannot be told "
				       "apart."));
	if (e->weeks < LEAST_WEEKS)
		return refuse(error, _("Too few weeks to judge: %d of the %d that are needed."),
			      e->weeks, LEAST_WEEKS);
	g_autoptr(rows_auto) rows = rows_new(columns, G_N_ELEMENTS(columns), format);

	for (guint i = 0; i < e->list->len; i++)
		sums[EVENT(e, i)->name[FIRST]]++;
	g_array_sort(e->list, compare_weeks);
	for (guint i = 0; i < e->list->len;)
		i = night_week(e, sums, i, rows);
	return rows_write(rows, out, error);
}

/* Which hours an event has is looked at by two of them. */
static void tell_hourless(const struct events *e, enum pattern pattern, GPtrArray *notes)
{
	if (e->hourless && pattern == PATTERN_NIGHTS)
		text_add_line(notes,
			      ngettext("%d event has no time of day and is in no burst.",
				       "%d events have no time of day and are in no burst.",
				       (gulong)e->hourless),
			      e->hourless);
	else if (e->hourless && pattern == PATTERN_HOURS)
		text_add_line(notes,
			      ngettext("%d event has no time of day and counts at any hour only.",
				       "%d events have no time of day and count at any hour only.",
				       (gulong)e->hourless),
			      e->hourless);
}

gboolean patterns_file_run(enum pattern pattern, const char *input, enum rows_format format,
			   GString *out, GPtrArray *notes, GError **error)
{
	static gboolean (*const run[])(const struct events *, enum rows_format, GString *,
				       GError **) = {
		[PATTERN_REPORTER] = reporter_run,
		[PATTERN_NIGHTS] = nights_run,
		[PATTERN_HOURS] = hours_run,
		[PATTERN_DRIFT] = drift_run,
	};
	struct events events = {0};
	gboolean fine;

	events_init(&events);
	fine = events_read(&events, input, &columns_of[pattern], notes, error);
	tell_hourless(&events, pattern, notes);
	fine = fine && run[pattern](&events, format, out, error);
	events_clear(&events);
	return fine;
}
