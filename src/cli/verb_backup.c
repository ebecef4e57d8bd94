/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg backup and restore: copies of the whole database, and one of them in its place. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include <stdio.h>
#include <unistd.h>

#include "osg/backup.h"
#include "osg/text.h"
#include "osg/week.h"

/* "2024-10-22 08:31", local; "–" for none. Owned. */
static char *moment(gint64 at)
{
	g_autofree char *text = at == TIME_NONE ? NULL : time_format_rfc3339(at);

	return text ? g_strdup_printf("%.10s %.5s", text, text + 11) : g_strdup("–");
}

/* backup */

static int new_key(struct cli *cli, const char *file)
{
	g_autoptr(GError) error = NULL;

	if (!crypt_key_make(file, CRYPT_SEAL, &error))
		return cli_fail(error);
	if (!cli->json)
		cli_print(_("%s holds the secret key: take it away from this machine, and keep it "
			    "twice; nothing else opens what is sealed.\n"
			    "%s.pub seals: osg backup --seal %s.pub …\n"),
			  file, file, file);
	return STATUS_DONE;
}

static void tell_backup(struct cli *cli, const struct backup_options *options,
			const struct backup_result *result)
{
	g_autofree char *database = text_clean(cli->file, -1, FALSE),
			*copy = text_clean(result->file, -1, FALSE);
	json_t *removed;

	if (cli->json) {
		removed = json_array();
		for (guint i = 0; i < result->removed->len; i++)
			json_array_append_new(removed, json_string(result->removed->pdata[i]));
		cli_print_json(json_pack("{s:s, s:i, s:o}", "file", copy, "kept", result->kept,
					 "removed", removed));
		return;
	}
	cli_print(_("A copy of %s is in %s.\n"), database, copy);
	if (!options->folder || !options->rule.days)
		return;
	for (guint i = 0; i < result->removed->len; i++)
		cli_print(_("Removed: %s\n"), (const char *)result->removed->pdata[i]);
	cli_print(ngettext("%d copy is there. The newest of each of the last %d days, %d weeks and "
			   "%d months stays.\n",
			   "%d copies are there. The newest of each of the last %d days, %d weeks "
			   "and %d months stays.\n",
			   (gulong)result->kept),
		  result->kept, options->rule.days, options->rule.weeks, options->rule.months);
}

static int make_backup(struct cli *cli, struct backup_options *options, const char *seal)
{
	struct backup_result result = {0};
	g_autoptr(GError) error = NULL;
	struct crypt_key key;
	struct session *session;
	gboolean done;

	if (seal && !crypt_key_read(seal, CRYPT_SEAL, &key, &error))
		return cli_fail(error);
	options->seal = seal ? &key : NULL;
	session = cli_app_reading(cli, &error);
	done = session && app_backup(session, options, &result, &error);
	if (done && result.file)
		tell_backup(cli, options, &result);
	backup_result_clear(&result);
	return done ? STATUS_DONE : cli_fail(error);
}

int verb_backup(struct cli *cli, int argc, char **argv)
{
	g_autofree char *folder = NULL, *seal = NULL, *key = NULL;
	int days = 0, status;
	const GOptionEntry entries[] = {
		{"into", 0, 0, G_OPTION_ARG_FILENAME, &folder,
		 N_("a folder: the copy is named after the time"), N_("DIR")},
		{"keep", 0, 0, G_OPTION_ARG_INT, &days,
		 N_("thin the folder out: the newest of each of N days, 5 weeks and 12 months "
		    "stays"),
		 N_("N")},
		{"seal", 0, 0, G_OPTION_ARG_FILENAME, &seal,
		 N_("so that only the holder of the secret key can read it"), N_("KEY.pub")},
		{"new-key", 0, 0, G_OPTION_ARG_FILENAME, &key,
		 N_("make a pair of keys: FILE is the secret one, FILE.pub seals"), N_("FILE")},
		{NULL},
	};

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (key)
		return new_key(cli, key);
	if ((argc == 2) == (folder != NULL) || argc > 2)
		return cli_wrong_usage("backup", _("name the file to write, or --into DIR"));
	if (argc == 2 && g_str_equal(argv[1], BACKUP_SENT) && isatty(STDOUT_FILENO))
		return cli_wrong_usage("backup", _("a copy is no text: send it on, as in osg "
						   "backup - > copy.db"));
	if (days < 0 || (days && !folder))
		return cli_wrong_usage("backup",
				       _("--keep is a number of days, and goes with --into"));
	struct backup_options options = {.file = folder ? NULL : argv[1],
					 .folder = folder,
					 .rule = {days, BACKUP_WEEKS, BACKUP_MONTHS}};
	return make_backup(cli, &options, seal);
}

