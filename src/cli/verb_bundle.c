/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg bundle: records to and from another installation, signed. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include <stdio.h>
#include <string.h>

#include "osg/bundle.h"
#include "osg/file.h"
#include "osg/week.h"

struct bundle_asked {
	char *key, *since, *output;
};

/* Owned. */
static char *key_path(const struct bundle_asked *asked)
{
	return asked->key ? g_strdup(asked->key)
			  : g_build_filename(g_get_user_config_dir(), "osg", "bundle.key", NULL);
}

/* Makes it where there is none; one that is there is told again, to whoever shall trust it. */
static int make_key(struct cli *cli, const struct bundle_asked *asked, int argc, char **argv)
{
	g_autofree char *file = argc > 2 ? g_strdup(argv[2]) : key_path(asked),
			*folder = g_path_get_dirname(file), *public = NULL;
	g_autoptr(GError) error = NULL;
	struct crypt_key key;

	g_mkdir_with_parents(folder, 0700);
	if ((!g_file_test(file, G_FILE_TEST_EXISTS) && !crypt_key_make(file, CRYPT_SIGN, &error)) ||
	    !crypt_key_read(file, CRYPT_SIGN, &key, &error))
		return cli_fail(error);
	public = crypt_key_text(&key);
	crypt_key_clear(&key);
	if (cli->json)
		cli_print_json(json_pack("{s:s, s:s}", "file", file, "public", public));
	else
		cli_print(_("%s signs. Who is to trust it: osg bundle trust NAME %s\n"), file,
			  public);
	return STATUS_DONE;
}

static int list_trusted(struct cli *cli, struct session *session)
{
	json_t *keys = bundle_trusted(session);
	const char *key;
	json_t *name;

	if (cli->json) {
		cli_print_json(keys);
		return STATUS_DONE;
	}
	json_object_foreach(keys, key, name) cli_print("%s  %s\n", key, json_string_value(name));
	json_decref(keys);
	return STATUS_DONE;
}

static int trust(struct cli *cli, const struct bundle_asked *asked UNUSED, int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	struct session *session;
	gboolean leaves = argc == 4 && strcmp(argv[2], "-") == 0;

	if (argc != 2 && argc != 4)
		return cli_wrong_usage("bundle", _("trust takes a name and a key, or - and a key "
						   "to trust it no longer"));
	session = argc == 2 ? cli_app_reading(cli, &error) : cli_app(cli, &error);
	if (session && argc == 2)
		return list_trusted(cli, session);
	if (!session || !bundle_trust(session, leaves ? NULL : argv[2], argv[3], &error))
		return cli_fail(error);
	return STATUS_DONE;
}

/* The kinds named, NULL-terminated; NULL = one of them does not travel. Owned. */
static const struct record_kind **kinds_named(int argc, char **argv, GError **error)
{
	g_autoptr(GString) known = g_string_new(NULL);
	const struct record_kind **kinds = g_new0(const struct record_kind *, argc - 1);

	for (gsize k = 0; bundle_kinds[k]; k++)
		g_string_append_printf(known, "%s%s", k ? ", " : "", bundle_kinds[k]->plural);
	for (int i = 2; i < argc; i++) {
		const struct record_kind *kind = record_kind_named(argv[i]);

		for (gsize k = 0; bundle_kinds[k]; k++)
			if (bundle_kinds[k] == kind)
				kinds[i - 2] = kind;
		if (!kinds[i - 2]) {
			g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("There is no kind “%s”. There are: %s."), argv[i],
				    known->str);
			g_free(kinds);
			return NULL;
		}
	}
	return kinds;
}

static GBytes *make_bytes(struct cli *cli, const struct bundle_asked *asked, int argc, char **argv,
			  GError **error)
{
	g_autofree const struct record_kind **kinds = kinds_named(argc, argv, error);
	g_autofree char *file = key_path(asked);
	struct session *session = kinds ? cli_app(cli, error) : NULL;
	GBytes *bytes = NULL;
	struct crypt_key key;
	int since = WEEK_NONE;

	if (session && asked->since) {
		since = cli_week(session, asked->since, error);
		if (since == WEEK_NONE)
			return NULL;
	}
	if (session && crypt_key_read(file, CRYPT_SIGN, &key, error)) {
		if (key.has_secret)
			bytes = bundle_make(session, argc > 2 ? kinds : NULL, since, &key, error);
		else
			g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("%s holds the public half of a key; the other one signs."),
				    file);
		crypt_key_clear(&key);
	}
	return bytes;
}

