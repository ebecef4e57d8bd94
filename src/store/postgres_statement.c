/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements on a server: their parameters, running them. A whole result is fetched at once, in the
 * server's binary form. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "store/engine_postgres.h"

struct parameter {
	const char *bytes; /* borrowed; NULL = NULL, unless there is a number */
	int length;
	gboolean binary;
	char number[32]; /* written out; "" = none */
};

struct statement *postgres_prepare(struct engine *engine UNUSED, const char *sql,
				   GError **error UNUSED)
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
	postgres_forget(statement);
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
	char name[POSTGRES_PLAN_NAME];
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

gboolean postgres_send_bound(struct statement *statement, guint plan)
{
	struct bound b;
	gboolean sent;

	bound_init(&b, statement, plan);
	sent = libpq.PQsendQueryPrepared(postgres(statement->engine)->connection, b.name, b.count,
					 b.values, b.lengths, b.binary, 1) == 1;
	bound_clear(&b);
	return sent;
}

/* An INSERT that was told to give the new key back. */
static gboolean gives_key(PGresult *result)
{
	return libpq.PQntuples(result) == 1 && strcmp(libpq.PQfname(result, 0), "key") == 0 &&
	       g_str_has_prefix(libpq.PQcmdStatus(result), "INSERT");
}

/* Between changes a server that was started anew is asked again. */
static gboolean fetch(struct statement *statement, GError **error)
{
	struct engine *engine = statement->engine;
	g_autoptr(GError) local = NULL;
	gboolean fetched = postgres_fetch(statement, &local);

	if (!fetched)
		postgres_reset(statement);
	if (!fetched && postgres_is_lost(engine) && !postgres(engine)->in_change &&
	    postgres_connect_again(engine, NULL)) {
		g_clear_error(&local);
		fetched = postgres_fetch(statement, &local);
	}
	if (fetched)
		return TRUE;
	postgres_reset(statement);
	g_propagate_error(error, g_steal_pointer(&local));
	return FALSE;
}

static gboolean run_statement(struct statement *statement, GError **error)
{
	struct postgres_statement *s = own(statement);

	if (!fetch(statement, error))
		return FALSE;
	s->row = 0;
	if (gives_key(s->result)) {
		postgres(statement->engine)->last_key = column_int(statement, 0);
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

	if (s->result && s->row != POSTGRES_NO_ROW_YET)
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
	postgres_forget(statement);
	postgres_cursor_close(statement);
	g_clear_pointer(&own(statement)->result, libpq.PQclear);
}
