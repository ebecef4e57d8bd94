/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of structs: one row for each kind of field says how it is made, freed, copied, compared,
 * written and read. A new kind of field is one row here and one line in field_rows.h. */
#include "config.h"

#include "osg/field.h"

#include <math.h>
#include <string.h>

#include "osg/error.h"
#include "osg/json.h"
#include "osg/week.h"

#define MOST_OBJECTS 100000 /* in one list: a file with more is refused */

struct field_type {
	gsize size;       /* of a plain value: compared by its bytes unless equal is set */
	const char *form; /* msgid: what a value looks like */
	void (*reset)(const struct field *field, gpointer at);
	void (*clear)(const struct field *field, gpointer at); /* NULL: owns nothing */
	void (*copy)(const struct field *field, gpointer to, gconstpointer from);
	gboolean (*equal)(const struct field *field, gconstpointer a, gconstpointer b);
	json_t *(*write)(const struct field *field, gconstpointer at,
			 const struct field_form *form);
	/* FALSE: the value is no such thing; with an error only where a part of it is named. */
	gboolean (*read)(const struct field *field, const json_t *value, gpointer at,
			 const struct field_form *form, const char *where, GError **error);
};

static json_t *own_text(char *take_text)
{
	json_t *value = json_text(take_text);

	g_free(take_text);
	return value;
}

/* whole numbers */

static void reset_int(const struct field *field, gpointer at)
{
	*(gint64 *)at = field->initial;
}

static json_t *write_int(const struct field *field G_GNUC_UNUSED, gconstpointer at,
			 const struct field_form *form G_GNUC_UNUSED)
{
	return json_integer(*(const gint64 *)at);
}

static gboolean read_int(const struct field *field G_GNUC_UNUSED, const json_t *value, gpointer at,
			 const struct field_form *form G_GNUC_UNUSED,
			 const char *where G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
	*(gint64 *)at = json_integer_value(value);
	return json_is_integer(value);
}

static void reset_small(const struct field *field, gpointer at)
{
	for (int i = 0; i < MAX(field->count, 1); i++)
		((int *)at)[i] = field->initial;
}

static gboolean equal_small(const struct field *field, gconstpointer a, gconstpointer b)
{
	return memcmp(a, b, sizeof(int) * (gsize)MAX(field->count, 1)) == 0;
}

