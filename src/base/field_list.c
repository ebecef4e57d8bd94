/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of fields that own something: texts, lists of keys, lists of codes, rings. */
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

gboolean codes_remove(char ***codes, const char *code)
{
	char **at = *codes;

	while (at && *at && !g_str_equal(*at, code))
		at++;
	if (!at || !*at)
		return FALSE;
	g_free(*at);
	do
		at[0] = at[1];
	while (*at++);
	if (!**codes)
		g_clear_pointer(codes, g_strfreev);
	return TRUE;
}

/* rings */

static void free_ring(gpointer ring)
{
	g_array_unref(ring);
}

GPtrArray *rings_new(void)
{
	return g_ptr_array_new_with_free_func(free_ring);
}

GArray *rings_add(GPtrArray *rings)
{
	GArray *ring = g_array_new(FALSE, FALSE, sizeof(double));

	g_ptr_array_add(rings, ring);
	return ring;
}

void rings_append(GPtrArray *rings, const GPtrArray *more)
{
	for (guint i = 0; i < more->len; i++)
		g_ptr_array_add(rings, g_array_copy(more->pdata[i]));
}
