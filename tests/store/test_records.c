/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records in, records out: every kind, every field, conflicts, the record of changes, values. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "osg/week.h"

#include "store/store_private.h"

#include "fixture.h"

/* Gives every field of a record a value that depends on the field and n; references point at
 * record 1. */
static void fill_fields(const struct record_kind *kind, gpointer record, int n)
{
	for (const struct field *f = kind->fields; f->name; f++) {
		gpointer at = G_STRUCT_MEMBER_P(record, f->offset);
		int value = (int)(f - kind->fields) * 100 + n;

		switch (f->kind) {
		case FIELD_INT:
		case FIELD_TIME:
			*(gint64 *)at = G_GINT64_CONSTANT(5000000000) + value;
			break;
		case FIELD_REF:
			*(gint64 *)at = 1;
			break;
		case FIELD_REAL:
			*(double *)at = value / 7.0;
			break;
		case FIELD_CODE:
		case FIELD_PROSE:
			g_free(*(char **)at);
			*(char **)at = g_strdup_printf("%s \"åäö\"\\\n%d", f->name, value);
			break;
		case FIELD_WORD:
			*(int *)at = f->words[1] && n % 2 ? 1 : 0;
			break;
		case FIELD_SMALL:
		case FIELD_WEEK:
		case FIELD_DAY:
			*(int *)at = value;
			break;
		case FIELD_FLAG:
			*(int *)at = n % 2;
			break;
		case FIELD_CODES:
			codes_add(at, f->name);
			codes_add(at, n % 2 ? "a|b" : "c");
			break;
		case FIELD_REFS:
			refs_add(*(GArray **)at, 1);
			break;
		case FIELD_RINGS:
			g_array_append_vals(rings_add(*(GPtrArray **)at), (double[]){n / 7.0, 2},
					    2);
			break;
		case FIELD_OBJECT:
		case FIELD_OBJECTS:
			g_assert_not_reached();
		}
	}
}

static void assert_stored(struct store *store, const struct record_kind *kind, gpointer record)
{
	g_autoptr(GError) error = NULL;
	struct record *head = record;
	struct record *by_key = store_get(store, kind, head->key, &error),
		      *by_id = store_find(store, kind, &head->id, &error);

	g_assert_no_error(error);
	g_assert_nonnull(by_key);
	g_assert_nonnull(by_id);
	g_assert_true(record_equal(by_key, record));
	g_assert_true(record_equal(by_id, record));
	g_assert_cmpint(by_key->version, ==, head->version);
	g_assert_true(id_equal(&by_key->id, &head->id));
	record_free(by_key);
	record_free(by_id);
}

static void test_every_kind(void)
{
	struct store_fixture f;

	fixture_init(&f);
	/* the first of each kind is empty: NULL everywhere; later ones refer to it */
	for (int i = 0; record_kinds[i]; i++) {
		gpointer empty = record_new(record_kinds[i]);
		fixture_put(f.store, empty);
		g_assert_cmpint(((struct record *)empty)->key, ==, 1);
		g_assert_cmpint(((struct record *)empty)->version, ==, 1);
		assert_stored(f.store, record_kinds[i], empty);
		record_free(empty);
	}
	for (int i = 0; record_kinds[i]; i++) {
		gpointer record = record_new(record_kinds[i]);
		fill_fields(record_kinds[i], record, 1);
		fixture_put(f.store, record);
		assert_stored(f.store, record_kinds[i], record);
		fill_fields(record_kinds[i], record, 2);
		fixture_put(f.store, record);
		g_assert_cmpint(((struct record *)record)->version, ==, 2);
		assert_stored(f.store, record_kinds[i], record);
		g_assert_cmpint(store_count(f.store, record_kinds[i], NULL), ==, 2);
		record_free(record);
	}
	fixture_assert_sound(f.store);
	fixture_clear(&f);
}

