/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The event loop: one thread, signals as events of it, input drained before one frame is drawn.
 * Sleeps when nothing happens. Decides nothing about what keys mean. */
#include "config.h"

#include "osg/tty.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "osg/outside.h"
#include "terminal.h"
#include "watch.h"

struct tty {
	struct ui *ui;
	struct surface *surface;
	GMainLoop *loop;
	guint timer;
	guint late;       /* looks for others' changes later, 0 = no */
	gint64 looked_at; /* for the last ones: monotonic, microseconds */
	gint64 worked;    /* processor time of the program by then, microseconds */
	int status;
};

/* GLib has a source for some signals only: the handlers of all but one write their number here. */
static int noted[2] = {-1, -1};

gboolean tty_is_console(void)
{
	return g_strcmp0(g_getenv("TERM"), "linux") == 0;
}

gboolean tty_usable(GError **error)
{
	const char *name = g_getenv("TERM");

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("The screens need a terminal, and input or output is none. “osg "
			      "--help” lists the commands "
			      "that need none."));
		return FALSE;
	}
	if (!name || !*name || g_str_equal(name, "dumb")) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("The terminal (TERM=%s) cannot place text. “osg --help” lists the "
			      "commands that need no "
			      "screen."),
			    name ? name : "");
		return FALSE;
	}
	if (!g_str_equal(nl_langinfo(CODESET), "UTF-8")) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("The screens need a UTF-8 locale and this system has none, not even "
			      "C.UTF-8."));
		return FALSE;
	}
	return TRUE;
}

/* frames */

static void frame(struct tty *tty);

static gboolean timer(gpointer data)
{
	struct tty *tty = data;

	tty->timer = 0;
	ui_tick(tty->ui);
	frame(tty);
	return G_SOURCE_REMOVE;
}

static void frame(struct tty *tty)
{
	g_autofree char *copied = NULL;
	int wait;

	if (ui_done(tty->ui)) {
		g_main_loop_quit(tty->loop);
		return;
	}
	terminal_mouse(ui_mouse_wanted(tty->ui));
	ui_draw(tty->ui, tty->surface);
	copied = ui_take_copied(tty->ui);
	if (copied)
		terminal_copy(copied);
	terminal_show(tty->surface, ui_theme(tty->ui), ui_graphics(tty->ui));
	g_clear_handle_id(&tty->timer, g_source_remove);
	wait = ui_wait(tty->ui);
	if (wait >= 0)
		tty->timer = g_timeout_add(wait, timer, tty);
}

static void changed(gpointer data)
{
	frame(data);
}

/* Where forty people write, everything that each of them stores would be read anew by all: others'
 * changes are shown at once, and then after a pause in which the program works little. */
#define OTHERS_PAUSE G_TIME_SPAN_SECOND
#define OTHERS_PAUSE_LONGEST (10 * G_TIME_SPAN_SECOND)
enum { OTHERS_SHARE = 50 }; /* a fiftieth of a processor */

static gint64 processor_time(void)
{
	return (gint64)clock() * G_USEC_PER_SEC / CLOCKS_PER_SEC;
}

/* Microseconds until others' changes are due. */
static gint64 others_due(const struct tty *tty)
{
	gint64 pause = CLAMP((processor_time() - tty->worked) * OTHERS_SHARE, OTHERS_PAUSE,
			     OTHERS_PAUSE_LONGEST);

	return tty->looked_at ? tty->looked_at + pause - g_get_monotonic_time() : 0;
}

static void database_changed(gpointer data);

static gboolean look_late(gpointer data)
{
	struct tty *tty = data;

	tty->late = 0;
	database_changed(tty);
	return G_SOURCE_REMOVE;
}

static void database_changed(gpointer data)
{
	struct tty *tty = data;
	gint64 early = others_due(tty);

	if (early > 0)
		ui_others_write(tty->ui);
	if (tty->late)
		return;
	if (early > 0) {
		tty->late =
			g_timeout_add((guint)(early / G_TIME_SPAN_MILLISECOND) + 1, look_late, tty);
	} else {
		gint64 worked = processor_time();

		if (!ui_poll(tty->ui))
			return;
		tty->looked_at = g_get_monotonic_time();
		tty->worked = worked;
		frame(tty);
	}
}

/* ends */

static void end(struct tty *tty, int status)
{
	ui_hang_up(tty->ui);
	tty->status = status;
	g_main_loop_quit(tty->loop);
}

/* Readable and yet nothing to read: the other end is gone. */
static gboolean is_gone(void)
{
	struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
	int waiting = 0;

	if (poll(&fd, 1, 0) <= 0)
		return FALSE;
	if (fd.revents & (POLLHUP | POLLERR | POLLNVAL))
		return TRUE;
	return ioctl(STDIN_FILENO, FIONREAD, &waiting) != 0 || waiting == 0;
}

/* stop and continue */

static void note_signal(int number)
{
	int kept = errno;
	guint8 byte = (guint8)number;

	if (write(noted[1], &byte, 1) < 0)
		byte = 0;
	errno = kept;
}

/* What would end any program, and leave the terminal as it is and the last words nowhere. */
static void catch_ends(gboolean on)
{
	static const int ends[] = {SIGHUP,  SIGINT,  SIGQUIT,   SIGTERM, SIGUSR1, SIGUSR2,
				   SIGALRM, SIGPROF, SIGVTALRM, SIGXCPU, SIGIO,   SIGPWR};
	struct sigaction action = {.sa_handler = on ? note_signal : SIG_DFL,
				   .sa_flags = SA_RESTART};

	sigemptyset(&action.sa_mask);
	for (gsize i = 0; i < G_N_ELEMENTS(ends); i++)
		sigaction(ends[i], &action, NULL);
}

