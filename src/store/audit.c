/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the records are what the record of changes says they are: each against the last word on
 * every field of it, imported rows against the digest that their import left. */
#include "config.h"

#include <string.h>

#include "osg/json.h"

#include "store/audit_trail.h"

#define FAULTS_MOST 20 /* sentences; then it is enough */

G_GNUC_PRINTF(2, 3) static void fault(struct audit *audit, const char *form, ...)
{
	va_list values;

	va_start(values, form);
	if (audit->faults->len - audit->faults_before < FAULTS_MOST)
		g_ptr_array_add(audit->faults, g_strdup_vprintf(form, values));
	va_end(values);
}

/* the digest of imported rows */

/* Fields that came after the first digests: where they say nothing, they are in none. */
static const char *const later[] = {"secrecy", NULL};

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
		else if (field_is_text(f) && !g_strv_contains(later, f->name))
			digest_add(sum, &none, 1);
		else if (field_is_text(f))
			continue;
		else
			digest_add(sum, (const char *)observation + f->offset, field_size(f));
	}
}

/* comparing */

static void apply(struct record *record, const json_t *fields)
{
	const json_t *withdrawn = json_object_get(fields, "withdrawn");

	fields_from_json(record->kind->fields, fields, record, NULL, "", NULL);
	if (withdrawn)
		record->withdrawn = json_is_true(withdrawn);
}

/* The name of the first field that is not what is told of it, NULL = none. */
static const char *difference(const struct record *told, const struct record *is)
{
	if (told->withdrawn != is->withdrawn)
		return "withdrawn";
	for (const struct field *f = told->kind->fields; f->name; f++)
		if (!kind_is_told(told->kind, f, told, is))
			return f->name;
	return NULL;
}

/* Takes off what a move of its import put on. */
static void take_move_off(const struct audit *audit, struct observation *o)
{
	for (guint i = 0; o->reason && i < audit->moves->len; i++) {
		const struct move *move = audit->moves->pdata[i];

		if (move->import == o->import && g_strcmp0(move->reason, o->reason) == 0) {
			o->record.withdrawn = FALSE;
			field_set_text(&o->reason, NULL);
		}
	}
}

/* How often a record was put, as the record of changes says: each made one version. */
struct versions {
	int most, fewer; /* fewer: how many of them cannot be known */
};

static void replay_move(const struct move *move, struct observation *o, struct versions *versions)
{
	gboolean moves = move->withdrawn
				 ? !o->record.withdrawn
				 : o->record.withdrawn && g_strcmp0(o->reason, move->reason) == 0;

	if (move->import != o->import || !moves)
		return;
	o->record.withdrawn = move->withdrawn;
	field_set_text(&o->reason, move->withdrawn ? move->reason : NULL);
	versions->most++;
	/* it had not reached all of them */
	versions->fewer += move->reverses ? 2 : 0;
}

/* Both tell of it; the later line has the last word. */
static void replay(const struct audit *audit, const struct trail *trail, struct observation *o,
		   struct versions *versions)
{
	guint at = 0, steps = trail && trail->steps ? trail->steps->len : 0;

	for (guint i = 0; i < audit->moves->len; i++) {
		const struct move *move = audit->moves->pdata[i];

		for (; at < steps && ((struct step *)trail->steps->pdata[at])->line < move->line;
		     at++)
			apply(&o->record, ((struct step *)trail->steps->pdata[at])->after);
		replay_move(move, o, versions);
	}
	for (; at < steps; at++)
		apply(&o->record, ((struct step *)trail->steps->pdata[at])->after);
}

/* As store_put_imported left it: as it stands now, without what the record of changes tells of. */
static struct observation *as_imported(const struct audit *audit, const struct record *record,
				       const struct trail *trail)
{
	struct record *original = record_copy(record);

	if (trail)
		apply(original, trail->first);
	take_move_off(audit, (struct observation *)original);
	return (struct observation *)original;
}

static gboolean comes_yet(const struct audit *audit, const struct record *record)
{
	return audit->hidden && record->kind == &observation_kind &&
	       ((const struct observation *)record)->import == audit->hidden;
}

/* All but what replay has settled. */
static void apply_rest(struct record *record, const json_t *fields)
{
	json_t *rest = json_copy((json_t *)fields);

	json_object_del(rest, "withdrawn");
	json_object_del(rest, "reason");
	json_object_del(rest, "import");
	apply(record, rest);
	json_decref(rest);
}

/* What should be there; trail NULL: an imported row that nobody has touched. */
static struct record *expected_record(const struct audit *audit, const struct record *record,
				      const struct trail *trail, struct versions *versions)
{
	struct record *expected = trail && trail->created ? record_new(record->kind)
				  : record->kind == &observation_kind
					  ? (struct record *)as_imported(audit, record, trail)
					  : record_copy(record);

	if (record->kind == &observation_kind)
		replay(audit, trail, (struct observation *)expected, versions);
	if (trail && record->kind == &observation_kind)
		apply_rest(expected, trail->last);
	else if (trail)
		apply(expected, trail->last);
	return expected;
}

static struct versions versions_of(const struct audit *audit, const struct record *record,
				   const struct trail *trail)
{
	int untold, redacted = redactions_of(audit->redactions, &record->id, &untold);
	int lines = trail ? trail->lines : 0;

	return (struct versions){.most = redacted + untold + lines + !(trail && trail->created),
				 .fewer = untold};
}

