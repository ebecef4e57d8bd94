/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worker: two threads take from one queue. The first works things out, and leaves the processor
 * to whoever saves; the second keeps drafts, and does nothing that may last. What is finished
 * crosses over under one lock, and the screens are woken through the main context. */
#include "config.h"

#include "ui/worker.h"

#include "osg/thread.h"

#include "ui/results.h"
#include "ui/ui_private.h"

#include <malloc.h>

enum { THREADS = 2 };
#define TELLS_EVERY (G_USEC_PER_SEC / 10)
#define CLOSES_AFTER (30 * G_TIME_SPAN_SECOND) /* that a thread had nothing to do */

struct task {
	struct worker *worker;
	struct request request; /* key and title are owned */
	guint64 version;        /* of the data when it was asked for */
	gboolean kept;          /* its result is wanted by key */
	gboolean running, dropped;
	gint cancelled;
	double part;
	char *words;
	gpointer result;
	GError *error;
};

struct worker {
	struct ui *ui;
	struct results *results; /* of the screens' thread only, as the version */
	guint64 version;
	GMutex lock; /* all below */
	GCond moved;
	GQueue tasks;    /* struct task, queued and running, by priority, then age */
	GQueue finished; /* struct task */
	GThread *threads[THREADS];
	int idle; /* threads that wait */
	guint wake;
	gint64 told_at;
	gboolean stop;
};

static void task_free(struct task *task)
{
	if (task->result && task->request.free_result)
		task->request.free_result(task->result);
	if (task->request.free_data)
		task->request.free_data(task->request.data);
	g_clear_error(&task->error);
	g_free((char *)task->request.key);
	g_free((char *)task->request.title);
	g_free(task->words);
	g_free(task);
}

/* The memory that work took for a moment goes back to the system. */
static void trim_heap(void)
{
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}

/* the threads */

static gboolean wake(gpointer data);

/* Under the lock. */
static void wake_screens(struct worker *worker)
{
	if (!worker->wake)
		worker->wake = g_idle_add(wake, worker);
}

gboolean task_progress(struct task *task, double part, const char *words)
{
	struct worker *worker = task->worker;
	gint64 now = g_get_monotonic_time();

	g_mutex_lock(&worker->lock);
	task->part = part;
	if (g_strcmp0(task->words, words) != 0) {
		g_free(task->words);
		task->words = g_strdup(words);
	}
	if (now - worker->told_at >= TELLS_EVERY) {
		worker->told_at = now;
		wake_screens(worker);
	}
	g_mutex_unlock(&worker->lock);
	return !g_atomic_int_get(&task->cancelled);
}

/* Two of one key never run at once, and what is kept of forms is done in the order in which it was
 * asked for: a draft is taken over before it is dropped. Under the lock. */
static gboolean must_wait(const struct worker *worker, const struct task *task)
{
	for (GList *l = worker->tasks.head; l; l = l->next) {
		const struct task *other = l->data;

		if (other->running && (g_strcmp0(other->request.key, task->request.key) == 0 ||
				       (other->request.priority == PRIORITY_DRAFT &&
					task->request.priority == PRIORITY_DRAFT)))
			return TRUE;
	}
	return FALSE;
}

/* A draft holds the database, so it is not kept by who gives way. Under the lock. */
static gboolean is_for(const struct task *task, gboolean first)
{
	return first ? task->request.priority != PRIORITY_DRAFT
		     : task->request.priority <= PRIORITY_SHOWN;
}

/* The next task for a thread. Under the lock. */
static struct task *next_task(const struct worker *worker, gboolean first)
{
	for (GList *l = worker->tasks.head; l; l = l->next) {
		struct task *task = l->data;

		if (!task->running && is_for(task, first) &&
		    (!worker->stop || task->request.priority == PRIORITY_DRAFT) &&
		    !must_wait(worker, task))
			return task;
	}
	return NULL;
}

/* Under the lock, which it leaves meanwhile. */
static void close_idle(struct worker *worker, struct session **session)
{
	struct session *idle = g_steal_pointer(session);

	g_mutex_unlock(&worker->lock);
	session_close(idle);
	trim_heap();
	g_mutex_lock(&worker->lock);
}

/* A thread that rests gives back its memory, and after a while its connection: a server has not one
 * for each thread of forty people. */
