/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the other detectors found, in words: a line for the screen, and what stands behind it. */
#include "config.h"

#include <glib/gi18n.h>

#include "osg/burst.h"
#include "osg/near.h"
#include "osg/slots.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/words.h"
#include "picture/words/append.h"

/* TRANSLATORS: ends "Noise in Skogås …: 8 in 4 weeks" */
static const char *const slot_names[SLOTS] = {
	[SLOT_WEEKEND_NIGHT] = N_("on Friday and Saturday nights, 18–03"),
	[SLOT_NIGHT] = N_("on nights from Sunday to Thursday, 18–03"),
	[SLOT_DAY] = N_("between 03 and 18"),
};

static char *what(const struct picture_finding *f)
{
	return words_capital(words_label(&f->label));
}

static const char *where(const struct picture_finding *f)
{
	return f->area ? f->area : _("the whole municipality");
}

static char *reporter_title(const struct picture *p, const struct picture_finding *f)
{
	g_autofree char *since = week_name_beside(f->since, p->week),
			*times = text_decimal(f->times, 1);
	const char *name = f->name ? f->name : f->reporter;

	if (f->times <= 0)
		return f->area ? g_strdup_printf(_("%s reports of %s since %s, and did not before"),
						 name, f->area, since)
			       : g_strdup_printf(_("%s reports since %s, and did not before"), name,
						 since);
	return f->area ? g_strdup_printf(_("%s reports %s times as much of %s since %s"), name,
					 times, f->area, since)
		       : g_strdup_printf(_("%s reports %s times as much since %s"), name, times,
					 since);
}

static void reporter_more(GString *out, const struct picture_finding *f)
{
	words_append(out,
		     g_strdup_printf(ngettext("%d report.", "%d reports.", f->count), f->count));
	words_append(out,
		     g_strdup(_("That is about who reports and no alarm; it can be marked as a "
				"changed recording.")));
	if (f->explains)
		words_append(out, g_strdup_printf(ngettext("%d line stands out because of it.",
							   "%d lines stand out because of it.",
							   f->explains),
						  f->explains));
}

static char *night_title(const struct picture *p UNUSED, const struct picture_finding *f)
{
	g_autofree char *kind = what(f);

	return g_strdup_printf(_("%s in %s: %d within hours"), kind, where(f), f->count);
}

static char *clock_of(gint64 time)
{
	int day, seconds;

	time_to_local(time, &day, &seconds);
	return g_strdup_printf("%s %02d:%02d", weekday_name(day_weekday(day)), seconds / 3600,
			       seconds / 60 % 60);
}

static void night_more(GString *out, const struct picture_finding *f)
{
	g_autofree char *from = clock_of(f->from), *to = clock_of(f->to),
			*rarity = words_rarity(1 / f->by_chance / 52.18, FALSE);

	if (f->place)
		words_append(out, g_strdup_printf(_("%s to %s, within %d m, at %s."), from, to,
						  (int)BURST_METRES, f->place));
	else
		words_append(out, g_strdup_printf(_("%s to %s, within %d m."), from, to,
						  (int)BURST_METRES));
	words_append(out, g_strdup_printf(_("By chance %s."), rarity));
}

static char *hours_title(const struct picture *p UNUSED, const struct picture_finding *f)
{
	g_autofree char *kind = what(f);

	if (f->slot == SLOT_ANY)
		return g_strdup_printf(ngettext("%s in %s, more and more: %d in %d week",
						"%s in %s, more and more: %d in %d weeks",
						f->weeks),
				       kind, where(f), f->count, f->weeks);
	return g_strdup_printf(
		ngettext("%s in %s %s: %d in %d week", "%s in %s %s: %d in %d weeks", f->weeks),
		kind, where(f), _(slot_names[CLAMP(f->slot, 0, SLOTS - 1)]), f->count, f->weeks);
}

static void expected_more(GString *out, const struct picture_finding *f)
{
	g_autofree char *expected = words_count(f->expected);

	words_append(out, g_strdup_printf(_("%s to be expected."), expected));
}

static char *near_title(const struct picture *p UNUSED, const struct picture_finding *f)
{
	g_autofree char *kind = what(f);

	return g_strdup_printf(_("%s repeats itself near %s: %d pairs in %d weeks"), kind,
			       f->place ? f->place : where(f), f->count, f->weeks);
}

static void near_more(GString *out, const struct picture_finding *f)
{
	words_append(out, g_strdup_printf(_("Two are a pair within %d m and %d days; looked at are "
					    "those within %d m of the place."),
					  (int)NEAR_REPEAT_METRES, NEAR_REPEAT_DAYS, f->metres));
	expected_more(out, f);
}

/* Round a place where areas tell too little, and in older pictures. */
static char *gathering_title(const struct picture *p UNUSED, const struct picture_finding *f)
{
	g_autofree char *kind = what(f);

	if (f->metres > 0)
		return g_strdup_printf(_("%s gathers round %s: %d in %d weeks"), kind,
				       f->place ? f->place : where(f), f->count, f->weeks);
	return g_strdup_printf(_("%s gathers in %s: %d in %d weeks"), kind, where(f), f->count,
			       f->weeks);
}

static void append_pairs(GString *out, const struct picture_finding *f)
{
	if (f->metres > 0)
		words_append(out, g_strdup_printf(_("Within %d m of the place."), f->metres));
	if (!f->metres && f->place && f->there > 1)
		words_append(out, g_strdup_printf(ngettext("%d of them at %s.", "%d of them at %s.",
							   f->there),
						  f->there, f->place));
	if (f->pairs > 0)
		words_append(out,
			     g_strdup_printf(ngettext("%d pair of them within %d m and %d days "
						      "of each other.",
						      "%d pairs of them within %d m and %d "
						      "days of each other.",
						      f->pairs),
					     f->pairs, (int)NEAR_REPEAT_METRES, NEAR_REPEAT_DAYS));
}

static void gathering_more(GString *out, const struct picture_finding *f)
{
	g_autofree char *rarity = words_rarity(1 / f->by_chance / 52.18, FALSE);
	const char *who = f->name ? f->name : f->reporter;

	expected_more(out, f);
	if (who)
		words_append(out, g_strdup_printf(_("Counted of what %s reports."), who));
	append_pairs(out, f);
	words_append(out, g_strdup_printf(_("By chance %s."), rarity));
}

/* By kind. */
static const struct {
	char *(*title)(const struct picture *, const struct picture_finding *);
	void (*more)(GString *, const struct picture_finding *);
} tellers[] = {
	[FINDING_REPORTER] = {reporter_title, reporter_more},
	[FINDING_NIGHT] = {night_title, night_more},
	[FINDING_HOURS] = {hours_title, expected_more},
	[FINDING_NEAR] = {near_title, near_more},
	[FINDING_GATHERING] = {gathering_title, gathering_more},
};

char *words_finding_title(const struct picture *p, const struct picture_finding *f)
{
	return tellers[CLAMP(f->kind, 0, FINDING_KINDS - 1)].title(p, f);
}

char *words_finding_sentence(const struct picture *p, const struct picture_finding *f)
{
	g_autofree char *title = words_finding_title(p, f);
	GString *out = g_string_new(title);

	g_string_append_c(out, '.');
	tellers[CLAMP(f->kind, 0, FINDING_KINDS - 1)].more(out, f);
	return g_string_free(out, FALSE);
}
