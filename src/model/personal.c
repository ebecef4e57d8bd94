/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scanner's frame: the table of what is looked for, the text made ready for it, and what is
 * said of the finds. */
#include "config.h"

#include "model/personal_private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "osg/csv.h"
#include "osg/resource.h"
#include "osg/text.h"

/* The earlier ones take precedence where two are over each other. */
const struct personal_detector personal_detectors[] = {
	{"identity", N_("personal identity number"),
	 N_("Leave it out: it belongs in the police report, never here."), TRUE,
	 personal_find_identity},
	{"mail", N_("e-mail address"), N_("Write “contact is known” instead."), FALSE,
	 personal_find_mail},
	{"profile", N_("profile or account"),
	 N_("Write “in social media” instead, and give the police the account."), FALSE,
	 personal_find_profile},
	{"phone", N_("telephone number"), N_("Write “contact is known” instead."), FALSE,
	 personal_find_phone},
	{"plate", N_("number plate"), N_("Write “a car” instead, and give the police the plate."),
	 FALSE, personal_find_plate},
	{"flat", N_("flat number"), N_("Write the house or the stairwell instead."), FALSE,
	 personal_find_flat},
	{"name", N_("name of a person"),
	 N_("Write what the person did or was there as: “a pupil”, “a neighbour”, “staff”."), FALSE,
	 personal_find_name},
	{"sensitive", N_("sensitive about a person"),
	 N_("Describe the event: health, origin, belief, orientation, politics and suspicions "
	    "are left out."),
	 FALSE, personal_find_sensitive},
	{NULL},
};

/* words */

enum { LATIN = 0x180 }; /* characters that a table knows */

static const struct {
	const char *name;
	enum personal_list list;
} list_names[] = {
	{"title", LIST_TITLE},          {"person", LIST_PERSON},
	{"called", LIST_CALLED},        {"saint", LIST_SAINT},
	{"first", LIST_FIRST},          {"surname", LIST_SURNAME},
	{"ending", LIST_ENDING},        {"notname", LIST_NOT_NAME},
	{"placenoun", LIST_PLACE_NOUN}, {"placeend", LIST_PLACE_END},
	{"thing", LIST_THING},          {"vehicle", LIST_VEHICLE},
	{"platestop", LIST_PLATE_STOP}, {"flat", LIST_FLAT},
	{"phone", LIST_PHONE},          {"host", LIST_HOST},
	{"platform", LIST_PLATFORM},    {"sensitive", LIST_SENSITIVE},
	{"suspicion", LIST_SUSPICION},
};

/* A word of the lists, or a stem: the beginning of words. */
struct listed_word {
	const char *word;
	gsize length;
	gboolean stem;
	guint list;
};

/* Where the words of one beginning stand. */
struct stretch {
	guint16 first, count;
};

/* Read once, from the program itself, and kept. */
struct word_lists {
	GArray *words;              /* struct listed_word, by their first two bytes */
	struct stretch of[1 << 16]; /* by those: most words begin as none of the lists does */
	guint16 kinds[LATIN];       /* of the first characters */
	GPtrArray *ends[2];         /* of surnames, of places */
};

static guint list_named(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(list_names); i++)
		if (g_str_equal(list_names[i].name, name))
			return list_names[i].list;
	g_assert_not_reached();
}

/* The first two bytes; a word of one byte ends with a 0. */
static guint pair_of(const char *word)
{
	return (guint)(guint8)word[0] << 8 | (guint8)word[1];
}

static void add_word(struct word_lists *lists, const char *word, guint list)
{
	gsize length = strlen(word);
	gboolean stem = length && word[length - 1] == '*';
	struct listed_word listed = {g_strndup(word, length - stem), length - stem, stem, list};

	g_assert(length > (stem ? 2 : 0));
	if (list == LIST_ENDING || list == LIST_PLACE_END)
		g_ptr_array_add(lists->ends[list == LIST_PLACE_END], (gpointer)listed.word);
	else
		g_array_append_val(lists->words, listed);
}

static int by_first_bytes(gconstpointer a, gconstpointer b)
{
	return (int)pair_of(((const struct listed_word *)a)->word) -
	       (int)pair_of(((const struct listed_word *)b)->word);
}

static void sort_words(struct word_lists *lists)
{
	g_array_sort(lists->words, by_first_bytes);
	for (guint i = lists->words->len; i-- > 0;) {
		const char *word = g_array_index(lists->words, struct listed_word, i).word;
		struct stretch *of = &lists->of[pair_of(word)];

		of->first = (guint16)i;
		of->count++;
	}
}

