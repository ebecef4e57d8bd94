/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What asks for an answer at a meeting, and what is left before it is closed: hotspots and signals
 * of the picture, what is brought back on a date, and places that have a right to an answer. A
 * matter stays until a decision is about the same subject. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "osg/compare.h"
#include "osg/hotspot.h"
#include "osg/meeting.h"
#include "osg/week.h"
#include "osg/words.h"

#include "picture/hotspot_find.h"

#define ANSWER_WEEKS 26 /* how far back events ask for an answer */

gboolean subject_equal(const struct subject *a, const struct subject *b)
{
	return memcmp(a, b, sizeof *a) == 0;
}

static void matter_free(gpointer data)
{
	struct matter *m = data;

	record_free(m->made);
	g_clear_pointer(&m->places, g_array_unref);
	g_free(m->title);
	g_free(m->sentence);
	g_free(m);
}

static struct matter *matter_new(enum matter_kind kind, char *take_title, char *take_sentence)
{
	struct matter *m = g_new0(struct matter, 1);

	m->kind = kind;
	m->title = take_title;
	m->sentence = take_sentence;
	return m;
}

/* the answer */

static const struct meeting_decision *decision_about(const GPtrArray *decisions,
						     const struct subject *about)
{
	for (guint i = decisions->len; i-- > 0;) {
		const struct meeting_decision *d = decisions->pdata[i];

		if (subject_equal(&d->about, about) ? !d->places->len
						    : refs_contain(d->places, about->place))
			return d;
	}
	return NULL;
}

/* Decided at this meeting, or before and still carried; a watch that has run out asks again. */
static void find_answer(struct matter *m, const struct meeting_whole *w)
{
	const struct meeting_decision *d = decision_about(w->decisions, &m->about);

	if (!d) {
		d = decision_about(w->carried, &m->about);
		if (d && d->outcome == OUTCOME_WATCH && d->until_week <= w->meeting->week)
			d = NULL;
	}
	m->made = d ? record_copy(d) : NULL;
}

static void add(GPtrArray *out, struct matter *take_matter, const struct meeting_whole *w)
{
	find_answer(take_matter, w);
	g_ptr_array_add(out, take_matter);
}

/* hotspots and signals */

/* What screen 5 decided, where no decision of a meeting says it. */
static void take_hotspot_decision(struct matter *m, const struct picture_hotspot *h)
{
	if (m->made || h->decision == DECISION_NONE)
		return;
	m->made = record_new(&decision_kind);
	m->made->outcome = h->decision == DECISION_GROUP ? OUTCOME_GROUP : OUTCOME_DISMISSED;
	m->made->about = m->about;
	field_set_text(m->made->outcome == OUTCOME_GROUP ? &m->made->text : &m->made->reason,
		       h->reason);
}

/* Whether it must have an answer; what is only worth a glance may have one. */
static gboolean hotspot_asks(const struct picture_hotspot *h)
{
	return h->flag == SIGNAL_FLAG;
}

static gboolean signal_asks(const struct picture_signal *s)
{
	return (s->flag == SIGNAL_FLAG && s->direction > 0) || s->highlighted;
}

static void add_hotspots(struct session *session, GPtrArray *out, const struct meeting_whole *w,
			 const struct picture *picture, gboolean asking)
{
	for (guint i = 0; i < picture->hotspots->len; i++) {
		const struct picture_hotspot *h = picture->hotspots->pdata[i];
		g_autofree char *title = NULL;
		struct hotspot_record *record;
		struct matter *m;

		if (h->flag == SIGNAL_NONE || h->state == HOTSPOT_GONE || hotspot_asks(h) != asking)
			continue;
		record = hotspot_find_number(session, h->number, NULL);
		title = words_hotspot_title(h);
		m = matter_new(MATTER_HOTSPOT,
			       g_strdup_printf(_("Hotspot %d %s, %s"), h->number, title,
					       words_hotspot_state(h)),
			       words_hotspot_sentence(h));
		m->number = h->number;
		m->about.hotspot = record ? record->record.key : 0;
		add(out, m, w);
		take_hotspot_decision(m, h);
		record_free(record);
	}
}

