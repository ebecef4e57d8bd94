/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The readers and writers of CSV, JSON and key files, and the words for what a disk refuses. */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "osg/csv.h"
#include "osg/file.h"
#include "osg/json.h"
#include "osg/key_file.h"

/* CSV */

static const char *const dangerous[] = {
	"=HYPERLINK(\"http://x.invalid\")",
	"+46 8 000 00 00",
	"-2+3+cmd|' /C calc'!A0",
	"@SUM(1)",
	"  =1+1",
	"\t=1",
	"＝1+1",
	"bråk;=1+1",
	"bråk,=1+1",
	"rad ett\n- rad två",
	"'=1+1",
	"''@x",
	";';=",
};

static const char *const ordinary[] = {
	"",         "klotter",   "'tis", "bråk, -5 grader", "a=b", "info@exempel.se",
	"kl 12-14", "\"citat\"", "ö;ä",  "rad\r\nrad",
};

static gboolean take_cell(const struct csv_row *row, gpointer data)
{
	char **cell = data;

	g_assert_cmpint(row->count, ==, 2);
	g_assert_cmpstr(row->cells[1], ==, "x");
	*cell = g_strdup(row->cells[0]);
	return TRUE;
}

static char *there_and_back(const char *text, char delimiter, GString *line)
{
	g_autoptr(GError) error = NULL;
	char *cell = NULL;
	g_autoptr(csv_reader_auto) reader = csv_reader_new(delimiter, take_cell, &cell);

	csv_append_text(line, text, delimiter);
	g_string_append_printf(line, "%cx\n", delimiter);
	csv_reader_feed(reader, line->str, line->len, &error);
	csv_reader_end(reader, &error);
	g_assert_no_error(error);
	return cell;
}

static void text_cell_starts_no_formula(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(dangerous); i++)
		for (const char *delimiter = ",;\t"; *delimiter; delimiter++) {
			g_autoptr(GString) line = g_string_new(NULL);
			g_autofree char *back = there_and_back(dangerous[i], *delimiter, line);
			g_auto(GStrv) cells = g_strsplit_set(line->str, ";,\t\n", -1);

			g_assert_cmpstr(back, ==, dangerous[i]);
			for (char **cell = cells; *cell; cell++)
				g_assert_null(strchr("=+-@", (*cell)[strspn(*cell, "\"")]
								     ? (*cell)[strspn(*cell, "\"")]
								     : 'x'));
		}
}

static void ordinary_text_is_written_as_it_is(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(ordinary); i++) {
		g_autoptr(GString) line = g_string_new(NULL);
		g_autofree char *back = there_and_back(ordinary[i], ',', line);
		g_autofree char *guarded = csv_guard(ordinary[i]);

		g_assert_cmpstr(back, ==, ordinary[i]);
		g_assert_cmpstr(guarded, ==, ordinary[i]);
	}
}

static gboolean tell_row(const struct csv_row *row, gpointer data)
{
	g_string_append_printf(data, "%d%s", row->line, row->fault ? "!" : "");
	for (int i = 0; i < row->count; i++)
		g_string_append_printf(data, "[%s]", row->cells[i]);
	g_string_append_c(data, '\n');
	return TRUE;
}

/* piece bytes at a time; 0 = all at once. Owned. */
static char *rows_of(const char *bytes, gsize length, gsize piece)
{
	GString *rows = g_string_new(NULL);
	g_autoptr(csv_reader_auto) reader = csv_reader_new(';', tell_row, rows);

	csv_reader_forgive(reader);
	for (gsize at = 0; at < length; at += piece ? piece : length)
		g_assert_true(csv_reader_feed(reader, bytes + at,
					      MIN(piece ? piece : length, length - at), NULL));
	if (!csv_reader_end(reader, NULL))
		g_string_append(rows, "not closed");
	return g_string_free(rows, FALSE);
}

/* Bytes that come one by one are all cut by libcsv. */
static void rows_are_the_same_however_the_bytes_come(void)
{
	static const struct {
		const char *bytes, *rows;
	} cases[] = {
		{"a;b\nc;d\n", "1[a][b]\n2[c][d]\n"},
		{"a;;\n;\n;b", "1[a][][]\n2[][]\n3[][b]\n"},
		{"a\r\nb\r\n\r\nc\rd\n\re", "1[a]\n2[b]\n4[c]\n5[d]\n7[e]\n"},
		{" a ;\tb\n\n\nc", "1[ a ][\tb]\n4[c]\n"},
		{"a;b\n\"c;\nd\";e\nf;g\n", "1[a][b]\n2[c;\nd][e]\n4[f][g]\n"},
		{"a;5\" b\nc;d\n", "1[a][5\" b]\n2[c][d]\n"},
		{"'=1;b\nc;'-2\n", "1[=1][b]\n2[c][-2]\n"},
		{"a;b\n\"c;d\n", "1[a][b]\nnot closed"},
		{"\xE5;\xC3\xA5\n", "1[\xE5][\xC3\xA5]\n"},
	};
	static const char zeros[] = "a;b\nc\0d;e\nf\0\0;g\n";

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		for (gsize piece = 0; piece < 6; piece++) {
			g_autofree char *rows =
				rows_of(cases[i].bytes, strlen(cases[i].bytes), piece);

			g_assert_cmpstr(rows, ==, cases[i].rows);
		}
	for (gsize piece = 0; piece < 6; piece++) {
		g_autofree char *rows = rows_of(zeros, sizeof zeros - 1, piece);

		g_assert_cmpstr(rows, ==, "1[a][b]\n2![c?d][e]\n3[f][g]\n");
	}
}

