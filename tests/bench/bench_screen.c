/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a terminal program takes to its first screen and from a key to its frame, measured from
 * outside on a pseudo-terminal.
 *
 *   bench_screen [-r RUNS] [-t TEXT] [-p KEYS] [-k KEYS] [-c MS] [-s] [-i SECONDS] -- PROGRAM [ARG
 * …]
 *
 * A frame ends with the synchronized update's end (CSI ? 2026 l) where the program sends it, else
 * with 200 ms of silence, whose last byte counts. -t: a text that stands on the screen when what
 * the program is started for does ("figures"); without it figures is the last byte before 200 ms of
 * silence. -p: typed first, to get to a screen, and not measured. -k: sent one by one
 * ("\x1b[B" is one key), each after the frame of the one before and -c milliseconds (100) of
 * silence. -s: an answer ends with the last byte before that silence, when all that the key asks
 * for is there, not with its first frame. -i: then how often the program wakes up in so many
 * seconds without any key. Prints one line of words and numbers: milliseconds to the first frame,
 * to the figures, to the last byte that comes by itself, and of the answers to keys, with the bytes
 * of each; resident and private memory after the first screen in MiB. Each as median, 99th
 * percentile ("-" of fewer than a hundred) and maximum. At last the wake-ups. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	ROWS = 24,
	COLUMNS = 80,
	SILENCE = 200,
	CALM = 3000,
	MOST = 100000
}; /* milliseconds of silence: a frame is over, nothing more comes by itself */

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

/* What has come since the program was started or a key was sent. */
static size_t bytes;
static const char *awaited;        /* text of -t, NULL = none or seen */
static size_t awaited_matched;     /* of its bytes */
static double awaited_at, last_at; /* when it was seen, when the last byte came */

static void look_at(const char *buffer, ssize_t n)
{
	bytes += (size_t)n;
	last_at = now_ms();
	for (ssize_t i = 0; awaited && i < n; i++) {
		awaited_matched = buffer[i] == awaited[awaited_matched] ? awaited_matched + 1
									: buffer[i] == awaited[0];
		if (!awaited[awaited_matched]) {
			awaited_at = last_at;
			awaited = NULL;
		}
	}
}

/* Reads until a frame has ended; the moment it did, or -1 when the program is gone. */
static double wait_frame(int fd)
{
	static const char end[] = "\033[?2026l";
	size_t matched = 0;
	double last = -1;
	char buffer[65536];

	for (;;) {
		struct pollfd p = {fd, POLLIN, 0};
		ssize_t n;

		if (poll(&p, 1, last < 0 ? 10000 : SILENCE) == 0)
			return last;
		n = read(fd, buffer, sizeof buffer);
		if (n <= 0)
			return last;
		look_at(buffer, n);
		last = last_at;
		for (ssize_t i = 0; i < n; i++) {
			matched = buffer[i] == end[matched] ? matched + 1 : buffer[i] == end[0];
			if (matched == sizeof end - 1)
				return last;
		}
	}
}

/* Reads until nothing has come for a while; the moment of the last byte, or last. */
static double wait_silence(int fd, double last, int milliseconds)
{
	char buffer[65536];
	struct pollfd p = {fd, POLLIN, 0};
	double began = now_ms(); /* some never keep still: a clock that ticks */
	ssize_t n;

	while (now_ms() - began < 4 * milliseconds && poll(&p, 1, milliseconds) > 0 &&
	       (n = read(fd, buffer, sizeof buffer)) > 0) {
		look_at(buffer, n);
		last = last_at;
	}
	return last;
}

static pid_t start(char **argv, int *fd)
{
	struct winsize size = {ROWS, COLUMNS, 0, 0};
	pid_t pid = forkpty(fd, NULL, NULL, &size);

	if (pid == 0) {
		setenv("TERM", "xterm-256color", 1);
		setenv("LC_ALL", "C.UTF-8", 1);
		execvp(argv[0], argv);
		_exit(127);
	}
	return pid;
}

static void stop(pid_t pid, int fd)
{
	int status;

	close(fd);
	kill(pid, SIGHUP);
	for (int i = 0; i < 200 && waitpid(pid, &status, WNOHANG) == 0; i++)
		usleep(5000);
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
}

/* A number of a thread's status, like "VmRSS: %lf". */
static double status_number(const char *folder, const char *thread, const char *form)
{
	char path[PATH_MAX], line[256];
	double number = 0;
	FILE *f;

	snprintf(path, sizeof path, "%s/%s/status", folder, thread);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, form, &number) == 1)
			break;
	if (f)
		fclose(f);
	return number;
}

/* MiB */
static double resident(pid_t pid)
{
	char folder[64];

	snprintf(folder, sizeof folder, "/proc/%d", (int)pid);
	return status_number(folder, ".", "VmRSS: %lf") / 1024;
}

