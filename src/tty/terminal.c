/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only file that draws with curses. Text is drawn as text (never the alternate character set),
 * colours are the terminal's own sixteen at most, and every way out goes through one reset. */
#include "config.h"

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <term.h>

#include "terminal.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wctype.h>

#include "images.h"
#include "paste.h"

#define FRAME_BEGIN "\033[?2026h"
#define FRAME_END "\033[?2026l"
#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
/* Mouse and paste go off before the terminal is cooked again, lest their reports end in the shell.
 */
#define RESET "\033[?1006l\033[?1000l\033[?2004l\033[?2026l\033[?25h\033[0m\033[?1049l\r\n"
#define CURSOR_SAVE "\0337"
#define CURSOR_BACK "\0338"
#define MOST_PAIRS 64
/* What lies under a picture: a blank that is no blank to curses, so that whatever comes after the
 * picture is sent, and wipes it out. */
#define UNDER_IMAGE L'\u00a0'
enum { MOST_GAP = 16 }; /* so many cells curses sends again rather than step over them */

static struct {
	SCREEN *screen;
	gboolean entered, colours, bright, everything, mouse, cursor;
	struct surface *shown;
	enum theme theme;
	struct {
		gint8 foreground, background;
	} pairs[MOST_PAIRS];
	int pair_count;
	attr_t attributes[STYLE_COUNT];
	short style_pairs[STYLE_COUNT];
	enum graphics graphics;
	struct images_shown images;
} terminal;

static struct termios cooked;
static volatile sig_atomic_t cooked_known;

static void send(const char *bytes)
{
	gsize length = strlen(bytes);

	while (length > 0) {
		gssize sent = write(STDOUT_FILENO, bytes, length);

		if (sent < 0 && errno != EINTR)
			return;
		bytes += MAX(sent, 0);
		length -= MAX(sent, 0);
	}
}

/* Whatever the terminal keeps of pictures goes. */
static void remove_images(void)
{
	g_autoptr(GString) out = g_string_new(NULL);

	images_remove(out, &terminal.images, terminal.graphics);
	send(out->str);
}

/* ways out */

static void crashed(int number)
{
	static const char reset[] = RESET;

	/* Only calls that are safe in a signal handler. */
	if (write(STDOUT_FILENO, reset, sizeof reset - 1) < 0)
		number += 0;
	if (cooked_known)
		tcsetattr(STDIN_FILENO, TCSANOW, &cooked);
	raise(number);
}

static void catch_crashes(gboolean on)
{
	static const int numbers[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGTRAP};
	struct sigaction action = {.sa_handler = on ? crashed : SIG_DFL,
				   .sa_flags = on ? SA_RESETHAND | SA_NODEFER : 0};

	sigemptyset(&action.sa_mask);
	for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
		sigaction(numbers[i], &action, NULL);
}

static void set_modes(void)
{
	raw();
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	send(PASTE_ON);
	terminal.everything = TRUE;
	terminal.cursor = TRUE;
}

static void unset_modes(void)
{
	send(PASTE_OFF);
	remove_images();
	if (terminal.mouse)
		mousemask(0, NULL);
	terminal.mouse = FALSE;
	flushinp();
	curs_set(1);
	endwin();
	/* Some terminals hide it again with the screen they bring back. */
	send("\033[?25h");
}

void terminal_leave(void)
{
	if (!terminal.entered)
		return;
	terminal.entered = FALSE;
	unset_modes();
	catch_crashes(FALSE);
	g_clear_pointer(&terminal.shown, surface_free);
	delscreen(terminal.screen);
	terminal.screen = NULL;
}

void terminal_pause(void)
{
	unset_modes();
}

void terminal_resume(void)
{
	int width, height;

	reset_prog_mode();
	set_modes();
	terminal_size(&width, &height);
	terminal_resized(width, height);
}

/* ways in */

