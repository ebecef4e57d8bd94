/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real program on a real pseudo-terminal: bytes, colours, keys, resizes, signals, ways out. */
#include "config.h"

#include "vt.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static char *program, *folder, *database;

static char *run(const char *const *arguments)
{
	g_autoptr(GPtrArray) argv = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	char *output = NULL;
	int status;

	g_ptr_array_add(argv, program);
	g_ptr_array_add(argv, (char *)"--db");
	g_ptr_array_add(argv, database);
	for (; *arguments; arguments++)
		g_ptr_array_add(argv, (char *)*arguments);
	g_ptr_array_add(argv, NULL);
	g_spawn_sync(NULL, (char **)argv->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL,
		     &status, &error);
	g_assert_no_error(error);
	g_assert_true(g_spawn_check_wait_status(status, NULL));
	return output;
}

static struct vt *start(const char *option, const char *variable, int rows, int columns)
{
	const char *const argv[] = {program, "--db", database, option, NULL};
	const char *const environment[] = {"OSG_NOW=2024-10-08T08:31:00+02:00", variable, NULL};
	struct vt *vt = vt_open(argv, environment, rows, columns);

	vt_wait_text(vt, "OSG");
	vt_wait_text(vt, "? help");
	return vt;
}

static struct vt *start_usual(void)
{
	return start(NULL, NULL, 24, 80);
}

/* Ends it properly and looks whether the terminal is left as it was found. */
static void finish(struct vt *vt, int expected)
{
	g_assert_cmpint(vt_wait_exit(vt), ==, expected);
	g_assert_false(vt_alternate(vt));
	g_assert_true(vt_cursor_shown(vt));
	g_assert_nonnull(strstr(vt_raw(vt), "\033[?2004l"));
	vt_close(vt);
}

static void end(struct vt *vt)
{
	vt_send(vt, "\021");
	finish(vt, 0);
}

static void test_starts_and_ends(void)
{
	struct vt *vt = start_usual();

	g_assert_true(vt_alternate(vt));
	vt_wait_text(vt, "[2 Picture]");
	g_assert_nonnull(strstr(vt_raw(vt), "\033[?2004h"));
	end(vt);
}

static void test_every_frame_is_bracketed(void)
{
	struct vt *vt = start_usual();
	guint begins = 0, ends = 0;

	vt_key(vt, "3");
	vt_key(vt, "\033[B");
	for (const char *p = vt_raw(vt); (p = strstr(p, "\033[?2026h")); p++)
		begins++;
	for (const char *p = vt_raw(vt); (p = strstr(p, "\033[?2026l")); p++)
		ends++;
	g_assert_cmpuint(begins, ==, ends);
	g_assert_cmpuint(begins, >=, 3);
	end(vt);
}

static void test_selection_is_a_bar_and_a_sign(void)
{
	struct vt *vt = start_usual();
	int row, column;

	vt_key(vt, "3");
	g_assert_true(vt_find(vt, " > ", &row, &column));
	g_assert_true(vt_cell(vt, row, 0).reverse);
	g_assert_true(vt_cell(vt, row, 78).reverse);
	g_assert_false(vt_cell(vt, row + 1, 0).reverse);
	vt_key(vt, "\033[B");
	g_assert_cmpstr(vt_cell(vt, row + 1, 1).text, ==, ">");
	g_assert_cmpstr(vt_cell(vt, row, 1).text, ==, " ");
	end(vt);
}

static void test_colours(void)
{
	struct vt *vt = start_usual();
	int row, column;
	struct vt_look look;

	g_assert_true(vt_find(vt, "[2 Picture]", &row, &column));
	look = vt_cell(vt, row, column + 1);
	g_assert_true(look.bold && look.reverse);
	g_assert_cmpint(look.foreground, ==, -1);
	g_assert_cmpint(look.background, ==, -1);
	vt_key(vt, "z");
	vt_key(vt, "w");
	vt_send(vt, "nonsense\r");
	vt_wait_text(vt, "is no week");
	g_assert_true(vt_find(vt, "is no week", &row, &column));
	look = vt_cell(vt, row, column);
	g_assert_cmpint(look.foreground, ==, 15);
	g_assert_cmpint(look.background, ==, 1);
	end(vt);
}

