/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine on PostgreSQL: a connection to a server, and its transactions. Statements, values and
 * faults are in files of their own. */
#include "config.h"

#include <string.h>

#include "store/engine_postgres.h"

struct postgres_functions libpq;

#define FOUND(name) {#name, (gpointer *)&libpq.name},
static const struct library_function functions[] = {POSTGRES_FUNCTIONS(FOUND){NULL, NULL}};
static struct library library = {.file = POSTGRES_LIBRARY, .functions = functions};

static gboolean load(GError **error)
{
	if (!library_loads(&library))
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("The library that speaks with PostgreSQL is missing (%s; Debian: "
			      "libpq5)."),
			    POSTGRES_LIBRARY);
	return library.loaded;
}

/* Statements without parameters. */
static gboolean postgres_run(struct engine *engine, const char *sql, GError **error)
{
	PGresult *result;
	gboolean done;

	if (!postgres_settle(engine, error))
		return FALSE;
	result = libpq.PQexec(postgres(engine)->connection, sql);
	done = postgres_worked(result) || postgres_fail(engine, result, error);

	libpq.PQclear(result);
	return done;
}

/* The first column of the first row, owned; NULL = NULL, or an error. */
static char *ask(struct engine *engine, const char *sql)
{
	PGresult *result;
	char *said = NULL;

	postgres_settle(engine, NULL);
	result = libpq.PQexec(postgres(engine)->connection, sql);
	if (libpq.PQresultStatus(result) == PGRES_TUPLES_OK && libpq.PQntuples(result) > 0 &&
	    !libpq.PQgetisnull(result, 0, 0))
		said = g_strdup(libpq.PQgetvalue(result, 0, 0));
	libpq.PQclear(result);
	return said;
}

/* connection */

static void ignore_notice(void *data UNUSED, const char *message UNUSED)
{
}

/* Everybody on the machine can read the arguments of a program. */
static gboolean holds_password(const char *address)
{
	PQconninfoOption *options = libpq.PQconninfoParse(address, NULL);
	gboolean holds = FALSE;

	for (PQconninfoOption *o = options; o && o->keyword; o++)
		holds |= o->val && strcmp(o->keyword, "password") == 0;
	libpq.PQconninfoFree(options);
	return holds;
}

/* A server that is gone without a word is noticed in half a minute; the address may say otherwise.
 */
static const char *const words[] = {
	"connect_timeout",  "keepalives_idle",  "keepalives_interval",
	"keepalives_count", "tcp_user_timeout", "fallback_application_name",
	"client_encoding",  "dbname",           NULL};

static PGconn *try_to_connect(const char *address)
{
	const char *const values[] = {"10", "10", "5", "3", "25000", "osg", "UTF8", address, NULL};

	return libpq.PQconnectdbParams(words, values, 1);
}

/* Whether it is the server that is not there, or only what the address wants of it. */
static PGPing ask_server(const char *address)
{
	const char *const values[] = {"2", "10", "5", "3", "2000", "osg", "UTF8", address, NULL};

	return libpq.PQpingParams(words, values, 1);
}

static const struct {
	PGPing answer;
	const char *message;
} unconnected[] = {
	{PQPING_OK, N_("The server of “%s” answers, but refuses: %s. If it is not full "
		       "(max_connections), look at the names of the database and of the role in "
		       "the address.")},
	{PQPING_REJECT, N_("The server of “%s” is just starting or stopping (%s). Try again in a "
			   "moment.")},
	{PQPING_NO_RESPONSE, N_("The server of “%s” does not answer (%s). Does it run, and is the "
				"address right?")},
	{PQPING_NO_ATTEMPT, N_("“%s” cannot be reached: %s.")},
};

/* What libpq says begins with the address, which is told already. */
static const char *said_at_last(const PGconn *connection)
{
	static const char *const before[] = {" failed: ", "FATAL:  "};
	const char *said = libpq.PQerrorMessage(connection);

	for (gsize i = 0; i < G_N_ELEMENTS(before); i++) {
		const char *last = g_strrstr(said, before[i]);
		if (last)
			said = last + strlen(before[i]);
	}
	return said;
}

