/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One activation of POSOM or the crisis organisation: what it was about, its log in order of time,
 * what was decided, what was counted, and how it was judged afterwards. */
#include "config.h"

#include <string.h>
#include <glib/gi18n.h>

#include "osg/setup.h"
#include "osg/week.h"
#include "report/follow_up.h"
#include "report/programme_sheet.h"

static gboolean is_activation(const struct activity_record *a)
{
	return g_strcmp0(a->form, "activation") == 0;
}

GPtrArray *report_incidents(struct session *session, GError **error)
{
	GPtrArray *all = session_all(session, &activity_kind, error);

	for (guint i = all ? all->len : 0; i-- > 0;)
		if (!is_activation(all->pdata[i]))
			g_ptr_array_remove_index(all, i);
	return all;
}

/* The one that is asked for, else the newest of the period. */
static const struct activity_record *activation_of(const struct programme_sheet *s)
{
	const struct activity_record *found = NULL;

	for (guint i = 0; i < s->p->activities->len; i++) {
		const struct activity_record *a = s->p->activities->pdata[i];

		if (a->record.key == s->options->about)
			return a;
		if (!s->options->about && is_activation(a) &&
		    programme_covers(s->p, a->since, a->until) &&
		    (!found || a->since >= found->since))
			found = a;
	}
	return s->options->about ? NULL : found;
}

/* "14 sep 22:40" */
static char *moment(gint64 at)
{
	int day, seconds;
	g_autofree char *name = NULL;

	if (at == TIME_NONE)
		return g_strdup("–");
	time_to_local(at, &day, &seconds);
	name = day_range(day, day, month_abbreviation);
	return g_strdup_printf("%s %02d:%02d", name, seconds / 3600, seconds / 60 % 60);
}

/* The event that made it, as the week's picture has it. */
static void observed(struct programme_sheet *s, gint64 key)
{
	struct observation *o = key ? session_get(s->session, &observation_kind, key, NULL) : NULL;
	g_autofree char *when = o ? moment(o->time_from) : NULL,
			*text = o ? g_strdup_printf("%s. %s", when, o->text ? o->text : "") : NULL;

	document_said(s->document, _("Reported:"), text);
	record_free(o);
}

static void head(struct programme_sheet *s, const struct activity_record *a)
{
	const struct registry *registry = session_registry(s->session);
	const struct place *place = registry_place(registry, a->place);
	const struct area *area = registry_area(registry, a->area);
	g_autofree char *when = sheet_when(a),
			*with = setup_text(s->session, a,
					   fields_find(activity_kind.fields, "contributors"));

	document_said(s->document, _("When:"), when);
	document_said(s->document, _("Where:"), place ? place->name : area ? area->name : NULL);
	document_said(s->document, _("Led by:"), sheet_code(s, a->owner));
	document_said(s->document, _("With:"), with);
	document_said(s->document, _("State:"), sheet_word(&activity_kind, "state", a->state));
	observed(s, a->observation);
}

/* the log */

static int by_time(gconstpointer a, gconstpointer b)
{
	const struct note_record *one = *(const struct note_record *const *)a,
				 *other = *(const struct note_record *const *)b;

	return (one->at > other->at) - (one->at < other->at);
}

/* Notes about it, in order of time; borrowed. */
static GPtrArray *notes_of(const struct programme_sheet *s, gint64 activity, gboolean assessments)
{
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < s->p->notes->len; i++) {
		struct note_record *n = s->p->notes->pdata[i];

		if (n->activity == activity && (n->form == NOTE_ASSESSMENT) == assessments)
			g_ptr_array_add(found, n);
	}
	g_ptr_array_sort(found, by_time);
	return found;
}

static void log_table(struct programme_sheet *s, const struct activity_record *a)
{
	const struct document_column columns[] = {
		{_("When"), 0, TEXT_LEFT}, {_("Who"), 0, TEXT_LEFT}, {_("What"), 4, TEXT_LEFT}};
	g_autoptr(GPtrArray) notes = notes_of(s, a->record.key, FALSE);

	document_heading(s->document, 2, _("Log"));
	if (!notes->len) {
		sheet_gap(s, g_strdup(_("Nothing was written in its log.")));
		document_note(s->document, _("Nothing was written."));
		return;
	}
	document_table(s->document, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < notes->len; i++) {
		const struct note_record *n = notes->pdata[i];
		gboolean decided = n->form == NOTE_DECISION;
		g_autofree char *when = moment(n->at),
				*text = decided ? g_strdup_printf(_("Decision: %s"), n->text)
						: g_strdup(n->text);
		const char *cells[] = {when, sheet_code(s, n->organisation), text};

		document_row(s->document, cells, decided);
	}
}

static void parts(struct programme_sheet *s, const struct activity_record *a)
{
	for (guint i = 0; i < s->p->activities->len; i++) {
		const struct activity_record *part = s->p->activities->pdata[i];
		g_autofree char *text = NULL;

		if (part->parent != a->record.key)
			continue;
		text = g_strdup_printf("%s · %s · %s", part->title, sheet_code(s, part->owner),
				       sheet_word(&activity_kind, "state", part->state));
		document_paragraph(s->document, _("Part:"), text);
	}
}

static const struct indicator *indicator_at(const struct programme *p, gint64 key)
{
	for (guint i = 0; i < p->indicators->len; i++)
		if (((const struct record *)p->indicators->pdata[i])->key == key)
			return p->indicators->pdata[i];
	return NULL;
}

static void values(struct programme_sheet *s, const struct activity_record *a)
{
	for (guint i = 0; i < s->p->readings->len; i++) {
		const struct reading_record *r = s->p->readings->pdata[i];
		const struct indicator *indicator =
			r->activity == a->record.key ? indicator_at(s->p, r->indicator) : NULL;
		g_autofree char *words = indicator ? reading_words(r) : NULL,
				*text = indicator ? g_strdup_printf(
							    "%s %s", words,
							    indicator->unit ? indicator->unit : "")
						  : NULL;

		if (!indicator)
			continue;
		document_paragraph(s->document, indicator->title, text);
		sheet_reading(s, indicator, r);
	}
}

static void afterwards(struct programme_sheet *s, const struct activity_record *a)
{
	g_autoptr(GPtrArray) notes = notes_of(s, a->record.key, TRUE);

	document_heading(s->document, 2, _("Afterwards"));
	for (guint i = 0; i < notes->len; i++) {
		const struct note_record *n = notes->pdata[i];

		if (n->text)
			sheet_note(s, sheet_word(&note_kind, "rating", n->rating), n);
		else
			document_paragraph(s->document, _("Assessment:"),
					   sheet_word(&note_kind, "rating", n->rating));
	}
	if (notes->len)
		return;
	sheet_gap(s, g_strdup(_("It is not assessed: an activation ends with a rating.")));
	document_paragraph(s->document, _("Assessment:"), _("not assessed"));
}

static void build(struct programme_sheet *s)
{
	const struct activity_record *a = activation_of(s);

	if (!a) {
		g_set_error_literal(&s->error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("There is no activation of the period; an activity of the "
				      "kind activation is one."));
		return;
	}
	sheet_begin(s, a->title);
	head(s, a);
	values(s, a);
	parts(s, a);
	log_table(s, a);
	afterwards(s, a);
	sheet_end(s, "incident");
}

struct document *report_incident(struct session *session, const struct report_options *options,
				 GError **error)
{
	return programme_sheet_print(session, options, "incident", build, error);
}
