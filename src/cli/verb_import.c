/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg import: files in, figures out. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "osg/inbox.h"
#include "osg/outside.h"
#include "osg/text.h"
#include "osg/week.h"

static volatile sig_atomic_t interrupted;

static void interrupt(int signal_number UNUSED)
{
	interrupted = 1;
}

static gboolean show_progress(gint64 done, gint64 all, int rows, gpointer data UNUSED)
{
	if (isatty(STDERR_FILENO) && all > 0)
		fprintf(stderr, "\r%3d %%  %d", (int)(100 * done / all), rows);
	return !interrupted;
}

static const struct figure {
	const char *key, *title;
	gsize offset;
} figures[] = {
	{"read", N_("read"), G_STRUCT_OFFSET(struct import_result, read)},
	{"new", N_("new"), G_STRUCT_OFFSET(struct import_result, created)},
	{"changed", N_("changed"), G_STRUCT_OFFSET(struct import_result, changed)},
	{"unchanged", N_("unchanged"), G_STRUCT_OFFSET(struct import_result, unchanged)},
	{"set_aside", N_("set aside"), G_STRUCT_OFFSET(struct import_result, set_aside)},
	{"skipped", N_("of other municipalities, read past"),
	 G_STRUCT_OFFSET(struct import_result, skipped)},
	{"not_counted", N_("not counted"), G_STRUCT_OFFSET(struct import_result, not_counted)},
};

static json_t *columns_json(const GPtrArray *columns)
{
	json_t *all = json_array();

	for (guint i = 0; i < columns->len; i++) {
		const struct import_column *c = columns->pdata[i];

		json_array_append_new(all, json_pack("{s:s, s:s*, s:s*, s:s*}", "column", c->name,
						     "meaning", c->meaning, "sample", c->sample,
						     "read", c->read));
	}
	return all;
}

static json_t *result_json(const struct import_result *result)
{
	json_t *object = json_pack("{s:s, s:s*, s:s*}", "file", result->file, "format",
				   result->format, "mapping", result->mapping);
	json_t *rejected = json_array(), *notes = json_array();

	for (gsize i = 0; i < G_N_ELEMENTS(figures); i++)
		json_object_set_new(object, figures[i].key,
				    json_integer(G_STRUCT_MEMBER(int, result, figures[i].offset)));
	for (guint i = 0; i < result->rejected->len; i++) {
		const struct rejected_row *a = result->rejected->pdata[i];

		json_array_append_new(rejected, json_pack("{s:s*, s:i, s:s*, s:s*, s:s*}", "file",
							  a->file, a->line < 0 ? "record" : "line",
							  abs(a->line), "field", a->field, "value",
							  a->value, "reason", a->reason));
	}
	for (guint i = 0; i < result->notes->len; i++)
		json_array_append_new(notes, json_string(result->notes->pdata[i]));
	if (result->understood->len)
		json_object_set_new(object, "columns", columns_json(result->understood));
	if (result->newest != WEEK_NONE) {
		g_autofree char *week = week_format(result->newest);
		json_object_set_new(object, "newest", json_string(week));
	}
	json_object_set_new(object, "rejected", rejected);
	json_object_set_new(object, "notes", notes);
	return object;
}

/* As wide as it needs to be, but for what stands last. */
static void columns_print(const GPtrArray *columns)
{
	static const struct {
		const char *title;
		gsize offset;
	} shown[] = {{N_("Column"), G_STRUCT_OFFSET(struct import_column, name)},
		     {N_("Understood as"), G_STRUCT_OFFSET(struct import_column, meaning)},
		     {N_("Example"), G_STRUCT_OFFSET(struct import_column, sample)},
		     {N_("Read as"), G_STRUCT_OFFSET(struct import_column, read)}};
	enum { SHOWN = G_N_ELEMENTS(shown), WIDEST = 32 };
	int widths[SHOWN];

	for (int s = 0; s < SHOWN; s++) {
		widths[s] = text_width(_(shown[s].title));
		for (guint i = 0; i < columns->len; i++) {
			const char *text =
				G_STRUCT_MEMBER(char *, columns->pdata[i], shown[s].offset);
			widths[s] = MAX(widths[s], MIN(text ? text_width(text) : 0, WIDEST));
		}
	}
	for (int row = -1; row < (int)columns->len; row++) {
		g_autoptr(GString) line = g_string_new(" ");

		for (int s = 0; s < SHOWN; s++) {
			const char *text = row < 0 ? _(shown[s].title)
						   : G_STRUCT_MEMBER(char *, columns->pdata[row],
								     shown[s].offset);

			g_string_append_c(line, ' ');
			text_append_fitted(line,
					   text     ? text
					   : s == 1 ? _("not used")
						    : "",
					   widths[s] + 1, TEXT_LEFT);
		}
		while (line->str[line->len - 1] == ' ')
			g_string_truncate(line, line->len - 1);
		cli_print("%s\n", line->str);
	}
}