static guint find_kinds(gunichar c);

static struct word_lists *read_lists(void)
{
	gsize size;
	const char *data = resource_data("personal/words.csv", &size);
	struct word_lists *lists = g_new0(struct word_lists, 1);
	g_autoptr(GError) error = NULL;
	g_autoptr(csv_table_auto) table = csv_table_read(data, size, ',', "words.csv", &error);

	g_assert_no_error(error); /* it is a part of the program */
	lists->words = g_array_new(FALSE, FALSE, sizeof(struct listed_word));
	lists->ends[0] = g_ptr_array_new();
	lists->ends[1] = g_ptr_array_new();
	for (int row = 0; row < csv_table_rows(table); row++) {
		g_autofree char *lower = text_lower(csv_table_cell(table, row, 1));
		g_auto(GStrv) words = g_strsplit(lower, " ", -1);

		for (char **word = words; *word; word++)
			if (**word)
				add_word(lists, *word, list_named(csv_table_cell(table, row, 0)));
	}
	sort_words(lists);
	for (gunichar c = 0; c < LATIN; c++)
		lists->kinds[c] = (guint16)find_kinds(c);
	return lists;
}

static const struct word_lists *word_lists(void)
{
	static struct word_lists *lists;

	if (g_once_init_enter(&lists))
		g_once_init_leave(&lists, read_lists());
	return lists;
}

static guint lists_of(const struct word_lists *lists, const char *lower, gsize length)
{
	const struct stretch *of = &lists->of[length ? pair_of(lower) : 0];
	const struct listed_word *w = &g_array_index(lists->words, struct listed_word, of->first);
	guint bits = 0;

	for (const struct listed_word *end = w + of->count; w < end; w++)
		if ((w->stem ? length >= w->length : length == w->length) &&
		    lower[w->length - 1] == w->word[w->length - 1] &&
		    memcmp(lower, w->word, w->length) == 0)
			bits |= w->list;
	return bits;
}

guint personal_lists(const char *lower)
{
	return lists_of(word_lists(), lower, strlen(lower));
}

gboolean personal_ends(enum personal_list list, const char *lower, gsize least)
{
	const GPtrArray *ends = word_lists()->ends[list == LIST_PLACE_END];
	gsize length = strlen(lower);

	for (guint i = 0; i < ends->len; i++) {
		gsize end = strlen(ends->pdata[i]);

		if (length >= end + least && memcmp(lower + length - end, ends->pdata[i], end) == 0)
			return TRUE;
	}
	return FALSE;
}

/* characters */

static guint find_kinds(gunichar c)
{
	guint kinds = 0;
	GUnicodeType type = g_unichar_type(c);

	if (!c)
		return 0;
	kinds |= g_unichar_isalpha(c) ? KIND_LETTER : 0;
	kinds |= g_unichar_isupper(c) ? KIND_UPPER : 0;
	kinds |= g_unichar_islower(c) ? KIND_LOWER : 0;
	kinds |= g_unichar_digit_value(c) >= 0 ? KIND_DIGIT : 0;
	kinds |= g_unichar_isalnum(c) ? KIND_WORDLY : 0;
	if (c == ' ' || c == '\t' || c == 0xA0 || c == 0xAD ||
	    (c > 0x7F && (g_unichar_isspace(c) || type == G_UNICODE_FORMAT)))
		kinds |= KIND_BLANK | KIND_BETWEEN;
	if (c == '-' || c == 0x2212 || (c > 0x7F && type == G_UNICODE_DASH_PUNCTUATION))
		kinds |= KIND_DASH | KIND_BETWEEN;
	kinds |= c < 0x80 && strchr("+./()_:", (int)c) ? KIND_BETWEEN : 0;
	kinds |= c == 0xFF20 || (c < 0x80 && strchr("@([{", (int)c)) ? KIND_AT : 0;
	return kinds | (c == '/' ? KIND_SLASH : 0);
}

/* the text made ready */

