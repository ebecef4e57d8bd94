/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists and exports of osg's own that people have changed, read back. */
#include "config.h"

#include "import_town.h"

#define OWN "01a22004-7220-7042-99cf-ce4dcef88d14"

/* Spreadsheets change the ends of lines, in cells too. */
static void test_own_csv_with_other_line_ends(void)
{
	struct import_town t;
	g_autofree char *file = NULL, *written = NULL, *again = NULL;
	g_auto(GStrv) lines = NULL;

	town_init(&t, "");
	file = town_write(&t, "a.csv",
			  HEAD "1;2024-10-04;22:15;BRA;Norrby skola;\"Rök\noch eld\"\n");
	town_takes(&t, file, &(struct import_figures){.read = 1, .created = 1});
	written = app_export(t.session, &observation_kind, "csv", NULL);
	lines = g_strsplit(written, "\n", -1);
	again = g_strjoinv("\r\n", lines);
	g_free(file);
	file = town_write(&t, "own.csv", again);
	town_takes(&t, file, &(struct import_figures){.read = 1, .unchanged = 1});
	town_clear(&t);
}

/* k09: some of the columns, as an older "osg list --csv" wrote them. */
static void test_own_columns_back(void)
{
	struct import_town t;
	g_autofree char *file = NULL;

	town_init(&t, "");
	file = town_write(
		&t, "k09.csv",
		"id,week,time_from,time_to,time_precision,category,sub_category,place,area,"
		"organisation,known,police_report,text,cost,visibility,source,source_id\n"
		"01a22004-7220-7042-99cf-ce4dcef88d14,2024-W01,2024-01-05T00:00:00+01:00,"
		"2024-01-06T00:00:00+01:00,date,KLO,,Norrby skola,Norrby,KOM,seen,unknown,Tagg,-1,"
		"osg,osg,1\n");
	town_takes(&t, file, &(struct import_figures){.read = 1, .created = 1});
	town_takes(&t, file, &(struct import_figures){.read = 1, .unchanged = 1});
	g_assert_cmpint(town_count(&t, ""), ==, 1);
	town_clear(&t);
}

/* A spreadsheet parts the cells by ; and writes decimal commas, and takes the zeros off a source's
 * id. */
static void test_own_csv_of_a_spreadsheet(void)
{
	static const char *const delimiters[] = {";", "\t"};
	struct import_town t;
	g_autofree char *file = NULL, *written = NULL, *again = NULL;
	g_autoptr(GString) saved = NULL;

	town_init(&t, "");
	file = town_write(&t, "a.csv",
			  "Ärendenr;Datum;Kategori;Beskrivning;Lat;Lon\n"
			  "B-007;2024-10-04;BRA;Rök och eld;59.27001;18.05002\n");
	town_takes(&t, file, &(struct import_figures){.read = 1, .created = 1});
	for (gsize i = 0; i < G_N_ELEMENTS(delimiters); i++) {
		g_autofree char *path = NULL;

		written = app_export(t.session, &observation_kind, "csv", NULL);
		saved = g_string_new(written);
		g_string_replace(saved, ",", delimiters[i], 0);
		g_string_replace(saved, "59.27", "59,27", 0);
		g_string_replace(saved, "18.05", "18,05", 0);
		g_string_replace(saved, "B-007", "7", 0);
		g_string_replace(saved, "\n", "\r\n", 0);
		path = town_write(&t, "own.csv", saved->str);
		town_takes(&t, path, &(struct import_figures){.read = 1, .unchanged = 1});
		again = app_export(t.session, &observation_kind, "csv", NULL);
		g_assert_cmpstr(again, ==, written);
		g_clear_pointer(&written, g_free);
		g_clear_pointer(&again, g_free);
		g_string_free(g_steal_pointer(&saved), TRUE);
	}
	town_clear(&t);
}

/* Of a list that a spreadsheet saved some columns were taken out: what is left says what it says. A
 * partner's table that uses the same names is none of ours. */
