/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The handover: what a new coordinator needs to run the next meeting alone. What is open and why,
 * what is promised, how this group words its levels, what was tried where, whose silence is
 * ordinary. */
#include "config.h"

#include <glib/gi18n.h>

#include "osg/app_measure.h"
#include "osg/meeting.h"
#include "osg/report.h"
#include "osg/week.h"
#include "osg/words.h"

enum { PROMISE_DAYS = 120, ROLL_WEEKS = 26 };

struct handover {
	struct session *session;
	struct document *document;
	gint64 now;
	int today, week;
};

static const char *code_of(const struct handover *h, gint64 organisation)
{
	return registry_organisation_code(session_registry(h->session), organisation);
}

static const char *place_of(const struct handover *h, gint64 place, gint64 area)
{
	const struct registry *registry = session_registry(h->session);
	const struct place *p = registry_place(registry, place);
	const struct area *a = registry_area(registry, area);

	return p ? p->name : a ? a->name : "–";
}

/* A row of a table that begins with its first row. */
struct report_table {
	const struct document_column *columns;
	int count, rows;
};

static void add_row(const struct handover *h, struct report_table *table, const char *const *cells,
		    gboolean strong)
{
	if (!table->rows++)
		document_table(h->document, table->columns, table->count);
	document_row(h->document, cells, strong);
}

/* open decisions */

static int by_due(gconstpointer a, gconstpointer b)
{
	const struct meeting_decision *x = *(gconstpointer const *)a,
				      *y = *(gconstpointer const *)b;
	gint64 due[2] = {x->due == DAY_NONE ? G_MAXINT64 : x->due,
			 y->due == DAY_NONE ? G_MAXINT64 : y->due};

	return due[0] < due[1] ? -1 : due[0] > due[1];
}

static gboolean decisions_section(struct handover *h, GError **error)
{
	const struct document_column columns[] = {
		{_("Who"), 0, TEXT_LEFT}, {_("What"), 4, TEXT_LEFT}, {_("When"), 0, TEXT_LEFT}};
	struct report_table table = {columns, G_N_ELEMENTS(columns), 0};
	g_autoptr(GPtrArray) all = session_all(h->session, &decision_kind, error);

	if (!all)
		return FALSE;
	g_ptr_array_sort(all, by_due);
	document_heading(h->document, 2, _("Other decisions that are not closed"));
	for (guint i = 0; i < all->len; i++) {
		const struct meeting_decision *d = all->pdata[i];
		g_autofree char *what = NULL, *due = NULL;

		if (d->closed != DAY_NONE || d->measure) /* a measure stands among its kind */
			continue;
		what = meeting_decision_what(h->session, d);
		due = meeting_due_words(d->due, h->now);
		const char *cells[] = {code_of(h, d->owner), what, due};
		add_row(h, &table, cells, d->due != DAY_NONE && d->due < h->today);
	}
	if (!table.rows)
		document_note(h->document, _("None: every other decision has been closed."));
	return TRUE;
}

/* measures and promises */

/* Promised within the next days, or late. */
static gboolean measures_section(struct handover *h, GError **error)
{
	const struct measures_query query = {.which = MEASURES_OPEN};
	const struct document_column columns[] = {{_("Who"), 0, TEXT_LEFT},
						  {_("Measure"), 3, TEXT_LEFT},
						  {_("Where"), 2, TEXT_LEFT},
						  {_("State"), 2, TEXT_LEFT}};
	struct report_table table = {columns, G_N_ELEMENTS(columns), 0};
	g_autoptr(GPtrArray) items = app_measures(h->session, &query, error);

	if (!items)
		return FALSE;
	document_heading(h->document, 2, _("Promised: open measures, late ones first"));
	for (guint i = 0; i < items->len; i++) {
		const struct measure_item *item = items->pdata[i];
		const struct measure *m = item->measure;
		g_autofree char *state = words_measure_state(m, item->lacks, item->days_late);
		const char *cells[] = {code_of(h, m->owner), m->title,
				       place_of(h, m->place, m->area), state};

		if (m->due != DAY_NONE && m->due > h->today + PROMISE_DAYS)
			continue;
		add_row(h, &table, cells, item->days_late > 0);
	}
	if (!table.rows)
		document_note(h->document, _("No measure is open."));
	return TRUE;
}

