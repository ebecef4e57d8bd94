/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The watcher: sleeps until the kernel says that the database or its log was written, or that its
 * server has something to tell. Reads nothing itself. */
#include "config.h"

#include "watch.h"

#include "osg/error.h"

#include <glib-unix.h>
#include <string.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/inotify.h>
#endif

struct watch {
	char *name;
	int fd;              /* -1 = asks once a second */
	guint source, timer; /* 0 = not now: one of them waits */
	int looks;           /* left after the last event */
	void (*changed)(gpointer data);
	gpointer data;
};

static gboolean look_now(gpointer data)
{
	struct watch *watch = data;

	watch->changed(watch->data);
	return G_SOURCE_CONTINUE;
}

#ifdef __linux__
/* The log is written before the change can be seen (the writer then marks it in shared memory,
 * which tells nobody): looking once, at once, would miss it. */
#define LOOKS 3
#define LOOK_AFTER 120 /* milliseconds */

/* The database itself, its log, nothing else of the folder. */
static gboolean concerns(const struct watch *watch, const char *name)
{
	gsize length = strlen(watch->name);

	return strncmp(name, watch->name, length) == 0 &&
	       (name[length] == '\0' || strcmp(name + length, "-wal") == 0);
}

/* Takes in what the kernel tells. TRUE: some of it was of the database. */
static gboolean take_in(const struct watch *watch)
{
	_Alignas(struct inotify_event) char buffer[4096];
	gssize length;
	gboolean ours = FALSE;

	while ((length = read(watch->fd, buffer, sizeof buffer)) > 0)
		for (char *p = buffer; p < buffer + length;) {
			const struct inotify_event *event = (const struct inotify_event *)p;

			ours |= event->len == 0 || concerns(watch, event->name);
			p += sizeof *event + event->len;
		}
	return ours;
}

static gboolean written(gint fd, GIOCondition condition, gpointer data);

static void sleep_until_written(struct watch *watch)
{
	watch->source = g_unix_fd_add(watch->fd, G_IO_IN, written, watch);
}

static gboolean look(gpointer data)
{
	struct watch *watch = data;

	if (take_in(watch))
		watch->looks = LOOKS;
	watch->changed(watch->data);
	if (--watch->looks > 0)
		return G_SOURCE_CONTINUE;
	watch->timer = 0;
	sleep_until_written(watch);
	return G_SOURCE_REMOVE;
}

/* Until the looks are over it sleeps by the clock: forty writers would wake it at each write. */
static gboolean written(gint fd UNUSED, GIOCondition condition UNUSED, gpointer data)
{
	struct watch *watch = data;

	if (!take_in(watch))
		return G_SOURCE_CONTINUE;
	watch->looks = LOOKS;
	watch->timer = g_timeout_add(LOOK_AFTER, look, watch);
	watch->source = 0;
	return G_SOURCE_REMOVE;
}

static gboolean listen_to(struct watch *watch, const char *file)
{
	g_autofree char *folder = g_path_get_dirname(file);

	watch->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (watch->fd < 0)
		return FALSE;
	if (inotify_add_watch(watch->fd, folder, IN_MODIFY | IN_MOVED_TO) < 0) {
		close(watch->fd);
		watch->fd = -1;
		return FALSE;
	}
	sleep_until_written(watch);
	return TRUE;
}
#else
static gboolean listen_to(struct watch *watch UNUSED, const char *file UNUSED)
{
	return FALSE;
}
#endif

struct watch *watch_new(const char *file, void (*changed)(gpointer data), gpointer data)
{
	struct watch *watch = g_new0(struct watch, 1);

	watch->fd = -1;
	watch->changed = changed;
	watch->data = data;
	watch->name = file ? g_path_get_basename(file) : NULL;
	if (!file || !listen_to(watch, file))
		watch->source = g_timeout_add_seconds(1, look_now, watch);
	return watch;
}

/* a server */

#define LOOKS_AGAIN G_TIME_SPAN_SECOND
#define LOOKS_AGAIN_MOST (32 * G_TIME_SPAN_SECOND)

struct server_source {
	GSource source;
	struct news news;
	int descriptor;
	gpointer tag; /* of it */
	gint64 pause; /* until it is looked for again */
};

/* A connection that was made anew has another one, and what was told between is lost: one looks. */
static gboolean follow(struct server_source *server)
{
	GSource *source = &server->source;
	int now = server->news.descriptor(server->news.of);

	if (now == server->descriptor)
		return FALSE;
	if (server->tag)
		g_source_remove_unix_fd(source, server->tag);
	server->tag =
		now >= 0 ? g_source_add_unix_fd(source, now, G_IO_IN | G_IO_HUP | G_IO_ERR) : NULL;
	server->descriptor = now;
	server->pause = LOOKS_AGAIN;
	g_source_set_ready_time(source, now >= 0 ? -1 : g_get_monotonic_time() + server->pause);
	return now >= 0;
}

/* Also when the news came beside something else that was asked. */
static gboolean server_prepare(GSource *source, gint *timeout)
{
	struct server_source *server = (struct server_source *)source;

	*timeout = -1;
	return follow(server) | server->news.heard(server->news.of);
}

static gboolean server_check(GSource *source)
{
	struct server_source *server = (struct server_source *)source;

	return server->tag && g_source_query_unix_fd(source, server->tag) != 0 &&
	       server->news.heard(server->news.of);
}

static gboolean server_dispatch(GSource *source, GSourceFunc changed, gpointer data)
{
	struct server_source *server = (struct server_source *)source;

	if (server->descriptor < 0) {
		server->pause = MIN(2 * server->pause, LOOKS_AGAIN_MOST);
		g_source_set_ready_time(source, g_get_monotonic_time() + server->pause);
	}
	return changed(data);
}

static GSourceFuncs server_functions = {
	.prepare = server_prepare, .check = server_check, .dispatch = server_dispatch};

struct watch *watch_server(const struct news *news, void (*changed)(gpointer data), gpointer data)
{
	struct watch *watch = g_new0(struct watch, 1);
	GSource *source = g_source_new(&server_functions, sizeof(struct server_source));
	struct server_source *server = (struct server_source *)source;

	server->news = *news;
	server->descriptor = -1;
	follow(server);
	watch->fd = -1;
	watch->changed = changed;
	watch->data = data;
	g_source_set_callback(source, look_now, watch, NULL);
	watch->source = g_source_attach(source, NULL);
	g_source_unref(source);
	return watch;
}

void watch_free(struct watch *watch)
{
	if (!watch)
		return;
	g_clear_handle_id(&watch->source, g_source_remove);
	g_clear_handle_id(&watch->timer, g_source_remove);
	if (watch->fd >= 0)
		close(watch->fd);
	g_free(watch->name);
	g_free(watch);
}
