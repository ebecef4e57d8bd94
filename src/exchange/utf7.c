/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-7, in which old mail programs save attachments. Only what can be meant is read: a "+" before
 * a telephone number, in a sum or in C++ is one. */
#include "config.h"

#include "exchange/decode.h"

#include <string.h>

#define CHARACTERS_MOST 0x2200 /* letters, dashes, euro, arrows; what lies behind is no Swedish */

gboolean decode_is_utf7(const char *bytes, gsize length)
{
	/* å ä ö Å Ä Ö é, the mark of byte order */
	static const char *const starts[] = {"+AOU", "+AOQ", "+APY", "+AMU",
					     "+AMQ", "+ANY", "+AOk", "+/v8"};
	gboolean found = FALSE;

	for (gsize i = 0; i < length; i++) {
		if ((guchar)bytes[i] >= 128)
			return FALSE;
		for (gsize s = 0; bytes[i] == '+' && !found && s < G_N_ELEMENTS(starts); s++)
			found = length - i > 4 && memcmp(bytes + i, starts[s], 4) == 0;
	}
	return found;
}

/* Six bits of a letter of base 64; -1: it is none. */
static int six_bits(char c)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(letters, c) : NULL;

	return at ? (int)(at - letters) : -1;
}

/* The characters of a run behind its "+"; FALSE: it cannot be meant, and out is as it was. */
static gboolean run_append(GString *out, const char *run, gsize length)
{
	gsize before = out->len;
	gboolean meant = length != 0;
	guint32 bits = 0, unit;
	int held = 0;

	for (gsize i = 0; meant && i < length; i++) {
		bits = bits << 6 | (guint32)six_bits(run[i]);
		held += 6;
		if (held < 16)
			continue;
		held -= 16;
		unit = bits >> held;
		bits &= (1u << held) - 1;
		meant = (unit && unit < CHARACTERS_MOST) || unit == 0xFEFF;
		if (meant && unit != 0xFEFF)
			g_string_append_unichar(out, unit);
	}
	meant = meant && held < 6 && !bits;
	if (!meant)
		g_string_truncate(out, before);
	return meant;
}

char *utf7_text(const char *bytes, gsize length, gsize *size)
{
	GString *out = g_string_sized_new(length);

	for (gsize i = 0; i < length; i++) {
		gsize run = 0;
		gboolean closed;

		if (bytes[i] != '+') {
			g_string_append_c(out, bytes[i]);
			continue;
		}
		while (i + 1 + run < length && six_bits(bytes[i + 1 + run]) >= 0)
			run++;
		closed = i + 1 + run < length && bytes[i + 1 + run] == '-';
		if (run_append(out, bytes + i + 1, run)) {
			i += run + closed;
		} else {
			g_string_append_c(out, '+');
			i += !run && closed;
		}
	}
	*size = out->len;
	return g_string_free(out, FALSE);
}
