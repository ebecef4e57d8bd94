/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of structs as bytes: the shape of their table, then each value as it lies in memory, texts
 * and lists after their length. What is read is never believed: it may end anywhere. */
#include "config.h"

#include "osg/error.h"
#include "osg/field.h"

#include <string.h>

#include "osg/digest.h"

#define NO_TEXT G_MAXUINT32

/* What is left to read. */
struct bytes {
	const guint8 *at;
	gsize left;
};

/* shape */

static void digest_shape(const struct field *fields, Digest *digest)
{
	for (const struct field *f = fields; f->name; f++) {
		const gint32 numbers[] = {(gint32)f->kind, f->count, f->outside};

		digest_add(digest, f->name, strlen(f->name) + 1);
		digest_add(digest, numbers, sizeof numbers);
		for (const char *const *word = f->words; word && *word; word++)
			digest_add(digest, *word, strlen(*word) + 1);
		if (f->members)
			digest_shape(f->members, digest);
	}
}

static void shape_of(const struct field *fields, guint8 shape[DIGEST_SIZE])
{
	g_autoptr(Digest) digest = digest_new();

	digest_shape(fields, digest);
	digest_end(digest, shape);
}

/* pieces */

static void put(GByteArray *to, gconstpointer from, gsize size)
{
	g_byte_array_append(to, from, (guint)size);
}

static gboolean take(struct bytes *from, gpointer to, gsize size)
{
	if (size > from->left)
		return FALSE;
	if (size)
		memcpy(to, from->at, size);
	from->at += size;
	from->left -= size;
	return TRUE;
}

static void put_count(GByteArray *to, gsize count)
{
	guint32 number = (guint32)count;

	put(to, &number, sizeof number);
}

/* So many of at least so many bytes each; more than there can be is refused before room is made. */
static gboolean take_count(struct bytes *from, gsize each, guint32 *count)
{
	return take(from, count, sizeof *count) && *count <= from->left / MAX(each, 1);
}

static void put_text(GByteArray *to, const char *text)
{
	put_count(to, text ? strlen(text) : NO_TEXT);
	if (text)
		put(to, text, strlen(text));
}

static gboolean take_text(struct bytes *from, char **text)
{
	guint32 length;

	*text = NULL;
	if (!take(from, &length, sizeof length))
		return FALSE;
	if (length == NO_TEXT)
		return TRUE;
	if (length > from->left || !g_utf8_validate_len((const char *)from->at, length, NULL))
		return FALSE;
	*text = g_malloc0(length + 1);
	return take(from, *text, length);
}

static void put_array(GByteArray *to, const GArray *array)
{
	put_count(to, array->len);
	put(to, array->data, array->len * (gsize)g_array_get_element_size((GArray *)array));
}

static gboolean take_array(struct bytes *from, GArray *array)
{
	gsize each = g_array_get_element_size(array);
	guint32 count;

	if (!take_count(from, each, &count))
		return FALSE;
	g_array_set_size(array, count);
	return take(from, array->data, count * each);
}

/* values */

static void put_fields(const struct field *fields, gconstpointer object, GByteArray *to);
static gboolean take_fields(const struct field *fields, gpointer object, struct bytes *from);

static gsize value_size(const struct field *field)
{
	struct field one = *field;

	one.count = 0;
	return field_size(&one) * (gsize)MAX(field->count, 1);
}

static void put_value(const struct field *field, gconstpointer at, GByteArray *to)
{
	put(to, at, value_size(field));
}

static gboolean take_value(const struct field *field, gpointer at, struct bytes *from)
{
	return take(from, at, value_size(field));
}

static gboolean take_flag(const struct field *field, gpointer at, struct bytes *from)
{
	return take_value(field, at, from) && (*(int *)at == 0 || *(int *)at == 1);
}

static gboolean take_word(const struct field *field, gpointer at, struct bytes *from)
{
	return take_value(field, at, from) && field_word(field, *(int *)at);
}

static void put_one_text(const struct field *field UNUSED, gconstpointer at, GByteArray *to)
{
	put_text(to, *(char *const *)at);
}

static gboolean take_one_text(const struct field *field UNUSED, gpointer at, struct bytes *from)
{
	return take_text(from, at);
}

static void put_codes(const struct field *field UNUSED, gconstpointer at, GByteArray *to)
{
	char *const *codes = *(char **const *)at;

	put_count(to, codes_count(codes));
	for (; codes && *codes; codes++)
		put_text(to, *codes);
}

static gboolean take_codes(const struct field *field UNUSED, gpointer at, struct bytes *from)
{
	guint32 count;
	char **codes = NULL;

	if (!take_count(from, sizeof count, &count))
		return FALSE;
	if (count)
		codes = *(char ***)at = g_new0(char *, (gsize)count + 1);
	for (guint32 i = 0; i < count; i++)
		if (!take_text(from, &codes[i]) || !codes[i])
			return FALSE;
	return TRUE;
}

