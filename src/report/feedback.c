/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feedback sheet: to an organisation, what became of its reports of a week. Half a page, exact;
 * whoever reads it sees that somebody looked. */
#include "config.h"

#include <glib/gi18n.h>

#include "osg/app_measure.h"
#include "osg/feedback.h"
#include "osg/hotspot.h"
#include "osg/report.h"
#include "osg/week.h"
#include "osg/words.h"

/* "BEV, SBFF" */
static char *codes(const GPtrArray *organisations)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < organisations->len; i++)
		g_string_append_printf(
			out, "%s%s", i ? ", " : "",
			((const struct organisation *)organisations->pdata[i])->code);
	return g_string_free(out, FALSE);
}

static const struct picture_organisation *in_roll(const struct feedback *f)
{
	for (guint i = 0; i < f->picture->organisations->len; i++) {
		const struct picture_organisation *o = f->picture->organisations->pdata[i];

		if (g_strcmp0(o->code, f->organisation->code) == 0)
			return o;
	}
	return NULL;
}

static void reports_section(struct document *d, const struct feedback *f)
{
	const struct picture_organisation *o = in_roll(f);
	g_autofree char *others = codes(f->seen_by);
	g_autofree char *sent = g_strdup_printf(
		ngettext("You sent %d report.", "You sent %d reports.", (gulong)f->reports),
		f->reports);
	g_autofree char *shared =
		f->also_seen ? g_strdup_printf(ngettext("%d of them was seen by others too (%s).",
							"%d of them were seen by others too (%s).",
							(gulong)f->also_seen),
					       f->also_seen, others)
			     : g_strdup("");

	if (f->reports)
		document_paragraph(d, sent, shared);
	else if (o && o->roll == ROLL_NIL)
		document_paragraph(d, _("You said that there was nothing to report."),
				   _("That is an answer too: a week with answers can be judged."));
	else
		document_paragraph(
			d, _("Nothing came from you this week."),
			_("Silence cannot be told from calm: “nothing to report” takes one key."));
}

/* hotspots */

static char *worth_words(const struct feedback *f, const struct feedback_hotspot *told)
{
	g_autofree char *week = week_name(f->week);

	switch (told->worth) {
	case WORTH_SEEN_ANYWAY:
		return g_strdup(_("It would have been found without yours too; with them it is "
				  "surer."));
	case WORTH_LATER:
		return g_strdup_printf(
			ngettext("Without yours it would have been found a week later.",
				 "Without yours it would have been found %d weeks later.",
				 (gulong)told->weeks_later),
			told->weeks_later);
	case WORTH_NOT_SEEN:
		/* TRANSLATORS: a week, "v.40" */
		return g_strdup_printf(
			_("Without yours it would not have been found as late as %s."), week);
	}
	g_assert_not_reached();
}

static void hotspot_paragraph(struct document *d, const struct feedback *f,
			      const struct feedback_hotspot *told)
{
	const struct picture_hotspot *h = told->hotspot;
	g_autofree char *title = words_hotspot_title(h), *worth = worth_words(f, told),
			*decision = words_hotspot_decision(h);
	/* TRANSLATORS: "Hotspot 1, Visättra + 2 places:" */
	g_autofree char *lead = g_strdup_printf(_("Hotspot %d, %s:"), h->number, title);
	g_autofree char *ours =
		g_strdup_printf(ngettext("%d of its %d events comes from you.",
					 "%d of its %d events come from you.", (gulong)told->ours),
				told->ours, h->observed);
	g_autofree char *decided = decision ? g_strdup_printf(_("Decided: %s."), decision)
					    : g_strdup(_("Nothing is decided yet."));
	g_autofree char *text = g_strdup_printf("%s %s %s", ours, worth, decided);

	document_paragraph(d, lead, text);
}

/* Not a thought, nor what was dropped or over before the hotspot began. */
static gboolean is_about_it(const struct measure *m, const struct picture_hotspot *h)
{
	return m->state != MEASURE_DRAFT && m->state != MEASURE_DROPPED &&
	       (m->finished == DAY_NONE || m->finished >= week_monday(h->since));
}

static gboolean add_measures(struct session *session, struct document *d,
			     const struct picture_hotspot *h, const struct measures_query *query,
			     GHashTable *seen, GError **error)
{
	const struct document_column columns[] = {{_("Measure"), 3, TEXT_LEFT},
						  {_("Who"), 0, TEXT_LEFT},
						  {_("Due"), 0, TEXT_LEFT},
						  {_("State"), 0, TEXT_LEFT}};
	g_autoptr(GPtrArray) items = app_measures(session, query, error);

	for (guint m = 0; items && m < items->len; m++) {
		const struct measure_item *item = items->pdata[m];
		const struct organisation *owner =
			registry_organisation(session_registry(session), item->measure->owner);
		g_autofree char *due = day_name_beside(item->measure->due,
						       week_monday(session_week(session))),
				*state = words_measure_state(item->measure, item->lacks,
							     item->days_late);

		if (!is_about_it(item->measure, h) ||
		    !g_hash_table_add(seen, GINT_TO_POINTER((int)item->measure->record.key)))
			continue;
		const char *cells[] = {item->measure->title, owner ? owner->code : "", due, state};
		if (g_hash_table_size(seen) == 1)
			document_table(d, columns, G_N_ELEMENTS(columns));
		document_row(d, cells, item->days_late > 0);
	}
	return items != NULL;
}

