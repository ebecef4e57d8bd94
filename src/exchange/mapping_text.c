/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mapping in the making as the key file that it becomes. */
#include "config.h"

#include <string.h>

#include "exchange/mapping_draft_private.h"
#include "osg/text.h"

/* Headings are compared folded, so that one with signs that mean something in a mapping can be
 * named without them. Owned. */
static char *plain_name(const struct draft_column *column)
{
	return g_strdelimit(g_strdup(column->name), ";+\\", ' ');
}

/* "category=Händelse"; texts are joined. */
static void write_columns(const struct mapping_draft *draft, GString *out)
{
	g_autoptr(GString) unused = g_string_new(NULL);

	g_string_append(out, "\n[columns]\n");
	for (int f = 0; f < COLUMNS; f++) {
		gboolean first = TRUE;

		for (guint c = 0; c < draft->columns->len; c++) {
			const struct draft_column *column = draft->columns->pdata[c];

			g_autofree char *name = plain_name(column);

			if (column->field != f)
				continue;
			if (first)
				g_string_append_printf(out, "%s=%s", column_name(f), name);
			else
				g_string_append_printf(out, " + %s", name);
			first = FALSE;
		}
		if (!first)
			g_string_append_c(out, '\n');
	}
	for (guint c = 0; c < draft->columns->len; c++) {
		const struct draft_column *column = draft->columns->pdata[c];

		g_autofree char *name = plain_name(column);

		if (column->field == DRAFT_UNUSED && draft_can_name(draft, c))
			g_string_append_printf(unused, "%s%s", unused->len ? ";" : "", name);
	}
	if (unused->len)
		g_string_append_printf(out, "unused=%s\n", unused->str);
}

/* A key cannot hold every sign; words are compared folded, so folded says the same. */
static char *word_key(const char *word)
{
	return strpbrk(word, "=[]#;\n\r\\") ? text_fold(word) : text_clean(word, -1, FALSE);
}

static void write_words(const struct mapping_draft *draft, GString *out)
{
	gboolean first = TRUE;

	for (guint i = 0; i < draft->words->len; i++) {
		const struct draft_word *word = draft->words->pdata[i];
		g_autofree char *key = word_key(word->word);

		if (!word->code || !*key)
			continue;
		if (first)
			g_string_append(out, "\n[words]\n");
		first = FALSE;
		g_string_append_printf(out, "%s=%s\n", key, word->code);
	}
}

char *mapping_draft_text(const struct mapping_draft *draft)
{
	GString *out = g_string_new("[mapping]\n");
	const struct draft_table *t = draft->table;
	g_autofree char *written = t->formats ? g_strjoinv(";", t->formats) : NULL;

	g_string_append_printf(out, "title=%s\n", draft->title ? draft->title : draft->id);
	if (draft->organisation)
		g_string_append_printf(out, "organisation=%s\n", draft->organisation);
	g_string_append_printf(out, "source=%s\n", draft->id);
	if (draft->other)
		g_string_append_printf(out, "other=%s\n", draft->other);
	if (draft->delimiter)
		g_string_append_printf(
			out, draft->delimiter == '\t' ? "delimiter=tab\n" : "delimiter=%c\n",
			draft->delimiter);
	write_columns(draft, out);
	if (written)
		g_string_append_printf(out, "\n[time]\nformats=%s\n", written);
	if (t->system != SYSTEM_WGS84)
		g_string_append_printf(out, "\n[coordinates]\nsystem=%s\n",
				       coordinate_system_name(t->system));
	write_words(draft, out);
	return g_string_free(out, FALSE);
}
