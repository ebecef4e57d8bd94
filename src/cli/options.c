/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A verb's own options. GLib takes them apart; what is wrong with them is said here, in the
 * reader's language and with what was probably meant, and what GLib lets pass in silence (an option
 * twice, a number below zero) is refused. */
#include "config.h"

#include <string.h>

#include "cli/cli.h"
#include "osg/text.h"

struct arguments {
	const struct verb *verb;
	const GOptionEntry *own, *common; /* end with a long_name that is NULL */
	char **argv;                      /* borrowed strings, as they were typed */
};

/* the options as a table */

/* By "--name", "--name=value" or "-n"; NULL: there is none. */
static const GOptionEntry *entry_of(const struct arguments *a, const char *text)
{
	const GOptionEntry *const both[] = {a->own, a->common};
	gsize length = strcspn(text, "=");

	for (gsize i = 0; i < G_N_ELEMENTS(both); i++)
		for (const GOptionEntry *e = both[i]; e && e->long_name; e++)
			if ((strlen(e->long_name) + 2 == length &&
			     strncmp(text + 2, e->long_name, length - 2) == 0) ||
			    (text[1] == e->short_name && length == 2))
				return e;
	return NULL;
}

static gboolean takes_value(const GOptionEntry *e)
{
	return e->arg != G_OPTION_ARG_NONE;
}

/* Several flags in one word: "-nq". */
static gboolean are_flags(const struct arguments *a, const char *text)
{
	if (text[1] == '-')
		return FALSE;
	for (text++; *text; text++) {
		const char one[] = {'-', *text, '\0'};
		const GOptionEntry *e = entry_of(a, one);

		if (!e || takes_value(e))
			return FALSE;
	}
	return TRUE;
}

static gboolean is_help(const char *text)
{
	static const char *const help[] = {"-h", "-?", "--help", "--help-all", NULL};

	return g_strv_contains(help, text);
}

/* what is wrong */

static char *unknown(const struct arguments *a, const char *text)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	const GOptionEntry *const both[] = {a->own, a->common};
	g_autofree char *word = g_strndup(text, strcspn(text, "="));
	const char *nearest = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(both); i++)
		for (const GOptionEntry *e = both[i]; e && e->long_name; e++)
			g_ptr_array_add(names, (gpointer)e->long_name);
	g_ptr_array_add(names, NULL);
	if (word[1] == '-')
		nearest = text_nearest(word + 2, (const char *const *)names->pdata);
	if (nearest)
		return g_strdup_printf(_("there is no option %s; is --%s meant?"), word, nearest);
	if (word[1] != '-' && strcmp(a->verb->name, "list") == 0)
		return g_strdup_printf(_("there is no option %s; a word that is left out stands "
					 "behind --, like “osg list -- %s”"),
				       word, word);
	return g_strdup_printf(_("there is no option %s; “osg %s --help” lists them"), word,
			       a->verb->name);
}

static char *wrong_value(const GOptionEntry *e, const char *value)
{
	gint64 number;

	if (!value)
		return g_strdup_printf(_("--%s needs a value: %s"), e->long_name,
				       e->arg_description ? _(e->arg_description) : "…");
	if (e->arg != G_OPTION_ARG_FILENAME && !g_utf8_validate(value, -1, NULL))
		return g_strdup_printf(_("--%s is “%s”, which is no text in UTF-8"), e->long_name,
				       value);
	if (e->arg == G_OPTION_ARG_INT &&
	    !g_ascii_string_to_signed(value, 10, 0, G_MAXINT, &number, NULL))
		return g_strdup_printf(
			_("--%s is “%s”; expected a whole number of 0 or more, like 10"),
			e->long_name, value);
	return NULL;
}

/* Where "-" would be taken for the name of a file, which nobody means by it. */
static gboolean dash_is_no_file(const struct arguments *a, const GOptionEntry *e)
{
	static const char *const writes[] = {"output", "xlsx", NULL};
	static const char *const files_alone[] = {"restore", "move", "mapping", "bundle", NULL};

	if (!e)
		return g_strv_contains(files_alone, a->verb->name) &&
		       g_strcmp0(a->argv[1], "trust") != 0;
	return e->arg == G_OPTION_ARG_FILENAME &&
	       !((strcmp(a->verb->name, "print") == 0 || strcmp(a->verb->name, "list") == 0) &&
		 g_strv_contains(writes, e->long_name));
}

static char *no_file(const GOptionEntry *e)
{
	if (!e)
		return g_strdup(_("“-” is no file here; one of that name is ./-"));
	return g_strdup_printf(_("--%s: “-” is no file here; one of that name is ./-"),
			       e->long_name);
}

