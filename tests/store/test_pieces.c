/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long import is committed in pieces: others write between them, nobody sees its rows before it
 * is whole, and nothing of one that was broken off stays. */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/store_private.h"

#include "fixture.h"

#define ROWS 60
#define PIECE_OF_TEST 7

static const struct change import_change = {
	.at = FIXTURE_NOW, .door = DOOR_COMMAND, .what = "import"};

static struct store *open_again(const struct store_fixture *f)
{
	g_autoptr(GError) error = NULL;
	struct store *store = store_open(f->file, STORE_WRITE, &error);

	g_assert_no_error(error);
	store->piece = PIECE_OF_TEST;
	return store;
}

static void must(gboolean done, GError *error)
{
	g_assert_no_error(error);
	g_assert_true(done);
}

static struct import_record *begin(struct store *store)
{
	g_autoptr(GError) error = NULL;
	struct import_record *import = record_new(&import_kind);

	import->file = g_strdup("lång.csv");
	import->at = FIXTURE_NOW;
	must(store_hold_imports(store, &error), error);
	must(store_begin(store, &import_change, &error) && store_put(store, import, NULL, &error),
	     error);
	return import;
}

static void put(struct store *store, struct import_record *import, guint number, const char *text)
{
	g_autoptr(GError) error = NULL;
	struct observation *o = fixture_observation(number);

	if (text)
		field_set_text(&o->text, text);
	o->import = import->record.key;
	o->record.withdrawn = FALSE;
	must(store_put_imported(store, o, "v1", &error) && store_pause(store, import, &error),
	     error);
	record_free(o);
}

static void put_row(struct store *store, struct import_record *import, guint number)
{
	put(store, import, number, NULL);
}

static void end(struct store *store, struct import_record *import)
{
	g_autoptr(GError) error = NULL;

	import->state = IMPORT_WHOLE;
	import->record.withdrawn = FALSE;
	must(store_put(store, import, NULL, &error) && store_commit(store, &error), error);
	store_release_imports(store);
	record_free(import);
}

static guint seen(struct store *store)
{
	g_autoptr(GPtrArray) all = store_all(store, &observation_kind, NULL);
	g_autoptr(GArray) counts = store_week_counts(store, WEEK_NONE, WEEK_NONE, NULL);
	const struct row_query query = {.scope = {.visible = VISIBLE_GROUP},
					.week_from = WEEK_NONE,
					.week_to = WEEK_NONE,
					.entered_before = TIME_NONE};
	gint64 total = -1, reports = 0;
	g_autoptr(GArray) rows = store_rows(store, &query, &total, NULL);

	for (guint i = 0; i < counts->len; i++)
		reports += g_array_index(counts, struct week_count, i).reports;
	g_assert_nonnull(rows);
	g_assert_cmpint(total, ==, all->len);
	g_assert_cmpint(reports, ==, all->len);
	return all->len;
}

/* Nothing of it is in a list, a count or the search before it is whole; what another one wrote
 * meanwhile is. */
static void test_seen_only_when_whole(void)
{
	struct store_fixture f;

	fixture_init(&f);
	fixture_fill(&f);
	f.store->piece = PIECE_OF_TEST;
	struct store *other = open_again(&f);
	struct import_record *import = begin(f.store);
	for (guint i = 0; i < ROWS; i++) {
		put_row(f.store, import, i);
		g_assert_cmpuint(seen(other), ==, 0);
	}
	fixture_assert_sound(other);
	end(f.store, import);
	g_assert_cmpuint(seen(other), ==, ROWS);
	fixture_assert_sound(other);
	store_close(other);
	fixture_clear(&f);
}

static void type_some(const char *file)
{
	const struct change change = {
		.at = FIXTURE_NOW + 9, .door = DOOR_SCREEN, .what = "test.change"};
	struct store *store = store_open(file, STORE_WRITE, NULL);

	for (guint i = 0; i < 5; i++) {
		struct observation *o = fixture_observation(900 + i);
		if (!store || !store_begin(store, &change, NULL) ||
		    !store_put(store, o, NULL, NULL) || !store_commit(store, NULL))
			_exit(1);
		record_free(o);
	}
	store_close(store);
	_exit(0);
}

