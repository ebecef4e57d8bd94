/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about a table as a whole. */
#include "config.h"

#include "exchange/convert_private.h"

static void tell_number(const struct converter *c, int number, const char *format)
{
	g_autofree char *sentence = NULL;

	if (!number || !c->options->note)
		return;
	sentence = g_strdup_printf(format, number);
	c->options->note(sentence, c->options->data);
}

static void tell_others(const struct converter *c)
{
	const struct category *other =
		c->mapping->other ? registry_find_category(c->options->registry, c->mapping->other)
				  : NULL;
	g_autofree char *words = converter_words_shown(c->other_words), *sentence = NULL;

	if (!c->others || !other || !c->options->note)
		return;
	sentence = g_strdup_printf(ngettext("%d row has a word that the mapping does not know and "
					    "became %s: %s.",
					    "%d rows have words that the mapping does not know and "
					    "became %s: %s.",
					    (gulong)c->others),
				   c->others, registry_label(c->options->registry, other), words);
	c->options->note(sentence, c->options->data);
}

static void tell_left(const struct converter *c)
{
	g_autoptr(GString) left = g_string_new(NULL);
	g_autofree char *sentence = NULL;

	for (guint i = 0; i < c->binding.left->len; i++)
		g_string_append_printf(left, "%s%s", i ? ", " : "",
				       (const char *)c->binding.left->pdata[i]);
	if (!left->len || !c->options->note)
		return;
	sentence = g_strdup_printf(_("Columns not used: %s."), left->str);
	c->options->note(sentence, c->options->data);
}

/* Whether the file lacks the column, or one of those that are joined to it. */
static gboolean column_lacks(const struct converter *c, int column)
{
	const GPtrArray *alternatives = c->mapping->columns[column];
	guint found = 0;

	while (c->binding.at[column][found] >= 0)
		found++;
	for (guint i = 0; alternatives && i < alternatives->len; i++)
		if (g_strv_length(alternatives->pdata[i]) <= found)
			return FALSE;
	return alternatives != NULL;
}

/* A heading that was misspelt in the mapping would leave its field empty in silence. */
static void tell_lacking(const struct converter *c)
{
	g_autoptr(GString) lacking = g_string_new(NULL);
	g_autofree char *sentence = NULL;

	for (int i = 0; i < COLUMNS; i++)
		if (column_lacks(c, i))
			g_string_append_printf(lacking, "%s%s=%s", lacking->len ? ", " : "",
					       column_name((enum column)i),
					       key_file_get(c->mapping->file, "columns",
							    column_name((enum column)i)));
	if (!c->mapping->own || c->mapping->loose || !lacking->len || !c->options->note)
		return;
	sentence = g_strdup_printf(_("The mapping names columns that the file does not have: %s."),
				   lacking->str);
	c->options->note(sentence, c->options->data);
}

/* A sentence of a count, in its two forms. */
#define SENTENCE_(one, many) one, many

static const struct {
	gsize count; /* offset in struct converter */
	const char *one, *many;
} told[] = {
	{offsetof(struct converter, texts_found),
	 SENTENCE_("%d place was found in the text.", "%d places were found in the texts.")},
	{offsetof(struct converter, words_kept),
	 SENTENCE_("%d place is not in the register: its name was kept as words; the filter "
		   "“unplaced” shows it.",
		   "%d places are not in the register: their names were kept as words; the filter "
		   "“unplaced” shows them.")},
	{offsetof(struct converter, unknown_subs),
	 SENTENCE_("%d sub-category is not in the list and was left out.",
		   "%d sub-categories are not in the list and were left out.")},
	{offsetof(struct converter, points_dropped),
	 SENTENCE_("%d coordinate could not be used and was left out; the place is known.",
		   "%d coordinates could not be used and were left out; the places are known.")},
	{offsetof(struct converter, other_areas),
	 SENTENCE_("%d row names an area in which its place does not lie; the place was taken.",
		   "%d rows name areas in which their places do not lie; the places were taken.")},
	{offsetof(struct converter, of_others),
	 SENTENCE_("%d row says that it is another organisation's; all were taken as of the one "
		   "that --org or the form names.",
		   "%d rows say that they are another organisation's; all were taken as of the one "
		   "that --org or the form names.")},
	{offsetof(struct converter, unread_points),
	 SENTENCE_("%d row has a position in a column that is not used; name it in a mapping "
		   "(position=…), or call it Position.",
		   "%d rows have a position in a column that is not used; name it in a mapping "
		   "(position=…), or call it Position.")},
	{offsetof(struct converter, restarted),
	 SENTENCE_("%d id was used before for another event; the row is an event of its own.",
		   "%d ids were used before for other events; the rows are events of their own.")},
	{offsetof(struct converter, copies),
	 SENTENCE_("%d row stands in the same words on a sheet before; it was taken for the same "
		   "event.",
		   "%d rows stand in the same words on a sheet before; they were taken for the "
		   "same events.")},
	{offsetof(struct converter, twice),
	 SENTENCE_(
		 "%d time came twice that night (the clocks were put back); the first is meant.",
		 "%d times came twice that night (the clocks were put back); the first is meant.")},
	{offsetof(struct converter, headless),
	 SENTENCE_("%d row has a value in a column without a heading, which was not read.",
		   "%d rows have values in columns without a heading, which were not read.")},
	{offsetof(struct converter, future),
	 SENTENCE_("%d row lies in the future.", "%d rows lie in the future.")},
	{offsetof(struct converter, harmful),
	 SENTENCE_("Control characters were taken out of %d text.",
		   "Control characters were taken out of %d texts.")},
};

void converter_tell(struct converter *c)
{
	int near = place_finder_near(c->places);

	tell_number(c, near,
		    ngettext("%d point got the name of the place nearest to it.",
			     "%d points got the name of the place nearest to them.", (gulong)near));
	for (gsize i = 0; i < G_N_ELEMENTS(told); i++) {
		int count = G_STRUCT_MEMBER(int, c, told[i].count);

		tell_number(c, count, ngettext(told[i].one, told[i].many, (gulong)count));
	}
	converter_tell_odd(c);
	tell_others(c);
	tell_lacking(c);
	tell_left(c);
	converter_tell_columns(c);
}
