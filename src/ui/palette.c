/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The palette: commands, screens, weeks, areas, places, organisations, categories and settings
 * found by a few letters. What was used last stands first, what cannot be done now stands last. */
#include "config.h"

#include <string.h>

#include "ui/ui_private.h"

enum kind { KIND_COMMAND, KIND_SCREEN, KIND_WEEK, KIND_FILTER, KIND_SETTING };

struct palette_entry {
	enum kind kind;
	int score;
	char *title, *note; /* note: the key, or what kind of thing it is */
	const struct command *command;
	const struct screen_ops *screen;
	int week;
	char *filter;     /* of the observations of an area, a place, … */
	char *argument;   /* of the command, NULL = it asks */
	gint64 setting;   /* identity of its row */
	char *line;       /* of the history */
	guint used;       /* rank in the history, 0 = never */
	gboolean refused; /* it cannot be done now */
};

struct palette {
	struct overlay overlay;
	struct edit edit;
	GArray *entries;
	int picked, scroll;
	struct rectangle rows;
};

static void entry_clear(gpointer data)
{
	struct palette_entry *entry = data;

	g_free(entry->title);
	g_free(entry->note);
	g_free(entry->filter);
	g_free(entry->argument);
	g_free(entry->line);
}

/* What the history calls it; owned. */
static char *line_of(const struct palette_entry *entry)
{
	g_autofree char *week = NULL;

	switch (entry->kind) {
	case KIND_COMMAND:
		return g_strdup_printf(entry->argument ? "%s\t%s" : "%s", entry->command->id,
				       entry->argument);
	case KIND_SCREEN:
		return g_strdup_printf("screen %s", entry->screen->id);
	case KIND_WEEK:
		week = week_format(entry->week);
		return g_strdup_printf("week %s", week);
	case KIND_FILTER:
		return g_strdup_printf("filter %s", entry->filter);
	case KIND_SETTING:
		return g_strdup_printf("setting %s", settings_table[entry->setting - 1].name);
	}
	g_assert_not_reached();
}

/* also: other words that it is found by, less well; NULL = none. */
static void offer(struct ui *ui, struct palette *p, const char *typed, struct palette_entry entry,
		  const char *also)
{
	g_autofree char *folded = text_fold(entry.title);
	g_autofree char *other = also ? text_fold(also) : NULL;
	int match = !*typed ? 1
			    : MAX(text_match(typed, folded),
				  other ? text_match_words(typed, other) / 2 : 0);

	if (match <= 0) {
		entry_clear(&entry);
		return;
	}
	entry.score += match;
	entry.line = line_of(&entry);
	entry.used = history_rank(ui->history, entry.line);
	g_array_append_val(p->entries, entry);
}

/* What belongs to a form is only to be done in it. */
static gboolean is_reached(const struct ui *ui, const struct screen_ops *screen)
{
	return !screen || screen->digit || screen == ui_screen(ui) || command_door(screen);
}

/* Why it, or its screen, is refused here, as far as it is known here; owned, NULL = it is not. */
static char *refusal_here(struct ui *ui, const struct palette_entry *entry)
{
	gboolean here = !entry->screen || entry->screen == ui_screen(ui);
	const struct command *asked = here ? entry->command : command_door(entry->screen);

	return asked ? command_refusal(ui, asked) : NULL;
}

static void offer_commands(struct ui *ui, struct palette *p, const char *typed)
{
	const GArray *all = commands_all();

	for (guint i = 0; i < all->len; i++) {
		const struct command_place *place = &g_array_index(all, struct command_place, i);
		gboolean here = place->screen == ui_screen(ui);
		struct palette_entry entry = {
			.kind = KIND_COMMAND, .command = place->command, .screen = place->screen};
		g_autofree char *also = NULL, *refusal = NULL;

		if (!is_reached(ui, place->screen))
			continue;
		if ((place->command->flags & COMMAND_MOVE) ||
		    ((place->command->flags & COMMAND_LIST) && !ui_list(ui)))
			continue;
		entry.title = here || !place->screen
				      ? g_strdup(_(place->command->title))
				      : g_strdup_printf("%s: %s", _(place->screen->title),
							_(place->command->title));
		entry.note = command_keys(place->command->id);
		entry.score = here ? 2 : 0;
		refusal = refusal_here(ui, &entry);
		entry.refused = refusal != NULL;
		/* what lies behind another screen is found by its name alone */
		if (here || !place->screen || place->screen->digit)
			also = g_strconcat(place->command->id, " ", _(place->command->help), NULL);
		offer(ui, p, typed, entry, also);
	}
}

