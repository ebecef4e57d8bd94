/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a key or the palette can do. Footer, help, palette and the tests that iterate over all
 * follow from these rows. A screen lists its commands beside its code; commands_all gathers them.
 */
#ifndef OSG_UI_COMMAND_H
#define OSG_UI_COMMAND_H

#include <glib.h>

struct ui;
struct screen_ops;

enum {
	COMMAND_WRITES = 1,   /* refused when the database is read-only */
	COMMAND_LIST = 2,     /* works on the screen's list: refused where there is none */
	COMMAND_MOVE = 4,     /* only moves: not in the palette */
	COMMAND_FORM = 8,     /* works on the screen's form: refused where there is none */
	COMMAND_OUTSIDE = 16, /* names a file or a program of the machine: refused through ssh */
	COMMAND_ROW = 32      /* is about the selected row: found elsewhere, it only goes there */
};

/* What a seat must be allowed to, an enum action; 0 = nothing. */
#define NEEDS(action) ((int)(action) + 1)

struct command {
	const char *id;       /* "observations.link" */
	const char *title;    /* msgid, a few words: palette and help */
	const char *help;     /* msgid, one sentence */
	const char *argument; /* msgid of what the palette asks for first; NULL = nothing */
	guint flags;
	void (*run)(struct ui *ui, const char *argument); /* argument NULL = none was given */
	/* Why it cannot be done now: an owned sentence, NULL when it can. May be NULL: it always
	 * can. */
	char *(*refused)(struct ui *ui);
	int needs; /* asked before refused, and of what a hint names (ui_hint) */
	/* The same where it hangs on what the screen shows: asked only while that is shown. Owned,
	 * NULL when the seat may. May be NULL. */
	char *(*may_not)(struct ui *ui);
};

/* A row of the keymap: in a context, a key runs a command. footer is the short word of the footer
 * (msgid), NULL = not shown; neighbours with the same word are shown together (", . week"). */
struct key_binding {
	const char *context; /* a screen's id, "list", "form" or "global" */
	guint32 key;
	const char *command;
	const char *footer;
};

/* The keymap in force; command NULL ends. */
const struct key_binding *keymap(void);
/* Takes the keys of the settings file in place of those delivered: a line "entry.open=F2 Ctrl-B"
 * under [keys]. A line that cannot be used is complained about and leaves its command as delivered.
 * NULL: all as delivered. */
struct settings;
void keymap_use(struct settings *settings);
/* The key of a name as key_name writes it, in either language; UI_KEY_NONE = none is called that.
 */
guint32 key_parse(const char *name);

/* A command and the screen it belongs to (NULL = works everywhere). */
struct command_place {
	const struct command *command;
	const struct screen_ops *screen;
};
const GArray *commands_all(void); /* of struct command_place */
const struct command *command_find(const char *id, const struct screen_ops **screen);
/* The command that opens a screen without a tab from everywhere ("setup.open"), whose commands are
 * thus found everywhere; NULL = there is none, or it is a form. */
const struct command *command_door(const struct screen_ops *screen);
/* The binding of a key where screen (may be NULL) and perhaps a list are; NULL = the key is free.
 */
const struct key_binding *binding_find(const struct screen_ops *screen, gboolean list, guint32 key);
/* Whether a binding holds there. */
gboolean binding_applies(const struct key_binding *binding, const struct screen_ops *screen,
			 gboolean list);
/* The commands of every list, of every form, and those that hold everywhere; id NULL ends. */
extern const struct command global_commands[], list_commands[], form_commands[];
/* "Enter", "Ctrl-S", "F1", "Space"; owned. */
char *key_name(guint32 key);
/* All keys of a command, "u" or "U Ctrl-R"; "" when it has none. Owned. */
char *command_keys(const char *command);
char *command_keys_in_form(const char *command); /* without the letters: those are typed there */
/* A sentence in which {command.id} and {screen} stand for the first key of the command and the
 * digit of the screen, as the keymap has them. Owned. */
char *command_sentence(const char *text);

#endif
