/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a signal says: seen, usual, how rare, what else it could be, from its figures and reasons.
 */
#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "osg/calendar.h"
#include "osg/signals.h"
#include "osg/text.h"
#include "osg/words.h"

/* Best first, as signals_judge chooses them. */
static const struct {
	guint reason;
	gboolean names;            /* has %s: the organisation's code */
	const char *text, *of_few; /* of_few: where there were fewer than usual, if it differs */
	const char *brief;         /* in a table's cell */
} reason_texts[] = {
	{SIGNALS_NEW_REPORTER, TRUE, N_("without the new reporter %s it would not stand out"),
	 .brief = N_("new: %s")},
	{SIGNALS_ONE_NIGHT, FALSE, N_("most of it happened in one night"),
	 .brief = N_("one night")},
	{SIGNALS_RECORDING_CHANGE, FALSE, N_("it is recorded differently since lately"),
	 .brief = N_("recorded otherwise")},
	{SIGNALS_ONE_REPORTER, TRUE,
	 N_("%s reported unusually much; otherwise it would not stand out"),
	 N_("%s reported unusually little; otherwise it would not stand out"), N_("hangs on %s")},
	{SIGNALS_SILENCE, FALSE, N_("those who usually report most of it are silent"),
	 .brief = N_("silence")},
	{SIGNALS_INCOMPLETE, FALSE, N_("more reports of the week are still to come"),
	 .brief = N_("more to come")},
};

/* The reasons but those told; NULL where none is left. */
static char *reasons_text(const struct picture *p, const struct picture_signal *s, guint told)
{
	enum calendar_mark mark = calendar_mark(p->week);
	guint reasons = (guint)s->reasons & ~told;
	gboolean few = s->direction < 0;
	GString *out = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(reason_texts); i++) {
		if (!(reasons & reason_texts[i].reason))
			continue;
		const char *text = few && reason_texts[i].of_few ? reason_texts[i].of_few
								 : reason_texts[i].text;
		g_string_append(out, out->len ? "; " : "");
		if (reason_texts[i].names)
			g_string_append_printf(out, _(text), s->reporter ? s->reporter : "?");
		else
			g_string_append(out, _(text));
	}
	if ((reasons & SIGNALS_MARKED_WEEK) && mark)
		g_string_append_printf(out, _("%sthe week is marked: %s"), out->len ? "; " : "",
				       calendar_name(mark));
	return g_string_free(out, out->len == 0);
}

char *words_signal_doubt(const struct picture_signal *s, guint told)
{
	for (gsize i = 0; i < G_N_ELEMENTS(reason_texts); i++)
		if ((guint)s->reasons & ~told & reason_texts[i].reason)
			return reason_texts[i].names
				       ? g_strdup_printf(_(reason_texts[i].brief),
							 s->reporter ? s->reporter : "?")
				       : g_strdup(_(reason_texts[i].brief));
	return NULL;
}

/* A group's label is written as in a sentence: it begins one here. */
char *words_signal_what(const struct picture_signal *s)
{
	const char *label = words_label(&s->label);

	if (!*label)
		return g_strdup(_("All events"));
	return words_capital(label);
}

char *words_signal_row(const struct picture_signal *s)
{
	g_autofree char *what = words_signal_what(s);

	/* TRANSLATORS: category, count, weeks */
	return s->together ? g_strdup_printf(_("%s, %d in %d weeks"), what, s->seen_together,
					     s->together)
			   : g_steal_pointer(&what);
}

char *words_signal_counts(const struct picture_signal *s)
{
	g_autofree char *range = words_range(s->lower, s->upper),
			*usual = text_decimal(s->expected_together, 1);

	/* TRANSLATORS: count, weeks, expected count */
	return s->together ? g_strdup_printf(_("%d in %d weeks (%s)"), s->seen_together,
					     s->together, usual)
			   : g_strdup_printf("%d (%s)", s->now, range);
}

