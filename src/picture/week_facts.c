/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The facts of a week follow from its rows alone, and the store counts how often these were
 * changed: after a change only the weeks that it touched are read anew, of the rest the facts are
 * kept. What was known at an earlier time is not kept. */
#include "config.h"

#include "picture/week_facts.h"

#include <math.h>
#include <string.h>

#define WEEK_FACTS "week facts"
enum {
	FORM = 2,         /* moves when the same rows would give other facts */
	MOST_WEEKS = 234, /* kept: a hotspot's history, and a year of weeks to look back from */
	EVIDENCE_MOST = 1 << 16, /* at hand */
	READ_AHEAD = 12,         /* weeks that are read at once where one looks back */
};

/* As it is kept: a head and its reports for each week, in this machine's order. */
struct week_head {
	gint32 week, count;
	gint64 moved;
	guint8 digest[DIGEST_SIZE];
};

struct facts_of_week {
	struct week_head head;
	struct week_report *reports;
};

struct week_facts {
	struct session *session;
	GHashTable *weeks; /* week -> struct facts_of_week */
	gboolean grew;
	GArray *rows; /* at hand, of these weeks */
	int rows_from, rows_to;
	struct scan_events events; /* of the first rows */
	guint events_row;          /* of so many */
	GHashTable *evidence;      /* key -> struct evidence */
};

static void facts_of_week_free(gpointer data)
{
	struct facts_of_week *week = data;

	g_free(week->reports);
	g_free(week);
}

static void evidence_free(gpointer data)
{
	g_free(((struct evidence *)data)->place_words);
	g_free(data);
}

/* kept */

static void take_kept(struct week_facts *facts, GBytes *kept)
{
	gsize size, at = 0;
	const guint8 *bytes = g_bytes_get_data(kept, &size);

	while (size - at >= sizeof(struct week_head)) {
		struct facts_of_week *week = g_new0(struct facts_of_week, 1);
		gsize length;

		memcpy(&week->head, bytes + at, sizeof week->head);
		at += sizeof week->head;
		length = sizeof *week->reports * (gsize)MAX(week->head.count, 0);
		if (week->head.count < 0 || length > size - at) {
			g_free(week);
			return;
		}
		week->reports = g_memdup2(bytes + at, length);
		at += length;
		g_hash_table_insert(facts->weeks, GINT_TO_POINTER(week->head.week), week);
	}
}

struct week_facts *week_facts_open(struct session *session)
{
	struct week_facts *facts = g_new0(struct week_facts, 1);
	g_autoptr(GBytes) kept = session_known_at(session) == TIME_NONE
					 ? session_computed(session, WEEK_FACTS, FORM)
					 : NULL;

	facts->session = session;
	facts->weeks = g_hash_table_new_full(NULL, NULL, NULL, facts_of_week_free);
	facts->evidence = g_hash_table_new_full(NULL, NULL, NULL, evidence_free);
	scan_events_init(&facts->events);
	if (kept)
		take_kept(facts, kept);
	return facts;
}

static int compare_newest(gconstpointer a, gconstpointer b)
{
	const struct facts_of_week *const *x = a, *const *y = b;

	return (*y)->head.week - (*x)->head.week;
}

static void keep(const struct week_facts *facts)
{
	guint count = 0;
	GByteArray *kept = g_byte_array_new();
	g_autoptr(GBytes) content = NULL;
	g_autoptr(GPtrArray) weeks = g_ptr_array_new();
	GHashTableIter iter;
	gpointer week;

	g_hash_table_iter_init(&iter, facts->weeks);
	while (g_hash_table_iter_next(&iter, NULL, &week))
		g_ptr_array_add(weeks, week);
	g_ptr_array_sort(weeks, compare_newest);
	for (; count < weeks->len && count < MOST_WEEKS; count++) {
		const struct facts_of_week *one = weeks->pdata[count];

		g_byte_array_append(kept, (gconstpointer)&one->head, sizeof one->head);
		g_byte_array_append(kept, (gconstpointer)one->reports,
				    (guint)(sizeof *one->reports * (gsize)one->head.count));
	}
	content = g_byte_array_free_to_bytes(kept);
	/* a busy or full disk only makes it slower the next time */
	session_keep_computed(facts->session, WEEK_FACTS, FORM, content);
}

void week_facts_close(struct week_facts *facts)
{
	if (!facts)
		return;
	if (facts->grew && session_known_at(facts->session) == TIME_NONE)
		keep(facts);
	g_hash_table_unref(facts->weeks);
	g_hash_table_unref(facts->evidence);
	g_clear_pointer(&facts->rows, g_array_unref);
	scan_events_clear(&facts->events);
	g_free(facts);
}

