/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads beside the one that somebody waits for. */
#ifndef OSG_THREAD_H
#define OSG_THREAD_H

/* From now on this thread, and those that it begins, leave the processor to whoever else wants it:
 * a key that is pressed, another participant's save. */
void thread_gives_way(void);

#endif
