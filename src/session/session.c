/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session: who works, on which database, looking at which week, through which door. What
 * anybody may do is decided in access.c. */
#include "config.h"

#include "session/session_private.h"

#include <string.h>

#include "osg/personal.h"
#include "osg/week.h"

/* Its words from now on; version: store_reference_version of them. */
static void session_take_words(struct session *session, struct registry *take, guint64 version)
{
	struct registry *had = session->registry;

	g_mutex_lock(&session->registry_lock);
	session->registry = take;
	session->reference_version = version;
	g_mutex_unlock(&session->registry_lock);
	registry_unref(had);
	g_clear_pointer(&session->known_words, g_hash_table_unref);
	g_clear_pointer(&session->use_places, g_hash_table_unref);
	g_clear_pointer(&session->use_categories, g_hash_table_unref);
}

/* kept by rooms above */

struct kept_data {
	gpointer data;
	GDestroyNotify free;
};

static void kept_free(gpointer data)
{
	struct kept_data *kept = data;

	if (kept->data)
		kept->free(kept->data);
	g_free(kept);
}

gpointer session_kept(const struct session *session, const char *name)
{
	const struct kept_data *kept = g_hash_table_lookup(session->kept, name);

	return kept ? kept->data : NULL;
}

void session_keep(struct session *session, const char *name, gpointer take_data,
		  GDestroyNotify free_data)
{
	struct kept_data *kept = g_new(struct kept_data, 1);

	*kept = (struct kept_data){take_data, free_data};
	g_hash_table_replace(session->kept, (gpointer)name, kept);
}

/* opening */

static void session_read_municipality(struct session *session)
{
	g_free(session->municipality);
	session->municipality = store_value(session->store, "municipality");
	if (!session->municipality)
		session->municipality = g_strdup("");
}

/* Organisations, areas, places and categories are few and read whole. */
static gboolean session_read_words(struct session *session, GError **error)
{
	const struct record_kind *const kinds[] = {&organisation_kind, &area_kind, &place_kind,
						   &category_kind};
	GPtrArray *all[G_N_ELEMENTS(kinds)] = {0};
	/* first: words that come meanwhile are read again */
	guint64 version = store_reference_version(session->store);

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
		store_all_ahead(session->store, kinds[i]);
	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		all[i] = store_all(session->store, kinds[i], error);
		if (!all[i]) {
			while (i-- > 0)
				g_ptr_array_unref(all[i]);
			return FALSE;
		}
	}
	session_take_words(session, registry_new(all[0], all[1], all[2], all[3], session->english),
			   version);
	session_read_municipality(session);
	return TRUE;
}

/* Those of another session of the same database, which may be at work on another thread. FALSE:
 * they are not of this moment. */
static gboolean session_share_words(struct session *session, struct session *other)
{
	guint64 version = store_reference_version(session->store);
	struct registry *shared = NULL;

	g_mutex_lock(&other->registry_lock);
	if (other->registry && other->reference_version == version)
		shared = registry_ref(other->registry);
	g_mutex_unlock(&other->registry_lock);
	if (!shared)
		return FALSE;
	session_take_words(session, shared, version);
	session_read_municipality(session);
	return TRUE;
}

/* The seat of a Unix account, NULL = none. */
static const char *seat_of(const GPtrArray *participants, const char *account)
{
	for (guint i = 0; account && i < participants->len; i++) {
		const struct participant *p = participants->pdata[i];

		if (p->active && g_strcmp0(p->account, account) == 0)
			return p->handle;
	}
	return NULL;
}

static gboolean session_names(const struct participant *p, const char *handle)
{
	return handle ? g_ascii_strcasecmp(p->handle, handle) == 0 : p->role == ROLE_COORDINATOR;
}

static gboolean session_find_participant(struct session *session, const char *handle,
					 const char *account, GError **error)
{
	g_autoptr(GPtrArray) all = store_all(session->store, &participant_kind, error);
	g_autoptr(GString) known = g_string_new(NULL);

	if (!all)
		return FALSE;
	if (!handle)
		handle = seat_of(all, account);
	for (guint i = 0; i < all->len; i++) {
		const struct participant *p = all->pdata[i];

		if (!p->active || !p->handle || p->record.withdrawn)
			continue;
		if (session_names(p, handle)) {
			session->participant = record_copy(p);
			return TRUE;
		}
		g_string_append_printf(known, "%s%s", known->len ? ", " : "", p->handle);
	}
	if (!handle) /* a database without a coordinator is read, and set up, by nobody in
			particular */
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_DENIED,
		    _("“%s” is no participant here. There are: %s."), handle, known->str);
	return FALSE;
}

/* Until Wednesday the group talks about the week that ended, then about the one that runs. In the
 * demo, whose year is over, it is the last of that year: also when somebody tried the form today.
 */
