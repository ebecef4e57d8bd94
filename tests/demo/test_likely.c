/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which reports are suggested as the same event, against the demo's true duplicates and its hard
 * negatives. The figures of likeness were chosen on seeds 101 and 102; here stand the demo's own
 * seed and others. */
#include "config.h"

#include <string.h>

#include "osg/observation.h"
#include "year.h"

enum { MOST = 25, SHOWN = 3, KINDS = 16, EVERY = 3 /* draft, to be quick */ };

struct score {
	int doubles, first, among_three; /* second reports of an event that was known; found at rank
					    1, among 3 */
	int suggested, true_first; /* drafts that got a suggestion; whose first is the same event */
	int certain, false_certain;             /* first suggestions from LIKENESS_CERTAIN on */
	int hard, hard_suggested, hard_certain; /* pairs that only look so */
	int band[10], band_true[10];            /* suggestions by likeness */
	const char *kinds[KINDS];
	int kind_doubles[KINDS], kind_found[KINDS];
};

struct likely_case {
	struct year year;
	int *event;   /* of each key, -1 = unknown */
	gint64 *keys; /* of each report */
	gint64 most;
	struct score score;
};

static void judged_open(struct likely_case *j, guint64 seed)
{
	memset(j, 0, sizeof *j);
	year_open(&j->year, seed, 1, FALSE);
	int reports = (int)j->year.truth->reports->len;
	j->keys = g_new0(gint64, reports);
	for (int i = 0; i < reports; i++) {
		j->keys[i] = year_key(&j->year, i);
		j->most = MAX(j->most, j->keys[i]);
	}
	j->event = g_new(int, j->most + 1);
	for (gint64 k = 0; k <= j->most; k++)
		j->event[k] = -1;
	for (int i = 0; i < reports; i++)
		j->event[j->keys[i]] = DEMO_REPORT(j->year.truth, i)->event;
}

static void judged_close(struct likely_case *j)
{
	g_free(j->event);
	g_free(j->keys);
	year_close(&j->year);
}

static int kind_index(struct score *score, const char *kind)
{
	int i = 0;

	while (i < KINDS - 1 && score->kinds[i] && strcmp(score->kinds[i], kind))
		i++;
	score->kinds[i] = kind;
	return i;
}

/* Was another report of the event entered before, of the days around? What the week's coordinator
 * could have found. */
static gboolean is_double(const struct likely_case *j, int report)
{
	const struct demo_report *r = DEMO_REPORT(j->year.truth, (guint)report);

	for (int i = report - 1; i >= 0; i--) {
		const struct demo_report *other = DEMO_REPORT(j->year.truth, (guint)i);

		if (other->event == r->event && j->keys[i] &&
		    ABS(other->from - r->from) < (gint64)10 * 86400)
			return TRUE;
	}
	return FALSE;
}

static void judge_suggestions(struct likely_case *j, int report, const GArray *likely)
{
	const struct demo_report *r = DEMO_REPORT(j->year.truth, (guint)report);
	struct score *s = &j->score;
	int rank = 0, found = 0;

	for (guint i = 0; i < likely->len && rank < SHOWN; i++) {
		const struct likely *l = &g_array_index(likely, struct likely, i);
		gboolean same = j->event[l->key] == r->event;

		if (l->key > j->keys[report]) /* entered later: not there yet */
			continue;
		rank++;
		found = same && !found ? rank : found;
		s->band[MIN(l->likeness / 10, 9)]++;
		s->band_true[MIN(l->likeness / 10, 9)] += same;
		s->suggested += rank == 1;
		s->true_first += rank == 1 && same;
		s->certain += rank == 1 && l->likeness >= LIKENESS_CERTAIN;
		s->false_certain += rank == 1 && l->likeness >= LIKENESS_CERTAIN && !same;
	}
	if (!is_double(j, report) || r->planted >= 0)
		return;
	int kind = kind_index(s, r->origin == 'D' ? r->kind : "first one last");
	s->doubles++;
	s->first += found == 1;
	s->among_three += found > 0;
	s->kind_doubles[kind]++;
	s->kind_found[kind] += found == 1;
}

