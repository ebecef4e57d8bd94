/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole contract of include/osg/store.h on arrays in memory. One database for all connections
 * of a test; no durability, no search index, no hash chain. */
#include "config.h"

#include "fake_store.h"

#include <string.h>

#include "osg/store.h"
#include "osg/text.h"
#include "osg/week.h"

struct store {
	struct change change;
	GArray *before; /* struct saved, of the open change */
	gboolean open, read_only;
};

struct saved {
	const struct record_kind *kind;
	gint64 key;
	gpointer record; /* NULL = was new */
};

static struct {
	GHashTable *kinds;  /* record_kind -> GPtrArray; the key is the position + 1 */
	GHashTable *values; /* name -> text */
	GHashTable *seen;   /* "source id" -> version */
	GPtrArray *log;     /* struct log_line */
	guint64 version, words;
	gboolean read_only;
} disk;

/* Workers have sessions of their own on the same disk. */
static GRecMutex disk_lock;
#define LOCKED g_autoptr(GRecMutexLocker) locked = g_rec_mutex_locker_new(&disk_lock)

static GPtrArray *all_of(const struct record_kind *kind)
{
	GPtrArray *all = g_hash_table_lookup(disk.kinds, kind);

	if (!all) {
		all = g_ptr_array_new();
		g_hash_table_insert(disk.kinds, (gpointer)kind, all);
	}
	return all;
}

void fake_touch(void)
{
	disk.version++;
}

void fake_read_only(gboolean read_only)
{
	disk.read_only = read_only;
}

void fake_disk_begin(void)
{
	GHashTableIter iter;
	gpointer kind, all;

	if (disk.kinds) {
		g_hash_table_iter_init(&iter, disk.kinds);
		while (g_hash_table_iter_next(&iter, &kind, &all)) {
			for (guint i = 0; i < ((GPtrArray *)all)->len; i++)
				record_free(((GPtrArray *)all)->pdata[i]);
			g_ptr_array_unref(all);
		}
		g_hash_table_unref(disk.kinds);
		g_hash_table_unref(disk.values);
		g_hash_table_unref(disk.seen);
		g_ptr_array_unref(disk.log);
	}
	disk.kinds = g_hash_table_new(NULL, NULL);
	disk.values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	disk.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	disk.log = g_ptr_array_new_with_free_func((GDestroyNotify)log_line_free);
	disk.version = disk.words = 1;
	disk.read_only = FALSE;
}

struct store *store_open(const char *file, enum store_mode mode, GError **error)
{
	LOCKED;

	struct store *store = g_new0(struct store, 1);

	(void)file;
	(void)error;
	store->before = g_array_new(FALSE, FALSE, sizeof(struct saved));
	store->read_only = mode == STORE_READ || disk.read_only;
	return store;
}

void store_close(struct store *store)
{
	LOCKED;

	if (!store)
		return;
	g_array_unref(store->before);
	g_free(store);
}

const char *store_file(const struct store *store)
{
	LOCKED;

	(void)store;
	return "memory";
}

gboolean store_read_only(const struct store *store)
{
	LOCKED;

	return store->read_only;
}

guint64 store_version(struct store *store)
{
	LOCKED;

	(void)store;
	return disk.version;
}

guint64 store_reference_version(struct store *store)
{
	LOCKED;

	(void)store;
	return disk.words;
}

/* writing */

gboolean store_begin(struct store *store, const struct change *change, GError **error)
{
	LOCKED;

	if (store->read_only || disk.read_only) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, "The database is read-only.");
		return FALSE;
	}
	g_assert(!store->open);
	store->open = TRUE;
	store->change = *change;
	return TRUE;
}

static struct record *stored(const struct record_kind *kind, gint64 key)
{
	GPtrArray *all = all_of(kind);

	return key > 0 && key <= all->len ? all->pdata[key - 1] : NULL;
}

static void write_log(struct store *store, const struct record_kind *kind,
		      const struct record *record, gboolean new)
{
	struct log_line *line = g_new0(struct log_line, 1);

	line->key = disk.log->len + 1;
	line->at = store->change.at;
	line->who = store->change.who;
	line->door = store->change.door;
	line->what = g_strdup(store->change.what);
	line->kind = g_strdup(kind->name);
	line->id = record->id;
	line->before = new ? NULL : g_strdup("{}");
	line->after = g_strdup("{}");
	g_ptr_array_add(disk.log, line);
}