static struct task *wait_for_task(struct worker *worker, struct session **session, gboolean first)
{
	gint64 until = g_get_monotonic_time() + CLOSES_AFTER;
	struct task *task;

	while (!(task = next_task(worker, first)) && !worker->stop) {
		gboolean moved = TRUE;

		if (*session && g_queue_is_empty(&worker->tasks)) {
			session_rest(*session);
			trim_heap();
		}
		worker->idle++;
		if (*session)
			moved = g_cond_wait_until(&worker->moved, &worker->lock, until);
		else
			g_cond_wait(&worker->moved, &worker->lock);
		worker->idle--;
		if (!moved)
			close_idle(worker, session);
	}
	return task;
}

/* session is opened for the first task; where that fails, it is tried again for the next. */
static void carry_out(struct task *task, struct session **session)
{
	if (!*session)
		*session = session_open_again(task->worker->ui->session, &task->error);
	if (*session && !g_atomic_int_get(&task->cancelled) &&
	    session_refresh(*session, &task->error))
		task->result = task->request.work(task, *session, task->request.data, &task->error);
	if (*session)
		session_flush_shown(*session);
	if (!task->result && !task->error)
		g_set_error_literal(&task->error, OSG_ERROR, OSG_ERROR_CANCELLED,
				    _("Stopped; nothing was changed."));
}

static gpointer thread(gpointer data)
{
	struct worker *worker = data;
	struct session *session = NULL;
	struct task *task;
	gboolean first;

	g_mutex_lock(&worker->lock);
	first = g_thread_self() == worker->threads[0];
	if (first)
		thread_gives_way();
	while ((task = wait_for_task(worker, &session, first))) {
		task->running = TRUE;
		g_mutex_unlock(&worker->lock);
		carry_out(task, &session);
		g_mutex_lock(&worker->lock);
		g_queue_remove(&worker->tasks, task);
		g_queue_push_tail(&worker->finished, task);
		wake_screens(worker);
		g_cond_broadcast(&worker->moved);
	}
	g_mutex_unlock(&worker->lock);
	session_close(session);
	return NULL;
}

/* The second thread is begun for a draft, or when the first has more than it can do. Under the
 * lock. */
static void begin_threads(struct worker *worker, enum priority priority)
{
	if (!worker->threads[0] && priority != PRIORITY_DRAFT)
		worker->threads[0] = g_thread_new("worker", thread, worker);
	else if (!worker->threads[1] &&
		 (priority == PRIORITY_DRAFT || (worker->idle == 0 && priority == PRIORITY_SHOWN)))
		worker->threads[1] = g_thread_new("worker 2", thread, worker);
	g_cond_broadcast(&worker->moved);
}

/* handing over, on the screens' thread */

/* TRUE: a result went that a screen may still look at, also when it was only asked for ahead. */
static gboolean keep(struct worker *worker, const struct task *task)
{
	return results_keep(
		worker->results, task->request.key,
		(struct found_result){.result = task->result,
				      .free_result = task->request.free_result,
				      .error = task->error ? g_error_copy(task->error) : NULL,
				      .version = task->version,
				      .lasting = task->request.lasting});
}

/* TRUE: the screens have something else to look at. */
static gboolean finish(struct worker *worker, struct task *task)
{
	const struct request *request = &task->request;
	gboolean wanted = task->kept && !task->dropped, shown = FALSE;

	if (wanted)
		shown = keep(worker, task) || request->priority != PRIORITY_AHEAD;
	if (request->done && !task->dropped)
		request->done(worker->ui, task->result, request->data, task->error);
	if (wanted)
		task->result = NULL;
	task_free(task);
	return shown;
}

static gboolean wake(gpointer data)
{
	struct worker *worker = data;
	gboolean shown = FALSE, wrote = FALSE;
	struct task *task;

	g_mutex_lock(&worker->lock);
	worker->wake = 0;
	while ((task = g_queue_pop_head(&worker->finished))) {
		g_mutex_unlock(&worker->lock);
		wrote |= task->request.priority == PRIORITY_JOB;
		shown |= finish(worker, task);
		g_mutex_lock(&worker->lock);
	}
	g_mutex_unlock(&worker->lock);
	if (shown)
		ui_load_again(worker->ui);
	if (wrote) /* the screens' data are newer then */
		ui_poll(worker->ui);
	ui_changed(worker->ui);
	return G_SOURCE_REMOVE;
}

