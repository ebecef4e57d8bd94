/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings: made once, the same in cells, as SVG and after a way to another process. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "osg/chart.h"
#include "ui/drawing_cells.h"

static const int values[] = {0, 4, 8, 2, 6};

static char *letter(int index, gconstpointer data)
{
	return g_strdup_printf("%s%d", (const char *)data, index);
}

static const struct chart chart = {.values = values,
				   .count = 5,
				   .lower = 1,
				   .upper = 4,
				   .window = 1,
				   .label = letter,
				   .data = "v.",
				   .label_every = 3};

static char *drawn(gboolean ascii)
{
	struct surface *s = surface_new(20, 5);

	s->ascii = ascii;
	drawing_columns(s, surface_area(s), &chart);
	char *out = surface_dump(s);
	surface_free(s);
	return out;
}

static void test_columns_in_cells(void)
{
	g_autofree char *text = drawn(FALSE), *ascii = drawn(TRUE);

	g_assert_cmpstr(text, ==,
			"  8┤      ██\n"
			"   │      ██    ██\n"
			"  4┤···██·██····██·\n"
			"   │···██·██·██·██·\n"
			"  0└───v.1──────v.4\n");
	g_assert_nonnull(strstr(ascii, "##"));
	g_assert_null(strstr(ascii, "█"));
}

/* Narrow: the newest stay. */
static void test_the_oldest_are_left_out(void)
{
	g_autoptr(GString) seen = g_string_new(NULL);
	struct drawing *drawing = chart_columns(&chart, 2, 4);

	for (guint i = 0; i < drawing->shapes->len; i++) {
		const struct drawn *d = drawing->shapes->pdata[i];
		if (d->ink != INK_USUAL)
			g_string_append_printf(seen, "%g ", d->points[3]);
	}
	g_assert_cmpstr(seen->str, ==, "2 6 ");
	drawing_free(drawing);
}

static struct drawing *one_of_each(void)
{
	const double points[] = {0, 0, 10, 0, 10, 10};
	struct drawing *drawing = drawing_new(0, 10, 0, 10);

	drawing->equal = TRUE;
	drawing_area(drawing, INK_USUAL, points, 3);
	drawing_bar(drawing, INK_DATA, 1, 2, 0, 5);
	drawing_line(drawing, INK_OTHER, points, 3);
	drawing_sign(drawing, INK_FLAG, 5, 5, SIGN_DISC);
	drawing_text(drawing, INK_QUIET, 5, 9, TEXT_CENTRE, "Skog\033[31m<ås>");
	drawing_dotted(drawing, INK_GROUND, points, 3);
	drawing_tone(drawing, TONES, points, 3);
	drawing_sign(drawing, INK_MARK, 4, 4, SIGN_DIAMOND);
	drawing_ring(drawing, INK_FLAG, 5, 5, 2);
	drawing_tick_up(drawing, 10, "10");
	drawing_tick_across(drawing, 0, "v.1");
	drawing_say(drawing, "Tio & mer");
	return drawing;
}

static void test_another_process(void)
{
	struct drawing *before = one_of_each();
	g_autoptr(GVariant) packed = g_variant_ref_sink(drawing_pack(before));

	g_assert_cmpstr(g_variant_get_type_string(packed), ==, DRAWING_TYPE);
	struct drawing *after = drawing_unpack(packed);
	g_assert_nonnull(after);
	g_autoptr(GVariant) again = g_variant_ref_sink(drawing_pack(after));
	g_assert_true(g_variant_equal(packed, again));
	g_assert_true(after->equal);
	drawing_free(before);
	drawing_free(after);
}

