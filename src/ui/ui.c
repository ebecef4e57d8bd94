/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of the frame: which screens are open, what lies over them, the week, and when something
 * is due. Draws nothing (frame.c) and decides nothing about records (session). */
#include "config.h"

#include "osg/ui.h"

#include <string.h>

#include "osg/outside.h"
#include "osg/week.h"
#include "ui/ui_private.h"

#define PATIENCE 1000                       /* milliseconds that a key waits for others to write */
#define CALM_AFTER (2 * G_TIME_SPAN_SECOND) /* that nobody else has written */

static guint screen_count(void)
{
	guint count = 0;

	while (screens[count])
		count++;
	return count;
}

static void view_free(gpointer data)
{
	struct view *view = data;

	if (view->does.close)
		view->does.close(view->self);
	g_free(view);
}

struct session *ui_session(const struct ui *ui)
{
	return ui->session;
}

struct settings *ui_settings(const struct ui *ui)
{
	return ui->settings;
}

static gboolean ui_ascii(const struct ui *ui)
{
	return ui->options.ascii ||
	       (ui->settings && settings_bool(ui->settings, "screen", "ascii"));
}

gboolean ui_plain(const struct ui *ui)
{
	return ui->options.plain;
}

enum theme ui_theme(const struct ui *ui)
{
	enum theme theme = THEME_COLOUR;

	if (ui->options.mono)
		return THEME_MONO;
	if (ui->settings)
		theme_parse(settings_get(ui->settings, "screen", "theme"), &theme);
	return theme;
}

gboolean ui_mouse_wanted(const struct ui *ui)
{
	return !ui->mouse_off && !(ui->settings && !settings_bool(ui->settings, "screen", "mouse"));
}

void ui_on_change(struct ui *ui, void (*changed)(gpointer data), gpointer data)
{
	ui->changed = changed;
	ui->changed_data = data;
}

void ui_changed(struct ui *ui)
{
	if (ui->changed)
		ui->changed(ui->changed_data);
}

gboolean ui_done(const struct ui *ui)
{
	return ui->done;
}

void ui_quit(struct ui *ui)
{
	ui_hang_up(ui);
	worker_deliver(ui->worker);
	if (g_hash_table_size(ui->unkept) && !ui->farewell && ui->quit_asked + 1 != ui->inputs) {
		ui->quit_asked = ui->inputs;
		ui_message(ui, MESSAGE_ERROR, "%s",
			   _("What was typed last cannot be kept now and would be lost. "
			     "{program.quit} once more ends osg all the same."));
		return;
	}
	ui->done = TRUE;
}

/* screens */

struct view *ui_view(const struct ui *ui)
{
	GPtrArray *views = ui->tabs[ui->tab];

	return views->pdata[views->len - 1];
}

struct overlay *ui_overlay(const struct ui *ui)
{
	return ui->overlays->len ? ui->overlays->pdata[ui->overlays->len - 1] : NULL;
}

const struct screen_ops *ui_screen(const struct ui *ui)
{
	return ui->tabs[ui->tab] ? ui_view(ui)->ops : NULL;
}

gpointer ui_self(const struct ui *ui)
{
	return ui_view(ui)->self;
}

struct list *ui_list(const struct ui *ui)
{
	const struct view *view = ui_view(ui);

	return view->does.list ? view->does.list(view->self) : NULL;
}

/* Reads what the view shows; whatever is not there yet is asked for meanwhile, and the view is
 * loaded again when it has come. */
static void load(struct ui *ui, struct view *view)
{
	GError *error = NULL;

	if (ui_take_picture(ui)) /* never while a view is drawn: its rows are the picture's */
		ui->generation++;
	view->generation = ui->generation;
	if (ui->versions < 0)
		ui->versions = app_picture_versions(ui->session, session_week(ui->session));
	if (view->does.load && !view->does.load(ui, view->self, &error))
		ui_fail(ui, error);
	ui_header_picture(ui);
}

/* What was read of another week or of older data is read anew before it is shown again. */
static void make_stale(struct ui *ui)
{
	ui->generation++;
	ui->versions = -1;
}

static void load_if_stale(struct ui *ui)
{
	struct view *view = ui_view(ui);

	if (view->generation != ui->generation)
		load(ui, view);
}

