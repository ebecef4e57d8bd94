/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter line of the observations as it is typed: read, completed, explained, and what a word
 * that names nothing was perhaps meant to be. */
#include "config.h"

#include "screens/observation_filter.h"

#include <string.h>

#include <glib/gi18n.h>

#include "osg/session.h"
#include "osg/week.h"
#include "ui/screen.h"

struct filter *observation_filter_parse(const struct session *session, const char *text)
{
	return filter_parse(text, session_registry(session), time_day(session_now(session)),
			    session_week(session), NULL);
}

char *observation_filter_slip(const struct session *session, const char *text)
{
	const struct registry *v = session_registry(session);
	g_autoptr(Filter) filter = observation_filter_parse(session, text);

	for (guint i = 0; filter && i < filter->terms->len; i++) {
		const struct filter_term *term = filter->terms->pdata[i];
		const struct test *test = &g_array_index(term->tests, struct test, 0);
		gboolean plain = term->tests->len == 1 && test->kind == TEST_TEXT && !term->negated;
		const char *meant = plain ? registry_nearest_name(v, term->typed) : NULL;

		if (meant)
			return g_strdup_printf(
				_("“%s” was looked for in the texts; was “%s” meant?"), term->typed,
				meant);
	}
	return NULL;
}

GPtrArray *observation_filter_complete(struct ui *ui, const char *text)
{
	g_autoptr(GPtrArray) words = filter_complete(text, session_registry(ui_session(ui)));
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	const char *blank = strrchr(text, ' ');
	g_autofree char *before = g_strndup(text, blank ? blank + 1 - text : 0);

	for (guint i = 0; words && i < words->len; i++)
		g_ptr_array_add(lines,
				g_strconcat(before, (const char *)words->pdata[i], " ", NULL));
	return lines;
}

const char observation_filter_help[] =
	N_("flemingsberg brand\tboth: a blank means and\n"
	   "brand|skadegörelse\teither: a stroke means or\n"
	   "-klotter\tnot that\n"
	   "\"trasig ruta\"\tthe words together, in the text\n"
	   "v40  v38-v40  2024-10\tweeks, a month; without one it is the week shown\n"
	   "alla\tall weeks\n"
	   "område: plats: vad: vem: text:\tonly that kind of thing\n"
	   "när:\"2024-10-04 18-24\"\twhat may have happened then\n"
	   "länkade  föreslagna  oplacerade  återtagna\tby state");
