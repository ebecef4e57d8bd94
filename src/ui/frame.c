/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame around every screen: header, tabs, status, footer. What they say comes from the tables
 * and from session; where they stand follows from the size alone. */
#include "config.h"

#include <string.h>

#include "ui/ui_private.h"
#include "osg/words.h"

/* Who sits here is shortened, down to so many columns, before anything leaves. */
enum { LEAVES_WHO = 5, LEAVES_CLOCK = 6, WHO_LEAST = 10 };

/* A piece of the header; the highest number leaves first where there is little room. */
struct piece {
	char *text;
	int leaves;
	gboolean right;
};

static void piece_clear(gpointer data)
{
	g_free(((struct piece *)data)->text);
}

static void add_piece(GArray *pieces, int leaves, gboolean right, char *take_text)
{
	struct piece piece = {take_text, leaves, right};

	if (take_text && *take_text)
		g_array_append_val(pieces, piece);
	else
		g_free(take_text);
}

static char *version_words(const struct ui *ui)
{
	if (ui->versions < 0)
		return NULL;
	return ui_shows_draft(ui) ? g_strdup(_("DRAFT"))
				  : g_strdup_printf(_("FIXED %d"), ui->versions);
}

static char *clock_words(struct ui *ui)
{
	int day, seconds;

	ui->minute = ui_plain(ui) ? -1 : session_now(ui->session) / 60;
	if (ui->minute < 0)
		return NULL;
	time_to_local(session_now(ui->session), &day, &seconds);
	return g_strdup_printf("%02d:%02d", seconds / 3600, seconds / 60 % 60);
}

static GArray *header_pieces(struct ui *ui)
{
	GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
	const struct participant *who = session_participant(ui->session);
	const struct picture *picture = ui_header_picture(ui);
	int year, number;

	g_array_set_clear_func(pieces, piece_clear);
	week_to_iso(session_week(ui->session), &year, &number);
	add_piece(pieces, 3, FALSE, g_strdup_printf("%s OSG", session_municipality(ui->session)));
	add_piece(pieces, 0, FALSE, week_name(session_week(ui->session)));
	add_piece(pieces, 1, FALSE, week_dates(session_week(ui->session)));
	add_piece(pieces, 2, FALSE, version_words(ui));
	add_piece(pieces, 4, FALSE, picture ? words_roll_count(picture) : NULL);
	if (ui->options.practises)
		add_piece(pieces, 0, FALSE, g_strdup(_("PRACTICE")));
	if (session_read_only(ui->session))
		add_piece(pieces, 4, FALSE, g_strdup(_("READ ONLY")));
	add_piece(pieces, LEAVES_WHO, TRUE, g_strdup(who ? who->title : NULL));
	add_piece(pieces, LEAVES_CLOCK, TRUE, clock_words(ui));
	return pieces;
}

static int pieces_width(const GArray *pieces)
{
	int sum = 1;

	for (guint i = 0; i < pieces->len; i++) {
		const struct piece *piece = &g_array_index(pieces, struct piece, i);

		sum += text_width(piece->text) + (piece->right ? 1 : 2);
	}
	return sum;
}

/* FALSE = too little of it would be left. */
static gboolean shorten_who(GArray *pieces, int width)
{
	int over = pieces_width(pieces) - width;

	for (guint i = 0; i < pieces->len; i++) {
		struct piece *piece = &g_array_index(pieces, struct piece, i);
		int room = text_width(piece->text) - over;

		if (piece->leaves != LEAVES_WHO || room < WHO_LEAST)
			continue;
		char *shorter = text_fit(piece->text, room, TEXT_LEFT);

		g_free(piece->text);
		piece->text = shorter;
		return TRUE;
	}
	return FALSE;
}

static void drop_piece(struct ui *ui, GArray *pieces)
{
	guint goes = 0;

	for (guint i = 1; i < pieces->len; i++)
		if (g_array_index(pieces, struct piece, i).leaves >
		    g_array_index(pieces, struct piece, goes).leaves)
			goes = i;
	if (g_array_index(pieces, struct piece, goes).leaves == LEAVES_CLOCK)
		ui->minute = -1;
	g_array_remove_index(pieces, goes);
}

static void draw_header(struct ui *ui, struct surface *s, int y)
{
	g_autoptr(GArray) pieces = header_pieces(ui);
	int x = 1, right = s->width - 1;

	while (pieces->len > 1 && pieces_width(pieces) > s->width && !shorten_who(pieces, s->width))
		drop_piece(ui, pieces);
	for (guint i = pieces->len; i-- > 0;) {
		const struct piece *piece = &g_array_index(pieces, struct piece, i);

		if (!piece->right)
			continue;
		right -= text_width(piece->text);
		surface_text(s, right, y, s->width, STYLE_TEXT, piece->text);
		right--;
	}
	for (guint i = 0; i < pieces->len; i++) {
		const struct piece *piece = &g_array_index(pieces, struct piece, i);

		if (!piece->right)
			x += surface_text(s, x, y, s->width - x, i < 2 ? STYLE_HEADER : STYLE_TEXT,
					  piece->text) +
			     2;
	}
}

