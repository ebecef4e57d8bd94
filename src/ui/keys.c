/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keymap: which key runs what, where. Only keys that a Swedish keyboard has without AltGr;
 * nothing that cannot be taken back on the letters of a split arrow sequence (O A B C D H F). */
#include "config.h"

#include "ui/screen.h"

#include <string.h>

#include "osg/error.h"
#include "osg/ui.h"

const struct binding bindings[] = {
	{"picture", UI_KEY_ENTER, "picture.why", N_("why")},
	{"picture", 'l', "picture.situation", N_("in words")},
	{"picture", '*', "picture.highlight", N_("highlight")},
	{"picture", 'v', "picture.all", N_("all")},
	{"picture", 'o', "picture.observations", NULL},
	{"picture", 'S', "picture.fix", N_("fix")},
	{"picture", 'V', "picture.draft", N_("draft")},
	{"picture", 'r', "roll.open", N_("roll call")},

	{"observations", 'a', "entry.open", N_("add")},
	{"observations", UI_KEY_ENTER, "list.open", N_("open")},
	{"observations", ' ', "list.mark", N_("mark")},
	{"observations", 'l', "observations.link", N_("link")},
	{"observations", 'L', "observations.unlink", N_("unlink")},
	{"observations", '/', "list.search", N_("search")},
	{"observations", 'f', "observations.filter", N_("filter")},
	{"observations", 's', "list.sort", N_("sort")},
	{"observations", 'e', "observations.change", N_("change")},
	{"observations", 'd', "observations.withdraw", N_("withdraw")},

	{"entry", UI_KEY_CTRL('s'), "entry.save", N_("save")},
	{"entry", UI_KEY_TAB, "entry.next", N_("next")},
	{"entry", UI_KEY_BACKTAB, "entry.previous", NULL},
	{"entry", UI_KEY_CTRL('k'), "entry.same", N_("is the same")},
	{"entry", UI_KEY_ESCAPE, "screen.back", N_("back, the draft stays")},
	{"entry", UI_KEY_CTRL('n'), "entry.anew", N_("anew")},

	{"roll", 'n', "roll.nil", N_("nothing to report")},
	{"rejected", 'd', "rejected.dismiss", N_("leave out")},
	{"import", 'S', "import.take", N_("take in")},

	{"hotspots", UI_KEY_ENTER, "list.open", N_("the events")},
	{"hotspots", 'F', "hotspots.group", N_("focus group")},
	{"hotspots", 'd', "hotspots.dismiss", N_("dismiss")},
	{"hotspots", 'm', "hotspots.method", N_("method")},
	{"hotspots", 'o', "hotspots.observations", NULL},
	{"hotspots", 'n', "hotspots.again", NULL},

	{"print", 'p', "print.printer", N_("print")},
	{"print", 'o', "print.save", N_("save as file")},
	{"print", 'v', "print.version", N_("version")},
	{"print", 't', "print.report", N_("report")},
	{"print", 'O', "print.organisation", NULL},

	{"list", UI_KEY_ENTER, "list.open", N_("open")},
	{"list", '/', "list.search", N_("search")},
	{"list", 's', "list.sort", N_("sort")},
	{"list", ' ', "list.mark", NULL},
	{"list", UI_KEY_UP, "list.up", NULL},
	{"list", UI_KEY_DOWN, "list.down", NULL},
	{"list", UI_KEY_PAGE_UP, "list.page-up", NULL},
	{"list", UI_KEY_PAGE_DOWN, "list.page-down", NULL},
	{"list", UI_KEY_HOME, "list.first", NULL},
	{"list", UI_KEY_END, "list.last", NULL},
	{"list", 'j', "list.down", NULL},
	{"list", 'k', "list.up", NULL},
	{"list", 'g', "list.first", NULL},
	{"list", 'G', "list.last", NULL},
	{"list", UI_KEY_CTRL('d'), "list.half-down", NULL},
	{"list", UI_KEY_CTRL('u'), "list.half-up", NULL},
	{"list", 'y', "list.copy", NULL},

	{"global", 'a', "entry.open", NULL},
	{"global", 'i', "import.open", NULL},
	{"global", 'r', "roll.open", NULL},
	{"global", 'R', "rejected.open", NULL},
	{"global", 'I', "settings.open", NULL},
	{"global", ',', "week.earlier", N_("week")},
	{"global", '.', "week.later", N_("week")},
	{"global", '[', "week.earlier", NULL},
	{"global", ']', "week.later", NULL},
	{"global", 'w', "week.jump", NULL},
	{"global", 'u', "change.undo", N_("undo")},
	{"global", 'U', "change.redo", NULL},
	{"global", UI_KEY_CTRL('r'), "change.redo", NULL},
	{"global", ':', "palette.open", NULL},
	{"global", UI_KEY_CTRL('p'), "palette.open", NULL},
	{"global", 'M', "messages.open", NULL},
	{"global", UI_KEY_ESCAPE, "screen.back", NULL},
	{"global", UI_KEY_CTRL('c'), "screen.back", NULL},
	{"global", 'q', "screen.leave", NULL},
	{"global", UI_KEY_CTRL('q'), "program.quit", NULL},
	{"global", '?', "help.open", N_("help")},
	{"global", UI_KEY_F(1), "help.open", NULL},
	{NULL, 0, NULL, NULL},
};