/* asking, on the screens' thread */

static int by_priority(gconstpointer a, gconstpointer b, gpointer data UNUSED)
{
	return (int)((const struct task *)a)->request.priority -
	       (int)((const struct task *)b)->request.priority;
}

/* The task of a key that is not done with, queued or running; NULL = none. Under the lock. */
static struct task *find_task(const struct worker *worker, const char *key, gboolean running)
{
	for (GList *l = worker->tasks.head; l; l = l->next) {
		struct task *task = l->data;

		if (!task->dropped && task->running == running &&
		    g_strcmp0(task->request.key, key) == 0)
			return task;
	}
	return NULL;
}

static void enqueue(struct worker *worker, const struct request *request, gboolean kept)
{
	struct task *task = g_new0(struct task, 1), *before;

	task->worker = worker;
	task->request = *request;
	task->request.key = g_strdup(request->key);
	task->request.title = g_strdup(request->title);
	task->version = worker->version;
	task->kept = kept;
	task->part = -1;
	g_mutex_lock(&worker->lock);
	before = request->key ? find_task(worker, request->key, FALSE) : NULL;
	if (before) {
		g_queue_remove(&worker->tasks, before);
		task_free(before);
	}
	g_queue_push_tail(&worker->tasks, task);
	g_queue_sort(&worker->tasks, by_priority, NULL); /* which leaves equals in their order */
	begin_threads(worker, request->priority);
	g_mutex_unlock(&worker->lock);
}

void ui_start(struct ui *ui, const struct request *request)
{
	enqueue(ui->worker, request, FALSE);
}

/* Whether it is on its way for the data as it is, and at least as urgent. A task that is only ahead
 * becomes wanted. */
static gboolean is_on_its_way(struct worker *worker, const struct request *request)
{
	struct task *task;
	gboolean coming = FALSE;

	g_mutex_lock(&worker->lock);
	for (int running = 0; running < 2 && !coming; running++) {
		task = find_task(worker, request->key, running);
		if (!task || !task->kept || (task->version != worker->version && !request->lasting))
			continue;
		coming = TRUE;
		if (task->request.priority <= request->priority)
			continue;
		task->request.priority = request->priority;
		g_queue_sort(&worker->tasks, by_priority, NULL);
		g_cond_broadcast(&worker->moved);
	}
	g_mutex_unlock(&worker->lock);
	return coming;
}

gpointer ui_want(struct ui *ui, const struct request *request, GError **error)
{
	struct worker *worker = ui->worker;
	gpointer result = results_look(worker->results, request->key, worker->version, error);

	if (request->work && !worker_has(worker, request->key) && !is_on_its_way(worker, request))
		enqueue(worker, request, TRUE);
	else if (request->free_data)
		request->free_data(request->data);
	return result;
}

gboolean worker_has(const struct worker *worker, const char *key)
{
	return results_fresh(worker->results, key, worker->version);
}

gboolean worker_give(struct worker *worker, const struct request *request, gpointer take_result)
{
	return results_keep(worker->results, request->key,
			    (struct found_result){.result = take_result,
						  .free_result = request->free_result,
						  .version = worker->version,
						  .lasting = request->lasting});
}

gboolean ui_is_coming(const struct ui *ui, const char *key)
{
	struct worker *worker = ui->worker;
	gboolean coming;

	g_mutex_lock(&worker->lock);
	coming = find_task(worker, key, FALSE) || find_task(worker, key, TRUE);
	for (GList *l = worker->finished.head; l && !coming; l = l->next)
		coming = g_strcmp0(((const struct task *)l->data)->request.key, key) == 0;
	g_mutex_unlock(&worker->lock);
	return coming;
}

void ui_forget(struct ui *ui, const char *key)
{
	results_forget(ui->worker->results, key);
}

void worker_set_version(struct worker *worker, guint64 version)
{
	worker->version = version;
}

