/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other programs, started before what they are to read is there. */
#include "config.h"

#include <string.h>

#include "osg/error.h"
#include "osg/run.h"

static struct running *shell(const char *script)
{
	g_autoptr(GError) error = NULL;
	struct running *running =
		run_begin((const char *const[]){"/bin/sh", "-c", script, NULL}, &error);

	g_assert_no_error(error);
	return running;
}

/* More than any pipe holds. */
static GBytes *much(void)
{
	gsize size = 1 << 20;

	return g_bytes_new_take(g_strnfill(size, 'x'), size);
}

static void answers_what_it_was_given_later(void)
{
	g_autoptr(GBytes) in = much(), out = NULL;
	g_autofree char *said = NULL;
	g_autoptr(GError) error = NULL;

	g_assert_true(run_end(shell("cat; echo färdig >&2"), in, &out, &said, &error));
	g_assert_no_error(error);
	g_assert_true(g_bytes_equal(in, out));
	g_assert_cmpstr(said, ==, "färdig");
}

static void one_that_ends_early_says_why_itself(void)
{
	g_autoptr(GBytes) in = much();
	g_autoptr(GError) error = NULL;

	g_assert_false(run_end(shell("echo fel >&2; exit 1"), in, NULL, NULL, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	g_assert_nonnull(strstr(error->message, "fel"));
}

static void one_that_is_not_wanted_ends(void)
{
	run_end(shell("cat"), NULL, NULL, NULL, NULL); /* comes back: it was waited for */
}

static void one_that_is_not_there_is_told(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(run_begin((const char *const[]){"/nowhere/none", NULL}, &error));
	g_assert_nonnull(error);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/run/given-later", answers_what_it_was_given_later);
	g_test_add_func("/run/ends-early", one_that_ends_early_says_why_itself);
	g_test_add_func("/run/not-wanted", one_that_is_not_wanted_ends);
	g_test_add_func("/run/not-there", one_that_is_not_there_is_told);
	return g_test_run();
}
