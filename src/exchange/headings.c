/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/headings.h"

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
