/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hotspot in sentences: what, where, since when, how sure, who, and what else it could be.
 * Everything follows from its figures, so that each reader gets it in their own language. */
#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "osg/calendar.h"
#include "osg/field.h"
#include "osg/hotspot.h"
#include "osg/record.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/words.h"

#define MOST_NAMED 4

/* By the side of the name that it lies on. */
static const char *const away[] = {
	N_("%d m north of %s"),      N_("%d m north-east of %s"), N_("%d m east of %s"),
	N_("%d m south-east of %s"), N_("%d m south of %s"),      N_("%d m south-west of %s"),
	N_("%d m west of %s"),       N_("%d m north-west of %s"),
};

/* To the nearest 50 m. */
static int fifty(double metres)
{
	return (int)(ceil(metres / 50) * 50);
}

char *words_hotspot_where(const struct picture_hotspot *h)
{
	GString *out = g_string_new(NULL);
	gsize octant = (gsize)h->near_octant % G_N_ELEMENTS(away);

	if (h->near && h->near_metres > 0)
		g_string_append_printf(out, _(away[octant]), fifty(h->near_metres), h->near);
	else if (h->near)
		g_string_append_printf(out, _("near %s"), h->near);
	if (h->area)
		g_string_append_printf(out, out->len ? " (%s)" : "%s", h->area);
	if (!out->len && isfinite(h->lat))
		g_string_append_printf(out, "%.4f, %.4f", h->lat, h->lon);
	else if (!out->len)
		g_string_append(out, _("the municipality"));
	return g_string_free(out, FALSE);
}

char *words_hotspot_title(const struct picture_hotspot *h)
{
	GString *out = g_string_new(NULL);
	int more = (int)codes_count(h->places) + (int)h->points->len - 1;

	if (h->places) {
		g_string_append(out, h->places[0]);
	} else {
		g_autofree char *where = words_hotspot_where(h);

		g_string_append(out, where);
	}
	if (h->places && more > 0)
		g_string_append_printf(out, ngettext(" + %d place", " + %d places", (gulong)more),
				       more);
	if (h->group)
		g_string_append_printf(out, ", %s", words_label(&h->label));
	return g_string_free(out, FALSE);
}

static double expected_of(const struct picture_hotspot *h)
{
	return h->alike || !h->within ? h->expected : h->expected_within;
}

static int weeks_of(const struct picture_hotspot *h)
{
	return h->last_week - h->first_week + 1;
}

static void append_where(GString *out, const struct picture_hotspot *h)
{
	int count = (int)codes_count(h->places), points = (int)h->points->len;
	g_autofree char *where = words_hotspot_where(h);

	if (!count && points <= 1)
		g_string_append(out, where);
	else if (!count)
		g_string_append_printf(out, _("%d points: %s"), points, where);
	for (int i = 0; i < MIN(count, MOST_NAMED); i++)
		g_string_append_printf(out, "%s%s",
				       i == 0 ? ""
				       : i == MIN(count, MOST_NAMED) - 1 && count <= MOST_NAMED
					       ? _(" and ")
					       : ", ",
				       h->places[i]);
	if (count > MOST_NAMED)
		g_string_append_printf(out, _(" and %d more"), count - MOST_NAMED);
	if (count && points)
		g_string_append_printf(out,
				       ngettext(" and %d point without a name",
						" and %d points without a name", (gulong)points),
				       points);
	if (h->radius >= 50)
		g_string_append_printf(out, _(" (within %d m)"), fifty(h->radius));
}

/* "16 events in 2 weeks at X (within 2000 m). 2.4 would be usual given how busy these places and
 * weeks are. By chance once in 4 years." */
