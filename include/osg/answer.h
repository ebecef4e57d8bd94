/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form that a reminder carries, which osg import reads when it is filled in. */
#ifndef OSG_ANSWER_H
#define OSG_ANSWER_H

#include "osg/record.h"

/* The empty form of an organisation and a week, owned. */
char *answer_form(const struct organisation *organisation, int week);

#endif
