/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs another program, without a shell. Its messages come back in English (LC_ALL=C), so that they can be understood;
 * a program that stops reading is an error of its own, not a signal that ends ours. */
#include "config.h"

#include <signal.h>

#include "osg/error.h"
#include "osg/text.h"
#include "report/run.h"

static gboolean communicate(GSubprocess *process, GBytes *in, GBytes **out, GBytes **complaint, GError **error)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
	g_autoptr(GBytes) input = in ? g_bytes_ref(in) : g_bytes_new(NULL, 0);
	sigaction(SIGPIPE, &ignore, &before);
	gboolean done = g_subprocess_communicate(process, input, NULL, out, complaint, error);
	sigaction(SIGPIPE, &before, NULL);
	return done;
}

gboolean run_program(const char *const *argv, GBytes *in, GBytes **out, GError **error)
{
	g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new(
		G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
	g_subprocess_launcher_setenv(launcher, "LC_ALL", "C", TRUE);
	g_autoptr(GSubprocess) process = g_subprocess_launcher_spawnv(launcher, argv, error);
	g_autoptr(GBytes) answer = NULL, complaint = NULL;
	g_autoptr(GError) broken = NULL;
	if (!process)
		return FALSE;
	gboolean told = communicate(process, in, &answer, &complaint, &broken);
	g_subprocess_wait(process, NULL, NULL);
	if (!told || !g_subprocess_get_successful(process)) {
		g_autofree char *words = complaint ? text_clean(g_bytes_get_data(complaint, NULL),
								(gssize)g_bytes_get_size(complaint), FALSE)
						   : NULL;
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, "%s: %s", argv[0],
			    words && *words ? words
			    : broken        ? broken->message
					    : _("it ended without a word"));
		return FALSE;
	}
	if (out)
		*out = g_steal_pointer(&answer);
	return TRUE;
}
