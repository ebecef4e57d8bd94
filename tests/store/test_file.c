/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file: the schema is that of the records, older ones are upgraded after a copy, and what is
 * wrong with a file is told apart. */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "osg/resource.h"

#include "store/store_private.h"

#include "fixture.h"

/* schema */

/* Observations lie in two tables: texts in the one of their name, numbers in a narrow one. */
static void assert_columns_of_two(struct store *store, const struct record_kind *kind)
{
	for (const struct field *f = kind->fields; f->name; f++) {
		if (field_is_list(f))
			continue;
		g_autofree char *sql = g_strdup_printf(
			"SELECT count(*) FROM pragma_table_info('%s') WHERE name = '%s'",
			field_is_text(f) ? kind->name : "observation_row", f->name);
		g_assert_cmpint(fixture_number(store, sql), ==, 1);
	}
}

/* Without quotes and line breaks, which say nothing. */
static char *plain_sql(const char *sql)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (; *sql; sql++)
		if (!g_ascii_isspace(*sql) && *sql != '"' && *sql != ';')
			g_string_append_c(out, *sql);
	return g_strdup(out->str);
}

/* The tables of the migrations are those that the fields ask for, lists among them. */
static void assert_schema(struct store *store, const struct record_kind *kind)
{
	g_autofree char *whole = kind_schema(kind);
	g_auto(GStrv) tables = g_strsplit(whole, ";\n", -1);

	for (char **table = tables; **table; table++) {
		g_auto(GStrv) words = g_strsplit(*table, "\"", 3);
		g_autofree char *query = g_strdup_printf(
			"SELECT sql FROM sqlite_schema WHERE name = '%s'", words[1]);
		g_autofree char *stored = fixture_text(store, query);
		g_autoptr(GString) added = g_string_new(stored);

		/* a column that was added later has one, for the rows that were there */
		g_string_replace(added, " DEFAULT 0", "", 0);
		g_autofree char *made = plain_sql(*table), *there = plain_sql(added->str);

		g_assert_cmpstr(there, ==, made);
	}
}

static void test_schema_is_the_kinds(void)
{
	struct store_fixture f;

	fixture_init(&f);
	for (int i = 0; record_kinds[i]; i++)
		if (record_kinds[i] != &observation_kind)
			assert_schema(f.store, record_kinds[i]);
	assert_columns_of_two(f.store, &observation_kind);
	g_assert_cmpint(fixture_number(f.store, "SELECT count(*) FROM pragma_table_list WHERE "
						"schema = 'main' AND strict = 0 "
						"AND type = 'table' AND name NOT LIKE 'sqlite%'"),
			==, 0);
	fixture_clear(&f);
}

static void test_settings(void)
{
	struct store_fixture f;

	fixture_init(&f);
	g_assert_cmpint(fixture_number(f.store, "PRAGMA foreign_keys"), ==, 1);
	g_assert_cmpint(fixture_number(f.store, "PRAGMA synchronous"), ==, 2);
	g_assert_cmpint(fixture_number(f.store, "PRAGMA trusted_schema"), ==, 0);
	g_assert_cmpint(fixture_number(f.store, "PRAGMA application_id"), ==, STORE_APPLICATION);
	g_assert_cmpint(fixture_number(f.store, "PRAGMA user_version"), ==, store_schema_newest());
	g_autofree char *journal = fixture_text(f.store, "PRAGMA journal_mode");
	g_assert_cmpstr(journal, ==, "wal");
	g_assert_null(
		engine_prepare(f.store->engine, "SELECT \"no such name\"", NULL)); /* not a text */
	GStatBuf about;
	g_assert_cmpint(g_stat(f.file, &about), ==, 0);
	g_assert_cmpint(about.st_mode & 0077, ==, 0);
	fixture_clear(&f);
}

/* migrations */

