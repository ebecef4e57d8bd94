/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The summary on paper: what a reader of the text, the PDF and the web page gets, and that no
 * picture breaks it. */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "osg/app.h"
#include "osg/hotspot.h"
#include "osg/record.h"
#include "osg/report.h"
#include "osg/text.h"
#include "osg/week.h"
#include "report/document_private.h"
#include "report/summary.h"
#include "sample.h"

static GBytes *rendered(struct picture *take_picture, enum render how)
{
	g_autoptr(GError) error = NULL;
	struct document *document = report_summary(take_picture);
	GBytes *bytes = document_render(document, how, NULL, &error);
	g_assert_no_error(error);
	document_free(document);
	picture_free(take_picture);
	return bytes;
}

static char *rendered_text(struct picture *take_picture, enum render how)
{
	g_autoptr(GBytes) bytes = rendered(take_picture, how);
	return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

/* What a program says about in; NULL and a loud skip when it is not installed. */
static char *ask(const char *program, GBytes *in, const char *arguments)
{
	g_autofree char *found = g_find_program_in_path(program);
	g_autoptr(GError) error = NULL;
	g_autofree char *command = g_strdup_printf("%s %s", program, arguments);
	g_auto(GStrv) argv = g_strsplit(command, " ", -1);
	if (!found) {
		g_autofree char *reason = g_strdup_printf("%s is not installed", program);
		g_test_skip(reason);
		return NULL;
	}
	g_autoptr(GSubprocess) process =
		g_subprocess_newv((const char *const *)argv,
				  G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
					  G_SUBPROCESS_FLAGS_STDERR_MERGE,
				  &error);
	g_autoptr(GBytes) out = NULL, input = in ? g_bytes_ref(in) : g_bytes_new(NULL, 0);
	g_assert_no_error(error);
	g_assert_true(g_subprocess_communicate(process, input, NULL, &out, NULL, &error));
	char *answer = g_strndup(g_bytes_get_data(out, NULL), g_bytes_get_size(out));
	if (!g_subprocess_get_successful(process))
		g_error("%s: %s", program, answer);
	return answer;
}

static void assert_holds(const char *text, const char *part)
{
	if (!strstr(text, part))
		g_error("\"%s\" is missing in:\n%s", part, text);
}

/* text */

static void test_text_as_expected(void)
{
	g_autofree char *text = rendered_text(sample_picture(TRUE), RENDER_TEXT), *expected = NULL;
	g_autofree char *file =
		g_test_build_filename(G_TEST_DIST, "report", "summary.expected", NULL);
	g_autoptr(GError) error = NULL;
	g_file_get_contents(file, &expected, NULL, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(text, ==, expected);
}

static void assert_narrow(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line; line++)
		g_assert_cmpint(text_width(*line), <=, 80);
}

static void test_text_says_what_is_not_known(void)
{
	g_autofree char *text = rendered_text(sample_picture(FALSE), RENDER_TEXT);
	g_strdelimit(text, "\n", ' '); /* where the lines break is not what this is about */
	assert_holds(text, "DRAFT");
	assert_holds(text, "13 of 14 in");
	assert_holds(text, "Silent: Heba");
	assert_holds(text, "7 events have no place");
	assert_holds(text, "22 more reports");
	g_assert_null(strchr(text, '%'));
	g_assert_null(strstr(text, "Hembla")); /* no member that week */
}

static void test_text_highlights_first(void)
{
	g_autofree char *text = rendered_text(sample_picture(FALSE), RENDER_TEXT);
	g_assert_true(strstr(text, "Stöld/snatteri") < strstr(text, "Narkotika"));
	*strstr(text, "PLACES") = '\0';
	g_assert_null(strstr(text, "Klotter")); /* within the usual: counted, not listed */
	assert_holds(text, "2 lines are within the usual.");
}

static void test_untrusted_text_stays_text(void)
{
	struct picture *p = sample_picture(FALSE);
	g_free(p->situation);
	p->situation = g_strdup("\033[2J<script>alert(1)</script> \xe2\x80\xae & \"quoted\"");
	g_autofree char *json = picture_to_json(p, FALSE);
	g_autofree char *text = rendered_text(p, RENDER_TEXT);
	g_assert_null(strchr(text, '\033'));
	g_assert_null(strstr(text, "\xe2\x80\xae"));
	g_autofree char *html = rendered_text(picture_from_json(json, NULL), RENDER_HTML);
	g_assert_null(strstr(html, "<script"));
	assert_holds(html, "&lt;script&gt;");
}

/* HTML */

static void test_html_well_formed(void)
{
	g_autoptr(GBytes) html = rendered(sample_picture(TRUE), RENDER_HTML);
	g_autofree char *text = g_strndup(g_bytes_get_data(html, NULL), g_bytes_get_size(html));
	assert_holds(text, "<html lang=\"en\">");
	assert_holds(text, "<title>");
	g_assert_null(strstr(text, "http"));
	g_autofree char *said = ask("xmllint", html, "--noout -");
	if (said)
		g_assert_cmpstr(said, ==, "");
}

/* the small map */

static char *map_with(enum summary_map kind, int finest, double lon)
{
	struct picture *p = sample_picture(TRUE);
	struct picture_hotspot *h = picture_hotspot_new();
	g_autofree char *svg = NULL;
	struct drawing *drawing;
	int height;

	h->state = HOTSPOT_NEW;
	h->flag = SIGNAL_FLAG;
	h->finest = finest;
	h->lat = 59.23;
	h->lon = lon;
	h->area = g_strdup("Vårby");
	g_ptr_array_add(p->hotspots, h);
	drawing = summary_map(p, kind, 200, &height);
	svg = drawing_svg(drawing, 200, height);
	drawing_free(drawing);
	picture_free(p);
	return g_steal_pointer(&svg);
}

/* What may be told per district only is ringed with its district, wherever it was; what may be
 * told of the whole municipality, and everything on the public map, is not ringed at all. */
static void test_map_no_finer_than_shared(void)
{
	const double here = 18.07, there = 18.09;
	g_autofree char *place = map_with(SUMMARY_MAP_LEVELS, SHARE_PLACE, here),
			*moved = map_with(SUMMARY_MAP_LEVELS, SHARE_PLACE, there),
			*area = map_with(SUMMARY_MAP_LEVELS, SHARE_AREA, here),
			*area_moved = map_with(SUMMARY_MAP_LEVELS, SHARE_AREA, there),
			*area_hidden = map_with(SUMMARY_MAP_LEVELS, SHARE_AREA, NAN),
			*whole = map_with(SUMMARY_MAP_LEVELS, SHARE_MUNICIPALITY, here),
			*events = map_with(SUMMARY_MAP_EVENTS, SHARE_MUNICIPALITY, here),
			*events_area = map_with(SUMMARY_MAP_EVENTS, SHARE_AREA, here),
			*open = map_with(SUMMARY_MAP_PUBLIC, SHARE_PLACE, here),
			*open_area = map_with(SUMMARY_MAP_PUBLIC, SHARE_AREA, there);

	g_assert_cmpstr(place, !=, moved);
	g_assert_cmpstr(area, ==, area_moved);
	g_assert_cmpstr(area, ==, area_hidden);
	g_assert_cmpstr(area, !=, whole);
	assert_holds(area, "Around a whole district");
	g_assert_null(strstr(whole, "hotspot"));
	g_assert_null(strstr(events, "hotspot"));
	assert_holds(events_area, "Around a whole district");
	g_assert_cmpstr(open, ==, open_area);
	g_assert_null(strstr(open, "hotspot"));
}

static char *page_with_marks(gboolean marked)
{
	const struct picture_mark marks[] = {{week_from_iso(2024, 30), WEEK_RECORDING},
					     {week_from_iso(2024, 38), WEEK_MEASURE}};
	struct picture *p = sample_picture(FALSE);
	struct picture_hotspot *h = picture_hotspot_new();

	h->state = HOTSPOT_NEW;
	h->flag = SIGNAL_FLAG;
	h->first_week = h->last_week = p->week;
	h->area = g_strdup("Vårby");
	g_ptr_array_insert(p->hotspots, 0, h);
	for (guint i = 0; marked && i < G_N_ELEMENTS(marks); i++)
		g_ptr_array_add(p->marks, g_memdup2(&marks[i], sizeof marks[i]));
	return rendered_text(p, RENDER_HTML);
}

/* The chart on paper has the signs of the one on the screen, and says what they mean. */
static void test_marked_weeks_on_paper(void)
{
	g_autofree char *marked = page_with_marks(TRUE), *plain = page_with_marks(FALSE);

	assert_holds(marked, "◆ recorded otherwise from here, ▲ a measure is done.");
	assert_holds(plain, "events a week over a year");
	g_assert_null(strstr(plain, "recorded otherwise from here"));
}

/* PDF */

static void test_pdf_reads_back(void)
{
	g_autoptr(GBytes) pdf = rendered(sample_picture(TRUE), RENDER_PDF);
	g_autofree char *text = ask("pdftotext", pdf, "-raw - -");
	if (!text)
		return;
	static const char *const in_order[] = {
		"Huddinge kommun",
		"Situation picture, week 40, 2024",
		"Ett område sticker ut",
		"A Flemingsberg ▲",
		"R▲ Flemingsberg Brand 4",
		"Focus group Visättra",
		"Derby, Huddingehallen",
		"Silent: Heba",
		"1 (2)",
		"Visättraskolan Fl",
		"Södertörns brandförsvarsförbund",
		"Checksum (SHA-256)",
		"2 (2)",
	};
	const char *at = text;
	for (gsize i = 0; i < G_N_ELEMENTS(in_order); i++) {
		const char *found = strstr(at, in_order[i]);
		if (!found)
			g_error("\"%s\" does not follow in:\n%s", in_order[i], at);
		at = i == 0 ? text : found;
	}
}

static void test_pdf_says_what_it_is(void)
{
	g_autoptr(GBytes) pdf = rendered(sample_picture(TRUE), RENDER_PDF);
	gsize size;
	const char *data = g_bytes_get_data(pdf, &size);
	g_assert_nonnull(memmem(data, size, "/Lang (en)", 10));
	g_assert_nonnull(memmem(data, size, "/MarkInfo", 9));
	g_assert_nonnull(memmem(data, size, "/Scope /Column", 14));
	g_autofree char *info = ask("pdfinfo", pdf, "-");
	if (!info)
		return;
	assert_holds(info, "Title:           Situation picture, week 40, 2024");
	assert_holds(info, "Author:          Huddinge kommun");
	assert_holds(info, "Tagged:          yes");
	assert_holds(info, "A4");
	g_autofree char *metadata = ask("pdfinfo", pdf, "-meta -");
	assert_holds(metadata, "Situation picture, week 40, 2024</rdf:li>");
	g_autofree char *fonts = ask("pdffonts", pdf, "-");
	g_assert_null(strstr(fonts, " no  "));
}

/* What is read aloud: headings, tables with their titles, and each figure in words. */
static void test_pdf_structure(void)
{
	static const char *const tags[] = {"H1", "H2", "Table", "TH", "Figure", "Caption"};
	static const char *const alts[] = {"u:Figure 1. Level per district",
					   "u:Figure 2. Most on Friday 18–24"};
	g_autoptr(GBytes) pdf = rendered(sample_picture(TRUE), RENDER_PDF);
	g_autofree char *structure = ask("pdfinfo", pdf, "-struct -");
	g_autoptr(GError) error = NULL;
	g_autofree char *folder = g_dir_make_tmp("osg-report-XXXXXX", &error);
	g_autofree char *file = g_build_filename(folder, "a.pdf", NULL);
	g_autofree char *arguments = g_strdup_printf("--json=2 %s", file);

	for (gsize i = 0; structure && i < G_N_ELEMENTS(tags); i++)
		assert_holds(structure, tags[i]);
	g_assert_true(report_write(pdf, file, &error));
	g_autofree char *objects = ask("qpdf", NULL, arguments);
	for (gsize i = 0; objects && i < G_N_ELEMENTS(alts); i++)
		assert_holds(objects, alts[i]);
	unlink(file);
	rmdir(folder);
}

static guint files_in(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	guint count = 0;

	while (dir && g_dir_read_name(dir))
		count++;
	return count;
}

/* The disk is full in the middle of the file: what stood there before stands there still, and
 * nothing else is left. */
static void test_a_full_disk_leaves_no_half_file(void)
{
	g_autofree char *folder = g_dir_make_tmp("osg-XXXXXX", NULL),
			*file = g_build_filename(folder, "lage.pdf", NULL), *kept = NULL,
			*large = g_strnfill(100000, 'x');
	g_autoptr(GBytes) bytes = g_bytes_new(large, strlen(large));
	g_autoptr(GError) error = NULL;
	struct rlimit before, limit;

	g_file_set_contents(file, "as it was", -1, NULL);
	getrlimit(RLIMIT_FSIZE, &before);
	limit = before;
	limit.rlim_cur = 4096;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	g_assert_false(report_write(bytes, file, &error));
	setrlimit(RLIMIT_FSIZE, &before);
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	assert_holds(error->message, "lage.pdf cannot be written");
	g_file_get_contents(file, &kept, NULL, NULL);
	g_assert_cmpstr(kept, ==, "as it was");
	g_assert_cmpuint(files_in(folder), ==, 1);
	g_unlink(file);
	g_rmdir(folder);
}

/* An empty box on paper is told of beforehand, with the place. */
static void test_pdf_missing_character(void)
{
	struct picture *p = sample_picture(FALSE);
	g_autoptr(GError) error = NULL;
	g_autofree char *remark = NULL, *none = NULL;

	g_free(p->situation);
	p->situation = g_strdup("Skylten säger \U00016f00 i tunneln."); /* Miao */
	struct document *document = report_summary(p);
	g_autoptr(GBytes) pdf = document_render(document, RENDER_PDF, &remark, &error);
	g_autoptr(GBytes) text = document_render(document, RENDER_TEXT, &none, &error);
	g_assert_no_error(error);
	g_assert_nonnull(pdf);
	g_assert_nonnull(text);
	g_assert_null(none);
	g_assert_nonnull(remark);
	assert_holds(remark, "\U00016f00");
	assert_holds(remark, "Skylten säger");
	document_free(document);
	picture_free(p);
}

/* The pages of the preview end where those of the PDF do, and nothing of the text is lost at them.
 * Without a typesetter there are none. */
static void test_preview_has_the_pages_of_the_pdf(void)
{
	struct picture *p = sample_large(40, 30, 30, 12);
	g_autofree char *text = NULL,
			*plain = rendered_text(sample_large(40, 30, 30, 12), RENDER_TEXT);
	struct preview *preview = document_preview(report_summary(p));
	g_autoptr(GBytes) pdf = rendered(sample_large(40, 30, 30, 12), RENDER_PDF);
	int pages = preview_page(preview, preview->lines->len - 1);
	g_autofree char *last = g_strdup_printf("%d (%d)", pages, pages);

	g_assert_cmpuint(preview->pages->len, >, 1);
	g_assert_cmpint(pages, ==, (int)preview->pages->len + 1);
	assert_holds(preview->lines->pdata[preview->lines->len - 2], last);
	g_ptr_array_add(preview->lines, NULL);
	text = g_strjoinv("\n", (char **)preview->lines->pdata);
	g_auto(GStrv) words = g_strsplit_set(plain, " \n", -1);
	for (char **word = words; *word; word++)
		g_assert_nonnull(strstr(text, *word));
	assert_narrow(text);
	g_autofree char *counted = g_strdup_printf("/Count %d", pages);
	gsize size;
	const char *bytes = g_bytes_get_data(pdf, &size);
	g_assert_nonnull(memmem(bytes, size, counted, strlen(counted)));
	preview_free(preview);
	picture_free(p);
}

/* A document of one page has no breaks: the typesetter's answer is empty, and ended the program. */
static void test_preview_of_one_page(void)
{
	struct picture *p = sample_empty();
	struct preview *preview = document_preview(report_summary(p));

	g_assert_true(preview->paged);
	g_assert_cmpuint(preview->pages->len, ==, 0);
	assert_holds(preview->lines->pdata[preview->lines->len - 2], "1 (1)");
	preview_free(preview);
	picture_free(p);
}

static void test_pdf_sound(void)
{
	g_autoptr(GBytes) pdf = rendered(sample_picture(FALSE), RENDER_PDF);
	g_autoptr(GError) error = NULL;
	g_autofree char *folder = g_dir_make_tmp("osg-report-XXXXXX", &error);
	g_autofree char *file = g_build_filename(folder, "a.pdf", NULL);
	g_assert_true(report_write(pdf, file, &error));
	g_autofree char *arguments = g_strdup_printf("--check %s", file);
	g_autofree char *said = ask("qpdf", NULL, arguments);
	if (said)
		assert_holds(said, "No syntax or stream encoding errors");
	unlink(file);
	rmdir(folder);
}

static void test_same_bytes(void)
{
	for (int how = RENDER_TEXT; how <= RENDER_HTML; how++) {
		g_autoptr(GBytes) a = rendered(sample_picture(TRUE), how),
				  b = rendered(sample_picture(TRUE), how);
		g_assert_true(g_bytes_equal(a, b));
	}
}

static void test_pack(void)
{
	struct picture *picture = sample_picture(TRUE);
	struct document *document = report_summary(picture);
	g_autoptr(GBytes) packed = document_pack(document);
	struct document *again = document_unpack(packed);
	g_autoptr(GBytes) packed_again = document_pack(again);
	g_assert_true(g_bytes_equal(packed, packed_again));
	g_autoptr(GBytes) garbage = g_bytes_new_static("not a document", 14);
	g_assert_null(document_unpack(garbage));
	document_free(document);
	document_free(again);
	picture_free(picture);
}

static void test_pdf_program_missing(void)
{
	g_autofree char *before = g_strdup(g_getenv("OSG_LIBEXECDIR"));
	g_autoptr(GError) error = NULL;
	struct picture *picture = sample_empty();
	struct document *document = report_summary(picture);
	g_setenv("OSG_LIBEXECDIR", "/nonexistent", TRUE);
	g_assert_null(document_render(document, RENDER_PDF, NULL, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	assert_holds(error->message, "/nonexistent/osg-pdf");
	g_setenv("OSG_LIBEXECDIR", before, TRUE);
	document_free(document);
	picture_free(picture);
}

/* any picture */

static const struct {
	const char *name;
	int signals, organisations, places, name_length, most_pages;
} sizes[] = {
	{"nothing", 0, 0, 0, 0, 1},          {"one of each", 1, 1, 1, 0, 2},
	{"a full week", 60, 24, 20, 0, 3},   {"200 signals", 200, 14, 20, 0, 3},
	{"long names", 30, 14, 20, 400, 99}, {"endless names", 3, 3, 3, 20000, 99},
};

static void test_any_size(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct picture *make[3];
		for (int how = RENDER_TEXT; how <= RENDER_HTML; how++)
			make[how] = sizes[i].signals
					    ? sample_large(sizes[i].signals, sizes[i].organisations,
							   sizes[i].places, sizes[i].name_length)
					    : sample_empty();
		g_autofree char *text = rendered_text(make[RENDER_TEXT], RENDER_TEXT);
		g_autofree char *html = rendered_text(make[RENDER_HTML], RENDER_HTML);
		g_autoptr(GBytes) pdf = rendered(make[RENDER_PDF], RENDER_PDF);
		assert_narrow(text);
		assert_holds(html, "</html>");
		g_autofree char *info = ask("pdfinfo", pdf, "-");
		if (info)
			g_assert_cmpint(atoi(strstr(info, "Pages:") + 6), <=, sizes[i].most_pages);
	}
}

static void test_empty_week_says_so(void)
{
	g_autofree char *text = rendered_text(sample_empty(), RENDER_TEXT);
	assert_holds(text, "0 events (0 reports); too few weeks of history");
	assert_holds(text, "No organisation is registered");
	assert_holds(text, "No event of the week has a known hour.");
	g_assert_null(strstr(text, "nan"));
	g_assert_null(strstr(text, "(null)"));
}

/* writing */

static void test_write(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *folder = g_dir_make_tmp("osg-report-XXXXXX", &error), *content = NULL;
	g_autofree char *file = g_build_filename(folder, "bild.txt", NULL),
			*link = g_build_filename(folder, "link", NULL);
	g_autoptr(GBytes) old = g_bytes_new_static("old", 3), new = g_bytes_new_static("new å", 6);
	g_assert_true(report_write(old, file, &error));
	g_assert_cmpint(symlink("bild.txt", link), ==, 0);
	g_assert_true(report_write(new, link, &error));
	g_assert_true(g_file_get_contents(file, &content, NULL, &error));
	g_assert_cmpstr(content, ==, "new å");
	g_assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
	g_assert_true(report_write(new, "/dev/null", &error));
	g_assert_false(g_file_test("/dev/null", G_FILE_TEST_IS_REGULAR));
	g_assert_false(report_write(new, folder, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	assert_holds(error->message, folder);
	unlink(link);
	unlink(file);
	g_assert_cmpint(rmdir(folder), ==, 0); /* nothing half is left behind */
}

static void test_write_to_a_reader_that_left(void)
{
	if (g_test_subprocess()) {
		int ends[2];
		g_autoptr(GBytes) bytes = g_bytes_new_take(g_malloc0(1 << 20), 1 << 20);
		g_assert_cmpint(pipe(ends), ==, 0);
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		close(ends[1]);
		_exit(report_write(bytes, "-", NULL) ? 0 : 1);
	}
	g_test_trap_subprocess(NULL, 0, 0);
	g_test_trap_assert_passed();
}

static void test_send_refuses_odd_names(void)
{
	g_autoptr(GBytes) bytes = g_bytes_new_static("x", 1);
	static const char *const names[] = {"", "-h", "a b", "a/b", "a\nb"};
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_false(report_send(bytes, names[i], "title", NULL, &error));
		g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
	}
}

static void test_send_without_lp(void)
{
	g_autofree char *path = g_strdup(g_getenv("PATH"));
	g_autoptr(GBytes) bytes = g_bytes_new_static("x", 1);
	g_autoptr(GError) error = NULL;
	g_setenv("PATH", "/nonexistent", TRUE);
	g_assert_false(report_send(bytes, NULL, "title", NULL, &error));
	g_setenv("PATH", path, TRUE);
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	assert_holds(error->message, "cups-client");
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "C.UTF-8");
	g_test_init(&argc, &argv, NULL);
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *build = g_build_filename(self, "..", "..", "..", NULL);
	g_setenv("OSG_LIBEXECDIR", build, FALSE);
	g_autofree char *canonical = g_canonicalize_filename(g_getenv("OSG_LIBEXECDIR"), NULL);
	g_setenv("OSG_LIBEXECDIR", canonical, TRUE);
	g_test_add_func("/report/text/expected", test_text_as_expected);
	g_test_add_func("/report/text/not-known", test_text_says_what_is_not_known);
	g_test_add_func("/report/text/highlights", test_text_highlights_first);
	g_test_add_func("/report/untrusted", test_untrusted_text_stays_text);
	g_test_add_func("/report/html/well-formed", test_html_well_formed);
	g_test_add_func("/report/pdf/reads-back", test_pdf_reads_back);
	g_test_add_func("/report/pdf/information", test_pdf_says_what_it_is);
	g_test_add_func("/report/pdf/structure", test_pdf_structure);
	g_test_add_func("/report/a-full-disk-leaves-no-half-file",
			test_a_full_disk_leaves_no_half_file);
	g_test_add_func("/report/pdf/missing-character", test_pdf_missing_character);
	g_test_add_func("/report/preview/pages-of-the-pdf", test_preview_has_the_pages_of_the_pdf);
	g_test_add_func("/report/preview/one-page", test_preview_of_one_page);
	g_test_add_func("/report/pdf/sound", test_pdf_sound);
	g_test_add_func("/report/same-bytes", test_same_bytes);
	g_test_add_func("/report/pack", test_pack);
	g_test_add_func("/report/pdf/program-missing", test_pdf_program_missing);
	g_test_add_func("/report/any-size", test_any_size);
	g_test_add_func("/report/map-no-finer-than-shared", test_map_no_finer_than_shared);
	g_test_add_func("/report/marked-weeks-on-paper", test_marked_weeks_on_paper);
	g_test_add_func("/report/empty-week", test_empty_week_says_so);
	g_test_add_func("/report/write", test_write);
	g_test_add_func("/report/write/reader-left", test_write_to_a_reader_that_left);
	g_test_add_func("/report/send/names", test_send_refuses_odd_names);
	g_test_add_func("/report/send/no-lp", test_send_without_lp);
	return g_test_run();
}
