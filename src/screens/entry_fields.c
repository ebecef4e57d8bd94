/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of an observation: what a typed text means, what it could mean, and how an observation
 * reads in a form. Stores nothing. */
#include "config.h"

#include "screens/entry_fields.h"

#include <math.h>

#include "osg/error.h"
#include "osg/number.h"
#include "osg/observation.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/when.h"

enum { OPTIONS = 8 };

static const struct registry *words(const struct session *session)
{
	return session_registry(session);
}

/* what: category or sub-category */

static char *category_text(const struct session *session, const struct category *c)
{
	const struct category *parent = registry_category(words(session), c->parent);

	if (!parent)
		return g_strdup(registry_label(words(session), c));
	return g_strdup_printf("%s · %s", registry_label(words(session), parent),
			       registry_label(words(session), c));
}

const struct category *what_meant(struct session *session, const char *text, gint64 key)
{
	return key ? registry_category(words(session), key)
		   : registry_category_meant(words(session), text);
}

char *what_meaning(gpointer data, const char *text, gint64 key, gboolean *wrong)
{
	const struct category *c = what_meant(data, text, key);

	*wrong = !c;
	return g_strdup(c ? c->code
			  : _("no category is called that; try another word, for example fire or "
			      "graffiti"));
}

GPtrArray *what_complete(gpointer data, const char *text)
{
	struct session *session = data;
	GPtrArray *options = form_options_new();
	GHashTable *use = session_use_of_categories(session);
	struct match found[OPTIONS];
	int count = registry_complete_categories(words(session), text, use, found, OPTIONS);

	if (!count)
		count = registry_nearly_categories(words(session), text, use, found, OPTIONS);
	for (int i = 0; i < count; i++) {
		const struct category *c = found[i].record;
		g_autofree char *shown = category_text(session, c);

		form_options_add(options, shown, c->parent ? NULL : c->code, c->record.key);
	}
	return options;
}

/* where: a place, an area (negative key), or a point */

static const struct place *place_meant(struct session *session, const char *text, gint64 key)
{
	if (key)
		return key > 0 ? registry_place(words(session), key) : NULL;
	return registry_find_place(words(session), text);
}

static const struct area *area_meant(struct session *session, const char *text, gint64 key)
{
	if (key)
		return key < 0 ? registry_area(words(session), -key) : NULL;
	return registry_find_area(words(session), text);
}

static char *place_meaning(struct session *session, const struct place *place)
{
	const struct area *area = registry_area(words(session), place->area);
	GString *out = g_string_new(area ? area->name : _("area unknown"));

	if (place->address)
		g_string_append_printf(out, " · %s", place->address);
	if (place->owner)
		g_string_append_printf(out, _(" · owner %s"), place->owner);
	return g_string_free(out, FALSE);
}

/* Words that nothing is known by: the coordinator places them, in the area that they name. */
static char *words_meaning(struct session *session, const char *text)
{
	struct observation *o = record_new(&observation_kind);
	const struct area *area;
	char *meaning;

	o->place_words = text_clean(text, -1, FALSE);
	observation_settle(o, words(session));
	area = registry_area(words(session), o->area);
	meaning = area ? g_strdup_printf(_("kept as words in %s"), area->name)
		       : g_strdup(_("kept as words; name the area too"));
	record_free(o);
	return meaning;
}

static char *where_meaning(gpointer data, const char *text, gint64 key, gboolean *wrong)
{
	struct session *session = data;
	const struct place *place = place_meant(session, text, key);
	const struct area *area = place ? NULL : area_meant(session, text, key);
	enum point_read point;
	double lat, lon;

	if (place)
		return place_meaning(session, place);
	if (area)
		return g_strdup(_("the area, no closer"));
	point = app_point(session, text, &lat, &lon);
	*wrong = point != POINT_NONE && point != POINT_HERE;
	if (*wrong)
		return g_strdup(
			_(point == POINT_SWAPPED ? N_("latitude and longitude have changed places")
			  : point == POINT_OUTSIDE ? N_("outside the municipality")
						   : N_("metres, which need PROJ; write degrees")));
	if (point == POINT_HERE) {
		area = registry_area_at(words(session), lat, lon);
		return area ? g_strdup_printf(_("point in %s"), area->name)
			    : g_strdup(_("a point in no area"));
	}
	return words_meaning(session, text);
}

