/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people agreed about a week, as the picture of it keeps it: levels, decisions, priorities,
 * focus groups; what is known of the week after; and what may be told to anybody. Names are copied,
 * so that a fixed picture needs nothing else to be printed again. */
#include "config.h"

#include "picture/compile.h"

#include "osg/week.h"

enum { LEVEL_WEEKS = 8 }; /* how far back a level is looked for */

static char *code_of(const struct registry *v, gint64 organisation)
{
	const struct organisation *o = registry_organisation(v, organisation);

	return o ? g_strdup(o->code) : NULL;
}

/* districts */

static struct picture_district *district_of(const struct compile *c, gint64 area)
{
	const struct registry *v = session_registry(c->session);
	const GPtrArray *districts = c->picture->districts;

	for (const struct area *a = registry_area(v, area); a; a = registry_area(v, a->parent))
		for (guint i = 0; i < districts->len; i++)
			if (((struct picture_district *)districts->pdata[i])->key == a->record.key)
				return districts->pdata[i];
	return NULL;
}

static void count_rows(const struct compile *c)
{
	for (int back = 0; back < 2; back++)
		for (guint i = 0; i < c->rows[back]->len; i++) {
			const struct observation_row *row =
				&g_array_index(c->rows[back], struct observation_row, i);
			struct picture_district *d =
				row->counted ? district_of(c, row->area) : NULL;
			gboolean hidden =
				registry_finest(session_registry(c->session), row->category,
						row->sub_category) > SHARE_AREA;

			if (!d)
				continue;
			*(back ? &d->last : &d->now) += 1;
			*(back ? &d->hidden_last : &d->hidden_now) += hidden;
		}
}

/* FALSE: the week has no level at all. */
static gboolean set_levels(const struct compile *c, int week, gboolean now)
{
	g_autoptr(GPtrArray) levels =
		session_where(c->session, &district_level_kind, "week", week, NULL);

	for (guint i = 0; levels && i < levels->len; i++) {
		const struct district_level *level = levels->pdata[i];
		struct picture_district *d = district_of(c, level->area);

		if (d)
			*(now ? &d->level : &d->before) = level->level;
	}
	return levels && levels->len;
}

static void compile_districts(const struct compile *c)
{
	const GPtrArray *areas = registry_areas(session_registry(c->session));
	struct picture *p = c->picture;

	for (int level = AREA_DISTRICT; level <= AREA_AREA && !p->districts->len; level++)
		for (guint i = 0; i < areas->len; i++) {
			const struct area *area = areas->pdata[i];
			struct picture_district *d;

			if (area->level != level)
				continue;
			d = g_new0(struct picture_district, 1);
			d->key = area->record.key;
			d->name = g_strdup(area->name);
			d->level = d->before = -1;
			d->outline = rings_new();
			rings_append_thinned(d->outline, area->boundary, OUTLINE_METRES);
			g_ptr_array_add(p->districts, d);
		}
	for (guint i = 0; i < areas->len; i++) {
		const struct area *area = areas->pdata[i];

		if (area->level == AREA_MUNICIPALITY)
			rings_append_thinned(p->outline, area->boundary, OUTLINE_METRES);
	}
	count_rows(c);
	set_levels(c, p->week, TRUE);
	for (int back = 1; back <= LEVEL_WEEKS && !set_levels(c, p->week - back, FALSE); back++)
		continue;
}

/* decisions */

static char *yardstick_of(const struct compile *c, gint64 measure)
{
	g_autoptr(GPtrArray) all =
		measure ? session_where(c->session, &yardstick_kind, "measure", measure, NULL)
			: NULL;

	return all && all->len ? g_strdup(((const struct yardstick *)all->pdata[0])->text) : NULL;
}

static void set_about(const struct compile *c, const struct subject *about,
		      struct picture_decision *d)
{
	const struct registry *v = session_registry(c->session);
	struct hotspot_record *hotspot =
		about->hotspot ? session_get(c->session, &hotspot_kind, about->hotspot, NULL)
			       : NULL;
	const struct place *place = registry_place(
		v, hotspot && hotspot->places->len ? refs_at(hotspot->places, 0) : about->place);
	const struct area *area = registry_area(v, about->area);