static int session_standing_week(const struct session *session)
{
	int day = time_day(session_now(session)), week;

	week = week_of_day(day);
	if (day_weekday(day) < 2)
		week--;
	return session->demo ? MIN(week, session->demo_end) : week;
}

static struct session *session_new(const char *file)
{
	struct session *session = g_new0(struct session, 1);

	session->file = g_strdup(file);
	g_mutex_init(&session->registry_lock);
	session->known_at = TIME_NONE;
	session->undo = undo_list_new();
	session->redo = undo_list_new();
	session->versions = undo_versions_new();
	session->kept = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, kept_free);
	shown_init(session);
	session->token = token_new();
	return session;
}

struct session *session_create(const char *file, GError **error)
{
	struct session *session = session_new(file);

	session->filling = TRUE;
	session->store = store_open(file, STORE_CREATE, error);
	if (!session->store)
		g_clear_pointer(&session, session_close);
	return session;
}

/* The Tuesday on which the demo's last week is talked about. */
static int demo_today(const struct session *session)
{
	return week_monday(session->demo_end + 1) + 1;
}

static void demo_open(struct session *session)
{
	g_autofree char *demo = store_value(session->store, "demo"),
			*made = store_value(session->store, "demo_made");
	int day = made ? day_parse_iso(made) : DAY_NONE;

	session->demo_end = demo ? week_parse(demo, 0, 0) : WEEK_NONE;
	session->demo = session->demo_end != WEEK_NONE;
	if (session->demo && day != DAY_NONE)
		session->demo_days = MAX(day - demo_today(session), 0);
}

/* other: a session of the same database and language, or NULL. */
static struct session *open_beside(const struct session_options *options, struct session *other,
				   GError **error)
{
	struct session *session = session_new(options->file);
	g_autofree char *handle = NULL;

	session->unwritable = g_strdup(options->unwritable);
	session->door = options->door;
	session->now = options->now;
	session->english = options->english;
	session->store = store_open_telling(options->file,
					    options->copy        ? STORE_COPY
					    : options->read_only ? STORE_READ
								 : STORE_WRITE,
					    options->upgrading, error);
	if (session->store)
		store_all_ahead(session->store, &participant_kind);
	if (!session->store ||
	    (!(other && session_share_words(session, other)) &&
	     !session_read_words(session, error)) ||
	    (options->key && !session_come_with(session, options->key, &handle, error)) ||
	    !session_find_participant(session, handle ? handle : options->as, options->account,
				      error)) {
		session_close(session);
		return NULL;
	}
	demo_open(session);
	session->week = session_standing_week(session);
	return session;
}

struct session *session_open(const struct session_options *options, GError **error)
{
	return open_beside(options, NULL, error);
}

void session_close(struct session *session)
{
	if (!session)
		return;
	session_flush_shown(session);
	shown_clear(session);
	if (!session->again)
		token_end(session->token);
	g_free(session->token);
	g_hash_table_unref(session->kept);
	g_free(session->undo_closed);
	g_free(session->reason);
	session_take_words(session, NULL, 0);
	g_mutex_clear(&session->registry_lock);
	record_free(session->participant);
	g_ptr_array_unref(session->undo);
	g_ptr_array_unref(session->redo);
	g_hash_table_unref(session->versions);
	store_close(session->store);
	g_free(session->file);
	g_free(session->unwritable);
	g_free(session->municipality);
	g_free(session);
}

struct session *session_open_again(struct session *session, GError **error)
{
	const struct session_options options = {
		.file = session->file,
		.as = session->participant ? session->participant->handle : NULL,
		.door = session->door,
		.now = session->now,
		.english = session->english,
		.read_only = store_read_only(session->store),
		.unwritable = session->unwritable,
	};
	struct session *clone = open_beside(&options, session, error);

	if (clone) {
		token_end(clone->token);
		g_free(clone->token);
		clone->token = g_strdup(session->token);
		clone->again = TRUE;
		clone->came_with = session->came_with;
		clone->week = session->week;
		clone->known_at = session->known_at;
	}
	return clone;
}

void session_rest(struct session *session)
{
	store_rest(session->store);
}

gint64 session_now(const struct session *session)
{
	gint64 now = session->now ? session->now() : 0;
	int day, seconds;

	if (!session->demo_days)
		return now;
	time_to_local(now, &day, &seconds);
	day -= session->demo_days;
	return day < demo_today(session) ? now : time_from_local(day, seconds, FALSE, NULL);
}

const struct registry *session_registry(const struct session *session)
{
	return session->registry;
}

GHashTable *session_known_words(struct session *session)
{
	if (!session->known_words && session->registry)
		session->known_words = personal_known(session->registry);
	return session->known_words;
}

const struct participant *session_participant(const struct session *session)
{
	return session->participant;
}

const struct organisation *session_organisation(const struct session *session)
{
	return session->participant ? registry_organisation(session->registry,
							    session->participant->organisation)
				    : NULL;
}

const char *session_municipality(const struct session *session)
{
	return session->municipality;
}

