/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fifty-two meetings as records. What is decided follows from the measures and groups that begin on
 * the day, the levels from the week's counts; who came is drawn from a stream of its own. */
#include "config.h"

#include "demo/meetings.h"

#include "demo/numbers.h"
#include "osg/csv.h"
#include "osg/resource.h"
#include "osg/week.h"

#define ATTENDANCE 85.0 /* per cent */
#define PLANNED_WEEK (DEMO_WEEKS - 1)

struct held {
	struct session *session;
	const struct demo_year *year;
	const struct demo_seats *seats;
	int week; /* 0 .. */
	gint64 meeting;
	struct random chance;
	int decisions; /* so far */
};

static gboolean put(struct held *h, gpointer take_record, const char *what, gint64 of,
		    GError **error)
{
	struct record *record = take_record;
	g_autofree char *name = g_strdup_printf("%" G_GUINT64_FORMAT "/%s/%d/%" G_GINT64_FORMAT,
						h->year->seed, what, h->week, of);
	gboolean ok;

	if (!record->key)
		record->id = id_from_name(DEMO_NAME_SPACE, name);
	ok = session_put(h->session, record, error);
	if (ok && record->kind == &meeting_kind)
		h->meeting = record->key;
	record_free(record);
	return ok;
}

static int meeting_day(const struct held *h)
{
	return time_day(demo_meeting(h->year, h->week));
}

static gboolean put_meeting(struct held *h, GError **error)
{
	struct meeting *m = record_new(&meeting_kind);

	m->week = h->year->first_week + h->week;
	m->planned_at = demo_meeting(h->year, h->week);
	m->chair = h->seats->chair;
	m->state = h->week == PLANNED_WEEK ? MEETING_PLANNED : MEETING_CLOSED;
	field_set_text(&m->location, "Kommunhuset, rum 3");
	if (m->state == MEETING_CLOSED) {
		m->started_at = m->planned_at;
		m->ended_at = m->planned_at + 3300 + 60 * (gint64)(h->week * 7 % 9);
	}
	return put(h, m, "meeting", 0, error);
}

/* the agenda */

static gboolean put_items(struct held *h, GError **error)
{
	const struct field *kinds = fields_find(agenda_item_kind.fields, "kind");
	gsize size;
	const char *data = resource_data("meeting/agenda.csv", &size);
	g_autoptr(csv_table_auto) table =
		csv_table_read(data, size, ',', "meeting/agenda.csv", error);

	for (int row = 0; table && row < csv_table_rows(table); row++) {
		struct agenda_item *item = record_new(&agenda_item_kind);

		item->meeting = h->meeting;
		item->position = row + 1;
		item->kind = MAX(field_word_index(kinds, csv_table_cell(table, row, 0)), 0);
		item->minutes = (int)g_ascii_strtoll(csv_table_cell(table, row, 1), NULL, 10);
		if (h->week != PLANNED_WEEK) {
			item->done = TRUE;
			item->seconds = item->minutes * 55 + (h->week * 13 + row * 29) % 60;
		}
		if (!put(h, item, "agenda", row, error))
			return FALSE;
	}
	return table != NULL;
}

/* who came */

static gboolean put_attendance(struct held *h, GError **error)
{
	g_autoptr(GPtrArray) all = session_all(h->session, &organisation_kind, error);

	for (guint i = 0; all && i < all->len; i++) {
		const struct organisation *o = all->pdata[i];
		struct attendance *a;

		if (!organisation_is_asked(o, h->year->first_week + h->week))
			continue;
		a = record_new(&attendance_kind);
		a->meeting = h->meeting;
		a->organisation = o->record.key;
		if (h->week != PLANNED_WEEK)
			a->presence = number_chance(&h->chance, ATTENDANCE) ? PRESENCE_PRESENT
				      : number_chance(&h->chance, 60)       ? PRESENCE_EXCUSED
									    : PRESENCE_ABSENT;
		if (!put(h, a, "attendance", i, error))
			return FALSE;
	}
	return all != NULL;
}

/* levels */

static int count_in(const struct held *h, int area, int week)
{
	int count = 0;

	for (guint i = 0; i < h->year->reports->len; i++) {
		const struct demo_report *r = DEMO_REPORT(h->year, i);

		count += r->area == area && (week < 0 || r->week == week);
	}
	return count;
}

/* Against the area's own year: a small one is not level 4 for its third report. */
static int level_of(const struct held *h, int area)
{
	double usual = MAX(count_in(h, area, -1) / (double)DEMO_WEEKS, 1);
	int now = count_in(h, area, h->week);

	if (now < 5)
		return now > 1;
	return now > usual * 2.2 ? 3 : now > usual * 1.35 ? 2 : 1;
}

