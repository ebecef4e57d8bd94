/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody was typing when the line broke: kept while they type, offered again. Each session
 * writes its own, so that two of one seat keep two; what a session that is gone has left is offered
 * to the next, the newest first. A draft is no change of the municipality's data and cannot be
 * undone. */
#include "config.h"

#include "osg/app.h"

static gboolean is_own(const struct session *session, const struct draft *draft)
{
	return g_strcmp0(draft->held_by, session_token(session)) == 0;
}

static int newest_first(gconstpointer a, gconstpointer b)
{
	const struct draft *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;

	if (x->saved_at != y->saved_at)
		return x->saved_at < y->saved_at ? 1 : -1;
	return x->record.key < y->record.key ? 1 : -1;
}

/* The participant's drafts of a form, the newest first; NULL = none can be had. */
static GPtrArray *drafts_of(struct session *session, const char *form, GError **error)
{
	const struct participant *who = session_participant(session);
	GPtrArray *all =
		session_where_ever(session, &draft_kind, "participant", who->record.key, error);

	for (guint i = all ? all->len : 0; i-- > 0;)
		if (g_strcmp0(((struct draft *)all->pdata[i])->form, form) != 0)
			g_ptr_array_remove_index(all, i);
	if (all)
		g_ptr_array_sort(all, newest_first);
	return all;
}

/* Own, or else left by a session that is gone; borrowed. */
static struct draft *offered(const struct session *session, const GPtrArray *drafts)
{
	for (int own = 1; own >= 0; own--)
		for (guint i = 0; i < drafts->len; i++) {
			struct draft *draft = drafts->pdata[i];

			if (draft->record.withdrawn)
				continue;
			if (own ? is_own(session, draft) : !session_runs(draft->held_by))
				return draft;
		}
	return NULL;
}

char *app_draft(struct session *session, const char *form)
{
	g_autoptr(GPtrArray) drafts =
		session_participant(session) ? drafts_of(session, form, NULL) : NULL;
	const struct draft *draft = drafts ? offered(session, drafts) : NULL;

	return draft ? g_strdup(draft->content) : NULL;
}

static gboolean refuse_nobody(const struct session *session, GError **error)
{
	if (session_participant(session))
		return FALSE;
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_DENIED,
			    _("Nobody is registered as coordinator here: what is typed is not kept "
			      "before it is saved."));
	return TRUE;
}

gboolean app_draft_take(struct session *session, const char *form, GError **error)
{
	g_autoptr(GPtrArray) drafts =
		refuse_nobody(session, error) ? NULL : drafts_of(session, form, error);
	struct draft *draft = drafts ? offered(session, drafts) : NULL;

	if (!draft || is_own(session, draft))
		return drafts != NULL;
	field_set_text(&draft->held_by, session_token(session));
	return session_save(session, ACTION_DRAFT, NULL, draft, error);
}

static gboolean drop_all(struct session *session, const GPtrArray *drafts, GError **error)
{
	gboolean ok = TRUE;

	for (guint i = 0; ok && i < drafts->len; i++) {
		struct draft *draft = drafts->pdata[i];

		if (draft->record.withdrawn || !is_own(session, draft))
			continue;
		field_set_text(&draft->content, NULL);
		draft->record.withdrawn = TRUE;
		ok = session_save(session, ACTION_DRAFT, NULL, draft, error);
	}
	return ok;
}

/* Own, or one that was dropped: it is written anew. */
static struct draft *to_write(struct session *session, const char *form, GPtrArray *drafts)
{
	struct draft *draft = NULL;

	for (guint i = 0; i < drafts->len && !draft; i++)
		if (is_own(session, drafts->pdata[i]))
			draft = drafts->pdata[i];
	for (guint i = 0; i < drafts->len && !draft; i++)
		if (((struct draft *)drafts->pdata[i])->record.withdrawn)
			draft = drafts->pdata[i];
	if (draft)
		return record_copy(draft);
	draft = record_new(&draft_kind);
	draft->participant = session_participant(session)->record.key;
	field_set_text(&draft->form, form);
	return draft;
}

gboolean app_draft_save(struct session *session, const char *form, const char *content,
			GError **error)
{
	g_autoptr(GPtrArray) drafts = NULL;
	struct draft *draft;
	gboolean ok;

	if (!session_participant(session) && !content)
		return TRUE;
	drafts = refuse_nobody(session, error) ? NULL : drafts_of(session, form, error);
	if (!drafts)
		return FALSE;
	if (!content)
		return drop_all(session, drafts, error);
	draft = to_write(session, form, drafts);
	field_set_text(&draft->content, content);
	field_set_text(&draft->held_by, session_token(session));
	draft->saved_at = session_now(session);
	draft->record.withdrawn = FALSE;
	ok = session_save(session, ACTION_DRAFT, NULL, draft, error);
	record_free(draft);
	return ok;
}
