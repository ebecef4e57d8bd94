/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies over a screen for a moment: prompts, questions, choices, longer texts. Escape goes one
 * step back and loses nothing that was saved; the callbacks run after the overlay has closed. */
#ifndef OSG_UI_OVERLAY_H
#define OSG_UI_OVERLAY_H

#include "osg/error.h"
#include "osg/surface.h"
#include "ui/form.h"

struct ui;
struct overlay;

struct overlay_ops {
	gboolean (*key)(struct ui *ui, struct overlay *overlay,
			guint32 key); /* FALSE: Escape and q close, the rest is lost */
	void (*paste)(struct ui *ui, struct overlay *overlay, const char *text); /* may be NULL */
	void (*mouse)(struct ui *ui, struct overlay *overlay, int what, int x,
		      int y); /* may be NULL */
	void (*draw)(struct ui *ui, struct overlay *overlay, struct surface *s,
		     struct rectangle body);
	void (*tick)(
		struct ui *ui,
		struct overlay *overlay); /* due has come, or the terminal hangs up; may be NULL */
	void (*closed)(struct ui *ui,
		       struct overlay *overlay); /* frees what it holds; not the overlay */
	/* Whether something is offered that Tab takes; NULL = never. */
	gboolean (*offers)(const struct overlay *overlay);
	gboolean at_status; /* one row in place of the status row; else over the body */
};

/* When what was typed is kept: at a pause, and while typing goes on a second after the first key
 * that was not kept. */
struct plan {
	gint64 due, latest; /* ui_clock's microseconds; due 0 = nothing planned */
};
void plan_pause(struct plan *plan, gint64 now, int milliseconds);

/* Embedded first in every overlay. */
struct overlay {
	const struct overlay_ops *ops;
	struct plan plan; /* of the next tick */
};

void overlay_open(struct ui *ui, struct overlay *take_overlay); /* g_new-made */
void overlay_close(struct ui *ui, struct overlay *overlay);
/* A frame in the middle of the body with room for width x height, or what there is; returns its
 * inside. */
struct rectangle overlay_box(struct surface *s, struct rectangle body, int width, int height,
			     const char *title);

/* A line to type. complete (may be NULL) gives owned texts for the whole line; changed (may be
 * NULL) runs at each key; done gets the text when Enter was pressed, and returns FALSE with an
 * error to keep the prompt open and show why. abandoned (may be NULL) runs at Escape. */
struct prompt {
	const char *title;     /* translated: "Week" */
	const char *initial;   /* may be NULL */
	const char *hint;      /* translated example, shown while empty; may be NULL */
	const char *complaint; /* stands above it at first; may be NULL */
	const char *help;      /* msgid of what may be typed, shown by F1; may be NULL */
	GPtrArray *(*complete)(struct ui *ui, const char *text);
	void (*changed)(struct ui *ui, const char *text);
	gboolean (*done)(struct ui *ui, const char *text, gpointer data, GError **error);
	void (*abandoned)(struct ui *ui);
	gpointer data;
	GDestroyNotify free_data;
};
void prompt_open(struct ui *ui, const struct prompt *prompt);
/* For complete: files and folders that begin as typed. */
GPtrArray *complete_path(struct ui *ui, const char *text);
/* Areas and places that begin as typed; where no place does, those nearly called so. */
GPtrArray *complete_place(struct ui *ui, const char *text);
/* Asks for a file that is there, and opens the screen of that id (static) upon it. */
void prompt_file(struct ui *ui, const char *title, const char *initial, const char *hint,
		 const char *screen);

/* When error is OSG_ERROR_REASON: asks why the text must stand there, states the reason and calls
 * again, which does what was refused once more. FALSE: it is another error. */
gboolean reason_ask(struct ui *ui, const GError *error, void (*again)(struct ui *ui, gpointer data),
		    gpointer data);

/* A question with sentences above it; Enter or the yes key does it, Escape does not. */
void confirm_open(struct ui *ui, const char *title, const GPtrArray *sentences, const char *yes,
		  void (*confirmed)(struct ui *ui, gpointer data), gpointer data,
		  GDestroyNotify free_data);

/* One of several lines; typing narrows, Enter takes it. */
void choice_open(struct ui *ui, const char *title, const GPtrArray *lines, guint selected,
		 void (*chosen)(struct ui *ui, guint line, gpointer data), gpointer data,
		 GDestroyNotify free_data);

/* Several lines of text to write. saved gets the text at Ctrl-S and at every pause (final FALSE);
 * Escape keeps what was typed too. What is refused twice as it is goes to saved as at a pause. */
void writer_open(struct ui *ui, const char *title, const char *text,
		 gboolean (*saved)(struct ui *ui, const char *text, gboolean final, gpointer data,
				   GError **error),
		 gpointer data, GDestroyNotify free_data);

/* A few fields to fill in, at the foot of the screen; Ctrl-S, or Enter on the last field, is done.
 */
struct form_dialog {
	const char *title; /* translated */
	const struct form_field *fields;
	const char
		*draft; /* what is typed is kept under this name until it is stored; NULL = not */
	void (*fill)(struct form *form, gpointer data); /* when there is no draft; may be NULL */
	/* Stores it; the screen is loaded again then. FALSE with an error keeps the form open, with
	 * the error beside *field (the first, unless another is set). */
	gboolean (*done)(struct ui *ui, const struct form *form, gpointer data, const char **field,
			 GError **error);
	gpointer data; /* of the fields' functions too */
	GDestroyNotify free_data;
};
void form_open(struct ui *ui, const struct form_dialog *dialog);

/* Lines to read, scrollable; / finds. take_lines: owned strings. A line that begins with "# " is a
 * heading; what follows a tab hangs under itself. */
void text_viewer_open(struct ui *ui, const char *title, GPtrArray *take_lines);

void help_open(struct ui *ui);    /* for the current screen, made from the keymap */
void palette_open(struct ui *ui); /* commands, weeks, areas, screens */
void messages_open(struct ui *ui);

#endif
