/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Through ssh: who it is was told by the key, what they wish is a line of text that nobody trusts.
 * Only verbs of the visitor's role are run (struct verb's afar); the rest is refused in a sentence
 * and is on the record of changes. */
#include "config.h"

#include "cli/door.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "osg/database.h"
#include "osg/harden.h"
#include "osg/outside.h"
#include "osg/text.h"

enum { CODE_MOST = 100 };

/* the login shell */

static gboolean turn_away(void)
{
	cli_tell("osg: This account opens nothing but osg, and only through ssh.\n");
	return FALSE;
}

/* A command as osg authorized-keys writes it: this very program, and a door. */
static gboolean is_door_command(char *const *words)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);

	return words[0] && g_strcmp0(words[0], self) == 0 &&
	       g_strv_contains((const char *const *)words, "--door");
}

gboolean door_unwrap(int argc, char **argv, char ***command)
{
	g_auto(GStrv) words = NULL;

	*command = NULL;
	if (argv[0] && argv[0][0] == '-')
		return turn_away();
	if (argc < 2 || strcmp(argv[1], "-c") != 0)
		return TRUE;
	words = argc == 3 ? door_words(argv[2], NULL) : NULL;
	if (!words || !is_door_command(words))
		return turn_away();
	*command = g_steal_pointer(&words);
	return TRUE;
}

/* the environment */

static const struct {
	const char *name, *characters;
	gsize most;
} kept[] = {
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	{"TERM", LETTERS "+-._", 40},
	{"LANG", LETTERS "-._@", 40},
	{"LC_ALL", LETTERS "-._@", 40},
	{"LC_CTYPE", LETTERS "-._@", 40},
	{"LC_MESSAGES", LETTERS "-._@", 40},
	{"SSH_CONNECTION", LETTERS " .:%", 120}, /* sshd's own, as the next */
	{"SSH_ORIGINAL_COMMAND", NULL, G_MAXSIZE},
	{"HOME", NULL, 4096}, /* the account's, from sshd */
};

static gboolean may_stay(gsize i, const char *value)
{
	return strlen(value) <= kept[i].most && value[0] != '.' &&
	       (!kept[i].characters || value[strspn(value, kept[i].characters)] == '\0');
}

static void forget_environment(void)
{
	char *values[G_N_ELEMENTS(kept)] = {0};

	for (gsize i = 0; i < G_N_ELEMENTS(kept); i++) {
		const char *value = g_getenv(kept[i].name);

		if (value && may_stay(i, value))
			values[i] = g_strdup(value);
	}
	clearenv();
	for (gsize i = 0; i < G_N_ELEMENTS(kept); i++) {
		if (values[i])
			g_setenv(kept[i].name, values[i], TRUE);
		g_free(values[i]);
	}
	g_setenv("PATH", "/usr/bin:/bin", TRUE);
	if (!g_getenv("TERM"))
		g_setenv("TERM", "xterm", TRUE);
}

void door_prepare(int argc, char **argv)
{
	int i = 1;

	while (i < argc && strcmp(argv[i], "--door") != 0)
		i++;
	if (i >= argc)
		return;
	forget_environment();
	outside_shut();
}

/* with a key */

/* Says why, and notes what was wished on the record of changes. */
static int refuse(struct cli *cli, int status, char *take_why)
{
	const char *command = g_getenv("SSH_ORIGINAL_COMMAND");
	g_autofree char *why = take_why, *clean = text_clean(why, -1, FALSE);

	if (cli->session)
		session_note_refusal(cli->session, command ? command : "");
	cli_tell("osg: %s\n", clean);
	return status;
}

static gboolean may_run(const struct verb *verb, enum role role)
{
	return verb->afar == AFAR_EVERY_SEAT ||
	       (verb->afar == AFAR_WHO_MAY && session_role_may(role, verb->action));
}

static char *verbs_of_role(enum role role)
{
	GString *names = g_string_new(NULL);

	for (const struct verb *v = verbs; v->name; v++)
		if (may_run(v, role))
			g_string_append_printf(names, "%s%s", names->len ? ", " : "", v->name);
	return g_string_free(names, FALSE);
}

static const struct verb *verb_named(const char *name)
{
	const struct verb *v = verbs;

	while (v->name && strcmp(v->name, name) != 0)
		v++;
	return v->name ? v : NULL;
}

