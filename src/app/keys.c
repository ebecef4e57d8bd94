/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of seats: registered from a .pub file, revoked, and codes to be told over the phone. None of
 * it is undone by a key press: what let somebody in stays told. */
#include "config.h"

#include "osg/app.h"

#include <string.h>

#include "osg/week.h"

/* The seat of that handle. OSG_ERROR_INPUT names those there are. Owned. */
static struct participant *participant_named(struct session *session, const char *handle,
					     GError **error)
{
	g_autoptr(GPtrArray) all = session_all(session, &participant_kind, error);
	g_autoptr(GString) known = g_string_new(NULL);

	for (guint i = 0; all && i < all->len; i++) {
		const struct participant *p = all->pdata[i];

		if (p->handle && g_ascii_strcasecmp(p->handle, handle) == 0)
			return record_copy(p);
		g_string_append_printf(known, "%s%s", known->len ? ", " : "", p->handle);
	}
	if (all)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("There is no seat “%s”. There are: %s."), handle, known->str);
	return NULL;
}

static gboolean stands(const struct public_key *key)
{
	return key->revoked == TIME_NONE && !key->record.withdrawn;
}

/* A key that two seats had would leave open who comes. */
static gboolean is_new(struct session *session, const struct public_key *key, GError **error)
{
	g_autoptr(GPtrArray) all = session_all(session, &public_key_kind, error);

	for (guint i = 0; all && i < all->len; i++) {
		const struct public_key *other = all->pdata[i];
		struct participant *owner;

		if (!stands(other) || g_strcmp0(other->fingerprint, key->fingerprint) != 0)
			continue;
		owner = session_get(session, &participant_kind, other->participant, NULL);
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("This key opens the seat %s already. A key opens one seat; revoke "
			      "it first, or let a new one be made."),
			    owner ? owner->handle : "–");
		record_free(owner);
		return FALSE;
	}
	return all != NULL;
}

struct public_key *app_key_add(struct session *session, const char *handle, const char *line,
			       const char *label, GError **error)
{
	struct participant *who = NULL;
	struct public_key *key = NULL;

	if (session_may(session, ACTION_SETUP, NULL, error))
		who = participant_named(session, handle, error);
	if (who && !who->active)
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE, _("The seat %s is closed."), handle);
	else if (who)
		key = public_key_parse(line, error);
	if (key) {
		key->participant = who->record.key;
		key->added = session_now(session);
		field_set_text(&key->label, label);
		if (!is_new(session, key, error) ||
		    !session_save(session, ACTION_SETUP, NULL, key, error))
			g_clear_pointer(&key, record_free);
	}
	record_free(who);
	return key;
}

/* By its fingerprint, the beginning of it, or its id. */
static struct public_key *find_key(struct session *session, const char *name, GError **error)
{
	g_autoptr(GPtrArray) all = session_all(session, &public_key_kind, error);
	const struct public_key *found = NULL;

	for (guint i = 0; all && i < all->len; i++) {
		const struct public_key *key = all->pdata[i];
		char id[ID_TEXT_SIZE];

		id_format(&key->record.id, id);
		if (!stands(key) ||
		    (!g_str_equal(id, name) && (strlen(name) < sizeof "SHA256:…" ||
						!g_str_has_prefix(key->fingerprint, name))))
			continue;
		if (found) {
			g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("“%s” is the beginning of more than one key; write more of "
				      "it."),
				    name);
			return NULL;
		}
		found = key;
	}
	if (all && !found)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s” is no key that opens the door; “osg key list” shows them."),
			    name);
	return found ? record_copy(found) : NULL;
}

struct public_key *app_key_revoke(struct session *session, const char *name, GError **error)
{
	struct public_key *key = session_may(session, ACTION_SETUP, NULL, error)
					 ? find_key(session, name, error)
					 : NULL;

	if (!key)
		return NULL;
	key->revoked = session_now(session);
	if (!session_save(session, ACTION_SETUP, NULL, key, error))
		g_clear_pointer(&key, record_free);
	return key;
}

/* codes */

struct new_code {
	struct key_code *code;
	gint64 now;
};

/* A new code for a seat ends the one before it. */
static gboolean put_code(struct session *session, gpointer data, GError **error)
{
	struct new_code *new = data;
	g_autoptr(GPtrArray) before = session_where(session, &key_code_kind, "participant",
						    new->code->participant, error);

	for (guint i = 0; before && i < before->len; i++) {
		struct key_code *code = before->pdata[i];

		if (!key_code_stands(code, new->now))
			continue;
		code->record.withdrawn = TRUE;
		if (!session_put(session, code, error))
			return FALSE;
	}
	return before && session_put(session, new->code, error);
}

char *app_key_code(struct session *session, const char *handle, gint64 now, GError **error)
{
	struct participant *who = session_may(session, ACTION_SETUP, NULL, error)
					  ? participant_named(session, handle, error)
					  : NULL;
	g_autofree char *secret = NULL;
	struct key_code *code;
	char *words = NULL;

	if (!who)
		return NULL;
	code = record_new(&key_code_kind);
	secret = key_code_secret();
	code->record.id = id_new(now * 1000);
	code->participant = who->record.key;
	code->sum = key_code_sum(code, secret);
	code->until = now + KEY_CODE_MINUTES * 60;
	if (!who->active)
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE, _("The seat %s is closed."), handle);
	else if (session_change(session, ACTION_SETUP, NULL, put_code,
				&(struct new_code){code, now}, error))
		words = key_code_words(code->record.key, secret);
	record_free(code);
	record_free(who);
	return words;
}
