/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digests of rows and their parts: "digest when what where text rest", hexadecimal, of fixed
 * widths. */
#include "config.h"

#include "app/import_version.h"

#include <string.h>

#define DIGEST_WIDTH 16
#define PART_WIDTH 6
#define PART_STRIDE (PART_WIDTH + 1)

struct part {
	const char *fields[8]; /* names of the observation's fields, NULL-terminated */
};

static const struct part parts[] = {
	{{"time_from", "time_to", "time_precision"}},
	{{"category", "sub_category"}},
	{{"place", "area", "lat", "lon"}},
	{{"text"}},
	{{"source_link", "cost", "known", "police_report", "organisation"}},
};

/* The fields of the parts, looked up once. */
static const struct field *const *part_fields(gsize part)
{
	static gsize once;
	static const struct field *found[G_N_ELEMENTS(parts)][8];

	if (g_once_init_enter(&once)) {
		for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
			for (gsize f = 0; parts[i].fields[f]; f++)
				found[i][f] = record_field(&observation_kind, parts[i].fields[f]);
		g_once_init_leave(&once, 1);
	}
	return found[part];
}

static gsize field_size(const struct field *field)
{
	switch (field->kind) {
	case FIELD_REAL:
		return sizeof(double);
	case FIELD_WORD:
	case FIELD_SMALL:
		return sizeof(int);
	default:
		return sizeof(gint64);
	}
}

static guint32 part_digest(gsize part, const struct observation *o)
{
	const struct field *const *fields = part_fields(part);
	guint32 digest = 2166136261u;

	for (; *fields; fields++) {
		const guchar *bytes = (const guchar *)o + (*fields)->offset;
		gsize length = field_size(*fields);

		if ((*fields)->kind == FIELD_TEXT) {
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

static gboolean field_copy(const struct field *field, const struct observation *from,
			   struct observation *to)
{
	const void *source = (const guchar *)from + field->offset;
	void *target = (guchar *)to + field->offset;

	if (field->kind == FIELD_TEXT) {
		if (g_strcmp0(*(char *const *)source, *(char **)target) == 0)
			return FALSE;
		record_set_text(target, *(char *const *)source);
		return TRUE;
	}
	if (memcmp(source, target, field_size(field)) == 0)
		return FALSE;
	memcpy(target, source, field_size(field));
	return TRUE;
}

gboolean import_version_apply(const char *seen, const char *now, const struct observation *row,
			      struct observation *stored)
{
	gboolean changed = FALSE;

	for (gsize part = 0; part < G_N_ELEMENTS(parts); part++) {
		if (part_same(seen, now, part))
			continue;
		for (const struct field *const *fields = part_fields(part); *fields; fields++)
			changed |= field_copy(*fields, row, stored);
	}
	return changed;
}
