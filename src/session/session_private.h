/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a session, for the files of this room only. */
#ifndef OSG_SESSION_PRIVATE_H
#define OSG_SESSION_PRIVATE_H

#include <jansson.h>

#include "osg/session.h"
#include "osg/store.h"

struct session {
	struct store *store;
	struct registry *registry;
	GMutex registry_lock; /* while it is replaced here, or shared by another thread's session */
	struct participant *participant;
	gint64 came_with; /* the public key that opened the door, 0 = none was needed */
	char *file, *municipality, *unwritable;
	enum door door;
	gint64 (*now)(void);
	gboolean english, demo;
	int demo_end;     /* the demo's last week */
	int demo_days;    /* from its last Tuesday to the day it was made, 0 = it was made before */
	gboolean filling; /* made by session_create: nobody works in it yet */
	int week;
	void (*progress)(double done); /* NULL = nobody listens */
	gint64 known_at;               /* looked back to; TIME_NONE = now */
	guint64 reference_version;     /* store_reference_version when the registry was read */
	GPtrArray *undo, *redo;        /* struct undo_entry, newest last */
	char *undo_closed;             /* why what came before them is not undone, NULL = nothing */
	GHashTable *use_places, *use_categories;
	GHashTable *versions;    /* struct id -> version this session wrote last */
	struct undo_entry *open; /* of the change that is being made */
	gboolean typing;         /* session_typing */
	enum action action;      /* of that change */
	GHashTable *known_words; /* that are no names, NULL = not asked for yet */
	char *reason;            /* stated for the next change, NULL = none */
	guint found;             /* by the guard in the texts of the last change, not yet told */
	GHashTable *kept;        /* name -> struct kept_data */
	char *token;
	gboolean again;   /* opened by session_open_again: the token is another's too */
	GPtrArray *shown; /* lines on what was shown, not written yet */
	GHashTable *shown_before;
};

/* What the participant sees of the observations: the one rule, for records and for rows. */
struct scope access_scope(const struct session *session);
gboolean access_sees(const struct session *session, const struct scope *scope,
		     const struct observation *observation);

/* Whether the participant's organisation leads the focus group or is a member of it. */
gboolean access_takes_part(const struct session *session, gint64 group);
/* Of a kind that is not the whole group's: whether the participant is among those whose it is. */
gboolean access_sees_kept(const struct session *session, const struct record *record);
/* Whether some may not see a record of that kind, or not all of it. */
gboolean access_hides(const struct record_kind *kind);

/* Whether the open change may make this of the stored record; before NULL = there was none. */
gboolean access_put(const struct session *session, const struct record *before,
		    const struct record *after, GError **error);

/* Verb of an action on the record of changes. */
const char *access_what(enum action action);
/* OSG_ERROR_DENIED with a sentence in the current language; always FALSE. */
gboolean session_deny(const char *why, GError **error);

/* What the guard found in a text; flags. 0 = nothing. */
enum guard_finding {
	GUARD_CLEANED = 1 << 0, /* it was written otherwise: a blank at the end, a letter in parts
				 */
	GUARD_HARMFUL = 1 << 1  /* it held control characters, hidden ones or broken UTF-8 */
};
/* Looks at one text: what is found, and *clean (owned) what may be kept of it. */
guint guard_check(const char *text, gboolean keep_lines, char **clean);
/* Cleans the texts of a record that is about to be stored; *found (flags) gets what was there.
 * OSG_ERROR_FORMAT where a field that only osg writes holds what it never writes. */
gboolean guard_record(gpointer record, guint *found, GError **error);
/* Looks through what people wrote in it. What a stated reason lets through is in *excused (JSON,
 * owned, NULL = nothing), for guard_tell when the record is stored. OSG_ERROR_RULE,
 * OSG_ERROR_REASON. */
gboolean guard_personal(struct session *session, const struct record *record, json_t **excused,
			GError **error);
gboolean guard_tell(struct session *session, const struct record *record, json_t *take_excused,
		    GError **error);

/* The reason that was stated for all the rows of an import, if one was. */
gboolean guard_tell_import(struct session *session, GError **error);

/* Remembers the key that somebody came with (its id as text); *handle (owned) is the seat's. */
gboolean session_come_with(struct session *session, const char *id_text, char **handle,
			   GError **error);

/* Names a session while it runs. */
char *token_new(void);
void token_end(const char *token);

/* How finely somebody with this scope is told where an observation was: where.c. */
enum sharing where_finest(const struct session *session, const struct scope *scope,
			  gint64 organisation, gint64 category, gint64 sub_category);
/* Take out what is finer. */
void where_row(const struct session *session, const struct scope *scope,
	       struct observation_row *row);
void where_record(const struct session *session, const struct scope *scope, struct observation *o);
/* The same of what was decided and is done at a place: a measure, a focus group, an asset. */
gboolean where_is_decided(const struct record_kind *kind);
enum sharing where_decided_told(const struct session *session, const struct scope *scope,
				const struct record *record);
void where_decided(const struct session *session, const struct scope *scope, struct record *record);
void where_line(const struct session *session, const struct scope *scope,
		const struct record *record, struct log_line *line);
/* Before it is stored: what this participant was not told, and has not written anew, is as it was.
 */
gboolean where_keep(struct session *session, struct observation *o, GError **error);
gboolean where_decided_keep(struct session *session, struct record *record, GError **error);

void shown_init(struct session *session);
void shown_clear(struct session *session);
/* Writes the lines into the open change of the store; they stay until that is kept. */
gboolean shown_write(struct session *session, GError **error);

GPtrArray *undo_list_new(void);
GHashTable *undo_versions_new(void);

/* A change of the store in this session's name. */
gboolean undo_store_begin(struct session *session, const char *what, GError **error);

#endif
