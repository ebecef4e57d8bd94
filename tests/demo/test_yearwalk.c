/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo's year week by week, as the coordinator would see it each Tuesday: what was planted and
 * when it is found, what is told that is not so. The truth comes from the generator and is never
 * shown to the program. */
#include "config.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include "osg/calendar.h"
#include "osg/hotspot.h"
#include "osg/week.h"
#include "osg/signals.h"
#include "osg/words.h"
#include "year.h"

#ifdef __SANITIZE_ADDRESS__
enum { FIRST_WEEK = 28, LAST_WEEK = 43 }; /* slow there: the autumn only */
#else
enum { FIRST_WEEK = 4, LAST_WEEK = 51 };
#endif
/* Numbers of share/demo/signals.csv. */
enum {
	AUTUMN = 1,
	SERIES = 2,
	RECORDING = 4,
	EAGER = 5,
	ONE_NIGHT = 6,
	NEW_LANDLORD = 8,
	RUMOUR = 10
};
enum { PLANTED = 12, NOTHING = -1, CALENDAR = 0 };

/* What an alarm is about: number of a planted signal, CALENDAR, or NOTHING. */
struct found {
	int first[PLANTED]; /* week of the first alarm, -1 none */
	char *how[PLANTED];
	int alarms[PLANTED]; /* weeks x lines */
};

struct walk {
	struct year year;
	struct found signals, drifts, hotspots;
	int false_signals, false_few, false_drifts, false_hotspots;
	int calendar_signals, weeks;
	int skogas;         /* alarms there in the autumn */
	gboolean one_night; /* the fires of signal 6 were said to be of one night */
	gboolean near;      /* near repeat was told last week */
	int false_near;
	GHashTable *drifting;       /* lines that drifted last week */
	GHashTable *reports;        /* id as text -> index of the report + 1 */
	GHashTable *told;           /* numbers of hotspots told before */
	int glances, false_glances; /* hotspots worth a glance */
};

static const char *week_label(int week)
{
	static char name[16];

	if (week < 0)
		return "-";
	g_snprintf(name, sizeof name, "W%02d", week + 1);
	return name;
}

/* what is true of a line */

/* categories NULL = all. */
static gboolean is_of(const struct walk *walk, const struct demo_report *r, char **categories,
		      const char *area)
{
	const struct demo_world *world = walk->year.world;

	return (!area || !strcmp(world->areas[r->area].name, area)) &&
	       (!categories || codes_contain(categories, world->categories[r->category].code));
}

/* Events of each planted signal among a line's events of the weeks from..to, as known at the
 * meeting of the last. */
static void count_planted(const struct walk *walk, char **categories, const char *area, int from,
			  int to, int *counts)
{
	gint64 known = demo_meeting(walk->year.truth, to);
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

	memset(counts, 0, PLANTED * sizeof *counts);
	for (guint i = 0; i < walk->year.truth->reports->len; i++) {
		const struct demo_report *r = DEMO_REPORT(walk->year.truth, i);

		if (r->week >= from && r->week <= to && r->entered < known &&
		    is_of(walk, r, categories, area) && r->signal > 0 && r->signal < PLANTED &&
		    g_hash_table_add(seen, GINT_TO_POINTER(r->event)))
			counts[r->signal]++;
	}
}

/* Which planted signal makes at least a third of a surplus. */
static int cause_of(const int *counts, double surplus)
{
	int best = NOTHING;

	for (int s = 1; s < PLANTED; s++)
		if (counts[s] > 0 && (best < 0 || counts[s] > counts[best]))
			best = s;
	return best > 0 && counts[best] >= surplus / 3 ? best : NOTHING;
}

static int cause_of_signal(const struct walk *walk, const struct picture_signal *s, int week)
{
	int counts[PLANTED], cause = NOTHING;

	count_planted(walk, s->categories, s->area, week, week, counts);
	if (s->direction > 0)
		cause = cause_of(counts, s->now - s->expected);
	if (cause == NOTHING &&
	    calendar_mark(walk->year.truth->first_week + week) != CALENDAR_ORDINARY)
		cause = CALENDAR;
	return cause;
}

/* the table */

static void note(struct found *found, int cause, int week, char *take_how)
{
	if (cause > 0) {
		found->alarms[cause]++;
		if (found->first[cause] < 0) {
			found->first[cause] = week;
			found->how[cause] = take_how;
			return;
		}
	}
	g_free(take_how);
}

