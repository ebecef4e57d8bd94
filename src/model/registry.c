/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a municipality by key, by code and by name. Knows no database and never guesses:
 * what is not a whole name is for completion.c. */
#include "config.h"

#include "osg/registry.h"

#include <stdlib.h>
#include <string.h>

#include "model/registry_private.h"
#include "osg/csv.h"
#include "osg/resource.h"
#include "osg/text.h"

/* names */

guint32 name_letters(const char *folded)
{
	guint32 letters = 0;

	for (const guchar *p = (const guchar *)folded; *p; p++)
		if (*p != ' ')
			letters |= 1u << (*p & 31);
	return letters;
}

/* Whether a second record that is said by the same name makes it ambiguous; otherwise the first
 * keeps it. */
enum claim { CLAIM_FIRST, CLAIM_ALONE };

static void add_name(struct registry *v, enum word_kind kind, gconstpointer record,
		     const char *shown, enum claim claim)
{
	if (!shown || !*shown)
		return;

	g_autofree char *fold = text_fold(shown);
	if (!*fold)
		return;
	struct name name = {.record = record,
			    .shown = shown,
			    .folded = g_string_chunk_insert(v->strings, fold)};
	name.letters = name_letters(name.folded);
	g_array_append_val(v->names[kind], name);

	gpointer other;
	if (!g_hash_table_lookup_extended(v->by_name[kind], name.folded, NULL, &other))
		g_hash_table_insert(v->by_name[kind], (gpointer)name.folded, (gpointer)record);
	else if (claim == CLAIM_ALONE && other && other != record)
		g_hash_table_insert(v->by_name[kind], (gpointer)name.folded, NULL);
}

static void add_organisation_names(struct registry *v)
{
	const GPtrArray *all = v->records[WORD_ORGANISATION];

	for (guint i = 0; i < all->len; i++)
		add_name(v, WORD_ORGANISATION, all->pdata[i],
			 ((const struct organisation *)all->pdata[i])->code, CLAIM_FIRST);
	for (guint i = 0; i < all->len; i++)
		add_name(v, WORD_ORGANISATION, all->pdata[i],
			 ((const struct organisation *)all->pdata[i])->name, CLAIM_FIRST);
}

/* The areas that are counted come first: a district of the same name is seldom meant. */
static void add_area_names(struct registry *v)
{
	static const enum area_level order[] = {AREA_AREA, AREA_SUBAREA, AREA_DISTRICT,
						AREA_MUNICIPALITY};
	const GPtrArray *all = v->records[WORD_AREA];

	for (gsize level = 0; level < G_N_ELEMENTS(order); level++)
		for (guint i = 0; i < all->len; i++) {
			const struct area *area = all->pdata[i];
			if (area->level != (int)order[level])
				continue;
			add_name(v, WORD_AREA, area, area->name, CLAIM_FIRST);
			add_name(v, WORD_AREA, area, area->code, CLAIM_FIRST);
		}
}

static void add_place_names(struct registry *v)
{
	const GPtrArray *all = v->records[WORD_PLACE];

	for (guint i = 0; i < all->len; i++)
		add_name(v, WORD_PLACE, all->pdata[i], ((const struct place *)all->pdata[i])->name,
			 CLAIM_FIRST);
	for (guint i = 0; i < all->len; i++) {
		const struct place *place = all->pdata[i];
		for (char **alias = place->aliases; alias && *alias; alias++)
			add_name(v, WORD_PLACE, place, *alias, CLAIM_ALONE);
	}
}

static void add_sub_category_names(struct registry *v, const struct category *sub,
				   const struct category *upper)
{
	const char *const pairs[][2] = {{upper->label_sv, sub->label_sv},
					{upper->label_en, sub->label_en}};

	add_name(v, WORD_CATEGORY, sub, sub->code, CLAIM_FIRST);
	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
		if (!pairs[i][0] || !pairs[i][1])
			continue;
		g_autofree char *whole = g_strdup_printf("%s · %s", pairs[i][0], pairs[i][1]);
		add_name(v, WORD_CATEGORY, sub, g_string_chunk_insert(v->strings, whole),
			 CLAIM_FIRST);
	}
	/* "fordon" is a kind of criminal damage and of fire: alone it names neither */
	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
		const struct category *other = registry_find_category(v, pairs[i][1]);
		if (!other || other->parent)
			add_name(v, WORD_CATEGORY, sub, pairs[i][1], CLAIM_ALONE);
	}
}