static void check_no_colour(struct vt *vt)
{
	vt_key(vt, "w");
	vt_send(vt, "nonsense\r");
	vt_wait_text(vt, "is no week");
	for (int row = 0; row < 24; row++)
		for (int column = 0; column < 80; column++) {
			struct vt_look look = vt_cell(vt, row, column);

			g_assert_cmpint(look.foreground, ==, -1);
			g_assert_cmpint(look.background, ==, -1);
		}
	end(vt);
}

static void test_no_color(void)
{
	check_no_colour(start(NULL, "NO_COLOR=1", 24, 80));
}

static void test_mono(void)
{
	check_no_colour(start("--mono", NULL, 24, 80));
}

static void test_ascii(void)
{
	struct vt *vt = start("--ascii", NULL, 24, 80);
	g_autofree char *dump = NULL;

	vt_key(vt, "?");
	dump = vt_dump(vt);
	g_assert_null(strstr(dump, "─"));
	g_assert_nonnull(strstr(dump, "+-"));
	end(vt);
}

static void test_typing_any_letters(void)
{
	struct vt *vt = start_usual();
	int row, column;

	vt_key(vt, "w");
	vt_key(vt, "åäö ăé 日");
	vt_wait_text(vt, "åäö ăé 日");
	g_assert_true(vt_find(vt, "日", &row, &column));
	g_assert_cmpint(vt_cell(vt, row, column).width, ==, 2);
	vt_key(vt, "\177\177");
	vt_wait_gone(vt, "日");
	vt_wait_text(vt, "åäö ăé");
	vt_key(vt, "\033");
	vt_wait_gone(vt, "åäö ăé");
	end(vt);
}

static void test_keys_of_many_terminals(void)
{
	static const char *const helps[] = {"\033OP", "\033[11~", "\033[[A", "?"};
	static const char *const ends[] = {"\033[F", "\033OF", "\033[4~", "\033[8~"};
	static const char *const homes[] = {"\033[H", "\033OH", "\033[1~", "\033[7~"};
	struct vt *vt = start_usual();

	for (gsize i = 0; i < G_N_ELEMENTS(helps); i++) {
		vt_key(vt, helps[i]);
		vt_wait_text(vt, "Esc closes");
		vt_key(vt, "\033");
		vt_wait_gone(vt, "Esc closes");
	}
	vt_key(vt, "3");
	for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
		vt_key(vt, ends[i]);
		vt_wait_gone(vt, "  1 of ");
		vt_key(vt, homes[i]);
		vt_wait_text(vt, "  1 of ");
	}
	end(vt);
}

static void test_paste_is_text(void)
{
	struct vt *vt = start_usual();

	/* Commands in a paste stay letters: this would end the program. */
	vt_key(vt, "\033[200~3\021q\033[201~");
	vt_wait_text(vt, "Nothing was pasted");
	vt_key(vt, "w");
	vt_key(vt, "\033[200~2024-\nW38\033[201~");
	vt_wait_text(vt, "2024- W38");
	vt_key(vt, "\033");
	end(vt);
}

static void test_mouse(void)
{
	struct vt *vt = start_usual();
	int row, column;
	char click[32];

	g_assert_nonnull(strstr(vt_raw(vt), "1000h"));
	g_assert_true(vt_find(vt, "3 Observations", &row, &column));
	g_snprintf(click, sizeof click, "\033[<0;%d;%dM", column + 2, row + 1);
	vt_key(vt, click);
	vt_wait_text(vt, "[3 Observations]");
	vt_wait_text(vt, "  1 of ");
	vt_key(vt, "\033[<65;10;9M");
	vt_wait_text(vt, "  4 of ");
	end(vt);
}

static void test_sizes(void)
{
	static const int sizes[][2] = {{1, 1},     {5, 20},  {10, 40}, {67, 240},
				       {200, 400}, {2, 300}, {24, 80}};
	struct vt *vt = start_usual();

	vt_key(vt, "3");
	vt_key(vt, "\033[B");
	for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++)
		vt_resize(vt, sizes[i][0], sizes[i][1]);
	vt_wait_text(vt, "[3 Observations]");
	vt_wait_text(vt, "  2 of ");
	end(vt);
}

