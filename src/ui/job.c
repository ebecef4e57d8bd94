/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One long job beside the screens. The worker has its own session; what it says crosses over
 * through one lock, and the screens are woken through the main context, at most ten times a second.
 */
#include "config.h"

#include "ui/job.h"

#include "ui/ui_private.h"

#define TELLS_EVERY (G_USEC_PER_SEC / 10)

struct job {
	struct ui *ui;
	struct session *session; /* the worker's */
	char *title;
	job_work work;
	job_done done;
	gpointer data;
	GDestroyNotify free_data;
	GThread *thread;
	gint cancelled;
	GError *error;
	GMutex lock; /* part, words, told */
	double part;
	char *words;
	gint64 told;
};

static gboolean tell(gpointer data)
{
	ui_changed(data);
	return G_SOURCE_REMOVE;
}

gboolean job_progress(struct job *job, double part, const char *words)
{
	gint64 now = g_get_monotonic_time();
	gboolean due;

	g_mutex_lock(&job->lock);
	job->part = part;
	if (g_strcmp0(job->words, words) != 0) {
		g_free(job->words);
		job->words = g_strdup(words);
	}
	due = now - job->told >= TELLS_EVERY;
	if (due)
		job->told = now;
	g_mutex_unlock(&job->lock);
	if (due)
		g_idle_add(tell, job->ui);
	return !g_atomic_int_get(&job->cancelled);
}

static void job_end(struct job *job, gboolean report)
{
	struct ui *ui = job->ui;

	g_thread_join(job->thread);
	while (g_idle_remove_by_data(ui)) /* a slow screen lets them pile up */
		;
	ui->job = NULL;
	session_close(job->session);
	if (report) {
		job->done(ui, job->data, job->error);
		ui_reload(ui);
		ui_changed(ui);
	}
	if (job->free_data)
		job->free_data(job->data);
	g_clear_error(&job->error);
	g_mutex_clear(&job->lock);
	g_free(job->words);
	g_free(job->title);
	g_free(job);
}

static gboolean ended(gpointer data)
{
	job_end(data, TRUE);
	return G_SOURCE_REMOVE;
}

static gpointer work(gpointer data)
{
	struct job *job = data;

	if (!job->work(job, job->session, job->data, &job->error) && !job->error)
		g_set_error_literal(&job->error, OSG_ERROR, OSG_ERROR_CANCELLED,
				    _("Stopped; nothing was changed."));
	g_idle_add(ended, job);
	return NULL;
}

gboolean job_start(struct ui *ui, const char *title, job_work function, job_done done,
		   gpointer take_data, GDestroyNotify free_data, GError **error)
{
	struct session *session = NULL;
	struct job *job;

	if (ui->job)
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("Wait until this is done, or stop it with Esc: %s"), ui->job->title);
	else
		session = session_open_again(ui->session, error);
	if (!session) {
		if (free_data)
			free_data(take_data);
		return FALSE;
	}
	job = g_new0(struct job, 1);
	*job = (struct job){.ui = ui,
			    .session = session,
			    .title = g_strdup(title),
			    .work = function,
			    .done = done,
			    .data = take_data,
			    .free_data = free_data,
			    .part = -1};
	g_mutex_init(&job->lock);
	ui->job = job;
	job->thread = g_thread_new("job", work, job);
	return TRUE;
}

gboolean job_running(const struct ui *ui)
{
	return ui->job != NULL;
}

void job_cancel(struct ui *ui)
{
	if (ui->job)
		g_atomic_int_set(&ui->job->cancelled, TRUE);
}

char *job_text(const struct ui *ui)
{
	GString *out;

	if (!ui->job)
		return NULL;
	out = g_string_new(ui->job->title);
	g_mutex_lock(&ui->job->lock);
	if (ui->job->part >= 0)
		g_string_append_printf(out, " %d %%", (int)(CLAMP(ui->job->part, 0, 1) * 100));
	if (ui->job->words)
		g_string_append_printf(out, ", %s", ui->job->words);
	g_mutex_unlock(&ui->job->lock);
	g_string_append_printf(out, " · %s",
			       g_atomic_int_get(&ui->job->cancelled) ? _("stopping …")
								     : _("Esc stops it"));
	return g_string_free(out, FALSE);
}

void job_finish(struct ui *ui)
{
	struct job *job = ui->job;

	if (!job)
		return;
	job_cancel(ui);
	g_thread_join(g_thread_ref(job->thread));
	g_idle_remove_by_data(job);
	job_end(job, FALSE);
}
