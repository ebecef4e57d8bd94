/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a database to the newest schema: the numbered files of share/migrations, each in one
 * transaction together with its number, after a copy of the whole file. Never looks at what is
 * there, only at the number. */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "osg/file.h"
#include "osg/resource.h"

#include "store/store_private.h"

int store_schema_newest(void)
{
	g_autoptr(GPtrArray) files = resource_list("migrations/");

	g_assert(files->len > 0);
	return atoi(files->pdata[files->len - 1]);
}

static gboolean schema(struct store *store, gint64 *number, GError **error)
{
	return store_query_number(store, QUERY_SCHEMA, number, error);
}

static gboolean begin_sources(struct store *store, GError **error)
{
	struct change change = {.what = SOURCES_MOVED};
	gboolean done;

	if (!store_query_number(store, QUERY_LOG_TIME, &change.at, error))
		return FALSE;
	change_open(store, &change);
	done = sources_begin(store, error) && log_keep_end(store, error);
	change_end(store);
	return done;
}

/* What SQL cannot work out, in the transaction of the migration that it belongs to. */
static const struct {
	int number;
	gboolean (*work)(struct store *store, GError **error);
} worked_out[] = {
	{12, begin_sources},
};

static gboolean apply(struct store *store, const char *file, int number, GError **error)
{
	g_autofree char *path = g_strconcat("migrations/", file, NULL);
	const char *sql = resource_data(path, NULL);
	const struct dialect *dialect = engine_dialect(store->engine);
	g_autofree char *own = dialect->migration ? dialect->migration(sql) : NULL;

	g_assert(sql && atoi(file) == number);
	if (!engine_run(store->engine, own ? own : sql, error))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(worked_out); i++)
		if (worked_out[i].number == number && !worked_out[i].work(store, error))
			return FALSE;
	return TRUE;
}

/* One step, unless another process took it while we waited. */
static gboolean step(struct store *store, const char *file, int number, GError **error)
{
	gint64 now;

	if (!engine_begin(store->engine, error))
		return FALSE;
	if (schema(store, &now, error) && (now >= number || apply(store, file, number, error)) &&
	    engine_commit(store->engine, error))
		return TRUE;
	engine_rollback(store->engine);
	return FALSE;
}

/* Of an unfinished attempt before, the copy is made again: the version it holds is the same. */
static gboolean back_up(struct store *store, int number, GError **error)
{
	g_autofree char *copy = g_strdup_printf("%s.before-%d", store->file, number + 1);
	g_autofree char *part = g_strconcat(copy, ".part", NULL);

	g_unlink(part);
	if (!store_backup(store, part, error)) {
		g_prefix_error(
			error,
			_("No copy could be made before the upgrade, so nothing was changed. "));
		return FALSE;
	}
	if (g_rename(part, copy) == 0)
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("“%s” cannot be made: %s."), copy,
		    file_why(errno));
	return FALSE;
}

static void tell(const struct store *store, gint64 step, gint64 steps)
{
	if (store->upgrading)
		store->upgrading((int)step, (int)steps);
}

gboolean store_migrate(struct store *store, gboolean fresh, GError **error)
{
	g_autoptr(GPtrArray) files = resource_list("migrations/");
	/* beside a server's database there is no place for a copy: its administrator keeps one */
	gboolean copied = !fresh && !engine_is_server(store->engine);
	gint64 from, steps;
	gboolean done;

	if (!schema(store, &from, error))
		return FALSE;
	steps = store_schema_newest() - from + 1;
	tell(store, 1, steps);
	done = !copied || back_up(store, (int)from, error);
	for (guint i = 0; done && i < files->len; i++) {
		int number = atoi(files->pdata[i]);

		if (number <= from)
			continue;
		tell(store, number - from + 1, steps);
		done = step(store, files->pdata[i], number, error);
		if (!done && from)
			g_prefix_error(error, "%s: ", (const char *)files->pdata[i]);
	}
	tell(store, steps + 1, steps);
	return done;
}
