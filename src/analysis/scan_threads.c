/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares numbered units of work among threads. Which thread does which unit is left to chance, so
 * units must not depend on each other. */
#include "config.h"

#include "scan_internal.h"

#include "osg/thread.h"

struct units_run {
	const struct scan_units *units;
	int count;
	gint next, cancelled;
};

struct units_thread {
	struct units_run *run;
	int worker;
};

static gboolean tell_progress(struct units_run *run, int done)
{
	const struct scan_units *units = run->units;
	if (!units->progress)
		return TRUE;
	return units->progress(units->from + (units->to - units->from) * done / run->count,
			       units->data);
}

static gpointer work_units(gpointer data)
{
	struct units_thread *self = data;
	struct units_run *run = self->run;
	int unit;

	if (self->worker > 0) /* with a thread for each processor */
		thread_gives_way();
	while (!g_atomic_int_get(&run->cancelled) &&
	       (unit = g_atomic_int_add(&run->next, 1)) < run->count) {
		run->units->work(run->units->shared, unit, self->worker);
		if (self->worker == 0 && !tell_progress(run, unit + 1))
			g_atomic_int_set(&run->cancelled, 1);
	}
	return NULL;
}

gboolean scan_units_run(const struct scan_units *units, int count)
{
	struct units_run run = {units, count, 0, 0};
	int threads = MIN(units->threads, count);
	g_autofree struct units_thread *them = g_new0(struct units_thread, MAX(threads, 1));
	g_autofree GThread **others = g_new0(GThread *, MAX(threads, 1));
	for (int i = 0; i < threads; i++) {
		them[i] = (struct units_thread){&run, i};
		if (i > 0)
			others[i] = g_thread_new("scan", work_units, &them[i]);
	}
	if (threads > 0)
		work_units(&them[0]);
	for (int i = 1; i < threads; i++)
		g_thread_join(others[i]);
	return !run.cancelled;
}

int scan_thread_count(int wanted, int most)
{
	int threads = wanted > 0 ? wanted : (int)g_get_num_processors();
	return CLAMP(threads, 1, MAX(most, 1));
}
