/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The programme's year: what is read of it, how much of each objective is done, which reading is in
 * force, when the next round is due. */
#include "config.h"

#include "osg/app_programme.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <glib/gi18n.h>

#include "osg/filter.h"
#include "osg/week.h"

/* reading all of it */

/* Years of rounds are counted; only who works on one needs its answers. */
static gboolean read_rounds(struct session *session, GPtrArray **rounds, GError **error)
{
	*rounds = session_all_bare(session, &inspection_kind, error);
	for (guint i = 0; *rounds && i < (*rounds)->len; i++) {
		struct inspection *round = (*rounds)->pdata[i];

		if (round->done != DAY_NONE)
			continue;
		(*rounds)->pdata[i] =
			session_get(session, &inspection_kind, round->record.key, error);
		record_free(round);
		if (!(*rounds)->pdata[i]) {
			g_ptr_array_remove_index(*rounds, i);
			return FALSE;
		}
	}
	return *rounds != NULL;
}

static struct programme *programme_read(struct session *session, struct period period,
					GError **error)
{
	struct programme *p = g_new0(struct programme, 1);
	const struct {
		const struct record_kind *kind;
		GPtrArray **all;
	} parts[] = {
		{&mandate_kind, &p->mandates},    {&objective_kind, &p->objectives},
		{&activity_kind, &p->activities}, {&indicator_kind, &p->indicators},
		{&reading_kind, &p->readings},    {&asset_kind, &p->assets},
		{&defect_kind, &p->defects},      {&note_kind, &p->notes},
		{&edition_kind, &p->editions},
	};
	p->session = session;
	p->counted = g_ptr_array_new_with_free_func(record_free);
	p->period = period;
	p->now = session_now(session);
	p->today = time_day(p->now);
	if (period.last < p->today) {
		p->today = period.last;
		p->now = period_end(period) - 1;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		*parts[i].all = session_all(session, parts[i].kind, error);
		if (!*parts[i].all) {
			programme_free(p);
			return NULL;
		}
	}
	if (!read_rounds(session, &p->inspections, error))
		g_clear_pointer(&p, programme_free);
	return p;
}

struct programme *app_programme(struct session *session, struct period period, GError **error)
{
	struct programme *p = programme_read(session, period, error);

	if (p)
		session_shown_list(session, &activity_kind, "programme");
	return p;
}

void programme_free(struct programme *p)
{
	if (!p)
		return;
	g_clear_pointer(&p->mandates, g_ptr_array_unref);
	g_clear_pointer(&p->objectives, g_ptr_array_unref);
	g_clear_pointer(&p->activities, g_ptr_array_unref);
	g_clear_pointer(&p->indicators, g_ptr_array_unref);
	g_clear_pointer(&p->readings, g_ptr_array_unref);
	g_clear_pointer(&p->assets, g_ptr_array_unref);
	g_clear_pointer(&p->inspections, g_ptr_array_unref);
	g_clear_pointer(&p->defects, g_ptr_array_unref);
	g_clear_pointer(&p->notes, g_ptr_array_unref);
	g_clear_pointer(&p->editions, g_ptr_array_unref);
	g_clear_pointer(&p->counted, g_ptr_array_unref);
	g_free(p);
}

/* among others */

struct remembering {
	const struct programme *p;
	struct note_record *note;
};

static char *remember(gpointer data, const char *code, const char *period)
{
	const struct remembering *c = data;
	const struct reading_record *r = programme_cited(c->p, code, period);
	g_autofree char *fact = r ? reading_fact(r) : NULL,
			*own = period ? NULL : programme_period_format(c->p->period),
			*cited = g_strdup_printf("%s@%s=%s", code, period ? period : own, fact);

	if (r)
		codes_add(&c->note->cited, cited);
	return g_strdup("");
}

/* What the figures of its text are as it is written: when one of them moves, that can be told. */
static gboolean remember_cited(struct session *session, struct note_record *n, GError **error)
{
	struct programme *p;

	if (n->record.key || n->cited || !n->text || !strchr(n->text, '{') || n->since == DAY_NONE)
		return TRUE;
	p = programme_read(session, (struct period){n->since, n->until}, error);
	if (!p)
		return FALSE;
	g_clear_pointer(&n->cited, g_strfreev);
	g_free(cite_expand(n->text, remember, &(struct remembering){p, n}, NULL));
	programme_free(p);
	return TRUE;
}

gboolean programme_fits(struct session *session, gpointer record, const char **field,
			GError **error)
{
	const struct record *r = record;
	g_autoptr(GPtrArray) others = NULL;

	if (r->kind == &note_kind)
		return remember_cited(session, record, error);
	if (r->withdrawn || (r->kind != &mandate_kind && r->kind != &objective_kind))
		return TRUE;
	others = session_all(session, r->kind, error);
	if (!others)
		return FALSE;
	return r->kind == &mandate_kind ? mandate_fits(record, others, field, error)
					: objective_fits(record, others, field, error);
}

