/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of measures, causes, members, goals, visits and groups in forms. One row a field; how
 * a value is written and read follows from its type. */
#include "config.h"

#include "screens/record_fields.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <glib/gi18n.h>

#include "screens/measure_lines.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/when.h"
#include "osg/words.h"

enum { OPTIONS = 8 };
#define SEPARATOR "; "

/* A value of a record: its field, and a second one where two make one (from and to, place and
 * area). */
struct record_value {
	const char *id, *field, *other;
	gboolean of_yardstick;
	char *(*show)(const struct edited *e, const struct field *f, const struct field *other,
		      gpointer record);
	void (*read)(struct edited *e, const struct field *f, const struct field *other,
		     gpointer record, const char *text);
};

static const struct registry *words(const struct edited *e)
{
	return session_registry(e->session);
}

static int today_of(const struct edited *e)
{
	int day, seconds;

	time_to_local(session_now(e->session), &day, &seconds);
	return day;
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

static char *organisations_meaning(gpointer data, const char *text, gint64 key UNUSED,
				   gboolean *wrong)
{
	const struct edited *e = data;
	const struct organisation *one =
		registry_organisation(words(e), find_organisation(e, text));

	return one ? g_strdup(one->name)
		   : names_meaning(e, text, find_organisation, NULL, NO_ORGANISATION, wrong);
}

static char *places_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	return names_meaning(data, text, find_place, find_area, NO_PLACE, wrong);
}

static char *categories_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
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

static GPtrArray *organisations_complete(gpointer data, const char *text)
{
	const struct edited *e = data;
	GPtrArray *options = form_options_new();
	g_autofree char *before = NULL;
	const char *typed = last_name(text, &before);
	struct match found[OPTIONS];
	int count = registry_complete_organisations(words(e), typed, found, OPTIONS);

	for (int i = 0; i < count; i++) {
		const struct organisation *o = found[i].record;

		add_option(options, before, o->code, o->name);
	}
	return options;
}

static GPtrArray *places_complete(gpointer data, const char *text)
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

static GPtrArray *categories_complete(gpointer data, const char *text)
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