const char *session_file(const struct session *session)
{
	return session->file;
}

char *session_value(const struct session *session, const char *name)
{
	return store_value(session->store, name);
}

gboolean session_set_value(struct session *session, const char *name, const char *value,
			   GError **error)
{
	g_autofree char *clean = NULL;

	session->found = value ? guard_check(value, FALSE, &clean) : 0;
	return store_set_value(session->store, name, clean, error);
}

gboolean session_english(const struct session *session)
{
	return session->english;
}

gboolean session_read_only(const struct session *session)
{
	return store_read_only(session->store);
}

guint64 session_version(struct session *session)
{
	return store_version(session->store);
}

gboolean session_listen(struct session *session)
{
	return store_listen(session->store);
}

int session_news(const struct session *session)
{
	return store_news(session->store);
}

gboolean session_heard(struct session *session)
{
	return store_heard(session->store);
}

gboolean session_refresh(struct session *session, GError **error)
{
	if (store_reference_version(session->store) == session->reference_version)
		return TRUE;
	return session_read_words(session, error);
}

void session_on_progress(struct session *session, void (*progress)(double done))
{
	session->progress = progress;
}

void session_progress(const struct session *session, double done)
{
	if (session->progress)
		session->progress(done);
}

int session_week(const struct session *session)
{
	return session->week;
}

void session_set_week(struct session *session, int week)
{
	session->week = week;
}

void session_look_back(struct session *session, gint64 at)
{
	session->known_at = at;
}

gint64 session_known_at(const struct session *session)
{
	return session->known_at;
}

gboolean session_weeks(struct session *session, int *first, int *last)
{
	return store_weeks(session->store, first, last);
}

/* Also of the lines on who was shown an observation. */
static gboolean tells_of_observation(const struct log_line *line)
{
	return g_strcmp0(line->kind, observation_kind.name) == 0 ||
	       (!line->kind && !id_is_null(&line->id) &&
		g_str_has_prefix(line->what, "observation."));
}

/* A line holds the record as it was, so it is read by who may read that, as finely; one of which
 * nothing may be told is none. */
static gboolean may_read(struct session *session, struct log_line *line, GError **error)
{
	const struct record_kind *kind = tells_of_observation(line) ? &observation_kind
					 : line->kind               ? record_kind_named(line->kind)
								    : NULL;
	struct scope scope = access_scope(session);
	gpointer seen;

	if (scope.visible == VISIBLE_ALL || !kind || !access_hides(kind))
		return TRUE;
	seen = session_find(session, kind, &line->id, error);
	if (seen)
		where_line(session, &scope, seen, line);
	record_free(seen);
	return seen && !(g_strcmp0(line->before, "{}") == 0 && g_strcmp0(line->after, "{}") == 0);
}

/* Takes out the lines of observations that this participant may not see and, unless they are asked
 * for, those on who was shown what. */
static gboolean leave_out(struct session *session, GPtrArray *lines, gboolean shown, GError **error)
{
	GError *local = NULL;

	for (guint i = lines->len; i-- > 0 && !local;) {
		struct log_line *line = lines->pdata[i];
		gboolean stated = g_str_has_suffix(line->what, LOG_REASON) ||
				  strcmp(line->what, LOG_REDACT) == 0;
		if ((!shown && !line->kind && !stated) || !may_read(session, line, &local))
			g_ptr_array_remove_index(lines, i);
	}
	if (local)
		g_propagate_error(error, local);
	return !local;
}

GPtrArray *session_history(struct session *session, const struct id *id, gboolean shown,
			   guint limit, GError **error)
{
	g_autoptr(GPtrArray) lines = NULL;

	/* the limit is of lines that are seen */
	for (guint asked = limit;; asked *= 2) {
		g_clear_pointer(&lines, g_ptr_array_unref);
		lines = store_log(session->store, id, asked, error);
		gboolean all = lines && (!asked || lines->len < asked);
		if (!lines || !leave_out(session, lines, shown, error))
			return NULL;
		if (all || lines->len >= limit)
			break;
	}
	if (limit && lines->len > limit)
		g_ptr_array_set_size(lines, (int)limit);
	return g_steal_pointer(&lines);
}

gboolean session_log_end(struct session *session, gint64 *count, char **sum, GError **error)
{
	return store_log_end(session->store, count, sum, error);
}

GPtrArray *session_verify_log(struct session *session, GError **error)
{
	return store_verify_log(session->store, error);
}

static GHashTable *session_use(struct session *session, GHashTable **slot, const char *field)
{
	if (!*slot && session->participant)
		*slot = store_use(session->store, session->participant->organisation, field,
				  session->week - 26, NULL);
	return *slot;
}

GHashTable *session_use_of_places(struct session *session)
{
	return session_use(session, &session->use_places, "place");
}

GHashTable *session_use_of_categories(struct session *session)
{
	return session_use(session, &session->use_categories, "category");
}
