/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody at the screens, for the tests: keys in, what is shown out. */
#ifndef OSG_TEST_DESK_H
#define OSG_TEST_DESK_H

#include "osg/app.h"
#include "osg/ui.h"

struct desk {
	struct session *session;
	struct ui *ui;
	struct surface *s;
};

struct desk sit_down(guint observations, const char *handle, const char *screen);
void stand_up(struct desk *desk);
/* Keys as a person would write them: "l Enter Esc Tab Down ^S". */
void press(struct desk *desk, const char *keys);
void type(struct desk *desk, const char *text);
void check_shows(const struct desk *desk, const char *text);
void check_hides(const struct desk *desk, const char *text);
void check_row(const struct desk *desk, int y, const char *text);

#endif
