/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture of a week: roll call, signals, places, hours, what is unplaced and not counted,
 * fixing and showing again.
 */
#include "config.h"

#include "../app/fixture.h"

#include <string.h>

#include "osg/signals.h"
#include "osg/week.h"
#include "osg/words.h"

#include "picture/hotspot_find.h"
#include "picture/picture_cache.h"
#include "picture/week_facts.h"

static int week_46(void)
{
	return week_from_iso(2026, 46);
}

static struct picture *picture(struct session *session, int number)
{
	g_autoptr(GError) error = NULL;
	struct picture *p = app_picture(session, period_of_week(week_46()), number, &error);

	g_assert_no_error(error);
	return p;
}

static const struct picture_organisation *roll_of(const struct picture *p, const char *code)
{
	for (guint i = 0; i < p->organisations->len; i++) {
		const struct picture_organisation *o = p->organisations->pdata[i];

		if (strcmp(o->code, code) == 0)
			return o;
	}
	return NULL;
}

/* Nobody is forgotten: who said nothing is silent, who said "nothing" is not. */
static void test_roll_call(struct fixture *f)
{
	const struct organisation *bev =
		registry_find_organisation(session_registry(f->session), "BEV");
	struct picture *p;

	p = picture(f->session, 0);
	g_assert_cmpint(roll_of(p, "BEV")->roll, ==, ROLL_SILENT);
	g_assert_cmpint(roll_of(p, "HUGE")->roll, ==, ROLL_SILENT);
	picture_free(p);
	g_assert_true(app_nil_report(f->session, bev->record.key, week_46(), "lugnt", NULL));
	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	p = picture(f->session, 0);
	g_assert_cmpint(roll_of(p, "BEV")->roll, ==, ROLL_NIL);
	g_assert_cmpstr(roll_of(p, "BEV")->note, ==, "lugnt");
	g_assert_cmpint(roll_of(p, "HUGE")->roll, ==, ROLL_REPORTED);
	g_assert_cmpint(roll_of(p, "HUGE")->reports, ==, 1);
	picture_free(p);
}

/* A silence longer than the counts reach read another area's counts, and memory that is nobody's.
 */
static void test_silent_for_weeks(struct fixture *f)
{
	struct picture *p;

	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-10-14 21:00");
	p = picture(f->session, 0);
	g_assert_cmpint(p->judged, ==, PICTURE_SILENT);
	g_assert_cmpint(p->usual_week, ==, week_from_iso(2026, 42));
	picture_free(p);
}

/* A file that tells the month alone put it all into one week, which then stood out. */
static void test_dated_by_month(struct fixture *f)
{
	const struct period week = period_of_week(week_from_iso(2026, 40));
	struct picture *p;

	for (int i = 0; i < 3; i++)
		fixture_observe(f->session, "BRA", "Visättraskolan", "oktober 2026");
	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-10-01 21:00");
	p = app_picture(f->session, week, 0, NULL);
	g_assert_cmpint(p->counted, ==, 4);
	g_assert_cmpint(p->judged, ==, PICTURE_BY_MONTH);
	g_assert_cmpuint(p->signals->len, ==, 0);
	picture_free(p);
	for (int i = 0; i < 3; i++)
		fixture_observe(f->session, "BRA", "Visättraskolan", "2026-10-02 21:00");
	p = app_picture(f->session, week, 0, NULL);
	g_assert_cmpint(p->judged, !=, PICTURE_BY_MONTH);
	picture_free(p);
}

static const struct picture_signal *signal_of(const struct picture *p, const char *category,
					      const char *area)
{
	for (guint i = 0; i < p->signals->len; i++) {
		const struct picture_signal *s = p->signals->pdata[i];

		if (strcmp(s->category, category) == 0 && g_strcmp0(s->area, area) == 0)
			return s;
	}
	return NULL;
}

