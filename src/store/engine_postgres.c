/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine on PostgreSQL: a connection to a server, statements, and saying in words what went
 * wrong. The only file of osg that knows libpq's functions, which are looked up by name when the
 * first server is named: whoever works on a file does not wait for them. A whole result is fetched
 * at once, in the server's binary form. */
#include "config.h"

#include <libpq-fe.h>
#include <math.h>
#include <string.h>

#include "osg/library.h"

#include "store/engine_driver.h"

#define PLANS_MOST 1000 /* statements that the server keeps ready for a connection */

#define FUNCTIONS(of)                                                                              \
	of(PQconnectdbParams) of(PQfinish) of(PQreset) of(PQstatus) of(PQtransactionStatus)        \
		of(PQerrorMessage) of(PQparameterStatus) of(PQconnectionNeedsPassword)             \
			of(PQconnectionUsedPassword) of(PQsetNoticeProcessor) of(PQconninfoParse)  \
				of(PQconninfoFree) of(PQfreemem) of(PQexec) of(PQprepare)          \
					of(PQexecPrepared) of(PQresultStatus)                      \
						of(PQresultErrorField) of(PQcmdStatus) of(PQclear) \
							of(PQntuples) of(PQnfields) of(PQfname)    \
								of(PQftype) of(PQgetisnull)        \
									of(PQgetvalue)             \
										of(PQgetlength)

LIBRARY(POSTGRES_LIBRARY);

struct postgres_engine {
	struct engine engine;
	PGconn *connection;
	GHashTable *plans; /* sql -> the number of what the server keeps ready for it */
	guint named;       /* of them so far */
	gint64 last_key;
	gboolean in_change;
	gboolean holds; /* what a connection holds goes with it */
	gboolean bulk;  /* references are looked at when a change commits */
};

struct parameter {
	const char *bytes; /* borrowed; NULL = NULL, unless there is a number */
	int length;
	gboolean binary;
	char number[32]; /* written out; "" = none */
};

struct postgres_statement {
	struct statement statement;
	char *sql;
	GArray *parameters;
	PGresult *result; /* NULL = it has not run since it was reset */
	int row;
};

static struct postgres_engine *postgres(const struct engine *engine)
{
	return (struct postgres_engine *)engine;
}

static struct postgres_statement *own(const struct statement *statement)
{
	return (struct postgres_statement *)statement;
}

static gboolean load(GError **error)
{
	if (!library_loads(&library))
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("The library that speaks with PostgreSQL is missing (%s; Debian: "
			      "libpq5)."),
			    POSTGRES_LIBRARY);
	return library.loaded;
}

/* what went wrong */

#define STATE_UNIQUE "23505"
#define BUSY                                                                                       \
	N_("“%s” is in use: another program has been writing to it for ten seconds. Try again.")
#define MAY_NOT_WRITE N_("“%s” cannot be written: this role may only read there.")

static const struct {
	const char *state; /* SQLSTATE or its beginning */
	const char *message;
} faults[] = {
	{"55P03", BUSY},
	{"42501", MAY_NOT_WRITE},
	{"25006", MAY_NOT_WRITE},
	{"53100", N_("The disk of the server of “%s” is full; nothing was changed.")},
};

#define GONE                                                                                         \
	N_("The server of “%s” does not answer any more (%s). Nothing of this was stored: keep " \
	   "what you wrote, and try again.")
#define GONE_AT_COMMIT                                                                                 \
	N_("The server of “%s” went away while it was storing (%s). Whether it did is not known: " \
	   "look, or save again; what is there already is not stored twice.")

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static gboolean refuse(struct engine *engine, GError **error, const char *message)
{
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, message, engine->file);
	return FALSE;
}

/* What the server or the library says, in one line. */
static gboolean refuse_with(struct engine *engine, GError **error, const char *message,
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
	const char *table = lib.PQresultErrorField(result, PG_DIAG_TABLE_NAME),
		   *detail = lib.PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL),
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
static gboolean fail(struct engine *engine, const PGresult *result, GError **error)
{
	const char *state = lib.PQresultErrorField(result, PG_DIAG_SQLSTATE);
	const char *said = lib.PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

	engine->failed = TRUE;
	if (!said)
		said = lib.PQerrorMessage(postgres(engine)->connection);
	if (lib.PQstatus(postgres(engine)->connection) != CONNECTION_OK)
		return refuse_with(engine, error, _(GONE), said);
	if (g_strcmp0(state, STATE_UNIQUE) == 0)
		return fail_unique(result, error);
	for (gsize i = 0; state && i < G_N_ELEMENTS(faults); i++)
		if (g_str_has_prefix(state, faults[i].state))
			return refuse(engine, error, _(faults[i].message));
	return refuse_with(engine, error, _("The database “%s” could not be used: %s."), said);
}

