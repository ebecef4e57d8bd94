/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a picture: which of the judged series are shown, in which order, with which numbers
 * and reasons. What a line says in words is words/signal_words.c. */
#include "config.h"

#include "picture/series_grid.h"

#include <math.h>
#include <string.h>

static void line_counts(const struct series_grid *b, struct picture_signal *s, const int *counts)
{
	int n = b->weeks, shown = MIN(n, (int)G_N_ELEMENTS(s->history));

	s->now = counts[n - 1];
	s->last = n > 1 ? counts[n - 2] : 0;
	s->mean4 = compile_mean(counts, n, 4);
	s->mean52 = compile_mean(counts, n, 52);
	memcpy(s->history + G_N_ELEMENTS(s->history) - shown, counts + n - shown,
	       sizeof *counts * shown);
}

/* As judged: the numbers and the reasons, which words are made of when somebody reads. */
static void line_judged(const struct series_grid *b, struct picture_signal *s,
			const struct signals_result *r)
{
	const GPtrArray *organisations = registry_organisations(session_registry(b->c->session));

	s->weeks = r->weeks;
	s->expected = r->expected;
	s->lower = isnan(r->usual_lower) ? 0 : r->usual_lower;
	s->upper = isnan(r->usual_upper) ? 0 : r->usual_upper;
	s->z = r->expected > 0 && r->phi > 0 ? (s->now - r->expected) / sqrt(r->phi * r->expected)
					     : 0;
	if (r->flag == 2 && r->span > 1) {
		s->together = r->span;
		s->seen_together = r->seen_four;
		s->expected_together = r->expected_four;
	}
	s->p_value = isnan(r->p_value) ? 1 : r->p_value;
	s->by_chance = r->by_chance;
	s->flag = r->flag == 2 ? SIGNAL_FLAG : r->flag == 1 ? SIGNAL_NOTICE : SIGNAL_NONE;
	s->direction = r->flag ? r->direction : 0;
	s->method = r->method;
	s->reasons = (int)r->reasons;
	if (r->organisation >= 0)
		s->reporter = g_strdup(
			((const struct organisation *)organisations->pdata[r->organisation])->code);
	s->drift = r->drift;
	s->drift_since =
		r->drift ? b->c->picture->week - b->weeks + 1 + MAX(r->drift_since, 0) : WEEK_NONE;
}

static char **group_codes(const struct registry *v, const struct category_group *group)
{
	const GPtrArray *all = registry_categories(v);
	char **codes = NULL;

	for (guint i = 0; i < all->len; i++) {
		const struct category *category = all->pdata[i];

		if (category_group_holds(group, category->record.key))
			codes_add(&codes, category->code);
	}
	return codes;
}

static struct picture_signal *line_new(const struct series_grid *b, int i)
{
	const struct registry *v = session_registry(b->c->session);
	const struct cube *cube = b->c->cube;
	int k = b->at[i] / b->areas, a = b->at[i] % b->areas;
	const struct category_group *group = group_of(b, k);
	const struct category *category =
		group ? NULL : registry_category(v, cube->category_keys[k]);
	const struct area *area = registry_area(v, cube->area_keys[a]);
	struct picture_signal *s = g_new0(struct picture_signal, 1);

	s->category = g_strdup(group ? group->id : category ? category->code : "*");
	if (group)
		s->categories = group_codes(v, group);
	else if (category)
		codes_add(&s->categories, category->code);
	s->label =
		group ? (struct picture_label){g_strdup(group->label_sv), g_strdup(group->label_en)}
		      : category_label(category);
	s->area_key = area ? area->record.key : 0;
	s->area = area ? g_strdup(area->name) : NULL;
	line_counts(b, s, counts_of(b, k, a));
	line_judged(b, s, &b->results[i]);
	compile_highlight(b->c, s);
	return s;
}

/* All events of an area, and a group, are a line only when they stand out as such. */
static gboolean is_shown(const struct series_grid *b, int i)
{
	int kind = b->at[i] / b->areas;

	return (kind > 0 && !group_of(b, kind)) || b->results[i].flag || b->results[i].drift;
}

static int compare_signals(gconstpointer a, gconstpointer b)
{
	const struct picture_signal *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;

	if (x->flag != y->flag)
		return y->flag - x->flag;
	if (x->drift != y->drift)
		return y->drift - x->drift;
	if (x->flag && x->p_value != y->p_value)
		return x->p_value > y->p_value ? 1 : -1;
	return 0; /* the sort is stable: category and area order stay */
}

static void grid_total(const struct series_grid *b, struct picture *p)
{
	const struct signals_result *r = b->index[0] >= 0 ? &b->results[b->index[0]] : NULL;
	const int *counts = counts_of(b, 0, 0);

	p->counted = counts[b->weeks - 1];
	p->last_counted = b->weeks > 1 ? counts[b->weeks - 2] : 0;
	p->mean4 = compile_mean(counts, b->weeks, 4);
	p->mean52 = compile_mean(counts, b->weeks, 52);
	p->weeks = MIN(b->weeks - 1, 52);
	p->series = b->input.count;
	p->weeks_seen = b->weeks;
	if (r && r->method != SIGNALS_TOO_FEW) {
		p->lower = r->usual_lower;
		p->upper = r->usual_upper;
	}
}

void signal_lines(const struct series_grid *b, struct picture *picture)
{
	grid_total(b, picture);
	for (int i = 0; i < b->input.count; i++)
		if (is_shown(b, i))
			g_ptr_array_add(picture->signals, line_new(b, i));
	g_ptr_array_sort(picture->signals, compare_signals);
}
