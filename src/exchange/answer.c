/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer to a reminder: a letter that a person fills in with any editor, or answers by mail.
 * One line says that there was nothing to report; else a line an event: what; where; when; text.
 * Marks of quotation (">") and everything that is none of ours are passed over. */
#include "config.h"

#include "osg/answer.h"

#include <string.h>

#include "exchange/formats.h"
#include "exchange/row_text.h"
#include "osg/observation.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/when.h"

#define ANSWER_MARK "osg-svar 1"

enum { CELLS = 4 };
static const char *const cell_names[CELLS] = {"what", "where", "when", "text"};

/* the form */

char *answer_form(const struct organisation *organisation, int week)
{
	g_autofree char *name = week_format(week);

	return g_strdup_printf("%s\n"
			       "%s: %s\n"
			       "%s: %s\n"
			       "%s:\n"
			       "\n"
			       "# %s\n"
			       ";;;\n;;;\n;;;\n",
			       ANSWER_MARK, _("Organisation"), organisation->code, _("Week"), name,
			       _("Nothing to report"),
			       _("Else a line an event: what; where; when; text"));
}

/* reading */

struct answer_reading {
	const struct record_reader *reader;
	gint64 organisation;
	int week;     /* WEEK_NONE: not said */
	gboolean nil; /* nothing to report, they say */
	int events, faults;
};

/* Without the marks of a mail that answers, and the blanks around. */
static char *plain_line(const char *line)
{
	while (*line == '>' || *line == ' ' || *line == '\t')
		line++;
	return g_strstrip(g_strdup(line));
}

/* Both languages: the letter may be answered by somebody whose osg speaks the other one. */
static const char *value_after(const char *line, const char *const names[2])
{
	for (int i = 0; i < 2; i++) {
		gsize length = strlen(names[i]);

		if (g_ascii_strncasecmp(line, names[i], length) != 0)
			continue;
		line += length;
		while (*line == ' ')
			line++;
		if (*line == ':')
			return line + 1 + strspn(line + 1, " \t");
		return NULL;
	}
	return NULL;
}

static gboolean means_yes(const char *text)
{
	static const char *const words[] = {"ja", "yes", "j", "y", "x", "inget", "nothing", NULL};
	g_autofree char *folded = text_fold(text);

	return g_strv_contains(words, folded);
}

static gboolean put_aside(struct answer_reading *a, int line, const char *field, const char *value,
			  const char *reason, char *const cells[CELLS], GError **error)
{
	g_autoptr(GString) row = g_string_new(NULL);

	for (int i = 0; cells && i < CELLS; i++)
		if (cells[i])
			row_text_append(row, cell_names[i], cells[i]);
	a->faults++;
	return a->reader->aside(line, field, value, reason, row->str, a->reader->data, error);
}

/* NULL: all is read; else the field that is not, and *reason (owned). */
static const char *read_event(const struct answer_reading *a, char *const cells[CELLS],
			      struct observation *o, char **reason)
{
	const struct registry *v = a->reader->registry;
	const struct category *category = registry_category_meant(v, cells[0]);
	const struct place *place = registry_find_place(v, cells[1]);
	const struct area *area = place ? NULL : registry_find_area(v, cells[1]);
	g_autoptr(GError) error = NULL;
	const char *field = NULL;
	struct when when;

	if (!category) {
		*reason = g_strdup(_("expected a category, for example Skadegörelse or SKA"));
		return "what";
	}
	if (!when_parse(cells[2], a->reader->now, &when, &error)) {
		*reason = g_strdup(error->message);
		return "when";
	}
	o->category = category->parent ? category->parent : category->record.key;
	o->sub_category = category->parent ? category->record.key : 0;
	o->place = place ? place->record.key : 0;
	o->area = area ? area->record.key : 0;
	if (!place && !area && *cells[1])
		o->place_words = text_clean(cells[1], -1, FALSE);
	o->time_from = when.from;
	o->time_to = when.to;
	o->time_precision = when.precision;
	o->text = *cells[3] ? text_clean(cells[3], -1, FALSE) : NULL;
	o->organisation = a->organisation;
	o->entered_at = a->reader->now;
	o->source = g_strdup("answer");
	observation_settle(o, v);
	if (observation_check(o, v, a->reader->now, &field, &error))
		return NULL;
	*reason = g_strdup(error->message);
	return field;
}

/* A refusal of the guard, or of who may do what, is the row's own fault. */
static gboolean put_event(struct answer_reading *a, int line, char *const cells[CELLS],
			  struct observation *o, GError **error)
{
	GError *why = NULL;
	gboolean ok;

