/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a yardstick could show at all, and what osg would put in its empty fields: windows, and
 * places alike to compare with. */
#include "config.h"

#include <math.h>

#include "osg/week.h"
#include "picture/span_count.h"

enum { CANDIDATE_LEAST = 5, CHOSEN_MOST = 4, BEFORE_MOST = 52, AFTER_WEEKS = 8 };
#define CHOSEN_WEIGHT 0.1
#define EVEN_CHANCE 1.959963984540054
#define LIKELY_CHANCE 2.801585218

/* what could be shown */

static double dispersion_of(const double *counts, int length)
{
	double mean = length ? span_sum(counts, 0, length) / length : 0, squares = 0;

	for (int t = 0; t < length; t++)
		squares += (counts[t] - mean) * (counts[t] - mean);
	return mean > 0 && length > 8 ? fmax(squares / mean / (length - 1), 1) : 1;
}

gboolean outlook_of(struct session *session, const struct yardstick *y, struct outlook *o,
		    GError **error)
{
	struct before_after b = {.yardstick = (struct yardstick *)y};
	struct evaluation_plan plan;
	struct span_count c;
	double here, there;

	if (!span_is_complete(y, error) ||
	    !span_open(&c, session, y, y->before_from, y->before_to, error))
		return FALSE;
	b.before = y->before_to - y->before_from + 1;
	b.after = y->after_to - y->after_from + 1;
	span_count_all(&c, &b);
	here = span_sum(b.counts[EVALUATION_TREATED], 0, b.before);
	there = span_sum(b.counts[EVALUATION_COMPARISON], 0, b.before);
	*o = (struct outlook){.rate = here / b.before,
			      .dispersion = dispersion_of(b.counts[EVALUATION_TREATED], b.before),
			      .comparison = here > 0 ? there / here : 0,
			      .before = b.before,
			      .after = b.after};
	plan = (struct evaluation_plan){.rate = o->rate,
					.comparison = o->comparison > 0 ? o->comparison : 1,
					.dispersion = o->dispersion,
					.z = EVEN_CHANCE,
					.before = o->before,
					.after = o->after};
	o->even = evaluation_detectable(&plan);
	plan.z = LIKELY_CHANCE;
	o->likely = evaluation_detectable(&plan);
	for (int a = 0; a < EVALUATION_AREAS; a++)
		g_free(b.counts[a]);
	span_clear(&c);
	return TRUE;
}

/* proposals */

gboolean windows_propose(struct session *session, struct yardstick *y, int begins, GError **error)
{
	const struct span_count c = {.session = session, .v = session_registry(session), .y = y};
	int from, to, changed, first, last;

	if (!trigger_weeks(session, y, &from, &to, error))
		return FALSE;
	if (y->before_to == WEEK_NONE)
		y->before_to = (from == WEEK_NONE ? begins : from) - 1;
	if (y->before_from == WEEK_NONE) {
		y->before_from = y->before_to - (BEFORE_MOST - 1);
		if (session_weeks(session, &first, &last))
			y->before_from = MIN(MAX(y->before_from, first), y->before_to);
		if (!span_recording_changed(&c, y->before_from, y->before_to, &changed, error))
			return FALSE;
		if (changed != WEEK_NONE)
			y->before_from = changed;
	}
	if (y->after_from == WEEK_NONE)
		y->after_from = MAX(begins, y->before_to + 1);
	if (y->after_to == WEEK_NONE)
		y->after_to = y->after_from + AFTER_WEEKS - 1;
	return TRUE;
}

/* Places that may be compared with: exact, neither treated nor around it, with enough events. */
static GArray *candidates_find(const struct span_count *c, int weeks, GArray *series)
{
	const GPtrArray *all = registry_places(c->v);
	GArray *keys = g_array_new(FALSE, FALSE, sizeof(gint64));
	g_autoptr(GHashTable) row_of = g_hash_table_new(NULL, NULL);
	g_autofree double *counts = g_new0(double, (all->len + 1) * (gsize)weeks);

	for (guint i = 0; i < all->len; i++)
		g_hash_table_insert(row_of,
				    GSIZE_TO_POINTER(((struct place *)all->pdata[i])->record.key),
				    GUINT_TO_POINTER(i + 1));
	for (guint i = 0; i < c->rows->len; i++) {
		const struct observation_row *row =
			&g_array_index(c->rows, struct observation_row, i);
		int slot = span_slot(c->y, row->week);
		guint at = GPOINTER_TO_UINT(g_hash_table_lookup(
			row_of, GSIZE_TO_POINTER((gsize)span_place_of(c, row))));

		if (at && slot >= 0 && slot < weeks && row->counted &&
		    span_has_category(c->y, row->category) && span_has_hour(c->y, row) &&
		    span_area_of(c, row) < 0)
			counts[(gsize)(at - 1) * weeks + slot] += 1;
	}
	for (guint i = 0; i < all->len; i++) {
		const struct place *place = all->pdata[i];

		if (place_is_known(place) &&
		    span_sum(counts + (gsize)i * weeks, 0, weeks) >= CANDIDATE_LEAST) {
			refs_add(keys, place->record.key);
			g_array_append_vals(series, counts + (gsize)i * weeks, (guint)weeks);
		}
	}
	return keys;
}

/* Those that carry weight, the heaviest first. */
static void heaviest_take(const struct evaluation_choice *choice, const GArray *keys, GArray *out)
{
	for (int n = 0; n < CHOSEN_MOST; n++) {
		int best = -1;

		for (guint j = 0; j < keys->len; j++)
			if (choice->weights[j] >= CHOSEN_WEIGHT &&
			    !refs_contain(out, refs_at(keys, j)) &&
			    (best < 0 || choice->weights[j] > choice->weights[best]))
				best = (int)j;
		if (best < 0)
			return;
		refs_add(out, refs_at(keys, (guint)best));
	}
}

gboolean comparison_propose(struct session *session, const struct yardstick *y,
			    struct comparison *comparison, GError **error)
{
	g_autoptr(GArray) series = g_array_new(FALSE, FALSE, sizeof(double)), keys = NULL;
	struct yardstick *bare = record_copy(y);
	int weeks = y->before_to - y->before_from + 1;
	g_autofree double *treated = NULL;
	struct evaluation_choice choice;
	struct span_count c;
	gboolean ok;

	g_array_set_size(bare->comparison_places, 0);
	g_array_set_size(bare->comparison_areas, 0);
	ok = span_is_complete(y, error) &&
	     span_open(&c, session, bare, y->before_from, y->before_to, error);
	if (ok) {
		double *own[EVALUATION_AREAS] = {
			treated = g_new0(double, weeks + y->after_to - y->after_from + 1)};

		span_series(&c, 0, -1, own);
		keys = candidates_find(&c, weeks, series);
		evaluation_choose(treated, (const double *)(void *)series->data, (int)keys->len,
				  weeks, weeks, &choice);
		*comparison =
			(struct comparison){.places = g_array_new(FALSE, FALSE, sizeof(gint64)),
					    .fit = choice.fit,
					    .chance = choice.chance,
					    .refusal = choice.refusal};
		if (choice.refusal == EVALUATION_CHOICE_FINE)
			heaviest_take(&choice, keys, comparison->places);
		evaluation_choice_clear(&choice);
		span_clear(&c);
	}
	record_free(bare);
	return ok;
}

void comparison_clear(struct comparison *comparison)
{
	if (comparison->places)
		g_array_unref(comparison->places);
	comparison->places = NULL;
}
