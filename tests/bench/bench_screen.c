/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a terminal program takes to its first screen and from a key to its frame, measured from outside on a pseudo-terminal.
 *
 *   bench_screen [-r RUNS] [-k KEYS] -- PROGRAM [ARG …]
 *
 * A frame ends with the synchronized update's end (CSI ? 2026 l) where the program sends it, else with 200 ms of silence, whose last byte counts.
 * KEYS are sent one by one, each after the frame of the one before; "\x09" and the like as in C. Prints milliseconds: first screen and answer as
 * median, 99th percentile and maximum, and the resident memory after the first screen in MiB. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROWS = 24, COLUMNS = 80, SILENCE = 200, MOST = 100000 };

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
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
		last = now_ms();
		for (ssize_t i = 0; i < n; i++) {
			matched = buffer[i] == end[matched] ? matched + 1 : buffer[i] == end[0];
			if (matched == sizeof end - 1)
				return last;
		}
	}
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

static double resident(pid_t pid)
{
	char path[64], line[256];
	double kib = 0;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "VmRSS: %lf", &kib) == 1)
			break;
	if (f)
		fclose(f);
	return kib / 1024;
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
	printf("%s %.1f %.1f %.1f", what, values[count / 2], values[(int)((count - 1) * 0.99)], values[count - 1]);
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

int main(int argc, char **argv)
{
	static double first[MOST], answers[MOST];
	int runs = 11, option, keys = 0, count = 0, rss_count = 0;
	double rss = 0;
	char *typed = NULL;

	while ((option = getopt(argc, argv, "+r:k:")) != -1) {
		if (option == 'r')
			runs = atoi(optarg);
		else if (option == 'k')
			keys = unescape(typed = optarg);
		else
			return 2;
	}
	if (optind >= argc || runs < 1 || runs > MOST)
		return 2;
	for (int r = 0; r < runs; r++) {
		double began = now_ms(), ended;
		int fd;
		pid_t pid = start(argv + optind, &fd);

		ended = wait_frame(fd);
		if (ended < 0) {
			fprintf(stderr, "%s showed nothing\n", argv[optind]);
			return 1;
		}
		first[r] = ended - began;
		rss += resident(pid);
		rss_count++;
		for (int k = 0; k < keys && count < MOST; k++) {
			double sent = now_ms();

			if (write(fd, typed + k, 1) != 1)
				break;
			ended = wait_frame(fd);
			if (ended < 0)
				break;
			answers[count++] = ended - sent;
		}
		stop(pid, fd);
	}
	report("first", first, runs);
	report("  answer", answers, count);
	printf("  rss %.1f\n", rss / rss_count);
	return 0;
}
