/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the words of a file are as categories. */
#ifndef OSG_EXCHANGE_CATEGORY_MAP_H
#define OSG_EXCHANGE_CATEGORY_MAP_H

#include "exchange/mapping.h"
#include "osg/registry.h"

/* What a pair of category cells means. */
struct mapped_category {
	gint64 category, sub;              /* keys; sub 0 = not said or not known */
	gboolean known, counts, sub_known; /* known FALSE: no category */
	gboolean other; /* by the mapping's "other", since nothing has that name */
	gboolean meant; /* by what people call it, which no list of the database has */
};

struct category_map;

struct category_map *category_map_new(const struct registry *v, const struct mapping *mapping);
void category_map_free(struct category_map *all);
/* Borrowed until the next call. */
const struct mapped_category *category_map_find(struct category_map *all, const char *word,
						const char *sub);

#endif
