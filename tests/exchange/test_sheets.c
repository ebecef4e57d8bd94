/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks with several sheets: those of one shape are one table. */
#include "config.h"

#include <string.h>
#include <zip.h>

#include "analyst/sheet.h"
#include "fixture.h"
#include "osg/mapping_draft.h"

struct sheet_text {
	const char *name, *rows; /* "a|b\na|b"; name NULL ends */
};

static void put(zip_t *zip, const char *name, const GString *text)
{
	zip_source_t *source = zip_source_buffer(zip, text->str, text->len, 0);

	g_assert_cmpint(zip_file_add(zip, name, source, ZIP_FL_OVERWRITE), >=, 0);
}

static GString *sheet_xml(const char *rows)
{
	GString *out = g_string_new("<worksheet><sheetData>");
	g_auto(GStrv) lines = g_strsplit(rows, "\n", -1);

	for (int i = 0; lines[i]; i++) {
		g_auto(GStrv) cells = g_strsplit(lines[i], "|", -1);

		g_string_append(out, "<row>");
		for (int c = 0; cells[c]; c++)
			g_string_append_printf(out, "<c t='inlineStr'><is><t>%s</t></is></c>",
					       cells[c]);
		g_string_append(out, "</row>");
	}
	g_string_append(out, "</sheetData></worksheet>");
	return out;
}

/* Owned. */
static GBytes *book_of(const struct sheet_text *sheets)
{
	g_autofree char *folder = g_dir_make_tmp("osg-sheets-XXXXXX", NULL),
			*file = g_build_filename(folder, "book.xlsx", NULL), *bytes = NULL;
	g_autoptr(GString) book = g_string_new("<workbook xmlns:r='urn:r'><sheets>"),
			   relations = g_string_new("<Relationships>");
	g_autoptr(GPtrArray) texts = g_ptr_array_new();
	zip_t *zip = zip_open(file, ZIP_CREATE, NULL);
	gsize length;

	for (int i = 0; sheets[i].name; i++) {
		g_autofree char *part = g_strdup_printf("xl/%d.xml", i);

		g_string_append_printf(book, "<sheet name='%s' r:id='%d'/>", sheets[i].name, i);
		g_string_append_printf(relations, "<Relationship Id='%d' Target='%d.xml'/>", i, i);
		g_ptr_array_add(texts, sheet_xml(sheets[i].rows));
		put(zip, part, texts->pdata[i]);
	}
	g_string_append(book, "</sheets></workbook>");
	g_string_append(relations, "</Relationships>");
	put(zip, "xl/workbook.xml", book);
	put(zip, "xl/_rels/workbook.xml.rels", relations);
	g_assert_cmpint(zip_close(zip), ==, 0);
	g_assert_true(g_file_get_contents(file, &bytes, &length, NULL));
	remove(file);
	remove(folder);
	for (guint i = 0; i < texts->len; i++)
		g_string_free(texts->pdata[i], TRUE);
	return g_bytes_new_take(g_steal_pointer(&bytes), length);
}

static struct reading *read_book(const struct sheet_text *sheets)
{
	g_autoptr(GBytes) book = book_of(sheets);

	return fixture_read("xlsx", g_bytes_get_data(book, NULL), (gssize)g_bytes_get_size(book),
			    NULL, NULL);
}

/* "1 jan", "3x feb" (set aside), "2= feb" (it stood before): the rows as they came. Owned. */
static char *rows_told(const struct reading *r)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < r->rows->len; i++) {
		const struct kept *k = reading_row(r, i);

		g_string_append_printf(out, "%s%s%s %s", i ? ", " : "",
				       k->reason     ? "x"
				       : k->repeated ? "="
						     : "",
				       k->sheet ? k->sheet : "-",
				       k->observation->text ? k->observation->text : "");
	}
	return g_string_free(out, FALSE);
}

#define HEAD "id|Datum|Kategori|Plats|Text\n"
#define BARE "Datum|Kategori|Plats|Text\n"

