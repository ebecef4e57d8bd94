/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg add and osg nil: what the entry form does, from the shell. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "osg/number.h"
#include "osg/observation.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/when.h"

enum { CANDIDATES = 5 };

/* Whether a completion begins as text does, and is not only a part of the first: a category holds
 * its sub-categories. */
static gboolean is_candidate(const struct match *found, int i, const char *folded)
{
	g_autofree char *name = text_fold(found[i].name);
	const struct record *first = found[0].record, *other = found[i].record;

	if (!g_str_has_prefix(name, folded))
		return FALSE;
	return i == 0 || other->kind != &category_kind ||
	       ((const struct category *)found[i].record)->parent != first->key;
}

/* What a candidate is called: a place as it was found, a category in full ("ruta" is
 * "Skadegörelse · glaskross"). Owned. */
static char *candidate_name(const struct registry *v, const struct match *found)
{
	const struct category *c = found->record;

	if (((const struct record *)found->record)->kind != &category_kind)
		return g_strdup(found->name);
	struct observation o = {.category = c->parent ? c->parent : c->record.key,
				.sub_category = c->parent ? c->record.key : 0};
	return observation_what(&o, v);
}

/* The one record that a text means: exactly, else the only one whose name begins so. Otherwise the
 * candidates are named: a guess would be stored, and nobody would see it. */
static gconstpointer meant(const struct registry *v, gconstpointer exact, const struct match *found,
			   int count, const char *field, const char *text, GError **error)
{
	g_autoptr(GString) names = g_string_new(NULL);
	g_autofree char *folded = text_fold(text);
	gconstpointer only = NULL;
	int candidates = 0;

	for (int i = 0; i < count && !exact; i++)
		if (is_candidate(found, i, folded)) {
			only = found[i].record;
			candidates++;
		}
	if (exact || candidates == 1)
		return exact ? exact : only;
	for (int i = 0; i < count; i++) {
		g_autofree char *name = candidate_name(v, &found[i]);
		g_string_append_printf(names, "%s%s", i ? ", " : "", name);
	}
	if (count == 0)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("%s: nothing here is called “%s”. “osg list categories” shows them."),
			    field, text);
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT, _("%s: “%s” could be %s."), field,
			    text, names->str);
	return NULL;
}

/* Part of a name is enough, and a word may be another one's beginning: which name it was is told.
 */
static void tell_taken(const struct registry *v, const char *option, const char *text,
		       gconstpointer exact, gconstpointer taken)
{
	const struct match match = {.record = taken};
	g_autofree char *name = NULL;

	if (exact || !taken)
		return;
	name = ((const struct record *)taken)->kind == &category_kind
		       ? candidate_name(v, &match)
		       : g_strdup(((const struct place *)taken)->name);
	cli_tell(_("osg: %s: “%s” was taken as %s.\n"), option, text, name);
}

/* "", "-", "okänt". Always FALSE. */
static gboolean says_nothing(const char *option, const char *text, GError **error)
{
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
		    _("%s: “%s” says nothing; leave the option out where it is not known."), option,
		    text);
	return FALSE;
}

static gboolean set_what(struct session *session, struct observation *o, const char *text,
			 GError **error)
{
	if (number_is_unsaid(text))
		return says_nothing("--what", text, error);

	const struct registry *v = session_registry(session);
	struct match found[CANDIDATES];
	int n = registry_complete_categories(v, text, NULL, found, CANDIDATES);
	const struct category *exact = registry_category_meant(v, text),
			      *c = meant(v, exact, found, n, "--what", text, error);

	tell_taken(v, "--what", text, exact, c);
	if (!c)
		return FALSE;
	o->category = c->parent ? c->parent : c->record.key;
	o->sub_category = c->parent ? c->record.key : 0;
	return TRUE;
}

/* What was read of a position; of what is none of use its sentence. */
static gboolean take_point(struct session *session, struct observation *o, const char *option,
			   const char *text, enum point_read read, GError **error)
{
	const char *where = session_municipality(session);

	if (read == POINT_HERE)
		return TRUE;
	o->lat = o->lon = NAN;
	if (read == POINT_SWAPPED)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("%s: latitude and longitude seem to have changed places in %s."),
			    option, text);
	else if (read == POINT_OUTSIDE)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT, _("%s: %s lies outside %s."), option,
			    text, where);
	else if (read == POINT_UNREADABLE)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("%s: “%s” are metres of SWEREF 99, which need PROJ; expected degrees "
			      "like 59.2363,17.9822."),
			    option, text);
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("%s: “%s” is no latitude,longitude such as 59.2363,17.9822."), option,
			    text);
	return FALSE;
}

