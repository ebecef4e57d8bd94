/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: language and global options, then a verb of the table, or the screens when there is
 * none. */
#include "config.h"

#include <langinfo.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/door.h"
#include "osg/harden.h"
#include "osg/settings.h"
#include "osg/text.h"

/* Swedish is the language of the house: English only where it is asked for. */
static gboolean wants_english(const char *option, const struct settings *settings)
{
	static const char *const variables[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
	const char *said = option ? option : g_getenv("OSG_LANG");

	if (!said || !*said)
		said = settings_get(settings, "general", "language");
	if (strcmp(said, "auto") != 0)
		return g_str_has_prefix(said, "en");
	for (gsize i = 0; i < G_N_ELEMENTS(variables); i++) {
		const char *value = g_getenv(variables[i]);

		if (value && (g_str_has_prefix(value, "sv") || g_str_has_prefix(value, "en")))
			return value[0] == 'e';
	}
	return FALSE;
}

/* Before it is installed there is no Swedish: all in English then, not half of it. */
static gboolean has_swedish(void)
{
	const char *catalogues = g_getenv("OSG_LOCALEDIR");
	g_autofree char *file = g_build_filename(catalogues ? catalogues : LOCALEDIR, "sv",
						 "LC_MESSAGES", PACKAGE ".mo", NULL);

	return g_file_test(file, G_FILE_TEST_EXISTS);
}

/* UTF-8 whatever the machine's locale, messages in the language chosen, and a decimal point in
 * numbers. */
static void start_language(gboolean english)
{
	const char *catalogues = g_getenv("OSG_LOCALEDIR");

	g_setenv("LANGUAGE", english ? "en" : "sv", TRUE);
	if (!setlocale(LC_ALL, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0 ||
	    strcmp(setlocale(LC_MESSAGES, NULL), "C") == 0 ||
	    strcmp(setlocale(LC_MESSAGES, NULL), "POSIX") == 0)
		setlocale(LC_ALL, "C.UTF-8");
	setlocale(LC_NUMERIC, "C");
	bindtextdomain(PACKAGE, catalogues ? catalogues : LOCALEDIR);
	bind_textdomain_codeset(PACKAGE, "UTF-8");
	textdomain(PACKAGE);
}

/* --lang must be known before the first message is made. */
static const char *option_early(int argc, char **argv, const char *name)
{
	gsize length = strlen(name);

	for (int i = 1; i < argc; i++) {
		if (g_str_has_prefix(argv[i], name) && argv[i][length] == '=')
			return argv[i] + length + 1;
		if (strcmp(argv[i], name) == 0 && i + 1 < argc)
			return argv[i + 1];
	}
	return NULL;
}

static char *default_file(void)
{
	const char *file = g_getenv("OSG_DB");

	return file && *file ? g_strdup(file)
			     : g_build_filename(g_get_user_data_dir(), "osg", "osg.db", NULL);
}

static const struct verb *verb_find(const char *name)
{
	for (const struct verb *v = verbs; v->name; v++)
		if (strcmp(v->name, name) == 0)
			return v;
	return NULL;
}

static const char *verb_nearest(const char *name)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (const struct verb *v = verbs; v->name; v++)
		g_ptr_array_add(names, (gpointer)v->name);
	g_ptr_array_add(names, NULL);
	return text_nearest(name, (const char *const *)names->pdata);
}

static char *verb_summary(void)
{
	GString *out = g_string_new(_("Commands:\n"));

	for (const struct verb *v = verbs; v->name; v++)
		g_string_append_printf(out, "  %-10s %s\n", v->name, _(v->title));
	g_string_append(
		out, _("\nWithout a command the screens open. “osg COMMAND --help” tells more."));
	return g_string_free(out, FALSE);
}

static GOptionContext *global_options(struct cli *cli, char **language, gboolean *version)
{
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &cli->file,
		 N_("the database (default: $OSG_DB, else ~/.local/share/osg/osg.db)"), N_("FILE")},
		{"as", 0, 0, G_OPTION_ARG_STRING, &cli->as,
		 N_("who you are: a participant's handle"), N_("PARTICIPANT")},
		{"lang", 0, 0, G_OPTION_ARG_STRING, language, N_("language: sv or en"),
		 N_("sv|en")},
		{"json", 0, 0, G_OPTION_ARG_NONE, &cli->json, N_("answer in JSON"), NULL},
		{"csv", 0, 0, G_OPTION_ARG_NONE, &cli->csv, N_("answer in CSV"), NULL},
		{"mono", 0, 0, G_OPTION_ARG_NONE, &cli->mono, N_("screens without colour"), NULL},
		{"plain", 0, 0, G_OPTION_ARG_NONE, &cli->plain,
		 N_("screens for screen readers: no frames, no clock"), NULL},
		{"ascii", 0, 0, G_OPTION_ARG_NONE, &cli->ascii,
		 N_("screens with ASCII lines and bars only"), NULL},
		/* written by osg authorized-keys, for the ssh server to run */
		{"door", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &cli->came_by, NULL, NULL},
		{"key", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &cli->key, NULL, NULL},
		{"offered", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &cli->offered, NULL,
		 NULL},
		{"version", 0, 0, G_OPTION_ARG_NONE, version, N_("print the version"), NULL},
		{NULL},
	};
	GOptionContext *context = g_option_context_new(N_("[COMMAND …]"));
	g_autofree char *commands = verb_summary();

	g_option_context_set_strict_posix(context, TRUE);
	g_option_context_set_translation_domain(context, PACKAGE);
	g_option_context_add_main_entries(context, entries, PACKAGE);
	g_option_context_set_summary(
		context, _("osg: the weekly meeting of an operative collaboration group (OSG)."));
	g_option_context_set_description(context, commands);
	return context;
}

