/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Setting up by tables of fields: read and written as people write them, checked before stored. */
#include "config.h"

#include "osg/setup.h"

#include <string.h>

#include "app/records.h"
#include "osg/app.h"
#include "osg/app_programme.h"
#include "osg/text.h"
#include "osg/week.h"

/* the tables */

/* Said where it is chosen: what is withheld is counted in everybody's numbers all the same. */
static const char *const withheld_choices[] = {
	N_("no"),
	N_("yes: counted for all, shown to authorities"),
	NULL,
};

static const struct setup_field organisation_fields[] = {
	{"code", N_("Code"), TRUE},
	{"name", N_("Name"), TRUE},
	{"kind", N_("Kind"), FALSE},
	{"expected", N_("Asked every week"), FALSE},
	{"position", N_("Order"), FALSE},
	{"first_week", N_("Member from"), FALSE},
	{"last_week", N_("Until"), FALSE},
	{"outside", N_("Outside the law"), FALSE},
	{"withheld", N_("Rows withheld"), FALSE, withheld_choices},
	{"mail", N_("Mail"), FALSE},
	{NULL},
};
static const struct setup_field participant_fields[] = {
	{"handle", N_("Seat"), TRUE},
	{"title", N_("Title"), TRUE},
	{"organisation", N_("Organisation"), TRUE},
	{"role", N_("Role"), FALSE},
	{"active", N_("In use"), FALSE},
	{"account", N_("Account here"), FALSE},
	{NULL},
};
static const struct setup_field place_fields[] = {
	{"name", N_("Name"), TRUE},          {"kind", N_("Kind"), FALSE},
	{"area", N_("Area"), FALSE},         {"aliases", N_("Also called"), FALSE},
	{"owner", N_("Owner"), FALSE},       {"address", N_("Address"), FALSE},
	{"lat", N_("Latitude"), FALSE},      {"lon", N_("Longitude"), FALSE},
	{"exact", N_("Exact point"), FALSE}, {NULL},
};
static const struct setup_field category_fields[] = {
	{"code", N_("Code"), TRUE},
	{"parent", N_("Under"), FALSE},
	{"label_sv", N_("Swedish"), TRUE},
	{"label_en", N_("English"), TRUE},
	{"weight", N_("Weight"), FALSE},
	{"finest", N_("Shared to the"), FALSE},
	{"counts", N_("Counted"), FALSE},
	{"position", N_("Order"), FALSE},
	{NULL},
};
static const struct setup_field recording_fields[] = {
	{"week", N_("Week"), TRUE},
	{"category", N_("Category"), TRUE},
	{"area", N_("Area"), FALSE},
	{"note", N_("What changed"), TRUE},
	{NULL},
};

const struct setup_kind setup_kinds[] = {
	{&participant_kind, N_("Seats"), "handle", participant_fields, ACTION_SETUP},
	{&organisation_kind, N_("Organisations"), "code", organisation_fields, ACTION_SETUP},
	{&place_kind, N_("Places"), "name", place_fields, ACTION_SETUP},
	{&category_kind, N_("Categories"), "code", category_fields, ACTION_SETUP},
	{&recording_change_kind, N_("Changed recordings"), NULL, recording_fields, ACTION_SETUP},
	{NULL},
};

const struct setup_kind *setup_kind_of(const struct record_kind *kind)
{
	static const struct setup_kind *const tables[] = {setup_kinds, programme_kinds};

	for (gsize i = 0; i < G_N_ELEMENTS(tables); i++)
		for (const struct setup_kind *s = tables[i]; kind && s->kind; s++)
			if (s->kind == kind)
				return s;
	return NULL;
}

const struct setup_kind *setup_kind_named(const char *name)
{
	return setup_kind_of(record_kind_named(name));
}

/* The words of enums that are set up, for translators; the words themselves stand in files. */
static const char *const said_words[] UNUSED = {
	N_("municipal"),     N_("housing"),     N_("guard"),    N_("police"),
	N_("fire"),          N_("other"),       N_("reporter"), N_("dpo"),
	N_("participant"),   N_("coordinator"), N_("chair"),    N_("steering"),
	N_("administrator"), N_("place"),       N_("area"),     N_("municipality"),
	N_("nothing")};

const char *setup_word(const struct field *field, int value)
{
	return text_word(field->name, field_word(field, value));
}

static const char *name_of(const struct setup_kind *kind, gconstpointer record)
{
	const struct field *field = kind->name ? fields_find(kind->kind->fields, kind->name) : NULL;

	return field ? FIELD_AT(char *const, record, field) : NULL;
}

/* fields as people write them */