/* Writes the word in lower case at lower, with its NUL; gives back the byte after. */
static char *add_text_word(struct personal_text *text, const struct word_lists *lists, guint from,
			   guint to, char *lower)
{
	struct personal_word *word = &text->words[text->word_count++];
	const gunichar *c = text->c + from, *end = text->c + to;
	char *begin = lower;
	gboolean inner_lower = FALSE;

	for (; c < end; c++)
		if (*c < 0x80) /* a letter, or between letters a hyphen or an apostrophe */
			*lower++ = (char)(*c | (*c & 0x40 ? 0x20 : 0));
		else
			lower += g_unichar_to_utf8(g_unichar_tolower(*c), lower);
	*lower = '\0';
	for (guint i = from + 1; personal_is(text, from, KIND_UPPER) && i < to; i++)
		inner_lower |= personal_is(text, i, KIND_LOWER);
	word->from = from;
	word->to = to;
	word->lower = begin;
	word->length = (guint)(lower - begin);
	word->shape = !personal_is(text, from, KIND_UPPER) ? WORD_LOWER
		      : inner_lower || to - from == 1      ? WORD_TITLE
							   : WORD_CAPITALS;
	word->lists = lists_of(lists, begin, word->length);
	text->lists |= word->lists;
	return lower + 1;
}

static void find_words(struct personal_text *text, const struct word_lists *lists, char *lower)
{
	const guint16 *kinds = text->kinds;
	const gunichar *c = text->c;

	for (guint i = 0, length = text->length; i < length; i++) {
		guint from = i;

		while (kinds[i] & KIND_LETTER ||
		       (i > from && (c[i] == '-' || c[i] == '\'') && kinds[i + 1] & KIND_LETTER))
			i++;
		if (i > from)
			lower = add_text_word(text, lists, from, i, lower);
	}
}