/* The areas that begin so, or with exact those that are called so. */
static void offer_areas(GPtrArray *options, const struct session *session, const char *text,
			gboolean exact)
{
	const GPtrArray *areas = registry_areas(words(session));
	g_autofree char *folded = text_fold(text);

	for (guint i = 0; i < areas->len && options->len < OPTIONS; i++) {
		const struct area *area = areas->pdata[i];
		g_autofree char *name = text_fold(area->name);

		if (area->level == AREA_AREA && g_str_has_prefix(name, folded) &&
		    (strcmp(name, folded) == 0) == exact)
			form_options_add(options, area->name, _("the whole area"),
					 -area->record.key);
	}
}

static gboolean is_called(const struct place *place, const char *text)
{
	g_autofree char *name = text_fold(place->name), *folded = text_fold(text);

	return strcmp(name, folded) == 0;
}

static void offer_place(GPtrArray *options, const struct session *session,
			const struct place *place)
{
	const struct area *area = registry_area(words(session), place->area);

	form_options_add(options, place->name, area ? area->name : NULL, place->record.key);
}

/* What is called just that stands first, a place before an area; then places as they are used. */
static GPtrArray *where_complete(gpointer data, const char *text)
{
	struct session *session = data;
	GPtrArray *options = form_options_new();
	GHashTable *use = session_use_of_places(session);
	struct match found[OPTIONS];
	int count = registry_complete_places(words(session), text, use, found, OPTIONS - 2);

	if (!count)
		count = registry_nearly_places(words(session), text, use, found, OPTIONS - 2);
	for (int i = 0; i < count; i++)
		if (is_called(found[i].record, text))
			offer_place(options, session, found[i].record);
	offer_areas(options, session, text, TRUE);
	for (int i = 0; i < count; i++)
		if (!is_called(found[i].record, text))
			offer_place(options, session, found[i].record);
	offer_areas(options, session, text, FALSE);
	return options;
}

/* when, who, how much */

static char *when_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	struct session *session = data;
	g_autoptr(GError) error = NULL;
	struct when when;

	*wrong = !when_parse(text, session_now(session), &when, &error);
	if (*wrong)
		return g_strdup(error->message);
	g_autofree char *said = when_format(&when, session_week(session));
	int years = when_years_off(when.from, session_now(session));
	if (years > WHEN_FAR)
		return g_strdup_printf(_("%d years ago? %s"), years, said);
	if (!when_is_doubtful(text, &when, session_now(session)))
		return g_steal_pointer(&said);
	if (when_is_of_twelve_hours(text, &when, session_now(session)))
		return g_strdup_printf(_("not in the afternoon? %s"), said);
	return g_strdup_printf(years ? _("last year? %s") : _("not yet today? %s"), said);
}

static const struct organisation *organisation_meant(struct session *session, const char *text,
						     gint64 key)
{
	return key ? registry_organisation(words(session), key)
		   : registry_find_organisation(words(session), text);
}

static char *organisation_meaning(gpointer data, const char *text, gint64 key, gboolean *wrong)
{
	const struct organisation *o = organisation_meant(data, text, key);

	*wrong = !o;
	return o ? app_member_name(data, o) : g_strdup(_("no organisation here"));
}

static GPtrArray *organisation_complete(gpointer data, const char *text)
{
	struct session *session = data;
	GPtrArray *options = form_options_new();
	struct match found[OPTIONS];
	int count = app_complete_members(session, text, found, OPTIONS);

	for (int i = 0; i < count; i++) {
		const struct organisation *o = found[i].record;

		form_options_add(options, o->code, o->name, o->record.key);
	}
	return options;
}

static gboolean cost_parse(const char *text, gint64 *cost)
{
	*cost = -1;
	return !*text || number_read_kronor(text, cost);
}

static char *cost_meaning(gpointer data UNUSED, const char *text, gint64 key UNUSED,
			  gboolean *wrong)
{
	gint64 cost;

	*wrong = !cost_parse(text, &cost);
	if (*wrong)
		return g_strdup(_("whole kronor, for example 4500"));
	g_autofree char *number = text_number(cost);
	return g_strdup_printf(_("%s kronor"), number);
}

