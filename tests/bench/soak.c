/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forty participants at once save an observation every two seconds each, while somebody leads the
 * meeting on a terminal: at a form that stays open, where every sentence is a draft first, or by a
 * command for each. Says how long a save took until it was acknowledged, what was lost or doubled,
 * who was shown that the database is locked, and what the meeting's session takes of memory.
 * soak OSG DATABASE forms|commands [MINUTES [WRITERS]]. */
#include "config.h"

#include "../tty/vt.h"

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

#define EVERY 2.0    /* seconds */
#define COMES_IN 0.5 /* seconds after the one before, who then sits at the form */

struct told {
	double seconds;
	char text[40];
	gboolean saved, locked;
};

struct typist {
	const char *osg, *db, *seat;
	int number;
	struct vt *form; /* NULL: by command */
};

static double now(void)
{
	return (double)g_get_monotonic_time() / G_USEC_PER_SEC;
}

/* One save in a process of its own, as over ssh. */
static void save_by_command(const struct typist *w, struct told *told)
{
	const char *argv[] = {w->osg,   "--db",   w->db,    "--as",     w->seat,
			      "add",    "--what", "BRA",    "--where",  "visättraskolan",
			      "--when", "igår",   "--text", told->text, NULL};
	g_autofree char *err = NULL;
	int status = 0;

	g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &err,
		     &status, NULL);
	told->saved = status == 0;
	told->locked = err && (strstr(err, "in use") || strstr(err, "locked"));
}

static struct vt *open_form(const char *osg, const char *db, const char *seat)
{
	const char *const argv[] = {osg, "--db", db, "--as", seat, NULL};
	g_autofree char *today = g_strdup_printf("OSG_NOW=%s", g_getenv("OSG_NOW"));
	const char *const environment[] = {g_getenv("OSG_NOW") ? today : NULL, NULL};
	struct vt *form = vt_open(argv, environment, 24, 80);

	vt_wait_text(form, "? help");
	vt_key(form, "a");
	vt_wait_text(form, "New observation");
	return form;
}

/* What is to be saved is typed a second before. */
static void type_in(struct vt *form, const char *text, gboolean first)
{
	vt_send(form, "brand\t");
	vt_wait_text(form, "BRA");
	vt_send(form, "visk\t");
	vt_wait_text(form, "Visättraskolan");
	if (first)
		vt_send(form, "igår\t");
	vt_send(form, text);
	vt_wait_text(form, text);
}

/* Acknowledged is what the form no longer holds, and says so. */
static void save_at_form(const struct typist *w, struct told *told)
{
	vt_send(w->form, "\023");
	vt_wait_gone(w->form, told->text);
	vt_wait_text(w->form, "Saved");
	told->saved = TRUE;
}

static void sleep_until(double moment)
{
	if (moment > now())
		g_usleep((gulong)((moment - now()) * G_USEC_PER_SEC));
}

static void write_for(const struct typist *w, double begin, double end, int out)
{
	double next = begin + EVERY / 2 + g_random_double() * EVERY;

	for (int number = 0; next < end; number++, next = MAX(next + EVERY, now() + EVERY / 2)) {
		struct told told = {0};

		g_snprintf(told.text, sizeof told.text, "skribent %d rad %d i %d.", w->number,
			   number, (int)getppid());
		sleep_until(next - EVERY / 2);
		if (w->form)
			type_in(w->form, told.text, number == 0);
		sleep_until(next);
		told.seconds = now();
		if (w->form)
			save_at_form(w, &told);
		else
			save_by_command(w, &told);
		told.seconds = now() - told.seconds;
		if (write(out, &told, sizeof told) != sizeof told)
			break;
	}
	if (w->form)
		vt_close(w->form);
	_exit(0); /* who waits in vain at a form shows it and ends otherwise */
}

/* Handles of those who may write. */
static char **seats(const char *osg, const char *db)
{
	g_autofree char *command = g_strdup_printf("%s --db %s list participants", osg, db),
			*out = NULL;
	char **lines;

	if (!g_spawn_command_line_sync(command, &out, NULL, NULL, NULL))
		exit(1);
	lines = g_strsplit(g_strchomp(out), "\n", -1);
	for (char **line = lines; *line; line++)
		(*line)[strcspn(*line, "\t ")] = '\0';
	return lines;
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

/* Texts of the writers in the export: how many of the acknowledged are not there, and how many
 * stand twice. */
static void count_there(const char *osg, const char *db, GHashTable *acknowledged, int *lost,
			int *doubled)
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
		text[strcspn(text, ".") + 1] = '\0';
		g_hash_table_remove(acknowledged, text);
		*doubled += !g_hash_table_add(texts, text);
	}
	*lost = (int)g_hash_table_size(acknowledged);
}

int main(int argc, char **argv)
{
	double minutes = argc > 4 ? g_ascii_strtod(argv[4], NULL) : 5, begin, end;
	int writers = argc > 5 ? atoi(argv[5]) : 40, pipes[2], terminal, lost, doubled, locked = 0,
	    refused = 0, memory = -1, status;
	gboolean forms = argc > 3 && strcmp(argv[3], "forms") == 0;
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(struct told));
	g_autoptr(GHashTable) acknowledged =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct told told;
	char bytes[65536];
	g_auto(GStrv) who = NULL;
	pid_t screens;

	if (argc < 4 || !(forms || strcmp(argv[3], "commands") == 0) || pipe2(pipes, O_CLOEXEC) < 0)
		return 2;
	who = seats(argv[1], argv[2]);
	screens = meeting(argv[1], argv[2], &terminal);
	begin = now() + (forms ? writers * COMES_IN : 0);
	end = begin + minutes * 60;
	for (int n = 0; n < writers; n++) {
		struct typist w = {argv[1], argv[2], who[n % (int)g_strv_length(who)], n, NULL};

		if (fork() > 0)
			continue;
		if (forms) {
			sleep_until(begin - (writers - n) * COMES_IN);
			w.form = open_form(w.osg, w.db, w.seat);
		}
		write_for(&w, begin, end, pipes[1]);
	}
	close(pipes[1]);
	if (fork() == 0) { /* somebody has to read what the screens say */
		while (read(terminal, bytes, sizeof bytes) > 0)
			;
		_exit(0);
	}
	while (read(pipes[0], &told, sizeof told) == sizeof told) {
		g_array_append_val(all, told);
		locked += told.locked;
		refused += !told.saved;
		if (told.saved)
			g_hash_table_add(acknowledged, g_strdup(told.text));
		if (all->len % 100 == 1)
			memory = private_memory(screens);
	}
	kill(screens, SIGHUP);
	while (wait(&status) > 0)
		refused += WIFSIGNALED(status) != 0;
	count_there(argv[1], argv[2], acknowledged, &lost, &doubled);
	g_array_sort(all, compare);
	if (all->len == 0)
		return 1;
	printf("%d writers %s, %.1f minutes, %u saves, %d refused\n", writers,
	       forms ? "at their forms" : "by commands", minutes, all->len, refused);
	printf("acknowledged after: median %.0f ms, 99th percentile %.0f ms, most %.0f ms\n",
	       g_array_index(all, struct told, all->len / 2).seconds * 1000,
	       g_array_index(all, struct told, all->len * 99 / 100).seconds * 1000,
	       g_array_index(all, struct told, all->len - 1).seconds * 1000);
	printf("lost %d, doubled %d, shown as locked %d; the meeting's session has %d KiB of its "
	       "own\n",
	       lost, doubled, locked, memory);
	return lost || doubled || locked || refused;
}
