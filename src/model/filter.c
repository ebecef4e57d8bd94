/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter language: the line is cut into terms and alternatives here, what a word means is in
 * filter_words.c, and filter_matches judges as the store does in SQL. Refuses only what cannot be
 * meant: an open quote, a prefix or a week that does not exist. */
#include "config.h"

#include <string.h>

#include "model/filter_private.h"
#include "osg/error.h"
#include "osg/text.h"
#include "osg/week.h"

/* reading */

static void term_free(gpointer data)
{
	struct filter_term *term = data;

	g_array_unref(term->tests);
	g_free(term->typed);
	g_free(term);
}

static void test_clear(gpointer data)
{
	g_free(((struct test *)data)->text);
}

static struct filter_term *term_new(gboolean negated)
{
	struct filter_term *term = g_new0(struct filter_term, 1);

	term->negated = negated;
	term->tests = g_array_new(FALSE, FALSE, sizeof(struct test));
	g_array_set_clear_func(term->tests, test_clear);
	return term;
}

static int position(const struct filter *filter, const char *p)
{
	return (int)g_utf8_strlen(filter->source, p - filter->source) + 1;
}

/* Quotes as text programs set them are quotes too. */
static char *plain_quotes(const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, "”", -1);
	g_autofree char *once = g_strjoinv("\"", parts);
	g_auto(GStrv) more = g_strsplit(once, "“", -1);

	return g_strjoinv("\"", more);
}

/* A word up to a blank or "|", or what stands in quotes; moves past it. NULL for an open quote. */
static char *take_word(const char **text, gboolean *quoted)
{
	const char *p = *text;

	*quoted = *p == '"';
	if (*quoted) {
		const char *end = strchr(++p, '"');
		if (!end)
			return NULL;
		*text = end + 1;
		return g_strndup(p, (gsize)(end - p));
	}
	gsize length = strcspn(p, " |\"");
	*text = p + length;
	return g_strndup(p, length);
}

/* "område:" in front of a word: moves past it. FALSE for letters that are no prefix. */
static gboolean take_prefix(const char **text, int *scope)
{
	const char *p = *text;
	gsize letters = 0;

	while (g_unichar_isalpha(g_utf8_get_char(p))) {
		p = g_utf8_next_char(p);
		letters++;
	}
	if (*p != ':' || letters < 2) /* "S:t Botvid" is a name */
		return TRUE;
	g_autofree char *prefix = g_strndup(*text, (gsize)(p - *text));
	*scope = filter_scope(prefix);
	*text = p + 1;
	return *scope != 0;
}

static gboolean refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Always FALSE. */
static gboolean refuse(GError **error, const char *format, ...)
{
	va_list arguments;
	g_autofree char *sentence = NULL;

	va_start(arguments, format);
	sentence = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT, sentence);
	return FALSE;
}

/* A word that means nothing in its scope. */
static gboolean refuse_word(const char *word, int scope, int at, GError **error)
{
	static const struct {
		int scope;
		const char *format;
	} sentences[] = {
		{SCOPE_DURING, N_("“%s” is no time (position %d); write for example when:\"fri "
				  "18-24\".")},
		{SCOPE_ID, N_("“%s” is no beginning of an id (position %d); write for example "
			      "id:0192f.")},
		{SCOPE_IMPORT, N_("“%s” is no number of an import (position %d); write for example "
				  "import:3.")},
		{SCOPE_STATE, N_("“%s” is no state (position %d); there are withdrawn, linked, "
				 "proposed, unplaced, uncounted, new.")},
		{0, N_("There is no day “%s” (position %d); write for example 4/10 or "
		       "2024-10-04.")},
		{0, N_("There is no week “%s” (position %d); write for example v40 or v38-v40.")},
	};
	enum { DAY = G_N_ELEMENTS(sentences) - 2, WEEK };
	g_autofree char *sentence = NULL;
	gsize i = 0;

	while (i < DAY && sentences[i].scope != scope)
		i++;
	if (i == DAY && !filter_says_day(word))
		i = WEEK;
	sentence = g_strdup_printf(_(sentences[i].format), word, at);
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT, sentence);
	return FALSE;
}

/* A word without letters, or none at all. begin: behind the prefix; start: before it. */
static gboolean refuse_empty(const struct lookup *l, const char *start, const char *begin,
			     const char *end, GError **error)
{
	const char *source = l->filter->source;

	if (begin > start)
		return refuse(error,
			      _("“%.*s” at position %d says nothing; write a word right behind "
				"it, as in area:flemingsberg or week:40."),
			      (int)(begin - start), start, position(l->filter, start));
	if (end > begin && *begin != '|')
		return refuse(error,
			      _("“%.*s” at position %d has no letter and no digit; write a word, a "
				"name or a week."),
			      (int)(end - begin), begin, position(l->filter, begin));
	if (begin > source && begin[-1] == '-')
		return refuse(error,
			      _("Nothing stands after “-” at position %d; write for example "
				"-brand."),
			      position(l->filter, begin - 1));
	return refuse(error,
		      _("Nothing stands beside the “|” at position %d; write for example "
			"brand|klotter."),
		      position(l->filter, begin));
}