static char *references_text(const struct field_form *form, const GArray *keys, const char *refers)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < keys->len; i++) {
		g_autofree char *name = form->name(form->data, refers, refs_at(keys, i));

		g_string_append_printf(out, "%s%s", i ? ", " : "", name ? name : "");
	}
	return g_string_free(out, FALSE);
}

/* A number that may be left out, and is: none is said, or the one that stands for none. */
static gboolean may_be_left_out(const struct field *field)
{
	return (field->kind == FIELD_INT || field->kind == FIELD_SMALL) && field->count == 0 &&
	       field->initial <= 0;
}

static gboolean is_left_out(const struct field *field, gconstpointer record)
{
	return may_be_left_out(field) &&
	       (field->kind == FIELD_INT ? FIELD_AT(const gint64, record, field)
					 : FIELD_AT(const int, record, field)) == field->initial;
}

/* What the programme's records name each other by is their code or title; files have their ids. */
static gboolean programme_refers(const char *refers)
{
	const struct setup_kind *kind = setup_kind_named(refers);

	return kind && kind->action != ACTION_SETUP;
}

static char *programme_reference(struct session *session, const char *refers, gint64 key)
{
	struct record *of = key ? session_get(session, record_kind_named(refers), key, NULL) : NULL;
	const char *name = of ? name_of(setup_kind_of(of->kind), of) : NULL;
	char *text = g_strdup(name ? name : "");

	record_free(of);
	return text;
}

char *setup_text(struct session *session, gconstpointer record, const struct field *field)
{
	const struct field_form form = app_record_form(session);

	if (field->kind == FIELD_CODES) {
		char **codes = FIELD_AT(char **, record, field);

		return codes ? g_strjoinv(", ", codes) : g_strdup("");
	}
	if (field->kind == FIELD_REF && programme_refers(field->refers))
		return programme_reference(session, field->refers,
					   FIELD_AT(const gint64, record, field));
	if (field->kind == FIELD_REFS)
		return references_text(&form, FIELD_AT(GArray *, record, field), field->refers);
	if (is_left_out(field, record))
		return g_strdup("");
	if (field->kind == FIELD_FLAG)
		return g_strdup(FIELD_AT(const int, record, field) ? _("yes") : _("no"));
	if (field->kind == FIELD_WORD)
		return g_strdup(setup_word(field, FIELD_AT(const int, record, field)));
	return field_to_text(field, record, &form);
}

static void read_codes(gpointer record, const struct field *field, const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, ",", -1);

	field_reset(field, record);
	for (char **part = parts; *part; part++)
		if (*g_strstrip(*part))
			codes_add(&FIELD_AT(char **, record, field), *part);
}

static gboolean read_flag(gpointer record, const struct field *field, const char *text)
{
	static const char *const yes[] = {"yes", "ja", "1", NULL}, *const no[] = {"no", "nej", "0",
										  NULL};
	g_autofree char *word = text_fold(text);

	FIELD_AT(int, record, field) = g_strv_contains(yes, word);
	return g_strv_contains(yes, word) || g_strv_contains(no, word);
}

static gboolean read_word(gpointer record, const struct field *field, const char *text)
{
	g_autofree char *folded = text_fold(text);

	for (int i = 0; field->words[i]; i++) {
		g_autofree char *said = text_fold(setup_word(field, i));

		if (strcmp(folded, field->words[i]) != 0 && strcmp(folded, said) != 0)
			continue;
		FIELD_AT(int, record, field) = i;
		return TRUE;
	}
	return FALSE;
}

static gboolean read_reference(struct session *session, gpointer record, const struct field *field,
			       const char *text)
{
	const struct field_form form = app_record_form(session);

	FIELD_AT(gint64, record, field) = *text ? form.key(form.data, field->refers, text) : 0;
	return !*text || FIELD_AT(gint64, record, field);
}

static gboolean read_references(struct session *session, gpointer record, const struct field *field,
				const char *text)
{
	const struct field_form form = app_record_form(session);
	g_auto(GStrv) names = g_strsplit(text, ",", -1);

	field_reset(field, record);
	for (char **name = names; *name; name++) {
		gint64 key = *g_strstrip(*name) ? form.key(form.data, field->refers, *name) : 0;

		if (**name && !key)
			return FALSE;
		if (key)
			refs_add(FIELD_AT(GArray *, record, field), key);
	}
	return TRUE;
}