static gboolean set_where(struct session *session, struct observation *o, const char *text,
			  GError **error)
{
	if (number_is_unsaid(text))
		return says_nothing("--where", text, error);

	const struct registry *v = session_registry(session);
	struct match found[CANDIDATES];
	int n = registry_complete_places(v, text, NULL, found, CANDIDATES);
	const struct place *place;
	enum point_read point = n == 0 ? app_point(session, text, &o->lat, &o->lon) : POINT_NONE;

	if (point != POINT_NONE)
		return take_point(session, o, "--where", text, point, error);
	/* nothing begins like it: its words are kept, for the coordinator to place */
	if (n == 0 && !registry_find_place(v, text)) {
		o->place_words = text_clean(text, -1, FALSE);
		return TRUE;
	}
	place = meant(v, registry_find_place(v, text), found, n, "--where", text, error);
	tell_taken(v, "--where", text, registry_find_place(v, text), place);
	if (place)
		o->place = place->record.key;
	return place != NULL;
}

static gboolean set_area(struct session *session, struct observation *o, const char *text,
			 GError **error)
{
	if (number_is_unsaid(text))
		return says_nothing("--area", text, error);

	const struct area *area = registry_find_area(session_registry(session), text);

	if (area)
		o->area = area->record.key;
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("--area: there is no area “%s”. “osg list areas” shows them."), text);
	return area != NULL;
}

static gboolean set_point(struct session *session, struct observation *o, const char *text,
			  GError **error)
{
	return take_point(session, o, "--point", text, app_point(session, text, &o->lat, &o->lon),
			  error);
}

/* Nobody writes that date without meaning it. */
static gboolean has_iso_date(const char *text)
{
	return g_regex_match_simple("\\b[0-9]{4}-[0-9]{2}-[0-9]{2}\\b", text, 0, 0);
}

static gboolean set_when(struct session *session, struct observation *o, const char *text,
			 GError **error)
{
	struct when when;

	if (!when_parse(text, session_now(session), &when, error))
		return FALSE;
	if (when_is_doubtful(text, &when, session_now(session)) && !has_iso_date(text)) {
		g_autofree char *said = when_format(&when, WEEK_NONE);

		g_set_error(
			error, OSG_ERROR, OSG_ERROR_INPUT,
			when_is_of_twelve_hours(text, &when, session_now(session))
				? _("--when: “%s” would be %s, and not twelve hours later. Write "
				    "it like 02:30 or 14:30.")
				: _("--when: “%s” would be %s. If that is right, write the whole "
				    "date, for example 2019-10-18."),
			text, said);
		return FALSE;
	}
	o->time_from = when.from;
	o->time_to = when.to;
	o->time_precision = when.precision;
	return TRUE;
}

static gboolean set_organisation(struct session *session, struct observation *o, const char *text,
				 GError **error)
{
	const struct organisation *organisation =
		registry_find_organisation(session_registry(session), text);

	if (organisation)
		o->organisation = organisation->record.key;
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("--org: there is no organisation “%s”. “osg list organisations” "
			      "shows them."),
			    text);
	return organisation != NULL;
}

/* What is piped in, as far as it is told whether it is too long. */
static char *read_input(void)
{
	gsize most = 4 * (TEXT_MOST + 1);
	char *text = g_malloc(most + 1);

	text[fread(text, 1, most, stdin)] = '\0';
	return text;
}

static gboolean set_text(struct session *session, struct observation *o, const char *text,
			 GError **error)
{
	(void)session, (void)error;
	o->text = strcmp(text, "-") == 0 ? read_input() : g_strdup(text);
	return TRUE;
}

/* A field whose value is one of some words. */
static gboolean set_word(struct observation *o, const char *name, const char *text, GError **error)
{
	const struct field *field = fields_find(observation_kind.fields, name);
	int value = field_word_index(field, text);
	g_autofree char *words = g_strjoinv(", ", (char **)field->words);

	if (value < 0) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT, _("--%s: “%s” is none of %s."), name,
			    text, words);
		return FALSE;
	}
	G_STRUCT_MEMBER(int, o, field->offset) = value;
	return TRUE;
}

