/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The police's event feed as polisen.se/api/events answers: a JSON array of events, or the
 * archive's {id, versions} form of it.
 *
 * The time of an event stands in its name ("18 november 10.07, Brand, Huddinge"; until 2023
 * "10:07") without a year; datetime is when it was published. The municipality is the last comma
 * part of the name: location.name became the county in 2026, and location.gps has always been a
 * centroid, which is no place and is never read. Summaries of a shift are kept and do not count.
 * Files are small: a whole answer is read into memory, and more than 64 MB is refused.
 */
#include "config.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "exchange/formats.h"
#include "exchange/html_text.h"
#include "exchange/place_find.h"
#include "exchange/mapping.h"
#include "exchange/municipality.h"
#include "exchange/row_guard.h"
#include "exchange/row_identity.h"
#include "exchange/row_text.h"
#include "exchange/whole.h"
#include "osg/observation.h"
#include "osg/text.h"
#include "osg/week.h"

struct polisen {
	const struct reader_options *options;
	gint64 organisation;
	GHashTable *words,
		*not_counted; /* folded type -> category code; those that are no events */
	GHashTable *strange;  /* types that are not in the table */
	GString *raw;
	char *reason;
	struct incoming incoming;
	int placed, harmful;
	struct row_ids *ids, *own_ids; /* of the answer's events; own_ids NULL: the caller's */
};

static const char *const polisen_months[] = {"januari",   "februari", "mars",     "april",
					     "maj",       "juni",     "juli",     "augusti",
					     "september", "oktober",  "november", "december"};

static void polisen_fault(struct polisen *p, const char *field, const char *value,
			  const char *reason)
{
	if (p->incoming.reason)
		return;
	g_free(p->reason);
	p->reason = g_strdup(reason);
	p->incoming.field = field;
	p->incoming.value = value;
	p->incoming.reason = p->reason;
}

/* the name */

/* One or two digits; -1: there are others. */
static int two_digits(const char *text, const char **end)
{
	gsize digits = strspn(text, "0123456789");

	*end = text + digits;
	return digits == 1 || digits == 2 ? (int)g_ascii_strtoull(text, NULL, 10) : -1;
}

/* "18 november 10.07": day, month and seconds of the day. FALSE: it does not begin so. */
static gboolean name_parse(const char *name, int *mday, int *month, int *seconds)
{
	const char *end;
	int hour, minute;

	*mday = two_digits(name, &end);
	if (*mday < 0 || *end != ' ')
		return FALSE;
	name = end + 1;
	for (*month = 1; *month <= 12; (*month)++) {
		gsize length = strlen(polisen_months[*month - 1]);

		if (g_ascii_strncasecmp(name, polisen_months[*month - 1], length) == 0 &&
		    name[length] == ' ') {
			name += length + 1;
			break;
		}
	}
	if (*month > 12)
		return FALSE;
	hour = two_digits(name, &end);
	if (hour < 0 || (*end != ':' && *end != '.'))
		return FALSE;
	name = end + 1;
	minute = two_digits(name, &end);
	*seconds = hour * 3600 + minute * 60;
	return minute >= 0 && hour < 24 && minute < 60;
}

/* The year that puts the event nearest before its publication: December told in January belongs to
 * the year before. */
static gint64 name_time(int mday, int month, int seconds, gint64 published)
{
	int year, m, d, today, odd = 0;

	today = time_day(published);
	day_to_civil(today, &year, &m, &d);
	for (int back = 0; back < 5; back++) {
		int day = day_from_civil(year + 1 - back, month, mday);

		if (day != DAY_NONE && day <= today + 1) {
			gint64 at = time_from_local(day, seconds, FALSE, &odd);

			return odd < 0 ? TIME_NONE : at; /* the clocks passed over it */
		}
	}
	return TIME_NONE;
}

static void polisen_time(struct polisen *p, const char *name, const char *datetime)
{
	struct observation *o = &p->incoming.observation;
	gint64 published, at = TIME_NONE;
	int mday, month, seconds, day;

	if (!datetime || !time_parse_rfc3339(datetime, &published)) {
		polisen_fault(p, "datetime", datetime,
			      _("expected a time like 2024-05-29 9:05:00 +02:00"));
		return;
	}
	if (name && name_parse(name, &mday, &month, &seconds))
		at = name_time(mday, month, seconds, published);
	if (at != TIME_NONE) {
		o->time_from = o->time_to = at;
		o->time_precision = TIME_EXACT;
		return;
	}
	time_to_local(published, &day, &seconds); /* no time in the name: the day it was told */
	o->time_from = time_from_local(day, 0, FALSE, NULL);
	o->time_to = time_from_local(day + 1, 0, FALSE, NULL);
	o->time_precision = TIME_DATE;
}

