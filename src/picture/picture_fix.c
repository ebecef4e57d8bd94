/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture's life: the coordinator's words on the draft, fixing it as a numbered version that
 * never changes, and showing either again. */
#include "config.h"

#include "osg/digest.h"
#include "osg/personal.h"
#include "osg/words.h"

#include "picture/compile.h"

#include <string.h>

struct picture_record *picture_find(struct session *session, int week, int number, GError **error)
{
	g_autoptr(GPtrArray) all = session_where(session, &picture_kind, "week", week, error);

	for (guint i = 0; all && i < all->len; i++) {
		const struct picture_record *p = all->pdata[i];

		if (p->number == number)
			return record_copy(p);
	}
	return NULL;
}

int app_picture_versions(struct session *session, int week)
{
	g_autoptr(GPtrArray) all = session_where(session, &picture_kind, "week", week, NULL);
	int most = 0;

	for (guint i = 0; all && i < all->len; i++)
		most = MAX(most, ((const struct picture_record *)all->pdata[i])->number);
	return most;
}

static struct picture *picture_fixed(struct session *session, int week, int number, GError **error)
{
	struct picture_record *record = picture_find(session, week, number, error);
	g_autofree char *name = week_name_beside(week, WEEK_NONE);
	struct picture *picture;

	if (!record) {
		if (!error || !*error)
			g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT, _("%s has no version %d."),
				    name, number);
		return NULL;
	}
	picture = picture_from_json(record->content ? record->content : "", error);
	if (picture) {
		picture->number = number;
		picture->fixed_at = record->fixed_at;
		picture->checksum = g_strdup(record->checksum);
		picture->reason = g_strdup(record->reason);
	}
	record_free(record);
	return picture;
}

/* As it was compiled before or is now. */
static struct picture *picture_draft(struct session *session, int week, gboolean quick,
				     GError **error)
{
	struct picture *picture = picture_kept(session, week);
	guint64 version = picture_version(session, week);

	if (picture && (quick || picture->hotspots_judged != HOTSPOTS_NOT_SOUGHT))
		return picture;
	picture_free(picture);
	picture = picture_compile(session, period_of_week(week), quick, error);
	if (picture)
		picture_keep(session, picture, version);
	return picture;
}

/* reading */

struct picture *picture_whole(struct session *session, struct period period, int number,
			      const char *what, GError **error)
{
	int week = period_week(period);
	struct picture *picture = NULL;

	if (week != WEEK_NONE)
		picture = number > 0 ? picture_fixed(session, week, number, error)
				     : picture_draft(session, week, FALSE, error);
	else if (number <= 0)
		picture = picture_compile(session, period, FALSE, error);
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("Only a week has fixed versions; a longer period is compiled from "
			      "what is known now. Leave the number out."));
	if (picture)
		session_shown_period(session, what, period, MAX(number, 0));
	return picture;
}

static struct picture *picture_read(struct session *session, struct period period, int number,
				    const char *what, GError **error)
{
	struct picture *picture = picture_whole(session, period, number, what, error);

	if (picture)
		picture_tell(session, picture);
	return picture;
}

struct picture *app_picture(struct session *session, struct period period, int number,
			    GError **error)
{
	return picture_read(session, period, number, "picture.show", error);
}

struct picture *app_picture_printed(struct session *session, struct period period, int number,
				    GError **error)
{
	return picture_read(session, period, number, "picture.print", error);
}

/* Reports of the week that came after it was fixed. */
static int reports_since(struct session *session, int week, gint64 fixed_at)
{
	const struct row_query query = {
		.week_from = week, .week_to = week, .entered_before = TIME_NONE};
	g_autoptr(GArray) rows = session_common_rows(session, &query, NULL);
	int count = 0;

	for (guint i = 0; rows && i < rows->len; i++)
		count += g_array_index(rows, struct observation_row, i).entered_at > fixed_at;
	return count;
}

struct picture *app_picture_ahead(struct session *session, int week, gboolean draft, GError **error)
{
	int number = draft ? 0 : app_picture_versions(session, week);
	struct picture *picture = number ? picture_fixed(session, week, number, error)
					 : picture_draft(session, week, TRUE, error);

	if (picture && picture->number)
		picture->newer = reports_since(session, week, picture->fixed_at);
	if (picture)
		picture_tell(session, picture);
	return picture;
}

