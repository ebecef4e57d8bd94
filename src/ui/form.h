/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one form: labelled fields from a table, each with its meaning echoed beside it, completion
 * while typing, and errors where they belong. Knows no record; a screen reads the fields and says
 * what they mean. */
#ifndef OSG_UI_FORM_H
#define OSG_UI_FORM_H

#include "osg/surface.h"

enum form_kind { FORM_LINE, FORM_LINES, FORM_CHOICE };

/* Something that the typed text could mean. key is the screen's own; 0 when there is none. */
struct form_option {
	char *text, *note; /* owned; note may be NULL */
	gint64 key;
};
/* A GPtrArray of them that frees them. */
GPtrArray *form_options_new(void);
void form_options_add(GPtrArray *options, const char *text, const char *note, gint64 key);

struct form_field {
	const char *id;
	const char *label; /* msgid */
	enum form_kind kind;
	gboolean required;
	int rows;                   /* FORM_LINES: rows shown */
	const char *const *choices; /* FORM_CHOICE: words for text_word, NULL ends */
	/* How the text is understood (owned), *wrong when it is not. key: of the completion taken,
	 * else 0. May be NULL.
	 */
	char *(*meaning)(gpointer data, const char *text, gint64 key, gboolean *wrong);
	/* What could be meant, best first; may be NULL. */
	GPtrArray *(*complete)(gpointer data, const char *text);
	/* What is wrong with a text that meaning does not refuse, owned, NULL = nothing; field says
	 * which it is. May be NULL. */
	char *(*check)(gpointer data, const struct form_field *field, const char *text);
	/* Required only while the FORM_CHOICE of this id stands at its first answer; NULL = always.
	 */
	const char *only_with;
};

struct form;

struct form *form_new(const struct form_field *fields, gpointer data); /* id NULL ends */
void form_free(struct form *form);

const char *form_text(const struct form *form, const char *id);
gint64 form_key_of(const struct form *form,
		   const char *id); /* of the completion taken, 0 = typed freely */
int form_choice(const struct form *form, const char *id);
void form_set(struct form *form, const char *id, const char *text, gint64 key);
void form_choose(struct form *form, const char *id, int choice);
void form_focus(struct form *form, const char *id);
const char *form_focused(const struct form *form);
/* Focuses the first field that is not understood, or required and empty; where none is, the first.
 */
void form_ask(struct form *form);
/* The form says now what is stored: from here on fields are moved or not. */
void form_settle(struct form *form);
gboolean form_moved(const struct form *form, const char *id);
gboolean form_any_moved(const struct form *form);
/* What is stored is other's now, for somebody else changed it meanwhile: fields that were not moved
 * show it. Those that both changed keep what was typed, with the other's beside it; the first of
 * them is focused. Returns how many. keys: of the command that swaps, as people read them. */
guint form_rebase(struct form *form, const struct form *other, const char *keys);
/* Whether both changed the focused field; takes the other's in place of the own, or back. */
gboolean form_is_disputed(const struct form *form);
void form_swap(struct form *form, const char *keys);
/* Shown beside the field until it changes, NULL = nothing; the field is focused. */
void form_complain(struct form *form, const char *id, const char *message);

/* TRUE when the key was the form's. Tab and Enter take the completion and go to the next field that
 * is empty or not understood, Shift-Tab back, arrows anywhere. */
gboolean form_press(struct form *form, guint32 key);
/* FALSE: the focused field is no text. */
gboolean form_paste(struct form *form, const char *text);
/* what: enum mouse. A click takes a completion or an answer, or goes to the field; the wheel goes
 * through completions or fields. TRUE when it was upon the form. */
gboolean form_mouse(struct form *form, int what, int x, int y);
/* Escape: hides the completions; FALSE when none were shown. */
gboolean form_back(struct form *form);
/* Moves with everything typed. */
guint form_changes(const struct form *form);
/* Everything typed, as text that form_restore reads; owned. A restored form begins at its first
 * field. */
char *form_store(const struct form *form);
void form_restore(struct form *form, const char *stored);

/* Rows it needs to show everything, errors in full too. */
int form_rows(struct form *form, int width);
/* Rows used. */
int form_draw(struct form *form, struct surface *s, struct rectangle r);
/* What is wrong with the focused field where it is too long to stand beside it and has no rows of
 * its own, in the status row at bottom and upwards: there it moves and hides no field. Rows drawn,
 * 0 = there is nothing to say. */
int form_draw_told(const struct form *form, struct surface *s, int bottom);

#endif