/* One fire every second week for a year, then nine in a week. */
static void test_signal(struct fixture *f)
{
	const struct picture_signal *s;
	struct picture *p;

	for (int back = 2; back <= 52; back += 2) {
		g_autofree char *day = day_format_iso(week_monday(week_46() - back) + 1);

		fixture_observe(f->session, "BRA", "Visättraskolan", day);
	}
	for (int i = 0; i < 9; i++)
		fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-12 20:00");
	p = picture(f->session, 0);
	s = signal_of(p, "BRA", "Flemingsberg");
	g_assert_nonnull(s);
	g_assert_cmpint(s->now, ==, 9);
	g_assert_cmpint(s->last, ==, 0);
	g_assert_cmpfloat_with_epsilon(s->mean52, 0.5, 1e-9);
	g_assert_cmpint(s->flag, ==, SIGNAL_FLAG);
	g_assert_cmpint(s->direction, ==, 1);
	g_assert_cmpint(s->history[13], ==, 9);
	g_autofree char *sentence = words_signal_sentence(p, s);
	g_assert_nonnull(strstr(sentence, "9 this week"));
	g_assert_true(p->signals->pdata[0] == (gpointer)s ||
		      strcmp(((struct picture_signal *)p->signals->pdata[0])->category, "BRA") ==
			      0);
	picture_free(p);
}

/* Two fires a week, then six, four weeks in a row: told of the four, in words and when read again.
 */
static void test_weeks_together(struct fixture *f)
{
	const struct picture_signal *s;
	struct picture *p;
	g_autoptr(GError) error = NULL;

	for (int back = 40; back >= 0; back--) {
		g_autofree char *day = day_format_iso(week_monday(week_46() - back - 4) + 1),
				*noon = g_strconcat(day, " 12:00", NULL);

		for (int i = 0; i < (back < 4 ? 6 : 1 + back % 3); i++)
			fixture_observe(f->session, "BRA", "Visättraskolan", noon);
	}
	/* the week of All Saints would be among the four of week 46 */
	p = app_picture(f->session, period_of_week(week_46() - 4), 0, &error);
	g_assert_no_error(error);
	s = signal_of(p, "BRA", "Flemingsberg");
	g_assert_nonnull(s);
	g_assert_cmpint(s->flag, ==, SIGNAL_FLAG);
	g_assert_cmpint(s->together, ==, 4);
	g_assert_cmpint(s->seen_together, ==, 24);
	g_autofree char *sentence = words_signal_sentence(p, s), *counts = words_signal_counts(s),
			*row = words_signal_row(s);
	g_assert_nonnull(strstr(sentence, "4 weeks together have 24 (6 of them this week)"));
	g_assert_true(g_str_has_prefix(counts, "24 in 4 weeks ("));
	g_assert_cmpstr(row, ==, "Fire, 24 in 4 weeks");
	picture_free(p);
}

static void observe_weekly(struct session *session, const char *what, int count, int back)
{
	g_autofree char *day = day_format_iso(week_monday(week_46() - back) + 1);

	for (int i = 0; i < count; i++)
		fixture_observe(session, what, "Visättraskolan", day);
}

/* Who is silent takes away only what he usually reports: the landlord's litter, not the guards'
 * fires. */
static void test_silence(struct fixture *f)
{
	struct session *guards = fixture_session(f, "bev");
	struct picture *p;

	for (int back = 0; back <= 20; back++) {
		observe_weekly(guards, "BRA", 2, back);
		if (back)
			observe_weekly(f->session, "NED", 6, back);
	}
	p = picture(f->session, 0);
	g_assert_cmpfloat_with_epsilon(signal_of(p, "BRA", NULL)->expected, 2, 0.15);
	g_assert_cmpint(signal_of(p, "NED", NULL)->method, ==,
			SIGNALS_TOO_FEW); /* hardly anybody who reports it spoke */
	picture_free(p);
	session_close(guards);
}

/* Four kinds of disorder, each a little more than usual: told as their group, in the place where it
 * is. */
static void test_group(struct fixture *f)
{
	static const char *const kinds[] = {"SKA", "UNG", "VAL", "NAR"};
	const struct picture_signal *s = NULL;
	struct picture *p;

	for (int back = 0; back <= 30; back++) {
		for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
			observe_weekly(f->session, kinds[i], back ? 1 : 4, back);
		observe_weekly(f->session, "OLY", 8, back);
	}
	p = picture(f->session, 0);
	for (guint i = 0; i < p->signals->len; i++) {
		s = p->signals->pdata[i];
		if (codes_count(s->categories) > 1 && s->area)
			break;
	}
	g_assert_cmpstr(s->area, ==, "Flemingsberg");
	g_autofree char *what = words_signal_what(s);
	g_assert_cmpstr(what, ==, "Order in public places");
	g_assert_cmpint(s->now, ==, 16);
	g_assert_cmpint(s->flag, ==, SIGNAL_FLAG);
	g_assert_cmpstr(s->category, ==, "public");
	g_assert_true(codes_contain(s->categories, "SKA"));
	g_autofree char *codes = g_strjoinv("|", s->categories);
	g_autofree char *filter = g_strdup_printf("%s area:\"%s\"", codes, s->area);
	struct listing *listing = app_list(f->session, filter, week_46(), week_46(), 0, NULL);
	g_assert_cmpint(listing->total, ==, 16);
	listing_free(listing);
	picture_free(p);
}

