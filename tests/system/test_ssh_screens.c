/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The screens through ssh: size, colour and letters, no way out of them, and a key that is revoked
 * while somebody types. */
#include "config.h"

#include "ssh_server.h"
#include "../tty/vt.h"

static struct vt *connect_screen(const char *key, const char *term, int rows, int columns)
{
	const char *argv[MOST_WORDS];
	g_autofree char *type = g_strconcat("TERM=", term, NULL);
	const char *const what[] = {host(), NULL}, *const environment[] = {type, NULL};

	client(argv, "ssh", key, what);
	return vt_open(argv, environment, rows, columns);
}

static void test_screens_with_size_colour_and_letters(void)
{
	struct vt *vt = connect_screen("coordinator", "xterm-256color", 40, 120);
	int row, column;

	vt_wait_text(vt, "? help");
	g_assert_true(vt_find(vt, "? help", &row, &column));
	g_assert_cmpint(row, ==, 39);
	assert_says(vt_raw(vt), "\033[3"); /* some colour */
	vt_resize(vt, 24, 80);
	vt_wait_frame(vt);
	vt_key(vt, "a");
	vt_wait_text(vt, "New observation");
	vt_send(vt, "br\t");
	vt_wait_text(vt, "BRA");
	vt_send(vt, "Vis\303\244ttrask\t");
	vt_wait_text(vt, "Vis\303\244ttraskolan");
	vt_send(vt, "\021");
	g_assert_cmpint(vt_wait_exit(vt), ==, 0);
	vt_close(vt);
}

static void test_a_terminal_nobody_knows(void)
{
	static const char *const terms[] = {"../../x", "nosuchterm", "xterm-kitty"};

	for (gsize i = 0; i < G_N_ELEMENTS(terms); i++) {
		struct vt *vt = connect_screen("coordinator", terms[i], 24, 80);

		vt_wait_text(vt, "? help");
		vt_send(vt, "\021");
		g_assert_cmpint(vt_wait_exit(vt), ==, 0);
		vt_close(vt);
	}
}

/* Files, printers and stopping are refused where they stand. */
static void test_no_way_out_of_the_screens(void)
{
	static const char *const commands[] = {"list.export", "import.open", "print.save",
					       "print.printer"};
	struct vt *vt = connect_screen("coordinator", "xterm-256color", 24, 80);

	vt_wait_text(vt, "? help");
	vt_key(vt, "3");
	for (gsize i = 0; i < G_N_ELEMENTS(commands); i++) {
		g_autofree char *line = g_strconcat(":", commands[i], "\r", NULL);

		vt_send(vt, line);
		vt_wait_text(vt, "no files and printers here");
		vt_send(vt, "\033");
		vt_key(vt, "9");
	}
	vt_send(vt, "\032"); /* Ctrl-Z: nothing to stop to */
	vt_key(vt, "3");
	vt_send(vt, "\021");
	g_assert_cmpint(vt_wait_exit(vt), ==, 0);
	vt_close(vt);
}

static void test_a_key_revoked_while_somebody_types(void)
{
	g_autofree char *print = fingerprint("typing");
	struct reply reply;
	struct vt *vt;

	register_key("typing", "gaf");
	vt = connect_screen("typing", "xterm-256color", 24, 80);
	vt_wait_text(vt, "? help");
	vt_key(vt, "a");
	vt_wait_text(vt, "New observation");
	vt_send(vt, "br\t");
	vt_wait_text(vt, "BRA");
	vt_send(vt, "visk\t");
	vt_wait_text(vt, "Flemingsberg");
	reply = osg(NULL, "key", "revoke", print, NULL);
	g_assert_cmpint(reply.status, ==, 0);
	reply_clear(&reply);
	g_assert_cmpint(vt_wait_exit(vt), ==, 1);
	assert_says(vt_raw(vt), "Your key was revoked");
	vt_close(vt);
	register_key("typing", "gaf");
	vt = connect_screen("typing", "xterm-256color", 24, 80);
	vt_wait_text(vt, "? help");
	vt_key(vt, "a");
	vt_wait_text(vt, "draft is still here");
	vt_wait_text(vt, "Flemingsberg");
	vt_send(vt, "\021");
	vt_wait_exit(vt);
	vt_close(vt);
}

void add_screen_tests(void)
{
	ADD(screens_with_size_colour_and_letters);
	ADD(a_terminal_nobody_knows);
	ADD(no_way_out_of_the_screens);
	ADD(a_key_revoked_while_somebody_types);
}
