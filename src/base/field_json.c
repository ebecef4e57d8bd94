/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of structs as JSON: one row for each kind of field says how it is written and read, and
 * what is expected of a value that cannot be read. */
#include "config.h"

#include "osg/field.h"

#include <math.h>

#include "osg/error.h"
#include "osg/json.h"
#include "osg/text.h"
#include "osg/week.h"

#define QUOTED_MOST 40      /* columns of a value that a message tells */
#define MOST_OBJECTS 100000 /* in one list: a file with more is refused */

static json_t *own_text(char *take_text)
{
	json_t *value = json_text(take_text);

	g_free(take_text);
	return value;
}

/* whole numbers */

static json_t *write_int(const struct field *field UNUSED, gconstpointer at,
			 const struct field_form *form UNUSED)
{
	return json_integer(*(const gint64 *)at);
}

static gboolean read_int(const struct field *field UNUSED, const json_t *value, gpointer at,
			 const struct field_form *form UNUSED, const char *where UNUSED,
			 GError **error UNUSED)
{
	*(gint64 *)at = json_integer_value(value);
	return json_is_integer(value);
}

static json_t *write_small(const struct field *field, gconstpointer at,
			   const struct field_form *form)
{
	json_t *array;

	if (field->below && form && form->name && *(const int *)at < 0)
		return json_sprintf("%s %d", field->below, -*(const int *)at);
	if (!field->count)
		return json_integer(*(const int *)at);
	array = json_array();
	for (int i = 0; i < field->count; i++)
		json_array_append_new(array, json_integer(((const int *)at)[i]));
	return array;
}

static gboolean small_value(const json_t *value, int *out)
{
	json_int_t n = json_integer_value(value);

	*out = (int)n;
	return json_is_integer(value) && n > G_MININT && n <= G_MAXINT;
}

/* "record 7" */
static gboolean below_value(const struct field *field, const char *text, int *out)
{
	gsize length = strlen(field->below);
	gint64 number = 0;

	if (strncmp(text, field->below, length) != 0 || text[length] != ' ' ||
	    !g_ascii_string_to_signed(text + length + 1, 10, 1, G_MAXINT, &number, NULL))
		return FALSE;
	*out = -(int)number;
	return TRUE;
}

static gboolean read_small(const struct field *field, const json_t *value, gpointer at,
			   const struct field_form *form UNUSED, const char *where UNUSED,
			   GError **error UNUSED)
{
	if (field->below && json_is_string(value))
		return below_value(field, json_string_value(value), at);
	if (!field->count)
		return small_value(value, at);
	if (json_array_size(value) != (gsize)field->count)
		return FALSE;
	for (int i = 0; i < field->count; i++)
		if (!small_value(json_array_get(value, (gsize)i), (int *)at + i))
			return FALSE;
	return TRUE;
}

static json_t *write_flag(const struct field *field UNUSED, gconstpointer at,
			  const struct field_form *form UNUSED)
{
	return json_boolean(*(const int *)at);
}

static gboolean read_flag(const struct field *field UNUSED, const json_t *value, gpointer at,
			  const struct field_form *form UNUSED, const char *where UNUSED,
			  GError **error UNUSED)
{
	*(int *)at = json_is_true(value);
	return json_is_boolean(value);
}

static json_t *write_word(const struct field *field, gconstpointer at,
			  const struct field_form *form UNUSED)
{
	const char *word = field_word(field, *(const int *)at);

	return word ? json_string(word) : json_integer(*(const int *)at);
}

static gboolean read_word(const struct field *field, const json_t *value, gpointer at,
			  const struct field_form *form UNUSED, const char *where UNUSED,
			  GError **error UNUSED)
{
	int index = json_is_string(value) ? field_word_index(field, json_string_value(value)) : -1;

	if (index >= 0)
		*(int *)at = index;
	return index >= 0;
}

/* weeks and times */

static json_t *write_week(const struct field *field UNUSED, gconstpointer at,
			  const struct field_form *form UNUSED)
{
	int week = *(const int *)at;

	return own_text(week == WEEK_NONE ? NULL : week_format(week));
}

static gboolean read_week(const struct field *field UNUSED, const json_t *value, gpointer at,
			  const struct field_form *form UNUSED, const char *where UNUSED,
			  GError **error UNUSED)
{
	int week = json_is_string(value) ? week_parse(json_string_value(value), 0, 0) : WEEK_NONE;

	*(int *)at = week;
	return week != WEEK_NONE || json_is_null(value);
}

static json_t *write_day(const struct field *field UNUSED, gconstpointer at,
			 const struct field_form *form UNUSED)
{
	int day = *(const int *)at;

	return own_text(day == DAY_NONE ? NULL : day_format_iso(day));
}