/* The import goes on until somebody else has saved five times. */
static void test_others_write_meanwhile(void)
{
	struct store_fixture f;
	int status = -1;
	guint rows = 0;

	fixture_init(&f);
	fixture_fill(&f);
	g_clear_pointer(&f.store, store_close);
	pid_t child = fork();
	if (child == 0)
		type_some(f.file);
	f.store = open_again(&f);
	struct import_record *import = begin(f.store);
	while (waitpid(child, &status, WNOHANG) == 0)
		put_row(f.store, import, 1000 + rows++);
	g_assert_cmpint(status, ==, 0);
	end(f.store, import);
	g_assert_cmpint(store_count(f.store, &observation_kind, NULL), ==, rows + 5);
	fixture_assert_sound(f.store);
	fixture_clear(&f);
}

static void put_long_row(struct store *store, struct import_record *import, guint number)
{
	g_autofree char *text = g_strnfill(100000, 'x');

	put(store, import, number, text);
}

static goffset size_of(const char *file)
{
	GStatBuf about;

	g_assert_cmpint(g_stat(file, &about), ==, 0);
	return about.st_size;
}

/* What a long import has written waits in the log beside the file: who saves meanwhile does not put
 * all of it into the file, the importer does. */
static void test_no_save_waits_for_its_log(void)
{
	struct store_fixture f;
	goffset before;
	int status = -1, ready[2];
	char byte = 0;
	guint i = 0;

	fixture_init(&f);
	fixture_fill(&f);
	g_clear_pointer(&f.store, store_close);
	g_assert_cmpint(pipe(ready), ==, 0);
	pid_t child = fork();
	if (child == 0 && read(ready[0], &byte, 1) == 1)
		type_some(f.file);
	f.store = open_again(&f);
	struct import_record *import = begin(f.store);
	before = size_of(f.file);
	while (waitpid(child, &status, WNOHANG) == 0) {
		put_long_row(f.store, import, i++);
		if (i == 100)
			g_assert_cmpint(write(ready[1], &byte, 1), ==, 1);
	}
	close(ready[0]);
	close(ready[1]);
	g_assert_cmpint(status, ==, 0);
	g_assert_cmpint(size_of(f.file), ==, before);
	end(f.store, import);
	g_assert_cmpint(size_of(f.file), >, before + 100 * 100000);
	fixture_assert_sound(f.store);
	fixture_clear(&f);
}

static void import_and_die(const struct store_fixture *f)
{
	struct store *store = open_again(f);
	struct import_record *import = begin(store);

	for (guint i = 0; i < ROWS; i++)
		put_row(store, import, i);
	raise(SIGKILL);
	_exit(1);
}

static void test_killed_import_leaves_nothing(void)
{
	struct store_fixture f;
	int status;

	fixture_init(&f);
	fixture_fill(&f);
	struct observation *typed = fixture_observation(900);
	typed->record.withdrawn = FALSE;
	typed->visibility = VISIBLE_OSG;
	fixture_put(f.store, typed);
	record_free(typed);
	g_clear_pointer(&f.store, store_close);
	pid_t child = fork();
	if (child == 0)
		import_and_die(&f);
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_true(WIFSIGNALED(status));
	f.store = store_open(f.file, STORE_READ, NULL);
	g_assert_cmpint(store_count(f.store, &observation_kind, NULL), >, 1);
	g_assert_cmpuint(seen(f.store), ==, 1);
	store_close(f.store);
	f.store = open_again(&f);
	g_assert_cmpint(store_count(f.store, &observation_kind, NULL), ==, 1);
	g_assert_cmpint(fixture_number(f.store, "SELECT count(*) FROM import WHERE state <> 0"), ==,
			0);
	g_assert_cmpuint(seen(f.store), ==, 1);
	fixture_assert_sound(f.store);
	fixture_clear(&f);
}

