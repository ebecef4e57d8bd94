/* SPDX-License-Identifier: GPL-3.0-or-later */
/* places.csv: names, points in degrees or in the country's metres, other names. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "exchange/geography_private.h"
#include "exchange/headings.h"
#include "exchange/sheet.h"
#include "osg/csv.h"
#include "osg/exchange.h"
#include "osg/number.h"
#include "osg/position.h"
#include "osg/text.h"

static gboolean geography_near(const struct geography *g, double lat, double lon)
{
	return lat > g->south - 0.2 && lat < g->north + 0.2 && lon > g->west - 0.4 &&
	       lon < g->east + 0.4;
}

/* A number in a column of coordinates; NAN where nothing is said. */
static gboolean place_number(const struct sheet *sheet, const struct sheet_row *row,
			     const char *column, const char *expected, double *number,
			     GError **error)
{
	const char *cell = sheet_cell(sheet, row, column);
	enum axis axis;

	*number = NAN;
	return !*cell || number_read(cell, NUMBER_DECIMAL, NULL, number) ||
	       coordinate_read(cell, number, &axis) ||
	       sheet_fail(sheet, row, column, expected, error);
}

struct place_columns {
	const char *name[2];     /* north and east; the same twice: both in one cell */
	const char *expected[2]; /* msgids */
};

/* The columns of coordinates that the row says something in; NULL: none. */
static const struct place_columns *place_columns(const struct sheet *sheet,
						 const struct sheet_row *row)
{
	static const struct place_columns ways[] = {
		{{"latitude", "longitude"},
		 {N_("degrees like 59.23633"), N_("degrees like 17.98216")}},
		{{"northing", "easting"}, {N_("metres like 6571234"), N_("metres like 674321")}},
		{{"position", "position"},
		 {N_("a position like 59.23633, 17.98216"),
		  N_("a position like 59.23633, 17.98216")}},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(ways); i++)
		if (sheet_has(sheet, ways[i].name[0]) && sheet_has(sheet, ways[i].name[1]) &&
		    (*sheet_cell(sheet, row, ways[i].name[0]) ||
		     *sheet_cell(sheet, row, ways[i].name[1])))
			return &ways[i];
	return NULL;
}

/* The two numbers, as they stand. */
static gboolean place_numbers(const struct sheet *sheet, const struct sheet_row *row,
			      const struct place_columns *c, double at[2], GError **error)
{
	struct position position;

	if (c->name[0] == c->name[1]) {
		if (!position_read(sheet_cell(sheet, row, c->name[0]), &position))
			return sheet_fail(sheet, row, c->name[0], _(c->expected[0]), error);
		at[0] = position.first;
		at[1] = position.second;
		return TRUE;
	}
	for (int i = 0; i < 2; i++)
		if (!place_number(sheet, row, c->name[i], _(c->expected[i]), &at[i], error))
			return FALSE;
	return isnan(at[0]) == isnan(at[1]) || sheet_fail(sheet, row, c->name[isnan(at[0]) ? 0 : 1],
							  _("both numbers or neither"), error);
}

/* Metres of SWEREF as degrees, by the same reader as those of observations. */
static gboolean place_metres(struct geography *g, const struct sheet *sheet,
			     const struct sheet_row *row, const struct place_columns *c,
			     const double at[2], struct place *p, GError **error)
{
	g_autofree char *folded = text_fold(sheet_heading(sheet, c->name[0]));

	if (at[0] < at[1] && heading_says_north(folded))
		return sheet_fail(sheet, row, c->name[0],
				  _("north and east in their own columns; they seem to have "
				    "changed places"),
				  error);
	if (sweref_read(&g->sweref, sweref_grid(at[0], at[1]), at[0], at[1], &p->lat, &p->lon))
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT, _("%s, line %d: %s"), sheet->file,
		    row->line,
		    projection_loads() ? _("these metres are no point of SWEREF")
				       : _("coordinates in SWEREF cannot be read here: PROJ "
					   "is missing (Debian: libproj25)"));
	return FALSE;
}

static gboolean place_point(struct geography *g, const struct sheet *sheet,
			    const struct sheet_row *row, struct place *p, GError **error)
{
	const struct place_columns *c = place_columns(sheet, row);
	double at[2];

	p->lat = p->lon = NAN;
	if (!c)
		return TRUE;
	if (!place_numbers(sheet, row, c, at, error))
		return FALSE;
	if (at[0] == 0 && at[1] == 0) {
		if (g->findings.notes)
			text_add_line(g->findings.notes,
				      _("%s, line %d (%s): 0, 0 lies in the Atlantic; the place "
					"was read without a point."),
				      sheet->file, row->line, p->name);
		return TRUE;
	}
	if (sweref_is(at[0], at[1])) {
		if (!place_metres(g, sheet, row, c, at, p, error))
			return FALSE;
	} else if (fabs(at[0]) > 180 || fabs(at[1]) > 180) {
		return sheet_fail(sheet, row, c->name[fabs(at[0]) > 180 ? 0 : 1],
				  _("degrees like 59.23633 and 17.98216, or metres like 6571234 "
				    "and 674321"),
				  error);
	} else {
		p->lat = at[0];
		p->lon = at[1];
	}
	if (geography_near(g, p->lat, p->lon))
		return TRUE;
	if (geography_near(g, p->lon, p->lat))
		return sheet_fail(sheet, row, c->name[0],
				  _("latitude and longitude in their own columns; they seem to "
				    "have changed places"),
				  error);
	return sheet_fail(sheet, row, c->name[0], _("a point in the municipality"), error);
}