static gboolean connected(struct engine *engine, GError **error)
{
	PGconn *connection = postgres(engine)->connection;
	g_autofree char *said = NULL;
	gsize kind = 0;

	if (libpq.PQstatus(connection) == CONNECTION_OK)
		return TRUE;
	said = g_strdup(said_at_last(connection));
	said[strcspn(said, "\n")] = '\0';
	if (libpq.PQconnectionNeedsPassword(connection) ||
	    libpq.PQconnectionUsedPassword(connection))
		return postgres_refuse_with(
			engine, error,
			_("The server of “%s” does not let this role in: the password "
			  "is missing or wrong (it stands in ~/.pgpass or PGPASSWORD). "
			  "It says: %s."),
			said);
	PGPing answer = ask_server(engine->file);
	while (unconnected[kind].answer != answer && kind < G_N_ELEMENTS(unconnected) - 1)
		kind++;
	return postgres_refuse_with(engine, error, _(unconnected[kind].message), said);
}

static gboolean connect_to(struct engine *engine, GError **error)
{
	postgres(engine)->connection = try_to_connect(engine->file);
	if (!connected(engine, error))
		return FALSE;
	libpq.PQsetNoticeProcessor(postgres(engine)->connection, ignore_notice, NULL);
	if (g_strcmp0(libpq.PQparameterStatus(postgres(engine)->connection, "server_encoding"),
		      "UTF8") != 0)
		return postgres_refuse(
			engine, error,
			_("“%s” does not keep its texts in UTF-8: make the database with "
			  "“createdb --encoding UTF8 --template template0”."));
	return TRUE;
}

/* The small questions of osg are answered sooner than compiled; what is told as stored is on the
 * disk, though the server does not ask that of others. */
#define SETTINGS                                                                                   \
	"SET jit = off; SELECT set_config('synchronous_commit', 'on', FALSE) WHERE "               \
	"current_setting('synchronous_commit') = 'off'"

/* What a commit tells those who listen: of each schema of a database its own. */
#define NEWS "'osg' || hashtext(current_schema())"

static gboolean listen_to_news(struct engine *engine)
{
	g_autofree char *sql = ask(engine, "SELECT 'LISTEN ' || quote_ident(" NEWS ")");

	return sql && postgres_run(engine, sql, NULL);
}

static gboolean set_up(struct engine *engine, GError **error)
{
	return postgres_run(engine, SETTINGS, error) &&
	       (!postgres(engine)->listens || listen_to_news(engine));
}

/* After the server was started anew. Who held something must hear that it is gone: not at once. */
gboolean postgres_connect_again(struct engine *engine, GError **error)
{
	gboolean held = postgres(engine)->holds;

	postgres(engine)->holds = FALSE;
	if (held)
		return FALSE;
	g_hash_table_remove_all(postgres(engine)->plans);
	libpq.PQreset(postgres(engine)->connection);
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
		return postgres_refuse(
			engine, error,
			_("“%s” already exists. Choose another name, or remove it first."));
	return postgres_run(engine, HEAD, error);
}

/* "rw", as far as this role may; where the table is missing, something else will say so. */
#define MAY                                                                                        \
	"SELECT concat(CASE WHEN has_table_privilege(t, 'SELECT') IS NOT FALSE THEN 'r' END, "     \
	"CASE WHEN has_table_privilege(t, 'UPDATE') IS NOT FALSE THEN 'w' END) FROM "              \
	"to_regclass('osg_database') AS t"

static gboolean may_write(struct engine *engine, GError **error)
{
	g_autofree char *may = ask(engine, MAY);

	if (may && !strchr(may, 'r'))
		return postgres_refuse(engine, error, _(POSTGRES_MAY_NOT_READ));
	return !may || strchr(may, 'w') ||
	       postgres_refuse(engine, error, _(POSTGRES_MAY_NOT_WRITE));
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
	postgres_pipeline_init(postgres(engine));
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
		libpq.PQfinish(postgres(engine)->connection);
	postgres_pipeline_clear(postgres(engine));
}