static void test_missing(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;
	struct id id = id_from_name("test", "nothing");

	fixture_init(&f);
	g_assert_null(store_get(f.store, &observation_kind, 7, &error));
	g_assert_no_error(error);
	g_assert_null(store_find(f.store, &place_kind, &id, &error));
	g_assert_no_error(error);
	g_autoptr(GPtrArray) none = store_all(f.store, &place_kind, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(none->len, ==, 0);
	fixture_clear(&f);
}

static void test_where(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	fixture_fill(&f);
	for (guint i = 0; i < 40; i++) {
		struct observation *o = fixture_observation(i);
		fixture_put(f.store, o);
		record_free(o);
	}
	static const char *const fields[] = {"organisation", "week",         "known",
					     "place",        "report_group", "import"};
	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_autofree char *sql = g_strdup_printf(
			"SELECT count(*) FROM observation_row WHERE \"%s\" = 1", fields[i]);
		g_autoptr(GPtrArray) found =
			store_where(f.store, &observation_kind, fields[i], 1, &error);
		g_assert_no_error(error);
		g_assert_cmpint(found->len, ==, fixture_number(f.store, sql));
		for (guint j = 1; j < found->len; j++)
			g_assert_cmpint(((struct record *)found->pdata[j - 1])->key, <,
					((struct record *)found->pdata[j])->key);
	}
	g_autoptr(GPtrArray) below = store_where(f.store, &category_kind, "parent", 1, &error);
	g_assert_cmpuint(below->len, ==, 2);
	fixture_clear(&f);
}

