/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the record of changes, line by line, into what it says of each record, of each import and
 * of the database as a whole. */
#include "config.h"

#include <string.h>

#include "store/audit_trail.h"

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

static json_t *parsed(const char *text)
{
	json_t *object = text ? json_loads(text, 0, NULL) : NULL;

	return json_is_object(object) ? object : (json_decref(object), json_object());
}

/* By what a change moved it, or what it is from there on. */
static void read_sources(struct audit *audit, const struct log_line *line UNUSED, json_t *after)
{
	const char *moved = json_string_value(json_object_get(after, "sources")),
		   *whole = json_string_value(json_object_get(after, "whole"));
	const char *digits = whole ? whole : moved;

	if (whole)
		memset(audit->sources, 0, sizeof audit->sources);
	for (gsize i = 0; digits && i < sizeof audit->sources && digits[2 * i] && digits[2 * i + 1];
	     i++)
		audit->sources[i] ^= (guint8)(g_ascii_xdigit_value(digits[2 * i]) << 4 |
					      g_ascii_xdigit_value(digits[2 * i + 1]));
}

static void read_stretch(struct audit *audit, const struct log_line *line, json_t *after)
{
	struct imported_stretch *stretch = g_new0(struct imported_stretch, 1);

	stretch->from = json_integer_value(json_object_get(after, "from"));
	stretch->to = json_integer_value(json_object_get(after, "to"));
	stretch->digest = g_strdup(json_string_value(json_object_get(after, "sha256")));
	stretch->sum = digest_new();
	g_ptr_array_add(audit->stretches, stretch);
	read_sources(audit, line, after);
}

static void read_move(struct audit *audit, const struct log_line *line, json_t *after)
{
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
}

static void read_value(struct audit *audit, const struct log_line *line, json_t *after)
{
	audit->words++;
	audit->values_from_start |= line->at == audit->began;
	json_object_update(audit->values, after);
}

/* What a redaction says an import's rows sum to now. */
static void read_redaction(struct audit *audit, json_t *after)
{
	const json_t *imported = json_object_get(after, "imported");

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
}

/* What has no kind: of imports as a whole, of texts that were taken out, of values. */
static void read_note(struct audit *audit, const struct log_line *line)
{
	static const struct {
		const char *what;
		void (*read)(struct audit *audit, const struct log_line *line, json_t *after);
	} notes[] = {
		{IMPORTED_ROWS, read_stretch},
		{IMPORT_MOVED, read_move},
		{SOURCES_MOVED, read_sources},
		{VALUE_SET, read_value},
	};
	json_t *after = parsed(line->after);

	for (gsize i = 0; i < G_N_ELEMENTS(notes); i++)
		if (g_strcmp0(line->what, notes[i].what) == 0)
			notes[i].read(audit, line, after);
	if (log_is_redaction(line))
		read_redaction(audit, after);
	json_decref(after);
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
					.line = line->key,
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

void audit_init(struct audit *audit, GPtrArray *faults)
{
	*audit = (struct audit){.trails =
					g_hash_table_new_full(id_hash, id_same, g_free, trail_free),
				.stretches = g_ptr_array_new_with_free_func(stretch_free),
				.moves = g_ptr_array_new_with_free_func(move_free),
				.values = json_object(),
				.faults = faults,
				.faults_before = faults->len};
}

void audit_clear(struct audit *audit)
{
	g_hash_table_unref(audit->trails);
	g_ptr_array_unref(audit->stretches);
	g_ptr_array_unref(audit->moves);
	json_decref(audit->values);
	redactions_free(audit->redactions);
}

gboolean audit_read(struct audit *audit, struct store *store, GError **error)
{
	audit->redactions = redactions_read(store, error);
	return audit->redactions && log_each(store, read_line, audit, error);
}
