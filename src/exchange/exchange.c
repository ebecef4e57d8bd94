/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of formats, and what a file looks like when none of them can read it. */
#include "config.h"

#include <string.h>

#include "exchange/archive.h"
#include "exchange/decode.h"
#include "exchange/formats.h"
#include "exchange/projection.h"
#include "exchange/records.h"
#include "exchange/xml.h"

const struct format *const formats[] = {&format_polisen,      &format_csv,
					&format_xlsx,         &format_open311,
					&format_cap,          &format_krisinformation,
					&format_smhi,         &format_answer,
					&format_ical,         &format_records_csv,
					&format_records_json, &format_records_geojson,
					&format_records_xlsx, NULL};

#ifndef PROJ_LIBRARY
#define PROJ_LIBRARY NULL
#endif
#ifndef ZIP_LIBRARY
#define ZIP_LIBRARY NULL
#endif
const struct exchange_part exchange_parts[] = {
	{N_("coordinates in SWEREF 99"), PROJ_LIBRARY, projection_loads},
	{N_("Excel workbooks"), ZIP_LIBRARY, archive_loads},
	{NULL},
};

const struct format *format_find(const char *id)
{
	for (gsize i = 0; formats[i]; i++)
		if (g_str_equal(formats[i]->id, id))
			return formats[i];
	return NULL;
}

const struct format *format_writing(const char *ending)
{
	for (gsize i = 0; formats[i]; i++)
		if (g_strcmp0(formats[i]->ending, ending) == 0)
			return formats[i];
	return NULL;
}

/* First bytes of what people send by mistake. JSON stands last: the police's events are JSON too.
 */
static const struct {
	const char *bytes;
	gsize length;
	const char *what;
	gsize at; /* where they stand */
} foreign_signatures[] = {
	{"%PDF", 4, N_("a PDF")},
	{"mimetypeapplication/vnd.oasis", 29,
	 N_("an OpenDocument file; save it as CSV or as an Excel workbook"), 30},
	{"PK\x03\x04", 4, N_("a zip file; unpack it")},
	{"\xD0\xCF\x11\xE0", 4, N_("an old Excel or Word file; save it as CSV in Excel")},
	{"\x1F\x8B", 2, N_("a compressed file; unpack it")},
	{"\x89PNG", 4, N_("a picture")},
	{"\xFF\xD8\xFF", 3, N_("a picture")},
	{"SQLite format 3", 15, N_("a database")},
	{"<!doctype html", 14, N_("a web page; where it is a table, save it as CSV in Excel")},
	{"<html", 5, N_("a web page; where it is a table, save it as CSV in Excel")},
	{"<?xml", 5, N_("XML")},
	{"<", 1, N_("XML or a web page")},
	{"{", 1, N_("JSON of another kind")},
	{"[", 1, N_("JSON of another kind")},
};

static const char *signature_find(const char *head, gsize length)
{
	for (gsize i = 0; i < G_N_ELEMENTS(foreign_signatures); i++)
		if (length >= foreign_signatures[i].at + foreign_signatures[i].length &&
		    g_ascii_strncasecmp(head + foreign_signatures[i].at,
					foreign_signatures[i].bytes,
					foreign_signatures[i].length) == 0)
			return _(foreign_signatures[i].what);
	return NULL;
}

/* Programs of maps and of the table that write XML: how that begins, and within it. */
static const struct {
	const char *root, *within, *what;
} foreign_elements[] = {
	{"kml", "",
	 N_("a KML file, which has points of a map; save its table as CSV with the columns lat "
	    "and lon")},
	{"gpx", "",
	 N_("a GPX file, which has points of a journey; save its table as CSV with the columns "
	    "lat and lon")},
	{"Workbook", "urn:schemas-microsoft-com:office:spreadsheet",
	 N_("an Excel workbook in XML, as Excel 2003 wrote it; save it as .xlsx or as CSV in "
	    "Excel")},
};

static const char *element_find(const char *head, gsize length)
{
	for (gsize i = 0; i < G_N_ELEMENTS(foreign_elements); i++)
		if (xml_begins(head, length, foreign_elements[i].root) &&
		    strstr(head, foreign_elements[i].within))
			return _(foreign_elements[i].what);
	return NULL;
}

/* What a file is when no format can read it, NULL = nothing that is known. */
static const char *format_looks_like(const char *bytes, gsize size, const char *head, gsize length)
{
	gsize blank = strspn(head, " \t\r\n");
	const char *looks = head[blank] == '<' ? element_find(head + blank, length - blank) : NULL;

	looks = looks ? looks : signature_find(bytes, size);
	if (!looks)
		looks = signature_find(head + blank, length - blank);
	return looks ? looks : decode_is_binary(head, length) ? _("a binary file") : NULL;
}

/* "the police's event feed (JSON), table of a partner (CSV)" */
static char *formats_readable(void)
{
	GString *titles = g_string_new(NULL);

	for (gsize i = 0; formats[i]; i++)
		g_string_append_printf(titles, "%s%s", titles->len ? ", " : "",
				       _(formats[i]->title));
	return g_string_free(titles, FALSE);
}

const struct format *format_guess(const char *bytes, gsize size, const char *name, GError **error)
{
	const struct format *best = NULL;
	g_autofree char *titles = formats_readable();
	gsize length;
	g_autofree char *head = decode_text(bytes, size, &length);
	const char *looks = format_looks_like(bytes, size, head, length);
	char first = head[strspn(head, " \t\r\n")];
	gboolean readable = !looks || (first && strchr("[{<", first));
	int best_score = 0;

	for (gsize i = 0; formats[i]; i++) {
		const struct format *f = formats[i];
		int score = !f->sniff   ? 0
			    : f->binary ? f->sniff(bytes, size, name)
			    : readable  ? f->sniff(head, length, name)
					: 0;

		if (score > best_score) {
			best = f;
			best_score = score;
		}
	}
	if (best)
		return best;
	if (looks)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s cannot be imported: it looks like %s. Expected one of: %s."),
			    name, looks, titles);
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s cannot be imported. Expected one of: %s."), name, titles);
	return NULL;
}

void record_reader_tell(const struct record_reader *reader, int count, const char *format)
{
	g_autofree char *sentence = count ? g_strdup_printf(format, count) : NULL;

	if (sentence)
		reader->note(sentence, reader->data);
}
