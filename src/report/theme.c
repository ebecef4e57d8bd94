/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thematic study of a category over whole years, as a municipality maps its school burglaries:
 * how often, where, when, of what kind, at what cost. How many there were and in which districts is
 * the whole group's, as in the picture; places, hours, kinds and reporters are told of the rows
 * only that the reader may see, places where the category may be told so finely. */
#include "config.h"

#include <glib/gi18n.h>

#include "osg/app_measure.h"
#include "osg/report.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/words.h"

#include "report/summary.h"

#define BAR_HEIGHT 13 /* points */
#define CUMULATIVE_HEIGHT 110
enum { MOST_PLACES = 12, MOST_BARS = 12, MOST_MEASURES = 10, MONTHS = 12 };

struct theme_study {
	struct session *session;
	const struct registry *v;
	const struct category *category;
	struct period period;
	int first_year, last_year;
	GArray *rows;  /* struct observation_row, counted: the whole group's */
	GArray *shown; /* those of them that are shown to whoever reads this */
	int all;       /* counted events of any category */
	guint64 kept;  /* bits: years, from the first on, of which anything is kept at all */
	struct document *d;
};

/* counting */

static gboolean is_about(const struct theme_study *t, const struct observation_row *row)
{
	gint64 key = t->category->record.key;

	return t->category->parent ? row->sub_category == key : row->category == key;
}

static void year_and_month(const struct observation_row *row, int *year, int *month)
{
	int mday;

	day_to_civil(time_day(row->time_from), year, month, &mday);
}

static guint64 year_bit(const struct theme_study *t, const struct observation_row *row)
{
	int year, month;

	year_and_month(row, &year, &month);
	return G_GUINT64_CONSTANT(1) << CLAMP(year - t->first_year, 0, 63);
}

static int count_years(guint64 bits)
{
	int count = 0;

	for (; bits; bits &= bits - 1)
		count++;
	return count;
}

static gboolean counts(const struct theme_study *t, const struct observation_row *row)
{
	int day = time_day(row->time_from);

	return row->counted && !row->withdrawn && day >= t->period.first && day <= t->period.last;
}

/* What is under secrecy counts for nobody, even for who may see it: the study is the same number.
 */
static gboolean read_shown(struct theme_study *t, GError **error)
{
	const struct row_query query = {.week_from = week_of_day(t->period.first),
					.week_to = week_of_day(t->period.last),
					.entered_before = session_known_at(t->session)};
	g_autoptr(GArray) all = session_rows(t->session, &query, NULL, error);

	for (guint i = 0; all && i < all->len; i++) {
		const struct observation_row *row = &g_array_index(all, struct observation_row, i);

		if (IS_COMMON(row->visibility) && counts(t, row) && is_about(t, row))
			g_array_append_vals(t->shown, row, 1);
	}
	return all != NULL;
}

static gboolean read_rows(struct theme_study *t, GError **error)
{
	g_autoptr(GArray) all = app_period_rows(t->session, t->period, "theme.print", error);

	t->rows = g_array_new(FALSE, FALSE, sizeof(struct observation_row));
	t->shown = g_array_new(FALSE, FALSE, sizeof(struct observation_row));
	for (guint i = 0; all && i < all->len; i++) {
		const struct observation_row *row = &g_array_index(all, struct observation_row, i);

		if (!counts(t, row))
			continue;
		t->all++;
		t->kept |= year_bit(t, row);
		if (is_about(t, row))
			g_array_append_vals(t->rows, row, 1);
	}
	return all && read_shown(t, error);
}

struct counted {
	gint64 key;
	int count;
};

static int by_count(gconstpointer a, gconstpointer b)
{
	const struct counted *x = a, *y = b;

	return x->count != y->count ? y->count - x->count : (x->key > y->key) - (x->key < y->key);
}

