/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Golden frames: every screen at 80x24, three of them larger too, as text, as styles in colour and
 * as attributes without colour, in both languages, compared with tests/screens/golden. `make
 * golden` writes them anew; the difference is reviewed as any other. */
#include "config.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>

#include "ui_fixture.h"
#include "fixture.h"
#include "ui/screen.h"

/* Frames beside the screens as they open: keys pressed on a screen. */
static const struct {
	const char *name, *screen, *keys;
	gboolean plain;
	int width, height; /* 0 = 80x24 */
	gboolean outlined; /* the areas have outlines */
} more[] = {
	{"meeting-opened", "meeting", "Enter", FALSE},
	{"meeting-picture", "meeting", "Enter PgDn PgDn PgDn", FALSE},
	{"meeting-decide", "meeting", "Enter PgDn PgDn PgDn b", FALSE},
	{"meeting-120x40", "meeting", "Enter PgDn PgDn PgDn", FALSE, 120, 40},
	{"meeting-240x67", "meeting", "Enter PgDn PgDn PgDn", FALSE, 240, 67},
	{"picture-all", "picture", "v", FALSE},
	{"picture-why", "picture", "Enter", FALSE},
	{"picture-plain", "picture", "", TRUE},
	{"picture-chart", "picture", "D", FALSE},
	{"picture-chart-hours", "picture", "D Tab Tab Tab", FALSE},
	{"picture-chart-plain", "picture", "D Tab", TRUE},
	{"observations-search", "observations", "/ b r a", FALSE},
	{"observations-marked", "observations", "Space Space", FALSE},
	{"observations-filter", "observations", "f", FALSE},
	{"observations-open", "observations", "Enter", FALSE},
	{"help", "observations", "?", FALSE},
	{"palette", "observations", ":", FALSE},
	{"unknown-key", "observations", "z", FALSE},
	{"picture-120x40", "picture", "", FALSE, 120, 40},
	{"picture-240x67", "picture", "", FALSE, 240, 67},
	{"observations-120x40", "observations", "", FALSE, 120, 40},
	{"observations-240x67", "observations", "", FALSE, 240, 67},
	{"hotspots-120x40", "hotspots", "", FALSE, 120, 40},
	{"hotspots-240x67", "hotspots", "", FALSE, 240, 67},
	{"map-dots", "map", "", FALSE, 80, 24, TRUE},
	{"map-density", "map", "v t", FALSE, 80, 24, TRUE},
	{"map-counts", "map", "v v", FALSE, 80, 24, TRUE},
	{"map-near", "map", "+ + + Right Right", FALSE, 80, 24, TRUE},
	{"map-plain", "map", "", TRUE, 80, 24, TRUE},
	{"map-beside", "map", "s v", FALSE, 80, 24, TRUE},
	{"map-difference", "map", "s v v v", FALSE, 80, 24, TRUE},
	{"map-beside-120x40", "map", "t s v v", FALSE, 120, 40, TRUE},
	{"map-120x40", "map", "", FALSE, 120, 40, TRUE},
	{"map-240x67", "map", "", FALSE, 240, 67, TRUE},
};

/* The language of this program and of what it reads from the database. */
static gboolean speak(gboolean english)
{
	const char *catalogues = g_getenv("OSG_LOCALEDIR");
	g_autofree char *swedish = g_build_filename(catalogues ? catalogues : LOCALEDIR, "sv",
						    "LC_MESSAGES", PACKAGE ".mo", NULL);

	if (!english && !g_file_test(swedish, G_FILE_TEST_EXISTS))
		return FALSE;
	setenv("LANGUAGE", english ? "en" : "sv", TRUE); /* no thread runs now */
	setlocale(LC_ALL, "C.UTF-8");
	bindtextdomain(PACKAGE, catalogues ? catalogues : LOCALEDIR);
	bind_textdomain_codeset(PACKAGE, "UTF-8");
	textdomain(PACKAGE);
	return TRUE;
}

/* One letter a cell: what is left of a style without colour. */
static char mono_letter(enum style style)
{
	static const char letters[8] = {
		[0] = '.',
		[LOOK_BOLD] = 'b',
		[LOOK_UNDERLINE] = 'u',
		[LOOK_REVERSE] = 'r',
		[LOOK_BOLD | LOOK_UNDERLINE] = 'U',
		[LOOK_BOLD | LOOK_REVERSE] = 'R',
		[LOOK_UNDERLINE | LOOK_REVERSE] = 'v',
		[LOOK_BOLD | LOOK_UNDERLINE | LOOK_REVERSE] = 'V',
	};

	return letters[theme_look(THEME_MONO, style)->attributes & 7];
}

static void append_mono(const struct surface *s, GString *out)
{
	for (int y = 0; y < s->height; y++) {
		for (int x = 0; x < s->width; x++)
			g_string_append_c(out, mono_letter(s->cells[y * s->width + x].style));
		g_string_append_c(out, '\n');
	}
}