/* "vecka 40" and "v 40" are one word. */
static char *join_week(char *take_word_said, const char **p)
{
	static const char *const words[] = {"vecka", "veckor", "veckan", "week", "weeks",
					    "v",     "v.",     "w",      NULL};
	g_autofree char *word = take_word_said, *lower = text_lower(word);
	const char *number = *p + strspn(*p, " ");
	gsize length = strcspn(number, " |\"");

	if (!g_strv_contains(words, lower) || number == *p || !g_ascii_isdigit(*number))
		return g_steal_pointer(&word);
	*p = number + length;
	return g_strdup_printf("v%.*s", (int)length, number);
}

/* One alternative. */
static gboolean take_alternative(struct lookup *l, const char **p, int *scope, GError **error)
{
	const char *start = *p, *begin;
	gboolean quoted;
	g_autofree char *word = NULL, *folded = NULL;
	int where;

	if (!take_prefix(p, scope))
		return refuse(error,
			      _("“%.*s” at position %d is no known prefix; there are area:, "
				"place:, what:, who:, when:, "
				"text:, id:."),
			      (int)(*p - start), start, position(l->filter, start));
	begin = *p;
	word = take_word(p, &quoted);
	if (!word)
		return refuse(error, _("The quote at position %d is not closed."),
			      position(l->filter, begin));
	folded = text_fold(word);
	if (!*folded)
		return refuse_empty(l, start, begin, *p, error);
	where = *scope;
	if (!quoted && where == SCOPE_PLAIN)
		word = join_week(word, p);
	if (quoted &&
	    where == SCOPE_PLAIN) /* kept blanks may be a name's, a single word is meant as text */
		where = strchr(word, ' ') ? SCOPE_NAME | SCOPE_TEXT : SCOPE_TEXT;
	return filter_look_up(l, word, where, quoted) ||
	       refuse_word(word, where, position(l->filter, begin), error);
}

/* Alternatives up to a blank that no "|" follows. */
static gboolean take_term(struct lookup *l, const char **p, GError **error)
{
	int scope = SCOPE_PLAIN;

	for (;;) {
		if (!take_alternative(l, p, &scope, error))
			return FALSE;
		const char *next = *p + strspn(*p, " ");
		if (*next != '|')
			return TRUE;
		*p = next + strspn(next, "| ");
	}
}

struct filter *filter_parse(const char *text, const struct registry *v, int today, int near,
			    GError **error)
{
	struct filter *filter = g_new0(struct filter, 1);
	g_autofree char *clean = text_clean(text, -1, FALSE);

	filter->source = plain_quotes(clean);
	filter->terms = g_ptr_array_new_with_free_func(term_free);
	for (const char *p = filter->source; *(p += strspn(p, " "));) {
		gboolean negated = *p == '-';
		struct filter_term *term = term_new(negated);
		struct lookup lookup = {.v = v,
					.today = today,
					.near = near,
					.filter = filter,
					.tests = term->tests};
		const char *begin = p += negated;
		if (!take_term(&lookup, &p, error)) {
			term_free(term);
			filter_free(filter);
			return NULL;
		}
		term->typed = g_strndup(begin, (gsize)(p - begin));
		g_ptr_array_add(filter->terms, term);
	}
	return filter;
}

void filter_free(struct filter *filter)
{
	if (!filter)
		return;
	g_ptr_array_unref(filter->terms);
	g_free(filter->source);
	g_free(filter);
}

/* judging */

static gboolean text_begins(const char *folded, const char *words)
{
	for (const char *p = strstr(folded, words); p; p = strstr(p + 1, words))
		if (p == folded || p[-1] == ' ')
			return TRUE;
	return FALSE;
}

static gboolean id_begins(const struct id *id, const char *prefix)
{
	char text[ID_TEXT_SIZE];

	id_format(id, text);
	return g_str_has_prefix(text, prefix);
}

static gboolean is_between(gint64 value, const struct test *test)
{
	return value >= test->from && value < test->to;
}

