/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg's own records: every field of the record table, with the id that is the same everywhere.
 * GeoJSON has all fields as properties, and a geometry beside them for maps. */
#include "config.h"

#include "exchange/records.h"

#include <math.h>
#include <string.h>

#include "exchange/decode.h"
#include "exchange/records_known.h"
#include "exchange/row_text.h"
#include "osg/csv.h"
#include "osg/geojson.h"
#include "osg/json.h"

/* writing */

static json_t *record_object(gconstpointer record, const struct field_form *form)
{
	const struct record *r = record;
	json_t *object = json_object();
	char id[ID_TEXT_SIZE];

	id_format(&r->id, id);
	json_object_set_new(object, "id", json_string(id));
	json_object_update_new(object, fields_to_json(r->kind->fields, record, form));
	return object;
}

static void csv_write_head(GString *out, const struct record_kind *kind)
{
	g_string_append(out, "id");
	for (const struct field *f = kind->fields; f->name; f++)
		g_string_append_printf(out, ",%s", f->name);
	g_string_append_c(out, '\n');
}

static void csv_write_record(GString *out, gconstpointer record, const struct field_form *form,
			     gboolean first UNUSED)
{
	const struct record *r = record;
	char id[ID_TEXT_SIZE];

	id_format(&r->id, id);
	g_string_append(out, id);
	for (const struct field *f = r->kind->fields; f->name; f++) {
		g_autofree char *text = field_to_text(f, record, form);

		g_string_append_c(out, ',');
		if (field_is_text(f) || f->kind == FIELD_REF)
			csv_append_text(out, text, ',');
		else
			csv_append_plain(out, text, ',');
	}
	g_string_append_c(out, '\n');
}

static void json_write_head(GString *out, const struct record_kind *kind UNUSED)
{
	g_string_append(out, "[");
}

static void json_append(GString *out, json_t *take_value, gboolean first)
{
	g_autofree char *text = json_print(take_value, JSON_COMPACT);

	g_string_append_printf(out, "%s\n%s", first ? "" : ",", text);
	json_decref(take_value);
}

static void json_write_record(GString *out, gconstpointer record, const struct field_form *form,
			      gboolean first)
{
	json_append(out, record_object(record, form), first);
}

static void json_write_tail(GString *out)
{
	g_string_append(out, "\n]\n");
}

static void geojson_write_head(GString *out, const struct record_kind *kind UNUSED)
{
	g_string_append(out, "{\"type\":\"FeatureCollection\",\"features\":[");
}

/* A point where the kind has lat and lon, rings where it has a boundary, else null. */
static json_t *record_geometry(gconstpointer record)
{
	const struct field *fields = ((const struct record *)record)->kind->fields;
	const struct field *lat = fields_find(fields, "lat"), *lon = fields_find(fields, "lon");

	if (lat && lon)
		return geojson_point(FIELD_AT(const double, record, lon),
				     FIELD_AT(const double, record, lat));
	for (const struct field *f = fields; f->name; f++)
		if (f->kind == FIELD_RINGS)
			return geojson_polygons(FIELD_AT(GPtrArray *const, record, f));
	return json_null();
}

/* The fields before a geometry that may be longer than what a file is recognised by. */
static void geojson_write_record(GString *out, gconstpointer record, const struct field_form *form,
				 gboolean first)
{
	json_append(out,
		    json_pack("{s:s, s:o, s:o}", "type", "Feature", "properties",
			      record_object(record, form), "geometry", record_geometry(record)),
		    first);
}

static void geojson_write_tail(GString *out)
{
	g_string_append(out, "\n]}\n");
}

/* reading */

/* What a row says something of: without the cells that it lacks at its end, and without an empty
 * id. With NULL at the end. */
static GPtrArray *names_said(const struct csv_table *table, int row)
{
	int most = csv_table_cells(table, row), id = csv_table_column(table, "id");
	GPtrArray *names = g_ptr_array_new();

	for (int c = 0; c < MIN(csv_table_columns(table), most); c++)
		if (c != id || *csv_table_cell(table, row, c))
			g_ptr_array_add(names, (gpointer)csv_table_name(table, c));
	g_ptr_array_add(names, NULL);
	return names;
}

/* What the records to come say is told before them. */
static void tell_said(const struct record_reader *reader, const GPtrArray *names)
{
	if (reader->says)
		reader->says((const char *const *)names->pdata, reader->data);
}

