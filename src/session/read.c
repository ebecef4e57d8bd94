/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading through the gate: what this participant may see. */
#include "config.h"

#include "session/session_private.h"

gpointer session_get(struct session *session, const struct record_kind *kind, gint64 key,
		     GError **error)
{
	return store_get(session->store, kind, key, error);
}

gpointer session_find(struct session *session, const struct record_kind *kind, const struct id *id,
		      GError **error)
{
	return store_find(session->store, kind, id, error);
}

/* The one place that leaves out what was withdrawn. */
static GPtrArray *without_withdrawn(GPtrArray *records)
{
	guint kept = 0;

	for (guint i = 0; records && i < records->len; i++) {
		if (((struct record *)records->pdata[i])->withdrawn)
			record_free(records->pdata[i]);
		else
			records->pdata[kept++] = records->pdata[i];
		if (kept <= i)
			records->pdata[i] = NULL;
	}
	if (records)
		g_ptr_array_set_size(records, (int)kept);
	return records;
}

GPtrArray *session_all(struct session *session, const struct record_kind *kind, GError **error)
{
	return without_withdrawn(session_all_ever(session, kind, error));
}

GPtrArray *session_where(struct session *session, const struct record_kind *kind, const char *field,
			 gint64 value, GError **error)
{
	return without_withdrawn(session_where_ever(session, kind, field, value, error));
}

GPtrArray *session_all_ever(struct session *session, const struct record_kind *kind, GError **error)
{
	return store_all(session->store, kind, error);
}

GPtrArray *session_where_ever(struct session *session, const struct record_kind *kind,
			      const char *field, gint64 value, GError **error)
{
	return store_where(session->store, kind, field, value, error);
}

gint64 session_count(struct session *session, const struct record_kind *kind, GError **error)
{
	return store_count(session->store, kind, error);
}

GArray *session_rows(struct session *session, const struct row_query *query, gint64 *total,
		     GError **error)
{
	return store_rows(session->store, query, total, error);
}

GArray *session_week_counts(struct session *session, int week_from, int week_to, GError **error)
{
	return store_week_counts(session->store, week_from, week_to, error);
}

GArray *session_reporting(struct session *session, int week_from, int week_to, GError **error)
{
	return store_reporting(session->store, week_from, week_to, error);
}

gboolean session_activity(struct session *session, gint64 from, gint64 to,
			  struct activity *activity, GError **error)
{
	return store_activity(session->store, from, to, activity, error);
}

GBytes *session_computed(struct session *session, const char *name, guint64 version)
{
	return store_computed(session->store, name, version);
}

gboolean session_keep_computed(struct session *session, const char *name, guint64 version,
			       GBytes *content)
{
	return store_keep_computed(session->store, name, version, content);
}
