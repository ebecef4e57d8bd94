/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results by key. The one that was looked at longest ago gives way to a new one. */
#include "config.h"

#include "ui/results.h"

enum { KEPT = 8 };

struct results {
	GHashTable *kept; /* key -> struct found_result */
	guint looks;
};

static void found_free(gpointer data)
{
	struct found_result *found = data;

	if (found->result && found->free_result)
		found->free_result(found->result);
	g_clear_error(&found->error);
	g_free(found);
}

struct results *results_new(void)
{
	struct results *results = g_new0(struct results, 1);

	results->kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, found_free);
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
	gpointer key, found;
	const char *oldest = NULL;
	guint looked = G_MAXUINT;

	if (g_hash_table_size(results->kept) <= KEPT)
		return FALSE;
	g_hash_table_iter_init(&iter, results->kept);
	while (g_hash_table_iter_next(&iter, &key, &found))
		if (((struct found_result *)found)->looked < looked) {
			looked = ((struct found_result *)found)->looked;
			oldest = key;
		}
	return g_hash_table_remove(results->kept, oldest);
}

gboolean results_keep(struct results *results, const char *key, struct found_result take_found)
{
	struct found_result *before = g_hash_table_lookup(results->kept, key);
	gboolean gone = before && before->result && !take_found.error;

	if (before && take_found.error) {
		take_found.result = g_steal_pointer(&before->result);
		take_found.free_result = before->free_result;
	}
	take_found.looked = before ? before->looked : ++results->looks;
	g_hash_table_replace(results->kept, g_strdup(key),
			     g_memdup2(&take_found, sizeof take_found));
	return forget_oldest(results) || gone;
}

gpointer results_look(struct results *results, const char *key, guint64 version, GError **error)
{
	struct found_result *found = g_hash_table_lookup(results->kept, key);

	if (!found)
		return NULL;
	found->looked = ++results->looks;
	if (!found->error || !results_fresh(results, key, version))
		return found->result;
	g_propagate_error(error, g_error_copy(found->error));
	return NULL;
}

gboolean results_fresh(const struct results *results, const char *key, guint64 version)
{
	const struct found_result *found = g_hash_table_lookup(results->kept, key);

	return found && (found->lasting || found->version == version);
}

void results_forget(struct results *results, const char *key)
{
	g_hash_table_remove(results->kept, key);
}
