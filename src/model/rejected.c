/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rejected row as its reader kept it: "name=value" lines in which a line break is \n, a backslash
 * \\ and an equals sign in a name \e. */
#include "config.h"

#include "osg/record.h"

#include <string.h>

static char *rejected_plain(const char *text, gsize length)
{
	GString *out = g_string_sized_new(length);

	for (gsize i = 0; i < length; i++) {
		char c = text[i];

		if (c == '\\' && i + 1 < length) {
			i++;
			c = text[i] == 'n' ? '\n' : text[i] == 'e' ? '=' : text[i];
		}
		g_string_append_c(out, c);
	}
	return g_string_free(out, FALSE);
}

GPtrArray *rejected_row_fields(const char *row)
{
	GPtrArray *fields = g_ptr_array_new_with_free_func(g_free);

	while (row && *row) {
		const char *end = strchr(row, '\n');
		gsize length = end ? (gsize)(end - row) : strlen(row);
		const char *equals = memchr(row, '=', length);

		if (equals) {
			g_ptr_array_add(fields, rejected_plain(row, (gsize)(equals - row)));
			g_ptr_array_add(fields, rejected_plain(equals + 1,
							       length - (gsize)(equals + 1 - row)));
		}
		row += length + (end ? 1 : 0);
	}
	return fields;
}
