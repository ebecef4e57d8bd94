/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What more than one screen needs and nobody waits for: the week's picture, its hotspots, drafts of
 * forms. */
#include "config.h"

#include "ui/ui_private.h"

/* hotspots */

static gboolean search_progress(double part, gpointer task)
{
	return task_progress(task, part, NULL);
}

static gpointer search_hotspots(struct task *task, struct session *session, gpointer week,
				GError **error)
{
	return app_hotspots_ahead(session, GPOINTER_TO_INT(week), search_progress, task, error);
}

static void hotspots_found(struct ui *ui, gpointer found, gpointer week UNUSED,
			   const GError *error UNUSED)
{
	struct hotspot_week *week_found = found;

	if (!found)
		return;
	app_hotspots_take(ui->session, week_found); /* as it is stored */
	hotspots_tell(ui->session, week_found->list);
	if (!ui->calm_at) /* else the look at others' changes is on its way */
		ui_poll(ui);
}

char *ui_hotspots_key(const struct ui *ui)
{
	return g_strdup_printf("hotspots %d", session_week(ui->session));
}

static const struct hotspot_week *want_hotspots(struct ui *ui, enum priority priority,
						GError **error)
{
	g_autofree char *key = ui_hotspots_key(ui);
	const struct request request = {.key = key,
					.priority = priority,
					.work = search_hotspots,
					.free_result = (GDestroyNotify)hotspot_week_free,
					.done = hotspots_found,
					.data = GINT_TO_POINTER(session_week(ui->session))};

	return ui_want(ui, &request, error);
}

const struct hotspot_week *ui_hotspots(struct ui *ui, GError **error)
{
	const struct hotspot_week *found = want_hotspots(ui, PRIORITY_SHOWN, error);

	if (found)
		app_hotspots_look(ui->session, found);
	return found;
}

/* the picture */

static int shown_week(const struct ui *ui)
{
	int week = session_week(ui->session);

	return ui->draft == week ? ~week : week;
}

/* The draft of a week is asked for with the bitwise complement of its number. */
static gpointer compile_picture(struct task *task UNUSED, struct session *session, gpointer data,
				GError **error)
{
	int week = GPOINTER_TO_INT(data);

	return app_picture_ahead(session, week < 0 ? ~week : week, week < 0, error);
}

static void picture_compiled(struct ui *ui, gpointer picture UNUSED, gpointer week,
			     const GError *error)
{
	if (error && GPOINTER_TO_INT(week) == shown_week(ui))
		ui_message(ui, MESSAGE_ERROR, "%s", error->message);
}

static char *picture_key(int week)
{
	return g_strdup_printf("picture %d", week);
}

static struct request picture_request(const char *key, int week, enum priority priority)
{
	return (struct request){.key = key,
				.priority = priority,
				.work = compile_picture,
				.free_result = (GDestroyNotify)picture_free,
				.done = picture_compiled,
				.data = GINT_TO_POINTER(week)};
}

gboolean ui_take_picture(struct ui *ui)
{
	int week = shown_week(ui);
	g_autofree char *key = picture_key(week);
	const struct request request = picture_request(key, week, PRIORITY_SHOWN);
	struct picture *at_hand =
		worker_has(ui->worker, key)
			? NULL
			: app_picture_at_hand(ui->session, week < 0 ? ~week : week, week < 0);

	return at_hand && worker_give(ui->worker, &request, at_hand);
}

static const struct picture *want_picture(struct ui *ui, int week, enum priority priority)
{
	g_autofree char *key = picture_key(week);
	const struct request request = picture_request(key, week, priority);

	return ui_want(ui, &request, NULL);
}

static const struct picture *shown_picture(struct ui *ui, gboolean roll_only)
{
	int week = session_week(ui->session);
	const struct picture *picture = want_picture(ui, shown_week(ui), PRIORITY_SHOWN);

	if (picture)
		app_picture_look(ui->session, picture, roll_only);
	if (picture && ui->options.in_background && !ui->calm_at) {
		want_hotspots(ui, PRIORITY_AHEAD, NULL); /* the picture tells of them */
		want_picture(ui, week - 1, PRIORITY_AHEAD);
		want_picture(ui, week + 1, PRIORITY_AHEAD);
	}
	return picture;
}

const struct picture *ui_picture(struct ui *ui)
{
	return shown_picture(ui, FALSE);
}

