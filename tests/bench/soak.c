/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forty participants at once: each runs the program to save an observation every two seconds, while
 * somebody leads the meeting on a terminal. Says how long a save took until it was acknowledged,
 * what was lost or doubled, who was shown that the database is locked, and what the meeting's
 * session takes of memory. soak OSG DATABASE [MINUTES [WRITERS]]. */
#include "config.h"

#include <fcntl.h>
#include <glib.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define EVERY 2.0 /* seconds */

struct told {
	double seconds;
	char id[40]; /* "" = refused */
	int locked;
};

static double now(void)
{
	return (double)g_get_monotonic_time() / G_USEC_PER_SEC;
}

/* One save, in a process of its own as over ssh. */
static struct told save(const char *osg, const char *db, int writer, int number)
{
	g_autofree char *text = g_strdup_printf("skribent %d rad %d", writer, number), *out = NULL,
			*err = NULL;
	const char *argv[] = {osg,       "--db",           db,       "add",  "--what", "BRA",
			      "--where", "visättraskolan", "--when", "igår", "--text", text,
			      NULL};
	struct told told = {.seconds = now()};
	int status = 0;

	g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &err, &status,
		     NULL);
	told.seconds = now() - told.seconds;
	if (status == 0 && out)
		g_strlcpy(told.id, g_strstrip(out), sizeof told.id);
	told.locked = err && (strstr(err, "in use") || strstr(err, "locked"));
	return told;
}

static void write_for(const char *osg, const char *db, int writer, double end, int out)
{
	double next = now() + g_random_double() * EVERY;

	for (int number = 0; now() < end; number++, next = MAX(next + EVERY, now())) {
		if (next > now())
			g_usleep((gulong)((next - now()) * G_USEC_PER_SEC));
		struct told told = save(osg, db, writer, number);
		if (write(out, &told, sizeof told) != sizeof told)
			break;
	}
	_exit(0);
}

/* The screens on a terminal of their own; their process. */
static pid_t meeting(const char *osg, const char *db, int *terminal)
{
	struct winsize size = {.ws_row = 40, .ws_col = 120};
	pid_t pid = forkpty(terminal, NULL, NULL, &size);

	if (pid == 0) {
		g_setenv("TERM", "xterm-256color", TRUE);
		execl(osg, osg, "--db", db, "meeting", NULL);
		_exit(127);
	}
	return pid;
}

/* KiB that are its own. */
static int private_memory(pid_t pid)
{
	g_autofree char *file = g_strdup_printf("/proc/%d/smaps_rollup", (int)pid), *text = NULL;
	g_auto(GStrv) lines = NULL;
	int sum = 0;

	if (!g_file_get_contents(file, &text, NULL, NULL))
		return -1;
	lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line; line++)
		if (g_str_has_prefix(*line, "Private_"))
			sum += atoi(strchr(*line, ':') + 1);
	return sum;
}

static int compare(gconstpointer a, gconstpointer b)
{
	const struct told *x = a, *y = b;

	return x->seconds < y->seconds ? -1 : x->seconds > y->seconds;
}

/* Texts of the writers in the export: how many, and how many stand twice. */
static void count_there(const char *osg, const char *db, GHashTable *ids, int *lost, int *doubled)
{
	g_autofree char *command =
		g_strdup_printf("%s --db %s export observations --format csv", osg, db);
	g_autofree char *out = NULL;
	g_autoptr(GHashTable) texts = g_hash_table_new(g_str_hash, g_str_equal);
	g_auto(GStrv) lines = NULL;

	*doubled = 0;
	if (!g_spawn_command_line_sync(command, &out, NULL, NULL, NULL))
		exit(1);
	lines = g_strsplit(out, "\n", -1);
	for (char **line = lines; *line; line++) {
		char *text = strstr(*line, "skribent ");

		if (!text)
			continue;
		(*line)[36] = '\0';
		g_hash_table_remove(ids, *line);
		text[strcspn(text, ",\"")] = '\0';
		*doubled += !g_hash_table_add(texts, text);
	}
	*lost = (int)g_hash_table_size(ids);
}

int main(int argc, char **argv)
{
	double minutes = argc > 3 ? g_ascii_strtod(argv[3], NULL) : 5, end;
	int writers = argc > 4 ? atoi(argv[4]) : 40, pipes[2], terminal, lost, doubled, locked = 0,
	    refused = 0, memory = -1;
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(struct told));
	g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct told told;
	char bytes[65536];
	pid_t screens;

	if (argc < 3 || pipe2(pipes, O_CLOEXEC) < 0)
		return 2;
	screens = meeting(argv[1], argv[2], &terminal);
	end = now() + minutes * 60;
	for (int w = 0; w < writers; w++)
		if (fork() == 0)
			write_for(argv[1], argv[2], w, end, pipes[1]);
	close(pipes[1]);
	if (fork() == 0) { /* somebody has to read what the screens say */
		while (read(terminal, bytes, sizeof bytes) > 0)
			;
		_exit(0);
	}
	while (read(pipes[0], &told, sizeof told) == sizeof told) {
		g_array_append_val(all, told);
		locked += told.locked;
		refused += !*told.id;
		if (*told.id)
			g_hash_table_add(ids, g_strdup(told.id));
		if (all->len % 100 == 1)
			memory = private_memory(screens);
	}
	kill(screens, SIGHUP);
	waitpid(screens, NULL, 0);
	count_there(argv[1], argv[2], ids, &lost, &doubled);
	g_array_sort(all, compare);
	if (all->len == 0)
		return 1;
	printf("%d writers, %.1f minutes, %u saves, %d refused\n", writers, minutes, all->len,
	       refused);
	printf("acknowledged after: median %.0f ms, 99th percentile %.0f ms, most %.0f ms\n",
	       g_array_index(all, struct told, all->len / 2).seconds * 1000,
	       g_array_index(all, struct told, all->len * 99 / 100).seconds * 1000,
	       g_array_index(all, struct told, all->len - 1).seconds * 1000);
	printf("lost %d, doubled %d, shown as locked %d; the meeting's session has %d KiB of its "
	       "own\n",
	       lost, doubled, locked, memory);
	return lost || doubled || locked || refused;
}
