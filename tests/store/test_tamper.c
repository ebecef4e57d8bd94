/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the check says of a database that was changed behind osg's back. */
#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "store/store_private.h"

#include "fixture.h"

static void fix_picture(struct store *store)
{
	struct picture_record *p = record_new(&picture_kind);
	g_autofree char *sum = NULL;
	gint64 lines;

	p->week = 2900;
	p->number = 1;
	p->state = PICTURE_FIXED;
	g_assert_true(store_log_end(store, &lines, &sum, NULL));
	g_assert_cmpint(lines, >, 8);
	p->content = g_strdup_printf("{\"log_lines\":%d,\"log_sum\":\"%s\",\"week\":\"2025-W32\"}",
				     (int)lines, sum);
	p->checksum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, p->content, -1);
	fixture_put(store, p);
	record_free(p);
}

/* Changes one byte of the file itself, where this text stands first. */
static void flip_byte(const char *file, const char *where)
{
	g_autofree char *bytes = NULL;
	gsize size;

	g_assert_true(g_file_get_contents(file, &bytes, &size, NULL));
	char *at = memmem(bytes, size, where, strlen(where));
	g_assert_nonnull(at);
	*at ^= 1;
	g_assert_true(g_file_set_contents(file, bytes, (gssize)size, NULL));
}

static void assert_finding(const char *file, const char *says)
{
	struct store *store = store_open(file, STORE_WRITE, NULL);
	g_autoptr(GPtrArray) faults = store_check(store, NULL);
	gboolean said = FALSE;

	for (guint i = 0; i < faults->len; i++) {
		g_test_message("%s", (const char *)faults->pdata[i]);
		said |= strstr(faults->pdata[i], says) != NULL;
	}
	g_assert_true(said);
	store_close(store);
}

/* Whoever changes observations mends the counts as well. */
#define MENDED                                                                                     \
	"; DELETE FROM week_count; DELETE FROM week_total; INSERT INTO week_count SELECT week, "   \
	"coalesce(area, 0), coalesce(category, 0), sum(counted <> 0), count(*) FROM "              \
	"observation_row WHERE withdrawn = 0 GROUP BY 1, 2, 3; INSERT INTO week_total SELECT "     \
	"week, sum(counted), sum(reports) FROM week_count GROUP BY week"

#define SAYS "is not what the record of changes says"

/* Ways to change a database behind osg's back, and what the check says of each. The first 30
 * observations were typed, the next ten imported. */
