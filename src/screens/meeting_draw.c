/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The meeting on the screen: the agenda with its minutes to the left, the item at hand to the
 * right, beneath it what the selected row means and the note. */
#include "config.h"

#include "screens/meeting_rows.h"

#define NOTE_ROWS 3
#define MORE_ROWS 3

static int left_width(int width)
{
	return width >= 160 ? 48 : width >= 110 ? 36 : width >= 64 ? 28 : 0;
}

/* the agenda */

static int minutes_used(const struct meeting_screen *self, const struct agenda_item *item)
{
	return meeting_item_seconds(self->whole, item, session_now(self->session)) / 60;
}

static void draw_item(struct meeting_screen *self, const struct agenda_item *item,
		      struct surface *s, int x, int y, int width)
{
	gboolean here = item == meeting_shown(self), on = item == meeting_item(self->whole);
	enum style style = here ? STYLE_SELECTED : STYLE_TEXT;
	const char *mark = here ? ">" : item->done ? "✓" : on ? "·" : " ";
	int used = minutes_used(self, item);

	if (here)
		surface_fill(s, (struct rectangle){x, y, width, 1}, style, ' ');
	surface_text(s, x + 1, y, 1, style, mark);
	surface_printf(s, x + 3, y, width - 10, style, "%d %s", item->position,
		       meeting_item_title(item));
	surface_printf(s, x + width - 7, y, 3, style, "%3d", item->minutes);
	if (used || item->done || on)
		surface_printf(s, x + width - 4, y, 3, style, "%3d", used);
}

static int draw_agenda(struct meeting_screen *self, struct surface *s, struct rectangle r)
{
	const GPtrArray *items = self->whole->items;
	int y = r.y;

	for (guint i = 0; i < items->len && y < r.y + r.height; i++)
		draw_item(self, items->pdata[i], s, r.x, y++, r.width);
	return y;
}

static void draw_decisions(struct meeting_screen *self, struct surface *s, struct rectangle r)
{
	const GPtrArray *decisions = self->whole->decisions;
	int y = r.y + r.height;
	guint first = decisions->len;

	if (r.height < 3 || !decisions->len)
		return;
	for (int room = r.height - 1; first > 0; first--) { /* the newest, as many as have room */
		g_autofree char *words =
			meeting_decision_words(self->session, decisions->pdata[first - 1]);
		g_autoptr(GPtrArray) lines = text_wrap(words, MAX(r.width - 4, 1));

		if ((int)MIN(lines->len, 2) > room)
			break;
		room -= (int)MIN(lines->len, 2);
		y -= (int)MIN(lines->len, 2);
	}
	surface_text(s, r.x + 1, r.y, r.width - 1, STYLE_HEADING, _("Decided today"));
	y = r.y + 1;
	for (guint i = first; i < decisions->len; i++) {
		const struct meeting_decision *d = decisions->pdata[i];
		g_autofree char *words = meeting_decision_words(self->session, d);
		int rows = MIN(2, r.y + r.height - y);

		surface_printf(s, r.x + 1, y, 2, STYLE_TEXT, "%d", d->position);
		rows = MIN(rows,
			   surface_wrapped(s, (struct rectangle){r.x + 3, y, r.width - 4, rows},
					   STYLE_TEXT, words, 0));
		y += MAX(rows, 1);
	}
}

static void draw_left(struct meeting_screen *self, struct surface *s, struct rectangle r)
{
	g_autofree char *clock = meeting_clock_words(self->whole, session_now(self->session));
	int y = draw_agenda(self, s, r) + (r.height > 14);

	if (*clock && y < r.y + r.height) {
		gboolean over = meeting_is_over(self->whole, session_now(self->session));

		surface_text(s, r.x + 1, y, r.width - 1, over ? STYLE_FLAG : STYLE_STRONG, clock);
	}
	y += 1 + (r.height > 14);
	draw_decisions(self, s, (struct rectangle){r.x, y, r.width, r.y + r.height - y});
}

/* the item */

static enum style row_style(const struct meeting_row *row, gboolean selected)
{
	if (selected)
		return STYLE_SELECTED;
	return row->kind == ROW_HEADING ? STYLE_HEADING : STYLE_TEXT;
}

static void draw_row(const struct meeting_row *row, struct surface *s, int x, int y, int width,
		     gboolean selected)
{
	enum style style = row_style(row, selected);
	int value = row->value ? text_width(row->value) : 0,
	    left = row->kind == ROW_HEADING ? 0 : 4;

	if (selected)
		surface_fill(s, (struct rectangle){x, y, width, 1}, style, ' ');
	if (selected)
		surface_text(s, x, y, 1, style, ">");
	if (*row->mark)
		surface_text(s, x + 2, y, 1, *row->mark == '!' && !selected ? STYLE_FLAG : style,
			     row->mark);
	/* what the title leaves, half at least */
	value = MIN(value, MAX(width - left - text_width(row->text) - 2, (width - left) / 2));
	surface_text(s, x + left, y, width - left - (value ? value + 2 : 0), style, row->text);
	if (value > 0)
		surface_fitted(s, x + width - value - 1, y, value, selected ? style : STYLE_TEXT,
			       TEXT_RIGHT, row->value);
}

