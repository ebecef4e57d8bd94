/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources repeat rows, and contractors count from 1 again every year. Compares what a row is about
 * and never overwrites one event with another. An id that stands in a file with several contents is
 * judged when the whole file was seen, so that it is the same in whichever order the rows lie: of
 * the rows that may be one event the one that says most is taken, and the others are questions. */
#include "config.h"

#include "exchange/row_identity.h"

#include <stdio.h>
#include <string.h>

#include "exchange/row_text.h"
#include "exchange/table.h"
#include "osg/week.h"

#define ID_LASTS_DAYS 180 /* an id seen again after that is another event's */

/* Small, since a million rows are kept. */
struct met {
	guint32 digest;
	int day, line;
	gint32 place, area, category;
	guint32 said; /* bytes of what it says */
};

/* One content of an id that has several. */
struct variant {
	gsize id; /* hash */
	struct met met;
	enum identity identity; /* once it is judged */
	int winner;             /* the line of the row that is taken for it */
	gboolean taken;         /* it came */
};

struct row_ids {
	GHashTable *by_id;  /* hash of an id -> position in rows + 1 */
	GArray *rows;       /* struct met */
	GArray *variants;   /* struct variant */
	GHashTable *judged; /* hash of id and digest -> position in variants + 1; NULL: not yet */
	GPtrArray *sheets;  /* their names */
	GHashTable *asks;   /* owned digest of a row -> day; what the reading in progress found */
	GHashTable *asked;  /* the same of the readings before */
	_Atomic gboolean clash; /* it has to be read again; another thread asks */
};

struct row_ids *row_ids_new(void)
{
	struct row_ids *ids = g_new0(struct row_ids, 1);

	ids->by_id = g_hash_table_new(NULL, NULL);
	ids->rows = g_array_new(FALSE, FALSE, sizeof(struct met));
	ids->variants = g_array_new(FALSE, FALSE, sizeof(struct variant));
	ids->sheets = g_ptr_array_new_with_free_func(g_free);
	ids->asks = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	ids->asked = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	return ids;
}

void row_ids_free(struct row_ids *ids)
{
	if (!ids)
		return;
	g_hash_table_unref(ids->by_id);
	g_array_unref(ids->rows);
	g_array_unref(ids->variants);
	g_ptr_array_unref(ids->sheets);
	g_hash_table_unref(ids->asks);
	g_hash_table_unref(ids->asked);
	if (ids->judged)
		g_hash_table_unref(ids->judged);
	g_free(ids);
}

int row_ids_sheet(struct row_ids *ids, const char *name)
{
	for (guint i = 0; i < ids->sheets->len; i++)
		if (g_str_equal(ids->sheets->pdata[i], name))
			return (int)i;
	g_ptr_array_add(ids->sheets, g_strdup(name));
	return (int)ids->sheets->len - 1;
}

int row_ids_line(int sheet, int line)
{
	return line + MAX(sheet, 0) * LINES_OF_A_SHEET;
}

char *row_ids_place(const struct row_ids *ids, int line)
{
	g_autofree char *place = NULL;

	if (!ids->sheets->len)
		return row_place_words(line);
	place = row_place_words(line % LINES_OF_A_SHEET);
	return g_strdup_printf(_("%s of “%s”"), place,
			       (char *)ids->sheets->pdata[line / LINES_OF_A_SHEET]);
}

static int day_of(gint64 time)
{
	return time == TIME_NONE ? DAY_NONE : time_day(time);
}

static struct met met_of(const struct observation *o, guint64 digest, int line)
{
	return (struct met){.digest = (guint32)(digest ^ digest >> 32),
			    .day = day_of(o->time_from),
			    .line = line,
			    .place = (gint32)o->place,
			    .area = (gint32)o->area,
			    .category = (gint32)o->category,
			    .said = (guint32)(o->text ? strlen(o->text) : 0) +
				    (guint32)(o->place_words ? strlen(o->place_words) : 0)};
}

static gboolean is_other_event(const struct met *a, const struct met *b)
{
	gboolean elsewhere = a->place != b->place || (!a->place && a->area != b->area);

	if (a->day == DAY_NONE || b->day == DAY_NONE)
		return FALSE;
	return ABS(a->day - b->day) > ID_LASTS_DAYS ||
	       /* sheets that count from 1 each */
	       (a->day != b->day && a->line / LINES_OF_A_SHEET != b->line / LINES_OF_A_SHEET) ||
	       (a->day != b->day && elsewhere && a->category != b->category);
}

static gpointer variant_key(gsize id, guint32 digest)
{
	return GSIZE_TO_POINTER((id ^ digest) * G_GUINT64_CONSTANT(1099511628211));
}

static struct variant *variant_judged(const struct row_ids *ids, gsize id, const struct met *met)
{
	guint at = ids->judged ? GPOINTER_TO_UINT(g_hash_table_lookup(ids->judged,
								      variant_key(id, met->digest)))
			       : 0;

	return at ? &g_array_index(ids->variants, struct variant, at - 1) : NULL;
}

static enum identity take_judged(struct variant *variant, int *first_line)
{
	gboolean again = variant->taken && variant->identity != IDENTITY_CLASH;

	variant->taken = TRUE;
	if (first_line)
		*first_line = variant->winner;
	return again ? IDENTITY_SAME : variant->identity;
}

static void add_variant(struct row_ids *ids, gsize id, const struct met *met)
{
	const struct variant variant = {.id = id, .met = *met};

	if (ids->judged)
		return;
	g_array_append_val(ids->variants, variant);
	ids->clash = TRUE;
}