static void test_kernels_size_wins(void)
{
	struct vt *vt = start(NULL, "LINES=10", 24, 80);

	vt_resize(vt, 30, 100);
	vt_wait_text(vt, "? help");
	g_assert_cmpstr(vt_cell(vt, 29, 1).text, !=, " ");
	end(vt);
}

static void test_stop_and_continue(void)
{
	struct vt *vt = start_usual();

	vt_send(vt, "\032");
	vt_wait_stopped(vt);
	vt_listen(vt, 0);
	g_assert_false(vt_alternate(vt));
	vt_signal(vt, SIGCONT);
	vt_wait_frame(vt);
	vt_wait_text(vt, "[2 Picture]");
	g_assert_true(vt_alternate(vt));
	vt_key(vt, "3");
	vt_wait_text(vt, "[3 Observations]");
	vt_signal(vt, SIGTSTP);
	vt_wait_stopped(vt);
	vt_signal(vt, SIGCONT);
	vt_wait_frame(vt);
	vt_wait_text(vt, "[3 Observations]");
	end(vt);
}

/* Every signal that ends a program leaves the terminal as it was: finish looks. */
static void test_terminated(void)
{
	static const int numbers[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM};

	for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
		struct vt *vt = start_usual();

		vt_signal(vt, numbers[i]);
		finish(vt, 128 + numbers[i]);
	}
}

/* A file that may not grow is an error of one write, not the end of the session. */
static void test_a_file_size_limit_ends_nothing(void)
{
	struct vt *vt = start_usual();

	vt_signal(vt, SIGXFSZ);
	vt_key(vt, "3");
	vt_wait_text(vt, "[3 Observations]");
	end(vt);
}

/* y gives the sentence to the terminal's clipboard. */
static void test_copy(void)
{
	struct vt *vt = start_usual();

	vt_key(vt, "3");
	vt_wait_text(vt, "  1 of ");
	vt_key(vt, "y");
	vt_wait_text(vt, "Copied: ");
	g_assert_nonnull(strstr(vt_raw(vt), "\033]52;c;"));
	end(vt);
}

static void test_hang_up_ends_it(void)
{
	struct vt *vt = start_usual();

	vt_hang_up(vt);
	g_assert_cmpint(vt_wait_exit(vt), ==, 128 + SIGHUP);
	vt_close(vt);
}

static void test_crash_restores_the_terminal(void)
{
	struct vt *vt = start_usual();

	vt_signal(vt, SIGSEGV);
	finish(vt, 128 + SIGSEGV);
}

static void test_unusable_terminals_are_told(void)
{
	const char *const argv[] = {program, "--db", database, NULL};
	const char *const dumb[] = {"TERM=dumb", NULL};
	struct vt *vt = vt_open(argv, dumb, 24, 80);

	g_assert_cmpint(vt_wait_exit(vt), ==, 1);
	g_assert_nonnull(strstr(vt_raw(vt), "TERM=dumb"));
	vt_close(vt);
	vt = start(NULL, "TERM=no-such-terminal", 24, 80);
	vt_wait_text(vt, "[2 Picture]");
	end(vt);
}

static void test_other_locales(void)
{
	struct vt *vt = start(NULL, "LC_ALL=C", 24, 80);

	vt_wait_text(vt, "──────");
	end(vt);
	vt = start(NULL, "LC_ALL=sv_SE.ISO-8859-1", 24, 80);
	vt_wait_text(vt, "──────");
	end(vt);
}

static void test_idle_is_silent(void)
{
	struct vt *vt = start_usual();
	guint frames;

	vt_key(vt, "3");
	for (int i = 0; i < 30 && vt_listen(vt, 600) > 0; i++)
		; /* pictures of the weeks around come in from beside */
	frames = vt_frames(vt);
	g_assert_cmpuint(vt_listen(vt, 300), ==, 0);
	g_assert_cmpuint(vt_frames(vt), ==, frames);
	end(vt);
}

static int compare_sizes(gconstpointer a, gconstpointer b)
{
	gsize x = *(const gsize *)a, y = *(const gsize *)b;

	return (x > y) - (x < y);
}

