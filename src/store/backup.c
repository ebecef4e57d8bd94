/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A consistent copy of the database while others write to it, and the way back: what a copy is, how
 * it differs, and putting it in the place of the database. Until a copy is whole its name ends in
 * ".part". */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "store/store_private.h"
#include "osg/file.h"

static gboolean reserve(const char *file, GError **error)
{
	int fd = g_open(file, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

	return fd >= 0 ? g_close(fd, NULL) : file_copy_refused(file, error);
}

/* A link and not a renaming: a file that has come to the name meanwhile is not replaced. */
static gboolean give_name(const char *part, const char *file, GError **error)
{
	if (link(part, file) == 0 || (errno != EEXIST && g_rename(part, file) == 0))
		return TRUE;
	return file_copy_refused(file, error);
}

/* looking at a copy */

/* The first line of the engine's check, NULL = it is whole. */
static char *file_fault(struct engine *engine)
{
	g_autoptr(GError) error = NULL;
	struct statement *statement =
		engine_prepare(engine, query_sql(engine_dialect(engine), QUERY_CHECK_FILE), &error);
	gboolean row = statement && statement_step(statement, &error) == ENGINE_ROW;
	char *fault = row ? g_strdup(column_text(statement, 0)) : NULL;

	statement_free(statement);
	if (error)
		return g_strdup(error->message);
	if (g_strcmp0(fault, "ok") == 0)
		g_clear_pointer(&fault, g_free);
	return fault;
}

static gboolean look_number(struct engine *engine, const char *sql, gint64 *number, GError **error)
{
	struct statement *statement = engine_prepare(engine, sql, error);
	gboolean done = statement && statement_number(statement, number, error);

	statement_free(statement);
	return done;
}

static gboolean is_ours(struct engine *engine, gint64 application, GError **error)
{
	if (application == STORE_APPLICATION)
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("“%s” is a database, but not one of osg."),
		    engine_file(engine));
	return FALSE;
}

static gboolean look_at(struct engine *engine, struct copy_facts *facts, GError **error)
{
	gint64 application;

	*facts = (struct copy_facts){.last_change = TIME_NONE};
	if (!look_number(engine, query_sql(engine_dialect(engine), QUERY_APPLICATION), &application,
			 error) ||
	    !is_ours(engine, application, error) ||
	    !look_number(engine, query_sql(engine_dialect(engine), QUERY_SCHEMA), &facts->schema,
			 error))
		return FALSE;
	facts->fault = file_fault(engine);
	/* of a damaged one as far as it can be read */
	look_number(engine, "SELECT count(*) FROM observation_row WHERE withdrawn = 0",
		    &facts->observations, NULL);
	look_number(engine, "SELECT count(*) FROM log", &facts->log_lines, NULL);
	look_number(engine, "SELECT at FROM log ORDER BY key DESC LIMIT 1", &facts->last_change,
		    NULL);
	if (facts->log_lines == 0)
		facts->last_change = TIME_NONE;
	return TRUE;
}

gboolean store_look(const char *file, struct copy_facts *facts, GError **error)
{
	struct engine *engine = engine_open(file, ENGINE_STILL, error);
	gboolean done = engine && look_at(engine, facts, error);

	engine_close(engine);
	return done;
}

/* making one */

static gboolean is_whole(const char *part, const char *source, GError **error)
{
	struct copy_facts facts = {0};

	if (!store_look(part, &facts, error))
		return FALSE;
	if (!facts.fault)
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
		    _("The copy of “%s” is damaged (%s) and was not kept: “osg check” tells more."),
		    source, facts.fault);
	g_free(facts.fault);
	return FALSE;
}

/* A server has no file to copy: what is in it goes into a new one, row by row. */
static gboolean fill_copy(struct store *store, const char *part, GError **error)
{
	struct move_facts facts;

	if (engine_is_server(store->engine))
		return store_copy_into(store, part, &facts, error);
	return reserve(part, error) && engine_copy(store->engine, part, error);
}

