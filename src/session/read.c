/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading through the gate: what this participant may see. */
#include "config.h"

#include "session/session_private.h"

/* What is seen is told as finely as it may be. */
static gboolean sees(gpointer of, gpointer data)
{
	struct record *record = of;
	struct session *session = data;
	struct scope scope;

	if (record->kind == &public_key_kind || record->kind == &key_code_kind)
		return session_may(session, ACTION_SETUP, NULL, NULL);

	if (record->kind == &draft_kind) /* nobody else's before it is saved */
		return session->participant && ((const struct draft *)record)->participant ==
						       session->participant->record.key;
	scope = access_scope(session);
	if (record->kind != &observation_kind) {
		where_decided(session, &scope, record);
		return access_sees_kept(session, record);
	}
	if (!access_sees(session, &scope, (const struct observation *)record))
		return FALSE;
	where_record(session, &scope, (struct observation *)record);
	return TRUE;
}

static gpointer if_seen(struct session *session, gpointer record)
{
	if (!record || sees(record, session))
		return record;
	record_free(record);
	return NULL;
}

gpointer session_get(struct session *session, const struct record_kind *kind, gint64 key,
		     GError **error)
{
	return if_seen(session, store_get(session->store, kind, key, error));
}

gpointer session_find(struct session *session, const struct record_kind *kind, const struct id *id,
		      GError **error)
{
	return if_seen(session, store_find(session->store, kind, id, error));
}

static gboolean is_active(gpointer record, gpointer session UNUSED)
{
	return !((const struct record *)record)->withdrawn;
}

GPtrArray *session_all(struct session *session, const struct record_kind *kind, GError **error)
{
	return records_filter(session_all_ever(session, kind, error), is_active, NULL);
}

gboolean session_each(struct session *session, const struct record_kind *kind,
		      void (*each)(gconstpointer record, gpointer data), gpointer data,
		      GError **error)
{
	gint64 after = G_MININT64;
	guint read = STORE_PAGE;

	while (read == STORE_PAGE) {
		g_autoptr(GPtrArray) page = store_page(session->store, kind, after, error);

		if (!page)
			return FALSE;
		read = page->len;
		if (read)
			after = ((const struct record *)page->pdata[read - 1])->key;
		page = records_filter(records_filter(g_steal_pointer(&page), sees, session),
				      is_active, NULL);
		for (guint i = 0; i < page->len; i++) {
			session_tell(session, page->pdata[i]);
			each(page->pdata[i], data);
		}
	}
	return TRUE;
}

GPtrArray *session_where(struct session *session, const struct record_kind *kind, const char *field,
			 gint64 value, GError **error)
{
	return records_filter(session_where_ever(session, kind, field, value, error), is_active,
			      NULL);
}

GPtrArray *session_all_ever(struct session *session, const struct record_kind *kind, GError **error)
{
	return records_filter(store_all(session->store, kind, error), sees, session);
}

GPtrArray *session_all_bare(struct session *session, const struct record_kind *kind, GError **error)
{
	return records_filter(
		records_filter(store_all_bare(session->store, kind, error), sees, session),
		is_active, NULL);
}

static gboolean is_seen_at_all(gpointer record, gpointer session)
{
	return is_active(record, session) && access_sees_kept(session, record);
}

GPtrArray *session_all_common(struct session *session, const struct record_kind *kind,
			      GError **error)
{
	g_return_val_if_fail(kind != &observation_kind && kind != &draft_kind, NULL);
	return records_filter(store_all(session->store, kind, error), is_seen_at_all, session);
}

GPtrArray *session_where_ever(struct session *session, const struct record_kind *kind,
			      const char *field, gint64 value, GError **error)
{
	return records_filter(store_where(session->store, kind, field, value, error), sees,
			      session);
}

static gboolean is_written_by_others(const struct session *session, const struct draft *draft,
				     const char *form)
{
	return !draft->record.withdrawn && g_strcmp0(draft->form, form) == 0 &&
	       g_strcmp0(draft->held_by, session->token) != 0 && session_runs(draft->held_by);
}

char *session_others_writing(struct session *session, const char *form)
{
	g_autoptr(GPtrArray) drafts = store_all(session->store, &draft_kind, NULL);
	GString *out = NULL;

	for (guint i = 0; drafts && i < drafts->len; i++) {
		const struct draft *draft = drafts->pdata[i];
		struct participant *who;

		if (!is_written_by_others(session, draft, form))
			continue;
		who = store_get(session->store, &participant_kind, draft->participant, NULL);
		out = out ? g_string_append(out, ", ") : g_string_new(NULL);
		g_string_append(out, who && who->title ? who->title : "?");
		record_free(who);
	}
	return out ? g_string_free(out, FALSE) : NULL;
}

gboolean session_has_any(struct session *session, const struct record_kind *kind)
{
	return store_count(session->store, kind, NULL) > 0;
}

GArray *session_rows(struct session *session, const struct row_query *query, gint64 *total,
		     GError **error)
{
	struct row_query scoped = *query;
	GArray *rows;

	scoped.scope = access_scope(session);
	rows = store_rows(session->store, &scoped, total, error);
	for (guint i = 0; rows && scoped.scope.where != WHERE_AS_WRITTEN && i < rows->len; i++)
		where_row(session, &scoped.scope, &g_array_index(rows, struct observation_row, i));
	return rows;
}

GArray *session_common_rows(struct session *session, const struct row_query *query, GError **error)
{
	struct row_query scoped = *query;

	scoped.scope = (struct scope){.visible = VISIBLE_GROUP};
	return store_rows(session->store, &scoped, NULL, error);
}

struct observation *session_common_observation(struct session *session, gint64 key, GError **error)
{
	struct observation *o = store_get(session->store, &observation_kind, key, error);

	if (o && IS_COMMON(o->visibility))
		return o;
	record_free(o); /* it was made less visible since the rows were read */
	return NULL;
}

GArray *session_week_counts(struct session *session, int week_from, int week_to, GError **error)
{
	return store_week_counts(session->store, week_from, week_to, error);
}

gint64 *session_week_moves(struct session *session, int week_from, int week_to, GError **error)
{
	return store_week_moves(session->store, week_from, week_to, error);
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
