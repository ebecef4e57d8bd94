/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares numbered units of work among threads. Which thread does which unit is left to chance, so
 * units must not depend on each other. */
#include "config.h"

#include "scan_internal.h"

#include <sys/resource.h>

enum { NICE = 5 };

struct crew_run {
	const struct scan_crew *crew;
	int count;
	gint next, cancelled;
};

struct crew_member {
	struct crew_run *run;
	int worker;
};

static gboolean crew_tell(struct crew_run *run, int done)
{
	const struct scan_crew *crew = run->crew;
	if (!crew->progress)
		return TRUE;
	return crew->progress(crew->from + (crew->to - crew->from) * done / run->count, crew->data);
}

/* With a thread for each processor, whoever else wants one (a key that is pressed) goes first. */
static void give_way(const struct crew_member *member UNUSED)
{
#ifdef __linux__ /* elsewhere it would hold for the whole program */
	if (member->worker > 0 && getpriority(PRIO_PROCESS, 0) < NICE)
		setpriority(PRIO_PROCESS, 0, NICE);
#endif
}

static gpointer crew_work(gpointer data)
{
	struct crew_member *member = data;
	struct crew_run *run = member->run;
	int unit;

	give_way(member);
	while (!g_atomic_int_get(&run->cancelled) &&
	       (unit = g_atomic_int_add(&run->next, 1)) < run->count) {
		run->crew->work(run->crew->shared, unit, member->worker);
		if (member->worker == 0 && !crew_tell(run, unit + 1))
			g_atomic_int_set(&run->cancelled, 1);
	}
	return NULL;
}

gboolean scan_crew_run(const struct scan_crew *crew, int count)
{
	struct crew_run run = {crew, count, 0, 0};
	int threads = MIN(crew->threads, count);
	g_autofree struct crew_member *members = g_new0(struct crew_member, MAX(threads, 1));
	g_autofree GThread **others = g_new0(GThread *, MAX(threads, 1));
	for (int i = 0; i < threads; i++) {
		members[i] = (struct crew_member){&run, i};
		if (i > 0)
			others[i] = g_thread_new("scan", crew_work, &members[i]);
	}
	if (threads > 0)
		crew_work(&members[0]);
	for (int i = 1; i < threads; i++)
		g_thread_join(others[i]);
	return !run.cancelled;
}

int scan_crew_threads(int wanted, int most)
{
	int threads = wanted > 0 ? wanted : (int)g_get_num_processors();
	return CLAMP(threads, 1, MAX(most, 1));
}
