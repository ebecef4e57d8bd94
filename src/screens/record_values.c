/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of records as a form writes, reads and explains them: names, texts, numbers, times. */
#include "config.h"

#include "screens/record_values.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <glib/gi18n.h>

#include "osg/number.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/when.h"

#define SEPARATOR "; "

static const struct registry *words(const struct edited *e)
{
	return session_registry(e->session);
}

/* names, one or several */

typedef gint64 (*find_function)(const struct edited *e, const char *text);

static gint64 find_organisation(const struct edited *e, const char *text)
{
	const struct organisation *o = registry_find_organisation(words(e), text);

	return o ? o->record.key : 0;
}

static gint64 find_place(const struct edited *e, const char *text)
{
	const struct place *place = registry_find_place(words(e), text);

	return place ? place->record.key : 0;
}

static gint64 find_area(const struct edited *e, const char *text)
{
	const struct area *area = registry_find_area(words(e), text);

	return area ? area->record.key : 0;
}

static gint64 find_category(const struct edited *e, const char *text)
{
	const struct category *c = registry_category_meant(words(e), text);

	return c ? (c->parent ? c->parent : c->record.key) : 0;
}

/* Each name of a list; FALSE: *bad (owned) is one that is none. */
static gboolean names_read(const struct edited *e, const char *text, find_function find,
			   find_function or_else, GArray *out, GArray *out_else, char **bad)
{
	g_auto(GStrv) names = g_strsplit(text, ";", -1);

	for (gsize i = 0; names[i]; i++) {
		const char *name = g_strstrip(names[i]);
		gint64 key = *name ? find(e, name) : 0,
		       other = *name && !key && or_else ? or_else(e, name) : 0;

		if (*name && !key && !other) {
			*bad = g_strdup(name);
			return FALSE;
		}
		if (out)
			refs_add(out, key);
		if (out_else)
			refs_add(out_else, other);
	}
	return TRUE;
}

static char *names_meaning(const struct edited *e, const char *text, find_function find,
			   find_function or_else, const char *unknown, gboolean *wrong)
{
	g_autofree char *bad = NULL;

	*wrong = !names_read(e, text, find, or_else, NULL, NULL, &bad);
	return *wrong ? g_strdup_printf(_(unknown), bad) : g_strdup("");
}

#define NO_ORGANISATION N_("“%s” is no organisation here")
#define NO_PLACE N_("“%s” is neither a place nor an area")
#define NO_CATEGORY N_("no category is called “%s”")

char *value_organisations_meaning(gpointer data, const char *text, gint64 key UNUSED,
				  gboolean *wrong)
{
	const struct edited *e = data;
	const struct organisation *one =
		registry_organisation(words(e), find_organisation(e, text));

	return one ? app_member_name(e->session, one)
		   : names_meaning(e, text, find_organisation, NULL, NO_ORGANISATION, wrong);
}

char *value_places_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	return names_meaning(data, text, find_place, find_area, NO_PLACE, wrong);
}

char *value_categories_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	return names_meaning(data, text, find_category, NULL, NO_CATEGORY, wrong);
}

/* What is typed after the last separator, and all before it. */
static const char *last_name(const char *text, char **before)
{
	const char *last = strrchr(text, ';');

	*before = last ? g_strndup(text, (gsize)(last - text)) : NULL;
	last = last ? last + 1 : text;
	while (*last == ' ')
		last++;
	return last;
}

static void add_option(GPtrArray *options, const char *before, const char *name, const char *note)
{
	g_autofree char *whole =
		before ? g_strconcat(before, SEPARATOR, name, NULL) : g_strdup(name);

	form_options_add(options, whole, note, 0);
}

GPtrArray *value_organisations_complete(gpointer data, const char *text)
{
	const struct edited *e = data;
	GPtrArray *options = form_options_new();
	g_autofree char *before = NULL;
	const char *typed = last_name(text, &before);
	struct match found[OPTIONS];
	int count = app_complete_members(e->session, typed, found, OPTIONS);

	for (int i = 0; i < count; i++) {
		const struct organisation *o = found[i].record;

		add_option(options, before, o->code, o->name);
	}
	return options;
}

