/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An observation in sentences: what, how known, what it is linked with, what became of it. */
#include "config.h"

#include "screens/observation_lines.h"

#include <jansson.h>
#include <string.h>

#include "osg/observation.h"
#include "osg/text.h"
#include "osg/week.h"
#include "ui/screen.h"

#define HISTORY 20

static const char *organisation_code(const struct session *session, gint64 key)
{
	const struct organisation *o = registry_organisation(session_registry(session), key);

	return o ? o->code : "?";
}

static const char *const known_words[] = {N_("seen"), N_("told"), N_("rumour")};
static const char *const report_words[] = {N_("police report unknown"),
					   N_("reported to the police"),
					   N_("not reported to the police")};
static const char *const visible_words[] = {
	N_("seen by the own organisation"), N_("seen by the group"),
	N_("seen by the steering group"), N_("public"), N_("under secrecy, seen by authorities")};

static const struct {
	const char *what, *words;
} change_words[] = {
	{"observation.add", N_("entered")},
	{"observation.change", N_("changed")},
	{"observation.withdraw", N_("withdrawn")},
	{"observation.link", N_("linked")},
	{"observation.unlink", N_("unlinked")},
	{"import", N_("read from a file")},
	{"demo.week", N_("made up for the demonstration")},
	{"undo", N_("taken back")},
	{"redo", N_("done again")},
};

static char *moment(const struct session *session, gint64 at)
{
	struct observation o = {.time_from = at, .time_to = at, .time_precision = TIME_EXACT};

	return at == TIME_NONE ? g_strdup("?") : observation_when(&o, session_week(session));
}

static void add_first_lines(struct session *session, GPtrArray *lines, const struct observation *o)
{
	const struct registry *v = session_registry(session);
	const struct organisation *organisation = registry_organisation(v, o->organisation);
	g_autofree char *what = observation_what(o, v),
			*when = observation_when(o, session_week(session)),
			*where = observation_where(o, v);
	g_autofree char *entered = moment(session, o->entered_at);

	text_add_line(lines, "%s   %s   %s", what, when, where);
	if (o->secrecy)
		text_add_line(lines, _("Legal basis: %s"), o->secrecy);
	text_add_line(lines, "%s, %s, %s · %s · %s %s", organisation ? organisation->name : "?",
		      _(known_words[o->known]), _(report_words[o->police_report]),
		      _(visible_words[o->visibility]), o->import ? _("read in") : _("entered"),
		      entered);
}

/* What a reporter thinks, for the coordinator to decide. */
static void add_proposal(struct ui *ui, GPtrArray *lines, const struct observation *o)
{
	struct session *session = ui_session(ui);
	struct observation *other = o->same_as ? app_observation(session, o->same_as, NULL) : NULL;

	if (!other)
		return;
	g_autofree char *when = observation_when(other, session_week(session)),
			*what = observation_what(other, session_registry(session)),
			*sentence = g_strdup_printf(
				_("? Proposed to be the same event as %s %s, %s. "
				  "{observations.link} links them, {observations.unlink} says that "
				  "they are two."),
				organisation_code(session, other->organisation), when, what);
	g_ptr_array_add(lines, ui_hint(ui, sentence));
	record_free(other);
}

static void add_links(struct ui *ui, GPtrArray *lines, const struct observation *o)
{
	struct session *session = ui_session(ui);
	g_autofree char *said = NULL;
	g_autoptr(GPtrArray) linked = o->report_group ? app_linked(session, o, NULL) : NULL;
	GString *out;

	add_proposal(ui, lines, o);
	if (!linked || linked->len < 2)
		return;
	out = g_string_new(_("= The same event as "));
	for (guint i = 0, others = 0; i < linked->len; i++) {
		const struct observation *other = linked->pdata[i];
		g_autofree char *when = observation_when(other, session_week(session));

		if (other->record.key != o->record.key)
			g_string_append_printf(out, "%s%s %s", others++ ? ", " : "",
					       organisation_code(session, other->organisation),
					       when);
	}
	g_string_append(out, _("; counted once. {observations.unlink} breaks the link."));
	said = g_string_free(out, FALSE);
	g_ptr_array_add(lines, ui_hint(ui, said));
}

static void add_state(GPtrArray *lines, const struct observation *o)
{
	if (o->record.withdrawn)
		text_add_line(lines, _("x Withdrawn: %s"),
			      o->reason ? o->reason : _("no reason given"));
	else if (!o->counted && !o->report_group)
		g_ptr_array_add(lines, g_strdup(_("Kept but not counted as an event.")));
}

GPtrArray *observation_lines(struct ui *ui, const struct observation *o)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	add_first_lines(ui_session(ui), lines, o);
	add_links(ui, lines, o);
	add_state(lines, o);
	g_ptr_array_add(lines, g_strdup(o->text ? o->text : _("No text.")));
	return lines;
}

/* history */

static char *said_what(struct session *session, const struct observation *o)
{
	return observation_what(o, session_registry(session));
}

static char *said_when(struct session *session, const struct observation *o)
{
	return o->time_from == TIME_NONE ? g_strdup("?")
					 : observation_when(o, session_week(session));
}