/* Events by what key says of a row (0 = nothing), most first. GArray of struct counted. */
static GArray *count_by(const GArray *rows, gint64 (*key)(const struct observation_row *))
{
	GArray *out = g_array_new(FALSE, FALSE, sizeof(struct counted));
	g_autoptr(GHashTable) at = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < rows->len; i++) {
		gint64 k = key(&g_array_index(rows, struct observation_row, i));
		gpointer place = k ? g_hash_table_lookup(at, GINT_TO_POINTER(k)) : NULL;

		if (place) {
			g_array_index(out, struct counted, GPOINTER_TO_UINT(place) - 1).count++;
		} else if (k) {
			g_array_append_vals(out, &(struct counted){k, 1}, 1);
			g_hash_table_insert(at, GINT_TO_POINTER(k), GUINT_TO_POINTER(out->len));
		}
	}
	g_array_sort(out, by_count);
	return out;
}

static gint64 place_key(const struct observation_row *row)
{
	return row->place;
}

static gint64 area_key(const struct observation_row *row)
{
	return row->area;
}

static gint64 organisation_key(const struct observation_row *row)
{
	return row->organisation;
}

static gint64 sub_category_key(const struct observation_row *row)
{
	return row->sub_category;
}

/* how often */

static char *year_label(int index, gconstpointer data)
{
	return g_strdup_printf("%d", ((const struct theme_study *)data)->first_year + index);
}

static char *month_label(int index, gconstpointer data UNUSED)
{
	return g_strdup(month_abbreviation(index + 1));
}

static void years_chart(struct theme_study *t)
{
	int count = t->last_year - t->first_year + 1;
	g_autofree int *years = g_new0(int, count);
	int year, month;

	for (guint i = 0; i < t->rows->len; i++) {
		year_and_month(&g_array_index(t->rows, struct observation_row, i), &year, &month);
		years[year - t->first_year]++;
	}
	const struct chart chart = {.values = years,
				    .count = count,
				    .label = year_label,
				    .data = t,
				    .label_every = MAX(count / 10, 1)};
	g_autofree char *numbers = chart_words(&chart, count);
	g_autofree char *sentence = g_strdup_printf(_("Events a year, %d–%d: %s."), t->first_year,
						    t->last_year, numbers);
	document_chart(t->d, &chart, sentence);
}

/* The last year month by month, the year before as lines where it belongs to the study. */
static void months_chart(struct theme_study *t)
{
	int now[MONTHS] = {0}, before[MONTHS] = {0}, year, month;
	gboolean two = t->last_year > t->first_year &&
		       t->kept >> CLAMP(t->last_year - 1 - t->first_year, 0, 63) & 1;

	for (guint i = 0; i < t->rows->len; i++) {
		year_and_month(&g_array_index(t->rows, struct observation_row, i), &year, &month);
		if (year == t->last_year)
			now[month - 1]++;
		else if (year == t->last_year - 1)
			before[month - 1]++;
	}
	const struct chart chart = {.values = now,
				    .count = MONTHS,
				    .label = month_label,
				    .label_every = 1,
				    .before = two ? before : NULL};
	const struct chart earlier = {.values = before, .count = MONTHS};
	g_autofree char *numbers = chart_words(&chart, MONTHS);
	g_autofree char *others = chart_words(&earlier, MONTHS);
	g_autofree char *sentence =
		two ? g_strdup_printf(_("Events a month, January to December %d: %s; lines, %d: "
					"%s."),
				      t->last_year, numbers, t->last_year - 1, others)
		    : g_strdup_printf(_("Events a month, January to December %d: %s."),
				      t->last_year, numbers);
	document_chart(t->d, &chart, sentence);
}

/* Why what follows is about fewer. */
static void withheld_note(struct theme_study *t)
{
	if (t->shown->len < t->rows->len)
		document_paragraph(t->d, NULL,
				   _("Some of these events are counted, but their rows are not "
				     "shown to you: places, hours, kinds and who reported are "
				     "told of the others."));
}

/* "270 events, of 7,303 of all kinds."; a mean where there are years to take it of. Owned. */
static char *count_words(const struct theme_study *t, int years)
{
	g_autofree char *all = text_number(t->all), *n = text_number(t->rows->len),
			*mean = text_decimal((double)t->rows->len / years, 1);

	return years > 1
		       ? g_strdup_printf(_("%s events in %d years, %s a year, of %s of all kinds."),
					 n, years, mean, all)
		       : g_strdup_printf(ngettext("%s event, of %s of all kinds.",
						  "%s events, of %s of all kinds.", t->rows->len),
					 n, all);
}