static void put_refs(const struct field *field UNUSED, gconstpointer at, GByteArray *to)
{
	put_array(to, *(GArray *const *)at);
}

static gboolean take_refs(const struct field *field UNUSED, gpointer at, struct bytes *from)
{
	return take_array(from, *(GArray **)at);
}

static void put_rings(const struct field *field UNUSED, gconstpointer at, GByteArray *to)
{
	const GPtrArray *rings = *(GPtrArray *const *)at;

	put_count(to, rings->len);
	for (guint i = 0; i < rings->len; i++)
		put_array(to, rings->pdata[i]);
}

static gboolean take_rings(const struct field *field UNUSED, gpointer at, struct bytes *from)
{
	guint32 count;

	if (!take_count(from, sizeof count, &count))
		return FALSE;
	while (count-- > 0) {
		GArray *ring = rings_add(*(GPtrArray **)at);

		if (!take_array(from, ring) || ring->len % 2)
			return FALSE;
	}
	return TRUE;
}

static void put_object(const struct field *field, gconstpointer at, GByteArray *to)
{
	put_fields(field->members, at, to);
}

static gboolean take_object(const struct field *field, gpointer at, struct bytes *from)
{
	return take_fields(field->members, at, from);
}

static void put_objects(const struct field *field, gconstpointer at, GByteArray *to)
{
	const GPtrArray *objects = *(GPtrArray *const *)at;

	put_count(to, objects->len);
	for (guint i = 0; i < objects->len; i++)
		put_fields(field->members, objects->pdata[i], to);
}

static gboolean take_objects(const struct field *field, gpointer at, struct bytes *from)
{
	guint32 count;

	if (!take_count(from, 1, &count))
		return FALSE;
	while (count-- > 0) {
		gpointer object = g_malloc0(field->size);

		fields_reset(field->members, object);
		g_ptr_array_add(*(GPtrArray **)at, object);
		if (!take_fields(field->members, object, from))
			return FALSE;
	}
	return TRUE;
}

/* by kind */

static const struct field_bytes {
	void (*put)(const struct field *field, gconstpointer at, GByteArray *to);
	/* FALSE: there is no such value. */
	gboolean (*take)(const struct field *field, gpointer at, struct bytes *from);
} kinds[] = {
	[FIELD_INT] = {put_value, take_value},
	[FIELD_SMALL] = {put_value, take_value},
	[FIELD_FLAG] = {put_value, take_flag},
	[FIELD_WEEK] = {put_value, take_value},
	[FIELD_DAY] = {put_value, take_value},
	[FIELD_TIME] = {put_value, take_value},
	[FIELD_REAL] = {put_value, take_value},
	[FIELD_REF] = {put_value, take_value},
	[FIELD_WORD] = {put_value, take_word},
	[FIELD_CODE] = {put_one_text, take_one_text},
	[FIELD_PROSE] = {put_one_text, take_one_text},
	[FIELD_CODES] = {put_codes, take_codes},
	[FIELD_REFS] = {put_refs, take_refs},
	[FIELD_RINGS] = {put_rings, take_rings},
	[FIELD_OBJECT] = {put_object, take_object},
	[FIELD_OBJECTS] = {put_objects, take_objects},
};

static void put_fields(const struct field *fields, gconstpointer object, GByteArray *to)
{
	for (const struct field *f = fields; f->name; f++)
		if (!f->outside)
			kinds[f->kind].put(f, (const char *)object + f->offset, to);
}

static gboolean take_fields(const struct field *fields, gpointer object, struct bytes *from)
{
	for (const struct field *f = fields; f->name; f++)
		if (!f->outside && !kinds[f->kind].take(f, (char *)object + f->offset, from))
			return FALSE;
	return TRUE;
}

/* all */

GBytes *fields_to_bytes(const struct field *fields, gconstpointer object)
{
	GByteArray *to = g_byte_array_new();
	guint8 shape[DIGEST_SIZE];

	shape_of(fields, shape);
	put(to, shape, sizeof shape);
	put_fields(fields, object, to);
	return g_byte_array_free_to_bytes(to);
}

gboolean fields_from_bytes(const struct field *fields, GBytes *bytes, gpointer object)
{
	struct bytes from;
	guint8 shape[DIGEST_SIZE], here[DIGEST_SIZE];

	from.at = g_bytes_get_data(bytes, &from.left);
	shape_of(fields, here);
	return take(&from, shape, sizeof shape) && memcmp(shape, here, sizeof shape) == 0 &&
	       take_fields(fields, object, &from) && from.left == 0;
}
