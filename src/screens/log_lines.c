/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of the record of changes in words: when, which way in, what it is about, what it changed.
 * What a field refers to is named as it is called now. */
#include "config.h"

#include "screens/log_lines.h"

#include <string.h>
#include <glib/gi18n.h>

#include "osg/period.h"
#include "osg/setup.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/words.h"

const char *log_door(enum door door)
{
	static const char *const doors[] = {N_("screen"), N_("command"), N_("ssh"), N_("file")};

	return _(doors[door]);
}

char *log_moment(gint64 at)
{
	int day, seconds;

	time_to_local(at, &day, &seconds);
	g_autofree char *date = day_format_iso(day);
	return g_strdup_printf("%s %02d:%02d", date, seconds / 3600, seconds / 60 % 60);
}

/* What was done, by the last word of what the record of changes calls it; to what stands beside it.
 */
static const struct deed {
	const char *what, *words;
} deeds[] = {
	{"add", N_("new")},
	{"change", N_("altered")},
	{"withdraw", N_("withdrawn")},
	{"link", N_("linked")},
	{"unlink", N_("link taken back")},
	{"save", N_("kept")},
	{"take", N_("received")},
	{"accept", N_("accepted")},
	{"dismiss", N_("dismissed")},
	{"situation", N_("put into words")},
	{"highlight", N_("highlighted")},
	{"fix", N_("picture fixed")},
	{"find", N_("found")},
	{"start", N_("started")},
	{"lead", N_("meeting led")},
	{"decide", N_("decided")},
	{"close", N_("closed")},
	{"reopen", N_("opened again")},
	{"hand_over", N_("handed over")},
	{"tell", N_("given notice")},
	{"remind", N_("reminded")},
	{"steer", N_("programme steered")},
	{"work", N_("programme worked on")},
	{"setup", N_("set up")},
	{"init", N_("made")},
	{"week", N_("meetings made")},
	{"import", N_("read in")},
	{"records", N_("read in")},
	{"rows", N_("rows read in")},
	{"moved", N_("import moved")},
	{"broken-off", N_("import broken off")},
	{"anew", N_("import begun anew")},
	{"set", N_("set")},
	{"reason", N_("reason stated")},
	{"redact", N_("text removed")},
	{"retain", N_("texts thinned out")},
	{"move", N_("moved")},
	{"repair", N_("repaired")},
	{"restore", N_("copy put in place")},
	{"agree", N_("county told")},
	{"key", N_("key")},
	{"register", N_("key registered")},
	{"refused", N_("refused")},
	{"show", N_("shown")},
	{"list", N_("shown as a list")},
	{"print", N_("printed")},
	{"export", N_("exported")},
	{"read", N_("looked at")},
	{"programme", N_("programme made")},
};

static const char *deed_named(const char *what)
{
	const char *dot = strrchr(what, '.'), *last = dot ? dot + 1 : what;

	for (gsize i = 0; i < G_N_ELEMENTS(deeds); i++)
		if (strcmp(deeds[i].what, last) == 0)
			return _(deeds[i].words);
	return what;
}

char *log_what(const struct log_line *line)
{
	static const char undone[] = "undo.", redone[] = "redo.";
	const char *deed = deed_named(line->what);

	if (g_str_has_prefix(line->what, undone))
		return g_strdup_printf(_("undone: %s"), deed);
	if (g_str_has_prefix(line->what, redone))
		return g_strdup_printf(_("done again: %s"), deed);
	return g_strdup(deed);
}

static json_t *fields_of(const char *json)
{
	return json ? json_loads(json, 0, NULL) : NULL;
}

static void append_value(GString *out, const json_t *value)
{
	g_autofree char *number = NULL;

	if (!value || json_is_null(value))
		g_string_append(out, "–");
	else if (json_is_string(value))
		g_string_append(out, json_string_value(value));
	else if (json_is_boolean(value))
		g_string_append(out, json_is_true(value) ? _("yes") : _("no"));
	else
		g_string_append(out, number = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY));
}

static const char *const naming[] = {"handle", "code", "name", "title"};

/* What was looked at as a whole, by the first word of what the record of changes calls it. */
static const struct deed wholes[] = {
	{"picture", N_("situation picture")}, {"map", N_("map")},
	{"hotspots", N_("hotspots")},         {"roll_call", N_("roll call")},
	{"theme", N_("theme study")},
};

static char *period_said(const json_t *value)
{
	const char *text = json_string_value(value);
	struct period period;

	return text && period_parse(text, 0, WEEK_NONE, &period, NULL) ? words_period(period)
								       : g_strdup(text);
}

/* What is said of something shown: of what kind, of which weeks, the draft or a version. FALSE when
 * it is another field. */
static gboolean append_shown(GString *out, const char *name, const json_t *value)
{
	const struct record_kind *kind = NULL;
	g_autofree char *said = NULL;

	if (strcmp(name, "kind") == 0 && json_is_string(value)) {
		kind = record_kind_named(json_string_value(value));
		said = g_strdup(kind ? _(kind->title) : json_string_value(value));
	} else if (strcmp(name, "period") == 0 && json_is_string(value)) {
		said = period_said(value);
	} else if (strcmp(name, "version") == 0 && json_is_integer(value)) {
		int number = (int)json_integer_value(value);

		said = number ? g_strdup_printf(_("version %d"), number) : g_strdup(_("draft"));
	}
	g_string_append(out, said ? said : "");
	return said != NULL;
}

