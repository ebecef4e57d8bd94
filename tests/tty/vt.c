/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pseudo-terminal of the tests. Only cells, cursor, resize and the alternate screen of libvterm
 * are used: those agree in all versions. */
#include "config.h"

#include "vt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vterm.h>

#include "../folder.h"
#include "osg/error.h"

#define DEADLINE (60 * G_USEC_PER_SEC) /* only a test that fails waits so long */
#define FRAME_END "\033[?2026l"

struct vt {
	int master, report; /* report: lines from the session leader */
	pid_t leader, program;
	VTerm *term;
	VTermScreen *screen;
	int rows, columns;
	GString *raw, *reports;
	char *home; /* the program's own */
	gsize scanned;
	guint frames;
	gboolean alternate, cursor, gone;
};

static int set_property(VTermProp property, VTermValue *value, void *data)
{
	struct vt *vt = data;

	if (property == VTERM_PROP_ALTSCREEN)
		vt->alternate = value->boolean;
	if (property == VTERM_PROP_CURSORVISIBLE)
		vt->cursor = value->boolean;
	return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = set_property};

/* the session leader: what a shell does for its job */

static void lead(const char *const *argv, char **environment, int report)
{
	pid_t program;
	int status;

	/* The leader outlives the terminal, to tell how the program ended. */
	signal(SIGHUP, SIG_IGN);
	program = fork();
	if (program == 0) {
		signal(SIGHUP, SIG_DFL);
		setpgid(0, 0);
		signal(SIGTTOU, SIG_IGN);
		tcsetpgrp(STDIN_FILENO, getpid());
		signal(SIGTTOU, SIG_DFL);
		close(report);
		execve(argv[0], (char *const *)argv, environment);
		_exit(127);
	}
	setpgid(program, program);
	dprintf(report, "pid %d\n", (int)program);
	while (waitpid(program, &status, WUNTRACED) > 0) {
		if (WIFSTOPPED(status)) {
			dprintf(report, "stopped\n");
			continue;
		}
		dprintf(report, "exit %d\n",
			WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
		break;
	}
	_exit(0);
}

static char **make_environment(const char *home, const char *const *more)
{
	static const char *const ours[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", "TZ=UTC",
					   "OSG_LANG=en"};
	char **environment = g_new0(char *, 1);

	for (gsize i = 0; i < G_N_ELEMENTS(ours); i++)
		environment = g_environ_setenv(environment,
					       strndupa(ours[i], strchr(ours[i], '=') - ours[i]),
					       strchr(ours[i], '=') + 1, TRUE);
	environment = g_environ_setenv(environment, "PATH", g_getenv("PATH"), TRUE);
	environment = g_environ_setenv(environment, "HOME", home, TRUE);
	environment = g_environ_setenv(environment, "XDG_CONFIG_HOME", home, TRUE);
	environment = g_environ_setenv(environment, "XDG_DATA_HOME", home, TRUE);
	if (g_getenv("OSG_LOCALEDIR"))
		environment = g_environ_setenv(environment, "OSG_LOCALEDIR",
					       g_getenv("OSG_LOCALEDIR"), TRUE);
	for (; more && *more; more++) {
		g_autofree char *name = g_strndup(*more, strchr(*more, '=') - *more);

		environment = g_environ_setenv(environment, name, strchr(*more, '=') + 1, TRUE);
	}
	return environment;
}

struct vt *vt_open(const char *const *argv, const char *const *more, int rows, int columns)
{
	struct vt *vt = g_new0(struct vt, 1);
	struct winsize size = {.ws_row = rows, .ws_col = columns};
	char **environment;
	int report[2];

	vt->home = g_dir_make_tmp("osg-vt-XXXXXX", NULL);
	environment = make_environment(vt->home, more);
	g_assert_cmpint(pipe(report), ==, 0);
	vt->leader = forkpty(&vt->master, NULL, NULL, &size);
	g_assert_cmpint(vt->leader, >=, 0);
	if (vt->leader == 0) {
		close(report[0]);
		lead(argv, environment, report[1]);
	}
	close(report[1]);
	g_strfreev(environment);
	vt->report = report[0];
	fcntl(vt->report, F_SETFL, O_NONBLOCK);
	fcntl(vt->master, F_SETFL, O_NONBLOCK);
	vt->rows = rows;
	vt->columns = columns;
	vt->raw = g_string_new(NULL);
	vt->reports = g_string_new(NULL);
	vt->cursor = TRUE;
	vt->term = vterm_new(rows, columns);
	vterm_set_utf8(vt->term, 1);
	vt->screen = vterm_obtain_screen(vt->term);
	vterm_screen_enable_altscreen(vt->screen, 1);
	vterm_screen_set_callbacks(vt->screen, &callbacks, vt);
	vterm_screen_reset(vt->screen, 1);
	return vt;
}

/* in and out */

static void count_frames(struct vt *vt)
{
	const char *found;

	while ((found = strstr(vt->raw->str + vt->scanned, FRAME_END))) {
		vt->frames++;
		vt->scanned = found - vt->raw->str + strlen(FRAME_END);
	}
	/* A mark may be split between two reads. */
	vt->scanned = MAX(vt->scanned, vt->raw->len > 16 ? vt->raw->len - 16 : 0);
}

static void answer(struct vt *vt)
{
	char bytes[256];
	gsize length = vterm_output_read(vt->term, bytes, sizeof bytes);

	if (length > 0 && write(vt->master, bytes, length) < 0)
		vt->gone = TRUE;
}

static gboolean take(struct vt *vt)
{
	char bytes[4096];
	gssize length = vt->master < 0 ? 0 : read(vt->master, bytes, sizeof bytes);

	if (length <= 0) {
		vt->gone |= length == 0 || (errno != EAGAIN && errno != EINTR);
		return FALSE;
	}
	for (gssize i = 0; i < length; i++)
		if (bytes[i])
			g_string_append_c(vt->raw, bytes[i]);
	vterm_input_write(vt->term, bytes, length);
	vterm_screen_flush_damage(vt->screen);
	answer(vt);
	count_frames(vt);
	return TRUE;
}

static void take_reports(struct vt *vt)
{
	char bytes[128];
	gssize length;

	while ((length = read(vt->report, bytes, sizeof bytes)) > 0)
		g_string_append_len(vt->reports, bytes, length);
	if (!vt->program && strstr(vt->reports->str, "pid "))
		vt->program = atoi(strstr(vt->reports->str, "pid ") + 4);
}

/* One breath: waits until something comes or the deadline is near. */
static void pump(struct vt *vt, int milliseconds)
{
	struct pollfd fds[] = {{.fd = vt->report, .events = POLLIN},
			       {.fd = vt->master, .events = POLLIN}};

	poll(fds, vt->gone ? 1 : 2, milliseconds);
	while (take(vt))
		;
	take_reports(vt);
}

typedef gboolean (*condition)(struct vt *vt, const void *what);

static void wait_for(struct vt *vt, condition holds, const void *what, const char *words)
{
	gint64 deadline = g_get_monotonic_time() + DEADLINE;

	while (!holds(vt, what)) {
		gint64 left = deadline - g_get_monotonic_time();

		if (left <= 0) {
			g_autofree char *dump = vt_dump(vt);

			g_printerr("waited in vain for %s\n%s\nreports: %s\n", words, dump,
				   vt->reports->str);
			g_error("the terminal test waited in vain for %s", words);
		}
		pump(vt, MIN(left / 1000 + 1, 100));
	}
}

void vt_send(struct vt *vt, const char *bytes)
{
	gsize length = strlen(bytes);

	while (length > 0) {
		gssize sent = write(vt->master, bytes, length);

		/* Always read while writing, else both sides wait. */
		pump(vt, 0);
		if (sent < 0 && errno != EAGAIN)
			return;
		bytes += MAX(sent, 0);
		length -= MAX(sent, 0);
	}
}

static gboolean more_frames(struct vt *vt, const void *what)
{
	return vt->frames > *(const guint *)what;
}

void vt_wait_frame(struct vt *vt)
{
	guint now = vt->frames;

	wait_for(vt, more_frames, &now, "a frame");
}

void vt_key(struct vt *vt, const char *bytes)
{
	guint now;

	pump(vt, 0);
	now = vt->frames;
	vt_send(vt, bytes);
	wait_for(vt, more_frames, &now, bytes);
}

static gboolean text_shown(struct vt *vt, const void *what)
{
	return vt->frames > 0 && vt_find(vt, what, NULL, NULL);
}

static gboolean text_gone(struct vt *vt, const void *what)
{
	return !vt_find(vt, what, NULL, NULL);
}

void vt_wait_text(struct vt *vt, const char *text)
{
	wait_for(vt, text_shown, text, text);
}

void vt_wait_gone(struct vt *vt, const char *text)
{
	wait_for(vt, text_gone, text, text);
}

guint vt_frames(const struct vt *vt)
{
	return vt->frames;
}

gsize vt_bytes(const struct vt *vt)
{
	return vt->raw->len;
}

gsize vt_listen(struct vt *vt, int milliseconds)
{
	gsize before = vt->raw->len;
	gint64 end = g_get_monotonic_time() + milliseconds * 1000, left;

	while ((left = end - g_get_monotonic_time()) > 0)
		pump(vt, left / 1000 + 1);
	return vt->raw->len - before;
}

/* the screen */

static int colour_of(const VTermScreen *screen UNUSED, VTermColor colour)
{
	if (VTERM_COLOR_IS_DEFAULT_FG(&colour) || VTERM_COLOR_IS_DEFAULT_BG(&colour))
		return -1;
	return VTERM_COLOR_IS_INDEXED(&colour) ? colour.indexed.idx : -2;
}

struct vt_look vt_cell(struct vt *vt, int row, int column)
{
	struct vt_look look = {0};
	VTermScreenCell cell;
	char *out = look.text;

	if (!vterm_screen_get_cell(vt->screen, (VTermPos){.row = row, .col = column}, &cell))
		return look;
	look.width = cell.width;
	for (int i = 0;
	     i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] && cell.chars[i] != (uint32_t)-1; i++)
		if (out + 6 < look.text + sizeof look.text)
			out += g_unichar_to_utf8(cell.chars[i], out);
	if (cell.chars[0] == 0)
		look.text[0] = ' ';
	if (cell.chars[0] == (uint32_t)-1)
		look.width = 0;
	look.foreground = colour_of(vt->screen, cell.fg);
	look.background = colour_of(vt->screen, cell.bg);
	look.bold = cell.attrs.bold;
	look.underline = cell.attrs.underline != 0;
	look.reverse = cell.attrs.reverse;
	return look;
}

