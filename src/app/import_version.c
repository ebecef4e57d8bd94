/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digests of rows and their parts: "digest when what where text rest", hexadecimal, of fixed
 * widths. */
#include "config.h"

#include "app/import_version.h"

#include <string.h>

#define DIGEST_WIDTH 16
#define PART_WIDTH 6
#define PART_STRIDE (PART_WIDTH + 1)

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

char *import_version_make(const char *digest, const struct observation *o)
{
	static const char hex[] = "0123456789abcdef";
	char *version = g_malloc(DIGEST_WIDTH + G_N_ELEMENTS(parts) * PART_STRIDE + 1),
	     *out = version;
	gsize length = MIN(strlen(digest), DIGEST_WIDTH);

	memset(out, '0', DIGEST_WIDTH);
	memcpy(out, digest, length);
	out += DIGEST_WIDTH;
	for (gsize part = 0; part < G_N_ELEMENTS(parts); part++) {
		guint32 d = part_digest(part, o);

		*out++ = ' ';
		for (int i = PART_WIDTH - 1; i >= 0; i--)
			*out++ = hex[(d >> (4 * i)) & 15];
	}
	*out = '\0';
	return version;
}

gboolean import_version_same(const char *seen, const char *now)
{
	return seen && strncmp(seen, now, DIGEST_WIDTH) == 0;
}

static gboolean part_same(const char *seen, const char *now, gsize part)
{
	gsize at = DIGEST_WIDTH + part * PART_STRIDE;

	return seen && strlen(seen) == strlen(now) &&
	       strncmp(seen + at, now + at, PART_STRIDE) == 0;
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
