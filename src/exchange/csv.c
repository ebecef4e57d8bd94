/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV files of partners: a table, a mapping that says what its columns mean, observations. */
#include "config.h"

#include <string.h>

#include "exchange/convert.h"
#include "exchange/formats.h"
#include "exchange/mapping.h"
#include "exchange/table.h"
#include "osg/text.h"

struct csv_reading {
	const struct reader_options *options;
	struct mapping *mapping;
	struct converter *converter;
	GError *error;
};

static const char *csv_organisation_code(const struct reader_options *options)
{
	const struct organisation *o =
		options->organisation
			? registry_organisation(options->registry, options->organisation)
			: NULL;

	return o ? o->code : NULL;
}

/* The first row says what the columns are. */
static gboolean csv_header(struct csv_reading *r, const struct table_row *row)
{
	const struct reader_options *options = r->options;

	if (row->fault) {
		g_set_error(&r->error, OSG_ERROR, OSG_ERROR_FORMAT, _("%s, line %d: %s"),
			    options->file, row->line, row->fault);
		return FALSE;
	}
	if (!r->mapping)
		r->mapping = mapping_guess(row->cells, row->count, options->file,
					   csv_organisation_code(options), &r->error);
	if (!r->mapping)
		return FALSE;
	r->converter = converter_new(options, r->mapping, row->cells, row->count, &r->error);
	return r->converter != NULL;
}

static gboolean csv_row(const struct table_row *row, gpointer data)
{
	struct csv_reading *r = data;

	return r->converter ? converter_row(r->converter, row) : csv_header(r, row);
}

static gboolean csv_progress(gint64 bytes, gpointer data)
{
	struct csv_reading *r = data;

	return !r->options->progress || r->options->progress(bytes, r->options->data);
}

static void csv_tell(const struct csv_reading *r, const struct table_facts *facts)
{
	const char *delimiter = facts->delimiter == '\t'  ? _("tab")
				: facts->delimiter == ',' ? "“,”"
							  : "“;”";
	g_autofree char *how =
		g_strdup_printf(_("Read with the mapping %s: %s, %s between the cells."),
				r->mapping->id, facts->encoding, delimiter);

	if (!r->options->note)
		return;
	r->options->note(how, r->options->data);
	if (facts->repaired) {
		g_autofree char *repaired =
			g_strdup_printf(ngettext("%d cell had been garbled on its way (“Ã¤” for "
						 "“ä”) and was put right.",
						 "%d cells had been garbled on their way (“Ã¤” for "
						 "“ä”) and were put right.",
						 (gulong)facts->repaired),
					facts->repaired);

		r->options->note(repaired, r->options->data);
	}
	converter_tell(r->converter);
}

static gboolean csv_read(GInputStream *stream, const struct reader_options *options, GError **error)
{
	struct csv_reading r = {.options = options};
	struct table_options table = {
		.file = options->file, .row = csv_row, .progress = csv_progress, .data = &r};
	struct table_facts facts = {0};
	g_autoptr(GError) local = NULL;
	gboolean ok;

	if (options->mapping) {
		r.mapping = mapping_load(options->mapping, error);
		if (!r.mapping)
			return FALSE;
		table.delimiter = r.mapping->delimiter;
	}
	ok = table_read(stream, &table, &facts, &local);
	if (r.error)
		g_propagate_error(error, r.error);
	else if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	else if (!r.converter)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s is empty; expected a line with the names of the columns."),
			    options->file);
	if (ok && r.converter)
		csv_tell(&r, &facts);
	ok = ok && r.converter;
	converter_free(r.converter);
	mapping_free(r.mapping);
	return ok;
}

static gboolean csv_again(const char *raw, int line, const struct reader_options *options,
			  GError **error)
{
	g_autoptr(GPtrArray) fields = rejected_row_fields(raw);
	g_autoptr(GPtrArray) header = g_ptr_array_new(), cells = g_ptr_array_new();
	struct mapping *mapping = NULL;
	struct converter *converter = NULL;
	struct table_row row = {.line = line};

	for (guint i = 0; i + 1 < fields->len; i += 2) {
		g_ptr_array_add(header, fields->pdata[i]);
		g_ptr_array_add(cells, fields->pdata[i + 1]);
	}
	row.count = (int)cells->len;
	row.cells = (const char **)cells->pdata;
	mapping = mapping_load(options->mapping ? options->mapping : "osg", error);
	if (mapping)
		converter = converter_new(options, mapping, (const char *const *)header->pdata,
					  (int)header->len, error);
	if (converter)
		converter_row(converter, &row);
	converter_free(converter);
	mapping_free(mapping);
	return converter != NULL;
}

static int csv_sniff(const char *head, gsize length, const char *name)
{
	gboolean named = name && (g_str_has_suffix(name, ".csv") ||
				  g_str_has_suffix(name, ".CSV") || g_str_has_suffix(name, ".txt"));
	gboolean utf16 = length >= 2 &&
			 (memcmp(head, "\xFF\xFE", 2) == 0 || memcmp(head, "\xFE\xFF", 2) == 0);

	if (utf16)
		return 70;
	if (memchr(head, 0, length) || strchr("{[<%", *head))
		return 0;
	return (table_guess_delimiter(head, length) ? 50 : 10) + (named ? 30 : 0);
}

const struct format format_csv = {
	.id = "csv",
	.title = N_("table of a partner (CSV)"),
	.sniff = csv_sniff,
	.read = csv_read,
	.again = csv_again,
};