/* A polygon of two points, and a kind that there is not. */
static void test_no_drawing_is_refused(void)
{
	static const char *const broken[] = {
		"(0.0, 1.0, 0.0, 1.0, false, [(0x02, 0x00, 0x00, 0x00, [0.0, 0.0, 1.0, 1.0], '')], "
		"@a(ds) [], @a(ds) [], '')",
		"(0.0, 1.0, 0.0, 1.0, false, [(0x09, 0x00, 0x00, 0x00, [0.0, 0.0], '')], @a(ds) "
		"[], "
		"@a(ds) [], '')",
		"(1.0, 1.0, 0.0, 1.0, false, @a(yyyyads) [], @a(ds) [], @a(ds) [], '')",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(broken); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GVariant) packed = g_variant_parse(G_VARIANT_TYPE(DRAWING_TYPE),
							     broken[i], NULL, NULL, &error);
		g_assert_no_error(error);
		g_assert_null(drawing_unpack(packed));
	}
}

static void test_svg(void)
{
	struct drawing *drawing = one_of_each();
	g_autofree char *svg = drawing_svg(drawing, 400, 200);

	g_assert_nonnull(strstr(svg, "<title>Tio &amp; mer</title>"));
	g_assert_nonnull(strstr(svg, "&lt;ås&gt;"));
	g_assert_null(strchr(svg, '\033'));
	g_assert_nonnull(strstr(svg, "<polyline"));
	g_assert_nonnull(strstr(svg, "<polygon"));
	g_assert_nonnull(strstr(svg, "<circle"));
	g_assert_null(strstr(svg, "nan"));
	drawing_free(drawing);
}

/* A map keeps its shape: a cell is twice as high as it is wide. */
static void test_braille_and_words(void)
{
	struct drawing *drawing = drawing_new(0, 8, 0, 8);
	struct surface *s = surface_new(8, 4);
	const double diagonal[] = {0, 0, 8, 8};

	drawing->equal = TRUE;
	drawing_line(drawing, INK_DATA, diagonal, 2);
	drawing_cells(s, surface_area(s), drawing);
	g_autofree char *text = surface_dump(s);
	g_assert_cmpstr(text, ==, "      ⡠⠊\n    ⡠⠊\n  ⡠⠊\n⡠⠊\n");
	surface_free(s);
	drawing_free(drawing);
}

/* A bar a kind, the first on top, its number beside it, the usual range behind it. */
static void test_bars_across(void)
{
	const struct chart_bar bars[] = {{"Brand", 12, 2, 8}, {"Klotter", 3, 1, 5}};
	struct drawing *d = chart_bars_across(bars, 2);
	const struct drawn *usual = d->shapes->pdata[0], *bar = d->shapes->pdata[1],
			   *number = d->shapes->pdata[2], *second = d->shapes->pdata[4];

	g_assert_cmpint(usual->ink, ==, INK_USUAL);
	g_assert_cmpint(bar->ink, ==, INK_FLAG); /* above its usual range */
	g_assert_cmpint(second->ink, ==, INK_DATA);
	g_assert_cmpfloat(bar->points[1], >, second->points[3]);
	g_assert_cmpstr(number->text, ==, "12");
	g_assert_cmpstr(g_array_index(d->up, struct tick, 0).label, ==, "Brand");
	drawing_free(d);
}

/* Two of five places have half of it. */
static void test_cumulative(void)
{
	const int places[] = {30, 25, 20, 15, 10};
	struct drawing *d = chart_cumulative(places, 5, 100);
	const struct drawn *line = d->shapes->pdata[0];

	g_assert_cmpint(chart_half(places, 5, 100), ==, 2);
	g_assert_cmpint(chart_half(places, 5, 1000), ==, 0);
	g_assert_cmpuint(line->count, ==, 6);
	g_assert_cmpfloat(line->points[11], ==, 100);
	drawing_free(d);
}

