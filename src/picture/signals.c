/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is unusual this week: the cube of counts handed to the engine with who reported, what is
 * still to come, marked weeks and recording changes. Refuses to judge: that is analysis; what is
 * shown of it is signal_lines.c. */
#include "config.h"

#include "picture/scan_data.h"
#include "picture/series_grid.h"

#include <math.h>
#include <string.h>

#include "osg/calendar.h"
#include "osg/signals.h"

enum { HISTORY = 261, REPORTED = 60, DELAYS = 5, GLANCES = 5 };

static gsize place_of(const struct series_grid *b, int category, int area)
{
	return (gsize)category * b->areas + area;
}

static void add_to(int *to, const int *from, int n)
{
	for (int i = 0; i < n; i++)
		to[i] += from[i];
}

/* Whether events of a category belong to a kind. */
static gboolean holds(const struct series_grid *b, int kind, gint64 category)
{
	const struct category_group *group = group_of(b, kind);

	if (group)
		return category_group_holds(group, category);
	return kind == 0 || category == b->c->cube->category_keys[kind];
}

/* Whether an area of the grid (0 = the whole municipality) is that of a key. */
static gboolean is_in(const struct series_grid *b, int area, gint64 key)
{
	return area == 0 || key == b->c->cube->area_keys[area];
}

/* The kind whose group holds a category, 0 = none: all events. */
static int group_above(const struct series_grid *b, int category)
{
	for (int kind = b->categories; kind < b->kinds; kind++)
		if (holds(b, kind, b->c->cube->category_keys[category]))
			return kind;
	return 0;
}

static gboolean shares_category(const struct category_group *a, const struct category_group *b)
{
	for (guint i = 0; i < a->categories->len; i++)
		if (category_group_holds(b, refs_at(a->categories, i)))
			return TRUE;
	return FALSE;
}

/* The first groups of the table that share no category: what nests can be told once. */
static void grid_groups(struct series_grid *b)
{
	const GPtrArray *all = registry_groups(session_registry(b->c->session));

	b->groups = g_ptr_array_new();
	for (guint i = 0; i < all->len; i++) {
		struct category_group *group = all->pdata[i];
		gboolean apart = group->categories->len > 1;

		for (guint j = 0; apart && j < b->groups->len; j++)
			apart = !shares_category(group, b->groups->pdata[j]);
		if (apart)
			g_ptr_array_add(b->groups, group);
	}
	b->kinds = b->categories + (int)b->groups->len;
}

static void grid_fill(struct series_grid *b)
{
	const struct cube *cube = b->c->cube;
	g_autofree int *tail = g_new(int, b->weeks);

	for (int k = 0; k < b->categories; k++)
		for (int a = 0; a < b->areas; a++) {
			/* what is not placed counts in the whole only */
			recent_weeks(b->c, cube_series(cube, a, k), b->weeks, tail);
			add_to(counts_of(b, 0, 0), tail, b->weeks);
			if (k)
				add_to(counts_of(b, k, 0), tail, b->weeks);
			if (a)
				add_to(counts_of(b, 0, a), tail, b->weeks);
			if (k && a)
				add_to(counts_of(b, k, a), tail, b->weeks);
		}
	for (int k = 1; k < b->categories; k++)
		for (int a = 0, above = group_above(b, k); above && a < b->areas; a++)
			add_to(counts_of(b, above, a), counts_of(b, k, a), b->weeks);
}

static gboolean anything(const int *counts, int n)
{
	for (int i = 0; i < n; i++)
		if (counts[i])
			return TRUE;
	return FALSE;
}

/* Since when a category is recorded as now in an area; several together have no such marker. */
static int changed_at(const struct series_grid *b, const GPtrArray *changes, int category, int area)
{
	const struct cube *cube = b->c->cube;
	int first = b->c->picture->week - b->weeks + 1, since = 0;

	for (guint i = 0; category && !group_of(b, category) && i < changes->len; i++) {
		const struct recording_change *change = changes->pdata[i];
		gboolean here =
			change->area == 0 || area == 0 || change->area == cube->area_keys[area];

		if (!change->record.withdrawn && here &&
		    change->category == cube->category_keys[category] &&
		    change->week <= b->c->picture->week)
			since = MAX(since, change->week - first);
	}
	return since;
}