static gboolean read_day(const struct field *field UNUSED, const json_t *value, gpointer at,
			 const struct field_form *form UNUSED, const char *where UNUSED,
			 GError **error UNUSED)
{
	int day = json_is_string(value) ? day_parse_iso(json_string_value(value)) : DAY_NONE;

	*(int *)at = day;
	return day != DAY_NONE || json_is_null(value);
}

static json_t *write_time(const struct field *field UNUSED, gconstpointer at,
			  const struct field_form *form UNUSED)
{
	gint64 time = *(const gint64 *)at;

	return own_text(time == TIME_NONE ? NULL : time_format_rfc3339(time));
}

static gboolean read_time(const struct field *field UNUSED, const json_t *value, gpointer at,
			  const struct field_form *form UNUSED, const char *where UNUSED,
			  GError **error UNUSED)
{
	*(gint64 *)at = TIME_NONE;
	return json_is_null(value) ||
	       (json_is_string(value) && time_parse_rfc3339(json_string_value(value), at));
}

/* reals */

/* Rounded here already, so that 0.1 + 0.2 and 0.3 give the same text; -0 is 0. */
static json_t *real_value(double value, const struct field_form *form)
{
	char format[8], text[G_ASCII_DTOSTR_BUF_SIZE];

	if (form && form->digits && isfinite(value)) {
		g_snprintf(format, sizeof format, "%%.%dg", form->digits);
		value = g_ascii_strtod(g_ascii_formatd(text, sizeof text, format, value), NULL);
	}
	return json_number(value == 0 ? 0 : value);
}

static gboolean get_real(const json_t *value, double *out)
{
	*out = json_is_null(value) ? NAN : json_number_value(value);
	return json_is_number(value) || json_is_null(value);
}

static json_t *write_real(const struct field *field, gconstpointer at,
			  const struct field_form *form)
{
	json_t *array;

	if (!field->count)
		return real_value(*(const double *)at, form);
	array = json_array();
	for (int i = 0; i < field->count; i++)
		json_array_append_new(array, real_value(((const double *)at)[i], form));
	return array;
}

static gboolean read_real(const struct field *field, const json_t *value, gpointer at,
			  const struct field_form *form UNUSED, const char *where UNUSED,
			  GError **error UNUSED)
{
	if (!field->count)
		return get_real(value, at);
	if (json_array_size(value) != (gsize)field->count)
		return FALSE;
	for (int i = 0; i < field->count; i++)
		if (!get_real(json_array_get(value, (gsize)i), (double *)at + i))
			return FALSE;
	return TRUE;
}

/* rings */

static json_t *write_rings(const struct field *field UNUSED, gconstpointer at,
			   const struct field_form *form)
{
	const GPtrArray *rings = *(GPtrArray *const *)at;
	json_t *array = json_array();

	for (guint r = 0; r < rings->len; r++) {
		const GArray *ring = rings->pdata[r];
		json_t *points = json_array();

		for (guint i = 0; i + 1 < ring->len; i += 2)
			json_array_append_new(
				points,
				json_pack("[o, o]",
					  real_value(g_array_index(ring, double, i), form),
					  real_value(g_array_index(ring, double, i + 1), form)));
		json_array_append_new(array, points);
	}
	return array;
}

static gboolean read_ring(const json_t *value, GArray *ring)
{
	for (gsize i = 0; i < json_array_size(value); i++) {
		const json_t *point = json_array_get(value, i);
		double at[2];

		if (json_array_size(point) != 2 || !json_is_number(json_array_get(point, 0)) ||
		    !json_is_number(json_array_get(point, 1)))
			return FALSE;
		at[0] = json_number_value(json_array_get(point, 0));
		at[1] = json_number_value(json_array_get(point, 1));
		g_array_append_vals(ring, at, 2);
	}
	return json_is_array(value);
}

static gboolean read_rings(const struct field *field UNUSED, const json_t *value, gpointer at,
			   const struct field_form *form UNUSED, const char *where UNUSED,
			   GError **error UNUSED)
{
	GPtrArray *rings = *(GPtrArray **)at;

	g_ptr_array_set_size(rings, 0);
	for (gsize i = 0; i < json_array_size(value); i++)
		if (!read_ring(json_array_get(value, i), rings_add(rings)))
			return FALSE;
	return json_is_array(value) || json_is_null(value);
}

/* references */

static json_t *ref_value(const struct field *field, gint64 key, const struct field_form *form)
{
	char *name;

	if (!key)
		return json_null();
	if (!form || !form->name)
		return json_integer(key);
	name = form->name(form->data, field->refers, key);
	return name ? own_text(name) : json_null();
}

