/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the demo's reporters write: sentence patterns with slots for place, time, number and thing,
 * each report from a stream of its own, so that a text hangs on nothing but which report it is.
 * Never a person: neither patterns nor words know one. */
#include "config.h"

#include <string.h>

#include "osg/week.h"

#include "demo/demo_private.h"

#define GENERIC_SHARE                                                                              \
	5.0 /* per cent in English or as a short note of the kind any category may have */
#define SHORTENED_SHARE 4.0
#define CAPITALS_SHARE 3.0
#define OTHER_NAME_SHARE 4.0
#define WEEKEND_HOURS 48

struct demo_writer {
	const struct demo_year *year;
	const struct demo_table *patterns, *planted, *harmless, *abbreviations;
	GHashTable *words;                    /* slot -> GPtrArray of borrowed words */
	GArray *by_category[DEMO_CATEGORIES]; /* guint rows of patterns */
	GArray *generic;
	GHashTable
		*looks_like; /* report's name -> text that looks like personal data and is none */
};

static char *report_name(const struct demo_year *year, const struct demo_report *report)
{
	return g_strdup_printf("%s/%c/%d", year->world->organisations[report->organisation].code,
			       report->origin, report->serial);
}

static void report_stream(const struct demo_year *year, const struct demo_report *report,
			  const char *what, struct random *r)
{
	g_autofree char *name = report_name(year, report);
	g_autofree char *full = g_strconcat(what, "/", name, NULL);
	number_stream(r, year->seed, full);
}

static void read_words(struct demo_writer *writer)
{
	const struct demo_table *table = demo_world_table(writer->year->world, "words");
	writer->words = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
					      (GDestroyNotify)g_ptr_array_unref);
	for (guint i = 0; i < demo_table_rows(table); i++) {
		const char *slot = demo_cell(table, i, "slot");
		GPtrArray *list = g_hash_table_lookup(writer->words, slot);
		if (!list)
			g_hash_table_insert(writer->words, (gpointer)slot,
					    list = g_ptr_array_new());
		g_ptr_array_add(list, (gpointer)demo_cell(table, i, "word"));
	}
}

static void read_patterns(struct demo_writer *writer)
{
	const struct demo_world *world = writer->year->world;
	writer->patterns = demo_world_table(world, "patterns");
	writer->generic = g_array_new(FALSE, FALSE, sizeof(guint));
	for (int c = 0; c < DEMO_CATEGORIES; c++)
		writer->by_category[c] = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < demo_table_rows(writer->patterns); i++) {
		int category =
			demo_find_category(world, demo_cell(writer->patterns, i, "category"));
		g_array_append_val(category < 0 ? writer->generic : writer->by_category[category],
				   i);
	}
}

/* The harmless look-alikes go to reports evenly over the year. */
static void spread_harmless(struct demo_writer *writer)
{
	const struct demo_year *year = writer->year;
	guint count = demo_table_rows(writer->harmless), all = year->reports->len;
	writer->looks_like = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < count && all; i++) {
		guint at = (2 * i + 1) * all / (2 * count);
		while (at + 1 < all &&
		       (DEMO_REPORT(year, at)->planted >= 0 ||
			!strcmp(year->world->organisations[DEMO_REPORT(year, at)->organisation]
					.kind,
				"police")))
			at++;
		g_hash_table_insert(writer->looks_like, report_name(year, DEMO_REPORT(year, at)),
				    (gpointer)demo_cell(writer->harmless, i, "text"));
	}
}

struct demo_writer *demo_writer_new(const struct demo_year *year)
{
	struct demo_writer *writer = g_new0(struct demo_writer, 1);
	writer->year = year;
	writer->planted = demo_world_table(year->world, "planted");
	writer->harmless = demo_world_table(year->world, "harmless");
	writer->abbreviations = demo_world_table(year->world, "abbreviations");
	read_words(writer);
	read_patterns(writer);
	spread_harmless(writer);
	return writer;
}

void demo_writer_free(struct demo_writer *writer)
{
	if (!writer)
		return;
	g_hash_table_unref(writer->words);
	g_hash_table_unref(writer->looks_like);
	g_array_unref(writer->generic);
	for (int c = 0; c < DEMO_CATEGORIES; c++)
		g_array_unref(writer->by_category[c]);
	g_free(writer);
}

/* slots */

static const char *any_word(const struct demo_writer *writer, struct random *r, const char *slot)
{
	GPtrArray *list = g_hash_table_lookup(writer->words, slot);
	g_assert(list);
	return g_ptr_array_index(list, random_below(r, list->len));
}

static char *other_name(const struct demo_place *place, guint32 pick)
{
	return g_strdup(place->aliases[pick % codes_count(place->aliases)]);
}

/* The name as people write it: "Visättra, Mangårdsvägen" is only "Mangårdsvägen" in a sentence,
 * which is its first other name. */