	if (a->reader->record(o, a->reader->data, &why)) {
		a->events++;
		return TRUE;
	}
	if (!g_error_matches(why, OSG_ERROR, OSG_ERROR_RULE) &&
	    !g_error_matches(why, OSG_ERROR, OSG_ERROR_REASON)) {
		g_propagate_error(error, why);
		return FALSE;
	}
	ok = put_aside(a, line, "text", NULL, why->message, cells, error);
	g_error_free(why);
	return ok;
}

static gboolean take_event(struct answer_reading *a, int line, const char *text, GError **error)
{
	g_auto(GStrv) parts = g_strsplit(text, ";", CELLS);
	char *cells[CELLS] = {0};
	gboolean said = FALSE, ok = TRUE;
	struct observation *o;
	g_autofree char *reason = NULL, *key = NULL;
	const char *field;

	for (int i = 0; i < CELLS; i++) {
		cells[i] = g_strstrip(parts[i]);
		said |= *cells[i] != '\0';
		if (!parts[i + 1])
			break;
	}
	if (!cells[CELLS - 1])
		return put_aside(a, line, NULL, text,
				 _("expected four parts: what; where; when; text"), NULL, error);
	if (!said)
		return TRUE;
	o = record_new(&observation_kind);
	key = g_strdup_printf("%" G_GINT64_FORMAT " %s %s %s", a->organisation, cells[0], cells[1],
			      cells[2]);
	o->record.id = id_from_name("answer", key);
	field = read_event(a, cells, o, &reason);
	ok = reason ? put_aside(a, line, field, NULL, reason, cells, error)
		    : put_event(a, line, cells, o, error);
	record_free(o);
	return ok;
}

static gboolean take_nil(const struct answer_reading *a, GError **error)
{
	struct nil_report *nil = record_new(&nil_report_kind);
	g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT " %d", a->organisation, a->week);
	gboolean ok;

	nil->record.id = id_from_name("answer", key);
	nil->organisation = a->organisation;
	nil->week = a->week;
	nil->entered_at = a->reader->now;
	ok = a->reader->record(nil, a->reader->data, error);
	record_free(nil);
	return ok;
}

static gboolean take_line(struct answer_reading *a, int number, const char *line, GError **error)
{
	static const char *const organisation[2] = {"Organisation", "Organisation"},
				 *const week[2] = {"Vecka", "Week"},
				 *const nil[2] = {"Inget att rapportera", "Nothing to report"};
	const char *value;
	int day, seconds;

	if ((value = value_after(line, organisation)))
		a->organisation = organisation_by_code(a->reader->registry, value);
	else if ((value = value_after(line, week))) {
		time_to_local(a->reader->now, &day, &seconds);
		a->week = week_parse(value, day, WEEK_NONE);
	} else if ((value = value_after(line, nil)))
		a->nil = means_yes(value);
	else if (*line != '#' && strchr(line, ';'))
		return take_event(a, number, line, error);
	return TRUE;
}

/* What the whole says: nothing, or something, by somebody, of a week. */
static gboolean finish(struct answer_reading *a, GError **error)
{
	if (a->nil && a->week == WEEK_NONE)
		return put_aside(a, 0, "week", NULL, _("expected a week, for example 2024-W42"),
				 NULL, error);
	if (a->nil && (a->events || a->faults)) {
		a->reader->note(_("It says that there is nothing to report, and reports: the "
				  "events count."),
				a->reader->data);
		return TRUE;
	}
	if (!a->nil && !a->events && !a->faults)
		a->reader->note(_("It says neither “nothing to report” nor what happened."),
				a->reader->data);
	return !a->nil || take_nil(a, error);
}

static gboolean answer_read(const char *bytes, gsize length, const struct record_reader *reader,
			    GError **error)
{
	g_autofree char *text = text_clean(bytes, (gssize)length, TRUE);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	struct answer_reading a = {
		.reader = reader, .organisation = reader->organisation, .week = WEEK_NONE};
	gboolean begun = FALSE;

	for (int i = 0; lines[i]; i++) {
		g_autofree char *line = plain_line(lines[i]);

		if (!begun) {
			begun = strcmp(line, ANSWER_MARK) == 0;
			continue;
		}
		if (!take_line(&a, i + 1, line, error))
			return FALSE;
		if (a.organisation)
			continue;
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("%s: line %d: there is no organisation “%s” here."), reader->file,
			    i + 1, strchr(line, ':') ? strchr(line, ':') + 1 : line);
		return FALSE;
	}
	return finish(&a, error);
}

static int answer_sniff(const char *head, gsize length, const char *name G_GNUC_UNUSED)
{
	return g_strstr_len(head, (gssize)length, ANSWER_MARK) ? 99 : 0;
}

const struct format format_answer = {
	.id = "answer",
	.title = N_("the answer to a reminder (text)"),
	.sniff = answer_sniff,
	.foreign = TRUE,
	.read_records = answer_read,
};
