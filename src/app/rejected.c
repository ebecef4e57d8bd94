/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that an import set aside: shown, put right and taken in, or dismissed. */
#include "config.h"

#include "session/session_private.h"

#include "osg/exchange.h"
#include "osg/observation.h"
#include "osg/week.h"

static int aside_oldest_first(gconstpointer a, gconstpointer b)
{
	const struct aside *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;

	return x->record.key < y->record.key ? -1 : x->record.key > y->record.key;
}

GPtrArray *app_asides(struct app *app, GError **error)
{
	GPtrArray *all = store_where(app->store, &aside_kind, "state", ASIDE_OPEN, error);

	if (all)
		g_ptr_array_sort(all, aside_oldest_first);
	return all;
}

static gboolean aside_keep_row(struct incoming *row, gpointer data)
{
	struct observation **kept = data;

	*kept = g_memdup2(&row->observation, sizeof row->observation);
	row->observation.text = row->observation.source = row->observation.source_id = NULL;
	row->observation.source_link = row->observation.reason = NULL;
	return TRUE;
}

static struct observation *aside_read(struct app *app, const struct aside *aside, const struct import_record *import,
				      GError **error)
{
	const struct format *format = format_find(import->format);
	struct observation *kept = NULL;
	const struct reader_options options = {
		.file = aside->file,
		.vocabulary = app->vocabulary,
		.organisation = import->organisation,
		.own_organisation = app->participant ? app->participant->organisation : 0,
		.mapping = import->mapping,
		.municipality = *app->municipality ? app->municipality : NULL,
		.now = app->now(),
		.row = aside_keep_row,
		.data = &kept,
	};

	if (!format || !format->again(aside->row ? aside->row : "", aside->line, &options, error))
		return NULL;
	return kept;
}

struct observation *app_aside_observation(struct app *app, const struct aside *aside, GError **error)
{
	g_autoptr(GError) local = NULL;
	struct import_record *import = store_get(app->store, &import_kind, aside->import, &local);
	struct observation *o = import ? aside_read(app, aside, import, &local) : NULL;

	record_free(&import_kind, import);
	if (!o && local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return NULL;
	}
	if (!o)
		o = app_observation_new(app);
	o->entered_by = app->participant ? app->participant->record.key : 0;
	o->import = aside->import;
	return o;
}

gboolean app_aside_take(struct app *app, struct aside *aside, struct observation *o, GError **error)
{
	const char *field;
	const struct category *category = vocabulary_category(app->vocabulary, o->category);

	if (!app_may(app, RIGHT_IMPORT, error))
		return FALSE;
	observation_settle(o, app->vocabulary);
	if (o->entered_at == TIME_NONE)
		o->entered_at = app->now();
	o->counted = category ? category->counts : 1;
	if (!observation_check(o, app->vocabulary, app->now(), &field, error) || !app_begin(app, "aside.take", error))
		return FALSE;
	aside->state = ASIDE_TAKEN;
	if (app_put(app, &observation_kind, o, error)) {
		aside->observation = o->record.key;
		if (app_put(app, &aside_kind, aside, error))
			return app_commit(app, g_strdup_printf(_("Row %d of %s taken in"), aside->line, aside->file),
					  error);
	}
	aside->state = ASIDE_OPEN;
	app_rollback(app);
	return FALSE;
}

gboolean app_aside_dismiss(struct app *app, struct aside *aside, GError **error)
{
	if (!app_may(app, RIGHT_IMPORT, error) || !app_begin(app, "aside.dismiss", error))
		return FALSE;
	aside->state = ASIDE_DISMISSED;
	if (app_put(app, &aside_kind, aside, error))
		return app_commit(app, g_strdup_printf(_("Row %d of %s dismissed"), aside->line, aside->file), error);
	aside->state = ASIDE_OPEN;
	app_rollback(app);
	return FALSE;
}