void worker_drop_wanted(struct worker *worker)
{
	g_mutex_lock(&worker->lock);
	for (GList *l = worker->tasks.head, *following; l; l = following) {
		struct task *task = l->data;

		following = l->next;
		if (!task->kept || task->request.lasting)
			continue;
		if (task->running) {
			task->dropped = TRUE;
			g_atomic_int_set(&task->cancelled, TRUE);
			continue;
		}
		g_queue_delete_link(&worker->tasks, l);
		task_free(task);
	}
	g_mutex_unlock(&worker->lock);
}

/* The task whose title is shown. Under the lock. */
static struct task *titled(const struct worker *worker)
{
	struct task *waiting = NULL;

	for (GList *l = worker->tasks.head; l; l = l->next) {
		struct task *task = l->data;

		if (task->request.title && task->running)
			return task;
		if (task->request.title && !waiting)
			waiting = task;
	}
	return waiting;
}

gboolean ui_cancel(struct ui *ui, const char *key)
{
	struct worker *worker = ui->worker;
	struct task *task;

	g_mutex_lock(&worker->lock);
	task = !key ? titled(worker) : find_task(worker, key, TRUE);
	if (!task && key)
		task = find_task(worker, key, FALSE);
	if (task)
		g_atomic_int_set(&task->cancelled, TRUE);
	g_mutex_unlock(&worker->lock);
	return task != NULL;
}

char *worker_text(struct worker *worker)
{
	g_autofree char *stops = command_sentence(_("{screen.back} stops it"));
	const struct task *task;
	GString *out = NULL;

	g_mutex_lock(&worker->lock);
	task = titled(worker);
	if (task) {
		out = g_string_new(task->request.title);
		if (task->part >= 0)
			g_string_append_printf(out, " %d %%", (int)(CLAMP(task->part, 0, 1) * 100));
		if (task->words && *task->words)
			g_string_append_printf(out, ", %s", task->words);
		g_string_append_printf(
			out, " · %s", g_atomic_int_get(&task->cancelled) ? _("stopping …") : stops);
	}
	g_mutex_unlock(&worker->lock);
	return out ? g_string_free(out, FALSE) : NULL;
}

/* waiting */

static gboolean drafts_wait(struct worker *worker)
{
	const struct task *first = g_queue_peek_head(&worker->tasks);

	return first && first->request.priority == PRIORITY_DRAFT;
}

void worker_flush(struct worker *worker)
{
	g_mutex_lock(&worker->lock);
	while (drafts_wait(worker))
		g_cond_wait(&worker->moved, &worker->lock);
	g_mutex_unlock(&worker->lock);
}

void worker_deliver(struct worker *worker)
{
	if (worker->wake)
		g_source_remove(worker->wake);
	wake(worker);
}

void worker_settle(struct worker *worker)
{
	gboolean all;

	do {
		g_mutex_lock(&worker->lock);
		while (!g_queue_is_empty(&worker->tasks) && g_queue_is_empty(&worker->finished))
			g_cond_wait(&worker->moved, &worker->lock);
		all = g_queue_is_empty(&worker->finished);
		g_mutex_unlock(&worker->lock);
		if (!all)
			worker_deliver(worker);
	} while (!all);
}

/* life */

struct worker *worker_new(struct ui *ui)
{
	struct worker *worker = g_new0(struct worker, 1);

	worker->ui = ui;
	worker->version = session_version(ui->session);
	worker->results = results_new();
	g_mutex_init(&worker->lock);
	g_cond_init(&worker->moved);
	return worker;
}

void worker_free(struct worker *worker)
{
	g_mutex_lock(&worker->lock);
	worker->stop = TRUE;
	for (GList *l = worker->tasks.head; l; l = l->next)
		if (((struct task *)l->data)->request.priority != PRIORITY_DRAFT)
			g_atomic_int_set(&((struct task *)l->data)->cancelled, TRUE);
	g_cond_broadcast(&worker->moved);
	g_mutex_unlock(&worker->lock);
	for (int i = 0; i < THREADS; i++)
		if (worker->threads[i])
			g_thread_join(worker->threads[i]);
	if (worker->wake)
		g_source_remove(worker->wake);
	g_queue_clear_full(&worker->tasks, (GDestroyNotify)task_free);
	g_queue_clear_full(&worker->finished, (GDestroyNotify)task_free);
	results_free(worker->results);
	g_mutex_clear(&worker->lock);
	g_cond_clear(&worker->moved);
	g_free(worker);
}
