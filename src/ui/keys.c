/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keymap: which key runs what, where. Only keys that a Swedish keyboard has without AltGr;
 * nothing that cannot be taken back on the letters of a split arrow sequence (O A B C D H F). The
 * user's own keys stand in place of those delivered. */
#include "config.h"

#include "ui/screen.h"

#include <string.h>

#include "osg/error.h"
#include "osg/key_file.h"
#include "osg/ui.h"

static const struct key_binding delivered[] = {
	{"meeting", UI_KEY_PAGE_DOWN, "meeting.next", N_("next point")},
	{"meeting", UI_KEY_PAGE_UP, "meeting.previous", NULL},
	{"meeting", UI_KEY_ENTER, "meeting.open", N_("open")},
	{"meeting", UI_KEY_UP, "meeting.up", NULL},
	{"meeting", UI_KEY_DOWN, "meeting.down", NULL},
	{"meeting", ' ', "meeting.here", N_("here")},
	{"meeting", 'l', "meeting.remote", N_("on a line")},
	{"meeting", 'e', "meeting.excused", N_("excused")},
	{"meeting", 's', "meeting.why", N_("why silent")},
	{"meeting", 'i', "meeting.nil", NULL},
	{"meeting", 'k', "meeting.done", N_("done")},
	{"meeting", 'f', "meeting.move", N_("move")},
	{"meeting", 'L', "meeting.status", N_("line of the week")},
	{"meeting", 'b', "meeting.decide", N_("decide")},
	{"meeting", 'F', "meeting.group", N_("group")},
	{"meeting", 'v', "meeting.watch", N_("watch")},
	{"meeting", 'd', "meeting.dismiss", N_("dismiss")},
	{"meeting", 'x', "meeting.no-action", N_("no action")},
	{"meeting", 'n', "meeting.note", N_("note")},
	{"meeting", '=', "meeting.levels", N_("levels as before")},
	{"meeting", 'S', "meeting.close", N_("fix and close")},
	{"meeting", 'O', "meeting.reopen", N_("open again")},
	{"meeting", 'p', "meeting.print", N_("minutes")},
	{"meeting", 'o', "meeting.observations", NULL},
	{"meeting", 'm', "meeting.remind", NULL},
	{"meeting", '+', "meeting.item", NULL},
	{"meeting", 't', "meeting.totals", NULL},
	{"meeting", 'H', "meeting.hide", N_("hide text")},
	{"meeting", 'T', "meeting.hand-over", NULL},

	{"picture", UI_KEY_ENTER, "picture.why", N_("why")},
	{"picture", 'l', "picture.situation", N_("in words")},
	{"picture", 'A', "picture.public", NULL},
	{"picture", '*', "picture.highlight", N_("highlight")},
	{"picture", 'v', "picture.all", N_("all")},
	{"picture", 'o', "picture.observations", NULL},
	{"picture", UI_KEY_TAB, "picture.facts", NULL},
	{"picture", 'F', "picture.group", NULL},
	{"picture", 'b', "picture.measure", NULL},
	{"picture", 'm', "picture.recording", NULL},
	{"picture", 'S', "picture.fix", N_("fix")},
	{"picture", 'V', "picture.draft", N_("draft")},
	{"picture", 'r', "roll.open", N_("roll call")},
	{"picture", 'a', "entry.open", N_("add")},
	{"picture", 'D', "chart.open", N_("charts")},

	{"period", UI_KEY_ENTER, "list.open", N_("why")},
	{"period", 'o', "period.observations", N_("its observations")},
	{"period", 'D', "chart.open", N_("charts")},
	{"period", ',', "period.earlier", N_("before")},
	{"period", '.', "period.later", N_("after")},
	{"period", '[', "period.earlier", NULL},
	{"period", ']', "period.later", NULL},

	{"observations", 'a', "entry.open", N_("add")},
	{"observations", UI_KEY_ENTER, "list.open", N_("open")},
	{"observations", ' ', "list.mark", N_("mark")},
	{"observations", 'l', "observations.link", N_("link")},
	{"observations", 'L', "observations.unlink", N_("unlink")},
	{"observations", '/', "list.search", N_("search")},
	{"observations", 'f', "observations.filter", N_("filter")},
	{"observations", 's', "list.sort", N_("sort")},
	{"observations", 'e', "observations.change", N_("change")},
	{"observations", 'p', "observations.place", NULL},
	{"observations", 'd', "observations.withdraw", N_("withdraw")},
	{"observations", 't', "observations.tried", N_("tried here")},

	{"map", UI_KEY_ENTER, "map.observations", N_("the events")},
	{"map", 'v', "map.layer", N_("layer")},
	{"map", 'm', "map.marks", N_("marks")},
	{"map", 't', "map.span", N_("time")},
	{"map", '+', "map.nearer", N_("zoom")},
	{"map", '-', "map.farther", N_("zoom")},
	{"map", '/', "map.go", N_("go to")},
	{"map", 'n', "map.next-hotspot", N_("hotspot")},
	{"map", 'p', "map.previous-hotspot", N_("hotspot")},
	{"map", 'F', "map.group", N_("focus group")},
	{"map", 'b', "map.measure", N_("measure")},
	{"map", ' ', "map.play", N_("play")},
	{"map", 's', "map.compare", N_("side by side")},
	{"map", 'J', "map.choose", NULL},
	{"map", '0', "map.whole", N_("whole")},
	{"map", UI_KEY_HOME, "map.whole", NULL},
	{"map", '=', "map.nearer", NULL},
	{"map", UI_KEY_LEFT, "map.left", NULL},
	{"map", UI_KEY_RIGHT, "map.right", NULL},
	{"map", UI_KEY_UP, "map.up", NULL},
	{"map", UI_KEY_DOWN, "map.down", NULL},
	{"map", 'h', "map.left", NULL},
	{"map", 'l', "map.right", NULL},
	{"map", 'k', "map.up", NULL},
	{"map", 'j', "map.down", NULL},

	{"form", UI_KEY_CTRL('s'), "form.save", N_("save")},
	{"form", UI_KEY_CTRL('t'), "form.theirs", N_("theirs or yours")},
	{"form", UI_KEY_TAB, "form.next", N_("next")},
	{"form", UI_KEY_BACKTAB, "form.previous", NULL},
	{"entry", UI_KEY_CTRL('k'), "entry.same", N_("is the same")},
	{"record", UI_KEY_CTRL('f'), "record.propose", N_("propose")},
	{"form", UI_KEY_ESCAPE, "screen.back", N_("back, the draft stays")},
	{"entry", UI_KEY_CTRL('n'), "entry.anew", N_("anew")},

	{"roll", 'n', "roll.nil", N_("nothing to report")},
	{"rejected", 'd', "rejected.dismiss", N_("leave out")},
	{"import", 'S', "import.take", N_("take in")},
	{"import", UI_KEY_ENTER, "list.open", N_("open")},
	{"import", 'm', "import.remarks", N_("remarks")},
	{"import", 'n', "import.map", N_("columns")},
	{"import", 't', "import.earlier", N_("earlier one back")},
	{"mapping", UI_KEY_ENTER, "list.open", N_("what it is")},
	{"mapping", 'S', "mapping.keep", N_("keep")},
	{"mapping", 'o', "mapping.whose", N_("whose")},

	{"hotspots", UI_KEY_ENTER, "list.open", N_("the events")},
	{"hotspots", 'F', "hotspots.group", N_("focus group")},
	{"hotspots", 'd', "hotspots.dismiss", N_("dismiss")},
	{"hotspots", 'm', "hotspots.method", N_("method")},
	{"hotspots", 'M', "hotspots.recording", NULL},
	{"hotspots", 'o', "hotspots.observations", NULL},
	{"hotspots", 't', "hotspots.tried", N_("tried here")},
	{"hotspots", 'D', "chart.open", N_("charts")},
	{"hotspots", 'n', "hotspots.again", NULL},

	{"groups", UI_KEY_ENTER, "list.open", N_("open")},
	{"groups", 'b', "groups.new", N_("new")},
	{"groups", 't', "groups.trace", N_("trace")},
	{"trace", UI_KEY_ENTER, "list.open", N_("open")},
	{"figures", UI_KEY_ENTER, "list.open", N_("its source")},

	{"group", UI_KEY_TAB, "group.next", N_("next part")},
	{"group", UI_KEY_RIGHT, "group.next", NULL},
	{"group", UI_KEY_LEFT, "group.previous", NULL},
	{"group", UI_KEY_BACKTAB, "group.previous", NULL},
	{"group", UI_KEY_ENTER, "list.open", N_("open")},
	{"group", 'b', "group.new", N_("new")},
	{"group", 'N', "group.below", N_("under it")},
	{"group", 'i', "group.measure", N_("measure")},
	{"group", 'm', "group.goal", NULL},
	{"group", 'e', "group.evidence", N_("evidence")},
	{"group", 'd', "group.withdraw", N_("take back")},
	{"group", 'x', "group.step", N_("step done")},
	{"group", 'n', "group.status", N_("line of the week")},
	{"group", 'c', "group.change", N_("change")},
	{"group", 'g', "group.fishbone", N_("fishbone")},
	{"group", 'D', "chart.open", N_("charts")},
	{"group", 'p', "group.print", N_("print")},
	{"group", 'S', "group.close", N_("close")},

	{"measures", 'x', "measures.done", N_("done")},
	{"measures", 'f', "measures.move", N_("move")},
	{"measures", 'd', "measures.drop", N_("drop")},
	{"measures", 'n', "measures.note", N_("note")},
	{"measures", 'p', "measures.begin", NULL},
	{"measures", 'b', "measures.new", N_("new")},
	{"measures", 'v', "measures.which", N_("open/ours/late/all")},

	{"programme", UI_KEY_ENTER, "list.open", N_("open")},
	{"programme", UI_KEY_TAB, "programme.tab", N_("next tab")},
	{"programme", UI_KEY_RIGHT, "programme.tab", NULL},
	{"programme", UI_KEY_LEFT, "programme.tab-before", NULL},
	{"programme", UI_KEY_BACKTAB, "programme.tab-before", NULL},
	{"programme", 'b', "programme.new", N_("new")},
	{"programme", 'v', "programme.value", N_("value")},
	{"programme", 'd', "programme.assess", N_("assess")},
	{"programme", 'c', "programme.open", N_("change")},
	{"programme", 'D', "chart.open", N_("charts")},
	{"programme", 'p', "programme.print", N_("print")},
	{"programme", '/', "list.search", N_("search")},

	{"round", 'o', "round.ok", N_("ok")},
	{"round", 'b', "round.fault", N_("fault")},
	{"round", 'e', "round.na", N_("does not apply")},
	{"round", 'S', "round.end", N_("end the round")},

	{"setup", UI_KEY_ENTER, "list.open", N_("change")},
	{"setup", 'b', "setup.new", N_("new")},
	{"setup", 'v', "setup.kind", NULL},
	{"setup", UI_KEY_TAB, "setup.kind", N_("next kind")},
	{"setup", UI_KEY_RIGHT, "setup.kind", NULL},
	{"setup", UI_KEY_LEFT, "setup.kind-before", NULL},
	{"setup", UI_KEY_BACKTAB, "setup.kind-before", NULL},
	{"setup", 'd', "setup.use", N_("in/out of use")},
	{"setup", 'n', "setup.key", N_("key")},
	{"setup", 't', "setup.code", N_("code by phone")},
	{"setup", 'z', "setup.revoke", N_("revoke keys")},
	{"setup", 'm', "setup.mappings", N_("mappings")},
	{"setup", 'C', "log.open", N_("record of changes")},

	{"mappings", UI_KEY_ENTER, "list.open", N_("open")},
	{"mappings", 'b', "mappings.new", N_("new")},
	{"mappings", 'd', "mappings.remove", N_("remove")},
	{"mappings", 'u', "mappings.back", N_("bring back")},
	{"mappings", UI_KEY_TAB, "screen.leave", N_("next kind")},
	{"mappings", UI_KEY_RIGHT, "screen.leave", NULL},
	{"mappings", UI_KEY_LEFT, "screen.leave", NULL},
	{"mappings", UI_KEY_BACKTAB, "screen.leave", NULL},

	{"log", UI_KEY_ENTER, "list.open", N_("open")},
	{"log", 'f', "log.filter", N_("by person, days")},
	{"log", 'o', "log.record", N_("of its record")},
	{"log", 'v', "log.chain", N_("the chain")},
	{"log", 'x', "list.export", N_("to a file")},

	{"print", 'p', "print.printer", N_("print")},
	{"print", 's', "print.save", N_("save")},
	{"print", 'o', "print.where", N_("where to")},
	{"print", 'f', "print.form", N_("what, years")},
	{"print", 'v', "print.version", N_("version")},
	{"print", 't', "print.report", N_("report")},
	{"print", 'O', "print.organisation", NULL},
	{"print", 'k', "print.figures", N_("figures")},
	{"print", 'D', "chart.open", N_("charts")},

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
	{"list", 'c', "list.counts", NULL},
	{"list", 'x', "list.export", NULL},

	{"global", 'a', "entry.open", NULL},
	{"global", 'i', "import.open", NULL},
	{"global", 'r', "roll.open", NULL},
	{"global", 'R', "rejected.open", NULL},
	{"global", 'I', "settings.open", NULL},
	{"global", 'P', "setup.open", NULL},
	{"global", 'C', "log.open", NULL},
	{"global", 'T', "measures.tried", NULL},
	{"global", ',', "week.earlier", N_("week")},
	{"global", '.', "week.later", N_("week")},
	{"global", '[', "week.earlier", NULL},
	{"global", ']', "week.later", NULL},
	{"global", 'w', "week.jump", NULL},
	{"global", 'W', "period.open", NULL},
	{"global", 'D', "chart.open", NULL},
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

/* struct key_binding, as delivered but for the user's own; NULL = as delivered */
static GArray *own;

const struct key_binding *keymap(void)
{
	return own ? (const struct key_binding *)own->data : delivered;
}

gboolean binding_applies(const struct key_binding *binding, const struct screen_ops *screen,
			 gboolean list)
{
	return strcmp(binding->context, "global") == 0 ||
	       (list && strcmp(binding->context, "list") == 0) ||
	       (screen && screen->form && strcmp(binding->context, "form") == 0) ||
	       (screen && strcmp(binding->context, screen->id) == 0);
}

const struct key_binding *binding_find(const struct screen_ops *screen, gboolean list, guint32 key)
{
	for (const struct key_binding *b = keymap(); b->command; b++)
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

guint32 key_parse(const char *name)
{
	gint64 number;

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(name, names[i].name) == 0 || strcmp(name, _(names[i].name)) == 0)
			return names[i].key;
	if (g_str_has_prefix(name, "Ctrl-") && g_ascii_isalpha(name[5]) && !name[6])
		return UI_KEY_CTRL(g_ascii_tolower(name[5]));
	if (*name == 'F' && g_ascii_string_to_signed(name + 1, 10, 1, 12, &number, NULL))
		return UI_KEY_F((guint32)number);
	return g_utf8_strlen(name, -1) == 1 ? g_utf8_get_char(name) : UI_KEY_NONE;
}

/* Whether an earlier row has the same key for the same command. */
static gboolean is_duplicate(const struct key_binding *binding)
{
	for (const struct key_binding *b = keymap(); b < binding; b++)
		if (b->key == binding->key && strcmp(b->command, binding->command) == 0)
			return TRUE;
	return FALSE;
}

static char *keys_of(const char *command, gboolean form)
{
	GString *out = g_string_new(NULL);

	for (const struct key_binding *b = keymap(); b->command; b++) {
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
	for (const struct key_binding *b = keymap(); b->command; b++)
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

/* the user's own */

static gboolean is_general(const char *context)
{
	return strcmp(context, "global") == 0 || strcmp(context, "list") == 0 ||
	       strcmp(context, "form") == 0;
}

/* Whether a key can have only one meaning in both: a screen's own hides the general one. */
static gboolean contexts_meet(const char *a, const char *b)
{
	return strcmp(a, b) == 0 || (is_general(a) && is_general(b));
}

/* Why the key cannot be the command's there, owned; NULL when it can. */
static char *key_refused(const GArray *map, const struct key_binding *wished,
			 const struct screen_ops *screen, const char *name)
{
	for (int i = 0; screens[i]; i++)
		if (screens[i]->digit && screens[i]->digit == wished->key)
			return g_strdup_printf(_("%s opens %s."), name, _(screens[i]->title));
	if (((screen && screen->form) || strcmp(wished->context, "form") == 0) &&
	    wished->key < UI_KEY_NONE)
		return g_strdup_printf(
			_("%s is typed in the form; expected is a key such as Ctrl-B or F5."),
			name);
	for (guint i = 0; i < map->len; i++) {
		const struct key_binding *b = &g_array_index(map, struct key_binding, i);

		if (b->key == wished->key && strcmp(b->command, wished->command) != 0 &&
		    contexts_meet(b->context, wished->context))
			return g_strdup_printf(_("%s is the key of %s, which needs another first."),
					       name, b->command);
	}
	return NULL;
}

/* The rows in which a command is delivered, each context once; else one for where it belongs. */
static GArray *rows_of(const struct command *command, const struct screen_ops *screen)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct key_binding));
	struct key_binding new = {.context = screen                          ? screen->id
					     : command->flags & COMMAND_LIST ? "list"
					     : command->flags & COMMAND_FORM ? "form"
									     : "global",
				  .command = command->id};

	for (const struct key_binding *b = delivered; b->command; b++)
		if (strcmp(b->command, command->id) == 0 &&
		    (!rows->len ||
		     strcmp(g_array_index(rows, struct key_binding, rows->len - 1).context,
			    b->context) != 0))
			g_array_append_val(rows, *b);
	if (!rows->len)
		g_array_append_val(rows, new);
	return rows;
}