gboolean programme_end_replaced(struct session *session, gpointer record, GError **error)
{
	const struct mandate *m = record;
	struct mandate *old;
	gboolean ok = TRUE;

	if (m->record.kind != &mandate_kind || !m->replaces || m->since == DAY_NONE)
		return TRUE;
	old = session_get(session, &mandate_kind, m->replaces, error);
	if (old && (old->until == DAY_NONE || old->until >= m->since)) {
		old->until = m->since - 1;
		ok = session_put(session, old, error);
	}
	record_free(old);
	return ok;
}

/* mandates and objectives */

gboolean programme_covers(const struct programme *p, int since, int until)
{
	return (since == DAY_NONE || since <= p->period.last) &&
	       (until == DAY_NONE || until >= p->period.first);
}

const struct mandate *programme_of(const struct programme *p)
{
	const struct mandate *found = NULL;

	for (guint i = 0; i < p->mandates->len; i++) {
		const struct mandate *m = p->mandates->pdata[i];

		if (m->form != MANDATE_PROGRAMME || !programme_covers(p, m->since, m->until))
			continue;
		if (!found || mandate_in_force(m, p->today))
			found = m;
	}
	return found;
}

static int by_code(gconstpointer a, gconstpointer b)
{
	const struct objective *one = *(const struct objective *const *)a,
			       *other = *(const struct objective *const *)b;
	int x = atoi(one->code), y = atoi(other->code);

	return x != y ? x - y : g_strcmp0(one->code, other->code);
}

GPtrArray *programme_objectives(const struct programme *p, gint64 mandate, gint64 parent)
{
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < p->objectives->len; i++) {
		struct objective *o = p->objectives->pdata[i];

		if (o->parent == parent && (parent || o->mandate == mandate))
			g_ptr_array_add(found, o);
	}
	g_ptr_array_sort(found, by_code);
	return found;
}

static const struct objective *objective_at(const struct programme *p, gint64 key)
{
	for (guint i = 0; key && i < p->objectives->len; i++)
		if (((const struct record *)p->objectives->pdata[i])->key == key)
			return p->objectives->pdata[i];
	return NULL;
}

gboolean programme_is_under(const struct programme *p, gint64 key, gint64 above)
{
	const struct objective *o = objective_at(p, key);

	/* a loop that came in by file ends */
	for (guint steps = 0; o && steps <= p->objectives->len; steps++) {
		if (o->record.key == above)
			return TRUE;
		o = objective_at(p, o->parent);
	}
	return FALSE;
}

const struct note_record *programme_assessment(const struct programme *p, gint64 objective)
{
	const struct note_record *newest = NULL;

	for (guint i = 0; i < p->notes->len; i++) {
		const struct note_record *n = p->notes->pdata[i];

		if (n->objective == objective && n->form == NOTE_ASSESSMENT &&
		    n->since != DAY_NONE && programme_covers(p, n->since, n->until) &&
		    (!newest || n->at >= newest->at))
			newest = n;
	}
	return newest;
}

int activity_days_late(const struct programme *p, const struct activity_record *a)
{
	int end = a->due != DAY_NONE ? a->due : a->until;

	return a->state > ACTIVITY_UNDER_WAY || end == DAY_NONE ? 0 : MAX(p->today - end, 0);
}

static void sum_activities(const struct programme *p, const struct objective *o,
			   struct objective_sum *sum)
{
	for (guint i = 0; i < p->activities->len; i++) {
		const struct activity_record *a = p->activities->pdata[i];

		if (a->state == ACTIVITY_DROPPED || !programme_covers(p, a->since, a->until) ||
		    !programme_is_under(p, a->objective, o->record.key))
			continue;
		sum->activities++;
		sum->done += a->state == ACTIVITY_DONE;
		sum->late += activity_days_late(p, a) > 0;
	}
}

struct objective_sum programme_sum(const struct programme *p, const struct objective *o)
{
	const struct note_record *assessed = programme_assessment(p, o->record.key);
	struct objective_sum sum = {.rating = assessed ? assessed->rating : RATING_NONE};

	for (guint i = 0; i < p->objectives->len; i++) {
		const struct objective *other = p->objectives->pdata[i];

		if (other == o || !programme_is_under(p, other->record.key, o->record.key))
			continue;
		sum.goals++;
		sum.rated += programme_assessment(p, other->record.key) != NULL;
	}
	sum_activities(p, o, &sum);
	for (guint i = 0; i < p->indicators->len; i++) {
		const struct indicator *indicator = p->indicators->pdata[i];

		if (!programme_is_under(p, indicator->objective, o->record.key))
			continue;
		sum.indicators++;
		sum.read += programme_reading(p, indicator, p->period) != NULL;
	}
	return sum;
}