static gboolean records_refuse(const char *file, GError **error)
{
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
		    _("%s holds no records of osg; expected what “osg export” writes."), file);
	return FALSE;
}

/* A record that somebody added without an id gets the one that its text always gives, so that the
 * file may be read again. */
static gboolean record_id(struct record *record, const char *text, const char *whole,
			  GError **error)
{
	if (!text || !*text)
		record->id = id_from_name("added by hand", whole);
	else if (!id_parse(text, &record->id)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("“%s” is no id of osg; leave it empty for a new record."), text);
		return FALSE;
	}
	return TRUE;
}

/* Puts a record aside; FALSE where the reason is not the record's own. */
static gboolean record_reject(const struct record_reader *reader, int line, const char *whole,
			      GError *why, GError **error)
{
	gboolean ok;

	if (why->domain != OSG_ERROR || why->code == OSG_ERROR_STORE ||
	    why->code == OSG_ERROR_DENIED) {
		g_propagate_error(error, why);
		return FALSE;
	}
	ok = reader->aside(line, NULL, NULL, why->message, whole, reader->data, error);
	g_error_free(why);
	return ok;
}

/* The row as struct rejected_row keeps it. */
static char *csv_row_whole(const struct csv_table *table, int row)
{
	GString *whole = g_string_new(NULL);

	for (int c = 0; c < csv_table_columns(table); c++)
		row_text_append(whole, csv_table_name(table, c), csv_table_cell(table, row, c));
	return g_string_free(whole, FALSE);
}

/* A spreadsheet that parts cells by ; or tab writes 59,2368. */
static char *field_cell(const struct field *f, const char *cell, gboolean commas)
{
	char *text = g_strdup(cell), *comma = commas && f->kind == FIELD_REAL && !f->count && cell
						      ? strchr(text, ',')
						      : NULL;

	if (comma)
		*comma = '.';
	return text;
}

static gboolean csv_read_record(const struct csv_table *table, int row, struct record *record,
				const struct record_reader *reader, const char *whole,
				gboolean commas, GError **error)
{
	if (csv_table_cells(table, row) > csv_table_columns(table)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    ngettext("%d cell where the header has %d.",
				     "%d cells where the header has %d.",
				     (gulong)csv_table_cells(table, row)),
			    csv_table_cells(table, row), csv_table_columns(table));
		return FALSE;
	}
	if (!record_id(record, csv_table_cell(table, row, csv_table_column(table, "id")), whole,
		       error))
		return FALSE;
	for (int c = 0; c < csv_table_columns(table); c++) {
		const struct field *f = fields_find(record->kind->fields, csv_table_name(table, c));
		g_autofree char *text =
			f ? field_cell(f, csv_table_cell(table, row, c), commas) : NULL;

		if (f && !field_from_text(f, text, record, reader->form, error))
			return FALSE;
	}
	return TRUE;
}

/* A spreadsheet ends the lines within a text as it ends rows. In place. */
static void mend_line_ends(char *text, gsize *size)
{
	gsize kept = 0;

	for (gsize i = 0; i < *size; i++)
		if (text[i] != '\r' || text[i + 1] != '\n')
			text[kept++] = text[i];
	text[kept] = '\0';
	*size = kept;
}

/* What stands above the header becomes empty lines, so that the rows keep their numbers; where
 * those begin. */
static gsize blank_titles(char *text, gsize header)
{
	gsize lines = 0;

	for (gsize i = 0; i < header; i++)
		lines += text[i] == '\n';
	memset(text + header - lines, '\n', lines);
	return header - lines;
}

static gboolean read_rows(const struct csv_table *table, const struct record_reader *reader,
			  gboolean commas, GError **error)
{
	const struct record_kind *kind = records_kind_of_table(table);

	if (!kind)
		return records_refuse(reader->file, error);
	for (int r = 0; r < csv_table_rows(table); r++) {
		g_autoptr(GPtrArray) names = names_said(table, r);
		struct record *record = record_new(kind);
		g_autofree char *whole = csv_row_whole(table, r);
		GError *why = NULL;
		gboolean ok;

		tell_said(reader, names);
		ok = csv_read_record(table, r, record, reader, whole, commas, &why) &&
		     reader->record(record, reader->data, &why);

		record_free(record);
		if (reader->says)
			reader->says(NULL, reader->data);
		if (!ok && !record_reject(reader, csv_table_line(table, r), whole, why, error))
			return FALSE;
	}
	return TRUE;
}

