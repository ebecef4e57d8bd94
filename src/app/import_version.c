/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digests of rows and their parts: digest, when, what, where, text, rest, six bits a character and
 * each of a fixed width: every observation keeps one. */
#include "config.h"

#include "app/import_version.h"

#include <string.h>

#define DIGEST_WIDTH 11
#define PART_WIDTH 4

struct version_part {
	const char *fields[8]; /* names of the observation's fields, NULL-terminated */
};

static const struct version_part parts[] = {
	{{"time_from", "time_to", "time_precision"}},        {{"category", "sub_category"}},
	{{"place", "area", "place_words", "lat", "lon"}},    {{"text"}},
	{{"source_link", "cost", "known", "police_report"}},
};

/* The fields of the parts, looked up once. */
static const struct field *const *part_fields(gsize part)
{
	static gsize once;
	static const struct field *found[G_N_ELEMENTS(parts)][8];

	if (g_once_init_enter(&once)) {
		for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
			for (gsize f = 0; parts[i].fields[f]; f++)
				found[i][f] =
					fields_find(observation_kind.fields, parts[i].fields[f]);
		g_once_init_leave(&once, 1);
	}
	return found[part];
}

static guint32 part_digest(gsize part, const struct observation *o)
{
	const struct field *const *fields = part_fields(part);
	guint32 digest = 2166136261u;

	for (; *fields; fields++) {
		const guchar *bytes = (const guchar *)o + (*fields)->offset;
		gsize length = field_size(*fields);

		if (field_is_text(*fields)) {
			const char *text = *(char *const *)bytes;

			bytes = (const guchar *)(text ? text : "");
			length = strlen((const char *)bytes);
		}
		for (gsize i = 0; i < length; i++)
			digest = (digest ^ bytes[i]) * 16777619u;
	}
	return digest >> 8;
}

static char *append_bits(char *out, guint64 bits, int width)
{
	static const char signs[] =
		"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

	for (int i = 0; i < width; i++, bits >>= 6)
		*out++ = signs[bits & 63];
	return out;
}

char *import_version_make(guint64 digest, const struct observation *o)
{
	char *version = g_malloc(DIGEST_WIDTH + G_N_ELEMENTS(parts) * PART_WIDTH + 1);
	char *out = append_bits(version, digest, DIGEST_WIDTH);

	for (gsize part = 0; part < G_N_ELEMENTS(parts); part++)
		out = append_bits(out, part_digest(part, o), PART_WIDTH);
	*out = '\0';
	return version;
}

gboolean import_version_same(const char *seen, const char *now)
{
	return seen && strncmp(seen, now, DIGEST_WIDTH) == 0;
}

static gboolean part_same(const char *seen, const char *now, gsize part)
{
	gsize at = DIGEST_WIDTH + part * PART_WIDTH;

	return seen && strlen(seen) == strlen(now) && strncmp(seen + at, now + at, PART_WIDTH) == 0;
}

gboolean import_version_apply(const char *seen, const char *now, const struct observation *row,
			      struct observation *stored)
{
	gboolean changed = FALSE;

	for (gsize part = 0; part < G_N_ELEMENTS(parts); part++) {
		if (part_same(seen, now, part))
			continue;
		for (const struct field *const *fields = part_fields(part); *fields; fields++) {
			changed |= !field_equal(*fields, row, stored);
			field_copy(*fields, stored, row);
		}
	}
	return changed;
}

void import_version_unchanged(const char *seen, const char *now, const struct observation *row,
			      struct observation *stored)
{
	for (gsize part = 0; part < G_N_ELEMENTS(parts); part++)
		if (part_same(seen, now, part))
			for (const struct field *const *fields = part_fields(part); *fields;
			     fields++)
				field_copy(*fields, stored, row);
}
