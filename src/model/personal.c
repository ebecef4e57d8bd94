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

struct stem {
	const char *word;
	gsize length;
	guint list;
};

/* Read once, from the program itself, and kept. */
struct word_lists {
	GHashTable *whole;       /* word -> bits */
	GArray *stems;           /* struct stem, by their first two bytes */
	guint16 begins[1 << 16]; /* by those: where the stems stand, from 1; 0 = there is none */
	guint16 kinds[LATIN];    /* of the first characters */
	GPtrArray *ends[2];      /* of surnames, of places */
};

static guint list_named(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(list_names); i++)
		if (g_str_equal(list_names[i].name, name))
			return list_names[i].list;
	g_assert_not_reached();
}

static void add_bits(GHashTable *table, const char *word, guint bits)
{
	guint before = GPOINTER_TO_UINT(g_hash_table_lookup(table, word));

	g_hash_table_replace(table, g_strdup(word), GUINT_TO_POINTER(before | bits));
}

/* Of the first two bytes: most words begin as no stem does. */
static guint pair_of(const char *word)
{
	return (guint)(guint8)word[0] << 8 | (guint8)word[1];
}

static void add_word(struct word_lists *lists, char *word, guint list)
{
	gsize length = strlen(word);

	if (list == LIST_ENDING || list == LIST_PLACE_END) {
		g_ptr_array_add(lists->ends[list == LIST_PLACE_END], g_strdup(word));
	} else if (length && word[length - 1] == '*') {
		word[length - 1] = '\0';
		struct stem stem = {g_strdup(word), length - 1, list};
		g_array_append_val(lists->stems, stem);
	} else if (length) {
		add_bits(lists->whole, word, list);
	}
}

static int by_first_bytes(gconstpointer a, gconstpointer b)
{
	return (int)pair_of(((const struct stem *)a)->word) -
	       (int)pair_of(((const struct stem *)b)->word);
}

static void sort_stems(struct word_lists *lists)
{
	g_array_sort(lists->stems, by_first_bytes);
	for (guint i = lists->stems->len; i-- > 0;)
		lists->begins[pair_of(g_array_index(lists->stems, struct stem, i).word)] =
			(guint16)(i + 1);
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
	lists->whole = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	lists->stems = g_array_new(FALSE, FALSE, sizeof(struct stem));
	lists->ends[0] = g_ptr_array_new();
	lists->ends[1] = g_ptr_array_new();
	for (int row = 0; row < csv_table_rows(table); row++) {
		g_autofree char *lower = text_lower(csv_table_cell(table, row, 1));
		g_auto(GStrv) words = g_strsplit(lower, " ", -1);

		for (char **word = words; *word; word++)
			add_word(lists, *word, list_named(csv_table_cell(table, row, 0)));
	}
	sort_stems(lists);
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

guint personal_lists(const char *lower)
{
	const struct word_lists *lists = word_lists();
	guint bits = GPOINTER_TO_UINT(g_hash_table_lookup(lists->whole, lower));

	guint first = *lower ? lists->begins[pair_of(lower)] : 0;

	for (guint i = first; i && i <= lists->stems->len; i++) {
		const struct stem *stem = &g_array_index(lists->stems, struct stem, i - 1);

		if (pair_of(stem->word) != pair_of(lower))
			break;
		if (strncmp(lower, stem->word, stem->length) == 0)
			bits |= stem->list;
	}
	return bits;
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
static char *add_text_word(struct personal_text *text, guint from, guint to, char *lower)
{
	struct personal_word word = {.from = from, .to = to, .lower = lower};
	gboolean inner_lower = FALSE;

	for (guint i = from; i < to; i++) {
		gunichar c = text->c[i];

		inner_lower |= i > from && personal_is(text, i, KIND_LOWER);
		if (c < 0x80)
			*lower++ = g_ascii_tolower((char)c);
		else
			lower += g_unichar_to_utf8(g_unichar_tolower(c), lower);
	}
	*lower = '\0';
	word.shape = !personal_is(text, from, KIND_UPPER) ? WORD_LOWER
		     : inner_lower || to - from == 1      ? WORD_TITLE
							  : WORD_CAPITALS;
	word.lists = personal_lists(word.lower);
	text->lists |= word.lists;
	g_array_append_val(text->words, word);
	return lower + 1;
}

static void find_words(struct personal_text *text, char *lower)
{
	for (guint i = 0; i < text->length; i++) {
		guint from = i;

		while (personal_is(text, i, KIND_LETTER) ||
		       (i > from && (text->c[i] == '-' || text->c[i] == '\'') &&
			personal_is(text, i + 1, KIND_LETTER)))
			i++;
		if (i > from)
			lower = add_text_word(text, from, i, lower);
	}
}

/* The last word of those before count that ends at or before a character. */
static guint words_before(const struct personal_text *text, guint at)
{
	guint from = 0, to = text->words->len;

	while (from < to) {
		guint middle = (from + to) / 2;

		if (g_array_index(text->words, struct personal_word, middle).to <= at)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

const struct personal_word *personal_word_before(const struct personal_text *text, guint at)
{
	for (guint i = words_before(text, at); i-- > 0;) {
		const struct personal_word *word =
			&g_array_index(text->words, struct personal_word, i);

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

GArray *personal_scan(const char *bytes, GHashTable *known)
{
	gsize most = strlen(bytes);
	g_autofree gunichar *c = g_new(gunichar, most + 2);
	g_autofree guint16 *kinds = g_new(guint16, most + 2);
	g_autofree gsize *at = g_new(gsize, most + 1);
	g_autofree char *lower = g_malloc(most * 3 + 1); /* a NUL takes a blank's place */
	g_autoptr(GArray) words =
		g_array_sized_new(FALSE, FALSE, sizeof(struct personal_word), (guint)(most / 4));
	g_autoptr(GArray) digits = g_array_new(FALSE, FALSE, sizeof(struct personal_digit));
	g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(struct personal_match));
	struct personal_text text = {.bytes = bytes,
				     .c = c,
				     .kinds = kinds,
				     .at = at,
				     .words = words,
				     .digits = digits,
				     .known = known};
	const struct word_lists *lists = word_lists();
	guint n = 0;

	for (const char *p = bytes; *p; p = g_utf8_next_char(p), n++) {
		c[n] = (guint8)*p < 0x80 ? (guint8)*p : g_utf8_get_char(p);
		kinds[n] = (guint16)(c[n] < LATIN ? lists->kinds[c[n]] : find_kinds(c[n]));
		at[n] = (gsize)(p - bytes);
		text.has |= kinds[n];
	}
	at[n] = most;
	c[n] = c[n + 1] = 0;
	kinds[n] = kinds[n + 1] = 0;
	text.length = n;
	find_words(&text, lower);
	personal_read_digits(&text);
	for (const struct personal_detector *d = personal_detectors; d->id; d++)
		d->find(&text, matches);
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
