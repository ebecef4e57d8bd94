/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From problem to cause, measure and result, a row each way through it, and where the chain is
 * broken. */
#include "config.h"

#include "screens/screens.h"
#include "osg/words.h"

static void extract_sign(gpointer self, guint row, GString *out)
{
	g_string_append(out, ((const struct trace_row *)list_row(self, row))->gaps ? "!" : "");
}

static void extract_result(gpointer self, guint row, GString *out)
{
	g_autofree char *result = words_trace_result(list_row(self, row));

	g_string_append(out, result);
}

static const struct list_column columns[] = {
	{"problem", N_("Focus group"), 12, 2, 1, TEXT_LEFT,
	 LIST_TEXT(struct trace_row, problem, "–"), .most = 28},
	{"cause", N_("Cause"), 18, 3, 0, TEXT_LEFT, LIST_TEXT(struct trace_row, cause, "–")},
	{"measure", N_("Measure"), 18, 3, 0, TEXT_LEFT, LIST_TEXT(struct trace_row, measure, "–")},
	{"gaps", "", 1, 0, 0, TEXT_LEFT, extract_sign, NULL},
	{"result", N_("Result"), 10, 1, 2, TEXT_LEFT, extract_result, NULL},
	{NULL},
};

static GPtrArray *rows(struct ui *ui, gpointer self UNUSED, GError **error)
{
	return app_trace(ui_session(ui), 0, error);
}

static gint64 identity(gconstpointer row)
{
	const struct trace_row *t = row;
	guint64 key = (guint64)t->group;

	key = key * 1000003 + (guint64)t->cause_key;
	return (gint64)(key * 1000003 + (guint64)t->measure_key);
}

static void add_line(GPtrArray *lines, const char *title, const char *text)
{
	if (text && *text)
		text_add_line(lines, "%s: %s", title, text);
}

static GPtrArray *details(gpointer self UNUSED, gconstpointer row)
{
	const struct trace_row *t = row;
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *result = words_trace_result(t), *gaps = words_gaps(t->gaps);

	g_ptr_array_add(lines, g_strdup(t->problem ? t->problem : _("Outside of focus groups")));
	add_line(lines, _("Cause"), t->cause);
	add_line(lines, _("Measure"), t->measure);
	add_line(lines, _("Result"), result);
	add_line(lines, _("The chain is broken"), gaps);
	return lines;
}

static const struct list_screen list = {
	.columns = columns,
	.rows = rows,
	.identity = identity,
	.details = details,
	.detail_rows = 5,
	.empty = N_("There is neither focus group nor measure yet."),
};

/* The group, else the measure. */
static void trace_enter(struct ui *ui, gpointer data UNUSED)
{
	const struct trace_row *t = list_row_selected(ui_self(ui));
	g_autofree char *group = NULL, *measure = NULL;

	if (!t)
		return;
	group = g_strdup_printf("%" G_GINT64_FORMAT, t->group);
	measure = g_strdup_printf("measure:%" G_GINT64_FORMAT, t->measure_key);
	ui_open(ui, t->group ? "group" : "record", t->group ? group : measure);
}

const struct screen_ops screen_trace = {
	.id = "trace",
	.title = N_("Problem to result"),
	.rows = &list,
	.enter = trace_enter,
};
