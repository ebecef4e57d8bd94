/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of fields that own something: texts, lists of keys, lists of codes. */
#include "config.h"

#include "osg/field.h"

void field_set_text(char **slot, const char *text)
{
	char *copy = text && *text ? g_strdup(text) : NULL;

	g_free(*slot);
	*slot = copy;
}

/* lists of keys */

gboolean refs_contain(const GArray *refs, gint64 key)
{
	for (guint i = 0; i < refs->len; i++)
		if (refs_at(refs, i) == key)
			return TRUE;
	return FALSE;
}

void refs_add(GArray *refs, gint64 key)
{
	if (key && !refs_contain(refs, key))
		g_array_append_val(refs, key);
}

gint64 refs_at(const GArray *refs, guint i)
{
	return g_array_index(refs, gint64, i);
}

/* lists of codes */

guint codes_count(char *const *codes)
{
	guint many = 0;

	while (codes && codes[many])
		many++;
	return many;
}

gboolean codes_contain(char *const *codes, const char *code)
{
	for (; codes && *codes; codes++)
		if (g_str_equal(*codes, code))
			return TRUE;
	return FALSE;
}

void codes_add(char ***codes, const char *code)
{
	guint many = codes_count(*codes);

	*codes = g_renew(char *, *codes, many + 2);
	(*codes)[many] = g_strdup(code);
	(*codes)[many + 1] = NULL;
}
