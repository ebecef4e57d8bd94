/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry guard where rows are read: in the reader's thread, beside the writing. */
#include "config.h"

#include "exchange/row_guard.h"

#include "osg/personal.h"
#include "osg/text.h"

static char *explain(const struct reader_options *options, const char *text)
{
	g_autofree char *overlong = text ? text_overlong(text) : NULL;
	g_autoptr(GArray) matches =
		text && !overlong ? personal_scan(text, options->known_words) : NULL;

	if (overlong)
		return g_steal_pointer(&overlong);
	return matches && (personal_is_hard(matches) || !options->excused)
		       ? personal_explain(text, matches)
		       : NULL;
}

gboolean row_guard_text(const struct reader_options *options, const char *text)
{
	g_autofree char *why = explain(options, text);

	return why != NULL;
}

char *row_guard(const struct reader_options *options, const struct observation *observation,
		const struct field **field)
{
	if (!options->guards)
		return NULL;
	for (const struct field *f = observation_kind.fields; f->name; f++) {
		char *why = f->kind == FIELD_PROSE
				    ? explain(options, FIELD_AT(char *const, observation, f))
				    : NULL;

		*field = f;
		if (why)
			return why;
	}
	return NULL;
}
