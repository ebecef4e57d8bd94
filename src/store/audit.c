/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the records are what the record of changes says they are: each against the last word on
 * every field of it, imported rows against the digest that their import left. */
#include "config.h"

#include <string.h>

#include "osg/json.h"

#include "store/redact.h"

#define FAULTS_MOST 20 /* sentences; then it is enough */

/* What the record of changes says of one record. */
struct trail {
	const struct record_kind *kind;
	json_t *first, *last; /* the earliest before and the latest after of each field */
	int lines;            /* each made one version of it */
	gboolean created;     /* it was made on the record: an imported row was not */
	GPtrArray *steps;     /* struct step, of an observation; NULL = none */
	gboolean seen;        /* the record is there */
};

/* A line that says of one observation whether it is withdrawn, why, or which import it came with.
 */
struct step {
	gint64 line;
	json_t *after;
};

/* A line that says it of all that are of an import. */
struct move {
	gint64 line, import;
	gboolean withdrawn;
	gboolean reverses; /* the one before, that had not come to its end */
	char *reason;
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
	GPtrArray *moves;     /* struct move, in the order of their lines */
	gboolean moving;      /* the last of them has not come to its end */
	struct redactions *redactions;
	gint64 words;               /* how often the words of people were put */
	gint64 began;               /* the time of the first line; 0 = none yet */
	gboolean values_from_start; /* they are on the record since then */
	json_t *values;             /* of the database as a whole: their last word */
	guint current;              /* stretch of the last observation */
	gint64 hidden;              /* import whose rows are not on the record yet, 0 = none */
	GPtrArray *faults;
	guint faults_before;
};

static void trail_free(gpointer data)
{
	struct trail *trail = data;

	json_decref(trail->first);
	json_decref(trail->last);
	if (trail->steps)
		g_ptr_array_unref(trail->steps);
	g_free(trail);
}

static void step_free(gpointer data)
{
	struct step *step = data;

	json_decref(step->after);
	g_free(step);
}

static void move_free(gpointer data)
{
	struct move *move = data;

	g_free(move->reason);
	g_free(move);
}

static void stretch_free(gpointer data)
{
	struct imported_stretch *stretch = data;

	digest_free(stretch->sum);
	g_free(stretch->digest);
	g_free(stretch);
}

guint id_hash(gconstpointer key)
{
	const struct id *id = key;
	guint32 end;

	memcpy(&end, id->bytes + 12, sizeof end);
	return end;
}

gboolean id_same(gconstpointer a, gconstpointer b)
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

static void read_move(struct audit *audit, const struct log_line *line)
{
	json_t *after = parsed(line->after);
	struct move *move = g_new0(struct move, 1);
	const struct move *last =
		audit->moves->len ? audit->moves->pdata[audit->moves->len - 1] : NULL;

	move->line = line->key;
	move->import = json_integer_value(json_object_get(after, "import"));
	move->withdrawn = json_is_true(json_object_get(after, "withdrawn"));
	move->reverses =
		audit->moving && last->import == move->import && last->withdrawn != move->withdrawn;
	audit->moving = TRUE;
	move->reason = g_strdup(json_string_value(json_object_get(after, "reason")));
	g_ptr_array_add(audit->moves, move);
	json_decref(after);
}

static void read_value(struct audit *audit, const struct log_line *line)
{
	json_t *after = parsed(line->after);

	audit->words++;
	audit->values_from_start |= line->at == audit->began;
	json_object_update(audit->values, after);
	json_decref(after);
}

/* What a redaction says an import's rows sum to now. */
static void read_redaction(struct audit *audit, const struct log_line *line)
{
	json_t *after = parsed(line->after), *imported = json_object_get(after, "imported");

	audit->words += json_integer_value(json_object_get(after, "words"));
	for (gsize i = 0; i < json_array_size(imported); i++) {
		const json_t *item = json_array_get(imported, i);
		gint64 from = json_integer_value(json_object_get(item, "from"));

		for (guint k = 0; k < audit->stretches->len; k++) {
			struct imported_stretch *stretch = audit->stretches->pdata[k];

			if (stretch->from == from) {
				g_free(stretch->digest);
				stretch->digest = g_strdup(
					json_string_value(json_object_get(item, "sha256")));
			}
		}
	}
	json_decref(after);
}

/* What has no kind: of imports as a whole, of texts that were taken out, of values. */
static void read_note(struct audit *audit, const struct log_line *line)
{
	static const struct {
		const char *what;
		void (*read)(struct audit *audit, const struct log_line *line);
	} notes[] = {
		{IMPORTED_ROWS, read_stretch},
		{IMPORT_MOVED, read_move},
		{VALUE_SET, read_value},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(notes); i++)
		if (g_strcmp0(line->what, notes[i].what) == 0)
			notes[i].read(audit, line);
	if (log_is_redaction(line))
		read_redaction(audit, line);
}

static void read_step(struct trail *trail, gint64 line, json_t *after)
{
	struct step *step;

	if (trail->kind != &observation_kind ||
	    (!json_object_get(after, "withdrawn") && !json_object_get(after, "reason") &&
	     !json_object_get(after, "import")))
		return;
	if (!trail->steps)
		trail->steps = g_ptr_array_new_with_free_func(step_free);
	step = g_new(struct step, 1);
	*step = (struct step){line, json_incref(after)};
	g_ptr_array_add(trail->steps, step);
}

static void read_line(const struct log_line *line, gpointer data)
{
	struct audit *audit = data;
	const struct record_kind *kind = line->kind ? record_kind_named(line->kind) : NULL;
	struct trail *trail;

	if (!audit->began)
		audit->began = line->at;
	if (!kind) {
		read_note(audit, line);
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
	trail->lines++;
	audit->words += kind_is_words(kind);
	if (kind == &import_kind &&
	    g_strcmp0(json_string_value(json_object_get(after, "state")), "whole") == 0)
		audit->moving = FALSE; /* that ends a move */
	read_step(trail, line->key, after);
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

static gboolean audit_record(struct record *record, gpointer data, GError **error G_GNUC_UNUSED)
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

/* Values that were set before there were lines of them are in none; the number that tells a
 * session to read its words again was smaller then. */
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

static void audit_init(struct audit *audit, GPtrArray *faults)
{
	*audit = (struct audit){.trails =
					g_hash_table_new_full(id_hash, id_same, g_free, trail_free),
				.stretches = g_ptr_array_new_with_free_func(stretch_free),
				.moves = g_ptr_array_new_with_free_func(move_free),
				.values = json_object(),
				.faults = faults,
				.faults_before = faults->len};
}

static void audit_clear(struct audit *audit)
{
	g_hash_table_unref(audit->trails);
	g_ptr_array_unref(audit->stretches);
	g_ptr_array_unref(audit->moves);
	json_decref(audit->values);
	redactions_free(audit->redactions);
}

static gboolean read_record_of_changes(struct audit *audit, struct store *store, GError **error)
{
	audit->redactions = redactions_read(store, error);
	return audit->redactions && log_each(store, read_line, audit, error);
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
	done = read_record_of_changes(&audit, store, error) &&
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
	       read_record_of_changes(&audit, store, error);
	for (guint i = 0; done && record_kinds[i]; i++)
		if (record_kinds[i] != &draft_kind)
			done = store_each_ever(store, record_kinds[i], audit_record, &audit, error);
	if (done) {
		audit_ends(&audit);
		check_values(&audit, store);
	}
	audit_clear(&audit);
	return done;
}