static int compare_variants(gconstpointer a, gconstpointer b)
{
	const struct variant *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	if (x->met.day != y->met.day)
		return x->met.day < y->met.day ? -1 : 1;
	return (x->met.digest > y->met.digest) - (x->met.digest < y->met.digest);
}

/* From first on those of its id that may be the same event: the one that says most of them, the
 * latest and the greatest digest among equals. Where they end. */
static guint judge_event(struct row_ids *ids, guint first, enum identity identity)
{
	struct variant *all = (struct variant *)ids->variants->data;
	guint best = first, end = first + 1;

	while (end < ids->variants->len && all[end].id == all[first].id &&
	       !is_other_event(&all[first].met, &all[end].met)) {
		best = all[end].met.said >= all[best].met.said ? end : best;
		end++;
	}
	for (guint i = first; i < end; i++) {
		all[i].identity =
			all[i].met.digest == all[best].met.digest ? identity : IDENTITY_CLASH;
		all[i].winner = all[best].met.line;
		g_hash_table_insert(ids->judged, variant_key(all[i].id, all[i].met.digest),
				    GUINT_TO_POINTER(i + 1));
	}
	return end;
}

gboolean row_ids_clash(const struct row_ids *ids)
{
	return ids->clash;
}

void row_ids_ask(struct row_ids *ids, guint64 digest, int day)
{
	g_hash_table_insert(ids->asks, g_memdup2(&digest, sizeof digest), GINT_TO_POINTER(day));
}

int row_ids_asked(const struct row_ids *ids, guint64 digest)
{
	gpointer day;

	return g_hash_table_lookup_extended(ids->asked, &digest, NULL, &day) ? GPOINTER_TO_INT(day)
									     : DAY_NONE;
}

static void settle_variants(struct row_ids *ids)
{
	guint end;

	if (ids->judged || !ids->variants->len)
		return;
	ids->judged = g_hash_table_new(NULL, NULL);
	ids->clash = FALSE;
	g_array_sort(ids->variants, compare_variants);
	for (guint i = 0; i < ids->variants->len; i = end) {
		gboolean first =
			i == 0 || g_array_index(ids->variants, struct variant, i).id !=
					  g_array_index(ids->variants, struct variant, i - 1).id;

		end = judge_event(ids, i, first ? IDENTITY_FIRST : IDENTITY_RESTART);
	}
}

static gboolean move_ask(gpointer digest, gpointer day, gpointer asked)
{
	g_hash_table_insert(asked, digest, day);
	return TRUE;
}

gboolean row_ids_settle(struct row_ids *ids)
{
	gboolean again = (!ids->judged && ids->variants->len) || g_hash_table_size(ids->asks) != 0;

	settle_variants(ids);
	g_hash_table_foreach_steal(ids->asks, move_ask, ids->asked);
	if (again) {
		g_hash_table_remove_all(ids->by_id);
		g_array_set_size(ids->rows, 0);
		for (guint i = 0; i < ids->variants->len; i++)
			g_array_index(ids->variants, struct variant, i).taken = FALSE;
	}
	return again;
}

enum identity row_ids_meet(struct row_ids *ids, const char *id, guint64 digest,
			   const struct observation *o, int line, int *first_line)
{
	g_autofree char *whose = g_strdup_printf("%" G_GINT64_FORMAT, o->organisation);
	gpointer key = GSIZE_TO_POINTER((gsize)row_digest(row_digest(ROW_DIGEST_START, whose), id));
	guint at = GPOINTER_TO_UINT(g_hash_table_lookup(ids->by_id, key));
	struct met now = met_of(o, digest, line);
	struct variant *judged = variant_judged(ids, GPOINTER_TO_SIZE(key), &now);
	const struct met *then;

	if (judged)
		return take_judged(judged, first_line);
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
	add_variant(ids, GPOINTER_TO_SIZE(key), then);
	add_variant(ids, GPOINTER_TO_SIZE(key), &now);
	return is_other_event(then, &now) ? IDENTITY_RESTART : IDENTITY_CLASH;
}

/* "{7E9C2D9B-…}" */
static gboolean is_guid(const char *id, gsize length)
{
	for (gsize i = 0; i < length; i++)
		if (i == 8 || i == 13 || i == 18 || i == 23 ? id[i] != '-'
							    : !g_ascii_isxdigit(id[i]))
			return FALSE;
	return length == 36;
}

char *source_id_plain(const char *id)
{
	gsize length = strlen(id), zeros = strspn(id, "0");
	gboolean framed = *id == '{' && length == 38 && id[length - 1] == '}';

	if (is_guid(id + framed, length - (framed ? 2 : 0)))
		return g_ascii_strdown(id + framed, 36);
	if (zeros && length == strspn(id, "0123456789"))
		return g_strdup(zeros < length ? id + zeros : "0");
	return g_strdup(id);
}

char *source_id_without_day(const char *id)
{
	const char *slash = strrchr(id, '/');
	int year, month, mday;

	if (!slash || slash == id || strlen(slash) != strlen("/2024-10-04") ||
	    sscanf(slash, "/%4d-%2d-%2d", &year, &month, &mday) != 3)
		return NULL;
	return g_strndup(id, (gsize)(slash - id));
}

char *source_id_of_day(const char *id, gint64 time)
{
	int year, month, mday;

	day_to_civil(day_of(time), &year, &month, &mday);
	return g_strdup_printf("%s/%04d-%02d-%02d", id, year, month, mday);
}
