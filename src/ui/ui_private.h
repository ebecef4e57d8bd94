/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of the screens' frame: for the files of this room only. Screens use screen.h.
 */
#ifndef OSG_UI_PRIVATE_H
#define OSG_UI_PRIVATE_H

#include "ui/graphics.h"
#include "ui/history.h"
#include "ui/overlay.h"
#include "ui/screen.h"
#include "ui/worker.h"

/* A screen that is open. */
struct view {
	const struct screen_ops *ops; /* which screen it is */
	struct screen_ops does;       /* what it does, with what it leaves to list_screen.c */
	gpointer self;
	guint generation; /* of what it shows */
	struct plan plan; /* ui_plan */
};

struct message {
	enum message_kind kind;
	gint64 at;   /* session_now */
	gint64 seen; /* monotonic, microseconds */
	guint input; /* which key said it */
	char *text;
};

/* Where something that can be clicked was drawn. */
struct click_target {
	int x, y, width;
	const struct screen_ops *screen; /* a tab */
	const char *command;             /* or a command */
};

struct ui {
	struct session *session;
	struct settings *settings;
	struct ui_options options;
	enum theme theme;
	GPtrArray *
		*tabs; /* by index in screens: views, the tab itself first; NULL = not opened yet */
	int tab;
	GPtrArray *overlays; /* struct overlay, topmost last */
	GPtrArray *messages; /* struct message, newest last */
	gboolean message_shown;
	guint inputs; /* keys, clicks and pastes so far */
	struct worker *worker;
	GHashTable *unkept; /* set of names: what was typed and could not be kept (ui_kept) */
	guint quit_asked;   /* inputs when ending was put off for that, 0 = never */
	GHashTable *drafts; /* form -> what was typed in it last, until it is dropped and that is
			       kept; a NULL content: dropped */
	int versions;       /* fixed versions of the week, -1 = not asked */
	int draft;          /* the week whose draft is shown though it is fixed, WEEK_NONE = none */
	guint64 version;    /* of the data */
	guint generation;   /* moves with data and week: what was read before is stale */
	GArray *targets;    /* struct click_target of the last frame */
	struct rectangle body;
	gint64 minute;           /* shown by the clock, -1 = no clock shown */
	struct history *history; /* what the palette ran */
	gint64 rests_at; /* the selection moved and its details wait until then; 0 = it rests */
	gint64 calm_at;  /* others write: nothing is worked out ahead until then; 0 = they do not */
	int newest;      /* week that a file brought: the next jump offers it; WEEK_NONE = none */
	char *copied;    /* for the terminal's clipboard, NULL = nothing */
	gboolean mouse_off, done;
	char *farewell; /* ui_farewell */
	struct graphics_state graphics;
	void (*changed)(gpointer data);
	gpointer changed_data;
};

/* What was compiled before is there at once. TRUE: a picture went that other views may look at. */
gboolean ui_take_picture(struct ui *ui);
/* Tries once more what could not be kept. */
void drafts_keep_again(struct ui *ui);
/* Writes what was shown to the record of changes, beside the screens. */
void ui_keep_shown(struct ui *ui);

gint64 ui_clock(const struct ui *ui); /* microseconds */
struct view *ui_view(const struct ui *ui);
struct overlay *ui_overlay(const struct ui *ui); /* topmost, NULL = none */
void ui_changed(struct ui *ui);                  /* a frame is due without input */
void ui_load_again(struct ui *ui);               /* something came that a screen waits for */
void ui_run_command(struct ui *ui, const struct command *command, const struct screen_ops *screen,
		    const char *argument);
/* Why this seat may not, whatever is selected; shown: the command's screen is. Owned, NULL when it
 * may. */
char *command_barred(struct ui *ui, const struct command *command, gboolean shown);
char *command_refusal(struct ui *ui,
		      const struct command *command); /* owned, NULL = it can be done */

int screen_index(const char *id); /* in screens, -1 = none */

/* message.c */
void message_free(gpointer message);
/* A message goes away with a key, but never before it could be read. */
void message_hide(struct ui *ui);
/* A message is about the screen and the window it was said on, unless this very key said it. */
void message_hide_old(struct ui *ui);

/* list_rows.c */
void list_run_counts(struct ui *ui, const char *argument); /* argument: a column */
void list_run_export(struct ui *ui, const char *argument); /* argument: a file */

/* frame.c */
#define SMALLEST_WIDTH 40
#define SMALLEST_HEIGHT 10
void frame_draw(struct ui *ui, struct surface *s);
const struct click_target *frame_target(const struct ui *ui, int x, int y);

#endif
