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

/* jansson's own words are English and tell of its flags. */
static const struct {
	enum json_error_code code;
	const char *words;
} faults[] = {
	{json_error_stack_overflow, N_("its lists lie too deep in each other")},
	{json_error_invalid_utf8, N_("a byte that is no UTF-8")},
	{json_error_premature_end_of_input, N_("the file ends in the middle")},
	{json_error_end_of_input_expected, N_("something stands behind its end")},
	{json_error_null_character, N_("a text holds a zero character")},
	{json_error_null_byte_in_key, N_("a name holds a zero character")},
	{json_error_duplicate_key, N_("a name stands twice in one object")},
	{json_error_numeric_overflow, N_("a number is too large")},
};

char *json_fault_words(const json_error_t *fault)
{
	const char *near = strstr(fault->text, " near ");
	const char *words = N_("a sign that JSON does not have here");
	g_autofree char *what = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(faults); i++)
		if (faults[i].code == json_error_code(fault))
			words = faults[i].words;
	if (!near || g_str_equal(near, " near end of file"))
		return g_strdup(_(words));
	what = text_clean(near + strlen(" near "), -1, FALSE);
	return g_strdup_printf("%s: %s", _(words), what);
}

/* Behind this value, at the next one; *lines grows by those that were passed. */
static gsize pass_value(const char *bytes, gsize length, gsize at, gsize end, int *lines)
{
	for (; at < length && (at < end || g_ascii_isspace(bytes[at])); at++)
		*lines += bytes[at] == '\n';
	return at;
}

/* NULL: the first is the only one, and fault stays; or one of the others is no JSON. */
static json_t *load_objects(const char *bytes, gsize length, size_t flags, json_error_t *fault)
{
	json_t *list = json_array();
	int lines = 0;

	for (gsize at = 0; list && at < length;) {
		json_error_t here;
		json_t *value =
			json_loadb(bytes + at, length - at, flags | JSON_DISABLE_EOF_CHECK, &here);

		if (value) {
			json_array_append_new(list, value);
			at = pass_value(bytes, length, at, at + (gsize)here.position, &lines);
			continue;
		}
		if (json_array_size(list) > 1) {
			*fault = here;
			fault->line += lines;
		}
		json_decref(list);
		list = NULL;
	}
	return list;
}

json_t *json_load_list(const char *bytes, gsize length, size_t flags, json_error_t *fault)
{
	json_t *value = json_loadb(bytes, length, flags, fault);

	if (value || json_error_code(fault) != json_error_end_of_input_expected ||
	    bytes[pass_value(bytes, length, 0, 0, &(int){0})] != '{')
		return value;
	return load_objects(bytes, length, flags & ~(size_t)JSON_DECODE_ANY, fault);
}

json_t *json_parse(const char *bytes, gsize length, const char *file, GError **error)
{
	json_error_t fault;
	json_t *value =
		json_load_list(bytes, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &fault);

	if (!value) {
		g_autofree char *name = text_clean(file, -1, FALSE);
		g_autofree char *what = json_fault_words(&fault);

		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d: it is no JSON: %s."), name, fault.line, what);
	}
	return value;
}
