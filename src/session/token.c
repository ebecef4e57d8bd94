/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether another session still runs: what it holds, such as a draft that is being typed, is given
 * to nobody else. A token names a session by its machine, its process, when that began, and its
 * number in the process. After a crash nothing has to be tidied up: the process is gone. */
#include "config.h"

#include "session/session_private.h"

#include <string.h>
#include <unistd.h>

static GMutex lock;
static GHashTable *running; /* tokens of this process; under the lock */
static guint serial;

/* Ticks from the machine's start to the process's, 0 = there is no such process or no way to know.
 */
static guint64 process_began(gint64 process)
{
	g_autofree char *file = g_strdup_printf("/proc/%" G_GINT64_FORMAT "/stat", process);
	g_autofree char *text = NULL;
	const char *p;

	if (!g_file_get_contents(file, &text, NULL, NULL))
		return 0;
	p = strrchr(text, ')'); /* ends the name, which may hold anything; 20 fields on it stands */
	for (int i = 0; p && i < 20; i++)
		p = strchr(p + 1, ' ');
	return p ? g_ascii_strtoull(p, NULL, 10) : 0;
}

char *token_new(void)
{
	char *token;

	g_mutex_lock(&lock);
	token = g_strdup_printf("%s %d %" G_GUINT64_FORMAT " %u", g_get_host_name(), (int)getpid(),
				process_began(getpid()), ++serial);
	if (!running)
		running = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_hash_table_add(running, g_strdup(token));
	g_mutex_unlock(&lock);
	return token;
}

void token_end(const char *token)
{
	g_mutex_lock(&lock);
	g_hash_table_remove(running, token);
	g_mutex_unlock(&lock);
}

static gboolean runs_here(const char *token)
{
	gboolean runs;

	g_mutex_lock(&lock);
	runs = running && g_hash_table_contains(running, token);
	g_mutex_unlock(&lock);
	return runs;
}

gboolean session_runs(const char *token)
{
	g_auto(GStrv) parts = g_strsplit(token ? token : "", " ", -1);
	gint64 process;
	guint64 began;

	if (g_strv_length(parts) != 4 || !g_str_equal(parts[0], g_get_host_name()))
		return FALSE;
	process = g_ascii_strtoll(parts[1], NULL, 10);
	began = g_ascii_strtoull(parts[2], NULL, 10);
	if (process == getpid() && began == process_began(process))
		return runs_here(token);
	return began && process_began(process) == began;
}

const char *session_token(const struct session *session)
{
	return session->token;
}
