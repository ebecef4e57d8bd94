/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of sources and the observations they became. A row is found by a number made of the
 * source and its own id: a number is looked up and stored in a third of the time that the texts
 * take, and ids that count upwards lie side by side in the order they come. The texts stand in the
 * observation and decide. */
#include "config.h"

#include <string.h>

#include "store/store_private.h"

#define BUCKET 8 /* slots of one number: as many rows may share it */
#define DIGITS 8 /* of an id's end that are taken as its number */

/* Where a source's row is or would go. */
struct seat {
	gint64 slot;
	gint64 observation; /* 0 = not there */
	char *digest;       /* owned */
};

static gboolean named(const struct observation *o)
{
	return o && o->source && o->source_id;
}

static gboolean same(const struct observation *a, const struct observation *b)
{
	return named(a) && named(b) && g_str_equal(a->source, b->source) &&
	       g_str_equal(a->source_id, b->source_id);
}

/* FNV-1a, folded to half its bits. */
static guint32 hash_of(const char *source, const char *id, gsize length)
{
	guint64 hash = G_GUINT64_CONSTANT(14695981039346656037);
	const guint64 prime = G_GUINT64_CONSTANT(1099511628211);

	for (const char *p = source; *p; p++)
		hash = (hash ^ (guchar)*p) * prime;
	hash *= prime;
	for (gsize i = 0; i < length; i++)
		hash = (hash ^ (guchar)id[i]) * prime;
	return (guint32)(hash >> 32 ^ hash);
}

/* The first slot of its bucket: a hash of what stands before the id's number, then the number (27
 * bits hold eight digits). */
static gint64 first_slot(const char *source, const char *source_id)
{
	gsize length = strlen(source_id), before = length;
	guint64 number = 0;

	while (before > 0 && length - before < DIGITS && g_ascii_isdigit(source_id[before - 1]))
		before--;
	for (gsize i = before; i < length; i++)
		number = number * 10 + (guint64)(source_id[i] - '0');
	return (gint64)(((guint64)hash_of(source, source_id, before) << 27 | number) * BUCKET);
}

static gboolean is_row(struct statement *statement, const char *source, const char *source_id)
{
	return g_strcmp0(column_text(statement, 3), source) == 0 &&
	       g_strcmp0(column_text(statement, 4), source_id) == 0;
}

static gboolean find(struct store *store, const char *source, const char *source_id,
		     struct seat *seat, GError **error)
{
	struct statement *statement = store_query(store, QUERY_SOURCE_BUCKET, error);
	enum engine_step step;

	*seat = (struct seat){.slot = first_slot(source, source_id)};
	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, seat->slot);
	statement_bind_int(statement, 2, seat->slot + BUCKET - 1);
	while ((step = statement_step(statement, error)) == ENGINE_ROW) {
		seat->slot = column_int(statement, 0);
		if (is_row(statement, source, source_id)) {
			seat->observation = column_int(statement, 1);
			seat->digest = g_strdup(column_text(statement, 2));
			break;
		}
		seat->slot++;
	}
	statement_reset(statement);
	return step == ENGINE_ROW || step == ENGINE_DONE;
}

static gboolean drop(struct store *store, const struct observation *o, GError **error)
{
	struct statement *statement = store_query(store, QUERY_SOURCE_DROP, error);
	gint64 slot = first_slot(o->source, o->source_id);

	store->change->free_slot = 0;
	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, slot);
	statement_bind_int(statement, 2, slot + BUCKET - 1);
	statement_bind_int(statement, 3, o->record.key);
	return statement_execute(statement, error);
}

/* An import has just asked for the row and been told that it is not there. */
static gboolean seat_free(struct store *store, const struct observation *o, gint64 *slot,
			  GError **error)
{
	gint64 first = first_slot(o->source, o->source_id);
	struct seat seat;

	*slot = store->change->free_slot;
	store->change->free_slot = 0;
	if (*slot >= first && *slot < first + BUCKET)
		return TRUE;
	if (!find(store, o->source, o->source_id, &seat, error))
		return FALSE;
	g_free(seat.digest);
	*slot = seat.slot;
	if (!seat.observation && seat.slot < first + BUCKET)
		return TRUE;
	store->change->failed = TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
		    _("“%s” of the source “%s” is already there."), o->source_id, o->source);
	return FALSE;
}

static gboolean add(struct store *store, const struct observation *o, const char *digest,
		    GError **error)
{
	struct statement *statement = store_query(store, QUERY_SOURCE_ADD, error);
	gint64 slot;

	if (!statement || !seat_free(store, o, &slot, error))
		return FALSE;
	statement_bind_int(statement, 1, slot);
	statement_bind_int(statement, 2, o->record.key);
	statement_bind_text(statement, 3, digest);
	return statement_execute(statement, error);
}

/* The new observation must not be written before this looks for another of the same name: then it
 * would find itself. */
gboolean source_move(struct store *store, const struct observation *before,
		     const struct observation *after, const char *digest, GError **error)
{
	if (same(before, after))
		return TRUE;
	return (!named(before) || drop(store, before, error)) &&
	       (!named(after) || add(store, after, digest, error));
}

gint64 store_source_key(struct store *store, const char *source, const char *source_id,
			char **version_seen, GError **error)
{
	struct seat seat;

	if (version_seen)
		*version_seen = NULL;
	if (!find(store, source, source_id, &seat, error))
		return 0;
	if (store->change)
		store->change->free_slot = seat.observation ? 0 : seat.slot;
	if (version_seen)
		*version_seen = g_steal_pointer(&seat.digest);
	g_free(seat.digest);
	return seat.observation;
}

gboolean store_source_seen(struct store *store, gint64 observation, const char *source_version,
			   GError **error)
{
	struct observation *o = store_get(store, &observation_kind, observation, error);
	struct statement *statement = o ? store_query(store, QUERY_SOURCE_SEEN, error) : NULL;
	gboolean done = FALSE;

	g_assert(store->change);
	if (statement && named(o)) {
		gint64 slot = first_slot(o->source, o->source_id);
		statement_bind_text(statement, 1, source_version);
		statement_bind_int(statement, 2, slot);
		statement_bind_int(statement, 3, slot + BUCKET - 1);
		statement_bind_int(statement, 4, observation);
		done = statement_execute(statement, error);
	}
	if (o)
		record_free(o);
	return done;
}
