/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a coordinator sets up (organisations, seats, places, categories, changed recordings) and
 * what the programme is kept by. A table says which fields of a kind people fill in; the form, osg
 * set and the checks follow from it. */
#ifndef OSG_SETUP_H
#define OSG_SETUP_H

#include "osg/session.h"

struct setup_field {
	const char *field; /* of the kind */
	const char *label; /* msgid */
	gboolean required;
	const char *const *choices; /* msgids in the form, of a flag that yes and no do not tell */
};

struct setup_kind {
	const struct record_kind *kind;
	const char *title; /* msgid, of many: N_("Seats") */
	const char *name;  /* field that tells one from another: no two have the same */
	const struct setup_field *fields; /* field NULL ends */
	enum action action;               /* who may */
};
extern const struct setup_kind setup_kinds[];     /* kind NULL ends */
extern const struct setup_kind programme_kinds[]; /* the same */
/* By name or plural of the kind, of either table; NULL = it has no such form. */
const struct setup_kind *setup_kind_named(const char *name);
/* The same by the kind itself. */
const struct setup_kind *setup_kind_of(const struct record_kind *kind);

/* What a word of an enum is called, borrowed: "housing company". */
const char *setup_word(const struct field *field, int value);
/* A field as people write it, owned: a reference by name, a list with commas, yes and no. */
char *setup_text(struct session *session, gconstpointer record, const struct field *field);
/* Reads what people wrote, in their words or the database's. OSG_ERROR_INPUT says what was
 * expected.
 */
gboolean setup_read(struct session *session, gpointer record, const struct field *field,
		    const char *text, GError **error);
/* The record of that kind by its name or its id; NULL with an error. Free with record_free. */
gpointer setup_find(struct session *session, const struct setup_kind *kind, const char *name,
		    GError **error);
/* The names among these by which another place is called too, each with that place ("“Torget”
 * (Skogås torg)"), owned; NULL: none. By such a name alone nobody can tell which is meant. place:
 * whose they are (key 0: a new one's).
 */
char *setup_aliases_shared(struct session *session, const struct place *place,
			   char *const *aliases);
/* What tells it from others: its name, else its first field, owned. */
char *setup_name(struct session *session, gconstpointer record);
/* Takes it out of use, or into use again: a seat is closed and opened, the rest withdrawn. */
gboolean setup_in_use(gconstpointer record);
void setup_use(gpointer record, gboolean use);
/* Stores a record that is new or changed, also one withdrawn. *field: what is wrong. The last seat
 * that may set up is not closed; what a mandate replaces ends the day before it begins. */
gboolean setup_save(struct session *session, const struct setup_kind *kind, gpointer record,
		    const char **field, GError **error);

#endif
