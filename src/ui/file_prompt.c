/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that somebody names: completed while typing, and opened on a screen. */
#include "config.h"

#include <string.h>

#include "osg/outside.h"
#include "osg/text.h"
#include "ui/overlay.h"
#include "ui/screen.h"

static int compare_paths(gconstpointer a, gconstpointer b)
{
	return text_collate(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *complete_path(struct ui *ui UNUSED, const char *text)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	const char *slash = strrchr(text, '/');
	g_autofree char *folder = slash ? g_strndup(text, slash + 1 - text) : g_strdup("");
	g_autoptr(GDir) dir =
		outside_is_shut() ? NULL : g_dir_open(*folder ? folder : ".", 0, NULL);
	const char *start = slash ? slash + 1 : text, *name;

	while (dir && (name = g_dir_read_name(dir)) && lines->len < 50) {
		g_autofree char *path = g_strconcat(folder, name, NULL);

		if (g_str_has_prefix(name, start) && (name[0] != '.' || *start) &&
		    g_utf8_validate(name, -1, NULL))
			g_ptr_array_add(lines, g_file_test(path, G_FILE_TEST_IS_DIR)
						       ? g_strconcat(path, "/", NULL)
						       : g_strdup(path));
	}
	g_ptr_array_sort(lines, compare_paths);
	return lines;
}

static gboolean open_file(struct ui *ui, const char *file, gpointer screen, GError **error)
{
	if (!g_file_test(file, G_FILE_TEST_EXISTS)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT, _("There is no file %s."), file);
		return FALSE;
	}
	ui_open(ui, screen, file);
	return TRUE;
}

void prompt_file(struct ui *ui, const char *title, const char *initial, const char *hint,
		 const char *screen)
{
	const struct prompt prompt = {.title = title,
				      .initial = initial,
				      .hint = hint,
				      .complete = complete_path,
				      .done = open_file,
				      .data = (gpointer)screen};

	prompt_open(ui, &prompt);
}
