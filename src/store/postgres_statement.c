/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements on a server: what it keeps ready for them, their parameters, running them. A whole
 * result is fetched at once, in the server's binary form. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "store/engine_postgres.h"

#define PLANS_MOST 1000 /* statements that the server keeps ready for a connection */

struct parameter {
	const char *bytes; /* borrowed; NULL = NULL, unless there is a number */
	int length;
	gboolean binary;
	char number[32]; /* written out; "" = none */
};

/* what the server keeps ready */

static guint plan_known(const struct postgres_engine *pg, const char *sql)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(pg->plans, sql));
}

/* The number of a plan that is made now. */
static guint plan_number(struct postgres_engine *pg)
{
	if (g_hash_table_size(pg->plans) >= PLANS_MOST) {
		libpq.PQclear(libpq.PQexec(pg->connection, "DEALLOCATE ALL"));
		g_hash_table_remove_all(pg->plans);
	}
	return ++pg->named;
}

guint postgres_plan(struct engine *engine, const char *sql, GError **error)
{
	struct postgres_engine *pg = postgres(engine);
	guint number = plan_known(pg, sql);
	char name[16];
	PGresult *result;

	if (number)
		return number;
	if (!postgres_settle(engine, error))
		return 0;
	number = plan_number(pg);
	g_snprintf(name, sizeof name, "s%u", number);
	result = libpq.PQprepare(pg->connection, name, sql, 0, NULL);
	if (postgres_worked(result))
		g_hash_table_insert(pg->plans, g_strdup(sql), GUINT_TO_POINTER(number));
	else
		number = (postgres_fail(engine, result, error), 0);
	libpq.PQclear(result);
	return number;
}

/* It is planned with its first run: one journey to the server instead of two. */
struct statement *postgres_prepare(struct engine *engine G_GNUC_UNUSED, const char *sql,
				   GError **error G_GNUC_UNUSED)
{
	struct postgres_statement *statement = g_new0(struct postgres_statement, 1);

	statement->sql = g_strdup(sql);
	statement->gives_rows = g_str_has_prefix(sql, "SELECT") || strstr(sql, "RETURNING");
	statement->parameters = g_array_new(FALSE, TRUE, sizeof(struct parameter));
	return &statement->statement;
}

void postgres_set_many(struct statement *statement)
{
	own(statement)->many = TRUE;
}

void postgres_free(struct statement *statement)
{
	postgres_cursor_close(statement);
	libpq.PQclear(own(statement)->result);
	g_free(own(statement)->sql);
	g_array_unref(own(statement)->parameters);
}

static struct parameter *parameter_at(struct statement *statement, int parameter)
{
	GArray *all = own(statement)->parameters;

	if (all->len < (guint)parameter)
		g_array_set_size(all, (guint)parameter);
	return &g_array_index(all, struct parameter, parameter - 1);
}

/* As text: the server makes of it what stands there. */
void postgres_bind_int(struct statement *statement, int parameter, gint64 value)
{
	struct parameter *p = parameter_at(statement, parameter);

	*p = (struct parameter){0};
	g_snprintf(p->number, sizeof p->number, "%" G_GINT64_FORMAT, value);
}

void postgres_bind_real(struct statement *statement, int parameter, double value)
{
	struct parameter *p = parameter_at(statement, parameter);

	*p = (struct parameter){0};
	if (!isnan(value))
		g_ascii_dtostr(p->number, sizeof p->number, value);
}

void postgres_bind_text(struct statement *statement, int parameter, const char *text)
{
	*parameter_at(statement, parameter) = (struct parameter){.bytes = text};
}

void postgres_bind_bytes(struct statement *statement, int parameter, gconstpointer bytes,
			 gsize length)
{
	*parameter_at(statement, parameter) =
		(struct parameter){.bytes = bytes, .length = (int)length, .binary = TRUE};
}

/* A statement's parameters as libpq takes them. */
struct bound {
	char name[16]; /* of the plan */
	int count;
	const char **values;
	int *lengths, *binary;
};

static void bound_init(struct bound *bound, const struct statement *statement, guint number)
{
	GArray *all = own(statement)->parameters;

	g_snprintf(bound->name, sizeof bound->name, "s%u", number);
	bound->count = (int)all->len;
	bound->values = g_new(const char *, all->len + 1);
	bound->lengths = g_new(int, all->len + 1);
	bound->binary = g_new(int, all->len + 1);
	for (guint i = 0; i < all->len; i++) {
		const struct parameter *p = &g_array_index(all, struct parameter, i);
		bound->values[i] = *p->number ? p->number : p->bytes;
		bound->lengths[i] = p->length;
		bound->binary[i] = p->binary;
	}
}

static void bound_clear(struct bound *bound)
{
	g_free(bound->values);
	g_free(bound->lengths);
	g_free(bound->binary);
}

