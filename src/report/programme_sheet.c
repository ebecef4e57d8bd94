/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the prints of the programme share. */
#include "config.h"

#include "report/programme_sheet.h"

#include <string.h>
#include <glib/gi18n.h>

#include "osg/setup.h"
#include "osg/week.h"
#include "report/document_private.h"
#include "report/follow_up.h"

const char *sheet_word(const struct record_kind *kind, const char *field, int value)
{
	return setup_word(fields_find(kind->fields, field), value);
}

const char *sheet_code(const struct programme_sheet *s, gint64 organisation)
{
	return registry_organisation_code(session_registry(s->session), organisation);
}

char *sheet_decision(const struct mandate *m)
{
	g_autofree char *day = m->decided != DAY_NONE ? day_format_iso(m->decided) : NULL;

	return g_strdup_printf("%s %s %s", m->body ? m->body : "", day ? day : "",
			       m->paragraph ? m->paragraph : "");
}

char *sheet_when(const struct activity_record *a)
{
	return a->since != DAY_NONE && a->until != DAY_NONE
		       ? day_range(a->since, a->until, month_abbreviation)
		       : g_strdup("");
}

void sheet_gap(struct programme_sheet *s, char *take_sentence)
{
	g_ptr_array_add(s->gaps, take_sentence);
}

void sheet_begin(struct programme_sheet *s, const char *title)
{
	const struct report_options *o = s->options;
	g_autofree char *right =
		o->edition ? g_strdup_printf(_("%s · edition %d"), o->dnr ? o->dnr : "", o->edition)
			   : g_strdup(s->period);

	s->document = document_new(&(struct document_setup){
		.title = title,
		.author = session_municipality(s->session),
		.language = session_english(s->session) ? "en" : "sv",
		.left = session_municipality(s->session),
		.right = right,
		.mark = o->edition ? NULL : _("DRAFT"),
		.foot = title,
		.created = session_now(s->session),
	});
	document_heading(s->document, 1, title);
}

/* figures */

/* before: what it was when it was written, NULL = as it is. */
static void add_figure(struct programme_sheet *s, const char *shown, const char *source,
		       const char *fact, const char *before)
{
	guint number = s->document->sources->len;

	document_figure(s->document, shown, source, fact);
	if (before)
		g_hash_table_insert(s->before, GUINT_TO_POINTER(number), g_strdup(before));
}

void sheet_reading(struct programme_sheet *s, const struct indicator *indicator,
		   const struct reading_record *r)
{
	g_autofree char *when = programme_period_format((struct period){r->since, r->until}),
			*source = g_strdup_printf("%s@%s", indicator->code, when),
			*shown = reading_words(r), *fact = reading_fact(r);

	add_figure(s, shown, source, fact, NULL);
}

void sheet_count(struct programme_sheet *s, const char *sort, const char *code, int count)
{
	g_autofree char *source = g_strdup_printf("%s:%s@%s", sort, code, s->period),
			*fact = g_strdup_printf("%d", count);

	add_figure(s, fact, source, fact, NULL);
}

/* texts that people wrote */

struct citing {
	struct programme_sheet *sheet;
	const struct note_record *note;
	GPtrArray *shown, *sources, *facts; /* in order, of the text; owned */
};

static char *cited(gpointer data, const char *code, const char *period)
{
	struct citing *c = data;
	const struct reading_record *r = programme_cited(c->sheet->p, code, period);
	char *words = r ? reading_words(r) : NULL;

	if (!r)
		return NULL;
	g_ptr_array_add(c->shown, g_strdup(words));
	g_ptr_array_add(c->sources,
			g_strdup_printf("%s@%s", code, period ? period : c->sheet->period));
	g_ptr_array_add(c->facts, reading_fact(r));
	return words;
}