void app_look_ahead(struct session *session)
{
	int week = session_week(session);

	hotspot_week_free(app_hotspots_ahead(session, week, NULL, NULL, NULL));
	picture_free(app_picture_ahead(session, week, FALSE, NULL));
}

void app_picture_look(struct session *session, const struct picture *picture, gboolean roll_only)
{
	session_shown_period(session, roll_only ? "roll_call.show" : "picture.show",
			     picture->period, picture->number);
}

struct picture *app_picture_shown(struct session *session, int week, gboolean draft, GError **error)
{
	struct picture *picture = app_picture_ahead(session, week, draft, error);

	if (picture)
		app_picture_look(session, picture, FALSE);
	return picture;
}

struct picture *app_picture_at_hand(struct session *session, int week, gboolean draft)
{
	struct picture *picture;

	if (!draft && app_picture_versions(session, week))
		return app_picture_ahead(session, week, FALSE, NULL);
	picture = picture_kept(session, week);
	if (picture)
		picture_tell(session, picture);
	return picture;
}

/* the draft's words */

/* The draft in an open change, made blank first so that undo has something to go back to. */
static struct picture_record *draft_open(struct session *session, int week, enum action action,
					 GError **error)
{
	struct picture_record *draft;

	if (!session_may(session, action, NULL, error) || !session_begin(session, action, error))
		return NULL;
	draft = picture_find(session, week, 0, NULL);
	if (draft)
		return draft;
	draft = record_new(&picture_kind);
	draft->week = week;
	draft->state = PICTURE_DRAFT;
	if (session_put_bulk(session, draft, error))
		return draft;
	record_free(draft);
	session_rollback(session);
	return NULL;
}

static gboolean draft_close(struct session *session, struct picture_record *draft,
			    const char *title, GError **error)
{
	g_autofree char *week = week_name_beside(draft->week, WEEK_NONE);
	gboolean ok = session_put(session, draft, error);

	record_free(draft);
	if (!ok) {
		session_rollback(session);
		return FALSE;
	}
	return session_commit(session, g_strdup_printf("%s, %s", title, week), error);
}

gboolean app_picture_situation(struct session *session, int week, const char *text, GError **error)
{
	struct picture_record *draft = draft_open(session, week, ACTION_PICTURE_SITUATION, error);

	if (!draft)
		return FALSE;
	field_set_text(&draft->situation, text);
	return draft_close(session, draft, _("situation in general"), error);
}

gboolean app_public_text_allowed(struct session *session, const char *text, GError **error)
{
	g_autoptr(GHashTable) known = personal_known(session_registry(session));
	g_autoptr(GArray) found = text ? personal_scan(text, known) : NULL;
	g_autofree char *what = found ? personal_explain(text, found) : NULL;

	if (!found || !found->len)
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
		    _("The public page cannot hold this paragraph. %s"), what);
	return FALSE;
}

gboolean app_picture_public_text(struct session *session, int week, const char *text,
				 GError **error)
{
	struct picture_record *draft =
		app_public_text_allowed(session, text, error)
			? draft_open(session, week, ACTION_PICTURE_SITUATION, error)
			: NULL;

	if (!draft)
		return FALSE;
	field_set_text(&draft->public_text, text);
	return draft_close(session, draft, _("paragraph for the public"), error);
}

gboolean app_picture_highlight(struct session *session, int week, const char *category, gint64 area,
			       GError **error)
{
	struct picture_record *draft = draft_open(session, week, ACTION_PICTURE_HIGHLIGHT, error);
	g_autofree char *line = highlight_code(session_registry(session), category, area);

	if (!draft)
		return FALSE;
	if (!codes_remove(&draft->highlights, line))
		codes_add(&draft->highlights, line);
	return draft_close(session, draft, _("highlight"), error);
}

/* fixing */

static void missing_silent(const struct picture *p, GPtrArray *out)
{
	g_autoptr(GString) silent = g_string_new(NULL);

	for (guint i = 0; i < p->organisations->len; i++) {
		const struct picture_organisation *o = p->organisations->pdata[i];

		if (o->roll == ROLL_SILENT)
			g_string_append_printf(silent, "%s%s", silent->len ? ", " : "", o->code);
	}
	if (silent->len)
		g_ptr_array_add(out,
				g_strdup_printf(_("Silent: %s. Silence is not calm: ask them."),
						silent->str));
}