	d->hotspot = hotspot ? hotspot->number : 0;
	d->place = g_strdup(place ? place->name : hotspot ? hotspot->near : NULL);
	d->area = area ? g_strdup(area->name) : NULL;
	d->category = category_label(registry_category(v, about->category));
	record_free(hotspot);
}

static void add_decision(const struct compile *c, const struct meeting_decision *from)
{
	struct picture_decision *d = g_new0(struct picture_decision, 1);

	d->position = from->position;
	d->outcome = from->outcome;
	d->text = g_strdup(from->text);
	d->reason = g_strdup(from->reason);
	d->owner = code_of(session_registry(c->session), from->owner);
	d->due = from->due;
	d->until_week = from->until_week;
	d->hours = g_strdup(from->hours);
	d->yardstick = yardstick_of(c, from->measure);
	d->places = (int)from->places->len;
	set_about(c, &from->about, d);
	g_ptr_array_add(c->picture->decisions, d);
}

static int by_position(gconstpointer a, gconstpointer b)
{
	const struct picture_decision *x = *(gconstpointer const *)a,
				      *y = *(gconstpointer const *)b;

	return x->position - y->position;
}

static gboolean add_meeting(const struct compile *c, gint64 meeting, GError **error)
{
	g_autoptr(GPtrArray) items =
		session_where(c->session, &agenda_item_kind, "meeting", meeting, error);
	g_autoptr(GPtrArray) decisions =
		items ? session_where(c->session, &decision_kind, "meeting", meeting, error) : NULL;

	for (guint i = 0; items && i < items->len; i++) {
		const struct agenda_item *item = items->pdata[i];

		if (item->kind == AGENDA_PRIORITIES && item->note)
			field_set_text(&c->picture->priorities, item->note);
	}
	for (guint i = 0; decisions && i < decisions->len; i++)
		add_decision(c, decisions->pdata[i]);
	g_ptr_array_sort(c->picture->decisions, by_position);
	return decisions != NULL;
}

static gboolean compile_meeting(const struct compile *c, GError **error)
{
	g_autoptr(GPtrArray) all =
		session_where(c->session, &meeting_kind, "week", c->picture->week, error);

	for (guint i = 0; all && i < all->len; i++) {
		const struct meeting *m = all->pdata[i];

		if (!m->focus_group)
			return add_meeting(c, m->record.key, error);
	}
	return all != NULL;
}

/* focus groups */

static char *last_line(const struct compile *c, gint64 group)
{
	g_autoptr(GPtrArray) lines =
		session_where(c->session, &status_line_kind, "focus_group", group, NULL);
	const struct status_line *last = NULL;

	for (guint i = 0; lines && i < lines->len; i++) {
		const struct status_line *line = lines->pdata[i];

		if (line->week <= c->picture->week && (!last || line->week >= last->week))
			last = line;
	}
	return last ? g_strdup(last->text) : NULL;
}

/* Those that were at work by the week after. */
static gboolean compile_groups(const struct compile *c, GError **error)
{
	g_autoptr(GPtrArray) all = session_all(c->session, &focus_group_kind, error);
	int week = c->picture->week;

	for (guint i = 0; all && i < all->len; i++) {
		const struct focus_group *from = all->pdata[i];
		struct picture_group *g;

		if (from->started_week > week + 1 ||
		    (from->ended_week != WEEK_NONE && from->ended_week <= week))
			continue;
		g = g_new0(struct picture_group, 1);
		g->title = g_strdup(from->title);
		g->leader = code_of(session_registry(c->session), from->leader);
		g->text = last_line(c, from->record.key);
		g->started_week = from->started_week;
		g->planned_end = from->planned_end;
		g_ptr_array_add(c->picture->focus_groups, g);
	}
	return all != NULL;
}

/* the week after */

static struct picture_coming *add_coming(const struct compile *c, const char *title, gint64 place,
					 gint64 owner)
{
	const struct registry *v = session_registry(c->session);
	const struct place *at = registry_place(v, place);
	struct picture_coming *coming = g_new0(struct picture_coming, 1);

	coming->title = g_strdup(title);
	coming->place = at ? g_strdup(at->name) : NULL;
	coming->owner = code_of(v, owner);
	coming->time_from = coming->time_to = TIME_NONE;
	coming->due = DAY_NONE;
	g_ptr_array_add(c->picture->coming, coming);
	return coming;
}

