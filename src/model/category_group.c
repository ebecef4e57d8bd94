/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The groups of categories that are judged together (share/groups.csv), read once with the
 * registry. */
#include "config.h"

#include <string.h>

#include "model/registry_private.h"
#include "osg/csv.h"
#include "osg/resource.h"

static void group_free(gpointer data)
{
	struct category_group *group = data;

	g_free(group->id);
	g_free(group->label_sv);
	g_free(group->label_en);
	g_array_unref(group->categories);
	g_free(group);
}

/* A word of one letter is a focus area: all categories that have it. */
static void add_categories(struct category_group *group, const struct registry *v, const char *word)
{
	const GPtrArray *all = registry_categories(v);

	for (guint i = 0; i < all->len; i++) {
		const struct category *k = all->pdata[i];
		gboolean in = strlen(word) == 1 ? codes_contain(k->focus_areas, word)
						: g_strcmp0(k->code, word) == 0;

		if (in && k->parent == 0)
			refs_add(group->categories, k->record.key);
	}
}

void groups_build(struct registry *v)
{
	gsize size;
	const char *data = resource_data("groups.csv", &size);
	g_autoptr(GError) error = NULL;
	g_autoptr(csv_table_auto) table = csv_table_read(data, size, ',', "groups.csv", &error);

	g_assert_no_error(error); /* it is a part of the program */
	v->groups = g_ptr_array_new_with_free_func(group_free);
	for (int row = 0; row < csv_table_rows(table); row++) {
		struct category_group *group = g_new0(struct category_group, 1);
		g_auto(GStrv) words = csv_cell_list(csv_table_cell(table, row, 3), ' ');

		group->id = g_strdup(csv_table_cell(table, row, 0));
		group->label_sv = g_strdup(csv_table_cell(table, row, 1));
		group->label_en = g_strdup(csv_table_cell(table, row, 2));
		group->weight = g_ascii_strtod(csv_table_cell(table, row, 4), NULL);
		group->categories = g_array_new(FALSE, FALSE, sizeof(gint64));
		for (char **word = words; word && *word; word++)
			add_categories(group, v, *word);
		g_ptr_array_add(v->groups, group);
	}
}

const GPtrArray *registry_groups(const struct registry *v)
{
	return v->groups;
}

const struct category_group *registry_group(const struct registry *v, const char *id)
{
	for (guint i = 0; id && i < v->groups->len; i++) {
		const struct category_group *group = v->groups->pdata[i];

		if (strcmp(group->id, id) == 0)
			return group;
	}
	return NULL;
}

gboolean category_group_holds(const struct category_group *group, gint64 category)
{
	return refs_contain(group->categories, category);
}
