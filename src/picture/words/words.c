/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks, ranges, week names and states: each made once. */
#include "config.h"

#include "osg/words.h"

#include <math.h>
#include <glib/gi18n.h>

#include "osg/hotspot.h"
#include "osg/record.h"
#include "osg/text.h"
#include "osg/week.h"
#include "picture/words/append.h"

const char *words_language(void)
{
	/* TRANSLATORS: the code of the language you translate to, as in <html lang> */
	return C_("language", "en");
}

char *words_place(const struct picture_place *place)
{
	return place->key ? g_strdup(place->name) : g_strdup_printf(_("%s (area)"), place->name);
}

const char *words_label(const struct picture_label *label)
{
	gboolean swedish = g_str_equal(words_language(), "sv");
	const char *first = swedish ? label->sv : label->en,
		   *second = swedish ? label->en : label->sv;

	return first ? first : second ? second : "";
}

char *words_rarity(double years, gboolean column)
{
	double weeks = MAX(years * 52.18, 1);

	if (years >= 100)
		return g_strdup(column ? _("< once in 100 years")
				       : _("less than once in 100 years"));
	if (years >= 1.5)
		return g_strdup_printf(
			column ? _("once in %.0f years") : _("about once in %.0f years"), years);
	if (years >= 0.7)
		return g_strdup(_("about once a year"));
	return g_strdup_printf(column ? _("once in %.0f weeks") : _("about once in %.0f weeks"),
			       weeks);
}

char *words_count(double count)
{
	return count >= 10 ? g_strdup_printf("%.0f", count) : text_decimal(count, 1);
}

char *words_capital(const char *text)
{
	char first[8] = "";

	g_unichar_to_utf8(g_unichar_toupper(g_utf8_get_char(text)), first);
	return g_strconcat(first, *text ? g_utf8_next_char(text) : "", NULL);
}

char *words_range(double lower, double upper)
{
	int least = (int)MAX(ceil(lower - 1e-9), 0), most = (int)floor(upper + 1e-9);

	return most > least ? g_strdup_printf("%d–%d", least, most) : g_strdup_printf("%d", least);
}

char *words_events(const struct picture *picture)
{
	gulong counted = (gulong)picture->counted, reported = (gulong)picture->reports;
	g_autofree char *number = text_number(picture->counted),
			*all = text_number(picture->reports);
	g_autofree char *events =
		g_strdup_printf(ngettext("%s event", "%s events", counted), number);
	g_autofree char *reports =
		g_strdup_printf(ngettext("%s report", "%s reports", reported), all);

	return g_strdup_printf("%s (%s)", events, reports);
}

void words_append(GString *text, char *take_sentence)
{
	g_string_append_printf(text, "%s%s", text->len ? " " : "", take_sentence);
	g_free(take_sentence);
}

/* the roll call */

struct roll_count roll_count(const struct picture *picture)
{
	struct roll_count count = {0};

	for (guint i = 0; i < picture->organisations->len; i++) {
		const struct picture_organisation *o = picture->organisations->pdata[i];

		count.members += o->roll != ROLL_NOT_MEMBER;
		count.reported += o->roll == ROLL_REPORTED;
		count.nil += o->roll == ROLL_NIL;
		count.silent += o->roll == ROLL_SILENT;
	}
	return count;
}

char *words_roll_count(const struct picture *picture)
{
	struct roll_count count = roll_count(picture);

	return count.members ? g_strdup_printf(_("%d of %d in"), count.reported + count.nil,
					       count.members)
			     : NULL;
}

char *words_roll(const struct picture_organisation *o)
{
	switch (o->roll) {
	case ROLL_REPORTED:
		return g_strdup(_("reported"));
	case ROLL_NIL:
		return o->note && *o->note ? g_strdup_printf(_("nothing to report: %s"), o->note)
					   : g_strdup(_("nothing to report"));
	case ROLL_SILENT:
		return o->silent_weeks > 1
			       ? g_strdup_printf(_("silent (%d weeks)"), o->silent_weeks)
			       : g_strdup(_("silent"));
	default:
		return g_strdup(_("not asked"));
	}
}