static gboolean reminders_section(struct handover *h, GError **error)
{
	g_autoptr(GPtrArray) all = session_all(h->session, &reminder_kind, error);
	gboolean headed = FALSE;

	for (guint i = 0; all && i < all->len; i++) {
		const struct reminder *r = all->pdata[i];
		g_autofree char *about = NULL, *day = NULL, *lead = NULL;

		if (r->done || r->due > h->today + PROMISE_DAYS)
			continue;
		if (!headed)
			document_heading(h->document, 2, _("To be brought back"));
		headed = TRUE;
		about = subject_words(h->session, &r->about);
		day = day_name(r->due);
		lead = g_strdup_printf("%s %s:", day, about);
		document_paragraph(h->document, lead, r->text ? r->text : "");
	}
	return all != NULL;
}

static gboolean groups_section(struct handover *h, GError **error)
{
	g_autoptr(GPtrArray) groups = app_focus_groups(h->session, error);
	gboolean headed = FALSE;

	for (guint i = 0; groups && i < groups->len; i++) {
		const struct focus_group *g = groups->pdata[i];
		g_autofree char *since = NULL, *lead = NULL, *end = NULL, *text = NULL;

		if (g->state != GROUP_ACTIVE)
			continue;
		if (!headed)
			document_heading(h->document, 2, _("Focus groups at work"));
		headed = TRUE;
		since = week_name_beside(g->started_week, h->week);
		end = g->planned_end != DAY_NONE ? meeting_due_words(g->planned_end, h->now) : NULL;
		/* TRANSLATORS: "Flemingsberg evenings (BUF, since v.40):" */
		lead = g_strdup_printf(_("%s (%s, since %s):"), g->title, code_of(h, g->leader),
				       since);
		text = g_strdup_printf("%s%s%s", g->trigger ? g->trigger : "", end ? " " : "",
				       end ? end : "");
		document_paragraph(h->document, lead, text);
	}
	return groups != NULL;
}

/* what this group knows */

static const struct district_level *latest_level(const struct handover *h, const GPtrArray *levels,
						 gint64 area)
{
	const struct district_level *latest = NULL;

	for (guint i = 0; i < levels->len; i++) {
		const struct district_level *level = levels->pdata[i];

		if (level->area == area && level->week <= h->week &&
		    (!latest || level->week > latest->week))
			latest = level;
	}
	return latest;
}

/* What each level means, and where it was given last. */
static gboolean levels_section(struct handover *h, GError **error)
{
	const struct document_column columns[] = {{_("Level"), 0, TEXT_LEFT},
						  {_("What it means"), 3, TEXT_LEFT},
						  {_("Given last"), 2, TEXT_LEFT}};
	g_autoptr(GPtrArray) levels = session_all(h->session, &district_level_kind, error),
			     districts = meeting_districts(h->session);

	if (!levels)
		return FALSE;
	document_heading(h->document, 2, _("How this group words its levels"));
	document_table(h->document, columns, G_N_ELEMENTS(columns));
	for (int level = 0; level < LEVELS; level++) {
		g_autofree char *name = g_strdup_printf("%d %s", level, words_level_name(level));
		g_autoptr(GString) given = g_string_new(NULL);

		for (guint i = 0; i < districts->len; i++) {
			const struct area *area = districts->pdata[i];
			const struct district_level *latest =
				latest_level(h, levels, area->record.key);

			if (latest && latest->level == level)
				g_string_append_printf(given, "%s%s", given->len ? ", " : "",
						       area->name);
		}
		const char *cells[] = {name, words_level_anchor(level), given->str};
		document_row(h->document, cells, FALSE);
	}
	return TRUE;
}

/* By the name of the place, then the newest first. */
static int by_place(gconstpointer a, gconstpointer b, gpointer handover)
{
	const struct measure *x = (*(struct measure_item *const *)a)->measure,
			     *y = (*(struct measure_item *const *)b)->measure;
	int named = text_collate(place_of(handover, x->place, x->area),
				 place_of(handover, y->place, y->area));

	return named ? named : (y->finished > x->finished) - (y->finished < x->finished);
}

