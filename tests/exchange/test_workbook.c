/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet of a workbook as the same rows that its CSV would give; the workbooks are put together
 * here, part by part. */
#include "config.h"

#include <string.h>
#include <zip.h>

#include "exchange/records.h"
#include "exchange/whole.h"
#include "exchange/workbook.h"
#include "exchange/workbook_cell.h"
#include "osg/table_out.h"
#include "osg/text.h"
#include "osg/week.h"

#define BOOK "<workbook xmlns:r='urn:r'><workbookPr/><sheets>%s</sheets></workbook>"
#define SHEET(data) "<worksheet><sheetData>" data "</sheetData>"
#define CELL(at, rest, value) "<c r='" at "' " rest "><v>" value "</v></c>"

static const char relations[] =
	"<Relationships><Relationship Id='a' Target='worksheets/one.xml'/>"
	"<Relationship Id='b' Target='/xl/worksheets/two.xml'/></Relationships>";
static const char styles[] =
	"<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy\\-mm\\-dd'/>"
	"<numFmt numFmtId='165' formatCode='0.0&quot; days&quot;'/></numFmts>"
	"<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/>"
	"<xf numFmtId='164'/><xf numFmtId='20'/><xf numFmtId='22'/><xf numFmtId='165'/></cellXfs>"
	"</styleSheet>";
static const char strings[] = "<sst><si><t>Datum</t></si><si><r><t>Vad </t></r><r><t>hände</t></r>"
			      "<rPh><t>x</t></rPh></si></sst>";

static void put(zip_t *zip, const char *name, const char *text)
{
	zip_source_t *source = zip_source_buffer(zip, text, strlen(text), 0);

	g_assert_cmpint(zip_file_add(zip, name, source, ZIP_FL_OVERWRITE), >=, 0);
}

/* Owned. */
static GByteArray *book_of(const char *sheets, const char *one, const char *two)
{
	g_autofree char *folder = g_dir_make_tmp("osg-book-XXXXXX", NULL),
			*file = g_build_filename(folder, "book.xlsx", NULL),
			*book = g_strdup_printf(BOOK, sheets), *bytes = NULL;
	zip_t *zip = zip_open(file, ZIP_CREATE, NULL);
	gsize length;

	put(zip, "xl/workbook.xml", book);
	put(zip, "xl/_rels/workbook.xml.rels", relations);
	put(zip, "xl/styles.xml", styles);
	put(zip, "xl/sharedStrings.xml", strings);
	put(zip, "xl/worksheets/one.xml", one);
	put(zip, "xl/worksheets/two.xml", two);
	g_assert_cmpint(zip_close(zip), ==, 0);
	g_assert_true(g_file_get_contents(file, &bytes, &length, NULL));
	remove(file);
	remove(folder);
	return g_byte_array_new_take((guint8 *)g_steal_pointer(&bytes), length);
}

static gboolean take(const struct table_row *row, gpointer data)
{
	GString *out = data;

	g_string_append_printf(out, "%d", row->line);
	for (int i = 0; i < row->count; i++)
		g_string_append_printf(out, "|%s", row->cells[i]);
	g_string_append_c(out, '\n');
	return TRUE;
}

static enum sheet_fate tell_sheet(const char *sheet, gpointer data)
{
	GString *out = data;

	g_string_append_printf(out, "%s.\n", sheet);
	return SHEET_LAST;
}

static char *rows_of(GByteArray *bytes, struct table_facts *facts, GError **error)
{
	GString *out = g_string_new(NULL);
	const struct table_options options = {
		.file = "a.xlsx", .row = take, .ended = tell_sheet, .data = out};
	gboolean ok = workbook_read(bytes, &options, facts, error);

	g_byte_array_unref(bytes);
	return g_string_free(out, !ok);
}

#define ONE_SHEET "<sheet name='Händelser' r:id='a'/>"

