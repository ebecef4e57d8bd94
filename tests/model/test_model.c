/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records, the words of a municipality and the rules of an observation, on a small municipality. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "model_fixture.h"
#include "test_model.h"
#include "osg/csv.h"
#include "osg/resource.h"
#include "osg/error.h"
#include "osg/filter.h"
#include "osg/observation.h"
#include "osg/week.h"

static void test_records(void)
{
	for (const struct record_kind *const *kind = record_kinds; *kind; kind++) {
		gpointer a = record_new(*kind), b;
		for (const struct field *field = (*kind)->fields; field->name; field++) {
			g_assert_cmpuint(field->offset, <, (*kind)->size);
			g_assert_true(fields_find((*kind)->fields, field->name) == field);
			if (field_is_text(field))
				field_set_text((char **)(void *)((char *)a + field->offset),
					       field->name);
			for (int i = 0; field->kind == FIELD_WORD && field->words[i]; i++)
				g_assert_cmpint(field_word_index(field, field_word(field, i)), ==,
						i);
		}
		b = record_copy(a);
		g_assert_true(record_equal(a, b));
		record_clear(b);
		record_free(a);
		a = record_new(*kind);
		g_assert_true(record_equal(a, b));
		record_free(a);
		record_free(b);
	}
	struct observation *o = record_new(&observation_kind);
	g_assert_true(o->time_from == TIME_NONE && isnan(o->lat) && o->cost == -1 &&
		      o->week == WEEK_NONE && o->counted == 1);
	g_assert_null(fields_find(observation_kind.fields, "person"));
	g_assert_cmpint(field_word_index(fields_find(observation_kind.fields, "known"), "rumour"),
			==, KNOWN_RUMOUR);
	record_free(o);
}

static void test_finding(void)
{
	struct model_fixture f;
	fixture_set_up(&f);

	g_assert_cmpint(registry_find_place(f.v, "VISATTRA SKOLA")->record.key, ==, 1);
	g_assert_null(registry_find_place(f.v, "Visätt"));
	g_assert_cmpint(registry_find_category(f.v, "ska.glaskross")->record.key, ==, 2);
	g_assert_cmpint(registry_find_category(f.v, "Skadegörelse · fordon")->record.key, ==, 6);
	g_assert_cmpint(registry_find_category(f.v, "fire")->record.key, ==, 3);
	g_assert_null(registry_find_category(f.v, "fordon"));
	g_assert_cmpint(registry_find_organisation(f.v, "polisen")->record.key, ==, 2);
	g_assert_cmpint(registry_find_area(f.v, "skogas")->record.key, ==, 3);
	g_assert_cmpstr(((struct place *)registry_places(f.v)->pdata[0])->name, ==,
			"Flemingsbergs station");
	fixture_tear_down(&f);
}

/* Who has left, joins later or is out of use is offered by nothing but a search. */
static void test_members(void)
{
	static const struct {
		int first, last;
		gboolean withdrawn, member;
	} cases[] = {
		{WEEK_NONE, WEEK_NONE, FALSE, TRUE}, {2900, 2900, FALSE, TRUE},
		{2901, WEEK_NONE, FALSE, FALSE},     {WEEK_NONE, 2899, FALSE, FALSE},
		{WEEK_NONE, WEEK_NONE, TRUE, FALSE},
	};
	struct model_fixture f;
	struct match m[4];
	struct organisation *police;

	fixture_set_up(&f);
	police = f.arrays[0]->pdata[1];
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) members = NULL;

		police->first_week = cases[i].first;
		police->last_week = cases[i].last;
		police->record.withdrawn = cases[i].withdrawn;
		members = registry_members(f.v, 2900);
		g_assert_cmpuint(members->len, ==, cases[i].member ? 3 : 2);
		g_assert_cmpint(registry_complete_organisations(f.v, "pol", 2900, m, 4), ==,
				cases[i].member);
		g_assert_cmpint(registry_complete_organisations(f.v, "pol", WEEK_NONE, m, 4), ==,
				!cases[i].withdrawn);
		g_assert_cmpint(organisation_is_asked(police, 2900), ==, cases[i].member);
	}
	fixture_tear_down(&f);
}

/* "|SKA|SKA.glaskross|…": the codes of the taxonomy. */
static char *taxonomy_codes(void)
{
	gsize size;
	const char *bytes = resource_data("taxonomy.csv", &size);
	g_autoptr(csv_table_auto) table = csv_table_read(bytes, size, ',', "taxonomy.csv", NULL);
	GString *out = g_string_new("|");

	for (int i = 0; i < csv_table_rows(table); i++) {
		const char *upper = csv_table_cell(table, i, csv_table_column(table, "code"));
		g_auto(GStrv) subs = g_strsplit(
			csv_table_cell(table, i, csv_table_column(table, "sub_codes")), ";", -1);

		g_string_append_printf(out, "%s|", upper);
		for (char **sub = subs; *sub; sub++)
			g_string_append_printf(out, "%s.%s|", upper, g_strstrip(*sub));
	}
	return g_string_free(out, FALSE);
}

