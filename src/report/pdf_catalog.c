/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cairo writes neither /Lang nor /MarkInfo nor /ViewerPreferences, and a screen reader that is not
 * told "sv" reads Swedish as English. So the catalogue is written once more at the end of the file:
 * an incremental update (ISO 32000-1, 7.5.6). Reads only cairo's own plain form with a
 * cross-reference table; touches nothing that stands there already. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "report/pdf_catalog.h"

#define XREF_ENTRY 20 /* bytes of a line in the table */

/* A copy of what begins at offset, so that it can be searched as text. */
static char *text_at(const GByteArray *pdf, gsize offset, gsize most)
{
	if (offset >= pdf->len)
		return g_strdup("");
	return g_strndup((const char *)pdf->data + offset, MIN(most, pdf->len - offset));
}

static gsize number_after(const char *text, const char *word)
{
	const char *at = strstr(text, word);
	return at ? (gsize)g_ascii_strtoull(at + strlen(word), NULL, 10) : 0;
}

/* Where object number begins, by the table at xref. */
static gsize object_offset(const char *table, gsize number)
{
	const char *entries = strchr(table, '\n');
	entries = entries ? strchr(entries + 1, '\n') : NULL;
	if (!entries || strlen(entries + 1) < (number + 1) * XREF_ENTRY)
		return 0;
	return (gsize)g_ascii_strtoull(entries + 1 + number * XREF_ENTRY, NULL, 10);
}

/* "12 0 obj << … >>" without its last ">>"; NULL when it is not that. */
static char *catalogue_without_end(const GByteArray *pdf, gsize offset, gsize number)
{
	g_autofree char *begin = g_strdup_printf("%" G_GSIZE_FORMAT " 0 obj", number);
	char *text = text_at(pdf, offset, 4096);
	char *end = strstr(text, "endobj");
	if (end)
		*end = '\0';
	char *close = end ? g_strrstr(text, ">>") : NULL;
	if (!close || !g_str_has_prefix(text, begin) || strstr(text, "/Lang"))
		g_clear_pointer(&text, g_free);
	else
		*close = '\0';
	return text;
}

static gboolean is_language(const char *language)
{
	return *language &&
	       strspn(language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-") ==
		       strlen(language);
}

gboolean pdf_complete_catalogue(GByteArray *pdf, const char *language)
{
	g_autofree char *tail = text_at(pdf, pdf->len > 64 ? pdf->len - 64 : 0, 64);
	gsize xref = number_after(tail, "startxref");
	g_autofree char *table = text_at(pdf, xref, pdf->len);
	gsize root = number_after(table, "/Root"), info = number_after(table, "/Info"),
	      size = number_after(table, "/Size");
	if (!is_language(language) || !g_str_has_prefix(table, "xref\n0 ") || !root || !info ||
	    root >= size)
		return FALSE;
	g_autofree char *catalogue = catalogue_without_end(pdf, object_offset(table, root), root);
	if (!catalogue)
		return FALSE;
	gsize at = pdf->len;
	g_autofree char *object = g_strdup_printf(
		"%s%s   /Lang (%s)\n   /ViewerPreferences << /DisplayDocTitle true "
		">>\n>>\nendobj\n",
		catalogue,
		strstr(catalogue, "/MarkInfo") ? "" : "   /MarkInfo << /Marked true >>\n",
		language);
	g_autofree char *trailer = g_strdup_printf(
		"xref\n%" G_GSIZE_FORMAT " 1\n%010" G_GSIZE_FORMAT
		" 00000 n \ntrailer\n<< /Size %" G_GSIZE_FORMAT " /Root %" G_GSIZE_FORMAT
		" 0 R /Info %" G_GSIZE_FORMAT " 0 R /Prev %" G_GSIZE_FORMAT
		" >>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
		root, at, size, root, info, xref, at + strlen(object));
	g_byte_array_append(pdf, (const guint8 *)object, (guint)strlen(object));
	g_byte_array_append(pdf, (const guint8 *)trailer, (guint)strlen(trailer));
	return TRUE;
}