/* What a list screen leaves to the list screen of all. */
static void fill_in(struct screen_ops *ops)
{
	ops->load = ops->load ? ops->load : list_screen_load;
	ops->draw = ops->draw ? ops->draw : list_screen_draw;
	ops->list = ops->list ? ops->list : list_screen_list;
	ops->enter = ops->enter || !ops->rows->details ? ops->enter : list_screen_enter;
	ops->sentence = ops->sentence || !ops->rows->details ? ops->sentence : list_screen_sentence;
	ops->back = ops->back ? ops->back : list_screen_back;
	ops->close = ops->close ? ops->close : list_screen_close;
}

/* What a screen with a form leaves to the form screen of all. */
static void fill_in_form(struct screen_ops *ops)
{
	ops->key = ops->key ? ops->key : form_screen_key;
	ops->paste = ops->paste ? ops->paste : form_screen_paste;
	ops->mouse = ops->mouse ? ops->mouse : form_screen_mouse;
	ops->back = ops->back ? ops->back : form_screen_back;
}

static void push(struct ui *ui, GPtrArray *views, const struct screen_ops *ops,
		 const char *argument)
{
	struct view *view = g_new0(struct view, 1);

	view->ops = ops;
	view->does = *ops;
	if (ops->rows)
		fill_in(&view->does);
	if (ops->form)
		fill_in_form(&view->does);
	view->self = ops->open   ? ops->open(ui, argument)
		     : ops->rows ? list_screen_open(ui, ops->rows)
				 : NULL;
	g_ptr_array_add(views, view);
}

int screen_index(const char *id)
{
	for (int i = 0; screens[i]; i++)
		if (g_strcmp0(screens[i]->id, id) == 0)
			return i;
	return -1;
}

static void store_drafts(struct ui *ui, struct view *view)
{
	view->plan.due = 0;
	if (view->does.tick)
		view->does.tick(ui, view->self);
}

/* Closes what was opened upon a tab. */
static void close_stacked(struct ui *ui, GPtrArray *views)
{
	while (views->len > 1) {
		store_drafts(ui, views->pdata[views->len - 1]);
		g_ptr_array_remove_index(views, views->len - 1);
	}
}

static void open_tab(struct ui *ui, int index)
{
	GPtrArray *views = ui->tabs[index];

	ui->tab = index;
	if (views) {
		close_stacked(ui, views);
		load_if_stale(ui);
		return;
	}
	ui->tabs[index] = g_ptr_array_new_with_free_func(view_free);
	push(ui, ui->tabs[index], screens[index], NULL);
	load(ui, ui_view(ui));
}

void ui_open(struct ui *ui, const char *screen, const char *argument)
{
	int index = screen_index(screen);

	g_return_if_fail(index >= 0);
	message_hide_old(ui);
	if (screens[index]->digit && !argument) {
		open_tab(ui, index);
		return;
	}
	if (ui_view(ui)->ops == screens[index] && !argument)
		return;
	push(ui, ui->tabs[ui->tab], screens[index], argument);
	load(ui, ui_view(ui));
}

void ui_leave(struct ui *ui)
{
	GPtrArray *views = ui->tabs[ui->tab];

	if (views->len < 2)
		return;
	message_hide_old(ui);
	store_drafts(ui, ui_view(ui));
	g_ptr_array_remove_index(views, views->len - 1);
	load_if_stale(ui);
}

void ui_hang_up(struct ui *ui)
{
	for (guint i = 0; i < screen_count(); i++)
		for (guint v = 0; ui->tabs[i] && v < ui->tabs[i]->len; v++)
			store_drafts(ui, ui->tabs[i]->pdata[v]);
	drafts_keep_again(ui);
	for (guint i = 0; i < ui->overlays->len; i++) {
		struct overlay *overlay = ui->overlays->pdata[i];

		if (overlay->ops->tick)
			overlay->ops->tick(ui, overlay);
	}
	worker_flush(ui->worker);
}

gint64 ui_clock(const struct ui *ui)
{
	return ui->options.clock ? ui->options.clock() : g_get_monotonic_time();
}