gboolean records_read_table(const struct csv_table *table, const struct record_reader *reader,
			    GError **error)
{
	return read_rows(table, reader, FALSE, error);
}

static gboolean csv_read_records(const char *bytes, gsize length,
				 const struct record_reader *reader, GError **error)
{
	gsize size, header, begin;
	g_autofree char *text = decode_text(bytes, length, &size);
	g_autoptr(csv_table_auto) table = NULL;
	char delimiter = records_delimiter(text, size, &header);

	begin = blank_titles(text, header);
	size -= begin;
	mend_line_ends(text + begin, &size);
	table = csv_table_read_ragged(text + begin, size, delimiter ? delimiter : ',', reader->file,
				      error);
	return table && read_rows(table, reader, delimiter && delimiter != ',', error);
}

/* With NULL at the end. */
static GPtrArray *object_names(json_t *object)
{
	GPtrArray *names = g_ptr_array_new();
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value) g_ptr_array_add(names, (gpointer)key);
	g_ptr_array_add(names, NULL);
	return names;
}

static const struct record_kind *kind_of_object(json_t *object)
{
	g_autoptr(GPtrArray) names = object_names(object);

	return records_kind_of((const char *const *)names->pdata);
}

static char *json_record_whole(json_t *object)
{
	GString *whole = g_string_new(NULL);
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
	{
		g_autofree char *text = json_is_string(value)
						? g_strdup(json_string_value(value))
						: json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);

		row_text_append(whole, key, text);
	}
	return g_string_free(whole, FALSE);
}

static gboolean json_read_record(const json_t *object, struct record *record,
				 const struct record_reader *reader, const char *whole,
				 GError **error)
{
	return record_id(record, json_string_value(json_object_get(object, "id")), whole, error) &&
	       fields_from_json(record->kind->fields, object, record, reader->form, "", error);
}

/* A list of records, or of features whose properties they are; one of them may stand alone. A new
 * reference; NULL: it is neither. */
static json_t *records_of(json_t *json)
{
	json_t *list = json_is_array(json) ? json : json_object_get(json, "features");

	if (list)
		return json_incref(list);
	return json_is_object(json) ? json_pack("[O]", json) : NULL;
}

static gboolean json_read_records(const char *bytes, gsize length,
				  const struct record_reader *reader, GError **error)
{
	gsize size;
	g_autofree char *text = decode_text(bytes, length, &size);
	json_t *json = json_parse(text, size, reader->file, error);
	json_t *list = records_of(json);
	const struct record_kind *kind = NULL;
	gboolean ok = json != NULL;

	for (gsize i = 0; ok && i < json_array_size(list); i++) {
		json_t *item = json_array_get(list, i);
		json_t *properties = json_object_get(item, "properties"),
		       *object = json_is_object(properties) ? properties : item;
		struct record *record;
		g_autoptr(GPtrArray) names = NULL;
		g_autofree char *whole = json_record_whole(object);
		GError *why = NULL;

		kind = kind ? kind : kind_of_object(object);
		if (!kind) {
			ok = records_refuse(reader->file, error);
			break;
		}
		names = object_names(object);
		tell_said(reader, names);
		record = record_new(kind);
		ok = json_read_record(object, record, reader, whole, &why) &&
		     reader->record(record, reader->data, &why);
		ok = ok || record_reject(reader, -(int)i - 1, whole, why, error);
		record_free(record);
	}
	json_decref(list);
	json_decref(json);
	return ok;
}

const struct format format_records_csv = {
	.id = "osg-csv",
	.title = N_("osg's own records (CSV)"),
	.ending = "csv",
	.sniff = records_sniff_csv,
	.read_records = csv_read_records,
	.write_head = csv_write_head,
	.write_record = csv_write_record,
};
const struct format format_records_json = {
	.id = "osg-json",
	.title = N_("osg's own records (JSON)"),
	.ending = "json",
	.sniff = records_sniff_json,
	.read_records = json_read_records,
	.write_head = json_write_head,
	.write_record = json_write_record,
	.write_tail = json_write_tail,
};
const struct format format_records_geojson = {
	.id = "osg-geojson",
	.title = N_("osg's own records (GeoJSON)"),
	.ending = "geojson",
	.sniff = records_sniff_geojson,
	.read_records = json_read_records,
	.write_head = geojson_write_head,
	.write_record = geojson_write_record,
	.write_tail = geojson_write_tail,
};
