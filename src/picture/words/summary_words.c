/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The summary's sentences: counts before adjectives, and what is not known said as plainly as what
 * is. Never a percentage. */
#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "osg/text.h"
#include "osg/week.h"
#include "osg/words.h"
#include "picture/words/append.h"

#define FEW_WEEKS 5 /* of history: fewer cannot say what is usual */
#define SHORT_SUM 12
#define MOST_NAMED 8 /* organisations listed by name in a sentence */

static char *moment(gint64 time)
{
	int day, seconds;
	time_to_local(time, &day, &seconds);
	g_autofree char *date = day_range(day, day, month_name);
	/* TRANSLATORS: a date, hours and minutes: 8 October 2024 at 08:30 */
	return g_strdup_printf(_("%s at %02d:%02d"), date, seconds / 3600, seconds / 60 % 60);
}

char *words_title(const struct picture *p)
{
	g_autofree char *period = words_period(p->period);

	return g_strdup_printf(_("Situation picture, %s"), period);
}

char *words_group(const struct picture *p)
{
	return g_strdup_printf("%s · %s", p->municipality ? p->municipality : "",
			       _("Operational collaboration group"));
}

char *words_version(const struct picture *p)
{
	g_autofree char *at =
		moment(p->number && p->fixed_at != TIME_NONE ? p->fixed_at : p->compiled_at);
	if (p->week == WEEK_NONE)
		return g_strdup_printf(_("Compiled %s from what was known then."), at);
	if (!p->number)
		return g_strdup_printf(_("Draft as of %s: the figures can still change."), at);
	return g_strdup_printf(_("Version %d, fixed %s."), p->number, at);
}

char *words_head(const struct picture *p)
{
	int year, number;

	if (p->week == WEEK_NONE) {
		g_autofree char *name = words_period(p->period);

		return words_capital(name);
	}
	week_to_iso(p->week, &year, &number);
	if (!p->number)
		return g_strdup_printf(_("Week %d, %d"), number, year);
	g_autofree char *sum = p->checksum ? g_strndup(p->checksum, SHORT_SUM) : g_strdup("–");
	return g_strdup_printf(_("Week %d, %d · version %d · %s"), number, year, p->number, sum);
}

/* the whole */

char *words_usual(double lower, double upper, int weeks)
{
	if (weeks < FEW_WEEKS || !isfinite(lower) || !isfinite(upper))
		return g_strdup("–");
	return words_range(lower, upper);
}

char *words_whole(const struct picture *p)
{
	if (p->week == WEEK_NONE)
		return words_whole_period(p);

	g_autofree char *events = words_events(p), *last = text_number(p->last_counted);
	g_autofree char *usual = words_usual(p->lower, p->upper, p->weeks);
	g_autofree char *now =
		p->weeks < FEW_WEEKS
			? g_strdup_printf(_("%s; too few weeks of history to say what is usual"),
					  events)
			: g_strdup_printf(_("%s; %s is usual"), events, usual);
	const char *judged = "";
	if (p->weeks >= FEW_WEEKS && p->counted > p->upper)
		judged = _(": more than usual");
	else if (p->judged == PICTURE_JUDGED && p->counted < p->lower)
		judged = _(": fewer than usual");
	return g_strdup_printf(_("%s%s. The week before: %s."), now, judged, last);
}

/* who was heard */

static char *silent_for(const struct picture_organisation *o)
{
	if (o->silent_weeks < 2)
		return g_strdup("");
	return g_strdup_printf(_(" (%d weeks in a row)"), o->silent_weeks);
}

/* "Heba (3 weeks in a row), Hembla and 4 more" */
static char *names_of(const struct picture *p, int roll)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < p->organisations->len; i++) {
		const struct picture_organisation *o = p->organisations->pdata[i];
		if (o->roll != roll)
			continue;
		g_autofree char *since = roll == ROLL_SILENT ? silent_for(o) : g_strdup("");
		g_ptr_array_add(names, g_strconcat(o->name, since, NULL));
	}
	int more = (int)names->len - MOST_NAMED;
	if (more > 0) {
		g_ptr_array_set_size(names, MOST_NAMED);
		g_ptr_array_add(names, g_strdup_printf(ngettext("%d more", "%d more", more), more));
	}
	GString *text = g_string_new(NULL);
	for (guint i = 0; i < names->len; i++) {
		g_string_append(text, i == 0 ? "" : i + 1 < names->len ? ", " : _(" and "));
		g_string_append(text, names->pdata[i]);
	}
	return g_string_free(text, FALSE);
}