static gboolean is_one_of(const struct versions *versions, int version)
{
	return version <= versions->most && version >= versions->most - versions->fewer;
}

/* Keys are given in the order in which records are made. */
static gboolean in_order(struct audit *audit, const struct trail *trail)
{
	const struct trail *last = audit->last;

	if (!trail || !trail->created)
		return TRUE;
	audit->last = trail;
	return !last || last->kind != trail->kind || last->line < trail->line;
}

static void compare(struct audit *audit, const struct record *record, const struct trail *trail)
{
	struct versions versions = versions_of(audit, record, trail);
	struct record *expected = NULL;
	char id[ID_TEXT_SIZE];
	const char *field = NULL;

	if (trail || audit->moves->len) {
		expected = expected_record(audit, record, trail, &versions);
		field = difference(expected, record);
		record_free(expected);
	}
	if (!field && !is_one_of(&versions, record->version))
		field = "version";
	if (!field && !in_order(audit, trail))
		field = "key";
	if (field) {
		id_format(&record->id, id);
		fault(audit, _("%s %s: “%s” is not what the record of changes says."),
		      _(record->kind->title), id, field);
	}
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

static void add_imported(const struct audit *audit, struct imported_stretch *stretch,
			 struct record *record, const struct trail *trail)
{
	gboolean touched = trail || audit->moves->len;
	struct observation *original = touched ? as_imported(audit, record, trail) : NULL;

	imported_sum(stretch->sum, touched ? original : (struct observation *)record);
	record_free(original);
}

static gboolean audit_record(struct record *record, gpointer data, GError **error UNUSED)
{
	struct audit *audit = data;
	struct trail *trail = g_hash_table_lookup(audit->trails, &record->id);
	struct imported_stretch *stretch =
		record->kind == &observation_kind ? stretch_of(audit, record->key) : NULL;
	char id[ID_TEXT_SIZE];

	if (trail)
		trail->seen = TRUE;
	if ((trail || stretch) && !comes_yet(audit, record))
		compare(audit, record, trail);
	if (stretch && (!trail || !trail->created))
		add_imported(audit, stretch, record, trail);
	if (!trail && !stretch && !comes_yet(audit, record)) {
		id_format(&record->id, id);
		fault(audit, _("%s %s is not on the record of changes."), _(record->kind->title),
		      id);
	}
	return TRUE;
}

/* What the record of changes has not heard of was set by an older osg: then the number that tells a
 * session to read its words again cannot be known either. */
static void check_values(struct audit *audit, struct store *store)
{
	g_autofree char *said = g_strdup_printf("%" G_GINT64_FORMAT, audit->words);
	const char *name;
	json_t *value;

	if (audit->values_from_start)
		json_object_set_new(audit->values, WORDS_MOVED, json_string(said));
	json_object_foreach(audit->values, name, value)
	{
		g_autofree char *stands = store_value(store, name);

		if (g_strcmp0(stands, json_string_value(value)) != 0)
			fault(audit, _("The value “%s” is not what the record of changes says."),
			      name);
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

static gboolean check_sources(struct audit *audit, struct store *store, GError **error)
{
	guint8 stands[STORE_HASH_SIZE];

	if (!sources_sum(store, stands, error))
		return FALSE;
	if (memcmp(stands, audit->sources, sizeof stands) != 0)
		fault(audit, _("What sources last said of their rows is not what the record of "
			       "changes says."));
	return TRUE;
}

static gboolean holds_one_of(const struct imported_stretch *stretch, const GArray *observations)
{
	for (guint i = 0; i < observations->len; i++) {
		gint64 key = g_array_index(observations, gint64, i);

		if (key >= stretch->from && key <= stretch->to)
			return TRUE;
	}
	return FALSE;
}

gboolean audit_stretches(struct store *store, const GArray *observations, json_t *imported,
			 GError **error)
{
	g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
	struct audit audit;
	gboolean done;

	if (observations->len == 0)
		return TRUE;
	audit_init(&audit, faults);
	done = audit_read(&audit, store, error) &&
	       store_each_ever(store, &observation_kind, audit_record, &audit, error);
	for (guint i = 0; done && i < audit.stretches->len; i++) {
		struct imported_stretch *stretch = audit.stretches->pdata[i];
		g_autofree char *sum = NULL;

		if (!holds_one_of(stretch, observations))
			continue;
		sum = digest_end_text(stretch->sum);
		json_array_append_new(imported, json_pack("{s:I, s:I, s:s}", "from",
							  (json_int_t)stretch->from, "to",
							  (json_int_t)stretch->to, "sha256", sum));
	}
	audit_clear(&audit);
	return done;
}

gboolean audit_check(struct store *store, GPtrArray *faults, GError **error)
{
	struct audit audit;
	gboolean done;

	audit_init(&audit, faults);
	done = store_query_number(store, QUERY_IMPORT_HIDDEN, &audit.hidden, error) &&
	       audit_read(&audit, store, error);
	for (guint i = 0; done && record_kinds[i]; i++)
		if (record_kinds[i] != &draft_kind)
			done = store_each_ever(store, record_kinds[i], audit_record, &audit, error);
	if (done) {
		audit_ends(&audit);
		check_values(&audit, store);
		done = check_sources(&audit, store, error);
	}
	audit_clear(&audit);
	return done;
}
