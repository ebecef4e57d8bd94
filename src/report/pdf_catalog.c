/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cairo writes neither /Lang nor /MarkInfo nor /ViewerPreferences, and a screen reader that is not
 * told "sv" reads Swedish as English; nor has it /Alt for a figure, /Scope for the head of a column
 * or XMP metadata. So the catalogue, the figures and the heads are written once more at the end of
 * the file: an incremental update (ISO 32000-1, 7.5.6). It is not called PDF/UA: what cairo draws
 * beside the text (rules, page numbers) it cannot mark as artifacts.
 * Reads only cairo's own plain form with a cross-reference table; touches nothing that stands there
 * already. */
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
static char *object_without_end(const GByteArray *pdf, gsize offset, gsize number)
{
	g_autofree char *begin = g_strdup_printf("%" G_GSIZE_FORMAT " 0 obj", number);
	char *text = text_at(pdf, offset, 4096);
	char *end = strstr(text, "endobj");
	if (end)
		*end = '\0';
	char *close = end ? g_strrstr(text, ">>") : NULL;
	if (!close || !g_str_has_prefix(text, begin))
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

/* What the file says of itself at its end. */
struct file {
	GByteArray *pdf;
	char *table;                  /* from the cross-reference table on */
	gsize xref, root, info, size; /* size: the number that the next new object gets */
};

/* The update as it grows: objects, and the lines of their table. */
struct update {
	struct file *file;
	GString *entries;
};

static void put(struct update *u, gsize number, char *take_object)
{
	GByteArray *pdf = u->file->pdf;

	g_string_append_printf(u->entries, "%" G_GSIZE_FORMAT " 1\n%010u 00000 n \n", number,
			       pdf->len);
	g_byte_array_append(pdf, (const guint8 *)take_object, (guint)strlen(take_object));
	g_free(take_object);
}

static gboolean put_catalogue(struct update *u, const char *language)
{
	const struct file *f = u->file;
	g_autofree char *text =
		object_without_end(f->pdf, object_offset(f->table, f->root), f->root);

	if (!text || strstr(text, "/Lang"))
		return FALSE;
	put(u, f->root,
	    g_strdup_printf("%s%s   /Lang (%s)\n   /Metadata %" G_GSIZE_FORMAT
			    " 0 R\n   /ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\n",
			    text,
			    strstr(text, "/MarkInfo") ? "" : "   /MarkInfo << /Marked true >>\n",
			    language, f->size));
	return TRUE;
}

/* Title and language as XMP (ISO 16684-1), which is what programs that sort documents read. */
static void put_metadata(struct update *u, const char *title, const char *language)
{
	g_autofree char *xml = g_markup_printf_escaped(
		"<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\""
		"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" "
		"xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title><rdf:Alt><rdf:li "
		"xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag>"
		"<rdf:li>%s</rdf:li></rdf:Bag></dc:language></rdf:Description></rdf:RDF>"
		"</x:xmpmeta>\n<?xpacket end=\"r\"?>",
		title, language);
	gsize number = u->file->size++;

	put(u, number,
	    g_strdup_printf("%" G_GSIZE_FORMAT " 0 obj\n<< /Type /Metadata /Subtype /XML /Length "
			    "%" G_GSIZE_FORMAT " >>\nstream\n%s\nendstream\nendobj\n",
			    number, strlen(xml), xml));
}

/* <FEFF…>: UTF-16, as text that is no ASCII has to be. Owned. */
static char *text_string(const char *text)
{
	g_autofree gunichar2 *units = g_utf8_to_utf16(text, -1, NULL, NULL, NULL);
	GString *out = g_string_new("<FEFF");

	for (const gunichar2 *unit = units; unit && *unit; unit++)
		g_string_append_printf(out, "%04X", *unit);
	return g_string_free(g_string_append_c(out, '>'), FALSE);
}

/* Figures are numbered in the order they were drawn in; a head of a table is that of a column. */
static void put_structure(struct update *u, const GPtrArray *alts)
{
	const struct file *f = u->file;
	gsize last = f->size;
	guint done = 0;

	for (gsize number = 1; number < last; number++) {
		g_autofree char *text =
			object_without_end(f->pdf, object_offset(f->table, number), number);

		if (!text || !strstr(text, "/StructElem"))
			continue;
		if (strstr(text, "/S /Figure") && done < alts->len) {
			g_autofree char *alt = text_string(alts->pdata[done++]);

			put(u, number, g_strdup_printf("%s   /Alt %s\n>>\nendobj\n", text, alt));
		} else if (strstr(text, "/S /TH\n")) {
			put(u, number,
			    g_strdup_printf("%s   /A << /O /Table /Scope /Column >>\n>>\nendobj\n",
					    text));
		}
	}
}

static void put_end(struct update *u)
{
	const struct file *f = u->file;
	g_autofree char *trailer =
		g_strdup_printf("xref\n%strailer\n<< /Size %" G_GSIZE_FORMAT
				" /Root %" G_GSIZE_FORMAT " 0 R /Info %" G_GSIZE_FORMAT
				" 0 R /Prev %" G_GSIZE_FORMAT " >>\nstartxref\n%u\n%%%%EOF\n",
				u->entries->str, f->size, f->root, f->info, f->xref, f->pdf->len);

	g_byte_array_append(f->pdf, (const guint8 *)trailer, (guint)strlen(trailer));
}

gboolean pdf_complete(GByteArray *pdf, const char *title, const char *language,
		      const GPtrArray *alts)
{
	g_autofree char *tail = text_at(pdf, pdf->len > 64 ? pdf->len - 64 : 0, 64);
	struct file f = {.pdf = pdf, .xref = number_after(tail, "startxref")};
	g_autofree char *table = f.table = text_at(pdf, f.xref, pdf->len);
	g_autoptr(GString) entries = g_string_new(NULL);
	struct update update = {&f, entries};

	f.root = number_after(table, "/Root");
	f.info = number_after(table, "/Info");
	f.size = number_after(table, "/Size");
	if (!is_language(language) || !g_str_has_prefix(table, "xref\n0 ") || !f.root || !f.info ||
	    f.root >= f.size || !put_catalogue(&update, language))
		return FALSE;
	put_structure(&update, alts);
	put_metadata(&update, title, language);
	put_end(&update);
	return TRUE;
}
