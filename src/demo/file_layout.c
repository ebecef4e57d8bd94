/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How each organisation's files look: its own columns, delimiter and encoding, and what it writes
 * in a cell. */
#include "config.h"

#include <string.h>

#include "osg/exchange.h"
#include "osg/week.h"

#include "demo/files.h"

/* values */

static char *local_text(gint64 time, const char *format)
{
	int day, seconds, y, m, d;
	time_to_local(time, &day, &seconds);
	day_to_civil(day, &y, &m, &d);
	g_autoptr(GString) text = g_string_new(format);
	g_autofree char *date = g_strdup_printf("%04d-%02d-%02d", y, m, d);
	g_autofree char *clock = g_strdup_printf("%02d:%02d", seconds / 3600, seconds / 60 % 60);
	g_string_replace(text, "D", date, 0);
	g_string_replace(text, "C", clock, 0);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *value_id(const struct row *row)
{
	return demo_source_id(row->files->year, row->report);
}

static char *value_date(const struct row *row)
{
	return local_text(row->report->from, "D");
}

static char *value_clock(const struct row *row)
{
	return row->report->time_precision == TIME_DATE ? g_strdup("")
							: local_text(row->report->from, "C");
}

static char *value_to_date(const struct row *row)
{
	return row->report->time_precision == TIME_INTERVAL ? local_text(row->report->to, "D")
							    : g_strdup("");
}

static char *value_to_clock(const struct row *row)
{
	return row->report->time_precision == TIME_INTERVAL ? local_text(row->report->to, "C")
							    : g_strdup("");
}

static char *value_from(const struct row *row)
{
	return local_text(row->report->from,
			  row->report->time_precision == TIME_DATE ? "D" : "D C");
}

static char *value_from_seconds(const struct row *row)
{
	return local_text(row->report->from,
			  row->report->time_precision == TIME_DATE ? "D" : "D C:00");
}

static char *value_stamp(const struct row *row)
{
	return time_format_rfc3339(row->report->from);
}

static char *value_to(const struct row *row)
{
	return row->report->time_precision == TIME_INTERVAL ? local_text(row->report->to, "D C")
							    : g_strdup("");
}

static int final_category(const struct row *row)
{
	return row->corrected && row->report->correction == DEMO_NEW_CATEGORY
		       ? row->report->other
		       : row->report->category;
}

static char *value_category(const struct row *row)
{
	const char *code = row->files->year->world->categories[final_category(row)].code;
	return g_strdup(g_hash_table_lookup(row->files->labels, code));
}

static char *value_sub(const struct row *row)
{
	return g_strdup(row->words.sub);
}

static char *value_area(const struct row *row)
{
	return g_strdup(row->report->precision <= PLACE_AREA
				? row->files->year->world->areas[row->report->area].name
				: "");
}

static gboolean has_place(const struct row *row)
{
	return row->report->precision <= PLACE_PLACE;
}

/* The owner of school buildings writes a street instead of the school's name. */
static gboolean writes_address(const struct row *row)
{
	return row->report->kind && !strcmp(row->report->kind, "school-owner") && has_place(row);
}

static char *value_place(const struct row *row)
{
	const struct demo_year *year = row->files->year;
	if (writes_address(row))
		return g_strdup("");
	if (row->corrected && row->report->correction == DEMO_NEW_PLACE)
		return g_strdup(year->world->places[row->report->other].name);
	return has_place(row) ? demo_place_name(year, row->report) : value_area(row);
}

static char *value_place_only(const struct row *row)
{
	return has_place(row) ? value_place(row) : g_strdup("");
}

static char *value_address(const struct row *row)
{
	if (!writes_address(row))
		return g_strdup("");
	return g_strdup(row->files->year->world->places[row->report->place].aliases[0]);
}

static char *decimal(double x, gboolean comma)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];
	g_ascii_formatd(text, sizeof text, "%.5f", x);
	return g_strdelimit(g_strdup(text), ".", comma ? ',' : '.');
}

static char *coordinate(const struct row *row, gboolean north, gboolean comma)
{
	double lat, lon;
	if (row->report->precision != PLACE_POINT)
		return g_strdup("");
	demo_recorded_point(row->files->year, row->report, &lat, &lon);
	return decimal(north ? lat : lon, comma);
}

static char *value_lat(const struct row *row)
{
	return coordinate(row, TRUE, FALSE);
}

static char *value_lon(const struct row *row)
{
	return coordinate(row, FALSE, FALSE);
}

static char *value_lat_comma(const struct row *row)
{
	return coordinate(row, TRUE, TRUE);
}

static char *value_lon_comma(const struct row *row)
{
	return coordinate(row, FALSE, TRUE);
}

static char *value_north(const struct row *row)
{
	double north, east;
	if (row->report->precision != PLACE_POINT)
		return g_strdup("");
	demo_police_grid(row->report, &north, &east);
	return g_strdup_printf("%d", (int)north);
}

