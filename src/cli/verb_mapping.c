/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg mapping: what the columns of a partner's table are, found out by asking; and the mappings
 * there are. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "osg/app_mapping.h"
#include "osg/observation.h"
#include "osg/text.h"
#include "osg/week.h"

enum { WIDEST = 26, LINE_MOST = 1024, ROWS_SHOWN = 3, FAULTS_SHOWN = 4, WORDS_ASKED = 40 };

/* what is shown of a draft */

static const char *column_is(const struct draft_column *column)
{
	return column->field == DRAFT_UNUSED ? "–" : draft_field_title(column->field);
}

static char *column_examples(const struct draft_column *column)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (int i = 0; i < DRAFT_SAMPLES && column->samples[i]; i++)
		g_string_append_printf(out, "%s%s", i ? ", " : "", column->samples[i]);
	return g_strdup(out->str);
}

static void print_columns(const struct mapping_draft *draft)
{
	enum { CELLS = 4 };
	GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	int widths[CELLS] = {0};

	g_ptr_array_add(rows, g_strdupv((char *[]){_("Column"), _("Examples"), _("Is"),
						   _("Read as"), NULL}));
	for (guint c = 0; c < draft->columns->len; c++) {
		const struct draft_column *column = draft->columns->pdata[c];
		g_autofree char *examples = column_examples(column);
		const char *const cells[] = {column->name, examples, column_is(column),
					     column->read ? column->read : "", NULL};

		g_ptr_array_add(rows, g_strdupv((char **)cells));
	}
	for (guint r = 0; r < rows->len; r++)
		for (int i = 0; i < CELLS; i++)
			widths[i] = MAX(widths[i],
					MIN(WIDEST, text_width(((char **)rows->pdata[r])[i])));
	for (guint r = 0; r < rows->len; r++) {
		g_autoptr(GString) line = g_string_new(NULL);

		g_string_printf(line, r ? "%3u  " : "     ", r);
		for (int i = 0; i < CELLS; i++) {
			text_append_fitted(line, ((char **)rows->pdata[r])[i], widths[i],
					   TEXT_LEFT);
			g_string_append(line, "  ");
		}
		g_strchomp(line->str);
		cli_print("%s\n", line->str);
	}
	g_ptr_array_unref(rows);
}

static void print_words(const struct mapping_draft *draft)
{
	enum { SHOWN = 8 };
	g_autoptr(GString) unknown = g_string_new(NULL), meant = g_string_new(NULL);
	int many = 0;

	for (guint i = 0; i < draft->words->len; i++) {
		const struct draft_word *word = draft->words->pdata[i];

		if (word->known)
			continue;
		if (word->code)
			g_string_append_printf(meant, "%s%s = %s", meant->len ? ", " : "",
					       word->word, word->code);
		else if (many++ < SHOWN)
			g_string_append_printf(unknown, "%s%s (%d)", unknown->len ? ", " : "",
					       word->word, word->rows);
	}
	if (meant->len)
		cli_print(_("Words understood: %s.\n"), meant->str);
	if (unknown->len)
		cli_print(ngettext("%d word is no category: %s%s. Such rows are set aside.\n",
				   "%d words are no categories: %s%s. Such rows are set aside.\n",
				   (gulong)many),
			  many, unknown->str, many > SHOWN ? " …" : "");
}

static void print_rows(struct session *session, const struct mapping_draft *draft)
{
	const struct registry *v = session_registry(session);

	cli_print(ngettext("Of the first %d row %d can be read.\n",
			   "Of the first %d rows %d can be read.\n",
			   (gulong)(draft->readable + draft->unreadable)),
		  draft->readable + draft->unreadable, draft->readable);
	for (guint i = 0; i < draft->observations->len && i < ROWS_SHOWN; i++) {
		const struct observation *o = draft->observations->pdata[i];
		g_autofree char *when = observation_when(o, WEEK_NONE),
				*where = observation_where(o, v), *what = observation_what(o, v);

		cli_print("     %s · %s · %s\n", when, where, what);
	}
	for (guint i = 0; i < draft->faults->len && i < FAULTS_SHOWN; i++)
		cli_print("   ! %s\n", (const char *)draft->faults->pdata[i]);
}

static void print_draft(struct session *session, const struct mapping_draft *draft)
{
	g_autoptr(GError) lacks = NULL;

	cli_print(ngettext("%s: %u columns, %d row.\n", "%s: %u columns, %d rows.\n",
			   (gulong)draft->rows),
		  draft->file, draft->columns->len, draft->rows);
	print_columns(draft);
	if (!mapping_draft_is_whole(draft, &lacks)) {
		cli_print("   ! %s\n", lacks->message);
		return;
	}
	print_rows(session, draft);
	print_words(draft);
}