/* An import whose rows were put, some pieces of them written. */
static struct import_record *begin_pieces(struct store_fixture *f)
{
	struct import_record *import;

	fixture_init(f);
	fixture_fill(f);
	f->store->piece = PIECE_OF_TEST;
	import = begin(f->store);
	for (guint i = 0; i < ROWS; i++)
		put_row(f->store, import, i);
	return import;
}

/* A fault or a cancel in the fifth piece takes the first four back too. */
static void test_rollback_takes_all_pieces(void)
{
	struct store_fixture f;
	struct import_record *import = begin_pieces(&f);

	store_rollback(f.store);
	store_release_imports(f.store);
	record_free(import);
	g_assert_cmpint(store_count(f.store, &observation_kind, NULL), ==, 0);
	g_assert_cmpint(fixture_number(f.store, "SELECT count(*) FROM log WHERE what = "
						"'import.broken-off'"),
			==, 1);
	fixture_assert_sound(f.store);
	fixture_clear(&f);
}

/* What was begun anew says so on the record: it did not happen. */
static void test_begun_anew_says_why(void)
{
	struct store_fixture f;
	struct import_record *import = begin_pieces(&f);

	store_break_off(f.store, "läst på nytt");
	store_release_imports(f.store);
	record_free(import);
	g_autofree char *moved =
		fixture_text(f.store, "SELECT after FROM log WHERE what = 'import.moved'");
	g_assert_nonnull(strstr(moved, "läst på nytt"));
	g_assert_cmpint(
		fixture_number(f.store, "SELECT count(*) FROM log WHERE what = 'import.anew'"), ==,
		1);
	g_assert_cmpint(store_count(f.store, &observation_kind, NULL), ==, 0);
	fixture_assert_sound(f.store);
	fixture_clear(&f);
}

static gboolean stop_at_half(gint64 done, gint64 all, gpointer data)
{
	*(gint64 *)data = MAX(*(gint64 *)data, done);
	return done < all / 2;
}

static gint64 move(struct store *store, gint64 key, gboolean withdrawn, gboolean stops)
{
	g_autoptr(GError) error = NULL;
	gint64 told = 0;
	const struct import_move how = {.withdrawn = withdrawn,
					.reason = "ångrad",
					.progress = stops ? stop_at_half : NULL,
					.data = &told};

	must(store_hold_imports(store, &error), error);
	struct import_record *import = store_get(store, &import_kind, key, &error);
	must(store_begin(store, &fixture_change, &error), error);
	gboolean done = store_move_import(store, import, &how, &error);
	g_assert_true(done == !stops);
	if (stops)
		g_assert_error(error, OSG_ERROR, OSG_ERROR_CANCELLED);
	must(store_commit(store, NULL), NULL);
	store_release_imports(store);
	record_free(import);
	return told;
}

/* In pieces too, and stopped halfway it is as it was. */
static void test_taken_back_and_brought_back(void)
{
	const guint plenty = fixture_plenty(1300);
	struct store_fixture f;

	fixture_init(&f);
	fixture_fill(&f);
	struct import_record *import = begin(f.store);
	gint64 key = import->record.key;
	for (guint i = 0; i < plenty; i++)
		put_row(f.store, import, i);
	end(f.store, import);
	f.store->piece = 90;
	g_assert_cmpint(move(f.store, key, TRUE, TRUE), >, 0);
	g_assert_cmpuint(seen(f.store), ==, plenty);
	move(f.store, key, TRUE, FALSE);
	g_assert_cmpuint(fixture_number(f.store, "SELECT count(*) FROM observation_row WHERE "
						 "withdrawn = 0"),
			 ==, 0);
	fixture_assert_sound(f.store);
	move(f.store, key, FALSE, FALSE);
	g_assert_cmpuint(seen(f.store), ==, plenty);
	fixture_assert_sound(f.store);
	fixture_clear(&f);
}

