/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who stands at the door: what the ssh server asks, what a code told over the phone registers, and
 * whether a session that runs may still go on. */
#include "config.h"

#include "session/session_private.h"

#include <string.h>

#include "osg/week.h"

/* asked by the ssh server */

static gboolean opens(const struct public_key *key, const char *type, const char *body)
{
	return !key->record.withdrawn && key->revoked == TIME_NONE &&
	       g_strcmp0(key->type, type) == 0 && g_strcmp0(key->body, body) == 0;
}

static gboolean is_seated(struct store *store, gint64 participant)
{
	struct participant *p = store_get(store, &participant_kind, participant, NULL);
	gboolean seated = p && p->active && !p->record.withdrawn;

	record_free(p);
	return seated;
}

static gboolean any_code_stands(struct store *store, gint64 now)
{
	g_autoptr(GPtrArray) codes = store_all(store, &key_code_kind, NULL);

	for (guint i = 0; codes && i < codes->len; i++)
		if (key_code_stands(codes->pdata[i], now))
			return TRUE;
	return FALSE;
}

static enum key_answer answer(struct store *store, const struct public_key *offered, gint64 now,
			      struct id *id, GError **error)
{
	g_autoptr(GPtrArray) keys = store_all(store, &public_key_kind, error);

	for (guint i = 0; keys && i < keys->len; i++) {
		const struct public_key *key = keys->pdata[i];

		if (!opens(key, offered->type, offered->body))
			continue;
		*id = key->record.id;
		return is_seated(store, key->participant) ? KEY_OPENS : KEY_UNKNOWN;
	}
	return keys && any_code_stands(store, now) ? KEY_MAY_BE_REGISTERED : KEY_UNKNOWN;
}

enum key_answer session_ask_key(const char *file, const struct public_key *offered, gint64 now,
				struct id *id, GError **error)
{
	struct store *store = store_open(file, STORE_READ, error);
	enum key_answer said = store ? answer(store, offered, now, id, error) : KEY_UNKNOWN;

	store_close(store);
	return said;
}

/* codes */

static gboolean refuse_code(GError **error)
{
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_DENIED,
			    _("The code is not right, or its time is over. Ask for a new one."));
	return FALSE;
}

/* One change of the store, in the name of the seat that the code is for. */
static gboolean put_as(struct store *store, const struct key_code *code, const char *what,
		       gint64 now, gpointer first, gpointer second, GError **error)
{
	const struct change change = {
		.at = now, .who = code->participant, .door = DOOR_SSH, .what = what};

	if (!store_begin(store, &change, error))
		return FALSE;
	if (store_put(store, first, NULL, error) &&
	    (!second || store_put(store, second, NULL, error)) && store_commit(store, error))
		return TRUE;
	store_rollback(store);
	return FALSE;
}

static gboolean code_is_right(const struct key_code *code, const char *secret)
{
	g_autofree char *sum = key_code_sum(code, secret);

	return g_strcmp0(sum, code->sum) == 0;
}

/* A wrong try is counted before it is answered: whoever hangs up has tried all the same. */
static gboolean redeem(struct store *store, const char *typed, struct public_key *key, gint64 now,
		       GError **error)
{
	g_autofree char *secret = NULL;
	struct key_code *code = NULL;
	gint64 number;
	gboolean done;

	if (key_code_read(typed, &number, &secret))
		code = store_get(store, &key_code_kind, number, NULL);
	if (!code || !key_code_stands(code, now) || !is_seated(store, code->participant)) {
		record_free(code);
		return refuse_code(error);
	}
	if (code_is_right(code, secret)) {
		code->used = key->added = now;
		key->participant = code->participant;
		done = put_as(store, code, "key.register", now, code, key, error);
	} else {
		code->tries++;
		done = put_as(store, code, "key.try", now, code, NULL, error) && refuse_code(error);
	}
	record_free(code);
	return done;
}

gboolean session_redeem_code(const char *file, const char *typed, struct public_key *key,
			     gint64 now, GError **error)
{
	struct store *store = store_open(file, STORE_WRITE, error);
	gboolean done = store && redeem(store, typed, key, now, error);

	store_close(store);
	return done;
}

/* going on */

static gboolean key_stands(struct session *session, GError **error)
{
	struct public_key *key;
	gboolean stands;

	if (!session->came_with)
		return TRUE;
	key = store_get(session->store, &public_key_kind, session->came_with, error);
	if (!key && error && *error)
		return FALSE;
	stands = key && !key->record.withdrawn && key->revoked == TIME_NONE;
	record_free(key);
	return stands ||
	       session_deny(_("Your key was revoked. What you had begun is kept as a draft; ask "
			      "the coordinator for a new key."),
			    error);
}

gboolean session_admits(struct session *session, GError **error)
{
	struct participant *now;

	if (!session->participant || !session->participant->record.key)
		return TRUE;
	now = store_get(session->store, &participant_kind, session->participant->record.key, error);
	if (!now)
		return FALSE;
	if (!now->active || now->record.withdrawn) {
		record_free(now);
		return session_deny(
			_("Your seat was closed. What you had begun is kept as a draft; ask "
			  "the coordinator."),
			error);
	}
	/* What it may do follows at once. Its texts stay as they are: other threads read them. */
	session->participant->organisation = now->organisation;
	session->participant->role = now->role;
	record_free(now);
	return key_stands(session, error);
}

gboolean session_come_with(struct session *session, const char *id_text, char **handle,
			   GError **error)
{
	struct public_key *key = NULL;
	struct participant *who;
	struct id id;

	if (id_parse(id_text, &id))
		key = store_find(session->store, &public_key_kind, &id, error);
	if (!key) {
		if (!error || !*error)
			session_deny(_("That key opens nothing here."), error);
		return FALSE;
	}
	session->came_with = key->record.key;
	who = store_get(session->store, &participant_kind, key->participant, error);
	*handle = who ? g_strdup(who->handle) : NULL;
	record_free(who);
	record_free(key);
	return *handle && key_stands(session, error);
}
