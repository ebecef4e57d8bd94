/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The focus groups: which there are, what made each start, who leads it and since when, and the
 * evidence behind. */
#include "config.h"

#include <string.h>

#include "screens/screens.h"
#include "osg/words.h"

#define DETAIL_ROWS 9

struct groups_screen {
	struct ui *ui;
	struct list *list;
	GPtrArray *groups; /* struct focus_group */
};

static const struct focus_group *group_at(gpointer data, guint row)
{
	return ((struct groups_screen *)data)->groups->pdata[row];
}

static const char *leader_of(gpointer data, guint row)
{
	const struct registry *v = session_registry(ui_session(((struct groups_screen *)data)->ui));
	const struct organisation *leader = registry_organisation(v, group_at(data, row)->leader);

	return leader ? leader->code : "–";
}

/* Lines of a text. */
static int lines_of(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text ? text : "", "\n", -1);

	return (int)g_strv_length(lines);
}

static void extract_title(gpointer data, guint row, GString *out, enum style *style)
{
	const char *title = group_at(data, row)->title;

	(void)style;
	g_string_append(out, title ? title : "?");
}

static void extract_leader(gpointer data, guint row, GString *out, enum style *style)
{
	(void)style;
	g_string_append(out, leader_of(data, row));
}

static void extract_started(gpointer data, guint row, GString *out, enum style *style)
{
	g_autofree char *week = words_week(group_at(data, row)->started_week);

	(void)style;
	g_string_append(out, week);
}

static void extract_evidence(gpointer data, guint row, GString *out, enum style *style)
{
	(void)style;
	g_string_append_printf(out, "%d", lines_of(group_at(data, row)->evidence));
}

static void extract_state(gpointer data, guint row, GString *out, enum style *style)
{
	(void)style;
	g_string_append(out,
			group_at(data, row)->state == GROUP_ACTIVE ? _("active") : _("closed"));
}

static guint count(gpointer data)
{
	const struct groups_screen *self = data;

	return self->groups ? self->groups->len : 0;
}

static gint64 identity(gpointer data, guint row)
{
	return group_at(data, row)->record.key;
}

static const struct list_column columns[] = {
	{"title", N_("Focus group"), 20, 1, 0, TEXT_LEFT, extract_title, NULL},
	{"leader", N_("Leads"), 6, 0, 0, TEXT_LEFT, extract_leader, NULL},
	{"started", N_("Started"), 7, 0, 1, TEXT_LEFT, extract_started, NULL},
	{"evidence", N_("Events"), 9, 0, 2, TEXT_RIGHT, extract_evidence, NULL},
	{"state", N_("State"), 8, 0, 3, TEXT_LEFT, extract_state, NULL},
	{NULL},
};

static const struct list_model model = {columns, count, identity, NULL, NULL, NULL};

static gpointer groups_open(struct ui *ui, const char *argument)
{
	struct groups_screen *self = g_new0(struct groups_screen, 1);

	(void)argument;
	self->ui = ui;
	self->list = list_new(&model, self);
	return self;
}

static void groups_close(gpointer data)
{
	struct groups_screen *self = data;

	list_free(self->list);
	g_clear_pointer(&self->groups, g_ptr_array_unref);
	g_free(self);
}

static gboolean groups_load(struct ui *ui, gpointer data, GError **error)
{
	struct groups_screen *self = data;

	g_clear_pointer(&self->groups, g_ptr_array_unref);
	self->groups = app_focus_groups(ui_session(ui), error);
	list_reload(self->list);
	return self->groups != NULL;
}

static GPtrArray *detail_lines(struct groups_screen *self, guint row)
{
	const struct focus_group *g = group_at(self, row);
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *week = words_week(g->started_week);

	g_ptr_array_add(lines,
			g_strdup_printf(_("Led by %s since %s."), leader_of(self, row), week));
	g_ptr_array_add(
		lines, g_strdup_printf(_("What made it start: %s"), g->trigger ? g->trigger : "–"));
	g_ptr_array_add(lines, g_strdup_printf(_("Delimitation: %s"),
					       g->delimitation ? g->delimitation : "–"));
	g_ptr_array_add(lines,
			g_strdup_printf(ngettext("Evidence: %d event.", "Evidence: %d events.",
						 (gulong)lines_of(g->evidence)),
					lines_of(g->evidence)));
	return lines;
}

static void draw_detail(struct groups_screen *self, struct surface *s, struct rectangle r)
{
	int row = list_selected(self->list), y = 1;
	g_autoptr(GPtrArray) lines =
		row < 0 || r.height < 2 ? NULL : detail_lines(self, (guint)row);

	if (!lines)
		return;
	surface_text(s, r.x, r.y, r.width, STYLE_STRONG, group_at(self, (guint)row)->title);
	for (guint i = 0; i < lines->len && y < r.height; i++)
		y += surface_wrapped(s, (struct rectangle){r.x, r.y + y, r.width, r.height - y},
				     STYLE_TEXT, lines->pdata[i], 0);
}

static void groups_draw(struct ui *ui, gpointer data, struct surface *s, struct rectangle body)
{
	struct groups_screen *self = data;
	struct rectangle detail;

	(void)ui;
	if (list_shown(self->list) == 0) {
		ui_draw_empty(s, body,
			      *list_search_text(self->list)
				      ? _("No row has these words. Esc shows all again.")
				      : _("There is no focus group yet. F on a hotspot (screen 5) "
					  "starts one."));
		return;
	}
	detail = ui_split(&body, DETAIL_ROWS);
	list_draw(self->list, s, body, TRUE);
	if (detail.height && detail.y > body.y)
		surface_rule(s, body.x, detail.y - 1, body.width);
	draw_detail(self, s, detail);
}

static struct list *groups_list(gpointer data)
{
	return ((struct groups_screen *)data)->list;
}

static void groups_enter(struct ui *ui, gpointer data)
{
	struct groups_screen *self = data;
	int row = list_selected(self->list);

	if (row >= 0)
		text_viewer_open(ui, group_at(self, (guint)row)->title,
				 detail_lines(self, (guint)row));
}

static gboolean back(struct ui *ui, gpointer data)
{
	struct groups_screen *self = data;

	(void)ui;
	if (!*list_search_text(self->list))
		return FALSE;
	list_search(self->list, "");
	return TRUE;
}

const struct screen_ops screen_groups = {
	.id = "groups",
	.title = N_("Groups"),
	.digit = '6',
	.open = groups_open,
	.load = groups_load,
	.draw = groups_draw,
	.list = groups_list,
	.enter = groups_enter,
	.back = back,
	.close = groups_close,
};
