/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that were set aside, kept as text: "name=value" lines in which a line break is \n, a backslash \\ and an equals
 * sign in a name \e. */
#include "config.h"

#include "exchange/row_text.h"

#include <string.h>

#include "osg/exchange.h"
#include "osg/text.h"

static void row_text_escape(GString *out, const char *text, gboolean name)
{
	for (; *text; text++) {
		if (*text == '\\')
			g_string_append(out, "\\\\");
		else if (*text == '\n')
			g_string_append(out, "\\n");
		else if (*text == '=' && name)
			g_string_append(out, "\\e");
		else
			g_string_append_c(out, *text);
	}
}

void row_text_append(GString *out, const char *name, const char *value)
{
	g_autofree char *clean_name = text_clean(name, -1, FALSE);
	g_autofree char *clean_value = text_clean(value, -1, TRUE);

	row_text_escape(out, clean_name, TRUE);
	g_string_append_c(out, '=');
	row_text_escape(out, clean_value, FALSE);
	g_string_append_c(out, '\n');
}

static char *row_text_plain(const char *text, gsize length)
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

GPtrArray *aside_fields(const char *row)
{
	GPtrArray *fields = g_ptr_array_new_with_free_func(g_free);

	while (row && *row) {
		const char *end = strchr(row, '\n');
		gsize length = end ? (gsize)(end - row) : strlen(row);
		const char *equals = memchr(row, '=', length);

		if (equals) {
			g_ptr_array_add(fields, row_text_plain(row, (gsize)(equals - row)));
			g_ptr_array_add(fields, row_text_plain(equals + 1, length - (gsize)(equals + 1 - row)));
		}
		row += length + (end ? 1 : 0);
	}
	return fields;
}

guint64 row_digest(guint64 digest, const char *text)
{
	for (const guchar *p = (const guchar *)text; *p; p++)
		digest = (digest ^ *p) * G_GUINT64_CONSTANT(1099511628211);
	return digest * G_GUINT64_CONSTANT(1099511628211);
}