/* Sequences that terminals send whatever their terminfo says. */
static const struct {
	const char *sequence;
	int code;
} sequences[] = {
	{"\033[200~", KEY_MAX + 1}, {"\033[201~", KEY_MAX + 2}, {"\033[A", KEY_UP},
	{"\033OA", KEY_UP},         {"\033[B", KEY_DOWN},       {"\033OB", KEY_DOWN},
	{"\033[C", KEY_RIGHT},      {"\033OC", KEY_RIGHT},      {"\033[D", KEY_LEFT},
	{"\033OD", KEY_LEFT},       {"\033[H", KEY_HOME},       {"\033OH", KEY_HOME},
	{"\033[1~", KEY_HOME},      {"\033[7~", KEY_HOME},      {"\033[F", KEY_END},
	{"\033OF", KEY_END},        {"\033[4~", KEY_END},       {"\033[8~", KEY_END},
	{"\033[2~", KEY_IC},        {"\033[3~", KEY_DC},        {"\033[5~", KEY_PPAGE},
	{"\033[6~", KEY_NPAGE},     {"\033[Z", KEY_BTAB},       {"\033OM", KEY_ENTER},
	{"\033OP", KEY_F(1)},       {"\033OQ", KEY_F(2)},       {"\033OR", KEY_F(3)},
	{"\033OS", KEY_F(4)},       {"\033[11~", KEY_F(1)},     {"\033[12~", KEY_F(2)},
	{"\033[13~", KEY_F(3)},     {"\033[14~", KEY_F(4)},     {"\033[[A", KEY_F(1)},
	{"\033[[B", KEY_F(2)},      {"\033[[C", KEY_F(3)},      {"\033[[D", KEY_F(4)},
};

/* NULL = as TERM says, where that is known. Asked beforehand: a newterm that fails keeps its
 * memory. */
static const char *terminal_type(void)
{
	int found;

	if (setupterm(NULL, STDOUT_FILENO, &found) != OK)
		return "xterm";
	del_curterm(cur_term);
	return NULL;
}

gboolean terminal_enter(int escape_milliseconds, gboolean mono)
{
	int width, height;

	cooked_known = tcgetattr(STDIN_FILENO, &cooked) == 0;
	/* They would freeze the size. */
	g_unsetenv("LINES");
	g_unsetenv("COLUMNS");
	terminal.screen = newterm(terminal_type(), stdout, stdin);
	if (!terminal.screen)
		return FALSE;
	set_term(terminal.screen);
	if (!g_getenv("ESCDELAY"))
		set_escdelay(escape_milliseconds);
	terminal.colours = !mono && has_colors();
	if (terminal.colours) {
		start_color();
		use_default_colors();
		terminal.bright = COLORS >= 16;
	}
	terminal.theme = THEME_COUNT;
	set_modes();
	for (gsize i = 0; i < G_N_ELEMENTS(sequences); i++)
		define_key(sequences[i].sequence, sequences[i].code);
	mouseinterval(0);
	catch_crashes(TRUE);
	terminal.entered = TRUE;
	terminal_size(&width, &height);
	terminal_resized(width, height);
	return TRUE;
}

void terminal_size(int *width, int *height)
{
	struct winsize size;

	*width = COLS;
	*height = LINES;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col && size.ws_row) {
		*width = size.ws_col;
		*height = size.ws_row;
	}
}

void terminal_cell(int *width, int *height)
{
	struct winsize size = {0};

	ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
	*width = size.ws_col ? size.ws_xpixel / size.ws_col : 0;
	*height = size.ws_row ? size.ws_ypixel / size.ws_row : 0;
	if (!*width || !*height)
		*width = *height = 0;
}

void terminal_resized(int width, int height)
{
	if (width != COLS || height != LINES)
		resizeterm(height, width);
	terminal.everything = TRUE;
}

void terminal_redraw(void)
{
	clearok(curscr, TRUE);
	terminal.everything = TRUE;
}