static char *names_show(const struct edited *e, const struct field *f, const struct field *other,
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

static void names_set(struct edited *e, const struct field *f, const struct field *other,
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

static char *text_show(const struct edited *e UNUSED, const struct field *f,
		       const struct field *other UNUSED, gpointer record)
{
	return g_strdup(FIELD_AT(char *, record, f));
}

static void text_set(struct edited *e UNUSED, const struct field *f,
		     const struct field *other UNUSED, gpointer record, const char *text)
{
	g_autofree char *clean = text_clean(text, -1, TRUE);

	field_set_text(&FIELD_AT(char *, record, f), g_strstrip(clean));
}

static char *whole_show(const struct edited *e UNUSED, const struct field *f,
			const struct field *other UNUSED, gpointer record)
{
	gint64 value = FIELD_AT(gint64, record, f);

	return value < 0 ? NULL : g_strdup_printf("%" G_GINT64_FORMAT, value);
}

static void whole_set(struct edited *e UNUSED, const struct field *f,
		      const struct field *other UNUSED, gpointer record, const char *text)
{
	FIELD_AT(gint64, record, f) = *text ? g_ascii_strtoll(text, NULL, 10) : -1;
}

static char *whole_meaning(gpointer data UNUSED, const char *text, gint64 key UNUSED,
			   gboolean *wrong)
{
	gint64 value;

	*wrong = !g_ascii_string_to_signed(text, 10, 0, G_GINT64_CONSTANT(1000000000000), &value,
					   NULL);
	return g_strdup(*wrong ? _("whole kronor, for example 4500") : "");
}

static gboolean real_read(const char *text, double *value)
{
	g_autofree char *point = g_strdelimit(g_strdup(text), ",", '.');
	char *end;

	*value = g_ascii_strtod(point, &end);
	return end != point && *end == '\0' && *value >= 0;
}

static char *real_show(const struct edited *e UNUSED, const struct field *f,
		       const struct field *other UNUSED, gpointer record)
{
	double value = FIELD_AT(double, record, f);

	return isnan(value) ? NULL : text_decimal(value, value == floor(value) ? 0 : 1);
}

static void real_set(struct edited *e UNUSED, const struct field *f,
		     const struct field *other UNUSED, gpointer record, const char *text)
{
	if (!*text || !real_read(text, &FIELD_AT(double, record, f)))
		FIELD_AT(double, record, f) = NAN;
}

static char *real_meaning(gpointer data UNUSED, const char *text, gint64 key UNUSED,
			  gboolean *wrong)
{
	double value;

	*wrong = !real_read(text, &value);
	return g_strdup(*wrong ? _("a number, for example 2 or 1,5") : "");
}

/* days, weeks, hours */

static char *day_show(const struct edited *e UNUSED, const struct field *f,
		      const struct field *other UNUSED, gpointer record)
{
	int day = FIELD_AT(int, record, f);

	return day == DAY_NONE ? NULL : day_format_iso(day);
}

static void day_set(struct edited *e, const struct field *f, const struct field *other UNUSED,
		    gpointer record, const char *text)
{
	FIELD_AT(int, record, f) = *text ? due_parse(text, today_of(e)) : DAY_NONE;
}

static char *day_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	const struct edited *e = data;
	int day = due_parse(text, today_of(e));
	g_autofree char *said = day_words(day);

	*wrong = day == DAY_NONE;
	if (*wrong)
		return g_strdup(_("a day, for example 18/10, +14, v44"));
	return day < today_of(e) ? g_strdup_printf(_("%s, that has been"), said)
				 : g_steal_pointer(&said);
}

static gboolean weeks_read(const struct edited *e, const char *text, int *from, int *to)
{
	g_auto(GStrv) ends = NULL;
	g_autofree char *plain = g_strdup(text);
	char *dash = strstr(plain, "–");
	int today = today_of(e), near = session_week(e->session);

	if (dash)
		memmove(dash + 1, dash + strlen("–"), strlen(dash + strlen("–")) + 1), *dash = ' ';
	/* "2024-W41 2024-W44", "v41-v44", "v41-44" */
	ends = strchr(plain, ' ') ? g_strsplit(plain, " ", 2) : g_strsplit(plain, "-", 2);
	*from = *to = WEEK_NONE;
	if (!ends[0] || !ends[1])
		return FALSE;
	*from = week_parse(g_strstrip(ends[0]), today, near);
	*to = week_parse(g_strstrip(ends[1]), today, near);
	return *from != WEEK_NONE && *to != WEEK_NONE;
}

static char *weeks_show(const struct edited *e UNUSED, const struct field *f,
			const struct field *other, gpointer record)
{
	int from = FIELD_AT(int, record, f), to = FIELD_AT(int, record, other);

	if (from == WEEK_NONE || to == WEEK_NONE)
		return NULL;
	g_autofree char *first = week_format(from), *last = week_format(to);
	return g_strdup_printf("%s %s", first, last);
}

static void weeks_set(struct edited *e, const struct field *f, const struct field *other,
		      gpointer record, const char *text)
{
	if (!*text ||
	    !weeks_read(e, text, &FIELD_AT(int, record, f), &FIELD_AT(int, record, other)))
		FIELD_AT(int, record, f) = FIELD_AT(int, record, other) = WEEK_NONE;
}

static char *weeks_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	int from, to;

	*wrong = !weeks_read(data, text, &from, &to) || to < from;
	if (*wrong)
		return g_strdup(_("two weeks, for example v36-v43"));
	return g_strdup_printf(ngettext("%d week", "%d weeks", (gulong)(to - from + 1)),
			       to - from + 1);
}

static char *hours_show(const struct edited *e UNUSED, const struct field *f,
			const struct field *other, gpointer record)
{
	int from = FIELD_AT(int, record, f), to = FIELD_AT(int, record, other);

	return from == 0 && to == 24 ? NULL : g_strdup_printf("%02d-%02d", from, to);
}

static gboolean hours_read(const char *text, int *from, int *to)
{
	char rest;

	return sscanf(text, "%2d-%2d%c", from, to, &rest) == 2 && *from >= 0 && *from < 24 &&
	       *to >= 0 && *to <= 24 && *from != *to;
}

static void hours_set(struct edited *e UNUSED, const struct field *f, const struct field *other,
		      gpointer record, const char *text)
{
	if (*text && hours_read(text, &FIELD_AT(int, record, f), &FIELD_AT(int, record, other)))
		return;
	FIELD_AT(int, record, f) = 0;
	FIELD_AT(int, record, other) = 24;
}