gboolean store_put(struct store *store, gpointer data, GError **error)
{
	LOCKED;

	struct record *record = data;
	const struct record_kind *kind = record->kind;
	struct record *old = stored(kind, record->key);
	struct saved saved = {kind, record->key, old ? record_copy(old) : NULL};

	g_assert(store->open);
	if (old && old->version != record->version) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_CONFLICT,
			    "Somebody else changed this record.");
		record_free(saved.record);
		return FALSE;
	}
	if (!old) {
		record->key = all_of(kind)->len + 1;
		if (id_is_null(&record->id))
			record->id = id_new(store->change.at * 1000);
		g_ptr_array_add(all_of(kind), NULL);
		saved.key = record->key;
	}
	record->version++;
	record_free(old);
	all_of(kind)->pdata[record->key - 1] = record_copy(record);
	g_array_append_val(store->before, saved);
	write_log(store, kind, record, !old);
	return TRUE;
}

gboolean store_put_imported(struct store *store, struct observation *observation,
			    const char *source_version, GError **error)
{
	LOCKED;

	return store_put(store, observation, error) &&
	       store_source_seen(store, observation->record.key, source_version, error);
}

static void forget_before(struct store *store)
{
	for (guint i = 0; i < store->before->len; i++) {
		struct saved *saved = &g_array_index(store->before, struct saved, i);

		record_free(saved->record);
	}
	g_array_set_size(store->before, 0);
	store->open = FALSE;
}

gboolean store_commit(struct store *store, GError **error)
{
	LOCKED;

	(void)error;
	forget_before(store);
	disk.version++;
	return TRUE;
}

void store_rollback(struct store *store)
{
	LOCKED;

	for (guint i = store->before->len; i-- > 0;) {
		struct saved *saved = &g_array_index(store->before, struct saved, i);
		GPtrArray *all = all_of(saved->kind);

		record_free(all->pdata[saved->key - 1]);
		all->pdata[saved->key - 1] = saved->record;
		saved->record = NULL;
		if (!all->pdata[saved->key - 1])
			g_ptr_array_set_size(all, saved->key - 1);
	}
	forget_before(store);
}

/* reading */

gpointer store_get(struct store *store, const struct record_kind *kind, gint64 key, GError **error)
{
	LOCKED;

	const struct record *record = stored(kind, key);

	(void)store;
	(void)error;
	return record ? record_copy(record) : NULL;
}

gpointer store_find(struct store *store, const struct record_kind *kind, const struct id *id,
		    GError **error)
{
	LOCKED;

	GPtrArray *all = all_of(kind);

	(void)store;
	(void)error;
	for (guint i = 0; i < all->len; i++)
		if (id_equal(&((struct record *)all->pdata[i])->id, id))
			return record_copy(all->pdata[i]);
	return NULL;
}

static gint64 field_number(const struct field *field, gconstpointer record)
{
	const char *at = (const char *)record + field->offset;
	gboolean wide =
		field->kind == FIELD_INT || field->kind == FIELD_TIME || field->kind == FIELD_REF;

	return wide ? *(const gint64 *)(gconstpointer)at : *(const int *)(gconstpointer)at;
}

GPtrArray *store_where(struct store *store, const struct record_kind *kind, const char *name,
		       gint64 value, GError **error)
{
	LOCKED;

	const struct field *field = name ? record_field(kind, name) : NULL;
	GPtrArray *all = all_of(kind), *out = g_ptr_array_new_with_free_func(record_free);

	(void)store;
	(void)error;
	for (guint i = 0; i < all->len; i++)
		if (!field || field_number(field, all->pdata[i]) == value)
			g_ptr_array_add(out, record_copy(all->pdata[i]));
	return out;
}

GPtrArray *store_all(struct store *store, const struct record_kind *kind, GError **error)
{
	LOCKED;

	return store_where(store, kind, NULL, 0, error);
}

gint64 store_count(struct store *store, const struct record_kind *kind, GError **error)
{
	LOCKED;

	(void)store;
	(void)error;
	return all_of(kind)->len;
}

