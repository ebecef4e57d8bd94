/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The categories that every database begins with, from share/taxonomy.csv. */
#include "config.h"

#include <string.h>

#include "exchange/sheet.h"
#include "osg/csv.h"
#include "osg/exchange.h"
#include "osg/resource.h"

/* Kept, but never counted. */
static const char *const taxonomy_not_counted[] = {"NOL", "POS", "EVE", NULL};

/* P place, O area, K municipality ("K (count only)"), – nothing. */
static int taxonomy_finest(const char *text)
{
	switch (*text) {
	case 'P':
		return SHARE_PLACE;
	case 'O':
		return SHARE_AREA;
	case 'K':
		return SHARE_MUNICIPALITY;
	default:
		return SHARE_NOTHING;
	}
}

static struct category *taxonomy_upper(const struct sheet *sheet, const struct sheet_row *row,
				       int position)
{
	struct category *k = record_new(&category_kind);

	field_set_text(&k->code, sheet_cell(sheet, row, "code"));
	field_set_text(&k->label_sv, sheet_cell(sheet, row, "label_sv"));
	field_set_text(&k->label_en, sheet_cell(sheet, row, "label_en"));
	k->programme_areas = csv_cell_list(sheet_cell(sheet, row, "programme_areas"), ' ');
	k->focus_areas = csv_cell_list(sheet_cell(sheet, row, "focus_areas"), ' ');
	k->weight = (int)g_ascii_strtoll(sheet_cell(sheet, row, "weight"), NULL, 10);
	k->finest = taxonomy_finest(sheet_cell(sheet, row, "finest_shared_precision"));
	k->counts = !g_strv_contains(taxonomy_not_counted, k->code);
	k->position = position;
	return k;
}

static gboolean taxonomy_subs(const struct sheet *sheet, const struct sheet_row *row,
			      GPtrArray *all, GError **error)
{
	g_auto(GStrv) sv = csv_cell_list(sheet_cell(sheet, row, "sub_categories_sv"), ';');
	g_auto(GStrv) en = csv_cell_list(sheet_cell(sheet, row, "sub_categories_en"), ';');
	g_auto(GStrv) codes = csv_cell_list(sheet_cell(sheet, row, "sub_codes"), ';');
	const struct category *upper = all->pdata[all->len - 1];
	gint64 parent = all->len;

	if (codes_count(sv) != codes_count(codes) || codes_count(en) != codes_count(codes))
		return sheet_fail(sheet, row, "sub_codes", _("as many codes as labels"), error);
	for (int i = 0; codes && codes[i]; i++) {
		struct category *k = record_copy(upper);

		g_free(k->code);
		k->code = g_strdup_printf("%s.%s", upper->code, codes[i]);
		field_set_text(&k->label_sv, sv[i]);
		field_set_text(&k->label_en, en[i]);
		k->parent = parent;
		k->position = i + 1;
		g_ptr_array_add(all, k);
	}
	return TRUE;
}

static void taxonomy_name(GPtrArray *all)
{
	for (guint i = 0; i < all->len; i++) {
		struct category *k = all->pdata[i];

		k->record.id = id_from_name("category", k->code);
	}
}

GPtrArray *taxonomy_read(GError **error)
{
	gsize size;
	const char *bytes = resource_data("taxonomy.csv", &size);
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(record_free);
	struct sheet *sheet;
	gboolean ok;

	g_assert(bytes);
	sheet = sheet_from_bytes(bytes, size, "taxonomy.csv", error);
	ok = sheet != NULL;
	for (guint i = 0; ok && i < sheet->rows->len; i++) {
		const struct sheet_row *row = sheet->rows->pdata[i];

		g_ptr_array_add(all, taxonomy_upper(sheet, row, (int)i + 1));
		ok = taxonomy_subs(sheet, row, all, error);
	}
	taxonomy_name(all);
	sheet_free(sheet);
	return ok ? g_steal_pointer(&all) : NULL;
}
