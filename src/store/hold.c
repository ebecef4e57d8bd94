/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who reads a file in: one at a time. A lock on a file beside the database says it, which the
 * system lets go of when its holder dies: what lies half read with nobody holding it is broken
 * off. */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store_private.h"

#define PATIENCE (10 * G_TIME_SPAN_SECOND)
#define LOOK_AGAIN (50 * G_TIME_SPAN_MILLISECOND)

/* A database in memory is this process's alone. */
static gboolean is_memory(const struct store *store)
{
	return g_str_equal(store->file, ":memory:") || g_str_has_prefix(store->file, "memory:");
}

/* The holder before may have removed the file between our opening and locking it. */
static gboolean is_named(int descriptor, const char *name)
{
	struct stat held, named;

	return fstat(descriptor, &held) == 0 && stat(name, &named) == 0 &&
	       held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

gboolean hold_try(struct store *store)
{
	g_autofree char *name = g_strconcat(store->file, "-import", NULL);
	int descriptor;

	if (is_memory(store))
		return TRUE;
	if (engine_is_server(store->engine))
		return store->holds = engine_hold(store->engine);
	descriptor = g_open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) == 0 &&
	    is_named(descriptor, name)) {
		store->hold = descriptor;
		return TRUE;
	}
	if (descriptor >= 0)
		close(descriptor);
	return FALSE;
}

gboolean store_hold_imports(struct store *store, GError **error)
{
	gint64 until = g_get_monotonic_time() + PATIENCE;

	while (!hold_try(store)) {
		if (g_get_monotonic_time() >= until) {
			g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
				    _("Another file is being read into “%s” just now. Try again "
				      "when it is done."),
				    store->file);
			return FALSE;
		}
		g_usleep(LOOK_AGAIN);
	}
	if (is_memory(store) || pieces_clean(store, NULL, error))
		return TRUE;
	store_release_imports(store);
	return FALSE;
}

void store_set_patience(struct store *store, int milliseconds)
{
	engine_set_patience(store->engine, milliseconds);
	store->patience = milliseconds;
}

void store_release_imports(struct store *store)
{
	g_autofree char *name = g_strconcat(store->file, "-import", NULL);

	sources_forget(store);
	if (store->holds)
		engine_let_go(store->engine);
	store->holds = FALSE;
	if (store->hold < 0)
		return;
	g_unlink(name);
	close(store->hold);
	store->hold = -1;
}