void plan_pause(struct plan *plan, gint64 now, int milliseconds)
{
	if (!plan->due)
		plan->latest = now + G_TIME_SPAN_SECOND;
	plan->due = MIN(now + milliseconds * G_TIME_SPAN_MILLISECOND, plan->latest);
}

void ui_plan(struct ui *ui, int milliseconds)
{
	plan_pause(&ui_view(ui)->plan, ui_clock(ui), milliseconds);
}

static void read_again(struct ui *ui)
{
	ui->version = session_version(ui->session);
	worker_set_version(ui->worker, ui->version);
	make_stale(ui);
	load(ui, ui_view(ui));
}

char *ui_may_not(const struct ui *ui, enum action action)
{
	g_autoptr(GError) error = NULL;

	return session_may(ui->session, action, NULL, &error) ? NULL : g_strdup(error->message);
}

void ui_reload(struct ui *ui)
{
	GError *error = NULL;

	if (!session_refresh(ui->session, &error))
		ui_fail(ui, g_steal_pointer(&error));
	read_again(ui);
}

void ui_set_week(struct ui *ui, int week)
{
	session_set_week(ui->session, week);
	worker_drop_wanted(ui->worker);
	make_stale(ui);
	load(ui, ui_view(ui));
}

/* what is worked out beside the screens */

gboolean ui_is_fixed(const struct ui *ui)
{
	return ui->versions > 0;
}

gboolean ui_shows_draft(const struct ui *ui)
{
	return !ui_is_fixed(ui) || ui->draft == session_week(ui->session);
}

void ui_show_draft(struct ui *ui, gboolean draft)
{
	ui->draft = draft ? session_week(ui->session) : WEEK_NONE;
	ui_reload(ui);
}

void ui_load_again(struct ui *ui)
{
	ui->generation++;
	load(ui, ui_view(ui));
}

gboolean ui_rests(const struct ui *ui)
{
	return ui->rests_at == 0;
}

char *ui_take_copied(struct ui *ui)
{
	return g_steal_pointer(&ui->copied);
}

void ui_settle(struct ui *ui)
{
	ui->rests_at = 0;
	worker_settle(ui->worker);
}

/* time */

void ui_others_write(struct ui *ui)
{
	ui->calm_at = ui_clock(ui) + CALM_AFTER;
}

gboolean ui_poll(struct ui *ui)
{
	g_autoptr(GError) error = NULL;

	if (session_version(ui->session) == ui->version)
		return FALSE;
	if (!session_admits(ui->session, &error) &&
	    g_error_matches(error, OSG_ERROR, OSG_ERROR_DENIED)) {
		ui->farewell = g_strdup(error->message);
		ui_quit(ui);
		return TRUE;
	}
	ui_others_write(ui);
	ui_reload(ui);
	return TRUE;
}

gboolean ui_listen(struct ui *ui)
{
	return session_listen(ui->session);
}

int ui_news(const struct ui *ui)
{
	return session_news(ui->session);
}

gboolean ui_heard(struct ui *ui)
{
	return session_heard(ui->session);
}

const char *ui_farewell(const struct ui *ui)
{
	return ui->farewell;
}

static gint64 minute_now(const struct ui *ui)
{
	return session_now(ui->session) / 60;
}

gboolean ui_tick(struct ui *ui)
{
	gint64 now = ui_clock(ui);
	struct view *view = ui_view(ui);
	struct overlay *overlay = ui_overlay(ui);
	gboolean moved = ui->minute >= 0 && ui->minute != minute_now(ui);

	if (moved)
		ui_keep_shown(ui);
	if (ui->rests_at && ui->rests_at <= now) {
		ui->rests_at = 0;
		moved = TRUE;
	}
	if (ui->calm_at && ui->calm_at <= now) {
		ui->calm_at = 0;
		ui_load_again(ui);
		moved = TRUE;
	}
	if (view->plan.due && view->plan.due <= now) {
		store_drafts(ui, view);
		moved = TRUE;
	}
	if (overlay && overlay->plan.due && overlay->plan.due <= now) {
		overlay->plan.due = 0;
		overlay->ops->tick(ui, overlay);
		moved = TRUE;
	}
	return moved;
}