static char *name_in_text(const struct demo_place *place, struct random *r)
{
	gboolean other = number_chance(r, OTHER_NAME_SHARE);
	guint32 pick = random_below(r, 1000);
	return other                      ? other_name(place, pick)
	       : strchr(place->name, ',') ? other_name(place, 0)
					  : g_strdup(place->name);
}

char *demo_place_name(const struct demo_year *year, const struct demo_report *report)
{
	const struct demo_place *place = &year->world->places[report->place];
	struct random r;
	report_stream(year, report, "name", &r);
	return number_chance(&r, OTHER_NAME_SHARE) ? other_name(place, random_below(&r, 1000))
						   : g_strdup(place->name);
}

static const char *part_of_day(int hour)
{
	return hour < 6    ? "night"
	       : hour < 11 ? "morning"
	       : hour < 18 ? "day"
	       : hour < 22 ? "evening"
			   : "late";
}

static char *time_slot(const struct demo_report *report, struct random *r)
{
	gboolean clock = number_chance(r, 40);
	int day, seconds;
	time_to_local(report->from, &day, &seconds);
	if (report->time_precision == TIME_DATE)
		return g_strdup("tid:date");
	if (report->time_precision == TIME_INTERVAL)
		return g_strdup(report->to - report->from > WEEKEND_HOURS * 3600 ? "tid:weekend"
										 : "tid:interval");
	return g_strconcat("tid:", clock ? "hour" : part_of_day(seconds / 3600), NULL);
}

/* What a slot is filled with: the pattern's report and the stream, for the fillers below. Every
 * filler gives an owned word, which may hold slots itself ("{dag} kväll"). */
struct filling {
	const struct demo_writer *writer;
	const struct demo_report *report;
	const struct demo_place *place; /* as recorded, NULL = no place */
	const char *area;
	struct random *r;
	int day, hour;
};

static char *fill_place(const struct filling *f)
{
	return f->place ? name_in_text(f->place, f->r) : g_strdup(f->area);
}

static char *fill_at_place(const struct filling *f)
{
	g_autofree char *name = fill_place(f);
	return g_strconcat(f->place ? "vid " : "i ", name, NULL);
}

static char *fill_at_place_english(const struct filling *f)
{
	g_autofree char *name = fill_place(f);
	return g_strconcat(f->place ? "at " : "in ", name, NULL);
}

static char *fill_spot(const struct filling *f)
{
	g_autofree char *of_kind = g_strconcat("läge:", f->place ? f->place->kind : "", NULL);
	return g_strdup(
		any_word(f->writer, f->r,
			 g_hash_table_contains(f->writer->words, of_kind) ? of_kind : "läge:"));
}

static char *fill_time(const struct filling *f)
{
	g_autofree char *slot = time_slot(f->report, f->r);
	return g_strdup(any_word(f->writer, f->r, slot));
}

static char *fill_time_english(const struct filling *f)
{
	g_autofree char *slot = g_strconcat("när:", part_of_day(f->hour), NULL);
	return g_strdup(any_word(f->writer, f->r, slot));
}

static char *fill_weekday(const struct filling *f)
{
	const GPtrArray *days = g_hash_table_lookup(f->writer->words, "dag");
	return g_strdup(g_ptr_array_index(days, day_weekday(f->day)));
}

static char *fill_hour(const struct filling *f)
{
	return g_strdup_printf("%d", f->hour);
}

static const struct {
	const char *slot;
	char *(*fill)(const struct filling *f);
} fillers[] = {
	{"plats", fill_place}, {"vid", fill_at_place}, {"at", fill_at_place_english},
	{"läge", fill_spot},   {"tid", fill_time},     {"when", fill_time_english},
	{"dag", fill_weekday}, {"timme", fill_hour},
};

static char *fill_slot(const struct demo_writer *writer, const struct demo_report *report,
		       struct random *r, const char *slot)
{
	const struct demo_world *world = writer->year->world;
	struct filling f = {.writer = writer, .report = report, .r = r, .area = "kommunen"};
	int seconds;
	if (report->precision <= PLACE_PLACE)
		f.place = &world->places[report->place];
	if (report->precision == PLACE_AREA)
		f.area = world->areas[report->area].name;
	time_to_local(report->from, &f.day, &seconds);
	f.hour = seconds / 3600;
	for (gsize i = 0; i < G_N_ELEMENTS(fillers); i++)
		if (!strcmp(fillers[i].slot, slot))
			return fillers[i].fill(&f);
	return g_strdup(any_word(writer, r, slot));
}

static void expand(const struct demo_writer *writer, const struct demo_report *report,
		   struct random *r, const char *pattern, GString *out)
{
	for (const char *at = pattern; *at;) {
		const char *end = *at == '{' ? strchr(at, '}') : NULL;
		if (!end) {
			g_string_append_c(out, *at++);
			continue;
		}
		g_autofree char *slot = g_strndup(at + 1, (gsize)(end - at - 1));
		g_autofree char *word = fill_slot(writer, report, r, slot);
		expand(writer, report, r, word, out);
		at = end + 1;
	}
}

