/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading beside writing. A few batches wait between the two, so that neither a large file nor a
 * slow disk fills the memory. */
#include "config.h"

#include "app/import_pipeline.h"

#include "app/import_version.h"

#define PIPELINE_WAITING 8

struct pipeline {
	const struct format *format;
	GInputStream *stream;
	struct reader_options options;
	GThread *thread;
	GMutex lock;
	GCond moved;
	GQueue full;           /* struct batch, oldest first */
	struct batch *filling; /* the thread's own */
	GPtrArray *notes;
	gint64 bytes;
	gboolean done, stop, ok;
	GError *error;
};

static void pending_clear(struct pending *p)
{
	record_clear(&p->observation);
	g_free(p->version);
	g_free(p->mapping);
	g_free(p->field);
	g_free(p->value);
	g_free(p->reason);
	g_free(p->raw);
}

void batch_free(struct batch *batch)
{
	if (!batch)
		return;
	for (guint i = 0; i < batch->count; i++)
		pending_clear(&batch->rows[i]);
	g_free(batch);
}

/* Hands the filled batch over; waits while too many wait. FALSE: the other side wants no more. */
static gboolean pipeline_push(struct pipeline *p)
{
	gboolean stop;

	g_mutex_lock(&p->lock);
	while (!p->stop && g_queue_get_length(&p->full) >= PIPELINE_WAITING)
		g_cond_wait(&p->moved, &p->lock);
	stop = p->stop;
	if (!stop)
		g_queue_push_tail(&p->full, g_steal_pointer(&p->filling));
	g_cond_signal(&p->moved);
	g_mutex_unlock(&p->lock);
	return !stop;
}

/* the reading thread */

static gboolean pipeline_row(struct incoming *row, gpointer data)
{
	struct pipeline *p = data;
	struct pending *pending;

	if (!p->filling) {
		p->filling = g_new(struct batch, 1);
		p->filling->count = 0;
	}
	pending = &p->filling->rows[p->filling->count++];
	*pending = (struct pending){.observation = row->observation,
				    .line = row->line,
				    .not_counted = row->not_counted,
				    .elsewhere = row->elsewhere};
	row->observation.text = row->observation.source = row->observation.source_id = NULL;
	row->observation.source_link = row->observation.reason = NULL;
	pending->version = import_version_make(row->version, &pending->observation);
	if (p->filling->count == 1)
		pending->mapping = g_strdup(row->mapping);
	if (row->reason) {
		pending->field = g_strdup(row->field);
		pending->value = g_strdup(row->value);
		pending->reason = g_strdup(row->reason);
		pending->raw = g_strdup(row->raw);
	}
	return p->filling->count < PIPELINE_BATCH || pipeline_push(p);
}

static gboolean pipeline_progress(gint64 bytes, gpointer data)
{
	struct pipeline *p = data;
	gboolean stop;

	g_mutex_lock(&p->lock);
	p->bytes = bytes;
	stop = p->stop;
	g_mutex_unlock(&p->lock);
	return !stop;
}

static void pipeline_note(const char *sentence, gpointer data)
{
	struct pipeline *p = data;

	g_ptr_array_add(p->notes, g_strdup(sentence));
}

static gpointer pipeline_run(gpointer data)
{
	struct pipeline *p = data;

	p->ok = p->format->read(p->stream, &p->options, &p->error);
	if (p->ok && p->filling)
		pipeline_push(p);
	g_mutex_lock(&p->lock);
	p->done = TRUE;
	g_cond_signal(&p->moved);
	g_mutex_unlock(&p->lock);
	return NULL;
}

/* the caller's side */

struct pipeline *pipeline_start(const struct format *format, GInputStream *stream,
				const struct reader_options *options)
{
	struct pipeline *p = g_new0(struct pipeline, 1);

	p->format = format;
	p->stream = stream;
	p->options = *options;
	p->options.row = pipeline_row;
	p->options.progress = pipeline_progress;
	p->options.note = pipeline_note;
	p->options.data = p;
	p->notes = g_ptr_array_new_with_free_func(g_free);
	g_mutex_init(&p->lock);
	g_cond_init(&p->moved);
	g_queue_init(&p->full);
	p->thread = g_thread_new("import", pipeline_run, p);
	return p;
}

struct batch *pipeline_next(struct pipeline *p)
{
	struct batch *batch;

	g_mutex_lock(&p->lock);
	while (!p->done && g_queue_is_empty(&p->full))
		g_cond_wait(&p->moved, &p->lock);
	batch = g_queue_pop_head(&p->full);
	g_cond_signal(&p->moved);
	g_mutex_unlock(&p->lock);
	return batch;
}

gint64 pipeline_bytes(struct pipeline *p)
{
	gint64 bytes;

	g_mutex_lock(&p->lock);
	bytes = p->bytes;
	g_mutex_unlock(&p->lock);
	return bytes;
}

gboolean pipeline_finish(struct pipeline *p, GPtrArray *notes, GError **error)
{
	struct batch *batch;
	gboolean ok;

	g_mutex_lock(&p->lock);
	p->stop = TRUE;
	g_cond_signal(&p->moved);
	g_mutex_unlock(&p->lock);
	g_thread_join(p->thread);
	while ((batch = g_queue_pop_head(&p->full)))
		batch_free(batch);
	batch_free(p->filling);
	for (guint i = 0; i < p->notes->len; i++)
		g_ptr_array_add(notes, g_strdup(p->notes->pdata[i]));
	g_ptr_array_unref(p->notes);
	g_mutex_clear(&p->lock);
	g_cond_clear(&p->moved);
	if (p->error)
		g_propagate_error(error, p->error);
	ok = p->ok;
	g_free(p);
	return ok;
}