static void add_category_names(struct registry *v)
{
	const GPtrArray *all = v->records[WORD_CATEGORY];

	for (guint i = 0; i < all->len; i++) {
		const struct category *category = all->pdata[i];
		if (category->parent)
			continue;
		add_name(v, WORD_CATEGORY, category, category->code, CLAIM_FIRST);
		add_name(v, WORD_CATEGORY, category, category->label_sv, CLAIM_FIRST);
		add_name(v, WORD_CATEGORY, category, category->label_en, CLAIM_FIRST);
	}
	for (guint i = 0; i < all->len; i++) {
		const struct category *category = all->pdata[i];
		const struct category *upper =
			category->parent ? registry_category(v, category->parent) : NULL;
		if (upper)
			add_sub_category_names(v, category, upper);
	}
}

/* The words people use; a category that this municipality does not have is passed over. */
static void add_synonyms(struct registry *v)
{
	gsize size;
	const char *bytes = resource_data("synonyms.csv", &size);
	g_autoptr(csv_table_auto) table = csv_table_read(bytes, size, ',', "synonyms.csv", NULL);
	int word = csv_table_column(table, "word"), code = csv_table_column(table, "code");

	for (int i = 0; i < csv_table_rows(table); i++) {
		const struct category *category =
			registry_find_category(v, csv_table_cell(table, i, code));
		const char *said = csv_table_cell(table, i, word);

		if (category)
			add_name(v, WORD_SYNONYM, category, g_string_chunk_insert(v->strings, said),
				 CLAIM_FIRST);
	}
}

/* records */

/* How the records of a kind are ordered: by position where they have one, then by a text. */
static const struct {
	gboolean positioned;
	gsize position, text;
} orders[WORD_KINDS] = {
	[WORD_ORGANISATION] = {TRUE, G_STRUCT_OFFSET(struct organisation, position),
			       G_STRUCT_OFFSET(struct organisation, name)},
	[WORD_AREA] = {FALSE, 0, G_STRUCT_OFFSET(struct area, name)},
	[WORD_PLACE] = {FALSE, 0, G_STRUCT_OFFSET(struct place, name)},
	[WORD_CATEGORY] = {TRUE, G_STRUCT_OFFSET(struct category, position),
			   G_STRUCT_OFFSET(struct category, code)},
	[WORD_SYNONYM] = {FALSE, 0, 0}, /* has no records of its own */
};

struct ordered {
	int position;
	char *key; /* text_collate_key, owned */
	gpointer record;
};

static int compare_ordered(gconstpointer a, gconstpointer b)
{
	const struct ordered *x = a, *y = b;

	if (x->position != y->position)
		return x->position < y->position ? -1 : 1;
	int order = strcmp(x->key, y->key);
	gint64 first = ((const struct record *)x->record)->key,
	       second = ((const struct record *)y->record)->key;

	return order ? order : (first > second) - (first < second);
}

static void sort_records(GPtrArray *records, enum word_kind kind)
{
	g_autofree struct ordered *all = g_new(struct ordered, records->len);

	for (guint i = 0; i < records->len; i++) {
		gpointer record = records->pdata[i];
		const char *text = G_STRUCT_MEMBER(const char *, record, orders[kind].text);

		all[i].position = orders[kind].positioned
					  ? G_STRUCT_MEMBER(int, record, orders[kind].position)
					  : 0;
		all[i].key = text_collate_key(text ? text : "");
		all[i].record = record;
	}
	if (records->len)
		qsort(all, records->len, sizeof *all, compare_ordered);
	for (guint i = 0; i < records->len; i++) {
		records->pdata[i] = all[i].record;
		g_free(all[i].key);
	}
}

static void take_records(struct registry *v, enum word_kind kind, GPtrArray *take_records)
{
	v->records[kind] = take_records ? take_records : g_ptr_array_new();
	sort_records(v->records[kind], kind);
	v->by_key[kind] = g_hash_table_new(g_int64_hash, g_int64_equal);
	v->by_name[kind] = g_hash_table_new(g_str_hash, g_str_equal);
	v->names[kind] = g_array_new(FALSE, FALSE, sizeof(struct name));
	for (guint i = 0; i < v->records[kind]->len; i++) {
		struct record *record = v->records[kind]->pdata[i];
		g_hash_table_insert(v->by_key[kind], &record->key, record);
	}
}

struct registry *registry_new(GPtrArray *take_organisations, GPtrArray *take_areas,
			      GPtrArray *take_places, GPtrArray *take_categories, gboolean english)
{
	struct registry *v = g_new0(struct registry, 1);

	v->refs = 1;
	v->english = english;
	v->strings = g_string_chunk_new(4096);
	take_records(v, WORD_ORGANISATION, take_organisations);
	take_records(v, WORD_AREA, take_areas);
	take_records(v, WORD_PLACE, take_places);
	take_records(v, WORD_CATEGORY, take_categories);
	take_records(v, WORD_SYNONYM, NULL);
	add_organisation_names(v);
	add_area_names(v);
	add_place_names(v);
	add_category_names(v);
	add_synonyms(v);
	groups_build(v);
	v->gazetteer = gazetteer_new(v);
	boundaries_build(v);
	return v;
}