/* What a field takes, for people: "yes|no", "reporter|participant|…". Owned. */
static char *expected(const struct field *field)
{
	g_autoptr(GPtrArray) words = NULL;

	switch (field->kind) {
	case FIELD_WORD:
		words = g_ptr_array_new();
		for (int i = 0; field->words[i]; i++)
			g_ptr_array_add(words, (gpointer)setup_word(field, i));
		g_ptr_array_add(words, NULL);
		return g_strjoinv("|", (char **)words->pdata);
	case FIELD_FLAG:
		return g_strdup(_("yes or no"));
	case FIELD_WEEK:
		return g_strdup("2024-W40");
	case FIELD_DAY:
		return g_strdup("2024-10-18");
	case FIELD_TIME:
		return g_strdup("2024-10-18T08:30");
	case FIELD_REAL:
		return g_strdup("59.25");
	default:
		return g_strdup(_("a number"));
	}
}

/* The first of those that a reference may name: "Länna, Masmo, Skogås …"; what only its id names,
 * because another has its name, is left out. Owned. */
static char *some_names(struct session *session, const struct record_kind *kind)
{
	enum { SOME = 8 };
	const struct field_form form = app_record_form(session);
	g_autoptr(GPtrArray) all = session_all(session, kind, NULL);
	GString *out = g_string_new(NULL);
	guint count = 0;

	for (guint i = 0; all && i < all->len && count <= SOME; i++) {
		const struct record *r = all->pdata[i];
		g_autofree char *name = form.name(form.data, kind->name, r->key);
		struct id id;

		if (name && id_parse(name, &id)) {
			g_free(name);
			name = records_own_name(session, r);
		}
		if (!name || count++ >= SOME)
			continue;
		g_string_append_printf(out, "%s%s", out->len ? ", " : "", name);
	}
	g_string_append(out, count > SOME ? " …" : count ? "" : _("none yet"));
	return g_string_free(out, FALSE);
}

static void refuse(struct session *session, const struct field *field, const char *text,
		   GError **error)
{
	const struct record_kind *kind = field->kind == FIELD_REF || field->kind == FIELD_REFS
						 ? record_kind_named(field->refers)
						 : NULL;
	g_autofree char *wanted = kind ? some_names(session, kind) : expected(field);

	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
		    kind ? _("There is none that is called “%s”. There are: %s.")
			 : _("“%s” is not understood; expected is: %s."),
		    text, wanted);
}

gboolean setup_read(struct session *session, gpointer record, const struct field *field,
		    const char *text, GError **error)
{
	const struct field_form form = app_record_form(session);
	gboolean read = TRUE;

	if (field->kind == FIELD_CODES)
		read_codes(record, field, text);
	else if (field->kind == FIELD_FLAG)
		read = read_flag(record, field, text);
	else if (field->kind == FIELD_WORD)
		read = read_word(record, field, text);
	else if (field->kind == FIELD_REF)
		read = read_reference(session, record, field, text);
	else if (field->kind == FIELD_REFS)
		read = read_references(session, record, field, text);
	else if (!*text && may_be_left_out(field))
		field_reset(field, record);
	else if (field->kind == FIELD_TIME && *text)
		read = time_parse_rfc3339(text, &FIELD_AT(gint64, record, field));
	else
		read = field_from_text(field, text, record, &form, NULL);
	if (!read)
		refuse(session, field, text, error);
	return read;
}

/* finding */

char *setup_name(struct session *session, gconstpointer record)
{
	const struct setup_kind *kind = setup_kind_of(((const struct record *)record)->kind);
	const char *name = name_of(kind, record);

	return name ? g_strdup(name)
		    : setup_text(session, record,
				 fields_find(kind->kind->fields, kind->fields->field));
}

gboolean setup_in_use(gconstpointer record)
{
	const struct record *r = record;

	return !r->withdrawn &&
	       (r->kind != &participant_kind || ((const struct participant *)record)->active);
}

void setup_use(gpointer record, gboolean use)
{
	struct record *r = record;

	r->withdrawn = !use && r->kind != &participant_kind;
	if (r->kind == &participant_kind)
		((struct participant *)record)->active = use;
}

gpointer setup_find(struct session *session, const struct setup_kind *kind, const char *name,
		    GError **error)
{
	g_autoptr(GPtrArray) all = session_all_ever(session, kind->kind, error);
	g_autofree char *folded = text_fold(name);

	for (guint i = 0; all && i < all->len; i++) {
		const struct record *record = all->pdata[i];
		const char *own = name_of(kind, record);
		g_autofree char *other = text_fold(own ? own : "");
		char id[ID_TEXT_SIZE];

		id_format(&record->id, id);
		if (g_str_equal(id, name) || (own && g_str_equal(other, folded)))
			return record_copy(record);
	}
	if (all)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("There is no %s “%s”; “osg list %s” shows them."),
			    _(kind->kind->title), name, kind->kind->plural);
	return NULL;
}