/* commands with what they shall do */

/* The command with its words as one title: "Filter: flemingsberg brand". */
static void offer_with(struct ui *ui, struct palette *p, const struct command_place *place,
		       const char *argument, int score)
{
	struct palette_entry entry = {.kind = KIND_COMMAND,
				      .command = place->command,
				      .screen = place->screen,
				      .score = score,
				      .argument = g_strdup(argument),
				      .note = g_strdup("")};

	entry.title = g_strdup_printf("%s: %s", _(place->command->title), argument);
	offer(ui, p, "", entry, NULL);
}

/* Whether it can be done from here. */
static gboolean is_at_hand(const struct ui *ui, const struct command_place *place)
{
	return place->command->argument && is_reached(ui, place->screen) &&
	       (!(place->command->flags & COMMAND_LIST) || ui_list(ui));
}

/* Whether the first words are what the command is called: its title, or the last of its id. */
static gboolean is_called(const struct command *command, const char *words)
{
	g_autofree char *title = text_fold(_(command->title)), *folded = text_fold(words);
	const char *last = strrchr(command->id, '.') + 1;

	return strcmp(folded, title) == 0 || strcmp(folded, last) == 0;
}

/* "filter flemingsberg": a command that asks gets its answer at once. */
static void offer_arguments(struct ui *ui, struct palette *p, const char *typed)
{
	const GArray *all = commands_all();

	for (const char *blank = strchr(typed, ' '); blank; blank = strchr(blank + 1, ' ')) {
		g_autofree char *words = g_strndup(typed, (gsize)(blank - typed));

		for (guint i = 0; blank[1] && i < all->len; i++) {
			const struct command_place *place =
				&g_array_index(all, struct command_place, i);

			if (is_at_hand(ui, place) && is_called(place->command, words))
				offer_with(ui, p, place, blank + 1, 1000000);
		}
	}
}

/* What was run with words before. */
static void offer_history(struct ui *ui, struct palette *p, const char *typed)
{
	const GPtrArray *lines = history_lines(ui->history);

	for (guint i = 0; i < lines->len; i++) {
		g_auto(GStrv) parts = g_strsplit(lines->pdata[i], "\t", 2);
		struct command_place place = {0};
		g_autofree char *folded = parts[1] ? text_fold(parts[1]) : NULL;

		place.command = parts[1] ? command_find(parts[0], &place.screen) : NULL;
		if (place.command && is_at_hand(ui, &place) && strstr(folded, typed))
			offer_with(ui, p, &place, parts[1], 2);
	}
}

static void offer_screens(struct ui *ui, struct palette *p, const char *typed)
{
	for (int i = 0; screens[i] && screens[i]->digit; i++) {
		struct palette_entry entry = {.kind = KIND_SCREEN,
					      .screen = screens[i],
					      .title = g_strdup(_(screens[i]->title))};

		entry.note = screens[i]->digit ? g_strdup_printf("%c", (char)screens[i]->digit)
					       : g_strdup("");
		offer(ui, p, typed, entry, screens[i]->id);
	}
}

static void offer_week(struct ui *ui, struct palette *p, const char *text)
{
	int day, week, year, number;
	struct palette_entry entry = {.kind = KIND_WEEK, .score = 1000000};
	g_autofree char *dates = NULL;

	day = time_day(session_now(ui->session));
	week = week_parse(text, day, session_week(ui->session));
	if (week == WEEK_NONE)
		return;
	week_to_iso(week, &year, &number);
	dates = week_dates(week);
	entry.week = week;
	entry.title = g_strdup_printf(_("Week %d, %s"), number, dates);
	entry.note = g_strdup(_("week"));
	entry.line = line_of(&entry);
	g_array_append_val(p->entries, entry);
}

/* Whose observations are shown when it is taken. */
static void offer_filter(struct ui *ui, struct palette *p, const char *typed, const char *title,
			 const char *kind, const char *value, const char *also)
{
	struct palette_entry entry = {
		.kind = KIND_FILTER,
		.title = g_strdup(title),
		.note = g_strdup(_(kind)),
		.filter = filter_for(kind, value, session_english(ui->session))};

	offer(ui, p, typed, entry, also);
}

