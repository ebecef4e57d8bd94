/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "osg/thread.h"

#include <sys/resource.h>

#ifdef __linux__
enum { NICE = 10 };

void thread_gives_way(void)
{
	if (getpriority(PRIO_PROCESS, 0) < NICE)
		setpriority(PRIO_PROCESS, 0, NICE);
}
#else /* elsewhere it would hold for the whole program */
void thread_gives_way(void)
{
}
#endif
