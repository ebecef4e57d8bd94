/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the words of a file are as categories: by the mapping's own list, else by our codes and
 * labels, else by what the mapping says that other words become. A file has few different words, so
 * each is looked up once. */
#include "config.h"

#include "exchange/category_map.h"

#include "osg/text.h"

#define CATEGORY_MAP_KEEPS 20000

struct category_map {
	const struct registry *registry;
	const struct mapping *mapping;
	GHashTable *kept; /* cells -> struct mapped_category */
	GString *key;
};

struct category_map *category_map_new(const struct registry *v, const struct mapping *mapping)
{
	struct category_map *all = g_new0(struct category_map, 1);

	all->registry = v;
	all->mapping = mapping;
	all->kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	all->key = g_string_new(NULL);
	return all;
}

void category_map_free(struct category_map *all)
{
	if (!all)
		return;
	g_hash_table_unref(all->kept);
	g_string_free(all->key, TRUE);
	g_free(all);
}

static const struct category *sub_by_label(const struct registry *v, gint64 parent,
					   const char *folded)
{
	const GPtrArray *all = registry_categories(v);

	for (guint i = 0; i < all->len; i++) {
		const struct category *k = all->pdata[i];
		g_autofree char *sv = NULL, *en = NULL;

		if (k->parent != parent)
			continue;
		sv = text_fold(k->label_sv ? k->label_sv : "");
		en = text_fold(k->label_en ? k->label_en : "");
		if (g_str_equal(sv, folded) || g_str_equal(en, folded))
			return k;
	}
	return NULL;
}

static void mapped_category_set(struct mapped_category *m, const struct registry *v,
				const struct category *k)
{
	const struct category *upper = k->parent ? registry_category(v, k->parent) : k;

	m->known = TRUE;
	m->category = k->parent ? k->parent : k->record.key;
	m->sub = k->parent ? k->record.key : 0;
	m->counts = upper && upper->counts;
}

/* "Skadegörelse: belysning", "Brand - container", "Klotter (KLO)": a category and one of its own,
 * or the same once more; behind a blank alone only that. NULL: it is not so, or the second is a
 * category beside the first. */
static const struct category *category_of_two(const struct registry *v, const char *word)
{
	static const char *const between[] = {": ", " - ", " – ", " · ", " / ", " (", " ", NULL};

	for (int i = 0; between[i]; i++) {
		const char *at = strstr(word, between[i]);
		g_autofree char *left = at ? g_strndup(word, (gsize)(at - word)) : NULL,
				*right = at ? text_fold(at + strlen(between[i])) : NULL;
		const struct category *upper = left ? registry_find_category(v, left) : NULL, *own;

		if (!upper || upper->parent)
			continue;
		own = sub_by_label(v, upper->record.key, right);
		if (!own)
			own = registry_category_meant(v, right);
		if (own == upper || (own && own->parent == upper->record.key))
			return own;
		return own || g_str_equal(between[i], " ") ? NULL : upper;
	}
	return NULL;
}

/* Where no mapping was made for the file, also by the words that people use. */
static const struct category *category_of_words(const struct category_map *all, const char *word,
						struct mapped_category *m)
{
	const struct category *k = registry_find_category(all->registry, word);

	if (k || !all->mapping->loose)
		return k;
	k = category_of_two(all->registry, word);
	if (!k)
		k = registry_category_meant(all->registry, word);
	m->meant = k != NULL;
	return k;
}

static void category_map_look_up(const struct category_map *all, const char *word, const char *sub,
				 struct mapped_category *m)
{
	const struct registry *v = all->registry;
	g_autofree char *folded = text_fold(word), *folded_sub = text_fold(sub);
	const char *code = g_hash_table_lookup(all->mapping->words, folded);
	const struct category *k = code ? registry_find_category(v, code) : NULL;

	*m = (struct mapped_category){.counts = TRUE, .sub_known = TRUE};
	if (!k && *folded)
		k = category_of_words(all, word, m);
	m->other = !k && *folded && all->mapping->other;
	if (m->other)
		k = registry_find_category(v, all->mapping->other);
	if (!k)
		return;
	mapped_category_set(m, v, k);
	if (g_hash_table_contains(all->mapping->not_counted, folded))
		m->counts = FALSE;
	if (*folded_sub) {
		const char *sub_code = g_hash_table_lookup(all->mapping->words, folded_sub);

		k = sub_code ? registry_find_category(v, sub_code)
			     : sub_by_label(v, m->category, folded_sub);
		if (!k)
			k = registry_find_category(v, sub);
		m->sub_known = k && k->parent == m->category;
		if (m->sub_known)
			m->sub = k->record.key;
	}
}

const struct mapped_category *category_map_find(struct category_map *all, const char *word,
						const char *sub)
{
	struct mapped_category *m;

	g_string_assign(all->key, word);
	g_string_append_c(all->key, '\x1f');
	g_string_append(all->key, sub);
	m = g_hash_table_lookup(all->kept, all->key->str);
	if (m)
		return m;
	if (g_hash_table_size(all->kept) >= CATEGORY_MAP_KEEPS)
		g_hash_table_remove_all(all->kept);
	m = g_new0(struct mapped_category, 1);
	category_map_look_up(all, word, sub, m);
	g_hash_table_insert(all->kept, g_strdup(all->key->str), m);
	return m;
}
