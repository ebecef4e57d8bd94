/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs another program, without a shell. Its input stands in memory as a whole before it starts, so
 * that one that stops reading early can still say why. Its messages come back in English
 * (LC_ALL=C), so that they can be understood. */
#include "config.h"

#include "osg/run.h"

#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include "osg/error.h"
#include "osg/file.h"
#include "osg/outside.h"
#include "osg/text.h"

static gboolean write_all(int descriptor, GBytes *bytes)
{
	gsize left;
	const char *at = g_bytes_get_data(bytes, &left);
	while (left) {
		gssize done = write(descriptor, at, left);
		if (done < 0 && errno != EINTR)
			return FALSE;
		at += MAX(done, 0);
		left -= (gsize)MAX(done, 0);
	}
	return TRUE;
}

/* A descriptor that reads bytes from their beginning; -1 when memory or descriptors are used up. */
static int readable(GBytes *bytes)
{
	int descriptor = memfd_create("osg", MFD_CLOEXEC);
	if (descriptor >= 0 && write_all(descriptor, bytes) && lseek(descriptor, 0, SEEK_SET) == 0)
		return descriptor;
	if (descriptor >= 0)
		close(descriptor);
	return -1;
}

static GSubprocess *start(const char *const *argv, int take_input, GError **error)
{
	g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new(
		G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);

	if (take_input >= 0)
		g_subprocess_launcher_take_stdin_fd(launcher, take_input);
	g_subprocess_launcher_setenv(launcher, "LC_ALL", "C", TRUE);
	return g_subprocess_launcher_spawnv(launcher, argv, error);
}

static GSubprocess *start_with(const char *const *argv, GBytes *in, GError **error)
{
	int input = in ? readable(in) : -1;

	if (!in || input >= 0)
		return start(argv, input, error);
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, "%s: %s", argv[0], file_why(errno));
	return NULL;
}

/* What the program wrote to its standard error. */
static char *words_of(GBytes *complaint)
{
	gsize size = 0;
	const char *said = complaint ? g_bytes_get_data(complaint, &size) : NULL;
	g_autofree char *words = text_clean(said ? said : "", (gssize)size, FALSE);
	return g_strdup(*words ? words : _("it ended without a word"));
}

/* Takes what it answers until it ends. */
static gboolean listen_to(GSubprocess *process, const char *program, GBytes **out, char **said,
			  GError **error)
{
	g_autoptr(GBytes) answer = NULL, complaint = NULL;
	if (!g_subprocess_communicate(process, NULL, NULL, &answer, &complaint, error))
		return FALSE;
	if (!g_subprocess_get_successful(process)) {
		g_autofree char *words = words_of(complaint);
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, "%s: %s", program, words);
		return FALSE;
	}
	if (out)
		*out = g_steal_pointer(&answer);
	if (said) {
		gsize size = 0;
		const char *words = complaint ? g_bytes_get_data(complaint, &size) : NULL;
		*said = text_clean(words ? words : "", (gssize)size, TRUE);
	}
	return TRUE;
}

gboolean run_program(const char *const *argv, GBytes *in, GBytes **out, char **said, GError **error)
{
	g_autoptr(GSubprocess) process =
		outside_program(argv[0], error) ? start_with(argv, in, error) : NULL;
	return process && listen_to(process, argv[0], out, said, error);
}

/* started ahead */

struct running {
	GSubprocess *process;
	char *program;
	int input; /* it reads the other end */
	GBytes *in;
};

struct running *run_begin(const char *const *argv, GError **error)
{
	int ends[2];
	GSubprocess *process;
	struct running *running;

	if (!outside_program(argv[0], error) || !g_unix_open_pipe(ends, FD_CLOEXEC, error))
		return NULL;
	process = start(argv, ends[0], error);
	if (!process) {
		close(ends[1]);
		return NULL;
	}
	running = g_new(struct running, 1);
	*running = (struct running){process, g_strdup(argv[0]), ends[1], NULL};
	return running;
}

/* On a thread of its own, for it may answer while it reads; one that has ended early says why
 * itself. */
static gpointer give(gpointer data)
{
	struct running *running = data;
	sigset_t pipes;

	sigemptyset(&pipes);
	sigaddset(&pipes, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &pipes, NULL);
	if (running->in)
		write_all(running->input, running->in);
	close(running->input);
	return NULL;
}

gboolean run_end(struct running *take, GBytes *in, GBytes **out, char **said, GError **error)
{
	take->in = in;
	GThread *giver = g_thread_new("give", give, take);
	gboolean fine = in ? listen_to(take->process, take->program, out, said, error)
			   : g_subprocess_wait(take->process, NULL, NULL);

	g_thread_join(giver);
	g_object_unref(take->process);
	g_free(take->program);
	g_free(take);
	return fine;
}
