/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms of what is set up: made of the tables in osg/setup.h. */
#ifndef OSG_SETUP_FORMS_H
#define OSG_SETUP_FORMS_H

#include "screens/record_fields.h"

/* By the name of the kind ("participant"), NULL = it is not set up. Kept for the program's life. */
const struct record_form *setup_form_find(const char *name);

#endif