/* "situation picture: week 40, 2024, draft" */
static void append_values(GString *out, const char *what, json_t *object)
{
	const char *name;
	json_t *value;
	gsize start;

	for (gsize i = 0; i < G_N_ELEMENTS(wholes); i++)
		if (g_str_has_prefix(what, wholes[i].what) && what[strlen(wholes[i].what)] == '.')
			g_string_append_printf(out, "%s: ", _(wholes[i].words));
	start = out->len;
	json_object_foreach(object, name, value)
	{
		g_string_append(out, out->len > start ? ", " : "");
		if (append_shown(out, name, value))
			continue;
		g_string_append_printf(out, "%s ", words_field(name));
		append_value(out, value);
	}
}

/* "measure Lamps on the path": the kind, and what it is called where the line tells. */
char *log_about(const struct log_line *line)
{
	GString *out = g_string_new(NULL);
	const struct record_kind *kind = line->kind ? record_kind_named(line->kind) : NULL;
	json_t *after = fields_of(line->after), *name = NULL;

	for (gsize i = 0; kind && !name && i < G_N_ELEMENTS(naming); i++)
		name = json_object_get(after, naming[i]);
	if (kind)
		g_string_append(out, _(kind->title));
	else
		append_values(out, line->what, after);
	if (name)
		append_value(g_string_append_c(out, ' '), name);
	json_decref(after);
	return g_string_free(out, FALSE);
}

/* What a record is called now; NULL = nothing. Owned. */
static char *name_now(struct session *session, const struct record_kind *kind, const struct id *id)
{
	struct record *record = kind ? session_find(session, kind, id, NULL) : NULL;
	char *name = NULL;

	for (gsize i = 0; record && !name && i < G_N_ELEMENTS(naming); i++) {
		const struct field *f = fields_find(kind->fields, naming[i]);

		name = f ? g_strdup(FIELD_AT(char *, record, f)) : NULL;
	}
	record_free(record);
	return name;
}

/* Where the line does not tell it. */
static void append_name(struct session *session, const struct log_line *line, GString *out)
{
	const struct record_kind *kind = line->kind ? record_kind_named(line->kind) : NULL;
	g_autofree char *name = name_now(session, kind, &line->id);

	if (name && !strstr(out->str, name))
		g_string_append_printf(out, " %s", name);
}

/* A field as the form of setting up calls it, else in words. */
static const char *label_of(const struct log_line *line, const char *name)
{
	const struct setup_kind *kind = line->kind ? setup_kind_named(line->kind) : NULL;

	for (const struct setup_field *f = kind ? kind->fields : NULL; f && f->field; f++)
		if (strcmp(f->field, name) == 0)
			return _(f->label);
	return words_field(name);
}

/* Several at once: "Visättra, Vidja". */
static void append_names(const struct field_form *form, const struct field *f, const json_t *values,
			 GString *out)
{
	for (gsize i = 0; i < json_array_size(values); i++) {
		gint64 key = json_integer_value(json_array_get(values, i));
		g_autofree char *name = form->name(form->data, f->refers, key);

		g_string_append_printf(out, "%s%s", i ? ", " : "", name ? name : "?");
	}
}

/* A time, a week or a word of a table as people say it; NULL = as it is. Owned. */
static char *said_of(const struct field *f, const json_t *value)
{
	const char *text = json_string_value(value);

	if (!f || !text)
		return NULL;
	if (f->kind == FIELD_WORD)
		return g_strdup(text_word(f->name, text));
	if (f->kind == FIELD_WEEK) {
		int week = week_parse(text, 0, WEEK_NONE);

		return week == WEEK_NONE ? NULL : week_name_beside(week, WEEK_NONE);
	}
	if (f->kind == FIELD_TIME) {
		g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, NULL);

		return time ? log_moment(g_date_time_to_unix(time)) : NULL;
	}
	return NULL;
}

/* What a field refers to by its name. */
static void append_field(struct session *session, const struct log_line *line, const char *name,
			 const json_t *value, GString *out)
{
	const struct field_form form = app_record_form(session);
	const struct record_kind *kind = line->kind ? record_kind_named(line->kind) : NULL;
	const struct field *f = kind ? fields_find(kind->fields, name) : NULL;
	g_autofree char *of = f && f->kind == FIELD_REF && json_is_integer(value)
				      ? form.name(form.data, f->refers, json_integer_value(value))
				      : said_of(f, value);

	struct id id;
	g_autofree char *named = of && f->kind == FIELD_REF && id_parse(of, &id)
					 ? name_now(session, record_kind_named(f->refers), &id)
					 : NULL;

	if (of)
		g_string_append(out, named ? named : of);
	else if (f && f->kind == FIELD_REFS && json_array_size(value))
		append_names(&form, f, value, out);
	else
		append_value(out, value);
}

void log_add_changes(struct session *session, const struct log_line *line, GPtrArray *lines)
{
	json_t *before = fields_of(line->before), *after = fields_of(line->after), *value;
	g_autofree char *about = log_about(line), *what = log_what(line);
	g_autoptr(GString) text = g_string_new(about);
	const char *name;

	append_name(session, line, text);
	text_add_line(lines, "%s · %s", what, text->str);
	/* of what was only shown the first line tells all */
	json_object_foreach(line->kind ? after : NULL, name, value)
	{
		g_string_printf(text, "%s: ", label_of(line, name));
		if (before) {
			append_field(session, line, name, json_object_get(before, name), text);
			g_string_append(text, " → ");
		}
		append_field(session, line, name, value, text);
		g_ptr_array_add(lines, g_strdup(text->str));
	}
	json_decref(before);
	json_decref(after);
}
