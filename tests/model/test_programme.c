/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The programme's rules, each with what it refuses, and its three computations with numbers worked
 * out by hand. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "osg/calendar.h"
#include "osg/programme.h"
#include "osg/week.h"

#define DAY(year, month, mday) day_from_civil(year, month, mday)

static gint64 at(int year, int month, int mday, int hour)
{
	return time_from_local(DAY(year, month, mday), hour * 3600, FALSE, NULL);
}

/* The field that its kind refuses, NULL = none. */
static const char *refused(gpointer record)
{
	const struct record *r = record;
	const char *field = NULL;
	g_autoptr(GError) error = NULL;

	if (r->kind->settle(record, DAY(2024, 10, 22), &field, &error))
		return NULL;
	g_assert_nonnull(error);
	return field;
}

/* fields of a record by name and text, refused at a field or (NULL) taken */
static void test_refused(void)
{
	static const struct {
		const struct record_kind *kind;
		const char *fields; /* "name=text" with | between */
		const char *field;
	} cases[] = {
		{&mandate_kind, "title=Program|since=2018-01-01|until=2021-12-31", NULL},
		{&mandate_kind, "dnr=KS-1", "title"},
		{&mandate_kind, "title=Program|since=2021-01-01|until=2018-12-31", "until"},
		{&mandate_kind, "title=Program|decided=2025-01-01", "decided"},
		{&objective_kind, "code=1.4|text=Minska", NULL},
		{&objective_kind, "text=Minska", "code"},
		{&activity_kind, "title=Unga för Orten", NULL},
		{&activity_kind, "title=Unga|form=picnic", "form"},
		{&activity_kind, "title=Unga|state=dropped", "reason"},
		{&activity_kind, "title=Unga|since=2019-08-18|until=2019-06-17", "until"},
		{&indicator_kind, "code=Öj plats|title=x", "code"},
		{&indicator_kind, "code=a.b|title=x|form=computed", "filter"},
		{&indicator_kind, "code=a.b|title=x|break_year=2019", "break_note"},
		{&reading_kind, "indicator=1|since=2019-01-01|until=2019-12-31|said=N/A", "said"},
		{&reading_kind, "indicator=1|since=2019-01-01|until=2019-12-31|said=hög", "said"},
		{&reading_kind, "indicator=1|since=2019-01-01|until=2019-12-31|said=se bilaga",
		 "said"},
		{&reading_kind, "indicator=1|since=2019-01-01|until=2019-12-31|said=nästan 400",
		 NULL},
		{&reading_kind, "indicator=1|since=2019-01-01|until=2019-12-31", "value"},
		{&reading_kind, "indicator=1|value=3", "since"},
		{&reading_kind, "indicator=1|since=2019-12-31|until=2019-01-01|value=3", "until"},
		{&reading_kind,
		 "indicator=1|since=2019-01-01|until=2019-12-31|rank=300|rank_of=290", "rank"},
		{&reading_kind,
		 "indicator=1|since=2019-01-01|until=2019-12-31|value=66|low=58|high=64", "low"},
		{&reading_kind,
		 "indicator=1|since=2019-01-01|until=2019-12-31|numerator=3|denominator=0",
		 "denominator"},
		{&asset_kind, "title=Hus B|form=premises|properties=[\"storeys=2\"]", NULL},
		{&asset_kind, "title=Hus B|form=premises|properties=[\"colour=red\"]",
		 "properties"},
		{&asset_kind, "title=Entré|form=camera|properties=[\"purpose=skydd\"]",
		 "properties"},
		{&asset_kind, "title=Hus B|form=ship", "form"},
		{&inspection_kind, "list=sba|asset=1|done=2024-10-22", NULL},
		{&inspection_kind, "list=sba|asset=1|done=2024-10-23", "done"},
		{&inspection_kind, "list=xyz|asset=1", "list"},
		{&inspection_kind, "list=sba|asset=1|answers=[\"12=ok\"]", "answers"},
		{&inspection_kind, "list=sba|asset=1|answers=[\"6=na\"]", "answers"},
		{&inspection_kind, "list=sba|asset=1|answers=[\"6=na:finns inte\"]", NULL},
		{&defect_kind, "text=Container|started=2024-10-01T08:00:00+02:00", NULL},
		{&defect_kind, "text=Container", "started"},
		{&defect_kind, "started=2024-10-01T08:00:00+02:00", "text"},
		{&defect_kind,
		 "text=x|started=2024-10-02T08:00:00+02:00|fixed=2024-10-01T08:00:00+02:00",
		 "fixed"},
		{&defect_kind, "text=x|started=2024-10-02T08:00:00+02:00|state=waiting", "waiting"},
		{&note_kind, "text=", "text"},
		{&note_kind, "text=x|rating=met", "rating"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		gpointer record = record_new(cases[i].kind);
		g_auto(GStrv) fields = g_strsplit(cases[i].fields, "|", -1);
		g_autoptr(GError) error = NULL;

		for (char **f = fields; *f; f++) {
			char *value = strchr(*f, '=');

			*value = '\0';
			field_from_text(fields_find(cases[i].kind->fields, *f), value + 1, record,
					NULL, &error);
			g_assert_no_error(error);
		}
		g_test_message("%s", cases[i].fields);
		g_assert_cmpstr(refused(record), ==, cases[i].field);
		record_free(record);
	}
}

static void test_said(void)
{
	static const struct {
		const char *said;
		double value;
		int precision;
	} cases[] = {
		{"400", 400, PRECISION_EXACT},
		{"nästan 400", 400, PRECISION_ALMOST},
		{"ca 23 000 tim", 23000, PRECISION_ABOUT},
		{"ca 23\u00a0000 timmar", 23000, PRECISION_ABOUT},
		{"ungefär 30 %", 30, PRECISION_ABOUT},
		{"Drygt 2,5", 2.5, PRECISION_OVER},
		{"-3", -3, PRECISION_EXACT},
		{"över 200 elever", 200, PRECISION_OVER},
	};
	static const char *const none[] = {"N/A", "hög", "se bilaga", "", "10-20", "3 av 4", "-"};
	double value;
	int precision;

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_assert_true(reading_parse(cases[i].said, &value, &precision, NULL));
		g_assert_cmpfloat(value, ==, cases[i].value);
		g_assert_cmpint(precision, ==, cases[i].precision);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(none); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_false(reading_parse(none[i], &value, &precision, &error));
		g_assert_nonnull(strstr(error->message, "400"));
	}
}