/* Every word is a category's, and no word is two's. */
static void test_synonyms(void)
{
	gsize size;
	const char *bytes = resource_data("synonyms.csv", &size);
	g_autoptr(GError) error = NULL;
	g_autoptr(csv_table_auto) table = csv_table_read(bytes, size, ',', "synonyms.csv", &error);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree char *codes = taxonomy_codes();

	g_assert_no_error(error);
	g_assert_cmpint(csv_table_rows(table), >=, 300);
	for (int i = 0; i < csv_table_rows(table); i++) {
		const char *word = csv_table_cell(table, i, 0),
			   *language = csv_table_cell(table, i, 1);
		g_autofree char *code = g_strdup_printf("|%s|", csv_table_cell(table, i, 2));

		g_test_message("%s", word);
		g_assert_true(g_str_equal(language, "sv") || g_str_equal(language, "en"));
		g_assert_true(g_hash_table_add(seen, g_strconcat(language, ":", word, NULL)));
		g_assert_nonnull(strstr(codes, code));
	}
}

static void test_completing(void)
{
	struct model_fixture f;
	struct match m[4];
	gint64 key = 3;
	g_autoptr(GHashTable) use = g_hash_table_new(g_int64_hash, g_int64_equal);
	fixture_set_up(&f);

	g_assert_cmpint(registry_complete_places(f.v, "visk", NULL, m, 4), >=, 1);
	g_assert_cmpint(((struct place *)m[0].record)->record.key, ==, 1);
	g_assert_cmpint(registry_complete_places(f.v, "skog", NULL, m, 4), ==, 2);
	g_assert_cmpint(((struct place *)m[0].record)->record.key, ==, 5);
	g_assert_cmpint(registry_complete_places(f.v, "zzz", NULL, m, 4), ==, 0);
	g_assert_cmpint(registry_complete_places(f.v, "", NULL, m, 2), ==, 2);
	g_assert_cmpint(registry_complete_categories(f.v, "skag", NULL, m, 4), >=, 1);
	g_assert_cmpint(((struct category *)m[0].record)->record.key, ==, 2);
	g_assert_cmpint(registry_complete_categories(f.v, "sk", NULL, m, 4), >=, 3);
	g_assert_cmpint(((struct category *)m[0].record)->record.key, ==, 1);
	/* a slip of the fingers is offered, where asked for */
	g_assert_cmpint(registry_complete_places(f.v, "skogos centrum", NULL, m, 4), ==, 0);
	g_assert_cmpint(registry_nearly_places(f.v, "skogos centrum", NULL, m, 4), ==, 1);
	g_assert_cmpint(registry_nearly_places(f.v, "skogos", NULL, m, 4), ==, 2);
	g_assert_cmpint(registry_nearly_places(f.v, "skx", NULL, m, 4), ==, 0);
	g_assert_cmpint(registry_nearly_categories(f.v, "skadegorlse", NULL, m, 4), >=, 1);
	g_assert_cmpint(((struct category *)m[0].record)->record.key, ==, 1);
	g_hash_table_insert(use, &key, GINT_TO_POINTER(3));
	registry_complete_places(f.v, "s", NULL, m, 1);
	g_assert_cmpint(((struct place *)m[0].record)->record.key, ==, 5);
	registry_complete_places(f.v, "", use, m, 1);
	g_assert_cmpint(((struct place *)m[0].record)->record.key, ==, 3);
	fixture_tear_down(&f);
}

/* As people type: a name begun is that place, whatever has an alias like it and however often that
 * was used; a sentence is its words. Nothing is found in scattered letters. */
static void test_typed_words(void)
{
	static const struct {
		const char *typed, *code;
	} cases[] = {
		{"klotter på väggen", "KLO"},
		{"någon har klottrat på dörren", "KLO"},
		{"slagsmål bakom kiosken", "VAL"},
		{"vandaliserade bänkar i gången", "SKA"},
		{"det brinnande skräpet", "BRA"},
		{"gubbe med knivar", NULL},
		{"the windows smashed at school", "SKA"},
		{"slagsmålet", "VAL"},
		{"hotellet", NULL},
		{"xyzzy", NULL},
	};
	struct model_fixture f;
	struct match m[4];
	gint64 alias;
	g_autoptr(GHashTable) use = g_hash_table_new(g_int64_hash, g_int64_equal);
	fixture_set_up(&f);

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		int n = registry_complete_categories(f.v, cases[i].typed, NULL, m, 4);
		const struct category *c = n ? m[0].record : NULL;
		g_test_message("%s", cases[i].typed);
		g_assert_cmpstr(c && c->parent ? registry_category(f.v, c->parent)->code
				: c            ? c->code
					       : NULL,
				==, cases[i].code);
	}
	alias = registry_find_place(f.v, "kungsskolan")->record.key;
	g_hash_table_insert(use, &alias, GINT_TO_POINTER(100000));
	g_assert_cmpint(registry_complete_places(f.v, "vårby går", use, m, 4), >, 0);
	g_assert_cmpstr(((struct place *)m[0].record)->name, ==, "Vårby gård");
	fixture_tear_down(&f);
}