static void add_target(struct ui *ui, int x, int y, int width, const struct screen_ops *screen,
		       const char *command)
{
	struct click_target target = {x, y, width, screen, command};

	g_array_append_val(ui->targets, target);
}

const struct click_target *frame_target(const struct ui *ui, int x, int y)
{
	for (guint i = 0; i < ui->targets->len; i++) {
		const struct click_target *target =
			&g_array_index(ui->targets, struct click_target, i);

		if (y == target->y && x >= target->x && x < target->x + target->width)
			return target;
	}
	return NULL;
}

static char *tab_text(const struct screen_ops *screen, gboolean here, gboolean brief)
{
	if (brief && !here)
		return g_strdup_printf(" %c ", (char)screen->digit);
	return g_strdup_printf(here ? "[%c %s]" : " %c %s ", (char)screen->digit, _(screen->title));
}

/* Columns of all tabs, side by side, those from brief on by their digits alone; shared: each has
 * the blank before it in common with its neighbour. */
static int tabs_width(const struct screen_ops *here, int brief, gboolean shared)
{
	int width = 0;

	for (int i = 0; screens[i]; i++) {
		g_autofree char *text =
			screens[i]->digit ? tab_text(screens[i], screens[i] == here, i >= brief)
					  : NULL;

		width += text ? text_width(text) - shared : 0;
	}
	return width + shared;
}

/* The first tab that there is no room for but by its digit; the last ones give way first. */
static int first_brief(const struct screen_ops *here, int width)
{
	int brief = 0;

	while (screens[brief])
		brief++;
	while (brief > 0 && tabs_width(here, brief, TRUE) > width)
		brief--;
	return brief;
}

/* Where one is upon a tab, " > Entry", or NULL. Owned. */
static char *tab_within(struct ui *ui, const struct screen_ops *root)
{
	const struct screen_ops *here = ui_screen(ui);

	return here == root ? NULL : g_strdup_printf(" > %s", _(here->title));
}

/* In a narrow window a tab shares the blank before it with its neighbour; the brackets of the one
 * shown stand there. */
static void draw_tabs(struct ui *ui, struct surface *s, int y)
{
	const struct view *root = ui->tabs[ui->tab]->pdata[0];
	g_autofree char *within = tab_within(ui, root->ops);
	int room = s->width - (within ? text_width(within) : 0);
	gboolean narrow = tabs_width(root->ops, G_MAXINT, FALSE) > room, bracketed = FALSE;
	int x = 0, brief = narrow ? first_brief(root->ops, room) : G_MAXINT;

	for (int i = 0; screens[i]; i++) {
		gboolean here = screens[i] == root->ops;
		g_autofree char *text = NULL;
		int skip, used;

		if (!screens[i]->digit)
			continue;
		text = tab_text(screens[i], here, i >= brief);
		skip = bracketed && narrow; /* the blank that the bracket took */
		used = surface_text(s, x, y, s->width - x, here ? STYLE_TAB_HERE : STYLE_TAB,
				    text + skip);
		add_target(ui, x, y, used, screens[i], NULL);
		bracketed = here;
		x += used - (narrow && !here);
	}
	if (within) { /* where there is no room, over the last tabs */
		x = MIN(x, MAX(room, 0));
		surface_fill(s, (struct rectangle){x, y, s->width - x, 1}, STYLE_TEXT, ' ');
		surface_text(s, x, y, s->width - x, STYLE_STRONG, within);
	}
}

static void draw_status(struct ui *ui, struct surface *s, int y)
{
	const struct message *last =
		ui->messages->len ? ui->messages->pdata[ui->messages->len - 1] : NULL;
	const struct view *view = ui_view(ui);
	const struct form *form =
		view->ops->form && !ui_overlay(ui) ? view->ops->form(view->self) : NULL;
	g_autofree char *job = worker_text(ui->worker);
	g_autofree char *status = view->does.status && !ui_overlay(ui)
					  ? view->does.status(ui, view->self)
					  : NULL; /* "Saved" is not of what lies over it */

	if (ui->message_shown && last && last->kind == MESSAGE_ERROR)
		surface_printf(s, 0, y, s->width, STYLE_ERROR, " ! %s ", last->text);
	else if (form && form_draw_told(form, s, y) > 0)
		return;
	else if (job)
		surface_text(s, 1, y, s->width - 1, STYLE_STRONG, job);
	else if (ui->message_shown && last)
		surface_text(s, 1, y, s->width - 1, STYLE_MESSAGE, last->text);
	else if (status)
		surface_text(s, 1, y, s->width - 1, STYLE_TEXT, status);
}