char *words_hotspot_sentence(const struct picture_hotspot *h)
{
	g_autofree char *usual = words_count(expected_of(h)),
			*rarity = words_rarity(h->recurrence_years, FALSE),
			*since = week_name_beside(h->since, h->last_week);
	GString *out = g_string_new(NULL);

	g_string_append_printf(out, ngettext("%d event", "%d events", (gulong)h->observed),
			       h->observed);
	if (h->group)
		g_string_append_printf(out, " (%s)", words_label(&h->label));
	g_string_append_printf(
		out,
		h->places ? ngettext(" in %d week at ", " in %d weeks at ", (gulong)weeks_of(h))
			  : ngettext(" in %d week, ", " in %d weeks, ", (gulong)weeks_of(h)),
		weeks_of(h));
	append_where(out, h);
	g_string_append_printf(
		out,
		h->slow && !h->sudden
			? _(". %s would be usual given its share before. By chance %s.")
			: _(". %s would be usual given how busy these places and weeks are. By "
			    "chance %s."),
		usual, rarity);
	if (h->flag == SIGNAL_NOTICE && h->state != HOTSPOT_GONE)
		g_string_append(
			out,
			h->recurrence_years < 1
				? _(" Worth a glance: chance alone gives as much now and then.")
				: _(" Worth a glance."));
	if (h->slow && !h->sudden)
		g_string_append(out, _(" It has grown quietly; no single week shows it."));
	if (h->state == HOTSPOT_GONE) {
		g_autofree char *gone = week_name(h->last_week + 1);

		g_string_append_printf(out, _(" Gone since %s; it was followed since %s."), gone,
				       since);
	} else if (h->state != HOTSPOT_NEW)
		g_string_append_printf(out, _(" Followed since %s."), since);
	return g_string_free(out, FALSE);
}

/* "UNG 14  SKA 9  BRA 7": the first of a list. */
static char *shares_of(const GPtrArray *shares, int most)
{
	GString *out = g_string_new(NULL);

	for (int i = 0; i < MIN((int)shares->len, most); i++) {
		const struct picture_share *s = shares->pdata[i];

		g_string_append_printf(out, "%s%s %d", i ? " · " : "", s->code, s->count);
	}
	if ((int)shares->len > most)
		g_string_append_printf(out, _(" and %d more"), (int)shares->len - most);
	return g_string_free(out, FALSE);
}

char *words_hotspot_what(const struct picture_hotspot *h)
{
	g_autofree char *shares = shares_of(h->categories, 6);
	int others = h->observed;

	for (guint i = 0; i < h->categories->len; i++)
		others -= ((const struct picture_share *)h->categories->pdata[i])->count;
	if (others <= 0 || !h->categories->len)
		return g_steal_pointer(&shares);
	return g_strdup_printf(_("%s · %d told by district only"), shares, others);
}

char *words_hotspot_who(const struct picture_hotspot *h)
{
	return shares_of(h->reporters, 8);
}

/* when */

/* The shortest run of hours (over midnight too) that holds 70 % of them. */
static gboolean busy_hours(const double *hours, int *from, int *to)
{
	double all = 0;

	*from = *to = 0;
	for (int h = 0; h < 24; h++)
		all += hours[h];
	for (int length = 1; all >= 3 && length <= 12; length++) {
		double best = 0;

		for (int start = 0; start < 24; start++) {
			double sum = 0;

			for (int i = 0; i < length; i++)
				sum += hours[(start + i) % 24];
			if (sum > best) {
				best = sum;
				*from = start;
			}
		}
		*to = (*from + length) % 24;
		if (best >= 0.7 * all)
			return TRUE;
	}
	return FALSE;
}

/* Days with clearly more than their seventh, "fri, sat". */
static char *busy_days(const int *weekdays, int observed)
{
	GString *out = g_string_new(NULL);

	for (int d = 0; d < 7; d++)
		if (weekdays[d] >= 3 && 7 * weekdays[d] >= 1.5 * observed)
			g_string_append_printf(out, "%s%s", out->len ? ", " : "",
					       weekday_abbreviation(d));
	return g_string_free(out, FALSE);
}