static gboolean worked(const PGresult *result)
{
	ExecStatusType status = lib.PQresultStatus(result);

	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

/* Statements without parameters. */
static gboolean postgres_run(struct engine *engine, const char *sql, GError **error)
{
	PGresult *result = lib.PQexec(postgres(engine)->connection, sql);
	gboolean done = worked(result) || fail(engine, result, error);

	lib.PQclear(result);
	return done;
}

/* The first column of the first row, owned; NULL = NULL, or an error. */
static char *ask(struct engine *engine, const char *sql)
{
	PGresult *result = lib.PQexec(postgres(engine)->connection, sql);
	char *said = NULL;

	if (lib.PQresultStatus(result) == PGRES_TUPLES_OK && lib.PQntuples(result) > 0 &&
	    !lib.PQgetisnull(result, 0, 0))
		said = g_strdup(lib.PQgetvalue(result, 0, 0));
	lib.PQclear(result);
	return said;
}

/* connection */

static void hush(void *data, const char *message)
{
	(void)data;
	(void)message;
}

/* Everybody on the machine can read the arguments of a program. */
static gboolean holds_password(const char *address)
{
	PQconninfoOption *options = lib.PQconninfoParse(address, NULL);
	gboolean holds = FALSE;

	for (PQconninfoOption *o = options; o && o->keyword; o++)
		holds |= o->val && strcmp(o->keyword, "password") == 0;
	lib.PQconninfoFree(options);
	return holds;
}

static gboolean connected(struct engine *engine, GError **error)
{
	PGconn *connection = postgres(engine)->connection;

	if (lib.PQstatus(connection) == CONNECTION_OK)
		return TRUE;
	if (lib.PQconnectionNeedsPassword(connection) || lib.PQconnectionUsedPassword(connection))
		return refuse_with(engine, error,
				   _("The server of “%s” does not let this role in: the password "
				     "is missing or wrong (it stands in ~/.pgpass or PGPASSWORD). "
				     "It says: %s."),
				   lib.PQerrorMessage(connection));
	return refuse_with(engine, error, _("“%s” cannot be reached: %s."),
			   lib.PQerrorMessage(connection));
}

/* A server that is gone without a word is noticed in half a minute; the address may say otherwise.
 */
static gboolean connect_to(struct engine *engine, GError **error)
{
	const char *const words[][2] = {
		{"connect_timeout", "10"},
		{"keepalives_idle", "10"},
		{"keepalives_interval", "5"},
		{"keepalives_count", "3"},
		{"tcp_user_timeout", "25000"},
		{"fallback_application_name", "osg"},
		{"client_encoding", "UTF8"},
		{"dbname", engine->file},
		{NULL, NULL},
	};
	const char *names[G_N_ELEMENTS(words)], *values[G_N_ELEMENTS(words)];

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		names[i] = words[i][0];
		values[i] = words[i][1];
	}
	postgres(engine)->connection = lib.PQconnectdbParams(names, values, 1);
	if (!connected(engine, error))
		return FALSE;
	lib.PQsetNoticeProcessor(postgres(engine)->connection, hush, NULL);
	if (g_strcmp0(lib.PQparameterStatus(postgres(engine)->connection, "server_encoding"),
		      "UTF8") != 0)
		return refuse(engine, error,
			      _("“%s” does not keep its texts in UTF-8: make the database with "
				"“createdb --encoding UTF8 --template template0”."));
	return TRUE;
}

/* The small questions of osg are answered sooner than compiled; what is told as stored is on the
 * disk, though the server does not ask that of others. */
#define SETTINGS                                                                                   \
	"SET jit = off; SELECT set_config('synchronous_commit', 'on', FALSE) WHERE "               \
	"current_setting('synchronous_commit') = 'off'"

