/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records in forms: a table a kind says which fields stand in its form and how each is written,
 * read, understood and completed, who may write it and how it is stored. */
#ifndef OSG_RECORD_FIELDS_H
#define OSG_RECORD_FIELDS_H

#include "ui/form.h"
#include "osg/app.h"

/* What is being written; the data of its form. */
struct edited {
	struct session *session;
	struct record *record;
	struct yardstick *yardstick; /* written with it, NULL = it has none */
	gint64 group;                /* whose causes may be named, 0 = no group's */
	GPtrArray *causes;           /* struct cause of the group */
};

struct record_value;

/* A kind of record in a form. */
struct record_form {
	const char *name;  /* "cause": before the colon of the screen's argument */
	const char *title; /* msgid */
	const struct record_kind *kind;
	const struct form_field *fields;
	const struct record_value *values; /* beside the fields, id NULL ends */
	gboolean yardstick;                /* is written with one */
	gboolean (*may)(const struct edited *e, GError **error);
	/* *field: of the record, what is wrong. */
	gboolean (*save)(struct edited *e, const char **field, GError **error);
};
const struct record_form *record_form_find(const char *name);

/* The form as the records say it. */
void record_form_show(const struct record_form *kind, struct form *form, const struct edited *e);
/* The records as the form says it. FALSE: *field is wrong, *complaint (owned) says why. */
gboolean record_form_read(const struct record_form *kind, const struct form *form, struct edited *e,
			  const char **field, char **complaint);
/* The form's field that shows a field of the record; the first where none does. */
const char *record_form_field(const struct record_form *kind, const char *record_field);

#endif