gboolean postgres_is_lost(const struct engine *engine)
{
	return libpq.PQstatus(postgres(engine)->connection) != CONNECTION_OK;
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
	if (begin_once(engine, &local) ||
	    (postgres_is_lost(engine) && postgres_connect_again(engine, NULL) &&
	     (g_clear_error(&local), begin_once(engine, &local)))) {
		engine->failed = FALSE;
		return TRUE;
	}
	engine_rollback(engine);
	g_propagate_error(error, g_steal_pointer(&local));
	return FALSE;
}

/* Others ask osg_database whether anything moved, when they are told to. */
static const char *const commit[] = {
	"UPDATE osg_database SET moved = moved + 1",
	"SELECT pg_notify(" NEWS ", '')",
	"COMMIT",
};

static gboolean refuse_halfway(struct engine *engine, GError **error)
{
	return postgres_refuse(engine, error,
			       _("“%s”: the change failed halfway and was taken back as a whole."));
}

/* With the last statements of the change, in one journey: where one of them fails, the server does
 * not look at what follows. */
static gboolean commit_once(struct engine *engine, GError **error)
{
	if (engine->failed ||
	    libpq.PQtransactionStatus(postgres(engine)->connection) == PQTRANS_INERROR)
		return refuse_halfway(engine, error);
	for (gsize i = 0; i < G_N_ELEMENTS(commit); i++)
		if (!postgres_send_plain(engine, commit[i]))
			break; /* the server is gone, says the next */
	return postgres_settle(engine, error);
}

static gboolean postgres_commit(struct engine *engine, GError **error)
{
	gboolean done;

	postgres(engine)->committing = TRUE;
	done = commit_once(engine, error);
	postgres(engine)->committing = FALSE;
	if (done)
		postgres(engine)->in_change = FALSE;
	else
		engine_rollback(engine);
	return done;
}

static void postgres_rollback(struct engine *engine)
{
	PGTransactionStatusType status;

	postgres_settle(engine, NULL);
	status = libpq.PQtransactionStatus(postgres(engine)->connection);
	postgres(engine)->in_change = FALSE;
	if (status == PQTRANS_INTRANS || status == PQTRANS_INERROR)
		libpq.PQclear(libpq.PQexec(postgres(engine)->connection, "ROLLBACK"));
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

/* news */

static gboolean postgres_listen(struct engine *engine)
{
	postgres(engine)->listens = TRUE;
	return listen_to_news(engine);
}

static int postgres_news(const struct engine *engine)
{
	return postgres_is_lost(engine) ? -1 : libpq.PQsocket(postgres(engine)->connection);
}

/* Also what came beside the answer to a statement. */
static gboolean postgres_heard(struct engine *engine)
{
	PGconn *connection = postgres(engine)->connection;
	gboolean heard = FALSE;
	PGnotify *news;

	libpq.PQconsumeInput(connection);
	while ((news = libpq.PQnotifies(connection))) {
		libpq.PQfreemem(news);
		heard = TRUE;
	}
	return heard;
}

static void postgres_rest(struct engine *engine UNUSED)
{
}

static gint64 postgres_last_key(struct engine *engine)
{
	return postgres(engine)->last_key;
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
	.listen = postgres_listen,
	.news = postgres_news,
	.heard = postgres_heard,
	.rest = postgres_rest,
	.run = postgres_run,
	.prepare = postgres_prepare,
	.free = postgres_free,
	.bind_int = postgres_bind_int,
	.bind_real = postgres_bind_real,
	.bind_text = postgres_bind_text,
	.bind_bytes = postgres_bind_bytes,
	.set_many = postgres_set_many,
	.step = postgres_step,
	.execute = postgres_execute,
	.send_ahead = postgres_send_ahead,
	.reset = postgres_reset,
	.last_key = postgres_last_key,
	.column_count = postgres_column_count,
	.column_type = postgres_column_type,
	.column_int = postgres_column_int,
	.column_real = postgres_column_real,
	.column_text = postgres_column_text,
	.column_blob = postgres_column_blob,
};
