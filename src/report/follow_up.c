/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The programme's follow-up of a year, and the steering group's of a tertial: what is to be
 * reached, how it stands, what was done, the values with their sources, the documents, and what is
 * missing. Who made a paragraph stands behind it: [skriven] by people, everything else is made from
 * the records. An edition that was fixed is printed from itself. */
#include "config.h"

#include <math.h>
#include <string.h>
#include <glib/gi18n.h>

#include "osg/app_programme.h"
#include "osg/report.h"
#include "osg/setup.h"
#include "osg/week.h"
#include "report/document_private.h"
#include "report/follow_up.h"

struct follow_up {
	struct session *session;
	struct programme *p;
	struct document *document;
	const struct report_options *options;
	char *period; /* "2019" */
	GPtrArray *gaps;
	GError *error; /* a text that cites nothing, of an edition */
};

static const char *word(const struct record_kind *kind, const char *field, int value)
{
	return setup_word(fields_find(kind->fields, field), value);
}

static const char *code_of(const struct follow_up *f, gint64 organisation)
{
	const struct organisation *o =
		registry_organisation(session_registry(f->session), organisation);

	return o ? o->code : "–";
}

static void gap(struct follow_up *f, char *take_sentence)
{
	g_ptr_array_add(f->gaps, take_sentence);
}

/* texts that people wrote */

static char *cited(gpointer data, const char *code, const char *period)
{
	const struct follow_up *f = data;
	const struct reading_record *r = programme_cited(f->p, code, period);

	return r ? reading_words(r) : NULL;
}

/* Its figures filled in. An edition cites only what there is; a draft shows the code. */
static void text_paragraph(struct follow_up *f, const char *lead, const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *said = cite_expand(text, cited, f, &error), *marked = NULL;
	g_autoptr(GPtrArray) loose = cite_loose_numbers(text);

	if (!said)
		gap(f, g_strdup(error->message));
	if (!said && !f->error)
		f->error = g_steal_pointer(&error);
	for (guint i = 0; i < loose->len; i++)
		gap(f, g_strdup_printf(_("“%s” was typed and no reading backs it: %s"),
				       (char *)loose->pdata[i], text));
	/* TRANSLATORS: behind a paragraph that people wrote */
	marked = g_strdup_printf(_("%s [written]"), said ? said : text);
	document_paragraph(f->document, lead, marked);
}

static void texts_of(struct follow_up *f, const char *lead, gint64 objective)
{
	for (guint i = 0; i < f->p->notes->len; i++) {
		const struct note_record *n = f->p->notes->pdata[i];

		if (n->objective != objective || !n->text || n->since == DAY_NONE ||
		    !programme_covers(f->p, n->since, n->until))
			continue;
		text_paragraph(f, lead, n->text);
		lead = NULL;
	}
}

/* an area */

static gboolean is_evident(const struct objective_sum *sum)
{
	return sum->done || sum->read;
}

static void rating_paragraph(struct follow_up *f, const struct objective *o,
			     const struct objective_sum *sum)
{
	g_autofree char *said = NULL;

	if (!sum->rating) {
		gap(f, g_strdup_printf(_("%s %s is not assessed."), o->code, o->text));
		said = g_strdup(_("not assessed"));
	} else if (sum->rating == RATING_MET && !is_evident(sum)) {
		said = g_strdup_printf(_("%s, without evidence"),
				       word(&note_kind, "rating", sum->rating));
	} else {
		said = g_strdup(word(&note_kind, "rating", sum->rating));
	}
	document_paragraph(f->document, _("Assessment:"), said);
}

static char *when_words(const struct activity_record *a)
{
	return a->since != DAY_NONE && a->until != DAY_NONE
		       ? day_range(a->since, a->until, month_abbreviation)
		       : g_strdup("");
}

static void activities_table(struct follow_up *f, const struct objective *area)
{
	const struct document_column columns[] = {{_("Activity"), 4, TEXT_LEFT},
						  {_("Who"), 0, TEXT_LEFT},
						  {_("When"), 2, TEXT_LEFT},
						  {_("State"), 0, TEXT_LEFT}};
	gboolean any = FALSE;

	for (guint i = 0; i < f->p->activities->len; i++) {
		const struct activity_record *a = f->p->activities->pdata[i];
		int late = activity_days_late(f->p, a);
		g_autofree char *when = when_words(a);
		const char *cells[] = {a->title, code_of(f, a->owner), when,
				       late ? _("late") : word(&activity_kind, "state", a->state)};

		if (!programme_covers(f->p, a->since, a->until) ||
		    !programme_is_under(f->p, a->objective, area->record.key))
			continue;
		if (!any)
			document_table(f->document, columns, G_N_ELEMENTS(columns));
		any = TRUE;
		document_row(f->document, cells, late > 0);
		if (a->state == ACTIVITY_DROPPED)
			document_row_note(f->document, a->reason);
	}
}