/* A message that is wider than the row gets more of them; the screen is drawn in what is left. */
static int status_rows(const struct ui *ui, const struct surface *s)
{
	const struct message *last =
		ui->messages->len ? ui->messages->pdata[ui->messages->len - 1] : NULL;
	g_autoptr(GPtrArray) lines = NULL;

	if (!ui->message_shown || !last || text_width(last->text) + 4 <= s->width)
		return 1;
	lines = text_wrap(last->text, MAX(s->width - 4, 1));
	return CLAMP((int)lines->len, 1, MAX(s->height / 3, 1));
}

static void draw_long_message(struct ui *ui, struct surface *s, int y, int rows)
{
	const struct message *last = ui->messages->pdata[ui->messages->len - 1];
	enum style style = last->kind == MESSAGE_ERROR ? STYLE_ERROR : STYLE_MESSAGE;
	struct rectangle r = {0, y - rows + 1, s->width, rows};

	surface_fill(s, r, style, ' ');
	if (last->kind == MESSAGE_ERROR)
		surface_text(s, 1, r.y, 1, style, "!");
	surface_wrapped(s, (struct rectangle){3, r.y, s->width - 4, rows}, style, last->text, 0);
}

/* footer */

static int draw_footer_entry(struct ui *ui, struct surface *s, int x, int y, const char *keys,
			     const struct key_binding *binding)
{
	int from = x;

	x += surface_text(s, x, y, s->width - x, STYLE_KEY, keys) + 1;
	x += surface_text(s, x, y, s->width - x, STYLE_TEXT, _(binding->footer));
	add_target(ui, from, y, x - from, NULL, binding->command);
	return x + 2;
}

static gboolean footer_shows(struct ui *ui, const struct key_binding *binding)
{
	const struct view *view = ui_view(ui);
	const struct command *command;
	g_autofree char *refusal = NULL;

	if (!binding->footer || !binding_applies(binding, view->ops, ui_list(ui) != NULL))
		return FALSE;
	if (view->ops->form && binding->key < UI_KEY_NONE)
		return FALSE;
	/* The screen's own meaning of a key hides the general one. */
	if (binding_find(view->ops, ui_list(ui) != NULL, binding->key) != binding)
		return FALSE;
	command = command_find(binding->command, NULL);
	refusal = command ? command_refusal(ui, command) : NULL;
	return command && !refusal;
}

/* What a key does where text is typed; does NULL: nothing now. A row with key 0 ends. */
struct typing_key {
	guint32 key;
	const char *does;
};

static void draw_typing_footer(const struct typing_key *keys, struct surface *s, int y)
{
	int x = 1;

	for (; keys->key; keys++) {
		if (!keys->does)
			continue;
		g_autofree char *name = key_name(keys->key);

		x += surface_text(s, x, y, s->width - x, STYLE_KEY, name);
		x += surface_printf(s, x, y, s->width - x, STYLE_TEXT, " %s  ", keys->does);
	}
}

/* The screen's keys do nothing while something lies over it: a window says its own. */
static void draw_overlay_footer(const struct overlay *overlay, struct surface *s, int y)
{
	const struct typing_key keys[] = {
		{UI_KEY_ENTER, _("done")},
		{UI_KEY_TAB, overlay->ops->offers && overlay->ops->offers(overlay)
				     ? _("takes what is offered")
				     : NULL},
		{UI_KEY_ESCAPE, _("back")},
		{0}};

	if (overlay->ops->at_status)
		draw_typing_footer(keys, s, y);
}

/* Nor do they while its own text is typed. */
static void draw_writing_footer(struct surface *s, int y)
{
	const struct typing_key keys[] = {{UI_KEY_CTRL('s'), _("save")},
					  {UI_KEY_ENTER, _("new line")},
					  {UI_KEY_ESCAPE, _("save and back")},
					  {UI_KEY_F(1), _("help")},
					  {0}};

	draw_typing_footer(keys, s, y);
}