static char *hours_meaning(gpointer data UNUSED, const char *text, gint64 key UNUSED,
			   gboolean *wrong)
{
	int from, to;

	*wrong = !hours_read(text, &from, &to);
	return g_strdup(*wrong ? _("hours, for example 18-24") : "");
}

static char *time_show(const struct edited *e UNUSED, const struct field *f,
		       const struct field *other UNUSED, gpointer record)
{
	const struct when when = {FIELD_AT(gint64, record, f), FIELD_AT(gint64, record, f),
				  TIME_EXACT};

	return when.from == TIME_NONE ? NULL : when_edit(&when);
}

static void time_set(struct edited *e, const struct field *f, const struct field *other UNUSED,
		     gpointer record, const char *text)
{
	struct when when;

	FIELD_AT(gint64, record, f) =
		when_parse(text, session_now(e->session), &when, NULL) ? when.from : TIME_NONE;
}

static char *time_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	const struct edited *e = data;
	g_autoptr(GError) error = NULL;
	struct when when;

	*wrong = !when_parse(text, session_now(e->session), &when, &error);
	return *wrong ? g_strdup(error->message) : when_format(&when, session_week(e->session));
}

/* causes, kinds of measure, evidence */

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

static GPtrArray *causes_complete(gpointer data, const char *text)
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
static char *cause_meaning(gpointer data, const char *text, gint64 key UNUSED,
			   gboolean *wrong UNUSED)
{
	const struct cause *cause = cause_named(data, text);

	if (!cause)
		return g_strdup("");
	return g_strdup_printf(
		ngettext("%u event shows it", "%u events show it", (gulong)cause->evidence->len),
		cause->evidence->len);
}

static char *parent_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	const struct edited *e = data;
	const struct cause *cause = cause_named(e, text);

	*wrong = !cause || cause->record.key == e->record->key;
	return g_strdup(*wrong ? _("no other cause of this group is called that")
			       : words_aspect(cause->aspect));
}

static char *cause_show(const struct edited *e, const struct field *f, const struct field *other,
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

static void cause_set(struct edited *e, const struct field *f, const struct field *other,
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

static const struct measure_type *type_named(const struct edited *e, const char *text)
{
	const GPtrArray *types = measure_types();

	for (guint i = 0; i < types->len; i++)
		if (same_text(measure_type_label(types->pdata[i], session_english(e->session)),
			      text))
			return types->pdata[i];
	return NULL;
}

static char *type_show(const struct edited *e, const struct field *f,
		       const struct field *other UNUSED, gpointer record)
{
	return g_strdup(measure_type_label(measure_type_find(FIELD_AT(char *, record, f)),
					   session_english(e->session)));
}

static void type_set(struct edited *e, const struct field *f, const struct field *other UNUSED,
		     gpointer record, const char *text)
{
	const struct measure_type *type = type_named(e, text);

	field_set_text(&FIELD_AT(char *, record, f), type ? type->code : NULL);
}

static char *type_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	const struct measure_type *type = type_named(data, text);

	*wrong = !type;
	return g_strdup(type ? words_aspect(type->aspect)
			     : _("not in the catalogue; leave it empty or take Other"));
}

static GPtrArray *types_complete(gpointer data, const char *text)
{
	const struct edited *e = data;
	const GPtrArray *types = measure_types();
	GPtrArray *options = form_options_new();
	g_autofree char *typed = text_fold(text);

	for (guint i = 0; i < types->len && options->len < OPTIONS; i++) {
		const struct measure_type *type = types->pdata[i];
		const char *label = measure_type_label(type, session_english(e->session));
		g_autofree char *name = text_fold(label);

		if (strstr(name, typed))
			form_options_add(options, label, words_aspect(type->aspect), 0);
	}
	return options;
}

/* Evidence is found by a filter; what was found before stays. */
static void evidence_set(struct edited *e, const struct field *f, const struct field *other UNUSED,
			 gpointer record, const char *text)
{
	struct listing *found =
		*text ? app_list(e->session, text, WEEK_NONE, session_week(e->session), 0, NULL)
		      : NULL;

	for (guint i = 0; found && i < found->rows->len; i++)
		refs_add(FIELD_AT(GArray *, record, f),
			 g_array_index(found->rows, struct observation_row, i).key);
	listing_free(found);
}

static char *evidence_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	const struct edited *e = data;
	g_autoptr(GError) error = NULL;
	struct listing *found =
		app_list(e->session, text, WEEK_NONE, session_week(e->session), 0, &error);
	char *said =
		found ? g_strdup_printf(ngettext("%u event", "%u events", (gulong)found->rows->len),
					found->rows->len)
		      : g_strdup(error->message);

	*wrong = !found || found->rows->len == 0;
	listing_free(found);
	return said;
}

