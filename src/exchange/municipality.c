/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/municipality.h"

#include <string.h>

#include "osg/text.h"

char *municipality_key(const char *name)
{
	static const char *const kinds[] = {" kommun", " stad"};
	char *key = text_fold(name ? name : "");

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (g_str_has_suffix(key, kinds[i]))
			key[strlen(key) - strlen(kinds[i])] = '\0';
	return key;
}

static gboolean is_code(const struct registry *registry, const char *said)
{
	const GPtrArray *areas = registry_areas(registry);
	const char *digits = said + strspn(said, "0");

	for (guint i = 0; *digits && i < areas->len; i++) {
		const struct area *area = areas->pdata[i];

		if (area->level == AREA_MUNICIPALITY && area->code &&
		    g_str_equal(area->code + strspn(area->code, "0"), digits))
			return TRUE;
	}
	return FALSE;
}

gboolean municipality_is(const struct registry *registry, const char *name, const char *said)
{
	g_autofree char *here = municipality_key(name), *there = municipality_key(said),
			*genitive = g_strconcat(here, "s", NULL);

	return g_str_equal(here, there) || g_str_equal(genitive, there) || is_code(registry, there);
}
