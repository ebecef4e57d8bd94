/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The database as a whole: whether it is sound, copies of it, and a copy in its place. */
#include "config.h"

#include "session/session_private.h"

#include "osg/county.h"

GPtrArray *session_check(struct session *session, GError **error)
{
	return store_check(session->store, error);
}

gboolean session_backup(struct session *session, const char *file, GError **error)
{
	return store_backup(session->store, file, error);
}

gboolean session_move(const char *from, const char *to, gint64 now, enum door door,
		      struct move_facts *facts, GError **error)
{
	const struct change change = {.at = now, .door = door, .what = "database.move"};

	return store_move(from, to, &change, facts, error);
}

gboolean session_look(const char *file, struct copy_facts *facts, GError **error)
{
	return store_look(file, facts, error);
}

gboolean session_compare(struct session *from, struct session *to, const struct record_kind *kind,
			 struct copy_difference *difference, GError **error)
{
	return store_compare(from->store, to->store, kind, difference, error);
}

gboolean session_county(const char *database, int from, int to, GPtrArray *cells, GPtrArray *silent,
			GError **error)
{
	return store_county(database, from, to, cells, silent, error);
}

char *session_county_roles(struct session *session, const char *role, GError **error)
{
	return store_county_roles(session->store, role, error);
}

gboolean session_replace(const char *file, const char *copy, const char *keep, GError **error)
{
	return store_replace(file, copy, keep, error);
}

struct repair *session_repair(const char *file, const char *copy, gint64 now, enum door door,
			      GError **error)
{
	const struct change change = {.at = now, .door = door, .what = "database.repair"};

	return store_repair(file, copy, &change, error);
}

void session_repair_free(struct repair *repair)
{
	store_repair_free(repair);
}

gboolean session_note(struct session *session, const char *what, const char *detail, GError **error)
{
	const struct change change = {
		.at = session_now(session),
		.who = session->participant ? session->participant->record.key : 0,
		.door = session->door,
		.what = what,
	};

	return store_note(session->store, &change, NULL, detail, error);
}
