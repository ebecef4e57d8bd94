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
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define EVERY 2.0     /* seconds */
#define KEY_EVERY 0.3 /* of who leads the meeting */
#define COMES_IN 0.5  /* seconds after the one before, who then sits at the form */

struct told {
	double seconds;
	char text[40]; /* "" = a key of the meeting, which was answered */
	gboolean saved, locked;
	int memory; /* KiB that are the meeting's own */
};

struct result {
	GArray *saves, *keys;     /* double, seconds */
	GHashTable *acknowledged; /* texts */
	int refused, locked, memory, lost, doubled;
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

/* Who leads the meeting looks at the picture, and back. */
static void lead(const char *osg, const char *db, double end, int out)
{
	const char *const argv[] = {osg, "--db", db, "meeting", NULL};
	g_autofree char *today = g_strdup_printf("OSG_NOW=%s", g_getenv("OSG_NOW"));
	const char *const environment[] = {g_getenv("OSG_NOW") ? today : NULL, NULL};
	struct vt *vt = vt_open(argv, environment, 40, 120);

	vt_wait_text(vt, "? help");
	for (int number = 0; now() < end; number++) {
		struct told told = {.seconds = now()};

		vt_key(vt, number % 2 ? "1" : "2");
		told.seconds = now() - told.seconds;
		told.memory = private_memory(vt_process(vt));
		if (write(out, &told, sizeof told) != sizeof told)
			break;
		g_usleep((gulong)(KEY_EVERY * G_USEC_PER_SEC));
	}
	vt_close(vt);
	_exit(0);
}

static int compare(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* Texts of the writers in the export: how many of the acknowledged are not there, and how many
 * stand twice. */
static void count_there(const char *osg, const char *db, struct result *result)
{
	g_autofree char *command =
		g_strdup_printf("%s --db %s export observations --format csv", osg, db);
	g_autofree char *out = NULL;
	g_autoptr(GHashTable) texts = g_hash_table_new(g_str_hash, g_str_equal);
	g_auto(GStrv) lines = NULL;

	if (!g_spawn_command_line_sync(command, &out, NULL, NULL, NULL))
		exit(1);
	lines = g_strsplit(out, "\n", -1);
	for (char **line = lines; *line; line++) {
		char *text = strstr(*line, "skribent ");

		if (!text)
			continue;
		text[strcspn(text, ".") + 1] = '\0';
		g_hash_table_remove(result->acknowledged, text);
		result->doubled += !g_hash_table_add(texts, text);
	}
	result->lost = (int)g_hash_table_size(result->acknowledged);
}

static void begin_writers(const char *osg, const char *db, char **who, int writers, gboolean forms,
			  double begin, double end, int out)
{
	for (int n = 0; n < writers; n++) {
		struct typist w = {osg, db, who[n % (int)g_strv_length(who)], n, NULL};

		if (fork() > 0)
			continue;
		if (forms) {
			sleep_until(begin - (writers - n) * COMES_IN);
			w.form = open_form(w.osg, w.db, w.seat);
		}
		write_for(&w, begin, end, out);
	}
}

/* Until all have ended. */
static void collect(struct result *result, int in)
{
	struct told told;
	int status;

	while (read(in, &told, sizeof told) == sizeof told) {
		g_array_append_val(*told.text ? result->saves : result->keys, told.seconds);
		if (!*told.text) {
			result->memory = told.memory;
			continue;
		}
		result->locked += told.locked;
		result->refused += !told.saved;
		if (told.saved)
			g_hash_table_add(result->acknowledged, g_strdup(told.text));
	}
	while (wait(&status) > 0)
		result->refused += WIFSIGNALED(status) != 0;
}

static void print_times(const char *of, GArray *seconds)
{
	g_array_sort(seconds, compare);
	if (seconds->len)
		printf("%s after: median %.0f ms, 99th percentile %.0f ms, most %.0f ms\n", of,
		       g_array_index(seconds, double, seconds->len / 2) * 1000,
		       g_array_index(seconds, double, seconds->len * 99 / 100) * 1000,
		       g_array_index(seconds, double, seconds->len - 1) * 1000);
}

int main(int argc, char **argv)
{
	double minutes = argc > 4 ? g_ascii_strtod(argv[4], NULL) : 5, begin;
	int writers = argc > 5 ? atoi(argv[5]) : 40, pipes[2];
	gboolean forms = argc > 3 && strcmp(argv[3], "forms") == 0;
	struct result result = {.saves = g_array_new(FALSE, FALSE, sizeof(double)),
				.keys = g_array_new(FALSE, FALSE, sizeof(double)),
				.acknowledged = g_hash_table_new(g_str_hash, g_str_equal)};
	g_auto(GStrv) who = NULL;

	if (argc < 4 || !(forms || strcmp(argv[3], "commands") == 0) || pipe2(pipes, O_CLOEXEC) < 0)
		return 2;
	who = seats(argv[1], argv[2]);
	begin = now() + (forms ? writers * COMES_IN : 0);
	begin_writers(argv[1], argv[2], who, writers, forms, begin, begin + minutes * 60, pipes[1]);
	if (fork() == 0)
		lead(argv[1], argv[2], begin + minutes * 60, pipes[1]);
	close(pipes[1]);
	collect(&result, pipes[0]);
	count_there(argv[1], argv[2], &result);
	printf("%d writers %s, %.1f minutes, %u saves, %d refused\n", writers,
	       forms ? "at their forms" : "by commands", minutes, result.saves->len,
	       result.refused);
	print_times("acknowledged", result.saves);
	print_times("keys of the meeting answered", result.keys);
	printf("lost %d, doubled %d, shown as locked %d; the meeting's session has %d KiB of its "
	       "own\n",
	       result.lost, result.doubled, result.locked, result.memory);
	return result.lost || result.doubled || result.locked || result.refused ||
	       result.saves->len == 0;
}
