/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which observation of the store a row of a source tells of: by its id; by its id as it was kept
 * once; and, where a source counts from 1 again, among those that share the id but for the day. */
#include "config.h"

#include "app/import_identity.h"

#include "app/import_version.h"

enum sameness identity_sameness(const struct wanted_row *w, const struct observation *stored,
				const char *seen)
{
	struct observation *said = record_copy(stored);
	enum sameness sameness;

	import_version_unchanged(seen, w->version, w->row, said);
	sameness = w->ids_repeat ? observation_sameness(said, w->row)
				 : observation_sameness_by_id(said, w->row);
	record_free(said);
	return sameness;
}

static gint64 look_up(const struct wanted_row *w, const char *id, char **seen, GError **error)
{
	g_clear_pointer(seen, g_free);
	return session_source_key(w->session, w->row->organisation, w->row->source, id, seen,
				  error);
}

/* The event that an id stands for without the day of a later one, if that is this row's: which of
 * them came first depends on the file. */
static gint64 look_up_first(const struct wanted_row *w, const char *plain, char **seen,
			    GError **error)
{
	gint64 key = look_up(w, plain, seen, error);
	struct observation *stored =
		key ? session_get(w->session, &observation_kind, key, error) : NULL;
	gboolean other = stored && identity_sameness(w, stored, *seen) == OTHER_EVENT;

	record_free(stored);
	return other ? 0 : key;
}

/* Surely, that is: what may be either is a row of its own. Of this file's own rows each is
 * another's. */
static gboolean is_kin(const struct wanted_row *w, const struct source_kin *kin, const char *plain,
		       GError **error)
{
	struct observation *stored = session_get(w->session, &observation_kind, kin->key, error);
	g_autofree char *id = stored ? source_id_without_day(stored->source_id) : NULL;
	gboolean is = id && g_str_equal(id, plain) && (!w->import || stored->import != w->import) &&
		      identity_sameness(w, stored, kin->version) == SAME_EVENT;

	record_free(stored);
	return is;
}

/* An event whose day its source has put right: its own id has the day that it had first. Of several
 * that it could be the first; the one that says the very same is it. */
static gint64 look_up_kin(const struct wanted_row *w, const char *plain, char **seen,
			  gboolean *several, GError **error)
{
	g_autoptr(GPtrArray) all =
		session_source_kin(w->session, w->row->organisation, w->row->source, plain, error);
	g_autoptr(GError) local = NULL;
	gboolean same = FALSE;
	gint64 key = 0;

	for (guint n = 0; all && n < all->len && !local && !same; n++) {
		const struct source_kin *kin = all->pdata[n];

		if (!is_kin(w, kin, plain, &local))
			continue;
		same = import_version_same(kin->version, w->version);
		*several = key && !same;
		if (*several)
			continue;
		g_free(*seen);
		*seen = g_strdup(kin->version);
		key = kin->key;
	}
	if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	return key;
}

gint64 identity_find(const struct wanted_row *w, char **seen, gboolean *several, GError **error)
{
	g_autofree char *plain = w->ids_repeat ? source_id_without_day(w->row->source_id) : NULL;
	g_autoptr(GError) local = NULL;
	gint64 key = look_up(w, w->row->source_id, seen, &local);

	*several = FALSE;
	if (!key && !local && w->other_id)
		key = look_up(w, w->other_id, seen, &local);
	if (!key && !local && plain && !w->numbered)
		key = look_up_first(w, plain, seen, &local);
	if (!key && !local && plain)
		key = look_up_kin(w, plain, seen, several, &local);
	if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	return key;
}
