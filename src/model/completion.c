/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completion while typing: every name is scored by text_match, raised by use, and the best few are
 * kept. Each record comes once, by the name that fits best. Runs at every key, so a name without
 * the typed letters is refused before it is compared. */
#include "config.h"

#include "osg/registry.h"

#include <string.h>

#include "model/registry_private.h"
#include "osg/text.h"
#include "osg/week.h"

/* Used once 40, then 30 for every doubling; less than the step from one way of matching to a better
 * one. */
static int use_bonus(GHashTable *use, const struct record *record)
{
	int count = use ? GPOINTER_TO_INT(g_hash_table_lookup(use, &record->key)) : 0, bonus = 0;

	for (; count > 0; count /= 2)
		bonus += bonus ? 30 : 40;
	return MIN(bonus, 190);
}

/* Two letters mean a category before they mean one of its sub-categories, however often that was
 * used, also where they begin a word that people use for it ("sk": skvaller). */
static int level_malus(enum word_kind kind, gconstpointer record)
{
	return (kind == WORD_CATEGORY || kind == WORD_SYNONYM) &&
			       ((const struct category *)record)->parent
		       ? 200
		       : 0;
}

/* Keeps out[0..count) the best, each record once, equal ones in the order they came. */
static int keep_best(struct match *out, int count, int most, struct match match)
{
	int at = count;

	for (int i = 0; i < count; i++)
		if (out[i].record == match.record) {
			if (out[i].score >= match.score)
				return count;
			at = i;
			break;
		}
	if (at == count) {
		if (count < most)
			count++;
		else if (out[--at].score >= match.score)
			return count;
	}
	for (; at > 0 && out[at - 1].score < match.score; at--)
		out[at] = out[at - 1];
	out[at] = match;
	return count;
}

/* A place that is typed by the beginning of its name is that place, before one that has an alias
 * like it, however often that was used; an alias typed in full is as good as a name. */
enum { WHOLE_NAME = 600, WHOLE_ALIAS = 400, BEGUN_NAME = 400 };

static int match_place(const struct place *place, const struct name *name, const char *typed)
{
	int score = text_match(typed, name->folded);
	gboolean whole = strcmp(typed, name->folded) == 0;

	if (!*typed || !score)
		return score;
	if (strcmp(name->shown, place->name) != 0)
		return whole ? score + WHOLE_ALIAS : score * 9 / 10;
	return score + (whole                                   ? WHOLE_NAME
			: g_str_has_prefix(name->folded, typed) ? BEGUN_NAME
								: 0);
}

/* A category by scattered letters is another category than the one that is meant. */
static int match_name(enum word_kind kind, const char *typed, const struct name *name)
{
	const char *folded = name->folded;

	switch (kind) {
	case WORD_PLACE:
		return match_place(name->record, name, typed);
	case WORD_CATEGORY:
		return text_match_words(typed, folded);
	case WORD_SYNONYM: {
		int score = text_match_words(typed, folded);
		return strcmp(typed, folded) == 0 ? score : score * 9 / 10;
	}
	default:
		return text_match(typed, folded);
	}
}

struct wanted {
	enum word_kind kind;
	const char *typed;
	GHashTable *use; /* NULL = all are used alike */
	int week;        /* organisations that are members in it; WEEK_NONE = whenever */
};

static gboolean is_offered(const struct wanted *w, gconstpointer record)
{
	if (w->kind == WORD_ORGANISATION && w->week != WEEK_NONE)
		return organisation_is_member(record, w->week);
	return !((const struct record *)record)->withdrawn;
}

/* Adds to the count matches that out holds. */
static int complete(const struct registry *v, const struct wanted *w, struct match *out, int count,
		    int most)
{
	g_autofree char *fold = text_fold(w->typed);
	guint32 letters = name_letters(fold);

	if (most <= 0)
		return 0;
	for (guint i = 0; i < v->names[w->kind]->len; i++) {
		const struct name *name = &g_array_index(v->names[w->kind], struct name, i);
		if (letters & ~name->letters || !is_offered(w, name->record))
			continue;
		struct match match = {name->record, name->shown, match_name(w->kind, fold, name)};
		if (!match.score)
			continue;
		match.score = MAX(match.score + use_bonus(w->use, match.record) -
					  level_malus(w->kind, match.record),
				  1);
		count = keep_best(out, count, most, match);
	}
	return count;
}

