/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that were set aside, kept as a table of CSV: a line "name,value" for each cell. */
#include "config.h"

#include "exchange/row_text.h"

#include "osg/csv.h"
#include "osg/text.h"

void row_text_append(GString *out, const char *name, const char *value)
{
	g_autofree char *clean_name = text_clean(name, -1, FALSE);
	g_autofree char *clean_value = text_clean(value, -1, TRUE);

	csv_append_text(out, clean_name, ',');
	g_string_append_c(out, ',');
	csv_append_text(out, clean_value, ',');
	g_string_append_c(out, '\n');
}

guint64 row_digest(guint64 digest, const char *text)
{
	for (const guchar *p = (const guchar *)text; *p; p++)
		digest = (digest ^ *p) * G_GUINT64_CONSTANT(1099511628211);
	return digest * G_GUINT64_CONSTANT(1099511628211);
}
