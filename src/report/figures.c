/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a printed thing: each with the sentence or the row it stands in, and where it
 * comes from. */
#include "config.h"

#include <string.h>

#include "osg/report.h"
#include "report/document_private.h"

static void report_figure_free(gpointer data)
{
	struct report_figure *figure = data;

	g_free(figure->chapter);
	g_free(figure->where);
	g_free(figure->shown);
	g_free(figure->source);
	g_free(figure->fact);
	g_free(figure);
}

/* Behind the full stop that ends the sentence at p: what follows it is a blank and no small letter
 * or figure. */
static const char *sentence_end(const char *p)
{
	for (; *p; p++)
		if (strchr(".!?", *p) && (p[1] == ' ' || p[1] == '\n') && !g_ascii_islower(p[2]) &&
		    !g_ascii_isdigit(p[2]))
			return p + 1;
	return p;
}

/* The sentence of text that holds shown, at or after *from, which moves behind the figure. */
static char *sentence_of(const char *text, const char *shown, gsize *from)
{
	const char *at = strstr(text + MIN(*from, strlen(text)), shown), *begin = text, *end;
	g_autofree char *sentence = NULL;
	char *mark;

	if (!at)
		return g_strdup(text);
	*from = (gsize)(at - text) + strlen(shown);
	for (end = sentence_end(begin); *end && end <= at; end = sentence_end(begin))
		begin = end;
	sentence = g_strstrip(g_strndup(begin, (gsize)(end - begin)));
	mark = strrchr(sentence, '[');
	if (mark && mark > sentence && !*end)
		*mark = '\0';
	return g_strdup(g_strchomp(sentence));
}

static char *where_of(const struct block *block, const char *shown, gsize *from)
{
	return block->kind == BLOCK_PARAGRAPH ? sentence_of(block->texts[1], shown, from)
	       : block->text_count
		       ? g_strdup(block_is_figure(block) ? block_caption(block) : block->texts[0])
		       : g_strdup("");
}

/* The last heading before a block; "" = none. */
static const char *chapter_of(const struct document *document, guint i)
{
	while (i-- > 0)
		if (document_block(document, i)->kind == BLOCK_HEADING)
			return document_block(document, i)->texts[0];
	return "";
}

GPtrArray *report_figures(const struct document *document)
{
	GPtrArray *out = g_ptr_array_new_with_free_func(report_figure_free);
	gsize from = 0;

	for (guint i = 0; i < document->sources->len; i++) {
		const struct figure_of_block *of = document->sources->pdata[i],
					     *last = i ? document->sources->pdata[i - 1] : NULL;
		const struct block *block = document_block(document, of->block);
		struct report_figure *figure = g_new(struct report_figure, 1);

		if (!last || last->block != of->block)
			from = 0;
		figure->chapter = g_strdup(chapter_of(document, of->block));
		figure->where = where_of(block, of->shown, &from);
		figure->shown = g_strdup(of->shown);
		figure->source = g_strdup(of->source);
		figure->fact = g_strdup(of->fact);
		g_ptr_array_add(out, figure);
	}
	return out;
}
