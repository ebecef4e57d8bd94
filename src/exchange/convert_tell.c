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

void converter_tell(struct converter *c)
{
	tell_number(c, place_finder_near(c->places),
		    ngettext("%d point got the name of the place nearest to it.",
			     "%d points got the name of the place nearest to them.",
			     (gulong)place_finder_near(c->places)));
	tell_number(c, c->texts_found,
		    ngettext("%d place was found in the text.",
			     "%d places were found in the texts.", (gulong)c->texts_found));
	tell_number(c, c->words_kept,
		    ngettext("%d place is not in the register: its name was kept as words; the "
			     "filter “unplaced” shows it.",
			     "%d places are not in the register: their names were kept as words; "
			     "the filter “unplaced” shows them.",
			     (gulong)c->words_kept));
	tell_number(c, c->unknown_subs,
		    ngettext("%d sub-category is not in the list and was left out.",
			     "%d sub-categories are not in the list and were left out.",
			     (gulong)c->unknown_subs));
	tell_number(
		c, c->points_dropped,
		ngettext(
			"%d coordinate could not be used and was left out; the place is known.",
			"%d coordinates could not be used and were left out; the places are known.",
			(gulong)c->points_dropped));
	tell_number(c, c->other_areas,
		    ngettext("%d row names an area in which its place does not lie; the place was "
			     "taken.",
			     "%d rows name areas in which their places do not lie; the places were "
			     "taken.",
			     (gulong)c->other_areas));
	tell_number(c, c->of_others,
		    ngettext("%d row says that it is another organisation's; all were taken as of "
			     "the one that --org or the form names.",
			     "%d rows say that they are another organisation's; all were taken as "
			     "of the one that --org or the form names.",
			     (gulong)c->of_others));
	tell_number(c, c->unread_points,
		    ngettext("%d row has a position in a column that is not used; name it in a "
			     "mapping (position=…), or call it Position.",
			     "%d rows have a position in a column that is not used; name it in a "
			     "mapping (position=…), or call it Position.",
			     (gulong)c->unread_points));
	tell_number(
		c, c->restarted,
		ngettext("%d id was used before for another event; the row is an event of its own.",
			 "%d ids were used before for other events; the rows are events of their "
			 "own.",
			 (gulong)c->restarted));
	tell_number(c, c->copies,
		    ngettext("%d row stands in the same words on a sheet before; it was taken for "
			     "the same event.",
			     "%d rows stand in the same words on a sheet before; they were taken "
			     "for the same events.",
			     (gulong)c->copies));
	tell_number(c, c->twice,
		    ngettext("%d time came twice that night (the clocks were put back); the first "
			     "is meant.",
			     "%d times came twice that night (the clocks were put back); the first "
			     "is meant.",
			     (gulong)c->twice));
	tell_number(
		c, c->headless,
		ngettext("%d row has a value in a column without a heading, which was not read.",
			 "%d rows have values in columns without a heading, which were not read.",
			 (gulong)c->headless));
	tell_number(c, c->future,
		    ngettext("%d row lies in the future.", "%d rows lie in the future.",
			     (gulong)c->future));
	tell_number(c, c->harmful,
		    ngettext("Control characters were taken out of %d text.",
			     "Control characters were taken out of %d texts.", (gulong)c->harmful));
	converter_tell_odd(c);
	tell_others(c);
	tell_lacking(c);
	tell_left(c);
	converter_tell_columns(c);
}