/* A database as version 1 left it, with observations in it. */
static void write_version_1(const char *file)
{
	static const char content[] =
		"INSERT INTO area (id, version, withdrawn, name, level, population) VALUES "
		"(randomblob(16), 1, 0, 'A', 2, 0);"
		"INSERT INTO category (id, version, withdrawn, code, weight, finest, counts, "
		"position) VALUES (randomblob(16), 1, 0, "
		"'K', 1, 0, 1, 1);"
		"WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) "
		"INSERT INTO observation (id, version, week, owner, source_version, text) SELECT "
		"randomblob(16), 1, 2900 + i % 3, 0, 'v1', CASE WHEN i % 5 THEN 'Ruta i Göteborg ' "
		"|| i END FROM n;"
		"INSERT INTO observation_row (week, key, time_from, time_precision, category, "
		"area, "
		"place_precision, known, police_report, cost, visibility, counted, withdrawn) "
		"SELECT "
		"week, "
		"key, 1760000000 + key, 0, 1, CASE WHEN key % 4 THEN 1 END, 2, 0, 0, -1, 1, key % "
		"2, "
		"key % 10 = 0 FROM observation;";
	sqlite3 *db;

	g_assert_cmpint(sqlite3_open(file, &db), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL), ==,
			SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(db, resource_data("migrations/001_records.sql", NULL), NULL,
				     NULL, NULL),
			==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(db, content, NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(db);
}

static void test_version_1_is_upgraded(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	g_autofree char *old = fixture_path(&f, "old.db"),
			*copy = fixture_path(&f, "old.db.before-2");
	write_version_1(old);
	/* reading alone changes nothing and says so */
	g_assert_null(store_open(old, STORE_READ, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	g_assert_nonnull(strstr(error->message, "older osg"));
	g_clear_error(&error);
	g_assert_false(g_file_test(copy, G_FILE_TEST_EXISTS));

	struct store *store = store_open(old, STORE_WRITE, &error);
	g_assert_no_error(error);
	g_assert_cmpint(fixture_number(store, "PRAGMA user_version"), ==, store_schema_newest());
	g_assert_cmpint(store_count(store, &observation_kind, NULL), ==, 40);
	g_assert_cmpint(
		fixture_number(store,
			       "SELECT count(*) FROM search WHERE search MATCH '\"goteborg\"'"),
		==, 32);
	/* counts too; that its rows are on no record is all that is found */
	g_autoptr(GPtrArray) faults = store_check(store, NULL);
	for (guint i = 0; i < faults->len; i++)
		g_assert_nonnull(strstr(faults->pdata[i], "is not on the record"));
	store_close(store);

	sqlite3 *db;
	sqlite3_stmt *statement;
	g_assert_cmpint(sqlite3_open_v2(copy, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_prepare_v2(db,
					   "SELECT count(*) FROM observation, pragma_user_version "
					   "WHERE user_version = 1",
					   -1, &statement, NULL),
			==, SQLITE_OK);
	g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_ROW);
	g_assert_cmpint(sqlite3_column_int(statement, 0), ==, 40);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	fixture_clear(&f);
}

static void assert_refused(const char *file, enum store_mode mode, const char *says)
{
	g_autoptr(GError) error = NULL;
	struct store *store = store_open(file, mode, &error);

	g_assert_null(store);
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	g_assert_nonnull(strstr(error->message, file));
	if (!strstr(error->message, says))
		g_error("“%s” does not say “%s”", error->message, says);
}

static void run_sql(const char *file, const char *sql)
{
	sqlite3 *db;

	g_assert_cmpint(sqlite3_open(file, &db), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(db);
}

static void test_newer_schema_is_left_alone(void)
{
	struct store_fixture f;
	g_autofree char *before = NULL, *after = NULL;
	gsize before_size, after_size;

	fixture_init(&f);
	g_clear_pointer(&f.store, store_close);
	run_sql(f.file, "PRAGMA user_version = 999");
	g_assert_true(g_file_get_contents(f.file, &before, &before_size, NULL));
	assert_refused(f.file, STORE_WRITE, "newer osg");
	assert_refused(f.file, STORE_READ, "newer osg");
	g_assert_true(g_file_get_contents(f.file, &after, &after_size, NULL));
	g_assert_cmpmem(before, before_size, after, after_size);
	fixture_clear(&f);
}

/* Another program upgrades the file while this session has it open. */
static void test_upgraded_meanwhile(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	run_sql(f.file, "PRAGMA user_version = 999");
	g_assert_false(store_begin(f.store, &fixture_change, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	g_assert_nonnull(strstr(error->message, "upgraded"));
	fixture_clear(&f);
}

/* wrong files */

static void test_wrong_files(void)
{
	struct store_fixture f;

	fixture_init(&f);
	g_autofree char *missing = fixture_path(&f, "missing.db"),
			*empty = fixture_path(&f, "empty.db"), *text = fixture_path(&f, "text.db"),
			*other = fixture_path(&f, "other.db"),
			*nowhere = fixture_path(&f, "no/such.db");
	g_autofree char *prose = g_strnfill(9000, 'x');

	g_assert_true(g_file_set_contents(empty, "", 0, NULL));
	g_assert_true(g_file_set_contents(text, prose, -1, NULL));
	run_sql(other, "CREATE TABLE t (x); INSERT INTO t VALUES (1)");
	for (enum store_mode mode = STORE_READ; mode <= STORE_WRITE; mode++) {
		assert_refused(missing, mode, "osg init");
		assert_refused(f.folder, mode, "folder");
		assert_refused(empty, mode, "empty");
		assert_refused(text, mode, "not a database");
		assert_refused(other, mode, "not one of osg");
		assert_refused("/dev/null", mode, "ordinary file");
	}
	assert_refused(f.file, STORE_CREATE, "already exists");
	assert_refused(nowhere, STORE_CREATE, "folder does not exist");
	g_assert_false(g_file_test(missing, G_FILE_TEST_EXISTS));
	fixture_clear(&f);
}

/* Pages overwritten with nonsense, one after the other: an error or findings, never a crash and
 * never silence everywhere. */
static void test_corrupt_file(void)
{
	struct store_fixture f;
	g_autofree char *bytes = NULL;
	gsize size, page_size;
	int told = 0;

	fixture_init(&f);
	fixture_fill(&f);
	page_size = (gsize)fixture_number(f.store, "PRAGMA page_size");
	for (guint i = 0; i < 30; i++) {
		struct observation *o = fixture_observation(i);
		fixture_put(f.store, o);
		record_free(o);
	}
	g_clear_pointer(&f.store, store_close);
	g_assert_true(g_file_get_contents(f.file, &bytes, &size, NULL));
	g_autofree char *broken = fixture_path(&f, "broken.db");
	for (gsize page = 1; page * page_size < size; page++) {
		g_autofree char *copy = g_memdup2(bytes, size);
		g_autoptr(GError) error = NULL;
		memset(copy + page * page_size, 0x5a, 600);
		g_assert_true(g_file_set_contents(broken, copy, (gssize)size, NULL));
		struct store *store = store_open(broken, STORE_WRITE, &error);
		g_autoptr(GPtrArray) faults = store ? store_check(store, NULL) : NULL;
		told += !store || faults->len > 0;
		store_close(store);
	}
	g_test_message("%d of %d broken pages told", told, (int)(size / page_size) - 1);
	g_assert_cmpint(told, ==, (int)(size / page_size) - 1);
	fixture_clear(&f);
}

/* read-only */

static void test_read_only_opening(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	fixture_fill(&f);
	struct store *reader = store_open(f.file, STORE_READ, &error);
	g_assert_no_error(error);
	g_assert_true(store_read_only(reader));
	g_assert_cmpint(store_count(reader, &place_kind, NULL), ==, 4);
	g_assert_false(store_begin(reader, &fixture_change, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	g_clear_error(&error);
	g_assert_false(store_set_value(reader, "x", "y", &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	/* it sees what others write afterwards */
	struct place *fifth = record_new(&place_kind);
	fixture_put(f.store, fifth);
	record_free(fifth);
	g_assert_cmpint(store_count(reader, &place_kind, NULL), ==, 5);
	store_close(reader);
	fixture_clear(&f);
}

/* As a user who may neither write the file nor its folder: reading works, writing says why not. */
static int as_stranger(const char *file)
{
	g_autoptr(GError) error = NULL;

	if (geteuid() == 0 && setuid(65534) < 0)
		return 10;
	if (store_open(file, STORE_WRITE, &error) || !strstr(error->message, "read-only"))
		return 1;
	struct store *reader = store_open(file, STORE_READ, NULL);
	if (!reader || store_count(reader, &place_kind, NULL) != 4)
		return 2;
	store_close(reader);
	return 0;
}

static void test_read_only_folder(void)
{
	struct store_fixture f;
	int status;

	fixture_init(&f);
	fixture_fill(&f);
	g_clear_pointer(&f.store, store_close);
	g_assert_cmpint(g_chmod(f.file, 0444), ==, 0);
	g_assert_cmpint(g_chmod(f.folder, 0555), ==, 0);
	pid_t child = fork();
	if (child == 0)
		_exit(as_stranger(f.file));
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_cmpint(status, ==, 0);
	g_assert_cmpint(g_chmod(f.folder, 0755), ==, 0);
	fixture_clear(&f);
}

static void test_backup(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	fixture_fill(&f);
	g_autofree char *copy = fixture_path(&f, "copy.db"),
			*nowhere = fixture_path(&f, "no/copy.db");
	/* while another has a change open */
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	struct place *pending = record_new(&place_kind);
	g_assert_true(store_put(f.store, pending, NULL, NULL));
	record_free(pending);
	struct store *other = store_open(f.file, STORE_READ, NULL);
	g_assert_true(store_backup(other, copy, &error));
	g_assert_no_error(error);
	store_rollback(f.store);
	store_close(other);
	struct store *restored = store_open(copy, STORE_WRITE, &error);
	g_assert_no_error(error);
	g_assert_cmpint(store_count(restored, &place_kind, NULL), ==, 4);
	fixture_assert_sound(restored);
	store_close(restored);
	g_assert_false(store_backup(f.store, copy, &error));
	g_assert_nonnull(strstr(error->message, "already exists"));
	g_clear_error(&error);
	g_assert_false(store_backup(f.store, nowhere, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	fixture_clear(&f);
}

/* A copy that was cut off lies under another name and stands in nobody's way. */
static void test_cut_off_backup(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	fixture_fill(&f);
	g_autofree char *copy = fixture_path(&f, "copy.db"),
			*part = fixture_path(&f, "copy.db.part"),
			*full = fixture_path(&f, "full.db"),
			*folder = fixture_path(&f, "full.db.part");
	g_assert_true(g_file_set_contents(part, "half", 4, NULL));
	g_assert_true(store_backup(f.store, copy, &error));
	g_assert_no_error(error);
	g_assert_false(g_file_test(part, G_FILE_TEST_EXISTS));
	struct store *restored = store_open(copy, STORE_READ, &error);
	g_assert_no_error(error);
	store_close(restored);
	/* while it cannot be finished, the name stays free */
	g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
	g_assert_false(store_backup(f.store, full, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	g_assert_false(g_file_test(full, G_FILE_TEST_EXISTS));
	fixture_clear(&f);
}

/* "Saved" is true or not said */

static void copy_over(const char *from, const char *to)
{
	g_autofree char *bytes = NULL;
	gsize size;

	g_assert_true(g_file_get_contents(from, &bytes, &size, NULL));
	g_assert_true(g_file_set_contents(to, bytes, (gssize)size, NULL)); /* by renaming */
}

static void take_away(struct store_fixture *f, int how)
{
	g_autofree char *elsewhere = fixture_path(f, "elsewhere.db"),
			*log = g_strconcat(f->file, "-wal", NULL);

	if (how == 0)
		g_assert_cmpint(g_unlink(f->file), ==, 0);
	else if (how == 1)
		g_assert_cmpint(g_rename(f->file, elsewhere), ==, 0);
	else if (how == 2)
		copy_over(f->file, f->file);
	else
		g_assert_cmpint(g_unlink(log), ==, 0);
}

static void test_file_taken_away(gconstpointer data)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;
	int how = GPOINTER_TO_INT(data);

	fixture_init(&f);
	fixture_fill(&f);
	struct place *before = record_new(&place_kind), *during = record_new(&place_kind);
	/* between begin and commit */
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	g_assert_true(store_put(f.store, during, NULL, NULL));
	take_away(&f, how);
	g_assert_false(store_commit(f.store, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	g_assert_nonnull(strstr(error->message, "moved, removed or replaced"));
	g_clear_error(&error);
	/* and before a change */
	g_assert_false(store_begin(f.store, &fixture_change, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	record_free(before);
	record_free(during);
	fixture_clear(&f);
}

static int upgrade_step, upgrade_steps;

static void note_upgrade(int step, int steps)
{
	g_assert_cmpint(step, ==, upgrade_step + 1);
	upgrade_step = step;
	upgrade_steps = steps;
}

/* Every frozen database (freeze.sh) is opened, upgraded step by step, and sound. */
static void test_frozen_databases(void)
{
	g_autofree char *folder = g_test_build_filename(G_TEST_DIST, "store", "frozen", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	if (!dir) {
		g_test_skip("no version has been frozen yet");
		return;
	}
	while ((name = g_dir_read_name(dir))) {
		struct store_fixture f;
		g_autoptr(GError) error = NULL;
		g_autofree char *from = g_build_filename(folder, name, NULL);
		fixture_init(&f);
		g_autofree char *to = fixture_path(&f, name);
		g_test_message("%s", name);
		copy_over(from, to);
		upgrade_step = upgrade_steps = 0;
		struct store *store = store_open_telling(to, STORE_WRITE, note_upgrade, &error);
		g_assert_no_error(error);
		g_assert_cmpint(upgrade_steps, >, 1);
		g_assert_cmpint(upgrade_step, ==, upgrade_steps + 1);
		g_assert_cmpint(store_count(store, &observation_kind, NULL), ==, 4);
		g_assert_cmpint(store_count(store, &nil_report_kind, NULL), ==, 1);
		fixture_assert_sound(store);
		store_close(store);
		fixture_clear(&f);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/file/schema", test_schema_is_the_kinds);
	g_test_add_func("/file/settings", test_settings);
	g_test_add_func("/file/version-1", test_version_1_is_upgraded);
	g_test_add_func("/file/newer", test_newer_schema_is_left_alone);
	g_test_add_func("/file/upgraded-meanwhile", test_upgraded_meanwhile);
	g_test_add_func("/file/wrong", test_wrong_files);
	g_test_add_func("/file/corrupt", test_corrupt_file);
	g_test_add_func("/file/read-only", test_read_only_opening);
	g_test_add_func("/file/read-only-folder", test_read_only_folder);
	g_test_add_func("/file/backup", test_backup);
	g_test_add_func("/file/frozen", test_frozen_databases);
	g_test_add_func("/file/cut-off-backup", test_cut_off_backup);
	g_test_add_data_func("/file/removed-while-open", GINT_TO_POINTER(0), test_file_taken_away);
	g_test_add_data_func("/file/moved-while-open", GINT_TO_POINTER(1), test_file_taken_away);
	g_test_add_data_func("/file/replaced-while-open", GINT_TO_POINTER(2), test_file_taken_away);
	g_test_add_data_func("/file/log-removed-while-open", GINT_TO_POINTER(3),
			     test_file_taken_away);
	return g_test_run();
}