/* the forms */

#define NAMES(id, field, other)                                                                    \
	{                                                                                          \
		id, field, other, FALSE, names_show, names_set                                     \
	}
#define TEXT(id, field)                                                                            \
	{                                                                                          \
		id, field, NULL, FALSE, text_show, text_set                                        \
	}
#define DAY(id, field)                                                                             \
	{                                                                                          \
		id, field, NULL, FALSE, day_show, day_set                                          \
	}
#define CHOICE(id, field)                                                                          \
	{                                                                                          \
		id, field, NULL, FALSE, NULL, NULL                                                 \
	}
#define LINE(id, label, required, meaning, complete)                                               \
	{                                                                                          \
		id, label, FORM_LINE, required, 1, NULL, meaning, complete                         \
	}
#define LINES(id, label, rows)                                                                     \
	{                                                                                          \
		id, label, FORM_LINES, FALSE, rows, NULL, NULL, NULL                               \
	}
#define CHOOSE(id, label, choices)                                                                 \
	{                                                                                          \
		id, label, FORM_CHOICE, FALSE, 1, choices, NULL, NULL                              \
	}

/* The yardstick's fields, of a measure or of a group. */
#define YARDSTICK_FIELDS                                                                           \
	LINE("what", N_("Count"), FALSE, categories_meaning, categories_complete),                 \
		LINE("counted", N_("Counted at"), FALSE, places_meaning, places_complete),         \
		LINE("hours", N_("Hours"), FALSE, hours_meaning, NULL),                            \
		LINE("before", N_("Weeks before"), FALSE, weeks_meaning, NULL),                    \
		LINE("after", N_("Weeks after"), FALSE, weeks_meaning, NULL),                      \
		LINE("comparison", N_("Compare with"), FALSE, places_meaning, places_complete),    \
		LINE("why", N_("Why alike"), FALSE, NULL, NULL),                                   \
		LINE("target", N_("At most a week"), FALSE, real_meaning, NULL)
#define YARDSTICK_VALUES                                                                           \
	{"what", "categories", NULL, TRUE, names_show, names_set},                                 \
		{"counted", "places", "area", TRUE, names_show, names_set},                        \
		{"hours", "hour_from", "hour_to", TRUE, hours_show, hours_set},                    \
		{"before", "before_from", "before_to", TRUE, weeks_show, weeks_set},               \
		{"after", "after_from", "after_to", TRUE, weeks_show, weeks_set},                  \
		{"comparison", "comparison_places", "comparison_areas",                            \
		 TRUE,         names_show,          names_set},                                    \
		{"why", "comparison_reason", NULL, TRUE, text_show, text_set},                     \
	{                                                                                          \
		"target", "target", NULL, TRUE, real_show, real_set                                \
	}

static const struct form_field measure_fields[] = {
	LINE("title", N_("What"), TRUE, NULL, NULL),
	LINE("kind", N_("Kind"), FALSE, type_meaning, types_complete),
	LINE("owner", N_("Who"), FALSE, organisations_meaning, organisations_complete),
	LINE("with", N_("With"), FALSE, organisations_meaning, organisations_complete),
	LINE("due", N_("Done by"), FALSE, day_meaning, NULL),
	LINE("where", N_("Where"), FALSE, places_meaning, places_complete),
	LINE("cause", N_("Against"), FALSE, cause_meaning, causes_complete),
	LINE("focus", N_("Focus area"), FALSE, NULL, NULL),
	LINE("cost", N_("Cost"), FALSE, whole_meaning, NULL),
	LINE("yardstick", N_("Yardstick"), FALSE, NULL, NULL),
	YARDSTICK_FIELDS,
	{NULL},
};
static const struct record_value measure_values[] = {
	TEXT("title", "title"),
	{"kind", "kind", NULL, FALSE, type_show, type_set},
	NAMES("owner", "owner", NULL),
	NAMES("with", "contributors", NULL),
	DAY("due", "due"),
	NAMES("where", "place", "area"),
	{"cause", "cause", "cause_text", FALSE, cause_show, cause_set},
	TEXT("focus", "focus_area"),
	{"cost", "cost", NULL, FALSE, whole_show, whole_set},
	{"yardstick", "text", NULL, TRUE, text_show, text_set},
	YARDSTICK_VALUES,
	{NULL},
};

