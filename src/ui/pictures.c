/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One worker with its own session compiles what was asked for last; results cross over under one
 * lock, and the screens are woken through the main context. A picture that was begun before the
 * data changed is thrown away. */
#include "config.h"

#include "ui/pictures.h"

#include <malloc.h>

enum { AROUND = 1, WANTED = 2 * AROUND + 1 }; /* weeks compiled ahead on either side */

struct compiled {
	struct picture *picture;
	GError *error; /* instead */
};

struct pictures {
	struct session *session; /* of the screens */
	void (*arrived)(gpointer data);
	gpointer data;
	GThread *thread;
	GMutex lock; /* all below */
	GCond moved;
	GHashTable *weeks; /* week -> struct compiled */
	int wanted[WANTED];
	int wanted_count;
	guint serial; /* moves with the data */
	gboolean stop;
};

static void compiled_free(gpointer data)
{
	struct compiled *compiled = data;

	g_clear_pointer(&compiled->picture, picture_free);
	g_clear_error(&compiled->error);
	g_free(compiled);
}

static struct compiled *compile(struct session *session, int week)
{
	struct compiled *compiled = g_new0(struct compiled, 1);

	if (session_refresh(session, &compiled->error))
		compiled->picture = app_picture_quick(session, week, &compiled->error);
	return compiled;
}

/* the worker */

static gboolean tell(gpointer data)
{
	struct pictures *p = data;

	p->arrived(p->data);
	return G_SOURCE_REMOVE;
}

/* What compiling took for a moment goes back to the system. */
static void trim_heap(void)
{
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}

/* The next week to compile; FALSE when the screens close. */
static gboolean next(struct pictures *p, int *week, guint *serial)
{
	if (p->wanted_count == 0)
		trim_heap();
	while (!p->stop && p->wanted_count == 0)
		g_cond_wait(&p->moved, &p->lock);
	if (p->stop)
		return FALSE;
	*week = p->wanted[0];
	*serial = p->serial;
	return TRUE;
}

static void deliver(struct pictures *p, int week, guint serial, struct compiled *take)
{
	if (serial != p->serial || g_hash_table_contains(p->weeks, GINT_TO_POINTER(week))) {
		compiled_free(take);
		return;
	}
	g_hash_table_insert(p->weeks, GINT_TO_POINTER(week), take);
	g_idle_add(tell, p);
}

static void forget_wanted(struct pictures *p, int week)
{
	int kept = 0;

	for (int i = 0; i < p->wanted_count; i++)
		if (p->wanted[i] != week)
			p->wanted[kept++] = p->wanted[i];
	p->wanted_count = kept;
}

static gpointer work(gpointer data)
{
	struct pictures *p = data;
	GError *error = NULL;
	struct session *session = session_open_again(p->session, &error);
	int week;
	guint serial;

	g_mutex_lock(&p->lock);
	while (next(p, &week, &serial)) {
		struct compiled *compiled = session ? NULL : g_new0(struct compiled, 1);

		g_mutex_unlock(&p->lock);
		if (session)
			compiled = compile(session, week);
		else
			compiled->error = g_error_copy(error);
		g_mutex_lock(&p->lock);
		if (serial == p->serial)
			forget_wanted(p, week);
		deliver(p, week, serial, compiled);
	}
	g_mutex_unlock(&p->lock);
	g_clear_error(&error);
	session_close(session);
	return NULL;
}

/* the screens' side */

struct pictures *pictures_new(struct session *session, void (*arrived)(gpointer data),
			      gpointer data)
{
	struct pictures *p = g_new0(struct pictures, 1);

	p->session = session;
	p->arrived = arrived;
	p->data = data;
	p->weeks = g_hash_table_new_full(NULL, NULL, NULL, compiled_free);
	g_mutex_init(&p->lock);
	g_cond_init(&p->moved);
	return p;
}

void pictures_free(struct pictures *pictures)
{
	if (!pictures)
		return;
	if (pictures->thread) {
		g_mutex_lock(&pictures->lock);
		pictures->stop = TRUE;
		g_cond_signal(&pictures->moved);
		g_mutex_unlock(&pictures->lock);
		g_thread_join(pictures->thread);
	}
	while (g_idle_remove_by_data(pictures))
		;
	g_hash_table_unref(pictures->weeks);
	g_mutex_clear(&pictures->lock);
	g_cond_clear(&pictures->moved);
	g_free(pictures);
}

static gboolean is_distant(gpointer key, gpointer compiled, gpointer week)
{
	(void)compiled;
	return ABS(GPOINTER_TO_INT(key) - GPOINTER_TO_INT(week)) > AROUND;
}

/* This week first, then the one before, where people go more often. */
static void want(struct pictures *p, int week)
{
	static const int steps[WANTED] = {0, -1, 1};

	g_hash_table_foreach_remove(p->weeks, is_distant, GINT_TO_POINTER(week));
	p->wanted_count = 0;
	for (int i = 0; i < WANTED; i++)
		if (!g_hash_table_contains(p->weeks, GINT_TO_POINTER(week + steps[i])))
			p->wanted[p->wanted_count++] = week + steps[i];
	if (p->wanted_count == 0)
		return;
	if (!p->thread)
		p->thread = g_thread_new("pictures", work, p);
	g_cond_signal(&p->moved);
}

const struct picture *pictures_get(struct pictures *pictures, int week, GError **error)
{
	struct compiled *compiled;

	g_mutex_lock(&pictures->lock);
	if (pictures->arrived)
		want(pictures, week);
	compiled = g_hash_table_lookup(pictures->weeks, GINT_TO_POINTER(week));
	g_mutex_unlock(&pictures->lock);
	if (!compiled && !pictures->arrived) {
		compiled = compile(pictures->session, week);
		g_hash_table_insert(pictures->weeks, GINT_TO_POINTER(week), compiled);
	}
	if (compiled && compiled->error)
		g_propagate_error(error, g_error_copy(compiled->error));
	return compiled ? compiled->picture : NULL;
}

void pictures_drop(struct pictures *pictures)
{
	g_mutex_lock(&pictures->lock);
	pictures->serial++;
	pictures->wanted_count = 0;
	g_hash_table_remove_all(pictures->weeks);
	g_mutex_unlock(&pictures->lock);
}