static json_t *write_small(const struct field *field, gconstpointer at,
			   const struct field_form *form G_GNUC_UNUSED)
{
	json_t *array;

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

static gboolean read_small(const struct field *field, const json_t *value, gpointer at,
			   const struct field_form *form G_GNUC_UNUSED,
			   const char *where G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
	if (!field->count)
		return small_value(value, at);
	if (json_array_size(value) != (gsize)field->count)
		return FALSE;
	for (int i = 0; i < field->count; i++)
		if (!small_value(json_array_get(value, (gsize)i), (int *)at + i))
			return FALSE;
	return TRUE;
}

static json_t *write_flag(const struct field *field G_GNUC_UNUSED, gconstpointer at,
			  const struct field_form *form G_GNUC_UNUSED)
{
	return json_boolean(*(const int *)at);
}

static gboolean read_flag(const struct field *field G_GNUC_UNUSED, const json_t *value, gpointer at,
			  const struct field_form *form G_GNUC_UNUSED,
			  const char *where G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
	*(int *)at = json_is_true(value);
	return json_is_boolean(value);
}

static json_t *write_word(const struct field *field, gconstpointer at,
			  const struct field_form *form G_GNUC_UNUSED)
{
	const char *word = field_word(field, *(const int *)at);

	return word ? json_string(word) : json_integer(*(const int *)at);
}

static gboolean read_word(const struct field *field, const json_t *value, gpointer at,
			  const struct field_form *form G_GNUC_UNUSED,
			  const char *where G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
	int index = json_is_string(value) ? field_word_index(field, json_string_value(value)) : -1;

	if (index >= 0)
		*(int *)at = index;
	return index >= 0;
}

/* weeks and times */

static void reset_week(const struct field *field G_GNUC_UNUSED, gpointer at)
{
	*(int *)at = WEEK_NONE;
}

static json_t *write_week(const struct field *field G_GNUC_UNUSED, gconstpointer at,
			  const struct field_form *form G_GNUC_UNUSED)
{
	int week = *(const int *)at;

	return own_text(week == WEEK_NONE ? NULL : week_format(week));
}

static gboolean read_week(const struct field *field G_GNUC_UNUSED, const json_t *value, gpointer at,
			  const struct field_form *form G_GNUC_UNUSED,
			  const char *where G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
	int week = json_is_string(value) ? week_parse(json_string_value(value), 0) : WEEK_NONE;

	*(int *)at = week;
	return week != WEEK_NONE || json_is_null(value);
}

static void reset_day(const struct field *field G_GNUC_UNUSED, gpointer at)
{
	*(int *)at = DAY_NONE;
}

static json_t *write_day(const struct field *field G_GNUC_UNUSED, gconstpointer at,
			 const struct field_form *form G_GNUC_UNUSED)
{
	int day = *(const int *)at;

	return own_text(day == DAY_NONE ? NULL : day_format_iso(day));
}

static gboolean read_day(const struct field *field G_GNUC_UNUSED, const json_t *value, gpointer at,
			 const struct field_form *form G_GNUC_UNUSED,
			 const char *where G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
	int day = json_is_string(value) ? day_parse_iso(json_string_value(value)) : DAY_NONE;

	*(int *)at = day;
	return day != DAY_NONE || json_is_null(value);
}

static void reset_time(const struct field *field G_GNUC_UNUSED, gpointer at)
{
	*(gint64 *)at = TIME_NONE;
}

static json_t *write_time(const struct field *field G_GNUC_UNUSED, gconstpointer at,
			  const struct field_form *form G_GNUC_UNUSED)
{
	gint64 time = *(const gint64 *)at;

	return own_text(time == TIME_NONE ? NULL : time_format_rfc3339(time));
}

static gboolean read_time(const struct field *field G_GNUC_UNUSED, const json_t *value, gpointer at,
			  const struct field_form *form G_GNUC_UNUSED,
			  const char *where G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
	*(gint64 *)at = TIME_NONE;
	return json_is_null(value) ||
	       (json_is_string(value) && time_parse_rfc3339(json_string_value(value), at));
}

/* reals */

static void reset_real(const struct field *field, gpointer at)
{
	for (int i = 0; i < MAX(field->count, 1); i++)
		((double *)at)[i] = field->count ? 0 : NAN;
}

static gboolean real_equal(double x, double y)
{
	return x == y || (isnan(x) && isnan(y));
}

static gboolean equal_real(const struct field *field, gconstpointer a, gconstpointer b)
{
	for (int i = 0; i < MAX(field->count, 1); i++)
		if (!real_equal(((const double *)a)[i], ((const double *)b)[i]))
			return FALSE;
	return TRUE;
}

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
			  const struct field_form *form G_GNUC_UNUSED,
			  const char *where G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
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

static void reset_reals(const struct field *field G_GNUC_UNUSED, gpointer at)
{
	*(GArray **)at = g_array_new(FALSE, FALSE, sizeof(double));
}

static json_t *write_reals(const struct field *field G_GNUC_UNUSED, gconstpointer at,
			   const struct field_form *form)
{
	const GArray *reals = *(GArray *const *)at;
	json_t *array = json_array();

	for (guint i = 0; i < reals->len; i++)
		json_array_append_new(array, real_value(g_array_index(reals, double, i), form));
	return array;
}

static gboolean read_reals(const struct field *field G_GNUC_UNUSED, const json_t *value,
			   gpointer at, const struct field_form *form G_GNUC_UNUSED,
			   const char *where G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
	GArray *reals = *(GArray **)at;

	g_array_set_size(reals, 0);
	for (gsize i = 0; i < json_array_size(value); i++) {
		double real;

		if (!json_is_number(json_array_get(value, i)) ||
		    !get_real(json_array_get(value, i), &real))
			return FALSE;
		g_array_append_val(reals, real);
	}
	return json_is_array(value) || json_is_null(value);
}

/* references */

static void reset_ref(const struct field *field G_GNUC_UNUSED, gpointer at)
{
	*(gint64 *)at = 0;
}

static json_t *ref_value(const struct field *field, gint64 key, const struct field_form *form)
{
	char *name;

	if (!key)
		return json_null();
	name = form && form->name ? form->name(form->data, field->refers, key) : NULL;
	return name ? own_text(name) : json_integer(key);
}

static gboolean get_ref(const struct field *field, const json_t *value,
			const struct field_form *form, gint64 *key)
{
	if (json_is_string(value) && form && form->key)
		*key = form->key(form->data, field->refers, json_string_value(value));
	else
		*key = json_integer_value(value);
	return *key > 0;
}

static json_t *write_ref(const struct field *field, gconstpointer at, const struct field_form *form)
{
	return ref_value(field, *(const gint64 *)at, form);
}

static gboolean read_ref(const struct field *field, const json_t *value, gpointer at,
			 const struct field_form *form, const char *where G_GNUC_UNUSED,
			 GError **error G_GNUC_UNUSED)
{
	*(gint64 *)at = 0;
	return json_is_null(value) || get_ref(field, value, form, at);
}

static void reset_refs(const struct field *field G_GNUC_UNUSED, gpointer at)
{
	*(GArray **)at = g_array_new(FALSE, FALSE, sizeof(gint64));
}

static void clear_array(const struct field *field G_GNUC_UNUSED, gpointer at)
{
	g_clear_pointer((GArray **)at, g_array_unref);
}

static void copy_array(const struct field *field G_GNUC_UNUSED, gpointer to, gconstpointer from)
{
	*(GArray **)to = g_array_copy(*(GArray *const *)from);
}

static gboolean equal_array(const struct field *field G_GNUC_UNUSED, gconstpointer a,
			    gconstpointer b)
{
	const GArray *x = *(GArray *const *)a, *y = *(GArray *const *)b;

	return x->len == y->len && (x->len == 0 || memcmp(x->data, y->data, x->len * 8) == 0);
}

static json_t *write_refs(const struct field *field, gconstpointer at,
			  const struct field_form *form)
{
	const GArray *refs = *(GArray *const *)at;
	json_t *array = json_array();

	for (guint i = 0; i < refs->len; i++)
		json_array_append_new(array, ref_value(field, refs_at(refs, i), form));
	return array;
}

static gboolean read_refs(const struct field *field, const json_t *value, gpointer at,
			  const struct field_form *form, const char *where G_GNUC_UNUSED,
			  GError **error G_GNUC_UNUSED)
{
	GArray *refs = *(GArray **)at;
	gint64 key;

	g_array_set_size(refs, 0);
	for (gsize i = 0; i < json_array_size(value); i++) {
		if (!get_ref(field, json_array_get(value, i), form, &key))
			return FALSE;
		refs_add(refs, key);
	}
	return json_is_array(value) || json_is_null(value);
}

/* texts */

static void reset_pointer(const struct field *field G_GNUC_UNUSED, gpointer at)
{
	*(gpointer *)at = NULL;
}

static void clear_text(const struct field *field G_GNUC_UNUSED, gpointer at)
{
	g_clear_pointer((char **)at, g_free);
}

static void copy_text(const struct field *field G_GNUC_UNUSED, gpointer to, gconstpointer from)
{
	*(char **)to = g_strdup(*(char *const *)from);
}

static gboolean equal_text(const struct field *field G_GNUC_UNUSED, gconstpointer a,
			   gconstpointer b)
{
	return g_strcmp0(*(char *const *)a, *(char *const *)b) == 0;
}

static json_t *write_text(const struct field *field G_GNUC_UNUSED, gconstpointer at,
			  const struct field_form *form G_GNUC_UNUSED)
{
	return json_text(*(char *const *)at);
}

static gboolean read_text(const struct field *field G_GNUC_UNUSED, const json_t *value, gpointer at,
			  const struct field_form *form G_GNUC_UNUSED,
			  const char *where G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
	field_set_text(at, json_string_value(value));
	return json_is_string(value) || json_is_null(value);
}

static void clear_codes(const struct field *field G_GNUC_UNUSED, gpointer at)
{
	g_clear_pointer((char ***)at, g_strfreev);
}

static void copy_codes(const struct field *field G_GNUC_UNUSED, gpointer to, gconstpointer from)
{
	*(char ***)to = g_strdupv(*(char **const *)from);
}

static gboolean equal_codes(const struct field *field G_GNUC_UNUSED, gconstpointer a,
			    gconstpointer b)
{
	char *const *x = *(char **const *)a, *const *y = *(char **const *)b;
	guint many = codes_count(x);

	if (many != codes_count(y))
		return FALSE;
	for (guint i = 0; i < many; i++)
		if (!g_str_equal(x[i], y[i]))
			return FALSE;
	return TRUE;
}

static json_t *write_codes(const struct field *field G_GNUC_UNUSED, gconstpointer at,
			   const struct field_form *form G_GNUC_UNUSED)
{
	json_t *array = json_array();

	for (char *const *code = *(char **const *)at; code && *code; code++)
		json_array_append_new(array, json_text(*code));
	return array;
}

static gboolean read_codes(const struct field *field, const json_t *value, gpointer at,
			   const struct field_form *form G_GNUC_UNUSED,
			   const char *where G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
	clear_codes(field, at);
	for (gsize i = 0; i < json_array_size(value); i++) {
		if (!json_is_string(json_array_get(value, i)))
			return FALSE;
		codes_add(at, json_string_value(json_array_get(value, i)));
	}
	return json_is_array(value) || json_is_null(value);
}

/* structs inside */

static void reset_object(const struct field *field, gpointer at)
{
	fields_reset(field->members, at);
}

static void clear_object(const struct field *field, gpointer at)
{
	fields_clear(field->members, at);
}

static void copy_object(const struct field *field, gpointer to, gconstpointer from)
{
	fields_copy(field->members, to, from);
}

static gboolean equal_object(const struct field *field, gconstpointer a, gconstpointer b)
{
	return fields_equal(field->members, a, b);
}

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

static void reset_objects(const struct field *field, gpointer at)
{
	*(GPtrArray **)at = g_ptr_array_new_with_free_func(field->free);
}

static void clear_objects(const struct field *field G_GNUC_UNUSED, gpointer at)
{
	g_clear_pointer((GPtrArray **)at, g_ptr_array_unref);
}

static void copy_objects(const struct field *field, gpointer to, gconstpointer from)
{
	const GPtrArray *objects = *(GPtrArray *const *)from;

	reset_objects(field, to);
	for (guint i = 0; i < objects->len; i++) {
		gpointer copy = g_memdup2(objects->pdata[i], field->size);

		fields_copy(field->members, copy, objects->pdata[i]);
		g_ptr_array_add(*(GPtrArray **)to, copy);
	}
}

static gboolean equal_objects(const struct field *field, gconstpointer a, gconstpointer b)
{
	const GPtrArray *x = *(GPtrArray *const *)a, *y = *(GPtrArray *const *)b;

	if (x->len != y->len)
		return FALSE;
	for (guint i = 0; i < x->len; i++)
		if (!fields_equal(field->members, x->pdata[i], y->pdata[i]))
			return FALSE;
	return TRUE;
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

static const struct field_type types[] = {
	[FIELD_INT] = {sizeof(gint64), N_("a whole number, such as 12"), reset_int, NULL, NULL,
		       NULL, write_int, read_int},
	[FIELD_SMALL] = {sizeof(int), N_("a whole number, such as 12"), reset_small, NULL, NULL,
			 equal_small, write_small, read_small},
	[FIELD_FLAG] = {sizeof(int), N_("true or false"), reset_small, NULL, NULL, NULL, write_flag,
			read_flag},
	[FIELD_WEEK] = {sizeof(int), N_("a week, such as \"2024-W40\""), reset_week, NULL, NULL,
			NULL, write_week, read_week},
	[FIELD_DAY] = {sizeof(int), N_("a day, such as \"2024-10-18\""), reset_day, NULL, NULL,
		       NULL, write_day, read_day},
	[FIELD_TIME] = {sizeof(gint64), N_("a time, such as \"2024-10-08T08:30:00+02:00\""),
			reset_time, NULL, NULL, NULL, write_time, read_time},
	[FIELD_REAL] = {sizeof(double), N_("a number, such as 4.5"), reset_real, NULL, NULL,
			equal_real, write_real, read_real},
	[FIELD_REF] = {sizeof(gint64), N_("the name of something that is there"), reset_ref, NULL,
		       NULL, NULL, write_ref, read_ref},
	[FIELD_WORD] = {sizeof(int), N_("one of the known words"), reset_small, NULL, NULL, NULL,
			write_word, read_word},
	[FIELD_CODE] = {0, N_("a text or null"), reset_pointer, clear_text, copy_text, equal_text,
			write_text, read_text},
	[FIELD_PROSE] = {0, N_("a text or null"), reset_pointer, clear_text, copy_text, equal_text,
			 write_text, read_text},
	[FIELD_CODES] = {0, N_("a list of texts"), reset_pointer, clear_codes, copy_codes,
			 equal_codes, write_codes, read_codes},
	[FIELD_REFS] = {0, N_("a list of names of things that are there"), reset_refs, clear_array,
			copy_array, equal_array, write_refs, read_refs},
	[FIELD_REALS] = {0, N_("a list of numbers"), reset_reals, clear_array, copy_array,
			 equal_array, write_reals, read_reals},
	[FIELD_OBJECT] = {0, N_("an object"), reset_object, clear_object, copy_object, equal_object,
			  write_object, read_object},
	[FIELD_OBJECTS] = {0, N_("a list of objects"), reset_objects, clear_objects, copy_objects,
			   equal_objects, write_objects, read_objects},
};

/* one field */

static const struct field_type *type_of(const struct field *field)
{
	return &types[field->kind];
}

gboolean field_equal(const struct field *field, gconstpointer a, gconstpointer b)
{
	const struct field_type *type = type_of(field);
	const char *x = (const char *)a + field->offset, *y = (const char *)b + field->offset;

	return type->equal ? type->equal(field, x, y) : memcmp(x, y, type->size) == 0;
}

void field_copy(const struct field *field, gpointer to, gconstpointer from)
{
	const struct field_type *type = type_of(field);
	char *target = (char *)to + field->offset;
	const char *source = (const char *)from + field->offset;

	if (type->clear)
		type->clear(field, target);
	if (type->copy)
		type->copy(field, target, source);
	else
		memcpy(target, source, type->size * (gsize)MAX(field->count, 1));
}

gsize field_size(const struct field *field)
{
	return field->count ? 0 : type_of(field)->size;
}

gboolean field_is_text(const struct field *field)
{
	return field->kind == FIELD_CODE || field->kind == FIELD_PROSE;
}

gboolean field_is_list(const struct field *field)
{
	return field->kind == FIELD_CODES || field->kind == FIELD_REFS ||
	       field->kind == FIELD_REALS;
}

json_t *field_to_json(const struct field *field, gconstpointer object,
		      const struct field_form *form)
{
	return type_of(field)->write(field, (const char *)object + field->offset, form);
}

/* "one of the known words: seen, told, rumour" */
static char *expected_form(const struct field *field)
{
	g_autofree char *words = NULL;

	if (field->count)
		return g_strdup_printf(_("a list of %d numbers"), field->count);
	if (field->kind != FIELD_WORD)
		return g_strdup(_(type_of(field)->form));
	words = g_strjoinv(", ", (char **)field->words);
	return g_strdup_printf("%s: %s", _(type_of(field)->form), words);
}

gboolean field_from_json(const struct field *field, const json_t *value, gpointer object,
			 const struct field_form *form, const char *where, GError **error)
{
	g_autoptr(GError) local = NULL;
	g_autofree char *expected = NULL;

	if (type_of(field)->read(field, value, (char *)object + field->offset, form, where, &local))
		return TRUE;
	if (local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	expected = expected_form(field);
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT, _("%s%s cannot be read: it should be %s."),
		    where, field->name, expected);
	return FALSE;
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
	return json_print(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(15));
}

/* The JSON that a text of field_to_text stands for; NULL = none. */
static json_t *text_json(const struct field *field, const char *text)
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
	case FIELD_REF: {
		json_t *key = json_loads(text, JSON_DECODE_ANY, NULL);

		return key ? key : json_string(text);
	}
	default:
		return json_loads(text, JSON_DECODE_ANY, NULL);
	}
}