/* One week of history: counts, and no judgement. */
static void test_too_few(struct fixture *f)
{
	struct picture *p;

	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	p = picture(f->session, 0);
	g_assert_cmpint(signal_of(p, "BRA", "Flemingsberg")->flag, ==, SIGNAL_NONE);
	g_assert_cmpint(signal_of(p, "BRA", "Flemingsberg")->method, ==, SIGNALS_TOO_FEW);
	picture_free(p);
}

/* An interval is spread over its hours; a day without an hour is said to be unknown. */
static void test_grid(struct fixture *f)
{
	struct picture *p;
	double sum = 0;

	fixture_observe(f->session, "KLO", "Visättraskolan", "2026-11-13 18:00 - 2026-11-13 22:00");
	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:30");
	fixture_observe(f->session, "NED", "Visättraskolan", "2026-11-12");
	p = picture(f->session, 0);
	g_assert_cmpfloat_with_epsilon(p->grid[4][18], 0.25, 1e-9);
	g_assert_cmpfloat_with_epsilon(p->grid[4][21], 0.25, 1e-9);
	g_assert_cmpfloat_with_epsilon(p->grid[5][21], 1, 1e-9);
	g_assert_cmpfloat_with_epsilon(p->grid_unknown, 1, 1e-9);
	for (int d = 0; d < 7; d++)
		for (int h = 0; h < 24; h++)
			sum += p->grid[d][h];
	g_assert_cmpfloat_with_epsilon(sum + p->grid_unknown, p->counted, 1e-9);
	picture_free(p);
}

static void test_places(struct fixture *f)
{
	const struct picture_place *first;
	struct picture *p;

	fixture_observe(f->session, "BRA", "Skogås centrum", "2026-11-12 21:00");
	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-12 21:00");
	fixture_observe(f->session, "SKA", "Visättraskolan", "2026-11-13 21:00");
	fixture_observe(f->session, "SKA", "Visättraskolan", "2026-11-14 21:00");
	fixture_observe(f->session, "SKA", "Visättraskolan", "2026-11-05 21:00");
	p = picture(f->session, 0);
	first = p->places->pdata[0];
	g_assert_cmpstr(first->name, ==, "Visättraskolan");
	g_assert_cmpstr(first->area, ==, "Flemingsberg");
	g_assert_cmpint(first->now, ==, 3);
	g_assert_cmpint(first->last, ==, 1);
	g_assert_cmpint(first->busy_weeks, ==, 2);
	g_assert_cmpstr(first->category, ==, "SKA");
	g_assert_cmpstr(words_label(&first->label), ==, "Criminal damage");
	g_assert_cmpint(p->places->len, ==, 2);
	picture_free(p);
}

/* What has no place counts in the total and is said; what is no event is kept and not counted. */
static void test_unplaced(struct fixture *f)
{
	const struct registry *v = session_registry(f->session);
	struct observation *o = app_observation_new(f->session);
	g_autoptr(GError) error = NULL;
	struct picture *p;

	o->category = registry_find_category(v, "SOC")->record.key;
	o->time_from = o->time_to = week_start(week_46()) + 3600;
	field_set_text(&o->text, "Rykte");
	g_assert_true(app_observation_save(f->session, o, &error));
	record_free(o);
	fixture_observe(f->session, "POS", "Visättraskolan", "2026-11-12");
	p = picture(f->session, 0);
	g_assert_cmpint(p->counted, ==, 1);
	g_assert_cmpint(p->unplaced, ==, 1);
	g_assert_cmpint(p->not_counted, ==, 1);
	g_assert_nonnull(signal_of(p, "SOC", NULL));
	picture_free(p);
}

/* What anybody may read: printed from the record, not from what somebody typed at the printing; it
 * cannot tell who somebody is, for no reason at all; and it is taken back like the situation. */
