/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the records are what the record of changes says they are: each against the last word on
 * every field of it, imported rows against the digest that their import left. */
#include "config.h"

#include <string.h>

#include "osg/json.h"

#include "store/store_private.h"

#define FAULTS_MOST 20 /* sentences; then it is enough */

/* What the record of changes says of one record. */
struct trail {
	const struct record_kind *kind;
	json_t *first, *last; /* the earliest before and the latest after of each field */
	gboolean created;     /* it was made on the record: an imported row was not */
	gboolean seen;        /* the record is there */
};

/* The rows of one import, as store_put_imported left them. */
struct imported_stretch {
	gint64 from, to; /* keys */
	char *digest;
	struct digest *sum; /* of what is there now */
};

struct audit {
	GHashTable *trails;   /* struct id -> struct trail */
	GPtrArray *stretches; /* in the order of their keys */
	guint current;        /* stretch of the last observation */
	gint64 hidden;        /* import whose rows are not on the record yet, 0 = none */
	GPtrArray *faults;
	guint faults_before;
};

static void trail_free(gpointer data)
{
	struct trail *trail = data;

	json_decref(trail->first);
	json_decref(trail->last);
	g_free(trail);
}

static void stretch_free(gpointer data)
{
	struct imported_stretch *stretch = data;

	digest_free(stretch->sum);
	g_free(stretch->digest);
	g_free(stretch);
}

static guint id_hash(gconstpointer key)
{
	const struct id *id = key;
	guint32 end;

	memcpy(&end, id->bytes + 12, sizeof end);
	return end;
}

static gboolean id_same(gconstpointer a, gconstpointer b)
{
	return id_equal(a, b);
}

G_GNUC_PRINTF(2, 3) static void fault(struct audit *audit, const char *form, ...)
{
	va_list values;

	va_start(values, form);
	if (audit->faults->len - audit->faults_before < FAULTS_MOST)
		g_ptr_array_add(audit->faults, g_strdup_vprintf(form, values));
	va_end(values);
}

/* the digest of imported rows */

void imported_sum(struct digest *sum, const struct observation *observation)
{
	static const guint8 none = 0xff;
	const struct record *r = &observation->record;

	digest_add(sum, &r->key, sizeof r->key);
	digest_add(sum, r->id.bytes, sizeof r->id.bytes);
	digest_add(sum, &r->withdrawn, sizeof r->withdrawn);
	for (const struct field *f = observation_kind.fields; f->name; f++) {
		const char *text = field_is_text(f) ? FIELD_AT(char *const, observation, f) : NULL;
		if (text)
			digest_add(sum, text, strlen(text) + 1);
		else if (field_is_text(f))
			digest_add(sum, &none, 1);
		else
			digest_add(sum, (const char *)observation + f->offset, field_size(f));
	}
}

/* reading the record of changes */

static json_t *parsed(const char *text)
{
	json_t *object = text ? json_loads(text, 0, NULL) : NULL;

	return json_is_object(object) ? object : (json_decref(object), json_object());
}

static void read_stretch(struct audit *audit, const struct log_line *line)
{
	json_t *after = parsed(line->after);
	struct imported_stretch *stretch = g_new0(struct imported_stretch, 1);

	stretch->from = json_integer_value(json_object_get(after, "from"));
	stretch->to = json_integer_value(json_object_get(after, "to"));
	stretch->digest = g_strdup(json_string_value(json_object_get(after, "sha256")));
	stretch->sum = digest_new();
	g_ptr_array_add(audit->stretches, stretch);
	json_decref(after);
}

static void read_line(const struct log_line *line, gpointer data)
{
	struct audit *audit = data;
	const struct record_kind *kind = line->kind ? record_kind_named(line->kind) : NULL;
	struct trail *trail;

	if (!kind) {
		if (g_strcmp0(line->what, IMPORTED_ROWS) == 0)
			read_stretch(audit, line);
		return;
	}
	trail = g_hash_table_lookup(audit->trails, &line->id);
	if (!trail) {
		trail = g_new0(struct trail, 1);
		*trail = (struct trail){.kind = kind,
					.first = json_object(),
					.last = json_object(),
					.created = line->before == NULL};
		g_hash_table_insert(audit->trails, g_memdup2(&line->id, sizeof line->id), trail);
	}
	json_t *before = parsed(line->before), *after = parsed(line->after);
	json_object_update_missing(trail->first, before);
	json_object_update(trail->last, after);
	json_decref(before);
	json_decref(after);
}

/* comparing */