/* What the coordinator decides of single reports. */
static void missing_decisions(struct session *session, int week, GPtrArray *out)
{
	const struct row_query query = {
		.week_from = week, .week_to = week, .entered_before = TIME_NONE};
	g_autoptr(GArray) rows = session_rows(session, &query, NULL, NULL);
	guint words = 0, proposed = 0;

	for (guint i = 0; rows && i < rows->len; i++) {
		const struct observation_row *row = &g_array_index(rows, struct observation_row, i);

		words += row->place_precision == PLACE_WORDS;
		proposed += row->proposed;
	}
	if (words)
		g_ptr_array_add(out,
				g_strdup_printf(ngettext("%u place is only words: place it (filter "
							 "“unplaced”).",
							 "%u places are only words: place them "
							 "(filter “unplaced”).",
							 words),
						words));
	if (proposed)
		g_ptr_array_add(
			out,
			g_strdup_printf(ngettext("%u report is proposed to be of an event that "
						 "is there: decide it (filter “proposed”).",
						 "%u reports are proposed to be of events that "
						 "are there: decide them (filter “proposed”).",
						 proposed),
					proposed));
}

GPtrArray *app_picture_missing(struct session *session, int week, GError **error)
{
	g_autoptr(GPtrArray) rejected =
		session_where(session, &rejected_row_kind, "state", REJECTED_OPEN, error);
	struct picture *p =
		rejected ? picture_compile(session, period_of_week(week), TRUE, error) : NULL;
	GPtrArray *out;

	if (!p)
		return NULL;
	out = g_ptr_array_new_with_free_func(g_free);
	if (p->compiled_at < week_end(week))
		g_ptr_array_add(out, g_strdup(_("The week is not over yet.")));
	missing_silent(p, out);
	if (rejected->len)
		g_ptr_array_add(out,
				g_strdup_printf(ngettext("%u row is set aside and not counted.",
							 "%u rows are set aside and not counted.",
							 rejected->len),
						rejected->len));
	missing_decisions(session, week, out);
	if (!p->situation)
		g_ptr_array_add(out,
				g_strdup(_("Nothing is written about the situation in general.")));
	picture_free(p);
	return out;
}

static struct picture_record *version_make(struct session *session, int week, int number,
					   const char *reason, GError **error)
{
	struct picture *picture = picture_compile(session, period_of_week(week), FALSE, error);
	struct picture_record *version;

	if (!picture || !session_log_end(session, &picture->log_lines, &picture->log_sum, error)) {
		picture_free(picture);
		return NULL;
	}
	version = record_new(&picture_kind);
	version->week = week;
	version->number = number;
	version->state = PICTURE_FIXED;
	version->situation = g_strdup(picture->situation);
	version->public_text = g_strdup(picture->public_text);
	version->content = picture_to_json(picture, TRUE);
	version->checksum = digest_of_text(version->content);
	version->fixed_at = picture->compiled_at;
	version->fixed_by = session_participant(session)->record.key;
	field_set_text(&version->reason, reason);
	picture_free(picture);
	return version;
}

int app_picture_fix(struct session *session, int week, const char *reason, GError **error)
{
	int number = app_picture_versions(session, week) + 1;
	struct picture_record *version;
	gboolean ok;

	if (!session_may(session, ACTION_PICTURE_FIX, NULL, error))
		return 0;
	if (week_start(week) > session_now(session)) {
		g_autofree char *name = week_name(week);

		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("%s lies ahead: there is nothing to fix yet."), name);
		return 0;
	}
	if (number > 1 && (!reason || !*reason)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("This week is fixed as version %d and stays so. Say why a version %d "
			      "is needed."),
			    number - 1, number);
		return 0;
	}
	version = version_make(session, week, number, reason, error);
	if (!version)
		return 0;
	/* no title: a fixed picture is not taken back, a correction is the next version */
	ok = session_save(session, ACTION_PICTURE_FIX, NULL, version, error);
	record_free(version);
	if (!ok)
		return 0;
	g_autofree char *name = week_name(week);
	session_close_undo(
		session, g_strdup_printf(_("Version %d of %s is fixed: what came before it is not "
					   "taken back. Write a correction, and fix version %d."),
					 number, name, number + 1));
	return number;
}
