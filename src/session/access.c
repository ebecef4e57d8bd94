/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may do what: one table. */
#include "config.h"

#include "session/session_private.h"

#define ONLY(role) (1u << (role))
#define EVERYBODY_WHO_WRITES                                                                       \
	(ONLY(ROLE_REPORTER) | ONLY(ROLE_PARTICIPANT) | ONLY(ROLE_COORDINATOR) |                   \
	 ONLY(ROLE_CHAIR) | ONLY(ROLE_ADMINISTRATOR))
#define THE_DESK (ONLY(ROLE_COORDINATOR) | ONLY(ROLE_CHAIR) | ONLY(ROLE_ADMINISTRATOR))

static const struct {
	guint roles;
	const char *refusal;
} rights_table[] = {
	[RIGHT_ADD] = {EVERYBODY_WHO_WRITES,
		       N_("Your seat reads only: participants and reporters add observations.")},
	[RIGHT_EDIT_OWN] =
		{EVERYBODY_WHO_WRITES,
		 N_("Your seat reads only: the organisation that reported it may change it.")},
	[RIGHT_EDIT_ALL] = {THE_DESK, N_("It belongs to another organisation: that organisation or "
					 "the coordinator may change it.")},
	[RIGHT_LINK] = {THE_DESK | ONLY(ROLE_PARTICIPANT),
			N_("Linking reports is for participants and the coordinator.")},
	[RIGHT_IMPORT] = {EVERYBODY_WHO_WRITES,
			  N_("Your seat reads only: it cannot read files in.")},
	[RIGHT_COMPILE] = {THE_DESK,
			   N_("The picture's words are the coordinator's and the chair's.")},
	[RIGHT_FIX] = {THE_DESK, N_("Fixing the picture is for the coordinator and the chair.")},
	[RIGHT_SETUP] = {ONLY(ROLE_COORDINATOR) | ONLY(ROLE_ADMINISTRATOR),
			 N_("Only the coordinator or the administrator may do that.")},
};

gboolean session_may(const struct session *session, enum right right, GError **error)
{
	g_return_val_if_fail(right < G_N_ELEMENTS(rights_table), FALSE);
	if (store_read_only(session->store)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_DENIED,
			    _("The database %s can only be read."), session->file);
		return FALSE;
	}
	if (session->participant && (rights_table[right].roles & ONLY(session->participant->role)))
		return TRUE;
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_DENIED,
			    session->participant ? _(rights_table[right].refusal)
						 : _("Nobody is registered as coordinator here: "
						     "say who you are with --as."));
	return FALSE;
}
