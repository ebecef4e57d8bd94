/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An alert becomes one planned event, whatever number of languages and areas it has. One that takes
 * the place of others, or says that the danger is over, takes back what was read before. */
#include "config.h"

#include "exchange/alert.h"

#include <string.h>

#include "exchange/formats.h"
#include "exchange/html_text.h"
#include "exchange/place_find.h"
#include "exchange/row_text.h"
#include "osg/text.h"
#include "osg/week.h"

#define MOST_LETTERS 1000 /* of a title */
#define LASTS_DAYS 31 /* an end further away is when the message is thrown away, not the danger */

void alerts_begin(struct alerts *all, const struct record_reader *reader, const char *source)
{
	const struct category *coming = registry_find_category(reader->registry, "EVE");

	*all = (struct alerts){
		.reader = reader,
		.source = source,
		.category = coming ? coming->record.key : 0,
		.stands = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
}

void alert_fault(struct alert *alert, const char *field, const char *value, char *take_reason)
{
	if (alert->reason) {
		g_free(take_reason);
		return;
	}
	alert->field = field;
	alert->value = g_strdup(value);
	alert->reason = take_reason;
}

gboolean alert_text_says_over(const char *text)
{
	g_autofree char *folded = text_fold(text ? text : "");

	return strstr(folded, "faran ar over") != NULL;
}

static void alert_clear(struct alert *alert)
{
	g_free(alert->id);
	g_free(alert->title);
	g_free(alert->areas);
	g_free(alert->severity);
	g_free(alert->from);
	g_free(alert->to);
	g_free(alert->value);
	g_free(alert->reason);
	if (alert->called_off)
		g_ptr_array_unref(alert->called_off);
}

static const char *severity_word(const char *severity)
{
	static const char *const words[][2] = {{"Extreme", N_("extreme")},
					       {"Severe", N_("severe")},
					       {"Moderate", N_("moderate")},
					       {"Minor", N_("minor")}};

	for (gsize i = 0; severity && i < G_N_ELEMENTS(words); i++)
		if (g_ascii_strcasecmp(severity, words[i][0]) == 0)
			return _(words[i][1]);
	return NULL;
}

/* "Stockholms län, Gävle · severe" */
static char *alert_note(const struct alert *alert)
{
	const char *severity = severity_word(alert->severity);

	if (alert->areas && severity)
		return g_strdup_printf("%s · %s", alert->areas, severity);
	return g_strdup(alert->areas ? alert->areas : severity);
}

/* An alert that does not say when it ends is a moment; so is one that is kept for a year. */
static void alert_times(struct alerts *all, struct alert *alert, struct planned_event *out)
{
	if (!alert->from || !time_parse_rfc3339(alert->from, &out->time_from)) {
		alert_fault(alert, "onset", alert->from,
			    g_strdup(_("expected a time like 2024-05-29T09:05:00+02:00")));
		return;
	}
	if (alert->to && !time_parse_rfc3339(alert->to, &out->time_to)) {
		alert_fault(alert, "expires", alert->to,
			    g_strdup(_("expected a time like 2024-05-29T09:05:00+02:00")));
		return;
	}
	if (alert->to && out->time_to < out->time_from) {
		alert_fault(alert, "expires", alert->to, g_strdup(_("it ends before it begins")));
		return;
	}
	if (!alert->to) {
		all->endless++;
		out->time_to = out->time_from;
	} else if (out->time_to - out->time_from > (gint64)LASTS_DAYS * DAY_SECONDS) {
		all->lasting++;
		out->time_to = out->time_from;
	}
}

static void alert_record(struct alerts *all, struct alert *alert, struct planned_event *out)
{
	g_autofree char *key = g_strdup(alert->id ? alert->id : "");

	if (!alert->id)
		alert_fault(alert, "identifier", NULL,
			    g_strdup(_("the message has no identifier")));
	if (!alert->title)
		alert_fault(alert, "headline", NULL,
			    g_strdup(_("it says neither headline nor event")));
	if (alert->title && g_utf8_strlen(alert->title, -1) > MOST_LETTERS)
		alert_fault(
			alert, "headline", NULL,
			g_strdup_printf(_("its title is longer than %d letters"), MOST_LETTERS));
	out->record.id = id_from_name(all->source, key);
	out->source = g_strdup(all->source);
	out->source_id = g_strdup(alert->id);
	out->title = alert->title ? text_clean(alert->title, -1, FALSE) : NULL;
	out->category = all->category;
	out->organisation = all->reader->organisation;
	out->note = alert_note(alert);
	if (!alert->reason)
		alert_times(all, alert, out);
	if (alert->areas &&
	    place_find_text(all->reader->registry, alert->areas, &out->place, &out->area) &&
	    out->place)
		out->area = 0;
}

/* What was read before under that id is withdrawn. */
static gboolean call_off(const struct alerts *all, const char *id, gboolean entry, GError **error)
{
	const struct id record = id_from_name(all->source, id);

	return all->reader->call_off(&planned_event_kind, &record, entry, all->reader->data, error);
}

static gboolean put_aside(const struct alerts *all, const struct alert *alert, GError **error)
{
	g_autoptr(GString) row = g_string_new(NULL);
	const struct {
		const char *name, *value;
	} cells[] = {{"identifier", alert->id},
		     {"headline", alert->title},
		     {"areaDesc", alert->areas},
		     {"onset", alert->from},
		     {"expires", alert->to}};

	for (gsize i = 0; i < G_N_ELEMENTS(cells); i++)
		if (cells[i].value)
			row_text_append(row, cells[i].name, cells[i].value);
	return all->reader->aside(alert->line, alert->field, alert->value, alert->reason, row->str,
				  all->reader->data, error);
}

/* A refusal of the guard is the alert's own fault. */
static gboolean put_record(struct alerts *all, struct alert *alert, struct planned_event *out,
			   GError **error)
{
	GError *why = NULL;

	if (all->reader->record(out, all->reader->data, &why))
		return TRUE;
	if (!g_error_matches(why, OSG_ERROR, OSG_ERROR_RULE) &&
	    !g_error_matches(why, OSG_ERROR, OSG_ERROR_REASON)) {
		g_propagate_error(error, why);
		return FALSE;
	}
	alert_fault(alert, "headline", NULL, g_strdup(why->message));
	g_error_free(why);
	return put_aside(all, alert, error);
}

gboolean alert_take(struct alerts *all, struct alert *alert, GError **error)
{
	struct planned_event *out = record_new(&planned_event_kind);
	gboolean ok = TRUE;

	if (alert->id)
		g_strdelimit(alert->id, "\r\n\t", ' ');
	html_settle(&alert->title);
	html_settle(&alert->areas);
	if (alert->id)
		g_hash_table_add(all->stands, g_strdup(alert->id));
	else
		all->unknown = TRUE;
	if (!alert->over || !alert->id)
		alert_record(all, alert, out);
	for (guint i = 0; ok && !alert->reason && alert->called_off && i < alert->called_off->len;
	     i++)
		ok = call_off(all, alert->called_off->pdata[i], FALSE, error);
	if (!ok) {
	} else if (alert->reason) {
		ok = put_aside(all, alert, error);
	} else if (alert->over) {
		all->over++;
		ok = call_off(all, alert->id, TRUE, error);
	} else {
		ok = put_record(all, alert, out, error);
	}
	record_free(out);
	alert_clear(alert);
	return ok;
}

static void alerts_tell(const struct alerts *all)
{
	record_reader_tell(
		all->reader, all->over,
		ngettext("%d message says that it is over; what it was about was taken back.",
			 "%d messages say that it is over; what they were about was taken back.",
			 (gulong)all->over));
	record_reader_tell(all->reader, all->endless,
			   ngettext("%d message does not say when it ends.",
				    "%d messages do not say when they end.", (gulong)all->endless));
	record_reader_tell(
		all->reader, all->lasting,
		ngettext(
			"%d message ends more than a month later, which is no end; when it begins "
			"was taken.",
			"%d messages end more than a month later, which is no end; when they begin "
			"was taken.",
			(gulong)all->lasting));
}

gboolean alerts_end(struct alerts *all, gboolean ok, gboolean whole, GError **error)
{
	if (ok)
		alerts_tell(all);
	if (ok && whole && !all->unknown)
		ok = all->reader->whole(all->source, all->stands, all->reader->data, error);
	g_hash_table_unref(all->stands);
	return ok;
}

char *alert_member(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text && *text ? g_strdup(text) : NULL;
}