static char *names_in(const struct registry *v, const char *text)
{
	g_autoptr(GPtrArray) places = g_ptr_array_new(), areas = g_ptr_array_new();
	GString *out = g_string_new(NULL);

	registry_find_in_text(v, text, places, areas);
	for (guint i = 0; i < places->len; i++)
		g_string_append_printf(out, "%s%s", i ? "|" : "",
				       ((struct place *)places->pdata[i])->name);
	g_string_append_c(out, ';');
	for (guint i = 0; i < areas->len; i++)
		g_string_append_printf(out, "%s%s", i ? "|" : "",
				       ((struct area *)areas->pdata[i])->name);
	return g_string_free(out, FALSE);
}

static void test_in_text(void)
{
	static const struct {
		const char *text, *names;
	} cases[] = {
		{"Bråk i Skogås centrum.", "Skogås centrum;Skogås"},
		{"Bråk i Skogås. Centrum spärras.", "Skogås;Skogås"},
		{"Skogås centrum och Skogås", "Skogås centrum|Skogås;Skogås"},
		{"Flemingsbergs pendeltåg", ";Flemingsberg"},
		{"på Flemingsbergs stations tak", "Flemingsbergs station;Flemingsberg"},
		{"Huddingevägen", ";"},
		{"i Huddinge", ";"},
		{"vid Vårby gårds centrum", "Vårby gårds centrum;Vårby"},
		{"VÅRBY GÅRD", "Vårby gård;Vårby"},
		{"HC", ";"},
		{"Grantorp brinner", ";Flemingsberg"},
		{"Visättraskolans gård, Skogås", "Visättraskolan|Skogås;Flemingsberg|Skogås"},
		{"", ";"},
		{"Skogåsgården", ";"},
	};
	struct model_fixture f;
	fixture_set_up(&f);

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *names = names_in(f.v, cases[i].text);
		g_test_message("%s", cases[i].text);
		g_assert_cmpstr(names, ==, cases[i].names);
	}
	fixture_tear_down(&f);
}

static void test_points(void)
{
	struct model_fixture f;
	fixture_set_up(&f);

	g_assert_cmpint(registry_area_at(f.v, 59.22, 17.93)->record.key, ==, 2);
	g_assert_cmpint(registry_area_at(f.v, 59.22, 17.955)->record.key, ==,
			2);                                 /* 284 m outside */
	g_assert_null(registry_area_at(f.v, 59.22, 17.97)); /* 1.1 km outside */
	g_assert_null(registry_area_at(f.v, NAN, 17.97));
	g_assert_true(registry_holds(f.v, 59.2, 18.0) && registry_holds(f.v, 59.31, 18.0));
	g_assert_false(registry_holds(f.v, 59.4, 18.0) || registry_holds(f.v, 18.0, 59.2) ||
		       registry_holds(f.v, NAN, 18));
	g_assert_cmpint(registry_place_near(f.v, 59.2200, 17.9300, 50)->record.key, ==, 1);
	g_assert_null(registry_place_near(f.v, 59.2300, 17.9300, 50));
	g_assert_cmpfloat_with_epsilon(distance_metres(59.0, 18.0, 60.0, 18.0), 111195, 1);
	fixture_tear_down(&f);
}

/* A place that was taken back was offered and taken; what is stored there stays as it is. */
static void test_a_place_taken_back_is_not_offered(void)
{
	struct model_fixture f;
	const char *field;
	struct match matches[8];
	fixture_set_up(&f);
	struct observation *o = fixture_observation(0, "2024-10-06T21:40:00+02:00", 3, 1, 3);
	gint64 now = o->time_from + 3600;
	struct place *place = (struct place *)registry_place(f.v, 1);

	observation_settle(o, f.v);
	g_assert_cmpint(registry_complete_places(f.v, "visättraskolan", NULL, matches, 8), >, 0);
	place->record.withdrawn = TRUE;
	for (int i = registry_complete_places(f.v, "visättraskolan", NULL, matches, 8); i-- > 0;)
		g_assert_true(matches[i].record != place);
	g_assert_false(observation_check(o, f.v, now, &field, NULL));
	g_assert_cmpstr(field, ==, "place");
	o->record.key = 7;
	g_assert_true(observation_check(o, f.v, now, &field, NULL));
	place->record.withdrawn = FALSE;
	record_free(o);
	fixture_tear_down(&f);
}

