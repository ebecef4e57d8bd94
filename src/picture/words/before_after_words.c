/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures and their results in sentences: what is lacking, what is counted, what could be shown,
 * and whether it helped: one of four words, then the counts, then what speaks against it. */
#include "config.h"

#include "osg/words.h"

#include <math.h>
#include <glib/gi18n.h>

#include "osg/text.h"
#include "osg/week.h"

enum { MOST_NAMED = 2 };

static void append_item(GString *out, const char *text)
{
	g_string_append_printf(out, "%s%s", out->len ? ", " : "", text);
}

static void append_rest(GString *out, guint count)
{
	if (count > MOST_NAMED)
		g_string_append_printf(out, _(" and %d more"), (int)count - MOST_NAMED);
}

/* measures */

char *words_lacks(guint lacks)
{
	static const char *const names[] = {N_("owner"), N_("date"), N_("cause"), N_("yardstick")};
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		if (lacks >> i & 1)
			append_item(out, _(names[i]));
	return g_string_free(out, FALSE);
}

char *words_measure_state(const struct measure *m, guint lacks, int days_late)
{
	static const char *const names[] = {N_("draft"), N_("decided"), N_("under way"), N_("done"),
					    N_("dropped")};
	g_autofree char *missing = words_lacks(lacks);

	if (m->state == MEASURE_DRAFT && lacks)
		return g_strdup_printf(_("draft: %s?"), missing);
	if (days_late)
		return g_strdup_printf(ngettext("%d day late", "%d days late", (gulong)days_late),
				       days_late);
	return g_strdup(_(names[m->state]));
}

static char *place_names(const struct registry *v, const GArray *places)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < places->len && i < MOST_NAMED; i++) {
		const struct place *place = registry_place(v, refs_at(places, i));

		append_item(out, place ? place->name : "?");
	}
	append_rest(out, places->len);
	return g_string_free(out, FALSE);
}

static char *where_of(const struct registry *v, const struct yardstick *y)
{
	const struct area *area = registry_area(v, y->area);

	return y->places->len ? place_names(v, y->places) : g_strdup(area ? area->name : "?");
}

static char *comparison_of(const struct registry *v, const struct yardstick *y)
{
	GString *out = g_string_new(NULL);
	g_autofree char *places = place_names(v, y->comparison_places);

	g_string_append(out, places);
	for (guint i = 0; i < y->comparison_areas->len && i < MOST_NAMED; i++) {
		const struct area *area = registry_area(v, refs_at(y->comparison_areas, i));

		append_item(out, area ? area->name : "?");
	}
	append_rest(out, y->comparison_areas->len);
	return g_string_free(out, FALSE);
}

static char *what_of(const struct registry *v, const struct yardstick *y)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < y->categories->len && i < MOST_NAMED; i++)
		append_item(out,
			    registry_label(v, registry_category(v, refs_at(y->categories, i))));
	append_rest(out, y->categories->len);
	return g_string_free(out->len ? out : g_string_append(out, _("All events")), FALSE);
}

static char *weeks_words(int from, int to)
{
	g_autofree char *first = week_name(from), *last = week_name(to);
	const char *number = last;

	while (*number && !g_ascii_isdigit(*number))
		number++;
	return from == to ? g_strdup(first) : g_strdup_printf("%s–%s", first, number);
}

/* "Skadegörelse vid Visättra kl 18–24, högst 2 i veckan v.45–52; jämförs med …". */
static char *counted_words(const struct registry *v, const struct yardstick *y)
{
	g_autofree char *what = what_of(v, y), *where = where_of(v, y),
			*weeks = weeks_words(y->after_from, y->after_to),
			*comparison = comparison_of(v, y);
	GString *out = g_string_new(NULL);

	g_string_append_printf(out, _("%s at %s"), what, where);
	if (y->hour_from != 0 || y->hour_to != 24)
		g_string_append_printf(out, _(" between %02d and %02d"), y->hour_from, y->hour_to);
	if (!isnan(y->target)) {
		g_autofree char *target = text_decimal(y->target, y->target < 1 && y->target > 0);

		g_string_append_printf(out, _(", at most %s a week in %s"), target, weeks);
	} else {
		g_string_append_printf(out, _(", in %s"), weeks);
	}
	if (*comparison)
		g_string_append_printf(out, _("; compared with %s"), comparison);
	return g_string_free(g_string_append_c(out, '.'), FALSE);
}

