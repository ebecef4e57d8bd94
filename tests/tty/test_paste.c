/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A paste that is longer than any text, with a pipe for the terminal: it is read to its end,
 * however it comes in pieces, and no byte further. */
#include "config.h"

#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#include "../../src/tty/paste.h"
#include "osg/text.h"

static void add(struct paste *paste, gunichar c, int count)
{
	while (count-- > 0)
		paste_add(paste, c);
}

static void test_short(void)
{
	struct paste paste;
	g_autofree char *text = NULL;

	paste_begin(&paste);
	paste_add(&paste, 0xe5);
	paste_add(&paste, '\r');
	g_assert_false(paste_is_full(&paste));
	text = paste_end(&paste);
	g_assert_cmpstr(text, ==, "å\n");
}

/* Text of another system: its line breaks are two characters, and one break. */
static void test_line_breaks(void)
{
	struct paste paste;
	g_autofree char *text = NULL;

	paste_begin(&paste);
	for (const char *p = "a\r\nb\rc\nd\r\r\n\n"; *p; p++)
		paste_add(&paste, (guchar)*p);
	text = paste_end(&paste);
	g_assert_cmpstr(text, ==, "a\nb\nc\nd\n\n\n");
}

static void test_longest(void)
{
	struct paste paste;
	g_autofree char *text = NULL;

	paste_begin(&paste);
	add(&paste, 0xe5, TEXT_MOST);
	g_assert_false(paste_is_full(&paste));
	text = paste_end(&paste);
	g_assert_cmpint(g_utf8_strlen(text, -1), ==, TEXT_MOST);
}

static void test_too_long(void)
{
	static const char *const pieces[] = {"åäö\033", "[201", "\033[20 \033\033[201",
					     "~w\033[201~"};
	struct paste paste;
	char after[16];
	int ends[2];

	g_assert_true(g_unix_open_pipe(ends, FD_CLOEXEC, NULL));
	paste_begin(&paste);
	add(&paste, 'a', TEXT_MOST);
	paste_add(&paste, '\033'); /* curses may have looked ahead */
	g_assert_false(paste_is_full(&paste));
	add(&paste, 'a', 20);
	g_assert_true(paste_is_full(&paste));
	for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_assert_cmpint(write(ends[1], pieces[i], strlen(pieces[i])), >, 0);
		g_assert_true(paste_drop(&paste, ends[0]) == (i == 3));
	}
	g_assert_cmpint(paste.characters, ==, TEXT_MOST + 21 + 3 + 5 + 5 + 1);
	g_assert_cmpint(read(ends[0], after, sizeof after), ==, 7);
	g_assert_cmpint(memcmp(after, "w\033[201~", 7), ==, 0);
	g_assert_null(paste_end(&paste));
	close(ends[0]);
	close(ends[1]);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/paste/short", test_short);
	g_test_add_func("/paste/line-breaks", test_line_breaks);
	g_test_add_func("/paste/longest", test_longest);
	g_test_add_func("/paste/too-long", test_too_long);
	return g_test_run();
}
