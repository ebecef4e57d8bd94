/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jansson with what it leaves to its callers: see the header. */
#include "config.h"

#include "osg/json.h"

#include <math.h>
#include <string.h>

#include "osg/text.h"

json_t *json_text(const char *text)
{
	g_autofree char *valid = text ? g_utf8_make_valid(text, -1) : NULL;

	return valid ? json_string(valid) : json_null();
}

json_t *json_number(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

/* jansson allocates with malloc, and gives NULL only for a NULL value, which is "null". */
char *json_print(const json_t *value, size_t flags)
{
	char *text = json_dumps(value, flags | JSON_ENCODE_ANY),
	     *copy = g_strdup(text ? text : "null");

	free(text);
	return copy;
}

json_t *json_parse(const char *bytes, gsize length, const char *file, GError **error)
{
	json_error_t fault;
	json_t *value = json_loadb(bytes, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &fault);

	if (!value) {
		g_autofree char *name = text_clean(file, -1, FALSE);
		g_autofree char *what = text_clean(fault.text, -1, FALSE);

		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d: it is no JSON: %s."), name, fault.line, what);
	}
	return value;
}