static gint64 put_import(struct store_fixture *f, guint rows)
{
	struct import_record *import = begin(f->store);
	gint64 key = import->record.key;

	import->created = (int)rows;
	for (guint i = 0; i < rows; i++)
		put_row(f->store, import, i);
	end(f->store, import);
	return key;
}

static gboolean die_at_half(gint64 done, gint64 all, gpointer data UNUSED)
{
	if (done >= all / 2)
		raise(SIGKILL);
	return TRUE;
}

static void move_and_die(const char *file, gint64 key, gboolean withdrawn)
{
	struct store *store = store_open(file, STORE_WRITE, NULL);
	const struct import_move how = {
		.withdrawn = withdrawn, .reason = "ångrad", .progress = die_at_half};
	struct import_record *import = store_get(store, &import_kind, key, NULL);

	store->piece = PIECE_OF_TEST;
	if (store_hold_imports(store, NULL) && store_begin(store, &fixture_change, NULL))
		store_move_import(store, import, &how, NULL);
	_exit(1);
}

/* Whoever opens the database next ends what was begun, and it can be brought back. */
static void test_killed_while_moved(gconstpointer withdrawn)
{
	const guint plenty = fixture_plenty(7000); /* more than one statement moves */
	struct store_fixture f;
	int status;

	fixture_init(&f);
	fixture_fill(&f);
	gint64 key = put_import(&f, plenty);
	if (!withdrawn)
		move(f.store, key, TRUE, FALSE);
	g_clear_pointer(&f.store, store_close);
	pid_t child = fork();
	if (child == 0)
		move_and_die(f.file, key, withdrawn != NULL);
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_true(WIFSIGNALED(status));
	f.store = store_open(f.file, STORE_READ, NULL);
	g_assert_cmpint(fixture_number(f.store, "SELECT count(*) FROM import WHERE state <> 0"), ==,
			1);
	g_assert_cmpuint(seen(f.store), ==, 0);
	store_close(f.store);
	f.store = open_again(&f);
	g_assert_cmpint(fixture_number(f.store, "SELECT count(*) FROM import WHERE state <> 0"), ==,
			0);
	g_assert_cmpint(fixture_number(f.store, "SELECT count(*) FROM observation_row WHERE "
						"withdrawn = 0"),
			==, 0);
	fixture_assert_sound(f.store);
	f.store->piece = plenty;
	move(f.store, key, FALSE, FALSE);
	g_assert_cmpuint(seen(f.store), ==, plenty);
	fixture_assert_sound(f.store);
	fixture_clear(&f);
}

static guint faults(struct store *store)
{
	g_autoptr(GPtrArray) all = store_check(store, NULL);

	return all->len;
}

/* No row of it has a line of its own, and still each is proven. */
static void test_taken_back_is_proven(void)
{
	static const char *const edits[][2] = {
		{"UPDATE observation_row SET withdrawn = 0 WHERE key = 5",
		 "UPDATE observation_row SET withdrawn = 1 WHERE key = 5"},
		{"UPDATE observation SET reason = 'annat' WHERE key = 5",
		 "UPDATE observation SET reason = 'ångrad' WHERE key = 5"},
		{"UPDATE observation SET text = text || '.' WHERE key = 5",
		 "UPDATE observation SET text = rtrim(text, '.') WHERE key = 5"},
	};
	struct store_fixture f;

	fixture_init(&f);
	fixture_fill(&f);
	gint64 key = put_import(&f, 30);
	move(f.store, key, TRUE, FALSE);
	for (gsize i = 0; i < G_N_ELEMENTS(edits); i++) {
		g_assert_true(engine_run(f.store->engine, edits[i][0], NULL));
		g_assert_cmpuint(faults(f.store), >, 0);
		g_assert_true(engine_run(f.store->engine, edits[i][1], NULL));
		g_assert_cmpuint(faults(f.store), ==, 0);
	}
	fixture_clear(&f);
}

