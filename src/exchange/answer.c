/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer to a reminder: a letter that a person fills in with any editor, or answers by mail.
 * One line says that there was nothing to report; else a line an event: what; where; when; text.
 * Marks of quotation (">") and everything that is none of ours are passed over. */
#include "config.h"

#include "osg/answer.h"

#include <string.h>

#include "exchange/decode.h"
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
	int nil_line; /* where they do */
	int events, faults;
	GHashTable *lines;     /* events as they were written */
	GHashTable *events_at; /* what, where and when -> how many lines told of it */
	int prose_line;        /* the first line that is none of ours, 0 = none */
	char *prose;
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

/* "Ja.", "yes!": as it is written in a hurry. */
static gboolean is_one_of(const char *text, const char *const *words)
{
	g_autofree char *folded = text_fold(text);
	gsize end = strlen(folded);

	while (end && strchr(".! ", folded[end - 1]))
		folded[--end] = '\0';
	return g_strv_contains(words, folded);
}

static gboolean means_yes(const char *text)
{
	static const char *const words[] = {"ja",    "yes",     "j",         "y", "x",
					    "inget", "nothing", "ingenting", NULL};

	return is_one_of(text, words);
}

static gboolean means_no(const char *text)
{
	static const char *const words[] = {"", "nej", "no", "n", NULL};

	return is_one_of(text, words);
}

/* As programs write a cell that holds a semicolon or quotes. */
static char *bare(char *cell)
{
	gsize length = strlen(g_strstrip(cell));

	if (length < 2 || *cell != '"' || cell[length - 1] != '"')
		return cell;
	cell[length - 1] = '\0';
	return g_strstrip(cell + 1);
}

static gboolean put_aside(struct answer_reading *a, int line, const char *field, const char *value,
			  const char *reason, char *const cells[CELLS], GError **error)
{
	const struct organisation *o = registry_organisation(a->reader->registry, a->organisation);
	g_autoptr(GString) row = g_string_new(NULL);

	if (o) /* whoever looks at it later has no file */
		row_text_append(row, "organisation", o->code);
	if (!cells && value)
		row_text_append(row, field, value);
	for (int i = 0; cells && i < CELLS; i++)
		if (cells[i])
			row_text_append(row, cell_names[i], cells[i]);
	a->faults++;
	return a->reader->aside(line, field, value, reason, row->str, a->reader->data, error);
}

/* "Tuesday" is that of the week that is asked about, whenever the answer is read. */
static gint64 said_at(const struct answer_reading *a)
{
	return a->week == WEEK_NONE
		       ? a->reader->now
		       : MIN(a->reader->now, week_start(a->week + 1) + DAY_SECONDS / 2);
}

/* The same event however the file is read again: by what, where and when it was. Two lines of one
 * file that tell otherwise of the same are two events. */
static void name_event(struct answer_reading *a, char *const cells[CELLS], struct observation *o)
{
	g_autofree char *place = text_fold(cells[1]);
	char *key = g_strdup_printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT
				    " %" G_GINT64_FORMAT,
				    a->organisation, o->category, place, o->time_from, o->time_to);
	int before = GPOINTER_TO_INT(g_hash_table_lookup(a->events_at, key));
	g_autofree char *name = before ? g_strdup_printf("%s %d", key, before + 1) : g_strdup(key);

	o->record.id = id_from_name("answer", name);
	g_hash_table_insert(a->events_at, key, GINT_TO_POINTER(before + 1));
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
	if (!when_parse(cells[2], said_at(a), &when, &error)) {
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
	g_autofree char *reason = NULL;
	const char *field;

	for (int i = 0; i < CELLS; i++) {
		cells[i] = bare(parts[i]);
		said |= *cells[i] != '\0';
		if (!parts[i + 1])
			break;
	}
	if (!cells[CELLS - 1])
		return put_aside(a, line, "text", text,
				 _("expected four parts: what; where; when; text"), NULL, error);
	if (!said || !g_hash_table_add(a->lines, g_strdup(text)))
		return TRUE; /* an empty one, or the same again: a mail that quotes itself */
	o = record_new(&observation_kind);
	field = read_event(a, cells, o, &reason);
	if (!reason)
		name_event(a, cells, o);
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

static gboolean take_organisation(struct answer_reading *a, int number, const char *value,
				  GError **error)
{
	const struct registry *v = a->reader->registry;
	const struct organisation *sender = registry_organisation(v, a->reader->sender);

	a->organisation = organisation_by_code(v, value);
	if (a->organisation && (!sender || a->organisation == sender->record.key))
		return TRUE;
	if (!a->organisation)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("%s: line %d: there is no organisation “%s” here."), a->reader->file,
			    number, value);
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("%s: line %d: the answer is from “%s”, and the file came from %s."),
			    a->reader->file, number, value, sender->code);
	return FALSE;
}