static void test_periods(void)
{
	struct period p;
	g_autofree char *name = NULL;

	g_assert_true(programme_period_parse("2019T3", &p, NULL));
	g_assert_cmpint(p.first, ==, DAY(2019, 9, 1));
	g_assert_cmpint(p.last, ==, DAY(2019, 12, 31));
	name = programme_period_format(p);
	g_assert_cmpstr(name, ==, "2019T3");
	g_assert_true(programme_period_parse("2020t1", &p, NULL));
	g_assert_cmpint(p.last, ==, DAY(2020, 4, 30));
	g_assert_false(programme_period_parse("2019T4", &p, NULL));
	g_assert_false(programme_period_parse("2019T0", &p, NULL));
	g_assert_true(programme_period_parse("2019", &p, NULL));
	g_assert_cmpint(p.last - p.first + 1, ==, 365);
}

static void test_in_force(void)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(record_free);
	struct mandate *m = record_new(&mandate_kind), *later;
	const char *field = NULL;

	g_ptr_array_add(all, m);
	m->form = MANDATE_AGREEMENT;
	m->record.key = 1;
	field_set_text(&m->title, "Överenskommelse 2019–2020");
	m->decided = DAY(2019, 1, 15);
	field_set_text(&m->dnr, "KS-2018/1");
	field_set_text(&m->body, "KS");
	m->since = DAY(2019, 1, 1);
	m->until = DAY(2020, 12, 31);
	g_assert_cmpuint(mandate_lacks(m), ==,
			 MANDATE_LACKS_PARTIES | MANDATE_LACKS_PURPOSE | MANDATE_LACKS_SCOPE);
	g_assert_false(mandate_in_force(m, DAY(2019, 6, 1)));
	codes_add(&m->parties, "POL");
	field_set_text(&m->purpose, "Samverkan");
	field_set_text(&m->scope, "Hela kommunen");
	g_assert_true(mandate_in_force(m, DAY(2019, 6, 1)));
	g_assert_false(mandate_in_force(m, DAY(2021, 1, 1)));

	later = record_copy(m);
	g_ptr_array_add(all, later);
	later->record.key = 2;
	later->since = DAY(2020, 7, 1);
	later->until = DAY(2022, 6, 30);
	g_assert_false(mandate_fits(later, all, &field, NULL));
	g_assert_cmpstr(field, ==, "replaces");
	later->replaces = 1;
	g_assert_true(mandate_fits(later, all, &field, NULL));
	m->review_months = 12;
	g_assert_cmpint(mandate_review(m, DAY_NONE), ==, DAY(2020, 1, 15));
	g_assert_cmpint(mandate_review(m, DAY(2024, 2, 29)), ==, DAY(2025, 2, 28));
}