char *words_hotspot_when(const struct picture_hotspot *h)
{
	g_autofree char *days = busy_days(h->weekdays, h->observed);
	GString *out = g_string_new(NULL);
	int from = 0, to = 0;

	if (busy_hours(h->hours, &from, &to))
		g_string_append_printf(out, _("mostly %02d–%02d"), from, to);
	else
		g_string_append(out, _("at all hours"));
	if (*days)
		g_string_append_printf(out, _(", most on %s"), days);
	if (h->hours_unknown > 0)
		g_string_append_printf(out, _(" (%d without an hour)"), (int)h->hours_unknown);
	return g_string_free(out, FALSE);
}

/* does it hold, what else */

char *words_hotspot_holds(const struct picture_hotspot *h)
{
	int count = (int)h->reporters->len;
	g_autofree char *left = words_count(h->expected_without);

	if (h->reasons & HOTSPOT_NEW_REPORTER)
		return g_strdup_printf(_("Hardly: without the new reporter %s it would not stand "
					 "out (%d against %s)."),
				       h->reporter ? h->reporter : "?", h->without, left);
	if (h->reasons & HOTSPOT_ONE_REPORTER)
		return g_strdup_printf(_("It hangs on one reporter: without %s it would not stand "
					 "out (%d against %s)."),
				       h->reporter ? h->reporter : "?", h->without, left);
	if (h->reasons & HOTSPOT_HIDDEN)
		return g_strdup(_("Yes: it shows when each reporter is compared with itself, "
				  "though not in all reports "
				  "together."));
	if (h->reasons & HOTSPOT_UNEVEN) {
		g_autofree char *within = words_count(h->expected_within);

		return g_strdup_printf(_("Less surely: given how much each reporter reports "
					 "lately, %s would be usual."),
				       within);
	}
	if (h->stands_without_any && count > 1)
		return g_strdup_printf(
			_("Yes: %d reporters, and without any one of them it remains."), count);
	return g_strdup_printf(ngettext("Perhaps: only %d reporter.",
					"Yes: %d reporters, as usual elsewhere.", (gulong)count),
			       count);
}

static void append_otherwise(GString *out, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void append_otherwise(GString *out, const char *format, ...)
{
	va_list arguments;

	if (out->len)
		g_string_append(out, " ");
	va_start(arguments, format);
	g_string_append_vprintf(out, format, arguments);
	va_end(arguments);
}

static void append_marked(GString *out, const struct picture_hotspot *h)
{
	enum calendar_mark said = CALENDAR_ORDINARY;

	for (int week = h->first_week; week <= h->last_week; week++) {
		enum calendar_mark mark = calendar_mark(week);
		g_autofree char *name = week_name(week);

		if (mark && mark != said)
			append_otherwise(out, _("%s was %s."), name, calendar_name(mark));
		said = mark;
	}
}

/* What lies in the next two weeks. */
static void append_coming(GString *out, int week)
{
	for (int ahead = 1; ahead <= 2; ahead++) {
		enum calendar_mark mark = calendar_mark(week + ahead);
		g_autofree char *name = week_name(week + ahead);

		if (mark && mark != calendar_mark(week + ahead - 1))
			append_otherwise(out, _("In %s comes %s, which may add to it."), name,
					 calendar_name(mark));
	}
}

char *words_hotspot_otherwise(const struct picture_hotspot *h, int week)
{
	GString *out = g_string_new(NULL);

	if (h->reasons & HOTSPOT_RECORDING_CHANGE) {
		g_autofree char *left = words_count(h->expected_unchanged);

		append_otherwise(
			out, _("%s is recorded otherwise since lately; without it %d against %s."),
			h->changed ? h->changed : "?", h->unchanged, left);
	}
	if (h->reasons & HOTSPOT_ONE_NIGHT)
		append_otherwise(out, _("%d of them in one night."), h->most_in_a_night);
	if (h->reasons & HOTSPOT_ONE_OBJECT)
		append_otherwise(
			out, "%s",
			_("Most are the same thing at the same place: perhaps one object."));
	if (h->reasons & HOTSPOT_MARKED_WEEK)
		append_marked(out, h);
	if (h->state != HOTSPOT_GONE)
		append_coming(out, week);
	if (h->tie)
		append_otherwise(out, "%s", _("Another group of places is exactly as unusual."));
	return g_string_free(out, out->len == 0);
}

/* "Earlier here: v.24 dismissed (roadworks); v.30 focus group (Visättra)." */
char *words_hotspot_earlier(const struct picture_hotspot *h)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (guint i = 0; i < h->earlier->len; i++) {
		const struct picture_earlier *e = h->earlier->pdata[i];
		g_autofree char *week = week_name_beside(e->week, h->last_week);

		g_string_append_printf(out, "%s%s", i ? "; " : "", week);
		g_string_append_printf(out,
				       e->decision == DECISION_GROUP ? _(" focus group (%s)")
								     : _(" dismissed (%s)"),
				       e->text ? e->text : "?");
	}
	return out->len ? g_strdup_printf(_("Earlier here: %s."), out->str) : NULL;
}

