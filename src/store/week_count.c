/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts by week, area and category of what the whole group may see. Each change gathers its
 * differences in memory and writes them once, before it commits. */
#include "config.h"

#include <stdlib.h>

#include "store/store_private.h"

static guint week_count_hash(gconstpointer key)
{
	const struct week_count *t = key;

	return (guint)t->week * 8191u + (guint)t->area * 131u + (guint)t->category;
}

static gboolean week_count_equal(gconstpointer a, gconstpointer b)
{
	const struct week_count *x = a, *y = b;

	return x->week == y->week && x->area == y->area && x->category == y->category;
}

/* The count at a place, 0 where there was none. */
static struct week_count *count_at(GHashTable **counts, const struct week_count *place)
{
	struct week_count *t;

	if (!*counts)
		*counts = g_hash_table_new_full(week_count_hash, week_count_equal, g_free, NULL);
	t = g_hash_table_lookup(*counts, place);
	if (!t) {
		t = g_new0(struct week_count, 1);
		t->week = place->week;
		t->area = place->area;
		t->category = place->category;
		g_hash_table_add(*counts, t);
	}
	return t;
}

static void add(GHashTable **counts, const struct observation *o, int sign)
{
	const struct week_count place = {
		.week = o->week, .area = (gint32)o->area, .category = (gint32)o->category};
	struct week_count *t;

	if (o->record.withdrawn || !IS_COMMON(o->visibility))
		return;
	t = count_at(counts, &place);
	t->reports += sign;
	t->counted += o->counted ? sign : 0;
}

/* Those of an import wait until it is whole: nobody sees it before. */
static GHashTable **counts_of(struct store *store, const struct observation *o)
{
	struct open_change *change = store->change;

	return o->import && o->import == change->importing ? &change->import_counts
							   : &change->week_counts;
}

void week_count_move(struct store *store, const struct observation *before,
		     const struct observation *after)
{
	if (before)
		add(counts_of(store, before), before, -1);
	if (after)
		add(counts_of(store, after), after, 1);
}

static gboolean add_import(struct store *store, GHashTable **counts, gint64 import, int sign,
			   GError **error)
{
	struct statement *statement =
		imported_lay(store, error) ? store_query(store, QUERY_COUNT_IMPORT, error) : NULL;
	struct observation o = {0};
	enum engine_step step = ENGINE_FAILED;

	if (!statement)
		return FALSE;
	statement_set_many(statement);
	statement_bind_int(statement, 1, import);
	while ((step = statement_step(statement, error)) == ENGINE_ROW) {
		o.week = column_small(statement, 0);
		o.area = column_int(statement, 1);
		o.category = column_int(statement, 2);
		o.counted = column_small(statement, 3);
		o.visibility = column_small(statement, 4);
		add(counts, &o, sign);
	}
	statement_reset(statement);
	return step == ENGINE_DONE;
}

gboolean week_count_hide(struct store *store, gint64 import, GError **error)
{
	return add_import(store, &store->change->week_counts, import, -1, error) &&
	       week_count_import(store, import, error);
}

gboolean week_count_import(struct store *store, gint64 import, GError **error)
{
	g_clear_pointer(&store->change->import_counts, g_hash_table_unref);
	return add_import(store, &store->change->import_counts, import, 1, error);
}

void week_count_show(struct store *store)
{
	struct open_change *change = store->change;
	GHashTableIter iter;
	gpointer key;

	if (!change->import_counts)
		return;
	g_hash_table_iter_init(&iter, change->import_counts);
	while (g_hash_table_iter_next(&iter, &key, NULL)) {
		const struct week_count *imported = key;
		struct week_count *t = count_at(&change->week_counts, imported);

		t->reports += imported->reports;
		t->counted += imported->counted;
	}
	g_hash_table_remove_all(change->import_counts);
}

static void bind_place(struct statement *statement, const struct week_count *t)
{
	statement_bind_int(statement, 1, t->week);
	statement_bind_int(statement, 2, t->area);
	statement_bind_int(statement, 3, t->category);
}

/* A count that has come down to nothing leaves no row. */
static gboolean write_one(struct store *store, const struct week_count *t, GError **error)
{
	gboolean more = t->reports > 0; /* then some are left for sure, and need not be asked for */
	struct statement *plus =
		store_query(store, more ? QUERY_COUNT_MORE : QUERY_COUNT_ADD, error);
	struct statement *drop = plus ? store_query(store, QUERY_COUNT_DROP, error) : NULL;
	gint64 left;

	if (!drop)
		return FALSE;
	bind_place(plus, t);
	statement_bind_int(plus, 4, t->counted);
	statement_bind_int(plus, 5, t->reports);
	if (more)
		return statement_execute(plus, error);
	if (!statement_number(plus, &left, error))
		return FALSE;
	if (left > 0)
		return TRUE;
	bind_place(drop, t);
	return statement_execute(drop, error);
}

static int week_count_compare(gconstpointer a, gconstpointer b)
{
	const struct week_count *x = *(const struct week_count *const *)a,
				*y = *(const struct week_count *const *)b;

	if (x->week != y->week)
		return x->week < y->week ? -1 : 1;
	if (x->area != y->area)
		return x->area < y->area ? -1 : 1;
	return x->category < y->category ? -1 : x->category > y->category;
}

/* Its observations are no longer what they were, even where no count is another. */
static gboolean move_week(struct store *store, int week, GError **error)
{
	struct statement *statement = store_query(store, QUERY_WEEK_MOVE, error);

	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, week);
	return statement_execute(statement, error);
}

