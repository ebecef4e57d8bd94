/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg's own records in the workbook that "osg export --format xlsx" wrote, also when a spreadsheet
 * saved it anew: its cells know whether they are texts, so nothing is rounded or dropped. */
#include "config.h"

#include "exchange/records.h"

#include "exchange/workbook.h"
#include "osg/csv.h"

static gboolean look_at_header(const struct table_row *row, gpointer data)
{
	gboolean *headed = data;

	*headed = !row->fault && records_are_headed(row->cells, row->count);
	return FALSE;
}

gboolean records_in_workbook(GBytes *bytes)
{
	g_autoptr(GByteArray) book = g_byte_array_new();
	gsize length;
	const void *data = g_bytes_get_data(bytes, &length);
	gboolean headed = FALSE;
	const struct table_options options = {.file = "", .row = look_at_header, .data = &headed};
	struct table_facts facts = {0};

	g_byte_array_append(book, data, (guint)MIN(length, G_MAXUINT));
	workbook_read(book, &options, &facts, NULL);
	return headed;
}

static gboolean take_row(const struct table_row *row, gpointer data)
{
	csv_table_add(data, row->cells, row->count, row->line);
	return TRUE;
}

static gboolean workbook_read_records(const char *bytes, gsize length,
				      const struct record_reader *reader, GError **error)
{
	g_autoptr(GByteArray) book = g_byte_array_new();
	g_autoptr(csv_table_auto) table = csv_table_empty(reader->file);
	const struct table_options options = {
		.file = reader->file, .exact = TRUE, .row = take_row, .data = table};
	struct table_facts facts = {0};

	g_byte_array_append(book, (const guint8 *)bytes, (guint)MIN(length, G_MAXUINT));
	return workbook_read(book, &options, &facts, error) &&
	       records_read_table(table, reader, error);
}

/* What a workbook holds its first bytes do not say. */
static int workbook_sniff(const char *head UNUSED, gsize length UNUSED, const char *name UNUSED)
{
	return 0;
}

const struct format format_records_xlsx = {
	.id = "osg-xlsx",
	.title = N_("osg's own records (Excel workbook)"),
	.binary = TRUE,
	.sniff = workbook_sniff,
	.read_records = workbook_read_records,
};
