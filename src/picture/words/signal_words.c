/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a signal says: seen, usual, how rare, what else it could be, from its figures and reasons.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "osg/calendar.h"
#include "osg/signals.h"
#include "osg/text.h"
#include "osg/words.h"

static const struct {
	guint reason;
	const char *text;
	gboolean names; /* has %s: the organisation's code */
} reason_texts[] = {
	{SIGNALS_NEW_REPORTER, N_("without the new reporter %s it would not stand out"), TRUE},
	{SIGNALS_ONE_REPORTER, N_("%s reported unusually much; otherwise it would not stand out"),
	 TRUE},
	{SIGNALS_ONE_NIGHT, N_("most of it happened in one night"), FALSE},
	{SIGNALS_RECORDING_CHANGE, N_("it is recorded differently since lately"), FALSE},
	{SIGNALS_SILENCE, N_("those who usually report most of it are silent"), FALSE},
	{SIGNALS_INCOMPLETE, N_("more reports of the week are still to come"), FALSE},
};

static char *reasons_text(const struct picture *p, const struct picture_signal *s)
{
	enum calendar_mark mark = calendar_mark(p->week);
	GString *out = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(reason_texts); i++) {
		if (!((guint)s->reasons & reason_texts[i].reason))
			continue;
		g_string_append(out, out->len ? "; " : "");
		if (reason_texts[i].names)
			g_string_append_printf(out, _(reason_texts[i].text),
					       s->reporter ? s->reporter : "?");
		else
			g_string_append(out, _(reason_texts[i].text));
	}
	if ((s->reasons & SIGNALS_MARKED_WEEK) && mark)
		g_string_append_printf(out, _("%sthe week is marked: %s"), out->len ? "; " : "",
				       calendar_name(mark));
	return g_string_free(out, out->len == 0);
}

/* A group's label is written as in a sentence: it begins one here. */
char *words_signal_what(const struct picture_signal *s)
{
	const char *label = words_label(&s->label);

	if (!*label)
		return g_strdup(_("All events"));
	return words_capital(label);
}

static void append_judged(GString *out, const struct picture *p, const struct picture_signal *s)
{
	g_autofree char *reasons = reasons_text(p, s);

	if (s->flag == SIGNAL_FLAG) {
		g_autofree char *rarity = words_rarity(1 / s->by_chance / 52.18, FALSE);

		g_string_append_printf(out, _(" By chance %s, %d series weighed together."), rarity,
				       p->series);
	} else if (s->flag == SIGNAL_NOTICE) {
		g_string_append(out,
				_(" Worth a glance, but chance alone gives as much now and then."));
	}
	if (s->drift) {
		g_autofree char *since = week_name_beside(s->drift_since, p->week);

		g_string_append_printf(
			out,
			_(" It has grown quietly since %s, though no single week need show it."),
			since);
	}
	if (reasons && s->flag != SIGNAL_NONE)
		g_string_append_printf(out, _(" What else it could be: %s."), reasons);
}

char *words_signal_sentence(const struct picture *p, const struct picture_signal *s)
{
	g_autofree char *what = words_signal_what(s), *range = words_range(s->lower, s->upper),
			*usual = text_decimal(s->expected, 1);
	const char *where = s->area ? s->area : _("the whole municipality");
	GString *out = g_string_new(NULL);

	if (s->method == SIGNALS_TOO_FEW) {
		g_string_append_printf(
			out,
			ngettext("%s in %s: %d this week. Too few to judge: %d week of history.",
				 "%s in %s: %d this week. Too few to judge: %d weeks of history.",
				 (gulong)s->weeks),
			what, where, s->now, s->weeks);
		return g_string_free(out, FALSE);
	}
	/* TRANSLATORS: category, area, count this week, expected count, usual range */
	g_string_append_printf(out, _("%s in %s: %d this week; %s to be expected, %s is usual."),
			       what, where, s->now, usual, range);
	append_judged(out, p, s);
	return g_string_free(out, FALSE);
}