static void note_signal(struct walk *walk, const struct picture *picture,
			const struct picture_signal *s, int week)
{
	g_autofree char *sentence = words_signal_sentence(picture, s);
	int cause = cause_of_signal(walk, s, week);
	const char *area = s->area ? s->area : "all";

	if (cause == NOTHING) {
		walk->false_signals += s->direction > 0;
		walk->false_few += s->direction < 0;
	}
	walk->calendar_signals += cause == CALENDAR;
	walk->skogas +=
		week >= 35 && week <= 48 && !g_strcmp0(s->area, "Skogås") && cause == NOTHING;
	if (cause == ONE_NIGHT)
		walk->one_night = (s->reasons & SIGNALS_ONE_NIGHT) != 0;
	if (cause == NEW_LANDLORD)
		g_assert_cmpstr(s->reporter, ==, "HEM");
	g_test_message("%s %-8s %s x %s: %d, expected %.1f (%.0f-%.0f), %s", week_label(week),
		       cause > 0           ? "planted"
		       : cause == CALENDAR ? "calendar"
					   : "FALSE",
		       s->category, area, s->now, s->expected, s->lower, s->upper, sentence);
	note(&walk->signals, cause, week, g_strdup_printf("%s x %s", s->category, area));
}

static void note_drift(struct walk *walk, const struct picture_signal *s, int week)
{
	g_autofree char *line = g_strdup_printf("%s x %s", s->category, s->area ? s->area : "all");
	int counts[PLANTED], cause;

	if (g_hash_table_contains(walk->drifting, line))
		return;
	g_hash_table_add(walk->drifting, g_strdup(line));
	count_planted(walk, s->categories, s->area, MAX(week - 12, 0), week, counts);
	cause = cause_of(counts, s->mean4);
	walk->false_drifts += cause == NOTHING;
	g_test_message("%s %-8s quietly more: %s (last four weeks %.1f)", week_label(week),
		       cause > 0 ? "planted" : "FALSE", line, s->mean4);
	note(&walk->drifts, cause, week, g_strdup(line));
}

/* hotspots */

static GHashTable *report_index(const struct year *year)
{
	GHashTable *index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < year->truth->reports->len; i++) {
		const struct id id = year_id(year, (int)i);
		char *text = g_malloc(ID_TEXT_SIZE);

		id_format(&id, text);
		g_hash_table_insert(index, text, GINT_TO_POINTER((int)i + 1));
	}
	return index;
}

static int cause_of_hotspot(const struct walk *walk, const struct picture_hotspot *h)
{
	int counts[PLANTED] = {0};

	for (char **id = h->evidence; id && *id; id++) {
		int at = GPOINTER_TO_INT(g_hash_table_lookup(walk->reports, *id)) - 1;
		const struct demo_report *r =
			at < 0 ? NULL : DEMO_REPORT(walk->year.truth, (guint)at);

		if (r && r->signal > 0 && r->signal < PLANTED)
			counts[r->signal]++;
	}
	return cause_of(counts, h->observed - h->expected);
}

static void note_hotspot(struct walk *walk, const struct picture_hotspot *h, int week)
{
	int cause = cause_of_hotspot(walk, h);
	gboolean again = !g_hash_table_add(
		walk->told, GINT_TO_POINTER(h->number * 2 + (h->flag == SIGNAL_FLAG ? 1 : 0)));

	if (h->state == HOTSPOT_GONE)
		return;
	g_autofree char *where = h->places ? g_strjoinv("|", h->places) : g_strdup("-");
	g_autoptr(GString) what = g_string_new(NULL);
	for (guint i = 0; h->categories && i < h->categories->len; i++) {
		const struct picture_share *share = h->categories->pdata[i];

		g_string_append_printf(what, "%s%s=%d", i ? "|" : "", share->code, share->count);
	}
	walk->skogas +=
		h->flag == SIGNAL_FLAG && week >= 35 && week <= 48 && !g_strcmp0(h->area, "Skogås");
	if (h->flag != SIGNAL_FLAG) {
		walk->glances += !again;
		walk->false_glances += !again && cause == NOTHING;
	} else {
		walk->false_hotspots += !again && cause == NOTHING;
		note(&walk->hotspots, cause, week,
		     g_strdup_printf("%s, %d of %.1f", h->area ? h->area : "-", h->observed,
				     h->expected));
	}
	g_test_message(
		"%s %-8s %s %d%s (%s): %d, expected %.1f/%.1f, once in %.1f years%s%s, %s; %s",
		week_label(week),
		cause > 0                ? "planted"
		: h->flag == SIGNAL_FLAG ? "FALSE"
					 : "chance",
		h->flag == SIGNAL_FLAG ? "hotspot" : "glance", h->number, again ? " again" : "",
		h->group ? h->group : "all", h->observed, h->expected, h->expected_within,
		h->recurrence_years, h->sudden ? " sudden" : "", h->slow ? " slow" : "", where,
		what->str);
}

