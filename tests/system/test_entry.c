/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A participant at the keyboard, on a real pseudo-terminal: one observation in six keystrokes and a
 * sentence, and what was typed when the line drops, the program is killed or the window closes.
 * Asks the database, through osg list, what became of it. */
#include "config.h"

#include "../tty/vt.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define NOW "OSG_NOW=2024-10-08T08:31:00+02:00"

static char *program, *folder, *database;

static char *run(const char *first, const char *second, const char *third)
{
	const char *const argv[] = {program, "--db", database, first, second, third, NULL};
	g_autoptr(GError) error = NULL;
	char *output = NULL;
	int status;

	g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status,
		     &error);
	g_assert_no_error(error);
	g_assert_true(g_spawn_check_wait_status(status, NULL));
	return output;
}

/* How many observations of any week carry these words. */
static guint stored(const char *words)
{
	g_autofree char *filter = g_strdup_printf("\"%s\" alla", words);
	g_autofree char *out = run("list", filter, "--csv");
	g_auto(GStrv) lines = g_strsplit(g_strchomp(out), "\n", -1);

	return g_strv_length(lines) - 1;
}

static struct vt *start(void)
{
	const char *const argv[] = {program, "--db", database, NULL};
	const char *const environment[] = {NOW, NULL};
	struct vt *vt = vt_open(argv, environment, 24, 80);

	vt_wait_text(vt, "? help");
	return vt;
}

static struct vt *start_form(void)
{
	struct vt *vt = start();

	vt_key(vt, "a");
	vt_wait_text(vt, "New observation");
	return vt;
}

static void end(struct vt *vt)
{
	vt_send(vt, "\021");
	g_assert_cmpint(vt_wait_exit(vt), ==, 0);
	vt_close(vt);
}

/* Category and place: a few letters and Tab. */
static void type_what_and_where(struct vt *vt)
{
	vt_send(vt, "br\t");
	vt_wait_text(vt, "BRA");
	vt_send(vt, "visk\t");
	vt_wait_text(vt, "Flemingsberg");
}

static void type_one(struct vt *vt, const char *sentence)
{
	type_what_and_where(vt);
	vt_send(vt, "ig\303\245r 22\t");
	vt_wait_text(vt, "7 Oct 22:00");
	vt_send(vt, sentence);
	vt_wait_text(vt, sentence);
}

static void save(struct vt *vt)
{
	vt_send(vt, "\023");
	vt_wait_text(vt, "Saved");
}

static void test_one_after_another(void)
{
	struct vt *vt = start_form();

	type_one(vt, "Brinnande papperskorg ett");
	save(vt);
	vt_wait_gone(vt, "Brinnande papperskorg ett");
	type_what_and_where(vt); /* the time carries on */
	vt_send(vt, "Brinnande papperskorg tv\303\245");
	vt_wait_text(vt, "Brinnande papperskorg tv\303\245");
	save(vt);
	end(vt);
	g_assert_cmpuint(stored("brinnande papperskorg"), ==, 2);
}

/* The draft is there in the next session, is saved once, and is then gone. */
static void take_up(const char *sentence)
{
	struct vt *vt = start_form();

	g_assert_cmpuint(stored(sentence), ==, 0);
	vt_wait_text(vt, "draft is still here");
	vt_wait_text(vt, sentence);
	vt_wait_text(vt, "7 Oct 22:00");
	save(vt);
	end(vt);
	g_assert_cmpuint(stored(sentence), ==, 1);
	vt = start_form();
	vt_wait_text(vt, "Where *");
	end(vt);
}

static void test_hang_up(void)
{
	struct vt *vt = start_form();

	type_one(vt, "Linjen bryts mitt i");
	vt_hang_up(vt);
	g_assert_cmpint(vt_wait_exit(vt), ==, 128 + SIGHUP);
	vt_close(vt);
	take_up("Linjen bryts mitt i");
}

static void test_terminated(void)
{
	struct vt *vt = start_form();

	type_one(vt, "Datorn startas om");
	vt_signal(vt, SIGTERM);
	g_assert_cmpint(vt_wait_exit(vt), ==, 128 + SIGTERM);
	vt_close(vt);
	take_up("Datorn startas om");
}

static void test_killed_after_a_pause(void)
{
	struct vt *vt = start_form();

	type_one(vt, "Programmet d\303\266r");
	vt_wait_text(vt, "Draft kept");
	vt_signal(vt, SIGKILL);
	g_assert_cmpint(vt_wait_exit(vt), ==, 128 + SIGKILL);
	vt_close(vt);
	take_up("Programmet d\303\266r");
}

/* Too small to show anything, it still holds what was typed. */
static void test_tiny_window(void)
{
	struct vt *vt = start_form();

	type_one(vt, "Ett litet f\303\266nster");
	vt_wait_text(vt, "Draft kept");
	vt_resize(vt, 1, 1);
	vt_resize(vt, 24, 80);
	vt_wait_text(vt, "Ett litet f\303\266nster");
	save(vt);
	end(vt);
	g_assert_cmpuint(stored("Ett litet f\303\266nster"), ==, 1);
}

int main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	program = g_strdup(g_getenv("OSG_PROGRAM"));
	if (!program || !g_file_test(program, G_FILE_TEST_IS_EXECUTABLE)) {
		g_print("1..0 # SKIP OSG_PROGRAM names no program\n");
		return 0;
	}
	folder = g_dir_make_tmp("osg-entry-XXXXXX", NULL);
	database = g_build_filename(folder, "osg.db", NULL);
	g_free(run("init", "--demo", "--scale=0.25"));
	g_test_add_func("/entry/one-after-another", test_one_after_another);
	g_test_add_func("/entry/hang-up", test_hang_up);
	g_test_add_func("/entry/terminated", test_terminated);
	g_test_add_func("/entry/killed-after-a-pause", test_killed_after_a_pause);
	g_test_add_func("/entry/tiny-window", test_tiny_window);
	status = g_test_run();
	g_unlink(database);
	g_rmdir(folder);
	g_free(folder);
	g_free(database);
	g_free(program);
	return status;
}