/* A week that nobody has lived through yet cannot have been calm. */
static gboolean take_week(struct answer_reading *a, int number, const char *value, GError **error)
{
	int day = time_day(a->reader->now);

	a->week = week_parse(value, day, WEEK_NONE);
	if (a->week != WEEK_NONE && a->week <= week_of_day(day))
		return TRUE;
	a->week = WEEK_NONE;
	return !*value ||
	       put_aside(a, number, "week", value,
			 _("expected a week that has begun, for example 2024-W42"), NULL, error);
}

static gboolean take_yes(struct answer_reading *a, int number, const char *value, GError **error)
{
	a->nil = means_yes(value);
	a->nil_line = number;
	return a->nil || means_no(value) ||
	       put_aside(a, number, "nil", value,
			 _("expected “yes” where there was nothing to report, else a line an event "
			   "below"),
			 NULL, error);
}

static void note_prose(struct answer_reading *a, int number, const char *line)
{
	if (a->prose || !*line || *line == '#')
		return;
	a->prose_line = number;
	a->prose = g_strdup(line);
}

static gboolean take_line(struct answer_reading *a, int number, const char *line, GError **error)
{
	static const struct {
		const char *names[2]; /* Swedish, English */
		gboolean (*take)(struct answer_reading *a, int number, const char *value,
				 GError **error);
	} heads[] = {{{"Organisation", "Organisation"}, take_organisation},
		     {{"Vecka", "Week"}, take_week},
		     {{"Inget att rapportera", "Nothing to report"}, take_yes}};

	for (gsize i = 0; i < G_N_ELEMENTS(heads); i++) {
		const char *value = value_after(line, heads[i].names);

		if (value)
			return heads[i].take(a, number, value, error);
	}
	if (*line != '#' && strchr(line, ';'))
		return take_event(a, number, line, error);
	note_prose(a, number, line);
	return TRUE;
}

static gboolean finish_neither(struct answer_reading *a, GError **error)
{
	if (a->prose)
		return put_aside(a, a->prose_line, "text", a->prose,
				 _("expected “Nothing to report: yes”, or a line an event: what; "
				   "where; when; text"),
				 NULL, error);
	a->reader->note(_("It says neither “nothing to report” nor what happened."),
			a->reader->data);
	return TRUE;
}

/* What the whole says: nothing, or something, by somebody, of a week. */
static gboolean finish(struct answer_reading *a, GError **error)
{
	if (!a->nil && !a->events && !a->faults)
		return finish_neither(a, error);
	if (a->nil && (a->events || a->faults)) {
		if (a->events)
			a->reader->note(_("It says that there is nothing to report, and reports: "
					  "the events count."),
					a->reader->data);
		return TRUE;
	}
	if (a->nil && a->week == WEEK_NONE)
		return put_aside(a, a->nil_line, "week", NULL,
				 _("expected a week that has begun, for example 2024-W42"), NULL,
				 error);
	return !a->nil || take_nil(a, error);
}

static gboolean take_all(struct answer_reading *a, char *const *lines, GError **error)
{
	gboolean begun = FALSE;

	for (int i = 0; lines[i]; i++) {
		g_autofree char *line = plain_line(lines[i]);

		if (begun && !take_line(a, i + 1, line, error))
			return FALSE;
		begun |= g_ascii_strcasecmp(line, ANSWER_MARK) == 0;
	}
	return finish(a, error);
}

static gboolean answer_read(const char *bytes, gsize length, const struct record_reader *reader,
			    GError **error)
{
	gsize size;
	g_autofree char *decoded = decode_text(bytes, length, &size),
			*text = text_clean(decoded, (gssize)size, TRUE);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
			      at = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct answer_reading a = {.reader = reader,
				   .organisation = reader->organisation,
				   .week = WEEK_NONE,
				   .lines = seen,
				   .events_at = at};
	gboolean ok = take_all(&a, lines, error);

	g_free(a.prose);
	return ok;
}

/* Mail programs begin a line with a capital. */
static int answer_sniff(const char *head, gsize length, const char *name UNUSED)
{
	g_autofree char *text = g_ascii_strdown(head, (gssize)length);

	return strstr(text, ANSWER_MARK) ? 99 : 0;
}

const struct format format_answer = {
	.id = "answer",
	.title = N_("the answer to a reminder (text)"),
	.sniff = answer_sniff,
	.foreign = TRUE,
	.read_records = answer_read,
};
