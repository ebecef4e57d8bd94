/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Renders the sample picture: print_sample text|pdf|html draft|fixed FILE, or sends the PDF:
 * print_sample send QUEUE COPY (what was sent is written to COPY as well). For
 * tests/system/test_print.sh and for looking at. */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "osg/report.h"
#include "sample.h"

static int fail(GError *error)
{
	g_printerr("print_sample: %s\n", error->message);
	g_error_free(error);
	return 1;
}

static int send_sample(const char *queue, const char *copy)
{
	g_autoptr(GError) error = NULL;
	struct picture *picture = sample_picture(TRUE);
	struct document *document = report_summary(picture);
	g_autoptr(GBytes) pdf = document_render(document, RENDER_PDF, NULL, &error);
	g_autofree char *receipt = NULL;
	gboolean done = pdf && report_write(pdf, copy, &error) &&
			report_send(pdf, queue, "Lägesbild", &receipt, &error);
	document_free(document);
	picture_free(picture);
	if (!done)
		return fail(g_steal_pointer(&error));
	g_print("%s\n", receipt);
	return 0;
}

int main(int argc, char **argv)
{
	static const char *const kinds[] = {"text", "pdf", "html"};
	setlocale(LC_ALL, "C.UTF-8");
	if (g_getenv("OSG_LOCALEDIR"))
		bindtextdomain("osg", g_getenv("OSG_LOCALEDIR"));
	textdomain("osg");
	if (argc != 4)
		return 2;
	if (strcmp(argv[1], "send") == 0)
		return send_sample(argv[2], argv[3]);
	g_autoptr(GError) error = NULL;
	struct picture *picture = strcmp(argv[2], "empty") == 0
					  ? sample_empty()
					  : sample_picture(strcmp(argv[2], "fixed") == 0);
	struct document *document = report_summary(picture);
	for (int how = RENDER_TEXT; how <= RENDER_HTML; how++)
		if (strcmp(argv[1], kinds[how]) == 0) {
			g_autoptr(GBytes) bytes = document_render(document, how, NULL, &error);
			if (!bytes || !report_write(bytes, argv[3], &error))
				return fail(g_steal_pointer(&error));
		}
	document_free(document);
	picture_free(picture);
	return 0;
}