static char *row_text(struct vt *vt, int row, int **columns)
{
	GString *out = g_string_new(NULL);
	GArray *starts = g_array_new(FALSE, FALSE, sizeof(int));

	for (int column = 0; column < vt->columns; column++) {
		struct vt_look look = vt_cell(vt, row, column);

		if (look.width == 0)
			continue;
		for (gsize i = 0; i < strlen(look.text); i++)
			g_array_append_val(starts, column);
		g_string_append(out, look.text);
	}
	if (columns)
		*columns = (int *)(gpointer)g_array_free(starts, FALSE);
	else
		g_array_unref(starts);
	return g_string_free(out, FALSE);
}

gboolean vt_find(struct vt *vt, const char *text, int *row, int *column)
{
	for (int y = 0; y < vt->rows; y++) {
		g_autofree int *columns = NULL;
		g_autofree char *line = row_text(vt, y, &columns);
		const char *found = strstr(line, text);

		if (!found)
			continue;
		if (row)
			*row = y;
		if (column)
			*column = columns[found - line];
		return TRUE;
	}
	return FALSE;
}

char *vt_dump(struct vt *vt)
{
	GString *out = g_string_new(NULL);

	for (int y = 0; y < vt->rows; y++) {
		g_autofree char *line = row_text(vt, y, NULL);

		g_string_append_printf(out, "%s\n", g_strchomp(line));
	}
	return g_string_free(out, FALSE);
}