GPtrArray *value_places_complete(gpointer data, const char *text)
{
	const struct edited *e = data;
	GPtrArray *options = form_options_new();
	const GPtrArray *areas = registry_areas(words(e));
	g_autofree char *before = NULL;
	const char *typed = last_name(text, &before);
	g_autofree char *folded = text_fold(typed);
	struct match found[OPTIONS];
	int count = registry_complete_places(words(e), typed, NULL, found, OPTIONS - 2);

	for (int i = 0; i < count; i++)
		add_option(options, before, ((const struct place *)found[i].record)->name, NULL);
	for (guint i = 0; i < areas->len && options->len < OPTIONS; i++) {
		const struct area *area = areas->pdata[i];
		g_autofree char *name = text_fold(area->name);

		if (*folded && g_str_has_prefix(name, folded))
			add_option(options, before, area->name, _("the whole area"));
	}
	return options;
}

GPtrArray *value_categories_complete(gpointer data, const char *text)
{
	const struct edited *e = data;
	GPtrArray *options = form_options_new();
	g_autofree char *before = NULL;
	const char *typed = last_name(text, &before);
	struct match found[OPTIONS];
	int count = registry_complete_categories(words(e), typed, NULL, found, OPTIONS);

	for (int i = 0; i < count; i++) {
		const struct category *c = found[i].record;

		if (!c->parent)
			add_option(options, before, c->code, registry_label(words(e), c));
	}
	return options;
}

static void append_name(GString *out, const char *name)
{
	g_string_append_printf(out, "%s%s", out->len ? SEPARATOR : "", name ? name : "?");
}

static void append_names(const struct edited *e, const struct field *f, const GArray *keys,
			 GString *out)
{
	for (guint i = 0; i < keys->len; i++) {
		gint64 key = refs_at(keys, i);
		const struct organisation *o = registry_organisation(words(e), key);
		const struct category *c = registry_category(words(e), key);
		const struct place *place = registry_place(words(e), key);
		const struct area *area = registry_area(words(e), key);

		append_name(out, strcmp(f->refers, "organisation") == 0 ? (o ? o->code : NULL)
				 : strcmp(f->refers, "category") == 0   ? (c ? c->code : NULL)
				 : strcmp(f->refers, "place") == 0 ? (place ? place->name : NULL)
								   : (area ? area->name : NULL));
	}
}

/* A REF or REFS field as keys, added to out. */
static void keys_of(const struct field *f, gpointer record, GArray *out)
{
	const GArray *list;

	if (f->kind == FIELD_REF) {
		refs_add(out, FIELD_AT(gint64, record, f));
		return;
	}
	list = FIELD_AT(GArray *, record, f);
	for (guint i = 0; i < list->len; i++)
		refs_add(out, refs_at(list, i));
}

static void keys_set(const struct field *f, gpointer record, const GArray *keys)
{
	if (f->kind == FIELD_REF) {
		FIELD_AT(gint64, record, f) = keys->len ? refs_at(keys, 0) : 0;
		return;
	}
	g_array_set_size(FIELD_AT(GArray *, record, f), 0);
	for (guint i = 0; i < keys->len; i++)
		refs_add(FIELD_AT(GArray *, record, f), refs_at(keys, i));
}

char *value_names_show(const struct edited *e, const struct field *f, const struct field *other,
		       gpointer record)
{
	const struct field *const both[] = {f, other};
	GString *out = g_string_new(NULL);

	for (int i = 0; i < 2; i++) {
		g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(gint64));

		if (!both[i])
			continue;
		keys_of(both[i], record, keys);
		append_names(e, both[i], keys, out);
	}
	return g_string_free(out, FALSE);
}

static find_function finder_of(const struct field *f)
{
	return !f                                       ? NULL
	       : strcmp(f->refers, "organisation") == 0 ? find_organisation
	       : strcmp(f->refers, "category") == 0     ? find_category
	       : strcmp(f->refers, "place") == 0        ? find_place
							: find_area;
}

void value_names_set(struct edited *e, const struct field *f, const struct field *other,
		     gpointer record, const char *text)
{
	g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(gint64)),
			  others = g_array_new(FALSE, FALSE, sizeof(gint64));
	g_autofree char *bad = NULL;

	names_read(e, text, finder_of(f), finder_of(other), keys, others, &bad);
	keys_set(f, record, keys);
	if (other)
		keys_set(other, record, others);
}

/* texts and numbers */

char *value_text_show(const struct edited *e UNUSED, const struct field *f,
		      const struct field *other UNUSED, gpointer record)
{
	return g_strdup(FIELD_AT(char *, record, f));
}