static gboolean place_is_called(const struct place *place, const char *name)
{
	g_autofree char *folded = text_fold(name), *own = text_fold(place->name);
	gboolean called = g_str_equal(folded, own);

	for (char **alias = place->aliases; !called && alias && *alias; alias++) {
		g_autofree char *other = text_fold(*alias);

		called = g_str_equal(folded, other);
	}
	return called;
}

char *setup_aliases_shared(struct session *session, const struct place *place, char *const *aliases)
{
	const GPtrArray *all = registry_places(session_registry(session));
	g_autoptr(GString) told = g_string_new(NULL);

	for (guint i = 0; i < all->len; i++) {
		const struct place *other = all->pdata[i];

		for (char *const *alias = aliases; alias && *alias; alias++)
			if (other->record.key != place->record.key &&
			    place_is_called(other, *alias))
				g_string_append_printf(told,
						       told->len ? ", “%s” (%s)" : "“%s” (%s)",
						       *alias, other->name);
	}
	return told->len ? g_strdup(told->str) : NULL;
}

/* checks */

static gboolean lacks(gconstpointer record, const struct field *field)
{
	if (field->kind == FIELD_DAY)
		return FIELD_AT(const int, record, field) == DAY_NONE;
	if (field->kind == FIELD_TIME)
		return FIELD_AT(const gint64, record, field) == TIME_NONE;
	if (field_is_text(field))
		return !FIELD_AT(char *const, record, field);
	return field->kind == FIELD_REF && !FIELD_AT(const gint64, record, field);
}

static gboolean is_complete(const struct setup_kind *kind, gconstpointer record, const char **field,
			    GError **error)
{
	for (const struct setup_field *f = kind->fields; f->field; f++) {
		if (!f->required || !lacks(record, fields_find(kind->kind->fields, f->field)))
			continue;
		*field = f->field;
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT, _("%s must be said."), _(f->label));
		return FALSE;
	}
	return TRUE;
}

static gboolean may_set_up(const struct participant *p)
{
	return p->active && !p->record.withdrawn &&
	       (p->role == ROLE_COORDINATOR || p->role == ROLE_ADMINISTRATOR);
}

/* "code" as it stands before its field, in the middle of a sentence. Owned. */
static char *label_within(const struct setup_kind *kind, const char *field)
{
	const struct setup_field *f = kind->fields;

	while (f->field && strcmp(f->field, field) != 0)
		f++;
	return g_utf8_strdown(f->field ? _(f->label) : field, -1);
}

/* Names and accounts that others have already, and whether anybody is left who may set up. */
static gboolean fits_others(struct session *session, const struct setup_kind *kind,
			    gconstpointer record, const char **field, GError **error)
{
	g_autoptr(GPtrArray) all = session_all_ever(session, kind->kind, error);
	const struct participant *me = record;
	gboolean seats = kind->kind == &participant_kind, left = seats && may_set_up(me);
	const char *own = name_of(kind, record), *taken = NULL;
	g_autofree char *label = NULL;

	for (guint i = 0; all && i < all->len; i++) {
		const struct participant *other = all->pdata[i];

		if (other->record.key == me->record.key)
			continue;
		if (own && kind->action == ACTION_SETUP && kind->kind != &place_kind &&
		    g_ascii_strcasecmp(own, name_of(kind, other)) == 0)
			taken = *field = kind->name;
		if (seats && me->account && g_strcmp0(me->account, other->account) == 0)
			taken = *field = "account";
		left |= seats && may_set_up(other);
	}
	if (!all)
		return FALSE;
	label = taken ? label_within(kind, taken) : NULL;
	if (taken)
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE, _("Another %s has that %s already."),
			    _(kind->kind->title), label);
	else if (seats && !left)
		g_set_error_literal(
			error, OSG_ERROR, OSG_ERROR_RULE,
			_("That is the last seat that may set anything up; open another "
			  "one for a coordinator or administrator first."));
	return !taken && (!seats || left);
}

static gboolean put_with_ended(struct session *session, gpointer record, GError **error)
{
	return programme_end_replaced(session, record, error) &&
	       session_put(session, record, error);
}

gboolean setup_save(struct session *session, const struct setup_kind *kind, gpointer record,
		    const char **field, GError **error)
{
	const char *name = name_of(kind, record);

	*field = kind->fields->field;
	return session_may(session, kind->action, record, error) &&
	       is_complete(kind, record, field, error) &&
	       fits_others(session, kind, record, field, error) &&
	       programme_fits(session, record, field, error) &&
	       session_change(session, kind->action, g_strdup(name ? name : _(kind->kind->title)),
			      put_with_ended, record, error);
}