static int make(struct cli *cli, const struct bundle_asked *asked, int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GError) local = NULL;
	g_autoptr(GBytes) bytes = NULL;
	const char *text;
	gsize length;

	if (!asked->output)
		return cli_wrong_usage("bundle", _("name the file to write: -o FILE"));
	bytes = make_bytes(cli, asked, argc, argv, &error);
	if (!bytes)
		return cli_fail(error);
	text = g_bytes_get_data(bytes, &length);
	if (!g_file_set_contents(asked->output, text, (gssize)length, &local)) {
		g_set_error(&error, OSG_ERROR, OSG_ERROR_STORE, _("“%s” cannot be written: %s."),
			    asked->output, file_error_why(local));
		return cli_fail(error);
	}
	return STATUS_DONE;
}

static void tell(struct cli *cli, const struct bundle_result *result)
{
	json_t *notes;

	if (cli->json) {
		notes = json_array();
		for (guint i = 0; i < result->notes->len; i++)
			json_array_append_new(notes, json_string(result->notes->pdata[i]));
		cli_print_json(json_pack("{s:s, s:b, s:i, s:i, s:i, s:i, s:i, s:o}", "from",
					 result->from, "replayed", result->replayed, "read",
					 result->read, "new", result->created, "changed",
					 result->changed, "unchanged", result->unchanged,
					 "set_aside", result->set_aside, "notes", notes));
		return;
	}
	if (result->replayed) {
		cli_print(_("The bundle was taken before; nothing was done.\n"));
		return;
	}
	cli_print(_("From %s: %d new, %d changed, %d unchanged, %d left.\n"), result->from,
		  result->created, result->changed, result->unchanged, result->set_aside);
	for (guint i = 0; i < result->notes->len; i++)
		cli_print("  %s\n", (const char *)result->notes->pdata[i]);
}

static int take(struct cli *cli, const struct bundle_asked *asked UNUSED, int argc, char **argv)
{
	struct bundle_result result = {0};
	g_autoptr(GError) error = NULL;
	struct session *session;
	gboolean done;

	if (argc != 3)
		return cli_wrong_usage("bundle", _("name the bundle to take"));
	session = cli_app(cli, &error);
	done = session && bundle_take(session, argv[2], &result, &error);
	if (done)
		tell(cli, &result);
	bundle_result_clear(&result);
	return done ? STATUS_DONE : cli_fail(error);
}

static const struct bundle_act {
	const char *name;
	int (*run)(struct cli *cli, const struct bundle_asked *asked, int argc, char **argv);
} acts[] = {{"key", make_key}, {"trust", trust}, {"make", make}, {"take", take}};

int verb_bundle(struct cli *cli, int argc, char **argv)
{
	struct bundle_asked asked = {0};
	const GOptionEntry entries[] = {
		{"key", 'k', 0, G_OPTION_ARG_FILENAME, &asked.key,
		 N_("the key that signs (default: bundle.key beside the settings)"), N_("FILE")},
		{"since", 0, 0, G_OPTION_ARG_STRING, &asked.since,
		 N_("observations and pictures from that week on"), N_("WEEK")},
		{"output", 'o', 0, G_OPTION_ARG_FILENAME, &asked.output, N_("file to write"),
		 N_("FILE")},
		{NULL},
	};
	int status;

	if (cli_options(cli, entries, &argc, &argv, &status)) {
		status = -1;
		for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS(acts); i++)
			if (strcmp(acts[i].name, argv[1]) == 0)
				status = acts[i].run(cli, &asked, argc, argv);
		if (status < 0)
			status = cli_wrong_usage("bundle", _("say key, trust, make or take"));
	}
	g_free(asked.key);
	g_free(asked.since);
	g_free(asked.output);
	return status;
}
