/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one word of a filter means: a table of prefixes, a table of state words, one function for
 * each thing a word may name, tried in the order of the tables. A word that names nothing is looked
 * for in the text. */
#include "config.h"

#include <string.h>

#include "model/filter_private.h"
#include "osg/period.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/when.h"

#define HALF_A_YEAR 182 /* days */
#define BEGINNING 3     /* letters from which the beginning of a name suffices */

static const struct {
	const char *prefix; /* folded */
	int scope;
	const char *shown;
} prefixes[] = {
	{"omrade", SCOPE_AREA, "område:"},   {"area", SCOPE_AREA, "area:"},
	{"plats", SCOPE_PLACE, "plats:"},    {"place", SCOPE_PLACE, "place:"},
	{"vad", SCOPE_CATEGORY, "vad:"},     {"what", SCOPE_CATEGORY, "what:"},
	{"vem", SCOPE_ORGANISATION, "vem:"}, {"who", SCOPE_ORGANISATION, "who:"},
	{"vecka", SCOPE_WEEK, "vecka:"},     {"week", SCOPE_WEEK, "week:"},
	{"text", SCOPE_TEXT, "text:"},       {"id", SCOPE_ID, "id:"},
	{"nar", SCOPE_DURING, "när:"},       {"when", SCOPE_DURING, "when:"},
	{"import", SCOPE_IMPORT, "import:"}, {"status", SCOPE_STATE, "status:"},
	{"state", SCOPE_STATE, "state:"},    {"period", SCOPE_PERIOD, "period:"},
};

static const struct {
	const char *word; /* folded */
	enum test_kind kind;
	int value;
	const char *shown;
} states[] = {
	{"withdrawn", TEST_WITHDRAWN, TRUE, "withdrawn"},
	{"tillbakadragen", TEST_WITHDRAWN, TRUE, NULL},
	{"tillbakadragna", TEST_WITHDRAWN, TRUE, "tillbakadragna"},
	{"atertagna", TEST_WITHDRAWN, TRUE, "återtagna"},
	{"linked", TEST_LINKED, 0, "linked"},
	{"lankade", TEST_LINKED, 0, "länkade"},
	{"lankad", TEST_LINKED, 0, NULL},
	{"proposed", TEST_PROPOSED, 0, "proposed"},
	{"foreslagna", TEST_PROPOSED, 0, "föreslagna"},
	{"foreslagen", TEST_PROPOSED, 0, NULL},
	{"unplaced", TEST_UNPLACED, 0, "unplaced"},
	{"oplacerade", TEST_UNPLACED, 0, "oplacerade"},
	{"oplacerad", TEST_UNPLACED, 0, NULL},
	{"seen", TEST_KNOWN, KNOWN_SEEN, "seen"},
	{"sett", TEST_KNOWN, KNOWN_SEEN, "sett"},
	{"told", TEST_KNOWN, KNOWN_TOLD, "told"},
	{"berattat", TEST_KNOWN, KNOWN_TOLD, "berättat"},
	{"rumour", TEST_KNOWN, KNOWN_RUMOUR, "rumour"},
	{"rykte", TEST_KNOWN, KNOWN_RUMOUR, "rykte"},
	{"reported", TEST_POLICE_REPORT, ANSWER_YES, "reported"},
	{"polisanmalt", TEST_POLICE_REPORT, ANSWER_YES, "polisanmält"},
	{"polisanmald", TEST_POLICE_REPORT, ANSWER_YES, NULL},
	{"unreported", TEST_POLICE_REPORT, ANSWER_NO, "unreported"},
	{"oanmalt", TEST_POLICE_REPORT, ANSWER_NO, "oanmält"},
	{"uncounted", TEST_NOT_COUNTED, 0, "uncounted"},
	{"oraknade", TEST_NOT_COUNTED, 0, "oräknade"},
	{"oraknad", TEST_NOT_COUNTED, 0, NULL},
	{"new", TEST_ENTERED, 0, "new"},
	{"nya", TEST_ENTERED, 0, "nya"},
	{"ny", TEST_ENTERED, 0, NULL},
};

