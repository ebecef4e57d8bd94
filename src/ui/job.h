/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long work beside the screens: its own thread with its own session of the database, progress,
 * cancel. One at a time a ui. */
#ifndef OSG_UI_JOB_H
#define OSG_UI_JOB_H

#include "osg/app.h"

struct ui;
struct job;

/* On the worker's thread; session is the worker's own. FALSE with an error when it failed or was
 * cancelled (OSG_ERROR_CANCELLED). */
typedef gboolean (*job_work)(struct job *job, struct session *session, gpointer data,
			     GError **error);
/* On the screens' thread, always once. error NULL = done. data is freed after it. */
typedef void (*job_done)(struct ui *ui, gpointer data, const GError *error);

/* FALSE with OSG_ERROR_RULE while another job runs. take_data is freed with free_data in any case.
 * title: "Reading pol_v40.csv" */
gboolean job_start(struct ui *ui, const char *title, job_work work, job_done done,
		   gpointer take_data, GDestroyNotify free_data, GError **error);
/* From the worker: part 0..1 (negative = unknown) and a few words. FALSE = cancelled: stop soon. */
gboolean job_progress(struct job *job, double part, const char *words);
/* From the screens. */
gboolean job_running(const struct ui *ui);
void job_cancel(struct ui *ui);
/* "Reading pol_v40.csv 43 %, 12 300 rows", owned; NULL when none runs. */
char *job_text(const struct ui *ui);
/* Cancels and waits: at the end of the program. */
void job_finish(struct ui *ui);

#endif