static json_t *draft_json(const struct mapping_draft *draft, const char *path)
{
	json_t *columns = json_array(), *words = json_array();

	for (guint c = 0; c < draft->columns->len; c++) {
		const struct draft_column *column = draft->columns->pdata[c];

		json_array_append_new(
			columns,
			json_pack("{s:s, s:s*, s:s*, s:s*}", "column", column->name, "field",
				  column->field == DRAFT_UNUSED ? NULL
								: draft_field_name(column->field),
				  "sample", column->samples[0], "read", column->read));
	}
	for (guint i = 0; i < draft->words->len; i++) {
		const struct draft_word *word = draft->words->pdata[i];

		if (!word->known)
			json_array_append_new(words, json_pack("{s:s, s:i, s:s*}", "word",
							       word->word, "rows", word->rows,
							       "category", word->code));
	}
	return json_pack("{s:s, s:s*, s:o, s:o, s:i, s:i}", "name", draft->id, "path", path,
			 "columns", columns, "words", words, "readable", draft->readable,
			 "unreadable", draft->unreadable);
}

/* the dialogue */

/* An answer without its line break, owned; NULL = the input has ended. */
static char *ask(const char *format, ...) G_GNUC_PRINTF(1, 2);

static char *ask(const char *format, ...)
{
	char line[LINE_MOST];
	g_autofree char *question = NULL;
	va_list arguments;

	va_start(arguments, format);
	question = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	fputs(question, stdout);
	fflush(stdout);
	if (!fgets(line, sizeof line, stdin))
		return NULL;
	return text_clean(line, -1, FALSE);
}

static void print_fields(void)
{
	for (int f = 0; f < draft_fields(); f++)
		cli_print("     %-14s %s\n", draft_field_name(f), draft_field_title(f));
}

/* FALSE: the input has ended. */
static gboolean ask_column(struct mapping_draft *draft, const char *number)
{
	const struct draft_column *column =
		draft->columns->pdata[g_ascii_strtoull(number, NULL, 10) - 1];
	g_autofree char *examples = column_examples(column);

	print_fields();
	for (;;) {
		g_autofree char *answer =
			ask(_("“%s” (%s) is, by a word of these, or - for nothing: "), column->name,
			    examples);
		g_autoptr(GError) error = NULL;

		if (!answer)
			return FALSE;
		if (!*answer || mapping_draft_set(draft, number, answer, &error))
			return TRUE;
		cli_print("   ! %s\n", error->message);
	}
}

static gboolean ask_whose(struct session *session, struct mapping_draft *draft)
{
	for (;;) {
		g_autofree char *answer = ask("%s", _("Whose rows they are, as a code; nothing: "
						      "whoever reads them in: "));
		g_autoptr(GError) error = NULL;

		if (!answer)
			return FALSE;
		if (app_mapping_set_organisation(session, draft, answer, &error))
			return TRUE;
		cli_print("   ! %s\n", error->message);
	}
}

static gboolean ask_word(struct session *session, struct mapping_draft *draft,
			 const struct draft_word *word)
{
	for (;;) {
		g_autofree char *answer = ask(
			ngettext("“%s” (%d row) is which category? Nothing: it is set aside: ",
				 "“%s” (%d rows) is which category? Nothing: they are set aside: ",
				 (gulong)word->rows),
			word->word, word->rows);
		g_autoptr(GError) error = NULL;

		if (!answer)
			return FALSE;
		if (!*answer || mapping_draft_set_word(draft, word->word, answer,
						       session_registry(session), &error))
			return TRUE;
		cli_print("   ! %s\n", error->message);
	}
}

static gboolean ask_words(struct session *session, struct mapping_draft *draft)
{
	int asked = 0;

	for (guint i = 0; i < draft->words->len && asked < WORDS_ASKED; i++) {
		const struct draft_word *word = draft->words->pdata[i];

		if (word->known || word->code)
			continue;
		asked++;
		if (!ask_word(session, draft, word))
			return FALSE;
	}
	return TRUE;
}