static gboolean tried_section(struct handover *h, GError **error)
{
	const struct measures_query query = {.which = MEASURES_ALL};
	const struct document_column columns[] = {{_("Where"), 2, TEXT_LEFT},
						  {_("Measure"), 3, TEXT_LEFT},
						  {_("Who"), 0, TEXT_LEFT},
						  {_("State"), 0, TEXT_LEFT},
						  {_("When"), 0, TEXT_LEFT}};
	struct report_table table = {columns, G_N_ELEMENTS(columns), 0};
	g_autoptr(GPtrArray) items = app_measures(h->session, &query, error);

	if (!items)
		return FALSE;
	g_ptr_array_sort_with_data(items, by_place, h);
	document_heading(h->document, 2, _("What was tried, place by place"));
	for (guint i = 0; i < items->len; i++) {
		const struct measure_item *item = items->pdata[i];
		const struct measure *m = item->measure;
		g_autofree char *state = words_measure_state(m, item->lacks, item->days_late),
				*when = day_name_beside(m->finished, h->today);
		const char *cells[] = {place_of(h, m->place, m->area), m->title,
				       code_of(h, m->owner), state, when};

		if (m->state == MEASURE_DONE || m->state == MEASURE_DROPPED)
			add_row(h, &table, cells, FALSE);
	}
	if (!table.rows)
		document_note(h->document, _("No measure has been done or dropped yet."));
	return TRUE;
}

/* Of the last half-year's weeks, those in which each organisation reported. */
static gboolean silence_section(struct handover *h, GError **error)
{
	const struct document_column columns[] = {{"", 0, TEXT_LEFT},
						  {_("Organisation"), 3, TEXT_LEFT},
						  {_("Weeks with reports"), 0, TEXT_RIGHT},
						  {_("Reports"), 0, TEXT_RIGHT}};
	const GPtrArray *all = registry_organisations(session_registry(h->session));
	g_autoptr(GArray) reporting =
		session_reporting(h->session, h->week - ROLL_WEEKS + 1, h->week, error);

	if (!reporting)
		return FALSE;
	document_heading(h->document, 2, _("Whose silence is ordinary"));
	document_table(h->document, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < all->len; i++) {
		const struct organisation *o = all->pdata[i];
		g_autofree char *in_weeks = NULL, *in_all = NULL;
		int weeks = 0, sum = 0;

		for (guint r = 0; r < reporting->len; r++) {
			const struct reporting *one =
				&g_array_index(reporting, struct reporting, r);

			weeks += one->organisation == o->record.key && one->reports > 0;
			sum += one->organisation == o->record.key ? one->reports : 0;
		}
		if (!organisation_is_member(o, h->week))
			continue;
		/* TRANSLATORS: "23 of 26" weeks */
		in_weeks = g_strdup_printf(_("%d of %d"), weeks, ROLL_WEEKS);
		in_all = g_strdup_printf("%d", sum);
		const char *cells[] = {o->code, o->name, in_weeks, in_all};
		document_row(h->document, cells, weeks < ROLL_WEEKS / 2);
	}
	return TRUE;
}

struct document *report_handover(struct session *session, const struct report_options *options,
				 GError **error)
{
	static gboolean (*const sections[])(struct handover *, GError **) = {
		measures_section, decisions_section, groups_section,  reminders_section,
		levels_section,   tried_section,     silence_section,
	};
	struct handover h = {
		.session = session, .now = session_now(session), .week = options->week};
	g_autofree char *left = NULL;
	h.today = time_day(h.now);
	left = g_strdup_printf("%s · %s", session_municipality(session),
			       _("Operational collaboration group"));
	h.document = document_new(&(struct document_setup){.title = _("Handover"),
							   .author = left,
							   .language = words_language(),
							   .left = left,
							   .right = _("Handover"),
							   .foot = "",
							   .created = h.now});
	document_heading(h.document, 1, _("Handover"));
	document_paragraph(
		h.document, NULL,
		_("All that is open, and what this group knows: enough to lead the next meeting."));
	for (gsize i = 0; i < G_N_ELEMENTS(sections); i++)
		if (!sections[i](&h, error)) {
			document_free(h.document);
			return NULL;
		}
	return h.document;
}
