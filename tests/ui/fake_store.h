/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store in memory beneath session: lets every screen be tested without SQLite. */
#ifndef OSG_TEST_FAKE_STORE_H
#define OSG_TEST_FAKE_STORE_H

#include "osg/app.h"

/* Tuesday 8 October 2024 08:31 in Stockholm: the week discussed is 2024-W40. */
#define FAKE_NOW G_GINT64_CONSTANT(1728369060)

/* Begins anew: a municipality with organisations, areas, places, categories, a coordinator and a
 * reporter; then observations spread over the weeks before, always the same ones. */
void fake_begin(guint observations);
/* An empty database. */
void fake_disk_begin(void);
void fake_read_only(gboolean read_only);
/* Somebody else changed something. */
void fake_touch(void);
/* A session of handle ("samordnare", "huge"). */
struct session *fake_app(const char *handle, gboolean english);

#endif