/* readings */

static gboolean is_whole(const struct reading_record *r)
{
	return !r->plan && !r->area && !r->asset;
}

char *programme_filter(const struct indicator *indicator, struct period period)
{
	g_autofree char *when = period_format(period);

	return indicator->form == INDICATOR_COMPUTED && indicator->filter
		       ? g_strdup_printf("%s %s", indicator->filter, when)
		       : NULL;
}

/* What the whole group may see of it, so that the number is the same for everybody. */
static gboolean count_events(const struct programme *p, const char *text, double *count,
			     guint *reports)
{
	struct filter *filter = filter_parse(text, session_registry(p->session), p->today,
					     session_week(p->session), NULL);
	const struct row_query query = {.filter = filter, .entered_before = TIME_NONE};
	g_autoptr(GArray) rows = filter ? session_common_rows(p->session, &query, NULL) : NULL;

	*count = 0;
	for (guint i = 0; rows && i < rows->len; i++)
		*count += g_array_index(rows, struct observation_row, i).counted != 0;
	*reports = rows ? rows->len : 0;
	filter_free(filter);
	return rows != NULL;
}

/* What lies ahead, or before anybody reported, is not known to be 0. */
static gboolean is_reported(const struct programme *p, struct period period)
{
	int first, last;

	return session_weeks(p->session, &first, &last) && week_of_day(period.last) >= first &&
	       week_of_day(period.first) <= last;
}

static const struct reading_record *
counted_reading(const struct programme *p, const struct indicator *indicator, struct period period)
{
	g_autofree char *filter = programme_filter(indicator, period);
	struct reading_record *r;
	double count;
	guint reports;

	for (guint i = 0; i < p->counted->len; i++) {
		r = p->counted->pdata[i];
		if (r->indicator == indicator->record.key && r->since == period.first &&
		    r->until == period.last)
			return isnan(r->value) ? NULL : r;
	}
	r = record_new(&reading_kind);
	r->indicator = indicator->record.key;
	r->since = period.first;
	r->until = period.last;
	if (filter && is_reported(p, period) && count_events(p, filter, &count, &reports)) {
		r->value = count;
		r->source = g_strdup_printf(
			ngettext("counted of %u report: %s", "counted of %u reports: %s", reports),
			reports, filter);
	}
	g_ptr_array_add(p->counted, r);
	return isnan(r->value) ? NULL : r;
}

const struct reading_record *programme_reading(const struct programme *p,
					       const struct indicator *indicator,
					       struct period period)
{
	const struct reading_record *newest = NULL;

	for (guint i = 0; i < p->readings->len; i++) {
		const struct reading_record *r = p->readings->pdata[i];

		if (r->indicator == indicator->record.key && is_whole(r) &&
		    r->since >= period.first && r->until <= period.last)
			newest = r;
	}
	return newest || indicator->form != INDICATOR_COMPUTED
		       ? newest
		       : counted_reading(p, indicator, period);
}

const struct reading_record *programme_cited(const struct programme *p, const char *code,
					     const char *text)
{
	struct period period = p->period;

	if (text && !programme_period_parse(text, &period, NULL))
		return NULL;
	for (guint i = 0; i < p->indicators->len; i++) {
		const struct indicator *indicator = p->indicators->pdata[i];

		if (g_strcmp0(indicator->code, code) == 0)
			return programme_reading(p, indicator, period);
	}
	return NULL;
}

static int by_time(gconstpointer a, gconstpointer b)
{
	const struct reading_record *one = *(const struct reading_record *const *)a,
				    *other = *(const struct reading_record *const *)b;

	return one->since != other->since ? one->since - other->since
					  : (one->record.key > other->record.key) -
						    (one->record.key < other->record.key);
}

GPtrArray *programme_series(const struct programme *p, const struct indicator *indicator)
{
	GPtrArray *all = g_ptr_array_new();

	for (guint i = 0; i < p->readings->len; i++) {
		struct reading_record *r = p->readings->pdata[i];

		if (r->indicator == indicator->record.key && is_whole(r) && !isnan(r->value) &&
		    r->until <= p->period.last)
			g_ptr_array_add(all, r);
	}
	g_ptr_array_sort(all, by_time);
	for (guint i = all->len; i-- > 1;) { /* the later stored one of a period stands */
		const struct reading_record *one = all->pdata[i - 1], *other = all->pdata[i];

		if (one->since == other->since && one->until == other->until)
			g_ptr_array_remove_index(all, i - 1);
	}
	return all;
}

/* checks */