static void judge_reports(struct likely_case *j)
{
	for (guint i = 0; i < j->year.truth->reports->len; i += EVERY) {
		struct observation *draft =
			j->keys[i] ? app_observation(j->year.session, j->keys[i], NULL) : NULL;
		g_autoptr(GArray) likely =
			draft ? app_likely(j->year.session, draft, MOST, NULL) : NULL;

		if (likely)
			judge_suggestions(j, (int)i, likely);
		record_free(draft);
	}
}

/* Two fires 300 metres apart in one night, one window broken twice, a tunnel's two ends. */
static void judge_hard(struct likely_case *j)
{
	const GArray *alike = j->year.truth->alike;

	for (guint i = 0; i < alike->len; i++) {
		const struct demo_pair *pair = &g_array_index(alike, struct demo_pair, i);
		struct observation *a = app_observation(j->year.session, j->keys[pair->a], NULL);
		struct observation *b = app_observation(j->year.session, j->keys[pair->b], NULL);
		int likeness = observation_likeness(b, a, session_registry(j->year.session));

		g_assert_true(a && b);
		g_test_message("hard negative %-9s %3d", pair->kind, likeness);
		g_assert_cmpint(likeness, <, LIKENESS_CERTAIN);
		g_assert_true(!a->report_group || a->report_group != b->report_group);
		j->score.hard++;
		j->score.hard_suggested += likeness >= 30;
		record_free(a);
		record_free(b);
	}
}

static void print_score(const struct score *s, guint64 seed)
{
	g_test_message("seed %" G_GUINT64_FORMAT
		       ": %d second reports; first suggestion right %d (%.1f %%), among three %d "
		       "(%.1f %%)",
		       seed, s->doubles, s->first, 100.0 * s->first / s->doubles, s->among_three,
		       100.0 * s->among_three / s->doubles);
	g_test_message("%d drafts got a suggestion, the first right in %.1f %%; certain (>= %d) "
		       "%d, of them wrong %d; hard "
		       "negatives %d, suggested %d",
		       s->suggested, 100.0 * s->true_first / s->suggested, LIKENESS_CERTAIN,
		       s->certain, s->false_certain, s->hard, s->hard_suggested);
	for (int i = 3; i < 10; i++)
		g_test_message("likeness %d-%d: %d suggestions, %.0f %% the same event", i * 10,
			       i * 10 + 9, s->band[i],
			       s->band[i] ? 100.0 * s->band_true[i] / s->band[i] : 0);
	for (int i = 0; i < KINDS && s->kinds[i]; i++)
		g_test_message("%-16s %3d, first suggestion right %3d", s->kinds[i],
			       s->kind_doubles[i], s->kind_found[i]);
}

static void test_duplicates(gconstpointer data)
{
	guint64 seed = *(const guint64 *)data;
	struct likely_case j;

	judged_open(&j, seed);
	judge_reports(&j);
	judge_hard(&j);
	print_score(&j.score, seed);
	g_assert_cmpint(j.score.first * 100, >, j.score.doubles * 77);
	g_assert_cmpint(j.score.true_first * 100, >, j.score.suggested * 60);
	g_assert_cmpint(j.score.certain * 100, >, j.score.doubles * 28);
	g_assert_cmpint(j.score.false_certain * 100, <, j.score.certain * 6);
	g_assert_cmpint(
		j.score.hard, ==,
		18); /* the file sent twice and the number used again are matters of importing */
	judged_close(&j);
}

int main(int argc, char **argv)
{
	static const guint64 seeds[] = {YEAR_SEED, 103};

	g_test_init(&argc, &argv, NULL);
	g_test_add_data_func("/likely/demo", &seeds[0], test_duplicates);
	g_test_add_data_func("/likely/other", &seeds[1], test_duplicates);
	return g_test_run();
}
