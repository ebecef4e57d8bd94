/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's settings: the table, and the key file, whose comments and lines of a newer osg survive
 * a change. */
#include "config.h"

#include "osg/settings.h"

#include <string.h>

#include "osg/error.h"
#include "osg/file.h"
#include "osg/key_file.h"
#include "osg/outside.h"
#include "osg/text.h"

#define SETTINGS_LARGEST (1 << 20) /* bytes */

static const char *const languages[] = {"sv", "en", "auto", NULL};
static const char *const themes[] = {"colour", "mono", "light", "projector", NULL};
static const char *const starts[] = {"picture", "meeting", "observations", NULL};
static const char *const graphics[] = {"off", "sixel", "kitty", NULL};
static const char *const yes_no[] = {"yes", "no", NULL};

const struct setting settings_table[] = {
	{"general", "language", SETTING_CHOICE, "auto", N_("Language"),
	 N_("Swedish, English, or as the terminal says."), "OSG_LANG", .choices = languages},
	{"screen", "theme", SETTING_CHOICE, "colour", N_("Theme"),
	 N_("Colours of the screen; projector is black on white and large in contrast."),
	 "OSG_THEME", .choices = themes},
	{"screen", "start", SETTING_CHOICE, "picture", N_("Start screen"),
	 N_("What is shown first."), .choices = starts},
	{"screen", "mouse", SETTING_BOOL, "yes", N_("Mouse"),
	 N_("Clicks and the wheel work; hold Shift to select text."), .choices = yes_no},
	{"screen", "ascii", SETTING_BOOL, "no", N_("Plain characters"),
	 N_("Lines and bars of - | # for terminals that cannot draw them."), .choices = yes_no},
	{"screen", "graphics", SETTING_CHOICE, "off", N_("Maps as pictures"),
	 N_("The map and the charts as pictures, on a terminal that shows sixels or speaks kitty's "
	    "graphics protocol; off means characters, which every terminal can show."),
	 "OSG_GRAPHICS", .choices = graphics},
	{"screen", "escape", SETTING_INT, "50", N_("Escape wait, ms"),
	 N_("Milliseconds until Escape counts as a key of its own; more on slow lines."),
	 .lowest = 10, .highest = 1000},
	{"print", "printer", SETTING_TEXT, "", N_("Printer"),
	 N_("Name of the print queue; empty means the system's own choice.")},
};
const gsize settings_count = G_N_ELEMENTS(settings_table);

struct settings {
	char *path;
	struct key_file *file;
	char *values[G_N_ELEMENTS(settings_table)]; /* from the file, NULL = not there */
	char *forced[G_N_ELEMENTS(settings_table)]; /* from the environment */
	GPtrArray *complaints;
};

static int find_row(const char *group, const char *name)
{
	for (gsize i = 0; i < settings_count; i++)
		if (strcmp(settings_table[i].group, group) == 0 &&
		    strcmp(settings_table[i].name, name) == 0)
			return (int)i;
	return -1;
}

/* values */

static gboolean setting_takes(const struct setting *setting, const char *value)
{
	switch (setting->kind) {
	case SETTING_BOOL:
	case SETTING_CHOICE:
		return g_strv_contains(setting->choices, value);
	case SETTING_INT:
		return g_ascii_string_to_signed(value, 10, setting->lowest, setting->highest, NULL,
						NULL);
	case SETTING_TEXT:
		return text_is_clean(value) && !strchr(value, '\n');
	}
	return FALSE;
}

char *setting_expected(const struct setting *setting)
{
	if (setting->choices)
		return g_strjoinv("|", (char **)setting->choices);
	if (setting->kind == SETTING_INT)
		return g_strdup_printf("%d..%d", setting->lowest, setting->highest);
	return NULL;
}

gboolean setting_check(const struct setting *setting, const char *value, GError **error)
{
	g_autofree char *expected = setting_expected(setting);
	gboolean fits = setting_takes(setting, value);

	if (!fits && expected)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("%s=%s cannot be used; expected is %s, for example %s=%s."),
			    setting->name, value, expected, setting->name, setting->standard);
	else if (!fits)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("%s cannot be used; expected is one line of plain text."),
			    setting->name);
	return fits;
}

/* reading */

/* Groups whose lines others read. */
static const char *const other_groups[] = {"keys", NULL};

void settings_complain(struct settings *settings, const struct key_line *line, const char *sentence)
{
	g_ptr_array_add(settings->complaints, g_strdup_printf(_("%s, line %d: %s"), settings->path,
							      line->number, sentence));
}

static void read_value(struct settings *settings, const struct key_line *line)
{
	g_autoptr(GError) error = NULL;
	int row = find_row(line->group, line->name);

	if (g_strv_contains(other_groups, line->group))
		return;
	if (row < 0) {
		g_autofree char *sentence = g_strdup_printf(_("there is no setting “%s” in [%s]."),
							    line->name, line->group);

		settings_complain(settings, line, sentence);
	} else if (!setting_check(&settings_table[row], line->value, &error)) {
		settings_complain(settings, line, error->message);
	} else {
		if (settings->values[row]) {
			g_autofree char *sentence =
				g_strdup_printf(_("%s stands twice in [%s]; this one holds."),
						line->name, line->group);

			settings_complain(settings, line, sentence);
		}
		g_free(settings->values[row]);
		settings->values[row] = g_strdup(line->value);
	}
}