void value_text_set(struct edited *e UNUSED, const struct field *f,
		    const struct field *other UNUSED, gpointer record, const char *text)
{
	g_autofree char *clean = text_clean(text, -1, TRUE);

	field_set_text(&FIELD_AT(char *, record, f), g_strstrip(clean));
}

char *value_whole_show(const struct edited *e UNUSED, const struct field *f,
		       const struct field *other UNUSED, gpointer record)
{
	gint64 value = FIELD_AT(gint64, record, f);

	return value < 0 ? NULL : g_strdup_printf("%" G_GINT64_FORMAT, value);
}

void value_whole_set(struct edited *e UNUSED, const struct field *f,
		     const struct field *other UNUSED, gpointer record, const char *text)
{
	if (!number_read_kronor(text, &FIELD_AT(gint64, record, f)))
		FIELD_AT(gint64, record, f) = -1;
}

char *value_whole_meaning(gpointer data UNUSED, const char *text, gint64 key UNUSED,
			  gboolean *wrong)
{
	gint64 value;

	*wrong = !number_read_kronor(text, &value);
	return g_strdup(*wrong ? _("whole kronor, for example 4500") : "");
}

static gboolean real_read(const char *text, double *value)
{
	return number_read(text, NUMBER_DECIMAL, NULL, value) && *value >= 0;
}

char *value_real_show(const struct edited *e UNUSED, const struct field *f,
		      const struct field *other UNUSED, gpointer record)
{
	double value = FIELD_AT(double, record, f);

	return isnan(value) ? NULL : text_decimal(value, value == floor(value) ? 0 : 1);
}

void value_real_set(struct edited *e UNUSED, const struct field *f,
		    const struct field *other UNUSED, gpointer record, const char *text)
{
	if (!*text || !real_read(text, &FIELD_AT(double, record, f)))
		FIELD_AT(double, record, f) = NAN;
}

char *value_real_meaning(gpointer data UNUSED, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	double value;

	*wrong = !real_read(text, &value);
	return g_strdup(*wrong ? _("a number, for example 2 or 1,5") : "");
}

/* days, weeks, hours */

char *value_day_show(const struct edited *e UNUSED, const struct field *f,
		     const struct field *other UNUSED, gpointer record)
{
	int day = FIELD_AT(int, record, f);

	return day == DAY_NONE ? NULL : day_format_iso(day);
}

typedef int (*day_reader)(const char *text, gint64 now);

static void set_day(const struct edited *e, const struct field *f, gpointer record,
		    const char *text, day_reader read)
{
	FIELD_AT(int, record, f) = *text ? read(text, session_now(e->session)) : DAY_NONE;
}

void value_day_set(struct edited *e, const struct field *f, const struct field *other UNUSED,
		   gpointer record, const char *text)
{
	set_day(e, f, record, text, due_parse);
}

void value_been_set(struct edited *e, const struct field *f, const struct field *other UNUSED,
		    gpointer record, const char *text)
{
	set_day(e, f, record, text, been_parse);
}

void value_begin_set(struct edited *e, const struct field *f, const struct field *other UNUSED,
		     gpointer record, const char *text)
{
	set_day(e, f, record, text, begin_parse);
}

static char *day_meaning(const struct edited *e, const char *text, day_reader read, gboolean *wrong)
{
	gint64 now = session_now(e->session);
	int day = read(text, now);
	g_autofree char *said = day_name_beside(day, time_day(now));
	char *question;

	*wrong = day == DAY_NONE;
	if (*wrong && (question = day_question(text, now)))
		return question;
	if (*wrong)
		return g_strdup(read == been_parse ? _("a day that has been, for example 18/10")
						   : _("a day, for example 18/10, +14, v44"));
	return day < time_day(now) && read != been_parse
		       ? g_strdup_printf(_("%s, that has been"), said)
		       : g_steal_pointer(&said);
}

char *value_day_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	return day_meaning(data, text, due_parse, wrong);
}

char *value_been_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	return day_meaning(data, text, been_parse, wrong);
}

char *value_begin_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	return day_meaning(data, text, begin_parse, wrong);
}

static gboolean weeks_read(const struct edited *e, const char *text, int *from, int *to)
{
	return weeks_parse(text, time_day(session_now(e->session)), session_week(e->session), from,
			   to);
}