static void often_section(struct theme_study *t)
{
	int asked = t->last_year - t->first_year + 1, years = MAX(count_years(t->kept), 1);
	g_autofree char *whole = count_words(t, years),
			*unfinished = g_strdup_printf(_("%d is not over yet."), t->last_year);

	document_heading(t->d, 2, _("How often"));
	document_paragraph(t->d, whole, NULL);
	if (time_day(session_now(t->session)) <= t->period.last)
		document_paragraph(t->d, NULL, unfinished);
	if (years < asked)
		document_paragraph(t->d, NULL,
				   _("Of the other years nothing is kept; none is not the same as "
				     "not known."));
	if (years > 1)
		years_chart(t);
	months_chart(t);
	withheld_note(t);
}

/* where */

static void bars(struct theme_study *t, const GArray *counts,
		 const char *(*name)(const struct theme_study *, gint64), const char *format)
{
	int count = (int)MIN(counts->len, MOST_BARS);
	struct chart_bar bars[MOST_BARS];
	g_autoptr(GString) list = g_string_new(NULL);

	for (int i = 0; i < count; i++) {
		const struct counted *c = &g_array_index(counts, struct counted, i);

		bars[i] = (struct chart_bar){.label = name(t, c->key), .value = c->count};
		g_string_append_printf(list, "%s%s\u00a0%d", i ? ", " : "", bars[i].label,
				       c->count);
	}
	if (!count)
		return;
	struct drawing *drawing = chart_bars_across(bars, count);
	g_autofree char *sentence = g_strdup_printf(format, list->str);

	drawing_say(drawing, sentence);
	document_drawing(t->d, drawing, (count + 1) * BAR_HEIGHT);
}

static const char *area_name(const struct theme_study *t, gint64 key)
{
	const struct area *area = registry_area(t->v, key);

	return area ? area->name : "–";
}

static const char *organisation_name(const struct theme_study *t, gint64 key)
{
	return registry_organisation_code(t->v, key);
}

static const char *category_name(const struct theme_study *t, gint64 key)
{
	return registry_label(t->v, registry_category(t->v, key));
}

static void cumulative_chart(struct theme_study *t, const GArray *places)
{
	g_autofree int *values = g_new0(int, places->len + 1);
	int total = 0;

	for (guint i = 0; i < places->len; i++)
		total += values[i] = g_array_index(places, struct counted, i).count;
	struct drawing *drawing = chart_cumulative(values, (int)places->len, total);
	int half = chart_half(values, (int)places->len, total);
	g_autofree char *sentence = g_strdup_printf(
		ngettext("%d of %u places has half of the %d events at named places.",
			 "%d of %u places have half of the %d events at named places.",
			 (gulong)half),
		half, places->len, total);
	drawing_say(drawing, sentence);
	document_drawing(t->d, drawing, CUMULATIVE_HEIGHT);
}

/* In how many of the study's years something happened there. */
static int years_at(const struct theme_study *t, gint64 place)
{
	guint64 seen = 0;

	for (guint i = 0; i < t->shown->len; i++) {
		const struct observation_row *row =
			&g_array_index(t->shown, struct observation_row, i);

		if (row->place == place)
			seen |= year_bit(t, row);
	}
	return count_years(seen);
}

static void places_table(struct theme_study *t, const GArray *places)
{
	const struct document_column columns[] = {
		{_("Place"), 4, TEXT_LEFT},  {_("Kind"), 2, TEXT_LEFT},
		{_("Area"), 3, TEXT_LEFT},   {_("Events"), 0, TEXT_RIGHT},
		{_("Years"), 0, TEXT_RIGHT},
	};

	document_table(t->d, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < MIN(places->len, MOST_PLACES); i++) {
		const struct counted *c = &g_array_index(places, struct counted, i);
		const struct place *place = registry_place(t->v, c->key);
		g_autofree char *count = text_number(c->count),
				*years = g_strdup_printf("%d", years_at(t, c->key));
		const char *cells[] = {place ? place->name : "–", place ? place->kind : NULL,
				       place ? area_name(t, place->area) : NULL, count, years};

		document_row(t->d, cells, FALSE);
	}
	document_note(t->d, _("Years: in how many of the years something happened there."));
}