static const struct {
	const char *name, *byte_of, *sql, *finding;
} tampers[] = {
	{"log-byte", "\"name\":\"Organisation 3", NULL, "record of changes was altered"},
	{"log-line-gone", NULL, "DELETE FROM log WHERE key = 5", "line 5 is missing"},
	{"log-first-gone", NULL, "DELETE FROM log WHERE key = 1", "line 1 is missing"},
	{"log-five-gone", NULL, "DELETE FROM log WHERE key BETWEEN 5 AND 9",
	 "lines 5 to 9 are missing"},
	{"log-rewritten", NULL, "UPDATE log SET after = replace(after, 'Plats 2', 'Plats 9')",
	 "record of changes was altered"},
	{"log-who", NULL, "UPDATE log SET who = 3 WHERE key = 2", "line 2 was edited"},
	{"log-door", NULL, "UPDATE log SET door = 2 WHERE key = 3", "line 3 was edited"},
	{"log-order", NULL,
	 "UPDATE log SET key = -1 WHERE key = 4; UPDATE log SET key = 4 WHERE key = 5; UPDATE log "
	 "SET "
	 "key = 5 WHERE key = -1",
	 "line 4 does not stand where it was written"},
	{"log-false-line", NULL,
	 "INSERT INTO log (at, who, door, what, hash) VALUES (1, 1, 1, 'x', randomblob(32))",
	 "record of changes was altered"},
	{"log-line-put-in", NULL,
	 "UPDATE log SET key = -key WHERE key > 6; UPDATE log SET key = 1 - key WHERE key < 0; "
	 "INSERT INTO log (key, at, who, door, what, hash) VALUES (7, 1, 1, 1, 'x', "
	 "randomblob(32))",
	 "line 7 was put in"},
	{"log-cut-before-a-picture", NULL, "DELETE FROM log WHERE key > 8",
	 "the last when the picture of 2025-W31, version 1, was fixed, is missing"},
	{"log-newest-gone", NULL, "DELETE FROM log WHERE key = (SELECT max(key) FROM log)",
	 "the last that was written, is missing"},
	{"log-newest-other", NULL,
	 "UPDATE log SET who = 3, hash = randomblob(32) WHERE key = (SELECT max(key) FROM log)",
	 "is not the one that was written last"},
	{"log-end-gone", NULL, "DELETE FROM log_end", "its last line should be 0"},
	{"log-newest-twenty-gone", NULL,
	 "DELETE FROM log WHERE key > (SELECT max(key) FROM log) - 20",
	 "is not on the record of changes"},
	{"log-gone", NULL, "DELETE FROM log", "is not on the record of changes"},
	{"picture-byte", "2025-W32", NULL, "fixed picture of 2025-W31, version 1"},
	{"picture-checksum", NULL, "UPDATE picture SET checksum = 'x'",
	 "fixed picture of 2025-W31, version 1"},
	/* the checksum is right */
	{"picture-content-and-checksum", NULL,
	 "UPDATE picture SET content = '{}', checksum = "
	 "'44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'",
	 SAYS},
	{"picture-situation", NULL, "UPDATE picture SET situation = 'lugnt'", SAYS},
	{"picture-highlights", NULL,
	 "INSERT INTO picture_highlights SELECT key, 7, 'BRA/' FROM picture LIMIT 1", SAYS},
	{"picture-highlights-gap", NULL,
	 "INSERT INTO picture_highlights SELECT key, 7, 'BRA/' FROM picture LIMIT 1",
	 "A list has a gap: picture_highlights, record 1"},
	{"picture-reason", NULL, "UPDATE picture SET reason = 'felräknat'", SAYS},
	{"picture-week", NULL, "UPDATE picture SET week = week + 1", SAYS},
	{"picture-number", NULL, "UPDATE picture SET number = 2", SAYS},
	{"picture-back-to-draft", NULL, "UPDATE picture SET state = 0", SAYS},
	{"picture-who-and-when", NULL, "UPDATE picture SET fixed_at = 5", SAYS},
	{"picture-gone", NULL, "DELETE FROM picture", "is on the record of changes, but gone"},
	{"counts", NULL, "UPDATE week_count SET counted = counted + 1 WHERE area = 1",
	 "count does not agree"},
	{"counts-missing", NULL, "DELETE FROM week_count WHERE area = 1", "count does not agree"},
	{"withdrawn", NULL, "UPDATE observation_row SET withdrawn = 1 - withdrawn WHERE key = 1",
	 "count does not agree"},
	{"uncounted", NULL, "UPDATE observation_row SET counted = 1 - counted WHERE withdrawn = 0",
	 "count does not agree"},
	{"withdrawn-and-mended", NULL,
	 "UPDATE observation_row SET withdrawn = 1 - withdrawn WHERE key = 1" MENDED, SAYS},
	{"deleted-and-mended", NULL,
	 "DELETE FROM observation_row WHERE key = 3; DELETE FROM observation WHERE key = 3" MENDED,
	 "is on the record of changes, but gone"},
	{"slipped-in", NULL,
	 "INSERT INTO observation SELECT key + 100, randomblob(16), version, week, owner, source, "
	 "NULL, NULL, source_link, place_words, text, reason, secrecy FROM observation WHERE key = "
	 "4; "
	 "INSERT INTO "
	 "observation_row SELECT week, key + 100, time_from, time_to, time_precision, category, "
	 "sub_category, place, area, lat, lon, place_precision, organisation, entered_by, "
	 "entered_at, known, police_report, cost, visibility, import, report_group, same_as, "
	 "counted, withdrawn FROM observation_row WHERE key = 4" MENDED,
	 "is not on the record of changes"},
	{"text", NULL, "UPDATE observation SET text = 'inget' WHERE key = 2", SAYS},
	{"time", NULL, "UPDATE observation_row SET time_from = time_from + 3600 WHERE key = 2",
	 SAYS},
	{"organisation", NULL,
	 "UPDATE observation_row SET organisation = 5 - organisation WHERE key = 2; UPDATE "
	 "observation SET owner = 5 - owner WHERE key = 2",
	 SAYS},
	{"cost", NULL, "UPDATE observation_row SET cost = 7 WHERE key = 2", SAYS},
	{"visibility", NULL, "UPDATE observation_row SET visibility = 3 WHERE key = 2", SAYS},
	{"imported-text", NULL, "UPDATE observation SET text = 'inget' WHERE key = 35",
	 "are not what was imported"},
	{"imported-time", NULL,
	 "UPDATE observation_row SET time_from = time_from + 3600 WHERE key = 35",
	 "are not what was imported"},
	{"source-version", NULL, "UPDATE observation SET source_version = 'v2' WHERE key = 35",
	 "What sources last said"},
	{"source-version-gone", NULL, "UPDATE observation SET source_version = NULL WHERE key = 36",
	 "What sources last said"},
	{"source-version-of-typed", NULL,
	 "UPDATE observation SET source_version = 'v1' WHERE key = 2", "What sources last said"},
	{"key", NULL, "UPDATE organisation SET key = 99 WHERE key = 1", "“key” " SAYS},
	{"imported-deleted-and-mended", NULL,
	 "DELETE FROM observation_row WHERE key = 35; DELETE FROM observation WHERE key = "
	 "35" MENDED,
	 "are not what was imported"},
	{"version", NULL, "UPDATE observation SET version = version + 1 WHERE key = 2",
	 "“version” " SAYS},
	{"version-imported", NULL, "UPDATE observation SET version = version + 1 WHERE key = 35",
	 "“version” " SAYS},
	{"version-imported-and-corrected", NULL,
	 "UPDATE observation SET version = version - 1 WHERE key = 33", "“version” " SAYS},
	{"version-seat", NULL, "UPDATE participant SET version = 3", "“version” " SAYS},
	{"version-picture", NULL, "UPDATE picture SET version = version + 1", "“version” " SAYS},
	{"version-word", NULL, "UPDATE category SET version = 2 WHERE key = 1", "“version” " SAYS},
	{"version-words", NULL, "UPDATE value SET value = value + 1 WHERE name = 'words'",
	 "“words” " SAYS},
	{"municipality", NULL, "UPDATE value SET value = 'Annan' WHERE name = 'municipality'",
	 "“municipality” " SAYS},
	{"municipality-gone", NULL, "DELETE FROM value WHERE name = 'municipality'",
	 "“municipality” " SAYS},
	{"role", NULL, "UPDATE participant SET role = 2", SAYS},
	{"place-renamed", NULL, "UPDATE place SET name = 'Annan plats' WHERE key = 1", SAYS},
	{"category-renamed", NULL, "UPDATE category SET label_sv = 'Annat' WHERE key = 1", SAYS},
	{"finding", NULL, "UPDATE hotspot_finding SET content = '{}'", "“content” " SAYS},
	{"search-emptied", NULL, "INSERT INTO search (search) VALUES ('delete-all')",
	 "search does not find"},
	{"trigger", NULL,
	 "CREATE TRIGGER planted AFTER INSERT ON observation BEGIN DELETE FROM log; END; UPDATE "
	 "log "
	 "SET at = at WHERE key = 1",
	 "not those of osg: trigger planted"},
	{"reference", NULL, "UPDATE observation_row SET area = 55 WHERE key = 1", "not there"},
	{"owner", NULL, "UPDATE observation SET owner = owner + 1 WHERE key = 2",
	 "do not belong together"},
	{"numbers", NULL, "DELETE FROM observation_row WHERE key = 2", "do not belong together"},
};

