/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mapping in the making over the words of this database: who may make one, and what its rows are
 * tried with. */
#include "config.h"

#include "osg/app_mapping.h"

static struct reader_options trial_options(struct session *session)
{
	const struct participant *who = session_participant(session);
	const char *here = session_municipality(session);

	return (struct reader_options){.registry = session_registry(session),
				       .own_organisation = who ? who->organisation : 0,
				       .municipality = *here ? here : NULL,
				       .now = session_now(session),
				       .guards = TRUE,
				       .known_words = session_known_words(session)};
}

struct mapping_draft *app_mapping_draft(struct session *session, const char *path, GError **error)
{
	const struct reader_options options = trial_options(session);

	return session_may(session, ACTION_IMPORT, NULL, error)
		       ? mapping_draft_read(path, &options, error)
		       : NULL;
}

void app_mapping_try(struct session *session, struct mapping_draft *draft)
{
	const struct reader_options options = trial_options(session);

	mapping_draft_try(draft, &options);
}

gboolean app_mapping_set_organisation(const struct session *session, struct mapping_draft *draft,
				      const char *text, GError **error)
{
	const struct organisation *o =
		*text ? registry_find_organisation(session_registry(session), text) : NULL;

	if (*text && !o) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("There is no organisation “%s”; expected a code like %s."), text,
			    "POL");
		return FALSE;
	}
	g_free(draft->organisation);
	draft->organisation = o ? g_strdup(o->code) : NULL;
	return TRUE;
}