static void draw_footer(struct ui *ui, struct surface *s, int y)
{
	const struct key_binding *help =
		binding_find(NULL, FALSE, ui_view(ui)->ops->form ? UI_KEY_F(1) : '?');
	g_autofree char *help_key = key_name(help->key);
	int help_width = text_width(help_key) + 1 + text_width(_("help")), x = 1;
	struct key_binding last = *help;

	for (const struct key_binding *b = keymap(); b->command; b++) {
		g_autoptr(GString) keys = NULL;
		const struct key_binding *shown = b;

		if (strcmp(b->command, "help.open") == 0 || !footer_shows(ui, b))
			continue;
		keys = g_string_new(NULL);
		for (;; b++) {
			g_autofree char *name = key_name(b->key);

			g_string_append_printf(keys, "%s%s", keys->len ? " " : "", name);
			if (!b[1].command || g_strcmp0(b[1].footer, b->footer) != 0 ||
			    !footer_shows(ui, &b[1]))
				break;
		}
		if (x + text_width(keys->str) + 1 + text_width(_(shown->footer)) + 2 + help_width +
			    1 >
		    s->width)
			continue;
		x = draw_footer_entry(ui, s, x, y, keys->str, shown);
	}
	last.footer = N_("help");
	draw_footer_entry(ui, s, x, y, help_key, &last);
}

/* the whole */

static void draw_too_small(struct ui *ui, struct surface *s)
{
	g_autofree char *text = g_strdup_printf(_("osg needs %d×%d characters. Nothing is lost."),
						SMALLEST_WIDTH, SMALLEST_HEIGHT);

	ui->minute = -1;
	surface_wrapped(s, surface_area(s), STYLE_TEXT, text, 0);
}

static struct rectangle draw_top(struct ui *ui, struct surface *s)
{
	int y = 0;

	draw_header(ui, s, y++);
	if (s->height >= 16) {
		draw_tabs(ui, s, y++);
		if (!ui_plain(ui))
			surface_rule(s, 0, y++, s->width);
	}
	return (struct rectangle){0, y, s->width, s->height - y - 2};
}

static void draw_overlay(struct ui *ui, struct surface *s)
{
	for (guint i = 0; i < ui->overlays->len; i++) {
		struct overlay *overlay = ui->overlays->pdata[i];
		struct rectangle status = {0, s->height - 2, s->width, 1};

		s->cursor_shown = FALSE;
		overlay->ops->draw(ui, overlay, s, overlay->ops->at_status ? status : ui->body);
	}
}

void frame_draw(struct ui *ui, struct surface *s)
{
	struct view *view = ui_view(ui);
	int rows;

	surface_clear(s);
	g_array_set_size(ui->targets, 0);
	if (s->width < SMALLEST_WIDTH || s->height < SMALLEST_HEIGHT) {
		draw_too_small(ui, s);
		return;
	}
	ui->body = draw_top(ui, s);
	rows = status_rows(ui, s);
	ui->body.height -= rows - 1;
	view->does.draw(ui, view->self, s, ui->body);
	if (ui_overlay(ui))
		draw_overlay_footer(ui_overlay(ui), s, s->height - 1);
	else if (view->does.writes && view->does.writes(view->self))
		draw_writing_footer(s, s->height - 1);
	else
		draw_footer(ui, s, s->height - 1);
	if (rows > 1)
		draw_long_message(ui, s, s->height - 2, rows);
	else
		draw_status(ui, s, s->height - 2);
	draw_overlay(ui, s);
}

int ui_width(const struct ui *ui)
{
	return ui->body.width;
}

static char *tab_line_from(const char *const *titles, guint first, guint here, int *end)
{
	GString *out = g_string_new(first ? "…" : NULL);

	for (guint i = first; titles[i]; i++) {
		g_string_append_printf(out, i == here ? "%s[%s]" : "%s%s", out->len ? "  " : "",
				       titles[i]);
		if (i == here)
			*end = text_width(out->str);
	}
	return g_string_free(out, FALSE);
}

char *ui_tab_line(const char *const *titles, guint here, int width)
{
	int end = 0;
	char *line = tab_line_from(titles, 0, here, &end);

	for (guint first = 1; end > width && first <= here; first++) {
		g_free(line);
		line = tab_line_from(titles, first, here, &end);
	}
	return line;
}

struct rectangle ui_split(struct rectangle *body, int below)
{
	enum { LIST_LEAST = 6, DETAIL_LEAST = 3 };
	struct rectangle detail = {0};

	if (body->width >= 120) {
		int left = body->width * 3 / 5;

		detail = (struct rectangle){body->x + left + 2, body->y, body->width - left - 3,
					    body->height};
		body->width = left;
	} else if (MIN(below, body->height - LIST_LEAST - 1) >= DETAIL_LEAST) {
		below = MIN(below, body->height - LIST_LEAST - 1);
		body->height -= below + 1;
		detail = (struct rectangle){body->x + 1, body->y + body->height + 1,
					    body->width - 2, below};
	}
	return detail;
}

void ui_draw_empty(struct ui *ui, struct surface *s, struct rectangle r, const char *sentence)
{
	int y = r.height > 4 ? 2 : 0;
	g_autofree char *keyed = ui_hint(ui, sentence);

	surface_wrapped(s, (struct rectangle){r.x + 3, r.y + y, r.width - 4, r.height - y},
			STYLE_TEXT, keyed, 0);
}