static void sooner(int *wait, gint64 milliseconds)
{
	milliseconds = MAX(milliseconds, 0);
	if (*wait < 0 || milliseconds < *wait)
		*wait = milliseconds;
}

int ui_wait(const struct ui *ui)
{
	gint64 now = ui_clock(ui);
	const struct overlay *overlay = ui_overlay(ui);
	int wait = -1;

	if (ui->rests_at)
		sooner(&wait, (ui->rests_at - now) / 1000 + 1);
	if (ui->calm_at)
		sooner(&wait, (ui->calm_at - now) / 1000 + 1);
	if (ui_view(ui)->plan.due)
		sooner(&wait, (ui_view(ui)->plan.due - now) / 1000 + 1);
	if (overlay && overlay->plan.due)
		sooner(&wait, (overlay->plan.due - now) / 1000 + 1);
	if (ui->minute >= 0)
		sooner(&wait, (60 - session_now(ui->session) % 60) * 1000);
	return wait;
}

void ui_draw(struct ui *ui, struct surface *s)
{
	s->ascii = ui_ascii(ui);
	ui->graphics.used = 0;
	frame_draw(ui, s);
}

/* life */

void ui_offer_week(struct ui *ui, int week)
{
	ui->newest = week;
}

/* As asked, as chosen, or by the seat: the steering group looks at the programme first. */
static const char *first_screen(const struct ui *ui)
{
	const struct participant *who = session_participant(ui->session);
	gboolean chosen = ui->settings &&
			  strcmp(settings_origin(ui->settings, "screen", "start"), "default") != 0;

	if (ui->options.screen)
		return ui->options.screen;
	if (!chosen && who && who->role == ROLE_STEERING)
		return "programme";
	return ui->settings ? settings_get(ui->settings, "screen", "start") : "picture";
}

/* What a seat is there for is no tab of everybody's. */
static void greet(struct ui *ui)
{
	const struct participant *who = session_participant(ui->session);

	if (who && who->role == ROLE_DPO)
		ui_message(ui, MESSAGE_HINT,
			   _("{log.open} shows the record of changes: who did what, and when."));
}

struct ui *ui_new(struct session *session, struct settings *settings,
		  const struct ui_options *options)
{
	struct ui *ui = g_new0(struct ui, 1);
	int first;

	ui->session = session;
	ui->settings = settings;
	if (options)
		ui->options = *options;
	session_set_patience(session, PATIENCE);
	ui->worker = worker_new(ui);
	ui->drafts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	ui->unkept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	ui->tabs = g_new0(GPtrArray *, screen_count());
	ui->overlays = g_ptr_array_new();
	ui->history = history_new(settings && !outside_is_shut() ? g_get_user_state_dir() : NULL);
	ui->messages = g_ptr_array_new_with_free_func(message_free);
	ui->targets = g_array_new(FALSE, FALSE, sizeof(struct click_target));
	ui->versions = -1;
	ui->draft = ui->newest = WEEK_NONE;
	ui->minute = -1;
	ui->version = session_version(session);
	keymap_use(settings);
	first = screen_index(first_screen(ui));
	open_tab(ui, first >= 0 && screens[first]->digit ? first : 0);
	greet(ui);
	for (guint i = 0; settings && i < settings_complaints(settings)->len; i++)
		ui_message(ui, MESSAGE_ERROR, "%s",
			   (const char *)settings_complaints(settings)->pdata[i]);
	return ui;
}

void ui_free(struct ui *ui)
{
	if (!ui)
		return;
	while (ui_overlay(ui))
		overlay_close(ui, ui_overlay(ui));
	for (guint i = 0; i < screen_count(); i++)
		g_clear_pointer(&ui->tabs[i], g_ptr_array_unref);
	g_free(ui->tabs);
	g_ptr_array_unref(ui->overlays);
	g_ptr_array_unref(ui->messages);
	g_array_unref(ui->targets);
	worker_free(ui->worker);
	graphics_clear(&ui->graphics);
	g_hash_table_unref(ui->drafts);
	g_hash_table_unref(ui->unkept);
	g_free(ui->copied);
	g_free(ui->farewell);
	history_free(ui->history);
	g_free(ui);
}
