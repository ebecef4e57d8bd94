/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes and taking them back. Every use case writes through session_begin, session_put,
 * session_commit, which remember each record as it was and as it became; undo puts back what became
 * different, as a new change, so that the log tells both, and leaves what was not part of it (the
 * time of a point whose note is undone). What was new is withdrawn, never deleted. */
#include "config.h"

#include "session/session_private.h"

/* One record of a change. before NULL: it was new. */
struct undo_step {
	gpointer before, after;
};

struct undo_entry {
	char *title, *what;
	GPtrArray *steps;  /* struct undo_step */
	gint64 import_key; /* 0, or the import that stands for its observations */
	gboolean typed;    /* while typing: more may join */
};

static void step_free(gpointer data)
{
	struct undo_step *step = data;

	record_free(step->before);
	record_free(step->after);
	g_free(step);
}

static void undo_entry_free(gpointer data)
{
	struct undo_entry *entry = data;

	if (!entry)
		return;
	g_free(entry->title);
	g_free(entry->what);
	g_ptr_array_unref(entry->steps);
	g_free(entry);
}

GPtrArray *undo_list_new(void)
{
	return g_ptr_array_new_with_free_func(undo_entry_free);
}

/* which version of each record this session wrote last */

static guint id_hash(gconstpointer id)
{
	const guint8 *bytes = ((const struct id *)id)->bytes;

	return GUINT32_FROM_BE(*(const guint32 *)(const void *)(bytes + 12));
}

static gboolean id_same(gconstpointer a, gconstpointer b)
{
	return id_equal(a, b);
}

GHashTable *undo_versions_new(void)
{
	return g_hash_table_new_full(id_hash, id_same, g_free, NULL);
}

static void undo_note_version(struct session *session, const struct record *record)
{
	g_hash_table_replace(session->versions, g_memdup2(&record->id, sizeof record->id),
			     GINT_TO_POINTER(record->version));
}

gboolean undo_store_begin(struct session *session, const char *what, GError **error)
{
	const struct change change = {
		.at = session_now(session),
		.who = session->participant ? session->participant->record.key : 0,
		.door = session->door,
		.what = what,
	};

	return store_begin(session->store, &change, error);
}

static void entry_open(struct session *session, enum action action, const char *what)
{
	session->action = action;
	session->found = 0;
	session->open = g_new0(struct undo_entry, 1);
	session->open->what = g_strdup(what);
	session->open->steps = g_ptr_array_new_with_free_func(step_free);
}

gboolean session_begin(struct session *session, enum action action, GError **error)
{
	const char *what = access_what(action);

	if (!undo_store_begin(session, what, error))
		return FALSE;
	if (action != ACTION_DRAFT && !session_admits(session, error)) {
		store_rollback(session->store);
		return FALSE;
	}
	entry_open(session, action, what);
	return TRUE;
}

gboolean session_begin_at(struct session *session, const struct change *change, GError **error)
{
	if (!store_begin(session->store, change, error))
		return FALSE;
	entry_open(session, ACTION_SETUP, change->what);
	return TRUE;
}

/* A record that was refused may be put again later: it is as it was before. */
static void put_refused(struct record *record, struct record *take_before)
{
	record->version = take_before ? take_before->version : 0;
	if (!take_before)
		record->key = 0;
	record_free(take_before);
}

/* What its kind says of it, through whatever door it comes. What is taken back is as it was. */
static gboolean settle(struct session *session, struct record *record, GError **error)
{
	const char *field;
	int today = G_MAXINT; /* a file that is being filled knows no clock */

	if (!record->kind->settle || record->withdrawn)
		return TRUE;
	if (!session->filling)
		today = time_day(session_now(session));
	return record->kind->settle(record, today, &field, error);
}

