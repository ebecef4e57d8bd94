/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of structs as text: a cell of CSV, the words of an enum. */
#include "config.h"

#include "osg/field.h"

#include <string.h>

#include "osg/json.h"

/* With as few digits as read back to the same numbers. */
static char *print_exactly(const json_t *value)
{
	enum { FEWEST = 15, MOST = 17 };
	char *text = NULL;

	for (size_t digits = FEWEST; digits <= MOST; digits++) {
		json_auto_t *back = NULL;

		g_free(text);
		text = json_print(value,
				  JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(digits));
		back = json_loads(text, JSON_DECODE_ANY, NULL);
		if (json_equal(back, value))
			break;
	}
	return text;
}

char *field_to_text(const struct field *field, gconstpointer object, const struct field_form *form)
{
	json_auto_t *value = NULL;

	if (field->kind == FIELD_FLAG)
		return g_strdup(FIELD_AT(const int, object, field) ? "1" : "0");
	value = field_to_json(field, object, form);
	if (json_is_null(value) || (json_is_array(value) && json_array_size(value) == 0))
		return g_strdup("");
	if (json_is_string(value))
		return g_strdup(json_string_value(value));
	return print_exactly(value);
}

/* As people write a list in a cell: "POL, SBFF". */
static json_t *listed(const char *text)
{
	g_auto(GStrv) each = g_strsplit_set(text, ",;", -1);
	json_t *all = json_array();

	for (int i = 0; each[i]; i++)
		if (*g_strstrip(each[i]))
			json_array_append_new(all, json_string(each[i]));
	return all;
}

/* The JSON that a text of field_to_text stands for; NULL = none. */
static json_t *text_json(const struct field *field, const char *text, const struct field_form *form)
{
	switch (field->kind) {
	case FIELD_FLAG:
		return g_str_equal(text, "1")   ? json_true()
		       : g_str_equal(text, "0") ? json_false()
						: NULL;
	case FIELD_CODE:
	case FIELD_PROSE:
	case FIELD_WORD:
	case FIELD_WEEK:
	case FIELD_DAY:
	case FIELD_TIME:
		return json_string(text);
	case FIELD_SMALL:
		return field->below && g_str_has_prefix(text, field->below)
			       ? json_string(text)
			       : json_loads(text, JSON_DECODE_ANY, NULL);
	case FIELD_REF: /* a place may be called 112 */
		return form && form->key ? json_string(text)
					 : json_loads(text, JSON_DECODE_ANY, NULL);
	case FIELD_CODES:
	case FIELD_REFS:
		if (*text != '[')
			return listed(text);
		return json_loads(text, JSON_DECODE_ANY, NULL);
	default:
		return json_loads(text, JSON_DECODE_ANY, NULL);
	}
}

gboolean field_from_text(const struct field *field, const char *text, gpointer object,
			 const struct field_form *form, GError **error)
{
	json_auto_t *value = *text ? text_json(field, text, form) : json_null();

	if (*text)
		return field_from_json(field, value, object, form, "", error);
	field_reset(field, object);
	return TRUE;
}

const char *field_word(const struct field *field, int value)
{
	for (int i = 0; field->words[i]; i++)
		if (i == value)
			return field->words[i];
	return NULL;
}

int field_word_index(const struct field *field, const char *word)
{
	for (int i = 0; field->words[i]; i++)
		if (strcmp(field->words[i], word) == 0)
			return i;
	return -1;
}
