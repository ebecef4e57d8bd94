/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one error domain. A message is a whole sentence in the user's language that names the file,
 * line or field and says what was expected; the code decides the exit status and the word of the
 * status line. */
#ifndef OSG_ERROR_H
#define OSG_ERROR_H

#include <glib.h>
#include <glib/gi18n.h>

/* Of a parameter that a callback is given and does not need. */
#define UNUSED G_GNUC_UNUSED

#define OSG_ERROR (osg_error_quark())
GQuark osg_error_quark(void);

enum osg_error {
	OSG_ERROR_INPUT,  /* what was typed or passed cannot be understood */
	OSG_ERROR_RULE,   /* understood, but a rule forbids it (no due date, week already fixed) */
	OSG_ERROR_DENIED, /* this participant may not */
	OSG_ERROR_CONFLICT,  /* somebody else changed the record in the meantime */
	OSG_ERROR_STORE,     /* the database or a file could not be used */
	OSG_ERROR_FORMAT,    /* a file is not what it claims to be */
	OSG_ERROR_CANCELLED, /* the user stopped it */
	OSG_ERROR_REASON, /* a rule forbids it, unless a reason is stated (session_state_reason) */
};

/* Exit status of the program for an error: 1 input, rule, denied, conflict, format, cancelled,
 * reason; 3 store. 2 (wrong usage) is the command line's own. Any other domain counts as 3. */
int osg_error_exit_status(const GError *error);

#endif