static gboolean ask_name(struct mapping_draft *draft)
{
	for (;;) {
		g_autofree char *answer = ask(_("Name of the mapping [%s]: "), draft->id);
		g_autoptr(GError) error = NULL;

		if (!answer)
			return FALSE;
		if (!*answer)
			return TRUE;
		if (mapping_name_check(answer, &error)) {
			g_free(draft->id);
			draft->id = g_steal_pointer(&answer);
			return TRUE;
		}
		cli_print("   ! %s\n", error->message);
	}
}

/* FALSE: left without keeping it. */
static gboolean dialogue(struct session *session, struct mapping_draft *draft)
{
	for (;;) {
		g_autofree char *answer = NULL;
		guint64 number;

		print_draft(session, draft);
		answer = ask(
			"%s",
			_("An empty line keeps this; a number changes what that column is, o says "
			  "whose rows they are, q leaves: "));
		if (!answer || g_str_equal(answer, "q"))
			return FALSE;
		if (!*answer) {
			if (mapping_draft_is_whole(draft, NULL))
				return ask_words(session, draft) && ask_name(draft);
		} else if (g_str_equal(answer, "o")) {
			if (!ask_whose(session, draft))
				return FALSE;
		} else if (g_ascii_string_to_unsigned(answer, 10, 1, draft->columns->len, &number,
						      NULL)) {
			if (!ask_column(draft, answer))
				return FALSE;
		}
		app_mapping_try(session, draft);
	}
}

/* new */

struct wishes {
	char **set, **words;
	char *organisation, *other, *name, *title;
	gboolean replace, dry_run, yes;
};

/* "COLUMN=FIELD"; the heading may hold a = itself. */
static gboolean split(const char *text, char **left, const char **right, GError **error)
{
	const char *at = strrchr(text, '=');

	if (!at || at == text) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s” says nothing; expected something like Datum=date."), text);
		return FALSE;
	}
	*left = g_strndup(text, (gsize)(at - text));
	*right = at + 1;
	return TRUE;
}

static gboolean wish_for(struct session *session, struct mapping_draft *draft,
			 const struct wishes *wishes, GError **error)
{
	const struct registry *v = session_registry(session);

	for (char **one = wishes->set; one && *one; one++) {
		g_autofree char *column = NULL;
		const char *field;

		if (!split(*one, &column, &field, error) ||
		    !mapping_draft_set(draft, column, field, error))
			return FALSE;
	}
	for (char **one = wishes->words; one && *one; one++) {
		g_autofree char *word = NULL;
		const char *category;

		if (!split(*one, &word, &category, error) ||
		    !mapping_draft_set_word(draft, word, category, v, error))
			return FALSE;
	}
	if (wishes->other) {
		const struct category *other = registry_category_meant(v, wishes->other);

		if (!other) {
			g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("There is no category “%s”; expected a code or a name of the "
				      "list, like SKA or Skadegörelse."),
				    wishes->other);
			return FALSE;
		}
		draft->other = g_strdup(other->code);
	}
	if (wishes->name) {
		if (!mapping_name_check(wishes->name, error))
			return FALSE;
		g_free(draft->id);
		draft->id = g_strdup(wishes->name);
	}
	draft->title = g_strdup(wishes->title);
	return !wishes->organisation ||
	       app_mapping_set_organisation(session, draft, wishes->organisation, error);
}

static int keep(struct cli *cli, struct session *session, struct mapping_draft *draft,
		const struct wishes *wishes, const char *file)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL, *path = NULL;

	app_mapping_try(session, draft);
	if (!mapping_draft_is_whole(draft, &error))
		return cli_fail(error);
	text = mapping_draft_text(draft);
	if (wishes->dry_run && !cli->json)
		cli_print("%s", text);
	if (!wishes->dry_run) {
		path = mapping_keep(draft->id, text, wishes->replace, &error);
		if (!path)
			return cli_fail(error);
	}
	if (cli->json)
		cli_print_json(draft_json(draft, path));
	else if (path) {
		g_autofree char *named = text_clean(file, -1, FALSE);

		cli_print(_("Kept as “%s” (%s). “osg import %s” reads with it; “osg mapping undo "
			    "%s” takes it back.\n"),
			  draft->id, path, named, draft->id);
	}
	return STATUS_DONE;
}

