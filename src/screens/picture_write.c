/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the coordinator writes of the picture: the situation in words, a fixed version,
 * a changed recording. */
#include "config.h"

#include "screens/picture_write.h"
#include "osg/week.h"
#include "osg/words.h"

/* A text that is written about the week. */
struct week_text {
	const char *form;  /* what its draft is kept under */
	const char *title; /* msgids */
	const char *saved;
	gboolean (*store)(struct session *, int week, const char *text, GError **error);
};

static const struct week_text situation = {"situation", N_("The situation in general"),
					   N_("The situation in words is saved"),
					   app_picture_situation};
static const struct week_text for_the_public = {
	"public", N_("For the public: on the page that anybody may read"),
	N_("The paragraph for the public is saved; it is printed on The week for the public"),
	app_picture_public_text};

static char *text_form(const struct week_text *which, int week)
{
	g_autofree char *name = week_format(week);

	return g_strconcat(which->form, " ", name, NULL);
}

/* While typing the words are a draft; only at the end they are a change, so that undo takes back
 * the whole. */
static gboolean text_saved(struct ui *ui, const struct week_text *which, int week, const char *text,
			   gboolean final, GError **error)
{
	g_autofree char *form = text_form(which, week);

	if (!final) {
		ui_draft_save(ui, form, text);
		return TRUE;
	}
	if (!which->store(ui_session(ui), week, text, error))
		return FALSE;
	ui_draft_save(ui, form, NULL);
	ui_show_draft(ui, TRUE); /* a version never changes: what was written stands in the draft */
	ui_message(ui, MESSAGE_UNDOABLE, "%s", _(which->saved));
	return TRUE;
}

static gboolean situation_saved(struct ui *ui, const char *text, gboolean final, gpointer data,
				GError **error)
{
	return text_saved(ui, &situation, GPOINTER_TO_INT(data), text, final, error);
}

static gboolean public_saved(struct ui *ui, const char *text, gboolean final, gpointer data,
			     GError **error)
{
	return text_saved(ui, &for_the_public, GPOINTER_TO_INT(data), text, final, error);
}

char *picture_no_situation(struct ui *ui)
{
	return !ui_picture(ui) && ui_picture_coming(ui)
		       ? g_strdup(_("The picture of this week is being compiled: a moment."))
		       : NULL;
}

static void write_text(struct ui *ui, const struct week_text *which, const char *stored,
		       gboolean (*saved)(struct ui *, const char *, gboolean, gpointer, GError **))
{
	int week = session_week(ui_session(ui));
	g_autofree char *form = text_form(which, week);
	g_autofree char *draft = ui_draft(ui, form);

	writer_open(ui, _(which->title), draft ? draft : stored, saved, GINT_TO_POINTER(week),
		    NULL);
}

void picture_run_situation(struct ui *ui, const char *argument UNUSED)
{
	const struct picture *picture = ui_picture(ui);

	write_text(ui, &situation, picture ? picture->situation : NULL, situation_saved);
}

void picture_run_public(struct ui *ui, const char *argument UNUSED)
{
	const struct picture *picture = ui_picture(ui);

	write_text(ui, &for_the_public, picture ? picture->public_text : NULL, public_saved);
}

static void fix(struct ui *ui, gpointer data)
{
	GError *error = NULL;
	const char *reason = data;
	int number = app_picture_fix(ui_session(ui), session_week(ui_session(ui)),
				     reason && *reason ? reason : NULL, &error);

	if (!number) {
		ui_fail(ui, error);
		return;
	}
	ui_show_draft(ui, FALSE);
	ui_message(ui, MESSAGE_DONE,
		   _("The picture is fixed as version %d. It can be printed as it is for ever."),
		   number);
}

static gboolean ask_fix(struct ui *ui, const char *reason, gpointer data UNUSED, GError **error)
{
	int week = session_week(ui_session(ui)), year, number;
	g_autoptr(GPtrArray) missing = app_picture_missing(ui_session(ui), week, error);
	g_autoptr(GPtrArray) lines = g_ptr_array_new();
	g_autofree char *title = NULL;

	if (!missing)
		return FALSE;
	week_to_iso(week, &year, &number);
	title = g_strdup_printf(_("Fix the picture of week %d, version %d?"), number,
				app_picture_versions(ui_session(ui), week) + 1);
	if (missing->len)
		g_ptr_array_add(lines, _("What is still missing:"));
	for (guint i = 0; i < missing->len; i++)
		g_ptr_array_add(lines, missing->pdata[i]);
	g_ptr_array_add(lines, _("A fixed version never changes. A correction becomes a new "
				 "version, with a reason."));
	confirm_open(ui, title, lines, _("fix"), fix, g_strdup(reason), g_free);
	return TRUE;
}

void picture_run_fix(struct ui *ui, const char *argument)
{
	const struct prompt prompt = {.title = _("Why a new version"),
				      .initial = argument,
				      .hint = _("late report from the police"),
				      .done = ask_fix};
	GError *error = NULL;

	if (app_picture_versions(ui_session(ui), session_week(ui_session(ui))) > 0)
		prompt_open(ui, &prompt);
	else if (!ask_fix(ui, "", NULL, &error))
		ui_fail(ui, error);
}

/* changed recording */

/* The first that tells of a reporter; NULL = none does. */
static const struct picture_finding *reporter_finding(struct ui *ui)
{
	const struct picture *picture = ui_picture(ui);

	for (guint i = 0; picture && i < picture->findings->len; i++) {
		const struct picture_finding *f = picture->findings->pdata[i];

		if (f->kind == FINDING_REPORTER && f->categories)
			return f;
	}
	return NULL;
}

static void mark(struct ui *ui, gpointer data)
{
	const struct picture_finding *f = reporter_finding(ui);
	GError *error = NULL;

	if (!f)
		return;
	if (app_recording_mark(ui_session(ui), f, data, &error))
		ui_message(ui, MESSAGE_UNDOABLE, _("Written down as a changed recording: %s"),
			   f->name ? f->name : f->reporter);
	else
		ui_fail(ui, error);
}

char *picture_no_recording(struct ui *ui)
{
	if (!ui_picture(ui))
		return g_strdup(_("The picture of this week is being compiled: a moment."));
	return reporter_finding(ui)
		       ? NULL
		       : g_strdup(_("No organisation has begun to report more this week."));
}

void picture_run_recording(struct ui *ui, const char *argument UNUSED)
{
	const struct picture_finding *f = reporter_finding(ui);
	g_autofree char *title = words_finding_title(ui_picture(ui), f),
			*codes = g_strjoinv(", ", f->categories),
			*since = week_name_beside(f->since, ui_picture(ui)->week),
			*what = f->area ? g_strdup_printf(_("From %s on %s in %s count as recorded "
							    "otherwise."),
							  since, codes, f->area)
					: g_strdup_printf(_("From %s on %s count as recorded "
							    "otherwise in the whole municipality."),
							  since, codes);
	g_autoptr(GPtrArray) lines = g_ptr_array_new();

	g_ptr_array_add(lines, title);
	g_ptr_array_add(lines, what);
	g_ptr_array_add(lines, _("What is usual is then learnt anew from that week; undo takes it "
				 "back."));
	confirm_open(ui, _("Write down a changed recording?"), lines, _("write down"), mark,
		     g_strdup(title), g_free);
}