static void offer_words(struct ui *ui, struct palette *p, const char *typed)
{
	const struct registry *v = session_registry(ui->session);
	const GPtrArray *areas = registry_areas(v), *places = registry_places(v),
			*organisations = registry_organisations(v),
			*categories = registry_categories(v);

	for (guint i = 0; i < areas->len; i++) {
		const struct area *area = areas->pdata[i];

		offer_filter(ui, p, typed, area->name, N_("area"), area->name, NULL);
	}
	for (guint i = 0; i < places->len; i++) {
		const struct place *place = places->pdata[i];

		offer_filter(ui, p, typed, place->name, N_("place"), place->name, NULL);
	}
	for (guint i = 0; i < organisations->len; i++) {
		const struct organisation *o = organisations->pdata[i];

		offer_filter(ui, p, typed, o->name, N_("who"), o->code, o->code);
	}
	for (guint i = 0; i < categories->len; i++) {
		const struct category *c = categories->pdata[i];

		offer_filter(ui, p, typed, registry_label(v, c), N_("what"), c->code, c->code);
	}
}

static void offer_settings(struct ui *ui, struct palette *p, const char *typed)
{
	for (guint i = 0; i < settings_count; i++) {
		struct palette_entry entry = {.kind = KIND_SETTING,
					      .title = g_strdup(_(settings_table[i].title)),
					      .note = g_strdup(_("setting")),
					      .setting = i + 1};

		offer(ui, p, typed, entry, _(settings_table[i].help));
	}
}

static int by_score(gconstpointer a, gconstpointer b)
{
	const struct palette_entry *left = a, *right = b;

	if (left->refused != right->refused)
		return left->refused - right->refused;
	if (left->used != right->used)
		return left->used > right->used ? -1 : 1;
	if (left->score != right->score)
		return right->score - left->score;
	return text_collate(left->title, right->title);
}

static void palette_fill(struct ui *ui, struct palette *p)
{
	g_autofree char *typed = text_fold(p->edit.text->str);

	g_array_set_size(p->entries, 0);
	p->picked = p->scroll = 0;
	if (p->edit.text->len) {
		offer_week(ui, p, p->edit.text->str);
		offer_arguments(ui, p, p->edit.text->str);
	}
	offer_history(ui, p, typed);
	offer_commands(ui, p, typed);
	offer_screens(ui, p, typed);
	if (*typed) {
		offer_words(ui, p, typed);
		offer_settings(ui, p, typed);
	}
	g_array_sort(p->entries, by_score);
}

static void run_entry(struct ui *ui, const struct palette_entry *entry)
{
	history_add(ui->history, entry->line);
	switch (entry->kind) {
	case KIND_COMMAND:
		ui_run_command(ui, entry->command, entry->screen, entry->argument);
		break;
	case KIND_SCREEN:
		ui_open(ui, entry->screen->id, NULL);
		break;
	case KIND_WEEK:
		ui_set_week(ui, entry->week);
		break;
	case KIND_FILTER:
		ui_open(ui, "observations", entry->filter);
		break;
	case KIND_SETTING:
		ui_open(ui, "settings", NULL);
		list_select(ui_list(ui), entry->setting);
		break;
	}
}

static void palette_take(struct ui *ui, struct palette *p)
{
	struct palette_entry entry;

	if (p->picked >= (int)p->entries->len)
		return;
	entry = g_array_index(p->entries, struct palette_entry, p->picked);
	g_array_index(p->entries, struct palette_entry, p->picked) = (struct palette_entry){0};
	overlay_close(ui, &p->overlay);
	run_entry(ui, &entry);
	entry_clear(&entry);
}

static gboolean palette_key(struct ui *ui, struct overlay *overlay, guint32 key)
{
	struct palette *p = (struct palette *)overlay;
	int last = MAX((int)p->entries->len - 1, 0);

	if (key == UI_KEY_ENTER)
		palette_take(ui, p);
	else if (key == UI_KEY_UP || key == UI_KEY_DOWN)
		p->picked = CLAMP(p->picked + (key == UI_KEY_DOWN ? 1 : -1), 0, last);
	else if (key == UI_KEY_PAGE_UP || key == UI_KEY_PAGE_DOWN)
		p->picked = CLAMP(p->picked + (key == UI_KEY_PAGE_DOWN ? 1 : -1) *
						      MAX(p->rows.height - 1, 1),
				  0, last);
	else if (key == UI_KEY_BACKSPACE && p->edit.text->len == 0)
		return FALSE;
	else if (edit_key(&p->edit, key))
		palette_fill(ui, p);
	else
		return FALSE;
	return TRUE;
}

