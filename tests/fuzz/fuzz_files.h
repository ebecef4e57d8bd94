/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fuzz target of files: bytes are cut at their first "%" into three, which lie under the target's
 * names in a folder of their own. */
#ifndef TESTS_FUZZ_FILES_H
#define TESTS_FUZZ_FILES_H

#include "fuzz.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

extern const char *const fuzz_names[3];

static char *fuzz_paths[3];

static void fuzz_files_remove(void)
{
	g_autofree char *folder = g_path_get_dirname(fuzz_paths[0]);

	for (int i = 0; i < 3; i++)
		g_remove(fuzz_paths[i]);
	g_rmdir(folder);
}

/* The same three files each time, in memory where the system has that. */
static void fuzz_files_write(const uint8_t *data, size_t size)
{
	const char *rest = (const char *)data, *end = rest + size;

	if (!fuzz_paths[0]) {
		const char *memory =
			g_file_test("/dev/shm", G_FILE_TEST_IS_DIR) ? "/dev/shm" : g_get_tmp_dir();
		g_autofree char *pattern = g_build_filename(memory, "osg-fuzz-XXXXXX", NULL);
		char *folder = g_mkdtemp(pattern);

		for (int i = 0; i < 3; i++)
			fuzz_paths[i] = g_build_filename(folder, fuzz_names[i], NULL);
		atexit(fuzz_files_remove);
	}
	for (int i = 0; i < 3; i++) {
		const char *cut =
			i < 2 && rest < end ? memchr(rest, '%', (size_t)(end - rest)) : NULL;

		g_assert_true(g_file_set_contents_full(fuzz_paths[i], rest,
						       (cut ? cut : end) - rest,
						       G_FILE_SET_CONTENTS_NONE, 0600, NULL));
		rest = cut ? cut + 1 : end;
	}
}

/* Answered, or refused with a sentence in one of osg's own words. */
static void fuzz_files_check(gboolean fine, const GError *error)
{
	g_assert_true(fine == (error == NULL));
	if (error)
		g_assert_cmpuint(strlen(error->message), >, 5);
}

#endif