static gboolean put_levels(struct held *h, GError **error)
{
	const struct demo_world *world = h->year->world;

	for (int i = 0; i < world->area_count; i++) {
		struct district_level *level;

		if (world->areas[i].whole)
			continue;
		level = record_new(&district_level_kind);
		level->meeting = h->meeting;
		level->week = h->year->first_week + h->week;
		level->area = h->seats->areas[i];
		level->level = level_of(h, i);
		if (!put(h, level, "level", i, error))
			return FALSE;
	}
	return TRUE;
}

/* decisions */

static struct meeting_decision *decision_new(struct held *h, enum outcome outcome)
{
	struct meeting_decision *d = record_new(&decision_kind);

	d->meeting = h->meeting;
	d->position = ++h->decisions;
	d->outcome = (int)outcome;
	return d;
}

static gboolean decide_measure(struct held *h, struct measure *m, GError **error)
{
	struct meeting_decision *d = decision_new(h, OUTCOME_MEASURE);

	field_set_text(&d->text, m->title);
	d->owner = m->owner;
	d->due = m->due;
	d->measure = m->record.key;
	d->focus_group = m->focus_group;
	d->about.place = m->place;
	d->about.area = m->place ? 0 : m->area;
	m->meeting = h->meeting;
	return put(h, d, "decision/measure", m->record.key, error) &&
	       session_put(h->session, m, error);
}

static gboolean decide_group(struct held *h, const struct focus_group *g, GError **error)
{
	struct meeting_decision *d = decision_new(h, OUTCOME_GROUP);

	field_set_text(&d->text, g->title);
	d->owner = g->leader;
	d->due = g->planned_end;
	d->focus_group = g->record.key;
	d->about.hotspot = g->hotspot;
	d->about.place = !g->hotspot && g->places->len ? refs_at(g->places, 0) : 0;
	return put(h, d, "decision/group", g->record.key, error);
}

/* Measures decided since the meeting before, and groups that begin after this one. */
static gboolean put_decisions(struct held *h, GError **error)
{
	g_autoptr(GPtrArray) measures = session_all(h->session, &measure_kind, error),
			     groups = session_all(h->session, &focus_group_kind, error);
	int day = meeting_day(h);
	gboolean ok = measures && groups;

	for (guint i = 0; ok && i < groups->len; i++) {
		const struct focus_group *g = groups->pdata[i];

		if (g->started_week == h->year->first_week + h->week + 1)
			ok = decide_group(h, g, error);
	}
	for (guint i = 0; ok && i < measures->len; i++) {
		struct measure *m = measures->pdata[i];

		if (m->decided != DAY_NONE && m->decided > day - 7 && m->decided <= day &&
		    !m->meeting)
			ok = decide_measure(h, m, error);
	}
	return ok;
}

/* What became of the decisions before: closed with their measure or group. */
static gboolean close_decisions(struct held *h, GError **error)
{
	g_autoptr(GPtrArray) open =
		session_where(h->session, &decision_kind, "closed", DAY_NONE, error);
	gboolean ok = open != NULL;

	for (guint i = 0; ok && i < open->len; i++) {
		struct meeting_decision *d = open->pdata[i];
		struct measure *m =
			d->measure ? session_get(h->session, &measure_kind, d->measure, NULL)
				   : NULL;
		struct focus_group *g =
			!d->measure && d->focus_group
				? session_get(h->session, &focus_group_kind, d->focus_group, NULL)
				: NULL;

		if (m && (m->state == MEASURE_DONE || m->state == MEASURE_DROPPED))
			d->closed = m->finished != DAY_NONE ? m->finished : meeting_day(h);
		if (g && g->state != GROUP_ACTIVE)
			d->closed = meeting_day(h);
		if (d->closed != DAY_NONE)
			ok = session_put(h->session, d, error);
		record_free(m);
		record_free(g);
	}
	return ok;
}

gboolean demo_meeting_put(struct session *session, const struct demo_year *year,
			  const struct demo_seats *seats, int week, GError **error)
{
	struct held h = {.session = session, .year = year, .seats = seats, .week = week};
	g_autofree char *stream = g_strdup_printf("meeting %d", week);

	number_stream(&h.chance, year->seed, stream);
	return put_meeting(&h, error) && put_items(&h, error) && put_attendance(&h, error) &&
	       close_decisions(&h, error) &&
	       (week == PLANNED_WEEK || (put_levels(&h, error) && put_decisions(&h, error)));
}
