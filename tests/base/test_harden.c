/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a process can no longer do once it has given it up, and what it still can. */
#include "config.h"

#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "osg/harden.h"

/* Bits of what went through although it should not, or the other way round. */
static int attempts(const char *folder, const char *outside)
{
	g_autofree char *database = g_build_filename(folder, "osg.db", NULL),
			*inside = g_build_filename(folder, "osg.db-wal", NULL);
	guint held = harden_screens(database);
	int wrong = 0;

	if (held & HARDEN_FILES) {
		wrong |= g_open(outside, O_WRONLY, 0) >= 0 ? 1 : 0;
		wrong |= g_open(outside, O_RDONLY, 0) >= 0 ? 2 : 0;
	}
	if (held & HARDEN_PROGRAMS) {
		wrong |= socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 4 : 0;
		execl("/bin/sh", "sh", "-c", "exit 8", NULL); /* ends with 8 if it may */
	}
	wrong |= g_open(inside, O_CREAT | O_RDWR, 0600) < 0 ? 16 : 0;
	wrong |= g_open("/usr", O_RDONLY | O_DIRECTORY, 0) < 0 ? 32 : 0;
	return wrong;
}

static void test_screens(void)
{
	g_autofree char *folder = g_dir_make_tmp("osg-harden-XXXXXX", NULL),
			*other = g_dir_make_tmp("osg-other-XXXXXX", NULL),
			*outside = g_build_filename(other, "secret", NULL),
			*inside = g_build_filename(folder, "osg.db-wal", NULL);
	int status;
	pid_t child;

	g_assert_true(g_file_set_contents(outside, "secret", -1, NULL));
	child = fork();
	if (child == 0)
		_exit(attempts(folder, outside));
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_true(WIFEXITED(status));
	g_assert_cmpint(WEXITSTATUS(status), ==, 0);
	/* what one process gave up, this one still has */
	g_assert_cmpint(g_open(outside, O_RDONLY, 0), >=, 0);
	g_unlink(inside);
	g_unlink(outside);
	g_rmdir(folder);
	g_rmdir(other);
}

static void test_available(void)
{
	guint held = harden_available("osg.db");

	g_assert_cmpuint(held & HARDEN_PRIVILEGES, ==, HARDEN_PRIVILEGES);
	if (!(held & HARDEN_FILES) || !(held & HARDEN_PROGRAMS))
		g_test_skip("this kernel lacks Landlock or seccomp: they are not tested");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/harden/screens", test_screens);
	g_test_add_func("/harden/available", test_available);
	return g_test_run();
}
