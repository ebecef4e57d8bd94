/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chooses the engine by the name of the database, and passes on to it; what is the same for every
 * engine is done here. */
#include "config.h"

#include <string.h>

#include "osg/database.h"

#include "store/engine_driver.h"

/* connection */

static const struct engine_driver *driver_for(const char *file, GError **error UNUSED)
{
	if (!database_on_server(file))
		return &engine_sqlite;
#ifdef POSTGRES_LIBRARY
	return &engine_postgres;
#else
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
		    _("“%s” lies on a PostgreSQL server, and this osg was built without it."),
		    file);
	return NULL;
#endif
}

struct engine *engine_open(const char *file, enum engine_mode mode, GError **error)
{
	const struct engine_driver *driver = driver_for(file, error);
	struct engine *engine = driver ? g_malloc0(driver->size) : NULL;

	if (!engine)
		return NULL;
	engine->driver = driver;
	engine->file = g_strdup(file);
	engine->patience = ENGINE_PATIENCE;
	if (driver->open(engine, mode, error))
		return engine;
	engine_close(engine);
	return NULL;
}

void engine_close(struct engine *engine)
{
	if (!engine)
		return;
	engine->driver->close(engine);
	g_free(engine->file);
	g_free(engine);
}

const char *engine_file(const struct engine *engine)
{
	return engine->file;
}

gboolean engine_is_server(const struct engine *engine)
{
	return engine->driver->server;
}

const struct dialect *engine_dialect(const struct engine *engine)
{
	return engine->driver->dialect;
}

void engine_set_patience(struct engine *engine, int milliseconds)
{
	engine->patience = milliseconds;
}

gboolean engine_begin(struct engine *engine, GError **error)
{
	return engine->driver->begin(engine, error);
}

gboolean engine_commit(struct engine *engine, GError **error)
{
	return engine->driver->commit(engine, error);
}

void engine_rollback(struct engine *engine)
{
	engine->driver->rollback(engine);
}

void engine_forgive(struct engine *engine)
{
	engine->failed = FALSE;
}

gboolean engine_set_bulk(struct engine *engine, gboolean bulk, GError **error)
{
	return engine->driver->set_bulk(engine, bulk, error);
}

gboolean engine_hold(struct engine *engine)
{
	return engine->driver->hold(engine);
}

void engine_let_go(struct engine *engine)
{
	engine->driver->let_go(engine);
}

gboolean engine_listen(struct engine *engine)
{
	return engine->driver->listen && engine->driver->listen(engine);
}

int engine_news(const struct engine *engine)
{
	return engine->driver->news ? engine->driver->news(engine) : -1;
}

gboolean engine_heard(struct engine *engine)
{
	return engine->driver->heard && engine->driver->heard(engine);
}

void engine_rest(struct engine *engine)
{
	engine->driver->rest(engine);
}

gboolean engine_run(struct engine *engine, const char *sql, GError **error)
{
	return engine->driver->run(engine, sql, error);
}

gboolean engine_copy(struct engine *engine, const char *file, GError **error)
{
	return engine->driver->copy(engine, file, error);
}

gboolean engine_replace(struct engine *engine, const char *copy,
			gboolean (*keep)(struct engine *reader, gpointer data, GError **error),
			gpointer data, GError **error)
{
	return engine->driver->replace(engine, copy, keep, data, error);
}

/* statements */

struct statement *engine_prepare(struct engine *engine, const char *sql, GError **error)
{
	struct statement *statement = engine->driver->prepare(engine, sql, error);

	if (!statement)
		return NULL;
	statement->driver = engine->driver;
	statement->engine = engine;
	return statement;
}

void statement_free(struct statement *statement)
{
	if (!statement)
		return;
	statement->driver->free(statement);
	g_free(statement);
}

void statement_bind_int(struct statement *statement, int parameter, gint64 value)
{
	statement->driver->bind_int(statement, parameter, value);
}

