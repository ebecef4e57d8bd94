/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The focus groups: which there are, what made each start, who leads it and since when, and the
 * evidence behind. */
#include "config.h"

#include "screens/screens.h"
#include "osg/words.h"

static const char *leader_of(gpointer self, const struct focus_group *g)
{
	const struct registry *v = session_registry(((struct list_view *)self)->session);

	return registry_organisation_code(v, g->leader);
}

static void extract_leader(gpointer self, guint row, GString *out)
{
	g_string_append(out, leader_of(self, list_row(self, row)));
}

/* "w.41"; of another year than the week shown "w.41 2023". Owned. */
static char *started_in(const struct list_view *view, const struct focus_group *g)
{
	return week_name_beside(g->started_week, session_week(view->session));
}

static void extract_started(gpointer self, guint row, GString *out)
{
	const struct focus_group *g = list_row(self, row);
	g_autofree char *week = started_in(self, g);

	g_string_append(out, week);
}

static void extract_evidence(gpointer self, guint row, GString *out)
{
	const struct focus_group *g = list_row(self, row);

	g_string_append_printf(out, "%u", g->evidence->len);
}

static void extract_state(gpointer self, guint row, GString *out)
{
	const struct focus_group *g = list_row(self, row);

	g_autofree char *state = words_group_state(g);

	g_string_append(out, state);
}

static const struct list_column columns[] = {
	{"title", N_("Focus group"), 20, 1, 0, TEXT_LEFT,
	 LIST_TEXT(struct focus_group, title, "?")},
	{"leader", N_("Leads"), 6, 0, 0, TEXT_LEFT, extract_leader, NULL},
	{"started", N_("Started"), 7, 0, 1, TEXT_LEFT, extract_started, NULL},
	{"evidence", N_("Events"), 9, 0, 2, TEXT_RIGHT, extract_evidence, NULL},
	{"state", N_("State"), 8, 0, 3, TEXT_LEFT, extract_state, NULL},
	{NULL},
};

static GPtrArray *rows(struct ui *ui, gpointer self UNUSED, GError **error)
{
	return app_focus_groups(ui_session(ui), error);
}

static GPtrArray *details(gpointer self, gconstpointer row)
{
	const struct focus_group *g = row;
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *week = started_in(self, g);
	const char *trigger = app_focus_group_trigger(((struct list_view *)self)->session, g);
	int events = (int)g->evidence->len;

	g_ptr_array_add(lines, g_strdup(g->title ? g->title : "?"));
	text_add_line(lines, _("Led by %s since %s."), leader_of(self, g), week);
	text_add_line(lines, _("What made it start: %s"), trigger ? trigger : "–");
	text_add_line(lines, _("Delimitation: %s"), g->delimitation ? g->delimitation : "–");
	text_add_line(lines,
		      ngettext("Evidence: %d event.", "Evidence: %d events.", (gulong)events),
		      events);
	return lines;
}

static const struct list_screen list = {
	.columns = columns,
	.rows = rows,
	.details = details,
	.detail_rows = 9,
	.empty = N_("There is no focus group yet. {hotspots.group} on a hotspot (screen "
		    "{hotspots}) starts one."),
};

static void run_new(struct ui *ui, const char *argument UNUSED)
{
	ui_open(ui, "record", "group:new");
}

static void run_trace(struct ui *ui, const char *argument UNUSED)
{
	ui_open(ui, "trace", NULL);
}

static void groups_enter(struct ui *ui, gpointer data UNUSED)
{
	const struct record *group = list_row_selected(ui_self(ui));
	g_autofree char *argument = group ? g_strdup_printf("%" G_GINT64_FORMAT, group->key) : NULL;

	if (group)
		ui_open(ui, "group", argument);
}

static const struct command commands[] = {
	{"groups.new", N_("New focus group"),
	 N_("Starts a focus group by hand; on a hotspot {hotspots.group} starts one with its "
	    "evidence."),
	 NULL, COMMAND_WRITES, run_new, NULL, NEEDS(ACTION_FOCUS_GROUP_START)},
	{"groups.trace", N_("Problem to result"),
	 N_("Shows for each problem its causes, measures and result, and where the chain is "
	    "broken."),
	 NULL, 0, run_trace, NULL},
	{NULL},
};

const struct screen_ops screen_groups = {
	.id = "groups",
	.title = N_("Groups"),
	.digit = '6',
	.rows = &list,
	.commands = commands,
	.enter = groups_enter,
};