gboolean vt_alternate(const struct vt *vt)
{
	return vt->alternate;
}

gboolean vt_cursor_shown(const struct vt *vt)
{
	return vt->cursor;
}

const char *vt_raw(const struct vt *vt)
{
	return vt->raw->str;
}

void vt_resize(struct vt *vt, int rows, int columns)
{
	struct winsize size = {.ws_row = rows, .ws_col = columns};
	guint now;

	pump(vt, 0);
	now = vt->frames;
	vt->rows = rows;
	vt->columns = columns;
	vterm_set_size(vt->term, rows, columns);
	ioctl(vt->master, TIOCSWINSZ, &size);
	wait_for(vt, more_frames, &now, "a frame after the resize");
}

/* the program */

static gboolean reported(struct vt *vt, const void *what)
{
	return strstr(vt->reports->str, what) != NULL;
}

void vt_hang_up(struct vt *vt)
{
	close(vt->master);
	vt->master = -1;
	vt->gone = TRUE;
}

int vt_process(struct vt *vt)
{
	wait_for(vt, reported, "pid ", "the program's start");
	return vt->program;
}

void vt_signal(struct vt *vt, int number)
{
	kill(vt_process(vt), number);
}

void vt_wait_stopped(struct vt *vt)
{
	char *stopped;

	wait_for(vt, reported, "stopped\n", "the stop");
	stopped = strstr(vt->reports->str, "stopped\n");
	memset(stopped, ' ', strlen("stopped\n"));
}

int vt_wait_exit(struct vt *vt)
{
	wait_for(vt, reported, "exit ", "the program's end");
	while (take(vt))
		;
	return atoi(strstr(vt->reports->str, "exit ") + 5);
}

void vt_close(struct vt *vt)
{
	if (vt->program && !strstr(vt->reports->str, "exit "))
		kill(vt->program, SIGKILL);
	if (vt->master >= 0)
		close(vt->master);
	waitpid(vt->leader, NULL, 0);
	close(vt->report);
	vterm_free(vt->term);
	g_string_free(vt->raw, TRUE);
	g_string_free(vt->reports, TRUE);
	folder_remove(vt->home);
	g_free(vt->home);
	g_free(vt);
}