/* Adds what a slip of the fingers away begins like it; the first letter is right. */
static int nearly(const struct registry *v, const struct wanted *w, struct match *out, int count,
		  int most)
{
	enum { LONGEST = 40, SURE = 300, EACH = 100 };
	g_autofree char *typed = text_fold(w->typed);
	gsize length = strlen(typed);
	int most_slips = MIN((int)length / 4, 2);

	if (most <= 0 || length > LONGEST)
		return count;
	for (guint i = 0; most_slips && i < v->names[w->kind]->len; i++) {
		const struct name *name = &g_array_index(v->names[w->kind], struct name, i);
		struct match match = {name->record, name->shown, 0};

		if (*name->folded != *typed || !is_offered(w, name->record))
			continue;
		int slips = text_slips(typed, name->folded);
		if (slips > most_slips)
			continue;
		match.score = SURE - EACH * slips + use_bonus(w->use, match.record) / 2 -
			      level_malus(w->kind, match.record) / 4;
		count = keep_best(out, count, most, match);
	}
	return count;
}

int registry_nearly_places(const struct registry *v, const char *typed, GHashTable *use,
			   struct match *out, int most)
{
	return nearly(v, &(struct wanted){WORD_PLACE, typed, use, WEEK_NONE}, out, 0, most);
}

int registry_nearly_categories(const struct registry *v, const char *typed, GHashTable *use,
			       struct match *out, int most)
{
	struct wanted wanted = {WORD_CATEGORY, typed, use, WEEK_NONE};
	int count = nearly(v, &wanted, out, 0, most);

	wanted.kind = WORD_SYNONYM;
	return nearly(v, &wanted, out, count, most);
}

const char *registry_nearest_name(const struct registry *v, const char *typed)
{
	static const enum word_kind kinds[] = {WORD_AREA, WORD_PLACE, WORD_CATEGORY, WORD_SYNONYM};
	struct match match;

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (nearly(v, &(struct wanted){kinds[i], typed, NULL, WEEK_NONE}, &match, 0, 1))
			return match.name;
	return NULL;
}

int registry_complete_places(const struct registry *v, const char *typed, GHashTable *use,
			     struct match *out, int most)
{
	return complete(v, &(struct wanted){WORD_PLACE, typed, use, WEEK_NONE}, out, 0, most);
}

/* How well the word of a sentence says a name: the same word, or the name with an ending or another
 * word after it ("sprutorna", "moppegänget"). Short ones only whole: "hot" is not in "hotell". */
static int match_said(const char *word, gsize length, const char *name)
{
	enum { LONG = 5 }; /* "gången" is no "gäng" */
	gsize name_length = strlen(name);

	if (length < name_length || strncmp(word, name, name_length) != 0 ||
	    (length > name_length && name_length < LONG))
		return 0;
	return 100 + (int)MIN(name_length, 60) - (length > name_length ? 50 : 0);
}

/* What a sentence tells of, by the words in it that are names ("klotter på väggen"). */
static int find_in_sentence(const struct registry *v, enum word_kind kind, const char *folded,
			    struct match *out, int count, int most)
{
	for (guint i = 0; i < v->names[kind]->len; i++) {
		const struct name *name = &g_array_index(v->names[kind], struct name, i);
		struct match match = {name->record, name->shown, 0};
		if (((const struct record *)name->record)->withdrawn || strlen(name->folded) < 3)
			continue;
		if (kind == WORD_CATEGORY && ((const struct category *)name->record)->parent)
			continue; /* "skola", "park": where it was */
		for (const char *word = folded; word; word = strchr(word, ' ')) {
			word += *word == ' ';
			gsize length = strcspn(word, " ");
			gsize phrase = strlen(name->folded);
			if (strchr(name->folded, ' ') && strlen(word) >= phrase &&
			    (word[phrase] == ' ' || !word[phrase]))
				length = phrase;
			match.score = MAX(match.score, match_said(word, length, name->folded));
		}
		if (match.score)
			count = keep_best(out, count, most, match);
	}
	return count;
}

int registry_complete_categories(const struct registry *v, const char *typed, GHashTable *use,
				 struct match *out, int most)
{
	struct wanted wanted = {WORD_CATEGORY, typed, use, WEEK_NONE};
	int count = complete(v, &wanted, out, 0, most);

	if (!*typed)
		return count;
	wanted.kind = WORD_SYNONYM;
	count = complete(v, &wanted, out, count, most);
	if (count || most <= 0)
		return count;
	g_autofree char *folded = text_fold(typed);
	count = find_in_sentence(v, WORD_CATEGORY, folded, out, 0, most);
	return find_in_sentence(v, WORD_SYNONYM, folded, out, count, most);
}

int registry_complete_organisations(const struct registry *v, const char *typed, int week,
				    struct match *out, int most)
{
	return complete(v, &(struct wanted){WORD_ORGANISATION, typed, NULL, week}, out, 0, most);
}