/* As the note remembers it; NULL = it does not, or it is the same. */
static const char *fact_before(const struct note_record *n, const char *source, const char *fact)
{
	gsize length = strlen(source);

	for (guint i = 0; i < codes_count(n->cited); i++)
		if (strncmp(n->cited[i], source, length) == 0 && n->cited[i][length] == '=' &&
		    strcmp(n->cited[i] + length + 1, fact) != 0)
			return n->cited[i] + length + 1;
	return NULL;
}

static void add_cited(const struct citing *c)
{
	for (guint i = 0; i < c->shown->len; i++)
		add_figure(c->sheet, c->shown->pdata[i], c->sources->pdata[i], c->facts->pdata[i],
			   fact_before(c->note, c->sources->pdata[i], c->facts->pdata[i]));
}

/* An edition cites only what there is; a draft shows the code. */
void sheet_note(struct programme_sheet *s, const char *lead, const struct note_record *n)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) shown = g_ptr_array_new_with_free_func(g_free),
			     sources = g_ptr_array_new_with_free_func(g_free),
			     facts = g_ptr_array_new_with_free_func(g_free);
	struct citing citing = {s, n, shown, sources, facts};
	g_autofree char *said = cite_expand(n->text, cited, &citing, &error), *marked = NULL;
	g_autoptr(GPtrArray) loose = cite_loose_numbers(n->text);

	if (!said)
		sheet_gap(s, g_strdup(error->message));
	if (!said && !s->error)
		s->error = g_steal_pointer(&error);
	for (guint i = 0; i < loose->len; i++)
		sheet_gap(s, g_strdup_printf(_("“%s” was typed and no reading backs it: %s"),
					     (char *)loose->pdata[i], n->text));
	/* TRANSLATORS: behind a paragraph that people wrote */
	marked = g_strdup_printf(_("%s [written]"), said ? said : n->text);
	document_paragraph(s->document, lead, marked);
	if (said)
		add_cited(&citing);
}

/* editions */

/* "follow-up", "guideline KS-2016/47": what an edition is one of. Owned. */
static char *edition_name(struct session *session, const char *report, gint64 about)
{
	struct mandate *m = about ? session_get(session, &mandate_kind, about, NULL) : NULL;
	const struct report *r = report_find(report);
	char *name;

	if (!about || !r || !r->subjects)
		name = g_strdup(report);
	else if (r->subjects == report_guidelines && m && m->dnr)
		name = g_strdup_printf("%s %s", report, m->dnr);
	else
		name = g_strdup_printf("%s %" G_GINT64_FORMAT, report, about);
	record_free(m);
	return name;
}

/* The newest fixed edition, or the one of that number; NULL = none. */
static struct document *edition_of(struct session *session, const char *report, const char *period,
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

/* what has moved */

/* source and place of each figure of an edition, and its fact. */
static GHashTable *edition_facts(const GPtrArray *figures)
{
	GHashTable *facts = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; figures && i < figures->len; i++) {
		const struct report_figure *figure = figures->pdata[i];

		g_hash_table_insert(facts, figure->source, figure->fact);
	}
	return facts;
}

static char *moved_sentence(const struct report_figure *figure, const char *before,
			    gboolean since_edition)
{
	g_autofree char *was = reading_fact_words(before), *is = reading_fact_words(figure->fact);

	return g_strdup_printf(since_edition
				       ? _("was %s in the edition, is now %s (%s): “%s”")
				       : _("was %s when it was written, is now %s (%s): “%s”"),
			       was, is, figure->source, figure->where);
}