gboolean field_from_text(const struct field *field, const char *text, gpointer object,
			 const struct field_form *form, GError **error)
{
	json_auto_t *value = *text ? text_json(field, text) : json_null();

	if (*text)
		return field_from_json(field, value, object, form, "", error);
	if (type_of(field)->clear)
		type_of(field)->clear(field, (char *)object + field->offset);
	type_of(field)->reset(field, (char *)object + field->offset);
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

/* all fields */

void fields_reset(const struct field *fields, gpointer object)
{
	for (const struct field *f = fields; f->name; f++)
		type_of(f)->reset(f, (char *)object + f->offset);
}

void fields_clear(const struct field *fields, gpointer object)
{
	for (const struct field *f = fields; f->name; f++)
		if (type_of(f)->clear)
			type_of(f)->clear(f, (char *)object + f->offset);
}

void fields_copy(const struct field *fields, gpointer to, gconstpointer from)
{
	for (const struct field *f = fields; f->name; f++)
		if (type_of(f)->copy)
			type_of(f)->copy(f, (char *)to + f->offset, (const char *)from + f->offset);
}

gboolean fields_equal(const struct field *fields, gconstpointer a, gconstpointer b)
{
	for (const struct field *f = fields; f->name; f++)
		if (!field_equal(f, a, b))
			return FALSE;
	return TRUE;
}

const struct field *fields_find(const struct field *fields, const char *name)
{
	for (const struct field *f = fields; f->name; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

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

/* values */

void field_set_text(char **slot, const char *text)
{
	char *copy = text && *text ? g_strdup(text) : NULL;

	g_free(*slot);
	*slot = copy;
}

gboolean refs_contain(const GArray *refs, gint64 key)
{
	for (guint i = 0; i < refs->len; i++)
		if (refs_at(refs, i) == key)
			return TRUE;
	return FALSE;
}

void refs_add(GArray *refs, gint64 key)
{
	if (key && !refs_contain(refs, key))
		g_array_append_val(refs, key);
}

gint64 refs_at(const GArray *refs, guint i)
{
	return g_array_index(refs, gint64, i);
}

guint codes_count(char *const *codes)
{
	guint many = 0;

	while (codes && codes[many])
		many++;
	return many;
}

gboolean codes_contain(char *const *codes, const char *code)
{
	for (; codes && *codes; codes++)
		if (g_str_equal(*codes, code))
			return TRUE;
	return FALSE;
}

void codes_add(char ***codes, const char *code)
{
	guint many = codes_count(*codes);

	*codes = g_renew(char *, *codes, many + 2);
	(*codes)[many] = g_strdup(code);
	(*codes)[many + 1] = NULL;
}