/* form: ngettext's choice for n. */
static void add_counted(GString *text, int n, const char *form)
{
	if (n > 0)
		words_append(text, g_strdup_printf(form, n));
}

static void add_roll_call(GString *text, const struct picture *p)
{
	struct roll_count count = roll_count(p);
	g_autofree char *in = words_roll_count(p), *nil_names = names_of(p, ROLL_NIL),
			*silent_names = names_of(p, ROLL_SILENT);
	if (!in) {
		words_append(text,
			     g_strdup(_("No organisation is registered as a member this week.")));
		return;
	}
	/* TRANSLATORS: "17 of 20 in": of the organisations, those that answered */
	words_append(text, g_strdup_printf(_("%s."), in));
	if (count.nil)
		words_append(text, g_strdup_printf(_("Nothing to report: %s."), nil_names));
	if (count.silent)
		words_append(text,
			     g_strdup_printf(_("Silent: %s; silence is not calm."), silent_names));
}

char *words_basis(const struct picture *p)
{
	GString *text = g_string_new(NULL);

	if (p->week == WEEK_NONE)
		words_append(text, words_period_basis(p));
	else
		add_roll_call(text, p);
	add_counted(text, p->expected_late,
		    ngettext("About %d more report is expected.",
			     "About %d more reports are expected.", p->expected_late));
	add_counted(text, p->unplaced,
		    ngettext("%d event has no place and is in the totals all the same.",
			     "%d events have no place and are in the totals all the same.",
			     p->unplaced));
	add_counted(text, p->not_counted,
		    ngettext("%d report is kept but is no event.",
			     "%d reports are kept but are no events.", p->not_counted));
	return g_string_free(text, FALSE);
}

/* the rest */

char *words_signals_left(guint more, guint usual)
{
	GString *text = g_string_new(NULL);
	add_counted(text, more,
		    ngettext("%d more line stands out; osg shows it.",
			     "%d more lines stand out; osg shows them.", more));
	add_counted(
		text, usual,
		ngettext("%d line is within the usual.", "%d lines are within the usual.", usual));
	return g_string_free(text, FALSE);
}

gboolean words_any_hours(const struct picture *p)
{
	for (int i = 0; i < 7 * 24; i++)
		if (p->grid[i / 24][i % 24] > 0)
			return TRUE;
	return FALSE;
}

static double quarter(const struct picture *p, int which)
{
	double sum = 0;
	for (int hour = 0; hour < 6; hour++)
		sum += p->grid[which / 4][which % 4 * 6 + hour];
	return sum;
}

static int busiest_quarter(const struct picture *p)
{
	int best = 0;
	for (int i = 1; i < 28; i++)
		if (quarter(p, i) > quarter(p, best))
			best = i;
	return best;
}

char *words_busiest(const struct picture *p)
{
	int unknown = (int)lround(p->grid_unknown);
	GString *text = g_string_new(NULL);
	if (words_any_hours(p)) {
		int best = busiest_quarter(p), count = (int)lround(quarter(p, best));
		const char *day = weekday_name(best / 4);
		words_append(
			text,
			g_strdup_printf(ngettext("Most on %s %02d–%02d: about %d event.",
						 "Most on %s %02d–%02d: about %d events.", count),
					day, best % 4 * 6, best % 4 * 6 + 6, count));
		words_append(text, g_strdup(_("The heavier the mark, the more events in that hour; "
					      "an event known only as "
					      "from–to is spread over its hours.")));
	} else {
		words_append(text, g_strdup(_("No event of the week has a known hour.")));
	}
	add_counted(text, unknown,
		    ngettext("%d event has no known hour and is not in the grid.",
			     "%d events have no known hour and are not in the grid.", unknown));
	return g_string_free(text, FALSE);
}

char *words_changes(const struct picture *p)
{
	const struct picture_change *c = &p->change;
	GString *text = g_string_new(NULL);
	add_counted(text, c->added,
		    ngettext("%d observation has been added.", "%d observations have been added.",
			     c->added));
	add_counted(text, c->changed,
		    ngettext("%d has been changed.", "%d have been changed.", c->changed));
	add_counted(text, c->withdrawn,
		    ngettext("%d has been withdrawn.", "%d have been withdrawn.", c->withdrawn));
	add_counted(text, c->late,
		    ngettext("%d report came late, for an earlier week.",
			     "%d reports came late, for earlier weeks.", c->late));
	if (!text->len)
		g_string_append(text, _("Nothing has been added, changed or withdrawn."));
	return g_string_free(text, FALSE);
}

char *words_real(double value)
{
	return isfinite(value) ? text_decimal(value, 1) : g_strdup("–");
}
