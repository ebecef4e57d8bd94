/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen is and what it may ask of the frame. A screen is one file with one struct
 * screen_ops and one line in screens.c; it never asks who else is on screen. */
#ifndef OSG_UI_SCREEN_H
#define OSG_UI_SCREEN_H

#include "osg/observation.h"
#include "osg/ui.h"
#include "osg/week.h"
#include "ui/command.h"
#include "ui/edit.h"
#include "ui/form_screen.h"
#include "ui/list.h"
#include "ui/list_screen.h"
#include "ui/overlay.h"
#include "ui/worker.h"

struct screen_ops {
	const char *id;                 /* "observations": context of its keys */
	const char *title;              /* msgid: tab, palette */
	gunichar digit;                 /* '3'; 0 = no tab: reached by a command, q goes back */
	const struct command *commands; /* id NULL ends; may be NULL */
	const struct list_screen *rows; /* a list screen; NULL = it does all itself */
	/* The screen's own data. argument is what ui_open was given, NULL when none. */
	gpointer (*open)(struct ui *ui, const char *argument);
	/* Reads what it shows: after open, when the week moved and when data changed. */
	gboolean (*load)(struct ui *ui, gpointer self, GError **error);
	void (*draw)(struct ui *ui, gpointer self, struct surface *s, struct rectangle body);
	/* Which row of its list a record is, by identity; NULL = its key where rows are set. */
	gint64 (*row_of)(const struct record *record);
	/* Its list, if the list keys shall work on it; may be NULL. */
	struct list *(*list)(gpointer self);
	/* Enter and double click on the list; may be NULL. */
	void (*enter)(struct ui *ui, gpointer self);
	/* Keys before the keymap (text being typed). TRUE = used. May be NULL, as all below. */
	gboolean (*key)(struct ui *ui, gpointer self, guint32 key);
	/* TRUE while the keys are lines of text that Ctrl-S and Escape end and store. */
	gboolean (*writes)(gpointer self);
	void (*paste)(struct ui *ui, gpointer self, const char *text);
	gboolean (*mouse)(struct ui *ui, gpointer self, enum mouse what, int x, int y);
	/* Escape: TRUE when there was something to step back from (a filter, a search, a typed
	 * field). */
	gboolean (*back)(struct ui *ui, gpointer self);
	/* A planned moment (ui_plan) has come; also at hang-up: store drafts. */
	void (*tick)(struct ui *ui, gpointer self);
	/* What is said of the selected row, to be copied; owned, NULL = nothing. */
	char *(*sentence)(struct ui *ui, gpointer self);
	/* The filter that its rows have passed, owned, NULL = none; *weeks: it says which weeks
	 * itself. May be NULL: rows are of the week shown. */
	char *(*passed)(struct ui *ui, gpointer self, gboolean *weeks);
	/* What can be looked at as charts, of the selected row first: GPtrArray of struct
	 * titled_chart, owned; NULL or empty: nothing yet. */
	GPtrArray *(*charts)(struct ui *ui, gpointer self, GError **error);
	/* Why there are none right now, owned; NULL = there may be. */
	char *(*no_charts)(struct ui *ui, gpointer self);
	/* What the status row says while there is no message; owned. */
	char *(*status)(struct ui *ui, gpointer self);
	void (*close)(gpointer self);
	/* The form that it is: letters are typed, not commands; only keys with Ctrl, Escape, Tab,
	 * Enter and F-keys reach the keymap. And what saving it means. */
	struct form *(*form)(gpointer self);
	void (*save)(struct ui *ui);
};

extern const struct screen_ops *const screens[]; /* NULL ends */

/* what the frame offers */

struct session *ui_session(const struct ui *ui);
struct settings *ui_settings(const struct ui *ui); /* may be NULL */
gboolean ui_plain(const struct ui *ui); /* for screen readers: no frames, words in full */

/* Shows a screen by id. A tab without an argument is the tab itself; anything else is stacked upon
 * what is shown, and Esc or q comes back to it as it was. */