static void test_sheets_of_one_shape(void)
{
	static const struct {
		struct sheet_text sheets[5];
		const char *rows, *note;
	} cases[] = {
		{{{"Info", "Till OSG"},
		  {"jan", HEAD "1|2024-01-05|KLO|Norrby skola|a"},
		  {"Antal", "Kategori|Antal\nKLO|2"},
		  {"feb", HEAD "2|2024-02-05|KLO|Norrby skola|b\n3|i går|KLO|Norrby skola|c"}},
		 "jan a, feb b, xfeb c",
		 "the sheets “jan” (1 row), “feb” (2 rows)"},
		/* columns in another order, one more, and a title above them */
		{{{"jan", BARE "2024-01-05|KLO|Norrby skola|a"},
		  {"feb",
		   "Rapport\nText|Vem|Plats|Kategori|Datum\nb|x|Norrby skola|KLO|2024-02-05"}},
		 "jan a, feb b",
		 "Columns not used: Vem"},
		/* a column that is used is not there: another table */
		{{{"jan", BARE "2024-01-05|KLO|Norrby skola|a"},
		  {"feb", "Datum|Kategori|Orsak\n2024-02-05|KLO|b"}},
		 "jan a",
		 "1 other sheet was passed over"},
		/* one more that is read, one less, and a table of something else */
		{{{"jan", BARE "2024-01-05|KLO|Norrby skola|a"},
		  {"feb", "Tid|" BARE "14:30|2024-02-05|KLO|Norrby skola|b"},
		  {"mar", "Datum|Kategori|Plats\n2024-03-05|KLO|Norrby skola"},
		  {"Åtgärder", "Datum|Kategori|Plats|Ansvarig\n2024-03-05|KLO|Norrby skola|x"}},
		 "jan a, feb b, mar ",
		 "1 other sheet was passed over: “Åtgärder”"},
		/* what was set aside is not what was taken */
		{{{"Antal", "Datum|Kategori|Plats|Antal\n2024-01-05|KLO|Norrby skola|3"},
		  {"jan", "Datum|Kategori|Plats|Text\n2024-01-05|KLO|Norrby skola|"}},
		 "xAntal , jan ",
		 "the sheets “Antal” (1 row), “jan” (1 row)"},
		/* one sheet holds what the others hold */
		{{{"Alla", BARE "2024-01-05|KLO|Norrby skola|a\n2024-01-05|KLO|Norrby skola|a"},
		  {"jan", BARE "2024-01-05|KLO|Norrby skola|a\n2024-01-05|KLO|Norrby skola|a"}},
		 "Alla a, Alla a, =jan a, =jan a",
		 "2 rows stand in the same words on a sheet before"},
		/* ids that begin again on each sheet */
		{{{"jan", HEAD "1|2024-01-05|KLO|Norrby skola|a"},
		  {"feb", HEAD "1|2024-02-05|KLO|Norrby skola|a"}},
		 "jan a, feb a",
		 "1 id was used before for another event"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct reading *r = read_book(cases[i].sheets);
		g_autofree char *rows = rows_told(r);

		g_assert_no_error(r->error);
		g_assert_cmpstr(rows, ==, cases[i].rows);
		g_assert_true(reading_noted(r, cases[i].note));
		reading_free(r);
	}
}

/* Further sheets are read as the first, whose "Händelse" was taken for the category. */
static void test_category_by_its_cells(void)
{
	static const struct sheet_text sheets[] = {{"jan", "Datum|Händelse\n2024-01-04|Klotter"},
						   {"feb", "Datum|Händelse\n2024-02-04|Klotter"},
						   {NULL, NULL}};
	struct reading *r = read_book(sheets);

	g_assert_no_error(r->error);
	g_assert_cmpint(r->rows->len, ==, 2);
	g_assert_null(reading_row(r, 1)->reason);
	reading_free(r);
}

/* The row that is taken may stand on a later sheet, of which a first reading knows nothing. */
static void test_an_id_on_two_sheets(void)
{
	static const struct sheet_text sheets[] = {
		{"jan", HEAD "1|2024-01-05|KLO|Norrby skola|a"},
		{"feb", HEAD "1|2024-01-05|KLO|Norrby skola|longer"},
		{NULL}};
	g_autoptr(GBytes) book = book_of(sheets);
	struct reading *r = fixture_read_anew("xlsx", g_bytes_get_data(book, NULL),
					      (gssize)g_bytes_get_size(book));

	g_assert_cmpstr(reading_row(r, 0)->sheet, ==, "jan");
	g_assert_true(g_str_has_prefix(reading_row(r, 0)->reason, "line 2 of “feb” has the same"));
	g_assert_null(reading_row(r, 1)->reason);
	reading_free(r);
}

/* A mapping may say which sheet is meant. */
static void test_a_sheet_that_is_named(void)
{
	static const struct sheet_text sheets[] = {{"jan", HEAD "1|2024-01-05|KLO|Norrby skola|a"},
						   {"feb", HEAD "2|2024-02-05|KLO|Norrby skola|b"},
						   {"mar", HEAD "3|2024-03-05|KLO|Norrby skola|c"},
						   {NULL}};
	g_autofree char *mapping = fixture_mapping(
		"[mapping]\nsheet=FEB\n[columns]\nid=id\ndate=Datum\ncategory=Kategori\n"
		"place=Plats\ntext=Text\n");
	g_autoptr(GBytes) book = book_of(sheets);
	struct reading *r = fixture_read("xlsx", g_bytes_get_data(book, NULL),
					 (gssize)g_bytes_get_size(book), mapping, NULL);
	g_autofree char *rows = NULL;

	remove(mapping);
	g_assert_no_error(r->error);
	rows = rows_told(r);
	g_assert_cmpstr(rows, ==, "feb b");
	reading_free(r);
}

/* A mapping is made of the first sheet that holds a table. */
static void test_of_a_mapping_to_be(void)
{
	static const struct sheet_text sheets[] = {{"Info", "Till|OSG\nFrån|KUF"},
						   {"jan", HEAD "1|2024-01-05|KLO|Norrby skola|a"},
						   {NULL}};
	g_autoptr(GBytes) book = book_of(sheets);
	g_autofree char *folder = g_dir_make_tmp("osg-sheets-XXXXXX", NULL),
			*file = g_build_filename(folder, "book.xlsx", NULL);
	g_autoptr(GError) error = NULL;
	struct registry *registry = fixture_registry();
	const struct reader_options options = {.file = "book.xlsx", .registry = registry};
	struct mapping_draft *draft;

	g_assert_true(g_file_set_contents(file, g_bytes_get_data(book, NULL),
					  (gssize)g_bytes_get_size(book), NULL));
	draft = mapping_draft_read(file, &options, &error);
	remove(file);
	remove(folder);
	g_assert_no_error(error);
	g_assert_cmpuint(draft->columns->len, ==, 5);
	mapping_draft_free(draft);
	registry_unref(registry);
}

/* An analyst's table is read in the same way; a complaint names the sheet. */
static void test_of_an_analyst(void)
{
	static const char *const needed[] = {"date", "place", NULL};
	static const struct sheet_text sheets[] = {{"Info", "Till OSG"},
						   {"jan", "date|place\n2024-01-05|a"},
						   {"feb", "Platser\nPlats|Datum\nb|2024-02-30"},
						   {NULL}};
	g_autoptr(GBytes) book = book_of(sheets);
	g_autofree char *folder = g_dir_make_tmp("osg-sheets-XXXXXX", NULL),
			*file = g_build_filename(folder, "book.xlsx", NULL);
	g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;
	int day, place;

	g_assert_true(g_file_set_contents(file, g_bytes_get_data(book, NULL),
					  (gssize)g_bytes_get_size(book), NULL));
	g_autoptr(sheet_auto) table = plain_sheet_open(file, needed, notes, &error);
	remove(file);
	remove(folder);
	g_assert_no_error(error);
	g_assert_nonnull(strstr(notes->pdata[0], "the sheets “jan”, “feb” were read"));
	place = plain_sheet_column(table, "place");
	g_assert_true(plain_sheet_next(table) && plain_sheet_next(table));
	g_assert_cmpstr(plain_sheet_cell(table, place), ==, "b");
	g_assert_false(plain_sheet_day(table, plain_sheet_column(table, "date"), &day, &error));
	g_assert_true(g_str_has_prefix(error->message, "book.xlsx, feb, line 3, date: "));
	g_assert_false(plain_sheet_next(table));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sheets/of-one-shape", test_sheets_of_one_shape);
	g_test_add_func("/sheets/an-id-on-two-sheets", test_an_id_on_two_sheets);
	g_test_add_func("/sheets/one-that-is-named", test_a_sheet_that_is_named);
	g_test_add_func("/sheets/of-a-mapping-to-be", test_of_a_mapping_to_be);
	g_test_add_func("/sheets/category-by-its-cells", test_category_by_its_cells);
	g_test_add_func("/sheets/of-an-analyst", test_of_an_analyst);
	return g_test_run();
}