static void test_values(void)
{
	struct table_facts facts = {0};
	g_autoptr(GError) error = NULL;
	g_autofree char *rows = rows_of(
		book_of(ONE_SHEET,
			SHEET("<row r='2'>" CELL("A2", "t='s'", "0") CELL(
				"C2", "t='s'",
				"1") "</row><row r='3'>" CELL("A3", "s='1'",
							      "45296") CELL("B3", "s='2'", "0.25")
				      CELL("C3", "", "59.236300000000002") "</row><row r='4'>" CELL(
					      "A4", "s='3'",
					      "45296.604166666664") "<c r='B4' "
								    "t='inlineStr'><is><t>åäö</t></"
								    "is></c>"
								    "<c r='C4'><f>A1+1</f></c><c "
								    "r='D4'><f>1+1</f><v>2</v></"
								    "c>" CELL("E4", "s='4'",
									      "3.5") CELL("F4",
											  "t='e'",
											  "#REF!")
									    CELL("G4", "t='s'",
										 "99") "</row>") "<"
												 "/"
												 "w"
												 "o"
												 "r"
												 "k"
												 "s"
												 "h"
												 "e"
												 "e"
												 "t"
												 ">",
			"<worksheet/>"),
		&facts, &error);

	g_assert_no_error(error);
	g_assert_cmpstr(rows, ==,
			"2|Datum||Vad hände\n3|2024-01-05|06:00|59.2363\n"
			"4|2024-01-05 14:30|åäö||2|3.5\nHändelser.\n");
	g_assert_cmpint(facts.valueless, ==, 3);
}

/* Hidden and empty sheets are not what was sent. */
static void test_garbled_letters(void)
{
	struct table_facts facts = {0};
	g_autofree char *rows = rows_of(book_of(ONE_SHEET,
						SHEET("<row r='2'><c r='A2' "
						      "t='inlineStr'><is><t>VisÃ¤ttra – "
						      "gÃ¥rd</t></is>"
						      "</c><c r='B2' "
						      "t='inlineStr'><is><t>V\uFFFDg</t></is></c></"
						      "row>") "</worksheet>",
						"<worksheet/>"),
					&facts, NULL);

	g_assert_cmpstr(rows, ==, "2|Visättra – gård|V\uFFFDg\nHändelser.\n");
	g_assert_cmpint(facts.cells.repaired, ==, 1);
	g_assert_cmpint(facts.cells.lost_line, ==, 2);
}

static void test_the_first_that_is_shown(void)
{
	struct table_facts facts = {0};
	g_autofree char *rows = rows_of(
		book_of("<sheet name='Dold' state='hidden' r:id='a'/><sheet name='Två' r:id='b'/>",
			SHEET("<row>" CELL("A1", "", "1") "</row>") "</worksheet>",
			SHEET("<row>" CELL("A1", "", "2") "</row>") "</worksheet>"),
		&facts, NULL);

	g_assert_cmpstr(rows, ==, "1|2\nTvå.\n");
	g_assert_cmpint(facts.passed_over, ==, 1);
	g_assert_cmpint(facts.hidden_sheets, ==, 1);
}

static enum sheet_fate end_sheet(const char *sheet, gpointer data)
{
	GString *out = data;
	gboolean found = strstr(out->str, "Datum") != NULL;

	g_string_append_printf(out, "%s.\n", sheet);
	return found ? SHEET_TAKEN : SHEET_OTHER;
}

/* What stands on a cover sheet is no table: the next sheet is looked at, and those behind it. */
static void test_cover_sheet(void)
{
	static const char cover[] = SHEET("<row r='1'><c r='A1' t='inlineStr'><is><t>Till "
					  "OSG</t></is></c></row>") "</worksheet>";
	static const char table[] =
		SHEET("<row r='1'>" CELL("A1", "t='s'", "0") "</row>") "</worksheet>";
	static const char sheets[] =
		"<sheet name='Försättsblad' r:id='a'/><sheet name='Da&#x202E;ta' r:id='b'/>"
		"<sheet name='Feb' r:id='b'/><sheet name='Lista' state='hidden' r:id='b'/>";
	static const struct {
		const char *asked, *rows;
		int passed_over;
	} cases[] = {{NULL, "1|Till OSG\nFörsättsblad.\n1|Datum\nData.\n1|Datum\nFeb.\n", 2},
		     {"feb", "1|Datum\nFeb.\n", 3},
		     {"Lista", "1|Datum\nLista.\n", 3},
		     {"mars", "", 4}};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct table_facts facts = {0};
		g_autoptr(GString) out = g_string_new(NULL);
		const struct table_options options = {.file = "a.xlsx",
						      .sheet = cases[i].asked,
						      .row = take,
						      .ended = end_sheet,
						      .data = out};
		g_autoptr(GByteArray) book = book_of(sheets, cover, table);
		g_autoptr(GError) error = NULL;

		g_assert_true(workbook_read(book, &options, &facts, &error) == (error == NULL));
		g_assert_cmpstr(out->str, ==, cases[i].rows);
		g_assert_cmpint(facts.passed_over, ==, cases[i].passed_over);
		g_assert_true(!error || strstr(error->message, "Försättsblad, Data, Feb, Lista"));
	}
}

