/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The meeting's screen inside: what it holds, and the rows that the item at hand shows. */
#ifndef OSG_SCREENS_MEETING_ROWS_H
#define OSG_SCREENS_MEETING_ROWS_H

#include "ui/screen.h"

enum row_kind {
	ROW_HEADING,
	ROW_WORDS, /* a sentence; neither is ever selected */
	ROW_ORGANISATION,
	ROW_DECISION,
	ROW_MEASURE,
	ROW_LEVEL,
	ROW_MATTER,
	ROW_PLACE,
	ROW_GROUP,
	ROW_EVENT,
	ROW_DUE /* of the programme */
};

/* Two texts of a line, and what stands beneath when it is selected. */
struct meeting_row {
	enum row_kind kind;
	gint64 key;       /* of its record; with kind it says which row it is */
	gconstpointer of; /* attendance, meeting_decision, measure, area, matter … borrowed */
	const char *mark; /* one column: "✓", "!", "" */
	char *text, *value, *more; /* value stands to the right; more may be NULL */
	struct subject about;      /* all 0 = nothing that could be decided about */
	const GArray *places;      /* several at once; NULL = about alone; borrowed */
};

enum writing { WRITES_NOTHING, WRITES_NOTE, WRITES_TOLD };

struct meeting_screen {
	struct ui *ui;
	struct session *session;
	struct meeting_whole *whole; /* NULL = no meeting about this week */
	GPtrArray *matters;          /* struct matter: what asks for an answer */
	GPtrArray *glances;          /* struct matter: what may have one */
	const GArray *owed;          /* borrowed from the worker, NULL = coming */
	const GPtrArray *due;        /* struct programme_due; borrowed, NULL = coming */
	gboolean leads;
	int looks_at;             /* position that this seat looks at; 0 = where the meeting is */
	GPtrArray *rows;          /* struct meeting_row */
	int selected;             /* -1 = none can be */
	int rows_of;              /* position of the item that they are of */
	int top;                  /* first row shown */
	struct rectangle rows_at; /* of the last frame */
	char *waits;              /* what waits for it, NULL = it has begun */
	gint64 turn;              /* organisation whose round is open */
	gboolean hidden;          /* free text is */
	enum writing writing;
	gint64 writes_to; /* agenda_item or attendance */
	struct edit edit;
	char *refused; /* what could not be stored as it is, NULL = nothing */
};

/* The item that this seat looks at; NULL = there is none. */
struct agenda_item *meeting_shown(const struct meeting_screen *self);
/* The attendance of an organisation, NULL = it was not called. */
struct attendance *meeting_attendance(const struct meeting_screen *self, gint64 organisation);
/* How an organisation stands in the picture; NULL = it has none yet, or it is not in it. */
const struct picture_organisation *meeting_organisation(const struct meeting_screen *self,
							gint64 organisation);
/* Builds the rows of the item anew; the selected one stays where it can. */
void meeting_rows_make(struct meeting_screen *self);
/* Sentences and headings are not. */
gboolean meeting_row_can_be_selected(const struct meeting_row *row);
const struct meeting_row *meeting_row_selected(const struct meeting_screen *self);
/* To the next row that can be selected, up or down. */
void meeting_rows_move(struct meeting_screen *self, int by);
/* Adds a row at the end; mark is borrowed, the two texts are taken and may be NULL. Borrowed. */
struct meeting_row *meeting_row_add(struct meeting_screen *self, enum row_kind kind, gint64 key,
				    const char *mark, char *take_text, char *take_value);
void meeting_row_heading(struct meeting_screen *self, const char *text, char *take_value);
void meeting_row_words(struct meeting_screen *self, char *take_text);
void meeting_row_free(gpointer row);

/* meeting_items.c: adds the rows of an item; meeting_item_picture.c those of two of them. */
void meeting_item_rows(struct meeting_screen *self, const struct agenda_item *item);
void meeting_item_picture(struct meeting_screen *self);
void meeting_item_priorities(struct meeting_screen *self);

/* meeting_draw.c */
void meeting_draw(struct ui *ui, gpointer self, struct surface *s, struct rectangle body);
char *meeting_status(struct ui *ui, gpointer self);
/* The row that the last frame drew on a line of the screen, -1 = none. */
int meeting_row_at(const struct meeting_screen *self, int y);

/* meeting_decisions.c, meeting_end.c, meeting_groups.c */
struct meeting_screen *meeting_of(struct ui *ui);
/* Why nothing can be changed now: no meeting, closed, another seat leads; NULL = it can. Owned. */
char *meeting_refuses(struct ui *ui);

/* Whether the item that this seat looks at is of a kind. */
gboolean meeting_shows(const struct meeting_screen *self, int kind);

/* meeting_roll.c: TRUE when the key belongs to what is written, or to the level of a district. */
gboolean meeting_writing_key(struct meeting_screen *self, guint32 key);
gboolean meeting_level_key(struct meeting_screen *self, guint32 key);
void meeting_tick(struct ui *ui, gpointer self);
void meeting_paste(struct ui *ui, gpointer self, const char *text);
void meeting_run_note(struct ui *ui, const char *argument);
void meeting_run_here(struct ui *ui, const char *argument);
void meeting_run_remote(struct ui *ui, const char *argument);
void meeting_run_excused(struct ui *ui, const char *argument);
void meeting_run_why(struct ui *ui, const char *argument);
void meeting_run_nil(struct ui *ui, const char *argument);
void meeting_run_levels(struct ui *ui, const char *argument);
char *meeting_no_note(struct ui *ui);
char *meeting_no_call(struct ui *ui);
char *meeting_no_why(struct ui *ui);
char *meeting_no_levels(struct ui *ui);

/* The commands' parts. */
void meeting_run_decide(struct ui *ui, const char *argument);
void meeting_run_group(struct ui *ui, const char *argument);
void meeting_run_watch(struct ui *ui, const char *argument);
void meeting_run_dismiss(struct ui *ui, const char *argument);
void meeting_run_no_action(struct ui *ui, const char *argument);
void meeting_run_done(struct ui *ui, const char *argument);
void meeting_run_move(struct ui *ui, const char *argument);
void meeting_run_remind(struct ui *ui, const char *argument);
void meeting_run_close(struct ui *ui, const char *argument);
void meeting_run_reopen(struct ui *ui, const char *argument);
void meeting_run_hand_over(struct ui *ui, const char *argument);
void meeting_run_status(struct ui *ui, const char *argument);
void meeting_stop_group(struct ui *ui);
char *meeting_no_group(struct ui *ui);
char *meeting_no_new_group(struct ui *ui);
void meeting_run_totals(struct ui *ui, const char *argument);
char *meeting_no_matter(struct ui *ui);
char *meeting_no_follow(struct ui *ui);
char *meeting_no_reopen(struct ui *ui);
char *meeting_no_hand_over(struct ui *ui);

#endif