/* For the words of emerging_word. */
static const struct {
	const char *word, *text;
} year_words[] = {
	{"new-hot", N_("Over the year: not among the busy places before.")},
	{"consecutive-hot",
	 N_("Over the year: busier than others only lately, several months in a row.")},
	{"intensifying-hot", N_("Over the year: always among the busiest, and rising.")},
	{"persistent-hot", N_("Over the year: always among the busiest.")},
	{"diminishing-hot", N_("Over the year: among the busiest, though falling.")},
	{"sporadic-hot", N_("Over the year: busy on and off.")},
	{"oscillating-hot", N_("Over the year: busy now, calmer than others at times.")},
	{"historical-hot", N_("Over the year: among the busiest before, not now.")},
};

const char *words_hotspot_year(const struct picture_hotspot *h)
{
	for (gsize i = 0; i < G_N_ELEMENTS(year_words); i++)
		if (g_strcmp0(h->emerging, year_words[i].word) == 0)
			return _(year_words[i].text);
	return NULL;
}

/* about the week */

static void append_few(GString *out, const struct hotspot_basis *basis)
{
	const char *why =
		basis->verdict == SCAN_ONE_PLACE
			? ngettext("Too few to judge: the %d event of a year is at one point, and "
				   "there is nothing to compare it with.",
				   "Too few to judge: all %d events of a year are at one point, "
				   "and there is nothing to compare it with.",
				   (gulong)basis->events)
		: basis->verdict == SCAN_ONE_INTERVAL
			? ngettext("Too few to judge: %d event at exact places in a year, in one "
				   "week.",
				   "Too few to judge: %d events at exact places in a year, all in "
				   "one "
				   "week.",
				   (gulong)basis->events)
			: ngettext("Too few to judge: %d event at exact places in a year.",
				   "Too few to judge: %d events at exact places in a year.",
				   (gulong)basis->events);

	append_otherwise(out, why, basis->events);
}

char *words_hotspot_remark(const struct hotspot_basis *basis)
{
	GString *out = g_string_new(NULL);

	if (basis->verdict != SCAN_JUDGED)
		append_few(out, basis);
	if (basis->near_days && !basis->near_place &&
	    !(basis->near_count > 0)) { /* round a place it is a finding */
		g_autofree char *expected = words_count(basis->near_expected);

		append_otherwise(out,
				 _("Burglaries repeat near each other: %d pairs within %d m and %d "
				   "days in a year, %s by "
				   "chance (tested: 200 and 500 m, 7 and 14 days)."),
				 basis->near_pairs, basis->near_metres, basis->near_days, expected);
	}
	if (basis->skipped > 0) {
		g_autofree char *skipped = text_number(basis->skipped);

		append_otherwise(
			out,
			ngettext("%s event of the year has no exact place and is not looked at.",
				 "%s events of the year have no exact place and are not looked at.",
				 (gulong)basis->skipped),
			skipped);
	}
	return g_string_free(out, out->len == 0);
}