/* Most often a filter hid them; a CSV of the sheet holds them as well. */
static void test_hidden_rows_and_columns(void)
{
	static const struct {
		const char *sheet, *rows;
		int hidden_rows, hidden_columns;
	} cases[] = {
		{"<worksheet><sheetData><row r='1'><c><v>1</v></c></row>"
		 "<row r='2' hidden='1'><c><v>2</v></c></row><row r='3' hidden='true'/>"
		 "<row r='4' hidden='0'><c><v>4</v></c></row></sheetData></worksheet>",
		 "1|1\n2|2\n4|4\nHändelser.\n", 1, 0},
		{"<worksheet><cols><col min='1' max='1'/><col min='2' max='16384' hidden='1'/>"
		 "</cols><sheetData><row><c><v>1</v></c><c r='C1'><v>3</v></c></row></sheetData>"
		 "</worksheet>",
		 "1|1||3\nHändelser.\n", 0, 1},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct table_facts facts = {0};
		g_autofree char *rows =
			rows_of(book_of(ONE_SHEET, cases[i].sheet, "<worksheet/>"), &facts, NULL);

		g_assert_cmpstr(rows, ==, cases[i].rows);
		g_assert_cmpint(facts.hidden_rows, ==, cases[i].hidden_rows);
		g_assert_cmpint(facts.hidden_columns, ==, cases[i].hidden_columns);
	}
}

static void test_merged_cells(void)
{
	struct table_facts facts = {0};
	g_autofree char *rows = rows_of(
		book_of(ONE_SHEET,
			SHEET("<row r='1'>" CELL("A1", "", "7")
				      CELL("B1", "", "1") "</row><row r='2'>" CELL(
					      "B2", "",
					      "2") "</row><row r='3'>" CELL("B3", "",
									    "3") "</row>") "<mergeC"
											   "ells><"
											   "mergeCe"
											   "ll "
											   "ref='"
											   "A1:A2'/"
											   "></"
											   "mergeCe"
											   "lls></"
											   "workshe"
											   "et>",
			"<worksheet/>"),
		&facts, NULL);

	g_assert_cmpstr(rows, ==, "1|7|1\n2|7|2\n3||3\nHändelser.\n");
	g_assert_cmpint(facts.merged, ==, 1);
}

/* A program may write its rows in another order than it numbers them. */
static void test_rows_out_of_order(void)
{
	struct table_facts facts = {0};
	g_autofree char *rows =
		rows_of(book_of(ONE_SHEET,
				SHEET("<row r='3'>" CELL("A3", "", "3") "</row><row r='1'>" CELL(
					"A1", "",
					"1") "</row><row r='2'>" CELL("A2", "",
								      "2") "</row>") "</worksheet>",
				"<worksheet/>"),
			&facts, NULL);

	g_assert_cmpstr(rows, ==, "1|1\n2|2\n3|3\nHändelser.\n");
}

static void check_refused(GByteArray *bytes, const char *word)
{
	struct table_facts facts = {0};
	g_autoptr(GError) error = NULL;
	g_autofree char *rows = rows_of(bytes, &facts, &error);

	g_assert_null(rows);
	g_assert_error(error, OSG_ERROR, OSG_ERROR_FORMAT);
	g_assert_nonnull(strstr(error->message, word));
}

static void test_what_is_no_workbook(void)
{
	static const char entity[] = "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
				     "<worksheet><sheetData>&e;</sheetData></worksheet>";
	GByteArray *cut = book_of(ONE_SHEET, "<worksheet/>", "<worksheet/>");

	g_byte_array_set_size(cut, cut->len / 2);
	check_refused(cut, "not all of it");
	check_refused(book_of("<sheet name='Dold' state='veryHidden' r:id='a'/>",
			      SHEET("<row>" CELL("A1", "", "1") "</row>") "</worksheet>",
			      "<worksheet/>"),
		      "“Dold”");
	check_refused(book_of(ONE_SHEET, entity, "<worksheet/>"), "entities");
	check_refused(
		book_of(ONE_SHEET, SHEET("<row><c r='ZZZZ1'><v>1</v></c></row>"), "<worksheet/>"),
		"in the middle");
}