/* A key is another record in another database: where there are names, numbers are none. */

static gboolean get_ref(const struct field *field, const json_t *value,
			const struct field_form *form, gint64 *key)
{
	if (!form || !form->key)
		*key = json_integer_value(value);
	else if (json_is_string(value))
		*key = form->key(form->data, field->refers, json_string_value(value));
	else
		*key = 0;
	return *key > 0;
}

static gboolean leaves_out(const struct field *field, const json_t *value,
			   const struct field_form *form)
{
	return form && form->leave_out && json_is_string(value) &&
	       form->leave_out(form->data, field, json_string_value(value));
}

static json_t *write_ref(const struct field *field, gconstpointer at, const struct field_form *form)
{
	return ref_value(field, *(const gint64 *)at, form);
}

static gboolean read_ref(const struct field *field, const json_t *value, gpointer at,
			 const struct field_form *form, const char *where UNUSED,
			 GError **error UNUSED)
{
	*(gint64 *)at = 0;
	return json_is_null(value) || get_ref(field, value, form, at) ||
	       leaves_out(field, value, form);
}

static json_t *write_refs(const struct field *field, gconstpointer at,
			  const struct field_form *form)
{
	const GArray *refs = *(GArray *const *)at;
	json_t *array = json_array();

	for (guint i = 0; i < refs->len; i++) {
		json_t *one = ref_value(field, refs_at(refs, i), form);

		if (json_is_null(one)) /* nobody's */
			json_decref(one);
		else
			json_array_append_new(array, one);
	}
	return array;
}

static gboolean read_refs(const struct field *field, const json_t *value, gpointer at,
			  const struct field_form *form, const char *where UNUSED,
			  GError **error UNUSED)
{
	GArray *refs = *(GArray **)at;
	gint64 key;

	g_array_set_size(refs, 0);
	for (gsize i = 0; i < json_array_size(value); i++) {
		const json_t *one = json_array_get(value, i);

		if (get_ref(field, one, form, &key))
			refs_add(refs, key);
		else if (!leaves_out(field, one, form))
			return FALSE;
	}
	return json_is_array(value) || json_is_null(value);
}

/* texts */

static json_t *write_text(const struct field *field UNUSED, gconstpointer at,
			  const struct field_form *form UNUSED)
{
	return json_text(*(char *const *)at);
}

static gboolean read_text(const struct field *field UNUSED, const json_t *value, gpointer at,
			  const struct field_form *form UNUSED, const char *where UNUSED,
			  GError **error UNUSED)
{
	field_set_text(at, json_string_value(value));
	return json_is_string(value) || json_is_null(value);
}

static json_t *write_codes(const struct field *field UNUSED, gconstpointer at,
			   const struct field_form *form UNUSED)
{
	json_t *array = json_array();

	for (char *const *code = *(char **const *)at; code && *code; code++)
		json_array_append_new(array, json_text(*code));
	return array;
}

static gboolean read_codes(const struct field *field UNUSED, const json_t *value, gpointer at,
			   const struct field_form *form UNUSED, const char *where UNUSED,
			   GError **error UNUSED)
{
	gsize count = json_array_size(value);
	char **codes = count ? g_new0(char *, count + 1) : NULL;

	g_strfreev(*(char ***)at);
	*(char ***)at = codes;
	for (gsize i = 0; i < count; i++) {
		if (!json_is_string(json_array_get(value, i)))
			return FALSE;
		codes[i] = g_strdup(json_string_value(json_array_get(value, i)));
	}
	return json_is_array(value) || json_is_null(value);
}

/* structs inside */

static json_t *write_object(const struct field *field, gconstpointer at,
			    const struct field_form *form)
{
	return fields_to_json(field->members, at, form);
}

static gboolean read_object(const struct field *field, const json_t *value, gpointer at,
			    const struct field_form *form, const char *where, GError **error)
{
	g_autofree char *inside = g_strdup_printf("%s%s.", where, field->name);

	return json_is_object(value) &&
	       fields_from_json(field->members, value, at, form, inside, error);
}

static json_t *write_objects(const struct field *field, gconstpointer at,
			     const struct field_form *form)
{
	const GPtrArray *objects = *(GPtrArray *const *)at;
	json_t *array = json_array();

	for (guint i = 0; i < objects->len; i++)
		json_array_append_new(array,
				      fields_to_json(field->members, objects->pdata[i], form));
	return array;
}