static void result_print(const struct import_result *result, gboolean dry_run)
{
	enum { SHOWN = 10 };

	cli_print("%s (%s%s%s)%s\n", result->file, result->format ? result->format : "-",
		  result->mapping ? ", " : "", result->mapping ? result->mapping : "",
		  dry_run ? _(": a trial, nothing is stored") : "");
	for (gsize i = 0; i < G_N_ELEMENTS(figures); i++)
		cli_print("  %7d  %s\n", G_STRUCT_MEMBER(int, result, figures[i].offset),
			  _(figures[i].title));
	for (guint i = 0; i < result->notes->len; i++)
		cli_print("  %s\n", (const char *)result->notes->pdata[i]);
	if (result->newest != WEEK_NONE) {
		g_autofree char *week = week_format(result->newest);
		cli_print(_("  The newest lies in %s; “osg list %s” shows that week.\n"), week,
			  week);
	}
	if (result->import)
		cli_print("  %s\n", _("“osg import --undo” takes it back."));
	if (result->understood->len)
		columns_print(result->understood);
	for (guint i = 0; i < result->rejected->len && i < SHOWN; i++) {
		const struct rejected_row *a = result->rejected->pdata[i];

		g_autofree char *words = rejected_row_words(a);

		cli_tell("%s, %s\n", a->file, words);
	}
	if (result->rejected->len > SHOWN)
		cli_tell(ngettext("and %d more row set aside; “osg list rejected” shows them\n",
				  "and %d more rows set aside; “osg list rejected” shows them\n",
				  result->set_aside - SHOWN),
			 result->set_aside - SHOWN);
}

/* Of a folder's files together. */
struct folder_sum {
	int files, figures[G_N_ELEMENTS(figures)];
	GPtrArray *unread; /* names, as they are shown */
};

static void folder_add(struct folder_sum *sum, const struct import_result *result, const char *file)
{
	if (!result) {
		g_ptr_array_add(sum->unread, text_clean(file, -1, FALSE));
		return;
	}
	sum->files++;
	for (gsize i = 0; i < G_N_ELEMENTS(figures); i++)
		sum->figures[i] += G_STRUCT_MEMBER(int, result, figures[i].offset);
}

static void folder_print(const struct folder_sum *sum)
{
	cli_print(ngettext("Together: %d file\n", "Together: %d files\n", (gulong)sum->files),
		  sum->files);
	for (gsize i = 0; i < G_N_ELEMENTS(figures); i++)
		cli_print("  %7d  %s\n", sum->figures[i], _(figures[i].title));
	for (guint i = 0; i < sum->unread->len; i++)
		cli_print(_("  not read: %s\n"), (const char *)sum->unread->pdata[i]);
}

