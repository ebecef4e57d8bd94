/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What neither a week's counts nor a scan of places shows: who began to report more, what fell into
 * one night, what comes at certain hours, burglaries that gather. Lays the facts out
 * for the detectors of analysis/ and drops what a signal tells already. */
#include "config.h"

#include "picture/compile.h"
#include "picture/hotspot_where.h"
#include "picture/scan_data.h"

#include <math.h>
#include <string.h>

#include "osg/burst.h"
#include "osg/calendar.h"
#include "osg/near.h"
#include "osg/reporter.h"
#include "osg/slots.h"

enum {
	SEEN_WEEKS = 65,   /* a year, and the longest window */
	MARKED_LEAST = 3,  /* reports of a category that a change of who reports concerns */
	MARKED_WEEKS = 26, /* so long what was written down explains what is seen */
};
#define CHANCE_MOST (1 / 26.0)
#define METRES_A_DEGREE 111195.0

static struct picture_finding *finding_new(const struct compile *c, enum finding_kind kind,
					   int weeks)
{
	struct picture_finding *f = g_new0(struct picture_finding, 1);

	f->kind = kind;
	f->weeks = weeks;
	f->since = c->picture->week - weeks + 1;
	f->from = f->to = TIME_NONE;
	g_ptr_array_add(c->picture->findings, f);
	return f;
}

static void name_category(const struct compile *c, struct picture_finding *f, gint64 category)
{
	const struct category *k = registry_category(session_registry(c->session), category);

	f->category = g_strdup(k ? k->code : NULL);
	f->label = category_label(k);
}

static void name_area(const struct compile *c, struct picture_finding *f, gint64 key)
{
	const struct area *area = registry_area(session_registry(c->session), key);

	f->area_key = area ? key : 0;
	f->area = g_strdup(area ? area->name : NULL);
}

/* Whether a flagged line tells of the category in the area, or of what holds it. weeks: one that
 * tells of several weeks together does as well. */
static gboolean is_told(const struct compile *c, const char *category, gint64 area, gboolean weeks)
{
	for (guint i = 0; i < c->picture->signals->len; i++) {
		const struct picture_signal *s = c->picture->signals->pdata[i];

		if (s->flag == SIGNAL_FLAG && s->direction > 0 && s->area_key == area &&
		    (weeks || !s->together) &&
		    (!s->categories || codes_contain(s->categories, category)))
			return TRUE;
	}
	return FALSE;
}

/* Index of a key among the cube's, 0 = not among them. */
static int index_of(const gint64 *keys, int count, gint64 key)
{
	for (int i = 1; i < count; i++)
		if (keys[i] == key)
			return i;
	return 0;
}

/* who reports */

/* Reports by organisation, area (0 = all) and week. In term the weeks of breaks are left out: who
 * reports again when one ends has not changed. */
struct reporters {
	const struct compile *c;
	const GPtrArray *all;
	int weeks, areas;
	int *week; /* [weeks] which it is */
	int *counts, *totals;
};

static gboolean is_break(int week)
{
	enum calendar_mark mark = calendar_mark(week);

	return mark == CALENDAR_SUMMER_BREAK || mark == CALENDAR_CHRISTMAS ||
	       mark == CALENDAR_NEW_YEAR || mark == CALENDAR_WINTER_BREAK ||
	       mark == CALENDAR_EASTER || mark == CALENDAR_AUTUMN_BREAK;
}

static void reporters_weeks(struct reporters *r)
{
	int last = r->c->picture->week, seen = MIN(r->c->history, SEEN_WEEKS);

	r->week = g_new(int, MAX(seen, 1));
	for (int week = last - seen + 1; week <= last; week++)
		if (!is_break(week) || is_break(last))
			r->week[r->weeks++] = week;
}

static int *reports_of(const struct reporters *r, int organisation, int area)
{
	return r->counts + ((gsize)organisation * r->areas + area) * r->weeks;
}

static void reporters_fill(struct reporters *r)
{
	const struct cube *cube = r->c->cube;

	for (int t = 0; t < r->weeks; t++) {
		guint count;
		const struct week_report *reports =
			week_facts_reports(r->c->facts, r->week[t], &count);

		for (guint i = 0; i < count; i++) {
			int area = index_of(cube->area_keys, cube->areas, reports[i].area);

			r->totals[t] += reports[i].reports;
			for (guint o = 0; o < r->all->len; o++) {
				if (((struct organisation *)r->all->pdata[o])->record.key !=
				    reports[i].organisation)
					continue;
				reports_of(r, (int)o, 0)[t] += reports[i].reports;
				if (area)
					reports_of(r, (int)o, area)[t] += reports[i].reports;
			}
		}
	}
}