static void apply(struct record *record, const json_t *fields)
{
	const json_t *withdrawn = json_object_get(fields, "withdrawn");

	fields_from_json(record->kind->fields, fields, record, NULL, "", NULL);
	if (withdrawn)
		record->withdrawn = json_is_true(withdrawn);
}

/* The name of the first field that differs, NULL = none. */
static const char *difference(const struct record *a, const struct record *b)
{
	if (a->withdrawn != b->withdrawn)
		return "withdrawn";
	for (const struct field *f = a->kind->fields; f->name; f++)
		if (!field_equal(f, a, b))
			return f->name;
	return NULL;
}

static void compare(struct audit *audit, const struct record *record, const struct trail *trail)
{
	struct record *expected = trail->created ? record_new(record->kind) : record_copy(record);
	char id[ID_TEXT_SIZE];
	const char *field;

	apply(expected, trail->last);
	field = difference(expected, record);
	if (field) {
		id_format(&record->id, id);
		fault(audit, _("%s %s: “%s” is not what the record of changes says."),
		      _(record->kind->title), id, field);
	}
	record_free(expected);
}

static struct imported_stretch *stretch_of(struct audit *audit, gint64 key)
{
	for (; audit->current < audit->stretches->len; audit->current++) {
		struct imported_stretch *stretch = audit->stretches->pdata[audit->current];
		if (key <= stretch->to)
			return key >= stretch->from ? stretch : NULL;
	}
	return NULL;
}

static void add_imported(struct imported_stretch *stretch, struct record *record,
			 const struct trail *trail)
{
	if (!trail) {
		imported_sum(stretch->sum, (struct observation *)record);
		return;
	}
	struct record *original = record_copy(record);
	apply(original, trail->first);
	imported_sum(stretch->sum, (struct observation *)original);
	record_free(original);
}

static gboolean comes_yet(const struct audit *audit, const struct record *record)
{
	return audit->hidden && record->kind == &observation_kind &&
	       ((const struct observation *)record)->import == audit->hidden;
}

static void audit_record(struct audit *audit, struct record *record)
{
	struct trail *trail = g_hash_table_lookup(audit->trails, &record->id);
	struct imported_stretch *stretch =
		record->kind == &observation_kind ? stretch_of(audit, record->key) : NULL;
	char id[ID_TEXT_SIZE];

	if (trail) {
		trail->seen = TRUE;
		compare(audit, record, trail);
	}
	if (stretch && (!trail || !trail->created))
		add_imported(stretch, record, trail);
	if (!trail && !stretch && !comes_yet(audit, record)) {
		id_format(&record->id, id);
		fault(audit, _("%s %s is not on the record of changes."), _(record->kind->title),
		      id);
	}
}

static gboolean audit_kind(struct store *store, struct audit *audit, const struct record_kind *kind,
			   GError **error)
{
	gint64 last = 0;

	for (;;) {
		struct record *record = store_next(store, kind, last, error);
		if (!record)
			return !error || !*error;
		last = record->key;
		audit_record(audit, record);
		record_free(record);
	}
}

static void audit_ends(struct audit *audit)
{
	GHashTableIter iter;
	gpointer key, value;
	char id[ID_TEXT_SIZE];

	g_hash_table_iter_init(&iter, audit->trails);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		const struct trail *trail = value;
		if (trail->seen || trail->kind == &draft_kind)
			continue;
		id_format(key, id);
		fault(audit, _("%s %s is on the record of changes, but gone."),
		      _(trail->kind->title), id);
	}
	for (guint i = 0; i < audit->stretches->len; i++) {
		struct imported_stretch *stretch = audit->stretches->pdata[i];
		g_autofree char *sum = digest_end_text(stretch->sum);
		if (g_strcmp0(sum, stretch->digest) != 0)
			fault(audit,
			      _("Imported observations (numbers %d to %d) are not what was "
				"imported."),
			      (int)stretch->from, (int)stretch->to);
	}
}

gboolean audit_check(struct store *store, GPtrArray *faults, GError **error)
{
	struct audit audit = {.trails = g_hash_table_new_full(id_hash, id_same, g_free, trail_free),
			      .stretches = g_ptr_array_new_with_free_func(stretch_free),
			      .faults = faults,
			      .faults_before = faults->len};
	gboolean done = store_query_number(store, QUERY_IMPORT_HIDDEN, &audit.hidden, error) &&
			log_each(store, read_line, &audit, error);

	for (guint i = 0; done && record_kinds[i]; i++)
		if (record_kinds[i] != &draft_kind)
			done = audit_kind(store, &audit, record_kinds[i], error);
	if (done)
		audit_ends(&audit);
	g_hash_table_unref(audit.trails);
	g_ptr_array_unref(audit.stretches);
	return done;
}