/* sum may be NULL: the file stands alone. */
static int import_one(struct cli *cli, struct session *session,
		      const struct import_options *options, struct folder_sum *sum)
{
	g_autoptr(GError) error = NULL;
	struct import_result *result = app_import(session, options, &error);

	if (isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
	if (sum)
		folder_add(sum, result, options->file);
	if (!result)
		return cli_fail(error);
	if (cli->json)
		cli_print_json(result_json(result));
	else
		result_print(result, options->dry_run);
	import_result_free(result);
	return STATUS_DONE;
}

static int by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The files of a folder and of the folders in it, by name; hidden ones and links are left. */
static void find_files(const char *folder, int depth, GPtrArray *files)
{
	enum { DEEPEST = 8 };
	g_autoptr(GDir) dir = depth < DEEPEST ? g_dir_open(folder, 0, NULL) : NULL;
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
	const char *name;

	while (dir && (name = g_dir_read_name(dir)))
		if (name[0] != '.')
			g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
	g_ptr_array_sort(paths, by_name);
	for (guint i = 0; i < paths->len; i++) {
		const char *path = paths->pdata[i];

		if (g_file_test(path, G_FILE_TEST_IS_SYMLINK))
			continue;
		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			find_files(path, depth + 1, files);
		else if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
			g_ptr_array_add(files, g_strdup(path));
	}
}

/* Every file by its own format; what cannot be read does not keep the others from it. */
static int import_folder(struct cli *cli, struct session *session, struct import_options options,
			 const char *reason)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free),
			     unread = g_ptr_array_new_with_free_func(g_free);
	struct folder_sum sum = {.unread = unread};
	g_autoptr(GError) error = NULL;
	int worst = STATUS_DONE;

	if (!outside_file(options.file, &error))
		return cli_fail(error);
	find_files(options.file, 0, files);
	for (guint i = 0; i < files->len && !interrupted; i++) {
		int status;

		if (!cli_state_reason(session, reason, &error))
			return cli_fail(error);
		options.file = files->pdata[i];
		status = import_one(cli, session, &options, &sum);
		worst = MAX(worst, status);
	}
	if (!cli->json)
		folder_print(&sum);
	return worst;
}

/* After the command has ended the texts of a large import are put into the search, and its week's
 * picture is compiled. */
static void finish_behind(struct cli *cli)
{
	gboolean more = TRUE;

	if (!cli_goes_on_behind(cli))
		return;
	struct session *session = cli_app(cli, NULL);
	while (session && more && session_fill_search(session, &more))
		;
	if (session && !more)
		app_look_ahead(session);
	session_close(session);
	_exit(0);
}

/* The newest that stands; file NULL = of any file. 0 with an error: there is none. */
static gint64 newest_import(struct session *session, const char *file, GError **error)
{
	g_autoptr(GPtrArray) all = session_all(session, &import_kind, error);
	g_autofree char *name = file ? g_path_get_basename(file) : NULL;
	gint64 newest = 0;

	for (guint i = 0; all && i < all->len; i++) {
		const struct import_record *import = all->pdata[i];

		if (!import->record.withdrawn && (!name || g_strcmp0(import->file, name) == 0))
			newest = import->record.key;
	}
	if (all && !newest)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("There is no import%s%s to take back."), name ? " " : "",
			    name ? name : "");
	return newest;
}

static gboolean show_moved(gint64 done, gint64 all, gpointer data)
{
	return show_progress(done, all, (int)done, data);
}

static int take_back(struct cli *cli, const char *file)
{
	g_autoptr(GError) error = NULL;
	struct session *session = cli_app(cli, &error);
	gint64 key = session ? newest_import(session, file, &error) : 0;
	struct import_record *import = key ? session_get(session, &import_kind, key, &error) : NULL;
	int status;

	if (!import)
		return cli_fail(error);
	signal(SIGINT, interrupt);
	if (session_move_import(session, key, TRUE, show_moved, NULL, &error)) {
		if (isatty(STDERR_FILENO))
			fputs("\r\033[K", stderr);
		if (cli->json)
			cli_print_json(json_pack("{s:s, s:i}", "file", import->file, "created",
						 import->created));
		else
			cli_print(ngettext("Taken back: %s, %d observation.\n",
					   "Taken back: %s, %d observations.\n",
					   (gulong)import->created),
				  import->file, import->created);
		status = STATUS_DONE;
	} else {
		status = cli_fail(error);
	}
	record_free(import);
	return status;
}

/* osg import --inbox */