/* Sentences are wrapped; everything else, and what is set in, is a line. */
static gboolean is_wrapped(const struct meeting_row *row)
{
	return row->kind == ROW_WORDS && !g_str_has_prefix(row->text, "  ");
}

static int row_height(const struct meeting_row *row, int width)
{
	g_autoptr(GPtrArray) lines = NULL;

	if (!is_wrapped(row))
		return 1;
	lines = text_wrap(row->text, MAX(width - 1, 1));
	return MAX((int)lines->len, 1);
}

/* The last row that shall be seen with the selected one: what follows the last that can be selected
 * is reached with it. */
static int last_with_selected(const struct meeting_screen *self)
{
	for (int i = self->selected + 1; i < (int)self->rows->len; i++)
		if (meeting_row_can_be_selected(self->rows->pdata[i]))
			return self->selected;
	return (int)self->rows->len - 1;
}

static void scroll_to_selected(struct meeting_screen *self, int width, int height)
{
	int used = 0;

	if (self->selected < 0)
		return;
	self->top = MIN(self->top, self->selected);
	if (self->top > 0 && self->selected <= 2)
		self->top = 0;
	for (int i = last_with_selected(self); i >= 0; i--) {
		used += row_height(self->rows->pdata[i], width);
		if (used > height) {
			self->top = MAX(self->top, MIN(i + 1, self->selected));
			return;
		}
	}
}

/* Lines from the row on. */
static int height_from(const struct meeting_screen *self, int first, int width)
{
	int height = 0;

	for (guint i = (guint)first; i < self->rows->len; i++)
		height += row_height(self->rows->pdata[i], width);
	return height;
}

/* Where not all have room the last line says that there are more. */
static void draw_rows(struct meeting_screen *self, struct surface *s, struct rectangle r)
{
	gboolean scrolls =
		self->selected >= 0 && r.height > 3 && height_from(self, 0, r.width) > r.height;
	int y = r.y;

	r.height -= scrolls;
	self->rows_at = r;
	scroll_to_selected(self, r.width, r.height);
	if (scrolls && height_from(self, self->top, r.width) > r.height)
		surface_text(s, r.x, r.y + r.height, r.width, STYLE_KEY, _("↓ more"));
	for (guint i = (guint)self->top; i < self->rows->len && y < r.y + r.height; i++) {
		const struct meeting_row *row = self->rows->pdata[i];
		int rows = MIN(row_height(row, r.width), r.y + r.height - y);

		if (is_wrapped(row))
			surface_wrapped(s, (struct rectangle){r.x, y, r.width - 1, rows},
					STYLE_TEXT, row->text, 0);
		else
			draw_row(row, s, r.x, y, r.width, (int)i == self->selected);
		if ((int)i == self->selected)
			surface_cursor(s, r.x, y);
		y += rows;
	}
}

int meeting_row_at(const struct meeting_screen *self, int y)
{
	const struct rectangle r = self->rows_at;
	int from = r.y;

	for (int i = self->top; i < (int)self->rows->len && from < r.y + r.height; i++) {
		int to = from + row_height(self->rows->pdata[i], r.width);

		if (y >= from && y < MIN(to, r.y + r.height))
			return i;
		from = to;
	}
	return -1;
}

static void draw_title(struct meeting_screen *self, struct surface *s, struct rectangle r)
{
	const struct agenda_item *item = meeting_shown(self);
	g_autofree char *title = NULL, *upper = NULL, *used = NULL;

	title = g_strdup_printf("%d %s", item->position, meeting_item_title(item));
	upper = g_utf8_strup(title, -1);
	used = g_strdup_printf(_("%d of %d min"), minutes_used(self, item), item->minutes);
	surface_text(s, r.x, r.y, r.width - text_width(used) - 2, STYLE_STRONG, upper);
	surface_text(s, r.x + r.width - text_width(used) - 1, r.y, text_width(used), STYLE_TEXT,
		     used);
}

static int draw_more(struct meeting_screen *self, struct surface *s, struct rectangle r, int rows)
{
	const struct meeting_row *row = meeting_row_selected(self);

	if (row && row->more)
		surface_wrapped(s,
				(struct rectangle){r.x, r.y + r.height - rows, r.width - 1, rows},
				STYLE_TEXT, row->more, 0);
	return rows;
}

static const char *note_title(const struct meeting_screen *self)
{
	const struct attendance *a = meeting_attendance(self, self->turn);
	const struct organisation *o =
		a ? registry_organisation(session_registry(self->session), a->organisation) : NULL;

	if (self->writing == WRITES_TOLD && o)
		return o->name;
	return _("Note");
}