static void grid_series(struct series_grid *b, const GPtrArray *changes)
{
	int count = 0;

	for (int k = 0; k < b->kinds; k++)
		for (int a = 0; a < b->areas; a++) {
			b->index[place_of(b, k, a)] = -1;
			if (!anything(counts_of(b, k, a), b->weeks))
				continue;
			b->at[count] = (int)place_of(b, k, a);
			b->index[place_of(b, k, a)] = count++;
		}
	for (int i = 0; i < count; i++) {
		int k = b->at[i] / b->areas, a = b->at[i] % b->areas;

		b->series[i] = (struct signals_series){.counts = counts_of(b, k, a),
						       .changed = changed_at(b, changes, k, a)};
		b->series[i].parent[0] =
			k ? b->index[place_of(b, group_of(b, k) ? 0 : group_above(b, k), a)] : -1;
		b->series[i].parent[1] = a ? b->index[place_of(b, k, 0)] : -1;
	}
	b->input.count = count;
}

/* who reported, what is in */

static int organisation_index(const struct series_grid *b, gint64 key)
{
	const GPtrArray *all = registry_organisations(session_registry(b->c->session));

	for (guint i = 0; i < all->len; i++)
		if (((const struct organisation *)all->pdata[i])->record.key == key)
			return (int)i;
	return -1;
}

/* What every organisation said, week by week. */
struct said {
	int *reports; /* [organisation][week] */
	guint8 *nil;
};

/* The cell of an organisation's week, -1 = not of the grid. */
static gssize cell_of(const struct series_grid *b, gint64 organisation, int week)
{
	int o = organisation_index(b, organisation),
	    at = week - (b->c->picture->week - b->weeks + 1);

	return o >= 0 && at >= 0 && at < b->weeks ? (gssize)o * b->weeks + at : -1;
}

static void said_add(const struct series_grid *b, struct said *said, gint64 organisation, int week,
		     int reports)
{
	gssize cell = cell_of(b, organisation, week);

	if (cell >= 0)
		said->reports[cell] += reports;
}

static void said_fill(const struct series_grid *b, struct said *said)
{
	int week = b->c->picture->week;

	for (int past = week - MIN(b->weeks, REPORTED) + 1; past <= week - LAST_WEEKS; past++) {
		guint count;
		const struct week_report *reports = week_facts_reports(b->c->facts, past, &count);

		for (guint i = 0; i < count; i++)
			said_add(b, said, reports[i].organisation, past,
				 MAX(reports[i].counted, 1));
	}
	for (int back = 0; back < LAST_WEEKS; back++)
		for (guint i = 0; i < b->c->rows[back]->len; i++)
			said_add(b, said,
				 g_array_index(b->c->rows[back], struct observation_row, i)
					 .organisation,
				 week - back, 1);
	for (guint i = 0; i < b->c->nils->len; i++) {
		const struct nil_report *nil = b->c->nils->pdata[i];
		gssize cell = cell_of(b, nil->organisation, nil->week);

		if (!nil->record.withdrawn && cell >= 0)
			said->nil[cell] = 1;
	}
}

/* Of weeks older than those looked at it is not asked: everybody reported. */
static void grid_reported(struct series_grid *b)
{
	gsize cells = (gsize)b->input.organisations * b->weeks + 1;
	int old = MAX(b->weeks - REPORTED, 0);
	struct said said = {g_new0(int, cells), g_new0(guint8, cells)};

	said_fill(b, &said);
	for (int o = 0; o < b->input.organisations; o++) {
		gsize first = (gsize)o * b->weeks;

		memset(b->reported + first, 1, old);
		signals_heard(said.reports + first + old, said.nil + first + old, b->weeks - old,
			      b->reported + first + old);
	}
	g_free(said.reports);
	g_free(said.nil);
}

