/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mapping in the making: what is proposed for a stranger's table, put right, tried, kept and
 * taken back. */
#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/mapping.h"
#include "fixture.h"
#include "osg/mapping_draft.h"

static struct reader_options options_of(struct registry *registry)
{
	return (struct reader_options){.registry = registry,
				       .own_organisation = 1,
				       .now = G_GINT64_CONSTANT(1732000000),
				       .guards = TRUE};
}

static struct mapping_draft *draft_of(const char *text, struct registry *registry, GError **error)
{
	const struct reader_options options = options_of(registry);
	g_autofree char *path = g_build_filename(g_get_user_config_dir(), "rond_v40.csv", NULL);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	return mapping_draft_read(path, &options, error);
}

static const char *field_of(const struct mapping_draft *draft, guint column)
{
	int field = ((struct draft_column *)draft->columns->pdata[column])->field;

	return field == DRAFT_UNUSED ? "-" : draft_field_name(field);
}

static char *fields_of(const struct mapping_draft *draft)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (guint c = 0; c < draft->columns->len; c++)
		g_string_append_printf(out, "%s%s", c ? " " : "", field_of(draft, c));
	return g_strdup(out->str);
}

/* One table a way to write it, and what its columns should be taken for. */
static const struct {
	const char *file, *fields;
} tables[] = {
	{"Datum;Kategori;Plats\n2024-10-04;SKA;Norrby\n", "date category place"},
	/* titles above it; Swedish compounds; dates and clocks with full stops; initials are no
	   words */
	{"Vaktbolaget;;;;\nUtskriven 2024-10-08;;;;\nLöpnr;Dag;Klockan;Larmtyp;Signatur\n"
	 "1;04.10.2024;22.15;Glasruta;AB\n2;05.10.2024;09.30;Klotter;CD\n3;06.10.2024;01.05;"
	 "Glasruta;AB\n",
	 "id date time category -"},
	/* a moment in one cell; headings nobody has met: the cells tell */
	{"A,B,C\n2024-10-04 22:15,Glas,59.2,\n2024-10-05 23:15,Glas,59.3\n2024-10-06 "
	 "22:15,Rop,59.4\n2024-10-07 22:15,Glas,59.5\n",
	 "when category -"},
	/* a messy one: a date without its year, one that is none, times in words */
	{"Datum;Klockslag;Plats;Larm\n21/10 2024;22.15;Norrby;SKA\n22/10;kväll;Norrby;SKA\n31/9 "
	 "2024;12;Norrby;KLO\n32/10;;Norrby;SKA\n",
	 "date time place category"},
	/* coordinates in degrees, latitude second */
	{"Tid\tBrott\tLong\tLat\n2024-10-04 22:15\tSKA\t18.05\t59.23\n2024-10-04 "
	 "23:15\tKLO\t18.06\t"
	 "59.24\n",
	 "when category lon lat"},
	/* who somebody is stays out */
	{"Datum;Händelse;Anmälare;Telefon\n2024-10-04;SKA;Kim;070-1234567\n", "date category - -"},
	/* places that nobody here knows would set every row aside; a month is a date */
	{"Month;Crime type;Location\n2018-10;SKA;On or near X\n2018-11;KLO;On or near Y\n",
	 "date category -"},
	/* of two columns with few words the one that is named as a "typ", as compounds are */
	{"Datum;Grupp;Skadetyp\n2024-10-04;Lag ett;Zepp\n2024-10-05;Lag ett;Zapp\n2024-10-06;Lag "
	 "ett;Zupp\n2024-10-07;Lag två;Zepp\n2024-10-08;Lag två;Zapp\n",
	 "date - category"},
	/* numbers are no dates and no times */
	{"Antal;Summa\n12;2024\n13;2025\n", "- -"},
};

