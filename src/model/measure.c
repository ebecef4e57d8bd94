/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a measure lacks, when it is late, and the catalogue of kinds. */
#include "config.h"

#include "osg/measure.h"

#include <stdio.h>
#include <string.h>
#include <glib/gi18n.h>

#include "osg/csv.h"
#include "osg/resource.h"
#include "osg/week.h"

gboolean yardstick_counts(const struct yardstick *y)
{
	return y && (y->places->len || y->area) && y->before_from != WEEK_NONE &&
	       y->before_to != WEEK_NONE && y->after_from != WEEK_NONE && y->after_to != WEEK_NONE;
}

guint measure_lacks(const struct measure *m, const struct yardstick *y)
{
	gboolean said = y && y->text && *y->text;

	return (m->owner ? 0 : LACKS_OWNER) | (m->due != DAY_NONE ? 0 : LACKS_DUE) |
	       (m->cause || (m->cause_text && *m->cause_text) ? 0 : LACKS_CAUSE) |
	       (said || yardstick_counts(y) ? 0 : LACKS_YARDSTICK);
}

static gboolean refuse(GError **error, const char *why)
{
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE, why);
	return FALSE;
}

gboolean yardstick_check(const struct yardstick *y, GError **error)
{
	if (!yardstick_counts(y))
		return TRUE;
	if (y->before_to < y->before_from || y->after_to < y->after_from)
		return refuse(error, _("The weeks of the yardstick end before they begin; such as "
				       "v.1–36 before and v.45–52 after."));
	if (y->after_from <= y->before_to)
		return refuse(error, _("The weeks after must begin when the weeks before have "
				       "ended."));
	return TRUE;
}

gboolean measure_is_open(const struct measure *m)
{
	return m->state == MEASURE_DECIDED || m->state == MEASURE_UNDER_WAY;
}

int measure_days_late(const struct measure *m, int today)
{
	return measure_is_open(m) && m->due != DAY_NONE ? MAX(today - m->due, 0) : 0;
}

/* the catalogue */

static GPtrArray *types_read(void)
{
	gsize size;
	const char *data = resource_data("measures/kinds.csv", &size);
	const struct field *aspect = fields_find(cause_kind.fields, "aspect");
	GPtrArray *types = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(csv_table_auto) table =
		csv_table_read(data, size, ',', "measures/kinds.csv", &error);

	g_assert_no_error(error); /* it is a part of the program */
	for (int row = 0; row < csv_table_rows(table); row++) {
		struct measure_type *type = g_new0(struct measure_type, 1);

		type->code = g_strdup(csv_table_cell(table, row, 0));
		type->aspect = field_word_index(aspect, csv_table_cell(table, row, 1));
		type->label_sv = g_strdup(csv_table_cell(table, row, 2));
		type->label_en = g_strdup(csv_table_cell(table, row, 3));
		g_ptr_array_add(types, type);
	}
	return types;
}

const GPtrArray *measure_types(void)
{
	static gsize ready;
	static GPtrArray *types;

	if (g_once_init_enter(&ready)) {
		types = types_read();
		g_once_init_leave(&ready, 1);
	}
	return types;
}

const struct measure_type *measure_type_find(const char *code)
{
	const GPtrArray *types = measure_types();

	for (guint i = 0; code && i < types->len; i++) {
		const struct measure_type *type = types->pdata[i];

		if (strcmp(type->code, code) == 0)
			return type;
	}
	return NULL;
}

const char *measure_type_label(const struct measure_type *type, gboolean english)
{
	if (!type)
		return "";
	return english ? type->label_en : type->label_sv;
}

/* "+14"; the day so many from today. */
static int due_steps(const char *text, int today)
{
	gint64 days;

	return g_ascii_string_to_signed(text + 1, 10, 0, 3660, &days, NULL) ? today + (int)days
									    : DAY_NONE;
}

/* "18/10", the next such day; "18/10/2025". */
static int due_civil(const char *text, int today)
{
	int year, month, mday, day, given = 0, fields;

	day_to_civil(today, &year, &month, &mday);
	fields = sscanf(text, "%2d/%2d/%4d", &mday, &month, &given);
	if (fields < 2)
		return DAY_NONE;
	day = day_from_civil(fields == 3 ? given : year, month, mday);
	return day != DAY_NONE && day < today && fields == 2 ? day_from_civil(year + 1, month, mday)
							     : day;
}

int due_parse(const char *text, int today)
{
	g_autofree char *clean = g_strstrip(g_strdup(text));
	int week;

	if (*clean == '+')
		return due_steps(clean, today);
	if (strchr(clean, '/'))
		return due_civil(clean, today);
	if (*clean == 'v' || *clean == 'w') {
		week = week_parse(clean, today, week_of_day(today));
		return week == WEEK_NONE ? DAY_NONE : week_monday(week) + 4;
	}
	return day_parse_iso(clean);
}
