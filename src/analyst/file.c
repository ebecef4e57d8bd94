/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "analyst/file.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "osg/error.h"
#include "osg/file.h"
#include "osg/text.h"

#define CHUNK (256 * 1024)

/* A device or a pipe has no size, so the limit holds while reading. NULL: errno says why. */
static char *stream_load(FILE *stream, gsize most, gsize *length)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	gsize n;

	do {
		guint at = bytes->len;

		g_byte_array_set_size(bytes, at + CHUNK);
		n = fread(bytes->data + at, 1, CHUNK, stream);
		g_byte_array_set_size(bytes, at + (guint)n);
	} while (n > 0 && bytes->len <= most);
	if (ferror(stream))
		return NULL;
	*length = bytes->len;
	g_byte_array_append(bytes, (const guint8 *)"", 1);
	return (char *)g_byte_array_free(g_steal_pointer(&bytes), FALSE);
}

char *analyst_file_load(const char *path, gsize most, gsize *length, char **name, GError **error)
{
	g_autofree char *base = g_path_get_basename(path), *clean = text_clean(base, -1, FALSE);
	FILE *stream = fopen(path, "rb");
	g_autofree char *bytes = stream ? stream_load(stream, most, length) : NULL;
	int reason = errno;

	if (stream)
		fclose(stream);
	if (!bytes) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("%s could not be read: %s."), path,
			    file_why(reason));
		return NULL;
	}
	if (*length > most) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("%s is larger than %d MiB; give a part of it."), clean,
			    (int)(most >> 20));
		return NULL;
	}
	*name = g_steal_pointer(&clean);
	return g_steal_pointer(&bytes);
}

char *analyst_quote(const char *text)
{
	g_autofree char *clean = text_clean(text, -1, FALSE);

	return g_utf8_strlen(clean, -1) > 40 ? g_utf8_substring(clean, 0, 40)
					     : g_steal_pointer(&clean);
}

gboolean analyst_number(const char *text, double *number)
{
	char *end = NULL;

	*number = g_ascii_strtod(text, &end);
	if (strpbrk(text, "xX")) /* 0x10 is a number to computers alone */
		return FALSE;
	return end != text && end[strspn(end, " ")] == '\0' && isfinite(*number);
}
