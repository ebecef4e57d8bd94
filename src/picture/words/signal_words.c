/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a signal says: seen, usual, how rare, what else it could be. The facts come from
 * analysis. */
#include "config.h"

#include "picture/compile.h"

#include <math.h>

#include "osg/calendar.h"
#include "osg/text.h"
#include "osg/words.h"

/* How often chance alone would show any of the series so: in words. */
static char *rarity_text(double a_week)
{
	double years = 1 / a_week / 52.18;

	if (years >= 100)
		return g_strdup(_("less than once in a hundred years"));
	if (years >= 1.5)
		return g_strdup_printf(_("about once in %.0f years"), years);
	if (years >= 0.7)
		return g_strdup(_("about once a year"));
	return g_strdup_printf(_("about once in %.0f weeks"), MAX(years * 52.18, 1));
}

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

static char *reasons_text(const struct signal_words *words, const struct signals_result *r)
{
	const GPtrArray *all = registry_organisations(words->registry);
	const char *who = r->organisation >= 0
				  ? ((const struct organisation *)all->pdata[r->organisation])->code
				  : "?";
	enum calendar_mark mark = calendar_mark(words->week);
	GString *out = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(reason_texts); i++) {
		if (!(r->reasons & reason_texts[i].reason))
			continue;
		g_string_append(out, out->len ? "; " : "");
		if (reason_texts[i].names)
			g_string_append_printf(out, _(reason_texts[i].text), who);
		else
			g_string_append(out, _(reason_texts[i].text));
	}
	if ((r->reasons & SIGNALS_MARKED_WEEK) && mark)
		g_string_append_printf(out, _("%sthe week is marked: %s"), out->len ? "; " : "",
				       calendar_name(mark));
	return g_string_free(out, out->len == 0);
}

static void append_too_few(GString *out, const struct picture_signal *s, const char *where)
{
	g_string_append_printf(
		out,
		ngettext("%s in %s: %d this week. Too few to judge: %d week of history.",
			 "%s in %s: %d this week. Too few to judge: %d weeks of history.",
			 s->weeks),
		s->category_label, where, s->now, s->weeks);
}

char *signal_sentence(const struct signal_words *words, const struct picture_signal *s,
		      const struct signals_result *r)
{
	g_autofree char *reasons = reasons_text(words, r);
	GString *out = g_string_new(NULL);
	const char *where = s->area ? s->area : _("the whole municipality");

	if (r->method == SIGNALS_TOO_FEW) {
		append_too_few(out, s, where);
		return g_string_free(out, FALSE);
	}
	g_autofree char *range = words_range(s->lower, s->upper),
			*usual = text_decimal(s->expected, 1);
	/* TRANSLATORS: category, area, count this week, expected count, usual range */
	g_string_append_printf(out, _("%s in %s: %d this week; %s to be expected, %s is usual."),
			       s->category_label, where, s->now, usual, range);
	if (s->flag == SIGNAL_FLAG) {
		g_autofree char *rarity = rarity_text(r->by_chance);

		g_string_append_printf(out, _(" By chance %s, %d series weighed together."), rarity,
				       words->series);
	} else if (s->flag == SIGNAL_NOTICE) {
		g_string_append(out,
				_(" Worth a glance, but chance alone gives as much now and then."));
	}
	if (r->drift) {
		g_autofree char *since = week_format(words->first_week + MAX(r->drift_since, 0));

		g_string_append_printf(
			out,
			_(" It has grown quietly since %s, though no single week need show it."),
			since);
	}
	if (reasons && s->flag != SIGNAL_NONE)
		g_string_append_printf(out, _(" What else it could be: %s."), reasons);
	return g_string_free(out, FALSE);
}