static gboolean set_known(struct session *session UNUSED, struct observation *o, const char *text,
			  GError **error)
{
	return set_word(o, "known", text, error);
}

static gboolean set_police(struct session *session UNUSED, struct observation *o, const char *text,
			   GError **error)
{
	return set_word(o, "police_report", text, error);
}

static gboolean set_visibility(struct session *session UNUSED, struct observation *o,
			       const char *text, GError **error)
{
	return set_word(o, "visibility", text, error);
}

static gboolean set_secrecy(struct session *session UNUSED, struct observation *o, const char *text,
			    GError **error UNUSED)
{
	field_set_text(&o->secrecy, text);
	return TRUE;
}

static gboolean set_cost(struct session *session UNUSED, struct observation *o, const char *text,
			 GError **error)
{
	if (number_read_kronor(text, &o->cost))
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
		    _("--cost: “%s” is no number of kronor such as 4500 or 1 200 kr."), text);
	return FALSE;
}

static gboolean set_reason(struct session *session, struct observation *o UNUSED, const char *text,
			   GError **error)
{
	return cli_state_reason(session, text, error);
}

/* One row an option. */
static const struct option {
	const char *name;
	const char *help, *argument;
	gboolean (*set)(struct session *, struct observation *, const char *, GError **);
} options[] = {
	{"what", N_("category, or sub-category"), N_("CATEGORY"), set_what},
	{"where", N_("place, by name, alias or position"), N_("PLACE"), set_where},
	{"area", N_("area, when the place is not known"), N_("AREA"), set_area},
	{"point", N_("latitude,longitude (WGS 84), or metres of SWEREF 99"), N_("LAT,LON"),
	 set_point},
	{"when", N_("when, as people say it: “igår 22”, “fre kväll”, “14/11 20-23”"), N_("WHEN"),
	 set_when},
	{"text", N_("what was seen, never who; - reads it from standard input"), N_("TEXT"),
	 set_text},
	{"org", N_("whose observation it is (default: yours)"), N_("ORGANISATION"),
	 set_organisation},
	{"known", N_("how you know: seen, told or rumour"), N_("HOW"), set_known},
	{"police_report", N_("police report made: yes, no or unknown"), N_("ANSWER"), set_police},
	{"cost", N_("cost in kronor, “4500” or “1 200 kr”"), N_("KRONOR"), set_cost},
	{"visibility", N_("who may see it: own, osg, steering, public or authorities"), N_("WHO"),
	 set_visibility},
	{"secrecy", N_("legal basis of what only authorities may see: “OSL 18:1”"), N_("SECTION"),
	 set_secrecy},
	{"reason", N_("why the text must hold a name, a number or the like"), N_("TEXT"),
	 set_reason},
};

static gboolean add_fill(struct session *session, struct observation *o, char *const *values,
			 GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(options); i++)
		if (values[i] && !options[i].set(session, o, values[i], error))
			return FALSE;
	return TRUE;
}

/* What was understood, on standard error: standard output is the id's. */
static void echo(const struct session *session, const struct observation *o)
{
	const struct registry *v = session_registry(session);
	const struct organisation *who = registry_organisation(v, o->organisation);
	g_autofree char *when = observation_when(o, WEEK_NONE), *what = observation_what(o, v),
			*where = observation_where(o, v);

	cli_tell(_("Saved: %s, %s, %s, %s.\n"), what, where, when, who ? who->code : "?");
}

/* As the form does: somewhere is always known, if only the area. */
static gboolean says_where(const struct session *session, struct observation *o, GError **error)
{
	observation_settle(o, session_registry(session));
	if (o->place || o->area || !isnan(o->lat))
		return TRUE;
	if (o->place_words) {
		g_set_error(
			error, OSG_ERROR, OSG_ERROR_INPUT,
			_("--where: “%s” is not in the register. Add --area AREA, and the words "
			  "are kept for the coordinator to place; “osg list places” shows the "
			  "names."),
			o->place_words);
		return FALSE;
	}
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("Where is missing: add --where PLACE, or --area AREA when the place "
			      "is not known."));
	return FALSE;
}