static void add_test(struct lookup *l, enum test_kind kind, gint64 from, gint64 to,
		     const char *text)
{
	struct test test = {kind, from, to, g_strdup(text)};

	g_array_append_val(l->tests, test);
	l->filter->says_week |= kind == TEST_WEEKS || kind == TEST_TIME || kind == TEST_DURING ||
				kind == TEST_ID || kind == TEST_IMPORT;
	l->filter->says_state |= kind == TEST_WITHDRAWN;
}

int filter_scope(const char *prefix)
{
	g_autofree char *folded = text_fold(prefix);

	for (gsize i = 0; i < G_N_ELEMENTS(prefixes); i++)
		if (strcmp(prefixes[i].prefix, folded) == 0)
			return prefixes[i].scope;
	return 0;
}

/* weeks and days */

/* "2024-10", "4/10", "2024-10-04", "igår": days, by the words of dates. */
static gboolean add_date(struct lookup *l, const char *word)
{
	struct when when;
	gboolean plain = strspn(word, "0123456789-/.") == strlen(word) && strpbrk(word, "-/");
	/* "4/12" is the one nearest to the week near, but not after today */
	int last = plain ? MIN(l->today, week_monday(l->near) + HALF_A_YEAR) : l->today;
	gint64 end = time_from_local(last + 1, 0, FALSE, NULL) - 1;

	if (!plain && strcmp(word, "idag") != 0 && strcmp(word, "today") != 0 &&
	    strcmp(word, "igår") != 0 && strcmp(word, "igar") != 0 &&
	    strcmp(word, "yesterday") != 0)
		return FALSE;
	if (!when_parse_format(word, "%Y-%m", &when) && !when_parse(word, end, &when, NULL))
		return FALSE;
	if (when.precision != TIME_DATE && when.precision != TIME_INTERVAL)
		return FALSE;
	add_test(l, TEST_TIME, when.from, when.to, NULL);
	return TRUE;
}

gboolean filter_says_day(const char *word)
{
	gsize first = strspn(word, "0123456789"), second;

	if (!first || strspn(word, "0123456789-/.") != strlen(word))
		return FALSE;
	if (strchr(word, '/'))
		return first <= 4;
	if (first != 4 || word[4] != '-' || (word[0] != '2' && strncmp(word, "19", 2) != 0))
		return FALSE;
	second = strspn(word + 5, "0123456789");
	return second == 1 || second == 2;
}

static gboolean says_week(const char *word)
{
	if (g_ascii_isdigit(*word))
		return strlen(word) >= 7 && strspn(word, "0123456789") == 4 &&
		       (word[4] == 'v' || word[4] == 'w' || word[5] == 'w');
	if (*word != 'v' && *word != 'w')
		return FALSE;
	word += 1 + (word[1] == '.');
	return g_ascii_isdigit(*word) && strspn(word, "0123456789-vwVW.") == strlen(word);
}

/* "2024-w42-6" is a day, and no weeks from 42 to 6. */
static gboolean says_weekday(const char *word)
{
	return strlen(word) == strlen("2024-w42-6") && strspn(word, "0123456789") == 4 &&
	       g_str_has_prefix(word + 4, "-w") && word[8] == '-' && g_ascii_isdigit(word[9]);
}

/* "v40", "v38-v40", "v38-40", "2024-W40", "2024-W38-2024-W40": FALSE when it looks so and there is
 * no such week. */
static gboolean add_weeks(struct lookup *l, const char *word)
{
	int first = week_parse(word, l->today, l->near), last = first, year, number;

	for (const char *dash = strchr(word, '-'); first == WEEK_NONE && dash;
	     dash = strchr(dash + 1, '-')) {
		g_autofree char *left = g_strndup(word, (gsize)(dash - word));
		int from = week_parse(left, l->today, l->near),
		    to = week_parse(dash + 1, l->today, l->near);
		if (from == WEEK_NONE || to == WEEK_NONE)
			continue;
		if (to < from) { /* "v50-v03": over the year's end; "v40-v42": the later one ahead
				  */
			int to_number;
			week_to_iso(to, &year, &to_number);
			week_to_iso(from, &year, &number);
			to = week_from_iso(year + (to_number < number), to_number);
			if (to == WEEK_NONE || to - from > HALF_A_YEAR / 7)
				continue; /* "v42-v41" is a slip and no year */
		}
		first = from;
		last = to;
	}
	if (first == WEEK_NONE || last == WEEK_NONE || last < first)
		return FALSE;
	add_test(l, TEST_WEEKS, first, last, NULL);
	return TRUE;
}

