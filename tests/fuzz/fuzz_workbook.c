/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any sheet, strings and styles of a workbook: the bytes are cut at their first "%" into the three
 * parts of an archive that is otherwise whole. */
#include "config.h"

#include "fuzz.h"

#include <glib.h>
#include <string.h>
#include <zip.h>

#include "exchange/workbook.h"

const char *const fuzz_name = "workbook";

const struct fuzz_seed fuzz_seeds[] = {
	FUZZ_SEED("<worksheet><dimension ref='A1:C2'/><sheetData><row r='1'><c r='A1' t='s'><v>0"
		  "</v></c><c r='B1' t='inlineStr'><is><t>Kategori</t></is></c></row><row r='2'>"
		  "<c r='A2' s='1'><v>45296.5</v></c><c r='B2' t='str'><f>1+1</f><v>Brand</v></c>"
		  "<c r='C2' t='b'><v>1</v></c></row></sheetData><mergeCells><mergeCell "
		  "ref='A2:A3'/></mergeCells></worksheet>%<sst><si><t>Datum</t></si></sst>%"
		  "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy-mm-dd'/></numFmts>"
		  "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>"),
	{NULL, 0},
};

const char *const fuzz_tokens[] = {"<row>",
				   "<row r='1048576'>",
				   "r='XFD1048576'",
				   "r='A0'",
				   "r='AAAA1'",
				   "<c t='s'>",
				   "<c t='e'>",
				   "<v>-1</v>",
				   "<v>1e308</v>",
				   "<v>2958466</v>",
				   "ref='A1:XFD1048576'",
				   "hidden='1'",
				   "<si>",
				   "<rPh>",
				   "formatCode='[h]:mm'",
				   "s='99999'",
				   "&#0;",
				   "<!DOCTYPE x [<!ENTITY a 'b'>]>",
				   NULL};

static void put(zip_t *zip, const char *name, const char *bytes, size_t size)
{
	zip_source_t *source = zip_source_buffer(zip, bytes, size, 0);
	zip_int64_t at = zip_file_add(zip, name, source, ZIP_FL_OVERWRITE);

	g_assert_cmpint(at, >=, 0);
	zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0);
}

static void put_text(zip_t *zip, const char *name, const char *text)
{
	put(zip, name, text, strlen(text));
}

/* Owned. */
static GByteArray *archive_of(const char *bytes, size_t size)
{
	static const char *const parts[] = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",
					    "xl/styles.xml"};
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_CREATE, NULL);
	const char *end = bytes + size;
	GByteArray *whole = g_byte_array_new();
	zip_stat_t stat;

	zip_source_keep(source);
	put_text(zip, "xl/workbook.xml",
		 "<workbook xmlns:r='urn:r'><sheets><sheet name='a' "
		 "r:id='r1'/></sheets></workbook>");
	put_text(zip, "xl/_rels/workbook.xml.rels",
		 "<Relationships><Relationship Id='r1' Target='worksheets/sheet1.xml'/>"
		 "</Relationships>");
	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		const char *cut = i + 1 < G_N_ELEMENTS(parts) && bytes < end
					  ? memchr(bytes, '%', (size_t)(end - bytes))
					  : NULL;

		put(zip, parts[i], bytes, (size_t)((cut ? cut : end) - bytes));
		bytes = cut ? cut + 1 : end;
	}
	g_assert_cmpint(zip_close(zip), ==, 0);
	g_assert_cmpint(zip_source_stat(source, &stat), ==, 0);
	g_byte_array_set_size(whole, (guint)stat.size);
	zip_source_open(source);
	g_assert_cmpint(zip_source_read(source, whole->data, stat.size), ==, stat.size);
	zip_source_close(source);
	zip_source_free(source);
	return whole;
}

static gboolean take_row(const struct table_row *row, gpointer data UNUSED)
{
	for (int i = 0; i < row->count; i++)
		g_assert_true(!row->cells[i] || g_utf8_validate(row->cells[i], -1, NULL));
	return TRUE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct table_options options = {.file = "prov.xlsx", .row = take_row};
	struct table_facts facts = {0};
	g_autoptr(GByteArray) bytes = archive_of((const char *)data, size);
	g_autoptr(GError) error = NULL;
	gboolean fine = workbook_read(bytes, &options, &facts, &error);

	g_assert_true(fine == (error == NULL));
	return 0;
}