/* The median of a few steps down, from key to frame, once nothing comes in from beside. */
static gsize bytes_of_a_step(int rows, int columns)
{
	struct vt *vt = start(NULL, NULL, rows, columns);
	gsize steps[9];

	vt_key(vt, "3");
	for (int i = 0; i < 30 && vt_listen(vt, 600) > 0; i++)
		; /* pictures of the weeks around come in from beside */
	for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
		gsize before = vt_bytes(vt);

		vt_key(vt, "\033[B");
		/* Two rows; details and count come when the selection rests. */
		steps[i] = vt_bytes(vt) - before;
		vt_listen(vt, 200);
	}
	end(vt);
	qsort(steps, G_N_ELEMENTS(steps), sizeof steps[0], compare_sizes);
	return steps[G_N_ELEMENTS(steps) / 2];
}

static void test_a_step_sends_little(void)
{
	gsize below = bytes_of_a_step(24, 80), beside = bytes_of_a_step(40, 120);

	g_test_message("%" G_GSIZE_FORMAT " bytes with the details below, %" G_GSIZE_FORMAT
		       " with them beside",
		       below, beside);
	/* Two rows of 79 cells, a bar that goes and one that comes, and the frame's bracket. */
	g_assert_cmpuint(below, <=, 210);
	g_assert_cmpuint(beside, <=, 200);
}

static void test_redraw(void)
{
	struct vt *vt = start_usual();
	g_autofree char *before = NULL, *after = NULL;

	vt_wait_text(vt, "* highlight"); /* the picture has come in, in a whole frame */
	before = vt_dump(vt);
	vt_key(vt, "\014");
	after = vt_dump(vt);
	g_assert_cmpstr(before, ==, after);
	end(vt);
}

static void test_change_by_another_program_appears(void)
{
	static const char *const add[] = {"--as",
					  "samordnare",
					  "add",
					  "--what",
					  "BRA",
					  "--where",
					  "Visättraskolan",
					  "--when",
					  "2024-10-04 21:15",
					  "--text",
					  "Zebrarand brinner",
					  NULL};
	struct vt *vt = start_usual();

	vt_key(vt, "3");
	vt_key(vt, "f");
	vt_send(vt, "zebrarand v40\r");
	vt_wait_text(vt, "0 of 0");
	g_free(run(add));
	vt_wait_text(vt, "1 of 1");
	vt_wait_text(vt, "Zebrarand");
	end(vt);
}

/* Pictures, where osg was built with what makes them. */
static gboolean makes_pictures(void)
{
	g_autofree char *beside = g_path_get_dirname(program);
	g_autofree char *typesetter = g_build_filename(beside, "osg-pdf", NULL);

	return g_file_test(typesetter, G_FILE_TEST_IS_EXECUTABLE);
}

static guint count_of(const char *bytes, const char *what)
{
	guint count = 0;

	for (const char *p = bytes; (p = strstr(p, what)); p++)
		count++;
	return count;
}

static void wait_for_bytes(struct vt *vt, gsize from, const char *bytes)
{
	while (!strstr(vt_raw(vt) + from, bytes))
		vt_wait_frame(vt);
}

/* A chart comes as cells, then as sixels upon them, whole but for the cursor's column, once: frames
 * in which it is the same send nothing of it, a step what the cursor left. */
static void test_sixels(void)
{
	struct vt *vt;
	gsize from;

	if (!makes_pictures()) {
		g_test_skip("built without osg-pdf");
		return;
	}
	vt = start(NULL, "OSG_GRAPHICS=sixel", 24, 80);
	vt_wait_text(vt, "rows more");
	g_assert_cmpuint(count_of(vt_raw(vt), "\033P"), ==, 0);
	vt_key(vt, "D");
	vt_wait_text(vt, "Esc closes");
	wait_for_bytes(vt, 0, "\033P0;1;0q\"1;1;");
	from = strlen(vt_raw(vt));
	g_assert_cmpuint(count_of(vt_raw(vt), "\033P"), ==, 2);
	g_assert_cmpuint(count_of(vt_raw(vt), "\033\\"), ==, 2);
	vt_key(vt, "y");
	vt_wait_text(vt, "Copied");
	g_assert_cmpuint(count_of(vt_raw(vt) + from, "\033P"), ==, 0);
	vt_key(vt, "\033[D");
	g_assert_cmpuint(count_of(vt_raw(vt) + from, "\033P"), ==, 1);
	g_assert_cmpuint(strlen(strstr(vt_raw(vt) + from, "\033P")), <, 1500);
	vt_key(vt, "\033");
	vt_key(vt, "4");
	from = strlen(vt_raw(vt));
	wait_for_bytes(vt, from, "\033P0;1;0q\"1;1;");
	end(vt);
}