void statement_bind_real(struct statement *statement, int parameter, double value)
{
	statement->driver->bind_real(statement, parameter, value);
}

void statement_bind_text(struct statement *statement, int parameter, const char *text)
{
	statement->driver->bind_text(statement, parameter, text);
}

void statement_bind_bytes(struct statement *statement, int parameter, gconstpointer bytes,
			  gsize length)
{
	statement->driver->bind_bytes(statement, parameter, bytes, length);
}

static void bind_column(struct statement *statement, int parameter, struct statement *from,
			int column)
{
	gconstpointer bytes;
	gsize length;

	switch (statement_column_type(from, column)) {
	case COLUMN_NULL:
		statement_bind_text(statement, parameter, NULL);
		return;
	case COLUMN_INT:
		statement_bind_int(statement, parameter, column_int(from, column));
		return;
	case COLUMN_REAL:
		statement_bind_real(statement, parameter, column_real(from, column));
		return;
	case COLUMN_TEXT:
		statement_bind_text(statement, parameter, column_text(from, column));
		return;
	case COLUMN_BYTES: /* no bytes are not NULL */
		bytes = column_blob(from, column, &length);
		statement_bind_bytes(statement, parameter, bytes ? bytes : "", length);
		return;
	}
}

int statement_columns(struct statement *statement)
{
	return statement->driver->column_count(statement);
}

enum column_type statement_column_type(struct statement *statement, int column)
{
	return statement->driver->column_type(statement, column);
}

void statement_bind_row(struct statement *statement, struct statement *from)
{
	for (int i = 0; i < statement_columns(from); i++)
		bind_column(statement, i + 1, from, i);
}

void statement_send_ahead(struct statement *statement)
{
	if (statement->driver->send_ahead)
		statement->driver->send_ahead(statement);
}

enum engine_step statement_step(struct statement *statement, GError **error)
{
	return statement->driver->step(statement, error);
}

void statement_set_many(struct statement *statement)
{
	if (statement->driver->set_many)
		statement->driver->set_many(statement);
}

void statement_reset(struct statement *statement)
{
	statement->driver->reset(statement);
}

gboolean statement_execute(struct statement *statement, GError **error)
{
	gboolean done;

	if (statement->driver->execute)
		return statement->driver->execute(statement, error);
	done = statement_step(statement, error) == ENGINE_DONE;

	statement_reset(statement);
	return done;
}

gboolean statement_number(struct statement *statement, gint64 *number, GError **error)
{
	enum engine_step step = statement_step(statement, error);

	*number = step == ENGINE_ROW ? column_int(statement, 0) : 0;
	statement_reset(statement);
	return step != ENGINE_FAILED;
}

gint64 engine_last_key(struct engine *engine)
{
	return engine->driver->last_key(engine);
}

gboolean column_is_null(struct statement *statement, int column)
{
	return statement_column_type(statement, column) == COLUMN_NULL;
}

gint64 column_int(struct statement *statement, int column)
{
	return statement->driver->column_int(statement, column);
}

int column_small(struct statement *statement, int column)
{
	return (int)CLAMP(column_int(statement, column), G_MININT, G_MAXINT);
}

double column_real(struct statement *statement, int column)
{
	return statement->driver->column_real(statement, column);
}

const char *column_text(struct statement *statement, int column)
{
	return statement->driver->column_text(statement, column);
}

const void *column_blob(struct statement *statement, int column, gsize *length)
{
	return statement->driver->column_blob(statement, column, length);
}

gboolean column_bytes(struct statement *statement, int column, gpointer bytes, gsize length)
{
	gsize stored;
	gconstpointer from = column_blob(statement, column, &stored);

	if (!from || stored != length)
		return FALSE;
	memcpy(bytes, from, length);
	return TRUE;
}

GBytes *column_content(struct statement *statement, int column)
{
	gsize length;
	gconstpointer stored = column_blob(statement, column, &length);

	return stored ? g_bytes_new(stored, length) : NULL;
}