char *value_weeks_show(const struct edited *e UNUSED, const struct field *f,
		       const struct field *other, gpointer record)
{
	int from = FIELD_AT(int, record, f), to = FIELD_AT(int, record, other);

	if (from == WEEK_NONE || to == WEEK_NONE)
		return NULL;
	g_autofree char *first = week_format(from), *last = week_format(to);
	return g_strdup_printf("%s %s", first, last);
}

void value_weeks_set(struct edited *e, const struct field *f, const struct field *other,
		     gpointer record, const char *text)
{
	if (!*text ||
	    !weeks_read(e, text, &FIELD_AT(int, record, f), &FIELD_AT(int, record, other)))
		FIELD_AT(int, record, f) = FIELD_AT(int, record, other) = WEEK_NONE;
}

char *value_weeks_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	int from, to;

	*wrong = !weeks_read(data, text, &from, &to) || to < from;
	if (*wrong)
		return g_strdup(_("two weeks, for example v36-v43"));
	return g_strdup_printf(ngettext("%d week", "%d weeks", (gulong)(to - from + 1)),
			       to - from + 1);
}

char *value_hours_show(const struct edited *e UNUSED, const struct field *f,
		       const struct field *other, gpointer record)
{
	int from = FIELD_AT(int, record, f), to = FIELD_AT(int, record, other);

	return from == 0 && to == 24 ? NULL : g_strdup_printf("%02d-%02d", from, to);
}

static gboolean hours_read(const char *text, int *from, int *to)
{
	g_autoptr(GString) plain = g_string_new(text);
	char rest;

	g_string_replace(plain, "–", "-", 0);
	g_string_replace(plain, " ", "", 0);
	return g_ascii_isdigit(*plain->str) &&
	       sscanf(plain->str, "%2d-%2d%c", from, to, &rest) == 2 && *from >= 0 && *from < 24 &&
	       *to >= 0 && *to <= 24 && *from != *to;
}

void value_hours_set(struct edited *e UNUSED, const struct field *f, const struct field *other,
		     gpointer record, const char *text)
{
	if (*text && hours_read(text, &FIELD_AT(int, record, f), &FIELD_AT(int, record, other)))
		return;
	FIELD_AT(int, record, f) = 0;
	FIELD_AT(int, record, other) = 24;
}

char *value_hours_meaning(gpointer data UNUSED, const char *text, gint64 key UNUSED,
			  gboolean *wrong)
{
	int from, to;

	*wrong = !hours_read(text, &from, &to);
	return g_strdup(*wrong ? _("hours, for example 18-24") : "");
}

char *value_time_show(const struct edited *e UNUSED, const struct field *f,
		      const struct field *other UNUSED, gpointer record)
{
	const struct when when = {FIELD_AT(gint64, record, f), FIELD_AT(gint64, record, f),
				  TIME_EXACT};

	return when.from == TIME_NONE ? NULL : when_edit(&when);
}

typedef gboolean (*time_reader)(const char *text, gint64 now, struct when *when, GError **error);

static void set_time(const struct edited *e, const struct field *f, gpointer record,
		     const char *text, time_reader read)
{
	struct when when;

	FIELD_AT(gint64, record, f) =
		read(text, session_now(e->session), &when, NULL) ? when.from : TIME_NONE;
}

void value_time_set(struct edited *e, const struct field *f, const struct field *other UNUSED,
		    gpointer record, const char *text)
{
	set_time(e, f, record, text, moment_parse);
}

void value_happened_set(struct edited *e, const struct field *f, const struct field *other UNUSED,
			gpointer record, const char *text)
{
	set_time(e, f, record, text, when_parse);
}

void value_deadline_set(struct edited *e, const struct field *f, const struct field *other UNUSED,
			gpointer record, const char *text)
{
	set_time(e, f, record, text, deadline_parse);
}

static char *time_meaning(const struct edited *e, const char *text, time_reader read,
			  gboolean *wrong)
{
	g_autoptr(GError) error = NULL;
	struct when when;

	*wrong = !read(text, session_now(e->session), &when, &error);
	return *wrong ? g_strdup(error->message) : when_format(&when, session_week(e->session));
}

char *value_time_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	return time_meaning(data, text, moment_parse, wrong);
}

char *value_happened_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	return time_meaning(data, text, when_parse, wrong);
}

char *value_deadline_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	return time_meaning(data, text, deadline_parse, wrong);
}
