/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways a document is rendered. Text, HTML and ODT are made here; the PDF by osg-pdf, which is
 * looked for in $OSG_LIBEXECDIR, beside the running program (a build tree), and where it is
 * installed. */
#include "config.h"

#include "osg/report.h"
#include "osg/run.h"
#include "report/document_private.h"

#define TYPESETTER "osg-pdf"
#ifndef WITH_PRINT
#define WITH_PRINT 0
#endif

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

gboolean report_typesets(char **program)
{
	g_autofree char *path = typesetter();
	gboolean found = g_file_test(path, G_FILE_TEST_IS_EXECUTABLE);

	if (program)
		*program = found || WITH_PRINT ? g_steal_pointer(&path) : NULL;
	return found;
}

/* From the typesetter's lines, a character and the words it stands in each. NULL where it said
 * nothing. */
static char *remark_of(const char *said)
{
	g_auto(GStrv) lines = g_strsplit(said, "\n", -1);
	GString *out = g_string_new(NULL);

	for (char **line = lines; *line; line++) {
		const char *next = **line ? g_utf8_next_char(*line) : *line;

		if (*next != ' ')
			continue;
		g_autofree char *character = g_strndup(*line, (gsize)(next - *line));
		g_string_append_printf(out, _("%sNo font that is installed has “%s” (in “%s”)."),
				       out->len ? " " : "", character, next + 1);
	}
	if (out->len)
		g_string_append(out, _(" It is printed as an empty box: write it otherwise, or "
				       "install a font that has it (Debian: fonts-noto)."));
	return g_string_free(out, out->len == 0);
}

/* The typesetter's answer to --pages. */
static GArray *read_breaks(GBytes *answer)
{
	GArray *breaks = g_array_new(FALSE, FALSE, sizeof(struct page_break));
	gsize size;
	const char *data = g_bytes_get_data(answer, &size);
	g_autofree char *text = g_strndup(data ? data : "", size); /* one page has no breaks */
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line && **line; line++) {
		char *rest;
		struct page_break at = {.block = (guint)g_ascii_strtoull(*line, &rest, 10)};

		at.letter = (guint)g_ascii_strtoull(rest, NULL, 10);
		g_array_append_val(breaks, at);
	}
	return breaks;
}

struct preview *document_preview(struct document *document)
{
	g_autofree char *program = typesetter();
	g_autoptr(GBytes) packed = document_pack(document), answer = NULL;
	g_autoptr(GArray) breaks = NULL;

	if (run_program((const char *const[]){program, "--pages", NULL}, packed, &answer, NULL,
			NULL))
		breaks = read_breaks(answer);
	return render_preview(document, breaks);
}

/* Started while its document is still being made. */
static struct running *waiting;

void report_typeset_ahead(void)
{
	g_autofree char *program = typesetter();

	if (!waiting)
		waiting = run_begin((const char *const[]){program, NULL}, NULL);
}

void report_typeset_not(void)
{
	if (waiting)
		run_end(g_steal_pointer(&waiting), NULL, NULL, NULL, NULL);
}

static gboolean typeset(const char *program, GBytes *packed, GBytes **pdf, char **said,
			GError **error)
{
	if (waiting)
		return run_end(g_steal_pointer(&waiting), packed, pdf, said, error);
	return run_program((const char *const[]){program, NULL}, packed, pdf, said, error);
}

static GBytes *render_pdf(const struct document *document, char **remark, GError **error)
{
	g_autofree char *program = typesetter(), *said = NULL;
	g_autoptr(GBytes) packed = document_pack(document);
	g_autoptr(GError) fault = NULL;
	GBytes *pdf = NULL;
	if (typeset(program, packed, &pdf, &said, &fault)) {
		if (remark)
			*remark = remark_of(said);
		return pdf;
	}
	if (fault->domain == OSG_ERROR)
		g_propagate_error(error, g_steal_pointer(&fault));
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("The program that makes PDF files, %s, cannot be run: %s. Text and "
			      "HTML work without it."),
			    program, fault->message);
	return NULL;
}

GBytes *document_render(const struct document *document, enum render how, char **remark,
			GError **error)
{
	if (remark)
		*remark = NULL;
	switch (how) {
	case RENDER_TEXT:
		return render_text(document);
	case RENDER_HTML:
		return render_html(document);
	case RENDER_ODT:
		return render_odt(document, error);
	case RENDER_PDF:
		return render_pdf(document, remark, error);
	}
	g_assert_not_reached();
}
