/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "osg/week.h"

#define NOW G_GINT64_CONSTANT(1732000000) /* 2024-11-19 */

static void free_organisation(gpointer r)
{
	record_free(r);
}

static void free_area(gpointer r)
{
	record_free(r);
}

static void free_place(gpointer r)
{
	record_free(r);
}

static void add_organisation(GPtrArray *all, const char *code, const char *name, int kind)
{
	struct organisation *o = record_new(&organisation_kind);

	o->code = g_strdup(code);
	o->name = g_strdup(name);
	o->kind = kind;
	g_ptr_array_add(all, o);
	o->record.key = all->len;
}

static void add_area(GPtrArray *all, const char *name, int level, gint64 parent, double south,
		     double north)
{
	const double points[] = {18, south, 18.1, south, 18.1, north, 18, north, 18, south};
	struct area *a = record_new(&area_kind);

	a->name = g_strdup(name);
	a->level = level;
	a->parent = parent;
	g_array_append_vals(rings_add(a->boundary), points, G_N_ELEMENTS(points));
	g_ptr_array_add(all, a);
	a->record.key = all->len;
}

static void add_place(GPtrArray *all, const char *name, gint64 area, double lat, double lon,
		      const char *address)
{
	struct place *p = record_new(&place_kind);

	p->name = g_strdup(name);
	p->area = area;
	p->lat = lat;
	p->lon = lon;
	p->exact = 1;
	p->address = g_strdup(address);
	g_ptr_array_add(all, p);
	p->record.key = all->len;
}

struct registry *fixture_registry(void)
{
	GPtrArray *organisations = g_ptr_array_new_with_free_func(free_organisation);
	GPtrArray *areas = g_ptr_array_new_with_free_func(free_area);
	GPtrArray *places = g_ptr_array_new_with_free_func(free_place);
	GError *error = NULL;
	GPtrArray *categories = taxonomy_read(&error);

	g_assert_no_error(error);
	for (guint i = 0; i < categories->len; i++)
		((struct record *)categories->pdata[i])->key = i + 1;
	add_organisation(organisations, "KOM", "Provköpings kommun", ORGANISATION_MUNICIPAL);
	add_organisation(organisations, "POL", "Polisen", ORGANISATION_POLICE);
	add_organisation(organisations, "HUGE", "Bostäder AB", ORGANISATION_HOUSING);
	add_area(areas, "Provköping", AREA_MUNICIPALITY, 0, 59.2, 59.3);
	add_area(areas, "Norrby", AREA_AREA, 1, 59.25, 59.3);
	add_area(areas, "Söderby", AREA_AREA, 1, 59.2, 59.25);
	add_place(places, "Norrby skola", 2, 59.27, 18.05, "Skolvägen 1");
	add_place(places, "Norrby centrum", 2, 59.275, 18.06, NULL);
	add_place(places, "Söderby torg", 3, 59.22, 18.05, NULL);
	return registry_new(organisations, areas, places, categories, FALSE);
}

static gboolean keep_row(struct incoming *row, gpointer data)
{
	struct reading *r = data;
	struct kept *k = g_new0(struct kept, 1);

	k->line = row->line;
	k->observation = record_copy(&row->observation);
	k->digest = row->digest;
	k->field = g_strdup(row->field);
	k->value = g_strdup(row->value);
	k->reason = g_strdup(row->reason);
	k->raw = g_strdup(row->raw);
	k->sheet = g_strdup(row->sheet);
	k->not_counted = row->not_counted;
	k->elsewhere = row->elsewhere;
	k->repeated = row->repeated;
	g_ptr_array_add(r->rows, k);
	return TRUE;
}

static void keep_note(const char *sentence, gpointer data)
{
	g_ptr_array_add(((struct reading *)data)->notes, g_strdup(sentence));
}

static void kept_free(gpointer data)
{
	struct kept *k = data;

	record_free(k->observation);
	g_free(k->field);
	g_free(k->value);
	g_free(k->reason);
	g_free(k->raw);
	g_free(k->sheet);
	g_free(k);
}