int report_delay(gint64 entered, int week)
{
	gint64 late = entered == TIME_NONE ? -1 : entered - report_deadline(week + 1);

	return late <= 0 ? 0 : (int)((late - 1) / (7 * DAY_SECONDS)) + 1;
}

/* How complete the last weeks are, from how late the reports of the weeks before were. */
static void grid_complete(struct series_grid *b)
{
	int triangle[LAST_WEEKS * DELAYS] = {0}, week = b->c->picture->week;
	double shares[DELAYS];
	int age = report_delay(b->c->picture->compiled_at, week);

	if (age >= DELAYS || b->weeks < LAST_WEEKS)
		return;
	for (int back = 0; back < LAST_WEEKS; back++)
		for (guint i = 0; i < b->c->rows[back]->len; i++) {
			int d = report_delay(
				g_array_index(b->c->rows[back], struct observation_row, i)
					.entered_at,
				week - back);

			if (d < DELAYS)
				triangle[(LAST_WEEKS - 1 - back) * DELAYS + d]++;
		}
	if (!signals_completeness(triangle, LAST_WEEKS, DELAYS, shares))
		return;
	b->complete = g_new(double, b->weeks);
	for (int i = 0; i < b->weeks; i++) {
		int d = age + b->weeks - 1 - i;

		b->complete[i] = d < DELAYS ? shares[d] : 1;
	}
	b->c->picture->expected_late =
		(int)lround(b->c->picture->reports * (1 / b->complete[b->weeks - 1] - 1));
}

/* who reports what */

static int *by_of(const struct series_grid *b, int category)
{
	return b->by + (gsize)category * b->input.organisations * b->weeks;
}

/* Whom the reports of a line came from, by organisation and week, this week the last. */
static void count_reporters(const struct series_grid *b, int category, int area, int *by)
{
	int week = b->c->picture->week, weeks = MIN(b->weeks, REPORTED);

	for (int back = 0; back < weeks; back++) {
		guint count;
		const struct week_report *reports =
			week_facts_reports(b->c->facts, week - back, &count);

		for (guint i = 0; i < count; i++) {
			const struct week_report *r = &reports[i];
			int o;

			if (!r->counted || !holds(b, category, r->category) ||
			    !is_in(b, area, r->area))
				continue;
			o = organisation_index(b, r->organisation);
			if (o >= 0)
				by[(gsize)o * b->weeks + b->weeks - 1 - back] += r->counted;
		}
	}
}

/* Each category's events by organisation: a silent landlord takes nothing from what fires are to be
 * expected. */
static void grid_weigh(struct series_grid *b)
{
	b->by = g_new0(int, (gsize)b->kinds * b->input.organisations * b->weeks);
	for (int k = 0; k < b->kinds; k++)
		count_reporters(b, k, 0, by_of(b, k));
	for (int i = 0; i < b->input.count; i++)
		b->series[i].by_organisation = by_of(b, b->at[i] / b->areas);
}

/* a second look at the lines that stand out: by organisation and by night */

static int *extra_new(struct series_grid *b, gsize count)
{
	int *array = g_new0(int, count);

	g_ptr_array_add(b->extra, array);
	return array;
}

static void recheck_by_reporter(struct series_grid *b, int i)
{
	int category = b->at[i] / b->areas, area = b->at[i] % b->areas;
	int *by = extra_new(b, (gsize)b->input.organisations * b->weeks), *days = extra_new(b, 7);
	gint64 noon = week_start(b->c->picture->week) + DAY_SECONDS / 2;
	const GArray *rows = b->c->rows[0];

	count_reporters(b, category, area, by);
	for (guint r = 0; r < rows->len; r++) {
		const struct observation_row *row = &g_array_index(rows, struct observation_row, r);

		if (row->counted && holds(b, category, row->category) && is_in(b, area, row->area))
			days[CLAMP((row->time_from - noon) / DAY_SECONDS, 0, 6)]++;
	}
	b->series[i].by_organisation = by;
	b->series[i].days = days;
}

