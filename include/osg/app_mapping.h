/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mapping in the making (mapping_draft.h) over the words of this database. */
#ifndef OSG_APP_MAPPING_H
#define OSG_APP_MAPPING_H

#include "osg/mapping_draft.h"
#include "osg/session.h"

/* What the columns of a partner's file seem to be, tried on its first rows. For those who may read
 * files in (OSG_ERROR_DENIED); else as mapping_draft_read. Free with mapping_draft_free. */
struct mapping_draft *app_mapping_draft(struct session *session, const char *path, GError **error);
/* Tries it again after something was put right. */
void app_mapping_try(struct session *session, struct mapping_draft *draft);
/* Whose rows they are, by code or name; "" = whoever reads them in. OSG_ERROR_INPUT. */
gboolean app_mapping_set_organisation(const struct session *session, struct mapping_draft *draft,
				      const char *text, GError **error);

#endif