static void moved_chapter(struct programme_sheet *s, const char *report)
{
	g_autofree char *name = edition_name(s->session, report, s->options->about);
	struct document *edition = edition_of(s->session, name, s->period, REPORT_NEWEST);
	g_autoptr(GPtrArray) fixed = edition ? report_figures(edition) : NULL,
			     now = report_figures(s->document);
	g_autoptr(GHashTable) facts = edition_facts(fixed);
	gboolean any = FALSE;

	for (guint i = 0; i < now->len; i++) {
		const struct report_figure *figure = now->pdata[i];
		const char *of_edition = g_hash_table_lookup(facts, figure->source),
			   *before = of_edition
					     ? of_edition
					     : g_hash_table_lookup(s->before, GUINT_TO_POINTER(i));
		g_autofree char *sentence = NULL;

		if (!before || strcmp(before, figure->fact) == 0)
			continue;
		if (!any)
			document_heading(s->document, 2, _("What has moved"));
		any = TRUE;
		sentence = moved_sentence(figure, before, of_edition != NULL);
		document_paragraph(s->document, figure->chapter, sentence);
	}
	document_free(edition);
}

static void gaps_chapter(struct programme_sheet *s)
{
	document_heading(s->document, 2, _("What is missing"));
	if (!s->gaps->len)
		document_note(s->document, _("Nothing that osg knows of."));
	for (guint i = 0; i < s->gaps->len; i++)
		document_paragraph(s->document, NULL, s->gaps->pdata[i]);
}

void sheet_end(struct programme_sheet *s, const char *report)
{
	if (!s->options->edition)
		moved_chapter(s, report);
	gaps_chapter(s);
}

/* the whole */

struct period report_period(const struct report_options *options)
{
	int day, year;

	if (options->period && period_week(*options->period) == WEEK_NONE)
		return *options->period;
	day = week_monday(options->period ? week_of_day(options->period->first) : options->week);
	year = day_year(day + 3);
	return (struct period){day_from_civil(year, 1, 1), day_from_civil(year, 12, 31)};
}

static struct document *draft(struct session *session, const struct report_options *options,
			      sheet_build *build, GError **error)
{
	const struct period period = report_period(options);
	struct programme_sheet s = {
		.session = session,
		.options = options,
		.period = programme_period_format(period),
		.gaps = g_ptr_array_new_with_free_func(g_free),
		.before = g_hash_table_new_full(NULL, NULL, NULL, g_free),
	};

	s.p = app_programme(session, period, error);
	if (s.p)
		build(&s);
	if (s.error && (options->edition || !s.document)) {
		g_clear_pointer(&s.document, document_free);
		g_propagate_error(error, g_steal_pointer(&s.error));
	}
	g_clear_error(&s.error);
	programme_free(s.p);
	g_ptr_array_unref(s.gaps);
	g_hash_table_unref(s.before);
	g_free(s.period);
	return s.document;
}

struct document *programme_sheet_print(struct session *session,
				       const struct report_options *options, const char *report,
				       sheet_build *build, GError **error)
{
	g_autofree char *period = programme_period_format(report_period(options)),
			*name = edition_name(session, report, options->about);
	struct document *document = options->edition || !options->number
					    ? NULL
					    : edition_of(session, name, period, options->number);

	return document ? document : draft(session, options, build, error);
}

int report_editions(struct session *session, const struct report *report,
		    const struct report_options *options)
{
	g_autoptr(GPtrArray) all = session_all(session, &edition_kind, NULL);
	g_autofree char *period = programme_period_format(report_period(options)),
			*name = edition_name(session, report->id, options->about);
	int most = 0;

	for (guint i = 0; all && i < all->len; i++) {
		const struct edition *e = all->pdata[i];

		if (g_strcmp0(e->report, name) == 0 && g_strcmp0(e->period, period) == 0)
			most = MAX(most, e->number);
	}
	return most;
}

struct document *report_fix(struct session *session, const struct report *report,
			    const struct report_options *asked, const char *body, GError **error)
{
	struct report_options options = *asked;
	struct edition *e = record_new(&edition_kind);
	struct document *document;
	g_autoptr(GBytes) packed = NULL;

	e->report = edition_name(session, report->id, asked->about);
	e->period = programme_period_format(report_period(asked));
	e->number = options.edition = report_editions(session, report, asked) + 1;
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