/* The keys of one line, or a sentence why not. */
static char *take_keys(GArray *map, const struct key_line *line)
{
	const struct screen_ops *screen = NULL;
	const struct command *command = command_find(line->name, &screen);
	g_auto(GStrv) keys = g_strsplit(line->value, " ", -1);
	g_autoptr(GArray) rows = rows_of(command, screen);

	for (char **name = keys; *name; name++) {
		guint32 key = key_parse(*name);

		if (!**name)
			continue;
		if (key == UI_KEY_NONE)
			return g_strdup_printf(
				_("“%s” is no key; expected is a letter, Ctrl-B, F5, "
				  "Space, PgUp or the like."),
				*name);
		for (guint i = 0; i < rows->len; i++) {
			struct key_binding *row = &g_array_index(rows, struct key_binding, i);
			char *refusal;

			row->key = key;
			refusal = key_refused(map, row, screen, *name);
			if (refusal)
				return refusal;
			g_array_append_val(map, *row);
		}
	}
	return NULL;
}

static gboolean names_command(const GPtrArray *lines, const char *command)
{
	for (guint i = 0; i < lines->len; i++)
		if (strcmp(((const struct key_line *)lines->pdata[i])->name, command) == 0)
			return TRUE;
	return FALSE;
}

static void add_delivered(GArray *map, const char *command)
{
	for (const struct key_binding *b = delivered; b->command; b++)
		if (strcmp(b->command, command) == 0)
			g_array_append_val(map, *b);
}

