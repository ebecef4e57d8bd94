/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg set: what a coordinator sets up, a record at a time: "osg set participant new handle=vakt …".
 */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include <string.h>

#include "osg/setup.h"

static gboolean set_field(struct session *session, gpointer record, const char *word,
			  GError **error)
{
	const struct field *fields = ((struct record *)record)->kind->fields, *field;
	const char *value = strchr(word, '=');
	g_autofree char *name = value ? g_strndup(word, (gsize)(value - word)) : g_strdup(word);

	field = fields_find(fields, name);
	if (field && value && setup_read(session, record, field, value + 1, error))
		return TRUE;
	if (field && value) {
		g_prefix_error(error, "%s: ", name);
		return FALSE;
	}
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
		    _("“%s” sets nothing; write it as %s=…, or another field that osg show "
		      "names."),
		    word, fields->name);
	return FALSE;
}

static gpointer record_meant(struct session *session, const struct setup_kind *kind,
			     const char *name, GError **error)
{
	return strcmp(name, "new") == 0 ? record_new(kind->kind)
					: setup_find(session, kind, name, error);
}

/* What is stored and may be meant otherwise. */
static void tell_shared(struct session *session, const struct record *record)
{
	const struct place *place = (const struct place *)record;
	g_autofree char *shared = record->kind == &place_kind
					  ? setup_aliases_shared(session, place, place->aliases)
					  : NULL,
			*told = NULL;

	if (!shared)
		return;
	told = g_strdup_printf(_("Another place is called that too: %s. By that name alone nobody "
				 "can tell which is meant."),
			       shared);
	cli_remark(told);
}

static int set(struct cli *cli, const struct setup_kind *kind, char **words, gboolean withdraw,
	       gboolean restore)
{
	g_autoptr(GError) error = NULL;
	struct session *session = cli_app(cli, &error);
	struct record *record = session && session_may(session, ACTION_SETUP, NULL, &error)
					? record_meant(session, kind, *words, &error)
					: NULL;
	const char *field;
	char id[ID_TEXT_SIZE];
	gboolean done = record != NULL;

	while (done && *++words)
		done = set_field(session, record, *words, &error);
	if (done && (withdraw || restore))
		record->withdrawn = withdraw;
	done = done && setup_save(session, kind, record, &field, &error);
	if (done) {
		id_format(&record->id, id);
		cli_print("%s\n", id);
		tell_shared(session, record);
	}
	record_free(record);
	return done ? STATUS_DONE : cli_fail(error);
}

int verb_set(struct cli *cli, int argc, char **argv)
{
	gboolean withdraw = FALSE, restore = FALSE;
	const GOptionEntry entries[] = {
		{"withdraw", 0, 0, G_OPTION_ARG_NONE, &withdraw, N_("take it out of use"), NULL},
		{"restore", 0, 0, G_OPTION_ARG_NONE, &restore, N_("take it into use again"), NULL},
		{NULL},
	};
	const struct setup_kind *kind;
	int status;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	kind = argc > 2 ? setup_kind_named(argv[1]) : NULL;
	if (!kind)
		return cli_wrong_usage("set", _("is: participant, organisation, place, category or "
						"recording_change, then a name or new, then "
						"FIELD=VALUE"));
	return set(cli, kind, argv + 2, withdraw, restore);
}
