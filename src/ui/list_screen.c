/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The screen that is a list: opens, reads, draws, searches and steps back for all of them, so that
 * a screen says only what its rows are and what may be done with them. */
#include "config.h"

#include "osg/record.h"
#include "ui/drawing_cells.h"
#include "ui/ui_private.h"

enum { LEAST_FIGURE = 5, MOST_FIGURE = 16 }; /* rows */

#define WIDE 120
#define LEAST_DETAIL 36

static const struct list_screen *spec_of(gpointer data)
{
	return ((struct list_view *)data)->spec;
}

static guint count(gpointer data)
{
	const struct list_view *self = data;

	return self->rows ? self->rows->len : 0;
}

static gint64 identity(gpointer data, guint row)
{
	gpointer of = list_row(data, row);

	return spec_of(data)->identity ? spec_of(data)->identity(of) : ((struct record *)of)->key;
}

gpointer list_screen_open(struct ui *ui, const struct list_screen *spec)
{
	struct list_view *self = g_malloc0(MAX(spec->size, sizeof *self));

	self->ui = ui;
	self->session = ui_session(ui);
	self->spec = spec;
	self->model = (struct list_model){.columns = spec->columns,
					  .count = count,
					  .identity = identity,
					  .row = list_row,
					  .heading = spec->heading};
	self->list = list_new(&self->model, self);
	return self;
}

void list_screen_close(gpointer data)
{
	struct list_view *self = data;

	list_free(self->list);
	g_clear_pointer(&self->rows, g_ptr_array_unref);
	g_clear_pointer(&self->told, g_ptr_array_unref);
	g_free(self);
}

gboolean list_screen_load(struct ui *ui, gpointer data, GError **error)
{
	struct list_view *self = data;
	GError *local = NULL;
	GPtrArray *rows = self->spec->rows(ui, self, &local);

	self->failed = local != NULL;
	if (local) {
		g_propagate_error(error, local);
		return FALSE;
	}
	g_clear_pointer(&self->rows, g_ptr_array_unref);
	self->rows = rows;
	list_reload(self->list);
	return TRUE;
}

gpointer list_row(gpointer data, guint row)
{
	return ((struct list_view *)data)->rows->pdata[row];
}

gpointer list_row_selected(gpointer data)
{
	struct list_view *self = data;
	int row = list_selected(self->list);

	return row < 0 ? NULL : list_row(self, row);
}

/* The list as wide as it needs to be, the details beside it; or below. */
static struct rectangle split(struct list_view *self, struct rectangle *body)
{
	struct rectangle whole = *body, detail = {0};
	int natural;

	if (!self->spec->details)
		return detail;
	if (body->width < WIDE)
		return ui_split(body, self->spec->detail_rows);
	natural = list_natural_width(self->list);
	if (natural == G_MAXINT) /* a column takes all there is */
		return ui_split(body, 0);
	natural = MIN(natural, body->width - LEAST_DETAIL);
	body->width = natural;
	return (struct rectangle){whole.x + natural + 2, whole.y, whole.width - natural - 3,
				  whole.height};
}

/* Rows used. Small where the details are below the list, never more than it needs beside it. */
static int draw_figure(struct list_view *self, struct surface *s, struct rectangle r)
{
	int rows = MIN(r.height, MOST_FIGURE);
	struct drawing *drawing;

	if (!self->spec->figure || rows < LEAST_FIGURE || ui_plain(self->ui))
		return 0;
	drawing = self->spec->figure(self, list_row_selected(self), rows);
	if (!drawing)
		return 0;
	drawing_cells(s, (struct rectangle){r.x, r.y, r.width, rows}, drawing);
	drawing_free(drawing);
	return rows;
}

static void draw_details(struct list_view *self, struct surface *s, struct rectangle r)
{
	const GPtrArray *lines;
	int y = 0;

	if (!self->told || ui_rests(self->ui)) {
		g_clear_pointer(&self->told, g_ptr_array_unref);
		self->told = self->spec->details(self, list_row_selected(self));
	}
	lines = self->told;
	for (guint i = 0; lines && i < lines->len && y < r.height; i++) {
		struct rectangle rest = {r.x, r.y + y, r.width, r.height - y};

		y += i == 2 ? draw_figure(self, s, rest) : 0;
		rest = (struct rectangle){r.x, r.y + y, r.width, r.height - y};
		y += surface_wrapped(s, rest, i ? STYLE_TEXT : STYLE_STRONG, lines->pdata[i], 0);
	}
}

static const char *empty_sentence(struct ui *ui, const struct list_view *self)
{
	if (list_is_narrowed(self->list))
		return _("No row has these words. {screen.back} shows all again.");
	if (self->failed)
		return _("This could not be read; {messages.open} shows why.");
	if (!self->rows && ui_picture_coming(ui))
		return _("The picture of this week is being compiled …");
	return _(!self->rows && self->spec->coming ? self->spec->coming : self->spec->empty);
}

void list_screen_draw(struct ui *ui, gpointer data, struct surface *s, struct rectangle body)
{
	struct list_view *self = data;
	struct rectangle detail;

	if (list_shown(self->list) == 0) {
		ui_draw_empty(ui, s, body, empty_sentence(ui, self));
		return;
	}
	detail = split(self, &body);
	list_draw(self->list, s, body);
	if (detail.height == 0)
		return;
	if (detail.y > body.y && !ui_plain(ui))
		surface_rule(s, 0, detail.y - 1, s->width);
	draw_details(self, s, detail);
}

struct list *list_screen_list(gpointer data)
{
	return ((struct list_view *)data)->list;
}

/* The details in full: what was cut beside the list is read here. */
void list_screen_enter(struct ui *ui, gpointer data)
{
	struct list_view *self = data;
	GPtrArray *lines = self->spec->details(self, list_row_selected(self));
	g_autofree char *title = NULL;

	title = g_strdup(lines->pdata[0]);
	g_ptr_array_remove_index(lines, 0);
	text_viewer_open(ui, title, lines);
}

char *list_screen_sentence(struct ui *ui UNUSED, gpointer data)
{
	struct list_view *self = data;
	g_autoptr(GPtrArray) lines = self->spec->details(self, list_row_selected(self));

	g_ptr_array_add(lines, NULL);
	return g_strjoinv("\n", (char **)lines->pdata);
}

gboolean list_screen_back(struct ui *ui UNUSED, gpointer data)
{
	struct list_view *self = data;

	if (list_marked(self->list))
		list_clear_marks(self->list);
	else if (list_is_narrowed(self->list))
		list_show_all(self->list);
	else
		return FALSE;
	return TRUE;
}

char *list_screen_no_row(struct ui *ui)
{
	return list_selected(ui_list(ui)) < 0 ? g_strdup(_("There is no row here.")) : NULL;
}
