/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The watcher of a server, with a pipe for its connection: it sleeps until something is told, and
 * follows a connection that is lost and made anew. */
#include "config.h"

#include <glib-unix.h>
#include <unistd.h>

#include "../../src/tty/watch.h"

struct server {
	int ends[2], descriptor;
	int looks; /* what the watcher made of it */
};

static int descriptor(gpointer of)
{
	return ((struct server *)of)->descriptor;
}

static gboolean heard(gpointer of)
{
	struct server *server = of;
	gboolean any = FALSE;
	char byte;

	while (server->descriptor >= 0 && read(server->descriptor, &byte, 1) == 1)
		any = TRUE;
	return any;
}

static void changed(gpointer data)
{
	((struct server *)data)->looks++;
}

static void connect_server(struct server *server)
{
	g_assert_true(g_unix_open_pipe(server->ends, FD_CLOEXEC, NULL));
	g_assert_true(g_unix_set_fd_nonblocking(server->ends[0], TRUE, NULL));
	server->descriptor = server->ends[0];
}

static void disconnect(struct server *server)
{
	server->descriptor = -1;
	close(server->ends[0]);
	close(server->ends[1]);
}

/* Runs the loop as far as it goes without waiting; how long it would wait for more. */
static int settle(void)
{
	GMainContext *context = g_main_context_default();
	GPollFD fds[8];
	int wait, priority;

	while (g_main_context_iteration(context, FALSE))
		continue;
	g_assert_true(g_main_context_acquire(context));
	g_main_context_prepare(context, &priority);
	g_main_context_query(context, G_MAXINT, &wait, fds, G_N_ELEMENTS(fds));
	g_main_context_release(context);
	return wait;
}

static void test_server(void)
{
	struct server server = {{-1, -1}, -1, 0};
	const struct news news = {descriptor, heard, &server};

	connect_server(&server);
	struct watch *watch = watch_server(&news, changed, &server);
	g_assert_cmpint(settle(), ==, -1); /* nothing to do, ever */
	g_assert_cmpint(server.looks, ==, 0);
	g_assert_cmpint(write(server.ends[1], "xx", 2), ==, 2);
	g_assert_cmpint(settle(), ==, -1);
	g_assert_cmpint(server.looks, ==, 1);
	disconnect(&server);
	int wait = settle(); /* looks whether it is there again */
	g_assert_cmpint(wait, >, 0);
	g_assert_cmpint(wait, <=, 1001);
	g_assert_cmpint(server.looks, ==, 1);
	connect_server(&server);
	g_assert_cmpint(settle(), ==, -1);
	g_assert_cmpint(server.looks, ==, 2); /* what was told in between */
	g_assert_cmpint(write(server.ends[1], "x", 1), ==, 1);
	settle();
	g_assert_cmpint(server.looks, ==, 3);
	watch_free(watch);
	disconnect(&server);
	g_assert_cmpint(settle(), ==, -1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/watch/server", test_server);
	return g_test_run();
}