gboolean session_put(struct session *session, gpointer record, GError **error)
{
	json_t *excused = NULL;
	gpointer before;
	struct undo_step *step;

	if (!guard_record(record, &session->found, error) || !settle(session, record, error))
		return FALSE;
	if (session->filling)
		return store_put(session->store, record, NULL, error);
	if (((struct record *)record)->kind == &observation_kind &&
	    !where_keep(session, record, error))
		return FALSE;
	if (!where_decided_keep(session, record, error))
		return FALSE;
	if (!guard_personal(session, record, &excused, error))
		return FALSE;
	if (!store_put(session->store, record, &before, error)) {
		json_decref(excused);
		return FALSE;
	}
	if (!access_put(session, before, record, error) ||
	    !guard_tell(session, record, g_steal_pointer(&excused), error)) {
		json_decref(excused);
		put_refused(record, before);
		return FALSE;
	}
	step = g_new0(struct undo_step, 1);
	step->before = before;
	step->after = record_copy(record);
	g_ptr_array_add(session->open->steps, step);
	undo_note_version(session, record);
	return TRUE;
}

void session_remember_import(struct session *session, gint64 import_key)
{
	session->open->import_key = import_key;
}

void session_typing(struct session *session, gboolean goes_on)
{
	struct undo_entry *last =
		session->undo->len ? session->undo->pdata[session->undo->len - 1] : NULL;

	session->typing = goes_on;
	if (last && !goes_on)
		last->typed = FALSE;
}

static struct undo_step *only_step(const struct undo_entry *entry)
{
	return entry->steps->len == 1 ? entry->steps->pdata[0] : NULL;
}

/* Becomes part of the last entry where both are typing in the same record. */
static gboolean entry_joins(struct session *session, struct undo_entry *entry)
{
	struct undo_entry *last =
		session->undo->len ? session->undo->pdata[session->undo->len - 1] : NULL;
	struct undo_step *before = last && last->typed ? only_step(last) : NULL,
			 *now = only_step(entry);

	if (!session->typing || !before || !now ||
	    !id_equal(&((struct record *)before->after)->id, &((struct record *)now->after)->id))
		return FALSE;
	record_free(before->after);
	before->after = g_steal_pointer(&now->after);
	return TRUE;
}

gboolean session_commit(struct session *session, char *take_title, GError **error)
{
	struct undo_entry *entry = g_steal_pointer(&session->open);

	if (!shown_write(session, error) ||
	    (entry->import_key && !guard_tell_import(session, error)) ||
	    !store_commit(session->store, error)) {
		store_rollback(session->store);
		undo_entry_free(entry);
		g_free(take_title);
		return FALSE;
	}
	g_ptr_array_set_size(session->shown, 0);
	g_clear_pointer(&session->reason, g_free);
	if (!take_title || (entry->steps->len == 0 && !entry->import_key) ||
	    entry_joins(session, entry)) {
		undo_entry_free(entry);
		g_free(take_title);
		return TRUE;
	}
	entry->title = take_title;
	entry->typed = session->typing;
	g_ptr_array_add(session->undo, entry);
	g_ptr_array_set_size(session->redo, 0);
	return TRUE;
}

void session_rollback(struct session *session)
{
	session_break_off(session, NULL);
}

void session_break_off(struct session *session, const char *reason)
{
	if (!session->open)
		return;
	store_break_off(session->store, reason);
	g_clear_pointer(&session->open, undo_entry_free);
}

/* The record as it stands with the fields that the change changed as they were before it, or after
 * it where it is redone. What was new is withdrawn. */
static gpointer step_target(struct session *session, const struct undo_step *step, gboolean undo,
			    GError **error)
{
	const struct record *after = step->after, *before = step->before,
			    *from = undo ? after : before, *to = undo ? before : after;
	g_autoptr(GError) failed = NULL;
	struct record *target = store_get(session->store, after->kind, after->key, &failed);

	if (failed) {
		g_propagate_error(error, g_steal_pointer(&failed));
		return NULL;
	}
	if (!target)
		return record_copy(after); /* which the store refuses */
	if (!before) {
		target->withdrawn = undo;
		return target;
	}
	for (const struct field *field = after->kind->fields; field->name; field++)
		if (!field_equal(field, from, to))
			field_copy(field, target, to);
	if (from->withdrawn != to->withdrawn)
		target->withdrawn = to->withdrawn;
	return target;
}

