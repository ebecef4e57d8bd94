/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of the programme the weekly meeting must know: what is late, and what will be before it
 * meets again. Both are the same question, asked of today and of the day of the next meeting. */
#include "config.h"

#include "osg/app_programme.h"

#include <glib/gi18n.h>

#include "osg/week.h"

enum { NAMED = 5 }; /* things of a sort that are told by name */

static void programme_due_free(gpointer data)
{
	struct programme_due *due = data;

	g_free(due->names);
	g_free(due);
}

/* What is late on p->today; GPtrArray of owned names, NULL where nothing is asked so. */
typedef GPtrArray *late_names(const struct programme *p);

static GPtrArray *named(GPtrArray *take_rows, const struct record_kind *kind)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < take_rows->len; i++) {
		const struct programme_row *row = take_rows->pdata[i];

		if (row->mark != 'R' || (kind && (!row->record || row->record->kind != kind)))
			continue;
		g_ptr_array_add(names, *row->who ? g_strdup_printf("%s (%s)", row->title, row->who)
						 : g_strdup(row->title));
	}
	g_ptr_array_unref(take_rows);
	return names;
}

static GPtrArray *late_rounds(const struct programme *p)
{
	return named(programme_rows(p, TAB_CHECKS, 0), NULL);
}

static GPtrArray *late_defects(const struct programme *p)
{
	return named(programme_rows(p, TAB_DEFECTS, 0), NULL);
}

static GPtrArray *late_activities(const struct programme *p)
{
	return named(programme_matters(p), &activity_kind);
}

static GPtrArray *late_mandates(const struct programme *p)
{
	return named(programme_matters(p), &mandate_kind);
}

static GPtrArray *late_duties(const struct programme *p)
{
	return named(programme_rows(p, TAB_LAW, 0), NULL);
}

/* A value is due when the period after the last one read has ended. */
static GPtrArray *late_readings(const struct programme *p)
{
	static const int months[] = {[FREQUENCY_YEAR] = 12,
				     [FREQUENCY_TERTIAL] = 4,
				     [FREQUENCY_QUARTER] = 3,
				     [FREQUENCY_MONTH] = 1,
				     [FREQUENCY_ONCE] = 0};
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < p->indicators->len; i++) {
		const struct indicator *indicator = p->indicators->pdata[i];
		g_autoptr(GPtrArray) series = programme_series(p, indicator);
		const struct reading_record *last =
			series->len ? series->pdata[series->len - 1] : NULL;

		if (last && months[indicator->frequency] && last->until != DAY_NONE &&
		    programme_asks(p, indicator->objective, 0) &&
		    day_months_on(last->until, months[indicator->frequency]) < p->today)
			g_ptr_array_add(names, g_strdup(indicator->title));
	}
	return names;
}

static char *names_words(const GPtrArray *names)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < names->len && i < NAMED; i++)
		g_string_append_printf(out, "%s%s", i ? ", " : "", (const char *)names->pdata[i]);
	if (names->len > NAMED)
		g_string_append_printf(out,
				       ngettext(" and %u more", " and %u more", names->len - NAMED),
				       names->len - NAMED);
	return g_string_free(out, FALSE);
}

static GPtrArray *names_on(const struct programme *p, late_names *late, int day)
{
	struct programme then = *p;

	then.today = day;
	then.now = time_from_local(day, 0, FALSE, NULL);
	return late(&then);
}

GPtrArray *programme_due(const struct programme *p, int next)
{
	static const struct {
		const char *title;
		late_names *late;
	} sorts[] = {
		{N_("Rounds of checks"), late_rounds}, {N_("Defects"), late_defects},
		{N_("Activities"), late_activities},   {N_("Values to be read"), late_readings},
		{N_("Follow-ups"), late_mandates},     {N_("Duties of the law"), late_duties},
	};
	GPtrArray *out = g_ptr_array_new_with_free_func(programme_due_free);

	for (gsize i = 0; p->mandates->len && i < G_N_ELEMENTS(sorts); i++) {
		g_autoptr(GPtrArray) now = sorts[i].late(p),
				     then = names_on(p, sorts[i].late, next);
		struct programme_due *due;

		if (!then->len)
			continue;
		due = g_new0(struct programme_due, 1);
		due->title = _(sorts[i].title);
		due->late = (int)now->len;
		due->soon = (int)then->len - due->late;
		due->names = names_words(then);
		g_ptr_array_add(out, due);
	}
	return out;
}