/* It was read by the reader and refused by what guesses: "it looks like a zip file". */
static void test_recognised(void)
{
	GByteArray *book = book_of(ONE_SHEET, "<worksheet/>", "<worksheet/>");
	const char *bytes = (const char *)book->data;
	g_autoptr(GError) error = NULL;
	const struct format *format = format_guess(bytes, book->len, "rond.xlsx", &error);

	g_assert_no_error(error);
	g_assert_cmpstr(format->id, ==, "xlsx");
	g_assert_cmpstr(format_guess(bytes, book->len, "rond", NULL)->id, ==, "xlsx");
	g_assert_null(format_guess("PK\x03\x04 something", 14, "rond.zip", &error));
	g_assert_nonnull(strstr(error->message, "a zip file"));
	g_clear_error(&error);
	g_assert_null(format_guess("PK\x03\x04..........................mimetypeapplication/vnd."
				   "oasis.opendocument.spreadsheet",
				   84, "rond.ods", &error));
	g_assert_nonnull(strstr(error->message, "an OpenDocument file"));
	g_byte_array_unref(book);
}

/* A few kilobytes that become more than osg reads. */
static void test_a_part_without_end(void)
{
	gsize length = WHOLE_LARGEST + 1;
	g_autofree char *blanks = g_malloc(length + 1);

	memset(blanks, ' ', length);
	blanks[length] = '\0';
	check_refused(book_of(ONE_SHEET, blanks, "<worksheet/>"), "larger");
}