static void draw_note(struct meeting_screen *self, struct surface *s, struct rectangle r)
{
	const struct agenda_item *item = meeting_shown(self);

	surface_text(s, r.x, r.y, r.width - 1, STYLE_HEADING, note_title(self));
	r = (struct rectangle){r.x, r.y + 1, r.width - 1, r.height - 1};
	if (self->writing)
		edit_draw(&self->edit, s, r, STYLE_FIELD_HERE, TRUE);
	else if (item->note)
		surface_wrapped(s, r, STYLE_TEXT,
				self->hidden ? _("(free text is hidden)") : item->note, 0);
}

static void draw_right(struct meeting_screen *self, struct surface *s, struct rectangle r)
{
	const struct agenda_item *item = meeting_shown(self);
	const struct meeting_row *row = meeting_row_selected(self);
	gboolean note = self->writing || item->note;
	int note_rows = !note ? 0 : r.height >= 14 ? NOTE_ROWS + 1 : MIN(2, r.height / 3);
	int more = row && r.height >= 9 ? MORE_ROWS + (r.height > 22) : 0;

	draw_title(self, s, r);
	r.y++;
	r.height--;
	if (note_rows) {
		draw_note(self, s,
			  (struct rectangle){r.x, r.y + r.height - note_rows, r.width, note_rows});
		r.height -= note_rows;
	}
	r.height -= draw_more(self, s, r, more);
	draw_rows(self, s, r);
}

/* the whole */

static char *leader(struct meeting_screen *self)
{
	struct participant *chair =
		session_get(self->session, &participant_kind, self->whole->meeting->chair, NULL);
	char *out = g_strdup_printf(_("%s leads"), chair && chair->title ? chair->title : "–");

	record_free(chair);
	return out;
}

static void draw_headline(struct meeting_screen *self, struct surface *s, struct rectangle r)
{
	const struct meeting *m = self->whole->meeting;
	g_autofree char *when = meeting_when_words(m),
			*left = meeting_left_words(self->whole, session_now(self->session));
	g_autofree char *leads = leader(self);
	g_autofree char *text = g_strdup_printf(ngettext("MEETING  %s   %s   %u decision",
							 "MEETING  %s   %s   %u decisions",
							 self->whole->decisions->len),
						when, left, self->whole->decisions->len);
	int room = r.width - 2 - text_width(text);

	surface_text(s, r.x + 1, r.y, r.width - 2, STYLE_STRONG, text);
	if (room > text_width(leads) + 1)
		surface_text(s, r.x + r.width - 1 - text_width(leads), r.y, text_width(leads),
			     self->leads ? STYLE_TEXT : STYLE_STRONG, leads);
}

static void draw_not_begun(struct meeting_screen *self, struct surface *s, struct rectangle body)
{
	g_autofree char *week = week_name(session_week(self->session));
	g_autofree char *text = g_strdup_printf(
		session_may(self->session, ACTION_MEETING_LEAD, NULL, NULL)
			? _("The meeting about %s has not begun. {meeting.open} opens it.\n\n%s")
			: _("The meeting about %s has not begun. It is shown here as it "
			    "goes.\n\n%s"),
		week, self->waits);

	ui_draw_empty(self->ui, s, body, text);
}

void meeting_draw(struct ui *ui UNUSED, gpointer data, struct surface *s, struct rectangle body)
{
	struct meeting_screen *self = data;
	int left = left_width(body.width);
	struct rectangle right = body;

	if (!self->whole || self->whole->meeting->state == MEETING_PLANNED ||
	    !meeting_shown(self)) {
		draw_not_begun(self, s, body);
		return;
	}
	draw_headline(self, s, body);
	body.y++;
	body.height--;
	right = (struct rectangle){body.x + (left ? left + 2 : 1), body.y,
				   body.width - (left ? left + 2 : 2), body.height};
	if (left) {
		draw_left(self, s, (struct rectangle){body.x, body.y, left, body.height});
		if (!ui_plain(self->ui))
			surface_column(s, body.x + left, body.y, body.height);
	}
	draw_right(self, s, right);
}

/* What is left before it can be closed, once there is little time. */
char *meeting_status(struct ui *ui UNUSED, gpointer data)
{
	struct meeting_screen *self = data;
	const struct meeting *m = self->whole ? self->whole->meeting : NULL;

	if (!m || m->state == MEETING_PLANNED)
		return NULL;
	if (m->state == MEETING_CLOSED)
		return ui_hint(
			self->ui,
			session_may(self->session, ACTION_MEETING_REOPEN, NULL, NULL)
				? _("The meeting is closed · {meeting.reopen} opens it again, with "
				    "a reason")
				: _("The meeting is closed · {meeting.print} shows the minutes"));
	if (!self->leads && self->looks_at)
		return ui_hint(self->ui, _("You look at another point than the meeting · "
					   "{screen.back} follows it"));
	if (!self->leads)
		return g_strdup(_("You watch; what is added shows at once."));
	if (self->writing)
		return ui_hint(self->ui, _("Saved as it is typed · {screen.back} ends"));
	return ui_hint(self->ui, meeting_shows(self, AGENDA_READ_BACK)
					 ? _("Saved · {meeting.close} fixes the picture and closes "
					     "the meeting")
					 : _("Saved"));
}