static gboolean set_up(struct engine *engine, GError **error)
{
	return postgres_run(engine, SETTINGS, error);
}

/* After the server was started anew. Who held something must hear that it is gone: not at once. */
static gboolean connect_again(struct engine *engine, GError **error)
{
	gboolean held = postgres(engine)->holds;

	postgres(engine)->holds = FALSE;
	if (held)
		return FALSE;
	g_hash_table_remove_all(postgres(engine)->plans);
	lib.PQreset(postgres(engine)->connection);
	return connected(engine, error) && set_up(engine, error);
}

/* Of the first schema of the search path, which need not be there yet. */
static gboolean make_schema(struct engine *engine, GError **error)
{
	g_autofree char *present = ask(engine, "SELECT current_schema()");
	g_autofree char *wanted = ask(engine, "SELECT quote_ident(btrim(split_part(current_setting("
					      "'search_path'), ',', 1), '\" '))");
	g_autofree char *sql = g_strconcat("CREATE SCHEMA ", wanted, NULL);

	return present || !wanted || postgres_run(engine, sql, error);
}

/* What SQLite keeps in the head of its file. */
#define HEAD                                                                                       \
	"CREATE TABLE osg_database (schema BIGINT NOT NULL, moved BIGINT NOT NULL); INSERT INTO "  \
	"osg_database VALUES (0, 0)"

static gboolean create(struct engine *engine, GError **error)
{
	g_autofree char *there = NULL;

	if (!make_schema(engine, error))
		return FALSE;
	there = ask(engine, "SELECT to_regclass(quote_ident(current_schema()) || '.osg_database')");
	if (there)
		return refuse(engine, error,
			      _("“%s” already exists. Choose another name, or remove it first."));
	return postgres_run(engine, HEAD, error);
}

static gboolean may_write(struct engine *engine, GError **error)
{
	g_autofree char *may =
		ask(engine, "SELECT has_table_privilege(to_regclass('osg_database'), "
			    "'UPDATE')");

	return !may || *may == 't' || refuse(engine, error, _(MAY_NOT_WRITE));
}

static gboolean postgres_open(struct engine *engine, enum engine_mode mode, GError **error)
{
	if (!load(error))
		return FALSE;
	if (holds_password(engine->file)) {
		g_set_error_literal(
			error, OSG_ERROR, OSG_ERROR_INPUT,
			_("A password does not belong in an address, where everybody on the "
			  "machine can read it: put it into ~/.pgpass, or into PGPASSWORD."));
		return FALSE;
	}
	postgres(engine)->plans = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	if (!connect_to(engine, error) || !set_up(engine, error))
		return FALSE;
	if (mode == ENGINE_CREATE)
		return create(engine, error);
	if (mode == ENGINE_WRITE)
		return may_write(engine, error);
	return postgres_run(engine, "SET default_transaction_read_only = on", error);
}

static void postgres_close(struct engine *engine)
{
	if (postgres(engine)->connection)
		lib.PQfinish(postgres(engine)->connection);
	g_clear_pointer(&postgres(engine)->plans, g_hash_table_unref);
}

static gboolean is_lost(struct engine *engine)
{
	return lib.PQstatus(postgres(engine)->connection) != CONNECTION_OK;
}

/* transactions */

#define WRITER "SELECT pg_advisory_xact_lock(1330857777, hashtext(current_schema()))"
#define DEFER "SET CONSTRAINTS ALL DEFERRED"

/* The schema's other writers wait; what the one before has stored is seen by every statement that
 * follows. */
static gboolean begin_once(struct engine *engine, GError **error)
{
	g_autofree char *sql = g_strdup_printf("BEGIN; SET LOCAL lock_timeout = %d; %s; %s",
					       MAX(engine->patience, 1), WRITER,
					       postgres(engine)->bulk ? DEFER : "");

	return postgres_run(engine, sql, error);
}

static gboolean postgres_begin(struct engine *engine, GError **error)
{
	g_autoptr(GError) local = NULL;

	postgres(engine)->in_change = TRUE;
	if (begin_once(engine, &local) || (is_lost(engine) && connect_again(engine, NULL) &&
					   (g_clear_error(&local), begin_once(engine, &local)))) {
		engine->failed = FALSE;
		return TRUE;
	}
	engine_rollback(engine);
	g_propagate_error(error, g_steal_pointer(&local));
	return FALSE;
}

