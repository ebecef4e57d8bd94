/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources repeat rows, and contractors count from 1 again every year. Compares what a row is about
 * and never overwrites one event with another. */
#include "config.h"

#include "exchange/row_identity.h"

#include <string.h>

#include "exchange/row_text.h"
#include "osg/week.h"

#define ID_LASTS_DAYS 180 /* an id seen again after that is another event's */

/* Small, since a million rows are kept. */
struct met {
	guint32 digest;
	int day, line;
	gint32 place, area, category;
};

struct row_ids {
	GHashTable *by_id; /* hash of an id -> position in rows + 1 */
	GArray *rows;      /* struct met */
};

struct row_ids *row_ids_new(void)
{
	struct row_ids *ids = g_new(struct row_ids, 1);

	ids->by_id = g_hash_table_new(NULL, NULL);
	ids->rows = g_array_new(FALSE, FALSE, sizeof(struct met));
	return ids;
}

void row_ids_free(struct row_ids *ids)
{
	if (!ids)
		return;
	g_hash_table_unref(ids->by_id);
	g_array_unref(ids->rows);
	g_free(ids);
}

static int day_of(gint64 time)
{
	int day, seconds;

	if (time == TIME_NONE)
		return DAY_NONE;
	time_to_local(time, &day, &seconds);
	return day;
}

static struct met met_of(const struct observation *o, guint64 digest, int line)
{
	return (struct met){.digest = (guint32)(digest ^ digest >> 32),
			    .day = day_of(o->time_from),
			    .line = line,
			    .place = (gint32)o->place,
			    .area = (gint32)o->area,
			    .category = (gint32)o->category};
}

static gboolean is_other_event(const struct met *a, const struct met *b)
{
	gboolean elsewhere = a->place != b->place || (!a->place && a->area != b->area);

	if (a->day == DAY_NONE || b->day == DAY_NONE)
		return FALSE;
	return ABS(a->day - b->day) > ID_LASTS_DAYS ||
	       (a->day != b->day && elsewhere && a->category != b->category);
}

/* Rows that are numbered anew whenever the list is sorted: of an organisation with one place
 * another day and category are another event, where no text says that it is the same. */
static gboolean is_renumbered(const struct observation *a, const struct observation *b)
{
	int day = day_of(a->time_from), other = day_of(b->time_from);

	return day != DAY_NONE && other != DAY_NONE && day != other && a->category != b->category &&
	       (!a->text || g_strcmp0(a->text, b->text) != 0);
}

gboolean observation_is_other_event(const struct observation *a, const struct observation *b)
{
	const struct met x = met_of(a, 0, 0), y = met_of(b, 0, 0);

	return is_other_event(&x, &y) || is_renumbered(a, b);
}

enum identity row_ids_meet(struct row_ids *ids, const char *id, guint64 digest,
			   const struct observation *o, int line, int *first_line)
{
	guint64 whose = ROW_DIGEST_START ^ (guint64)o->organisation;
	gpointer key = GSIZE_TO_POINTER((gsize)row_digest(whose, id));
	guint at = GPOINTER_TO_UINT(g_hash_table_lookup(ids->by_id, key));
	struct met now = met_of(o, digest, line);
	const struct met *then;

	if (!at) {
		g_array_append_val(ids->rows, now);
		g_hash_table_insert(ids->by_id, key, GUINT_TO_POINTER(ids->rows->len));
		return IDENTITY_FIRST;
	}
	then = &g_array_index(ids->rows, struct met, at - 1);
	if (first_line)
		*first_line = then->line;
	if (then->digest == now.digest)
		return IDENTITY_SAME;
	return is_other_event(then, &now) ? IDENTITY_RESTART : IDENTITY_CLASH;
}

char *source_id_of_day(const char *id, gint64 time)
{
	int year, month, mday;

	day_to_civil(day_of(time), &year, &month, &mday);
	return g_strdup_printf("%s/%04d-%02d-%02d", id, year, month, mday);
}
