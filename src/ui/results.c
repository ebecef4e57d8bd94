/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results by key. The one that was looked at longest ago gives way to a new one. */
#include "config.h"

#include "ui/results.h"

enum { KEPT = 8 };

struct kept_result {
	gpointer result;
	GDestroyNotify free_result;
	GError *error; /* of the newest attempt */
	guint64 version;
	gboolean lasting;
	guint used; /* serial of the last look */
};

struct results {
	GHashTable *kept; /* key -> struct kept_result */
	guint looks;
};

static void let_go(struct kept_result *kept)
{
	if (kept->result && kept->free_result)
		kept->free_result(kept->result);
	kept->result = NULL;
}

static void kept_free(gpointer data)
{
	struct kept_result *kept = data;

	let_go(kept);
	g_clear_error(&kept->error);
	g_free(kept);
}

struct results *results_new(void)
{
	struct results *results = g_new0(struct results, 1);

	results->kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, kept_free);
	return results;
}

void results_free(struct results *results)
{
	g_hash_table_unref(results->kept);
	g_free(results);
}

static gboolean forget_oldest(struct results *results)
{
	GHashTableIter iter;
	gpointer key, value;
	const char *oldest = NULL;
	guint used = G_MAXUINT;

	if (g_hash_table_size(results->kept) <= KEPT)
		return FALSE;
	g_hash_table_iter_init(&iter, results->kept);
	while (g_hash_table_iter_next(&iter, &key, &value))
		if (((struct kept_result *)value)->used < used) {
			used = ((struct kept_result *)value)->used;
			oldest = key;
		}
	return g_hash_table_remove(results->kept, oldest);
}

gboolean results_keep(struct results *results, const char *key,
		      const struct found_result *take_found)
{
	struct kept_result *kept = g_hash_table_lookup(results->kept, key);
	gboolean gone = FALSE;

	if (!kept) {
		kept = g_new0(struct kept_result, 1);
		kept->used = ++results->looks;
		g_hash_table_insert(results->kept, g_strdup(key), kept);
		gone = forget_oldest(results);
	}
	g_clear_error(&kept->error);
	kept->version = take_found->version;
	kept->lasting = take_found->lasting;
	if (take_found->error) {
		kept->error = g_error_copy(take_found->error);
		return gone;
	}
	gone |= kept->result != NULL;
	let_go(kept);
	kept->result = take_found->result;
	kept->free_result = take_found->free_result;
	return gone;
}

gpointer results_look(struct results *results, const char *key, guint64 version, GError **error)
{
	struct kept_result *kept = g_hash_table_lookup(results->kept, key);

	if (!kept)
		return NULL;
	kept->used = ++results->looks;
	if (!kept->error || !results_fresh(results, key, version))
		return kept->result;
	g_propagate_error(error, g_error_copy(kept->error));
	return NULL;
}

gboolean results_fresh(const struct results *results, const char *key, guint64 version)
{
	const struct kept_result *kept = g_hash_table_lookup(results->kept, key);

	return kept && (kept->lasting || kept->version == version);
}

void results_forget(struct results *results, const char *key)
{
	g_hash_table_remove(results->kept, key);
}