static const struct form_field group_fields[] = {
	LINE("title", N_("Name"), TRUE, NULL, NULL),
	LINE("leader", N_("Leads"), TRUE, organisations_meaning, organisations_complete),
	LINE("end", N_("Until"), FALSE, day_meaning, NULL),
	LINES("mandate", N_("Mandate"), 2),
	LINE("limits", N_("Delimitation"), FALSE, NULL, NULL),
	LINE("places", N_("Places"), FALSE, places_meaning, places_complete),
	LINE("group-what", N_("Categories"), FALSE, categories_meaning, categories_complete),
	YARDSTICK_FIELDS,
	{NULL},
};
static const struct record_value group_values[] = {
	TEXT("title", "title"),
	NAMES("leader", "leader", NULL),
	DAY("end", "planned_end"),
	TEXT("mandate", "mandate"),
	TEXT("limits", "delimitation"),
	NAMES("places", "places", "areas"),
	NAMES("group-what", "categories", NULL),
	YARDSTICK_VALUES,
	{NULL},
};

static const struct form_field member_fields[] = {
	LINE("organisation", N_("Organisation"), TRUE, organisations_meaning,
	     organisations_complete),
	LINE("function", N_("Function"), FALSE, NULL, NULL),
	LINE("since", N_("Since"), FALSE, day_meaning, NULL),
	LINE("until", N_("Until"), FALSE, day_meaning, NULL),
	{NULL},
};
static const struct record_value member_values[] = {
	NAMES("organisation", "organisation", NULL),
	TEXT("function", "function"),
	DAY("since", "since"),
	DAY("until", "until"),
	{NULL},
};

static const char *const aspects[] = {N_("Place"), N_("Target"), N_("Actor"), N_("Guardian"), NULL};
/* From -1 on, as struct cause has it. */
static const char *const influences[] = {N_("not judged how much it can be influenced"),
					 N_("cannot be influenced"),
					 N_("can be influenced a little"),
					 N_("can be influenced partly"),
					 N_("can be influenced much"),
					 NULL};

static const struct form_field cause_fields[] = {
	LINES("text", N_("Cause"), 2),
	CHOOSE("aspect", N_("Under"), aspects),
	LINE("parent", N_("Cause above"), FALSE, parent_meaning, causes_complete),
	LINE("evidence", N_("Evidence"), FALSE, evidence_meaning, NULL),
	CHOOSE("influence", N_("How much"), influences),
	LINE("owner", N_("By whom"), FALSE, organisations_meaning, organisations_complete),
	{NULL},
};
static const struct record_value cause_values[] = {
	TEXT("text", "text"),
	CHOICE("aspect", "aspect"),
	{"parent", "parent", NULL, FALSE, cause_show, cause_set},
	{"evidence", "evidence", NULL, FALSE, NULL, evidence_set},
	CHOICE("influence", "influence"),
	NAMES("owner", "owner", NULL),
	{NULL},
};

static const char *const met_choices[] = {N_("not known yet"), N_("yes"), N_("no"), NULL};
static const struct form_field goal_fields[] = {
	LINES("text", N_("Goal"), 2),
	LINE("due", N_("Until"), FALSE, day_meaning, NULL),
	CHOOSE("met", N_("Met"), met_choices),
	{NULL},
};
static const struct record_value goal_values[] = {
	TEXT("text", "text"), DAY("due", "due"), CHOICE("met", "met"), {NULL}};

static const char *const visit_choices[] = {N_("Site visit"), N_("Safety walk"), NULL};
static const struct form_field visit_fields[] = {
	CHOOSE("form", N_("Kind"), visit_choices),
	LINE("at", N_("When"), TRUE, time_meaning, NULL),
	LINE("where", N_("Where"), FALSE, places_meaning, places_complete),
	LINE("who", N_("Who came"), FALSE, organisations_meaning, organisations_complete),
	LINES("note", N_("Note"), 2),
	{NULL},
};
static const struct record_value visit_values[] = {
	CHOICE("form", "form"),
	{"at", "at", NULL, FALSE, time_show, time_set},
	NAMES("where", "place", "area"),
	NAMES("who", "organisations", NULL),
	TEXT("note", "note"),
	{NULL},
};