gboolean binding_applies(const struct binding *binding, const char *screen, gboolean list)
{
	return strcmp(binding->context, "global") == 0 ||
	       (list && strcmp(binding->context, "list") == 0) ||
	       g_strcmp0(binding->context, screen) == 0;
}

const struct binding *binding_find(const char *screen, gboolean list, guint32 key)
{
	for (const struct binding *b = bindings; b->command; b++)
		if (b->key == key && binding_applies(b, screen, list))
			return b;
	return NULL;
}

static const struct {
	guint32 key;
	const char *name;
} names[] = {
	{' ', N_("Space")},      {UI_KEY_UP, "↑"},         {UI_KEY_DOWN, "↓"},
	{UI_KEY_LEFT, "←"},      {UI_KEY_RIGHT, "→"},      {UI_KEY_HOME, "Home"},
	{UI_KEY_END, "End"},     {UI_KEY_PAGE_UP, "PgUp"}, {UI_KEY_PAGE_DOWN, "PgDn"},
	{UI_KEY_INSERT, "Ins"},  {UI_KEY_DELETE, "Del"},   {UI_KEY_BACKSPACE, "Backspace"},
	{UI_KEY_ENTER, "Enter"}, {UI_KEY_TAB, "Tab"},      {UI_KEY_BACKTAB, "Shift-Tab"},
	{UI_KEY_ESCAPE, "Esc"},
};

char *key_name(guint32 key)
{
	char utf8[8] = {0};

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (names[i].key == key)
			return g_strdup(_(names[i].name));
	if (key >= UI_KEY_CTRL_BASE)
		return g_strdup_printf("Ctrl-%c", g_ascii_toupper(key - UI_KEY_CTRL_BASE));
	if (key >= UI_KEY_F1 && key <= UI_KEY_F12)
		return g_strdup_printf("F%d", key - UI_KEY_F1 + 1);
	if (key < UI_KEY_NONE)
		g_unichar_to_utf8(key, utf8);
	return g_strdup(utf8);
}

/* Whether an earlier row has the same key for the same command. */
static gboolean is_duplicate(const struct binding *binding)
{
	for (const struct binding *b = bindings; b < binding; b++)
		if (b->key == binding->key && strcmp(b->command, binding->command) == 0)
			return TRUE;
	return FALSE;
}

static char *keys_of(const char *command, gboolean form)
{
	GString *out = g_string_new(NULL);

	for (const struct binding *b = bindings; b->command; b++) {
		g_autofree char *name = NULL;

		if (strcmp(b->command, command) != 0 || is_duplicate(b) ||
		    (form && b->key < UI_KEY_NONE))
			continue;
		name = key_name(b->key);
		g_string_append_printf(out, "%s%s", out->len ? " " : "", name);
	}
	return g_string_free(out, FALSE);
}

char *command_keys(const char *command)
{
	return keys_of(command, FALSE);
}

char *command_keys_in_form(const char *command)
{
	return keys_of(command, TRUE);
}

static char *first_key(const char *id)
{
	for (int i = 0; screens[i]; i++)
		if (screens[i]->digit && strcmp(screens[i]->id, id) == 0)
			return g_strdup_printf("%c", (char)screens[i]->digit);
	for (const struct binding *b = bindings; b->command; b++)
		if (strcmp(b->command, id) == 0)
			return key_name(b->key);
	return NULL;
}

char *command_sentence(const char *text)
{
	GString *out = g_string_new(NULL);
	const char *open, *end;

	for (; (open = strchr(text, '{')) && (end = strchr(open, '}')); text = end + 1) {
		g_autofree char *id = g_strndup(open + 1, end - open - 1);
		g_autofree char *key = first_key(id);

		g_string_append_len(out, text, open - text);
		if (key)
			g_string_append(out, key);
		else
			g_string_append_len(out, open, end + 1 - open);
	}
	g_string_append(out, text);
	return g_string_free(out, FALSE);
}
