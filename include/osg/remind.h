/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters to those who are silent before a meeting. */
#ifndef OSG_REMIND_H
#define OSG_REMIND_H

#include "osg/session.h"

struct reminder_letter {
	struct organisation *organisation;
	char *subject;
	char *text; /* ends with the form of osg/answer.h */
};

/* One for each member of the roll call that is silent for that week. GPtrArray of struct
 * reminder_letter that frees them; NULL with an error. */
GPtrArray *app_reminder_letters(struct session *session, int week, GError **error);

#endif
