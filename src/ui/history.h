/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was run from the palette, so that what was used last stands first, also tomorrow. A line is
 * what was run ("observations.sort", "week 2024-W40") and, after a tab, the words that were given
 * with it: those stay in memory, for nobody should find them in a file. */
#ifndef OSG_UI_HISTORY_H
#define OSG_UI_HISTORY_H

#include <glib.h>

struct history;

/* folder: where its file lies, osg/history beneath; NULL = in memory only. */
struct history *history_new(const char *folder);
void history_free(struct history *history);
void history_add(struct history *history, const char *line);
/* The later it was used the higher; 0 = never. */
guint history_rank(const struct history *history, const char *line);
/* Oldest first, borrowed strings. */
const GPtrArray *history_lines(const struct history *history);

#endif
