/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing is lost and nothing half is left: killed writers, two at once, a full disk. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/store_private.h"

#include "fixture.h"

#define KILLS 25
#define WRITES 40

/* Ids count up from the last one: a fork that wrote at the same moment would make its brother's. */
static struct change fork_change(guint seed)
{
	return (struct change){
		.at = FIXTURE_NOW + seed, .door = DOOR_COMMAND, .what = "test.change"};
}

/* Two observations and a place a change, until killed; says each commit through the pipe. */
static void write_forever(const char *file, guint seed, int said)
{
	const struct change change = fork_change(seed);
	g_autoptr(GError) error = NULL;
	struct store *store = store_open(file, STORE_WRITE, &error);

	for (guint i = seed; store; i += 2) {
		struct observation *a = fixture_observation(i), *b = fixture_observation(i + 1);
		struct place *p = record_new(&place_kind);
		if (!store_begin(store, &change, &error) || !store_put(store, a, NULL, &error) ||
		    !store_put(store, b, NULL, &error) || !store_put(store, p, NULL, &error) ||
		    !store_commit(store, &error) || write(said, "x", 1) != 1)
			break;
		record_free(a);
		record_free(b);
		record_free(p);
	}
	g_printerr("# %s\n", error ? error->message : "the pipe broke");
	_exit(1);
}

/* Kills a writer at a random moment after its first commit; how many commits it told of. */
static gint64 kill_one(const char *file, guint seed, GRand *rand)
{
	int said[2], status;
	gint64 told = 0;
	char bytes[512];
	gssize n;

	g_assert_cmpint(pipe(said), ==, 0);
	pid_t child = fork();
	if (child == 0) {
		close(said[0]);
		write_forever(file, seed, said[1]);
	}
	close(said[1]);
	g_assert_cmpint(read(said[0], bytes, 1), ==, 1);
	told++;
	g_usleep((gulong)g_rand_int_range(rand, 0, 8000));
	kill(child, SIGKILL);
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_true(WIFSIGNALED(status));
	while ((n = read(said[0], bytes, sizeof bytes)) > 0)
		told += n;
	close(said[0]);
	return told;
}

static void test_killed_writers(void)
{
	struct store_fixture f;
	g_autoptr(GRand) rand = g_rand_new_with_seed(3);
	gint64 told = 0;

	fixture_init(&f);
	fixture_fill(&f);
	g_clear_pointer(&f.store, store_close);
	for (guint i = 0; i < KILLS; i++)
		told += kill_one(f.file, 1000 + i * 100000, rand);
	f.store = store_open(f.file, STORE_WRITE, NULL);
	g_assert_nonnull(f.store);
	gint64 observations = store_count(f.store, &observation_kind, NULL),
	       places = store_count(f.store, &place_kind, NULL) - 4;
	g_test_message("%d kills, %d changes told, %d there", KILLS, (int)told, (int)places);
	g_assert_cmpint(observations, ==, 2 * places);
	/* every change that was told is there; a killed writer may have made one more that it could
	 * not tell */
	g_assert_cmpint(places, >=, told);
	g_assert_cmpint(places, <=, told + KILLS);
	g_assert_cmpint(
		fixture_number(f.store, "SELECT count(*) FROM log WHERE kind = 'observation'"), ==,
		observations);
	fixture_assert_sound(f.store);
	fixture_clear(&f);
}

static int write_some(const char *file, guint seed)
{
	const struct change change = fork_change(seed);
	struct store *store = store_open(file, STORE_WRITE, NULL);

	for (guint i = 0; store && i < WRITES; i++) {
		struct observation *o = fixture_observation(seed + i);
		gboolean done = store_begin(store, &change, NULL) &&
				store_put(store, o, NULL, NULL) && store_commit(store, NULL);
		record_free(o);
		if (!done)
			return 1;
	}
	store_close(store);
	return store ? 0 : 2;
}