/* Burglaries that follow on each other near by; told once when it begins. */
static void note_near_repeat(struct walk *walk, int week)
{
	struct hotspot_week *found =
		app_hotspots_ready(walk->year.session, walk->year.truth->first_week + week, NULL);
	gboolean near = found && found->basis.near_days > 0, planted = week < 5 || week >= 45;

	if (near && !walk->near) {
		walk->false_near += !planted;
		g_test_message("%s %-8s near repeat of burglary: %d pairs within %d m and %d days, "
			       "expected %.1f",
			       week_label(week), planted ? "planted" : "FALSE",
			       found->basis.near_pairs, found->basis.near_metres,
			       found->basis.near_days, found->basis.near_expected);
		note(&walk->hotspots, planted ? SERIES : NOTHING, week,
		     g_strdup_printf("near repeat, %d of %.1f", found->basis.near_pairs,
				     found->basis.near_expected));
	}
	walk->near = near;
	hotspot_week_free(found);
}

static void walk_week(struct walk *walk, int week)
{
	g_autoptr(GError) error = NULL;

	year_meeting(&walk->year, week);
	struct picture *picture = app_picture(
		walk->year.session, period_of_week(walk->year.truth->first_week + week), 0, &error);
	g_assert_no_error(error);
	for (guint i = 0; i < picture->signals->len; i++) {
		const struct picture_signal *s = picture->signals->pdata[i];

		if (s->area &&
		    strstr("Gladö-Lissma Högmora-Ågesta-Vidja", s->area)) { /* too few for shares */
			g_autofree char *sentence = words_signal_sentence(picture, s);

			g_assert_null(strchr(sentence, '%'));
		}
		if (s->flag == SIGNAL_FLAG)
			note_signal(walk, picture, s, week);
		if (s->drift)
			note_drift(walk, s, week);
	}
	note_near_repeat(walk, week);
	for (guint i = 0; i < picture->hotspots->len; i++)
		note_hotspot(walk, picture->hotspots->pdata[i], week);
	walk->weeks++;
	picture_free(picture);
}

static void print_table(const struct walk *walk)
{
	const struct demo_table *table = demo_world_table(walk->year.world, "signals");

	g_test_message("signal  weeks      signal                drift                 hotspot");
	for (guint i = 0; i < demo_table_rows(table); i++) {
		int s = demo_cell_int(table, i, "id");
		g_autofree char *a =
			g_strdup_printf("%s %s", week_label(walk->signals.first[s]),
					walk->signals.how[s] ? walk->signals.how[s] : "");
		g_autofree char *b =
			g_strdup_printf("%s %s", week_label(walk->drifts.first[s]),
					walk->drifts.how[s] ? walk->drifts.how[s] : "");
		g_autofree char *c =
			g_strdup_printf("%s %s", week_label(walk->hotspots.first[s]),
					walk->hotspots.how[s] ? walk->hotspots.how[s] : "");
		g_test_message("%2d  %s-%s  %-26s %-26s %-26s | %s", s,
			       demo_cell(table, i, "first_week") + 5,
			       demo_cell(table, i, "last_week") + 5, a, b, c,
			       demo_cell(table, i, "expected"));
	}
	g_test_message("%d weeks: %d hotspots worth a glance, %d of them about nothing planted",
		       walk->weeks, walk->glances, walk->false_glances);
	g_test_message("%d weeks: false signals %d too many, %d too few; %d about marked weeks; "
		       "false drifts %d; false "
		       "hotspots %d",
		       walk->weeks, walk->false_signals, walk->false_few, walk->calendar_signals,
		       walk->false_drifts, walk->false_hotspots);
}