static void test_observation(void)
{
	struct model_fixture f;
	g_autoptr(GError) error = NULL;
	const char *field;
	fixture_set_up(&f);
	struct observation *o = fixture_observation(0, "2024-10-06T21:40:00+02:00", 3, 1, 3);
	gint64 now = o->time_from + 3600;

	o->sub_category = 4;
	observation_settle(o, f.v);
	g_assert_cmpint(o->week, ==, week_from_iso(2024, 40));
	g_assert_cmpint(o->area, ==, 2);
	g_assert_cmpint(o->place_precision, ==, PLACE_PLACE);
	g_assert_true(observation_check(o, f.v, now, &field, NULL));
	g_autofree char *when = observation_when(o, o->week), *where = observation_where(o, f.v),
			*what = observation_what(o, f.v);
	g_assert_cmpstr(when, ==, "Su 6 Oct 21:40");
	g_assert_cmpstr(where, ==, "Visättraskolan");
	g_assert_cmpstr(what, ==, "Brand · anlagd i container");
	o->sub_category = 2;
	g_assert_false(observation_check(o, f.v, now, &field, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_assert_cmpstr(field, ==, "sub_category");
	o->sub_category = 0;
	g_assert_false(observation_check(o, f.v, now - 7200, &field, NULL));
	g_assert_cmpstr(field, ==, "time_from");
	o->place = o->area = 0;
	o->lat = 59.22;
	o->lon = 18.12;
	observation_settle(o, f.v);
	g_assert_cmpint(o->area, ==, 3);
	g_assert_cmpint(o->place_precision, ==, PLACE_POINT);
	g_autofree char *area = observation_where(o, f.v);
	g_assert_cmpstr(area, ==, "Skogås (area)");
	o->lat = o->lon = NAN;
	o->area = 0;
	observation_settle(o, f.v);
	g_autofree char *nowhere = observation_where(o, f.v);
	g_assert_cmpstr(nowhere, ==, "no place given");
	g_assert_cmpint(o->place_precision, ==, PLACE_NONE);
	record_free(o);
	fixture_tear_down(&f);
}

static void test_likeness(void)
{
	static const struct {
		const char *time_a, *time_b;
		gint64 category_b, place_b, organisation_b;
		int least, most;
	} cases[] = {
		/* against a fire at Visättraskolan from the fire service */
		{"2024-10-06T21:40:00+02:00", "2024-10-06T21:55:00+02:00", 3, 1, 2, 80, 100},
		{"2024-10-06T21:40:00+02:00", "2024-10-06T21:55:00+02:00", 3, 2, 2, 80,
		 100}, /* ten metres away */
		{"2024-10-06T21:40:00+02:00", "2024-10-06T21:55:00+02:00", 3, 3, 2, 0,
		 0}, /* 860 m away */
		{"2024-10-06T21:40:00+02:00", "2024-10-08T21:55:00+02:00", 3, 1, 2, 0,
		 0}, /* two days later */
		{"2024-10-06T21:40:00+02:00", "2024-10-06T21:55:00+02:00", 1, 1, 2, 0,
		 0}, /* damage is no fire */
		{"2024-10-06T21:40:00+02:00", "2024-10-06T21:55:00+02:00", 3, 1, 3, 30,
		 60}, /* the same reporter */
	};
	struct model_fixture f;
	fixture_set_up(&f);

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct observation *a = fixture_observation(1, cases[i].time_a, 3, 1, 3);
		struct observation *b =
			fixture_observation(2, cases[i].time_b, cases[i].category_b,
					    cases[i].place_b, cases[i].organisation_b);
		int likeness = observation_likeness(a, b, f.v);
		g_assert_cmpint(likeness, >=, cases[i].least);
		g_assert_cmpint(likeness, <=, cases[i].most);
		g_assert_cmpint(observation_likeness(b, a, f.v), ==, likeness);
		record_free(a);
		record_free(b);
	}
	fixture_tear_down(&f);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/record/kinds", test_records);
	g_test_add_func("/registry/finding", test_finding);
	g_test_add_func("/registry/members", test_members);
	g_test_add_func("/registry/synonyms", test_synonyms);
	g_test_add_func("/registry/typed-words", test_typed_words);
	g_test_add_func("/registry/completing", test_completing);
	g_test_add_func("/registry/in-text", test_in_text);
	g_test_add_func("/registry/points", test_points);
	g_test_add_func("/observation/rules", test_observation);
	g_test_add_func("/model/place-taken-back-is-not-offered",
			test_a_place_taken_back_is_not_offered);
	g_test_add_func("/observation/likeness", test_likeness);
	add_filter_tests();
	return g_test_run();
}
