/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody was shown is on the record of changes: written by the functions that read in order
 * to show, so that no screen, verb or print can forget it. The lines go with the session's next
 * change, or in one of their own when they are flushed: reading never waits for a writer. */
#include "config.h"

#include "session/session_private.h"

#include "osg/json.h"
#include "osg/text.h"

/* A line that is not written yet. */
struct shown {
	gint64 at;
	char *what, *detail;
	struct id id; /* zeros: no single record */
};

static void shown_free(gpointer data)
{
	struct shown *shown = data;

	g_free(shown->what);
	g_free(shown->detail);
	g_free(shown);
}

void shown_init(struct session *session)
{
	session->shown = g_ptr_array_new_with_free_func(shown_free);
	session->shown_before = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

void shown_clear(struct session *session)
{
	g_clear_pointer(&session->shown, g_ptr_array_unref);
	g_clear_pointer(&session->shown_before, g_hash_table_unref);
}

/* The same thing twice in one session is one line. */
static void shown_add(struct session *session, char *take_what, const struct id *id,
		      json_t *take_detail)
{
	struct shown *shown = g_new0(struct shown, 1);
	char text[ID_TEXT_SIZE] = "";

	shown->at = session_now(session);
	shown->what = take_what;
	shown->detail = json_print(take_detail, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(take_detail);
	if (id) {
		shown->id = *id;
		id_format(id, text);
	}
	if (!store_read_only(session->store) &&
	    g_hash_table_add(session->shown_before,
			     g_strjoin(" ", shown->what, text, shown->detail, NULL)))
		g_ptr_array_add(session->shown, shown);
	else
		shown_free(shown);
}

void session_shown(struct session *session, gconstpointer record)
{
	const struct record *r = record;

	shown_add(session, g_strconcat(r->kind->name, ".show", NULL), &r->id,
		  json_pack("{s:s}", "kind", r->kind->name));
}

void session_shown_period(struct session *session, const char *what, struct period period,
			  int version)
{
	g_autofree char *name = period_format(period);

	shown_add(session, g_strdup(what), NULL,
		  json_pack("{s:s, s:i}", "period", name, "version", version));
}

void session_shown_list(struct session *session, const struct record_kind *kind, const char *how)
{
	shown_add(session, g_strconcat(kind->name, ".", how, NULL), NULL,
		  json_pack("{s:s}", "kind", kind->name));
}

GPtrArray *session_list(struct session *session, const struct record_kind *kind, GError **error)
{
	GPtrArray *all = session_all(session, kind, error);

	for (guint i = 0; all && i < all->len; i++)
		session_tell(session, all->pdata[i]);
	if (all)
		session_shown_list(session, kind, "list");
	return all;
}

void session_note_refusal(struct session *session, const char *command)
{
	enum { MOST = 200 };
	g_autofree char *clean = text_clean(command, -1, FALSE), *start = NULL;

	start = g_utf8_substring(clean, 0, MIN(g_utf8_strlen(clean, -1), MOST));
	shown_add(session, g_strdup("ssh.refused"), NULL, json_pack("{s:s}", "command", start));
}

/* writing */

gboolean shown_write(struct session *session, GError **error)
{
	for (guint i = 0; i < session->shown->len; i++) {
		const struct shown *shown = session->shown->pdata[i];
		const struct change change = {
			.at = shown->at,
			.who = session->participant ? session->participant->record.key : 0,
			.door = session->door,
			.what = shown->what,
		};

		if (!store_note(session->store, &change, id_is_null(&shown->id) ? NULL : &shown->id,
				shown->detail, error))
			return FALSE;
	}
	return TRUE;
}

void session_flush_shown(struct session *session)
{
	const struct change change = {.at = session_now(session), .what = "show"};

	if (!session->store || session->shown->len == 0 || session->open ||
	    !store_begin(session->store, &change, NULL))
		return;
	if (shown_write(session, NULL) && store_commit(session->store, NULL))
		g_ptr_array_set_size(session->shown, 0);
	else
		store_rollback(session->store);
}

GPtrArray *session_lend_shown(struct session *session)
{
	GPtrArray *lines = session->shown;

	if (lines->len == 0)
		return NULL;
	session->shown = g_ptr_array_new_with_free_func(shown_free);
	return lines;
}

void session_take_shown(struct session *session, GPtrArray *pending)
{
	while (pending->len > 0)
		g_ptr_array_add(session->shown, g_ptr_array_steal_index(pending, 0));
}
