/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sources last said of their rows, on the record of changes. It changes with every file that
 * is read in, and a line for each row would be as much again as the rows: so one sum stands for
 * all, and a line says by how much a change moves it. Each row's own sum goes in by exclusive or,
 * which takes it out again too. */
#include "config.h"

#include <string.h>

#include "osg/json.h"

#include "store/store_private.h"

enum { VERSION_MOST = 64 }; /* bytes */

void sources_turn(guint8 sum[STORE_HASH_SIZE], gint64 observation, const char *version)
{
	gsize length = version ? strlen(version) : 0;
	gint64 key = GINT64_TO_BE(observation);
	guint8 row[sizeof key + VERSION_MOST] = {0}, own[STORE_HASH_SIZE];

	if (!version)
		return;
	memcpy(row, &key, sizeof key);
	if (length > VERSION_MOST) /* none of osg's is so long */
		digest_of_bytes(version, length, row + sizeof key);
	else
		memcpy(row + sizeof key, version, length);
	digest_of_bytes(row, sizeof key + MIN(length, VERSION_MOST), own);
	for (gsize i = 0; i < sizeof own; i++)
		sum[i] ^= own[i];
}

char *sources_moved(struct store *store)
{
	static const guint8 none[STORE_HASH_SIZE] = {0};
	guint8 *sum = store->change->sources;
	char *text;

	if (memcmp(sum, none, sizeof none) == 0)
		return NULL;
	text = log_sum_text(sum);
	memset(sum, 0, STORE_HASH_SIZE);
	return text;
}

gboolean sources_log(struct store *store, GError **error)
{
	g_autofree char *moved = sources_moved(store);

	return !moved ||
	       log_tell(store, SOURCES_MOVED, json_pack("{s:s}", "sources", moved), error);
}

gboolean sources_sum(struct store *store, guint8 sum[STORE_HASH_SIZE], GError **error)
{
	struct statement *statement = store_query(store, QUERY_SOURCE_VERSIONS, error);
	enum engine_step step = ENGINE_FAILED;

	memset(sum, 0, STORE_HASH_SIZE);
	if (!statement)
		return FALSE;
	statement_set_many(statement);
	while ((step = statement_step(statement, error)) == ENGINE_ROW)
		sources_turn(sum, column_int(statement, 0), column_text(statement, 1));
	statement_reset(statement);
	return step == ENGINE_DONE;
}

gboolean sources_begin(struct store *store, GError **error)
{
	g_autofree char *whole = NULL;
	guint8 sum[STORE_HASH_SIZE];
	gint64 observations;

	if (!store_query_number(store, QUERY_MANY, &observations, error))
		return FALSE;
	if (!observations)
		return TRUE;
	if (!sources_sum(store, sum, error))
		return FALSE;
	whole = log_sum_text(sum);
	memset(store->change->sources, 0, STORE_HASH_SIZE);
	return log_tell(store, SOURCES_MOVED, json_pack("{s:s}", "whole", whole), error);
}
