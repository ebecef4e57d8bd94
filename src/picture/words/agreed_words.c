/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was agreed about a week, and what the week after brings, in words. */
#include "config.h"

#include <glib/gi18n.h>

#include "osg/calendar.h"
#include "osg/csv.h"
#include "osg/record.h"
#include "osg/resource.h"
#include "osg/week.h"
#include "osg/words.h"
#include "picture/words/append.h"

enum { PAY_DAY = 25 };

/* levels */

static const struct csv_table *levels_table(void)
{
	static struct csv_table *table;

	if (g_once_init_enter(&table)) {
		gsize size;
		const char *data = resource_data("meeting/levels.csv", &size);
		struct csv_table *read =
			csv_table_read(data, size, ',', "meeting/levels.csv", NULL);

		g_assert(read && csv_table_rows(read) == LEVELS); /* it is a part of the program */
		g_once_init_leave(&table, read);
	}
	return table;
}

static const char *level_cell(int level, const char *column)
{
	const struct csv_table *table = levels_table();
	g_autofree char *name = g_strconcat(column, "_", words_language(), NULL);
	int at = csv_table_column(table, name);

	return level >= 0 && level < LEVELS && at >= 0 ? csv_table_cell(table, level, at) : NULL;
}

const char *words_level_name(int level)
{
	return level_cell(level, "label");
}

const char *words_level_anchor(int level)
{
	return level_cell(level, "anchor");
}

const char *words_level_change(const struct picture_district *d)
{
	if (d->level < 0 || d->before < 0 || d->level == d->before)
		return "";
	return d->level > d->before ? "▲" : "▼";
}

/* decisions */

char *words_decision_about(const struct picture_decision *d)
{
	const char *category = words_label(&d->category);

	if (d->places)
		return g_strdup_printf(ngettext("%u place", "%u places", (gulong)d->places),
				       (guint)d->places);
	if (d->hotspot)
		return g_strdup_printf(_("hotspot %d %s"), d->hotspot, d->place ? d->place : "");
	if (d->place)
		return g_strdup(d->place);
	if (*category && d->area)
		return g_strdup_printf("%s, %s", category, d->area);
	return g_strdup(*category ? category : d->area ? d->area : "");
}

char *words_decision(const struct picture_decision *d)
{
	const char *text = d->text ? d->text : "–", *reason = d->reason ? d->reason : "–";
	g_autofree char *week = d->until_week != WEEK_NONE ? week_name(d->until_week) : NULL;

	switch (d->outcome) {
	case OUTCOME_WATCH:
		return g_strdup_printf(_("watched until %s"), week ? week : "–");
	case OUTCOME_GROUP:
		return d->text ? g_strdup_printf(_("focus group %s"), text)
			       : g_strdup(_("focus group started"));
	case OUTCOME_DISMISSED:
		return g_strdup_printf(_("dismissed: %s"), reason);
	case OUTCOME_NO_ACTION:
		return g_strdup_printf(_("no action: %s"), reason);
	default:
		return d->hours && *d->hours ? g_strdup_printf("%s, %s", text, d->hours)
					     : g_strdup(text);
	}
}

char *words_decision_when(const struct picture_decision *d)
{
	if (d->due != DAY_NONE)
		return day_name(d->due);
	return d->until_week != WEEK_NONE ? week_name(d->until_week) : NULL;
}

/* the week after */

/* "sa 12 Oct 13:00", "sa 12 Oct": what lasts a day has no hour. */
static char *begin_words(const struct picture_coming *c)
{
	int day, seconds;

	time_to_local(c->time_from, &day, &seconds);
	g_autofree char *name = day_name(day);
	/* TRANSLATORS: a day, hours, minutes */
	return seconds ? g_strdup_printf(_("%s %02d:%02d"), name, seconds / 3600, seconds / 60 % 60)
		       : g_steal_pointer(&name);
}

char *words_coming(const struct picture_coming *c)
{
	g_autofree char *when = c->due != DAY_NONE ? day_name(c->due) : begin_words(c);
	GString *out = g_string_new(when);

	g_string_append_printf(out, " %s", c->title ? c->title : "–");
	if (c->place)
		g_string_append_printf(out, ", %s", c->place);
	if (c->owner)
		g_string_append_printf(out, " (%s)", c->owner);
	return g_string_free(out, FALSE);
}

/* The 25th, or the working day before; DAY_NONE = not in that week. */
static int pay_day(int monday)
{
	for (int day = monday; day < monday + 9; day++) {
		int year, month, mday, paid = day;

		day_to_civil(day, &year, &month, &mday);
		while (mday == PAY_DAY && day_weekday(paid) > 4)
			paid--;
		if (mday == PAY_DAY && paid < monday + 7)
			return paid;
	}
	return DAY_NONE;
}

char *words_week_after(const struct picture *p)
{
	const char *mark = calendar_name(calendar_mark(p->week + 1));
	int paid = pay_day(week_monday(p->week + 1));
	GString *out = g_string_new(NULL);

	if (*mark) {
		g_autofree char *marked = words_capital(mark);
		words_append(out, g_strdup_printf("%s.", marked));
	}
	if (paid != DAY_NONE) {
		g_autofree char *day = day_name(paid);
		words_append(out, g_strdup_printf(_("Pay day: %s."), day));
	}
	if (p->coming_year_ago >= 0)
		words_append(out, g_strdup_printf(ngettext("The same week a year ago: %d event.",
							   "The same week a year ago: %d events.",
							   (gulong)p->coming_year_ago),
						  p->coming_year_ago));
	return g_string_free(out, FALSE);
}

char *words_focus_group(const struct picture *p, const struct picture_group *g)
{
	g_autofree char *start = week_name(g->started_week);
	GString *out = g_string_new(NULL);

	if (p->week < g->started_week)
		words_append(out, g_strdup_printf(_("Begins %s."), start));
	else
		words_append(out, g_strdup_printf(_("Week %d."), p->week - g->started_week + 1));
	if (g->planned_end != DAY_NONE) {
		g_autofree char *end = day_name(g->planned_end);
		words_append(out, g_strchug(g_strdup_printf(_(" Until %s."), end)));
	}
	if (g->text)
		words_append(out, g_strdup(g->text));
	return g_string_free(out, FALSE);
}
