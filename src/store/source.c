/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sources call their rows, and what they last said of them. */
#include "config.h"

#include "osg/json.h"

#include "store/store_private.h"

/* asked ahead */

/* An observation that goes by a source id. */
struct source_answer {
	char *source;
	gint64 owner, key;
	char *version;
};

static void answer_free(gpointer data)
{
	struct source_answer *answer = data;

	g_free(answer->source);
	g_free(answer->version);
	g_free(answer);
}

static void answer_add(struct store *store, const char *source_id, const char *source, gint64 owner,
		       gint64 key, const char *version)
{
	GPtrArray *answers = g_hash_table_lookup(store->sources, source_id);
	struct source_answer *answer;

	if (!answers)
		return;
	answer = g_new(struct source_answer, 1);
	*answer = (struct source_answer){g_strdup(source), owner, key, g_strdup(version)};
	g_ptr_array_add(answers, answer);
}

static const struct source_answer *answer_find(const GPtrArray *answers, const char *source,
					       gint64 owner)
{
	for (guint i = 0; i < answers->len; i++) {
		const struct source_answer *answer = answers->pdata[i];

		if (answer->owner == owner && g_strcmp0(answer->source, source) == 0)
			return answer;
	}
	return NULL;
}

void sources_forget(struct store *store)
{
	g_clear_pointer(&store->sources, g_hash_table_unref);
}

void source_known(struct store *store, const struct observation *observation,
		  const char *source_version)
{
	if (store->sources && observation->source_id)
		answer_add(store, observation->source_id, observation->source,
			   observation->organisation, observation->record.key, source_version);
}

/* Each is known from now on, with nothing behind it yet; all as one parameter. */
static char *ask_for(struct store *store, const GPtrArray *source_ids)
{
	json_t *ids = json_array();
	char *text;

	sources_forget(store);
	store->sources = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					       (GDestroyNotify)g_ptr_array_unref);
	for (guint i = 0; i < source_ids->len; i++)
		if (source_ids->pdata[i] &&
		    g_hash_table_insert(store->sources, g_strdup(source_ids->pdata[i]),
					g_ptr_array_new_with_free_func(answer_free)))
			json_array_append_new(ids, json_text(source_ids->pdata[i]));
	text = json_print(ids, JSON_COMPACT);
	json_decref(ids);
	return text;
}

gboolean store_sources_ahead(struct store *store, const GPtrArray *source_ids, GError **error)
{
	g_autofree char *asked = NULL;
	struct statement *statement;
	enum engine_step step;

	if (!engine_dialect(store->engine)->queries[QUERY_SOURCES])
		return TRUE;
	statement = store_query(store, QUERY_SOURCES, error);
	if (!statement)
		return FALSE;
	asked = ask_for(store, source_ids);
	statement_bind_text(statement, 1, asked);
	while ((step = statement_step(statement, error)) == ENGINE_ROW)
		answer_add(store, column_text(statement, 0), column_text(statement, 1),
			   column_int(statement, 2), column_int(statement, 3),
			   column_text(statement, 4));
	statement_reset(statement);
	if (step == ENGINE_FAILED)
		sources_forget(store);
	return step == ENGINE_DONE;
}

/* one */

gint64 store_source_key(struct store *store, gint64 organisation, const char *source,
			const char *source_id, char **version_seen, GError **error)
{
	const GPtrArray *answers =
		store->sources && source_id ? g_hash_table_lookup(store->sources, source_id) : NULL;
	const struct source_answer *answer =
		answers ? answer_find(answers, source, organisation) : NULL;
	struct statement *statement;
	gint64 key = 0;

	if (version_seen)
		*version_seen = g_strdup(answer ? answer->version : NULL);
	if (answers)
		return answer ? answer->key : 0;
	statement = store_query(store, QUERY_SOURCE, error);
	if (!statement)
		return 0;
	statement_bind_text(statement, 1, source_id);
	statement_bind_text(statement, 2, source);
	statement_bind_int(statement, 3, organisation);
	if (statement_step(statement, error) == ENGINE_ROW) {
		key = column_int(statement, 0);
		if (version_seen)
			*version_seen = g_strdup(column_text(statement, 1));
	}
	statement_reset(statement);
	return key;
}

static void kin_free(gpointer data)
{
	struct source_kin *kin = data;

	g_free(kin->version);
	g_free(kin);
}

GPtrArray *store_source_kin(struct store *store, gint64 organisation, const char *source,
			    const char *source_id, GError **error)
{
	struct statement *statement = store_query(store, QUERY_SOURCE_KIN, error);
	GPtrArray *all = g_ptr_array_new_with_free_func(kin_free);
	enum engine_step step = ENGINE_FAILED;

	if (statement) {
		statement_bind_text(statement, 1, source_id);
		statement_bind_text(statement, 2, source);
		statement_bind_int(statement, 3, organisation);
		while ((step = statement_step(statement, error)) == ENGINE_ROW) {
			struct source_kin *kin = g_new(struct source_kin, 1);

			*kin = (struct source_kin){column_int(statement, 0),
						   g_strdup(column_text(statement, 1))};
			g_ptr_array_add(all, kin);
		}
		statement_reset(statement);
	}
	if (step != ENGINE_DONE)
		g_clear_pointer(&all, g_ptr_array_unref);
	return all;
}

/* What a source said of it so far leaves the sum. */
static gboolean forget_version(struct store *store, gint64 observation, GError **error)
{
	struct statement *statement = store_query(store, QUERY_SOURCE_VERSION, error);
	enum engine_step step = ENGINE_FAILED;

	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, observation);
	if ((step = statement_step(statement, error)) == ENGINE_ROW)
		sources_turn(store->change->sources, observation, column_text(statement, 1));
	statement_reset(statement);
	return step != ENGINE_FAILED;
}

gboolean store_source_seen(struct store *store, gint64 observation, const char *source_version,
			   GError **error)
{
	struct statement *statement = store_query(store, QUERY_SOURCE_SEEN, error);

	g_assert(store->change);
	sources_forget(store);
	if (!statement || !forget_version(store, observation, error))
		return FALSE;
	sources_turn(store->change->sources, observation, source_version);
	statement_bind_text(statement, 1, source_version);
	statement_bind_int(statement, 2, observation);
	return statement_execute(statement, error);
}