/* Drift and reasons, but those told. */
static void append_more(GString *out, const struct picture *p, const struct picture_signal *s,
			guint told)
{
	g_autofree char *reasons = reasons_text(p, s, told);

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

/* By chance so seldom; what is seldomer than the weeks behind it can tell is not given a number. */
static void append_rarity(GString *out, const struct picture *p, const struct picture_signal *s)
{
	double weeks = 1 / s->by_chance;
	g_autofree char *rarity = words_rarity(weeks / 52.18, FALSE);

	if (p->weeks_seen > 0 && weeks > p->weeks_seen)
		g_string_append_printf(
			out,
			_(" By chance more seldom than once in the %d weeks seen, %d "
			  "series weighed together."),
			p->weeks_seen, p->series);
	else
		g_string_append_printf(out, _(" By chance %s, %d series weighed together."), rarity,
				       p->series);
}

#define MANY_TO_COME 1.1

/* A week that stands out already rises further while reports come in. */
static void append_rise(GString *out, const struct picture *p, const struct picture_signal *s)
{
	double rise = p->reports > 0 ? 1 + (double)p->expected_late / p->reports : 1;
	int most = (int)lround(s->now * rise);

	if (s->direction > 0 && !s->together && rise > MANY_TO_COME && most > s->now)
		g_string_append_printf(out, _(" It rises to about %d when all have reported."),
				       most);
}

static void append_judged(GString *out, const struct picture *p, const struct picture_signal *s,
			  guint told)
{
	if (s->flag == SIGNAL_FLAG) {
		append_rarity(out, p, s);
		append_rise(out, p, s);
	} else if (s->flag == SIGNAL_NOTICE) {
		g_string_append(out,
				_(" Worth a glance, but chance alone gives as much now and then."));
	}
	append_more(out, p, s, told);
}

static void append_counts(GString *out, const struct picture_signal *s, const char *what,
			  const char *where)
{
	g_autofree char *range = words_range(s->lower, s->upper),
			*usual = text_decimal(s->together ? s->expected_together : s->expected, 1);

	if (s->together)
		g_string_append_printf(
			out,
			/* TRANSLATORS: category, area, weeks, their count, of them this week,
			 * expected of the weeks */
			_("%s in %s: %d weeks together have %d (%d of them this week); %s to be "
			  "expected. This week alone does not stand out."),
			what, where, s->together, s->seen_together, s->now, usual);
	else
		g_string_append_printf(out,
				       /* TRANSLATORS: category, area, count this week, expected
					* count, usual range */
				       _("%s in %s: %d this week; %s to be expected, %s is usual."),
				       what, where, s->now, usual, range);
}

static char *sentence(const struct picture *p, const struct picture_signal *s, guint told)
{
	g_autofree char *what = words_signal_what(s);
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
	append_counts(out, s, what, where);
	append_judged(out, p, s, told);
	return g_string_free(out, FALSE);
}

char *words_signal_sentence(const struct picture *p, const struct picture_signal *s)
{
	return sentence(p, s, 0);
}

char *words_signal_note(const struct picture *p, const struct picture_signal *s, guint told)
{
	GString *out;

	if (s->flag == SIGNAL_FLAG || s->highlighted)
		return sentence(p, s, told);
	out = g_string_new(NULL);
	append_more(out, p, s, told);
	return g_strchug(g_string_free(out, FALSE));
}

/* what is told once of many */

/* The one whose many reports make the rows stand out: NULL where they are several, or few. */
static const char *one_reporter(const GPtrArray *signals)
{
	const char *one = NULL;

	for (guint i = 0; i < signals->len; i++) {
		const struct picture_signal *s = signals->pdata[i];

		if (!(s->reasons & SIGNALS_ONE_REPORTER))
			continue;
		if (s->direction < 0 || (one && g_strcmp0(one, s->reporter) != 0))
			return NULL;
		one = s->reporter;
	}
	return one;
}

static guint how_many(const GPtrArray *signals, guint reason)
{
	guint n = 0;

	for (guint i = 0; i < signals->len; i++)
		n += ((const struct picture_signal *)signals->pdata[i])->reasons & reason ? 1 : 0;
	return n;
}

static gboolean any_glance(const GPtrArray *signals)
{
	for (guint i = 0; i < signals->len; i++)
		if (((const struct picture_signal *)signals->pdata[i])->flag == SIGNAL_NOTICE)
			return TRUE;
	return FALSE;
}

char *words_signals_together(const struct picture *p, const GPtrArray *signals, guint *told)
{
	enum calendar_mark mark = calendar_mark(p->week);
	const char *reporter = one_reporter(signals);
	guint reported = how_many(signals, SIGNALS_ONE_REPORTER);
	GString *out = g_string_new(NULL);

	*told = 0;
	if (any_glance(signals))
		g_string_append(
			out, _("Lines marked U▲ or U▼ are worth a glance, but chance alone gives "
			       "as much now and then."));
	if (mark && how_many(signals, SIGNALS_MARKED_WEEK) > 1) {
		*told |= SIGNALS_MARKED_WEEK;
		g_string_append_printf(out, _(" The week is marked: %s."), calendar_name(mark));
	}
	if (how_many(signals, SIGNALS_INCOMPLETE) > 1) {
		*told |= SIGNALS_INCOMPLETE;
		g_string_append(out, _(" More reports of the week are still to come."));
	}
	if (reporter && reported > 1) {
		*told |= SIGNALS_ONE_REPORTER;
		g_string_append_printf(out,
				       _(" %s reported unusually much; otherwise %u of the lines "
					 "would not stand out."),
				       reporter, reported);
	}
	return g_strchug(g_string_free(out, FALSE));
}
