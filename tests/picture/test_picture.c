/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture of a week: roll call, signals, places, hours, what is unplaced and not counted. */
#include "config.h"

#include "picture_fixture.h"

#include <string.h>

#include "osg/signals.h"
#include "osg/week.h"
#include "osg/words.h"

#include "picture/picture_cache.h"
#include "picture/week_facts.h"

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

static void test_missing(struct fixture *f)
{
	g_autoptr(GPtrArray) missing = app_picture_missing(f->session, week_46(), NULL);

	g_assert_cmpint(missing->len, ==, 2);
	g_assert_nonnull(strstr(missing->pdata[0], "BEV"));
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

/* The record of changes and the register name each as people do. */
static void test_fields_have_words(void)
{
	for (gsize k = 0; record_kinds[k]; k++)
		for (const struct field *f = record_kinds[k]->fields; f->name; f++) {
			g_autofree char *name = g_strdup(f->name);

			if (words_field(name) == name)
				g_error("%s, %s: no words", record_kinds[k]->name, name);
		}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/words/fields", test_fields_have_words);
	fixture_add("/picture/roll-call", test_roll_call);
	fixture_add("/picture/silent-for-weeks", test_silent_for_weeks);
	fixture_add("/picture/dated-by-month", test_dated_by_month);
	fixture_add("/picture/signal", test_signal);
	fixture_add("/picture/weeks-together", test_weeks_together);
	g_test_add_func("/picture/roll-codes-fit", test_roll_codes_fit);
	fixture_add("/picture/silence", test_silence);
	fixture_add("/picture/group", test_group);
	fixture_add("/picture/too-few", test_too_few);
	fixture_add("/picture/grid", test_grid);
	fixture_add("/picture/places", test_places);
	fixture_add("/picture/unplaced", test_unplaced);
	fixture_add("/picture/public-text", test_public_text);
	fixture_add("/picture/missing", test_missing);
	add_fix_tests();
	return g_test_run();
}
