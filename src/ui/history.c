/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was run from the palette: a short list of lines, each once, kept in a file of the user's. A
 * file that cannot be read or written is no loss worth a word. */
#include "config.h"

#include "ui/history.h"

#include <string.h>

#define MOST 200

struct history {
	char *path; /* NULL = in memory only */
	GPtrArray *lines;
};

static void forget(struct history *history, const char *line)
{
	guint at;

	if (g_ptr_array_find_with_equal_func(history->lines, line, g_str_equal, &at))
		g_ptr_array_remove_index(history->lines, at);
}

static void remember(struct history *history, const char *line)
{
	forget(history, line);
	g_ptr_array_add(history->lines, g_strdup(line));
	if (history->lines->len > MOST)
		g_ptr_array_remove_index(history->lines, 0);
}

struct history *history_new(const char *folder)
{
	struct history *history = g_new0(struct history, 1);
	g_autofree char *text = NULL;

	history->lines = g_ptr_array_new_with_free_func(g_free);
	history->path = folder ? g_build_filename(folder, "osg", "history", NULL) : NULL;
	if (history->path && g_file_get_contents(history->path, &text, NULL, NULL) &&
	    g_utf8_validate(text, -1, NULL)) {
		g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

		for (char **line = lines; *line; line++)
			if (**line)
				remember(history, *line);
	}
	return history;
}

void history_free(struct history *history)
{
	g_ptr_array_unref(history->lines);
	g_free(history->path);
	g_free(history);
}

static void write_file(const struct history *history)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *folder = g_path_get_dirname(history->path);

	for (guint i = 0; i < history->lines->len; i++) {
		const char *line = history->lines->pdata[i];

		if (!strchr(line, '\t'))
			g_string_append_printf(text, "%s\n", line);
	}
	g_mkdir_with_parents(folder, 0700);
	g_file_set_contents_full(history->path, text->str, (gssize)text->len,
				 G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

void history_add(struct history *history, const char *line)
{
	remember(history, line);
	if (history->path)
		write_file(history);
}

guint history_rank(const struct history *history, const char *line)
{
	guint at;

	return g_ptr_array_find_with_equal_func(history->lines, line, g_str_equal, &at) ? at + 1
											: 0;
}

const GPtrArray *history_lines(const struct history *history)
{
	return history->lines;
}