static int make_new(struct cli *cli, const char *file, const struct wishes *wishes)
{
	g_autoptr(GError) error = NULL;
	struct session *session = cli_app_reading(cli, &error);
	struct mapping_draft *draft = session ? app_mapping_draft(session, file, &error) : NULL;
	gboolean asks = isatty(STDIN_FILENO) && !wishes->yes && !wishes->dry_run && !cli->json;
	int status = STATUS_DONE;

	if (!draft)
		return cli_fail(error);
	if (!wish_for(session, draft, wishes, &error)) {
		status = cli_fail(error);
	} else {
		app_mapping_try(session, draft);
		if (!asks && !cli->json && !wishes->dry_run)
			print_draft(session, draft);
		if (asks && !dialogue(session, draft))
			cli_print("%s\n", _("Nothing was kept."));
		else
			status = keep(cli, session, draft, wishes, file);
	}
	mapping_draft_free(draft);
	return status;
}

/* the mappings there are */

static int list(struct cli *cli)
{
	g_autoptr(GPtrArray) ids = mapping_list();
	json_t *array = cli->json ? json_array() : NULL;

	for (guint i = 0; i < ids->len; i++) {
		const char *id = ids->pdata[i];
		g_autofree char *title = NULL, *text = mapping_show(id, cli->english, &title, NULL);
		gboolean own = mapping_is_own(id);

		if (array)
			json_array_append_new(array, json_pack("{s:s, s:s*, s:b}", "name", id,
							       "title", title, "own", own));
		else
			cli_print("%-16s %-6s %s\n", id, own ? _("own") : "osg",
				  text ? title ? title : "" : _("cannot be read"));
	}
	if (array)
		cli_print_json(array);
	return STATUS_DONE;
}

static int act_on(const char *act, const char *id)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *title = NULL, *text = NULL;

	if (strcmp(act, "show") == 0) {
		text = mapping_show(id, TRUE, &title, &error);
		if (text)
			cli_print("%s", text);
	} else if (strcmp(act, "remove") == 0) {
		if (mapping_remove(id, &error))
			cli_print(_("Removed. “osg mapping undo %s” brings it back.\n"), id);
	} else if (mapping_take_back(id, &error)) {
		cli_print(mapping_is_own(id) ? _("“%s” is as it was.\n")
					     : _("“%s” is gone; the same again brings it back.\n"),
			  id);
	}
	return error ? cli_fail(error) : STATUS_DONE;
}

int verb_mapping(struct cli *cli, int argc, char **argv)
{
	g_auto(GStrv) set = NULL, words = NULL;
	g_autofree char *organisation = NULL, *other = NULL, *name = NULL, *title = NULL;
	struct wishes wishes = {0};
	const GOptionEntry entries[] = {
		{"set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &set,
		 N_("new: what a column is, by its heading or number; - for nothing"),
		 N_("COLUMN=FIELD")},
		{"word", 'w', 0, G_OPTION_ARG_STRING_ARRAY, &words,
		 N_("new: the category that a word of the file stands for"), N_("WORD=CATEGORY")},
		{"org", 0, 0, G_OPTION_ARG_STRING, &organisation,
		 N_("new: whose observations they are"), N_("ORGANISATION")},
		{"other", 0, 0, G_OPTION_ARG_STRING, &other,
		 N_("new: the category of all other words; without it such rows are set aside"),
		 N_("CATEGORY")},
		{"name", 0, 0, G_OPTION_ARG_STRING, &name,
		 N_("new: what the mapping is called (default: after the file)"), N_("NAME")},
		{"title", 0, 0, G_OPTION_ARG_STRING, &title, N_("new: what people read of it"),
		 N_("TEXT")},
		{"replace", 0, 0, G_OPTION_ARG_NONE, &wishes.replace,
		 N_("new: in place of one of the same name"), NULL},
		{"yes", 'y', 0, G_OPTION_ARG_NONE, &wishes.yes,
		 N_("new: keep what is proposed, ask nothing"), NULL},
		{"dry-run", 'n', 0, G_OPTION_ARG_NONE, &wishes.dry_run,
		 N_("new: print the mapping, keep nothing"), NULL},
		{NULL},
	};
	static const char *const acts[] = {"show", "remove", "undo", NULL};
	int status;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	wishes.set = set;
	wishes.words = words;
	wishes.organisation = organisation;
	wishes.other = other;
	wishes.name = name;
	wishes.title = title;
	if (argc == 2 && strcmp(argv[1], "list") == 0)
		return list(cli);
	if (argc == 3 && strcmp(argv[1], "new") == 0)
		return make_new(cli, argv[2], &wishes);
	if (argc == 3 && g_strv_contains(acts, argv[1]))
		return act_on(argv[1], argv[2]);
	return cli_wrong_usage("mapping", "%s",
			       _("is new FILE, list, show NAME, remove NAME or undo NAME"));
}
