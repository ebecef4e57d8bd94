/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of records that are chosen among others: causes of a group, kinds of measure, evidence. */
#include "config.h"

#include "screens/record_values.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <glib/gi18n.h>

#include "osg/catalogue.h"
#include "osg/kinds/programme.h"
#include "osg/text.h"
#include "osg/words.h"

static const struct cause *cause_named(const struct edited *e, const char *text)
{
	g_autofree char *asked = text_fold(text);

	for (guint i = 0; e->causes && i < e->causes->len; i++) {
		const struct cause *cause = e->causes->pdata[i];
		g_autofree char *name = text_fold(cause->text ? cause->text : "");

		if (strcmp(name, asked) == 0)
			return cause;
	}
	return NULL;
}

GPtrArray *value_causes_complete(gpointer data, const char *text)
{
	const struct edited *e = data;
	GPtrArray *options = form_options_new();
	g_autofree char *typed = text_fold(text);

	for (guint i = 0; e->causes && i < e->causes->len && options->len < OPTIONS; i++) {
		const struct cause *cause = e->causes->pdata[i];
		g_autofree char *name = text_fold(cause->text ? cause->text : "");

		if (cause->record.key != e->record->key && strstr(name, typed))
			form_options_add(options, cause->text, words_aspect(cause->aspect), 0);
	}
	return options;
}

/* A measure outside a group says its cause in words of its own. */
char *value_cause_meaning(gpointer data, const char *text, gint64 key UNUSED,
			  gboolean *wrong UNUSED)
{
	const struct cause *cause = cause_named(data, text);

	if (!cause)
		return g_strdup("");
	return g_strdup_printf(
		ngettext("%u event shows it", "%u events show it", (gulong)cause->evidence->len),
		cause->evidence->len);
}

char *value_parent_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	const struct edited *e = data;
	const struct cause *cause = cause_named(e, text);

	*wrong = !cause || cause->record.key == e->record->key;
	return g_strdup(*wrong ? _("no other cause of this group is called that")
			       : words_aspect(cause->aspect));
}

char *value_cause_show(const struct edited *e, const struct field *f, const struct field *other,
		       gpointer record)
{
	gint64 key = FIELD_AT(gint64, record, f);

	for (guint i = 0; key && e->causes && i < e->causes->len; i++) {
		const struct cause *cause = e->causes->pdata[i];

		if (cause->record.key == key)
			return g_strdup(cause->text);
	}
	return other ? g_strdup(FIELD_AT(char *, record, other)) : NULL;
}

void value_cause_set(struct edited *e, const struct field *f, const struct field *other,
		     gpointer record, const char *text)
{
	const struct cause *cause = cause_named(e, text);

	FIELD_AT(gint64, record, f) = cause ? cause->record.key : 0;
	if (other)
		field_set_text(&FIELD_AT(char *, record, other), cause ? NULL : text);
}

static gboolean same_text(const char *a, const char *b)
{
	g_autofree char *one = text_fold(a), *other = text_fold(b);

	return strcmp(one, other) == 0;
}

static const struct catalogue_entry *type_named(const struct edited *e, const char *text)
{
	const GPtrArray *types = catalogue_entries(&measure_catalogue);

	for (guint i = 0; i < types->len; i++)
		if (same_text(catalogue_label(types->pdata[i], session_english(e->session)), text))
			return types->pdata[i];
	return NULL;
}

char *value_type_show(const struct edited *e, const struct field *f,
		      const struct field *other UNUSED, gpointer record)
{
	return g_strdup(
		catalogue_label(catalogue_find(&measure_catalogue, FIELD_AT(char *, record, f)),
				session_english(e->session)));
}

void value_type_set(struct edited *e, const struct field *f, const struct field *other UNUSED,
		    gpointer record, const char *text)
{
	const struct catalogue_entry *type = type_named(e, text);

	field_set_text(&FIELD_AT(char *, record, f), type ? type->code : NULL);
}

char *value_type_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	const struct catalogue_entry *type = type_named(data, text);

	*wrong = !type;
	return g_strdup(type ? words_aspect(type->value)
			     : _("not in the catalogue; leave it empty or take Other"));
}

GPtrArray *value_types_complete(gpointer data, const char *text)
{
	const struct edited *e = data;
	const GPtrArray *types = catalogue_entries(&measure_catalogue);
	GPtrArray *options = form_options_new();
	g_autofree char *typed = text_fold(text);

	for (guint i = 0; i < types->len && options->len < OPTIONS; i++) {
		const struct catalogue_entry *type = types->pdata[i];
		const char *label = catalogue_label(type, session_english(e->session));
		g_autofree char *name = text_fold(label);

		if (strstr(name, typed))
			form_options_add(options, label, words_aspect(type->value), 0);
	}
	return options;
}

/* The focus areas of agreements, in the order they were written:
 * of two with one letter the later holds. Of struct objective; NULL = they could not be read. */
static GPtrArray *focus_areas(const struct edited *e)
{
	GPtrArray *areas = session_all(e->session, &objective_kind, NULL);

	for (guint i = areas ? areas->len : 0; i-- > 0;)
		if (((const struct objective *)areas->pdata[i])->form != OBJECTIVE_FOCUS)
			g_ptr_array_remove_index(areas, i);
	return areas;
}

char *value_focus_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	g_autoptr(GPtrArray) areas = focus_areas(data);

	for (guint i = areas ? areas->len : 0; i-- > 0;) {
		const struct objective *area = areas->pdata[i];

		if (g_ascii_strcasecmp(area->code, text) == 0)
			return g_strdup(area->text);
	}
	*wrong = areas && areas->len;
	return *wrong ? g_strdup(_("no focus area of the agreement")) : NULL;
}

GPtrArray *value_focus_complete(gpointer data, const char *text)
{
	g_autoptr(GPtrArray) areas = focus_areas(data);
	GPtrArray *options = form_options_new();
	g_autofree char *typed = text_fold(text);

	for (guint i = 0; areas && i < areas->len && options->len < OPTIONS; i++) {
		const struct objective *area = areas->pdata[i];
		g_autofree char *name = text_fold(area->text);

		if (g_str_has_prefix(area->code, typed) || strstr(name, typed))
			form_options_add(options, area->code, area->text, 0);
	}
	return options;
}

/* Evidence is found by a filter; what was found before stays. */
void value_evidence_set(struct edited *e, const struct field *f, const struct field *other UNUSED,
			gpointer record, const char *text)
{
	struct listing *found =
		*text ? app_list(e->session, text, WEEK_NONE, session_week(e->session), 0, NULL)
		      : NULL;

	if (found)
		app_evidence_add(FIELD_AT(GArray *, record, f), found, NULL);
	listing_free(found);
}

char *value_evidence_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	const struct edited *e = data;
	g_autoptr(GError) error = NULL;
	struct listing *found =
		app_list(e->session, text, WEEK_NONE, session_week(e->session), 0, &error);
	g_autoptr(GArray) evidence = g_array_new(FALSE, FALSE, sizeof(gint64));
	guint count = found ? app_evidence_add(evidence, found, NULL) : 0;
	char *said = found ? g_strdup_printf(ngettext("%u event", "%u events", count), count)
			   : g_strdup(error->message);

	*wrong = count == 0;
	listing_free(found);
	return said;
}