/* The category of a group of categories is its first: subjects have one. */
static gint64 category_of(struct session *session, const struct picture_signal *s)
{
	const struct category *c =
		s->categories ? registry_find_category(session_registry(session), s->categories[0])
			      : NULL;

	return c ? c->record.key : 0;
}

static void add_signals(struct session *session, GPtrArray *out, const struct meeting_whole *w,
			const struct picture *picture, gboolean asking)
{
	for (guint i = 0; i < picture->signals->len; i++) {
		const struct picture_signal *s = picture->signals->pdata[i];
		g_autofree char *what = NULL, *usual = NULL;
		struct matter *m;

		if (asking ? !signal_asks(s) : s->flag == SIGNAL_NONE || signal_asks(s))
			continue;
		what = words_signal_what(s);
		usual = words_signal_counts(s);
		m = matter_new(MATTER_SIGNAL,
			       g_strdup_printf("%s %s %s", what,
					       s->area ? s->area : _("whole municipality"), usual),
			       words_signal_sentence(picture, s));
		m->about.category = category_of(session, s);
		m->about.area = s->area_key;
		add(out, m, w);
	}
}

/* what is brought back */

static void add_reminders(struct session *session, GPtrArray *out, const struct meeting_whole *w)
{
	g_autoptr(GPtrArray) all = session_all(session, &reminder_kind, NULL);
	int today, seconds;

	time_to_local(w->meeting->started_at != TIME_NONE ? w->meeting->started_at
							  : session_now(session),
		      &today, &seconds);
	for (guint i = 0; all && i < all->len; i++) {
		const struct reminder *r = all->pdata[i];
		g_autofree char *about = NULL, *day = NULL;
		struct matter *m;

		if (r->done || r->due > today)
			continue;
		about = subject_words(session, &r->about);
		day = day_name(r->due);
		m = matter_new(MATTER_REMINDER, g_strdup(r->text ? r->text : about),
			       g_strdup_printf(_("Brought back for %s. %s"), day, about));
		m->about = r->about;
		m->reminder = r->record.key;
		add(out, m, w);
	}
}

/* places */

struct asking {
	gint64 place;
	GArray *times; /* of its events, gint64 */
	int since;     /* week of the last decision about it; only later events ask */
	gboolean open; /* a decision about it is open, or a group works there */
};

static void asking_free(gpointer data)
{
	struct asking *o = data;

	g_array_unref(o->times);
	g_free(o);
}

static struct asking *asking_at(GHashTable *places, gint64 place)
{
	struct asking *o = g_hash_table_lookup(places, &place);

	if (!o) {
		o = g_new0(struct asking, 1);
		o->place = place;
		o->since = G_MININT;
		o->times = g_array_new(FALSE, FALSE, sizeof(gint64));
		g_hash_table_insert(places, &o->place, o);
	}
	return o;
}

static void note_decision(GHashTable *places, gint64 place, int week, gboolean open)
{
	struct asking *o;

	if (!place)
		return;
	o = asking_at(places, place);
	o->since = MAX(o->since, week);
	o->open |= open;
}

