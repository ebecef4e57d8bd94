/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FOLDER_H
#define FOLDER_H

#include <glib/gstdio.h>

/* A test's folder and all that lies in it is gone; links are not followed. */
static inline void folder_remove(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		if (g_file_test(path, G_FILE_TEST_IS_SYMLINK) ||
		    !g_file_test(path, G_FILE_TEST_IS_DIR))
			g_unlink(path);
		else
			folder_remove(path);
	}
	g_rmdir(folder);
}

#endif
