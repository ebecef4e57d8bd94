/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before and after: the counts of a yardstick's windows, what speaks against them, and the verdict
 * that evaluation_judge makes of both. */
#include "config.h"

#include "osg/before_after.h"

#include <math.h>

#include "osg/week.h"
#include "picture/span_count.h"

enum { CONTROL_LEAST = 5, TRIGGER_WEEKS = 4 };
#define MOVED (-0.5)           /* half of what was won */
#define CONTROL_CATEGORY "OLY" /* accidents: no measure against crime touches them */

/* the trigger */

/* Weeks of observations, widened; keys that are not to be seen are passed over. */
static gboolean evidence_weeks(struct session *session, const GArray *evidence, int *from, int *to,
			       GError **error)
{
	for (guint i = 0; i < evidence->len; i++) {
		g_autoptr(GError) local = NULL;
		struct observation *o =
			session_get(session, &observation_kind, refs_at(evidence, i), &local);

		if (local) {
			g_propagate_error(error, g_steal_pointer(&local));
			return FALSE;
		}
		if (o) {
			*from = *from == WEEK_NONE ? o->week : MIN(*from, o->week);
			*to = *to == WEEK_NONE ? o->week : MAX(*to, o->week);
		}
		record_free(o);
	}
	return TRUE;
}

static gboolean group_trigger(struct session *session, const struct focus_group *group, int *from,
			      int *to, GError **error)
{
	g_autoptr(GError) local = NULL;
	struct hotspot_record *hotspot =
		group->hotspot ? session_get(session, &hotspot_kind, group->hotspot, &local) : NULL;
	gboolean ok = !local;

	*to = group->started_week - 1;
	if (hotspot) /* a hotspot is found when its last weeks are over: it began before */
		*from = MIN(hotspot->first_week, group->started_week) - (TRIGGER_WEEKS - 1);
	else if (ok && group->evidence->len)
		ok = evidence_weeks(session, group->evidence, from, to, error);
	if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	if (*from == WEEK_NONE)
		*from = group->started_week - TRIGGER_WEEKS;
	record_free(hotspot);
	return ok;
}

gboolean trigger_weeks(struct session *session, const struct yardstick *y, int *from, int *to,
		       GError **error)
{
	g_autoptr(GError) local = NULL;
	struct measure *m =
		y->measure ? session_get(session, &measure_kind, y->measure, &local) : NULL;
	gint64 key = m && m->focus_group ? m->focus_group : y->focus_group;
	struct focus_group *group =
		key && !local ? session_get(session, &focus_group_kind, key, &local) : NULL;
	gboolean ok = !local;

	*from = *to = WEEK_NONE;
	if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	else if (group)
		ok = group_trigger(session, group, from, to, error);
	else if (m && m->decided != DAY_NONE) {
		*to = week_of_day(m->decided) - 1;
		*from = *to - (TRIGGER_WEEKS - 1);
	}
	record_free(m);
	record_free(group);
	return ok;
}

/* what speaks against it */

/* Organisations that reported, a week. */
static double reporters_a_week(struct session *session, int from, int to)
{
	g_autoptr(GArray) reporting = session_reporting(session, from, to, NULL);
	int reported = 0;

	for (guint i = 0; reporting && i < reporting->len; i++)
		reported += g_array_index(reporting, struct reporting, i).reports > 0;
	return reporting ? (double)reported / (to - from + 1) : 0;
}

/* Organisations with an event in the treated place. GArray of gint64. */
static GArray *reporters_of(const struct span_count *c)
{
	GArray *keys = g_array_new(FALSE, FALSE, sizeof(gint64));

	for (guint i = 0; i < c->rows->len; i++) {
		const struct observation_row *row =
			&g_array_index(c->rows, struct observation_row, i);

		if (row->counted && span_slot(c->y, row->week) >= 0 &&
		    span_has_category(c->y, row->category) &&
		    span_area_of(c, row) == EVALUATION_TREATED)
			refs_add(keys, row->organisation);
	}
	return keys;
}

/* the whole */

void before_after_free(struct before_after *b)
{
	if (!b)
		return;
	record_free(b->yardstick);
	for (int a = 0; a < EVALUATION_AREAS; a++)
		g_free(b->counts[a]);
	g_free(b);
}

int before_after_week(const struct before_after *b, int index)
{
	return index < b->before ? b->yardstick->before_from + index
				 : b->yardstick->after_from + index - b->before;
}

enum verdict before_after_verdict(const struct before_after *b)
{
	static const enum verdict verdicts[] = {
		[EVALUATION_HELPED] = VERDICT_HELPED,
		[EVALUATION_NO_DIFFERENCE] = VERDICT_NO_DIFFERENCE,
		[EVALUATION_WORSE] = VERDICT_WORSE,
		[EVALUATION_CANNOT_TELL] = VERDICT_UNKNOWN,
	};

	return verdicts[b->result.verdict];
}

static gint64 control_category(const struct span_count *c)
{
	const struct category *control = registry_find_category(c->v, CONTROL_CATEGORY);

	return control && c->y->categories->len && !span_has_category(c->y, control->record.key)
		       ? control->record.key
		       : 0;
}