static char *before_words(const struct follow_up *f, const struct indicator *indicator)
{
	const struct reading_record *before =
		programme_reading(f->p, indicator, period_year_before(f->p->period));

	return before ? reading_words(before) : g_strdup("–");
}

static char *change_words(const struct follow_up *f, const struct indicator *indicator,
			  const struct reading_record *r)
{
	g_autofree char *change = programme_change_words(f->p, indicator);

	return r->rank_of ? g_strdup_printf(_("rank %d of %d; %s"), r->rank, r->rank_of, change)
			  : g_steal_pointer(&change);
}

static void indicators_table(struct follow_up *f, const struct objective *area)
{
	const struct document_column columns[] = {{_("Indicator"), 4, TEXT_LEFT},
						  {_("Value"), 0, TEXT_RIGHT},
						  {_("Year before"), 0, TEXT_RIGHT},
						  {_("Unit"), 1, TEXT_LEFT},
						  {_("Compared"), 3, TEXT_LEFT}};
	gboolean any = FALSE;

	for (guint i = 0; i < f->p->indicators->len; i++) {
		const struct indicator *indicator = f->p->indicators->pdata[i];
		const struct reading_record *r = programme_reading(f->p, indicator, f->p->period);
		g_autofree char *value = r ? reading_words(r) : NULL,
				*before = before_words(f, indicator),
				*change = r ? change_words(f, indicator, r) : NULL;
		const char *cells[] = {indicator->title, value, before, indicator->unit, change};

		if (!programme_is_under(f->p, indicator->objective, area->record.key))
			continue;
		if (!r) {
			gap(f, g_strdup_printf(_("%s has no value for the period."),
					       indicator->title));
			continue;
		}
		if (!any)
			document_table(f->document, columns, G_N_ELEMENTS(columns));
		any = TRUE;
		document_row(f->document, cells, FALSE);
	}
}

/* What is counted in the same unit by several indicators, summed by year: the diagram of call-outs.
 */

enum { FEWEST_PARTS = 3, MOST_YEARS = 12 };

struct year_sums {
	int first, count;
	int values[MOST_YEARS];
};

static int year_of_day(int day)
{
	int year, month, mday;

	day_to_civil(day, &year, &month, &mday);
	return year;
}

static int sum_of_year(const struct follow_up *f, const char *unit, int year, guint *parts)
{
	const struct period period = {day_from_civil(year, 1, 1), day_from_civil(year, 12, 31)};
	double sum = 0;

	*parts = 0;
	for (guint i = 0; i < f->p->indicators->len; i++) {
		const struct indicator *indicator = f->p->indicators->pdata[i];
		const struct reading_record *r =
			g_strcmp0(indicator->unit, unit) == 0
				? programme_reading(f->p, indicator, period)
				: NULL;

		if (!r || isnan(r->value))
			continue;
		sum += r->value;
		(*parts)++;
	}
	return (int)sum;
}

static char *year_label(int index, gconstpointer data)
{
	return g_strdup_printf("%d", ((const struct year_sums *)data)->first + index);
}

static void sums_chart(struct follow_up *f, const char *unit)
{
	struct year_sums sums = {0};
	int last = year_of_day(f->p->period.last);
	g_autoptr(GString) said = g_string_new(NULL);

	for (int year = last; year > last - MOST_YEARS; year--) {
		guint parts;
		int sum = sum_of_year(f, unit, year, &parts);

		if (parts < FEWEST_PARTS)
			break;
		memmove(sums.values + 1, sums.values, sizeof(int) * (MOST_YEARS - 1));
		sums.values[0] = sum;
		sums.first = year;
		sums.count++;
	}
	if (sums.count < 2)
		return;
	const struct chart chart = {.values = sums.values,
				    .count = sums.count,
				    .window = 1,
				    .label = year_label,
				    .data = &sums,
				    .label_every = 1};
	g_string_append_printf(said, _("Sum of %s a year:"), unit);
	for (int i = 0; i < sums.count; i++)
		g_string_append_printf(said, "%s %d: %d", i ? "," : "", sums.first + i,
				       sums.values[i]);
	document_chart(f->document, &chart, said->str);
}

