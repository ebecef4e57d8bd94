/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that were set aside, kept as text: "name=value" lines in which a line break is \n, a
 * backslash \\ and an equals sign in a name \e. */
#include "config.h"

#include "exchange/row_text.h"

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

guint64 row_digest(guint64 digest, const char *text)
{
	for (const guchar *p = (const guchar *)text; *p; p++)
		digest = (digest ^ *p) * G_GUINT64_CONSTANT(1099511628211);
	return digest * G_GUINT64_CONSTANT(1099511628211);
}
