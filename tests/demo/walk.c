/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "walk.h"

#include <string.h>

#include "osg/calendar.h"
#include "osg/hotspot.h"
#include "osg/signals.h"
#include "osg/slots.h"
#include "osg/words.h"

const char *walk_week_label(int week)
{
	static char name[16];

	if (week < 0)
		return "-";
	g_snprintf(name, sizeof name, "W%02d", week + 1);
	return name;
}

static void say(const struct walk *walk, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void say(const struct walk *walk, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_autofree char *text = g_strdup_vprintf(format, args);
	va_end(args);
	if (walk->loud)
		g_test_message("%s", text);
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

	count_planted(walk, s->categories, s->area, MAX(week - MAX(s->together - 1, 0), 0), week,
		      counts);
	if (s->direction > 0)
		cause = cause_of(counts, s->together ? s->seen_together - s->expected_together
						     : s->now - s->expected);
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
		walk->other_landlord |= g_strcmp0(s->reporter, "HEM") != 0;
	say(walk, "%s %-8s %s x %s: %d, expected %.1f (%.0f-%.0f), %s", walk_week_label(week),
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
	say(walk, "%s %-8s quietly more: %s (last four weeks %.1f)", walk_week_label(week),
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
	say(walk, "%s %-8s %s %d%s (%s): %d, expected %.1f/%.1f, once in %.1f years%s%s, %s; %s",
	    walk_week_label(week),
	    cause > 0                ? "planted"
	    : h->flag == SIGNAL_FLAG ? "FALSE"
				     : "chance",
	    h->flag == SIGNAL_FLAG ? "hotspot" : "glance", h->number, again ? " again" : "",
	    h->group ? h->group : "all", h->observed, h->expected, h->expected_within,
	    h->recurrence_years, h->sudden ? " sudden" : "", h->slow ? " slow" : "", where,
	    what->str);
}

/* other detectors */

static int cause_of_finding(const struct picture_finding *f, int week)
{
	switch (f->kind) {
	case FINDING_GATHERING: /* what chance tells elsewhere is not found */
		return (week < 5 || week >= 45) && (!g_strcmp0(f->area, "Glömsta") ||
						    !g_strcmp0(f->area, "Segeltorp"))
			       ? SERIES
			       : NOTHING;
	case FINDING_REPORTER:
		return !g_strcmp0(f->reporter, "HEM") && week >= 19 ? NEW_LANDLORD : NOTHING;
	case FINDING_NIGHT:
		return !g_strcmp0(f->area, "Masmo") && week == 30 ? ONE_NIGHT : NOTHING;
	default:
		if (!g_strcmp0(f->area, "Kungens kurva") && !g_strcmp0(f->category, "STO") &&
		    week >= 22)
			return SLOW;
		return !g_strcmp0(f->area, "Skogås") && f->slot == SLOT_WEEKEND_NIGHT &&
				       week >= 17 && week <= 26
			       ? MOPEDS
			       : NOTHING;
	}
}

static void note_finding(struct walk *walk, const struct picture *picture,
			 const struct picture_finding *f, int week, GHashTable *now)
{
	gboolean of_reporter = f->kind == FINDING_REPORTER;
	g_autofree char *name = g_strdup_printf(
		"%d %s %s %s", f->kind, of_reporter ? f->reporter : "-",
		f->category ? f->category : "-", f->area && !of_reporter ? f->area : "-");
	g_autofree char *sentence = words_finding_sentence(picture, f);
	int cause = walk->quiet ? NOTHING : cause_of_finding(f, week);
	gboolean again = g_hash_table_contains(walk->telling, name);

	if (cause == NOTHING && !again)
		walk->false_other[f->kind]++;
	say(walk, "%s %-8s %s", walk_week_label(week),
	    cause > 0 ? "planted"
	    : again   ? "again"
		      : "FALSE",
	    sentence);
	note(&walk->other, cause, week, g_strdup(name));
	g_hash_table_add(now, g_steal_pointer(&name));
}

static void note_findings(struct walk *walk, const struct picture *picture, int week)
{
	GHashTable *now = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < picture->findings->len; i++)
		note_finding(walk, picture, picture->findings->pdata[i], week, now);
	g_hash_table_unref(walk->telling);
	walk->telling = now;
}

void walk_week(struct walk *walk, int week)
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

			walk->percentages |= strchr(sentence, '%') != NULL;
		}
		if (s->flag == SIGNAL_FLAG)
			note_signal(walk, picture, s, week);
		if (s->drift)
			note_drift(walk, s, week);
	}
	note_findings(walk, picture, week);
	for (guint i = 0; i < picture->hotspots->len; i++)
		note_hotspot(walk, picture->hotspots->pdata[i], week);
	walk->weeks++;
	picture_free(picture);
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

void walk_open(struct walk *walk, guint64 seed, gboolean quiet)
{
	memset(walk, 0, sizeof *walk);
	found_init(&walk->signals);
	found_init(&walk->drifts);
	found_init(&walk->hotspots);
	found_init(&walk->other);
	walk->quiet = quiet;
	year_open(&walk->year, seed, 1, quiet);
	walk->drifting = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	walk->reports = report_index(&walk->year);
	walk->told = g_hash_table_new(NULL, NULL);
	walk->telling = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

void walk_close(struct walk *walk)
{
	found_clear(&walk->signals);
	found_clear(&walk->drifts);
	found_clear(&walk->hotspots);
	found_clear(&walk->other);
	g_hash_table_unref(walk->telling);
	g_hash_table_unref(walk->drifting);
	g_hash_table_unref(walk->reports);
	g_hash_table_unref(walk->told);
	year_close(&walk->year);
}

int walk_first(const struct walk *walk, int signal)
{
	const struct found *all[] = {&walk->signals, &walk->drifts, &walk->hotspots, &walk->other};
	int first = -1;

	for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
		if (all[i]->first[signal] >= 0 && (first < 0 || all[i]->first[signal] < first))
			first = all[i]->first[signal];
	return first;
}