static char *said_where(struct session *session, const struct observation *o)
{
	return observation_where(o, session_registry(session));
}

static char *said_who(struct session *session, const struct observation *o)
{
	return g_strdup(organisation_code(session, o->organisation));
}

static char *said_known(struct session *session UNUSED, const struct observation *o)
{
	return g_strdup(_(known_words[o->known]));
}

static char *said_report(struct session *session UNUSED, const struct observation *o)
{
	return g_strdup(_(report_words[o->police_report]));
}

static char *said_visible(struct session *session UNUSED, const struct observation *o)
{
	return g_strdup(_(visible_words[o->visibility]));
}

static char *said_secrecy(struct session *session UNUSED, const struct observation *o)
{
	return g_strdup(o->secrecy ? o->secrecy : "–");
}

static char *said_text(struct session *session UNUSED, const struct observation *o)
{
	return g_strdup(o->text ? o->text : "–");
}

static char *said_reason(struct session *session UNUSED, const struct observation *o)
{
	return g_strdup(o->reason ? o->reason : "–");
}

static const struct {
	const char *title;
	char *(*said)(struct session *session, const struct observation *o);
} said[] = {
	{N_("What"), said_what},          {N_("When"), said_when},
	{N_("Place"), said_where},        {N_("Who"), said_who},
	{N_("How known"), said_known},    {N_("Police report"), said_report},
	{N_("Visible to"), said_visible}, {N_("Legal basis"), said_secrecy},
	{N_("Text"), said_text},          {N_("Reason"), said_reason},
};

/* What differs, as it was and as it became. */
static void add_differences(struct session *session, GPtrArray *lines,
			    const struct observation *before, const struct observation *after)
{
	for (gsize i = 0; i < G_N_ELEMENTS(said); i++) {
		g_autofree char *was = said[i].said(session, before),
				*is = said[i].said(session, after);

		if (strcmp(was, is) != 0)
			text_add_line(lines, "   \t%s: %s → %s", _(said[i].title), was, is);
	}
}

/* The observation as it was before a line of its history; NULL when the line made it. */
static struct observation *as_before(const struct observation *after, const struct log_line *line)
{
	json_t *json = line->before ? json_loads(line->before, 0, NULL) : NULL;
	struct observation *before = json ? record_copy(after) : NULL;

	if (before)
		fields_from_json(observation_kind.fields, json, before, NULL, "", NULL);
	json_decref(json);
	return before;
}

static char *author(struct session *session, gint64 who)
{
	struct participant *p = session_get(session, &participant_kind, who, NULL);
	char *title = g_strdup(p && p->title ? p->title : "osg");

	record_free(p);
	return title;
}

static const char *words_of_change(const char *what)
{
	for (gsize i = 0; i < G_N_ELEMENTS(change_words); i++)
		if (g_strcmp0(what, change_words[i].what) == 0)
			return _(change_words[i].words);
	return what;
}

/* Why the guard let a text through, and why one was taken out: says nothing of what the record
 * was. */
static gboolean add_stated(struct session *session, GPtrArray *lines, const struct log_line *line)
{
	gboolean redacted = strcmp(line->what, LOG_REDACT) == 0;
	g_autofree char *when = moment(session, line->at), *who = author(session, line->who);
	json_t *detail;

	if (line->kind || !(redacted || g_str_has_suffix(line->what, LOG_REASON)))
		return FALSE;
	detail = line->after ? json_loads(line->after, 0, NULL) : NULL;
	text_add_line(lines,
		      redacted ? _("%s  %s: a text was taken out: %s")
			       : _("%s  %s: why it must stand there: %s"),
		      when, who,
		      json_string_value(json_object_get(detail, redacted ? "reason" : "stated")));
	json_decref(detail);
	return TRUE;
}

static void add_history(struct session *session, GPtrArray *lines, const struct observation *o)
{
	g_autoptr(GPtrArray) history =
		session_history(session, &o->record.id, FALSE, HISTORY, NULL);
	struct observation *state = record_copy(o);

	if (history && history->len)
		g_ptr_array_add(lines, g_strconcat("# ", _("History"), NULL));
	for (guint i = 0; state && history && i < history->len; i++) {
		const struct log_line *line = history->pdata[i];
		if (add_stated(session, lines, line))
			continue;
		struct observation *before = as_before(state, line);
		g_autofree char *when = moment(session, line->at),
				*who = author(session, line->who);

		text_add_line(lines, "%s  %s: %s", when, who, words_of_change(line->what));
		if (before)
			add_differences(session, lines, before, state);
		record_free(state);
		state = before;
	}
	record_free(state);
}

void observation_view(struct ui *ui, gint64 key)
{
	GError *error = NULL;
	struct observation *o = app_observation(ui_session(ui), key, &error);
	GPtrArray *lines;

	if (!o) {
		ui_fail(ui, error);
		return;
	}
	lines = observation_lines(ui, o);
	g_ptr_array_add(lines, g_strdup(""));
	add_history(ui_session(ui), lines, o);
	text_viewer_open(ui, _("Observation"), lines);
	record_free(o);
}