/* The first fault of the arguments, owned; NULL: there is none that is known of. */
static char *fault_of(const struct arguments *a)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

	for (char **at = a->argv + 1; *at && strcmp(*at, "--") != 0; at++) {
		const GOptionEntry *e = **at == '-' && (*at)[1] ? entry_of(a, *at) : NULL;
		const char *equals = strchr(*at, '=');
		const char *value = e && (*at)[1] == '-' && equals ? equals + 1 : NULL;
		char *fault = NULL;

		if (strcmp(*at, "-") == 0 && dash_is_no_file(a, NULL))
			return no_file(NULL);
		if (**at != '-' || !(*at)[1])
			continue;
		if (is_help(*at))
			return NULL;
		if (!e && !are_flags(a, *at))
			return unknown(a, *at);
		if (!e || !takes_value(e))
			continue;
		if (!value && at[1])
			value = *++at;
		if (e->arg != G_OPTION_ARG_STRING_ARRAY &&
		    !g_hash_table_add(seen, (gpointer)e->long_name))
			return g_strdup_printf(_("--%s stands twice; say it once"), e->long_name);
		fault = g_strcmp0(value, "-") == 0 && dash_is_no_file(a, e) ? no_file(e)
									    : wrong_value(e, value);
		if (fault)
			return fault;
	}
	return NULL;
}

/* GLib leaves the "--" before words that begin with "-". */
static void drop_dashes(int *argc, char **argv)
{
	int at = 1;

	while (at < *argc && strcmp(argv[at], "--") != 0)
		at++;
	if (at == *argc)
		return;
	memmove(argv + at, argv + at + 1, (gsize)(*argc - at) * sizeof *argv);
	--*argc;
}

static const struct verb *verb_of(const char *name)
{
	const struct verb *v = verbs;

	while (v->name && strcmp(v->name, name) != 0)
		v++;
	return v;
}

/* Who prints tables has them as workbooks, too; an export is CSV unless it is said otherwise. */
static gboolean answers_in_csv(const struct verb *verb, const GOptionEntry *entries)
{
	for (const GOptionEntry *e = entries; e && e->long_name; e++)
		if (strcmp(e->long_name, "xlsx") == 0)
			return TRUE;
	return strcmp(verb->name, "export") == 0;
}

/* What is left of the line is the verb's to take. */
static gboolean is_to_be_run(const struct cli *cli, const struct verb *verb, gboolean tables,
			     int argc, char **argv, int *status)
{
	if (cli->csv && !tables)
		*status = cli_wrong_usage(verb->name, "%s",
					  _("does not answer in CSV; --json tells all of it"));
	else if (!verb->arguments && argc > 1)
		*status =
			cli_wrong_usage(verb->name, _("takes options only; “%s” is none"), argv[1]);
	else
		return TRUE;
	return FALSE;
}

gboolean cli_options(struct cli *cli, const GOptionEntry *entries, int *argc, char ***argv,
		     int *status)
{
	const struct verb *verb = verb_of((*argv)[0]);
	gboolean tables = answers_in_csv(verb, entries);
	const GOptionEntry common[] = {
		{"json", 0, 0, G_OPTION_ARG_NONE, &cli->json, N_("answer in JSON"), NULL},
		{"csv", 0, tables ? 0 : G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &cli->csv,
		 N_("answer in CSV"), NULL},
		{NULL},
	};
	const struct arguments typed = {verb, entries, common, *argv};
	g_autofree char *fault = fault_of(&typed);
	g_autoptr(GOptionContext) context =
		g_option_context_new(verb->arguments ? _(verb->arguments) : NULL);
	g_autofree char *program = g_strconcat("osg ", verb->name, NULL);
	g_autoptr(GError) error = NULL;

	g_option_context_set_translation_domain(context, PACKAGE);
	g_option_context_set_description(context, verb->about ? _(verb->about) : NULL);
	g_option_context_set_summary(context, verb->title ? _(verb->title) : NULL);
	if (entries)
		g_option_context_add_main_entries(context, entries, PACKAGE);
	g_option_context_add_main_entries(context, common, PACKAGE);
	g_set_prgname(program);
	if (!fault && g_option_context_parse(context, argc, argv, &error)) {
		drop_dashes(argc, *argv);
		return is_to_be_run(cli, verb, tables, *argc, *argv, status);
	}
	*status = cli_wrong_usage(verb->name, "%s", fault ? fault : error->message);
	return FALSE;
}
