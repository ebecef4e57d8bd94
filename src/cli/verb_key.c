/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg key: who may come in through ssh; osg authorized-keys: what the ssh server asks. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "osg/week.h"

/* add, list, revoke, code */

enum { KEY_FILE_MOST = 16384 };

/* Standard input up to a key's most; longer than that is no key. */
static char *read_key(void)
{
	char *text = g_malloc(KEY_FILE_MOST);

	text[fread(text, 1, KEY_FILE_MOST - 1, stdin)] = '\0';
	return text;
}

static void print_key(struct cli *cli UNUSED, struct session *session, const struct public_key *key,
		      json_t *array)
{
	struct participant *who = session_get(session, &participant_kind, key->participant, NULL);
	g_autofree char *added = time_format_rfc3339(key->added);
	g_autofree char *revoked =
		key->revoked == TIME_NONE ? NULL : time_format_rfc3339(key->revoked);
	char id[ID_TEXT_SIZE];

	id_format(&key->record.id, id);
	if (array)
		json_array_append_new(array,
				      json_pack("{s:s, s:s*, s:s, s:s, s:s*, s:s, s:s*}", "id", id,
						"participant", who ? who->handle : NULL, "type",
						key->type, "fingerprint", key->fingerprint, "label",
						key->label, "added", added, "revoked", revoked));
	else
		cli_print("%-12s %s  %s%s%s\n", who ? who->handle : "-", key->fingerprint, added,
			  key->label ? "  " : "", key->label ? key->label : "");
	record_free(who);
}

static int list(struct cli *cli, gboolean all, GError **error)
{
	struct session *session = cli_app_reading(cli, error);
	g_autoptr(GPtrArray) keys = NULL;
	json_t *array = cli->json ? json_array() : NULL;

	if (session && session_may(session, ACTION_SETUP, NULL, error))
		keys = session_list(session, &public_key_kind, error);
	if (!keys)
		return STATUS_REFUSED;
	for (guint i = 0; i < keys->len; i++) {
		const struct public_key *key = keys->pdata[i];

		if (all || key->revoked == TIME_NONE)
			print_key(cli, session, key, array);
	}
	if (array)
		cli_print_json(array);
	return STATUS_DONE;
}

static gboolean run_add(struct cli *cli, const char *handle, const char *label, GError **error)
{
	struct session *session = cli_app(cli, error);
	g_autofree char *line = session ? read_key() : NULL;
	struct public_key *key = session ? app_key_add(session, handle, line, label, error) : NULL;

	if (!key)
		return FALSE;
	cli_print("%s\n", key->fingerprint);
	record_free(key);
	return TRUE;
}

static gboolean run_revoke(struct cli *cli, const char *name, GError **error)
{
	struct session *session = cli_app(cli, error);
	struct public_key *key = session ? app_key_revoke(session, name, error) : NULL;

	if (!key)
		return FALSE;
	cli_print(_("%s opens nothing any more; who came with it is sent out now.\n"),
		  key->fingerprint);
	record_free(key);
	return TRUE;
}

static gboolean run_code(struct cli *cli, const char *handle, GError **error)
{
	struct session *session = cli_app(cli, error);
	g_autofree char *words = session ? app_key_code(session, handle, cli_now(), error) : NULL;

	if (!words)
		return FALSE;
	cli_print("%s\n", words);
	cli_tell(_("osg: Tell it over the phone. For %d minutes and %d tries it registers the key "
		   "of who connects with ssh and types it.\n"),
		 KEY_CODE_MINUTES, KEY_CODE_TRIES);
	return TRUE;
}

int verb_key(struct cli *cli, int argc, char **argv)
{
	g_autofree char *label = NULL;
	gboolean all = FALSE, done;
	const GOptionEntry entries[] = {
		{"label", 0, 0, G_OPTION_ARG_STRING, &label,
		 N_("add: where the key is kept, no person's name"), N_("TEXT")},
		{"all", 'a', 0, G_OPTION_ARG_NONE, &all, N_("list: those revoked too"), NULL},
		{NULL},
	};
	static const struct {
		const char *name;
		gboolean (*run)(struct cli *cli, const char *word, GError **error);
	} acts[] = {{"revoke", run_revoke}, {"code", run_code}};
	g_autoptr(GError) error = NULL;
	int status;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (argc == 2 && strcmp(argv[1], "list") == 0)
		return list(cli, all, &error) == STATUS_DONE ? STATUS_DONE : cli_fail(error);
	if (argc != 3)
		return cli_wrong_usage(
			"key", _("is add PARTICIPANT < id.pub, list, revoke FINGERPRINT or code "
				 "PARTICIPANT"));
	if (strcmp(argv[1], "add") == 0) {
		done = run_add(cli, argv[2], label, &error);
		return done ? STATUS_DONE : cli_fail(error);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(acts); i++)
		if (strcmp(argv[1], acts[i].name) == 0)
			return acts[i].run(cli, argv[2], &error) ? STATUS_DONE : cli_fail(error);
	return cli_wrong_usage("key",
			       _("is add PARTICIPANT < id.pub, list, revoke FINGERPRINT or code "
				 "PARTICIPANT"));
}

/* the ssh server asks */

/* It goes through a file of ssh's and a command line: neither must have anything to quote. */
static gboolean is_plain_path(const char *path)
{
	return path && path[0] == '/' &&
	       path[strspn(path, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
				 "/._+-")] == '\0';
}

/* The line that lets the key in, and through which door. Written of the key as it was understood,
 * never of what was passed. */
static int let_in(const struct cli *cli, const struct public_key *key, const char *door)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);

	if (!is_plain_path(self) || !is_plain_path(cli->file))
		return cli_wrong_usage("authorized-keys",
				       _("the paths of the program and the database must be whole "
					 "and hold only letters, figures and /._+-"));
	cli_print("command=\"%s --db %s %s\",restrict,pty %s %s\n", self, cli->file, door,
		  key->type, key->body);
	return STATUS_DONE;
}

int verb_authorized_keys(struct cli *cli, int argc, char **argv)
{
	g_autofree char *door = NULL;
	g_autoptr(GError) error = NULL;
	struct public_key *key;
	char text[ID_TEXT_SIZE];
	struct id id;
	int status;

	if (!cli_options(cli, NULL, &argc, &argv, &status))
		return status;
	if (argc != 4)
		return cli_wrong_usage("authorized-keys", _("is asked with %%u %%t %%k"));
	key = public_key_of(argv[2], argv[3], &error);
	if (!key)
		return cli_fail(error);
	switch (session_ask_key(cli->file, key, cli_now(), &id, &error)) {
	case KEY_OPENS:
		id_format(&id, text);
		door = g_strdup_printf("--door ssh --key %s", text);
		break;
	case KEY_MAY_BE_REGISTERED:
		door = g_strdup_printf("--door code --offered %s,%s", key->type, key->body);
		break;
	case KEY_UNKNOWN:
		break;
	}
	status = error ? cli_fail(error) : door ? let_in(cli, key, door) : STATUS_DONE;
	record_free(key);
	return status;
}
