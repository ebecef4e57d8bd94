/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places and areas named in a running text. Names are indexed by their first word; a text is folded
 * once and each of its words looked up, so that the time does not grow with the number of names.
 * Whole words only: "Huddingevägen" does not name Huddinge. */
#include "config.h"

#include <string.h>

#include "model/registry_private.h"
#include "osg/text.h"

#define SHORTEST 3 /* letters; "HC" is typed as an alias but means nothing in a running text */

struct gazetteer_entry {
	const struct place *place; /* either this */
	const struct area *area;   /* or this */
	char **words;
	int count;
	gsize length;
	struct gazetteer_entry *next; /* another name with the same first word */
};

struct gazetteer {
	GHashTable *by_first_word; /* borrowed string -> struct gazetteer_entry */
	GPtrArray *entries;
	guint8 starts[8192]; /* a bit for each pair of first bytes that some name begins with */
};

struct hit {
	const struct gazetteer_entry *entry;
	guint first; /* word */
};

static guint start_of(const char *word)
{
	return (guint)(guchar)word[0] << 8 | (guchar)word[1];
}

static void entry_free(gpointer data)
{
	struct gazetteer_entry *entry = data;

	g_strfreev(entry->words);
	g_free(entry);
}

static void add_entry(struct gazetteer *g, const struct name *name, const struct place *place,
		      const struct area *area)
{
	if (strlen(name->folded) < SHORTEST)
		return;

	struct gazetteer_entry *entry = g_new0(struct gazetteer_entry, 1);
	entry->place = place;
	entry->area = area;
	entry->words = g_strsplit(name->folded, " ", -1);
	entry->count = (int)g_strv_length(entry->words);
	entry->length = strlen(name->folded);
	entry->next = g_hash_table_lookup(g->by_first_word, entry->words[0]);
	g_hash_table_insert(g->by_first_word, entry->words[0], entry);
	g_ptr_array_add(g->entries, entry);
	g->starts[start_of(entry->words[0]) / 8] |= (guint8)(1 << start_of(entry->words[0]) % 8);
}

struct gazetteer *gazetteer_new(const struct registry *v)
{
	struct gazetteer *g = g_new0(struct gazetteer, 1);

	g->by_first_word = g_hash_table_new(g_str_hash, g_str_equal);
	g->entries = g_ptr_array_new_with_free_func(entry_free);
	for (guint i = 0; i < v->names[WORD_PLACE]->len; i++) {
		const struct name *name = &g_array_index(v->names[WORD_PLACE], struct name, i);
		add_entry(g, name, name->record, NULL);
	}
	for (guint i = 0; i < v->names[WORD_AREA]->len; i++) {
		const struct name *name = &g_array_index(v->names[WORD_AREA], struct name, i);
		const struct area *area = name->record;
		if (name->shown == area->name && registry_counting_area(v, area))
			add_entry(g, name, NULL, registry_counting_area(v, area));
	}
	return g;
}

void gazetteer_free(struct gazetteer *g)
{
	g_hash_table_unref(g->by_first_word);
	g_ptr_array_unref(g->entries);
	g_free(g);
}

/* The same, or with the genitive's s. */
static gboolean is_last_word(const char *said, const char *word)
{
	gsize length = strlen(word);

	return strncmp(said, word, length) == 0 &&
	       (!said[length] || (said[length] == 's' && !said[length + 1]));
}

static gboolean says(char *const *words, guint left, const struct gazetteer_entry *entry)
{
	if ((guint)entry->count > left)
		return FALSE;
	for (int i = 0; i < entry->count - 1; i++)
		if (strcmp(words[i], entry->words[i]) != 0)
			return FALSE;
	return is_last_word(words[entry->count - 1], entry->words[entry->count - 1]);
}

static void add_hits(GArray *hits, const struct gazetteer_entry *entry, const GPtrArray *words,
		     guint at)
{
	for (; entry; entry = entry->next)
		if (says((char *const *)words->pdata + at, words->len - at, entry)) {
			struct hit hit = {entry, at};
			g_array_append_val(hits, hit);
		}
}