/* restore */

static const char *file_state(const struct backup_file *file)
{
	return file->why ? file->why : file->facts.fault ? file->facts.fault : _("whole");
}

static json_t *file_json(const struct backup_file *file)
{
	g_autofree char *at = time_format_rfc3339(file->at),
			*last = file->facts.last_change == TIME_NONE
					? NULL
					: time_format_rfc3339(file->facts.last_change);

	return json_pack("{s:s, s:s, s:I, s:b, s:b, s:I, s:s*, s:s*}", "file", file->name, "at", at,
			 "bytes", (json_int_t)file->size, "sealed", file->sealed, "whole",
			 file->looked && !file->facts.fault, "observations",
			 (json_int_t)file->facts.observations, "last_change", last, "fault",
			 file->why ? file->why : file->facts.fault);
}

static void file_print(const struct backup_file *file)
{
	g_autofree char *at = moment(file->at), *last = moment(file->facts.last_change),
			*size = g_format_size((guint64)file->size),
			*name = text_clean(file->name, -1, FALSE),
			*state = text_clean(file_state(file), -1, FALSE);

	cli_print("%s  %10s  %s\n", at, size, name);
	if (file->looked)
		cli_print(ngettext("    %s, %d observation, last change %s\n",
				   "    %s, %d observations, last change %s\n",
				   (gulong)file->facts.observations),
			  state, (int)file->facts.observations, last);
	else
		cli_print("    %s\n", state);
}

static int list_backups(struct cli *cli, const char *folder, const struct crypt_key *key)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) files = app_backups(folder, key, cli->file, &error);
	json_t *array = cli->json ? json_array() : NULL;

	if (!files)
		return cli_fail(error);
	for (guint i = 0; i < files->len; i++)
		if (array)
			json_array_append_new(array, file_json(files->pdata[i]));
		else
			file_print(files->pdata[i]);
	if (array)
		cli_print_json(array);
	else if (files->len == 0)
		cli_print(_("There are no copies in %s.\n"), folder);
	return STATUS_DONE;
}

enum { KIND_WIDTH = 24 };

static void tell_changes(const struct restore *restore)
{
	for (guint i = 0; i < restore->changes->len; i++) {
		const struct restore_change *change = restore->changes->pdata[i];
		const struct copy_difference *d = &change->difference;
		g_autoptr(GString) kind = g_string_new("  ");

		text_append_fitted(kind, _(change->kind->title), KIND_WIDTH, TEXT_LEFT);
		/* TRANSLATORS: of a kind of record */
		cli_print(_("%s%6d lost  %6d come back  %6d as they were before\n"), kind->str,
			  (int)d->gone, (int)d->new, (int)d->other);
	}
}