/* How the answer looks is the visitor's choice; who they are and which database is not. */
static gboolean take_option(struct cli *cli, const char *word)
{
	const struct {
		const char *name;
		gboolean *flag;
	} options[] = {{"--json", &cli->json},
		       {"--csv", &cli->csv},
		       {"--mono", &cli->mono},
		       {"--ascii", &cli->ascii},
		       {"--plain", &cli->plain}};

	for (gsize i = 0; i < G_N_ELEMENTS(options); i++)
		if (strcmp(word, options[i].name) == 0)
			return *options[i].flag = TRUE;
	return FALSE;
}

static int run_words(struct cli *cli, char **words)
{
	enum role role = session_participant(cli->session)->role;
	g_autofree char *names = verbs_of_role(role);
	const struct verb *verb;

	for (; *words && **words == '-'; words++)
		if (!take_option(cli, *words))
			return refuse(cli, STATUS_USAGE,
				      g_strdup_printf(_("“%.40s” cannot be chosen through ssh: who "
							"you are is told by your key."),
						      *words));
	if (!*words) {
#ifndef __SANITIZE_ADDRESS__ /* which traces the process to look for leaks */
		/* each thread of the screens has a connection of its own to a server */
		if (!database_on_server(cli->file))
			harden_screens(cli->file);
#endif
		return cli_screens(cli, NULL);
	}
	verb = verb_named(*words);
	if (!verb || verb->afar == AFAR_NOBODY)
		return refuse(
			cli, STATUS_USAGE,
			g_strdup_printf(_("“%.40s” cannot be run through ssh. There are: %s."),
					*words, names));
	if (!may_run(verb, role))
		return refuse(
			cli, STATUS_REFUSED,
			g_strdup_printf(_("Your seat may not run “%s” through ssh. There are: "
					  "%s."),
					verb->name, names));
	return verb->run(cli, (int)g_strv_length(words), words);
}

static int enter_with_key(struct cli *cli)
{
	const char *command = g_getenv("SSH_ORIGINAL_COMMAND");
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) words = NULL;
	g_autofree char **rest = NULL;

	if (!cli->key) {
		cli_tell("osg: %s\n", _("The ssh server did not say whose key it was."));
		return STATUS_USAGE;
	}
	if (!cli_app_reading(cli, &error))
		return cli_fail(error);
	words = door_words(command ? command : "", &error);
	if (!words)
		return refuse(cli, STATUS_USAGE, g_strdup(error->message));
	rest = g_memdup2(words, sizeof *words * (g_strv_length(words) + 1)); /* verbs move them */
	return run_words(cli, rest);
}

/* with a code */

/* What was typed up to Enter; FALSE at the end of input. */
static gboolean read_line(char line[CODE_MOST])
{
	if (!fgets(line, CODE_MOST, stdin))
		return FALSE;
	line[strcspn(line, "\r\n")] = '\0';
	return TRUE;
}

static int enter_with_code(struct cli *cli)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *words = g_strdelimit(g_strdup(cli->offered ? cli->offered : ""), ",", ' ');
	struct public_key *key = public_key_parse(words, &error);
	char line[CODE_MOST];
	int status = STATUS_REFUSED;

	if (!key)
		return cli_fail(error);
	cli_print("%s\n%s ",
		  _("Your key is not known here. If you have been told a code, type it; it "
		    "registers this key for your seat."),
		  _("Code:"));
	fflush(stdout);
	if (!read_line(line))
		cli_print("\n");
	else if (!session_redeem_code(cli->file, line, key, cli_now(), &error))
		status = cli_fail(error);
	else {
		cli_print("%s\n%s\n", _("The key is registered. Connect again, and osg opens."),
			  key->fingerprint);
		status = STATUS_DONE;
	}
	record_free(key);
	return status;
}

int door_enter(struct cli *cli)
{
	cli->door = DOOR_SSH;
	if (strcmp(cli->came_by, "code") == 0)
		return enter_with_code(cli);
	if (strcmp(cli->came_by, "ssh") == 0)
		return enter_with_key(cli);
	return cli_wrong_usage(NULL, _("--door is ssh or code, not “%s”"), cli->came_by);
}
