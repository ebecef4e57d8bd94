/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Observations of an import, many at once: their references are looked up once each, their numbers
 * are put in the order of the table that holds them, and their words go into the search index
 * together. */
#include "config.h"

#include <stdlib.h>

#include "store/store_private.h"

/* numbers */

#define LAID_AT_ONCE 4096 /* few enough that the reader beside need not wait */

/* Where a row belongs in observation_row; as it was put, the keys ascend. */
struct place_in_order {
	int week;
	guint at; /* in unlaid */
};

static int compare_places(gconstpointer a, gconstpointer b)
{
	const struct place_in_order *x = a, *y = b;

	if (x->week != y->week)
		return x->week < y->week ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* A file is in no order: each row by itself would look for its page anew, and dirty it again in
 * the next piece. */
gboolean imported_lay(struct store *store, GError **error)
{
	GArray *rows = store->change ? store->change->unlaid : NULL;
	guint count = rows ? rows->len : 0;
	g_autofree struct place_in_order *order = g_new(struct place_in_order, count);

	for (guint i = 0; i < count; i++)
		order[i] =
			(struct place_in_order){g_array_index(rows, struct observation, i).week, i};
	if (count)
		qsort(order, count, sizeof *order, compare_places);
	for (guint i = 0; i < count; i++) {
		const struct observation *o = &g_array_index(rows, struct observation, order[i].at);

		if (!store_insert_row(store, o, error))
			return FALSE;
		week_count_move(store, NULL, o);
	}
	if (rows)
		g_array_set_size(rows, 0);
	return TRUE;
}

/* Its texts stand in their table already. */
static void lay_later(struct open_change *change, const struct observation *observation)
{
	if (!change->unlaid)
		change->unlaid = g_array_new(FALSE, FALSE, sizeof(struct observation));
	g_array_append_vals(change->unlaid, observation, 1);
}

/* words */

#define SEARCHED_AT_ONCE 5000 /* observations; more are left to store_fill_search */

/* The first word put into the search index makes every later statement of the change dearer: all of
 * them at the end. */
static gboolean settle_search(struct store *store, GError **error)
{
	struct open_change *change = store->change;
	gint64 from = change->unsearched, highest;

	for (guint i = 0; change->left_texts && i < change->left_texts->len; i++) {
		const struct key_stretch *s =
			&g_array_index(change->left_texts, struct key_stretch, i);
		if (!search_leave_stretch(store, s->from, s->to, error))
			return FALSE;
	}
	g_clear_pointer(&change->left_texts, g_array_unref);
	if (!from)
		return TRUE;
	if (!store_query_number(store, QUERY_MANY, &highest, error))
		return FALSE;
	change->unsearched = highest + 1;
	if (highest - from < SEARCHED_AT_ONCE)
		return highest < from || search_add_stretch(store, from, highest, error);
	return search_leave_stretch(store, from, highest, error);
}

gboolean imported_settle(struct store *store, GError **error)
{
	return !store->change || (imported_lay(store, error) && settle_search(store, error));
}

/* One line stands for all rows, with a digest of what they hold. */
gboolean imported_log(struct store *store, GError **error)
{
	const struct open_change *change = store->change;

	if (!change->imported)
		return TRUE;
	g_autofree char *sum = digest_end_text(change->imported_sum),
			*sources = sources_moved(store);
	json_t *after =
		json_pack("{s:I, s:I, s:I, s:s, s:s*}", "from", (json_int_t)change->imported_from,
			  "to", (json_int_t)change->imported_to, "rows",
			  (json_int_t)change->imported, "sha256", sum, "sources", sources);
	return log_tell(store, IMPORTED_ROWS, after, error);
}

static gboolean begin_import(struct store *store, GError **error)
{
	gint64 highest;

	if (store->change->imported++ > 0)
		return TRUE;
	if (!store_query_number(store, QUERY_MANY, &highest, error))
		return FALSE;
	store->change->imported_sum = digest_new();
	if (engine_dialect(store->engine)->searches_later)
		store->change->unsearched = highest + 1;
	if (!engine_dialect(store->engine)->gives_keys)
		store->change->next_key = highest + 1;
	store->change->known =
		g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
	return change_bulk(store, error);
}

gboolean store_put_imported(struct store *store, struct observation *observation,
			    const char *source_version, GError **error)
{
	struct open_change *change = store->change;

	g_assert(change && observation->record.key == 0);
	if (!begin_import(store, error) ||
	    !store_insert(store, &observation_kind, &observation->record, source_version, error))
		return FALSE;
	if (!change->imported_from)
		change->imported_from = observation->record.key;
	change->imported_to = observation->record.key;
	lay_later(change, observation);
	imported_sum(change->imported_sum, observation);
	source_known(store, observation, source_version);
	return (change->unlaid->len < LAID_AT_ONCE || imported_lay(store, error)) &&
	       search_move(store, observation->record.key, NULL, observation->text, error);
}