gboolean store_backup(struct store *store, const char *file, GError **error)
{
	g_autofree char *part = g_strconcat(file, ".part", NULL);
	gboolean done;

	if (g_file_test(file, G_FILE_TEST_EXISTS)) {
		errno = EEXIST;
		return file_copy_refused(file, error);
	}
	store_drop_file(part);
	done = fill_copy(store, part, error) && is_whole(part, store->file, error) &&
	       give_name(part, file, error);
	store_drop_file(part);
	return done;
}

/* how two differ */

/* Both in the order of their ids: each is read once. */
struct id_walk {
	struct statement *statement;
	enum engine_step step;
	struct id id;
	gint64 version;
};

static gboolean walk_on(struct id_walk *walk, GError **error)
{
	walk->step = statement_step(walk->statement, error);
	if (walk->step == ENGINE_ROW) {
		column_bytes(walk->statement, 0, walk->id.bytes, sizeof walk->id.bytes);
		walk->version = column_int(walk->statement, 1);
	}
	return walk->step != ENGINE_FAILED;
}

static gboolean walk_begin(struct id_walk *walk, struct store *store, const char *sql,
			   GError **error)
{
	walk->statement = engine_prepare(store->engine, sql, error);
	return walk->statement && walk_on(walk, error);
}

static gboolean walk_both(struct id_walk *a, struct id_walk *b, struct copy_difference *d,
			  GError **error)
{
	while (a->step == ENGINE_ROW || b->step == ENGINE_ROW) {
		int order = a->step != ENGINE_ROW   ? 1
			    : b->step != ENGINE_ROW ? -1
						    : memcmp(&a->id, &b->id, sizeof a->id);

		d->gone += order < 0;
		d->new += order > 0;
		d->other += order == 0 && a->version != b->version;
		if ((order <= 0 && !walk_on(a, error)) || (order >= 0 && !walk_on(b, error)))
			return FALSE;
	}
	return TRUE;
}

gboolean store_compare(struct store *from, struct store *to, const struct record_kind *kind,
		       struct copy_difference *difference, GError **error)
{
	g_autofree char *sql =
		g_strdup_printf("SELECT id, version FROM \"%s\" ORDER BY id", kind->name);
	struct id_walk a = {0}, b = {0};
	gboolean done;

	*difference = (struct copy_difference){0};
	done = walk_begin(&a, from, sql, error) && walk_begin(&b, to, sql, error) &&
	       walk_both(&a, &b, difference, error);
	statement_free(a.statement);
	statement_free(b.statement);
	return done;
}

/* putting one in place */

static gboolean keep_copy(struct engine *reader, gpointer data, GError **error)
{
	const char *keep = data;
	g_autofree char *part = g_strconcat(keep, ".part", NULL);
	gboolean done;

	store_drop_file(part);
	done = reserve(part, error) && engine_copy(reader, part, error) &&
	       give_name(part, keep, error);
	store_drop_file(part);
	return done;
}

/* What cannot be opened, or not be written, is nobody's place to work: it makes way as it is. */
static gboolean make_way(const char *file, const char *keep, GError **error)
{
	static const char *const beside[] = {"", "-wal", "-shm"};

	for (gsize i = 0; i < G_N_ELEMENTS(beside); i++) {
		g_autofree char *from = g_strconcat(file, beside[i], NULL),
				*to = g_strconcat(keep, beside[i], NULL);

		if (g_rename(from, to) != 0 && errno != ENOENT)
			return file_copy_refused(to, error);
	}
	return TRUE;
}

gboolean store_replace(const char *file, const char *copy, const char *keep, GError **error)
{
	struct engine *present;
	g_autofree char *fault = NULL;
	gboolean done;

	if (!keep)
		return give_name(copy, file, error);
	if (g_file_test(keep, G_FILE_TEST_EXISTS)) {
		errno = EEXIST;
		return file_copy_refused(keep, error);
	}
	present = engine_open(file, ENGINE_WRITE, NULL);
	fault = present ? file_fault(present) : NULL;
	if (!present || fault) {
		engine_close(present);
		return make_way(file, keep, error) && give_name(copy, file, error);
	}
	done = engine_replace(present, copy, keep_copy, (gpointer)keep, error);
	engine_close(present);
	return done;
}
