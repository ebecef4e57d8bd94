/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a rendered document goes: a file, whole or not at all; standard output; a print queue
 * through lp. */
#include "config.h"

#include <errno.h>
#include <gio/gio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "osg/file.h"
#include "osg/outside.h"
#include "osg/report.h"
#include "osg/run.h"

/* files */

/* A reader that has seen enough (osg print | head) is content, not an error. */
static gboolean write_descriptor(int descriptor, GBytes *bytes)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
	gsize left;
	const char *at = g_bytes_get_data(bytes, &left);
	sigaction(SIGPIPE, &ignore, &before);
	while (left) {
		gssize done = write(descriptor, at, left);
		if (done < 0 && errno != EINTR)
			break;
		at += MAX(done, 0);
		left -= (gsize)MAX(done, 0);
	}
	int fault = left ? errno : 0;
	sigaction(SIGPIPE, &before, NULL);
	errno = fault;
	return !left || fault == EPIPE;
}

/* The file that a link leads to: it is that which is replaced, not the link. */
static char *true_name(const char *file)
{
	char *resolved = realpath(file, NULL);
	char *name = g_strdup(resolved ? resolved : file);
	free(resolved);
	return name;
}

static gboolean is_device(const char *file)
{
	return g_file_test(file, G_FILE_TEST_EXISTS) &&
	       !g_file_test(file, G_FILE_TEST_IS_REGULAR) && !g_file_test(file, G_FILE_TEST_IS_DIR);
}

static gboolean append_to_device(const char *file, GBytes *bytes, GError **error)
{
	g_autoptr(GFile) device = g_file_new_for_path(file);
	g_autoptr(GFileOutputStream) stream =
		g_file_append_to(device, G_FILE_CREATE_NONE, NULL, error);
	gsize size;
	gconstpointer data = g_bytes_get_data(bytes, &size);
	return stream &&
	       g_output_stream_write_all(G_OUTPUT_STREAM(stream), data, size, NULL, NULL, error);
}

static gboolean replace_file(const char *file, GBytes *bytes, GError **error)
{
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);
	if (g_file_test(file, G_FILE_TEST_IS_DIR)) {
		g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_ISDIR, file_why(EISDIR));
		return FALSE;
	}
	return g_file_set_contents_full(
		file, data ? data : "", (gssize)size,
		G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, error);
}

gboolean report_write(GBytes *bytes, const char *file, GError **error)
{
	if (!outside_file(file, error))
		return FALSE;
	if (strcmp(file, "-") == 0) {
		if (write_descriptor(STDOUT_FILENO, bytes))
			return TRUE;
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("Standard output cannot be written: %s."), file_why(errno));
		return FALSE;
	}
	g_autofree char *name = true_name(file);
	g_autoptr(GError) fault = NULL;
	if (is_device(name) ? append_to_device(name, bytes, &fault)
			    : replace_file(name, bytes, &fault))
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
		    _("The file %s cannot be written: %s. Name another."), file,
		    file_error_why(fault));
	return FALSE;
}

/* the print queue */

static gboolean scheduler_runs(void)
{
	g_autoptr(GBytes) answer = NULL;
	if (!run_program((const char *const[]){"lpstat", "-r", NULL}, NULL, &answer, NULL, NULL))
		return FALSE;
	gsize size;
	const char *text = g_bytes_get_data(answer, &size);
	return text && g_strstr_len(text, (gssize)size, "not running") == NULL;
}

/* lp says the same of a queue that does not exist and of a scheduler that does not run; people need
 * to know which. */
static void explain(const GError *fault, const char *printer, GError **error)
{
	if (fault->domain == G_SPAWN_ERROR)
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_STORE,
				    _("Printing needs the program lp, which is not installed "
				      "(Debian: cups-client). "
				      "Save it as a PDF file instead."));
	else if (!scheduler_runs())
		g_set_error_literal(
			error, OSG_ERROR, OSG_ERROR_STORE,
			_("The print service (CUPS) does not answer, so nothing was printed. "
			  "Start it, or save it as a PDF file instead."));
	else if (printer && strstr(fault->message, "does not exist"))
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("There is no printer called “%s”; lpstat -e lists those there are."),
			    printer);
	else if (strstr(fault->message, "no default destination"))
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_STORE,
				    _("No printer is the standard one; name one, lpstat -e lists "
				      "those there are."));
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("The document was not printed. %s"), fault->message);
}

/* "request id is Kontoret-12 (1 file(s))" */
static char *request_id(GBytes *answer)
{
	static const char words[] = "request id is ";
	gsize size;
	const char *data = g_bytes_get_data(answer, &size);
	g_autofree char *text = g_strndup(data, size);
	const char *at = strstr(text, words);
	if (!at)
		return g_strdup("");
	at += strlen(words);
	return g_strndup(at, strcspn(at, " \n"));
}

static gboolean is_printer_name(const char *printer)
{
	return *printer && *printer != '-' && !strpbrk(printer, " \t\n/#'\"\\?");
}

gboolean report_send(GBytes *bytes, const char *printer, const char *title, char **receipt,
		     GError **error)
{
	if (!outside_program("lp", error))
		return FALSE;
	if (printer && !is_printer_name(printer)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s” is no name of a printer; lpstat -e lists those there are."),
			    printer);
		return FALSE;
	}
	const char *argv[] = {"lp", "-t", title, printer ? "-d" : NULL, printer, NULL};
	g_autoptr(GBytes) answer = NULL;
	g_autoptr(GError) fault = NULL;
	if (!run_program(argv, bytes, &answer, NULL, &fault)) {
		explain(fault, printer, error);
		return FALSE;
	}
	if (receipt)
		*receipt = request_id(answer);
	return TRUE;
}
