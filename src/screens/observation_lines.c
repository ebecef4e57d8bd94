/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An observation in sentences: what, how known, what it is linked with, what became of it. */
#include "config.h"

#include "screens/observation_lines.h"

#include "osg/observation.h"
#include "osg/week.h"

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
static const char *const visible_words[] = {N_("seen by the own organisation"),
					    N_("seen by the group"),
					    N_("seen by the steering group"), N_("public")};

static const struct {
	const char *what, *words;
} change_words[] = {
	{"observation.add", N_("entered")},
	{"observation.change", N_("changed")},
	{"observation.withdraw", N_("withdrawn")},
	{"observation.link", N_("linked")},
	{"observation.unlink", N_("unlinked")},
	{"import", N_("read from a file")},
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

	g_ptr_array_add(lines, g_strdup_printf("%s   %s   %s", what, when, where));
	g_ptr_array_add(lines,
			g_strdup_printf("%s, %s, %s · %s · %s %s",
					organisation ? organisation->name : "?",
					_(known_words[o->known]), _(report_words[o->police_report]),
					_(visible_words[o->visibility]),
					o->import ? _("read in") : _("entered"), entered));
}

static void add_links(struct session *session, GPtrArray *lines, const struct observation *o)
{
	g_autoptr(GPtrArray) linked = o->report_group ? app_linked(session, o, NULL) : NULL;
	GString *out;

	if (!linked || linked->len < 2)
		return;
	out = g_string_new(_("= The same event as "));
	for (guint i = 0, said = 0; i < linked->len; i++) {
		const struct observation *other = linked->pdata[i];
		g_autofree char *when = observation_when(other, session_week(session));

		if (other->record.key != o->record.key)
			g_string_append_printf(out, "%s%s %s", said++ ? ", " : "",
					       organisation_code(session, other->organisation),
					       when);
	}
	g_string_append(out, _("; counted once. L breaks the link."));
	g_ptr_array_add(lines, g_string_free(out, FALSE));
}

static void add_state(GPtrArray *lines, const struct observation *o)
{
	if (o->record.withdrawn)
		g_ptr_array_add(lines,
				g_strdup_printf(_("x Withdrawn: %s"),
						o->reason ? o->reason : _("no reason given")));
	else if (!o->counted && !o->report_group)
		g_ptr_array_add(lines, g_strdup(_("Kept but not counted as an event.")));
}

GPtrArray *observation_lines(struct session *session, const struct observation *o)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	add_first_lines(session, lines, o);
	add_links(session, lines, o);
	add_state(lines, o);
	g_ptr_array_add(lines, g_strdup(o->text ? o->text : _("No text.")));
	return lines;
}

void observation_add_history(struct session *session, GPtrArray *lines, const struct observation *o)
{
	g_autoptr(GPtrArray) history =
		session_history(session, &o->record.id, FALSE, HISTORY, NULL);

	for (guint i = 0; history && i < history->len; i++) {
		const struct log_line *line = history->pdata[i];
		g_autofree char *when = moment(session, line->at);
		const char *words = line->what;

		if (i == 0)
			g_ptr_array_add(lines, g_strconcat("# ", _("History"), NULL));
		for (gsize w = 0; w < G_N_ELEMENTS(change_words); w++)
			if (g_strcmp0(line->what, change_words[w].what) == 0)
				words = _(change_words[w].words);
		g_ptr_array_add(lines, g_strdup_printf("%s  %s", when, words));
	}
}
