/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg-pdf: reads a packed document on standard input and writes it as PDF to standard output, or
 * with --pages where each page after the first begins, block and letter, a line each; with --image
 * it reads a wish for a drawing and writes its pixels. Run by osg only; characters that no font has
 * go to standard error, a line each with the words they stand in. It is a program of its own so
 * that a fault in a font cannot take the terminal down, and no start but printing's waits for the
 * typesetter's libraries. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <pango/pangocairo.h>

#include "report/drawing_image.h"
#include "report/render_pdf.h"

static GBytes *read_all(void)
{
	GByteArray *bytes = g_byte_array_new();
	guint8 buffer[65536];
	gssize got;
	while ((got = read(STDIN_FILENO, buffer, sizeof buffer)) > 0 || (got < 0 && errno == EINTR))
		if (got > 0)
			g_byte_array_append(bytes, buffer, (guint)got);
	return g_byte_array_free_to_bytes(bytes);
}

static gboolean write_all(const GByteArray *bytes)
{
	return fwrite(bytes->data, 1, bytes->len, stdout) == bytes->len && fflush(stdout) == 0;
}

static gboolean write_pages(const struct document *document)
{
	g_autoptr(GArray) breaks = render_pdf_breaks(document);

	for (guint i = 0; i < breaks->len; i++) {
		const struct page_break *at = &g_array_index(breaks, struct page_break, i);

		printf("%u %u\n", at->block, at->letter);
	}
	return fflush(stdout) == 0;
}

static gboolean write_image(GBytes *packed)
{
	struct image_wish wish;
	struct drawing *drawing = image_unpack_wish(packed, &wish);
	g_autoptr(GBytes) image = drawing ? drawing_image(&wish, drawing) : NULL;
	gsize size = 0;
	gconstpointer bytes = image ? g_bytes_get_data(image, &size) : NULL;

	return size && fwrite(bytes, 1, size, stdout) == size && fflush(stdout) == 0;
}

int main(int argc, char **argv)
{
	/* the fonts are looked up on a thread while the document is still on its way */
	pango_cairo_font_map_get_default();
	g_autoptr(GBytes) packed = read_all();
	if (argc > 1 && strcmp(argv[1], "--image") == 0)
		_exit(write_image(packed) ? 0 : 3);
	g_autoptr(GError) error = NULL;
	struct document *document = document_unpack(packed);
	if (!document) {
		fputs("osg-pdf: standard input is no packed document; osg runs this program, "
		      "people do not\n",
		      stderr);
		return 2;
	}
	if (argc > 1 && strcmp(argv[1], "--pages") == 0)
		_exit(write_pages(document) ? 0 : 3);
	g_autoptr(GHashTable) missing =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(GByteArray) pdf = render_pdf(document, missing, &error);
	document_free(document);
	if (!pdf || !write_all(pdf)) {
		fprintf(stderr, "osg-pdf: %s\n", error ? error->message : g_strerror(errno));
		return 3;
	}
	GHashTableIter iter;
	gpointer character, words;
	g_hash_table_iter_init(&iter, missing);
	while (g_hash_table_iter_next(&iter, &character, &words))
		fprintf(stderr, "%s %s\n", (const char *)character, (const char *)words);
	_exit(0); /* the fonts' caches are the kernel's to take back: that is faster, and no leak */
}