void ui_open(struct ui *ui, const char *screen, const char *argument);
void ui_leave(struct ui *ui); /* the stacked screen closes */
const struct screen_ops *ui_screen(const struct ui *ui);
gpointer ui_self(const struct ui *ui); /* data of the current screen */
/* The current screen's list, NULL when it has none. */
struct list *ui_list(const struct ui *ui);
void ui_reload(struct ui *ui); /* data changed by this session */
void ui_set_week(struct ui *ui, int week);
void ui_offer_week(struct ui *ui, int week); /* what the next jump to a week begins with */
void ui_quit(struct ui *ui);
void ui_run(struct ui *ui, const char *command,
	    const char *argument); /* as from the palette: refusals become messages */

/* Why the participant may not do it, owned; NULL when they may. */
char *ui_may_not(const struct ui *ui, enum action action);

/* The picture of the current week. NULL: it is coming, or it cannot be compiled, with the reason in
 * the status row. While a newer one is coming the last one stands. */
const struct picture *ui_picture(struct ui *ui);
/* For what the header tells: while others write it is not compiled anew for that alone. */
const struct picture *ui_header_picture(struct ui *ui);
/* Who has reported in it: GPtrArray of struct picture_organisation. NULL as above. */
const GPtrArray *ui_roll_call(struct ui *ui);
gboolean ui_picture_coming(const struct ui *ui);
/* Whether the picture is the draft; a week that is fixed shows its newest version unless the draft
 * is asked for. */
gboolean ui_is_fixed(const struct ui *ui); /* the week has a fixed version */
gboolean ui_shows_draft(const struct ui *ui);
void ui_show_draft(struct ui *ui, gboolean draft);
/* What was found for the current week, in the same way; error: the search failed or was stopped. */
const struct hotspot_week *ui_hotspots(struct ui *ui, GError **error);
char *ui_hotspots_key(const struct ui *ui); /* for ui_is_coming, ui_cancel, ui_forget; owned */

/* Drafts of forms are kept beside the screens: no key waits for the database. content NULL drops
 * it. */
void ui_draft_save(struct ui *ui, const char *form, const char *content);
char *ui_draft(struct ui *ui, const char *form);                /* owned, NULL = none */
gboolean ui_draft_waits(const struct ui *ui, const char *form); /* it is not kept yet */
/* Something that was typed could not be kept; it was told. */
gboolean ui_draft_failing(const struct ui *ui);
/* Says so of what is no draft: osg is not ended meanwhile without a word. */
void ui_kept(struct ui *ui, const char *what, gboolean kept);

/* The status row and its history. An error stays until a key after two seconds. */
enum message_kind {
	MESSAGE_DONE,
	MESSAGE_UNDOABLE, /* done, and the key that takes it back is said */
	MESSAGE_HINT,
	MESSAGE_ERROR
};
void ui_message(struct ui *ui, enum message_kind kind, const char *format, ...) G_GNUC_PRINTF(3, 4);
void ui_fail(struct ui *ui, GError *take_error); /* its message as MESSAGE_ERROR */
void ui_nothing_pasted(struct ui *ui);           /* what is selected is no text */
/* FALSE while the selection moves quickly: the details of the row before may stand meanwhile. */
gboolean ui_rests(const struct ui *ui);
/* Asks for the current screen's tick in so many milliseconds. A later plan puts it off, but never
 * past a second after the first. */
void ui_plan(struct ui *ui, int milliseconds);

/* Columns that a screen has. */
int ui_width(const struct ui *ui);
/* "Causes [Measures] Steps": the parts of a screen and the one that is shown, owned. Where they are
 * wider than there is room the first ones give way, so that the shown one is seen. titles:
 * translated, NULL ends. */
char *ui_tab_line(const char *const *titles, guint here, int width);

/* Where the details of a list go: below, or in the right half from 120 columns on. body is cut down
 * to the list's part; a detail with height 0 means there is no room (Enter opens it). below: rows
 * wished for. */
struct rectangle ui_split(struct rectangle *body, int below);
/* What is said about keys: text with {command.id} and {screen} as command_sentence has it, without
 * the parts that name what this seat may not do. Owned. */
char *ui_hint(struct ui *ui, const char *text);
/* "no rows" as such a hint, in the middle of where rows would be. */
void ui_draw_empty(struct ui *ui, struct surface *s, struct rectangle r, const char *sentence);

#endif