/* What people do at the places of a hotspot, or in its district where that is all that is told. */
static gboolean add_hotspot_measures(struct session *session, struct document *d,
				     const struct picture_hotspot *h, GHashTable *seen,
				     GError **error)
{
	const struct area *area =
		h->area ? registry_find_area(session_registry(session), h->area) : NULL;
	struct measures_query query = {.which = MEASURES_ALL};

	if (h->finest != SHARE_PLACE && area) {
		query.area = area->record.key;
		return add_measures(session, d, h, &query, seen, error);
	}
	for (guint i = 0; i < h->place_keys->len; i++) {
		query.place = g_array_index(h->place_keys, gint64, i);
		if (!add_measures(session, d, h, &query, seen, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean measures_section(struct session *session, struct document *d,
				 const struct feedback *f, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

	document_heading(d, 2, _("What is done about it"));
	for (guint i = 0; i < f->hotspots->len; i++)
		if (!add_hotspot_measures(
			    session, d, ((struct feedback_hotspot *)f->hotspots->pdata[i])->hotspot,
			    seen, error))
			return FALSE;
	if (!g_hash_table_size(seen))
		document_note(d, _("No measure is decided at these places yet."));
	return TRUE;
}

/* signals */

static void signal_paragraph(struct document *d, const struct feedback *f,
			     const struct feedback_signal *told)
{
	const struct picture_signal *s = told->signal;
	g_autofree char *what = words_signal_what(s),
			*sentence = words_signal_sentence(f->picture, s);
	/* TRANSLATORS: "Fire, Fullersta:" */
	g_autofree char *lead =
		g_strdup_printf(_("%s, %s:"), what, s->area ? s->area : _("whole municipality"));
	g_autofree char *text = g_strdup_printf(
		ngettext("%d report of yours. %s", "%d reports of yours. %s", (gulong)told->ours),
		told->ours, sentence);

	document_paragraph(d, lead, text);
}

static gboolean parts_section(struct session *session, struct document *d, const struct feedback *f,
			      GError **error)
{
	if (!f->reports && !f->hotspots->len)
		return TRUE;
	document_heading(d, 2, _("What they became part of"));
	for (guint i = 0; i < f->hotspots->len; i++)
		hotspot_paragraph(d, f, f->hotspots->pdata[i]);
	for (guint i = 0; i < f->signals->len; i++)
		signal_paragraph(d, f, f->signals->pdata[i]);
	if (!f->hotspots->len && !f->signals->len)
		document_paragraph(
			d, NULL,
			_("None of them lies in anything that stands out. They are part of what an "
			  "ordinary week is, and that is what everything else is measured "
			  "against."));
	return !f->hotspots->len || measures_section(session, d, f, error);
}

static struct document *sheet_new(const struct feedback *f)
{
	g_autofree char *left = words_group(f->picture),
			*dates = words_period_dates(f->picture->period),
			*foot = words_version(f->picture);
	int year, week;

	week_to_iso(f->week, &year, &week);
	/* TRANSLATORS: "Your reports of week 40, HUGE" */
	g_autofree char *title =
		g_strdup_printf(_("Your reports of week %d, %s"), week, f->organisation->code);
	struct document *d = document_new(&(struct document_setup){
		.title = title,
		.author = left,
		.language = words_language(),
		.left = left,
		.right = title,
		.foot = foot,
		.created = f->picture->number && f->picture->fixed_at != TIME_NONE
				   ? f->picture->fixed_at
				   : f->picture->compiled_at,
	});

	document_heading(d, 1, title);
	document_paragraph(d, NULL, dates);
	return d;
}

struct document *report_feedback(struct session *session, const struct report_options *options,
				 GError **error)
{
	gint64 own = session_organisation(session) ? session_organisation(session)->record.key : 0;
	struct feedback *f = app_feedback(
		session, options->organisation ? options->organisation : own, options->week, error);
	struct document *d = f ? sheet_new(f) : NULL;

	if (d) {
		reports_section(d, f);
		if (!parts_section(session, d, f, error))
			g_clear_pointer(&d, document_free);
	}
	feedback_free(f);
	return d;
}