static gboolean read_objects(const struct field *field, const json_t *value, gpointer at,
			     const struct field_form *form, const char *where, GError **error)
{
	GPtrArray *objects = *(GPtrArray **)at;

	g_ptr_array_set_size(objects, 0);
	if (!json_is_array(value) || json_array_size(value) > MOST_OBJECTS)
		return FALSE;
	for (gsize i = 0; i < json_array_size(value); i++) {
		g_autofree char *inside =
			g_strdup_printf("%s%s[%" G_GSIZE_FORMAT "].", where, field->name, i);
		gpointer object = g_malloc0(field->size);

		fields_reset(field->members, object);
		g_ptr_array_add(objects, object);
		if (!fields_from_json(field->members, json_array_get(value, i), object, form,
				      inside, error))
			return FALSE;
	}
	return TRUE;
}

/* by kind */

static const struct field_type {
	const char *form; /* msgid: what a value looks like */
	json_t *(*write)(const struct field *field, gconstpointer at,
			 const struct field_form *form);
	/* FALSE: the value is no such thing; with an error only where a part of it is named. */
	gboolean (*read)(const struct field *field, const json_t *value, gpointer at,
			 const struct field_form *form, const char *where, GError **error);
} types[] = {
	[FIELD_INT] = {N_("a whole number, such as 12"), write_int, read_int},
	[FIELD_SMALL] = {N_("a whole number, such as 12"), write_small, read_small},
	[FIELD_FLAG] = {N_("true or false"), write_flag, read_flag},
	[FIELD_WEEK] = {N_("a week, such as “2024-W40”"), write_week, read_week},
	[FIELD_DAY] = {N_("a day, such as “2024-10-18”"), write_day, read_day},
	[FIELD_TIME] = {N_("a time, such as “2024-10-08T08:30:00+02:00”"), write_time, read_time},
	[FIELD_REAL] = {N_("a number, such as 4.5"), write_real, read_real},
	[FIELD_REF] = {N_("the name of something that is there"), write_ref, read_ref},
	[FIELD_WORD] = {N_("one of the known words"), write_word, read_word},
	[FIELD_CODE] = {N_("a text or null"), write_text, read_text},
	[FIELD_PROSE] = {N_("a text or null"), write_text, read_text},
	[FIELD_CODES] = {N_("a list of texts"), write_codes, read_codes},
	[FIELD_REFS] = {N_("a list of names of things that are there"), write_refs, read_refs},
	[FIELD_RINGS] = {N_("rings of points, such as [[[17.98, 59.23], [17.99, 59.23]]]"),
			 write_rings, read_rings},
	[FIELD_OBJECT] = {N_("an object"), write_object, read_object},
	[FIELD_OBJECTS] = {N_("a list of objects"), write_objects, read_objects},
};

/* one field */

json_t *field_to_json(const struct field *field, gconstpointer object,
		      const struct field_form *form)
{
	return types[field->kind].write(field, (const char *)object + field->offset, form);
}

/* "one of the known words: seen, told, rumour" */
static char *expected_form(const struct field *field)
{
	g_autofree char *words = NULL;

	if (field->count)
		return g_strdup_printf(_("a list of %d numbers"), field->count);
	if (field->kind != FIELD_WORD)
		return g_strdup(_(types[field->kind].form));
	words = g_strjoinv(", ", (char **)field->words);
	return g_strdup_printf("%s: %s", _(types[field->kind].form), words);
}

gboolean field_from_json(const struct field *field, const json_t *value, gpointer object,
			 const struct field_form *form, const char *where, GError **error)
{
	g_autoptr(GError) local = NULL;
	g_autofree char *expected = NULL;

	if (types[field->kind].read(field, value, (char *)object + field->offset, form, where,
				    &local))
		return TRUE;
	if (local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	expected = expected_form(field);
	if (json_is_string(value)) {
		g_autofree char *said = text_clean(json_string_value(value), -1, FALSE);

		said[text_cut(said, QUOTED_MOST, NULL)] = '\0';
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s%s “%s” cannot be read: it should be %s."), where, field->name,
			    said, expected);
	} else {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s%s cannot be read: it should be %s."), where, field->name,
			    expected);
	}
	return FALSE;
}

/* all fields */

json_t *fields_to_json(const struct field *fields, gconstpointer object,
		       const struct field_form *form)
{
	json_t *json = json_object();

	for (const struct field *f = fields; f->name; f++)
		if (!form || !form->content_only || !f->outside)
			json_object_set_new(json, f->name, field_to_json(f, object, form));
	return json;
}

gboolean fields_from_json(const struct field *fields, const json_t *json, gpointer object,
			  const struct field_form *form, const char *where, GError **error)
{
	for (const struct field *f = fields; f->name; f++) {
		const json_t *value = json_object_get(json, f->name);

		if (value && !field_from_json(f, value, object, form, where, error))
			return FALSE;
	}
	return TRUE;
}
