/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that an import set aside: shown, put right and taken in, or dismissed. */
#include "config.h"

#include "osg/app.h"

#include <stdlib.h>

#include "osg/exchange.h"
#include "osg/observation.h"
#include "osg/week.h"

static int rejected_oldest_first(gconstpointer a, gconstpointer b)
{
	const struct rejected_row *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;

	return x->record.key < y->record.key ? -1 : x->record.key > y->record.key;
}

GPtrArray *app_rejected_rows(struct session *session, GError **error)
{
	GPtrArray *all = session_where(session, &rejected_row_kind, "state", REJECTED_OPEN, error);

	if (all) {
		session_shown_list(session, &rejected_row_kind, "list");
		g_ptr_array_sort(all, rejected_oldest_first);
	}
	return all;
}

static gboolean rejected_keep_row(struct incoming *row, gpointer data)
{
	struct observation **kept = data;

	*kept = record_copy(&row->observation);
	return TRUE;
}

static struct observation *rejected_read(struct session *session,
					 const struct rejected_row *rejected,
					 const struct import_record *import, GError **error)
{
	const struct format *format = format_find(import->format);
	struct observation *kept = NULL;
	const struct reader_options options = {
		.file = rejected->file,
		.registry = session_registry(session),
		.organisation = import->organisation,
		.own_organisation = session_participant(session)
					    ? session_participant(session)->organisation
					    : 0,
		.mapping = import->mapping,
		.municipality =
			*session_municipality(session) ? session_municipality(session) : NULL,
		.now = session_now(session),
		.row = rejected_keep_row,
		.data = &kept,
	};

	if (!format || !format->again ||
	    !format->again(rejected->row ? rejected->row : "", rejected->line, &options, error))
		return NULL;
	return kept;
}

struct observation *app_rejected_row_observation(struct session *session,
						 const struct rejected_row *rejected,
						 GError **error)
{
	g_autoptr(GError) local = NULL;
	struct import_record *import =
		rejected->import ? session_get(session, &import_kind, rejected->import, &local)
				 : NULL; /* of a calendar: nothing of it is an observation's */
	struct observation *o = import ? rejected_read(session, rejected, import, &local) : NULL;

	record_free(import);
	if (!o && local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return NULL;
	}
	if (!o)
		o = app_observation_new(session);
	o->entered_by = session_participant(session) ? session_participant(session)->record.key : 0;
	o->import = rejected->import;
	return o;
}

struct acceptance {
	struct rejected_row *rejected;
	struct observation *observation;
};

static gboolean accept_put(struct session *session, gpointer data, GError **error)
{
	struct acceptance *a = data;

	if (!session_put(session, a->observation, error))
		return FALSE;
	a->rejected->observation = a->observation->record.key;
	return session_put(session, a->rejected, error);
}

gboolean app_rejected_row_accept(struct session *session, struct rejected_row *rejected,
				 struct observation *o, GError **error)
{
	struct acceptance acceptance = {rejected, o};
	const struct category *category = registry_category(session_registry(session), o->category);
	const char *field;

	if (!session_may(session, ACTION_REJECTED_ACCEPT, NULL, error))
		return FALSE;
	observation_settle(o, session_registry(session));
	if (o->entered_at == TIME_NONE)
		o->entered_at = session_now(session);
	o->counted = category ? category->counts : 1;
	if (!observation_check(o, session_registry(session), session_now(session), &field, error))
		return FALSE;
	rejected->state = REJECTED_ACCEPTED;
	if (session_change(session, ACTION_REJECTED_ACCEPT,
			   g_strdup_printf(_("Row %d of %s taken in"), abs(rejected->line),
					   rejected->file),
			   accept_put, &acceptance, error))
		return TRUE;
	rejected->state = REJECTED_OPEN;
	return FALSE;
}

gboolean app_rejected_row_dismiss(struct session *session, struct rejected_row *rejected,
				  GError **error)
{
	rejected->state = REJECTED_DISMISSED;
	if (session_save(session, ACTION_REJECTED_DISMISS,
			 g_strdup_printf(_("Row %d of %s dismissed"), abs(rejected->line),
					 rejected->file),
			 rejected, error))
		return TRUE;
	rejected->state = REJECTED_OPEN;
	return FALSE;
}
