/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Totals: how many events each combination of day, week, category, area, place and organisation
 * has. */
#include "config.h"

#include <string.h>

#include "app/app_private.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/words.h"

/* what can be counted by */

static gint64 by_day(const struct observation_row *row)
{
	return time_day(row->time_from);
}

static gint64 by_week(const struct observation_row *row)
{
	return row->week;
}

static gint64 by_category(const struct observation_row *row)
{
	return row->category;
}

static gint64 by_area(const struct observation_row *row)
{
	return row->area;
}

static gint64 by_place(const struct observation_row *row)
{
	return row->place;
}

static gint64 by_organisation(const struct observation_row *row)
{
	return row->organisation;
}

static char *day_label(const struct registry *v UNUSED, gint64 day)
{
	return day_format_iso((int)day);
}

static char *week_label(const struct registry *v UNUSED, gint64 week)
{
	return week_format((int)week);
}

static char *category_label(const struct registry *v, gint64 key)
{
	return g_strdup(registry_label(v, registry_category(v, key)));
}

static char *area_label(const struct registry *v, gint64 key)
{
	const struct area *area = registry_area(v, key);

	return g_strdup(area ? area->name : "–");
}

static char *place_label(const struct registry *v, gint64 key)
{
	const struct place *place = registry_place(v, key);

	return g_strdup(place ? place->name : "–");
}

static char *organisation_label(const struct registry *v, gint64 key)
{
	return g_strdup(registry_organisation_code(v, key));
}

static const struct counter {
	const char *name, *swedish;
	gint64 (*value)(const struct observation_row *row);
	char *(*label)(const struct registry *v, gint64 value);
	gboolean in_time; /* ordered by value; else by most events */
} counters[] = {
	{"day", "dag", by_day, day_label, TRUE},
	{"week", "vecka", by_week, week_label, TRUE},
	{"category", "kategori", by_category, category_label, FALSE},
	{"area", "område", by_area, area_label, FALSE},
	{"place", "plats", by_place, place_label, FALSE},
	{"organisation", "organisation", by_organisation, organisation_label, FALSE},
};

static const struct counter *counter_find(const char *name, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(counters); i++)
		if (strcmp(name, counters[i].name) == 0 || strcmp(name, counters[i].swedish) == 0)
			return &counters[i];
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
		    _("“%s” is nothing to count by. It is day, week, category, area, place or "
		      "organisation, such as day,category."),
		    name);
	return NULL;
}

/* counting */

struct counting {
	GPtrArray *by;     /* const struct counter * */
	GHashTable *sums;  /* GBytes of gint64 values -> struct total * */
	GPtrArray *totals; /* the same totals, with values */
};

struct valued {
	struct total total; /* first */
	gint64 *values;
	gint64 of_first; /* events with the first value, for its order */
};

static void valued_free(gpointer data)
{
	struct valued *v = data;

	g_strfreev(v->total.labels);
	g_free(v->values);
	g_free(v);
}

static void count_row(struct counting *c, const struct observation_row *row)
{
	gint64 *values = g_new(gint64, c->by->len);
	g_autoptr(GBytes) key = NULL;
	struct valued *v;

	for (guint i = 0; i < c->by->len; i++)
		values[i] = ((const struct counter *)c->by->pdata[i])->value(row);
	key = g_bytes_new(values, c->by->len * sizeof *values);
	v = g_hash_table_lookup(c->sums, key);
	if (v) {
		g_free(values);
	} else {
		v = g_new0(struct valued, 1);
		v->values = values;
		g_ptr_array_add(c->totals, v);
		g_hash_table_insert(c->sums, g_bytes_ref(key), v);
	}
	v->total.counted += row->counted != 0;
	v->total.reports++;
}

static int compare(gconstpointer a, gconstpointer b, gpointer data)
{
	const struct valued *x = *(gpointer const *)a, *y = *(gpointer const *)b;
	const struct counting *c = data;
	const struct counter *first = c->by->pdata[0];

	if (x->values[0] != y->values[0]) {
		if (!first->in_time && x->of_first != y->of_first)
			return y->of_first > x->of_first ? 1 : -1;
		return x->values[0] > y->values[0] ? 1 : -1;
	}
	if (x->total.counted != y->total.counted)
		return y->total.counted - x->total.counted;
	for (guint i = 1; i < c->by->len; i++)
		if (x->values[i] != y->values[i])
			return x->values[i] > y->values[i] ? 1 : -1;
	return 0;
}