PGresult *postgres_ask(struct statement *statement, const char *sql)
{
	struct bound b;
	PGresult *result;

	bound_init(&b, statement, 0);
	result = libpq.PQexecParams(postgres(statement->engine)->connection, sql, b.count, NULL,
				    b.values, b.lengths, b.binary, 1);
	bound_clear(&b);
	return result;
}

gboolean postgres_send(struct statement *statement, guint number)
{
	struct bound b;
	gboolean sent;

	bound_init(&b, statement, number);
	sent = libpq.PQsendQueryPrepared(postgres(statement->engine)->connection, b.name, b.count,
					 b.values, b.lengths, b.binary, 1) == 1;
	bound_clear(&b);
	return sent;
}

/* Planned and run in one journey. What fails in planning is the answer. */
static PGresult *plan_and_execute(struct statement *statement)
{
	struct postgres_engine *pg = postgres(statement->engine);
	const char *sql = own(statement)->sql;
	guint number = plan_number(pg);
	PGresult *planned = NULL, *result = NULL;
	char name[16];

	g_snprintf(name, sizeof name, "s%u", number);
	libpq.PQenterPipelineMode(pg->connection);
	if (libpq.PQsendPrepare(pg->connection, name, sql, 0, NULL) == 1 &&
	    postgres_send(statement, number) && libpq.PQpipelineSync(pg->connection) == 1) {
		planned = postgres_next_result(pg->connection);
		result = postgres_next_result(pg->connection);
		libpq.PQclear(libpq.PQgetResult(pg->connection)); /* of the sync itself */
	}
	libpq.PQexitPipelineMode(pg->connection);
	if (!postgres_worked(planned)) {
		libpq.PQclear(result);
		return planned;
	}
	g_hash_table_insert(pg->plans, g_strdup(sql), GUINT_TO_POINTER(number));
	libpq.PQclear(planned);
	return result;
}

static PGresult *execute(struct statement *statement)
{
	struct postgres_engine *pg = postgres(statement->engine);
	guint number = plan_known(pg, own(statement)->sql);
	struct bound b;
	PGresult *result;

	if (!number)
		return plan_and_execute(statement);
	bound_init(&b, statement, number);
	result = libpq.PQexecPrepared(pg->connection, b.name, b.count, b.values, b.lengths,
				      b.binary, 1);
	bound_clear(&b);
	return result;
}

/* An INSERT that was told to give the new key back. */
static gboolean gives_key(PGresult *result)
{
	return libpq.PQntuples(result) == 1 && strcmp(libpq.PQfname(result, 0), "key") == 0 &&
	       g_str_has_prefix(libpq.PQcmdStatus(result), "INSERT");
}

static gboolean run_statement(struct statement *statement, GError **error)
{
	struct engine *engine = statement->engine;
	struct postgres_statement *s = own(statement);

	if (!postgres_settle(engine, error))
		return FALSE;
	s->row = 0;
	s->result = execute(statement);
	/* Between changes a server that was started anew is asked again. */
	if (!postgres_worked(s->result) && postgres_is_lost(engine) &&
	    !postgres(engine)->in_change && postgres_connect_again(engine, NULL)) {
		libpq.PQclear(s->result);
		s->result = execute(statement);
	}
	if (!postgres_worked(s->result)) {
		postgres_fail(engine, s->result, error);
		g_clear_pointer(&s->result, libpq.PQclear);
		return FALSE;
	}
	if (gives_key(s->result)) {
		postgres(engine)->last_key = column_int(statement, 0);
		s->row = 1;
	}
	return TRUE;
}

/* Of a cursor: the row that follows lies in the next piece, or is none. */
static enum engine_step next_piece(struct statement *statement, GError **error)
{
	g_autoptr(GError) local = NULL;

	if (postgres_cursor_more(statement, &local))
		return ENGINE_ROW;
	postgres_reset(statement);
	if (!local)
		return ENGINE_DONE;
	g_propagate_error(error, g_steal_pointer(&local));
	return ENGINE_FAILED;
}

static gboolean run(struct statement *statement, GError **error)
{
	gboolean ran;

	if (!own(statement)->many)
		return run_statement(statement, error);
	ran = postgres_cursor_open(statement, error);
	if (!ran)
		postgres_reset(statement);
	return ran;
}

enum engine_step postgres_step(struct statement *statement, GError **error)
{
	struct postgres_statement *s = own(statement);

	if (s->result)
		s->row++;
	else if (!run(statement, error))
		return ENGINE_FAILED;
	if (s->row < libpq.PQntuples(s->result))
		return ENGINE_ROW;
	if (s->cursor)
		return next_piece(statement, error);
	g_clear_pointer(&s->result, libpq.PQclear);
	return ENGINE_DONE;
}

void postgres_reset(struct statement *statement)
{
	postgres_cursor_close(statement);
	g_clear_pointer(&own(statement)->result, libpq.PQclear);
}