static int coming_day(const struct picture_coming *coming)
{
	return coming->due != DAY_NONE ? coming->due : time_day(coming->time_from);
}

static int by_day(gconstpointer a, gconstpointer b)
{
	const struct picture_coming *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;
	int first = coming_day(x), second = coming_day(y);

	if (first != second)
		return first < second ? -1 : 1;
	return (x->time_from > y->time_from) - (x->time_from < y->time_from);
}

static void count_year_ago(const struct compile *c)
{
	int year, number, week;
	g_autoptr(GArray) counts = NULL;

	week_to_iso(c->picture->week + 1, &year, &number);
	week = week_from_iso(year - 1, MIN(number, 52));
	counts = session_week_counts(c->session, week, week, NULL);
	c->picture->coming_year_ago = counts && counts->len ? 0 : -1;
	for (guint i = 0; counts && i < counts->len; i++)
		c->picture->coming_year_ago += g_array_index(counts, struct week_count, i).counted;
}

/* Events that are planned, and measures that are due and not done yet: as it is after the meeting
 * on Tuesday, which decides some and hears that others are done. */
static gboolean compile_coming(const struct compile *c, GError **error)
{
	gint64 from = week_end(c->picture->week), to = week_end(c->picture->week + 1);
	int monday = week_monday(c->picture->week + 1);
	g_autoptr(GPtrArray) events = session_all(c->session, &planned_event_kind, error);
	g_autoptr(GPtrArray) measures =
		events ? session_all(c->session, &measure_kind, error) : NULL;

	for (guint i = 0; measures && i < events->len; i++) {
		const struct planned_event *e = events->pdata[i];

		if (e->time_to < from || e->time_from >= to)
			continue;
		struct picture_coming *coming = add_coming(c, e->title, e->place, e->organisation);
		coming->time_from = e->time_from;
		coming->time_to = e->time_to;
	}
	for (guint i = 0; measures && i < measures->len; i++) {
		const struct measure *m = measures->pdata[i];

		if (m->decided != DAY_NONE && m->decided <= monday + 1 && m->kind &&
		    !codes_contain(c->picture->measures, m->kind) &&
		    (m->finished == DAY_NONE || m->finished > monday))
			codes_add(&c->picture->measures, m->kind);
		if (m->due == DAY_NONE || m->due < monday || m->due >= monday + 7 ||
		    m->decided == DAY_NONE || m->decided > monday + 1 ||
		    (m->finished != DAY_NONE && m->finished <= monday + 1))
			continue;
		add_coming(c, m->title, m->place, m->owner)->due = m->due;
	}
	g_ptr_array_sort(c->picture->coming, by_day);
	count_year_ago(c);
	return measures != NULL;
}

/* what may be told to anybody */

static void compile_public(const struct compile *c)
{
	const struct registry *v = session_registry(c->session);
	const GPtrArray *categories = registry_categories(v);

	for (guint k = 0; k < categories->len; k++) {
		const struct category *category = categories->pdata[k];
		struct picture_tally *tally;

		if (category->parent || !category->counts || category->finest > SHARE_MUNICIPALITY)
			continue;
		tally = g_new0(struct picture_tally, 1);
		tally->category = g_strdup(category->code);
		tally->label = category_label(category);
		for (guint i = 0; i < c->rows[0]->len; i++) {
			const struct observation_row *row =
				&g_array_index(c->rows[0], struct observation_row, i);

			tally->count += row->counted && row->category == category->record.key &&
					registry_finest(v, row->category, row->sub_category) <=
						SHARE_MUNICIPALITY;
		}
		g_ptr_array_add(c->picture->public_counts, tally);
	}
}

gboolean compile_agreed(struct compile *c, GError **error)
{
	compile_districts(c);
	compile_public(c);
	return compile_meeting(c, error) && compile_groups(c, error) && compile_coming(c, error);
}