char *words_roll_weeks(const struct picture_organisation *o)
{
	return o->weeks_asked
		       ? g_strdup_printf(_("%d of %d weeks"), o->weeks_answered, o->weeks_asked)
		       : g_strdup(_("not asked"));
}

/* what cannot be judged */

char *words_not_judged(const struct picture *p)
{
	switch (p->judged) {
	case PICTURE_SILENT:
		return g_strdup(_("Cannot be judged: nobody has reported this week. Silence is not "
				  "calm."));
	case PICTURE_TOO_SHORT:
		return g_strdup_printf(
			ngettext("Cannot be judged yet: %d week of history is too little to say "
				 "what is usual.",
				 "Cannot be judged yet: %d weeks of history are too few to say "
				 "what is usual.",
				 (gulong)p->weeks),
			p->weeks);
	case PICTURE_BY_MONTH:
		return g_strdup(_("Cannot be judged by week: most of its events are dated by month "
				  "or longer. The month can be counted."));
	default:
		return NULL;
	}
}

char *words_hotspots_not_judged(const struct picture *p)
{
	if (p->judged == PICTURE_SILENT)
		return g_strdup(_("Hotspots cannot be judged: nobody has reported this week."));
	if (p->judged == PICTURE_BY_MONTH)
		return g_strdup(_("Hotspots cannot be judged: the events are dated by month."));
	switch (p->hotspots_judged) {
	case HOTSPOTS_NOT_SOUGHT:
		return g_strdup(_("Looking for hotspots …"));
	case HOTSPOTS_TOO_FEW:
		return g_strdup(
			_("Hotspots cannot be judged yet: too few events at exact places."));
	default:
		return NULL;
	}
}

/* signals */

const char *words_signal_mark(const struct picture_signal *signal)
{
	static const char *const marks[][3] = {
		/* fewer, usual, more */
		[SIGNAL_NONE] = {"  ", "  ", "  "},
		[SIGNAL_NOTICE] = {"U▼", "U►", "U▲"},
		[SIGNAL_FLAG] = {"G▼", "U►", "R▲"},
	};

	if (signal->flag == SIGNAL_NONE && signal->highlighted)
		return "U►";
	return marks[signal->flag][CLAMP(signal->direction, -1, 1) + 1];
}

const char *words_signal_word(const struct picture_signal *signal)
{
	if (signal->flag == SIGNAL_NONE)
		return signal->highlighted ? _("highlighted") : "";
	if (signal->direction < 0)
		return signal->flag == SIGNAL_FLAG ? _("far fewer") : _("fewer");
	return signal->flag == SIGNAL_FLAG ? _("far more") : _("more");
}

/* hotspots */

gboolean hotspot_is_open(const struct picture_hotspot *h)
{
	return h->flag == SIGNAL_FLAG && h->state != HOTSPOT_GONE && h->decision == DECISION_NONE;
}

const char *words_hotspot_mark(const struct picture_hotspot *h)
{
	if (h->state == HOTSPOT_GONE)
		return "▼";
	if (h->decision != DECISION_NONE)
		return "✓";
	return h->flag == SIGNAL_FLAG ? "R▲" : "U▲";
}

const char *words_hotspot_state(const struct picture_hotspot *h)
{
	static const char *const words[] = {NULL, N_("growing"), N_("steady"), N_("fading"),
					    N_("gone")};

	return h->state <= HOTSPOT_NEW ? C_("hotspot", "new")
				       : _(words[MIN(h->state, HOTSPOT_GONE)]);
}

char *words_hotspot_figures(const struct picture_hotspot *h)
{
	g_autofree char *usual =
		words_count(h->alike || !h->within ? h->expected : h->expected_within);

	/* TRANSLATORS: events, weeks, usual */
	return g_strdup_printf(_("%d in %d w., %s usual"), h->observed,
			       h->last_week - h->first_week + 1, usual);
}

char *words_hotspot_decision(const struct picture_hotspot *h)
{
	g_autofree char *week = h->decided_week == WEEK_NONE
					? g_strdup("?")
					: week_name_beside(h->decided_week, h->last_week);

	switch (h->decision) {
	case DECISION_GROUP:
		return g_strdup_printf(_("focus group, %s"), week);
	case DECISION_DISMISSED:
		return g_strdup_printf(_("dismissed, %s"), week);
	default:
		return NULL;
	}
}
