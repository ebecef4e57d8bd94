/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists of share/programme and share/law, each read once. A row more is a kind of thing, a
 * check or a clock more. */
#include "config.h"

#include "osg/programme.h"

#include <string.h>

#include "osg/csv.h"
#include "osg/resource.h"
#include "osg/text.h"

static int read_bound(const char *cell)
{
	return g_str_equal(cell, "1");
}

struct catalogue activity_catalogue = {"programme/activities.csv", read_bound, NULL};

/* One row of a file, as the list has it. Its texts live as long as the program. */
typedef gpointer list_row(const struct csv_table *table, int row);

static const char *text_at(const struct csv_table *table, int row, const char *column)
{
	return g_intern_string(csv_table_cell(table, row, csv_table_column(table, column)));
}

static int number_at(const struct csv_table *table, int row, const char *column)
{
	return (int)g_ascii_strtoll(text_at(table, row, column), NULL, 10);
}

static const GPtrArray *read_list(const GPtrArray **list, const char *file, list_row *make)
{
	if (g_once_init_enter(list)) {
		gsize size;
		const char *data = resource_data(file, &size);
		GPtrArray *rows = g_ptr_array_new();
		g_autoptr(GError) error = NULL;
		g_autoptr(csv_table_auto) table = csv_table_read(data, size, ',', file, &error);

		g_assert_no_error(error); /* it is a part of the program */
		for (int row = 0; row < csv_table_rows(table); row++)
			g_ptr_array_add(rows, make(table, row));
		g_once_init_leave(list, rows);
	}
	return *list;
}

static gpointer make_property(const struct csv_table *t, int row)
{
	const struct asset_property property = {
		text_at(t, row, "form"), text_at(t, row, "property"), number_at(t, row, "required"),
		text_at(t, row, "label_sv"), text_at(t, row, "label_en")};

	return g_memdup2(&property, sizeof property);
}

const struct asset_property *asset_property_find(const char *form, const char *property)
{
	static const GPtrArray *list;
	const GPtrArray *all = read_list(&list, "programme/assets.csv", make_property);

	for (guint i = 0; form && i < all->len; i++) {
		const struct asset_property *p = all->pdata[i];

		if (strcmp(p->form, form) == 0 && strcmp(p->property, property) == 0)
			return p;
	}
	return NULL;
}

static gpointer make_point(const struct csv_table *t, int row)
{
	const struct check_point point = {
		text_at(t, row, "list"),     text_at(t, row, "applies_to"),
		text_at(t, row, "point"),    number_at(t, row, "version"),
		number_at(t, row, "months"), text_at(t, row, "clock"),
		text_at(t, row, "text_sv"),  text_at(t, row, "text_en")};

	return g_memdup2(&point, sizeof point);
}

const GPtrArray *check_points(void)
{
	static const GPtrArray *list;

	return read_list(&list, "programme/checks.csv", make_point);
}

const struct check_point *check_point_find(const char *list, const char *point)
{
	const GPtrArray *all = check_points();

	for (guint i = 0; list && i < all->len; i++) {
		const struct check_point *p = all->pdata[i];

		if (strcmp(p->list, list) == 0 && strcmp(p->point, point) == 0)
			return p;
	}
	return NULL;
}

const struct check_point *check_list_of(const char *asset_form)
{
	const GPtrArray *all = check_points();

	for (guint i = 0; asset_form && i < all->len; i++) {
		const struct check_point *p = all->pdata[i];

		if (!*p->point && strcmp(p->applies_to, asset_form) == 0)
			return p;
	}
	return NULL;
}

const char *check_text(const struct check_point *point, gboolean english)
{
	return english ? point->text_en : point->text_sv;
}

static gpointer make_clock(const struct csv_table *t, int row)
{
	const struct service_clock clock = {
		text_at(t, row, "code"),     strcmp(text_at(t, row, "unit"), "workdays") == 0,
		number_at(t, row, "amount"), text_at(t, row, "guideline"),
		text_at(t, row, "label_sv"), text_at(t, row, "label_en")};

	return g_memdup2(&clock, sizeof clock);
}

static const GPtrArray *service_clocks(void)
{
	static const GPtrArray *list;

	return read_list(&list, "programme/clocks.csv", make_clock);
}

GPtrArray *service_clocks_of(const char *title)
{
	const GPtrArray *all = service_clocks();
	g_autofree char *folded = text_fold(title);
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < all->len; i++) {
		const struct service_clock *clock = all->pdata[i];

		if (*clock->guideline && strstr(folded, clock->guideline))
			g_ptr_array_add(found, (gpointer)clock);
	}
	return found;
}

const struct service_clock *service_clock_find(const char *code)
{
	const GPtrArray *all = service_clocks();

	for (guint i = 0; code && i < all->len; i++) {
		const struct service_clock *clock = all->pdata[i];

		if (strcmp(clock->code, code) == 0)
			return clock;
	}
	return NULL;
}

static gpointer make_duty(const struct csv_table *t, int row)
{
	const struct law_duty duty = {text_at(t, row, "section"),  text_at(t, row, "part"),
				      text_at(t, row, "duty_sv"),  text_at(t, row, "duty_en"),
				      text_at(t, row, "evidence"), text_at(t, row, "form"),
				      number_at(t, row, "months")};

	return g_memdup2(&duty, sizeof duty);
}

const GPtrArray *law_duties(void)
{
	static const GPtrArray *list;

	return read_list(&list, "law/2023-196.csv", make_duty);
}