/* "2024-Q3", "2024-09-01..2024-09-30", and behind the prefix all that period_parse reads. */
static gboolean add_period(struct lookup *l, const char *word)
{
	struct period period;

	if (!period_parse(word, l->today, l->near, &period, NULL))
		return FALSE;
	add_test(l, TEST_TIME, period_start(period), period_end(period), NULL);
	return TRUE;
}

/* "2024": from New Year's Day to New Year's Eve, as everywhere a period is named. */
static gboolean add_year(struct lookup *l, const char *word)
{
	return strlen(word) == 4 && strspn(word, "0123456789") == 4 && strcmp(word, "1990") >= 0 &&
	       add_period(l, word);
}

/* Whether a word without a prefix is meant as a period: nothing else is written so. */
static gboolean says_period(const char *word)
{
	if (strstr(word, ".."))
		return *word == '.' || g_ascii_isdigit(*word) || *word == 'v' || *word == 'w';
	return strlen(word) == 7 && strspn(word, "0123456789") == 4 && word[4] == '-' &&
	       (word[5] == 'q' || word[5] == 'k');
}

/* "vecka40", "week 38-40": as "v40". Owned. */
static char *short_week(const char *lower)
{
	static const char *const words[] = {"veckor", "vecka", "weeks", "week"};

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		const char *number = lower + strlen(words[i]);

		if (!g_str_has_prefix(lower, words[i]))
			continue;
		number += strspn(number, " .");
		return g_ascii_isdigit(*number) ? g_strconcat("v", number, NULL) : g_strdup(lower);
	}
	return g_strdup(lower);
}

/* What a word of time means. *refused: it looks like a week and is none. */
static gboolean look_up_time(struct lookup *l, const char *word, int scope, gboolean *refused)
{
	g_autofree char *small = text_lower(word), *lower = short_week(small);

	if (strcmp(lower, "alla") == 0 || strcmp(lower, "all") == 0) {
		l->filter->says_week = TRUE;
		add_test(l, TEST_WEEKS, G_MININT32 + 1, G_MAXINT32, NULL);
		return TRUE;
	}
	if (strcmp(lower, "nu") == 0 || strcmp(lower, "now") == 0) {
		add_test(l, TEST_WEEKS, week_of_day(l->today), week_of_day(l->today), NULL);
		return TRUE;
	}
	if (scope == SCOPE_PERIOD || says_period(lower)) {
		*refused = !add_period(l, lower);
		return !*refused;
	}
	gboolean week = says_week(lower) || (scope == SCOPE_WEEK && !add_year(l, lower));
	if (scope == SCOPE_WEEK && !week)
		return TRUE;
	if (!week && (add_year(l, lower) || add_date(l, lower)))
		return TRUE;
	if (!week) {
		*refused = filter_says_day(lower);
		return FALSE;
	}
	*refused = says_weekday(lower) ? !add_period(l, lower)
				       : !add_weeks(l, lower) && !add_date(l, lower);
	return !*refused;
}

/* "2024-10-04 18-24", "last night": said as when an observation is entered. */
static gboolean add_during(struct lookup *l, const char *word)
{
	gint64 now = time_from_local(l->today + 1, 0, FALSE, NULL) - 1;
	struct when when;

	if (!when_parse(word, now, &when, NULL))
		return FALSE;
	add_test(l, TEST_DURING, when.from, MAX(when.to, when.from + 1), NULL);
	return TRUE;
}

/* names */

/* Whether a name is said, by its beginning. */
static gboolean is_said(const char *name, const char *folded)
{
	if (!name)
		return FALSE;

	g_autofree char *fold = text_fold(name);
	return g_str_has_prefix(fold, folded);
}