static void catch_stops(gboolean on)
{
	struct sigaction action = {.sa_handler = on ? note_signal : SIG_DFL,
				   .sa_flags = SA_RESTART};

	sigemptyset(&action.sa_mask);
	sigaction(SIGTSTP, &action, NULL);
	sigaction(SIGCONT, &action, NULL);
}

static void resize(struct tty *tty)
{
	int width, height;

	terminal_size(&width, &height);
	terminal_resized(width, height);
	surface_resize(tty->surface, width, height);
	terminal_cell(&width, &height);
	ui_set_cell(tty->ui, width, height);
}

static void stop(struct tty *tty)
{
	ui_hang_up(tty->ui);
	terminal_pause();
	catch_stops(FALSE);
	kill(0, SIGTSTP);
	catch_stops(TRUE);
	terminal_resume();
	resize(tty);
	ui_poll(tty->ui);
	frame(tty);
}

static void go_on(struct tty *tty)
{
	terminal_resume();
	terminal_redraw();
	resize(tty);
	frame(tty);
}

static gboolean signal_noted(gint fd, GIOCondition condition UNUSED, gpointer data)
{
	struct tty *tty = data;
	guint8 number;

	while (!tty->status && read(fd, &number, 1) == 1) {
		if (number == SIGCONT)
			go_on(tty);
		else if (number != SIGTSTP)
			end(tty, 128 + number);
		else if (!outside_is_shut()) /* else there is no shell to go back to */
			stop(tty);
	}
	return G_SOURCE_CONTINUE;
}

/* The window may have been made smaller and large again between two frames: then the size is as
 * before, but the terminal has lost what it showed, so everything is drawn anew. */
static gboolean size_changed(gpointer data)
{
	struct tty *tty = data;

	terminal_redraw();
	resize(tty);
	frame(tty);
	return G_SOURCE_CONTINUE;
}

/* input */

static void handle(struct tty *tty, struct event *event)
{
	switch (event->kind) {
	case EVENT_PASTE:
		if (event->paste)
			ui_paste(tty->ui, event->paste);
		else
			ui_paste_too_long(tty->ui, event->characters);
		g_free(event->paste);
		break;
	case EVENT_MOUSE:
		ui_mouse(tty->ui, event->mouse, event->x, event->y);
		break;
	case EVENT_KEY:
		if (event->key == UI_KEY_CTRL('z') && !outside_is_shut())
			stop(tty);
		else if (event->key == UI_KEY_CTRL('l'))
			terminal_redraw();
		else if (event->key != UI_KEY_NONE)
			ui_key(tty->ui, event->key);
		break;
	case EVENT_NONE:
		break;
	}
}

static gboolean input(gint fd UNUSED, GIOCondition condition, gpointer data)
{
	struct tty *tty = data;
	struct event event;
	gboolean any = FALSE;

	while (!ui_done(tty->ui) && (event = terminal_read()).kind != EVENT_NONE) {
		any = TRUE;
		handle(tty, &event);
	}
	if ((!any && is_gone()) || (condition & (G_IO_HUP | G_IO_ERR | G_IO_NVAL))) {
		end(tty, 128 + SIGHUP);
		return G_SOURCE_REMOVE;
	}
	if (any) /* not at each piece of a long paste */
		frame(tty);
	return G_SOURCE_CONTINUE;
}

/* all */

static int news_descriptor(gpointer of)
{
	return ui_news(of);
}

static gboolean news_heard(gpointer of)
{
	return ui_heard(of);
}

static struct watch *watch_database(struct tty *tty, const char *database)
{
	const struct news news = {news_descriptor, news_heard, tty->ui};

	return ui_listen(tty->ui) ? watch_server(&news, database_changed, tty)
				  : watch_new(database, database_changed, tty);
}

static void run(struct tty *tty, const char *database)
{
	guint sources[] = {
		g_unix_fd_add(STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, input, tty),
		g_unix_fd_add(noted[0], G_IO_IN, signal_noted, tty),
		g_unix_signal_add(SIGWINCH, size_changed, tty),
	};
	struct watch *watch = watch_database(tty, database);

	resize(tty);
	frame(tty);
	g_main_loop_run(tty->loop);
	watch_free(watch);
	g_clear_handle_id(&tty->late, g_source_remove);
	g_clear_handle_id(&tty->timer, g_source_remove);
	for (gsize i = 0; i < G_N_ELEMENTS(sources); i++)
		if (g_main_context_find_source_by_id(NULL, sources[i]))
			g_source_remove(sources[i]);
}

int tty_run(struct ui *ui, const struct tty_options *options)
{
	struct tty tty = {
		.ui = ui, .loop = g_main_loop_new(NULL, FALSE), .surface = surface_new(1, 1)};
	const char *no_colour = g_getenv("NO_COLOR");

	if (!g_unix_open_pipe(noted, FD_CLOEXEC, NULL) ||
	    !g_unix_set_fd_nonblocking(noted[0], TRUE, NULL) ||
	    !g_unix_set_fd_nonblocking(noted[1], TRUE, NULL) ||
	    !(catch_ends(TRUE), terminal_enter(options->escape ? options->escape : 50,
					       options->mono || (no_colour && *no_colour)))) {
		catch_ends(FALSE);
		g_printerr("osg: %s\n", _("The terminal could not be used."));
		return 3;
	}
	catch_stops(TRUE);
	ui_on_change(ui, changed, &tty);
	run(&tty, options->database);
	ui_on_change(ui, NULL, NULL);
	catch_stops(FALSE);
	terminal_leave();
	catch_ends(FALSE);
	close(noted[0]);
	close(noted[1]);
	surface_free(tty.surface);
	g_main_loop_unref(tty.loop);
	return tty.status;
}