static void tell_restore(const struct restore *restore)
{
	g_autofree char *then = moment(restore->copy.last_change),
			*now = moment(restore->present.last_change),
			*from = text_clean(restore->from, -1, FALSE);

	cli_print(_("%s: %d observations, last change %s.\n"), from,
		  (int)restore->copy.observations, then);
	for (guint i = 0; i < restore->faults->len; i++)
		cli_print("  %s\n", (const char *)restore->faults->pdata[i]);
	if (!restore->keep)
		cli_print(_("There is no database in its place.\n"));
	else if (restore->present.fault)
		cli_print(_("The database that is there cannot be used: %s\n"),
			  restore->present.fault);
	else if (restore->changes->len == 0)
		cli_print(_("It holds the same records as the database.\n"));
	else
		cli_print(_("The database's last change is of %s. With the copy in its place:\n"),
			  now);
	tell_changes(restore);
}

static json_t *restore_json(const struct restore *restore, gboolean restored)
{
	json_t *changes = json_object(), *faults = json_array();

	for (guint i = 0; i < restore->changes->len; i++) {
		const struct restore_change *change = restore->changes->pdata[i];
		const struct copy_difference *d = &change->difference;

		json_object_set_new(changes, change->kind->name,
				    json_pack("{s:I, s:I, s:I}", "lost", (json_int_t)d->gone,
					      "gained", (json_int_t)d->new, "as_before",
					      (json_int_t)d->other));
	}
	for (guint i = 0; i < restore->faults->len; i++)
		json_array_append_new(faults, json_string(restore->faults->pdata[i]));
	return json_pack("{s:b, s:I, s:o, s:o, s:s*, s:s*}", "restored", restored, "observations",
			 (json_int_t)restore->copy.observations, "changes", changes, "faults",
			 faults, "kept", restored ? restore->keep : NULL, "present_fault",
			 restore->present.fault);
}

static int put_back(struct cli *cli, const char *file, const struct crypt_key *key, gboolean look)
{
	const struct session_options database = {.file = cli->file,
						 .as = cli->as,
						 .door = cli->door,
						 .now = cli_now,
						 .upgrading = cli_show_upgrade,
						 .english = cli->english};
	g_autoptr(GError) error = NULL;
	struct restore *restore = restore_open(&database, file, key, &error);
	gboolean done;

	if (!restore)
		return cli_fail(error);
	if (!cli->json)
		tell_restore(restore);
	done = look || restore_apply(restore, &error);
	if (done && cli->json)
		cli_print_json(restore_json(restore, !look));
	else if (done && look)
		cli_print(_("Nothing was changed; without --look it is put in place.\n"));
	else if (done)
		cli_print(restore->keep ? _("It is in place. What was there is kept as %s.\n")
					: _("It is in place.\n"),
			  restore->keep);
	restore_free(restore);
	return done ? STATUS_DONE : cli_fail(error);
}

int verb_restore(struct cli *cli, int argc, char **argv)
{
	g_autofree char *key_file = NULL, *folder = NULL;
	g_autoptr(GError) error = NULL;
	gboolean list = FALSE, look = FALSE;
	struct crypt_key key;
	int status;
	const GOptionEntry entries[] = {
		{"list", 0, 0, G_OPTION_ARG_NONE, &list,
		 N_("the copies in a folder: date, size, whether each is whole, what it holds"),
		 NULL},
		{"look", 0, 0, G_OPTION_ARG_NONE, &look,
		 N_("show what would be lost and gained, change nothing"), NULL},
		{"key", 0, 0, G_OPTION_ARG_FILENAME, &key_file,
		 N_("the secret key of sealed copies"), N_("FILE")},
		{NULL},
	};

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (key_file && !crypt_key_read(key_file, CRYPT_SEAL, &key, &error))
		return cli_fail(error);
	if (list && argc < 3) {
		folder = argc == 2 ? g_strdup(argv[1]) : g_path_get_dirname(cli->file);
		status = list_backups(cli, folder, key_file ? &key : NULL);
	} else if (argc == 2 && !list) {
		status = put_back(cli, argv[1], key_file ? &key : NULL, look);
	} else {
		status = cli_wrong_usage("restore", _("name one copy, or --list and its folder"));
	}
	if (key_file)
		crypt_key_clear(&key);
	return status;
}