/* "b strong  i match": the letters of surface_dump_styles that stand in this frame. */
static void append_legend(const struct surface *s, GString *out)
{
	gboolean used[STYLE_COUNT] = {FALSE};

	for (int i = 0; i < s->width * s->height; i++)
		used[s->cells[i].style] = TRUE;
	g_string_append(out, "== styles");
	for (int style = 0; style < STYLE_COUNT; style++)
		if (used[style] && style != STYLE_TEXT)
			g_string_append_printf(out, "  %c %s", 'a' + style, style_name(style));
	g_string_append_c(out, '\n');
}

static char *frame_text(const struct surface *s)
{
	g_autofree char *text = surface_dump(s), *styles = surface_dump_styles(s);
	GString *out = g_string_new(text);

	append_legend(s, out);
	g_string_append(out, styles);
	g_string_append(out, "== without colour  b bold  u underlined  r reversed\n");
	append_mono(s, out);
	if (s->cursor_shown)
		g_string_append_printf(out, "== cursor %d,%d\n", s->cursor_x, s->cursor_y);
	return g_string_free(out, FALSE);
}

static void say_difference(const char *file, const char *expected, const char *found)
{
	g_auto(GStrv) want = g_strsplit(expected, "\n", -1), have = g_strsplit(found, "\n", -1);
	guint want_count = g_strv_length(want), have_count = g_strv_length(have);

	for (guint i = 0; i < MAX(want_count, have_count); i++) {
		const char *w = i < want_count ? want[i] : "", *h = i < have_count ? have[i] : "";

		if (strcmp(w, h) != 0)
			g_test_message("%s:%u\n-%s\n+%s", file, i + 1, w, h);
	}
	g_test_message("%s is another frame. If it should be: make golden, and look at the diff.",
		       file);
	g_test_fail();
}

static void check_golden(const char *found, const char *name, gboolean english)
{
	g_autofree char *file_name = g_strconcat(name, english ? ".en.txt" : ".sv.txt", NULL);
	g_autofree char *file =
		g_build_filename(g_test_get_dir(G_TEST_DIST), "screens", "golden", file_name, NULL);
	g_autofree char *expected = NULL;
	g_autoptr(GError) error = NULL;

	if (g_getenv("OSG_GOLDEN_WRITE")) {
		g_file_set_contents(file, found, -1, &error);
		g_assert_no_error(error);
		return;
	}
	if (!g_file_get_contents(file, &expected, NULL, NULL))
		expected = g_strdup("");
	if (strcmp(expected, found) != 0)
		say_difference(file_name, expected, found);
}

static void check_frame(const char *name, const char *screen, const char *keys, gboolean plain,
			int width, int height, gboolean outlined, gboolean english)
{
	const struct ui_options options = {.plain = plain, .ascii = plain};
	g_autofree char *found = NULL;
	struct ui_fixture f;

	fixture_begin(300);
	if (outlined)
		fixture_draw_areas();
	f.session = fixture_session("samordnare", english);
	f.ui = ui_new(f.session, NULL, &options);
	f.s = surface_new(width ? width : 80, height ? height : 24);
	ui_open(f.ui, screen, NULL);
	ui_settle(f.ui);
	press(&f, keys);
	found = frame_text(f.s);
	check_golden(found, name, english);
	fixture_close(&f);
}

/* Users' days: what each presses, and every frame on the way. Those of the demo municipality see a
 * year of meetings, groups, measures and a programme. */
struct golden_walk {
	const char *name, *handle, *screen;
	const char *steps[32]; /* keys, or after a ' a text that is typed */
};

static const struct golden_walk walks[] = {
	{"walk-participant",
	 "huge",
	 "observations",
	 {"a", "'bra", "Tab", "'vis", "Tab", "'i natt", "Tab",
	  "'Brinnande soptunna på gården, släckt.", "^S", "'sk", "Tab", "'vis", "Tab",
	  "'Rutor krossade.", "^S", "Esc", "Enter", "Esc", "2"}},
	{"walk-coordinator",
	 "samordnare",
	 "picture",
	 {"r",     "Enter", "Esc",       "Esc",
	  "Enter", "Esc",   "Tab Right", "Enter",
	  "Esc",   "Esc",   "l",         "'Bränder vid Visättraskolan.",
	  "^S",    "5",     "d",         "'Vägarbete, klart v.42",
	  "Enter", "2",     "S",         "Enter"}},
	{"walk-chair",
	 "samordnare",
	 "meeting",
	 {"Enter", "PgDn", "PgDn", "PgDn", "H", "H", "b", "Esc", "PgDn", "2", "V", "5", "Enter",
	  "Esc", "6", "8", "1"}},
};