/* A sentence begins with a capital letter also where a slot does. */
static char *capitalise(const char *text)
{
	GString *out = g_string_new(NULL);
	gboolean start = TRUE;
	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		gboolean numbered =
			c == '.' && at > text + 2 && at[-1] == 'l' && at[-2] == 'k'; /* "kl." */
		g_string_append_unichar(out, start ? g_unichar_toupper(c) : c);
		start = (start && c == ' ') || (c == '.' && at[1] == ' ' && !numbered);
	}
	return g_string_free(out, FALSE);
}

static char *shorten(const struct demo_writer *writer, char *take_text)
{
	GString *text = g_string_new(take_text);
	for (guint i = 0; i < demo_table_rows(writer->abbreviations); i++)
		g_string_replace(text, demo_cell(writer->abbreviations, i, "long"),
				 demo_cell(writer->abbreviations, i, "short"), 0);
	g_free(take_text);
	return g_string_free(text, FALSE);
}

/* patterns */

/* A row that this organisation would write, by weight; -1 = none. */
static int pick_row(const struct demo_writer *writer, struct random *r, const GArray *rows,
		    const char *code)
{
	double weights[64] = {0}, sum = 0;
	g_assert(rows->len <= G_N_ELEMENTS(weights));
	for (guint i = 0; i < rows->len; i++) {
		guint row = g_array_index(rows, guint, i);
		const char *who = demo_cell(writer->patterns, row, "who");
		if (!*who || demo_word_in(who, code, ' '))
			sum += weights[i] = demo_cell_real(writer->patterns, row, "weight");
	}
	int picked = sum > 0 ? number_pick(r, weights, (int)rows->len, sum) : -1;
	return picked < 0 ? -1 : (int)g_array_index(rows, guint, picked);
}

static int pick_any_row(struct random *r, const GArray *rows)
{
	return rows->len ? (int)g_array_index(rows, guint, random_below(r, rows->len)) : -1;
}

const char *demo_harmless(const struct demo_writer *writer, const struct demo_report *report)
{
	g_autofree char *name = report_name(writer->year, report);
	return g_hash_table_lookup(writer->looks_like, name);
}

static char *style(const struct demo_writer *writer, const struct demo_report *report,
		   struct random *r, char *take_text)
{
	double u = random_unit(r) * 100;
	const char *looks_like = demo_harmless(writer, report);
	if (u < SHORTENED_SHARE) {
		take_text = shorten(writer, take_text);
	} else if (u < SHORTENED_SHARE + CAPITALS_SHARE) {
		char *capitals = g_utf8_strup(take_text, -1);
		g_free(take_text);
		take_text = capitals;
	}
	if (!looks_like)
		return take_text;
	char *longer = g_strconcat(take_text, " ", looks_like, NULL);
	g_free(take_text);
	return longer;
}

static struct demo_words write_planted(const struct demo_writer *writer,
				       const struct demo_report *report)
{
	const char *text = demo_cell(writer->planted, (guint)report->planted, "text");
	return (struct demo_words){.sub = demo_cell(writer->planted, (guint)report->planted, "sub"),
				   .text = *text ? g_strdup(text) : NULL};
}

static char *write_text(const struct demo_writer *writer, const struct demo_report *report,
			struct random *r, int row)
{
	const char *code = writer->year->world->organisations[report->organisation].code;
	gboolean generic = number_chance(r, GENERIC_SHARE);
	int other = generic ? pick_row(writer, r, writer->generic, code) : -1;
	const char *pattern =
		demo_cell(writer->patterns, (guint)(other >= 0 ? other : row), "text");
	g_autoptr(GString) text = g_string_new(NULL);
	if (!*pattern)
		return NULL;
	expand(writer, report, r, pattern, text);
	return style(writer, report, r, capitalise(text->str));
}

struct demo_words demo_write(const struct demo_writer *writer, const struct demo_report *report,
			     gboolean corrected)
{
	const struct demo_organisation *o =
		&writer->year->world->organisations[report->organisation];
	int category = corrected && report->correction == DEMO_NEW_CATEGORY ? report->other
									    : report->category;
	struct demo_words words = {.sub = ""};
	struct random r;
	if (report->planted >= 0)
		return write_planted(writer, report);
	report_stream(writer->year, report, "text", &r);
	int row = pick_row(writer, &r, writer->by_category[category], o->code);
	if (row < 0)
		row = pick_any_row(&r, writer->by_category[category]);
	g_assert(row >= 0);
	words.sub = demo_cell(writer->patterns, (guint)row, "sub");
	if (!strcmp(o->kind, "police"))
		return words;
	words.text = write_text(writer, report, &r, row);
	if (corrected && report->correction == DEMO_NEW_TEXT && words.text) {
		char *longer = g_strconcat(words.text, " ", any_word(writer, &r, "tillägg"), NULL);
		g_free(words.text);
		words.text = longer;
	}
	return words;
}