/* The series of a category that the measure cannot touch; FALSE where there are too few. */
static gboolean control_count(const struct span_count *c, int before, double *treated,
			      double *comparison)
{
	double *series[EVALUATION_AREAS] = {treated, comparison};
	gint64 category = control_category(c);

	if (category)
		span_series(c, category, -1, series);
	return span_sum(treated, 0, before) >= CONTROL_LEAST &&
	       span_sum(comparison, 0, before) >= CONTROL_LEAST;
}

static void judge(const struct span_count *c, struct before_after *b, struct evaluation_case *e)
{
	g_autoptr(GArray) reporters = reporters_of(c);
	g_autofree double *space = g_new0(double, (reporters->len + 2) * (b->before + b->after));
	g_autofree const double **without = g_new(const double *, reporters->len + 1);
	double *next = space, *control[2];

	for (int i = 0; i < 2; i++, next += b->before + b->after)
		control[i] = next;
	if (control_count(c, b->before, control[0], control[1])) {
		e->control = control[0];
		e->control_comparison = control[1];
	}
	for (guint i = 0; i < reporters->len; i++, next += b->before + b->after) {
		double *series[EVALUATION_AREAS] = {next};

		span_series(c, 0, refs_at(reporters, i), series);
		without[i] = next;
	}
	e->without = without;
	e->reporters = (int)reporters->len;
	evaluation_judge(e, &b->result);
	b->reporter =
		b->result.one_reporter >= 0 ? refs_at(reporters, (guint)b->result.one_reporter) : 0;
}

/* What moved is told beside the verdict, which is of the treated place: a ring has no comparison of
 * its own. */
static void ring_judge(struct before_after *b)
{
	const double *ring = b->counts[EVALUATION_BUFFER];

	b->result.counts.before[EVALUATION_BUFFER] = span_sum(ring, 0, b->before);
	b->result.counts.after[EVALUATION_BUFFER] = span_sum(ring, b->before, b->before + b->after);
	evaluation_wdq(&b->result.counts, &b->result.wdq);
	if (ring && b->result.verdict == EVALUATION_HELPED && b->result.wdq.wdq <= MOVED)
		b->result.reasons |= EVALUATION_MOVED;
}

/* What the yardstick names is counted; a comparison or a ring that is not named or empty is not. */
static double size_of(const struct before_after *b)
{
	double here = span_sum(b->counts[EVALUATION_TREATED], 0, b->before),
	       there = span_sum(b->counts[EVALUATION_COMPARISON], 0, b->before);

	return here > 0 && there > 0 ? there / here : 1;
}

/* A week that is not over has reached nothing. */
static void target_count(struct before_after *b, gint64 now)
{
	const double *treated = b->counts[EVALUATION_TREATED];

	for (int t = b->before; t < b->before + b->after; t++) {
		if (isnan(b->yardstick->target) || week_end(before_after_week(b, t)) > now)
			continue;
		b->lived++;
		b->on_target += treated[t] <= b->yardstick->target;
	}
}

static gboolean judge_all(const struct span_count *c, struct before_after *b, GError **error)
{
	const struct yardstick *y = b->yardstick;
	struct evaluation_case e = {.before = b->before, .after = b->after, .level = 0.95};
	int changed;

	if (!span_recording_changed(c, y->before_from, y->after_to, &changed, error) ||
	    !trigger_weeks(c->session, y, &b->trigger_from, &b->trigger_to, error))
		return FALSE;
	e.treated = b->counts[EVALUATION_TREATED];
	e.comparison = b->counts[EVALUATION_COMPARISON];
	e.size[EVALUATION_COMPARISON] = b->size;
	e.reporting_before = reporters_a_week(c->session, y->before_from, y->before_to);
	e.reporting_after = reporters_a_week(c->session, y->after_from, y->after_to);
	e.recording_changed = changed != WEEK_NONE;
	e.trigger_inside = b->trigger_from != WEEK_NONE && y->before_to >= b->trigger_from &&
			   y->before_from <= b->trigger_to;
	judge(c, b, &e);
	b->unfinished = week_end(y->after_to) > session_now(c->session);
	if (b->unfinished)
		b->result.verdict = EVALUATION_CANNOT_TELL;
	ring_judge(b);
	return TRUE;
}

struct before_after *before_after(struct session *session, const struct yardstick *y,
				  GError **error)
{
	struct before_after *b;
	struct span_count c;
	gboolean ok;

	if (!span_is_complete(y, error) ||
	    !span_open(&c, session, y, y->before_from, y->after_to, error))
		return NULL;
	b = g_new0(struct before_after, 1);
	b->yardstick = record_copy(y);
	b->before = y->before_to - y->before_from + 1;
	b->after = y->after_to - y->after_from + 1;
	span_count_all(&c, b);
	b->size = size_of(b);
	target_count(b, session_now(session));
	ok = judge_all(&c, b, error);
	span_clear(&c);
	if (ok)
		return b;
	before_after_free(b);
	return NULL;
}