/* What was reckoned is on the record by its digest. */
static void put_finding(struct store *store)
{
	struct hotspot_finding *finding = record_new(&hotspot_finding_kind);
	g_autoptr(GPtrArray) lines = NULL;

	finding->week = 2900;
	finding->content = g_strdup("{\"observed\":14}");
	fixture_put(store, finding);
	lines = store_log(store, &finding->record.id, 1, NULL);
	g_assert_nonnull(strstr(((struct log_line *)lines->pdata[0])->after, "sha256:"));
	g_assert_null(strstr(((struct log_line *)lines->pdata[0])->after, "observed"));
	record_free(finding);
}

/* A seat, thirty typed observations, ten imported ones of which one was corrected later. */
static void fill_to_tamper(struct store *store)
{
	struct participant *seat = record_new(&participant_kind);
	g_autoptr(GError) error = NULL;

	seat->handle = g_strdup("polisen");
	g_assert_true(store_begin(store, &fixture_change, NULL));
	g_assert_true(store_set_value(store, "municipality", "Testköping", NULL));
	g_assert_true(store_commit(store, NULL));
	fixture_put(store, seat);
	record_free(seat);
	put_finding(store);
	fix_picture(store);
	for (guint n = 0; n < 30; n++) {
		struct observation *o = fixture_observation(n);
		fixture_put(store, o);
		record_free(o);
	}
	g_assert_true(store_begin(store, &fixture_change, NULL));
	for (guint n = 100; n < 110; n++) {
		struct observation *o = fixture_observation(n);
		g_assert_true(store_put_imported(store, o, "v1", &error));
		record_free(o);
	}
	g_assert_true(store_commit(store, &error));
	struct observation *o = store_get(store, &observation_kind, 33, NULL);
	field_set_text(&o->text, "rättad");
	o->record.withdrawn = !o->record.withdrawn;
	o->cost = 1200;
	fixture_put(store, o);
	record_free(o);
	g_assert_true(store_begin(store, &fixture_change, NULL));
	g_assert_true(store_source_seen(store, 34, "v2", &error));
	g_assert_true(store_commit(store, &error));
	g_assert_true(store_note(store, &fixture_change, NULL, "{\"kind\":\"observation\"}", NULL));
}