static void test_conflict(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	fixture_fill(&f);
	struct store *other = store_open(f.file, STORE_WRITE, &error);
	g_assert_no_error(error);
	struct place *mine = store_get(f.store, &place_kind, 1, NULL),
		     *theirs = store_get(other, &place_kind, 1, NULL);

	field_set_text(&theirs->name, "Deras");
	fixture_put(other, theirs);
	field_set_text(&mine->name, "Mitt");
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	g_assert_false(store_put(f.store, mine, NULL, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_CONFLICT);
	g_clear_error(&error);
	/* a conflict leaves the change usable */
	mine->record.version = 2;
	g_assert_true(store_put(f.store, mine, NULL, &error));
	store_rollback(f.store);
	struct place *stored = store_get(f.store, &place_kind, 1, NULL);
	g_assert_cmpstr(stored->name, ==, "Deras");
	g_assert_cmpint(stored->record.version, ==, 2);
	record_free(stored);
	record_free(mine);
	record_free(theirs);
	store_close(other);
	fixture_clear(&f);
}

/* The answer to a save was lost, and it is sent again. */
static void test_repeated_save(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	fixture_fill(&f);
	struct observation *o = fixture_observation(3);
	o->record.id = id_from_name("test", "once");
	struct observation *again = record_copy(o);
	fixture_put(f.store, o);
	fixture_put(f.store, again);
	g_assert_cmpint(again->record.key, ==, o->record.key);
	g_assert_cmpint(store_count(f.store, &observation_kind, NULL), ==, 1);
	/* another content under the same id is no repetition */
	again->record.key = 0;
	again->counted = !again->counted;
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	g_assert_false(store_put(f.store, again, NULL, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_CONFLICT);
	store_rollback(f.store);
	record_free(again);
	record_free(o);
	fixture_clear(&f);
}

static void test_unchanged_put_leaves_no_trace(void)
{
	struct store_fixture f;

	fixture_init(&f);
	fixture_fill(&f);
	struct place *p = store_get(f.store, &place_kind, 2, NULL);
	gint64 lines = fixture_number(f.store, "SELECT count(*) FROM log");
	fixture_put(f.store, p);
	g_assert_cmpint(p->record.version, ==, 1);
	g_assert_cmpint(fixture_number(f.store, "SELECT count(*) FROM log"), ==, lines);
	record_free(p);
	fixture_clear(&f);
}

/* Undo puts the older copy back under the newer version. */
static void test_undo(void)
{
	struct store_fixture f;

	fixture_init(&f);
	fixture_fill(&f);
	struct observation *o = fixture_observation(11);
	field_set_text(&o->text, "före ändringen");
	o->record.withdrawn = FALSE;
	fixture_put(f.store, o);
	struct observation *older = record_copy(o);
	field_set_text(&o->text, "efteråt");
	o->record.withdrawn = TRUE;
	o->category = 2;
	fixture_put(f.store, o);
	older->record = o->record;
	fixture_put(f.store, older);
	g_assert_cmpint(older->record.version, ==, 3);
	assert_stored(f.store, &observation_kind, older);
	fixture_assert_sound(f.store);
	record_free(older);
	record_free(o);
	fixture_clear(&f);
}

static void test_unique(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	fixture_fill(&f);
	struct organisation *o = record_new(&organisation_kind);
	field_set_text(&o->code, "ORG1");
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	g_assert_false(store_put(f.store, o, NULL, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_assert_nonnull(strstr(error->message, "organisation.code"));
	g_clear_error(&error);
	/* nothing of a change that failed halfway is kept */
	g_assert_false(store_commit(f.store, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	g_assert_cmpint(store_count(f.store, &organisation_kind, NULL), ==, 4);
	record_free(o);
	fixture_clear(&f);
}

static void test_reference_must_exist(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	struct place *p = record_new(&place_kind);
	p->area = 99;
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	g_assert_false(store_put(f.store, p, NULL, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	store_rollback(f.store);
	record_free(p);
	fixture_clear(&f);
}

static void test_rollback(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;
	int first, last;

	fixture_init(&f);
	fixture_fill(&f);
	gint64 lines = fixture_number(f.store, "SELECT count(*) FROM log");
	struct observation *o = fixture_observation(1);
	o->record.withdrawn = FALSE;
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	g_assert_true(store_put(f.store, o, NULL, &error));
	g_assert_true(store_weeks(f.store, &first, &last)); /* seen by the change itself */
	store_rollback(f.store);
	g_assert_false(store_weeks(f.store, &first, &last));
	g_assert_cmpint(store_count(f.store, &observation_kind, NULL), ==, 0);
	g_assert_cmpint(fixture_number(f.store, "SELECT count(*) FROM log"), ==, lines);
	record_free(o);
	fixture_assert_sound(f.store);
	fixture_clear(&f);
}

static void test_log(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;
	const struct change by = {
		.at = FIXTURE_NOW + 5, .who = 0, .door = DOOR_SSH, .what = "place.rename"};

	fixture_init(&f);
	fixture_fill(&f);
	struct place *p = store_get(f.store, &place_kind, 1, NULL);
	field_set_text(&p->name, "Nya \"torget\"");
	p->exact = 0;
	p->lat = NAN;
	g_assert_true(store_begin(f.store, &by, NULL));
	g_assert_true(store_put(f.store, p, NULL, NULL));
	g_assert_true(store_commit(f.store, NULL));
	g_autoptr(GPtrArray) lines = store_log(f.store, &p->record.id, 0, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(lines->len, ==, 2);
	const struct log_line *changed = lines->pdata[0], *made = lines->pdata[1];
	g_assert_cmpint(changed->at, ==, by.at);
	g_assert_cmpint(changed->door, ==, DOOR_SSH);
	g_assert_cmpstr(changed->what, ==, "place.rename");
	g_assert_cmpstr(changed->kind, ==, "place");
	g_assert_true(id_equal(&changed->id, &p->record.id));
	g_assert_cmpstr(changed->before, ==,
			"{\"name\":\"Plats 1\",\"lat\":59.210000000000001,\"exact\":true}");
	g_assert_cmpstr(changed->after, ==,
			"{\"name\":\"Nya \\\"torget\\\"\",\"lat\":null,\"exact\":false}");
	g_assert_null(made->before);
	g_assert_nonnull(strstr(made->after, "\"area\":1"));
	g_assert_true(store_note(f.store, &by, NULL, "2026-W46", NULL));
	g_autoptr(GPtrArray) newest = store_log(f.store, NULL, 1, &error);
	g_assert_cmpuint(newest->len, ==, 1);
	g_assert_cmpstr(((struct log_line *)newest->pdata[0])->after, ==, "2026-W46");
	g_assert_null(((struct log_line *)newest->pdata[0])->kind);
	/* all that was logged as JSON is JSON */
	g_autoptr(GPtrArray) all = store_log(f.store, NULL, 0, &error);
	g_assert_no_error(error);
	for (guint i = 0; i < all->len; i++) {
		const struct log_line *line = all->pdata[i];
		json_t *json = line->kind ? json_loads(line->after, 0, NULL) : json_null();
		g_assert_nonnull(json);
		json_decref(json);
	}
	fixture_assert_sound(f.store);
	record_free(p);
	fixture_clear(&f);
}

static void test_values(void)
{
	struct store_fixture f;

	fixture_init(&f);
	g_assert_null(store_value(f.store, "municipality"));
	guint64 words = store_reference_version(f.store);
	g_assert_true(store_set_value(f.store, "municipality", "Testköping", NULL));
	g_autofree char *value = store_value(f.store, "municipality");
	g_assert_cmpstr(value, ==, "Testköping");
	g_assert_cmpuint(store_reference_version(f.store), !=, words);
	g_assert_true(store_set_value(f.store, "municipality", NULL, NULL));
	g_assert_null(store_value(f.store, "municipality"));
	fixture_clear(&f);
}

static void test_versions(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	fixture_fill(&f);
	struct store *other = store_open(f.file, STORE_READ, &error);
	g_assert_no_error(error);
	guint64 mine = store_version(f.store), theirs = store_version(other),
		words = store_reference_version(other);
	g_assert_cmpuint(store_version(f.store), ==, mine);

	struct observation *o = fixture_observation(5);
	fixture_put(f.store, o);
	g_assert_cmpuint(store_version(f.store), !=, mine);
	g_assert_cmpuint(store_version(other), !=, theirs);
	g_assert_cmpuint(store_reference_version(other), ==, words); /* an observation is no word */
	struct area *a = store_get(f.store, &area_kind, 1, NULL);
	field_set_text(&a->name, "Annat");
	fixture_put(f.store, a);
	g_assert_cmpuint(store_reference_version(other), !=, words);
	record_free(a);
	record_free(o);
	store_close(other);
	fixture_clear(&f);
}

/* What is typed and thrown away again must not stand in the record of changes, and no screen is
 * made anew for it. */
static void test_drafts_leave_no_trace(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;
	struct draft *draft = record_new(&draft_kind);

	fixture_init(&f);
	fixture_fill(&f);
	struct store *other = store_open(f.file, STORE_READ, &error);
	g_assert_no_error(error);
	guint64 mine = store_version(f.store), theirs = store_version(other);
	gint64 lines = fixture_number(f.store, "SELECT count(*) FROM log");
	field_set_text(&draft->form, "observation");
	field_set_text(&draft->content, "Hemligt");
	fixture_put(f.store, draft);
	field_set_text(&draft->content, "Hemligt ord");
	fixture_put(f.store, draft);
	assert_stored(f.store, &draft_kind, draft);
	g_assert_cmpint(fixture_number(f.store, "SELECT count(*) FROM log"), ==, lines);
	g_assert_cmpuint(store_version(f.store), ==, mine);
	g_assert_cmpuint(store_version(other), ==, theirs);
	fixture_assert_sound(f.store);
	record_free(draft);
	store_close(other);
	fixture_clear(&f);
}

static void test_activity(void)
{
	struct store_fixture f;
	struct activity a;

	fixture_init(&f);
	fixture_fill(&f);
	for (guint i = 0; i < 4; i++) {
		struct observation *o = fixture_observation(i);
		o->record.withdrawn = FALSE;
		o->entered_at = i < 3 ? FIXTURE_NOW - 100 * DAY_SECONDS : FIXTURE_NOW;
		fixture_put(f.store, o);
		field_set_text(&o->text, "ändrad en gång");
		fixture_put(f.store, o);
		field_set_text(&o->text, "ändrad två gånger");
		o->record.withdrawn = i == 0;
		fixture_put(f.store, o);
		record_free(o);
	}
	/* one withdrawn, two changed, one new (and changed, which does not count again) */
	g_assert_true(store_activity(f.store, FIXTURE_NOW - 10, FIXTURE_NOW + 10, &a, NULL));
	g_assert_cmpint(a.added, ==, 1);
	g_assert_cmpint(a.changed, ==, 2);
	g_assert_cmpint(a.withdrawn, ==, 1);
	g_assert_true(store_activity(f.store, FIXTURE_NOW + 10, FIXTURE_NOW + 20, &a, NULL));
	g_assert_cmpint(a.added + a.changed + a.withdrawn, ==, 0);
	fixture_clear(&f);
}

static void assert_computed(struct store *store, const char *name, guint64 version,
			    const char *expected)
{
	g_autoptr(GBytes) content = store_computed(store, name, version);

	if (expected)
		g_assert_cmpmem(g_bytes_get_data(content, NULL), g_bytes_get_size(content),
				expected, strlen(expected));
	else
		g_assert_null(content);
}

static gboolean keep_text(struct store *store, const char *name, guint64 version, const char *text)
{
	g_autoptr(GBytes) content = g_bytes_new(text, strlen(text));

	return store_keep_computed(store, name, version, content);
}

static void test_computed_is_kept_for_its_version(void)
{
	struct store_fixture f;

	fixture_init(&f);
	fixture_fill(&f);
	guint64 version = store_version(f.store);
	assert_computed(f.store, "models.1", version, NULL);
	g_assert_true(keep_text(f.store, "models.1", version, "old"));
	g_assert_true(keep_text(f.store, "models.1", G_MAXUINT64, "new"));
	assert_computed(f.store, "models.1", version, NULL);
	assert_computed(f.store, "models.1", G_MAXUINT64, "new");
	g_assert_cmpuint(store_version(f.store), ==, version);
	fixture_assert_sound(f.store);
	/* nobody waits for it: not a writer, and not behind one */
	struct store *other = store_open(f.file, STORE_WRITE, NULL),
		     *reader = store_open(f.file, STORE_READ, NULL);
	g_assert_true(store_begin(other, &fixture_change, NULL));
	g_assert_false(keep_text(f.store, "models.1", 1, "busy"));
	g_assert_false(keep_text(other, "models.1", 1, "in a change"));
	g_assert_false(keep_text(reader, "models.1", 1, "reader"));
	store_rollback(other);
	assert_computed(reader, "models.1", G_MAXUINT64, "new");
	store_close(reader);
	store_close(other);
	for (int i = 0; i < 250; i++) {
		g_autofree char *name = g_strdup_printf("week %d", i);
		g_assert_true(keep_text(f.store, name, 1, "x"));
	}
	g_assert_cmpint(fixture_number(f.store, "SELECT count(*) FROM computed"), ==, 200);
	assert_computed(f.store, "week 249", 1, "x");
	assert_computed(f.store, "week 0", 1, NULL);
	fixture_clear(&f);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/records/every-kind", test_every_kind);
	g_test_add_func("/records/missing", test_missing);
	g_test_add_func("/records/where", test_where);
	g_test_add_func("/records/conflict", test_conflict);
	g_test_add_func("/records/repeated-save", test_repeated_save);
	g_test_add_func("/records/unchanged-put", test_unchanged_put_leaves_no_trace);
	g_test_add_func("/records/undo", test_undo);
	g_test_add_func("/records/unique", test_unique);
	g_test_add_func("/records/reference", test_reference_must_exist);
	g_test_add_func("/records/rollback", test_rollback);
	g_test_add_func("/records/log", test_log);
	g_test_add_func("/records/values", test_values);
	g_test_add_func("/records/versions", test_versions);
	g_test_add_func("/records/drafts-leave-no-trace", test_drafts_leave_no_trace);
	g_test_add_func("/records/activity", test_activity);
	g_test_add_func("/records/computed", test_computed_is_kept_for_its_version);
	return g_test_run();
}