static void test_loop_of_objectives(void)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(record_free);
	const char *field = NULL;
	struct objective *o[3];

	for (int i = 0; i < 3; i++) {
		o[i] = record_new(&objective_kind);
		o[i]->record.key = i + 1;
		o[i]->parent = i; /* 1 < 2 < 3 */
		o[i]->code = g_strdup_printf("%d", i + 1);
		g_ptr_array_add(all, o[i]);
	}
	g_assert_true(objective_fits(o[0], all, &field, NULL));
	o[0]->parent = 3;
	g_assert_false(objective_fits(o[0], all, &field, NULL));
	g_assert_cmpstr(field, ==, "parent");
	o[0]->parent = 0;
	field_set_text(&o[2]->code, "1");
	g_assert_false(objective_fits(o[2], all, &field, NULL));
	g_assert_cmpstr(field, ==, "code");
}

static void test_clocks(void)
{
	/* Friday 20 December 2024 10:00; working days after: 23, 27, 30 Dec, 2, 3, 7, 8, 9, 10, 13
	 * Jan (24, 25, 26, 31, 1 and 6 are closed): the tenth is Monday 13 January */
	g_assert_cmpint(service_clock_due("serious", at(2024, 12, 20, 10)), ==, at(2025, 1, 14, 0));
	/* Midsummer: Thursday 20 June 2024 and Friday the 21st is the eve */
	g_assert_cmpint(service_clock_due("acute", at(2024, 6, 20, 10)), ==, at(2024, 6, 25, 0));
	/* over the change to winter time 48 hours are 48 hours */
	g_assert_cmpint(service_clock_due("graffiti", at(2024, 10, 26, 12)), ==,
			at(2024, 10, 28, 11));
	g_assert_cmpint(service_clock_due("nothing", 0), ==, TIME_NONE);
	g_assert_false(calendar_is_working_day(DAY(2024, 3, 29)));
	g_assert_false(calendar_is_working_day(DAY(2024, 5, 9)));
	g_assert_true(calendar_is_working_day(DAY(2024, 5, 10)));
	g_assert_false(calendar_is_working_day(DAY(2024, 6, 6)));
}

/* 4 in time, 1 late, 2 open past due (one of them waits), 1 open in time: 4 of 7, and one that is
 * not ours counts nowhere. */
static void test_in_time(void)
{
	static const struct {
		int due, fixed, state; /* days of October 2024, 0 = none */
	} defects[] = {
		{5, 3, DEFECT_FIXED},   {5, 4, DEFECT_VERIFIED}, {0, 4, DEFECT_FIXED},
		{9, 9, DEFECT_FIXED},   {5, 8, DEFECT_FIXED},    {7, 0, DEFECT_OPEN},
		{7, 0, DEFECT_WAITING}, {20, 0, DEFECT_OPEN},    {7, 0, DEFECT_NOT_OURS},
	};
	struct in_time sum = {0};

	g_assert_true(isnan(in_time_share(&sum)));
	for (gsize i = 0; i < G_N_ELEMENTS(defects); i++) {
		struct defect *d = record_new(&defect_kind);

		d->started = at(2024, 10, 1, 8);
		d->due = defects[i].due ? at(2024, 10, defects[i].due, 12) : TIME_NONE;
		d->fixed = defects[i].fixed ? at(2024, 10, defects[i].fixed, 10) : TIME_NONE;
		d->state = defects[i].state;
		in_time_add(&sum, d, at(2024, 10, 10, 8));
		record_free(d);
	}
	g_assert_cmpint(sum.fixed, ==, 5);
	g_assert_cmpint(sum.fixed_in_time, ==, 4);
	g_assert_cmpint(sum.late_open, ==, 2);
	g_assert_cmpint(sum.waiting, ==, 1);
	g_assert_cmpint(sum.open, ==, 3);
	g_assert_cmpfloat_with_epsilon(in_time_share(&sum), 4.0 / 7, 1e-12);
}

