/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work beside the screens: one queue of requests, carried out in order of priority by threads with
 * sessions of their own. Results are kept by key and data version; a screen says what it needs in
 * load, draws what is there, and is loaded again when more has come. */
#ifndef OSG_UI_WORKER_H
#define OSG_UI_WORKER_H

#include "osg/app.h"

struct ui;
struct worker;
struct task; /* a request that is being carried out */

enum priority {
	PRIORITY_DRAFT, /* words that were typed: first, and before the program ends */
	PRIORITY_SHOWN, /* what a screen waits for */
	PRIORITY_AHEAD, /* what the next key may ask for */
	PRIORITY_JOB    /* long work that somebody started: reading a file, printing */
};

struct request {
	const char *key; /* "picture 2857": copied; of equal keys the last one counts */
	enum priority priority;
	const char *title; /* translated, for the status row while it runs; NULL = not told */
	gboolean lasting;  /* the result does not depend on the data: it never grows old */
	/* On a thread of the worker. The result, or NULL with an error; OSG_ERROR_CANCELLED when
	 * task_progress returned FALSE. */
	gpointer (*work)(struct task *task, struct session *session, gpointer data, GError **error);
	GDestroyNotify free_result;
	/* On the screens' thread, once; error NULL = done. May be NULL. */
	void (*done)(struct ui *ui, gpointer result, gpointer data, const GError *error);
	gpointer data;
	GDestroyNotify free_data; /* data is taken in any case */
};

/* From the work: part 0..1 (negative = unknown) and a few words (may be NULL). FALSE = cancelled:
 * stop soon. */
gboolean task_progress(struct task *task, double part, const char *words);

/* The newest result of the key, borrowed until the next load or until it is forgotten. NULL: it is
 * asked for now, or it could not be had (error). While the data is newer than the result it is
 * asked for anew, and the old one stands meanwhile. Without work it is only looked for. */
gpointer ui_want(struct ui *ui, const struct request *request, GError **error);
/* Carries it out whatever is kept. */
void ui_start(struct ui *ui, const struct request *request);
/* Queued, running or not handed over yet. */
gboolean ui_is_coming(const struct ui *ui, const char *key);
void ui_forget(struct ui *ui, const char *key);
/* key NULL: the job whose title is shown. FALSE: there is none. */
gboolean ui_cancel(struct ui *ui, const char *key);

/* for the frame */

/* For the screens of ui, on the thread that has them. */
struct worker *worker_new(struct ui *ui);
/* Saves the drafts, cancels the rest and waits for it. */
void worker_free(struct worker *worker);
/* Keeps a result that was at hand, as if work had found it; takes it. TRUE: a result went that
 * somebody may still look at. */
gboolean worker_give(struct worker *worker, const struct request *request, gpointer take_result);
/* A result of the key from the data as it is now is kept. */
gboolean worker_has(const struct worker *worker, const char *key);
/* The data moved: what is kept is old from now on. */
void worker_set_version(struct worker *worker, guint64 version);
/* What was wanted and is not begun is no longer wanted; what is running for it stops. Drafts and
 * jobs stay. */
void worker_drop_wanted(struct worker *worker);
/* "Reading pol_v40.csv 43 %, 12 300 rows", owned; NULL when nothing with a title runs. */
char *worker_text(struct worker *worker);
/* Waits for the drafts; for everything. */
void worker_flush(struct worker *worker);
/* Tells of what is finished now, not at the next turn of the loop. */
void worker_deliver(struct worker *worker);
void worker_settle(struct worker *worker);

#endif
