/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the picture: what stands out, and as many of the rest as have room. */
#include "config.h"

#include <math.h>

#include "screens/picture_rows.h"
#include "osg/signals.h"
#include "osg/week.h"
#include "osg/words.h"

static const struct picture_signal *signal_at(gpointer data, guint row)
{
	return ((struct picture_rows *)data)->signals->pdata[row];
}

/* columns */

static void extract_flag(gpointer data, guint row, GString *out)
{
	g_string_append(out, words_signal_mark(signal_at(data, row)));
}

static enum style flag_style(gpointer data, guint row)
{
	static const enum style styles[][2] = {
		[SIGNAL_NONE] = {STYLE_TEXT, STYLE_TEXT},
		[SIGNAL_NOTICE] = {STYLE_GOOD, STYLE_NOTICE},
		[SIGNAL_FLAG] = {STYLE_GOOD, STYLE_FLAG},
	};
	const struct picture_signal *signal = signal_at(data, row);

	return styles[signal->flag][signal->direction > 0];
}

/* For ears and fingers: the marks in words. */
static void extract_flag_words(gpointer data, guint row, GString *out)
{
	g_string_append(out, words_signal_word(signal_at(data, row)));
}

static int compare_flag(gpointer data, guint a, guint b)
{
	double left = fabs(signal_at(data, a)->z), right = fabs(signal_at(data, b)->z);

	return (left < right) - (left > right);
}

static void extract_highlight(gpointer data, guint row, GString *out)
{
	g_string_append(out, signal_at(data, row)->highlighted ? "*" : "");
}

static void extract_area(gpointer data, guint row, GString *out)
{
	const char *area = signal_at(data, row)->area;

	g_string_append(out, area ? area : _("municipality"));
}

static void extract_what(gpointer data, guint row, GString *out)
{
	g_autofree char *what = words_signal_row(signal_at(data, row));

	g_string_append(out, what);
}

static void extract_now(gpointer data, guint row, GString *out)
{
	g_string_append_printf(out, "%d", signal_at(data, row)->now);
}

static int compare_now(gpointer data, guint a, guint b)
{
	return signal_at(data, b)->now - signal_at(data, a)->now;
}

static void extract_usual(gpointer data, guint row, GString *out)
{
	const struct picture_signal *signal = signal_at(data, row);

	g_autofree char *range =
		signal->weeks > 0 ? words_range(signal->lower, signal->upper) : g_strdup("?");

	g_string_append(out, range);
}

static void extract_last(gpointer data, guint row, GString *out)
{
	g_string_append_printf(out, "%d", signal_at(data, row)->last);
}

static void extract_weeks(gpointer data, guint row, GString *out)
{
	for (int i = 0; i < 14; i++)
		g_string_append_printf(out, "%s%d", i ? " " : "", signal_at(data, row)->history[i]);
}

static gboolean paint(gpointer data, guint row, const struct list_column *column, struct surface *s,
		      int x, int y, int width, enum style style)
{
	const struct picture_rows *rows = data;

	if (column->extract != extract_weeks || ui_plain(rows->ui))
		return FALSE;
	surface_spark(s, x, y, signal_at(data, row)->history, MIN(14, width),
		      style == STYLE_TEXT ? STYLE_CHART : style);
	return TRUE;
}

static guint count(gpointer data)
{
	return ((struct picture_rows *)data)->signals->len;
}

static gint64 identity(gpointer data, guint row)
{
	const struct picture_signal *signal = signal_at(data, row);

	return ((gint64)g_str_hash(signal->category) << 31 ^ signal->area_key << 1) | 1;
}

static void search_text(gpointer data, guint row, GString *out)
{
	extract_area(data, row, out);
	g_string_append_c(out, ' ');
	extract_what(data, row, out);
}

/* clang-format off */
#define OTHER_COLUMNS(weeks) \
	{"highlight", "", 1, 0, 2, TEXT_LEFT, extract_highlight, NULL}, \
	{"area", N_("Area"), 11, 1, 0, TEXT_LEFT, extract_area, NULL}, \
	{"what", N_("What"), 11, 1, 0, TEXT_LEFT, extract_what, NULL}, \
	{"now", N_("Now"), 4, 0, 0, TEXT_RIGHT, extract_now, compare_now}, \
	{"usual", N_("Usual"), 7, 0, 1, TEXT_RIGHT, extract_usual, NULL}, \
	{"last", N_("Week before"), 5, 0, 3, TEXT_RIGHT, extract_last, NULL}, \
	{"weeks", N_("14 weeks"), 14, 0, 4, TEXT_LEFT, extract_weeks, NULL, .most = (weeks)}, \
	{NULL}