/* The last word of those before count that ends at or before a character. */
static guint words_before(const struct personal_text *text, guint at)
{
	guint from = 0, to = text->word_count;

	while (from < to) {
		guint middle = (from + to) / 2;

		if (text->words[middle].to <= at)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

const struct personal_word *personal_word_before(const struct personal_text *text, guint at)
{
	for (guint i = words_before(text, at); i-- > 0;) {
		const struct personal_word *word = &text->words[i];

		for (guint k = word->to; k < at; k++)
			if (!personal_is(text, k, KIND_BLANK) && text->c[k] != '.' &&
			    text->c[k] != ':' && text->c[k] != '#')
				return NULL;
		if (!g_str_equal(word->lower, "nr"))
			return word;
		at = word->from;
	}
	return NULL;
}

/* what is found */

static const struct personal_detector *detector_of(const char *id)
{
	for (const struct personal_detector *d = personal_detectors; d->id; d++)
		if (g_str_equal(d->id, id))
			return d;
	g_assert_not_reached();
}

void personal_add(const struct personal_text *text, GArray *matches, const char *id, guint from,
		  guint to)
{
	struct personal_match match = {.offset = text->at[from],
				       .length = text->at[to] - text->at[from],
				       .detector = detector_of(id)};

	for (guint i = 0; i < matches->len; i++) {
		const struct personal_match *other =
			&g_array_index(matches, struct personal_match, i);

		if (match.offset < other->offset + other->length &&
		    other->offset < match.offset + match.length)
			return;
	}
	g_array_append_val(matches, match);
}

static int by_offset(gconstpointer a, gconstpointer b)
{
	const struct personal_match *x = a, *y = b;

	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

/* Fills the characters of a text, which has room for them. */
static void find_characters(struct personal_text *text, const struct word_lists *lists)
{
	const char *bytes = text->bytes, *p = bytes;
	gunichar *c = text->c;
	guint16 *kinds = text->kinds;
	guint *at = text->at, n = 0, has = 0;

	for (; *p; n++) {
		gboolean ascii = (guint8)*p < 0x80;

		c[n] = ascii ? (guint8)*p : g_utf8_get_char(p);
		kinds[n] = c[n] < LATIN ? lists->kinds[c[n]] : (guint16)find_kinds(c[n]);
		at[n] = (guint)(p - bytes);
		has |= kinds[n];
		p = ascii ? p + 1 : g_utf8_next_char(p);
	}
	at[n] = (guint)(p - bytes);
	c[n] = c[n + 1] = 0;
	kinds[n] = kinds[n + 1] = 0;
	text->has = has;
	text->length = n;
}

/* What a text is made ready in: room for as many characters as it has bytes. */
struct workshop {
	guint64 near[2500]; /* for most texts, without asking for memory */
	guint64 *far;
};

static void open_workshop(struct workshop *shop, struct personal_text *text, char **lower)
{
	gsize room = strlen(text->bytes) + 2, words = room / 2 + 1;
	gsize size = words * sizeof *text->words +
		     room * (sizeof *text->c + sizeof *text->at + sizeof *text->kinds) +
		     room * 3; /* in lower case; a NUL takes a blank's place */

	shop->far = size > sizeof shop->near ? g_malloc(size) : NULL;
	text->words = (struct personal_word *)(shop->far ? shop->far : shop->near);
	text->c = (gunichar *)(text->words + words);
	text->at = text->c + room;
	text->kinds = (guint16 *)(text->at + room);
	*lower = (char *)(text->kinds + room);
}

GArray *personal_scan(const char *bytes, GHashTable *known)
{
	const struct word_lists *lists = word_lists();
	g_autoptr(GArray) digits =
		g_array_sized_new(FALSE, FALSE, sizeof(struct personal_digit), 32);
	g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(struct personal_match));
	struct personal_text text = {.bytes = bytes, .digits = digits, .known = known};
	struct workshop shop;
	char *lower;

	open_workshop(&shop, &text, &lower);
	find_characters(&text, lists);
	find_words(&text, lists, lower);
	personal_read_digits(&text);
	for (const struct personal_detector *d = personal_detectors; d->id; d++)
		d->find(&text, matches);
	g_free(shop.far);
	g_array_sort(matches, by_offset);
	return matches->len ? g_steal_pointer(&matches) : NULL;
}

gboolean personal_is_hard(const GArray *matches)
{
	for (guint i = 0; matches && i < matches->len; i++)
		if (g_array_index(matches, struct personal_match, i).detector->hard)
			return TRUE;
	return FALSE;
}

/* The first letters of a match: enough to find it by, too few to use it. */
static void append_excerpt(GString *out, const char *text, const struct personal_match *match)
{
	const char *from = text + match->offset;
	glong shown = MIN(g_utf8_strlen(from, (gssize)match->length), 4);

	g_string_append_printf(out, _("“%.*s…”"),
			       (int)(g_utf8_offset_to_pointer(from, shown) - from), from);
}

char *personal_explain(const char *text, const GArray *matches)
{
	GString *out = g_string_new(NULL);

	for (const struct personal_detector *d = personal_detectors; d->id; d++) {
		guint found = 0;

		for (guint i = 0; i < matches->len; i++) {
			const struct personal_match *match =
				&g_array_index(matches, struct personal_match, i);

			if (match->detector != d)
				continue;
			if (!found++)
				g_string_append_printf(out, "%s%s ", out->len ? _(" Also: ") : "",
						       _(d->title));
			else
				g_string_append(out, ", ");
			append_excerpt(out, text, match);
		}
		if (found)
			g_string_append_printf(out, ". %s", _(d->advice));
	}
	return g_string_free(out, FALSE);
}

char *personal_ids(const GArray *matches)
{
	GString *out = g_string_new(NULL);

	for (const struct personal_detector *d = personal_detectors; d->id; d++)
		for (guint i = 0; i < matches->len; i++)
			if (g_array_index(matches, struct personal_match, i).detector == d) {
				g_string_append_printf(out, "%s%s", out->len ? " " : "", d->id);
				break;
			}
	return g_string_free(out, FALSE);
}

/* the names of the municipality */

/* Each of its words, and each pair that follows upon another. */
static void add_known(GHashTable *known, const char *name)
{
	g_autofree char *lower = name ? text_lower(name) : NULL;
	g_auto(GStrv) words = lower ? g_regex_split_simple("[^\\p{L}'-]+", lower, 0, 0) : NULL;

	for (guint i = 0; words && words[i]; i++) {
		if (*words[i])
			g_hash_table_add(known, g_strdup(words[i]));
		if (*words[i] && words[i + 1] && *words[i + 1])
			g_hash_table_add(known, g_strjoin(" ", words[i], words[i + 1], NULL));
	}
}

GHashTable *personal_known(const struct registry *registry)
{
	GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const GPtrArray *places = registry_places(registry), *areas = registry_areas(registry),
			*organisations = registry_organisations(registry);

	for (guint i = 0; i < places->len; i++) {
		const struct place *place = places->pdata[i];

		add_known(known, place->name);
		for (char **alias = place->aliases; alias && *alias; alias++)
			add_known(known, *alias);
	}
	for (guint i = 0; i < areas->len; i++)
		add_known(known, ((const struct area *)areas->pdata[i])->name);
	for (guint i = 0; i < organisations->len; i++)
		add_known(known, ((const struct organisation *)organisations->pdata[i])->name);
	return known;
}