void terminal_mouse(gboolean wanted)
{
	if (wanted == terminal.mouse)
		return;
	terminal.mouse = wanted;
	mousemask(wanted ? BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
}

/* out */

static gint8 available(gint8 colour)
{
	return colour >= 8 && !terminal.bright ? colour - 8 : colour;
}

static short pair_of(const struct look *look)
{
	gint8 foreground = available(look->foreground), background = available(look->background);

	if (!terminal.colours || (foreground < 0 && background < 0))
		return 0;
	for (int i = 0; i < terminal.pair_count; i++)
		if (terminal.pairs[i].foreground == foreground &&
		    terminal.pairs[i].background == background)
			return i + 1;
	if (terminal.pair_count >= MOST_PAIRS || terminal.pair_count + 1 >= COLOR_PAIRS)
		return 0;
	terminal.pairs[terminal.pair_count].foreground = foreground;
	terminal.pairs[terminal.pair_count].background = background;
	init_pair(++terminal.pair_count, foreground, background);
	return terminal.pair_count;
}

static void choose_theme(enum theme theme)
{
	if (!terminal.colours)
		theme = THEME_MONO;
	if (theme == terminal.theme)
		return;
	terminal.theme = theme;
	terminal.everything = TRUE;
	for (int style = 0; style < STYLE_COUNT; style++) {
		const struct look *look = theme_look(theme, style);

		terminal.style_pairs[style] = pair_of(look);
		terminal.attributes[style] = (look->attributes & LOOK_BOLD ? A_BOLD : 0) |
					     (look->attributes & LOOK_UNDERLINE ? A_UNDERLINE : 0) |
					     (look->attributes & LOOK_REVERSE ? A_REVERSE : 0);
	}
}

static void put_cell(int x, int y, const struct cell *cell)
{
	wchar_t text[CELL_CHARACTERS + 1] = {0};
	cchar_t drawn;

	enum style style = cell->image ? STYLE_TEXT : cell->style;

	for (int i = 0; i < CELL_CHARACTERS && cell->characters[i] && !cell->image; i++)
		text[i] = cell->characters[i];
	if (cell->image)
		text[0] = UNDER_IMAGE;
	if (!iswprint(text[0]))
		wcscpy(text, L"\ufffd");
	if (setcchar(&drawn, text, terminal.attributes[style], terminal.style_pairs[style], NULL) !=
	    OK)
		setcchar(&drawn, L"?", terminal.attributes[style], terminal.style_pairs[style],
			 NULL);
	mvadd_wchnstr(y, x, &drawn, 1);
}

static gboolean same_size(const struct surface *s)
{
	return terminal.shown && terminal.shown->width == s->width &&
	       terminal.shown->height == s->height;
}

/* sent (one a cell, may be NULL): where another letter than before will be sent. */
static gboolean put_changes(const struct surface *s, guint8 *sent)
{
	gboolean all = terminal.everything || !same_size(s), changed = all;

	if (all)
		erase();
	for (int y = 0; y < MIN(s->height, LINES); y++)
		for (int x = 0; x < MIN(s->width, COLS); x++) {
			gsize at = (gsize)y * s->width + x;
			const struct cell *cell = &s->cells[at],
					  *was = all ? NULL : &terminal.shown->cells[at];

			if (cell->width == 0 || (was && memcmp(cell, was, sizeof *cell) == 0))
				continue;
			put_cell(x, y, cell);
			changed = TRUE;
			if (sent)
				sent[at] = !(cell->image && was && was->image);
		}
	return changed;
}

/* Between two letters that are sent curses may send those in the gap as well. */
static void close_gaps(guint8 *sent, int width, int height)
{
	for (int y = 0; y < height; y++) {
		guint8 *row = sent + (gsize)y * width;
		int last = -1;

		for (int x = 0; x < width; x++) {
			if (!row[x])
				continue;
			if (last >= 0 && x - last <= MOST_GAP)
				memset(row + last, TRUE, x - last);
			last = x;
		}
	}
}

static void remember(const struct surface *s)
{
	if (!terminal.shown)
		terminal.shown = surface_new(s->width, s->height);
	if (!same_size(s))
		surface_resize(terminal.shown, s->width, s->height);
	memcpy(terminal.shown->cells, s->cells, sizeof *s->cells * s->width * s->height);
	terminal.shown->cursor_x = s->cursor_x;
	terminal.shown->cursor_y = s->cursor_y;
	terminal.shown->cursor_shown = s->cursor_shown;
}

static gboolean cursor_differs(const struct surface *s)
{
	return !same_size(s) || terminal.shown->cursor_shown != s->cursor_shown ||
	       terminal.shown->cursor_x != s->cursor_x || terminal.shown->cursor_y != s->cursor_y;
}

/* Shifting a row of letters would shift or split the pictures on it. */
static void choose_graphics(enum graphics graphics)
{
	if (graphics == terminal.graphics)
		return;
	remove_images();
	terminal.graphics = graphics;
	terminal_redraw();
	idcok(stdscr, graphics == GRAPHICS_OFF);
}

/* The letters as curses sends them, then the pictures, and the cursor where curses left it. */
static void send_frame(const char *images)
{
	send(FRAME_BEGIN);
	wnoutrefresh(stdscr);
	doupdate();
	if (*images) {
		send(CURSOR_SAVE);
		send(images);
		send(CURSOR_BACK);
	}
	send(FRAME_END);
}

void terminal_show(const struct surface *s, enum theme theme, enum graphics graphics)
{
	g_autoptr(GString) images = g_string_new(NULL);
	g_autofree guint8 *sent = NULL;
	gboolean changed;

	choose_theme(theme);
	choose_graphics(graphics);
	if (graphics != GRAPHICS_OFF) {
		sent = g_new0(guint8, (gsize)s->width * s->height);
		if (terminal.everything)
			images_remove(images, &terminal.images, graphics);
	}
	changed = put_changes(s, sent);
	if (sent) {
		close_gaps(sent, s->width, s->height);
		images_append(images, &terminal.images, s, graphics, sent);
	}
	if (!changed && !images->len && !cursor_differs(s))
		return;
	terminal.everything = FALSE;
	remember(s);
	if (s->cursor_shown != terminal.cursor) {
		terminal.cursor = s->cursor_shown;
		curs_set(s->cursor_shown);
	}
	move(s->cursor_shown ? s->cursor_y : 0, s->cursor_shown ? s->cursor_x : 0);
	send_frame(images->str);
}

void terminal_copy(const char *text)
{
	g_autofree char *base64 = g_base64_encode((const guchar *)text, strlen(text));
	g_autofree char *sequence = g_strdup_printf("\033]52;c;%s\a", base64);

	send(sequence);
}

/* in */

static const struct {
	int code;
	guint32 key;
} codes[] = {
	{KEY_UP, UI_KEY_UP},         {KEY_DOWN, UI_KEY_DOWN},           {KEY_LEFT, UI_KEY_LEFT},
	{KEY_RIGHT, UI_KEY_RIGHT},   {KEY_HOME, UI_KEY_HOME},           {KEY_END, UI_KEY_END},
	{KEY_PPAGE, UI_KEY_PAGE_UP}, {KEY_NPAGE, UI_KEY_PAGE_DOWN},     {KEY_IC, UI_KEY_INSERT},
	{KEY_DC, UI_KEY_DELETE},     {KEY_BACKSPACE, UI_KEY_BACKSPACE}, {KEY_ENTER, UI_KEY_ENTER},
	{KEY_BTAB, UI_KEY_BACKTAB},
};

static guint32 key_of_code(int code)
{
	if (code >= KEY_F(1) && code <= KEY_F(12))
		return UI_KEY_F(code - KEY_F(0));
	for (gsize i = 0; i < G_N_ELEMENTS(codes); i++)
		if (codes[i].code == code)
			return codes[i].key;
	return UI_KEY_NONE;
}

static guint32 key_of_character(wint_t c)
{
	switch (c) {
	case '\r':
	case '\n':
		return UI_KEY_ENTER;
	case '\t':
		return UI_KEY_TAB;
	case 8:
	case 127:
		return UI_KEY_BACKSPACE;
	case 27:
		return UI_KEY_ESCAPE;
	}
	if (c >= 1 && c <= 26)
		return UI_KEY_CTRL('a' + c - 1);
	return c < ' ' ? UI_KEY_NONE : c;
}

static struct event read_mouse(void)
{
	static gint64 last;
	static int last_x, last_y;
	struct event event = {.kind = EVENT_MOUSE};
	gint64 now = g_get_monotonic_time();
	MEVENT mouse;

	if (getmouse(&mouse) != OK)
		return (struct event){.kind = EVENT_KEY, .key = UI_KEY_NONE};
	event.x = mouse.x;
	event.y = mouse.y;
	if (mouse.bstate & BUTTON4_PRESSED) {
		event.mouse = MOUSE_WHEEL_UP;
	} else if (mouse.bstate & BUTTON5_PRESSED) {
		event.mouse = MOUSE_WHEEL_DOWN;
	} else {
		event.mouse = now - last < 400 * G_TIME_SPAN_MILLISECOND && last_x == mouse.x &&
					      last_y == mouse.y
				      ? MOUSE_DOUBLE_CLICK
				      : MOUSE_CLICK;
		last = event.mouse == MOUSE_CLICK ? now : 0;
		last_x = mouse.x;
		last_y = mouse.y;
	}
	return event;
}

static struct event pasted(struct paste *paste)
{
	char *text = paste_end(paste);

	return (struct event){.kind = EVENT_PASTE, .paste = text, .characters = paste->characters};
}

struct event terminal_read(void)
{
	static struct paste paste; /* may span several reads */
	wint_t c;
	int status;

	while (!paste_is_full(&paste) && (status = get_wch(&c)) != ERR) {
		if (status == KEY_CODE_YES && c == KEY_MAX + 1 && !paste.text) {
			paste_begin(&paste);
		} else if (status == KEY_CODE_YES && c == KEY_MAX + 2 && paste.text) {
			return pasted(&paste);
		} else if (paste.text) {
			if (status == OK && g_unichar_validate(c))
				paste_add(&paste, c);
		} else if (status == KEY_CODE_YES && c == KEY_MOUSE) {
			return read_mouse();
		} else if (!(status == KEY_CODE_YES && c == KEY_RESIZE)) {
			return (struct event){.kind = EVENT_KEY,
					      .key = status == KEY_CODE_YES ? key_of_code(c)
									    : key_of_character(c)};
		}
	}
	if (paste_is_full(&paste) && paste_drop(&paste, STDIN_FILENO))
		return pasted(&paste);
	return (struct event){.kind = EVENT_NONE};
}
