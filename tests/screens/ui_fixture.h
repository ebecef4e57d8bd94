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

/* The form of an observation, as ui_open has it. */
void show_entry(struct ui_fixture *f, const char *argument);
struct observation *newest_observation(struct session *session); /* owned */
guint stored_observations(struct session *session);
guint active_observations(struct session *session); /* those that count */

#endif
