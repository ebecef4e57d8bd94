/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rejected rows: those of files that could not be read or placed. Each says where it stood and what
 * was expected; Enter opens the entry form with what could be read, d says that the row is not
 * wanted. */
#include "config.h"

#include "screens/screens.h"

struct rejected {
	struct session *session;
	struct list *list;
	GPtrArray *rows; /* struct rejected_row */
};

static const struct rejected_row *row_at(const struct rejected *self, guint row)
{
	return self->rows->pdata[row];
}

static void extract_file(gpointer data, guint row, GString *out, enum style *style)
{
	(void)style;
	g_string_append(out, row_at(data, row)->file);
}

static void extract_line(gpointer data, guint row, GString *out, enum style *style)
{
	(void)style;
	g_string_append_printf(out, "%d", row_at(data, row)->line);
}

static int compare_line(gpointer data, guint a, guint b)
{
	return row_at(data, a)->line - row_at(data, b)->line;
}

static void extract_field(gpointer data, guint row, GString *out, enum style *style)
{
	const char *field = row_at(data, row)->field;

	(void)style;
	g_string_append(out, field ? field : "");
}

static void extract_value(gpointer data, guint row, GString *out, enum style *style)
{
	const char *value = row_at(data, row)->value;

	(void)style;
	g_string_append(out, value ? value : "");
}

static void extract_reason(gpointer data, guint row, GString *out, enum style *style)
{
	(void)style;
	g_string_append(out, row_at(data, row)->reason);
}

static guint count(gpointer data)
{
	const struct rejected *self = data;

	return self->rows ? self->rows->len : 0;
}

static gint64 identity(gpointer data, guint row)
{
	return row_at(data, row)->record.key;
}

static const struct list_column columns[] = {
	{"file", N_("File"), 16, 2, 1, TEXT_LEFT, extract_file, NULL},
	{"line", N_("Line"), 5, 0, 0, TEXT_RIGHT, extract_line, compare_line},
	{"field", N_("Field"), 10, 1, 2, TEXT_LEFT, extract_field, NULL},
	{"value", N_("What stood there"), 14, 2, 0, TEXT_LEFT, extract_value, NULL},
	{"reason", N_("What was expected"), 20, 3, 0, TEXT_LEFT, extract_reason, NULL},
	{NULL},
};
static const struct list_model model = {columns, count, identity, NULL, NULL};

static gpointer asides_open(struct ui *ui, const char *argument)
{
	struct rejected *self = g_new0(struct rejected, 1);

	(void)argument;
	self->session = ui_session(ui);
	self->list = list_new(&model, self);
	return self;
}

static void asides_close(gpointer data)
{
	struct rejected *self = data;

	list_free(self->list);
	g_clear_pointer(&self->rows, g_ptr_array_unref);
	g_free(self);
}

static gboolean asides_load(struct ui *ui, gpointer data, GError **error)
{
	struct rejected *self = data;
	GPtrArray *rows = app_rejected_rows(self->session, error);

	(void)ui;
	if (!rows)
		return FALSE;
	g_clear_pointer(&self->rows, g_ptr_array_unref);
	self->rows = rows;
	list_reload(self->list);
	return TRUE;
}

/* The reason in full, then the whole row as it stood in the file. */
static void draw_detail(const struct rejected *self, struct surface *s, struct rectangle r)
{
	int row = list_selected(self->list), y = r.y;
	const struct rejected_row *rejected = row >= 0 ? row_at(self, row) : NULL;
	g_autoptr(GPtrArray) fields =
		rejected && rejected->row ? rejected_row_fields(rejected->row) : NULL;
	g_autoptr(GString) whole = g_string_new(NULL);

	if (!rejected)
		return;
	y += surface_wrapped(s, r, STYLE_STRONG, rejected->reason, 0);
	for (guint i = 0; fields && i + 1 < fields->len; i += 2)
		g_string_append_printf(whole, "%s%s: %s", whole->len ? " · " : "",
				       (const char *)fields->pdata[i],
				       (const char *)fields->pdata[i + 1]);
	surface_wrapped(s, (struct rectangle){r.x, y, r.width, MAX(r.y + r.height - y, 0)},
			STYLE_TEXT, whole->str, 0);
}

static void asides_draw(struct ui *ui, gpointer data, struct surface *s, struct rectangle body)
{
	struct rejected *self = data;
	struct rectangle detail = ui_split(&body, 6);

	list_draw(self->list, s, body, TRUE);
	if (list_shown(self->list) == 0) {
		ui_draw_empty(
			s, body,
			_("No row is set aside: everything that was read is in the picture."));
		return;
	}
	if (detail.height == 0)
		return;
	if (detail.y > body.y && !ui_plain(ui))
		surface_rule(s, 0, detail.y - 1, s->width);
	draw_detail(self, s, detail);
}

static struct list *asides_list(gpointer data)
{
	return ((struct rejected *)data)->list;
}

static void asides_enter(struct ui *ui, gpointer data)
{
	const struct rejected *self = data;
	g_autofree char *argument =
		g_strdup_printf("rejected:%" G_GINT64_FORMAT, list_selected_identity(self->list));

	ui_open(ui, "entry", argument);
}

static char *no_row(struct ui *ui)
{
	return list_selected(ui_list(ui)) < 0 ? g_strdup(_("There is no row here.")) : NULL;
}

static void run_dismiss(struct ui *ui, const char *argument)
{
	struct rejected *self = ui_self(ui);
	g_autoptr(GArray) chosen = list_chosen(self->list);
	GError *error = NULL;
	guint done = 0;

	(void)argument;
	for (guint i = 0; i < self->rows->len; i++) {
		struct rejected_row *rejected = self->rows->pdata[i];
		gboolean meant = FALSE;

		for (guint k = 0; k < chosen->len; k++)
			meant = meant || g_array_index(chosen, gint64, k) == rejected->record.key;
		if (!meant)
			continue;
		if (!app_rejected_row_dismiss(self->session, rejected, &error)) {
			ui_fail(ui, error);
			return;
		}
		done++;
	}
	list_clear_marks(self->list);
	ui_reload(ui);
	ui_message(ui, MESSAGE_UNDOABLE,
		ngettext("%u row left out", "%u rows left out, each by itself", done), done);
}

static const struct command commands[] = {
	{"rejected.dismiss", N_("Leave out"),
	 N_("Says that the selected or marked rows are not wanted."), NULL,
	 COMMAND_WRITES | COMMAND_UNDOABLE, run_dismiss, no_row},
	{NULL},
};

const struct screen_ops screen_rejected = {
	.id = "rejected",
	.title = N_("Set aside"),
	.commands = commands,
	.open = asides_open,
	.load = asides_load,
	.draw = asides_draw,
	.list = asides_list,
	.enter = asides_enter,
	.close = asides_close,
};