static struct reading *read_with(const char *format, const char *bytes, gssize length,
				 const char *mapping, const char *municipality, struct row_ids *ids)
{
	static struct registry *registry; /* the same for all: it is only read */
	struct reading *r = g_new0(struct reading, 1);
	struct reader_options options = {.file = "prov",
					 .mapping = mapping,
					 .municipality = municipality,
					 .now = NOW,
					 .row = keep_row,
					 .note = keep_note,
					 .own_organisation = 1,
					 .ids = ids,
					 .data = r};
	g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_data(
		bytes, length < 0 ? (gssize)strlen(bytes) : length, NULL);

	r->rows = g_ptr_array_new_with_free_func(kept_free);
	r->notes = g_ptr_array_new_with_free_func(g_free);
	if (!registry)
		registry = fixture_registry();
	r->registry = registry;
	options.registry = r->registry;
	r->ok = format_find(format)->read(stream, &options, &r->error);
	g_assert_true(r->ok || r->error);
	return r;
}

struct reading *fixture_read(const char *format, const char *bytes, gssize length,
			     const char *mapping, const char *municipality)
{
	return read_with(format, bytes, length, mapping, municipality, NULL);
}

struct reading *fixture_read_anew(const char *format, const char *bytes, gssize length)
{
	struct row_ids *ids = row_ids_new();
	struct reading *r = read_with(format, bytes, length, NULL, NULL, ids);

	if (row_ids_settle(ids)) {
		reading_free(r);
		r = read_with(format, bytes, length, NULL, NULL, ids);
	}
	row_ids_free(ids);
	return r;
}

void reading_free(struct reading *r)
{
	g_ptr_array_unref(r->rows);
	g_ptr_array_unref(r->notes);
	g_clear_error(&r->error);
	g_free(r);
}

const struct kept *reading_row(const struct reading *r, guint i)
{
	g_assert_no_error(r->error);
	g_assert_cmpuint(i, <, r->rows->len);
	return r->rows->pdata[i];
}

char *kept_when(const struct kept *k)
{
	static const char letters[] = "EIDW";
	const struct observation *o = k->observation;
	g_autofree char *from =
		o->time_from == TIME_NONE ? g_strdup("-") : time_format_rfc3339(o->time_from);
	g_autofree char *to =
		o->time_to == TIME_NONE ? g_strdup("-") : time_format_rfc3339(o->time_to);

	return g_strdup_printf("%c %s/%s", letters[o->time_precision], from, to);
}

const char *kept_code(const struct reading *r, const struct kept *k)
{
	const struct observation *o = k->observation;
	const struct category *c =
		registry_category(r->registry, o->sub_category ? o->sub_category : o->category);

	return c ? c->code : "-";
}

const char *kept_place(const struct reading *r, const struct kept *k)
{
	const struct place *p = registry_place(r->registry, k->observation->place);

	return p ? p->name : "-";
}

const char *kept_area(const struct reading *r, const struct kept *k)
{
	const struct area *a = registry_area(r->registry, k->observation->area);

	return a ? a->name : "-";
}

char *fixture_mapping(const char *text)
{
	char *path = NULL;
	int file = g_file_open_tmp("osg-XXXXXX.ini", &path, NULL);

	g_assert_true(g_close(file, NULL));
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

struct reading *fixture_read_csv(const char *bytes, gssize length)
{
	struct reading *r = fixture_read("csv", bytes, length, NULL, NULL);

	g_assert_no_error(r->error);
	return r;
}

gboolean reading_noted(const struct reading *r, const char *says)
{
	for (guint i = 0; i < r->notes->len; i++)
		if (strstr(r->notes->pdata[i], says))
			return TRUE;
	return FALSE;
}

void reading_check_rows(struct reading *take_r, guint rows, const char *aside)
{
	g_autoptr(GString) got = g_string_new(NULL);

	for (guint i = 0; i < take_r->rows->len; i++) {
		const struct kept *k = reading_row(take_r, i);

		if (k->reason)
			g_test_message("line %d: %s", k->line, k->reason);
		g_string_append_c(got, k->reason ? 'x' : '.');
	}
	g_assert_cmpuint(take_r->rows->len, ==, rows);
	g_assert_cmpstr(got->str, ==, aside);
	reading_free(take_r);
}