static void area_chart(struct follow_up *f, const struct objective *area)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < f->p->indicators->len; i++) {
		const struct indicator *indicator = f->p->indicators->pdata[i];

		if (indicator->unit && g_hash_table_add(seen, indicator->unit) &&
		    programme_is_under(f->p, indicator->objective, area->record.key))
			sums_chart(f, indicator->unit);
	}
}

static void area_chapter(struct follow_up *f, const struct objective *area)
{
	const struct objective_sum sum = programme_sum(f->p, area);
	g_autoptr(GPtrArray) goals = programme_objectives(f->p, 0, area->record.key);
	g_autofree char *title = g_strdup_printf("%s %s", area->code, area->text);

	document_heading(f->document, 2, title);
	rating_paragraph(f, area, &sum);
	texts_of(f, NULL, area->record.key);
	for (guint i = 0; i < goals->len; i++) {
		const struct objective *goal = goals->pdata[i];
		g_autofree char *lead = g_strdup_printf("%s %s.", goal->code, goal->text);

		texts_of(f, lead, goal->record.key);
	}
	indicators_table(f, area);
	area_chart(f, area);
	activities_table(f, area);
}

/* the other chapters */

static void summary_table(struct follow_up *f, const GPtrArray *objectives)
{
	const struct document_column columns[] = {{_("Objective"), 4, TEXT_LEFT},
						  {_("Activities"), 2, TEXT_LEFT},
						  {_("Values"), 0, TEXT_LEFT},
						  {_("Assessment"), 1, TEXT_LEFT}};

	document_table(f->document, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < objectives->len; i++) {
		const struct objective *o = objectives->pdata[i];
		const struct objective_sum sum = programme_sum(f->p, o);
		g_autofree char *name = programme_name(f->session, o),
				*values = g_strdup_printf(_("%d of %d"), sum.read, sum.indicators);
		g_autofree char *activities =
			sum.late ? g_strdup_printf(_("%d of %d done, %d late"), sum.done,
						   sum.activities, sum.late)
				 : g_strdup_printf(_("%d of %d done"), sum.done, sum.activities);
		const char *cells[] = {name, activities, values,
				       sum.rating ? word(&note_kind, "rating", sum.rating)
						  : _("not assessed")};

		document_row(f->document, cells, sum.late > 0);
	}
}

static void agreement_chapter(struct follow_up *f)
{
	for (guint i = 0; i < f->p->mandates->len; i++) {
		const struct mandate *m = f->p->mandates->pdata[i];
		g_autoptr(GPtrArray) focus = NULL;
		g_autofree char *parties = NULL;

		if (m->form != MANDATE_AGREEMENT || !programme_covers(f->p, m->since, m->until))
			continue;
		document_heading(f->document, 2, m->title);
		parties = codes_count(m->parties) ? g_strjoinv(", ", m->parties) : g_strdup("–");
		document_paragraph(f->document, _("Parties:"), parties);
		focus = programme_objectives(f->p, m->record.key, 0);
		summary_table(f, focus);
	}
}

static char *decision_words(const struct mandate *m)
{
	g_autofree char *day = m->decided != DAY_NONE ? day_format_iso(m->decided) : NULL;

	return g_strdup_printf("%s %s %s", m->body ? m->body : "", day ? day : "",
			       m->paragraph ? m->paragraph : "");
}

static void documents_chapter(struct follow_up *f)
{
	const struct document_column columns[] = {{_("Document"), 4, TEXT_LEFT},
						  {_("Register number"), 0, TEXT_LEFT},
						  {_("Decision"), 0, TEXT_LEFT},
						  {_("Valid to"), 0, TEXT_LEFT}};

	document_heading(f->document, 2, _("Documents"));
	document_table(f->document, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < f->p->mandates->len; i++) {
		const struct mandate *m = f->p->mandates->pdata[i];
		g_autofree char *decision = decision_words(m),
				*until = m->until != DAY_NONE ? day_format_iso(m->until) : NULL;
		const char *cells[] = {m->title, m->dnr, decision, until};
		int decided = m->decided != DAY_NONE ? year_of_day(m->decided) : 0;

		/* what was decided in the year counts, though it begins after */
		if (!programme_covers(f->p, m->since, m->until) &&
		    decided != year_of_day(f->p->period.last) &&
		    !(m->since == f->p->period.last + 1))
			continue;
		document_row(f->document, cells, FALSE);
	}
}