/* MiB that no other process shares. */
static double private_memory(pid_t pid)
{
	char path[64], line[256];
	double sum = 0, number;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "Private_Clean: %lf", &number) == 1 ||
		    sscanf(line, "Private_Dirty: %lf", &number) == 1)
			sum += number;
	if (f)
		fclose(f);
	return sum / 1024;
}

/* How often its threads have gone to sleep until now. */
static double sleeps(pid_t pid)
{
	char folder[64];
	struct dirent *entry;
	double sum = 0;
	DIR *dir;

	snprintf(folder, sizeof folder, "/proc/%d/task", (int)pid);
	dir = opendir(folder);
	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			sum += status_number(folder, entry->d_name, "voluntary_ctxt_switches: %lf");
	if (dir)
		closedir(dir);
	return sum;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void report(const char *what, double *values, int count)
{
	if (count == 0)
		return;
	qsort(values, count, sizeof *values, compare);
	printf("%s %.1f ", what, values[count / 2]);
	if (count < 100)
		printf("-");
	else
		printf("%.1f", values[(count * 99 + 99) / 100 - 1]);
	printf(" %.1f", values[count - 1]);
}

/* "\x1b" and "\t" as in C. */
static int unescape(char *text)
{
	char *out = text;

	for (char *c = text; *c; c++) {
		if (c[0] == '\\' && c[1] == 'x') {
			char hex[3] = {c[2], c[3], 0};

			*out++ = (char)strtol(hex, NULL, 16);
			c += 3;
		} else {
			*out++ = *c;
		}
	}
	return (int)(out - text);
}

static const char *preface = "", *typed = "", *text;
static int preface_count, typed_count, runs = 11, idle, calm = 100, settled;
static double first[MOST], figures[MOST], whole[MOST], answers[MOST], sizes[MOST], rss[MOST],
	own[MOST];
static int answered;

static void options(int argc, char **argv)
{
	int option;

	while ((option = getopt(argc, argv, "+r:t:p:k:c:i:s")) != -1) {
		if (option == 'r')
			runs = atoi(optarg);
		else if (option == 't')
			text = optarg;
		else if (option == 'p')
			preface_count = unescape(optarg), preface = optarg;
		else if (option == 'k')
			typed_count = unescape(optarg), typed = optarg;
		else if (option == 'c')
			calm = atoi(optarg);
		else if (option == 's')
			settled = 1;
		else if (option == 'i')
			idle = atoi(optarg);
		else
			exit(2);
	}
	if (optind >= argc || runs < 1 || runs > MOST)
		exit(2);
}

/* Bytes of the next key: a sequence goes from Escape to its letter. */
static int key_length(const char *keys, int left)
{
	int n = 2;

	if (left < 3 || keys[0] != '\033' || keys[1] != '[')
		return 1;
	while (n < left && !(keys[n] >= '@' && keys[n] <= '~'))
		n++;
	return n + 1;
}

/* TRUE when the program has answered every key. */
static int type(int fd, const char *keys, int left, int measured)
{
	for (int n; left > 0; keys += n, left -= n) {
		double sent = now_ms(), ended, silent;

		bytes = 0;
		n = key_length(keys, left);
		if (write(fd, keys, (size_t)n) != n || (ended = wait_frame(fd)) < 0)
			return 0;
		silent = wait_silence(fd, ended, calm);
		if (measured && answered < MOST) {
			sizes[answered] = (double)bytes;
			answers[answered++] = (settled ? silent : ended) - sent;
		}
	}
	return 1;
}

int main(int argc, char **argv)
{
	double wakes = 0;

	options(argc, argv);
	for (int r = 0; r < runs; r++) {
		double began = now_ms(), ended;
		int fd;
		pid_t pid = start(argv + optind, &fd);

		awaited = text;
		awaited_matched = 0;
		ended = wait_frame(fd);
		if (ended < 0) {
			fprintf(stderr, "%s showed nothing\n", argv[optind]);
			return 1;
		}
		first[r] = ended - began;
		ended = wait_silence(fd, ended, SILENCE);
		figures[r] = ended - began;
		whole[r] = wait_silence(fd, ended, CALM) - began;
		if (awaited)
			fprintf(stderr, "%s never showed “%s”\n", argv[optind], text);
		else if (text)
			figures[r] = awaited_at - began;
		rss[r] = resident(pid);
		own[r] = private_memory(pid);
		if (!type(fd, preface, preface_count, 0) || !type(fd, typed, typed_count, 1))
			fprintf(stderr, "%s left a key without an answer\n", argv[optind]);
		if (idle) {
			double before;

			wait_silence(fd, 0, CALM);
			before = sleeps(pid);
			sleep((unsigned)idle);
			wakes += sleeps(pid) - before;
		}
		stop(pid, fd);
	}
	report("first", first, runs);
	report(" figures", figures, runs);
	report(" whole", whole, runs);
	report(" answer", answers, answered);
	report(" bytes", sizes, answered);
	report(" rss", rss, runs);
	report(" own", own, runs);
	if (idle)
		printf(" wakes %.1f", wakes / runs);
	printf("\n");
	return 0;
}