static gint64 live(struct store *store)
{
	return fixture_number(store, "SELECT count(*) FROM observation_row WHERE withdrawn = 0");
}

/* A row that somebody has brought back himself stays when the import comes and goes. */
static void test_own_word_between_moves(void)
{
	struct store_fixture f;

	fixture_init(&f);
	fixture_fill(&f);
	gint64 key = put_import(&f, 30);
	move(f.store, key, TRUE, FALSE);
	struct observation *o = store_get(f.store, &observation_kind, 5, NULL);
	o->record.withdrawn = FALSE;
	field_set_text(&o->reason, NULL);
	fixture_put(f.store, o);
	fixture_assert_sound(f.store);
	g_assert_cmpint(live(f.store), ==, 1);
	move(f.store, key, FALSE, FALSE);
	g_assert_cmpint(live(f.store), ==, 30);
	o->record.withdrawn = TRUE;
	field_set_text(&o->reason, "dubblett");
	fixture_put(f.store, o);
	move(f.store, key, TRUE, FALSE);
	fixture_assert_sound(f.store);
	move(f.store, key, FALSE, FALSE);
	g_assert_cmpint(live(f.store), ==, 29);
	fixture_assert_sound(f.store);
	record_free(o);
	fixture_clear(&f);
}

/* What an import entered counts once, and not when it is taken back. */
static void test_activity_of_an_import(void)
{
	struct store_fixture f;
	struct activity a;

	fixture_init(&f);
	fixture_fill(&f);
	gint64 key = put_import(&f, 30);
	g_assert_true(store_activity(f.store, FIXTURE_NOW - 10, FIXTURE_NOW + 10, &a, NULL));
	g_assert_cmpint(a.added, ==, 30);
	g_assert_cmpint(a.withdrawn, ==, 0);
	move(f.store, key, TRUE, FALSE);
	g_assert_true(store_activity(f.store, FIXTURE_NOW - 10, FIXTURE_NOW + 10, &a, NULL));
	g_assert_cmpint(a.added, ==, 0);
	g_assert_cmpint(a.withdrawn, ==, 30);
	g_assert_cmpint(a.changed, ==, 0);
	fixture_clear(&f);
}

/* One at a time, and the second is told. */
static void test_one_import_at_a_time(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	must(store_hold_imports(f.store, &error), error);
	struct store *other = open_again(&f);
	g_assert_false(hold_try(other));
	store_release_imports(f.store);
	g_assert_true(hold_try(other));
	store_close(other);
	g_assert_true(hold_try(f.store));
	fixture_clear(&f);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pieces/seen-only-when-whole", test_seen_only_when_whole);
	g_test_add_func("/pieces/others-write-meanwhile", test_others_write_meanwhile);
	if (!fixture_on_server()) /* it has no log beside a file */
		g_test_add_func("/pieces/no-save-waits-for-its-log",
				test_no_save_waits_for_its_log);
	g_test_add_func("/pieces/killed-import-leaves-nothing", test_killed_import_leaves_nothing);
	g_test_add_func("/pieces/rollback-takes-all", test_rollback_takes_all_pieces);
	g_test_add_func("/pieces/taken-back", test_taken_back_and_brought_back);
	g_test_add_func("/pieces/begun-anew-says-why", test_begun_anew_says_why);
	g_test_add_data_func("/pieces/killed-while-taken-back", "", test_killed_while_moved);
	g_test_add_data_func("/pieces/killed-while-brought-back", NULL, test_killed_while_moved);
	g_test_add_func("/pieces/taken-back-is-proven", test_taken_back_is_proven);
	g_test_add_func("/pieces/own-word-between-moves", test_own_word_between_moves);
	g_test_add_func("/pieces/activity-of-an-import", test_activity_of_an_import);
	g_test_add_func("/pieces/one-at-a-time", test_one_import_at_a_time);
	return g_test_run();
}
