/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The watcher: sleeps until the kernel says that the database or its log was written. Reads nothing
 * itself. */
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
	int fd; /* -1 = asks once a second */
	guint source, timer;
	int looks; /* left after the last event */
	void (*changed)(gpointer data);
	gpointer data;
};

static gboolean second_passed(gpointer data)
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

static gboolean look(gpointer data)
{
	struct watch *watch = data;

	watch->changed(watch->data);
	if (--watch->looks > 0)
		return G_SOURCE_CONTINUE;
	watch->timer = 0;
	return G_SOURCE_REMOVE;
}

/* The database itself, its log, nothing else of the folder. */
static gboolean concerns(const struct watch *watch, const char *name)
{
	gsize length = strlen(watch->name);

	return strncmp(name, watch->name, length) == 0 &&
	       (name[length] == '\0' || strcmp(name + length, "-wal") == 0);
}

static gboolean written(gint fd, GIOCondition condition UNUSED, gpointer data)
{
	struct watch *watch = data;
	_Alignas(struct inotify_event) char buffer[4096];
	gssize length;
	gboolean ours = FALSE;

	while ((length = read(fd, buffer, sizeof buffer)) > 0)
		for (char *p = buffer; p < buffer + length;) {
			const struct inotify_event *event = (const struct inotify_event *)p;

			ours |= event->len == 0 || concerns(watch, event->name);
			p += sizeof *event + event->len;
		}
	if (!ours)
		return G_SOURCE_CONTINUE;
	watch->looks = LOOKS;
	if (!watch->timer)
		watch->timer = g_timeout_add(LOOK_AFTER, look, watch);
	return G_SOURCE_CONTINUE;
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
	watch->source = g_unix_fd_add(watch->fd, G_IO_IN, written, watch);
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
		watch->source = g_timeout_add_seconds(1, second_passed, watch);
	return watch;
}

void watch_free(struct watch *watch)
{
	if (!watch)
		return;
	g_source_remove(watch->source);
	g_clear_handle_id(&watch->timer, g_source_remove);
	if (watch->fd >= 0)
		close(watch->fd);
	g_free(watch->name);
	g_free(watch);
}