struct registry *registry_ref(struct registry *v)
{
	g_atomic_int_inc(&v->refs);
	return v;
}

void registry_unref(struct registry *v)
{
	if (!v || !g_atomic_int_dec_and_test(&v->refs))
		return;
	boundaries_clear(v);
	gazetteer_free(v->gazetteer);
	g_ptr_array_unref(v->groups);
	for (int kind = 0; kind < WORD_KINDS; kind++) {
		g_array_unref(v->names[kind]);
		g_hash_table_unref(v->by_name[kind]);
		g_hash_table_unref(v->by_key[kind]);
		g_ptr_array_unref(v->records[kind]);
	}
	g_string_chunk_free(v->strings);
	g_free(v);
}

const GPtrArray *registry_organisations(const struct registry *v)
{
	return v->records[WORD_ORGANISATION];
}

GPtrArray *registry_members(const struct registry *v, int week)
{
	const GPtrArray *all = registry_organisations(v);
	GPtrArray *members = g_ptr_array_new();

	for (guint i = 0; i < all->len; i++)
		if (organisation_is_member(all->pdata[i], week))
			g_ptr_array_add(members, all->pdata[i]);
	return members;
}

const GPtrArray *registry_areas(const struct registry *v)
{
	return v->records[WORD_AREA];
}

const GPtrArray *registry_places(const struct registry *v)
{
	return v->records[WORD_PLACE];
}

const GPtrArray *registry_categories(const struct registry *v)
{
	return v->records[WORD_CATEGORY];
}

const struct organisation *registry_organisation(const struct registry *v, gint64 key)
{
	return g_hash_table_lookup(v->by_key[WORD_ORGANISATION], &key);
}

const char *registry_organisation_code(const struct registry *v, gint64 key)
{
	const struct organisation *o = registry_organisation(v, key);

	return o ? o->code : "–";
}

const struct area *registry_area(const struct registry *v, gint64 key)
{
	return g_hash_table_lookup(v->by_key[WORD_AREA], &key);
}

const struct place *registry_place(const struct registry *v, gint64 key)
{
	return g_hash_table_lookup(v->by_key[WORD_PLACE], &key);
}

const struct category *registry_category(const struct registry *v, gint64 key)
{
	return g_hash_table_lookup(v->by_key[WORD_CATEGORY], &key);
}

/* finding */

static gconstpointer find(const struct registry *v, enum word_kind kind, const char *text)
{
	g_autofree char *fold = text ? text_fold(text) : NULL;

	return fold ? g_hash_table_lookup(v->by_name[kind], fold) : NULL;
}

const struct organisation *registry_find_organisation(const struct registry *v, const char *text)
{
	return find(v, WORD_ORGANISATION, text);
}

const struct area *registry_find_area(const struct registry *v, const char *text)
{
	return find(v, WORD_AREA, text);
}

const struct place *registry_find_place(const struct registry *v, const char *text)
{
	return find(v, WORD_PLACE, text);
}

const struct category *registry_find_category(const struct registry *v, const char *text)
{
	return find(v, WORD_CATEGORY, text);
}

const struct category *registry_category_meant(const struct registry *v, const char *text)
{
	const struct category *category = registry_find_category(v, text);

	return category ? category : find(v, WORD_SYNONYM, text);
}

const char *registry_label(const struct registry *v, const struct category *c)
{
	if (!c)
		return "";

	const char *label = v->english ? c->label_en : c->label_sv,
		   *other = v->english ? c->label_sv : c->label_en;
	return label ? label : other ? other : "";
}

enum sharing registry_finest(const struct registry *v, gint64 category, gint64 sub_category)
{
	const struct category *upper = registry_category(v, category),
			      *sub = sub_category ? registry_category(v, sub_category) : NULL;

	return (enum sharing)MAX(upper ? upper->finest : SHARE_AREA,
				 sub ? sub->finest : SHARE_PLACE);
}

const struct area *registry_counting_area(const struct registry *v, const struct area *area)
{
	for (int steps = 0; area && steps < 8;
	     steps++) { /* parents that go in a circle must not hang us */
		if (area->level == AREA_AREA)
			return area;
		area = registry_area(v, area->parent);
	}
	return NULL;
}
