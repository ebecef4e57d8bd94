/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/headings.h"

#include <string.h>

#include "exchange/sheet.h"
#include "osg/resource.h"
#include "osg/text.h"

static void add_row(GArray *all, const struct sheet *sheet, const struct sheet_row *row)
{
	const char *field = sheet_said(sheet, row, "field");
	struct heading heading = {.column = 0,
				  .folded = text_fold(sheet_said(sheet, row, "heading")),
				  .only = *sheet_said(sheet, row, "only") != '\0'};

	while (heading.column < COLUMNS && !g_str_equal(column_name(heading.column), field))
		heading.column++;
	g_assert(heading.column < COLUMNS);
	g_array_append_val(all, heading);
}

const struct heading *headings_known(guint *count)
{
	static gsize once;
	static GArray *all;

	if (g_once_init_enter(&once)) {
		gsize size;
		const char *bytes = resource_data("mappings/headings.csv", &size);
		struct sheet *sheet = sheet_from_bytes(bytes, size, "headings.csv", NULL);

		all = g_array_new(FALSE, FALSE, sizeof(struct heading));
		for (guint i = 0; i < sheet->rows->len; i++)
			add_row(all, sheet, sheet->rows->pdata[i]);
		sheet_free(sheet);
		g_once_init_leave(&once, 1);
	}
	*count = all->len;
	return (const struct heading *)all->data;
}

enum column heading_coordinate(const char *folded)
{
	static const char *const systems[] = {
		"sweref", "sweref99",   "sweref99tm",  "99",        "tm",    "1800",
		"wgs",    "wgs84",      "84",          "epsg",      "3006",  "3011",
		"4326",   "geo",        "gps",         "koordinat", "koord", "koordinater",
		"coord",  "coordinate", "coordinates", "position",  "pos",   "i",
		"dd",     "18",         "00",          NULL};
	static const struct {
		const char *word;
		enum column column;
	} words[] = {
		{"lat", COLUMN_LAT},
		{"latitud", COLUMN_LAT},
		{"latitude", COLUMN_LAT},
		{"lon", COLUMN_LON},
		{"long", COLUMN_LON},
		{"lng", COLUMN_LON},
		{"longitud", COLUMN_LON},
		{"longitude", COLUMN_LON},
		{"x", COLUMN_X},
		{"n", COLUMN_X},
		{"nord", COLUMN_X},
		{"nordlig", COLUMN_X},
		{"norr", COLUMN_X},
		{"northing", COLUMN_X},
		{"north", COLUMN_X},
		{"y", COLUMN_Y},
		{"e", COLUMN_Y},
		{"o", COLUMN_Y},
		{"ost", COLUMN_Y},
		{"ostlig", COLUMN_Y},
		{"easting", COLUMN_Y},
		{"east", COLUMN_Y},
		{"lat long", COLUMN_POSITION},
		{"lat lon", COLUMN_POSITION},
		{"n e", COLUMN_POSITION},
		{"x y", COLUMN_POSITION},
		{"", COLUMN_POSITION},
	};
	g_auto(GStrv) parts = g_strsplit(folded, " ", -1);
	g_autoptr(GString) rest = g_string_new(NULL);

	for (int i = 0; parts[i]; i++)
		if (!g_strv_contains(systems, parts[i]))
			g_string_append_printf(rest, "%s%s", rest->len ? " " : "", parts[i]);
	for (gsize i = 0; *folded && i < G_N_ELEMENTS(words); i++)
		if (g_str_equal(words[i].word, rest->str))
			return words[i].column;
	return COLUMNS;
}

gboolean heading_says_north(const char *folded)
{
	return *folded == 'n' || g_str_has_suffix(folded, " n") || strstr(folded, "nord");
}

double heading_kronor(const char *heading)
{
	static const struct {
		const char *word;
		double kronor;
	} units[] = {{"tkr", 1e3}, {"kkr", 1e3},  {"ksek", 1e3}, {"tsek", 1e3}, {"tusental", 1e3},
		     {"mkr", 1e6}, {"mnkr", 1e6}, {"msek", 1e6}, {"eur", 0},    {"euro", 0},
		     {"usd", 0},   {"nok", 0},    {"dkk", 0},    {"gbp", 0}};
	g_autofree char *folded = text_fold(heading);
	g_auto(GStrv) words = g_strsplit_set(folded, " ()[]_,.:/", -1);

	for (gsize i = 0; i < G_N_ELEMENTS(units); i++)
		if (g_strv_contains((const char *const *)words, units[i].word))
			return units[i].kronor;
	return strstr(heading, "€") || strpbrk(heading, "$") ? 0 : 1;
}
