/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How each style looks in each theme: one row a style. Only the palette's sixteen colours, and a
 * colour of the text always together with its background where it matters, so that light and dark
 * terminals both can read it. Meaning never hangs on colour: the marks are in the text. */
#include "config.h"

#include "osg/surface.h"

#include <string.h>

#define PLAIN                                                                                      \
	{                                                                                          \
		-1, -1, 0                                                                          \
	}
#define BOLD                                                                                       \
	{                                                                                          \
		-1, -1, LOOK_BOLD                                                                  \
	}
#define UNDER                                                                                      \
	{                                                                                          \
		-1, -1, LOOK_UNDERLINE                                                             \
	}
#define REVERSE                                                                                    \
	{                                                                                          \
		-1, -1, LOOK_REVERSE                                                               \
	}

static const char *const theme_names[THEME_COUNT] = {"colour", "mono", "light", "projector"};

static const struct {
	const char *name;
	struct look looks[THEME_COUNT]; /* colour, mono, light, projector */
} styles[STYLE_COUNT] = {
	[STYLE_TEXT] = {"text", {PLAIN, PLAIN, PLAIN, {0, 15, 0}}},
	[STYLE_STRONG] = {"strong", {BOLD, BOLD, BOLD, {0, 15, LOOK_BOLD}}},
	[STYLE_HEADER] = {"header", {BOLD, BOLD, BOLD, {0, 15, LOOK_BOLD}}},
	[STYLE_TAB] = {"tab", {PLAIN, PLAIN, PLAIN, {0, 15, 0}}},
	[STYLE_TAB_HERE] = {"tab-here",
			    {{-1, -1, LOOK_BOLD | LOOK_REVERSE},
			     {-1, -1, LOOK_BOLD | LOOK_REVERSE},
			     {-1, -1, LOOK_BOLD | LOOK_REVERSE},
			     {15, 0, LOOK_BOLD}}},
	[STYLE_RULE] = {"rule", {PLAIN, PLAIN, PLAIN, {0, 15, 0}}},
	[STYLE_HEADING] = {"heading", {UNDER, UNDER, UNDER, {0, 15, LOOK_UNDERLINE}}},
	[STYLE_SELECTED] = {"selected", {REVERSE, REVERSE, REVERSE, {15, 0, 0}}},
	[STYLE_MARKED] = {"marked", {BOLD, BOLD, BOLD, {0, 15, LOOK_BOLD}}},
	[STYLE_MATCH] =
		{"match",
		 {{0, 3, 0}, {-1, -1, LOOK_BOLD | LOOK_UNDERLINE}, {0, 11, 0}, {0, 11, LOOK_BOLD}}},
	[STYLE_FIELD] = {"field", {UNDER, UNDER, UNDER, {0, 15, LOOK_UNDERLINE}}},
	[STYLE_FIELD_HERE] = {"field-here",
			      {{-1, -1, LOOK_BOLD | LOOK_UNDERLINE},
			       {-1, -1, LOOK_BOLD | LOOK_UNDERLINE},
			       {-1, -1, LOOK_BOLD | LOOK_UNDERLINE},
			       {0, 15, LOOK_BOLD | LOOK_UNDERLINE}}},
	[STYLE_KEY] = {"key", {BOLD, BOLD, BOLD, {0, 15, LOOK_BOLD}}},
	[STYLE_MESSAGE] = {"message", {PLAIN, PLAIN, PLAIN, {0, 15, 0}}},
	[STYLE_ERROR] = {"error",
			 {{15, 1, LOOK_BOLD},
			  {-1, -1, LOOK_BOLD | LOOK_REVERSE},
			  {15, 1, LOOK_BOLD},
			  {15, 1, LOOK_BOLD}}},
	[STYLE_FLAG] = {"flag",
			{{15, 1, LOOK_BOLD},
			 {-1, -1, LOOK_BOLD | LOOK_REVERSE},
			 {15, 1, LOOK_BOLD},
			 {15, 1, LOOK_BOLD}}},
	[STYLE_NOTICE] = {"notice", {{0, 3, 0}, BOLD, {0, 11, 0}, {0, 11, 0}}},
	[STYLE_GOOD] = {"good", {{0, 2, 0}, UNDER, {0, 10, 0}, {0, 10, 0}}},
	[STYLE_CHART] = {"chart", {PLAIN, PLAIN, PLAIN, {0, 15, 0}}},
	[STYLE_GROUND] = {"ground", {PLAIN, PLAIN, PLAIN, {4, 15, 0}}},
};

const struct look *theme_look(enum theme theme, enum style style)
{
	g_assert(theme < THEME_COUNT && style < STYLE_COUNT);
	return &styles[style].looks[theme];
}

gboolean theme_parse(const char *name, enum theme *theme)
{
	for (int i = 0; i < THEME_COUNT; i++) {
		if (g_strcmp0(name, theme_names[i]) != 0)
			continue;
		*theme = i;
		return TRUE;
	}
	return FALSE;
}

const char *style_name(enum style style)
{
	return styles[style].name;
}