/* "a|b", or "a; b" as people write a list; no comma, which a name may have. */
static char **aliases_of(const char *cell)
{
	char **all = csv_cell_list(cell, strchr(cell, '|') ? '|' : ';');
	int said = 0;

	for (int i = 0; all && all[i]; i++)
		if (number_is_unsaid(all[i]))
			g_free(all[i]);
		else
			all[said++] = all[i];
	if (all)
		all[said] = NULL;
	return all;
}

/* A name that another place has too is told: by itself nobody can say which is meant. */
static void geography_aliases(struct geography *g, const struct sheet *sheet,
			      const struct sheet_row *row, const struct place *p)
{
	for (char **alias = p->aliases; alias && *alias; alias++) {
		g_autofree char *folded = text_fold(*alias);
		char *key = g_strconcat("alias/", folded, NULL);
		const char *before = g_hash_table_lookup(g->names, key);

		if (!before)
			g_hash_table_insert(g->names, g_steal_pointer(&key),
					    g_strdup_printf(_("%s, line %d (%s)"), sheet->file,
							    row->line, p->name));
		else if (g->findings.notes)
			text_add_line(g->findings.notes,
				      _("%s, line %d (%s): also called “%s”, as in %s; by that "
					"name alone nobody can tell which is meant."),
				      sheet->file, row->line, p->name, *alias, before);
		g_free(key);
	}
}

static gboolean geography_place(struct geography *g, const struct sheet *sheet,
				const struct sheet_row *row, GError **error)
{
	struct place *p = record_new(&place_kind);
	const char *area = sheet_cell(sheet, row, "area");
	g_autofree char *folded = text_fold(area), *lower = NULL;

	g_ptr_array_add(g->places, p);
	g_array_append_val(g->lines, row->line);
	field_set_text(&p->name, sheet_cell(sheet, row, "name"));
	field_set_text(&p->kind, sheet_cell(sheet, row, "kind"));
	field_set_text(&p->owner, sheet_cell(sheet, row, "owner"));
	p->aliases = aliases_of(sheet_cell(sheet, row, "aliases"));
	field_set_text(&p->address, sheet_cell(sheet, row, "address"));
	if (!p->name)
		return sheet_fail(sheet, row, "name", _("the name of the place"), error);
	if (!place_point(g, sheet, row, p, error))
		return FALSE;
	p->area = GPOINTER_TO_INT(g_hash_table_lookup(g->by_name, folded));
	lower = text_lower(p->name);
	geography_name(g, g_strdup_printf("place/%s/%" G_GINT64_FORMAT, lower, p->area),
		       g_strdup_printf(_("%s, line %d (%s)"), sheet->file, row->line, p->name));
	geography_aliases(g, sheet, row, p);
	if (*area && !g_hash_table_size(g->by_name))
		g->lost++;
	else if (*area && !p->area)
		return sheet_fail(sheet, row, "area", _("the name of an area of regso.geojson"),
				  error);
	p->exact = !isnan(p->lat) && !isnan(p->lon) &&
		   !g_str_equal(sheet_cell(sheet, row, "quality"), "C");
	return TRUE;
}

/* "Torget" for A where another place has that name. */
static void geography_alias_names(struct geography *g)
{
	g_autoptr(GHashTable) named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < g->places->len; i++) {
		const struct place *p = g->places->pdata[i];

		if (p->name)
			g_hash_table_insert(named, text_fold(p->name), GUINT_TO_POINTER(i + 1));
	}
	for (guint i = 0; g->findings.notes && i < g->places->len; i++) {
		const struct place *p = g->places->pdata[i];

		for (char **alias = p->aliases; alias && *alias; alias++) {
			g_autofree char *folded = text_fold(*alias);
			guint other = GPOINTER_TO_UINT(g_hash_table_lookup(named, folded));

			if (other && other != i + 1)
				text_add_line(g->findings.notes,
					      _("%s, line %d (%s): also called “%s”, which is the "
						"name of the place on line %d; by that name alone "
						"nobody can tell which is meant."),
					      "places.csv", g_array_index(g->lines, int, i),
					      p->name, *alias,
					      g_array_index(g->lines, int, other - 1));
		}
	}
}

void geography_places(struct geography *g)
{
	static const char *const names[] = {"name",     "latitude", "longitude", "kind",
					    "area",     "aliases",  "owner",     "address",
					    "quality",  "regso",    "source",    "check",
					    "northing", "easting",  "position",  NULL};
	gboolean fine;
	g_autoptr(GError) error = NULL;
	struct sheet *sheet = sheet_from_file(g->directory, "places.csv", &error);

	fine = sheet && sheet_columns(sheet, names, 1, &g->findings);
	for (guint i = 0; fine && i < sheet->rows->len; i++)
		if (!geography_place(g, sheet, sheet->rows->pdata[i], &error))
			findings_fault(&g->findings, &error);
	findings_fault(&g->findings, &error);
	geography_alias_names(g);
	if (g->lost)
		g_ptr_array_add(
			g->findings.faults,
			g_strdup_printf(
				ngettext("places.csv: %d place names its area, but no areas "
					 "were found; expected them in regso.geojson.",
					 "places.csv: %d places name their areas, but no "
					 "areas were found; expected them in "
					 "regso.geojson.",
					 (gulong)g->lost),
				g->lost));
	sheet_free(sheet);
}