static char *secrecy_meaning(gpointer data UNUSED, const char *text UNUSED, gint64 key UNUSED,
			     gboolean *wrong UNUSED)
{
	return g_strdup(_("why only authorities may see it"));
}

/* In the order of enum known, answer and visibility. */
static const char *const known_choices[] = {N_("seen"), N_("told"), N_("rumour"), NULL};
static const char *const answer_choices[] = {N_("don't know"), N_("yes"), N_("no"), NULL};
static const char *const visible_choices[] = {N_("ourselves"),      N_("the group"),
					      N_("steering group"), N_("public"),
					      N_("authorities"),    NULL};

const struct form_field entry_fields[] = {
	{"what", N_("What"), FORM_LINE, TRUE, 1, NULL, what_meaning, what_complete},
	{"where", N_("Where"), FORM_LINE, TRUE, 1, NULL, where_meaning, where_complete},
	{"when", N_("When"), FORM_LINE, TRUE, 1, NULL, when_meaning, NULL},
	{"text", N_("Text"), FORM_LINES, FALSE, 3, NULL, NULL, NULL},
	{"known", N_("How known"), FORM_CHOICE, FALSE, 1, known_choices, NULL, NULL},
	{"police", N_("Police told"), FORM_CHOICE, FALSE, 1, answer_choices, NULL, NULL},
	{"organisation", N_("Organisation"), FORM_LINE, FALSE, 1, NULL, organisation_meaning,
	 organisation_complete},
	{"visibility", N_("Visible to"), FORM_CHOICE, FALSE, 1, visible_choices, NULL, NULL},
	{"secrecy", N_("Legal basis"), FORM_LINE, FALSE, 1, NULL, secrecy_meaning, NULL},
	{"cost", N_("Cost"), FORM_LINE, FALSE, 1, NULL, cost_meaning, NULL},
	{NULL},
};

/* form to observation and back */

static const char *read_what(const struct form *form, struct session *session,
			     struct observation *o)
{
	const struct category *c =
		what_meant(session, form_text(form, "what"), form_key_of(form, "what"));

	if (!c)
		return _("Say what it was: a category.");
	o->category = c->parent ? c->parent : c->record.key;
	o->sub_category = c->parent ? c->record.key : 0;
	return NULL;
}

static const char *read_where(const struct form *form, struct session *session,
			      struct observation *o)
{
	const char *text = form_text(form, "where");
	gint64 key = form_key_of(form, "where");
	const struct place *place = place_meant(session, text, key);
	const struct area *area = place ? NULL : area_meant(session, text, key);

	o->place = place ? place->record.key : 0;
	o->area = area ? area->record.key : 0;
	o->lat = o->lon = NAN;
	field_set_text(&o->place_words, NULL);
	if (place || area)
		return NULL;
	switch (app_point(session, text, &o->lat, &o->lon)) {
	case POINT_HERE:
		return NULL;
	case POINT_SWAPPED:
		return _("Latitude and longitude have changed places.");
	case POINT_OUTSIDE:
		return _("The point lies outside the municipality.");
	case POINT_UNREADABLE:
		return _("These are metres of SWEREF 99, which need PROJ; write degrees.");
	case POINT_NONE:
		break;
	}
	if (!*text)
		return _("Say where: a place or an area.");
	g_autoptr(GPtrArray) offered = where_complete(session, text);
	if (offered->len) /* likelier half a name than words */
		return _("Not in the register: take one that is offered, or write more words.");
	o->lat = o->lon = NAN;
	o->place_words = text_clean(text, -1, FALSE);
	return NULL;
}

static const char *read_when(const struct form *form, struct session *session,
			     struct observation *o)
{
	const char *text = form_text(form, "when");
	g_autoptr(GError) error = NULL;
	struct when when;

	if (!*text)
		return _("Say when, for example: igår 22, fre kväll, 14/11 20-23.");
	if (!when_parse(text, session_now(session), &when, &error))
		return g_intern_string(error->message);
	o->time_from = when.from;
	o->time_to = when.to;
	o->time_precision = when.precision;
	return NULL;
}