/* "osg help", "osg help list": what --help says. */
static int help(struct cli *cli, char *name)
{
	const struct verb *verb = name ? verb_find(name) : NULL;
	char *arguments[] = {name, (char[]){"--help"}, NULL}, *language = NULL;
	gboolean version;
	g_autoptr(GOptionContext) context = NULL;
	g_autofree char *text = NULL;

	if (verb)
		return verb->run(cli, 2, arguments);
	context = global_options(cli, &language, &version);
	text = g_option_context_get_help(context, TRUE, NULL);
	cli_print("%s", text);
	return STATUS_DONE;
}

static int run(struct cli *cli, int argc, char **argv)
{
	const struct verb *verb;

	if (cli->came_by)
		return argc < 2 ? door_enter(cli)
				: cli_wrong_usage(NULL, _("--door takes no command"));
	if (g_getenv("SSH_CONNECTION"))
		cli->door = DOOR_SSH;
	else
		cli->door = argc < 2 ? DOOR_SCREEN : DOOR_COMMAND;
	if (argc < 2)
		return cli_screens(cli, NULL);
	if (strcmp(argv[1], "help") == 0)
		return help(cli, argc > 2 ? argv[2] : NULL);
	verb = verb_find(argv[1]);
	if (!verb) {
		const char *nearest = verb_nearest(argv[1]);

		return nearest ? cli_wrong_usage(NULL,
						 _("there is no command “%s”; is “%s” meant? osg "
						   "--help lists them"),
						 argv[1], nearest)
			       : cli_wrong_usage(
					 NULL, _("there is no command “%s”; osg --help lists them"),
					 argv[1]);
	}
	return verb->run(cli, argc - 1, argv + 1);
}

/* Large arrays are given back when they are freed; the C library would learn to keep them. */
static void limit_heap(void)
{
#ifdef M_MMAP_THRESHOLD
	mallopt(M_MMAP_THRESHOLD, 128 * 1024);
#endif
}

static int work(int argc, char **argv)
{
	struct settings *settings = settings_new(NULL);
	gboolean english = wants_english(option_early(argc, argv, "--lang"), settings);
	g_autofree char *file = default_file();
	g_autoptr(GOptionContext) context = NULL;
	g_autoptr(GError) error = NULL;
	char *language = NULL;
	gboolean version = FALSE;
	struct cli cli = {.english = english, .settings = settings};
	int status;

	limit_heap();
	harden_start();
	start_language(english || !has_swedish());
	settings_free(settings); /* again: what is complained about is said in that language */
	cli.settings = settings = settings_new(NULL);
	/* a reader that left, a file that may not grow: errors of a write, which are told; no ends
	 */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	context = global_options(&cli, &language, &version);
	if (!g_option_context_parse(context, &argc, &argv, &error))
		status = cli_wrong_usage(NULL, "%s", error->message);
	else if (language && strcmp(language, "sv") != 0 && strcmp(language, "en") != 0)
		status = cli_wrong_usage(NULL, _("--lang is sv or en, not “%s”"), language);
	else if (g_strcmp0(cli.file, "-") == 0)
		status = cli_wrong_usage(NULL, _("--db: “-” is no file here; one of that name is "
						 "./-"));
	else if (version)
		status = (cli_print("osg %s\n", VERSION), STATUS_DONE);
	else {
		if (!cli.file)
			cli.file = g_steal_pointer(&file);
		status = run(&cli, argc, argv);
	}
	g_free(language);
	g_free((char *)cli.file);
	g_free((char *)cli.as);
	g_free((char *)cli.key);
	g_free((char *)cli.came_by);
	g_free((char *)cli.offered);
	cli_say_remark(&cli);
	session_close(cli.session);
	settings_free(settings);
	return cli_flush(status);
}

int main(int argc, char **argv)
{
	g_auto(GStrv) command = NULL;
	g_autofree char **given = NULL; /* the parser of options takes words out of it */

	if (!door_unwrap(argc, argv, &command))
		return STATUS_REFUSED;
	if (command) {
		argc = (int)g_strv_length(command);
		argv = given = g_memdup2(command, sizeof *command * (gsize)(argc + 1));
	}
	door_prepare(argc, argv);
	return work(argc, argv);
}