static void palette_paste(struct ui *ui, struct overlay *overlay, const char *text)
{
	struct palette *p = (struct palette *)overlay;

	edit_paste(&p->edit, text);
	palette_fill(ui, p);
}

static void palette_mouse(struct ui *ui, struct overlay *overlay, int what, int x, int y)
{
	struct palette *p = (struct palette *)overlay;
	int row = y - p->rows.y + p->scroll;

	if (what == MOUSE_WHEEL_UP || what == MOUSE_WHEEL_DOWN) {
		palette_key(ui, overlay, what == MOUSE_WHEEL_UP ? UI_KEY_UP : UI_KEY_DOWN);
		return;
	}
	if (x < p->rows.x || x >= p->rows.x + p->rows.width || y < p->rows.y ||
	    y >= p->rows.y + p->rows.height || row >= (int)p->entries->len)
		return;
	p->picked = row;
	palette_take(ui, p);
}

static void draw_entry(struct surface *s, struct rectangle r, const struct palette_entry *entry,
		       gboolean here)
{
	enum style style = here ? STYLE_SELECTED : STYLE_TEXT;
	int note = text_width(entry->note);

	surface_fill(s, r, style, ' ');
	surface_text(s, r.x, r.y, 1, style, here ? ">" : " ");
	surface_text(s, r.x + 2, r.y, r.width - note - 4, style, entry->title);
	surface_text(s, r.x + r.width - note - 1, r.y, note, here ? style : STYLE_KEY, entry->note);
}

static void draw_explanation(struct ui *ui, struct palette *p, struct surface *s,
			     struct rectangle r)
{
	const struct palette_entry *entry;
	g_autofree char *refusal = NULL, *words = NULL;

	if (p->entries->len == 0) {
		surface_text(s, r.x, r.y, r.width, STYLE_TEXT,
			     _("Nothing is called that. Fewer letters find more."));
		return;
	}
	entry = &g_array_index(p->entries, struct palette_entry, p->picked);
	if (entry->kind != KIND_COMMAND)
		return;
	refusal = refusal_here(ui, entry);
	words = command_sentence(refusal ? refusal : _(entry->command->help));
	surface_wrapped(s, r, STYLE_TEXT, words, 0);
}

static void palette_draw(struct ui *ui, struct overlay *overlay, struct surface *s,
			 struct rectangle body)
{
	struct palette *p = (struct palette *)overlay;
	struct rectangle r = overlay_box(
		s, body, 64, 16, _("Find a command, a screen, a week, a place, a category"));
	int explained = r.height > 6 ? 2 : 0;

	p->rows = (struct rectangle){r.x, r.y + 1, r.width, MAX(r.height - 1 - explained, 0)};
	p->scroll = CLAMP(p->scroll, MAX(p->picked - p->rows.height + 1, 0), p->picked);
	for (int y = 0; y < p->rows.height && y + p->scroll < (int)p->entries->len; y++)
		draw_entry(s, (struct rectangle){r.x, p->rows.y + y, r.width, 1},
			   &g_array_index(p->entries, struct palette_entry, y + p->scroll),
			   y + p->scroll == p->picked);
	if (explained)
		draw_explanation(
			ui, p, s,
			(struct rectangle){r.x, r.y + r.height - explained, r.width, explained});
	surface_text(s, r.x, r.y, 1, STYLE_STRONG, ":");
	edit_draw(&p->edit, s, (struct rectangle){r.x + 2, r.y, r.width - 2, 1}, STYLE_FIELD_HERE,
		  TRUE);
}

static void palette_closed(struct ui *ui UNUSED, struct overlay *overlay)
{
	struct palette *p = (struct palette *)overlay;

	edit_clear(&p->edit);
	g_array_unref(p->entries);
}

static const struct overlay_ops palette_ops = {.key = palette_key,
					       .paste = palette_paste,
					       .mouse = palette_mouse,
					       .draw = palette_draw,
					       .closed = palette_closed};

void palette_open(struct ui *ui)
{
	struct palette *p = g_new0(struct palette, 1);

	p->overlay.ops = &palette_ops;
	p->entries = g_array_new(FALSE, FALSE, sizeof(struct palette_entry));
	g_array_set_clear_func(p->entries, entry_clear);
	edit_init(&p->edit, "", FALSE);
	palette_fill(ui, p);
	overlay_open(ui, &p->overlay);
}