gboolean programme_check_state(const struct programme *p, const struct asset *asset,
			       struct check_state *state)
{
	*state = (struct check_state){.list = check_list_of(asset->form), .due = DAY_NONE};
	if (!state->list || (asset->until != DAY_NONE && asset->until < p->today))
		return FALSE;
	for (guint i = 0; i < p->inspections->len; i++) {
		const struct inspection *round = p->inspections->pdata[i];

		if (round->asset != asset->record.key)
			continue;
		if (round->done == DAY_NONE)
			state->open = round;
		else if (round->done <= p->today &&
			 (!state->last || round->done >= state->last->done))
			state->last = round;
	}
	for (guint i = 0; i < p->defects->len; i++) {
		const struct defect *d = p->defects->pdata[i];

		state->open_defects += d->asset == asset->record.key && d->state <= DEFECT_WAITING;
	}
	if (state->open && state->open->due != DAY_NONE)
		state->due = state->open->due;
	else if (state->last)
		state->due = day_months_on(state->last->done, state->list->months);
	else if (asset->since != DAY_NONE)
		state->due = day_months_on(asset->since, state->list->months);
	state->days_late = state->due != DAY_NONE ? MAX(p->today - state->due, 0) : 0;
	return TRUE;
}

static struct inspection *round_new(struct session *session, gint64 asset, GError **error)
{
	struct asset *a = session_get(session, &asset_kind, asset, error);
	const struct check_point *list = a ? check_list_of(a->form) : NULL;
	struct inspection *round = list ? record_new(&inspection_kind) : NULL;

	if (round) {
		round->list = g_strdup(list->list);
		round->asset = asset;
		round->organisation = a->owner;
	}
	record_free(a);
	return round;
}

static gboolean is_fault_of(const struct defect *d, const struct inspection *round,
			    const char *point)
{
	return d->state <= DEFECT_WAITING && g_strcmp0(d->point, point) == 0 &&
	       d->asset == round->asset;
}

/* The defect of a point that is at fault: what was open there stays one, else a new one. */
static gboolean open_defect(struct session *session, const struct inspection *round,
			    const char *point, const char *text, GError **error)
{
	g_autoptr(GPtrArray) all =
		session_where(session, &defect_kind, "asset", round->asset, error);
	const struct check_point *about = check_point_find(round->list, point);
	struct defect *d;
	gboolean ok;

	for (guint i = 0; all && i < all->len; i++)
		if (is_fault_of(all->pdata[i], round, point))
			return TRUE;
	if (!all)
		return FALSE;
	d = record_new(&defect_kind);
	d->asset = round->asset;
	d->inspection = round->record.key;
	d->point = g_strdup(point);
	d->owner = round->organisation;
	d->started = session_now(session);
	d->clock = g_strdup(about->clock);
	d->text = g_strdup(*text ? text : check_text(about, session_english(session)));
	ok = session_put(session, d, error);
	record_free(d);
	return ok;
}

struct answering {
	struct inspection *round;
	const char *point, *answer;
};

static gboolean answer(struct session *session, gpointer data, GError **error)
{
	const struct answering *a = data;
	const char *words = strchr(a->answer, ':');

	inspection_set_answer(a->round, a->point, a->answer);
	return session_put(session, a->round, error) &&
	       (!g_str_has_prefix(a->answer, "fault") ||
		open_defect(session, a->round, a->point, words ? words + 1 : "", error));
}

gboolean app_round_answer(struct session *session, gint64 asset, gint64 *key, const char *point,
			  const char *text, GError **error)
{
	struct answering a = {*key ? session_get(session, &inspection_kind, *key, error)
				   : round_new(session, asset, error),
			      point, text};
	gboolean ok = a.round && session_may(session, ACTION_PROGRAMME_WORK, a.round, error) &&
		      session_change(session, ACTION_PROGRAMME_WORK,
				     g_strdup_printf(_("point %s"), point), answer, &a, error);

	if (ok)
		*key = a.round->record.key;
	record_free(a.round);
	return ok;
}

gboolean app_round_end(struct session *session, gint64 key, GError **error)
{
	struct inspection *round = session_get(session, &inspection_kind, key, error);
	gboolean ok = round != NULL;

	if (ok)
		round->done = time_day(session_now(session));
	ok = ok && session_save(session, ACTION_PROGRAMME_WORK, g_strdup(_("round of checks")),
				round, error);
	record_free(round);
	return ok;
}

gboolean app_assess(struct session *session, gint64 objective, struct period period, int rating,
		    const char *text, GError **error)
{
	struct note_record *n = record_new(&note_kind);
	const struct organisation *mine = session_organisation(session);
	gboolean ok;

	n->objective = objective;
	n->form = NOTE_ASSESSMENT;
	n->rating = rating;
	n->at = session_now(session);
	n->since = period.first;
	n->until = period.last;
	n->organisation = mine ? mine->record.key : 0;
	field_set_text(&n->text, text);
	ok = session_save(session, ACTION_PROGRAMME_STEER, g_strdup(_("assessment")), n, error);
	record_free(n);
	return ok;
}