/* made from rows */

static guint report_hash(gconstpointer key)
{
	const struct week_report *r = key;

	return ((guint)r->category * 131u + (guint)r->area) * 8191u + (guint)r->organisation;
}

static gboolean report_equal(gconstpointer a, gconstpointer b)
{
	const struct week_report *x = a, *y = b;

	return x->category == y->category && x->area == y->area &&
	       x->organisation == y->organisation;
}

#define LONGEST_SPAN (6 * 3600)

static gboolean hour_is_known(const struct observation_row *row)
{
	return row->time_precision != TIME_DATE && row->time_precision != TIME_WEEK &&
	       row->time_to - row->time_from <= LONGEST_SPAN;
}

static enum hour_slot slot_of_time(gint64 time)
{
	int day, seconds;

	time_to_local(time, &day, &seconds);
	return slot_of(day_weekday(day), seconds / 3600);
}

static void count_row(GHashTable *reports, const struct observation_row *row)
{
	const struct week_report place = {
		.category = row->category, .area = row->area, .organisation = row->organisation};
	struct week_report *r = g_hash_table_lookup(reports, &place);

	if (!r) {
		r = g_memdup2(&place, sizeof place);
		g_hash_table_add(reports, r);
	}
	r->reports++;
	r->counted += row->counted;
	if (row->counted && hour_is_known(row))
		r->slots[slot_of_time(row->time_from)]++;
}

/* What a scan sees of it, whatever places there are: nothing of a row that lies nowhere. */
static void digest_row(struct digest *digest, const struct observation_row *row)
{
	gboolean point = !isnan(row->lat) && !isnan(row->lon);
	const gint64 facts[] = {row->key,          row->time_from, row->time_to,     row->category,
				row->sub_category, row->place,     row->organisation};
	const double where[] = {point ? row->lat : 0, point ? row->lon : 0};

	if (!row->counted || !(row->place || point))
		return;
	digest_add(digest, facts, sizeof facts);
	digest_add(digest, where, sizeof where);
}

static int compare_reports(gconstpointer a, gconstpointer b)
{
	const struct week_report *x = a, *y = b;

	return x->category != y->category ? x->category - y->category
	       : x->area != y->area       ? x->area - y->area
					  : x->organisation - y->organisation;
}

/* From its rows, count of them. */
static void learn_week(struct week_facts *facts, int week, gint64 moved,
		       const struct observation_row *rows, guint count)
{
	g_autoptr(GHashTable) reports =
		g_hash_table_new_full(report_hash, report_equal, g_free, NULL);
	g_autoptr(Digest) digest = digest_new();
	struct facts_of_week *new = g_new0(struct facts_of_week, 1);
	GHashTableIter iter;
	gpointer report;

	for (guint i = 0; i < count; i++) {
		count_row(reports, &rows[i]);
		digest_row(digest, &rows[i]);
	}
	new->head.week = week;
	new->head.moved = moved;
	digest_end(digest, new->head.digest);
	new->reports = g_new(struct week_report, g_hash_table_size(reports));
	g_hash_table_iter_init(&iter, reports);
	while (g_hash_table_iter_next(&iter, &report, NULL))
		new->reports[new->head.count++] = *(const struct week_report *)report;
	if (new->head.count > 1)
		qsort(new->reports, (gsize) new->head.count, sizeof *new->reports, compare_reports);
	g_hash_table_insert(facts->weeks, GINT_TO_POINTER(week), new);
	facts->grew = TRUE;
}

static const struct observation_row *row_at(const struct week_facts *facts, guint i)
{
	return &g_array_index(facts->rows, struct observation_row, i);
}

/* moved: of each week, from `from` on. The rows come newest first. */
static gboolean learn(struct week_facts *facts, int from, int to, const gint64 *moved,
		      GError **error)
{
	guint begin = 0, end;

	if (!week_facts_rows(facts, from, to, error))
		return FALSE;
	for (int week = to; week >= from; week--) {
		while (begin < facts->rows->len && row_at(facts, begin)->week > week)
			begin++;
		for (end = begin; end < facts->rows->len && row_at(facts, end)->week == week;)
			end++;
		learn_week(facts, week, moved[week - from],
			   end > begin ? row_at(facts, begin) : NULL, end - begin);
		begin = end;
	}
	return TRUE;
}