static void test_tamper(gconstpointer which)
{
	gsize i = GPOINTER_TO_SIZE(which);
	struct store_fixture f;
	sqlite3 *db;

	fixture_init(&f);
	fixture_fill(&f);
	fill_to_tamper(f.store);
	fixture_assert_sound(f.store);
	g_clear_pointer(&f.store, store_close);
	if (tampers[i].byte_of)
		flip_byte(f.file, tampers[i].byte_of);
	if (tampers[i].sql) {
		g_assert_cmpint(sqlite3_open(f.file, &db), ==, SQLITE_OK);
		g_assert_cmpint(sqlite3_exec(db, tampers[i].sql, NULL, NULL, NULL), ==, SQLITE_OK);
		g_assert_cmpint(sqlite3_changes(db), >, 0);
		sqlite3_close(db);
	}
	assert_finding(f.file, tampers[i].finding);
	fixture_clear(&f);
}

/* Whoever writes the end of the record anew, every sum right, cannot write the fixed picture anew.
 */
static void test_written_anew(void)
{
	struct store_fixture f;
	sqlite3 *db;

	fixture_init(&f);
	fixture_fill(&f);
	fill_to_tamper(f.store);
	g_clear_pointer(&f.store, store_close);
	g_assert_cmpint(sqlite3_open(f.file, &db), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(db, "DELETE FROM log WHERE key > 5", NULL, NULL, NULL), ==,
			SQLITE_OK);
	sqlite3_close(db);
	struct store *store = store_open(f.file, STORE_WRITE, NULL);
	for (int i = 0; i < 30; i++)
		g_assert_true(store_note(store, &fixture_change, NULL, "{}", NULL));
	store_close(store);
	assert_finding(f.file, "is not the one that was the last when the picture of 2025-W31, "
			       "version 1, was fixed");
	fixture_clear(&f);
}

/* The next line is kept as the last, but says that the one before was not. */
static void test_written_on(void)
{
	struct store_fixture f;
	sqlite3 *db;

	fixture_init(&f);
	fixture_fill(&f);
	fill_to_tamper(f.store);
	g_clear_pointer(&f.store, store_close);
	g_assert_cmpint(sqlite3_open(f.file, &db), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(db, "DELETE FROM log WHERE key = (SELECT max(key) FROM log)",
				     NULL, NULL, NULL),
			==, SQLITE_OK);
	sqlite3_close(db);
	f.store = store_open(f.file, STORE_WRITE, NULL);
	for (int i = 0; i < 2; i++)
		g_assert_true(store_note(f.store, &fixture_change, NULL, "{}", NULL));
	g_assert_cmpint(fixture_number(f.store, "SELECT count(*) FROM log WHERE what = 'log.end'"),
			==, 1);
	assert_finding(f.file, "the line before it was not the one that had been the last");
	fixture_clear(&f);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/tamper/log-written-anew", test_written_anew);
	g_test_add_func("/tamper/log-written-on", test_written_on);
	for (gsize i = 0; i < G_N_ELEMENTS(tampers); i++) {
		g_autofree char *path = g_strconcat("/tamper/", tampers[i].name, NULL);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_tamper);
	}
	return g_test_run();
}