static void where_section(struct theme_study *t)
{
	g_autoptr(GArray) places = count_by(t->shown, place_key),
			  areas = count_by(t->rows, area_key);
	enum sharing finest =
		t->category->parent
			? registry_finest(t->v, t->category->parent, t->category->record.key)
			: registry_finest(t->v, t->category->record.key, 0);

	document_heading(t->d, 2, _("Where"));
	if (finest > SHARE_AREA) {
		document_paragraph(t->d, NULL,
				   _("This category is told of the whole municipality only."));
		return;
	}
	bars(t, areas, area_name, _("Events by district: %s."));
	if (finest > SHARE_PLACE)
		document_paragraph(t->d, NULL, _("This category is told per district only."));
	else if (places->len) {
		places_table(t, places);
		cumulative_chart(t, places);
	}
}

/* when, what kind */

static void when_section(struct theme_study *t)
{
	struct picture *p = picture_new();
	char hours[24][3];
	const char *rows[7], *columns[24];

	for (guint i = 0; i < t->shown->len; i++)
		picture_add_hours(p, &g_array_index(t->shown, struct observation_row, i));
	for (int day = 0; day < 7; day++)
		rows[day] = weekday_abbreviation(day);
	for (int hour = 0; hour < 24; hour++) {
		g_snprintf(hours[hour], sizeof hours[hour], "%02d", hour);
		columns[hour] = hours[hour];
	}
	g_autofree char *busiest = words_busiest(p);
	document_heading(t->d, 2, _("When in the week"));
	if (words_any_hours(p))
		document_grid(t->d, rows, 7, columns, 24, &p->grid[0][0], busiest);
	else
		document_paragraph(t->d, NULL, busiest);
	picture_free(p);
}

static void kind_section(struct theme_study *t)
{
	g_autoptr(GArray) kinds = count_by(t->shown, sub_category_key),
			  reporters = count_by(t->shown, organisation_key);
	int answers[3] = {0};

	for (guint i = 0; i < t->shown->len; i++)
		answers[MIN(g_array_index(t->shown, struct observation_row, i).police_report, 2)]++;
	document_heading(t->d, 2, _("What kind"));
	if (!t->category->parent)
		bars(t, kinds, category_name, _("Events by kind: %s."));
	bars(t, reporters, organisation_name, _("Who reported: %s."));
	g_autofree char *reported =
		g_strdup_printf(_("%d reported to the police, %d not, %d not known."),
				answers[ANSWER_YES], answers[ANSWER_NO], answers[ANSWER_UNKNOWN]);
	document_paragraph(t->d, NULL, reported);
}

/* what it cost, what was done */

static gboolean cost_of_events(struct theme_study *t, GError **error)
{
	gint64 sum = 0;
	int told = 0;

	for (guint i = 0; i < t->shown->len; i++) {
		g_autoptr(GError) local = NULL;
		struct observation *o =
			session_get(t->session, &observation_kind,
				    g_array_index(t->shown, struct observation_row, i).key, &local);

		if (local) {
			g_propagate_error(error, g_steal_pointer(&local));
			return FALSE;
		}
		if (o && o->cost >= 0) {
			told++;
			sum += o->cost;
		}
		record_free(o);
	}
	g_autofree char *kronor = text_number(sum), *n = text_number(told),
			*all = text_number(t->shown->len);
	g_autofree char *line =
		told ? g_strdup_printf(_("%s kr in all, told of %s of %s events."), kronor, n, all)
		     : g_strdup(_("No event has a cost."));
	document_paragraph(t->d, _("The events:"), line);
	return TRUE;
}

static gboolean works_on(const struct theme_study *t, const struct measure_item *item)
{
	return item->yardstick &&
	       (refs_contain(item->yardstick->categories, t->category->record.key) ||
		(t->category->parent &&
		 refs_contain(item->yardstick->categories, t->category->parent)));
}