static void drop_rows_of(GArray *map, const char *command)
{
	for (guint i = map->len; i-- > 0;)
		if (strcmp(g_array_index(map, struct key_binding, i).command, command) == 0)
			g_array_remove_index(map, i);
}

/* Where the command stands in the keymap as delivered: the footer keeps its order. */
static int delivered_at(const struct key_binding *wanted)
{
	int at = 0;

	for (const struct key_binding *b = delivered; b->command; b++, at++)
		if (strcmp(b->command, wanted->command) == 0 &&
		    strcmp(b->context, wanted->context) == 0)
			return at;
	return at;
}

static int compare_delivered(gconstpointer a, gconstpointer b)
{
	return delivered_at(a) - delivered_at(b);
}

void keymap_use(struct settings *settings)
{
	g_autoptr(GPtrArray) lines = settings ? settings_group(settings, "keys") : NULL;
	GArray *map;

	g_clear_pointer(&own, g_array_unref);
	if (!lines || !lines->len)
		return;
	map = g_array_new(TRUE, TRUE, sizeof(struct key_binding));
	for (const struct key_binding *b = delivered; b->command; b++)
		if (!names_command(lines, b->command))
			g_array_append_val(map, *b);
	for (guint i = 0; i < lines->len; i++) {
		const struct key_line *line = lines->pdata[i];
		g_autofree char *trouble =
			command_find(line->name, NULL)
				? take_keys(map, line)
				: g_strdup_printf(_("there is no command “%s”."), line->name);

		if (!trouble)
			continue;
		settings_complain(settings, line, trouble);
		drop_rows_of(map, line->name);
		add_delivered(map, line->name);
	}
	g_array_sort(map, compare_delivered);
	own = map;
}