static void found_init(struct found *found)
{
	memset(found, 0, sizeof *found);
	for (int s = 0; s < PLANTED; s++)
		found->first[s] = -1;
}

static void found_clear(struct found *found)
{
	for (int s = 0; s < PLANTED; s++)
		g_free(found->how[s]);
}

/* How many of a planted signal's reports count as events, and how many are marked unconfirmed. */
static int planted_events(const struct walk *walk, int signal, int *reports, int *rumours)
{
	int counted = 0;

	*reports = *rumours = 0;
	for (guint i = 0; i < walk->year.truth->reports->len; i++) {
		const struct demo_report *r = DEMO_REPORT(walk->year.truth, i);
		gint64 key = r->signal == signal ? year_key(&walk->year, (int)i) : 0;
		struct observation *o = key ? app_observation(walk->year.session, key, NULL) : NULL;

		if (!o)
			continue;
		*reports += 1;
		*rumours += o->known == KNOWN_RUMOUR;
		counted += o->counted;
		record_free(o);
	}
	return counted;
}

static gboolean found_by(const struct found *found, int signal, int week)
{
	return found->first[signal] >= 0 && found->first[signal] <= week;
}

/* The false signals that the budget allows a year are twelve, the false hotspots one. Not asserted
 * are 2, 3 and 7: one such event a week more is not to be told from chance in a year. 11, the bad
 * file, is in the tests of importing. */
static void check_year(const struct walk *walk)
{
	int reports, rumours;

	g_assert_true(found_by(&walk->signals, AUTUMN, 39) ||
		      found_by(&walk->hotspots, AUTUMN, 39) || found_by(&walk->drifts, AUTUMN, 39));
	g_assert_cmpint(walk->skogas, ==, 0);
	g_assert_cmpint(walk->signals.alarms[RECORDING] + walk->drifts.alarms[RECORDING], ==, 0);
	g_assert_cmpint(walk->hotspots.alarms[RECORDING], ==, 0);
	g_assert_cmpint(planted_events(walk, EAGER, &reports, &rumours), ==, 1);
	g_assert_cmpint(reports, ==, 9);
	g_assert_cmpint(walk->signals.alarms[EAGER] + walk->hotspots.alarms[EAGER], ==, 0);
	g_assert_cmpint(walk->signals.first[ONE_NIGHT], ==, 30);
	g_assert_true(walk->one_night);
	g_assert_cmpint(walk->drifts.alarms[ONE_NIGHT] + walk->hotspots.alarms[ONE_NIGHT], ==, 0);
	g_assert_cmpint(planted_events(walk, RUMOUR, &reports, &rumours), ==, 1);
	g_assert_cmpint(rumours, ==, reports);
	g_assert_cmpint(reports, >=, 12);
	g_assert_cmpint(walk->false_signals + walk->false_few, <=, 12);
	g_assert_cmpint(walk->false_drifts, <=, 2);
	g_assert_cmpint(walk->false_hotspots, <=, 4);
}

static void walk_open(struct walk *walk, guint64 seed, gboolean quiet)
{
	memset(walk, 0, sizeof *walk);
	found_init(&walk->signals);
	found_init(&walk->drifts);
	found_init(&walk->hotspots);
	year_open(&walk->year, seed, 1, quiet);
	walk->drifting = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	walk->reports = report_index(&walk->year);
	walk->told = g_hash_table_new(NULL, NULL);
}

static void walk_close(struct walk *walk)
{
	found_clear(&walk->signals);
	found_clear(&walk->drifts);
	found_clear(&walk->hotspots);
	g_hash_table_unref(walk->drifting);
	g_hash_table_unref(walk->reports);
	g_hash_table_unref(walk->told);
	year_close(&walk->year);
}

static void test_year(void)
{
	struct walk walk;
	const char *seed = g_getenv(
		"OSG_YEARWALK_SEED"); /* another year, or one without signals: a look, no test */
	gboolean quiet = g_getenv("OSG_YEARWALK_QUIET") != NULL;

	walk_open(&walk, seed ? g_ascii_strtoull(seed, NULL, 10) : YEAR_SEED, quiet);
	for (int week = FIRST_WEEK; week <= LAST_WEEK; week++)
		walk_week(&walk, week);
	print_table(&walk);
	if (!seed && !quiet)
		check_year(&walk);
	walk_close(&walk);
}

int main(int argc, char **argv)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/yearwalk/year", test_year);
	return g_test_run();
}