static struct observation_row row_of(const struct observation *o)
{
	return (struct observation_row){
		.key = o->record.key,
		.time_from = o->time_from,
		.time_to = o->time_to,
		.entered_at = o->entered_at,
		.report_group = o->report_group,
		.week = o->week,
		.category = o->category,
		.sub_category = o->sub_category,
		.place = o->place,
		.area = o->area,
		.organisation = o->organisation,
		.lat = o->lat,
		.lon = o->lon,
		.time_precision = o->time_precision,
		.place_precision = o->place_precision,
		.known = o->known,
		.police_report = o->police_report,
		.counted = o->counted,
		.state = o->state,
		.visibility = o->visibility,
		.imported = o->import != 0,
	};
}

static int newest_first(gconstpointer a, gconstpointer b)
{
	const struct observation_row *left = a, *right = b;

	if (left->time_from != right->time_from)
		return left->time_from < right->time_from ? 1 : -1;
	return left->key < right->key ? 1 : -1;
}

static gboolean wanted(const struct row_query *query, const struct observation *o)
{
	const struct filter *filter = query->filter;

	if (!(filter && filter->says_week) &&
	    ((query->week_from != WEEK_NONE && o->week < query->week_from) ||
	     (query->week_to != WEEK_NONE && o->week > query->week_to)))
		return FALSE;
	if (query->entered_before != TIME_NONE && o->entered_at >= query->entered_before)
		return FALSE;
	if (!(filter && filter->says_state) && o->state != STATE_ACTIVE)
		return FALSE;
	return !filter || filter_matches(filter, o, NULL);
}

GArray *store_rows(struct store *store, const struct row_query *query, gint64 *total,
		   GError **error)
{
	LOCKED;

	GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct observation_row));
	GPtrArray *all = all_of(&observation_kind);

	(void)store;
	(void)error;
	for (guint i = 0; i < all->len; i++) {
		struct observation_row row = row_of(all->pdata[i]);

		if (wanted(query, all->pdata[i]))
			g_array_append_val(rows, row);
	}
	g_array_sort(rows, newest_first);
	if (total)
		*total = rows->len;
	if (query->limit && rows->len > query->limit)
		g_array_set_size(rows, query->limit);
	return rows;
}

static int week_count_order(gconstpointer a, gconstpointer b)
{
	const struct week_count *left = a, *right = b;

	return left->week != right->week   ? left->week - right->week
	       : left->area != right->area ? left->area - right->area
					   : left->category - right->category;
}

static gboolean same_week_count(const struct week_count *a, const struct week_count *b)
{
	return week_count_order(a, b) == 0;
}

GArray *store_reporting(struct store *store, int week_from, int week_to, GError **error)
{
	LOCKED;

	GArray *out = g_array_new(FALSE, FALSE, sizeof(struct reporting));
	GPtrArray *all = all_of(&observation_kind);

	(void)store;
	(void)error;
	for (guint i = 0; i < all->len; i++) {
		const struct observation *o = all->pdata[i];
		const struct reporting one = {o->week, (gint32)o->organisation, 1};

		if (o->state == STATE_ACTIVE && o->week >= week_from && o->week <= week_to)
			g_array_append_val(out, one);
	}
	return out;
}

GArray *store_week_counts(struct store *store, int week_from, int week_to, GError **error)
{
	LOCKED;

	GArray *each = g_array_new(FALSE, FALSE, sizeof(struct week_count)),
	       *sums = g_array_new(FALSE, FALSE, sizeof(struct week_count));
	GPtrArray *all = all_of(&observation_kind);

	(void)store;
	(void)error;
	for (guint i = 0; i < all->len; i++) {
		const struct observation *o = all->pdata[i];
		struct week_count week_count = {o->week, o->area, o->category, o->counted, 1};

		if (o->state == STATE_ACTIVE && (week_from == WEEK_NONE || o->week >= week_from) &&
		    (week_to == WEEK_NONE || o->week <= week_to))
			g_array_append_val(each, week_count);
	}
	g_array_sort(each, week_count_order);
	for (guint i = 0; i < each->len; i++) {
		struct week_count *week_count = &g_array_index(each, struct week_count, i);
		struct week_count *last =
			sums->len ? &g_array_index(sums, struct week_count, sums->len - 1) : NULL;

		if (last && same_week_count(last, week_count)) {
			last->counted += week_count->counted;
			last->reports++;
		} else {
			g_array_append_val(sums, *week_count);
		}
	}
	g_array_unref(each);
	return sums;
}

