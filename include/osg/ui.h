/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The screens as the terminal knows them: keys, pasted text, mouse and time in, a drawn surface
 * out. Knows no terminal.
 */
#ifndef OSG_UI_H
#define OSG_UI_H

#include <glib.h>

#include "osg/app.h"
#include "osg/settings.h"
#include "osg/surface.h"

/* A key: a Unicode character, one of these, or UI_KEY_CTRL of a lower-case letter. */
enum {
	UI_KEY_NONE = 0x200000,
	UI_KEY_UP,
	UI_KEY_DOWN,
	UI_KEY_LEFT,
	UI_KEY_RIGHT,
	UI_KEY_HOME,
	UI_KEY_END,
	UI_KEY_PAGE_UP,
	UI_KEY_PAGE_DOWN,
	UI_KEY_INSERT,
	UI_KEY_DELETE,
	UI_KEY_BACKSPACE,
	UI_KEY_ENTER,
	UI_KEY_TAB,
	UI_KEY_BACKTAB,
	UI_KEY_ESCAPE,
	UI_KEY_F1, /* … F12 */
	UI_KEY_F12 = UI_KEY_F1 + 11,
	UI_KEY_CTRL_BASE = 0x300000
};
#define UI_KEY_CTRL(letter) (UI_KEY_CTRL_BASE + (letter))
#define UI_KEY_F(n) (UI_KEY_F1 + (n)-1)

enum mouse { MOUSE_CLICK, MOUSE_DOUBLE_CLICK, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct ui_options {
	gboolean mono, ascii,
		plain;          /* whatever the settings say: NO_COLOR, a dumb terminal, --plain */
	gboolean in_background; /* what the next key may ask for is worked out ahead */
	gboolean practises;     /* over a copy that is thrown away: the heading says so */
	const char *screen;     /* id of the screen to begin with; NULL = the setting's */
	gint64 (*clock)(void);  /* microseconds that only grow; NULL = the system's */
};

struct ui;

/* session and settings are borrowed and must outlive it; settings may be NULL (defaults). */
struct ui *ui_new(struct session *session, struct settings *settings,
		  const struct ui_options *options);
void ui_free(struct ui *ui);

/* What the terminal met, in its order; a frame is due after each. */
void ui_key(struct ui *ui, guint32 key);
void ui_paste(struct ui *ui, const char *text); /* never runs commands */
/* So many were pasted, more than a text may have: it is told. */
void ui_paste_too_long(struct ui *ui, gint64 characters);
void ui_mouse(struct ui *ui, enum mouse what, int x, int y);
/* Layout is a function of the surface's size; call again after a resize. */
void ui_draw(struct ui *ui, struct surface *s);
/* Looks whether anybody changed the data and reads it again, selection kept. TRUE when a new frame
 * is due. */
gboolean ui_poll(struct ui *ui);
/* They do just now, and that is looked at later: nothing is worked out ahead meanwhile. */
void ui_others_write(struct ui *ui);
/* As session_listen, session_news and session_heard, of what ui_poll looks at. */
gboolean ui_listen(struct ui *ui);
int ui_news(const struct ui *ui);
gboolean ui_heard(struct ui *ui);
/* Lets what is due by now happen (pauses in typing, progress, the clock). TRUE when a new frame is
 * due. */
gboolean ui_tick(struct ui *ui);
/* Milliseconds until ui_tick has something to do, -1 = nothing is planned. */
int ui_wait(const struct ui *ui);
/* What the user copied since the last call, for the terminal's clipboard; owned, NULL = nothing. */
char *ui_take_copied(struct ui *ui);
/* Waits until all that was asked for beside the screens is there: for tests and benches. */
void ui_settle(struct ui *ui);
gboolean ui_done(const struct ui *ui);
/* Why the screens ended by themselves (the seat was closed, the key revoked): a sentence to say
 * when the terminal is free again, borrowed; NULL = the user left. */
const char *ui_farewell(const struct ui *ui);
/* The terminal is going away or the program is asked to end: whatever was typed is stored now. */
void ui_hang_up(struct ui *ui);
enum theme ui_theme(const struct ui *ui);
/* Whether and how the terminal is to show pictures, as was chosen. */
enum graphics { GRAPHICS_OFF, GRAPHICS_SIXEL, GRAPHICS_KITTY };
enum graphics ui_graphics(const struct ui *ui);
/* How many pixels a cell of the terminal has; 0 = it does not say. */
void ui_set_cell(struct ui *ui, int width, int height);
gboolean ui_mouse_wanted(const struct ui *ui);
/* Called (from the thread of the screens) when a frame is due without any input: work
 * beside the screens moved or ended. */
void ui_on_change(struct ui *ui, void (*changed)(gpointer data), gpointer data);

#endif
