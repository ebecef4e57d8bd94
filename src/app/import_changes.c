/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only the parts of a row that the source itself changed are taken over; what was linked or
 * withdrawn here stays uncounted. */
#include "config.h"

#include "app/import_changes.h"

#include "app/import_version.h"

static void change_counted(struct observation *stored, const struct observation *row)
{
	if (!row->counted)
		stored->counted = 0;
	else if (!stored->report_group && !stored->record.withdrawn)
		stored->counted = 1;
}

void source_change_free(gpointer data)
{
	struct source_change *change = data;

	g_free(change->seen);
	g_free(change->version);
	record_free(change->row);
	g_free(change);
}

gboolean source_change_apply(const struct source_change *change, const struct registry *registry,
			     struct observation *stored)
{
	gboolean differs = import_version_apply(change->seen, change->version, change->row, stored);

	if (differs) {
		change_counted(stored, change->row);
		observation_settle(stored, registry);
	}
	return differs;
}

gboolean source_change_make(const struct source_change *change, struct session *session,
			    GError **error)
{
	struct observation *stored = session_get(session, &observation_kind, change->key, error);
	gboolean ok = stored &&
		      (!source_change_apply(change, session_registry(session), stored) ||
		       session_put_bulk(session, stored, error)) &&
		      session_source_seen(session, change->key, change->version, error);

	record_free(stored);
	return ok;
}