/* Lines of a source that began are the source's: one sentence tells of them all. */
static int take_lines(const struct compile *c, const char *reporter)
{
	int lines = 0;

	for (guint i = 0; i < c->picture->signals->len; i++) {
		struct picture_signal *s = c->picture->signals->pdata[i];

		if (s->flag == SIGNAL_FLAG && s->reasons & SIGNALS_NEW_REPORTER &&
		    g_strcmp0(s->reporter, reporter) == 0) {
			s->flag = SIGNAL_NOTICE;
			lines++;
		}
	}
	return lines;
}

/* What it reports in the window: each category that comes three times, else what comes most. */
static char **reported_in(const struct reporters *r, int organisation, int area, int weeks)
{
	const struct cube *cube = r->c->cube;
	g_autofree int *sums = g_new0(int, cube->categories);
	gint64 key = ((struct organisation *)r->all->pdata[organisation])->record.key;
	char **codes = NULL;
	int most = 0;

	for (int t = r->weeks - weeks; t < r->weeks; t++) {
		guint count;
		const struct week_report *reports =
			week_facts_reports(r->c->facts, r->week[t], &count);

		for (guint i = 0; i < count; i++)
			if (reports[i].organisation == key &&
			    (!area || cube->area_keys[area] == reports[i].area))
				sums[index_of(cube->category_keys, cube->categories,
					      reports[i].category)] += reports[i].reports;
	}
	for (int k = 1; k < cube->categories; k++)
		most = MAX(most, sums[k]);
	for (int k = 1; k < cube->categories; k++) {
		const struct category *category =
			registry_category(session_registry(r->c->session), cube->category_keys[k]);

		if (category && sums[k] > 0 && sums[k] >= MIN(MARKED_LEAST, most))
			codes_add(&codes, category->code);
	}
	return codes;
}

/* Whether a category is written down as recorded otherwise in the finding's area since then. */
static gboolean is_recorded(const struct compile *c, const GPtrArray *changes,
			    const struct picture_finding *f, const char *code)
{
	for (guint i = 0; i < changes->len; i++) {
		const struct recording_change *change = changes->pdata[i];
		const struct category *category =
			registry_category(session_registry(c->session), change->category);

		if (!change->record.withdrawn && change->week >= f->since - MARKED_WEEKS &&
		    change->week <= c->picture->week && change->area == f->area_key && category &&
		    strcmp(category->code, code) == 0)
			return TRUE;
	}
	return FALSE;
}

/* Whether most of it is written down as a changed recording already. */
static gboolean is_marked(const struct compile *c, const struct picture_finding *f)
{
	g_autoptr(GPtrArray) changes = session_all(c->session, &recording_change_kind, NULL);
	int marked = 0, all = 0;

	for (char **code = f->categories; changes && code && *code; code++, all++)
		marked += is_recorded(c, changes, f, *code);
	return marked > 0 && 2 * marked >= all;
}

static void reporter_tell(const struct reporters *r, int organisation, int area,
			  const struct reporter_change *change)
{
	const struct organisation *who = r->all->pdata[organisation];
	struct picture_finding *f =
		finding_new(r->c, FINDING_REPORTER,
			    r->c->picture->week - r->week[r->weeks - change->weeks] + 1);

	f->reporter = g_strdup(who->code);
	f->name = g_strdup(who->name);
	f->count = change->now;
	f->times = change->before ? change->times : 0;
	if (area)
		name_area(r->c, f, r->c->cube->area_keys[area]);
	f->categories = reported_in(r, organisation, area, change->weeks);
	if (is_marked(r->c, f)) {
		g_ptr_array_remove(r->c->picture->findings, f);
		return;
	}
	f->explains = change->before ? 0 : take_lines(r->c, who->code);
}

/* The clearest change of an organisation: in all that it reports, or in one area. */
static void reporter_look(const struct reporters *r, int organisation)
{
	struct reporter_change best = {0}, change;
	int where = 0;

	for (int area = 0; area < r->areas; area++) {
		reporter_judge(reports_of(r, organisation, area), r->totals, r->weeks, &change);
		if (change.score > best.score) {
			best = change;
			where = area;
		}
	}
	if (best.score >= REPORTER_LIMIT)
		reporter_tell(r, organisation, where, &best);
}

static void find_reporters(const struct compile *c)
{
	struct reporters r = {.c = c,
			      .all = registry_organisations(session_registry(c->session)),
			      .areas = c->cube->areas};

	if (is_break(c->picture->week) && calendar_mark(c->picture->week) != CALENDAR_SUMMER_BREAK)
		return; /* a week of it tells nothing of who reports */
	reporters_weeks(&r);
	r.counts = g_new0(int, (gsize)r.all->len *r.areas *r.weeks + 1);
	r.totals = g_new0(int, r.weeks);
	reporters_fill(&r);
	for (guint o = 0; o < r.all->len; o++)
		reporter_look(&r, (int)o);
	g_free(r.week);
	g_free(r.counts);
	g_free(r.totals);
}