static gboolean is_beneath(const struct registry *v, const struct area *area, gint64 key)
{
	for (int steps = 0; area && steps < 8; steps++) {
		if (area->record.key == key)
			return TRUE;
		area = registry_area(v, area->parent);
	}
	return FALSE;
}

/* Observations bear areas of the counting level: a district means those beneath it, a sub-area the
 * one above. */
static void add_area(struct lookup *l, const struct area *area)
{
	const GPtrArray *all = registry_areas(l->v);

	if (area->level == AREA_AREA) {
		add_test(l, TEST_AREA, area->record.key, 0, NULL);
		return;
	}
	if (area->level == AREA_SUBAREA) {
		add_test(l, TEST_AREA, area->parent, 0, NULL);
		return;
	}
	for (guint i = 0; i < all->len; i++) {
		const struct area *other = all->pdata[i];
		if (other->level == AREA_AREA && is_beneath(l->v, other, area->record.key))
			add_test(l, TEST_AREA, other->record.key, 0, NULL);
	}
}

static void add_category(struct lookup *l, const struct category *category)
{
	add_test(l, category->parent ? TEST_SUB_CATEGORY : TEST_CATEGORY, category->record.key, 0,
		 NULL);
}

static gboolean look_up_category(struct lookup *l, const char *word, const char *folded,
				 gboolean whole)
{
	const struct category *exact = registry_find_category(l->v, word);
	const GPtrArray *all = registry_categories(l->v);
	guint before = l->tests->len;

	if (exact)
		add_category(l, exact);
	for (guint i = 0; i < all->len && !exact && !whole; i++) {
		const struct category *c = all->pdata[i];
		if (!c->parent && (is_said(c->code, folded) || is_said(c->label_sv, folded) ||
				   is_said(c->label_en, folded)))
			add_category(l, c);
	}
	return l->tests->len > before;
}

static gboolean look_up_organisation(struct lookup *l, const char *word, const char *folded,
				     gboolean whole)
{
	const struct organisation *exact = registry_find_organisation(l->v, word);
	const GPtrArray *all = registry_organisations(l->v);
	guint before = l->tests->len;

	if (exact)
		add_test(l, TEST_ORGANISATION, exact->record.key, 0, NULL);
	for (guint i = 0; i < all->len && !exact && !whole; i++) {
		const struct organisation *o = all->pdata[i];
		if (is_said(o->code, folded) || is_said(o->name, folded))
			add_test(l, TEST_ORGANISATION, o->record.key, 0, NULL);
	}
	return l->tests->len > before;
}

static gboolean look_up_area(struct lookup *l, const char *word, const char *folded, gboolean whole)
{
	const struct area *exact = registry_find_area(l->v, word);
	const GPtrArray *all = registry_areas(l->v);
	guint before = l->tests->len;

	if (exact)
		add_area(l, exact);
	for (guint i = 0; i < all->len && !exact && !whole; i++) {
		const struct area *area = all->pdata[i];
		if (area->level == AREA_AREA && is_said(area->name, folded))
			add_area(l, area);
	}
	return l->tests->len > before;
}

/* All places that begin so, also when one is wholly that: "visättra" means Visättraskolan too. */
static gboolean look_up_place(struct lookup *l, const char *word, const char *folded,
			      gboolean whole)
{
	const struct place *exact = registry_find_place(l->v, word);
	const GPtrArray *all = registry_places(l->v);
	guint before = l->tests->len;

	if (exact)
		add_test(l, TEST_PLACE, exact->record.key, 0, NULL);
	for (guint i = 0; i < all->len && (exact ? !l->quoted : !whole); i++) {
		const struct place *place = all->pdata[i];
		if (place != exact && is_said(place->name, folded))
			add_test(l, TEST_PLACE, place->record.key, 0, NULL);
	}
	return l->tests->len > before;
}

static gboolean look_up_state(struct lookup *l, const char *word, const char *folded,
			      gboolean whole)
{
	(void)word, (void)whole;
	for (gsize i = 0; i < G_N_ELEMENTS(states); i++) {
		if (strcmp(states[i].word, folded) != 0)
			continue;
		if (states[i].kind == TEST_ENTERED) /* today and yesterday */
			add_test(l, TEST_ENTERED, time_from_local(l->today - 1, 0, FALSE, NULL),
				 time_from_local(l->today + 1, 0, FALSE, NULL), NULL);
		else
			add_test(l, states[i].kind, states[i].value, 0, NULL);
		return TRUE;
	}
	return FALSE;
}