char *words_yardstick(const struct registry *v, const struct yardstick *y)
{
	if (!y)
		return NULL;
	if (y->text && *y->text)
		return g_strdup(y->text);
	return yardstick_counts(y) ? counted_words(v, y) : NULL;
}

/* A share that must go, as people say it. */
static char *share_words(double share)
{
	static const struct {
		double most;
		const char *words;
	} said[] = {{.275, N_("a fall by a quarter")},
		    {.36, N_("a fall by a third")},
		    {.55, N_("a halving")},
		    {.70, N_("a fall by two thirds")},
		    {.85, N_("a fall by three quarters")},
		    {1.0, N_("only if nearly all of it goes")}};

	for (gsize i = 0; i < G_N_ELEMENTS(said); i++)
		if (share <= said[i].most)
			return g_strdup(_(said[i].words));
	return NULL;
}

char *words_outlook(const struct outlook *o)
{
	g_autofree char *rate = text_decimal(o->rate, 1), *share = NULL;

	if (!(o->rate > 0))
		return g_strdup(_("Can it be shown? No: nothing of it was there before."));
	if (isnan(o->even))
		return g_strdup_printf(ngettext("Can it be shown? No: with %s a week not even if "
						"all of it goes, in %d week.",
						"Can it be shown? No: with %s a week not even if "
						"all of it goes, in %d weeks.",
						(gulong)o->after),
				       rate, o->after);
	share = share_words(o->even);
	return g_strdup_printf(ngettext("Can it be shown? With %s a week before: %s shows every "
					"second time in %d week; less than that not.",
					"Can it be shown? With %s a week before: %s shows every "
					"second time in %d weeks; less than that not.",
					(gulong)o->after),
			       rate, share, o->after);
}

char *words_comparison(const struct registry *v, const struct comparison *c)
{
	static const char *const refusals[] = {
		[EVALUATION_CHOICE_SHORT] = N_("No comparison can be proposed: that takes 26 weeks "
					       "before."),
		[EVALUATION_CHOICE_NONE] = N_("No comparison can be proposed: no other place has "
					      "enough of the same."),
		[EVALUATION_CHOICE_UNLIKE] = N_("No comparison can be proposed: no place was like "
						"it before, in level and from week to week."),
	};
	g_autofree char *names = place_names(v, c->places), *fit = text_decimal(c->fit, 1),
			*chance = text_decimal(c->chance, 1);

	if (c->refusal != EVALUATION_CHOICE_FINE)
		return g_strdup(_(refusals[c->refusal]));
	return g_strdup_printf(_("%s: alike in level and trend before, %s events a week apart "
				 "where chance alone makes %s."),
			       names, fit, chance);
}

/* did it help */

const char *words_verdict(enum verdict verdict)
{
	static const char *const names[] = {
		[VERDICT_NONE] = "",
		[VERDICT_HELPED] = N_("helped"),
		[VERDICT_NO_DIFFERENCE] = N_("no difference that shows"),
		[VERDICT_WORSE] = N_("worse"),
		[VERDICT_UNKNOWN] = N_("cannot be told"),
	};

	return *names[verdict] ? _(names[verdict]) : "";
}

char *words_difference(double difference)
{
	long whole = lround(difference);

	return whole < 0 ? g_strdup_printf("−%ld", -whole)
			 : g_strdup_printf(whole ? "+%ld" : "%ld", whole);
}

char *words_before_after_area(const struct registry *v, const struct before_after *b,
			      enum evaluation_area area)
{
	if (area == EVALUATION_BUFFER)
		return g_strdup_printf(_("Around it, %d m"), b->ring);
	return area == EVALUATION_TREATED ? where_of(v, b->yardstick)
					  : comparison_of(v, b->yardstick);
}

