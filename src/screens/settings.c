/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings: the rows of the settings table, what each is and where it comes from; Enter changes it.
 */
#include "config.h"

#include <string.h>

#include "screens/screens.h"
#include "ui/graphics.h"

static const struct setting *setting_at(gpointer self, guint row)
{
	return list_row(self, row);
}

static const char *value_of(const struct ui *ui, const struct setting *setting)
{
	return ui_settings(ui) ? settings_get(ui_settings(ui), setting->group, setting->name)
			       : setting->standard;
}

/* The file's words as people say them; others are names and numbers. */
static const char *value_words(const char *value)
{
	static const struct {
		const char *value, *words;
	} said[] = {
		{"auto", N_("as the terminal says")},
		{"sv", "svenska"},
		{"en", "English"},
		{"colour", N_("colour")},
		{"mono", N_("without colour")},
		{"light", N_("light")},
		{"projector", N_("projector")},
		{"picture", N_("Picture")},
		{"observations", N_("Observations")},
		{"off", N_("no, characters")},
		{"sixel", N_("sixels")},
		{"kitty", N_("kitty's graphics protocol")},
		{"yes", N_("yes")},
		{"no", N_("no")},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(said); i++)
		if (strcmp(said[i].value, value) == 0)
			return _(said[i].words);
	return value;
}

static void extract_title(gpointer self, guint row, GString *out)
{
	g_string_append(out, _(setting_at(self, row)->title));
}

static void extract_value(gpointer self, guint row, GString *out)
{
	const struct list_view *view = self;

	g_string_append(out, value_words(value_of(view->ui, setting_at(self, row))));
}

static void extract_origin(gpointer self, guint row, GString *out)
{
	const struct settings *settings = ui_settings(((const struct list_view *)self)->ui);
	const struct setting *setting = setting_at(self, row);
	const char *origin =
		settings ? settings_origin(settings, setting->group, setting->name) : "default";

	/* TRANSLATORS: where a setting's value comes from: "default", "file" or "environment" */
	g_string_append(out, strcmp(origin, "file") == 0      ? _("chosen")
			     : strcmp(origin, "default") == 0 ? _("as delivered")
							      : _("environment"));
}

static const struct list_column columns[] = {
	{"title", N_("Setting"), 22, 1, 0, TEXT_LEFT, extract_title, NULL},
	{"value", N_("Value"), 18, 1, 0, TEXT_LEFT, extract_value, NULL},
	{"origin", N_("From"), 14, 0, 1, TEXT_LEFT, extract_origin, NULL},
	{NULL},
};
static GPtrArray *rows(struct ui *ui UNUSED, gpointer self UNUSED, GError **error UNUSED)
{
	GPtrArray *all = g_ptr_array_new();

	for (guint i = 0; i < settings_count; i++)
		g_ptr_array_add(all, (gpointer)&settings_table[i]);
	return all;
}

static gint64 identity(gconstpointer row)
{
	return (const struct setting *)row - settings_table + 1;
}

static GPtrArray *details(gpointer self UNUSED, gconstpointer row)
{
	const struct setting *setting = row;
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(lines, g_strdup(_(setting->title)));
	g_ptr_array_add(lines, g_strdup(_(setting->help)));
	return lines;
}

static const struct list_screen list = {
	.columns = columns,
	.rows = rows,
	.identity = identity,
	.details = details,
	.detail_rows = 3,
	.empty = "",
};

/* changing */

static gboolean take(struct ui *ui, const char *value, gpointer data, GError **error)
{
	const struct setting *setting = data;

	if (!settings_set(ui_settings(ui), setting->group, setting->name, value, error))
		return FALSE;
	list_reload(ui_list(ui));
	ui_message(ui, MESSAGE_DONE, _("%s is %s now."), _(setting->title), value_words(value));
	if (strcmp(setting->name, "graphics") == 0)
		graphics_chosen(ui);
	return TRUE;
}

static void take_or_fail(struct ui *ui, const char *value, const struct setting *setting)
{
	GError *error = NULL;

	if (!take(ui, value, (gpointer)setting, &error))
		ui_fail(ui, error);
}

static void chosen(struct ui *ui, guint line, gpointer data)
{
	const struct setting *setting = data;

	take_or_fail(ui, setting->choices[line], setting);
}

static void ask_choice(struct ui *ui, const struct setting *setting, const char *value)
{
	g_autoptr(GPtrArray) lines = g_ptr_array_new();
	guint selected = 0;

	for (guint i = 0; setting->choices[i]; i++) {
		g_ptr_array_add(lines, (gpointer)value_words(setting->choices[i]));
		if (strcmp(setting->choices[i], value) == 0)
			selected = i;
	}
	choice_open(ui, _(setting->title), lines, selected, chosen, (gpointer)setting, NULL);
}

static void change(struct ui *ui, gpointer self)
{
	const struct setting *setting = list_row_selected(self);
	const char *value = value_of(ui, setting);
	g_autofree char *expected = setting_expected(setting);
	const struct prompt prompt = {.title = _(setting->title),
				      .initial = value,
				      .hint = expected,
				      .done = take,
				      .data = (gpointer)setting};

	if (!ui_settings(ui))
		ui_message(ui, MESSAGE_ERROR, "%s", _("Settings cannot be kept in this session."));
	else if (setting->kind == SETTING_BOOL)
		take_or_fail(ui, strcmp(value, "yes") == 0 ? "no" : "yes", setting);
	else if (setting->kind == SETTING_CHOICE)
		ask_choice(ui, setting, value);
	else
		prompt_open(ui, &prompt);
}

const struct screen_ops screen_settings = {
	.id = "settings",
	.title = N_("Settings"),
	.rows = &list,
	.enter = change,
};