static void test_own_csv_with_fewer_columns(void)
{
	static const char *const lists[] = {"id;category;text\n%s;SKA;",
					    "id\tcategory\ttext\n%s\tSKA\t",
					    "id,category,text\n%s,SKA,",
					    "id;;category;text;;\n%s;;SKA;",
					    "\"id\";\"known\";\"text\"\r\n\"%s\";seen;",
					    "Utdrag\nid;time_precision;text\n%s;exact;"};
	struct import_town t;
	g_autofree char *file = NULL, *written = NULL, *id = NULL;

	town_init(&t, "");
	file = town_write(&t, "a.csv", HEAD "1;2024-10-04;22:15;BRA;Norrby skola;Rök\n");
	town_takes(&t, file, &(struct import_figures){.read = 1, .created = 1});
	written = app_export(t.session, &observation_kind, "csv", NULL);
	id = g_strndup(strchr(written, '\n') + 1, ID_TEXT_SIZE - 1);
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
		g_auto(GStrv) parts = g_strsplit(lists[i], "%s", 2);
		g_autofree char *list = g_strdup_printf("%s%s%stext %d\n", parts[0], id, parts[1],
							(int)i),
				*path = town_write(&t, "own.csv", list);

		g_test_message("%s", list);
		town_takes(&t, path, &(struct import_figures){.read = 1, .changed = 1});
		town_takes(&t, path, &(struct import_figures){.read = 1, .unchanged = 1});
	}
	g_free(file);
	file = town_write(&t, "theirs.csv",
			  "id;time_from;category;place;text\n"
			  "A1;2024-10-05 10:00;KLO;Norrby skola;Tagg\n");
	town_takes(&t, file, &(struct import_figures){.read = 1, .created = 1});
	g_assert_cmpint(town_count(&t, "2024-W40"), ==, 2);
	town_clear(&t);
}

/* Somebody put a title over a list of osg's own, or a spreadsheet said what parts its cells. */
static void test_own_csv_below_a_title(void)
{
	static const char *const above[] = {"sep=,\n", "Utdrag ur osg,,,\r\n,,,\r\n",
					    "sep=,\nid-listan\n\n\"id\",x\n",
					    "\xEF\xBB\xBFVecka 41\n"};
	struct import_town t;
	g_autofree char *file = NULL, *written = NULL;

	town_init(&t, "");
	file = town_write(&t, "a.csv", HEAD "1;2024-10-04;22:15;BRA;Norrby skola;Rök\n");
	town_takes(&t, file, &(struct import_figures){.read = 1, .created = 1});
	written = app_export(t.session, &observation_kind, "csv", NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(above); i++) {
		g_autofree char *titled = g_strdup_printf("%s%s7,nonsense\n", above[i], written),
				*path = town_write(&t, "own.csv", titled);
		struct import_result *r = town_import(
			&t, path,
			&(struct import_figures){.read = 2, .unchanged = 1, .set_aside = 1});
		const struct rejected_row *row = r->rejected->pdata[0];
		g_auto(GStrv) lines = g_strsplit(above[i], "\n", -1);

		g_test_message("%s", above[i]);
		g_assert_cmpint(row->line, ==, (int)g_strv_length(lines) + 2);
		import_result_free(r);
	}
	town_clear(&t);
}

/* One row added by hand without an id and one with a misspelt time refused the whole file. */
static void test_own_rows_beside_bad_ones(void)
{
	struct import_town t;
	g_autofree char *file = NULL;

	town_init(&t, "");
	file = town_write(&t, "own.csv",
			  "id,time_from,time_to,time_precision,category,place,organisation,text\n"
			  "01a22004-7220-7042-99cf-ce4dcef88d14,2024-01-05T00:00:00+01:00,"
			  "2024-01-06T00:00:00+01:00,date,KLO,Norrby skola,KOM,first\n"
			  ",2024-01-05T00:00:00+01:00,2024-01-06T00:00:00+01:00,date,KLO,"
			  "Norrby skola,KOM,added by hand\n"
			  ",5 jan,2024-01-06T00:00:00+01:00,date,KLO,Norrby skola,KOM,misspelt\n"
			  "7,2024-01-05T00:00:00+01:00,2024-01-06T00:00:00+01:00,date,KLO,"
			  "Norrby skola,KOM,no id\n"
			  ",2024-01-05T00:00:00+01:00,2024-01-06T00:00:00+01:00,date,,"
			  "Norrby skola,KOM,no category\n"
			  ",,,date,KLO,Norrby skola,KOM,no time\n");
	town_takes(&t, file, &(struct import_figures){.read = 6, .created = 2, .set_aside = 4});
	town_takes(&t, file, &(struct import_figures){.read = 6, .unchanged = 2, .set_aside = 4});
	g_assert_cmpint(town_count(&t, "2024-W01"), ==, 2); /* the week follows */
	town_clear(&t);
}

/* What people changed in a list of osg's own records is what the form would take, and what follows
 * from it is worked out; a row that lacks its end says nothing of it, and an empty one is none. */
