/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of an observation in a form, whose data is the struct session. */
#ifndef OSG_UI_ENTRY_FIELDS_H
#define OSG_UI_ENTRY_FIELDS_H

#include "ui/form.h"
#include "osg/app.h"

extern const struct form_field entry_fields[]; /* id NULL ends */

/* The field that says what: the category meant (key: of the completion taken), what it is called in
 * the echo, the completions. data is the struct session. */
const struct category *what_meant(struct session *session, const char *text, gint64 key);
char *what_meaning(gpointer data, const char *text, gint64 key, gboolean *wrong);
GPtrArray *what_complete(gpointer data, const char *text);

/* The observation as the form says it. In one that is stored already what was not touched stays.
 * FALSE: *field is wrong, *complaint (translated) says why. */
gboolean entry_fields_read(const struct form *form, struct session *session, struct observation *o,
			   const char **field, const char **complaint);
/* What is chosen in it: how known, told to the police, visible to whom. */
void entry_fields_choose(struct form *form, const struct observation *o);
void entry_fields_show(struct form *form, const struct session *session,
		       const struct observation *o);

#endif