/* Decisions about a place itself, about a hotspot it lies in, or that lead to a measure there. */
static void note_decisions(struct session *session, GHashTable *places, int week)
{
	g_autoptr(GPtrArray) decisions = session_all(session, &decision_kind, NULL),
			     meetings = session_all(session, &meeting_kind, NULL),
			     measures = session_all(session, &measure_kind, NULL);
	g_autoptr(GHashTable) weeks = g_hash_table_new(g_int64_hash, g_int64_equal),
			      where = g_hash_table_new(g_int64_hash, g_int64_equal);

	for (guint i = 0; meetings && i < meetings->len; i++) {
		struct meeting *m = meetings->pdata[i];

		g_hash_table_insert(weeks, &m->record.key, m);
	}
	for (guint i = 0; measures && i < measures->len; i++) {
		struct measure *m = measures->pdata[i];

		g_hash_table_insert(where, &m->record.key, m);
		note_decision(places, m->place,
			      m->decided != DAY_NONE ? week_of_day(m->decided) - 1 : G_MININT,
			      m->state == MEASURE_DECIDED || m->state == MEASURE_UNDER_WAY);
	}
	for (guint i = 0; decisions && i < decisions->len; i++) {
		const struct meeting_decision *d = decisions->pdata[i];
		const struct meeting *m = g_hash_table_lookup(weeks, &d->meeting);
		struct hotspot_record *h = d->about.hotspot ? session_get(session, &hotspot_kind,
									  d->about.hotspot, NULL)
							    : NULL;

		if (!m || m->week <= week) {
			note_decision(places, d->about.place, m ? m->week : week,
				      d->closed == DAY_NONE);
			for (guint p = 0; p < d->places->len; p++)
				note_decision(places, refs_at(d->places, p), m ? m->week : week,
					      d->closed == DAY_NONE);
			for (guint p = 0; h && p < h->places->len; p++)
				note_decision(places, refs_at(h->places, p), m ? m->week : week,
					      d->closed == DAY_NONE);
		}
		record_free(h);
	}
}

static void note_groups(struct session *session, GHashTable *places)
{
	g_autoptr(GPtrArray) groups = session_all(session, &focus_group_kind, NULL);

	for (guint i = 0; groups && i < groups->len; i++) {
		const struct focus_group *g = groups->pdata[i];

		for (guint p = 0; p < g->places->len; p++)
			note_decision(places, refs_at(g->places, p), g->started_week,
				      g->state == GROUP_ACTIVE);
	}
}

/* The most events within ANSWER_DAYS days of each other, after its last decision. */
static int densest(const struct asking *o)
{
	gint64 from = o->since == G_MININT ? G_MININT64 : week_end(o->since);
	guint first = 0;
	int most = 0;

	g_array_sort(o->times, compare_int64s);
	for (guint i = 0; i < o->times->len; i++) {
		gint64 at = g_array_index(o->times, gint64, i);

		if (at < from) {
			first = i + 1;
			continue;
		}
		while (at - g_array_index(o->times, gint64, first) >
		       (gint64)ANSWER_DAYS * DAY_SECONDS)
			first++;
		most = MAX(most, (int)(i - first) + 1);
	}
	return most;
}

static void note_events(struct session *session, GHashTable *places, int week)
{
	const struct row_query query = {.week_from = week - ANSWER_WEEKS + 1,
					.week_to = week,
					.entered_before = session_known_at(session)};
	const struct registry *v = session_registry(session);
	g_autoptr(GArray) rows = session_common_rows(session, &query, NULL);

	for (guint i = 0; rows && i < rows->len; i++) {
		const struct observation_row *row = &g_array_index(rows, struct observation_row, i);
		enum sharing finest = registry_finest(v, row->category, row->sub_category);

		if (row->place && row->counted && session_told(session, finest) == SHARE_PLACE)
			g_array_append_val(asking_at(places, row->place)->times, row->time_from);
	}
}

static int by_most(gconstpointer a, gconstpointer b)
{
	const struct owed *x = a, *y = b;

	if (x->above != y->above)
		return y->above - x->above;
	return x->most != y->most ? y->most - x->most
				  : (x->place > y->place) - (x->place < y->place);
}

/* Above its usual: beyond two standard deviations of a count, and five events at least, for at
 * fewer a place with a chance visitor would stand out. */