static const char *const site_aspects[] = {N_("lighting"), N_("sight lines"), N_("maintenance"),
					   N_("access"),   N_("ownership"),   N_("staffing"),
					   N_("flow"),     N_("other"),       NULL};
static const struct form_field finding_fields[] = {
	CHOOSE("aspect", N_("About"), site_aspects),
	LINES("text", N_("Finding"), 2),
	LINE("owner", N_("Can mend it"), FALSE, organisations_meaning, organisations_complete),
	{NULL},
};
static const struct record_value finding_values[] = {
	CHOICE("aspect", "aspect"), TEXT("text", "text"), NAMES("owner", "owner", NULL), {NULL}};

/* clang-format off: one line a form */
static const struct record_form forms[] = {
	{"measure", N_("Measure"), &measure_kind, measure_fields, measure_values, TRUE},
	{"group", N_("Focus group"), &focus_group_kind, group_fields, group_values, TRUE},
	{"member", N_("Member"), &group_member_kind, member_fields, member_values, FALSE},
	{"cause", N_("Cause"), &cause_kind, cause_fields, cause_values, FALSE},
	{"goal", N_("Goal"), &goal_kind, goal_fields, goal_values, FALSE},
	{"visit", N_("Visit"), &site_visit_kind, visit_fields, visit_values, FALSE},
	{"finding", N_("Finding"), &site_finding_kind, finding_fields, finding_values, FALSE},
};
/* clang-format on */

const struct record_form *record_form_find(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(forms); i++)
		if (strcmp(forms[i].name, name) == 0)
			return &forms[i];
	return NULL;
}

/* the form and its records */

static gpointer record_of(const struct record_value *value, const struct edited *e)
{
	return value->of_yardstick ? (gpointer)e->yardstick : (gpointer)e->record;
}

static const struct field *field_of(gpointer record, const char *name)
{
	return name ? fields_find(((struct record *)record)->kind->fields, name) : NULL;
}

/* Choices are counted from the least value that the field has. */
static int choice_offset(const struct field *f)
{
	return f->initial < 0 ? -f->initial : 0;
}

void record_form_show(const struct record_form *kind, struct form *form, const struct edited *e)
{
	for (const struct record_value *v = kind->values; v->id; v++) {
		gpointer record = record_of(v, e);
		const struct field *f = field_of(record, v->field);
		g_autofree char *text =
			v->show ? v->show(e, f, field_of(record, v->other), record) : NULL;

		if (v->show)
			form_set(form, v->id, text ? text : "", 0);
		else if (!v->read)
			form_choose(form, v->id, FIELD_AT(int, record, f) + choice_offset(f));
	}
}

static gboolean is_wrong(const struct form_field *field, const struct form *form, struct edited *e,
			 char **complaint)
{
	const char *text = form_text(form, field->id);
	gboolean wrong = FALSE;
	g_autofree char *meaning = NULL;

	if (field->required && !*text) {
		*complaint = g_strdup(_("This must be said."));
		return TRUE;
	}
	if (!field->meaning || !*text)
		return FALSE;
	meaning = field->meaning(e, text, 0, &wrong);
	if (wrong)
		*complaint = g_steal_pointer(&meaning);
	return wrong;
}

gboolean record_form_read(const struct record_form *kind, const struct form *form, struct edited *e,
			  const char **field, char **complaint)
{
	for (const struct form_field *f = kind->fields; f->id; f++) {
		*field = f->id;
		if (f->kind != FORM_CHOICE && is_wrong(f, form, e, complaint))
			return FALSE;
	}
	for (const struct record_value *v = kind->values; v->id; v++) {
		gpointer record = record_of(v, e);
		const struct field *f = field_of(record, v->field);

		if (v->read)
			v->read(e, f, field_of(record, v->other), record, form_text(form, v->id));
		else
			FIELD_AT(int, record, f) = form_choice(form, v->id) - choice_offset(f);
	}
	return TRUE;
}

const char *record_form_field(const struct record_form *kind, const char *record_field)
{
	for (const struct record_value *v = kind->values; v->id; v++)
		if (g_strcmp0(v->field, record_field) == 0 ||
		    g_strcmp0(v->other, record_field) == 0 || g_strcmp0(v->id, record_field) == 0)
			return v->id;
	return kind->fields->id;
}
