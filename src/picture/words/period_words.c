/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What periods are called, and what a picture of one longer than a week says: beside the year
 * before, among those that reported in both. */
#include "config.h"

#include "osg/words.h"
#include "picture/words/append.h"

#include <math.h>
#include <glib/gi18n.h>

#include "osg/text.h"
#include "osg/week.h"

/* names */

char *words_period_dates(struct period p)
{
	return day_range(p.first, p.last, month_name);
}

char *words_period(struct period p)
{
	int year, month, mday;

	day_to_civil(p.first, &year, &month, &mday);
	switch (period_kind(p)) {
	case PERIOD_WEEK:
		week_to_iso(period_week(p), &year, &mday);
		return g_strdup_printf(_("week %d, %d"), mday, year);
	case PERIOD_MONTH:
		return g_strdup_printf("%s %d", month_name(month), year);
	case PERIOD_QUARTER:
		return g_strdup_printf(_("quarter %d, %d"), (month + 2) / 3, year);
	case PERIOD_YEAR:
		return g_strdup_printf("%d", year);
	default:
		return words_period_dates(p);
	}
}

char *words_period_column(struct period p)
{
	int year, month, mday;

	day_to_civil(p.first, &year, &month, &mday);
	switch (period_kind(p)) {
	case PERIOD_WEEK:
		return week_name(period_week(p));
	case PERIOD_MONTH:
		return g_strdup_printf("%s %d", month_abbreviation(month), year);
	case PERIOD_QUARTER:
		/* TRANSLATORS: a quarter and its year, in the head of a column */
		return g_strdup_printf(_("Q%d %d"), (month + 2) / 3, year);
	case PERIOD_YEAR:
		return g_strdup_printf("%d", year);
	default:
		return day_range(p.first, p.last, month_abbreviation);
	}
}

/* one line */

const char *words_line_mark(const struct picture_line *line)
{
	const struct picture_signal signal = {.flag = line->direction ? SIGNAL_FLAG : SIGNAL_NONE,
					      .direction = line->direction};

	return words_signal_mark(&signal);
}

char *words_line_what(const struct picture_line *line)
{
	const char *label = words_label(&line->label);

	return g_strdup(*label ? label : _("All events"));
}

char *words_line_now(const struct picture_line *line)
{
	g_autofree char *now = text_number(line->now), *comparable = text_number(line->comparable);

	return isnan(line->lower) || line->now == line->comparable
		       ? g_strdup(now)
		       : g_strdup_printf("%s (%s)", now, comparable);
}

static const char *verdict(int direction)
{
	return direction > 0 ? _(": more") : direction < 0 ? _(": fewer") : "";
}

char *words_line_sentence(const struct picture *p, const struct picture_line *line)
{
	g_autofree char *what = words_line_what(line), *now = words_line_now(line),
			*before = text_number(line->before), *then = words_period(p->before);
	const char *where = line->area ? line->area : _("the whole municipality");

	if (isnan(line->lower))
		/* TRANSLATORS: category, area, count */
		return g_strdup_printf(_("%s in %s: %s."), what, where, now);
	g_autofree char *range = words_range(line->lower, line->upper);
	/* TRANSLATORS: category, area, count, the period a year before, count, range, verdict */
	return g_strdup_printf(_("%s in %s: %s; %s: %s, and %s would be no change%s."), what, where,
			       now, then, before, range, verdict(line->direction));
}

/* the whole */

char *words_whole_period(const struct picture *p)
{
	g_autofree char *events = words_events(p);
	g_autofree char *then = words_period(p->before), *before = text_number(p->last_counted);

	if (!p->compared)
		return g_strconcat(events, ".", NULL);
	g_autofree char *range = words_range(p->lower, p->upper);
	const char *which = verdict((p->comparable > p->upper) - (p->comparable < p->lower));
	if (p->comparable == p->counted)
		/* TRANSLATORS: events (reports), the period a year before, count, range, verdict */
		return g_strdup_printf(_("%s. In %s: %s, and %s would be no change%s."), events,
				       then, before, range, which);
	g_autofree char *comparable = text_number(p->comparable);
	return g_strdup_printf(_("%s, %s of them by those who reported in both periods. In "
				 "%s: %s, and %s would be no change%s."),
			       events, comparable, then, before, range, which);
}

/* Codes of the organisations that reported in one of the two only. */
static char *reporters_of_one(const struct picture *p, gboolean now)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < p->organisations->len; i++) {
		const struct picture_organisation *o = p->organisations->pdata[i];

		if ((now ? o->reports && !o->last_week : !o->reports && o->last_week))
			g_string_append_printf(out, "%s%s", out->len ? ", " : "", o->code);
	}
	return g_string_free(out, out->len == 0);
}

static void append_compared(GString *out, const struct picture *p)
{
	g_autofree char *then = words_period(p->before), *only_now = reporters_of_one(p, TRUE),
			*only_then = reporters_of_one(p, FALSE);

	if (!p->compared) {
		words_append(out, g_strdup_printf(_("There are no counts of %s to compare with."),
						  then));
		return;
	}
	words_append(out, g_strdup_printf(_("Compared with %s, among those who reported in both."),
					  then));
	if (only_now)
		words_append(out, g_strdup_printf(_("Only now: %s."), only_now));
	if (only_then)
		words_append(out, g_strdup_printf(_("Only then: %s."), only_then));
}

char *words_period_basis(const struct picture *p)
{
	GString *out = g_string_new(NULL);
	int today = time_day(p->compiled_at);

	if (p->period.last >= today) {
		const struct period yesterday = {today - 1, today - 1};
		g_autofree char *until = words_period_dates(yesterday);

		words_append(out, g_strdup_printf(_("The period is not over: counted is up to %s."),
						  until));
	}
	append_compared(out, p);
	words_append(out,
		     g_strdup(_("Signals and hotspots are judged week by week: they stand in the "
				"pictures of the weeks.")));
	return g_string_free(out, FALSE);
}