static void test_proposed(void)
{
	struct registry *registry = fixture_registry();

	for (gsize i = 0; i < G_N_ELEMENTS(tables); i++) {
		g_autoptr(GError) error = NULL;
		struct mapping_draft *draft = draft_of(tables[i].file, registry, &error);
		g_autofree char *fields = NULL;

		g_assert_no_error(error);
		fields = fields_of(draft);
		g_assert_cmpstr(fields, ==, tables[i].fields);
		mapping_draft_free(draft);
	}
	registry_unref(registry);
}

/* 4 October where only that can be meant, in Sweden where both could. */
static void test_day_before_month(void)
{
	static const char *const cases[][2] = {
		{"Datum;Typ\n04/10/2024;SKA\n25/10/2024;SKA\n", "formats=%d/%m/%Y\n"},
		{"Datum;Typ\n04/10/2024;SKA\n05/10/2024;SKA\n", "formats=%d/%m/%Y\n"},
		{"Datum;Typ\n10/04/2024;SKA\n10/25/2024;SKA\n10/26/2024;SKA\n",
		 "formats=%m/%d/%Y\n"},
	};
	struct registry *registry = fixture_registry();

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct mapping_draft *draft = draft_of(cases[i][0], registry, NULL);
		g_autofree char *text = mapping_draft_text(draft);

		g_assert_nonnull(strstr(text, cases[i][1]));
		mapping_draft_free(draft);
	}
	registry_unref(registry);
}

/* A fault shows how a date is written, not the letters that a mapping has for it. */
static void test_faults_show_an_example(void)
{
	struct registry *registry = fixture_registry();
	const struct reader_options options = options_of(registry);
	struct mapping_draft *draft =
		draft_of("Datum;Typ\n21/10 2024;SKA\n20/10 2024;SKA\n22/10;SKA\n", registry, NULL);

	mapping_draft_try(draft, &options);
	g_assert_cmpuint(draft->faults->len, ==, 1);
	g_assert_nonnull(strstr(draft->faults->pdata[0], "written as 04/10 2024 or 2024-10-04"));
	mapping_draft_free(draft);
	registry_unref(registry);
}