static const struct facts_of_week *known(const struct week_facts *facts, int week)
{
	return g_hash_table_lookup(facts->weeks, GINT_TO_POINTER(week));
}

gboolean week_facts_need(struct week_facts *facts, int from, int to, GError **error)
{
	g_autofree gint64 *moved = session_week_moves(facts->session, from, to, error);

	if (!moved)
		return FALSE;
	for (int week = from, until; week <= to; week = until + 1) {
		const struct facts_of_week *at = known(facts, week);

		until = week;
		if (at && at->head.moved == moved[week - from])
			continue;
		while (until < to && (!(at = known(facts, until + 1)) ||
				      at->head.moved != moved[until + 1 - from]))
			until++;
		if (!learn(facts, week, until, moved + (week - from), error))
			return FALSE;
	}
	return TRUE;
}

/* asked */

const struct week_report *week_facts_reports(const struct week_facts *facts, int week, guint *count)
{
	const struct facts_of_week *at = known(facts, week);

	*count = at ? (guint)at->head.count : 0;
	return at ? at->reports : NULL;
}

void week_facts_digest(const struct week_facts *facts, int week, struct digest *digest)
{
	const struct facts_of_week *at = known(facts, week);

	g_assert(at);
	digest_add(digest, at->head.digest, sizeof at->head.digest);
}

static gboolean rows_begin(struct week_facts *facts, const struct row_query *query, GError **error)
{
	g_clear_pointer(&facts->rows, g_array_unref);
	g_array_set_size(facts->events.list, 0);
	facts->events_row = 0;
	facts->rows = session_common_rows(facts->session, query, error);
	facts->rows_from = query->week_from;
	facts->rows_to = query->week_to;
	return facts->rows != NULL;
}

/* Older ones go behind them. A scan may still hold the array: a longer one takes its place. */
static gboolean rows_lengthen(struct week_facts *facts, struct row_query query, GError **error)
{
	GArray *rows, *had = facts->rows;
	g_autoptr(GArray) older = NULL;

	query.week_from -= READ_AHEAD;
	query.week_to = facts->rows_from - 1;
	older = session_common_rows(facts->session, &query, error);
	if (!older)
		return FALSE;
	rows = g_array_sized_new(FALSE, FALSE, sizeof(struct observation_row),
				 had->len + older->len);
	g_array_append_vals(rows, had->data, had->len);
	g_array_append_vals(rows, older->data, older->len);
	for (guint i = 0; i < facts->events.list->len; i++) {
		struct scan_event *e = &g_array_index(facts->events.list, struct scan_event, i);

		e->row = (const struct observation_row *)(const void *)rows->data +
			 (e->row - (const struct observation_row *)(const void *)had->data);
	}
	facts->rows = rows;
	facts->rows_from = query.week_from;
	g_array_unref(had);
	return TRUE;
}

GArray *week_facts_rows(struct week_facts *facts, int from, int to, GError **error)
{
	const struct row_query query = {.week_from = from,
					.week_to = to,
					.entered_before = session_known_at(facts->session)};
	gboolean near = facts->rows && facts->rows_from - 1 <= to && to <= facts->rows_to;

	if (near && facts->rows_from <= from)
		return facts->rows;
	if (!(near ? rows_lengthen(facts, query, error) : rows_begin(facts, &query, error)))
		return NULL;
	return facts->rows;
}

const struct scan_events *week_facts_events(struct week_facts *facts)
{
	if (facts->rows && facts->events_row < facts->rows->len)
		scan_events_add(&facts->events, session_registry(facts->session), facts->rows,
				facts->events_row);
	facts->events_row = facts->rows ? facts->rows->len : 0;
	return &facts->events;
}

const struct evidence *week_facts_evidence(struct week_facts *facts, gint64 key, GError **error)
{
	struct evidence *evidence = g_hash_table_lookup(facts->evidence, GINT_TO_POINTER((int)key));
	struct observation *o;
	GError *local = NULL;

	if (evidence)
		return evidence;
	o = session_common_observation(facts->session, key, &local);
	if (local) {
		g_propagate_error(error, local);
		return NULL;
	}
	evidence = g_new0(struct evidence, 1);
	evidence->common = o != NULL;
	if (o) {
		evidence->id = o->record.id;
		evidence->place_words = g_steal_pointer(&o->place_words);
	}
	record_free(o);
	if (g_hash_table_size(facts->evidence) >= EVIDENCE_MOST)
		g_hash_table_remove_all(facts->evidence);
	g_hash_table_insert(facts->evidence, GINT_TO_POINTER((int)key), evidence);
	return evidence;
}