static void test_public_text(struct fixture *f)
{
	g_autoptr(GError) error = NULL;
	struct picture *p;

	g_assert_true(app_picture_public_text(f->session, week_46(), "Vi ses i parken.", &error));
	p = picture(f->session, 0);
	g_assert_cmpstr(p->public_text, ==, "Vi ses i parken.");
	picture_free(p);
	g_assert_true(session_state_reason(f->session, "det behövs", &error));
	g_assert_false(
		app_picture_public_text(f->session, week_46(), "Ring 070-123 45 67", &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_clear_error(&error);
	g_assert_cmpint(app_picture_fix(f->session, week_46(), NULL, &error), ==, 1);
	g_assert_true(app_picture_public_text(f->session, week_46(), "Senare.", &error));
	p = picture(f->session, 1);
	g_assert_cmpstr(p->public_text, ==, "Vi ses i parken.");
	picture_free(p);
	g_assert_true(session_undo(f->session, NULL, &error));
	p = picture(f->session, 0);
	g_assert_cmpstr(p->public_text, ==, "Vi ses i parken.");
	picture_free(p);
}

static void test_fix(struct fixture *f)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *first = NULL, *again = NULL;
	struct picture *p;

	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	g_assert_true(app_picture_situation(f->session, week_46(), "Lugn vecka.", &error));
	g_assert_cmpint(app_picture_fix(f->session, week_46(), NULL, &error), ==, 1);
	p = picture(f->session, 1);
	g_assert_cmpstr(p->situation, ==, "Lugn vecka.");
	g_assert_cmpint(strlen(p->checksum), ==, 64);
	first = picture_to_json(p, TRUE);
	picture_free(p);

	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 22:00");
	p = picture(f->session, 1); /* never changes */
	g_assert_cmpint(p->counted, ==, 1);
	again = picture_to_json(p, TRUE);
	g_assert_cmpstr(first, ==, again);
	g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, again, -1);
	g_assert_cmpstr(sum, ==, p->checksum);
	picture_free(p);

	g_assert_cmpint(app_picture_fix(f->session, week_46(), "", &error), ==, 0);
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_clear_error(&error);
	g_assert_cmpint(app_picture_fix(f->session, week_46(), "en brand till", &error), ==, 2);
	p = picture(f->session, 2);
	g_assert_cmpint(p->counted, ==, 2);
	g_assert_cmpstr(p->reason, ==, "en brand till");
	picture_free(p);
	g_assert_cmpint(app_picture_versions(f->session, week_46()), ==, 2);
	g_assert_null(app_picture(f->session, period_of_week(week_46()), 3, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
}

static gint64 area_key(struct session *session, const char *name)
{
	return registry_find_area(session_registry(session), name)->record.key;
}

static void test_highlight_undo(struct fixture *f)
{
	gint64 flemingsberg = area_key(f->session, "Flemingsberg");
	struct picture *p;

	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	g_assert_true(app_picture_highlight(f->session, week_46(), "BRA", flemingsberg, NULL));
	p = picture(f->session, 0);
	g_assert_true(signal_of(p, "BRA", "Flemingsberg")->highlighted);
	g_assert_false(signal_of(p, "BRA", NULL)->highlighted);
	picture_free(p);
	g_assert_true(session_undo(f->session, NULL, NULL));
	p = picture(f->session, 0);
	g_assert_false(signal_of(p, "BRA", "Flemingsberg")->highlighted);
	picture_free(p);
}

/* The highlight was kept by the area's name, and lost when the area was called otherwise. */
static void test_highlight_of_renamed_area(struct fixture *f)
{
	gint64 key = area_key(f->session, "Flemingsberg");
	g_autoptr(GError) error = NULL;
	struct area *area;
	struct picture *p;

	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	g_assert_true(app_picture_highlight(f->session, week_46(), "BRA", key, NULL));
	area = session_get(f->session, &area_kind, key, &error);
	field_set_text(&area->name, "Campus");
	session_save(f->session, ACTION_SETUP, g_strdup("area"), area, &error);
	record_free(area);
	g_assert_no_error(error);
	g_assert_true(session_refresh(f->session, &error));
	p = picture(f->session, 0);
	g_assert_true(signal_of(p, "BRA", "Campus")->highlighted);
	g_assert_false(signal_of(p, "BRA", NULL)->highlighted);
	picture_free(p);
}

static void test_missing(struct fixture *f)
{
	g_autoptr(GPtrArray) missing = app_picture_missing(f->session, week_46(), NULL);

	g_assert_cmpint(missing->len, ==, 2);
	g_assert_nonnull(strstr(missing->pdata[0], "BEV"));
}

/* Reports of earlier weeks that came after their meeting are late; how many are still to come
 * follows from how late they used to be. */
static void test_change(struct fixture *f)
{
	struct picture *p;

	fixture_set_now("2026-11-11T10:00:00+01:00");
	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-05 21:00");
	fixture_set_now(FIXTURE_NOW);
	p = picture(f->session, 0);
	g_assert_cmpint(p->change.late, ==, 1);
	g_assert_cmpint(p->change.added, ==, 1);
	picture_free(p);
}

/* The next session begins with the figures, as long as nothing has changed. */
static void test_kept(struct fixture *f)
{
	struct picture *p, *kept;

	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	g_assert_null(app_picture_at_hand(f->session, week_46(), FALSE));
	p = app_picture_shown(f->session, week_46(), FALSE, NULL);
	kept = app_picture_at_hand(f->session, week_46(), FALSE);
	g_assert_nonnull(kept);
	g_autofree char *compiled = picture_to_json(p, FALSE),
			*again = picture_to_json(kept, FALSE);
	g_assert_cmpstr(again, ==, compiled);
	picture_free(p);
	picture_free(kept);
	session_look_back(f->session, session_now(f->session) - 3600);
	g_assert_null(app_picture_at_hand(f->session, week_46(), FALSE));
	session_look_back(f->session, TIME_NONE);
	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 22:00");
	g_assert_null(app_picture_at_hand(f->session, week_46(), FALSE));
	g_assert_null(app_picture_at_hand(f->session, week_46() - 1, FALSE));
}

/* The facts of the last weeks as one sum, owned. */
static char *sum_facts(struct session *session)
{
	g_autoptr(WeekFacts) facts = week_facts_open(session);
	g_autoptr(Digest) sum = digest_new();

	g_assert_true(week_facts_need(facts, week_46() - 9, week_46(), NULL));
	for (int week = week_46() - 9; week <= week_46(); week++) {
		guint count;
		const struct week_report *reports = week_facts_reports(facts, week, &count);

		week_facts_digest(facts, week, sum);
		digest_add(sum, reports, sizeof *reports * count);
	}
	return digest_end_text(sum);
}

/* What is kept must be what would be read anew; looking back, nothing kept is used. Returns whether
 * it is other than before, which it replaces. */
static gboolean facts_moved(struct session *session, char **before)
{
	char *kept = sum_facts(session);
	gboolean moved = g_strcmp0(kept, *before) != 0;

	session_look_back(session, session_now(session) + 3600);
	g_autofree char *anew = sum_facts(session);
	session_look_back(session, TIME_NONE);
	g_assert_cmpstr(kept, ==, anew);
	g_free(*before);
	*before = kept;
	return moved;
}

/* Only the weeks that moved are read anew: every kind of change must move them, those too that move
 * no count. */
static void test_week_facts(struct fixture *f)
{
	struct session *other = fixture_session(f, "bev");
	g_autofree char *sum = NULL;
	gint64 key = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-11 21:00");

	g_assert_true(facts_moved(f->session, &sum));
	g_assert_false(facts_moved(f->session, &sum));
	g_assert_nonnull(session_computed(f->session, "week facts", 2));

	struct observation *o = app_observation(f->session, key, NULL);
	o->time_from += 60; /* the same week, area and category */
	o->time_to += 60;
	g_assert_true(app_observation_save(f->session, o, NULL));
	record_free(o);
	g_assert_true(facts_moved(f->session, &sum));
	g_assert_true(session_undo(f->session, NULL, NULL));
	g_assert_true(facts_moved(f->session, &sum));

	fixture_observe(other, "NED", "Visättraskolan", "2026-10-13 20:00");
	g_assert_true(facts_moved(f->session, &sum));
	g_assert_true(app_observations_withdraw(f->session, &key, 1, "prov", NULL));
	g_assert_true(facts_moved(f->session, &sum));
	session_close(other);
}

/* Memory grew with every week that was walked through: rows, and what was found. */
static void test_walk(struct fixture *f)
{
	fixture_observe(f->session, "BRA", "Visättraskolan", "2024-10-14 21:00");
	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	for (int back = 0; back < 90; back++) {
		struct picture *p =
			app_picture(f->session, period_of_week(week_46() - back), 0, NULL);

		g_assert_nonnull(p);
		picture_free(p);
		g_assert_cmpuint(picture_cache_weeks(f->session), <=, PICTURE_CACHE_WEEKS + 8);
		g_assert_cmpuint(hotspots_at_hand(f->session), <=, HOTSPOT_WEEKS_MOST);
	}
	g_assert_cmpuint(hotspots_at_hand(f->session), ==, HOTSPOT_WEEKS_MOST);
}

/* Each of four rows said "worth a glance, but chance" and "marked week: Christmas"; a fall was put
 * down to police that "reported unusually much". */
static void test_told_once(void)
{
	struct picture p = {.week = week_from_iso(2024, 52)};
	struct picture_signal fall = {.category = (char *)"VAL",
				      .flag = SIGNAL_NOTICE,
				      .direction = -1,
				      .method = SIGNALS_EARS,
				      .reasons = SIGNALS_MARKED_WEEK | SIGNALS_ONE_REPORTER,
				      .reporter = (char *)"POL",
				      .label = {.en = (char *)"Violence"}},
			      rise = {.category = (char *)"SKA",
				      .flag = SIGNAL_NOTICE,
				      .direction = 1,
				      .method = SIGNALS_EARS,
				      .reasons = SIGNALS_MARKED_WEEK | SIGNALS_ONE_NIGHT,
				      .label = {.en = (char *)"Damage"}};
	g_autoptr(GPtrArray) rows = g_ptr_array_new();
	guint told;

	g_ptr_array_add(rows, &fall);
	g_ptr_array_add(rows, &rise);
	g_autofree char *together = words_signals_together(&p, rows, &told);
	g_assert_cmpstr(
		together, ==,
		"Lines marked U▲ or U▼ are worth a glance, but chance alone gives as much now and "
		"then. The week is marked: Christmas.");
	g_autofree char *few = words_signal_note(&p, &fall, told),
			*many = words_signal_note(&p, &rise, told);
	g_assert_cmpstr(few, ==,
			"What else it could be: POL reported unusually little; otherwise it would "
			"not stand out.");
	g_assert_cmpstr(many, ==, "What else it could be: most of it happened in one night.");
	rise.reasons = SIGNALS_MARKED_WEEK;
	g_autofree char *nothing = words_signal_note(&p, &rise, told);
	g_assert_cmpstr(nothing, ==, "");
}

/* "Nothing to report: BAL, B…" stood in the heading: whole codes, and how many more. */
static void test_roll_codes_fit(void)
{
	static const char *const codes[] = {"BAL", "HEM", "HEBA"};
	static const struct {
		int columns;
		const char *text;
	} cases[] = {
		{40, "BAL, HEM, HEBA (3 weeks)"},
		{23, "BAL, HEM, HEBA"},
		{13, "BAL, HEM +1"},
		{8, "BAL +2"},
	};
	struct picture *p = picture_new();

	for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
		struct picture_organisation *o = g_new0(struct picture_organisation, 1);

		o->code = g_strdup(codes[i]);
		o->roll = ROLL_SILENT;
		o->silent_weeks = i == 2 ? 3 : 1;
		g_ptr_array_add(p->organisations, o);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = words_roll_codes(p, ROLL_SILENT, cases[i].columns);

		g_assert_cmpstr(text, ==, cases[i].text);
	}
	picture_free(p);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	fixture_add("/picture/walk", test_walk);
	fixture_add("/picture/kept", test_kept);
	fixture_add("/picture/roll-call", test_roll_call);
	fixture_add("/picture/silent-for-weeks", test_silent_for_weeks);
	fixture_add("/picture/dated-by-month", test_dated_by_month);
	fixture_add("/picture/signal", test_signal);
	fixture_add("/picture/weeks-together", test_weeks_together);
	fixture_add("/picture/week-facts", test_week_facts);
	g_test_add_func("/picture/told-once", test_told_once);
	g_test_add_func("/picture/roll-codes-fit", test_roll_codes_fit);
	fixture_add("/picture/silence", test_silence);
	fixture_add("/picture/group", test_group);
	fixture_add("/picture/too-few", test_too_few);
	fixture_add("/picture/grid", test_grid);
	fixture_add("/picture/places", test_places);
	fixture_add("/picture/unplaced", test_unplaced);
	fixture_add("/picture/public-text", test_public_text);
	fixture_add("/picture/fix", test_fix);
	fixture_add("/picture/highlight-undo", test_highlight_undo);
	fixture_add("/picture/highlight-of-renamed-area", test_highlight_of_renamed_area);
	fixture_add("/picture/missing", test_missing);
	fixture_add("/picture/change", test_change);
	return g_test_run();
}