static char *value_east(const struct row *row)
{
	double north, east;
	if (row->report->precision != PLACE_POINT)
		return g_strdup("");
	demo_police_grid(row->report, &north, &east);
	return g_strdup_printf("%d", (int)east);
}

static char *value_text(const struct row *row)
{
	return g_strdup(row->words.text ? row->words.text : "");
}

static char *value_police(const struct row *row)
{
	static const char *const words[] = {"", "Ja", "Nej"};
	return g_strdup(words[row->report->police_report]);
}

static char *value_known(const struct row *row)
{
	static const char *const words[] = {"seen", "told", "rumour"};
	return g_strdup(words[row->report->known]);
}

static char *value_organisation(const struct row *row)
{
	return g_strdup(row->files->year->world->organisations[row->report->organisation].code);
}

static char *value_nothing(const struct row *row UNUSED)
{
	return g_strdup("");
}

static const struct file_column incident_columns[] = {
	{"Ärendenr", value_id},
	{"Datum", value_date},
	{"Klockslag", value_clock},
	{"Till datum", value_to_date},
	{"Till klockslag", value_to_clock},
	{"Kategori", value_category},
	{"Underkategori", value_sub},
	{"Enhet", value_place},
	{"Beskrivning", value_text},
	{"Polisanmäld", value_police},
	{"Kostnad", value_nothing},
	{NULL},
};
static const struct file_column fault_columns[] = {
	{"Ärende", value_id},
	{"Upptäckt datum", value_date},
	{"Upptäckt kl", value_clock},
	{"Senast datum", value_to_date},
	{"Senast kl", value_to_clock},
	{"Feltyp", value_category},
	{"Orsak", value_sub},
	{"Objekt", value_place},
	{"Adress", value_address},
	{"Anmärkning", value_text},
	{"Polisanmält", value_police},
	{"Belopp", value_nothing},
	{NULL},
};
static const struct file_column guard_columns[] = {
	{"Rapportnr", value_id},
	{"Från", value_from},
	{"Till", value_to},
	{"Händelsetyp", value_category},
	{"Detalj", value_sub},
	{"Bevakningsobjekt", value_place},
	{"X", value_nothing},
	{"Y", value_nothing},
	{"Notering", value_text},
	{"Polis larmad", value_police},
	{NULL},
};
static const struct file_column police_columns[] = {
	{"Diarienr", value_id},
	{"Brottsdatum", value_date},
	{"Kl från", value_clock},
	{"Brottsdatum till", value_to_date},
	{"Kl till", value_to_clock},
	{"Brottstyp", value_category},
	{"Underkategori", value_sub},
	{"Område", value_area},
	{"N", value_north},
	{"E", value_east},
	{NULL},
};
static const struct file_column fire_columns[] = {
	{"Larmnr", value_id},
	{"Larmtid", value_from_seconds},
	{"Händelse", value_category},
	{"Händelsetyp", value_sub},
	{"Larmadress", value_place},
	{"Latitud", value_lat_comma},
	{"Longitud", value_lon_comma},
	{"Kommentar", value_text},
	{NULL},
};
static const struct file_column form_columns[] = {
	{"id", value_id},
	{"from", value_from},
	{"to", value_to},
	{"category", value_category},
	{"sub_category", value_sub},
	{"place", value_place_only},
	{"area", value_area},
	{"organisation", value_organisation},
	{"text", value_text},
	{"known", value_known},
	{"police_report", value_police},
	{NULL},
};
/* Open311: read as an array of objects; the order and names of GeoReport v2. */
static const struct file_column service_columns[] = {
	{"service_request_id", value_id}, {"service_name", value_category},
	{"description", value_text},      {"requested_datetime", value_stamp},
	{"address", value_place},         {"lat", value_lat, TRUE},
	{"long", value_lon, TRUE},        {NULL},
};

static const struct layout layouts[] = {
	{"csv-bom", ";", "UTF-8", TRUE, TRUE, incident_columns},
	{"csv-1252", ";", "WINDOWS-1252", FALSE, TRUE, fault_columns},
	{"csv-utf8", ";", "UTF-8", FALSE, FALSE, guard_columns},
	{"csv-police", ";", "UTF-8", FALSE, TRUE, police_columns},
	{"csv-fire", ";", "UTF-8", FALSE, TRUE, fire_columns},
	{"open311", NULL, "UTF-8", FALSE, FALSE, service_columns},
	{"form", ",", "UTF-8", FALSE, FALSE, form_columns},
	{"typed", ",", "UTF-8", FALSE, FALSE, form_columns},
};

const struct layout *demo_layout(const char *delivery)
{
	for (gsize i = 0; i < G_N_ELEMENTS(layouts); i++)
		if (!strcmp(layouts[i].delivery, delivery))
			return &layouts[i];
	g_error("demo: no layout for %s", delivery);
}