/* The year before is a line of its own, and is not cut off where it was higher. */
static void test_year_before(void)
{
	const int now[] = {1, 2, 3}, before[] = {4, 9, 1};
	const struct chart years = {.values = now, .count = 3, .before = before};
	struct drawing *d = chart_columns(&years, 0, 4);
	int lines = 0;

	for (guint i = 0; i < d->shapes->len; i++)
		lines += ((const struct drawn *)d->shapes->pdata[i])->ink == INK_OTHER;
	g_assert_cmpint(lines, ==, 3);
	g_assert_cmpfloat(d->top, ==, 9);
	drawing_free(d);
}

/* What a cursor tells goes along in a copy, and says what happened in the column. */
static void test_told(void)
{
	const struct chart_mark several[] = {{2, SIGN_DIAMOND, (char *)"recorded otherwise"},
					     {2, SIGN_UP, (char *)"a round"},
					     {3, SIGN_UP, (char *)"a round"},
					     {2, SIGN_UP, (char *)"a round"}};
	g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof *several);
	struct chart marked = chart;

	g_array_append_vals(marks, several, G_N_ELEMENTS(several));
	marked.marks = marks;
	struct drawing *d = chart_columns(&marked, 0, 4), *copy = drawing_copy(d);
	const struct told_point *third = &g_array_index(copy->told, struct told_point, 2);

	g_assert_cmpuint(copy->told->len, ==, 5);
	g_assert_cmpstr(third->words, ==, "v.2: 8 · recorded otherwise · a round (2)");
	g_assert_true(copy->even_across);
	g_assert_cmpfloat(d->top, >, 8); /* the sign hides no bar */
	drawing_free(copy);
	drawing_free(d);
}

/* A feast and two measures in one week: two signs, none upon the other. */
static void test_signs_beside_each_other(void)
{
	const struct chart_mark several[] = {{2, SIGN_CIRCLE, (char *)"Easter"},
					     {2, SIGN_UP, (char *)"lamps"},
					     {2, SIGN_UP, (char *)"a fence"}};
	g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof *several);
	struct chart marked = chart;
	double at[2] = {0};
	int count = 0;

	g_array_append_vals(marks, several, G_N_ELEMENTS(several));
	marked.marks = marks;
	struct drawing *d = chart_columns(&marked, 0, 4);
	for (guint i = 0; i < d->shapes->len; i++) {
		const struct drawn *one = d->shapes->pdata[i];

		if (one->ink == INK_MARK && count++ < 2)
			at[count - 1] = one->points[0];
	}
	g_assert_cmpint(count, ==, 2);
	g_assert_cmpfloat(at[1], >, at[0] + 0.2);
	g_assert_cmpfloat(at[1], <, 3); /* still over its week */
	drawing_free(d);
}

static int lines_of(const struct drawing *d, enum ink ink)
{
	int count = 0;

	for (guint i = 0; i < d->shapes->len; i++) {
		const struct drawn *one = d->shapes->pdata[i];

		count += one->kind == SHAPE_LINE && one->ink == ink;
	}
	return count;
}

/* Four years, recorded otherwise from the third on: two lines, and a border between them. */
static void test_no_line_over_a_break(void)
{
	struct chart_reading readings[] = {{2018, 118, 110, 126, FALSE, "2018", "2018: 118"},
					   {2019, 110, NAN, NAN, FALSE, "2019", "2019: 110"},
					   {2020, 150, NAN, NAN, TRUE, "2020", "2020: 150"},
					   {2021, 140, NAN, NAN, FALSE, "2021", "2021: 140"}};
	struct drawing *d = chart_readings(readings, 4, 8);

	g_assert_cmpint(lines_of(d, INK_DATA), ==, 2);
	g_assert_cmpint(lines_of(d, INK_QUIET), ==, 1); /* the border */
	g_assert_cmpint(lines_of(d, INK_USUAL), ==, 1); /* the one margin */
	g_assert_cmpfloat(d->bottom, ==, 0);
	g_assert_cmpfloat(d->top, ==, 150);
	g_assert_cmpstr(g_array_index(d->told, struct told_point, 3).words, ==, "2021: 140");
	for (guint i = 0; i < d->shapes->len; i++) {
		const struct drawn *one = d->shapes->pdata[i];

		if (one->kind == SHAPE_LINE && one->ink == INK_DATA)
			g_assert_false(one->points[0] < 2019.5 && one->points[2] > 2019.5);
	}
	drawing_free(d);
	readings[0].value = readings[0].low = readings[0].high = 0; /* nothing but one nought */
	d = chart_readings(readings, 1, 8);
	g_assert_cmpfloat(d->top, >, 0);
	drawing_free(d);
}

