/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session: who works, on which database, looking at which week, through which door. Refuses to decide what anybody
 * may do (rights.c) and to write anything (undo.c). */
#include "config.h"

#include "session/session_private.h"

#include <string.h>

#include "osg/week.h"

static void session_free_words(struct app *app)
{
	vocabulary_free(app->vocabulary);
	app->vocabulary = NULL;
	g_clear_pointer(&app->use_places, g_hash_table_unref);
	g_clear_pointer(&app->use_categories, g_hash_table_unref);
}

/* Organisations, areas, places and categories are few and read whole. */
static gboolean session_read_words(struct app *app, GError **error)
{
	const struct record_kind *const kinds[] = {&organisation_kind, &area_kind, &place_kind, &category_kind};
	GPtrArray *all[G_N_ELEMENTS(kinds)] = {0};

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		all[i] = store_all(app->store, kinds[i], error);
		if (!all[i]) {
			while (i-- > 0)
				g_ptr_array_unref(all[i]);
			return FALSE;
		}
	}
	session_free_words(app);
	app->vocabulary = vocabulary_new(all[0], all[1], all[2], all[3], app->english);
	app->words_version = store_words_version(app->store);
	g_free(app->municipality);
	app->municipality = store_value(app->store, "municipality");
	if (!app->municipality)
		app->municipality = g_strdup("");
	return TRUE;
}

static gboolean session_names(const struct participant *p, const char *handle)
{
	return handle ? g_ascii_strcasecmp(p->handle, handle) == 0 : p->role == ROLE_COORDINATOR;
}

static gboolean session_find_participant(struct app *app, const char *handle, GError **error)
{
	g_autoptr(GPtrArray) all = store_all(app->store, &participant_kind, error);
	g_autoptr(GString) known = g_string_new(NULL);

	if (!all)
		return FALSE;
	for (guint i = 0; i < all->len; i++) {
		const struct participant *p = all->pdata[i];

		if (!p->active || !p->handle)
			continue;
		if (session_names(p, handle)) {
			app->participant = record_copy(&participant_kind, p);
			return TRUE;
		}
		g_string_append_printf(known, "%s%s", known->len ? ", " : "", p->handle);
	}
	if (!handle) /* a database without a coordinator is read, and set up, by nobody in particular */
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_DENIED, _("“%s” is no participant here. There are: %s."), handle,
		    known->str);
	return FALSE;
}

/* Until Wednesday the group talks about the week that ended, then about the one that runs. */
static int session_standing_week(struct app *app)
{
	gint64 now = app->now();
	int day, seconds, week, first, last;

	time_to_local(now, &day, &seconds);
	week = week_of_day(day);
	if (day_weekday(day) < 2)
		week--;
	if (store_weeks(app->store, &first, &last) && last < week && app->demo)
		week = last;
	return week;
}

struct app *app_open(const struct app_options *options, GError **error)
{
	struct app *app = g_new0(struct app, 1);

	app->file = g_strdup(options->file);
	app->door = options->door;
	app->now = options->now;
	app->english = options->english;
	app->known_at = TIME_NONE;
	app->undo = undo_list_new();
	app->redo = undo_list_new();
	app->versions = undo_versions_new();
	app->store = store_open(options->file, options->read_only ? STORE_READ : STORE_WRITE, error);
	if (!app->store || !session_read_words(app, error) || !session_find_participant(app, options->as, error)) {
		app_close(app);
		return NULL;
	}
	g_autofree char *demo = store_value(app->store, "demo");
	app->demo = g_strcmp0(demo, "1") == 0;
	app->week = session_standing_week(app);
	return app;
}

void app_close(struct app *app)
{
	if (!app)
		return;
	picture_cache_free(app->picture_cache);
	g_clear_pointer(&app->hotspots, g_hash_table_unref);
	session_free_words(app);
	record_free(&participant_kind, app->participant);
	g_ptr_array_unref(app->undo);
	g_ptr_array_unref(app->redo);
	g_hash_table_unref(app->versions);
	store_close(app->store);
	g_free(app->file);
	g_free(app->municipality);
	g_free(app);
}

struct app *app_clone(const struct app *app, GError **error)
{
	const struct app_options options = {
		.file = app->file,
		.as = app->participant ? app->participant->handle : NULL,
		.door = app->door,
		.now = app->now,
		.english = app->english,
		.read_only = store_read_only(app->store),
	};
	struct app *clone = app_open(&options, error);

	if (clone) {
		clone->week = app->week;
		clone->known_at = app->known_at;
	}
	return clone;
}

gint64 app_now(const struct app *app)
{
	return app->now();
}

const struct vocabulary *app_vocabulary(const struct app *app)
{
	return app->vocabulary;
}

const struct participant *app_participant(const struct app *app)
{
	return app->participant;
}

const struct organisation *app_organisation(const struct app *app)
{
	return app->participant ? vocabulary_organisation(app->vocabulary, app->participant->organisation) : NULL;
}

const char *app_municipality(const struct app *app)
{
	return app->municipality;
}

gboolean app_is_demo(const struct app *app)
{
	return app->demo;
}

gboolean app_english(const struct app *app)
{
	return app->english;
}

gboolean app_read_only(const struct app *app)
{
	return store_read_only(app->store);
}

guint64 app_version(struct app *app)
{
	return store_version(app->store);
}

gboolean app_refresh(struct app *app, GError **error)
{
	if (store_words_version(app->store) == app->words_version)
		return TRUE;
	return session_read_words(app, error);
}

int app_week(const struct app *app)
{
	return app->week;
}

void app_set_week(struct app *app, int week)
{
	app->week = week;
}

void app_look_back(struct app *app, gint64 at)
{
	app->known_at = at;
	picture_cache_free(app->picture_cache);
	app->picture_cache = NULL;
}

gboolean app_weeks(struct app *app, int *first, int *last)
{
	return store_weeks(app->store, first, last);
}

GPtrArray *app_records(struct app *app, const struct record_kind *kind, GError **error)
{
	return store_all(app->store, kind, error);
}

GPtrArray *app_history(struct app *app, const struct id *id, guint limit, GError **error)
{
	return store_log(app->store, id, limit, error);
}

GPtrArray *app_check(struct app *app, GError **error)
{
	return store_check(app->store, error);
}

gboolean app_backup(struct app *app, const char *file, GError **error)
{
	return store_backup(app->store, file, error);
}

static GHashTable *session_use(struct app *app, GHashTable **slot, const char *field)
{
	if (!*slot && app->participant)
		*slot = store_use(app->store, app->participant->organisation, field, app->week - 26, NULL);
	return *slot;
}

GHashTable *app_use_of_places(struct app *app)
{
	return session_use(app, &app->use_places, "place");
}

GHashTable *app_use_of_categories(struct app *app)
{
	return session_use(app, &app->use_categories, "category");
}
