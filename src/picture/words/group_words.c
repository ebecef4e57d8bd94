/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Focus groups in words: aspects, how much can be done, how one ends, and what happened when. */
#include "config.h"

#include "osg/words.h"

#include <glib/gi18n.h>

const char *words_aspect(int aspect)
{
	static const char *const names[] = {N_("Place"), N_("Target"), N_("Actor"), N_("Guardian")};

	return aspect >= 0 && aspect < (int)G_N_ELEMENTS(names) ? _(names[aspect]) : "?";
}

const char *words_site_aspect(int aspect)
{
	static const char *const names[] = {
		N_("lighting"),  N_("sight lines"), N_("maintenance"), N_("access"),
		N_("ownership"), N_("staffing"),    N_("flow"),        N_("other"),
	};

	return aspect >= 0 && aspect < (int)G_N_ELEMENTS(names) ? _(names[aspect]) : "?";
}

const char *words_influence(int influence)
{
	static const char *const names[] = {
		N_("cannot be influenced"), N_("can be influenced a little"),
		N_("can be influenced partly"), N_("can be influenced much")};

	return influence >= 0 && influence < (int)G_N_ELEMENTS(names)
		       ? _(names[influence])
		       : _("not judged how much it can be influenced");
}

const char *words_exit(int exit)
{
	static const char *const names[] = {"", N_("goal met"), N_("handed to the line"),
					    N_("raised to the steering group")};

	return exit > EXIT_NONE && exit < (int)G_N_ELEMENTS(names) ? _(names[exit]) : "";
}

char *words_group_state(const struct focus_group *group)
{
	g_autofree char *ended = group->ended_week != WEEK_NONE
					 ? week_name_beside(group->ended_week, group->started_week)
					 : NULL;

	if (group->state == GROUP_ACTIVE)
		return g_strdup(_("active"));
	if (group->verdict == VERDICT_NONE || !ended)
		return g_strdup(_("closed"));
	return g_strdup_printf(_("closed %s: %s"), ended,
			       words_verdict((enum verdict)group->verdict));
}

/* "├─", "│  └─": where a cause hangs. Owned. */
char *words_cause_branch(const struct cause_node *node)
{
	GString *out = g_string_new(NULL);

	for (int depth = 1; depth < node->depth; depth++)
		g_string_append(out, node->last >> depth & 1 ? "   " : "│  ");
	if (node->depth)
		g_string_append(out, node->last >> node->depth & 1 ? "└─ " : "├─ ");
	return g_string_free(out, FALSE);
}

char *words_trace_result(const struct trace_row *row)
{
	const struct measure m = {.state = row->state};

	if (!row->measure)
		return g_strdup("");
	if (row->verdict != VERDICT_NONE)
		return g_strdup(words_verdict(row->verdict));
	return words_measure_state(&m, 0, 0);
}

char *words_gaps(guint gaps)
{
	static const struct {
		guint gap;
		const char *words;
	} said[] = {{TRACE_NO_CAUSE, N_("no cause looked for")},
		    {TRACE_NO_EVIDENCE, N_("nothing shows this cause")},
		    {TRACE_NO_MEASURE, N_("nothing is done about it")},
		    {TRACE_NO_PROBLEM, N_("attacks no cause")},
		    {TRACE_NO_RESULT, N_("done, but nobody will know whether it helped")}};
	GString *out = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(said); i++)
		if (gaps & said[i].gap)
			g_string_append_printf(out, "%s%s", out->len ? ", " : "", _(said[i].words));
	return g_string_free(out, FALSE);
}

/* What happened to a record that has a state. */
static const char *change_words(const char *state)
{
	static const struct {
		const char *state, *words;
	} said[] = {{"closed", N_("closed")},   {"active", N_("active")},
		    {"decided", N_("decided")}, {"under-way", N_("under way")},
		    {"done", N_("done")},       {"dropped", N_("dropped")},
		    {"draft", N_("draft")}};

	for (gsize i = 0; state && i < G_N_ELEMENTS(said); i++)
		if (g_str_equal(said[i].state, state))
			return _(said[i].words);
	return NULL;
}

char *words_moment(const struct group_moment *moment)
{
	const char *change = moment->begun ? NULL : change_words(moment->change);
	const char *what = moment->kind == &status_line_kind ? "" : _(moment->kind->title);

	if (!*what)
		return g_strdup_printf(_("“%s”"), moment->title);
	return change ? g_strdup_printf("%s %s: %s", what, change, moment->title)
		      : g_strdup_printf("%s: %s", what, moment->title);
}

char *words_proposal(const struct registry *v, const struct member_proposal *p)
{
	const struct organisation *o = registry_organisation(v, p->organisation);
	const struct place *owned = registry_place(v, p->owns);
	g_autofree char *owns = owned ? g_strdup_printf(_("owns %s"), owned->name) : NULL;
	g_autofree char *reports = p->reports
					   ? g_strdup_printf(ngettext("%d report there in a year",
								      "%d reports there in a year",
								      (gulong)p->reports),
							     p->reports)
					   : NULL;

	return g_strdup_printf("%s  %s%s%s", o ? o->code : "?", reports ? reports : "",
			       reports && owns ? ", " : "", owns ? owns : "");
}
