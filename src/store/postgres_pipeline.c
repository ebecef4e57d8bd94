/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statements of a long change on a server: those that give no rows are sent without waiting for
 * the answer to the one before, some hundred in one journey. Whatever is asked next waits for their
 * answers first, and is told if one of them failed. */
#include "config.h"

#include <string.h>

#include "store/engine_postgres.h"

/* Their answers must fit what lies between the server and us: neither waits for the other to read.
 */
#define QUEUE_MOST 400

PGresult *postgres_next_result(PGconn *connection)
{
	PGresult *result = libpq.PQgetResult(connection), *rest;

	while ((rest = libpq.PQgetResult(connection)))
		libpq.PQclear(rest);
	return result;
}

/* The answer to one of them: NULL where it worked, else what the server said (to be cleared), or
 * FALSE in *worked alone where it is gone. */
static PGresult *take_answer(PGconn *connection, gboolean *worked)
{
	PGresult *answer = postgres_next_result(connection);

	*worked = postgres_worked(answer);
	if (*worked)
		g_clear_pointer(&answer, libpq.PQclear);
	return answer;
}

/* All are read before the first fault is told: only then is it known whether the server is gone. */
gboolean postgres_settle(struct engine *engine, GError **error)
{
	struct postgres_engine *pg = postgres(engine);
	guint queued = pg->queued;
	gboolean all = TRUE, worked;
	PGresult *fault = NULL;

	if (!queued)
		return TRUE;
	pg->queued = 0;
	all = libpq.PQpipelineSync(pg->connection) == 1;
	for (guint i = 0; i < queued && !postgres_is_lost(engine); i++) {
		PGresult *answer = take_answer(pg->connection, &worked);

		all = all && worked;
		if (fault)
			libpq.PQclear(answer);
		else
			fault = answer;
	}
	if (!postgres_is_lost(engine)) {
		libpq.PQclear(libpq.PQgetResult(pg->connection)); /* of the sync itself */
		libpq.PQexitPipelineMode(pg->connection);
	}
	all = all && !postgres_is_lost(engine);
	if (!all && !engine->failed)
		postgres_fail(engine, fault, error);
	libpq.PQclear(fault);
	return all;
}

static gboolean queue(struct statement *statement, GError **error)
{
	struct engine *engine = statement->engine;
	struct postgres_engine *pg = postgres(engine);
	guint number = postgres_plan(engine, own(statement)->sql, error);

	if (!number)
		return FALSE;
	if (!pg->queued)
		libpq.PQenterPipelineMode(pg->connection);
	if (!postgres_send(statement, number))
		return postgres_fail(engine, NULL, error);
	return ++pg->queued < QUEUE_MOST || postgres_settle(engine, error);
}

gboolean postgres_execute(struct statement *statement, GError **error)
{
	struct postgres_engine *pg = postgres(statement->engine);
	gboolean done;

	if (pg->bulk && pg->in_change && !own(statement)->gives_rows)
		return queue(statement, error);
	done = postgres_step(statement, error) == ENGINE_DONE;
	postgres_reset(statement);
	return done;
}