static void test_formats_of_numbers(void)
{
	static const struct {
		int id;
		const char *code, *value, *text;
	} cases[] = {
		{14, NULL, "45296", "2024-01-05"},
		{0, NULL, "45296", "45296"},
		{0, "d/m/yy hh:mm", "45296.5", "2024-01-05 12:00"},
		{0, "[h]:mm", "0.5", "12:00"},
		{0, "[h]:mm", "1.25", "30:00"}, /* was 06:00 */
		{46, NULL, "1.25", "30:00"},
		{20, NULL, "1.25", "06:00"},
		{0, "[Red]0.00", "0.5", "0.5"},
		{0, "0 \"days\"", "3", "3"},
		{0, "\\d0", "3", "3"},
		{14, NULL, "1e300", "1e300"},
		{14, NULL, "-3", "-3"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = cell_number_text(
			cases[i].value, cell_look_of(cases[i].id, cases[i].code), FALSE);

		g_assert_cmpstr(text, ==, cases[i].text);
	}
	g_autofree char *later = cell_number_text("43834", LOOK_DATE, TRUE);
	g_autofree char *plain = cell_plain("ett_x000A_två _x00e5_ _xD800_ _x0000_ _x12_ _");

	g_assert_cmpstr(plain, ==, "ett\ntvå å _xD800_ _x0000_ _x12_ _");
	g_assert_cmpstr(later, ==, "2024-01-05");
}

/* Owned: the first sheet of a book as it lies in its archive. */
static char *sheet_of(GBytes *book)
{
	gsize length;
	const void *data = g_bytes_get_data(book, &length);
	zip_t *zip = zip_open_from_source(zip_source_buffer_create(data, length, 0, NULL),
					  ZIP_RDONLY, NULL);
	zip_file_t *part = zip_fopen(zip, "xl/worksheets/sheet1.xml", 0);
	zip_stat_t stat;

	g_assert_nonnull(part);
	g_assert_cmpint(zip_stat(zip, "xl/worksheets/sheet1.xml", 0, &stat), ==, 0);
	char *text = g_malloc0(stat.size + 1);
	g_assert_cmpint(zip_fread(part, text, stat.size), ==, (zip_int64_t)stat.size);
	zip_fclose(part);
	zip_discard(zip);
	return text;
}

/* A measure as a row of a workbook; NULL, and the test skipped: without libxlsxwriter. */
static GBytes *book_of_measure(const struct measure *m, char **remark)
{
	const struct field_form form = {0};
	g_autoptr(GError) error = NULL;
	struct table_out *table =
		table_out_new(TABLE_XLSX, "insatser: [alla] på en gång i ett blad", NULL, &error);
	GBytes *book;

	if (g_error_matches(error, OSG_ERROR, OSG_ERROR_FORMAT)) {
		g_test_skip(error->message);
		return NULL;
	}
	g_assert_no_error(error);
	for (const struct field *f = measure_kind.fields; f->name; f++)
		table_out_head(table, f->name);
	table_out_end_row(table);
	for (const struct field *f = measure_kind.fields; f->name; f++)
		table_out_field(table, f, m, &form);
	table_out_end_row(table);
	book = table_out_end(table, remark, &error);
	g_assert_no_error(error);
	table_out_free(table);
	return book;
}

/* What is written is read back: a title that looks like a formula is text, a day a day. */
static void test_written_and_read_back(void)
{
	struct measure *m = record_new(&measure_kind);
	struct table_facts facts = {0};
	g_autoptr(GError) error = NULL;
	g_autofree char *rows = NULL, *sheet = NULL, *remark = NULL;

	m->title = g_strdup("=1+2 åäö");
	m->due = day_from_civil(2024, 10, 18);
	g_autoptr(GBytes) book = book_of_measure(m, &remark);
	record_free(m);
	if (!book)
		return;
	g_assert_null(remark);
	sheet = sheet_of(book);
	g_assert_nonnull(strstr(sheet, "><v>45583</v>")); /* a number, no text that looks so */
	rows = rows_of(g_bytes_unref_to_array(g_steal_pointer(&book)), &facts, &error);
	g_assert_no_error(error);
	g_assert_true(g_str_has_prefix(rows, "1|title|"));
	g_assert_nonnull(strstr(rows, "|=1+2 åäö|"));
	g_assert_nonnull(strstr(rows, "|2024-10-18"));
}

/* Excel has no room for more than 32,767 letters, and cut them without a word. */
static void test_a_text_longer_than_a_cell_is_told(void)
{
	struct measure *m = record_new(&measure_kind);
	g_autofree char *remark = NULL, *at_most = NULL, *letters = text_number(32768);

	m->title = g_strnfill(32768, 'x');
	g_autoptr(GBytes) book = book_of_measure(m, &remark);
	m->title[32767] = '\0';
	g_autoptr(GBytes) fits = book_of_measure(m, &at_most);
	record_free(m);
	if (!book)
		return;
	g_assert_nonnull(remark);
	g_assert_nonnull(strstr(remark, "row 2, column 1"));
	g_assert_nonnull(strstr(remark, letters));
	g_assert_null(at_most);
	g_assert_nonnull(fits);
}

#define HEADING "<c r='%c3' t='inlineStr'><is><t>%s</t></is></c>"

/* A title over osg's own records leaves them what they are. */
static void test_records_below_a_title(void)
{
	g_autoptr(GString) sheet = g_string_new(
		"<worksheet><sheetData><row r='1'>" CELL("A1", "", "2024") "</row><row r='3'>");
	char column = 'B';

	g_string_append_printf(sheet, HEADING, 'A', "id");
	for (const struct field *f = area_kind.fields; f->name; f++)
		g_string_append_printf(sheet, HEADING, column++, f->name);
	g_string_append(sheet, "</row></sheetData></worksheet>");
	g_autoptr(GBytes) book =
		g_byte_array_free_to_bytes(book_of(ONE_SHEET, sheet->str, "<worksheet/>"));

	g_assert_true(records_in_workbook(book));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/workbook/values", test_values);
	g_test_add_func("/workbook/the-first-that-is-shown", test_the_first_that_is_shown);
	g_test_add_func("/workbook/garbled-letters", test_garbled_letters);
	g_test_add_func("/workbook/merged-cells", test_merged_cells);
	g_test_add_func("/workbook/cover-sheet", test_cover_sheet);
	g_test_add_func("/workbook/hidden", test_hidden_rows_and_columns);
	g_test_add_func("/workbook/rows-out-of-order", test_rows_out_of_order);
	g_test_add_func("/workbook/what-is-no-workbook", test_what_is_no_workbook);
	g_test_add_func("/workbook/recognised", test_recognised);
	g_test_add_func("/workbook/a-part-without-end", test_a_part_without_end);
	g_test_add_func("/workbook/formats-of-numbers", test_formats_of_numbers);
	g_test_add_func("/workbook/written-and-read-back", test_written_and_read_back);
	g_test_add_func("/workbook/records-below-a-title", test_records_below_a_title);
	g_test_add_func("/workbook/a-text-longer-than-a-cell-is-told",
			test_a_text_longer_than_a_cell_is_told);
	return g_test_run();
}
