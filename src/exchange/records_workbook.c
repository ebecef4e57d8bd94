/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg's own records in the workbook that "osg export --format xlsx" wrote, also when a spreadsheet
 * saved it anew: its cells know whether they are texts, so nothing is rounded or dropped. */
#include "config.h"

#include "exchange/records.h"

#include "exchange/workbook.h"
#include "osg/csv.h"

struct workbook_look {
	gboolean headed;
	int above; /* rows over the header; those still to come as they are passed over */
	struct csv_table *table;
};

/* Stops where the header is, or where it would be too far down. */
static gboolean look_at_row(const struct table_row *row, gpointer data)
{
	struct workbook_look *l = data;

	l->headed = !row->fault && records_are_headed(row->cells, row->count);
	return !l->headed && ++l->above < TABLE_TITLE_LINES;
}

static struct workbook_look look_for_header(const GByteArray *book)
{
	struct workbook_look looking = {0};
	const struct table_options options = {.file = "", .row = look_at_row, .data = &looking};
	struct table_facts facts = {0};

	workbook_read(book, &options, &facts, NULL);
	return looking;
}

gboolean records_in_workbook(GBytes *bytes)
{
	g_autoptr(GByteArray) book = g_byte_array_new();
	gsize length;
	const void *data = g_bytes_get_data(bytes, &length);

	g_byte_array_append(book, data, (guint)MIN(length, G_MAXUINT));
	return look_for_header(book).headed;
}

static gboolean take_row(const struct table_row *row, gpointer data)
{
	struct workbook_look *l = data;

	if (l->above)
		l->above--;
	else
		csv_table_add(l->table, row->cells, row->count, row->line);
	return TRUE;
}

static gboolean workbook_read_records(const char *bytes, gsize length,
				      const struct record_reader *reader, GError **error)
{
	g_autoptr(GByteArray) book = g_byte_array_new();
	g_autoptr(csv_table_auto) table = csv_table_empty(reader->file);
	struct workbook_look looking;
	const struct table_options options = {
		.file = reader->file, .exact = TRUE, .row = take_row, .data = &looking};
	struct table_facts facts = {0};

	g_byte_array_append(book, (const guint8 *)bytes, (guint)MIN(length, G_MAXUINT));
	looking = look_for_header(book);
	looking.above = looking.headed ? looking.above : 0;
	looking.table = table;
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
