/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements on their way to a server and back. Each is sent without waiting for the answer to the
 * one before, and planned with its first run; whoever needs an answer waits for all that are under
 * way, in one journey. So a change waits for what it must know, and then for its commit. */
#include "config.h"

#include <string.h>

#include "store/engine_postgres.h"

#define PLANS_MOST 1000 /* statements that the server keeps ready for a connection */
/* Their answers must fit what lies between the server and us: neither waits for the other to read.
 */
#define UNDER_WAY_MOST 400

struct under_way {
	struct postgres_statement *statement; /* waits for its rows; NULL = nobody does */
	guint plan;                           /* that is made with it; 0 = it was there */
};

void postgres_pipeline_init(struct postgres_engine *pg)
{
	pg->plans = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	pg->under_way = g_array_new(FALSE, FALSE, sizeof(struct under_way));
}

void postgres_pipeline_clear(struct postgres_engine *pg)
{
	g_clear_pointer(&pg->plans, g_hash_table_unref);
	g_clear_pointer(&pg->under_way, g_array_unref);
}

/* answers */

/* The next of them; NULL: the server is gone. */
static PGresult *next_result(PGconn *connection)
{
	PGresult *result = libpq.PQgetResult(connection), *rest;

	while ((rest = libpq.PQgetResult(connection)))
		libpq.PQclear(rest);
	return result;
}

static gboolean is_plan(gpointer sql UNUSED, gpointer number, gpointer plan)
{
	return number == plan;
}

/* Of a statement; what fails in planning is the answer. */
static PGresult *take_answer(struct postgres_engine *pg, const struct under_way *way)
{
	PGresult *planned = way->plan ? next_result(pg->connection) : NULL,
		 *answer = next_result(pg->connection);

	if (way->plan && !postgres_worked(planned)) {
		g_hash_table_foreach_remove(pg->plans, is_plan, GUINT_TO_POINTER(way->plan));
		libpq.PQclear(answer);
		return planned;
	}
	libpq.PQclear(planned);
	return answer;
}

/* To who waits for it. What the server has not looked at, because one before had failed, is asked
 * again by who needs it. */
static void deliver(struct postgres_statement *statement, PGresult *answer)
{
	statement->under_way = FALSE;
	if (libpq.PQresultStatus(answer) == PGRES_PIPELINE_ABORTED)
		g_clear_pointer(&answer, libpq.PQclear);
	statement->result = answer;
	statement->row = POSTGRES_NO_ROW_YET;
}

/* Keeps what the server has against the first that nobody waits for; between changes these are
 * questions that were given up. */
static gboolean take(struct postgres_engine *pg, const struct under_way *way, PGresult **fault)
{
	PGresult *answer = postgres_is_lost(&pg->engine) ? NULL : take_answer(pg, way);

	if (way->statement) {
		deliver(way->statement, answer);
		return TRUE;
	}
	if (pg->in_change && !*fault && !postgres_worked(answer)) {
		*fault = answer;
		return FALSE;
	}
	libpq.PQclear(answer);
	return TRUE;
}

/* All are read before the first fault is told: only then is it known whether the server is gone. */
gboolean postgres_settle(struct engine *engine, GError **error)
{
	struct postgres_engine *pg = postgres(engine);
	PGresult *fault = NULL;
	gboolean all;

	if (!pg->under_way->len)
		return TRUE;
	all = libpq.PQpipelineSync(pg->connection) == 1;
	for (guint i = 0; i < pg->under_way->len; i++)
		all &= take(pg, &g_array_index(pg->under_way, struct under_way, i), &fault);
	g_array_set_size(pg->under_way, 0);
	if (!postgres_is_lost(engine)) {
		libpq.PQclear(libpq.PQgetResult(pg->connection)); /* of the sync itself */
		libpq.PQexitPipelineMode(pg->connection);
	}
	all = all && !postgres_is_lost(engine);
	if (!all)
		postgres_fail(engine, fault, error);
	libpq.PQclear(fault);
	return all;
}

