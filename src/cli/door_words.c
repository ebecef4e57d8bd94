/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line that a visitor's ssh sends, taken apart by no shell: words, quotes, backslashes. */
#include "config.h"

#include "cli/door.h"

#include <glib/gi18n.h>
#include <string.h>

#include "osg/error.h"
#include "osg/text.h"

enum { COMMAND_MOST = 8192, WORDS_MOST = 200 };

#define SHELL_ONLY ";&|<>`$"

/* Appends the word at *at, which moves behind it. */
static gboolean take_word(const char **at, GString *word, GError **error)
{
	char quote = 0;
	const char *p = *at;

	for (; *p && (quote || *p != ' '); p++) {
		if (quote && *p == quote)
			quote = 0;
		else if (!quote && (*p == '"' || *p == '\''))
			quote = *p;
		else if (quote != '\'' && *p == '\\' && p[1])
			g_string_append_c(word, *++p);
		else if (!quote && strchr(SHELL_ONLY, *p)) {
			g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("“%c” means nothing here: there is no shell. Put what shall "
				      "be taken as it stands between quotes."),
				    *p);
			return FALSE;
		} else
			g_string_append_c(word, *p);
	}
	*at = p;
	if (quote)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("A quote is opened and not closed: %.40s"), word->str);
	return !quote;
}

char **door_words(const char *command, GError **error)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);

	if (strlen(command) > COMMAND_MOST || !text_is_harmless(command) || strchr(command, '\n')) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("The command is too long, or holds characters that are no "
				      "text."));
		return NULL;
	}
	for (const char *at = command; *(at += strspn(at, " "));) {
		g_autoptr(GString) word = g_string_new(NULL);

		if (!take_word(&at, word, error))
			return NULL;
		g_ptr_array_add(words, g_strdup(word->str));
		if (words->len > WORDS_MOST) {
			g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("There are more than %d words."), WORDS_MOST);
			return NULL;
		}
	}
	g_ptr_array_add(words, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&words), FALSE);
}
