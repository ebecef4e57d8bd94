/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OSG_SCREENS_GROUP_CLOSING_H
#define OSG_SCREENS_GROUP_CLOSING_H

#include "screens/screens.h"

/* Closes a group when its verdict has been counted beside the screens, whatever screen is shown by
 * then. FALSE: it may not be closed like that. */
gboolean group_closing_start(struct ui *ui, gint64 group, enum group_exit exit, const char *reason,
			     GError **error);

#endif