/* one night */

static gboolean event_of(const struct compile *c, const struct observation_row *row,
			 struct burst_event *event)
{
	const struct cube *cube = c->cube;
	const struct place *place = registry_place(session_registry(c->session), row->place);
	gboolean own = !isnan(row->lat) && !isnan(row->lon);
	double lat = own     ? row->lat
		     : place ? place->lat
			     : NAN,
	       lon = own     ? row->lon
		     : place ? place->lon
			     : NAN;
	int category = index_of(cube->category_keys, cube->categories, row->category);

	if (!row->counted || !category || isnan(lat) || isnan(lon) ||
	    row->time_precision == TIME_DATE || row->time_precision == TIME_WEEK ||
	    row->time_to - row->time_from > BURST_SECONDS)
		return FALSE;
	*event = (struct burst_event){.x = lon * METRES_A_DEGREE * cos(lat * G_PI / 180),
				      .y = lat * METRES_A_DEGREE,
				      .from = row->time_from,
				      .to = MAX(row->time_to, row->time_from),
				      .line = index_of(cube->area_keys, cube->areas, row->area) *
						      cube->categories +
					      category};
	return TRUE;
}

/* Events a week of every category in every area, this week apart. */
static double *rates_of(const struct compile *c)
{
	const struct cube *cube = c->cube;
	int weeks = MIN(c->history, SEEN_WEEKS);
	double *rates = g_new0(double, (gsize)cube->areas * cube->categories);
	g_autofree int *counts = g_new(int, weeks);

	for (int a = 0; a < cube->areas; a++)
		for (int k = 0; k < cube->categories; k++) {
			recent_weeks(c, cube_series(cube, a, k), weeks, counts);
			rates[a * cube->categories + k] = compile_mean(counts, weeks, 52);
		}
	return rates;
}

static void night_tell(const struct compile *c, const struct burst *burst, int line, gint64 place)
{
	const struct cube *cube = c->cube;
	const struct category *k = registry_category(session_registry(c->session),
						     cube->category_keys[line % cube->categories]);
	gint64 area = cube->area_keys[line / cube->categories];
	const struct place *where = registry_place(session_registry(c->session), place);

	if (!k || is_told(c, k->code, line / cube->categories ? area : 0, FALSE))
		return;
	struct picture_finding *f = finding_new(c, FINDING_NIGHT, 1);

	name_category(c, f, k->record.key);
	name_area(c, f, line / cube->categories ? area : 0);
	f->place = g_strdup(where ? where->name : NULL);
	f->count = burst->count;
	f->from = burst->from;
	f->to = burst->to;
	f->by_chance = burst->by_chance;
}

/* A holiday or a feast has its own nights; a long break has ordinary ones. */
static gboolean is_feast(int week)
{
	enum calendar_mark mark = calendar_mark(week);

	return mark != CALENDAR_ORDINARY && mark != CALENDAR_SUMMER_BREAK &&
	       mark != CALENDAR_WINTER_BREAK;
}

static void find_nights(const struct compile *c)
{
	const GArray *rows = c->rows[0];
	g_autofree struct burst_event *events = g_new(struct burst_event, rows->len + 1);
	g_autofree gint64 *places = g_new(gint64, rows->len + 1);
	g_autofree double *rates = rates_of(c);
	struct burst burst;
	int count = 0;

	if (c->history < 8 || is_feast(c->picture->week))
		return;
	for (guint i = 0; i < rows->len; i++) {
		const struct observation_row *row = &g_array_index(rows, struct observation_row, i);

		if (event_of(c, row, &events[count]))
			places[count++] = row->place;
	}
	if (burst_find(events, count, rates, c->cube->areas * c->cube->categories, &burst, NULL) &&
	    burst.by_chance <= CHANCE_MOST)
		night_tell(c, &burst, events[burst.first].line, places[burst.first]);
}

/* hours */

static void hours_fill(const struct compile *c, struct slots_input *input, int *counts)
{
	const struct cube *cube = c->cube;

	for (int t = 0; t < input->weeks; t++) {
		guint count;
		const struct week_report *reports = week_facts_reports(
			c->facts, c->picture->week - input->weeks + 1 + t, &count);

		for (guint i = 0; i < count; i++) {
			int area = index_of(cube->area_keys, cube->areas, reports[i].area),
			    kind = index_of(cube->category_keys, cube->categories,
					    reports[i].category);

			for (int s = 0; s < SLOT_KINDS; s++)
				counts[((gsize)(area * cube->categories + kind) * SLOT_KINDS + s) *
					       input->weeks +
				       t] +=
					s == SLOT_ANY ? reports[i].counted : reports[i].slots[s];
		}
	}
}