/* Adds up the weeks while the week_counts go by in their order; week WEEK_NONE = none yet. */
static gboolean write_week(struct store *store, struct week_count *week,
			   const struct week_count *next, GError **error)
{
	struct statement *statement = store_query(store, QUERY_COUNT_WEEK, error);

	if (!statement)
		return FALSE;
	if (next && next->week == week->week) {
		week->counted += next->counted;
		week->reports += next->reports;
		return TRUE;
	}
	statement_bind_int(statement, 1, week->week);
	statement_bind_int(statement, 2, week->counted);
	statement_bind_int(statement, 3, week->reports);
	if ((week->counted || week->reports) && !statement_execute(statement, error))
		return FALSE;
	if (week->week != WEEK_NONE && !move_week(store, week->week, error))
		return FALSE;
	if (next)
		*week = *next;
	return TRUE;
}

/* In the order of the table: a large import touches every page once. */
gboolean week_count_flush(struct store *store, GError **error)
{
	struct week_count week = {.week = WEEK_NONE};
	guint count = 0;

	if (!imported_lay(store, error))
		return FALSE;
	if (!store->change || !store->change->week_counts)
		return TRUE;
	g_autofree struct week_count **week_counts =
		(struct week_count **)g_hash_table_get_keys_as_array(store->change->week_counts,
								     &count);
	qsort(week_counts, count, sizeof *week_counts, week_count_compare);
	for (guint i = 0; i < count; i++)
		if (((week_counts[i]->counted || week_counts[i]->reports) &&
		     !write_one(store, week_counts[i], error)) ||
		    !write_week(store, &week, week_counts[i], error))
			return FALSE;
	if (!write_week(store, &week, NULL, error))
		return FALSE;
	g_hash_table_remove_all(store->change->week_counts);
	return TRUE;
}

GArray *store_week_counts(struct store *store, int week_from, int week_to, GError **error)
{
	struct statement *statement =
		week_count_flush(store, error) ? store_query(store, QUERY_COUNTS, error) : NULL;
	GArray *week_counts = g_array_new(FALSE, FALSE, sizeof(struct week_count));
	enum engine_step step = ENGINE_FAILED;

	if (statement) {
		statement_bind_int(statement, 1, week_from);
		statement_bind_int(statement, 2, week_to == WEEK_NONE ? G_MAXINT32 : week_to);
		while ((step = statement_step(statement, error)) == ENGINE_ROW) {
			struct week_count t = {
				.week = column_small(statement, 0),
				.area = column_small(statement, 1),
				.category = column_small(statement, 2),
				.counted = column_small(statement, 3),
				.reports = column_small(statement, 4),
			};
			g_array_append_val(week_counts, t);
		}
		statement_reset(statement);
	}
	if (step != ENGINE_DONE)
		g_clear_pointer(&week_counts, g_array_unref);
	return week_counts;
}

gint64 *store_week_moves(struct store *store, int week_from, int week_to, GError **error)
{
	struct statement *statement =
		week_count_flush(store, error) ? store_query(store, QUERY_WEEK_MOVES, error) : NULL;
	g_autofree gint64 *moves = g_new0(gint64, MAX(week_to - week_from + 1, 1));
	enum engine_step step = ENGINE_FAILED;

	if (!statement)
		return NULL;
	statement_bind_int(statement, 1, week_from);
	statement_bind_int(statement, 2, week_to);
	while ((step = statement_step(statement, error)) == ENGINE_ROW)
		moves[column_small(statement, 0) - week_from] = column_int(statement, 1);
	statement_reset(statement);
	return step == ENGINE_DONE ? g_steal_pointer(&moves) : NULL;
}

/* The rows come week by week, and few organisations report in one. */
static void count_report(GArray *all, guint *week_begins, int week, gint32 organisation)
{
	struct reporting new = {week, organisation, 1};

	if (all->len && g_array_index(all, struct reporting, all->len - 1).week != week)
		*week_begins = all->len;
	for (guint i = *week_begins; i < all->len; i++) {
		struct reporting *r = &g_array_index(all, struct reporting, i);
		if (r->organisation == organisation) {
			r->reports++;
			return;
		}
	}
	g_array_append_val(all, new);
}

GArray *store_reporting(struct store *store, int week_from, int week_to, GError **error)
{
	struct statement *statement =
		imported_settle(store, error) ? store_query(store, QUERY_REPORTING, error) : NULL;
	GArray *all = g_array_new(FALSE, FALSE, sizeof(struct reporting));
	guint week_begins = 0;
	enum engine_step step = ENGINE_FAILED;

	if (statement && (gint64)week_to - week_from > FEW_WEEKS)
		statement_set_many(statement);
	if (statement) {
		statement_bind_int(statement, 1, week_from);
		statement_bind_int(statement, 2, week_to);
		while ((step = statement_step(statement, error)) == ENGINE_ROW)
			count_report(all, &week_begins, column_small(statement, 0),
				     column_small(statement, 1));
		statement_reset(statement);
	}
	if (step != ENGINE_DONE)
		g_clear_pointer(&all, g_array_unref);
	return all;
}

gboolean store_weeks(struct store *store, int *first, int *last)
{
	struct statement *statement =
		week_count_flush(store, NULL) ? store_query(store, QUERY_COUNT_WEEKS, NULL) : NULL;
	gboolean any = FALSE;

	*first = *last = WEEK_NONE;
	if (!statement)
		return FALSE;
	if (statement_step(statement, NULL) == ENGINE_ROW) {
		any = !column_is_null(statement, 0);
		*first = any ? column_small(statement, 0) : WEEK_NONE;
		*last = any ? column_small(statement, 1) : WEEK_NONE;
	}
	statement_reset(statement);
	return any;
}
