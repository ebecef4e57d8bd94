/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways a document is rendered. Text and HTML are made here; the PDF by osg-pdf, which is looked
 * for in $OSG_LIBEXECDIR, beside the running program (a build tree), and where it is installed. */
#include "config.h"

#include "osg/run.h"
#include "report/document_private.h"

#define TYPESETTER "osg-pdf"

static char *typesetter(void)
{
	const char *told = g_getenv("OSG_LIBEXECDIR");
	if (told && *told)
		return g_build_filename(told, TYPESETTER, NULL);
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	if (self) {
		g_autofree char *folder = g_path_get_dirname(self);
		g_autofree char *beside = g_build_filename(folder, TYPESETTER, NULL);
		if (g_file_test(beside, G_FILE_TEST_IS_EXECUTABLE))
			return g_steal_pointer(&beside);
	}
	return g_build_filename(LIBEXECDIR, "osg", TYPESETTER, NULL);
}

static GBytes *render_pdf(const struct document *document, GError **error)
{
	g_autofree char *program = typesetter();
	g_autoptr(GBytes) packed = document_pack(document);
	g_autoptr(GError) fault = NULL;
	GBytes *pdf = NULL;
	if (run_program((const char *const[]){program, NULL}, packed, &pdf, &fault))
		return pdf;
	if (fault->domain == OSG_ERROR)
		g_propagate_error(error, g_steal_pointer(&fault));
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("The program that makes PDF files, %s, cannot be run: %s. Text and "
			      "HTML work without it."),
			    program, fault->message);
	return NULL;
}

GBytes *document_render(const struct document *document, enum render how, GError **error)
{
	switch (how) {
	case RENDER_TEXT:
		return render_text(document);
	case RENDER_HTML:
		return render_html(document);
	case RENDER_PDF:
		return render_pdf(document, error);
	}
	g_assert_not_reached();
}