/* Others ask osg_database whether anything moved. */
#define COMMIT "UPDATE osg_database SET moved = moved + 1; COMMIT"

static gboolean postgres_commit(struct engine *engine, GError **error)
{
	PGTransactionStatusType status = lib.PQtransactionStatus(postgres(engine)->connection);
	PGresult *result;
	gboolean done;

	if (engine->failed || status != PQTRANS_INTRANS) {
		engine_rollback(engine);
		return refuse(engine, error,
			      _("“%s”: the change failed halfway and was taken back as a whole."));
	}
	result = lib.PQexec(postgres(engine)->connection, COMMIT);
	done = worked(result) && strcmp(lib.PQcmdStatus(result), "COMMIT") == 0;
	if (!done && is_lost(engine))
		refuse_with(engine, error, _(GONE_AT_COMMIT),
			    lib.PQerrorMessage(postgres(engine)->connection));
	else if (!done)
		fail(engine, result, error);
	lib.PQclear(result);
	if (done)
		postgres(engine)->in_change = FALSE;
	else
		engine_rollback(engine);
	return done;
}

static void postgres_rollback(struct engine *engine)
{
	PGTransactionStatusType status = lib.PQtransactionStatus(postgres(engine)->connection);

	postgres(engine)->in_change = FALSE;
	if (status == PQTRANS_INTRANS || status == PQTRANS_INERROR)
		lib.PQclear(lib.PQexec(postgres(engine)->connection, "ROLLBACK"));
}

static gboolean postgres_set_bulk(struct engine *engine, gboolean bulk, GError **error)
{
	postgres(engine)->bulk = bulk;
	return !bulk || postgres_run(engine, DEFER, error);
}

/* One, and one who reads files in, of each schema of a database: others wait for these numbers. */
#define IMPORTER "(1330857778, hashtext(current_schema()))"

static gboolean postgres_hold(struct engine *engine)
{
	g_autofree char *ours = ask(engine, "SELECT pg_try_advisory_lock" IMPORTER);

	postgres(engine)->holds = ours && *ours == 't';
	return postgres(engine)->holds;
}

static void postgres_let_go(struct engine *engine)
{
	if (postgres(engine)->holds)
		g_free(ask(engine, "SELECT pg_advisory_unlock" IMPORTER));
	postgres(engine)->holds = FALSE;
}

static void postgres_rest(struct engine *engine)
{
	(void)engine;
}

/* statements */

/* The name that the server knows it by; 0 = it does not understand it. */
static guint plan(struct engine *engine, const char *sql, GError **error)
{
	struct postgres_engine *pg = postgres(engine);
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(pg->plans, sql));
	char name[16];
	PGresult *result;

	if (number)
		return number;
	if (g_hash_table_size(pg->plans) >= PLANS_MOST) {
		lib.PQclear(lib.PQexec(pg->connection, "DEALLOCATE ALL"));
		g_hash_table_remove_all(pg->plans);
	}
	number = ++pg->named;
	g_snprintf(name, sizeof name, "s%u", number);
	result = lib.PQprepare(pg->connection, name, sql, 0, NULL);
	if (worked(result))
		g_hash_table_insert(pg->plans, g_strdup(sql), GUINT_TO_POINTER(number));
	else
		number = (fail(engine, result, error), 0);
	lib.PQclear(result);
	return number;
}

/* Between changes a server that was started anew is asked again. */
static guint plan_again(struct engine *engine, const char *sql, GError **error)
{
	g_autoptr(GError) local = NULL;
	guint number = plan(engine, sql, &local);

	if (!number && is_lost(engine) && !postgres(engine)->in_change &&
	    connect_again(engine, NULL)) {
		g_clear_error(&local);
		number = plan(engine, sql, &local);
	}
	if (!number)
		g_propagate_error(error, g_steal_pointer(&local));
	return number;
}

static struct statement *postgres_prepare(struct engine *engine, const char *sql, GError **error)
{
	struct postgres_statement *statement;

	if (!plan_again(engine, sql, error))
		return NULL;
	statement = g_new0(struct postgres_statement, 1);
	statement->sql = g_strdup(sql);
	statement->parameters = g_array_new(FALSE, TRUE, sizeof(struct parameter));
	return &statement->statement;
}