/* what, where */

static void polisen_category(struct polisen *p, const char *type)
{
	const struct registry *v = p->options->registry;
	struct observation *o = &p->incoming.observation;
	g_autofree char *folded = text_fold(type ? type : "");
	const char *code = g_hash_table_lookup(p->words, folded);
	const struct category *k;

	p->incoming.not_counted = g_hash_table_contains(p->not_counted, folded) ||
				  g_str_has_prefix(folded, "sammanfattning");
	if (!code)
		g_hash_table_add(p->strange, text_clean(type ? type : "?", -1, FALSE));
	k = registry_find_category(v, code ? code : "OVR");
	if (!k)
		k = registry_find_category(v, "OVR");
	if (!k) {
		polisen_fault(
			p, "type", type,
			_("no category stands for this type; expected one of the police's types"));
		return;
	}
	o->category = k->parent ? k->parent : k->record.key;
	o->sub_category = k->parent ? k->record.key : 0;
}

static gboolean polisen_elsewhere(const struct polisen *p, const char *name)
{
	const char *comma = name ? strrchr(name, ',') : NULL;

	return p->options->municipality && *p->options->municipality && comma &&
	       !municipality_is(p->options->registry, p->options->municipality, comma + 1);
}

static void polisen_place(struct polisen *p, const char *summary)
{
	struct observation *o = &p->incoming.observation;

	if (!p->incoming.elsewhere && summary)
		p->placed += place_find_text(p->options->registry, summary, &o->place, &o->area);
}

/* one event */

static const char *event_text(const json_t *event, const char *key)
{
	return json_string_value(json_object_get(event, key));
}

static char *event_clean(struct polisen *p, const json_t *event, const char *key)
{
	const char *text = event_text(event, key);

	p->harmful += text && !text_is_harmless(text);
	g_autofree char *plain = text ? html_to_text(text) : NULL;

	return text ? text_clean(plain ? plain : text, -1, FALSE) : NULL;
}

static char *event_id(const json_t *event)
{
	const json_t *id = json_object_get(event, "id");
	g_autofree char *text = NULL;

	if (json_is_integer(id))
		return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(id));
	if (json_is_real(id) && json_real_value(id) == floor(json_real_value(id)))
		return g_strdup_printf("%.0f", json_real_value(id));
	text = json_is_string(id) ? text_clean(json_string_value(id), -1, FALSE) : NULL;
	return text && *text ? source_id_plain(text) : NULL;
}

static guint64 event_digest(const json_t *event)
{
	char *text = json_dumps(event, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
	guint64 digest = row_digest(ROW_DIGEST_START, text ? text : "");

	free(text);
	return digest;
}

static void polisen_raw(struct polisen *p, json_t *event)
{
	const char *key;
	json_t *value;

	g_string_truncate(p->raw, 0);
	json_object_foreach(event, key, value)
	{
		char *text = json_is_string(value)
				     ? NULL
				     : json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);

		row_text_append(p->raw, key,
				text                    ? text
				: json_is_string(value) ? json_string_value(value)
							: "");
		free(text);
	}
	p->incoming.raw = p->raw->str;
}

static void polisen_read_event(struct polisen *p, const json_t *event, const char *name,
			       const char *summary)
{
	struct observation *o = &p->incoming.observation;

	polisen_time(p, name, event_text(event, "datetime"));
	polisen_category(p, event_text(event, "type"));
	p->incoming.elsewhere = polisen_elsewhere(p, name);
	polisen_place(p, summary);
	o->organisation = p->organisation;
	o->known = KNOWN_SEEN;
	o->police_report = ANSWER_YES;
	o->visibility = VISIBLE_PUBLIC;
	o->cost = -1;
	o->counted = !p->incoming.not_counted && !p->incoming.elsewhere;
	field_set_text(&o->text, summary && *summary ? summary : name);
	o->source = g_strdup("polisen");
	o->source_id = event_id(event);
	o->source_link = event_clean(p, event, "url");
	if (!o->source_id)
		polisen_fault(p, "id", NULL,
			      _("the event has no id; expected a number like 563993"));
	if (!name)
		polisen_fault(
			p, "name", NULL,
			_("the event has no name; expected “31 december 14.17, Brand, Huddinge”"));
	if (o->time_from != TIME_NONE)
		observation_settle(o, p->options->registry);
	const struct field *where;
	g_autofree char *personal = row_guard(p->options, o, &where);
	if (personal)
		polisen_fault(p, "summary", NULL, personal);
}

