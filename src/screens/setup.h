/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the screens of setting up have in common. */
#ifndef OSG_UI_SETUP_H
#define OSG_UI_SETUP_H

#include "osg/setup.h"

struct ui;

/* "[Seats]  Organisations  …  Mappings": the kinds, and the one that is shown; NULL = the mappings,
 * which come last and have a screen of their own. Owned. */
char *setup_tabs(const struct ui *ui, const struct setup_kind *here);

#endif