static void collect_hits(const struct gazetteer *g, const GPtrArray *words, GArray *hits)
{
	for (guint i = 0; i < words->len; i++) {
		char *word = words->pdata[i];
		if (!(g->starts[start_of(word) / 8] & 1 << start_of(word) % 8))
			continue;
		add_hits(hits, g_hash_table_lookup(g->by_first_word, word), words, i);
		char *last = word + strlen(word) - 1;
		if (*last != 's' || last == word)
			continue;
		*last = '\0';
		const struct gazetteer_entry *entry = g_hash_table_lookup(g->by_first_word, word);
		*last = 's';
		add_hits(hits, entry, words, i);
	}
}

/* Longest first; then places before areas of the same name, and in the order of the text. */
static int compare_hits(gconstpointer a, gconstpointer b)
{
	const struct hit *x = a, *y = b;

	if (x->entry->length != y->entry->length)
		return x->entry->length > y->entry->length ? -1 : 1;
	if (!x->entry->place != !y->entry->place)
		return x->entry->place ? -1 : 1;
	return x->first != y->first ? (x->first < y->first ? -1 : 1) : 0;
}

static int compare_positions(gconstpointer a, gconstpointer b)
{
	const struct hit *x = a, *y = b;

	return x->first < y->first ? -1 : x->first > y->first;
}

/* Leaves the hits that no longer one has used up, in the order of the text. */
static void settle_hits(GArray *hits, GPtrArray *words)
{
	guint kept = 0;

	g_array_sort(hits, compare_hits);
	for (guint i = 0; i < hits->len; i++) {
		struct hit hit = g_array_index(hits, struct hit, i);
		gboolean is_free = TRUE;
		for (int w = 0; w < hit.entry->count; w++)
			is_free = is_free && words->pdata[hit.first + (guint)w];
		if (!is_free)
			continue;
		for (int w = 0; w < hit.entry->count; w++)
			words->pdata[hit.first + (guint)w] = NULL;
		g_array_index(hits, struct hit, kept++) = hit;
	}
	g_array_set_size(hits, kept);
	g_array_sort(hits, compare_positions);
}

static void add_once(GPtrArray *array, gconstpointer record)
{
	if (array && record && !g_ptr_array_find(array, record, NULL))
		g_ptr_array_add(array, (gpointer)record);
}

static void split_words(GPtrArray *words, char *folded)
{
	for (char *p = folded; p && *p;) {
		g_ptr_array_add(words, p);
		p = strchr(p, ' ');
		if (p)
			*p++ = '\0';
	}
}

/* A name does not go on behind the end of a sentence. */
static gsize sentence_length(const char *text)
{
	const char *p = text;

	while (*p && !(strchr(".!?\n", *p) && (p[1] == ' ' || !p[1] || *p == '\n')))
		p++;
	return (gsize)(p - text) + (*p != '\0');
}

void registry_find_in_text(const struct registry *v, const char *text, GPtrArray *places,
			   GPtrArray *areas)
{
	g_autoptr(GPtrArray) words = g_ptr_array_sized_new(64);
	g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(struct hit));

	while (text && *text) {
		gsize length = sentence_length(text);
		g_autofree char *sentence = g_strndup(text, length), *folded = text_fold(sentence);
		g_ptr_array_set_size(words, 0);
		g_array_set_size(hits, 0);
		split_words(words, folded);
		collect_hits(v->gazetteer, words, hits);
		if (hits->len > 1)
			settle_hits(hits, words);
		for (guint i = 0; i < hits->len; i++) {
			const struct gazetteer_entry *entry =
				g_array_index(hits, struct hit, i).entry;
			add_once(places, entry->place);
			add_once(areas, entry->area
						? entry->area
						: registry_counting_area(
							  v, registry_area(v, entry->place->area)));
		}
		text += length;
	}
}
