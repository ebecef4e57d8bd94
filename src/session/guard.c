/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guard: every text of every record and setting passes here on its way into the store, whatever
 * door it came through. The field table says how. Text that people wrote and codes are cleaned;
 * text that a machine made is kept to the byte, because a checksum may stand for it, and refused
 * where it holds what cleaning would take out. */
#include "config.h"

#include "session/session_private.h"

#include <string.h>

#include "osg/text.h"

guint guard_check(const char *text, gboolean keep_lines, char **clean)
{
	*clean = text_clean(text, -1, keep_lines);
	if (strcmp(text, *clean) == 0)
		return 0;
	return GUARD_CLEANED | (text_is_harmless(text) ? 0 : GUARD_HARMFUL);
}

static guint guard_text(const struct field *field, char **slot)
{
	gboolean lines = field->multiline || field->kind == FIELD_PROSE;
	g_autofree char *clean = NULL;
	guint found = 0;

	if (*slot && !text_is_plain(*slot, strlen(*slot), lines))
		found = guard_check(*slot, lines, &clean);
	if (found)
		field_set_text(slot, clean);
	return found;
}

static guint guard_codes(char **codes)
{
	guint found = 0;

	for (char **code = codes; code && *code; code++) {
		g_autofree char *clean = NULL;
		guint here = guard_check(*code, FALSE, &clean);

		if (here) {
			g_free(*code);
			*code = g_steal_pointer(&clean);
		}
		found |= here;
	}
	return found;
}

static gboolean guard_exact(const struct record_kind *kind, const struct field *field,
			    const char *text, GError **error)
{
	if (!text || text_is_harmless(text))
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
		    _("%s: the field %s holds control characters or broken UTF-8, which osg never "
		      "writes there."),
		    _(kind->title), field->name);
	return FALSE;
}

gboolean guard_record(gpointer record, guint *found, GError **error)
{
	const struct record_kind *kind = ((struct record *)record)->kind;

	for (const struct field *field = kind->fields; field->name; field++) {
		if (field->kind == FIELD_CODES)
			*found |= guard_codes(FIELD_AT(char **, record, field));
		else if (!field_is_text(field))
			continue;
		else if (!field->exact)
			*found |= guard_text(field, &FIELD_AT(char *, record, field));
		else if (!guard_exact(kind, field, FIELD_AT(char *, record, field), error))
			return FALSE;
	}
	return TRUE;
}

const char *session_take_remark(struct session *session)
{
	guint found = session->found;

	session->found = 0;
	return found & GUARD_HARMFUL ? _("Control characters were taken out of the text.") : NULL;
}