static const struct {
	guint reason;
	const char *words;
	const char *compared; /* where a comparison is named; NULL = the same */
} refusals[] = {
	{EVALUATION_TOO_FEW, N_("too few events: not even if all of them had gone would it show")},
	{EVALUATION_NO_COMPARISON, N_("there is nothing to compare with"),
	 N_("where it is compared with nothing happened before")},
	{EVALUATION_REPORTING, N_("who reports changed by more than a quarter")},
	{EVALUATION_RECORDING, N_("recording changed in the weeks that are compared")},
	{EVALUATION_CONTROL,
	 N_("accidents, which the measure cannot touch, changed there in the same way")},
	{EVALUATION_FALSE_DATE,
	 N_("a false date in the middle of the weeks before shows a change as well")},
	{EVALUATION_CHOSEN_BAD,
	 N_("the weeks before are the bad ones that made it start, and would have become better by "
	    "themselves")},
};

static char *refusal_words(const struct before_after *b)
{
	gboolean compared = b->counts[EVALUATION_COMPARISON] != NULL;
	GString *out = g_string_new(NULL);

	if (b->unfinished) {
		g_autofree char *week = week_name(b->yardstick->after_to);

		g_string_append_printf(out, _("the weeks after are not over until %s"), week);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(refusals); i++)
		if (b->result.reasons & refusals[i].reason)
			g_string_append_printf(out, "%s%s", out->len ? "; " : "",
					       _(compared && refusals[i].compared
							 ? refusals[i].compared
							 : refusals[i].words));
	return g_string_free(out, FALSE);
}

/* "9 färre", "5 fler", "lika många" */
static char *change_words(double change)
{
	int n = (int)lround(fabs(change));

	if (n == 0)
		return g_strdup(_("as many"));
	return g_strdup_printf(change < 0 ? C_("change", "%d fewer") : C_("change", "%d more"), n);
}

/* "w.26–w.37: 4 6 9" */
static char *counts_words(const struct before_after *b, int from, int to)
{
	g_autofree char *first = week_name(before_after_week(b, from)),
			*last = week_name(before_after_week(b, to - 1));
	GString *out = g_string_new(NULL);

	g_string_append_printf(out, "%s–%s:", first, last);
	for (int i = from; i < to; i++)
		g_string_append_printf(out, " %.0f", b->counts[EVALUATION_TREATED][i]);
	return g_string_free(out, FALSE);
}

char *words_before_after_weeks(const struct before_after *b)
{
	g_autofree char *before = counts_words(b, 0, b->before),
			*after = counts_words(b, b->before, b->before + b->after);

	return g_strdup_printf(_("Events a week %s; after, %s."), before, after);
}

char *words_before_after(const struct before_after *b)
{
	static const char *const said[] = {
		[EVALUATION_HELPED] = N_("It helped"),
		[EVALUATION_NO_DIFFERENCE] = N_("It made no difference that shows"),
		[EVALUATION_WORSE] = N_("It became worse"),
	};
	const struct evaluation *e = &b->result;
	int after = (int)e->counts.after[EVALUATION_TREATED];
	g_autofree char *change = change_words(e->wdd.estimate), *low = change_words(e->wdd.low),
			*high = change_words(e->wdd.high), *why = refusal_words(b);

	if (e->verdict == EVALUATION_CANNOT_TELL)
		return g_strdup_printf(_("It cannot be told: %s."), why);
	return g_strdup_printf(ngettext("%s: %d event where %.0f were to be expected, %s "
					"(95 %%: from %s to %s).",
					"%s: %d events where %.0f were to be expected, %s "
					"(95 %%: from %s to %s).",
					(gulong)after),
			       _(said[e->verdict]), after, fmax(after - e->wdd.estimate, 0), change,
			       low, high);
}

static void add(GPtrArray *lines, char *take_line)
{
	g_ptr_array_add(lines, take_line);
}

