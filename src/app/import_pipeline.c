/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading beside writing. A few batches go round between the two threads, so that neither a large
 * file nor a slow disk fills the memory. */
#include "config.h"

#include "app/import_pipeline.h"

#include "app/import_version.h"
#include "osg/app.h"

#define PIPELINE_BATCHES 16

struct pipeline {
	const struct format *format;
	GInputStream *stream;
	struct reader_options options;
	GThread *thread;
	GAsyncQueue *full, *empty; /* struct batch: filled ones, oldest first; those to be filled */
	struct batch *filling;     /* the thread's own */
	struct batch *given;       /* what the caller has */
	gboolean ended;            /* the caller has had the last one */
	GPtrArray *notes, *columns; /* columns NULL: nobody asks for them */
	_Atomic gint64 bytes;
	_Atomic gboolean stop;
	gboolean ok; /* of the thread, as error */
	GError *error;
};

static void pending_clear(struct pending *p)
{
	record_clear(&p->observation);
	g_free(p->version);
	g_free(p->mapping);
	g_free(p->sheet);
	g_free(p->other_id);
	g_free(p->field);
	g_free(p->value);
	g_free(p->reason);
	g_free(p->raw);
}

static void batch_empty(struct batch *batch)
{
	for (guint i = 0; i < batch->count; i++)
		pending_clear(&batch->rows[i]);
	batch->count = 0;
}

static void batch_free(gpointer data)
{
	batch_empty(data);
	g_free(data);
}

/* the reading thread */

/* Memory goes back where it came from: from another thread it would be dearer, and that one has
 * more to do. */
static struct batch *pipeline_empty(struct pipeline *p)
{
	struct batch *batch = g_async_queue_pop(p->empty);

	batch_empty(batch);
	return batch;
}

static gboolean pipeline_row(struct incoming *row, gpointer data)
{
	struct pipeline *p = data;
	struct pending *pending;

	pending = &p->filling->rows[p->filling->count++];
	*pending = (struct pending){.observation = row->observation,
				    .line = row->line,
				    .digest = row->digest,
				    .not_counted = row->not_counted,
				    .elsewhere = row->elsewhere,
				    .repeated = row->repeated};
	row->observation.text = row->observation.source = row->observation.source_id = NULL;
	row->observation.source_link = row->observation.reason = NULL;
	row->observation.place_words = NULL;
	pending->version = import_version_make(row->digest, &pending->observation);
	pending->other_id = g_strdup(row->other_id);
	if (p->filling->count == 1)
		pending->mapping = g_strdup(row->mapping);
	if (row->reason) {
		pending->field = g_strdup(row->field);
		pending->value = g_strdup(row->value);
		pending->reason = g_strdup(row->reason);
		pending->raw = g_strdup(row->raw);
		pending->sheet = g_strdup(row->sheet);
	}
	if (p->filling->count == PIPELINE_BATCH) {
		g_async_queue_push(p->full, p->filling);
		p->filling = pipeline_empty(p);
	}
	return !p->stop;
}

static gboolean pipeline_progress(gint64 bytes, gpointer data)
{
	struct pipeline *p = data;

	p->bytes = bytes;
	return !p->stop;
}

static void pipeline_note(const char *sentence, gpointer data)
{
	struct pipeline *p = data;

	g_ptr_array_add(p->notes, g_strdup(sentence));
}

static void pipeline_column(const char *name, const char *meaning, const char *sample,
			    const char *read, gpointer data)
{
	struct pipeline *p = data;
	struct import_column *column = g_new0(struct import_column, 1);

	column->name = g_strdup(name);
	column->meaning = g_strdup(meaning);
	column->sample = g_strdup(sample);
	column->read = g_strdup(read);
	g_ptr_array_add(p->columns, column);
}

static gpointer pipeline_run(gpointer data)
{
	struct pipeline *p = data;

	p->filling = pipeline_empty(p);
	p->ok = p->format->read(p->stream, &p->options, &p->error);
	p->filling->last = TRUE;
	g_async_queue_push(p->full, g_steal_pointer(&p->filling));
	return NULL;
}

/* the caller's side */

struct pipeline *pipeline_start(const struct format *format, GInputStream *stream,
				const struct reader_options *options, GPtrArray *columns)
{
	struct pipeline *p = g_new0(struct pipeline, 1);

	p->format = format;
	p->stream = stream;
	p->options = *options;
	p->options.row = pipeline_row;
	p->options.progress = pipeline_progress;
	p->options.note = pipeline_note;
	p->columns = columns;
	if (columns)
		p->options.column = pipeline_column;
	p->options.data = p;
	p->notes = g_ptr_array_new_with_free_func(g_free);
	p->full = g_async_queue_new_full(batch_free);
	p->empty = g_async_queue_new_full(batch_free);
	for (int i = 0; i < PIPELINE_BATCHES; i++)
		g_async_queue_push(p->empty, g_new0(struct batch, 1));
	p->thread = g_thread_new("import", pipeline_run, p);
	return p;
}

struct batch *pipeline_next(struct pipeline *p)
{
	if (p->given)
		g_async_queue_push(p->empty, g_steal_pointer(&p->given));
	if (p->ended)
		return NULL;
	p->given = g_async_queue_pop(p->full);
	p->ended = p->given->last;
	return p->given;
}

gint64 pipeline_bytes(struct pipeline *p)
{
	return p->bytes;
}

gboolean pipeline_finish(struct pipeline *p, GPtrArray *notes, GError **error)
{
	gboolean ok;

	p->stop = TRUE;
	while (pipeline_next(p)) /* the thread may wait for a batch to fill */
		;
	g_thread_join(p->thread);
	g_async_queue_unref(p->full);
	g_async_queue_unref(p->empty);
	g_ptr_array_extend_and_steal(notes, p->notes);
	if (p->error)
		g_propagate_error(error, p->error);
	ok = p->ok;
	g_free(p);
	return ok;
}