static void measure_row(struct theme_study *t, const struct measure_item *item)
{
	const struct measure *m = item->measure;
	const struct place *place = registry_place(t->v, m->place);
	g_autofree char *state = words_measure_state(m, item->lacks, item->days_late);
	g_autofree char *cost = m->cost >= 0 ? text_number(m->cost) : NULL;
	const char *cells[] = {organisation_name(t, m->owner), m->title, place ? place->name : NULL,
			       state, cost};

	document_row(t->d, cells, FALSE);
}

static gboolean cost_section(struct theme_study *t, GError **error)
{
	const struct measures_query query = {.which = MEASURES_ALL};
	const struct document_column columns[] = {
		{_("Who"), 0, TEXT_LEFT},     {_("Measure"), 4, TEXT_LEFT},
		{_("Place"), 2, TEXT_LEFT},   {_("State"), 2, TEXT_LEFT},
		{_("Kronor"), 0, TEXT_RIGHT},
	};
	g_autoptr(GPtrArray) items = app_measures(t->session, &query, error);
	int rows = 0;

	document_heading(t->d, 2, _("Cost, and what was done"));
	if (!items || !cost_of_events(t, error))
		return FALSE;
	for (guint i = 0; i < items->len && rows < MOST_MEASURES; i++) {
		if (!works_on(t, items->pdata[i]))
			continue;
		if (!rows++)
			document_table(t->d, columns, G_N_ELEMENTS(columns));
		measure_row(t, items->pdata[i]);
	}
	if (!rows)
		document_paragraph(t->d, NULL, _("No measure is measured by this category."));
	return TRUE;
}

/* the whole */

static void theme_begin(struct theme_study *t)
{
	const struct category *upper = registry_category(t->v, t->category->parent);
	g_autofree char *what = upper ? g_strdup_printf("%s · %s", registry_label(t->v, upper),
							registry_label(t->v, t->category))
				      : g_strdup(registry_label(t->v, t->category));
	g_autofree char *title =
		g_strdup_printf(_("%s in %s"), what, session_municipality(t->session));
	g_autofree char *left = g_strdup_printf(_("%s · Operative collaboration group"),
						session_municipality(t->session));
	g_autofree char *dates = words_period_dates(t->period);

	t->d = document_new(&(struct document_setup){
		.title = title,
		.author = left,
		.language = words_language(),
		.left = left,
		.right = _("Thematic study"),
		.foot = dates,
		.created = session_now(t->session),
	});
	document_heading(t->d, 1, title);
	document_paragraph(t->d, NULL, dates);
}

/* The whole years of what was asked for: a week is no share of a year that could be told as one.
 * The year of a week is that of its Thursday. */
static void take_years(struct theme_study *t)
{
	gboolean week = period_week(t->period) != WEEK_NONE;
	int month, mday;

	day_to_civil(t->period.first + (week ? 3 : 0), &t->first_year, &month, &mday);
	day_to_civil(t->period.last - (week ? 3 : 0), &t->last_year, &month, &mday);
	t->period = (struct period){day_from_civil(t->first_year, 1, 1),
				    day_from_civil(t->last_year, 12, 31)};
}

struct document *report_theme(struct session *session, const struct report_options *options,
			      GError **error)
{
	struct theme_study t = {.session = session,
				.v = session_registry(session),
				.period = options->period ? *options->period
							  : period_of_week(options->week)};

	t.category = registry_category(t.v, options->category);
	if (!t.category) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("A thematic study is about a category: --what INB.skola."));
		return NULL;
	}
	take_years(&t);
	gboolean ok = read_rows(&t, error);
	if (ok) {
		theme_begin(&t);
		often_section(&t);
		where_section(&t);
		when_section(&t);
		kind_section(&t);
		ok = cost_section(&t, error);
		document_heading(t.d, 2, _("How to read this"));
		summary_numbers_to_read(t.d);
	}
	g_array_unref(t.rows);
	g_array_unref(t.shown);
	if (!ok)
		g_clear_pointer(&t.d, document_free);
	return t.d;
}
