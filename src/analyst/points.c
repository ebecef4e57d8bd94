/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads points from a plain file. */
#include "config.h"

#include "analyst/points.h"

#include "analyst/axes.h"
#include "analyst/sheet.h"

double *points_numbers(const GArray *array)
{
	return (double *)(gpointer)array->data;
}

void points_clear(struct points *points)
{
	g_clear_pointer(&points->x, g_array_unref);
	g_clear_pointer(&points->y, g_array_unref);
	g_clear_pointer(&points->time, g_array_unref);
}

struct point_columns {
	int x, y, t, date;
};

static gboolean point_columns_find(const struct plain_sheet *sheet, gboolean timed,
				   struct point_columns *c, GError **error)
{
	c->x = plain_sheet_need(sheet, "x", error);
	c->y = c->x < 0 ? -1 : plain_sheet_need(sheet, "y", error);
	if (c->y < 0)
		return FALSE;
	c->t = timed ? plain_sheet_column(sheet, "t") : -1;
	c->date = timed && c->t < 0 ? plain_sheet_need(sheet, "date", error) : -1;
	return !timed || c->t >= 0 || c->date >= 0;
}

static gboolean point_read(struct points *points, struct axes *axes,
			   const struct plain_sheet *sheet, const struct point_columns *c,
			   GError **error)
{
	double x, y, time = 0;
	int day = 0;

	if (points->x->len >= POINTS_MOST) {
		plain_sheet_complain(sheet, c->x, error,
				     _("there are more than %d rows; give a part of them."),
				     POINTS_MOST);
		return FALSE;
	}
	if (!plain_sheet_number(sheet, c->x, &x, error) ||
	    !plain_sheet_number(sheet, c->y, &y, error) ||
	    !axes_take(axes, sheet, c->x, x, y, error) ||
	    (c->t >= 0 && !plain_sheet_number(sheet, c->t, &time, error)) ||
	    (c->date >= 0 && !plain_sheet_day(sheet, c->date, &day, error)))
		return FALSE;
	if (c->date >= 0)
		time = day;
	g_array_append_val(points->x, x);
	g_array_append_val(points->y, y);
	g_array_append_val(points->time, time);
	return TRUE;
}

gboolean points_read(struct points *points, const struct parameters *parameters, const char *file,
		     const char *name, gboolean timed, GPtrArray *notes, GError **error)
{
	static const char *const needed[] = {"x", "y", NULL};
	g_autofree char *path = file ? g_strdup(file) : parameters_beside(parameters, name);
	g_autoptr(sheet_auto) sheet = plain_sheet_open(path, needed, notes, error);
	struct point_columns columns;
	struct axes axes = {0};
	gboolean ok = TRUE;

	points->x = g_array_new(FALSE, FALSE, sizeof(double));
	points->y = g_array_new(FALSE, FALSE, sizeof(double));
	points->time = g_array_new(FALSE, FALSE, sizeof(double));
	if (!sheet || !point_columns_find(sheet, timed, &columns, error))
		return FALSE;
	while (ok && plain_sheet_next(sheet))
		ok = point_read(points, &axes, sheet, &columns, error);
	return axes_end(&axes, ok ? error : NULL) && ok;
}