static struct owed owed_make(const struct asking *asking, int week)
{
	gint64 from = week_end(week) - (gint64)ANSWER_DAYS * DAY_SECONDS;
	struct owed owed = {.place = asking->place, .most = asking->open ? 0 : densest(asking)};
	double usual = asking->times->len * (ANSWER_DAYS / 7.0) / ANSWER_WEEKS;
	int lately = 0;

	for (guint i = 0; i < asking->times->len; i++)
		lately += g_array_index(asking->times, gint64, i) >= from;
	if (owed.most >= ANSWER_REPORTS && lately >= ANSWER_REPORTS)
		owed.most = lately;
	owed.above = lately >= 5 && lately > usual + 2 * sqrt(usual);
	return owed;
}

/* What the meeting itself decides is its answer, not a reason to leave the place out. */
GArray *app_meeting_owed(struct session *session, int week, GError **error UNUSED)
{
	g_autoptr(GHashTable) places =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, asking_free);
	GArray *out = g_array_new(FALSE, FALSE, sizeof(struct owed));
	GHashTableIter iter;
	gpointer value;

	note_events(session, places, week);
	note_decisions(session, places, week - 1);
	note_groups(session, places);
	g_hash_table_iter_init(&iter, places);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct owed owed = owed_make(value, week);

		if (owed.most >= ANSWER_REPORTS)
			g_array_append_val(out, owed);
	}
	g_array_sort(out, by_most);
	return out;
}

static void add_place(struct session *session, GPtrArray *out, const struct meeting_whole *w,
		      const struct owed *o)
{
	const struct place *place = registry_place(session_registry(session), o->place);
	struct matter *m = matter_new(
		MATTER_PLACE,
		g_strdup_printf(_("%s, %d in four weeks"), place ? place->name : "?", o->most),
		g_strdup_printf(_("%d events in four weeks and no decision since: the place has a "
				  "right to an answer, “no action, because” included."),
				o->most));

	m->about.place = o->place;
	add(out, m, w);
}

/* Those within their usual stand together until one of them is answered by itself. */
static void add_usual(struct session *session, GPtrArray *out, const struct meeting_whole *w,
		      const GArray *owed)
{
	struct matter *m = matter_new(MATTER_PLACES, NULL, NULL);
	g_autoptr(GString) names = g_string_new(NULL);

	m->places = g_array_new(FALSE, FALSE, sizeof(gint64));
	for (guint i = 0; i < owed->len; i++) {
		const struct owed *o = &g_array_index(owed, struct owed, i);
		const struct place *place = registry_place(session_registry(session), o->place);
		struct subject about = {.place = o->place};
		const struct meeting_decision *d = decision_about(w->decisions, &about);

		if (o->above)
			continue;
		if (d && d->places->len && !m->made)
			m->made = record_copy(d);
		if (d)
			continue;
		refs_add(m->places, o->place);
		g_string_append_printf(names, "%s%s", names->len ? ", " : "",
				       place ? place->name : "?");
	}
	if (m->places->len)
		g_clear_pointer(&m->made, record_free);
	m->title = g_strdup_printf(ngettext("%u more place, within its usual",
					    "%u more places, within their usual",
					    m->made ? m->made->places->len : m->places->len),
				   m->made ? m->made->places->len : m->places->len);
	m->sentence = g_strdup_printf(_("Three events or more in four weeks and no decision since, "
					"as usual there: one answer does for all. %s"),
				      names->str);
	if (m->places->len || m->made)
		g_ptr_array_add(out, m);
	else
		matter_free(m);
}

static void add_places(struct session *session, GPtrArray *out, const struct meeting_whole *w,
		       const GArray *owed)
{
	for (guint i = 0; i < owed->len; i++)
		if (g_array_index(owed, struct owed, i).above)
			add_place(session, out, w, &g_array_index(owed, struct owed, i));
	add_usual(session, out, w, owed);
}

