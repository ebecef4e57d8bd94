/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements whose rows are many: a cursor on the server gives them a piece at a time. It outlives
 * the transaction it is opened in, so that it is nobody's concern whether there is one. */
#include "config.h"

#include "store/engine_postgres.h"

#define PIECE 5000 /* rows that lie in memory at once */

static PGresult *ask(struct engine *engine, const char *sql)
{
	return libpq.PQexecParams(postgres(engine)->connection, sql, 0, NULL, NULL, NULL, NULL, 1);
}

/* The next piece, also an empty one; FALSE with error. */
static gboolean fetch(struct statement *statement, GError **error)
{
	struct postgres_statement *s = own(statement);
	g_autofree char *sql = g_strdup_printf("FETCH %d FROM c%u", PIECE, s->cursor);

	if (!postgres_settle(statement->engine, error))
		return FALSE;
	s->row = 0;
	s->result = ask(statement->engine, sql);
	return postgres_worked(s->result) || postgres_fail(statement->engine, s->result, error);
}

gboolean postgres_cursor_open(struct statement *statement, GError **error)
{
	struct postgres_engine *pg = postgres(statement->engine);
	struct postgres_statement *s = own(statement);
	g_autofree char *sql = g_strdup_printf("DECLARE c%u NO SCROLL CURSOR WITH HOLD FOR %s",
					       ++pg->cursors, s->sql);
	PGresult *result;
	gboolean open;

	if (!postgres_settle(statement->engine, error))
		return FALSE;
	result = postgres_ask(statement, sql);
	open = postgres_worked(result) || postgres_fail(statement->engine, result, error);
	libpq.PQclear(result);
	s->cursor = open ? pg->cursors : 0;
	return open && fetch(statement, error);
}

gboolean postgres_cursor_more(struct statement *statement, GError **error)
{
	struct postgres_statement *s = own(statement);
	gboolean last = libpq.PQntuples(s->result) < PIECE;

	g_clear_pointer(&s->result, libpq.PQclear);
	return !last && fetch(statement, error) && libpq.PQntuples(s->result) > 0;
}

void postgres_cursor_close(struct statement *statement)
{
	struct postgres_statement *s = own(statement);
	g_autofree char *sql = g_strdup_printf("CLOSE c%u", s->cursor);
	PGTransactionStatusType status;

	if (!s->cursor)
		return;
	s->cursor = 0;
	if (postgres_is_lost(statement->engine) || !postgres_settle(statement->engine, NULL))
		return;
	status = libpq.PQtransactionStatus(postgres(statement->engine)->connection);
	/* after a fault it goes with what is taken back */
	if (status == PQTRANS_IDLE || status == PQTRANS_INTRANS)
		libpq.PQclear(ask(statement->engine, sql));
}
