/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of structs in memory: one row for each kind of field says how it is made, freed, copied
 * and compared. A new kind of field is one row here, one in field_json.c, and one line in
 * field_rows.h. */
#include "config.h"

#include "osg/error.h"
#include "osg/field.h"

#include <math.h>
#include <string.h>

#include "osg/week.h"

/* numbers and times */

static void reset_int(const struct field *field, gpointer at)
{
	*(gint64 *)at = field->initial;
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

static void reset_week(const struct field *field UNUSED, gpointer at)
{
	*(int *)at = WEEK_NONE;
}

static void reset_day(const struct field *field UNUSED, gpointer at)
{
	*(int *)at = DAY_NONE;
}

static void reset_time(const struct field *field UNUSED, gpointer at)
{
	*(gint64 *)at = TIME_NONE;
}

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

static void reset_ref(const struct field *field UNUSED, gpointer at)
{
	*(gint64 *)at = 0;
}

/* lists of keys */

static void reset_refs(const struct field *field UNUSED, gpointer at)
{
	*(GArray **)at = g_array_new(FALSE, FALSE, sizeof(gint64));
}

static void clear_array(const struct field *field UNUSED, gpointer at)
{
	g_clear_pointer((GArray **)at, g_array_unref);
}

static void copy_array(const struct field *field UNUSED, gpointer to, gconstpointer from)
{
	*(GArray **)to = g_array_copy(*(GArray *const *)from);
}

static gboolean equal_array(const struct field *field UNUSED, gconstpointer a, gconstpointer b)
{
	const GArray *x = *(GArray *const *)a, *y = *(GArray *const *)b;

	return x->len == y->len && (x->len == 0 || memcmp(x->data, y->data, x->len * 8) == 0);
}

/* rings */

static void reset_rings(const struct field *field UNUSED, gpointer at)
{
	*(GPtrArray **)at = rings_new();
}

static void clear_objects(const struct field *field UNUSED, gpointer at)
{
	g_clear_pointer((GPtrArray **)at, g_ptr_array_unref);
}

static void copy_rings(const struct field *field UNUSED, gpointer to, gconstpointer from)
{
	*(GPtrArray **)to = rings_new();
	rings_append(*(GPtrArray **)to, *(GPtrArray *const *)from);
}

static gboolean equal_rings(const struct field *field, gconstpointer a, gconstpointer b)
{
	const GPtrArray *x = *(GPtrArray *const *)a, *y = *(GPtrArray *const *)b;

	if (x->len != y->len)
		return FALSE;
	for (guint i = 0; i < x->len; i++)
		if (!equal_array(field, &x->pdata[i], &y->pdata[i]))
			return FALSE;
	return TRUE;
}

/* texts */

static void reset_pointer(const struct field *field UNUSED, gpointer at)
{
	*(gpointer *)at = NULL;
}

static void clear_text(const struct field *field UNUSED, gpointer at)
{
	g_clear_pointer((char **)at, g_free);
}

static void copy_text(const struct field *field UNUSED, gpointer to, gconstpointer from)
{
	*(char **)to = g_strdup(*(char *const *)from);
}

static gboolean equal_text(const struct field *field UNUSED, gconstpointer a, gconstpointer b)
{
	return g_strcmp0(*(char *const *)a, *(char *const *)b) == 0;
}

static void clear_codes(const struct field *field UNUSED, gpointer at)
{
	g_clear_pointer((char ***)at, g_strfreev);
}

static void copy_codes(const struct field *field UNUSED, gpointer to, gconstpointer from)
{
	*(char ***)to = g_strdupv(*(char **const *)from);
}

static gboolean equal_codes(const struct field *field UNUSED, gconstpointer a, gconstpointer b)
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

static void reset_objects(const struct field *field, gpointer at)
{
	*(GPtrArray **)at = g_ptr_array_new_with_free_func(field->free);
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

/* by kind */

static const struct field_memory {
	gsize size; /* of a plain value: compared by its bytes unless equal is set */
	void (*reset)(const struct field *field, gpointer at);
	void (*clear)(const struct field *field, gpointer at); /* NULL: owns nothing */
	void (*copy)(const struct field *field, gpointer to, gconstpointer from);
	gboolean (*equal)(const struct field *field, gconstpointer a, gconstpointer b);
} kinds[] = {
	[FIELD_INT] = {sizeof(gint64), reset_int, NULL, NULL, NULL},
	[FIELD_SMALL] = {sizeof(int), reset_small, NULL, NULL, equal_small},
	[FIELD_FLAG] = {sizeof(int), reset_small, NULL, NULL, NULL},
	[FIELD_WEEK] = {sizeof(int), reset_week, NULL, NULL, NULL},
	[FIELD_DAY] = {sizeof(int), reset_day, NULL, NULL, NULL},
	[FIELD_TIME] = {sizeof(gint64), reset_time, NULL, NULL, NULL},
	[FIELD_REAL] = {sizeof(double), reset_real, NULL, NULL, equal_real},
	[FIELD_REF] = {sizeof(gint64), reset_ref, NULL, NULL, NULL},
	[FIELD_WORD] = {sizeof(int), reset_small, NULL, NULL, NULL},
	[FIELD_CODE] = {0, reset_pointer, clear_text, copy_text, equal_text},
	[FIELD_PROSE] = {0, reset_pointer, clear_text, copy_text, equal_text},
	[FIELD_CODES] = {0, reset_pointer, clear_codes, copy_codes, equal_codes},
	[FIELD_REFS] = {0, reset_refs, clear_array, copy_array, equal_array},
	[FIELD_RINGS] = {0, reset_rings, clear_objects, copy_rings, equal_rings},
	[FIELD_OBJECT] = {0, reset_object, clear_object, copy_object, equal_object},
	[FIELD_OBJECTS] = {0, reset_objects, clear_objects, copy_objects, equal_objects},
};

static const struct field_memory *memory_of(const struct field *field)
{
	return &kinds[field->kind];
}

/* one field */

gboolean field_equal(const struct field *field, gconstpointer a, gconstpointer b)
{
	const struct field_memory *memory = memory_of(field);
	const char *x = (const char *)a + field->offset, *y = (const char *)b + field->offset;

	return memory->equal ? memory->equal(field, x, y) : memcmp(x, y, memory->size) == 0;
}

void field_reset(const struct field *field, gpointer object)
{
	const struct field_memory *memory = memory_of(field);
	char *at = (char *)object + field->offset;

	if (memory->clear)
		memory->clear(field, at);
	memory->reset(field, at);
}

void field_copy(const struct field *field, gpointer to, gconstpointer from)
{
	const struct field_memory *memory = memory_of(field);
	char *target = (char *)to + field->offset;
	const char *source = (const char *)from + field->offset;

	if (memory->clear)
		memory->clear(field, target);
	if (memory->copy)
		memory->copy(field, target, source);
	else
		memcpy(target, source, memory->size * (gsize)MAX(field->count, 1));
}

gsize field_size(const struct field *field)
{
	return field->count ? 0 : memory_of(field)->size;
}

/* all fields */

void fields_reset(const struct field *fields, gpointer object)
{
	for (const struct field *f = fields; f->name; f++)
		memory_of(f)->reset(f, (char *)object + f->offset);
}

void fields_clear(const struct field *fields, gpointer object)
{
	for (const struct field *f = fields; f->name; f++)
		if (memory_of(f)->clear)
			memory_of(f)->clear(f, (char *)object + f->offset);
}

void fields_free(const struct field *fields, gpointer object)
{
	if (!object)
		return;
	fields_clear(fields, object);
	g_free(object);
}

void fields_copy(const struct field *fields, gpointer to, gconstpointer from)
{
	for (const struct field *f = fields; f->name; f++)
		if (memory_of(f)->copy)
			memory_of(f)->copy(f, (char *)to + f->offset,
					   (const char *)from + f->offset);
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