GPtrArray *app_meeting_matters(struct session *session, const struct meeting_whole *w,
			       const struct picture *picture, const GArray *owed)
{
	GPtrArray *out = g_ptr_array_new_with_free_func(matter_free);

	if (picture) {
		add_hotspots(session, out, w, picture, TRUE);
		add_signals(session, out, w, picture, TRUE);
	}
	add_reminders(session, out, w);
	if (owed)
		add_places(session, out, w, owed);
	return out;
}

GPtrArray *app_meeting_glances(struct session *session, const struct meeting_whole *w,
			       const struct picture *picture)
{
	GPtrArray *out = g_ptr_array_new_with_free_func(matter_free);

	if (picture) {
		add_hotspots(session, out, w, picture, FALSE);
		add_signals(session, out, w, picture, FALSE);
	}
	return out;
}

/* warnings */

struct tally {
	guint unanswered[MATTER_REMINDER + 1];
};

static void warn_matters(const GPtrArray *matters, GPtrArray *out)
{
	struct tally tally = {0};
	guint n;

	for (guint i = 0; matters && i < matters->len; i++) {
		const struct matter *m = matters->pdata[i];

		tally.unanswered[m->kind] += m->places ? m->places->len : !m->made;
	}
	n = tally.unanswered[MATTER_HOTSPOT];
	if (n)
		g_ptr_array_add(out, g_strdup_printf(ngettext("%u hotspot without a decision",
							      "%u hotspots without a decision", n),
						     n));
	n = tally.unanswered[MATTER_SIGNAL];
	if (n)
		g_ptr_array_add(out, g_strdup_printf(ngettext("%u signal without a decision",
							      "%u signals without a decision", n),
						     n));
	n = tally.unanswered[MATTER_PLACE] + tally.unanswered[MATTER_PLACES];
	if (n)
		g_ptr_array_add(out,
				g_strdup_printf(ngettext("%u place waits for an answer; it is "
							 "carried to the next meeting",
							 "%u places wait for an answer; they are "
							 "carried to the next meeting",
							 n),
						n));
}

static void warn_measures(struct session *session, const struct meeting_whole *w, GPtrArray *out)
{
	for (guint i = 0; i < w->measures->len; i++) {
		const struct measure *m = w->measures->pdata[i];
		g_autofree char *lack = NULL;

		if (m->meeting != w->meeting->record.key)
			continue;
		lack = words_lacks(meeting_measure_lacks(session, m));
		if (*lack)
			g_ptr_array_add(out, g_strdup_printf(_("“%s” is a draft: it lacks %s"),
							     m->title ? m->title : "–", lack));
	}
}

static gboolean is_excused(struct session *session, const struct meeting_whole *w, const char *code)
{
	for (guint i = 0; i < w->attendance->len; i++) {
		const struct attendance *a = w->attendance->pdata[i];
		const struct organisation *o =
			registry_organisation(session_registry(session), a->organisation);

		if (o && strcmp(o->code, code) == 0)
			return a->note != NULL || a->presence == PRESENCE_EXCUSED;
	}
	return FALSE;
}

static void warn_silent(struct session *session, const struct meeting_whole *w,
			const struct picture *picture, GPtrArray *out)
{
	g_autoptr(GString) silent = g_string_new(NULL);

	for (guint i = 0; picture && i < picture->organisations->len; i++) {
		const struct picture_organisation *o = picture->organisations->pdata[i];

		if (o->roll == ROLL_SILENT && !is_excused(session, w, o->code))
			g_string_append_printf(silent, "%s%s", silent->len ? ", " : "", o->code);
	}
	if (silent->len)
		g_ptr_array_add(out,
				g_strdup_printf(_("silent without a word why: %s"), silent->str));
}

GPtrArray *app_meeting_warnings(struct session *session, const struct meeting_whole *w,
				const GPtrArray *matters, const struct picture *picture)
{
	GPtrArray *out = g_ptr_array_new_with_free_func(g_free);

	warn_matters(matters, out);
	warn_measures(session, w, out);
	warn_silent(session, w, picture, out);
	return out;
}