/* sending */

/* The number of a plan that is made now. */
static guint new_plan(struct engine *engine, GError **error)
{
	struct postgres_engine *pg = postgres(engine);

	if (g_hash_table_size(pg->plans) >= PLANS_MOST) {
		if (!postgres_settle(engine, error))
			return 0;
		libpq.PQclear(libpq.PQexec(pg->connection, "DEALLOCATE ALL"));
		g_hash_table_remove_all(pg->plans);
	}
	return ++pg->named;
}

static void enter(struct postgres_engine *pg)
{
	if (!pg->under_way->len)
		libpq.PQenterPipelineMode(pg->connection);
}

static gboolean send_plan(struct postgres_engine *pg, const char *sql, guint number)
{
	char name[POSTGRES_PLAN_NAME];

	g_snprintf(name, sizeof name, "s%u", number);
	g_hash_table_insert(pg->plans, g_strdup(sql), GUINT_TO_POINTER(number));
	return libpq.PQsendPrepare(pg->connection, name, sql, 0, NULL) == 1;
}

static gboolean send(struct statement *statement, gboolean waits, GError **error)
{
	struct engine *engine = statement->engine;
	struct postgres_engine *pg = postgres(engine);
	struct postgres_statement *s = own(statement);
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(pg->plans, s->sql));
	struct under_way way = {.statement = waits ? s : NULL};

	if (!number && !(number = way.plan = new_plan(engine, error)))
		return FALSE;
	enter(pg);
	if ((way.plan && !send_plan(pg, s->sql, number)) ||
	    !postgres_send_bound(statement, number)) {
		postgres_settle(engine, NULL);
		return postgres_fail(engine, NULL, error);
	}
	s->under_way = waits;
	g_array_append_val(pg->under_way, way);
	return TRUE;
}

gboolean postgres_send_plain(struct engine *engine, const char *sql)
{
	struct postgres_engine *pg = postgres(engine);
	const struct under_way nobody = {NULL, 0};

	enter(pg);
	if (libpq.PQsendQueryParams(pg->connection, sql, 0, NULL, NULL, NULL, NULL, 1) != 1)
		return FALSE;
	g_array_append_val(pg->under_way, nobody);
	return TRUE;
}

void postgres_send_ahead(struct statement *statement)
{
	if (!own(statement)->under_way && !own(statement)->result)
		send(statement, TRUE, NULL);
}

/* Whoever is reset before its answer has come waits for it no more. */
void postgres_forget(struct statement *statement)
{
	GArray *all = postgres(statement->engine)->under_way;

	for (guint i = 0; own(statement)->under_way && i < all->len; i++) {
		struct under_way *way = &g_array_index(all, struct under_way, i);

		if (way->statement == own(statement))
			way->statement = NULL;
	}
	own(statement)->under_way = FALSE;
}

static gboolean answered(struct statement *statement, GError **error)
{
	return (own(statement)->under_way || send(statement, TRUE, error)) &&
	       postgres_settle(statement->engine, error);
}

/* A second time when a question before it, which somebody gave up, has kept the server from it. */
gboolean postgres_fetch(struct statement *statement, GError **error)
{
	struct postgres_statement *s = own(statement);

	for (int tries = 0; tries < 2 && !s->result; tries++)
		if (!answered(statement, error))
			return FALSE;
	return postgres_worked(s->result) || postgres_fail(statement->engine, s->result, error);
}

gboolean postgres_execute(struct statement *statement, GError **error)
{
	struct engine *engine = statement->engine;
	gboolean done;

	if (postgres(engine)->in_change && !own(statement)->gives_rows)
		return send(statement, FALSE, error) &&
		       (postgres(engine)->under_way->len < UNDER_WAY_MOST ||
			postgres_settle(engine, error));
	done = postgres_step(statement, error) == ENGINE_DONE;
	postgres_reset(statement);
	return done;
}