static void test_no_pictures_unless_chosen(void)
{
	struct vt *vt = start_usual();

	vt_key(vt, "4");
	vt_wait_text(vt, "Hotspot");
	vt_listen(vt, 100);
	g_assert_cmpuint(count_of(vt_raw(vt), "\033P"), ==, 0);
	g_assert_cmpuint(count_of(vt_raw(vt), "\033_"), ==, 0);
	end(vt);
}

/* What kitty keeps is taken back before the shell comes. */
static void test_kitty(void)
{
	struct vt *vt;

	if (!makes_pictures()) {
		g_test_skip("built without osg-pdf");
		return;
	}
	vt = start(NULL, "OSG_GRAPHICS=kitty", 24, 80);
	vt_key(vt, "4");
	wait_for_bytes(vt, 0, "\033_Ga=p,i=7301,p=1,");
	vt_send(vt, "\021");
	g_assert_cmpint(vt_wait_exit(vt), ==, 0);
	g_assert_nonnull(strstr(strrchr(vt_raw(vt), '_'), "Ga=d,d=I,i=7301,q=2\033\\"));
	vt_close(vt);
}

int main(int argc, char **argv)
{
	static const char *const init[] = {"init", "--demo", "--scale", "0.25", NULL};
	int status;

	g_test_init(&argc, &argv, NULL);
	program = g_strdup(g_getenv("OSG_PROGRAM"));
	if (!program || !g_file_test(program, G_FILE_TEST_IS_EXECUTABLE)) {
		g_print("1..0 # SKIP OSG_PROGRAM names no program\n");
		return 0;
	}
	folder = g_dir_make_tmp("osg-tty-XXXXXX", NULL);
	database = g_build_filename(folder, "osg.db", NULL);
	g_free(run(init));
	g_test_add_func("/tty/starts-and-ends", test_starts_and_ends);
	g_test_add_func("/tty/every-frame-is-bracketed", test_every_frame_is_bracketed);
	g_test_add_func("/tty/selection-is-a-bar-and-a-sign", test_selection_is_a_bar_and_a_sign);
	g_test_add_func("/tty/colours", test_colours);
	g_test_add_func("/tty/no-color", test_no_color);
	g_test_add_func("/tty/mono", test_mono);
	g_test_add_func("/tty/ascii", test_ascii);
	g_test_add_func("/tty/typing-any-letters", test_typing_any_letters);
	g_test_add_func("/tty/keys-of-many-terminals", test_keys_of_many_terminals);
	g_test_add_func("/tty/paste-is-text", test_paste_is_text);
	g_test_add_func("/tty/mouse", test_mouse);
	g_test_add_func("/tty/sizes", test_sizes);
	g_test_add_func("/tty/kernels-size-wins", test_kernels_size_wins);
	g_test_add_func("/tty/stop-and-continue", test_stop_and_continue);
	g_test_add_func("/tty/terminated", test_terminated);
	g_test_add_func("/tty/a-file-size-limit-ends-nothing", test_a_file_size_limit_ends_nothing);
	g_test_add_func("/tty/copy", test_copy);
	g_test_add_func("/tty/hang-up-ends-it", test_hang_up_ends_it);
	g_test_add_func("/tty/crash-restores-the-terminal", test_crash_restores_the_terminal);
	g_test_add_func("/tty/unusable-terminals-are-told", test_unusable_terminals_are_told);
	g_test_add_func("/tty/other-locales", test_other_locales);
	g_test_add_func("/tty/idle-is-silent", test_idle_is_silent);
	g_test_add_func("/tty/a-step-sends-little", test_a_step_sends_little);
	g_test_add_func("/tty/redraw", test_redraw);
	g_test_add_func("/tty/change-by-another-program-appears",
			test_change_by_another_program_appears);
	g_test_add_func("/tty/sixels", test_sixels);
	g_test_add_func("/tty/no-pictures-unless-chosen", test_no_pictures_unless_chosen);
	g_test_add_func("/tty/kitty", test_kitty);
	status = g_test_run();
	g_unlink(database);
	g_rmdir(folder);
	g_free(folder);
	g_free(database);
	g_free(program);
	return status;
}
