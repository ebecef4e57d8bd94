/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's own files, settings and what was run, where they cannot be read or written: it is said
 * in the user's language, and nothing ends. */
#include "config.h"

#include "vt.h"

#include <glib/gstdio.h>
#include <string.h>

#include "../folder.h"

static char *program, *folder, *database;

static struct vt *start(void)
{
	g_autofree char *config = g_strconcat("XDG_CONFIG_HOME=", folder, "/config", NULL),
			*state = g_strconcat("XDG_STATE_HOME=", folder, "/state", NULL);
	const char *const argv[] = {program, "--db", database, NULL};
	const char *const environment[] = {"OSG_LANG=sv", config, state, NULL};
	struct vt *vt = vt_open(argv, environment, 24, 200);

	vt_wait_text(vt, "? hjälp");
	return vt;
}

static void end(struct vt *vt)
{
	vt_send(vt, "\021");
	g_assert_cmpint(vt_wait_exit(vt), ==, 0);
	vt_close(vt);
}

static void settings_are(const char *text)
{
	g_autofree char *config = g_build_filename(folder, "config", "osg", NULL),
			*file = g_build_filename(config, "settings.ini", NULL);

	folder_remove(config);
	g_assert_cmpint(g_mkdir_with_parents(text ? config : file, 0700), ==, 0);
	if (text)
		g_assert_true(g_file_set_contents(file, text, -1, NULL));
}

/* They were read before the language was known, and complained about in English. */
static void test_settings(void)
{
	struct vt *vt;

	settings_are("[screen]\nlila=1\n");
	vt = start();
	vt_wait_text(vt, "det finns ingen inställning ”lila” i [screen].");
	end(vt);
	settings_are(NULL);
	vt = start();
	vt_wait_text(vt, "kunde inte läsas: det är en mapp");
	end(vt);
}

static void test_history(void)
{
	g_autofree char *history = g_build_filename(folder, "state", "osg", "history", NULL);
	struct vt *vt;

	settings_are("");
	g_assert_cmpint(g_mkdir_with_parents(history, 0700), ==, 0);
	vt = start();
	vt_key(vt, ":");
	vt_send(vt, "karta\r");
	vt_wait_text(vt, "[4 Karta]");
	end(vt);
	g_assert_true(g_file_test(history, G_FILE_TEST_IS_DIR));
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
	folder = g_dir_make_tmp("osg-own-XXXXXX", NULL);
	database = g_build_filename(folder, "osg.db", NULL);
	{
		const char *const init[] = {program, "--db", database, "init", NULL};

		g_assert_true(g_spawn_sync(NULL, (char **)init, NULL, G_SPAWN_STDOUT_TO_DEV_NULL,
					   NULL, NULL, NULL, NULL, &status, NULL));
		g_assert_cmpint(status, ==, 0);
	}
	g_test_add_func("/own-files/settings", test_settings);
	g_test_add_func("/own-files/history", test_history);
	status = g_test_run();
	folder_remove(folder);
	g_free(folder);
	g_free(database);
	g_free(program);
	return status;
}
