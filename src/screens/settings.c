/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings: the rows of the settings table, what each is and where it comes from; Enter changes it.
 */
#include "config.h"

#include <string.h>

#include "screens/screens.h"

struct settings_screen {
	struct ui *ui;
	struct list *list;
};

static const char *value_of(const struct settings_screen *self, guint row)
{
	const struct setting *setting = &settings_table[row];

	return ui_settings(self->ui)
		       ? settings_get(ui_settings(self->ui), setting->group, setting->name)
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
		{"yes", N_("yes")},
		{"no", N_("no")},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(said); i++)
		if (strcmp(said[i].value, value) == 0)
			return _(said[i].words);
	return value;
}

static void extract_title(gpointer data, guint row, GString *out, enum style *style)
{
	(void)data, (void)style;
	g_string_append(out, _(settings_table[row].title));
}

static void extract_value(gpointer data, guint row, GString *out, enum style *style)
{
	(void)style;
	g_string_append(out, value_words(value_of(data, row)));
}

static void extract_origin(gpointer data, guint row, GString *out, enum style *style)
{
	const struct settings_screen *self = data;
	const struct setting *setting = &settings_table[row];
	const struct settings *settings = ui_settings(self->ui);
	const char *origin =
		settings ? settings_origin(settings, setting->group, setting->name) : "default";

	(void)style;
	/* TRANSLATORS: where a setting's value comes from: "default", "file" or "environment" */
	g_string_append(out, strcmp(origin, "file") == 0      ? _("chosen")
			     : strcmp(origin, "default") == 0 ? _("as delivered")
							      : _("environment"));
}

static guint count(gpointer data)
{
	(void)data;
	return settings_count;
}

static gint64 identity(gpointer data, guint row)
{
	(void)data;
	return row + 1;
}

static const struct list_column columns[] = {
	{"title", N_("Setting"), 22, 1, 0, TEXT_LEFT, extract_title, NULL},
	{"value", N_("Value"), 18, 1, 0, TEXT_LEFT, extract_value, NULL},
	{"origin", N_("From"), 14, 0, 1, TEXT_LEFT, extract_origin, NULL},
	{NULL},
};
static const struct list_model model = {columns, count, identity, NULL, NULL};

static gpointer settings_open(struct ui *ui, const char *argument)
{
	struct settings_screen *self = g_new0(struct settings_screen, 1);

	(void)argument;
	self->ui = ui;
	self->list = list_new(&model, self);
	list_reload(self->list);
	return self;
}

static void settings_close(gpointer data)
{
	struct settings_screen *self = data;

	list_free(self->list);
	g_free(self);
}

static void settings_draw(struct ui *ui, gpointer data, struct surface *s, struct rectangle body)
{
	struct settings_screen *self = data;
	struct rectangle detail = ui_split(&body, 3);
	int row = list_selected(self->list);

	(void)ui;
	list_draw(self->list, s, body, TRUE);
	if (detail.height && row >= 0)
		surface_wrapped(s, detail, STYLE_TEXT, _(settings_table[row].help), 0);
}

static struct list *settings_list(gpointer data)
{
	return ((struct settings_screen *)data)->list;
}

/* changing */

static gboolean take(struct ui *ui, const char *value, gpointer data, GError **error)
{
	const struct setting *setting = data;

	if (!settings_set(ui_settings(ui), setting->group, setting->name, value, error))
		return FALSE;
	list_reload(ui_list(ui));
	ui_message(ui, MESSAGE_DONE, _("%s is %s now."), _(setting->title), value_words(value));
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
	g_auto(GStrv) choices = g_strsplit(setting->choices, "|", -1);

	take_or_fail(ui, choices[line], setting);
}

static void ask_choice(struct ui *ui, const struct setting *setting, const char *value)
{
	g_auto(GStrv) choices = g_strsplit(setting->choices, "|", -1);
	g_autoptr(GPtrArray) lines = g_ptr_array_new();
	guint selected = 0;

	for (guint i = 0; choices[i]; i++) {
		g_ptr_array_add(lines, (gpointer)value_words(choices[i]));
		if (strcmp(choices[i], value) == 0)
			selected = i;
	}
	choice_open(ui, _(setting->title), lines, selected, chosen, (gpointer)setting, NULL);
}

static void settings_enter(struct ui *ui, gpointer data)
{
	struct settings_screen *self = data;
	int row = list_selected(self->list);
	const struct setting *setting = &settings_table[row];
	const char *value = value_of(self, row);
	const struct prompt prompt = {.title = _(setting->title),
				      .initial = value,
				      .hint = setting->choices,
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
	.open = settings_open,
	.draw = settings_draw,
	.list = settings_list,
	.enter = settings_enter,
	.close = settings_close,
};
