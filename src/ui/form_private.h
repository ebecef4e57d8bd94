/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a form, for the two files that work on it. */
#ifndef OSG_UI_FORM_PRIVATE_H
#define OSG_UI_FORM_PRIVATE_H

#include "ui/edit.h"
#include "ui/form.h"

struct slot {
	struct edit edit;
	int choice;
	gint64 key;
	char *complaint;
	int y;                    /* where it was drawn, for the mouse */
	struct rectangle answers; /* of a choice, from the first that was drawn on */
	int first;
	char *was; /* text, key and choice when it was settled */
	gint64 key_was;
	int choice_was;
	char *other; /* the other's text where both changed it, NULL = nobody else did */
	gint64 key_other;
	int choice_other;
	gboolean swapped; /* the other's stands in the field, the own is kept here */
};

struct form {
	const struct form_field *fields;
	struct slot *slots;
	int count, focus;
	gpointer data;
	GPtrArray *options; /* of the focused field, NULL = none shown */
	guint option;
	struct rectangle options_at; /* where they were drawn, from this one on */
	guint options_from;
	guint changes;
	gboolean roomy; /* errors have rows of their own */
	int width;      /* of the last drawing */
};

/* Nothing is typed; a choice is always something. */
gboolean form_is_empty(const struct form *form, int index);
/* It is required and not said yet. */
gboolean form_lacks(const struct form *form, int index);
/* What is typed means nothing, or something was said against it. */
gboolean form_is_wrong(const struct form *form, int index);

#endif
