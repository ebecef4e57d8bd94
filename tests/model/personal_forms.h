/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts to try the scanner of personal data with, made at random: numbers of test persons in every
 * way they are written, reserved telephone numbers, invented plates, accounts and names. Nobody's:
 * identity numbers are made by rule, telephone numbers are those that PTS keeps for fiction. */
#ifndef PERSONAL_FORMS_H
#define PERSONAL_FORMS_H

#include <glib.h>

struct forms {
	const char *detector;
	char *(*make)(GRand *random); /* owned */
};
extern const struct forms personal_forms[]; /* detector NULL ends */

/* Texts that look like personal data and are none; NULL ends. */
extern const char *const look_alikes[];

#endif