static char *tell_cell(int row, int column, gconstpointer data)
{
	return g_strdup_printf("%s %d %d", (const char *)data, row, column);
}

/* The first row on top, its cells as many cells wide as there is room for; the cursor on one. */
static void test_grid_and_its_cursor(void)
{
	static const double often[] = {0, 4, 1, 2};
	static const char *const rows[] = {"må", "ti"}, *const columns[] = {"00", "12"};
	const struct chart_grid grid = {often, 2, 2, 1, rows, columns, tell_cell, "cell"};
	struct drawing *d = chart_grid(&grid);
	struct surface *s = surface_new(13, 4);
	struct rectangle plane = drawing_cells(s, surface_area(s), d);
	g_autofree char *text = surface_dump(s), *styles = NULL;

	g_assert_cmpstr(text, ==, " må┤    ████\n ti┤░░░░▒▒▒▒\n    00──12──\n\n");
	drawing_cursor(s, plane, d, &g_array_index(d->told, struct told_point, 1));
	styles = surface_dump_styles(s);
	g_assert_cmpint(s->cursor_x, ==, 10);
	g_assert_cmpint(s->cursor_y, ==, 0);
	g_assert_cmpint(styles[10], ==, 'a' + STYLE_SELECTED);
	g_assert_cmpstr(g_array_index(d->told, struct told_point, 1).words, ==, "cell 0 1");
	surface_free(s);
	drawing_free(d);
}

/* Without braille and colour: what is meant, the rest, and the year before differ. */
static void test_ascii_tells_apart(void)
{
	const int now[] = {4, 4}, before[] = {0, 4};
	const struct chart years = {.values = now, .count = 2, .window = 1, .before = before};
	struct drawing *d = chart_columns(&years, 0, 4);
	struct surface *s = surface_new(12, 5);

	s->ascii = TRUE;
	drawing_cells(s, surface_area(s), d);
	g_autofree char *text = surface_dump(s);
	g_assert_nonnull(strstr(text, "==="));
	g_assert_nonnull(strstr(text, "###"));
	g_assert_nonnull(strstr(text, "---")); /* the year before */
	g_assert_true(g_str_is_ascii(text));
	surface_free(s);
	drawing_free(d);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/drawing/columns-in-cells", test_columns_in_cells);
	g_test_add_func("/drawing/the-oldest-are-left-out", test_the_oldest_are_left_out);
	g_test_add_func("/drawing/another-process", test_another_process);
	g_test_add_func("/drawing/no-drawing-is-refused", test_no_drawing_is_refused);
	g_test_add_func("/drawing/svg", test_svg);
	g_test_add_func("/drawing/braille", test_braille_and_words);
	g_test_add_func("/chart/bars-across", test_bars_across);
	g_test_add_func("/chart/cumulative", test_cumulative);
	g_test_add_func("/chart/year-before", test_year_before);
	g_test_add_func("/chart/told", test_told);
	g_test_add_func("/chart/signs-beside-each-other", test_signs_beside_each_other);
	g_test_add_func("/chart/no-line-over-a-break", test_no_line_over_a_break);
	g_test_add_func("/chart/grid-and-its-cursor", test_grid_and_its_cursor);
	g_test_add_func("/chart/ascii-tells-apart", test_ascii_tells_apart);
	return g_test_run();
}
