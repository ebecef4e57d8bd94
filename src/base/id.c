/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UUIDs: made, written and read. Knows no clock and no record. */
#include "config.h"

#include "osg/id.h"

#include "osg/digest.h"

#include <string.h>
#include <uuid/uuid.h>

static GMutex last_lock;
static gint64 last_ms = G_MININT64;
static struct id last_id;

static void set_bits(struct id *id, int version)
{
	id->bytes[6] = (guint8)((id->bytes[6] & 0x0f) | version << 4);
	id->bytes[8] = (id->bytes[8] & 0x3f) | 0x80;
}

static void draw(struct id *id, gint64 now_ms)
{
	uuid_generate_random(id->bytes);
	for (int i = 0; i < 6; i++)
		id->bytes[i] = (guint8)((guint64)now_ms >> (40 - 8 * i));
	set_bits(id, 7);
	id->bytes[8] &= 0xdf; /* room to count up 2^61 times */
}

static void count_up(struct id *id)
{
	for (int i = 15; i >= 8; i--)
		if (++id->bytes[i])
			return;
}

struct id id_new(gint64 now_ms)
{
	g_mutex_lock(&last_lock);
	if (now_ms == last_ms)
		count_up(&last_id);
	else
		draw(&last_id, now_ms);
	last_ms = now_ms;
	struct id id = last_id;
	g_mutex_unlock(&last_lock);
	return id;
}

struct id id_from_name(const char *name_space, const char *name)
{
	g_autoptr(Digest) sum = digest_new();
	guint8 digest[DIGEST_SIZE];
	struct id id;

	/* the NUL between keeps ("ab", "c") apart from ("a", "bc") */
	digest_add(sum, name_space, strlen(name_space) + 1);
	digest_add(sum, name, strlen(name));
	digest_end(sum, digest);
	memcpy(id.bytes, digest, sizeof id.bytes);
	set_bits(&id, 8);
	return id;
}

gboolean id_is_null(const struct id *id)
{
	static const struct id none;

	return id_equal(id, &none);
}

gboolean id_equal(const struct id *a, const struct id *b)
{
	return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

static gboolean dash_before(int byte)
{
	return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

void id_format(const struct id *id, char text[ID_TEXT_SIZE])
{
	static const char digits[] = "0123456789abcdef";

	for (int i = 0; i < 16; i++) {
		if (dash_before(i))
			*text++ = '-';
		*text++ = digits[id->bytes[i] >> 4];
		*text++ = digits[id->bytes[i] & 15];
	}
	*text = '\0';
}

gboolean id_parse(const char *text, struct id *id)
{
	struct id read;

	for (int i = 0; i < 16; i++) {
		if (dash_before(i) && *text++ != '-')
			return FALSE;
		int high = g_ascii_xdigit_value(text[0]);
		int low = high < 0 ? -1 : g_ascii_xdigit_value(text[1]);
		if (low < 0)
			return FALSE;
		read.bytes[i] = (guint8)(high << 4 | low);
		text += 2;
	}
	if (*text)
		return FALSE;
	*id = read;
	return TRUE;
}