static void own_numbers_are_not_guarded(void)
{
	static const struct {
		const char *text, *cell;
	} bare[] = {{"-17.5", "-17.5"}, {"=1+1", "'=1+1"}, {"-", "'-"},
		    {"-2+3", "'-2+3"},  {"", ""},          {"Torget", "Torget"}};
	g_autoptr(GString) line = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(bare); i++) {
		g_string_truncate(line, 0);
		csv_append_bare(line, bare[i].text);
		g_assert_cmpstr(line->str, ==, bare[i].cell);
	}
	g_string_truncate(line, 0);
	csv_append_plain(line, "-17.5", ',');
	g_assert_cmpstr(line->str, ==, "-17.5");
}

static void every_text_comes_back(void)
{
	static const char letters[] = "'=+-@ ;,\t\n\r\"a";
	g_autoptr(GRand) random = g_rand_new_with_seed(7);

	for (int i = 0; i < 20000; i++) {
		char text[9];
		int length = g_rand_int_range(random, 0, 9);
		g_autoptr(GString) line = g_string_new(NULL);
		g_autofree char *back = NULL;

		for (int k = 0; k < length; k++)
			text[k] = letters[g_rand_int_range(random, 0, sizeof letters - 1)];
		text[length] = '\0';
		back = there_and_back(text, ";,\t"[i % 3], line);
		g_assert_cmpstr(back, ==, text);
	}
}

static struct csv_table *table_of(const char *text, GError **error)
{
	return csv_table_read(text, strlen(text), ',', "f.csv", error);
}

static void table_knows_columns_and_lines(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(csv_table_auto) table = table_of(
		"\xEF\xBB\xBFid,place\r\n1,\"A, B\"\r\n\r\n2,\"two\nlines\"\r\n3,C", &error);

	g_assert_no_error(error);
	g_assert_cmpint(csv_table_rows(table), ==, 3);
	g_assert_cmpint(csv_table_column(table, "id"), ==, 0);
	g_assert_cmpint(csv_table_column(table, "no"), ==, -1);
	g_assert_cmpstr(csv_table_cell(table, 0, 1), ==, "A, B");
	g_assert_cmpstr(csv_table_cell(table, 1, 1), ==, "two\nlines");
	g_assert_cmpstr(csv_table_cell(table, 2, -1), ==, "");
	g_assert_cmpint(csv_table_line(table, 1), ==, 4);
	g_assert_cmpint(csv_table_line(table, 2), ==, 6);
}