/* Readings of years from first on; margin < 0 = without one. */
static enum change_verdict judged(int first, const double *values, guint count, double margin,
				  int break_year)
{
	struct reading_record *r[16] = {NULL};
	enum change_verdict verdict;

	for (guint i = 0; i < count; i++) {
		r[i] = record_new(&reading_kind);
		r[i]->since = DAY(first + (int)i, 1, 1);
		r[i]->until = DAY(first + (int)i, 12, 31);
		r[i]->value = values[i];
		if (margin >= 0) {
			r[i]->low = values[i] - margin;
			r[i]->high = values[i] + margin;
		}
	}
	verdict = change_judge((const struct reading_record *const *)r, count, break_year);
	for (guint i = 0; i < count; i++)
		record_free(r[i]);
	return verdict;
}

static void test_change(void)
{
	/* mean 100, standard deviation sqrt(250 / 4) = 7.906: 115.81 is the limit */
	static const double usual[] = {90, 95, 100, 105, 110, 115},
			    much[] = {90, 95, 100, 105, 110, 116}, few[] = {90, 95, 100, 105, 160},
			    two[] = {61, 58}, far[] = {61, 52};

	g_assert_cmpint(judged(2018, usual, 6, -1, 0), ==, CHANGE_WITHIN);
	g_assert_cmpint(judged(2018, much, 6, -1, 0), ==, CHANGE_UP);
	g_assert_cmpint(judged(2018, few, 5, -1, 0), ==, CHANGE_UNKNOWN);
	g_assert_cmpint(judged(2018, two, 2, 2, 0), ==, CHANGE_WITHIN);
	g_assert_cmpint(judged(2018, far, 2, 2, 0), ==, CHANGE_DOWN);
	/* never over a break: 2019 has nothing to be compared with, 2020 too few years */
	g_assert_cmpint(judged(2018, two, 2, 2, 2019), ==, CHANGE_BROKEN);
	g_assert_cmpint(judged(2014, much, 6, -1, 2018), ==, CHANGE_UNKNOWN);
	g_assert_cmpint(judged(2014, much, 6, -1, 2012), ==, CHANGE_UP);
	g_assert_cmpint(judged(2018, two, 1, -1, 0), ==, CHANGE_UNKNOWN);
}

static char *value_of(gpointer data UNUSED, const char *code, const char *period)
{
	return strcmp(code, "ufo.timmar") != 0 ? NULL
	       : period                        ? g_strdup_printf("22 000 (%s)", period)
					       : g_strdup("ungefär 23 000");
}

static void test_citations(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *said = cite_expand(
		"Det blev {ufo.timmar} timmar, {ufo.timmar@2018} förut.", value_of, NULL, &error);
	g_autoptr(GPtrArray) loose = cite_loose_numbers(
		"Under 2019 beslutade KF §12 om KS-2016/47: 16 skolor, {ufo.timmar} timmar, 30 %.");

	g_assert_cmpstr(said, ==, "Det blev ungefär 23 000 timmar, 22 000 (2018) förut.");
	g_assert_null(cite_expand("{okand.kod}", value_of, NULL, &error));
	g_assert_nonnull(strstr(error->message, "okand.kod"));
	g_assert_cmpuint(loose->len, ==, 2);
	g_assert_cmpstr(loose->pdata[0], ==, "16");
	g_assert_cmpstr(loose->pdata[1], ==, "30 %");
}

static void test_round(void)
{
	struct inspection *round = record_new(&inspection_kind);

	round->asset = 1;
	field_set_text(&round->list, "sba");
	round->done = DAY(2024, 10, 1);
	g_assert_cmpuint(inspection_open_points(round), ==, 9);
	for (int i = 1; i <= 9; i++) {
		g_autofree char *point = g_strdup_printf("%d", i);

		g_assert_cmpint(round->state, ==, INSPECTION_INCOMPLETE);
		inspection_set_answer(round, point, "ok");
		g_assert_null(refused(round));
	}
	g_assert_cmpint(round->state, ==, INSPECTION_DONE);
	inspection_set_answer(round, "7", "fault: container");
	g_assert_cmpstr(inspection_answer(round, "7"), ==, "fault: container");
	g_assert_cmpuint(codes_count(round->answers), ==, 9);
	record_free(round);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/programme/refused", test_refused);
	g_test_add_func("/programme/said", test_said);
	g_test_add_func("/programme/periods", test_periods);
	g_test_add_func("/programme/in-force", test_in_force);
	g_test_add_func("/programme/loop-of-objectives", test_loop_of_objectives);
	g_test_add_func("/programme/clocks", test_clocks);
	g_test_add_func("/programme/in-time", test_in_time);
	g_test_add_func("/programme/change", test_change);
	g_test_add_func("/programme/citations", test_citations);
	g_test_add_func("/programme/round", test_round);
	return g_test_run();
}