static const char *read_text(const struct form *form, struct session *session UNUSED,
			     struct observation *o)
{
	field_set_text(&o->text, form_text(form, "text"));
	return NULL;
}

static const char *read_organisation(const struct form *form, struct session *session,
				     struct observation *o)
{
	const struct organisation *who = organisation_meant(
		session, form_text(form, "organisation"), form_key_of(form, "organisation"));

	if (!who)
		return _("Say whose observation it is.");
	o->organisation = who->record.key;
	return NULL;
}

static const char *read_cost(const struct form *form, struct session *session UNUSED,
			     struct observation *o)
{
	return cost_parse(form_text(form, "cost"), &o->cost)
		       ? NULL
		       : _("The cost is whole kronor, for example 4500.");
}

static const char *read_known(const struct form *form, struct session *session UNUSED,
			      struct observation *o)
{
	o->known = form_choice(form, "known");
	return NULL;
}

static const char *read_police(const struct form *form, struct session *session UNUSED,
			       struct observation *o)
{
	o->police_report = form_choice(form, "police");
	return NULL;
}

static const char *read_visibility(const struct form *form, struct session *session UNUSED,
				   struct observation *o)
{
	o->visibility = form_choice(form, "visibility");
	return NULL;
}

static const char *read_secrecy(const struct form *form, struct session *session UNUSED,
				struct observation *o)
{
	field_set_text(&o->secrecy, form_text(form, "secrecy"));
	return NULL;
}

static const struct {
	const char *id;
	const char *(*read)(const struct form *, struct session *,
			    struct observation *); /* what is wrong, NULL = nothing */
} readers[] = {
	{"what", read_what},
	{"where", read_where},
	{"when", read_when},
	{"text", read_text},
	{"organisation", read_organisation},
	{"cost", read_cost},
	{"known", read_known},
	{"police", read_police},
	{"visibility", read_visibility},
	{"secrecy", read_secrecy},
};

gboolean entry_fields_read(const struct form *form, struct session *session, struct observation *o,
			   const char **field, const char **complaint)
{
	for (gsize i = 0; i < G_N_ELEMENTS(readers); i++) {
		/* What nobody touched stays as it is: the form says less than the record knows. */
		if (o->record.key && !form_moved(form, readers[i].id))
			continue;
		*field = readers[i].id;
		*complaint = readers[i].read(form, session, o);
		if (*complaint)
			return FALSE;
	}
	return TRUE;
}

static void show_where(struct form *form, const struct session *session,
		       const struct observation *o)
{
	const struct place *place = registry_place(words(session), o->place);
	const struct area *area = registry_area(words(session), o->area);

	if (place)
		form_set(form, "where", place->name, place->record.key);
	else if (o->place_words)
		form_set(form, "where", o->place_words, 0);
	else if (!isnan(o->lat)) {
		g_autofree char *point = g_strdup_printf("%.5f,%.5f", o->lat, o->lon);

		form_set(form, "where", point, 0);
	} else if (area)
		form_set(form, "where", area->name, -area->record.key);
}

void entry_fields_choose(struct form *form, const struct observation *o)
{
	form_choose(form, "known", o->known);
	form_choose(form, "police", o->police_report);
	form_choose(form, "visibility", o->visibility);
}

void entry_fields_show(struct form *form, const struct session *session,
		       const struct observation *o)
{
	const struct category *c =
		registry_category(words(session), o->sub_category ? o->sub_category : o->category);
	const struct organisation *who = registry_organisation(words(session), o->organisation);
	const struct when when = {o->time_from, o->time_to, o->time_precision};

	if (c) {
		g_autofree char *what = category_text(session, c);

		form_set(form, "what", what, c->record.key);
	}
	show_where(form, session, o);
	if (o->time_from != TIME_NONE) {
		g_autofree char *text = when_edit(&when);

		form_set(form, "when", text, 0);
	}
	form_set(form, "text", o->text, 0);
	form_set(form, "secrecy", o->secrecy ? o->secrecy : "", 0);
	if (who)
		form_set(form, "organisation", who->code, who->record.key);
	if (o->cost >= 0) {
		g_autofree char *cost = g_strdup_printf("%" G_GINT64_FORMAT, o->cost);

		form_set(form, "cost", cost, 0);
	}
	entry_fields_choose(form, o);
}