static void broken_tables_name_file_and_line(void)
{
	static const struct {
		const char *text, *said;
	} cases[] = {
		{"", "f.csv, line 1: it is empty"},
		{"a,b\n1\n", "f.csv, line 2: 1 cell where the header has 2."},
		{"a,b\n1,2\n1,2,3\n", "f.csv, line 3: 3 cells"},
		{"a,b\n1,\"2\n", "f.csv, line 2: the file ends inside a quoted text"},
		{"a,b\n1,\xE5\n", "f.csv, line 2: cell 2 is no UTF-8"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(table_of(cases[i].text, &error));
		g_assert_error(error, OSG_ERROR, OSG_ERROR_FORMAT);
		g_assert_true(g_str_has_prefix(error->message, cases[i].said));
	}
	g_autoptr(GError) error = NULL;
	g_assert_null(csv_table_read("a\n\0\n", 4, ',', "f.csv", &error));
	g_assert_nonnull(strstr(error->message, "line 2: there is a zero byte"));
}

/* JSON */

static void json_takes_any_bytes(void)
{
	json_t *object = json_object();
	g_autofree char *text = NULL, *nothing = json_print(NULL, 0);

	json_object_set_new(object, "a", json_text("bad \xE5 byte"));
	json_object_set_new(object, "b", json_text(NULL));
	json_object_set_new(object, "c", json_number(NAN));
	text = json_print(object, JSON_COMPACT | JSON_SORT_KEYS);
	g_assert_cmpstr(text, ==, "{\"a\":\"bad \xEF\xBF\xBD byte\",\"b\":null,\"c\":null}");
	g_assert_cmpstr(nothing, ==, "null");
	json_decref(object);
}

static void broken_json_names_file_and_line(void)
{
	static const char text[] = "{\n\"a\": 1,\n\"a\": 2}";
	g_autoptr(GError) error = NULL;

	g_assert_null(json_parse(text, sizeof text - 1, "f.json", &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_FORMAT);
	g_assert_true(g_str_has_prefix(error->message, "f.json, line 3: it is no JSON"));
}

/* key files */

static const char sample[] = "# head\nbefore = 1\n[one]\nname= a\\sb \nlist=x;y\\;z;\nrubbish\n"
			     "; note\n\n[two]\nname=2\nname=3\n";

static void key_file_keeps_numbers_and_lines(void)
{
	g_autoptr(key_file_auto) file = key_file_parse(sample, sizeof sample - 1);
	g_auto(GStrv) list = key_file_list(file, "one", "list");
	g_autofree char *text = key_file_text(file);

	g_assert_cmpstr(key_file_get(file, "", "before"), ==, "1");
	g_assert_cmpstr(key_file_get(file, "one", "name"), ==, "a b");
	g_assert_cmpint(key_file_find(file, "one", "name")->number, ==, 4);
	g_assert_cmpstr(key_file_get(file, "two", "name"), ==, "3");
	g_assert_null(key_file_get(file, "two", "list"));
	g_assert_cmpuint(g_strv_length(list), ==, 2);
	g_assert_cmpstr(list[1], ==, "y;z");
	g_assert_cmpint(((struct key_line *)key_file_lines(file)->pdata[5])->kind, ==,
			KEY_LINE_BAD);
	g_assert_cmpstr(text, ==,
			"# head\nbefore = 1\n[one]\nname= a\\sb\nlist=x;y\\;z;\nrubbish\n"
			"; note\n\n[two]\nname=2\nname=3\n");
}

static void key_file_sets_in_place(void)
{
	g_autoptr(key_file_auto) file = key_file_parse("[a]\nx=1\n\n[b]\ny=2", 17);
	g_autofree char *text = NULL;

	key_file_set(file, "a", "x", "C:\\new ");
	key_file_set(file, "a", "z", "3");
	key_file_set(file, "c", "n", "two\nlines");
	text = key_file_text(file);
	g_assert_cmpstr(text, ==, "[a]\nx=C:\\\\new\\s\nz=3\n\n[b]\ny=2\n[c]\nn=two\\nlines\n");
	g_assert_cmpstr(key_file_get(file, "a", "x"), ==, "C:\\new ");
	g_assert_cmpstr(key_file_get(file, "c", "n"), ==, "two\nlines");
}

static void key_file_in_latin_1_is_bad_only_there(void)
{
	g_autoptr(key_file_auto) file = key_file_parse("[w]\ngr\xE5=1\nb=2", 14);

	g_assert_cmpint(((struct key_line *)key_file_lines(file)->pdata[1])->kind, ==,
			KEY_LINE_BAD);
	g_assert_cmpstr(key_file_get(file, "w", "b"), ==, "2");
}

/* GLib has no code for it. */
static void file_beyond_the_limit_has_words_of_ours(void)
{
	g_autofree char *folder = g_dir_make_tmp("osg-XXXXXX", NULL),
			*path = g_build_filename(folder, "file", NULL);
	g_autoptr(GError) error = NULL;
	struct rlimit limit, small;
	gboolean written;

	g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &limit), ==, 0);
	small = (struct rlimit){.rlim_cur = 4, .rlim_max = limit.rlim_max};
	signal(SIGXFSZ, SIG_IGN);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
	written = g_file_set_contents(path, "more than four bytes", -1, &error);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &limit), ==, 0);
	signal(SIGXFSZ, SIG_DFL);
	g_assert_false(written);
	g_assert_cmpstr(file_error_why(error), ==, "it would become too large");
	g_unlink(path);
	g_rmdir(folder);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/csv/text-cell-starts-no-formula", text_cell_starts_no_formula);
	g_test_add_func("/csv/ordinary-text-as-it-is", ordinary_text_is_written_as_it_is);
	g_test_add_func("/csv/same-however-the-bytes-come",
			rows_are_the_same_however_the_bytes_come);
	g_test_add_func("/csv/own-numbers-not-guarded", own_numbers_are_not_guarded);
	g_test_add_func("/csv/every-text-comes-back", every_text_comes_back);
	g_test_add_func("/csv/table", table_knows_columns_and_lines);
	g_test_add_func("/csv/broken-tables-name-file-and-line", broken_tables_name_file_and_line);
	g_test_add_func("/json/any-bytes", json_takes_any_bytes);
	g_test_add_func("/json/broken-names-file-and-line", broken_json_names_file_and_line);
	g_test_add_func("/key-file/numbers-and-lines", key_file_keeps_numbers_and_lines);
	g_test_add_func("/key-file/sets-in-place", key_file_sets_in_place);
	g_test_add_func("/key-file/latin-1-is-bad-only-there",
			key_file_in_latin_1_is_bad_only_there);
	g_test_add_func("/file/beyond-the-limit-has-words-of-ours",
			file_beyond_the_limit_has_words_of_ours);
	return g_test_run();
}