static void sources_chapter(struct follow_up *f)
{
	const struct document_column columns[] = {{_("Code"), 0, TEXT_LEFT},
						  {_("Value"), 0, TEXT_RIGHT},
						  {_("How exact"), 0, TEXT_LEFT},
						  {_("Source"), 3, TEXT_LEFT}};

	document_heading(f->document, 2, _("Sources and uncertainty"));
	document_table(f->document, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < f->p->indicators->len; i++) {
		const struct indicator *indicator = f->p->indicators->pdata[i];
		const struct reading_record *r = programme_reading(f->p, indicator, f->p->period);
		g_autofree char *value = r ? reading_words(r) : NULL;
		g_autofree char *exact =
			!r               ? NULL
			: !isnan(r->low) ? g_strdup_printf("%g–%g", r->low, r->high)
					 : g_strdup(word(&reading_kind, "precision", r->precision));
		const char *cells[] = {indicator->code, value, exact, r ? r->source : NULL};

		if (r)
			document_row(f->document, cells, FALSE);
	}
}

static void gaps_chapter(struct follow_up *f)
{
	document_heading(f->document, 2, _("What is missing"));
	if (!f->gaps->len)
		document_note(f->document, _("Nothing that osg knows of."));
	for (guint i = 0; i < f->gaps->len; i++)
		document_paragraph(f->document, NULL, f->gaps->pdata[i]);
}

/* the whole */

static struct document *sheet_new(struct follow_up *f, const char *title)
{
	const struct report_options *o = f->options;
	g_autofree char *right =
		o->edition ? g_strdup_printf(_("%s · edition %d"), o->dnr ? o->dnr : "", o->edition)
			   : g_strdup(f->period);

	return document_new(&(struct document_setup){
		.title = title,
		.author = session_municipality(f->session),
		.language = session_english(f->session) ? "en" : "sv",
		.left = session_municipality(f->session),
		.right = right,
		.mark = o->edition ? NULL : _("DRAFT"),
		.foot = title,
		.created = session_now(f->session),
	});
}

static void build(struct follow_up *f, gboolean steering)
{
	const struct mandate *m = programme_of(f->p);
	g_autofree char *title =
		/* TRANSLATORS: the programme's title, and the year */
		g_strdup_printf(_("Follow-up of %s, %s"), m ? m->title : "", f->period);
	g_autoptr(GPtrArray) areas = programme_objectives(f->p, m ? m->record.key : 0, 0);

	f->document = sheet_new(f, title);
	document_heading(f->document, 1, title);
	document_heading(f->document, 2, _("Summary"));
	summary_table(f, areas);
	document_note(f->document,
		      _("Paragraphs marked [written] were written by people; all the rest is made "
			"from the records."));
	agreement_chapter(f);
	for (guint i = 0; !steering && i < areas->len; i++)
		area_chapter(f, areas->pdata[i]);
	for (guint i = 0; steering && i < areas->len; i++) {
		const struct objective *area = areas->pdata[i];

		document_heading(f->document, 2, area->text);
		activities_table(f, area);
	}
	if (!steering) {
		documents_chapter(f);
		sources_chapter(f);
	}
	gaps_chapter(f);
}

/* The newest fixed edition, or the one of that number; NULL = none. */
static struct document *fixed(struct session *session, const char *report, const char *period,
			      int number)
{
	g_autoptr(GPtrArray) all = session_all(session, &edition_kind, NULL);
	const struct edition *found = NULL;
	g_autoptr(GBytes) packed = NULL;
	guchar *bytes;
	gsize size;

	for (guint i = 0; all && i < all->len; i++) {
		const struct edition *e = all->pdata[i];

		if (g_strcmp0(e->report, report) == 0 && g_strcmp0(e->period, period) == 0 &&
		    (number == e->number ||
		     (number == REPORT_NEWEST && (!found || e->number > found->number))))
			found = e;
	}
	if (!found)
		return NULL;
	bytes = g_base64_decode(found->content, &size);
	packed = g_bytes_new_take(bytes, size);
	return document_unpack(packed);
}

/* As asked; of a week the year that it lies in. */
static struct period period_asked(const struct report_options *options)
{
	int day, year;

