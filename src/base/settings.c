/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's settings: the table, and the key file, whose comments and lines of a newer osg survive
 * a change. */
#include "config.h"

#include "osg/settings.h"

#include <string.h>

#include "osg/error.h"
#include "osg/key_file.h"
#include "osg/text.h"

const struct setting settings_table[] = {
	{"general", "language", SETTING_CHOICE, "auto", "sv|en|auto", N_("Language"),
	 N_("Swedish, English, or as the terminal says."), "OSG_LANG"},
	{"screen", "theme", SETTING_CHOICE, "colour", "colour|mono|light|projector", N_("Theme"),
	 N_("Colours of the screen; projector is black on white and large in contrast."),
	 "OSG_THEME"},
	{"screen", "start", SETTING_CHOICE, "picture", "picture|meeting|observations",
	 N_("Start screen"), N_("What is shown first."), NULL},
	{"screen", "mouse", SETTING_BOOL, "yes", NULL, N_("Mouse"),
	 N_("Clicks and the wheel work; hold Shift to select text."), NULL},
	{"screen", "ascii", SETTING_BOOL, "no", NULL, N_("Plain characters"),
	 N_("Lines and bars of - | # for terminals that cannot draw them."), NULL},
	{"screen", "escape", SETTING_INT, "50", "10..1000", N_("Escape wait, ms"),
	 N_("Milliseconds until Escape counts as a key of its own; more on slow lines."), NULL},
	{"print", "printer", SETTING_TEXT, "", NULL, N_("Printer"),
	 N_("Name of the print queue; empty means the system's own choice."), NULL},
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

static gboolean is_choice(const char *choices, const char *value)
{
	g_auto(GStrv) words = g_strsplit(choices, "|", -1);

	return g_strv_contains((const char *const *)words, value);
}

static gboolean is_in_range(const char *range, const char *value)
{
	gint64 low = g_ascii_strtoll(range, NULL, 10),
	       high = g_ascii_strtoll(strstr(range, "..") + 2, NULL, 10);

	return g_ascii_string_to_signed(value, 10, low, high, NULL, NULL);
}

gboolean setting_check(const struct setting *setting, const char *value, GError **error)
{
	const char *expected = setting->kind == SETTING_BOOL ? "yes|no" : setting->choices;
	gboolean fits = FALSE;

	switch (setting->kind) {
	case SETTING_BOOL:
	case SETTING_CHOICE:
		fits = is_choice(expected, value);
		break;
	case SETTING_INT:
		fits = is_in_range(expected, value);
		break;
	case SETTING_TEXT:
		fits = text_is_clean(value) && !strchr(value, '\n');
		break;
	}
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
		g_autofree char *sentence = g_strdup_printf(
			_("there is no setting \"%s\" in [%s]."), line->name, line->group);

		settings_complain(settings, line, sentence);
	} else if (!setting_check(&settings_table[row], line->value, &error)) {
		settings_complain(settings, line, error->message);
	} else {
		g_free(settings->values[row]);
		settings->values[row] = g_strdup(line->value);
	}
}

static void read_file(struct settings *settings)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *content = NULL;
	const GPtrArray *lines;
	gsize length = 0;

	if (!g_file_get_contents(settings->path, &content, &length, &error) &&
	    !g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
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

	g_mkdir_with_parents(folder, 0700);
	if (g_file_set_contents_full(settings->path, content, -1,
				     G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
				     0600, &cause))
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("The setting could not be saved: %s"),
		    cause->message);
	return FALSE;
}

gboolean settings_set(struct settings *settings, const char *group, const char *name,
		      const char *value, GError **error)
{
	g_autofree char *before = NULL, *after = NULL;
	int row = find_row(group, name);

	if (row < 0) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("There is no setting \"%s\" in [%s]."), name, group);
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