static int read_inbox(struct cli *cli, const char *folder)
{
	static const char *const states[] = {"done", "aside", "left"};
	g_autoptr(GError) error = NULL;
	struct session *session = cli_app(cli, &error);
	g_autoptr(GPtrArray) files = session ? app_inbox(session, folder, &error) : NULL;
	json_t *array = cli->json ? json_array() : NULL;
	int status = STATUS_DONE;

	if (!files)
		return cli_fail(error);
	for (guint i = 0; i < files->len; i++) {
		const struct inbox_file *file = files->pdata[i];
		g_autofree char *first = g_strndup(file->words, strcspn(file->words, "\n"));

		if (file->state == INBOX_ASIDE)
			status = STATUS_REFUSED;
		if (array)
			json_array_append_new(array,
					      json_pack("{s:s, s:s, s:s, s:s*}", "file", file->name,
							"state", states[file->state], "words",
							file->words, "path", file->path));
		else
			cli_print("%s: %s\n", file->name, first);
	}
	if (array)
		cli_print_json(array);
	else if (files->len == 0)
		cli_print(_("There is nothing in %s.\n"), folder);
	return status;
}

/* osg import */

/* The worst of what became of them. */
static int import_files(struct cli *cli, struct import_options options, const char *reason,
			char *const *files)
{
	g_autoptr(GError) error = NULL;
	struct session *session = cli_app(cli, &error);
	int worst = STATUS_DONE;

	if (!session)
		return cli_fail(error);
	signal(SIGINT, interrupt);
	for (; *files && !interrupted; files++) {
		int status;

		if (!cli_state_reason(session, reason, &error))
			return cli_fail(error);
		options.file = *files;
		status = g_file_test(*files, G_FILE_TEST_IS_DIR)
				 ? import_folder(cli, session, options, reason)
				 : import_one(cli, session, &options, NULL);
		worst = MAX(worst, status);
	}
	if (!session_search_is_whole(session))
		finish_behind(cli);
	return worst;
}

int verb_import(struct cli *cli, int argc, char **argv)
{
	g_autofree char *format = NULL, *mapping = NULL, *sheet = NULL, *organisation = NULL,
			*reason = NULL, *inbox = NULL;
	gboolean dry_run = FALSE, everywhere = FALSE, explain = FALSE, undo = FALSE;
	const GOptionEntry entries[] = {
		{"format", 0, 0, G_OPTION_ARG_STRING, &format,
		 N_("polisen, csv, xlsx, open311, cap, krisinformation, smhi or ics (default: "
		    "guessed)"),
		 N_("FORMAT")},
		{"mapping", 0, 0, G_OPTION_ARG_STRING, &mapping,
		 N_("which column is what: a mapping's name or file (default: guessed)"),
		 N_("MAPPING")},
		{"sheet", 0, 0, G_OPTION_ARG_STRING, &sheet,
		 N_("which sheet of a workbook (default: all of one shape)"), N_("NAME")},
		{"org", 0, 0, G_OPTION_ARG_STRING, &organisation, N_("whose observations they are"),
		 N_("ORGANISATION")},
		{"reason", 0, 0, G_OPTION_ARG_STRING, &reason,
		 N_("why the texts must hold names, numbers or the like; without it such rows are "
		    "set aside"),
		 N_("TEXT")},
		{"all", 'a', 0, G_OPTION_ARG_NONE, &everywhere,
		 N_("keep events of other municipalities too; they are not counted"), NULL},
		{"dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run,
		 N_("show what would happen, store nothing"), NULL},
		{"explain", 'e', 0, G_OPTION_ARG_NONE, &explain,
		 N_("show how each column is understood, store nothing"), NULL},
		{"inbox", 0, 0, G_OPTION_ARG_FILENAME, &inbox,
		 N_("all files that organisations put into a folder, once: DIR/CODE/FILE"),
		 N_("DIR")},
		{"undo", 0, 0, G_OPTION_ARG_NONE, &undo,
		 N_("take the newest import back, or the newest of FILE"), NULL},
		{NULL},
	};
	int status;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (undo)
		return take_back(cli, argc > 1 ? argv[1] : NULL);
	if (inbox)
		return argc == 1 ? read_inbox(cli, inbox)
				 : cli_wrong_usage("import", _("--inbox takes no files"));
	if (argc < 2)
		return cli_wrong_usage("import",
				       _("name the file to read, or - for standard input"));
	return import_files(cli,
			    (struct import_options){.format = format,
						    .mapping = mapping,
						    .sheet = sheet,
						    .organisation = organisation,
						    .dry_run = dry_run || explain,
						    .explain = explain,
						    .everywhere = everywhere,
						    .progress = show_progress},
			    reason, argv + 1);
}
