/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change too long for one transaction: it is committed piece by piece, so that others may write
 * between, and its import hides its rows until all are there. The counts are those of what is
 * seen: they leave with the import when it is hidden, and come when it is whole. */
#include "config.h"

#include "store/store_private.h"

#define PIECE (500 * G_TIME_SPAN_MILLISECOND)
#define LOOK_AT_CLOCK 64                   /* times asked */
#define GAP (15 * G_TIME_SPAN_MILLISECOND) /* longer than a waiting writer sleeps */

/* pieces */

gboolean import_hide(struct store *store, struct import_record *import, enum import_state state,
		     GError **error)
{
	if (store->change->hidden)
		return TRUE;
	import->state = (int)state;
	import->record.withdrawn = TRUE;
	if ((store->change->importing != import->record.key &&
	     !week_count_hide(store, import->record.key, error)) ||
	    !store_put(store, import, NULL, error))
		return FALSE;
	store->change->hidden = store->change->importing = import->record.key;
	return TRUE;
}

/* Its texts are put into the search when the whole import is there. */
static gboolean leave_texts(struct open_change *change, gint64 highest)
{
	struct key_stretch stretch = {change->unsearched, highest};

	if (!change->unsearched)
		return FALSE;
	if (!change->left_texts)
		change->left_texts = g_array_new(FALSE, FALSE, sizeof stretch);
	if (stretch.to >= stretch.from)
		g_array_append_val(change->left_texts, stretch);
	return TRUE;
}

static gboolean next_piece(struct store *store, GError **error)
{
	struct open_change *change = store->change;
	gboolean texts;
	gint64 highest;

	if (!imported_lay(store, error) || !sources_log(store, error) ||
	    !log_keep_end(store, error) ||
	    !store_query_number(store, QUERY_MANY, &highest, error) ||
	    !week_count_flush(store, error) || !engine_commit(store->engine, error))
		return FALSE;
	texts = leave_texts(change, highest);
	change->head_known = FALSE; /* others write to the record of changes too */
	g_usleep(GAP);
	if (!engine_begin(store->engine, error) || !schema_unmoved(store, error) ||
	    !store_query_number(store, QUERY_MANY, &highest, error))
		return FALSE;
	sources_forget(store);
	change->next_key = change->next_key ? highest + 1 : 0;
	change->unsearched = texts ? highest + 1 : 0;
	change->began = g_get_monotonic_time();
	change->written = 0;
	return TRUE;
}

static gboolean piece_is_full(struct store *store)
{
	struct open_change *change = store->change;

	return change->written >= store->piece || (change->asked++ % LOOK_AT_CLOCK == 0 &&
						   g_get_monotonic_time() - change->began >= PIECE);
}

gboolean store_pause(struct store *store, struct import_record *import, GError **error)
{
	g_assert(store->change);
	if (!piece_is_full(store))
		return TRUE;
	return import_hide(store, import, IMPORT_UNDER_WAY, error) && next_piece(store, error);
}

gboolean pieces_pause(struct store *store, GError **error)
{
	store->change->asked = 0;
	return !piece_is_full(store) || next_piece(store, error);
}

/* what was broken off */

gboolean pieces_clean(struct store *store, const char *reason, GError **error)
{
	struct change change = {.what = reason ? "import.anew" : "import.broken-off"};
	struct import_record *import;
	gboolean done = FALSE;
	gint64 hidden;

	if (!store_query_number(store, QUERY_IMPORT_HIDDEN, &hidden, error))
		return FALSE;
	if (!hidden)
		return TRUE;
	import = store_get(store, &import_kind, hidden, error);
	if (!import)
		return FALSE;
	change.at = import->at;
	change.who = import->by;
	if (store_begin(store, &change, error)) {
		store->change->hidden = store->change->importing = hidden;
		store->change->cleans = TRUE;
		/* nothing refers to what nobody has seen: without asking that of each row */
		done = change_bulk(store, error) && import_take_out(store, import, reason, error) &&
		       store_commit(store, error);
		store_rollback(store);
	}
	record_free(import);
	return done;
}