static void test_put_right(void)
{
	struct registry *registry = fixture_registry();
	const struct reader_options options = options_of(registry);
	struct mapping_draft *draft = draft_of(
		"Datum;Datum;Sort;Var;Text 1;Text 2\n2024-10-04;x;Rop [högt]=1;Norrby;ett;två\n"
		"2024-13-04;x;SKA;Norrby;tre;fyra\n",
		registry, NULL);
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL;

	g_assert_true(mapping_draft_set(draft, "sort", "Category", &error));
	g_assert_true(mapping_draft_set(draft, "4", "place", &error));
	g_assert_true(mapping_draft_set(draft, "Text 1", "text", &error));
	g_assert_true(mapping_draft_set(draft, "Text 2", "text", &error));
	g_assert_true(mapping_draft_set_word(draft, "Rop [högt]=1", "KLO", registry, &error));
	g_assert_no_error(error);
	mapping_draft_try(draft, &options);
	for (guint i = 0; i < draft->faults->len; i++)
		g_test_message("%s", (char *)draft->faults->pdata[i]);
	g_assert_cmpint(draft->readable, ==, 1);
	g_assert_cmpint(draft->unreadable, ==, 1);
	g_assert_cmpuint(draft->faults->len, ==, 1);
	g_assert_nonnull(strstr(draft->faults->pdata[0], "2024-13-04"));
	g_assert_cmpstr(((struct observation *)draft->observations->pdata[0])->text, ==,
			"ett · två");
	text = mapping_draft_text(draft);
	g_assert_nonnull(strstr(text, "text=Text 1 + Text 2\n"));
	g_assert_nonnull(strstr(text, "rop hogt 1=KLO\n"));
	/* the second Datum, a field that is none, a column that is none, a category that is none */
	g_assert_false(mapping_draft_set(draft, "2", "address", &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
	g_clear_error(&error);
	g_assert_false(mapping_draft_set(draft, "Var", "colour", &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
	g_clear_error(&error);
	g_assert_false(mapping_draft_set(draft, "7", "place", &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
	g_clear_error(&error);
	g_assert_false(mapping_draft_set_word(draft, "Rop", "nosuch", registry, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
	g_clear_error(&error);
	/* without a category it is no mapping */
	g_assert_true(mapping_draft_set(draft, "Sort", "-", &error));
	g_assert_false(mapping_draft_is_whole(draft, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
	mapping_draft_free(draft);
	registry_unref(registry);
}

/* Signs that part names in a mapping may stand in headings. */
static void test_headings_with_signs(void)
{
	struct registry *registry = fixture_registry();
	const struct reader_options options = options_of(registry);
	struct mapping_draft *draft =
		draft_of("\"Datum; tid\";\"Typ + vad\";\"Text\\text\";#1;\"[Plats]\"\n"
			 "2024-10-04 10:00;SKA;en text som är lång nog att vara en;x;Norrby\n"
			 "2024-10-05 10:00;KLO;en annan som är lång nog att vara en;x;Norrby\n",
			 registry, NULL);
	const struct observation *o;

	mapping_draft_try(draft, &options);
	g_assert_cmpuint(draft->faults->len, ==, 0);
	g_assert_cmpint(draft->readable, ==, 2);
	o = draft->observations->pdata[0];
	g_assert_nonnull(o->text);
	g_assert_cmpint(o->time_precision, ==, TIME_EXACT);
	g_assert_cmpint(o->area, !=, 0);
	mapping_draft_free(draft);
	registry_unref(registry);
}

static void test_no_table(void)
{
	static const char *const cases[] = {"", "ett ord\n", "Datum;Typ\n", "%PDF-1.7\n\n",
					    "2024-10-04;SKA\n2024-10-05;SKA\n"};
	struct registry *registry = fixture_registry();

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(draft_of(cases[i], registry, &error));
		g_assert_error(error, OSG_ERROR, OSG_ERROR_FORMAT);
	}
	registry_unref(registry);
}

#define KEY_FILE(title) "[mapping]\ntitle=" title "\n[columns]\ndate=Dag\ncategory=Sort\n"

static void check_title(const char *expected)
{
	g_autofree char *title = NULL, *text = mapping_show("vakt", TRUE, &title, NULL);

	g_assert_nonnull(text);
	g_assert_cmpstr(title, ==, expected);
}

static void test_kept(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *first = mapping_keep("vakt", KEY_FILE("one"), FALSE, &error),
			*again = NULL, *name = mapping_name_for("/x/Vakt 2024-v40.csv");

	g_assert_no_error(error);
	g_assert_true(g_file_test(first, G_FILE_TEST_IS_REGULAR));
	g_assert_cmpstr(name, ==, "vakt-2");
	g_assert_null(mapping_keep("vakt", KEY_FILE("two"), FALSE, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_clear_error(&error);
	again = mapping_keep("vakt", KEY_FILE("two"), TRUE, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(again, ==, first);
	check_title("two");
	g_assert_true(mapping_take_back("vakt", &error));
	check_title("one");
	g_assert_true(mapping_take_back("vakt", &error));
	check_title("two");
	g_assert_true(mapping_remove("vakt", &error));
	g_assert_false(mapping_is_own("vakt"));
	g_assert_true(mapping_take_back("vakt", &error));
	check_title("two");
	g_assert_true(mapping_remove("vakt", &error));
	g_assert_no_error(error);
	g_assert_false(mapping_remove("bev", &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_clear_error(&error);
	g_assert_null(mapping_keep("../etc", KEY_FILE("x"), TRUE, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
	g_clear_error(&error);
	g_assert_null(mapping_keep("tom", "[mapping]\n", TRUE, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_FORMAT);
}

#define COLUMNS_OF "[columns]\ndate=Datum\ncategory=Sort\n"

/* A key file that cannot be meant, and what the refusal must say: its line, and a word of why. */
static const struct {
	const char *file;
	gsize length; /* 0 = up to the end of the text */
	const char *says;
} slips[] = {
	{COLUMNS_OF "category=Typ\n", 0, "line 4: “category” stands on line 3 already"},
	{COLUMNS_OF "[words]\nRop=SKA\nrop =KLO\n", 0, "line 6: “rop” stands on line 5 already"},
	{COLUMNS_OF "[columns]\ndate=Dag\n", 0, "line 5: “date” stands on line 2 already"},
	{COLUMNS_OF "[words]\nRop=QQQ\n", 0, "line 5: Rop is “QQQ”, which is no category"},
	{COLUMNS_OF "[words]\nRop=\n", 0, "line 5: Rop is “”"},
	{"[mapping]\nother=QQQ\n" COLUMNS_OF, 0, "line 2: other is “QQQ”"},
	{"[mapping]\norganisation=QQQ\n" COLUMNS_OF, 0, "line 2: there is no organisation “QQQ”"},
	{"[mapping]\ntypes=../taxonomy.csv\n" COLUMNS_OF, 0, "line 2: there is no list of types"},
	{"hej\n" COLUMNS_OF, 0, "line 1: “hej” cannot be read"},
	{"\xEF\xBB\xBFhej\r\n" COLUMNS_OF, 0, "line 1: “hej” cannot be read"},
	{"date=Datum\n" COLUMNS_OF, 0, "line 1: a value before any group"},
	{COLUMNS_OF "[colours]\n", 0, "line 4: there is no group [colours]"},
	{COLUMNS_OF "text=\n", 0, "line 4: expected the heading"},
	{COLUMNS_OF "text=a + b + c + d + e + f + g + h + i\n", 0, "line 4: expected the heading"},
	{COLUMNS_OF "[time]\nformats=\n", 0, "line 5: "},
	{COLUMNS_OF "[time]\nformats=%Y-%å\n", 0, "line 5: “%å”"},
	{"[mapping]\nskip=-1\n" COLUMNS_OF, 0, "line 2: skip is “-1”"},
	{"[mapping]\nskip=2000000000\n" COLUMNS_OF, 0, "line 2: skip is"},
	/* a zero byte ends no file */
	{COLUMNS_OF "[words]\nRop=SKA\0p\n", sizeof COLUMNS_OF "[words]\nRop=SKA\0p\n" - 1,
	 "line 5: “Rop=SKA"},
	{"", 0, "Mapping m: [columns] must say"},
	{"[columns]\ndate=Datum\n", 0, "line 1: [columns] must say"},
};

static void test_slips(void)
{
	struct registry *registry = fixture_registry();
	g_autofree char *path = g_build_filename(g_get_user_config_dir(), "m.ini", NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(slips); i++) {
		g_autoptr(GError) error = NULL;
		struct mapping *m;

		g_assert_true(g_file_set_contents(
			path, slips[i].file, slips[i].length ? (gssize)slips[i].length : -1, NULL));
		m = mapping_load(path, &error);
		if (m && mapping_check(m, registry, TRUE, &error))
			g_test_message("taken: %s", slips[i].file);
		g_assert_error(error, OSG_ERROR, OSG_ERROR_FORMAT);
		g_test_message("%s", error->message);
		g_assert_nonnull(strstr(error->message, slips[i].says));
		mapping_free(m);
	}
	g_unlink(path);
	registry_unref(registry);
}

/* What people's editors make of a key file is the same mapping: a mark, other line ends, blanks,
 * another encoding, comments. */
static void test_editors(void)
{
	static const char file[] = "\xEF\xBB\xBF; en kommentar\r\n[columns] \r\n date = Datum \r\n"
				   "category=Sort\t\r\n\r\n# slut\r\n[words]\r\nR\xC3\xB6k=SKA";
	g_autofree char *latin = g_convert(file + 3, -1, "ISO-8859-1", "UTF-8", NULL, NULL, NULL);
	const char *const both[] = {file, latin};

	for (gsize i = 0; i < G_N_ELEMENTS(both); i++) {
		g_autoptr(GError) error = NULL;
		struct mapping *m = mapping_parse("m", both[i], strlen(both[i]), &error);

		g_assert_no_error(error);
		g_assert_cmpstr(((char **)m->columns[COLUMN_DATE]->pdata[0])[0], ==, "Datum");
		g_assert_cmpstr(g_hash_table_lookup(m->words, "rok"), ==, "SKA");
		mapping_free(m);
	}
}

/* What is no file of that kind at all. */
static void test_no_key_file(void)
{
	static const char *const names[][2] = {
		{"/nosuch.ini", "there is no such file"},
		{"/", "it is a folder"},
		{"/dev/zero", "is larger than 1 MB"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(mapping_load(names[i][0], &error));
		g_assert_nonnull(strstr(error->message, names[i][1]));
	}
}

/* a mapping of one's own */

static void test_refused_with_its_line(void)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{"[mapping]\n[columns]\nid=id\nwhen=t\ncategory=c\n[time]\nformats=%d/%m/%y\n",
		 "line 7: “%y”"},
		{"[columns]\nwhen=t\ncategory=c\nplce=p\n", "line 4: [columns] has no “plce”"},
		{"[mapping]\ndelimeter=,\n[columns]\nwhen=t\ncategory=c\n",
		 "line 2: [mapping] has no “delimeter”"},
		{"[columns]\nwhen=t\ncategory=c\n[coordinates]\nsystem=rt90\n",
		 "line 5: system is “rt90”"},
		{"[columns]\nwhen=t\ncategory=c\n[coordinates]\nnear=nära\n", "line 5: near"},
		{"[mapping]\nskip=x\n[columns]\nwhen=t\ncategory=c\n", "line 2: skip"},
		{"[columns]\nwhen=t\ncategory=c\n[tid]\nformats=iso\n",
		 "line 4: there is no group [tid]"},
		{"[columns]\nwhen=t\ncategory=c\n[time]\nformats=%d/%m %H:%M\n", "no year"},
		{"[columns]\nwhen=t\ncategory=c\n[time]\nformats=%d/%M/%Y\n", "no month (%m)"},
		{"[columns]\nwhen=t\ncategory=c\n[time]\nformats=iso;%d/%m/%Y %d\n",
		 "line 5: “%d/%m/%Y %d” has %d twice"},
		{"[columns]\nwhen=t\ncategory=c\nlat=x\n", "line 4: lat is half a point"},
		{"[columns]\nwhen=t\ny=x\ncategory=c\n", "line 3: y is half a point"},
		{"[columns]\nwhen=t\n", "line 1: [columns] must say"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = fixture_mapping(cases[i].text);
		struct reading *r = fixture_read("csv", "t;c\n2024-01-05;KLO\n", -1, path, NULL);

		g_assert_error(r->error, OSG_ERROR, OSG_ERROR_FORMAT);
		g_test_message("%s", r->error->message);
		g_assert_nonnull(strstr(r->error->message, cases[i].says));
		g_assert_cmpuint(r->rows->len, ==, 0);
		reading_free(r);
		g_remove(path);
	}
}

/* What a mapping says of the sign between the cells is not what the file has: that is taken, and
 * told; a sign within the texts is none. */
static void test_other_delimiter(void)
{
	static const struct {
		const char *said, *file;
		gboolean told;
	} cases[] = {
		{";", "d;c;t\n2024-10-04;BRA;a\n", FALSE},
		{";", "d,c,t\n2024-10-04,BRA,a; b\n", TRUE},
		{",", "Uttag, alla\nd;c;t\n2024-10-04;BRA;a\n", TRUE},
		{",", "d;c;t\n2024-10-04;BRA;a, b\n2024-10-04;BRA;a, b, c, d\n", TRUE},
		{"|", "d\tc\n2024-10-04\tBRA\n", TRUE},
		{";", "\"d;c;t\"\n\"2024-10-04;BRA;a, b\"\n", FALSE},
		{",", "d,c\n2024-10-04,BRA\n", FALSE},
		{";", "a, b\na, b\na, b\na, b\nd;c;t\n2024-10-04;BRA;a\n", FALSE},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strdup_printf("[mapping]\ndelimiter=%s\n[columns]\n"
							"date=d\ncategory=c\n",
							cases[i].said),
				*path = fixture_mapping(text);
		struct reading *r = fixture_read("csv", cases[i].file, -1, path, NULL);

		g_test_message("%s", cases[i].file);
		g_assert_no_error(r->error);
		g_assert_cmpstr(reading_row(r, 0)->reason, ==, NULL);
		g_assert_cmpstr(kept_code(r, reading_row(r, 0)), ==, "BRA");
		g_assert_cmpint(reading_noted(r, "which was taken"), ==, cases[i].told);
		reading_free(r);
		g_remove(path);
	}
}

/* A heading that is joined to another, and is not there, is told. */
static void test_joined_to_nothing(void)
{
	g_autofree char *path = fixture_mapping("[columns]\ndate=d\ncategory=c\ntext=t + u\n");
	struct reading *r = fixture_read("csv", "d;c;t\n2024-01-05;KLO;x\n", -1, path, NULL);

	g_assert_no_error(r->error);
	g_assert_true(reading_noted(r, "columns that the file does not have: text=t + u"));
	reading_free(r);
	g_remove(path);
}

static void test_skips_and_is_cleaned(void)
{
	g_autofree char *path = fixture_mapping(
		"[mapping]\nskip=2\nsource=\x1b[31mk\xC3\xA4lla\xE2\x80\xAE\n[columns]\n"
		"date=d\ncategory=c\n[words]\nbl\xE5=KLO\n");
	struct reading *r = fixture_read("csv", "d;c\nx;y\nd;c\n2024-01-05;KLO\n", -1, path, NULL);

	g_assert_no_error(r->error);
	g_assert_cmpuint(r->rows->len, ==, 1);
	g_assert_null(strchr(reading_row(r, 0)->observation->source, '\x1b'));
	g_assert_null(strstr(reading_row(r, 0)->observation->source, "\xE2\x80\xAE"));
	reading_free(r);
	g_remove(path);
}

int main(int argc, char **argv)
{
	g_autofree char *folder = g_dir_make_tmp("mapping-XXXXXX", NULL),
			*remove = g_strdup_printf("rm -rf '%s'", folder);
	int status;

	g_setenv("TZ", "Europe/Stockholm", TRUE);
	g_setenv("XDG_CONFIG_HOME", folder, TRUE);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mapping/proposed", test_proposed);
	g_test_add_func("/mapping/faults-show-an-example", test_faults_show_an_example);
	g_test_add_func("/mapping/day-before-month", test_day_before_month);
	g_test_add_func("/mapping/put-right", test_put_right);
	g_test_add_func("/mapping/headings-with-signs", test_headings_with_signs);
	g_test_add_func("/mapping/no-table", test_no_table);
	g_test_add_func("/mapping/kept", test_kept);
	g_test_add_func("/mapping/slips", test_slips);
	g_test_add_func("/mapping/editors", test_editors);
	g_test_add_func("/mapping/no-key-file", test_no_key_file);
	g_test_add_func("/mapping/refused-with-its-line", test_refused_with_its_line);
	g_test_add_func("/mapping/joined-to-nothing", test_joined_to_nothing);
	g_test_add_func("/mapping/other-delimiter", test_other_delimiter);
	g_test_add_func("/mapping/skips-and-is-cleaned", test_skips_and_is_cleaned);
	status = g_test_run();
	if (system(remove) != 0)
		return 1;
	return status;
}