/* Says on standard error what is likely the same event already: to link, not to stop. */
static void add_tell_likely(struct session *session, const struct observation *o)
{
	g_autoptr(GArray) likely = app_likely(session, o, 3, NULL);

	for (guint i = 0; likely && i < likely->len; i++) {
		struct observation *other =
			app_observation(session, g_array_index(likely, struct likely, i).key, NULL);
		char id[ID_TEXT_SIZE];

		if (!other)
			continue;
		g_autofree char *when = observation_when(other, WEEK_NONE),
				*what = observation_what(other, session_registry(session)),
				*where = observation_where(other, session_registry(session));
		id_format(&other->record.id, id);
		cli_tell(_("osg: perhaps the same event: %s, %s, %s (%s)\n"), when, where, what,
			 id);
		record_free(other);
	}
}

static int add_run(struct cli *cli, char *const *values, gboolean quiet)
{
	g_autoptr(GError) error = NULL;
	struct session *session = cli_app(cli, &error);
	struct observation *o = session ? app_observation_new(session) : NULL;
	char id[ID_TEXT_SIZE];
	int status = STATUS_DONE;

	if (o && add_fill(session, o, values, &error) && says_where(session, o, &error) &&
	    app_observation_save(session, o, &error)) {
		if (!quiet) {
			echo(session, o);
			add_tell_likely(session, o);
		}
		id_format(&o->record.id, id);
		if (cli->json)
			cli_print_json(json_pack("{s:s}", "id", id));
		else
			cli_print("%s\n", id);
	} else {
		status = cli_fail(error);
	}
	record_free(o);
	return status;
}

int verb_add(struct cli *cli, int argc, char **argv)
{
	char *values[G_N_ELEMENTS(options)] = {0};
	GOptionEntry entries[G_N_ELEMENTS(options) + 2] = {0};
	gboolean quiet = FALSE;
	int status;

	for (gsize i = 0; i < G_N_ELEMENTS(options); i++)
		entries[i] = (GOptionEntry){options[i].name,     0,          0,
					    G_OPTION_ARG_STRING, &values[i], options[i].help,
					    options[i].argument};
	entries[G_N_ELEMENTS(options)] = (GOptionEntry){
		"quiet", 'q', 0, G_OPTION_ARG_NONE, &quiet, N_("print the id alone"), NULL};
	if (cli_options(cli, entries, &argc, &argv, &status))
		status = add_run(cli, values, quiet);
	for (gsize i = 0; i < G_N_ELEMENTS(options); i++)
		g_free(values[i]);
	return status;
}

int verb_nil(struct cli *cli, int argc, char **argv)
{
	g_autofree char *week_text = NULL, *note = NULL, *reason = NULL;
	const GOptionEntry entries[] = {
		{"week", 'w', 0, G_OPTION_ARG_STRING, &week_text,
		 N_("the week (default: the one to be discussed)"), N_("WEEK")},
		{"note", 0, 0, G_OPTION_ARG_STRING, &note, N_("a remark"), N_("TEXT")},
		{"reason", 0, 0, G_OPTION_ARG_STRING, &reason,
		 N_("why the text must hold a name, a number or the like"), N_("TEXT")},
		{NULL},
	};
	g_autoptr(GError) error = NULL;
	const struct organisation *o;
	struct session *session;
	int status, week;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (argc > 2)
		return cli_wrong_usage("nil", _("is for one organisation; “%s” is too much"),
				       argv[2]);
	session = cli_app(cli, &error);
	if (!session || (week = cli_week(session, week_text, &error)) == WEEK_NONE)
		return cli_fail(error);
	o = argc > 1 ? registry_find_organisation(session_registry(session), argv[1])
		     : session_organisation(session);
	if (!o) {
		g_set_error(
			&error, OSG_ERROR, OSG_ERROR_INPUT,
			_("There is no organisation “%s”. “osg list organisations” shows them."),
			argc > 1 ? argv[1] : "");
		return cli_fail(error);
	}
	if (!cli_state_reason(session, reason, &error) ||
	    !app_nil_report(session, o->record.key, week, note, &error))
		return cli_fail(error);
	g_autofree char *name = week_format(week);
	if (cli->json)
		cli_print_json(json_pack("{s:s, s:s}", "organisation", o->code, "week", name));
	else
		cli_print(_("%s has nothing to report for %s.\n"), o->code, name);
	return STATUS_DONE;
}