static const struct golden_walk demo_walk = {
	"demo", "ordforande", "meeting", {"Enter", "PgDn", "PgDn", "PgDn",  "PgDn",  "PgDn", "PgDn",
					  "PgDn",  "PgDn", "6",    "Enter", "Tab",   "Tab",  "Tab",
					  "Tab",   "Esc",  "7",    "v",     "Enter", "Esc",  "9",
					  "Tab",   "Tab",  "Tab",  "Tab",   "Tab",   "Tab"}};

/* Takes the session. */
static void walk(const struct golden_walk *w, struct session *session, int width, int height,
		 gboolean english)
{
	const struct ui_options options = {0};
	g_autoptr(GString) frames = g_string_new(NULL);
	g_autofree char *name = g_strdup_printf("%s-%dx%d", w->name, width, height);
	struct ui_fixture f = {.session = session};

	f.ui = ui_new(f.session, NULL, &options);
	f.s = surface_new(width, height);
	ui_open(f.ui, w->screen, NULL);
	press(&f, "");
	for (gsize i = 0; i <= G_N_ELEMENTS(w->steps); i++) {
		g_autofree char *frame = surface_dump(f.s);
		const char *step = i < G_N_ELEMENTS(w->steps) ? w->steps[i] : NULL;

		g_string_append(frames, frame);
		if (!step)
			break;
		g_string_append_printf(frames, "==== %s\n", step);
		if (*step == '\'')
			type(&f, step + 1);
		press(&f, *step == '\'' ? "" : step);
	}
	check_golden(frames->str, name, english);
	fixture_close(&f);
}

static const int sizes[][2] = {{80, 24}, {120, 40}, {240, 67}};

/* The trial's three users at three sizes, in their language. */
static void test_walks(void)
{
	if (!speak(FALSE)) {
		g_test_skip("the Swedish catalogue is not made");
		return;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(walks); i++)
		for (gsize size = 0; size < G_N_ELEMENTS(sizes); size++) {
			fixture_begin(300);
			walk(&walks[i], fixture_session(walks[i].handle, FALSE), sizes[size][0],
			     sizes[size][1], FALSE);
		}
	speak(TRUE);
}

/* The demo's last Tuesday, at nine. */
static gint64 demo_now(void)
{
	return 1735632000;
}

static struct session *demo_session(const char *file, gboolean english)
{
	const struct session_options options = {.file = file,
						.as = demo_walk.handle,
						.door = DOOR_SCREEN,
						.now = demo_now,
						.english = english};
	g_autoptr(GError) error = NULL;
	struct session *session = session_open(&options, &error);

	g_assert_no_error(error);
	return session;
}

/* Each walk on a copy: it opens the meeting. */
static void test_demo(void)
{
	static const struct {
		gboolean english;
		int width, height;
	} seen[] = {{FALSE, 80, 24}, {FALSE, 120, 40}, {FALSE, 240, 67}, {TRUE, 80, 24}};
	const struct demo_options demo = {.seed = 20200129, .scale = 1, .now = demo_now()};
	g_autofree char *folder = g_dir_make_tmp("osg-golden-XXXXXX", NULL);
	g_autofree char *made = g_build_filename(folder, "made.db", NULL),
			*copy = g_build_filename(folder, "copy.db", NULL), *data = NULL;
	g_autoptr(GError) error = NULL;
	gsize length;

	app_init_demo(made, &demo, &error);
	g_assert_no_error(error);
	g_file_get_contents(made, &data, &length, &error);
	g_assert_no_error(error);
	for (gsize i = 0; i < G_N_ELEMENTS(seen) && speak(seen[i].english); i++) {
		g_file_set_contents(copy, data, (gssize)length, &error);
		g_assert_no_error(error);
		walk(&demo_walk, demo_session(copy, seen[i].english), seen[i].width, seen[i].height,
		     seen[i].english);
		g_unlink(copy);
	}
	g_unlink(made);
	g_rmdir(folder);
	speak(TRUE);
}

static void check_all(gboolean english)
{
	if (!speak(english)) {
		g_test_skip("the Swedish catalogue is not made");
		return;
	}
	for (int i = 0; screens[i]; i++)
		check_frame(screens[i]->id, screens[i]->id, "", FALSE, 0, 0, FALSE, english);
	for (gsize i = 0; i < G_N_ELEMENTS(more); i++)
		check_frame(more[i].name, more[i].screen, more[i].keys, more[i].plain,
			    more[i].width, more[i].height, more[i].outlined, english);
	speak(TRUE);
}

static void test_english(void)
{
	check_all(TRUE);
}

static void test_swedish(void)
{
	check_all(FALSE);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL); /* nobody's own mappings */
	g_setenv("OSG_LIBEXECDIR", "/nonexistent", TRUE); /* where pages end is the fonts' affair */
	g_test_add_func("/golden/english", test_english);
	g_test_add_func("/golden/swedish", test_swedish);
	g_test_add_func("/golden/walks", test_walks);
	g_test_add_func("/golden/demo", test_demo);
	return g_test_run();
}
