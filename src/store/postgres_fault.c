/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong on a server, in words. */
#include "config.h"

#include <string.h>

#include "store/engine_postgres.h"

#define STATE_UNIQUE "23505"
#define BUSY N_("“%s” is in use: others were writing to it all the while. Try again.")

static const struct {
	const char *state; /* SQLSTATE or its beginning */
	const char *message;
	const char *reading; /* NULL = the same as in a change */
} faults[] = {
	{"55P03", BUSY, NULL},
	{"42501", POSTGRES_MAY_NOT_WRITE, POSTGRES_MAY_NOT_READ},
	{"25006", POSTGRES_MAY_NOT_WRITE, NULL},
	{"53100", N_("The disk of the server of “%s” is full; nothing was changed."), NULL},
};

#define GONE                                                                                         \
	N_("The server of “%s” does not answer any more (%s). Nothing of this was stored: keep " \
	   "what you wrote, and try again.")
#define GONE_READING                                                                                \
	N_("The server of “%s” does not answer any more (%s). What is stored is there when it " \
	   "answers again.")
#define GONE_AT_COMMIT                                                                                 \
	N_("The server of “%s” went away while it was storing (%s). Whether it did is not known: " \
	   "look, or save again; what is there already is not stored twice.")

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
gboolean postgres_refuse(struct engine *engine, GError **error, const char *message)
{
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, message, engine->file);
	return FALSE;
}

/* What the server or the library says, in one line. */
gboolean postgres_refuse_with(struct engine *engine, GError **error, const char *message,
			      const char *said)
{
	g_autofree char *line = g_strdup(said ? said : "?");

	g_strdelimit(g_strchomp(line), "\n\t", ' ');
	if (g_str_has_suffix(line, "."))
		line[strlen(line) - 1] = '\0';
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, message, engine->file, line);
	return FALSE;
}
#pragma GCC diagnostic pop

/* "Key (code)=(X) already exists." is the user's mistake, not the server's; named as SQLite does.
 */
static gboolean fail_unique(const PGresult *result, GError **error)
{
	const char *table = libpq.PQresultErrorField(result, PG_DIAG_TABLE_NAME),
		   *detail = libpq.PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL),
		   *from = detail ? strchr(detail, '(') : NULL,
		   *to = from ? strchr(from, ')') : NULL;
	g_autofree char *columns = to ? g_strndup(from + 1, (gsize)(to - from - 1)) : NULL;
	g_autofree char *field =
		columns ? g_strdup_printf("%s.%s", table, columns) : g_strdup("id");

	g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
		    _("This is already there: %s must be unique."), field);
	return FALSE;
}

/* Always FALSE; result may be NULL. */
gboolean postgres_fail(struct engine *engine, const PGresult *result, GError **error)
{
	const char *state = libpq.PQresultErrorField(result, PG_DIAG_SQLSTATE);
	const char *said = libpq.PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	gboolean in_change = postgres(engine)->in_change;

	engine->failed = TRUE;
	if (!said)
		said = libpq.PQerrorMessage(postgres(engine)->connection);
	if (postgres_is_lost(engine))
		return postgres_refuse_with(engine, error,
					    postgres(engine)->committing ? _(GONE_AT_COMMIT)
					    : in_change                  ? _(GONE)
									 : _(GONE_READING),
					    said);
	if (g_strcmp0(state, STATE_UNIQUE) == 0)
		return fail_unique(result, error);
	for (gsize i = 0; state && i < G_N_ELEMENTS(faults); i++)
		if (g_str_has_prefix(state, faults[i].state))
			return postgres_refuse(engine, error,
					       _(in_change || !faults[i].reading
							 ? faults[i].message
							 : faults[i].reading));
	return postgres_refuse_with(engine, error, _("The database “%s” could not be used: %s."),
				    said);
}

gboolean postgres_worked(const PGresult *result)
{
	ExecStatusType status = libpq.PQresultStatus(result);

	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}