/* Under the id stands what nothing of the event says: a person has to look. */
static void polisen_asked(struct polisen *p, const char *id)
{
	int year, month, mday, day = row_ids_asked(p->ids, p->incoming.digest);
	g_autofree char *reason = NULL;

	if (day == DAY_NONE)
		return;
	day_to_civil(day, &year, &month, &mday);
	reason = g_strdup_printf(_("the id stands for an event of %04d-%02d-%02d here, and the row "
				   "may be another one; expected an id of its own"),
				 year, month, mday);
	polisen_fault(p, "id", id, reason);
}

/* An id twice in one answer: the same event again, or a question. */
static void polisen_identity(struct polisen *p, int number)
{
	const struct observation *o = &p->incoming.observation;
	g_autofree char *reason = NULL;
	enum identity met;
	g_autofree char *place = NULL;
	int line = 0;

	if (p->incoming.reason || !o->source_id)
		return;
	met = row_ids_meet(p->ids, o->source_id, p->incoming.digest, o, -number, &line);
	p->incoming.repeated = met == IDENTITY_SAME;
	if (met != IDENTITY_RESTART && met != IDENTITY_CLASH)
		return;
	place = row_place_words(line);
	reason = g_strdup_printf(_("%s has the same id and says something else; expected an id of "
				   "its own"),
				 place);
	polisen_fault(p, "id", o->source_id, reason);
}

/* A version is one of several of its event. */
static gboolean polisen_event(struct polisen *p, json_t *event, int number, gboolean version)
{
	g_autofree char *name = event_clean(p, event, "name"),
			*summary = event_clean(p, event, "summary");
	struct observation *blank = record_new(&observation_kind);
	gboolean more;

	memset(&p->incoming, 0, sizeof p->incoming);
	p->incoming.observation = *blank;
	g_free(blank);
	p->incoming.line = -number;
	p->incoming.digest = event_digest(event);
	if (json_is_object(event))
		polisen_read_event(p, event, name, summary);
	else
		polisen_fault(p, NULL, NULL,
			      _("expected an event, an object with id, datetime, name and type"));
	polisen_asked(p, p->incoming.observation.source_id);
	if (!version)
		polisen_identity(p, number);
	if (p->incoming.reason)
		polisen_raw(p, event);
	more = p->options->row(&p->incoming, p->options->data);
	record_clear(&p->incoming.observation);
	return more;
}

/* The archive's form: every version of an event, oldest first. */
static gboolean polisen_item(struct polisen *p, json_t *item, int number)
{
	json_t *versions = json_object_get(item, "versions"), *version;
	gsize i;

	if (!json_is_array(versions))
		return polisen_event(p, item, number, FALSE);
	json_array_foreach(versions, i, version)
	{
		json_t *event = json_object_get(version, "event");

		if (!polisen_event(p, event ? event : version, number, TRUE))
			return FALSE;
	}
	return TRUE;
}

/* the answer */

static void polisen_note(const struct polisen *p, char *take_sentence)
{
	if (p->options->note)
		p->options->note(take_sentence, p->options->data);
	g_free(take_sentence);
}

static void polisen_tell(const struct polisen *p)
{
	GHashTableIter iter;
	gpointer type;
	g_autoptr(GString) strange = g_string_new(NULL);

	if (p->placed)
		polisen_note(p, g_strdup_printf(ngettext("%d place was found in the text.",
							 "%d places were found in the texts.",
							 (gulong)p->placed),
						p->placed));
	if (p->harmful)
		polisen_note(p, g_strdup_printf(
					ngettext("Control characters were taken out of %d text.",
						 "Control characters were taken out of %d texts.",
						 (gulong)p->harmful),
					p->harmful));
	g_hash_table_iter_init(&iter, p->strange);
	while (g_hash_table_iter_next(&iter, &type, NULL))
		g_string_append_printf(strange, "%s%s", strange->len ? ", " : "",
				       (const char *)type);
	if (strange->len)
		polisen_note(p,
			     g_strdup_printf(_("Types that are new to osg, taken in as Other: %s."),
					     strange->str));
}

static gboolean is_event(const json_t *item)
{
	return json_object_get(item, "datetime") || json_object_get(item, "versions");
}

/* The list in the answer as it stands, or as a program kept it: within an object, or one event
 * alone. Takes whole; a reference of the caller's. */