/* Puts one record of a step back. The version that must stand there is the one this session wrote
 * last: anything else is another's. */
static gboolean step_apply(struct session *session, const struct undo_step *step, gboolean undo,
			   GError **error)
{
	struct record *target = step_target(session, step, undo, error);
	gboolean ok;

	if (!target)
		return FALSE;
	target->version = GPOINTER_TO_INT(g_hash_table_lookup(session->versions, &target->id));
	ok = store_put(session->store, target, NULL, error);
	if (ok)
		undo_note_version(session, target);
	record_free(target);
	return ok;
}

static gboolean entry_apply(struct session *session, struct undo_entry *entry, gboolean undo,
			    GError **error)
{
	g_autofree char *what = g_strconcat(undo ? "undo." : "redo.", entry->what, NULL);

	if (entry->import_key)
		return session_move_import(session, entry->import_key, undo, NULL, NULL, error);
	if (!undo_store_begin(session, what, error))
		return FALSE;
	for (guint i = 0; i < entry->steps->len; i++) {
		guint at = undo ? entry->steps->len - 1 - i : i;

		if (!step_apply(session, entry->steps->pdata[at], undo, error))
			goto fail;
	}
	if (store_commit(session->store, error))
		return TRUE;
fail:
	store_rollback(session->store);
	return FALSE;
}

static gboolean entry_move(struct session *session, GPtrArray *from, GPtrArray *to, gboolean undo,
			   char **what, GError **error)
{
	struct undo_entry *entry;

	if (from->len == 0) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
				    !undo                  ? _("There is nothing to redo.")
				    : session->undo_closed ? session->undo_closed
							   : _("There is nothing to undo in this "
							       "session."));
		return FALSE;
	}
	entry = from->pdata[from->len - 1];
	if (!entry_apply(session, entry, undo, error))
		return FALSE;
	if (what)
		*what = g_strdup(entry->title);
	g_ptr_array_add(to, g_ptr_array_steal_index(from, from->len - 1));
	return TRUE;
}

void session_note_import(struct session *session, gint64 import_key, char *take_title)
{
	struct undo_entry *entry = g_new0(struct undo_entry, 1);

	entry->title = take_title;
	entry->what = g_strdup(access_what(ACTION_IMPORT));
	entry->steps = g_ptr_array_new_with_free_func(step_free);
	entry->import_key = import_key;
	g_ptr_array_add(session->undo, entry);
	g_ptr_array_set_size(session->redo, 0);
}

gint64 session_undo_import(const struct session *session, gboolean undo)
{
	const GPtrArray *list = undo ? session->undo : session->redo;

	return list->len ? ((const struct undo_entry *)list->pdata[list->len - 1])->import_key : 0;
}

void session_import_moved(struct session *session, gint64 import_key, gboolean undo)
{
	GPtrArray *from = undo ? session->undo : session->redo,
		  *to = undo ? session->redo : session->undo;

	for (guint i = from->len; i-- > 0;)
		if (((const struct undo_entry *)from->pdata[i])->import_key == import_key) {
			g_ptr_array_add(to, g_ptr_array_steal_index(from, i));
			return;
		}
}

void session_close_undo(struct session *session, char *take_why)
{
	g_ptr_array_set_size(session->undo, 0);
	g_ptr_array_set_size(session->redo, 0);
	g_free(session->undo_closed);
	session->undo_closed = take_why;
}

const char *session_undo_closed(const struct session *session)
{
	return session->undo_closed;
}

gboolean session_undo(struct session *session, char **what, GError **error)
{
	return entry_move(session, session->undo, session->redo, TRUE, what, error);
}

gboolean session_redo(struct session *session, char **what, GError **error)
{
	return entry_move(session, session->redo, session->undo, FALSE, what, error);
}

static const char *undo_last_title(const GPtrArray *list)
{
	return list->len ? ((const struct undo_entry *)list->pdata[list->len - 1])->title : NULL;
}

const char *session_undo_title(const struct session *session)
{
	return undo_last_title(session->undo);
}

const char *session_redo_title(const struct session *session)
{
	return undo_last_title(session->redo);
}
