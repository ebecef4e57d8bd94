/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms of seats, organisations, places, categories and changed recordings: a field of the
 * table in osg/setup.h is a line, or a choice where the kind has words for it. */
#include "config.h"

#include "screens/setup_forms.h"

#include <string.h>
#include <glib/gi18n.h>

#include "osg/setup.h"
#include "osg/text.h"
#include "screens/record_values.h"

/* values */

static char *show(const struct edited *e, const struct field *f, const struct field *other UNUSED,
		  gpointer record)
{
	return setup_text(e->session, record, f);
}

static gboolean parse(struct edited *e, const struct field *f, gpointer record, const char *text,
		      GError **error)
{
	return setup_read(e->session, record, f, text, error);
}

/* What parse will say when it is saved. */
static char *refused(gpointer data, const struct form_field *of, const char *text)
{
	const struct edited *e = data;
	g_autoptr(GError) error = NULL;
	gpointer copy = record_copy(e->record);
	gboolean read = setup_read(e->session, copy, fields_find(e->record->kind->fields, of->id),
				   text, &error);

	record_free(copy);
	return read ? NULL : g_strdup(error->message);
}

static GPtrArray *areas_complete(gpointer data, const char *text)
{
	const struct edited *e = data;
	const GPtrArray *areas = registry_areas(session_registry(e->session));
	GPtrArray *options = form_options_new();
	g_autofree char *typed = text_fold(text);

	for (guint i = 0; i < areas->len && options->len < OPTIONS; i++) {
		const struct area *area = areas->pdata[i];
		g_autofree char *name = text_fold(area->name);

		if (g_str_has_prefix(name, typed))
			form_options_add(options, area->name, area->code, 0);
	}
	return options;
}

/* What completes a reference and tells what it means, by what it refers to. */
static const struct {
	const char *refers;
	value_meaning *meaning;
	value_complete *complete;
} references[] = {
	{"organisation", value_organisations_meaning, value_organisations_complete},
	{"category", value_categories_meaning, value_categories_complete},
	{"area", NULL, areas_complete},
	{"place", value_places_meaning, value_places_complete},
};

/* What people write and read otherwise than files do; "fre 14" of what has been is the past Friday.
 * The first that fits: kind NULL of any, field NULL any. */
static const struct spoken {
	enum field_kind type;
	const struct record_kind *kind;
	const char *field;
	value_show *show;
	value_set *read;
	value_meaning *meaning;
} spoken[] = {
	{FIELD_DAY, NULL, "decided", value_day_show, value_been_set, value_been_meaning},
	{FIELD_DAY, NULL, "published", value_day_show, value_been_set, value_been_meaning},
	{FIELD_DAY, NULL, "done", value_day_show, value_been_set, value_been_meaning},
	{FIELD_DAY, &reading_kind, "since", value_day_show, value_been_set, value_been_meaning},
	{FIELD_DAY, &reading_kind, "until", value_day_show, value_begin_set, value_begin_meaning},
	{FIELD_DAY, &note_kind, "since", value_day_show, value_been_set, value_been_meaning},
	{FIELD_DAY, &note_kind, "until", value_day_show, value_begin_set, value_begin_meaning},
	{FIELD_DAY, NULL, "since", value_day_show, value_begin_set, value_begin_meaning},
	{FIELD_DAY, NULL, NULL, value_day_show, value_day_set, value_day_meaning},
	{FIELD_TIME, NULL, "due", value_time_show, value_deadline_set, value_deadline_meaning},
	{FIELD_TIME, NULL, NULL, value_time_show, value_happened_set, value_happened_meaning},
};

static const struct spoken *spoken_of(const struct record_kind *kind, const struct field *field)
{
	for (gsize i = 0; i < G_N_ELEMENTS(spoken); i++)
		if (spoken[i].type == field->kind && (!spoken[i].kind || spoken[i].kind == kind) &&
		    (!spoken[i].field || g_str_equal(spoken[i].field, field->name)))
			return &spoken[i];
	return NULL;
}

/* "Also called" of a place: names that another place has too are told, not refused. */
static char *aliases_meaning(gpointer data, const char *text, gint64 key UNUSED,
			     gboolean *wrong UNUSED)
{
	const struct edited *e = data;
	g_auto(GStrv) names = g_strsplit(text, ",", -1);

	for (char **name = names; *name; name++)
		g_strstrip(*name);

	g_autofree char *shared =
		setup_aliases_shared(e->session, (const struct place *)e->record, names);
	return shared ? g_strdup_printf(_("so is %s"), shared) : NULL;
}

/* making */

static const char *const no_yes[] = {N_("no"), N_("yes"), NULL};

static void make_field(const struct record_kind *kind, const struct setup_field *from,
		       const struct field *field, struct form_field *out,
		       struct record_value *value)
{
	const struct spoken *said = spoken_of(kind, field);
	gboolean chosen = field->kind == FIELD_WORD || field->kind == FIELD_FLAG;

	*out = (struct form_field){.id = from->field,
				   .label = from->label,
				   .kind = chosen ? FORM_CHOICE : FORM_LINE,
				   .required = from->required,
				   .rows = 1,
				   .choices = field->kind == FIELD_WORD ? field->words
					      : from->choices           ? from->choices
									: no_yes};
	*value = (struct record_value){.id = from->field, .field = from->field};
	if (!chosen) {
		value->show = show;
		value->parse = parse;
		out->check = refused;
	}
	if (said) {
		out->meaning = said->meaning;
		*value = (struct record_value){.id = from->field,
					       .field = from->field,
					       .show = said->show,
					       .read = said->read};
		out->check = NULL;
	}
	if (strcmp(from->field, "aliases") == 0)
		out->meaning = aliases_meaning;
	for (gsize i = 0; field->refers && i < G_N_ELEMENTS(references); i++) {
		if (strcmp(references[i].refers, field->refers) != 0)
			continue;
		out->meaning = references[i].meaning;
		out->complete = references[i].complete;
	}
}

static gboolean may(const struct edited *e, GError **error)
{
	return session_may(e->session, setup_kind_of(e->record->kind)->action,
			   e->record->key ? e->record : NULL, error);
}

static gboolean save(struct edited *e, const char **field, GError **error)
{
	return setup_save(e->session, setup_kind_of(e->record->kind), e->record, field, error);
}

static const struct record_form *make(const struct setup_kind *kind)
{
	struct record_form *form = g_new0(struct record_form, 1);
	struct form_field *fields;
	struct record_value *values;
	guint count = 0;

	while (kind->fields[count].field)
		count++;
	fields = g_new0(struct form_field, count + 1);
	values = g_new0(struct record_value, count + 1);
	for (guint i = 0; i < count; i++)
		make_field(kind->kind, &kind->fields[i],
			   fields_find(kind->kind->fields, kind->fields[i].field), &fields[i],
			   &values[i]);
	*form = (struct record_form){
		kind->kind->name, kind->kind->title, kind->kind, fields, values, FALSE, may, save};
	return form;
}

const struct record_form *setup_form_find(const char *name)
{
	static GHashTable *made;
	const struct setup_kind *kind = setup_kind_named(name);
	const struct record_form *form;

	if (!kind)
		return NULL;
	if (!made)
		made = g_hash_table_new(NULL, NULL);
	form = g_hash_table_lookup(made, kind);
	if (!form) {
		form = make(kind);
		g_hash_table_insert(made, (gpointer)kind, (gpointer)form);
	}
	return form;
}