static void finish(struct session *session, struct counting *c)
{
	g_autoptr(GHashTable) firsts = g_hash_table_new(g_int64_hash, g_int64_equal);

	for (guint i = 0; i < c->totals->len; i++) {
		struct valued *v = c->totals->pdata[i];
		struct valued *first = g_hash_table_lookup(firsts, &v->values[0]);

		if (!first)
			g_hash_table_insert(firsts, &v->values[0], first = v);
		first->of_first += v->total.counted;
		v->total.labels = g_new0(char *, c->by->len + 1);
		for (guint n = 0; n < c->by->len; n++)
			v->total.labels[n] =
				((const struct counter *)c->by->pdata[n])
					->label(session_registry(session), v->values[n]);
	}
	for (guint i = 0; i < c->totals->len; i++) {
		struct valued *v = c->totals->pdata[i];

		v->of_first =
			((struct valued *)g_hash_table_lookup(firsts, &v->values[0]))->of_first;
	}
	g_ptr_array_sort_with_data(c->totals, compare, c);
}

GPtrArray *app_totals(struct session *session, const char *filter, int week, int near,
		      const char *const *by, GError **error)
{
	g_autoptr(GPtrArray) wanted = g_ptr_array_new();
	g_autoptr(GHashTable) sums = g_hash_table_new_full(g_bytes_hash, g_bytes_equal,
							   (GDestroyNotify)g_bytes_unref, NULL);
	struct counting c = {wanted, sums, g_ptr_array_new_with_free_func(valued_free)};
	struct listing *listing = NULL;
	gboolean known = TRUE;

	for (; *by && known; by++) {
		const struct counter *counter = counter_find(*by, error);

		known = counter != NULL;
		g_ptr_array_add(wanted, (gpointer)counter);
	}
	if (known && wanted->len)
		listing = app_list(session, filter, week, near, G_MAXINT, error);
	if (!listing) {
		g_ptr_array_unref(c.totals);
		return NULL;
	}
	for (guint i = 0; i < listing->rows->len; i++)
		count_row(&c, &g_array_index(listing->rows, struct observation_row, i));
	listing_free(listing);
	finish(session, &c);
	return c.totals;
}

/* a week as a table */

static int column_of(int week, const char *iso)
{
	return day_parse_iso(iso) - week_monday(week);
}

static void add_line(GPtrArray *lines, const char *label, const int *counts)
{
	GString *line = g_string_new(NULL);
	int sum = 0;

	text_append_fitted(line, label, 30, TEXT_LEFT);
	for (int day = 0; day < 7; day++) {
		sum += counts[day];
		if (counts[day])
			g_string_append_printf(line, "%5d", counts[day]);
		else
			g_string_append(line, "    ·");
	}
	g_string_append_printf(line, "%7d", sum);
	g_ptr_array_add(lines, g_string_free(line, FALSE));
}

GPtrArray *app_totals_table(struct session *session, int week, GError **error)
{
	const char *const by[] = {"category", "day", NULL};
	g_autoptr(GPtrArray) totals = app_totals(session, "", week, week, by, error);
	GPtrArray *lines = totals ? g_ptr_array_new_with_free_func(g_free) : NULL;
	int all[7] = {0}, counts[7] = {0};
	GString *head = g_string_new(NULL);

	text_append_fitted(head, "", 30, TEXT_LEFT);
	for (int day = 0; day < 7; day++)
		g_string_append_printf(head, "%s%s", "   ", weekday_abbreviation(day));
	g_string_append_printf(head, "%7s", _("total"));
	if (lines)
		g_ptr_array_add(lines, g_strdup(head->str));
	g_string_free(head, TRUE);
	for (guint i = 0; totals && i < totals->len; i++) {
		const struct total *t = totals->pdata[i];
		const struct total *next = i + 1 < totals->len ? totals->pdata[i + 1] : NULL;
		int day = column_of(week, t->labels[1]);

		if (day >= 0 && day < 7) {
			counts[day] += t->counted;
			all[day] += t->counted;
		}
		if (!next || strcmp(next->labels[0], t->labels[0]) != 0) {
			add_line(lines, t->labels[0], counts);
			memset(counts, 0, sizeof counts);
		}
	}
	if (lines)
		add_line(lines, _("All"), all);
	return lines;
}