static void test_own_rows_that_were_changed(void)
{
	static const char head[] = "id,week,time_from,time_to,time_precision,category,place,lat,"
				   "lon,organisation,cost,text\n";
	static const struct {
		const char *row;
		int changed, unchanged, set_aside;
	} cases[] = {
		{OWN ",2024-W01,2024-01-05T10:00:00+01:00,2024-01-05T10:00:00+01:00,exact,KLO,"
		     "Norrby skola,,,KOM,5,first",
		 0, 1, 0},
		{OWN ",2024-W01,2024-01-05T10:00:00+01:00,2024-01-05T10:00:00+01:00,exact,KLO,"
		     "Norrby skola",
		 0, 1, 0},
		{",,,,,,,,,,,", 0, 0, 0},
		/* the week follows the time */
		{OWN ",2024-W01,2024-02-05T10:00:00+01:00,2024-01-05T10:00:00+01:00,exact,KLO,"
		     "Norrby skola,,,KOM,5,first",
		 1, 0, 0},
		{OWN ",2024-W01,2024-01-05T10:00:00+01:00,,exact,KLO,Norrby skola,,,,5,first", 0, 0,
		 1},
		{OWN ",2024-W01,,,exact,KLO,Norrby skola,,,KOM,5,first", 0, 0, 1},
		{OWN ",2024-W01,0024-01-05T10:00:00+01:00,,exact,KLO,Norrby skola,,,KOM,5,first", 0,
		 0, 1},
		{OWN ",2024-W01,9024-01-05T10:00:00+01:00,,exact,KLO,Norrby skola,,,KOM,5,first", 0,
		 0, 1},
		{OWN ",2024-W01,2024-01-05T10:00:00+01:00,2024-01-04T10:00:00+01:00,interval,KLO,"
		     "Norrby skola,,,KOM,5,first",
		 0, 0, 1},
		/* to another organisation */
		{OWN ",2024-W01,2024-01-05T10:00:00+01:00,2024-01-05T10:00:00+01:00,exact,KLO,"
		     "Norrby skola,,,POL,5,first",
		 0, 0, 1},
		{OWN ",2024-W01,2024-01-05T10:00:00+01:00,,exact,KLO,Norrby skola,59.2,,KOM,5,x", 0,
		 0, 1},
		{OWN ",2024-W01,2024-01-05T10:00:00+01:00,,exact,KLO,,18.05,59.27,KOM,5,x", 0, 0,
		 1},
		{OWN ",2024-W01,2024-01-05T10:00:00+01:00,,exact,KLO,Norrby skola,,,KOM,-5,x", 0, 0,
		 1},
		{OWN ",2024-W01,2024-01-05T10:00:00+01:00,,exact,KLO,Norrby skola,,,KOM,5,x,y,z", 0,
		 0, 1},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct import_town t;
		g_autofree char *first = g_strconcat(head, cases[0].row, "\n", NULL),
				*second = g_strconcat(head, cases[i].row, "\n", NULL), *file = NULL,
				*changed = NULL;

		g_test_message("%s", cases[i].row);
		town_init(&t, "");
		file = town_write(&t, "a.csv", first);
		town_takes(&t, file, &(struct import_figures){.read = 1, .created = 1});
		changed = town_write(&t, "b.csv", second);
		town_takes(&t, changed,
			   &(struct import_figures){.read = cases[i].changed + cases[i].unchanged +
							    cases[i].set_aside,
						    .changed = cases[i].changed,
						    .unchanged = cases[i].unchanged,
						    .set_aside = cases[i].set_aside});
		g_assert_cmpint(town_count(&t, "2024-W01 first"), ==, !cases[i].changed);
		town_clear(&t);
	}
}

void add_own_tests(void)
{
	g_test_add_func("/import/own-csv-with-other-line-ends", test_own_csv_with_other_line_ends);
	g_test_add_func("/import/own-columns-back", test_own_columns_back);
	g_test_add_func("/import/own-csv-of-a-spreadsheet", test_own_csv_of_a_spreadsheet);
	g_test_add_func("/import/own-csv-with-fewer-columns", test_own_csv_with_fewer_columns);
	g_test_add_func("/import/own-csv-below-a-title", test_own_csv_below_a_title);
	g_test_add_func("/import/own-rows-beside-bad-ones", test_own_rows_beside_bad_ones);
	g_test_add_func("/import/own-rows-that-were-changed", test_own_rows_that_were_changed);
}