static void read_file(struct settings *settings)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *content = NULL;
	const GPtrArray *lines;
	gboolean missing;
	gsize length = 0;

	content = file_load(settings->path, SETTINGS_LARGEST, &length, &missing, &error);
	if (!content && !missing)
		g_ptr_array_add(settings->complaints, g_strdup(error->message));
	settings->file = key_file_parse(content ? content : "", length);
	lines = key_file_lines(settings->file);
	for (guint i = 0; i < lines->len; i++) {
		const struct key_line *line = lines->pdata[i];

		if (line->kind == KEY_LINE_VALUE)
			read_value(settings, line);
		else if (line->kind == KEY_LINE_BAD)
			settings_complain(settings, line,
					  _("expected is a group like [screen] or a value like "
					    "theme=light."));
	}
}

static void read_environment(struct settings *settings)
{
	for (gsize i = 0; i < settings_count; i++) {
		const struct setting *row = &settings_table[i];
		const char *value = row->environment ? g_getenv(row->environment) : NULL;
		g_autoptr(GError) error = NULL;
		if (!value || !*value)
			continue;
		if (setting_check(row, value, &error))
			settings->forced[i] = g_strdup(value);
		else
			g_ptr_array_add(
				settings->complaints,
				g_strdup_printf("%s: %s", row->environment, error->message));
	}
}

struct settings *settings_new(const char *path)
{
	struct settings *settings = g_new0(struct settings, 1);

	settings->path =
		path ? g_strdup(path)
		     : g_build_filename(g_get_user_config_dir(), "osg", "settings.ini", NULL);
	settings->complaints = g_ptr_array_new_with_free_func(g_free);
	read_file(settings);
	read_environment(settings);
	return settings;
}

void settings_free(struct settings *settings)
{
	if (!settings)
		return;
	for (gsize i = 0; i < settings_count; i++) {
		g_free(settings->values[i]);
		g_free(settings->forced[i]);
	}
	key_file_free(settings->file);
	g_ptr_array_unref(settings->complaints);
	g_free(settings->path);
	g_free(settings);
}

const GPtrArray *settings_complaints(const struct settings *settings)
{
	return settings->complaints;
}

GPtrArray *settings_group(const struct settings *settings, const char *group)
{
	const GPtrArray *lines = key_file_lines(settings->file);
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < lines->len; i++) {
		struct key_line *line = lines->pdata[i];

		if (line->kind == KEY_LINE_VALUE && strcmp(line->group, group) == 0)
			g_ptr_array_add(found, line);
	}
	return found;
}

/* asking */

const char *settings_get(const struct settings *settings, const char *group, const char *name)
{
	int row = find_row(group, name);

	g_return_val_if_fail(row >= 0, "");
	if (settings->forced[row])
		return settings->forced[row];
	return settings->values[row] ? settings->values[row] : settings_table[row].standard;
}

gboolean settings_bool(const struct settings *settings, const char *group, const char *name)
{
	return strcmp(settings_get(settings, group, name), "yes") == 0;
}

int settings_int(const struct settings *settings, const char *group, const char *name)
{
	return (int)g_ascii_strtoll(settings_get(settings, group, name), NULL, 10);
}

const char *settings_origin(const struct settings *settings, const char *group, const char *name)
{
	int row = find_row(group, name);

	g_return_val_if_fail(row >= 0, "default");
	return settings->forced[row] ? "environment" : settings->values[row] ? "file" : "default";
}

/* changing */

static gboolean write_file(const struct settings *settings, const char *content, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(settings->path);
	g_autoptr(GError) cause = NULL;

	if (outside_is_shut()) /* the file is the server's: what is chosen holds for the session */
		return TRUE;
	g_mkdir_with_parents(folder, 0700);
	if (g_file_set_contents_full(settings->path, content, -1,
				     G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
				     0600, &cause))
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("The setting could not be saved: %s"),
		    file_error_why(cause));
	return FALSE;
}

gboolean settings_set(struct settings *settings, const char *group, const char *name,
		      const char *value, GError **error)
{
	g_autofree char *before = NULL, *after = NULL;
	int row = find_row(group, name);

	if (row < 0) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("There is no setting “%s” in [%s]."), name, group);
		return FALSE;
	}
	if (!setting_check(&settings_table[row], value, error))
		return FALSE;

	before = key_file_text(settings->file);
	key_file_set(settings->file, group, name, value);
	after = key_file_text(settings->file);
	if (!write_file(settings, after, error)) {
		key_file_free(settings->file);
		settings->file = key_file_parse(before, strlen(before));
		return FALSE;
	}
	g_free(settings->values[row]);
	settings->values[row] = g_strdup(value);
	g_clear_pointer(&settings->forced[row], g_free);
	return TRUE;
}