const struct picture *ui_header_picture(struct ui *ui)
{
	g_autofree char *key = picture_key(shown_week(ui));

	return ui->calm_at ? ui_want(ui, &(struct request){.key = key}, NULL) : ui_picture(ui);
}

const GPtrArray *ui_roll_call(struct ui *ui)
{
	const struct picture *picture = shown_picture(ui, TRUE);

	return picture ? picture->organisations : NULL;
}

gboolean ui_picture_coming(const struct ui *ui)
{
	g_autofree char *key = picture_key(shown_week(ui));

	return ui_is_coming(ui, key);
}

/* what was shown */

static gpointer write_shown(struct task *task UNUSED, struct session *session, gpointer lines,
			    GError **error UNUSED)
{
	session_take_shown(session, lines);
	session_flush_shown(session);
	return session;
}

void ui_keep_shown(struct ui *ui)
{
	GPtrArray *lines = ui_is_coming(ui, "shown") ? NULL : session_lend_shown(ui->session);
	const struct request request = {.key = "shown",
					.priority = PRIORITY_DRAFT,
					.work = write_shown,
					.data = lines,
					.free_data = (GDestroyNotify)g_ptr_array_unref};

	if (lines)
		ui_start(ui, &request);
}

/* drafts */

static gpointer save_draft(struct task *task UNUSED, struct session *session, gpointer data,
			   GError **error)
{
	const char *const *draft = data;

	return app_draft_save(session, draft[0], draft[1], error) ? data : NULL;
}

static void draft_saved(struct ui *ui, gpointer result UNUSED, gpointer data, const GError *error)
{
	const char *form = *(char **)data;

	if (!error && !g_hash_table_lookup(ui->drafts, form) && !ui_draft_waits(ui, form))
		g_hash_table_remove(ui->drafts, form);
	if (error && !ui_draft_failing(ui))
		ui_message(ui, MESSAGE_ERROR, "%s", error->message);
	ui_kept(ui, form, !error);
}

void ui_kept(struct ui *ui, const char *what, gboolean kept)
{
	if (kept)
		g_hash_table_remove(ui->unkept, what);
	else
		g_hash_table_add(ui->unkept, g_strdup(what));
}

void drafts_keep_again(struct ui *ui)
{
	g_autofree gpointer *names = g_hash_table_get_keys_as_array(ui->unkept, NULL);
	gpointer content;

	for (gpointer *name = names; *name; name++)
		if (g_hash_table_lookup_extended(ui->drafts, *name, NULL, &content))
			ui_draft_save(ui, *name, content);
}

void ui_draft_save(struct ui *ui, const char *form, const char *content)
{
	char **draft = g_new0(char *, 3);
	g_autofree char *key = g_strdup_printf("draft %s", form);
	const struct request request = {.key = key,
					.priority = PRIORITY_DRAFT,
					.work = save_draft,
					.done = draft_saved,
					.data = draft,
					.free_data = (GDestroyNotify)g_strfreev};

	draft[0] = g_strdup(form);
	draft[1] = g_strdup(content);
	g_hash_table_replace(ui->drafts, g_strdup(form), g_strdup(content));
	ui_start(ui, &request);
}

static gpointer take_draft(struct task *task UNUSED, struct session *session, gpointer form,
			   GError **error)
{
	return app_draft_take(session, form, error) ? form : NULL;
}

char *ui_draft(struct ui *ui, const char *form)
{
	gpointer typed;
	char *draft;

	/* what was typed here waits for no database */
	if (g_hash_table_lookup_extended(ui->drafts, form, NULL, &typed))
		return g_strdup(typed);
	draft = app_draft(ui->session, form);
	if (draft) {
		g_autofree char *key = g_strdup_printf("take %s", form);
		const struct request request = {.key = key,
						.priority = PRIORITY_DRAFT,
						.work = take_draft,
						.data = g_strdup(form),
						.free_data = g_free};

		ui_start(ui, &request);
	}
	return draft;
}

gboolean ui_draft_waits(const struct ui *ui, const char *form)
{
	g_autofree char *key = g_strdup_printf("draft %s", form);

	return ui_is_coming(ui, key);
}

gboolean ui_draft_failing(const struct ui *ui)
{
	return g_hash_table_size(ui->unkept) > 0;
}