/* clang-format on */
static const struct list_column columns[] = {
	{"flag", "", 2, 0, 0, TEXT_LEFT, extract_flag, compare_flag, .style = flag_style},
	OTHER_COLUMNS(14),
};
static const struct list_column plain_columns[] = {
	{"flag", "", 9, 0, 0, TEXT_LEFT, extract_flag_words, compare_flag},
	OTHER_COLUMNS(0),
};

static char *heading(gpointer data, const struct list_column *column)
{
	const struct picture_rows *rows = data;

	return column->extract == extract_last ? week_name(session_week(ui_session(rows->ui)) - 1)
					       : NULL;
}

static guint above(gpointer data)
{
	const struct picture_rows *rows = data;

	return rows->all ? 0 : rows->outstanding;
}

#define MODEL(of)                                                                                  \
	{                                                                                          \
		.columns = (of), .count = count, .identity = identity, .search_text = search_text, \
		.paint = paint, .heading = heading, .above = above                                 \
	}
static const struct list_model model = MODEL(columns), plain_model = MODEL(plain_columns);
#undef MODEL

/* reading */

void picture_rows_init(struct picture_rows *rows, struct ui *ui)
{
	*rows = (struct picture_rows){.ui = ui, .signals = g_ptr_array_new()};
	rows->list = list_new(ui_plain(ui) ? &plain_model : &model, rows);
}

void picture_rows_clear(struct picture_rows *rows)
{
	list_free(rows->list);
	g_ptr_array_unref(rows->signals);
}

const struct picture_signal *picture_rows_selected(const struct picture_rows *rows)
{
	int row = list_selected(rows->list);

	return row < 0 ? NULL : rows->signals->pdata[row];
}

static int by_distance(gconstpointer a, gconstpointer b)
{
	const struct picture_signal *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;
	double left = fabs(x->z), right = fabs(y->z);

	return (left < right) - (left > right);
}

void picture_rows_load(struct picture_rows *rows)
{
	const struct picture *picture = ui_picture(rows->ui);
	g_autoptr(GPtrArray) rest = g_ptr_array_new();

	if (list_selected_identity(rows->list))
		rows->selected = list_selected_identity(rows->list);
	g_ptr_array_set_size(rows->signals, 0);
	for (guint i = 0; picture && i < picture->signals->len; i++) {
		const struct picture_signal *signal = picture->signals->pdata[i];

		if (rows->all || signal->flag != SIGNAL_NONE || signal->highlighted)
			g_ptr_array_add(rows->signals, (gpointer)signal);
		else
			g_ptr_array_add(rest, (gpointer)signal);
	}
	g_ptr_array_sort(rest, by_distance);
	rows->outstanding = rows->signals->len;
	rows->usual = rest->len;
	while (rows->usual && rows->outstanding && rows->signals->len + 1 < rows->room)
		g_ptr_array_add(rows->signals, rest->pdata[rest->len - rows->usual--]);
	list_reload(rows->list);
	list_select(rows->list, rows->selected);
}

/* drawing */

static void draw_empty(const struct picture_rows *rows, struct surface *s, struct rectangle r)
{
	g_autofree char *unknown = words_not_judged(ui_picture(rows->ui));

	ui_draw_empty(rows->ui, s, r,
		      list_is_narrowed(rows->list)
			      ? _("No row has these words. {screen.back} shows all again.")
		      : unknown ? unknown
				: _("No row stands out this week. {picture.all} shows every row."));
}

static void draw_usual(const struct picture_rows *rows, struct surface *s, int y, int width)
{
	g_autofree char *text = g_strdup_printf(
		ngettext("%u row more within the usual ({picture.all} shows all)",
			 "%u rows more within the usual ({picture.all} shows all)", rows->usual),
		rows->usual);
	g_autofree char *keyed = command_sentence(text);

	surface_text(s, 3, y, width - 4, STYLE_TEXT, keyed);
}

int picture_rows_draw(struct picture_rows *rows, struct surface *s, struct rectangle r)
{
	guint room;
	int shown, bottom;

	r.height -= rows->usual > 0;
	room = (guint)MAX(r.height - 1, 0);
	if (room != rows->room) {
		rows->room = room;
		picture_rows_load(rows);
	}
	if (list_shown(rows->list))
		list_draw(rows->list, s, r);
	else
		draw_empty(rows, s, r);
	shown = MAX((int)list_shown(rows->list), 1);
	bottom = r.y + MIN(r.height, shown + 1 + (!rows->all && shown > (int)rows->outstanding));
	if (rows->usual && list_shown(rows->list)) /* an empty list says it itself */
		draw_usual(rows, s, bottom, r.width);
	return bottom + (rows->usual > 0);
}
