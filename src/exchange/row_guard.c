/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry guard where rows are read: in the reader's thread, beside the writing. */
#include "config.h"

#include "exchange/row_guard.h"

#include "osg/personal.h"
#include "osg/text.h"

char *row_guard(const struct reader_options *options, const struct observation *observation)
{
	if (!options->guards)
		return NULL;
	for (const struct field *f = observation_kind.fields; f->name; f++) {
		const char *text =
			f->kind == FIELD_PROSE ? FIELD_AT(char *const, observation, f) : NULL;
		g_autofree char *overlong = text ? text_overlong(text) : NULL;
		g_autoptr(GArray) matches =
			text && !overlong ? personal_scan(text, options->known_words) : NULL;

		if (overlong)
			return g_steal_pointer(&overlong);
		if (matches && (personal_is_hard(matches) || !options->excused))
			return personal_explain(text, matches);
	}
	return NULL;
}