	if (options->period && period_week(*options->period) == WEEK_NONE)
		return *options->period;
	day = week_monday(options->period ? week_of_day(options->period->first) : options->week);
	year = year_of_day(day + 3);
	return (struct period){day_from_civil(year, 1, 1), day_from_civil(year, 12, 31)};
}

static struct document *made(struct session *session, const struct report_options *options,
			     gboolean steering, GError **error)
{
	const struct period period = period_asked(options);
	struct follow_up f = {.session = session,
			      .options = options,
			      .period = programme_period_format(period),
			      .gaps = g_ptr_array_new_with_free_func(g_free)};

	f.p = app_programme(session, period, error);
	if (f.p)
		build(&f, steering);
	if (f.error && options->edition) {
		g_clear_pointer(&f.document, document_free);
		g_propagate_error(error, g_steal_pointer(&f.error));
	}
	g_clear_error(&f.error);
	programme_free(f.p);
	g_ptr_array_unref(f.gaps);
	g_free(f.period);
	return f.document;
}

static struct document *report(struct session *session, const struct report_options *options,
			       const char *id, gboolean steering, GError **error)
{
	g_autofree char *period = programme_period_format(period_asked(options));
	struct document *document = options->edition || !options->number
					    ? NULL
					    : fixed(session, id, period, options->number);

	return document ? document : made(session, options, steering, error);
}

struct document *report_follow_up(struct session *session, const struct report_options *options,
				  GError **error)
{
	return report(session, options, "follow-up", FALSE, error);
}

struct document *report_steering(struct session *session, const struct report_options *options,
				 GError **error)
{
	return report(session, options, "steering", TRUE, error);
}

/* the law */

struct document *report_law(struct session *session, const struct report_options *options,
			    GError **error)
{
	const struct period period = period_asked(options);
	const struct document_column columns[] = {{_("Duty"), 4, TEXT_LEFT},
						  {_("Shown by"), 3, TEXT_LEFT},
						  {_("State"), 0, TEXT_LEFT}};
	struct follow_up f = {
		.session = session, .options = options, .period = programme_period_format(period)};
	g_autoptr(GPtrArray) rows = NULL;

	f.p = app_programme(session, period, error);
	if (f.p) {
		rows = programme_rows(f.p, TAB_LAW, 0);
		f.document = sheet_new(&f, _("The law 2023:196 on municipal crime prevention"));
		document_heading(f.document, 1,
				 _("The law 2023:196 on municipal crime prevention"));
		document_table(f.document, columns, G_N_ELEMENTS(columns));
	}
	for (guint i = 0; rows && i < rows->len; i++) {
		const struct programme_row *row = rows->pdata[i];
		const char *cells[] = {row->title, row->how, row->state};

		document_row(f.document, cells, row->mark == 'R');
	}
	programme_free(f.p);
	g_free(f.period);
	return f.document;
}

/* fixing */

static int next_number(struct session *session, const char *report, const char *period)
{
	g_autoptr(GPtrArray) all = session_all(session, &edition_kind, NULL);
	int number = 1;

	for (guint i = 0; all && i < all->len; i++) {
		const struct edition *e = all->pdata[i];

		if (g_strcmp0(e->report, report) == 0 && g_strcmp0(e->period, period) == 0)
			number = MAX(number, e->number + 1);
	}
	return number;
}

struct document *report_fix(struct session *session, const struct report *report,
			    const struct report_options *asked, const char *body, GError **error)
{
	struct report_options options = *asked;
	struct edition *e = record_new(&edition_kind);
	struct document *document;
	g_autoptr(GBytes) packed = NULL;

	e->report = g_strdup(report->id);
	e->period = programme_period_format(period_asked(asked));
	e->number = options.edition = next_number(session, report->id, e->period);
	e->body = g_strdup(body);
	e->dnr = g_strdup(asked->dnr);
	e->fixed = session_now(session);
	document = report->build(session, &options, error);
	if (document) {
		packed = document_pack(document);
		e->title = g_strdup(document->texts[DOCUMENT_TITLE]);
		e->content =
			g_base64_encode(g_bytes_get_data(packed, NULL), g_bytes_get_size(packed));
		e->checksum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, e->content, -1);
		if (!session_save(session, ACTION_PROGRAMME_STEER, g_strdup(e->title), e, error))
			g_clear_pointer(&document, document_free);
	}
	record_free(e);
	return document;
}