/* Whether a flagged line tells of it already: nights are more than it says. */
static gboolean is_line_told(const struct compile *c, int area, int category, int slot)
{
	const struct category *k =
		registry_category(session_registry(c->session), c->cube->category_keys[category]);

	return k && (slot == SLOT_ANY || slot == SLOT_DAY) &&
	       is_told(c, k->code, c->cube->area_keys[area], TRUE);
}

static void find_hours(const struct compile *c)
{
	const struct cube *cube = c->cube;
	struct slots_input input = {.lines = cube->areas * cube->categories * SLOT_KINDS,
				    .weeks = MIN(c->history, SEEN_WEEKS),
				    .kinds = cube->categories * SLOT_KINDS,
				    .areas = cube->areas};
	g_autofree int *counts = g_new0(int, (gsize)input.lines *input.weeks),
		       *kind = g_new(int, input.lines), *area = g_new(int, input.lines);
	g_autofree guint8 *skip = g_new0(guint8, input.lines), *slow = g_new0(guint8, input.lines);
	struct slots_finding found;

	for (int i = 0; i < input.lines; i++) {
		kind[i] = i % input.kinds;
		area[i] = i / input.kinds;
		slow[i] = kind[i] % SLOT_KINDS == SLOT_ANY;
		skip[i] = area[i] == 0 || kind[i] / SLOT_KINDS == 0 ||
			  is_line_told(c, area[i], kind[i] / SLOT_KINDS, kind[i] % SLOT_KINDS);
	}
	input.counts = counts;
	input.kind = kind;
	input.area = area;
	input.slow = slow;
	hours_fill(c, &input, counts);
	slots_find(&input, skip, &found);
	if (found.line < 0 || found.score < SLOTS_LIMIT)
		return;
	struct picture_finding *f = finding_new(c, FINDING_HOURS, found.weeks);

	name_category(c, f, cube->category_keys[kind[found.line] / SLOT_KINDS]);
	name_area(c, f, cube->area_keys[area[found.line]]);
	f->slot = kind[found.line] % SLOT_KINDS;
	f->count = found.observed;
	f->expected = found.expected;
}

/* where burglaries gather */

/* Away from every named place. */
static gboolean is_point(const struct hotspot_basis *basis)
{
	return !basis->near_place && fabs(basis->near_lat) > 0; /* neither 0 nor NAN */
}

static gboolean gathers(const struct hotspot_basis *basis)
{
	return basis->near_days && basis->near_count > 0 &&
	       (basis->near_area || basis->near_place || is_point(basis));
}

/* The place, or what is near where it is away from every named one. */
static void name_place(const struct compile *c, struct picture_finding *f,
		       const struct hotspot_basis *basis)
{
	const struct registry *v = session_registry(c->session);
	const struct place *place = registry_place(v, basis->near_place);
	gboolean point = is_point(basis);
	const struct area *area =
		point ? registry_area_at(v, basis->near_lat, basis->near_lon) : NULL;
	int metres, octant;

	name_area(c, f,
		  basis->near_area ? basis->near_area
		  : place          ? place->area
		  : area           ? area->record.key
				   : 0);
	if (place)
		f->place = g_strdup(place->name);
	else if (point)
		hotspot_where_near(v, basis->near_lat, basis->near_lon, &f->place, &metres,
				   &octant);
}

static void find_gathering(const struct compile *c)
{
	const struct hotspot_basis *basis = &c->picture->hotspot_basis;
	const struct registry *v = session_registry(c->session);
	const struct category *burglary = registry_find_category(v, "INB");
	const struct organisation *who = registry_organisation(v, basis->near_reporter);

	if (!gathers(basis) || !burglary)
		return;
	struct picture_finding *f = finding_new(c, FINDING_GATHERING, basis->near_weeks);

	name_category(c, f, burglary->record.key);
	name_place(c, f, basis);
	f->reporter = g_strdup(who ? who->code : NULL);
	f->name = g_strdup(who ? who->name : NULL);
	f->metres = basis->near_radius;
	f->count = (int)lround(basis->near_count);
	f->pairs = basis->near_pairs;
	f->there = basis->near_there;
	f->expected = basis->near_expected;
	f->by_chance = basis->near_p;
}

void compile_findings(struct compile *c)
{
	find_gathering(c);
	find_nights(c);
	find_hours(c);
	find_reporters(c);
}