/* Who reports exactly there may change what is to be expected, and so which lines stand out: until
 * all of them have been looked at. */
static void grid_judge(struct series_grid *b)
{
	gboolean again = TRUE;

	while (again) {
		signals_judge(&b->input, b->results);
		again = FALSE;
		for (int i = 0; i < b->input.count; i++)
			if (b->results[i].flag && !b->series[i].days) {
				recheck_by_reporter(b, i);
				again = TRUE;
			}
	}
}

/* all of it */

/* Long breaks are a season, not a mark: they would take a quarter of the year out of what is usual.
 */
static guint8 mark_of(int week)
{
	enum calendar_mark mark = calendar_mark(week);

	return mark == CALENDAR_SUMMER_BREAK || mark == CALENDAR_WINTER_BREAK ? CALENDAR_ORDINARY
									      : (guint8)mark;
}

static void grid_init(struct series_grid *b, const struct compile *c)
{
	gsize grid;

	*b = (struct series_grid){
		.c = c, .areas = c->cube->areas, .categories = c->cube->categories};
	b->weeks = MIN(c->history, HISTORY);
	grid_groups(b);
	grid = (gsize)b->areas * b->kinds;
	b->counts = g_new0(int, grid * b->weeks);
	b->series = g_new0(struct signals_series, grid);
	b->results = g_new0(struct signals_result, grid);
	b->at = g_new0(int, grid);
	b->index = g_new0(int, grid);
	b->marked = g_new0(guint8, b->weeks);
	for (int i = 0; i < b->weeks; i++)
		b->marked[i] = mark_of(c->picture->week - b->weeks + 1 + i);
	b->extra = g_ptr_array_new_with_free_func(g_free);
	b->input.organisations = (int)registry_organisations(session_registry(c->session))->len;
	b->reported = g_new0(guint8, (gsize)b->input.organisations * b->weeks + 1);
}

static void grid_clear(struct series_grid *b)
{
	g_free(b->counts);
	g_free(b->series);
	g_free(b->results);
	g_free(b->at);
	g_free(b->index);
	g_free(b->marked);
	g_free(b->reported);
	g_free(b->complete);
	g_free(b->by);
	g_ptr_array_unref(b->extra);
	g_ptr_array_unref(b->groups);
}

static double budget(struct session *session)
{
	g_autofree char *word = session_value(session, "signal_budget");
	double a_week = signals_budget(word ? word : "one-a-month");

	return isnan(a_week) ? signals_budget("one-a-month") : a_week;
}

/* fits that were made before */

static char *memory_name(const struct compile *c)
{
	return g_strdup_printf("fits %d", c->picture->week);
}

static struct signals_memory *memory_open(const struct compile *c)
{
	g_autofree char *name = memory_name(c);
	g_autoptr(GBytes) kept = session_computed(c->session, name, 0);

	return signals_memory_new(kept);
}

static void memory_close(const struct compile *c, struct signals_memory *memory)
{
	g_autofree char *name = memory_name(c);
	g_autoptr(GBytes) kept = signals_memory_keep(memory);

	if (kept) /* a busy or full disk only makes it slower the next time */
		session_keep_computed(c->session, name, 0, kept);
	signals_memory_free(memory);
}

gboolean compile_signals(struct compile *c, GError **error)
{
	g_autoptr(GPtrArray) changes = session_all(c->session, &recording_change_kind, error);
	struct series_grid b;

	if (!changes)
		return FALSE;
	grid_init(&b, c);
	grid_reported(&b);
	grid_fill(&b);
	grid_series(&b, changes);
	grid_weigh(&b);
	grid_complete(&b);
	b.input.weeks = b.weeks;
	b.input.series = b.series;
	b.input.reported = b.reported;
	b.input.complete = b.complete;
	b.input.marked = b.marked;
	b.input.budget = budget(c->session);
	b.input.glances = GLANCES;
	b.input.memory = memory_open(c);
	grid_judge(&b);
	memory_close(c, b.input.memory);
	signal_lines(&b, c->picture);
	grid_clear(&b);
	return TRUE;
}
