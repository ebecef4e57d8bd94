/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody was typing when the line broke: kept while they type, offered again. A draft is no
 * change of the municipality's data and cannot be undone. */
#include "config.h"

#include "osg/app.h"

/* The participant's draft of a form, or NULL. */
static struct draft *draft_find(struct session *session, const char *form)
{
	const struct participant *who = session_participant(session);
	g_autoptr(GPtrArray) all =
		who ? session_where_ever(session, &draft_kind, "participant", who->record.key, NULL)
		    : NULL;

	for (guint i = 0; all && i < all->len; i++)
		if (g_strcmp0(((struct draft *)all->pdata[i])->form, form) == 0)
			return record_copy(all->pdata[i]);
	return NULL;
}

char *app_draft(struct session *session, const char *form)
{
	struct draft *draft = draft_find(session, form);
	char *content = draft && !draft->record.withdrawn ? g_strdup(draft->content) : NULL;

	record_free(draft);
	return content;
}

gboolean app_draft_save(struct session *session, const char *form, const char *content,
			GError **error)
{
	struct draft *draft;
	gboolean ok;

	if (!session_participant(session))
		return TRUE;
	draft = draft_find(session, form);
	if (!draft && !content)
		return TRUE;
	if (!draft) {
		draft = record_new(&draft_kind);
		draft->participant = session_participant(session)->record.key;
		field_set_text(&draft->form, form);
	}
	field_set_text(&draft->content, content);
	draft->saved_at = session_now(session);
	draft->record.withdrawn = !content;
	ok = session_save(session, ACTION_DRAFT, NULL, draft, error);
	record_free(draft);
	return ok;
}