static void add_windows(GPtrArray *lines, const struct before_after *b)
{
	const struct yardstick *y = b->yardstick;
	g_autofree char *before = weeks_words(y->before_from, y->before_to),
			*after = weeks_words(y->after_from, y->after_to), *between = NULL;

	if (y->after_from > y->before_to + 1)
		between = weeks_words(y->before_to + 1, y->after_from - 1);
	if (between)
		add(lines,
		    g_strdup_printf(_("Before %s, after %s. %s is left out: it was bad then, "
				      "and then the measures came."),
				    before, after, between));
	else
		add(lines, g_strdup_printf(_("Before %s, after %s."), before, after));
}

static void add_comparison(GPtrArray *lines, const struct registry *v, const struct before_after *b)
{
	g_autofree char *names = comparison_of(v, b->yardstick), *size = text_decimal(b->size, 1);

	if (!*names)
		return;
	add(lines, g_strdup_printf(_("Compared with %s, which had %s times as many before."), names,
				   size));
	if (b->yardstick->comparison_reason)
		add(lines, g_strdup(b->yardstick->comparison_reason));
}

static void add_cautions(GPtrArray *lines, const struct registry *v, const struct before_after *b)
{
	const struct evaluation *e = &b->result;
	const struct organisation *one = registry_organisation(v, b->reporter);

	if (e->reasons & EVALUATION_ONE_REPORTER)
		add(lines, g_strdup_printf(_("Without the reports of %s it points the other way."),
					   one ? one->code : "?"));
	if (e->reasons & EVALUATION_SHARE_DIFFERS)
		add(lines, g_strdup(_("Counted as a share instead of as a number it says "
				      "otherwise.")));
	if (e->reasons & EVALUATION_MOVED)
		add(lines,
		    g_strdup(_("Half or more of what was won came back around the corner.")));
	else if (b->ring && e->verdict == EVALUATION_HELPED)
		add(lines, g_strdup(_("No sign that they moved around the corner.")));
	if (e->reasons & EVALUATION_OVERDISPERSED)
		add(lines, g_strdup(_("A test that takes every event for itself would have called "
				      "it proved; the weeks vary too much for that.")));
	if (e->verdict == EVALUATION_NO_DIFFERENCE && !isnan(e->detectable)) {
		g_autofree char *share = share_words(e->detectable);

		add(lines, g_strdup_printf(_("That is not “no effect”: %s is the least that could "
					     "have been seen here."),
					   share));
	}
}

static void add_method(GPtrArray *lines, const struct before_after *b)
{
	const struct evaluation *e = &b->result;
	g_autofree char *dispersion = text_decimal(e->dispersion, 1);

	if (e->dispersion > 1.05)
		add(lines, g_strdup_printf(_("The weeks vary %s times as much as chance alone; the "
					     "interval allows for that."),
					   dispersion));
	if (e->season.refusal == EVALUATION_SEASON_FINE)
		add(lines, g_strdup_printf(_("With season and trend taken into account: %.2f times "
					     "as many (%.2f–%.2f)."),
					   e->season.ratio, e->season.low, e->season.high));
	if (e->false_date.error > 0 && !(e->reasons & EVALUATION_FALSE_DATE))
		add(lines, g_strdup(_("Checked: a false date in the middle of the weeks before "
				      "shows nothing.")));
	if (e->control.error > 0 && !(e->reasons & EVALUATION_CONTROL))
		add(lines, g_strdup(_("Checked: accidents, which the measure cannot touch, did not "
				      "change there.")));
}

static void add_target(GPtrArray *lines, const struct before_after *b)
{
	g_autofree char *target = NULL;

	if (!b->lived)
		return;
	target = text_decimal(b->yardstick->target,
			      b->yardstick->target == floor(b->yardstick->target) ? 0 : 1);
	add(lines, g_strdup_printf(_("Goal, at most %s a week: reached in %d of %d weeks."), target,
				   b->on_target, b->lived));
}

GPtrArray *words_before_after_remarks(const struct registry *v, const struct before_after *b)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	add_windows(lines, b);
	add_comparison(lines, v, b);
	add_cautions(lines, v, b);
	add_method(lines, b);
	add_target(lines, b);
	return lines;
}