static json_t *polisen_list(json_t *whole)
{
	static const char *const wraps[] = {"events", "data", "items"};
	json_t *list = NULL;

	for (gsize i = 0; !list && i < G_N_ELEMENTS(wraps); i++)
		list = json_object_get(whole, wraps[i]);
	list = json_is_array(list) ? json_incref(list)
	       : is_event(whole)   ? json_pack("[O]", whole)
				   : json_incref(whole);
	json_decref(whole);
	return list;
}

static gboolean polisen_is_events(json_t *list, const char *file, GError **error)
{
	json_t *first = json_array_get(list, 0);
	gboolean any = !first;

	for (gsize i = 0; !any && i < json_array_size(list); i++)
		any = is_event(json_array_get(list, i));
	if (json_is_array(list) && any)
		return TRUE;
	if (json_object_get(first, "body") || json_object_get(first, "preamble"))
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s holds the police's articles, not events; expected the list that "
			      "polisen.se/api/events answers."),
			    file);
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s is JSON that osg does not know; expected the list that "
			      "polisen.se/api/events answers ([{\"id\": …, \"datetime\": …, "
			      "\"name\": …}]) or reports of Open311. A table is read as CSV or an "
			      "Excel workbook."),
			    file);
	return FALSE;
}

static json_t *polisen_parse(const GByteArray *bytes, const char *file, GError **error)
{
	json_t *list = whole_json((const char *)bytes->data, bytes->len, file,
				  _("a list of events"), error);

	list = list ? polisen_list(list) : NULL;
	if (list && !polisen_is_events(list, file, error))
		g_clear_pointer(&list, json_decref);
	return list;
}

static void polisen_begin(struct polisen *p, const struct reader_options *options)
{
	p->options = options;
	p->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	p->not_counted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	p->strange = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	p->raw = g_string_new(NULL);
	p->own_ids = options->ids ? NULL : row_ids_new();
	p->ids = options->ids ? options->ids : p->own_ids;
	mapping_read_types("polisen_types.csv", p->words, p->not_counted);
	p->organisation = options->organisation ? options->organisation
						: organisation_by_code(options->registry, "POL");
	if (!p->organisation)
		p->organisation = options->own_organisation;
}

static void polisen_end(struct polisen *p)
{
	g_hash_table_unref(p->words);
	g_hash_table_unref(p->not_counted);
	g_hash_table_unref(p->strange);
	g_string_free(p->raw, TRUE);
	row_ids_free(p->own_ids);
	g_free(p->reason);
}

static gboolean polisen_read(GInputStream *stream, const struct reader_options *options,
			     GError **error)
{
	struct polisen p = {0};
	g_autoptr(GByteArray) bytes = whole_read(stream, options, error);
	json_t *list = bytes ? polisen_parse(bytes, options->file, error) : NULL, *item;
	gboolean more = TRUE;
	gsize i;

	if (!list)
		return FALSE;
	polisen_begin(&p, options);
	json_array_foreach(list, i, item)
	{
		more = more && polisen_item(&p, item, (int)i + 1);
	}
	if (json_array_size(list) == 0)
		polisen_note(&p, g_strdup(_("The answer holds no events; nothing was changed.")));
	if (more)
		polisen_tell(&p);
	json_decref(list);
	polisen_end(&p);
	return more;
}

static gboolean polisen_again(const char *raw, int line, const struct reader_options *options,
			      GError **error UNUSED)
{
	struct polisen p = {0};
	g_autoptr(GPtrArray) fields = rejected_row_fields(raw);
	json_t *event = json_object();

	for (guint i = 0; i + 1 < fields->len; i += 2)
		json_object_set_new(event, fields->pdata[i], json_string(fields->pdata[i + 1]));
	polisen_begin(&p, options);
	polisen_event(&p, event, -line, TRUE);
	polisen_end(&p);
	json_decref(event);
	return TRUE;
}

static int polisen_sniff(const char *head, gsize length, const char *name UNUSED)
{
	g_autofree char *text = NULL;

	while (length && g_ascii_isspace(*head)) {
		head++;
		length--;
	}
	if (!length || (*head != '[' && *head != '{') || memchr(head, 0, length))
		return 0;
	text = g_strndup(head, length);
	return strstr(text, "\"datetime\"") && strstr(text, "\"name\"") ? 95
	       : *head == '['                                           ? 40
									: 5;
}

const struct format format_polisen = {
	.id = "polisen",
	.title = N_("the police's event feed (JSON)"),
	.sniff = polisen_sniff,
	.read = polisen_read,
	.again = polisen_again,
};