static gboolean look_up_text(struct lookup *l, const char *word, const char *folded, gboolean whole)
{
	(void)word, (void)whole;
	if (*folded)
		add_test(l, TEST_TEXT, 0, 0, folded);
	return TRUE;
}

static gboolean look_up_id(struct lookup *l, const char *word, const char *folded, gboolean whole)
{
	(void)folded, (void)whole;
	g_autofree char *lower = g_ascii_strdown(word, -1);

	if (lower[strspn(lower, "0123456789abcdef-")])
		return FALSE;
	add_test(l, TEST_ID, 0, 0, lower);
	return TRUE;
}

static gboolean look_up_import(struct lookup *l, const char *word, const char *folded,
			       gboolean whole)
{
	(void)folded, (void)whole;
	if (word[strspn(word, "0123456789")])
		return FALSE;
	add_test(l, TEST_IMPORT, g_ascii_strtoll(word, NULL, 10), 0, NULL);
	return TRUE;
}

gboolean filter_look_up(struct lookup *lookup, const char *word, int scope, gboolean quoted)
{
	static const struct {
		int scope;
		gboolean (*look_up)(struct lookup *, const char *, const char *, gboolean);
	} steps[] = {
		{SCOPE_CATEGORY, look_up_category},
		{SCOPE_ORGANISATION, look_up_organisation},
		{SCOPE_AREA, look_up_area},
		{SCOPE_PLACE, look_up_place},
		{SCOPE_STATE, look_up_state},
		{SCOPE_TEXT, look_up_text},
		{SCOPE_ID, look_up_id},
		{SCOPE_IMPORT, look_up_import},
	};
	g_autofree char *folded = text_fold(word);
	lookup->quoted = quoted;
	/* behind a prefix quotes only keep the blanks */
	gboolean refused = FALSE,
		 whole = (quoted && (scope & SCOPE_TEXT)) || strlen(folded) < BEGINNING;

	if (scope == SCOPE_DURING)
		return add_during(lookup, word);
	if ((scope & SCOPE_PERIOD || ((scope & SCOPE_WEEK) && !quoted)) &&
	    look_up_time(lookup, word, scope, &refused))
		return TRUE;
	for (int exactly = 1; exactly >= (int)whole && !refused;
	     exactly--) /* a whole name of any kind before a beginning */
		for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
			gboolean wait = exactly && (scope & SCOPE_TEXT) &&
					steps[i].scope == SCOPE_TEXT && !whole;
			if ((scope & steps[i].scope) && !wait &&
			    steps[i].look_up(lookup, word, folded, exactly))
				return TRUE;
		}
	return !refused && !(scope == SCOPE_ID || scope == SCOPE_IMPORT || scope == SCOPE_STATE);
}

void filter_words_beginning(GPtrArray *out, const char *folded)
{
	for (gsize i = 0; i < G_N_ELEMENTS(states); i++)
		if (states[i].shown && g_str_has_prefix(states[i].word, folded))
			g_ptr_array_add(out, g_strdup(states[i].shown));
	for (gsize i = 0; i < G_N_ELEMENTS(prefixes); i++)
		if (g_str_has_prefix(prefixes[i].prefix, folded))
			g_ptr_array_add(out, g_strdup(prefixes[i].shown));
}

static gboolean is_code(const char *value)
{
	return strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.") ==
	       strlen(value);
}

char *filter_for(const char *word, const char *value, gboolean english)
{
	/* The Swedish prefix stands before the English one. */
	for (gsize i = 1; i < G_N_ELEMENTS(prefixes); i++)
		if (strcmp(prefixes[i].prefix, word) == 0)
			return g_strdup_printf(is_code(value) ? "%s%s" : "%s\"%s\"",
					       prefixes[english ? i : i - 1].shown, value);
	g_return_val_if_reached(NULL);
}
