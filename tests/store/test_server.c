/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only a server can do to a store: go away, be shared, let a role read and not write.
 * test_postgres.sh starts one and names it; without it there is nothing to see. */
#include "config.h"

#include "store/store_private.h"

#include "fixture.h"

/* Ends every connection of the server's but the one that says so. */
static void hang_up(struct store *other)
{
	fixture_number(other,
		       "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE "
		       "pid <> pg_backend_pid() AND application_name = 'osg'");
}

static struct store *other_of(struct store_fixture *f)
{
	g_autoptr(GError) error = NULL;
	struct store *other = store_open(f->file, STORE_WRITE, &error);

	g_assert_no_error(error);
	return other;
}

static struct observation *stored(struct store *store, const struct id *id)
{
	g_autoptr(GError) error = NULL;
	struct observation *o = store_find(store, &observation_kind, id, &error);

	g_assert_no_error(error);
	return o;
}

/* The server goes away between two rows of a save: it is said, nothing of it is there, and the same
 * record put again is stored once. */
static void test_gone_in_the_middle_of_a_save(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	fixture_fill(&f);
	struct store *other = other_of(&f);
	struct observation *o = fixture_observation(1);

	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	g_assert_true(store_put(f.store, o, NULL, NULL));
	hang_up(other);
	g_assert_false(store_commit(f.store, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	g_assert_nonnull(strstr(error->message, "server"));
	g_assert_null(stored(other, &o->record.id));
	/* the connection is made again by itself */
	o->record.key = o->record.version = 0;
	fixture_put(f.store, o);
	struct observation *twin = stored(f.store, &o->record.id);
	g_assert_nonnull(twin);
	g_assert_cmpint(store_count(other, &observation_kind, NULL), ==, 1);
	record_free(twin);
	record_free(o);
	fixture_assert_sound(other);
	store_close(other);
	fixture_clear(&f);
}

/* Between two questions nobody notices. */
static void test_asked_again(void)
{
	struct store_fixture f;

	fixture_init(&f);
	fixture_fill(&f);
	struct store *other = other_of(&f);

	g_assert_cmpint(store_count(f.store, &place_kind, NULL), ==, 4);
	hang_up(other);
	g_assert_cmpint(store_count(f.store, &place_kind, NULL), ==, 4);
	hang_up(other);
	struct place *p = store_get(f.store, &place_kind, 1, NULL);
	g_assert_nonnull(p);
	hang_up(other);
	field_set_text(&p->name, "Nytt");
	fixture_put(f.store, p);
	record_free(p);
	store_close(other);
	fixture_clear(&f);
}

/* What was read in half goes when its connection does, though the same osg is there again. */
static void test_gone_while_reading_a_file_in(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	fixture_fill(&f);
	struct store *other = other_of(&f);

	g_assert_true(store_hold_imports(f.store, NULL));
	store_set_patience(other, 10);
	g_assert_false(hold_try(other));
	hang_up(other);
	g_assert_true(hold_try(other));
	g_assert_false(store_begin(f.store, &fixture_change, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	store_release_imports(other);
	store_close(other);
	fixture_clear(&f);
}

/* 1 .. most, or 0 where it fails on the way. */
static gint64 count_up(struct store *store, const char *sql, gint64 most, gboolean asks_between)
{
	struct statement *many = engine_prepare(store->engine, sql, NULL);
	gint64 seen = 0;
	enum engine_step step;

	statement_set_many(many);
	statement_bind_int(many, 1, most);
	while ((step = statement_step(many, NULL)) == ENGINE_ROW) {
		g_assert_cmpint(column_int(many, 0), ==, ++seen);
		if (asks_between && seen % 1000 == 0)
			g_assert_cmpint(store_count(store, &place_kind, NULL), ==, 4);
	}
	statement_free(many);
	return step == ENGINE_DONE ? seen : 0;
}

/* Rows that come a piece at a time are all there, in and between changes, whatever is asked
 * meanwhile; given up halfway, they are no burden. */
static void test_many_rows(void)
{
	static const char numbers[] = "SELECT g FROM generate_series(1, CAST($1 AS bigint)) AS g",
			  failing[] = "SELECT 7000 / (7000 - g) * 0 + g FROM generate_series(1, "
				      "CAST($1 AS bigint)) AS g";
	static const gint64 mosts[] = {0, 1, 4999, 5000, 5001, 12000};
	struct store_fixture f;

	fixture_init(&f);
	fixture_fill(&f);
	for (gsize i = 0; i < G_N_ELEMENTS(mosts); i++)
		g_assert_cmpint(count_up(f.store, numbers, mosts[i], TRUE), ==, mosts[i]);
	g_assert_cmpint(count_up(f.store, failing, 12000, FALSE), ==, 0);
	struct statement *given_up = engine_prepare(f.store->engine, numbers, NULL);
	statement_set_many(given_up);
	statement_bind_int(given_up, 1, 12000);
	g_assert_cmpint(statement_step(given_up, NULL), ==, ENGINE_ROW);
	statement_reset(given_up);
	g_assert_cmpint(
		fixture_number(f.store, "SELECT count(*) FROM pg_cursors WHERE is_holdable"), ==,
		0);
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	g_assert_cmpint(count_up(f.store, numbers, 12000, TRUE), ==, 12000);
	g_assert_true(store_commit(f.store, NULL));
	/* left open by a change that is taken back */
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	g_assert_cmpint(statement_step(given_up, NULL), ==, ENGINE_ROW);
	store_rollback(f.store);
	statement_free(given_up);
	g_assert_cmpint(count_up(f.store, numbers, 12000, TRUE), ==, 12000);
	fixture_clear(&f);
}

static gboolean is_told(struct store *store)
{
	GPollFD news = {.fd = store_news(store), .events = G_IO_IN};

	return g_poll(&news, 1, 5000) == 1 && store_heard(store);
}

/* Nothing is asked for it, and it comes on a connection that was made anew as well. */
static void test_told_of_what_others_store(void)
{
	struct store_fixture f;
	struct place *p;

	fixture_init(&f);
	fixture_fill(&f);
	struct store *other = other_of(&f);

	g_assert_true(store_listen(f.store));
	guint64 version = store_version(f.store);
	g_assert_false(store_heard(f.store));
	p = store_get(other, &place_kind, 1, NULL);
	field_set_text(&p->name, "Nytt");
	fixture_put(other, p);
	g_assert_true(is_told(f.store));
	g_assert_false(store_heard(f.store));
	g_assert_cmpuint(store_version(f.store), !=, version);
	hang_up(other);
	for (int i = 0; store_news(f.store) >= 0; i++)
		g_assert_true(i < 10 && !is_told(f.store)); /* of the hang-up alone */
	store_version(f.store);
	g_assert_cmpint(store_news(f.store), >=, 0);
	field_set_text(&p->name, "Nyare");
	fixture_put(other, p);
	g_assert_true(is_told(f.store));
	record_free(p);
	store_close(other);
	fixture_clear(&f);
}

static void test_one_writer_at_a_time(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	struct store *other = other_of(&f);

	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	store_set_patience(other, 20);
	g_assert_false(store_begin(other, &fixture_change, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	g_assert_nonnull(strstr(error->message, "in use"));
	store_rollback(f.store);
	g_assert_true(store_begin(other, &fixture_change, NULL));
	store_rollback(other);
	store_close(other);
	fixture_clear(&f);
}

/* The tests' server stores when it has the time: an answer to osg waits for it all the same. */
static void test_stored_when_it_is_told(void)
{
	struct store_fixture f;

	fixture_init(&f);
	g_autofree char *waits =
		fixture_text(f.store, "SELECT current_setting('synchronous_commit')");
	g_assert_cmpstr(waits, ==, "on");
	fixture_clear(&f);
}

/* Rows of a file in a change: sent to the server without waiting for its answers. */
static void send_rows(struct store *store, guint from, guint to)
{
	g_autoptr(GError) error = NULL;

	for (guint i = from; i < to; i++) {
		struct observation *o = fixture_observation(i);

		g_assert_true(store_put_imported(store, o, "v1", &error));
		record_free(o);
	}
}

/* What the server has against one of them is told at the latest when the change ends. */
static void test_fault_of_a_row_sent_ahead(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;
	struct observation *first = fixture_observation(1), *same = fixture_observation(2);

	fixture_init(&f);
	fixture_fill(&f);
	same->organisation = first->organisation;
	field_set_text(&same->source, first->source);
	field_set_text(&same->source_id, first->source_id);
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	g_assert_true(store_put_imported(f.store, first, "v1", NULL));
	if (store_put_imported(f.store, same, "v1", &error))
		g_assert_false(store_commit(f.store, &error));
	else
		store_rollback(f.store);
	g_assert_nonnull(error);
	g_assert_cmpint(store_count(f.store, &observation_kind, NULL), ==, 0);
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	send_rows(f.store, 1, 20);
	g_assert_true(store_commit(f.store, NULL));
	g_assert_cmpint(store_count(f.store, &observation_kind, NULL), ==, 19);
	fixture_assert_sound(f.store);
	record_free(first);
	record_free(same);
	fixture_clear(&f);
}

static gboolean execute(struct store *store, const char *sql)
{
	struct statement *statement = engine_prepare(store->engine, sql, NULL);
	gboolean done = statement_execute(statement, NULL);

	statement_free(statement);
	return done;
}

/* Nobody waits for the answer to what gives no rows: what is wrong with it is told by whatever is
 * asked next, or by the commit, and nothing of the change is there. */
static void test_fault_that_nobody_waited_for(void)
{
	static const char bad[] = "INSERT INTO value (name, value) VALUES ('a', 'b'), ('a', 'c')",
			  unplanned[] = "INSERT INTO nowhere (name) VALUES ('a')",
			  good[] = "INSERT INTO value (name, value) VALUES ('d', 'e')";
	static const char *const faults[] = {bad, unplanned};
	struct store_fixture f;

	fixture_init(&f);
	for (int i = 0; i < 4; i++) {
		g_autoptr(GError) error = NULL;

		g_assert_true(store_begin(f.store, &fixture_change, NULL));
		g_assert_true(execute(f.store, good));
		g_assert_true(execute(f.store, faults[i % 2]));
		g_assert_true(execute(f.store, good)); /* the server does not look at it */
		if (i / 2)
			g_assert_cmpint(store_count(f.store, &place_kind, NULL), ==, -1);
		g_assert_false(store_commit(f.store, &error));
		g_assert_nonnull(error);
		g_assert_null(store_value(f.store, "d"));
	}
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	g_assert_true(execute(f.store, good));
	g_assert_true(store_commit(f.store, NULL));
	g_autofree char *there = store_value(f.store, "d");
	g_assert_cmpstr(there, ==, "e");
	fixture_assert_sound(f.store);
	fixture_clear(&f);
}

/* Questions that were sent before they are stepped, whatever becomes of those before them. */
static void test_asked_ahead(void)
{
	static const struct {
		const char *sql;
		gint64 first; /* 0 = the server refuses it */
	} asked[] = {{"SELECT 1 UNION SELECT 2 ORDER BY 1", 1},
		     {"SELECT 1 / 0", 0},
		     {"SELECT 3", 3},
		     {"SELECT nothing", 0},
		     {"SELECT 4", 4}};
	struct statement *statements[G_N_ELEMENTS(asked)];
	struct store_fixture f;

	fixture_init(&f);
	for (gsize i = 0; i < G_N_ELEMENTS(asked); i++) {
		statements[i] = engine_prepare(f.store->engine, asked[i].sql, NULL);
		statement_send_ahead(statements[i]);
		statement_send_ahead(statements[i]);
	}
	statement_reset(statements[4]);
	statement_send_ahead(statements[4]);
	for (gsize i = 0; i < G_N_ELEMENTS(asked); i++) {
		g_autoptr(GError) error = NULL;
		enum engine_step step = statement_step(statements[i], &error);

		if (asked[i].first)
			g_assert_no_error(error);
		g_assert_cmpint(step, ==, asked[i].first ? ENGINE_ROW : ENGINE_FAILED);
		g_assert_true((error == NULL) == (asked[i].first != 0));
		if (asked[i].first)
			g_assert_cmpint(column_int(statements[i], 0), ==, asked[i].first);
	}
	g_assert_cmpint(statement_step(statements[0], NULL), ==, ENGINE_ROW);
	g_assert_cmpint(column_int(statements[0], 0), ==, 2);
	g_assert_cmpint(statement_step(statements[0], NULL), ==, ENGINE_DONE);
	for (gsize i = 0; i < G_N_ELEMENTS(asked); i++) {
		statement_send_ahead(statements[i]);
		statement_free(statements[i]); /* on its way */
	}
	g_assert_cmpint(store_count(f.store, &place_kind, NULL), ==, 0);
	fixture_clear(&f);
}

static void test_gone_with_rows_sent_ahead(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	fixture_fill(&f);
	struct store *other = other_of(&f);

	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	send_rows(f.store, 1, 20);
	hang_up(other);
	g_assert_false(store_commit(f.store, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	g_assert_nonnull(strstr(error->message, "server"));
	g_assert_cmpint(store_count(other, &observation_kind, NULL), ==, 0);
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	send_rows(f.store, 1, 20);
	g_assert_true(store_commit(f.store, NULL));
	g_assert_cmpint(store_count(other, &observation_kind, NULL), ==, 19);
	store_close(other);
	fixture_clear(&f);
}

/* Source ids are asked for many at a time; one that stands twice among them is known the second
 * time. */
static void test_source_ids_asked_ahead(void)
{
	struct store_fixture f;
	struct observation *o = fixture_observation(1);
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	g_autofree char *version = NULL;

	fixture_init(&f);
	fixture_fill(&f);
	for (int i = 0; i < 2; i++)
		g_ptr_array_add(ids, o->source_id);
	g_ptr_array_add(ids, NULL);
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	g_assert_true(store_sources_ahead(f.store, ids, NULL));
	g_assert_cmpint(
		store_source_key(f.store, o->organisation, o->source, o->source_id, NULL, NULL), ==,
		0);
	g_assert_true(store_put_imported(f.store, o, "v1", NULL));
	g_assert_cmpint(
		store_source_key(f.store, o->organisation, o->source, o->source_id, &version, NULL),
		==, o->record.key);
	g_assert_cmpstr(version, ==, "v1");
	g_assert_cmpint(
		store_source_key(f.store, o->organisation + 1, o->source, o->source_id, NULL, NULL),
		==, 0);
	g_assert_true(store_commit(f.store, NULL));
	record_free(o);
	fixture_clear(&f);
}

static void test_newer_schema(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	g_assert_true(engine_run(f.store->engine, "UPDATE osg_database SET schema = 99", NULL));
	g_assert_null(store_open(f.file, STORE_WRITE, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	g_assert_nonnull(strstr(error->message, "newer"));
	g_clear_error(&error);
	g_assert_false(store_begin(f.store, &fixture_change, &error)); /* upgraded meanwhile */
	g_autofree char *back =
		g_strdup_printf("UPDATE osg_database SET schema = %d", store_schema_newest());
	g_assert_true(engine_run(f.store->engine, back, NULL));
	fixture_clear(&f);
}

static void test_what_is_planted_is_found(void)
{
	struct store_fixture f;

	fixture_init(&f);
	g_assert_true(
		engine_run(f.store->engine,
			   "ALTER TABLE place ADD COLUMN hidden TEXT; CREATE RULE quiet AS ON "
			   "DELETE TO log DO INSTEAD NOTHING",
			   NULL));
	g_autoptr(GPtrArray) faults = store_check(f.store, NULL);
	g_assert_cmpuint(faults->len, ==, 2);
	fixture_clear(&f);
}

/* A file on to a server and back into another file: all that was there, and not a row else. */
static void test_moved_there_and_back(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;
	struct move_facts there, back;

	fixture_init(&f);
	g_autofree char *file = fixture_path(&f, "one.db"), *again = fixture_path(&f, "two.db"),
			*server = g_strconcat(f.file, "_moved", NULL);
	store_close(f.store);
	f.store = store_open(file, STORE_CREATE, &error);
	g_assert_no_error(error);
	fixture_fill(&f);
	for (guint i = 0; i < 40; i++) {
		struct observation *o = fixture_observation(i);
		fixture_put(f.store, o);
		record_free(o);
	}
	g_assert_true(store_move(file, server, &fixture_change, &there, &error));
	g_assert_no_error(error);
	g_assert_cmpint(there.rows, >, 100);
	struct store *moved = store_open(server, STORE_WRITE, &error);
	g_assert_no_error(error);
	fixture_assert_sound(moved);
	struct statement *learnt =
		engine_prepare(moved->engine,
			       "SELECT CAST(reltuples AS BIGINT) FROM pg_class WHERE oid = "
			       "to_regclass('observation')",
			       NULL);
	gint64 known = 0;

	g_assert_true(statement_number(learnt, &known, NULL));
	g_assert_cmpint(known, ==, 40);
	statement_free(learnt);
	g_assert_true(store_move(server, again, &fixture_change, &back, &error));
	g_assert_no_error(error);
	/* the line that tells of the first move went along */
	g_assert_cmpint(back.rows, ==, there.rows + 1);
	g_assert_cmpint(back.log_lines, ==, there.log_lines + 1);
	struct store *home = store_open(again, STORE_WRITE, &error);
	g_assert_no_error(error);
	fixture_assert_sound(home);
	struct copy_difference d;
	g_assert_true(store_compare(f.store, home, &observation_kind, &d, &error));
	g_assert_cmpint(d.gone + d.new + d.other, ==, 0);
	/* never over another */
	g_assert_false(store_move(file, server, &fixture_change, &there, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	fixture_assert_sound(moved);
	store_close(home);
	store_close(moved);
	fixture_clear(&f);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *path;
		void (*test)(void);
	} tests[] = {
		{"/server/gone-in-the-middle-of-a-save", test_gone_in_the_middle_of_a_save},
		{"/server/many-rows", test_many_rows},
		{"/server/asked-again", test_asked_again},
		{"/server/gone-while-reading-a-file-in", test_gone_while_reading_a_file_in},
		{"/server/told-of-what-others-store", test_told_of_what_others_store},
		{"/server/one-writer-at-a-time", test_one_writer_at_a_time},
		{"/server/stored-when-it-is-told", test_stored_when_it_is_told},
		{"/server/fault-of-a-row-sent-ahead", test_fault_of_a_row_sent_ahead},
		{"/server/fault-that-nobody-waited-for", test_fault_that_nobody_waited_for},
		{"/server/asked-ahead", test_asked_ahead},
		{"/server/gone-with-rows-sent-ahead", test_gone_with_rows_sent_ahead},
		{"/server/source-ids-asked-ahead", test_source_ids_asked_ahead},
		{"/server/newer-schema", test_newer_schema},
		{"/server/moved-there-and-back", test_moved_there_and_back},
		{"/server/planted", test_what_is_planted_is_found},
	};

	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; fixture_on_server() && i < G_N_ELEMENTS(tests); i++)
		g_test_add_func(tests[i].path, tests[i].test);
	return g_test_run();
}