gboolean store_weeks(struct store *store, int *first, int *last)
{
	LOCKED;

	GPtrArray *all = all_of(&observation_kind);

	(void)store;
	for (guint i = 0; i < all->len; i++) {
		int week = ((const struct observation *)all->pdata[i])->week;

		*first = i ? MIN(*first, week) : week;
		*last = i ? MAX(*last, week) : week;
	}
	return all->len > 0;
}

gint64 store_source_key(struct store *store, const char *source, const char *source_id,
			char **version_seen, GError **error)
{
	LOCKED;

	GPtrArray *all = all_of(&observation_kind);

	(void)store;
	(void)error;
	for (guint i = 0; i < all->len; i++) {
		const struct observation *o = all->pdata[i];
		g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT, o->record.key);

		if (g_strcmp0(o->source, source) != 0 || g_strcmp0(o->source_id, source_id) != 0)
			continue;
		if (version_seen)
			*version_seen = g_strdup(g_hash_table_lookup(disk.seen, key));
		return o->record.key;
	}
	return 0;
}

gboolean store_source_seen(struct store *store, gint64 observation, const char *source_version,
			   GError **error)
{
	LOCKED;

	(void)store;
	(void)error;
	g_hash_table_replace(disk.seen, g_strdup_printf("%" G_GINT64_FORMAT, observation),
			     g_strdup(source_version));
	return TRUE;
}

GHashTable *store_use(struct store *store, gint64 organisation, const char *field, int since_week,
		      GError **error)
{
	LOCKED;

	GHashTable *use = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	GPtrArray *all = all_of(&observation_kind);

	(void)store;
	(void)error;
	for (guint i = 0; i < all->len; i++) {
		const struct observation *o = all->pdata[i];
		gint64 key = strcmp(field, "place") == 0 ? o->place : o->category;

		if (o->organisation == organisation && o->week >= since_week && key)
			g_hash_table_replace(
				use, g_memdup2(&key, sizeof key),
				GINT_TO_POINTER(GPOINTER_TO_INT(g_hash_table_lookup(use, &key)) +
						1));
	}
	return use;
}

/* the record of changes */

void log_line_free(struct log_line *line)
{
	if (!line)
		return;
	g_free(line->what);
	g_free(line->kind);
	g_free(line->before);
	g_free(line->after);
	g_free(line);
}

GPtrArray *store_log(struct store *store, const struct id *id, guint limit, GError **error)
{
	LOCKED;

	GPtrArray *out = g_ptr_array_new_with_free_func((GDestroyNotify)log_line_free);

	(void)store;
	(void)error;
	for (guint i = disk.log->len; i-- > 0 && (!limit || out->len < limit);) {
		const struct log_line *line = disk.log->pdata[i];
		struct log_line *copied;

		if (id && !id_equal(id, &line->id))
			continue;
		copied = g_memdup2(line, sizeof *line);
		copied->what = g_strdup(line->what);
		copied->kind = g_strdup(line->kind);
		copied->before = g_strdup(line->before);
		copied->after = g_strdup(line->after);
		g_ptr_array_add(out, copied);
	}
	return out;
}

gboolean store_activity(struct store *store, gint64 from, gint64 to, struct activity *activity,
			GError **error)
{
	LOCKED;

	(void)store;
	(void)from;
	(void)to;
	(void)error;
	*activity = (struct activity){0};
	return TRUE;
}

gboolean store_note(struct store *store, const struct change *change, const char *detail,
		    GError **error)
{
	LOCKED;

	(void)store;
	(void)change;
	(void)detail;
	(void)error;
	return TRUE;
}

GPtrArray *store_check(struct store *store, GError **error)
{
	LOCKED;

	(void)store;
	(void)error;
	return g_ptr_array_new_with_free_func(g_free);
}

gboolean store_backup(struct store *store, const char *file, GError **error)
{
	LOCKED;

	(void)store;
	(void)file;
	(void)error;
	return TRUE;
}

char *store_value(struct store *store, const char *name)
{
	LOCKED;

	(void)store;
	return g_strdup(g_hash_table_lookup(disk.values, name));
}

gboolean store_set_value(struct store *store, const char *name, const char *value, GError **error)
{
	LOCKED;

	(void)store;
	(void)error;
	g_hash_table_replace(disk.values, g_strdup(name), g_strdup(value));
	disk.words++;
	disk.version++;
	return TRUE;
}
