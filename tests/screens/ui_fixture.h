/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody at the screens, for the tests: keys in, what is shown out. */
#ifndef OSG_TEST_UI_FIXTURE_H
#define OSG_TEST_UI_FIXTURE_H

#include "osg/app.h"
#include "osg/ui.h"

struct ui_fixture {
	struct session *session;
	struct ui *ui;
	struct surface *s;
};

struct ui_fixture fixture_open(guint observations, const char *handle, const char *screen);
void fixture_close(struct ui_fixture *f);
/* Keys as a person would write them: "l Enter Esc Tab Down ^S". */
void press(struct ui_fixture *f, const char *keys);
void type(struct ui_fixture *f, const char *text);
void check_shows(const struct ui_fixture *f, const char *text);
void check_hides(const struct ui_fixture *f, const char *text);
void check_row(const struct ui_fixture *f, int y, const char *text);

#endif