static gboolean test_holds(const struct test *test, const struct observation *o, const char *folded)
{
	switch (test->kind) {
	case TEST_WEEKS:
		return o->week >= test->from && o->week <= test->to;
	case TEST_TIME:
		return o->time_from != TIME_NONE && is_between(o->time_from, test);
	case TEST_DURING:
		return o->time_from != TIME_NONE && o->time_precision < TIME_DATE &&
		       MAX(o->time_to, o->time_from + 1) > test->from && o->time_from < test->to;
	case TEST_CATEGORY:
		return o->category == test->from;
	case TEST_SUB_CATEGORY:
		return o->sub_category == test->from;
	case TEST_ORGANISATION:
		return o->organisation == test->from;
	case TEST_AREA:
		return o->area == test->from;
	case TEST_PLACE:
		return o->place == test->from;
	case TEST_WITHDRAWN:
		return o->record.withdrawn;
	case TEST_LINKED:
		return o->report_group != 0;
	case TEST_UNPLACED:
		return o->place_precision >= PLACE_NONE;
	case TEST_PROPOSED:
		return o->same_as != 0;
	case TEST_KNOWN:
		return o->known == test->from;
	case TEST_POLICE_REPORT:
		return o->police_report == test->from;
	case TEST_NOT_COUNTED:
		return !o->counted;
	case TEST_IMPORT:
		return o->import == test->from;
	case TEST_ENTERED:
		return o->entered_at != TIME_NONE && is_between(o->entered_at, test);
	case TEST_TEXT:
		return text_begins(folded, test->text);
	case TEST_ID:
		return id_begins(&o->record.id, test->text);
	}
	g_assert_not_reached();
}

gboolean filter_matches(const struct filter *filter, const struct observation *o,
			const char *folded_text)
{
	g_autofree char *made = folded_text ? NULL : text_fold(o->text ? o->text : "");
	const char *folded = folded_text ? folded_text : made;

	if (o->record.withdrawn && !filter->says_state)
		return FALSE;
	for (guint i = 0; i < filter->terms->len; i++) {
		const struct filter_term *term = filter->terms->pdata[i];
		gboolean any = FALSE;
		for (guint j = 0; j < term->tests->len && !any; j++)
			any = test_holds(&g_array_index(term->tests, struct test, j), o, folded);
		if (any == term->negated)
			return FALSE;
	}
	return TRUE;
}

/* completing */

#define MOST 8

/* Adds a name behind what stands before it in the word, quoted when it holds a blank. */
static void add_completion(GPtrArray *out, const char *before, const char *name)
{
	const char *quote = strchr(name, ' ') ? "\"" : "";
	char *whole = g_strconcat(before, quote, name, quote, NULL);

	if (g_ptr_array_find_with_equal_func(out, whole, g_str_equal, NULL))
		g_free(whole);
	else
		g_ptr_array_add(out, whole);
}

static void add_areas(GPtrArray *out, const char *before, const struct registry *v,
		      const char *folded)
{
	const GPtrArray *areas = registry_areas(v);

	for (guint i = 0; i < areas->len; i++) {
		const struct area *area = areas->pdata[i];
		g_autofree char *name =
			area->level == AREA_AREA && area->name ? text_fold(area->name) : NULL;
		if (name && g_str_has_prefix(name, folded))
			add_completion(out, before, area->name);
	}
}

/* The beginning of the last word that stays: "-", alternatives before it, a prefix. */
static gsize kept_length(const char *word, int *scope)
{
	const char *bar = strrchr(word, '|'), *p = bar ? bar + 1 : word + (*word == '-');
	const char *rest = p;

	if (!take_prefix(&rest, scope))
		*scope = 0;
	return (gsize)(rest - word);
}

GPtrArray *filter_complete(const char *text, const struct registry *v)
{
	GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	const char *blank = strrchr(text, ' '), *word = blank ? blank + 1 : text;
	int scope = SCOPE_PLAIN, count;
	gsize kept = kept_length(word, &scope);
	g_autofree char *before = g_strndup(word, kept), *folded = text_fold(word + kept);
	struct match matches[MOST];

	if ((!*folded && scope == SCOPE_PLAIN) || strchr(word, '"'))
		return out;
	if (scope & SCOPE_AREA)
		add_areas(out, before, v, folded);
	count = scope & SCOPE_CATEGORY
			? registry_complete_categories(v, word + kept, NULL, matches, MOST)
			: 0;
	for (int i = 0; i < count; i++) {
		const struct category *category = matches[i].record;
		add_completion(out, before,
			       category->parent ? category->code : registry_label(v, category));
	}
	count = scope & SCOPE_ORGANISATION
			? registry_complete_organisations(v, word + kept, WEEK_NONE, matches, MOST)
			: 0;
	for (int i = 0; i < count; i++)
		add_completion(out, before, ((const struct organisation *)matches[i].record)->code);
	count = scope & SCOPE_PLACE ? registry_complete_places(v, word + kept, NULL, matches, MOST)
				    : 0;
	for (int i = 0; i < count; i++)
		add_completion(out, before, ((const struct place *)matches[i].record)->name);
	if (scope == SCOPE_PLAIN)
		filter_words_beginning(words, folded);
	for (guint i = 0; i < words->len; i++)
		add_completion(out, before, words->pdata[i]);
	return out;
}