static void test_two_writers(void)
{
	struct store_fixture f;
	pid_t children[2];
	int status;

	fixture_init(&f);
	fixture_fill(&f);
	g_clear_pointer(&f.store, store_close);
	for (guint i = 0; i < 2; i++)
		if ((children[i] = fork()) == 0)
			_exit(write_some(f.file, 10000 * (i + 1)));
	for (guint i = 0; i < 2; i++) {
		g_assert_cmpint(waitpid(children[i], &status, 0), ==, children[i]);
		g_assert_cmpint(status, ==, 0);
	}
	f.store = store_open(f.file, STORE_WRITE, NULL);
	g_assert_cmpint(store_count(f.store, &observation_kind, NULL), ==, 2 * WRITES);
	fixture_assert_sound(f.store);
	fixture_clear(&f);
}

static void test_locked(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	struct store *other = store_open(f.file, STORE_WRITE, NULL);
	g_assert_true(store_begin(other, &fixture_change, NULL));
	engine_set_patience(f.store->engine, 1);
	g_assert_false(store_begin(f.store, &fixture_change, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	g_assert_nonnull(strstr(error->message, "in use"));
	store_close(other);
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	fixture_clear(&f);
}

static void limit_files(rlim_t bytes)
{
	struct rlimit limit = {.rlim_cur = bytes, .rlim_max = bytes};

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
}

/* Writes until it fails. */
static int write_until_full(struct store *store)
{
	g_autoptr(GError) error = NULL;

	for (guint i = 0; i < 100000; i++) {
		struct observation *o = fixture_observation(i);
		gboolean done = store_begin(store, &fixture_change, &error) &&
				store_put(store, o, NULL, &error) && store_commit(store, &error);
		record_free(o);
		if (done)
			continue;
		gboolean said = strstr(error->message, "full") != NULL;
		store_rollback(store);
		/* it can still be read */
		return !said ? 2 : store_count(store, &observation_kind, NULL) == i ? 0 : 3;
	}
	return 4;
}

static int fill_to_limit(const char *file)
{
	struct store *store = store_open(file, STORE_WRITE, NULL);

	limit_files(1200000);
	return write_until_full(store);
}

static void test_file_limit(void)
{
	struct store_fixture f;
	int status;

	fixture_init(&f);
	fixture_fill(&f);
	g_clear_pointer(&f.store, store_close);
	pid_t child = fork();
	if (child == 0)
		_exit(fill_to_limit(f.file));
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_cmpint(status, ==, 0);
	f.store = store_open(f.file, STORE_WRITE, NULL);
	g_assert_nonnull(f.store);
	fixture_assert_sound(f.store);
	fixture_clear(&f);
}

#define NO_MOUNT 77

/* On a small disk of its own, which goes with the process. */
static int fill_disk(struct store_fixture *f)
{
	if (unshare(CLONE_NEWNS) < 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
	    mount("osg-test", f->folder, "tmpfs", 0, "size=3000k") < 0)
		return NO_MOUNT;
	struct store *store = store_open(f->file, STORE_CREATE, NULL);
	struct store_fixture small = {.folder = f->folder, .file = f->file, .store = store};
	fixture_fill(&small);
	int result = write_until_full(store);
	g_autoptr(GPtrArray) faults = store_check(store, NULL);
	store_close(store);
	return result ? result : faults->len ? 5 : 0;
}

static void test_full_disk(void)
{
	struct store_fixture f;
	int status;

	fixture_init(&f);
	pid_t child = fork();
	if (child == 0)
		_exit(fill_disk(&f));
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	if (WIFEXITED(status) && WEXITSTATUS(status) == NO_MOUNT)
		g_test_skip(
			"a small disk can only be mounted by root: the full disk is not tested");
	else
		g_assert_cmpint(status, ==, 0);
	fixture_clear(&f);
}

static int create_on_full_disk(const char *file, rlim_t room)
{
	g_autoptr(GError) error = NULL;

	limit_files(room);
	if (store_open(file, STORE_CREATE, &error) || !strstr(error->message, "full"))
		return 1;
	return g_file_test(file, G_FILE_TEST_EXISTS) ? 2 : 0;
}

static void test_create_on_full_disk(void)
{
	static const rlim_t rooms[] = {20000, 200000};
	struct store_fixture f;
	const char *name;
	int status;

	fixture_init(&f);
	g_autofree char *file = fixture_path(&f, "new.db");
	for (gsize i = 0; i < G_N_ELEMENTS(rooms); i++) {
		pid_t child = fork();
		if (child == 0)
			_exit(create_on_full_disk(file, rooms[i]));
		g_assert_cmpint(waitpid(child, &status, 0), ==, child);
		g_assert_cmpint(status, ==, 0);
		g_autoptr(GDir) folder = g_dir_open(f.folder, 0, NULL);
		while ((name = g_dir_read_name(folder)))
			g_assert_false(g_str_has_prefix(name, "new"));
	}
	fixture_clear(&f);
}

/* Where there is no room the engine takes a change back by itself: what comes after it in the
 * change is none of its own. */
static void test_taken_back_halfway(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;
	struct observation *a = fixture_observation(1), *b = fixture_observation(2);

	fixture_init(&f);
	fixture_fill(&f);
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	g_assert_true(store_put(f.store, a, NULL, NULL));
	g_assert_true(engine_run(f.store->engine, "ROLLBACK", NULL));
	g_assert_false(store_put(f.store, b, NULL, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	g_clear_error(&error);
	g_assert_false(engine_run(f.store->engine, "UPDATE place SET name = 'x'", &error));
	g_clear_error(&error);
	g_assert_false(store_commit(f.store, &error));
	g_assert_cmpint(store_count(f.store, &observation_kind, NULL), ==, 0);
	fixture_assert_sound(f.store);
	record_free(a);
	record_free(b);
	fixture_clear(&f);
}

/* On a small disk of its own, beside a database that is elsewhere: nothing of a copy is left there,
 * nor what the engine lays beside it. */
static int back_up_on_full_disk(const struct store_fixture *f)
{
	g_autofree char *disk = g_strconcat(f->folder, "/disk", NULL),
			*copy = g_strconcat(disk, "/copy.db", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(GDir) folder = NULL;
	struct store *store = store_open(f->file, STORE_READ, NULL);

	if (!store || g_mkdir(disk, 0700) != 0)
		return 1;
	if (unshare(CLONE_NEWNS) < 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
	    mount("osg-test", disk, "tmpfs", 0, "size=100k") < 0)
		return NO_MOUNT;
	if (store_backup(store, copy, &error))
		return 2;
	store_close(store);
	folder = g_dir_open(disk, 0, NULL);
	return !strstr(error->message, "full") ? 3 : g_dir_read_name(folder) ? 4 : 0;
}

static void test_backup_on_full_disk(void)
{
	struct store_fixture f;
	int status;

	fixture_init(&f);
	fixture_fill(&f);
	/* more than the engine keeps in memory before it writes */
	g_assert_true(engine_run(f.store->engine,
				 "INSERT INTO computed (name, version, content, kept) VALUES "
				 "('much', 1, zeroblob(6000000), 1)",
				 NULL));
	pid_t child = fork();
	if (child == 0)
		_exit(back_up_on_full_disk(&f));
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	if (WIFEXITED(status) && WEXITSTATUS(status) == NO_MOUNT)
		g_test_skip("a small disk can only be mounted by root");
	else
		g_assert_cmpint(status, ==, 0);
	fixture_clear(&f);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/crash/killed", test_killed_writers);
	g_test_add_func("/crash/two-writers", test_two_writers);
	g_test_add_func("/crash/locked", test_locked);
	g_test_add_func("/crash/file-limit", test_file_limit);
	g_test_add_func("/crash/full-disk", test_full_disk);
	g_test_add_func("/crash/create-on-full-disk", test_create_on_full_disk);
	g_test_add_func("/crash/taken-back-halfway", test_taken_back_halfway);
	g_test_add_func("/crash/backup-on-full-disk", test_backup_on_full_disk);
	return g_test_run();
}
