/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the list of observations. Compact; a text is asked for when it is visible. */
#include "config.h"

#include "screens/observation_rows.h"

static const struct observation_row *row_at(const struct observation_rows *rows, guint row)
{
	return &g_array_index(rows->listing->rows, struct observation_row, row);
}

/* columns */

static void extract_when(gpointer data, guint row, GString *out)
{
	struct observation o = observation_of_row(row_at(data, row));
	g_autofree char *text = observation_when(
		&o, session_week(((const struct observation_rows *)data)->session));

	g_string_append(out, text);
}

static int compare_when(gpointer data, guint a, guint b)
{
	gint64 left = row_at(data, a)->time_from, right = row_at(data, b)->time_from;

	return (left > right) - (left < right);
}

static void extract_where(gpointer data, guint row, GString *out)
{
	const struct observation_rows *rows = data;
	struct observation o = observation_of_row(row_at(rows, row));
	struct observation *whole =
		o.place_precision == PLACE_WORDS
			? session_get(rows->session, &observation_kind, o.record.key, NULL)
			: NULL;
	g_autofree char *text =
		observation_where(whole ? whole : &o, session_registry(rows->session));

	g_string_append(out, text);
	record_free(whole);
}

static void extract_what(gpointer data, guint row, GString *out)
{
	const struct observation_rows *rows = data;
	struct observation o = observation_of_row(row_at(rows, row));
	g_autofree char *text = observation_what(&o, session_registry(rows->session));

	g_string_append(out, text);
}

static void extract_sign(gpointer data, guint row, GString *out)
{
	const struct observation_row *o = row_at(data, row);

	g_string_append(out, o->withdrawn ? "x" : o->report_group ? "=" : o->proposed ? "?" : "");
}

static const char *organisation_code(const struct observation_rows *rows, gint64 key)
{
	const struct organisation *o = registry_organisation(session_registry(rows->session), key);

	return o ? o->code : "?";
}

static void extract_who(gpointer data, guint row, GString *out)
{
	const struct observation_rows *rows = data;

	g_string_append(out, organisation_code(rows, row_at(rows, row)->organisation));
}

static const char *text_of(struct observation_rows *rows, gint64 key)
{
	struct observation *o;
	char *text;

	if (g_hash_table_lookup_extended(rows->texts, &key, NULL, (gpointer *)&text))
		return text;
	o = session_get(rows->session, &observation_kind, key, NULL);
	text = g_strdup(o && o->text ? o->text : "");
	g_hash_table_insert(rows->texts, g_memdup2(&key, sizeof key), text);
	record_free(o);
	return text;
}

static void extract_text(gpointer data, guint row, GString *out)
{
	struct observation_rows *rows = data;

	g_string_append(out, text_of(rows, row_at(rows, row)->key));
	g_strdelimit(out->str, "\n", ' ');
}

static void search_text(gpointer data, guint row, GString *out)
{
	extract_where(data, row, out);
	g_string_append_c(out, ' ');
	extract_what(data, row, out);
	g_string_append_c(out, ' ');
	extract_who(data, row, out);
	g_string_append_c(out, ' ');
	extract_when(data, row, out);
	if (observation_rows_search_texts(data)) {
		g_string_append_c(out, ' ');
		g_string_append(out, text_of(data, row_at(data, row)->key));
	}
}

static guint count(gpointer data)
{
	return observation_rows_count(data);
}

static gint64 identity(gpointer data, guint row)
{
	return row_at(data, row)->key;
}

static const struct list_column columns[] = {
	{"when", N_("When"), 15, 1, 0, TEXT_LEFT, extract_when, compare_when, .most = 28},
	{"where", N_("Place"), 14, 8, 0, TEXT_LEFT, extract_where, NULL, .most = 36},
	{"what", N_("What"), 12, 8, 1, TEXT_LEFT, extract_what, NULL, .most = 36},
	{"sign", "", 1, 0, 0, TEXT_LEFT, extract_sign, NULL},
	{"who", N_("Who"), 5, 0, 2, TEXT_LEFT, extract_who, NULL},
	{"text", N_("Text"), 30, 4, 3, TEXT_LEFT, extract_text, list_no_order, .fills = TRUE},
	{NULL},
};
static const struct list_model model = {
	.columns = columns, .count = count, .identity = identity, .search_text = search_text};

/* the rows */

void observation_rows_init(struct observation_rows *rows, struct session *session)
{
	rows->session = session;
	rows->list = list_new(&model, rows);
	rows->texts = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
}

void observation_rows_clear(struct observation_rows *rows)
{
	list_free(rows->list);
	listing_free(rows->listing);
	g_hash_table_unref(rows->texts);
}

void observation_rows_show(struct observation_rows *rows, struct listing *take_listing)
{
	listing_free(rows->listing);
	rows->listing = take_listing;
	g_hash_table_remove_all(rows->texts);
	list_reload(rows->list);
}

guint observation_rows_count(const struct observation_rows *rows)
{
	return rows->listing ? rows->listing->rows->len : 0;
}

const struct observation_row *observation_rows_at(const struct observation_rows *rows, int row)
{
	return row_at(rows, (guint)row);
}

gboolean observation_rows_search_texts(const struct observation_rows *rows)
{
	return rows->listing && rows->listing->total <= OBSERVATION_ROWS_MOST;
}