static void postgres_free(struct statement *statement)
{
	lib.PQclear(own(statement)->result);
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
static void postgres_bind_int(struct statement *statement, int parameter, gint64 value)
{
	struct parameter *p = parameter_at(statement, parameter);

	*p = (struct parameter){0};
	g_snprintf(p->number, sizeof p->number, "%" G_GINT64_FORMAT, value);
}

static void postgres_bind_real(struct statement *statement, int parameter, double value)
{
	struct parameter *p = parameter_at(statement, parameter);

	*p = (struct parameter){0};
	if (!isnan(value))
		g_ascii_dtostr(p->number, sizeof p->number, value);
}

static void postgres_bind_text(struct statement *statement, int parameter, const char *text)
{
	*parameter_at(statement, parameter) = (struct parameter){.bytes = text};
}

static void postgres_bind_bytes(struct statement *statement, int parameter, gconstpointer bytes,
				gsize length)
{
	*parameter_at(statement, parameter) =
		(struct parameter){.bytes = bytes, .length = (int)length, .binary = TRUE};
}

static PGresult *execute(struct statement *statement, guint number)
{
	GArray *all = own(statement)->parameters;
	g_autofree const char **values = g_new(const char *, all->len + 1);
	g_autofree int *lengths = g_new(int, all->len + 1), *binary = g_new(int, all->len + 1);
	char name[16];

	for (guint i = 0; i < all->len; i++) {
		const struct parameter *p = &g_array_index(all, struct parameter, i);
		values[i] = *p->number ? p->number : p->bytes;
		lengths[i] = p->length;
		binary[i] = p->binary;
	}
	g_snprintf(name, sizeof name, "s%u", number);
	return lib.PQexecPrepared(postgres(statement->engine)->connection, name, (int)all->len,
				  values, lengths, binary, 1);
}

/* An INSERT that was told to give the new key back. */
static gboolean gives_key(PGresult *result)
{
	return lib.PQntuples(result) == 1 && strcmp(lib.PQfname(result, 0), "key") == 0 &&
	       g_str_has_prefix(lib.PQcmdStatus(result), "INSERT");
}

static gboolean run_statement(struct statement *statement, GError **error)
{
	struct engine *engine = statement->engine;
	struct postgres_statement *s = own(statement);
	guint number = plan_again(engine, s->sql, error);

	if (!number)
		return FALSE;
	s->row = 0;
	s->result = execute(statement, number);
	if (!worked(s->result) && is_lost(engine) && !postgres(engine)->in_change &&
	    connect_again(engine, NULL) && (number = plan(engine, s->sql, NULL))) {
		lib.PQclear(s->result);
		s->result = execute(statement, number);
	}
	if (!worked(s->result)) {
		fail(engine, s->result, error);
		g_clear_pointer(&s->result, lib.PQclear);
		return FALSE;
	}
	if (gives_key(s->result)) {
		postgres(engine)->last_key = column_int(statement, 0);
		s->row = 1;
	}
	return TRUE;
}

static enum engine_step postgres_step(struct statement *statement, GError **error)
{
	struct postgres_statement *s = own(statement);

	if (s->result)
		s->row++;
	else if (!run_statement(statement, error))
		return ENGINE_FAILED;
	if (s->row < lib.PQntuples(s->result))
		return ENGINE_ROW;
	g_clear_pointer(&s->result, lib.PQclear);
	return ENGINE_DONE;
}

static void postgres_reset(struct statement *statement)
{
	g_clear_pointer(&own(statement)->result, lib.PQclear);
}

static gint64 postgres_last_key(struct engine *engine)
{
	return postgres(engine)->last_key;
}

/* columns */

/* The server's types, from its catalogue pg_type; all others are texts. */
enum {
	BOOLS = 16,
	BYTES = 17,
	INTS8 = 20,
	INTS2 = 21,
	INTS4 = 23,
	REALS4 = 700,
	REALS8 = 701,
	NUMERICS = 1700
};

static int postgres_column_count(struct statement *statement)
{
	return lib.PQnfields(own(statement)->result);
}

static const char *value_at(struct statement *statement, int column)
{
	return lib.PQgetvalue(own(statement)->result, own(statement)->row, column);
}

static gboolean is_null(struct statement *statement, int column)
{
	return lib.PQgetisnull(own(statement)->result, own(statement)->row, column) != 0;
}

static Oid type_of(struct statement *statement, int column)
{
	return lib.PQftype(own(statement)->result, column);
}

static enum column_type postgres_column_type(struct statement *statement, int column)
{
	if (is_null(statement, column))
		return COLUMN_NULL;
	switch (type_of(statement, column)) {
	case BOOLS:
	case INTS2:
	case INTS4:
	case INTS8:
	case NUMERICS:
		return COLUMN_INT;
	case REALS4:
	case REALS8:
		return COLUMN_REAL;
	case BYTES:
		return COLUMN_BYTES;
	default:
		return COLUMN_TEXT;
	}
}

/* Whole numbers come with their highest byte first. */
static gint64 whole(const char *bytes, int length)
{
	gint64 number = length > 0 && *bytes < 0 ? -1 : 0;

	for (int i = 0; i < length; i++)
		number = (gint64)((guint64)number << 8 | (guchar)bytes[i]);
	return number;
}

/* A sum of whole numbers is a NUMERIC: how many digits to the base 10000, the power of the first,
 * the sign, the digits behind the point, then the digits. */
static gint64 numeric(const char *bytes)
{
	gint64 digits = whole(bytes, 2), weight = whole(bytes + 2, 2), number = 0;

	for (gint64 i = 0; i <= weight; i++)
		number = number * 10000 + (i < digits ? whole(bytes + 8 + 2 * i, 2) : 0);
	return whole(bytes + 4, 2) == 0x4000 ? -number : number;
}

static double real(const char *bytes, int length)
{
	guint64 bits = (guint64)whole(bytes, length);
	guint32 half = (guint32)bits;
	double number;
	float small;

	memcpy(&number, &bits, sizeof number);
	memcpy(&small, &half, sizeof small);
	return length == sizeof small ? (double)small : number;
}

static gint64 postgres_column_int(struct statement *statement, int column)
{
	const char *bytes = value_at(statement, column);
	int length = lib.PQgetlength(own(statement)->result, own(statement)->row, column);

	if (is_null(statement, column))
		return 0;
	switch (type_of(statement, column)) {
	case NUMERICS:
		return numeric(bytes);
	case REALS4:
	case REALS8:
		return (gint64)real(bytes, length);
	case BOOLS:
	case INTS2:
	case INTS4:
	case INTS8:
		return whole(bytes, length);
	default:
		return g_ascii_strtoll(bytes, NULL, 10);
	}
}

static double postgres_column_real(struct statement *statement, int column)
{
	Oid type = type_of(statement, column);

	if (is_null(statement, column))
		return 0;
	if (type != REALS4 && type != REALS8)
		return (double)postgres_column_int(statement, column);
	return real(value_at(statement, column),
		    lib.PQgetlength(own(statement)->result, own(statement)->row, column));
}

static const char *postgres_column_text(struct statement *statement, int column)
{
	return is_null(statement, column) ? NULL : value_at(statement, column);
}

static const void *postgres_column_blob(struct statement *statement, int column, gsize *length)
{
	*length = (gsize)lib.PQgetlength(own(statement)->result, own(statement)->row, column);
	return is_null(statement, column) ? NULL : value_at(statement, column);
}

const struct engine_driver engine_postgres = {
	.size = sizeof(struct postgres_engine),
	.server = TRUE,
	.dialect = &dialect_postgres,
	.open = postgres_open,
	.close = postgres_close,
	.begin = postgres_begin,
	.commit = postgres_commit,
	.rollback = postgres_rollback,
	.set_bulk = postgres_set_bulk,
	.hold = postgres_hold,
	.let_go = postgres_let_go,
	.rest = postgres_rest,
	.run = postgres_run,
	.prepare = postgres_prepare,
	.free = postgres_free,
	.bind_int = postgres_bind_int,
	.bind_real = postgres_bind_real,
	.bind_text = postgres_bind_text,
	.bind_bytes = postgres_bind_bytes,
	.step = postgres_step,
	.reset = postgres_reset,
	.last_key = postgres_last_key,
	.column_count = postgres_column_count,
	.column_type = postgres_column_type,
	.column_int = postgres_column_int,
	.column_real = postgres_column_real,
	.column_text = postgres_column_text,
	.column_blob = postgres_column_blob,
};
